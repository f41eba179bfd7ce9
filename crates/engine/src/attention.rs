//! Attention lists: a list of words and a document in; how much of the document speaks of them out.
//!
//! A place counts once, for the longest entry that starts there, and an exclusion takes its place away from the words
//! inside of it: 创新生态 is no 生态. Words are compared as they are written, in simplified characters, whatever the
//! dictionary makes of the text, because that is how the literature counts.

use crate::keyword::{folded, spans};
use crate::words::Finder;
use gangmu_model::{AttentionFigures, AttentionPart, AttentionReport, CharIndex, Document, Number, Options, Role};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;

/// The lists that come with Gangmu, as name and text. All are drafts of this project's own, of no paper.
pub const SHIPPED: &[(&str, &str)] = &[
    ("科技创新", include_str!("../data/attention/science.txt")),
    ("新质生产力", include_str!("../data/attention/new-productive-forces.txt")),
    ("民营营商", include_str!("../data/attention/private-economy.txt")),
    ("乡村振兴", include_str!("../data/attention/country.txt")),
    ("民生", include_str!("../data/attention/welfare.txt")),
    ("绿色低碳", include_str!("../data/attention/green.txt")),
    ("开放", include_str!("../data/attention/opening.txt")),
    ("风险", include_str!("../data/attention/risk.txt")),
    ("内需", include_str!("../data/attention/demand.txt")),
    ("人口", include_str!("../data/attention/population.txt")),
];

/// A list of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The words, in the list's order.
    pub words: Vec<String>,
    /// Longer strings in which a word does not count.
    pub exclusions: Vec<String>,
}

impl List {
    /// The list of `text`: words apart by blanks, line ends or 、, ；, commas; one with a `-` before it is an exclusion;
    /// what follows a `#` is a comment.
    pub fn parse(text: &str) -> Self {
        let mut list = Self::default();
        let lines = text.trim_start_matches('\u{FEFF}').lines().map(|line| line.split('#').next().unwrap_or_default());
        let entries = lines.flat_map(|line| {
            line.split(|c: char| c.is_whitespace() || matches!(c, '、' | ',' | '，' | ';' | '；' | '"'))
        });
        for entry in entries {
            let (into, word) = match entry.strip_prefix(['-', '－', '−']) {
                Some(word) => (&mut list.exclusions, word),
                None => (&mut list.words, entry),
            };
            if !word.is_empty() && !into.iter().any(|known| known == word) {
                into.push(word.to_owned());
            }
        }
        list
    }

    /// The list that comes with Gangmu under this name, as it is written.
    pub fn shipped(name: &str) -> Option<&'static str> {
        SHIPPED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
    }

    /// What tells it from every other list, however it is written: the first 16 hexadecimal digits of the SHA-256 of its
    /// words, one a line, exclusions after them with a `-` before each.
    pub fn hash(&self) -> String {
        let lines: String = (self.words.iter().map(|word| format!("{word}\n")))
            .chain(self.exclusions.iter().map(|word| format!("-{word}\n")))
            .collect();
        Sha256::digest(lines.as_bytes()).iter().take(8).fold(String::with_capacity(16), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
    }
}

/// How often a document has a word of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hits {
    /// The word.
    pub word: String,
    /// The first characters of the places that count, ascending.
    pub positions: Vec<u32>,
}

/// How much of a document speaks of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attention {
    /// By word, in the list's order.
    pub words: Vec<Hits>,
    /// Places that an exclusion took away, by exclusion.
    pub exclusions: Vec<Hits>,
    /// Characters of all hits.
    pub characters: u32,
    /// Characters of the sentences that have a hit.
    pub sentences: u32,
    /// Characters that are no blanks, of the parts that were counted: the denominator.
    pub visible: u32,
}

impl Attention {
    /// How many hits.
    pub fn hits(&self) -> usize {
        self.words.iter().map(|word| word.positions.len()).sum()
    }

    /// How many places an exclusion took away.
    pub fn excluded(&self) -> usize {
        self.exclusions.iter().map(|word| word.positions.len()).sum()
    }

    /// The share of characters that belong to hits, 0 to 1.
    pub fn share(&self) -> f64 {
        f64::from(self.characters) / f64::from(self.visible.max(1))
    }

    /// The share of characters that stand in a sentence with a hit, 0 to 1.
    pub fn sentence_share(&self) -> f64 {
        f64::from(self.sentences) / f64::from(self.visible.max(1))
    }

    /// How many of the list's words occur at all.
    pub fn covered(&self) -> usize {
        self.words.iter().filter(|word| !word.positions.is_empty()).count()
    }

    /// The word that makes most hits, the first of the list among equals, and its share of them, 0 to 1.
    pub fn dominant(&self) -> Option<(&str, f64)> {
        let most = self.words.iter().rev().max_by_key(|word| word.positions.len())?;
        let hits = most.positions.len();
        (hits > 0).then(|| (most.word.as_str(), hits as f64 / self.hits() as f64))
    }

    /// What the page and the command line show of it.
    pub fn figures(&self) -> AttentionFigures {
        let rounded = |value: f64, steps: f64| Number((value * steps).round() / steps);
        let dominant = self.dominant();
        AttentionFigures {
            hits: self.hits() as u32,
            excluded: self.excluded() as u32,
            per_10k: rounded(self.hits() as f64 * 10_000.0 / f64::from(self.visible.max(1)), 100.0),
            share: rounded(self.share(), 100_000.0),
            sentence_share: rounded(self.sentence_share(), 10_000.0),
            covered: self.covered() as u32,
            words: self.words.len() as u32,
            dominant: dominant.map(|(word, _)| word.to_owned()),
            dominance: rounded(dominant.map_or(0.0, |(_, share)| share), 1000.0),
            characters: self.visible,
        }
    }
}

/// How much of `document` speaks of `list`: all of it, its review and its plan, and where.
pub fn report(document: &Document, list: &List) -> AttentionReport {
    let all = attention(document, list, None);
    let part = |found: &Attention| AttentionPart {
        figures: found.figures(),
        counts: found.words.iter().map(|word| word.positions.len() as u32).collect(),
    };
    let parts = [
        part(&all),
        part(&attention(document, list, Some(Role::Review))),
        part(&attention(document, list, Some(Role::Plan))),
    ];
    let places = |hits: Vec<Hits>| hits.into_iter().map(|word| word.positions).collect();
    AttentionReport { parts, places: places(all.words), excluded: places(all.exclusions) }
}

/// How much of `document`, of the parts of `role` if one is given, speaks of `list`.
pub fn attention(document: &Document, list: &List, role: Option<Role>) -> Attention {
    let text = folded(&document.text);
    let index = CharIndex::new(&text);
    let finder = Finder::new(list.words.iter().chain(&list.exclusions).map(String::as_str));
    let mut hits: HashMap<String, Vec<u32>> = HashMap::new();
    let mut attention = Attention::default();
    for span in spans(document, index.len(), role) {
        let mut start = span.start;
        for sentence in index.slice(&text, span.start, span.end).split_inclusive(['。', '！', '？', '；', '\n']) {
            let visible = sentence.chars().filter(|c| !c.is_whitespace()).count() as u32;
            let mut hit = false;
            finder.each(sentence, |at, length, word| {
                // An exclusion that is also a word was meant as an exclusion.
                if !list.exclusions.iter().any(|exclusion| exclusion == word) {
                    hit = true;
                    attention.characters += length;
                }
                hits.entry(word.to_owned()).or_default().push(start + at);
            });
            attention.visible += visible;
            attention.sentences += if hit { visible } else { 0 };
            start += sentence.chars().count() as u32;
        }
    }
    let mut places = |words: &[String]| -> Vec<Hits> {
        let of = |word: &String| Hits { word: word.clone(), positions: hits.remove(word).unwrap_or_default() };
        words.iter().map(of).collect()
    };
    attention.exclusions = places(&list.exclusions);
    attention.words = places(&list.words);
    attention
}

/// The places of `term` in the document, whether a longer term has it or not, ascending: in simplified characters, of
/// the parts that `options` ask for.
pub fn occurrences(document: &Document, term: &str, options: &Options) -> Vec<u32> {
    let list = List { words: vec![term.to_owned()], exclusions: Vec::new() };
    let found = attention(document, &list, options.role);
    found.words.into_iter().flat_map(|word| word.positions).collect()
}

#[cfg(test)]
mod tests {
    use super::{Attention, List, SHIPPED, attention, occurrences};
    use crate::{Source, analyze};
    use gangmu_model::{Document, Options, Role};

    fn document(text: &str) -> Document {
        let source = Source { name: "text", bytes: text.as_bytes() };
        analyze(&[source], &Options::default(), &mut ()).documents.remove(0)
    }

    fn count(text: &str, list: &str) -> Attention {
        attention(&document(text), &List::parse(list), None)
    }

    #[test]
    fn hits_shares_coverage_and_dominance_are_worked_out_by_hand() {
        let found = count("保护生态，建设绿色云岭。\n发展产业生态。\n优化生态。", "生态 绿色 低碳 -产业生态");
        let by_word: Vec<_> = found.words.iter().map(|word| (word.word.as_str(), word.positions.len())).collect();
        assert_eq!(by_word, [("生态", 2), ("绿色", 1), ("低碳", 0)]);
        // 12 + 7 + 5 characters; 3 hits of 2; the first and the last sentence
        assert_eq!((found.visible, found.characters, found.sentences, found.excluded()), (24, 6, 17, 1));
        assert_eq!((found.hits(), found.covered()), (3, 2));
        assert_eq!(found.dominant(), Some(("生态", 2.0 / 3.0)));
        assert!((found.share() - 0.25).abs() < 1e-12);
        assert_eq!(found.exclusions[0].positions, [15]);
        let figures = found.figures();
        assert_eq!((figures.hits, figures.excluded, figures.covered, figures.words), (3, 1, 2, 3));
        assert_eq!((figures.per_10k.0, figures.share.0, figures.sentence_share.0), (1250.0, 0.25, 0.7083));
        assert_eq!((figures.dominant.as_deref(), figures.dominance.0), (Some("生态"), 0.667));
    }

    #[test]
    fn the_longest_word_at_a_place_counts() {
        let found = count("发展数字经济和数字。", "数字、数字经济");
        assert_eq!(found.words.iter().map(|word| word.positions.clone()).collect::<Vec<_>>(), [[7], [2]]);
    }

    #[test]
    fn a_list_may_be_written_in_many_ways() {
        let list = List::parse("\u{FEFF}生态，绿色;低碳\r\n# 说明\r\n-创新生态 生态 # 再说");
        assert_eq!(list.words, ["生态", "绿色", "低碳"]);
        assert_eq!(list.exclusions, ["创新生态"]);
        assert_eq!(list.hash(), List::parse("生态 绿色 低碳 -创新生态").hash());
        assert_ne!(list.hash(), List::parse("生态 绿色 低碳 创新生态").hash());
        // printf '生态\n绿色\n低碳\n-创新生态\n' | sha256sum
        assert_eq!(list.hash(), "68e63d9f346df416");
        let empty = count("发展产业。", "");
        assert_eq!((empty.hits(), empty.dominant()), (0, None));
    }

    #[test]
    fn a_term_is_found_inside_of_longer_ones() {
        let document = document("地区生产总值增长，生产总值。");
        assert_eq!(occurrences(&document, "生产总值", &Options::default()), [2, 9]);
        let options = Options { role: Some(Role::Plan), ..Options::default() };
        assert!(occurrences(&document, "生产总值", &options).is_empty());
    }

    #[test]
    fn the_shipped_lists_say_that_they_are_drafts() {
        for (name, text) in SHIPPED {
            assert!(text.contains("非论文词表"), "{name}");
            assert!(List::parse(text).words.len() >= 4, "{name}");
        }
    }
}
