//! A reader's own words, found in a text by plain comparison. They may hold anything but blanks: marks, digits, Latin.

use super::scan::{Class, class, fold};

#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    /// Folded and sorted, so that words with the same beginning are neighbours.
    words: Vec<Box<[char]>>,
    /// The low bits of the first characters: most of a text is passed over by one look.
    first: Box<[u64]>,
}

/// Bits in the filter of first characters.
const BITS: usize = 4096;

impl Lexicon {
    pub(super) fn new(words: &[String]) -> Self {
        let mut words: Vec<Box<[char]>> = words
            .iter()
            .filter_map(|line| line.trim_start_matches('\u{FEFF}').split_whitespace().next())
            .map(|word| word.chars().map(fold).collect())
            .collect();
        words.sort_unstable();
        words.dedup();
        let mut first = Vec::new();
        if !words.is_empty() {
            first.resize(BITS / 64, 0_u64);
            for word in &words {
                let bit = word[0] as usize % BITS;
                first[bit / 64] |= 1 << (bit % 64);
            }
        }
        Self { words, first: first.into() }
    }

    /// The first of these words in `text`, the longest at its place, as `(bytes before, chars before, bytes, chars)`.
    /// A word never starts or ends inside a number or a Latin word of the text.
    pub(super) fn find(&self, text: &str) -> Option<(usize, usize, usize, usize)> {
        if self.words.is_empty() {
            return None;
        }
        let mut before = None;
        for (count, (at, c)) in text.char_indices().enumerate() {
            let c = fold(c);
            let bit = c as usize % BITS;
            if self.first[bit / 64] >> (bit % 64) & 1 == 1
                && !before.is_some_and(|before| glued(before, c))
                && let Some((bytes, chars)) = self.longest(&text[at..])
            {
                return Some((at, count, bytes, chars));
            }
            before = Some(c);
        }
        None
    }

    /// The longest word that `rest` starts with, in bytes and characters.
    fn longest(&self, rest: &str) -> Option<(usize, usize)> {
        let mut candidates = &self.words[..];
        let mut found = None;
        let mut chars = rest.char_indices().map(|(at, c)| (at, fold(c))).peekable();
        let mut depth = 0;
        while let Some((_, c)) = chars.next() {
            // Those that are shorter come first, and none of them is left but the one that ends here.
            let from = candidates.partition_point(|word| word.get(depth).is_none_or(|&w| w < c));
            let to = candidates.partition_point(|word| word.get(depth).is_none_or(|&w| w <= c));
            candidates = &candidates[from..to];
            depth += 1;
            let Some(shortest) = candidates.first() else { break };
            if shortest.len() == depth {
                let next = chars.peek();
                if !next.is_some_and(|&(_, next)| glued(c, next)) {
                    found = Some((next.map_or(rest.len(), |&(end, _)| end), depth));
                }
            }
        }
        found
    }
}

/// Whether both are of one number or Latin word.
fn glued(left: char, right: char) -> bool {
    let inside = |c| matches!(class(c), Class::Digit | Class::Latin);
    inside(left) && inside(right)
}
