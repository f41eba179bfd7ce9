//! Lists: what stands before a paragraph because it is an item of one, 一、 (二) 3. ④.
//!
//! Word keeps neither the label nor its number with the paragraph, only the list and the level. Lists (`num`) share the
//! counters of what they are made from (`abstractNum`), unless they start a level again.

use super::style::Styles;
use crate::read::ordinal::Form;
use crate::read::xml::{Node, Xml};
use rustc_hash::{FxHashMap, FxHashSet};

/// Levels of a list.
const LEVELS: usize = 9;

/// A document has at most so many lists, and so many of what they are made from.
const MOST_LISTS: usize = 4000;

/// A label is at most so long, in characters: longer ones would let a short file say much.
const LONGEST_LABEL: usize = 40;

/// Where in which list a paragraph stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Place {
    pub(in crate::read) list: u32,
    pub(in crate::read) level: Option<u32>,
    /// The style that puts it there, if one does.
    pub(in crate::read) style: Option<String>,
}

/// A level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    form: Form,
    bullet: bool,
    /// The label, with `%1` for the number of the first level.
    text: String,
    /// Whether nothing parts the label from the text.
    close: bool,
    /// The level (from 1) whose next number starts this one again; 0 for none.
    restart: Option<u32>,
    /// Whether all numbers of the label are written in digits.
    digits: bool,
    /// The style whose paragraphs stand here.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            form: Form::Decimal,
            bullet: false,
            text: String::new(),
            close: false,
            restart: None,
            digits: false,
            style: None,
        }
    }
}

#[derive(Debug, Default)]
struct Abstract {
    levels: [Option<Level>; LEVELS],
    /// The style of lists that it takes its levels from, or gives them to.
    takes: Option<String>,
    gives: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    base: u32,
    levels: [Option<Level>; LEVELS],
    starts: [Option<u32>; LEVELS],
}

/// All lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(in crate::read) struct Numbering {
    bases: FxHashMap<u32, Abstract>,
    lists: FxHashMap<u32, List>,
    counters: FxHashMap<u32, [Option<u32>; LEVELS]>,
    begun: FxHashSet<u32>,
}

impl Numbering {
    pub(super) fn new(text: &str, styles: &Styles) -> Self {
        let mut out = Self::default();
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next() {
            let Node::Open(tag) = node else { continue };
            match tag.name() {
                "abstractNum" => {
                    let Some(id) = tag.number("abstractNumId") else { continue };
                    let mut base = Abstract::default();
                    xml.each(|xml, tag| match tag.name() {
                        "lvl" => put(&mut base.levels, tag.number("ilvl"), level(xml)),
                        "numStyleLink" => base.takes = tag.get("val"),
                        "styleLink" => base.gives = tag.get("val"),
                        _ => {}
                    });
                    if out.bases.len() < MOST_LISTS {
                        out.bases.insert(id, base);
                    }
                }
                "num" => {
                    let Some(id) = tag.number("numId") else { continue };
                    let mut list = List::default();
                    let mut at = None;
                    xml.each(|xml, tag| match tag.name() {
                        "abstractNumId" => list.base = tag.number("val").unwrap_or_default(),
                        "lvlOverride" => at = tag.number("ilvl"),
                        "startOverride" => put(&mut list.starts, at, tag.number("val").unwrap_or(1)),
                        "lvl" => put(&mut list.levels, at, level(xml)),
                        _ => {}
                    });
                    if out.lists.len() < MOST_LISTS {
                        out.lists.insert(id, list);
                    }
                }
                _ => {}
            }
        }
        out.link(styles);
        out
    }

    /// Gives lists that take their levels from a style the base that has them.
    fn link(&mut self, styles: &Styles) {
        let mut linked = Vec::new();
        for (&id, base) in &self.bases {
            let Some(style) = base.takes.as_deref().filter(|_| base.levels.iter().all(Option::is_none)) else {
                continue;
            };
            let by_style = styles.list(Some(style)).and_then(|place| self.lists.get(&place.list)).map(|list| list.base);
            let by_name =
                || self.bases.iter().filter(|(_, base)| base.gives.as_deref() == Some(style)).map(|(&id, _)| id).min();
            if let Some(from) = by_style.filter(|from| *from != id).or_else(by_name) {
                linked.push((id, from));
            }
        }
        for list in self.lists.values_mut() {
            if let Some((_, from)) = linked.iter().find(|(id, _)| *id == list.base) {
                list.base = *from;
            }
        }
    }

    /// Counts a paragraph and gives what stands before it, with what parts it from the text.
    pub(in crate::read) fn next(&mut self, place: &Place) -> String {
        let Some(list) = self.lists.get(&place.list) else { return String::new() };
        let Some(base) = self.bases.get(&list.base) else { return String::new() };
        let level_of = |at: usize| list.levels[at].as_ref().or(base.levels[at].as_ref());
        let named = || {
            (0..LEVELS)
                .find(|&at| level_of(at).is_some_and(|level| level.style.is_some() && level.style == place.style))
        };
        let at = place.level.map_or_else(|| named().unwrap_or_default(), |level| level as usize).min(LEVELS - 1);
        let counters = self.counters.entry(list.base).or_default();
        if self.begun.insert(place.list) {
            for (counter, start) in counters.iter_mut().zip(list.starts) {
                if start.is_some() {
                    *counter = None;
                }
            }
        }
        let start = |at: usize| list.starts[at].or(level_of(at).map(|level| level.start)).unwrap_or(1);
        counters[at] = Some(counters[at].map_or(start(at), |count| count.saturating_add(1)));
        for (deeper, counter) in counters.iter_mut().enumerate().skip(at + 1) {
            let restart = level_of(deeper).and_then(|level| level.restart);
            if restart.is_none_or(|restart| (at as u32) < restart) {
                *counter = None;
            }
        }
        let Some(level) = level_of(at) else { return String::new() };
        let mut label = String::new();
        if level.bullet {
            // Bullets of symbol fonts have private codes.
            let private = level.text.chars().all(|c| matches!(c, '\u{E000}'..='\u{F8FF}'));
            label.push_str(if private && !level.text.is_empty() { "•" } else { &level.text });
        } else {
            let mut chars = level.text.chars().peekable();
            while let Some(c) = chars.next() {
                let named = (c == '%').then(|| chars.next_if(|c| matches!(c, '1'..='9'))).flatten();
                let Some(named) = named else {
                    label.push(c);
                    continue;
                };
                let of = named as usize - '1' as usize;
                let form = level_of(of).map_or(Form::Decimal, |level| level.form);
                let form = if level.digits && form != Form::DecimalZero { Form::Decimal } else { form };
                label.push_str(&form.write(counters[of].unwrap_or_else(|| start(of))));
            }
        }
        let mut label: String = label.trim().chars().take(LONGEST_LABEL).collect();
        // 一、抓项目: a typist sets no blank behind a Chinese mark.
        if !level.close && label.ends_with(|c: char| c.is_ascii() || c == '•') {
            label.push(' ');
        }
        label
    }
}

fn put<T>(levels: &mut [Option<T>; LEVELS], at: Option<u32>, value: T) {
    if let Some(level) = at.and_then(|at| levels.get_mut(at as usize)) {
        *level = Some(value);
    }
}

fn level(xml: &mut Xml) -> Level {
    let mut out = Level::default();
    xml.each(|xml, tag| match tag.name() {
        "start" => out.start = tag.number("val").unwrap_or(1),
        "numFmt" => {
            let name = tag.get("val").unwrap_or_default();
            out.bullet = name == "bullet";
            out.form = Form::of_word(&name);
        }
        "lvlText" => out.text = tag.get("val").unwrap_or_default().chars().take(LONGEST_LABEL).collect(),
        "suff" => out.close = tag.get("val").is_some_and(|v| v == "nothing"),
        "lvlRestart" => out.restart = tag.number("val"),
        "isLgl" => out.digits = tag.is_on(),
        "pStyle" => out.style = tag.get("val"),
        "pPr" | "rPr" => xml.skip(),
        _ => {}
    });
    out
}
