//! Kinds: a number and the words before it in, whether it is a level, a change, a rank, a move or a gap out.

use super::subject::Subject;
use crate::quantity::{Quantity, QuantityKind};
use gangmu_model::{Average, Direction, IndicatorType, Multiple};

/// What a value is, which way it went, and how a multiple is meant.
pub(super) type Kind = (IndicatorType, Option<Direction>, Option<Multiple>);

/// What a value is, from its unit and the words before it; `doubled` says that it is written 翻番.
pub(super) fn kind_of(quantity: &Quantity, subject: &Subject<'_>, doubled: bool) -> Kind {
    let change = subject.change.map(|(direction, _)| direction);
    match quantity.kind {
        QuantityKind::Rank => (IndicatorType::Rank, None, None),
        QuantityKind::Places => (IndicatorType::RankChange, Some(change.unwrap_or(Direction::Up)), None),
        _ if subject.gap.is_some() => (IndicatorType::Gap, subject.gap.map(|(direction, _)| direction), None),
        QuantityKind::Points => (IndicatorType::Change, Some(change.unwrap_or(Direction::Up)), None),
        // 前进7位: a move, where 第7位 would be a place
        QuantityKind::Plain
            if quantity.unit == "位"
                && subject.change.is_some_and(|(_, word)| {
                    ["前进", "提升", "上升", "晋升", "进位", "跃升", "后退", "下降", "后移", "退后", "前移"]
                        .iter()
                        .any(|move_word| word.contains(move_word))
                }) =>
        {
            (IndicatorType::RankChange, change, None)
        }
        QuantityKind::Multiple => match change {
            Some(direction) if !subject.changed_to => (IndicatorType::Change, Some(direction), Some(Multiple::Growth)),
            _ if doubled || subject.ratio => (IndicatorType::Change, Some(Direction::Up), Some(Multiple::Ratio)),
            _ => (IndicatorType::Level, None, None),
        },
        _ if subject.changed_to && !subject.of_growth => (IndicatorType::Level, None, None),
        QuantityKind::Percent if subject.of_growth => (IndicatorType::Change, change, None),
        // A price index in per cent is its rise
        QuantityKind::Percent
            if change.is_none() && ["消费价格", "CPI", "物价"].iter().any(|word| subject.name.contains(word)) =>
        {
            (IndicatorType::Change, Some(Direction::Up), None)
        }
        _ => match change {
            Some(direction) => (IndicatorType::Change, Some(direction), None),
            None => (IndicatorType::Level, None, None),
        },
    }
}

/// The span that a name says its value is an average over.
pub(super) fn average_of(name: &str) -> Option<Average> {
    if name.starts_with("年均") {
        Some(Average::Year)
    } else if name.starts_with("月均") {
        Some(Average::Month)
    } else if name.starts_with("日均") {
        Some(Average::Day)
    } else {
        None
    }
}
