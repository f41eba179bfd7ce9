//! How an open row came about, in words: the rule that made it, where its name stands, what its time was taken from. All of
//! it is told from the row; `gangmu explain` says the same, with the tokens that the rules saw.

use super::table::Table;
use crate::state::Report;
use crate::view::dom::hear;
use gangmu_export::origin::{Origin, TimeOrigin, origin, time_origin};
use gangmu_export::role_key;
use gangmu_model::Span;
use leptos::prelude::*;

/// The words in the text that row `number` has its name from: its own, or those of the row it continues.
pub(super) fn name_span(report: &Report, number: u32) -> Option<Span> {
    match origin(&report.document, &report.index, number as usize)? {
        Origin::Before(span) | Origin::Behind(span) => Some(span),
        Origin::Row(earlier) => name_span(report, earlier),
        Origin::Composed => None,
    }
}

/// The sentences about row `number`.
pub(super) fn why(table: Table, report: &Report, number: u32) -> Option<AnyView> {
    let (document, index) = (&report.document, &report.index);
    let row = document.indicators.get(number as usize)?;
    let quoted = |span: Span| index.slice(&document.text, span.start, span.end);
    let name = match origin(document, index, number as usize)? {
        Origin::Before(span) => tr!("indicators.detail.from.before", text = quoted(span)).into_any(),
        Origin::Behind(span) => tr!("indicators.detail.from.behind", text = quoted(span)).into_any(),
        Origin::Row(earlier) => {
            let topic = document.indicators.get(earlier as usize).map_or("", |row| &row.indicator);
            let say = tr!("indicators.detail.from.row", name = topic);
            view! { <button class="as-link" on:click=hear(move |_| table.toggle_open(earlier))>{say}</button> }
                .into_any()
        }
        Origin::Composed => tr!("indicators.detail.from.composed").into_any(),
    };
    let time = match time_origin(document, index, number as usize)? {
        TimeOrigin::Section(role) => {
            let role = tr!(format!("indicators.role.{}", role_key(role)));
            Some(tr!("indicators.detail.time.section", role = role))
        }
        TimeOrigin::Words => Some(tr!("indicators.detail.time.words")),
        TimeOrigin::None => None,
    };
    let canonical = row.name.as_ref().filter(|name| **name != row.indicator);
    let canonical = canonical.map(|name| tr!("indicators.detail.canonical", name = name));
    let item = |line: String| view! { <li>{line}</li> }.into_any();
    let rest: Vec<AnyView> = [time, canonical].into_iter().flatten().map(item).collect();
    Some(
        view! {
            <ul class="why" aria-label=tr!("indicators.detail.why")>
                <li>
                    <b>{tr!("indicators.detail.rule", rule = &row.rule)}</b>
                    " "
                    {tr!(format!("indicators.rule.{}", row.rule))}
                </li>
                <li>{name}</li>
                {rest}
            </ul>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use gangmu_engine::indicator::RULES;

    #[test]
    fn every_rule_is_told_in_both_languages_and_listed() {
        let listed = include_str!("../../../docs/constructions.md");
        for rule in RULES {
            let key = format!("indicators.rule.{rule}");
            for tag in ["zh-CN", "en"] {
                assert!(crate::_rust_i18n_backend().translate(tag, &key).is_some(), "{tag}: {key}");
            }
            assert!(listed.contains(&format!("\n| `{rule}` |")), "docs/constructions.md lacks {rule}");
        }
        // And none is told of that the engine does not have.
        let told = crate::_rust_i18n_backend().messages_for_locale("en").unwrap_or_default();
        let told = told.iter().filter(|(key, _)| key.starts_with("indicators.rule.")).count();
        let rows = listed.lines().filter(|line| line.starts_with("| `")).count();
        assert_eq!((told, rows), (RULES.len(), RULES.len()));
    }
}
