//! The attention panel: which list of words is counted, and what the worker measured with it. The list is part of the place;
//! what was measured outlives the view, so that a reader who followed a hit into the text comes back to the same panel.

use super::desk::Desk;
use super::{Report, State};
use gangmu_model::{AttentionAnswer, AttentionList};
use leptos::prelude::*;
use std::sync::Arc;

/// The lists that come with Gangmu, by the names the engine has them under.
pub const SHIPPED: [&str; 10] =
    ["科技创新", "新质生产力", "民营营商", "乡村振兴", "民生", "绿色低碳", "开放", "风险", "内需", "人口"];

/// Reports, measured with a list.
pub struct Measured {
    /// The list.
    pub list: AttentionList,
    /// The reports, in the order of the answer's.
    pub reports: Vec<Report>,
    /// What the worker found.
    pub answer: AttentionAnswer,
}

/// The panel's state; a `Copy` handle, provided as context by `App`.
#[derive(Clone, Copy)]
pub struct Attention {
    state: State,
    desk: Desk,
    /// Whether the panel stands in place of the words.
    pub shown: Memo<bool>,
    /// The list that is counted, or was when the panel was shown.
    pub list: Memo<AttentionList>,
    /// What stands in the field: the list that is counted, until the reader changes it.
    pub text: RwSignal<String>,
    /// The last answer.
    pub measured: RwSignal<Option<Arc<Measured>>>,
    /// Whether the last question had none.
    pub failed: RwSignal<bool>,
}

impl Attention {
    /// A panel that has not been asked for anything.
    pub fn new(state: State, desk: Desk) -> Self {
        Self {
            state,
            desk,
            shown: Memo::new(move |_| state.place.with(|place| place.attention.is_some())),
            list: Memo::new(move |before: Option<&AttentionList>| {
                let list = state.place.with(|place| place.attention.clone());
                list.or_else(|| before.cloned()).unwrap_or_else(|| AttentionList::Shipped(SHIPPED[0].to_owned()))
            }),
            text: RwSignal::new(String::new()),
            measured: RwSignal::new(None),
            failed: RwSignal::new(false),
        }
    }

    /// The state that `App` provided.
    pub fn get() -> Self {
        expect_context()
    }

    /// Shows the panel, or the words again.
    pub fn show(self, shown: bool) {
        let list = self.list.get_untracked();
        self.state.go(|place| place.attention = shown.then_some(list));
    }

    /// Counts the words of a list.
    pub fn choose(self, list: AttentionList) {
        self.state.go(|place| place.attention = Some(list));
    }

    /// Counts the words in the field.
    pub fn count(self) {
        self.choose(AttentionList::Written(self.text.get_untracked()));
    }

    /// Measures the open reports with the list, unless that was done. Must be called again whenever one of them changes;
    /// while an analysis is running nothing is measured.
    pub fn measure(self) {
        let (list, reports) = (self.list.get(), self.state.reports.get());
        if self.state.task.with(Option::is_some)
            || self.measured.with_untracked(|known| same(known.as_ref(), &list, &reports))
        {
            return;
        }
        // A list that came with the address, or is the reader's again by «back», stands in no field yet.
        if let AttentionList::Written(text) = &list
            && self.measured.with_untracked(|known| known.as_ref().is_none_or(|known| known.list != list))
        {
            self.text.set(text.clone());
        }
        let asked = (list.clone(), reports.clone());
        let done = move |answer: Option<Box<AttentionAnswer>>| {
            let (list, reports) = asked.clone();
            self.failed.set(answer.is_none());
            let Some(answer) = answer else { return };
            if let AttentionList::Shipped(_) = list {
                self.text.set(answer.text.clone());
            }
            self.measured.set(Some(Arc::new(Measured { list, reports, answer: *answer })));
        };
        self.desk.attention(&reports, list, done);
    }
}

/// Whether what is known is about these reports and this list.
fn same(known: Option<&Arc<Measured>>, list: &AttentionList, reports: &[Report]) -> bool {
    known.is_some_and(|known| {
        known.list == *list
            && known.reports.len() == reports.len()
            && known.reports.iter().zip(reports).all(|(a, b)| Arc::ptr_eq(&a.document, &b.document))
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_are_those_of_the_engine() {
        let engine: Vec<&str> = gangmu_engine::attention::SHIPPED.iter().map(|(name, _)| *name).collect();
        assert_eq!(engine, super::SHIPPED);
    }
}
