//! Which words may be terms: two characters at least, no stop word, and nothing that only counts or measures.

use crate::words::{WordKind, is_numeral};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Words that say nothing about a report of this genre.
static STOP_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| entries(include_str!("../../data/stop-words.txt")));

/// Units and measure words, as the numbers of a report have them.
static UNITS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let mut units = entries(include_str!("../../data/units.txt"));
    units.extend(["年", "月", "日", "号", "时", "点", "分", "周年", "年代", "季度", "期", "大", "者", "年度"]);
    units
});

/// Units in Latin letters, which stand right behind their number.
const LATIN_UNITS: [&str; 22] = [
    "m", "km", "cm", "mm", "g", "kg", "mg", "t", "h", "kV", "kv", "KV", "kW", "KW", "MW", "GW", "kWh", "MWh", "MPa",
    "L", "ml", "Hz",
];

fn entries(list: &'static str) -> HashSet<&'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

/// Decides, with a reader's own stop words.
pub(super) struct Filter<'o> {
    stop_words: HashSet<&'o str>,
}

impl<'o> Filter<'o> {
    pub(super) fn new(stop_words: &'o [String]) -> Self {
        let words = stop_words.iter().map(|word| word.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}'));
        Self { stop_words: words.collect() }
    }

    /// Whether `word`, a token of this kind, may be a term. What a reader asked for may be, whatever it is.
    pub(super) fn allows(&self, word: &str, kind: WordKind) -> bool {
        if self.stop_words.contains(word) {
            return false;
        }
        match kind {
            WordKind::User => true,
            WordKind::Word | WordKind::Quoted => long(word) && !is_quantity(word) && !STOP_WORDS.contains(word),
            WordKind::Latin => long(word) && !LATIN_UNITS.contains(&word),
            WordKind::Mixed => !LATIN_UNITS.contains(&word.trim_start_matches(|c: char| !c.is_alphabetic())),
            WordKind::Unknown | WordKind::Number | WordKind::Mark | WordKind::Space => false,
        }
    }
}

/// Whether `word` has two characters or more.
fn long(word: &str) -> bool {
    word.chars().nth(1).is_some()
}

/// Whether `word` is a number, ordinal or date, with a unit or without: 第一, 一年, 千亿, 万亩, 三次.
fn is_quantity(word: &str) -> bool {
    let counts = |c: char| {
        is_numeral(c) || c.is_ascii_digit() || matches!(c, '第' | '几' | '数' | '多' | '余' | '半' | '.' | '%')
    };
    let unit = word.trim_start_matches(counts);
    unit.len() < word.len()
        && word.chars().any(|c| is_numeral(c) || c.is_ascii_digit())
        && (unit.is_empty() || UNITS.contains(unit))
}
