//! The terms of a report as the view shows them: counts by part, tone, frequency. Pure.

use crate::state::Terms;
use gangmu_export::{Parts, Tone};
use gangmu_model::Document;

/// A term.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    /// The word or phrase.
    pub term: String,
    /// How often it occurs.
    pub count: u32,
    /// How often in the review.
    pub review: u32,
    /// How often in the plan.
    pub plan: u32,
    /// Occurrences per 10,000 words, with one decimal.
    pub per_10k: String,
    /// In which part it is said more.
    pub tone: Tone,
    /// Whether no dictionary has it.
    pub new: bool,
    /// Where it starts, in characters, ascending.
    pub places: Vec<u32>,
}

/// The terms of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Data {
    /// Most frequent first.
    pub words: Vec<Word>,
    /// Whether the report has both a review and a plan.
    pub comparable: bool,
}

impl Data {
    /// The terms of `document`; terms without an occurrence in its text are left out.
    pub(super) fn new(document: &Document, terms: &Terms) -> Self {
        let parts = Parts::new(document);
        let words = terms.terms.iter().zip(&terms.positions).filter(|(_, places)| !places.is_empty());
        let words = words.map(|(term, places)| {
            let (review, plan) = parts.count(places);
            Word {
                term: term.term.clone(),
                count: term.count,
                review,
                plan,
                per_10k: format!("{:.1}", term.per_10k.0),
                tone: parts.tone((review, plan)),
                new: term.new,
                places: places.clone(),
            }
        });
        Self { words: words.collect(), comparable: parts.comparable() }
    }

    /// The index of a term.
    pub(super) fn find(&self, term: &str) -> Option<usize> {
        self.words.iter().position(|word| word.term == term)
    }
}
