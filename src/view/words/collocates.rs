//! The words that share sentences with the chosen one, as a table that can be sorted. Choosing one leaves only the lines
//! whose sentence has it.

use super::kwic::Chosen;
use super::roving::number_at;
use crate::i18n::{number, sentence};
use crate::view::dom::{effect, hear};
use crate::view::help;
use crate::view::when::When;
use gangmu_export::Escaped;
use gangmu_export::collocate::{Collocate, collocates};
use gangmu_export::order::sort_by;
use gangmu_help::Anchor;
use leptos::html;
use leptos::prelude::*;
use std::fmt::Write;

/// How many words are listed at first; each time more are asked for, as many again.
const STEP: usize = 15;
/// The columns by their keys, and whether they begin with the largest.
const COLUMNS: [(&str, bool); 4] = [("word", false), ("joint", true), ("own", true), ("score", true)];

/// The collocates of the chosen word: not those that contain it or that it contains, which stand with it by themselves.
fn found(chosen: Chosen) -> Vec<Collocate> {
    let words = chosen.words;
    words.ground.with(|ground| {
        words.data.with(|data| {
            let term = data.words.get(chosen.index).map_or("", |word| word.term.as_str());
            let others = data.words.iter().enumerate();
            let others = others.filter(|(_, word)| !word.term.contains(term) && !term.contains(word.term.as_str()));
            let others = others.map(|(index, word)| (index, word.places.as_slice()));
            chosen.places.with_value(|places| collocates(&ground.sentences, places, others))
        })
    })
}

/// The table.
pub(super) fn table(chosen: Chosen) -> AnyView {
    let (words, beside) = (chosen.words, chosen.beside);
    let found = StoredValue::new(found(chosen));
    let listed = RwSignal::new(STEP);
    // The column times two, and one more where it is turned around.
    let sorted = RwSignal::new(6_usize);
    let count = found.with_value(Vec::len);
    let body = NodeRef::<html::Div>::new();
    let rows = move || {
        let (column, turned) = (sorted.get() / 2, sorted.get() % 2 == 1);
        let mut found = found.get_value();
        words.data.with(|data| {
            let word = |at: &Collocate| data.words.get(at.term).map_or("", |word| word.term.as_str());
            sort_by(&mut found, |a, b| {
                let order = match column {
                    0 => word(a).cmp(word(b)),
                    1 => a.joint.cmp(&b.joint),
                    2 => a.own.cmp(&b.own),
                    _ => a.score.total_cmp(&b.score),
                };
                if COLUMNS[column].1 == turned { order } else { order.reverse() }
            });
            let mut out = String::new();
            for at in found.iter().take(listed.get()) {
                let _ = write!(
                    out,
                    "<tr><th scope=\"row\" class=\"w\"><button data-term=\"{}\" aria-pressed=\"{}\">{}</button></th>\
                     <td class=\"n num\">{}</td><td class=\"n num\">{}</td><td class=\"k num\">{:.1}</td></tr>",
                    at.term,
                    beside.get_untracked() == Some(at.term),
                    Escaped(word(at)),
                    at.joint,
                    at.own,
                    at.score
                );
            }
            out
        })
    };
    // Only marked anew, so that the keyboard stays where it is.
    effect(move || {
        let beside = beside.get();
        let Some(body) = body.get() else { return };
        let mark = |selector: &str, pressed: &str| {
            if let Ok(Some(button)) = body.query_selector(selector) {
                let _ = button.set_attribute("aria-pressed", pressed);
            }
        };
        mark("[aria-pressed='true']", "false");
        if let Some(term) = beside {
            mark(&format!("[data-term='{term}']"), "true");
        }
    });
    let choose = move |event: leptos::ev::MouseEvent| {
        if let Some(term) = number_at(&event, "data-term") {
            let term = Some(term as usize);
            beside.update(|beside| *beside = if *beside == term { None } else { term });
        }
    };
    let heads = COLUMNS.iter().enumerate().map(move |(column, &(key, falls))| {
        let spoken = move || {
            let order = if falls == (sorted.get() % 2 == 1) { "ascending" } else { "descending" };
            (sorted.get() / 2 == column).then_some(order)
        };
        let arrow = move || spoken().map_or("", |order| if order == "ascending" { "↑" } else { "↓" }).to_owned();
        let sort = move |_| sorted.update(|now| *now = if *now == 2 * column { 2 * column + 1 } else { 2 * column });
        view! {
            <th scope="col" class=if column == 0 { "" } else { "n" } aria-sort=spoken>
                <button on:click=hear(sort)>{t!(format!("words.collocates.{key}"))} <span aria-hidden="true">{sentence(arrow)}</span></button>
            </th>
        }
        .into_any()
    });
    let rest = move || count.saturating_sub(listed.get());
    view! {
        <section class="colloc" aria-label=t!("words.collocates.label")>
            <h3>{t!("words.collocates.label")} {help::mark(Anchor::Collocates)}</h3>
            <p class="faint">{t!(if count > 0 { "words.collocates.note" } else { "words.collocates.none" })}</p>
            <div node_ref=body>
                <table class="bars" hidden={count == 0}>
                    <thead>
                        <tr>{heads.collect::<Vec<_>>()}</tr>
                    </thead>
                    <tbody inner_html=sentence(rows) on:click=hear(choose)></tbody>
                </table>
            </div>
            <When test=move || { rest() > 0 }>
                <button class="btn btn-bare dim" on:click=hear(move |_| listed.update(|listed| *listed *= 2))>
                    {t!("words.more", words = number(rest()))}
                </button>
            </When>
        </section>
    }
    .into_any()
}
