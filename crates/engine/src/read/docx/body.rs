//! The body of a document: its paragraphs in order, as lines.
//!
//! One pass without recursion. Where paragraphs go is told by a stack of lists of lines: the document's, a table cell's, a
//! text box's, a note's; each becomes part of the one below when it ends.

use super::numbering::{Numbering, Place};
use super::style::Styles;
use crate::mark;
use crate::read::note::Notes;
use crate::read::table;
use crate::read::word::{self, is_generated, symbol};
use crate::read::xml::{Node, Tag, Xml};

/// Paragraphs, cells, rows and choices nest at most so deep.
const MOST_OPEN: usize = 300;

/// Fields nest at most so deep.
const MOST_FIELDS: usize = 32;

/// What a part of a document says.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) lines: Vec<String>,
    /// The notes it refers to or holds.
    pub(super) notes: Notes,
    /// The comments that it holds, marked.
    pub(super) comments: Vec<String>,
    /// Whether it broke off.
    pub(super) damaged: bool,
}

/// What paragraphs are added to.
#[derive(Debug, Default)]
struct Sink {
    lines: Vec<String>,
    note: Option<String>,
    /// Of a comment, who wrote it.
    writer: Option<String>,
}

#[derive(Debug, Default)]
struct Row {
    cells: Vec<Vec<String>>,
    deleted: bool,
}

#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    place: Option<Place>,
    /// Its own hidden text aside, whether what it is styled as hides it.
    hidden: bool,
    /// The level of the heading that it is styled as.
    heading: Option<u32>,
    /// Whether its end was deleted or is hidden, so that the next one goes on with it.
    open: bool,
    /// The lines of text boxes that hang on it.
    boxes: Vec<String>,
}

/// A field: a code, then what the code gives.
#[derive(Debug)]
struct Field {
    code: String,
    result: bool,
    /// Where it began: how many lists of lines there were, how many lines the last had, how long the paragraph was.
    began: (usize, usize, usize),
}

struct Body<'a> {
    styles: &'a Styles,
    numbering: &'a mut Numbering,
    said: Said,
    sinks: Vec<Sink>,
    rows: Vec<Row>,
    paragraphs: Vec<Paragraph>,
    fields: Vec<Field>,
    /// How much had been said where each open choice between two forms began.
    choices: Vec<usize>,
    spoken: usize,
    /// Text of a paragraph whose end was deleted.
    carried: String,
    hidden: bool,
    /// Whether it is a running head or foot, of which page numbers are a part.
    edge: bool,
}

/// Reads a part of a document: its body, its notes or its comments.
pub(super) fn read(text: &str, styles: &Styles, numbering: &mut Numbering) -> Said {
    read_as(false, text, styles, numbering)
}

/// Reads a running head or foot, with the page number that it had when it was last laid out.
pub(super) fn read_edge(text: &str, styles: &Styles, numbering: &mut Numbering) -> Said {
    read_as(true, text, styles, numbering)
}

fn read_as(edge: bool, text: &str, styles: &Styles, numbering: &mut Numbering) -> Said {
    let mut body = Body {
        styles,
        numbering,
        said: Said::default(),
        sinks: vec![Sink::default()],
        rows: Vec::new(),
        paragraphs: Vec::new(),
        fields: Vec::new(),
        choices: Vec::new(),
        spoken: 0,
        carried: String::new(),
        hidden: false,
        edge,
    };
    let mut xml = Xml::new(text);
    let mut in_text = false;
    while let Some(node) = xml.next() {
        // Closing tags of other names leave open what they should close.
        let open = [body.paragraphs.len(), body.sinks.len(), body.rows.len(), body.choices.len()];
        if open.into_iter().any(|open| open > MOST_OPEN) {
            xml.damaged = true;
            break;
        }
        match node {
            Node::Open(tag) => {
                in_text = tag.name() == "t";
                body.open(&mut xml, &tag);
            }
            Node::Close(end) => {
                in_text = false;
                body.close(end.name());
            }
            Node::Text(text) if in_text => body.say(&text),
            Node::Text(_) => {}
        }
    }
    body.finish(xml.damaged)
}

impl Body<'_> {
    fn open(&mut self, xml: &mut Xml, tag: &Tag) {
        match tag.name() {
            "p" => self.paragraphs.push(Paragraph {
                text: std::mem::take(&mut self.carried),
                hidden: self.styles.is_hidden(None),
                place: self.styles.list(None),
                heading: self.styles.heading(None),
                ..Paragraph::default()
            }),
            "pPr" => self.paragraph_properties(xml),
            "r" => self.hidden = self.paragraphs.last().is_some_and(|paragraph| paragraph.hidden),
            "rPr" => self.run_properties(xml),
            // What was deleted or moved away, what was there before a change, codes and phonetics.
            "del" | "moveFrom" | "delText" | "instrTextDel" | "rt" | "sectPr" | "tblPr" | "tblGrid" | "tcPr"
            | "rPrChange" | "pPrChange" => xml.skip(),
            "instrText" => {
                let code = xml.text();
                if let Some(field) = self.fields.last_mut().filter(|field| !field.result && field.code.len() < 40) {
                    field.code.push_str(&code);
                }
            }
            "fldChar" => self.field(tag),
            "fldSimple" if self.leaves_out(&tag.get("instr").unwrap_or_default()) => xml.skip(),
            "tab" | "ptab" => self.say("\t"),
            "br" | "cr" => self.say("\n"),
            "noBreakHyphen" => self.say("-"),
            "sym" => {
                let code = tag.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok()).unwrap_or_default();
                self.say(symbol(code, &tag.get("font").unwrap_or_default()).encode_utf8(&mut [0; 4]));
            }
            "footnoteReference" => self.refer('f', tag),
            "endnoteReference" => self.refer('e', tag),
            "footnote" => self.note('f', xml, tag),
            "endnote" => self.note('e', xml, tag),
            "comment" => {
                self.sinks.push(Sink { writer: Some(tag.get("author").unwrap_or_default()), ..Sink::default() });
            }
            "tr" => self.rows.push(Row::default()),
            "trPr" => {
                let mut deleted = false;
                xml.each(|_, tag| deleted |= tag.name() == "del");
                if let Some(row) = self.rows.last_mut() {
                    row.deleted |= deleted;
                }
            }
            "tc" | "txbxContent" => self.sinks.push(Sink::default()),
            "AlternateContent" => self.choices.push(self.spoken),
            // The same for programs that do not know the first choice.
            "Fallback" if self.choices.last().is_some_and(|&before| self.spoken > before) => xml.skip(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            // Each cell and each box has lines of its own; where a closing tag is too many, there are none.
            "tc" if self.sinks.len() > 1 && !self.rows.is_empty() => {
                let cell = self.sinks.pop().unwrap_or_default();
                if let Some(row) = self.rows.last_mut() {
                    row.cells.push(cell.lines);
                }
            }
            "tr" => {
                if let Some(row) = self.rows.pop().filter(|row| !row.deleted) {
                    let lines = table::row(row.cells);
                    self.add(lines);
                }
            }
            "txbxContent" if self.sinks.len() > 1 => {
                let lines = self.sinks.pop().unwrap_or_default().lines;
                match self.paragraphs.last_mut() {
                    Some(paragraph) => paragraph.boxes.extend(lines),
                    None => self.add(lines),
                }
            }
            "footnote" | "endnote" => self.end_note(),
            "comment" => self.end_comment(),
            "AlternateContent" => {
                self.choices.pop();
            }
            _ => {}
        }
    }

    fn add(&mut self, lines: Vec<String>) {
        if let Some(sink) = self.sinks.last_mut() {
            sink.lines.extend(lines);
        }
    }

    /// Adds text to the paragraph that is open.
    fn say(&mut self, text: &str) {
        // What a code gives is kept; what stands in the code itself is none of the text.
        if self.hidden || self.fields.iter().any(|field| !field.result) {
            return;
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.extend(text.chars().filter(|c| !mark::is_mark(*c) && *c != '\u{AD}'));
            self.spoken += text.len();
        }
    }

    fn paragraph_properties(&mut self, xml: &mut Xml) {
        let (mut style, mut list, mut level, mut heading, mut open, mut hidden) =
            (None, None, None, None, false, false);
        xml.each(|xml, tag| match tag.name() {
            "pStyle" => style = tag.get("val"),
            "numId" => list = tag.number("val"),
            "ilvl" => level = tag.number("val"),
            "outlineLvl" => heading = tag.number("val").map(|level| level.saturating_add(1)),
            "del" | "moveFrom" => open = true,
            "vanish" => hidden = tag.is_on(),
            "pPrChange" | "rPrChange" | "sectPr" | "numberingChange" => xml.skip(),
            _ => {}
        });
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        paragraph.hidden = self.styles.is_hidden(style.as_deref());
        paragraph.open = open || hidden;
        paragraph.heading = heading.or_else(|| self.styles.heading(style.as_deref()));
        let by_style = self.styles.list(style.as_deref());
        paragraph.place = match list {
            // A list of number 0 takes a paragraph out of its style's list.
            Some(0) => None,
            Some(list) => Some(Place { list, level: Some(level.unwrap_or_default()), style }),
            None => by_style.map(|place| Place { level: level.or(place.level), ..place }),
        };
    }

    fn run_properties(&mut self, xml: &mut Xml) {
        let styles = self.styles;
        let mut hidden = None;
        xml.each(|xml, tag| match tag.name() {
            "vanish" => hidden = Some(tag.is_on()),
            "rStyle" if hidden.is_none() && styles.is_hidden(tag.get("val").as_deref()) => hidden = Some(true),
            "rPrChange" => xml.skip(),
            _ => {}
        });
        self.hidden = hidden.unwrap_or(self.hidden);
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        self.hidden = false;
        // A code does not go on into the next paragraph, whatever a damaged file says.
        self.fields.retain(|field| field.result);
        if paragraph.open {
            self.carried = paragraph.text;
            self.add(paragraph.boxes);
            return;
        }
        let label = paragraph.place.map(|place| self.numbering.next(&place)).unwrap_or_default();
        let mut lines = Vec::with_capacity(1 + paragraph.boxes.len());
        if !paragraph.text.trim().is_empty() {
            let mark = paragraph.heading.and_then(mark::heading);
            lines.push(mark.map_or_else(String::new, String::from) + &label + &paragraph.text);
        }
        lines.extend(paragraph.boxes);
        self.add(lines);
    }

    fn field(&mut self, tag: &Tag) {
        let length = self.paragraphs.last().map_or(0, |paragraph| paragraph.text.len());
        let lines = self.sinks.last().map_or(0, |sink| sink.lines.len());
        match tag.get("fldCharType").as_deref() {
            Some("begin") if self.fields.len() < MOST_FIELDS => {
                let began = (self.sinks.len(), lines, length);
                self.fields.push(Field { code: String::new(), result: false, began });
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.result = true;
                }
            }
            Some("end") => {
                let Some(field) = self.fields.pop().filter(|field| self.leaves_out(&field.code)) else { return };
                // What it gave is taken back, from where it began to here.
                let (sinks, began_line, began) = field.began;
                if sinks != self.sinks.len() {
                    return;
                }
                let (Some(sink), Some(paragraph)) = (self.sinks.last_mut(), self.paragraphs.last_mut()) else { return };
                if lines == began_line {
                    paragraph.text.truncate(began.min(length));
                } else if self.rows.is_empty() && word::is_contents(&field.code) {
                    // A list of contents fills paragraphs, and this one to here.
                    let last = std::mem::take(&mut paragraph.text);
                    sink.lines.extend((!last.trim().is_empty()).then_some(last));
                    mark::contents(&mut sink.lines[began_line..]);
                } else {
                    sink.lines.truncate(began_line);
                    paragraph.text.clear();
                }
            }
            _ => {}
        }
    }

    /// Whether what a field of this code gives is no part of what is read.
    fn leaves_out(&self, code: &str) -> bool {
        is_generated(code) && (!self.edge || word::is_contents(code))
    }

    fn refer(&mut self, kind: char, tag: &Tag) {
        let Some(id) = tag.get("id").filter(|_| !self.hidden) else { return };
        // What follows is a mark that the writer set, and the number would be a second one.
        let own = tag.get("customMarkFollows").is_some_and(|value| !matches!(value.as_str(), "0" | "false"));
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| !own) {
            paragraph.text.push_str(&self.said.notes.refer(format!("{kind}{id}")));
        }
    }

    fn note(&mut self, kind: char, xml: &mut Xml, tag: &Tag) {
        // The lines that part notes from the text are notes too.
        if tag.get("type").is_some_and(|kind| kind != "normal") {
            return xml.skip();
        }
        let note = tag.get("id").map(|id| format!("{kind}{id}"));
        self.sinks.push(Sink { note, ..Sink::default() });
    }

    fn end_comment(&mut self) {
        if self.sinks.len() > 1
            && let Some(Sink { lines, writer: Some(writer), .. }) = self.sinks.pop()
        {
            self.said.comments.extend(mark::comment(writer.trim(), &lines));
        }
    }

    fn end_note(&mut self) {
        if self.sinks.len() > 1
            && let Some(Sink { lines, note: Some(key), .. }) = self.sinks.pop()
        {
            self.said.notes.add(key, &lines);
        }
    }

    /// Ends all that a damaged part left open.
    fn finish(mut self, damaged: bool) -> Said {
        while !self.paragraphs.is_empty() {
            self.end_paragraph();
        }
        for row in std::mem::take(&mut self.rows) {
            let lines = table::row(row.cells);
            self.add(lines);
        }
        if !self.carried.trim().is_empty() {
            let carried = std::mem::take(&mut self.carried);
            self.add(vec![carried]);
        }
        self.said.lines = self.sinks.into_iter().flat_map(|sink| sink.lines).collect();
        self.said.damaged = damaged;
        self.said
    }
}
