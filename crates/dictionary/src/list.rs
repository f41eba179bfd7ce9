//! The lists in, the dictionary's entries out: the most frequent words of jieba's list, the words of the top-up, the
//! policy terms, the phrases found in reports, and what the reference has of all of them.
//!
//! The build script compiles this file as well as the package.

use crate::pack::{Entry, Extent};
use std::collections::HashMap;

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
    /// Phrases found in reports, with figures.
    pub(crate) phrases: &'a str,
    /// How often reports have the words and terms.
    pub(crate) reference: &'a str,
}

/// jieba's words with their frequencies, the most frequent first.
pub(crate) fn jieba(list: &str) -> Vec<(&str, u32)> {
    let mut words: Vec<(&str, u32)> = list
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ');
            Some((fields.next()?, fields.next()?.parse().ok()?))
        })
        .collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    words
}

/// The entries of the dictionary, and the size of its reference.
pub(crate) fn entries(jieba: &[(&str, u32)], lists: Lists<'_>) -> (Vec<Entry>, Extent) {
    let known: HashMap<&str, u32> = jieba.iter().copied().collect();
    let word = |word: &str, frequency| Entry { word: word.to_owned(), frequency, ..Entry::default() };
    let mut entries: Vec<Entry> = jieba.iter().take(MOST_FREQUENT).map(|&(text, f)| word(text, f)).collect();
    entries.extend(lines(lists.top_up).map(|text| word(text, known.get(text).copied().unwrap_or(1))));
    for text in lines(lists.policy_terms).chain(lines(lists.phrases).filter_map(|line| line.split('\t').next())) {
        // What a general dictionary has is one of its words, now a common one.
        let known = known.get(text);
        let frequency = known.map_or(TERM_FREQUENCY, |&frequency| frequency.max(TERM_FREQUENCY));
        entries.push(Entry { term: known.is_none(), ..word(text, frequency) });
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
