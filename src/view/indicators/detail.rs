//! An open row: its whole sentence with the number marked, what else is known of it, how it came about, and where to go
//! from it.

use super::table::Table;
use super::{cells, explain};
use crate::i18n::number;
use crate::state::checking::{Checking, Editing};
use crate::state::{Report, Tab};
use crate::view::dom::hear;
use crate::view::wording::full_width;
use gangmu_export::Row;
use gangmu_model::{CharIndex, Checked, Confidence, Document, Indicator, Span};
use leptos::prelude::*;

/// At most so many rows of the same name are offered.
const SAME: usize = 4;

/// The sentence of row `id` and its actions.
pub(super) fn detail(table: Table, checking: Checking, id: u32) -> AnyView {
    table.report.with_value(|report| {
        let Some(row) = Row::new(&report.document, &report.index, id as usize) else { return ().into_any() };
        let pieces = sentence(row, explain::name_span(report, id));
        let at = row.indicator.span.start;
        let show = move |_| {
            table.state.switch(move |place| {
                place.tab = Tab::Text;
                place.at = Some(at);
                place.row = Some(id);
            });
        };
        let indicator = row.indicator;
        let parent = indicator.parent.and_then(|parent| report.document.indicators.get(parent as usize));
        let facts = [
            indicator.base.as_ref().map(|base| tr!("indicators.detail.base", base = base)),
            indicator.scope.as_ref().map(|scope| tr!("indicators.detail.scope", scope = scope)),
            parent.map(|parent| tr!("indicators.detail.parent", parent = &parent.indicator)),
            indicator.stretch.then(|| tr!("indicators.detail.stretch")),
            row.section().map(|section| tr!("indicators.detail.section", section = section)),
            Some(tr!("indicators.detail.at", at = number(at as usize))),
        ];
        let facts = facts.into_iter().flatten().map(|fact| view! { <span class="faint">{fact}</span> }).collect_view();
        let doubt = (indicator.confidence == Confidence::Low)
            .then(|| view! { <span class="flag">{tr!("indicators.detail.doubt")}</span> });
        view! {
            <div class="detail" data-detail="">
                <blockquote>{pieces}</blockquote>
                {acts(table, checking, id, indicator.checked)}
                <div class="more">
                    <button class="as-link" on:click=hear(show)>{t!("indicators.detail.show")}</button>
                    <button class="as-link" on:click=hear(move |_| table.copy_citation(id))>{t!("indicators.detail.cite")}</button>
                    {same_name(table, &report.document, id)}
                    {doubt}
                    {facts}
                </div>
                {as_analysed(report, checking, id)}
                {(indicator.checked != Checked::Added).then(|| explain::why(table, report, id))}
            </div>
        }
        .into_any()
    })
}

/// Confirm, edit, delete.
fn acts(table: Table, checking: Checking, id: u32, checked: Checked) -> AnyView {
    let place = move || table.place();
    // What was edited or added is checked as it is.
    let confirm = matches!(checked, Checked::No | Checked::Yes).then(|| {
        let pressed = (checked == Checked::Yes).to_string();
        view! {
            <button class="btn" title="c" aria-pressed=pressed on:click=hear(move |_| checking.confirm(place(), &[id]))>
                {t!("checking.confirm")}
            </button>
        }
    });
    let edit = move |_| checking.editing.set(Some(Editing::Row { report: place(), row: id }));
    view! {
        <div class="acts">
            {confirm}
            <button class="btn" title="e" aria-haspopup="dialog" on:click=hear(edit)>{t!("checking.edit")}</button>
            <button class="btn" title="Delete" on:click=hear(move |_| checking.delete(place(), &[id]))>{t!("checking.delete")}</button>
        </div>
    }
    .into_any()
}

/// Of a row that was edited, what the analysis said, with a way back to it; of one that was added, that it was.
fn as_analysed(report: &Report, checking: Checking, id: u32) -> Option<AnyView> {
    let now = report.document.indicators.get(id as usize)?;
    match now.checked {
        Checked::Added => Some(view! { <p class="faint">{t!("checking.was_added")}</p> }.into_any()),
        Checked::Edited => {
            let correction = report.checks.correction(id)?.clone();
            let was = report.checks.analysed(id);
            let said = was.map_or_else(
                || tr!("checking.was_nothing"),
                |was| {
                    let unit = was.unit.as_deref().unwrap_or_default();
                    tr!("checking.was", name = &was.indicator, value = format!("{}{unit}", was.value))
                },
            );
            let back = move |_| checking.put_back(&correction);
            Some(
                view! {
                    <p class="faint">
                        {said}
                        " "
                        <button class="as-link" on:click=hear(back)>{t!("checking.put_back")}</button>
                    </p>
                }
                .into_any(),
            )
        }
        Checked::No | Checked::Yes => None,
    }
}

/// The sentence with its number marked and the words underlined that the row has its name from.
fn sentence(row: Row<'_>, name: Option<Span>) -> Vec<AnyView> {
    let Indicator { sentence, span, .. } = *row.indicator;
    let shown = full_width(row.slice(sentence));
    let index = CharIndex::new(&shown);
    let name = name.filter(|name| sentence.contains(*name) && (name.end <= span.start || span.end <= name.start));
    let mut cuts = vec![(span, true)];
    if let Some(name) = name {
        cuts.insert(usize::from(name.start > span.start), (name, false));
    }
    let slice = |start: u32, end: u32| index.slice(&shown, start - sentence.start, end - sentence.start).to_owned();
    let mut pieces = Vec::new();
    let mut at = sentence.start;
    for (cut, number) in cuts {
        pieces.push(slice(at, cut.start).into_any());
        let words = slice(cut.start, cut.end);
        pieces.push(if number {
            view! { <mark>{words}</mark> }.into_any()
        } else {
            view! { <u>{words}</u> }.into_any()
        });
        at = cut.end;
    }
    pieces.push(slice(at, sentence.end).into_any());
    pieces
}

/// The other rows of the same canonical name: last year's result beside this year's target.
fn same_name(table: Table, document: &Document, id: u32) -> Option<AnyView> {
    let name = document.indicators.get(id as usize)?.name.as_deref()?;
    let others: Vec<AnyView> = (0..document.indicators.len() as u32)
        .filter(|&other| other != id && document.indicators[other as usize].name.as_deref() == Some(name))
        .take(SAME)
        .filter_map(|other| {
            table.report.with_value(|report| {
                let row = Row::new(&report.document, &report.index, other as usize)?;
                let (class, key) = super::status_words(row.indicator.status);
                let period = row.indicator.period.clone();
                let quote = row.figure().into_owned();
                let action = row.indicator.action.clone();
                let open = move |_| table.toggle_open(other);
                Some(
                    view! {
                        <button class="as-link" on:click=hear(open)>
                            <span class=class>{move || cells::dated(period.as_deref(), &tr!(key))}</span>
                            {action}
                            <b class="num">{quote}</b>
                        </button>
                    }
                    .into_any(),
                )
            })
        })
        .collect();
    (!others.is_empty()).then(|| view! { <span class="same">{t!("indicators.detail.same")} {others}</span> }.into_any())
}
