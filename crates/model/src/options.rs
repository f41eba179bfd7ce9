//! What a reader can ask of an analysis.

use crate::Correction;
use serde::{Deserialize, Serialize};

/// Options of an analysis. Missing fields take their defaults, so that `{}` is a full set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// Changes a reader made, applied to the rows they name.
    pub corrections: Vec<Correction>,
    /// Words to keep whole, whatever the dictionary says.
    pub user_words: Vec<String>,
    /// Words never to list as terms, besides the list for this genre.
    pub stop_words: Vec<String>,
}
