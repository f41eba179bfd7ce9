//! A document's words in, its terms out: how often, how much oftener than elsewhere, how evenly spread, and where.
//!
//! Counted is the document's text without its glossary, which repeats what the report has said, or only the parts of
//! one role. The text is cut into words and the terms of the dictionary, tokens that belong together are joined to
//! phrases ([`phrase`]), [`filter`] says what may be a term, and [`measure`] makes figures of the counts. A place counts
//! for the longest term there alone: 生产总值 is not counted where 地区生产总值 is.

mod count;
mod filter;
mod measure;
mod noun;
mod phrase;

use crate::words::{Dictionary, WordKind};
use count::allowed;
pub use count::{Counts, Phrase, count, phrases};
pub(crate) use count::{folded, spans};
pub use filter::stop_words;
use gangmu_model::{CharIndex, Document, Number, Options, Term, TermPositions};
use measure::{Keyness, Table, dispersion, tfidf};
use noun::Nouns;
use std::collections::HashMap;

/// What a document's terms are compared with.
#[derive(Clone, Debug)]
pub enum Reference<'d> {
    /// The reports whose figures the dictionary carries.
    Shipped(&'d Dictionary),
    /// Other documents.
    Documents {
        /// How many.
        documents: u32,
        /// Their words.
        words: u32,
        /// By term, how often and in how many of them it stands.
        terms: HashMap<String, (u32, u32)>,
    },
}

impl Reference<'_> {
    /// The documents with these counts.
    pub fn of<'c>(counts: impl IntoIterator<Item = &'c Counts>) -> Self {
        let (mut documents, mut words) = (0, 0);
        let mut terms: HashMap<String, (u32, u32)> = HashMap::new();
        for counts in counts {
            documents += 1;
            words += counts.words();
            for (term, count) in counts.terms() {
                // Most terms are known already.
                if !terms.contains_key(term) {
                    terms.insert(term.to_owned(), (0, 0));
                }
                if let Some((sum, with_term)) = terms.get_mut(term) {
                    *sum += count;
                    *with_term += 1;
                }
            }
        }
        Self::Documents { documents, words, terms }
    }

    /// This without one of the documents it was made of.
    #[must_use]
    pub fn without(&self, counts: &Counts) -> Self {
        let mut rest = self.clone();
        if let Self::Documents { documents, words, terms } = &mut rest {
            *documents = documents.saturating_sub(1);
            *words = words.saturating_sub(counts.words());
            for (term, count) in counts.terms() {
                if let Some((sum, with_term)) = terms.get_mut(term) {
                    *sum = sum.saturating_sub(count);
                    *with_term = with_term.saturating_sub(1);
                }
            }
        }
        rest
    }

    fn words(&self) -> u32 {
        match self {
            Self::Shipped(dictionary) => dictionary.extent().words,
            Self::Documents { words, .. } => *words,
        }
    }

    /// How often `term` stands in it, and in how many documents.
    fn find(&self, term: &str) -> (u32, u32) {
        match self {
            Self::Shipped(dictionary) => dictionary.seen(term).unwrap_or_default(),
            Self::Documents { terms, .. } => terms.get(term).copied().unwrap_or_default(),
        }
    }
}

/// The terms of `document` against the reference that the dictionary carries; see [`score`].
pub fn terms(document: &Document, dictionary: &Dictionary, options: &Options) -> (Vec<Term>, TermPositions) {
    score(&count(document, dictionary, options), dictionary, &Reference::Shipped(dictionary))
}

/// The terms that were counted, most frequent first, then the weightier, then by code points; and for each the first
/// characters of its occurrences, ascending.
///
/// - `per_10k` counts occurrences per 10,000 characters, blanks not counted.
/// - `tfidf` is the term's share of all words times the logarithm of how few reports of the dictionary's reference
///   have it, whatever the terms are compared with.
/// - `keyness`, `g2`, `log_ratio` and `documents` compare with `reference`; they are 0 where it is empty.
/// - `dispersion` is Gries' deviation of proportions over ten equal parts: 0 is perfectly even, 1 all in one part.
/// - `new` is a term that the dictionary's reference never has.
/// - `noun` is a term that is a noun or a name.
pub fn score(counts: &Counts, dictionary: &Dictionary, reference: &Reference<'_>) -> (Vec<Term>, TermPositions) {
    let shipped = dictionary.extent();
    let (words, others) = (counts.words(), reference.words());
    let mut keyness = Keyness::new(counts.len());
    let mut terms: Vec<(Term, Vec<u32>)> = counts
        .all()
        .map(|found| {
            let count = found.positions.len() as u32;
            let (f2, documents) = reference.find(&found.term);
            let (seen, reports) = dictionary.seen(&found.term).unwrap_or_default();
            let table = Table { f1: count, n1: words, f2, n2: others };
            let term = Term {
                term: found.written.clone(),
                count,
                per_10k: rounded(f64::from(count) * 10_000.0 / f64::from(counts.visible().max(1)), 100.0),
                tfidf: rounded(tfidf(count, words, shipped.reports, reports), 1_000_000.0),
                keyness: rounded(keyness.lrc(table), 1000.0),
                g2: rounded(table.g2(), 100.0),
                log_ratio: rounded(table.log_ratio(), 1000.0),
                documents,
                dispersion: rounded(dispersion(&found.parts), 1000.0),
                new: shipped.reports > 0 && seen == 0,
                noun: found.noun,
            };
            (term, found.positions.clone())
        })
        .collect();
    terms.sort_unstable_by(|(a, _), (b, _)| {
        b.count.cmp(&a.count).then(b.tfidf.0.total_cmp(&a.tfidf.0)).then_with(|| a.term.cmp(&b.term))
    });
    terms.into_iter().unzip()
}

/// The terms that `reference` says so often that the document, which never writes them, could hardly have missed them by
/// chance: those whose keyness is below 0, as [`score`] computes it, the most lacking first.
pub fn lacking(
    document: &Document,
    counts: &Counts,
    dictionary: &Dictionary,
    reference: &Reference<'_>,
    options: &Options,
) -> Vec<Term> {
    let nouns = Nouns::new(dictionary, &options.user_words);
    let (n1, n2) = (counts.words(), reference.words());
    let mut keyness = Keyness::new(counts.len());
    let least = keyness.least_lacking(n1, n2);
    let candidates: Vec<(String, u32, u32)> = match reference {
        Reference::Shipped(dictionary) => dictionary.seen_often(least, allowed(options)),
        Reference::Documents { terms, .. } => {
            let often = terms.iter().filter(|(_, (count, _))| *count >= least);
            often.map(|(term, &(count, documents))| (term.clone(), count, documents)).collect()
        }
    };
    let text = folded(&document.text);
    let index = CharIndex::new(&text);
    // The other part of the same report may well say it.
    let counted: Vec<&str> = spans(document, index.len(), options.role)
        .iter()
        .map(|span| index.slice(&text, span.start, span.end))
        .collect();
    let mut terms: Vec<Term> = candidates
        .into_iter()
        .filter(|(term, ..)| counted.iter().all(|part| !part.contains(term.as_str())))
        .map(|(term, f2, documents)| {
            let table = Table { f1: 0, n1, f2, n2 };
            let noun = nouns.has(&term, WordKind::Word);
            Term {
                term,
                count: 0,
                per_10k: Number(0.0),
                tfidf: Number(0.0),
                keyness: rounded(keyness.lrc(table), 1000.0),
                g2: rounded(table.g2(), 100.0),
                log_ratio: rounded(table.log_ratio(), 1000.0),
                documents,
                dispersion: Number(0.0),
                new: false,
                noun,
            }
        })
        .filter(|term| term.keyness.0 < 0.0)
        .collect();
    terms.sort_unstable_by(|a, b| a.keyness.0.total_cmp(&b.keyness.0).then_with(|| a.term.cmp(&b.term)));
    terms
}

/// To the nearest of `steps` parts of one.
fn rounded(value: f64, steps: f64) -> Number {
    // Adding 0 makes a negative zero positive.
    Number((value * steps).round() / steps + 0.0)
}

#[cfg(test)]
mod tests;
