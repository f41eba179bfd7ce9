//! Indicators: a document with sections in, rows of the indicator table out.
//!
//! Sentence by sentence. Each number takes the text between it and the number or clause before it; `subject` peels a name
//! out of that text; a number without a name of its own takes the noun behind it (新增6家企业) or the topic of the rows
//! before it (…, 增长8%、居全省第3位). Lists are paired in order, and only when their counts agree.

mod canonical;
mod commitment;
mod subject;
mod time;
mod verb;

use crate::quantity::{Quantity, QuantityKind, ascii_digit, is_han, quantities};
use canonical::{amount, canonical};
use gangmu_model::{
    Average, Bound, Commitment, Confidence, CorrectionAction, Direction, Document, Indicator, IndicatorType, Multiple,
    Number, Options, Role, Section, Span, Status,
};
use subject::{Subject, heads, subject};

/// Fills `document.indicators` and applies the reader's corrections.
pub fn fill(document: &mut Document, options: &Options) {
    let written: Vec<char> = document.text.chars().collect();
    let folded = crate::fold::simplified(&written);
    let chars = folded.as_deref().unwrap_or(&written);
    let mut rows = Vec::new();
    let mut commitments = Vec::new();
    let mut section = SectionCursor { sections: &document.sections, at: None };
    for (start, end) in crate::outline::paragraphs(chars) {
        let mut context = Paragraph {
            chars,
            document,
            section: None,
            role: Role::Other,
            rows: &mut rows,
            commitments: &mut commitments,
            topic: None,
        };
        if crate::split::is_title(&chars[start..end].iter().collect::<String>()) {
            continue;
        }
        for sentence in sentences(chars, start, end) {
            let index = section.find(sentence.start);
            context.section = index;
            context.role = index.map_or(Role::Other, |index| document.sections[index as usize].role);
            if context.role != Role::Glossary {
                let found = quantities(chars, sentence.start as usize, sentence.end as usize);
                context.sentence(sentence, &found);
                context.commitments(sentence, &found);
            }
        }
    }
    if folded.is_some() {
        let as_written = |name: &mut String, sentence: Span| {
            let place = sentence.start as usize..sentence.end as usize;
            *name = crate::fold::as_written(name, &chars[place.clone()], &written[place]);
        };
        for row in &mut rows {
            as_written(&mut row.indicator, row.sentence);
        }
        for commitment in &mut commitments {
            as_written(&mut commitment.indicator, commitment.sentence);
        }
    }
    correct(&mut rows, &document.id, &written, options);
    document.indicators = rows;
    document.commitments = commitments;
}

/// Finds the innermost section at ever larger offsets.
struct SectionCursor<'a> {
    sections: &'a [Section],
    at: Option<usize>,
}

impl SectionCursor<'_> {
    fn find(&mut self, offset: u32) -> Option<u32> {
        let next = self.at.map_or(0, |at| at + 1);
        let passed = self.sections[next..].iter().take_while(|section| section.start <= offset).count();
        if passed > 0 {
            self.at = Some(next + passed - 1);
        }
        self.at.map(|at| at as u32)
    }
}

/// A sentence longer than this, in characters, is a table or a text without full stops: cut at the next comma or line
/// of thought, and at twice this length anywhere, so that no sentence takes time by its square.
const LONGEST_SENTENCE: usize = 800;

/// The sentences of a paragraph.
fn sentences(chars: &[char], start: usize, end: usize) -> impl Iterator<Item = Span> + '_ {
    let mut at = start;
    std::iter::from_fn(move || {
        let from = at;
        while at < end {
            let long = at - from > LONGEST_SENTENCE;
            let stop = matches!(chars[at], '。' | '!' | '！' | '?' | '？')
                || (long && matches!(chars[at], '；' | ';' | '，' | ',' | '、' | ' '))
                || at - from > 2 * LONGEST_SENTENCE;
            at += 1;
            if stop {
                while at < end && matches!(chars[at], '”' | '’' | ')' | '）') {
                    at += 1;
                }
                break;
            }
        }
        (from < at).then_some(Span { start: from as u32, end: at as u32 })
    })
}

/// What later numbers of a paragraph may measure.
#[derive(Clone, Debug)]
struct Topic {
    name: String,
    /// Whether its last value was a change, so that a rank after it ranks the growth.
    changed: bool,
    /// Whether it was said in the same sentence.
    near: bool,
}

/// A paragraph in work.
struct Paragraph<'a> {
    chars: &'a [char],
    document: &'a Document,
    section: Option<u32>,
    role: Role,
    rows: &'a mut Vec<Indicator>,
    commitments: &'a mut Vec<Commitment>,
    topic: Option<Topic>,
}

/// A row before it is put together.
struct Draft<'a> {
    name: String,
    subject: &'a Subject,
    kind: IndicatorType,
    direction: Option<Direction>,
    multiple: Option<Multiple>,
    base: Option<String>,
    scope: Option<String>,
    parent: Option<u32>,
    rule: &'static str,
    confidence: Confidence,
}

impl Paragraph<'_> {
    /// Makes the rows of a sentence.
    fn sentence(&mut self, sentence: Span, found: &[Quantity]) {
        let (from, to) = (sentence.start as usize, sentence.end as usize);
        if found.is_empty() {
            return;
        }
        if let Some(topic) = &mut self.topic {
            topic.near = false;
        }
        let first_row = self.rows.len();
        // Up to here the sentence's text belongs to rows already made.
        let mut used = from;
        // The noun behind the number before, for a verb that follows it: 12个项目完成投资30亿元
        let mut noun_before: Option<String> = None;
        let mut parent: Option<u32> = None;
        let mut at = 0;
        while at < found.len() {
            let quantity = &found[at];
            let start = self.segment_start(used, quantity.before);
            let group = self.group(found, at, start);
            let last = &found[group - 1];
            let mut text: String = self.chars[start..quantity.before].iter().collect();
            if is_qualifier(self.chars, quantity, found.get(at + 1), to) {
                at += 1;
                continue;
            }
            let whole = text.trim_start_matches(['、', '，', ',', '；', ';', '。', '：', ':']).to_owned();
            if start > used {
                noun_before = None;
            }
            if start > used || whole.starts_with("其中") {
                // A new clause: parts of 其中 go on over 、 only, unless it says 其中 anew
                if self.chars.get(start).is_some() && self.chars[used..start].iter().any(|c| matches!(c, '；' | ';')) {
                    parent = None;
                }
            }
            if whole.contains("其中") && parent.is_none() && self.rows.len() > first_row {
                parent = Some(self.rows.len() as u32 - 1);
            }
            if let Some((_, rest)) = whole.rsplit_once("其中") {
                rest.clone_into(&mut text);
            } else {
                text = whole;
            }
            let rank = if quantity.kind == QuantityKind::Rank { Some(split_rank(&text)) } else { None };
            let subject = match &rank {
                Some((front, _)) => subject(front),
                None => subject(&text),
            };
            let scope = rank.map(|(_, scope)| scope);
            let behind = self.noun_behind(last.end, found.get(group).map_or(to, |next| next.before));
            used = self
                .rows_of_group(
                    &found[at..group],
                    &subject,
                    scope,
                    behind.as_ref(),
                    &mut noun_before,
                    parent,
                    sentence,
                    first_row,
                )
                .max(last.end);
            at = group;
        }
    }

    /// Finds the promises and results without a number: clause by clause, where no quantity stands.
    fn commitments(&mut self, sentence: Span, found: &[Quantity]) {
        let mut start = sentence.start as usize;
        for at in sentence.start as usize..sentence.end as usize {
            if !matches!(self.chars[at], '，' | ',' | '；' | ';' | '。' | '：' | ':') {
                continue;
            }
            let clause = &self.chars[start..at];
            if commitment::may_state_one(clause)
                && !found.iter().any(|quantity| quantity.start >= start && quantity.start < at)
            {
                let text: String = clause.iter().collect();
                if let Some(commitment) = commitment::commitment(&text) {
                    let time = time::time(&text, self.role, self.document.year, false);
                    let name = tidy_name(&commitment.indicator);
                    self.commitments.push(Commitment {
                        name: canonical(&name, "%").map(|entry| entry.name.to_owned()),
                        indicator: name,
                        relation: commitment.relation,
                        base: commitment.base,
                        status: time.status,
                        period: time.period,
                        section: self.section,
                        span: Span { start: (start + commitment.start) as u32, end: (start + commitment.end) as u32 },
                        sentence,
                    });
                }
            }
            start = at + 1;
        }
    }

    /// One past the last quantity of the list that starts at `at`: 14.3%、22.2%和80%.
    fn group(&self, found: &[Quantity], at: usize, from: usize) -> usize {
        let mut end = at + 1;
        // 分别 pairs unlike things too: 总数分别达53家、116个
        let distributed = self.chars[from..found[at].before]
            .iter()
            .rev()
            .take(12)
            .collect::<Vec<_>>()
            .windows(2)
            .any(|w| *w[1] == '分' && *w[0] == '别');
        while let Some(next) = found.get(end) {
            let previous = &found[end - 1];
            let between = &self.chars[previous.end..next.before];
            let joined = match between {
                [c] => matches!(c, '、' | '和' | '与' | '及'),
                ['以', '及'] | ['、', _] => between[0] == '以',
                _ => false,
            };
            if !joined || next.kind != found[at].kind || (next.unit != found[at].unit && !distributed) {
                break;
            }
            end += 1;
        }
        end
    }

    /// Where the text that belongs to a number begins: after the number or the clause before it.
    fn segment_start(&self, used: usize, before: usize) -> usize {
        let mut at = before;
        let mut depth = 0;
        while at > used {
            let c = self.chars[at - 1];
            match c {
                '”' | ')' | '）' | '》' => depth += 1,
                '“' | '(' | '（' | '《' => depth = (depth - 1).max(0),
                ',' | '，' | ';' | '；' | ':' | '：' if depth == 0 => {
                    let text = &self.chars[at..before];
                    // 同比 and the like after a comma still belong to the clause before; `subject` finds them empty
                    if !text.is_empty() || at == before {
                        return at;
                    }
                }
                _ => {}
            }
            at -= 1;
        }
        used
    }

    /// What the rows of this sentence measure, from its last semicolon on.
    fn rows_since_semicolon(&self, first_row: usize) -> Vec<String> {
        let rows = &self.rows[first_row..];
        let Some(last) = rows.last() else { return Vec::new() };
        let from = self.chars[..last.span.end as usize]
            .iter()
            .rposition(|c| matches!(c, '；' | ';' | '。' | '\n'))
            .map_or(0, |at| at as u32);
        let mut names: Vec<String> = Vec::new();
        for row in rows.iter().filter(|row| row.span.start > from && row.kind == IndicatorType::Level) {
            if !names.contains(&row.indicator) {
                names.push(row.indicator.clone());
            }
        }
        names
    }

    /// The noun right behind a number, up to a verb or a mark: `6家[省级现代农业产业园]`.
    fn noun_behind(&self, end: usize, limit: usize) -> Option<(String, usize)> {
        const STOPS: [&str; 55] = [
            "达", "超额", "推行", "消除", "支援", "参与", "受益", "享受", "进行", "提前", "监测", "完成", "建成",
            "竣工", "开工", "投产", "投用", "入选", "获评", "获批", "获得", "获", "实现", "达到", "通过", "落地",
            "签约", "全部", "基本", "正式", "顺利", "加快", "有序", "列入", "纳入", "进入", "成功", "投入", "启动",
            "动工", "建设完成", "主体", "被", "已", "均", "分别", "如期", "开展", "稳步", "得到", "成为", "上市",
            "挂牌", "试点", "全面",
        ];
        let mut stop = end;
        let mut depth = 0;
        while stop < limit {
            let c = self.chars[stop];
            match c {
                '“' | '（' | '(' | '《' => depth += 1,
                '”' | '）' | ')' | '》' => depth -= 1,
                '，' | ',' | '；' | ';' | '。' | '：' | ':' | '!' | '！' | '\n' | '[' | '【' => break,
                '、' if depth == 0 => {
                    // a list of nouns counts as one: 12所中小学、幼儿园; but a number ends it
                    // or the name of the next number, as in 8个项目、总投资62亿元
                    let rest = &self.chars[stop + 1..limit];
                    if self.chars.get(stop + 1).is_some_and(|&c| ascii_digit(c).is_some())
                        || (limit < self.chars.len()
                            && ascii_digit(self.chars[limit]).is_some()
                            && !rest.iter().any(|c| matches!(c, ',' | '，' | ';' | '；' | '。')))
                    {
                        break;
                    }
                }
                _ => {}
            }
            if depth == 0
                && stop > end + 1
                && STOPS.iter().any(|word| crate::quantity::starts_with(&self.chars[stop..limit], word))
            {
                break;
            }
            stop += 1;
        }
        let noun: String = self.chars[end..stop].iter().collect();
        let noun = noun.trim_start_matches('的').trim_end_matches(['、', '和', '的']).to_owned();
        let first = noun.chars().next()?;
        (is_han(first) || matches!(first, '“' | '《' | '(' | '（') || first.is_ascii_alphanumeric())
            .then_some((noun, stop))
    }

    /// Makes the rows of a list of numbers (mostly one); gives where the used text ends.
    #[expect(clippy::too_many_arguments, reason = "one caller; the arguments are the state of the sentence")]
    fn rows_of_group(
        &mut self,
        group: &[Quantity],
        subject: &Subject,
        scope: Option<String>,
        behind: Option<&(String, usize)>,
        noun_before: &mut Option<String>,
        parent: Option<u32>,
        sentence: Span,
        first_row: usize,
    ) -> usize {
        let quantity = &group[0];
        let mut used = 0;
        let (kind, direction, multiple) = kind_of(quantity, subject, self.chars[quantity.start] == '翻');
        let (kind, direction) = match self.topic.as_ref().zip(self.rows.last()) {
            // 增长8.5%、力争9.5%: the second target is of the same kind as the first
            Some((topic, row))
                if subject.name.is_empty()
                    && subject.stretch
                    && topic.near
                    && subject.change.is_none()
                    && row.unit.as_deref() == Some(quantity.unit.as_str()) =>
            {
                (row.kind, row.direction)
            }
            _ => (kind, direction),
        };
        let mut names: Vec<String>;
        let mut rule = "core";
        let mut confidence = Confidence::High;
        let own = subject.name.as_str();
        let counted = quantity.kind == QuantityKind::Plain
            && group.len() == 1
            && behind.is_some_and(|(noun, _)| noun.chars().count() >= 2 && !is_predicate(noun));
        // 巩固提升60万亩“吨粮田”: before a noun a word of change is a verb of doing
        let acts = counted && own.is_empty() && subject.change.is_some();
        let (kind, direction, multiple) =
            if acts { (IndicatorType::Level, None, None) } else { (kind, direction, multiple) };
        let rows_here = self.rows.len() - first_row;
        let share = (quantity.kind == QuantityKind::Percent
            && own.is_empty()
            && subject.change.is_none()
            && self.chars.get(quantity.end) == Some(&'的'))
        .then(|| self.noun_behind(quantity.end + 1, sentence.end as usize))
        .flatten();
        let earlier = if subject.each && own.is_empty() && group.len() == 1 {
            self.rows_since_semicolon(first_row)
        } else {
            Vec::new()
        };
        if let Some((noun, stop)) =
            share.filter(|(noun, _)| noun.chars().count() >= 2 && !noun.chars().any(|c| ascii_digit(c).is_some()))
        {
            // 90%以上的自然村通硬化路
            names = vec![noun];
            used = stop;
            rule = "number-before-noun";
        } else if earlier.len() > 1 {
            // 优良天数比率97%，平均浓度21微克，均居全市第一: what the rows before it measure
            names = earlier;
            rule = "each";
        } else if counted
            && (own.is_empty() && (subject.change.is_none() || acts)
                || ends_open(own)
                || (subject.change.is_none()
                    && quantity.unit.chars().count() == 1
                    && is_classifier(&quantity.unit)
                    && !own_is_whole(own)))
        {
            let (noun, stop) = behind.cloned().unwrap_or_default();
            // 安全生产54条措施: what stands before belongs to the noun; 龙河钢铁等4户企业: it names some of them
            let own = if ends_open(own) { "" } else { own };
            names = vec![format!("{own}{}", clean_noun(&noun))];
            *noun_before = Some(names[0].clone());
            used = stop;
            rule = "number-before-noun";
        } else if own.is_empty() || is_generic(own) || is_level_word(own) || own.starts_with('占') {
            let generic = is_generic(own);
            if subject.distributed && group.len() > 1 && rows_here >= group.len() && (own.is_empty() || generic) {
                // 分别 without names of its own: the rows before it, in order
                let mut earlier: Vec<String> = Vec::new();
                for row in self.rows[first_row..].iter().rev() {
                    if !earlier.contains(&row.indicator) {
                        earlier.push(row.indicator.clone());
                    }
                    if earlier.len() == group.len() {
                        break;
                    }
                }
                earlier.reverse();
                names = earlier.into_iter().map(|name| join_generic(&name, own)).collect();
                rule = "antecedents";
            } else if let Some(topic) = self.topic.clone() {
                confidence = if topic.near { Confidence::High } else { Confidence::Low };
                let name = if own.is_empty() {
                    if matches!(kind, IndicatorType::Rank | IndicatorType::Gap)
                        && topic.changed
                        && !topic.name.ends_with("增速")
                    {
                        format!("{}增速", topic.name)
                    } else {
                        topic.name.clone()
                    }
                } else if generic {
                    join_generic(&topic.name, own)
                } else if own.starts_with('占') {
                    share_of(&topic.name, own)
                } else {
                    format!("{own}{}", without_level(&topic.name))
                };
                names = vec![name];
                rule = if own.is_empty() { "carried-topic" } else { "total" };
                if !topic.near && own.is_empty() && quantity.kind == QuantityKind::Plain && subject.change.is_none() {
                    return quantity.end;
                }
            } else if !own.is_empty() {
                names = vec![own.to_owned()];
            } else {
                return quantity.end;
            }
        } else {
            names =
                if subject.distributed || subject.each || group.len() > 1 { heads(own) } else { vec![own.to_owned()] };
            if let Some(noun) = noun_before.take() {
                // 66个康养项目完成投资130亿元: the verb's object belongs to the noun before
                if names.len() == 1
                    && subject.action.is_some()
                    && own.chars().count() <= 6
                    && !own.starts_with(noun.as_str())
                {
                    names = vec![format!("{noun}{own}")];
                    rule = "count-and-amount";
                }
            }
        }
        // 新增学位900个 but 12名医务人员: an action and a name of one character are no name
        names.retain(|name| name.chars().count() >= 2 || is_short_name(name));
        if names.is_empty() {
            return quantity.end;
        }
        let bound_after = group.last().filter(|last| last.bound_after).and_then(|last| last.bound);
        let several = group.len() > 1;
        let pairs: Vec<(usize, String)> = if several && names.len() == group.len() {
            if rule == "core" {
                rule = "distribution";
            }
            names.into_iter().enumerate().collect()
        } else if several && subject.gap.as_ref().is_some_and(|(_, base)| heads(base).len() == group.len()) {
            (0..group.len()).map(|at| (at, names[0].clone())).collect()
        } else if several {
            let whole = if names.len() > 1 { own.to_owned() } else { names[0].clone() };
            if subject.distributed {
                confidence = Confidence::Low;
            }
            (0..group.len()).map(|at| (at, whole.clone())).collect()
        } else if names.len() > 1 && subject.each {
            rule = "each";
            names.into_iter().map(|name| (0, name)).collect()
        } else {
            let whole = if names.len() > 1 { own.to_owned() } else { names[0].clone() };
            vec![(0, whole)]
        };
        let bases = subject.gap.as_ref().map(|(_, base)| heads(base)).unwrap_or_default();
        for (at, name) in pairs {
            let base = if bases.len() == group.len() {
                bases.get(at).cloned()
            } else {
                subject.gap.as_ref().map(|(_, base)| base.clone())
            };
            let draft = Draft {
                name,
                subject,
                kind,
                direction,
                multiple,
                base: base.or_else(|| subject.base.clone()),
                scope: scope.clone(),
                parent,
                rule,
                confidence,
            };
            let mut quantity = group[at].clone();
            if several && subject.distributed && quantity.bound.is_none() {
                quantity.bound = bound_after;
            }
            self.push(&quantity, draft, sentence);
        }
        used
    }

    /// Puts a row together.
    fn push(&mut self, quantity: &Quantity, draft: Draft<'_>, sentence: Span) {
        let Ok(value) = quantity.decimal.parse::<f64>() else { return };
        let mut name = tidy_name(&draft.name);
        if name.is_empty() {
            return;
        }
        // What is ranked or compared is the growth, not the amount
        let of_growth = matches!(draft.kind, IndicatorType::Gap | IndicatorType::Rank | IndicatorType::RankChange)
            && draft.subject.of_growth;
        if of_growth && !name.ends_with("增速") {
            name.push_str("增速");
        }
        let clause: String = self.chars[sentence.start as usize..quantity.before].iter().collect();
        let time = time::time(&clause, self.role, self.document.year, draft.kind == IndicatorType::Change);
        let entry = canonical(&name, &quantity.unit);
        let amount = amount(&quantity.decimal, &quantity.unit);
        let changed = draft.kind == IndicatorType::Change;
        if !matches!(draft.kind, IndicatorType::Rank | IndicatorType::RankChange | IndicatorType::Gap) {
            self.topic = Some(Topic { name: name.clone(), changed, near: true });
        } else if !draft.subject.name.is_empty() {
            let stem = name.strip_suffix("增速");
            self.topic = Some(Topic { name: stem.unwrap_or(&name).to_owned(), changed: stem.is_some(), near: true });
        }
        self.rows.push(Indicator {
            indicator: name,
            name: entry.map(|entry| entry.name.to_owned()),
            domain: entry.map(|entry| entry.domain.to_owned()),
            action: draft
                .subject
                .change
                .as_ref()
                .map(|(_, word)| word.clone())
                .or_else(|| draft.subject.action.clone()),
            value: Number(value),
            value_max: quantity.decimal_max.as_ref().and_then(|max| max.parse().ok()).map(Number),
            unit: Some(quantity.unit.clone()),
            amount: amount.as_ref().map(|(amount, _)| *amount),
            unit_base: amount.map(|(_, base)| base),
            kind: draft.kind,
            multiple: draft.multiple,
            direction: draft.direction,
            bound: quantity.bound.unwrap_or(Bound::Exact),
            status: time.status,
            stretch: draft.subject.stretch
                && time.status == Status::Target
                && self.rows.last().is_some_and(|row| {
                    row.sentence == sentence
                        && row.status == Status::Target
                        && row.unit.as_deref() == Some(&quantity.unit)
                        && row.indicator == draft.name
                }),
            period: time.period,
            average: time.average.or_else(|| average_of(&draft.name)),
            base: draft.base,
            scope: draft.scope.filter(|scope| !scope.is_empty()),
            parent: draft.parent,
            section: self.section,
            span: Span { start: quantity.start as u32, end: quantity.end as u32 },
            sentence,
            rule: draft.rule.to_owned(),
            confidence: draft.confidence,
        });
    }
}

fn average_of(name: &str) -> Option<Average> {
    if name.starts_with("年均") {
        Some(Average::Year)
    } else if name.starts_with("月均") {
        Some(Average::Month)
    } else if name.starts_with("日均") {
        Some(Average::Day)
    } else {
        None
    }
}

/// What a value is, from its unit and the words before it; `doubled` says that it is written 翻番.
fn kind_of(
    quantity: &Quantity,
    subject: &Subject,
    doubled: bool,
) -> (IndicatorType, Option<Direction>, Option<Multiple>) {
    let change = subject.change.as_ref().map(|&(direction, _)| direction);
    match quantity.kind {
        QuantityKind::Rank => (IndicatorType::Rank, None, None),
        QuantityKind::Places => (IndicatorType::RankChange, Some(change.unwrap_or(Direction::Up)), None),
        _ if subject.gap.is_some() => (IndicatorType::Gap, subject.gap.as_ref().map(|&(direction, _)| direction), None),
        QuantityKind::Points => (IndicatorType::Change, Some(change.unwrap_or(Direction::Up)), None),
        // 前进7位: a move, where 第7位 would be a place
        QuantityKind::Plain
            if quantity.unit == "位"
                && subject.change.as_ref().is_some_and(|(_, word)| {
                    ["前进", "提升", "上升", "晋升", "进位", "跃升", "后退", "下降", "后移", "退后", "前移"]
                        .iter()
                        .any(|move_word| word.contains(move_word))
                }) =>
        {
            (IndicatorType::RankChange, change, None)
        }
        QuantityKind::Multiple => match change {
            Some(direction) if !subject.changed_to => (IndicatorType::Change, Some(direction), Some(Multiple::Growth)),
            _ if doubled || subject.ratio => (IndicatorType::Change, Some(Direction::Up), Some(Multiple::Ratio)),
            _ => (IndicatorType::Level, None, None),
        },
        _ if subject.changed_to && !subject.of_growth => (IndicatorType::Level, None, None),
        QuantityKind::Percent if subject.of_growth => (IndicatorType::Change, change, None),
        // A price index in per cent is its rise
        QuantityKind::Percent
            if change.is_none() && ["消费价格", "CPI", "物价"].iter().any(|word| subject.name.contains(word)) =>
        {
            (IndicatorType::Change, Some(Direction::Up), None)
        }
        _ => match change {
            Some(direction) => (IndicatorType::Change, Some(direction), None),
            None => (IndicatorType::Level, None, None),
        },
    }
}

/// Parts the text before a rank into what is ranked and among whom: 粮食产量|居|全省.
fn split_rank(text: &str) -> (String, String) {
    const VERBS: [&str; 30] = [
        "位居", "位列", "名列", "排名", "排位", "稳居", "跃居", "跃升至", "跃升", "跻身", "进入", "挺进", "升至",
        "上升到", "上升至", "保持在", "保持", "均居", "均列", "均为", "列", "排在", "排", "居", "迈入", "晋升",
        "进位至", "达到", "为", "第",
    ];
    let mut best: Option<(usize, usize)> = None;
    for verb in VERBS {
        for (at, _) in text.match_indices(verb) {
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
    let trim = |scope: &str| {
        scope
            .trim_matches(|c: char| matches!(c, '前' | '第' | '、' | '的' | '，' | ',') || c.is_whitespace())
            .to_owned()
    };
    if let Some((at, end)) = best {
        // 均居: the 均 says that the place is each one's
        let each = if text[at..].starts_with('均') { '均'.len_utf8() } else { 0 };
        return (text[..at + each].to_owned(), trim(&text[end..]));
    }
    // 限上零售增长6%、全省第四: no verb, the field stands alone
    const FIELDS: [&str; 12] =
        ["全省", "全市", "全国", "全区", "全县", "全球", "世界", "西部", "东部", "中部", "同类", "全州"];
    match FIELDS.iter().filter_map(|field| text.rfind(field)).max() {
        Some(at) => (text[..at].to_owned(), trim(&text[at..])),
        None if text.chars().count() <= 4 => (String::new(), trim(text)),
        None => (text.to_owned(), String::new()),
    }
}

/// Whether a number only qualifies a noun whose own count follows (投资10亿元以上的项目3个), or a rule (65岁以上).
fn is_qualifier(chars: &[char], quantity: &Quantity, next: Option<&Quantity>, to: usize) -> bool {
    if !matches!(quantity.kind, QuantityKind::Plain) {
        return false;
    }
    let threshold = quantity.bound_after;
    let size =
        ["元", "亩", "平方米", "公里", "吨", "千瓦", "美元", "米"].iter().any(|unit| quantity.unit.ends_with(unit));
    let behind = chars.get(quantity.end).copied().unwrap_or('\n');
    if chars.get(quantity.end) == Some(&'级') {
        return true;
    }
    if !(is_han(behind) || behind == '“') || !(threshold || size) || matches!(behind, '和' | '与' | '及' | '、') {
        return false;
    }
    let limit = next.map_or(to, |next| next.before);
    let between = &chars[quantity.end..limit.max(quantity.end)];
    let clause_ends = between.iter().any(|c| matches!(c, ',' | '，' | ';' | '；' | '。'));
    // With 以上 and a noun behind it: a threshold, whether or not a count follows
    if threshold && quantity.bound != Some(Bound::About) {
        let noun: String = between.iter().take_while(|c| !matches!(c, ',' | '，' | ';' | '；' | '。' | '、')).collect();
        return next.is_some() && !clause_ends && noun.chars().count() >= 2;
    }
    size && next.is_some()
        && !clause_ends
        && between.len() >= 2
        && !between.contains(&'、')
        && next.is_some_and(|next| !next.unit.ends_with('元'))
}

/// 总数, 增速, 产值 …: names that need the topic before them.
fn is_generic(name: &str) -> bool {
    GENERIC.contains(&name)
}

const GENERIC: [&str; 29] = [
    "总产量", "总数", "总量", "总额", "总面积", "总投资", "增速", "增量", "总值", "产值", "总产值", "总规模", "规模",
    "数量", "面积", "产量", "占比", "比重", "累计", "总收入", "年产值", "存量", "余额", "总里程", "里程", "排名",
    "位次", "人数", "投资额",
];

fn is_short_name(name: &str) -> bool {
    matches!(name, "GDP" | "CPI")
}

/// A topic with a generic name: 市场主体 and 总数 are 市场主体总数, 粮食面积 and 产量 are 粮食产量.
fn join_generic(topic: &str, generic: &str) -> String {
    if generic.is_empty() || topic.ends_with(generic) {
        return topic.to_owned();
    }
    let stem = GENERIC
        .iter()
        .chain(&["播种面积", "种植面积"])
        .filter_map(|other| topic.strip_suffix(other))
        .filter(|stem| stem.chars().count() >= 2 && !stem.ends_with("生产"))
        .min_by_key(|stem| stem.len())
        .unwrap_or(topic);
    format!("{stem}{generic}")
}

/// 财政民生投入 and 占财政支出: the share of one in the other.
fn share_of(topic: &str, own: &str) -> String {
    let own = own.trim_end_matches('的');
    let ends = ["比重", "比例", "份额", "占比"].iter().any(|end| own.ends_with(end));
    format!("{topic}{own}{}", if ends { "" } else { "比重" })
}

/// 国家级, 省级, 市级: a name that is only the rank of the topic before it.
fn is_level_word(name: &str) -> bool {
    LEVELS.contains(&name)
}

const LEVELS: [&str; 12] =
    ["国家级", "省级", "市级", "州级", "县级", "区级", "部级", "镇级", "村级", "自治区级", "旗级", "省部级"];

/// A topic without its own rank: 省级农业园区 is 农业园区.
fn without_level(topic: &str) -> &str {
    LEVELS.iter().find_map(|level| topic.strip_prefix(level)).unwrap_or(topic)
}

/// Whether a text before a number only leads to the noun behind it: 龙河钢铁等, 以, 对.
fn ends_open(own: &str) -> bool {
    own.ends_with('等')
        || own.ends_with("在内的")
        || own.ends_with("首批")
        || matches!(own, "以" | "对" | "为" | "由" | "让" | "以及" | "加强对" | "另有")
}

/// Whether a text before a number is a whole name of its own, so that a noun behind the number belongs to what follows.
fn own_is_whole(own: &str) -> bool {
    [
        "企业", "项目", "人", "户", "主体", "基地", "率", "人数", "产值", "投资", "人才", "学校", "医院", "园区",
        "中心", "平台", "合作社",
    ]
    .iter()
    .any(|end| own.ends_with(end))
}

/// Measure words that count things one by one.
fn is_classifier(unit: &str) -> bool {
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

/// Whether the words behind a number say something of it rather than name what it counts.
fn is_predicate(noun: &str) -> bool {
    const STARTS: [&str; 21] = [
        "以上", "以内", "左右", "的", "是", "为", "在", "到", "和", "与", "及", "等", "来", "内", "后", "前", "用于",
        "由", "从", "被", "时",
    ];
    if STARTS.iter().any(|start| noun.starts_with(start)) {
        return true;
    }
    // 5家带动就业: a verb with an object; 5个改造项目: a verb inside a noun
    verb::at_start(noun, verb::Class::Action).is_some_and(|verb| {
        let rest = &noun[verb.len()..];
        rest.is_empty()
            || ![
                "项目", "工程", "任务", "点", "基地", "站", "园", "区", "企业", "单位", "资金", "示范", "用地", "行动",
                "方案", "路段", "中心", "平台", "试点", "清单", "小区",
            ]
            .iter()
            .any(|bind| rest.starts_with(bind) || rest.ends_with(bind))
    })
}

/// A noun taken from behind a number, cut at a list's end.
fn clean_noun(noun: &str) -> String {
    let noun = noun.trim_start_matches(['的', '”']);
    noun.to_owned()
}

/// A name as the table shows it: no footnote marker, no unpaired quotation mark, no particle at its ends.
fn tidy_name(name: &str) -> String {
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
    let out = out.trim_matches(|c: char| {
        matches!(c, '的' | '、' | '，' | ',' | '；' | ';' | '：' | ':' | '。' | '—' | '-' | '·') || c.is_whitespace()
    });
    let mut out = out.to_owned();
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

/// Applies the reader's corrections to the rows they name.
fn correct(rows: &mut Vec<Indicator>, id: &str, chars: &[char], options: &Options) {
    for correction in options.corrections.iter().filter(|correction| correction.document == id) {
        let matches = |row: &Indicator| {
            let (start, end) = (row.span.start as usize, row.span.end as usize);
            let left: String = chars[start.saturating_sub(12)..start].iter().collect();
            let right: String = chars[end..chars.len().min(end + 12)].iter().collect();
            chars[start..end].iter().copied().eq(correction.number.chars())
                && left.ends_with(&correction.left)
                && right.starts_with(&correction.right)
        };
        match &correction.action {
            CorrectionAction::Confirm => {
                for row in rows.iter_mut().filter(|row| matches(row)) {
                    row.confidence = Confidence::High;
                }
            }
            CorrectionAction::Delete => rows.retain(|row| !matches(row)),
            CorrectionAction::Rename(name) => {
                for row in rows.iter_mut().filter(|row| matches(row)) {
                    row.indicator.clone_from(name);
                    let entry = canonical(name, row.unit.as_deref().unwrap_or_default());
                    row.name = entry.map(|entry| entry.name.to_owned());
                    row.domain = entry.map(|entry| entry.domain.to_owned());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
