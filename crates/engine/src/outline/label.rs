//! Heading labels: 一、 第一章 (一) 1. (1) —— 一是 第一,

/// How a heading is marked, from the strongest to the weakest: the order in which they usually nest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// A top part, labelled or not.
    Part,
    /// 一、
    Numeral,
    /// 第一章, 第一部分
    Chapter,
    /// (一)
    Bracketed,
    /// 1. or 1、
    Digit,
    /// (1)
    BracketedDigit,
    /// ——
    Dash,
    /// 一是; 第一,
    Ordinal,
    /// A topic sentence without label.
    Lead,
}

impl Style {
    /// Where it stands among others, with room between two for the levels of a source's styles.
    pub(super) fn rank(self) -> u16 {
        16 * self as u16
    }
}

/// A label at the start of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) style: Style,
    /// Its length in characters.
    pub(super) len: usize,
}

/// Whether a line starts with a heading's label.
pub fn starts_heading(line: &str) -> bool {
    let start: Vec<char> = line.chars().take(12).collect();
    label(&start).is_some_and(|label| label.len < start.len())
}

/// The label at the start of a paragraph.
pub(super) fn label(line: &[char]) -> Option<Label> {
    let found = |style, len| Some(Label { style, len });
    let at = |n: usize| line.get(n).copied().unwrap_or('\n');
    let numerals = line.iter().take_while(|&&c| is_numeral(c)).count();
    let digits = line.iter().take_while(|c| c.is_ascii_digit()).count();
    match at(0) {
        '—' | '─' | '－' | '-' | '–' if at(1) == at(0) => found(Style::Dash, 2),
        '(' | '（' => {
            let inner = line[1..].iter().take_while(|&&c| is_numeral(c)).count();
            let digit = line[1..].iter().take_while(|c| c.is_ascii_digit()).count();
            let n = inner.max(digit);
            if n == 0 || n > 3 || !matches!(at(n + 1), ')' | '）') {
                return None;
            }
            let len = n + 2 + usize::from(matches!(at(n + 2), '、' | ',' | '，' | '.' | '．'));
            found(if inner > 0 { Style::Bracketed } else { Style::BracketedDigit }, len)
        }
        '第' => {
            let n = line[1..].iter().take_while(|&&c| is_numeral(c)).count();
            if n == 0 {
                return None;
            }
            match (at(n + 1), at(n + 2)) {
                (',' | '，' | '、', _) => found(Style::Ordinal, n + 2),
                ('部', '分') => found(Style::Chapter, n + 3 + usize::from(matches!(at(n + 3), ':' | '：' | '、'))),
                ('章' | '篇', _) => found(Style::Chapter, n + 2),
                _ => None,
            }
        }
        _ if numerals > 0 => match at(numerals) {
            '、' if numerals <= 3 => found(Style::Numeral, numerals + 1),
            ',' | '，' | '.' | '．' if numerals == 1 => found(Style::Numeral, numerals + 1),
            '是' if numerals <= 2 && at(0) != '百' => found(Style::Ordinal, numerals + 1),
            _ => None,
        },
        _ if (1..=2).contains(&digits) => match at(digits) {
            '.' | '．' | '、' if !at(digits + 1).is_ascii_digit() => found(Style::Digit, digits + 1),
            _ => None,
        },
        _ => None,
    }
}

fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百')
}

#[cfg(test)]
mod tests {
    use super::{Label, Style, label};

    #[test]
    fn labels_are_told_from_text() {
        let of = |text: &str| label(&text.chars().collect::<Vec<_>>());
        let some = |style, len| Some(Label { style, len });
        assert_eq!(of("一、抓工业"), some(Style::Numeral, 2));
        assert_eq!(of("（十二）抓工业"), some(Style::Bracketed, 4));
        assert_eq!(of("(3)抓工业"), some(Style::BracketedDigit, 3));
        assert_eq!(of("1.抓工业"), some(Style::Digit, 2));
        assert_eq!(of("——抓工业"), some(Style::Dash, 2));
        assert_eq!(of("一是抓工业"), some(Style::Ordinal, 2));
        assert_eq!(of("第一部分抓工业"), some(Style::Chapter, 4));
        for text in ["第一产业增加值", "1.5亿元", "一年来", "十四五", "（县长在会上）", "2024年", "一般公共预算", "第"]
        {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
