//! What narrows the table: facets with the number of rows each choice would give, and a chip for each that is on.

use super::domain::{self, SHOWN};
use super::facets::{BOUNDS, Facet, KINDS, STATUSES};
use super::table::Table;
use super::{cells, kind_key, status_words};
use crate::i18n::{Sentence, number};
use crate::state::Filter;
use crate::view::dom::hear;
use crate::view::wording;
use gangmu_model::Bound;
use leptos::prelude::*;

/// The facets.
pub(super) fn facets(table: Table) -> AnyView {
    let statuses = STATUSES.map(|status| {
        let (class, key) = status_words(status);
        let count = move || table.counts.with(|counts| counts.status[status as usize]);
        let pressed = move || table.filter.with(|filter| filter.status == Some(status));
        let press = move || {
            table.change_filter(|filter| filter.status = (filter.status != Some(status)).then_some(status));
        };
        facet(view! { <span class=class>{move || tr!(key)}</span> }.into_any(), count, pressed, press)
    });
    let kinds = KINDS.map(|kind| {
        let key = kind_key(kind);
        let count = move || table.counts.with(|counts| counts.kind[kind as usize]);
        let pressed = move || table.filter.with(|filter| filter.kind == Some(kind));
        let press = move || {
            table.change_filter(|filter| filter.kind = (filter.kind != Some(kind)).then_some(kind));
        };
        facet(view! { <span>{move || tr!(key)}</span> }.into_any(), count, pressed, press)
    });
    let bounds = BOUNDS.map(|bound| {
        let count = move || table.counts.with(|counts| counts.bound[bound as usize]);
        let pressed = move || table.filter.with(|filter| filter.bound == Some(bound));
        let press = move || {
            table.change_filter(|filter| filter.bound = (filter.bound != Some(bound)).then_some(bound));
        };
        let name = view! {
            <span class="sign" aria-hidden="true">{cells::bound(bound)}</span>
            <span>{move || tr!(bound_key(bound))}</span>
        };
        facet(name.into_any(), count, pressed, press)
    });
    let domains = SHOWN.map(|(name, ..)| {
        let order = domain::shown(name).map_or(0, |shown| shown.order);
        let count = move || table.counts.with(|counts| counts.domain[order]);
        let pressed = move || table.filter.with(|filter| filter.domain.as_deref() == Some(name));
        let press = move || {
            table.change_filter(|filter| {
                filter.domain = (filter.domain.as_deref() != Some(name)).then(|| name.to_owned());
            });
        };
        facet(cells::domain_view(name), count, pressed, press)
    });
    view! {
        <div class="facet-rows">
            {row("indicators.column.status", statuses.into())}
            {row("indicators.column.type", kinds.into())}
            {row("indicators.column.bound", bounds.into())}
            {row("indicators.column.domain", domains.into())}
            <div class="facet-row facet-picks">
                {choice(table, "indicators.facet.section", "indicators.facet.any_section", sections, |filter, value| {
                    filter.section = value.parse().ok();
                })}
                {choice(table, "indicators.column.period", "indicators.facet.any_period", periods, |filter, value| {
                    filter.period = (!value.is_empty()).then(|| value.to_owned());
                })}
            </div>
        </div>
    }
    .into_any()
}

fn row(key: &'static str, facets: Vec<AnyView>) -> AnyView {
    let class = format!("facet-row facet-{}", key.rsplit('.').next().unwrap_or_default());
    view! {
        <div class=class role="group" aria-label=t!(key)>
            <span aria-hidden="true">{t!(key)}</span>
            <div class="facets scroll-x">{facets}</div>
        </div>
    }
    .into_any()
}

/// A choice that stays pressed; one that would give nothing is struck and does nothing.
pub(super) fn facet(
    name: AnyView,
    count: impl Fn() -> usize + Copy + Send + Sync + 'static,
    pressed: impl Fn() -> bool + Copy + Send + Sync + 'static,
    press: impl Fn() + Copy + 'static,
) -> AnyView {
    let dead = move || count() == 0 && !pressed();
    view! {
        <button
            class="facet"
            aria-pressed=move || pressed().to_string()
            aria-disabled=move || dead().then_some("true")
            on:click=hear(move |_| if !dead() { press() })
        >
            {name}
            <span class="n num">{move || number(count())}</span>
        </button>
    }
    .into_any()
}

/// What can be chosen: its value, its name, how many rows it would give, whether it is chosen.
type Choice = (String, String, usize, bool);

/// A facet of which nobody knows how many choices it has.
fn choice(
    table: Table,
    label: &'static str,
    any: &'static str,
    choices: fn(Table) -> Vec<Choice>,
    choose: fn(&mut Filter, &str),
) -> AnyView {
    let options = move || {
        let option = |(value, name, rows, chosen): Choice| {
            let words = tr!("indicators.facet.choice", name = name, rows = number(rows));
            view! { <option value=value disabled=rows == 0 && !chosen selected=chosen>{words}</option> }.into_any()
        };
        choices(table).into_iter().map(option).collect::<Vec<_>>()
    };
    let chosen = move || choices(table).into_iter().find(|choice| choice.3).map_or_else(String::new, |choice| choice.0);
    let change = move |event| {
        let value = event_target_value(&event);
        table.change_filter(|filter| choose(filter, &value));
    };
    view! {
        <label class="pick-facet">
            <span>{t!(label)}</span>
            <select on:change=hear(change) prop:value=chosen>
                <option value="">{t!(any)}</option>
                {options}
            </select>
        </label>
    }
    .into_any()
}

fn sections(table: Table) -> Vec<Choice> {
    let chosen = table.filter.with(|filter| filter.section);
    table.counts.with(|counts| {
        let choice = |&(section, rows): &(u32, usize)| {
            (section.to_string(), section_name(table, section), rows, chosen == Some(section))
        };
        counts.section.iter().map(choice).collect()
    })
}

fn periods(table: Table) -> Vec<Choice> {
    let chosen = table.filter.with(|filter| filter.period.clone());
    table.counts.with(|counts| {
        let choice = |(period, rows): &(String, usize)| {
            (period.clone(), cells::period(period), *rows, chosen.as_deref() == Some(period))
        };
        counts.period.iter().map(choice).collect()
    })
}

fn section_name(table: Table, section: u32) -> String {
    table.report.with_value(|report| {
        let section = report.document.sections.get(section as usize);
        section.map_or_else(String::new, wording::short_heading)
    })
}

/// The key of a bound's words, exact ones too.
fn bound_key(bound: Bound) -> &'static str {
    cells::bound_key(bound).unwrap_or("indicators.bound.exact")
}

/// What a facet that is on lets through, in words.
pub(super) fn chosen(table: Table, facet: Facet, filter: &Filter) -> Option<String> {
    match facet {
        Facet::Text => {
            let text = filter.text.trim();
            (!text.is_empty()).then(|| tr!("indicators.quoted", text = text))
        }
        Facet::Status => filter.status.map(|status| tr!(status_words(status).1)),
        Facet::Kind => filter.kind.map(|kind| tr!(kind_key(kind))),
        Facet::Bound => filter.bound.map(|bound| tr!(bound_key(bound))),
        Facet::Domain => filter.domain.as_deref().map(|name| match domain::shown(name) {
            Some(shown) => tr!(format!("indicators.domain.{}", shown.key)),
            None => name.to_owned(),
        }),
        Facet::Section => filter.section.map(|section| section_name(table, section)),
        Facet::Period => filter.period.as_deref().map(cells::period),
        Facet::Checked => {
            filter.checked.map(|checked| tr!(if checked { "checking.facet.yes" } else { "checking.facet.no" }))
        }
    }
}

/// A chip for each facet that is on, words aside: they stand in their own field.
pub(super) fn chips(table: Table, then: impl Fn() + Copy + Send + 'static) -> AnyView {
    let chips = move || {
        let filter = table.filter.get();
        let facets = Facet::ALL.into_iter().filter(|facet| *facet != Facet::Text);
        facets.filter_map(|facet| Some((facet, chosen(table, facet, &filter)?))).collect::<Vec<_>>()
    };
    let chip = move |(facet, name): (Facet, String)| {
        let label: Sentence = {
            let name = name.clone();
            Box::new(move || tr!("indicators.facet.remove", name = &name))
        };
        // The chip goes, and would take the focus with it.
        let remove = move |_| {
            table.change_filter(|filter| facet.drop_from(filter));
            then();
        };
        view! {
            <li class="chip">
                <span>{name}</span>
                <button class="x" aria-label=label on:click=hear(remove)>
                    <span aria-hidden="true">"✕"</span>
                </button>
            </li>
        }
        .into_any()
    };
    view! {
        <ul class="chips" aria-label=t!("indicators.facet.chips") class:hidden=move || chips().is_empty()>
            {move || chips().into_iter().map(chip).collect::<Vec<_>>()}
        </ul>
    }
    .into_any()
}
