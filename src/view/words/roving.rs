//! One tab stop for many things: those of a list that are marked `data-n` with their number. Arrows, Home and End walk them.
//! Events are heard on the list, so that thousands of lines need no handlers of their own.

use crate::view::dom;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, FocusEvent, KeyboardEvent, ScrollLogicalPosition};

/// The number that an attribute of the thing around an event's target says.
pub(in crate::view) fn number_at(event: &Event, attribute: &str) -> Option<u32> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let item = target.closest(&format!("[{attribute}]")).ok()??;
    item.get_attribute(attribute)?.parse().ok()
}

fn list(event: &Event) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

/// Walks from the thing that has the focus.
pub(in crate::view) fn walk(event: &KeyboardEvent) {
    let (Some(list), Some(at)) = (list(event), number_at(event, "data-n")) else { return };
    let Ok(items) = list.query_selector_all("[data-n]") else { return };
    let end = items.length().saturating_sub(1);
    let to = match event.key().as_str() {
        "ArrowDown" | "ArrowRight" => (at + 1).min(end),
        "ArrowUp" | "ArrowLeft" => at.saturating_sub(1),
        "Home" => 0,
        "End" => end,
        _ => return,
    };
    event.prevent_default();
    if let Some(item) = items.item(to).and_then(|item| item.dyn_into::<Element>().ok()) {
        dom::focus(&item);
        if !dom::on_screen(&item) {
            dom::scroll_to(&item, ScrollLogicalPosition::Center);
        }
    }
}

/// Makes the thing that gets the focus the tab stop.
pub(in crate::view) fn stop_here(event: &FocusEvent) {
    let (Some(list), Some(at)) = (list(event), number_at(event, "data-n")) else { return };
    let set = |selector: &str, to: &str| {
        if let Ok(Some(item)) = list.query_selector(selector) {
            let _ = item.set_attribute("tabindex", to);
        }
    };
    set("[data-n][tabindex='0']", "-1");
    set(&format!("[data-n='{at}']"), "0");
}

/// The tab stop of a fresh list is its first thing.
pub(in crate::view) fn tabindex(number: usize) -> &'static str {
    if number == 0 { "0" } else { "-1" }
}
