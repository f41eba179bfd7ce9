//! The occurrences of the chosen word: where in the report they lie, and each in its sentence with the word in one
//! column. A line leads to its place in the text.

use super::Words;
use crate::i18n::number;
use crate::state::Tab;
use crate::view::dom;
use crate::view::dom::hear;
use crate::view::when::When;
use crate::view::wording::{full_width, short_heading};
use gangmu_export::{Parts, concordance};
use gangmu_model::Role;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlElement, KeyboardEvent};
use std::fmt::Write;

/// How many lines are shown at first, and how many more each time.
const STEP: usize = 60;

/// The section about the chosen word; a hint where none is chosen.
pub(super) fn occurrences(words: Words) -> AnyView {
    view! {
        <section class="occurrences" aria-live="off">
            {move || words.chosen.get().map(|index| chosen(words, index))}
        </section>
    }
    .into_any()
}

fn chosen(words: Words, index: usize) -> Option<AnyView> {
    let (term, places) =
        words.data.with(|data| data.words.get(index).map(|word| (word.term.clone(), word.places.clone())))?;
    let count = places.len();
    let listed = RwSignal::new(STEP);
    let stop = RwSignal::new(0_usize);
    let strip = words.report.with_value(|report| strip(&report.document, report.index.len(), &places));
    let length = term.chars().count() as u32;
    let label = {
        let term = term.clone();
        move || tr!("words.occurrences", term = &term, count = number(count))
    };
    let lines = {
        let places = places.clone();
        move || {
            let places = &places[..listed.get().min(count)];
            words.report.with_value(|report| {
                let document = &report.document;
                concordance::lines(document, &report.index, places, length)
                    .into_iter()
                    .enumerate()
                    .map(|(at, line)| {
                        let section = line.section.and_then(|section| document.sections.get(section as usize));
                        let shown = Line {
                            place: line.at,
                            left: full_width(line.left),
                            term: line.term.to_owned(),
                            right: full_width(line.right),
                            section: section.map(short_heading).unwrap_or_default(),
                        };
                        line_view(words, shown, at, stop)
                    })
                    .collect_view()
            })
        }
    };
    Some(
        view! {
            <div class="head">
                <h2>"“" {term} "” " <span class="num">{t!("words.places", count = number(count))}</span></h2>
                <p>{t!("words.places_note")}</p>
            </div>
            {strip}
            <ol class="kwic" aria-label=label on:keydown=hear(move |event| walk(&event, stop))>
                {lines}
            </ol>
            <When test=move || { listed.get() < count }>
                <button class="btn btn-bare dim" on:click=hear(move |_| listed.update(|listed| *listed += STEP))>
                    {move || tr!("words.more_places", count = number(count.saturating_sub(listed.get())))}
                </button>
            </When>
        }
        .into_any(),
    )
}

/// A line as it is shown.
struct Line {
    place: u32,
    left: String,
    term: String,
    right: String,
    section: String,
}

fn line_view(words: Words, line: Line, at: usize, stop: RwSignal<usize>) -> AnyView {
    let place = line.place;
    let open = move |_| {
        words.state.go(|target| {
            target.tab = Tab::Text;
            target.at = Some(place);
            target.row = None;
        });
    };
    view! {
        <li>
            <button
                data-line=at
                tabindex=move || if stop.get() == at { "0" } else { "-1" }
                on:focus=hear(move |_| stop.set(at))
                on:click=hear(open)
            >
                <span class="lc"><span>{line.left}</span></span>
                <mark>{line.term}</mark>
                <span class="rc">{line.right}</span>
                <span class="at">{line.section}</span>
            </button>
        </li>
    }
    .into_any()
}

/// ↑ and ↓ walk the lines, Home and End jump.
fn walk(event: &KeyboardEvent, stop: RwSignal<usize>) {
    let Some(list) = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
    let end = (list.child_element_count() as usize).saturating_sub(1);
    let at = stop.get_untracked();
    let to = match event.key().as_str() {
        "ArrowDown" => (at + 1).min(end),
        "ArrowUp" => at.saturating_sub(1),
        "Home" => 0,
        "End" => end,
        _ => return,
    };
    event.prevent_default();
    if let Ok(Some(line)) = list.query_selector(&format!("[data-line=\"{to}\"]")) {
        stop.set(to);
        // Focus with scrolling: the list is longer than the window.
        let _ = line.dyn_into::<HtmlElement>().map(|line| line.focus());
        if let Ok(Some(line)) = list.query_selector(&format!("[data-line=\"{to}\"]"))
            && !dom::on_screen(&line)
        {
            dom::scroll_to(&line, leptos::web_sys::ScrollLogicalPosition::Center);
        }
    }
}

/// The dispersion strip: a stroke where the word stands, the whole text from left to right.
fn strip(document: &gangmu_model::Document, length: u32, places: &[u32]) -> AnyView {
    let parts = Parts::new(document);
    let x = |at: u32| f64::from(at) * 1000.0 / f64::from(length.max(1));
    let (mut done, mut goal) = (String::new(), String::new());
    for &at in places {
        let path = if parts.role(at) == Role::Review { &mut done } else { &mut goal };
        let _ = write!(path, "M{:.1} 4V21", x(at));
    }
    // Without two parts there is nothing for colour to say.
    let goal_class = if parts.comparable() { "goal" } else { "done" };
    let plan = document.sections.iter().find(|section| section.role == Role::Plan && parts.comparable());
    let divider = plan.map(|section| {
        let x = format!("{:.1}", x(section.start));
        view! { <line class="div" x1=x.clone() x2=x y1="0" y2="22" vector-effect="non-scaling-stroke"></line> }
    });
    let count = places.len();
    view! {
        <svg class="disp" viewBox="0 0 1000 22" preserveAspectRatio="none" role="img" aria-label=t!("words.strip", count = number(count))>
            <line class="base" x1="0" x2="1000" y1="21" y2="21" vector-effect="non-scaling-stroke"></line>
            {divider}
            <path class="done" d=done vector-effect="non-scaling-stroke"></path>
            <path class=goal_class d=goal vector-effect="non-scaling-stroke"></path>
        </svg>
    }
    .into_any()
}
