//! Corrections: what a reader changed in an analysis, a list applied on top of it. In: a report as it was analysed and the
//! list. Out: the report as the reader wants it, where each of its rows comes from, and the corrections that fit no more.
//!
//! A correction names its row by the number's own characters and those around it, white space left out, so that it is
//! found again where another version of the engine made other rows, or cleaning set the paragraphs otherwise. What it says
//! about the row it holds whole: a row that a reader has answered for stays as it was when the engine changes its mind.

use crate::{Checked, Confidence, Document, Indicator, Region, Span};
use serde::{Deserialize, Serialize};

/// How many visible characters on either side of a number a correction keeps.
const CONTEXT: usize = 12;
/// A sentence made for a reader's own row goes no further than this many characters to either side.
const LONGEST_SENTENCE: u32 = 400;

/// One change to one row, to what a report is called, or to which text is one report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// [`Document::id`] of the report.
    pub document: String,
    /// Where the number stands, or the first words of a text that is a report of its own; empty where the correction is
    /// about the whole report.
    #[serde(default)]
    pub anchor: Anchor,
    /// What to do.
    pub action: CorrectionAction,
}

/// A number in a text, by its characters and those around it. White space counts nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Anchor {
    /// The number with unit and bound words, as the text has it.
    pub number: String,
    /// Up to 12 visible characters before the number.
    pub left: String,
    /// Up to 12 visible characters after it.
    pub right: String,
    /// The character at which it stood: of places that fit as well as each other, the nearest is meant.
    pub at: u32,
    /// What the analysis called the row; `None` for a row of the reader's own. Several rows may share one number.
    pub row: Option<String>,
    /// Which of the rows at this number, from 0, where the name does not tell.
    pub nth: u32,
}

/// What a correction does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CorrectionAction {
    /// The row is right, and says this.
    Confirm(Box<Indicator>),
    /// The row says this instead.
    Edit(Box<Indicator>),
    /// The row, which said this, is no indicator.
    Delete(Box<Indicator>),
    /// There is a row here that the analysis has not found.
    Add(Box<Indicator>),
    /// The report is called otherwise.
    Report(Heading),
    /// From the words of the anchor on, it is another report.
    Split,
    /// The report of this id goes on where this one ends: they are one.
    Join(String),
}

/// What a report is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Its title.
    pub title: String,
    /// The place it speaks for.
    pub region: Option<String>,
    /// Its year.
    pub year: Option<u16>,
}

impl Heading {
    /// What `document` is called.
    pub fn of(document: &Document) -> Self {
        let region = document.region.as_ref().map(|region| region.name.clone());
        Self { title: document.title.clone(), region, year: document.year }
    }
}

impl Correction {
    /// The correction that parts `analysed` in two, the second beginning at the line that holds character `at`; `None` where
    /// nothing is to be read from there on.
    pub fn split(analysed: &Document, at: u32) -> Option<Self> {
        let chars: Vec<char> = analysed.text.chars().collect();
        let at = chars.len().min(at as usize);
        let line = chars[..at].iter().rposition(|c| *c == '\n').map_or(0, |end| end + 1);
        let start = line + chars[line..].iter().position(|c| !c.is_whitespace())?;
        let end = chars[start..].iter().position(|c| *c == '\n').map_or(chars.len(), |length| start + length);
        let span = Span { start: start as u32, end: end.min(start + CONTEXT) as u32 };
        let anchor = anchor(&analysed.text, span, None, 0);
        Some(Self { document: analysed.id.clone(), anchor, action: CorrectionAction::Split })
    }

    /// The character of `text` at which the second report begins, where this parts one in two; `None` where that place is
    /// not to be found.
    pub fn splits(&self, text: &str) -> Option<u32> {
        let splits = matches!(self.action, CorrectionAction::Split);
        splits.then(|| Visible::new(text).find(&self.anchor))?.map(|place| place.start)
    }

    /// The same correction of another report that has the same words `offset` characters further on.
    #[must_use]
    pub fn moved(&self, document: &str, offset: i64) -> Self {
        let at = u32::try_from(i64::from(self.anchor.at) + offset).unwrap_or(0);
        Self {
            document: document.to_owned(),
            anchor: Anchor { at, ..self.anchor.clone() },
            action: self.action.clone(),
        }
    }

    /// Whether it is about which text is one report.
    pub fn rearranges(&self) -> bool {
        matches!(self.action, CorrectionAction::Split | CorrectionAction::Join(_))
    }

    /// Whether both are about the same row, what the same report is called, or where the same report ends: the later of two
    /// such stands.
    pub fn same_place(&self, other: &Self) -> bool {
        self.document == other.document && self.anchor == other.anchor && self.rearranges() == other.rearranges()
    }

    /// The row it holds.
    pub fn row(&self) -> Option<&Indicator> {
        match &self.action {
            CorrectionAction::Confirm(row)
            | CorrectionAction::Edit(row)
            | CorrectionAction::Delete(row)
            | CorrectionAction::Add(row) => Some(row),
            CorrectionAction::Report(_) | CorrectionAction::Split | CorrectionAction::Join(_) => None,
        }
    }
}

/// Corrections as a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CorrectionFile {
    /// [`CORRECTIONS`].
    pub schema: String,
    /// The program and its version.
    #[serde(default)]
    pub generator: String,
    /// The corrections, of any number of reports.
    pub corrections: Vec<Correction>,
}

/// The name of the JSON schema of [`CorrectionFile`], version and all.
pub const CORRECTIONS: &str = "gangmu.corrections/1";

impl CorrectionFile {
    /// A file of these corrections.
    pub fn new(corrections: Vec<Correction>) -> Self {
        Self {
            schema: CORRECTIONS.to_owned(),
            generator: concat!("gangmu ", env!("CARGO_PKG_VERSION")).to_owned(),
            corrections,
        }
    }
}

/// Where a row of a corrected report comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowOrigin {
    /// Its index among the rows that the analysis found; `None` where it found none.
    pub analysed: Option<u32>,
    /// The correction that made it what it is, by its place in the list.
    pub correction: Option<u32>,
}

/// A report with corrections applied.
#[derive(Clone, Debug, PartialEq)]
pub struct Corrected {
    /// The report.
    pub document: Document,
    /// Where each of its rows comes from.
    pub origins: Vec<RowOrigin>,
    /// The corrections that were made for this report and fit nowhere in its text, by their places in the list.
    pub unplaced: Vec<u32>,
}

/// Applies those of `corrections` that are about `analysed`, in their order; but for those that part or join reports, of which
/// other documents come.
pub fn correct(analysed: &Document, corrections: &[Correction]) -> Corrected {
    let mut document = analysed.clone();
    let mut rows: Vec<(Indicator, RowOrigin)> = std::mem::take(&mut document.indicators)
        .into_iter()
        .enumerate()
        .map(|(index, row)| (row, RowOrigin { analysed: Some(index as u32), correction: None }))
        .collect();
    let mut unplaced = Vec::new();
    let mut gone = vec![false; rows.len()];
    let mut own = Vec::new();
    let mut text = None;
    for (number, correction) in corrections.iter().enumerate() {
        if correction.document != document.id || correction.rearranges() {
            continue;
        }
        let number = number as u32;
        if let CorrectionAction::Report(heading) = &correction.action {
            call(&mut document, heading);
            continue;
        }
        let text = text.get_or_insert_with(|| Visible::new(&analysed.text));
        let Some(place) = text.find(&correction.anchor) else {
            unplaced.push(number);
            continue;
        };
        let found = find_row(&rows, place, &correction.anchor);
        let at = |origin: Option<usize>| {
            let analysed = origin.and_then(|row| rows[row].1.analysed);
            RowOrigin { analysed, correction: Some(number) }
        };
        let (row, checked) = match &correction.action {
            CorrectionAction::Delete(_) => {
                if let Some(found) = found {
                    gone[found] = true;
                    rows[found].1.correction = Some(number);
                }
                continue;
            }
            CorrectionAction::Confirm(row) => (row, Checked::Yes),
            CorrectionAction::Edit(row) => (row, Checked::Edited),
            CorrectionAction::Add(row) => (row, Checked::Added),
            CorrectionAction::Report(_) | CorrectionAction::Split | CorrectionAction::Join(_) => continue,
        };
        let mut row = Indicator { checked, confidence: Confidence::High, ..(**row).clone() };
        let origin = at(found);
        if let Some(found) = found {
            // Where it stands the engine knows better than an older correction.
            let known = &rows[found].0;
            (row.span, row.sentence, row.section, row.parent) =
                (known.span, known.sentence, known.section, known.parent);
            row.rule.clone_from(&known.rule);
            rows[found] = (row, origin);
        } else {
            row.span = place;
            row.sentence = text.sentence(place);
            row.section = analysed.section_at(place.start);
            row.parent = None;
            own.push((row, origin));
        }
    }
    let origins = settle(&mut document, rows, &gone, own);
    Corrected { document, origins, unplaced }
}

/// Puts the rows back into the document in the order of the text, without those that are gone.
fn settle(
    document: &mut Document,
    rows: Vec<(Indicator, RowOrigin)>,
    gone: &[bool],
    own: Vec<(Indicator, RowOrigin)>,
) -> Vec<RowOrigin> {
    let mut kept: Vec<(Indicator, RowOrigin)> =
        rows.into_iter().zip(gone).filter(|(_, gone)| !**gone).map(|(row, _)| row).collect();
    for (row, origin) in own {
        let at = kept.iter().position(|(other, _)| other.span.start > row.span.start).unwrap_or(kept.len());
        kept.insert(at, (row, origin));
    }
    let origins: Vec<RowOrigin> = kept.iter().map(|(_, origin)| *origin).collect();
    let place = |parent: u32| origins.iter().position(|origin| origin.analysed == Some(parent)).map(|at| at as u32);
    document.indicators = kept
        .into_iter()
        .map(|(mut row, _)| {
            row.parent = row.parent.and_then(place);
            row
        })
        .collect();
    origins
}

/// The row that a correction at `place` is about, unless another one has taken it.
fn find_row(rows: &[(Indicator, RowOrigin)], place: Span, anchor: &Anchor) -> Option<usize> {
    let name = anchor.row.as_deref()?;
    let here = |row: &Indicator| row.span.start < place.end && place.start < row.span.end;
    let candidates: Vec<usize> = (0..rows.len()).filter(|&index| here(&rows[index].0)).collect();
    let free = |index: &usize| rows[*index].1.correction.is_none();
    let named = candidates.iter().copied().find(|index| free(index) && rows[*index].0.indicator == name);
    named.or_else(|| candidates.get(anchor.nth as usize).copied().filter(free))
}

/// Gives a document the title, place and year that a reader has said; what they have looked at and left is as sure as what
/// they changed.
fn call(document: &mut Document, heading: &Heading) {
    let said = |given: bool| given.then_some(Confidence::High);
    let sure = &mut document.sureness;
    (sure.title, sure.year) = (said(true), said(heading.year.is_some()));
    sure.region = said(heading.region.is_some());
    document.title.clone_from(&heading.title);
    document.year = heading.year;
    let known = document.region.take();
    document.region = heading.region.as_ref().map(|name| match known {
        Some(known) if known.name == *name => known,
        _ => Region { name: name.clone(), level: None, code: None },
    });
    match &document.region {
        Some(Region { level: None, .. }) | None => document.sureness.level = None,
        // A 市 can be a prefecture or a county; every other name says its rank.
        Some(region) if !region.name.ends_with('市') => document.sureness.level = said(true),
        Some(_) => {}
    }
}

/// The anchor of a number in a text. `row` is what the analysis calls the row there, `nth` which of the rows there it is.
pub fn anchor(text: &str, span: Span, row: Option<String>, nth: u32) -> Anchor {
    let chars: Vec<char> = text.chars().collect();
    let (start, end) = (chars.len().min(span.start as usize), chars.len().min(span.end as usize));
    let visible = |c: &&char| !c.is_whitespace();
    let mut left: Vec<char> = chars[..start].iter().rev().filter(visible).take(CONTEXT).copied().collect();
    left.reverse();
    Anchor {
        number: chars[start..end.max(start)].iter().filter(visible).collect(),
        left: left.into_iter().collect(),
        right: chars[end..].iter().filter(visible).take(CONTEXT).collect(),
        at: span.start,
        row,
        nth,
    }
}

/// A text's visible characters with their offsets.
struct Visible {
    chars: Vec<char>,
    at: Vec<u32>,
    /// All characters: sentences end at line ends.
    all: Vec<char>,
}

impl Visible {
    fn new(text: &str) -> Self {
        let all: Vec<char> = text.chars().collect();
        let (at, chars) =
            all.iter().enumerate().filter(|(_, c)| !c.is_whitespace()).map(|(at, c)| (at as u32, *c)).unzip();
        Self { chars, at, all }
    }

    /// Where the number of an anchor stands now: at the place with most of its context, if that is half of it.
    fn find(&self, anchor: &Anchor) -> Option<Span> {
        let [number, left, right] = [&anchor.number, &anchor.left, &anchor.right]
            .map(|words| words.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>());
        let (length, whole) = (number.len(), left.len() + right.len());
        let first = *number.first()?;
        let score = |place: usize| {
            let end = place + length;
            if self.chars.get(place..end)? != number.as_slice() {
                return None;
            }
            // 5% is not in 15%.
            let inside = |c: Option<&char>| c.is_some_and(|c| c.is_ascii_digit() || *c == '.');
            if first.is_ascii_digit() && place > 0 && inside(self.chars.get(place - 1)) {
                return None;
            }
            let before = self.chars[..place].iter().rev().zip(left.iter().rev()).take_while(|(a, b)| a == b).count();
            let after = self.chars[end..].iter().zip(&right).take_while(|(a, b)| a == b).count();
            Some(before + after)
        };
        let span = |place: usize| Span { start: self.at[place], end: self.at[place + length - 1] + 1 };
        // As a rule it is where it was.
        if let Ok(place) = self.at.binary_search(&anchor.at)
            && score(place) == Some(whole)
        {
            return Some(span(place));
        }
        let near = |place: usize| self.at[place].abs_diff(anchor.at);
        let best = (0..(self.chars.len() + 1).saturating_sub(length))
            .filter(|&place| self.chars[place] == first)
            .filter_map(|place| Some((place, score(place)?)))
            .fold(None, |best: Option<(usize, usize)>, (place, score)| match best {
                Some((other, most)) if most > score || (most == score && near(other) <= near(place)) => best,
                _ => Some((place, score)),
            });
        best.filter(|(_, score)| score * 2 >= whole).map(|(place, _)| span(place))
    }

    /// The sentence around a place.
    fn sentence(&self, place: Span) -> Span {
        let ends = |c: char| matches!(c, '。' | '！' | '？' | '!' | '?' | '\n');
        let from = place.start.saturating_sub(LONGEST_SENTENCE) as usize;
        let to = self.all.len().min((place.end + LONGEST_SENTENCE) as usize);
        let (start, end) = (place.start as usize, (place.end as usize).min(to));
        let start = self.all[from..start].iter().rposition(|c| ends(*c)).map_or(from, |at| from + at + 1);
        let end = self.all[end..to].iter().position(|c| ends(*c)).map_or(to, |at| {
            let stop = end + at;
            stop + usize::from(self.all[stop] != '\n')
        });
        Span { start: start as u32, end: end as u32 }
    }
}

#[cfg(test)]
mod tests;
