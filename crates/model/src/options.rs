//! What a reader can ask of an analysis.

use crate::{Correction, Role};
use serde::{Deserialize, Serialize};

/// Options of an analysis. Missing fields take their defaults, so that `{}` is a full set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// Changes a reader made, applied to the rows they name.
    pub corrections: Vec<Correction>,
    /// Words to keep whole, whatever the dictionary says: one an entry, or `word frequency tag`.
    pub user_words: Vec<String>,
    /// Words never to list as terms, besides the list for this genre. `-word` takes a word out of that list, `-*` all.
    pub stop_words: Vec<String>,
    /// Words to count as one: an entry has the one they count as, then the others, apart by blanks.
    pub synonyms: Vec<String>,
    /// Count only the parts of a report that do this.
    pub role: Option<Role>,
    /// What a report's terms are compared with.
    pub against: Against,
}

/// What a report's terms are compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Against {
    /// The reports whose figures the dictionary carries.
    #[default]
    Reference,
    /// The other reports of the same analysis.
    Others,
    /// The report of this id, if it is one of them.
    Report(String),
    /// The other part of the same report: the plan for the review, which is counted where no role is given, and the
    /// review for the plan.
    Part,
}

/// One of a reader's lists of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordList {
    /// [`Options::user_words`].
    UserWords,
    /// [`Options::stop_words`].
    StopWords,
    /// The list for this genre, as far as [`Options::stop_words`] leave it.
    Genre,
    /// [`Options::synonyms`].
    Synonyms,
}

/// Whether an entry of a reader's list took effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordEffect {
    /// The list.
    pub list: WordList,
    /// The word of the entry.
    pub word: String,
    /// How often it was kept whole, left out, let through (`-word`) or counted as another; 0 if it took no effect.
    pub count: u32,
}
