//! The matrix as cells that leave the page. In: the matrix as it stands. Out: the wide table (a line a report), and the long
//! one (a line a figure, with its period and its sentence).

use super::Compare;
use super::table::{promise, promised, said, unit, words, written};
use crate::view::bar::short_name;
use gangmu_export::matrix::{Instead, Measure, Side};
use gangmu_export::{Cell, Column, Row, heading_key};
use leptos::prelude::*;

/// A table's headings and lines.
pub(super) type Table = (Vec<String>, Vec<Vec<Cell<'static>>>);

/// The table as it is seen: a column for each bound before its figure, so that figures stay figures.
pub(super) fn wide(compare: Compare) -> Table {
    let matrix = compare.matrix.get_untracked();
    let kept = untrack(|| compare.side()) == Side::Kept;
    let report_of = |report: usize| untrack(|| compare.report(report));
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
        let open = report_of(report)?;
        let mut line = vec![text(short_name(&open))];
        for column in &matrix.columns {
            let cell = column.cells[report];
            let (sign, mut figures) = cell.map(|cell| written(&open, column, &cell)).unwrap_or_default();
            let mut before = cell.and_then(|cell| promise(compare, column, cell)).unwrap_or_default();
            let mut verdict = cell.and_then(|cell| cell.verdict).map(said).unwrap_or_default();
            match column.instead[report] {
                Some(Instead::Words(of, promise)) => {
                    figures = report_of(of).map(|of| words(&of, promise)).unwrap_or_default();
                }
                Some(Instead::Silent(of, row)) => {
                    before = report_of(of).map(|of| promised(&of, row)).unwrap_or_default();
                    verdict = tr!("compare.verdict.silent");
                }
                None => {}
            }
            let plain = cell.filter(|cell| cell.fits && cell.end.is_none() && column.measure == Measure::Quantity);
            // 2.95万 is 29500 to a spreadsheet, in the unit that the heading names.
            let figures = match (number(figures), plain) {
                (Cell::Text(_), Some(cell)) => Cell::Number(cell.value.to_string()),
                (figures, _) => figures,
            };
            line.extend([text(sign), figures]);
            if kept {
                line.extend([text(before), text(verdict)]);
            }
        }
        Some(line)
    });
    (headings, lines.collect())
}

/// What a line of the long table says.
const LONG: [Column; 14] = [
    Column::Document,
    Column::Region,
    Column::Year,
    Column::Name,
    Column::Indicator,
    Column::Status,
    Column::Bound,
    Column::Value,
    Column::ValueMax,
    Column::Unit,
    Column::Kind,
    Column::Period,
    Column::Sentence,
    Column::Checked,
];

/// The figures of the table one by one, column by column: what was promised a year before, where that is compared, and each
/// with its period and its sentence.
pub(super) fn long(compare: Compare) -> Table {
    let matrix = compare.matrix.get_untracked();
    let mut lines = Vec::new();
    for column in &matrix.columns {
        for &report in &matrix.order {
            let cell = column.cells[report];
            if let Some((before, row, _)) = cell.and_then(|cell| cell.promised) {
                lines.extend(row_line(compare, before, row));
            }
            match (cell, column.instead[report]) {
                (Some(cell), _) => lines.extend(row_line(compare, report, cell.row)),
                (None, Some(Instead::Words(of, promise))) => lines.extend(words_line(compare, of, promise)),
                (None, Some(Instead::Silent(of, row))) => lines.extend(row_line(compare, of, row)),
                (None, None) => {}
            }
        }
    }
    (LONG.iter().map(|column| tr!(heading_key(*column))).collect(), lines)
}

fn row_line(compare: Compare, report: usize, row: usize) -> Option<Vec<Cell<'static>>> {
    let report = untrack(|| compare.report(report))?;
    let row = Row::new(&report.document, &report.index, row)?;
    let cell = |column: Column| match column {
        // As the contract has it: yes, edited, added, no.
        Column::Checked => row.cell(column),
        column => row.worded(column, &|key| tr!(key)),
    };
    Some(LONG.iter().map(|column| owned(cell(*column))).collect())
}

/// A promise without a number has words where others have a value.
fn words_line(compare: Compare, report: usize, promise: usize) -> Option<Vec<Cell<'static>>> {
    let report = untrack(|| compare.report(report))?;
    let document = &report.document;
    let of = document.commitments.get(promise)?;
    let cell = |column: Column| match column {
        Column::Document => text(document.title.clone()),
        Column::Region => document.region.as_ref().map_or(Cell::Empty, |region| text(region.name.clone())),
        Column::Year => document.year.map_or(Cell::Empty, |year| Cell::Number(year.to_string())),
        Column::Name => text(of.name.clone().unwrap_or_default()),
        Column::Indicator => text(of.indicator.clone()),
        Column::Status => text(tr!("indicators.status.target")),
        Column::Value => text(words(&report, promise)),
        Column::Period => text(of.period.clone().unwrap_or_default()),
        Column::Sentence => {
            text(report.index.slice(&document.text, of.sentence.start, of.sentence.end).trim().to_owned())
        }
        _ => Cell::Empty,
    };
    Some(LONG.iter().map(|column| cell(*column)).collect())
}

fn owned(cell: Cell<'_>) -> Cell<'static> {
    match cell {
        Cell::Empty => Cell::Empty,
        Cell::Number(digits) => Cell::Number(digits),
        Cell::Text(text) => Cell::Text(text.into_owned().into()),
    }
}

fn text(words: String) -> Cell<'static> {
    if words.is_empty() { Cell::Empty } else { Cell::Text(words.into()) }
}

/// Figures as a number, where they are one: our minus sign is no spreadsheet's.
fn number(figures: String) -> Cell<'static> {
    let digits = figures.replace('−', "-");
    if digits.parse::<f64>().is_ok() { Cell::Number(digits) } else { text(figures) }
}

#[cfg(test)]
mod tests {
    use super::{Cell, number};

    #[test]
    fn figures_leave_as_numbers_where_they_are_one() {
        assert_eq!(number("−0.8".to_owned()), Cell::Number("-0.8".to_owned()));
        assert_eq!(number("6.0".to_owned()), Cell::Number("6.0".to_owned()));
        assert_eq!(number("2.95万".to_owned()), Cell::Text("2.95万".into()));
        assert_eq!(number("5-5.5".to_owned()), Cell::Text("5-5.5".into()));
        assert_eq!(number(String::new()), Cell::Empty);
    }
}
