//! A term's figures in; whether it sets its document apart, and its place in the list of those that do, out.
//!
//! The one order by keyness: page, command line and examples list by it. Nouns and names come first, since they say what a
//! document is about where its verbs say how it speaks; no figure changes for that.

use crate::Term;
use std::cmp::Ordering;

/// The G² from which chance is an unlikely reason for one word taken by itself: p < 0.01. The LRC allows for all words at
/// once and is 0 for many that the eye would pick.
const LIKELY: f64 = 6.63;

/// What tells how far a term sets its document apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Apart {
    /// Whether it is a noun or a name.
    pub noun: bool,
    /// LRC.
    pub keyness: f64,
    /// G².
    pub g2: f64,
    /// Log ratio.
    pub log_ratio: f64,
}

impl Apart {
    /// Whether the term sets the document apart, surely (LRC) or likely (G²).
    pub fn is_apart(self) -> bool {
        self.keyness > 0.0 || (self.g2 >= LIKELY && self.log_ratio > 0.0)
    }

    /// Whether others say it more.
    pub fn is_lacking(self) -> bool {
        self.keyness < 0.0
    }

    /// The more telling one first: nouns and names before all others, then by the LRC, and where it is not sure of either
    /// by G².
    pub fn by_weight(self, other: Self) -> Ordering {
        let nouns = other.noun.cmp(&self.noun);
        let keyness = || other.keyness.abs().total_cmp(&self.keyness.abs());
        nouns.then_with(keyness).then_with(|| other.g2.total_cmp(&self.g2))
    }
}

impl From<&Term> for Apart {
    fn from(term: &Term) -> Self {
        Self { noun: term.noun, keyness: term.keyness.0, g2: term.g2.0, log_ratio: term.log_ratio.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Apart;

    const fn apart(noun: bool, keyness: f64, g2: f64) -> Apart {
        Apart { noun, keyness, g2, log_ratio: if keyness < 0.0 { -2.0 } else { 2.0 } }
    }

    #[test]
    fn nouns_come_first_then_the_surer_then_the_likelier() {
        let sorted = [
            apart(true, 1.5, 20.0),
            apart(true, 0.0, 15.0),
            apart(true, 0.0, 12.0),
            apart(false, 4.0, 90.0),
            apart(false, 0.0, 90.0),
        ];
        let mut shuffled = [4, 1, 3, 0, 2].map(|at| sorted[at]);
        shuffled.sort_by(|a, b| a.by_weight(*b));
        assert_eq!(shuffled, sorted);
    }

    #[test]
    fn a_term_sets_apart_surely_or_likely_and_is_lacking_only_surely() {
        assert!(apart(false, 0.1, 1.0).is_apart() && apart(true, 0.0, 6.63).is_apart());
        assert!(!apart(true, 0.0, 6.62).is_apart());
        let seldom = Apart { log_ratio: -1.0, ..apart(true, 0.0, 50.0) };
        assert!(!seldom.is_apart() && !seldom.is_lacking());
        assert!(apart(false, -0.1, 5.0).is_lacking() && !apart(false, -0.1, 50.0).is_apart());
    }
}
