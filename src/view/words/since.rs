//! 新提法 and 消失的提法: what a report says that another one never writes, and the other way round. The other is last year's
//! report of the same place where that is open, or the one that the words are weighed against.

use super::Words;
use crate::i18n::number;
use crate::state::{Place, Report, Score, Tab, Terms, Weighing};
use crate::view::afterwards::in_turn;
use crate::view::dom::hear;
use crate::view::help;
use gangmu_export::matrix::predecessor;
use gangmu_export::order::sort_by;
use gangmu_help::Anchor;
use gangmu_model::{Against, Document};
use leptos::prelude::*;
use std::time::Duration;

/// How many words each list has.
const MOST: usize = 24;
/// How often a word is said at least: once may be chance.
const LEAST: u32 = 2;

/// Both lists; nothing where there is no other report to look at.
pub(super) fn since(words: Words) -> AnyView {
    let state = words.state();
    let id = words.report.with_value(|report| report.document.id.clone());
    let other = Memo::new(move |_| state.reports.with(|reports| beside(reports, &id, &words.weighing())));
    let lists = move || {
        let other = other.get().and_then(|at| state.reports.with_untracked(|reports| reports.get(at).cloned()));
        other.map(|other| view(words, &other))
    };
    lists.into_any()
}

/// Which of the open reports the one with this id is looked at beside.
fn beside(reports: &[Report], id: &str, weighing: &Weighing) -> Option<usize> {
    let place = |id: &str| reports.iter().position(|report| report.document.id == id);
    let own = place(id)?;
    match weighing {
        Weighing { score: Score::Apart, against: Against::Report(other), .. } => place(other).filter(|at| *at != own),
        weighing if *weighing == Weighing::default() => {
            let documents: Vec<&Document> = reports.iter().map(|report| &*report.document).collect();
            predecessor(&documents, own)
        }
        _ => None,
    }
}

fn view(words: Words, other: &Report) -> AnyView {
    let own = words.report.get_value();
    let title = StoredValue::new(other.document.title.clone());
    let (there, here) = (other.document.id.clone(), own.document.id.clone());
    let list = |key: &'static str, of: &Report, than: &Report, report: String| {
        let (terms, text) = (of.terms, than.document.clone());
        let items = move || {
            let (said, counted) = terms.with(|terms| (only(terms, &text.text), !terms.terms.is_empty()));
            let none = if counted { "words.since.none" } else { "words.counting" };
            let none = said.is_empty().then(|| view! { <li class="faint">{tr!(none)}</li> });
            let items = said.into_iter().map(|(term, count)| {
                let (report, show) = (report.clone(), term.clone());
                let choose = move |_| lead(words, &report, &show);
                view! {
                    <li>
                        <button class="facet" on:click=hear(choose)>
                            {term}
                            <span class="n num">{number(count as usize)}</span>
                        </button>
                    </li>
                }
            });
            view! { {none} {items.collect::<Vec<_>>()} }.into_any()
        };
        let note = move || title.with_value(|title| tr!(format!("words.since.{key}_note"), title = title));
        view! {
            <section aria-label=t!(format!("words.since.{key}"))>
                <h2>
                    {t!(format!("words.since.{key}"))} " " <span class="faint">{note}</span> {help::mark(Anchor::New)}
                </h2>
                <ol>{items}</ol>
            </section>
        }
        .into_any()
    };
    view! { <div class="two-lists">{list("new", &own, other, here)} {list("gone", other, &own, there)}</div> }
        .into_any()
}

/// The terms that `text` never writes, nouns and names first, then by how often they are said.
fn only(terms: &Terms, text: &str) -> Vec<(String, u32)> {
    let mut said: Vec<_> = terms.terms.iter().filter(|term| term.count >= LEAST).collect();
    sort_by(&mut said, |a, b| b.noun.cmp(&a.noun).then(b.count.cmp(&a.count)));
    let only = said.into_iter().filter(|term| !text.contains(term.term.as_str()));
    only.take(MOST).map(|term| (term.term.clone(), term.count)).collect()
}

/// Shows where a report says a term.
fn lead(words: Words, report: &str, term: &str) {
    let state = words.state();
    let Some(at) = state.position(report) else { return };
    let counted = words.data.with_untracked(|data| data.find(term).is_some());
    let term = Some(term.to_owned());
    state.switch(move |place| {
        if place.report != Some(at) {
            *place = Place { report: Some(at), tab: Tab::Words, term, ..Place::default() };
            return;
        }
        place.term = term;
        // What is not among the words as they are weighed is among them as they are counted.
        if !counted {
            place.weighing.score = Score::Count;
        }
    });
    // When that is done, and what comes of it has been drawn.
    set_timeout(|| in_turn(super::show_occurrences), Duration::ZERO);
}

#[cfg(test)]
mod tests {
    use super::only;
    use crate::state::Terms;
    use gangmu_model::Term;

    fn term(term: &str, count: u32, noun: bool) -> Term {
        Term { term: term.to_owned(), count, noun, ..Term::default() }
    }

    #[test]
    fn what_the_other_text_never_writes_is_told_nouns_first_and_what_is_said_once_is_not() {
        let terms = vec![
            term("统筹", 9, false),
            term("项目", 8, true),
            term("算力", 3, true),
            term("低空经济", 2, true),
            term("盲盒", 1, true),
        ];
        let said = only(&Terms { terms, ..Terms::default() }, "新开工项目120个。");
        let said: Vec<_> = said.iter().map(|(term, count)| (term.as_str(), *count)).collect();
        assert_eq!(said, [("算力", 3), ("低空经济", 2), ("统筹", 9)]);
    }
}
