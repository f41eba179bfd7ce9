//! A paragraph in work: its sentences in, their rows and commitments out.

use super::behind::{behind, is_qualifier, size_between};
use super::canonical::{base_of, canonical};
use super::commitment;
use super::kind::{Kind, average_of, kind_of};
use super::lexicon::{self, Class};
use super::naming::{is_classifier, said_by_regions, tidy_name};
use super::rank::split_rank;
use super::rule::{self, Case, Naming, Topic};
use super::subject::{Subject, heads, subject};
use super::time::{self, Place};
use crate::quantity::{Quantity, QuantityKind};
use crate::view::View;
use gangmu_model::{Bound, Commitment, Confidence, Indicator, IndicatorType, Number, Role, Span, Status};

/// A paragraph in work.
pub(super) struct Paragraph<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) section: Option<u32>,
    pub(super) role: Role,
    /// The year whose predecessor the text reviews.
    pub(super) year: Option<u16>,
    /// How many years the headings above say they look back on.
    pub(super) looks_back: Option<u16>,
    pub(super) rows: &'a mut Vec<Indicator>,
    pub(super) commitments: &'a mut Vec<Commitment>,
    pub(super) topic: Option<Topic>,
}

/// A row before it is put together.
struct Draft<'a> {
    name: String,
    subject: &'a Subject<'a>,
    kind: Kind,
    base: Option<String>,
    scope: Option<&'a str>,
    parent: Option<u32>,
    rule: &'static str,
    confidence: Confidence,
}

impl Paragraph<'_> {
    /// Makes the rows of a sentence.
    pub(super) fn sentence(&mut self, sentence: Span, found: &[Quantity]) {
        let (from, to) = (sentence.start as usize, sentence.end as usize);
        if found.is_empty() {
            return;
        }
        let view = self.view;
        let chars = &view.chars;
        if let Some(topic) = &mut self.topic {
            topic.near = false;
        }
        let first_row = self.rows.len();
        let opens_with_parts = chars[from..to].starts_with(&['其', '中']);
        let whole_before =
            self.rows.last().filter(|row| row.sentence.end == sentence.start).map(|_| first_row as u32 - 1);
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
            if is_qualifier(view, quantity, found.get(at + 1), to) {
                at += 1;
                continue;
            }
            let whole = view.slice(start..quantity.before);
            let whole = whole.trim_start_matches(['、', '，', ',', '；', ';', '。', '：', ':']);
            // 压缩到1个环节、时间压减到…: up to the mark it is the noun of the number before
            let whole = match whole.split_once('、') {
                Some((noun, rest))
                    if start == used
                        && at > 0
                        && chars.get(start).is_some_and(|&c| crate::quantity::is_han(c))
                        && is_classifier(&found[at - 1].unit)
                        && noun.chars().count() <= 4
                        && rest.chars().count() >= 2 =>
                {
                    rest
                }
                _ => whole,
            };
            if start > used {
                noun_before = None;
            }
            if start > used || whole.starts_with("其中") {
                // A new clause: parts of 其中 go on over 、 only, unless it says 其中 anew
                if chars.get(start).is_some() && chars[used..start].iter().any(|c| matches!(c, '；' | ';')) {
                    parent = None;
                }
            }
            // 其中，新能源增长8%: the comma parts it from what it leads
            let led = matches!(&chars[from..start], [.., '其', '中', '，' | ',' | '：']);
            let parts = whole.contains("其中");
            if (parts || led) && parent.is_none() && self.rows.len() > first_row {
                parent = Some(self.rows.len() as u32 - 1);
            }
            // …100亿元。其中：甲30亿元；乙20亿元。 opens with the parts of what the sentence before ended with
            if opens_with_parts && parent.is_none() {
                parent = whole_before.filter(|&whole| self.is_part(quantity, whole));
            }
            let text = if parts { whole.rsplit("其中").next().unwrap_or(whole) } else { whole };
            let rank = if quantity.kind == QuantityKind::Rank { Some(split_rank(text)) } else { None };
            let subject = match &rank {
                Some((front, _)) => subject(front),
                None => subject(text),
            };
            let scope = rank.map(|(_, scope)| scope).filter(|scope| !scope.is_empty());
            // 新增1个10亿元以上项目: the size belongs to the noun and makes no row
            let size = size_between(chars, last, found.get(group));
            let after = group + usize::from(size.is_some());
            let behind = behind(view, last.end, found.get(after).map_or(to, |next| next.before), size);
            let kind = self.kind(quantity, &subject);
            let case = Case {
                view,
                sentence,
                group: &found[at..group],
                subject: &subject,
                kind: kind.0,
                behind: behind.as_ref(),
                noun_before: noun_before.as_deref(),
                list_goes_on: start == used && chars.get(start) == Some(&'、'),
                own_is_open: text.ends_with(['、', '和', '与', '及']),
                scope,
                topic: self.topic.as_ref(),
                rows: &self.rows[first_row..],
            };
            used = size.unwrap_or(last.end);
            if let Some(naming) = rule::name(&case).and_then(Naming::tidied) {
                if naming.noun.is_some() || !subject.name.is_empty() {
                    noun_before.clone_from(&naming.noun);
                }
                used = used.max(naming.used);
                self.rows_of(&found[at..group], &subject, naming, kind, scope, parent, sentence);
            }
            at = after;
        }
    }

    /// What a value is; a second target (增长8.5%、力争9.5%) is what the first was, and another region's (乙省目标为6%) too.
    fn kind(&self, quantity: &Quantity, subject: &Subject<'_>) -> Kind {
        let near = self.topic.as_ref().is_some_and(|topic| topic.near) && subject.change.is_none();
        let alike = |row: &&Indicator| row.unit.as_deref() == Some(quantity.unit.as_str());
        let before = if !near {
            None
        } else if subject.name.is_empty() && subject.stretch {
            self.rows.last().filter(alike)
        } else if said_by_regions(&subject.name).is_some_and(|said| said.of.is_empty()) {
            self.rows.iter().rev().take(4).find(alike)
        } else {
            None
        };
        if let Some(row) = before {
            return (row.kind, row.direction, row.multiple);
        }
        kind_of(quantity, subject, self.view.chars[quantity.start] == '翻')
    }

    /// Finds the promises and results without a number: clause by clause, where no quantity stands.
    pub(super) fn commitments(&mut self, sentence: Span, found: &[Quantity]) {
        let mut start = sentence.start as usize;
        for at in sentence.start as usize..sentence.end as usize {
            if !matches!(self.view.chars[at], '，' | ',' | '；' | ';' | '。' | '：' | ':') {
                continue;
            }
            let clause = &self.view.chars[start..at];
            if commitment::may_state_one(clause)
                && !found.iter().any(|quantity| quantity.start >= start && quantity.start < at)
            {
                let text = self.view.slice(start..at);
                if let Some(commitment) = commitment::commitment(text) {
                    let time = time::time(Place { before: text, change: false, made: false, ..self.place() });
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
        let before = found[at].before;
        let near = &self.view.chars[from.max(before.saturating_sub(12))..before];
        let distributed = near.windows(2).any(|pair| pair == ['分', '别']);
        while let Some(next) = found.get(end) {
            let previous = &found[end - 1];
            let between = &self.view.chars[previous.end..next.before];
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
            let c = self.view.chars[at - 1];
            match c {
                '”' | ')' | '）' | '》' => depth += 1,
                '“' | '(' | '（' | '《' => depth = (depth - 1).max(0),
                // 经济增长：5%: a colon before the value itself parts nothing
                ':' | '：' if depth == 0 && at == before => {}
                ',' | '，' | ';' | '；' | ':' | '：' if depth == 0 => return at,
                _ => {}
            }
            at -= 1;
        }
        used
    }

    /// Makes the rows of a list of numbers (mostly one).
    #[expect(clippy::too_many_arguments, reason = "one caller; what the sentence says of the numbers")]
    fn rows_of(
        &mut self,
        group: &[Quantity],
        subject: &Subject<'_>,
        naming: Naming,
        kind: Kind,
        scope: Option<&str>,
        parent: Option<u32>,
        sentence: Span,
    ) {
        let kind = if naming.is_level { (IndicatorType::Level, None, None) } else { kind };
        let (rule, confidence) = (naming.rule, naming.confidence());
        let several = group.len() > 1;
        let bases = subject.gap.map(|(_, base)| heads(base)).unwrap_or_default();
        let pairs: Vec<(usize, String)> = if several && naming.names.len() != group.len() {
            (0..group.len()).map(|at| (at, naming.names[0].clone())).collect()
        } else if several {
            naming.names.into_iter().enumerate().collect()
        } else {
            naming.names.into_iter().map(|name| (0, name)).collect()
        };
        let bound_after = group.last().filter(|last| last.bound_after).and_then(|last| last.bound);
        for (at, name) in pairs {
            let base = if bases.len() == group.len() {
                bases.get(at).cloned()
            } else {
                subject.gap.map(|(_, base)| base.to_owned())
            };
            let base = base.or_else(|| subject.base.map(str::to_owned));
            let draft = Draft { name, subject, kind, base, scope, parent, rule, confidence };
            let mut quantity = group[at].clone();
            if several && subject.distributed && quantity.bound.is_none() {
                quantity.bound = bound_after;
            }
            self.push(&quantity, draft, sentence);
        }
    }

    /// Whether a number is measured as the row `whole` is, or as a row of that name is.
    fn is_part(&self, quantity: &Quantity, whole: u32) -> bool {
        let name = &self.rows[whole as usize].indicator;
        self.rows[..=whole as usize].iter().rev().take(3).any(|row| {
            row.indicator == *name && row.unit.as_deref().is_some_and(|unit| base_of(unit) == base_of(&quantity.unit))
        })
    }

    /// What the place of the paragraph says of the time of its numbers.
    fn place(&self) -> Place<'_> {
        Place { before: "", role: self.role, year: self.year, change: false, looks_back: self.looks_back, made: false }
    }

    /// Whether a number is where a value came from: the first of 由8.7%降到6%.
    fn is_baseline(&self, quantity: &Quantity, clause: &str) -> bool {
        let near = clause.rsplit(['，', ',', '；', ';', '、']).next().unwrap_or(clause);
        if !near.contains(['由', '从']) {
            return false;
        }
        let behind = self.view.slice(quantity.end..self.view.chars.len().min(quantity.end + 6));
        ["到", "至"].iter().any(|to| {
            behind.find(to).is_some_and(|at| {
                let verb = &behind[..at];
                verb.is_empty() || lexicon::is(verb, Class::Up) || lexicon::is(verb, Class::Down)
            })
        })
    }

    /// Puts a row together.
    fn push(&mut self, quantity: &Quantity, draft: Draft<'_>, sentence: Span) {
        let Ok(value) = quantity.decimal.parse::<f64>() else { return };
        let mut name = tidy_name(&draft.name);
        if name.is_empty() {
            return;
        }
        // What is ranked or compared is the growth, not the amount
        let of_growth = matches!(draft.kind.0, IndicatorType::Gap | IndicatorType::Rank | IndicatorType::RankChange)
            && draft.subject.of_growth;
        if of_growth && !name.ends_with("增速") {
            name.push_str("增速");
        }
        let clause = self.view.slice(sentence.start as usize..quantity.before);
        // 经济增长5%: a change of 经济 is the growth of the whole
        if name == "经济" && draft.kind.0 == IndicatorType::Change {
            name.push_str("增长");
        }
        let made = draft.kind.0 == IndicatorType::Level && draft.subject.action.is_some();
        let mut time =
            time::time(Place { before: clause, change: draft.kind.0 == IndicatorType::Change, made, ..self.place() });
        if self.is_baseline(quantity, clause) && !clause.contains('年') {
            time.period = None;
        }
        let entry = canonical(&name, &quantity.unit);
        let amount = gangmu_model::amount(&quantity.decimal, &quantity.unit);
        let changed = draft.kind.0 == IndicatorType::Change;
        if !matches!(draft.kind.0, IndicatorType::Rank | IndicatorType::RankChange | IndicatorType::Gap) {
            self.topic = Some(Topic { name: name.clone(), changed, near: true });
        } else if !draft.subject.name.is_empty() || draft.rule == "ranked-list" {
            let stem = name.strip_suffix("增速");
            self.topic = Some(Topic { name: stem.unwrap_or(&name).to_owned(), changed: stem.is_some(), near: true });
        }
        self.rows.push(Indicator {
            indicator: name,
            name: entry.map(|entry| entry.name.to_owned()),
            domain: entry.map(|entry| entry.domain.to_owned()),
            action: draft.subject.change.map(|(_, word)| word).or(draft.subject.action).map(str::to_owned),
            value: Number(value),
            value_max: quantity.decimal_max.as_ref().and_then(|max| max.parse().ok()).map(Number),
            unit: (quantity.kind != QuantityKind::Ratio).then(|| match draft.subject.per {
                Some(per) => format!("{}/{per}", quantity.unit),
                None => quantity.unit.clone(),
            }),
            amount: amount.as_ref().map(|(amount, _)| *amount),
            unit_base: amount.map(|(_, base)| base),
            kind: draft.kind.0,
            multiple: draft.kind.2,
            direction: draft.kind.1,
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
            scope: draft.scope.map(str::to_owned),
            parent: draft.parent,
            section: self.section,
            span: Span { start: quantity.start as u32, end: quantity.end as u32 },
            sentence,
            rule: draft.rule.to_owned(),
            confidence: draft.confidence,
            checked: gangmu_model::Checked::No,
        });
    }
}
