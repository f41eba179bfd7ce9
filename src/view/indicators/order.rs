//! By what the rows are sorted, on phones, which have no headers to press: a choice for the first column, and one for each
//! further one behind a column that sorts.

use super::select::choose;
use super::table::Table;
use crate::view::dom::hear;
use leptos::prelude::*;

/// How many columns can be chosen.
const MOST: usize = 3;
/// What can be chosen: a column and a way.
const ORDERS: [&str; 6] = ["indicator up", "value down", "value up", "status up", "period up", "domain up"];

/// The choices.
pub(super) fn orders(table: Table) -> AnyView {
    let count = Memo::new(move |_| table.filter.with(|filter| (filter.sort.len() + 1).min(MOST)));
    view! { <For each=move || 0..count.get() key=|rank| *rank children=move |rank| order(table, rank)/> }.into_any()
}

/// The choice of the column of this rank, from 0.
fn order(table: Table, rank: usize) -> AnyView {
    let choose = move |event| {
        let chosen = event_target_value(&event);
        let chosen = chosen.split_once(' ').map(|(column, way)| (column, way == "down"));
        table.change_filter(|filter| choose(&mut filter.sort, rank, chosen));
    };
    let options = ORDERS.map(|order| {
        let key = format!("indicators.order.{}", order.replace(' ', "_"));
        view! { <option value=order>{move || tr!(&key)}</option> }
    });
    let (label, none) = match rank {
        0 => ("indicators.order.label", "indicators.order.reading"),
        _ => ("indicators.order.then", "indicators.order.nothing"),
    };
    let chosen = move || {
        let sort = table.filter.with(|filter| filter.sort.get(rank).cloned());
        sort.map_or_else(String::new, |(column, down)| format!("{column} {}", if down { "down" } else { "up" }))
    };
    view! {
        <label class="field order only-phone">
            <span class="faint">{t!(label)}</span>
            <select on:change=hear(choose) prop:value=chosen>
                <option value="">{t!(none)}</option>
                {options}
            </select>
        </label>
    }
    .into_any()
}
