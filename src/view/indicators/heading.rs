//! The heading of a group: what its rows have in common, how many they are, and a way to put them out of sight. It is one
//! cell as wide as the grid, so that a screen reader walks over it like over any row.

use super::domain::SHOWN;
use super::grid::Grid;
use super::groups::Line;
use super::table::{Cursor, Stop};
use crate::i18n::number;
use crate::state::Group;
use crate::view::dom::hear;
use crate::view::wording;
use gangmu_model::Document;
use leptos::prelude::*;

/// The heading of the group of `key`, at this position among the lines.
pub(super) fn heading(grid: Grid, at: usize, key: u32) -> AnyView {
    let table = grid.table;
    let line = Line::Group(key);
    let stop = Memo::new(move |_| table.stop_in(line));
    let tab = move || if stop.get() == Stop::Elsewhere { "-1" } else { "0" };
    let open = move || (!table.closed.with(|closed| closed.contains(&key))).to_string();
    let group = table.filter.with_untracked(|filter| filter.group);
    let (name, around) = table.report.with_value(|report| parts(&report.document, group, key));
    let rows = move || number(table.members(key).len());
    let said = move || tr!("indicators.rows", rows = rows());
    view! {
        <div
            class="g-row g-group"
            role="row"
            aria-rowindex=(at + 2).to_string()
            style:top=move || format!("{}px", grid.top(at))
        >
            <div
                class="gh"
                role="gridcell"
                aria-colindex="1"
                aria-colspan=move || table.columns_shown.with(|columns| columns.len()).to_string()
                aria-expanded=open
                data-row=line.name()
                tabindex=tab
                on:focus=hear(move |_| table.cursor.set(Cursor { line: Some(line), column: None }))
                on:click=hear(move |_| table.toggle_group(key))
            >
                <span class="tri" aria-hidden="true"></span>
                <b>{move || name.words()}</b>
                " "
                <span class="n num" aria-hidden="true">{rows}</span>
                <span class="sr">{said}</span>
                {around.map(|around| view! { <span class="around" lang="zh-Hans">{around}</span> })}
            </div>
        </div>
    }
    .into_any()
}

/// What the group of `key` is called, and what it stands in.
pub(super) fn called(document: &Document, group: Group, key: u32) -> (String, Option<String>) {
    let (name, around) = parts(document, group, key);
    (name.words(), around)
}

/// What a group is called.
enum Name {
    /// A heading of the text.
    Section(String),
    /// What stands before the first one.
    Before,
    /// A domain by its order, or what has none.
    Domain(u32),
}

impl Name {
    fn words(&self) -> String {
        match self {
            Self::Section(title) => title.clone(),
            Self::Before => tr!("indicators.group.before"),
            Self::Domain(order) => match SHOWN.get(*order as usize) {
                Some((_, _, key)) => tr!(format!("indicators.domain.{key}")),
                None => tr!("indicators.group.no_domain"),
            },
        }
    }
}

fn parts(document: &Document, group: Group, key: u32) -> (Name, Option<String>) {
    match group {
        Group::Section => section(&document.sections, key),
        _ => (Name::Domain(key), None),
    }
}

/// The heading of a section's group, and of the section around it.
fn section(sections: &[gangmu_model::Section], key: u32) -> (Name, Option<String>) {
    let Some(section) = key.checked_sub(1).and_then(|at| sections.get(at as usize)) else {
        return (Name::Before, None);
    };
    let around = section.parent.and_then(|parent| sections.get(parent as usize));
    (Name::Section(wording::short_heading(section)), around.map(wording::short_heading))
}
