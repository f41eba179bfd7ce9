//! Which elements of a page are not the report's.
//!
//! *Sentences* are runs of text between line ends that are long, punctuated and no links. The element that holds four
//! fifths of a page's sentences holds its text; what lies beside it, at each step from the page down to it, goes where it
//! looks like something of the page: links, a line of dates and buttons, a menu. So do elements anywhere that say by
//! their names what they are and hold next to no sentences. On a page of few sentences only the latter go.

use super::page::{Kind, Page, What};

/// A run of so many ideographs, with punctuation, is sentences.
const SENTENCE: u32 = 20;

/// A page of fewer ideographs in sentences has no text that could be told from the rest.
const FEW: u32 = 120;

/// A line beside the text up to so many characters can be one of dates, names and buttons.
const LONGEST_LINE: usize = 160;

/// What the title of a report says.
const REPORT: &str = "政府工作报告";

/// A text of no more characters is no title: 政府工作报告 alone is the name of a section too.
const SHORTEST_TITLE: usize = 6;

/// What such a line says. A report's own lines (its title, speaker and date) say none of this.
const LINES: [&str; 50] = [
    "来源：", "来源:", "发布时间", "发布日期", "发布机构", "发文机关", "成文日期", "公开日期", "信息来源", "稿源",
    "浏览次数", "浏览量", "阅读量", "点击数", "点击：", "访问量", "责任编辑", "责编", "编辑：", "作者：", "字号",
    "字体：", "打印", "分享", "索引号", "索 引 号", "备案", "ICP备", "公网安备", "版权所有", "主办单位", "主办：",
    "承办", "网站标识码", "技术支持", "当前位置", "您的位置", "现在的位置", "上一篇", "下一篇", "扫一扫", "扫码",
    "发表于", "发表评论", "只看该作者", "查看:", "回复:", "复制链接", "阅读原文", "Powered by",
];

/// What an element and all in it hold.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    /// Characters that are no blanks, and those of them in links.
    chars: u32,
    linked: u32,
    /// Links, as texts.
    links: u32,
    /// Ideographs in sentences.
    prose: u32,
    /// Runs of text between line ends.
    runs: u32,
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.chars += other.chars;
        self.linked += other.linked;
        self.links += other.links;
        self.prose += other.prose;
        self.runs += other.runs;
    }
}

/// Marks what is not the report's as gone.
pub(super) fn judge(page: &mut Page) {
    let own = own(page);
    let all = sums(page, &own);
    let most = all.first().map_or(0, |sum| sum.prose);
    for (at, sum) in all.iter().enumerate() {
        if let Some(element) = page.element_mut(at) {
            element.unseen = match element.kind {
                Kind::Gone | Kind::Title | Kind::Head => true,
                // A page may show its text only when it is loaded.
                _ => element.marks.hidden && (sum.prose == 0 || sum.prose * 2 < most),
            };
            element.gone = element.unseen;
        }
    }
    let sums = sums(page, &own);
    let whole = sums.first().copied().unwrap_or_default();
    for (at, sum) in sums.iter().enumerate() {
        let Some(element) = page.element_mut(at) else { continue };
        let named = element.marks.apart && sum.prose * 3 < whole.prose
            || element.marks.beside && sum.prose == 0
            || element.kind == Kind::Aside && whole.prose < FEW && sum.linked * 2 > sum.chars;
        let linked = whole.prose >= FEW
            && sum.prose * 20 < whole.prose
            && sum.links >= 2
            && sum.linked * 2 > sum.chars
            && element.kind != Kind::Root;
        element.gone |= named && element.kind != Kind::Root || linked;
    }
    if whole.prose >= FEW {
        descend(page, &own);
    }
}

/// What each element holds itself, as far as the next inside it.
fn own(page: &Page) -> Vec<Sum> {
    let mut out = vec![Sum::default(); page.nodes.len()];
    let mut run = Run::default();
    for (at, node) in page.nodes.iter().enumerate() {
        match &node.what {
            What::Element(_) => run.finish(&mut out),
            What::Text { start, end, linked } => {
                if run.parent != node.parent as usize {
                    run.finish(&mut out);
                    run.parent = node.parent as usize;
                }
                let text = page.text.get(*start as usize..*end as usize).unwrap_or_default();
                let sum = &mut out[at];
                for c in text.chars() {
                    if c.is_whitespace() {
                        continue;
                    }
                    sum.chars += 1;
                    if *linked {
                        continue;
                    }
                    run.ideographs += u32::from(c >= '\u{4E00}');
                    run.punctuated |= matches!(c, '，' | '。' | '；' | '、');
                }
                if sum.chars > 0 {
                    run.full = true;
                    sum.linked = if *linked { sum.chars } else { 0 };
                    sum.links = u32::from(*linked);
                }
            }
            What::Break => {}
        }
    }
    run.finish(&mut out);
    out
}

/// A run of text between the starts and ends of elements.
#[derive(Default)]
struct Run {
    parent: usize,
    ideographs: u32,
    punctuated: bool,
    full: bool,
}

impl Run {
    fn finish(&mut self, out: &mut [Sum]) {
        let done = std::mem::take(self);
        self.parent = done.parent;
        if let Some(sum) = out.get_mut(done.parent) {
            sum.runs += u32::from(done.full);
            if done.punctuated && done.ideographs >= SENTENCE {
                sum.prose += done.ideographs;
            }
        }
    }
}

/// What each element holds with all in it, but for what is gone.
fn sums(page: &Page, own: &[Sum]) -> Vec<Sum> {
    let mut out = own.to_vec();
    for at in (1..page.nodes.len()).rev() {
        let sum = out[at];
        let parent = page.nodes[at].parent as usize;
        if !page.element(at).is_some_and(|element| element.gone)
            && let Some(parent) = out.get_mut(parent)
        {
            parent.add(sum);
        }
    }
    out
}

/// Goes from the page down to the element of the text, and marks what lies beside it and is not the report's.
fn descend(page: &mut Page, own: &[Sum]) {
    let sums = sums(page, own);
    let title: String = page.title.chars().filter(|c| !c.is_whitespace()).collect();
    let mut at = 0;
    loop {
        let children = children(page, at);
        let prose = sums[at].prose;
        let Some(inner) = children.iter().copied().find(|&child| {
            sums[child].prose * 5 >= prose * 4
                && page.element(child).is_some_and(|element| {
                    !element.gone && !matches!(element.kind, Kind::Paragraph | Kind::Verbatim | Kind::Heading)
                })
        }) else {
            return;
        };
        let post = page.element(inner).is_some_and(|element| element.post);
        let mut rest: Vec<usize> = children.into_iter().filter(|&child| child != inner).collect();
        while let Some(child) = rest.pop() {
            let beside = is_beside(page, child, sums[child], &title);
            if let Some(element) = page.element_mut(child) {
                let reply = post && element.post && sums[child].prose * 10 < prose;
                element.gone |= beside || reply;
                // Beside the title there may be more, for the line of dates and buttons often goes with it.
                if !element.gone && sums[child].prose == 0 && sums[child].runs > 1 {
                    rest.extend(self::children(page, child));
                }
            }
        }
        at = inner;
    }
}

fn children(page: &Page, at: usize) -> Vec<usize> {
    let end = page.behind(at);
    let mut out = Vec::new();
    let mut child = at + 1;
    while child < end {
        out.push(child);
        child = page.behind(child);
    }
    out
}

/// Whether an element beside the text looks like something of the page.
fn is_beside(page: &Page, at: usize, sum: Sum, title: &str) -> bool {
    let Some(element) = page.element(at) else { return false };
    let start = start(page, at);
    let flat: String = start.chars().filter(|c| !c.is_whitespace()).collect();
    // The title is a link to itself on some sites.
    let headed = element.kind == Kind::Heading && flat.contains(REPORT);
    let named =
        flat.chars().count() > SHORTEST_TITLE && (headed || title.contains(&flat) || flat.contains(first_piece(title)));
    if sum.links > 0 && sum.linked * 2 > sum.chars && sum.prose == 0 && !(named && sum.links < 3) {
        return true;
    }
    if sum.links > 2 && sum.linked * 5 > sum.chars && sum.prose * 10 < sum.chars {
        return true;
    }
    if flat.is_empty() || element.kind == Kind::Heading {
        return false;
    }
    let titled = named || flat.contains(REPORT);
    let lined = LINES.iter().any(|line| start.contains(line)) || sum.prose == 0 && has_clock(&flat);
    if lined && sum.chars as usize <= LONGEST_LINE && !(titled && sum.runs > 1) {
        return true;
    }
    let container = matches!(element.kind, Kind::Block | Kind::List | Kind::Cell | Kind::Aside | Kind::Row);
    container && !titled && sum.prose == 0 && sum.runs >= 4 && sum.chars < sum.runs * 10
}

/// A page's title without the names of its section and site, where it is long enough to tell.
fn first_piece(title: &str) -> &str {
    let piece = title.split(['_', '|', '-', '–', '—']).next().unwrap_or_default();
    if piece.chars().count() > SHORTEST_TITLE { piece } else { "\0" }
}

/// Whether a time of day stands in a text, as in 2024-01-20 18:00.
fn has_clock(text: &str) -> bool {
    let digit = |b: u8| b.is_ascii_digit();
    text.as_bytes().windows(4).any(|four| digit(four[0]) && four[1] == b':' && digit(four[2]) && digit(four[3]))
}

/// How the text of an element begins, without what is gone in it.
fn start(page: &Page, at: usize) -> String {
    let mut out = String::new();
    let end = page.behind(at);
    let mut node = at;
    while node < end && out.len() < LONGEST_LINE * 4 {
        match &page.nodes[node].what {
            What::Element(element) if element.gone => {
                node = page.behind(node);
                continue;
            }
            What::Text { start, end, .. } => {
                let text = page.text.get(*start as usize..*end as usize).unwrap_or_default();
                out.extend(text.chars().take(LONGEST_LINE));
            }
            _ => out.push(' '),
        }
        node += 1;
    }
    out
}
