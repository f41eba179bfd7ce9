//! The table of pieces: where in the main stream which character of the text lies.

use super::{long, longs, short};

/// Before the pieces may stand changes to them.
const CHANGE: u8 = 1;
const PIECES: u8 = 2;

/// Of a piece's place: whether its characters are one byte each; then the place is twice what it should be.
const NARROW: u32 = 0x4000_0000;

pub(super) struct Pieces {
    /// The first character of each, and one more than the last has.
    starts: Vec<usize>,
    places: Vec<u32>,
}

/// Where a character lies.
pub(super) struct Place {
    pub(super) byte: usize,
    /// Whether characters are two bytes each here.
    pub(super) wide: bool,
    /// The first character that lies elsewhere.
    pub(super) until: usize,
}

impl Pieces {
    pub(super) fn new(mut bytes: &[u8]) -> Option<Self> {
        while *bytes.first()? == CHANGE {
            bytes = bytes.get(3 + usize::from(short(bytes, 1)?)..)?;
        }
        if *bytes.first()? != PIECES {
            return None;
        }
        let length = long(bytes, 1)? as usize;
        let table = bytes.get(5..)?;
        let table = table.get(..length).unwrap_or(table);
        // A start of four bytes and a piece of eight each, and the end of the last.
        let count = table.len().checked_sub(4)? / 12;
        let (starts, places) = table.split_at(4 * (count + 1));
        let starts: Vec<usize> = longs(starts).collect();
        let places = places.chunks_exact(8).filter_map(|piece| long(piece, 2)).collect();
        starts.is_sorted().then_some(Self { starts, places })
    }

    /// Where the character number `at` lies.
    pub(super) fn place(&self, at: usize) -> Option<Place> {
        let piece = self.starts.partition_point(|&start| start <= at).checked_sub(1)?;
        let (&start, &until, &place) = (self.starts.get(piece)?, self.starts.get(piece + 1)?, self.places.get(piece)?);
        let (first, wide) = ((place & !NARROW) as usize, place & NARROW == 0);
        let byte = if wide { first.checked_add(2 * (at - start))? } else { first / 2 + (at - start) };
        Some(Place { byte, wide, until })
    }
}
