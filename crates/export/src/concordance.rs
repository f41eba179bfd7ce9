//! A concordance (key word in context): in go a text and the places of a term, out come lines of words before, the term,
//! words after. Contexts end where the sentence does.

use crate::order::sort_by;
use gangmu_model::{CharIndex, Document};

/// One occurrence with its context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The first character of the occurrence.
    pub at: u32,
    /// The sentence up to it, at most [`CONTEXT`] characters.
    pub left: &'a str,
    /// The occurrence, as the text writes it.
    pub term: &'a str,
    /// The rest of the sentence, at most [`CONTEXT`] characters.
    pub right: &'a str,
    /// The innermost section around it, by its index.
    pub section: Option<u32>,
}

/// The longest context on either side, in characters.
pub const CONTEXT: u32 = 60;

/// The lines of the occurrences that start at the characters `places` and are `length` characters long.
pub fn lines<'a>(document: &'a Document, index: &CharIndex, places: &[u32], length: u32) -> Vec<Line<'a>> {
    let text = document.text.as_str();
    let line = |&at: &u32| {
        let end = at.saturating_add(length).min(index.len());
        let left = index.slice(text, at.saturating_sub(CONTEXT), at);
        let right = index.slice(text, end, end.saturating_add(CONTEXT).min(index.len()));
        let from = left.char_indices().rev().find(|&(_, c)| ends_sentence(c)).map_or(0, |(i, c)| i + c.len_utf8());
        let to = right
            .char_indices()
            .find(|&(_, c)| ends_sentence(c))
            .map_or(right.len(), |(i, c)| i + if c == '\n' { 0 } else { c.len_utf8() });
        Line {
            at,
            left: left[from..].trim_start(),
            term: index.slice(text, at, end),
            right: right[..to].trim_end(),
            section: section_at(document, at),
        }
    };
    places.iter().map(line).collect()
}

/// In what order lines stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As in the text.
    #[default]
    Text,
    /// By the words before the term, read from the term outwards.
    Left,
    /// By the words after it.
    Right,
}

/// Puts lines in order, by the code points of their characters: characters of one spelling come together, which is what
/// a reader looks for, but they do not stand in the order of a dictionary. What ends at once comes first.
pub fn arrange(lines: &mut [Line], order: Order) {
    match order {
        Order::Text => sort_by(lines, |a, b| a.at.cmp(&b.at)),
        Order::Left => sort_by(lines, |a, b| a.left.chars().rev().cmp(b.left.chars().rev())),
        Order::Right => sort_by(lines, |a, b| a.right.cmp(b.right)),
    }
}

/// The innermost section around character `at`, by its index.
pub fn section_at(document: &Document, at: u32) -> Option<u32> {
    // Sections stand in reading order, so the last one that has begun and not ended is the innermost.
    let begun = document.sections.partition_point(|section| section.start <= at);
    document.sections[..begun].iter().rposition(|section| at < section.end).map(|i| i as u32)
}

pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '\n')
}

#[cfg(test)]
mod tests {
    use super::{Order, arrange, lines, section_at};
    use crate::row::tests::report;
    use gangmu_model::{CharIndex, Section};

    #[test]
    fn contexts_end_with_the_sentence() {
        let document = report("去年茶旅增收。今年𬭎山新建茶旅小镇8个！\n二、茶旅不停", "8个", 8.0, None);
        let index = CharIndex::new(&document.text);
        let lines = lines(&document, &index, &[2, 13, 23], 2);
        let parts: Vec<_> = lines.iter().map(|line| (line.left, line.term, line.right)).collect();
        assert_eq!(
            parts,
            [("去年", "茶旅", "增收。"), ("今年𬭎山新建", "茶旅", "小镇8个！"), ("二、", "茶旅", "不停")]
        );
    }

    #[test]
    fn lines_are_ordered_from_the_term_outwards() {
        // 丁 4E01, 丙 4E19, 乙 4E59, 甲 7532.
        let document = report("甲乙茶丙丁。乙甲茶丙。丙乙茶甲甲。茶8个。", "8个", 8.0, None);
        let index = CharIndex::new(&document.text);
        let mut lines = lines(&document, &index, &[2, 8, 13, 17], 1);
        let mut ordered = |order| {
            arrange(&mut lines, order);
            lines.iter().map(|line| line.at).collect::<Vec<_>>()
        };
        // Left: nothing, then 乙丙 before 乙甲, then 甲乙.
        assert_eq!(ordered(Order::Left), [17, 13, 2, 8]);
        // Right: a digit, then 丙 with the full stop (U+3002, lower than any hanzi) before 丙丁, then 甲甲.
        assert_eq!(ordered(Order::Right), [17, 8, 2, 13]);
        assert_eq!(ordered(Order::Text), [2, 8, 13, 17]);
    }

    #[test]
    fn a_place_past_the_end_gives_an_empty_line() {
        let document = report("茶园8万亩", "8万亩", 8.0, None);
        let index = CharIndex::new(&document.text);
        assert_eq!(lines(&document, &index, &[90], 2)[0].term, "");
    }

    #[test]
    fn the_innermost_section_is_found() {
        let mut document = report("茶园8万亩", "8万亩", 8.0, None);
        let outer = Section { start: 0, end: 100, ..document.sections[0].clone() };
        let inner = Section { start: 10, end: 20, parent: Some(0), ..outer.clone() };
        document.sections = vec![outer, inner];
        assert_eq!([5, 15, 30, 100].map(|at| section_at(&document, at)), [Some(0), Some(1), Some(0), None]);
    }
}
