//! 本节指标: the rows of the section in view, beside the text on wide screens.

use crate::state::{Report, State};
use crate::view::afterwards::turn;
use crate::view::dom::{append, around, effect, hear, make, set};
use crate::view::wording::{rows_between, value};
use gangmu_model::{Document, Status};
use leptos::web_sys::HtmlElement;
use leptos::{ev, html, prelude::*};
use std::ops::Range;

/// The rows of `report` in the section that `current` lies in.
pub(super) fn side(report: Report, current: RwSignal<Option<usize>>) -> impl IntoView {
    let state = State::get();
    let document = report.document.clone();
    let section = Memo::new(move |_| current.get().map(|section| second_level(&document, section)));
    let document = report.document.clone();
    let range = Memo::new(move |_| match section.get() {
        Some(section) => {
            let section = &document.sections[section];
            rows_between(&document.indicators, section.start, section.end)
        }
        None => 0..document.indicators.len().min(40),
    });
    let document = report.document.clone();
    let counts = move || {
        let rows = &document.indicators[range.get()];
        let count = |status| rows.iter().filter(|row| row.status == status).count();
        let (done, target) = (count(Status::Actual), count(Status::Target));
        view! {
            {(done > 0).then(|| view! { <span class="st st-actual">{tr!("reader.side.done", count = done)}</span> })}
            {(target > 0).then(|| view! { <span class="st st-target">{tr!("reader.side.target", count = target)}</span> })}
        }
    };
    let rows = Rows { report: StoredValue::new(report), made: StoredValue::new_local(Vec::new()) };
    let list = NodeRef::<html::Ul>::new();
    let chosen = Memo::new(move |_| state.place.with(|place| place.row));
    // Which section is in view is known when the text has been laid out.
    let turn = turn();
    effect(move || {
        if let Some(list) = list.get().filter(|_| turn.get()) {
            rows.make(&list, range.get());
            rows.mark(chosen.get_untracked());
        }
    });
    effect(move || rows.mark(chosen.get()));
    let choose = move |event: ev::MouseEvent| {
        if let Some(row) = around(event.target(), "data-i").and_then(|row| row.parse().ok()) {
            state.go(|place| place.row = Some(row));
        }
    };
    view! {
        <aside class="side" aria-label=t!("reader.side.title")>
            <p class="side-title">{t!("reader.side.title")} <span class="num">{counts}</span></p>
            <ul node_ref=list on:click=hear(choose)></ul>
            <p class="source">{move || if range.get().is_empty() { tr!("reader.side.empty") } else { tr!("reader.side.hint") }}</p>
        </aside>
    }
}

/// The rows in the document: made by hand, for they change with every section that comes into view.
#[derive(Clone, Copy)]
struct Rows {
    report: StoredValue<Report>,
    /// A line and its button, and the row they are for.
    made: StoredValue<Vec<(u32, HtmlElement, HtmlElement)>, LocalStorage>,
}

impl Rows {
    /// Puts the rows `range` of the report into `list`, none of them marked.
    fn make(self, list: &HtmlElement, range: Range<usize>) {
        list.set_text_content(None);
        self.report.with_value(|report| {
            let made = range.map(|index| {
                let row = &report.document.indicators[index];
                let value = value(&report.document, &report.index, row);
                let line = make("li", "");
                let button = make("button", "");
                set(&button, "data-i", &index.to_string());
                set(&button, "aria-pressed", "false");
                let name = make("span", "");
                set(&name, "lang", "zh-Hans");
                name.set_text_content(Some(&row.indicator));
                let figure = make("span", if row.status == Status::Target { "v num goal" } else { "v num" });
                let text = |parent: &HtmlElement, text: &str| append(parent, &document().create_text_node(text));
                let (number, unit) = (make("b", ""), make("small", ""));
                text(&figure, &format!("{} {} ", value.direction, value.bound));
                text(&number, &value.figures);
                append(&figure, &number);
                text(&figure, " ");
                text(&unit, &value.unit);
                append(&figure, &unit);
                append(&button, &name);
                append(&button, &figure);
                append(&line, &button);
                append(list, &line);
                (index as u32, line, button)
            });
            self.made.set_value(made.collect());
        });
    }

    /// Shows which row is the chosen one.
    fn mark(self, chosen: Option<u32>) {
        self.made.with_value(|made| {
            for (row, line, button) in made {
                let here = chosen == Some(*row);
                if (line.class_name() == "on") != here {
                    line.set_class_name(if here { "on" } else { "" });
                    set(button, "aria-pressed", if here { "true" } else { "false" });
                }
            }
        });
    }
}

/// The section that `section` is, or lies in, on the second level; rows of a whole part would be too many.
fn second_level(document: &Document, section: usize) -> usize {
    let mut section = section;
    while document.sections[section].level > 2 {
        let Some(parent) = document.sections[section].parent else { break };
        section = parent as usize;
    }
    section
}
