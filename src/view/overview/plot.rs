//! The marks of 目标与完成 on their scale. In: a pair of rows and a scale. Out: a small SVG whose positions are per cent, so
//! that it stretches with its column and its marks do not.

use super::pairs::{Mark, Pair, Scale, mark};
use gangmu_export::matrix::{Measure, plotted, plotted_end};
use gangmu_model::{Document, Indicator};
use leptos::prelude::*;

fn per_cent(value: f64) -> String {
    format!("{value:.2}%")
}

/// The paths of the marks: an arrow for an open bound either way, a target.
const RIGHTWARD: &str = "M0 0h20m-5-4 5 4-5 4";
const LEFTWARD: &str = "M0 0h-20m5-4-5 4 5 4";
const DIAMOND: &str = "M0-5l5 5-5 5-5-5z";

/// The figures over the shared scale.
pub(in crate::view) fn axis(scale: Scale) -> impl IntoView {
    let figures = scale
        .ticks()
        .into_iter()
        .map(|tick| {
            view! {
                <text class="axis" x=per_cent(scale.position(f64::from(tick))) y="12" text-anchor="middle">
                    {if tick < 0 { format!("−{}", -tick) } else { tick.to_string() }}
                </text>
            }
        })
        .collect_view();
    view! {
        <svg class="dumb plotmarks" aria-hidden="true">
            {figures}
        </svg>
    }
}

/// The marks of one pair: ● where it stands, joined to the target's mark.
pub(super) fn marks(document: &Document, pair: &Pair, scale: Scale) -> impl IntoView + use<> {
    let row = |index: Option<usize>| index.map(|index| &document.indicators[index]);
    let (target, beyond, result) = (row(pair.target), row(pair.stretch), row(pair.result));
    let x = |row: &Indicator| scale.position(plotted(row));
    let shared = pair.group == Measure::Change;
    let ticks = if shared { scale.ticks() } else { vec![0] };
    let lines = ticks.into_iter().map(|tick| upright("grid-l", scale.position(f64::from(tick)))).collect_view();
    let link = target.zip(result).map(|(target, result)| joined("link", x(result), x(target)));
    let hope = target.zip(beyond).map(|(target, beyond)| joined("stretch", x(target), x(beyond)));
    let beyond = beyond.map(|row| placed(x(row), "goal-o beyond", DIAMOND));
    let goal = target.map(|row| goal(row, scale));
    let done = result.map(|row| reached(row, scale));
    view! {
        <svg class="dumb plotmarks" height="20" aria-hidden="true">
            {lines}
            {link}
            {hope}
            {beyond}
            {goal}
            {done}
        </svg>
    }
}

/// The mark of a target.
pub(in crate::view) fn goal(row: &Indicator, scale: Scale) -> AnyView {
    let at = scale.position(plotted(row));
    match mark(row) {
        Mark::Exact => placed(at, "goal", DIAMOND).into_any(),
        Mark::About => placed(at, "goal-o", DIAMOND).into_any(),
        Mark::Rightward => (placed(at, "arrow", RIGHTWARD), placed(at, "goal", DIAMOND)).into_any(),
        Mark::Leftward => (placed(at, "arrow", LEFTWARD), placed(at, "goal", DIAMOND)).into_any(),
        Mark::Range => {
            let end = plotted_end(row).map_or(at, |end| scale.position(end));
            (joined("range", at, end), placed(at, "cap", "M0-5v10"), placed(end, "cap", "M0-5v10")).into_any()
        }
    }
}

/// The mark of a result, at a place in per cent.
pub(in crate::view) fn done(at: f64) -> AnyView {
    view! {
        <svg x=per_cent(at) y="10" overflow="visible">
            <circle class="done" r="3.8"></circle>
        </svg>
    }
    .into_any()
}

/// The mark of a result with its bound: 18%以上 is at least so much.
pub(in crate::view) fn reached(row: &Indicator, scale: Scale) -> AnyView {
    let at = scale.position(plotted(row));
    match mark(row) {
        Mark::Exact => done(at),
        Mark::About => placed(at, "done-o", "M-3.8 0a3.8 3.8 0 1 0 7.6 0a3.8 3.8 0 1 0-7.6 0z").into_any(),
        Mark::Rightward => (placed(at, "arrow met", RIGHTWARD), done(at)).into_any(),
        Mark::Leftward => (placed(at, "arrow met", LEFTWARD), done(at)).into_any(),
        Mark::Range => {
            let end = plotted_end(row).map_or(at, |end| scale.position(end));
            (joined("range met", at, end), done(at)).into_any()
        }
    }
}

/// A line between two places in per cent.
pub(in crate::view) fn joined(class: &'static str, from: f64, to: f64) -> AnyView {
    view! { <line class=class x1=per_cent(from) x2=per_cent(to) y1="10" y2="10"></line> }.into_any()
}

/// An upright line at a place in per cent.
pub(in crate::view) fn upright(class: &'static str, at: f64) -> AnyView {
    view! { <line class=class x1=per_cent(at) x2=per_cent(at) y1="0" y2="20"></line> }.into_any()
}

fn placed(x: f64, class: &'static str, d: &'static str) -> impl IntoView {
    view! {
        <svg x=per_cent(x) y="10" overflow="visible">
            <path class=class d=d></path>
        </svg>
    }
}
