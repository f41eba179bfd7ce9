//! The place in the browser's history: every step is an entry, so that back and forward work; the URL's fragment is the
//! link to the view. Typing and scrolling change the entry in hand instead of adding one: how far the page was scrolled is
//! the entry's state, for a browser that goes back knows no more of a view than its address.

use super::desk::Desk;
use super::link::{self, View};
use super::lists::Lists;
use super::notice::Notice;
use super::share;
use super::{Place, State};
use crate::view::later;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use std::cell::Cell;
use std::sync::Arc;
use wasm_bindgen::JsValue;
use web_sys::{Element, ScrollRestoration};

/// Browsers refuse an address that changes too often: wait until typing stops.
const PAUSE_MS: u32 = 400;

/// Follows the address, and makes the address follow the place.
pub fn keep(state: State, desk: Desk) {
    if let Ok(history) = window().history() {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    LEFT_AT.set(scrolled());
    arrive(state, desk, address(), true);
    // Back and forward are «popstate»; so is an address typed or pasted by hand, but that entry is none of ours.
    EventListener::new(&window(), "popstate", move |_| arrive(state, desk, address(), scrolled().is_none())).forget();
    // The address of the entry in hand, not written yet.
    let pending = StoredValue::new_local(None::<(String, Timeout)>);
    // It comes before all else that follows the place, for it begins to follow at once and not, as other effects, when the
    // page stands: a browser may lay the page out when the address changes, and should not do that half way to a view.
    let follow = RenderEffect::new(move |before: Option<Place>| {
        let place = state.place.get();
        state.lists.track();
        let fragment = fragment(state, &place);
        // What waits is of the entry that was in hand before the place changed.
        let waiting = pending.try_update_value(Option::take).flatten();
        if before.is_none() || fragment == address() {
            waiting.map(|(_, timer)| timer.cancel());
            return place;
        }
        if before.as_ref().is_some_and(|before| is_step(before, &place)) {
            if let Some((waiting, timer)) = waiting {
                timer.cancel();
                write(&waiting, Write::Replace);
            }
            write(&fragment, Write::Push);
        } else {
            if let Some((_, timer)) = waiting {
                timer.cancel();
            }
            let written = fragment.clone();
            let timer = Timeout::new(PAUSE_MS, move || {
                write(&written, Write::Replace);
                pending.set_value(None);
            });
            pending.set_value(Some((fragment, timer)));
        }
        place
    });
    StoredValue::new_local(follow); // lives as long as the page
}

/// Has it written down how far the view is scrolled whenever it rests; entered through [`later`], once.
pub fn keep_scroll() {
    let rest = StoredValue::new_local(None::<Timeout>);
    let moved = move |_: &_| rest.set_value(Some(Timeout::new(PAUSE_MS, note_scroll)));
    // A table that scrolls says so to itself only: it is heard on the way down.
    let down = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(&window(), "scroll", down, moved).forget();
}

/// Whether going from one place to the other is a step that «back» undoes.
fn is_step(before: &Place, now: &Place) -> bool {
    before.report != now.report
        || before.tab != now.tab
        || before.term != now.term
        || before.attention.is_some() != now.attention.is_some()
}

/// The link to a place; empty for the start page.
pub fn fragment(state: State, place: &Place) -> String {
    let id = |index: usize| state.reports.with_untracked(|reports| reports.get(index).map(|r| r.document.id.clone()));
    place.report.and_then(id).map(|document| later::link(state, document, place)).unwrap_or_default()
}

/// The link to a place in the report `document`; entered through [`later`].
pub fn link(state: State, document: String, place: &Place) -> String {
    link::encode(&view(state, document, place))
}

/// What a link to a place of a report holds; `document` is the report's id.
pub fn view(state: State, document: String, place: &Place) -> View {
    View { document, place: place.clone(), lists: state.lists.with_untracked(|lists| Lists::clone(lists)) }
}

fn address() -> String {
    window().location().hash().unwrap_or_default()
}

#[derive(Clone, Copy)]
enum Write {
    Push,
    Replace,
}

fn write(fragment: &str, write: Write) {
    let location = window().location();
    // An empty fragment would leave the old one standing.
    let url = if fragment.is_empty() {
        location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
    } else {
        fragment.to_owned()
    };
    let Ok(history) = window().history() else { return };
    // Refused where an address may not change: the page works without it.
    let _ = match write {
        Write::Push => {
            note_scroll();
            history.push_state_with_url(&JsValue::from_f64(0.0), "", Some(&url))
        }
        Write::Replace => history.replace_state_with_url(&JsValue::from_f64(scroll_top()), "", Some(&url)),
    };
}

fn scroll_top() -> f64 {
    if later::is_here() { later::scroll_top() } else { 0.0 }
}

/// How far the view is scrolled, in CSS pixels, and behind that, [`WITHIN`] times as large, how far the table in it. What
/// stands above the view, how far an analysis has come and notices, comes and goes. Entered through [`later`].
pub fn view_scroll_top() -> f64 {
    let within = table().map_or(0.0, |table| f64::from(table.scroll_top()));
    (window().scroll_y().unwrap_or_default() - above()).max(0.0).round() + WITHIN * within
}

/// More than a page is high, in CSS pixels.
const WITHIN: f64 = 16_777_216.0;

/// What scrolls within the view.
fn table() -> Option<Element> {
    document().query_selector(".gridscroll").ok().flatten()
}

/// The height of what stands above the view.
fn above() -> f64 {
    let notices = document().query_selector("main > .notices").ok().flatten();
    let end = notices.map(|notices| notices.get_bounding_client_rect().bottom()).unwrap_or_default();
    end + window().scroll_y().unwrap_or_default()
}

/// How far the view was scrolled in the entry in hand, in CSS pixels; `None` where the entry was not written here.
fn scrolled() -> Option<f64> {
    window().history().and_then(|history| history.state()).ok()?.as_f64()
}

/// Writes into the entry in hand how far the view is scrolled.
fn note_scroll() {
    let now = scroll_top();
    if scrolled().is_some_and(|before| (before - now).abs() >= 1.0)
        && let Ok(history) = window().history()
    {
        let _ = history.replace_state(&JsValue::from_f64(now), "");
    }
}

thread_local! {
    /// How far the view was scrolled when the page was left, until the report that its address names is open again.
    static LEFT_AT: Cell<Option<f64>> = const { Cell::new(None) };
    static RETURNING: Cell<bool> = const { Cell::new(false) };
}

/// Whether the reader goes back to where he was: a view is drawn whole then, for it is not looked at from its beginning.
pub fn returning() -> bool {
    RETURNING.get()
}

/// Scrolls as far as the view was scrolled in the entry gone to, when it has been drawn and before it is painted.
fn return_to(scrolled: Option<f64>) {
    let Some(top) = scrolled else { return };
    RETURNING.set(true);
    request_animation_frame(move || {
        spawn_local(async move {
            // After what goes to the place that the address names.
            tick().await;
            RETURNING.set(false);
            let (top, within) = (top % WITHIN, (top / WITHIN).floor());
            window().scroll_to_with_x_and_y(0.0, if top > 0.0 { top + above() } else { 0.0 });
            if let Some(table) = table().filter(|_| within > 0.0) {
                table.set_scroll_top(within as i32);
            }
        });
    });
}

/// Scrolls as far as the view was scrolled when the page was left for good, or loaded anew.
pub fn return_to_left() {
    return_to(LEFT_AT.take());
}

/// Goes where the address says; where that is into a report, when the rest of the page's program is there.
fn arrive(state: State, desk: Desk, address: String, foreign: bool) {
    if address.is_empty() {
        state.go(|place| *place = Place::default());
    } else if later::is_here() {
        later::follow(state, desk, &address, foreign);
    } else {
        spawn_local(async move {
            // Without it no report can be opened, and trying says so.
            if later::come().await.is_ok() {
                later::follow(state, desk, &address, foreign);
            }
        });
    }
}

/// Goes where the address says, as far as its report is open. The lists in it hold if it came from somebody: those of our
/// own entries are what they were then. Entered through [`later`].
pub fn follow(state: State, desk: Desk, address: &str, foreign: bool) {
    if let Some(kind) = link::carried(address) {
        return share::open(state, desk, address.to_owned(), kind);
    }
    match link::decode(address) {
        Some(Ok(View { document, place, lists })) => {
            if !foreign {
                return_to(scrolled());
            }
            if foreign && !lists.is_empty() && state.lists.with_untracked(|own| **own != lists) {
                state.borrowed.set(true);
                state.lists.set(Arc::new(lists.clone()));
                state.notify(Notice::Lists);
            }
            if let Some(index) = state.position(&document) {
                state.place.set(Place { report: Some(index), ..place });
            } else {
                state.wanted.set(Some(View { document, place, lists }));
                state.notify(Notice::NotOpen);
            }
        }
        Some(Err(error)) => state.notify(Notice::Link(error)),
        // A fragment of the page itself, such as the skip link's.
        None => {}
    }
}
