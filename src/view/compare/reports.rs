//! 选报告: the list of the open reports, which of them are compared, and in what order. Copies of one another and what is no
//! report are pointed out. A report is moved by dragging it, or by its buttons; one that is closed comes back by a button.

use super::Compare;
use crate::i18n::{number, sentence};
use crate::state::{Report, Tab};
use crate::view::bar::short_name;
use crate::view::dom::{OWN_DRAG, hear};
use crate::view::icon;
use crate::view::overview::lead_to_checks;
use crate::view::when::When;
use gangmu_model::{DocumentKind, NEARLY_ALIKE, alike};
use leptos::ev::{DragEvent, MouseEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// What a line says of a report.
#[derive(Clone, PartialEq)]
struct Entry {
    /// Its place among the open ones.
    at: usize,
    id: String,
    name: String,
    region: Option<String>,
    year: Option<u16>,
    characters: usize,
    rows: usize,
    warnings: usize,
    doubt: Option<Doubt>,
}

/// Why a report may have no business in the comparison.
#[derive(Clone, PartialEq)]
enum Doubt {
    /// It is a resolution, news, a plan …
    Other,
    /// It is a part of a report.
    Excerpt,
    /// It is nearly the same as one before it: that one's name, and how much of it in per cent.
    Like(String, u32),
}

impl Doubt {
    fn say(&self) -> String {
        match self {
            Self::Other => tr!("compare.list.other"),
            Self::Excerpt => tr!("compare.list.excerpt"),
            Self::Like(name, percent) => tr!("compare.list.like", name = name, percent = percent),
        }
    }

    /// Whether it distorts ranks and median.
    fn is_grave(&self) -> bool {
        !matches!(self, Self::Excerpt)
    }
}

fn entries(reports: &[Report]) -> Vec<Entry> {
    let entry = |(at, report): (usize, &Report)| {
        let document = &report.document;
        let like = reports[..at]
            .iter()
            .map(|other| (alike(&other.document.sketch, &document.sketch), other))
            .filter(|(share, _)| *share >= NEARLY_ALIKE)
            .max_by(|(one, _), (other, _)| one.total_cmp(other));
        let doubt = match (document.kind, like) {
            (DocumentKind::Other, _) => Some(Doubt::Other),
            (_, Some((share, other))) => Some(Doubt::Like(short_name(other), (100.0 * share).round() as u32)),
            (DocumentKind::Excerpt, None) => Some(Doubt::Excerpt),
            (DocumentKind::Report, None) => None,
        };
        Entry {
            at,
            id: document.id.clone(),
            name: short_name(report),
            region: document.region.as_ref().map(|region| region.name.clone()),
            year: document.year,
            characters: report.length,
            rows: document.indicators.len(),
            warnings: document.warnings.len(),
            doubt,
        }
    };
    reports.iter().enumerate().map(entry).collect()
}

/// What the lines are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Nothing,
    Region,
    Year,
}

impl Group {
    const ALL: [Self; 3] = [Self::Nothing, Self::Region, Self::Year];

    const fn key(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Region => "region",
            Self::Year => "year",
        }
    }

    fn of(self, entry: &Entry) -> String {
        let name = match self {
            Self::Nothing => return String::new(),
            Self::Region => entry.region.clone(),
            Self::Year => entry.year.map(|year| year.to_string()),
        };
        name.unwrap_or_else(|| tr!("compare.list.unknown"))
    }
}

/// The groups in the order in which they are first met, years the latest first.
fn grouped(entries: Vec<Entry>, by: Group) -> Vec<(String, Vec<Entry>)> {
    let mut groups: Vec<(String, Vec<Entry>)> = Vec::new();
    for entry in entries {
        let name = by.of(&entry);
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, entries)) => entries.push(entry),
            None => groups.push((name, vec![entry])),
        }
    }
    if by == Group::Year {
        groups.sort_by(|(one, _), (other, _)| other.cmp(one));
    }
    groups
}

/// The button that shows the list.
pub(super) fn button(compare: Compare) -> AnyView {
    let count = move || {
        let aside = compare.state().place.with(|place| place.comparison.aside.clone());
        let shown = |report: &&Report| !aside.contains(&report.document.id);
        compare.state().reports.with(|reports| reports.iter().filter(shown).count())
    };
    view! {
        <button
            class="btn"
            aria-expanded=sentence(move || compare.listed.get().to_string())
            on:click=hear(move |_| compare.listed.update(|listed| *listed = !*listed))
        >
            {t!("compare.list.label")}
            " "
            <span class="n num">{move || number(count())}</span>
            {icon::chevron()}
        </button>
    }
    .into_any()
}

/// The list's state; a `Copy` handle.
#[derive(Clone, Copy)]
struct List {
    compare: Compare,
    entries: Memo<Vec<Entry>>,
    group: RwSignal<Group>,
    /// The report that is dragged, by its place.
    dragged: RwSignal<Option<usize>>,
    /// Where it would fall.
    over: RwSignal<Option<usize>>,
}

impl List {
    fn is_shown(self, id: &str) -> bool {
        self.compare.state().place.with(|place| !place.comparison.aside.iter().any(|aside| aside == id))
    }

    /// Has these reports compared, or stand aside.
    fn set(self, ids: &[String], shown: bool) {
        self.compare.state().go(|place| {
            let aside = &mut place.comparison.aside;
            aside.retain(|id| !ids.contains(id));
            if !shown {
                aside.extend(ids.iter().cloned());
            }
        });
    }

    /// Moves a report, says so, and has the table in the order of the list.
    fn moved(self, from: usize, to: usize) {
        let name = self.entries.with_untracked(|entries| entries.get(from).map(|entry| entry.name.clone()));
        self.compare.state().move_report(from, to);
        self.compare.state().go(|place| place.comparison.sort = Some((String::new(), false)));
        let said = name.map(|name| tr!("compare.list.moved", name = name, place = number(to + 1)));
        self.compare.said.set(said.unwrap_or_default());
    }
}

/// The list.
pub(super) fn list(compare: Compare) -> AnyView {
    let state = compare.state();
    let list = List {
        compare,
        entries: Memo::new(move |_| state.reports.with(|reports| entries(reports))),
        group: RwSignal::new(Group::Nothing),
        dragged: RwSignal::new(None),
        over: RwSignal::new(None),
    };
    let groups = move || {
        let by = list.group.get();
        let groups = grouped(list.entries.get(), by);
        groups.into_iter().map(|group| body(list, by, group)).collect::<Vec<_>>()
    };
    let by = |by: Group| {
        let pressed = sentence(move || (list.group.get() == by).to_string());
        let set = move |_| list.group.set(by);
        view! { <button aria-pressed=pressed on:click=hear(set)>{t!(format!("compare.list.by.{}", by.key()))}</button> }
            .into_any()
    };
    view! {
        <section class="mx-reports" aria-label=t!("compare.list.name")>
            <div class="mx-acts">
                <div class="seg" role="group" aria-label=t!("compare.list.by.label")>{Group::ALL.map(by)}</div>
                {doubts(list)}
                {way_back(list)}
            </div>
            <div class="mx-wrap">
                <table class="reports" aria-label=t!("compare.list.name")>
                    <thead>
                        <tr>
                            <th scope="col">{t!("compare.report")}</th>
                            <th scope="col" class="r">{t!("reports.year")}</th>
                            <th scope="col" class="r">{t!("reports.characters")}</th>
                            <th scope="col" class="r">{t!("reports.indicators")}</th>
                            <th scope="col">{t!("compare.list.notes")}</th>
                            <th scope="col" class="r">{t!("compare.list.order")}</th>
                        </tr>
                    </thead>
                    {groups}
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// What is pointed out, with a way to have all of it stand aside.
fn doubts(list: List) -> AnyView {
    let doubtful = move || {
        let grave = |entry: &&Entry| entry.doubt.as_ref().is_some_and(Doubt::is_grave) && list.is_shown(&entry.id);
        list.entries.with(|entries| entries.iter().filter(grave).map(|entry| entry.id.clone()).collect::<Vec<_>>())
    };
    let aside = move |_| list.set(&untrack(doubtful), false);
    view! {
        <When test=move || !doubtful().is_empty()>
            <span>{move || tr!("compare.list.doubts", reports = number(doubtful().len()))}</span>
            <button class="btn" on:click=hear(aside)>{t!("compare.list.aside")}</button>
        </When>
    }
    .into_any()
}

/// The report that was closed last, with a way to have it back.
fn way_back(list: List) -> AnyView {
    let state = list.compare.state();
    let newest = move || state.closed.with(|closed| closed.last().map(|(_, report)| short_name(report)));
    view! {
        <When test=move || newest().is_some()>
            <span>{move || newest().map(|name| tr!("compare.list.closed", name = name))}</span>
            <button class="btn" on:click=hear(move |_| state.reopen_report())>{t!("compare.list.undo")}</button>
        </When>
    }
    .into_any()
}

/// The lines of a group, under its heading where they are grouped.
fn body(list: List, by: Group, (name, entries): (String, Vec<Entry>)) -> AnyView {
    let ids: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    let heading = (by != Group::Nothing).then(|| {
        let known = ids.clone();
        let all = Memo::new(move |_| known.iter().all(|id| list.is_shown(id)));
        let toggle = move |_| list.set(&ids, !all.get_untracked());
        view! {
            <tr class="group">
                <th scope="rowgroup" colspan="6">
                    <label>
                        <input type="checkbox" prop:checked=move || all.get() on:change=hear(toggle)/>
                        " "
                        <span lang="zh-Hans">{name}</span>
                        " "
                        <span class="faint num">{number(entries.len())}</span>
                    </label>
                </th>
            </tr>
        }
    });
    let places: Vec<usize> = entries.iter().map(|entry| entry.at).collect();
    let lines = entries
        .into_iter()
        .enumerate()
        .map(|(line, entry)| {
            let before = line.checked_sub(1).and_then(|line| places.get(line)).copied();
            self::line(list, entry, before, places.get(line + 1).copied())
        })
        .collect::<Vec<_>>();
    view! { <tbody>{heading} {lines}</tbody> }.into_any()
}

/// A report; `before` and `behind` are the places of its neighbours.
fn line(list: List, entry: Entry, before: Option<usize>, behind: Option<usize>) -> AnyView {
    let state = list.compare.state();
    let Entry { at, id, name, year, characters, rows, warnings, doubt, .. } = entry;
    let known = id.clone();
    let shown = Memo::new(move |_| list.is_shown(&known));
    let own = id.clone();
    let toggle = move |_| list.set(std::slice::from_ref(&own), !shown.get_untracked());
    let overview = move |event: MouseEvent| {
        event.prevent_default();
        state.switch(move |place| {
            place.report = Some(at);
            place.tab = Tab::Overview;
        });
    };
    let checks = move |event: MouseEvent| {
        lead_to_checks();
        overview(event);
    };
    let warned = (warnings > 0).then(|| {
        view! { <a class="warn" href="#" on:click=hear(checks)>{tr!("compare.list.warnings", count = number(warnings))}</a> }
    });
    let doubt = doubt.map(|doubt| view! { <span class="warn">{doubt.say()}</span> });
    let begin = move |event: DragEvent| {
        list.dragged.set(Some(at));
        if let Some(data) = event.data_transfer() {
            let _ = data.set_data(OWN_DRAG, "report");
        }
    };
    let hover = move |event: DragEvent| {
        if list.dragged.get_untracked().is_some() {
            event.prevent_default();
            list.over.set(Some(at));
        }
    };
    let fall = move |event: DragEvent| {
        if let Some(from) = list.dragged.get_untracked() {
            event.prevent_default();
            list.dragged.set(None);
            list.over.set(None);
            list.moved(from, at);
        }
    };
    let end = move |_: DragEvent| {
        list.dragged.set(None);
        list.over.set(None);
    };
    let close_name = name.clone();
    let close = move |_| {
        state.close_report(at);
        list.compare.said.set(tr!("compare.list.closed", name = &close_name));
    };
    let few = move || state.reports.with(Vec::len) < 2 || !state.orderly();
    view! {
        <tr
            draggable="true"
            class:over=move || list.over.get() == Some(at)
            on:dragstart=hear(begin)
            on:dragover=hear(hover)
            on:drop=hear(fall)
            on:dragend=hear(end)
        >
            <th scope="row">
                <label>
                    <input type="checkbox" prop:checked=move || shown.get() on:change=hear(toggle)/>
                    " "
                    <span lang="zh-Hans">{name.clone()}</span>
                </label>
            </th>
            <td class="r num">{year}</td>
            <td class="r num">{number(characters)}</td>
            <td class="r num">{number(rows)}</td>
            <td class="notes">{warned} {doubt}</td>
            <td class="r">
                {mover(list, &id, at, before, "up", name.clone())} {mover(list, &id, at, behind, "down", name.clone())}
                <button
                    class="btn btn-bare"
                    aria-label=tr!("compare.list.close", name = &name)
                    title=tr!("compare.list.close", name = &name)
                    aria-disabled=move || few().then_some("true")
                    on:click=hear(close)
                >
                    {icon::cross()}
                </button>
            </td>
        </tr>
    }
    .into_any()
}

/// A button that moves a report to a neighbour's place; the focus goes with it.
fn mover(list: List, id: &str, at: usize, to: Option<usize>, way: &'static str, name: String) -> AnyView {
    let key = format!("{way}-{id}");
    let own = key.clone();
    let state = list.compare.state();
    let act = move |_| {
        let Some(to) = to.filter(|_| state.orderly()) else { return };
        list.moved(at, to);
        let selector = format!("[data-move=\"{own}\"]");
        // The list is drawn anew before the next frame.
        request_animation_frame(move || {
            let button = document().query_selector(&selector).ok().flatten();
            if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
                let _ = button.focus();
            }
        });
    };
    let label = tr!(format!("compare.list.{way}"), name = name);
    view! {
        <button
            class="btn btn-bare"
            data-move=key
            aria-label=label.clone()
            title=label
            aria-disabled=move || (to.is_none() || !state.orderly()).then_some("true")
            on:click=hear(act)
        >
            {if way == "up" { "↑" } else { "↓" }}
        </button>
    }
    .into_any()
}
