//! What is there only at times: a condition in, the children or nothing out.

use leptos::prelude::*;

/// Shows its children while `test` holds. Like Leptos's `Show`, but not compiled anew for every condition.
#[component]
pub fn When(
    /// Whether they are there.
    #[prop(into)]
    test: Signal<bool>,
    /// What is there.
    children: ChildrenFn,
) -> impl IntoView {
    let holds = Memo::new(move |_| test.get());
    move || holds.get().then(|| children())
}
