//! By what the words are weighed: how often, what sets the report apart, what is new; in all of it or in a part; against
//! what. What did not come with the report the worker counts anew.

use super::Words;
use crate::i18n::sentence;
use crate::state::desk::Desk;
use crate::state::lists::Lists;
use crate::state::{Report, Score, State, Terms, Weighing};
use crate::view::dom::{effect, hear};
use crate::view::help;
use crate::view::when::When;
use gangmu_help::Anchor;
use gangmu_model::{Against, Options, Role};
use leptos::prelude::*;
use std::sync::Arc;

/// What the worker is asked for; of which score the answer is shown makes no difference to it.
#[derive(Clone, PartialEq)]
pub(super) struct Question {
    part: Option<Role>,
    against: Against,
}

/// Terms that were counted for a question.
pub(super) struct Asked {
    question: Question,
    lists: Arc<Lists>,
    terms: Arc<Terms>,
}

/// The present weighing as it has to be counted: what it is against matters to one score alone, and of another's part of
/// a report without parts there is nothing.
pub(super) fn weighing(state: State, comparable: bool) -> Weighing {
    let mut weighing = state.place.with(|place| place.weighing.clone());
    if !comparable {
        weighing.part = None;
    }
    if weighing.score != Score::Apart || (weighing.against == Against::Part && !comparable) {
        weighing.against = Against::Reference;
    }
    weighing
}

/// What has to be asked for a weighing; nothing where the terms that came with the report say it all.
pub(super) fn question(weighing: Weighing) -> Option<Question> {
    let Weighing { score, part, against } = weighing;
    (part.is_some() || score == Score::Apart).then_some(Question { part, against })
}

/// Has `report` counted as the reader wishes; the answer follows the question, the lists, and the reports that it is
/// compared with.
pub(super) fn ask(
    state: State,
    report: StoredValue<Report>,
    question: Memo<Option<Question>>,
    asked: RwSignal<Option<Arc<Asked>>, LocalStorage>,
) {
    let desk = Desk::get();
    effect(move || {
        let lists = state.lists.get();
        let Some(question) = question.get() else { return };
        // Others come and go; against anything else they do not matter.
        let all = match question.against {
            Against::Others | Against::Report(_) => state.reports.get(),
            Against::Reference | Against::Part => Vec::new(),
        };
        if state.task.with(Option::is_some) {
            return;
        }
        let id = report.with_value(|report| report.document.id.clone());
        let (reports, only) = match &question.against {
            Against::Others => {
                let at = all.iter().position(|other| other.document.id == id);
                (all, at.unwrap_or_default())
            }
            Against::Report(other) => {
                let other = all.into_iter().find(|report| report.document.id == *other && *other != id);
                (report.with_value(|report| [Some(report.clone()), other]).into_iter().flatten().collect(), 0)
            }
            Against::Reference | Against::Part => (vec![report.get_value()], 0),
        };
        let options = Options { role: question.part, against: question.against.clone(), ..lists.options() };
        let counted = lists.clone();
        desk.terms(&reports, Some(only as u32), options, lists, move |_, terms| {
            asked.set(Some(Arc::new(Asked { question: question.clone(), lists: counted.clone(), terms })));
        });
    });
}

/// The answer to a question under these lists, once it has come.
pub(super) fn answer(question: &Question, lists: &Arc<Lists>, asked: Option<&Arc<Asked>>) -> Option<Arc<Terms>> {
    asked.filter(|asked| asked.question == *question && asked.lists == *lists).map(|asked| asked.terms.clone())
}

/// The switches, and a line on what the numbers mean.
pub(super) fn switches(words: Words) -> AnyView {
    let state = words.state();
    let score = move |score: Score, key: &'static str| {
        let pressed = sentence(move || (words.weighing().score == score).to_string());
        let set = move |_| state.go(|place| place.weighing.score = score);
        view! { <button aria-pressed=pressed on:click=hear(set)>{t!(key)}</button> }.into_any()
    };
    let part = move |part: Option<Role>, key: &'static str| {
        let pressed = sentence(move || (words.weighing().part == part).to_string());
        let set = move |_| state.go(|place| place.weighing.part = part);
        view! { <button aria-pressed=pressed on:click=hear(set)>{t!(key)}</button> }.into_any()
    };
    let comparable = words.comparable;
    view! {
        <div class="seg" role="group" aria-label=t!("words.score.label")>
            {score(Score::Count, "words.score.count")}
            {score(Score::Apart, "words.score.apart")}
            {score(Score::New, "words.score.new")}
        </div>
        {comparable
            .then(|| {
                view! {
                    <div class="seg" role="group" aria-label=t!("words.part.label")>
                        {part(None, "words.part.all")}
                        {part(Some(Role::Review), "words.review")}
                        {part(Some(Role::Plan), "words.plan")}
                    </div>
                }
            })}
        <When test=move || words.weighing().score == Score::Apart>{against(words)}</When>
    }
    .into_any()
}

/// What the report is compared with: the choices by their values.
fn against(words: Words) -> AnyView {
    let state = words.state();
    let id = words.report.with_value(|report| report.document.id.clone());
    let value = |against: &Against| match against {
        Against::Reference => "reference".to_owned(),
        Against::Others => "others".to_owned(),
        Against::Part => "part".to_owned(),
        Against::Report(id) => id.clone(),
    };
    let choose = move |event| {
        let against = match event_target_value(&event).as_str() {
            "reference" => Against::Reference,
            "others" => Against::Others,
            "part" => Against::Part,
            id => Against::Report(id.to_owned()),
        };
        state.go(|place| place.weighing.against = against);
    };
    let others = move || {
        state.reports.with(|reports| {
            let others = reports.iter().filter(|report| report.document.id != id);
            others.map(|report| (report.document.id.clone(), report.document.title.clone())).collect::<Vec<_>>()
        })
    };
    let options = move || {
        let others = others();
        let all = (!others.is_empty()).then(|| view! { <option value="others">{tr!("words.against.others")}</option> });
        let each = others.into_iter().map(|(id, title)| view! { <option value=id>{title}</option> });
        let part = words.comparable.then(|| view! { <option value="part">{tr!("words.against.part")}</option> });
        view! {
            <option value="reference">{tr!("words.against.reference")}</option>
            {all}
            {part}
            {each.collect::<Vec<_>>()}
        }
        .into_any()
    };
    view! {
        <label class="field against">
            <span class="faint">{t!("words.against.label")}</span>
            <select on:change=hear(choose) prop:value=move || value(&words.weighing().against)>
                {options}
            </select>
        </label>
    }
    .into_any()
}

/// What the numbers mean, in a sentence.
pub(super) fn note(words: Words) -> AnyView {
    let text = move || {
        let Weighing { score, against, .. } = words.weighing();
        match (score, against) {
            (Score::Count, _) => tr!("words.score.count_note"),
            (Score::New, _) => tr!("words.score.new_note"),
            (Score::Apart, Against::Reference) => tr!("words.score.apart_note", other = tr!("words.against.reference")),
            (Score::Apart, Against::Others) => tr!("words.score.apart_note", other = tr!("words.against.others")),
            (Score::Apart, Against::Part) => tr!("words.score.apart_note", other = tr!("words.against.part")),
            (Score::Apart, Against::Report(id)) => {
                let title = words.state().reports.with(|reports| {
                    let other = reports.iter().find(|report| report.document.id == id);
                    other.map(|report| report.document.title.clone())
                });
                title.map_or_else(|| tr!("words.against.gone"), |title| tr!("words.score.apart_note", other = title))
            }
        }
    };
    let place = Memo::new(move |_| words.weighing().score);
    let mark = move || {
        help::mark(match place.get() {
            Score::Count => Anchor::ScoreCount,
            Score::Apart => Anchor::Apart,
            Score::New => Anchor::New,
        })
    };
    view! { <p class="faint weighing-note">{text} " " {mark}</p> }.into_any()
}
