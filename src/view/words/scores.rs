//! All scores of the words as a table that sorts by any of them, with a sentence on each: two lists side by side at first
//! glance, what the report is about and what sets it apart; the whole on demand.

use super::Words;
use super::data::{Data, Word};
use crate::i18n::{number, sentence};
use crate::view::copy::{download, file_name};
use crate::view::dom::hear;
use crate::view::help;
use crate::view::when::When;
use gangmu_export::order::sort_by;
use gangmu_export::{Cell, csv};
use gangmu_help::Anchor;
use leptos::prelude::*;
use std::sync::Arc;

/// How many words are listed at first, and how many more each time.
const STEP: usize = 30;
/// The columns after the word, by their keys.
const COLUMNS: [&str; 8] = ["count", "per_10k", "tfidf", "keyness", "g2", "log_ratio", "documents", "dispersion"];

fn figure(word: &Word, column: usize) -> f64 {
    let scores = word.scores;
    match column {
        0 => f64::from(word.count),
        1 => scores.per_10k,
        2 => scores.tfidf,
        3 => scores.apart.keyness,
        4 => scores.apart.g2,
        5 => scores.apart.log_ratio,
        6 => f64::from(scores.documents),
        _ => scores.dispersion,
    }
}

/// A figure with the decimals that its column has.
fn written(word: &Word, column: usize) -> String {
    let figure = figure(word, column);
    match column {
        0 | 6 => format!("{figure:.0}"),
        1 | 4 => format!("{figure:.1}"),
        2 => format!("{figure:.4}"),
        _ => format!("{figure:.2}"),
    }
}

/// The indices of the words, sorted by a column.
fn sorted(data: &Data, column: usize, ascends: bool) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..data.words.len()).collect();
    sort_by(&mut indices, |&a, &b| {
        let order = figure(&data.words[a], column).total_cmp(&figure(&data.words[b], column));
        if ascends { order } else { order.reverse() }
    });
    indices
}

/// The table, folded away until it is asked for.
pub(super) fn table(words: Words) -> AnyView {
    let open = RwSignal::new(false);
    // The column times two, and one more where it ascends.
    let order = RwSignal::new(0_usize);
    let listed = RwSignal::new(STEP);
    let rest = move || words.data.with(|data| data.words.len()).saturating_sub(listed.get());
    let rows = move || {
        let (column, ascends) = (order.get() / 2, order.get() % 2 == 1);
        words.data.with(|data| {
            let shown = sorted(data, column, ascends).into_iter().take(listed.get());
            shown.map(|index| row(words, index, &data.words[index])).collect::<Vec<_>>()
        })
    };
    let head = move |column: usize| {
        let key = COLUMNS[column];
        let sort =
            move || (order.get() / 2 == column).then(|| if order.get() % 2 == 1 { "ascending" } else { "descending" });
        let turn = move |_| order.update(|order| *order = if *order == column * 2 { *order + 1 } else { column * 2 });
        view! {
            <th scope="col" class="n" aria-sort=sort data-help=help::of_score(key).id()>
                <button title=t!(format!("words.scores.{key}_note")) on:click=hear(turn)>
                    {t!(format!("words.scores.{key}"))}
                </button>
                {help::mark(help::of_score(key))}
            </th>
        }
        .into_any()
    };
    let notes = COLUMNS.map(|key| {
        view! {
            <dt>{t!(format!("words.scores.{key}"))}</dt>
            <dd>{t!(format!("words.scores.{key}_note"))}</dd>
        }
        .into_any()
    });
    let notes = StoredValue::new_local(Some(notes));
    let save = move |_| {
        let title = words.report.with_value(|report| report.document.title.clone());
        let name = file_name(&title, &format!("-{}.csv", tr!("words.heading")));
        download(&name, "text/csv;charset=utf-8", file(words).as_bytes());
    };
    view! {
        <details class="scores" on:toggle=hear(move |_| open.update(|open| *open = !*open))>
            <summary>{t!("words.scores.label")}</summary>
            <When test=open>
                <div class="scores-scroll" tabindex="0" role="region" aria-label=t!("words.scores.label")>
                    <table class="bars">
                        <thead>
                            <tr>
                                <th scope="col">{t!("words.column.word")}</th>
                                {[0, 1, 2, 3, 4, 5, 6, 7].map(head)}
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <p class="acts">
                    <When test=move || { rest() > 0 }>
                        <button class="btn btn-bare dim" on:click=hear(move |_| listed.update(|listed| *listed += 2 * STEP))>
                            {sentence(move || tr!("words.more", words = number(rest())))}
                        </button>
                    </When>
                    <button class="btn" on:click=hear(save)>{t!("words.scores.save")}</button>
                </p>
                <dl class="kv">{notes.try_update_value(Option::take).flatten()}</dl>
            </When>
        </details>
    }
    .into_any()
}

fn row(words: Words, index: usize, word: &Word) -> AnyView {
    let figures = (0..COLUMNS.len()).map(|column| view! { <td class="n num">{written(word, column)}</td> }.into_any());
    let new = word.new.then(|| view! { <span class="faint">" " {tr!("words.scores.new")}</span> });
    view! {
        <tr>
            <th scope="row" class="w">
                <button on:click=hear(move |_| words.choose(index))>{word.term.clone()}</button>
                {new}
            </th>
            {figures.collect::<Vec<_>>()}
        </tr>
    }
    .into_any()
}

/// All words with all scores, for a spreadsheet.
fn file(words: Words) -> String {
    let headings: Vec<String> =
        [tr!("words.column.word")].into_iter().chain(COLUMNS.map(|key| tr!(format!("words.scores.{key}")))).collect();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    words.data.with_untracked(|data| {
        let lines = sorted(data, 0, false).into_iter().map(|index| {
            let word = &data.words[index];
            let figures = (0..COLUMNS.len()).map(|column| Cell::Number(written(word, column)));
            [Cell::Text(word.term.as_str().into())].into_iter().chain(figures)
        });
        csv(&headings, lines, true)
    })
}

/// How many words each of the two lists has.
const SHORT: usize = 16;

/// What the report is about beside what sets it apart, both from the terms that came with it.
pub(super) fn two_lists(words: Words, plain: Memo<Arc<Data>>) -> AnyView {
    let list = move |key: &'static str, apart: bool| {
        let items = move || {
            plain.with(|data| {
                let mut indices = sorted(data, 0, false);
                if apart {
                    indices.retain(|&index| data.words[index].is_apart());
                    sort_by(&mut indices, |&a, &b| Word::by_weight(&data.words[a], &data.words[b]));
                }
                let items = indices.into_iter().take(SHORT).map(|index| {
                    let word = &data.words[index];
                    let (term, figure) = (word.term.clone(), written(word, if apart { 3 } else { 0 }));
                    let show = word.term.clone();
                    let choose = move |_| words.state().go(|place| place.term = Some(show.clone()));
                    view! {
                        <li>
                            <button class="facet" on:click=hear(choose)>
                                {term}
                                <span class="n num">{figure}</span>
                            </button>
                        </li>
                    }
                });
                items.collect::<Vec<_>>()
            })
        };
        let place = if apart { Anchor::Apart } else { Anchor::ScoreCount };
        view! {
            <section aria-label=t!(key)>
                <h2>{t!(key)} " " <span class="faint">{t!(format!("{key}_note"))}</span> {help::mark(place)}</h2>
                <ol>{items}</ol>
            </section>
        }
        .into_any()
    };
    view! { <div class="two-lists">{list("words.lists.about", false)} {list("words.lists.apart", true)}</div> }
        .into_any()
}
