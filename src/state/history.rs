//! The place in the browser's history: every step is an entry, so that back and forward work; the URL's fragment is the
//! link to the view. Typing and scrolling change the entry in hand instead of adding one.

use super::link::{self, View};
use super::notice::Notice;
use super::{Place, State};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Browsers refuse an address that changes too often: wait until typing stops.
const PAUSE_MS: u32 = 400;

/// Follows the address, and makes the address follow the place.
pub fn keep(state: State) {
    follow(state);
    // Back and forward are «popstate»; an address typed or pasted by hand is «hashchange» as well.
    EventListener::new(&window(), "popstate", move |_| follow(state)).forget();
    // The address of the entry in hand, not written yet.
    let pending = StoredValue::new_local(None::<(String, Timeout)>);
    Effect::new(move |before: Option<Place>| {
        let place = state.place.get();
        let fragment = fragment(state, &place);
        if before.is_none() || fragment == address() {
            return place;
        }
        let waiting = pending.try_update_value(Option::take).flatten();
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
}

/// Whether going from one place to the other is a step that «back» undoes.
fn is_step(before: &Place, now: &Place) -> bool {
    before.report != now.report || before.tab != now.tab || before.term != now.term
}

/// The link to a place; empty for the start page.
pub fn fragment(state: State, place: &Place) -> String {
    let id = |index: usize| state.reports.with_untracked(|reports| reports.get(index).map(|r| r.document.id.clone()));
    match place.report.and_then(id) {
        Some(document) => link::encode(&View { document, place: place.clone() }),
        None => String::new(),
    }
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
        Write::Push => history.push_state_with_url(&JsValue::NULL, "", Some(&url)),
        Write::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(&url)),
    };
}

/// Goes where the address says, as far as its report is open.
fn follow(state: State) {
    match link::decode(&address()) {
        Some(Ok(View { document, place })) => {
            if let Some(index) = state.position(&document) {
                state.place.set(Place { report: Some(index), ..place });
            } else {
                state.wanted.set(Some(View { document, place }));
                state.notify(Notice::NotOpen);
            }
        }
        Some(Err(error)) => state.notify(Notice::Link(error)),
        None if address().is_empty() => state.go(|place| *place = Place::default()),
        // A fragment of the page itself, such as the skip link's.
        None => {}
    }
}
