//! Lists of `OpenDocument`: what stands before a paragraph because it is the first of an item, or a numbered heading.

use crate::read::ordinal::Form;
use crate::read::xml::{Tag, Xml};
use rustc_hash::FxHashMap;

pub(super) const LEVELS: usize = 10;

/// The name of the list of headings, which has none.
pub(super) const OUTLINE: &str = "\u{0}outline";

/// A label is at most so long, in characters.
const LONGEST_LABEL: usize = 40;

/// A document has at most so many styles of lists.
pub(super) const MOST_STYLES: usize = 4000;

/// Lists nest at most so deep.
const MOST_OPEN: usize = 64;

/// A level of a style of lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    form: Option<Form>,
    bullet: String,
    prefix: String,
    suffix: String,
    /// How many levels up to this one the label shows.
    shown: u32,
    start: u32,
}

/// Reads the levels of a style.
pub(super) fn levels(xml: &mut Xml) -> [Level; LEVELS] {
    let mut out: [Level; LEVELS] = std::array::from_fn(|_| Level::default());
    xml.each(|_, tag| {
        let kind = tag.name();
        if !matches!(kind, "list-level-style-number" | "list-level-style-bullet" | "outline-level-style") {
            return;
        }
        let short = |name: &str| tag.get(name).unwrap_or_default().chars().take(LONGEST_LABEL).collect::<String>();
        let Some(level) = tag.number("level").and_then(|at| out.get_mut((at as usize).wrapping_sub(1))) else { return };
        *level = Level {
            form: (kind != "list-level-style-bullet")
                .then(|| Form::of_example(&tag.get("num-format").unwrap_or_default())),
            bullet: short("bullet-char"),
            prefix: short("num-prefix"),
            suffix: short("num-suffix"),
            shown: tag.number("display-levels").unwrap_or(1),
            start: tag.number("start-value").unwrap_or(1),
        };
    });
    out
}

/// A list that is open.
#[derive(Debug)]
struct Open {
    style: Option<String>,
    /// Whether the next paragraph is the first of an item that has a number.
    waits: bool,
}

/// The lists of a document, and how far each has counted.
pub(super) struct Lists<'a> {
    styles: &'a FxHashMap<String, [Level; LEVELS]>,
    open: Vec<Open>,
    counters: FxHashMap<String, [Option<u32>; LEVELS]>,
}

impl<'a> Lists<'a> {
    pub(super) fn new(styles: &'a FxHashMap<String, [Level; LEVELS]>) -> Self {
        Self { styles, open: Vec::new(), counters: FxHashMap::default() }
    }

    /// A list begins.
    pub(super) fn begin(&mut self, tag: &Tag) {
        let outer = self.open.last().and_then(|open| open.style.clone());
        let first = self.open.is_empty();
        let style = tag.get("style-name").or(outer);
        let goes_on = tag.get("continue-numbering").is_some_and(|value| value == "true")
            || tag.get("continue-list").is_some()
            // A writer's next list of one style goes on only where it says so.
            || !first;
        if !goes_on && let Some(style) = &style {
            self.counters.remove(style);
        }
        if self.open.len() < MOST_OPEN {
            self.open.push(Open { style, waits: false });
        }
    }

    /// An item of it begins, or its heading, which has no number.
    pub(super) fn item(&mut self, tag: &Tag, numbered: bool) {
        let at = self.open.len().wrapping_sub(1).min(LEVELS - 1);
        let Some(open) = self.open.last_mut() else { return };
        open.waits = numbered;
        if let (Some(start), Some(style)) = (tag.number("start-value"), &open.style) {
            self.counters.entry(style.clone()).or_default()[at] = start.checked_sub(1);
        }
    }

    /// It ends.
    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// What stands before a paragraph that begins here. `heading` is its level as a heading, from 1, and `style` the
    /// style of lists that the paragraph's own style names.
    pub(super) fn label(&mut self, heading: Option<u32>, style: Option<&str>) -> String {
        let depth = self.open.len();
        if let Some(open) = self.open.last_mut() {
            if !std::mem::take(&mut open.waits) {
                return String::new();
            }
            let Some(style) = open.style.clone().or_else(|| style.map(str::to_owned)) else { return String::new() };
            return self.count(&style, depth - 1);
        }
        match heading {
            Some(level) => self.count(style.unwrap_or(OUTLINE), (level as usize).saturating_sub(1)),
            None => String::new(),
        }
    }

    fn count(&mut self, style: &str, at: usize) -> String {
        let at = at.min(LEVELS - 1);
        let Some(levels) = self.styles.get(style) else { return String::new() };
        let level = &levels[at];
        let counters = self.counters.entry(style.to_owned()).or_default();
        counters[at] = Some(counters[at].map_or(level.start, |count| count.saturating_add(1)));
        counters[at + 1..].fill(None);
        let mut label = match level.form {
            None if level.bullet.chars().all(|c| matches!(c, '\u{E000}'..='\u{F8FF}')) && !level.bullet.is_empty() => {
                "•".to_owned()
            }
            // What is said to stand around a bullet is not shown.
            None => level.bullet.clone(),
            Some(form) => {
                let first = (at + 1).saturating_sub(level.shown.max(1) as usize);
                let numbers = (first..=at).filter_map(|of| {
                    let form = levels[of].form.filter(|form| *form != Form::None)?;
                    Some(form.write(counters[of].unwrap_or(levels[of].start)))
                });
                let numbers = if form == Form::None { String::new() } else { numbers.collect::<Vec<_>>().join(".") };
                format!("{}{numbers}{}", level.prefix, level.suffix)
            }
        };
        label = label.trim().chars().take(LONGEST_LABEL).collect();
        if label.ends_with(|c: char| c.is_ascii() || c == '•') {
            label.push(' ');
        }
        label
    }
}
