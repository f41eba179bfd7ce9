//! Checking, where it is not in the table: the dialogs of a row, of a report's heading and of its ends, the list of all corrections, the
//! line that says what was done, and the keys that undo it.

pub mod add;
mod arrange;
pub(in crate::view) mod draft;
mod field;
mod form;
mod heading;
mod record;

pub(in crate::view) use record::undo_buttons;

use crate::state::checking::{Checking, Editing};
use crate::view::dom::{effect, hear, typing};
use crate::view::icon;
use crate::view::modal::modal;
use crate::view::when::When;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::KeyboardEvent;

/// How long the line stays that says what was done.
const LINE_STAYS: Duration = Duration::from_secs(12);

/// All of it; once on the page.
pub fn dialogs() -> AnyView {
    let checking = Checking::get();
    let keys = window_event_listener(leptos::ev::keydown, move |event| undo_keys(checking, &event));
    on_cleanup(move || keys.remove());
    let editing = move || match checking.editing.get()? {
        Editing::Row { report, row } => form::of_row(checking, report, row),
        Editing::New { report, span } => form::of_number(checking, report, span),
        Editing::Heading { report } => heading::form(checking, report),
        Editing::Arrangement { report } => arrange::form(checking, report),
    };
    let dead = move || checking.editing.with(Option::is_none);
    let unlisted = move || !checking.listed.get();
    view! {
        {modal(
            "checking-edit",
            "dialog checking",
            Signal::derive(dead),
            Box::new(move || checking.editing.set(None)),
            Box::new(move || editing().into_any()),
        )}
        {modal(
            "checking-list",
            "dialog checking",
            Signal::derive(unlisted),
            Box::new(move || checking.listed.set(false)),
            Box::new(move || checking.listed.get().then(|| record::list(checking)).into_any()),
        )}
        {line(checking)}
    }
    .into_any()
}

/// The head of a dialog's content.
fn head(id: &'static str, title: crate::i18n::Sentence, close: impl Fn() + 'static) -> AnyView {
    view! {
        <header>
            <h2 id=format!("{id}-title")>{title}</h2>
            <button type="button" class="icon" aria-label=t!("checking.close") on:click=hear(move |_| close())>{icon::cross()}</button>
        </header>
    }
    .into_any()
}

/// What was done, with a way to undo it; read aloud, gone after a while.
fn line(checking: Checking) -> AnyView {
    let said = checking.said;
    effect(move || {
        let words = said.get();
        if !words.is_empty() {
            set_timeout(
                move || {
                    if said.with_untracked(|now| *now == words) {
                        said.set(String::new());
                    }
                },
                LINE_STAYS,
            );
        }
    });
    let ledger = checking.ledger();
    let undo = move || ledger.with(|ledger| ledger.next().0.is_some());
    view! {
        <div class="check-line" class:empty=move || said.with(String::is_empty)>
            <span role="status">{move || said.get()}</span>
            <When test=move || !said.with(String::is_empty) && undo()>
                <button class="btn" on:click=hear(move |_| checking.undo())>{t!("checking.undo")}</button>
            </When>
        </div>
    }
    .into_any()
}

/// Ctrl or ⌘ Z undoes, with Shift (or Ctrl Y) it does again; in fields these keys are the field's.
fn undo_keys(checking: Checking, event: &KeyboardEvent) {
    let command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
    // A form is about a row as it is now: nothing changes under it.
    let editing = checking.editing.with_untracked(Option::is_some);
    if !command || editing || event.default_prevented() || typing(event.target()) {
        return;
    }
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => checking.undo(),
        ("z", true) | ("y", false) => checking.redo(),
        _ => return,
    }
    event.prevent_default();
}
