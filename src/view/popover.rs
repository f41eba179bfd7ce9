//! What opens beside a number or a note in the text: the row with its values, or the note's words. A sheet on phones.

use crate::state::{Report, State, Tab};
use crate::view::dom::effect;
use crate::view::dom::focus;
use crate::view::dom::hear;
use crate::view::wording::{full_width, value};
use gangmu_model::{Average, Bound, Status};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Distance between a popover and its anchor, and from the screen's edges, in CSS pixels.
const GAP: f64 = 8.0;
/// Height of the bar at the top of the page, in CSS pixels.
const BAR: f64 = 60.0;

/// What a popover is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A row, by its index.
    Row(u32),
    /// A note, by its index.
    Note(u32),
}

/// The popover about `subject`, at the element `anchor` finds inside `around`; `close` is told whether the focus should
/// go back to the anchor.
#[component]
pub fn Popover(
    /// Whose row or note.
    report: Report,
    /// What it is about.
    subject: Subject,
    /// The element that the popover is about.
    anchor: Element,
    /// The positioned element that the popover stands in.
    around: Element,
    /// Called to take the popover away; whether the focus goes back to the anchor.
    #[prop(into)]
    close: Callback<bool>,
    /// Called with a character of the text to go to.
    #[prop(into)]
    go: Callback<u32>,
) -> impl IntoView {
    let pop = NodeRef::<html::Div>::new();
    let place = RwSignal::new((0.0, 0.0));
    let anchor = StoredValue::new_local(anchor);
    effect(move || {
        let Some(element) = pop.get() else { return };
        let (at, box_) = (anchor.with_value(last_line), around.get_bounding_client_rect());
        let (width, height) = (f64::from(element.offset_width()), f64::from(element.offset_height()));
        let screen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let below = at.bottom() + GAP;
        let top = if below + height > screen - GAP && at.top() - GAP - height > BAR {
            at.top() - GAP - height
        } else {
            below
        };
        let left = (at.left() - 16.0 - box_.left()).min(box_.width() - width).max(0.0);
        place.set((left, top - box_.top()));
        focus(&element);
        // A sheet stands where the style sheet says; the page makes way for it.
        let sheet = element.get_bounding_client_rect();
        if (sheet.left()).abs() < 1.0 && sheet.right() > around.get_bounding_client_rect().right() {
            let hidden = at.bottom() + 2.0 * GAP - sheet.top();
            if hidden > 0.0 {
                window().scroll_by_with_x_and_y(0.0, hidden);
            }
        }
    });
    let inside = move |target: Option<web_sys::EventTarget>| {
        let node = target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        node.is_some_and(|node| {
            pop.get_untracked().is_some_and(|pop| pop.contains(Some(&node)))
                || anchor.with_value(|anchor| anchor.contains(Some(&node)))
        })
    };
    let outside = window_event_listener(ev::pointerdown, move |event| {
        if !inside(event.target()) {
            close.run(false);
        }
    });
    let escape = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            event.prevent_default();
            close.run(true);
        }
    });
    on_cleanup(move || {
        outside.remove();
        escape.remove();
    });
    let left = move |event: ev::FocusEvent| {
        if event.related_target().is_some() && !inside(event.related_target()) {
            close.run(false);
        }
    };
    let content = match subject {
        Subject::Row(row) => row_content(&report, row as usize),
        Subject::Note(note) => note_content(&report, note as usize, go),
    };
    view! {
        <div
            class="pop sheet"
            role="dialog"
            aria-labelledby="pop-title"
            tabindex="-1"
            node_ref=pop
            style:inset-inline-start=move || format!("{}px", place.get().0)
            style:inset-block-start=move || format!("{}px", place.get().1)
            on:focusout=hear(left)
        >
            {content}
            <button class="link close" on:click=hear(move |_| close.run(true))>
                <kbd aria-hidden="true">"Esc"</kbd>
                " "
                {t!("reader.pop.close")}
            </button>
        </div>
    }
}

/// Where the last line of an element stands: a number may be broken over two lines.
fn last_line(element: &Element) -> web_sys::DomRect {
    let lines = element.get_client_rects();
    lines.item(lines.length().saturating_sub(1)).unwrap_or_else(|| element.get_bounding_client_rect())
}

fn row_content(report: &Report, row: usize) -> AnyView {
    let state = State::get();
    let document = &report.document;
    let Some(indicator) = document.indicators.get(row).cloned() else { return ().into_any() };
    let written = value(document, &report.index, &indicator);
    let status = match indicator.status {
        Status::Actual => ("st st-actual", "overview.done"),
        Status::Target => ("st st-target", "overview.target"),
        Status::Other => ("st st-other", "overview.other"),
    };
    let bound = match indicator.bound {
        Bound::Exact => None,
        Bound::AtLeast => Some("reader.pop.at-least"),
        Bound::AtMost => Some("reader.pop.at-most"),
        Bound::About => Some("reader.pop.about"),
    };
    let average = indicator.average.map(|average| match average {
        Average::Year => "reader.pop.per-year",
        Average::Month => "reader.pop.per-month",
        Average::Day => "reader.pop.per-day",
    });
    let words = |key: &'static str, words: Option<String>| {
        words.map(|words| {
            view! {
                <dt>{t!(key)}</dt>
                <dd lang="zh-Hans">{words}</dd>
            }
        })
    };
    let canonical = indicator.name.clone().filter(|name| *name != indicator.indicator);
    let table = move |_| {
        state.switch(move |place| {
            place.tab = Tab::Indicators;
            place.row = Some(row as u32);
        });
    };
    view! {
        <p class="h" id="pop-title" lang="zh-Hans">
            {indicator.indicator}
        </p>
        <p class="num v" class:goal=indicator.status == Status::Target>
            {written.direction}
            {written.bound}
            <b>{written.figures}</b>
            {written.unit}
        </p>
        <dl class="kv">
            <dt>{t!("reader.pop.status")}</dt>
            <dd>
                <span class=status.0>{t!(status.1)}</span>
                {bound.map(|key| view! { <span class="faint">" · " {t!(key)}</span> })}
                {average.map(|key| view! { <span class="faint">" · " {t!(key)}</span> })}
            </dd>
            {words("reader.pop.period", indicator.period)}
            {words("reader.pop.action", indicator.action)}
            {words("reader.pop.base", indicator.base)}
            {words("reader.pop.scope", indicator.scope)}
            {words("reader.pop.canonical", canonical)}
            {words("reader.pop.domain", indicator.domain)}
        </dl>
        <p class="act">
            <button class="link" on:click=hear(table)>
                {t!("reader.pop.table")}
            </button>
        </p>
    }
    .into_any()
}

fn note_content(report: &Report, note: usize, go: Callback<u32>) -> AnyView {
    let document = &report.document;
    let Some(note) = document.notes.get(note).cloned() else { return ().into_any() };
    let marker: String = note.marker.chars().filter(|c| !"[]【】〔〕()（）".contains(*c)).collect();
    let glossary = document.sections.iter().find(|section| section.role == gangmu_model::Role::Glossary);
    let glossary = glossary.map(|section| {
        let start = section.start;
        view! {
            <button class="link" on:click=hear(move |_| go.run(start))>
                {t!("reader.pop.glossary")}
            </button>
        }
    });
    let (first, count) = (note.references.first().copied(), note.references.len());
    let places = first.filter(|_| count > 1).map(|first| {
        view! {
            <button class="link" on:click=hear(move |_| go.run(first))>
                {t!("reader.pop.places", count = count)}
            </button>
        }
    });
    view! {
        <p class="h" id="pop-title">
            <span class="k">{t!("reader.pop.note", marker = marker)}</span>
            <span lang="zh-Hans">{note.term}</span>
        </p>
        <p class="p" lang="zh-Hans">
            {full_width(&note.text)}
        </p>
        <p class="act">{glossary} {places}</p>
    }
    .into_any()
}
