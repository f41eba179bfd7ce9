//! The hits of one report in context: which words make them, and each in its sentence. What an exclusion took away is shown
//! as well, struck out: whoever trusts a count wants to see what it left out.

use super::{PARTS, Panel};
use crate::i18n::number;
use crate::state::attention::Measured;
use crate::state::{Report, Tab};
use crate::view::dom::hear;
use crate::view::when::When;
use crate::view::wording::{full_width, short_heading};
use crate::view::words::roving::{self, stop_here, walk};
use gangmu_export::concordance;
use gangmu_export::order::sort_by_key;
use gangmu_model::Role;
use leptos::prelude::*;
use std::sync::Arc;

/// How many lines are shown at first, and how many more each time.
const STEP: usize = 60;

/// A place that counts, or that an exclusion took away.
#[derive(Clone, Copy)]
struct Hit {
    at: u32,
    length: u32,
    /// The word's index, exclusions after the words.
    word: usize,
    excluded: bool,
}

/// The hits of the report that was picked, in the part that is shown.
pub(super) fn hits(panel: Panel, measured: Arc<Measured>) -> AnyView {
    let report = panel.report();
    let (Some(of), Some(_)) = (measured.reports.get(report).cloned(), measured.answer.reports.get(report)) else {
        return ().into_any();
    };
    let part = panel.part.get();
    let hits = Arc::new(found(&measured, &of, report, part));
    let listed = RwSignal::new(STEP);
    // The word whose hits are shown; all without one.
    let word = RwSignal::new(None::<usize>);
    let shown = {
        let hits = hits.clone();
        Memo::new(move |_| {
            let word = word.get();
            let shown = hits.iter().enumerate().filter(|(_, hit)| word.is_none_or(|word| hit.word == word));
            shown.map(|(at, _)| at).collect::<Vec<usize>>()
        })
    };
    let count = move || shown.with(Vec::len);
    let title = of.document.title.clone();
    let counted = hits.iter().filter(|hit| !hit.excluded).count();
    let label = {
        let title = title.clone();
        move || tr!("attention.hits_of", title = &title, count = number(count()))
    };
    let lines = move || {
        let lines = shown.with(|shown| shown.iter().take(listed.get()).map(|&hit| hits[hit]).collect::<Vec<_>>());
        lines.into_iter().enumerate().map(|(at, hit)| line(panel, &of, report, hit, at)).collect::<Vec<_>>()
    };
    view! {
        <section class="occurrences attention-hits" aria-label=label>
            <div class="head">
                <h2>{title} " " <span class="num">{tr!("attention.hits", count = number(counted))}</span></h2>
                <p>{t!("attention.hits_note")}</p>
            </div>
            {words(&measured, report, part, word)}
            <ol class="kwic" aria-label=t!("attention.context") on:keydown=hear(|event| walk(&event)) on:focusin=hear(|event| stop_here(&event))>
                {lines}
            </ol>
            <When test=move || { count() > listed.get() }>
                <button class="btn btn-bare dim" on:click=hear(move |_| listed.update(|listed| *listed += STEP))>
                    {move || tr!("words.more_places", count = number(count().saturating_sub(listed.get())))}
                </button>
            </When>
        </section>
    }
    .into_any()
}

/// The places of a report's part, in the order of the text.
fn found(measured: &Measured, of: &Report, report: usize, part: usize) -> Vec<Hit> {
    let (answer, found) = (&measured.answer, &measured.answer.reports[report]);
    let words = answer.words.iter().zip(&found.places).enumerate();
    let words = words.map(|(word, (text, places))| (word, text, places, false));
    let exclusions = answer.exclusions.iter().zip(&found.excluded).enumerate();
    let exclusions = exclusions.map(|(word, (text, places))| (answer.words.len() + word, text, places, true));
    let mut hits = Vec::new();
    for (word, text, places, excluded) in words.chain(exclusions) {
        let length = text.chars().count() as u32;
        let places = places.iter().filter(|&&at| in_part(of, part, at));
        hits.extend(places.map(|&at| Hit { at, length, word, excluded }));
    }
    sort_by_key(&mut hits, |hit| hit.at);
    hits
}

/// Whether a place lies in a part, as the engine counts them: by the outermost sections.
fn in_part(of: &Report, part: usize, at: u32) -> bool {
    let role = match PARTS[part] {
        "review" => Role::Review,
        "plan" => Role::Plan,
        _ => return true,
    };
    let mut top = of.document.sections.iter().filter(|section| section.parent.is_none());
    top.any(|section| section.role == role && section.start <= at && at < section.end)
}

/// The list's words with their hits in the part, and its exclusions; one of them chosen shows only its own lines.
fn words(measured: &Measured, report: usize, part: usize, word: RwSignal<Option<usize>>) -> AnyView {
    let (answer, found) = (&measured.answer, &measured.answer.reports[report]);
    let of = &measured.reports[report];
    let excluded = found.excluded.iter().map(|places| places.iter().filter(|&&at| in_part(of, part, at)).count());
    let exclusions = answer.exclusions.iter().map(|text| format!("−{text}")).zip(excluded);
    let counts = found.parts[part].counts.iter().map(|&count| count as usize);
    let words = answer.words.iter().cloned().zip(counts).chain(exclusions).enumerate();
    let facet = |(index, (text, count)): (usize, (String, usize))| {
        let dead = count == 0;
        view! {
            <button
                class="facet"
                aria-pressed=move || (word.get() == Some(index)).to_string()
                aria-disabled=dead.then_some("true")
                on:click=hear(move |_| {
                    if !dead {
                        word.update(|word| *word = (*word != Some(index)).then_some(index));
                    }
                })
            >
                <span>{text}</span>
                <span class="n num">{number(count)}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <div class="facets attn-words" role="group" aria-label=t!("attention.words_found")>
            {words.map(facet).collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}

fn line(panel: Panel, of: &Report, report: usize, hit: Hit, at: usize) -> AnyView {
    let document = &of.document;
    let lines = concordance::lines(document, &of.index, &[hit.at], hit.length);
    let Some(line) = lines.first() else { return ().into_any() };
    let section = line.section.and_then(|section| document.sections.get(section as usize));
    let (left, term, right) = (full_width(line.left), line.term.to_owned(), full_width(line.right));
    let term = if hit.excluded {
        view! { <s><span class="sr">{tr!("attention.excluded")}</span> {term}</s> }.into_any()
    } else {
        view! { <mark>{term}</mark> }.into_any()
    };
    let place = hit.at;
    let open = move |_| {
        panel.state.switch(move |target| {
            target.report = Some(report);
            target.tab = Tab::Text;
            target.at = Some(place);
            target.row = None;
        });
    };
    view! {
        <li>
            <button
                data-n=at
                tabindex=roving::tabindex(at)
                on:click=hear(open)
            >
                <span class="lc"><span>{left}</span></span>
                {term}
                <span class="rc">{right}</span>
                <span class="at">{section.map(short_heading)}</span>
            </button>
        </li>
    }
    .into_any()
}
