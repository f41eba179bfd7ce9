//! The root of the page: provides the [`State`], shows the view the reader is at.

use crate::state::State;
use crate::view;
use leptos::prelude::*;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    provide_context(State::new());
    view! { <view::page::Page/> }
}
