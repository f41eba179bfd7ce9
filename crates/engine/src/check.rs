//! 核数: a document with its finished rows in, the places where its figures do not agree out, as warnings.
//!
//! The checks are those an editor does by hand with a pencil. They look only at rows that the engine is sure of, allow for
//! rounding, and say nothing where two rows may speak of different things: an editor who is sent to three wrong
//! places does not go to the fourth.

mod parts;
mod points;
mod total;
mod twice;
mod unit;

use crate::indicator::canonical::one_spelling;
use gangmu_model::{
    Bound, CharIndex, Confidence, Document, DocumentKind, Indicator, IndicatorType, Parameters, Span, Warning,
};

/// The codes of the warnings that these checks give.
pub const CODES: [&str; 8] = [
    "two-values", "part-exceeds-whole", "parts-exceed-whole", "total-and-list", "shares-not-100", "share-in-percent",
    "amount-in-points", "unit-misfit",
];

/// What a document's figures get wrong among themselves, in reading order.
pub fn warnings(document: &Document) -> Vec<Warning> {
    // News and plans speak of several places at once, and no row says of which.
    if document.kind == DocumentKind::Other {
        return Vec::new();
    }
    let names = document.indicators.iter().map(|row| bare(&row.indicator)).collect();
    let sheet = Sheet { document, names, index: CharIndex::new(&document.text) };
    let mut found = Vec::new();
    twice::check(&sheet, &mut found);
    parts::check(&sheet, &mut found);
    total::check(&sheet, &mut found);
    points::check(&sheet, &mut found);
    unit::check(&sheet, &mut found);
    // Stable: of two doubts about one figure the check that ran first, and says more, stays.
    found.sort_by_key(|warning| warning.at);
    found.dedup_by_key(|warning| warning.at);
    found
}

/// Looks again at a document whose rows a reader has corrected: it is doubted where its rows as they are now disagree. What
/// else it is warned of stays.
pub fn again(document: &mut Document) {
    let mut doubts = warnings(document);
    let rest = std::mem::take(&mut document.warnings);
    doubts.extend(rest.into_iter().filter(|warning| !CODES.contains(&warning.code.as_str())));
    document.warnings = doubts;
}

/// A document's rows, with its text at hand.
struct Sheet<'a> {
    document: &'a Document,
    /// The [`bare`] name of each row.
    names: Vec<String>,
    index: CharIndex,
}

impl Sheet<'_> {
    fn rows(&self) -> &[Indicator] {
        &self.document.indicators
    }

    /// The rows with their [`bare`] names.
    fn named_rows(&self) -> impl Iterator<Item = (&Indicator, &str)> {
        self.rows().iter().zip(self.names.iter().map(String::as_str))
    }

    fn slice(&self, span: Span) -> &str {
        self.index.slice(&self.document.text, span.start, span.end)
    }

    /// The sentence of a row up to its number.
    fn before(&self, row: &Indicator) -> &str {
        self.slice(Span { start: row.sentence.start, end: row.span.start })
    }

    /// The range of values that a row's figure stands for, in its unit's base: 5.2万人 is 51,500 to 52,500 人. Figures
    /// that differ by no more than this are one figure, rounded twice.
    fn range(&self, row: &Indicator) -> Range {
        let written = self.slice(row.span);
        let fraction = written.split_once(['.', '．']).map_or("", |(_, rest)| rest);
        let places = fraction.chars().take_while(char::is_ascii_digit).count();
        let base = row.amount.unwrap_or(row.value).0;
        let magnitude = if row.value.0 == 0.0 { 1.0 } else { base / row.value.0 };
        // A count without a magnitude is exact; 168亿元 and 5.2% were rounded.
        let exact = places == 0 && row.unit_base.is_some() && row.unit == row.unit_base;
        let half = if exact { 0.0 } else { magnitude * 0.5 / 10_f64.powi(i32::try_from(places).unwrap_or(0)) };
        // Half a unit of the last place, and a hair for binary fractions.
        let half = half + base.abs() * 1e-9;
        Range { value: base, half }
    }

    /// The text between a row's number and the clause before it.
    fn clause(&self, row: &Indicator) -> &str {
        self.before(row).rsplit(['，', ',', '；', ';', '：', ':', '、']).next().unwrap_or_default()
    }

    fn same_paragraph(&self, one: &Indicator, other: &Indicator) -> bool {
        !self.slice(Span { start: one.span.start, end: other.span.start }).contains('\n')
    }

    /// The sum of several figures, and by how much rounding may have moved it.
    fn sum(&self, rows: &[&Indicator]) -> (f64, f64) {
        rows.iter()
            .map(|row| self.range(row))
            .fold((0.0, 0.0), |(sum, half), range| (sum + range.value, half + range.half))
    }

    /// A warning about two places: `row` is where the reader is sent first.
    fn warning(&self, code: &str, row: &Indicator, other: &Indicator) -> Warning {
        self.warning_beside(code, row, Some(other))
    }

    /// A warning about one place, and a second if there is one.
    fn warning_beside(&self, code: &str, row: &Indicator, other: Option<&Indicator>) -> Warning {
        let mut parameters = Parameters::from([
            ("indicator".to_owned(), row.indicator.clone()),
            ("here".to_owned(), self.slice(row.span).to_owned()),
        ]);
        if let Some(other) = other {
            parameters.insert("other".to_owned(), other.indicator.clone());
            parameters.insert("there".to_owned(), self.slice(other.span).to_owned());
        }
        let against = other.map(|other| other.span.start);
        Warning { code: code.to_owned(), at: Some(row.span.start), against, parameters }
    }

    /// A warning about the parts of a whole; the reader is sent to `last` of them first.
    fn warning_of_parts(&self, code: &str, parts: &[&Indicator], last: &Indicator, whole: &Indicator) -> Warning {
        let mut warning = self.warning(code, last, whole);
        let parts: Vec<&str> = parts.iter().map(|part| self.slice(part.span)).collect();
        warning.parameters.insert("parts".to_owned(), parts.join("、"));
        warning
    }
}

/// A rounded figure.
#[derive(Clone, Copy, Debug)]
struct Range {
    value: f64,
    half: f64,
}

impl Range {
    /// Whether both may be roundings of one figure.
    fn agrees(self, other: Range) -> bool {
        (self.value - other.value).abs() <= self.half.max(other.half) * 1.001
    }

    /// Whether it is larger however both were rounded.
    fn exceeds(self, other: Range) -> bool {
        self.value - self.half > other.value + other.half
    }
}

/// Whether the engine is sure of a row with one figure.
fn sure(row: &Indicator) -> bool {
    row.confidence == Confidence::High && row.value_max.is_none() && row.average.is_none()
}

/// Whether it is, and the figure is meant exactly.
fn plain(row: &Indicator) -> bool {
    sure(row) && row.bound == Bound::Exact
}

/// A name without the words that say only that the whole place is meant, and without marks.
fn bare(name: &str) -> String {
    const SCOPES: [&str; 12] =
        ["全市", "全县", "全区", "全省", "全州", "全旗", "全镇", "全乡", "我市", "我县", "我区", "我省"];
    let mut plain = one_spelling(name);
    if let Some(scope) = SCOPES.iter().find(|scope| plain.starts_with(**scope)) {
        plain.drain(..scope.len());
    }
    plain
}

fn is_level(row: &Indicator) -> bool {
    row.kind == IndicatorType::Level
}

#[cfg(test)]
mod tests;
