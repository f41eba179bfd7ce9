//! What the first view does not need, each behind a function that is called by a pointer.
//!
//! The build parts the page's wasm here: what only these functions reach comes in a second file, which loads behind the
//! first (`xtask/src/split.rs` knows this module by its name). No report is analysed before it is there
//! ([`crate::worker`]), and nothing here is called without a report. A call that the compiler can see through would tie
//! the two together again, hence the pointers.

use crate::boot;
use crate::state::share::{Received, Work};
use crate::state::{Report, Tab};
use gangmu_link::{LinkError, Shared};
use gangmu_model::{AttentionAnswer, Part, SearchAnswer};
use leptos::prelude::*;
use std::borrow::Cow;
use std::hint::black_box;
use std::sync::LazyLock;
use wasm_bindgen::JsCast;

/// Whether the second file is there.
static HERE: LazyLock<ArcRwSignal<bool>> = LazyLock::new(|| ArcRwSignal::new(cfg!(not(target_arch = "wasm32"))));

/// Whether the second file is there; tracked.
pub fn here() -> bool {
    HERE.get()
}

/// Waits for the second file.
///
/// # Errors
/// What the browser says, where it cannot be loaded.
pub async fn come() -> Result<(), String> {
    let loaded = boot::rest().await;
    loaded
        .map_err(|error| error.dyn_ref::<js_sys::Error>().map_or_else(String::new, |error| error.message().into()))?;
    HERE.set(true);
    Ok(())
}

/// The sentence of `key` in the language of the tag `locale`, of those that come with the second file; `None` until then.
pub fn sentence(locale: &str, key: &str) -> Option<Cow<'static, str>> {
    let here = HERE.get_untracked();
    here.then(|| black_box(gate::sentence as fn(&str, &str) -> Option<Cow<'static, str>>)(locale, key)).flatten()
}

/// All keys and sentences that come with the second file, in the language of the tag `locale`; `None` until then.
pub fn sentences(locale: &str) -> Option<Vec<Sentence>> {
    let here = HERE.get_untracked();
    here.then(|| black_box(gate::sentences as fn(&str) -> Option<Vec<Sentence>>)(locale)).flatten()
}

/// A key and what it stands for.
type Sentence = (Cow<'static, str>, Cow<'static, str>);

/// A view of `report`.
pub fn view(report: Report, tab: Tab) -> AnyView {
    black_box(gate::draw as fn(Report, Tab) -> AnyView)(report, tab)
}

/// What was found from its bytes; `None` where they are not that.
pub fn search(bytes: &[u8]) -> Option<SearchAnswer> {
    black_box(gate::search as fn(&[u8]) -> Option<SearchAnswer>)(bytes)
}

/// A text that is to go into a link, as bytes for what packs it.
pub fn packed(shared: &Shared) -> Option<Vec<u8>> {
    black_box(gate::packed as fn(&Shared) -> Option<Vec<u8>>)(shared)
}

/// The link that was made of it; `None` where the bytes are no answer.
pub fn fragment(bytes: &[u8]) -> Option<Result<String, LinkError>> {
    black_box(gate::fragment as fn(&[u8]) -> Option<Result<String, LinkError>>)(bytes)
}

/// The text that came by a link; `None` where the bytes are no answer.
pub fn shared(bytes: &[u8]) -> Option<Result<Shared, LinkError>> {
    black_box(gate::shared as fn(&[u8]) -> Option<Result<Shared, LinkError>>)(bytes)
}

/// The results that came by a link.
///
/// # Errors
/// When the link cannot be read.
pub fn results(fragment: &str) -> Result<Received, LinkError> {
    black_box(gate::results as fn(&str) -> Result<Received, LinkError>)(fragment)
}

/// The view of results that came by a link.
pub fn results_view(received: Received) -> AnyView {
    black_box(gate::results_view as fn(Received) -> AnyView)(received)
}

/// Work as bytes.
pub fn work_bytes(work: &Work) -> Option<Vec<u8>> {
    black_box(gate::work_bytes as fn(&Work) -> Option<Vec<u8>>)(work)
}

/// Work from its bytes; `None` where they are not that.
pub fn work(bytes: &[u8]) -> Option<Work> {
    black_box(gate::work as fn(&[u8]) -> Option<Work>)(bytes)
}

/// The dialogs that any view of a report may open, once on the page.
pub fn dialogs() -> AnyView {
    black_box(gate::dialogs as fn() -> AnyView)()
}

/// A piece of an analysis from its bytes; `None` where they are not one.
pub fn part(bytes: &[u8]) -> Option<Part> {
    black_box(gate::part as fn(&[u8]) -> Option<Part>)(bytes)
}

/// The answer about a list of words from its bytes; `None` where they are not one.
pub fn attention(bytes: &[u8]) -> Option<Box<AttentionAnswer>> {
    black_box(gate::attention as fn(&[u8]) -> Option<Box<AttentionAnswer>>)(bytes)
}

/// What the split knows by the module's name.
mod gate {
    use super::{
        AnyView, AttentionAnswer, Cow, LinkError, Part, Received, Report, SearchAnswer, Sentence, Shared, Tab, Work,
    };
    use crate::view::checking;
    use crate::view::compare::Compare;
    use crate::view::help;
    use crate::view::palette::PaletteDialog;
    use crate::view::search::SearchView;
    use crate::view::share;
    use crate::view::{indicators::Indicators, overview::Overview, reader::Reader, words::Words};
    use leptos::prelude::*;

    pub(super) fn draw(report: Report, tab: Tab) -> AnyView {
        match tab {
            Tab::Overview => view! { <Overview report/> }.into_any(),
            Tab::Text => view! { <Reader report/> }.into_any(),
            Tab::Indicators => view! { <Indicators report/> }.into_any(),
            Tab::Words => view! { <Words report/> }.into_any(),
            Tab::Search => view! { <SearchView/> }.into_any(),
            Tab::Compare => view! { <Compare/> }.into_any(),
        }
    }

    pub(super) fn dialogs() -> AnyView {
        view! {
            {checking::dialogs()}
            <PaletteDialog/>
            {share::dialog()}
            {help::dialog()}
        }
        .into_any()
    }

    pub(super) fn part(bytes: &[u8]) -> Option<Part> {
        postcard::from_bytes(bytes).ok()
    }

    pub(super) fn attention(bytes: &[u8]) -> Option<Box<AttentionAnswer>> {
        postcard::from_bytes(bytes).ok().map(Box::new)
    }

    pub(super) fn packed(shared: &Shared) -> Option<Vec<u8>> {
        postcard::to_allocvec(shared).ok()
    }

    pub(super) fn fragment(bytes: &[u8]) -> Option<Result<String, LinkError>> {
        postcard::from_bytes(bytes).ok()
    }

    pub(super) fn shared(bytes: &[u8]) -> Option<Result<Shared, LinkError>> {
        postcard::from_bytes(bytes).ok()
    }

    pub(super) fn results(fragment: &str) -> Result<Received, LinkError> {
        gangmu_link::results::decode(fragment).map(Received::new)
    }

    pub(super) fn results_view(received: Received) -> AnyView {
        crate::view::results::results(received)
    }

    pub(super) fn work_bytes(work: &Work) -> Option<Vec<u8>> {
        postcard::to_allocvec(work).ok()
    }

    pub(super) fn work(bytes: &[u8]) -> Option<Work> {
        postcard::from_bytes(bytes).ok()
    }

    pub(super) fn search(bytes: &[u8]) -> Option<SearchAnswer> {
        postcard::from_bytes(bytes).ok()
    }

    pub(super) fn sentence(locale: &str, key: &str) -> Option<Cow<'static, str>> {
        gangmu_sentences::sentence(locale, key)
    }

    pub(super) fn sentences(locale: &str) -> Option<Vec<Sentence>> {
        gangmu_sentences::sentences(locale)
    }
}
