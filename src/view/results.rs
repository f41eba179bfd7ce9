//! What came by a link without its text: headings, rows and words, to be read and taken along, not to be checked.

use crate::i18n::number;
use crate::state::share::Received;
use crate::state::{Place, State};
use crate::view::copy::{Clip, copy};
use crate::view::dom::hear;
use crate::view::indicators::checked_view;
use crate::view::wording::{direction, heading};
use gangmu_export::{Column, Row, bound_sign, tsv};
use gangmu_link::results::Changes;
use gangmu_model::{CharIndex, Indicator, Status};
use leptos::prelude::*;

/// Shows `received` until the reader closes it.
pub fn results(received: Received) -> AnyView {
    let state = State::get();
    let shown = received.clone();
    let document = &shown.document;
    let region = document.region.as_ref().map(|region| region.name.clone());
    let facts =
        [region, document.year.map(|year| year.to_string())].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let close = move |_| {
        state.shared.set(None);
        state.switch(|place| *place = Place::default());
    };
    let said = RwSignal::new(None::<bool>);
    let take = {
        let received = received.clone();
        move |_| copy(Clip { text: table(&received), html: None }, move |done| said.set(Some(done)))
    };
    let left = received.left_out;
    let rows = (0..).zip(&document.indicators).map(|(at, now)| {
        let was = received.changes.before.iter().find(|(row, _)| *row == at);
        row(now, was.map(|(_, was)| was))
    });
    let rows = rows.collect::<Vec<_>>();
    let changes = changes(&received.changes);
    let headings = document.sections.iter().map(|section| {
        let indent = format!("{}em", section.level.saturating_sub(1));
        view! { <li style:padding-inline-start=indent lang="zh-CN">{heading(section)}</li> }.into_any()
    });
    let terms = document.terms.iter().map(|term| {
        view! { <li><span class="song" lang="zh-CN">{term.term.clone()}</span>" "<span class="num faint">{term.count}</span></li> }
            .into_any()
    });
    let word = move || said.get().map(|done| if done { tr!("share.copied") } else { tr!("share.not-copied") });
    view! {
        <section class="received">
            <p class="where"><b>{t!("received.kind")}</b>" "<span>{t!("received.no-text")}</span></p>
            <h1 lang="zh-CN">{document.title.clone()}</h1>
            <p class="faint"><span lang="zh-CN">{facts}</span>" "{t!("received.characters", count = number(received.characters as usize))}</p>
            {(left.rows + left.sections + left.terms > 0).then(|| view! {
                <p class="left-out">{t!("share.left-out", rows = left.rows, sections = left.sections, terms = left.terms)}</p>
            })}
            {changes}
            <div class="acts">
                <button class="btn btn-main" on:click=hear(take)>{t!("received.copy")}</button>
                <button class="btn" on:click=hear(close)>{t!("received.close")}</button>
                <span class="said" role="status">{word}</span>
            </div>
            <p class="faint">{t!("received.check")}</p>
            <div class="received-table">
            <table aria-label=t!("received.rows")>
                <thead>
                    <tr>
                        <th scope="col">{t!("received.name")}</th>
                        <th scope="col" class="r">{t!("received.value")}</th>
                        <th scope="col">{t!("received.status")}</th>
                        <th scope="col">{t!("received.period")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            </div>
            <h2>{t!("received.headings")}</h2>
            <ol class="plain">{headings.collect_view()}</ol>
            <h2>{t!("received.terms")}</h2>
            <ul class="received-terms">{terms.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// What the sender checked and changed; nothing where that is nothing.
fn changes(changes: &Changes) -> Option<AnyView> {
    let Changes { confirmed, edited, added, deleted, called, .. } = changes.clone();
    let rows = (confirmed + edited + added + deleted > 0).then(|| {
        view! { <p>{t!("received.changes", confirmed = confirmed, edited = edited, added = added, deleted = deleted)}</p> }
    });
    let called =
        called.map(|called| view! { <p>{t!("received.called")}<span class="song" lang="zh-CN">{called}</span></p> });
    (rows.is_some() || called.is_some()).then(|| view! { {rows} {called} }.into_any())
}

/// A row, and beneath it what it said before the sender changed it.
fn row(row: &Indicator, was: Option<&Indicator>) -> AnyView {
    let was = was.map(|was| {
        let status = status(was).1;
        let (name, figures, period) = (was.indicator.clone(), figures(was), was.period.clone().unwrap_or_default());
        view! {
            <span class="was faint">
                {t!("received.was")}<span class="song" lang="zh-CN">{name}</span>" "{figures}" "{t!(status)}" "{period}
            </span>
        }
    });
    let (class, status) = status(row);
    view! {
        <tr>
            <th scope="row">
                <span class="song" lang="zh-CN">{row.indicator.clone()}</span>" "{checked_view(row.checked)}
                {was}
            </th>
            <td class="r num">{figures(row)}</td>
            <td><span class=class>{t!(status)}</span></td>
            <td class="num">{row.period.clone().unwrap_or_default()}</td>
        </tr>
    }
    .into_any()
}

fn status(row: &Indicator) -> (&'static str, &'static str) {
    match row.status {
        Status::Actual => ("st st-actual", "indicators.status.actual"),
        Status::Target => ("st st-target", "indicators.status.target"),
        Status::Other => ("st", "indicators.status.other"),
    }
}

/// The value without the words of the text, which is not here.
fn figures(row: &Indicator) -> String {
    let bound = bound_sign(row.bound);
    let most = row.value_max.map(|most| format!("–{most}")).unwrap_or_default();
    let unit = row.unit.as_deref().unwrap_or_default();
    format!("{}{bound}{}{most}{unit}", direction(row), row.value)
}

/// The rows as cells for a spreadsheet.
fn table(received: &Received) -> String {
    const COLUMNS: [Column; 9] = [
        Column::Indicator,
        Column::Value,
        Column::ValueMax,
        Column::Unit,
        Column::Kind,
        Column::Bound,
        Column::Status,
        Column::Period,
        Column::Checked,
    ];
    let index = CharIndex::new("");
    let headings = COLUMNS.map(Column::key);
    let rows = Row::all(&received.document, &index).map(|row| COLUMNS.map(|column| row.cell(column)));
    tsv(&headings, rows)
}
