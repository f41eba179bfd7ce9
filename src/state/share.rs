//! Carrying work elsewhere: what a link can hold, what a page saved as one file holds, and both back again.

use super::checking::Checking;
use super::desk::Desk;
use super::history;
use super::link;
use super::notice::Notice;
use super::{Report, State, settings};
use crate::boot;
use crate::view::later;
use gangmu_link::frame::Kind;
use gangmu_link::{LinkError, Shared};
use gangmu_model::Correction;
use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};

/// The address under which others reach the page, where the one it was opened by is of this machine alone.
const PUBLIC: Option<&str> = option_env!("GANGMU_ADDRESS");

/// Results that came by a link.
pub type Received = Arc<gangmu_link::results::Results>;

/// The work inside of a page that was saved as one file. Only the program beside it reads it, which wrote it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Work {
    /// Each report and its terms, in the bytes they came in.
    pub reports: Vec<(Vec<u8>, Vec<u8>)>,
    /// What the reader corrected in them.
    pub corrections: Vec<Correction>,
    /// The link to the view.
    pub fragment: String,
}

/// What links of this page begin with, up to the `#`; `None` where others could not open them.
pub fn address() -> Option<String> {
    let location = window().location();
    let here = location.protocol().is_ok_and(|protocol| protocol.starts_with("http"));
    let href = here.then(|| location.href().ok()).flatten();
    let here = href.map(|href| href.split('#').next().unwrap_or_default().to_owned());
    here.or_else(settings::public_address).or_else(|| PUBLIC.map(str::to_owned))
}

/// Whether the page was opened from a file, which only this machine has.
pub fn from_file() -> bool {
    window().location().protocol().is_ok_and(|protocol| !protocol.starts_with("http"))
}

/// What a reader gives for the public address, made fit to stand before a `#`; `None` where it is no address of a site.
pub fn as_address(text: &str) -> Option<String> {
    let address = text.trim().split('#').next().unwrap_or_default();
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let fits =
        !rest.is_empty() && !rest.starts_with('/') && !rest.contains(|c: char| c.is_whitespace() || c.is_control());
    fits.then(|| address.to_owned())
}

/// The fragment that holds the whole text of `report`, or what went wrong.
///
/// # Errors
/// A sentence of the browser, where what packs it cannot be loaded.
pub async fn whole(state: State, report: &Report) -> Result<String, String> {
    let place = state.place.get_untracked();
    let shared = Shared {
        name: report.document.source.name.replace(['\n', '\r'], " "),
        view: link::write(&history::view(state, report.document.id.clone(), &place)),
        text: report.document.text.clone(),
    };
    let input = later::packed(&shared).unwrap_or_default();
    let output = boot::link("encode", Uint8Array::from(input.as_slice())).await.map_err(|error| said(&error))?;
    let fragment = later::fragment(&Uint8Array::new(&output).to_vec());
    fragment.and_then(Result::ok).ok_or_else(|| "the text could not be packed".to_owned())
}

/// Opens what a link holds beside what is open: a whole text is read again, results are shown by themselves.
pub fn open(state: State, desk: Desk, fragment: String, kind: Kind) {
    spawn_local(async move {
        if later::come().await.is_err() {
            return; // an analysis would say so too
        }
        let failed = |error: LinkError| state.notify(Notice::Link(error));
        match kind {
            Kind::View => {}
            Kind::Results => match later::results(&fragment) {
                Ok(results) => state.shared.set(Some(results)),
                Err(error) => failed(error),
            },
            Kind::Document => {
                let input = Uint8Array::from(fragment.as_bytes());
                match boot::link("decode", input).await {
                    Ok(output) => match later::shared(&Uint8Array::new(&output).to_vec()) {
                        Some(Ok(shared)) => {
                            let view = link::read(&shared.view);
                            state.wanted.set(Some(view));
                            desk.open_text(shared.name, &shared.text);
                        }
                        Some(Err(error)) => failed(error),
                        None => failed(LinkError::Altered),
                    },
                    Err(error) => state.notify(Notice::Failed(crate::worker::Failure::Load { message: said(&error) })),
                }
            }
        }
    });
}

/// The page as one file, with the open reports inside if `with_work`; `None` where it cannot be made.
pub async fn one_file(state: State, checking: Checking, with_work: bool) -> Option<Vec<u8>> {
    let work = if with_work {
        let reports = state.reports.get_untracked();
        let terms = |report: &Report| report.terms.with_untracked(|terms| terms.bytes.clone());
        let work = Work {
            reports: reports.iter().map(|report| (report.bytes.to_vec(), terms(report))).collect(),
            corrections: checking.file().corrections,
            fragment: history::fragment(state, &state.place.get_untracked()),
        };
        Uint8Array::from(later::work_bytes(&work)?.as_slice()).into()
    } else {
        JsValue::UNDEFINED
    };
    boot::one_file(work).await.ok().map(|bytes| Uint8Array::new(&bytes).to_vec())
}

/// Opens the work that this page was saved with.
pub fn open_work(state: State, desk: Desk, checking: Checking) {
    spawn_local(async move {
        let Ok(bytes) = boot::work().await else { return state.notify(Notice::Work) };
        if bytes.is_undefined() {
            return;
        }
        let here = later::come().await.is_ok();
        if !here || !later::take_work(state, desk, checking, &Uint8Array::new(&bytes).to_vec()) {
            state.notify(Notice::Work);
        }
    });
}

/// Opens work from its bytes; says no where they are not that. Entered through [`later`].
pub fn take_work(state: State, desk: Desk, checking: Checking, bytes: &[u8]) -> bool {
    let Ok(work) = postcard::from_bytes::<Work>(bytes) else { return false };
    desk.reopen(work.reports);
    checking.adopt(work.corrections);
    history::follow(state, desk, &work.fragment, true);
    true
}

/// What a browser says of an error.
fn said(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(String::new, |error| error.message().into())
}

#[cfg(test)]
mod tests {
    use super::as_address;

    #[test]
    fn links_begin_with_an_address_of_a_site_and_nothing_else() {
        assert_eq!(as_address(" https://a.example/gangmu/#x ").as_deref(), Some("https://a.example/gangmu/"));
        assert_eq!(as_address("http://10.0.0.8:8080").as_deref(), Some("http://10.0.0.8:8080"));
        for wrong in
            ["", "a.example", "javascript:alert(1)", "file:///C:/gangmu.html", "https://", "https:///x", "https://a b"]
        {
            assert_eq!(as_address(wrong), None, "{wrong}");
        }
    }
}
