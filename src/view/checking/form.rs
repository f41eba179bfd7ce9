//! The form of one row: of one that is there, or of a number that is to become one.

use super::draft::{BOUNDS, DIRECTIONS, Draft, Field, KINDS, STATUSES, Wrong, row_at};
use super::{field, head};
use crate::i18n::Sentence;
use crate::state::checking::Checking;
use crate::state::{Report, State};
use crate::view::dom::hear;
use crate::view::wording::full_width;
use gangmu_export::Row;
use gangmu_export::order::sort_by_key;
use gangmu_model::{CharIndex, Document, Indicator, Span};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, SubmitEvent};

const ID: &str = "checking-edit";

/// The form of row `row` of a report.
pub(super) fn of_row(checking: Checking, report: usize, row: u32) -> Option<AnyView> {
    let of = State::get().reports.with_untracked(|all| all.get(report).cloned())?;
    let found = Row::new(&of.document, &of.index, row as usize)?;
    let (base, draft) = (found.indicator.clone(), Draft::of(found));
    let sentence = pieces(&of, base.sentence, base.span);
    let save = move |to| checking.edit(report, row, to);
    Some(form(checking, "checking.form.edit", base, draft, sentence, save))
}

/// The form of a row that is to be made of the number at `span`.
pub(super) fn of_number(checking: Checking, report: usize, span: Span) -> Option<AnyView> {
    let of = State::get().reports.with_untracked(|all| all.get(report).cloned())?;
    let document = &of.document;
    let words = of.index.slice(&document.text, span.start, span.end);
    let (base, draft) = row_at(document, words, span);
    let sentence = pieces(&of, sentence_around(document, &of.index, span), span);
    let save = move |to| checking.add(report, span, to);
    Some(form(checking, "checking.form.add", base, draft, sentence, save))
}

fn form(
    checking: Checking,
    title: &'static str,
    base: Indicator,
    draft: Draft,
    sentence: [String; 3],
    save: impl Fn(Indicator) + 'static,
) -> AnyView {
    let [before, quote, after] = sentence;
    let values = draft.0.map(RwSignal::new);
    let wrong = RwSignal::new(Vec::<(Field, Wrong)>::new());
    let known = names();
    let domains = known.clone();
    let close = move || checking.editing.set(None);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let draft = Draft(values.map(|value| value.get_untracked()));
        let domain =
            |name: &str| domains.iter().find(|(known, _)| known == name).and_then(|(_, domain)| domain.clone());
        match draft.row(&base, domain) {
            Ok(row) => {
                // First the focus goes back to where it was, then what is there changes.
                close();
                save(row);
            }
            Err(found) => {
                let first = found.first().map(|(field, _)| input_id(*field));
                wrong.set(found);
                focus(first);
            }
        }
    };
    let control = move |of: Field| {
        let (id, value) = (input_id(of), values[of as usize]);
        let label: Sentence = t!(format!("checking.field.{}", of.key()));
        let problem = Signal::derive(move || {
            let found = wrong.with(|wrong| wrong.iter().find(|(field, _)| *field == of).map(|(_, wrong)| *wrong));
            found.map(|found| tr!(format!("checking.wrong.{}", found.key())))
        });
        let choice = |options: Vec<(&'static str, String)>| {
            let name = |(key, name): (&'static str, String)| (key.to_owned(), t!(&name));
            field::choice(
                id.clone(),
                t!(format!("checking.field.{}", of.key())),
                value,
                options.into_iter().map(name).collect(),
            )
        };
        match of {
            Field::Bound => choice(keys(&BOUNDS, |key| format!("checking.bound.{}", word(key)))),
            Field::Kind => choice(keys(&KINDS, |key| format!("indicators.type.{key}"))),
            Field::Status => choice(keys(&STATUSES, |key| format!("indicators.status.{key}"))),
            Field::Direction => choice(keys(&DIRECTIONS, |key| {
                let key = if key.is_empty() { "none" } else { key };
                format!("checking.direction.{key}")
            })),
            of => field::text(id, label, value, problem, (of == Field::Name).then_some("checking-names")),
        }
    };
    let names = known.into_iter().map(|(name, _)| view! { <option value=name></option> }.into_any());
    view! {
        {head(ID, t!(title), close)}
        <form class="check-form" novalidate on:submit=hear(submit)>
            <blockquote class="song" lang="zh-CN">{before}<mark>{quote}</mark>{after}</blockquote>
            <div class="fields">{Field::ALL.map(control).into_iter().collect::<Vec<_>>()}</div>
            <datalist id="checking-names">{names.collect::<Vec<_>>()}</datalist>
            <div class="acts">
                <button class="btn btn-main" type="submit">{t!("checking.save")}</button>
                <button class="btn" type="button" on:click=hear(move |_| close())>{t!("checking.cancel")}</button>
            </div>
        </form>
    }
    .into_any()
}

/// A sentence before its number, the number, and after it.
fn pieces(report: &Report, sentence: Span, number: Span) -> [String; 3] {
    let slice = |start: u32, end: u32| full_width(report.index.slice(&report.document.text, start, end));
    [slice(sentence.start, number.start), slice(number.start, number.end), slice(number.end, sentence.end)]
}

/// The sentence around a number that is no row yet, no further than its paragraph and a hundred characters.
fn sentence_around(document: &Document, index: &CharIndex, number: Span) -> Span {
    let ends = |c: char| matches!(c, '。' | '\n' | '！' | '？');
    let before = &document.text[..index.byte_from_char(&document.text, number.start)];
    let after = &document.text[index.byte_from_char(&document.text, number.end)..];
    let start = before.chars().rev().take(100).take_while(|c| !ends(*c)).count() as u32;
    let end = after.chars().take(100).take_while(|c| !ends(*c)).count() as u32;
    Span { start: number.start - start, end: number.end + end }
}

fn keys<T>(choices: &[(&'static str, T)], key: impl Fn(&str) -> String) -> Vec<(&'static str, String)> {
    choices.iter().map(|(known, _)| (*known, key(known))).collect()
}

/// The word for a bound in keys of `locales/`.
fn word(bound: &str) -> &'static str {
    match bound {
        ">=" => "at_least",
        "<=" => "at_most",
        "~" => "about",
        _ => "exact",
    }
}

fn input_id(field: Field) -> String {
    format!("checking-{}", field.key())
}

pub(super) fn focus(id: Option<String>) {
    let element = id.and_then(|id| document().get_element_by_id(&id)?.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        let _ = element.focus();
    }
}

/// The canonical names in the open reports with their domains.
fn names() -> Vec<(String, Option<String>)> {
    let mut names: Vec<(String, Option<String>)> = State::get().reports.with_untracked(|reports| {
        let rows = reports.iter().flat_map(|report| &report.document.indicators);
        rows.filter_map(|row| Some((row.name.clone()?, row.domain.clone()))).collect()
    });
    sort_by_key(&mut names, |(name, _)| name.clone());
    names.dedup_by(|(a, _), (b, _)| a == b);
    names
}
