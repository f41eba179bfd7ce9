//! What the browser keeps of a reader's work, for whoever wants it kept: sources as they came, what is known of them, and
//! corrections. The only module that speaks to `IndexedDB`, and it decides nothing: whether anything is kept is [`keeping`]'s
//! business.
//!
//! Each operation opens the database and closes it again, so that another tab may delete it at any time. Corrections have a
//! record a report; a change of it reads what is there and writes the sum in one transaction, so that two tabs that check
//! the same report keep each other's changes.
//!
//! [`keeping`]: super::keeping

use super::ledger::Change;
use gangmu_model::Correction;
use idb::{Database, Factory, ObjectStoreParams, Query, Transaction, TransactionMode};
use js_sys::{ArrayBuffer, Promise};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const NAME: &str = "gangmu";
const VERSION: u32 = 1;
/// By a report's id: its [`Corrections`].
const CORRECTIONS: &str = "corrections";
/// By a source's key: what is known of it, a [`KeptSource`].
const SOURCES: &str = "sources";
/// By a source's key: its bytes.
const BYTES: &str = "bytes";

/// Why something could not be kept, or found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is no room for it.
    #[error("the browser's storage is full")]
    Full,
    /// The browser keeps nothing, or not for a page opened in this way.
    #[error("the browser refuses to keep anything")]
    Refused,
}

/// A source that was kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptSource {
    /// What it is kept under.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The reports in it, in their order.
    pub reports: Vec<KeptReport>,
}

/// What is known of a report without reading it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptReport {
    /// Its id.
    pub document: String,
    /// Its place, or its title.
    pub name: String,
    /// Its year.
    pub year: Option<u16>,
    /// How long it is for its reader; see [`super::length`].
    pub characters: u32,
    /// How many headings.
    pub headings: u32,
    /// How many indicators.
    pub indicators: u32,
    /// Where its parts and sections start: shares of its length, 0 to 1, and whether it is a top part.
    pub starts: Vec<(f64, bool)>,
}

/// The corrections of one report.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Corrections {
    /// Counts the changes.
    revision: u32,
    corrections: Vec<Correction>,
}

/// Keeps a source.
///
/// # Errors
/// [`StoreError`]; then nothing of it is kept.
pub async fn keep_source(source: &KeptSource, bytes: &ArrayBuffer) -> Result<(), StoreError> {
    let database = open().await?;
    let act = async {
        let transaction = database.transaction(&[SOURCES, BYTES], TransactionMode::ReadWrite)?;
        let key = JsValue::from_str(&source.key);
        transaction.object_store(SOURCES)?.put(&value(source), Some(&key))?;
        transaction.object_store(BYTES)?.put(bytes, Some(&key))?;
        Ok(transaction)
    };
    end(&database, act.await).await
}

/// The sources that are kept, without their bytes.
///
/// # Errors
/// [`StoreError::Refused`].
pub async fn sources() -> Result<Vec<KeptSource>, StoreError> {
    all(SOURCES).await
}

/// The bytes of a source that is kept.
///
/// # Errors
/// [`StoreError::Refused`].
pub async fn bytes(key: &str) -> Result<Option<ArrayBuffer>, StoreError> {
    let database = open().await?;
    let read = async {
        let transaction = database.transaction(&[BYTES], TransactionMode::ReadOnly)?;
        transaction.object_store(BYTES)?.get(Query::Key(key.into()))?.await
    };
    let read = read.await;
    database.close();
    Ok(read.map_err(|error| why(&error))?.and_then(|bytes| bytes.dyn_into().ok()))
}

/// All sources that are kept, by their names where those can be read, and their bytes as they are.
///
/// # Errors
/// [`StoreError::Refused`].
pub async fn raw() -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let known = sources().await.unwrap_or_default();
    let database = open().await?;
    let read = async {
        let transaction = database.transaction(&[BYTES], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(BYTES)?;
        // Both in the order of the keys.
        let (keys, bytes) = (store.get_all_keys(None, None)?, store.get_all(None, None)?);
        Ok((keys.await?, bytes.await?))
    };
    let read: Result<_, idb::Error> = read.await;
    database.close();
    let (keys, bytes) = read.map_err(|error| why(&error))?;
    let named = keys.into_iter().zip(bytes).map(|(key, bytes)| {
        let key = key.as_string().unwrap_or_default();
        let name = known.iter().find(|source| source.key == key).map_or(key, |source| source.name.clone());
        (name, js_sys::Uint8Array::new(&bytes).to_vec())
    });
    Ok(named.collect())
}

/// Keeps changes of the corrections of one report.
///
/// # Errors
/// [`StoreError`]; then what was kept before is still there.
pub async fn keep_changes(document: &str, changes: &[Change]) -> Result<(), StoreError> {
    let database = open().await?;
    let act = async {
        let transaction = database.transaction(&[CORRECTIONS], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(CORRECTIONS)?;
        let key = JsValue::from_str(document);
        let known = store.get(Query::Key(key.clone()))?.await?;
        let mut record: Corrections = known.and_then(parsed).unwrap_or_default();
        for change in changes {
            change.apply(&mut record.corrections);
        }
        record.revision += 1;
        if record.corrections.is_empty() {
            store.delete(Query::Key(key))?;
        } else {
            store.put(&value(&record), Some(&key))?;
        }
        Ok(transaction)
    };
    end(&database, act.await).await
}

/// All corrections that are kept.
///
/// # Errors
/// [`StoreError::Refused`].
pub async fn corrections() -> Result<Vec<Correction>, StoreError> {
    let records: Vec<Corrections> = all(CORRECTIONS).await?;
    Ok(records.into_iter().flat_map(|record| record.corrections).collect())
}

/// Forgets everything; no key is left.
///
/// # Errors
/// [`StoreError::Refused`].
pub async fn forget() -> Result<(), StoreError> {
    let delete = async { Factory::new()?.delete(NAME)?.await };
    delete.await.map_err(|error: idb::Error| why(&error))
}

async fn open() -> Result<Database, StoreError> {
    let open = async {
        let mut request = Factory::new()?.open(NAME, Some(VERSION))?;
        request.on_upgrade_needed(|event| {
            let Ok(database) = idb::DatabaseEvent::database(&event) else { return };
            for name in [CORRECTIONS, SOURCES, BYTES] {
                // It can fail only where it is there already.
                let _ = database.create_object_store(name, ObjectStoreParams::new());
            }
        });
        request.await
    };
    open.await.map_err(|error: idb::Error| why(&error))
}

async fn all<T: DeserializeOwned>(name: &str) -> Result<Vec<T>, StoreError> {
    let database = open().await?;
    let read = async {
        let transaction = database.transaction(&[name], TransactionMode::ReadOnly)?;
        transaction.object_store(name)?.get_all(None, None)?.await
    };
    let read = read.await;
    database.close();
    Ok(read.map_err(|error: idb::Error| why(&error))?.into_iter().filter_map(parsed).collect())
}

/// Waits until a transaction is through. That there is no room is often told at its very end, and only there: a request
/// that succeeded says nothing.
async fn end(database: &Database, begun: Result<Transaction, idb::Error>) -> Result<(), StoreError> {
    let result = match begun {
        Ok(transaction) => through(transaction).await,
        Err(error) => Err(why(&error)),
    };
    database.close();
    result
}

async fn through(mut transaction: Transaction) -> Result<(), StoreError> {
    let over = Promise::new(&mut |resolve, _| {
        let aborted = resolve.clone();
        transaction.on_complete(move |_| drop(resolve.call0(&JsValue::UNDEFINED)));
        transaction.on_abort(move |_| drop(aborted.call1(&JsValue::UNDEFINED, &JsValue::TRUE)));
    });
    match JsFuture::from(over).await {
        Ok(aborted) if aborted.is_truthy() => {
            Err(transaction.error().map_or(StoreError::Refused, |error| named(&error)))
        }
        _ => Ok(()),
    }
}

fn why(error: &idb::Error) -> StoreError {
    if let idb::Error::DomException(error) = error { named(error) } else { StoreError::Refused }
}

fn named(error: &web_sys::DomException) -> StoreError {
    if error.name() == "QuotaExceededError" { StoreError::Full } else { StoreError::Refused }
}

/// A record as a JavaScript value.
fn value<T: Serialize>(record: &T) -> JsValue {
    serde_wasm_bindgen::to_value(record).unwrap_or_default()
}

/// A record as it was kept; nothing where an older page wrote something else.
fn parsed<T: DeserializeOwned>(value: JsValue) -> Option<T> {
    serde_wasm_bindgen::from_value(value).ok()
}
