//! The method card: what a reader has to say to whom they show the figures.

use super::Panel;
use crate::i18n::number;
use gangmu_model::AttentionList;
use leptos::prelude::*;

/// The card of the last answer.
pub(super) fn card(panel: Panel) -> AnyView {
    let card = move || {
        let measured = panel.measured()?;
        let answer = &measured.answer;
        let source = match &measured.list {
            AttentionList::Shipped(_) => "attention.method.draft",
            AttentionList::Written(_) => "attention.method.own",
        };
        let part = panel.part.get();
        let characters: usize =
            answer.reports.iter().map(|report| report.parts[part].figures.characters as usize).sum();
        let lines = [
            ("source", tr!(source)),
            ("list", tr!("attention.method.words", words = answer.words.len(), exclusions = answer.exclusions.len())),
            ("hash", answer.hash.clone()),
            ("sections", tr!(format!("attention.method.part.{}", super::PARTS[part]))),
            ("denominator", tr!("attention.method.characters", characters = number(characters))),
            ("counting", tr!("attention.method.longest")),
        ];
        let lines = lines.map(|(key, said)| {
            view! { <div><dt>{tr!(format!("attention.method.{key}"))}</dt><dd>{said}</dd></div> }.into_any()
        });
        Some(
            view! {
                <h2>{tr!("attention.method.heading")}</h2>
                <dl class="method">{lines.into_iter().collect::<Vec<_>>()}</dl>
            }
            .into_any(),
        )
    };
    card.into_any()
}
