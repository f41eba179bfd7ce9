//! What the palette's entries do, once it is closed.

use super::entries::Act;
use crate::i18n::{language, set_language};
use crate::state::checking::{Checking, Editing};
use crate::state::desk::Desk;
use crate::state::keeping::Keeping;
use crate::state::settings::Theme;
use crate::state::{Place, State, Tab};
use crate::view::copy::{Clip, copy};
use crate::view::dom;
use crate::view::help::Help;
use crate::view::indicators::export::save;
use gloo::events::EventListener;
use gloo::file::FileList;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement};
use std::time::Duration;

/// Does what an entry says; `said` tells what became of it where that is not to be seen.
pub(super) fn act(state: State, said: RwSignal<String>) -> impl Fn(Act) + Send + Sync + 'static {
    let (desk, help) = (Desk::get(), Help::get());
    let (checking, keeping) = (Checking::get(), Keeping::get());
    move |act| {
        said.set(String::new());
        match act {
            Act::Report(report) => {
                state.switch(move |place| place.turn_to(Some(report)));
                arrive("#main");
            }
            Act::View(tab) => {
                state.switch(move |place| {
                    place.report = place.report.or(Some(0));
                    place.tab = tab;
                });
                arrive("#main");
            }
            Act::Section(report, at) => {
                state.switch(move |place| {
                    (place.report, place.tab) = (Some(report), Tab::Text);
                    (place.at, place.row, place.term) = (Some(at), None, None);
                });
                arrive("#main");
            }
            Act::Row(report, row) => {
                state.switch(move |place| {
                    (place.report, place.tab, place.row) = (Some(report), Tab::Indicators, Some(row));
                    // A filter could hide it.
                    place.filter.text.clear();
                    (place.filter.status, place.filter.kind) = (None, None);
                });
                arrive("#main");
            }
            Act::Search(text) => {
                state.switch(move |place| {
                    place.report = place.report.or(Some(0));
                    place.tab = Tab::Search;
                    (place.lookup.query.text, place.lookup.query.pattern) = (text, false);
                });
                arrive("#main input");
            }
            Act::Word(text) => {
                state.switch(move |place| {
                    place.report = place.report.or(Some(0));
                    (place.tab, place.term) = (Tab::Words, Some(text));
                });
                arrive("#main");
            }
            Act::Paste => {
                state.switch(|place| *place = Place::default());
                arrive("#main textarea");
            }
            Act::Choose => choose(desk),
            Act::Samples => desk.samples(crate::samples::SAMPLES),
            Act::Stop => desk.stop(),
            Act::Export(format) => {
                let at = state.place.with_untracked(|place| place.report.unwrap_or(0));
                let report = state.reports.with_untracked(|reports| reports.get(at).cloned());
                let reports: Vec<_> = report.into_iter().collect();
                save(desk, &reports, None, format, move |words| said.set(words));
            }
            Act::CopyLink => {
                let address = window().location().href().unwrap_or_default();
                copy(Clip { text: address, html: None }, move |copied| {
                    said.set(if copied { tr!("palette.link_copied") } else { tr!("palette.link_failed") });
                });
            }
            Act::Rename | Act::Arrange => {
                let of = |report| match act {
                    Act::Rename => Editing::Heading { report },
                    _ => Editing::Arrangement { report },
                };
                checking.editing.set(state.place.with_untracked(|place| place.report).map(of));
            }
            Act::Undo => checking.undo(),
            Act::Redo => checking.redo(),
            Act::Changes => checking.listed.set(true),
            Act::Share => state.sharing.set(true),
            Act::Forget => keeping.forget(),
            // After the dialog has gone.
            Act::Print => set_timeout(
                || {
                    let _ = window().print();
                },
                Duration::ZERO,
            ),
            Act::Theme(name) => {
                let theme = [Theme::System, Theme::Light, Theme::Dark].into_iter().find(|theme| theme.name() == name);
                state.theme.set(theme.unwrap_or_default());
            }
            Act::Language => set_language(language().other()),
            Act::Help(anchor) => help.open(anchor),
        }
    }
}

/// Focuses what a selector finds, once the view is there, unless the view has put the focus somewhere itself.
fn arrive(selector: &'static str) {
    let go = move || {
        let Ok(Some(main)) = document().query_selector("#main") else { return };
        let inside = document().active_element().is_some_and(|active| active != main && main.contains(Some(&active)));
        let there: Option<Element> = document().query_selector(selector).ok().flatten();
        match there {
            Some(there) if !inside || selector != "#main" => dom::focus(&there),
            Some(_) => {}
            None => dom::focus(&main),
        }
    };
    set_timeout(go, Duration::ZERO);
}

/// Asks the reader for files.
fn choose(desk: Desk) {
    let input = document().create_element("input").ok().and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    input.set_type("file");
    input.set_multiple(true);
    let picker = input.clone();
    EventListener::once(&input, "change", move |_| {
        if let Some(files) = picker.files() {
            desk.open(FileList::from(files).iter().cloned());
        }
    })
    .forget();
    HtmlElement::click(&input);
}
