//! The grid's keyboard: arrows, page and end keys move, Shift selects on the way, Enter opens or sorts, Space selects,
//! Ctrl A selects all, Ctrl C copies, Escape closes and drops the selection; c, e and Delete check.

use super::grid::Grid;
use super::header::COLUMNS;
use super::table::Cursor;
use crate::state::checking::Editing;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, EventTarget, HtmlElement, KeyboardEvent};

/// Whether an event comes from an open row's own controls.
pub(super) fn inside_detail(target: Option<EventTarget>) -> bool {
    target
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| element.closest("[data-detail]").ok().flatten().is_some())
}

/// A key was pressed somewhere in the grid.
pub(super) fn press(grid: Grid, event: &KeyboardEvent) {
    let table = grid.table;
    let key = event.key();
    let command = event.ctrl_key() || event.meta_key();
    if event.alt_key() {
        return;
    }
    let stop = table.stop.get_untracked();
    if inside_detail(event.target()) && key != "Escape" && !(command && matches!(key.as_str(), "c" | "C")) {
        return;
    }
    let rows = table.shown.with_untracked(|shown| shown.len());
    let page = grid.window.with_untracked(|window| ((window.bottom - window.top) / window.row) as usize).max(2) - 1;
    // Position 0 is the header, rows follow.
    let at = stop.row.and_then(|row| table.position(row)).map_or(0, |at| at + 1);
    let handled = match key.as_str() {
        "ArrowDown" => go(grid, at, at + 1, rows, event.shift_key()),
        "ArrowUp" => go(grid, at, at.saturating_sub(1), rows, event.shift_key()),
        "PageDown" => go(grid, at, at + page, rows, event.shift_key()),
        "PageUp" => go(grid, at, at.saturating_sub(page).max(1), rows, event.shift_key()),
        "Home" if stop.column.is_none() || command => go(grid, at, 1, rows, event.shift_key()),
        "End" if stop.column.is_none() || command => go(grid, at, rows, rows, event.shift_key()),
        "Home" => go_to_column(grid, stop, Some(0)),
        "End" => go_to_column(grid, stop, Some(COLUMNS.len() - 1)),
        "ArrowRight" => go_to_column(grid, stop, Some(stop.column.map_or(0, |column| column + 1))),
        "ArrowLeft" => go_to_column(grid, stop, stop.column.and_then(|column| column.checked_sub(1))),
        "Enter" => stop.row.is_some_and(|row| {
            table.toggle_open(row);
            true
        }),
        " " => stop.row.is_some_and(|row| {
            table.pick(row);
            true
        }),
        "a" | "A" if command => {
            table.pick_all();
            true
        }
        "c" | "C" if command && !text_is_selected() => {
            table.copy_rows(false);
            true
        }
        "c" | "e" | "Delete" | "Backspace" if !command && !event.shift_key() => {
            stop.row.is_some_and(|row| check(grid, row, &key))
        }
        "Escape" => escape(grid, event),
        _ => false,
    };
    if handled {
        event.prevent_default();
    }
}

/// Moves the cursor from position `from` to `to` and selects the rows between where `selecting`.
fn go(grid: Grid, from: usize, to: usize, rows: usize, selecting: bool) -> bool {
    let table = grid.table;
    let to = to.min(rows);
    let row = |at: usize| at.checked_sub(1).and_then(|at| table.shown.with_untracked(|shown| shown.get(at).copied()));
    let column = table.stop.get_untracked().column;
    let cursor = match row(to) {
        // From the header back to whole rows.
        Some(id) => Cursor { row: Some(id), column: if from == 0 { None } else { column } },
        None => Cursor { row: None, column: Some(column.unwrap_or(1)) },
    };
    if selecting && let Some(id) = cursor.row {
        if table.anchor.get_untracked().is_none() {
            table.anchor.set(row(from));
        }
        table.pick_to(id);
    } else if !selecting {
        table.anchor.set(cursor.row);
    }
    set_cursor(grid, cursor);
    true
}

fn go_to_column(grid: Grid, stop: Cursor, column: Option<usize>) -> bool {
    let column = column.map(|column| column.min(COLUMNS.len() - 1));
    // The header has no whole-row stop.
    let column = if stop.row.is_none() { Some(column.unwrap_or(0)) } else { column };
    set_cursor(grid, Cursor { column, ..stop });
    true
}

fn set_cursor(grid: Grid, cursor: Cursor) {
    if let Some(at) = cursor.row.and_then(|row| grid.table.position(row)) {
        grid.reveal(at);
    }
    if grid.table.stop.get_untracked() != cursor {
        grid.table.wants_focus.set_value(true);
        grid.table.cursor.set(cursor);
    }
}

/// Confirms (c), edits (e) or deletes (Delete) the row at the keyboard, or all selected rows where it is one of them.
fn check(grid: Grid, row: u32, key: &str) -> bool {
    let (table, checking) = (grid.table, grid.checking);
    match key {
        "c" => checking.confirm(table.place(), &table.meant(row)),
        "e" => checking.editing.set(Some(Editing::Row { report: table.place(), row })),
        _ => checking.delete(table.place(), &table.meant(row)),
    }
    true
}

/// Out of an open row's controls to the row; else closes the row; else drops the selection.
fn escape(grid: Grid, event: &KeyboardEvent) -> bool {
    let table = grid.table;
    if inside_detail(event.target()) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let row = target.and_then(|element| element.closest(".g-row").ok().flatten());
        return row.and_then(|row| row.dyn_into::<HtmlElement>().ok()).is_some_and(|row| row.focus().is_ok());
    }
    if let Some(row) = table.open.get_untracked() {
        table.toggle_open(row);
        return true;
    }
    let any = table.selected.with_untracked(|selected| !selected.is_empty());
    if any {
        table.selected.update(std::collections::BTreeSet::clear);
        table.anchor.set(None);
    }
    any
}

fn text_is_selected() -> bool {
    window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed())
}
