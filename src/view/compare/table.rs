//! The grid: a row for each report, a cell for each indicator; arrow keys walk, Enter goes to the text.

use super::heads::{first_head, head};
use super::{Compare, Matrix, plot};
use crate::state::{Report, Tab};
use crate::view::afterwards::{in_turn, opening};
use crate::view::bar::short_name;
use crate::view::dom::{self, hear};
use crate::view::help;
use crate::view::wording::{full_width, promise_words, shortened, value};
use gangmu_export::matrix::{Cell, Column, Instead, Measure, Verdict};
use gangmu_export::{Row, bound_sign};
use gangmu_help::Anchor;
use gangmu_model::Span;
use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, EventTarget};
use std::sync::Arc;

/// As many columns as stand with room between them on a desk.
const ROOMY: usize = 9;
/// How many rows are drawn at once where the view opens.
const PIECE: usize = 8;

/// The table with the sentence of the cell at hand under it.
pub(super) fn table(compare: Compare) -> AnyView {
    let grid = NodeRef::<html::Table>::new();
    let matrix = compare.matrix;
    let heads = move || {
        matrix.with(|matrix| {
            let columns = matrix.columns.iter().enumerate();
            columns
                .map(|(at, column)| head(compare, column, matrix.sorted == Some(at), matrix.plots.contains(&at)))
                .collect::<Vec<_>>()
        })
    };
    let medians = move || {
        matrix.with(|matrix| {
            let cells = matrix.columns.iter().enumerate().map(|(at, column)| {
                let median = column.median.map(|median| figure(median, column));
                let blank = matrix.plots.contains(&at).then(|| view! { <td class="pc"></td> });
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
    // Marked by hand: there are hundreds of cells, and it moves from one to another.
    dom::effect(move || {
        let at = compare.at.get();
        let Some(grid) = grid.get() else { return };
        if let Ok(before) = grid.query_selector_all("td.cur") {
            let before = (0..before.length()).filter_map(|one| before.item(one)?.dyn_into::<Element>().ok());
            before.for_each(|cell| mark(&cell, false));
        }
        if let Some(now) = cell_at(&grid, at) {
            mark(&now, true);
        }
    });
    view! {
        <div class="mx-wrap">
            <table
                class="mx"
                class:many=move || matrix.with(|matrix| matrix.columns.len() > ROOMY)
                role="grid"
                aria-label=t!("compare.grid")
                node_ref=grid
                on:keydown=hear(move |event: KeyboardEvent| walk(compare, grid, &event))
                on:click=hear(move |event: MouseEvent| choose(event.target()))
                on:focusin=hear(move |event: FocusEvent| choose(event.target()))
            >
                <thead>
                    <tr>
                        {first_head(compare)}
                        {heads}
                    </tr>
                </thead>
                <tbody>
                    {rows(compare)}
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

/// The rows, a piece at a time where the view opens: dozens of reports have hundreds of cells.
fn rows(compare: Compare) -> AnyView {
    let drawn = RwSignal::new(usize::MAX);
    if opening() {
        drawn.set(0);
        draw_next(drawn, compare.matrix);
    }
    let pieces = Memo::new(move |_| compare.matrix.with(|matrix| matrix.order.len().div_ceil(PIECE)));
    let piece = move |piece: usize| {
        let here = Memo::new(move |_| drawn.get() > piece);
        let rows = move || {
            compare.matrix.with(|matrix| {
                let ranks = matrix.sorted.map(|sorted| matrix.columns[sorted].ranks()).unwrap_or_default();
                let rows = matrix.order.iter().enumerate().skip(piece * PIECE).take(PIECE);
                rows.map(|(row, &report)| body_row(compare, row, report, ranks.get(report).copied().flatten()))
                    .collect::<Vec<_>>()
            })
        };
        (move || here.get().then_some(rows)).into_any()
    };
    (move || (0..pieces.get()).map(piece).collect::<Vec<_>>()).into_any()
}

/// Draws the first piece at once and the others each in its turn; those that come of more reports later are drawn with them.
fn draw_next(drawn: RwSignal<usize>, matrix: Memo<Arc<Matrix>>) {
    let Some(pieces) = drawn.try_get_untracked().map(|drawn| drawn + 1) else { return };
    let more = matrix.with_untracked(|matrix| pieces * PIECE < matrix.order.len());
    drawn.set(if more { pieces } else { usize::MAX });
    if more {
        in_turn(move || draw_next(drawn, matrix));
    }
}

fn body_row(compare: Compare, row: usize, report: usize, rank: Option<usize>) -> AnyView {
    let Some(open) = compare.report(report) else { return ().into_any() };
    let go = move |event: MouseEvent| {
        event.prevent_default();
        compare.state().switch(move |place| {
            place.report = Some(report);
            place.tab = Tab::Overview;
        });
    };
    let cells = compare.matrix.with(|matrix| {
        let columns = matrix.columns.iter().enumerate();
        columns
            .map(|(at, column)| {
                let dots = matrix
                    .plots
                    .contains(&at)
                    .then(|| view! { <td class="pc">{plot::marks(compare, column, report)}</td> });
                (cell(compare, (row, at), &open, column, report), dots).into_any()
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

fn cell(compare: Compare, at: (usize, usize), open: &Report, column: &Column, report: usize) -> AnyView {
    let here = untrack(|| compare.at.get()) == at;
    let content = match (column.cells[report], column.instead[report]) {
        (Some(cell), _) => content(compare, open, column, cell),
        (None, Some(Instead::Words(of, promise))) => {
            let words = compare.report(of).map(|report| shortened(&words(&report, promise), 9));
            view! {
                <span class="b"></span>
                <span class="v tx" lang="zh-Hans">{words}</span>
            }
            .into_any()
        }
        (None, Some(Instead::Silent(of, row))) => {
            let promised = compare.report(of).map(|report| promised(&report, row));
            view! {
                <span class="b"></span>
                <span class="v tx">
                    <small>{promised} " → "</small>
                    {t!("compare.verdict.silent")}
                </span>
            }
            .into_any()
        }
        (None, None) => view! {
            <span class="b"></span>
            <span class="v no">"—"</span>
        }
        .into_any(),
    };
    view! {
        <td
            class=if here { "c num cur" } else { "c num" }
            data-row=at.0
            data-column=at.1
            tabindex=if here { "0" } else { "-1" }
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

/// A promise without a number, in the words of its text.
pub(super) fn words(report: &Report, promise: usize) -> String {
    promise_words(&report.document, &report.index, promise)
}

/// A target with its bound, figures and unit, as it was written.
pub(super) fn promised(report: &Report, row: usize) -> String {
    let Some(row) = report.document.indicators.get(row) else { return String::new() };
    let text = value(&report.document, &report.index, row);
    format!("{}{}{}{}", text.direction, text.bound, text.figures, text.unit)
}

/// What was promised a year before, as it was written.
pub(super) fn promise(compare: Compare, column: &Column, cell: Cell) -> Option<String> {
    let (before, row, value) = cell.promised?;
    let earlier = untrack(|| compare.report(before))?;
    let (sign, figures) = written(&earlier, column, &Cell { row, value, ..cell });
    Some(sign + &figures)
}

/// The sign of the bound, and the figures: with their magnitude, and with their unit where it is not the column's.
pub(super) fn written(report: &Report, column: &Column, cell: &Cell) -> (String, String) {
    let Some(row) = report.document.indicators.get(cell.row) else { return Default::default() };
    let text = value(&report.document, &report.index, row);
    let sign = bound_sign(row.bound);
    let falls = if cell.value < 0.0 { "−" } else { "" };
    let unit = row.unit.as_deref().unwrap_or_default();
    // Of 2.95万人 in a column of 人 the magnitude is left, of 6% in one of % nothing.
    let unit = if cell.fits { unit.strip_suffix(column.unit.as_str()).unwrap_or(unit) } else { unit };
    let range = Row { document: &report.document, index: &report.index, indicator: row }.range();
    let figures = match range {
        Some((from, to)) => format!("{falls}{from}–{falls}{to}{unit}"),
        None => format!("{falls}{}{unit}", text.figures),
    };
    (sign.to_owned(), figures)
}

/// A median in its column's unit, with 万 and 亿 where it is large.
pub(super) fn figure(value: f64, column: &Column) -> String {
    let (value, magnitude) = match (column.measure, value.abs()) {
        (Measure::Quantity, size) if size >= 1e8 => (value / 1e8, "亿"),
        (Measure::Quantity, size) if size >= 1e4 => (value / 1e4, "万"),
        _ => (value, ""),
    };
    let digits = format!("{value:.2}");
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    format!("{}{magnitude}", digits.replace('-', "−"))
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
    if let Some(cell) = grid.get_untracked().and_then(|grid| cell_at(&grid, to)) {
        dom::focus(&cell);
    }
}

/// The cell of a row and column.
fn cell_at(grid: &Element, (row, column): (usize, usize)) -> Option<Element> {
    grid.query_selector(&format!("[data-row=\"{row}\"][data-column=\"{column}\"]")).ok().flatten()
}

/// Makes a cell the one at hand, which Tab comes to, or no longer.
fn mark(cell: &Element, here: bool) {
    let _ = cell.class_list().toggle_with_force("cur", here);
    dom::set(cell, "tabindex", if here { "0" } else { "-1" });
}

/// What a cell leads to.
struct Found {
    /// The report's index among the open ones.
    report: usize,
    /// Its row, where it is one.
    row: Option<usize>,
    name: String,
    span: Span,
    sentence: Span,
}

fn found(compare: Compare, (row, column): (usize, usize)) -> Option<Found> {
    compare.matrix.with(|matrix| {
        let at = *matrix.order.get(row)?;
        let column = matrix.columns.get(column)?;
        let (report, row) = match (column.cells[at], column.instead[at]) {
            (Some(cell), _) => (at, Ok(cell.row)),
            (None, Some(Instead::Words(report, promise))) => (report, Err(promise)),
            (None, Some(Instead::Silent(report, row))) => (report, Ok(row)),
            (None, None) => return None,
        };
        let document = compare.report(report)?.document;
        Some(match row {
            Ok(row) => {
                let of = document.indicators.get(row)?;
                let name = of.name.as_ref().unwrap_or(&of.indicator).clone();
                Found { report, row: Some(row), name, span: of.span, sentence: of.sentence }
            }
            Err(promise) => {
                let of = document.commitments.get(promise)?;
                let name = of.name.as_ref().unwrap_or(&of.indicator).clone();
                Found { report, row: None, name, span: of.span, sentence: of.sentence }
            }
        })
    })
}

/// Goes to a cell's sentence in its report.
fn open(compare: Compare, at: (usize, usize)) {
    if let Some(Found { report, row, span, .. }) = untrack(|| found(compare, at)) {
        go(compare, report, span, row);
    }
}

/// Goes to a place of a report's text.
pub(super) fn go(compare: Compare, report: usize, span: Span, row: Option<usize>) {
    compare.state().switch(move |place| {
        place.report = Some(report);
        place.tab = Tab::Text;
        place.at = Some(span.start);
        place.row = row.map(|row| row as u32);
    });
}

/// The sentence of the cell at hand.
fn readout(compare: Compare) -> AnyView {
    let at = compare.at.get();
    let known = found(compare, at).and_then(|found| Some((compare.report(found.report)?, found)));
    let Some((report, Found { name, span, sentence, .. })) = known else {
        return view! { <p class="readout faint" role="status">{tr!("compare.nothing")}</p> }.into_any();
    };
    let slice = |start, end| full_width(report.index.slice(&report.document.text, start, end));
    let before = slice(sentence.start, span.start);
    let number = slice(span.start, span.end);
    let after = slice(span.end, sentence.end);
    let name = format!("{} · {name}", short_name(&report));
    view! {
        <div class="readout" role="status">
            <b lang="zh-Hans">{name}</b>
            <q lang="zh-Hans">{before} <mark>{number}</mark> {after}</q>
            <button class="link" on:click=hear(move |_| open(compare, at))>{t!("compare.open")}</button>
        </div>
    }
    .into_any()
}

/// What the figures of a column are in.
pub(super) fn unit(column: &Column) -> String {
    match column.measure {
        Measure::Change => tr!("compare.growth"),
        Measure::Quantity => column.unit.clone(),
    }
}

pub(super) fn said(verdict: Verdict) -> String {
    tr!(match verdict {
        Verdict::Met => "compare.verdict.met",
        Verdict::Near => "compare.verdict.near",
        Verdict::Missed => "compare.verdict.missed",
    })
}

#[cfg(test)]
mod tests {
    use super::written;
    use crate::state::{Cleaned, Report};
    use gangmu_engine::{Source, analyze};
    use gangmu_export::matrix::{Side, column};
    use gangmu_model::{Document, Options};
    use std::sync::Arc;

    /// The cells of one indicator as they are written, report by report.
    fn cells(name: &str, plans: &[&str]) -> Vec<String> {
        let texts: Vec<String> = plans
            .iter()
            .map(|plan| format!("青禾县2024年政府工作报告\n各位代表：\n一、2024年工作安排\n今年，{plan}。\n"))
            .collect();
        let sources: Vec<Source> = texts.iter().map(|text| Source { name: "t.txt", bytes: text.as_bytes() }).collect();
        let documents = analyze(&sources, &Options::default(), &mut ()).documents;
        let all: Vec<&Document> = documents.iter().collect();
        let column = column(&all, &vec![true; all.len()], name, Side::Target);
        let cells = documents.iter().zip(&column.cells).map(|(document, cell)| {
            let bytes: Arc<[u8]> = Arc::from([]);
            let cleaned = Cleaned::first(&document, bytes.clone());
            let (sign, figures) = written(&Report::new(document.clone(), bytes, cleaned), &column, &cell.unwrap());
            sign + &figures
        });
        cells.collect()
    }

    #[test]
    fn a_range_is_written_with_both_its_ends() {
        let plans = ["地区生产总值增长5%—5.5%", "地区生产总值增长6-6.5%左右", "地区生产总值增长7%以上"];
        assert_eq!(cells("地区生产总值", &plans), ["5–5.5", "≈6–6.5", "≥7"]);
        let plans = ["城镇新增就业1万—1.2万人", "城镇新增就业8000人"];
        assert_eq!(cells("城镇新增就业", &plans), ["1–1.2万", "8000"]);
        assert_eq!(cells("固定资产投资", &["固定资产投资下降3%—3.5%"]), ["−3–−3.5"]);
        assert_eq!(cells("单位GDP能耗降低", &["单位GDP能耗下降3%—3.5%"]), ["3–3.5"]);
    }
}
