//! 选指标: which indicators have a column, and which column is drawn beside the sorted one.

use super::Compare;
use crate::i18n::number;
use crate::view::dom::hear;
use crate::view::menu::Menu;
use leptos::prelude::*;

/// The button and the list of names it opens.
pub(super) fn menu(compare: Compare) -> AnyView {
    let menu = Menu::new();
    let typed = RwSignal::new(String::new());
    let names = move || {
        let wanted = typed.get();
        compare.matrix.with(|matrix| {
            let names = matrix.names.iter().filter(|(name, _)| name.contains(wanted.trim()));
            names.cloned().collect::<Vec<_>>()
        })
    };
    let count = move || compare.matrix.with(|matrix| matrix.columns.len());
    let reset = move |_| compare.state().go(|place| place.comparison.columns.clear());
    menu.view(
        view! {
            {t!("compare.columns")}
            " "
            <span class="n num">{move || number(count())}</span>
        }
        .into_any(),
        move || {
            view! {
                <div class="menu-list picks" tabindex="-1" role="group" aria-label=t!("compare.columns")>
                    <label class="field">
                        <input
                            type="search"
                            aria-label=t!("compare.filter")
                            placeholder=t!("compare.filter")
                            prop:value=move || typed.get()
                            on:input=hear(move |event| typed.set(event_target_value(&event)))
                        />
                    </label>
                    <div class="picks-list">
                        <For
                            each=names
                            key=|(name, count)| (name.clone(), *count)
                            children=move |(name, count)| pick(compare, name, count)
                        />
                    </div>
                    <button class="btn" on:click=hear(reset)>{t!("compare.reset")}</button>
                </div>
            }
            .into_any()
        },
    )
}

/// 再画一列: the second column of dots.
pub(super) fn beside(compare: Compare) -> AnyView {
    let names = move || {
        compare.matrix.with(|matrix| {
            let drawn = matrix.plots.first().copied();
            let others = matrix.columns.iter().enumerate().filter(|(at, _)| Some(*at) != drawn);
            others.map(|(_, column)| column.name.clone()).collect::<Vec<_>>()
        })
    };
    let now = move || {
        compare
            .matrix
            .with(|matrix| matrix.plots.get(1).map_or_else(String::new, |&at| matrix.columns[at].name.clone()))
    };
    let options = move || {
        let now = now();
        names()
            .into_iter()
            .map(|name| {
                let chosen = name == now;
                view! { <option value=name.clone() prop:selected=chosen lang="zh-Hans">{name.clone()}</option> }
                    .into_any()
            })
            .collect::<Vec<_>>()
    };
    let choose = move |event| {
        let name = event_target_value(&event);
        compare.state().go(|place| place.comparison.beside = Some(name).filter(|name| !name.is_empty()));
    };
    view! {
        <div class="field">
            <select aria-label=t!("compare.beside.label") on:change=hear(choose)>
                <option value="" prop:selected=move || now().is_empty()>{t!("compare.beside.none")}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn pick(compare: Compare, name: String, count: usize) -> AnyView {
    let known = name.clone();
    let shown =
        Memo::new(move |_| compare.matrix.with(|matrix| matrix.columns.iter().any(|column| column.name == known)));
    let picked = name.clone();
    let toggle = move |_| {
        let mut columns: Vec<String> =
            compare.matrix.with_untracked(|matrix| matrix.columns.iter().map(|column| column.name.clone()).collect());
        match columns.iter().position(|column| *column == picked) {
            Some(at) => drop(columns.remove(at)),
            None => columns.push(picked.clone()),
        }
        compare.state().go(|place| place.comparison.columns = columns);
    };
    view! {
        <label>
            <input type="checkbox" prop:checked=move || shown.get() on:change=hear(toggle)/>
            " "
            <span lang="zh-Hans">{name}</span>
            " "
            <span class="faint num">{count}</span>
        </label>
    }
    .into_any()
}
