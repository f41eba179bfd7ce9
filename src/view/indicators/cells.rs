//! What the cells of a row say. In: a row of the contract. Out: words and marks, in the reader's language. How they get into
//! the grid is [`super::rows`]' part.

use super::domain;
use crate::view::wording::full_width;
use gangmu_export::Row;
use gangmu_model::{Average, Bound, Checked, Indicator, IndicatorType};
use leptos::prelude::*;

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
