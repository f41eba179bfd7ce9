//! 检索: what is looked for in all open reports, as it is typed: words, all of which a sentence has to have, or a regular
//! expression. Each place is a line with its context, which leads to the text; beside them stands how often each report
//! and section has it. The worker searches; this draws.

mod lines;
mod tally;

use crate::i18n::{number, sentence};
use crate::state::search::{Found, Search};
use crate::state::{State, Tab};
use crate::view::dom::{self, effect, hear};
use crate::view::icon;
use crate::view::when::When;
use crate::view::words::roving::{number_at, stop_here, walk};
use gangmu_export::concordance::Order;
use gangmu_model::SearchQuery;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::{Input, Ol};
use leptos::prelude::*;
use leptos::web_sys::ScrollLogicalPosition;
use lines::{Hit, MOST, Only, arranged, html};
use std::sync::Arc;

/// How many lines are shown at first; each time more are asked for, as many again, but no more than [`MOST_MORE`].
const STEP: usize = 60;
/// The most lines that are added at once.
const MOST_MORE: usize = 480;
/// The longest text of a place that a link to it holds, in characters; a longer one is shown by its sentence.
const LONGEST_TERM: u32 = 60;
/// The orders, by their keys.
const ORDERS: [(&str, Order); 3] = [("report", Order::Text), ("left", Order::Left), ("right", Order::Right)];

/// The view's state; a `Copy` handle that its parts are given.
#[derive(Clone, Copy)]
struct View {
    state: StoredValue<State>,
    search: Search,
    /// Whose lines are listed.
    only: RwSignal<Only>,
    /// The places that are listed, in order.
    hits: Memo<Arc<Vec<Hit>>>,
    field: NodeRef<Input>,
    list: NodeRef<Ol>,
}

impl View {
    fn state(self) -> State {
        self.state.get_value()
    }

    fn query(self, change: impl FnOnce(&mut SearchQuery)) {
        self.state().go(|place| change(&mut place.lookup.query));
    }

    fn order(self) -> Order {
        self.state().place.with(|place| place.lookup.order)
    }

    /// Opens the text at a place.
    fn open(self, report: usize, at: u32) {
        let found = self.search.found.get_untracked();
        let Some((report, hits)) = found.reports.get(report) else { return };
        let Some(index) = self.state().position(&report.document.id) else { return };
        let place = hits.places.binary_search_by_key(&at, |place| place.start).ok().map(|place| hits.places[place]);
        let short = place.filter(|place| place.end - place.start <= LONGEST_TERM);
        let term = short.map(|place| report.index.slice(&report.document.text, place.start, place.end).to_owned());
        self.search.followed.set(Some((report.document.id.clone(), at)));
        self.state().switch(move |place| {
            place.report = Some(index);
            place.tab = Tab::Text;
            (place.at, place.row, place.term) = (Some(at), None, term);
        });
    }
}

/// Searches the open reports.
#[component]
pub fn SearchView() -> impl IntoView {
    let state = State::get();
    let search = Search::get();
    let query = Memo::new(move |_| state.place.with(|place| place.lookup.query.clone()));
    let order = Memo::new(move |_| state.place.with(|place| place.lookup.order));
    let only = RwSignal::new(None);
    let hits = Memo::new(move |_| search.found.with(|found| Arc::new(arranged(found, only.get(), order.get()))));
    let view = View { state: StoredValue::new(state), search, only, hits, field: NodeRef::new(), list: NodeRef::new() };
    effect(move || {
        let query = query.get();
        // Which section of which report that was belongs to the lines that go.
        if search.found.with_untracked(|found| found.query != query) {
            only.set(None);
        }
        search.make(query);
    });
    arrive(view);
    let listed = Memo::new(move |_| {
        let empty = query.with(|query| query.text.trim().is_empty());
        !empty && search.found.with(|found| found.fault.is_none())
    });
    view! {
        <div class="search">
            <div class="wordbar">
                <h1>{t!("search.title")}</h1>
                {field(view)}
                {pattern(view)}
                {orders(view)}
                <p class="told" role="status">{sentence(move || told(view))}</p>
            </div>
            <p class="faint hint" id="search-hint">{t!("search.hint")}</p>
            <div class="cols" aria-busy=move || search.busy.get().to_string()>
                <When test=listed>{list(view)} {tally::tally(view)}</When>
            </div>
        </div>
    }
}

/// Where the focus goes when the view opens: to the line that was followed, or into the empty field.
fn arrive(view: View) {
    let once = StoredValue::new(false);
    effect(move || {
        let (field, list) = (view.field.get(), view.list.get());
        if once.get_value() {
            return;
        }
        if let Some(list) = list {
            once.set_value(true);
            let followed = view.search.followed.get_untracked();
            let line = followed.and_then(|(document, at)| {
                let report = view.search.found.with_untracked(|found| {
                    found.reports.iter().position(|(report, _)| report.document.id == document)
                })?;
                list.query_selector(&format!("[data-of='{report}'][data-at='{at}']")).ok().flatten()
            });
            if let Some(line) = line {
                dom::focus(&line);
                dom::scroll_to(&line, ScrollLogicalPosition::Center);
            }
        } else if let Some(field) = field
            && field.value().is_empty()
        {
            // A phone would hide half the page under its keyboard.
            let wide = window().inner_width().ok().and_then(|width| width.as_f64()) >= Some(768.0);
            if wide {
                dom::focus(&field);
            }
        }
    });
}

fn field(view: View) -> AnyView {
    let text = move || view.state().place.with(|place| place.lookup.query.text.clone());
    let search = view.search;
    let bad = move || search.found.with(|found| found.fault.is_some());
    let key = move |event: KeyboardEvent| {
        let down = matches!(event.key().as_str(), "ArrowDown" | "Enter") && !event.is_composing();
        let first = view.list.get_untracked().and_then(|list| list.query_selector("[data-n]").ok().flatten());
        match first {
            Some(first) if down => {
                event.prevent_default();
                dom::focus(&first);
            }
            _ if event.key() == "Escape" => view.query(|query| query.text.clear()),
            _ => {}
        }
    };
    let typed = move |event| view.query(|query| query.text = event_target_value(&event));
    view! {
        <div class="field">
            {icon::magnifier()}
            <input
                type="text"
                enterkeyhint="search"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-label=t!("search.label")
                aria-describedby="search-hint"
                aria-invalid=move || bad().then_some("true")
                placeholder=t!("search.label")
                node_ref=view.field
                prop:value=text
                on:input=hear(typed)
                on:keydown=hear(key)
            />
        </div>
    }
    .into_any()
}

fn pattern(view: View) -> AnyView {
    let on = move || view.state().place.with(|place| place.lookup.query.pattern);
    view! {
        <button
            class="facet switch"
            role="switch"
            aria-checked=move || on().to_string()
            title=t!("search.pattern_hint")
            on:click=hear(move |_| view.query(|query| query.pattern = !query.pattern))
        >
            {t!("search.pattern")}
        </button>
    }
    .into_any()
}

fn orders(view: View) -> AnyView {
    let order = |(key, order): (&'static str, Order)| {
        let set = move |_| view.state().go(|place| place.lookup.order = order);
        view! {
            <button aria-pressed=sentence(move || (view.order() == order).to_string()) on:click=hear(set)>
                {t!(format!("search.order.{key}"))}
            </button>
        }
        .into_any()
    };
    view! { <div class="seg" role="group" aria-label=t!("search.order.label")>{ORDERS.map(order)}</div> }.into_any()
}

/// How many places there are, or why there are none.
fn told(view: View) -> String {
    let query = view.state().place.with(|place| place.lookup.query.clone());
    let found = view.search.found.get();
    if query.text.trim().is_empty() {
        return String::new();
    }
    if found.query != query {
        return if view.search.busy.get() { tr!("search.busy") } else { String::new() };
    }
    match found.fault {
        Some(fault) => tr!(format!("search.fault.{}", fault.key())),
        None if found.failed => tr!("search.failed"),
        None => counts(&found),
    }
}

fn counts(found: &Found) -> String {
    let with = found.reports.iter().filter(|(_, hits)| !hits.places.is_empty()).count();
    let count = number(found.places()) + if found.more() { "+" } else { "" };
    match (with, found.reports.len()) {
        (0, _) => tr!("search.nothing", text = &found.query.text),
        (_, 1) => tr!("search.counts_one", count = count),
        (with, of) => tr!("search.counts", count = count, with = with, of = of),
    }
}

/// The lines.
fn list(view: View) -> AnyView {
    let listed = RwSignal::new(STEP);
    let found = view.search.found;
    let some = move |from: usize, to: usize| {
        view.hits.with(|hits| found.with(|found| html(found, hits, from..to, view.order())))
    };
    let body = sentence(move || {
        listed.set(STEP);
        some(0, STEP)
    });
    // Lines are added to those that stand there: making thousands anew takes a second.
    let more = move |_| {
        let from = listed.get_untracked();
        let to = from + from.min(MOST_MORE);
        if let Some(list) = view.list.get_untracked() {
            let _ = list.insert_adjacent_html("beforeend", &untrack(|| some(from, to)));
        }
        listed.set(to);
    };
    let rest = move || view.hits.with(|hits| hits.len()).saturating_sub(listed.get());
    let count = move || view.hits.with(|hits| hits.len());
    let cut = move || view.only.with(Option::is_none) && found.with(|found| found.places()) > MOST;
    let chosen = move || {
        let (report, section) = view.only.get()?;
        found.with(|found| {
            let (report, _) = found.reports.get(report)?;
            let section = section.and_then(|section| report.document.sections.get(section));
            let section = section.map(crate::view::wording::short_heading).unwrap_or_default();
            Some(format!("{} {section}", lines::name(report)).trim_end().to_owned())
        })
    };
    let open = move |event: MouseEvent| {
        if let (Some(report), Some(at)) = (number_at(&event, "data-of"), number_at(&event, "data-at")) {
            view.open(report as usize, at);
        }
    };
    // Up from the first line leads back into the field.
    let key = move |event: KeyboardEvent| {
        if event.key() == "ArrowUp" && number_at(&event, "data-n") == Some(0) {
            if let Some(field) = view.field.get_untracked() {
                event.prevent_default();
                let _ = field.focus();
            }
        } else {
            walk(&event);
        }
    };
    view! {
        <section class="c8">
            {move || {
                chosen()
                    .map(|of| {
                        view! {
                            <p class="kwic-only">
                                {t!("search.only", of = &of, count = number(count()))}
                                " "
                                <button class="link" on:click=hear(move |_| view.only.set(None))>{t!("search.all")}</button>
                            </p>
                        }
                    })
            }}
            <When test=cut><p class="kwic-only">{t!("search.first", count = number(MOST))}</p></When>
            <ol
                class="kwic"
                lang="zh-Hans"
                aria-label=t!("search.lines", count = number(count()))
                node_ref=view.list
                inner_html=body
                on:click=hear(open)
                on:keydown=hear(key)
                on:focusin=hear(|event| stop_here(&event))
            ></ol>
            <When test=move || { rest() > 0 }>
                <button class="btn btn-bare dim" on:click=hear(more)>{t!("search.more", count = number(rest()))}</button>
            </When>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use gangmu_model::PatternFault;

    #[test]
    fn every_fault_of_a_pattern_has_its_sentence() {
        for fault in PatternFault::ALL {
            let key = format!("search.fault.{}", fault.key());
            assert_ne!(tr!(&key), key);
        }
    }
}
