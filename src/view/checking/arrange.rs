//! The form of which text is one report: the line with which another report begins in this one, and the open report that goes
//! on where this one ends.

use super::{field, form, head};
use crate::i18n::Sentence;
use crate::state::arrange;
use crate::state::checking::Checking;
use crate::state::desk::Desk;
use crate::state::{Report, State};
use crate::view::bar::short_name;
use crate::view::dom::hear;
use leptos::prelude::*;
use web_sys::SubmitEvent;

const ID: &str = "checking-edit";
/// A title is at most this long, in characters.
const LONGEST_TITLE: usize = 40;

/// The form for a report.
pub(super) fn form(checking: Checking, report: usize) -> Option<AnyView> {
    let state = State::get();
    let desk = Desk::get();
    let reports = state.reports.get_untracked();
    let of = reports.get(report)?;
    // Where the reader is in the text, a report may begin as well.
    let here = state.place.with_untracked(|place| place.at);
    let lines = beginnings(&of.document.text, here);
    let likely = lines.iter().find(|line| line.likely).or_else(|| lines.iter().find(|line| line.here));
    let line = RwSignal::new(likely.map(|line| line.at.to_string()).unwrap_or_default());
    let unclear = likely.is_none() && !lines.is_empty();
    let others = others(&reports, report);
    let other = RwSignal::new(others.first().map(|(at, _)| at.clone()).unwrap_or_default());
    let close = move || checking.editing.set(None);
    let split = move || {
        if let Ok(at) = line.get_untracked().parse() {
            close();
            arrange::split(desk, checking, report, at);
        }
    };
    let join = move || {
        if let Ok(second) = other.get_untracked().parse() {
            close();
            arrange::join(desk, checking, report, second);
        }
    };
    let mut options: Vec<(String, String)> = lines.into_iter().map(|line| (line.at.to_string(), line.words)).collect();
    if unclear {
        options.insert(0, (String::new(), tr!("checking.arrange.pick")));
    }
    let lines = (!options.is_empty()).then(|| {
        let choice = field::choice("checking-split".to_owned(), t!("checking.arrange.split"), line, options);
        deed(choice, t!("checking.arrange.split_note"), t!("checking.arrange.split_act"), split)
    });
    let others = (!others.is_empty()).then(|| {
        let choice = field::choice("checking-join".to_owned(), t!("checking.arrange.join"), other, others);
        deed(choice, t!("checking.arrange.join_note"), t!("checking.arrange.join_act"), join)
    });
    form::focus(Some(if lines.is_some() { "checking-split" } else { "checking-join" }.to_owned()));
    Some(
        view! {
            {head(ID, t!("checking.arrange.title"), close)}
            <div class="check-list">
                {lines.unwrap_or_else(|| view! { <p class="faint">{t!("checking.arrange.none")}</p> }.into_any())}
                {others.unwrap_or_else(|| view! { <p class="faint">{t!("checking.arrange.alone")}</p> }.into_any())}
                <p class="faint">{t!("checking.arrange.undo")}</p>
            </div>
        }
        .into_any(),
    )
}

/// A choice, what comes of it, and the button that does it.
fn deed(choice: AnyView, note: Sentence, act: Sentence, submit: impl Fn() + 'static) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        submit();
    };
    view! {
        <form class="check-form part" on:submit=hear(submit)>
            <div class="fields one">{choice}</div>
            <p class="faint">{note}</p>
            <div class="acts">
                <button class="btn" type="submit">{act}</button>
            </div>
        </form>
    }
    .into_any()
}

/// A line with which another report may begin.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    /// Its first character.
    at: u32,
    words: String,
    /// It is called a report.
    likely: bool,
    /// The reader is there.
    here: bool,
}

/// The lines behind the first that are short enough for a title, and the one that holds character `here`, whatever it is.
fn beginnings(text: &str, here: Option<u32>) -> Vec<Line> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let length = line.chars().count();
        let words = line.trim();
        let holds = here.is_some_and(|here| (at..=at + length as u32).contains(&here));
        let sentence = words.ends_with(['。', '；', '！', '：', '，']);
        if at > 0 && !words.is_empty() && (holds || (length <= LONGEST_TITLE && !sentence)) {
            let likely = words.contains("报告") && !words.contains(['。', '，']);
            let words = words.chars().take(LONGEST_TITLE).collect();
            lines.push(Line { at, words, likely, here: holds });
        }
        at += length as u32 + 1;
    }
    lines
}

/// The other open reports by place and name, the next one first.
fn others(reports: &[Report], report: usize) -> Vec<(String, String)> {
    let places = (report + 1..reports.len()).chain(0..report);
    places
        .map(|at| (at.to_string(), format!("{} · {}", short_name(&reports[at]), reports[at].document.title)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::beginnings;

    #[test]
    fn short_lines_may_be_titles_and_so_may_where_the_reader_is() {
        let text = "青禾县政府工作报告\n各位代表：\n一、回顾\n新建学校3所。\n\n白渡县工作报告\n又新建学校1所。";
        let said = |here| {
            let lines = beginnings(text, here);
            lines.into_iter().map(|line| (line.at, line.words, line.likely, line.here)).collect::<Vec<_>>()
        };
        let title = text.chars().position(|c| c == '渡').unwrap() as u32 - 1;
        let first = (16, "一、回顾".to_owned(), false, false);
        assert_eq!(said(None), [first.clone(), (title, "白渡县工作报告".to_owned(), true, false)]);
        let last = (title + 8, "又新建学校1所。".to_owned(), false, true);
        assert_eq!(said(Some(title + 9))[2], last);
        assert_eq!(said(Some(3)).len(), 2, "the report itself begins in the first line");
    }
}
