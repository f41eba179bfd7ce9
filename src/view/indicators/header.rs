//! The grid's header: one cell a column, most of them a button that sorts.

use super::table::Table;
use crate::view::dom::hear;
use crate::view::help;
use leptos::prelude::*;

/// A column as the grid shows it.
pub(super) struct Shown {
    /// The class of its cells.
    pub class: &'static str,
    /// The last part of its heading's key.
    pub key: &'static str,
    /// The key by which the place names its order.
    pub sort: Option<&'static str>,
}

/// The columns, from left to right.
pub(super) const COLUMNS: [Shown; 11] = [
    Shown { class: "ix", key: "number", sort: None },
    Shown { class: "nm", key: "indicator", sort: Some("indicator") },
    Shown { class: "bd", key: "bound", sort: Some("bound") },
    Shown { class: "val", key: "value", sort: Some("value") },
    Shown { class: "un", key: "unit", sort: Some("unit") },
    Shown { class: "bar-c", key: "scale", sort: None },
    Shown { class: "act", key: "action", sort: Some("action") },
    Shown { class: "sta", key: "status", sort: Some("status") },
    Shown { class: "per", key: "period", sort: Some("period") },
    Shown { class: "domc", key: "domain", sort: Some("domain") },
    Shown { class: "sn", key: "sentence", sort: Some("sentence") },
];

/// The header row. `focus` says which of its cells the keyboard is at.
pub(super) fn header(table: Table, focus: Memo<Option<usize>>) -> AnyView {
    let cells = COLUMNS.iter().enumerate().map(|(column, shown)| cell(table, focus, column, shown)).collect_view();
    view! {
        <div class="g-head" role="rowgroup">
            <div class="g-row" role="row" aria-rowindex="1" data-row="head">{cells}</div>
        </div>
    }
    .into_any()
}

fn cell(table: Table, focus: Memo<Option<usize>>, column: usize, shown: &'static Shown) -> AnyView {
    let tab = move || if focus.get() == Some(column) { "0" } else { "-1" };
    let at = move |_| table.cursor.set(super::table::Cursor { row: None, column: Some(column) });
    let name = move || tr!(format!("indicators.column.{}", shown.key));
    let index = (column + 1).to_string();
    if shown.key == "number" {
        let all = move || table.shown.with(|shown| !shown.is_empty() && table.picked().len() == shown.len());
        return view! {
            <div class=shown.class role="columnheader" aria-colindex=index data-help=help::of_column(shown.key).id()>
                <label class="pick">
                    <input
                        type="checkbox"
                        data-column=column
                        tabindex=tab
                        aria-label=t!("indicators.pick_all")
                        prop:checked=all
                        on:focus=hear(at)
                        on:change=hear(move |_| table.pick_all())
                    />
                    <span class="num" aria-hidden="true">"#"</span>
                </label>
            </div>
        }
        .into_any();
    }
    let Some(sort) = shown.sort else {
        return view! {
            <div class=shown.class role="columnheader" aria-colindex=index data-help=help::of_column(shown.key).id() data-column=column tabindex=tab on:focus=hear(at)>
                <span class="sr">{name}</span>
                <span class="scale" aria-hidden="true">
                    <span>"◆0"</span>
                    <span>"25%"</span>
                </span>
                <span class="scale" aria-hidden="true">
                    <span>"▬0"</span>
                    <span>"100%"</span>
                </span>
            </div>
        }
        .into_any();
    };
    let order = move || {
        table.filter.with(|filter| filter.sort.as_ref().filter(|(sorted, _)| sorted == sort).map(|(_, down)| *down))
    };
    let spoken = move || order().map(|down| if down { "descending" } else { "ascending" });
    let arrow = move || match order() {
        None => "",
        Some(false) => "↑",
        Some(true) => "↓",
    };
    view! {
        <div class=shown.class role="columnheader" aria-colindex=index data-help=help::of_column(shown.key).id() aria-sort=spoken>
            <button data-column=column tabindex=tab on:focus=hear(at) on:click=hear(move |_| table.sort_by(sort))>
                {name}
                <span class="way" aria-hidden="true">{arrow}</span>
            </button>
        </div>
    }
    .into_any()
}
