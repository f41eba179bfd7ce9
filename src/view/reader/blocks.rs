//! The text of a report as blocks that can be set: titles, headings, paragraphs, and in them runs, numbers and notes.
//! In: a document. Out: plain structs whose shown text has one character for each of the source's, notes excepted.

use crate::view::wording::{full_width, heading_length};
use gangmu_export::order::sort_by_key;
use gangmu_model::{Document, Role, Section, Status};

/// What a block is set as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// The report's title.
    Title,
    /// Date, meeting and speaker under it.
    Byline,
    /// A heading on a line of its own, with its depth from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An explanation of a term.
    Entry,
}

/// A line of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// What it is set as.
    pub(super) kind: BlockKind,
    /// Its first character.
    pub(super) start: u32,
    /// One past its last character.
    pub(super) end: u32,
    /// Its pieces in order; together they are the whole block.
    pub(super) runs: Vec<Run>,
}

/// A stretch of a block: plain, or a heading that is run into its paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The section whose heading this is.
    pub(super) section: Option<usize>,
    /// What it consists of.
    pub(super) pieces: Vec<Piece>,
}

/// The least part of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
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
        /// As shown: 4 for `[4]`.
        text: String,
        /// Which note.
        note: u32,
        /// How many characters of the source it stands for.
        length: u32,
    },
}

/// A number or a marker, found by its place.
#[derive(Clone)]
struct Atom {
    start: u32,
    end: u32,
    kind: AtomKind,
}

#[derive(Clone)]
enum AtomKind {
    Number { row: u32, target: bool },
    Note(u32),
}

/// The blocks of `document`, in order.
pub(super) fn blocks(document: &Document) -> Vec<Block> {
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
        return BlockKind::Heading(depth(&document.sections, section));
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

/// How many sections `section` lies in, itself included: headings step down one at a time.
fn depth(sections: &[Section], section: usize) -> u8 {
    let parent = |index: usize| sections[index].parent.map(|parent| parent as usize);
    std::iter::successors(Some(section), |&index| parent(index)).take(9).count() as u8
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
    sort_by_key(&mut atoms, |atom| atom.start);
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

/// How many characters the marker at the start of `text` has: 3 for `[4]`, 1 for `⑫`.
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
pub(super) fn anchors(document: &Document) -> Vec<u32> {
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
    use gangmu_model::{DocumentKind, Note, SectionKind, SourceInfo};

    fn section(level: u8, label: Option<&str>, title: &str, start: u32, end: u32) -> Section {
        Section {
            level,
            kind: SectionKind::Numbered,
            label: label.map(str::to_owned),
            title: title.to_owned(),
            start,
            end,
            parent: (level > 1).then_some(0),
            role: Role::Plan,
        }
    }

    fn document() -> Document {
        let text =
            "云溪县2031年政府工作报告\n——2031年1月5日\n各位代表：\n一、工作安排\n稳投资。启动“链长制”[1],推进建设。";
        let end = text.chars().count() as u32;
        let at = |needle: &str| text[..text.find(needle).unwrap()].chars().count() as u32;
        Document {
            id: String::new(),
            kind: DocumentKind::Report,
            source: SourceInfo { name: String::new(), format: String::new(), encoding: None, index: 0 },
            title: "云溪县2031年政府工作报告".to_owned(),
            region: None,
            year: Some(2031),
            date: None,
            speaker: None,
            sureness: gangmu_model::Sureness::default(),
            sketch: String::new(),
            text: text.to_owned(),
            removed: Vec::new(),
            sections: vec![
                section(1, Some("一、"), "工作安排", at("一、"), end),
                section(2, None, "稳投资", at("稳投资"), end),
            ],
            notes: vec![Note {
                marker: "[1]".to_owned(),
                term: None,
                text: String::new(),
                references: vec![at("[1]")],
            }],
            indicators: Vec::new(),
            commitments: Vec::new(),
            terms: Vec::new(),
            warnings: Vec::new(),
        }
    }

    #[test]
    fn a_report_is_taken_apart_as_it_is_set() {
        use BlockKind::{Byline, Heading, Paragraph, Title};
        let blocks = blocks(&document());
        let kinds: Vec<BlockKind> = blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [Title, Byline, Paragraph, Heading(1), Paragraph]);
        let last = &blocks[4];
        assert_eq!(last.runs[0].section, Some(1));
        assert_eq!(last.runs[0].pieces, [Piece::Text("稳投资。".to_owned())]);
        assert_eq!(
            last.runs[1].pieces,
            [
                Piece::Text("启动“链长制”".to_owned()),
                Piece::Note { text: "1".to_owned(), note: 0, length: 3 },
                Piece::Text("，推进建设。".to_owned()),
            ]
        );
    }

    #[test]
    fn every_character_is_in_exactly_one_block() {
        let document = document();
        let mut at = 0;
        for block in blocks(&document) {
            assert_eq!(block.start, at);
            let shown: u32 = block
                .runs
                .iter()
                .flat_map(|run| &run.pieces)
                .map(|piece| match piece {
                    Piece::Text(text) | Piece::Number { text, .. } => text.chars().count() as u32,
                    Piece::Note { length, .. } => *length,
                })
                .sum();
            assert_eq!(shown, block.end - block.start);
            at = block.end + 1;
        }
        assert_eq!(at as usize, document.text.chars().count() + 1);
    }

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
