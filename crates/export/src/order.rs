//! Sorting: a list and its order in, the sorted list out; compiled once.

use std::cmp::Ordering;

/// Sorts a list, equals staying as they were. The standard library's sort is compiled anew for every type and closure, and
/// a reader downloads five kilobytes each time; here it is always places that are sorted.
pub fn sort_by<T: Clone>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let sorted: Vec<T> =
        order(items.len(), &|a, b| compare(&items[a], &items[b])).into_iter().map(|at| items[at].clone()).collect();
    items.clone_from_slice(&sorted);
}

/// Sorts a list by what `key` says of each, equals staying as they were.
pub fn sort_by_key<T: Clone, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// The places from 0 to `count` in the order of what stands there.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|&a, &b| compare(a, b));
    places
}

#[cfg(test)]
mod tests {
    use super::{sort_by, sort_by_key};

    #[test]
    fn equals_stay_as_they_were() {
        let mut words = ["丙二", "甲一", "乙二", "丁一"];
        sort_by_key(&mut words, |word| word.chars().last());
        assert_eq!(words, ["甲一", "丁一", "丙二", "乙二"]);
        let mut sizes = [2.0_f64, 3.5, 1.0];
        sort_by(&mut sizes, |a, b| b.total_cmp(a));
        assert!(sizes.is_sorted_by(|a, b| a > b));
    }
}
