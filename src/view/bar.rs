//! The app bar: home, the report in hand, its views, language and theme. On phones the views hang at the bottom.

use crate::i18n::{language, sentence, set_language};
use crate::state::settings::Theme;
use crate::state::{Place, Report, State, Tab, history};
use crate::view::dom::{effect, hear};
use crate::view::help::Help;
use crate::view::icon;
use crate::view::menu::Menu;
use crate::view::palette::Palette;
use crate::view::when::When;
use gangmu_help::Anchor;
use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::prelude::*;

/// The views, each with the key of its name.
pub(super) const TABS: [(Tab, &str); 6] = [
    (Tab::Overview, "tab.overview"),
    (Tab::Text, "tab.text"),
    (Tab::Indicators, "tab.indicators"),
    (Tab::Words, "tab.words"),
    (Tab::Search, "tab.search"),
    (Tab::Compare, "tab.compare"),
];

/// The bar at the top.
#[component]
pub fn Bar() -> impl IntoView {
    let state = State::get();
    let home = move |event: MouseEvent| {
        event.prevent_default();
        state.switch(|place| *place = Place::default());
    };
    view! {
        <header class="bar">
            <div class="bar-in">
                <a class="mark" href="#" on:click=hear(home)>
                    <span class="seal" aria-hidden="true">"纲"</span>
                    <span class="word" lang="zh-CN" aria-hidden="true">"纲目"</span>
                    <span class="sr">{t!("app.home")}</span>
                </a>
                <Switcher/>
                <Tabs class="views"/>
                <div class="tools">
                    <Jump/>
                    <ShareButton/>
                    <HelpButton/>
                    <LanguageSwitch/>
                    <ThemeSwitch/>
                </div>
            </div>
        </header>
    }
}

/// The views at the bottom of a phone.
#[component]
pub fn TabBar() -> impl IntoView {
    view! { <Tabs class="tabbar"/> }
}

/// The report that the tabs are about: the one in hand, else the one last looked at.
pub fn current(state: State) -> Memo<Option<usize>> {
    Memo::new(move |before: Option<&Option<usize>>| {
        let count = state.reports.with(Vec::len);
        let last = before.copied().flatten().unwrap_or(0);
        state.place.with(|place| place.report).or((last < count).then_some(last))
    })
}

/// A report's name in the bar: place and year, or its title.
pub fn short_name(report: &Report) -> String {
    let document = &report.document;
    match (&document.region, document.year) {
        (Some(region), Some(year)) => format!("{} {year}", region.name),
        _ => document.title.clone(),
    }
}

/// Names the browser's tab and the entries of its history by the report and the view that are shown.
pub fn name_tab() {
    let state = State::get();
    let start = document().title();
    effect(move || {
        let (report, tab) = state.place.with(|place| (place.report, place.tab));
        let report = report.and_then(|report| state.reports.with(|all| all.get(report).map(short_name)));
        let view = TABS.iter().find(|(of, _)| *of == tab).map_or_else(String::new, |(_, name)| tr!(*name));
        let title = match report {
            Some(_) if tab == Tab::Compare => format!("{view} — 纲目"),
            Some(report) => format!("{view} · {report} — 纲目"),
            None => start.clone(),
        };
        document().set_title(&title);
    });
}

#[component]
fn Tabs(
    /// `views` or `tabbar`.
    class: &'static str,
) -> impl IntoView {
    let state = State::get();
    let report = current(state);
    let links = move || {
        let report = report.get()?;
        // With one report there is nothing to compare.
        let several = state.reports.with(Vec::len) > 1;
        let tabs = TABS.into_iter().filter(|(tab, _)| several || *tab != Tab::Compare);
        let link = |(tab, name): (Tab, &'static str)| {
            let target = move |place: &mut Place| {
                // Another view of the same report keeps what was set in it.
                let kept = if place.report == Some(report) { std::mem::take(place) } else { Place::default() };
                *place = Place { report: Some(report), tab, ..kept };
            };
            let address = move || {
                let mut place = state.place.get();
                target(&mut place);
                history::fragment(state, &place)
            };
            let here = move || state.place.with(|place| place.report == Some(report) && place.tab == tab);
            let go = move |event: MouseEvent| {
                // A click with a modifier is the browser's own.
                if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                    event.prevent_default();
                    state.switch(target);
                }
            };
            view! { <a href=address aria-current=move || here().then_some("page") on:click=hear(go)>{t!(name)}</a> }
                .into_any()
        };
        Some(tabs.map(link).collect::<Vec<_>>())
    };
    view! {
        <When test=move || report.get().is_some()>
            <nav class=class aria-label=t!("tab.label")>{links}</nav>
        </When>
    }
}

/// The report in hand; opens the list of all.
#[component]
fn Switcher() -> impl IntoView {
    let state = State::get();
    let report = current(state);
    let menu = Menu::new();
    let name = move || {
        let index = report.get()?;
        state.reports.with(|reports| reports.get(index).map(short_name))
    };
    let choose = move |report: Option<usize>| {
        menu.open.set(false);
        state.switch(move |place| place.turn_to(report));
    };
    let entries = move || {
        state.reports.with(|reports| {
            reports
                .iter()
                .enumerate()
                .map(|(index, report)| {
                    let here = move || state.place.with(|place| place.report == Some(index)).then_some("true");
                    let rows = report.document.indicators.len();
                    view! {
                        <li>
                            <button aria-current=here on:click=hear(move |_| choose(Some(index)))>
                                <b lang="zh-CN">{short_name(report)}</b>
                                <span class="faint num">{t!("reports.rows", count = rows)}</span>
                            </button>
                        </li>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <When test=move || name().is_some()>
            <div
                class="switcher"
                node_ref=menu.area
                on:keydown=hear(move |event: KeyboardEvent| menu.key(&event))
                on:focusout=hear(move |event: FocusEvent| menu.leave(&event))
            >
                <button
                    class="doc"
                    node_ref=menu.button
                    aria-expanded=move || menu.open.get().to_string()
                    title=t!("reports.switch")
                    on:click=hear(move |_| menu.toggle())
                >
                    <b lang="zh-CN">{name}</b>
                    {icon::chevron()}
                    <span class="faint count">{move || tr!("reports.count", count = state.reports.with(Vec::len))}</span>
                </button>
                <When test=menu.open>
                    <div class="doc-list">
                        <ul>{entries}</ul>
                        <button class="more" on:click=hear(move |_| choose(None))>{t!("reports.more")}</button>
                    </div>
                </When>
            </div>
        </When>
    }
}

/// Opens the dialog of links, where a report is open.
#[component]
fn ShareButton() -> impl IntoView {
    let state = State::get();
    view! {
        <When test=move || current(state).get().is_some()>
            <button class="icon" aria-haspopup="dialog" aria-label=t!("app.share") title=t!("app.share") on:click=hear(move |_| state.sharing.set(true))>
                {icon::share()}
            </button>
        </When>
    }
}

/// Opens the help. On a phone with a report there is no room for it: there the marks and the palette lead to it.
#[component]
fn HelpButton() -> impl IntoView {
    let help = Help::get();
    let report = current(State::get());
    view! {
        <button
            class="icon"
            class:only-wide=move || report.get().is_some()
            aria-haspopup="dialog"
            aria-keyshortcuts="?"
            aria-label=t!("app.help")
            title=t!("app.help")
            on:click=hear(move |_| help.open(Anchor::Method))
        >
            <span aria-hidden="true">"?"</span>
        </button>
    }
}

/// Opens the palette.
#[component]
fn Jump() -> impl IntoView {
    let palette = Palette::get();
    view! {
        <button
            class="jump"
            aria-haspopup="dialog"
            aria-keyshortcuts="Control+K Meta+K"
            aria-label=sentence(|| format!("{} Ctrl K", tr!("app.jump")))
            title=t!("app.jump")
            on:click=hear(move |_| palette.open())
        >
            {icon::magnifier()}
            <span aria-hidden="true">{t!("app.jump")}</span>
            <kbd aria-hidden="true">"Ctrl K"</kbd>
        </button>
    }
}

#[component]
fn LanguageSwitch() -> impl IntoView {
    // Named in the language it leads to.
    let to = move || language().other();
    let name = move || if to().tag() == "en" { "English" } else { "中文" };
    let short = move || if to().tag() == "en" { "EN" } else { "中" };
    view! {
        <button class="icon" lang=move || to().tag() title=name on:click=hear(move |_| set_language(to()))>
            <span aria-hidden="true">{short}</span>
            <span class="sr">{name}</span>
        </button>
    }
}

#[component]
fn ThemeSwitch() -> impl IntoView {
    let theme = State::get().theme;
    let name = move || tr!("theme.label", theme = tr!(format!("theme.{}", theme.get().name())));
    view! {
        <button class="icon" aria-label=name title=name on:click=hear(move |_| theme.update(|theme| *theme = theme.next()))>
            {move || match theme.get() {
                Theme::System => icon::half().into_any(),
                Theme::Light => icon::sun().into_any(),
                Theme::Dark => icon::moon().into_any(),
            }}
        </button>
    }
}
