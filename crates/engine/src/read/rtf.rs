//! Rich text: what a writer meant to be read, in its order, with notes at the end.
//!
//! One pass over the bytes, without recursion. Braces save and restore a small state; control words change it, or end
//! paragraphs, cells and rows. Bytes of text are gathered over groups and fonts until they are decoded, since a Chinese
//! character is two of them. As in Word documents, hidden and deleted text, contents and page numbers are left
//! out, and running heads and feet marked as no part of the text.

mod charset;
#[cfg(test)]
mod tests;
mod token;

use super::flow::Flow;
use super::note::Notes;
use super::{ReadError, word};
use crate::mark;
use charset::{Charset, Fonts};
use std::mem::take;
use token::{Token, Tokens};

/// Groups nest at most so deep; what lies deeper is not read.
const MOST_GROUPS: usize = 1000;

/// Tables nest at most so deep.
const MOST_TABLES: usize = 16;

/// The longest label of a list that is kept, in bytes.
const LONGEST_LABEL: usize = 160;

/// Of the code of a field, so many bytes tell what it is.
const LONGEST_CODE: usize = 40;

/// The text of a file.
pub(super) fn read(bytes: &[u8]) -> Result<String, ReadError> {
    let mut reader = Reader::default();
    for token in Tokens::new(bytes) {
        reader.take(token);
        if reader.ended {
            break;
        }
    }
    let (lines, notes, damaged) = reader.finish();
    if lines.is_empty() && damaged {
        return Err(ReadError::Damaged { format: "RTF" });
    }
    let mut text = notes.into_text(&lines);
    if damaged {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Ok(text)
}

/// What becomes of what a group says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Aim {
    #[default]
    Text,
    /// The number or bullet of a paragraph.
    Label,
    /// The code of a field.
    Code,
    /// The table of fonts.
    Fonts,
    /// Nothing, but there may be text deeper inside.
    Silent,
    /// Nothing, whatever is inside.
    Skip,
}

/// What ends with a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Ends {
    #[default]
    Nothing,
    Field,
    Label,
    Note,
    Box,
    /// A running head …
    Head,
    /// … or foot.
    Foot,
}

/// What braces save and restore.
#[derive(Clone, Copy, Debug)]
struct State {
    aim: Aim,
    ends: Ends,
    hidden: bool,
    deleted: bool,
    font: i32,
    /// In how many tables the paragraph lies.
    depth: usize,
    /// The level of the heading that the paragraph is styled as.
    heading: Option<u32>,
    /// How many characters behind one of Unicode stand for it in older programs.
    fallback: usize,
}

struct Reader {
    state: State,
    stack: Vec<State>,
    /// How many groups are open beyond those that are kept.
    too_deep: usize,
    /// Whether the outermost group is closed.
    ended: bool,
    /// Whether the group began with the sign that programs may skip it if they do not know it.
    starred: bool,
    /// How many characters are still passed over.
    passed: usize,
    fonts: Fonts,
    /// Text that is not decoded yet, what it is for, and in what it is.
    bytes: Vec<u8>,
    aim: Aim,
    charset: Charset,
    /// The first half of a character beyond the basic plane.
    half: Option<u16>,
    flow: Flow,
    /// The runs around it.
    flows: Vec<Flow>,
    /// The codes of the fields that are open.
    fields: Vec<String>,
    notes: Notes,
    noted: usize,
    /// The lines of running heads and of feet.
    heads: Vec<String>,
    feet: Vec<String>,
}

impl Default for Reader {
    fn default() -> Self {
        let state = State {
            aim: Aim::Text,
            ends: Ends::Nothing,
            hidden: false,
            deleted: false,
            font: 0,
            depth: 0,
            heading: None,
            fallback: 1,
        };
        Self {
            state,
            stack: Vec::new(),
            too_deep: 0,
            ended: false,
            starred: false,
            passed: 0,
            fonts: Fonts::default(),
            bytes: Vec::new(),
            aim: Aim::Text,
            charset: Charset::Document,
            half: None,
            flow: Flow::default(),
            flows: Vec::new(),
            fields: Vec::new(),
            notes: Notes::default(),
            noted: 0,
            heads: Vec::new(),
            feet: Vec::new(),
        }
    }
}

impl Reader {
    fn take(&mut self, token: Token) {
        if self.too_deep > 0 && !matches!(token, Token::Open | Token::Close) {
            return;
        }
        match token {
            Token::Open => self.open(),
            Token::Close => self.close(),
            Token::Star => self.starred = true,
            Token::Byte(_) | Token::Char(_) if self.passed > 0 => self.passed -= 1,
            Token::Byte(byte) => self.byte(byte),
            Token::Char(c) => self.sign(c),
            Token::Word(name, value) => {
                let starred = take(&mut self.starred);
                if self.state.aim != Aim::Skip {
                    self.word(name, value, starred);
                }
            }
        }
    }

    fn open(&mut self) {
        self.passed = 0;
        self.starred = false;
        if self.stack.len() >= MOST_GROUPS {
            self.too_deep += 1;
            return;
        }
        self.stack.push(self.state);
        self.state.ends = Ends::Nothing;
    }

    fn close(&mut self) {
        self.passed = 0;
        self.starred = false;
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        match self.state.ends {
            Ends::Nothing => {}
            Ends::Field => {
                self.flush();
                self.fields.pop();
            }
            Ends::Label => self.flush(),
            Ends::Note => {
                let lines = self.end_flow();
                self.notes.add(self.noted.to_string(), &lines);
            }
            Ends::Box => {
                let lines = self.end_flow();
                self.flow.boxes.extend(lines);
            }
            Ends::Head => {
                let lines = self.end_flow();
                self.heads.extend(lines);
            }
            Ends::Foot => {
                let lines = self.end_flow();
                self.feet.extend(lines);
            }
        }
        if let Some(outer) = self.stack.pop() {
            self.state = outer;
        }
        self.ended = self.stack.is_empty();
    }

    /// A control word.
    fn word(&mut self, name: &[u8], value: Option<i32>, starred: bool) {
        if let Some(c) = character(name) {
            if self.passed > 0 {
                self.passed -= 1;
            } else {
                self.sign(c);
            }
            return;
        }
        let on = value != Some(0);
        let number = value.and_then(|value| usize::try_from(value).ok());
        match name {
            b"u" => self.unicode(value.unwrap_or_default()),
            b"uc" => self.state.fallback = number.unwrap_or(1).min(8),
            b"f" => {
                self.state.font = value.unwrap_or_default();
                self.fonts.begin(self.state.font, self.state.aim == Aim::Fonts);
            }
            b"fcharset" | b"cpg" if self.state.aim == Aim::Fonts => {
                self.fonts.set(name == b"cpg", value.unwrap_or_default());
            }
            b"ansicpg" => self.fonts.set_document(value.unwrap_or_default()),
            b"deff" => {
                self.fonts.default = value.unwrap_or_default();
                self.state.font = self.fonts.default;
            }
            b"v" => self.state.hidden = on,
            b"deleted" => self.state.deleted = on,
            b"plain" => {
                self.state.hidden = false;
                self.state.deleted = false;
                self.state.font = self.fonts.default;
            }
            b"pard" => {
                self.state.depth = 0;
                self.state.heading = None;
            }
            b"outlinelevel" => self.state.heading = value.and_then(|level| u32::try_from(level).ok()?.checked_add(1)),
            b"intbl" => self.state.depth = self.state.depth.max(1),
            b"itap" => self.state.depth = number.unwrap_or_default().min(MOST_TABLES),
            b"nestrow" if matches!(self.state.aim, Aim::Text | Aim::Silent) => {
                self.flush();
                let depth = self.flow.tables.len().max(2) - 1;
                self.flow.unite(depth);
            }
            b"par" | b"sect" | b"page" | b"column" | b"line" | b"tab" | b"cell" | b"nestcell" | b"row" | b"lbr" => {
                self.passed = 0;
                if self.state.aim == Aim::Text {
                    self.end(name);
                } else if self.state.aim == Aim::Label && name == b"tab" {
                    self.sign(' ');
                }
            }
            _ => self.destination(name, starred),
        }
    }

    /// A mark that ends a piece of text.
    fn end(&mut self, name: &[u8]) {
        self.flush();
        if name == b"tab" || name == b"line" || name == b"lbr" {
            return self.say(if name == b"tab" { '\t' } else { '\n' });
        }
        match name {
            b"cell" | b"nestcell" => {
                let depth = if name == b"cell" { 1 } else { self.state.depth.max(2) };
                self.flow.end_cell(depth);
            }
            b"row" => self.flow.unite(0),
            // A page break stands inside a paragraph, which goes on behind it; between paragraphs it is nothing.
            b"page" | b"column" if self.flow.text.trim().is_empty() => {}
            // The end of a paragraph that is hidden or deleted: the next one goes on with it.
            _ if self.state.hidden || self.state.deleted => {}
            _ => {
                self.flow.heading = self.state.heading;
                self.flow.end_paragraph(self.state.depth);
            }
        }
    }

    /// A word that says what a group is for.
    fn destination(&mut self, name: &[u8], starred: bool) {
        let text = self.state.aim == Aim::Text;
        let aim = match name {
            b"fonttbl" => Aim::Fonts,
            b"listtext" | b"pntext" if text => {
                self.flush();
                self.flow.label.clear();
                self.state.ends = Ends::Label;
                Aim::Label
            }
            b"field" => {
                self.fields.push(String::new());
                self.state.ends = Ends::Field;
                return;
            }
            b"fldinst" if text => {
                self.flush();
                Aim::Code
            }
            b"fldrslt" => {
                self.flush();
                if !self.fields.last().is_some_and(|code| word::is_generated(code)) {
                    return;
                }
                Aim::Skip
            }
            b"footnote" if text && !self.state.hidden && !self.state.deleted => {
                self.flush();
                // A note on a note is part of it.
                if self.flows.is_empty() {
                    self.noted += 1;
                    let mark = self.notes.refer(self.noted.to_string());
                    self.flow.text.push_str(&mark);
                    self.begin_flow(Ends::Note);
                }
                return;
            }
            b"shptxt" | b"dptxbxtext" if text || self.state.aim == Aim::Silent => {
                self.flush();
                self.begin_flow(Ends::Box);
                Aim::Text
            }
            b"header" | b"headerl" | b"headerr" | b"headerf" if text && self.flows.is_empty() => {
                self.flush();
                return self.begin_flow(Ends::Head);
            }
            b"footer" | b"footerl" | b"footerr" | b"footerf" if text && self.flows.is_empty() => {
                self.flush();
                return self.begin_flow(Ends::Foot);
            }
            // The same in two forms, of which the second is of Unicode.
            b"upr" | b"shpinst" | b"do" | b"nesttableprops" if text => Aim::Silent,
            b"ud" if self.state.aim == Aim::Silent => Aim::Text,
            b"colortbl" | b"stylesheet" | b"info" | b"pict" | b"header" | b"headerl" | b"headerr" | b"headerf"
            | b"footer" | b"footerl" | b"footerr" | b"footerf" | b"ftnsep" | b"ftnsepc" | b"ftncn" | b"aftnsep"
            | b"aftnsepc" | b"aftncn" | b"filetbl" | b"revtbl" | b"xe" | b"tc" | b"rxe" | b"txe" | b"pntxta"
            | b"pntxtb" | b"nonesttables" | b"nonshppict" | b"shprslt" | b"mmathPict" | b"falt" | b"panose"
            | b"objclass" | b"objname" | b"objdata" | b"template" | b"private" | b"footnote" => Aim::Skip,
            _ if starred => Aim::Skip,
            _ => return,
        };
        self.state.aim = aim;
    }

    fn begin_flow(&mut self, ends: Ends) {
        self.flows.push(take(&mut self.flow));
        self.state.ends = ends;
        self.state.depth = 0;
    }

    /// The lines of the run that ends, and back to the one around it.
    fn end_flow(&mut self) -> Vec<String> {
        self.flush();
        self.flow.end_paragraph(self.state.depth);
        self.flow.unite(0);
        let outer = self.flows.pop().unwrap_or_default();
        std::mem::replace(&mut self.flow, outer).lines
    }

    fn is_shown(&self) -> bool {
        matches!(self.state.aim, Aim::Text | Aim::Label | Aim::Code) && !self.state.hidden && !self.state.deleted
    }

    /// A byte of text.
    fn byte(&mut self, byte: u8) {
        if self.state.aim == Aim::Fonts {
            return self.fonts.name(byte);
        }
        if !self.is_shown() {
            return;
        }
        let charset = self.fonts.charset(self.state.font);
        if (charset, self.state.aim) != (self.charset, self.aim) {
            self.flush();
            (self.charset, self.aim) = (charset, self.state.aim);
        }
        self.bytes.push(byte);
    }

    /// A character of Unicode, or half of one.
    fn unicode(&mut self, value: i32) {
        self.passed = self.state.fallback;
        if !self.is_shown() {
            return;
        }
        self.decode();
        // Numbers above 32,767 are written as negative ones; a few writers give whole characters.
        let code = if value < 0 { value.wrapping_add(0x1_0000) as u32 } else { value as u32 };
        match (code, self.half.take()) {
            (0xD800..=0xDBFF, before) => {
                if before.is_some() {
                    self.say(char::REPLACEMENT_CHARACTER);
                }
                self.half = Some(code as u16);
            }
            (0xDC00..=0xDFFF, Some(before)) => {
                let c = char::decode_utf16([before, code as u16]).next().and_then(Result::ok);
                self.say(c.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            (code, before) => {
                if before.is_some() {
                    self.say(char::REPLACEMENT_CHARACTER);
                }
                let c = match code {
                    0xF000..=0xF0FF => word::symbol(code, self.fonts.name_of(self.state.font)),
                    _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
                };
                self.say(c);
            }
        }
    }

    /// A character that has a control word or symbol of its own.
    fn sign(&mut self, c: char) {
        if self.is_shown() {
            self.flush();
            self.say(c);
        }
    }

    /// Decodes what is gathered, and gives up on half a character.
    fn flush(&mut self) {
        self.decode();
        if self.half.take().is_some() {
            self.say(char::REPLACEMENT_CHARACTER);
        }
    }

    fn decode(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = take(&mut self.bytes);
        let text = self.fonts.decode(&bytes, self.charset);
        if self.half.take().is_some() {
            self.put(char::REPLACEMENT_CHARACTER, self.aim);
        }
        for c in text.chars() {
            self.put(c, self.aim);
        }
        self.bytes = bytes;
        self.bytes.clear();
    }

    fn say(&mut self, c: char) {
        if self.is_shown() {
            self.put(c, self.state.aim);
        }
    }

    fn put(&mut self, c: char, aim: Aim) {
        if mark::is_mark(c) || c == '\u{AD}' || c.is_control() && !matches!(c, '\t' | '\n') {
            return;
        }
        match aim {
            Aim::Text => self.flow.text.push(c),
            Aim::Label if self.flow.label.len() < LONGEST_LABEL => self.flow.label.push(c),
            Aim::Code => {
                if let Some(code) = self.fields.last_mut().filter(|code| code.len() < LONGEST_CODE) {
                    code.push(c);
                }
            }
            _ => {}
        }
    }

    /// The lines of the document, its notes, and whether it broke off.
    fn finish(mut self) -> (Vec<String>, Notes, bool) {
        let damaged = !self.ended;
        while !self.stack.is_empty() {
            self.too_deep = 0;
            self.close();
        }
        let mut lines = self.end_flow();
        if !lines.is_empty() {
            lines.splice(0..0, mark::edges(self.heads));
            lines.extend(mark::edges(self.feet));
        }
        (lines, self.notes, damaged)
    }
}

/// The character that a control word stands for.
fn character(name: &[u8]) -> Option<char> {
    Some(match name {
        b"emdash" => '—',
        b"endash" => '–',
        b"lquote" => '‘',
        b"rquote" => '’',
        b"ldblquote" => '“',
        b"rdblquote" => '”',
        b"bullet" => '•',
        b"emspace" => '\u{2003}',
        b"enspace" => '\u{2002}',
        b"qmspace" => '\u{2005}',
        _ => return None,
    })
}
