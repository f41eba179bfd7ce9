//! The terms of a report as the view shows them: counts by part, tone, scores, in the order of what they are weighed by.
//! Pure.

use crate::state::{Score, Terms};
use gangmu_export::{Parts, Tone};
use gangmu_model::{Apart, Document, Term};
use std::cmp::Ordering;

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
    /// Its scores.
    pub scores: Scores,
    /// In which part it is said more.
    pub tone: Tone,
    /// Whether no dictionary has it.
    pub new: bool,
    /// Where it starts, in characters, ascending.
    pub places: Vec<u32>,
}

/// The scores of a term, as [`Term`] explains them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scores {
    /// Occurrences per 10,000 visible characters.
    pub per_10k: f64,
    /// TF-IDF.
    pub tfidf: f64,
    /// LRC, G², log ratio.
    pub apart: Apart,
    /// In how many reports of what it is compared with it occurs.
    pub documents: u32,
    /// DP.
    pub dispersion: f64,
}

impl Word {
    fn new(parts: &Parts, term: &Term, places: Vec<u32>) -> Self {
        let (review, plan) = parts.count(&places);
        Self {
            term: term.term.clone(),
            count: term.count,
            review,
            plan,
            scores: Scores {
                per_10k: term.per_10k.0,
                tfidf: term.tfidf.0,
                apart: term.into(),
                documents: term.documents,
                dispersion: term.dispersion.0,
            },
            tone: parts.tone((review, plan)),
            new: term.new,
            places,
        }
    }

    /// The more telling one first.
    pub(super) fn by_weight(a: &Self, b: &Self) -> Ordering {
        a.scores.apart.by_weight(b.scores.apart)
    }

    /// Whether it sets the report apart, surely or likely.
    pub(super) fn is_apart(&self) -> bool {
        self.scores.apart.is_apart()
    }

    /// Whether others say it more.
    pub(super) fn is_lacking(&self) -> bool {
        self.scores.apart.is_lacking()
    }
}

/// The weight of a word of which the LRC is not sure.
const FAINTEST: f64 = 0.05;

/// The terms of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Data {
    /// By what they are weighed.
    pub score: Score,
    /// The heaviest first. Weighed by what sets the report apart, nouns come before all others ([`Apart::by_weight`]), and
    /// those that others say more come after.
    pub words: Vec<Word>,
    /// Whether the report has both a review and a plan.
    pub comparable: bool,
    /// The most occurrences of a word.
    pub most: u32,
}

impl Data {
    /// The terms of `document` by `score`. Of terms without an occurrence in its text only those are there that are lacking.
    pub(super) fn new(document: &Document, terms: &Terms, score: Score) -> Self {
        let parts = Parts::new(document);
        let said = terms.terms.iter().zip(&terms.positions).filter(|(_, places)| !places.is_empty());
        let mut words: Vec<Word> = said
            .map(|(term, places)| Word::new(&parts, term, places.clone()))
            .filter(|word| match score {
                Score::Count => true,
                Score::Apart => word.is_apart() || word.is_lacking(),
                Score::New => word.new,
            })
            .collect();
        if score == Score::Apart {
            words.extend(terms.lacking.iter().map(|term| Word::new(&parts, term, Vec::new())));
            // From the most telling down, then from the most lacking up.
            let (mut said, mut lacking): (Vec<Word>, Vec<Word>) =
                words.into_iter().partition(|word| !word.is_lacking());
            said.sort_by(Word::by_weight);
            lacking.sort_by(Word::by_weight);
            said.append(&mut lacking);
            words = said;
        }
        let most = words.iter().map(|word| word.count).max().unwrap_or_default();
        Self { score, words, comparable: parts.comparable(), most }
    }

    /// The index of a term.
    pub(super) fn find(&self, term: &str) -> Option<usize> {
        self.words.iter().position(|word| word.term == term)
    }

    /// What the area of a word in the cloud stands for.
    pub(super) fn weight(&self, word: &Word) -> f64 {
        match self.score {
            Score::Count | Score::New => f64::from(word.count),
            Score::Apart => word.scores.apart.keyness.abs().max(FAINTEST),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Data;
    use crate::state::{Score, Terms};
    use gangmu_engine::{Source, analyze};
    use gangmu_model::{Number, Options, Term};

    fn term(term: &str, count: u32, keyness: f64, g2: f64) -> Term {
        Term {
            term: term.to_owned(),
            count,
            per_10k: Number(0.0),
            tfidf: Number(0.0),
            keyness: Number(keyness),
            g2: Number(g2),
            log_ratio: Number(if keyness < 0.0 { -2.0 } else { 2.0 }),
            documents: 0,
            dispersion: Number(0.0),
            new: term == "煤港",
            noun: term != "晒果",
        }
    }

    #[test]
    fn what_sets_a_report_apart_comes_nouns_first_then_the_surer_and_what_it_lacks_last() {
        let source = Source { name: "t.txt", bytes: "云州市政府工作报告".as_bytes() };
        let document = analyze(&[source], &Options::default(), &mut ()).documents.remove(0);
        let terms = Terms {
            terms: vec![
                term("项目", 9, 0.0, 5.0),
                term("晒果", 8, 1.5, 40.0),
                term("煤港", 4, 0.0, 12.0),
                term("果业", 7, 1.2, 30.0),
            ],
            positions: vec![vec![0], vec![3], vec![1], vec![2]],
            lacking: vec![term("海洋", 0, -0.6, 20.0)],
            ..Terms::default()
        };
        let listed = |score| {
            let data = Data::new(&document, &terms, score);
            data.words.into_iter().map(|word| word.term).collect::<Vec<_>>()
        };
        assert_eq!(listed(Score::Count), ["项目", "晒果", "煤港", "果业"]);
        assert_eq!(listed(Score::Apart), ["果业", "煤港", "晒果", "海洋"]);
        assert_eq!(listed(Score::New), ["煤港"]);
    }
}
