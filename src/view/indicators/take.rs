//! Copying rows: as cells for a spreadsheet, as a citation. The words of the tables come from
//! `locales/`, the columns and the escaping from `gangmu-export`.

use super::groups::Line;
use super::table::Table;
use super::{cells, status_words};
use crate::i18n::number;
use crate::state::Report;
use crate::view::copy::{Clip, copy};
use gangmu_export::{Cell, Column, Row, heading_key, html, tsv};
use leptos::prelude::*;

impl Table {
    /// Copies the selected rows as cells. Without a selection: all rows shown, or only the one the keyboard is
    /// at, or those of the group.
    pub(super) fn copy_rows(&self, all: bool) {
        let mut rows = self.picked();
        if rows.is_empty() {
            rows = match self.stop.get_untracked().line {
                _ if all => self.shown.get_untracked().to_vec(),
                Some(Line::Row(row)) => vec![row],
                Some(Line::Group(key)) => self.members(key),
                None => Vec::new(),
            };
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
        copy(clip, move |worked| say_copied(done, worked, &tr!("indicators.copied", rows = number(rows))));
    }

    /// Copies one row as «数字＋原句＋出处».
    pub(super) fn copy_citation(&self, row: u32) {
        let text = self.report.with_value(|report| citation(report, row));
        let done = self.done_said;
        copy(Clip { text: text.unwrap_or_default(), html: None }, move |worked| {
            say_copied(done, worked, &tr!("indicators.copied_citation"));
        });
    }
}

fn say_copied(done: RwSignal<String>, worked: bool, words: &str) {
    say(done, if worked { words.to_owned() } else { tr!("indicators.copy_failed") });
}

/// Says what was done and forgets it after a while, so that the same words can be said again.
pub(super) fn say(done: RwSignal<String>, words: String) {
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
    tr!(heading_key(column))
}

fn lines<'a>(report: &'a Report, rows: &'a [u32], columns: &'a [Column]) -> impl Iterator<Item = Vec<Cell<'a>>> {
    rows.iter()
        .filter_map(|&row| Row::new(&report.document, &report.index, row as usize))
        .map(|row| columns.iter().map(|&column| row.worded(column, &|key| tr!(key))).collect())
}

/// The keys that copy, as this machine writes them.
pub(super) fn copy_keys() -> &'static str {
    let apple =
        window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"));
    if apple { "⌘ C" } else { "Ctrl C" }
}
