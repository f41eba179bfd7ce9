//! Cleaning: a source's text in, the text a careful typist would have typed out, with a record of what was removed.
//!
//! Three passes over lines. *Characters*: line ends, blanks and look-alike code points become one form. *Furniture*:
//! lines that belong to the page around the text are taken out and kept. *Paragraphs*: lines broken by a page's width are
//! joined, and paragraphs run together into one huge line are parted. Nothing visible is lost: every character stands
//! in the text or in `removed`.

mod page;

use crate::letters::Letters;
use crate::mark::{self, Mark};
use gangmu_model::{Removed, RemovedKind};
use std::sync::OnceLock;
use unicode_normalization::char::decompose_compatible;

/// A cleaned source: one paragraph a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Paragraphs, joined by `\n`.
    pub text: String,
    /// What was taken out, in order; `at` counts characters of `text`.
    pub removed: Vec<Removed>,
    /// The paragraphs that the source styles as headings, in order.
    pub styled: Vec<Styled>,
}

/// A paragraph that a source styles as a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Styled {
    /// Its first character, of the text.
    pub at: u32,
    /// The style's level, from 1.
    pub level: u8,
}

/// Cleans a source's text.
pub fn clean(raw: &str) -> Text {
    let mut lines = lines(raw);
    page::mark_edges(&mut lines.kept);
    mark_furniture(&mut lines.kept);
    paragraphs(&lines)
}

/// The lines of a source.
#[derive(Default)]
struct Lines {
    /// What may be the text's.
    kept: Vec<Line>,
    /// What is not, by the word of whoever read the file, and how many lines of `kept` stand before it.
    apart: Vec<(usize, RemovedKind, String)>,
}

/// A line of the source, trimmed.
struct Line {
    text: String,
    /// Whether the source indents it, as a paragraph's first line.
    indented: bool,
    /// Whether an empty line stands before it.
    after_blank: bool,
    /// How many form feeds stand before it.
    page: usize,
    /// The level of the heading that the source styles it as.
    styled: Option<u8>,
    /// Whether the edge of its column broke it, as whoever read the page could tell.
    broken: bool,
    removed: Option<RemovedKind>,
}

/// A line this long, in characters, is no paragraph but many run together.
const RUN_TOGETHER: usize = 3000;

fn lines(raw: &str) -> Lines {
    let text = one_form(raw);
    let mut out = Lines::default();
    let mut after_blank = false;
    let mut page = 0;
    for line in text.split('\n') {
        let fed = line.trim_start_matches('\u{000C}');
        page += line.len() - fed.len();
        let line = fed;
        let (mark, line) = mark::split(line);
        let trimmed = line.trim();
        let broken = mark == Some(Mark::Broken);
        let styled = match mark {
            Some(Mark::Apart(kind)) => {
                let text = tidy(trimmed);
                if !text.is_empty() {
                    out.apart.push((out.kept.len(), kind, text));
                }
                continue;
            }
            Some(Mark::Heading(level)) => Some(level),
            Some(Mark::Broken) | None => None,
        };
        if trimmed.is_empty() {
            after_blank = true;
            continue;
        }
        let indented = line.starts_with('\u{3000}')
            || line.starts_with("  ")
            || line.starts_with('\t')
            || line.starts_with("\u{A0}\u{A0}");
        if trimmed.len() > RUN_TOGETHER && trimmed.chars().count() > RUN_TOGETHER {
            for piece in part(trimmed) {
                let text = tidy(piece);
                let line = Line { text, indented: true, after_blank, page, styled: None, broken: false, removed: None };
                out.kept.push(line);
            }
        } else {
            let text = tidy(trimmed);
            out.kept.push(Line { text, indented, after_blank, page, styled, broken, removed: None });
        }
        after_blank = false;
    }
    out
}

/// A text with one kind of line end, ideographs for radicals, and nothing that no one sees.
fn one_form(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    // Nearly every character stays: whole stretches are copied, from here up to the next that does not.
    let mut from = 0;
    for (at, c) in raw.char_indices() {
        let form = match c {
            ' '..='~' | '\n' | '\t' | '\u{3000}'..='\u{D7FF}' | '\u{FF01}'..='\u{FFEF}' => continue,
            '\r' if raw[at + 1..].starts_with('\n') => None,
            '\r' | '\u{2028}' | '\u{2029}' | '\u{000B}' | '\u{0085}' => Some('\n'),
            // Stays, at the start of a line, to part pages.
            '\u{000C}' => {
                text.push_str(&raw[from..at]);
                if !text.ends_with('\n') {
                    text.push('\n');
                }
                from = at;
                continue;
            }
            // Zero-width and soft characters, controls, byte order marks: no one sees them.
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}' => {
                None
            }
            c if c.is_control() => None,
            // Marks stand at the starts of lines and nowhere else.
            c if mark::is_mark(c) && !(at == 0 || raw[..at].ends_with(['\n', '\u{000C}'])) => None,
            '\u{2E80}'..='\u{2FD5}' => Some(ideograph(c)),
            _ => continue,
        };
        text.push_str(&raw[from..at]);
        text.extend(form);
        from = at + c.len_utf8();
    }
    text.push_str(&raw[from..]);
    text
}

/// The ideograph that a CJK radical stands for: copies from PDF files have radicals where the text has characters.
fn ideograph(radical: char) -> char {
    // Unicode maps the Kangxi block; of the supplement only those that commonly replace a whole character.
    let supplement = match radical {
        '⺠' => '民',
        '⻓' => '长',
        '⻔' => '门',
        '⻋' => '车',
        '⻅' => '见',
        '⻉' => '贝',
        '⻘' => '青',
        '⻚' => '页',
        '⻛' => '风',
        '⻝' => '食',
        '⻢' => '马',
        '⻥' => '鱼',
        '⻦' => '鸟',
        '⻩' => '黄',
        '⻬' => '齐',
        '⻰' => '龙',
        '⻄' => '西',
        '⺟' => '母',
        '⻆' => '角',
        '⻁' => '虎',
        '⻮' => '齿',
        '⻙' => '韦',
        '⻤' => '鬼',
        '⻨' => '麦',
        _ => radical,
    };
    if supplement != radical {
        return supplement;
    }
    let mut found = radical;
    decompose_compatible(radical, |c| found = c);
    found
}

/// The paragraphs of a line in which paragraphs are parted by single blanks only: a blank between two characters that
/// are not Latin is never part of Chinese text.
fn part(line: &str) -> impl Iterator<Item = &str> {
    let mut previous = ' ';
    let mut start = 0;
    let mut pieces = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() {
            let next = chars.peek().map_or(' ', |&(_, c)| c);
            let latin = |c: char| c.is_ascii_alphanumeric();
            if !(next.is_whitespace() || latin(previous) && latin(next)) {
                pieces.push(&line[start..at]);
                start = at;
            }
        }
        previous = c;
    }
    pieces.push(&line[start..]);
    pieces.into_iter().map(str::trim).filter(|piece| !piece.is_empty())
}

/// Blanks inside a line: none beside a Chinese character or punctuation, one between Latin words, and one between the
/// cells of a table, which a tab parts, where two numbers would become one.
fn tidy(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut border = false;
    for piece in line.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        // Between two blanks stands no word, only more of the blank.
        if let Some(next) = word.chars().next() {
            let latin = |c: char| c.is_ascii() && !c.is_ascii_digit();
            let parts = |previous: char| {
                let ascii = previous.is_ascii() && next.is_ascii();
                ascii && (latin(previous) || latin(next) || border)
            };
            if out.chars().next_back().is_some_and(parts) {
                out.push(' ');
            }
            out.push_str(word);
            border = false;
        }
        border |= piece.ends_with('\t');
    }
    out
}

// ------------------------------------------------------------------ furniture

const FURNITURE: &str = include_str!("../data/furniture.txt");
const ADVERTISEMENT: &str = include_str!("../data/advertisement.txt");

/// What marks a line as no part of the text.
struct Marker {
    text: &'static str,
    /// Whether it stands at the start of the line.
    start: bool,
    /// Whether it stands at its end.
    end: bool,
}

/// The markers of a list: one a line, `^` before what starts a line, `$` behind what ends one.
fn markers(list: &'static str) -> Vec<Marker> {
    let entries = list.lines().filter(|entry| !entry.is_empty() && !entry.starts_with('#'));
    let marker = |entry: &'static str| {
        let text = entry.strip_prefix('^').unwrap_or(entry);
        let (start, entry) = (text.len() < entry.len(), text);
        let text = entry.strip_suffix('$').unwrap_or(entry);
        Marker { text, start, end: text.len() < entry.len() }
    };
    entries.map(marker).collect()
}

/// Whether a line, which has these letters, has one of the markers.
fn marked(line: &str, letters: &Letters, markers: &[Marker]) -> bool {
    markers.iter().any(|&Marker { text, start, end }| {
        letters.may_spell(text)
            && match (start, end) {
                (true, true) => line == text,
                (true, false) => line.starts_with(text),
                (false, true) => line.ends_with(text),
                (false, false) => line.contains(text),
            }
    })
}

/// Lines longer than this, in characters, are text, whatever words they hold.
const LONGEST_FURNITURE: usize = 60;
/// A line without punctuation up to this length can be furniture by its neighbours.
const SHORT: usize = 12;

fn mark_furniture(lines: &mut [Line]) {
    static MARKERS: OnceLock<[Vec<Marker>; 2]> = OnceLock::new();
    let [advertisement, furniture] = MARKERS.get_or_init(|| [markers(ADVERTISEMENT), markers(FURNITURE)]);
    let length = |line: &Line| line.text.chars().count();
    for line in lines.iter_mut() {
        if length(line) > LONGEST_FURNITURE {
            continue;
        }
        let folded = line.text.replace('：', ":");
        let letters = Letters::of(&folded);
        if marked(&folded, &letters, advertisement) {
            line.removed = Some(RemovedKind::Advertisement);
        } else if marked(&folded, &letters, furniture) {
            line.removed = Some(RemovedKind::Furniture);
        } else if is_page_number(&folded) {
            line.removed = Some(RemovedKind::PageNumber);
        } else if is_contents_head(&folded) {
            line.removed = Some(RemovedKind::Contents);
        }
    }
    // A short line among furniture (a user's rank, a counter, a clock time) is furniture too. In the head it is so up
    // to the last marked line before the text begins; after the text, from the first marked line on.
    let first = lines.iter().position(is_prose).unwrap_or(lines.len());
    let last = lines.iter().rposition(is_prose).map_or(0, |at| at + 1);
    let furniture = |line: &Line| matches!(line.removed, Some(RemovedKind::Furniture));
    if let Some(end) = lines[..first].iter().rposition(furniture) {
        // Sites that print counters between a title and its text have no other title.
        let title = |line: &Line| line.removed.is_none() && crate::split::is_title(&line.text);
        let only = lines[..first].iter().rposition(title).filter(|&at| at < end);
        for (at, line) in lines[..end].iter_mut().enumerate() {
            if Some(at) != only {
                line.removed.get_or_insert(RemovedKind::Furniture);
            }
        }
    }
    // A path or a label before the title: 首页 › 报告 › 青禾县2024年政府工作报告.
    if let Some(title) = lines[..first].iter().rposition(|line| crate::split::is_title(&line.text)) {
        let (before, title) = lines.split_at_mut(title);
        for line in before {
            let label = line.text.strip_suffix(title[0].text.as_str());
            if label.is_some_and(|label| label.ends_with([':', '：', '›', '>', '》', '»', ']', '】', '|', '/'])) {
                line.removed.get_or_insert(RemovedKind::Furniture);
            }
        }
    }
    // The name of a page, and below it the text, which begins with the same.
    let titles: Vec<usize> =
        (0..first).filter(|&at| lines[at].removed.is_none() && crate::split::is_title(&lines[at].text)).collect();
    for pair in titles.windows(2) {
        let between = lines[pair[0] + 1..pair[1]].iter().all(|line| line.removed.is_some());
        if between && lines[pair[0]].text == lines[pair[1]].text {
            lines[pair[0]].removed = Some(RemovedKind::Furniture);
        }
    }
    if let Some(start) = lines[last..].iter().position(furniture) {
        for line in &mut lines[last + start..] {
            line.removed.get_or_insert(RemovedKind::Furniture);
        }
    }
    // An abstract that a page prints under a text repeats how the text begins, and breaks off.
    for at in 1..lines.len() {
        let broken_off = lines[at].text.ends_with("...") || lines[at].text.ends_with('…');
        if broken_off && lines[at].removed.is_none() {
            let start: String = lines[at].text.chars().take(SHORT).collect();
            if lines[..at].iter().any(|line| {
                line.removed.is_none() && start.starts_with(line.text.as_str()) || line.text.starts_with(&start)
            }) {
                lines[at].removed = Some(RemovedKind::Furniture);
            }
        }
    }
    // Between the head's furniture and the title, and among furniture anywhere: dates, counters and sizes.
    for at in 0..lines.len() {
        let beside =
            (at > 0 && lines[at - 1].removed.is_some()) || lines.get(at + 1).is_some_and(|line| line.removed.is_some());
        if lines[at].removed.is_none() && beside && length(&lines[at]) <= SHORT && is_counter(&lines[at].text) {
            lines[at].removed = Some(RemovedKind::Furniture);
        }
    }
    // The same of a run of such lines under a title, with nothing marked but one of them.
    let counters: Vec<usize> = (0..first.min(lines.len())).filter(|&at| is_counter(&lines[at].text)).collect();
    if counters.len() >= 2 {
        for at in counters {
            lines[at].removed.get_or_insert(RemovedKind::Furniture);
        }
    }
}

/// A line of the text itself: a sentence or a piece of one, or the address that a report opens with.
fn is_prose(line: &Line) -> bool {
    let length = line.text.chars().count();
    line.text.starts_with("各位代表")
        || length > LONGEST_FURNITURE
        || (line.removed.is_none() && length > SHORT && line.text.contains(['，', ',', '。', '、', '；']))
}

/// A date, a counter, a size or a page count on a line of its own: `2024-06-14`, `999+`, `39.99KB`, `27页`.
fn is_counter(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | ':' | '/' | ' ' | ','));
    rest.len() < line.len() && matches!(rest, "" | "+" | "KB" | "MB" | "页" | "次" | "万" | "人阅读")
}

/// A page number: `- 12 -`, `第12页`, `—12—`.
fn is_page_number(line: &str) -> bool {
    let inner = line.trim_matches(|c: char| matches!(c, '-' | '—' | '–' | '·' | ' '));
    let dashed =
        inner.len() < line.len() && !inner.is_empty() && inner.len() <= 4 && inner.bytes().all(|b| b.is_ascii_digit());
    let named = line
        .strip_prefix('第')
        .and_then(|rest| rest.strip_suffix('页'))
        .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    dashed || named
}

fn is_contents_head(line: &str) -> bool {
    matches!(line, "目录" | "目 录" | "目  录")
}

// ------------------------------------------------------------------ paragraphs

fn paragraphs(lines: &Lines) -> Text {
    let breaks = breaks(&lines.kept);
    let mut out = Text::default();
    let mut chars = 0;
    // The line before, and whether it begins its paragraph.
    let mut previous: Option<(&Line, bool)> = None;
    let mut apart = lines.apart.iter().peekable();
    let mut take_apart = |before: usize, at: u32, removed: &mut Vec<Removed>| {
        while let Some((_, kind, text)) = apart.next_if(|(place, ..)| *place <= before) {
            removed.push(Removed { kind: *kind, at, text: text.clone() });
        }
    };
    for (before, line) in lines.kept.iter().enumerate() {
        take_apart(before, chars, &mut out.removed);
        if let Some(kind) = line.removed {
            out.removed.push(Removed { kind, at: chars, text: line.text.clone() });
            continue;
        }
        let mut begins = true;
        if let Some((before, alone)) = previous {
            let styled = before.styled.is_some() || line.styled.is_some();
            begins = styled || !continues(before, alone, line, breaks);
            if begins {
                out.text.push('\n');
                chars += 1;
            } else if out.text.ends_with(|c: char| c.is_ascii_alphabetic())
                && line.text.starts_with(|c: char| c.is_ascii_alphabetic())
            {
                out.text.push(' ');
                chars += 1;
            }
        }
        out.styled.extend(line.styled.map(|level| Styled { at: chars, level }));
        out.text.push_str(&line.text);
        chars += line.text.chars().count() as u32;
        previous = Some((line, begins));
    }
    take_apart(lines.kept.len(), chars, &mut out.removed);
    out
}

/// Columns a line takes: a Chinese character two, a Latin one one.
fn columns(line: &str) -> usize {
    line.chars().count() * 2 - line.bytes().filter(u8::is_ascii).count()
}

/// How the lines of a text were broken.
#[derive(Clone, Copy, Debug)]
enum Breaks {
    /// Not at all: a line is a paragraph.
    None,
    /// As whoever read the page said of each line.
    Told,
    /// At about one width, as the lines show.
    Width(Wrap),
}

fn breaks(lines: &[Line]) -> Breaks {
    if is_told(lines) { Breaks::Told } else { wrap(lines).map_or(Breaks::None, Breaks::Width) }
}

/// Whether the breaks of a printed text are known: of lines that end in the middle of a sentence, before one that begins
/// no paragraph, half or more are said to be broken. On a page whose fonts do not tell widths they would not be.
fn is_told(lines: &[Line]) -> bool {
    let kept: Vec<&Line> = lines.iter().filter(|line| line.removed.is_none()).collect();
    let flush = |line: &Line| !line.indented && !line.after_blank && !crate::outline::starts_heading(&line.text);
    let open = kept.windows(2).filter(|pair| flush(pair[1]) && !ends_sentence(&pair[0].text));
    let (broken, all) = open.fold((0, 0), |(broken, all), pair| (broken + usize::from(pair[0].broken), all + 1));
    broken > 0 && broken * 2 >= all
}

/// The width that lines were broken at.
#[derive(Clone, Copy, Debug)]
struct Wrap {
    /// At how many columns.
    width: usize,
    /// Whether few lines are broken much before that, so that a short line at the start of a paragraph is all of it.
    even: bool,
}

/// How the lines were broken, or `None` where a line is a paragraph.
///
/// Broken lines are about as long as each other, and most of them end in the middle of a sentence; paragraphs are of
/// every length and nearly all end in a full stop.
fn wrap(lines: &[Line]) -> Option<Wrap> {
    let kept = || lines.iter().filter(|line| line.removed.is_none());
    let mut widths: Vec<usize> = kept().map(|line| columns(&line.text)).collect();
    if widths.len() < 6 {
        return None;
    }
    widths.sort_unstable();
    let width = widths[widths.len() * 7 / 10];
    let near = widths.iter().filter(|w| w.abs_diff(width) * 10 <= width).count();
    let (mut open, mut early) = (0, 0);
    for line in kept().filter(|line| !ends_sentence(&line.text)) {
        if columns(&line.text) * 10 >= width * 9 {
            open += 1;
        } else if !crate::outline::starts_heading(&line.text) {
            early += 1;
        }
    }
    let wraps = (20..=160).contains(&width) && near * 2 >= widths.len() && open * 2 >= near;
    wraps.then_some(Wrap { width, even: early * 4 <= open })
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['”', '"', '’', ')', '）', '」'])
        .ends_with(['。', '!', '！', '?', '？', ':', '：', ';', '；', '.'])
}

/// Whether `line` goes on with the paragraph of `before`, which is `alone` in it so far.
fn continues(before: &Line, alone: bool, line: &Line, breaks: Breaks) -> bool {
    match breaks {
        Breaks::None => false,
        Breaks::Told => goes_on(before, line),
        Breaks::Width(wrap) => follows(before, alone, line, wrap),
    }
}

/// The same where it is known which lines the page broke.
fn goes_on(before: &Line, line: &Line) -> bool {
    if !before.broken || line.indented || line.after_blank {
        return false;
    }
    let title = crate::split::is_title(&before.text) || crate::split::is_title(&line.text);
    let whole = ends_sentence(&before.text) || is_bare_heading(before);
    !(title || whole && crate::outline::starts_heading(&line.text))
}

/// A heading without a sentence behind it.
fn is_bare_heading(line: &Line) -> bool {
    crate::outline::starts_heading(&line.text) && !line.text.contains(['。', ',', '，'])
}

/// The same in a text that was broken at a width.
fn follows(before: &Line, alone: bool, line: &Line, Wrap { width, even }: Wrap) -> bool {
    if even && alone && columns(&before.text) * 10 < width * 8 {
        return false;
    }
    let full = columns(&before.text) + 4 >= width;
    if crate::outline::starts_heading(&line.text) && (ends_sentence(&before.text) || !full) {
        return false;
    }
    if ends_sentence(&before.text) {
        // A short last line ends a paragraph; a full one may or may not, and the next line's indent tells.
        return full && !line.indented && !line.after_blank;
    }
    // In the middle of a sentence: the page broke it. Only a title, or a heading on a short line of its own, ends so.
    let title = crate::split::is_title(&before.text) || crate::split::is_title(&line.text);
    !(title || is_bare_heading(before) && columns(&before.text) * 10 < width * 9)
}

#[cfg(test)]
mod tests {
    use super::clean;
    use gangmu_model::RemovedKind;

    #[test]
    fn line_ends_blanks_and_look_alikes_become_one_form() {
        assert_eq!(
            clean("第一段。\r\n\u{3000}\u{3000}第二段。\u{2028}第\u{200B}三段。\r第四段。").text,
            "第一段。\n第二段。\n第三段。\n第四段。"
        );
        assert_eq!(clean("\u{2F00}\u{2ED3}江⼤桥").text, "一长江大桥");
        assert_eq!(
            clean("截至 2024 年，建成 5G 基站 120 座，引进 Big Data 团队").text,
            "截至2024年，建成5G基站120座，引进Big Data团队"
        );
        assert_eq!(clean("1 200 元").text, "1200元");
        assert_eq!(clean("总值\t1200\t6.5\t第三").text, "总值1200 6.5第三");
    }

    #[test]
    fn broken_lines_are_joined_and_headings_stay() {
        let wrapped = "青禾县2024年政府工作报告\n各位代表：\n一、2023年工作回顾\n过去一年，我们坚持把发展作为第一要务，一心一意抓\n项目、惠民生，全县经济总量在爬坡过坎中再上新的台\n阶，全年完成投资21亿元，其中工业项目投资占比达到四\n成以上。\n（一）产业发展有新气象。全年新建高标准大棚300座，带\n动农户1200户增收，青禾甜瓜卖到了省城的各大商超里\n去。\n";
        let text = clean(wrapped).text;
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 5, "{lines:#?}");
        assert_eq!(lines[2], "一、2023年工作回顾");
        assert!(lines[3].ends_with("四成以上。"));
        assert!(lines[4].starts_with("（一）"));
    }

    #[test]
    fn a_short_line_ends_its_paragraph_where_lines_are_broken_evenly() {
        let text = "云州市人民政府市长沈知远\n（一）坚持项目为王,扩大有效投资\n全年谋划储备项目一千二百余个，总投资三千亿元，其中过半\n已经落地开工，一批多年想干没有干成的大事有了眉目，干\n部群众的精气神为之一振。\n（二）坚持创新引领,培育发展动能\n新认定高新技术企业三十二家，技术合同成交额比上年翻\n了一番，人才净流入连续三年为正，城市的吸引力与日俱增，\n青年人愿意留下来。各类孵化载体新增面积十二万平方米，入\n驻团队四百余个，一批成果从书架走上了货架，科技对增长的\n贡献又提高了两个多百分点，企业自己办的研发机构占到了全\n市的八成。\n";
        let text = clean(text).text;
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 5, "{lines:#?}");
        assert_eq!((lines[1], lines[3]), ("（一）坚持项目为王,扩大有效投资", "（二）坚持创新引领,培育发展动能"));
    }

    #[test]
    fn a_printed_line_goes_on_where_its_column_broke_it() {
        let printed = "青禾县2024年政府工作报告\n|\u{3000}\u{3000}（一）壮大县域特色产\n业\n|\u{3000}\u{3000}全县新建大棚三百座，\n带动农户增收。\n\u{3000}\u{3000}（二）改善民生\n\u{3000}\u{3000}新建学校五所。\n|\u{3000}\u{3000}（三）守住绿水青山底\n\u{C}|色，让群众看得见、摸得\n着\n\u{3000}\u{3000}清理河道，\n空气优良。";
        let text = clean(&printed.replace('|', "\u{FDD5}")).text;
        let lines: Vec<&str> = text.lines().collect();
        let wanted = [
            "青禾县2024年政府工作报告",
            "（一）壮大县域特色产业",
            "全县新建大棚三百座，带动农户增收。",
            "（二）改善民生",
            "新建学校五所。",
            "（三）守住绿水青山底色，让群众看得见、摸得着",
            "清理河道，",
            "空气优良。",
        ];
        assert_eq!(lines, wanted);
    }

    #[test]
    fn a_page_that_tells_no_widths_is_broken_as_its_lines_show() {
        let printed = "|\u{3000}\u{3000}过去一年，我们坚持把发展作为第一要务，一心一意抓\n项目、惠民生，全县经济总量在爬坡过坎中再上新的台\n阶，全年完成投资21亿元，其中工业项目投资占比达到四\n成以上，新建的学校有五所，修好的路有六十里，种下\n的树有七千棵，引来的人才有八百名，年底都已经办\n好，群众都说好。";
        assert_eq!(clean(&printed.replace('|', "\u{FDD5}")).text.lines().count(), 1);
    }

    #[test]
    fn a_page_of_paragraphs_is_left_alone() {
        let text = "第一段说了一件事，说得比较长，有好几句话。第二句也在这里。\n短。\n第三段又是一段很长很长的话，讲了全县的许多事情，一直讲到最后。\n好的。\n完。\n再见。\n又及。";
        assert_eq!(clean(text).text, text);
    }

    #[test]
    fn paragraphs_run_together_are_parted() {
        let paragraph =
            "今年全市上下一心，各项工作都有了新的进展，城乡面貌一天比一天好，群众的日子一天比一天甜。".repeat(40);
        let text = clean(&format!("{paragraph} (一)抓项目。{paragraph} (二)惠民生。{paragraph}")).text;
        assert_eq!(text.lines().count(), 3);
        assert!(text.lines().nth(1).unwrap().starts_with("(一)抓项目。"));
    }

    #[test]
    fn a_marked_line_after_short_lines_takes_nothing_with_it() {
        let wrapped = "青禾县2024年政府工作报告\n各位代表：\n过去一年，我们坚持把发展作为第一要务，一心一意抓\n项目、惠民生，全县经济总量在爬坡过坎中再上新的台\n阶，全年完成投资21亿元，其中工业项目投资占比达到四\n成以上。\n标签: #报告\n摘要:\n青禾县2024年政府工作报告各位代表：过去一年，我们坚持把发展...\n";
        let cleaned = clean(wrapped);
        assert!(cleaned.text.starts_with("青禾县2024年政府工作报告\n各位代表：\n过去一年"), "{}", cleaned.text);
        assert!(cleaned.text.ends_with("四成以上。"), "{}", cleaned.text);
        assert_eq!(cleaned.removed.len(), 3);
    }

    #[test]
    fn what_a_reader_set_apart_is_removed_and_moves_nothing_else() {
        let page = "\u{FDD0}首页\n青禾县2024年政府工作报告\n县长沈知远\n\u{FDD0}打印\n\u{FDD0}\n各位代表：\n过去一年，全县干部群众齐心协力，办成了一批多年想办没有办成的大事，请予审议。\n\u{FDD0}版权所有";
        let cleaned = clean(page);
        assert!(cleaned.text.starts_with("青禾县2024年政府工作报告\n县长沈知远\n各位代表："), "{}", cleaned.text);
        let removed: Vec<_> =
            cleaned.removed.iter().map(|removed| (removed.at as usize, removed.text.as_str())).collect();
        let end = cleaned.text.chars().count();
        assert_eq!(removed, [(0, "首页"), (20, "打印"), (end, "版权所有")]);
    }

    #[test]
    fn a_title_that_the_text_repeats_stands_once() {
        let page = "\u{FDE1}青禾县2024年政府工作报告\n\u{FDD0}查看: 12\n青禾县2024年政府工作报告\n县长沈知远\n各位代表：\n过去一年，全县干部群众齐心协力，办成了一批多年想办没有办成的大事，请予审议。";
        let cleaned = clean(page);
        assert!(cleaned.text.starts_with("青禾县2024年政府工作报告\n县长沈知远\n"), "{}", cleaned.text);
        assert_eq!(cleaned.removed.len(), 2);
        // Two reports of one name: the second has a text of its own.
        let twice = "青禾县2024年政府工作报告\n县长沈知远\n青禾县2024年政府工作报告\n各位代表：\n过去一年，全县干部群众齐心协力，办成了一批大事。";
        assert_eq!(clean(twice).removed, []);
    }

    #[test]
    fn furniture_is_kept_apart_with_its_place() {
        let page = "设为首页收藏本站\n查看: 12|回复: 0\n[甲省] 2024年青禾县政府工作报告\n版主\n1万\n积分\n200\n发表于 2024-3-1 10:00:00 | 显示全部楼层\n2024年青禾县政府工作报告\n各位代表：\n过去一年，面对多重困难，全县干部群众齐心协力，办成了一批多年想办没有办成的大事，经济社会发展取得了来之不易的成绩，请予审议。\n您需要登录后才可以回帖 登录 | 立即注册\n客服中心\n9:00-18:00\n";
        let cleaned = clean(page);
        assert!(cleaned.text.starts_with("2024年青禾县政府工作报告\n各位代表："), "{}", cleaned.text);
        assert!(cleaned.text.ends_with("请予审议。"));
        assert_eq!(cleaned.removed.len(), 11);
        assert!(cleaned.removed.iter().all(|r| r.kind == RemovedKind::Furniture));
        assert_eq!(cleaned.removed[0].at, 0);
        assert_eq!(cleaned.removed[10].at as usize, cleaned.text.chars().count());
    }
}
