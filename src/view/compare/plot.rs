//! A column as dots on one scale. In: a column and a row of it. Out: a small SVG.

use super::Compare;
use crate::view::overview::pairs::Scale;
use crate::view::overview::plot::{axis, goal, joined, reached, upright};
use gangmu_export::matrix::{Cell, Column, Measure, Side};
use leptos::prelude::*;

/// The scale of a column's ranked cells.
pub(super) fn scale(column: &Column) -> Scale {
    let cells = column.cells.iter().flatten().filter(|cell| cell.fits);
    Scale::over(cells.flat_map(|cell| {
        let stretch = cell.stretch.map(|(_, value)| value);
        let promised = cell.promised.map(|(.., value)| value);
        let before = cell.before.map(|(_, value)| value);
        [Some(cell.value), cell.end, stretch, promised, before].into_iter().flatten()
    }))
}

/// The figures over the dots; of amounts there are none, since each column has a unit of its own.
pub(super) fn head(column: &Column) -> AnyView {
    match column.measure {
        Measure::Change => axis(scale(column)).into_any(),
        Measure::Quantity => ().into_any(),
    }
}

/// The dots of one report.
pub(super) fn marks(compare: Compare, column: &Column, report: usize) -> AnyView {
    let scale = scale(column);
    let ticks = if column.measure == Measure::Change { scale.ticks() } else { vec![0] };
    let lines = ticks.into_iter().map(|tick| upright("grid-l", scale.position(f64::from(tick)))).collect::<Vec<_>>();
    let median = column.median.map(|median| upright("med-l", scale.position(median)));
    let cell = column.cells[report].filter(|cell| cell.fits);
    let dots = cell.map(|cell| dots(compare, scale, report, cell));
    view! {
        <svg class="dumb plotmarks" height="20" aria-hidden="true">
            {lines}
            {median}
            {dots}
        </svg>
    }
    .into_any()
}

fn dots(compare: Compare, scale: Scale, report: usize, cell: Cell) -> AnyView {
    let at = scale.position(cell.value);
    let goal_of = |report: usize, index: usize| {
        let row = compare.report(report)?.document.indicators.get(index).cloned()?;
        Some(goal(&row, scale))
    };
    let reached_of = |index: usize| {
        let report = compare.report(report)?;
        Some(reached(report.document.indicators.get(index)?, scale))
    };
    if compare.side() == Side::Target {
        let hope = cell.stretch.map(|(_, value)| joined("stretch", at, scale.position(value)));
        // What its own report says of last year, on the same scale: how far there is to go.
        let before = cell.before.map(|(index, value)| (joined("link", scale.position(value), at), reached_of(index)));
        return view! { {before} {hope} {goal_of(report, cell.row)} }.into_any();
    }
    let promised =
        cell.promised.map(|(before, index, value)| (joined("link", at, scale.position(value)), goal_of(before, index)));
    view! { {promised} {reached_of(cell.row)} }.into_any()
}
