//! What leaves Gangmu: rows of an analysis as CSV, Markdown, a table for the clipboard, a citation; the layout of a word
//! cloud; the occurrences of a term. Pure functions from the contract to text and coordinates; the words a person reads
//! (headings, names of statuses) are supplied by the caller, who has the message files.
//!
//! With the feature `files`, for whoever can bear its weight (the worker and the command line, not the page): whole files,
//! workbooks among them. The same reports, options and words give the same bytes everywhere and always.
#![forbid(unsafe_code)]

pub mod cloud;
mod column;
pub mod concordance;
#[cfg(feature = "files")]
mod file;
pub mod order;
mod parts;
mod row;
#[cfg(feature = "files")]
mod sheet_name;
mod table;
#[cfg(feature = "files")]
mod task;
mod worded;
#[cfg(feature = "files")]
mod workbook;

pub use column::Column;
#[cfg(feature = "files")]
pub use file::{FileError, file, keep_rows};
pub use parts::{Parts, Tone};
pub use row::{Cell, Row, Written};
pub use table::{csv, html, markdown, tsv};
pub use worded::{Say, bound_sign, heading_key, period, relation, words};
