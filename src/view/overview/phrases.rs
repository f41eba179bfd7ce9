//! 常用短语: the terms said most, apart by review and plan. In: a document and its terms with their places. Out: counts.

use crate::state::Terms;
use crate::view::wording::section_at;
use gangmu_export::order::sort_by_key;
use gangmu_model::{Document, Role};

/// A term with its count, all and by the part of the report that says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// The term.
    pub(super) term: String,
    /// How often it occurs.
    pub(super) count: u32,
    /// How often where the report looks back.
    pub(super) review: u32,
    /// How often where it plans.
    pub(super) plan: u32,
}

/// Up to `most` terms, most frequent first: those of three characters and more, for shorter ones say little; shorter
/// ones only where there are not enough.
pub(super) fn phrases(document: &Document, terms: &Terms, most: usize) -> Vec<Phrase> {
    let long = |index: &usize| terms.terms[*index].term.chars().count() >= 3;
    let mut chosen: Vec<usize> = (0..terms.terms.len()).filter(long).take(most).collect();
    let shorter = (0..terms.terms.len()).filter(|index| !long(index)).take(most - chosen.len());
    chosen.extend(shorter);
    sort_by_key(&mut chosen, |&index| std::cmp::Reverse(terms.terms[index].count));
    chosen
        .into_iter()
        .map(|index| {
            let term = &terms.terms[index];
            let places = terms.positions.get(index).map(Vec::as_slice).unwrap_or_default();
            let said = |role: Role| {
                let holds = |&&at: &&u32| {
                    section_at(&document.sections, at).is_some_and(|section| document.sections[section].role == role)
                };
                places.iter().filter(holds).count() as u32
            };
            Phrase { term: term.term.clone(), count: term.count, review: said(Role::Review), plan: said(Role::Plan) }
        })
        .collect()
}
