//! The grid: a header and as many lines as the window shows. Lines are rows and the headings of their groups; they have
//! one height, so a line's place follows from its position; only the open row is taller, and what it is taller by is measured. The rows of the window, the open row and
//! the row at the keyboard are in the document, nothing else.

use super::groups::Line;
use super::header::{COLUMNS, header};
use super::table::{Cursor, Stop, Table};
use super::{cells, columns, detail, heading, keys, rail, status_words};
use crate::i18n::language;
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
/// The bars at the top and at the bottom of the screen that can cover a row where the page itself scrolls, in pixels.
const BARS: (f64, f64) = (64.0, 116.0);

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
        let line = table.stop.get().line?;
        table.lines.with(|lines| lines.iter().position(|&other| other == line))
    });
    let rendered = move || {
        let (first, last) = range.get();
        let beside = [stop_at.get(), open_at.get()].into_iter().flatten().filter(move |at| *at < first || *at >= last);
        let columns = table.columns_shown.get();
        table.lines.with(|lines| {
            let mut at: Vec<usize> = (first..last).chain(beside).filter(|at| *at < lines.len()).collect();
            sort_by_key(&mut at, |&at| at);
            at.dedup();
            // A row's words are written once: in another language it is another row.
            let version = (table.version.get(), table.filter.with(|filter| filter.group), language());
            at.into_iter().map(|at| (at, lines[at], version, columns.clone())).collect::<Vec<_>>()
        })
    };
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
                    <div class="g-body" role="rowgroup" node_ref=grid.body style:height=move || format!("{}px", grid.height())>
                        <For each=rendered key=Clone::clone children=move |(at, line, _, _)| self::line(grid, at, line)/>
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
        let rows = self.table.lines.with(|lines| lines.len());
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
        on_cleanup(move || {
            for handle in [scrolled, resized] {
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

/// One line of the grid.
fn line(grid: Grid, at: usize, line: Line) -> AnyView {
    match line {
        Line::Row(id) => row(grid, at, id),
        Line::Group(key) => heading::heading(grid, at, key),
    }
}

/// A row.
fn row(grid: Grid, at: usize, id: u32) -> AnyView {
    let table = grid.table;
    let node = NodeRef::<html::Div>::new();
    let is_open = Memo::new(move |_| table.open.get() == Some(id));
    let is_picked = Memo::new(move |_| table.selected.with(|selected| selected.contains(&id)));
    let stop = Memo::new(move |_| table.stop_in(Line::Row(id)));
    effect(move || {
        if let Some(row) = node.get() {
            let stop = stop.get();
            rove(&row, stop);
            match stop {
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
            on:focus=hear(move |_| table.cursor.set(Cursor { line: Some(Line::Row(id)), column: None }))
            on:click=hear(move |event| click(table, id, &event))
        >
            {table.report.with_value(|report| {
                Row::new(&report.document, &report.index, id as usize).map(|row| row_cells(grid, row, id, is_open, is_picked))
            })}
        </div>
    }
    .into_any()
}

/// Lets Tab come to the cell at which the keyboard stops in this row, and to no other.
fn rove(row: &HtmlElement, stop: Stop) {
    if let Ok(Some(before)) = row.query_selector(":scope > [tabindex]") {
        let _ = before.remove_attribute("tabindex");
    }
    if let Stop::Cell(column) = stop
        && let Ok(Some(cell)) = row.query_selector(&format!(":scope > [data-column=\"{column}\"]"))
    {
        let _ = cell.set_attribute("tabindex", "0");
    }
}

/// A click opens the row; with Ctrl or ⌘, or where rows are being selected, it selects, with Shift up to here. Selecting text opens nothing.
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
    } else if event.ctrl_key() || event.meta_key() || table.picking.get_untracked() {
        table.pick(id);
    } else if selection.is_none_or(|selection| selection.is_collapsed()) {
        table.toggle_open(id);
    }
}

fn row_cells(grid: Grid, row: Row<'_>, id: u32, is_open: Memo<bool>, is_picked: Memo<bool>) -> AnyView {
    let table = grid.table;
    // Of these there are as many as of all else together: what a cell needs only when the keyboard is there comes then.
    let cell = |at: usize, column: usize, content: AnyView| {
        let class = COLUMNS[column].class;
        if column == 1 {
            let expanded = move || is_open.get().to_string();
            view! { <div class=class role="rowheader" aria-expanded=expanded data-column=at>{content}</div> }.into_any()
        } else {
            view! { <div class=class role="gridcell" data-column=at>{content}</div> }.into_any()
        }
    };
    let shown = table.columns_shown.get_untracked();
    let mut cells: Vec<AnyView> = shown
        .iter()
        .enumerate()
        .map(|(at, &column)| cell(at, column, cell_content(grid, row, id, column, is_open, is_picked)))
        .collect();
    if !shown.contains(&(COLUMNS.len() - 1)) {
        // The place of an open row's sentence, where the column is hidden.
        cells.push(
            view! {
                <div class="sn" class:hidden=move || !is_open.get() role="gridcell">
                    {move || is_open.get().then(|| detail::detail(table, grid.checking, id))}
                </div>
            }
            .into_any(),
        );
    }
    cells.into_any()
}

/// What a row says in one column.
fn cell_content(
    grid: Grid,
    row: Row<'_>,
    id: u32,
    column: usize,
    is_open: Memo<bool>,
    is_picked: Memo<bool>,
) -> AnyView {
    let (table, indicator) = (grid.table, row.indicator);
    match COLUMNS[column].key {
        "number" => cells::pick_view(table, id, indicator, is_picked),
        "indicator" => cells::name_view(indicator),
        "bound" => cells::bound_view(indicator.bound).into_any(),
        "value" => view! { <span class="num">{cells::value(row)}</span> }.into_any(),
        "unit" => indicator.unit.clone().into_any(),
        "scale" => cells::mark_view(indicator).into_any(),
        "action" => cells::action_view(indicator),
        "status" => {
            let (class, key) = status_words(indicator.status);
            view! { <span class=class><span class="word">{tr!(key)}</span></span> }.into_any()
        }
        "period" => {
            let period = indicator.period.as_deref().map(cells::period);
            period.map(|period| view! { <span class="num">{period}</span> }).into_any()
        }
        "domain" => indicator.domain.as_deref().map(cells::domain_view).into_any(),
        _ => {
            let (before, quote, after) = cells::short_sentence(row);
            let sentence = move || {
                if is_open.get() {
                    detail::detail(table, grid.checking, id)
                } else {
                    view! { <span>{before.clone()}<b>{quote.clone()}</b>{after.clone()}</span> }.into_any()
                }
            };
            sentence.into_any()
        }
    }
}
