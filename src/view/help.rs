//! 怎么算的: how everything here is computed, in a dialog that opens at the place asked for. What it says is `docs/help/`
//! (crate `gangmu-help`); `?` opens it at what the focus is in, a [`mark`] beside a heading at that heading's place.

use crate::i18n::{language, sentence};
use crate::state::{State, Tab};
use crate::view::dom::{self, effect, hear};
use crate::view::icon;
use crate::view::when::When;
use gangmu_help::{Anchor, Block, Place, Run, places};
use leptos::ev::{MouseEvent, keydown};
use leptos::html::Dialog;
use leptos::prelude::*;
use leptos::web_sys::ScrollLogicalPosition;
use std::time::Duration;

/// What opens the help; a `Copy` handle, provided as context by `App`.
#[derive(Clone, Copy)]
pub struct Help(RwSignal<Option<Anchor>>);

impl Help {
    /// A closed one.
    #[expect(clippy::new_without_default, reason = "signals are made where they are owned, not by the way")]
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// The help that `App` provided.
    pub fn get() -> Self {
        expect_context()
    }

    /// Opens it at a place.
    pub fn open(self, anchor: Anchor) {
        self.0.set(Some(anchor));
    }
}

/// The attribute that says which place of the help an element is about.
const ABOUT: &str = "data-help";
/// The attribute of the root while the help is open: then it alone is printed.
const OPEN: &str = "data-helping";

/// A small button that opens the help at a place.
pub fn mark(anchor: Anchor) -> AnyView {
    let help = Help::get();
    let name = move || tr!("help.of", place = title(anchor));
    view! {
        <button type="button" class="help-mark" aria-haspopup="dialog" aria-label=name title=name on:click=hear(move |_| help.open(anchor))></button>
    }
    .into_any()
}

/// The heading of a place, in the reader's language.
pub(super) fn title(anchor: Anchor) -> &'static str {
    places(language().tag()).iter().find(|place| place.anchor == anchor).map_or("", |place| place.title)
}

/// The place that a column of the indicator table is about, by its key.
pub(super) fn of_column(key: &str) -> Anchor {
    match key {
        "indicator" => Anchor::ColumnIndicator,
        "bound" => Anchor::ColumnBound,
        "value" => Anchor::ColumnValue,
        "unit" => Anchor::ColumnUnit,
        "scale" => Anchor::ColumnScale,
        "action" => Anchor::ColumnAction,
        "status" => Anchor::ColumnStatus,
        "period" => Anchor::ColumnPeriod,
        "domain" => Anchor::ColumnDomain,
        "sentence" => Anchor::ColumnSentence,
        _ => Anchor::Indicators,
    }
}

/// The place that a score of words is about, by its key.
pub(super) fn of_score(key: &str) -> Anchor {
    match key {
        "count" => Anchor::ScoreCount,
        "per_10k" => Anchor::ScorePer10k,
        "tfidf" => Anchor::ScoreTfidf,
        "keyness" => Anchor::ScoreKeyness,
        "g2" => Anchor::ScoreG2,
        "log_ratio" => Anchor::ScoreLogRatio,
        "documents" => Anchor::ScoreDocuments,
        "dispersion" => Anchor::ScoreDispersion,
        _ => Anchor::Words,
    }
}

/// The dialog, and the key that opens it.
pub fn dialog() -> AnyView {
    let state = State::get();
    let help = Help::get();
    let at = help.0;
    let node = NodeRef::<Dialog>::new();
    let close = move || {
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
    };
    let keys = window_event_listener(keydown, move |event| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        if event.key() != "?" || !plain || event.is_composing() || dom::typing(event.target()) {
            return;
        }
        event.prevent_default();
        if at.with_untracked(Option::is_some) {
            close();
        } else {
            help.open(about_focus().unwrap_or_else(|| of_view(state)));
        }
    });
    on_cleanup(move || keys.remove());
    effect(move || {
        let root = document().document_element();
        let Some(dialog) = node.get() else { return };
        let Some(anchor) = at.get() else {
            let _ = root.map(|root| root.remove_attribute(OPEN));
            return;
        };
        if !dialog.open() {
            let _ = dialog.show_modal();
        }
        let _ = root.map(|root| root.set_attribute(OPEN, ""));
        // Once the text is there.
        set_timeout(move || arrive(anchor), Duration::ZERO);
    });
    let open = Memo::new(move |_| at.with(Option::is_some));
    // A click beside it, on its veil, is a click on the dialog itself.
    let beside = move |event: MouseEvent| {
        if event.target().is_some() && event.target() == event.current_target() {
            close();
        }
    };
    let print = move |_| {
        let _ = window().print();
    };
    view! {
        <dialog
            class="dialog help"
            aria-labelledby="help-title"
            node_ref=node
            on:click=hear(beside)
            on:close=hear(move |_| at.set(None))
        >
            <When test=open>
                <header>
                    <h2 id="help-title">{t!("app.help")}</h2>
                    <button type="button" class="btn print" on:click=hear(print)>{t!("help.print")}</button>
                    <button type="button" class="icon" aria-label=t!("help.close") on:click=hear(move |_| close())>
                        {icon::cross()}
                    </button>
                </header>
                <div class="body">
                    {move || contents(help)}
                    {move || places(language().tag()).iter().map(|place| shown(at, place)).collect::<Vec<_>>()}
                </div>
            </When>
        </dialog>
    }
    .into_any()
}

/// The place of the help that the focus is in.
fn about_focus() -> Option<Anchor> {
    let active = document().active_element()?;
    let about = active.closest(&format!("[{ABOUT}]")).ok().flatten()?.get_attribute(ABOUT)?;
    Anchor::ALL.into_iter().find(|anchor| anchor.id() == about)
}

/// The chapter of the view that is shown.
fn of_view(state: State) -> Anchor {
    let (report, tab) = state.place.with_untracked(|place| (place.report, place.tab));
    match (report, tab) {
        (None, _) | (_, Tab::Search) => Anchor::Method,
        (_, Tab::Overview) => Anchor::Pairs,
        (_, Tab::Text) => Anchor::Outline,
        (_, Tab::Indicators) => Anchor::Indicators,
        (_, Tab::Words) => Anchor::Words,
        (_, Tab::Compare) => Anchor::Compare,
    }
}

fn id(anchor: Anchor) -> String {
    format!("help-{}", anchor.id())
}

/// Focuses the heading of a place and shows it at the top.
fn arrive(anchor: Anchor) {
    if let Some(heading) = document().get_element_by_id(&id(anchor)) {
        dom::focus(&heading);
        dom::scroll_to(&heading, ScrollLogicalPosition::Start);
    }
}

/// The chapters, each a way to it.
fn contents(help: Help) -> AnyView {
    let chapters = places(language().tag()).iter().filter(|place| place.level == 2);
    let chapters = chapters.map(|place| {
        let anchor = place.anchor;
        let go = move |_| {
            help.open(anchor);
            arrive(anchor);
        };
        view! { <li><button type="button" class="link" on:click=hear(go)>{place.title}</button></li> }.into_any()
    });
    view! { <nav aria-label=t!("help.contents")><ul>{chapters.collect::<Vec<_>>()}</ul></nav> }.into_any()
}

/// A place; the one asked for is marked.
fn shown(at: RwSignal<Option<Anchor>>, place: &'static Place) -> AnyView {
    let anchor = place.anchor;
    let here = move || (at.get() == Some(anchor)).then_some("true");
    let heading = if place.level == 2 {
        view! { <h3 id=id(anchor) tabindex="-1" aria-current=here>{place.title}</h3> }.into_any()
    } else {
        view! { <h4 id=id(anchor) tabindex="-1" aria-current=here>{place.title}</h4> }.into_any()
    };
    let blocks = place.blocks.iter().map(|block| match block {
        Block::Paragraph(text) => view! { <p>{runs(text)}</p> }.into_any(),
        Block::List(items) => {
            let items = items.iter().map(|text| view! { <li>{runs(text)}</li> }.into_any());
            view! { <ul class="points">{items.collect::<Vec<_>>()}</ul> }.into_any()
        }
    });
    (heading, blocks.collect::<Vec<_>>()).into_any()
}

fn runs(runs: &'static [Run]) -> Vec<AnyView> {
    let run = |run: &'static Run| match run {
        Run::Text(text) => (*text).into_any(),
        Run::Key(key) => view! { <kbd>{*key}</kbd> }.into_any(),
    };
    runs.iter().map(run).collect()
}

/// What the grid's foot says about `?`: a way to the chapter.
pub(super) fn chapter(anchor: Anchor) -> AnyView {
    let help = Help::get();
    view! {
        <button type="button" class="link help-chapter" aria-haspopup="dialog" on:click=hear(move |_| help.open(anchor))>
            {sentence(move || tr!("help.of", place = title(anchor)))}
            " "
            <kbd class="only-wide" aria-hidden="true">"?"</kbd>
        </button>
    }
    .into_any()
}
