//! 去年目标 → 今年完成 → 今年目标: for each report whose place has last year's open as well a table of what was promised, what
//! came of it, and what is promised next. A figure leads to its sentence.

use super::Compare;
use super::table::{go, promised, said, words};
use crate::state::Report;
use crate::view::dom::hear;
use gangmu_export::chain::{Link, Promise, chain};
use gangmu_export::matrix::{Verdict, predecessor};
use leptos::prelude::*;

/// How many are unfolded at first: more of them are a long page.
const UNFOLDED: usize = 2;

/// The tables.
pub(super) fn chains(compare: Compare) -> AnyView {
    let pairs = move || {
        let order = compare.matrix.with(|matrix| matrix.order.clone());
        compare.state().reports.with(|reports| {
            super::with_documents(reports, |documents| {
                let pair = |at: usize| Some((predecessor(documents, at)?, at));
                order.into_iter().filter_map(pair).collect::<Vec<_>>()
            })
        })
    };
    let tables = move || {
        let pairs = pairs().into_iter().enumerate();
        pairs.filter_map(|(at, (before, now))| table(compare, before, now, at < UNFOLDED)).collect::<Vec<_>>()
    };
    view! { <div class="chains">{tables}</div> }.into_any()
}

fn table(compare: Compare, before: usize, now: usize, unfolded: bool) -> Option<AnyView> {
    let (earlier, later) = (compare.report(before)?, compare.report(now)?);
    let links = chain(&earlier.document, &later.document);
    let (region, year) = (later.document.region.as_ref()?.name.clone(), later.document.year?);
    let name = tr!("compare.chain.name", region = &region, year = year - 1);
    let count = |verdict: Option<Verdict>| links.iter().filter(|link| link.verdict == verdict).count();
    let said = tr!(
        "compare.chain.sum",
        met = count(Some(Verdict::Met)),
        near = count(Some(Verdict::Near)),
        missed = count(Some(Verdict::Missed)),
        silent = links.iter().filter(|link| link.done.is_none()).count()
    );
    let rows = links.iter().map(|link| row(compare, (before, &earlier), (now, &later), link)).collect::<Vec<_>>();
    Some(
        view! {
            <details open=unfolded>
                <summary>
                    <b lang="zh-Hans">{name.clone()}</b>
                    " "
                    <span class="faint">{said}</span>
                </summary>
                <div class="mx-wrap">
                    <table class="mx chain" aria-label=name>
                        <thead>
                            <tr>
                                <th scope="col">{tr!("compare.chain.indicator")}</th>
                                <th scope="col">{tr!("compare.chain.promised", year = year - 1)}</th>
                                <th scope="col">{tr!("compare.chain.done", year = year - 1)}</th>
                                <th scope="col">{tr!("compare.verdict.label")}</th>
                                <th scope="col">{tr!("compare.chain.promised", year = year)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        }
        .into_any(),
    )
}

fn row(compare: Compare, (before, earlier): (usize, &Report), (now, later): (usize, &Report), link: &Link) -> AnyView {
    let done = link.done.map(|row| figures(compare, now, later, Promise::Row(row)));
    let next = link.next.map(|next| figures(compare, now, later, next));
    let (class, sign, verdict) = match (link.verdict, link.done) {
        (Some(Verdict::Met), _) => ("yes", "✓ ", said(Verdict::Met)),
        (Some(Verdict::Near), _) => ("faint", "≈ ", said(Verdict::Near)),
        (Some(Verdict::Missed), _) => ("no", "✗ ", said(Verdict::Missed)),
        (None, None) => ("faint", "", tr!("compare.verdict.silent")),
        // Of words there is nothing to measure a result by.
        (None, Some(_)) => ("faint", "", tr!("compare.chain.unmeasured")),
    };
    view! {
        <tr>
            <th scope="row" lang="zh-Hans">{link.name.clone()}</th>
            <td>{figures(compare, before, earlier, link.promised)}</td>
            <td>{done.unwrap_or_else(dash)}</td>
            <td class=class><span aria-hidden="true">{sign}</span>{verdict}</td>
            <td>{next.unwrap_or_else(dash)}</td>
        </tr>
    }
    .into_any()
}

fn dash() -> AnyView {
    view! { <span class="faint">"—"</span> }.into_any()
}

/// A promise or a result as it is written, which leads to its sentence.
fn figures(compare: Compare, at: usize, report: &Report, of: Promise) -> AnyView {
    let (text, span, row) = match of {
        Promise::Row(row) => {
            let span = report.document.indicators.get(row).map(|of| of.span);
            (promised(report, row), span, Some(row))
        }
        Promise::Words(promise) => {
            let span = report.document.commitments.get(promise).map(|of| of.span);
            (words(report, promise), span, None)
        }
    };
    let act = move |_| {
        if let Some(span) = span {
            go(compare, at, span, row);
        }
    };
    view! { <button class="link num" lang="zh-Hans" title=tr!("compare.open") on:click=hear(act)>{text}</button> }
        .into_any()
}
