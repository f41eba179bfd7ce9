//! Taking the figures away: every part of every report, with the list's mark, as cells or as a file. The figures are written
//! as the command line writes them, so that both can be laid side by side.

use super::{PARTS, Panel};
use crate::state::attention::Measured;
use crate::view::copy::{Clip, copy, download, file_name};
use crate::view::dom::hear;
use gangmu_export::{Cell, csv, html, tsv};
use leptos::prelude::*;

const COLUMNS: [&str; 14] = [
    "report", "part", "hits", "excluded", "per_10k", "share", "sentence_share", "covered", "words", "dominant",
    "dominance", "characters", "list", "by_word",
];

/// The buttons and what they did.
pub(super) fn foot(panel: Panel) -> AnyView {
    let say = move |words: String| {
        panel.said.try_set(words);
        set_timeout(
            move || {
                panel.said.try_set(String::new());
            },
            std::time::Duration::from_secs(6),
        );
    };
    let copy_cells = move |_| {
        let Some(measured) = panel.measured() else { return };
        let headings = headings();
        let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        let clip = Clip { text: tsv(&headings, lines(&measured)), html: Some(html(&headings, lines(&measured))) };
        copy(clip, move |worked| say(if worked { tr!("attention.copied") } else { tr!("indicators.copy_failed") }));
    };
    let save = move |_| {
        let Some(measured) = panel.measured() else { return };
        let headings = headings();
        let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        let name = file_name(&tr!("attention.name"), &format!("-{}.csv", measured.answer.hash));
        let content = csv(&headings, lines(&measured), true);
        let saved = download(&name, "text/csv;charset=utf-8", content.as_bytes());
        say(if saved { tr!("indicators.export.saved", file = name) } else { tr!("indicators.export.failed") });
    };
    view! {
        <div class="acts">
            <button class="btn" on:click=hear(copy_cells)>{t!("indicators.copy")}</button>
            <button class="btn" on:click=hear(save)>"CSV"</button>
            <span class="faint" role="status">{move || panel.said.get()}</span>
        </div>
    }
    .into_any()
}

fn headings() -> Vec<String> {
    COLUMNS.iter().map(|column| tr!(format!("attention.column.{column}"))).collect()
}

fn lines(measured: &Measured) -> Vec<Vec<Cell<'_>>> {
    let text = |words: &str| Cell::Text(words.to_owned().into());
    let count = |count: u32| Cell::Number(count.to_string());
    let mut lines = Vec::new();
    for (report, found) in measured.reports.iter().zip(&measured.answer.reports) {
        for (part, key) in found.parts.iter().zip(PARTS) {
            let figures = &part.figures;
            let words = measured.answer.words.iter().zip(&part.counts).filter(|(_, count)| **count > 0);
            let by_word: Vec<String> = words.map(|(word, count)| format!("{word} {count}")).collect();
            lines.push(vec![
                text(&report.document.title),
                text(&tr!(format!("attention.part.{key}"))),
                count(figures.hits),
                count(figures.excluded),
                Cell::Number(figures.per_10k.to_string()),
                Cell::Number(figures.share.to_string()),
                Cell::Number(figures.sentence_share.to_string()),
                count(figures.covered),
                count(figures.words),
                figures.dominant.as_deref().map_or(Cell::Empty, text),
                Cell::Number(figures.dominance.to_string()),
                count(figures.characters),
                text(&measured.answer.hash),
                text(&by_word.join("; ")),
            ]);
        }
    }
    lines
}
