//! How often each report has what is looked for, where in it, and in which sections; a report or a section that is chosen
//! lists its own lines alone.

use super::View;
use super::lines::{between, name};
use crate::i18n::number;
use crate::state::Report;
use crate::view::dom::{effect, hear, when_painted};
use crate::view::wording::short_heading;
use gangmu_model::SearchHits;
use leptos::prelude::*;
use std::fmt::Write;
use std::sync::Arc;

/// Sections nested deeper are counted with what is around them.
const DEEPEST: u8 = 2;

/// The table.
pub(super) fn tally(view: View) -> AnyView {
    // The lines come first: they are what a letter was typed for.
    let counted = RwSignal::new(view.search.found.get_untracked());
    effect(move || {
        let now = view.search.found.get();
        if counted.with_untracked(|counted| !Arc::ptr_eq(counted, &now)) {
            when_painted(move || drop(counted.try_set(now)));
        }
    });
    let rows = move || {
        let found = counted.get();
        let only = view.only.get();
        let alone = found.reports.len() == 1;
        let mut rows = Vec::new();
        for (index, (report, hits)) in found.reports.iter().enumerate() {
            rows.push(report_row(view, index, report, hits));
            if alone || only.is_some_and(|(chosen, _)| chosen == index) {
                rows.extend(section_rows(view, index, report, hits));
            }
        }
        rows
    };
    view! {
        <section class="c4 tally">
            <div class="head">
                <h2>{t!("search.tally")}</h2>
                <p>{t!("search.tally_note")}</p>
            </div>
            <table>
                <caption class="sr">{t!("search.tally")}</caption>
                <thead class="sr">
                    <tr>
                        <th scope="col">{t!("search.report")}</th>
                        <th scope="col">{t!("search.places")}</th>
                        <th scope="col">{t!("search.count")}</th>
                        <th scope="col">{t!("search.per_10k")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// A button that lists only some lines, or all again.
fn chooser(view: View, of: (usize, Option<usize>), text: String, count: usize) -> AnyView {
    let pressed = move || (view.only.get() == Some(of)).to_string();
    let choose = move |_| {
        if count > 0 {
            view.only.update(|only| *only = (*only != Some(of)).then_some(of));
        }
    };
    view! {
        <button class="facet" aria-pressed=pressed aria-disabled=(count == 0).then_some("true") on:click=hear(choose)>
            {text}
        </button>
    }
    .into_any()
}

fn report_row(view: View, index: usize, report: &Report, hits: &SearchHits) -> AnyView {
    let count = hits.places.len();
    let rate = format!("{:.1}", count as f64 * 10_000.0 / report.length.max(1) as f64);
    view! {
        <tr>
            <th scope="row" lang="zh-Hans">{chooser(view, (index, None), name(report), count)}</th>
            <td class="where">
                <svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">
                    <path class="base" d="M0 15h1000"/>
                    <path d=ticks(hits, report.index.len())/>
                </svg>
            </td>
            <td class="n num">{number(count)} {hits.more.then_some("+")}</td>
            <td class="k num">{rate}</td>
        </tr>
    }
    .into_any()
}

fn section_rows(view: View, index: usize, report: &Report, hits: &SearchHits) -> Vec<AnyView> {
    let sections = report.document.sections.iter().enumerate().filter(|(_, section)| section.level <= DEEPEST);
    let counted = sections.map(|(at, section)| (at, section, between(hits, section.start, section.end).len()));
    let row = |(at, section, count): (usize, &gangmu_model::Section, usize)| {
        let class = if section.level == 1 { "sec" } else { "sec sub" };
        view! {
            <tr class=class>
                <th scope="row" colspan="2" lang="zh-Hans">
                    {chooser(view, (index, Some(at)), short_heading(section), count)}
                </th>
                <td class="n num">{number(count)}</td>
                <td></td>
            </tr>
        }
        .into_any()
    };
    counted.filter(|&(_, _, count)| count > 0).map(row).collect()
}

/// A tick for each place, the text from left to right; what falls on the same thousandth is one tick.
fn ticks(hits: &SearchHits, length: u32) -> String {
    let mut path = String::new();
    let mut last = None;
    for place in &hits.places {
        let x = u64::from(place.start) * 1000 / u64::from(length.max(1));
        if last != Some(x) {
            let _ = write!(path, "M{x} 2v13");
            last = Some(x);
        }
    }
    path
}
