//! 大纲: the tree of a report's headings. Shows each with its length and number of rows, marks where the reader is, and
//! calls back when one is chosen.

use crate::state::Report;
use crate::view::afterwards::turn;
use crate::view::dom::{append, around, effect, focus, hear, make, set, style};
use crate::view::wording::{heading, label, rows_between, telling_clauses};
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, EventTarget, HtmlElement};
use leptos::{ev, html, prelude::*};
use std::collections::HashSet;
use std::sync::Arc;

/// A heading as the tree shows it.
#[derive(Clone, Debug, PartialEq)]
struct Item {
    /// The whole heading.
    title: String,
    /// Its first clause, with its number.
    short: String,
    level: u8,
    parent: Option<usize>,
    has_children: bool,
    /// Its place among its siblings, from 1, and their number.
    position: (usize, usize),
    rows: usize,
    /// Length in characters.
    length: u32,
    /// The length as a share of the longest, where a bar is drawn.
    share: Option<f64>,
}

/// The tree of `report`'s headings; `current` is the section in view, `choose` is called with an index of a section.
#[component]
pub fn Outline(
    /// Whose headings.
    report: Report,
    /// The section in view, marked.
    #[prop(into)]
    current: Signal<Option<usize>>,
    /// Called with the index of a section.
    #[prop(into)]
    choose: Callback<usize>,
) -> impl IntoView {
    let items = Arc::new(items(&report));
    let folded = RwSignal::new(HashSet::<usize>::new());
    let stop = RwSignal::new(0_usize);
    let tree = NodeRef::<html::Ul>::new();
    let list = StoredValue::new(items.clone());

    let visible = move |index: usize| {
        folded.with(|folded| {
            let mut parent = list.with_value(|items| items[index].parent);
            while let Some(above) = parent {
                if folded.contains(&above) {
                    return false;
                }
                parent = list.with_value(|items| items[above].parent);
            }
            true
        })
    };
    let fold = move |index: usize, close: bool| {
        folded.update(|folded| {
            if close {
                folded.insert(index);
            } else {
                folded.remove(&index);
            }
        });
    };
    let walk = move |to: usize| {
        stop.set(to);
        let item = tree.get_untracked().and_then(|tree| tree.children().item(to as u32));
        if let Some(item) = item {
            focus(&item);
            keep_in_view(&item);
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        let at = stop.get_untracked();
        let items = list.get_value();
        let Some(item) = items.get(at) else { return };
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let shown = |index: &usize| untrack(|| visible(*index));
        let open = item.has_children && !folded.with_untracked(|folded| folded.contains(&at));
        let goal = match event.key().as_str() {
            "ArrowDown" => (at + 1..items.len()).find(shown),
            "ArrowUp" => (0..at).rev().find(shown),
            "Home" => Some(0),
            "End" => (0..items.len()).rev().find(shown),
            "ArrowRight" if open => Some(at + 1),
            "ArrowRight" if item.has_children => {
                fold(at, false);
                None
            }
            "ArrowLeft" if open => {
                fold(at, true);
                None
            }
            "ArrowLeft" => item.parent,
            "Enter" | " " => {
                choose.run(at);
                None
            }
            typed if typed.chars().count() == 1 && !typed.is_ascii() => {
                let titled = |index: &usize| shown(index) && items[*index].title.contains(typed);
                (at + 1..items.len()).chain(0..at).find(titled)
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        if let Some(goal) = goal {
            walk(goal);
        }
    };
    // The current heading stays in the part of the tree that is on the screen.
    effect(move || {
        let (Some(tree), Some(current)) = (tree.get(), current.get()) else { return };
        let inside = document().active_element().is_some_and(|active| tree.contains(Some(&active)));
        if !inside {
            stop.set(current);
        }
        if let Some(item) = tree.children().item(current as u32) {
            keep_in_view(&item);
        }
    });

    let branches = Branches { items: list, made: StoredValue::new_local(Vec::new()) };
    let turn = turn();
    effect(move || {
        if let Some(tree) = tree.get().filter(|_| turn.get()) {
            branches.make(&tree);
            untrack(|| {
                branches.show(visible, |index| folded.with(|folded| folded.contains(&index)));
                branches.mark(current.get(), stop.get());
                // The reader may be somewhere by now.
                if let Some(item) = current.get().filter(|at| *at > 0).and_then(|at| tree.children().item(at as u32)) {
                    keep_in_view(&item);
                }
            });
        }
    });
    effect(move || {
        folded.track();
        branches.show(visible, |index| folded.with(|folded| folded.contains(&index)));
    });
    effect(move || branches.mark(current.get(), stop.get()));
    let press = move |event: ev::MouseEvent| {
        let Some(index) = item_of(event.target()) else { return };
        let on_twist = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if on_twist.is_some_and(|twist| twist.class_name() == TWIST) {
            fold(index, !folded.with_untracked(|folded| folded.contains(&index)));
        } else {
            stop.set(index);
            choose.run(index);
        }
    };
    let focused = move |event: ev::FocusEvent| {
        if let Some(index) = item_of(event.target()) {
            stop.set(index);
        }
    };
    let empty = items.is_empty().then(|| view! { <p class="dim">{t!("reader.outline.empty")}</p> });
    view! {
        <ul
            class="tree"
            role="tree"
            aria-label=t!("reader.outline.title")
            node_ref=tree
            on:keydown=hear(key)
            on:click=hear(press)
            on:focusin=hear(focused)
        ></ul>
        {empty}
    }
}

/// What folds and unfolds the headings under one.
const TWIST: &str = "tw";

/// The headings in the document. A report has a hundred, each with a dozen things that follow something, so they are no
/// views: they are made by hand, and only a change costs.
#[derive(Clone, Copy)]
struct Branches {
    items: StoredValue<Arc<Vec<Item>>>,
    made: StoredValue<Vec<Branch>, LocalStorage>,
}

/// A heading in the document, and what it shows.
struct Branch {
    element: HtmlElement,
    /// Whether it is out of sight, and whether what is under it is.
    folds: (bool, bool),
    /// Whether the reader is there, and whether Tab comes to it.
    marks: (bool, bool),
}

impl Branches {
    /// Puts all headings into `tree`, unfolded and unmarked. Follows the language.
    fn make(self, tree: &HtmlElement) {
        tree.set_text_content(None);
        let items = self.items.get_value();
        let made = items.iter().enumerate().map(|(index, item)| {
            let element = element(index, item);
            append(tree, &element);
            Branch { element, folds: (false, false), marks: (false, false) }
        });
        self.made.set_value(made.collect());
    }

    /// Shows which headings are there, and which are folded.
    fn show(self, visible: impl Fn(usize) -> bool, folded: impl Fn(usize) -> bool) {
        let items = self.items.get_value();
        self.made.update_value(|made| {
            for (index, branch) in made.iter_mut().enumerate() {
                let folds = (!visible(index), folded(index) && items[index].has_children);
                let before = std::mem::replace(&mut branch.folds, folds);
                if before.0 != folds.0 {
                    branch.element.set_hidden(folds.0);
                }
                if before.1 != folds.1 {
                    set(&branch.element, "aria-expanded", if folds.1 { "false" } else { "true" });
                }
            }
        });
    }

    /// Shows where the reader is, and where Tab comes to.
    fn mark(self, current: Option<usize>, stop: usize) {
        self.made.update_value(|made| {
            for (index, branch) in made.iter_mut().enumerate() {
                let marks = (current == Some(index), stop == index);
                let before = std::mem::replace(&mut branch.marks, marks);
                if before.0 != marks.0 {
                    if marks.0 {
                        set(&branch.element, "aria-current", "location");
                    } else {
                        let _ = branch.element.remove_attribute("aria-current");
                    }
                }
                if before.1 != marks.1 {
                    set(&branch.element, "tabindex", if marks.1 { "0" } else { "-1" });
                }
            }
        });
    }
}

/// A heading that is unfolded, with nothing marked.
fn element(index: usize, item: &Item) -> HtmlElement {
    let element = make("li", &format!("l{}", item.level.min(4)));
    let (position, siblings) = item.position;
    let numbers =
        [("data-i", index), ("aria-level", item.level.into()), ("aria-posinset", position), ("aria-setsize", siblings)];
    for (name, value) in numbers {
        set(&element, name, &value.to_string());
    }
    set(&element, "role", "treeitem");
    set(&element, "tabindex", "-1");
    if item.has_children {
        set(&element, "aria-expanded", "true");
    }
    let said = make("span", "sr");
    said.set_text_content(Some(&tr!("reader.outline.item", title = item.title, rows = item.rows)));
    append(&element, &said);
    let seen = make("div", "r");
    set(&seen, "aria-hidden", "true");
    append(&seen, &make("span", if item.has_children { TWIST } else { "" }));
    let title = make("span", "tt");
    set(&title, "lang", "zh-Hans");
    set(&title, "title", &item.title);
    title.set_text_content(Some(&item.short));
    append(&seen, &title);
    let length = make("span", if item.share.is_some() { "len" } else { "" });
    if let Some(share) = item.share {
        set(&length, "title", &tr!("reader.characters", count = item.length));
        let bar = make("i", "");
        style(&bar, "inline-size", &format!("{:.0}%", share * 100.0));
        append(&length, &bar);
    }
    append(&seen, &length);
    let rows = make("span", if item.rows == 0 { "n num z" } else { "n num" });
    rows.set_text_content(Some(&if item.rows == 0 { "·".to_owned() } else { item.rows.to_string() }));
    append(&seen, &rows);
    append(&element, &seen);
    element
}

/// The index of the heading that `target` is or stands in.
fn item_of(target: Option<EventTarget>) -> Option<usize> {
    around(target, "data-i")?.parse().ok()
}

fn items(report: &Report) -> Vec<Item> {
    let (sections, rows) = (&report.document.sections, &report.document.indicators);
    let clauses = telling_clauses(sections);
    let bars = if sections.iter().any(|section| section.level == 2) { 2 } else { 1 };
    let lengths = sections.iter().filter(|section| section.level == bars).map(|section| section.end - section.start);
    let longest = f64::from(lengths.max().unwrap_or(1).max(1));
    let siblings = |parent: Option<u32>| sections.iter().filter(|section| section.parent == parent).count();
    sections
        .iter()
        .enumerate()
        .map(|(index, section)| {
            let length = section.end - section.start;
            let before = sections[..index].iter().filter(|other| other.parent == section.parent).count();
            Item {
                title: heading(section),
                short: if section.level == 1 { heading(section) } else { label(section) + &clauses[index] },
                level: section.level,
                parent: section.parent.map(|parent| parent as usize),
                has_children: sections.iter().any(|other| other.parent == Some(index as u32)),
                position: (before + 1, siblings(section.parent)),
                rows: rows_between(rows, section.start, section.end).len(),
                length,
                share: (section.level == bars).then(|| f64::from(length) / longest),
            }
        })
        .collect()
}

/// Scrolls the column around `item`, not the page, until it shows `item`.
fn keep_in_view(item: &Element) {
    let Ok(Some(column)) = item.closest("[data-scrolls]") else { return };
    let (inner, outer) = (item.get_bounding_client_rect(), column.get_bounding_client_rect());
    if inner.height() == 0.0 {
        return;
    }
    if inner.top() < outer.top() + 24.0 {
        column.set_scroll_top(column.scroll_top() - (outer.top() + outer.height() / 3.0 - inner.top()) as i32);
    } else if inner.bottom() > outer.bottom() - 8.0 {
        column.set_scroll_top(column.scroll_top() + (inner.bottom() - outer.top() - outer.height() * 0.6) as i32);
    }
}
