//! A choice in; the results that a link of the wished length holds out, in steps of packing them once.

use super::{Changes, Choice, LeftOut, MOST_CHARS, PLEASANT_CHARS, Results, bare, bare_row, nest, one_line, pack};
use crate::frame;
use gangmu_model::{Checked, Confidence, Document, Indicator};

/// Something to take or to leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Row(usize),
    Section(usize),
    Term(usize),
}

/// The search for what fits: what must be in a link as far as [`MOST_CHARS`] allow, the rest up to [`PLEASANT_CHARS`].
pub(super) struct Fitting {
    whole: Whole,
    items: Vec<Item>,
    /// How many of the items must be in the link.
    needed: usize,
    /// Characters before the `#`.
    address: usize,
    search: Search,
    /// Whether only what is needed is searched by now.
    only_needed: bool,
}

impl Fitting {
    pub(super) fn new(choice: &Choice<'_>) -> Self {
        let whole = Whole::of(choice);
        let (items, needed) = whole.order(choice);
        let address = choice.address;
        let search = Search::new(items.len(), PLEASANT_CHARS.saturating_sub(address));
        Self { whole, items, needed, address, search, only_needed: false }
    }

    /// Packs one try; the results when it is known what fits.
    pub(super) fn step(&mut self) -> Option<Results> {
        if self.search.found().is_none() {
            let (content, payload) = pack::write(&self.whole.take(&self.items[..self.search.guess]));
            self.search.tell(frame::length(content.len(), payload.len()));
        }
        let fits = self.search.found()?;
        if fits < self.needed && !self.only_needed {
            self.only_needed = true;
            self.search = Search::new(self.needed, MOST_CHARS.saturating_sub(self.address));
            return None;
        }
        Some(self.whole.take(&self.items[..fits]))
    }
}

/// The search for how many items fit into so many characters.
struct Search {
    most: usize,
    /// So many fit.
    fits: usize,
    /// So many do not.
    too_many: usize,
    /// So many are to be tried.
    guess: usize,
}

impl Search {
    /// Of so many items.
    fn new(items: usize, most: usize) -> Self {
        // Most often far from all fit: the first guess is low.
        Self { most, fits: 0, too_many: items + 1, guess: items.min(150) }
    }

    /// How many fit, when that is known.
    fn found(&self) -> Option<usize> {
        (self.fits + 1 >= self.too_many).then_some(self.fits)
    }

    /// Takes note of the characters that [`Search::guess`] items make.
    fn tell(&mut self, length: usize) {
        if length <= self.most {
            self.fits = self.guess;
        } else {
            self.too_many = self.guess;
        }
        // Items are of about one size: what is left over tells how many more.
        let likely = self.guess as i64 + (self.most as i64 - length as i64) * self.guess.max(8) as i64 / length as i64;
        let last = self.too_many.saturating_sub(1).max(self.fits + 1);
        self.guess = (likely.max(0) as usize).clamp(self.fits + 1, last);
    }
}

/// All that is found in a document, and its first thirty terms.
pub(super) fn all(document: &Document) -> Results {
    let choice = Choice::of(document);
    let whole = Whole::of(&choice);
    whole.take(&whole.order(&choice).0)
}

/// All that could be shared.
struct Whole {
    document: Document,
    characters: u32,
    changes: Changes,
    terms: usize,
}

impl Whole {
    fn of(choice: &Choice<'_>) -> Self {
        let document = bare(choice.document);
        Self {
            characters: choice.document.text.chars().count() as u32,
            changes: choice.changes.map(|changes| bare_changes(changes, &document)).unwrap_or_default(),
            terms: choice.terms.min(document.terms.len()),
            document,
        }
    }

    /// Everything in the order it is taken, and how much of that is needed.
    fn order(&self, choice: &Choice<'_>) -> (Vec<Item>, usize) {
        let (rows, sections) = (&self.document.indicators, &self.document.sections);
        let chosen = choice.rows.iter().map(|&row| row as usize).filter(|&row| row < rows.len());
        let named = (0..rows.len()).filter(|&row| rows[row].name.is_some());
        let headings = |level: u8| {
            (0..sections.len())
                .filter(move |&i| if level < 3 { sections[i].level == level } else { sections[i].level >= 3 })
        };
        let others = |confidence| (0..rows.len()).filter(move |&row| rows[row].confidence == confidence);
        let changed = |row: &usize| matches!(rows[*row].checked, Checked::Edited | Checked::Added);
        let mut items: Vec<Item> = Vec::new();
        let mut add = |more: &mut dyn Iterator<Item = Item>| {
            for item in more {
                if !items.contains(&item) {
                    items.push(item);
                }
            }
            items.len()
        };
        add(&mut chosen.map(Item::Row));
        add(&mut (0..rows.len()).filter(changed).map(Item::Row));
        add(&mut headings(1).map(Item::Section));
        let needed = add(&mut named.map(Item::Row));
        add(&mut (0..self.terms.min(10)).map(Item::Term));
        add(&mut headings(2).map(Item::Section));
        add(&mut (0..self.terms).map(Item::Term));
        add(&mut headings(3).map(Item::Section));
        add(&mut others(Confidence::High).map(Item::Row));
        add(&mut others(Confidence::Low).map(Item::Row));
        (items, needed)
    }

    /// The results with these items and no others.
    fn take(&self, items: &[Item]) -> Results {
        let mut document = self.document.clone();
        let kept = |item: Item| items.contains(&item);
        let old = &self.document.sections;
        // Where the sections went; a row of one that is left out belongs to the one around it.
        let mut places: Vec<Option<u32>> = Vec::new();
        document.sections.clear();
        for (index, section) in old.iter().enumerate() {
            if kept(Item::Section(index)) {
                places.push(Some(document.sections.len() as u32));
                document.sections.push(section.clone());
            } else {
                places.push(section.parent.and_then(|parent| places[parent as usize]));
            }
        }
        nest(&mut document.sections, self.characters);
        let mut row_places: Vec<Option<u32>> = Vec::new();
        document.indicators.clear();
        for (index, row) in self.document.indicators.iter().enumerate() {
            if !kept(Item::Row(index)) {
                row_places.push(None);
                continue;
            }
            row_places.push(Some(document.indicators.len() as u32));
            let mut row = row.clone();
            row.section = row.section.and_then(|section| *places.get(section as usize)?);
            row.parent = row.parent.and_then(|parent| *row_places.get(parent as usize)?);
            document.indicators.push(row);
        }
        let terms = (0..self.terms).filter(|&term| kept(Item::Term(term))).count();
        document.terms.truncate(terms);
        let left_out = LeftOut {
            rows: (self.document.indicators.len() - document.indicators.len()) as u32,
            sections: (old.len() - document.sections.len()) as u32,
            terms: (self.terms - terms) as u32,
        };
        let place = |row: u32| row_places.get(row as usize).copied().flatten();
        let before = self.changes.before.iter().filter_map(|(row, was)| {
            let at = place(*row)?;
            // What is not of then is as in the row itself.
            let now = &document.indicators[at as usize];
            Some((at, Indicator { section: now.section, parent: now.parent, ..was.clone() }))
        });
        let changes = Changes { before: before.collect(), ..self.changes.clone() };
        Results { document, characters: self.characters, corrections: Vec::new(), changes, left_out }
    }
}

/// Changes of rows of `document`, which is bare, without what a link has no place for.
fn bare_changes(changes: &Changes, document: &Document) -> Changes {
    let before = changes.before.iter().filter_map(|(at, was)| {
        let now = document.indicators.get(*at as usize).filter(|row| row.checked == Checked::Edited)?;
        let Indicator { indicator, value, value_max, unit, bound, direction, status, period, .. } = bare_row(was);
        let was = Indicator { indicator, value, value_max, unit, bound, direction, status, period, ..now.clone() };
        Some((*at, was))
    });
    let called = changes.called.as_deref().map(one_line);
    Changes { called, before: before.collect(), ..changes.clone() }
}
