//! 一览: a report on one page. Title, facts, the net, targets beside results, the words said most, what to check.

pub(super) mod pairs;
mod phrases;
pub(super) mod plot;
mod removed;
mod title;

use crate::state::{Report, State, Tab};
use crate::view::about;
use crate::view::afterwards::afterwards;
use crate::view::dom::{self, hear};
use crate::view::help;
use crate::view::net::{Net, VerticalNet, layout};
use crate::view::wording::{full_width, promise_words, value};
use gangmu_export::matrix::Measure;
use gangmu_help::Anchor;
use gangmu_model::{Document, Status};
use leptos::html;
use leptos::prelude::*;
use pairs::{Pair, Scale};
use std::cell::Cell;
use std::sync::Arc;
use web_sys::ScrollLogicalPosition;

/// How many terms are listed.
const PHRASES: usize = 12;

/// Shows `report`.
#[component]
pub fn Overview(
    /// What it shows.
    report: Report,
) -> impl IntoView {
    let net = Arc::new(layout::Net::new(&report.document, report.index.len()));
    view! {
        {title::title(report.clone())}
        <Net report=report.clone() data=net.clone()/>
        {afterwards(move || figures(report))}
        {afterwards(move || sections(net))}
    }
}

/// What stands below the net: figures, words, what to check, what was taken out.
fn figures(report: Report) -> AnyView {
    view! {
        <div class="cols">
            <Targets report=report.clone()/>
            <div class="c4 stack">
                <Phrases report=report.clone()/>
                {commitments(&report)}
                <Warnings report=report.clone()/>
            </div>
            {afterwards(move || removed::removed(report).into_any())}
        </div>
    }
    .into_any()
}

/// The net of a phone, below all else.
fn sections(net: Arc<layout::Net>) -> AnyView {
    view! {
        <section class="only-phone sections" aria-labelledby="sections-title">
            <div class="head">
                <h2 id="sections-title">{t!("overview.sections")}</h2>
                <p>{t!("overview.net.knot")}</p>
            </div>
            <VerticalNet data=net/>
        </section>
    }
    .into_any()
}

#[component]
fn Targets(report: Report) -> impl IntoView {
    let document = report.document.clone();
    let pairs = pairs::pairs(&document);
    let shared = Scale::shared(&document, &pairs);
    let year = document.year;
    let (before, after) = (year.map(|year| year - 1), year);
    let heads = move |year: Option<u16>, plain: &'static str, dated: &'static str| {
        move || year.map_or_else(|| tr!(plain), |year| tr!(dated, year = year))
    };
    let table = (!pairs.is_empty()).then(|| {
        let rows = |group: Measure| {
            pairs
                .iter()
                .filter(|pair| pair.group == group)
                .map(|pair| {
                    pair_row(&report, pair, if group == Measure::Change { shared } else { Scale::own(&document, pair) })
                })
                .collect::<Vec<_>>()
        };
        let (changes, quantities) = (rows(Measure::Change), rows(Measure::Quantity));
        let separator = (!quantities.is_empty() && !changes.is_empty()).then(|| {
            view! {
                <tr class="sep">
                    <th scope="colgroup" colspan="5">
                        {t!("overview.pairs.quantities")}
                    </th>
                </tr>
            }
        });
        let axis = (!changes.is_empty()).then(|| plot::axis(shared));
        view! {
            <table class="pairs" aria-labelledby="pairs-title">
                <thead>
                    <tr>
                        <th scope="col">{t!("overview.pairs.indicator")}</th>
                        <th scope="col" class="v">
                            <span class="st st-actual">
                                {heads(before, "overview.done", "overview.pairs.done")}
                            </span>
                        </th>
                        <th scope="col" class="plot">
                            <span class="sr">{t!("overview.pairs.scale")}</span>
                            {axis}
                        </th>
                        <th scope="col" class="v">
                            <span class="st st-target">
                                {heads(after, "overview.target", "overview.pairs.target")}
                            </span>
                        </th>
                        <th scope="col" class="delta">
                            {t!("overview.pairs.difference")}
                        </th>
                    </tr>
                </thead>
                <tbody>{changes} {separator} {quantities}</tbody>
            </table>
            <p class="source">{t!("overview.pairs.legend")}</p>
        }
    });
    let empty = pairs.is_empty().then(|| view! { <p class="dim">{t!("overview.pairs.empty")}</p> });
    view! {
        <section class="c8">
            <div class="head">
                <h2 id="pairs-title">{t!("overview.pairs.title")}</h2>
                {help::mark(Anchor::Pairs)}
                <p>
                    {t!("overview.pairs.note")} <span class="only-wide">{t!("overview.pairs.note-difference")}</span>
                </p>
            </div>
            {table}
            {empty}
        </section>
    }
}

fn pair_row(report: &Report, pair: &Pair, scale: Scale) -> impl IntoView + use<> {
    let document = &report.document;
    let result = pair.result.map(|row| value_button(report, row)).map_or_else(missing, IntoAny::into_any);
    let target = pair.target.map(|row| value_button(report, row)).map_or_else(missing, IntoAny::into_any);
    let beyond = pair.stretch.map(|row| view! { <span class="beyond">{value_button(report, row)}</span> });
    view! {
        <tr>
            <th scope="row" lang="zh-Hans">
                {pair.name.clone()}
            </th>
            <td class="v num">{result}</td>
            <td class="plot">{plot::marks(document, pair, scale)}</td>
            <td class="v goal num">{target} {beyond}</td>
            <td class="delta num">{pairs::difference(document, pair)}</td>
        </tr>
    }
}

fn missing() -> AnyView {
    view! { <small class="faint">{t!("overview.pairs.missing")}</small> }.into_any()
}

/// A value as written; it opens its sentence.
fn value_button(report: &Report, row: usize) -> impl IntoView + use<> {
    let state = State::get();
    let indicator = &report.document.indicators[row];
    let at = indicator.span.start;
    let value = value(&report.document, &report.index, indicator);
    let falls = if value.direction == "↓" { "↓" } else { "" };
    let open = move |_| {
        state.switch(move |place| {
            place.tab = Tab::Text;
            place.at = Some(at);
            place.row = Some(row as u32);
            place.term = None;
        });
    };
    view! {
        <button class="value" on:click=hear(open) title=t!("overview.pairs.open")>
            {falls}
            {value.bound}
            {value.figures}
            <small>{value.unit}</small>
        </button>
    }
}

#[component]
fn Phrases(report: Report) -> impl IntoView {
    let state = State::get();
    let Report { document, terms, .. } = report;
    let table = move || {
        let phrases = terms.with(|terms| phrases::phrases(&document, terms, PHRASES));
        if phrases.is_empty() {
            let counting = state.task.with(Option::is_some);
            let sentence = if counting { tr!("overview.words.waiting") } else { tr!("words.none") };
            return view! { <p class="dim">{sentence}</p> }.into_any();
        }
        let most = phrases.iter().map(|phrase| phrase.count).max().unwrap_or(1);
        let rows = phrases
            .into_iter()
            .map(|phrase| {
                let share = |count: u32| format!("{:.1}%", f64::from(count) * 100.0 / f64::from(most.max(1)));
                let term = phrase.term.clone();
                let open = move |_| {
                    let term = term.clone();
                    state.switch(move |place| {
                        place.tab = Tab::Words;
                        place.term = Some(term);
                    });
                };
                view! {
                    <tr>
                        <th scope="row" class="w" lang="zh-Hans">
                            <button on:click=hear(open)>{phrase.term}</button>
                        </th>
                        <td class="b">
                            <div aria-hidden="true">
                                <span class="a" style:width=share(phrase.review)></span>
                                <span class="p" style:width=share(phrase.plan)></span>
                                <span
                                    class="o"
                                    style:width=share(phrase.count.saturating_sub(phrase.review + phrase.plan))
                                ></span>
                            </div>
                            <span class="sr">
                                {t!("overview.words.split", review = phrase.review, plan = phrase.plan)}
                            </span>
                        </td>
                        <td class="n num">{phrase.count}</td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <table class="bars" aria-labelledby="phrases-title">
                <thead class="sr">
                    <tr>
                        <th scope="col">{t!("overview.words.term")}</th>
                        <th scope="col">{t!("overview.words.parts")}</th>
                        <th scope="col">{t!("overview.words.count")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="source phrase-key">
                <span class="st st-actual">{t!("overview.words.review")}</span>
                <span class="st st-target">{t!("overview.words.plan")}</span>
            </p>
        }
        .into_any()
    };
    let all = move |_| {
        state.switch(move |place| {
            place.tab = Tab::Words;
            place.term = None;
        });
    };
    view! {
        <section class="phrases">
            <div class="head">
                <h2 id="phrases-title">{t!("overview.words.title")}</h2>
                <p>
                    <button class="link" on:click=hear(all)>
                        {t!("overview.words.all")}
                    </button>
                </p>
            </div>
            {table}
        </section>
    }
}

/// What the report promises or says it did without a number.
fn commitments(report: &Report) -> Option<AnyView> {
    let state = State::get();
    let lines: Vec<_> = report
        .document
        .commitments
        .iter()
        .enumerate()
        .map(|(at, commitment)| {
            let start = commitment.span.start;
            let open = move |_| super::net::read_at(state, start);
            let (class, key) = match commitment.status {
                Status::Actual => ("st st-actual", "overview.done"),
                Status::Target => ("st st-target", "overview.target"),
                Status::Other => ("st st-other", "overview.other"),
            };
            view! {
                <li class="note-line">
                    <span class=class>{t!(key)}</span>
                    <span lang="zh-Hans"><b>{full_width(&commitment.indicator)}</b> " " {promise_words(&report.document, &report.index, at)}</span>
                    <button class="link end" on:click=hear(open)>{t!("overview.check.open")}</button>
                </li>
            }
            .into_any()
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section aria-labelledby="commitments-title">
                <div class="head"><h2 id="commitments-title">{t!("overview.commitments")}</h2></div>
                <ul>{lines}</ul>
            </section>
        }
        .into_any()
    })
}

thread_local! {
    static TO_CHECKS: Cell<bool> = const { Cell::new(false) };
}

/// Leads the reader to what is to be checked, when 一览 opens next.
pub(super) fn lead_to_checks() {
    TO_CHECKS.set(true);
}

#[component]
fn Warnings(report: Report) -> impl IntoView {
    let state = State::get();
    let node = NodeRef::<html::Section>::new();
    let led = TO_CHECKS.take();
    dom::effect(move || {
        if let Some(section) = node.get().filter(|_| led) {
            dom::when_painted(move || dom::scroll_to(&section, ScrollLogicalPosition::Center));
        }
    });
    let document: Arc<Document> = report.document;
    let doubts: Vec<_> = document.warnings.iter().filter(|warning| !about::whole(warning)).collect();
    (!doubts.is_empty()).then(|| {
        let lines = doubts
            .into_iter()
            .map(|warning| {
                let warning = warning.clone();
                // One place, or the two that do not agree.
                let place = |at: Option<u32>, label: &'static str| {
                    at.map(|at| {
                        let open = move |_| super::net::read_at(state, at);
                        view! {
                            <button class="link end" on:click=hear(open)>
                                {t!(label)}
                            </button>
                        }
                    })
                };
                let here = place(warning.at, "overview.check.open");
                let there = place(warning.against, "overview.check.other");
                view! {
                    <li class="note-line">
                        <span class="flag" aria-hidden="true"></span>
                        <span>{move || crate::view::wording::warning(&warning)}</span>
                        {here}
                        {there}
                    </li>
                }
            })
            .collect_view();
        view! {
            <section node_ref=node>
                <div class="head">
                    <h2>{t!("overview.check.heading")}</h2>
                    {help::mark(Anchor::Checks)}
                </div>
                <ul>{lines}</ul>
            </section>
        }
    })
}
