//! The outline: a report in, a document with sections and notes out.
//!
//! Headings are found paragraph by paragraph: by their label (一、 (一) 1. —— 一是), by being a short line of their own, or
//! by being the short topic sentence that a paragraph starts with. Levels come from nesting alone: a heading of a style
//! that is already open closes everything down to it; one of a new style opens a level below. What a source styles as a
//! heading is one, too, and stands beside the labels that the same style has elsewhere.

mod label;
mod note;
mod styled;
#[cfg(test)]
mod tests;

use crate::split::{self, Named, Report};
use crate::view::View;
use gangmu_model::{Document, DocumentKind, Parameters, Role, Section, SectionKind, Sketch, SourceInfo, Warning};
use label::{Label, Style};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

pub use label::starts_heading;

/// Makes the document of a report: everything but indicators, commitments and terms.
pub fn document(source: SourceInfo, report: Report) -> Document {
    let written = View::new(&*report.text);
    let chars = &written.chars;
    let paragraphs = paragraphs(chars);
    let folded = written.simplified();
    let levels = styled::levels(&report.styled, paragraphs.len());
    let mut headings = headings(folded.as_ref().unwrap_or(&written), &paragraphs, report.named.year, &levels);
    styled::rank(&mut headings);
    let mut sections = nest(headings, chars.len() as u32);
    assign_roles(&mut sections, report.named.year);
    if let Some(folded) = &folded {
        for section in &mut sections {
            let place = section.start as usize..chars.len().min(section.start as usize + LONGEST_LABELLED + 12);
            section.title = crate::fold::as_written(&section.title, &folded.chars[place.clone()], &chars[place]);
        }
    }
    let notes = note::notes(chars, &paragraphs, &sections);
    let visible = visible_nfkc(&report.text);
    let mut sketch = Sketch::default();
    visible.chars().for_each(|c| sketch.take(c));
    let Named { title, region, year, date, speaker, sureness } = report.named;
    let mut document = Document {
        id: id(&visible),
        kind: report.kind,
        source,
        title,
        region,
        year,
        date,
        speaker,
        sureness,
        sketch: sketch.finish(),
        text: report.text,
        removed: report.removed,
        sections,
        notes,
        indicators: Vec::new(),
        commitments: Vec::new(),
        terms: Vec::new(),
        warnings: Vec::new(),
    };
    warn(&mut document);
    document
}

/// The first 16 hexadecimal digits of the SHA-256 of a text's visible characters, NFKC-normalised. Recipe 1.
fn id(visible: &str) -> String {
    Sha256::digest(visible.as_bytes()).iter().take(8).fold(String::with_capacity(16), |mut out, byte| {
        use std::fmt::Write as _;
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The visible characters of a text, NFKC-normalised. Most characters of a report normalise to themselves whatever stands
/// beside them, unless what follows combines with them; only the stretches between go through the tables.
fn visible_nfkc(text: &str) -> String {
    let settled = |c: char| match c {
        ' '..='~' | '\n' | '\u{4E00}'..='\u{9FA5}' | '、' | '。' | '《' | '》' | '“' | '”' => Some(c),
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0),
        _ => None,
    };
    let mut visible = String::with_capacity(text.len());
    // The byte from which on nothing was written yet, and the last settled character before the one at hand.
    let (mut from, mut last) = (0, None);
    for (at, c) in text.char_indices() {
        let form = settled(c);
        match (form, last) {
            // What stands at `from` is settled, and so is its neighbour.
            (Some(_), Some(before)) => {
                // Settled and invisible are only the blank and the line end.
                if before > ' ' {
                    visible.push(before);
                }
                from = at;
            }
            // The end of an unsettled stretch: it starts with the settled character before it, if there is one.
            (Some(_), None) => {
                visible.extend(text[from..at].nfkc().filter(|c| !c.is_whitespace()));
                from = at;
            }
            (None, _) => {}
        }
        last = form;
    }
    visible.extend(text[from..].nfkc().filter(|c| !c.is_whitespace()));
    visible
}

fn warn(document: &mut Document) {
    let mut codes = Vec::new();
    if document.text.trim().is_empty() {
        codes.push("no-text");
    } else {
        if document.sections.is_empty() {
            codes.push("no-headings");
        }
        if document.year.is_none() && document.kind != DocumentKind::Other {
            codes.push("no-year");
        }
        if document.kind == DocumentKind::Other {
            codes.extend(split::kind::warning(&document.text));
        }
    }
    let plain = |code: &str| Warning { code: code.to_owned(), at: None, against: None, parameters: Parameters::new() };
    document.warnings.extend(codes.into_iter().map(plain));
    // Where the reader put U+FFFD, the source has bytes that are no text.
    if let Some(byte) = document.text.find('\u{FFFD}') {
        let damaged = document.text[byte..].matches('\u{FFFD}').count();
        let parameters = Parameters::from([("count".to_owned(), damaged.to_string())]);
        document.warnings.push(Warning {
            code: "damaged-text".to_owned(),
            at: Some(document.text[..byte].chars().count() as u32),
            against: None,
            parameters,
        });
    }
}

/// The paragraphs of a text as ranges of characters, without the line ends.
pub(crate) fn paragraphs(chars: &[char]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, &c) in chars.iter().enumerate() {
        if c == '\n' {
            out.push((start, at));
            start = at + 1;
        }
    }
    out.push((start, chars.len()));
    out.retain(|&(start, end)| start < end);
    out
}

/// A heading before nesting.
struct Heading {
    style: Style,
    /// The level that the source's style gives it, from 1.
    level: Option<u8>,
    /// Where it stands among others: what is smaller holds what is greater.
    rank: u16,
    kind: SectionKind,
    label: Option<String>,
    title: String,
    start: u32,
}

/// Lengths in characters beyond which something is no heading.
const LONGEST_PART: usize = 40;
const LONGEST_DASH: usize = 36;
const LONGEST_LEAD: usize = 26;
const LONGEST_LABELLED: usize = 80;

/// The headings of a text in which these paragraphs, by their first characters, are styled as headings of a level.
fn headings(
    view: &View<'_>,
    paragraphs: &[(usize, usize)],
    year: Option<u16>,
    levels: &FxHashMap<u32, u8>,
) -> Vec<Heading> {
    let mut out: Vec<Heading> = Vec::new();
    let mut glossary = false;
    // Whether 一、 labels the parts of this report: then 三、 does, whatever it is called
    let mut parts: Option<Style> = None;
    for &(start, end) in paragraphs {
        let line = &view.chars[start..end];
        if glossary {
            continue;
        }
        let text = view.slice(start..end);
        if is_glossary(text) {
            glossary = true;
            out.push(Heading {
                style: Style::Part,
                level: None,
                rank: Style::Part.rank(),
                kind: SectionKind::Part,
                label: None,
                title: text.trim_end_matches([':', '：']).to_owned(),
                start: start as u32,
            });
            continue;
        }
        let heading = if let Some(label) = label::label(line) {
            let part = parts == Some(label.style);
            let found = labelled(line, label, year).map(|(style, kind, name, title)| {
                if part && style == label.style {
                    (Style::Part, SectionKind::Part, name, title)
                } else {
                    (style, kind, name, title)
                }
            });
            if found.as_ref().is_some_and(|(style, ..)| *style == Style::Part) {
                parts = Some(label.style);
            }
            found
        } else {
            let level = levels.get(&(start as u32));
            let found = unlabelled(line, text, year).or_else(|| level.and_then(|_| styled::heading(line, text)));
            if found.as_ref().is_some_and(|(style, ..)| *style == Style::Part) {
                parts = None;
            }
            found
        };
        if let Some((style, kind, label, title)) = heading {
            let level = levels.get(&(start as u32)).copied();
            out.push(Heading { style, level, rank: style.rank(), kind, label, title, start: start as u32 });
        }
    }
    out
}

fn is_glossary(line: &str) -> bool {
    let line = line.trim_end_matches([':', '：']).trim_start_matches("附件").trim_start_matches([':', '：', '1']);
    matches!(
        line,
        "名词解释"
            | "附:名词解释"
            | "附：名词解释"
            | "名词注释"
            | "注释"
            | "有关名词解释"
            | "《政府工作报告》名词解释"
            | "政府工作报告名词解释"
            | "相关名词解释"
            | "有关用语说明"
            | "名词解释和说明"
    )
}

type Found = Option<(Style, SectionKind, Option<String>, String)>;

fn labelled(line: &[char], label: Label, year: Option<u16>) -> Found {
    let rest = &line[label.len..];
    let (sentence, whole) = first_sentence(rest);
    let title: String = sentence.iter().collect();
    let name: String = line[..label.len].iter().collect();
    if sentence.is_empty() {
        return None;
    }
    match label.style {
        Style::Dash => (sentence.len() <= LONGEST_DASH && !is_data(sentence) && !is_dateline(&title)).then_some((
            label.style,
            SectionKind::Dash,
            Some(name),
            title,
        )),
        Style::Ordinal => (sentence.len() <= LONGEST_LABELLED && !(whole && sentence.len() > LONGEST_PART))
            .then_some((label.style, SectionKind::Ordinal, Some(name), title)),
        style => {
            if sentence.len() > LONGEST_LABELLED {
                return None;
            }
            if style <= Style::Chapter && is_part(&title, year) {
                return Some((Style::Part, SectionKind::Part, Some(name), title));
            }
            Some((style, SectionKind::Numbered, Some(name), title))
        }
    }
}

fn unlabelled(line: &[char], text: &str, year: Option<u16>) -> Found {
    if text.starts_with("各位代表")
        || crate::split::is_title(text)
        || line.first().is_some_and(|c| matches!(c, '(' | '（' | '[' | '【' | '〔'))
    {
        return None;
    }
    let (sentence, whole) = first_sentence(line);
    if whole {
        // A line of its own: a heading where nothing closes it.
        let open = !line.last().is_some_and(|c| {
            matches!(c, '。' | ':' | '：' | '!' | '！' | '?' | '？' | ';' | '；' | ',' | '，' | '、' | '…')
        });
        if !open || line.len() > LONGEST_PART || !line.iter().any(|&c| is_han(c)) {
            return None;
        }
        if is_part(text, year) {
            return Some((Style::Part, SectionKind::Part, None, text.to_owned()));
        }
        return (line.len() <= LONGEST_LEAD && !is_data(line) && !is_dateline(text))
            .then(|| (Style::Lead, SectionKind::Lead, None, text.to_owned()));
    }
    let closed = line.get(sentence.len()) == Some(&'。');
    // The detail that a topic sentence announces is longer than itself.
    let detail = line.len() > sentence.len() * 2 + 8;
    if !closed
        || !detail
        || sentence.len() > LONGEST_LEAD
        || sentence.len() < 4
        || is_data(sentence)
        || is_transition(sentence)
    {
        return None;
    }
    Some((Style::Lead, SectionKind::Lead, None, sentence.iter().collect()))
}

/// The characters up to the first 。 or : (or ! ? ;), and whether that is the whole line.
fn first_sentence(line: &[char]) -> (&[char], bool) {
    let end = line
        .iter()
        .position(|c| matches!(c, '。' | ':' | '：' | '!' | '！' | '?' | '？' | ';' | '；'))
        .unwrap_or(line.len());
    (&line[..end], end + 1 >= line.len())
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a short sentence reports a figure, and so is no topic sentence: 全年新增企业30家.
fn is_data(sentence: &[char]) -> bool {
    let mut quoted = false;
    sentence.iter().enumerate().any(|(at, &c)| {
        match c {
            '“' | '"' | '《' => quoted = true,
            '”' | '》' => quoted = false,
            _ => {}
        }
        let after = sentence.get(at + 1).copied().unwrap_or(' ');
        !quoted
            && crate::quantity::ascii_digit(c).is_some()
            && crate::quantity::ascii_digit(after).is_none()
            && !matches!(after, '年' | '月' | '日' | '+' | '.' | 'G' | 'A')
    })
}

/// A line that names a day, a place or a speaker under a title.
fn is_dateline(line: &str) -> bool {
    (line.contains('月') && line.contains('日'))
        || ["县长", "市长", "区长", "省长", "主席", "州长", "镇长", "乡长"].iter().any(|word| line.contains(word))
        || line.ends_with("大会上")
        || line.ends_with("会议上")
}

/// A sentence that leads over rather than names a topic: 过去一年,是极不平凡的一年; 成绩来之不易.
fn is_transition(sentence: &[char]) -> bool {
    let text: String = sentence.iter().collect();
    const STARTS: [&str; 12] =
        ["现在", "回顾", "各位", "同志们", "朋友们", "以上", "下面", "我代表", "请予", "在此", "同时", "今后"];
    const WORDS: [&str; 14] = [
        "成绩", "来之不易", "开局之年", "关键之年", "极不平凡", "不平凡", "非同寻常", "感谢", "问题", "困难", "敬意",
        "收官之年", "总体要求", "指导思想",
    ];
    if STARTS.iter().any(|start| text.starts_with(start)) || WORDS.iter().any(|word| text.contains(word)) {
        return true;
    }
    // 2022年是…, 今年是…: a sentence about the year
    ["年,是", "年，是", "年是"].iter().any(|word| text.contains(word)) || text.ends_with("如下")
}

/// Whether a heading names a top part of a report.
fn is_part(title: &str, year: Option<u16>) -> bool {
    role_of(title, year) != Role::Other
}

/// What a part's title says of its role.
fn role_of(title: &str, year: Option<u16>) -> Role {
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let names_last = year.is_some_and(|year| title.contains(&format!("{}年", year - 1)));
    let names_this = year.is_some_and(|year| title.contains(&format!("{year}年")));
    if is_glossary(title) {
        return Role::Glossary;
    }
    if has(&["回顾", "工作总结", "主要成就", "工作情况", "完成情况", "执行情况", "开展情况"])
        || (names_last && has(&["工作", "成绩", "发展"]))
        || (has(&["过去", "五年来", "一年来"]) && has(&["工作", "成就", "成绩", "历程"]))
    {
        return Role::Review;
    }
    if has(&[
        "政府自身建设",
        "自身建设",
        "政府建设",
        "人民满意政府",
        "人民满意的政府",
        "法治政府",
        "服务型政府",
        "人民满意的服务型",
        "政府治理能力",
        "现代政府",
        "政府效能",
    ]) && title.chars().count() <= LONGEST_PART
    {
        return Role::Government;
    }
    let plan = [
        "安排", "重点工作", "重点任务", "工作重点", "主要工作", "工作任务", "目标任务", "主要任务", "预期目标",
        "奋斗目标", "总体要求", "工作思路", "工作打算", "总体思路", "发展目标", "工作部署", "工作建议", "主要目标",
        "工作要求", "今后五年", "未来五年", "政府工作",
    ];
    if has(&plan) || (names_this && has(&["工作", "目标", "任务", "重点", "草案", "计划"])) {
        return Role::Plan;
    }
    Role::Other
}

/// Nests headings by rank into sections.
fn nest(headings: Vec<Heading>, end: u32) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::with_capacity(headings.len());
    let mut open: Vec<(u16, usize)> = Vec::new();
    let weak = Style::Dash.rank();
    for heading in headings {
        if let Some(depth) = open.iter().position(|&(rank, _)| rank == heading.rank) {
            open.truncate(depth);
        } else {
            // A new style closes the weaker ones: a lead or a dash does not hold a numbered heading.
            while open.last().is_some_and(|&(rank, _)| rank > heading.rank) {
                open.pop();
            }
            // Leads, dashes and ordinals are equals: one list after another, not one inside another.
            if heading.rank >= weak {
                while open.last().is_some_and(|&(rank, _)| rank >= weak) {
                    open.pop();
                }
            }
        }
        let parent = open.last().map(|&(_, index)| index);
        // What stands under no part because the text starts in the middle still is no part.
        let level = parent.map_or(u8::from(heading.rank != Style::Part.rank()) + 1, |parent: usize| {
            sections[parent].level.saturating_add(1)
        });
        open.push((heading.rank, sections.len()));
        sections.push(Section {
            level,
            kind: heading.kind,
            label: heading.label,
            title: heading.title,
            start: heading.start,
            end,
            parent: parent.map(|parent| parent as u32),
            role: Role::Other,
        });
    }
    for at in 0..sections.len() {
        let level = sections[at].level;
        if let Some(next) = sections[at + 1..].iter().find(|section| section.level <= level) {
            sections[at].end = next.start;
        }
    }
    // A text without parts counts its levels from 1.
    let lowest = sections.iter().map(|section| section.level).min().unwrap_or(1);
    for section in &mut sections {
        section.level -= lowest - 1;
    }
    sections
}

fn assign_roles(sections: &mut [Section], year: Option<u16>) {
    for at in 0..sections.len() {
        let inherited = sections[at].parent.map(|parent| sections[parent as usize].role);
        sections[at].role = match inherited {
            Some(role) if role != Role::Other => role,
            _ => role_of(&sections[at].title, year),
        };
    }
    // A report that starts in the middle: what stands before the plan looks back.
    let first_plan =
        sections.iter().position(|section| section.role == Role::Plan && section.kind == SectionKind::Part);
    let any_review = sections.iter().any(|section| section.role == Role::Review);
    if let (Some(plan), false) = (first_plan, any_review) {
        for section in &mut sections[..plan] {
            section.role = Role::Review;
        }
    }
}
