//! Adding a row: where a number is selected in the text, a small button beside the selection offers to make it one.

use crate::state::checking::{Checking, Editing};
use crate::state::{Report, State};
use crate::view::checking::draft::is_number;
use crate::view::dom::hear;
use gangmu_model::Span;
use leptos::html;
use leptos::prelude::*;
use web_sys::{Element, MouseEvent};

/// The selected characters of the report without blanks and commas at their ends, if they are a number's.
fn number_at(report: &Report, start: u32, end: u32) -> Option<Span> {
    let words = report.index.slice(&report.document.text, start, end);
    let skipped = |c: &char| c.is_whitespace() || matches!(c, '，' | ',' | '。' | '、' | '；' | ';' | '：' | '“' | '”');
    let before = words.chars().take_while(skipped).count() as u32;
    let after = words.chars().rev().take_while(skipped).count() as u32;
    let span = Span { start: start + before, end: end.saturating_sub(after) };
    (span.start < span.end && is_number(report.index.slice(&report.document.text, span.start, span.end)))
        .then_some(span)
}

/// The button, in `around`, a positioned element; `selected` tells which characters of the text are selected.
pub fn button(
    report: StoredValue<Report>,
    around: NodeRef<html::Div>,
    selected: impl Fn() -> Option<(u32, u32)> + Copy + 'static,
) -> AnyView {
    let state = State::get();
    let checking = Checking::get();
    let found = RwSignal::new(None::<(u32, u32, f64, f64)>);
    let look = move || {
        let span =
            selected().and_then(|(start, end)| report.try_with_value(|report| number_at(report, start, end)).flatten());
        let place = span.zip(around.try_get_untracked().flatten()).and_then(|(span, around)| {
            let (x, y) = end_of_selection(&around)?;
            Some((span.start, span.end, x, y))
        });
        if found.try_with_untracked(|found| *found != place) == Some(true) {
            found.set(place);
        }
    };
    let watched = window_event_listener_untyped("selectionchange", move |_| look());
    // Browsers tell of it on the document, from where it rises to the window only in some.
    let on_document = gloo::events::EventListener::new(&document(), "selectionchange", move |_| look());
    let on_document = StoredValue::new_local(Some(on_document));
    on_cleanup(move || {
        watched.remove();
        on_document.update_value(|listener| drop(listener.take()));
    });
    let add = move |_: MouseEvent| {
        let Some((start, end, ..)) = found.get_untracked() else { return };
        let report = state.place.with_untracked(|place| place.report);
        if let Some(report) = report {
            checking.editing.set(Some(Editing::New { report, span: Span { start, end } }));
        }
    };
    let offer = move |(_, _, x, y): (u32, u32, f64, f64)| {
        view! {
            <button
                class="btn add-row"
                style:inset-inline-start=format!("{x}px")
                style:inset-block-start=format!("{y}px")
                // The press must not take the selection away before the click comes.
                on:mousedown=hear(|event: MouseEvent| event.prevent_default())
                on:click=hear(add)
            >
                {t!("checking.add")}
            </button>
        }
        .into_any()
    };
    (move || found.get().map(offer)).into_any()
}

/// Where the selection ends, in pixels from the corner of `around`.
fn end_of_selection(around: &Element) -> Option<(f64, f64)> {
    let selection = window().get_selection().ok().flatten()?;
    let rects = selection.get_range_at(0).ok()?.get_client_rects()?;
    let last = rects.item(rects.length().checked_sub(1)?)?;
    let corner = around.get_bounding_client_rect();
    let room = (corner.width() - 112.0).max(0.0);
    Some(((last.left() - corner.left()).clamp(0.0, room), last.bottom() - corner.top() + 6.0))
}
