//! The grid: a header and as many rows as the window shows. Rows have one height, so a row's place follows from its
//! position; only the open row is taller, and what it is taller by is measured. The rows of the window, the open row and
//! the row at the keyboard are in the document, nothing else.

use super::header::{COLUMNS, header};
use super::table::{Cursor, Stop, Table};
use super::{cells, detail, keys, rail, status_words};
use crate::state::checking::Checking;
use crate::view::dom::effect;
use crate::view::dom::hear;
use crate::view::measure::{size_of, watch};
use gangmu_export::Row;
use gangmu_export::order::sort_by_key;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlElement, MouseEvent};

/// Rows kept ready above and below the window.
const SPARE: usize = 8;
/// The bars at the edges of the screen that can cover a row where the page itself scrolls, in pixels.
const BARS: f64 = 64.0;

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
    /// The position of the open row among those shown.
    pub open_at: Memo<Option<usize>>,
    scroller: NodeRef<html::Div>,
    frame: NodeRef<html::Div>,
    body: NodeRef<html::Div>,
    probe: NodeRef<html::Div>,
}

/// The grid of `table` with its rail.
pub(super) fn grid(table: Table) -> AnyView {
    let open_at = Memo::new(move |_| {
        let open = table.open.get()?;
        table.shown.with(|shown| shown.iter().position(|&row| row == open))
    });
    let grid = Grid {
        table,
        checking: Checking::get(),
        // Enough for a first picture; measured as soon as it is there.
        window: RwSignal::new(Window { top: 0.0, bottom: 900.0, row: 29.0 }),
        extra: RwSignal::new(0.0),
        open_at,
        scroller: NodeRef::new(),
        frame: NodeRef::new(),
        body: NodeRef::new(),
        probe: NodeRef::new(),
    };
    grid.follow_window();
    let range = Memo::new(move |_| grid.range());
    let stop_at = Memo::new(move |_| {
        let row = table.stop.get().row?;
        table.shown.with(|shown| shown.iter().position(|&other| other == row))
    });
    let rendered = move || {
        let (first, last) = range.get();
        let beside = [stop_at.get(), open_at.get()].into_iter().flatten().filter(move |at| *at < first || *at >= last);
        table.shown.with(|shown| {
            let mut at: Vec<usize> = (first..last).chain(beside).filter(|at| *at < shown.len()).collect();
            sort_by_key(&mut at, |&at| at);
            at.dedup();
            let version = table.version.get();
            at.into_iter().map(|at| (at, shown[at], version)).collect::<Vec<_>>()
        })
    };
    let head_focus = Memo::new(move |_| {
        let stop = table.stop.get();
        if stop.row.is_none() { stop.column } else { None }
    });
    effect(move || {
        if let Some(column) = head_focus.get() {
            grid.focus("head", Some(column));
        }
    });
    let rows = move || (table.shown.with(|shown| shown.len()) + 1).to_string();
    view! {
        <div class="gridwrap" class:hidden=move || table.shown.with(|shown| shown.is_empty())>
            <div class="gridscroll" node_ref=grid.scroller on:scroll=hear(move |_| grid.measure())>
                <div
                    class="grid"
                    role="grid"
                    aria-label=t!("indicators.name")
                    aria-rowcount=rows
                    aria-colcount=COLUMNS.len()
                    aria-multiselectable="true"
                    node_ref=grid.frame
                    on:keydown=hear(move |event| keys::press(grid, &event))
                >
                    {header(table, head_focus)}
                    <div class="g-body" role="rowgroup" node_ref=grid.body style:height=move || format!("{}px", grid.height())>
                        <For each=rendered key=|row| *row children=move |(at, id, _)| row(grid, at, id)/>
                    </div>
                </div>
                <div class="g-probe" aria-hidden="true" node_ref=grid.probe></div>
            </div>
            {rail::rail(grid)}
        </div>
    }
    .into_any()
}

impl Grid {
    /// The height of all rows, in pixels.
    pub(super) fn height(&self) -> f64 {
        let rows = self.table.shown.with(|shown| shown.len()) as f64;
        rows * self.window.with(|window| window.row) + self.open_at.get().map_or(0.0, |_| self.extra.get())
    }

    /// Where row `at` begins, in pixels.
    pub(super) fn top(&self, at: usize) -> f64 {
        let below_open = self.open_at.get().is_some_and(|open| open < at);
        at as f64 * self.window.with(|window| window.row) + if below_open { self.extra.get() } else { 0.0 }
    }

    /// The positions of the rows that the window shows, with some to spare.
    fn range(&self) -> (usize, usize) {
        let window = self.window.get();
        let rows = self.table.shown.with(|shown| shown.len());
        let open_end = self.open_at.get().map_or(f64::MAX, |open| (open + 1) as f64 * window.row);
        let extra = self.extra.get();
        let at = |y: f64| (if y <= open_end { y } else { (y - extra).max(open_end) } / window.row.max(1.0)) as usize;
        let first = at(window.top.max(0.0)).saturating_sub(SPARE);
        let last = (at(window.bottom.max(0.0)) + 1 + SPARE).min(rows);
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
                    self.reveal(at);
                }
            }
            ready || shown_before == Some(true)
        });
        let scrolled = window_event_listener(leptos::ev::scroll, move |_| self.measure());
        let resized = window_event_listener(leptos::ev::resize, move |_| self.measure());
        // Paper shows all rows.
        let printed = window_event_listener_untyped("beforeprint", move |_| {
            self.window.update(|window| {
                window.top = 0.0;
                window.bottom = f64::MAX;
            });
        });
        let after = window_event_listener_untyped("afterprint", move |_| self.measure());
        on_cleanup(move || {
            for handle in [scrolled, resized, printed, after] {
                handle.remove();
            }
        });
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
        let (head, foot) = if own { (window.row * 1.4, 4.0) } else { (BARS, BARS) };
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

/// One row of the grid.
fn row(grid: Grid, at: usize, id: u32) -> AnyView {
    let table = grid.table;
    let node = NodeRef::<html::Div>::new();
    let is_open = Memo::new(move |_| table.open.get() == Some(id));
    let is_picked = Memo::new(move |_| table.selected.with(|selected| selected.contains(&id)));
    let stop = Memo::new(move |_| table.stop_in(id));
    effect(move || {
        if node.get().is_some() {
            match stop.get() {
                Stop::Elsewhere => {}
                Stop::Row => grid.focus(&id.to_string(), None),
                Stop::Cell(column) => grid.focus(&id.to_string(), Some(column)),
            }
        }
    });
    effect(move || {
        if let (true, Some(element)) = (is_open.get(), node.get()) {
            watch(&element, move |size| {
                let extra = (size.height - grid.window.with_untracked(|window| window.row)).max(0.0);
                if (extra - grid.extra.get_untracked()).abs() > 0.5 {
                    grid.extra.set(extra);
                }
            });
        }
    });
    let tab = move || if stop.get() == Stop::Row { "0" } else { "-1" };
    let checked = table.report.with_value(|report| {
        let row = report.document.indicators.get(id as usize)?;
        (row.checked != gangmu_model::Checked::No).then(|| gangmu_export::checked_key(row.checked))
    });
    view! {
        <div
            class="g-row"
            class:is-open=move || is_open.get()
            class:sel=move || is_picked.get()
            role="row"
            data-row=id
            data-checked=checked
            node_ref=node
            aria-rowindex=(at + 2).to_string()
            aria-selected=move || is_picked.get().to_string()
            tabindex=tab
            style:top=move || format!("{}px", grid.top(at))
            on:focus=hear(move |_| table.cursor.set(Cursor { row: Some(id), column: None }))
            on:click=hear(move |event| click(table, id, &event))
        >
            {table.report.with_value(|report| {
                Row::new(&report.document, &report.index, id as usize).map(|row| row_cells(grid, row, id, stop, is_open, is_picked))
            })}
        </div>
    }
    .into_any()
}

/// A click opens the row; with Ctrl or ⌘ it selects, with Shift it selects up to here. Selecting text opens nothing.
fn click(table: Table, id: u32, event: &MouseEvent) {
    if keys::inside_detail(event.target()) {
        return;
    }
    let selection = window().get_selection().ok().flatten();
    if event.shift_key() {
        if let Some(selection) = selection {
            let _ = selection.remove_all_ranges();
        }
        table.pick_to(id);
    } else if event.ctrl_key() || event.meta_key() {
        table.pick(id);
    } else if selection.is_none_or(|selection| selection.is_collapsed()) {
        table.toggle_open(id);
    }
}

fn row_cells(
    grid: Grid,
    row: Row<'_>,
    id: u32,
    stop: Memo<Stop>,
    is_open: Memo<bool>,
    is_picked: Memo<bool>,
) -> AnyView {
    let table = grid.table;
    let indicator = row.indicator;
    let cell = move |column: usize, content: AnyView| {
        let tab = move || if stop.get() == Stop::Cell(column) { "0" } else { "-1" };
        let at = move |_| table.cursor.set(Cursor { row: Some(id), column: Some(column) });
        let role = if column == 1 { "rowheader" } else { "gridcell" };
        let expanded = move || (column == 1).then(|| is_open.get().to_string());
        view! {
            <div
                class=COLUMNS[column].class
                role=role
                aria-colindex=(column + 1).to_string()
                aria-expanded=expanded
                data-column=column
                tabindex=tab
                on:focus=hear(at)
            >
                {content}
            </div>
        }
        .into_any()
    };
    let name = indicator.indicator.clone();
    let label = {
        let name = name.clone();
        move || tr!("indicators.pick", name = &name)
    };
    // A click on the box must not open the row.
    let pick = move |event: MouseEvent| {
        event.stop_propagation();
        if event.shift_key() {
            table.pick_to(id);
        } else {
            table.pick(id);
        }
    };
    let box_view = view! {
        <label class="pick" on:click=hear(|event: web_sys::MouseEvent| event.stop_propagation())>
            <input type="checkbox" tabindex="-1" aria-label=label prop:checked=move || is_picked.get() on:click=hear(pick)/>
            {cells::checked_view(indicator.checked)}
            <span class="num" aria-hidden="true">{id + 1}</span>
        </label>
    };
    let doubt = (indicator.confidence == gangmu_model::Confidence::Low).then(|| {
        view! { <span class="flag" title=t!("indicators.detail.doubt")><span class="sr">{t!("indicators.detail.doubt")}</span></span> }
    });
    let bound = cells::bound_key(indicator.bound).map(|key| {
        view! {
            <span aria-hidden="true">{cells::bound(indicator.bound)}</span>
            <span class="sr">{move || tr!(key)}</span>
        }
    });
    let average =
        indicator.average.map(|average| view! { <span class="dim">{move || tr!(cells::average_key(average))}</span> });
    let direction = match indicator.direction {
        None => None,
        Some(gangmu_model::Direction::Up) => Some(("↑", "indicators.direction.up")),
        Some(gangmu_model::Direction::Down) => Some(("↓", "indicators.direction.down")),
    };
    let direction = direction.map(|(arrow, key)| {
        view! {
            <span class="dir" aria-hidden="true">{arrow}</span>
            <span class="sr">{move || tr!(key)}</span>
        }
    });
    let (status_class, status_key) = status_words(indicator.status);
    let period = indicator.period.clone();
    let domain = indicator.domain.as_deref().map(cells::domain_view);
    let (before, quote, after) = cells::short_sentence(row);
    let sentence = move || {
        if is_open.get() {
            detail::detail(table, grid.checking, id)
        } else {
            view! { <span>{before.clone()}<b>{quote.clone()}</b>{after.clone()}</span> }.into_any()
        }
    };
    view! {
        {cell(0, box_view.into_any())}
        {cell(1, view! { {name} {doubt} }.into_any())}
        {cell(2, bound.into_any())}
        {cell(3, view! { <span class="num">{cells::value(row)}</span> }.into_any())}
        {cell(4, indicator.unit.clone().into_any())}
        {cell(5, cells::mark_view(indicator).into_any())}
        {cell(6, view! { {average} {indicator.action.clone()} {direction} }.into_any())}
        {cell(7, view! { <span class=status_class><span class="word">{move || tr!(status_key)}</span></span> }.into_any())}
        {cell(8, view! { <span class="num">{move || period.as_deref().map(cells::period)}</span> }.into_any())}
        {cell(9, domain.into_any())}
        {cell(10, sentence.into_any())}
    }
    .into_any()
}
