//! A field of a form: its label, itself, and what is wrong with it.

use crate::i18n::Sentence;
use crate::view::dom::hear;
use crate::view::when::When;
use leptos::prelude::*;

/// A text field. `wrong` says what is wrong with it, if anything is; `hints` is the id of a list of words to choose from.
pub(super) fn text(
    id: String,
    label: Sentence,
    value: RwSignal<String>,
    wrong: Signal<Option<String>>,
    hints: Option<&'static str>,
) -> AnyView {
    let problem = format!("{id}-wrong");
    let (about, of) = (problem.clone(), problem);
    view! {
        <div class="row-field">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                class="text"
                lang="zh-CN"
                autocomplete="off"
                spellcheck="false"
                list=hints
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                aria-describedby=move || wrong.with(Option::is_some).then(|| about.clone())
                prop:value=move || value.get()
                on:input=hear(move |event| value.set(event_target_value(&event)))
            />
            <When test=move || wrong.with(Option::is_some)>
                <p class="wrong" id=of.clone()>{move || wrong.get()}</p>
            </When>
        </div>
    }
    .into_any()
}

/// A choice among keys with their names.
pub(super) fn choice<N: IntoView + 'static>(
    id: String,
    label: Sentence,
    value: RwSignal<String>,
    options: Vec<(String, N)>,
) -> AnyView {
    let options = options.into_iter().map(|(key, name)| {
        let own = key.clone();
        let chosen = move || value.with(|value| *value == own);
        view! { <option value=key prop:selected=chosen>{name}</option> }.into_any()
    });
    view! {
        <div class="row-field">
            <label for=id.clone()>{label}</label>
            <select id=id class="text" on:change=hear(move |event| value.set(event_target_value(&event)))>
                {options.collect::<Vec<_>>()}
            </select>
        </div>
    }
    .into_any()
}
