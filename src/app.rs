//! The root of the page: provides [`State`] and [`Desk`], takes what is dropped or pasted anywhere, shows [`Page`].

use crate::boot;
use crate::state::attention::Attention;
use crate::state::checking::Checking;
use crate::state::desk::Desk;
use crate::state::keeping::Keeping;
use crate::state::notice::Notice;
use crate::state::search::Search;
use crate::state::{State, arrange, doubts, folder, history, lists, project, settings, share};
use crate::view::{dom, help::Help, page::Page, palette::Palette};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::file::{File, FileList};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event};

/// The fragment by which the page starts without anything that was kept.
const SAFE: &str = "#safe";

/// Whether something is being dragged over the page; provided as context.
#[derive(Clone, Copy)]
pub struct Dragging(pub RwSignal<bool>);

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let state = State::new();
    let desk = Desk::new(state);
    let dragging = Dragging(RwSignal::new(false));
    provide_context(state);
    provide_context(desk);
    provide_context(Attention::new(state, desk));
    provide_context(Search::new(state));
    provide_context(Palette::new());
    provide_context(Help::new());
    provide_context(dragging);
    let safe = window().location().hash().is_ok_and(|hash| hash == SAFE);
    settings::keep(state, safe);
    lists::keep(state, desk);
    history::keep(state, desk);
    doubts::keep(state, desk);
    let checking = Checking::new(state);
    provide_context(checking);
    arrange::keep(state, desk, checking);
    provide_context(Keeping::start(state, desk, checking, safe));
    desk.hand_projects_to(move |file| project::open(state, desk, checking, file));
    if !safe {
        share::open_work(state, desk, checking);
    }
    tell_of_new_version(state);
    take_drops(desk, dragging);
    take_pastes(desk);
    view! { <Page/> }
}

fn tell_of_new_version(state: State) {
    spawn_local(async move {
        if boot::new_version().await.is_ok() {
            state.notify(Notice::Version);
        }
    });
}

/// A drag is over when no event of it has come for this long; browsers send one at least every 350 ms.
const DRAG_ENDS_MS: u32 = 500;

fn take_drops(desk: Desk, dragging: Dragging) {
    let end = StoredValue::new_local(None::<Timeout>);
    listen("dragover", move |event: DragEvent| {
        // Text dragged into a field is the field's business; what is dragged within a view is the view's.
        let data = event.data_transfer();
        if is_ours(data.as_ref()) || dom::typing(event.target()) && !holds_files(data.as_ref()) {
            return;
        }
        event.prevent_default();
        dragging.0.set(true);
        end.set_value(Some(Timeout::new(DRAG_ENDS_MS, move || dragging.0.set(false))));
    });
    listen("drop", move |event: DragEvent| {
        dragging.0.set(false);
        let Some(data) = event.data_transfer() else { return };
        if is_ours(Some(&data)) || dom::typing(event.target()) && !holds_files(Some(&data)) {
            return;
        }
        event.prevent_default();
        open(desk, &data);
    });
}

/// Whether what is dragged is a thing of the page, which says so by its type.
fn is_ours(data: Option<&DataTransfer>) -> bool {
    data.is_some_and(|data| data.types().iter().any(|kind| kind == dom::OWN_DRAG))
}

fn take_pastes(desk: Desk) {
    listen("paste", move |event: ClipboardEvent| {
        let Some(data) = event.clipboard_data() else { return };
        // What is pasted into a field belongs there, unless it is a file.
        if dom::typing(event.target()) && !holds_files(Some(&data)) {
            return;
        }
        event.prevent_default();
        open(desk, &data);
    });
}

fn holds_files(data: Option<&DataTransfer>) -> bool {
    data.is_some_and(|data| data.types().iter().any(|kind| kind == "Files"))
}

fn open(desk: Desk, data: &DataTransfer) {
    let folders = folder::folders(data);
    if !folders.is_empty() {
        // Folders stand among the files, where they cannot be read.
        let named = |file: &File| folders.iter().any(|folder| folder.name() == file.name());
        let files = data.files().map(FileList::from);
        let files = files.iter().flat_map(|files| files.iter()).filter(|file| !named(file)).cloned().collect();
        return desk.open_folders(files, folders);
    }
    match data.files().map(FileList::from) {
        Some(files) if !files.is_empty() => desk.open(files.iter().cloned()),
        _ => desk.paste(&data.get_data("text/plain").unwrap_or_default()),
    }
}

/// Hears `name` on the whole window for as long as the page lives.
fn listen<E: JsCast>(name: &'static str, mut hear: impl FnMut(E) + 'static) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), name, options, move |event: &Event| {
        if let Ok(event) = event.clone().dyn_into() {
            hear(event);
        }
    })
    .forget();
}
