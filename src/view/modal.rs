//! A modal dialog of the browser's own: focus stays in it, Escape closes it, what is behind it is out of reach.

use crate::view::dom::{effect, hear};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A modal dialog that is open unless `closed`; `content` holds its heading, whose id is `{id}-title`.
pub fn modal(
    id: &'static str,
    class: &'static str,
    closed: Signal<bool>,
    close: Box<dyn Fn() + Send>,
    content: Box<dyn Fn() -> AnyView + Send>,
) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    effect(move || {
        let Some(dialog) = node.get() else { return };
        match (closed.get(), dialog.open()) {
            (true, true) => dialog.close(),
            (false, false) => {
                let _ = dialog.show_modal();
                // The first field, not the cross.
                if let Ok(Some(first)) = dialog.query_selector("input, select, button.btn")
                    && let Ok(first) = first.dyn_into::<HtmlElement>()
                {
                    let _ = first.focus();
                }
            }
            _ => {}
        }
    });
    view! {
        <dialog class=class node_ref=node aria-labelledby=format!("{id}-title") on:close=hear(move |_| close())>
            {content}
        </dialog>
    }
    .into_any()
}
