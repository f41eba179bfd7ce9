//! «怎么算的», the page's help, as data: `docs/help/` in, read when this is built (`build.rs`); out, for each language the same
//! places in the same order, each with its blocks. The page draws them (`src/view/help.rs`) without a line of HTML.
//!
//! [`Anchor`] has a name for each place: what leads to a place that is not there does not compile.

include!(concat!(env!("OUT_DIR"), "/help.rs"));

/// A heading with what stands under it.
#[derive(Debug)]
pub struct Place {
    /// Its name.
    pub anchor: Anchor,
    /// 2 for a chapter, 3 for what belongs to it, as in the documents.
    pub level: u8,
    /// The heading's words.
    pub title: &'static str,
    /// What stands under it.
    pub blocks: &'static [Block],
}

/// A block of text.
#[derive(Debug)]
pub enum Block {
    /// A paragraph.
    Paragraph(&'static [Run]),
    /// A list, an entry each.
    List(&'static [&'static [Run]]),
}

/// A stretch of text of one kind.
#[derive(Debug)]
pub enum Run {
    /// Plain text.
    Text(&'static str),
    /// A key to press, or its combination.
    Key(&'static str),
}

/// The places in the language of this tag, Chinese where it is unknown.
pub fn places(tag: &str) -> &'static [Place] {
    if tag == "en" { ENGLISH } else { CHINESE }
}
