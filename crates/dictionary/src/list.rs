//! The lists in, the dictionary's entries out: the most frequent words of jieba's list, the words of the top-up, the
//! policy terms, the phrases found in reports, which of them are nouns, and what the reference has of all of them.
//!
//! The build script compiles this file as well as the package.

use crate::pack::{Entry, Extent, is_noun};
use std::collections::{HashMap, HashSet};

/// Words of jieba's list that are taken, the most frequent first. More cut no better: its rare words mislead.
pub(crate) const MOST_FREQUENT: usize = 100_000;

/// The frequency of a term: that of an everyday word, and so above what its parts reach together.
const TERM_FREQUENCY: u32 = 3000;

/// The lists of `data/`, as text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Lists<'a> {
    /// Words of jieba's list besides its most frequent.
    pub(crate) top_up: &'a str,
    /// Terms that this project's people listed.
    pub(crate) policy_terms: &'a str,
    /// Words that are nouns or names whatever jieba's list says.
    pub(crate) nouns: &'a str,
    /// Phrases found in reports, with figures.
    pub(crate) phrases: &'a str,
    /// How often reports have the words and terms.
    pub(crate) reference: &'a str,
}

/// A word of jieba's list.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'l> {
    /// How it is written.
    pub word: &'l str,
    /// How often it was seen in ordinary text.
    pub frequency: u32,
    /// Whether its part of speech is that of a noun or a name.
    pub noun: bool,
}

impl Listed<'_> {
    /// It as an entry of a dictionary.
    pub fn entry(self) -> Entry {
        Entry { word: self.word.to_owned(), frequency: self.frequency, noun: self.noun, ..Entry::default() }
    }
}

/// jieba's words, the most frequent first.
pub(crate) fn jieba(list: &str) -> Vec<Listed<'_>> {
    let mut words: Vec<Listed<'_>> = list
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ');
            let (word, frequency) = (fields.next()?, fields.next()?.parse().ok()?);
            Some(Listed { word, frequency, noun: fields.next().is_some_and(is_noun) })
        })
        .collect();
    words.sort_by(|a, b| b.frequency.cmp(&a.frequency).then_with(|| a.word.cmp(b.word)));
    words
}

/// The entries of the dictionary, and the size of its reference.
pub(crate) fn entries(jieba: &[Listed<'_>], lists: Lists<'_>) -> (Vec<Entry>, Extent) {
    let known: HashMap<&str, Listed<'_>> = jieba.iter().map(|listed| (listed.word, *listed)).collect();
    let listed = |word| known.get(word).copied().unwrap_or(Listed { word, frequency: 1, noun: false });
    let mut entries: Vec<Entry> = jieba.iter().take(MOST_FREQUENT).map(|listed| listed.entry()).collect();
    entries.extend(lines(lists.top_up).map(|word| listed(word).entry()));
    for text in lines(lists.policy_terms).chain(lines(lists.phrases).filter_map(|line| line.split('\t').next())) {
        // What a general dictionary has is one of its words, now a common one.
        let word = listed(text);
        let frequency = word.frequency.max(TERM_FREQUENCY);
        entries.push(Entry { term: !known.contains_key(text), frequency, ..word.entry() });
    }

    let nouns: HashSet<&str> = lines(lists.nouns).flat_map(str::split_whitespace).collect();
    for entry in &mut entries {
        entry.noun |= nouns.contains(entry.word.as_str());
    }

    let mut extent = Extent::default();
    let mut seen: HashMap<&str, (u32, u32)> = HashMap::new();
    for line in lines(lists.reference) {
        let mut fields = line.split('\t');
        if let (Some(text), Some(Ok(count)), Some(Ok(reports))) =
            (fields.next(), fields.next().map(str::parse), fields.next().map(str::parse))
        {
            if text == ALL {
                extent = Extent { words: count, reports };
            } else {
                seen.insert(text, (count, reports));
            }
        }
    }
    for entry in &mut entries {
        if let Some(&(count, reports)) = seen.get(entry.word.as_str()) {
            (entry.count, entry.reports) = (count, reports);
        }
    }
    (entries, extent)
}

/// What stands in place of a word in the line of the reference that has the sums.
pub(crate) const ALL: &str = "*";

/// The lines of a list that are neither empty nor comments.
pub(crate) fn lines(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}
