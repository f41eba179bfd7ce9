//! Words and terms with frequencies in, with what a reference has of them; a compact byte string out, and back.
//!
//! The words are sorted by the ranks of their characters (the most used character has rank 0) and front-coded: each
//! keeps only what differs from the word before. Heads, frequencies, first differences, suffixes and the reference's
//! figures stand apart, as streams that gzip and brotli press well. This file stands on its own, because the build script of the
//! dictionary compiles it as well.

use std::collections::HashMap;

/// The first bytes of a packed dictionary, with its version.
const MAGIC: &[u8; 8] = b"gangmuW3";

/// Words of more characters than this are left out.
pub(super) const LONGEST_WORD: usize = 32;

/// Steps of a frequency's logarithm in one nat: coarse enough to fit a byte and press well, fine enough to cut well.
pub(super) const STEPS_PER_NAT: f64 = 4.0;

/// In the byte of a frequency: this is a term, made of words.
pub(super) const TERM: u8 = 0x80;

/// In the byte of a frequency: this is a noun or a name.
pub(super) const NOUN: u8 = 0x40;

/// In the byte of a frequency: its steps.
pub(super) const STEPS: u8 = 0x3F;

/// A rank below this is one byte of the suffix stream; others are two, the first of them at or above it.
const ONE_BYTE_RANKS: u16 = 192;

/// So many ranks fit the two-byte form.
const MOST_CHARS: usize = ONE_BYTE_RANKS as usize + (256 - ONE_BYTE_RANKS as usize) * 256;

/// A word or a term for [`pack()`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// How it is written.
    pub word: String,
    /// How often it was seen in ordinary text.
    pub frequency: u32,
    /// Whether it is a term, made of words, and no word itself.
    pub term: bool,
    /// Whether it is a noun or a name. A term is what its last word is.
    pub noun: bool,
    /// How often the reference has it.
    pub count: u32,
    /// In how many of the reference's reports it stands.
    pub reports: u32,
}

/// The size of the reference that the figures of an [`Entry`] speak of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// How many reports it has.
    pub reports: u32,
    /// How many words and terms, all occurrences counted.
    pub words: u32,
}

/// Packs `entries`. The order does not matter; of a word given twice the word goes before the term, then the greater
/// frequency. Words longer than [`LONGEST_WORD`] characters are left out, and those with characters so rare that more
/// than 16,000 others are used oftener.
pub fn pack(entries: &[Entry], extent: Extent) -> Vec<u8> {
    let words = entries;
    let total: f64 = words.iter().filter(|entry| !entry.term).map(|entry| f64::from(entry.frequency.max(1))).sum();
    let mut uses: HashMap<char, u32> = HashMap::new();
    for c in words.iter().flat_map(|entry| entry.word.chars()) {
        *uses.entry(c).or_default() += 1;
    }
    let mut chars: Vec<char> = uses.keys().copied().collect();
    chars.sort_unstable_by_key(|c| (std::cmp::Reverse(uses[c]), *c));
    chars.truncate(MOST_CHARS);
    let ranks: HashMap<char, u16> = chars.iter().enumerate().map(|(rank, &c)| (c, rank as u16)).collect();

    let mut sorted: Vec<(Vec<u16>, u8, &Entry)> = words
        .iter()
        .filter_map(|entry| {
            let ranks: Vec<u16> = entry.word.chars().map(|c| ranks.get(&c).copied()).collect::<Option<_>>()?;
            // The greatest stays free: a trie counts one more. 5,000,000 reach it.
            let steps = steps(f64::from(entry.frequency)).min(STEPS - 1);
            (1..=LONGEST_WORD).contains(&ranks.len()).then_some((ranks, steps, entry))
        })
        .collect();
    sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.2.term.cmp(&b.2.term)).then(b.1.cmp(&a.1)));
    sorted.dedup_by(|later, earlier| later.0 == earlier.0);

    let (mut heads, mut frequencies, mut differences, mut suffixes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut reports, mut counts) = (Vec::new(), Vec::new());
    let mut previous: &[u16] = &[];
    for (word, frequency, entry) in &sorted {
        reports.push(entry.reports.min(255) as u8);
        if entry.reports > 0 {
            // Of a word that stands in so many reports there are at least so many.
            number(&mut counts, entry.count.saturating_sub(entry.reports));
        }
        let shared = previous.iter().zip(word).take_while(|(a, b)| a == b).count();
        let fresh = word.len() - shared;
        if shared < 15 && fresh < 16 {
            heads.push((shared << 4 | fresh) as u8);
        } else {
            heads.extend([0xF0, shared as u8, fresh as u8]);
        }
        frequencies.push(*frequency | if entry.term { TERM } else { 0 } | if entry.noun { NOUN } else { 0 });
        let mut rest = &word[shared..];
        if let (Some(&old), [new, after @ ..]) = (previous.get(shared), rest) {
            // Sorted: the first rank that differs has grown, mostly by little.
            let difference = new - old;
            if difference < 128 {
                differences.push(difference as u8);
            } else {
                differences.extend([(difference >> 8) as u8 | 0x80, difference as u8]);
            }
            rest = after;
        }
        for &rank in rest {
            match rank.checked_sub(ONE_BYTE_RANKS) {
                None => suffixes.push(rank as u8),
                Some(over) => suffixes.extend([ONE_BYTE_RANKS as u8 + (over >> 8) as u8, over as u8]),
            }
        }
        previous = word;
    }

    let table: String = chars.into_iter().collect();
    let mut packed = MAGIC.to_vec();
    packed.push(steps(total));
    let lengths = [sorted.len(), table.len(), heads.len(), differences.len(), suffixes.len(), counts.len()];
    for length in lengths.map(|length| length as u32).into_iter().chain([extent.reports, extent.words]) {
        packed.extend(length.to_le_bytes());
    }
    for stream in [table.as_bytes(), &heads, &frequencies, &differences, &suffixes, &reports, &counts] {
        packed.extend(stream);
    }
    packed
}

/// A frequency as steps of its logarithm.
fn steps(frequency: f64) -> u8 {
    (frequency.max(1.0).ln() * STEPS_PER_NAT).round() as u8
}

/// Whether a part of speech in jieba's notation is that of a noun or a name: nouns and names of people, places, groups and
/// works (n, nr, ns, nt, nz), places (s), abbreviations (j), and verbs and adjectives that serve as nouns (vn, an: 旅游, 安全).
pub fn is_noun(tag: &str) -> bool {
    tag.starts_with('n') || matches!(tag, "s" | "j" | "an" | "vn")
}

/// Appends a number, seven bits a byte, the low ones first.
fn number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// The number that [`number`] wrote.
fn read_number(bytes: &mut impl Iterator<Item = u8>) -> Option<u32> {
    let mut number = 0_u32;
    for shift in (0..32).step_by(7) {
        let byte = bytes.next()?;
        number |= u32::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// What a packed dictionary holds, without its words.
pub(super) struct Header {
    /// The characters, by rank.
    pub(super) chars: Vec<char>,
    /// How many words there are.
    pub(super) words: usize,
    /// The sum of all frequencies, in steps of its logarithm.
    pub(super) total: u8,
    /// The size of the reference.
    pub(super) extent: Extent,
}

/// What is packed of a word besides its characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    /// Its frequency in steps, with [`TERM`] and [`NOUN`] set if it is one.
    pub(super) frequency: u8,
    /// How often the reference has it.
    pub(super) count: u32,
    /// In how many of its reports.
    pub(super) reports: u8,
}

/// Reads `packed`: its header, then each word to `word` as how many characters it shares with the word before, its
/// ranks, and what else is known of it. The words come in ascending order of their ranks. `None` when these bytes are no
/// packed dictionary.
pub(super) fn unpack(packed: &[u8], mut word: impl FnMut(usize, &[u16], Facts)) -> Option<Header> {
    let (total, rest) = packed.strip_prefix(MAGIC)?.split_first()?;
    let (lengths, mut rest) = rest.split_at_checked(32)?;
    let mut lengths = lengths.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
    let words = lengths.next()?;
    let mut stream = |length: usize| {
        let (stream, after) = rest.split_at_checked(length)?;
        rest = after;
        Some(stream)
    };
    let table = stream(lengths.next()?)?;
    let mut heads = stream(lengths.next()?)?.iter().copied();
    let mut frequencies = stream(words)?.iter().copied();
    let mut differences = stream(lengths.next()?)?.iter().copied();
    let mut suffixes = stream(lengths.next()?)?.iter().copied();
    let count_bytes = lengths.next()?;
    let mut reports = stream(words)?.iter().copied();
    let mut counts = stream(count_bytes)?.iter().copied();
    let extent = Extent { reports: lengths.next()? as u32, words: lengths.next()? as u32 };
    let chars: Vec<char> = std::str::from_utf8(table).ok()?.chars().collect();

    let mut ranks = [0_u16; LONGEST_WORD];
    let mut length = 0;
    for _ in 0..words {
        let (shared, fresh) = match heads.next()? {
            0xF0 => (heads.next()? as usize, heads.next()? as usize),
            head => (usize::from(head >> 4), usize::from(head & 15)),
        };
        if shared > length || fresh == 0 || shared + fresh > LONGEST_WORD {
            return None;
        }
        let mut at = shared;
        if shared < length {
            let difference = match differences.next()? {
                0 => return None,
                high @ 128.. => u16::from_be_bytes([high & 0x7F, differences.next()?]),
                low => low.into(),
            };
            ranks[at] = ranks[at].checked_add(difference).filter(|_| difference > 0)?;
            at += 1;
        }
        length = shared + fresh;
        for rank in &mut ranks[at..length] {
            let first = suffixes.next()?;
            *rank = match first.checked_sub(ONE_BYTE_RANKS as u8) {
                None => first.into(),
                Some(high) => ONE_BYTE_RANKS + u16::from_be_bytes([high, suffixes.next()?]),
            };
        }
        if ranks[shared..length].iter().any(|&rank| usize::from(rank) >= chars.len()) {
            return None;
        }
        let reports = reports.next()?;
        let more = if reports > 0 { read_number(&mut counts)? } else { 0 };
        let count = u32::from(reports).checked_add(more)?;
        word(shared, &ranks[..length], Facts { frequency: frequencies.next()?, count, reports });
    }
    Some(Header { chars, words, total: *total, extent })
}
