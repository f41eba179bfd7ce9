//! 大纲: the tree of a report's headings. Shows each with its length and number of rows, marks where the reader is, and
//! calls back when one is chosen.

use crate::state::Report;
use crate::view::dom::effect;
use crate::view::dom::focus;
use crate::view::dom::hear;
use crate::view::wording::{heading, label, rows_between, telling_clauses};
use leptos::attr::custom::custom_attribute;
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

    let rows = items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let Item { title, level, has_children, position, rows, length, share, .. } = item.clone();
            let short = item.short.clone();
            let expanded = move || has_children.then(|| (!folded.with(|folded| folded.contains(&index))).to_string());
            let name = title.clone();
            let toggle = move |event: ev::MouseEvent| {
                event.stop_propagation();
                fold(index, !folded.with_untracked(|folded| folded.contains(&index)));
            };
            view! {
                <li
                    class=format!("l{}", level.min(4))
                    role="treeitem"
                    {..custom_attribute("aria-level", level.to_string())}
                    aria-posinset=position.0.to_string()
                    aria-setsize=position.1.to_string()
                    aria-expanded=expanded
                    aria-current=move || (current.get() == Some(index)).then_some("location")
                    tabindex=move || if stop.get() == index { "0" } else { "-1" }
                    hidden=move || !visible(index)
                    on:focus=hear(move |_| stop.set(index))
                    on:click=hear(move |_| {
                        stop.set(index);
                        choose.run(index);
                    })
                >
                    <span class="sr">{move || tr!("reader.outline.item", title = name.clone(), rows = rows)}</span>
                    <div class="r" aria-hidden="true">
                        {if has_children {
                            view! { <span class="tw" on:click=hear(toggle)></span> }.into_any()
                        } else {
                            view! { <span></span> }.into_any()
                        }} <span class="tt" lang="zh-Hans" title=title>
                            {short}
                        </span>
                        {match share {
                            Some(share) => {
                                let title = t!("reader.characters", count = length);
                                view! {
                                    <span class="len" title=title>
                                        <i style:inline-size=format!("{:.0}%", share * 100.0)></i>
                                    </span>
                                }
                                    .into_any()
                            }
                            None => view! { <span></span> }.into_any(),
                        }} <span class="n num" class:z=rows == 0>
                            {if rows == 0 { "·".to_owned() } else { rows.to_string() }}
                        </span>
                    </div>
                </li>
            }
        })
        .collect_view();
    let empty = items.is_empty().then(|| view! { <p class="dim">{t!("reader.outline.empty")}</p> });
    view! {
        <ul class="tree" role="tree" aria-label=t!("reader.outline.title") node_ref=tree on:keydown=hear(key)>
            {rows}
        </ul>
        {empty}
    }
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
fn keep_in_view(item: &web_sys::Element) {
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
