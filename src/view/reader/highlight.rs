//! Marks in the text that are not part of it: the current number, the place jumped to, what is selected.
//! In: elements and characters. Out: classes, a CSS highlight where the browser has them, a scrolled page.

use super::offsets::{char_at, node_at};
use crate::state::Report;
use gangmu_model::Span;
use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Range, ScrollLogicalPosition};

/// The names of the highlights in the style sheet: the place jumped to, all places that were found.
const NAME: &str = "place";
const FOUND: &str = "found";

/// Takes the marks of the last place away.
pub(super) fn clear(text: &Element) {
    for class in ["on", "at"] {
        while let Ok(Some(element)) = text.query_selector(&format!(".{class}")) {
            let _ = element.class_list().remove_1(class);
        }
    }
    if let Some(registry) = registry() {
        let _ = call(&registry, "delete", &[&NAME.into()]);
    }
}

/// Marks the current number; it is the one that Tab reaches.
pub(super) fn number(text: &Element, number: &Element) {
    if let Ok(Some(last)) = text.query_selector(".q.on") {
        let _ = last.class_list().remove_1("on");
    }
    if let Ok(Some(stop)) = text.query_selector(".q[tabindex='0']") {
        let _ = stop.set_attribute("tabindex", "-1");
    }
    let _ = number.class_list().add_1("on");
    let _ = number.set_attribute("tabindex", "0");
}

/// The number after or before the focused one; without one, the first on the screen.
pub(super) fn next_number(text: &Element, forward: bool) -> Option<Element> {
    let numbers = text.query_selector_all("[data-r]").ok()?;
    let element = |index: u32| numbers.item(index).and_then(|node| node.dyn_into::<Element>().ok());
    let active = document().active_element();
    let at = (0..numbers.length()).find(|&index| element(index) == active && active.is_some());
    let at = at.or_else(|| (0..numbers.length()).find(|&i| element(i).is_some_and(|e| e.class_list().contains("on"))));
    match at {
        Some(at) if forward => element(at + 1),
        Some(at) => at.checked_sub(1).and_then(element),
        None => (0..numbers.length()).filter_map(element).find(|number| number.get_bounding_client_rect().top() > 64.0),
    }
}

/// One past the last character to mark at `at`: of the term there, or of the sentence.
pub(super) fn extent(report: &Report, at: u32, term: Option<&str>) -> u32 {
    let text = &report.document.text;
    let rest = &text[report.index.byte_from_char(text, at)..];
    if let Some(term) = term.filter(|term| rest.starts_with(term)) {
        return at + term.chars().count() as u32;
    }
    let length = rest.chars().take_while(|c| !matches!(c, '\n' | '。' | '；' | '！')).take(200).count();
    at + (length as u32).max(1)
}

/// Marks characters `start..end` of the report, which stand in `block`, and brings them to the middle of the screen.
pub(super) fn characters(block: &Element, start: u32, end: u32) {
    let range = range(block, start, end);
    let painted = range.as_ref().is_some_and(|range| paint(NAME, std::slice::from_ref(range)).is_some());
    if !painted {
        let _ = block.class_list().add_1("at");
    }
    let rect = range.map_or_else(|| block.get_bounding_client_rect(), |range| range.get_bounding_client_rect());
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    if rect.height() == 0.0 {
        crate::view::dom::scroll_to(block, ScrollLogicalPosition::Center);
    } else if rect.top() < 64.0 || rect.bottom() > height - 72.0 {
        window().scroll_by_with_x_and_y(0.0, rect.top() - height * 0.4);
    }
}

/// Paints all places that were found, each with the block it stands in, in place of those before.
pub(super) fn found(places: impl Iterator<Item = (Element, Span)>) {
    let ranges: Vec<Range> = places.filter_map(|(block, place)| range(&block, place.start, place.end)).collect();
    if ranges.is_empty() {
        if let Some(registry) = registry() {
            let _ = call(&registry, "delete", &[&FOUND.into()]);
        }
    } else {
        let _ = paint(FOUND, &ranges);
    }
}

/// Characters `start..end` of the report as they stand in `block`.
fn range(block: &Element, start: u32, end: u32) -> Option<Range> {
    let ((from, at), (to, until)) = node_at(block, start).zip(node_at(block, end))?;
    let range = Range::new().ok()?;
    range.set_start(&from, at).ok()?;
    range.set_end(&to, until).ok()?;
    Some(range)
}

/// Paints ranges with the CSS Custom Highlight API, where the browser has it.
fn paint(name: &str, ranges: &[Range]) -> Option<()> {
    let registry = registry()?;
    let constructor = Reflect::get(&window(), &"Highlight".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    let highlight = Reflect::construct(&constructor, &ranges.iter().collect()).ok()?;
    call(&registry, "set", &[&name.into(), &highlight])
}

fn registry() -> Option<JsValue> {
    let css = Reflect::get(&window(), &"CSS".into()).ok().filter(JsValue::is_object)?;
    Reflect::get(&css, &"highlights".into()).ok().filter(JsValue::is_object)
}

fn call(object: &JsValue, method: &str, arguments: &[&JsValue]) -> Option<()> {
    let function = Reflect::get(object, &method.into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    let arguments: js_sys::Array = arguments.iter().copied().collect();
    function.apply(object, &arguments).ok().map(|_| ())
}

/// The characters of the report that are selected, where both ends stand in its text.
pub(super) fn selected() -> Option<(u32, u32)> {
    let selection = window().get_selection().ok().flatten()?;
    let range = selection.get_range_at(0).ok()?;
    let start = char_at(&range.start_container().ok()?, range.start_offset().ok()?)?;
    let end = char_at(&range.end_container().ok()?, range.end_offset().ok()?)?;
    (start < end).then_some((start, end))
}
