//! What stands behind a number: its noun and predicate (6家|省级龙头企业|入选…), or a noun that it only qualifies.

use super::lexicon::{self, Class};
use super::naming::is_classifier;
use crate::quantity::{Quantity, QuantityKind, ascii_digit, ends_with, is_han};
use crate::view::View;
use gangmu_model::Bound;

/// The noun behind a number, with what is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Behind<'a> {
    /// The noun, up to its predicate or a mark.
    pub(super) noun: &'a str,
    /// One past the noun, in characters of the text.
    pub(super) end: usize,
    /// What the clause says of the noun, up to its end (入选省级名单); empty where a number or nothing follows.
    pub(super) predicate: &'a str,
    /// One past the predicate.
    pub(super) predicate_end: usize,
}

fn ends_clause(c: char) -> bool {
    matches!(c, '，' | ',' | '；' | ';' | '。' | '：' | ':' | '!' | '！' | '\n' | '[' | '【')
}

/// The noun right behind a number that ends at `end`; `limit` is where the next number or the sentence's end stands. With
/// `size` the noun starts with a size (1个|10亿元以上项目), which ends there.
pub(super) fn behind<'a>(view: &'a View<'_>, end: usize, limit: usize, size: Option<usize>) -> Option<Behind<'a>> {
    let chars = &view.chars;
    let mut stop = size.unwrap_or(end);
    let mut depth = 0;
    while stop < limit {
        let c = chars[stop];
        match c {
            '“' | '（' | '(' | '《' => depth += 1,
            '”' | '）' | ')' | '》' => depth -= 1,
            _ if ends_clause(c) => break,
            '、' if depth == 0 => {
                // a list of nouns counts as one: 12所中小学、幼儿园; but a number ends it
                // or the name of the next number, as in 8个项目、总投资62亿元
                let rest = &chars[stop + 1..limit];
                if chars.get(stop + 1).is_some_and(|&c| ascii_digit(c).is_some())
                    || (limit < chars.len()
                        && ascii_digit(chars[limit]).is_some()
                        && !rest.iter().any(|c| matches!(c, ',' | '，' | ';' | '；' | '。')))
                {
                    break;
                }
            }
            _ => {}
        }
        let one = stop == end + 1 && matches!(chars[end], '村' | '县' | '镇' | '乡' | '校');
        if depth == 0 && (stop > end + 1 || one) && lexicon::stands_at(&chars[..limit], stop, Class::Predicate) {
            break;
        }
        stop += 1;
    }
    let noun = view.slice(end..stop).trim_start_matches('的').trim_end_matches(['、', '和', '的', '及']);
    let first = noun.chars().next()?;
    // 8县(区): a bracket alone is no noun
    if matches!(first, '(' | '（') && noun.chars().count() <= 4 {
        return None;
    }
    if !(is_han(first) || matches!(first, '“' | '《' | '(' | '（') || first.is_ascii_alphanumeric()) {
        return None;
    }
    let mut predicate_end = stop;
    let mut depth = 0;
    while predicate_end < limit {
        let c = chars[predicate_end];
        match c {
            '“' | '（' | '(' | '《' => depth += 1,
            '”' | '）' | ')' | '》' => depth -= 1,
            _ => {}
        }
        if depth == 0 && (ends_clause(c) || c == '、') {
            break;
        }
        predicate_end += 1;
    }
    // A predicate that runs into the next number says what that number is of
    let whole = predicate_end < limit || limit >= chars.len() || ends_clause(chars[limit]);
    let predicate = if whole { view.slice(stop..predicate_end) } else { "" };
    Some(Behind { noun: trimmed(noun), end: stop, predicate_end, predicate })
}

/// A counted noun without the words for the work on it: 再生铝项目进度, 重大项目建设.
fn trimmed(noun: &str) -> &str {
    let chars = noun.chars().count();
    for end in ["的办理任务", "的办理工作", "的办理", "作用", "进度", "前期工作", "前期", "任务"]
    {
        if let Some(stem) = noun.strip_suffix(end).filter(|stem| chars > 4 && !stem.ends_with('的')) {
            return stem;
        }
    }
    noun.strip_suffix("建设").filter(|stem| stem.ends_with("项目") || stem.ends_with("工程")).unwrap_or(noun)
}

/// Whether the words behind a number say something of it rather than name what it counts.
pub(super) fn is_predicate(noun: &str) -> bool {
    const STARTS: [&str; 21] = [
        "以上", "以内", "左右", "的", "是", "为", "在", "到", "和", "与", "及", "等", "来", "内", "后", "前", "用于",
        "由", "从", "被", "时",
    ];
    if STARTS.iter().any(|start| noun.starts_with(start)) {
        return true;
    }
    // 5家带动就业: a verb with an object; 5个改造项目: a verb inside a noun
    lexicon::at_start(noun, Class::Action).is_some_and(|verb| {
        let rest = &noun[verb.len()..];
        // …538处综合治理: work, counted
        rest.is_empty() && !["治理", "整治", "改造"].iter().any(|work| verb.ends_with(work))
            || rest.starts_with('了')
            || !rest.is_empty()
                && ![
                    "项目", "工程", "任务", "点", "基地", "站", "园", "区", "企业", "单位", "资金", "示范", "用地",
                    "行动", "方案", "路段", "中心", "平台", "试点", "清单", "小区",
                ]
                .iter()
                .any(|bind| rest.starts_with(bind) || rest.ends_with(bind))
    })
}

/// Where a size ends that stands between a count and its noun: 新增1个10亿元以上项目.
pub(super) fn size_between(chars: &[char], count: &Quantity, next: Option<&Quantity>) -> Option<usize> {
    let next = next?;
    let sized = ["元", "亩", "平方米", "吨", "千瓦", "兆瓦"].iter().any(|unit| next.unit.ends_with(unit));
    // 6家日烘干能力30吨以上烘干中心: the noun's first words say what the size is of
    let leads = &chars[count.end..next.before.max(count.end)];
    let inside = leads.is_empty()
        || next.bound_after
            && leads.len() <= 8
            && is_classifier(&count.unit)
            && !leads.iter().any(|&c| ends_clause(c) || c == '、')
            && !(0..leads.len()).any(|at| lexicon::stands_at(leads, at, Class::Predicate));
    (inside && sized && chars.get(next.end).is_some_and(|&c| is_han(c))).then_some(next.end)
}

/// Whether a number only qualifies a noun whose own count follows (投资10亿元以上的项目3个), or a rule (65岁以上).
pub(super) fn is_qualifier(view: &View<'_>, quantity: &Quantity, next: Option<&Quantity>, to: usize) -> bool {
    let chars = &view.chars;
    if !matches!(quantity.kind, QuantityKind::Plain) {
        return false;
    }
    let threshold = quantity.bound_after;
    // 超10亿元30个: the count follows its threshold at once
    if quantity.unit.ends_with('元')
        && quantity.bound.is_some()
        && next.is_some_and(|next| next.before == quantity.end && is_classifier(&next.unit))
    {
        return true;
    }
    let size = ["元", "亩", "平方米", "公里", "吨", "千瓦", "兆瓦", "美元", "米"]
        .iter()
        .any(|unit| quantity.unit.ends_with(unit));
    // 余额3.2亿元，控制在限额3.5亿元以内: what another value is held against
    if quantity.bound == Some(Bound::AtMost) && threshold && ends_with(&chars[..quantity.before], "限额") {
        return true;
    }
    let behind = chars.get(quantity.end).copied().unwrap_or('\n');
    if chars.get(quantity.end) == Some(&'级') || is_scope_size(chars, quantity.end, to) {
        return true;
    }
    // 1000兆瓦光伏组件等12个项目: a size inside one of the things counted
    if size
        && is_han(behind)
        && next.is_some_and(|next| {
            let between = &chars[quantity.end..next.before.max(quantity.end)];
            between.last() == Some(&'等') && !between.iter().any(|&c| ends_clause(c))
        })
    {
        return true;
    }
    // 投入7800万元延伸管网: a verb's own amount, no size of a thing
    let verb = view.slice(quantity.end..to.min(quantity.end + 4));
    if quantity.unit.ends_with('元')
        && !threshold
        && lexicon::at_start(verb, Class::Action).is_some_and(|v| v.chars().count() >= 2)
    {
        return false;
    }
    if !(is_han(behind) || behind == '“') || !(threshold || size) || matches!(behind, '和' | '与' | '及' | '、') {
        return false;
    }
    let limit = next.map_or(to, |next| next.before);
    let between = &chars[quantity.end..limit.max(quantity.end)];
    let clause_ends = between.iter().any(|c| matches!(c, ',' | '，' | ';' | '；' | '。'));
    // With 以上 and a noun behind it: a threshold, whether or not a count follows
    if threshold && quantity.bound != Some(Bound::About) {
        let noun = between.iter().take_while(|c| !matches!(c, ',' | '，' | ';' | '；' | '。' | '、')).count();
        return next.is_some() && !clause_ends && noun >= 2;
    }
    size && next.is_some()
        && !clause_ends
        && between.len() >= 2
        && !between.contains(&'、')
        && next.is_some_and(|next| !next.unit.ends_with('元'))
}

/// 在全国168个重点城市中排第五: how many there are to be ranked among.
fn is_scope_size(chars: &[char], end: usize, to: usize) -> bool {
    const LONGEST: usize = 14;
    let near = &chars[end..to.min(end + LONGEST)];
    let clause = near.split(|&c| ends_clause(c) || c == '、').next().unwrap_or_default();
    let entered = clause.windows(2).any(|pair| matches!(pair, ['进', '入'] | ['跻', '身'] | ['挺', '进']));
    !entered
        && clause.windows(2).any(|pair| match pair {
            ['中', next] => matches!(next, '排' | '列' | '居' | '位' | '倒' | '名'),
            // 64个县区前十
            ['前', next] => ascii_digit(*next).is_some() || "一二三四五六七八九十".contains(*next),
            _ => false,
        })
}
