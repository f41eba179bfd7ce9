//! 原文: the text of a report, set to be read, beside its outline and the rows of the section in view. Numbers and notes
//! are marked where they stand; the place says what to show and mark.

mod blocks;
mod find;
mod highlight;
mod offsets;
mod prose;
mod side;

use crate::state::{Report, State};
use crate::view::afterwards::{in_turn, opening};
use crate::view::checking::add;
use crate::view::dom::{self, effect, hear, on_screen, scroll_to, typing};
use crate::view::outline::Outline;
use crate::view::popover::{Popover, Subject};
use crate::view::wording::{section_at, short_heading};
use blocks::{Block, BlockKind, anchors, blocks};
use find::Finder;
use leptos::task::{spawn_local, tick};
use leptos::{ev, html, prelude::*};
use prose::{Prose, piece_end};
use side::side;
use std::ops::Range;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, ScrollLogicalPosition};

/// Blocks that are in the page at a time; only a text far longer than any report has more.
const WINDOW: usize = 1500;

/// Shows `report`.
#[component]
pub fn Reader(
    /// What it shows.
    report: Report,
) -> impl IntoView {
    let state = State::get();
    let text = Arc::new(blocks(&report.document));
    let anchor_rows = StoredValue::new(anchors(&report.document));
    let count = text.len();
    let untitled = !text.iter().any(|block| block.kind == BlockKind::Title);
    let blocks = StoredValue::new(text);
    let article = NodeRef::<html::Article>::new();
    let column = NodeRef::<html::Div>::new();
    let shown = RwSignal::new(0..count.min(WINDOW));
    // One past the last of those that are to be in the page already, and what is in it: what the place asks for comes first,
    // the rest a piece a frame.
    let first = if opening() { blocks.with_value(|blocks| piece_end(blocks, 0)) } else { count };
    let wanted = RwSignal::new(first);
    let there = RwSignal::new(0..0);
    let end = NodeRef::<html::Span>::new();
    let current = RwSignal::new(None::<usize>);
    let lit = RwSignal::new(None::<usize>);
    let popover = RwSignal::new_local(None::<(Subject, Element)>);
    let sheet = RwSignal::new(false);
    let report = StoredValue::new(report);

    // Does what needs the block of a character in the page: now, or as soon as it is there, unless another is asked for.
    let asked = StoredValue::new(0_u32);
    let bring = move |at: u32, act: Box<dyn FnOnce(usize)>| {
        let this = asked.get_value().wrapping_add(1);
        asked.set_value(this);
        let index = blocks.with_value(|blocks| block_of(blocks, at));
        if !shown.with_untracked(|shown| shown.contains(&index)) {
            let from = index.saturating_sub(WINDOW / 4);
            shown.set(from..(from + WINDOW).min(count));
        }
        if there.with_untracked(|there| there.contains(&index)) {
            act(index);
            return;
        }
        // In the frame that shows it, before that is painted, so that the text to there is neither made nor laid out in the
        // click that asks for it.
        request_animation_frame(move || {
            if asked.try_get_value() != Some(this) {
                return;
            }
            if wanted.get_untracked() <= index {
                // What stands below it on the screen comes with it.
                wanted.set(blocks.with_value(|blocks| piece_end(blocks, index)));
            }
            spawn_local(async move {
                tick().await;
                act(index);
            });
        });
    };
    let prose = StoredValue::new_local(Prose::default());
    effect(move || {
        let Some(end) = end.get() else { return };
        let mut range = shown.get();
        range.end = range.end.min(wanted.get().max(blocks.with_value(|blocks| piece_end(blocks, range.start))));
        prose.update_value(|prose| {
            report.with_value(|report| blocks.with_value(|blocks| prose.draw(report, blocks, range.clone(), &end)));
        });
        if there.with_untracked(|there| *there != range) {
            there.set(range);
        }
    });
    effect(move || {
        let (shown, there) = (shown.get(), there.get());
        if there.end < shown.end && there.start == shown.start && !there.is_empty() {
            in_turn(move || {
                let next = blocks.try_with_value(|blocks| piece_end(blocks, there.end));
                // More may have been asked for meanwhile: that goes on by itself.
                if let Some(next) = next.filter(|next| wanted.get_untracked() < *next) {
                    wanted.set(next);
                }
            });
        }
    });
    let find = move |selector: String| article.get_untracked()?.query_selector(&selector).ok().flatten();
    let finder = Finder::new(report, current, move |at| {
        there.track();
        let index = blocks.with_value(|blocks| block_of(blocks, at));
        article.get()?.query_selector(&format!("[data-b='{index}']")).ok().flatten()
    });
    let show_section = move |section: usize, focus: bool| {
        let start = report.with_value(|report| report.document.sections[section].start);
        let act = move |_| {
            if let Some(heading) = find(format!("[data-s='{section}']")) {
                scroll_to(&heading, ScrollLogicalPosition::Start);
                if focus {
                    dom::focus(&heading);
                } else {
                    dom::take_up_focus(&heading);
                }
            }
        };
        bring(start, Box::new(act));
    };
    let choose = move |section: usize| {
        sheet.set(false);
        let start = report.with_value(|report| report.document.sections[section].start);
        state.go(|place| {
            place.at = Some(start);
            place.row = None;
            place.term = None;
        });
        show_section(section, false);
    };

    // The place says what is shown and marked; the text itself is never rewritten for it.
    let target = Memo::new(move |_| state.place.with(|place| (place.at, place.row, place.term.clone())));
    effect(move || {
        let (at, row, term) = target.get();
        let Some(text) = article.get() else { return };
        highlight::clear(&text);
        let marked = row.and_then(|row| anchor_rows.with_value(|anchors| anchors.get(row as usize).copied()));
        if let Some(row) = marked {
            let start = report.with_value(|report| report.document.indicators[row as usize].span.start);
            let act = move |_| {
                if let Some(number) = find(format!("[data-r='{row}']")) {
                    highlight::number(&text, &number);
                    if !on_screen(&number) {
                        scroll_to(&number, ScrollLogicalPosition::Center);
                    }
                    dom::take_up_focus(&number);
                }
            };
            bring(start, Box::new(act));
        } else if let Some(at) = at {
            let section = report.with_value(|report| {
                report.document.sections.iter().position(|section| section.start == at).filter(|_| term.is_none())
            });
            if let Some(section) = section {
                show_section(section, false);
            } else {
                let end = report.with_value(|report| highlight::extent(report, at, term.as_deref()));
                let act = move |index| {
                    if let Some(block) = find(format!("[data-b='{index}']")) {
                        highlight::characters(&block, at, end);
                        dom::set(&block, "tabindex", "-1");
                        dom::take_up_focus(&block);
                    }
                };
                bring(at, Box::new(act));
            }
        }
    });

    // Which section is in view: the last heading above a line near the top of the screen.
    let look = move || {
        let Some(text) = article.try_get_untracked().flatten() else { return };
        let Ok(headings) = text.query_selector_all("[data-s]") else { return };
        let heading = |index: u32| headings.item(index).and_then(|node| node.dyn_into::<Element>().ok());
        // A little below where `scroll_to` leaves a heading: phones have a running line under the bar.
        let line =
            if window().inner_width().ok().and_then(|width| width.as_f64()) < Some(768.0) { 140.0 } else { 100.0 };
        let above = |index: u32| heading(index).is_some_and(|heading| heading.get_bounding_client_rect().top() < line);
        let (mut low, mut high) = (0, headings.length());
        while low < high {
            let middle = u32::midpoint(low, high);
            if above(middle) { low = middle + 1 } else { high = middle }
        }
        let found = low.checked_sub(1).or((headings.length() > 0).then_some(0)).and_then(heading);
        let section = found.and_then(|heading| heading.get_attribute("data-s")?.parse().ok());
        if section != current.get_untracked() {
            current.set(section);
        }
        // Beside the text stand the rows of the marked number's section, as long as that number is on the screen.
        let marked = text.query_selector(".q.on").ok().flatten().filter(on_screen);
        let beside = marked
            .and_then(|number| number.get_attribute("data-r")?.parse::<usize>().ok())
            .and_then(|row| {
                report.with_value(|report| {
                    let row = report.document.indicators.get(row)?;
                    section_at(&report.document.sections, row.span.start)
                })
            })
            .or(section);
        if beside != lit.get_untracked() {
            lit.set(beside);
        }
    };
    let waiting = StoredValue::new(false);
    let spy = move || {
        if !waiting.get_value() {
            waiting.set_value(true);
            request_animation_frame(move || {
                if waiting.try_set_value(false).is_none() {
                    look();
                }
            });
        }
    };
    let scrolled = window_event_listener(ev::scroll, move |_| spy());
    effect(move || {
        shown.track();
        target.track();
        if article.get().is_some() {
            spy();
        }
    });

    let step_heading = move |forward: bool| {
        let sections = report.with_value(|report| report.document.sections.len());
        let now = current.get_untracked();
        let next = match (now, forward) {
            (None, _) => 0,
            (Some(now), true) => now + 1,
            // The heading may have left the screen: then back means to its own start.
            (Some(now), false) => {
                let own = find(format!("[data-s='{now}']"));
                let passed = own.is_some_and(|heading| heading.get_bounding_client_rect().top() < 40.0);
                if passed { now } else { now.saturating_sub(1) }
            }
        };
        if next < sections {
            show_section(next, true);
        }
    };
    let step_number = move |forward: bool| {
        let Some(text) = article.get_untracked() else { return };
        if let Some(number) = highlight::next_number(&text, forward) {
            popover.set(None);
            highlight::number(&text, &number);
            if !on_screen(&number) {
                scroll_to(&number, ScrollLogicalPosition::Center);
            }
            dom::focus(&number);
        }
    };
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || typing(event.target()) {
            return;
        }
        match event.key().as_str() {
            "n" => step_heading(true),
            "p" => step_heading(false),
            "]" => step_number(true),
            "[" => step_number(false),
            "/" => finder.open(),
            "Escape" if sheet.get_untracked() => sheet.set(false),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || {
        scrolled.remove();
        keys.remove();
    });

    // A click or Enter on a number or a marker, wherever it is in the text.
    let touch = move |target: Option<web_sys::EventTarget>| {
        let Some(element) = target.and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
        let index = |element: &Element, name: &str| element.get_attribute(name).and_then(|index| index.parse().ok());
        if let Ok(Some(number)) = element.closest("[data-r]") {
            let Some(row) = index(&number, "data-r") else { return false };
            popover.set(Some((Subject::Row(row), number)));
            state.go(|place| place.row = Some(row));
            return true;
        }
        if let Ok(Some(marker)) = element.closest("[data-n]") {
            let Some(note) = index(&marker, "data-n") else { return false };
            popover.set(Some((Subject::Note(note), marker)));
            return true;
        }
        false
    };
    let key = move |event: ev::KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") && touch(event.target()) {
            event.prevent_default();
        }
    };
    // What is copied is the source's own text, not what is shown for it.
    let copy = move |event: ev::ClipboardEvent| {
        let Some((start, end)) = highlight::selected() else { return };
        let text = report.with_value(|report| report.index.slice(&report.document.text, start, end).to_owned());
        if let Some(data) = event.clipboard_data().filter(|_| !text.is_empty())
            && data.set_data("text/plain", &text).is_ok()
        {
            event.prevent_default();
        }
    };

    let close = move |back: bool| {
        if back && let Some((_, anchor)) = popover.get_untracked() {
            dom::focus(&anchor);
        }
        popover.set(None);
    };
    let go = move |at: u32| {
        popover.set(None);
        state.go(|place| {
            place.at = Some(at);
            place.row = None;
            place.term = None;
        });
    };
    let float = move || {
        let (subject, anchor) = popover.get()?;
        let around: Element = column.get()?.unchecked_into();
        let report = report.get_value();
        Some(view! { <Popover report subject anchor around close go/> })
    };
    let whole = report.get_value();
    let (characters, rows) = (whole.length, whole.document.indicators.len());
    let running = move || {
        let section = current.get()?;
        report.with_value(|report| report.document.sections.get(section).map(short_heading))
    };
    view! {
        <div class="reader">
            <aside class="contents" class:open=sheet data-scrolls="" aria-label=t!("reader.outline.title")>
                <p class="side-title">
                    {t!("reader.outline.title")}
                    <span class="num">
                        {t!("reader.outline.facts", characters = crate::i18n::number(characters), rows = rows)}
                    </span>
                    {find::opener(finder)}
                </p>
                <Outline report=whole.clone() current choose/>
            </aside>
            <div class="column" node_ref=column>
                {find::bar(finder)}
                <p class="running">
                    <button
                        class="link"
                        aria-expanded=move || sheet.get().to_string()
                        on:click=hear(move |_| sheet.update(|open| *open = !*open))
                    >
                        {t!("reader.outline.title")}
                    </button>
                    <span class="song" lang="zh-Hans">
                        {running}
                    </span>
                    {find::opener(finder)}
                </p>
                <article
                    class="prose"
                    lang="zh-Hans"
                    node_ref=article
                    on:click=hear(move |event: web_sys::MouseEvent| {
                        touch(event.target());
                    })
                    on:keydown=hear(key)
                    on:copy=hear(copy)
                >
                    <Earlier shown count/>
                    {move || {
                        let title = untitled && shown.with(|shown| shown.start == 0);
                        title.then(|| view! { <h1>{report.with_value(|report| report.document.title.clone())}</h1> })
                    }}
                    <span hidden node_ref=end></span>
                    <Later shown count/>
                </article>
                {float}
                {add::button(report, column, highlight::selected)}
            </div>
            {side(whole, lit)}
        </div>
    }
}

#[component]
fn Earlier(shown: RwSignal<Range<usize>>, count: usize) -> impl IntoView {
    move || {
        let left = shown.with(|shown| shown.start);
        let back = move |_| {
            let from = left.saturating_sub(WINDOW / 2);
            shown.set(from..(from + WINDOW).min(count));
        };
        (left > 0).then(
            || view! { <button class="btn more" on:click=hear(back)>{t!("reader.earlier", count = left)}</button> },
        )
    }
}

#[component]
fn Later(shown: RwSignal<Range<usize>>, count: usize) -> impl IntoView {
    move || {
        let (start, end) = shown.with(|shown| (shown.start, shown.end));
        let on = move |_| {
            let to = (end + WINDOW / 2).min(count);
            shown.set(to.saturating_sub(WINDOW).max(start.min(to))..to);
        };
        let left = count - end;
        (left > 0)
            .then(|| view! { <button class="btn more" on:click=hear(on)>{t!("reader.later", count = left)}</button> })
    }
}

/// The block that holds character `at`.
fn block_of(blocks: &[Block], at: u32) -> usize {
    blocks.partition_point(|block| block.start <= at).saturating_sub(1)
}
