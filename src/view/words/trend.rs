//! How often up to five words stand in each section: a row of bars for each, as wide as the sections are long and as high
//! as the word is frequent, so that a bar's area is its count. All rows have one scale; the figures stand in a table.

use super::Words;
use super::kwic::Chosen;
use super::strip::class;
use crate::i18n::{number, sentence};
use crate::state::Listing;
use crate::view::dom::hear;
use crate::view::icon;
use gangmu_export::Escaped;
use gangmu_export::trend::{Bin, trend as bins};
use leptos::prelude::*;
use std::fmt::Write;

/// How many words are drawn at once.
const MOST: usize = 5;
/// How high the highest bar is, in CSS pixels.
const HEIGHT: f64 = 34.0;

impl Words {
    /// Keeps a term's trend beside those of other terms, or no longer; the one kept longest makes room.
    pub(super) fn pin(self, term: &str) {
        self.list(|Listing { pinned, .. }| {
            if pinned.iter().any(|known| known == term) {
                pinned.retain(|known| known != term);
            } else {
                if pinned.len() == MOST {
                    pinned.remove(0);
                }
                pinned.push(term.to_owned());
            }
        });
    }

    /// Pins the term that the mouse or the keyboard is at, else the chosen one.
    pub(super) fn pin_at_hand(self) {
        let index = self.lit.get_untracked().or(self.chosen.get_untracked());
        let term = self.data.with_untracked(|data| index.and_then(|index| Some(data.words.get(index)?.term.clone())));
        if let Some(term) = term {
            self.pin(&term);
        }
    }
}

/// A word's row.
struct Row {
    term: String,
    bins: Vec<Bin>,
}

impl Row {
    /// The section where it is most frequent, and how often it is there.
    fn peak(&self) -> (usize, f64) {
        let rates = self.bins.iter().map(|bin| bin.per_10k.unwrap_or_default());
        rates.enumerate().fold((0, 0.0), |peak, now| if now.1 > peak.1 { now } else { peak })
    }
}

/// The chosen word's row and those of the pinned ones.
fn rows(chosen: Chosen) -> Vec<Row> {
    let words = chosen.words;
    words.ground.with(|ground| {
        words.data.with(|data| {
            let pinned = words.pinned.get();
            let first = data.words.get(chosen.index);
            let others = pinned.iter().filter_map(|term| data.find(term)).filter(|&index| index != chosen.index);
            let shown = first.into_iter().chain(others.filter_map(|index| data.words.get(index))).take(MOST);
            shown.map(|word| Row { term: word.term.clone(), bins: bins(&ground.stretches, &word.places) }).collect()
        })
    })
}

/// The rows with their table; nothing for a text without sections.
pub(super) fn trend(chosen: Chosen) -> AnyView {
    let words = chosen.words;
    if words.ground.with(|ground| ground.stretches.len() < 2) {
        return ().into_any();
    }
    let drawn = move || {
        let rows = rows(chosen);
        let highest = rows.iter().map(|row| row.peak().1).fold(f64::MIN_POSITIVE, f64::max);
        rows.iter().enumerate().map(|(n, row)| row_view(words, row, n > 0, highest)).collect_view()
    };
    view! {
        <figure class="trend" aria-label=t!("words.trend.label")>
            {drawn}
            <figcaption>
                {t!("words.trend.note")}
            </figcaption>
            <details>
                <summary>{t!("words.trend.table")}</summary>
                <div class="scroll-x">
                    <table class="bars" inner_html=sentence(move || table(chosen))></table>
                </div>
            </details>
        </figure>
    }
    .into_any()
}

fn row_view(words: Words, row: &Row, pinned: bool, highest: f64) -> AnyView {
    let (at, rate) = row.peak();
    let term = StoredValue::new(row.term.clone());
    let peak = words.ground.with(|ground| {
        let section = ground.titles.get(at).cloned().unwrap_or_default();
        tr!("words.trend.peak", section = crate::view::wording::shortened(&section, 18), rate = format!("{rate:.1}"))
    });
    let label = tr!("words.trend.of", term = &row.term, peak = &peak);
    // The chosen word is pinned above, in the heading.
    let actions = pinned.then(|| {
        view! {
            <button class="x" title=t!("words.trend.unpin", term = term.get_value()) on:click=hear(move |_| words.pin(&term.get_value()))>
                {icon::cross()}
                <span class="sr">{t!("words.trend.unpin", term = term.get_value())}</span>
            </button>
        }
    });
    view! {
        <div class="trend-row">
            <p>
                <b class="song">{row.term.clone()}</b>
                <span class="faint num">{peak}</span>
                {actions}
            </p>
            <svg role="img" aria-label=label inner_html=bars(words, row, highest)></svg>
        </div>
    }
    .into_any()
}

/// The bars of a row, each with its figures.
fn bars(words: Words, row: &Row, highest: f64) -> String {
    let length = words.report.with_value(|report| f64::from(report.index.len().max(1)));
    let mut out = format!(
        "<title>{}</title><line class=\"base\" x1=\"0\" x2=\"100%\" y1=\"{HEIGHT}\" y2=\"{HEIGHT}\"/>",
        Escaped(&row.term)
    );
    words.ground.with(|ground| {
        for ((stretch, title), bin) in ground.stretches.iter().zip(&ground.titles).zip(&row.bins) {
            let Some(rate) = bin.per_10k.filter(|rate| *rate > 0.0) else { continue };
            let height = rate / highest * HEIGHT;
            let _ = write!(
                out,
                "<rect class=\"{}\" x=\"{:.2}%\" width=\"{:.2}%\" y=\"{:.1}\" height=\"{height:.1}\"><title>{}</title></rect>",
                class(&ground.parts, stretch.start),
                f64::from(stretch.start) * 100.0 / length,
                f64::from(stretch.end - stretch.start) * 100.0 / length,
                HEIGHT - height,
                Escaped(&tr!("words.trend.bar", section = title, count = bin.count, rate = format!("{rate:.1}"))),
            );
        }
    });
    out
}

/// The same in figures: a row for each section, a column for each word.
fn table(chosen: Chosen) -> String {
    let rows = rows(chosen);
    let mut out = format!("<thead><tr><th scope=\"col\">{}</th>", tr!("words.trend.section"));
    for row in &rows {
        let _ = write!(out, "<th scope=\"col\" class=\"n\">{}</th>", Escaped(&row.term));
    }
    let _ = write!(out, "<th scope=\"col\" class=\"n\">{}</th></tr></thead><tbody>", tr!("words.trend.length"));
    chosen.words.ground.with(|ground| {
        for (at, (stretch, title)) in ground.stretches.iter().zip(&ground.titles).enumerate() {
            let _ = write!(out, "<tr><th scope=\"row\">{}</th>", Escaped(title));
            for row in &rows {
                let Bin { count, per_10k } = row.bins[at];
                let rate = per_10k.map_or_else(|| "—".to_owned(), |rate| format!("{rate:.1}"));
                let _ = write!(out, "<td class=\"n num\">{count} <span class=\"faint\">{rate}</span></td>");
            }
            let _ = write!(out, "<td class=\"n num faint\">{}</td></tr>", number(stretch.visible as usize));
        }
    });
    out.push_str("</tbody>");
    out
}
