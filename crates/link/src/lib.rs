//! Links of Gangmu: everything a link holds stands in the fragment of an address, which browsers never send to anybody.
//! Content in, a fragment out, and the other way round; `docs/sharing.md` describes the form and its limits.
//!
//! - [`frame`] is the form all kinds share, with its reader that forgives what chat and mail do to links and nothing else;
//! - [`view`] (`v`) holds lines that say where a reader is; [`results`] (`r`) what was found in a report; `document`
//!   (`d`, with the feature of that name) a whole text;
//! - `mix` predicts bits, `text` characters with it, `coder` makes bytes of them. Integers only: the same bytes on every
//!   machine. What was released must be read for ever, so that none of the three may change how it predicts, nor a file in
//!   `data/`; a better one gets a codec or a dictionary of its own beside them. `tests/golden` has links of every release.
//!
//! # For the page
//!
//! Opening: [`frame::kind`] tells which kind a fragment is (`None`: no link, or a newer one, and [`frame::open`] says which).
//! Views and results are read here; a document by `link.wasm` (`gangmu-link-module`), which is fetched only then and answers a
//! `Result<Shared, LinkError>` in postcard. [`results::Results::document`] is a document that every view can show: its text
//! is empty and its rows have no place. [`LinkError`] names the sentence to say.
//!
//! Making: [`results::encode`] takes the open document with its terms in the order of the view, the rows that the reader
//! chose, and the length of the address before the `#`; it gives the fragment and what it holds, with how much was left
//! out. `link.wasm` takes a [`Shared`], whose view is what [`view::decode`] gives of the link to the view.
//!
//! ```
//! use gangmu_link::{LinkError, frame::{self, Kind}, view};
//!
//! let fragment = view::encode("d=0123456789abcdef\nt=text");
//! assert_eq!(frame::kind(&fragment), Some(Kind::View));
//! assert_eq!(view::decode(&fragment).unwrap(), "d=0123456789abcdef\nt=text");
//! assert!(matches!(view::decode(&fragment[..20]), Err(LinkError::Cut { received: 20, .. })));
//! ```
#![forbid(unsafe_code)]

mod coder;
#[cfg(feature = "document")]
pub mod document;
mod error;
mod forgive;
pub mod frame;
mod mix;
pub mod results;
mod shared;
mod text;
mod varint;
pub mod view;

pub use error::LinkError;
pub use shared::Shared;
