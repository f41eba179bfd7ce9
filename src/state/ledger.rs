//! The reader's corrections of all reports, with undo and redo. A step is a list of changes, a change what was and what is
//! now at one place: turned round, it undoes itself. Pure: who shows and keeps the corrections is told the steps.

use gangmu_model::Correction;

/// What a step did, for the sentence that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Rows were found right.
    Confirm,
    /// They are not looked at any more.
    Unconfirm,
    /// A row was edited.
    Edit,
    /// Rows were deleted.
    Delete,
    /// A row was added.
    Add,
    /// A report is called otherwise.
    Rename,
    /// A report was parted in two.
    Split,
    /// Two reports were joined.
    Join,
    /// Rows are again as they were analysed.
    PutBack,
    /// Corrections came from a file.
    Import,
}

impl Deed {
    /// The last part of its sentence's key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Unconfirm => "unconfirm",
            Self::Edit => "edit",
            Self::Delete => "delete",
            Self::Add => "add",
            Self::Rename => "rename",
            Self::Split => "split",
            Self::Join => "join",
            Self::PutBack => "put_back",
            Self::Import => "import",
        }
    }
}

/// A change of one correction.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    before: Option<Correction>,
    after: Option<Correction>,
}

impl Change {
    /// The place's correction is `after` from now on.
    pub fn to(after: Correction, list: &[Correction]) -> Self {
        let before = list.iter().find(|known| known.same_place(&after)).cloned();
        Self { before, after: Some(after) }
    }

    /// The correction is gone.
    pub fn without(before: Correction) -> Self {
        Self { before: Some(before), after: None }
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.before == self.after
    }

    /// Whether the correction stands from then on.
    pub fn stands(&self) -> bool {
        self.after.is_some()
    }

    /// The report that it is about.
    pub fn document(&self) -> &str {
        self.after.as_ref().or(self.before.as_ref()).map_or("", |correction| &correction.document)
    }

    /// The correction as it is, or as it was where it is gone.
    pub fn correction(&self) -> Option<&Correction> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// Makes `list` what it is after this change, whatever it was at the place: two tabs may have changed it.
    pub fn apply(&self, list: &mut Vec<Correction>) {
        let Some(of) = self.correction() else { return };
        let known = list.iter().position(|known| known.same_place(of));
        match (known, &self.after) {
            (Some(known), Some(after)) => list[known] = after.clone(),
            (None, Some(after)) => list.push(after.clone()),
            (Some(known), None) => drop(list.remove(known)),
            (None, None) => {}
        }
    }
}

/// What was done in one go.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What.
    pub deed: Deed,
    /// To which corrections.
    pub changes: Vec<Change>,
}

impl Step {
    fn turned(&self) -> Self {
        let turn = |change: &Change| Change { before: change.after.clone(), after: change.before.clone() };
        Self { deed: self.deed, changes: self.changes.iter().rev().map(turn).collect() }
    }
}

/// All corrections, and the steps that made them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    list: Vec<Correction>,
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// More steps than this are not remembered.
const MOST_STEPS: usize = 1000;

impl Ledger {
    /// The corrections of all reports, in the order in which they were first made.
    pub fn all(&self) -> &[Correction] {
        &self.list
    }

    /// The corrections of one report.
    pub fn of(&self, document: &str) -> Vec<Correction> {
        self.list.iter().filter(|correction| correction.document == document).cloned().collect()
    }

    /// The corrections that part and join reports.
    pub fn all_that_rearrange(&self) -> Vec<Correction> {
        self.list.iter().filter(|correction| correction.rearranges()).cloned().collect()
    }

    /// What undo would undo, and redo do again.
    pub fn next(&self) -> (Option<&Step>, Option<&Step>) {
        (self.done.last(), self.undone.last())
    }

    /// Does something. What was undone cannot be done again then.
    pub fn act(&mut self, step: Step) {
        self.apply(&step);
        self.undone.clear();
        self.done.push(step);
        if self.done.len() > MOST_STEPS {
            self.done.remove(0);
        }
    }

    /// Undoes the last step; returns what that did.
    pub fn undo(&mut self) -> Option<Step> {
        let step = self.done.pop()?;
        let turned = step.turned();
        self.apply(&turned);
        self.undone.push(step);
        Some(turned)
    }

    /// Does again what was undone last.
    pub fn redo(&mut self) -> Option<Step> {
        let step = self.undone.pop()?;
        self.apply(&step);
        self.done.push(step.clone());
        Some(step)
    }

    /// Takes over what was kept, where nothing has been changed since.
    pub fn adopt(&mut self, kept: Vec<Correction>) {
        for correction in kept {
            if !self.list.iter().any(|known| known.same_place(&correction)) {
                self.list.push(correction);
            }
        }
    }

    fn apply(&mut self, step: &Step) {
        for change in &step.changes {
            change.apply(&mut self.list);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Deed, Ledger, Step};
    use gangmu_model::{Anchor, Correction, CorrectionAction, Heading};

    fn correction(document: &str, at: u32, title: &str) -> Correction {
        let heading = Heading { title: title.to_owned(), region: None, year: None };
        let anchor = Anchor { at, ..Anchor::default() };
        Correction { document: document.to_owned(), anchor, action: CorrectionAction::Report(heading) }
    }

    fn act(ledger: &mut Ledger, correction: Correction) {
        let change = Change::to(correction, ledger.all());
        ledger.act(Step { deed: Deed::Rename, changes: vec![change] });
    }

    #[test]
    fn every_step_is_undone_and_done_again() {
        let mut ledger = Ledger::default();
        act(&mut ledger, correction("甲", 1, "一"));
        act(&mut ledger, correction("乙", 1, "二"));
        act(&mut ledger, correction("甲", 1, "三"));
        let gone = Change::without(correction("乙", 1, "二"));
        ledger.act(Step { deed: Deed::PutBack, changes: vec![gone] });
        let states: Vec<Vec<Correction>> = vec![
            vec![],
            vec![correction("甲", 1, "一")],
            vec![correction("甲", 1, "一"), correction("乙", 1, "二")],
            vec![correction("甲", 1, "三"), correction("乙", 1, "二")],
            vec![correction("甲", 1, "三")],
        ];
        assert_eq!(ledger.all(), states[4]);
        for state in states[..4].iter().rev() {
            assert!(ledger.undo().is_some());
            assert_eq!(ledger.all(), *state);
        }
        assert!(ledger.undo().is_none());
        for state in &states[1..] {
            assert!(ledger.redo().is_some());
            assert_eq!(ledger.all(), *state);
        }
        assert!(ledger.redo().is_none());
    }

    #[test]
    fn what_is_done_after_an_undo_takes_the_place_of_what_was_undone() {
        let mut ledger = Ledger::default();
        act(&mut ledger, correction("甲", 1, "一"));
        ledger.undo();
        act(&mut ledger, correction("甲", 2, "二"));
        assert!(ledger.next().1.is_none());
        assert_eq!(ledger.of("甲"), [correction("甲", 2, "二")]);
    }

    #[test]
    fn two_tabs_keep_each_others_changes() {
        // Both began with the same list; each has changed another place.
        let begun = vec![correction("甲", 1, "一"), correction("甲", 2, "二")];
        let one = Change::to(correction("甲", 1, "改"), &begun);
        let two = Change::without(correction("甲", 2, "二"));
        let three = Change::to(correction("甲", 3, "三"), &begun);
        let mut kept = begun;
        for change in [one, two, three] {
            change.apply(&mut kept);
        }
        assert_eq!(kept, [correction("甲", 1, "改"), correction("甲", 3, "三")]);
    }

    #[test]
    fn what_was_kept_does_not_undo_what_was_done_meanwhile() {
        let mut ledger = Ledger::default();
        act(&mut ledger, correction("甲", 1, "新"));
        ledger.adopt(vec![correction("甲", 1, "旧"), correction("甲", 2, "旧")]);
        assert_eq!(ledger.all(), [correction("甲", 1, "新"), correction("甲", 2, "旧")]);
    }
}
