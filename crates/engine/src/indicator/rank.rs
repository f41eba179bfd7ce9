//! Ranks: the text before a position in, what is ranked and among whom out.

use crate::letters::Searched;

/// Parts the text before a rank into what is ranked and among whom: 粮食产量|居|全省.
pub(super) fn split_rank(text: &str) -> (&str, &str) {
    // 在全国168个重点城市中倒排第15位: among whom stands first
    if let Some((scope, rest)) = text
        .strip_prefix(['在', '于'])
        .and_then(|rest| rest.split_once('中'))
        .filter(|(scope, _)| AMONG.iter().any(|among| scope.ends_with(among)))
    {
        let (name, _) = split_rank(rest.trim_start_matches(['，', ',']));
        return (name.trim_end_matches('倒'), scope);
    }
    const VERBS: [&str; 34] = [
        "再次荣获", "荣获", "获得", "夺得", "位居", "位列", "名列", "排名", "排位", "稳居", "跃居", "跃升至", "跃升",
        "跻身", "进入", "挺进", "升至", "上升到", "上升至", "保持在", "保持", "均居", "均列", "均为", "列", "排在",
        "排", "居", "迈入", "晋升", "进位至", "达到", "为", "第",
    ];
    let mut best: Option<(usize, usize)> = None;
    let searched = Searched::new(text);
    for verb in VERBS {
        for at in searched.places(verb) {
            let next = text[at + verb.len()..].chars().next().unwrap_or(' ');
            if verb.ends_with('居') && matches!(next, '民' | '住' | '家')
                || verb.ends_with('列') && (matches!(next, '车' | '入') || text[..at].ends_with('系'))
                || verb == "排" && matches!(next, '放' | '查' | '污' | '名')
            {
                continue;
            }
            let end = at + verb.len();
            if best.is_none_or(|(start, stop)| end > stop || (end == stop && at < start)) {
                best = Some((at, end));
            }
        }
    }
    if let Some((at, end)) = best {
        // 均居: the 均 says that the place is each one's
        let each = if text[at..].starts_with('均') { '均'.len_utf8() } else { 0 };
        return (&text[..at + each], trimmed(&text[end..]));
    }
    // 限上零售增长6%、全省第四: no verb, the field stands alone
    const FIELDS: [&str; 12] =
        ["全省", "全市", "全国", "全区", "全县", "全球", "世界", "西部", "东部", "中部", "同类", "全州"];
    match FIELDS.iter().filter_map(|field| searched.rfind(field)).max() {
        Some(at) => (&text[..at], trimmed(&text[at..])),
        None if text.chars().count() <= 4 => ("", trimmed(text)),
        None => (text, ""),
    }
}

fn trimmed(scope: &str) -> &str {
    scope.trim_matches(|c: char| matches!(c, '从' | '由' | '前' | '第' | '、' | '的' | '，' | ',') || c.is_whitespace())
}

/// Those among whom a place may be.
const AMONG: [&str; 9] = ["城市", "县区", "县市", "区县", "省份", "地市", "市州", "开发区", "高新区"];
