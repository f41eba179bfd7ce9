//! Properties of characters and paragraphs: which text is hidden, which paragraphs lie in tables.
//!
//! They stand on pages of 512 bytes in the main stream, each with places of the text in bytes, and for each piece between
//! two places a list of what differs from the style.

use super::{long, longs, short};

const PAGE: usize = 512;

/// So many ranges are kept: a hundred times what a long report has.
const MOST_RANGES: usize = 1 << 20;

/// What is read of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Properties {
    /// Hidden, or deleted in a tracked change.
    pub(super) hidden: bool,
    /// The sign of a symbol font that the character stands for; 0 for none.
    pub(super) symbol: u32,
    /// In how many tables a paragraph lies.
    pub(super) depth: usize,
    pub(super) ends: Ends,
    /// The level of the heading that a paragraph is styled as, from 1; else 0, or more than any has.
    pub(super) heading: u32,
    /// The list that a paragraph is an item of, from 1, or 0; and its level there, from 0.
    pub(super) list: u16,
    pub(super) level: u8,
}

/// What ends with a paragraph besides itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ends {
    #[default]
    Nothing,
    Row,
    /// Of a table that lies in another.
    InnerCell,
    InnerRow,
}

/// Ranges of bytes of the main stream that differ from the default, in order.
pub(super) struct Pages {
    ranges: Vec<(usize, usize, Properties)>,
    /// Whether there were no pages at all.
    none: bool,
}

impl Pages {
    /// Reads the pages that a table lists: places, and a number of a page behind them for each but the last.
    pub(super) fn new(table: &[u8], main: &[u8], of_paragraphs: bool) -> Self {
        let count = table.len().saturating_sub(4) / 8;
        let mut ranges = Vec::new();
        let mut seen = rustc_hash::FxHashSet::default();
        for number in longs(table.get(4 * (count + 1)..).unwrap_or_default()) {
            // The number is 22 bits; a damaged table may name a page many times.
            let number = number & 0x3F_FFFF;
            if let Some(page) = number.checked_mul(PAGE).and_then(|at| main.get(at..at.checked_add(PAGE)?))
                && ranges.len() < MOST_RANGES
                && seen.insert(number)
            {
                add(page, of_paragraphs, &mut ranges);
            }
        }
        ranges.sort_by_key(|&(start, ..)| start);
        Self { ranges, none: seen.is_empty() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.none
    }

    /// What the character at this byte has.
    pub(super) fn at(&self, byte: usize) -> Properties {
        let before = self.ranges.partition_point(|&(start, ..)| start <= byte);
        match before.checked_sub(1).and_then(|at| self.ranges.get(at)) {
            Some(&(_, end, properties)) if byte < end => properties,
            _ => Properties::default(),
        }
    }
}

fn add(page: &[u8], of_paragraphs: bool, ranges: &mut Vec<(usize, usize, Properties)>) {
    let count = page.last().copied().map_or(0, usize::from);
    // What follows the places: the list's place in words, and for paragraphs twelve bytes on their height.
    let size = if of_paragraphs { 13 } else { 1 };
    for at in 0..count {
        let (Some(start), Some(end)) = (long(page, 4 * at), long(page, 4 * (at + 1))) else { return };
        let Some(&word) = page.get(4 * (count + 1) + size * at) else { return };
        if word == 0 {
            continue;
        }
        let list = page.get(2 * usize::from(word)..).unwrap_or_default();
        let properties = if of_paragraphs {
            let (style, changes) = of_paragraph(list).unwrap_or_default();
            // The first styles of any document are those of headings.
            let heading = if matches!(style, 1..=9) { u32::from(style) } else { 0 };
            read(changes, Properties { heading, ..Properties::default() })
        } else {
            read(of_characters(list).unwrap_or_default(), Properties::default())
        };
        if properties != Properties::default() {
            ranges.push((start as usize, end as usize, properties));
        }
    }
}

fn of_characters(list: &[u8]) -> Option<&[u8]> {
    let length = usize::from(*list.first()?);
    list.get(1..=length)
}

/// Behind a length in words less a byte, or in words with a zero before it, and a style.
fn of_paragraph(list: &[u8]) -> Option<(u16, &[u8])> {
    let (length, list) = match list {
        [0, words, rest @ ..] => (2 * usize::from(*words), rest),
        [words, rest @ ..] => (2 * usize::from(*words) - 1, rest),
        [] => return None,
    };
    Some((short(list, 0)?, list.get(2..length)?))
}

/// Reads a list of changes to what a style has: a code of two bytes, whose highest bits tell the length of what follows.
fn read(mut changes: &[u8], mut out: Properties) -> Properties {
    while let Some(code) = short(changes, 0) {
        let rest = &changes[2..];
        let first = rest.first().copied().unwrap_or_default();
        let on = first & 1 == 1;
        match code {
            0x083C | 0x0800 => out.hidden |= on,
            0x6A09 => out.symbol = short(rest, 2).map_or(0, u32::from),
            0x2416 if on => out.depth = out.depth.max(1),
            0x2417 if on => out.ends = Ends::Row,
            0x6649 => out.depth = (long(rest, 0).unwrap_or_default() as usize).min(super::MOST_TABLES),
            0x244B if on && out.ends == Ends::Nothing => out.ends = Ends::InnerCell,
            0x460B => out.list = short(rest, 0).unwrap_or_default(),
            0x260A => out.level = first,
            0x2640 => out.heading = u32::from(first) + 1,
            0x244C if on => out.ends = Ends::InnerRow,
            _ => {}
        }
        let length = match (code, code >> 13) {
            (0xD608, _) => short(rest, 0).map_or(0, usize::from) + 1,
            (_, 0 | 1) => 1,
            (_, 2 | 4 | 5) => 2,
            (_, 3) => 4,
            (_, 7) => 3,
            _ => usize::from(first) + 1,
        };
        changes = rest.get(length..).unwrap_or_default();
    }
    out
}
