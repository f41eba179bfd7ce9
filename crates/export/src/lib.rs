//! What leaves Gangmu: rows of an analysis as CSV, Markdown, a table for the clipboard, a citation; the layout of a word
//! cloud and the cloud as a picture; the occurrences of a term, its collocates, its trend over the sections. Pure functions from the contract to text and coordinates; the words a person reads
//! (headings, names of statuses) are supplied by the caller, who has the message files.
//!
//! With the feature `files`, for whoever can bear its weight (the worker and the command line, not the page): whole files,
//! workbooks among them. The same reports, options and words give the same bytes everywhere and always.
#![forbid(unsafe_code)]

pub mod chain;
pub mod cloud;
pub mod collocate;
mod column;
pub mod concordance;
pub mod dots;
#[cfg(feature = "files")]
mod file;
pub mod matrix;
pub mod nested;
pub mod order;
pub mod origin;
mod parts;
pub mod picture;
#[cfg(feature = "files")]
pub mod project;
mod row;
#[cfg(feature = "files")]
mod sheet_name;
#[cfg(feature = "files")]
mod sheets;
mod table;
#[cfg(feature = "files")]
mod task;
pub mod trend;
mod worded;
#[cfg(feature = "files")]
mod workbook;

pub use column::Column;
#[cfg(feature = "files")]
pub use file::{FileError, file, keep_rows};
pub use parts::{Parts, Tone};
pub use row::{Cell, Row, Written, checked_key, role_key, split_figures};
#[cfg(feature = "files")]
pub use sheets::tables;
pub use table::{Escaped, csv, html, markdown, tsv};
pub use worded::{Say, bound_sign, heading_key, period, relation, words};
