//! Corrections: what a reader changed in an analysis, as a list applied on top of it.
//!
//! Each holds the document's id, the number's text and its context, so that it survives a new version of the engine.

use serde::{Deserialize, Serialize};

/// One change to one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// [`crate::Document::id`] of the document.
    pub document: String,
    /// The number with unit, as the text has it.
    pub number: String,
    /// Up to 12 visible characters before the number.
    pub left: String,
    /// Up to 12 visible characters after it.
    pub right: String,
    /// What to do with the row there.
    pub action: CorrectionAction,
}

/// What a correction does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CorrectionAction {
    /// The row is right as it is.
    Confirm,
    /// The row is no indicator.
    Delete,
    /// The row measures something else: its name as the reader gives it.
    Rename(String),
}
