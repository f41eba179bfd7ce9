//! The grid's keyboard: arrows, page and end keys move, Shift selects on the way, Enter opens or sorts, Space selects,
//! Ctrl A selects all, Ctrl C copies, Escape closes and drops the selection; c, e and Delete check. In the header Shift and
//! Enter sort by a further column ([`super::header`]), Shift and an arrow make a column wider or narrower, Ctrl and an arrow
//! move it. At the heading of a group Enter opens and closes it, as do the arrows to its side.

use super::columns;
use super::grid::Grid;
use super::groups::Line;
use super::header::moved;
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
    if stop.line.is_none() && arrange(grid, event, stop) {
        event.prevent_default();
        return;
    }
    let rows = table.lines.with_untracked(|lines| lines.len());
    let last = table.columns_shown.with_untracked(|columns| columns.len()).saturating_sub(1);
    let row = stop.line.and_then(Line::row);
    let page = grid.window.with_untracked(|window| ((window.bottom - window.top) / window.row) as usize).max(2) - 1;
    // Position 0 is the header, lines follow.
    let at = stop.line.and_then(|line| table.position(line)).map_or(0, |at| at + 1);
    let handled = match key.as_str() {
        "ArrowDown" => go(grid, at, at + 1, rows, event.shift_key()),
        "ArrowUp" => go(grid, at, at.saturating_sub(1), rows, event.shift_key()),
        "PageDown" => go(grid, at, at + page, rows, event.shift_key()),
        "PageUp" => go(grid, at, at.saturating_sub(page).max(1), rows, event.shift_key()),
        "Home" if stop.column.is_none() || command => go(grid, at, 1, rows, event.shift_key()),
        "End" if stop.column.is_none() || command => go(grid, at, rows, rows, event.shift_key()),
        "Home" => go_to_column(grid, stop, Some(0)),
        "End" => go_to_column(grid, stop, Some(last)),
        "ArrowRight" | "ArrowLeft" | "Enter" | " " if matches!(stop.line, Some(Line::Group(_))) => {
            at_group(grid, stop.line, &key)
        }
        "ArrowRight" => go_to_column(grid, stop, Some(stop.column.map_or(0, |column| column + 1))),
        "ArrowLeft" => go_to_column(grid, stop, stop.column.and_then(|column| column.checked_sub(1))),
        "Enter" => row.is_some_and(|row| {
            table.toggle_open(row);
            true
        }),
        " " => row.is_some_and(|row| {
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
            row.is_some_and(|row| check(grid, row, &key))
        }
        "Escape" => escape(grid, event),
        _ => false,
    };
    if handled {
        event.prevent_default();
    }
}

/// Widens, narrows or moves the column whose header has the keyboard.
fn arrange(grid: Grid, event: &KeyboardEvent, stop: Cursor) -> bool {
    let table = grid.table;
    let right = match event.key().as_str() {
        "ArrowRight" => true,
        "ArrowLeft" => false,
        _ => return false,
    };
    let at = stop.column.unwrap_or_default();
    let Some(column) = table.columns_shown.with_untracked(|shown| shown.get(at).copied()) else { return false };
    if event.ctrl_key() || event.meta_key() {
        moved(table, column, |columns| columns.step(column, right));
        let to = table.columns_shown.with_untracked(|shown| shown.iter().position(|&other| other == column));
        // The header is drawn anew first.
        table.wants_focus.set_value(true);
        table.cursor.set(Cursor { column: to, ..stop });
        request_animation_frame(move || {
            table.wants_focus.set_value(true);
            grid.focus("head", to);
        });
        true
    } else if event.shift_key() {
        table.widen(column, if right { columns::STEP } else { -columns::STEP });
        true
    } else {
        false
    }
}

/// Opens, closes or selects a group.
fn at_group(grid: Grid, line: Option<Line>, key: &str) -> bool {
    let Some(Line::Group(group)) = line else { return false };
    match key {
        "ArrowRight" => grid.table.open_group(group),
        "ArrowLeft" => grid.table.close_group(group),
        "Enter" => grid.table.toggle_group(group),
        _ => grid.table.pick_group(group),
    }
    true
}

/// Moves the cursor from position `from` to `to` and selects the rows between where `selecting`.
fn go(grid: Grid, from: usize, to: usize, lines: usize, selecting: bool) -> bool {
    let table = grid.table;
    let to = to.min(lines);
    let line = |at: usize| at.checked_sub(1).and_then(|at| table.lines.with_untracked(|lines| lines.get(at).copied()));
    let column = table.stop.get_untracked().column;
    let cursor = match line(to) {
        // From the header back to whole rows; the heading of a group is whole.
        Some(line) => {
            Cursor { line: Some(line), column: if from == 0 || line.row().is_none() { None } else { column } }
        }
        None => Cursor { line: None, column: Some(column.unwrap_or(1)) },
    };
    let row = cursor.line.and_then(Line::row);
    if selecting && let Some(row) = row {
        if table.anchor.get_untracked().is_none() {
            table.anchor.set(line(from).and_then(Line::row));
        }
        table.pick_to(row);
    } else if !selecting {
        table.anchor.set(row);
    }
    set_cursor(grid, cursor);
    true
}

fn go_to_column(grid: Grid, stop: Cursor, column: Option<usize>) -> bool {
    let last = grid.table.columns_shown.with_untracked(|columns| columns.len()).saturating_sub(1);
    let column = column.map(|column| column.min(last));
    // The header has no whole-row stop.
    let column = if stop.line.is_none() { Some(column.unwrap_or(0)) } else { column };
    set_cursor(grid, Cursor { column, ..stop });
    true
}

fn set_cursor(grid: Grid, cursor: Cursor) {
    if let Some(at) = cursor.line.and_then(|line| grid.table.position(line)) {
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
