//! 关注度: how much of the open reports speaks of a list of words. A list is chosen, pasted or opened; beside it the figures
//! of every report, under both the hits of one report in context.
#![allow(
    clippy::large_types_passed_by_value,
    reason = "handles of signals are Copy; they are large only in development, where a signal knows where it was made"
)]

mod hits;
mod method;
mod table;
mod take;

use super::list_file;
use crate::state::State;
use crate::state::attention::{Attention, Measured, SHIPPED};
use crate::view::dom::{effect, hear};
use crate::view::when::When;
use gangmu_model::AttentionList;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use std::sync::Arc;

/// The panel's state; a `Copy` handle that its parts are given.
#[derive(Clone, Copy)]
struct Panel {
    state: State,
    attention: Attention,
    /// Which part is shown: an index into [`PARTS`].
    part: RwSignal<usize>,
    /// The report whose hits are shown, if not the open one.
    picked: RwSignal<Option<usize>>,
    /// What was copied or saved.
    said: RwSignal<String>,
}

/// The keys of the parts, in the order of the answer's.
const PARTS: [&str; 3] = ["all", "review", "plan"];

impl Panel {
    /// The last answer, if it is about reports.
    fn measured(self) -> Option<Arc<Measured>> {
        self.attention.measured.get().filter(|measured| !measured.answer.reports.is_empty())
    }

    /// The report whose hits are shown.
    fn report(self) -> usize {
        self.picked.get().or_else(|| self.state.place.with(|place| place.report)).unwrap_or_default()
    }
}

/// The panel.
pub(super) fn panel(state: State) -> AnyView {
    let attention = Attention::get();
    let panel = Panel {
        state,
        attention,
        part: RwSignal::new(0),
        picked: RwSignal::new(None),
        said: RwSignal::new(String::new()),
    };
    effect(move || attention.measure());
    view! {
        <div class="cols attention">
            <section class="c4" aria-label=t!("attention.list")>
                {list(attention)}
            </section>
            <section class="c8" aria-label=t!("attention.figures")>
                <When test=move || attention.failed.get()>
                    <p role="alert">{t!("attention.failed")}</p>
                </When>
                {move || if panel.measured().is_some() { table::table(panel) } else { waiting() }}
                {method::card(panel)}
            </section>
        </div>
        {move || panel.measured().map(|measured| hits::hits(panel, measured))}
    }
    .into_any()
}

fn waiting() -> AnyView {
    view! { <p class="faint" role="status">{t!("attention.counting")}</p> }.into_any()
}

/// The choice of a list, its words, and where one's own is opened.
fn list(attention: Attention) -> AnyView {
    let chosen = move || match attention.list.get() {
        AttentionList::Shipped(name) => name,
        AttentionList::Written(_) => String::new(),
    };
    let own = move || chosen().is_empty();
    let choose = move |event| {
        let name = event_target_value(&event);
        if name.is_empty() { attention.count() } else { attention.choose(AttentionList::Shipped(name)) }
    };
    let options = SHIPPED.iter().enumerate().map(|(number, name)| {
        let key = format!("attention.shipped.{number}");
        view! { <option value=*name>{move || tr!(&key)}</option> }.into_any()
    });
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            attention.count();
        }
    };
    let read = move |text: Option<String>| match text {
        Some(text) => {
            attention.text.set(text);
            attention.count();
        }
        None => attention.failed.set(true),
    };
    view! {
        <label class="field">
            <span class="faint">{t!("attention.list")}</span>
            <select on:change=hear(choose) prop:value=chosen>
                {options.collect::<Vec<_>>()}
                <option value="">{t!("attention.own")}</option>
            </select>
        </label>
        <p class="faint">{move || if own() { tr!("attention.own_note") } else { tr!("attention.draft") }}</p>
        <textarea
            class="paste song"
            lang="zh-CN"
            rows="6"
            spellcheck="false"
            autocomplete="off"
            aria-label=t!("attention.words")
            placeholder=t!("attention.placeholder")
            prop:value=move || attention.text.get()
            on:input=hear(move |event| attention.text.set(event_target_value(&event)))
            on:keydown=hear(key)
        ></textarea>
        <p class="faint">{t!("attention.hint")}</p>
        <div class="acts">
            <button class="btn btn-main" on:click=hear(move |_| attention.count())>{t!("attention.count")}</button>
            {list_file::opener("attention.open", ".txt,.csv,.tsv,text/plain", read)}
        </div>
    }
    .into_any()
}
