//! The word cloud: laid out for the width it has, each word a button. The layout is `gangmu-export`'s; here it is drawn,
//! and the arrow keys walk from word to word as they lie.

use super::Words;
use super::data::{Data, Word};
use crate::i18n::sentence;
use crate::state::Score;
use crate::view::dom;
use crate::view::dom::hear;
use crate::view::measure::keep_width;
use crate::view::when::When;
use gangmu_export::Tone;
use gangmu_export::cloud::{Cloud, Frame, Placed, Word as Sized, estimated_em, lay_out, lay_out_in_bands};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{
    CanvasRenderingContext2d, Event, FocusEvent, HtmlCanvasElement, HtmlElement, KeyboardEvent, MouseEvent,
    PointerEvent,
};
use std::sync::Arc;

/// The size at which Latin words are measured, in pixels.
const MEASURED_AT: f64 = 100.0;
/// The layout follows the width in steps of so many pixels, so that a dragged window edge does not lay out every frame.
const WIDTH_STEP: f64 = 8.0;

/// How many words a cloud of this width holds.
fn words_for(width: f64) -> usize {
    (20.0 + width * 0.08).clamp(30.0, 110.0) as usize
}

/// The frame for this width: flat on a desk, taller than wide on a phone.
fn frame_for(width: f64) -> Frame {
    let narrow = ((800.0 - width) / 440.0).clamp(0.0, 1.0);
    let ratio = 0.56 + 0.5 * narrow;
    Frame { width, height: width * ratio, largest: (34.0 + width * 0.11).clamp(40.0, 110.0), least: 14.0 }
}

/// The bands of a cloud in groups, by the keys of what they say; and the free space above each, in CSS pixels.
const BANDS: [&str; 3] = ["plan", "both", "review"];
/// The bands of a comparison: what this report says more, what the others do.
const SIDES: [&str; 2] = ["here", "elsewhere"];
/// The share of the words of a comparison that others say more, at most.
const ELSEWHERE: f64 = 0.4;
const BAND_HEAD: f64 = 28.0;

fn band(tone: Tone) -> usize {
    match tone {
        Tone::Plan => 0,
        Tone::Both => 1,
        Tone::Review => 2,
    }
}

/// 混排, 分组: all words in one cloud, or apart by the part of the report that says them more.
pub(super) fn arrangement(words: Words) -> AnyView {
    let choice = move |grouped: bool, key: &'static str| {
        let pressed = sentence(move || (words.grouped.get() == grouped).to_string());
        view! { <button aria-pressed=pressed on:click=hear(move |_| words.grouped.set(grouped))>{t!(key)}</button> }
    };
    view! {
        <When test=move || words.data.with(|data| data.comparable && data.score != Score::Apart)>
            <div class="seg" role="group" aria-label=t!("words.arrangement.label")>
                {choice(false, "words.arrangement.mixed")}
                {choice(true, "words.arrangement.grouped")}
            </div>
        </When>
    }
    .into_any()
}

/// The names of the bands, where there are any.
fn band_names(words: Words, layout: &Cloud) -> Vec<AnyView> {
    let apart = words.data.with_untracked(|data| data.score == Score::Apart);
    let keys = if apart { &SIDES[..] } else { &BANDS[..] };
    let named = layout.bands.iter().zip(keys);
    named
        .map(|(top, key)| {
            view! { <p class="cloud-band" style:transform=format!("translateY({top:.1}px)")>{t!(format!("words.key.{key}"))}</p> }
                .into_any()
        })
        .collect()
}

/// The cloud with its legend and the line that reads out a word.
pub(super) fn cloud(words: Words) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let width = RwSignal::new(0.0);
    keep_width(move || node.get().map(Into::into), width);
    let width = Memo::new(move |_| (width.get() / WIDTH_STEP).floor() * WIDTH_STEP);
    let picked = Memo::new(move |_| {
        let most = words_for(width.get());
        words.data.with(|data| pick(data, most))
    });
    let widths = Memo::new(move |_| {
        words.data.with(|data| {
            picked.with(|picked| picked.iter().map(|&index| em(&data.words[index].term)).collect::<Vec<f64>>())
        })
    });
    let layout = Memo::new(move |_| {
        let (width, grouped) = (width.get(), words.grouped.get());
        words.data.with(|data| {
            let apart = data.score == Score::Apart;
            let shown = picked.get();
            let shown = shown.iter().filter_map(|&index| data.words.get(index)).zip(widths.get());
            let (sized, band): (Vec<Sized>, Vec<usize>) = shown
                .map(|(word, em)| {
                    let band = if apart { usize::from(word.is_lacking()) } else { band(word.tone) };
                    (Sized { em, weight: data.weight(word) }, band)
                })
                .unzip();
            Arc::new(if width <= 0.0 {
                Cloud::default()
            } else if apart && band.contains(&1) {
                lay_out_in_bands(&sized, &band, SIDES.len(), BAND_HEAD, frame_for(width))
            } else if data.comparable && grouped {
                lay_out_in_bands(&sized, &band, BANDS.len(), BAND_HEAD, frame_for(width))
            } else {
                lay_out(&sized, frame_for(width))
            })
        })
    });
    words.drawn.set_value(Some((layout, picked)));
    let stop = RwSignal::new(0_usize);
    let shown = Memo::new(move |_| layout.with(|layout| layout.words.len()));
    // A narrower cloud may have lost the word the keyboard was at.
    let stop_at = Memo::new(move |_| if stop.get() < shown.get() { stop.get() } else { 0 });
    let comparable = move || words.data.with(|data| data.comparable);
    let group = NodeRef::<html::Div>::new();
    let buttons = Buttons { words, picked, layout, stop_at, made: StoredValue::new_local(Vec::new()) };
    buttons.keep(group);
    let light = move |event: &Event| words.lit.set(buttons.at(event).map(|(_, index)| index));
    let focused = move |event: FocusEvent| {
        light(&event);
        if let Some((place, _)) = buttons.at(&event) {
            stop.set(place);
        }
    };
    let choose = move |event: MouseEvent| {
        if let Some((_, index)) = buttons.at(&event) {
            words.choose(index);
        }
    };
    view! {
        <figure class="c8 cloud">
            <figcaption class="sr">{move || tr!("words.cloud_caption", words = shown.get())}</figcaption>
            <div class="cloud-frame" node_ref=node>
                <div
                    role="group"
                    aria-label=t!("words.cloud")
                    node_ref=group
                    style:height=move || format!("{:.1}px", layout.with(|layout| layout.height))
                    on:keydown=hear(move |event| walk(&event, layout, stop_at, stop))
                    on:click=hear(choose)
                    on:focusin=hear(focused)
                    on:focusout=hear(move |_| words.lit.set(None))
                    on:pointerover=hear(move |event: PointerEvent| light(&event))
                    on:pointerleave=hear(move |_| words.lit.set(None))
                >
                    {move || layout.with(|layout| band_names(words, layout))}
                </div>
            </div>
            <p class="cloud-read">{move || read_out(words)}</p>
            <When test=comparable>
                <p class="cloud-key">
                    <span><b>{t!("words.key.both_sign")}</b> {t!("words.key.both")}</span>
                    <span><b class="kb">{t!("words.key.plan_sign")}</b> {t!("words.key.plan")}</span>
                    <span><b class="kc">{t!("words.key.review_sign")}</b> {t!("words.key.review")}</span>
                    <span class="faint">
                        {move || {
                            let apart = words.data.with(|data| data.score == Score::Apart);
                            tr!(if apart { "words.save.apart" } else { "words.key.note" })
                        }}
                    </span>
                </p>
            </When>
        </figure>
    }
    .into_any()
}

/// The words of a cloud, by their indices: the heaviest, and of a comparison the heaviest of both sides.
fn pick(data: &Data, most: usize) -> Vec<usize> {
    let lacking = data.words.iter().position(Word::is_lacking).filter(|_| data.score == Score::Apart);
    let said = lacking.unwrap_or(data.words.len());
    let elsewhere = (data.words.len() - said).min((most as f64 * ELSEWHERE) as usize);
    (0..said.min(most - elsewhere)).chain(said..said + elsewhere).collect()
}

/// The words in the document. A hundred of them, each with a dozen things that follow something, would be most of what the
/// view costs: they are buttons made by hand, and what they tell the group they are in hears.
#[derive(Clone, Copy)]
struct Buttons {
    words: Words,
    /// The indices of the words shown.
    picked: Memo<Vec<usize>>,
    layout: Memo<Arc<Cloud>>,
    /// The place of the word that Tab comes to.
    stop_at: Memo<usize>,
    made: StoredValue<Vec<Button>, LocalStorage>,
}

/// A word in the document, and what it shows besides its word.
struct Button {
    element: HtmlElement,
    class: String,
    pressed: bool,
    stop: bool,
}

impl Buttons {
    /// Keeps the buttons in `group` as the cloud is laid out.
    fn keep(self, group: NodeRef<html::Div>) {
        dom::effect(move || {
            if let Some(group) = group.get() {
                self.place(&group);
                untrack(|| self.mark());
            }
        });
        dom::effect(move || self.mark());
    }

    /// Puts each word where it belongs.
    fn place(self, group: &HtmlElement) {
        self.words.data.with(|data| {
            let picked = self.picked.get();
            let layout = self.layout.get();
            self.made.update_value(|made| {
                for button in made.drain(layout.words.len().min(made.len())..) {
                    button.element.remove();
                }
                for (place, (placed, &index)) in layout.words.iter().zip(&picked).enumerate() {
                    if made.len() == place {
                        made.push(Button::new(group, place));
                    }
                    let button = &made[place].element;
                    button.set_text_content(data.words.get(index).map(|word| word.term.as_str()));
                    dom::set(button, "aria-description", &describe(self.words, index));
                    for (name, value) in [("font-size", placed.size), ("width", placed.width), ("height", placed.size)]
                    {
                        dom::style(button, name, &format!("{value:.1}px"));
                    }
                    dom::style(button, "transform", &format!("translate({:.1}px,{:.1}px)", placed.x, placed.y));
                }
            });
        });
    }

    /// Shows which word is chosen, which lit, and where Tab comes to.
    fn mark(self) {
        self.words.data.with(|data| {
            let picked = self.picked.get();
            let (chosen, lit, stop_at) = (self.words.chosen.get(), self.words.lit.get(), self.stop_at.get());
            self.made.update_value(|made| {
                for (place, (button, &index)) in made.iter_mut().zip(&picked).enumerate() {
                    let mut class = data.words.get(index).map_or("w", |word| tone_class(data, word)).to_owned();
                    for (is, name) in [(chosen == Some(index), " on"), (lit == Some(index), " lit")] {
                        class += if is { name } else { "" };
                    }
                    if button.class != class {
                        button.element.set_class_name(&class);
                        button.class = class;
                    }
                    let pressed = chosen == Some(index);
                    if std::mem::replace(&mut button.pressed, pressed) != pressed {
                        dom::set(&button.element, "aria-pressed", if pressed { "true" } else { "false" });
                    }
                    let stop = place == stop_at;
                    if std::mem::replace(&mut button.stop, stop) != stop {
                        dom::set(&button.element, "tabindex", if stop { "0" } else { "-1" });
                    }
                }
            });
        });
    }

    /// The place and the index of the word that an event is about.
    fn at(self, event: &Event) -> Option<(usize, usize)> {
        let place = dom::around(event.target(), "data-word")?.parse().ok()?;
        Some((place, self.picked.with_untracked(|picked| picked.get(place).copied())?))
    }
}

impl Button {
    fn new(group: &HtmlElement, place: usize) -> Self {
        let element = dom::make("button", "");
        for (name, value) in [("data-word", place.to_string().as_str()), ("aria-pressed", "false"), ("tabindex", "-1")]
        {
            dom::set(&element, name, value);
        }
        dom::append(group, &element);
        Self { element, class: String::new(), pressed: false, stop: false }
    }
}

/// The class that gives a word its colour.
fn tone_class(data: &Data, word: &Word) -> &'static str {
    match word.tone {
        _ if data.score == Score::Apart && word.is_lacking() => "w w-c",
        Tone::Plan => "w w-b",
        Tone::Review => "w w-c",
        Tone::Both => "w w-a",
    }
}

/// «项目 58 次：回顾 15，部署 43» without the word.
fn describe(words: Words, index: usize) -> String {
    words.data.with(|data| {
        let Some(word) = data.words.get(index) else { return String::new() };
        if data.score == Score::Apart {
            tr!("words.apart", count = word.count, lrc = format!("{:+.2}", word.scores.apart.keyness))
        } else if data.comparable {
            tr!("words.counts", count = word.count, review = word.review, plan = word.plan)
        } else {
            tr!("words.count", count = word.count)
        }
    })
}

/// The line under the cloud: the word pointed at, else the chosen one, else what can be done.
fn read_out(words: Words) -> AnyView {
    match words.lit.get().or(words.chosen.get()) {
        Some(index) => {
            let term = words.data.with(|data| data.words.get(index).map(|word| word.term.clone()));
            let new = words.data.with(|data| data.words.get(index).is_some_and(|word| word.new));
            view! {
                <b class="song">{term}</b>
                " "
                <span class="num">{describe(words, index)}</span>
                {new.then(|| view! { <span class="faint">" " {tr!("words.new")}</span> })}
            }
            .into_any()
        }
        None => view! { <span class="faint">{tr!("words.hint")}</span> }.into_any(),
    }
}

/// Arrow keys go to the nearest word on that side, Home and End to the most and the least frequent.
fn walk(event: &KeyboardEvent, layout: Memo<Arc<Cloud>>, stop_at: Memo<usize>, stop: RwSignal<usize>) {
    let from = stop_at.get_untracked();
    let to = layout.with_untracked(|layout| match event.key().as_str() {
        "ArrowRight" => nearest(&layout.words, from, (1.0, 0.0)),
        "ArrowLeft" => nearest(&layout.words, from, (-1.0, 0.0)),
        "ArrowDown" => nearest(&layout.words, from, (0.0, 1.0)),
        "ArrowUp" => nearest(&layout.words, from, (0.0, -1.0)),
        "Home" => Some(0),
        "End" => layout.words.len().checked_sub(1),
        _ => None,
    });
    let arrow = event.key().starts_with("Arrow");
    if to.is_none() && !arrow {
        return;
    }
    event.prevent_default();
    let Some(to) = to else { return };
    stop.set(to);
    let group = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let word = group.and_then(|group| group.query_selector(&format!("[data-word=\"{to}\"]")).ok().flatten());
    if let Some(word) = word {
        dom::focus(&word);
    }
}

/// The word whose middle lies nearest in a direction; being off to the side counts double.
fn nearest(words: &[Placed], from: usize, (x, y): (f64, f64)) -> Option<usize> {
    let middle = |word: &Placed| (word.x + word.width / 2.0, word.y + word.size / 2.0);
    let (from_x, from_y) = middle(words.get(from)?);
    let cost = |word: &Placed| {
        let (dx, dy) = (middle(word).0 - from_x, middle(word).1 - from_y);
        let along = dx * x + dy * y;
        let aside = (dx * y + dy * x).abs();
        (along > 1.0 && aside <= 2.0 * along).then_some(along + 2.0 * aside)
    };
    let candidates = words.iter().enumerate().filter(|(index, _)| *index != from);
    let costs = candidates.filter_map(|(index, word)| cost(word).map(|cost| (cost, index)));
    costs.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, index)| index)
}

/// The width of a word in em: a hanzi is one; words with other characters are measured in the cloud's own face.
fn em(term: &str) -> f64 {
    if term.chars().all(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')) {
        return term.chars().count() as f64;
    }
    measured(term).filter(|em| *em > 0.1).unwrap_or_else(|| estimated_em(term))
}

fn measured(term: &str) -> Option<f64> {
    thread_local! {
        static CANVAS: Option<CanvasRenderingContext2d> = context();
    }
    CANVAS.with(|context| context.as_ref()?.measure_text(term).ok().map(|metrics| metrics.width() / MEASURED_AT))
}

fn context() -> Option<CanvasRenderingContext2d> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let root = document().document_element()?;
    let face = window().get_computed_style(&root).ok()??.get_property_value("--song").ok()?;
    context.set_font(&format!("700 {MEASURED_AT}px {face}"));
    Some(context)
}

#[cfg(test)]
mod tests {
    use super::{frame_for, nearest, words_for};
    use gangmu_export::cloud::Placed;

    #[test]
    fn a_phone_has_fewer_words_and_a_taller_frame() {
        assert!(words_for(358.0) < 52 && words_for(898.0) > 88);
        assert!(frame_for(358.0).height > 358.0);
        assert!(frame_for(898.0).height < 0.6 * 898.0);
    }

    #[test]
    fn arrows_go_to_the_nearest_word_on_that_side() {
        let at = |x, y| Placed { x, y, size: 20.0, width: 40.0 };
        let words = [at(100.0, 100.0), at(200.0, 105.0), at(160.0, 180.0), at(20.0, 100.0)];
        assert_eq!(nearest(&words, 0, (1.0, 0.0)), Some(1));
        assert_eq!(nearest(&words, 0, (-1.0, 0.0)), Some(3));
        assert_eq!(nearest(&words, 0, (0.0, 1.0)), Some(2));
        assert_eq!(nearest(&words, 0, (0.0, -1.0)), None);
    }
}
