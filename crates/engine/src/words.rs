//! Text in, words with their places out.
//!
//! The words of a compact dictionary form a lattice over each run of ideographs, and the likeliest path through it
//! (unigram, Viterbi) is the segmentation. Numbers, Latin words and their mixtures (2.5%, GDP, 5G, PM2.5, “1+5”) and
//! short names in quotes are one token each, and words a reader asks for are found before all else. The tokens of a
//! text cover it without gap or overlap.

mod join;
mod lexicon;
mod pack;
mod scan;
mod segment;
mod trie;

use lexicon::Lexicon;
pub use pack::{Entry, Extent, is_noun, pack};
pub(crate) use scan::is_numeral;
use trie::Trie;

/// A dictionary, ready to cut text with.
#[derive(Clone, Debug)]
pub struct Dictionary {
    trie: Trie,
}

/// A dictionary could not be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DictionaryError {
    /// The bytes are not of this version's format, or damaged.
    #[error("not a packed dictionary of this version, or damaged")]
    Format,
}

/// What sort of token a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// A word of the dictionary.
    Word,
    /// A term of the dictionary, made of words.
    Term,
    /// A character of no known word.
    Unknown,
    /// A word that the reader asked for.
    User,
    /// A short name that stands in quotes. Where only the quotes make it a name (“1+5”), they belong to it.
    Quoted,
    /// Digits, with their decimal point, signs and per cent sign.
    Number,
    /// A word of an alphabet.
    Latin,
    /// Latin letters with digits.
    Mixed,
    /// Punctuation or a symbol.
    Mark,
    /// A stretch of blanks and line ends.
    Space,
}

/// How finely text is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grain {
    /// Into the words of a general dictionary: 高质量 and 发展.
    Word,
    /// Into the units that policy readers count: 高质量发展.
    Term,
}

/// A token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The first byte.
    pub byte_start: u32,
    /// One past the last byte.
    pub byte_end: u32,
    /// The first character (Unicode scalar value).
    pub char_start: u32,
    /// One past the last character.
    pub char_end: u32,
    /// What sort of token it is.
    pub kind: WordKind,
}

impl Word {
    /// The word as `text`, from which it was cut, has it.
    pub fn of(self, text: &str) -> &str {
        text.get(self.byte_start as usize..self.byte_end as usize).unwrap_or_default()
    }
}

impl Dictionary {
    /// The dictionary of `packed`, as [`pack()`] makes it.
    ///
    /// # Errors
    /// When the bytes are not of this version's format, or damaged.
    pub fn from_packed(packed: &[u8]) -> Result<Self, DictionaryError> {
        Trie::from_packed(packed).map(|trie| Self { trie }).ok_or(DictionaryError::Format)
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.trie.len()
    }

    /// Whether it has no words.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether `word` is one of its words.
    pub fn contains(&self, word: &str) -> bool {
        self.trie.find(word.chars().map(scan::fold)).is_some()
    }

    /// Whether `word` is a noun or a name. Of a term, made of words, and of what it does not have, nothing.
    pub(crate) fn is_noun(&self, word: &str) -> Option<bool> {
        let node = self.trie.find(word.chars().map(scan::fold)).filter(|&node| !self.trie.is_term(node))?;
        Some(self.trie.is_noun(node))
    }

    /// How rare `word` is: the natural logarithm of how many words of ordinary text there are for one of these, exact
    /// to a quarter, so that it is the same on every machine. Of a word it does not have, that of a word seen once.
    pub fn rarity(&self, word: &str) -> f64 {
        let frequency = self.trie.find(word.chars().map(scan::fold)).and_then(|node| self.trie.frequency(node));
        f64::from(self.trie.total() - frequency.unwrap_or(0)) / pack::STEPS_PER_NAT
    }

    /// How often the reference has `word`, and in how many of its reports.
    pub fn seen(&self, word: &str) -> Option<(u32, u32)> {
        self.trie.find(word.chars().map(scan::fold)).and_then(|node| self.trie.seen(node))
    }

    /// The words that the reference has at least `least` times and that `wanted` lets pass, each with how often and in how
    /// many reports.
    pub fn seen_often(&self, least: u32, wanted: impl Fn(&str, WordKind) -> bool) -> Vec<(String, u32, u32)> {
        let kind = |term| if term { WordKind::Term } else { WordKind::Word };
        let often = self.trie.seen_often(least).into_iter().filter(|(word, term, ..)| wanted(word, kind(*term)));
        often.map(|(word, _, count, reports)| (word, count, reports)).collect()
    }

    /// The size of the reference: other reports, whose figures the dictionary carries.
    pub fn extent(&self) -> Extent {
        self.trie.extent()
    }

    /// Cuts `text`, appending to `out`. Offsets count from the start of `text`.
    pub fn segment(&self, grain: Grain, text: &str, out: &mut Vec<Word>) {
        segment::segment(&self.trie, &Lexicon::default(), grain, text, out);
    }
}

/// Finds the words of a list in a text by plain comparison.
#[derive(Clone, Debug)]
pub(crate) struct Finder(Lexicon);

impl Finder {
    pub(crate) fn new<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        Self(Lexicon::new(&words.map(str::to_owned).collect::<Vec<_>>()))
    }

    /// Tells each place from left to right as its first character, its length in characters and the word there: the
    /// longest, and none that begins inside of the one before.
    pub(crate) fn each(&self, text: &str, mut found: impl FnMut(u32, u32, &str)) {
        let (mut byte, mut char) = (0, 0);
        while let Some((bytes_before, chars_before, bytes, chars)) = self.0.find(&text[byte..]) {
            byte += bytes_before;
            char += chars_before;
            found(char as u32, chars as u32, &text[byte..byte + bytes]);
            byte += bytes;
            char += chars;
        }
    }
}

/// A dictionary with a reader's own words.
#[derive(Clone, Debug)]
pub struct Segmenter<'d> {
    dictionary: &'d Dictionary,
    user: Lexicon,
}

impl<'d> Segmenter<'d> {
    /// The dictionary together with `user_words`: a word each, or `word frequency tag`, of which the word counts. They
    /// are kept whole wherever they occur; of two that start at one place the longer.
    pub fn new(dictionary: &'d Dictionary, user_words: &[String]) -> Self {
        Self { dictionary, user: Lexicon::new(user_words) }
    }

    /// Whether the dictionary has `word` as a noun or a name.
    pub(crate) fn is_noun(&self, word: &str) -> bool {
        self.dictionary.is_noun(word).unwrap_or_default()
    }

    /// Cuts `text` into terms and words, appended to `out`. Offsets count from the start of `text`.
    pub fn segment(&self, text: &str, out: &mut Vec<Word>) {
        let start = out.len();
        segment::segment(&self.dictionary.trie, &self.user, Grain::Term, text, out);
        join::join(&self.dictionary.trie, text, out, start);
    }
}

#[cfg(test)]
mod tests;
