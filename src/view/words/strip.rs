//! The dispersion strip: a tick where the chosen word stands, the whole text from left to right, in the colour of its part.
//! A tick leads to its place.

use super::ground::Ground;
use super::kwic::Chosen;
use super::roving;
use super::roving::{number_at, stop_here, walk};
use crate::i18n::{number, sentence};
use crate::view::dom::hear;
use crate::view::wording::short_heading;
use gangmu_export::concordance::section_at;
use gangmu_export::{Escaped, Parts};
use gangmu_model::{Document, Role};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, KeyboardEvent, MouseEvent};
use std::fmt::Write;

/// Ticks are told apart to a twentieth of a per cent of the strip; what stands closer is one tick.
const STEPS: u32 = 2000;
/// How far from a tick a pointer still means it, in CSS pixels.
const REACH: f64 = 12.0;

/// The strip of the chosen word.
pub(super) fn strip(chosen: Chosen) -> AnyView {
    let words = chosen.words;
    let ticks = move || {
        let places = chosen.shown();
        words.report.with_value(|report| {
            words.ground.with(|ground| ticks(&report.document, report.index.len(), ground, &places))
        })
    };
    let point = move |event: MouseEvent| {
        let Some(strip) = event.current_target().and_then(|strip| strip.dyn_into::<Element>().ok()) else { return };
        let box_ = strip.get_bounding_client_rect();
        let length = words.report.with_value(|report| f64::from(report.index.len()));
        let x = |at: u32| f64::from(at) / length * box_.width() - (f64::from(event.client_x()) - box_.left());
        let places = chosen.shown();
        let nearest = places.iter().copied().min_by(|&a, &b| x(a).abs().total_cmp(&x(b).abs()));
        if let Some(at) = nearest.filter(|&at| x(at).abs() <= REACH) {
            words.open(at);
        }
    };
    let press = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ")
            && let Some(at) = number_at(&event, "data-at")
        {
            event.prevent_default();
            words.open(at);
        }
        walk(&event);
    };
    view! {
        <svg
            class="disp"
            role="group"
            aria-label=t!("words.strip", count = number(chosen.shown().len()))
            inner_html=sentence(ticks)
            on:click=hear(point)
            on:keydown=hear(press)
            on:focusin=hear(|event| stop_here(&event))
        ></svg>
    }
    .into_any()
}

/// The class of what is said in this role: ink for the review, vermilion for the plan.
pub(super) fn class(parts: &Parts, at: u32) -> &'static str {
    match parts.role(at) {
        // Without two parts there is nothing for colour to say.
        _ if !parts.comparable() => "done",
        Role::Review => "done",
        Role::Plan => "goal",
        _ => "rest",
    }
}

/// The strip's content: borders of sections, then the ticks.
fn ticks(document: &Document, length: u32, ground: &Ground, places: &[u32]) -> String {
    let length = length.max(1);
    let per_cent = |at: u32| f64::from(at) * 100.0 / f64::from(length);
    let mut out = String::new();
    let _ = write!(out, "<title>{}</title>", tr!("words.strip", count = number(places.len())));
    let starts = ground.stretches.iter().map(|stretch| (stretch.start, "sub"));
    for (at, class) in starts.chain(ground.tops.iter().map(|&start| (start, "div"))).filter(|&(at, _)| at > 0) {
        let x = per_cent(at);
        let top = if class == "div" { 0 } else { 17 };
        let _ = write!(out, "<line class=\"{class}\" x1=\"{x:.2}%\" x2=\"{x:.2}%\" y1=\"{top}\" y2=\"22\"/>");
    }
    out.push_str("<line class=\"base\" x1=\"0\" x2=\"100%\" y1=\"21\" y2=\"21\"/>");
    let step = |at: u32| u64::from(at) * u64::from(STEPS) / u64::from(length);
    for (n, near) in places.chunk_by(|&a, &b| step(a) == step(b)).enumerate() {
        let at = near[0];
        let section = section_at(document, at).and_then(|section| document.sections.get(section as usize));
        let label = tr!(
            "words.tick",
            place = places.partition_point(|&place| place < at) + 1,
            share = per_cent(at).round(),
            section = section.map(short_heading).unwrap_or_default()
        );
        let (label, x, class) = (Escaped(label.trim_end()), per_cent(at), class(&ground.parts, at));
        let _ = write!(
            out,
            "<g class=\"{class}\" role=\"link\" tabindex=\"{}\" data-n=\"{n}\" data-at=\"{at}\" aria-label=\"{label}\">\
             <title>{label}</title><rect x=\"{x:.2}%\" y=\"4\" width=\"1.5\" height=\"17\"/></g>",
            roving::tabindex(n)
        );
    }
    out
}
