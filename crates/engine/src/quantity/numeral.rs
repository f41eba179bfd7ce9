//! Chinese numerals: those that state a value (七成, 翻两番, 突破千亿元, 第一, 百分之六点五, 新建三座), and no others.
//!
//! Most Chinese numerals are part of a word (一般, 三农, 十四五); so a numeral counts only in these forms.

use super::{
    Quantity, QuantityKind, Read, bounds, canonical_unit, ends_with, finish, magnitude_and_unit, rank, starts_with,
};
use crate::letters::Searched;
use gangmu_model::Bound;

/// The ASCII digit that a half- or full-width digit stands for.
pub fn ascii_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32),
        _ => None,
    }
}

/// The digit of a year that one character stands for: 1, １ or 一, as in 一九九五年, 二〇二四年.
pub fn year_digit(c: char) -> Option<char> {
    ascii_digit(c).or_else(|| (c != '两').then(|| digit(c)).flatten().and_then(|value| char::from_digit(value, 10)))
}

/// Verbs of doing after which a numeral counts: 新建三座.
const DONE: [&str; 18] = [
    "新增", "新建", "建成", "引进", "新引进", "完成", "创建", "改造", "开工", "获批", "培育", "新培育", "落地", "建设",
    "实施", "入选", "新认定", "新增加",
];

/// Whether a numeral quantity may start with `c`.
pub(super) fn may_start(c: char) -> bool {
    digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿' | '翻' | '首' | '榜')
}

fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The value of a numeral below ten thousand, like 三百二十, and its end.
fn small(text: &[char], at: usize) -> Option<(u32, usize)> {
    let (mut total, mut last, mut end) = (0, None, at);
    while let Some(&c) = text.get(end) {
        if let Some(value) = digit(c) {
            last = Some(value);
        } else {
            let power = match c {
                '十' => 10,
                '百' => 100,
                '千' => 1000,
                _ => break,
            };
            total += last.take().unwrap_or(1) * power;
        }
        end += 1;
    }
    (end > at).then(|| (total + last.unwrap_or(0), end))
}

/// Whether a clause speaks of a position: it has a rank verb or ends with the field of comparison.
pub(super) fn speaks_of_rank(clause: &str) -> bool {
    const VERBS: [&str; 24] = [
        "位居", "位列", "名列", "排名", "排位", "稳居", "跃居", "跃升", "跻身", "进入", "挺进", "升至", "上升", "保持",
        "列", "排", "均居", "居", "领跑", "迈入", "均为", "均位", "晋升", "进位",
    ];
    const FIELDS: [&str; 14] = [
        "全省", "全市", "全国", "全区", "全县", "全盟", "全州", "全球", "世界", "西部", "东部", "中部", "同类", "沿海",
    ];
    let searched = Searched::new(clause);
    VERBS.iter().any(|verb| {
        searched.places(verb).any(|at| {
            let next = clause[at + verb.len()..].chars().next().unwrap_or(' ');
            // 居民, 居住, 系列, 列车, 排放, 排查 are no rank verbs
            !(verb.ends_with('居') && matches!(next, '民' | '住' | '家' | '委'))
                && !(verb.ends_with('列')
                    && (matches!(next, '车' | '入') || clause[..at].ends_with(['系', '专', '班', '并'])))
                && !(verb.ends_with('排') && matches!(next, '放' | '查' | '污' | '水' | '除'))
        })
    }) || FIELDS.iter().any(|field| clause.ends_with(field))
        || searched.has_any(&FIELDS) && clause.chars().count() <= 8
}

/// Reads the numeral quantity at `at`, if there is one.
pub(super) fn read(text: &[char], from: usize, at: usize) -> Read {
    let rest = &text[at..];
    let left = &text[from..at];
    match text[at] {
        '翻' => return doubling(text, from, at),
        '首' | '榜' if starts_with(rest, "首位") || starts_with(rest, "榜首") => {
            let clause: String = left
                .iter()
                .rev()
                .take_while(|c| !matches!(c, '，' | ',' | '；' | ';'))
                .take(24)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            let next = rest.get(2).copied().unwrap_or('\n');
            // 首位产业, 首位度, 摆在首位 are no ranks
            if speaks_of_rank(&clause) && !super::is_han(next) && !clause.ends_with(['在', '放']) {
                return quantity(text, from, at, at + 2, "1".to_owned(), "位".to_owned(), QuantityKind::Rank);
            }
            return Read::Skip(at + 2);
        }
        '百' if starts_with(rest, "百分之") => return per_cent(text, from, at),
        _ => {}
    }
    if let Some(read) = spelt_out(text, from, at) {
        return read;
    }
    let Some((value, end)) = small(text, at) else { return magnitude_alone(text, from, at) };
    let after = text.get(end).copied().unwrap_or('\n');
    if left.last() == Some(&'第') {
        return rank(text, from, at, at - 1, end, value.to_string(), false);
    }
    if left.last() == Some(&'前') && !matches!(after, '个' | '年' | '月' | '季' | '期') && value > 0 {
        return rank(text, from, at, at - 1, end, value.to_string(), true);
    }
    if after == '分' && text.get(end + 1) == Some(&'之') {
        return fraction(text, from, at, value, end + 2);
    }
    // 七成, 七成五
    if after == '成' && end == at + 1 && (1..10).contains(&value) {
        let half = text.get(end + 1).and_then(|&c| if c == '半' { Some(5) } else { digit(c) });
        let stop = end + 1 + usize::from(half.is_some());
        let next = text.get(stop).copied().unwrap_or('\n');
        let stated =
            ["近", "超", "超过", "达", "占", "达到", "约", "突破", "到"].iter().any(|word| ends_with(left, word))
                || starts_with(&text[stop..], "以上")
                || starts_with(&text[stop..], "左右");
        if stated && !matches!(next, '立' | '功' | '为' | '员' | '果' | '都') {
            return quantity(
                text,
                from,
                at,
                stop,
                (value * 10 + half.unwrap_or(0)).to_string(),
                "%".to_owned(),
                QuantityKind::Percent,
            );
        }
        return Read::Skip(end + 1);
    }
    if matches!(after, '万' | '亿')
        || matches!(text[end - 1], '百' | '千') && matches!(text.get(end), Some('多' | '余'))
    {
        return magnitude_alone(text, from, at);
    }
    // 新建三座, 建成两条: a numeral right after a verb of doing
    let done = DONE.iter().any(|verb| ends_with(left, verb));
    if done
        && (2..10_000).contains(&value)
        && let Some(unit) = magnitude_and_unit(text, end)
            .filter(|unit| matches!(unit.text.as_str(), "个" | "家" | "座" | "条" | "所" | "户" | "项" | "处" | "批"))
        && !starts_with(&text[unit.end..], "方面")
        && !starts_with(&text[unit.end..], "年")
    {
        let quantity = Quantity {
            before: at,
            start: at,
            end,
            decimal: value.to_string(),
            decimal_max: None,
            unit: String::new(),
            kind: QuantityKind::Plain,
            bound: None,
            bound_after: false,
        };
        return finish(text, from, quantity, Some(unit));
    }
    Read::Skip(end)
}

/// 占全省四分之一: a share.
fn fraction(text: &[char], from: usize, at: usize, whole: u32, part_at: usize) -> Read {
    let Some((part, end)) = small(text, part_at).filter(|&(part, _)| part > 0 && part < whole) else {
        return Read::Skip(part_at);
    };
    let clause = text[from..at].rsplit(|c| matches!(c, '，' | ',' | '；' | ';' | '、')).next().unwrap_or_default();
    let stated = clause.contains(&'占')
        || ["近", "超", "超过", "达", "达到", "约", "不到", "不足"].iter().any(|word| ends_with(clause, word));
    if !stated {
        return Read::Skip(end);
    }
    let percent = f64::from(part) * 100.0 / f64::from(whole);
    let decimal = format!("{percent:.2}");
    let decimal = decimal.trim_end_matches('0').trim_end_matches('.').to_owned();
    quantity(text, from, at, end, decimal, "%".to_owned(), QuantityKind::Percent)
}

/// 翻番, 翻一番, 翻两番: a ratio of 2 or 4.
fn doubling(text: &[char], from: usize, at: usize) -> Read {
    let rest = &text[at..];
    for (word, value) in
        [("翻番", "2"), ("翻一番", "2"), ("翻了一番", "2"), ("翻两番", "4"), ("翻了两番", "4"), ("翻三番", "8")]
    {
        if starts_with(rest, word) {
            return quantity(
                text,
                from,
                at,
                at + word.chars().count(),
                value.to_owned(),
                "倍".to_owned(),
                QuantityKind::Multiple,
            );
        }
    }
    Read::Skip(at + 1)
}

/// 百分之三十六点九.
fn per_cent(text: &[char], from: usize, at: usize) -> Read {
    let start = at + 3;
    let mut end = start;
    let mut decimal = String::new();
    while let Some(digit) =
        text.get(end).and_then(|&c| ascii_digit(c).or((c == '.' && !decimal.is_empty()).then_some('.')))
    {
        decimal.push(digit);
        end += 1;
    }
    if decimal.is_empty() {
        let Some((whole, stop)) = small(text, start) else { return Read::Skip(start) };
        decimal = whole.to_string();
        end = stop;
        if text.get(end) == Some(&'点') {
            let fraction: String =
                text[end + 1..].iter().map_while(|&c| digit(c)).filter_map(|d| char::from_digit(d, 10)).collect();
            if !fraction.is_empty() {
                end += 1 + fraction.len();
                decimal = format!("{decimal}.{fraction}");
            }
        }
    }
    quantity(text, from, at, end, decimal, "%".to_owned(), QuantityKind::Percent)
}

/// Words of change after which a numeral counts: 减少五百万人.
const CHANGED: [&str; 12] =
    ["增长", "增加", "增产", "减少", "下降", "回落", "提高", "上升", "上涨", "降低", "扩大", "缩小"];

/// 五万七千六百亿元, 十一点六个百分点, 减少五百万人: a number written out, with its unit. A numeral of several parts or with a
/// point is no part of a word; a simple one counts after a word of change.
fn spelt_out(text: &[char], from: usize, at: usize) -> Option<Read> {
    let (mut value, mut end) = small(text, at)?;
    let mut parts = 1;
    // 五万七千六百: the part below ten thousand
    if text.get(end) == Some(&'万')
        && let Some((rest, stop)) = small(text, end + 1).filter(|&(rest, _)| rest >= 10)
    {
        value = value.checked_mul(10_000)?.checked_add(rest)?;
        end = stop;
        parts = 2;
    }
    let mut decimal = value.to_string();
    if text.get(end) == Some(&'点') {
        let fraction: String =
            text[end + 1..].iter().map_while(|&c| digit(c)).filter_map(|d| char::from_digit(d, 10)).collect();
        if !fraction.is_empty() {
            end += 1 + fraction.len();
            parts += 1;
            decimal = format!("{decimal}.{fraction}");
        }
    }
    let unit = magnitude_and_unit(text, end)?;
    let scaled = unit.text.starts_with(['万', '亿']);
    let changed = CHANGED.iter().any(|word| ends_with(&text[from..at], word)) && (scaled || value >= 20);
    // 一百二十, 五百万: no part of a word either
    let long = digit(text[at]).is_some() && (end - at >= 3 && value > 100 || scaled && value >= 100);
    // 三点是…: only where a unit of measure follows, and not a mere magnitude
    if !(parts > 1 || changed || long) || unit.text.ends_with(['万', '亿', '年', '级', '岁', '天']) {
        return None;
    }
    let quantity = Quantity {
        before: at,
        start: at,
        end,
        decimal,
        decimal_max: None,
        unit: String::new(),
        kind: QuantityKind::Plain,
        bound: None,
        bound_after: false,
    };
    Some(finish(text, from, quantity, Some(unit)))
}

/// 突破千亿元, 超百万人次, 达十万亩: a magnitude that stands for a value, after a word that says so.
fn magnitude_alone(text: &[char], from: usize, at: usize) -> Read {
    let left = &text[from..at];
    let (value, mut end) = small(text, at).unwrap_or((1, at));
    let start = end;
    while matches!(text.get(end), Some('万' | '亿')) {
        end += 1;
    }
    let stated = ["突破", "超", "超过", "达", "达到", "近", "逾", "破", "上", "迈上", "跨越", "约", "将近"]
        .iter()
        .chain(&DONE)
        .any(|word| ends_with(left, word));
    if !stated || (end == start && value < 100) {
        return Read::Skip(end.max(at + 1));
    }
    let magnitude: String = text[start..end].iter().collect();
    let mut stop = end;
    while matches!(text.get(stop), Some('余' | '多')) {
        stop += 1;
    }
    let unit = super::unit_at(text, stop);
    let (unit, stop) = match unit {
        Some((unit, len)) => (unit.to_owned(), stop + len),
        // 贷款余额突破万亿: money goes without saying
        None if magnitude.contains('亿') && !matches!(text.get(stop), Some('级' | '产' | '集' | '企' | '园')) => {
            ("元".to_owned(), stop)
        }
        None => return Read::Skip(stop),
    };
    if matches!(unit.as_str(), "级" | "年" | "岁") {
        return Read::Skip(stop);
    }
    let mut read = quantity(text, from, at, stop, value.to_string(), magnitude + &unit, QuantityKind::Plain);
    if let Read::Quantity(quantity) = &mut read
        && (ends_with(left, "上") || ends_with(left, "破") && !ends_with(left, "突破"))
    {
        quantity.bound = Some(Bound::AtLeast);
        quantity.before = at - 1;
    }
    read
}

fn quantity(
    text: &[char],
    from: usize,
    start: usize,
    end: usize,
    decimal: String,
    unit: String,
    kind: QuantityKind,
) -> Read {
    let mut quantity = Quantity {
        before: start,
        start,
        end,
        decimal,
        decimal_max: None,
        unit: canonical_unit(unit),
        kind,
        bound: None,
        bound_after: false,
    };
    bounds(text, from, &mut quantity);
    Read::Quantity(Box::new(quantity))
}
