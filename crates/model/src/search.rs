//! Searching texts: what is asked for, and the places that answer it.

use crate::Span;
use serde::{Deserialize, Serialize};

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchQuery {
    /// Words apart by blanks, all of which a sentence has to have; or a regular expression.
    pub text: String,
    /// Whether it is a regular expression.
    pub pattern: bool,
}

/// Where a text has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchHits {
    /// The places, ascending: each occurrence of a word or pattern; of several words, one place for each sentence that has
    /// them all, that of the first word.
    pub places: Vec<Span>,
    /// Where the other words stand in those sentences, ascending.
    pub beside: Vec<Span>,
    /// Whether the text has more places than are listed.
    pub more: bool,
}

/// Answers a search: the hits of each text, in the order of the texts.
pub type SearchAnswer = Result<Vec<SearchHits>, PatternFault>;

/// Why a regular expression cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PatternFault {
    /// `(` without `)`.
    OpenGroup,
    /// `)` without `(`.
    CloseGroup,
    /// What follows `(?` is none of the things that may.
    GroupKind,
    /// `[` without `]`.
    OpenClass,
    /// `[9-0]`, `[a-\d]`: no range.
    Range,
    /// `*`, `+`, `?` or `{…}` with nothing before it to repeat.
    Repeat,
    /// `{2`, `{,3}`, `{5,2}`: no number of times.
    Times,
    /// A backslash before something it has no meaning for, or at the end.
    Escape,
    /// Look-around and backreferences, which would take time without bounds.
    Unbounded,
    /// `\p{…}` and what else is not known here.
    Unknown,
    /// Too large or too deeply nested.
    Large,
}

impl PatternFault {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::OpenGroup,
        Self::CloseGroup,
        Self::GroupKind,
        Self::OpenClass,
        Self::Range,
        Self::Repeat,
        Self::Times,
        Self::Escape,
        Self::Unbounded,
        Self::Unknown,
        Self::Large,
    ];

    /// Its name in keys of `locales/`.
    pub fn key(self) -> &'static str {
        match self {
            Self::OpenGroup => "open_group",
            Self::CloseGroup => "close_group",
            Self::GroupKind => "group_kind",
            Self::OpenClass => "open_class",
            Self::Range => "range",
            Self::Repeat => "repeat",
            Self::Times => "times",
            Self::Escape => "escape",
            Self::Unbounded => "unbounded",
            Self::Unknown => "unknown",
            Self::Large => "large",
        }
    }
}

/// A character as words are compared: small letters, narrow punctuation. One for one, so that offsets hold.
pub fn plain(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(c) - 0xFEE0).map_or(c, |narrow| narrow.to_ascii_lowercase())
        }
        '“' | '”' | '「' | '」' => '"',
        '‘' | '’' | '『' | '』' => '\'',
        '\u{3000}' | '\u{A0}' => ' ',
        c => c.to_ascii_lowercase(),
    }
}
