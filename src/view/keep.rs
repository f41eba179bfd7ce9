//! Keeping work: the switch that says whether this browser keeps it, and the reports of earlier visits on the start page.

use crate::state::State;
use crate::state::keeping::Keeping;
use crate::state::notice::Notice;
use crate::state::store::KeptReport;
use crate::view::bar::short_name;
use crate::view::copy::{download, file_name};
use crate::view::dom::hear;
use crate::view::reports::{Reports, Row};
use crate::view::when::When;
use leptos::prelude::*;

/// The switch with what it means, and what went wrong.
pub fn switch() -> AnyView {
    let keeping = Keeping::get();
    let change = move |event| if event_target_checked(&event) { keeping.agree() } else { keeping.forget() };
    let trouble = move || keeping.trouble.get().map(|trouble| Notice::NotKept(trouble).sentence());
    view! {
        <div class="keep">
            <label>
                <input type="checkbox" prop:checked=move || keeping.consent.get() on:change=hear(change)/>
                <b>{t!("keep.label")}</b>
                <span class="faint">{t!("keep.hint")}</span>
            </label>
            <When test=move || keeping.consent.get()>
                <button class="btn" on:click=hear(move |_| keeping.forget())>{t!("keep.forget")}</button>
            </When>
            <p role="alert" class="keep-trouble">{trouble}</p>
            <When test=move || keeping.trouble.get().is_some()>{rescue()}</When>
        </div>
    }
    .into_any()
}

/// Everything that is open as a file, for what the browser cannot keep: a button, and a word of how it went.
pub fn rescue() -> AnyView {
    let (state, keeping) = (State::get(), Keeping::get());
    let said = RwSignal::new(None::<&'static str>);
    let save = move |_| {
        said.set(None);
        let name = state.reports.with_untracked(|reports| reports.first().map(short_name)).unwrap_or_default();
        let name = file_name(&format!("纲目-{}", name.replace(' ', "-")), ".gangmu");
        keeping.save_open(move |file| {
            let done = file.is_some_and(|file| download(&name, "application/zip", &file));
            said.try_set(Some(if done { "keep.saved" } else { "keep.not_saved" }));
        });
    };
    view! {
        <button class="btn" on:click=hear(save)>{t!("keep.save")}</button>
        " "
        <span role="status">{move || said.get().map(|key| tr!(key))}</span>
    }
    .into_any()
}

/// What a page that started without anything kept says of that: the way to what is kept, and out.
pub fn safe() -> Option<AnyView> {
    let keeping = Keeping::get();
    if !keeping.safe {
        return None;
    }
    let said = RwSignal::new(None::<&'static str>);
    let save = move |_| {
        said.set(None);
        keeping.save_raw(move |file| {
            let done = file.is_some_and(|file| download("gangmu-kept.gangmu", "application/zip", &file));
            said.try_set(Some(if done { "keep.raw_saved" } else { "keep.raw_not_saved" }));
        });
    };
    let usual = move |_| {
        let location = window().location();
        if location.set_hash("").is_ok() {
            let _ = location.reload();
        }
    };
    let view = view! {
        <section class="notice safe">
            <b>{t!("keep.safe")}</b>
            <span>
                {t!("keep.safe_hint")}
                " "<span role="status">{move || said.get().map(|key| tr!(key))}</span>
            </span>
            <span class="acts">
                <button class="btn" on:click=hear(save)>{t!("keep.raw")}</button>
                <button class="btn" on:click=hear(move |_| keeping.forget())>{t!("keep.forget")}</button>
                <button class="btn" on:click=hear(usual)>{t!("keep.usual")}</button>
            </span>
        </section>
    };
    Some(view.into_any())
}

/// The reports of earlier visits that are not open, with a way to open them; nothing where there are none.
pub fn earlier() -> AnyView {
    let keeping = Keeping::get();
    let closed = Memo::new(move |_| keeping.closed());
    let rows = Memo::new(move |_| {
        closed.with(|closed| closed.iter().flat_map(|source| &source.reports).map(row).collect::<Vec<_>>())
    });
    let label = Signal::derive(move || tr!("keep.earlier", count = rows.with(Vec::len)));
    let open = Callback::new(move |index: usize| {
        let source = closed.with_untracked(|closed| {
            let of = closed.iter().flat_map(|source| source.reports.iter().map(move |_| source)).nth(index);
            of.cloned()
        });
        keeping.open(source.into_iter().collect());
    });
    let all = move |_| keeping.open(closed.get_untracked());
    view! {
        <When test=move || rows.with(|rows| !rows.is_empty())>
            <section class="open">
                <div class="head">
                    <h2>{label}</h2>
                    <p>
                        <button class="link" on:click=hear(all)>{t!("keep.open_all")}</button>
                        " "
                        <button class="link" on:click=hear(move |_| keeping.forget())>{t!("keep.forget")}</button>
                    </p>
                </div>
                <Reports rows label open/>
            </section>
        </When>
    }
    .into_any()
}

fn row(kept: &KeptReport) -> Row {
    Row {
        name: kept.name.clone(),
        year: kept.year,
        characters: kept.characters as usize,
        headings: kept.headings as usize,
        indicators: kept.indicators as usize,
        starts: kept.starts.clone(),
        marks: Vec::new(),
        year_guessed: false,
    }
}
