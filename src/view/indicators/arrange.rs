//! How the table is arranged: what its rows are gathered by, and the list of its columns, where each can be shown, hidden,
//! moved and made wider without a mouse's aim. The list keeps its order while columns move, so that the button under the
//! finger stays there.

use super::columns::{Columns, STEP};
use super::header::{COLUMNS, moved, name};
use super::table::Table;
use crate::i18n::sentence;
use crate::state::Group;
use crate::view::dom::hear;
use crate::view::menu::Menu;
use leptos::prelude::*;

/// The choice of groups and the list of columns.
pub(super) fn arrange(table: Table) -> AnyView {
    let groups = [
        (Group::Section, "indicators.group.section"),
        (Group::Domain, "indicators.group.domain"),
        (Group::None, "indicators.group.none"),
    ];
    let groups = groups.map(|(group, key)| {
        let pressed = move || table.filter.with(|filter| filter.group == group).to_string();
        let press = move |_| table.change_filter(|filter| filter.group = group);
        view! { <button aria-pressed=sentence(pressed) on:click=hear(press)>{move || tr!(key)}</button> }.into_any()
    });
    view! {
        <div class="arrange">
            <div class="seg" role="group" aria-label=t!("indicators.group.label")>{groups}</div>
            <div class="only-wide">{list(table)}</div>
        </div>
    }
    .into_any()
}

/// The button and the list of columns it opens.
fn list(table: Table) -> AnyView {
    let menu = Menu::new();
    let reset = move |_| table.change_columns(|columns| *columns = Columns::default());
    // As they stand when the list is opened.
    let entries = move || {
        let order = table.columns.with_untracked(|columns| columns.order().to_vec());
        order.into_iter().filter(|&column| column > 0).map(|column| entry(table, column)).collect_view()
    };
    menu.view(t!("indicators.columns.label").into_any(), move || {
        view! {
            <div class="menu-list columns" tabindex="-1" role="group" aria-label=t!("indicators.columns.label")>
                {entries()}
                <button class="btn" on:click=hear(reset)>{t!("indicators.columns.reset")}</button>
            </div>
        }
        .into_any()
    })
}

/// One column of the list. The name is always shown, the sentence is always last.
fn entry(table: Table, column: usize) -> AnyView {
    let shown = move || table.columns.with(|columns| columns.is_shown(column));
    let act = |key: &'static str, sign: &'static str, press: Box<dyn Fn()>| {
        let label = move || tr!(format!("indicators.columns.{key}"), column = name(column));
        let idle = move || (!shown()).then_some("true");
        let press = move |_| {
            if table.columns.with_untracked(|columns| columns.is_shown(column)) {
                press();
            }
        };
        view! {
            <button class="btn btn-bare" aria-label=label title=label aria-disabled=idle on:click=hear(press)>
                <span aria-hidden="true">{sign}</span>
            </button>
        }
        .into_any()
    };
    let acts = (column != COLUMNS.len() - 1).then(|| {
        [
            act("earlier", "←", Box::new(move || moved(table, column, |columns| columns.step(column, false)))),
            act("later", "→", Box::new(move || moved(table, column, |columns| columns.step(column, true)))),
            act("narrower", "－", Box::new(move || table.widen(column, -STEP))),
            act("wider", "＋", Box::new(move || table.widen(column, STEP))),
        ]
    });
    view! {
        <div class="column">
            <label>
                <input
                    type="checkbox"
                    disabled=column == 1
                    prop:checked=shown
                    on:change=hear(move |_| table.change_columns(|columns| columns.toggle(column)))
                />
                " "
                {move || name(column)}
            </label>
            {acts}
        </div>
    }
    .into_any()
}
