//! The palette: one line from which every open report, view, section, indicator and action is reached by its name. A dialog
//! that Ctrl/⌘ K opens over whatever is there; the focus stays in its field, the arrows move what is chosen.

mod act;
mod entries;

use crate::i18n::{language, sentence};
use crate::state::keeping::Keeping;
use crate::state::settings::Theme;
use crate::state::{State, Tab};
use crate::view::bar::TABS;
use crate::view::dom::{self, effect, hear};
use crate::view::help;
use crate::view::icon;
use crate::view::when::When;
use crate::view::words::roving::number_at;
use act::act;
use entries::{Act, Entry, Kind, entries, typed};
use gangmu_help::Anchor;
use gangmu_model::{ExportFormat, Status};
use leptos::ev::{KeyboardEvent, MouseEvent, keydown};
use leptos::html::{Dialog, Div, Input};
use leptos::prelude::*;
use leptos::web_sys::ScrollLogicalPosition;
use std::sync::Arc;

/// What opens the palette; a `Copy` handle, provided as context by `App`.
#[derive(Clone, Copy)]
pub struct Palette {
    open: RwSignal<bool>,
    /// What became of the last action, where that is not to be seen.
    said: RwSignal<String>,
}

impl Palette {
    /// A closed one.
    #[expect(clippy::new_without_default, reason = "signals are made where they are owned, not by the way")]
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), said: RwSignal::new(String::new()) }
    }

    /// The palette that `App` provided.
    pub fn get() -> Self {
        expect_context()
    }

    /// Opens it.
    pub fn open(self) {
        self.open.set(true);
    }
}

/// The parts of the dialog; a `Copy` handle.
#[derive(Clone, Copy)]
struct Parts {
    text: RwSignal<String>,
    /// Which entry is chosen.
    at: RwSignal<usize>,
    entries: Memo<Arc<Vec<Entry>>>,
    dialog: NodeRef<Dialog>,
    field: NodeRef<Input>,
    list: NodeRef<Div>,
}

impl Parts {
    /// Types another text.
    fn say(self, text: String) {
        self.text.set(text);
        self.at.set(0);
    }

    /// Whether it is shown. The signal hears of its end a moment later, and it may have been opened again by then.
    fn is_open(self) -> bool {
        self.dialog.get_untracked().is_some_and(|dialog| dialog.open())
    }

    fn close(self) {
        if let Some(dialog) = self.dialog.get_untracked() {
            dialog.close();
        }
    }
}

/// The dialog, and the key that opens it.
#[component]
pub fn PaletteDialog() -> impl IntoView {
    let state = State::get();
    let (palette, keeping) = (Palette::get(), Keeping::get());
    let text = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        if !palette.open.get() {
            return Arc::default();
        }
        let named = named(state, keeping, &text.get());
        Arc::new(state.reports.with(|reports| text.with(|text| entries(reports, named, text))))
    });
    let parts = Parts {
        text,
        at: RwSignal::new(0),
        entries: found,
        dialog: NodeRef::new(),
        field: NodeRef::new(),
        list: NodeRef::new(),
    };
    let go = StoredValue::new(act(state, palette.said));
    let choose = move |entry: usize| {
        let act = found.with_untracked(|entries| entries.get(entry).map(|entry| entry.act.clone()));
        if let Some(act) = act {
            parts.close();
            go.with_value(|go| go(act));
        }
    };
    let keys = window_event_listener(keydown, move |event| {
        if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && event.key().eq_ignore_ascii_case("k") {
            event.prevent_default();
            if parts.is_open() {
                parts.close();
            } else {
                palette.open();
            }
        }
    });
    on_cleanup(move || keys.remove());
    effect(move || {
        let Some(dialog) = parts.dialog.get().filter(|_| palette.open.get()) else { return };
        parts.say(String::new());
        if !dialog.open() {
            let _ = dialog.show_modal();
        }
    });
    effect(move || {
        let at = parts.at.get();
        let entry = parts.list.get().and_then(|list| list.query_selector(&format!("[data-i='{at}']")).ok().flatten());
        if let Some(entry) = entry {
            dom::scroll_to(&entry, ScrollLogicalPosition::Nearest);
        }
    });
    let key = move |event: KeyboardEvent| {
        let count = found.with_untracked(|entries| entries.len());
        if event.is_composing() || count == 0 {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => parts.at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => parts.at.update(|at| *at = (*at + count - 1) % count),
            "Enter" if event.ctrl_key() || event.meta_key() => {
                let search = |entry: &Entry| matches!(entry.act, Act::Search(_));
                if let Some(entry) = found.with_untracked(|entries| entries.iter().position(search)) {
                    choose(entry);
                }
            }
            "Enter" => choose(parts.at.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    let click = move |event: MouseEvent| {
        if let Some(entry) = number_at(&event, "data-i") {
            choose(entry as usize);
        }
    };
    // A click beside the palette, on its veil, is a click on the dialog itself.
    let beside = move |event: MouseEvent| {
        if event.target().is_some() && event.target() == event.current_target() {
            parts.close();
        }
    };
    view! {
        <dialog
            class="palette"
            aria-label=t!("palette.name")
            node_ref=parts.dialog
            on:click=hear(beside)
            on:close=hear(move |_| palette.open.set(parts.is_open()))
        >
            <When test=palette.open>
                <div class="in">
                    {field(parts, Box::new(key))}
                    {list(parts, Box::new(click))}
                    {foot(parts)}
                </div>
            </When>
        </dialog>
        <p class="palette-said" role="status">{sentence(move || palette.said.get())}</p>
    }
}

fn field(parts: Parts, key: Box<dyn FnMut(KeyboardEvent)>) -> AnyView {
    let chosen = move || parts.entries.with(|entries| !entries.is_empty()).then(|| option_id(parts.at.get()));
    view! {
        <div class="q-in">
            {icon::magnifier()}
            <input
                type="text"
                role="combobox"
                autofocus
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-label=t!("palette.label")
                placeholder=t!("palette.placeholder")
                aria-autocomplete="list"
                aria-expanded="true"
                aria-controls="palette-list"
                aria-activedescendant=chosen
                node_ref=parts.field
                prop:value=move || parts.text.get()
                on:input=hear(move |event| parts.say(event_target_value(&event)))
                on:keydown=key
            />
            <button class="icon" aria-label=sentence(|| format!("{} Esc", tr!("palette.close"))) on:click=hear(move |_| parts.close())>
                <kbd aria-hidden="true">"Esc"</kbd>
            </button>
        </div>
    }
    .into_any()
}

fn option_id(entry: usize) -> String {
    format!("palette-{entry}")
}

/// The entries by kind, and how many there are.
fn list(parts: Parts, click: Box<dyn FnMut(MouseEvent)>) -> AnyView {
    let several = State::get().reports.with_untracked(Vec::len) > 1;
    let groups = move || {
        let entries = parts.entries.get();
        let group = |kind: Kind| {
            let of = entries.iter().enumerate().filter(|(_, entry)| entry.kind == kind);
            let options: Vec<AnyView> = of.map(|(at, entry)| option(parts, at, entry, several)).collect();
            (!options.is_empty()).then(|| {
                let name = t!(format!("palette.kind.{}", kind.key()));
                view! {
                    <div role="group" aria-label=name>
                        <p class="k" aria-hidden="true">{t!(format!("palette.kind.{}", kind.key()))}</p>
                        {options}
                    </div>
                }
                .into_any()
            })
        };
        Kind::ALL.into_iter().filter_map(group).collect::<Vec<_>>()
    };
    let count = move || parts.entries.with(|entries| entries.len());
    let told = move || match count() {
        0 => tr!("palette.nothing", text = parts.text.with(|text| typed(text).1.to_owned())),
        count => tr!("palette.count", count = count),
    };
    view! {
        // What is pressed must not take the focus from the field.
        <div
            class="list"
            id="palette-list"
            role="listbox"
            aria-label=t!("palette.name")
            node_ref=parts.list
            on:mousedown=hear(|event: MouseEvent| event.prevent_default())
            on:click=click
        >
            {groups}
        </div>
        <p class="nothing" class:sr=move || { count() > 0 } role="status">{sentence(told)}</p>
    }
    .into_any()
}

fn option(parts: Parts, at: usize, entry: &Entry, several: bool) -> AnyView {
    let name = match &entry.mark {
        Some(mark) => {
            let [before, typed, after] =
                [0..mark.start, mark.clone(), mark.end..entry.name.len()].map(|part| entry.name[part].to_owned());
            view! { {before} <mark>{typed}</mark> {after} }.into_any()
        }
        None => entry.name.clone().into_any(),
    };
    let value = |(status, words): &(Status, String)| {
        let class = if *status == Status::Target { "st st-target" } else { "st st-actual" };
        view! { <span class=class><b class="num">{words.clone()}</b></span> }.into_any()
    };
    let values: Vec<AnyView> = entry.values.iter().map(value).collect();
    let beside = (several || entry.kind == Kind::Reports).then(|| entry.beside.clone());
    let song = matches!(entry.kind, Kind::Reports | Kind::Sections);
    let sign = format!("palette.sign.{}", entry.kind.key());
    let chosen = sentence(move || (parts.at.get() == at).to_string());
    view! {
        <div role="option" id=option_id(at) data-i=at aria-selected=chosen>
            <span class="i" aria-hidden="true">{t!(&sign)}</span>
            <span class="name">
                <span class:song=song>{name}</span>
                {values}
            </span>
            <span class="m">{beside}</span>
        </div>
    }
    .into_any()
}

/// The keys, and the signs that ask for one kind.
fn foot(parts: Parts) -> AnyView {
    let sign = move |kind: Kind| {
        let sign = kind.sign()?;
        let ask = move |_| {
            let text = parts.text.with_untracked(|text| typed(text).1.to_owned());
            parts.say(format!("{sign}{text}"));
            if let Some(field) = parts.field.get_untracked() {
                let _ = field.focus();
            }
        };
        Some(
            view! {
                <button class="facet" on:click=hear(ask)>
                    <b aria-hidden="true">{sign.to_string()}</b>
                    " "
                    {t!(format!("palette.kind.{}", kind.key()))}
                </button>
            }
            .into_any(),
        )
    };
    let signs: Vec<AnyView> = Kind::ALL.into_iter().filter_map(sign).collect();
    view! {
        <div class="foot">
            <span class="keys" aria-hidden="true">
                <kbd>"↑"</kbd>
                " "
                <kbd>"↓"</kbd>
                " "
                {t!("palette.keys.choose")}
                "　"
                <kbd>"Enter"</kbd>
                " "
                {t!("palette.keys.go")}
            </span>
            <span class="signs" role="group" aria-label=t!("palette.only")>{signs}</span>
        </div>
    }
    .into_any()
}

/// The views and actions that are there now.
fn named(state: State, keeping: Keeping, text: &str) -> Vec<(Kind, String, Act)> {
    let mut named = Vec::new();
    let mut push = |kind, name: String, act| named.push((kind, name, act));
    let (_, text) = typed(text);
    let open = state.reports.with(Vec::len);
    if open > 0 {
        let tabs = TABS.into_iter().filter(|(tab, _)| open > 1 || *tab != Tab::Compare);
        for (tab, name) in tabs {
            push(Kind::Views, tr!(name), Act::View(tab));
        }
    }
    if state.task.with(Option::is_some) {
        push(Kind::Actions, tr!("palette.stop"), Act::Stop);
    }
    push(Kind::Actions, tr!("palette.choose"), Act::Choose);
    push(Kind::Actions, tr!("palette.paste"), Act::Paste);
    push(Kind::Actions, tr!("palette.samples"), Act::Samples);
    if open > 0 {
        for format in ExportFormat::ALL {
            let form = tr!(format!("palette.format.{}", format.key()));
            push(Kind::Actions, tr!("palette.export", form = form), Act::Export(format));
        }
        push(Kind::Actions, tr!("palette.link"), Act::CopyLink);
        push(Kind::Actions, tr!("palette.print"), Act::Print);
        if state.place.with(|place| place.report.is_some()) {
            push(Kind::Actions, tr!("checking.heading.title"), Act::Rename);
            push(Kind::Actions, tr!("checking.arrange.title"), Act::Arrange);
        }
        push(Kind::Actions, tr!("app.share"), Act::Share);
        push(Kind::Actions, tr!("checking.list.title"), Act::Changes);
        let (undo, redo) = state.ledger.with(|ledger| {
            let (undo, redo) = ledger.next();
            (undo.is_some(), redo.is_some())
        });
        if undo {
            push(Kind::Actions, tr!("checking.undo"), Act::Undo);
        }
        if redo {
            push(Kind::Actions, tr!("checking.redo"), Act::Redo);
        }
    }
    if keeping.consent.get() {
        push(Kind::Actions, tr!("palette.forget"), Act::Forget);
    }
    let themes = [Theme::System, Theme::Light, Theme::Dark].into_iter().filter(|theme| state.theme.get() != *theme);
    for theme in themes {
        let name = tr!("palette.theme", theme = tr!(format!("theme.{}", theme.name())));
        push(Kind::Actions, name, Act::Theme(theme.name()));
    }
    let to = if language().other().tag() == "en" { "English" } else { "中文" };
    push(Kind::Actions, tr!("palette.language", to = to), Act::Language);
    push(Kind::Actions, tr!("app.help"), Act::Help(Anchor::Method));
    if !text.is_empty() {
        let places = Anchor::ALL.into_iter().filter(|anchor| *anchor != Anchor::Method);
        for anchor in places.filter(|anchor| help::title(*anchor).contains(text)) {
            push(Kind::Actions, tr!("help.of", place = help::title(anchor)), Act::Help(anchor));
        }
    }
    // Whatever is typed fits these: they come after what is named so.
    if open > 0 && !text.is_empty() {
        push(Kind::Actions, tr!("palette.search", text = text), Act::Search(text.to_owned()));
        push(Kind::Actions, tr!("palette.word", text = text), Act::Word(text.to_owned()));
    }
    named
}
