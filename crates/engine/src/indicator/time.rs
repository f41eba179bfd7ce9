//! Time and status: the words around a number and the role of its section in, done or promised and for when out.

use crate::letters::Searched;
use crate::quantity::{ascii_digit, year_digit};
use gangmu_model::{Average, Role, Status};

/// When a value holds and whether it is done.
pub(super) struct Time {
    pub(super) status: Status,
    pub(super) period: Option<String>,
    pub(super) average: Option<Average>,
}

/// Where a number stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// Its sentence up to it.
    pub(super) before: &'a str,
    /// The role of its section.
    pub(super) role: Role,
    /// The year of the report.
    pub(super) year: Option<u16>,
    /// Whether the value is a change.
    pub(super) change: bool,
    /// How many years the headings above it say they look back on: 过去五年工作回顾.
    pub(super) looks_back: Option<u16>,
    /// Whether it is a count of things made (建成, 新增), which in a part that looks back on years adds up over them.
    pub(super) made: bool,
}

/// Reads the time of a number.
pub(super) fn time(place: Place<'_>) -> Time {
    let Place { before, role, year, change, .. } = place;
    let clause = before.rsplit(['；', ';', '。']).next().unwrap_or(before);
    let near = clause.rsplit(['，', ',']).next().unwrap_or(clause);
    let planned = matches!(role, Role::Plan | Role::Government);
    let near_words = Searched::new(near);
    let near_has = |words: &[&str]| near_words.has_any(words);
    // 比去年高: the year is only compared with
    let last = near_words.has("去年") && !near_has(&["比去年", "较去年"]);
    let past = planned && opens_with_past(before, year);
    let status = if planned {
        if last || past || near_has(&["上年已", "已建成", "已完成", "累计已", "目前已"]) {
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
    let last_year = status == Status::Actual && (!planned || past || near_has(&["去年", "上年"]));
    let current = year.map(|year| if last_year { year - 1 } else { year });
    // 投入年均增长8%、占比重达到3%: the share is no average
    let share = near.rsplit('、').next().is_some_and(|part| part.starts_with('占'));
    let average = if (near_words.has("年均") && !share || (change && clause.contains("年均")))
        && !near_has(&["年均浓度", "年均值", "年均气温", "年均降水"])
    {
        Some(Average::Year)
    } else if near_words.has("月均") {
        Some(Average::Month)
    } else if near_words.has("日均") {
        Some(Average::Day)
    } else {
        None
    };
    let back = |years: u16| year.map(|year| format!("{}-{}", year - years, year - 1));
    let adds = near_words.has("累计");
    let stock = adds
        && !change
        && !near_has(&["全年累计", "年内累计", "今年累计", "累计为", "累计减", "累计退", "累计缓", "累计新增"]);
    let from_to = average.filter(|&average| average == Average::Year).and_then(|_| years_from_to(clause));
    let period = from_to
        .or_else(|| named_year(clause, year))
        .or_else(|| plan_period(clause))
        .or_else(|| {
            years_span(clause).and_then(|span| match span {
                Years::Back(years) => back(years),
                Years::Ahead(years) => year.map(|year| format!("{year}-{}", year + years - 1)),
            })
        })
        .or_else(|| {
            let adds_up = average == Some(Average::Year) || adds || place.made;
            place.looks_back.filter(|_| adds_up && !planned).and_then(back)
        })
        .or_else(|| leading_year(before, year))
        .or_else(|| part_of_year(clause).and_then(|part| current.map(|year| format!("{year}{part}"))))
        .or_else(|| current.filter(|_| stock).map(|year| format!("..{year}")))
        .or_else(|| current.map(|year| year.to_string()));
    Time { status, period, average }
}

/// 到2030年，…；…: the year that opens a sentence goes on over its semicolons.
fn leading_year(sentence: &str, report: Option<u16>) -> Option<String> {
    let opening = sentence.split(['，', ',', '；', ';']).next()?.trim_start();
    let year = opening.strip_prefix(['到', '至']).unwrap_or(opening);
    let year = year.strip_suffix(['底', '末']).unwrap_or(year);
    (year.ends_with('年') && year.chars().count() == 5).then(|| named_year(&format!("{year}，"), report))?
}

/// 去年，…；…: a sentence of a plan that opens with a year which is over.
fn opens_with_past(sentence: &str, report: Option<u16>) -> bool {
    let Some((opening, _)) = sentence.split_once(['，', ',']) else { return false };
    match opening.trim_start() {
        "去年" | "上年" => true,
        year if year.chars().count() == 5 => {
            crate::split::year_in(year).zip(report).is_some_and(|(year, report)| year < report)
        }
        _ => false,
    }
}

/// 由2015年的100亿元增加到2020年的150亿元，年均增长8%: the years over which the average is.
fn years_from_to(clause: &str) -> Option<String> {
    let (from, to) = clause.split_once(['由', '从']).and_then(|(_, rest)| rest.split_once(['到', '至']))?;
    let (from, to) = (crate::split::year_in(from)?, crate::split::year_in(to)?);
    (from < to).then(|| format!("{}-{to}", from + 1))
}

/// Years before the report's or from it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Years {
    Back(u16),
    Ahead(u16),
}

/// 过去五年, 三年来, 近10年, 未来三年, 五年内: the last span of years that a clause names; not 连续5年, not 五年来最多.
fn years_span(clause: &str) -> Option<Years> {
    clause.match_indices('年').filter_map(|(at, _)| span_at(&clause[..at], &clause[at + '年'.len_utf8()..])).next_back()
}

/// The span of years that `年` between `front` and `right` states.
fn span_at(front: &str, right: &str) -> Option<Years> {
    let digits = front.chars().rev().take_while(|&c| ascii_digit(c).is_some()).count();
    let (count, left) = if digits > 0 {
        let start = front.char_indices().rev().nth(digits - 1)?.0;
        let count: String = front[start..].chars().filter_map(ascii_digit).collect();
        (count.parse().ok()?, &front[..start])
    } else {
        let numeral = front.chars().next_back()?;
        let count = "二三四五六七八九十".chars().position(|c| c == numeral).map(|at| at as u16 + 2);
        (count.or((numeral == '两').then_some(2))?, &front[..front.len() - numeral.len_utf8()])
    };
    let starts = |words: &[&str]| words.iter().any(|word| right.starts_with(word));
    let ends = |words: &[&str]| words.iter().any(|word| left.ends_with(word));
    if !(2..=40).contains(&count)
        || ends(&["连续", "时隔", "第"])
        || starts(&["来最", "来新", "来首", "来的最", "最", "新高", "来历史"])
    {
        return None;
    }
    if ends(&["未来", "今后", "接下来"]) || starts(&["内"]) {
        Some(Years::Ahead(count))
    } else if ends(&["过去", "近", "最近", "这"]) || starts(&["来", "间", "累计", "共"]) {
        Some(Years::Back(count))
    } else {
        None
    }
}

/// “十四五”期间, “十三五”以来, 到“十四五”末: the years of a five-year plan.
fn plan_period(clause: &str) -> Option<String> {
    const PLANS: [(&str, u16); 6] =
        [("十一五", 2006), ("十二五", 2011), ("十三五", 2016), ("十四五", 2021), ("十五五", 2026), ("十五", 2001)];
    // Every plan's name has it, few clauses have
    if !clause.contains('五') {
        return None;
    }
    let (plan, first) = PLANS.into_iter().find(|(plan, _)| clause.contains(plan))?;
    let named = clause[clause.rfind(plan)? + plan.len()..].trim_start_matches(['”', '"']);
    if named.starts_with('末') || named.starts_with("期末") {
        return Some((first + 4).to_string());
    }
    let spans = ["期间", "时期", "五年", "以来"].iter().any(|word| named.starts_with(word));
    spans.then(|| format!("{first}-{}", first + 4))
}

/// How many years a heading says its part looks back on: 过去五年工作回顾, 五年来的主要成就, 本届政府工作回顾.
pub(super) fn looks_back(title: &str) -> Option<u16> {
    match years_span(title) {
        Some(Years::Back(years)) => Some(years),
        _ if title.contains("五年工作回顾") || title.contains("本届政府") => Some(5),
        _ => None,
    }
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
    if !clause.contains(['季', '半']) {
        return None;
    }
    PARTS
        .iter()
        .filter_map(|(word, suffix)| clause.rfind(word).map(|at| (at + word.len(), word.len(), *suffix)))
        .max()
        .map(|(_, _, suffix)| suffix)
}

/// A year the clause names as the value's own: 2021年, 到2025年, 2018年以来 (a span); not one it is compared with (较2020年).
fn named_year(clause: &str, report: Option<u16>) -> Option<String> {
    if !clause.contains('年') {
        return None;
    }
    let chars: Vec<char> = clause.chars().collect();
    let mut found = None;
    for at in 0..chars.len().saturating_sub(4) {
        if chars[at + 4] != '年' {
            continue;
        }
        let digits: String = chars[at..at + 4].iter().filter_map(|&c| year_digit(c)).collect();
        let bounded = at == 0 || year_digit(chars[at - 1]).is_none();
        let year: u16 = match digits.parse() {
            Ok(year) if digits.len() == 4 && bounded && (1949..2100).contains(&year) => year,
            _ => continue,
        };
        let left: String = chars[at.saturating_sub(3)..at].iter().collect();
        let right: String = chars[at + 5..].iter().take(3).collect();
        let compared = ["较", "比", "相比", "相较", "较之"].iter().any(|word| left.ends_with(word))
            || right.starts_with('的')
                && ["是", "为", "于", "达到", "恢复到", "恢复至"].iter().any(|word| left.ends_with(word));
        if !compared {
            found = match report {
                Some(report) if (right.starts_with("以来") || right.starts_with('起')) && year + 1 < report => {
                    Some(format!("{year}-{}", report - 1))
                }
                _ => Some(year.to_string()),
            };
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Place, looks_back, time};
    use gangmu_model::{Average, Role, Status};

    fn place(before: &str, role: Role) -> Place<'_> {
        Place { before, role, year: Some(2024), change: false, looks_back: None, made: false }
    }

    #[test]
    fn the_part_of_the_report_decides_unless_words_do() {
        let of = |text: &str, role| {
            let time = time(place(text, role));
            (time.status, time.period.unwrap_or_default())
        };
        assert_eq!(of("新增企业", Role::Review), (Status::Actual, "2023".into()));
        assert_eq!(of("新增企业", Role::Plan), (Status::Target, "2024".into()));
        assert_eq!(of("在去年建成", Role::Plan), (Status::Actual, "2023".into()));
        assert_eq!(of("到2026年，总量达到", Role::Plan), (Status::Target, "2026".into()));
        assert_eq!(of("总量是2019年的", Role::Review), (Status::Actual, "2023".into()));
        assert_eq!(of("前三季度，增长", Role::Review), (Status::Actual, "2023Q1-Q3".into()));
    }

    #[test]
    fn sums_over_years_are_no_figures_of_this_year() {
        let of = |text: &str, role| time(place(text, role)).period.unwrap_or_default();
        assert_eq!(of("五年来，累计建成", Role::Review), "2019-2023");
        assert_eq!(of("近3年引进", Role::Review), "2021-2023");
        assert_eq!(of("连续5年增长，达到", Role::Review), "2023");
        assert_eq!(of("为五年来最多，达到", Role::Review), "2023");
        assert_eq!(of("2020年以来，新增", Role::Review), "2020-2023");
        assert_eq!(of("“十三五”期间，新增", Role::Review), "2016-2020");
        assert_eq!(of("三年内建成", Role::Plan), "2024-2026");
        assert_eq!(of("累计建成", Role::Review), "..2023");
        assert_eq!(of("全年累计建成", Role::Review), "2023");
    }

    #[test]
    fn annual_averages_take_the_span_of_their_part() {
        let grown = Place {
            change: true,
            looks_back: looks_back("过去五年工作回顾"),
            ..place("地区生产总值年均增长", Role::Review)
        };
        let time = time(grown);
        assert_eq!((time.average, time.period.as_deref()), (Some(Average::Year), Some("2019-2023")));
        assert_eq!(super::time(place("细颗粒物年均浓度", Role::Review)).average, None);
    }
}
