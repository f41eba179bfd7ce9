//! Checking: what a reader confirms, edits, deletes, adds or calls otherwise. Each deed goes into the ledger, the reports
//! that it is about are corrected anew from what was analysed, and whoever keeps corrections is told.

use super::ledger::{Change, Deed, Ledger, Step};
use super::{Report, State, arrange};
use crate::i18n::number;
use gangmu_model::{
    Anchor, Checked, Confidence, Correction, CorrectionAction, CorrectionFile, Document, Heading, Indicator, RowOrigin,
    Span, anchor, correct,
};
use leptos::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What was done to a report as it was analysed.
#[derive(Debug)]
pub struct Checks {
    /// The report as it was analysed.
    pub analysed: Arc<Document>,
    /// Its corrections.
    pub corrections: Vec<Correction>,
    /// Where each row comes from, by the places of `corrections`.
    pub origins: Vec<RowOrigin>,
    /// Which of `corrections` fit nowhere in the text.
    pub unplaced: Vec<u32>,
    /// Whether the figures were looked at again since.
    looked_at: AtomicBool,
}

impl Checks {
    /// Corrects `analysed`; without corrections it stays the same document.
    pub fn new(analysed: Arc<Document>, corrections: Vec<Correction>) -> (Arc<Document>, Self) {
        if corrections.is_empty() {
            let origins = (0..analysed.indicators.len() as u32)
                .map(|row| RowOrigin { analysed: Some(row), correction: None })
                .collect();
            return (
                analysed.clone(),
                Self { analysed, corrections, origins, unplaced: Vec::new(), looked_at: AtomicBool::new(true) },
            );
        }
        let corrected = correct(&analysed, &corrections);
        let (origins, unplaced) = (corrected.origins, corrected.unplaced);
        (
            Arc::new(corrected.document),
            Self { analysed, corrections, origins, unplaced, looked_at: AtomicBool::new(false) },
        )
    }

    /// Whether the figures are to be looked at again; says so once.
    pub fn wants_look(&self) -> bool {
        !self.looked_at.swap(true, Ordering::Relaxed)
    }

    /// The correction that made a row what it is.
    pub fn correction(&self, row: u32) -> Option<&Correction> {
        self.corrections.get(self.origins.get(row as usize)?.correction? as usize)
    }

    /// The row as it was analysed.
    pub fn analysed(&self, row: u32) -> Option<&Indicator> {
        self.analysed.indicators.get(self.origins.get(row as usize)?.analysed? as usize)
    }

    /// What names a row whatever is corrected: that of its correction, where it has one.
    fn anchor(&self, row: u32) -> Option<Anchor> {
        if let Some(correction) = self.correction(row) {
            return Some(correction.anchor.clone());
        }
        let index = self.origins.get(row as usize)?.analysed? as usize;
        let rows = &self.analysed.indicators;
        let of = rows.get(index)?;
        let shares = |other: &&Indicator| other.span.start < of.span.end && of.span.start < other.span.end;
        let nth = rows[..index].iter().filter(shares).count() as u32;
        Some(anchor(&self.analysed.text, of.span, Some(of.indicator.clone()), nth))
    }

    /// Where each row of these stands among the rows of `now`, of the same report.
    pub fn moved(&self, now: &Self) -> Vec<Option<u32>> {
        let mut places = vec![None; self.analysed.indicators.len()];
        for (place, origin) in now.origins.iter().enumerate() {
            if let Some(slot) = origin.analysed.and_then(|row| places.get_mut(row as usize)) {
                *slot = Some(place as u32);
            }
        }
        let own = |row: usize| {
            let anchor = &self.correction(row as u32)?.anchor;
            let same = |place: &usize| {
                now.origins[*place].analysed.is_none()
                    && now.correction(*place as u32).is_some_and(|other| other.anchor == *anchor)
            };
            (0..now.origins.len()).find(same).map(|place| place as u32)
        };
        let origins = self.origins.iter().enumerate();
        origins
            .map(|(row, origin)| origin.analysed.map_or_else(|| own(row), |row| places.get(row as usize).copied()?))
            .collect()
    }
}

/// Which row or report is being edited.
#[derive(Clone, Debug, PartialEq)]
pub enum Editing {
    /// A row of a report.
    Row {
        /// The report's place in the list.
        report: usize,
        /// The row.
        row: u32,
    },
    /// A number that is to become a row.
    New {
        /// The report's place in the list.
        report: usize,
        /// Where it stands.
        span: Span,
    },
    /// What a report is called.
    Heading {
        /// The report's place in the list.
        report: usize,
    },
    /// Which text is one report.
    Arrangement {
        /// The report's place in the list.
        report: usize,
    },
}

type Listener = Arc<dyn Fn(&Step) + Send + Sync>;

/// Checking; a `Copy` handle, provided as context by `App`.
#[derive(Clone, Copy)]
pub struct Checking {
    state: State,
    /// What was done, in a sentence.
    pub said: RwSignal<String>,
    /// What is being edited in the dialog.
    pub editing: RwSignal<Option<Editing>>,
    /// Whether the list of corrections is shown.
    pub listed: RwSignal<bool>,
    /// What parts and joins reports and was tried already.
    pub tried: StoredValue<Vec<Correction>>,
    /// Hears of each step that was done.
    heard: StoredValue<Option<Listener>>,
}

impl Checking {
    /// Nothing checked yet.
    pub fn new(state: State) -> Self {
        Self {
            state,
            said: RwSignal::new(String::new()),
            editing: RwSignal::new(None),
            listed: RwSignal::new(false),
            tried: StoredValue::new(Vec::new()),
            heard: StoredValue::new(None),
        }
    }

    /// The checking that `App` provided.
    pub fn get() -> Self {
        expect_context()
    }

    /// Calls `hear` with each step that is done, undone and done again.
    pub fn listen(self, hear: impl Fn(&Step) + Send + Sync + 'static) {
        self.heard.set_value(Some(Arc::new(hear)));
    }

    /// Confirms rows of a report; takes the confirmation back where all of them are confirmed. Rows that were edited or
    /// added are checked as they are.
    pub fn confirm(self, report: usize, rows: &[u32]) {
        let Some(Report { document, checks, .. }) = self.report(report) else { return };
        let of = |checked| {
            let rows = rows.iter().copied();
            rows.filter(|row| document.indicators.get(*row as usize).is_some_and(|row| row.checked == checked))
                .collect::<Vec<u32>>()
        };
        let open = of(Checked::No);
        if open.is_empty() {
            let changes = of(Checked::Yes).into_iter().filter_map(|row| checks.correction(row).cloned());
            return self.act(Deed::Unconfirm, changes.map(Change::without).collect());
        }
        let changes = open.into_iter().filter_map(|row| {
            let action = CorrectionAction::Confirm(Box::new(document.indicators.get(row as usize)?.clone()));
            let correction = Correction { document: document.id.clone(), anchor: checks.anchor(row)?, action };
            Some(Change::to(correction, &checks.corrections))
        });
        self.act(Deed::Confirm, changes.collect());
    }

    /// Makes a row of a report say something else. One that says what the analysis said is confirmed.
    pub fn edit(self, report: usize, row: u32, to: Indicator) {
        let Some(Report { document, checks, .. }) = self.report(report) else { return };
        let (Some(now), Some(anchor)) = (document.indicators.get(row as usize), checks.anchor(row)) else { return };
        let plain = |row: &Indicator| Indicator { checked: Checked::No, confidence: Confidence::High, ..row.clone() };
        let same = checks
            .analysed(row)
            .is_some_and(|analysed| plain(analysed) == plain(&Indicator { parent: analysed.parent, ..to.clone() }));
        let (deed, action) = match now.checked {
            Checked::Added => (Deed::Edit, CorrectionAction::Add(Box::new(to))),
            _ if same => (Deed::Confirm, CorrectionAction::Confirm(Box::new(to))),
            _ => (Deed::Edit, CorrectionAction::Edit(Box::new(to))),
        };
        let correction = Correction { document: document.id.clone(), anchor, action };
        self.act(deed, vec![Change::to(correction, &checks.corrections)]);
    }

    /// Deletes rows of a report.
    pub fn delete(self, report: usize, rows: &[u32]) {
        let Some(Report { document, checks, .. }) = self.report(report) else { return };
        let changes = rows.iter().filter_map(|&row| {
            let now = document.indicators.get(row as usize)?;
            if now.checked == Checked::Added {
                return checks.correction(row).cloned().map(Change::without);
            }
            let action = CorrectionAction::Delete(Box::new(now.clone()));
            let correction = Correction { document: document.id.clone(), anchor: checks.anchor(row)?, action };
            Some(Change::to(correction, &checks.corrections))
        });
        self.act(Deed::Delete, changes.collect());
    }

    /// Adds a row to a report, for the number at `span`.
    pub fn add(self, report: usize, span: Span, row: Indicator) {
        let Some(Report { document, checks, .. }) = self.report(report) else { return };
        let mut place = anchor(&checks.analysed.text, span, None, 0);
        while checks.corrections.iter().any(|known| known.anchor == place) {
            place.nth += 1;
        }
        let action = CorrectionAction::Add(Box::new(row));
        let correction = Correction { document: document.id.clone(), anchor: place, action };
        self.act(Deed::Add, vec![Change::to(correction, &checks.corrections)]);
    }

    /// Calls a report otherwise; as it was called when the heading is the analysis' own.
    pub fn rename(self, report: usize, heading: Heading) {
        let Some(Report { document, checks, .. }) = self.report(report) else { return };
        let own = heading == Heading::of(&checks.analysed);
        let action = CorrectionAction::Report(heading);
        let correction = Correction { document: document.id.clone(), anchor: Anchor::default(), action };
        let change = match checks.corrections.iter().find(|known| known.same_place(&correction)) {
            Some(known) if own => Change::without(known.clone()),
            None if own => return,
            _ => Change::to(correction, &checks.corrections),
        };
        self.act(Deed::Rename, vec![change]);
    }

    /// Takes a correction back.
    pub fn put_back(self, correction: &Correction) {
        self.act(Deed::PutBack, arrange::taken_back(self.state, correction));
    }

    /// Undoes the last step.
    pub fn undo(self) {
        if let Some(step) = self.state.ledger.try_update(Ledger::undo).flatten() {
            self.follow(&step, "checking.undone");
        }
    }

    /// Does the last undone step again.
    pub fn redo(self) {
        if let Some(step) = self.state.ledger.try_update(Ledger::redo).flatten() {
            self.follow(&step, "checking.redone");
        }
    }

    /// All corrections as a file.
    pub fn file(self) -> CorrectionFile {
        CorrectionFile::new(self.state.ledger.with_untracked(|ledger| ledger.all().to_vec()))
    }

    /// Takes over the corrections of a file; those at a place that has one already take its place. Says how many are new.
    pub fn import(self, corrections: Vec<Correction>) -> usize {
        let changes: Vec<Change> = self.state.ledger.with_untracked(|ledger| {
            let changes = corrections.into_iter().map(|correction| Change::to(correction, ledger.all()));
            changes.filter(|change| !change.is_empty()).collect()
        });
        let count = changes.len();
        self.act(Deed::Import, changes);
        count
    }

    /// Takes over corrections that were kept.
    pub fn adopt(self, kept: Vec<Correction>) {
        let documents: Vec<String> = kept.iter().map(|correction| correction.document.clone()).collect();
        self.state.ledger.update(|ledger| ledger.adopt(kept));
        self.refresh(&documents.iter().map(String::as_str).collect::<Vec<_>>());
    }

    /// The corrections and their steps.
    pub fn ledger(self) -> RwSignal<Ledger> {
        self.state.ledger
    }

    /// What is open.
    pub fn state(self) -> State {
        self.state
    }

    /// Says something to a screen reader, and where checking is shown.
    pub fn say(self, words: String) {
        self.said.set(words);
    }

    fn report(self, place: usize) -> Option<Report> {
        self.state.reports.with_untracked(|reports| reports.get(place).cloned())
    }

    /// Whether one of these reports came by a link, and is not to be changed; says so.
    pub fn refuses(self, documents: &[impl AsRef<str>]) -> bool {
        let visits = |id: &str| self.state.visiting.with_untracked(|all| all.iter().any(|known| known == id));
        let refuses = documents.iter().any(|id| visits(id.as_ref()));
        if refuses {
            self.say(tr!("checking.visiting"));
        }
        refuses
    }

    /// Does something as a step that can be undone.
    pub(super) fn act(self, deed: Deed, changes: Vec<Change>) {
        let documents: Vec<&str> = changes.iter().map(Change::document).collect();
        if changes.is_empty() || (deed != Deed::Import && self.refuses(&documents)) {
            return;
        }
        let step = Step { deed, changes };
        self.state.ledger.update(|ledger| ledger.act(step.clone()));
        self.follow(&step, "checking.done");
    }

    /// Shows a step that the ledger has taken, and tells of it.
    fn follow(self, step: &Step, said: &str) {
        arrange::follow(self.state, step);
        self.refresh(&step.changes.iter().map(Change::document).collect::<Vec<_>>());
        let deed = tr!(format!("checking.deed.{}", step.deed.key()), rows = number(step.changes.len()));
        let names = step.changes.iter().filter_map(Change::correction).map(name).take(1).collect::<String>();
        let one = step.changes.len() == 1 || step.deed == Deed::Split;
        let deed = if one && !names.is_empty() { tr!("checking.deed.of", deed = deed, name = names) } else { deed };
        self.say(tr!(said, deed = deed));
        if let Some(hear) = self.heard.get_value() {
            hear(step);
        }
    }

    /// Corrects reports anew, where they are open. The row that is open stays open.
    fn refresh(self, documents: &[&str]) {
        let State { reports, place, ledger, edits, .. } = self.state;
        let mut changed = false;
        for (at, document) in documents.iter().enumerate() {
            if documents[..at].contains(document) {
                continue;
            }
            let Some(index) = self.state.position(document) else { continue };
            let Some(before) = self.report(index) else { continue };
            let now = before.corrected(ledger.with_untracked(|ledger| ledger.of(document)));
            let row = place.with_untracked(|place| place.row.filter(|_| place.report == Some(index)));
            if let Some(row) = row {
                let moved = before.checks.moved(&now.checks).get(row as usize).copied().flatten();
                if moved != Some(row) {
                    self.state.go(|place| place.row = moved);
                }
            }
            reports.update_untracked(|reports| reports[index] = now);
            changed = true;
        }
        if changed {
            reports.notify();
            edits.update(|edits| *edits += 1);
        }
    }
}

/// What a correction is about, in a word.
pub fn name(correction: &Correction) -> String {
    match &correction.action {
        CorrectionAction::Report(heading) => heading.title.clone(),
        CorrectionAction::Split => correction.anchor.number.clone(),
        _ => correction.row().map_or_else(String::new, |row| row.indicator.clone()),
    }
}
