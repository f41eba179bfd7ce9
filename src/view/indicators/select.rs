//! Which rows of the table are shown, and in which order. In: a document and a [`Filter`]. Out: row numbers, and what
//! each filter would give. Pure; how words are ordered is the caller's, who has the browser's collation.

use crate::state::Filter;
use crate::view::indicators::domain;
use gangmu_export::order::{sort_by, sort_by_key};
use gangmu_model::{CharIndex, Checked, Document, Indicator, IndicatorType, Status};
use std::cmp::Ordering;
use std::collections::HashMap;

/// The statuses, in the order in which they are offered.
pub(super) const STATUSES: [Status; 3] = [Status::Actual, Status::Target, Status::Other];
/// The types, in the order in which they are offered.
pub(super) const KINDS: [IndicatorType; 5] =
    [IndicatorType::Level, IndicatorType::Change, IndicatorType::Rank, IndicatorType::RankChange, IndicatorType::Gap];

/// For each row what a filter looks into: name, canonical name, action, number, unit, sentence; in lower case.
pub(super) fn haystacks(document: &Document, index: &CharIndex) -> Vec<String> {
    let text = document.text.as_str();
    let haystack = |row: &Indicator| {
        let sentence = index.slice(text, row.sentence.start, row.sentence.end);
        let number = index.slice(text, row.span.start, row.span.end);
        let optional = [&row.name, &row.action, &row.unit].map(|word| word.as_deref().unwrap_or_default());
        [&[row.indicator.as_str(), number, sentence], &optional[..]].concat().join("\n").to_ascii_lowercase()
    };
    document.indicators.iter().map(haystack).collect()
}

/// How many rows each choice would give, all other filters as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// By [`STATUSES`], whatever the status filter says.
    pub status: [usize; 3],
    /// By [`KINDS`], whatever the type filter says.
    pub kind: [usize; 5],
    /// Rows that nobody has checked, and rows that a reader has, whatever the filter says about that.
    pub checked: [usize; 2],
    /// Without the words of the text filter.
    pub without_text: usize,
}

impl Counts {
    /// Counts the rows of `document`.
    pub(super) fn new(document: &Document, haystacks: &[String], filter: &Filter) -> Self {
        let words = words(&filter.text);
        let mut counts = Self::default();
        for (row, haystack) in document.indicators.iter().zip(haystacks) {
            let status = filter.status.is_none_or(|status| row.status == status);
            let kind = filter.kind.is_none_or(|kind| row.kind == kind);
            let text = contains(haystack, &words);
            let checked = filter.checked.is_none_or(|checked| is_checked(row) == checked);
            if kind && text && checked {
                counts.status[row.status as usize] += 1;
            }
            if status && text && checked {
                counts.kind[row.kind as usize] += 1;
            }
            if status && kind && text {
                counts.checked[usize::from(is_checked(row))] += 1;
            }
            counts.without_text += usize::from(status && kind && checked);
        }
        counts
    }
}

/// The numbers of the rows that `filter` lets through, in its order. `collate` sorts words as a reader expects.
pub(super) fn select(
    document: &Document,
    haystacks: &[String],
    filter: &Filter,
    collate: impl FnOnce(&mut Vec<&str>),
) -> Vec<u32> {
    let words = words(&filter.text);
    let rows = &document.indicators;
    let mut shown: Vec<u32> = (0..rows.len() as u32)
        .filter(|&i| {
            let row = &rows[i as usize];
            filter.status.is_none_or(|status| row.status == status)
                && filter.kind.is_none_or(|kind| row.kind == kind)
                && filter.checked.is_none_or(|checked| is_checked(row) == checked)
                && contains(&haystacks[i as usize], &words)
        })
        .collect();
    if let Some((column, descending)) = &filter.sort {
        sort(&mut shown, rows, column, *descending, collate);
    }
    shown
}

fn is_checked(row: &Indicator) -> bool {
    row.checked != Checked::No
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_ascii_lowercase).collect()
}

fn contains(haystack: &str, words: &[String]) -> bool {
    words.iter().all(|word| haystack.contains(word.as_str()))
}

/// Sorts by a column; rows with nothing in it come last either way, equals stay in reading order.
fn sort(shown: &mut [u32], rows: &[Indicator], column: &str, descending: bool, collate: impl FnOnce(&mut Vec<&str>)) {
    let row = |i: u32| &rows[i as usize];
    let text = |i: u32| -> Option<&str> {
        match column {
            "indicator" => Some(row(i).indicator.as_str()),
            "unit" => row(i).unit.as_deref(),
            "action" => row(i).action.as_deref(),
            _ => row(i).period.as_deref(),
        }
    };
    let order = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) if descending => b.total_cmp(&a),
        (Some(a), Some(b)) => a.total_cmp(&b),
        (None, None) => Ordering::Equal,
        (None, _) => Ordering::Greater,
        (_, None) => Ordering::Less,
    };
    let by = |shown: &mut [u32], key: &dyn Fn(u32) -> Option<f64>| sort_by(shown, |&a, &b| order(key(a), key(b)));
    match column {
        "value" => by(shown, &|i| Some(row(i).amount.unwrap_or(row(i).value).0)),
        "bound" => by(shown, &|i| Some(f64::from(row(i).bound as u8))),
        "status" => by(shown, &|i| Some(f64::from(row(i).status as u8))),
        "domain" => by(shown, &|i| row(i).domain.as_deref().and_then(domain::shown).map(|domain| domain.order as f64)),
        "sentence" => by(shown, &|i| Some(f64::from(row(i).span.start))),
        "indicator" | "unit" | "action" | "period" => {
            let mut distinct: Vec<&str> = shown.iter().filter_map(|&i| text(i)).collect();
            sort_by_key(&mut distinct, |&word| word);
            distinct.dedup();
            // Periods are made to sort by their characters; `..2022` belongs beside 2022.
            if column == "period" {
                sort_by_key(&mut distinct, |period| period.trim_start_matches('.'));
            } else {
                collate(&mut distinct);
            }
            let ranks: HashMap<&str, f64> =
                distinct.into_iter().enumerate().map(|(i, word)| (word, i as f64)).collect();
            by(shown, &|i| text(i).and_then(|word| ranks.get(word).copied()));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, haystacks, select};
    use crate::state::Filter;
    use gangmu_model::{
        Bound, CharIndex, Checked, Confidence, Document, DocumentKind, Indicator, IndicatorType, Number, SourceInfo,
        Span, Status,
    };

    fn row(indicator: &str, value: f64, amount: Option<f64>, status: Status, domain: Option<&str>) -> Indicator {
        Indicator {
            indicator: indicator.to_owned(),
            name: None,
            domain: domain.map(str::to_owned),
            action: None,
            value: Number(value),
            value_max: None,
            unit: Some("万亩".to_owned()),
            amount: amount.map(Number),
            unit_base: None,
            kind: if value < 10.0 { IndicatorType::Level } else { IndicatorType::Change },
            multiple: None,
            direction: None,
            bound: Bound::Exact,
            status,
            stretch: false,
            period: None,
            average: None,
            base: None,
            scope: None,
            parent: None,
            section: None,
            span: Span { start: 0, end: 1 },
            sentence: Span { start: 0, end: 8 },
            rule: "plain".to_owned(),
            confidence: Confidence::High,
            checked: Checked::No,
        }
    }

    fn document() -> Document {
        let source = SourceInfo { name: String::new(), format: "text".to_owned(), encoding: None, index: 0 };
        Document {
            id: String::new(),
            kind: DocumentKind::Report,
            source,
            title: String::new(),
            region: None,
            year: None,
            date: None,
            speaker: None,
            sureness: gangmu_model::Sureness::default(),
            sketch: String::new(),
            text: "茶园扩到GEP试点。".to_owned(),
            removed: Vec::new(),
            sections: Vec::new(),
            notes: Vec::new(),
            indicators: vec![
                row("茶园", 3.0, Some(30_000.0), Status::Target, Some("三农")),
                row("竹林", 20.0, Some(20.0), Status::Actual, None),
                row("高铁", 5.0, None, Status::Target, Some("基建")),
            ],
            commitments: Vec::new(),
            terms: Vec::new(),
            warnings: Vec::new(),
        }
    }

    fn shown(filter: &Filter) -> Vec<u32> {
        let document = document();
        let haystacks = haystacks(&document, &CharIndex::new(&document.text));
        select(&document, &haystacks, filter, |words| words.sort_unstable())
    }

    fn sorted(column: &str, descending: bool) -> Vec<u32> {
        shown(&Filter { sort: Some((column.to_owned(), descending)), ..Filter::default() })
    }

    #[test]
    fn all_words_of_the_filter_must_be_there() {
        assert_eq!(shown(&Filter { text: "gep 万亩".to_owned(), ..Filter::default() }), [0, 1, 2]);
        assert_eq!(shown(&Filter { text: "gep 竹".to_owned(), ..Filter::default() }), [1]);
        assert_eq!(shown(&Filter { status: Some(Status::Target), ..Filter::default() }), [0, 2]);
    }

    #[test]
    fn amounts_sort_by_size_whatever_the_unit_and_blanks_come_last() {
        assert_eq!(sorted("value", false), [2, 1, 0]);
        assert_eq!(sorted("value", true), [0, 1, 2]);
        assert_eq!(sorted("domain", false), [2, 0, 1]);
        assert_eq!(sorted("domain", true), [0, 2, 1]);
        assert_eq!(sorted("period", true), [0, 1, 2]);
    }

    #[test]
    fn a_facet_counts_what_it_would_give() {
        let document = document();
        let haystacks = haystacks(&document, &CharIndex::new(&document.text));
        let filter = Filter { text: "茶园".to_owned(), status: Some(Status::Actual), ..Filter::default() };
        let counts = Counts::new(&document, &haystacks, &filter);
        assert_eq!(counts.status, [1, 2, 0]);
        assert_eq!(counts.kind, [0, 1, 0, 0, 0]);
        assert_eq!(counts.without_text, 1);
        assert_eq!(counts.checked, [1, 0]);
    }

    #[test]
    fn rows_are_filtered_by_whether_they_are_checked() {
        let mut document = document();
        document.indicators[1].checked = Checked::Edited;
        let haystacks = haystacks(&document, &CharIndex::new(&document.text));
        let shown = |checked| {
            let filter = Filter { checked, ..Filter::default() };
            (select(&document, &haystacks, &filter, |_| ()), Counts::new(&document, &haystacks, &filter).checked)
        };
        assert_eq!(shown(Some(true)), (vec![1], [2, 1]));
        assert_eq!(shown(Some(false)), (vec![0, 2], [2, 1]));
        assert_eq!(shown(None).0, [0, 1, 2]);
    }
}
