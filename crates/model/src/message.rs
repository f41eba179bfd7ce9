//! Messages between page and worker.
//!
//! A message is a JavaScript object `{ head, body }`: `head` is a [`Request`] or [`Reply`] as a JavaScript value, `body` a
//! list of transferred `ArrayBuffer`s. Sources travel as their bytes; results as [`Part`]s in postcard.

use crate::{
    AttentionList, Correction, Document, ExportOptions, Options, SearchQuery, SourceError, Term, Warning, WordEffect,
    Words,
};
use serde::{Deserialize, Serialize};

/// Names the build: page and worker of different builds do not speak to each other.
pub const BUILD: &str = match option_env!("GANGMU_BUILD") {
    Some(build) => build,
    None => concat!(env!("CARGO_PKG_VERSION"), "-dev"),
};

/// What the page asks of the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Request {
    /// The first message: the page's [`BUILD`].
    Hello {
        /// The page's [`BUILD`].
        build: String,
    },
    /// `body[0]` is the packed dictionary, unzipped.
    Dictionary,
    /// Answers [`Reply::Reader`]: `body[0]` is the wasm of the reader of files; nothing where it could not be loaded.
    Reader,
    /// Analyse the sources in `body`, in this order.
    Analyze {
        /// Comes back with every reply.
        request: u32,
        /// A name for each source.
        names: Vec<String>,
        /// What the reader asks for.
        options: Options,
    },
    /// Count the terms of the reports in `body` anew: their [`Part::Document`]s, as they came. Each counted report is
    /// answered with a [`Part::Terms`].
    Terms {
        /// Comes back with every reply.
        request: u32,
        /// What the reader asks for.
        options: Options,
        /// Only the terms of this report are asked for, by its place in `body`; the others are there to be compared with.
        only: Option<u32>,
    },
    /// Put back what cleaning took out of the report in `body[0]`, its [`Part::Document`] as it came: answered as if that
    /// report were analysed.
    Restore {
        /// Comes back with every reply.
        request: u32,
        /// Entries of the report's `removed`.
        places: Vec<u32>,
        /// The year it is of, where its reader says another one.
        year: Option<u16>,
        /// What the reader asks for.
        options: Options,
    },
    /// Part the report in `body[0]`, its [`Part::Document`] as it came, in two: answered as if both were analysed, and with
    /// none where one would be empty.
    Split {
        /// Comes back with every reply.
        request: u32,
        /// The character of its text at which the second one begins.
        at: u32,
        /// What the reader asks for.
        options: Options,
    },
    /// Make one report of the two in `body`, [`Part::Document`]s as they came: answered as if that one were analysed.
    Join {
        /// Comes back with every reply.
        request: u32,
        /// What the reader asks for.
        options: Options,
    },
    /// Look again at the figures of the report in `body[0]`, its [`Part::Document`] as it came, as the reader corrected
    /// them: answered with [`Part::Warnings`].
    Check {
        /// Comes back with every reply.
        request: u32,
        /// What the reader changed in it.
        corrections: Vec<Correction>,
    },
    /// Send the stop words of this genre: answered by [`Reply::File`], a word a line.
    StopWords {
        /// Comes back with the reply.
        request: u32,
    },
    /// Make a file of the reports in `body`: the [`Part`]s that the worker sent for them, as they came.
    Export {
        /// Comes back with the reply.
        request: u32,
        /// What is to be made.
        options: ExportOptions,
        /// The words in it.
        words: Words,
        /// What the reader changed in them, to be applied first.
        corrections: Vec<Correction>,
        /// Only these rows of the first report, in this order; all rows of all reports without.
        rows: Option<Vec<u32>>,
    },
    /// Make a workbook of the [`Tables`](crate::Tables) in `body[0]`, in postcard: answered by [`Reply::File`].
    Tables {
        /// Comes back with the reply.
        request: u32,
    },
    /// Measure how much of the reports in `body`, their [`Part::Document`]s as they came, speaks of a list of words.
    Attention {
        /// Comes back with the reply.
        request: u32,
        /// The list.
        list: AttentionList,
    },
    /// Make a project file of the pieces in `body`: answered by [`Reply::File`], without bytes where it cannot be made.
    Pack {
        /// Comes back with the reply.
        request: u32,
        /// The name of each piece.
        names: Vec<String>,
    },
    /// Read the project file in `body[0]`: answered by [`Reply::File`] with a `Result<Vec<(String, Vec<u8>)>, String>` in
    /// postcard: the pieces, or the last part of the key of why there are none.
    Unpack {
        /// Comes back with the reply.
        request: u32,
    },
    /// Search the texts in `body`, each the UTF-8 of a report's.
    Search {
        /// Comes back with the reply.
        request: u32,
        /// What is looked for.
        query: SearchQuery,
    },
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// Answers [`Request::Hello`] with the worker's own [`BUILD`].
    Hello {
        /// The worker's [`BUILD`].
        build: String,
    },
    /// What the worker does now.
    Progress {
        /// Which request.
        request: u32,
        /// What is being done.
        step: Step,
        /// The source in hand.
        source: String,
        /// The report in hand, from 1; 0 while sources are still being read.
        report: u32,
        /// How many reports there are; 0 while that is not known.
        of: u32,
    },
    /// Some of the sources are no plain text: the analysis goes on when the reader of files comes ([`Request::Reader`]).
    Reader {
        /// Which request.
        request: u32,
    },
    /// `body[0]` is a [`Part`] in postcard.
    Part {
        /// Which request.
        request: u32,
    },
    /// Answers [`Request::Export`], [`Request::Tables`] and [`Request::StopWords`]: `body[0]` is the file. Without one it could not be made.
    File {
        /// Which request.
        request: u32,
    },
    /// Answers [`Request::Attention`]: `body[0]` is an [`AttentionAnswer`](crate::AttentionAnswer) in postcard.
    Attention {
        /// Which request.
        request: u32,
    },
    /// Answers [`Request::Search`]: `body[0]` is a [`SearchAnswer`](crate::SearchAnswer) in postcard.
    Search {
        /// Which request.
        request: u32,
    },
    /// Everything was sent.
    Done {
        /// Which request.
        request: u32,
    },
    /// The worker panicked; it takes no further message.
    Panic {
        /// Which request.
        request: u32,
        /// The source in hand.
        source: String,
        /// Where and why, for a bug report.
        message: String,
    },
}

/// A step of the analysis, as a person understands it, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Bytes to text.
    Reading,
    /// Page furniture out, paragraphs whole, reports apart.
    Cleaning,
    /// Headings.
    Headings,
    /// Numbers and what they measure.
    Numbers,
    /// Words and terms.
    Words,
}

/// A piece of an analysis, sent as soon as it is made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    /// A report with outline and rows; its terms follow.
    Document {
        /// Index into the documents of this request.
        index: u32,
        /// The report, `terms` still empty.
        document: Box<Document>,
    },
    /// The terms of a report sent before.
    Terms {
        /// Index into the documents of this request.
        index: u32,
        /// Its terms.
        terms: Vec<Term>,
        /// Where each of them stands, in the same order.
        positions: TermPositions,
        /// What it is compared with says these terms, and the report never does; only where [`Request::Terms`] asks for
        /// one report, which says nearly as little of most.
        lacking: Vec<Term>,
        /// How often each entry of the reader's lists took effect, and the stop words of this genre that did.
        effects: Vec<WordEffect>,
    },
    /// A source that could not be read.
    Error(SourceError),
    /// What a report is warned of, as its reader corrected it.
    Warnings {
        /// All of it.
        warnings: Vec<Warning>,
    },
}

/// A text that a source holds, as it stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceText {
    /// The source's name, or that of the file or row in it: `包.zip/报告.docx`.
    pub name: String,
    /// What sort of file it was: `text`, `docx` …
    pub format: String,
    /// The encoding it was in, where it was text.
    pub encoding: Option<String>,
    /// The text, without a byte order mark.
    pub text: String,
}

/// The texts of a source, in its order, and what could not be read of it. Never empty.
pub type SourceTexts = Vec<Result<SourceText, SourceError>>;

/// For each term, in the order of the terms, the first characters of its occurrences, ascending.
pub type TermPositions = Vec<Vec<u32>>;
