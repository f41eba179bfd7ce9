//! What follows from what a reader corrected and the page cannot find itself. 核数: a report whose rows were corrected is
//! handed to the worker, and what it is warned of from then on comes back; until it does, the warnings stand as they were.
//! And the periods: a report that is said to be of another year is read anew for that.

use super::checking::Checks;
use super::desk::Desk;
use super::{Report, State};
use crate::view::dom::effect;
use crate::view::later;
use gangmu_model::{Document, Warning};
use leptos::prelude::*;
use std::sync::Arc;

/// Keeps the warnings of corrected reports in step with their rows.
pub fn keep(state: State, desk: Desk) {
    // What is asked for during an analysis would be dropped with it when it is stopped.
    let busy = Memo::new(move |_| state.task.with(Option::is_some));
    effect(move || {
        state.edits.track();
        state.changes.track();
        if !busy.get() && state.reports.with(|reports| !reports.is_empty()) {
            later::look_again(state, desk);
        }
    });
}

/// Has the reports that are said to be of another year read for that, and asks for the warnings of those that were corrected
/// since; entered through [`later`].
pub fn look_again(state: State, desk: Desk) {
    let misdated = |report: &Report| report.said_year() != report.cleaned.year;
    if let Some(place) = state.reports.with_untracked(|reports| reports.iter().position(misdated)) {
        // It comes back as a change, with which this is called again.
        desk.date_anew(place);
    }
    let look = |report: &&Report| report.checks.wants_look();
    let wanted: Vec<Report> = state.reports.with_untracked(|reports| reports.iter().filter(look).cloned().collect());
    for report in wanted {
        let checks = report.checks.clone();
        desk.check(&report, move |warnings| warn(state, &checks, warnings));
    }
}

/// Takes over what the report of these corrections is warned of, unless it was corrected again meanwhile.
fn warn(state: State, checks: &Arc<Checks>, warnings: Vec<Warning>) {
    let place = state.reports.with_untracked(|reports| {
        let of = |report: &Report| Arc::ptr_eq(&report.checks, checks) && report.document.warnings != warnings;
        reports.iter().position(of)
    });
    let Some(place) = place else { return };
    state.reports.update_untracked(|reports| {
        let document = Document { warnings, ..Document::clone(&reports[place].document) };
        reports[place].document = Arc::new(document);
    });
    state.reports.notify();
    state.edits.update(|edits| *edits += 1);
}
