//! Page numbers and running heads of a printed text, whose pages form feeds part: what stands at the edge of page after
//! page, the same but for its numbers.

use super::Line;
use gangmu_model::RemovedKind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// So many lines at the top and at the foot of a page are its edge.
const EDGE: usize = 2;

/// A head on each left or on each right page stands on half of them; the first page and those of pictures have none.
const PAGES_PER_HEAD: usize = 3;

/// A longer line, in characters, is text, even if it repeats.
const LONGEST: usize = 50;

/// Marks what stands at the edges of pages. The title on the first page stays, though heads repeat it.
pub(super) fn mark_edges(lines: &mut [Line]) {
    let pages: Vec<Range<usize>> = pages(lines);
    if pages.len() < 2 {
        return;
    }
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for page in &pages {
        let shapes: FxHashSet<String> = edge(page).filter_map(|at| shape(&lines[at].text)).collect();
        for shape in shapes {
            *counts.entry(shape).or_default() += 1;
        }
    }
    let enough = (pages.len() / PAGES_PER_HEAD).max(2);
    let repeats = |line: &Line| shape(&line.text).is_some_and(|shape| counts.get(&shape).is_some_and(|&n| n >= enough));
    for (number, page) in pages.iter().enumerate() {
        // From without inwards: behind a line that stays nothing is at the edge.
        let outward = |at: &usize| (*at - page.start).min(page.end - 1 - *at);
        let mut edge: Vec<usize> = edge(page).collect();
        edge.sort_by_key(outward);
        for at in edge {
            // The title that a head names as well stays once, on the first page, where no other one stands.
            let is_only_title = number == 0 && crate::split::is_title(&lines[at].text) && {
                let kept = lines[page.clone()].iter().filter(|line| line.removed.is_none());
                let mut titles = kept
                    .filter(|line| line.text == lines[at].text || crate::split::is_title(&line.text) && !repeats(line));
                titles.next().is_some() && titles.next().is_none()
            };
            if repeats(&lines[at]) && !is_only_title {
                lines[at].removed = Some(RemovedKind::PageNumber);
            }
        }
    }
}

/// The lines of each page.
fn pages(lines: &[Line]) -> Vec<Range<usize>> {
    let mut pages = Vec::new();
    let mut start = 0;
    for at in 1..=lines.len() {
        if lines.get(at).is_none_or(|line| line.page != lines[start].page) {
            pages.push(start..at);
            start = at;
        }
    }
    pages
}

/// The lines at the top and at the foot of a page.
fn edge(page: &Range<usize>) -> impl Iterator<Item = usize> + use<> {
    let (start, end) = (page.start, page.end);
    (start..end).filter(move |at| at - start < EDGE || end - at <= EDGE)
}

/// A line with its numbers all alike; `None` where it is too long for a head, or begins a section, whose numbers count
/// sections.
fn shape(line: &str) -> Option<String> {
    if line.chars().count() > LONGEST || crate::outline::starts_heading(line) || line.ends_with(['。', '；', '，']) {
        return None;
    }
    let mut shape = String::with_capacity(line.len());
    for c in line.chars() {
        if c.is_ascii_digit() || matches!(c, '０'..='９') {
            if !shape.ends_with('#') {
                shape.push('#');
            }
        } else {
            shape.push(c);
        }
    }
    Some(shape)
}

#[cfg(test)]
mod tests {
    use crate::clean::clean;
    use gangmu_model::RemovedKind;

    /// Pages of a report that says something else on each, with this head and foot.
    fn printed(pages: usize, head: impl Fn(usize) -> String, foot: impl Fn(usize) -> String) -> String {
        let things = ["修路", "架桥", "办学", "治水", "种树", "引才"];
        let page = |at: usize| {
            let (a, b) = (things[at % 6], things[(at + 1) % 6]);
            format!(
                "{}今年要把{a}这件事办好，一件一件抓到底，让全县\n群众都看得见、摸得着，也要为来年{b}早作准\n备，钱从哪里来、人往哪里去都要算清楚。\n{}",
                head(at),
                foot(at)
            )
        };
        (0..pages).map(page).collect::<Vec<_>>().join("\u{C}")
    }

    #[test]
    fn heads_and_bare_page_numbers_go_by_repetition() {
        let text = printed(4, |_| "青禾县人民政府文件\n".to_owned(), |at| format!("{}\n", at + 1));
        let cleaned = clean(&text);
        assert!(cleaned.text.starts_with("今年要把修路"), "{}", cleaned.text);
        assert!(!cleaned.text.contains("文件") && cleaned.text.ends_with("都要算清楚。"), "{}", cleaned.text);
        assert_eq!(cleaned.removed.len(), 8);
        assert!(cleaned.removed.iter().all(|removed| removed.kind == RemovedKind::PageNumber));
    }

    #[test]
    fn a_title_that_heads_repeat_stays_where_it_stands_alone() {
        let title = "青禾县2024年政府工作报告\n";
        let cleaned = clean(&printed(3, |_| title.to_owned(), |_| String::new()));
        assert_eq!(cleaned.text.matches(title.trim()).count(), 1, "{}", cleaned.text);
        assert!(cleaned.text.starts_with(title));
        let head = |at: usize| if at == 0 { title.repeat(2) } else { title.to_owned() };
        assert_eq!(clean(&printed(3, head, |_| String::new())).text.matches(title.trim()).count(), 1);
    }

    #[test]
    fn a_head_that_names_the_report_goes_where_the_title_stands_besides() {
        let head = |at: usize| {
            let title = if at == 0 { "\n青禾县2024年政府工作报告" } else { "" };
            format!("青禾县人民政府文件·2024年政府工作报告{title}\n")
        };
        let cleaned = clean(&printed(3, head, |_| String::new()));
        assert!(cleaned.text.starts_with("青禾县2024年政府工作报告\n今年"), "{}", cleaned.text);
        assert_eq!(cleaned.removed.len(), 3);
    }

    #[test]
    fn headings_and_figures_at_the_edges_stay() {
        let numerals = ["一", "二", "三"];
        let text = printed(3, |at| format!("（{}）狠抓落实\n", numerals[at]), |at| format!("增长{}%，\n", at + 5));
        let cleaned = clean(&text);
        assert_eq!(cleaned.removed, []);
        assert!(cleaned.text.contains("（三）狠抓落实") && cleaned.text.contains("增长7%"), "{}", cleaned.text);
    }

    #[test]
    fn text_without_pages_loses_nothing() {
        let text =
            printed(4, |_| "青禾县人民政府文件\n".to_owned(), |at| format!("{}\n", at + 1)).replace('\u{C}', "\n");
        assert_eq!(clean(&text).removed, []);
    }
}
