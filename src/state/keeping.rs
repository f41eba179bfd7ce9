//! Keeping work from one visit to the next, for readers who say so: the sources of the open reports, and corrections. Until
//! then nothing is written, and when they say no again nothing is left.

use super::checking::Checking;
use super::desk::Desk;
use super::ledger::{Change, Step};
use super::notice::{Notice, Unreadable};
use super::store::{self, KeptReport, KeptSource, StoreError};
use super::{Report, State};
use gangmu_model::Document;
use gloo::file::Blob;
use js_sys::ArrayBuffer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// The key of the reader's word that work is to be kept.
const CONSENT: &str = "gangmu.keep";
/// What every key of ours in the page's small storage begins with.
const PREFIX: &str = "gangmu.";

/// A source that came in this visit, and what is in it.
pub struct Came {
    name: String,
    blob: Blob,
    documents: Vec<String>,
    kept: bool,
}

impl Came {
    /// A source that is about to be read.
    pub fn new(name: String, blob: Blob) -> Self {
        Self { name, blob, documents: Vec::new(), kept: false }
    }

    /// A report is of the newest source of its source's name.
    pub fn of(came: &mut [Self], document: &Document) {
        let name = &document.source.name;
        let holds = |source: &&mut Self| {
            name.strip_prefix(source.name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if let Some(source) = came.iter_mut().rev().find(holds)
            && !source.documents.contains(&document.id)
        {
            source.documents.push(document.id.clone());
            source.kept = false;
        }
    }
}

/// Keeping; a `Copy` handle, provided as context by `App`.
#[derive(Clone, Copy)]
pub struct Keeping {
    state: State,
    desk: Desk,
    checking: Checking,
    /// Whether work is kept.
    pub consent: RwSignal<bool>,
    /// The sources of earlier visits.
    pub kept: RwSignal<Vec<KeptSource>>,
    /// Why the last thing could not be kept.
    pub trouble: RwSignal<Option<StoreError>>,
}

impl Keeping {
    /// Takes up what was kept, where anything was, and keeps work from now on as long as the reader wants it.
    pub fn start(state: State, desk: Desk, checking: Checking) -> Self {
        let kept = RwSignal::new(Vec::new());
        let this =
            Self { state, desk, checking, consent: RwSignal::new(consented()), kept, trouble: RwSignal::new(None) };
        checking.listen(move |step| this.keep_step(step));
        if this.consent.get_untracked() {
            spawn_local(this.take_up());
        }
        Effect::new(move || {
            state.reports.track();
            if this.consent.get() && state.task.with(Option::is_none) {
                this.keep_sources();
            }
        });
        this
    }

    /// The keeping that `App` provided.
    pub fn get() -> Self {
        expect_context()
    }

    /// Keeps work from now on: what is open and what was corrected already, too.
    pub fn agree(self) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(CONSENT, "yes");
        }
        self.trouble.set(None);
        self.consent.set(true);
        let list = self.state.ledger.with_untracked(|ledger| ledger.all().to_vec());
        self.keep_changes(list.into_iter().map(|correction| Change::to(correction, &[])).collect());
    }

    /// Forgets everything that was ever kept, and keeps nothing any more. What is open stays open.
    pub fn forget(self) {
        self.consent.set(false);
        self.kept.set(Vec::new());
        self.trouble.set(None);
        self.state.came.update_value(|came| came.iter_mut().for_each(|source| source.kept = false));
        if let Some(storage) = storage() {
            let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
            let keys: Vec<String> = keys.filter(|key| key.starts_with(PREFIX)).collect();
            for key in keys {
                let _ = storage.remove_item(&key);
            }
        }
        spawn_local(async move {
            let gone = store::forget().await;
            self.checking.say(tr!(if gone.is_ok() { "keep.forgotten" } else { "keep.not_forgotten" }));
        });
    }

    /// Opens a source that was kept.
    pub fn open(self, key: String, name: String) {
        spawn_local(async move {
            match store::bytes(&key).await {
                Ok(Some(bytes)) => self.desk.open_kept(name, bytes),
                _ => self.state.notify(Notice::Unreadable { source: name, why: Unreadable::Unknown }),
            }
        });
    }

    /// The kept sources of which no report is open.
    pub fn closed(self) -> Vec<KeptSource> {
        let open = |document: &str| {
            self.state.reports.with(|reports| reports.iter().any(|report| report.document.id == document))
        };
        let closed = |source: &&KeptSource| !source.reports.iter().any(|report| open(&report.document));
        self.kept.with(|kept| kept.iter().filter(closed).cloned().collect())
    }

    async fn take_up(self) {
        match store::corrections().await {
            Ok(corrections) => self.checking.adopt(corrections),
            Err(error) => return self.trouble.set(Some(error)),
        }
        let Ok(kept) = store::sources().await else { return };
        let wanted = self.state.wanted.with_untracked(|wanted| wanted.as_ref().map(|wanted| wanted.document.clone()));
        // The address names a report that is kept: the page was loaded again, or a link to it was followed.
        let source = wanted.and_then(|wanted| {
            kept.iter().find(|source| source.reports.iter().any(|report| report.document == wanted)).cloned()
        });
        self.kept.set(kept);
        if let Some(source) = source {
            self.open(source.key, source.name);
        }
    }

    fn keep_step(self, step: &Step) {
        if self.consent.get_untracked() {
            self.keep_changes(step.changes.clone());
        }
    }

    fn keep_changes(self, changes: Vec<Change>) {
        spawn_local(async move {
            for (at, change) in changes.iter().enumerate() {
                let document = change.document();
                if changes[..at].iter().any(|other| other.document() == document) {
                    continue;
                }
                // They may have taken their word back meanwhile.
                if !self.consent.get_untracked() {
                    return;
                }
                let own: Vec<Change> =
                    changes[at..].iter().filter(|other| other.document() == document).cloned().collect();
                self.heed(store::keep_changes(document, &own).await);
            }
        });
    }

    /// Keeps the sources that came and are not kept yet.
    fn keep_sources(self) {
        let mut new = Vec::new();
        self.state.came.update_value(|came| {
            for source in came.iter_mut().filter(|source| !source.kept && !source.documents.is_empty()) {
                source.kept = true;
                new.push((source.name.clone(), source.blob.clone(), source.documents.clone()));
            }
        });
        let reports = self.state.reports.get_untracked();
        for (name, blob, documents) in new {
            let of = |id: &String| reports.iter().find(|report| report.document.id == *id).map(facts);
            let kept: Vec<KeptReport> = documents.iter().filter_map(of).collect();
            let Some(first) = kept.first() else { continue };
            // The same file again is the same source.
            let key = format!("{}-{}", first.document, blob.size());
            let source = KeptSource { key, name, reports: kept };
            spawn_local(async move {
                let Some(bytes) = bytes(&blob).await else { return };
                if self.consent.get_untracked() {
                    self.heed(store::keep_source(&source, &bytes).await);
                }
            });
        }
    }

    fn heed(self, result: Result<(), StoreError>) {
        if let Err(error) = result {
            self.trouble.set(Some(error));
        }
    }
}

fn facts(report: &Report) -> KeptReport {
    let document = &report.document;
    let characters = report.index.len();
    let tops = document.sections.iter().filter(|section| section.level <= 2);
    KeptReport {
        document: document.id.clone(),
        name: document.region.as_ref().map_or_else(|| document.title.clone(), |region| region.name.clone()),
        year: document.year,
        characters,
        headings: document.sections.len() as u32,
        indicators: document.indicators.len() as u32,
        starts: tops
            .map(|section| (f64::from(section.start) / f64::from(characters.max(1)), section.level == 1))
            .collect(),
    }
}

async fn bytes(blob: &Blob) -> Option<ArrayBuffer> {
    let blob: &web_sys::Blob = blob.as_ref();
    JsFuture::from(blob.array_buffer()).await.ok()?.dyn_into().ok()
}

fn consented() -> bool {
    storage().and_then(|storage| storage.get_item(CONSENT).ok().flatten()).as_deref() == Some("yes")
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
