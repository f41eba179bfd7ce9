//! Totals and lists: figures that are known to make up another one, and do not. 进出口总额100亿元，其中出口60亿元、进口45亿元.

use super::{Sheet, is_level, parts, plain};
use gangmu_model::{Indicator, Parameters, Warning};

/// A whole, and the parts that make it up without rest. Names without the words for the whole place.
struct Division {
    whole: &'static [&'static str],
    parts: &'static [&'static [&'static str]],
}

const DIVISIONS: [Division; 4] = [
    Division {
        whole: &["生产总值"],
        parts: &[
            &["第一产业增加值", "一产增加值", "第一产业"],
            &["第二产业增加值", "二产增加值", "第二产业"],
            &["第三产业增加值", "三产增加值", "第三产业"],
        ],
    },
    Division {
        whole: &["进出口总额", "进出口总值", "进出口"],
        parts: &[&["出口", "出口额", "出口总额", "出口总值"], &["进口", "进口额", "进口总额", "进口总值"]],
    },
    Division { whole: &["一般公共预算收入"], parts: &[&["税收收入"], &["非税收入"]] },
    Division {
        whole: &["常住人口"], parts: &[&["城镇人口", "城镇常住人口"], &["乡村人口", "乡村常住人口"]]
    },
];

/// Finds totals that the figures beside them contradict.
pub(super) fn check(sheet: &Sheet<'_>, found: &mut Vec<Warning>) {
    let rows: Vec<(&Indicator, &str)> = sheet.named_rows().filter(|(row, _)| is_level(row) && plain(row)).collect();
    for (at, (whole, name)) in rows.iter().enumerate() {
        let Some(division) = DIVISIONS.iter().find(|division| division.whole.contains(name)) else {
            continue;
        };
        let after = rows[at + 1..]
            .iter()
            .take_while(|(row, name)| sheet.same_paragraph(whole, row) && !division.whole.contains(name));
        let alike = |(row, _): &&(&Indicator, &str)| {
            row.unit_base == whole.unit_base && row.status == whole.status && row.period == whole.period
        };
        let after: Vec<(&Indicator, &str)> = after.filter(alike).copied().collect();
        let listed: Vec<&Indicator> = division
            .parts
            .iter()
            .filter_map(|names| after.iter().find(|(_, name)| names.contains(name)).map(|&(row, _)| row))
            .collect();
        if listed.len() == division.parts.len() {
            compare(sheet, whole, &listed, found);
        }
    }
    // 项目100个，其中新建40个、续建70个: what is not begun this year goes on
    for (whole, listed) in parts::families(sheet) {
        let [one, other] = listed[..] else { continue };
        let begun = |row: &Indicator| ["新建", "新开工"].iter().any(|word| sheet.clause(row).contains(word));
        let going_on = |row: &Indicator| sheet.clause(row).contains("续建");
        if plain(whole) && plain(one) && plain(other) && begun(one) != begun(other) && going_on(one) != going_on(other)
        {
            compare(sheet, whole, &listed, found);
        }
    }
    structures(sheet, found);
}

fn compare(sheet: &Sheet<'_>, whole: &Indicator, listed: &[&Indicator], found: &mut Vec<Warning>) {
    let total = sheet.range(whole);
    let (sum, half) = sheet.sum(listed);
    let already = found.iter().any(|warning| warning.against == Some(whole.span.start));
    if let Some(last) = listed.last()
        && (sum - total.value).abs() > half + total.half
        && !already
    {
        found.push(sheet.warning_of_parts("total-and-list", listed, last, whole));
    }
}

/// What parts the shares of a ratio.
const PARTING: [char; 4] = [':', '：', '∶', '︰'];

/// 三次产业结构调整为12.1:40.3:48.6: shares that make 101.
fn structures(sheet: &Sheet<'_>, found: &mut Vec<Warning>) {
    let mut start = 0;
    for line in sheet.document.text.split('\n') {
        if line.contains("产业") && line.contains(PARTING) {
            let chars: Vec<char> = line.chars().collect();
            let mut at = 0;
            while at < chars.len() {
                let end = (at..chars.len()).find(|&end| !in_ratio(chars[end])).unwrap_or(chars.len());
                let leads = || {
                    let before: String = chars[at.saturating_sub(20)..at].iter().collect();
                    ["结构", "三次产业", "比例"].iter().any(|word| before.contains(word))
                };
                if let Some(sum) = shares(&chars[at..end]).filter(|_| leads()) {
                    let written: String = chars[at..end].iter().collect();
                    let parameters =
                        Parameters::from([("here".to_owned(), written), ("sum".to_owned(), format!("{sum:.1}"))]);
                    let place = Some(start + at as u32);
                    found.push(Warning { code: "shares-not-100".to_owned(), at: place, against: None, parameters });
                }
                at = end.max(at) + 1;
            }
        }
        start += line.chars().count() as u32 + 1;
    }
}

fn in_ratio(c: char) -> bool {
    c.is_ascii_digit() || c == '.' || PARTING.contains(&c)
}

/// The sum of three shares, if it is so near 100 that 100 is meant, and is not 100.
fn shares(chars: &[char]) -> Option<f64> {
    if chars.is_empty() {
        return None;
    }
    let text: String = chars.iter().collect();
    let parts: Vec<f64> = text.split(PARTING).map(str::parse).collect::<Result<_, std::num::ParseFloatError>>().ok()?;
    let sum: f64 = parts.iter().sum();
    // Three roundings to one place come to 0.15 at most; to whole numbers, to 1.5.
    let allowed = if text.contains('.') { 0.15 } else { 1.5 };
    (parts.len() == 3 && (80.0..120.0).contains(&sum) && (sum - 100.0).abs() > allowed + 1e-9).then_some(sum)
}
