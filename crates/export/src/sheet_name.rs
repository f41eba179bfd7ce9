//! Names of sheets by Excel's rules. In: any words. Out: names of at most 31 UTF-16 units without `[ ] : * ? / \`, never
//! blank, no apostrophe at an end, not `History`, and no two alike in one workbook, whatever the case of their letters.

use std::collections::BTreeSet;

/// The most UTF-16 units that Excel takes.
const LONGEST: usize = 31;

/// The names of one workbook.
#[derive(Debug, Default)]
pub(crate) struct SheetNames {
    /// In lower case.
    taken: BTreeSet<String>,
}

impl SheetNames {
    /// A name made of `wanted`, or of `otherwise` where nothing of it can stand; a number follows where it is taken.
    pub(crate) fn take(&mut self, wanted: &str, otherwise: &str) -> String {
        let mut base = allowed(wanted);
        // Excel keeps this name for itself.
        if base.is_empty() || base.eq_ignore_ascii_case("history") {
            base = allowed(otherwise);
        }
        let mut name = cut(&base, LONGEST).to_owned();
        let mut number = 1;
        while name.is_empty() || !self.taken.insert(name.to_lowercase()) {
            number += 1;
            let suffix = format!("({number})");
            name = format!("{}{suffix}", cut(&base, LONGEST - suffix.len()));
        }
        name
    }
}

/// `words` without what Excel forbids.
fn allowed(words: &str) -> String {
    let kept: String = words
        .chars()
        .filter(|c| !c.is_control() && !"[]:*?/\\".contains(*c) && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
        .collect();
    ends(&kept).to_owned()
}

/// Without blanks and apostrophes at the ends.
fn ends(words: &str) -> &str {
    words.trim_matches(|c: char| c == '\'' || c.is_whitespace())
}

/// The start of `words` in at most so many UTF-16 units.
fn cut(words: &str, most: usize) -> &str {
    let mut length = 0;
    let end = words.char_indices().find(|(_, c)| {
        length += c.len_utf16();
        length > most
    });
    end.map_or(words, |(end, _)| ends(&words[..end]))
}

#[cfg(test)]
mod tests {
    use super::SheetNames;
    use proptest::prelude::*;

    fn names(wanted: &[&str]) -> Vec<String> {
        let mut names = SheetNames::default();
        wanted.iter().map(|wanted| names.take(wanted, "报告")).collect()
    }

    #[test]
    fn forbidden_characters_go_and_twins_get_numbers() {
        assert_eq!(
            names(&["青禾县2031", "青禾县2031", "a/b:[c]*?\\", "AbC"]),
            ["青禾县2031", "青禾县2031(2)", "abc", "AbC(2)"]
        );
        assert_eq!(names(&["'引'", "", "  ", "history"]), ["引", "报告", "报告(2)", "报告(3)"]);
    }

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let long = "关于青禾县二〇三一年国民经济和社会发展计划执行情况与下一年计划草案的报告";
        let [first, second] = &names(&[long, long])[..] else { panic!() };
        assert_eq!(first.chars().count(), 31);
        assert_eq!(second.chars().count(), 31);
        assert!(second.ends_with("(2)"));
        // A character outside the basic plane counts twice.
        assert_eq!(names(&["𬭎".repeat(20).as_str()])[0].chars().count(), 15);
    }

    proptest! {
        #[test]
        fn every_name_is_one_that_excel_takes(wanted in prop::collection::vec(any::<String>(), 0..12)) {
            let mut names = SheetNames::default();
            let mut seen = std::collections::BTreeSet::new();
            for wanted in &wanted {
                let name = names.take(wanted, "报告");
                prop_assert!((1..=31).contains(&name.encode_utf16().count()), "{name:?}");
                prop_assert!(!name.contains(['[', ']', ':', '*', '?', '/', '\\']), "{name:?}");
                prop_assert!(!name.starts_with('\'') && !name.ends_with('\''), "{name:?}");
                prop_assert!(seen.insert(name.to_lowercase()), "{name:?} twice");
            }
        }
    }
}
