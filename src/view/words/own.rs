//! 自定词表: the reader's own words in a dialog: those to keep whole, to leave out, to count as one. What each entry did in
//! this report stands under its list.

use super::{Words, list_file};
use crate::i18n::{number, sentence};
use crate::state::desk::Desk;
use crate::state::lists::Lists;
use crate::state::settings::own_lists;
use crate::state::{State, Terms};
use crate::view::copy::download;
use crate::view::dom::{effect, hear};
use crate::view::icon;
use crate::view::when::When;
use gangmu_model::{WordEffect, WordList};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

/// The lists by their keys.
const KEYS: [&str; 3] = ["user", "stop", "synonyms"];

/// The dialog's state.
#[derive(Clone, Copy)]
struct Own {
    state: StoredValue<State>,
    /// The terms of the report that is shown.
    terms: RwSignal<Arc<Terms>>,
    /// What stands in the fields.
    fields: [RwSignal<String>; 3],
    /// The lists before the last change.
    before: RwSignal<Option<Arc<Lists>>>,
    /// The stop words of the genre, once they were asked for.
    genre: RwSignal<String>,
    said: RwSignal<String>,
}

impl Own {
    fn fill(self, lists: &Lists) {
        let texts = [&lists.user_words, &lists.stop_words, &lists.synonyms];
        for (field, text) in self.fields.into_iter().zip(texts) {
            field.set(text.clone());
        }
    }

    fn written(self) -> Lists {
        let [user_words, stop_words, synonyms] = self.fields.map(|field| field.get_untracked());
        Lists { user_words, stop_words, synonyms }
    }

    /// Has everything counted with what stands in the fields.
    fn apply(self) {
        self.change(Arc::new(self.written()));
        self.said.set(tr!("words.own.applied"));
    }

    fn change(self, lists: Arc<Lists>) {
        let known = self.state.get_value().lists.get_untracked();
        if known != lists {
            self.before.set(Some(known));
            self.state.get_value().lists.set(lists);
        }
    }

    /// Goes back to the lists before the last change.
    fn undo(self) {
        if let Some(before) = self.before.get_untracked() {
            self.fill(&before);
            self.state.get_value().lists.set(before);
            self.before.set(None);
            self.said.set(tr!("words.own.undone"));
        }
    }

    /// Adds a line to a list and applies.
    fn add(self, list: usize, line: &str) {
        self.fields[list].update(|text| {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(line);
            text.push('\n');
        });
        self.apply();
    }
}

/// The button, and the dialog it opens.
pub(super) fn dialog(words: Words) -> AnyView {
    let dialog = NodeRef::<html::Dialog>::new();
    let own = Own {
        state: words.shared,
        terms: words.report.with_value(|report| report.terms),
        fields: [RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new())],
        before: RwSignal::new(None),
        genre: RwSignal::new(String::new()),
        said: RwSignal::new(String::new()),
    };
    let state = words.state();
    // A link may bring others while the page is open.
    effect(move || own.fill(&state.lists.get()));
    let desk = Desk::get();
    let open = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            let _ = dialog.show_modal();
            if own.genre.with_untracked(String::is_empty) {
                desk.stop_words(move |list| own.genre.set(list.replace('\n', "、")));
            }
        }
    };
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            own.apply();
        }
    };
    let entries =
        move || state.lists.with(|lists| lists.to_text().lines().filter(|line| !line.starts_with('#')).count());
    view! {
        <button class="btn" aria-haspopup="dialog" on:click=hear(open)>
            {t!("words.own.label")}
            {move || (entries() > 0).then(|| view! { <span class="n num">{number(entries())}</span> })}
        </button>
        <dialog class="dialog own" node_ref=dialog aria-labelledby="own-title" on:keydown=hear(key)>
            <header>
                <h2 id="own-title">{t!("words.own.label")}</h2>
                <button class="icon" aria-label=t!("words.own.close") on:click=hear(close)>{icon::cross()}</button>
            </header>
            <p class="faint">{t!("words.own.hint")}</p>
            <When test=move || state.borrowed.get()>{borrowed(own)}</When>
            <div class="own-lists">
                {field(own, 0, WordList::UserWords)}
                {field(own, 1, WordList::StopWords)}
                {field(own, 2, WordList::Synonyms)}
            </div>
            {acts(own)}
        </dialog>
    }
    .into_any()
}

/// What can be done with lists that came with a link.
fn borrowed(own: Own) -> AnyView {
    let state = own.state.get_value();
    let back = move |_| {
        state.borrowed.set(false);
        state.lists.set(own_lists());
    };
    view! {
        <p class="notice">
            <span>{t!("words.own.borrowed")}</span>
            <button class="btn" on:click=hear(back)>{t!("words.own.back")}</button>
            <button class="btn" on:click=hear(move |_| state.borrowed.set(false))>{t!("words.own.keep")}</button>
        </p>
    }
    .into_any()
}

/// One list with what its entries did.
fn field(own: Own, list: usize, of: WordList) -> AnyView {
    let field = own.fields[list];
    let key = KEYS[list];
    let effects = move |of: WordList| {
        own.terms
            .with(|terms| terms.effects.iter().filter(|effect| effect.list == of).cloned().collect::<Vec<WordEffect>>())
    };
    let done = move || {
        let effects = effects(of).into_iter().map(|WordEffect { word, count, .. }| {
            let did = if count == 0 { tr!("words.own.no_effect") } else { tr!("words.count", count = count) };
            view! { <li class:faint=count == 0>{word} " " <span class="num">{did}</span></li> }
        });
        effects.collect::<Vec<_>>()
    };
    let genre = move || {
        let mut effects = effects(WordList::Genre);
        effects.sort_by_key(|effect| std::cmp::Reverse(effect.count));
        let effects = effects.into_iter().map(|WordEffect { word, count, .. }| {
            let line = format!("-{word}");
            view! {
                <li>
                    <button class="facet" title=t!("words.own.let_through") on:click=hear(move |_| own.add(1, &line))>
                        {word}
                        " "
                        <span class="n num">{count}</span>
                    </button>
                </li>
            }
        });
        effects.collect::<Vec<_>>()
    };
    view! {
        <section>
            <label>
                <b>{t!(format!("words.own.{key}"))}</b>
                <span class="faint">{t!(format!("words.own.{key}_hint"))}</span>
                <textarea
                    class="paste song"
                    lang="zh-CN"
                    rows="5"
                    spellcheck="false"
                    autocomplete="off"
                    prop:value=move || field.get()
                    on:input=hear(move |event| field.set(event_target_value(&event)))
                ></textarea>
            </label>
            <ul class="effects" aria-label=t!(format!("words.own.{key}_effects"))>{done}</ul>
            {(of == WordList::StopWords)
                .then(|| {
                    view! {
                        <details>
                            <summary>{t!("words.own.genre")}</summary>
                            <p class="faint">{t!("words.own.genre_hint")}</p>
                            <ul class="effects" aria-label=t!("words.own.genre_effects")>{genre}</ul>
                            <p class="faint">{t!("words.own.genre_all")}</p>
                            <p class="faint song genre" lang="zh-CN" tabindex="0" role="region" aria-label=t!("words.own.genre_all")>
                                {move || own.genre.get()}
                            </p>
                        </details>
                    }
                })}
        </section>
    }
    .into_any()
}

/// Apply, undo, take along, bring.
fn acts(own: Own) -> AnyView {
    let read = move |text: Option<String>| match text {
        Some(text) => {
            own.fill(&Lists::from_text(&text));
            own.apply();
        }
        None => own.said.set(tr!("words.own.unreadable")),
    };
    let save = move |_| {
        download(&tr!("words.own.file"), "text/plain;charset=utf-8", own.written().to_text().as_bytes());
    };
    let clear = move |_| {
        own.fill(&Lists::default());
        own.apply();
    };
    view! {
        <div class="acts">
            <button class="btn btn-main" on:click=hear(move |_| own.apply())>{t!("words.own.apply")}</button>
            <button
                class="btn"
                aria-disabled=sentence(move || own.before.with(Option::is_none).to_string())
                on:click=hear(move |_| own.undo())
            >
                {t!("words.own.undo")}
            </button>
            <button class="btn" on:click=hear(clear)>{t!("words.own.clear")}</button>
            <button class="btn" on:click=hear(save)>{t!("words.own.save")}</button>
            {list_file::opener("words.own.open", ".txt,text/plain", read)}
            <span class="faint" role="status">{sentence(move || own.said.get())}</span>
        </div>
    }
    .into_any()
}
