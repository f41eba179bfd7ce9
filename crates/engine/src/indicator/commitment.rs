//! Commitments: a clause without a number in, the promise or result it states out.
//!
//! Six relations, each with the words that state it: 高于全市平均水平, 与经济增长同步, 只增不减, 完成上级下达任务, 未发生较大事故,
//! 实现正增长.

use super::subject::subject;
use gangmu_model::Relation;

/// A commitment found in a clause; positions count characters of the clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) indicator: String,
    pub(super) relation: Relation,
    pub(super) base: Option<String>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Whether a clause has one of the pairs of characters that every commitment has: most clauses are told by this alone.
pub(super) fn may_state_one(clause: &[char]) -> bool {
    clause.windows(2).any(|pair| {
        matches!(
            pair,
            ['高' | '快' | '优' | '好', '于']
                | ['同', '步']
                | ['不', '减' | '降']
                | ['正', '增']
                | ['转' | '为', '正']
                | ['下', '达']
                | ['发', '生']
                | ['零', _]
        )
    })
}

/// The commitment that a clause states, if it states one. The clause has no quantity.
pub(super) fn commitment(clause: &str) -> Option<Found> {
    above(clause)
        .or_else(|| in_step(clause))
        .or_else(|| not_less(clause))
        .or_else(|| positive(clause))
        .or_else(|| assigned(clause))
        .or_else(|| none_occurred(clause))
}

/// A found commitment from byte positions of the clause.
fn found(
    clause: &str,
    indicator: String,
    relation: Relation,
    base: Option<&str>,
    from: usize,
    to: usize,
) -> Option<Found> {
    let base = base
        .map(|base| base.trim_matches(|c: char| matches!(c, '的' | '了') || c.is_whitespace()).to_owned())
        .filter(|base| !base.is_empty());
    let count = |end: usize| clause[..end].chars().count();
    ((2..=24).contains(&indicator.chars().count())).then(|| Found {
        indicator,
        relation,
        base,
        start: count(from),
        end: count(to),
    })
}

/// 规上工业增加值增速高于全市平均水平
fn above(clause: &str) -> Option<Found> {
    for word in ["高于", "快于", "优于", "好于"] {
        let Some(at) = clause.find(word) else { continue };
        let (front, rest) = (&clause[..at], &clause[at + word.len()..]);
        let base = ["平均水平", "平均增速", "平均", "增速", "水平"]
            .iter()
            .filter_map(|end| rest.find(end).map(|n| (n + end.len(), n)))
            .min();
        let Some((end, base)) = base.filter(|_| !front.ends_with('不')) else { continue };
        let subject = subject(front);
        let name = if subject.of_growth || subject.change.is_some() {
            format!("{}增速", subject.name)
        } else {
            subject.name.into_owned()
        };
        // 高于全市平均: the average is part of what it is compared with
        let base = if rest[base..end].starts_with("平均") {
            format!("{}平均", &rest[..base])
        } else {
            rest[..base].to_owned()
        };
        return found(clause, name, Relation::Above, Some(&base), at, at + word.len() + end);
    }
    None
}

/// 居民收入增长与经济增长基本同步
fn in_step(clause: &str) -> Option<Found> {
    let end = clause.find("同步")?;
    let at = clause[..end].rfind(['与', '和'])?;
    let base = clause[at + '与'.len_utf8()..end].trim_end_matches("基本").trim_end_matches("保持");
    let stands = clause[end + "同步".len()..].chars().next().is_none_or(|c| !crate::quantity::is_han(c));
    (base.ends_with("增长") || base.ends_with("发展")).then_some(()).filter(|()| stands)?;
    found(clause, subject(&clause[..at]).name.into_owned(), Relation::InStep, Some(base), at, end + "同步".len())
}

/// 耕地面积只增不减
fn not_less(clause: &str) -> Option<Found> {
    let (at, word) =
        ["只增不减", "只升不降", "不减少", "不降低"].iter().find_map(|word| clause.find(word).map(|at| (at, *word)))?;
    found(clause, subject(&clause[..at]).name.into_owned(), Relation::NotLess, None, at, at + word.len())
}

/// 固定资产投资实现正增长
fn positive(clause: &str) -> Option<Found> {
    let (at, word) = ["实现正增长", "保持正增长", "由负转正", "扭负为正", "正增长"]
        .iter()
        .find_map(|word| clause.find(word).map(|at| (at, *word)))?;
    found(clause, subject(&clause[..at]).name.into_owned(), Relation::Positive, None, at, at + word.len())
}

/// 节能减排完成省下达任务, 完成上级下达的节能减排任务
fn assigned(clause: &str) -> Option<Found> {
    let given = clause.find("下达")?;
    let at = ["全面完成", "完成", "控制在", "达到"].iter().filter_map(|verb| clause[..given].rfind(verb)).min()?;
    let end = ["任务", "目标", "指标", "要求", "计划"]
        .iter()
        .filter_map(|noun| clause[given..].find(noun).map(|n| given + n + noun.len()))
        .max()?;
    let front = subject(&clause[..at]).name.into_owned();
    let by = clause[at..given]
        .trim_start_matches("全面")
        .trim_start_matches("完成")
        .trim_start_matches("控制在")
        .trim_start_matches("达到");
    let inner = clause[given + "下达".len()..end]
        .trim_start_matches('的')
        .trim_end_matches(['务', '任', '目', '标', '指', '要', '求', '计', '划']);
    let name = if front.chars().count() >= 2 { front } else { inner.to_owned() };
    found(clause, name, Relation::Assigned, Some(by), at, end)
}

/// 未发生较大及以上安全事故
fn none_occurred(clause: &str) -> Option<Found> {
    // 森林火灾实现“零发生”
    if let Some((at, word)) =
        ["零发生", "零伤亡", "零事故", "零死亡"].iter().find_map(|word| clause.find(word).map(|at| (at, *word)))
    {
        let front = clause[..at].trim_end_matches('“');
        let quoted = front.len() < at && clause[at + word.len()..].starts_with('”');
        let end = at + word.len() + if quoted { '”'.len_utf8() } else { 0 };
        return found(clause, subject(front).name.into_owned(), Relation::NoneOccurred, None, front.len(), end);
    }
    let (at, word) =
        ["未发生", "没有发生", "杜绝发生"].iter().find_map(|word| clause.find(word).map(|at| (at, *word)))?;
    let rest = &clause[at + word.len()..];
    let end = ["事故", "事件", "灾害", "案件", "疫情", "伤亡", "返贫"]
        .iter()
        .filter_map(|noun| rest.find(noun).map(|n| n + noun.len()))
        .max()?;
    found(
        clause,
        rest[..end].trim_start_matches(['一', '起', '过']).to_owned(),
        Relation::NoneOccurred,
        None,
        at,
        at + word.len() + end,
    )
}

#[cfg(test)]
mod tests {
    use super::commitment;
    use gangmu_model::Relation;

    #[test]
    fn quoted_words_keep_both_their_marks() {
        for (clause, words) in [("森林火灾实现“零发生”", "“零发生”"), ("较大事故零发生", "零发生")]
        {
            let found = commitment(clause).unwrap_or_else(|| panic!("{clause}"));
            let said = clause.chars().skip(found.start).take(found.end - found.start).collect::<String>();
            assert_eq!(said, words);
        }
    }

    #[test]
    fn each_relation_has_its_words() {
        for (clause, indicator, relation, base) in [
            ("规上工业增加值增速高于全市平均水平", "规上工业增加值增速", Relation::Above, Some("全市平均")),
            ("农民收入增长与经济增长基本同步", "农民收入", Relation::InStep, Some("经济增长")),
            ("粮食种植面积只增不减", "粮食种植面积", Relation::NotLess, None),
            ("节能减排完成省下达任务", "节能减排", Relation::Assigned, Some("省")),
            ("全年未发生较大及以上安全生产事故", "较大及以上安全生产事故", Relation::NoneOccurred, None),
            ("森林火灾实现“零发生”", "森林火灾", Relation::NoneOccurred, None),
            ("固定资产投资实现正增长", "固定资产投资", Relation::Positive, None),
        ] {
            assert!(super::may_state_one(&clause.chars().collect::<Vec<_>>()), "{clause}");
            let found = commitment(clause).unwrap_or_else(|| panic!("{clause}"));
            assert_eq!(
                (found.indicator.as_str(), found.relation, found.base.as_deref()),
                (indicator, relation, base),
                "{clause}"
            );
        }
    }

    #[test]
    fn plain_sentences_state_none() {
        for clause in ["推动党建与业务同步发展", "群众满意度不断提高", "完成改造任务", "坚持高于一切的标准"]
        {
            assert_eq!(commitment(clause), None, "{clause}");
        }
    }
}
