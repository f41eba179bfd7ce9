//! Units that do not fit: 地区生产总值168.4元, 农村居民人均可支配收入1.8亿元, PM2.5平均浓度27毫克/立方米.

use super::{Sheet, bare, is_level};
use crate::indicator::canonical::{base_of, entries};
use gangmu_model::{Bound, Confidence, Indicator, Warning};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Kinds of measure; a unit in none of them (个, 家, 项) counts things, and a name beside a count is seldom the whole name.
const FAMILIES: [&[&str]; 8] = [
    &["元", "美元", "欧元", "港元", "人民币"],
    &["人", "人次", "户", "名"],
    &["亩", "公顷", "平方公里", "平方米", "平方千米"],
    &["公里", "米", "千米"],
    &["吨", "公斤", "斤", "克"],
    &["千瓦", "千瓦时", "度", "瓦", "吨标准煤"],
    &["微克/立方米"],
    &["毫克/立方米", "克/立方米"],
];

/// Finds levels whose unit is of another kind, or out by magnitudes.
pub(super) fn check(sheet: &Sheet<'_>, found: &mut Vec<Warning>) {
    for (row, name) in sheet.named_rows() {
        let sure = row.confidence == Confidence::High && row.bound == Bound::Exact && row.rule == "core";
        if !sure || !is_level(row) {
            continue;
        }
        let (Some(unit), Some(expected)) = (row.unit.as_deref(), expected(name)) else { continue };
        if misfit(row, unit, expected) {
            let mut warning = sheet.warning_beside("unit-misfit", row, None);
            warning.parameters.insert("expected".to_owned(), expected.replace([',', ';'], "、"));
            found.push(warning);
        }
    }
}

/// The units of a canonical indicator of this [`bare`] name as its table has them; names that are a class of things (专项债, 5G) are not asked.
fn expected(name: &str) -> Option<&'static str> {
    static TABLE: OnceLock<FxHashMap<String, &'static str>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let told =
            entries().iter().filter(|entry| !entry.written_units.is_empty() && !entry.written_units.contains(':'));
        told.map(|entry| (bare(entry.name), entry.written_units)).collect()
    });
    table.get(name).copied()
}

fn misfit(row: &Indicator, unit: &str, expected: &str) -> bool {
    let base = base_of(unit);
    let Some(family) = family(base) else { return false };
    let measures: Vec<&str> = expected.split([',', ';']).filter(|unit| !matches!(*unit, "%" | "百分点")).collect();
    // A name whose own measure is unknown to the table, or is a share alone, may have an amount too
    if measures.is_empty() || measures.iter().any(|unit| self::family(base_of(unit)).is_none()) {
        return false;
    }
    if !measures.iter().any(|unit| self::family(base_of(unit)) == Some(family)) {
        return true;
    }
    let Some(amount) = row.amount.map(|amount| amount.0) else { return false };
    // Of a whole place in 亿元, less than a million is a lost 亿; of one person in 元, more than a million a 亿 too many
    const MILLION: f64 = 1e6;
    base == "元"
        && (measures.iter().all(|unit| unit.contains('亿')) && amount < MILLION
            || measures.iter().all(|unit| *unit == "元") && amount > MILLION)
}

fn family(base: &str) -> Option<usize> {
    FAMILIES.iter().position(|family| family.contains(&base))
}
