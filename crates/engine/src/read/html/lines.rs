//! The lines of a page, as a browser would part them.

use super::super::table;
use super::page::{Element, Kind, Page, What};
use crate::mark::{self, APART};
use std::ops::Range;

/// Tables lie at most so deep in each other; the cells of deeper ones are lines.
const MOST_TABLES: usize = 8;

/// A line of buttons has at most so many bytes.
const LONGEST_BUTTONS: usize = 240;

/// The text of all that is not gone, and, in lines of their own that begin with [`APART`], what is but can be seen.
pub(super) fn write(page: &Page) -> String {
    written(page, 0..page.nodes.len(), |element| element.gone).finish(&page.title)
}

/// What a writer has written of these nodes, but for the elements that `skips` names.
fn written(page: &Page, nodes: Range<usize>, skips: fn(&Element) -> bool) -> Writer {
    let mut writer = Writer::default();
    let mut open: Vec<(usize, Kind)> = Vec::new();
    let mut at = nodes.start;
    while let Some(node) = page.nodes.get(at).filter(|_| at < nodes.end) {
        while let Some(&(end, kind)) = open.last()
            && end <= at
        {
            open.pop();
            writer.close(kind);
        }
        match &node.what {
            What::Element(element) => {
                if skips(element) {
                    let behind = page.behind(at);
                    if !element.unseen {
                        writer.apart.extend(written(page, at..behind, |element| element.unseen).into_lines());
                    }
                    at = behind;
                    continue;
                }
                writer.open(element.kind, element.number);
                open.push((page.behind(at), element.kind));
            }
            What::Text { start, end, .. } => {
                writer.say(page.text.get(*start as usize..*end as usize).unwrap_or_default());
            }
            What::Break => writer.line_end(),
        }
        at += 1;
    }
    for (_, kind) in open.into_iter().rev() {
        writer.close(kind);
    }
    writer
}

#[derive(Default)]
struct Writer {
    line: String,
    /// What a list writes before the text that comes next.
    label: String,
    /// The level of the heading that begins with what comes next; 0 for none.
    heading: u32,
    /// A blank stands before what comes next: none, one, or a line end that may have parted words.
    blank: Blank,
    lines: Vec<String>,
    /// The lines around each open cell, and the cells before it in its row.
    tables: Vec<Table>,
    /// How many tables are open, with those that are not written as such.
    depth: usize,
    /// How many elements are open whose lines stand as they are.
    verbatim: usize,
    /// Lines that are not the report's and are not written yet: no table is cut for them.
    apart: Vec<String>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Blank {
    #[default]
    None,
    One,
    LineEnd,
}

#[derive(Default)]
struct Table {
    around: Vec<String>,
    cells: Vec<Vec<String>>,
    in_cell: bool,
}

impl Writer {
    fn open(&mut self, kind: Kind, number: u32) {
        if kind == Kind::Inline || kind == Kind::Link {
            return;
        }
        self.block();
        match kind {
            Kind::Verbatim => self.verbatim += 1,
            Kind::Heading => self.heading = number,
            Kind::Item if number > 0 => self.label = format!("{number}."),
            Kind::Table => {
                self.depth += 1;
                if self.depth <= MOST_TABLES {
                    self.tables.push(Table::default());
                }
            }
            Kind::Cell if self.depth <= MOST_TABLES => {
                if let Some(table) = self.tables.last_mut().filter(|table| !table.in_cell) {
                    table.around = std::mem::take(&mut self.lines);
                    table.in_cell = true;
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, kind: Kind) {
        if kind == Kind::Inline || kind == Kind::Link {
            return;
        }
        self.block();
        match kind {
            Kind::Verbatim => self.verbatim = self.verbatim.saturating_sub(1),
            Kind::Heading => self.heading = 0,
            Kind::Item => self.label.clear(),
            Kind::Cell if self.depth <= MOST_TABLES => {
                if let Some(table) = self.tables.last_mut().filter(|table| table.in_cell) {
                    let around = std::mem::take(&mut table.around);
                    table.cells.push(std::mem::replace(&mut self.lines, around));
                    table.in_cell = false;
                }
            }
            Kind::Row if self.depth <= MOST_TABLES => self.row(),
            Kind::Table => {
                if self.depth <= MOST_TABLES {
                    self.row();
                    self.tables.pop();
                }
                self.depth = self.depth.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            let cells = std::mem::take(&mut table.cells);
            self.lines.extend(table::row(cells));
        }
    }

    /// Ends the line, if there is one.
    fn block(&mut self) {
        self.blank = Blank::None;
        let line = std::mem::take(&mut self.line);
        let kept = line.trim_end();
        if is_buttons(mark::unstyled(kept)) {
            self.apart.push(mark::unstyled(kept).to_owned());
        } else if !mark::unstyled(kept).trim().is_empty() {
            self.lines.push(kept.to_owned());
        }
        if self.tables.is_empty() {
            let apart = std::mem::take(&mut self.apart);
            self.lines.extend(apart.iter().filter(|line| !line.trim().is_empty()).map(|line| format!("{APART}{line}")));
        }
    }

    /// Ends the line; of several ends in a row, two count.
    fn line_end(&mut self) {
        let empty = self.line.trim().is_empty();
        self.block();
        if empty && self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn say(&mut self, text: &str) {
        if self.verbatim > 0 {
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    self.line_end();
                }
                self.line.push_str(line.trim_end_matches('\r'));
            }
            return;
        }
        for c in text.chars().filter(|&c| !mark::is_mark(c)) {
            match c {
                '\n' | '\r' => self.blank = Blank::LineEnd,
                ' ' | '\t' | '\u{C}' => {
                    if self.blank == Blank::None {
                        self.blank = Blank::One;
                    }
                }
                _ => {
                    let blank = std::mem::take(&mut self.blank);
                    // A line end in the source parts no Chinese words.
                    let wide = |c: char| c >= '\u{2E80}';
                    if blank != Blank::None
                        && let Some(last) = self.line.chars().next_back()
                        && !(blank == Blank::LineEnd && wide(last) && wide(c))
                    {
                        self.line.push(' ');
                    }
                    if self.line.is_empty() {
                        self.line.extend(mark::heading(std::mem::take(&mut self.heading)));
                    }
                    if !self.label.is_empty() {
                        self.line.push_str(&std::mem::take(&mut self.label));
                    }
                    self.line.push(c);
                }
            }
        }
    }

    fn finish(mut self, title: &str) -> String {
        // Cells and tables that the page does not close are closed by now.
        self.block();
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        if let Some(title) = missing(title, &self.lines) {
            self.lines.insert(0, title);
        }
        self.lines.join("\n")
    }
}

impl Writer {
    /// Its lines, without marks.
    fn into_lines(mut self) -> Vec<String> {
        self.block();
        self.lines.into_iter().map(|line| line.trim_start_matches(mark::is_mark).to_owned()).collect()
    }
}

/// The title of a report that only the page's own title has.
fn missing(title: &str, lines: &[String]) -> Option<String> {
    const NAME: &str = "政府工作报告";
    let piece = title.split(['_', '|', '-', '–', '—', '\n']).map(str::trim).find(|piece| piece.contains(NAME))?;
    let flat = |line: &String| line.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let full = lines.iter().filter(|line| !line.is_empty() && !line.starts_with(APART));
    let has = full.take(12).any(|line| flat(line).contains("工作报告"));
    (!has && !lines.is_empty()).then(|| piece.to_owned())
}

/// Words of buttons that no text has as a line.
const BUTTONS: [&str; 14] = [
    "设为首页", "打印本页", "打印此页", "打印", "全屏", "收藏本站", "加入收藏", "关闭窗口", "关闭本页", "分享到",
    "复制链接", "返回顶部", "我要纠错", "听新闻",
];

/// Words that are buttons only beside others.
const AMONG: [&str; 27] = [
    "收藏", "字体大小", "字体", "字号", "关闭", "分享", "返回", "纠错", "放大", "缩小", "语音播报", "扫一扫", "举报",
    "点赞", "转发", "微信好友", "微信", "新浪微博", "微博", "QQ空间", "QQ", "空间", "朋友圈", "下载", "保存", "特大",
    "默认",
];

/// Sizes of characters, which tables have as cells.
const SIZES: [&str; 4] = ["大", "中", "小", "超大"];

/// Whether a line is buttons and nothing else: 打印 全屏 收藏 【字号：大 中 小】.
fn is_buttons(line: &str) -> bool {
    let mut rest = line;
    let mut found = [0; 3];
    'words: while rest.len() <= LONGEST_BUTTONS {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "【】[]：:|｜/·（）()丨".contains(c));
        if rest.is_empty() {
            let [buttons, among, sizes] = found;
            return buttons > 0 || among > 1 || among > 0 && sizes > 1;
        }
        for (list, found) in [&BUTTONS[..], &AMONG, &SIZES].into_iter().zip(&mut found) {
            if let Some(behind) = list.iter().find_map(|word| rest.strip_prefix(word)) {
                rest = behind;
                *found += 1;
                continue 'words;
            }
        }
        return false;
    }
    false
}
