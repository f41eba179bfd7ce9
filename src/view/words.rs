//! 词语: what a report talks about. A cloud for the first look, the same words as a list with counts beside it, and under
//! both the occurrences of the word that was chosen. The terms come after the rows; until then the view says so.

mod attention;
mod bars;
mod cloud;
mod collocates;
mod data;
mod ground;
mod kwic;
pub(super) mod list_file;
mod own;
pub(in crate::view) mod picture;
pub(super) mod roving;
mod scores;
mod since;
mod strip;
mod trend;
mod weighing;

use crate::state::attention::Attention;
use crate::state::{Listing, Report, Score, State, Tab, Terms, Weighing};
use crate::view::afterwards::afterwards;
use crate::view::dom;
use crate::view::dom::hear;
use crate::view::when::When;
use data::Data;
use gangmu_export::cloud::Cloud;
use gangmu_export::concordance::Order;
use ground::Ground;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use std::sync::Arc;

/// A cloud, and the indices of its words.
type Drawn = (Memo<Arc<Cloud>>, Memo<Vec<usize>>);

/// The view's state; a `Copy` handle that its parts are given.
#[derive(Clone, Copy)]
struct Words {
    shared: StoredValue<State>,
    report: StoredValue<Report>,
    /// Whether the report has both a review and a plan.
    comparable: bool,
    /// The terms with their parts, as they are weighed; empty until they have come.
    data: Memo<Arc<Data>>,
    /// The index of the chosen term.
    chosen: Memo<Option<usize>>,
    /// The index of the term that the mouse or the keyboard is at: it lights up in the cloud and in the list.
    lit: RwSignal<Option<usize>>,
    /// What occurrences are seen against.
    ground: Memo<Arc<Ground>>,
    /// In what order occurrences are listed.
    order: Memo<Order>,
    /// The terms whose trends are drawn beside the chosen one's.
    pinned: Memo<Vec<String>>,
    /// Whether the list also says how often a word is written inside of longer ones.
    nested: RwSignal<bool>,
    /// Whether the cloud's words stand apart by part of the report.
    grouped: RwSignal<bool>,
    /// The cloud as it is drawn with the indices of its words, for who saves it.
    drawn: StoredValue<Option<Drawn>>,
}

impl Words {
    /// The page's state.
    fn state(self) -> State {
        self.shared.get_value()
    }

    /// By what words are weighed.
    fn weighing(self) -> Weighing {
        weighing::weighing(self.state(), self.comparable)
    }

    /// Changes how words and occurrences are listed.
    fn list(self, change: impl FnOnce(&mut Listing)) {
        self.state().go(|place| change(&mut place.listing));
    }

    /// A term by its index.
    fn term(self, index: usize) -> String {
        self.data.with_untracked(|data| data.words.get(index).map(|word| word.term.clone()).unwrap_or_default())
    }

    /// Opens the text at a character.
    fn open(self, at: u32) {
        self.state().switch(move |place| {
            place.tab = Tab::Text;
            place.at = Some(at);
            place.row = None;
        });
    }

    /// Shows the occurrences of a term, or no longer.
    fn choose(self, index: usize) {
        let Some(term) = self.data.with_untracked(|data| data.words.get(index).map(|word| word.term.clone())) else {
            return;
        };
        self.state().go(|place| place.term = (place.term.as_ref() != Some(&term)).then_some(term));
        dom::when_painted(show_occurrences);
    }
}

/// How much of a word's occurrences is to be seen under their heading when it is chosen, in CSS pixels.
const BEGINNING: f64 = 200.0;

/// Scrolls down until the occurrences of the chosen word begin to show: they stand below what it is chosen in.
fn show_occurrences() {
    let head = document().query_selector(".occurrences .head").ok().flatten();
    let screen = window().inner_height().ok().and_then(|height| height.as_f64());
    if let (Some(head), Some(screen)) = (head, screen) {
        let below = head.get_bounding_client_rect().bottom() + BEGINNING - screen;
        if below > 0.0 {
            window().scroll_by_with_x_and_y(0.0, below);
        }
    }
}

/// Shows the words of `report`.
#[component]
pub fn Words(
    /// The report.
    report: Report,
) -> impl IntoView {
    let state = State::get();
    let terms = report.terms;
    let heading = report.document.title.clone();
    let report = StoredValue::new(report);
    let comparable = report.with_value(|report| gangmu_export::Parts::new(&report.document).comparable());
    let weighed = Memo::new(move |_| weighing::weighing(state, comparable));
    let plain = Memo::new(move |_| {
        terms.with(|terms| report.with_value(|report| Arc::new(Data::new(&report.document, terms, Score::Count))))
    });
    let question = Memo::new(move |_| weighing::question(weighed.get()));
    let asked = RwSignal::new_local(None);
    weighing::ask(state, report, question, asked);
    let answer = move || {
        let question = question.get()?;
        asked.with(|asked| weighing::answer(&question, &state.lists.get(), asked.as_ref()))
    };
    let counting = Memo::new(move |_| question.with(Option::is_some) && answer().is_none());
    let data = Memo::new(move |before: Option<&Arc<Data>>| {
        let score = weighed.get().score;
        let made = |terms: &Terms| report.with_value(|report| Arc::new(Data::new(&report.document, terms, score)));
        if question.with(Option::is_none) {
            return if score == Score::Count { plain.get() } else { terms.with(|terms| made(terms)) };
        }
        match (answer(), before) {
            (Some(terms), _) => made(&terms),
            // Until the answer is there, what was shown stays.
            (None, Some(before)) => before.clone(),
            (None, None) => plain.get(),
        }
    });
    let term = Memo::new(move |_| state.place.with(|place| place.term.clone()));
    let chosen = Memo::new(move |_| term.with(|term| term.as_ref().and_then(|term| data.with(|data| data.find(term)))));
    let ground = Memo::new(move |_| data.with(|data| report.with_value(|report| Arc::new(Ground::new(report, data)))));
    let words = Words {
        shared: StoredValue::new(state),
        report,
        comparable,
        data,
        chosen,
        lit: RwSignal::new(None),
        ground,
        order: Memo::new(move |_| state.place.with(|place| place.listing.order)),
        pinned: Memo::new(move |_| state.place.with(|place| place.listing.pinned.clone())),
        nested: RwSignal::new(false),
        grouped: RwSignal::new(false),
        drawn: StoredValue::new(None),
    };
    let press = move |event: KeyboardEvent| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        if event.key() == "p" && plain && !dom::typing(event.target()) {
            words.pin_at_hand();
        }
    };
    let attention = Attention::get();
    let panel = attention.shown;
    let ready = Memo::new(move |_| plain.with(|data| !data.words.is_empty()));
    view! {
        <div class="words" on:keydown=hear(press)>
            <div class="wordbar">
                <h1>{t!("words.heading")} <span class="sr">{heading}</span></h1>
                {views(attention)}
                <When test=move || !panel.get()>
                    {weighing::switches(words)}
                    {cloud::arrangement(words)}
                    <div class="end">{own::dialog(words)} {picture::menu(words)}</div>
                </When>
            </div>
            {move || {
                if panel.get() {
                    attention::panel(state)
                } else if ready.get() {
                    shown(words, plain, counting)
                } else {
                    waiting(words)
                }
            }}
        </div>
    }
}

/// The choice between the words of the report and the attention panel.
fn views(attention: Attention) -> AnyView {
    let view = |key: &'static str, is_panel: bool| {
        view! {
            <button
                aria-pressed=move || (attention.shown.get() == is_panel).to_string()
                on:click=hear(move |_| attention.show(is_panel))
            >
                {t!(key)}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="seg" role="group" aria-label=t!("words.views")>
            {view("words.cloud", false)}
            {view("attention.name", true)}
        </div>
    }
    .into_any()
}

/// The words, as they came with the report and as they are weighed, which may still be under way.
fn shown(words: Words, plain: Memo<Arc<Data>>, counting: Memo<bool>) -> AnyView {
    view! {
        {weighing::note(words)}
        <div class="cols" aria-busy=move || counting.get().to_string()>
            {cloud::cloud(words)}
            {afterwards(move || bars::bars(words))}
        </div>
        {afterwards(move || {
            view! {
                <When test=move || words.weighing() == Weighing::default()>{scores::two_lists(words, plain)}</When>
                {since::since(words)}
                {scores::table(words)}
                {kwic::occurrences(words)}
            }
            .into_any()
        })}
    }
    .into_any()
}

/// Before the terms have come, and where there are none.
fn waiting(words: Words) -> AnyView {
    let counting = move || words.state().task.with(Option::is_some);
    view! {
        <div class="words-wait" role="status">
            <p class="song">{move || if counting() { tr!("words.counting") } else { tr!("words.none") }}</p>
            <p class="faint">{move || if counting() { tr!("words.counting_hint") } else { tr!("words.none_hint") }}</p>
        </div>
    }
    .into_any()
}
