//! Texts of `OpenDocument` (`LibreOffice`, WPS): the body in its order, list numbers written out, notes at the end.
//!
//! As in Word documents, changes are taken as accepted; running heads and contents are marked as
//! no part of the text; comments and page numbers are left out.

mod list;
#[cfg(test)]
mod tests;

use super::note::Notes;
use super::xml::{Node, Tag, Xml};
use super::zip::Package;
use super::{ReadError, table};
use crate::mark;
use list::Lists;
use rustc_hash::{FxHashMap, FxHashSet};

/// Paragraphs, cells and rows nest at most so deep.
const MOST_OPEN: usize = 300;

/// Blanks that are written as a count are at most so many.
const MOST_BLANKS: u32 = 32;

/// Of so many kinds of pages the heads and feet are read.
const MOST_EDGES: usize = 32;

/// The text of a document.
pub(super) fn read(package: &mut Package) -> Result<String, ReadError> {
    if package.xml("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(ReadError::Encrypted);
    }
    let styles_part = package.xml("styles.xml")?.unwrap_or_default();
    let Some(content) = package.xml("content.xml")? else { return Err(ReadError::Damaged { format: package.format }) };
    let styles = Styles::new(&[&styles_part, &content]);
    let (lines, notes, broken) = said(&content, &styles);
    let damaged = broken || package.damaged;
    if lines.is_empty() && damaged {
        return Err(ReadError::Damaged { format: package.format });
    }
    let mut all = mark::edges(edges(&styles_part, &["header", "header-left", "header-first"], &styles));
    let feet = mark::edges(edges(&styles_part, &["footer", "footer-left", "footer-first"], &styles));
    let with_edges = !lines.is_empty();
    all.retain(|_| with_edges);
    all.extend(lines);
    all.extend(feet.into_iter().filter(|_| with_edges));
    let mut text = notes.into_text(&all);
    if damaged {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Ok(text)
}

/// The lines of the running heads or feet of all kinds of pages, which have these names.
fn edges(styles_part: &str, names: &[&str], styles: &Styles) -> Vec<String> {
    let mut out = Vec::new();
    for name in names {
        let (open, close) = (format!("<style:{name}>"), format!("</style:{name}>"));
        for piece in styles_part.split(&open).skip(1).take(MOST_EDGES) {
            if let Some((inner, _)) = piece.split_once(&close) {
                out.extend(said(inner, styles).0);
            }
        }
    }
    out
}

/// The lines of a part of a document, its notes, and whether it broke off.
fn said(content: &str, styles: &Styles) -> (Vec<String>, Notes, bool) {
    let mut body = Body {
        lists: Lists::new(&styles.lists),
        styles,
        sinks: vec![Vec::new()],
        rows: Vec::new(),
        paragraphs: Vec::new(),
        notes: Notes::default(),
        noted: 0,
    };
    let mut xml = Xml::new(content);
    while let Some(node) = xml.next() {
        // Closing tags of other names leave open what they should close.
        if body.paragraphs.len().max(body.sinks.len()).max(body.rows.len()) > MOST_OPEN {
            xml.damaged = true;
            break;
        }
        match node {
            Node::Open(tag) => body.open(&mut xml, &tag),
            Node::Close(end) => body.close(end.name()),
            Node::Text(text) => body.say(&text),
        }
    }
    let (lines, notes) = body.finish();
    (lines, notes, xml.damaged)
}

/// What paragraphs and runs have by their styles.
#[derive(Debug, Default)]
struct Styles {
    /// Styles of text that is not shown.
    hidden: FxHashSet<String>,
    /// The list that paragraphs of a style belong to.
    list_of: FxHashMap<String, String>,
    lists: FxHashMap<String, [list::Level; list::LEVELS]>,
    /// The levels of headings that are paragraphs of these styles.
    headings: FxHashMap<String, u32>,
}

impl Styles {
    fn new(parts: &[&str]) -> Self {
        let mut out = Self::default();
        for part in parts {
            Xml::new(part).all(|xml, tag| match tag.name() {
                "style" => {
                    let name = tag.get("name").unwrap_or_default();
                    if let Some(list) = tag.get("list-style-name").filter(|list| !list.is_empty()) {
                        out.list_of.insert(name.clone(), list);
                    }
                    // A style of a document is often based on one of a heading, and says so by its parent.
                    let parent = tag.get("parent-style-name");
                    let level = tag.number("default-outline-level");
                    if let Some(level) = level.or_else(|| out.headings.get(&parent?).copied()) {
                        out.headings.insert(name.clone(), level);
                    }
                    let mut hidden = false;
                    xml.each(|_, tag| {
                        hidden |= tag.name() == "text-properties" && tag.get("display").is_some_and(|v| v == "none");
                    });
                    if hidden {
                        out.hidden.insert(name);
                    }
                }
                "list-style" => {
                    let name = tag.get("name").unwrap_or_default();
                    if out.lists.len() < list::MOST_STYLES {
                        out.lists.insert(name, list::levels(xml));
                    }
                }
                // The numbers of headings, which have no name: there is one such list.
                "outline-style" => {
                    out.lists.insert(list::OUTLINE.to_owned(), list::levels(xml));
                }
                _ => {}
            });
        }
        out
    }
}

#[derive(Debug, Default)]
struct Paragraph {
    /// The level of the heading that it is styled as.
    heading: Option<u32>,
    label: String,
    text: String,
    /// The lines of text boxes that hang on it.
    boxes: Vec<String>,
    /// Whether each open span is hidden.
    spans: Vec<bool>,
}

struct Body<'a> {
    styles: &'a Styles,
    lists: Lists<'a>,
    /// What paragraphs are added to: the document, a cell, a box, a note.
    sinks: Vec<Vec<String>>,
    rows: Vec<Vec<Vec<String>>>,
    paragraphs: Vec<Paragraph>,
    notes: Notes,
    /// How many notes there were.
    noted: usize,
}

impl Body<'_> {
    fn open(&mut self, xml: &mut Xml, tag: &Tag) {
        // What is said about pictures, and what is hidden.
        let hidden = || tag.get("display").is_some_and(|display| display == "none");
        if tag.prefix() == "svg" || tag.name() == "section" && hidden() {
            return xml.skip();
        }
        match tag.name() {
            "p" | "h" => {
                let style = tag.get("style-name");
                let level = tag.number("outline-level").filter(|_| tag.name() == "h");
                let list = style.as_ref().and_then(|style| self.styles.list_of.get(style)).map(String::as_str);
                let hidden = style.as_ref().is_some_and(|style| self.styles.hidden.contains(style));
                let label = if hidden { String::new() } else { self.lists.label(level, list) };
                let heading = level.or_else(|| self.styles.headings.get(style.as_ref()?).copied());
                self.paragraphs.push(Paragraph { heading, label, spans: vec![hidden], ..Paragraph::default() });
            }
            "span" => {
                let hidden = tag.get("style-name").is_some_and(|style| self.styles.hidden.contains(&style));
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    let hidden = hidden || paragraph.spans.last().copied().unwrap_or_default();
                    paragraph.spans.push(hidden);
                }
            }
            "s" => {
                let blanks = tag.number("c").unwrap_or(1).min(MOST_BLANKS);
                self.put(&" ".repeat(blanks as usize));
            }
            "tab" => self.put("\t"),
            "line-break" => self.put("\n"),
            "list" => self.lists.begin(tag),
            "list-item" => self.lists.item(tag, true),
            "list-header" => self.lists.item(tag, false),
            "note" => {
                let hidden = self.paragraphs.last().is_none_or(|paragraph| paragraph.spans.contains(&true));
                if hidden {
                    return xml.skip();
                }
                self.noted += 1;
                let mark = self.notes.refer(self.noted.to_string());
                self.put(&mark);
            }
            "table-of-content" if self.rows.is_empty() => self.sinks.push(Vec::new()),
            "note-body" | "text-box" | "table-cell" => self.sinks.push(Vec::new()),
            "table-row" => self.rows.push(Vec::new()),
            // Deleted text, comments, phonetics, generated text, styles, forms.
            "tracked-changes"
            | "annotation"
            | "ruby-text"
            | "note-citation"
            | "table-of-content"
            | "table-of-content-source"
            | "page-number"
            | "page-count"
            | "alphabetical-index"
            | "illustration-index"
            | "hidden-text"
            | "hidden-paragraph"
            | "automatic-styles"
            | "font-face-decls"
            | "scripts"
            | "forms"
            | "binary-data"
            | "object"
            | "covered-table-cell" => xml.skip(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                let Some(paragraph) = self.paragraphs.pop() else { return };
                let text = paragraph.text.trim_end_matches(' ');
                let mut lines = Vec::new();
                if !text.trim().is_empty() {
                    let mark = paragraph.heading.and_then(mark::heading);
                    lines.push(mark.map_or_else(String::new, String::from) + &paragraph.label + text);
                }
                lines.extend(paragraph.boxes);
                self.add(lines);
            }
            "span" => {
                if let Some(paragraph) = self.paragraphs.last_mut().filter(|paragraph| paragraph.spans.len() > 1) {
                    paragraph.spans.pop();
                }
            }
            "list" => self.lists.end(),
            "text-box" => {
                let lines = self.pop();
                match self.paragraphs.last_mut() {
                    Some(paragraph) => paragraph.boxes.extend(lines),
                    None => self.add(lines),
                }
            }
            "table-of-content" if self.rows.is_empty() => {
                let mut lines = self.pop();
                mark::contents(&mut lines);
                self.add(lines);
            }
            "note-body" => {
                let lines = self.pop();
                self.notes.add(self.noted.to_string(), &lines);
            }
            "table-cell" => {
                let lines = self.pop();
                match self.rows.last_mut() {
                    Some(row) => row.push(lines),
                    None => self.add(lines),
                }
            }
            "table-row" => {
                let row = self.rows.pop().unwrap_or_default();
                self.add(table::row(row));
            }
            _ => {}
        }
    }

    /// The lines that were gathered last, where they are not the document's.
    fn pop(&mut self) -> Vec<String> {
        if self.sinks.len() > 1 { self.sinks.pop().unwrap_or_default() } else { Vec::new() }
    }

    fn add(&mut self, lines: Vec<String>) {
        if let Some(sink) = self.sinks.last_mut() {
            sink.extend(lines);
        }
    }

    /// Adds text of the file: blanks and line ends between its elements are one blank, or none.
    fn say(&mut self, text: &str) {
        let Some(paragraph) = self.open_paragraph() else { return };
        for c in text.chars().filter(|&c| !mark::is_mark(c) && c != '\u{AD}') {
            if matches!(c, ' ' | '\t' | '\n' | '\r') {
                if !paragraph.text.is_empty() && !paragraph.text.ends_with([' ', '\n', '\t']) {
                    paragraph.text.push(' ');
                }
            } else {
                paragraph.text.push(c);
            }
        }
    }

    /// Adds text that is meant as it is.
    fn put(&mut self, text: &str) {
        if let Some(paragraph) = self.open_paragraph() {
            paragraph.text.push_str(text);
        }
    }

    /// The paragraph that is open, unless it is hidden.
    fn open_paragraph(&mut self) -> Option<&mut Paragraph> {
        self.paragraphs.last_mut().filter(|paragraph| paragraph.spans.last() != Some(&true))
    }

    /// Ends all that a damaged part left open.
    fn finish(mut self) -> (Vec<String>, Notes) {
        while !self.paragraphs.is_empty() {
            self.close("p");
        }
        while !self.rows.is_empty() {
            self.close("table-row");
        }
        (self.sinks.into_iter().flatten().collect(), self.notes)
    }
}
