//! How much of reports speaks of a list of words: what the page asks of the worker and what it hears.

use crate::Number;
use serde::{Deserialize, Serialize};

/// A list of words to look for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttentionList {
    /// One that comes with Gangmu, by its name.
    Shipped(String),
    /// The reader's own, as they wrote it.
    Written(String),
}

/// The reports of a request, measured with its list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttentionAnswer {
    /// The list as it is written.
    pub text: String,
    /// What tells it from every other list.
    pub hash: String,
    /// Its words, in order.
    pub words: Vec<String>,
    /// Longer strings in which a word does not count.
    pub exclusions: Vec<String>,
    /// The reports, in the order of the request.
    pub reports: Vec<AttentionReport>,
}

/// A report, measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttentionReport {
    /// All of it but the glossary, its review, its plan.
    pub parts: [AttentionPart; 3],
    /// For each word the first characters of the places that count, in all of it, ascending.
    pub places: Vec<Vec<u32>>,
    /// For each exclusion the places that it took away.
    pub excluded: Vec<Vec<u32>>,
}

/// A part of a report, measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttentionPart {
    /// Its figures.
    pub figures: AttentionFigures,
    /// How often each word of the list counts, in the list's order.
    pub counts: Vec<u32>,
}

/// What is shown of a part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttentionFigures {
    /// Places that count.
    pub hits: u32,
    /// Places that an exclusion took away.
    pub excluded: u32,
    /// Hits per 10,000 characters.
    pub per_10k: Number,
    /// The share of characters that belong to hits.
    pub share: Number,
    /// The share of characters that stand in a sentence with a hit.
    pub sentence_share: Number,
    /// How many of the list's words occur at all.
    pub covered: u32,
    /// How many words the list has.
    pub words: u32,
    /// The word that makes most hits.
    pub dominant: Option<String>,
    /// The share of the hits that it makes.
    pub dominance: Number,
    /// The characters that were counted: the denominator.
    pub characters: u32,
}
