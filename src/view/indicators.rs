//! 指标: the table of a report's numbers. Above it words and facets to filter by, below it what to do with the rows;
//! the rows themselves are in [`grid`]. Filters and order live in the [`Place`](crate::state::Place), so that a link
//! carries them; which rows are selected does not leave the view.
#![allow(
    clippy::large_types_passed_by_value,
    reason = "handles of signals are Copy; they are large only in development, where a signal knows where it was made"
)]

mod arrange;
mod cells;
mod columns;
mod detail;
mod domain;
mod explain;
pub(super) mod export;
mod facets;
mod grid;
mod groups;
mod header;
mod heading;
mod keys;
mod narrow;
mod order;
mod paper;
mod rail;
mod rows;
#[cfg(test)]
mod sample;
mod select;
mod table;
mod take;

pub(in crate::view) use cells::checked_view;

use crate::i18n::{number, sentence};
use crate::state::Report;
use crate::state::checking::Checking;
use crate::view::checking::undo_buttons;
use crate::view::dom::hear;
use crate::view::help;
use crate::view::icon;
use crate::view::when::When;
use facets::Facet;
use gangmu_help::Anchor;
use gangmu_model::{IndicatorType, Status};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use narrow::facet;
use table::Table;

/// Shows the indicators of `report`.
#[component]
pub fn Indicators(
    /// The report.
    report: Report,
) -> impl IntoView {
    let title = report.document.title.clone();
    let table = Table::new(report);
    // On a phone what arranges and narrows is folded away: rows are what the screen is for.
    let more = RwSignal::new(false);
    let fold = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            more.set(false);
        }
    };
    let (picking, unfolded) = (move || table.picking.get(), move || more.get());
    view! {
        <div class="indicators" class:picking=picking class:more=unfolded on:keydown=hear(fold)>
            <h1 class="sr">{t!("indicators.heading", title = title)}</h1>
            {bar(table, more)}
            {narrow::facets(table)}
            <p class="sr" role="status">{move || table.count_said.get()}</p>
            {paper::paper(table)}
            {grid::grid(table)}
            {move || empty(table)}
            {foot(table)}
        </div>
    }
}

/// The text filter, the way out of all filters, what arranges the rows, and how many are checked.
fn bar(table: Table, more: RwSignal<bool>) -> AnyView {
    let field = NodeRef::<html::Input>::new();
    let to_field = move || {
        if let Some(field) = field.get_untracked() {
            crate::view::dom::focus(&field);
        }
    };
    view! {
        <div class="gridbar">
            <label class="field">
                <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.4" aria-hidden="true">
                    <circle cx="7" cy="7" r="4.6"/>
                    <path d="M10.4 10.4 14 14"/>
                </svg>
                <input
                    type="search"
                    node_ref=field
                    aria-label=t!("indicators.filter")
                    placeholder=t!("indicators.filter_hint")
                    prop:value=move || table.filter.with(|filter| filter.text.clone())
                    on:input=hear(move |event| table.change_filter(|filter| filter.text = event_target_value(&event)))
                />
            </label>
            <button
                class="btn only-phone"
                aria-pressed=sentence(move || table.picking.get().to_string())
                on:click=hear(move |_| table.picking.update(|picking| *picking = !*picking))
            >
                {t!("indicators.picking")}
            </button>
            <button
                class="btn only-phone"
                aria-expanded=sentence(move || more.get().to_string())
                on:click=hear(move |_| more.update(|more| *more = !*more))
            >
                {t!("indicators.facet.more")}
                {icon::chevron()}
            </button>
            {order::orders(table)}
            {narrow::chips(table, to_field)}
            <When test=move || table.filtered()>
                <button class="btn btn-bare dim" on:click=hear(move |_| table.drop_filters())>{t!("indicators.clear")}</button>
            </When>
            {arrange::arrange(table)}
            {check_bar(table)}
        </div>
    }
    .into_any()
}

/// How many rows are checked, which of them to show, and what can be undone.
fn check_bar(table: Table) -> AnyView {
    let checking = Checking::get();
    let checked = [(false, "checking.facet.no"), (true, "checking.facet.yes")].map(|(checked, key)| {
        let count = move || table.counts.with(|counts| counts.checked[usize::from(checked)]);
        let pressed = move || table.filter.with(|filter| filter.checked == Some(checked));
        let press = move || {
            table.change_filter(|filter| filter.checked = (filter.checked != Some(checked)).then_some(checked));
        };
        facet(view! { <span>{move || tr!(key)}</span> }.into_any(), count, pressed, press)
    });
    view! {
        <div class="check-bar" role="group" aria-label=t!("checking.label")>
            <span>{move || tr!("checking.count", checked = number(table.checked()), rows = number(table.total()))}</span>
            {checked}
            {undo_buttons(checking)}
            <button class="btn" aria-haspopup="dialog" on:click=hear(move |_| checking.listed.set(true))>
                {t!("checking.list.open")}
            </button>
        </div>
    }
    .into_any()
}

/// Where no row is shown: why, and what dropping a filter would give.
fn empty(table: Table) -> Option<AnyView> {
    if table.shown.with(|shown| !shown.is_empty()) {
        return None;
    }
    if table.total() == 0 {
        return Some(view! { <p class="grid-empty song">{t!("indicators.none")}</p> }.into_any());
    }
    let (filter, counts) = (table.filter.get(), table.counts.get());
    let mut ways: Vec<AnyView> = Vec::new();
    for facet in Facet::ALL {
        let rows = counts.without[facet as usize];
        if let Some(name) = narrow::chosen(table, facet, &filter).filter(|_| rows > 0) {
            let say = tr!("indicators.drop", filter = name, rows = number(rows));
            let act = move |_| table.change_filter(|filter| facet.drop_from(filter));
            ways.push(view! { <button class="btn" on:click=hear(act)>{say}</button> }.into_any());
        }
    }
    if ways.is_empty() {
        let say = tr!("indicators.drop_all", rows = number(table.total()));
        ways.push(view! { <button class="btn" on:click=hear(move |_| table.drop_filters())>{say}</button> }.into_any());
    }
    Some(view! { <div class="grid-empty"><p class="song">{t!("indicators.no_match")}</p>{ways}</div> }.into_any())
}

/// Under the table: how many rows, and what to take away.
fn foot(table: Table) -> AnyView {
    let picked = move || table.picked().len();
    let copy = move |_| table.copy_rows(true);
    view! {
        <div class="gridfoot">
            <span>
                <b class="num">{move || number(table.shown.with(|shown| shown.len()))}</b>
                " / "
                {move || tr!("indicators.rows", rows = number(table.total()))}
            </span>
            <When test=move || { picked() > 0 }>
                <span>{move || tr!("indicators.picked", rows = number(picked()))}</span>
            </When>
            <button class="btn" aria-disabled=move || table.idle().then_some("true") on:click=hear(copy)>
                {t!("indicators.copy")}
                <kbd class="only-wide" aria-hidden="true">{take::copy_keys()}</kbd>
            </button>
            {export::view(table)}
            <span role="status">{move || table.done_said.get()}</span>
            {help::chapter(Anchor::Indicators)}
            <span class="end only-wide" aria-hidden="true">
                <kbd>"↑"</kbd>
                " "
                <kbd>"↓"</kbd>
                " "
                {t!("indicators.keys.walk")}
                "　"
                <kbd>"Enter"</kbd>
                " "
                {t!("indicators.keys.open")}
                "　"
                <kbd>"Shift ↑↓"</kbd>
                " "
                {t!("indicators.keys.pick")}
                "　"
                <kbd>"c"</kbd>
                " "
                {t!("checking.confirm")}
                "　"
                <kbd>"e"</kbd>
                " "
                {t!("checking.edit")}
                "　"
                <kbd>"Del"</kbd>
                " "
                {t!("checking.delete")}
            </span>
        </div>
    }
    .into_any()
}

/// The class that gives a status its glyph, and its sentence's key.
fn status_words(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Actual => ("st st-actual", "indicators.status.actual"),
        Status::Target => ("st st-target", "indicators.status.target"),
        Status::Other => ("st st-other", "indicators.status.other"),
    }
}

/// The key of a type's sentence.
fn kind_key(kind: IndicatorType) -> &'static str {
    match kind {
        IndicatorType::Level => "indicators.type.level",
        IndicatorType::Change => "indicators.type.change",
        IndicatorType::Rank => "indicators.type.rank",
        IndicatorType::RankChange => "indicators.type.rankchange",
        IndicatorType::Gap => "indicators.type.gap",
    }
}
