//! What stands on paper in place of a view that draws only a part of itself. In: a box that no screen shows, and what fills
//! it. It is filled when the browser is about to print, at once, for `window.print()` waits for nothing, and emptied behind.
//! Elements are made one by one and without signals: thousands of rows are there in the time that a print dialog takes.

use leptos::html::Div;
use leptos::prelude::*;
use leptos::web_sys::Element;

/// Fills the box `node` for each print by `draw`, which gives up where the browser makes no element; must be called in a
/// component.
pub fn fill(node: NodeRef<Div>, draw: impl Fn(&Element) -> Option<()> + 'static) {
    let before = window_event_listener_untyped("beforeprint", move |_| {
        if let Some(sheet) = node.get_untracked() {
            sheet.set_text_content(None);
            // What there is of it is printed.
            let _ = draw(&sheet);
        }
    });
    let after = window_event_listener_untyped("afterprint", move |_| {
        if let Some(sheet) = node.get_untracked() {
            sheet.set_text_content(None);
        }
    });
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
}

/// Puts an element with these words into `parent`, behind what is there.
pub fn add(parent: &Element, tag: &str, class: &str, words: &str) -> Option<Element> {
    let element = document().create_element(tag).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    if !words.is_empty() {
        element.set_text_content(Some(words));
    }
    parent.append_child(&element).ok()?;
    Some(element)
}
