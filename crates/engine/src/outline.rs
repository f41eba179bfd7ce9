//! The outline: a report in, a document with sections and notes out.
//!
//! Headings are found paragraph by paragraph: by their label (一、 (一) 1. —— 一是), by being a short line of their own, or
//! by being the short topic sentence that a paragraph starts with. Levels come from nesting alone: a heading of a style
//! that is already open closes everything down to it; one of a new style opens a level below.

mod label;
mod note;

use crate::split::Report;
use crate::view::View;
use gangmu_model::{Document, DocumentKind, Parameters, Role, Section, SectionKind, SourceInfo, Warning};
use label::{Label, Style};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

pub use label::starts_heading;

/// Makes the document of a report: everything but indicators, commitments and terms.
pub fn document(source: SourceInfo, report: Report) -> Document {
    let written = View::new(&*report.text);
    let chars = &written.chars;
    let paragraphs = paragraphs(chars);
    let folded = written.simplified();
    let headings = headings(folded.as_ref().unwrap_or(&written), &paragraphs, report.year);
    let mut sections = nest(headings, chars.len() as u32);
    assign_roles(&mut sections, report.year);
    if let Some(folded) = &folded {
        for section in &mut sections {
            let place = section.start as usize..chars.len().min(section.start as usize + LONGEST_LABELLED + 12);
            section.title = crate::fold::as_written(&section.title, &folded.chars[place.clone()], &chars[place]);
        }
    }
    let notes = note::notes(chars, &paragraphs, &sections);
    let mut document = Document {
        id: id(&report.text),
        kind: report.kind,
        source,
        title: report.title,
        region: report.region,
        year: report.year,
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
fn id(text: &str) -> String {
    let visible = visible_nfkc(text);
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

fn headings(view: &View<'_>, paragraphs: &[(usize, usize)], year: Option<u16>) -> Vec<Heading> {
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
            let found = unlabelled(line, text, year);
            if found.as_ref().is_some_and(|(style, ..)| *style == Style::Part) {
                parts = None;
            }
            found
        };
        if let Some((style, kind, label, title)) = heading {
            out.push(Heading { style, kind, label, title, start: start as u32 });
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

/// Nests headings by style into sections.
fn nest(headings: Vec<Heading>, end: u32) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::with_capacity(headings.len());
    let mut open: Vec<(Style, usize)> = Vec::new();
    for heading in headings {
        if let Some(depth) = open.iter().position(|&(style, _)| style == heading.style) {
            open.truncate(depth);
        } else {
            // A new style closes the weaker ones: a lead or a dash does not hold a numbered heading.
            while open.last().is_some_and(|&(style, _)| style > heading.style) {
                open.pop();
            }
            // Leads, dashes and ordinals are equals: one list after another, not one inside another.
            if heading.style.is_weak() {
                while open.last().is_some_and(|&(style, _)| style.is_weak()) {
                    open.pop();
                }
            }
        }
        let parent = open.last().map(|&(_, index)| index);
        // What stands under no part because the text starts in the middle still is no part.
        let level = parent.map_or(u8::from(heading.style != Style::Part) + 1, |parent: usize| {
            sections[parent].level.saturating_add(1)
        });
        open.push((heading.style, sections.len()));
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

#[cfg(test)]
mod tests {
    use crate::split::split;
    use gangmu_model::{Document, Role, SectionKind, SourceInfo};

    fn document(text: &str) -> Document {
        let info = SourceInfo { name: "t".into(), format: "text".into(), encoding: None, index: 0 };
        super::document(info, split(crate::clean::clean(text)).remove(0))
    }

    fn tree(text: &str) -> Vec<String> {
        document(text)
            .sections
            .iter()
            .map(|s| {
                format!("{}{}{}", "  ".repeat(s.level as usize - 1), s.label.as_deref().unwrap_or_default(), s.title)
            })
            .collect()
    }

    const REPORT: &str = "2024年青禾县政府工作报告\n各位代表：\n现在，我代表县政府作报告，请予审议。\n一、2023年工作回顾\n过去一年，是极不平凡的一年。全县上下共同努力，经受住了多重考验，各项事业都有进展，成绩可圈可点。\n——工业稳中有进。新增规上企业6家，工业投资增长12%，园区新开工项目一个接一个，后劲更足。\n——农业稳中提质。粮食产量再创新高，甜瓜产业产值突破3亿元，农民的钱袋子更鼓了，乡村更美了。\n（一）抓项目，添后劲。全年实施项目85个，完成投资21亿元。\n产业项目提速。新材料产业园一期建成投产，二期开工建设，全年入园企业12家，带动就业900余人。\n交通项目提质。青白公路改造完成，通村公路硬化38公里，群众出行更加方便，物流成本进一步下降。\n（二）惠民生，暖民心。新增城镇就业1800人。\n二、2024年工作安排\n（一）壮大产业：新增规上企业8家以上。\n1.做强工业。全县规上工业增加值增长8%左右。\n2.做优农业。新建高标准农田2万亩。\n三、加强政府自身建设\n一是依法行政。自觉接受人大监督，办好代表建议。\n二是廉洁从政。过紧日子，把钱用在刀刃上。\n名词解释\n1.双百行动：指百家企业、百个项目。";

    #[test]
    fn levels_come_from_nesting() {
        assert_eq!(
            tree(REPORT),
            [
                "一、2023年工作回顾",
                "  ——工业稳中有进",
                "  ——农业稳中提质",
                "  （一）抓项目，添后劲",
                "    产业项目提速",
                "    交通项目提质",
                "  （二）惠民生，暖民心",
                "二、2024年工作安排",
                "  （一）壮大产业",
                "    1.做强工业",
                "    2.做优农业",
                "三、加强政府自身建设",
                "  一是依法行政",
                "  二是廉洁从政",
                "名词解释",
            ]
        );
    }

    #[test]
    fn roles_are_inherited_and_spans_nest() {
        let document = document(REPORT);
        let role = |title: &str| document.sections.iter().find(|s| s.title == title).map(|s| s.role);
        assert_eq!(role("产业项目提速"), Some(Role::Review));
        assert_eq!(role("做优农业"), Some(Role::Plan));
        assert_eq!(role("廉洁从政"), Some(Role::Government));
        assert_eq!(role("名词解释"), Some(Role::Glossary));
        for section in &document.sections {
            if let Some(parent) = section.parent {
                let parent = &document.sections[parent as usize];
                assert!(parent.start <= section.start && section.end <= parent.end && parent.level < section.level);
            }
        }
    }

    #[test]
    fn an_unnumbered_part_holds_numbered_headings() {
        assert_eq!(
            tree("2024年政府工作安排\n一、聚焦产业，壮大实力。新增企业3家。\n二、聚焦民生，改善生活。新增学位300个。"),
            ["2024年政府工作安排", "  一、聚焦产业，壮大实力", "  二、聚焦民生，改善生活"]
        );
    }

    #[test]
    fn what_is_labelled_like_a_part_is_one() {
        let text = "2024年青禾县政府工作报告\n各位代表：\n一、2023年工作回顾\n（一）抓产业，强实力。新增企业3家。\n二、2024年工作安排\n（一）抓项目，添后劲。开工项目5个。\n三、奋力开创新局面\n（一）依法行政，廉洁从政。自觉接受监督。";
        assert_eq!(document(text).sections.iter().map(|s| s.level).collect::<Vec<_>>(), [1, 2, 1, 2, 1, 2]);
    }

    #[test]
    fn text_without_headings_has_none_and_says_so() {
        let document = document("今天天气很好，我们去了河边。");
        assert!(document.sections.is_empty());
        assert_eq!(document.warnings[0].code, "no-headings");
        let lone = super::document(document.source.clone(), split(crate::clean::clean("第")).remove(0));
        assert_eq!(lone.text, "第");
    }

    #[test]
    fn text_that_could_not_be_read_is_pointed_at() {
        let warnings = document("过去一年，新增企业3家\u{FFFD}").warnings;
        let damaged = warnings.iter().find(|warning| warning.code == "damaged-text");
        assert_eq!(damaged.map(|warning| (warning.at, warning.parameters["count"].as_str())), Some((Some(11), "1")));
    }

    #[test]
    fn notes_are_linked_to_their_markers() {
        let text = "2024年青禾县政府工作报告\n各位代表：\n一、2023年工作回顾\n开展“双百行动”[1]，推行“一窗通办”[2]，再次开展“双百行动”[1]。\n名词解释\n1.双百行动：指百家企业、百个项目。\n2.一窗通办：一个窗口受理全部事项。";
        let document = document(text);
        assert_eq!(document.notes.len(), 2);
        assert_eq!(
            (document.notes[0].marker.as_str(), document.notes[0].term.as_deref(), document.notes[0].references.len()),
            ("[1]", Some("双百行动"), 2)
        );
        let chars: Vec<char> = document.text.chars().collect();
        assert_eq!(chars[document.notes[1].references[0] as usize], '[');
        assert_eq!(document.sections.last().map(|s| s.kind), Some(SectionKind::Part));
    }

    proptest::proptest! {
        #[test]
        fn visible_characters_are_those_of_the_normalisation(text in "[一-鿿，。、ａ-ｚa-z0-9 \u{3000}\n\u{300}-\u{310}①⼈㎡がｶﾞ\u{AC00}\u{1161}“”～é𬭎]{0,40}") {
            use unicode_normalization::UnicodeNormalization as _;
            let plainly: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
            proptest::prop_assert_eq!(super::visible_nfkc(&text), plainly);
        }
    }
}
