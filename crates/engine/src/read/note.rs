//! Foot- and endnotes: a mark where one is referred to, and its text at the end, as `outline` finds them.
//!
//! A note's number is known only when all references before it are. Until then a key of characters that no text has
//! stands for it.

use crate::mark;
use rustc_hash::FxHashMap;

/// What stands around the number of a reference.
const MARK: char = '\u{FDD0}';
const MARK_END: char = '\u{FDD1}';

/// What stands around the number of a note: the first that the text has not itself.
const BRACKETS: [(char, char); 3] = [('〔', '〕'), ('[', ']'), ('【', '】')];

/// The notes of a text, by keys of the format's choice.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// In the order of the text.
    references: Vec<String>,
    texts: FxHashMap<String, String>,
}

impl Notes {
    /// What to put where the text refers to a note.
    pub(super) fn refer(&mut self, key: String) -> String {
        self.references.push(key);
        format!("{MARK}{}{MARK_END}", self.references.len() - 1)
    }

    /// Keeps a note. It will be one line.
    pub(super) fn add(&mut self, key: String, lines: &[String]) {
        let lines = lines.iter().map(|line| mark::unstyled(line));
        let pieces: Vec<&str> = lines.flat_map(|line| line.split('\n')).map(str::trim).collect();
        self.texts.insert(key, pieces.join(" "));
    }

    /// Keeps the notes that another part has, and not what it refers to.
    pub(super) fn take(&mut self, other: Self) {
        self.texts.extend(other.texts);
    }

    /// The text of these lines with the numbers of its notes, and behind it the notes, one a line.
    pub(super) fn into_text(self, lines: &[String]) -> String {
        let text = lines.join("\n");
        let mut order: FxHashMap<&str, usize> = FxHashMap::default();
        let mut listed: Vec<&str> = Vec::new();
        let mut number = |key: &'_ str| -> Option<usize> {
            let (key, note) = self.texts.get_key_value(key).filter(|(_, note)| !note.trim().is_empty())?;
            Some(*order.entry(key).or_insert_with(|| {
                listed.push(note);
                listed.len()
            }))
        };
        let (open, close) = BRACKETS
            .into_iter()
            .find(|(open, close)| !text.contains(&format!("{open}1{close}")))
            .unwrap_or(BRACKETS[0]);
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some((before, at, behind)) = next(rest) {
            out.push_str(before);
            // A reference to a note that is not there has no mark.
            if let Some(number) = self.references.get(at).and_then(|key| number(key)) {
                out.extend([open.to_string(), number.to_string(), close.to_string()]);
            }
            rest = behind;
        }
        out.push_str(rest);
        for (at, note) in listed.into_iter().enumerate() {
            out.extend(["\n".to_owned(), open.to_string(), (at + 1).to_string(), close.to_string()]);
            // A note's own references have no place.
            let mut rest = note;
            while let Some((before, _, behind)) = next(rest) {
                out.push_str(before);
                rest = behind;
            }
            out.push_str(rest);
        }
        out
    }
}

/// What stands before the first mark, the reference it is of, and what stands behind it.
fn next(text: &str) -> Option<(&str, usize, &str)> {
    let (before, rest) = text.split_once(MARK)?;
    let (at, behind) = rest.split_once(MARK_END)?;
    Some((before, at.parse().unwrap_or(usize::MAX), behind))
}

#[cfg(test)]
mod tests {
    use super::Notes;

    #[test]
    fn notes_are_numbered_as_they_are_referred_to() {
        let mut notes = Notes::default();
        let line = ["b", "a", "none", "b"].map(|key| format!("见{}", notes.refer(key.to_owned()))).concat();
        notes.add("a".to_owned(), &["甲：".to_owned(), "其一".to_owned()]);
        notes.add("b".to_owned(), &["乙".to_owned()]);
        notes.add("c".to_owned(), &["没人看".to_owned()]);
        assert_eq!(notes.into_text(&[line]), "见〔1〕见〔2〕见见〔1〕\n〔1〕乙\n〔2〕甲： 其一");
    }

    #[test]
    fn marks_differ_from_those_of_the_writer() {
        let mut notes = Notes::default();
        let line = format!("手写〔1〕，自动{}", notes.refer("a".to_owned()));
        notes.add("a".to_owned(), &["注".to_owned()]);
        assert_eq!(notes.into_text(&[line]), "手写〔1〕，自动[1]\n[1]注");
    }
}
