//! What the first view does not need, each behind a function that is called by a pointer.
//!
//! The build parts the page's wasm here: what only these functions reach comes in a second file, which loads behind the
//! first (`xtask/src/split.rs` knows this module by its name). No report is analysed before it is there
//! ([`crate::worker`]), and nothing here is called without a report. A call that the compiler can see through would tie
//! the two together again, hence the pointers.

use crate::boot;
use crate::state::checking::Checking;
use crate::state::desk::{Desk, Heard};
use crate::state::keeping::Keeping;
use crate::state::ledger::Change;
use crate::state::project;
use crate::state::share::{self, Received, Work};
use crate::state::store::KeptSource;
use crate::state::{Place, Report, State, Tab, arrange, doubts, history};
use crate::view::compare::Compare;
use crate::view::palette::PaletteDialog;
use crate::view::search::SearchView;
use crate::view::{indicators::Indicators, overview::Overview, reader::Reader, words::Words};
use crate::worker::Event;
use gangmu_link::{LinkError, Shared};
use gangmu_model::{AttentionAnswer, Options, Part, Reply, Request, SearchAnswer};
use gloo::file::File;
use js_sys::{ArrayBuffer, Promise};
use leptos::prelude::*;
use std::borrow::Cow;
use std::hint::black_box;
use std::sync::LazyLock;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::FileSystemDirectoryEntry;

/// Whether the second file is there.
static HERE: LazyLock<ArcRwSignal<bool>> = LazyLock::new(|| ArcRwSignal::new(cfg!(not(target_arch = "wasm32"))));

/// Whether the second file is there; tracked.
pub fn here() -> bool {
    HERE.get()
}

/// Whether the second file is there already, for what need not hear when it comes.
pub fn is_here() -> bool {
    HERE.get_untracked()
}

/// Waits for the second file.
///
/// # Errors
/// What the browser says, where it cannot be loaded.
pub async fn come() -> Result<(), String> {
    let loaded = boot::rest().await;
    loaded
        .map_err(|error| error.dyn_ref::<js_sys::Error>().map_or_else(String::new, |error| error.message().into()))?;
    // Who asks for it again does not bring it again: all that hears this would be made anew.
    if !is_here() {
        HERE.set(true);
    }
    Ok(())
}

/// The sentence of `key` in the language of the tag `locale`, of those that come with the second file; `None` until then.
pub fn sentence(locale: &str, key: &str) -> Option<Cow<'static, str>> {
    is_here().then(|| view_sentence(locale, key)).flatten()
}

/// All keys and sentences that come with the second file, in the language of the tag `locale`; `None` until then.
pub fn sentences(locale: &str) -> Option<Vec<Sentence>> {
    is_here().then(|| view_sentences(locale)).flatten()
}

/// A key and what it stands for.
type Sentence = (Cow<'static, str>, Cow<'static, str>);

/// Writes each function twice: in the module that the split knows by its name, and as a call of that by a pointer.
macro_rules! gates {
    ($($(#[$doc:meta])* $see:vis fn $name:ident($($argument:ident: $kind:ty),*) $(-> $out:ty)? $body:block)*) => {
        $($(#[$doc])* $see fn $name($($argument: $kind),*) $(-> $out)? {
            black_box(gate::$name as fn($($kind),*) $(-> $out)?)($($argument),*)
        })*

        mod gate {
            use super::*;
            $(pub(super) fn $name($($argument: $kind),*) $(-> $out)? $body)*
        }
    };
}

gates! {
    fn view_sentence(locale: &str, key: &str) -> Option<Cow<'static, str>> {
        gangmu_sentences::sentence(locale, key)
    }

    fn view_sentences(locale: &str) -> Option<Vec<Sentence>> {
        gangmu_sentences::sentences(locale)
    }

    /// A view of `report`.
    pub fn view(report: Report, tab: Tab) -> AnyView {
        let visitor = crate::view::share::visitor(report.document.id.clone());
        let shown = match tab {
            Tab::Overview => view! { <Overview report/> }.into_any(),
            Tab::Text => view! { <Reader report/> }.into_any(),
            Tab::Indicators => view! { <Indicators report/> }.into_any(),
            Tab::Words => view! { <Words report/> }.into_any(),
            Tab::Search => view! { <SearchView/> }.into_any(),
            Tab::Compare => view! { <Compare/> }.into_any(),
        };
        view! {
            {visitor}
            {shown}
        }
        .into_any()
    }

    /// The dialogs that any view of a report may open, and what follows all views; once on the page.
    pub fn dialogs() -> AnyView {
        crate::view::bar::name_tab();
        history::keep_scroll();
        crate::view::compare::prepare();
        view! {
            {crate::view::checking::dialogs()}
            <PaletteDialog/>
            {crate::view::share::dialog()}
            {crate::view::help::dialog()}
        }
        .into_any()
    }

    /// What the worker is asked, as it is posted.
    pub fn head(request: &Request) -> Option<JsValue> {
        serde_wasm_bindgen::to_value(request).ok()
    }

    /// What the worker said; `None` where that is of another build.
    pub fn reply(head: JsValue) -> Option<Reply> {
        serde_wasm_bindgen::from_value(head).ok()
    }

    /// Takes up what comes of an analysis.
    pub fn heard(desk: Desk, heard: &Heard, event: Event) {
        desk.hear(heard, event);
    }

    /// A piece of an analysis from its bytes; `None` where they are not one.
    pub fn part(bytes: &[u8]) -> Option<Part> {
        postcard::from_bytes(bytes).ok()
    }

    /// The answer about a list of words from its bytes; `None` where they are not one.
    pub fn attention(bytes: &[u8]) -> Option<Box<AttentionAnswer>> {
        postcard::from_bytes(bytes).ok().map(Box::new)
    }

    /// What was found from its bytes; `None` where they are not that.
    pub fn search(bytes: &[u8]) -> Option<SearchAnswer> {
        postcard::from_bytes(bytes).ok()
    }

    /// Opens files, and those in folders.
    pub fn open_folders(desk: Desk, files: Vec<File>, folders: Vec<FileSystemDirectoryEntry>) {
        desk.take_folders(files, folders);
    }

    /// Has the figures of corrected reports looked at again.
    pub fn look_again(state: State, desk: Desk) {
        doubts::look_again(state, desk);
    }

    /// Parts and joins the reports that came as their reader did before.
    pub fn arrange(desk: Desk, checking: Checking) {
        arrange::go_on(desk, checking);
    }

    /// Goes where `address` says.
    pub fn follow(state: State, desk: Desk, address: &str, foreign: bool) {
        history::follow(state, desk, address, foreign);
    }

    /// How far the view is scrolled, in CSS pixels.
    pub fn scroll_top() -> f64 {
        history::view_scroll_top()
    }

    /// The link to a place in a report.
    pub fn link(state: State, document: String, place: &Place) -> String {
        history::link(state, document, place)
    }

    /// A text that is to go into a link, as bytes for what packs it.
    pub fn packed(shared: &Shared) -> Option<Vec<u8>> {
        postcard::to_allocvec(shared).ok()
    }

    /// The link that was made of it; `None` where the bytes are no answer.
    pub fn fragment(bytes: &[u8]) -> Option<Result<String, LinkError>> {
        postcard::from_bytes(bytes).ok()
    }

    /// The text that came by a link; `None` where the bytes are no answer.
    pub fn shared(bytes: &[u8]) -> Option<Result<Shared, LinkError>> {
        postcard::from_bytes(bytes).ok()
    }

    /// The results that came by a link.
    ///
    /// # Errors
    /// When the link cannot be read.
    pub fn results(fragment: &str) -> Result<Received, LinkError> {
        gangmu_link::results::decode(fragment).map(Received::new)
    }

    /// The view of results that came by a link.
    pub fn results_view(received: Received) -> AnyView {
        crate::view::results::results(received)
    }

    /// Work as bytes.
    pub fn work_bytes(work: &Work) -> Option<Vec<u8>> {
        postcard::to_allocvec(work).ok()
    }

    /// Opens work from its bytes; says no where they are not that.
    pub fn take_work(state: State, desk: Desk, checking: Checking, bytes: &[u8]) -> bool {
        share::take_work(state, desk, checking, bytes)
    }

    /// Makes a file of everything that is kept.
    pub fn save_raw(keeping: Keeping, done: Box<dyn Fn(Option<Vec<u8>>)>) {
        keeping.pack_raw(done);
    }

    /// Makes a file of everything that is open.
    pub fn save_open(keeping: Keeping, done: Box<dyn Fn(Option<Vec<u8>>)>) {
        keeping.pack_open(done);
    }

    /// Opens the project of the worker's answer.
    pub fn open_project(state: State, desk: Desk, checking: Checking, answer: &[u8]) {
        project::open_answer(state, desk, checking, answer);
    }

    /// Takes up what was kept.
    pub fn take_up(keeping: Keeping) {
        keeping.take_up();
    }

    /// Keeps changes of corrections.
    pub fn keep_changes(keeping: Keeping, changes: Vec<Change>) {
        keeping.keep_changes(changes);
    }

    /// Keeps the sources that came and are not kept yet.
    pub fn keep_sources(keeping: Keeping) {
        keeping.keep_sources();
    }

    /// Forgets what was kept.
    pub fn forget(keeping: Keeping) {
        keeping.forget_store();
    }

    /// Opens sources that were kept.
    pub fn open_kept(keeping: Keeping, sources: Vec<KeptSource>) {
        spawn_local(keeping.open_kept(sources));
    }

    /// The options of a script.
    ///
    /// # Errors
    /// When they are of another kind.
    pub fn options(given: JsValue) -> Result<Options, JsValue> {
        Ok(serde_wasm_bindgen::from_value(given)?)
    }

    /// Analyses a source for a script.
    pub fn analyze(name: String, bytes: ArrayBuffer, options: Options) -> Promise {
        crate::api::answer(name, bytes, options)
    }
}
