//! The words as a list: the same as the cloud, in order, with counts by part. It says to a screen reader what the cloud
//! shows, and finds words the cloud has no room for.

use super::Words;
use super::data::Word;
use crate::i18n::{number, sentence};
use crate::state::Score;
use crate::view::dom::hear;
use crate::view::when::When;
use gangmu_export::nested::as_written;
use leptos::prelude::*;

/// How many words are listed at first, and how many more each time.
const STEP: usize = 20;

/// The list with its filter.
pub(super) fn bars(words: Words) -> AnyView {
    let typed = Memo::new(move |_| words.state().place.with(|place| place.listing.filter.clone()));
    let listed = RwSignal::new(STEP);
    let matching = Memo::new(move |_| {
        let wanted = typed.with(|typed| typed.trim().to_ascii_lowercase());
        words.data.with(|data| {
            let words = data.words.iter().enumerate();
            words
                .filter(|(_, word)| word.term.to_ascii_lowercase().contains(&wanted))
                .map(|(index, _)| index)
                .collect::<Vec<_>>()
        })
    });
    let nested = words.nested;
    let written = Memo::new(move |_| if nested.get() { written(words) } else { Vec::new() });
    let rows = move || matching.with(|matching| matching.iter().take(listed.get()).copied().collect::<Vec<_>>());
    // A word that is counted anew or stands elsewhere is another row.
    let keyed = move || {
        words.data.with(|data| {
            let key = |index: usize| {
                let word = data.words.get(index);
                word.map(|word| format!("{} {} {:.3}", word.term, word.count, data.weight(word))).unwrap_or_default()
            };
            rows().into_iter().map(|index| (index, key(index))).collect::<Vec<_>>()
        })
    };
    let rest = move || matching.with(|matching| matching.len().saturating_sub(listed.get()));
    let nothing = move || matching.with(Vec::is_empty);
    let comparable = words.data.with_untracked(|data| data.comparable);
    let apart = move || words.data.with(|data| data.score == Score::Apart);
    let parts = move || {
        if comparable {
            view! {
                <span class="st st-actual">{t!("words.review")}</span>
                " "
                <span class="st st-target">{t!("words.plan")}</span>
            }
            .into_any()
        } else {
            view! { <span class="sr">{t!("words.share")}</span> }.into_any()
        }
    };
    view! {
        <section class="c4 wordlist" aria-label=t!("words.list")>
            <label class="field">
                <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.4" aria-hidden="true">
                    <circle cx="7" cy="7" r="4.6"/>
                    <path d="M10.4 10.4 14 14"/>
                </svg>
                <input
                    type="search"
                    aria-label=t!("words.filter")
                    placeholder=t!("words.filter")
                    prop:value=move || typed.get()
                    on:input=hear(move |event| {
                        words.list(|listing| listing.filter = event_target_value(&event));
                        listed.set(STEP);
                    })
                />
            </label>
            <button
                class="facet"
                aria-pressed=sentence(move || nested.get().to_string())
                title=t!("words.nested_hint")
                on:click=hear(move |_| nested.update(|nested| *nested = !*nested))
            >
                {t!("words.nested")}
            </button>
            <p class="sr" role="status">
                {move || if typed.with(|typed| typed.trim().is_empty()) {
                    String::new()
                } else {
                    tr!("words.matching", words = number(matching.with(Vec::len)))
                }}
            </p>
            <table class="bars">
                <thead>
                    <tr>
                        <th scope="col">{t!("words.column.word")}</th>
                        <th scope="col">{parts}</th>
                        <th scope="col" class="n">{t!("words.column.count")}</th>
                        <When test=nested>
                            <th scope="col" class="n">{t!("words.column.nested")}</th>
                        </When>
                        <th scope="col" class="k">{move || if apart() { "LRC".to_owned() } else { tr!("words.column.per_10k") }}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=keyed key=|(index, term)| (*index, term.clone()) children=move |(index, _)| row(words, index, written)/>
                </tbody>
            </table>
            <When test=nothing>
                <p class="faint">
                    {move || {
                        let key = match words.data.with(|data| (data.words.is_empty(), data.score)) {
                            (true, Score::Apart) => "words.none_apart",
                            (true, _) => "words.none",
                            (false, _) => "words.no_match",
                        };
                        tr!(key)
                    }}
                </p>
            </When>
            <When test=move || { rest() > 0 }>
                <button class="btn btn-bare dim" on:click=hear(move |_| listed.update(|listed| *listed += 2 * STEP))>
                    {move || tr!("words.more", words = number(rest()))}
                </button>
            </When>
        </section>
    }
    .into_any()
}

/// For each word how often it is written, inside of longer words too.
fn written(words: Words) -> Vec<usize> {
    words.data.with(|data| {
        let terms: Vec<&str> = data.words.iter().map(|word| word.term.as_str()).collect();
        words.report.with_value(|report| as_written(&report.document, &terms).iter().map(Vec::len).collect())
    })
}

fn row(words: Words, index: usize, written: Memo<Vec<usize>>) -> AnyView {
    let is_chosen = Memo::new(move |_| words.chosen.get() == Some(index));
    let is_lit = Memo::new(move |_| words.lit.get() == Some(index));
    let Some((word, most, comparable, apart)) = words.data.with(|data| {
        data.words.get(index).map(|word| (word.clone(), data.most.max(1), data.comparable, data.score == Score::Apart))
    }) else {
        return ().into_any();
    };
    let Word { term, count, review, plan, scores, .. } = word;
    let figure = if apart { format!("{:+.2}", scores.apart.keyness) } else { format!("{:.1}", scores.per_10k) };
    let share = |part: u32| format!("{:.1}%", f64::from(part) * 100.0 / f64::from(most));
    let bar = if comparable {
        view! {
            <span class="a" style:width=share(review)></span>
            <span class="p" style:width=share(plan)></span>
            <span class="o" style:width=share(count.saturating_sub(review + plan))></span>
            <span class="sr">{move || tr!("words.parts", review = review, plan = plan)}</span>
        }
        .into_any()
    } else {
        view! { <span class="a" style:width=share(count)></span> }.into_any()
    };
    view! {
        <tr
            class:on=move || is_chosen.get()
            class:lit=move || is_lit.get()
            on:pointerenter=hear(move |_| words.lit.set(Some(index)))
            on:pointerleave=hear(move |_| words.lit.set(None))
            on:focusin=hear(move |_| words.lit.set(Some(index)))
            on:focusout=hear(move |_| words.lit.set(None))
        >
            <th scope="row" class="w">
                <button aria-pressed=move || is_chosen.get().to_string() on:click=hear(move |_| words.choose(index))>
                    {term}
                </button>
            </th>
            <td class="b"><div>{bar}</div></td>
            <td class="n num">{number(count as usize)}</td>
            <When test=words.nested>
                <td class="n num">{sentence(move || written.with(|written| written.get(index).copied().map(number).unwrap_or_default()))}</td>
            </When>
            <td class="k num">{figure}</td>
        </tr>
    }
    .into_any()
}
