//! Time and status: the words around a number and the role of its section in, done or promised and for when out.

use crate::quantity::ascii_digit;
use gangmu_model::{Average, Role, Status};

/// When a value holds and whether it is done.
pub(super) struct Time {
    pub(super) status: Status,
    pub(super) period: Option<String>,
    pub(super) average: Option<Average>,
}

/// Reads the time of a number from its sentence up to it.
pub(super) fn time(before: &str, role: Role, year: Option<u16>, change: bool) -> Time {
    let clause = before.rsplit(['；', ';', '。']).next().unwrap_or(before);
    let near = before.rsplit(['，', ',', '；', ';', '。']).next().unwrap_or(before);
    let planned = matches!(role, Role::Plan | Role::Government);
    let has = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    let near_has = |words: &[&str]| words.iter().any(|word| near.contains(word));
    let status = if planned {
        if near_has(&["去年", "上年已", "已建成", "已完成", "累计已", "目前已"]) {
            Status::Actual
        } else {
            Status::Target
        }
    } else if near_has(&["力争", "计划", "预期目标", "目标是"])
        && !near_has(&["完成计划", "年度计划", "行动计划", "计划的"])
        && role != Role::Review
    {
        Status::Target
    } else {
        Status::Actual
    };
    let current = year.map(|year| if status == Status::Target || planned { year } else { year - 1 });
    let average = if near.contains("年均") || (has(&["年均"]) && change) {
        Some(Average::Year)
    } else if near.contains("月均") {
        Some(Average::Month)
    } else if near.contains("日均") {
        Some(Average::Day)
    } else {
        None
    };
    let named = named_year(clause);
    let span = year.and_then(|year| {
        let last = year - 1;
        if has(&["过去五年", "五年来", "近五年", "五年间", "五年累计", "五年共"]) {
            Some(format!("{}-{last}", last - 4))
        } else if has(&["过去三年", "三年来", "近三年"]) {
            Some(format!("{}-{last}", last - 2))
        } else if has(&["三年内", "未来三年", "今后三年"]) {
            Some(format!("{year}-{}", year + 2))
        } else if has(&["未来五年", "今后五年", "五年内"]) {
            Some(format!("{year}-{}", year + 4))
        } else {
            None
        }
    });
    let part = |suffix: &str| current.map(|year| format!("{year}{suffix}"));
    let period = if let Some(year) = named {
        Some(year)
    } else if span.is_some() {
        span
    } else if let Some(suffix) = part_of_year(clause) {
        part(suffix)
    } else if near.contains("累计") && !change {
        current.map(|year| format!("..{year}"))
    } else {
        current.map(|year| year.to_string())
    };
    Time { status, period, average }
}

/// The part of the year named last: 一季度达到50%、上半年达到80%.
fn part_of_year(clause: &str) -> Option<&'static str> {
    const PARTS: [(&str, &str); 6] = [
        ("前三季度", "Q1-Q3"),
        ("一季度", "Q1"),
        ("二季度", "Q2"),
        ("三季度", "Q3"),
        ("四季度", "Q4"),
        ("上半年", "H1"),
    ];
    PARTS
        .iter()
        .filter_map(|(word, suffix)| clause.rfind(word).map(|at| (at + word.len(), word.len(), *suffix)))
        .max()
        .map(|(_, _, suffix)| suffix)
}

/// A year the clause names as the value's own: 2021年, 到2025年; not one it is compared with (较2020年).
fn named_year(clause: &str) -> Option<String> {
    let chars: Vec<char> = clause.chars().collect();
    let mut found = None;
    for at in 0..chars.len().saturating_sub(4) {
        let digits: String = chars[at..at + 4].iter().filter_map(|&c| ascii_digit(c)).collect();
        let bounded = at == 0 || ascii_digit(chars[at - 1]).is_none();
        let year: u16 = match digits.parse() {
            Ok(year) if digits.len() == 4 && bounded && (1949..2100).contains(&year) => year,
            _ => continue,
        };
        let compared = at > 0 && matches!(chars[at - 1], '较' | '比')
            || (at > 1 && chars[at - 2] == '相' && chars[at - 1] == '比');
        if chars[at + 4] == '年' && !compared {
            found = Some(year.to_string());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::time;
    use gangmu_model::{Average, Role, Status};

    #[test]
    fn the_part_of_the_report_decides_unless_words_do() {
        let of = |text: &str, role| {
            let time = time(text, role, Some(2024), false);
            (time.status, time.period.unwrap_or_default())
        };
        assert_eq!(of("新增企业", Role::Review), (Status::Actual, "2023".into()));
        assert_eq!(of("新增企业", Role::Plan), (Status::Target, "2024".into()));
        assert_eq!(of("到2026年，总量达到", Role::Plan), (Status::Target, "2026".into()));
        assert_eq!(of("五年来，累计建成", Role::Review), (Status::Actual, "2019-2023".into()));
        assert_eq!(of("累计建成", Role::Review), (Status::Actual, "..2023".into()));
        assert_eq!(of("前三季度，增长", Role::Review), (Status::Actual, "2023Q1-Q3".into()));
        assert_eq!(time("地区生产总值年均增长", Role::Review, Some(2024), true).average, Some(Average::Year));
    }
}
