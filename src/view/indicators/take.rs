//! Taking rows away: as cells for a spreadsheet, as a CSV file, as a citation. The words of the tables come from
//! `locales/`, the columns and the escaping from `gangmu-export`.

use super::table::Table;
use super::{cells, kind_key, status_words};
use crate::i18n::number;
use crate::state::Report;
use crate::view::copy::{Clip, copy, download, file_name};
use gangmu_export::{Cell, Column, Row, csv, html, tsv};
use gangmu_model::{Bound, Direction};
use leptos::prelude::*;

impl Table {
    /// Copies the selected rows as cells. Without a selection: all rows shown, or only the one the keyboard is at.
    pub(super) fn copy_rows(&self, all: bool) {
        let mut rows = self.picked();
        if rows.is_empty() {
            let stop = self.stop.get_untracked().row;
            rows = if all { self.shown.get_untracked().to_vec() } else { stop.into_iter().collect() };
        }
        if rows.is_empty() {
            return;
        }
        let clip = self.report.with_value(|report| {
            let headings: Vec<String> = Column::SHORT.iter().map(|column| heading(*column)).collect();
            let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
            let cells = || lines(report, &rows, &Column::SHORT);
            Clip { text: tsv(&headings, cells()), html: Some(html(&headings, cells())) }
        });
        let (done, rows) = (self.done_said, rows.len());
        copy(clip, move |worked| say(done, worked, &tr!("indicators.copied", rows = number(rows))));
    }

    /// Saves the selected rows, or all rows shown, with every column of the contract.
    pub(super) fn download_csv(&self) {
        let mut rows = self.picked();
        if rows.is_empty() {
            rows = self.shown.get_untracked().to_vec();
        }
        if rows.is_empty() {
            return;
        }
        let worked = self.report.with_value(|report| {
            let headings: Vec<String> = Column::ALL.iter().map(|column| heading(*column)).collect();
            let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
            let content = csv(&headings, lines(report, &rows, &Column::ALL), true);
            let name = file_name(&report.document.title, &tr!("export.file"));
            download(&name, "text/csv;charset=utf-8", &content)
        });
        say(self.done_said, worked, &tr!("indicators.saved", rows = number(rows.len())));
    }

    /// Copies one row as «数字＋原句＋出处».
    pub(super) fn copy_citation(&self, row: u32) {
        let text = self.report.with_value(|report| citation(report, row));
        let done = self.done_said;
        copy(Clip { text: text.unwrap_or_default(), html: None }, move |worked| {
            say(done, worked, &tr!("indicators.copied_citation"));
        });
    }
}

/// Says what was done and forgets it after a while, so that the same words can be said again.
fn say(done: RwSignal<String>, worked: bool, words: &str) {
    let words = if worked { words.to_owned() } else { tr!("indicators.copy_failed") };
    // The view may have been left while the clipboard took its time.
    done.try_set(words);
    set_timeout(
        move || {
            done.try_set(String::new());
        },
        std::time::Duration::from_secs(6),
    );
}

/// Number, sentence and source of a row, ready to be pasted into a text.
pub(super) fn citation(report: &Report, number: u32) -> Option<String> {
    let row = Row::new(&report.document, &report.index, number as usize)?;
    let about = cells::dated(row.indicator.period.as_deref(), &tr!(status_words(row.indicator.status).1));
    Some(tr!(
        "export.citation",
        saying = row.saying(),
        about = about,
        sentence = row.sentence(),
        title = &report.document.title,
        section = row.section().map_or_else(String::new, |section| tr!("export.citation_section", section = section))
    ))
}

fn heading(column: Column) -> String {
    tr!(format!("export.column.{}", column.key()))
}

fn lines<'a>(report: &'a Report, rows: &'a [u32], columns: &'a [Column]) -> impl Iterator<Item = Vec<Cell<'a>>> {
    rows.iter()
        .filter_map(|&row| Row::new(&report.document, &report.index, row as usize))
        .map(|row| columns.iter().map(|&column| cell(row, column)).collect())
}

/// A cell in the words of a person: the contract's own words become those of `locales/`.
fn cell(row: Row<'_>, column: Column) -> Cell<'_> {
    let indicator = row.indicator;
    let words = match column {
        Column::Status => tr!(status_words(indicator.status).1),
        Column::Kind => tr!(kind_key(indicator.kind)),
        Column::Bound => match indicator.bound {
            Bound::Exact => return Cell::Empty,
            Bound::AtLeast => "≥".to_owned(),
            Bound::AtMost => "≤".to_owned(),
            Bound::About => "≈".to_owned(),
        },
        Column::Direction => match indicator.direction {
            None => return Cell::Empty,
            Some(Direction::Up) => "↑".to_owned(),
            Some(Direction::Down) => "↓".to_owned(),
        },
        Column::Stretch if !indicator.stretch => return Cell::Empty,
        Column::Stretch => tr!("export.yes"),
        Column::Average => match indicator.average {
            None => return Cell::Empty,
            Some(average) => tr!(cells::average_key(average)),
        },
        column => return row.cell(column),
    };
    Cell::Text(words.into())
}

/// The keys that copy, as this machine writes them.
pub(super) fn copy_keys() -> &'static str {
    let apple =
        window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"));
    if apple { "⌘ C" } else { "Ctrl C" }
}
