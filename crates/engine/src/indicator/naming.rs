//! Names: parts of a name in, a name as the table shows it out.

use super::lexicon::{self, Class};
use crate::quantity::is_han;

/// 总数, 增速, 产值 …: names that need the topic before them.
pub(super) fn is_generic(name: &str) -> bool {
    lexicon::is(name, Class::Generic)
}

/// Names that are whole although they are short or Latin.
pub(super) fn is_short_name(name: &str) -> bool {
    matches!(name, "GDP" | "CPI")
}

/// A topic with a generic name: 市场主体 and 总数 are 市场主体总数, 粮食面积 and 产量 are 粮食产量.
pub(super) fn join_generic(topic: &str, generic: &str) -> String {
    if generic.is_empty() || topic.ends_with(generic) {
        return topic.to_owned();
    }
    // 农业总产值 and 总量: the amount's rank, not another amount
    if matches!(generic, "总量" | "增速" | "增量" | "占比" | "比重" | "排名" | "位次")
        && ["产值", "收入", "产量", "余额", "投资额", "总额"].iter().any(|amount| topic.ends_with(amount))
    {
        return format!("{topic}{generic}");
    }
    let stem = ["播种面积", "种植面积"]
        .iter()
        .find_map(|end| topic.strip_suffix(end))
        .or_else(|| lexicon::at_end(topic, Class::Generic).and_then(|end| topic.strip_suffix(end)))
        .filter(|stem| stem.chars().count() >= 2 && !stem.ends_with("生产"))
        .unwrap_or(topic);
    format!("{stem}{generic}")
}

/// 财政民生投入 and 占财政支出: the share of one in the other.
pub(super) fn share_of(topic: &str, own: &str) -> String {
    let own = own.trim_end_matches('的');
    let ends = ["比重", "比例", "份额", "占比"].iter().any(|end| own.ends_with(end));
    format!("{topic}{own}{}", if ends { "" } else { "比重" })
}

/// Regions, and what is said to be theirs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said<'a> {
    /// 甲省, 乙市.
    pub(super) regions: Vec<&'a str>,
    /// What the figure is of; empty where the text before says it.
    pub(super) of: &'a str,
}

/// 甲省、乙省将财政收入, 丙省提出, 丁市目标: the regions a name starts with, if it says no more than that the figure is theirs.
pub(super) fn said_by_regions(name: &str) -> Option<Said<'_>> {
    let (regions, rest) = leading_regions(name);
    if regions.is_empty() {
        return None;
    }
    let of =
        ["提出", "预期目标", "目标", "预期", "计划", "明确", "将"].iter().find_map(|verb| rest.strip_prefix(verb))?;
    Some(Said { regions, of: of.trim_end_matches("目标") })
}

/// The regions that a name starts with, and the rest of it.
pub(super) fn leading_regions(name: &str) -> (Vec<&str>, &str) {
    let mut regions = Vec::new();
    let mut rest = name;
    while let Some((at, end)) =
        rest.char_indices().skip(2).take(4).find(|(_, c)| matches!(c, '省' | '市' | '州' | '盟' | '县'))
    {
        let region = &rest[..at + end.len_utf8()];
        if region.contains(['全', '我', '本', '级', '各', '的', '、']) {
            break;
        }
        regions.push(region);
        rest = &rest[region.len()..];
        match rest.strip_prefix(['、', '和']) {
            Some(next) => rest = next,
            None => break,
        }
    }
    (regions, rest)
}

/// 国家级, 省级, 市级: a name that is only the rank of the topic before it.
pub(super) fn is_level_word(name: &str) -> bool {
    lexicon::is(name, Class::Level)
}

/// A topic without its own rank: 省级农业园区 is 农业园区.
pub(super) fn without_level(topic: &str) -> &str {
    lexicon::at_start(topic, Class::Level).map_or(topic, |level| &topic[level.len()..])
}

/// A name of a list whose first member said the rank for both: after 省级绿美乡镇, 绿美村庄 is 省级绿美村庄.
pub(super) fn with_level_of(previous: &str, name: &str) -> Option<String> {
    let level = lexicon::at_start(previous, Class::Level)?;
    let stem = &previous[level.len()..];
    let shared = stem.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
    (shared >= 2 && lexicon::at_start(name, Class::Level).is_none()).then(|| format!("{level}{name}"))
}

/// Whether a text before a number only leads to the noun behind it: 龙河钢铁等, 以, 对.
pub(super) fn ends_open(own: &str) -> bool {
    own.ends_with('等')
        || own.ends_with("在内的")
        || own.ends_with("首批")
        || own.strip_prefix('对').is_some_and(|rest| lexicon::is(rest, Class::Scope))
        || matches!(own, "以" | "对" | "为" | "由" | "让" | "以及" | "加强对" | "另有")
}

/// Whether a text before a number is a whole name of its own, so that a noun behind the number belongs to what follows.
pub(super) fn own_is_whole(own: &str) -> bool {
    [
        "企业", "项目", "人", "户", "主体", "基地", "率", "人数", "产值", "投资", "人才", "学校", "医院", "园区",
        "中心", "平台", "合作社",
    ]
    .iter()
    .any(|end| own.ends_with(end))
}

/// Measure words that count things one by one.
pub(super) fn is_classifier(unit: &str) -> bool {
    matches!(
        unit,
        "个" | "家"
            | "户"
            | "条"
            | "项"
            | "件"
            | "所"
            | "座"
            | "名"
            | "位"
            | "处"
            | "批"
            | "场"
            | "类"
            | "种"
            | "支"
            | "台"
            | "辆"
            | "只"
            | "宗"
            | "起"
    )
}

/// A name as the table shows it: no footnote marker, no unpaired quotation mark, no particle at its ends.
pub(super) fn tidy_name(name: &str) -> String {
    let trimmed = |name: &str| {
        let name = name.trim_matches(|c: char| {
            matches!(c, '的' | '、' | '，' | ',' | '；' | ';' | '：' | ':' | '。' | '—' | '-' | '·')
                || c.is_whitespace()
        });
        name.to_owned()
    };
    // Most names are of such characters only.
    if name.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || c == '、') {
        return trimmed(name);
    }
    let mut out = String::with_capacity(name.len());
    let mut marker = false;
    for c in name.chars() {
        match c {
            '[' | '【' | '〔' => marker = true,
            ']' | '】' | '〕' => marker = false,
            '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' => {}
            _ if !marker => out.push(c),
            _ => {}
        }
    }
    let mut out = trimmed(&out);
    for (open, close) in [('“', '”'), ('(', ')'), ('（', '）'), ('《', '》')] {
        let (opens, closes) = (out.matches(open).count(), out.matches(close).count());
        if opens > closes {
            out = out.replacen(open, "", opens - closes);
        } else if closes > opens {
            out = out.replacen(close, "", closes - opens);
        }
    }
    out
}
