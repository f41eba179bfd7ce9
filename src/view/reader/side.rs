//! 本节指标: the rows of the section in view, beside the text on wide screens.

use crate::state::{Report, State};
use crate::view::dom::hear;
use crate::view::wording::{rows_between, value};
use gangmu_model::{Document, Status};
use leptos::prelude::*;

/// The rows of `report` in the section that `current` lies in.
pub(super) fn side(report: Report, current: RwSignal<Option<usize>>) -> impl IntoView {
    let state = State::get();
    let document = report.document.clone();
    let section = Memo::new(move |_| current.get().map(|section| second_level(&document, section)));
    let document = report.document.clone();
    let range = Memo::new(move |_| match section.get() {
        Some(section) => {
            let section = &document.sections[section];
            rows_between(&document.indicators, section.start, section.end)
        }
        None => 0..document.indicators.len().min(40),
    });
    let document = report.document.clone();
    let counts = move || {
        let rows = &document.indicators[range.get()];
        let count = |status| rows.iter().filter(|row| row.status == status).count();
        let (done, target) = (count(Status::Actual), count(Status::Target));
        view! {
            {(done > 0).then(|| view! { <span class="st st-actual">{tr!("reader.side.done", count = done)}</span> })}
            {(target > 0).then(|| view! { <span class="st st-target">{tr!("reader.side.target", count = target)}</span> })}
        }
    };
    let rows = move || {
        range
            .get()
            .map(|index| {
                let row = &report.document.indicators[index];
                let value = value(&report.document, &report.index, row);
                let here = move || state.place.with(|place| place.row) == Some(index as u32);
                view! {
                    <li class:on=here>
                        <button
                            aria-pressed=move || here().to_string()
                            on:click=hear(move |_| state.go(|place| place.row = Some(index as u32)))
                        >
                            <span lang="zh-Hans">{row.indicator.clone()}</span>
                            <span class="v num" class:goal=row.status == Status::Target>
                                {value.direction} " " {value.bound} <b>{value.figures}</b> " " <small>{value.unit}</small>
                            </span>
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <aside class="side" aria-label=t!("reader.side.title")>
            <p class="side-title">{t!("reader.side.title")} <span class="num">{counts}</span></p>
            <ul>{rows}</ul>
            <p class="source">{move || if range.get().is_empty() { tr!("reader.side.empty") } else { tr!("reader.side.hint") }}</p>
        </aside>
    }
}

/// The section that `section` is, or lies in, on the second level; rows of a whole part would be too many.
fn second_level(document: &Document, section: usize) -> usize {
    let mut section = section;
    while document.sections[section].level > 2 {
        let Some(parent) = document.sections[section].parent else { break };
        section = parent as usize;
    }
    section
}
