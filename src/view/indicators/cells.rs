//! What the cells of a row say. In: a row of the contract. Out: words and marks, in the reader's language.

use super::domain;
use super::table::Table;
use crate::view::dom::hear;
use crate::view::wording::full_width;
use gangmu_export::Row;
use gangmu_model::{Average, Bound, Checked, Confidence, Direction, Indicator, IndicatorType, Status};
use leptos::prelude::*;
use leptos::web_sys::MouseEvent;

/// How many characters of the sentence stand before the number in the narrow column.
const BEFORE: usize = 14;

/// The sign of a bound; nothing for an exact value.
pub(super) fn bound(bound: Bound) -> &'static str {
    gangmu_export::bound_sign(bound)
}

/// The bound in words, for those who do not see the sign.
pub(super) fn bound_key(bound: Bound) -> Option<&'static str> {
    match bound {
        Bound::Exact => None,
        Bound::AtLeast => Some("indicators.bound.at_least"),
        Bound::AtMost => Some("indicators.bound.at_most"),
        Bound::About => Some("indicators.bound.about"),
    }
}

/// The figures as the text has them; a range with its dash, a minus as a minus.
pub(super) fn value(row: Row<'_>) -> String {
    let written = row.written();
    let value = written.value.replacen('-', "−", 1);
    match written.max {
        Some(max) => format!("{value}–{}", max.replacen('-', "−", 1)),
        None => value,
    }
}

/// The key of «年均» and its like.
pub(super) fn average_key(average: Average) -> &'static str {
    match average {
        Average::Year => "indicators.average.year",
        Average::Month => "indicators.average.month",
        Average::Day => "indicators.average.day",
    }
}

/// A period of the contract as a person writes it: 2023 一季度, 2021–2025, 至 2022.
pub(super) fn period(period: &str) -> String {
    gangmu_export::period(period, &|key| tr!(key))
}

/// A status with its time, in running text: 2023年完成.
pub(super) fn dated(period_of: Option<&str>, status: &str) -> String {
    match period_of {
        None => status.to_owned(),
        Some(year) if year.len() == 4 => tr!("indicators.dated_year", year = year, status = status),
        Some(other) => tr!("indicators.dated", period = period(other), status = status),
    }
}

/// The quiet mark beside a percentage: how far along its scale it lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mark {
    /// A change on 0–25 % is a dot, a share on 0–100 % a bar.
    pub dot: bool,
    /// Per cent of the scale, at most 100.
    pub at: f64,
    /// Whether the value lies beyond the scale's end.
    pub beyond: bool,
}

/// The mark of a row; only percentages of 0 and more have one.
pub(super) fn mark(row: &Indicator) -> Option<Mark> {
    let value = row.value.0;
    if row.unit.as_deref() != Some("%") || value < 0.0 {
        return None;
    }
    let (dot, scale) = match row.kind {
        IndicatorType::Level => (false, 100.0),
        IndicatorType::Change => (true, 25.0),
        _ => return None,
    };
    Some(Mark { dot, at: (value / scale * 100.0).min(100.0), beyond: value > scale })
}

/// The mark as an element.
pub(super) fn mark_view(row: &Indicator) -> Option<AnyView> {
    let mark = mark(row)?;
    let class = match (mark.dot, row.status) {
        (true, Status::Target) => "celldot t",
        (true, _) => "celldot",
        (false, Status::Target) => "cellbar t",
        (false, _) => "cellbar",
    };
    let at = format!("{:.1}%", mark.at);
    let part =
        if mark.dot { view! { <i style:left=at></i> }.into_any() } else { view! { <i style:width=at></i> }.into_any() };
    Some(view! { <div class=class class:beyond=mark.beyond aria-hidden="true">{part}</div> }.into_any())
}

/// The box that selects row `id`, with the row's number.
pub(super) fn pick_view(table: Table, id: u32, row: &Indicator, is_picked: Memo<bool>) -> AnyView {
    let name = row.indicator.clone();
    let label = tr!("indicators.pick", name = &name);
    // A click on the box must not open the row.
    let pick = move |event: MouseEvent| {
        event.stop_propagation();
        if event.shift_key() {
            table.pick_to(id);
        } else {
            table.pick(id);
        }
    };
    view! {
        <label class="pick" on:click=hear(|event: MouseEvent| event.stop_propagation())>
            <input type="checkbox" tabindex="-1" aria-label=label prop:checked=move || is_picked.get() on:click=hear(pick)/>
            {checked_view(row.checked)}
            <span class="num" aria-hidden="true">{id + 1}</span>
        </label>
    }
    .into_any()
}

/// The name, with a flag where it wants a look at the sentence.
pub(super) fn name_view(row: &Indicator) -> AnyView {
    let doubt = (row.confidence == Confidence::Low).then(|| {
        let words = tr!("indicators.detail.doubt");
        let title = words.clone();
        view! { <span class="flag" title=title><span class="sr">{words}</span></span> }
    });
    view! { {row.indicator.clone()} {doubt} }.into_any()
}

/// The sign of a bound, and its words.
pub(super) fn bound_view(of: Bound) -> Option<AnyView> {
    let key = bound_key(of)?;
    Some(
        view! {
            <span aria-hidden="true">{bound(of)}</span>
            <span class="sr">{tr!(key)}</span>
        }
        .into_any(),
    )
}

/// What is done to the value, and which way it goes.
pub(super) fn action_view(row: &Indicator) -> AnyView {
    let average = row.average.map(|average| view! { <span class="dim">{tr!(average_key(average))}</span> });
    let direction = row.direction.map(|direction| {
        let (arrow, key) = match direction {
            Direction::Up => ("↑", "indicators.direction.up"),
            Direction::Down => ("↓", "indicators.direction.down"),
        };
        view! {
            <span class="dir" aria-hidden="true">{arrow}</span>
            <span class="sr">{tr!(key)}</span>
        }
    });
    view! { {average} {row.action.clone()} {direction} }.into_any()
}

/// The sign of a row that a reader has checked, and the key of its words.
pub(super) fn checked_mark(checked: Checked) -> Option<(&'static str, &'static str)> {
    match checked {
        Checked::No => None,
        Checked::Yes => Some(("✓", "checking.mark.yes")),
        Checked::Edited => Some(("✎", "checking.mark.edited")),
        Checked::Added => Some(("＋", "checking.mark.added")),
    }
}

/// The quiet mark of a row that a reader has checked.
pub(in crate::view) fn checked_view(checked: Checked) -> Option<AnyView> {
    let (mark, key) = checked_mark(checked)?;
    Some(
        view! { <span class="checked-mark" data-mark=mark title=t!(key)><span class="sr">{t!(key)}</span></span> }
            .into_any(),
    )
}

/// The domain with its character in a square.
pub(super) fn domain_view(name: &str) -> AnyView {
    match domain::shown(name) {
        Some(shown) => {
            let key = format!("indicators.domain.{}", shown.key);
            view! { <span class="dom" data-d=shown.name data-c=shown.character>{move || tr!(&key)}</span> }.into_any()
        }
        None => name.to_owned().into_any(),
    }
}

/// The sentence in three pieces: before the number, the number as written, after it. Punctuation is shown full-width,
/// one character for one, so that the offsets hold.
pub(super) fn sentence(row: Row<'_>) -> (String, String, String) {
    let (sentence, span) = (row.indicator.sentence, row.indicator.span);
    let shown = full_width(row.slice(sentence));
    let mut chars = shown.chars();
    let mut take = |from: u32, to: u32| -> String { chars.by_ref().take(to.saturating_sub(from) as usize).collect() };
    let before = take(sentence.start, span.start);
    let number = take(span.start, span.end);
    (before.trim_start().to_owned(), number, take(span.end, sentence.end).trim_end().to_owned())
}

/// The pieces of [`sentence`] cut for the narrow column.
pub(super) fn short_sentence(row: Row<'_>) -> (String, String, String) {
    let (before, number, after) = sentence(row);
    let length = before.chars().count();
    if length <= BEFORE + 1 {
        return (before, number, after);
    }
    let cut: String = before.chars().skip(length - BEFORE).collect();
    (format!("…{cut}"), number, after)
}

#[cfg(test)]
mod tests {
    use super::period;

    #[test]
    fn periods_read_as_people_write_them() {
        crate::i18n::set_language(crate::i18n::Language::Chinese);
        let cases = ["2031", "2031Q1", "2031Q1-Q3", "2031H1", "2026-2030", "..2030", "2031-01..2031-05"];
        let read = ["2031", "2031 一季度", "2031 前三季度", "2031 上半年", "2026–2030", "至 2030", "2031-01–2031-05"];
        assert_eq!(cases.map(period), read);
    }
}
