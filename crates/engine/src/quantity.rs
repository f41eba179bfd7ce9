//! Quantities: a sentence in, its numbers out, each with value, unit, bound and what kind of number it is.
//!
//! One left-to-right scan over characters. At a digit or a numeral it first asks whether the number is part of a name or
//! a time (5G, “1+3”, 十四五, 2024年, 第十九届), in which case it is passed over; only then it reads number, magnitude, unit and the
//! bound words around them.

mod numeral;

use gangmu_model::Bound;

pub use numeral::{ascii_digit, year_digit};

/// What kind of number a quantity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityKind {
    /// A count or an amount.
    Plain,
    /// %, ‰, 成.
    Percent,
    /// 个百分点.
    Points,
    /// 第5位, 首位, 前10.
    Rank,
    /// 个位次.
    Places,
    /// 倍, 翻番.
    Multiple,
    /// A ratio without a unit: 收入比1.93.
    Ratio,
}

/// A number in a sentence. All positions are characters of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Where its bound words or 第, 前 before it begin.
    pub before: usize,
    /// Its first digit or numeral.
    pub start: usize,
    /// One past its unit and the bound words after it.
    pub end: usize,
    /// The digits as a decimal, without magnitude: `21.1`.
    pub decimal: String,
    /// The upper end of a range.
    pub decimal_max: Option<String>,
    /// Magnitude and unit; empty where the text gives none.
    pub unit: String,
    /// What kind of number it is.
    pub kind: QuantityKind,
    /// The bound its words state, if any.
    pub bound: Option<Bound>,
    /// Whether the bound stands after the number (以上), where it can cover a list.
    pub bound_after: bool,
}

/// The quantities of `chars[from..to]`, in order.
pub fn quantities(chars: &[char], from: usize, to: usize) -> Vec<Quantity> {
    let text = &chars[..to];
    let mut out: Vec<Quantity> = Vec::new();
    let mut at = from;
    while at < to {
        let c = text[at];
        if ascii_digit(c).is_none() && !numeral::may_start(c) {
            at += match c {
                '“' => quoted(text, at).unwrap_or(1),
                '[' | '【' | '〔' => bracketed_number(text, at).unwrap_or(1),
                _ => 1,
            };
            continue;
        }
        let read = if ascii_digit(c).is_some() { digits(text, from, at) } else { numeral::read(text, from, at) };
        match read {
            Read::Quantity(mut quantity) => {
                // 30亿元以上百亿元企业: the word between two numbers is the first one's already
                let taken = out.last().map_or(from, |last| last.end);
                quantity.before = quantity.before.max(taken);
                at = quantity.end.max(at + 1);
                out.push(*quantity);
            }
            Read::Skip(next) => at = next.max(at + 1),
        }
    }
    share_units(text, &mut out);
    out.retain(|quantity| !quantity.unit.is_empty() || quantity.kind == QuantityKind::Ratio);
    out
}

/// What stands at a digit or numeral.
pub(crate) enum Read {
    Quantity(Box<Quantity>),
    /// No quantity: go on at this character.
    Skip(usize),
}

/// The length of a short quotation that starts here: its numbers belong to a name (“1+3”, “621”机制).
fn quoted(text: &[char], at: usize) -> Option<usize> {
    const LONGEST_NAME: usize = 16;
    text[at..].iter().take(LONGEST_NAME + 2).position(|&c| c == '”').map(|n| n + 1)
}

/// The length of a footnote marker that starts here.
fn bracketed_number(text: &[char], at: usize) -> Option<usize> {
    let close = text[at..].iter().take(6).position(|c| matches!(c, ']' | '】' | '〕'))?;
    text[at + 1..at + close].iter().all(|&c| ascii_digit(c).is_some()).then_some(close + 1)
}

/// Reads the number that starts with a digit at `at`.
fn digits(text: &[char], from: usize, at: usize) -> Read {
    let get = |n: usize| text.get(n).copied().unwrap_or('\n');
    let previous = if at > from { text[at - 1] } else { '\n' };
    let rank_before = previous == '第';
    let (decimal, mut end) = decimal(text, at, !rank_before && !follows_rank(text, from, at));
    let after = get(end);
    // Part of a name: PM2.5, K5-01, 5G, 4A级, 1+3, 7×24, 9:00, 2.0版
    if (previous.is_ascii_alphabetic() && previous.is_ascii())
        || matches!(previous, '+' | '＋' | '×' | '*' | '/' | '.' | '#' | '·')
    {
        return Read::Skip(end);
    }
    if matches!(previous, '-' | '—' | '–' | '～' | '~')
        && at > from + 1
        && (text[at - 2].is_ascii_alphanumeric() || text[at - 2] == '年')
    {
        return Read::Skip(end);
    }
    // 自然增长率-1.68‰, 增速为-3.2%: a sign, where a single stroke stands between a word and a number
    let negative = matches!(previous, '-' | '－' | '−') && at > from + 1 && is_han(text[at - 2]);
    if after.is_ascii_alphabetic()
        || matches!(after, '+' | '＋' | '×' | '*' | '#')
        || (matches!(after, ':' | '：') && ascii_digit(get(end + 1)).is_some())
    {
        let mut skip = end;
        while get(skip).is_ascii_alphanumeric() || matches!(get(skip), '+' | '＋' | '×' | ':' | '：' | '.' | '-') {
            skip += 1;
        }
        // 4.5:40.2:55.3 and 9:00—18:00 are passed over whole
        return Read::Skip(skip);
    }
    if decimal.len() >= 8 && !decimal.contains('.') {
        return Read::Skip(end);
    }
    if let Some(skip) = name_or_time(text, from, at, end, &decimal) {
        return Read::Skip(skip);
    }
    if rank_before {
        return rank(text, from, at, at - 1, end, decimal, false);
    }
    // 前3位, 前30名; 前3个月 and 前3季度 are times, 前1% is a percentage with a bound
    if previous == '前' {
        match after {
            '%' | '％' => return share_rank(at, end, decimal),
            '个' | '季' | '月' | '年' | '期' => return Read::Skip(end),
            _ => return rank(text, from, at, at - 1, end, decimal, true),
        }
    }
    let mut quantity = Quantity {
        before: at - usize::from(negative),
        start: at - usize::from(negative),
        end,
        decimal: if negative { format!("-{decimal}") } else { decimal },
        decimal_max: None,
        unit: String::new(),
        kind: QuantityKind::Plain,
        bound: None,
        bound_after: false,
    };
    // A range: 5%—5.5%, 4.5-5%, 3至5个
    let mut head = end;
    let first_percent = matches!(get(head), '%' | '％');
    let first_unit = magnitude_and_unit(text, head);
    let connector_at = |n: usize| {
        matches!(get(n), '-' | '—' | '–' | '～' | '~' | '－' | '至' | '到')
            .then(|| if get(n + 1) == '—' { 2 } else { 1 })
    };
    if first_percent {
        head += 1;
    } else if let Some(ref unit) = first_unit {
        // 3万至5万人: the first may have a magnitude or unit of its own
        if connector_at(unit.end).is_some()
            && ascii_digit(get(unit.end + connector_at(unit.end).unwrap_or(1))).is_some()
        {
            head = unit.end;
        }
    }
    if let Some(len) = connector_at(head)
        && ascii_digit(get(head + len)).is_some()
    {
        let (second, second_end) = self::decimal(text, head + len, true);
        let unit = magnitude_and_unit(text, second_end);
        let of_years = |decimal: &str| decimal.len() == 4 && (decimal.starts_with("19") || decimal.starts_with("20"));
        let year = get(second_end) == '年' || (of_years(&second) && of_years(&quantity.decimal));
        if let (Some(unit), false) = (unit, year) {
            quantity.decimal_max = Some(second);
            end = second_end;
            quantity.end = end;
            return finish(text, from, quantity, Some(unit));
        }
        return Read::Skip(second_end);
    }
    finish(text, from, quantity, first_unit)
}

/// 排名前1%: a place among the first hundredths.
fn share_rank(at: usize, end: usize, decimal: String) -> Read {
    Read::Quantity(Box::new(Quantity {
        before: at - 1,
        start: at,
        end: end + 1,
        decimal,
        decimal_max: None,
        unit: "%".to_owned(),
        kind: QuantityKind::Rank,
        bound: Some(Bound::AtMost),
        bound_after: false,
    }))
}

/// Whether a rank number ends right before `at`, as in 居全省第2,102个: then a comma parts two numbers.
fn follows_rank(text: &[char], from: usize, at: usize) -> bool {
    text[from..at].iter().rev().take(4).any(|&c| c == '第')
}

/// Reads digits with decimal point and thousands commas; gives the decimal in ASCII and its end.
fn decimal(text: &[char], at: usize, thousands: bool) -> (String, usize) {
    let mut out = String::new();
    let mut end = at;
    while let Some(&c) = text.get(end) {
        if let Some(digit) = ascii_digit(c) {
            out.push(digit);
            end += 1;
        } else if matches!(c, '.' | '．')
            && !out.contains('.')
            && text.get(end + 1).is_some_and(|&c| ascii_digit(c).is_some())
        {
            out.push('.');
            end += 1;
        } else if matches!(c, ',' | '，')
            && thousands
            && c == ','
            && !out.contains('.')
            && (1..=3).contains(&(end - last_group(text, at, end)))
        {
            let group: Vec<char> = text[end + 1..].iter().take(4).copied().collect();
            let three = group.len() >= 3
                && group[..3].iter().all(|&c| ascii_digit(c).is_some())
                && group.get(3).is_none_or(|&c| ascii_digit(c).is_none());
            if !three {
                break;
            }
            end += 1;
        } else {
            break;
        }
    }
    (out, end)
}

/// Where the digit group that ends at `end` starts.
fn last_group(text: &[char], at: usize, end: usize) -> usize {
    text[at..end].iter().rposition(|&c| c == ',').map_or(at, |n| at + n + 1)
}

/// Whether the number counts who speaks, in the news of others' figures: 20多个省份公布增长目标.
fn counts_speakers(behind: &[char]) -> bool {
    const PLACES: [&str; 9] = ["省份", "省区市", "省市", "地市", "市县", "城市", "省", "市", "县"];
    const SPEAK: [&str; 5] = ["公布", "发布", "披露", "晒出", "亮出"];
    // Asked of every number: most have neither behind them.
    if !matches!(behind, ['个', ..] | ['多' | '余', '个', ..]) {
        return false;
    }
    let behind: String = behind.iter().take(10).collect();
    let behind = behind.strip_prefix(['多', '余']).unwrap_or(&behind);
    let Some(behind) = behind.strip_prefix('个') else { return false };
    let spoken = PLACES.iter().find_map(|place| behind.strip_prefix(place));
    spoken.is_some_and(|behind| {
        let behind = behind.strip_prefix(['已', '均', '都']).unwrap_or(behind);
        SPEAK.iter().any(|word| behind.starts_with(word))
    })
}

/// Whether the number is part of a name or a time; gives where to go on.
fn name_or_time(text: &[char], from: usize, at: usize, end: usize, decimal: &str) -> Option<usize> {
    // 8.5%, 21.1亿元: nothing below starts so, and of what may stand before, 世界百强 and its like, each has one of these ends.
    if matches!(text.get(end), Some('%' | '亿' | '万' | '元'))
        && !matches!(text[from..at].last(), Some('道' | '速' | '号' | '话' | '星' | '件' | '界' | '强'))
    {
        return None;
    }
    let rest: String = text[end..].iter().take(6).collect();
    let left: String = text[from.max(at.saturating_sub(4))..at].iter().collect();
    let starts = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
    let ends = |words: &[&str]| words.iter().any(|word| left.ends_with(word));
    let whole = !decimal.contains('.');
    let year = whole && decimal.len() == 4 && (decimal.starts_with("19") || decimal.starts_with("20"));
    if year
        && (starts(&["年", "—", "-", "–", "～", "~", "至"]) || ends(&["到", "至", "—", "较", "比", "自", "从"]))
        && !starts(&["—2", "-2"])
        && starts(&["年"])
    {
        return Some(end + 1);
    }
    if year && starts(&["—2", "-2", "–2", "～2", "~2", "至2", "——2"]) {
        let mut skip = end;
        while text
            .get(skip)
            .is_some_and(|c| ascii_digit(*c).is_some() || matches!(c, '—' | '-' | '–' | '～' | '~' | '至'))
        {
            skip += 1;
        }
        return Some(skip);
    }
    // 平均受教育年限11.6年: what is measured is a span of years
    if starts(&["年", "岁"]) && !year && measures_years(&text[from..at]) {
        return None;
    }
    // 举办培训班32期: events in a row, where 2期工程 is a stage
    if starts(&["期"]) && ["班", "讲堂", "论坛", "沙龙", "培训"].iter().any(|event| left.ends_with(event)) {
        return None;
    }
    // Times. A span of days or hours that something takes is an indicator only as a change; `indicator` decides.
    if starts(&["年", "月", "日", "时", "点钟", "周年", "周岁", "岁", "世纪", "季度", "号", "后", "月份", "分钟", "秒"])
        && !starts(&["日均", "年均"])
    {
        return Some(end + 1);
    }
    if starts(&["个月"]) && !ends(&["缩短", "压缩", "提前", "减少"]) {
        return Some(end + 2);
    }
    if starts(&["天", "小时", "个工作日"])
        && !ends(&[
            "缩短", "压缩", "减少", "提前", "至", "到", "增加", "少于", "低于", "超过", "不低于", "天数", "时数",
            "时长", "时间", "时限", "期限",
        ])
    {
        return Some(end + 1);
    }
    // Names: roads, lines, versions, lists, hotlines, plans, stages
    if starts(&[
        "强", "号线", "版", "线城", "条线", "型", "维", "届", "字", "热线", "平台", "联动", "路公", "标段", "连冠",
        "期", "区块", "千伏", "式", "后",
    ]) || starts(&["大行动", "大工程", "大体系"])
    {
        return Some(end + 1);
    }
    if starts(&["所", "院"]) && ends(&["院", "厂", "部"]) {
        return Some(end + 1);
    }
    if ends(&["国道", "省道", "县道", "高速", "编号", "电话", "第", "卫星", "文件", "世界", "百强"]) && !ends(&["第"])
    {
        return Some(end);
    }
    // What only announces the text's own order
    if starts(&[
        "个方面", "个坚持", "个必须", "个确保", "个提升", "个字", "个聚焦", "个领域", "个维度", "个层面", "个突破",
    ]) {
        return Some(end + 1);
    }
    counts_speakers(&text[end..]).then_some(end + 1)
}

/// Words that a rank's number may not go on with: then it is an ordinal.
const ORDINAL_NOUNS: [&str; 34] = [
    "届", "次", "批", "产业", "时间", "中学", "小学", "医院", "人民医院", "条", "项", "章", "期", "号", "季度", "个",
    "轮", "阶段", "步", "部分", "梯队", "方阵", "书记", "课堂", "课", "要务", "线", "动力", "责任", "资源", "生产力",
    "牌", "责任人", "曲线",
];

/// A rank whose number stands at `at..end`; `before` is 第 or 前.
pub(crate) fn rank(
    text: &[char],
    from: usize,
    at: usize,
    before: usize,
    end: usize,
    decimal: String,
    front: bool,
) -> Read {
    let rest: String = text[end..].iter().take(5).collect();
    if ORDINAL_NOUNS.iter().any(|noun| rest.starts_with(noun)) {
        return Read::Skip(end);
    }
    let mut stop = end;
    for unit in ["名次", "位", "名", "席", "方阵"] {
        if rest.starts_with(unit) {
            stop = end + unit.chars().count();
            break;
        }
    }
    let named = stop > end;
    let next = text.get(stop).copied().unwrap_or('\n');
    // Without 位 or 名 a rank ends its clause or is followed by the next: 列全省第3、全国第9
    let closed = !is_han(next) || matches!(next, '和' | '及' | '与' | '的' | '且' | '并' | '、');
    let context: String = text[from.max(at.saturating_sub(24))..before].iter().collect();
    let clause = context.rsplit(['，', ',', '；', ';', '。']).next().unwrap_or_default();
    if !(closed || named) || !(named && !front || numeral::speaks_of_rank(clause)) {
        return Read::Skip(stop);
    }
    let bound = front.then_some(Bound::AtMost);
    Read::Quantity(Box::new(Quantity {
        before,
        start: at,
        end: stop,
        decimal,
        decimal_max: None,
        unit: "位".to_owned(),
        kind: QuantityKind::Rank,
        bound,
        bound_after: false,
    }))
}

/// Magnitude and unit after a number.
pub(crate) struct Unit {
    text: String,
    end: usize,
    /// 余, 多 between number and unit.
    more: bool,
}

/// Reads 万亿, 余, 多 and the unit at `at`.
pub(crate) fn magnitude_and_unit(text: &[char], at: usize) -> Option<Unit> {
    // 增长 5 %: one blank between number and unit
    let blank = matches!(text.get(at), Some(' ' | '\u{a0}'))
        && (matches!(text.get(at + 1), Some('万' | '亿')) || unit_starts(text, at + 1));
    let mut end = at + usize::from(blank);
    let mut out = String::new();
    let mut more = false;
    while let Some(&c) = text.get(end) {
        match c {
            '万' | '亿' => out.push(c),
            '十' | '百' | '千'
                if !unit_starts(text, end)
                    && text.get(end + 1).is_some_and(|&next| {
                        matches!(next, '万' | '亿' | '余' | '多') || unit_starts(text, end + 1)
                    }) =>
            {
                out.push(c);
            }
            '余' | '多' | '几' => more = true,
            _ => break,
        }
        end += 1;
    }
    // 42万人民 counts no 人, 3.0升级版 no 升, 700支线飞机 no 支
    let unit = unit_at(text, end).filter(|&(unit, len)| {
        !matches!(
            (unit, text.get(end + len)),
            ("人", Some('民' | '大' | '才')) | ("升", Some('级' | '档')) | ("支", Some('线' | '路' | '柱'))
        )
    });
    if unit.is_none() && out.is_empty() {
        return None;
    }
    if let Some((unit, len)) = unit {
        out.push_str(unit);
        end += len;
        // 微克/立方米, 元/平方米, 万吨/年
        while text.get(end) == Some(&'/') {
            let Some((per, len)) = unit_at(text, end + 1).or_else(|| per_time(text, end + 1)) else { break };
            out.push('/');
            out.push_str(per);
            end += len + 1;
        }
    }
    Some(Unit { text: out, end, more })
}

fn unit_starts(text: &[char], at: usize) -> bool {
    unit_at(text, at).is_some()
}

fn per_time(text: &[char], at: usize) -> Option<(&'static str, usize)> {
    [('年', "年"), ('月', "月"), ('日', "日"), ('天', "天"), ('次', "次")]
        .into_iter()
        .find(|(c, _)| text.get(at) == Some(c))
        .map(|(_, name)| (name, 1))
}

/// Adds unit, bounds and kind to a quantity whose number is read.
fn finish(text: &[char], from: usize, mut quantity: Quantity, unit: Option<Unit>) -> Read {
    let number_end = quantity.end;
    if let Some(unit) = unit {
        quantity.unit = canonical_unit(unit.text);
        quantity.end = unit.end;
        // 10多年 is a time
        if quantity.unit.ends_with(['年', '岁'])
            && !quantity.unit.contains('/')
            && !measures_years(&text[from..quantity.before])
        {
            return Read::Skip(quantity.end);
        }
        if unit.more {
            quantity.bound = Some(Bound::AtLeast);
        }
    } else if multiple_goes_without_saying(&text[from..quantity.before]) {
        "倍".clone_into(&mut quantity.unit);
    } else if is_ratio(&text[from..quantity.before], &quantity.decimal) {
        quantity.kind = QuantityKind::Ratio;
    } else if !list_goes_on(text, number_end) {
        return Read::Skip(number_end);
    }
    if quantity.kind != QuantityKind::Ratio {
        quantity.kind = kind_of(&quantity.unit);
    }
    bounds(text, from, &mut quantity);
    // 排名西部百强县79位: a position without 第
    if quantity.unit == "位" && !text.get(quantity.end).is_some_and(|&c| is_han(c)) {
        let clause: String = text[from..quantity.before]
            .iter()
            .rev()
            .take_while(|c| !matches!(c, '，' | ',' | '；' | ';' | '、'))
            .take(20)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        if ["排名", "位列", "位居", "名列", "进位", "升至", "排在", "跃居", "列"]
            .iter()
            .any(|verb| clause.contains(verb))
            // 排名提升20位: a move, no place
            && !["提升", "前进", "上升", "晋升", "前移", "跃升", "下降", "后退", "后移", "进步"]
                .iter()
                .any(|verb| clause.ends_with(verb))
        {
            quantity.kind = QuantityKind::Rank;
        }
    }
    Read::Quantity(Box::new(quantity))
}

/// 收入倍差缩小到1.71: the name says what the number is.
fn multiple_goes_without_saying(before: &[char]) -> bool {
    let clause = before.rsplit(|c| matches!(c, '，' | ',' | '；' | ';' | '、')).next().unwrap_or_default();
    clause.windows(2).any(|pair| pair == ['倍', '差'])
}

/// Whether the clause is of a span of years: 平均受教育年限, 人均预期寿命.
fn measures_years(before: &[char]) -> bool {
    let clause = before.rsplit(|c| matches!(c, '，' | ',' | '；' | ';' | '、')).next().unwrap_or_default();
    clause.windows(2).any(|pair| matches!(pair, ['年', '限'] | ['寿', '命']))
}

/// 收入比降至1.93, 基尼系数为0.38: a number of nothing.
fn is_ratio(before: &[char], decimal: &str) -> bool {
    let clause = before.rsplit(|c| matches!(c, '，' | ',' | '；' | ';' | '、')).next().unwrap_or_default();
    let clause: String = clause.iter().collect();
    decimal.contains('.')
        && ["收入比", "尼系数", "格尔系数"]
            .iter()
            .filter_map(|name| clause.rfind(name).map(|at| at + name.len()))
            .any(|end| clause[end..].chars().count() <= 8)
}

/// Whether another number follows 、 or 和 at once, from which this one may have its unit.
fn list_goes_on(text: &[char], end: usize) -> bool {
    matches!(text.get(end), Some('、' | '和' | '与' | '及'))
        && text.get(end + 1).is_some_and(|&c| ascii_digit(c).is_some())
}

fn canonical_unit(unit: String) -> String {
    match unit.as_str() {
        "％" => "%".to_owned(),
        "百分点" => "个百分点".to_owned(),
        _ if unit.contains('％') => unit.replace('％', "%"),
        _ => unit,
    }
}

fn kind_of(unit: &str) -> QuantityKind {
    match unit {
        "%" | "‰" => QuantityKind::Percent,
        "个百分点" => QuantityKind::Points,
        "个位次" | "位次" | "个名次" | "名次" => QuantityKind::Places,
        _ if unit.ends_with('倍') => QuantityKind::Multiple,
        _ => QuantityKind::Plain,
    }
}

/// Bound words before a number, longest first.
const BEFORE: [(&str, Bound); 35] = [
    ("不低于", Bound::AtLeast),
    ("不少于", Bound::AtLeast),
    ("不小于", Bound::AtLeast),
    ("不超过", Bound::AtMost),
    ("不高于", Bound::AtMost),
    ("不多于", Bound::AtMost),
    ("突破了", Bound::AtLeast),
    ("超过了", Bound::AtLeast),
    ("超过", Bound::AtLeast),
    ("突破", Bound::AtLeast),
    ("高达", Bound::Exact),
    ("至少", Bound::AtLeast),
    ("高于", Bound::AtLeast),
    ("多于", Bound::AtLeast),
    ("大于", Bound::AtLeast),
    ("低于", Bound::AtMost),
    ("少于", Bound::AtMost),
    ("小于", Bound::AtMost),
    ("不足", Bound::AtMost),
    ("不到", Bound::AtMost),
    ("未满", Bound::AtMost),
    ("至多", Bound::AtMost),
    ("最多", Bound::AtMost),
    ("将近", Bound::About),
    ("接近", Bound::About),
    ("大约", Bound::About),
    ("大概", Bound::About),
    ("约为", Bound::About),
    ("逼近", Bound::About),
    ("超", Bound::AtLeast),
    ("逾", Bound::AtLeast),
    ("破", Bound::AtLeast),
    ("约", Bound::About),
    ("近", Bound::About),
    ("上", Bound::AtLeast),
];

/// Bound words after a number and its unit.
const AFTER: [(&str, Bound); 16] = [
    ("及以上", Bound::AtLeast),
    ("或以上", Bound::AtLeast),
    ("以上", Bound::AtLeast),
    ("之上", Bound::AtLeast),
    ("及以下", Bound::AtMost),
    ("以内", Bound::AtMost),
    ("之内", Bound::AtMost),
    ("以下", Bound::AtMost),
    ("左右", Bound::About),
    ("上下", Bound::About),
    ("有余", Bound::AtLeast),
    ("大关", Bound::AtLeast),
    ("关口", Bound::AtLeast),
    ("余", Bound::AtLeast),
    ("多", Bound::AtLeast),
    ("内", Bound::AtMost),
];

fn bounds(text: &[char], from: usize, quantity: &mut Quantity) {
    let left = &text[from..quantity.start];
    for (word, bound) in BEFORE {
        // 上 and 破 are bounds only in 上百, 破百亿, which `numeral` reads
        if matches!(word, "上" | "破") {
            continue;
        }
        if ends_with(left, word) {
            quantity.before = quantity.start - word.chars().count();
            if bound != Bound::Exact {
                quantity.bound.get_or_insert(bound);
            }
            break;
        }
    }
    let right = &text[quantity.end..];
    for (word, bound) in AFTER {
        if starts_with(right, word) {
            let len = word.chars().count();
            let next = right.get(len).copied().unwrap_or('\n');
            // 多 and 余 end a number only where a measure word or its clause ends (3倍多), 内 only at the end of a clause
            if matches!(word, "余" | "多" | "内") && is_han(next) {
                continue;
            }
            quantity.end += len;
            quantity.bound = Some(bound);
            quantity.bound_after = true;
            break;
        }
    }
}

/// Copies the unit of the last of a list to those before it that have none: 1.8、1.7、1.5个百分点.
fn share_units(text: &[char], quantities: &mut [Quantity]) {
    for at in (0..quantities.len().saturating_sub(1)).rev() {
        let (head, tail) = quantities.split_at_mut(at + 1);
        let (this, next) = (&mut head[at], &tail[0]);
        // 0.5个和0.3个百分点: the first 个 is one of the points
        let short = this.unit.is_empty() || (this.unit == "个" && next.kind == QuantityKind::Points);
        if short && next.start == this.end + 1 && matches!(text[this.end], '、' | '和' | '与' | '及') {
            this.unit.clone_from(&next.unit);
            this.kind = next.kind;
        }
    }
}

pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFF}')
}

pub(crate) fn starts_with(chars: &[char], word: &str) -> bool {
    word.chars().enumerate().all(|(n, c)| chars.get(n) == Some(&c))
}

pub(crate) fn ends_with(chars: &[char], word: &str) -> bool {
    let mut n = chars.len();
    for c in word.chars().rev() {
        if n == 0 || chars[n - 1] != c {
            return false;
        }
        n -= 1;
    }
    true
}

// ------------------------------------------------------------------ the unit table

const UNITS: &str = include_str!("../data/units.txt");

struct UnitTable {
    /// Sorted by first character, then longest first.
    units: Vec<(char, &'static str, usize)>,
}

fn table() -> &'static UnitTable {
    static TABLE: std::sync::OnceLock<UnitTable> = std::sync::OnceLock::new();
    TABLE.get_or_init(|| {
        let mut units: Vec<(char, &'static str, usize)> = UNITS
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .filter_map(|unit| unit.chars().next().map(|first| (first, unit, unit.chars().count())))
            .collect();
        units.sort_by(|a, b| a.0.cmp(&b.0).then(b.2.cmp(&a.2)));
        units.dedup();
        UnitTable { units }
    })
}

/// The longest unit that starts at `at`, with its length in characters.
pub(crate) fn unit_at(text: &[char], at: usize) -> Option<(&'static str, usize)> {
    let first = *text.get(at)?;
    let units = &table().units;
    let start = units.partition_point(|&(c, ..)| c < first);
    units[start..]
        .iter()
        .take_while(|&&(c, ..)| c == first)
        .find(|(_, unit, _)| starts_with(&text[at..], unit))
        .map(|&(_, unit, len)| (unit, len))
}

#[cfg(test)]
mod tests {
    use super::quantities;

    /// Rows as `value unit bound`, one each.
    fn read(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        quantities(&chars, 0, chars.len())
            .into_iter()
            .map(|q| {
                let max = q.decimal_max.map(|max| format!("~{max}")).unwrap_or_default();
                let bound = q.bound.map(|b| format!(" {b:?}")).unwrap_or_default();
                format!("{}{max} {}{bound}", q.decimal, q.unit)
            })
            .collect()
    }

    #[test]
    fn magnitudes_units_and_bounds() {
        assert_eq!(read("投资21.1亿元，增长８．５％以上"), ["21.1 亿元", "8.5 % AtLeast"]);
        assert_eq!(
            read("服务群众7.6万余人次、培训600余名、近3000户、超过2万亩"),
            ["7.6 万人次 AtLeast", "600 名 AtLeast", "3000 户 About", "2 万亩 AtLeast"]
        );
        assert_eq!(read("浓度27微克/立方米，均价6500元/平方米"), ["27 微克/立方米", "6500 元/平方米"]);
        assert_eq!(read("控制在5.5%左右，不低于1,200公里"), ["5.5 % About", "1200 公里 AtLeast"]);
        assert_eq!(read("增长 5 %左右，种植 12 万亩"), ["5 % About", "12 万亩"]);
        assert_eq!(read("建设3.0升级版园区"), [""; 0]);
    }

    #[test]
    fn ranges_in_all_spellings() {
        assert_eq!(
            read("增长5%—5.5%，4.5-5%，5.0％～5.5％，建设3至5个"),
            ["5~5.5 %", "4.5~5 %", "5.0~5.5 %", "3~5 个"]
        );
        // Four digits are years only where they look like years.
        assert_eq!(read("新增就业5000—6000人，种树1200至1500棵"), ["5000~6000 人", "1200~1500 棵"]);
        assert_eq!(read("2021—2025规划"), [""; 0]);
    }

    #[test]
    fn a_comma_after_a_rank_is_no_thousands_separator() {
        assert_eq!(read("居全省第2,102个小区完成改造"), ["2 位", "102 个"]);
    }

    #[test]
    fn a_word_is_the_bound_of_one_number_only() {
        let chars: Vec<char> = "产值30亿元以上百亿元企业".chars().collect();
        let found = quantities(&chars, 0, chars.len());
        assert_eq!(read("产值30亿元以上百亿元企业"), ["30 亿元 AtLeast", "100 亿元 AtLeast"]);
        assert!(found[0].end <= found[1].before);
    }

    #[test]
    fn lists_share_the_last_unit() {
        assert_eq!(read("分别提高1.8、1.7和1.5个百分点"), ["1.8 个百分点", "1.7 个百分点", "1.5 个百分点"]);
        assert_eq!(read("分别高0.5个和0.3个百分点"), ["0.5 个百分点", "0.3 个百分点"]);
    }

    #[test]
    fn names_times_and_ordinals_are_no_quantities() {
        for text in [
            "2024年", "2021—2035年", "“1+3”格局", "建设5G网络", "PM2.5浓度", "4A级景区", "国道348线", "世界500强",
            "第十九届人大", "第3批", "十四五", "6月底前", "近5年", "24小时值守", "3.0版", "12345热线", "[12]",
            "【33】", "7×24小时", "9:00-18:00", "2号线", "第一产业", "2023-2025年", "500千伏", "G342", "K5-01",
            "010-63691786",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn ranks() {
        assert_eq!(read("总量居全省第5位，增速列全市第3、排名前10"), ["5 位", "3 位", "10 位 AtMost"]);
        assert_eq!(read("位居全省第一，跃居全市首位"), ["1 位", "1 位"]);
    }

    #[test]
    fn numerals_that_count() {
        assert_eq!(read("占比超七成，存款突破千亿元，产值翻一番"), ["70 % AtLeast", "1000 亿元 AtLeast", "2 倍"]);
        assert_eq!(read("实现百分之六点五的增长"), ["6.5 %"]);
    }
}
