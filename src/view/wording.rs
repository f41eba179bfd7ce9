//! Words for the contract's parts, as several views need them: a section's heading, a row's value, a place in the tree.
//! In: parts of a document. Out: strings and indices; nothing here knows the browser.

use gangmu_export::{Row, split_figures};
use gangmu_model::{
    Bound, CharIndex, Direction, Document, Indicator, IndicatorType, Section, SectionKind, Span, Warning,
};
use std::collections::HashMap;

/// Marks that end the first clause of a heading.
const CLAUSE_END: &[char] = &['，', ',', '；', ';', '：', ':', '。', ' ', '\u{3000}', '—'];

/// The heading up to its first comma: 聚焦稳进提质 of 聚焦稳进提质，推动经济回升.
pub fn first_clause(title: &str) -> &str {
    let clause = title.split(CLAUSE_END).find(|clause| !clause.is_empty()).unwrap_or(title);
    if clause.chars().count() < 2 { title } else { clause }
}

/// For each section the clause that tells it from its neighbours: the first, or the second where others of the same parent
/// begin alike (过去一年，我们强化统筹 …).
pub fn telling_clauses(sections: &[Section]) -> Vec<String> {
    let titles: Vec<String> = sections.iter().map(|section| full_width(&section.title)).collect();
    let mut firsts: HashMap<(Option<u32>, &str), usize> = HashMap::new();
    for (section, title) in sections.iter().zip(&titles) {
        *firsts.entry((section.parent, first_clause(title))).or_default() += 1;
    }
    let telling = |(section, title): (&Section, &String)| {
        let first = first_clause(title);
        let second = title.get(first.len()..).unwrap_or_default().trim_start_matches(CLAUSE_END);
        let second = first_clause(second.strip_prefix("我们").unwrap_or(second));
        let shared = firsts.get(&(section.parent, first)).is_some_and(|&count| count > 1);
        if shared && second.chars().count() > 1 { second.to_owned() } else { first.to_owned() }
    };
    sections.iter().zip(&titles).map(telling).collect()
}

/// At most `most` characters of `text`, with an ellipsis where some are left off.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    short
}

/// The section's number as it is printed: （一） for (一), nothing for a dash.
pub fn label(section: &Section) -> String {
    match (&section.label, section.kind) {
        (None, _) | (_, SectionKind::Dash) => String::new(),
        (Some(label), _) => full_width(label),
    }
}

/// The whole heading: number and title.
pub fn heading(section: &Section) -> String {
    label(section) + &full_width(&section.title)
}

/// The heading up to its first comma, with its number.
pub fn short_heading(section: &Section) -> String {
    label(section) + first_clause(&full_width(&section.title))
}

/// `text` with full-width punctuation in place of ASCII punctuation beside hanzi: one character for one, so that offsets
/// hold. `9,240` and `8:30` stay as they are.
pub fn full_width(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut last = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        shown.push(wide(last, c, rest.peek().copied()).unwrap_or(c));
        last = Some(c);
    }
    shown
}

fn wide(last: Option<char>, c: char, next: Option<char>) -> Option<char> {
    let wide = match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        '?' => '？',
        '!' => '！',
        _ => return None,
    };
    let beside = |c: Option<char>| c.is_some_and(chinese);
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let between_figures = figure(last) && figure(next);
    ((beside(last) || beside(next)) && !between_figures).then_some(wide)
}

/// Hanzi and the punctuation that goes with them.
fn chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}'
        | '“' | '”' | '‘' | '’' | '—' | '…')
}

/// The sentence of a warning, in the reader's language.
pub fn warning(warning: &Warning) -> String {
    let mut sentence = crate::tr!(format!("warning.{}", warning.code));
    for (name, value) in &warning.parameters {
        sentence = sentence.replace(&format!("%{{{name}}}"), value);
    }
    sentence
}

/// The innermost section that holds character `at`; `sections` in reading order.
pub fn section_at(sections: &[Section], at: u32) -> Option<usize> {
    let mut index = sections.partition_point(|section| section.start <= at).checked_sub(1)?;
    while sections[index].end <= at {
        index = sections[index].parent? as usize;
    }
    Some(index)
}

/// A promise without a number, by its place among those of `document`, in the words of its text.
pub fn promise_words(document: &Document, index: &CharIndex, at: usize) -> String {
    let span = document.commitments.get(at).map(|promise| promise.span);
    span.map_or_else(String::new, |Span { start, end }| full_width(index.slice(&document.text, start, end).trim()))
}

/// The rows whose numbers stand in characters `start..end`; `rows` in reading order.
pub fn rows_between(rows: &[Indicator], start: u32, end: u32) -> std::ops::Range<usize> {
    let from = rows.partition_point(|row| row.span.start < start);
    let to = rows.partition_point(|row| row.span.start < end);
    from..to.max(from)
}

/// A value as the text has it, in the pieces that are set differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueText {
    /// ↑ or ↓ of a change, else nothing.
    pub direction: &'static str,
    /// ≥, ≤ or ≈ where no word of `unit` says so.
    pub bound: &'static str,
    /// The figures, as written.
    pub figures: String,
    /// Magnitude, unit and bound words, as written.
    pub unit: String,
}

/// The value of `row` as `document` has it.
pub fn value(document: &Document, index: &CharIndex, row: &Indicator) -> ValueText {
    let quote = index.slice(&document.text, row.span.start, row.span.end);
    let figure = Row { document, index, indicator: row }.figure();
    // Where a reader's correction says another number than the text, its bound stands before it.
    let (figures, unit) = split_figures(figure.trim_start_matches(['≥', '≤', '≈']));
    let said = ["以上", "以下", "以内", "左右", "余", "多", "上下"].iter().any(|word| unit.contains(word));
    let bound = if said {
        ""
    } else {
        match row.bound {
            Bound::Exact => "",
            Bound::AtLeast => "≥",
            Bound::AtMost => "≤",
            Bound::About => "≈",
        }
    };
    // 第 stands before the number and is part of how a rank is written.
    let ordinal = row.kind == IndicatorType::Rank && row.span.start > 0 && figure.starts_with(quote);
    let ordinal = ordinal && index.slice(&document.text, row.span.start - 1, row.span.start) == "第";
    let figures = if ordinal { format!("第{figures}") } else { figures.to_owned() };
    ValueText { direction: direction(row), bound, figures, unit: unit.to_owned() }
}

/// ↑ or ↓ where the row says how much something moved.
pub fn direction(row: &Indicator) -> &'static str {
    match row.direction {
        Some(Direction::Up) => "↑",
        Some(Direction::Down) => "↓",
        None => "",
    }
}

/// How many of `text`'s characters the heading of `section` covers: number, title and the mark that closes it. `text`
/// begins with the heading and ends with its paragraph.
pub fn heading_length(text: &[char], section: &Section) -> usize {
    let mut at = 0;
    let wanted = section.label.iter().flat_map(|label| label.chars()).chain(section.title.chars());
    for c in wanted.filter(|c| !c.is_whitespace()) {
        while text.get(at).is_some_and(|c| c.is_whitespace()) {
            at += 1;
        }
        // The contract's label may leave out the comma after it (第一，).
        if text.get(at) != Some(&c)
            && text.get(at).is_some_and(|c| matches!(c, '，' | ',' | '、' | '：' | ':' | '.'))
            && text.get(at + 1) == Some(&c)
        {
            at += 1;
        }
        if text.get(at) != Some(&c) {
            break;
        }
        at += 1;
    }
    while text.get(at).is_some_and(|c| matches!(c, '。' | '：' | ':' | '；' | ';' | '！' | '!' | '.')) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use gangmu_model::Role;

    fn section(label: Option<&str>, title: &str, start: u32, end: u32, parent: Option<u32>) -> Section {
        Section {
            level: 1,
            kind: SectionKind::Numbered,
            label: label.map(str::to_owned),
            title: title.to_owned(),
            start,
            end,
            parent,
            role: Role::Plan,
        }
    }

    #[test]
    fn punctuation_is_shown_wide_only_beside_hanzi() {
        assert_eq!(full_width("稳增长,共9,240户(含个体);于8:30开工"), "稳增长，共9,240户（含个体）；于8:30开工");
        assert_eq!(full_width("PM2.5, SO2 (annual)"), "PM2.5, SO2 (annual)");
        assert_eq!(full_width("增长12.6%,其中"), "增长12.6%，其中");
        let text = "总值(GDP)增长6%";
        assert_eq!(full_width(text).chars().count(), text.chars().count());
    }

    #[test]
    fn a_unit_that_several_numbers_share_is_said_of_each() {
        let text = "青禾县2031年政府工作报告\n各位代表：\n过去一年，城镇和农村居民收入增速分别提高0.7和0.5个百分点，种粮3万亩，固定资产投资增速高于全省、全市0.9个和0.4个百分点。\n";
        let source = gangmu_engine::Source { name: "t.txt", bytes: text.as_bytes() };
        let documents = gangmu_engine::analyze(&[source], &gangmu_model::Options::default(), &mut ()).documents;
        let (document, index) = (&documents[0], CharIndex::new(&documents[0].text));
        let said = |row: &Indicator| {
            let value = value(document, &index, row);
            format!("{}{}{}", value.direction, value.figures, value.unit)
        };
        let said: Vec<String> = document.indicators.iter().map(said).collect();
        assert_eq!(said, ["↑0.7个百分点", "↑0.5个百分点", "3万亩", "↑0.9个百分点", "↑0.4个百分点"]);
    }

    #[test]
    fn clauses_and_headings() {
        assert_eq!(first_clause("聚力稳进提质，推动回升"), "聚力稳进提质");
        assert_eq!(first_clause("加强自身建设"), "加强自身建设");
        let heading = section(Some("(一)"), "守底线,筑牢底板", 0, 9, None);
        assert_eq!(super::heading(&heading), "（一）守底线，筑牢底板");
        assert_eq!(short_heading(&heading), "（一）守底线");
        assert_eq!(shortened("一二三四五", 4), "一二三…");
    }

    #[test]
    fn headings_that_begin_alike_are_told_apart_by_what_follows() {
        let sections = [
            section(None, "过去一年，我们强化统筹，稳住大盘", 0, 9, Some(0)),
            section(None, "过去一年，我们强化创新，增添动力", 9, 18, Some(0)),
            section(None, "加强自身建设，提高效能", 18, 27, None),
        ];
        assert_eq!(telling_clauses(&sections), ["强化统筹", "强化创新", "加强自身建设"]);
    }

    #[test]
    fn the_innermost_section_is_found_and_left_again() {
        let sections =
            [section(None, "上", 2, 40, None), section(None, "中", 5, 20, Some(0)), section(None, "下", 40, 50, None)];
        assert_eq!(section_at(&sections, 0), None);
        assert_eq!(section_at(&sections, 6), Some(1));
        assert_eq!(section_at(&sections, 25), Some(0));
        assert_eq!(section_at(&sections, 44), Some(2));
        assert_eq!(section_at(&sections, 60), None);
    }

    #[test]
    fn a_heading_covers_its_number_title_and_mark() {
        let text: Vec<char> = "一是 理清思路。这一年很好。".chars().collect();
        assert_eq!(heading_length(&text, &section(Some("一是"), "理清思路", 3, 17, None)), 8);
        assert_eq!(heading_length(&text, &section(Some("一是"), "理清头绪", 3, 17, None)), 5);
        let text: Vec<char> = "第一，守住底线".chars().collect();
        assert_eq!(heading_length(&text, &section(Some("第一"), "守住底线", 0, 7, None)), 7);
    }
}
