//! The grid's header: one cell a column, most of them a button that sorts. A cell that is dragged moves its column, its
//! edge makes it wider or narrower; the keyboard does both ([`super::keys`]), and the list of columns ([`super::arrange`]).

use super::columns::{self, Columns};
use super::table::{Cursor, Table};
use super::take::say;
use crate::i18n::number;
use crate::view::dom::hear;
use crate::view::help;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, KeyboardEvent, MouseEvent, PointerEvent};

/// From how far on a pointer drags and does not click, in CSS pixels.
const DRAG: i32 = 6;

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
    let drag = Drag {
        table,
        held: StoredValue::new(None),
        over: RwSignal::new(None),
        dragged: StoredValue::new(false),
        shift: StoredValue::new(false),
    };
    let cells = move || {
        let shown = table.columns_shown.get();
        shown.iter().enumerate().map(|(at, &column)| cell(drag, focus, at, column)).collect_view()
    };
    view! {
        <div class="g-head" role="rowgroup">
            <div class="g-row" role="row" aria-rowindex="1" data-row="head">{cells}</div>
        </div>
    }
    .into_any()
}

/// Changes where a column stands and says where that is.
pub(super) fn moved(table: Table, column: usize, change: impl FnOnce(&mut Columns) -> bool) {
    let mut worked = false;
    table.change_columns(|columns| worked = change(columns));
    if worked {
        let at = table.columns_shown.with_untracked(|shown| shown.iter().position(|&other| other == column));
        let at = at.map_or(0, |at| at + 1);
        say(table.done_said, tr!("indicators.columns.moved", column = name(column), place = at));
    }
}

/// What a column is called.
pub(super) fn name(column: usize) -> String {
    tr!(format!("indicators.column.{}", COLUMNS[column].key))
}

/// What a pointer holds.
#[derive(Clone, Copy)]
enum Held {
    /// A column, since the pointer stood at `x`.
    Column { column: usize, x: i32 },
    /// A column's edge; it was so wide then.
    Edge { column: usize, x: i32, width: i32 },
}

/// A column or its edge being dragged; a `Copy` handle.
#[derive(Clone, Copy)]
struct Drag {
    table: Table,
    held: StoredValue<Option<Held>>,
    /// The column that one would be dropped at.
    over: RwSignal<Option<usize>>,
    /// Whether the click that follows belongs to what was dragged.
    dragged: StoredValue<bool>,
    /// Whether Shift was down with the key that makes the click that follows: not every browser says so in the click.
    shift: StoredValue<bool>,
}

impl Drag {
    fn hold_column(self, column: usize, event: &PointerEvent) {
        self.dragged.set_value(false);
        if event.button() == 0 && event.pointer_type() == "mouse" {
            self.held.set_value(Some(Held::Column { column, x: event.client_x() }));
        }
    }

    fn hold_edge(self, column: usize, event: &PointerEvent) {
        event.stop_propagation();
        event.prevent_default();
        if let Some(width) = columns::measured(column).filter(|_| event.button() == 0) {
            capture(event);
            self.held.set_value(Some(Held::Edge { column, x: event.client_x(), width }));
        }
    }

    fn drag(self, event: &PointerEvent) {
        match self.held.get_value() {
            // The button was let go elsewhere.
            Some(_) if event.buttons() == 0 => self.drop_it(event),
            Some(Held::Edge { column, x, width }) => {
                self.table.columns.update(|columns| columns.resize(column, width + event.client_x() - x));
            }
            Some(Held::Column { column, x }) if self.dragged.get_value() || (event.client_x() - x).abs() > DRAG => {
                if !self.dragged.get_value() {
                    capture(event);
                    self.dragged.set_value(true);
                }
                let over = self.column_at(event.client_x()).filter(|&over| over != column);
                if self.over.get_untracked() != over {
                    self.over.set(over);
                }
            }
            Some(Held::Column { .. }) | None => {}
        }
    }

    fn drop_it(self, event: &PointerEvent) {
        let held = self.held.try_update_value(Option::take).flatten();
        match held {
            Some(Held::Edge { .. }) => self.table.columns.with_untracked(Columns::keep),
            Some(Held::Column { column, .. }) if event.type_() == "pointerup" => {
                if let Some(over) = self.over.get_untracked() {
                    moved(self.table, column, |columns| columns.move_to(column, over));
                }
            }
            _ => {}
        }
        self.over.set(None);
    }

    /// The column whose header stands at `x`.
    fn column_at(self, x: i32) -> Option<usize> {
        let x = f64::from(x);
        self.table.columns_shown.with_untracked(|shown| {
            shown.iter().copied().find(|&column| {
                let cell = document().query_selector(&format!("[role=columnheader].{}", COLUMNS[column].class));
                cell.ok().flatten().is_some_and(|cell| {
                    let rect = cell.get_bounding_client_rect();
                    rect.left() <= x && x < rect.right()
                })
            })
        })
    }
}

/// Makes the element that hears `event` hear all of the pointer until it is let go.
fn capture(event: &PointerEvent) {
    if let Some(element) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
        // A pointer that is gone already drags nothing.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

fn cell(drag: Drag, focus: Memo<Option<usize>>, at: usize, column: usize) -> AnyView {
    let table = drag.table;
    let shown = &COLUMNS[column];
    let tab = move || if focus.get() == Some(at) { "0" } else { "-1" };
    let focused = move |_| table.cursor.set(Cursor { line: None, column: Some(at) });
    let index = (at + 1).to_string();
    if shown.key == "number" {
        let all = move || table.shown.with(|shown| !shown.is_empty() && table.picked().len() == shown.len());
        return view! {
            <div class=shown.class role="columnheader" aria-colindex=index data-help=help::of_column(shown.key).id()>
                <label class="pick">
                    <input
                        type="checkbox"
                        data-column=at
                        tabindex=tab
                        aria-label=t!("indicators.pick_all")
                        prop:checked=all
                        on:focus=hear(focused)
                        on:change=hear(move |_| table.pick_all())
                    />
                    <span class="num" aria-hidden="true">"#"</span>
                </label>
            </div>
        }
        .into_any();
    }
    let content = match shown.sort {
        Some(sort) => sort_button(drag, at, column, sort, focus),
        None => scale(),
    };
    // One column of a grid may say so; the others have their rank in their name.
    let spoken = move || match shown.sort.and_then(|sort| order(table, sort)) {
        Some(Sorted { at: 0, down, .. }) => Some(if down { "descending" } else { "ascending" }),
        _ => None,
    };
    // A header without a button takes the keyboard itself.
    let bare = shown.sort.is_none();
    view! {
        <div
            class=shown.class
            class:over=move || drag.over.get() == Some(column)
            class:ranked=move || shown.sort.and_then(|sort| order(table, sort)).is_some()
            role="columnheader"
            aria-colindex=index
            data-help=help::of_column(shown.key).id()
            aria-sort=spoken
            data-column=bare.then_some(at)
            tabindex=move || bare.then(tab)
            on:focus=hear(move |event| if bare { focused(event) })
            on:pointerdown=hear(move |event| drag.hold_column(column, &event))
            on:pointermove=hear(move |event| drag.drag(&event))
            on:pointerup=hear(move |event| drag.drop_it(&event))
            on:pointercancel=hear(move |event| drag.drop_it(&event))
        >
            {content}
            {(shown.key != "sentence").then(|| grip(drag, column))}
        </div>
    }
    .into_any()
}

/// The edge that makes a column wider.
fn grip(drag: Drag, column: usize) -> AnyView {
    view! {
        <span
            class="grip"
            aria-hidden="true"
            on:pointerdown=hear(move |event| drag.hold_edge(column, &event))
            on:pointermove=hear(move |event: PointerEvent| {
                event.stop_propagation();
                drag.drag(&event);
            })
            on:pointerup=hear(move |event: PointerEvent| {
                event.stop_propagation();
                drag.drop_it(&event);
            })
        ></span>
    }
    .into_any()
}

/// How a column sorts the table.
#[derive(Clone, Copy)]
struct Sorted {
    /// Its place among those that do, from 0.
    at: usize,
    /// Whether it descends.
    down: bool,
    /// How many do.
    of: usize,
}

fn order(table: Table, sort: &str) -> Option<Sorted> {
    table.filter.with(|filter| {
        let at = filter.sort.iter().position(|(sorted, _)| sorted == sort)?;
        Some(Sorted { at, down: filter.sort[at].1, of: filter.sort.len() })
    })
}

/// The sign of a column that sorts, for paper: its way, and its rank where several do.
pub(super) fn sorted_mark(table: Table, column: usize) -> String {
    COLUMNS[column].sort.and_then(|sort| order(table, sort)).map_or_else(String::new, |Sorted { at, down, of }| {
        let rank = if of > 1 { number(at + 1) } else { String::new() };
        format!(" {}{rank}", if down { "↓" } else { "↑" })
    })
}

fn sort_button(drag: Drag, at: usize, column: usize, sort: &'static str, focus: Memo<Option<usize>>) -> AnyView {
    let table = drag.table;
    let tab = move || if focus.get() == Some(at) { "0" } else { "-1" };
    let arrow = move || order(table, sort).map(|sorted| if sorted.down { "↓" } else { "↑" });
    let several = move || order(table, sort).filter(|sorted| sorted.of > 1);
    let rank = move || several().map(|sorted| number(sorted.at + 1));
    let told = move || {
        several().map(|Sorted { at, down, .. }| {
            let key = if down { "indicators.order.ranked_down" } else { "indicators.order.ranked_up" };
            tr!(key, rank = number(at + 1))
        })
    };
    let key = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            drag.shift.set_value(event.shift_key());
        }
    };
    let press = move |event: MouseEvent| {
        let shift = drag.shift.try_update_value(std::mem::take).unwrap_or_default();
        if !drag.dragged.get_value() {
            // A click that a key made counts no presses of a button.
            table.sort_by(sort, event.shift_key() || event.detail() == 0 && shift);
        }
        drag.dragged.set_value(false);
    };
    view! {
        <button
            data-column=at
            tabindex=tab
            on:focus=hear(move |_| table.cursor.set(Cursor { line: None, column: Some(at) }))
            on:keydown=hear(key)
            on:click=hear(press)
        >
            {move || name(column)}
            <span class="way" aria-hidden="true">{arrow}</span>
            <span class="rank num" aria-hidden="true">{rank}</span>
            <span class="sr">{told}</span>
        </button>
    }
    .into_any()
}

/// The scales of the marks beside percentages.
fn scale() -> AnyView {
    view! {
        <span class="sr">{t!("indicators.column.scale")}</span>
        <span class="scale" aria-hidden="true">
            <span>"◆0"</span>
            <span>"25%"</span>
        </span>
        <span class="scale" aria-hidden="true">
            <span>"▬0"</span>
            <span>"100%"</span>
        </span>
    }
    .into_any()
}
