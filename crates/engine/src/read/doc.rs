//! Word documents from 97 to 2003, and those that WPS calls .wps: the text in its order, notes at the end.
//!
//! The text lies in pieces anywhere in the file; a table of pieces puts them in order. What ends paragraphs and cells is a
//! character; what hides text, ends a row or makes an item of a list is a property, on pages of their own. Numbers that a
//! style gives its paragraphs are not written out.

mod lists;
mod pieces;
mod property;
#[cfg(test)]
mod tests;

use super::docx::{Numbering, Place as Item};
use super::flow::Flow;
use super::note::Notes;
use super::{MOST_MEGABYTES, ReadError, word};
use crate::mark;
use pieces::{Pieces, Place};
use property::{Ends, Pages, Properties};
use std::io::{Cursor, Read};
use std::mem::take;
use std::ops::Range;

const DAMAGED: ReadError = ReadError::Damaged { format: "DOC" };

/// What begins the main stream, and the first version that is laid out as here.
const IDENT: u16 = 0xA5EC;
const WORD_97: u16 = 193;

/// Where in the main stream it says what, in bytes from its start.
const VERSION: usize = 0x02;
const FLAGS: usize = 0x0A;
/// How many characters the text has, its footnotes, headers, macros, comments, endnotes and text boxes.
const LENGTHS: usize = 0x4C;
const FOOTNOTE_PLACES: usize = 0xAA;
const FOOTNOTE_TEXTS: usize = 0xB2;
const CHARACTERS: usize = 0xFA;
const PARAGRAPHS: usize = 0x102;
const PIECES: usize = 0x1A2;
const ENDNOTE_PLACES: usize = 0x20A;
const ENDNOTE_TEXTS: usize = 0x212;

const ENCRYPTED: u16 = 0x0100;
const SECOND_TABLE: u16 = 0x0200;

/// Tables nest at most so deep.
const MOST_TABLES: usize = 16;

/// Of so many footnotes and so many endnotes.
const MOST_NOTES: usize = 20_000;

/// Fields nest at most so deep.
const MOST_FIELDS: usize = 32;

/// Of the code of a field, so many bytes tell what it is.
const LONGEST_CODE: usize = 40;

/// The text of a document.
pub(super) fn read(bytes: &[u8]) -> Result<String, ReadError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    let mut damaged = false;
    let mut stream = |name: &str| -> Result<Vec<u8>, ReadError> {
        let mut out = Vec::new();
        let most = (MOST_MEGABYTES << 20) as u64;
        // What can be read of a stream that breaks off is kept.
        damaged |= file.open_stream(name).map_err(|_| DAMAGED)?.take(most).read_to_end(&mut out).is_err();
        Ok(out)
    };
    let main = stream("WordDocument")?;
    let flags = short(&main, FLAGS).ok_or(DAMAGED)?;
    if flags & ENCRYPTED != 0 {
        return Err(ReadError::Encrypted);
    }
    if short(&main, 0) != Some(IDENT) || short(&main, VERSION).ok_or(DAMAGED)? < WORD_97 {
        return Err(ReadError::Unsupported { format: "Word 95" });
    }
    let tables = stream(if flags & SECOND_TABLE == 0 { "0Table" } else { "1Table" })?;
    let pieces = Pieces::new(part(&main, &tables, PIECES)).ok_or(DAMAGED)?;
    let mut document = Document {
        main: &main,
        characters: Pages::new(part(&main, &tables, CHARACTERS), &main, false),
        paragraphs: Pages::new(part(&main, &tables, PARAGRAPHS), &main, true),
        lists: lists::read(&main, &tables),
        pieces,
        left: main.len(),
        damaged,
    };

    let mut starts = [0_usize; 8];
    for at in 0..7 {
        let length = long(&main, LENGTHS + 4 * at).unwrap_or_default() as usize;
        starts[at + 1] = starts[at].saturating_add(length);
    }
    let mut notes = Notes::default();
    let mut references = Vec::new();
    for (kind, at, places, texts) in
        [('f', 1, FOOTNOTE_PLACES, FOOTNOTE_TEXTS), ('e', 5, ENDNOTE_PLACES, ENDNOTE_TEXTS)]
    {
        // Places stand before two bytes for each, and one place more than there are notes.
        let count = (part(&main, &tables, places).len().saturating_sub(4) / 6).min(MOST_NOTES);
        let places = longs(part(&main, &tables, places)).take(count);
        let texts: Vec<usize> = longs(part(&main, &tables, texts)).collect();
        for (number, (place, range)) in places.zip(texts.windows(2)).enumerate() {
            let text = starts[at].saturating_add(range[0])..starts[at].saturating_add(range[1]).min(starts[at + 1]);
            let key = format!("{kind}{number}");
            let lines = Body::new(&[], &mut Notes::default()).read(&mut document, text);
            notes.add(key.clone(), &lines);
            references.push((place, key));
        }
    }
    references.sort();
    let mut lines = Body::new(&references, &mut notes).read(&mut document, 0..starts[1]);
    lines.extend(Body::new(&[], &mut notes).read(&mut document, starts[6]..starts[7]));
    if lines.is_empty() && document.damaged {
        return Err(DAMAGED);
    }
    let damaged = document.damaged;
    if !lines.is_empty() {
        // Heads and feet of all sections, which the file does not tell apart without more tables.
        let edges = Body::new(&[], &mut Notes::default()).read(&mut document, starts[2]..starts[3]);
        lines.splice(0..0, mark::edges(edges));
    }
    let mut text = notes.into_text(&lines);
    if damaged {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Ok(text)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn longs(bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes.chunks_exact(4).filter_map(|bytes| Some(long(bytes, 0)? as usize))
}

/// The part of the stream of tables that the main stream names at `at`; nothing where it names none that is there.
fn part<'a>(main: &[u8], tables: &'a [u8], at: usize) -> &'a [u8] {
    let range = || {
        let start = long(main, at)? as usize;
        tables.get(start..start.checked_add(long(main, at + 4)? as usize)?)
    };
    range().unwrap_or_default()
}

struct Document<'a> {
    main: &'a [u8],
    pieces: Pieces,
    characters: Pages,
    paragraphs: Pages,
    lists: Numbering,
    /// How many characters are still read: damaged pieces may say the same bytes many times.
    left: usize,
    damaged: bool,
}

/// A field: a code, then what the code gives.
struct Field {
    code: String,
    result: bool,
}

/// A range of characters on its way to lines.
struct Body<'a> {
    flow: Flow,
    fields: Vec<Field>,
    /// Where notes are referred to, in order, and their keys.
    references: &'a [(usize, String)],
    notes: &'a mut Notes,
    half: Option<u16>,
    /// Whether the character before ended a cell.
    cell: bool,
}

impl<'a> Body<'a> {
    fn new(references: &'a [(usize, String)], notes: &'a mut Notes) -> Self {
        Self { flow: Flow::default(), fields: Vec::new(), references, notes, half: None, cell: false }
    }

    /// The lines of a range of characters.
    fn read(mut self, document: &mut Document, range: Range<usize>) -> Vec<String> {
        let end = range.end;
        let mut at = range.start;
        while at < end {
            let Some(Place { byte, wide, until }) = document.pieces.place(at) else {
                document.damaged = true;
                break;
            };
            let until = until.min(end);
            let size = if wide { 2 } else { 1 };
            for count in 0..until.saturating_sub(at) {
                let byte = byte.saturating_add(count * size);
                let unit = if wide { short(document.main, byte) } else { document.main.get(byte).map(|&c| latin(c)) };
                let spent = document.left == 0;
                document.left = document.left.saturating_sub(1);
                let Some(unit) = unit.filter(|_| !spent) else {
                    document.damaged = true;
                    break;
                };
                self.unit(document, at + count, unit, byte);
            }
            if document.left == 0 {
                break;
            }
            at = until;
        }
        self.flow.end_paragraph(self.flow.tables.len());
        self.flow.unite(0);
        self.flow.lines
    }

    /// Takes the character number `at`, or half of one, whose first byte is `byte`.
    fn unit(&mut self, document: &mut Document, at: usize, unit: u16, byte: usize) {
        let style = document.characters.at(byte);
        let after_cell = take(&mut self.cell);
        while let Some((place, key)) = self.references.first().filter(|(place, _)| *place <= at) {
            self.references = &self.references[1..];
            if *place == at && self.is_shown(style) {
                let mark = self.notes.refer(key.clone());
                self.flow.text.push_str(&mark);
            }
        }
        let Some(c) = self.whole(unit) else { return };
        match c {
            '\u{7}' => {
                // Where no property says so, a row ends with one mark more than it has cells.
                let paragraph = document.paragraphs.at(byte);
                let row = if document.paragraphs.is_empty() { after_cell } else { paragraph.ends == Ends::Row };
                if row {
                    self.flow.text.clear();
                    self.flow.unite(0);
                } else {
                    self.flow.end_cell(1);
                    self.cell = true;
                }
            }
            '\r' | '\u{C}' | '\u{E}' => {
                // A code does not go on into the next paragraph, whatever a damaged file says.
                self.fields.retain(|field| field.result);
                let paragraph = document.paragraphs.at(byte);
                let depth = if document.paragraphs.is_empty() { self.flow.tables.len() } else { paragraph.depth };
                match paragraph.ends {
                    Ends::InnerRow => self.flow.unite(depth.max(2) - 1),
                    Ends::InnerCell => self.flow.end_cell(depth.max(2)),
                    // The end of a paragraph that is hidden: the next one goes on with it.
                    _ if style.hidden => {}
                    _ => {
                        self.flow.heading = Some(paragraph.heading);
                        if paragraph.list > 0 && !self.flow.text.trim().is_empty() {
                            let (list, level) = (u32::from(paragraph.list), Some(u32::from(paragraph.level)));
                            self.flow.label = document.lists.next(&Item { list, level, style: None });
                        }
                        self.flow.end_paragraph(depth);
                    }
                }
            }
            '\u{13}' if self.fields.len() < MOST_FIELDS => {
                self.fields.push(Field { code: String::new(), result: false });
            }
            '\u{14}' => {
                if let Some(field) = self.fields.last_mut() {
                    field.result = true;
                }
            }
            '\u{15}' => {
                self.fields.pop();
            }
            _ => self.say(c, style),
        }
    }

    /// The character that a unit of UTF-16 is, or ends.
    fn whole(&mut self, unit: u16) -> Option<char> {
        match (unit, self.half.take()) {
            (0xD800..=0xDBFF, _) => {
                self.half = Some(unit);
                None
            }
            (0xDC00..=0xDFFF, Some(before)) => char::decode_utf16([before, unit]).next().and_then(Result::ok),
            _ => Some(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }

    fn is_shown(&self, style: Properties) -> bool {
        !style.hidden && self.fields.iter().all(|field| field.result && !word::is_generated(&field.code))
    }

    fn say(&mut self, c: char, style: Properties) {
        let c = match c {
            '\u{B}' => '\n',
            '\u{1E}' => '-',
            '(' if style.symbol != 0 => word::symbol(style.symbol, ""),
            '\u{E000}'..='\u{F8FF}' => word::symbol(u32::from(c), ""),
            '\u{AD}' => return,
            // Pictures, marks of notes and comments, hyphens that may be.
            c if mark::is_mark(c) || c.is_control() && c != '\t' => return,
            c => c,
        };
        if let Some(field) = self.fields.last_mut().filter(|field| !field.result) {
            if field.code.len() < LONGEST_CODE {
                field.code.push(c);
            }
        } else if self.is_shown(style) {
            self.flow.text.push(c);
        }
    }
}

/// A character that is one byte, in Windows-1252.
fn latin(byte: u8) -> u16 {
    if !(0x80..0xA0).contains(&byte) {
        return u16::from(byte);
    }
    let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte)).0;
    text.encode_utf16().next().unwrap_or(u16::from(byte))
}
