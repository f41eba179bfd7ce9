//! One indicator, two values: 城镇新增就业5.2万人 in the review's first paragraph, 5.4万人 where it speaks of people's lives.

use super::{Range, Sheet, sure};
use gangmu_model::{Bound, Direction, Indicator, IndicatorType, Multiple, Status, Warning};
use rustc_hash::FxHashMap;

/// What two rows must share to speak of one thing.
#[derive(PartialEq, Eq, Hash)]
struct Key<'a> {
    name: &'a str,
    kind: IndicatorType,
    unit: &'a str,
    action: Option<&'a str>,
    direction: Option<Direction>,
    multiple: Option<Multiple>,
    status: Status,
    period: &'a str,
    base: Option<&'a str>,
}

/// Finds rows of one name, time and kind whose figures differ by more than rounding.
pub(super) fn check(sheet: &Sheet<'_>, found: &mut Vec<Warning>) {
    let mut seen: FxHashMap<Key<'_>, Vec<&Indicator>> = FxHashMap::default();
    for (row, name) in sheet.named_rows() {
        let Some(key) = key(row, name) else { continue };
        let earlier = seen.entry(key).or_default();
        // Few names come twice, and what narrows a row is asked of those alone.
        let narrowed = if earlier.is_empty() { 0 } else { narrower(sheet, row) };
        let alike = |other: &&Indicator| narrower(sheet, other) == narrowed;
        let conflicts = |other: &&Indicator| other.sentence != row.sentence && conflict(sheet, other, row);
        if let Some(other) = earlier.iter().copied().find(|other| conflicts(other) && alike(other)) {
            found.push(sheet.warning("two-values", row, other));
        }
        // A figure said again adds nothing to compare with, once two sentences have it: a text that repeats itself a
        // thousand times must not be compared a million times.
        let same = |other: &&Indicator| {
            other.value == row.value
                && other.unit == row.unit
                && other.bound == row.bound
                && sheet.slice(other.span) == sheet.slice(row.span)
                && alike(other)
        };
        let mut again = earlier.iter().copied().filter(same);
        let new = again.next().is_none_or(|first| again.next().is_none() && first.sentence != row.sentence);
        if new && earlier.len() < MOST_VALUES {
            earlier.push(row);
        }
    }
}

/// What has so many values in one text is not one thing.
const MOST_VALUES: usize = 32;

/// Words that make a value that of a part of the place, or of a part of the year.
const NARROWER: [&str; 19] = [
    "主城区", "中心城区", "市区", "城区", "县城", "开发区", "经开区", "高新区", "新区", "园区", "示范区", "本级",
    "县域", "乡镇", "街道", "季度", "上半年", "下半年", "月份",
];

fn key<'a>(row: &'a Indicator, name: &'a str) -> Option<Key<'a>> {
    let found_sure = sure(row)
        && !row.stretch
        && matches!(row.bound, Bound::Exact | Bound::AtLeast)
        && match row.kind {
            IndicatorType::Level => matches!(row.rule.as_str(), "core" | "distribution" | "antecedents"),
            IndicatorType::Change => {
                matches!(row.rule.as_str(), "core" | "distribution" | "antecedents" | "carried-topic")
            }
            _ => false,
        };
    if !found_sure {
        return None;
    }
    if !distinctive(name, row) {
        return None;
    }
    Some(Key {
        name,
        kind: row.kind,
        unit: row.unit_base.as_deref().or(row.unit.as_deref())?,
        // 增长 and 提高 of one value differ in nothing but the word; 新开工 and 建成 do
        action: row.action.as_deref().filter(|_| row.kind == IndicatorType::Level),
        direction: row.direction,
        multiple: row.multiple,
        status: row.status,
        period: row.period.as_deref()?,
        base: row.base.as_deref().filter(|base| !["同比", "上年", "去年", "比上年", "较上年"].contains(base)),
    })
}

/// Which of the [`NARROWER`] words stand before a row's number, a bit each.
fn narrower(sheet: &Sheet<'_>, row: &Indicator) -> u32 {
    let before = sheet.before(row);
    NARROWER.iter().enumerate().filter(|(_, word)| before.contains(*word)).fold(0, |bits, (at, _)| bits | 1 << at)
}

/// Whether a name says enough to be one thing wherever it stands: 学位 and 项目 are many things in one report.
fn distinctive(name: &str, row: &Indicator) -> bool {
    const COUNTED: [&str; 12] = ["个", "项", "件", "所", "处", "条", "座", "套", "场", "次", "张", "名"];
    let long = name.chars().count() >= 6;
    let counted = row.unit_base.as_deref().is_some_and(|unit| COUNTED.contains(&unit));
    long || (row.name.is_some() && !counted)
}

/// Whether two figures of one thing cannot both be right, and are near enough to be meant for one thing.
fn conflict(sheet: &Sheet<'_>, earlier: &Indicator, later: &Indicator) -> bool {
    let (one, other) = (sheet.range(earlier), sheet.range(later));
    let apart = match (earlier.bound, later.bound) {
        (Bound::Exact, Bound::Exact) => !one.agrees(other),
        // What is planned as 8%以上 may well be planned as 8.5% elsewhere, and what came to 300余亿元 is 312亿元
        (Bound::AtLeast, Bound::Exact) => one.exceeds(other),
        (Bound::Exact, Bound::AtLeast) => other.exceeds(one),
        _ => false,
    };
    apart && near(one, other)
}

/// Values of one thing in one report are a slip apart, or a magnitude (亿 for 万); others are of two things.
fn near(one: Range, other: Range) -> bool {
    const SLIP: f64 = 1.5;
    if one.value <= 0.0 || other.value <= 0.0 {
        return false;
    }
    let ratio = (one.value / other.value).max(other.value / one.value);
    let magnitude = ratio.log10();
    ratio <= SLIP || (magnitude.round() >= 1.0 && (magnitude - magnitude.round()).abs() < 1e-6)
}
