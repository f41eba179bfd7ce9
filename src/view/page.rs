//! The frame of the page: app bar, what the reader should know, and the start page or a view of the open report.

use crate::state::{State, Tab, history};
use crate::view::afterwards::Opening;
use crate::view::bar::{Bar, TabBar};
use crate::view::dom::hear;
use crate::view::notices::Notices;
use crate::view::progress::ProgressLine;
use crate::view::start::Start;
use crate::view::{dom, later};
use leptos::html::Main;
use leptos::prelude::*;
use web_sys::MouseEvent;

/// Everything on the page.
#[component]
pub fn Page() -> impl IntoView {
    let main = NodeRef::<Main>::new();
    // The link's fragment is the view's: the skip link moves the focus and leaves the address alone.
    let skip = move |event: MouseEvent| {
        event.prevent_default();
        if let Some(main) = main.get_untracked() {
            dom::focus(&main);
        }
    };
    view! {
        <a class="skip" href="#main" on:click=hear(skip)>{t!("app.skip")}</a>
        <Bar/>
        <main id="main" class="page" tabindex="-1" node_ref=main>
            <ProgressLine/>
            <Notices/>
            <View/>
        </main>
        <TabBar/>
        {move || later::here().then(later::dialogs)}
    }
}

/// The start page, or the view that the place names.
#[component]
fn View() -> impl IntoView {
    let state = State::get();
    // A place in a report changes often; only another report or view, or one that was changed, is drawn anew.
    // The table follows corrections by itself, and words have none.
    let shown = Memo::new(move |before: Option<&(Option<String>, Tab, u32, u32)>| {
        let (report, tab) = state.place.with(|place| (place.report, place.tab));
        // By its id, for it may come to stand elsewhere. What compares reports is drawn for all of them, whichever is in hand.
        let id = |at: usize| state.reports.with_untracked(|all| all.get(at).map(|report| report.document.id.clone()));
        let report = if tab == Tab::Compare { report.map(|_| String::new()) } else { report.and_then(id) };
        if before.is_some_and(|(one, other, ..)| (one, *other) != (&report, tab)) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        let edits = if matches!(tab, Tab::Overview | Tab::Text) { state.edits.get() } else { 0 };
        (report, tab, state.changes.get(), edits)
    });
    let open = StoredValue::new(None);
    move || {
        let (id, tab, ..) = shown.get();
        let now = Some((id, tab));
        let before = open.try_update_value(|open| std::mem::replace(open, now.clone())).flatten();
        let report = state.place.with_untracked(|place| place.report);
        provide_context(Opening(before != now && !history::returning()));
        if before.is_some() && before != now {
            dom::take_up_focus_of_view();
        }
        let Some(report) = report.and_then(|index| state.reports.with_untracked(|all| all.get(index).cloned())) else {
            return match state.shared.get() {
                Some(received) => later::results_view(received),
                None => view! { <Start/> }.into_any(),
            };
        };
        later::view(report, tab)
    }
}
