//! Small services of the browser that several views need: making elements, scrolling, focus.

use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node, SvgElement};

/// An event's handler, for `on:…`. Boxed, so that all handlers of a kind of event are one type: Leptos makes half a
/// kilobyte of wasm for each type.
pub fn hear<E: 'static>(handler: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(handler)
}

/// Runs `act` now and whenever a signal that it reads has changed. Boxed for the same reason as [`hear`].
pub fn effect(act: impl FnMut() + 'static) {
    fn boxed(mut act: Box<dyn FnMut()>) {
        Effect::new(move |_| act());
    }
    boxed(Box::new(act));
}

/// Runs `act` when what has been drawn by now is on the screen.
pub fn when_painted(act: impl FnOnce() + 'static) {
    request_animation_frame(move || set_timeout(act, Duration::ZERO));
}

/// A new element, where there are too many of them for views: making one of a view's costs ten times as much.
///
/// # Panics
/// Where no element can have this name.
pub fn make(tag: &str, class: &str) -> HtmlElement {
    let element = document().create_element(tag).expect("a name of HTML");
    if !class.is_empty() {
        element.set_class_name(class);
    }
    element.unchecked_into()
}

/// Sets an attribute; fails for no name that stands in the code.
pub fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Sets a property of an element's style; fails for no name that stands in the code.
pub fn style(element: &HtmlElement, name: &str, value: &str) {
    let _ = element.style().set_property(name, value);
}

/// Appends a node that was just made.
pub fn append(parent: &Node, child: &Node) {
    let _ = parent.append_child(child);
}

/// The value of attribute `name` of the element that `target` is or stands in.
pub fn around(target: Option<web_sys::EventTarget>, name: &str) -> Option<String> {
    let target = target?.dyn_into::<Element>().ok()?;
    target.closest(&format!("[{name}]")).ok()??.get_attribute(name)
}

/// Focuses `element` without scrolling.
pub fn focus(element: &Element) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus_with_options(&options);
    } else if let Some(element) = element.dyn_ref::<SvgElement>() {
        let _ = element.focus_with_options(&options);
    }
}

/// Whether the focus was lost with what had it, or stands on the view as a whole.
pub fn focus_is_lost() -> bool {
    let elsewhere = |active: Element| active.closest("body :not(main)").ok().flatten().is_some();
    !document().active_element().is_some_and(elsewhere)
}

/// Focuses the view as a whole, if the focus is lost when what has changed is on the screen.
pub fn take_up_focus_of_view() {
    when_painted(|| {
        if let Some(main) = document().get_element_by_id("main") {
            take_up_focus(&main);
        }
    });
}

/// Focuses `element` where the focus is lost, so that keys and a screen reader go on from where the reader was led.
pub fn take_up_focus(element: &Element) {
    if focus_is_lost() {
        focus(element);
    }
}

/// Scrolls the page, at once, until `element` stands at its top (under the bar) or in its middle.
pub fn scroll_to(element: &Element, place: web_sys::ScrollLogicalPosition) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_behavior(web_sys::ScrollBehavior::Instant);
    options.set_block(place);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Whether the whole of `element` is on the screen, below a bar of 64 pixels.
pub fn on_screen(element: &Element) -> bool {
    let rect = element.get_bounding_client_rect();
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    rect.top() >= 64.0 && rect.bottom() <= height - 8.0
}

/// The type of what is dragged within the page, and not opened where it falls.
pub const OWN_DRAG: &str = "application/x-gangmu";

/// Whether a key pressed on `target` is being typed.
pub fn typing(target: Option<web_sys::EventTarget>) -> bool {
    target.and_then(|target| target.dyn_into::<Element>().ok()).is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            || element.has_attribute("contenteditable")
    })
}
