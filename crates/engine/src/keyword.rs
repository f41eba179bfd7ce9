//! Placeholder of the lead; to be overwritten.
use crate::Dictionary;
use gangmu_model::{Document, Options, Term, TermPositions};
/// Terms.
pub fn terms(_: &Document, _: &Dictionary, _: &Options) -> (Vec<Term>, TermPositions) {
    (Vec::new(), Vec::new())
}
