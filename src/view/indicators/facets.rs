//! By what the table can be narrowed. In: a document and a [`Filter`]. Out: which rows it lets through, and how many each
//! choice of each facet would give. A row is looked at once: the facets that refuse it are a set of bits, and it counts
//! for a facet's choices where no other facet refuses it.

use super::domain;
use crate::state::Filter;
use gangmu_export::order::sort_by_key;
use gangmu_model::{Bound, CharIndex, Checked, Document, Indicator, IndicatorType, Section, Status};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// The statuses, in the order in which they are offered.
pub(super) const STATUSES: [Status; 3] = [Status::Actual, Status::Target, Status::Other];
/// The types, in the order in which they are offered.
pub(super) const KINDS: [IndicatorType; 5] =
    [IndicatorType::Level, IndicatorType::Change, IndicatorType::Rank, IndicatorType::RankChange, IndicatorType::Gap];
/// The bounds, in the order in which they are offered.
pub(super) const BOUNDS: [Bound; 4] = [Bound::Exact, Bound::AtLeast, Bound::AtMost, Bound::About];

/// One way to narrow the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Facet {
    /// Words of the text filter.
    Text,
    /// Result or target.
    Status,
    /// Kind of number.
    Kind,
    /// How exactly it is meant.
    Bound,
    /// Domain, of those shown.
    Domain,
    /// Heading of the top level.
    Section,
    /// Period.
    Period,
    /// Whether a reader has checked it.
    Checked,
}

impl Facet {
    /// All of them, in the order in which their chips stand.
    pub(super) const ALL: [Self; 8] =
        [Self::Text, Self::Status, Self::Kind, Self::Bound, Self::Domain, Self::Section, Self::Period, Self::Checked];

    const fn bit(self) -> u8 {
        1 << self as u8
    }

    /// Whether `filter` narrows by it.
    pub(super) fn is_on(self, filter: &Filter) -> bool {
        match self {
            Self::Text => !filter.text.trim().is_empty(),
            Self::Status => filter.status.is_some(),
            Self::Kind => filter.kind.is_some(),
            Self::Bound => filter.bound.is_some(),
            Self::Domain => filter.domain.is_some(),
            Self::Section => filter.section.is_some(),
            Self::Period => filter.period.is_some(),
            Self::Checked => filter.checked.is_some(),
        }
    }

    /// Takes it out of `filter`.
    pub(super) fn drop_from(self, filter: &mut Filter) {
        match self {
            Self::Text => filter.text.clear(),
            Self::Status => filter.status = None,
            Self::Kind => filter.kind = None,
            Self::Bound => filter.bound = None,
            Self::Domain => filter.domain = None,
            Self::Section => filter.section = None,
            Self::Period => filter.period = None,
            Self::Checked => filter.checked = None,
        }
    }
}

/// What the filters look at in one row.
#[derive(Debug)]
struct Traits {
    /// Its domain's place among those shown.
    domain: Option<usize>,
    /// Its heading of the top level, by its place among the sections.
    section: Option<u32>,
    /// Its period's place among [`Facts::periods`].
    period: Option<usize>,
}

/// What the filters look at in a document, made once: a keystroke looks at thousands of rows.
#[derive(Debug)]
pub(super) struct Facts {
    index: Arc<CharIndex>,
    rows: Vec<Traits>,
    /// The words of each row, in lower case; the table is on the screen before they are made.
    haystacks: OnceLock<Vec<String>>,
    /// The headings of the top level that have rows, in reading order.
    sections: Vec<u32>,
    /// The periods, earliest first.
    periods: Vec<String>,
}

impl Facts {
    /// Of the rows of `document`.
    pub(super) fn new(document: &Document, index: Arc<CharIndex>) -> Self {
        let rows = &document.indicators;
        let distinct: BTreeSet<&String> = rows.iter().filter_map(|row| row.period.as_ref()).collect();
        let mut periods: Vec<String> = distinct.into_iter().cloned().collect();
        sort_by_key(&mut periods, |period| period_order(period).to_owned());
        let traits = |row: &Indicator| Traits {
            domain: row.domain.as_deref().and_then(domain::shown).map(|domain| domain.order),
            section: row.section.and_then(|section| top(&document.sections, section)),
            period: row.period.as_ref().and_then(|period| periods.iter().position(|known| known == period)),
        };
        let traits: Vec<Traits> = rows.iter().map(traits).collect();
        let mut sections: Vec<u32> = traits.iter().filter_map(|row| row.section).collect();
        sort_by_key(&mut sections, |&section| section);
        sections.dedup();
        Self { index, rows: traits, haystacks: OnceLock::new(), sections, periods }
    }

    /// Makes what a text filter looks into, if that has not been done: the first word is found as fast as the next then.
    pub(super) fn prepare(&self, document: &Document) {
        self.haystacks(document);
    }

    fn haystacks(&self, document: &Document) -> &[String] {
        let made = || document.indicators.iter().map(|row| haystack(document, &self.index, row)).collect();
        self.haystacks.get_or_init(made)
    }

    /// The rows of `document` that `filter` lets through, in reading order.
    pub(super) fn rows(&self, document: &Document, filter: &Filter) -> Vec<u32> {
        let wanted = Wanted::new(self, filter);
        let refused = self.refused(document, &wanted);
        refused.enumerate().filter(|&(_, facets)| facets == 0).map(|(at, _)| at as u32).collect()
    }

    /// The facets that refuse each row of `document`, as bits.
    fn refused<'a>(&'a self, document: &'a Document, wanted: &'a Wanted<'_>) -> impl Iterator<Item = u8> + 'a {
        let haystacks = if wanted.words.is_empty() { &[] } else { self.haystacks(document) };
        let rows = document.indicators.iter().zip(&self.rows).enumerate();
        rows.map(|(at, (row, traits))| wanted.refused_by(row, traits, haystacks.get(at).map_or("", String::as_str)))
    }
}

/// Periods are made to sort by their characters; `..2022` belongs beside 2022.
pub(super) fn period_order(period: &str) -> &str {
    period.trim_start_matches('.')
}

/// The section around `section` that has none around it.
fn top(sections: &[Section], section: u32) -> Option<u32> {
    let mut at = section;
    // A heading stands before what it is around; whatever else a file may say, this ends.
    for _ in 0..=sections.len() {
        match sections.get(at as usize)?.parent {
            Some(parent) => at = parent,
            None => return Some(at),
        }
    }
    None
}

/// What a text filter looks into: name, canonical name, action, number, unit, sentence.
fn haystack(document: &Document, index: &CharIndex, row: &Indicator) -> String {
    let text = document.text.as_str();
    let sentence = index.slice(text, row.sentence.start, row.sentence.end);
    let number = index.slice(text, row.span.start, row.span.end);
    let optional = [&row.name, &row.action, &row.unit].map(|word| word.as_deref().unwrap_or_default());
    [&[row.indicator.as_str(), number, sentence], &optional[..]].concat().join("\n").to_ascii_lowercase()
}

/// A filter, ready to be held against rows.
struct Wanted<'a> {
    filter: &'a Filter,
    words: Vec<String>,
    domain: Option<usize>,
    period: Option<usize>,
}

/// The place of what no row has.
const NOWHERE: usize = usize::MAX;

impl<'a> Wanted<'a> {
    fn new(facts: &Facts, filter: &'a Filter) -> Self {
        let words = filter.text.split_whitespace().map(str::to_ascii_lowercase).collect();
        let domain = filter.domain.as_deref();
        let domain = domain.map(|name| domain::shown(name).map_or(NOWHERE, |domain| domain.order));
        let period = filter.period.as_ref();
        let period = period.map(|period| facts.periods.iter().position(|known| known == period).unwrap_or(NOWHERE));
        Self { filter, words, domain, period }
    }

    /// The facets that refuse a row with these words, as bits.
    fn refused_by(&self, row: &Indicator, traits: &Traits, haystack: &str) -> u8 {
        let filter = self.filter;
        let mut bits = 0;
        let mut ask = |facet: Facet, refused: bool| bits |= if refused { facet.bit() } else { 0 };
        ask(Facet::Status, filter.status.is_some_and(|status| row.status != status));
        ask(Facet::Kind, filter.kind.is_some_and(|kind| row.kind != kind));
        ask(Facet::Bound, filter.bound.is_some_and(|bound| row.bound != bound));
        ask(Facet::Domain, self.domain.is_some() && traits.domain != self.domain);
        ask(Facet::Section, filter.section.is_some() && traits.section != filter.section);
        ask(Facet::Period, self.period.is_some() && traits.period != self.period);
        ask(Facet::Checked, filter.checked.is_some_and(|checked| is_checked(row) != checked));
        ask(Facet::Text, !self.words.iter().all(|word| haystack.contains(word.as_str())));
        bits
    }
}

fn is_checked(row: &Indicator) -> bool {
    row.checked != Checked::No
}

/// How many rows each choice would give, all other filters as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// By [`STATUSES`].
    pub status: [usize; 3],
    /// By [`KINDS`].
    pub kind: [usize; 5],
    /// By [`BOUNDS`].
    pub bound: [usize; 4],
    /// By [`domain::SHOWN`].
    pub domain: [usize; 10],
    /// The headings of the top level, by their places among the sections.
    pub section: Vec<(u32, usize)>,
    /// The periods, earliest first.
    pub period: Vec<(String, usize)>,
    /// Rows that nobody has checked, and rows that a reader has.
    pub checked: [usize; 2],
    /// How many there would be without a facet, by [`Facet`].
    pub without: [usize; 8],
}

impl Counts {
    /// Counts the rows of `document`.
    pub(super) fn new(document: &Document, facts: &Facts, filter: &Filter) -> Self {
        let wanted = Wanted::new(facts, filter);
        let mut counts = Self {
            section: facts.sections.iter().map(|&section| (section, 0)).collect(),
            period: facts.periods.iter().map(|period| (period.clone(), 0)).collect(),
            ..Self::default()
        };
        let rows = document.indicators.iter().zip(&facts.rows).zip(facts.refused(document, &wanted));
        for ((row, traits), refused) in rows {
            for facet in Facet::ALL {
                if refused & !facet.bit() != 0 {
                    continue;
                }
                counts.without[facet as usize] += 1;
                match facet {
                    Facet::Text => {}
                    Facet::Status => counts.status[row.status as usize] += 1,
                    Facet::Kind => counts.kind[row.kind as usize] += 1,
                    Facet::Bound => counts.bound[row.bound as usize] += 1,
                    Facet::Checked => counts.checked[usize::from(is_checked(row))] += 1,
                    Facet::Domain => {
                        if let Some(count) = traits.domain.and_then(|domain| counts.domain.get_mut(domain)) {
                            *count += 1;
                        }
                    }
                    Facet::Section => {
                        let of = traits.section.and_then(|section| facts.sections.binary_search(&section).ok());
                        if let Some((_, count)) = of.and_then(|at| counts.section.get_mut(at)) {
                            *count += 1;
                        }
                    }
                    Facet::Period => {
                        if let Some((_, count)) = traits.period.and_then(|period| counts.period.get_mut(period)) {
                            *count += 1;
                        }
                    }
                }
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{document, facts};
    use super::{Counts, Facet};
    use crate::state::Filter;
    use gangmu_model::{Bound, Checked, Status};

    fn shown(filter: &Filter) -> Vec<u32> {
        let document = document();
        facts(&document).rows(&document, filter)
    }

    #[test]
    fn all_words_of_the_filter_must_be_there() {
        assert_eq!(shown(&Filter { text: "gep 万亩".to_owned(), ..Filter::default() }), [0, 1, 2]);
        assert_eq!(shown(&Filter { text: "gep 竹".to_owned(), ..Filter::default() }), [1]);
        assert_eq!(shown(&Filter { status: Some(Status::Target), ..Filter::default() }), [0, 2]);
    }

    #[test]
    fn rows_are_filtered_by_domain_bound_top_heading_and_period() {
        assert_eq!(shown(&Filter { domain: Some("三农".to_owned()), ..Filter::default() }), [0]);
        // 基建 is shown as 投资.
        assert_eq!(shown(&Filter { domain: Some("投资".to_owned()), ..Filter::default() }), [2]);
        assert_eq!(shown(&Filter { domain: Some("天文".to_owned()), ..Filter::default() }), [0_u32; 0]);
        assert_eq!(shown(&Filter { bound: Some(Bound::AtLeast), ..Filter::default() }), [1]);
        // The second row stands under a heading within the first one.
        assert_eq!(shown(&Filter { section: Some(0), ..Filter::default() }), [0, 1]);
        assert_eq!(shown(&Filter { section: Some(2), ..Filter::default() }), [2]);
        assert_eq!(shown(&Filter { period: Some("2031".to_owned()), ..Filter::default() }), [0]);
        assert_eq!(shown(&Filter { period: Some("2040".to_owned()), ..Filter::default() }), [0_u32; 0]);
    }

    #[test]
    fn a_facet_counts_what_it_would_give() {
        let document = document();
        let count = |filter: &Filter| Counts::new(&document, &facts(&document), filter);
        let filter = Filter { text: "茶园".to_owned(), status: Some(Status::Actual), ..Filter::default() };
        let counts = count(&filter);
        assert_eq!(counts.status, [1, 2, 0]);
        assert_eq!(counts.kind, [0, 1, 0, 0, 0]);
        assert_eq!(counts.bound, [0, 1, 0, 0]);
        assert_eq!(counts.checked, [1, 0]);
        assert_eq!(counts.section, [(0, 1), (2, 0)]);
        assert_eq!(counts.without[Facet::Status as usize], 3);
        assert_eq!(counts.without[Facet::Text as usize], 1);
        let counts = count(&Filter { section: Some(2), ..Filter::default() });
        assert_eq!(counts.section, [(0, 2), (2, 1)]);
        assert_eq!(counts.domain, [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
        // Earliest first; up to a year stands beside it.
        let periods = [("..2030".to_owned(), 0), ("2031".to_owned(), 0)];
        assert_eq!(counts.period, periods);
    }

    #[test]
    fn rows_are_filtered_by_whether_they_are_checked() {
        let mut document = document();
        document.indicators[1].checked = Checked::Edited;
        let facts = facts(&document);
        let shown = |checked| {
            let filter = Filter { checked, ..Filter::default() };
            (facts.rows(&document, &filter), Counts::new(&document, &facts, &filter).checked)
        };
        assert_eq!(shown(Some(true)), (vec![1], [2, 1]));
        assert_eq!(shown(Some(false)), (vec![0, 2], [2, 1]));
        assert_eq!(shown(None).0, [0, 1, 2]);
    }

    #[test]
    fn every_facet_that_is_on_can_be_taken_out() {
        let mut filter = Filter {
            text: "茶".to_owned(),
            status: Some(Status::Target),
            kind: Some(gangmu_model::IndicatorType::Gap),
            bound: Some(Bound::About),
            domain: Some("三农".to_owned()),
            section: Some(0),
            period: Some("2031".to_owned()),
            checked: Some(true),
            ..Filter::default()
        };
        for facet in Facet::ALL {
            assert!(facet.is_on(&filter), "{facet:?}");
            facet.drop_from(&mut filter);
            assert!(!facet.is_on(&filter), "{facet:?}");
        }
        assert_eq!(filter, Filter::default());
    }
}
