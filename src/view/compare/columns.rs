//! 选指标: which indicators have a column.

use super::Compare;
use crate::i18n::{number, sentence};
use crate::view::dom::hear;
use crate::view::icon;
use crate::view::when::When;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Node;

/// The button and the list of names it opens.
pub(super) fn menu(compare: Compare) -> AnyView {
    let open = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let area = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            open.set(false);
            if let Some(button) = button.get_untracked() {
                let _ = button.focus();
            }
        }
    };
    let leave = move |event: FocusEvent| {
        let next = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        if next.is_some() && area.get_untracked().is_some_and(|area| !area.contains(next.as_ref())) {
            open.set(false);
        }
    };
    let names = move || {
        let wanted = typed.get();
        compare.matrix.with(|matrix| {
            let names = matrix.names.iter().filter(|(name, _)| name.contains(wanted.trim()));
            names.cloned().collect::<Vec<_>>()
        })
    };
    let count = move || compare.matrix.with(|matrix| matrix.columns.len());
    let reset = move |_| compare.state().go(|place| place.comparison.columns.clear());
    view! {
        <div class="menu" node_ref=area on:keydown=hear(key) on:focusout=hear(leave)>
            <button
                class="btn"
                node_ref=button
                aria-expanded=sentence(move || open.get().to_string())
                on:click=hear(move |_| open.update(|open| *open = !*open))
            >
                {t!("compare.columns")}
                " "
                <span class="n num">{move || number(count())}</span>
                {icon::chevron()}
            </button>
            <When test=open>
                <div class="menu-list picks" role="group" aria-label=t!("compare.columns")>
                    <label class="field">
                        <input
                            type="search"
                            aria-label=t!("compare.filter")
                            placeholder=t!("compare.filter")
                            prop:value=move || typed.get()
                            on:input=hear(move |event| typed.set(event_target_value(&event)))
                        />
                    </label>
                    <div class="picks-list">
                        <For
                            each=names
                            key=|(name, count)| (name.clone(), *count)
                            children=move |(name, count)| pick(compare, name, count)
                        />
                    </div>
                    <button class="btn" on:click=hear(reset)>{t!("compare.reset")}</button>
                </div>
            </When>
        </div>
    }
    .into_any()
}

fn pick(compare: Compare, name: String, count: usize) -> AnyView {
    let known = name.clone();
    let shown =
        Memo::new(move |_| compare.matrix.with(|matrix| matrix.columns.iter().any(|column| column.name == known)));
    let picked = name.clone();
    let toggle = move |_| {
        let mut columns: Vec<String> =
            compare.matrix.with_untracked(|matrix| matrix.columns.iter().map(|column| column.name.clone()).collect());
        match columns.iter().position(|column| *column == picked) {
            Some(at) => drop(columns.remove(at)),
            None => columns.push(picked.clone()),
        }
        compare.state().go(|place| place.comparison.columns = columns);
    };
    view! {
        <label>
            <input type="checkbox" prop:checked=move || shown.get() on:change=hear(toggle)/>
            " "
            <span lang="zh-Hans">{name}</span>
            " "
            <span class="faint num">{count}</span>
        </label>
    }
    .into_any()
}
