//! Links that hold what was found in a report (`r`), without its text: headings, rows, terms, corrections. In: a document;
//! out: a fragment that every chat program lets through, and the other way round.
//!
//! What does not fit is left out, and how much that is stands in the link. The order in which things are taken: rows that
//! the reader chose, edited or added, top headings, rows with a canonical name, first terms, further headings and terms, the
//! other rows.

mod fit;
mod list;
mod pack;
mod pool;
mod primed;

use crate::LinkError;
use crate::frame::{self, Codec, Kind, NO_DICTIONARY};
use fit::Fitting;
use gangmu_model::{Checked, Document, Indicator, Region, Section, SourceInfo, Span, Sureness, Term};
use primed::Priming;

/// Characters that every link of results stays within, with what stands before its `#`: chat programs cut there.
pub const MOST_CHARS: usize = 2_047;
/// Characters up to which a link is filled with what is good to have.
pub const PLEASANT_CHARS: usize = 1_400;

/// What a link of results holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// The report without its text: id, kind, title, region, year, sections, indicators and terms. The places of rows are
    /// empty; a section's start and end count characters of the text that is not here. Of terms it has the word, how often
    /// it occurs and whether it is a noun or new, in the order of the view they were shared from.
    pub document: Document,
    /// Length of the text in characters.
    pub characters: u32,
    /// What the reader corrected, as links of the first version have it; the rows have it already.
    pub corrections: Vec<Correction>,
    /// What the reader checked and changed; in links of the first version nothing.
    pub changes: Changes,
    /// What did not fit.
    pub left_out: LeftOut,
}

/// How much was left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Rows of the table.
    pub rows: u32,
    /// Headings.
    pub sections: u32,
    /// Terms, of those that were to be shared.
    pub terms: u32,
}

/// What a reader checked and changed in a report. Its rows have it already, and say of themselves that they were checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Rows of the report that were found right.
    pub confirmed: u32,
    /// Rows that were edited.
    pub edited: u32,
    /// Rows that were added.
    pub added: u32,
    /// Rows that were deleted, which are not among the others.
    pub deleted: u32,
    /// What the report was called, where that was changed.
    pub called: Option<String>,
    /// What edited rows said before: the place of the row, and the row as it was. Only what a link's table shows is of
    /// then, the rest is as in the row itself.
    pub before: Vec<(u32, Indicator)>,
}

/// What a reader did about a number, in short: the rows have it already, and what it was before stays with the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    /// [`Document::id`] of the report.
    pub document: String,
    /// The number, as the text has it.
    pub number: String,
    /// What stands before it.
    pub left: String,
    /// What stands after it.
    pub right: String,
    /// What was done.
    pub action: CorrectionAction,
}

/// What was done about a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CorrectionAction {
    /// It was found right.
    #[default]
    Confirm,
    /// It is no indicator.
    Delete,
    /// It was called this.
    Rename(String),
}

/// What to share of a document.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// The document, its terms in the order they are wanted.
    pub document: &'a Document,
    /// Rows that the reader chose: they come first.
    pub rows: &'a [u32],
    /// Terms to share, at most.
    pub terms: usize,
    /// What the reader checked and changed; `before` by the rows of `document`.
    pub changes: Option<&'a Changes>,
    /// Characters before the `#`: the address of the page.
    pub address: usize,
}

impl Results {
    /// Whether a reader has checked or changed anything.
    pub fn is_checked(&self) -> bool {
        self.changes != Changes::default() || self.document.indicators.iter().any(|row| row.checked != Checked::No)
    }
}

impl<'a> Choice<'a> {
    /// The headline rows and the first thirty terms.
    pub fn of(document: &'a Document) -> Self {
        Self { document, rows: &[], terms: 30, changes: None, address: 0 }
    }
}

/// The fragment, with its `#`, and what it holds.
pub fn encode(choice: &Choice<'_>) -> (String, Results) {
    let mut encoding = Encoding::new(choice);
    loop {
        if let Some(made) = encoding.step() {
            return made;
        }
    }
}

/// [`encode`] in a dozen steps, none longer than packing a link once, for whoever draws a page in between.
pub struct Encoding {
    priming: Priming,
    primed: bool,
    fitting: Fitting,
    fitted: Option<Results>,
}

impl Encoding {
    /// Begins to make the link of a choice.
    pub fn new(choice: &Choice<'_>) -> Self {
        Self { priming: Priming::default(), primed: false, fitting: Fitting::new(choice), fitted: None }
    }

    /// Does the next step; after the last there are the fragment, with its `#`, and what it holds.
    pub fn step(&mut self) -> Option<(String, Results)> {
        if !self.primed {
            self.primed = self.priming.step();
        } else if let Some(results) = self.fitted.take() {
            return Some((packed(&results), results));
        } else {
            self.fitted = self.fitting.step();
        }
        None
    }
}

/// The fragment of everything that `results` hold, however long.
fn packed(results: &Results) -> String {
    let (content, payload) = pack::write(results);
    // Where nobody has checked anything, older pages can read the link.
    let major = if results.is_checked() { 2 } else { 1 };
    frame::write_version(Kind::Results, major, Codec::Mix, NO_DICTIONARY, &content, &payload)
}

/// The files `data/results-1-*.bin`: all that is found in these documents, each packed after the one before it. A program of
/// this crate makes them; they are frozen with the version of links.
#[doc(hidden)]
pub fn examples(documents: &[Document]) -> Vec<Vec<u8>> {
    let all: Vec<_> = documents.iter().map(fit::all).collect();
    primed::examples(&all)
}

/// What a link of results holds.
///
/// # Errors
/// When it is not one, or cannot be read. A link of another kind is [`LinkError::NoLink`]: see [`frame::kind`].
pub fn decode(fragment: &str) -> Result<Results, LinkError> {
    let frame = frame::open(fragment)?;
    if frame.kind != Kind::Results {
        return Err(LinkError::NoLink);
    }
    if frame.codec != Codec::Mix {
        return Err(LinkError::Newer);
    }
    if frame.dictionary != NO_DICTIONARY {
        return Err(LinkError::Dictionary { id: frame.dictionary });
    }
    let (content, results) =
        pack::read(&frame.payload, frame.length as usize, frame.major > 1).ok_or(LinkError::Altered)?;
    frame.check(&content)?;
    Ok(results)
}

/// A document with nothing in it but what links hold of it.
fn bare(document: &Document) -> Document {
    let mut sections: Vec<Section> = document.sections.clone();
    nest(&mut sections, document.text.chars().count() as u32);
    for section in &mut sections {
        section.title = one_line(&section.title);
        section.label = section.label.as_deref().map(one_line);
    }
    // The name of a file on the reader's computer is nobody else's business.
    let source = SourceInfo { name: String::new(), format: String::new(), encoding: None, index: 0 };
    let region = document.region.as_ref().map(|region| Region {
        name: one_line(&region.name),
        level: region.level,
        code: region.code.as_deref().map(one_line),
    });
    Document {
        id: document.id.clone(),
        kind: document.kind,
        source,
        title: one_line(&document.title),
        region,
        year: document.year,
        date: None,
        speaker: None,
        sureness: Sureness::default(),
        sketch: String::new(),
        text: String::new(),
        removed: Vec::new(),
        sections,
        notes: Vec::new(),
        indicators: document.indicators.iter().map(bare_row).collect(),
        commitments: Vec::new(),
        terms: document.terms.iter().map(bare_term).collect(),
        warnings: Vec::new(),
    }
}

fn bare_row(row: &Indicator) -> Indicator {
    let nowhere = Span { start: 0, end: 0 };
    let mut row = Indicator { span: nowhere, sentence: nowhere, rule: String::new(), ..row.clone() };
    row.indicator = one_line(&row.indicator);
    for word in [
        &mut row.name, &mut row.domain, &mut row.action, &mut row.unit, &mut row.unit_base, &mut row.period,
        &mut row.base, &mut row.scope,
    ]
    .into_iter()
    .flatten()
    {
        *word = one_line(word);
    }
    row
}

fn bare_term(term: &Term) -> Term {
    term_of(one_line(&term.term), term.count, term.noun, term.new)
}

/// A term with what a link has of it.
fn term_of(term: String, count: u32, noun: bool, new: bool) -> Term {
    Term { term, count, new, noun, ..Term::default() }
}

/// Strings end at a line's end in links, and one that is longer than any name would leave no room for others.
fn one_line(text: &str) -> String {
    let line = text.replace(['\n', '\r'], " ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => line[..end].to_owned() + "…",
        None => line,
    }
}

/// Characters of a string.
const LONGEST: usize = 100;

/// Gives each section the parent and the end that its level and start make.
fn nest(sections: &mut [Section], characters: u32) {
    let mut open: Vec<usize> = Vec::new();
    for index in 0..sections.len() {
        while let Some(&last) = open.last() {
            if sections[last].level < sections[index].level {
                break;
            }
            sections[last].end = sections[index].start;
            open.pop();
        }
        sections[index].parent = open.last().map(|&parent| parent as u32);
        open.push(index);
    }
    for index in open {
        sections[index].end = characters;
    }
}
