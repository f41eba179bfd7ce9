//! The text of a report as blocks that can be set: titles, headings, paragraphs, and in them runs, numbers and notes.
//! In: a document. Out: plain structs whose shown text has one character for each of the source's, notes excepted.

use crate::view::wording::{full_width, heading_length};
use gangmu_model::{Document, Role, Status};

/// What a block is set as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The report's title.
    Title,
    /// Date, meeting and speaker under it.
    Byline,
    /// A heading on a line of its own, with its level from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An explanation of a term.
    Entry,
}

/// A line of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is set as.
    pub kind: BlockKind,
    /// Its first character.
    pub start: u32,
    /// One past its last character.
    pub end: u32,
    /// Its pieces in order; together they are the whole block.
    pub runs: Vec<Run>,
}

/// A stretch of a block: plain, or a heading that is run into its paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The section whose heading this is.
    pub section: Option<usize>,
    /// What it consists of.
    pub pieces: Vec<Piece>,
}

/// The least part of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// The number of a row.
    Number {
        /// As shown.
        text: String,
        /// The first row that it belongs to.
        row: u32,
        /// Whether it is promised.
        target: bool,
    },
    /// A marker of a note.
    Note {
        /// As shown: 4 for [4].
        text: String,
        /// Which note.
        note: u32,
        /// How many characters of the source it stands for.
        length: u32,
    },
}

/// A number or a marker, found by its place.
struct Atom {
    start: u32,
    end: u32,
    kind: AtomKind,
}

enum AtomKind {
    Number { row: u32, target: bool },
    Note(u32),
}

/// The blocks of `document`, in order.
pub fn blocks(document: &Document) -> Vec<Block> {
    let atoms = atoms(document);
    let first_section = document.sections.first().map_or(u32::MAX, |section| section.start);
    let mut blocks = Vec::new();
    let (mut start, mut opening) = (0_u32, true);
    let (mut atoms, mut section) = (atoms.as_slice(), 0);
    for line in document.text.split('\n') {
        let source: Vec<char> = line.chars().collect();
        let end = start + source.len() as u32;
        let shown: Vec<char> = full_width(line).chars().collect();
        // Headings of this line, with the number of characters each covers.
        let mut headings = Vec::new();
        while let Some(found) = document.sections.get(section).filter(|found| found.start < end) {
            if found.start >= start {
                headings.push((section, found.start, heading_length(&source[(found.start - start) as usize..], found)));
            }
            section += 1;
        }
        opening = opening && start < first_section && !line.trim_start().starts_with("各位");
        let kind = kind(document, line, start, opening, &headings, source.len());
        let count = atoms.partition_point(|atom| atom.start < end);
        let (here, rest) = atoms.split_at(count);
        atoms = rest;
        if source.iter().any(|c| !c.is_whitespace()) {
            let line = Line { start, source: &source, shown: &shown, atoms: here };
            blocks.push(Block { kind, start, end, runs: line.runs(&headings) });
        }
        start = end + 1;
    }
    blocks
}

fn kind(
    document: &Document,
    line: &str,
    start: u32,
    opening: bool,
    headings: &[(usize, u32, usize)],
    length: usize,
) -> BlockKind {
    if let [(section, heading, covers)] = *headings
        && heading == start
        && covers >= length
    {
        return BlockKind::Heading(document.sections[section].level);
    }
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    if opening && bare(line) == bare(&document.title) {
        return BlockKind::Title;
    }
    if opening && length <= 60 && !line.trim_end().ends_with(['。', '！', '：', ':', '；', '，', ',']) {
        return BlockKind::Byline;
    }
    let explained = document.sections.iter().any(|s| s.role == Role::Glossary && s.start <= start && start < s.end);
    if explained && headings.is_empty() { BlockKind::Entry } else { BlockKind::Paragraph }
}

/// Numbers and markers in order, none over another.
fn atoms(document: &Document) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = document
        .indicators
        .iter()
        .enumerate()
        .map(|(row, indicator)| Atom {
            start: indicator.span.start,
            end: indicator.span.end,
            kind: AtomKind::Number { row: row as u32, target: indicator.status == Status::Target },
        })
        .collect();
    for (note, entry) in document.notes.iter().enumerate() {
        atoms.extend(entry.references.iter().map(|&at| Atom {
            start: at,
            end: at + 1,
            kind: AtomKind::Note(note as u32),
        }));
    }
    atoms.sort_by_key(|atom| atom.start);
    let mut end = 0;
    atoms.retain(|atom| {
        let free = atom.start >= end && atom.end > atom.start;
        end = if free { atom.end } else { end };
        free
    });
    atoms
}

/// One line with all that stands in it.
struct Line<'a> {
    start: u32,
    source: &'a [char],
    shown: &'a [char],
    atoms: &'a [Atom],
}

impl Line<'_> {
    fn runs(&self, headings: &[(usize, u32, usize)]) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut at = 0;
        for &(section, start, covers) in headings {
            let from = (start - self.start) as usize;
            if from < at {
                continue;
            }
            if from > at {
                runs.push(Run { section: None, pieces: self.pieces(at, from) });
            }
            at = (from + covers.max(1)).min(self.source.len());
            runs.push(Run { section: Some(section), pieces: self.pieces(from, at) });
        }
        if at < self.source.len() {
            runs.push(Run { section: None, pieces: self.pieces(at, self.source.len()) });
        }
        runs
    }

    fn pieces(&self, from: usize, to: usize) -> Vec<Piece> {
        let shown = |from: usize, to: usize| self.shown[from..to].iter().collect::<String>();
        let mut pieces = Vec::new();
        let mut at = from;
        for atom in self.atoms {
            let start = (atom.start - self.start) as usize;
            if start < at || start >= to {
                continue;
            }
            if start > at {
                pieces.push(Piece::Text(shown(at, start)));
            }
            let (end, piece) = match atom.kind {
                AtomKind::Number { row, target } => {
                    let end = ((atom.end - self.start) as usize).min(to);
                    (end, Piece::Number { text: shown(start, end), row, target })
                }
                AtomKind::Note(note) => {
                    let length = marker_length(&self.source[start..to]);
                    let text = marker_text(&self.source[start..start + length]);
                    (start + length, Piece::Note { text, note, length: length as u32 })
                }
            };
            pieces.push(piece);
            at = end;
        }
        if at < to {
            pieces.push(Piece::Text(shown(at, to)));
        }
        pieces
    }
}

/// How many characters the marker at the start of `text` has: 3 for [4], 1 for ⑫.
fn marker_length(text: &[char]) -> usize {
    let close = match text.first() {
        Some('[') => ']',
        Some('【') => '】',
        Some('〔') => '〕',
        Some('(') => ')',
        Some('（') => '）',
        Some('［') => '］',
        _ => {
            let digit = |c: &&char| c.is_ascii_digit() || matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹');
            return text.iter().take_while(digit).count().max(1).min(text.len());
        }
    };
    text.iter().take(6).position(|&c| c == close).map_or(1, |end| end + 1)
}

/// A marker as shown: its figures, or what it is.
fn marker_text(marker: &[char]) -> String {
    let figures: String = marker
        .iter()
        .filter_map(|&c| match c {
            '0'..='9' => Some(c.to_string()),
            '①'..='⑳' => Some((c as u32 - '①' as u32 + 1).to_string()),
            '㉑'..='㉟' => Some((c as u32 - '㉑' as u32 + 21).to_string()),
            '㊱'..='㊿' => Some((c as u32 - '㊱' as u32 + 36).to_string()),
            '¹' => Some("1".to_owned()),
            '²' => Some("2".to_owned()),
            '³' => Some("3".to_owned()),
            '⁰' | '⁴'..='⁹' => Some((c as u32 - '⁰' as u32).to_string()),
            _ => None,
        })
        .collect();
    if figures.is_empty() { marker.iter().collect() } else { figures }
}

/// For each row the row whose number is marked for it: several rows may stand on one number.
pub fn anchors(document: &Document) -> Vec<u32> {
    let mut anchors: Vec<u32> = (0..document.indicators.len() as u32).collect();
    let (mut end, mut anchor) = (0, 0);
    for (row, indicator) in document.indicators.iter().enumerate() {
        if indicator.span.start < end {
            anchors[row] = anchor;
        } else {
            end = indicator.span.end;
            anchor = row as u32;
        }
    }
    anchors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_read_whole_and_shown_as_figures() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(marker_length(&chars("[12]，后")), 4);
        assert_eq!(marker_length(&chars("⑫后")), 1);
        assert_eq!(marker_length(&chars("[没有")), 1);
        assert_eq!(marker_text(&chars("【33】")), "33");
        assert_eq!(marker_text(&chars("⑫")), "12");
        assert_eq!(marker_text(&chars("㊱")), "36");
        assert_eq!(marker_text(&chars("＊")), "＊");
    }
}
