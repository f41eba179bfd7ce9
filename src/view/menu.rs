//! A list that a button opens: it closes by Escape, which gives the focus back, and when the focus leaves.

use crate::i18n::sentence;
use crate::view::dom::hear;
use crate::view::icon;
use crate::view::when::When;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::{Button, Div};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Node;

/// Its state; a `Copy` handle. `area` goes around button and list, which hears [`Self::key`] and [`Self::leave`]. What is
/// clicked in the list without taking the focus itself has to stand in something that does (`tabindex="-1"`).
#[derive(Clone, Copy)]
pub struct Menu {
    /// Whether the list is there.
    pub open: RwSignal<bool>,
    /// Around both.
    pub area: NodeRef<Div>,
    /// What opens it.
    pub button: NodeRef<Button>,
}

impl Menu {
    /// A closed one.
    #[expect(clippy::new_without_default, reason = "signals are made where they are owned, not by the way")]
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), area: NodeRef::new(), button: NodeRef::new() }
    }

    /// Opens it, or closes it.
    pub fn toggle(self) {
        self.open.update(|open| *open = !*open);
    }

    /// Closes it and gives the focus back.
    pub fn close(self) {
        self.open.set(false);
        if let Some(button) = self.button.get_untracked() {
            let _ = button.focus();
        }
    }

    /// Closes by Escape.
    pub fn key(self, event: &KeyboardEvent) {
        if event.key() == "Escape" && self.open.get_untracked() {
            self.close();
        }
    }

    /// Closes when the focus goes elsewhere.
    pub fn leave(self, event: &FocusEvent) {
        let next = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        if self.area.get_untracked().is_some_and(|area| !area.contains(next.as_ref())) {
            self.open.set(false);
        }
    }

    /// A button with what it is called, and what it opens.
    pub fn view(self, called: AnyView, list: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
        view! {
            <div
                class="menu"
                node_ref=self.area
                on:keydown=hear(move |event: KeyboardEvent| self.key(&event))
                on:focusout=hear(move |event: FocusEvent| self.leave(&event))
            >
                <button
                    class="btn"
                    node_ref=self.button
                    aria-expanded=sentence(move || self.open.get().to_string())
                    on:click=hear(move |_| self.toggle())
                >
                    {called}
                    {icon::chevron()}
                </button>
                <When test=self.open>{list()}</When>
            </div>
        }
        .into_any()
    }
}
