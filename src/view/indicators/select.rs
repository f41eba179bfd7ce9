//! Which rows of the table are shown, and in which order. In: a document and a [`Filter`]. Out: row numbers. Pure; how
//! words are ordered is the caller's, who has the browser's collation.

use super::domain;
use super::facets::{Facts, period_order};
use super::groups;
use crate::state::Filter;
use gangmu_export::order::{sort_by, sort_by_key};
use gangmu_model::{Document, Indicator};
use std::cmp::Ordering;
use std::collections::HashMap;

/// The numbers of the rows that `filter` lets through, in its order, gathered as it says. `collate` sorts words as a reader
/// expects.
pub(super) fn select(
    document: &Document,
    facts: &Facts,
    filter: &Filter,
    collate: impl FnOnce(&mut Vec<&str>),
) -> Vec<u32> {
    let mut shown = facts.rows(document, filter);
    if let Some((column, descending)) = &filter.sort {
        sort(&mut shown, &document.indicators, column, *descending, collate);
    }
    groups::gather(&mut shown, &document.indicators, filter.group);
    shown
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
            if column == "period" {
                sort_by_key(&mut distinct, |period| period_order(period));
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
    use super::super::sample::{document, facts};
    use super::select;
    use crate::state::{Filter, Group};

    fn shown(filter: &Filter) -> Vec<u32> {
        let document = document();
        select(&document, &facts(&document), filter, |words| words.sort_unstable())
    }

    fn sorted(column: &str, descending: bool) -> Vec<u32> {
        shown(&Filter { sort: Some((column.to_owned(), descending)), ..Filter::default() })
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
    fn rows_are_sorted_within_their_groups() {
        let sort = Some(("value".to_owned(), false));
        assert_eq!(shown(&Filter { sort: sort.clone(), group: Group::Section, ..Filter::default() }), [0, 1, 2]);
        assert_eq!(shown(&Filter { sort, group: Group::Domain, ..Filter::default() }), [2, 0, 1]);
    }
}
