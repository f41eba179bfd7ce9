//! Subjects: the text before a number in, its indicator's name and the words that govern the value out.
//!
//! The text is peeled from its end (verbs and adverbs that stand before a value: 同比增长, 达到, 分别) and from its start (scope,
//! adverbs, verbs of doing: 全年, 成功, 新增); what is left is the name.

use super::lexicon::{Class, at_end, at_start};
use crate::letters::Searched;
use gangmu_model::Direction;
use std::borrow::Cow;

/// What stands between a name and its value, in slices of that text wherever it has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word that the text has or has not")]
pub(super) struct Subject<'a> {
    /// The name, without verbs; empty where the text before the number has none.
    pub(super) name: Cow<'a, str>,
    /// The verb of doing before the name: 新增.
    pub(super) action: Option<&'static str>,
    /// The verb of change before the number.
    pub(super) change: Option<(Direction, &'a str)>,
    /// Whether the change verb is followed by 到, so that the value is a level.
    pub(super) changed_to: bool,
    /// The name was one of growth: 增速, 涨幅. A percentage then is a change.
    pub(super) of_growth: bool,
    /// A gap to `base`: 高于全国.
    pub(super) gap: Option<(Direction, &'a str)>,
    /// The value is a part or a multiple of `base`: 是上年的2倍.
    pub(super) ratio: bool,
    /// 同比, 比上年: what a change is against.
    pub(super) base: Option<&'a str>,
    /// The values of a list belong to the names of a list, in order.
    pub(super) distributed: bool,
    /// One value belongs to each of a list of names.
    pub(super) each: bool,
    /// 力争
    pub(super) stretch: bool,
    /// 连续14年: a place kept for years is of the amount, not of its growth.
    pub(super) streak: bool,
    /// What the unit is per, where that is said before the number: 每立方米22微克.
    pub(super) per: Option<&'static str>,
}

/// Reads the text before a number.
pub(super) fn subject(text: &str) -> Subject<'_> {
    let mut subject = Subject::default();
    let text = text.trim_matches(|c: char| {
        matches!(c, '、' | '，' | ',' | '；' | ';' | '：' | ':' | '。' | '—') || c.is_whitespace()
    });
    let text = read_ratio(text, &mut subject);
    let text = read_gap(text, &mut subject);
    let text = peel_end(text, &mut subject);
    let text = peel_target(text, &mut subject);
    // 平均浓度为每立方米22微克: the unit's own measure, said before the number
    let per = text.strip_suffix("每立方米").map(|stem| stem.trim_end_matches('为'));
    subject.per = per.map(|_| "立方米");
    let text = per.unwrap_or(text);
    let text = peel_start(text, &mut subject);
    let name = split_inner(text, &mut subject);
    subject.name = narrowed(name, |name| without_field(last_of_clauses(contest(name), &mut subject.action)));
    if subject.name.is_empty() {
        return subject;
    }
    // 亩均增收1200元: the verb says of what it is the mean
    if let Some((_, word)) =
        subject.change.filter(|_| ["亩均", "户均", "人均", "村均", "年人均"].contains(&&*subject.name))
        && matches!(word, "增收" | "增产" | "减收" | "减负")
    {
        subject.name.to_mut().push_str(word);
    }
    // 降幅收窄: the change is of the fall itself, which stays in the name
    let own_change = subject.change.is_some();
    for (growth, direction) in [
        ("增长速度", Direction::Up),
        ("增长率", Direction::Up),
        ("增速", Direction::Up),
        ("增幅", Direction::Up),
        ("涨幅", Direction::Up),
        ("降幅", Direction::Down),
    ] {
        if let Some(stem) = subject.name.strip_suffix(growth).filter(|stem| {
            // 总量和增速: a list is parted first
            // …and 自然增长率 is a rate
            stem.chars().count() >= 2
                && !own_change
                && !stem.ends_with(['和', '与', '及', '、'])
                && !stem.ends_with("自然")
        }) {
            subject.of_growth = true;
            subject.change.get_or_insert((direction, growth));
            let length = stem.trim_end_matches('的').len();
            subject.name = narrowed(subject.name, |name| &name[..length]);
            break;
        }
    }
    subject
}

/// A part of a name, borrowed where the name is.
fn narrowed(name: Cow<'_, str>, part: impl FnOnce(&str) -> &str) -> Cow<'_, str> {
    match name {
        Cow::Borrowed(name) => Cow::Borrowed(part(name)),
        Cow::Owned(name) => Cow::Owned(part(&name).to_owned()),
    }
}

/// 在全省综合评价中列第41位: the contest is what is measured.
fn contest(name: &str) -> &str {
    if let Some((front, inner)) = name.split_once('在')
        && let Some(inner) = inner.strip_suffix(['中', '里', '上']).filter(|inner| inner.chars().count() >= 4)
    {
        // …unless the text says what is: 垃圾分类工作在全国考核中列第5位, but not 青禾县在全省考核中列第5位
        let place = front.chars().count() < 4 || front.ends_with(['市', '县', '区', '镇', '乡', '园', '州', '旗']);
        return if place { inner } else { front };
    }
    name
}

/// 财政收入在全省排名: a name without those among whom it is.
fn without_field(mut name: &str) -> &str {
    for field in ["在全省", "在全市", "在全国", "在全区", "在全州"] {
        name = name.strip_suffix("排名").unwrap_or(name).strip_suffix(field).unwrap_or(name);
    }
    name
}

/// 经济增长的预期目标为5%: a target of growth is growth.
fn peel_target<'a>(text: &'a str, subject: &mut Subject<'a>) -> &'a str {
    let text = text.strip_suffix("目标建议").map_or(text, |stem| &text[..stem.len() + "目标".len()]);
    let Some(mut stem) = text.strip_suffix("目标") else { return text };
    for word in ["预期", "主要", "年度", "发展", "的"] {
        stem = stem.strip_suffix(word).unwrap_or(stem);
    }
    let growth = ["增速", "增长率", "增幅"]
        .iter()
        .find_map(|word| stem.strip_suffix(word).map(|rest| (Direction::Up, *word, rest)));
    let change = change_at_end(stem).map(|(direction, word)| (direction, word, &stem[..stem.len() - word.len()]));
    match growth.or(change) {
        Some((direction, word, rest)) if rest.chars().count() >= 2 => {
            subject.change = Some((direction, word));
            rest
        }
        _ => text,
    }
}

/// 手续全部办结、开工率: a clause that ends in its verb is no name; the name stands behind it.
fn last_of_clauses<'a>(name: &'a str, action: &mut Option<&'static str>) -> &'a str {
    const ENDS: [&str; 13] =
        ["开工", "竣工", "投产", "建成", "办结", "销号", "落地", "投用", "投入使用", "启用", "通车", "完工", "上线"];
    let Some((front, last)) = name.rsplit_once('、') else { return name };
    if last.chars().count() < 2 || last.contains('”') {
        return name;
    }
    let mut own = Subject::default();
    let rest = peel_start(last, &mut own);
    // 常态化“清漂”、清理河道: a new verb after a quotation starts anew, too
    let anew = front.ends_with('”') && action.is_none() && own.action.is_some();
    if !anew && !ENDS.iter().any(|end| front.ends_with(end)) {
        return name;
    }
    if own.action.is_some() {
        *action = own.action;
    }
    rest
}

/// 是上年的1.6倍, 仅为全市平均水平的73%, 为年度任务的117%: cuts off what the value is a part or a multiple of.
fn read_ratio<'a>(text: &'a str, subject: &mut Subject<'a>) -> &'a str {
    let Some(stem) = text.strip_suffix('的') else { return text };
    let Some((at, len)) = ["相当于", "恢复到", "恢复至", "仅为", "约为", "为", "是", "完成"]
        .iter()
        .filter_map(|verb| stem.rfind(verb).map(|at| (at, verb.len())))
        .min()
    else {
        return text;
    };
    let base = &stem[at + len..];
    const BASES: [&str; 13] =
        ["上年", "去年", "同期", "平均", "计划", "任务", "目标", "前年", "年初", "前两年", "全国", "全省", "预算"];
    let whole = |words: &[&str]| words.iter().any(|word| base.contains(word));
    if stem[at..].starts_with("完成") && !whole(&["计划", "任务", "目标", "预算"])
        || !whole(&BASES) && !base.ends_with('年')
    {
        return text;
    }
    subject.ratio = true;
    subject.base = Some(base);
    &stem[..at]
}

/// 高于全国平均 …: cuts the gap off and keeps what it is to.
fn read_gap<'a>(text: &'a str, subject: &mut Subject<'a>) -> &'a str {
    const GAPS: [(&str, Direction); 13] = [
        ("高于", Direction::Up),
        ("快于", Direction::Up),
        ("优于", Direction::Up),
        ("高出", Direction::Up),
        ("超出", Direction::Up),
        ("超过", Direction::Up),
        ("领先", Direction::Up),
        ("多于", Direction::Up),
        ("低于", Direction::Down),
        ("慢于", Direction::Down),
        ("落后", Direction::Down),
        ("少于", Direction::Down),
        ("超", Direction::Up),
    ];
    // Each of the words has one of these characters, and few texts have any
    if !text.contains(['于', '出', '超', '先', '后', '比', '较']) {
        return text;
    }
    if let Some(found) = compared_at_end(text, subject) {
        return found;
    }
    let searched = Searched::new(text);
    for (word, direction) in GAPS {
        if let Some(at) = searched.rfind(word) {
            let base = text[at + word.len()..]
                .trim_start_matches(['于', '了'])
                .trim_end_matches("平均水平")
                .trim_end_matches("平均增速")
                .trim_end_matches("平均");
            // 增速高于全国平均水平、力争增长6%: the gap has no number, the target behind it has
            if let Some((_, goal)) = base.rsplit_once('、')
                && ["力争", "确保", "争取"].iter().any(|word| goal.starts_with(word))
            {
                return text[..at].trim_end_matches("增速");
            }
            // 不低于5% is a bound, read with the number; a gap names what it is to.
            if base.is_empty()
                || text[..at].ends_with('不')
                || (word == "超"
                    && !["时序", "序时", "任务", "计划", "目标", "进度", "年度"].iter().any(|w| base.contains(w)))
            {
                continue;
            }
            subject.gap = Some((direction, base));
            let left = &text[..at];
            subject.distributed |= left.ends_with("分别");
            return left.trim_end_matches("分别");
        }
    }
    text
}

/// 比全省平均水平高, 比去年实际增速快: the same with the word behind what it is to.
fn compared_at_end<'a>(text: &'a str, subject: &mut Subject<'a>) -> Option<&'a str> {
    let (stem, word, direction) = [
        ("高出", Direction::Up),
        ("高", Direction::Up),
        ("快", Direction::Up),
        ("低", Direction::Down),
        ("慢", Direction::Down),
    ]
    .into_iter()
    .find_map(|(word, direction)| Some((text.strip_suffix(word)?, word, direction)))?;
    let (left, base) = stem.rsplit_once(['比', '较'])?;
    const OF: [&str; 8] = ["全国", "全省", "全市", "平均", "增速", "目标", "预期", "计划"];
    if left.ends_with(['占', '同', '环', '对']) {
        return None;
    }
    let (left, base) = (left.trim_end_matches("分别"), base.trim_end_matches("分别"));
    subject.distributed |= left.len() + base.len() < stem.len() - '比'.len_utf8();
    if OF.iter().any(|word| base.contains(word)) {
        let base = base.trim_end_matches("平均水平").trim_end_matches("平均增速").trim_end_matches("平均");
        subject.gap = Some((direction, base));
    } else if matches!(base, "上年" | "去年" | "上年同期" | "去年同期" | "年初") {
        // 比上年低: not how far from another, but how far it went
        subject.change = Some((direction, word));
        subject.base = Some(base.trim_end_matches("同期"));
    } else {
        return None;
    }
    Some(left)
}

/// Peels verbs and adverbs that stand right before the value.
fn peel_end<'a>(mut text: &'a str, subject: &mut Subject<'a>) -> &'a str {
    loop {
        text = text
            .trim_end_matches(|c: char| matches!(c, '、' | '，' | ',' | ':' | '：' | '的' | '了') || c.is_whitespace());
        if let Some(stem) = without_last_streak(text) {
            subject.streak = true;
            text = stem;
        }
        text = without_last_year(text);
        for time in [
            "前三季度", "一季度", "上半年", "三季度", "四季度", "二季度", "三年内", "五年内", "两年内", "年内", "全年",
            "三年", "五年", "两年",
        ] {
            text = text.strip_suffix(time).unwrap_or(text);
        }
        // 到 after a change word: the value is where it went
        if subject.change.is_none() {
            for to in ["到了", "至了", "达到", "到", "至", "为", "达"] {
                if let Some(stem) = text.strip_suffix(to)
                    && let Some((direction, word)) = change_at_end(stem)
                {
                    subject.changed_to = true;
                    let (left, changed_to) = text.split_at(stem.len() - word.len());
                    subject.change = Some((direction, changed_to));
                    text = left;
                    break;
                }
            }
        }
        if let Some((direction, word)) = change_at_end(text) {
            let stem = &text[..text.len() - word.len()];
            if subject.change.is_none() {
                // 由2.01降至1.94
                subject.changed_to |= word.ends_with(['至', '到']);
                subject.change = Some((direction, word));
            }
            text = stem;
            continue;
        }
        // 开发区、新城区各引进1个项目: each of them does
        if let Some((front, rest)) = text.rsplit_once('各')
            && let Some(verb) = at_start(rest, Class::Action).filter(|verb| verb.len() == rest.len())
            && front.chars().count() >= 2
            && verb.chars().count() >= 2
        {
            subject.each = true;
            subject.action = Some(verb);
            text = front;
            continue;
        }
        // 物流企业新增8家, 市医院新增3个国家级专科: the verb behind its subject
        for verb in ["新增", "净增", "新认定", "新引进", "打造", "引进", "建成", "培育", "获批", "获评", "落户", "创建"]
        {
            if let Some(stem) = text.strip_suffix(verb).filter(|stem| stem.chars().count() >= 3) {
                subject.action.get_or_insert(verb);
                text = stem;
            }
        }
        if let Some(word) = at_end(text, Class::Reach) {
            let stem = &text[..text.len() - word.len()];
            // 居民收入比 ends in 比, 增加值占比 in 占比: a one-character word must not cut a name's last character off
            if word.chars().count() == 1 && is_name_end(text) {
                break;
            }
            if word.contains("分别") || word == "依次" {
                subject.distributed = true;
            }
            if matches!(word, "均" | "都" | "均为" | "均达" | "各" | "均达到" | "都达到") {
                subject.each = true;
            }
            if word.contains("力争") {
                subject.stretch = true;
            }
            for base in ["上年", "去年", "年初", "同比", "环比", "同期"] {
                if word.contains(base) {
                    subject.base = Some(if base == "同比" { "上年" } else { base });
                }
            }
            text = stem;
            continue;
        }
        break;
    }
    text
}

/// Whether the last character of `text` belongs to a name although it is a word of its own elsewhere.
fn is_name_end(text: &str) -> bool {
    const ENDS: [&str; 29] = [
        "自由", "理由", "服从", "占比", "比重", "率", "收入比", "之比", "人均", "户均", "亩均", "产能", "面积",
        "城乡比", "配比", "总共", "公共", "地方", "自有", "国有", "所有", "现有", "集约", "节约", "合约", "条约",
        "目的", "更新", "创新",
    ];
    ENDS.iter().any(|end| text.ends_with(end))
}

fn change_at_end(text: &str) -> Option<(Direction, &'static str)> {
    let up = at_end(text, Class::Up).map(|word| (Direction::Up, word));
    let down = at_end(text, Class::Down).map(|word| (Direction::Down, word));
    let found = match (up, down) {
        (Some(up), Some(down)) => Some(if up.1.len() >= down.1.len() { up } else { down }),
        (up, down) => up.or(down),
    }?;
    // One-character words only after a name's end or another word: 不减, 新增 (a count of new things), 净增 are none
    let stem = &text[..text.len() - found.1.len()];
    if found.1 == "增长" && stem.ends_with(['稳', '促', '保']) {
        return None;
    }
    if found.1.chars().count() == 1
        && (stem.ends_with(['新', '净', '递', '只', '不', '加', '再', '引', '激', '培']) || stem.is_empty())
    {
        return None;
    }
    if matches!(found.1, "增速" | "增幅" | "涨幅" | "降幅" | "增长率" | "减幅") {
        return None;
    }
    Some(found)
}

/// Peels scope, adverbs and one verb of doing off the front.
fn peel_start<'a>(mut text: &'a str, subject: &mut Subject<'_>) -> &'a str {
    // After an adverb a word that is a verb or a name is a verb: 精准|帮扶|监测对象
    let mut after_adverb = false;
    loop {
        text = text.trim_start_matches(|c: char| {
            matches!(c, '、' | '，' | ',' | ':' | '：' | '的' | '（' | '(' | '”' | '了') || c.is_whitespace()
        });
        if let Some(rest) = without_streak(text) {
            subject.streak = true;
            text = rest;
            continue;
        }
        if let Some(rest) = without_time(text)
            .or_else(|| without_proposal(text))
            .or_else(|| without_ordinal(text))
            .or_else(|| without_means(text))
        {
            text = rest;
            continue;
        }
        if let Some(word) = at_start(text, Class::Scope).filter(|word| peels(text, word)) {
            subject.stretch |= word == "力争";
            text = &text[word.len()..];
            continue;
        }
        // What follows a verb of doing is the name: 建成|高标准农田. Before one, adverbs go: 高标准|建成|农田
        if let Some(word) = at_start(text, Class::Adverb) {
            let rest = &text[word.len()..];
            if rest.is_empty() {
                text = rest;
                continue;
            }
            let nominal = at_start(rest, Class::Nominal).filter(|verb| rest[verb.len()..].chars().count() >= 3);
            if at_start(rest, Class::Action)
                .or(nominal)
                .or_else(|| at_start(rest, Class::Adverb))
                .or_else(|| at_start(rest, Class::Scope))
                .is_some_and(|verb| verb.chars().count() >= 2 && peels(rest, verb))
            {
                text = rest;
                after_adverb = true;
                continue;
            }
        }
        let action = at_start(text, Class::Action).filter(|word| peels(text, word));
        let nominal = at_start(text, Class::Nominal).filter(|word| {
            text.len() > word.len()
                && peels(text, word)
                && text[word.len()..].chars().count() >= if *word == "发展" { 2 } else { 3 }
                // 供电提质, 供水改善: before a word of change it is a noun
                && !["提质", "改善", "提升", "升级"].iter().any(|change| text[word.len()..].starts_with(change))
                && (after_adverb || at_start(&text[word.len()..], Class::Nominal).is_none())
        });
        if let Some(word) = action.max_by_length(nominal) {
            subject.action = Some(word);
            text = &text[word.len()..];
            // 落实到位资金, but 争取到资金
            if !text.starts_with("到位") {
                text = text.trim_start_matches(['了', '到', '的', '、', '，', ',']);
            }
            // 新建和改造提升高标准农田: two verbs, one object
            if let Some(rest) =
                text.strip_prefix(['和', '与', '及', '并', '或']).filter(|rest| !rest.starts_with(['美', '谐', '平']))
            {
                text = at_start(rest, Class::Action)
                    .or_else(|| ["在建", "续建"].into_iter().find(|verb| rest.starts_with(verb)))
                    .map_or(rest, |verb| &rest[verb.len()..]);
            }
            // 启动建设, 引进落地: verbs in a row are one
            while let Some(next) = at_start(text, Class::Action).filter(|next| {
                next.chars().count() >= 2 && peels(text, next) && text[next.len()..].chars().count() >= 2
            }) {
                text = &text[next.len()..];
            }
        }
        return text;
    }
}

/// The longer of two words.
trait MaxByLength {
    fn max_by_length(self, other: Self) -> Self;
}

impl MaxByLength for Option<&'static str> {
    fn max_by_length(self, other: Self) -> Self {
        match (self, other) {
            (Some(a), Some(b)) => Some(if b.len() > a.len() { b } else { a }),
            (a, b) => a.or(b),
        }
    }
}

/// Whether a word at the start of `text` can go without cutting a name open.
fn peels(text: &str, word: &str) -> bool {
    let rest = &text[word.len()..];
    let left = rest.chars().count();
    if left == 0 {
        return true;
    }
    // 建设用地, 投资总额, 服务业, 改造任务, 全县域, 供水普及率: what follows makes a noun of it
    const BINDS: [&str; 54] = [
        "工程", "行动", "方案", "计划", "标准", "时限", "措施", "业", "率", "量", "额", "总额", "用地", "者", "费",
        "类", "型", "性", "商", "区", "器", "员", "院", "站", "品", "物", "域", "率", "规模", "任务", "面积", "能力",
        "收入", "支出", "总量", "总值", "余额", "人数", "人次", "项目", "资金", "主体", "经费", "强度", "完成率",
        "覆盖率", "合格率", "满意率", "化解率", "产值", "产量", "增速", "水平", "指数",
    ];
    if BINDS.contains(&rest) {
        // 完成投资: 投资 is the name; 完成 goes. 投资额: stays. A noun made of the verb is the whole rest.
        return matches!(
            word,
            "完成"
                | "实现"
                | "新增"
                | "达到"
                | "建成"
                | "落实"
                | "争取"
                | "实施"
                | "引进"
                | "累计"
                | "全市"
                | "全县"
                | "全区"
                | "全年"
                | "盘活"
                | "兑现"
                | "发放"
                | "开工"
                | "推进"
                | "投放"
                | "筹集"
                | "安排"
                | "力争"
                | "确保"
                | "预计"
                | "有望"
        ) && word.chars().count() >= 2;
    }
    // 开发区、高新区: the verb is part of the first name
    if rest.starts_with('区') && !rest.starts_with("区域") && at_start(word, Class::Scope).is_none() {
        return false;
    }
    // 入驻企业数, 参保覆盖率: the verb says whose number it is
    if matches!(word, "入驻" | "落户" | "参保" | "登记" | "注册" | "在校") && rest.ends_with(['数', '率'])
    {
        return false;
    }
    // 建设用地指标, 发展专项资金: a noun with another behind it
    if ["建设", "改造", "发展", "开发", "治理", "孵化"].iter().any(|verb| word.ends_with(verb))
        && ["空间", "载体", "用地", "专项", "基金", "规划", "指数", "大会", "改革", "中心", "战略", "单位"]
            .iter()
            .any(|noun| rest.starts_with(noun))
    {
        return false;
    }
    // 研发经费, 培训机构: money and people of the work
    if at_start(word, Class::Nominal).is_some()
        && ["经费", "机构", "人员", "设备", "费用", "强度", "投入"].iter().any(|noun| rest.starts_with(noun))
    {
        return false;
    }
    let first = rest.chars().next().unwrap_or(' ');
    if matches!(first, '业' | '率' | '量' | '额' | '者' | '型' | '性' | '商' | '器' | '院' | '品' | '域')
        && !rest.starts_with("院士")
    {
        return false;
    }
    if word.chars().count() == 1 {
        // One character is rarely a word of its own: only where the rest is long and the character is a plain verb
        return (left >= 3 || word == "把")
            && matches!(
                word,
                "共" | "约"
                    | "近"
                    | "再"
                    | "又"
                    | "还"
                    | "也"
                    | "并"
                    | "及"
                    | "和"
                    | "与"
                    | "使"
                    | "让"
                    | "把"
                    | "将"
                    | "已"
                    | "均"
                    | "达"
            )
            && !text.starts_with("和美")
            && !text.starts_with("近岸")
            && !text.starts_with("再生")
            && !text.starts_with("共同")
            && !text.starts_with("公共")
            && !text.starts_with("共享")
            && !text.starts_with("达标")
            && !text.starts_with("和平")
            && !text.starts_with("及时");
    }
    left >= 2 || word.chars().count() >= 3
}

/// 2023年, 一季度, 到2025年, 五年来 … at the front.
fn without_time(text: &str) -> Option<&str> {
    let bare = text.trim_start_matches(['到', '至', '在', '从', '自', '较', '比']);
    let digits = bare.chars().take_while(|c| crate::quantity::year_digit(*c).is_some()).count();
    if digits == 4 {
        let rest = &bare[bare.char_indices().nth(4).map_or(bare.len(), |(at, _)| at)..];
        if let Some(rest) = rest.strip_prefix('年') {
            return Some(rest.trim_start_matches(['底', '末', '以', '来', '初', '度']));
        }
    }
    for time in [
        "一季度", "二季度", "三季度", "四季度", "上半年", "下半年", "前三季度", "五年来", "一年来", "过去五年",
        "过去一年", "近年来", "近五年", "三年来", "十年来", "这一年", "今年以来", "去年以来", "五年累计", "五年间",
    ] {
        if let Some(rest) = text.strip_prefix(time) {
            return Some(rest);
        }
    }
    None
}

/// 建议2024年, 提出今年, 我们建议全省: who sets a target, before the time or the place of it.
fn without_proposal(text: &str) -> Option<&str> {
    let text = text.strip_prefix("我们").unwrap_or(text);
    let rest = ["建议", "提出", "考虑", "明确"].iter().find_map(|verb| text.strip_prefix(verb))?;
    (without_time(rest).is_some()
        || ["今年", "全年", "全省", "全市", "全县", "全区", "全国", "我省", "我市", "全州"]
            .iter()
            .any(|word| rest.starts_with(word)))
    .then_some(rest)
}

/// 连续14年, 连续三年: for how long something has been so.
fn without_streak(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("连续")?;
    let end = rest.find('年').filter(|&at| at > 0 && rest[..at].chars().count() <= 3)?;
    Some(&rest[end + '年'.len_utf8()..])
}

/// 稳定达标率连续三年: the same behind the name.
fn without_last_streak(text: &str) -> Option<&str> {
    let (stem, streak) = text.rsplit_once("连续")?;
    (streak.ends_with('年') && (2..=4).contains(&streak.chars().count())).then_some(stem)
}

/// 产值由2015年: the year of a value, behind the name.
fn without_last_year(text: &str) -> &str {
    let Some(stem) = text.strip_suffix('年') else { return text };
    let digits = stem.chars().rev().take_while(|&c| crate::quantity::ascii_digit(c).is_some()).count();
    let Some((at, _)) = stem.char_indices().rev().nth(3).filter(|_| digits == 4) else { return text };
    &stem[..at]
}

/// 三是, 1.: the place of a sentence in a list.
fn without_ordinal(text: &str) -> Option<&str> {
    let digits = text.chars().take_while(|&c| crate::quantity::ascii_digit(c).is_some()).count();
    if (1..=2).contains(&digits) {
        let rest = &text[text.char_indices().nth(digits)?.0..];
        return rest
            .strip_prefix(['.', '．', '、'])
            .filter(|rest| rest.chars().next().is_some_and(crate::quantity::is_han));
    }
    let bare = text.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    (bare.len() < text.len()).then(|| bare.strip_prefix('是')).flatten()
}

/// 采取以奖代补方式, 通过社会化途径: the means by which something is done.
fn without_means(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('在') {
        return ["领域", "方面", "过程中", "基础上", "期间"]
            .iter()
            .filter_map(|noun| rest.find(noun).map(|at| at + noun.len()))
            .min()
            .filter(|&end| rest[end..].chars().count() >= 3)
            .map(|end| &rest[end..]);
    }
    // 与七省签订合作协议: with whom is no part of what
    if let Some(rest) = text.strip_prefix(['与', '同']) {
        return ["签订", "签署", "共建", "联合"]
            .iter()
            .filter_map(|verb| rest.find(verb).map(|at| at + verb.len()))
            .min()
            .filter(|&end| rest[end..].chars().count() >= 2)
            .map(|end| &rest[end..]);
    }
    let rest = ["采取", "采用", "通过", "运用", "利用", "按照", "依托", "借助", "以"]
        .iter()
        .find_map(|verb| text.strip_prefix(verb))?;
    let (at, end) =
        ["等方式", "方式", "的模式", "等模式", "模式", "等形式", "形式", "等途径", "途径", "等办法", "机制"]
            .iter()
            .filter_map(|noun| rest.find(noun).map(|at| (at, at + noun.len())))
            .min()?;
    (at > 0 && rest.len() > end).then(|| &rest[end..])
}

/// A verb inside the name: 第一产业实现增加值 measures 第一产业增加值; 通过社会化方式建成桥梁 measures 桥梁.
fn split_inner<'a>(text: &'a str, subject: &mut Subject<'_>) -> Cow<'a, str> {
    let name = text.trim_matches(|c: char| matches!(c, '的' | '、' | '，' | ',' | ':' | '：') || c.is_whitespace());
    const JOIN: [&str; 7] = ["实现", "完成", "达到", "实际完成", "累计完成", "共完成", "累计实现"];
    const LATEST: [&str; 27] = [
        "配套建设", "获得", "夺得", "斩获", "荣获", "取得", "建成", "新建", "新增", "引进", "培育", "发放", "改造",
        "打造", "创建", "获批", "获评", "开工建设", "签约", "争取", "新培育", "落实", "惠及", "投入", "入选", "盘活",
        "新开工",
    ];
    let searched = Searched::new(name);
    for verb in JOIN {
        if let Some(at) = searched.rfind(verb).filter(|&at| at > 0) {
            let (front, rest) = (&name[..at], &name[at + verb.len()..]);
            if !rest.is_empty() && at_end(rest, Class::Object).is_some() && rest.chars().count() <= 8 {
                subject.action.get_or_insert(verb);
                // 甲市、乙县分别完成投资
                let each = front.trim_end_matches("分别");
                subject.distributed |= each.len() < front.len();
                let mut front = each.trim_end_matches(['共', '已', '均', '累', '计']);
                for time in ["全年", "年内", "今年", "当年", "年度"] {
                    front = front.strip_suffix(time).unwrap_or(front);
                }
                return format!("{front}{rest}").into();
            }
        }
    }
    // A long text holds more than a name: what follows its last verb of making is the name.
    if name.chars().count() > 9 {
        let last = LATEST
            .iter()
            .filter_map(|verb| searched.rfind(verb).map(|at| (at, at + verb.len(), *verb)))
            .filter(|&(at, end, _)| at > 0 && name[end..].chars().count() >= 3 && name[..at].chars().count() >= 3)
            .max();
        if let Some((at, end, verb)) = last {
            let rest = &name[end..];
            let bound = [
                "项目", "工程", "任务", "基地", "资金", "用地", "面积", "率", "标准", "水平", "行动", "单位", "名单",
                "目录",
            ]
            .iter()
            .any(|bind| rest.starts_with(bind));
            // 城镇新增就业, “…建设…”: inside a short phrase or a quotation the verb is part of the name
            let quoted = name[..at].matches('“').count() > name[..at].matches('”').count();
            if !bound && !quoted && !rest.starts_with(['的', '业', '率']) {
                subject.action.get_or_insert(verb);
                return peel_start(rest, subject).into();
            }
        }
    }
    name.into()
}

/// The names of a list for so many values. Where the parting marks 、和与及 give another number than there are values, one of
/// them alone may give it: 甲和乙产业链及丙产业链产值 are two names, parted by 及.
pub(super) fn heads_for(name: &str, values: usize) -> Vec<String> {
    let all = heads(name);
    if values < 2 || all.len() == values || all.len() < 2 {
        return all;
    }
    ["、", "和", "与", "及", "和、", "与、", "及、"]
        .iter()
        .map(|marks| parted(name, marks))
        .find(|names| names.len() == values)
        .unwrap_or(all)
}

/// Parts a list of names: 事故起数、死亡人数和直接经济损失. Marks inside quotations and brackets do not part.
pub(super) fn heads(name: &str) -> Vec<String> {
    parted(name, "、和与及")
}

/// Parts a list of names at `marks`, and completes them from what they share.
fn parted(name: &str, marks: &str) -> Vec<String> {
    let name = without_count(name);
    if !name.contains(['、', '和', '与', '及']) {
        return share(if name.trim_end_matches('以').is_empty() { Vec::new() } else { vec![name.to_owned()] });
    }
    let mut out = vec![String::new()];
    let mut depth = 0;
    let chars: Vec<char> = name.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        match c {
            '“' | '（' | '(' | '《' => depth += 1,
            '”' | '）' | ')' | '》' => depth -= 1,
            _ => {}
        }
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        let parts = depth == 0
            && marks.contains(c)
            && (c == '、'
                || (matches!(c, '和' | '与' | '及')
                    && at > 0
                    && next != ' '
                    && !(c == '和' && matches!(next, '美' | '谐' | '平' | '解'))
                    && !chars[..at].ends_with(&['以'])
                    && !(c == '及'
                        && (chars[..at].ends_with(&['普'])
                            || chars[..at].ends_with(&['涉'])
                            || matches!(next, '格' | '时')))));
        if parts {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out.retain(|head| !head.trim_end_matches('以').is_empty());
    share(out)
}

/// A list of names without the words that only count it: A、B、C三项指标.
fn without_count(name: &str) -> &str {
    ["项指标", "个指标", "项工作"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .and_then(|stem| stem.strip_suffix(['两', '二', '三', '四', '五', '六', '七', '八', '九', '十']))
        .unwrap_or(name)
}

/// Completes the names of a list from what they share: 城乡居民收入 is two, 高新技术产业、装备制造业增加值 share their end.
fn share(heads: Vec<String>) -> Vec<String> {
    let Some(last) = heads.last().cloned() else { return heads };
    if heads.len() == 1 {
        return halves(&last).unwrap_or(heads);
    }
    // 断面水质达标率、优良率: the first says whose rates they are
    let first = heads[0].clone();
    let heads: Vec<String> = heads
        .into_iter()
        .map(|head| {
            let short = head != first && head.ends_with('率') && head.chars().count() <= 3;
            let stem = first.char_indices().rev().nth(2).map_or("", |(at, _)| &first[..at]);
            if short && first.ends_with('率') && stem.chars().count() >= 3 { format!("{stem}{head}") } else { head }
        })
        .collect();
    let last = heads.last().cloned().unwrap_or(last);
    let metric = at_end(&last, Class::Metric).filter(|metric| last.len() > metric.len());
    heads
        .iter()
        .enumerate()
        .map(|(at, head)| {
            if at + 1 == heads.len()
                || at_end(head, Class::Metric).is_some()
                || head.ends_with(['率', '数', '量', '额', '值', '人', '员'])
                || ["企业", "项目", "案件", "户数"].iter().any(|end| head.ends_with(end))
            {
                return head.clone();
            }
            // 中央、省衔接资金: what follows the level
            const LEVELS: [&str; 8] = ["中央", "国家", "省", "市", "县", "区", "镇", "自治区"];
            if LEVELS.contains(&head.as_str())
                && let Some(rest) = LEVELS.iter().find_map(|level| last.strip_prefix(level))
            {
                return format!("{head}{rest}");
            }
            // 城镇和农村居民人均可支配收入: what follows the counterpart
            for (one, other) in PAIRS {
                for (this, that) in [(one, other), (other, one)] {
                    if head.ends_with(this)
                        && let Some(rest) = last.split_once(that).map(|(_, rest)| rest)
                    {
                        return format!("{head}{rest}");
                    }
                }
            }
            metric.map_or_else(|| head.clone(), |metric| format!("{head}{metric}"))
        })
        .collect()
}

const PAIRS: [(&str, &str); 8] = [
    ("城镇", "农村"),
    ("城市", "农村"),
    ("进口", "出口"),
    ("城镇常住", "农村常住"),
    ("男", "女"),
    ("国税", "地税"),
    ("第二产业", "第三产业"),
    ("省级", "市级"),
];

/// The two names in one: 城乡居民, 内外资, 粮油.
fn halves(name: &str) -> Option<Vec<String>> {
    for (both, one, other) in [
        ("城乡低保", "城市低保", "农村低保"),
        ("城乡", "城镇", "农村"),
        ("内外资", "内资", "外资"),
        ("粮油", "粮", "油"),
        ("进出口", "进口", "出口"),
        ("存贷款", "存款", "贷款"),
        ("二三产业", "第二产业", "第三产业"),
        ("二、三产业", "第二产业", "第三产业"),
    ] {
        if let Some((front, rest)) = name.split_once(both) {
            return Some(vec![format!("{front}{one}{rest}"), format!("{front}{other}{rest}")]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{heads, subject};
    use gangmu_model::Direction;

    #[test]
    fn names_are_peeled_from_both_ends() {
        for (text, name, action) in [
            ("全市地区生产总值同比增长", "地区生产总值", None),
            ("新增市场主体", "市场主体", Some("新增")),
            ("第一产业实现增加值", "第一产业增加值", Some("实现")),
            ("2024年，全县规模以上工业增加值预计增长", "规模以上工业增加值", None),
            ("成功创建省级园林县城", "省级园林县城", Some("创建")),
            ("城镇新增就业", "城镇新增就业", None),
            ("完成投资", "投资", Some("完成")),
        ] {
            let got = subject(text);
            assert_eq!((&*got.name, got.action), (name, action), "{text}");
        }
    }

    #[test]
    fn change_level_and_gap_are_told_apart() {
        assert_eq!(subject("出口总额下降").change, Some((Direction::Down, "下降")));
        assert!(subject("覆盖率提高到").changed_to);
        assert_eq!(subject("地区生产总值增速高于全省").gap, Some((Direction::Up, "全省")));
        assert!(subject("居民消费价格涨幅控制在").of_growth);
    }

    #[test]
    fn lists_of_names_are_completed() {
        assert_eq!(heads("城乡居民人均可支配收入"), ["城镇居民人均可支配收入", "农村居民人均可支配收入"]);
        assert_eq!(heads("高新技术产业、装备制造业增加值"), ["高新技术产业增加值", "装备制造业增加值"]);
        assert_eq!(heads("城镇和农村居民人均可支配收入"), ["城镇居民人均可支配收入", "农村居民人均可支配收入"]);
        assert_eq!(heads("事故起数、死亡人数"), ["事故起数", "死亡人数"]);
    }
}
