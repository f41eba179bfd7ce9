//! Which words may be terms: two characters at least, no stop word, and nothing that only counts or measures.

use super::phrase::Place;
use crate::words::{WordKind, is_numeral};
use std::collections::HashSet;
use std::sync::LazyLock;

/// The list of words that say nothing about a report of this genre, in its order.
pub fn stop_words() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../../data/stop-words.txt").lines();
    lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

/// Words that say nothing about a report of this genre.
static STOP_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| stop_words().collect());

/// Words that bind others together: no phrase has one inside.
const JOINTS: &str = "的了和与及等在是为以将把被从向并或而也都就还又于对至到使让给由之其此该这那我他不没有";

/// Characters that begin and end no phrase, though they may be part of a name inside.
const LOOSE: &str = "再更最很较各每全共约近超逾达占比按个家户名位人年月日次万亿元上下内外前后中个新大小多";

/// Words at the edges of phrases.
struct Edges {
    /// Those that begin none.
    first: HashSet<&'static str>,
    /// Those that end none.
    last: HashSet<&'static str>,
    /// Those of `first` that begin one none the less where a noun of one character follows.
    half: HashSet<&'static str>,
}

static EDGES: LazyLock<Edges> = LazyLock::new(|| {
    let edges = |edge: &str| {
        let lines = include_str!("../../data/phrase-edges.txt").lines();
        lines.filter_map(|line| line.strip_prefix(edge)).flat_map(str::split_whitespace).collect()
    };
    Edges { first: edges("first "), last: edges("last "), half: edges("half ") }
});

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

/// The words of a line of a reader's list: all of them, or of `word frequency tag` the first.
pub(super) fn listed(line: &str) -> impl Iterator<Item = &str> {
    let words = || line.trim_start_matches('\u{FEFF}').split_whitespace();
    let frequency = words().nth(1).is_some_and(|field| field.bytes().all(|byte| byte.is_ascii_digit()));
    words().take(if frequency { 1 } else { usize::MAX }).take_while(|word| !word.starts_with('#'))
}

/// Decides, with a reader's own stop words.
pub(super) struct Filter<'o> {
    stop_words: HashSet<&'o str>,
    /// Those of [`STOP_WORDS`] that the reader takes out of it (`-代表`); of `-*` everything is left.
    let_through: HashSet<&'o str>,
}

impl<'o> Filter<'o> {
    pub(super) fn new(stop_words: &'o [String]) -> Self {
        let words = || stop_words.iter().flat_map(|line| listed(line));
        Self {
            stop_words: words().filter(|word| !word.starts_with('-')).collect(),
            let_through: words().filter_map(|word| word.strip_prefix('-')).collect(),
        }
    }

    /// Whether `word` is one of the stop words of this genre, as far as the reader leaves it.
    pub(super) fn of_genre(&self, word: &str) -> bool {
        STOP_WORDS.contains(word) && !self.let_through.contains(word) && !self.let_through.contains("*")
    }

    /// Whether `word` is left out for nothing but being of the genre: letting it through would list it.
    pub(super) fn only_for_genre(&self, word: &str) -> bool {
        self.of_genre(word) && long(word) && !is_quantity(word) && !UNITS.contains(word) && !self.stopped(word)
    }

    /// Whether the reader asked to leave `word` out.
    pub(super) fn stopped(&self, word: &str) -> bool {
        self.stop_words.contains(word)
    }

    /// What `word`, a token of this kind, may do in a phrase.
    pub(super) fn place(&self, word: &str, kind: WordKind) -> Place {
        let single = word.chars().nth(1).is_none();
        match kind {
            WordKind::Mark | WordKind::Space => Place::Mark,
            WordKind::User | WordKind::Quoted | WordKind::Number => Place::Outside,
            _ if is_quantity(word) || UNITS.contains(word) || LATIN_UNITS.contains(&word) => Place::Outside,
            _ if single && JOINTS.contains(word) => Place::Outside,
            _ if single && LOOSE.contains(word) || self.of_genre(word) || self.stopped(word) => Place::Inside,
            _ => match (EDGES.first.contains(word), EDGES.last.contains(word)) {
                (false, false) => Place::Edge,
                (false, true) => Place::First,
                (true, false) => Place::Last,
                (true, true) => Place::Inside,
            },
        }
    }

    /// What `word`, which may do `place` elsewhere, may do in a phrase before `next`: an auxiliary takes a verb, so before a
    /// noun it is none, but half of a name made of one character of each word (能化 of 能源 and 化工). Longer nouns are
    /// often verbs as well (能消费), and tell nothing.
    pub(super) fn before(word: &str, place: Place, next: &str, is_noun: impl Fn(&str) -> bool) -> Place {
        let half = place == Place::Last && EDGES.half.contains(word) && !long(next) && is_noun(next);
        if half { Place::Edge } else { place }
    }

    /// Whether `word`, a token of this kind, may be a term. What a reader asked for may be, whatever it is.
    pub(super) fn allows(&self, word: &str, kind: WordKind) -> bool {
        if self.stop_words.contains(word) {
            return false;
        }
        match kind {
            WordKind::User | WordKind::Term => true,
            WordKind::Word | WordKind::Quoted => long(word) && !is_quantity(word) && !self.of_genre(word),
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
