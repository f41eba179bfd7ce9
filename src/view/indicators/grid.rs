//! The grid: a header and as many lines as the window shows. Lines are rows and the headings of their groups; they have
//! one height, so a line's place follows from its position; only the open row is taller, and what it is taller by is measured. The rows of the window, the open row and
//! the row at the keyboard are in the document, nothing else.

use super::groups::Line;
use super::header::header;
use super::rows::{Lines, Version};
use super::table::{Cursor, Table};
use super::{columns, keys, rail};
use crate::i18n::language;
use crate::state::checking::Checking;
use crate::state::history;
use crate::view::dom::{around, effect, focus_is_lost, hear, when_painted};
use crate::view::measure::{size_of, watch};
use gangmu_export::order::sort_by_key;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, FocusEvent, HtmlElement, HtmlInputElement, MouseEvent};
use std::sync::Arc;

/// Rows kept ready above and below the window, once those in it have been painted.
const SPARE: usize = 8;
/// The bars at the top and at the bottom of the screen that can cover a row where the page itself scrolls, in pixels.
const BARS: (f64, f64) = (64.0, 116.0);

/// What stands above the rows and below them on a desk's screen, and the least that the rows have, in pixels (table.css).
const ABOVE: f64 = 280.0;
const LEAST: f64 = 384.0;

/// What the window shows, in pixels from the top of the first row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Window {
    /// The first visible line.
    pub top: f64,
    /// One past the last visible line.
    pub bottom: f64,
    /// The height of a row.
    pub row: f64,
}

/// The grid's own state; a `Copy` handle.
#[derive(Clone, Copy)]
pub(super) struct Grid {
    /// The table shown.
    pub table: Table,
    /// What confirms, edits and deletes.
    pub checking: Checking,
    /// What the window shows.
    pub window: RwSignal<Window>,
    /// How much taller the open row is than the others.
    pub extra: RwSignal<f64>,
    /// The position of the open row among the lines.
    pub open_at: Memo<Option<usize>>,
    /// The open row that has been scrolled to, so that it is once.
    pub revealed: StoredValue<Option<u32>>,
    /// The lines whose visible part has been painted.
    painted: RwSignal<Arc<Vec<Line>>>,
    scroller: NodeRef<html::Div>,
    frame: NodeRef<html::Div>,
    body: NodeRef<html::Div>,
    probe: NodeRef<html::Div>,
}

/// The grid of `table` with its rail.
pub(super) fn grid(table: Table) -> AnyView {
    let open_at = Memo::new(move |_| {
        let open = table.open.get()?;
        table.lines.with(|lines| lines.iter().position(|&line| line == Line::Row(open)))
    });
    let grid = Grid {
        table,
        checking: Checking::get(),
        window: RwSignal::new(first_window()),
        extra: RwSignal::new(0.0),
        open_at,
        painted: RwSignal::new(Arc::default()),
        // Who goes back is where he was, with the row as he left it.
        revealed: StoredValue::new(table.open.get_untracked().filter(|_| history::returning())),
        scroller: NodeRef::new(),
        frame: NodeRef::new(),
        body: NodeRef::new(),
        probe: NodeRef::new(),
    };
    grid.follow_window();
    grid.keep_drawn();
    let head_focus = Memo::new(move |_| {
        let stop = table.stop.get();
        if stop.line.is_none() { stop.column } else { None }
    });
    effect(move || {
        if let Some(column) = head_focus.get() {
            grid.focus("head", Some(column));
        }
    });
    effect(move || {
        if let Some(frame) = grid.frame.get() {
            table.columns.with(|columns| columns::lay_out(columns, &frame));
        }
    });
    let rows = move || (table.lines.with(|lines| lines.len()) + 1).to_string();
    let columns = move || table.columns_shown.with(|columns| columns.len()).to_string();
    view! {
        <div class="gridwrap" class:hidden=move || table.shown.with(|shown| shown.is_empty())>
            <div class="gridscroll" node_ref=grid.scroller on:scroll=hear(move |_| grid.measure())>
                <div
                    class="grid"
                    class:sized=move || table.columns.with(columns::Columns::is_sized)
                    role="grid"
                    aria-label=t!("indicators.name")
                    aria-rowcount=rows
                    aria-colcount=columns
                    aria-multiselectable="true"
                    node_ref=grid.frame
                    on:keydown=hear(move |event| keys::press(grid, &event))
                >
                    {header(table, head_focus)}
                    <div
                        class="g-body"
                        role="rowgroup"
                        node_ref=grid.body
                        style:height=move || format!("{}px", grid.height())
                        on:click=hear(move |event| click(grid, &event))
                        on:focusin=hear(move |event| focused(table, &event))
                    ></div>
                </div>
                <div class="g-probe" aria-hidden="true" node_ref=grid.probe></div>
            </div>
            {rail::rail(grid)}
        </div>
    }
    .into_any()
}

/// A window for the first picture, about as large as the real one, which is measured as soon as it is there: each row that
/// nobody sees costs as much as one that is seen.
fn first_window() -> Window {
    let screen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(900.0);
    Window { top: 0.0, bottom: (screen - ABOVE).max(LEAST), row: 29.0 }
}

impl Grid {
    /// The height of all lines, in pixels.
    pub(super) fn height(&self) -> f64 {
        let rows = self.table.lines.with(|lines| lines.len()) as f64;
        rows * self.window.with(|window| window.row) + self.open_at.get().map_or(0.0, |_| self.extra.get())
    }

    /// Where line `at` begins, in pixels.
    pub(super) fn top(&self, at: usize) -> f64 {
        let below_open = self.open_at.get().is_some_and(|open| open < at);
        at as f64 * self.window.with(|window| window.row) + if below_open { self.extra.get() } else { 0.0 }
    }

    /// The positions of the rows that the window shows, with some to spare.
    fn range(&self) -> (usize, usize) {
        let window = self.window.get();
        let lines = self.table.lines.get();
        let (rows, spare) =
            (lines.len(), if self.painted.with(|painted| Arc::ptr_eq(painted, &lines)) { SPARE } else { 0 });
        let open_end = self.open_at.get().map_or(f64::MAX, |open| (open + 1) as f64 * window.row);
        let extra = self.extra.get();
        let at = |y: f64| (if y <= open_end { y } else { (y - extra).max(open_end) } / window.row.max(1.0)) as usize;
        let first = at(window.top.max(0.0)).saturating_sub(spare);
        let last = (at(window.bottom.max(0.0)) + 1 + spare).min(rows);
        (first.min(last), last)
    }

    /// Measures what the window shows.
    pub(super) fn measure(&self) {
        let rect = |node: NodeRef<html::Div>| node.get_untracked().map(|node| node.get_bounding_client_rect());
        let (Some(scroller), Some(body), Some(probe)) = (rect(self.scroller), rect(self.body), rect(self.probe)) else {
            return;
        };
        let screen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(900.0);
        let window = Window {
            top: (scroller.top().max(0.0) - body.top()).max(0.0),
            bottom: scroller.bottom().min(screen) - body.top(),
            row: probe.height().max(1.0),
        };
        if self.window.get_untracked() != window {
            self.window.set(window);
        }
    }

    /// Keeps in the document what the window shows, and the lines that are open or have the keyboard.
    fn keep_drawn(self) {
        let table = self.table;
        let range = Memo::new(move |_| self.range());
        let stop_at = Memo::new(move |_| {
            let line = table.stop.get().line?;
            table.lines.with(|lines| lines.iter().position(|&other| other == line))
        });
        let painted = self.painted;
        effect(move || {
            let lines = table.lines.get();
            when_painted(move || drop(painted.try_set(lines)));
        });
        let lines = StoredValue::new_local(Lines::default());
        let owner = Owner::current().unwrap_or_default();
        effect(move || {
            let Some(body) = self.body.get() else { return };
            // What others are made from is read before them: an effect is not told of a memo's change (reactive_graph 0.2)
            // when a memo that it asks earlier has asked it first and came out as it was.
            let version = Version {
                corrected: table.version.get(),
                group: table.filter.with(|filter| filter.group),
                language: language(),
                columns: table.columns_shown.get(),
            };
            table.lines.track();
            table.open.track();
            let (open_at, stop) = (self.open_at.get(), table.stop.get());
            let beside = [stop_at.get(), open_at].into_iter().flatten();
            let (first, last) = range.get();
            let mut wanted: Vec<usize> = (first..last).chain(beside.filter(|at| *at < first || *at >= last)).collect();
            sort_by_key(&mut wanted, |&at| at);
            wanted.dedup();
            lines.update_value(|lines| lines.draw(self, &owner, &body, version, &wanted));
            if let Some(line) = stop.line {
                self.focus(&line.name(), stop.column.filter(|_| line.row().is_some()));
            }
        });
    }

    /// Keeps the window measured, and brings the row that a link opened into it.
    fn follow_window(self) {
        let size = size_of(self.scroller);
        Effect::new(move |shown_before: Option<bool>| {
            let ready = size.with(|size| size.height > 0.0);
            if ready {
                self.measure();
                if shown_before != Some(true)
                    && let Some(at) = self.open_at.get_untracked()
                {
                    if self.revealed.get_value().is_none() {
                        self.reveal(at);
                    }
                    self.take_up_focus(at);
                }
            }
            ready || shown_before == Some(true)
        });
        let scrolled = window_event_listener(leptos::ev::scroll, move |_| self.measure());
        let resized = window_event_listener(leptos::ev::resize, move |_| self.measure());
        // What stands above it comes and goes: the progress of an analysis, notices.
        if let Some(page) = document().get_element_by_id("main") {
            watch(&page, move |_| self.measure());
        }
        on_cleanup(move || {
            for handle in [scrolled, resized] {
                handle.remove();
            }
        });
    }

    /// Gives the focus to row `at` where it was lost by the step to this view.
    fn take_up_focus(&self, at: usize) {
        let Some(line) = self.table.lines.with_untracked(|lines| lines.get(at).copied()) else { return };
        if focus_is_lost() {
            self.table.wants_focus.set_value(true);
            self.table.cursor.set(Cursor { line: Some(line), column: None });
            self.focus(&line.name(), None);
        }
    }

    /// Scrolls as little as needed to show row `at`.
    pub(super) fn reveal(&self, at: usize) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        self.measure();
        let window = self.window.get_untracked();
        let own = scroller.scroll_height() > scroller.client_height() + 1;
        let (open, extra) = (self.open_at.get_untracked(), self.extra.get_untracked());
        let top = at as f64 * window.row + if open.is_some_and(|open| open < at) { extra } else { 0.0 };
        let bottom = top + window.row + if open == Some(at) { extra } else { 0.0 };
        // The header stays at the top of the scroller and covers a row's height and a bit.
        let (head, foot) = if own { (window.row * 1.4, 4.0) } else { BARS };
        let up = top - head - window.top;
        let down = bottom + foot - window.bottom;
        let by = if up < 0.0 { up } else { down.min(up) };
        if up >= 0.0 && down <= 0.0 {
            return;
        }
        if own {
            scroller.set_scroll_top(scroller.scroll_top() + by.round() as i32);
        } else {
            leptos::prelude::window().scroll_by_with_x_and_y(0.0, by);
        }
        self.measure();
    }

    /// Scrolls so that the line `part` (0–1) of all rows stands in the middle of the window.
    pub(super) fn scroll_to_part(&self, part: f64) {
        if let Some(scroller) = self.scroller.get_untracked() {
            let middle = part * f64::from(scroller.scroll_height()) - f64::from(scroller.client_height()) / 2.0;
            scroller.set_scroll_top(middle.max(0.0) as i32);
        }
    }

    /// Gives the focus to a row or a cell if that was asked for and it is in the document.
    pub(super) fn focus(&self, row: &str, column: Option<usize>) {
        if !self.table.wants_focus.get_value() {
            return;
        }
        let Some(frame) = self.frame.get_untracked() else { return };
        let selector = match column {
            Some(column) => format!("[data-row=\"{row}\"] [data-column=\"{column}\"]"),
            None => format!("[data-row=\"{row}\"]"),
        };
        let found = frame.query_selector(&selector).ok().flatten();
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            self.table.wants_focus.set_value(false);
            crate::view::dom::focus(&element);
        }
    }
}

/// A click opens the row; with Ctrl or ⌘, or where rows are being selected, it selects, with Shift up to here. Its box selects
/// anyway. Selecting text opens nothing.
fn click(grid: Grid, event: &MouseEvent) {
    let table = grid.table;
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let Some(id) = around(event.target(), "data-row").and_then(|row| row.parse().ok()) else { return };
    if keys::inside_detail(event.target()) {
        return;
    }
    if target.closest(".pick").ok().flatten().is_some() {
        // A click beside the box comes again as one on it.
        if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
            if event.shift_key() {
                table.pick_to(id);
            } else {
                table.pick(id);
            }
            // The browser has turned it, whatever came of the click.
            input.set_checked(table.selected.with_untracked(|selected| selected.contains(&id)));
        }
        return;
    }
    let selection = window().get_selection().ok().flatten();
    if event.shift_key() {
        if let Some(selection) = selection {
            let _ = selection.remove_all_ranges();
        }
        table.pick_to(id);
    } else if event.ctrl_key() || event.meta_key() || table.picking.get_untracked() {
        table.pick(id);
    } else if selection.is_none_or(|selection| selection.is_collapsed()) {
        table.anchor.set(Some(id));
        table.toggle_open(id);
    }
}

/// The keyboard has come to a row.
fn focused(table: Table, event: &FocusEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let row =
        target.filter(|target| target.class_list().contains("g-row")).and_then(|row| row.get_attribute("data-row"));
    if let Some(id) = row.and_then(|row| row.parse().ok()) {
        table.cursor.set(Cursor { line: Some(Line::Row(id)), column: None });
    }
}
