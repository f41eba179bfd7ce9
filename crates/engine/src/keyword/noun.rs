//! A term in, whether it is a noun or a name out.
//!
//! The dictionary knows it of its words, a reader of those that have a part of speech (`词 频 词性`). Any other term is what
//! its last word is, for the head of a Chinese compound stands at its end: 能化园区 is a 园区. Letters and quotes make names.

use crate::words::{Dictionary, Grain, WordKind, is_noun};
use rustc_hash::FxHashMap;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Characters that make a noun of what stands before them.
static ENDINGS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/noun-endings.txt").lines();
    lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// Tells nouns and names from all else.
pub(super) struct Nouns<'d> {
    dictionary: &'d Dictionary,
    /// What the reader says of own words.
    own: FxHashMap<&'d str, bool>,
}

impl<'d> Nouns<'d> {
    pub(super) fn new(dictionary: &'d Dictionary, user_words: &'d [String]) -> Self {
        let own = user_words.iter().filter_map(|line| {
            let mut fields = line.trim_start_matches('\u{FEFF}').split_whitespace();
            let (word, _frequency, tag) = (fields.next()?, fields.next()?.parse::<u64>().ok()?, fields.next()?);
            Some((word, is_noun(tag)))
        });
        Self { dictionary, own: own.collect() }
    }

    /// Whether `term`, a token of this kind or several that are one phrase, is a noun or a name.
    pub(super) fn has(&self, term: &str, kind: WordKind) -> bool {
        let known = self.own.get(term).copied().or_else(|| self.dictionary.is_noun(term));
        known.unwrap_or_else(|| kind == WordKind::Quoted || self.ends_in_noun(term))
    }

    /// Whether the last word of `term` is a noun or a name.
    fn ends_in_noun(&self, term: &str) -> bool {
        let mut words = Vec::new();
        self.dictionary.segment(Grain::Word, term, &mut words);
        let Some(last) = words.last() else { return false };
        let text = last.of(term);
        match last.kind {
            WordKind::Latin | WordKind::Mixed | WordKind::Quoted => true,
            WordKind::Number | WordKind::Mark | WordKind::Space => false,
            // A reader's own words are looked up whole; here they are cut as all others.
            WordKind::Word | WordKind::Term | WordKind::Unknown | WordKind::User => {
                ENDINGS.contains(text) || self.dictionary.is_noun(text).unwrap_or_default()
            }
        }
    }
}
