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

/// What a press on a column's header makes of the sorted columns. Alone: that column, upwards, then downwards, then none.
/// `further`, with Shift: the same, behind the columns that sort already.
pub(super) fn press(sort: &mut Vec<(String, bool)>, column: &str, further: bool) {
    if !further && sort.len() != 1 {
        sort.clear();
    }
    match sort.iter().position(|(sorted, _)| sorted == column) {
        Some(at) if sort[at].1 => drop(sort.remove(at)),
        Some(at) => sort[at].1 = true,
        None if further => sort.push((column.to_owned(), false)),
        None => *sort = vec![(column.to_owned(), false)],
    }
}

/// What the choice of `column`, and whether it descends, makes of the sorted columns at `rank`, from 0: it takes that place; no
/// column ends them there. Each column has one place.
pub(super) fn choose(sort: &mut Vec<(String, bool)>, rank: usize, column: Option<(&str, bool)>) {
    match column {
        None => sort.truncate(rank),
        Some((column, down)) => {
            let chosen = (column.to_owned(), down);
            match sort.get_mut(rank) {
                Some(place) => *place = chosen,
                None => sort.push(chosen),
            }
            let mut at = 0..;
            sort.retain(|(other, _)| at.next() == Some(rank) || other != column);
        }
    }
}

/// The numbers of the rows that `filter` lets through, in its order, gathered as it says. `collate` sorts words as a reader
/// expects.
pub(super) fn select(
    document: &Document,
    facts: &Facts,
    filter: &Filter,
    collate: impl Fn(&mut Vec<&str>),
) -> Vec<u32> {
    let mut shown = facts.rows(document, filter);
    // The order by one column leaves equals as they were, so the one that decides first comes last.
    for (column, descending) in filter.sort.iter().rev() {
        sort(&mut shown, &document.indicators, column, *descending, &collate);
    }
    groups::gather(&mut shown, &document.indicators, filter.group);
    shown
}

/// Sorts by a column; rows with nothing in it come last either way, equals stay as they were.
fn sort(shown: &mut [u32], rows: &[Indicator], column: &str, descending: bool, collate: &impl Fn(&mut Vec<&str>)) {
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
    use super::{choose, press, select};
    use crate::state::{Filter, Group};

    fn shown(filter: &Filter) -> Vec<u32> {
        let document = document();
        select(&document, &facts(&document), filter, |words| words.sort_unstable())
    }

    fn sorted(column: &str, descending: bool) -> Vec<u32> {
        sorted_by(&[(column, descending)])
    }

    fn sorted_by(columns: &[(&str, bool)]) -> Vec<u32> {
        shown(&Filter { sort: keys(columns), ..Filter::default() })
    }

    fn keys(columns: &[(&str, bool)]) -> Vec<(String, bool)> {
        columns.iter().map(|&(column, descending)| (column.to_owned(), descending)).collect()
    }

    #[test]
    fn amounts_sort_by_size_whatever_the_unit_and_blanks_come_last() {
        assert_eq!(sorted("value", false), [2, 1, 0]);
        assert_eq!(sorted("value", true), [0, 1, 2]);
        assert_eq!(sorted("domain", false), [2, 0, 1]);
        assert_eq!(sorted("domain", true), [0, 2, 1]);
        assert_eq!(sorted("period", true), [0, 1, 2]);
    }

    // 0 and 2 are targets, 1 is a result; only 2 has no period, only 1 no domain.
    #[test]
    fn a_further_column_orders_what_is_equal_in_those_before_it() {
        assert_eq!(sorted_by(&[("status", false)]), [1, 0, 2]);
        assert_eq!(sorted_by(&[("status", false), ("value", false)]), [1, 2, 0]);
        assert_eq!(sorted_by(&[("status", true), ("value", false)]), [2, 0, 1]);
        assert_eq!(sorted_by(&[("value", false), ("status", true)]), [2, 1, 0], "no two are equal");
        assert_eq!(sorted_by(&[("unit", true), ("status", false), ("sentence", true)]), [1, 0, 2], "equals stay");
    }

    #[test]
    fn blanks_come_last_in_a_further_column_either_way() {
        for descending in [false, true] {
            assert_eq!(sorted_by(&[("status", true), ("period", descending)]), [0, 2, 1]);
            assert_eq!(sorted_by(&[("unit", false), ("domain", descending)])[2], 1);
        }
        assert_eq!(sorted_by(&[("no-such-column", true), ("value", false)]), [2, 1, 0]);
    }

    #[test]
    fn a_press_sorts_by_a_column_alone_and_with_shift_by_a_further_one() {
        let mut sort = Vec::new();
        let mut pressed = |column: &str, further: bool| {
            press(&mut sort, column, further);
            sort.iter().map(|(column, down)| format!("{}{column}", if *down { "-" } else { "+" })).collect::<String>()
        };
        let (alone, further) = (false, true);
        assert_eq!(pressed("value", alone), "+value");
        assert_eq!(pressed("value", alone), "-value");
        assert_eq!(pressed("period", further), "-value+period");
        assert_eq!(pressed("unit", further), "-value+period+unit");
        assert_eq!(pressed("period", further), "-value-period+unit");
        assert_eq!(pressed("period", further), "-value+unit");
        assert_eq!(pressed("unit", alone), "+unit", "alone, one that was among several is the only one");
        assert_eq!(pressed("unit", alone), "-unit");
        assert_eq!(pressed("unit", alone), "");
        assert_eq!(pressed("unit", further), "+unit");
        assert_eq!(pressed("value", alone), "+value");
    }

    #[test]
    fn a_choice_takes_its_rank_and_no_column_has_two() {
        let mut sort = Vec::new();
        let mut chosen = |rank: usize, column: Option<(&str, bool)>| {
            choose(&mut sort, rank, column);
            sort.iter().map(|(column, down)| format!("{}{column}", if *down { "-" } else { "+" })).collect::<String>()
        };
        assert_eq!(chosen(0, Some(("status", false))), "+status");
        assert_eq!(chosen(1, Some(("value", true))), "+status-value");
        assert_eq!(chosen(2, Some(("period", false))), "+status-value+period");
        assert_eq!(chosen(0, Some(("value", false))), "+value+period", "a column that is chosen again moves");
        assert_eq!(chosen(1, Some(("value", true))), "-value");
        assert_eq!(chosen(1, Some(("unit", false))), "-value+unit");
        assert_eq!(chosen(0, None), "");
    }

    #[test]
    fn rows_are_sorted_within_their_groups() {
        let sort = keys(&[("value", false)]);
        assert_eq!(shown(&Filter { sort: sort.clone(), group: Group::Section, ..Filter::default() }), [0, 1, 2]);
        assert_eq!(shown(&Filter { sort, group: Group::Domain, ..Filter::default() }), [2, 0, 1]);
    }
}
