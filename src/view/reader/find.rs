//! Finding in the text at hand: a field over the text, how many places there are, the one before and the one after. `/` opens
//! it; the browser's own search stays what it is. Where the reader is led is a place like any other; all places are painted.

use super::highlight;
use crate::i18n::{number, sentence};
use crate::state::{Report, State};
use crate::view::dom::{self, effect, hear};
use crate::view::icon;
use crate::view::when::When;
use gangmu_model::{Span, plain};
use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::Element;

/// The most places that are painted at once.
const PAINTED: usize = 500;

/// The field's state; a `Copy` handle.
#[derive(Clone, Copy)]
pub(super) struct Finder {
    state: StoredValue<State>,
    report: StoredValue<Report>,
    /// The section in view: the first place from there on is the one to begin with.
    current: RwSignal<Option<usize>>,
    open: RwSignal<bool>,
    text: RwSignal<String>,
    places: Memo<Arc<Vec<Span>>>,
    /// Which of the places the reader was led to.
    at: RwSignal<usize>,
    field: NodeRef<Input>,
    /// What had the focus before.
    before: StoredValue<Option<Element>, LocalStorage>,
}

impl Finder {
    /// A closed one. `block` finds the block of a character.
    pub(super) fn new(
        report: StoredValue<Report>,
        current: RwSignal<Option<usize>>,
        block: impl Fn(u32) -> Option<Element> + 'static,
    ) -> Self {
        let (open, text) = (RwSignal::new(false), RwSignal::new(String::new()));
        let places = Memo::new(move |_| {
            let wanted = if open.get() { text.get() } else { String::new() };
            Arc::new(report.with_value(|report| places(&report.document.text, &wanted)))
        });
        effect(move || {
            places.with(|places| {
                let painted = places.iter().take(PAINTED);
                highlight::found(painted.filter_map(|place| Some((block(place.start)?, *place))));
            });
        });
        on_cleanup(|| highlight::found(std::iter::empty()));
        let field = NodeRef::<Input>::new();
        effect(move || {
            if let Some(field) = field.get() {
                dom::focus(&field);
                field.select();
            }
        });
        Self {
            state: StoredValue::new(State::get()),
            report,
            current,
            open,
            text,
            places,
            at: RwSignal::new(0),
            field,
            before: StoredValue::new_local(None),
        }
    }

    /// Opens the field, or goes back into it.
    pub(super) fn open(self) {
        if self.open.get_untracked() {
            if let Some(field) = self.field.get_untracked() {
                dom::focus(&field);
                field.select();
            }
        } else {
            self.before.set_value(document().active_element());
            self.open.set(true);
        }
    }

    fn close(self) {
        self.open.set(false);
        if let Some(before) = self.before.try_update_value(Option::take).flatten() {
            dom::focus(&before);
        }
    }

    /// Looks for another text, from the section in view on.
    fn find(self, text: String) {
        self.text.set(text);
        let from = self.current.get_untracked().map_or(0, |section| {
            self.report.with_value(|report| report.document.sections.get(section).map_or(0, |section| section.start))
        });
        let places = self.places.get_untracked();
        let first = places.partition_point(|place| place.start < from);
        self.lead(if first < places.len() { first } else { 0 });
    }

    /// Leads to the place after, or before; after the last comes the first.
    fn step(self, forward: bool) {
        let count = self.places.with_untracked(|places| places.len());
        if count > 0 {
            let at = self.at.get_untracked();
            self.lead(if forward { (at + 1) % count } else { (at + count - 1) % count });
        }
    }

    fn lead(self, to: usize) {
        self.at.set(to);
        let Some(place) = self.places.with_untracked(|places| places.get(to).copied()) else { return };
        let term = self
            .report
            .with_value(|report| report.index.slice(&report.document.text, place.start, place.end).to_owned());
        self.state.get_value().go(|now| (now.at, now.row, now.term) = (Some(place.start), None, Some(term)));
    }
}

/// The places of `wanted` in a text, whatever the case and the width of signs.
fn places(text: &str, wanted: &str) -> Vec<Span> {
    let wanted: String = wanted.trim().chars().map(plain).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let length = wanted.chars().count() as u32;
    let text: String = text.chars().map(plain).collect();
    let (mut byte, mut at) = (0, 0);
    let places = text.match_indices(&wanted).map(|(found, _)| {
        at += text[byte..found].chars().count() as u32;
        byte = found;
        Span { start: at, end: at + length }
    });
    places.collect()
}

/// A button that opens the field.
pub(super) fn opener(finder: Finder) -> AnyView {
    view! {
        <button
            class="icon"
            aria-label=t!("reader.find.open")
            title=t!("reader.find.open_hint")
            aria-keyshortcuts="/"
            on:click=hear(move |_| finder.open())
        >
            {icon::magnifier()}
        </button>
    }
    .into_any()
}

/// The field, where it is open.
pub(super) fn bar(finder: Finder) -> AnyView {
    let key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Enter" if !event.is_composing() => finder.step(!event.shift_key()),
            "Escape" => finder.close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let count = move || finder.places.with(|places| places.len());
    let told = move || {
        if finder.text.with(|text| text.trim().is_empty()) {
            String::new()
        } else if count() == 0 {
            tr!("reader.find.nothing")
        } else {
            tr!("reader.find.count", at = number(finder.at.get() + 1), count = number(count()))
        }
    };
    let told = StoredValue::new(Box::new(told) as Box<dyn Fn() -> String + Send + Sync>);
    let step = move |name: &'static str, forward: bool| {
        view! {
            <button
                class="btn"
                aria-disabled=move || (count() == 0).then_some("true")
                on:click=hear(move |_| finder.step(forward))
            >
                {t!(name)}
            </button>
        }
        .into_any()
    };
    view! {
        <When test=finder.open>
            <div class="finder" role="search" aria-label=t!("reader.find.open") on:keydown=hear(key)>
                <div class="field">
                    {icon::magnifier()}
                    <input
                        type="text"
                        enterkeyhint="next"
                        autocomplete="off"
                        spellcheck="false"
                        aria-label=t!("reader.find.open")
                        node_ref=finder.field
                        prop:value=move || finder.text.get()
                        on:input=hear(move |event| finder.find(event_target_value(&event)))
                    />
                </div>
                <span class="num" role="status">{sentence(move || told.with_value(|told| told()))}</span>
                {step("reader.find.before", false)}
                {step("reader.find.after", true)}
                <button class="icon" aria-label=t!("reader.find.close") on:click=hear(move |_| finder.close())>
                    {icon::cross()}
                </button>
            </div>
        </When>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::places;
    use gangmu_model::Span;

    #[test]
    fn places_count_characters_and_forgive_case_and_width() {
        let text = "𬭎山GDP增长６％,gdp";
        let spans =
            |wanted: &str| places(text, wanted).iter().map(|&Span { start, end }| (start, end)).collect::<Vec<_>>();
        assert_eq!(spans("gdp"), [(2, 5), (10, 13)]);
        assert_eq!(spans(" 6%， "), [(7, 10)]);
        assert_eq!(spans("茶"), []);
        assert_eq!(spans(" "), []);
    }
}
