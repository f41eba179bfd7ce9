//! The reader's own words: those to keep whole, to leave out, to count as one. Every open report is counted with them, and
//! counted anew when they change. They are kept for the next visit and travel in links; lists that came with a link are
//! borrowed: they hold for this visit and leave what was kept alone.

use super::State;
use super::desk::Desk;
use gangmu_model::Options;
use leptos::prelude::*;

/// The lists as the reader writes them, an entry a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// Words to keep whole.
    pub user_words: String,
    /// Words to leave out; `-word` lets one of the genre's stop words through.
    pub stop_words: String,
    /// Words to count as one: the one they count as, then the others.
    pub synonyms: String,
}

/// What stands before each list in the file of all three.
const HEADS: [&str; 3] = ["#user-words", "#stop-words", "#synonyms"];

impl Lists {
    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.fields().iter().all(|text| text.trim().is_empty())
    }

    fn fields(&self) -> [&str; 3] {
        [&self.user_words, &self.stop_words, &self.synonyms]
    }

    /// What the engine is asked for.
    pub fn options(&self) -> Options {
        let [user_words, stop_words, synonyms] = self.fields().map(entries);
        Options { user_words, stop_words, synonyms, ..Options::default() }
    }

    /// All three as one text, each under its head.
    pub fn to_text(&self) -> String {
        let lists = HEADS.iter().zip(self.fields()).filter(|(_, text)| !text.trim().is_empty());
        lists
            .flat_map(|(head, text)| [(*head).to_owned()].into_iter().chain(entries(text)))
            .fold(String::new(), |text, line| text + &line + "\n")
    }

    /// Reads what [`Self::to_text`] writes. Lines before any head are words to keep whole: a bare list of words is one.
    pub fn from_text(text: &str) -> Self {
        let mut lists = Self::default();
        let mut list = &mut lists.user_words;
        for line in text.trim_start_matches('\u{FEFF}').lines().map(str::trim).filter(|line| !line.is_empty()) {
            match line {
                head if head == HEADS[0] => list = &mut lists.user_words,
                head if head == HEADS[1] => list = &mut lists.stop_words,
                head if head == HEADS[2] => list = &mut lists.synonyms,
                _ => {
                    list.push_str(line);
                    list.push('\n');
                }
            }
        }
        lists
    }
}

/// The lines that say something.
fn entries(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.trim_matches(['\u{FEFF}', ' ', '\t', '\u{3000}']));
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Has the open reports counted anew whenever the lists are others than those they were counted with.
pub fn keep(state: State, desk: Desk) {
    Effect::new(move || {
        let lists = state.lists.get();
        let reports = state.reports.get();
        if state.task.with(Option::is_some) {
            return;
        }
        let outdated: Vec<_> =
            reports.into_iter().filter(|report| report.terms.with_untracked(|terms| terms.lists != lists)).collect();
        if outdated.is_empty() {
            return;
        }
        let counted = outdated.clone();
        desk.terms(&outdated, None, lists.options(), lists, move |index, terms| {
            if let Some(report) = counted.get(index) {
                report.terms.set(terms);
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::Lists;

    #[test]
    fn the_lists_come_back_from_their_text() {
        let lists = Lists {
            user_words: "云锦织造 500 n\n数智港\n".to_owned(),
            stop_words: "各项工作\n-代表\n".to_owned(),
            synonyms: "营商环境 经商环境\n".to_owned(),
        };
        assert_eq!(Lists::from_text(&lists.to_text()), lists);
        assert_eq!(Lists::from_text(""), Lists::default());
        assert!(Lists::default().to_text().is_empty());
    }

    #[test]
    fn a_bare_list_of_words_is_one_to_keep_whole() {
        let lists = Lists::from_text("\u{FEFF}数智港\r\n\r\n  云锦织造\r\n");
        assert_eq!(lists.user_words, "数智港\n云锦织造\n");
        assert_eq!(lists.options().user_words, ["数智港", "云锦织造"]);
    }
}
