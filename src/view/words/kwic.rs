//! The occurrences of the chosen word: where in the report they lie, how often it stands in each section, and each place in
//! its sentence with the word in one column, beside the words that share its sentences. A line leads to its place.

use super::roving::{number_at, stop_here, walk};
use super::{Words, collocates, roving, strip, trend};
use crate::i18n::{number, sentence};
use crate::view::dom::hear;
use crate::view::when::When;
use crate::view::wording::{full_width, short_heading};
use gangmu_export::Escaped;
use gangmu_export::collocate::beside;
use gangmu_export::concordance::{Line, Order, arrange, lines};
use gangmu_export::nested::all_places;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use std::fmt::Write;
use std::ops::Range;

/// How many lines are shown at first; each time more are asked for, as many again, but no more than [`MOST`].
const STEP: usize = 20;
/// The most lines that are added at once.
const MOST: usize = 320;
/// The orders, by their keys.
const ORDERS: [(&str, Order); 3] = [("text", Order::Text), ("left", Order::Left), ("right", Order::Right)];

/// The chosen word; a `Copy` handle that the parts of this section are given.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    /// The view.
    pub words: Words,
    /// The word's index.
    pub index: usize,
    /// Its places, those inside of longer words too.
    pub places: StoredValue<Vec<u32>>,
    /// The index of a word that has to share the sentence.
    pub beside: RwSignal<Option<usize>>,
}

impl Chosen {
    /// The places that are listed.
    pub(super) fn shown(self) -> Vec<u32> {
        let Some(other) = self.beside.get() else { return self.places.get_value() };
        self.words.ground.with(|ground| {
            self.words.data.with(|data| {
                let other = data.words.get(other).map_or(&[][..], |word| &word.places);
                self.places.with_value(|places| beside(&ground.sentences, places, other))
            })
        })
    }
}

/// The section about the chosen word; nothing where none is chosen.
pub(super) fn occurrences(words: Words) -> AnyView {
    view! {
        <section class="occurrences" aria-live="off">
            {move || words.chosen.get().map(|index| section(words, index))}
        </section>
    }
    .into_any()
}

fn section(words: Words, index: usize) -> Option<AnyView> {
    let (term, counted) =
        words.data.with(|data| data.words.get(index).map(|word| (word.term.clone(), word.places.clone())))?;
    let places = words.report.with_value(|report| all_places(&report.document, &term, &counted));
    let (count, inside) = (places.len(), places.len().saturating_sub(counted.len()));
    let chosen = Chosen { words, index, places: StoredValue::new(places), beside: RwSignal::new(None) };
    let listed = RwSignal::new(STEP);
    let text = Words::term(words, index);
    let (named, pinned) = (term.clone(), term.clone());
    let is_pinned = Memo::new(move |_| words.pinned.with(|pins| pins.contains(&pinned)));
    let text = StoredValue::new(text);
    let body = sentence(move || {
        listed.set(STEP);
        let shown = chosen.shown();
        text.with_value(|text| list(chosen, text, &shown, 0..STEP))
    });
    // Lines are added to those that stand there: making thousands anew takes a second.
    let more = move |event: MouseEvent| {
        let button = event.current_target().and_then(|button| button.dyn_into::<Element>().ok());
        let Some(lines) = button.and_then(|button| button.previous_element_sibling()) else { return };
        let from = listed.get_untracked();
        let to = from + from.min(MOST);
        let shown = untrack(|| chosen.shown());
        let added = untrack(|| text.with_value(|text| list(chosen, text, &shown, from..to)));
        let _ = lines.insert_adjacent_html("beforeend", &added);
        listed.set(to);
    };
    let rest = move || chosen.shown().len().saturating_sub(listed.get());
    let order = |at: usize| {
        let (key, order) = ORDERS[at];
        let set = move |_| words.list(|listing| listing.order = order);
        let pressed = sentence(move || (words.order.get() == order).to_string());
        view! {
            <button class="facet" aria-pressed=pressed on:click=hear(set)>{t!(format!("words.order.{key}"))}</button>
        }
    };
    let pin = term.clone();
    Some(
        view! {
            <div class="head">
                <h2>
                    "“"
                    {term}
                    "” "
                    <span class="num">{t!("words.places", count = number(count))}</span>
                </h2>
                <button
                    class="facet"
                    aria-pressed=sentence(move || is_pinned.get().to_string())
                    aria-keyshortcuts="p"
                    title=t!("words.trend.pin_hint")
                    on:click=hear(move |_| words.pin(&pin))
                >
                    {t!("words.trend.pin")}
                </button>
                <div class="facets" role="group" aria-label=t!("words.order.label")>
                    {[0, 1, 2].map(order)}
                </div>
            </div>
            {(count == 0).then(|| view! { <p class="faint">{t!("words.absent")}</p> })}
            {strip::strip(chosen)}
            {trend::trend(chosen)}
            <div class="kwic-cols">
                <div>
                    <p class="kwic-note faint">{sentence(move || note(words, inside))}</p>
                    <div role="status">{move || chosen.beside.get().map(|other| only(chosen, other))}</div>
                    <ol
                        class="kwic"
                        aria-label=t!("words.occurrences", term = &named, count = number(count))
                        inner_html=body
                        on:click=hear(move |event: MouseEvent| {
                            if let Some(at) = number_at(&event, "data-at") {
                                words.open(at);
                            }
                        })
                        on:keydown=hear(|event| walk(&event))
                        on:focusin=hear(|event| stop_here(&event))
                    ></ol>
                    <When test=move || { rest() > 0 }>
                        <button class="btn btn-bare dim" on:click=hear(more)>
                            {t!("words.more_places", count = number(rest()))}
                        </button>
                    </When>
                </div>
                {collocates::table(chosen)}
            </div>
        }
        .into_any(),
    )
}

/// What the lines are, and in which order.
fn note(words: Words, inside: usize) -> String {
    let inside = if inside > 0 { tr!("words.inside", count = number(inside)) } else { String::new() };
    let order = if words.order.get() == Order::Text { tr!("words.places_note") } else { tr!("words.order.note") };
    format!("{inside}{order}")
}

/// Says which lines are left, and offers all of them, or the other word.
fn only(chosen: Chosen, other: usize) -> AnyView {
    let term = chosen.words.term(other);
    let count = chosen.shown().len();
    let said = term.clone();
    view! {
        <p class="kwic-only">
            {t!("words.collocates.only", term = &said, count = number(count))}
            " "
            <button class="link" on:click=hear(move |_| chosen.beside.set(None))>{t!("words.collocates.all")}</button>
            " "
            <button class="link" on:click=hear(move |_| chosen.words.choose(other))>
                {t!("words.collocates.open", term = &term)}
            </button>
        </p>
    }
    .into_any()
}

/// Some of the lines of these places.
fn list(chosen: Chosen, term: &str, places: &[u32], range: Range<usize>) -> String {
    let words = chosen.words;
    let length = term.chars().count() as u32;
    let order = words.order.get();
    let other = chosen.beside.get().map(|other| Escaped(&words.term(other)).to_string());
    // In the order of the text only what is shown needs to be cut out.
    let (from, to) = (range.start.min(places.len()), range.end.min(places.len()));
    let (places, skipped) = if order == Order::Text { (&places[from..to], 0) } else { (places, from) };
    words.report.with_value(|report| {
        let mut lines = lines(&report.document, &report.index, places, length);
        arrange(&mut lines, order);
        let mut out = String::new();
        for (n, line) in lines.iter().skip(skipped).take(to - from).enumerate() {
            let section = line.section.and_then(|section| report.document.sections.get(section as usize));
            let section = section.map(short_heading).unwrap_or_default();
            write_line(&mut out, chosen, from + n, line, length, &section, other.as_deref());
        }
        out
    })
}

/// A line. Where a longer word is counted in place of the chosen one, all of it is underlined.
fn write_line(
    out: &mut String,
    chosen: Chosen,
    n: usize,
    line: &Line,
    length: u32,
    section: &str,
    other: Option<&str>,
) {
    let around = chosen.words.ground.with(|ground| ground.counted.around(line.at, length));
    let (left, right) = (full_width(line.left), full_width(line.right));
    let (before, after) =
        around.map_or((0, 0), |(start, end, _)| ((line.at - start) as usize, (end - line.at - length) as usize));
    let cut = |text: &str, chars: usize| text.char_indices().nth(chars).map_or(text.len(), |(byte, _)| byte);
    let (left, longer_left) = left.split_at(cut(&left, left.chars().count().saturating_sub(before)));
    let (longer_right, right) = right.split_at(cut(&right, after));
    let counted = chosen
        .words
        .data
        .with(|data| data.words.get(chosen.index).is_some_and(|word| word.places.binary_search(&line.at).is_ok()));
    let inside = match around {
        Some((_, _, term)) => tr!("words.inside_of", term = Escaped(&chosen.words.term(term))),
        None if counted => String::new(),
        None => tr!("words.inside_unknown"),
    };
    let marked = |text: &str| {
        let text = Escaped(text).to_string();
        other.map_or_else(|| text.clone(), |other| text.replace(other, &format!("<b>{other}</b>")))
    };
    let _ = write!(
        out,
        "<li><button data-n=\"{n}\" data-at=\"{}\" tabindex=\"{}\"><span class=\"lc\"><span>{}<u>{}</u></span></span>\
         <mark{}>{}</mark><span class=\"rc\"><u>{}</u>{}</span><span class=\"at\">{}</span>\
         <span class=\"sr\">{inside}</span></button></li>",
        line.at,
        roving::tabindex(n),
        marked(left),
        Escaped(longer_left),
        if counted { "" } else { " class=\"in\"" },
        Escaped(line.term),
        Escaped(longer_right),
        marked(right),
        Escaped(section),
    );
}
