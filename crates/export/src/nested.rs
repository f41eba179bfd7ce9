//! Terms inside of longer terms. In: a report and its terms, or the places where they are counted. Out: every place where
//! a term is written, and the longer term around a place. A count has the longest term at a place only, so 人才 is not
//! counted where 人才工程 stands; a reader may want to see it there all the same.

use crate::order::sort_by_key;
use gangmu_model::{Document, Role};

/// For each of `terms` the characters where it is written, whatever else is counted there: ascending, not overlapping,
/// and not in a glossary, which repeats the report.
pub fn as_written(document: &Document, terms: &[&str]) -> Vec<Vec<u32>> {
    let text = document.text.as_str();
    let mut by_first: Vec<(char, usize)> =
        terms.iter().enumerate().filter_map(|(at, term)| term.chars().next().map(|first| (first, at))).collect();
    sort_by_key(&mut by_first, |&(first, _)| first);
    let lengths: Vec<u32> = terms.iter().map(|term| term.chars().count() as u32).collect();
    let mut skipped = document.sections.iter().filter(|section| section.role == Role::Glossary).peekable();
    let mut places = vec![Vec::<u32>::new(); terms.len()];
    for (at, (byte, c)) in text.char_indices().enumerate() {
        let at = at as u32;
        while skipped.peek().is_some_and(|section| section.end <= at) {
            skipped.next();
        }
        if skipped.peek().is_some_and(|section| section.start <= at) {
            continue;
        }
        let from = by_first.partition_point(|&(first, _)| first < c);
        for &(_, term) in by_first[from..].iter().take_while(|&&(first, _)| first == c) {
            let free = places[term].last().is_none_or(|&last| at >= last + lengths[term]);
            if free && text[byte..].starts_with(terms[term]) {
                places[term].push(at);
            }
        }
    }
    places
}

/// Every place of a term, whether it is counted there or not, ascending. (Where a text mixes simplified and traditional
/// characters, a counted place may be written otherwise than the term.)
pub fn all_places(document: &Document, term: &str, counted: &[u32]) -> Vec<u32> {
    let mut places = as_written(document, &[term]).pop().unwrap_or_default();
    for &at in counted {
        if let Err(before) = places.binary_search(&at) {
            places.insert(before, at);
        }
    }
    places
}

/// Where the terms of a report are counted: no two of them at one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// First character, one past the last, and which term; ascending.
    spans: Vec<(u32, u32, u32)>,
}

impl Counted {
    /// The places of terms, given as each term's length in characters and its places.
    pub fn new<'a>(terms: impl Iterator<Item = (u32, &'a [u32])>) -> Self {
        let mut spans = Vec::new();
        for (term, (length, places)) in terms.enumerate() {
            spans.extend(places.iter().map(|&at| (at, at + length, term as u32)));
        }
        sort_by_key(&mut spans, |&(start, ..)| start);
        Self { spans }
    }

    /// The longer term around the `length` characters from `at` on: its first character, one past its last, which it is.
    pub fn around(&self, at: u32, length: u32) -> Option<(u32, u32, usize)> {
        let begun = self.spans.partition_point(|&(start, ..)| start <= at);
        let (start, end, term) = *self.spans.get(begun.checked_sub(1)?)?;
        (end >= at + length && end - start > length).then_some((start, end, term as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::{Counted, all_places, as_written};
    use crate::row::tests::report;
    use gangmu_model::{Role, Section};

    #[test]
    fn a_term_is_found_in_longer_ones_and_not_in_a_glossary() {
        //                     0    5    10   15    20
        let mut document = report("茶叶基地和茶叶市场，8个𬭎山茶叶茶叶。茶叶：茶的叶。", "8个", 8.0, None);
        assert_eq!(
            as_written(&document, &["茶叶", "茶叶基地", "没有", ""]),
            [vec![0, 5, 14, 16, 19], vec![0], vec![], vec![]]
        );
        let glossary = Section { start: 19, end: 26, role: Role::Glossary, ..document.sections[0].clone() };
        document.sections.push(glossary);
        assert_eq!(as_written(&document, &["茶叶"]), [vec![0, 5, 14, 16]]);
    }

    #[test]
    fn a_place_that_is_counted_is_kept_however_it_is_written() {
        let document = report("茶葉8个，茶叶", "8个", 8.0, None);
        assert_eq!(all_places(&document, "茶叶", &[0, 5]), [0, 5]);
        assert_eq!(all_places(&document, "茶叶", &[]), [5]);
    }

    #[test]
    fn places_of_a_term_do_not_overlap() {
        let document = report("人人人人人8个", "8个", 8.0, None);
        assert_eq!(as_written(&document, &["人人"]), [vec![0, 2]]);
    }

    #[test]
    fn the_longer_term_around_a_place_is_found() {
        // 茶叶基地 at 0, 茶叶 at 5, 茶叶市场 at 9.
        let counted = Counted::new([(2, &[5][..]), (4, &[0]), (4, &[9])].into_iter());
        let base = Some((0, 4, 1));
        let market = Some((9, 13, 2));
        let around = [0, 2, 3, 5, 9, 11, 20].map(|at| counted.around(at, 2));
        assert_eq!(around, [base, base, None, None, market, market, None]);
        assert_eq!(Counted::default().around(0, 2), None);
    }
}
