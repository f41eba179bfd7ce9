//! Per cent and percentage points: a rate that rises by per cent (城镇化率提高1.5%), an amount that grows by percentage points
//! (地区生产总值增长6.5个百分点).

use super::{Sheet, sure};
use gangmu_model::{Indicator, IndicatorType, Warning};

/// Ends of names that are shares of a whole.
const SHARES: [&str; 4] = ["率", "比重", "占比", "比例"];

/// Names that end in 率 and yet rise and fall by per cent: ratios of unlike things, and how often something happens.
const RELATIVE: [&str; 24] = [
    "效率", "生产率", "产出率", "周转率", "汇率", "容积率", "发生率", "受害率", "发案率", "事故率", "死亡率", "发病率",
    "受灾率", "投诉率", "信访率", "频率", "速率", "功率", "概率", "增长率", "出生率", "流量率", "犯罪率", "增幅率",
];

/// Finds changes given in the wrong one of the two.
pub(super) fn check(sheet: &Sheet<'_>, found: &mut Vec<Warning>) {
    for (at, row) in sheet.rows().iter().enumerate() {
        if row.kind != IndicatorType::Change || !sure(row) {
            continue;
        }
        let share = is_share(&row.indicator);
        match row.unit.as_deref() {
            Some("%") if share => {
                // The other place: where the same share is given as one, or moves by points.
                let other = others(sheet, at).find(|other| match other.kind {
                    IndicatorType::Level => other.unit.as_deref() == Some("%"),
                    IndicatorType::Change => other.unit.as_deref() == Some("个百分点"),
                    _ => false,
                });
                found.push(sheet.warning_beside("share-in-percent", row, other));
            }
            Some("个百分点") if !share && is_growth(sheet, row) => {
                let other = others(sheet, at)
                    .find(|other| other.kind == IndicatorType::Change && other.unit.as_deref() == Some("%"));
                if row.name.is_some() || other.is_some() {
                    found.push(sheet.warning_beside("amount-in-points", row, other));
                }
            }
            _ => {}
        }
    }
}

fn is_share(name: &str) -> bool {
    SHARES.iter().any(|end| name.ends_with(end)) && !RELATIVE.iter().any(|end| name.ends_with(end))
}

/// Whether the points are of the amount itself: 增长, where 提高 and 加快 are of its growth.
fn is_growth(sheet: &Sheet<'_>, row: &Indicator) -> bool {
    const OF_A_RATE: [&str; 16] = [
        "增速", "增幅", "涨幅", "降幅", "占", "比重", "率", "贡献", "拉动", "高于", "低于", "快于", "超", "比例",
        "强度", "差距",
    ];
    let clause = sheet.clause(row);
    row.action.as_deref().is_some_and(|word| matches!(word, "增长" | "同比增长" | "下降" | "增加" | "减少"))
        && !OF_A_RATE.iter().any(|word| clause.contains(word) || row.indicator.contains(word))
        && row.rule != "carried-topic"
}

/// Other rows of the same name, the nearest before it first.
fn others<'a>(sheet: &'a Sheet<'_>, at: usize) -> impl Iterator<Item = &'a Indicator> {
    let rows = sheet.rows();
    let alike = move |&other: &usize| sheet.names[other] == sheet.names[at];
    (0..at).rev().chain(at + 1..rows.len()).filter(alike).map(|at| &rows[at])
}
