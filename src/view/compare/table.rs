//! The grid: a row for each report, a cell for each indicator; arrow keys walk, Enter goes to the text.

use super::{Compare, plot};
use crate::state::{Report, Tab};
use crate::view::bar::short_name;
use crate::view::dom::{self, hear};
use crate::view::help;
use crate::view::wording::value;
use gangmu_export::Cell as Exported;
use gangmu_export::matrix::{Cell, Column, Measure, Side, Verdict};
use gangmu_help::Anchor;
use gangmu_model::Bound;
use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, EventTarget};

/// The table with the sentence of the cell at hand under it.
pub(super) fn table(compare: Compare) -> AnyView {
    let grid = NodeRef::<html::Table>::new();
    let matrix = compare.matrix;
    let heads = move || {
        matrix.with(|matrix| {
            let columns = matrix.columns.iter().enumerate();
            columns.map(|(at, column)| head(compare, column, matrix.sorted == Some(at))).collect::<Vec<_>>()
        })
    };
    let rows = move || {
        matrix.with(|matrix| {
            let ranks = matrix.sorted.map(|sorted| matrix.columns[sorted].ranks()).unwrap_or_default();
            let rows = matrix.order.iter().enumerate();
            rows.map(|(row, &report)| body_row(compare, row, report, ranks.get(report).copied().flatten()))
                .collect::<Vec<_>>()
        })
    };
    let medians = move || {
        matrix.with(|matrix| {
            let cells = matrix.columns.iter().enumerate().map(|(at, column)| {
                let median = column.median.map(|median| figure(median, column));
                let blank = (matrix.sorted == Some(at)).then(|| view! { <td class="pc"></td> });
                view! {
                    <td class="c num">
                        <span class="b"></span>
                        <span class="v">{median}</span>
                    </td>
                    {blank}
                }
                .into_any()
            });
            cells.collect::<Vec<_>>()
        })
    };
    let choose = move |target: Option<EventTarget>| {
        if let Some(at) = cell_of(target) {
            compare.at.set(at);
        }
    };
    view! {
        <div class="mx-wrap">
            <table
                class="mx"
                role="grid"
                aria-label=t!("compare.grid")
                node_ref=grid
                on:keydown=hear(move |event: KeyboardEvent| walk(compare, grid, &event))
                on:click=hear(move |event: MouseEvent| choose(event.target()))
                on:focusin=hear(move |event: FocusEvent| choose(event.target()))
            >
                <thead>
                    <tr>
                        <th scope="col" class="faint" data-help=Anchor::Rank.id()>{t!("compare.report")} {help::mark(Anchor::Rank)}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>
                    {rows}
                    <tr class="med">
                        <th scope="row">
                            <span class="rk"></span>
                            {t!("compare.median")}
                            {help::mark(Anchor::Median)}
                        </th>
                        {medians}
                    </tr>
                </tbody>
            </table>
        </div>
        {move || readout(compare)}
    }
    .into_any()
}

fn head(compare: Compare, column: &Column, sorted: bool) -> AnyView {
    let name = column.name.clone();
    let descends =
        compare.state().place.with(|place| place.comparison.sort.as_ref().is_none_or(|(_, descends)| *descends));
    let sort = sorted.then_some(if descends { "descending" } else { "ascending" });
    let by = name.clone();
    let turn = move |_| {
        let by = by.clone();
        compare.state().go(|place| place.comparison.sort = Some((by, !(sorted && descends))));
    };
    let unit = unit(column);
    let plot = sorted.then(|| view! { <td class="pc">{plot::head(column)}</td> });
    view! {
        <th scope="col" class:on=sorted aria-sort=sort>
            <button on:click=hear(turn)>
                <span class="hd" lang="zh-Hans">{name}</span>
            </button>
            <br/>
            {unit}
        </th>
        {plot}
    }
    .into_any()
}

fn body_row(compare: Compare, row: usize, report: usize, rank: Option<usize>) -> AnyView {
    let Some(open) = compare.report(report) else { return ().into_any() };
    let go = move |event: MouseEvent| {
        event.prevent_default();
        compare.state().go(|place| {
            place.report = Some(report);
            place.tab = Tab::Overview;
        });
    };
    let cells = compare.matrix.with(|matrix| {
        let columns = matrix.columns.iter().enumerate();
        columns
            .map(|(at, column)| {
                let dots = (matrix.sorted == Some(at))
                    .then(|| view! { <td class="pc">{plot::marks(compare, column, report)}</td> });
                (cell(compare, (row, at), &open, column, column.cells[report]), dots).into_any()
            })
            .collect::<Vec<_>>()
    });
    view! {
        <tr>
            <th scope="row">
                <span class="rk num">{rank}</span>
                <a class="rg" href="#" lang="zh-Hans" on:click=hear(go)>{short_name(&open)}</a>
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(compare: Compare, at: (usize, usize), report: &Report, column: &Column, cell: Option<Cell>) -> AnyView {
    let here = Memo::new(move |_| compare.at.get() == at);
    let content = match cell {
        None => view! {
            <span class="b"></span>
            <span class="v no">"—"</span>
        }
        .into_any(),
        Some(cell) => content(compare, report, column, cell),
    };
    view! {
        <td
            class="c num"
            class:cur=move || here.get()
            data-row=at.0
            data-column=at.1
            tabindex=move || if here.get() { "0" } else { "-1" }
        >
            {content}
        </td>
    }
    .into_any()
}

fn content(compare: Compare, report: &Report, column: &Column, cell: Cell) -> AnyView {
    let (sign, figures) = written(report, column, &cell);
    let promised = promise(compare, column, cell).map(|promise| view! { <small>{promise} " → "</small> }.into_any());
    let verdict = cell.verdict.map(|verdict| {
        let (class, sign) = match verdict {
            Verdict::Met => ("yes", " ✓"),
            Verdict::Near => ("faint", " ≈"),
            Verdict::Missed => ("no", " ✗"),
        };
        view! {
            <span class=class aria-hidden="true">{sign}</span>
            <span class="sr">{said(verdict)}</span>
        }
        .into_any()
    });
    let sign = if promised.is_some() { String::new() } else { sign };
    let value = if cell.fits { "v" } else { "v tx" };
    view! {
        <span class="b">{sign}</span>
        <span class=value>{promised} {figures} {verdict}</span>
    }
    .into_any()
}

/// What was promised a year before, as it was written.
fn promise(compare: Compare, column: &Column, cell: Cell) -> Option<String> {
    let (before, row, value) = cell.promised?;
    let earlier = untrack(|| compare.report(before))?;
    let (sign, figures) = written(&earlier, column, &Cell { row, value, ..cell });
    Some(sign + &figures)
}

/// The sign of the bound, and the figures: with their magnitude, and with their unit where it is not the column's.
fn written(report: &Report, column: &Column, cell: &Cell) -> (String, String) {
    let Some(row) = report.document.indicators.get(cell.row) else { return Default::default() };
    let text = value(&report.document, &report.index, row);
    let sign = match row.bound {
        Bound::Exact => "",
        Bound::AtLeast => "≥",
        Bound::AtMost => "≤",
        Bound::About => "≈",
    };
    let falls = if cell.value < 0.0 { "−" } else { "" };
    let unit = row.unit.as_deref().unwrap_or_default();
    // Of 2.95万人 in a column of 人 the magnitude is left, of 6% in one of % nothing.
    let unit = if cell.fits { unit.strip_suffix(column.unit.as_str()).unwrap_or(unit) } else { unit };
    (sign.to_owned(), format!("{falls}{}{unit}", text.figures))
}

/// A median in its column's unit, with 万 and 亿 where it is large.
fn figure(value: f64, column: &Column) -> String {
    let (value, magnitude) = match (column.measure, value.abs()) {
        (Measure::Quantity, size) if size >= 1e8 => (value / 1e8, "亿"),
        (Measure::Quantity, size) if size >= 1e4 => (value / 1e4, "万"),
        _ => (value, ""),
    };
    let digits = format!("{value:.2}");
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    format!("{digits}{magnitude}")
}

/// What was clicked or focused: a cell's row and column.
fn cell_of(target: Option<EventTarget>) -> Option<(usize, usize)> {
    let cell = target?.dyn_into::<Element>().ok()?.closest("[data-column]").ok().flatten()?;
    let number = |name: &str| cell.get_attribute(name)?.parse().ok();
    Some((number("data-row")?, number("data-column")?))
}

fn walk(compare: Compare, grid: NodeRef<html::Table>, event: &KeyboardEvent) {
    let Some((row, column)) = cell_of(event.target()) else { return };
    let (rows, columns) = compare.matrix.with_untracked(|matrix| (matrix.order.len(), matrix.columns.len()));
    let to = match event.key().as_str() {
        "ArrowUp" => (row.saturating_sub(1), column),
        "ArrowDown" => ((row + 1).min(rows.saturating_sub(1)), column),
        "ArrowLeft" => (row, column.saturating_sub(1)),
        "ArrowRight" => (row, (column + 1).min(columns.saturating_sub(1))),
        "Home" => (row, 0),
        "End" => (row, columns.saturating_sub(1)),
        "Enter" => {
            event.prevent_default();
            return open(compare, (row, column));
        }
        _ => return,
    };
    event.prevent_default();
    let query = format!("[data-row=\"{}\"][data-column=\"{}\"]", to.0, to.1);
    if let Some(cell) = grid.get_untracked().and_then(|grid| grid.query_selector(&query).ok().flatten()) {
        dom::focus(&cell);
    }
}

/// The report and the row of a cell.
fn row_at(compare: Compare, (row, column): (usize, usize)) -> Option<(usize, usize)> {
    compare.matrix.with(|matrix| {
        let report = *matrix.order.get(row)?;
        Some((report, matrix.columns.get(column)?.cells[report]?.row))
    })
}

/// Goes to a cell's sentence in its report.
fn open(compare: Compare, at: (usize, usize)) {
    let Some((report, row)) = untrack(|| row_at(compare, at)) else { return };
    let open = untrack(|| compare.report(report));
    let start = open.and_then(|open| open.document.indicators.get(row).map(|row| row.span.start));
    compare.state().go(|place| {
        place.report = Some(report);
        place.tab = Tab::Text;
        place.at = start;
        place.row = Some(row as u32);
    });
}

/// The sentence of the cell at hand.
fn readout(compare: Compare) -> AnyView {
    let at = compare.at.get();
    let found = row_at(compare, at).and_then(|(report, row)| Some((compare.report(report)?, row)));
    let Some((report, row)) = found else {
        return view! { <p class="readout faint" role="status">{tr!("compare.nothing")}</p> }.into_any();
    };
    let document = &report.document;
    let Some(row) = document.indicators.get(row) else { return ().into_any() };
    let slice = |start, end| report.index.slice(&document.text, start, end).to_owned();
    let before = slice(row.sentence.start, row.span.start);
    let number = slice(row.span.start, row.span.end);
    let after = slice(row.span.end, row.sentence.end);
    let name = format!("{} · {}", short_name(&report), row.name.as_ref().unwrap_or(&row.indicator));
    view! {
        <div class="readout" role="status">
            <b lang="zh-Hans">{name}</b>
            <q lang="zh-Hans">{before} <mark>{number}</mark> {after}</q>
            <button class="link" on:click=hear(move |_| open(compare, at))>{t!("compare.open")}</button>
        </div>
    }
    .into_any()
}

/// The table for the clipboard and for files, its headings and its lines: a column for each bound before its figure, so that
/// figures stay figures.
pub(super) fn cells(compare: Compare) -> (Vec<String>, Vec<Vec<Exported<'static>>>) {
    let matrix = compare.matrix.get_untracked();
    let kept = untrack(|| compare.side()) == Side::Kept;
    let mut headings = vec![tr!("compare.report")];
    for column in &matrix.columns {
        headings.push(tr!("compare.bound"));
        headings.push(format!("{} ({})", column.name, unit(column)));
        if kept {
            headings.push(tr!("compare.promised"));
            headings.push(tr!("compare.verdict.label"));
        }
    }
    let lines = matrix.order.iter().filter_map(|&report| {
        let open = untrack(|| compare.report(report))?;
        let mut line = vec![text(short_name(&open))];
        for column in &matrix.columns {
            let cell = column.cells[report];
            let (sign, figures) = cell.map(|cell| written(&open, column, &cell)).unwrap_or_default();
            line.extend([text(sign), number(figures)]);
            if kept {
                line.push(text(cell.and_then(|cell| promise(compare, column, cell)).unwrap_or_default()));
                line.push(text(cell.and_then(|cell| cell.verdict).map(said).unwrap_or_default()));
            }
        }
        Some(line)
    });
    (headings, lines.collect())
}

fn text(words: String) -> Exported<'static> {
    if words.is_empty() { Exported::Empty } else { Exported::Text(words.into()) }
}

/// Figures as a number, where they are one: our minus sign is no spreadsheet's.
fn number(figures: String) -> Exported<'static> {
    let digits = figures.replace('−', "-");
    if digits.parse::<f64>().is_ok() { Exported::Number(digits) } else { text(figures) }
}

/// What the figures of a column are in.
fn unit(column: &Column) -> String {
    match column.measure {
        Measure::Change => tr!("compare.growth"),
        Measure::Quantity => column.unit.clone(),
    }
}

fn said(verdict: Verdict) -> String {
    tr!(match verdict {
        Verdict::Met => "compare.verdict.met",
        Verdict::Near => "compare.verdict.near",
        Verdict::Missed => "compare.verdict.missed",
    })
}

#[cfg(test)]
mod tests {
    use super::{Exported, number};

    #[test]
    fn figures_leave_as_numbers_where_they_are_one() {
        assert_eq!(number("−0.8".to_owned()), Exported::Number("-0.8".to_owned()));
        assert_eq!(number("6.0".to_owned()), Exported::Number("6.0".to_owned()));
        assert_eq!(number("2.95万".to_owned()), Exported::Text("2.95万".into()));
        assert_eq!(number("5-5.5".to_owned()), Exported::Text("5-5.5".into()));
        assert_eq!(number(String::new()), Exported::Empty);
    }
}
