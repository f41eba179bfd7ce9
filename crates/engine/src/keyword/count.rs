//! Documents in, counts out: the text is cut, joined to phrases, and every term counted with its places.

use super::filter::{Filter, listed};
use super::noun::Nouns;
use super::phrase::{Least, Phrases, Place};
use crate::fold;
use crate::words::{Dictionary, Segmenter, WordKind};
use gangmu_model::{CharIndex, Document, Options, Role, Span, WordEffect, WordList};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::HashSet;

/// Into so many parts, of equally many characters, a document is divided for its terms' dispersion.
const PARTS: usize = 10;

/// A phrase of one report occurs in it at least so often.
const IN_ONE: Least = Least { count: 3, reports: 1 };

/// A phrase of several reports occurs in them at least so often, and in so many of them.
const IN_SEVERAL: Least = Least { count: 5, reports: 2 };

/// The terms of one document and how often it has them.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    terms: Vec<Found>,
    words: u32,
    visible: u32,
    effects: Vec<WordEffect>,
    genre: Vec<WordEffect>,
}

/// A term that was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// What it is counted as: in simplified characters.
    pub(super) term: String,
    /// As the document writes it.
    pub(super) written: String,
    /// The first characters of its occurrences, ascending.
    pub(super) positions: Vec<u32>,
    /// How many of them lie in each part of the document.
    pub(super) parts: [u32; PARTS],
    /// Whether it is a noun or a name.
    pub(super) noun: bool,
}

impl Counts {
    /// How many words and terms the document has, all occurrences counted, also of those that may be no terms.
    pub fn words(&self) -> u32 {
        self.words
    }

    /// How many characters that are no blanks.
    pub fn visible(&self) -> u32 {
        self.visible
    }

    /// How many terms.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there is no term.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The terms with how often each occurs, in the order in which they first do.
    pub fn terms(&self) -> impl Iterator<Item = (&str, u32)> {
        self.terms.iter().map(|found| (found.term.as_str(), found.positions.len() as u32))
    }

    /// For each entry of the reader's lists, in their order, how often it took effect.
    pub fn effects(&self) -> &[WordEffect] {
        &self.effects
    }

    /// How often the stop words of this genre were left out, in the order in which they first were.
    pub fn genre(&self) -> &[WordEffect] {
        &self.genre
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Found> {
        self.terms.iter()
    }
}

/// Counts the terms of `document`, of the parts that `options` ask for.
pub fn count(document: &Document, dictionary: &Dictionary, options: &Options) -> Counts {
    let text = folded(&document.text);
    let index = CharIndex::new(&text);
    let synonyms = Synonyms::new(&options.synonyms);
    let user_words: Vec<String> = options.user_words.iter().cloned().chain(synonyms.words()).collect();
    let segmenter = Segmenter::new(dictionary, &user_words);
    let filter = Filter::new(&options.stop_words);
    let spans = spans(document, index.len(), options.role);
    let chars: u32 = spans.iter().map(|span| span.end - span.start).sum();

    let mut sequence = Sequence::default();
    let mut visible = 0;
    for span in &spans {
        visible += sequence.cut(&segmenter, &filter, index.slice(&text, span.start, span.end), span.start, 0);
    }
    let phrases = Phrases::find(&sequence.ids(), sequence.names.len(), &sequence.places, |_| 0, IN_ONE);

    let mut counter = Counter {
        filter: &filter,
        synonyms: &synonyms,
        nouns: Nouns::new(dictionary, &options.user_words),
        slots: FxHashMap::default(),
        found: Vec::new(),
    };
    let (mut words, mut place) = (0, 0);
    let mut effects: FxHashMap<(WordList, String), u32> = FxHashMap::default();
    // By name, how often it stands alone: stop words of the genre are too many to note each.
    let mut alone = vec![0_u32; sequence.names.len()];
    let mut passed = spans.iter().scan(0, |sum, span| {
        let before = *sum;
        *sum += span.end - span.start;
        Some((span.end, span.start - before))
    });
    let mut span = passed.next();
    while let Some(&token) = sequence.tokens.get(place) {
        let length = phrases.at(place).unwrap_or(1);
        let last = sequence.tokens[place + length - 1];
        place += length;
        if matches!(token.kind, WordKind::Mark | WordKind::Space) {
            continue;
        }
        words += 1;
        while span.is_some_and(|(end, _)| token.char >= end) {
            span = passed.next();
        }
        let skipped = span.map_or(0, |(_, skipped)| skipped);
        let part = u64::from(token.char - skipped) * PARTS as u64 / u64::from(chars.max(1));
        let (name, kind) = if length == 1 {
            alone[token.id as usize] += 1;
            (sequence.names[token.id as usize], token.kind)
        } else {
            let (start, end) = (index.byte_from_char(&text, token.char), index.byte_from_char(&text, last.end));
            (&text[start..end], WordKind::Term)
        };
        let mut effect = |list, word: &str| *effects.entry((list, word.to_owned())).or_default() += 1;
        if token.kind == WordKind::User {
            effect(WordList::UserWords, name);
        }
        if filter.stopped(name) {
            effect(WordList::StopWords, name);
        }
        if synonyms.other(name) {
            effect(WordList::Synonyms, name);
        }
        counter.add(name, kind, token.char, (part as usize).min(PARTS - 1));
    }

    let written = CharIndex::new(&document.text);
    let mut terms = counter.found;
    for found in &mut terms {
        let start = found.positions.first().copied().unwrap_or_default();
        let length = found.term.chars().count() as u32;
        let there = written.slice(&document.text, start, (start + length).min(written.len()));
        // A synonym is shown as the word it counts as.
        found.written = if index.slice(&text, start, (start + length).min(index.len())) == found.term {
            there.to_owned()
        } else {
            found.term.clone()
        };
    }
    let times_alone = |name: &str| sequence.numbers.get(name).map_or(0, |&id| alone[id as usize]);
    let effects = entries(options, &synonyms, &effects, &times_alone);
    let genre = sequence.names.iter().zip(&alone).filter(|(name, count)| **count > 0 && filter.only_for_genre(name));
    let genre = genre.map(|(name, &count)| WordEffect { list: WordList::Genre, word: (*name).to_owned(), count });
    Counts { effects, genre: genre.collect(), terms, words, visible }
}

/// Which words of the reference may be terms under the reader's lists and count as themselves.
pub(super) fn allowed(options: &Options) -> impl Fn(&str, WordKind) -> bool {
    let (filter, synonyms) = (Filter::new(&options.stop_words), Synonyms::new(&options.synonyms));
    move |word, kind| filter.allows(word, kind) && !synonyms.other(word)
}

/// For each entry of the reader's lists how often it took effect.
fn entries(
    options: &Options,
    synonyms: &Synonyms,
    effects: &FxHashMap<(WordList, String), u32>,
    counted: &dyn Fn(&str) -> u32,
) -> Vec<WordEffect> {
    let first = |line: &String| listed(line).next().map(str::to_owned);
    let all = |line: &String| listed(line).map(str::to_owned).collect::<Vec<_>>();
    let user = options.user_words.iter().filter_map(first).map(|word| (WordList::UserWords, word));
    let stop = options.stop_words.iter().flat_map(all).map(|word| (WordList::StopWords, word));
    let others = synonyms.words().filter(|word| synonyms.other(word)).map(|word| (WordList::Synonyms, word));
    user.chain(stop)
        .chain(others)
        .map(|(list, word)| {
            let key = (list, word);
            let let_through = key.1.strip_prefix('-').filter(|_| list == WordList::StopWords);
            let count = let_through.map_or_else(|| effects.get(&key).copied().unwrap_or_default(), counted);
            WordEffect { list: key.0, word: key.1, count }
        })
        .collect()
}

/// The text in simplified characters, one for one.
pub(crate) fn folded(text: &str) -> Cow<'_, str> {
    let chars: Vec<char> = text.chars().collect();
    match fold::simplified(&chars) {
        Some(chars) => Cow::Owned(chars.into_iter().collect()),
        None => Cow::Borrowed(text),
    }
}

/// The stretches of text that count: those of `role`, or all but the glossary.
pub(crate) fn spans(document: &Document, length: u32, role: Option<Role>) -> Vec<Span> {
    let top = document.sections.iter().filter(|section| section.parent.is_none());
    if let Some(role) = role {
        // What the government says about itself speaks of the year to come, as in `gangmu_export::Parts`.
        let of = |role| if role == Role::Government { Role::Plan } else { role };
        let sections = top.filter(|section| section.role == role || of(section.role) == role);
        return sections.map(|section| Span { start: section.start, end: section.end.min(length) }).collect();
    }
    let mut spans = Vec::new();
    let mut start = 0;
    for section in document.sections.iter().filter(|section| section.role == Role::Glossary) {
        if section.start > start {
            spans.push(Span { start, end: section.start.min(length) });
        }
        start = start.max(section.end);
    }
    if start < length {
        spans.push(Span { start, end: length });
    }
    spans
}

/// Words to count as others.
#[derive(Debug, Default)]
struct Synonyms {
    /// In the reader's order, the word and what it counts as.
    pairs: Vec<(String, String)>,
    /// By word, where it stands in `pairs`.
    places: FxHashMap<String, usize>,
}

impl Synonyms {
    fn new(lines: &[String]) -> Self {
        let mut synonyms = Self::default();
        for line in lines {
            let mut words = line
                .trim_start_matches('\u{FEFF}')
                .split(|c: char| c.is_whitespace() || matches!(c, '=' | ',' | '，'))
                .filter(|word| !word.is_empty())
                .take_while(|word| !word.starts_with('#'));
            let Some(one) = words.next() else { continue };
            for word in std::iter::once(one).chain(words) {
                synonyms.places.insert(word.to_owned(), synonyms.pairs.len());
                synonyms.pairs.push((word.to_owned(), one.to_owned()));
            }
        }
        synonyms
    }

    /// All of them, to be kept whole.
    fn words(&self) -> impl Iterator<Item = String> {
        self.pairs.iter().map(|(word, _)| word.clone())
    }

    /// What `word` counts as.
    fn of<'w>(&'w self, word: &'w str) -> &'w str {
        self.places.get(word).map_or(word, |&place| &self.pairs[place].1)
    }

    /// Whether `word` counts as another.
    fn other(&self, word: &str) -> bool {
        !self.pairs.is_empty() && self.of(word) != word
    }
}

/// Counts terms.
struct Counter<'a> {
    filter: &'a Filter<'a>,
    synonyms: &'a Synonyms,
    nouns: Nouns<'a>,
    /// By name, its place in `found`, or nothing if it may be no term.
    slots: FxHashMap<&'a str, Option<usize>>,
    found: Vec<Found>,
}

impl<'a> Counter<'a> {
    fn add(&mut self, name: &'a str, kind: WordKind, char: u32, part: usize) {
        let slot = if let Some(&slot) = self.slots.get(name) {
            slot
        } else {
            let term = self.synonyms.of(name);
            let slot = if !self.filter.allows(term, kind) || self.filter.stopped(name) {
                None
            } else if let Some(&slot) = self.slots.get(term) {
                slot
            } else {
                self.found.push(Found {
                    term: term.to_owned(),
                    written: String::new(),
                    positions: Vec::new(),
                    parts: [0; PARTS],
                    noun: self.nouns.has(term, kind),
                });
                Some(self.found.len() - 1)
            };
            self.slots.insert(name, slot);
            // The next to count as the same finds its place.
            if slot.is_some() {
                self.slots.entry(self.synonyms.of(name)).or_insert(slot);
            }
            slot
        };
        if let Some(slot) = slot {
            self.found[slot].positions.push(char);
            self.found[slot].parts[part] += 1;
        }
    }
}

/// A token with its name as a number.
#[derive(Clone, Copy, Debug)]
struct Token {
    id: u32,
    /// Its first character in the document.
    char: u32,
    /// One past its last.
    end: u32,
    kind: WordKind,
    /// The report it stands in.
    report: u32,
}

/// Tokens of one or several documents.
#[derive(Default)]
struct Sequence<'t> {
    tokens: Vec<Token>,
    /// What each token may do in a phrase.
    places: Vec<Place>,
    /// By number, a name.
    names: Vec<&'t str>,
    /// By number, what it may do.
    roles: Vec<Place>,
    numbers: FxHashMap<&'t str, u32>,
}

impl<'t> Sequence<'t> {
    /// Appends the tokens of `text`, which starts at character `start` of report `report`. How many characters it has
    /// that are no blanks.
    fn cut(&mut self, segmenter: &Segmenter<'_>, filter: &Filter<'_>, text: &'t str, start: u32, report: u32) -> u32 {
        let mut words = Vec::with_capacity(text.len() / 5);
        segmenter.segment(text, &mut words);
        let mut visible = 0;
        self.tokens.reserve(words.len());
        self.places.reserve(words.len());
        for (i, word) in words.iter().enumerate() {
            let name = word.of(text);
            let id = *self.numbers.entry(name).or_insert_with(|| {
                self.names.push(name);
                self.roles.push(filter.place(name, word.kind));
                self.names.len() as u32 - 1
            });
            if word.kind != WordKind::Space {
                visible += word.char_end - word.char_start;
            }
            let (char, end) = (start + word.char_start, start + word.char_end);
            self.tokens.push(Token { id, char, end, kind: word.kind, report });
            let next = words.get(i + 1).map_or("", |next| next.of(text));
            self.places.push(Filter::before(name, self.roles[id as usize], next, |next| segmenter.is_noun(next)));
        }
        visible
    }

    fn ids(&self) -> Vec<u32> {
        self.tokens.iter().map(|token| token.id).collect()
    }
}

/// A phrase of several reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// How it is written.
    pub text: String,
    /// How often it occurs.
    pub count: u32,
    /// In how many reports.
    pub reports: u32,
}

/// The phrases of `documents` that the dictionary does not have, and the names in quotes that recur as often, in order
/// of code points.
pub fn phrases(documents: &[Document], dictionary: &Dictionary) -> Vec<Phrase> {
    let texts: Vec<Cow<'_, str>> = documents.iter().map(|document| folded(&document.text)).collect();
    let indices: Vec<CharIndex> = texts.iter().map(|text| CharIndex::new(text)).collect();
    let (segmenter, filter) = (Segmenter::new(dictionary, &[]), Filter::new(&[]));
    let mut sequence = Sequence::default();
    for (report, (document, (text, index))) in documents.iter().zip(texts.iter().zip(&indices)).enumerate() {
        for span in spans(document, index.len(), None) {
            sequence.cut(&segmenter, &filter, index.slice(text, span.start, span.end), span.start, report as u32);
            sequence.cut(&segmenter, &filter, "\n", span.end, report as u32);
        }
    }
    let report = |place: usize| sequence.tokens[place].report;
    let found = Phrases::find(&sequence.ids(), sequence.names.len(), &sequence.places, report, IN_SEVERAL);

    let mut counts: std::collections::BTreeMap<String, (u32, HashSet<u32>)> = std::collections::BTreeMap::new();
    let mut place = 0;
    while let Some(&token) = sequence.tokens.get(place) {
        let length = found.at(place).unwrap_or(1);
        let last = sequence.tokens[place + length - 1];
        place += length;
        let name = matches!(token.kind, WordKind::Quoted | WordKind::Latin | WordKind::Mixed)
            && filter.allows(sequence.names[token.id as usize], token.kind);
        if length > 1 || name {
            let at = token.report as usize;
            let text = indices[at].slice(&texts[at], token.char, last.end);
            let (count, reports) = counts.entry(text.to_owned()).or_default();
            *count += 1;
            reports.insert(token.report);
        }
    }
    counts
        .into_iter()
        .filter(|(text, (count, reports))| {
            *count >= IN_SEVERAL.count
                && reports.len() >= IN_SEVERAL.reports as usize
                && !dictionary.contains(text)
                && !text.contains('“')
        })
        .map(|(text, (count, reports))| Phrase { text, count, reports: reports.len() as u32 })
        .collect()
}
