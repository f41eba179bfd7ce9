//! The blocks of a report as elements, so many of them as are in the page. A report has thousands of numbers, so they are
//! no views: they are made by hand, once, and what is marked later is marked from outside (`highlight`).

use super::blocks::{Block, BlockKind, Piece, Run};
use crate::i18n::{Language, language};
use crate::state::Report;
use crate::view::dom::{append, make, set};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, Node};
use std::ops::Range;

/// Characters that are put into the page at once: more than a screen of them, and less than a reader would wait for.
const PIECE: u32 = 1200;

/// One past the last block of the piece that begins with block `from`: whole blocks, at least one where there is one.
pub(super) fn piece_end(blocks: &[Block], from: usize) -> usize {
    let Some(first) = blocks.get(from) else { return blocks.len() };
    let end = blocks[from..].partition_point(|block| block.end - first.start < PIECE);
    (from + end + 1).min(blocks.len())
}

/// The blocks in the document.
#[derive(Default)]
pub(super) struct Prose {
    /// The index of the first.
    first: usize,
    elements: Vec<HtmlElement>,
    /// In which the markers are named.
    language: Language,
    number: Option<HtmlElement>,
}

impl Prose {
    /// Makes the document show the blocks `wanted` of `report` in front of `end`, and no others. Each carries its index and
    /// the character where it starts; headings carry their section, numbers their row, markers their note. Tab enters at
    /// the first number; afterwards at the one visited last. Follows the language.
    pub(super) fn draw(&mut self, report: &Report, blocks: &[Block], wanted: Range<usize>, end: &Node) {
        let before = (self.first, self.language);
        (self.first, self.language) = (wanted.start, language());
        let kept = if before == (self.first, self.language) { wanted.len().min(self.elements.len()) } else { 0 };
        self.elements.drain(kept..).for_each(|gone| gone.remove());
        let Some(parent) = end.parent_node() else { return };
        let start = blocks.get(wanted.start).map_or(0, |block| block.start);
        let stop = report.document.indicators.iter().position(|row| row.span.start >= start).map(|row| row as u32);
        let here = wanted.start + self.elements.len();
        for (block, index) in blocks[here..wanted.end].iter().zip(here..) {
            let element = self.element(block, index, stop);
            let _ = parent.insert_before(&element, Some(end));
            self.elements.push(element);
        }
    }

    fn element(&mut self, block: &Block, index: usize, stop: Option<u32>) -> HtmlElement {
        let (tag, class) = match block.kind {
            BlockKind::Title => ("h1", ""),
            BlockKind::Byline => ("p", "by"),
            BlockKind::Entry => ("p", "entry"),
            BlockKind::Paragraph => ("p", ""),
            BlockKind::Heading(1) => ("h2", ""),
            BlockKind::Heading(2) => ("h3", ""),
            BlockKind::Heading(_) => ("h4", ""),
        };
        let element = make(tag, class);
        set(&element, "data-b", &index.to_string());
        set(&element, "data-o", &block.start.to_string());
        let whole = !matches!(block.kind, BlockKind::Entry | BlockKind::Paragraph);
        if matches!(block.kind, BlockKind::Heading(_)) {
            head(&element, block.runs.iter().find_map(|run| run.section));
        }
        for run in &block.runs {
            if run.section.is_some() && !whole {
                let inside = make("b", "run");
                head(&inside, run.section);
                self.pieces(&inside, run, stop);
                append(&element, &inside);
            } else {
                self.pieces(&element, run, stop);
            }
        }
        element
    }

    fn pieces(&mut self, parent: &Element, run: &Run, stop: Option<u32>) {
        for piece in &run.pieces {
            match piece {
                Piece::Text(text) => append(parent, &document().create_text_node(text)),
                Piece::Number { text, row, target } => {
                    let number = self.number.get_or_insert_with(number).clone_node().map(JsCast::unchecked_into);
                    let Ok(number): Result<HtmlElement, _> = number else { continue };
                    set(&number, "data-r", &row.to_string());
                    if *target {
                        number.set_class_name("q t");
                    }
                    if stop == Some(*row) {
                        set(&number, "tabindex", "0");
                    }
                    number.set_text_content(Some(text));
                    append(parent, &number);
                }
                Piece::Note { text, note, length } => {
                    let marker = make("button", "fn");
                    set(&marker, "data-n", &note.to_string());
                    set(&marker, "data-l", &length.to_string());
                    set(&marker, "aria-label", &tr!("reader.note", marker = text));
                    marker.set_text_content(Some(text));
                    append(parent, &marker);
                }
            }
        }
    }
}

impl Drop for Prose {
    /// The article may stay for the report as it is after a correction.
    fn drop(&mut self) {
        self.elements.drain(..).for_each(|gone| gone.remove());
    }
}

/// A number without its row, to be copied.
fn number() -> HtmlElement {
    let number = make("span", "q");
    set(&number, "role", "button");
    set(&number, "tabindex", "-1");
    number
}

/// Makes an element the heading of a section: n and p walk from one to the next.
fn head(element: &Element, section: Option<usize>) {
    if let Some(section) = section {
        set(element, "data-s", &section.to_string());
    }
    set(element, "tabindex", "-1");
}

#[cfg(test)]
mod tests {
    use super::super::blocks::{Block, BlockKind};
    use super::{PIECE, piece_end};

    fn blocks(lengths: &[u32]) -> Vec<Block> {
        let mut start = 0;
        let mut block = |&length: &u32| {
            let block = Block { kind: BlockKind::Paragraph, start, end: start + length, runs: Vec::new() };
            start += length + 1;
            block
        };
        lengths.iter().map(&mut block).collect()
    }

    #[test]
    fn a_piece_is_whole_blocks_and_never_none() {
        let short = blocks(&[PIECE / 4; 9]);
        assert_eq!((piece_end(&short, 0), piece_end(&short, 4), piece_end(&short, 8)), (4, 8, 9));
        let long = blocks(&[10 * PIECE, 10, 10 * PIECE]);
        assert_eq!((piece_end(&long, 0), piece_end(&long, 1), piece_end(&long, 2)), (1, 3, 3));
        assert_eq!((piece_end(&[], 0), piece_end(&long, 3)), (0, 3));
    }
}
