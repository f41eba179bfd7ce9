//! The contract of Gangmu: what an analysis is, in types that every other crate shares.
//!
//! An [`Analysis`] is what the engine makes of some sources and what every view, export and message is made from; its
//! JSON form is the schema `gangmu.analysis/1`. The types stay friendly to postcard (no `flatten`, `untagged` or
//! `skip_serializing_if`): the worker sends them to the page in that form.
#![forbid(unsafe_code)]

mod alike;
mod analysis;
mod apart;
mod attention;
mod correction;
mod export;
mod message;
mod number;
mod offset;
mod options;
mod search;
mod unit;

pub use alike::{NEARLY_ALIKE, Sketch, alike};
pub use analysis::{
    Analysis, Average, Bound, Checked, Commitment, Confidence, Direction, Document, DocumentKind, Indicator,
    IndicatorType, Multiple, Note, Parameters, Region, RegionLevel, Relation, Removed, RemovedKind, Role, SCHEMA,
    Section, SectionKind, SourceError, SourceInfo, Span, Status, Sureness, Term, Warning,
};
pub use apart::Apart;
pub use attention::{AttentionAnswer, AttentionFigures, AttentionList, AttentionPart, AttentionReport};
pub use correction::{
    Anchor, CORRECTIONS, Corrected, Correction, CorrectionAction, CorrectionFile, Heading, RowOrigin, anchor, correct,
};
pub use export::{ExportFormat, ExportOptions, TableCell, TableSheet, Tables, Words};
pub use message::{BUILD, Part, Reply, Request, SourceText, SourceTexts, Step, TermPositions};
pub use number::Number;
pub use offset::{CharIndex, utf16_from_char};
pub use options::{Against, Options, WordEffect, WordList};
pub use search::{PatternFault, SearchAnswer, SearchHits, SearchQuery, plain};
pub use unit::{amount, base_of};
