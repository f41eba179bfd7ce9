//! Parts and wholes: 投资30亿元，其中民间投资32亿元. One part, or all parts of an amount of money or land, come to more than
//! the whole that they are 其中 parts of.

use super::{Sheet, is_level, sure};
use gangmu_model::{Bound, Indicator, Warning};
use std::collections::BTreeMap;

/// Finds parts that exceed their whole, singly or together.
pub(super) fn check(sheet: &Sheet<'_>, found: &mut Vec<Warning>) {
    for (whole, parts) in families(sheet) {
        if !sure(whole) || whole.bound == Bound::AtLeast {
            continue;
        }
        let limit = sheet.range(whole);
        if let Some(part) = parts.iter().find(|part| sheet.range(part).exceeds(limit)) {
            found.push(sheet.warning("part-exceeds-whole", part, whole));
        } else if let [.., last] = &parts[..]
            && parts.len() > 1
            && adds_up(whole)
            && distinct(&parts)
        {
            let (sum, half) = sheet.sum(&parts);
            if sum - half > limit.value + limit.half {
                found.push(sheet.warning_of_parts("parts-exceed-whole", &parts, last, whole));
            }
        }
    }
}

/// Each whole with the parts that are measured as it is, in reading order.
pub(super) fn families<'a>(sheet: &'a Sheet<'_>) -> Vec<(&'a Indicator, Vec<&'a Indicator>)> {
    let rows = sheet.rows();
    let mut families: BTreeMap<usize, Vec<&Indicator>> = BTreeMap::new();
    let mut first = None;
    for (at, row) in rows.iter().enumerate() {
        let Some(parent) = row.parent.map(|parent| parent as usize) else { continue };
        let Some(whole) = whole(rows, parent) else { continue };
        // 到位资金14亿元，其中签约项目15个、总投资20亿元: what follows a part that is measured otherwise is that part's own
        if first.is_none_or(|(of, _)| of != parent) {
            first = Some((parent, at));
        }
        if first.is_some_and(|(_, first)| rows[first].unit_base != rows[whole].unit_base) {
            continue;
        }
        let alike = is_level(row)
            && sure(row)
            && row.unit_base == rows[whole].unit_base
            && row.unit_base.is_some()
            && row.status == rows[whole].status
            && row.period == rows[whole].period
            && row.span.start > rows[whole].span.start;
        if alike {
            families.entry(whole).or_default().push(row);
        }
    }
    families.into_iter().map(|(whole, parts)| (&rows[whole], parts)).collect()
}

/// The row that 其中 divides: the parent, or the amount whose growth the parent is (投资30亿元，增长8%，其中…).
fn whole(rows: &[Indicator], parent: usize) -> Option<usize> {
    let named = rows.get(parent)?;
    if is_level(named) {
        return Some(parent);
    }
    (0..parent)
        .rev()
        .take_while(|&at| rows[at].sentence == named.sentence)
        .find(|&at| is_level(&rows[at]) && rows[at].indicator == named.indicator)
}

/// Money and land have parts that do not overlap; an enterprise may be counted under two heads.
fn adds_up(whole: &Indicator) -> bool {
    whole.unit_base.as_deref().is_some_and(|unit| matches!(unit, "元" | "美元" | "亩" | "公顷" | "公里" | "吨"))
}

fn distinct(parts: &[&Indicator]) -> bool {
    parts.iter().enumerate().all(|(at, part)| parts[..at].iter().all(|other| other.indicator != part.indicator))
}
