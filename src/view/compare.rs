//! 对比: reports side by side, a row each, a column for each indicator that the reader picks: what they promise, what they
//! report, or what became of last year's promises. A cell leads to its sentence; one or two columns are drawn as dots. Which
//! reports stand in it, and in what order, is chosen in their list (`reports.rs`).

mod cells;
mod chain;
mod columns;
mod heads;
mod paper;
mod picture;
mod plot;
mod reports;
mod save;
mod table;

use crate::i18n::{number, sentence};
use crate::state::{Report, State};
use crate::view::afterwards::in_turn;
use crate::view::copy::{Clip, copy};
use crate::view::dom::{effect, hear};
use crate::view::help;
use crate::view::when::When;
use gangmu_export::matrix::{Column, HEADLINES, Side, column, names, predecessor};
use gangmu_export::{html, tsv};
use gangmu_help::Anchor;
use gangmu_model::Document;
use leptos::prelude::*;
use std::sync::Arc;

/// The table as it is computed.
#[derive(Clone, Default, PartialEq)]
struct Matrix {
    /// The columns in their order.
    columns: Vec<Column>,
    /// The reports that have a row, by their index among the open ones, in the order of the rows.
    order: Vec<usize>,
    /// Their ids, in the same order.
    ids: Vec<String>,
    /// Which column sorts them.
    sorted: Option<usize>,
    /// The columns that are drawn, the sorted one first.
    plots: Vec<usize>,
    /// The canonical names that can be picked, with how many reports have each.
    names: Vec<(String, usize)>,
}

impl Matrix {
    /// Where the cell at `at` stands in a matrix that has come of this one; the first cell where it is gone.
    fn same(&self, (row, column): (usize, usize), now: &Self) -> (usize, usize) {
        let row = self.ids.get(row).and_then(|id| now.ids.iter().position(|other| other == id));
        let name = self.columns.get(column).map(|column| &column.name);
        let column = name.and_then(|name| now.columns.iter().position(|column| column.name == *name));
        row.zip(column).unwrap_or_default()
    }
}

/// The view's state; a `Copy` handle that its parts are given.
#[derive(Clone, Copy)]
struct Compare {
    state: StoredValue<State>,
    matrix: Memo<Arc<Matrix>>,
    /// Whether the list of reports is shown.
    listed: RwSignal<bool>,
    /// The cell at hand: its row and column as they stand in the table.
    at: RwSignal<(usize, usize)>,
    said: RwSignal<String>,
}

impl Compare {
    fn state(self) -> State {
        self.state.get_value()
    }

    fn side(self) -> Side {
        self.state().place.with(|place| place.comparison.side)
    }

    fn report(self, index: usize) -> Option<Report> {
        self.state().reports.with(|reports| reports.get(index).cloned())
    }
}

/// Has what the headings are broken with made ready as soon as there is something to compare and nothing else to do: a
/// browser that is asked for it first when the view opens takes as long for that as for the view.
pub fn prepare() {
    let state = State::get();
    effect(move || {
        if state.reports.with(|reports| reports.len() > 1) && state.task.with(Option::is_none) {
            in_turn(heads::prepare);
        }
    });
}

/// The reports' documents, for as long as they are looked at.
fn with_documents<T>(reports: &[Report], read: impl FnOnce(&[&Document]) -> T) -> T {
    let documents: Vec<&Document> = reports.iter().map(|report| &*report.document).collect();
    read(&documents)
}

fn compute(state: State) -> Matrix {
    let comparison = state.place.with(|place| place.comparison.clone());
    let side = comparison.side;
    state.reports.with(|reports| {
        with_documents(reports, |documents| {
            let shown: Vec<bool> = documents.iter().map(|document| !comparison.aside.contains(&document.id)).collect();
            let names = names(documents, &shown, side);
            let picked: Vec<&str> = if comparison.columns.is_empty() {
                let headlines = names.iter().filter(|(name, _)| HEADLINES.contains(&name.as_str()));
                headlines.map(|(name, _)| name.as_str()).collect()
            } else {
                comparison.columns.iter().map(String::as_str).collect()
            };
            let columns: Vec<Column> = picked.into_iter().map(|name| column(documents, &shown, name, side)).collect();
            let place = |name: &str| columns.iter().position(|column| column.name == name);
            let first = (!columns.is_empty()).then_some(0);
            let sorted = comparison.sort.as_ref().map_or(first, |(name, _)| place(name));
            let beside = comparison.beside.as_deref().and_then(place);
            let drawn = sorted.or(first);
            let plots = drawn.into_iter().chain(beside.filter(|beside| Some(*beside) != drawn)).collect();
            let mut order: Vec<usize> = (0..documents.len()).filter(|&at| shown[at]).collect();
            if side == Side::Kept {
                order.retain(|&at| predecessor(documents, at).is_some());
            }
            if let Some(sorted) = sorted {
                columns[sorted].sort(&mut order, comparison.sort.as_ref().is_none_or(|(_, descends)| *descends));
            }
            let ids = order.iter().map(|&at| documents[at].id.clone()).collect();
            Matrix { columns, order, ids, sorted, plots, names }
        })
    })
}

/// Shows the open reports side by side.
#[component]
pub fn Compare() -> impl IntoView {
    let state = State::get();
    let compare = Compare {
        state: StoredValue::new(state),
        matrix: Memo::new(move |_| Arc::new(compute(state))),
        listed: RwSignal::new(false),
        at: RwSignal::new((0, 0)),
        said: RwSignal::new(String::new()),
    };
    paper::turn_sheet();
    let matrix = compare.matrix;
    Effect::new(move |before: Option<Arc<Matrix>>| {
        let now = matrix.get();
        if let Some(before) = before {
            compare.at.set(before.same(compare.at.get_untracked(), &now));
        }
        now
    });
    let empty = Memo::new(move |_| matrix.with(|matrix| matrix.columns.is_empty() || matrix.order.is_empty()));
    view! {
        <div class="compare">
            <div class="mx-bar">
                <h1>{move || title(compare)}</h1>
                {help::mark(Anchor::Compare)}
                {sides(compare)}
                <div class="end">
                    {columns::beside(compare)} {columns::menu(compare)} {reports::button(compare)} {taker(compare)}
                    {save::menu(compare)}
                </div>
            </div>
            {paper::paper(compare)}
            <When test=compare.listed>{reports::list(compare)}</When>
            <When test=move || !empty.get()>{legend(compare)}</When>
            {move || {
                if empty.get() {
                    view! { <p class="song empty-compare">{move || tr!("compare.empty")}</p> }.into_any()
                } else {
                    table::table(compare)
                }
            }}
            <When test=move || compare.side() == Side::Kept>{chain::chains(compare)}</When>
            <p class="source">{t!("compare.note")}</p>
            <p class="sr" role="status">{sentence(move || compare.said.get())}</p>
        </div>
    }
}

/// «2024年目标，15 份报告», the year where all have one.
fn title(compare: Compare) -> String {
    let rows = compare.matrix.with(|matrix| matrix.order.clone());
    let years: Vec<Option<u16>> = compare
        .state()
        .reports
        .with(|reports| rows.iter().filter_map(|&at| reports.get(at)).map(|report| report.document.year).collect());
    let year = years.first().copied().flatten().filter(|_| years.windows(2).all(|pair| pair[0] == pair[1]));
    let key = compare.side().key();
    let reports = number(rows.len());
    match year {
        Some(year) => {
            let year = if compare.side() == Side::Target { year } else { year.saturating_sub(1) };
            tr!(format!("compare.title.{key}_of"), year = year, reports = reports)
        }
        None => tr!(format!("compare.title.{key}"), reports = reports),
    }
}

fn sides(compare: Compare) -> AnyView {
    let state = compare.state();
    let side = move |side: Side| {
        let pressed = sentence(move || (compare.side() == side).to_string());
        let set = move |_| state.go(|place| place.comparison.side = side);
        view! { <button aria-pressed=pressed on:click=hear(set)>{t!(format!("compare.side.{}", side.key()))}</button> }
            .into_any()
    };
    let chained = Memo::new(move |_| {
        state
            .reports
            .with(|reports| with_documents(reports, |all| (0..all.len()).any(|at| predecessor(all, at).is_some())))
    });
    view! {
        <div class="seg" role="group" aria-label=t!("compare.side.label")>
            {side(Side::Target)}
            {side(Side::Result)}
            {move || chained.get().then(|| side(Side::Kept))}
        </div>
    }
    .into_any()
}

/// Copies the table.
fn taker(compare: Compare) -> AnyView {
    let take = move |_| {
        let (headings, lines) = cells::wide(compare);
        let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        let rows = lines.len();
        let clip = Clip { text: tsv(&headings, lines.clone()), html: Some(html(&headings, lines)) };
        copy(clip, move |done| {
            compare.said.set(if done { tr!("compare.copied", rows = rows) } else { tr!("compare.not_copied") });
        });
    };
    view! { <button class="btn" on:click=hear(take)>{t!("compare.copy")}</button> }.into_any()
}

/// Whether a figure of the table has two ends.
fn has_range(compare: Compare) -> bool {
    let two = |column: &Column| column.cells.iter().flatten().any(|cell| cell.end.is_some());
    compare.matrix.with(|matrix| matrix.columns.iter().any(two))
}

/// What the marks mean.
fn legend(compare: Compare) -> AnyView {
    let sign = |sign: &'static str, key: &'static str| {
        view! { <span><b class="num" aria-hidden="true">{sign}</b> " " {t!(key)}</span> }.into_any()
    };
    view! {
        <p class="legend">
            {sign("◆", "compare.legend.exact")} {sign("≥", "compare.legend.least")} {sign("≤", "compare.legend.most")}
            {sign("≈", "compare.legend.about")} {move || has_range(compare).then(|| sign("┣━┫", "compare.legend.range"))}
            {sign("●", "compare.legend.done")} {sign("┊", "compare.legend.median")}
            <span>{t!("compare.legend.words")}</span>
        </p>
    }
    .into_any()
}
