//! What leaves Gangmu: rows of an analysis as CSV, as a table for the clipboard, as a citation; the layout of a word
//! cloud; the occurrences of a term. Pure functions from the contract to text and coordinates; the words a person reads
//! (headings, names of statuses) are supplied by the caller, who has the message files.
#![forbid(unsafe_code)]

pub mod cloud;
mod column;
pub mod concordance;
pub mod order;
mod parts;
mod row;
mod table;

pub use column::Column;
pub use parts::{Parts, Tone};
pub use row::{Cell, Row, Written};
pub use table::{csv, html, tsv};
