//! Rules: a list of numbers (mostly one) with the words around it in, the names of its rows out.
//!
//! Each rule is a function with the construction it reads; [`name`] asks them in order and the first that knows an answer
//! gives it. The name of the rule stands in the row, in `docs/constructions.md` and in the tests.

use super::behind::{Behind, behind, is_predicate};
use super::canonical::base_of;
use super::lexicon::{self, Class};
use super::naming::{
    ends_open, is_classifier, is_generic, is_level_word, is_short_name, join_generic, leading_regions, own_is_whole,
    said_by_regions, share_of, with_level_of, without_level,
};
use super::subject::{Subject, heads, heads_for, subject};
use crate::quantity::{Quantity, QuantityKind, ascii_digit, ends_with, starts_with};
use crate::view::View;
use gangmu_model::{Confidence, Indicator, IndicatorType, Span};

/// What later numbers of a paragraph may measure.
#[derive(Clone, Debug)]
pub(super) struct Topic {
    pub(super) name: String,
    /// Whether its last value was a change, so that a rank after it ranks the growth.
    pub(super) changed: bool,
    /// Whether it was said in the same sentence.
    pub(super) near: bool,
}

/// A list of numbers and what the rules may know of it.
pub(super) struct Case<'a> {
    /// The document.
    pub(super) view: &'a View<'a>,
    pub(super) sentence: Span,
    /// The numbers: one, or a list of one kind.
    pub(super) group: &'a [Quantity],
    /// What the text before them says.
    pub(super) subject: &'a Subject<'a>,
    /// What the values are, by their unit and the words before them.
    pub(super) kind: IndicatorType,
    /// The noun behind the last of them.
    pub(super) behind: Option<&'a Behind<'a>>,
    /// The noun behind the number before, for a verb that follows it: 12个项目完成投资30亿元.
    pub(super) noun_before: Option<&'a str>,
    /// Whether the text before them starts as another member of a list: …8个、绿美村庄30个.
    pub(super) list_goes_on: bool,
    /// Whether the text before them ends with a mark of lists: …投入使用、14家企业.
    pub(super) own_is_open: bool,
    /// Among whom a rank is.
    pub(super) scope: Option<&'a str>,
    pub(super) topic: Option<&'a Topic>,
    /// The rows of the sentence so far.
    pub(super) rows: &'a [Indicator],
}

/// What a rule found.
#[derive(Debug, Default)]
pub(super) struct Naming {
    /// A name for each number, or for each row of the one number.
    pub(super) names: Vec<String>,
    /// The rule.
    pub(super) rule: &'static str,
    /// Whether the subject was carried far.
    pub(super) unsure: bool,
    /// Up to where the text behind the numbers is used; 0 for none.
    pub(super) used: usize,
    /// The noun behind the number, for a verb that follows it.
    pub(super) noun: Option<String>,
    /// The value is a level although a word of change stands before it (巩固提升60万亩“吨粮田”).
    pub(super) is_level: bool,
}

impl Naming {
    /// The answer without names of one character (新增学位900个, but 12名医务人员 leaves none); `None` where no name is left.
    pub(super) fn tidied(mut self) -> Option<Self> {
        self.names.retain(|name| name.chars().count() >= 2 || is_short_name(name));
        (!self.names.is_empty()).then_some(self)
    }

    /// How sure the row is of its name.
    pub(super) fn confidence(&self) -> Confidence {
        if self.unsure { Confidence::Low } else { Confidence::High }
    }
}

/// An answer without more to say than the names.
fn named(rule: &'static str, names: Vec<String>) -> Naming {
    Naming { names, rule, ..Naming::default() }
}

type Rule = fn(&Case<'_>) -> Option<Naming>;

/// In the order in which they are asked.
const RULES: &[Rule] = &[
    medals, share_before_noun, share_of_noun, people_who, each_of_earlier, each_generic, number_before_noun,
    antecedents, spent, regions, total, ranked_list, carried_topic, count_and_amount, shared_level, lists, core,
];

/// The names of the rules, as rows have them; several functions may read one construction.
pub const NAMES: [&str; 14] = [
    "medals", "number-before-noun", "people-who", "each", "antecedents", "spent", "regions", "total", "ranked-list",
    "carried-topic", "count-and-amount", "shared-level", "distribution", "core",
];

/// The names of the numbers, by the first rule that knows them.
pub(super) fn name(case: &Case<'_>) -> Option<Naming> {
    let naming = RULES.iter().find_map(|rule| rule(case))?;
    debug_assert!(NAMES.contains(&naming.rule), "{} is not among the names", naming.rule);
    Some(naming)
}

impl Case<'_> {
    fn own(&self) -> &str {
        &self.subject.name
    }

    fn first(&self) -> &Quantity {
        &self.group[0]
    }

    fn last(&self) -> &Quantity {
        &self.group[self.group.len() - 1]
    }

    /// The text from a character on, up to a mark or a digit.
    fn words_from(&self, from: usize) -> &str {
        let rest = &self.view.chars[from..self.sentence.end as usize];
        let ends = |&c: &char| matches!(c, '，' | ',' | '；' | ';' | '。' | '、') || ascii_digit(c).is_some();
        self.view.slice(from..from + rest.iter().position(ends).unwrap_or(rest.len()))
    }

    /// Whether the text before has no name of its own.
    fn nameless(&self) -> bool {
        let own = self.own();
        own.is_empty() || is_generic(own) || is_level_word(own) || own.starts_with('占')
    }
}

/// 取得6金4银9铜: medals, a unit each.
fn medals(case: &Case<'_>) -> Option<Naming> {
    let names = case
        .group
        .iter()
        .map(|quantity| match quantity.unit.as_str() {
            "金" => Some("金牌".to_owned()),
            "银" => Some("银牌".to_owned()),
            "铜" => Some("铜牌".to_owned()),
            _ => None,
        })
        .collect::<Option<Vec<_>>>()?;
    Some(named("medals", names))
}

/// 90%以上的自然村通硬化路, 每户2000元的补助: a number that stands before its noun with 的.
fn share_before_noun(case: &Case<'_>) -> Option<Naming> {
    let quantity = case.first();
    if case.view.chars.get(quantity.end) != Some(&'的') || case.subject.change.is_some() {
        return None;
    }
    let noun = behind(case.view, quantity.end + 1, case.sentence.end as usize, None)?;
    if noun.noun.chars().count() < 2 || noun.noun.chars().any(|c| ascii_digit(c).is_some()) {
        return None;
    }
    let paid = ["补助", "补贴", "奖励", "奖金", "支持", "资助", "贷款", "资金"];
    let fits = match quantity.kind {
        // 全国有90%的乡通了电话
        QuantityKind::Percent => case.own().is_empty() || matches!(case.own(), "有" | "全国有" | "已有" | "现有"),
        _ => quantity.unit.ends_with('元') && paid.iter().any(|end| noun.noun.ends_with(end)),
    };
    fits.then(|| Naming {
        names: vec![noun.noun.to_owned()],
        rule: "number-before-noun",
        used: noun.end,
        ..Naming::default()
    })
}

/// 七成以上财力用于民生: a share of the noun behind it.
fn share_of_noun(case: &Case<'_>) -> Option<Naming> {
    let behind = case.behind?;
    let plain = case.first().kind == QuantityKind::Percent && case.group.len() == 1;
    if !plain
        || !case.own().is_empty()
        || case.subject.change.is_some()
        || behind.noun.chars().count() < 2
        || is_predicate(behind.noun)
        || case.view.chars.get(case.first().end) == Some(&'的')
    {
        return None;
    }
    let spent = ["用于", "投入", "投向"].iter().any(|verb| behind.predicate.starts_with(verb));
    let (name, used) = if spent {
        (format!("{}{}", behind.noun, behind.predicate), behind.predicate_end)
    } else {
        (behind.noun.to_owned(), behind.end)
    };
    Some(Naming { names: vec![name], rule: "number-before-noun", used, ..Naming::default() })
}

/// 近万人次参加培训, 620户消除致贫风险: people counted by what they did.
fn people_who(case: &Case<'_>) -> Option<Naming> {
    let quantity = case.first();
    let unit = base_of(&quantity.unit);
    let people = matches!(unit, "人" | "人次" | "户" | "户次" | "名" | "家次");
    if !people || !case.own().is_empty() || case.subject.change.is_some() || case.group.len() > 1 {
        return None;
    }
    let did = case.words_from(quantity.end);
    let verb = lexicon::at_start(did, Class::Action).filter(|verb| verb.chars().count() >= 2)?;
    let length = did.chars().count();
    let used = quantity.end + length;
    (did.len() > verb.len() && length <= 14).then(|| Naming {
        names: vec![format!("{did}{unit}")],
        rule: "people-who",
        used,
        ..Naming::default()
    })
}

/// 优良天数比率97%，平均浓度21微克，均居全市第一: what the rows since the last semicolon measure.
fn each_of_earlier(case: &Case<'_>) -> Option<Naming> {
    if !case.subject.each || !case.own().is_empty() || case.group.len() > 1 {
        return None;
    }
    let last = case.rows.last()?;
    let from = case.view.chars[..last.span.end as usize]
        .iter()
        .rposition(|c| matches!(c, '；' | ';' | '。' | '\n'))
        .map_or(0, |at| at as u32);
    let mut names: Vec<String> = Vec::new();
    for row in case.rows.iter().filter(|row| row.span.start > from && row.kind == IndicatorType::Level) {
        if !names.contains(&row.indicator) {
            names.push(row.indicator.clone());
        }
    }
    (names.len() > 1).then(|| named("each", names))
}

/// 财政收入20亿元，总量和增速均居全市第一: each of several generic names, completed by the topic.
fn each_generic(case: &Case<'_>) -> Option<Naming> {
    // Only a list has several names, and few texts are one
    if !case.own().contains(['、', '和', '与', '及']) {
        return None;
    }
    let names = heads(case.own());
    if names.len() < 2 || !names.iter().all(|name| is_generic(name)) {
        return None;
    }
    let topic = case.topic.filter(|topic| topic.near)?;
    let names: Vec<String> = names.iter().map(|name| join_generic(&topic.name, name)).collect();
    (case.group.len() == names.len() || case.subject.each).then(|| named("each", names))
}

/// 18条背街小巷完成改造, 安全生产54条措施, 龙河钢铁等4户企业入选省级名单: a count before what it counts.
fn number_before_noun(case: &Case<'_>) -> Option<Naming> {
    let quantity = case.first();
    let own = case.own();
    let behind = case.behind?;
    if quantity.kind != QuantityKind::Plain
        || case.group.len() > 1
        || behind.noun.chars().count() < 2 && !lexicon::is(behind.noun, Class::Bare)
        || is_predicate(behind.noun)
        || case.view.chars.get(quantity.end) == Some(&'的') && matches!(behind.noun, "目标" | "任务" | "水平" | "规模")
    {
        return None;
    }
    // 巩固提升60万亩“吨粮田”: before a noun a word of change is a verb of doing
    let verb_only = own.is_empty() || lexicon::is(own, Class::Action) || matches!(own, "巩固" | "持续");
    let acts = verb_only && case.subject.change.is_some();
    let counts = is_classifier(base_of(&quantity.unit));
    let open = ends_open(own) || case.own_is_open && counts;
    if !(verb_only || open || case.subject.change.is_none() && counts && !own_is_whole(own)) {
        return None;
    }
    // 安全生产54条措施: what stands before belongs to the noun; 龙河钢铁等4户企业: it names some of them
    let front = if open || verb_only { "" } else { own };
    let noun = behind.noun.trim_start_matches(['的', '”']);
    let bare = front.is_empty() && lexicon::is(noun, Class::Bare);
    let says = behind.predicate.chars().count();
    let governs = (5..=18).contains(&says) && !behind.predicate.chars().any(|c| ascii_digit(c).is_some());
    let (name, used) = if bare && governs {
        // 4户企业入选省级名单: the noun alone says too little
        (format!("{}的{noun}", behind.predicate), behind.predicate_end)
    } else if bare && own.ends_with('等') && own.chars().count() > 2 {
        (format!("{own}{noun}"), behind.end)
    } else if says == 2
        && ends_with(&case.view.chars[..quantity.before], "完成")
        && lexicon::is(behind.predicate, Class::Action)
    {
        // 完成58家企业标准化创建: what was done is itself the noun
        (format!("{front}{noun}{}", behind.predicate), behind.predicate_end)
    } else if bare && (2..5).contains(&says) {
        (format!("{}的{noun}", behind.predicate), behind.predicate_end)
    } else {
        (format!("{front}{noun}"), behind.end)
    };
    // 开发区、新城区各引进1个项目: a row for each of them
    let owners = if case.subject.each && !front.is_empty() { heads(front) } else { Vec::new() };
    let names = if owners.len() > 1 {
        owners.iter().map(|owner| format!("{owner}{noun}")).collect()
    } else {
        vec![name.clone()]
    };
    Some(Naming {
        noun: Some(name),
        rule: if names.len() > 1 { "each" } else { "number-before-noun" },
        names,
        used,
        is_level: acts,
        ..Naming::default()
    })
}

/// 接待游客210万人次，实现旅游收入14亿元，分别增长16%、19%: what the rows before measure, in order.
fn antecedents(case: &Case<'_>) -> Option<Naming> {
    let own = case.own();
    let several = case.group.len();
    if several < 2 || case.rows.len() < several || !(own.is_empty() || is_generic(own)) {
        return None;
    }
    // 分别增长16%、19%，恢复到2019年的112%和108%: paired once, paired on
    let paired = own.is_empty()
        && case.rows[case.rows.len() - several..]
            .iter()
            .all(|row| matches!(row.rule.as_str(), "antecedents" | "distribution"));
    if !case.subject.distributed && !paired {
        return None;
    }
    let mut earlier: Vec<String> = Vec::new();
    for row in case.rows.iter().rev() {
        if !earlier.contains(&row.indicator) {
            earlier.push(row.indicator.clone());
        }
        if earlier.len() == several {
            break;
        }
    }
    earlier.reverse();
    Some(named("antecedents", earlier.into_iter().map(|name| join_generic(&name, own)).collect()))
}

/// 投入5.2亿元，改造城市管网; 安排3亿元用于稳岗: money whose use is said behind it.
fn spent(case: &Case<'_>) -> Option<Naming> {
    let own = case.own();
    if own.is_empty()
        && case.subject.action.is_some()
        && case.group.len() == 1
        && case.last().unit.ends_with('元')
        && starts_with(&case.view.chars[case.last().end..], "用于")
    {
        let use_of = case.words_from(case.last().end);
        let length = use_of.chars().count();
        let used = case.last().end + length;
        return (4..=18).contains(&length).then(|| Naming {
            names: vec![use_of.to_owned()],
            rule: "spent",
            used,
            ..Naming::default()
        });
    }
    let spends = case.subject.action == Some("投入") || own == "投入";
    if !spends || !(own.is_empty() || matches!(own, "资金" | "财政资金" | "投入")) || case.group.len() > 1 {
        return None;
    }
    let quantity = case.first();
    let mut from = quantity.end;
    if matches!(case.view.chars.get(from), Some('，' | ',')) {
        from += 1;
    }
    let clause = case.words_from(from);
    let clause = clause.strip_prefix("用于").unwrap_or(clause);
    let used_for = subject(clause);
    let noun = used_for.name;
    (quantity.unit.ends_with('元') && used_for.action.is_some() && (2..=16).contains(&noun.chars().count()))
        .then(|| named("spent", vec![format!("{noun}投入")]))
}

/// 甲省、乙省将地区生产总值增速目标设定为5%，丙省提出增长6%: whose figure it is, where a text speaks of several regions.
fn regions(case: &Case<'_>) -> Option<Naming> {
    let said = said_by_regions(case.own())?;
    let topic = case.topic.map(|topic| leading_regions(&topic.name).1);
    let of = if said.of.is_empty() { topic.filter(|name| !name.is_empty())? } else { said.of };
    let names: Vec<String> = said.regions.iter().map(|region| format!("{region}{of}")).collect();
    (names.len() == 1 || case.group.len() == 1).then(|| named("regions", names))
}

/// 总数达2.6万户, 占一般公共预算支出的81%: a name that needs the topic before it.
fn total(case: &Case<'_>) -> Option<Naming> {
    let own = case.own();
    if own.is_empty() || !case.nameless() {
        return None;
    }
    let Some(topic) = case.topic else { return Some(named("core", vec![own.to_owned()])) };
    let name = if is_generic(own) {
        join_generic(&topic.name, own)
    } else if own.starts_with('占') {
        share_of(&topic.name, own)
    } else {
        format!("{own}{}", without_level(&topic.name))
    };
    Some(Naming { names: vec![name], rule: "total", unsure: !topic.near, ..Naming::default() })
}

/// 排名全国百强县第79位: nothing is named but the list in which the place is.
fn ranked_list(case: &Case<'_>) -> Option<Naming> {
    const LISTS: [&str; 10] = ["强县", "强市", "强区", "强镇", "百强", "榜", "榜单", "排行榜", "示范县", "城市排名"];
    let scope = case.scope?;
    if !case.own().is_empty() || !LISTS.iter().any(|list| scope.ends_with(list)) {
        return None;
    }
    Some(named("ranked-list", vec![format!("{scope}排名")]))
}

/// 增长8%、居全省第3位: a value without a name measures what the row before it measured.
fn carried_topic(case: &Case<'_>) -> Option<Naming> {
    if !case.own().is_empty() {
        return None;
    }
    let topic = case.topic?;
    // A bare count far from any name is no row, nor is one of things that are named behind it (1个县)
    let bare = case.first().kind == QuantityKind::Plain && case.subject.change.is_none();
    let named_behind = case.behind.is_some_and(|behind| behind.noun.chars().count() == 1);
    if bare && (!topic.near || named_behind) {
        return None;
    }
    let of_growth = matches!(case.kind, IndicatorType::Rank | IndicatorType::Gap)
        && topic.changed
        && !case.subject.streak
        && !topic.name.ends_with("增速");
    let name = if of_growth { format!("{}增速", topic.name) } else { topic.name.clone() };
    Some(Naming { names: vec![name], rule: "carried-topic", unsure: !topic.near, ..Naming::default() })
}

/// 42个重大项目完成投资60亿元, 实施技改项目42个，完成投资60亿元: the amount belongs to what was counted.
fn count_and_amount(case: &Case<'_>) -> Option<Naming> {
    let own = case.own();
    if case.group.len() > 1 || own.chars().count() > 6 || case.subject.action.is_none() || own.contains('、') {
        return None;
    }
    if let Some(noun) = case.noun_before {
        return (!own.starts_with(noun)).then(|| named("count-and-amount", vec![format!("{noun}{own}")]));
    }
    // Over a comma only the plainest amount is surely the project's own
    let row = case.rows.last()?;
    let counted = row.kind == IndicatorType::Level
        && matches!(row.unit.as_deref(), Some("个" | "项" | "件"))
        && ["项目", "工程", "实事"].iter().any(|end| row.indicator.ends_with(end));
    (counted && matches!(own, "投资" | "年度投资" | "总投资") && case.last().unit.ends_with('元'))
        .then(|| named("count-and-amount", vec![format!("{}{own}", row.indicator)]))
}

/// 省级绿美乡镇8个、绿美村庄30个: a rank said once for a list.
fn shared_level(case: &Case<'_>) -> Option<Naming> {
    let row = case.rows.last().filter(|_| case.list_goes_on && case.group.len() == 1)?;
    Some(named("shared-level", vec![with_level_of(&row.indicator, case.own())?]))
}

/// 城乡居民收入分别增长5%和7%, A、B均达100%: a list of names with a list of values or one for each.
fn lists(case: &Case<'_>) -> Option<Naming> {
    let several = case.group.len();
    if case.own().is_empty() || !(case.subject.distributed || case.subject.each || several > 1) {
        return None;
    }
    let names = heads_for(case.own(), several);
    match names.len() {
        0 | 1 => None,
        found if several > 1 && found == several => Some(named("distribution", names)),
        _ if several == 1 && case.subject.each => Some(named("each", names)),
        // Counts that do not match: the whole list is the name, for a wrong pairing would look right
        _ => Some(Naming {
            names: vec![case.own().to_owned()],
            rule: "core",
            unsure: several > 1 && case.subject.distributed,
            ..Naming::default()
        }),
    }
}

/// 全县地区生产总值同比增长7.2%: a name right before its value.
fn core(case: &Case<'_>) -> Option<Naming> {
    // 工业投资占全部投资25%: the share, as `total` names it over a comma
    if let Some((whole, part)) = case.own().split_once('占')
        && case.first().kind == QuantityKind::Percent
        && whole.chars().count() >= 2
        && part.chars().count() >= 2
        && !part.starts_with(['比', '用', '地', '有'])
    {
        return Some(named("core", vec![share_of(whole, &format!("占{part}"))]));
    }
    (!case.own().is_empty()).then(|| named("core", vec![case.own().to_owned()]))
}
