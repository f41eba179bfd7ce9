//! The figures of every open report: a row each, sortable, with the review's and the plan's share drawn beside each other.

use super::{PARTS, Panel, take};
use crate::i18n::number;
use crate::state::attention::Measured;
use crate::view::dom::hear;
use crate::view::when::When;
use crate::view::wording::shortened;
use gangmu_export::order::sort_by;
use gangmu_model::{AttentionFigures, AttentionReport, Number};
use leptos::prelude::*;
use std::cmp::Ordering;

/// How many reports are listed at first, and how many more each time.
const STEP: usize = 60;

/// The keys of the columns; the drawing has no order of its own.
const COLUMNS: [&str; 9] =
    ["report", "parts", "hits", "per_10k", "share", "sentence_share", "covered", "dominant", "excluded"];

/// The table with the choice of a part above it and what to take away under it.
pub(super) fn table(panel: Panel) -> AnyView {
    // The column and whether it descends; the order in which the reports were opened without one.
    let sort = RwSignal::new(None::<(usize, bool)>);
    let listed = RwSignal::new(STEP);
    let count = move || panel.measured().map_or(0, |measured| measured.answer.reports.len());
    let parts = PARTS.iter().enumerate().map(|(part, key)| {
        let key = format!("attention.part.{key}");
        view! {
            <button
                aria-pressed=move || (panel.part.get() == part).to_string()
                on:click=hear(move |_| panel.part.set(part))
            >
                {move || tr!(&key)}
            </button>
        }
        .into_any()
    });
    let heads = (0..COLUMNS.len()).map(|column| head(column, sort)).collect::<Vec<_>>();
    let rows = move || {
        let Some(measured) = panel.measured() else { return Vec::new() };
        let part = panel.part.get();
        let mut order: Vec<usize> = (0..measured.answer.reports.len()).collect();
        if let Some((column, descends)) = sort.get() {
            let compare = |&a: &usize, &b: &usize| compare(&measured, part, column, a, b);
            sort_by(&mut order, |a, b| if descends { compare(b, a) } else { compare(a, b) });
        }
        let most = largest(&measured.answer.reports);
        order.truncate(listed.get());
        order.into_iter().map(|report| row(panel, &measured, report, part, most)).collect()
    };
    view! {
        <div class="seg" role="group" aria-label=t!("attention.parts")>{parts.collect::<Vec<_>>()}</div>
        <div class="scroll-x">
            <table class="bars attn" aria-label=t!("attention.figures")>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <When test=move || { count() > listed.get() }>
            <button class="btn btn-bare dim" on:click=hear(move |_| listed.update(|listed| *listed += STEP))>
                {move || tr!("attention.more", reports = number(count().saturating_sub(listed.get())))}
            </button>
        </When>
        {take::foot(panel)}
    }
    .into_any()
}

fn head(column: usize, sort: RwSignal<Option<(usize, bool)>>) -> AnyView {
    let key = format!("attention.column.{}", COLUMNS[column]);
    let class = if column < 2 { "" } else { "n" };
    if COLUMNS[column] == "parts" {
        return view! {
            <th scope="col">
                <span class="st st-actual">{t!("attention.part.review")}</span>
                " "
                <span class="st st-target">{t!("attention.part.plan")}</span>
            </th>
        }
        .into_any();
    }
    let way = move || sort.get().filter(|(sorted, _)| *sorted == column).map(|(_, descends)| descends);
    // Names rise first, figures fall first; a third press gives the order of opening back.
    let first = column != 0;
    let press = move |_| {
        let next = match way() {
            None => Some((column, first)),
            Some(descends) if descends == first => Some((column, !first)),
            Some(_) => None,
        };
        sort.set(next);
    };
    view! {
        <th
            scope="col"
            class=class
            aria-sort=move || way().map(|descends| if descends { "descending" } else { "ascending" })
        >
            <button on:click=hear(press)>
                {move || tr!(&key)}
                <span class="way" aria-hidden="true">
                    {move || way().map(|descends| if descends { "↓" } else { "↑" })}
                </span>
            </button>
        </th>
    }
    .into_any()
}

/// The order of two reports by a column.
fn compare(measured: &Measured, part: usize, column: usize, a: usize, b: usize) -> Ordering {
    let figures = |report: usize| &measured.answer.reports[report].parts[part].figures;
    if column == 0 {
        let title = |report: usize| &measured.reports[report].document.title;
        return title(a).cmp(title(b));
    }
    let value = |report: usize| {
        let figures: &AttentionFigures = figures(report);
        match COLUMNS[column] {
            "hits" => f64::from(figures.hits),
            "per_10k" => figures.per_10k.0,
            "share" => figures.share.0,
            "sentence_share" => figures.sentence_share.0,
            "covered" => f64::from(figures.covered),
            "dominant" => figures.dominance.0,
            _ => f64::from(figures.excluded),
        }
    };
    value(a).total_cmp(&value(b))
}

/// The largest share of a review or a plan: the drawing's whole width.
fn largest(reports: &[AttentionReport]) -> f64 {
    let shares = reports.iter().flat_map(|report| report.parts[1..].iter().map(|part| part.figures.share.0));
    shares.fold(0.0, f64::max)
}

/// A share as the reader sees it, in just the digits that the command line gives.
pub(super) fn percent(share: Number, decimals: usize) -> String {
    format!("{:.decimals$}%", share.0 * 100.0)
}

fn row(panel: Panel, measured: &Measured, report: usize, part: usize, most: f64) -> AnyView {
    let (Some(of), Some(found)) = (measured.reports.get(report), measured.answer.reports.get(report)) else {
        return ().into_any();
    };
    let figures = &found.parts[part].figures;
    let is_shown = Memo::new(move |_| panel.report() == report);
    let title = of.document.title.clone();
    let name = shortened(&title, 16);
    let cells = if figures.characters == 0 {
        // A report without this part: nothing was counted, which is not the same as none.
        vec![view! { <td class="n faint" colspan="7">{tr!("attention.no_part")}</td> }.into_any()]
    } else {
        let dominant = figures
            .dominant
            .as_ref()
            .map_or_else(String::new, |word| format!("{word} {}", percent(figures.dominance, 1)));
        let cells = [
            number(figures.hits as usize),
            format!("{:.2}", figures.per_10k.0),
            percent(figures.share, 3),
            percent(figures.sentence_share, 2),
            format!("{} / {}", figures.covered, figures.words),
            dominant,
            number(figures.excluded as usize),
        ];
        cells.into_iter().map(|cell| view! { <td class="n num">{cell}</td> }.into_any()).collect()
    };
    view! {
        <tr class:on=move || is_shown.get()>
            <th scope="row" class="w">
                <button
                    title=title
                    aria-pressed=move || is_shown.get().to_string()
                    on:click=hear(move |_| panel.picked.set(Some(report)))
                >
                    {name}
                </button>
            </th>
            <td class="b">{drawing(found, most)}</td>
            {cells}
        </tr>
    }
    .into_any()
}

/// Two bars: the review's share and the plan's.
fn drawing(found: &AttentionReport, most: f64) -> AnyView {
    let [_, review, plan] = &found.parts;
    let width = |share: Number| format!("{:.1}", if most > 0.0 { share.0 * 100.0 / most } else { 0.0 });
    let said = tr!("attention.bars", review = percent(review.figures.share, 3), plan = percent(plan.figures.share, 3));
    view! {
        <svg class="attn-bars" viewBox="0 0 100 12" preserveAspectRatio="none" role="img" aria-label=said>
            <rect class="done" y="1" height="4" width=width(review.figures.share)></rect>
            <rect class="goal" y="7" height="4" width=width(plan.figures.share)></rect>
        </svg>
    }
    .into_any()
}
