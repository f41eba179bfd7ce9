//! A document's words in, its terms out: how often, how rare elsewhere, how evenly spread, and where.
//!
//! Counted is the document's text without its glossary, which repeats what the report has said. What may be a term is
//! decided in [`filter`]; the rest is counting.

mod filter;

use crate::words::{Dictionary, Segmenter, WordKind};
use filter::Filter;
use gangmu_model::{CharIndex, Document, Number, Options, Role, Span, Term, TermPositions};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Into so many parts, of equally many characters, a document is divided for its terms' dispersion.
const PARTS: usize = 10;

/// The terms of `document`, most frequent first, then the weightier, then by code points; and for each the first
/// characters of its occurrences, ascending.
///
/// - `per_10k` counts occurrences per 10,000 characters, blanks not counted.
/// - `tfidf` is the term's share of all words times [`Dictionary::rarity`], which stands for the inverse document
///   frequency.
/// - `dispersion` is Gries' deviation of proportions over ten equal parts, normalised by Lijffijt and Gries: 0 is
///   perfectly even, 1 all in one part.
/// - `keyness` and `g2` are 0: they need peers.
pub fn terms(document: &Document, dictionary: &Dictionary, options: &Options) -> (Vec<Term>, TermPositions) {
    let segmenter = Segmenter::new(dictionary, &options.user_words);
    let filter = Filter::new(&options.stop_words);
    let index = CharIndex::new(&document.text);
    let spans = counted(document, index.len());
    let chars: u32 = spans.iter().map(|span| span.end - span.start).sum();

    let mut found: HashMap<&str, Option<usize>> = HashMap::new();
    let mut counts: Vec<Count<'_>> = Vec::new();
    let (mut passed, mut visible, mut words) = (0_u32, 0_u32, 0_u32);
    let mut line_words = Vec::new();
    for span in spans {
        let mut line_start = span.start;
        for line in index.slice(&document.text, span.start, span.end).split_inclusive('\n') {
            line_words.clear();
            segmenter.segment(line, &mut line_words);
            for &word in &line_words {
                if word.kind == WordKind::Space {
                    continue;
                }
                visible += word.char_end - word.char_start;
                if word.kind == WordKind::Mark {
                    continue;
                }
                words += 1;
                let text = word.of(line);
                let slot = match found.entry(text) {
                    Entry::Occupied(entry) => *entry.get(),
                    Entry::Vacant(entry) => *entry.insert(filter.allows(text, word.kind).then(|| {
                        counts.push(Count { term: text, positions: Vec::new(), parts: [0; PARTS] });
                        counts.len() - 1
                    })),
                };
                if let Some(slot) = slot {
                    let place = u64::from(passed + word.char_start);
                    counts[slot].positions.push(line_start + word.char_start);
                    counts[slot].parts[(place * PARTS as u64 / u64::from(chars)) as usize] += 1;
                }
            }
            let length = line_words.last().map_or(0, |word| word.char_end);
            line_start += length;
            passed += length;
        }
    }

    let mut terms: Vec<(Term, Vec<u32>)> =
        counts.into_iter().map(|count| count.term(dictionary, visible, words)).collect();
    terms.sort_unstable_by(|(a, _), (b, _)| {
        b.count.cmp(&a.count).then(b.tfidf.0.total_cmp(&a.tfidf.0)).then_with(|| a.term.cmp(&b.term))
    });
    terms.into_iter().unzip()
}

/// The stretches of text that count: all but the glossary.
fn counted(document: &Document, length: u32) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for section in document.sections.iter().filter(|section| section.role == Role::Glossary) {
        if section.start > start {
            spans.push(Span { start, end: section.start.min(length) });
        }
        start = start.max(section.end);
    }
    if start < length {
        spans.push(Span { start, end: length });
    }
    spans
}

/// What is known of a term when the text has been read.
struct Count<'t> {
    term: &'t str,
    positions: Vec<u32>,
    parts: [u32; PARTS],
}

impl Count<'_> {
    fn term(self, dictionary: &Dictionary, visible: u32, words: u32) -> (Term, Vec<u32>) {
        let count = self.positions.len() as u32;
        let times = f64::from(count);
        let even = 1.0 / PARTS as f64;
        let deviation: f64 = self.parts.iter().map(|&part| (f64::from(part) / times - even).abs()).sum::<f64>() / 2.0;
        let term = Term {
            term: self.term.to_owned(),
            count,
            per_10k: rounded(times * 10_000.0 / f64::from(visible), 100.0),
            tfidf: rounded(times / f64::from(words) * dictionary.rarity(self.term), 1_000_000.0),
            keyness: Number(0.0),
            g2: Number(0.0),
            dispersion: rounded(deviation / (1.0 - even), 1000.0),
            new: false,
        };
        (term, self.positions)
    }
}

/// To the nearest of `steps` parts of one.
fn rounded(value: f64, steps: f64) -> Number {
    Number((value * steps).round() / steps)
}

#[cfg(test)]
mod tests;
