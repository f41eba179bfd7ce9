//! The first page: what this is, one place to put a report, the open reports, the samples.

use crate::app::Dragging;
use crate::samples::SAMPLES;
use crate::state::desk::Desk;
use crate::state::{Place, State};
use crate::view::dom::hear;
use crate::view::keep;
use crate::view::knots::Knots;
use crate::view::reports::{Reports, Row};
use crate::view::when::When;
use gloo::file::FileList;
use leptos::ev::{ClipboardEvent, KeyboardEvent, MouseEvent};
use leptos::html::{Input, Textarea};
use leptos::prelude::*;

/// A text of more bytes than this is not put into the field, which would be slow, but opened at once.
const MOST_IN_FIELD: usize = 400_000;

/// The start page.
#[component]
pub fn Start() -> impl IntoView {
    let state = State::get();
    let empty = move || state.reports.with(Vec::is_empty);
    let busy = move || state.task.with(Option::is_some);
    view! {
        {keep::safe()}
        <Show when=move || empty() && !busy() fallback=move || view! { <h1 class="sr">{t!("app.title")}</h1> }>
            <Hero/>
        </Show>
        <When test=move || !empty()>
            <OpenReports/>
        </When>
        <Drop/>
        {keep::earlier()}
        {keep::switch()}
        <Samples/>
    }
}

#[component]
fn Hero() -> impl IntoView {
    view! {
        <section class="hero">
            <div>
                <h1 lang="zh-CN">"纲举目张"</h1>
                <p>{t!("start.lead")}</p>
            </div>
            <Knots sample=&SAMPLES[0]/>
        </section>
    }
}

/// Where a report is put: field, files, or dropped anywhere.
#[component]
fn Drop() -> impl IntoView {
    let desk = Desk::get();
    let Dragging(dragging) = expect_context();
    let field = NodeRef::<Textarea>::new();
    let picker = NodeRef::<Input>::new();
    let analyze = move || {
        if let Some(field) = field.get_untracked() {
            desk.paste(&field.value());
            if !field.value().trim().is_empty() {
                field.set_value("");
                fit(&field);
            }
        }
    };
    let paste = move |event: ClipboardEvent| {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        if text.len() > MOST_IN_FIELD {
            event.prevent_default();
            desk.paste(&text);
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            analyze();
        }
    };
    let pick = move |_: MouseEvent| {
        if let Some(picker) = picker.get_untracked() {
            picker.click();
        }
    };
    let picked = move |_| {
        if let Some(picker) = picker.get_untracked() {
            if let Some(files) = picker.files() {
                desk.open(FileList::from(files).iter().cloned());
            }
            // The same file may be chosen again.
            picker.set_value("");
        }
    };
    view! {
        <section class="drop" class:over=move || dragging.get() aria-label=t!("start.open")>
            <p class="big">{t!("start.drop")}</p>
            <textarea
                class="paste song"
                lang="zh-CN"
                rows="3"
                spellcheck="false"
                autocomplete="off"
                aria-label=t!("start.paste")
                placeholder=t!("start.placeholder")
                node_ref=field
                on:paste=hear(paste)
                on:keydown=hear(key)
                on:input=hear(move |_| if let Some(field) = field.get_untracked() { fit(&field) })
            ></textarea>
            <div class="acts">
                <button class="btn btn-main" on:click=hear(move |_| analyze())>{t!("start.analyze")}</button>
                <button class="btn" on:click=hear(pick)>{t!("start.files")}</button>
                <input type="file" multiple hidden aria-label=t!("start.files") node_ref=picker on:change=hear(picked)/>
            </div>
            <p class="fmt">
                <span>{t!("start.formats")}</span>
                <b>{t!("start.private")}</b>
            </p>
        </section>
    }
}

/// Makes the field as high as its text; the style sheet has the limits.
fn fit(field: &web_sys::HtmlTextAreaElement) {
    let style = web_sys::HtmlElement::style(field);
    let _ = style.set_property("block-size", "auto");
    // Measuring a long text is slow, and it fills the field in any case.
    let height = if field.value().len() > 20_000 { 10_000 } else { field.scroll_height() + 2 };
    let _ = style.set_property("block-size", &format!("{height}px"));
}

#[component]
fn OpenReports() -> impl IntoView {
    let state = State::get();
    let rows = Memo::new(move |_| state.reports.with(|reports| reports.iter().map(Row::of).collect::<Vec<_>>()));
    let label = Signal::derive(move || tr!("reports.open", count = state.reports.with(Vec::len)));
    let open = Callback::new(move |index| {
        state.switch(move |place| *place = Place { report: Some(index), ..Place::default() });
    });
    view! {
        <section class="open">
            <div class="head"><h2>{label}</h2></div>
            <Reports rows label open/>
        </section>
    }
}

#[component]
fn Samples() -> impl IntoView {
    let desk = Desk::get();
    let rows = Signal::stored(SAMPLES.iter().map(|sample| sample.facts().row).collect::<Vec<_>>());
    let label = Signal::derive(|| tr!("samples.title", count = SAMPLES.len()));
    let open = Callback::new(move |index: usize| desk.samples(SAMPLES.get(index..=index).unwrap_or_default()));
    view! {
        <section class="samples">
            <div class="head">
                <h2>{label}</h2>
                <p><button class="link" on:click=hear(move |_| desk.samples(SAMPLES))>{t!("samples.all")}</button></p>
            </div>
            <Reports rows label open/>
            <p class="source">{t!("samples.source")}</p>
        </section>
    }
}
