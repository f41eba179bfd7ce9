//! The lines of the grid that are in the document. Rows come and go with every letter in the filter and with every turn of
//! the wheel, so they are no views: each is a copy of one template that is filled by hand, and of what changes in a row
//! (its place, selected, open, the tab stop) it is known what it was, so that only a change costs. An open row's detail and
//! the headings of groups are views.

use super::cells::{self, Mark};
use super::grid::Grid;
use super::groups::Line;
use super::header::COLUMNS;
use super::table::Stop;
use super::{detail, domain, heading, status_words};
use crate::view::dom::{append, make, set, style};
use crate::view::measure::watch;
use gangmu_export::Row;
use gangmu_model::{Checked, Confidence, Direction};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement, Node};
use std::collections::HashMap;
use std::sync::Arc;

/// What makes all lines others: how often rows were corrected, how they are gathered, the language, the columns.
#[derive(Clone, PartialEq)]
pub(super) struct Version {
    pub corrected: u32,
    pub group: crate::state::Group,
    pub language: crate::i18n::Language,
    /// By their places in [`COLUMNS`], from left to right.
    pub columns: Arc<Vec<usize>>,
}

/// The lines in the document, in their order.
#[derive(Default)]
pub(super) struct Lines {
    version: Option<Version>,
    template: Option<HtmlElement>,
    drawn: Vec<Drawn>,
}

/// A line in the document, and what it shows.
struct Drawn {
    line: Line,
    /// Its position among all lines.
    at: usize,
    element: HtmlElement,
    /// Pixels from the top of the first line, once it is placed.
    top: Option<f64>,
    picked: bool,
    stop: Stop,
    /// The detail of an open row.
    detail: Option<Part>,
    /// What a heading consists of; it keeps itself up to date.
    _heading: Option<Part>,
}

/// A view inside a line, gone with it.
struct Part {
    owner: Owner,
    view: AnyViewState,
}

impl Part {
    /// A view that is not in the document yet. Its signals live as long as it, and no longer than what `owner` owns.
    fn new(owner: &Owner, view: impl FnOnce() -> AnyView) -> Self {
        let owner = owner.child();
        let view = owner.with(|| view().build());
        Self { owner, view }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.view.unmount();
        self.owner.cleanup();
    }
}

impl Drop for Drawn {
    fn drop(&mut self) {
        self.element.remove();
    }
}

impl Lines {
    /// Makes the document show the lines at the positions `wanted`, which ascend, as `grid` has them now. What is drawn lives
    /// no longer than what `owner` owns.
    pub(super) fn draw(&mut self, grid: Grid, owner: &Owner, body: &Element, version: Version, wanted: &[usize]) {
        if self.version.as_ref() != Some(&version) {
            self.drawn.clear();
            self.template = Some(template(&version.columns));
            self.version = Some(version);
        }
        let mut before: HashMap<Line, Drawn> = self.drawn.drain(..).map(|drawn| (drawn.line, drawn)).collect();
        let kept: Vec<(usize, Line, Option<Drawn>)> = grid.table.lines.with(|lines| {
            wanted.iter().filter_map(|&at| lines.get(at).map(|&line| (at, line, before.remove(&line)))).collect()
        });
        // Those that are gone leave the document before others are put between those that stay.
        drop(before);
        let mut next: Option<Node> = None;
        for (at, line, kept) in kept.into_iter().rev() {
            // A heading has its position written into it.
            let kept = kept.filter(|kept| line.row().is_some() || kept.at == at);
            let Some(mut drawn) = kept.or_else(|| self.line(grid, owner, line, at)) else { continue };
            drawn.update(grid, owner, at);
            if drawn.element.parent_node().is_none() || drawn.element.next_sibling() != next {
                let _ = body.insert_before(&drawn.element, next.as_ref());
            }
            next = Some(drawn.element.clone().into());
            self.drawn.push(drawn);
        }
        self.drawn.reverse();
    }

    /// A line that is not in the document yet.
    fn line(&self, grid: Grid, owner: &Owner, line: Line, at: usize) -> Option<Drawn> {
        let (element, heading) = match line {
            Line::Row(id) => (self.row(grid, id)?, None),
            Line::Group(key) => {
                let heading = Part::new(owner, || heading::heading(grid, at, key));
                (heading.view.elements().into_iter().next()?.unchecked_into(), Some(heading))
            }
        };
        let (top, picked, stop) = (None, false, Stop::Elsewhere);
        Some(Drawn { line, at: usize::MAX, element, top, picked, stop, detail: None, _heading: heading })
    }

    /// A row as it is when it is closed, not selected, and the keyboard elsewhere.
    fn row(&self, grid: Grid, id: u32) -> Option<HtmlElement> {
        let element: HtmlElement = self.template.as_ref()?.clone_node_with_deep(true).ok()?.unchecked_into();
        let columns = &self.version.as_ref()?.columns;
        grid.table.report.with_value(|report| {
            let row = Row::new(&report.document, &report.index, id as usize)?;
            set(&element, "data-row", &id.to_string());
            if row.indicator.checked != Checked::No {
                set(&element, "data-checked", gangmu_export::checked_key(row.indicator.checked));
            }
            let mut cell = element.first_element_child();
            for &column in columns.iter() {
                let here = cell?;
                fill(&here, COLUMNS[column].key, row, id);
                cell = here.next_element_sibling();
            }
            Some(())
        })?;
        Some(element)
    }
}

impl Drawn {
    /// Shows what is so now.
    fn update(&mut self, grid: Grid, owner: &Owner, at: usize) {
        let table = grid.table;
        let Line::Row(id) = self.line else {
            self.at = at;
            return;
        };
        if self.at != at {
            self.at = at;
            set(&self.element, "aria-rowindex", &(at + 2).to_string());
        }
        let top = grid.top(at);
        if self.top.is_none_or(|before| (before - top).abs() > 0.01) {
            self.top = Some(top);
            style(&self.element, "top", &format!("{top}px"));
        }
        let picked = table.selected.with(|selected| selected.contains(&id));
        if self.picked != picked {
            self.picked = picked;
            let _ = self.element.class_list().toggle_with_force("sel", picked);
            set(&self.element, "aria-selected", if picked { "true" } else { "false" });
            if let Some(input) = self.find(".pick input").and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
                input.set_checked(picked);
            }
        }
        let open = table.open.get() == Some(id);
        if self.detail.is_some() != open {
            self.open(grid, owner, id, open);
        }
        let stop = table.stop_in(self.line);
        if self.stop != stop {
            self.stop = stop;
            rove(&self.element, stop);
        }
    }

    /// Opens the row, or closes it.
    fn open(&mut self, grid: Grid, owner: &Owner, id: u32, open: bool) {
        let _ = self.element.class_list().toggle_with_force("is-open", open);
        if let Some(name) = self.find(":scope > [aria-expanded]") {
            set(&name, "aria-expanded", if open { "true" } else { "false" });
        }
        let Some(cell) = self.find(":scope > .sn") else { return };
        let hidden = !cell.has_attribute("data-column");
        if hidden {
            let _ = cell.class_list().toggle_with_force("hidden", !open);
        }
        self.detail = None;
        if !open && grid.revealed.get_value() == Some(id) {
            grid.revealed.set_value(None);
        }
        if open {
            cell.set_text_content(None);
            let row = self.element.clone();
            let mut detail = Part::new(owner, || {
                watch(&row, move |size| {
                    let extra = (size.height - grid.window.with_untracked(|window| window.row)).max(0.0);
                    if (extra - grid.extra.get_untracked()).abs() > 0.5 {
                        grid.extra.set(extra);
                    }
                    // Its sentence is what it was opened for.
                    if grid.revealed.try_update_value(|revealed| revealed.replace(id)) != Some(Some(id))
                        && let Some(at) = grid.open_at.get_untracked()
                    {
                        grid.reveal(at);
                    }
                });
                detail::detail(grid.table, grid.checking, id)
            });
            detail.view.mount(&cell, None);
            self.detail = Some(detail);
        } else if !hidden {
            grid.table.report.with_value(|report| {
                if let Some(row) = Row::new(&report.document, &report.index, id as usize) {
                    append(&cell, &sentence());
                    fill(&cell, "sentence", row, id);
                }
            });
        }
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.element.query_selector(selector).ok().flatten()
    }
}

/// Lets Tab come to the row, or to the cell at which the keyboard stops in it.
fn rove(row: &HtmlElement, stop: Stop) {
    set(row, "tabindex", if stop == Stop::Row { "0" } else { "-1" });
    if let Ok(Some(before)) = row.query_selector(":scope > [tabindex]") {
        let _ = before.remove_attribute("tabindex");
    }
    if let Stop::Cell(column) = stop
        && let Ok(Some(cell)) = row.query_selector(&format!(":scope > [data-column=\"{column}\"]"))
    {
        set(&cell, "tabindex", "0");
    }
}

// ----------------------------------------------------------------------------------------------------------- template

/// An empty row of these columns.
fn template(columns: &[usize]) -> HtmlElement {
    let row = make("div", "g-row");
    for (name, value) in [("role", "row"), ("aria-selected", "false"), ("tabindex", "-1")] {
        set(&row, name, value);
    }
    for (at, &column) in columns.iter().enumerate() {
        let cell = make("div", COLUMNS[column].class);
        set(&cell, "role", if column == 1 { "rowheader" } else { "gridcell" });
        set(&cell, "data-column", &at.to_string());
        match COLUMNS[column].key {
            "number" => {
                let label = make("label", "pick");
                let input = make("input", "");
                set(&input, "type", "checkbox");
                set(&input, "tabindex", "-1");
                let number = make("span", "num");
                set(&number, "aria-hidden", "true");
                append(&label, &input);
                append(&label, &number);
                append(&cell, &label);
            }
            "indicator" => set(&cell, "aria-expanded", "false"),
            "value" => append(&cell, &make("span", "num")),
            "status" => {
                let status = make("span", "st");
                append(&status, &make("span", "word"));
                append(&cell, &status);
            }
            "sentence" => append(&cell, &sentence()),
            _ => {}
        }
        append(&row, &cell);
    }
    // The place of an open row's sentence, where the column is hidden.
    if !columns.contains(&(COLUMNS.len() - 1)) {
        let cell = make("div", "sn hidden");
        set(&cell, "role", "gridcell");
        append(&row, &cell);
    }
    row
}

/// The three pieces of a sentence, empty.
fn sentence() -> HtmlElement {
    let sentence = make("span", "");
    append(&sentence, &document().create_text_node(""));
    append(&sentence, &make("b", ""));
    append(&sentence, &document().create_text_node(""));
    sentence
}

/// Writes what a row says in one column into its cell, a copy of the template's.
fn fill(cell: &Element, column: &str, row: Row<'_>, id: u32) {
    let indicator = row.indicator;
    let say = |text: &str| cell.set_text_content(Some(text));
    match column {
        "number" => {
            let Some(label) = cell.first_element_child() else { return };
            if let Some(input) = label.first_element_child() {
                set(&input, "aria-label", &tr!("indicators.pick", name = &indicator.indicator));
            }
            if let Some(number) = label.last_element_child() {
                number.set_text_content(Some(&(id + 1).to_string()));
                if let Some((mark, key)) = cells::checked_mark(indicator.checked) {
                    let words = tr!(key);
                    let checked = spoken("checked-mark", &words);
                    set(&checked, "data-mark", mark);
                    set(&checked, "title", &words);
                    let _ = label.insert_before(&checked, Some(&number));
                }
            }
        }
        "indicator" => {
            say(&indicator.indicator);
            if indicator.confidence == Confidence::Low {
                let words = tr!("indicators.detail.doubt");
                let doubt = spoken("flag", &words);
                set(&doubt, "title", &words);
                append(cell, &doubt);
            }
        }
        "bound" => {
            if let Some(key) = cells::bound_key(indicator.bound) {
                signed(cell, "", cells::bound(indicator.bound), &tr!(key));
            }
        }
        "value" => say_inside(cell, &cells::value(row)),
        "unit" => say(indicator.unit.as_deref().unwrap_or_default()),
        "scale" => {
            if let Some(mark) = cells::mark(indicator) {
                append(cell, &scale(mark, indicator.status));
            }
        }
        "action" => {
            if let Some(average) = indicator.average {
                append(cell, &text_of("span", "dim", &tr!(cells::average_key(average))));
            }
            if let Some(action) = &indicator.action {
                append(cell, &document().create_text_node(action));
            }
            match indicator.direction {
                Some(Direction::Up) => signed(cell, "dir", "↑", &tr!("indicators.direction.up")),
                Some(Direction::Down) => signed(cell, "dir", "↓", &tr!("indicators.direction.down")),
                None => {}
            }
        }
        "status" => {
            if let Some(status) = cell.first_element_child() {
                let (class, key) = status_words(indicator.status);
                status.set_class_name(class);
                say_inside(&status, &tr!(key));
            }
        }
        "period" => {
            if let Some(period) = &indicator.period {
                append(cell, &text_of("span", "num", &cells::period(period)));
            }
        }
        "domain" => {
            if let Some(name) = &indicator.domain {
                match domain::shown(name) {
                    Some(shown) => {
                        let domain = text_of("span", "dom", &tr!(format!("indicators.domain.{}", shown.key)));
                        set(&domain, "data-d", shown.name);
                        set(&domain, "data-c", shown.character);
                        append(cell, &domain);
                    }
                    None => say(name),
                }
            }
        }
        _ => {
            let (before, number, after) = cells::short_sentence(row);
            let mut piece = cell.first_element_child().and_then(|sentence| sentence.first_child());
            for text in [before, number, after] {
                let Some(here) = piece else { return };
                here.set_text_content(Some(&text));
                piece = here.next_sibling();
            }
        }
    }
}

/// The mark beside a percentage.
fn scale(mark: Mark, status: gangmu_model::Status) -> HtmlElement {
    let target = status == gangmu_model::Status::Target;
    let class = match (mark.dot, target) {
        (true, true) => "celldot t",
        (true, false) => "celldot",
        (false, true) => "cellbar t",
        (false, false) => "cellbar",
    };
    let scale = make("div", class);
    set(&scale, "aria-hidden", "true");
    if mark.beyond {
        let _ = scale.class_list().add_1("beyond");
    }
    let part = make("i", "");
    style(&part, if mark.dot { "left" } else { "width" }, &format!("{:.1}%", mark.at));
    append(&scale, &part);
    scale
}

// ----------------------------------------------------------------------------------------------------------- elements

fn text_of(tag: &str, class: &str, text: &str) -> HtmlElement {
    let element = make(tag, class);
    element.set_text_content(Some(text));
    element
}

/// An element that is a sign to the eye and words to the ear.
fn spoken(class: &str, words: &str) -> HtmlElement {
    let element = make("span", class);
    append(&element, &text_of("span", "sr", words));
    element
}

/// Appends a sign for the eye and its words for the ear.
fn signed(cell: &Element, class: &str, sign: &str, words: &str) {
    let sign = text_of("span", class, sign);
    set(&sign, "aria-hidden", "true");
    append(cell, &sign);
    append(cell, &text_of("span", "sr", words));
}

/// Writes into the first element of a cell.
fn say_inside(cell: &Element, text: &str) {
    if let Some(inside) = cell.first_element_child() {
        inside.set_text_content(Some(text));
    }
}
