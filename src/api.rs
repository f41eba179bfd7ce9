//! The page's JavaScript interface: `await gangmu.analyze(source, options)`, which `public/start.js` makes of [`analyze`].
//!
//! It has a worker of its own, started when it is first asked for, so that what the reader does and what a script does do
//! not wait for each other. Calls are answered in their order.
#![allow(unsafe_code, reason = "what #[wasm_bindgen] generates")]

use crate::view::later;
use crate::worker::{Client, Event, Failure};
use gangmu_model::{Analysis, Options, Part};
use js_sys::{ArrayBuffer, Promise, Reflect, Uint8Array};
use serde::Serialize;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static CLIENT: RefCell<Option<Client>> = const { RefCell::new(None) };
}

/// Analyses a text (a string) or the bytes of a file (`ArrayBuffer`, typed array) and gives the analysis as a JavaScript
/// object in the form of `gangmu.analysis/1`. `options` is an object with any of `name`, `corrections`, `user_words`,
/// `stop_words`, or nothing.
///
/// # Errors
/// A JavaScript `Error` when `source` or `options` are of another kind, or when the program itself fails. A source that
/// cannot be read is no such case: it is an entry of the analysis' `errors`.
#[wasm_bindgen]
pub async fn analyze(source: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let bytes = bytes_of(&source).ok_or_else(|| js_sys::TypeError::new("gangmu.analyze: give a string or bytes"))?;
    let given = options.is_object();
    let name = given.then(|| Reflect::get(&options, &"name".into()).ok()).flatten().and_then(|name| name.as_string());
    later::come().await.map_err(|message| js_sys::Error::new(&format!("gangmu could not be loaded: {message}")))?;
    let options = if given { later::options(options)? } else { Options::default() };
    let answer = later::analyze(name.unwrap_or_else(|| "text".to_owned()), bytes, options);
    JsFuture::from(answer).await
}

/// The analysis of one source; entered through [`later`].
pub fn answer(name: String, bytes: ArrayBuffer, options: Options) -> Promise {
    let (mut settle, mut fail) = (None, None);
    let answer = Promise::new(&mut |resolve, reject| (settle, fail) = (Some(resolve), Some(reject)));
    let (Some(settle), Some(fail)) = (settle, fail) else { return answer };
    let client = CLIENT.with_borrow_mut(|client| client.get_or_insert_with(Client::start).clone());
    let analysis = Rc::new(RefCell::new(Analysis::empty()));
    let listener = move |event| match event {
        Event::Progress { .. } | Event::File(_) | Event::Attention(_) | Event::Search(_) => {}
        Event::Part(part, _) => collect(&mut analysis.borrow_mut(), part),
        Event::Done => {
            let form = serde_wasm_bindgen::Serializer::json_compatible();
            let _ = match analysis.borrow().serialize(&form) {
                Ok(object) => settle.call1(&JsValue::UNDEFINED, &object),
                Err(error) => fail.call1(&JsValue::UNDEFINED, &error.into()),
            };
        }
        Event::Failed(failure) => {
            let message = match failure {
                Failure::Crash { source, message } => format!("gangmu stopped over {source}: {message}"),
                Failure::Load { message } => format!("gangmu's worker could not be loaded: {message}"),
                Failure::Build => "gangmu's page and worker are not of the same build: load the page again".to_owned(),
            };
            let _ = fail.call1(&JsValue::UNDEFINED, &js_sys::Error::new(&message));
        }
    };
    client.analyze(vec![(name, bytes)], options, listener);
    answer
}

/// A buffer that may be given away: the caller's own stays whole.
fn bytes_of(source: &JsValue) -> Option<ArrayBuffer> {
    if let Some(text) = source.as_string() {
        return Some(Uint8Array::from(text.as_bytes()).buffer());
    }
    if let Some(buffer) = source.dyn_ref::<ArrayBuffer>() {
        return Some(buffer.slice(0));
    }
    ArrayBuffer::is_view(source).then(|| {
        let length =
            Reflect::get(source, &"byteLength".into()).ok().and_then(|n| n.as_f64()).unwrap_or_default() as u32;
        let start = Reflect::get(source, &"byteOffset".into()).ok().and_then(|n| n.as_f64()).unwrap_or_default() as u32;
        let buffer = Reflect::get(source, &"buffer".into()).unwrap_or_default();
        Uint8Array::new_with_byte_offset_and_length(&buffer, start, length).slice(0, length).buffer()
    })
}

fn collect(analysis: &mut Analysis, part: Part) {
    match part {
        Part::Document { document, .. } => analysis.documents.push(*document),
        Part::Terms { index, terms, .. } => {
            if let Some(document) = analysis.documents.get_mut(index as usize) {
                document.terms = terms;
            }
        }
        Part::Error(error) => analysis.errors.push(error),
        // Only asked for of a report that was corrected.
        Part::Warnings { .. } => {}
    }
}
