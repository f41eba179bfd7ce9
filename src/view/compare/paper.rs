//! The matrix on paper where it has more columns than a sheet is wide: tables of a few columns each, one under the other,
//! every one with all reports and their ranks. A narrower matrix is printed as it stands.

use super::table::{figure, promise, promised, said, unit, words, written};
use super::{Compare, Matrix};
use crate::view::bar::short_name;
use crate::view::paper::{add, fill};
use gangmu_export::matrix::{Column, Instead, Side};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::web_sys::Element;

/// As many columns as a sheet across takes, and as many where each has last year's target and its verdict as well.
const ACROSS: (usize, usize) = (12, 6);

/// The box that is filled for print.
pub(super) fn paper(compare: Compare) -> AnyView {
    let node = NodeRef::<Div>::new();
    fill(node, move |sheet| untrack(|| compare.matrix.with(|matrix| draw(compare, matrix, sheet))));
    view! { <div class="paper" node_ref=node></div> }.into_any()
}

fn draw(compare: Compare, matrix: &Matrix, sheet: &Element) -> Option<()> {
    let across = if compare.side() == Side::Kept { ACROSS.1 } else { ACROSS.0 };
    if matrix.columns.len() <= across {
        return None;
    }
    let ranks = matrix.sorted.map(|sorted| matrix.columns[sorted].ranks()).unwrap_or_default();
    // As many columns in each as the others have: a last table of one column would look forgotten.
    let tables = matrix.columns.len().div_ceil(across);
    for columns in matrix.columns.chunks(matrix.columns.len().div_ceil(tables)) {
        let table = add(sheet, "table", "paper-table mx-paper", "")?;
        let head = add(&add(&table, "thead", "", "")?, "tr", "", "")?;
        add(&head, "th", "", &tr!("compare.report"))?;
        for column in columns {
            let head = add(&head, "th", "", "")?;
            add(&head, "b", "", &column.name)?;
            add(&head, "span", "", &unit(column))?;
        }
        let body = add(&table, "tbody", "", "")?;
        for &report in &matrix.order {
            let tr = add(&body, "tr", "", "")?;
            let name = add(&tr, "th", "", "")?;
            let rank = ranks.get(report).copied().flatten();
            add(&name, "span", "rk", &rank.map(|rank| rank.to_string()).unwrap_or_default())?;
            add(&name, "b", "", &short_name(&compare.report(report)?))?;
            for column in columns {
                let (class, words) = cell(compare, column, report)?;
                add(&tr, "td", class, &words)?;
            }
        }
        let tr = add(&body, "tr", "med", "")?;
        let name = add(&tr, "th", "", "")?;
        add(&name, "span", "rk", "")?;
        add(&name, "span", "", &tr!("compare.median"))?;
        for column in columns {
            add(&tr, "td", "", &column.median.map(|median| figure(median, column)).unwrap_or_default())?;
        }
    }
    Some(())
}

/// The class and the words of a cell.
fn cell(compare: Compare, column: &Column, report: usize) -> Option<(&'static str, String)> {
    Some(match (column.cells[report], column.instead[report]) {
        (Some(cell), _) => {
            let (sign, figures) = written(&compare.report(report)?, column, &cell);
            let words = match (promise(compare, column, cell), cell.verdict) {
                (Some(before), Some(verdict)) => format!("{before} → {figures} {}", said(verdict)),
                _ => sign + &figures,
            };
            (if cell.fits { "v" } else { "tx" }, words)
        }
        (None, Some(Instead::Words(of, promise))) => ("tx", words(&compare.report(of)?, promise)),
        (None, Some(Instead::Silent(of, row))) => {
            ("tx", format!("{} → {}", promised(&compare.report(of)?, row), tr!("compare.verdict.silent")))
        }
        (None, None) => ("tx", "—".to_owned()),
    })
}

/// Turns the sheet across as long as the view stands. The page as a whole is turned: a part of it that asks for another
/// sheet than what stands before it would begin on a second one.
pub(super) fn turn_sheet() {
    let turn = |turned: bool| {
        if let Some(body) = document().body() {
            // A browser that refuses prints upright.
            let _ = if turned { body.set_attribute("data-sheet", "wide") } else { body.remove_attribute("data-sheet") };
        }
    };
    turn(true);
    on_cleanup(move || turn(false));
}
