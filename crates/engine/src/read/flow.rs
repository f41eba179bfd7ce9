//! Paragraphs and rows of tables, one after the other as RTF and older Word documents tell them, become lines.

use super::table;
use crate::mark;
use std::mem::take;

/// The longest label of a list, in characters.
const LONGEST_LABEL: usize = 40;

/// A table whose row is being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    cells: Vec<Vec<String>>,
    /// The lines of the cell that is being read.
    lines: Vec<String>,
}

/// A run of paragraphs: the document's, a note's, a text box's.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) lines: Vec<String>,
    /// What stands before the paragraph, as an item of a list.
    pub(super) label: String,
    /// The level of the heading that the paragraph is styled as.
    pub(super) heading: Option<u32>,
    /// The paragraph.
    pub(super) text: String,
    /// The lines of text boxes that hang on the paragraph.
    pub(super) boxes: Vec<String>,
    pub(super) tables: Vec<Table>,
}

impl Flow {
    /// Ends the paragraph, which lies in so many tables.
    pub(super) fn end_paragraph(&mut self, depth: usize) {
        let (label, text) = (take(&mut self.label), take(&mut self.text));
        let mark = take(&mut self.heading).and_then(mark::heading);
        let mut lines = take(&mut self.boxes);
        let text = text.trim_end_matches(' ');
        if !text.trim().is_empty() {
            lines.insert(0, mark.map_or_else(String::new, String::from) + &written(&label) + text);
        }
        if lines.is_empty() {
            return;
        }
        self.unite(depth);
        match self.tables.last_mut() {
            Some(table) => table.lines.extend(lines),
            None => self.lines.extend(lines),
        }
    }

    /// Ends a cell of the innermost of so many tables.
    pub(super) fn end_cell(&mut self, depth: usize) {
        self.end_paragraph(depth);
        self.unite(depth);
        if let Some(table) = self.tables.last_mut() {
            let lines = take(&mut table.lines);
            table.cells.push(lines);
        }
    }

    /// Ends rows until so many tables are open, or opens tables.
    pub(super) fn unite(&mut self, depth: usize) {
        while self.tables.len() < depth {
            self.tables.push(Table::default());
        }
        while self.tables.len() > depth
            && let Some(mut table) = self.tables.pop()
        {
            if !table.lines.is_empty() {
                table.cells.push(table.lines);
            }
            let lines = table::row(table.cells);
            match self.tables.last_mut() {
                Some(outer) => outer.lines.extend(lines),
                None => self.lines.extend(lines),
            }
        }
    }
}

/// A label as Word shows it, and a blank where it needs one.
fn written(label: &str) -> String {
    let mut label: String = label.trim().chars().take(LONGEST_LABEL).collect();
    if label.chars().all(|c| matches!(c, '\u{E000}'..='\u{F8FF}')) && !label.is_empty() {
        "•".clone_into(&mut label);
    }
    if label.ends_with(|c: char| c.is_ascii() || c == '•') {
        label.push(' ');
    }
    label
}
