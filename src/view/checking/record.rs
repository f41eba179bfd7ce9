//! The list of all corrections: what was deleted, with a way to put it back; what found no place, with a way to drop it; and
//! all of it as a file, out and in.

use super::head;
use crate::i18n::number;
use crate::state::arrange;
use crate::state::checking::{Checking, name};
use crate::state::correction_file::{from_text, to_text};
use crate::state::ledger::Ledger;
use crate::state::{Report, State};
use crate::view::copy::download;
use crate::view::dom::hear;
use crate::view::keep;
use crate::view::words::list_file::opener;
use gangmu_model::{Correction, CorrectionAction};
use leptos::prelude::*;

const ID: &str = "checking-list";

/// The content of the dialog.
pub(super) fn list(checking: Checking) -> AnyView {
    let state = State::get();
    let told = RwSignal::new(String::new());
    view! {
        {head(ID, t!("checking.list.title"), move || checking.listed.set(false))}
        <div class="check-list">
            <p class="faint">{move || summary(state)}</p>
            {move || state.reports.get().iter().map(|report| of_report(checking, report)).collect::<Vec<_>>()}
            {move || arranged(checking)}
            {move || elsewhere(state)}
            {acts(checking, told)}
            <p role="status">{move || told.get()}</p>
            {keep::switch()}
        </div>
    }
    .into_any()
}

fn summary(state: State) -> String {
    let count = |test: fn(&CorrectionAction) -> bool| {
        state.ledger.with(|ledger| ledger.all().iter().filter(|correction| test(&correction.action)).count())
    };
    tr!(
        "checking.list.summary",
        confirmed = number(count(|action| matches!(action, CorrectionAction::Confirm(_)))),
        edited = number(count(|action| matches!(action, CorrectionAction::Edit(_)))),
        added = number(count(|action| matches!(action, CorrectionAction::Add(_)))),
        deleted = number(count(|action| matches!(action, CorrectionAction::Delete(_))))
    )
}

/// What is to be seen of one report's corrections nowhere else.
fn of_report(checking: Checking, report: &Report) -> AnyView {
    let checks = &report.checks;
    let unplaced = |index: usize| checks.unplaced.contains(&(index as u32));
    let lost: Vec<&Correction> = checks.unplaced.iter().filter_map(|at| checks.corrections.get(*at as usize)).collect();
    let deleted: Vec<&Correction> = checks
        .corrections
        .iter()
        .enumerate()
        .filter(|(index, correction)| matches!(correction.action, CorrectionAction::Delete(_)) && !unplaced(*index))
        .map(|(_, correction)| correction)
        .collect();
    if lost.is_empty() && deleted.is_empty() {
        return ().into_any();
    }
    let group = |key: &'static str, act: &'static str, list: Vec<&Correction>| {
        let items = list.into_iter().map(|correction| item(checking, correction, name(correction), act));
        let items = items.collect::<Vec<_>>();
        (!items.is_empty()).then(|| {
            view! {
                <h4>{t!(key)}</h4>
                <ul aria-label=t!(key)>{items}</ul>
            }
        })
    };
    view! {
        <section>
            <h3 class="song" lang="zh-CN">{report.document.title.clone()}</h3>
            {group("checking.list.lost", "checking.list.drop", lost)}
            {group("checking.list.deleted", "checking.list.put_back", deleted)}
        </section>
    }
    .into_any()
}

/// The reports that were parted and joined.
fn arranged(checking: Checking) -> Option<AnyView> {
    let corrections = checking.ledger().with(Ledger::all_that_rearrange);
    let named = |correction: &Correction| match arrange::joined(checking.state(), correction) {
        Some([first, second]) => format!("{first} + {second}"),
        None => name(correction),
    };
    let items = corrections.iter().map(|correction| item(checking, correction, named(correction), "checking.put_back"));
    let items = items.collect::<Vec<_>>();
    (!items.is_empty()).then(|| {
        view! {
            <section>
                <h3>{t!("checking.arrange.made")}</h3>
                <ul aria-label=t!("checking.arrange.made")>{items}</ul>
            </section>
        }
        .into_any()
    })
}

/// A correction of `what` with the words around its number.
fn item(checking: Checking, correction: &Correction, what: String, act: &'static str) -> AnyView {
    let anchor = &correction.anchor;
    let label = {
        let what = what.clone();
        move || tr!("checking.list.of", act = tr!(act), name = &what)
    };
    let (left, quote, right) = (anchor.left.clone(), anchor.number.clone(), anchor.right.clone());
    let back = correction.clone();
    view! {
        <li>
            <b lang="zh-CN">{what}</b>
            {(!quote.is_empty()).then(|| view! { <span class="song" lang="zh-CN">"…" {left} <mark>{quote}</mark> {right} "…"</span> })}
            <button class="btn" aria-label=label on:click=hear(move |_| checking.put_back(&back))>{t!(act)}</button>
        </li>
    }
    .into_any()
}

/// How many corrections are of reports that are not open.
fn elsewhere(state: State) -> Option<AnyView> {
    let open: Vec<String> =
        state.reports.with(|reports| reports.iter().map(|report| report.document.id.clone()).collect());
    let closed = |correction: &&Correction| !correction.rearranges() && !open.contains(&correction.document);
    let count = state.ledger.with(|ledger| ledger.all().iter().filter(closed).count());
    (count > 0).then(|| view! { <p class="faint">{t!("checking.list.elsewhere", rows = number(count))}</p> }.into_any())
}

/// Undo, redo, out and in.
fn acts(checking: Checking, told: RwSignal<String>) -> AnyView {
    let save = move |_| {
        let saved = to_text(&checking.file())
            .is_ok_and(|text| download(&tr!("checking.file.name"), "application/json", text.as_bytes()));
        told.set(tr!(if saved { "checking.file.saved" } else { "checking.file.unsaved" }));
    };
    let read = move |text: Option<String>| {
        told.set(match from_text(&text.unwrap_or_default()) {
            Ok(file) => tr!("checking.file.read", rows = number(checking.import(file.corrections))),
            Err(error) => tr!(format!("checking.file.{}", error.key())),
        });
    };
    let none = move || checking.ledger().with(|ledger| ledger.all().is_empty());
    view! {
        <div class="acts">
            {undo_buttons(checking)}
            <button class="btn" aria-disabled=move || none().then_some("true") on:click=hear(move |event| if !none() { save(event) })>
                {t!("checking.file.save")}
            </button>
            {opener("checking.file.open", ".json,application/json", read)}
        </div>
    }
    .into_any()
}

/// The two buttons that undo and do again.
pub(in crate::view) fn undo_buttons(checking: Checking) -> AnyView {
    let ledger = checking.ledger();
    let no_undo = move || ledger.with(|ledger| ledger.next().0.is_none()).then_some("true");
    let no_redo = move || ledger.with(|ledger| ledger.next().1.is_none()).then_some("true");
    view! {
        <button class="btn" title="Ctrl Z" aria-disabled=no_undo on:click=hear(move |_| checking.undo())>{t!("checking.undo")}</button>
        <button class="btn" title="Ctrl Shift Z" aria-disabled=no_redo on:click=hear(move |_| checking.redo())>{t!("checking.redo")}</button>
    }
    .into_any()
}
