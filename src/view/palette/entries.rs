//! What the palette lists. In: the open reports, the actions and what was typed. Out: what fits, best first: names that begin
//! with it, names that have it, names that have its characters in order. Nothing here knows the browser.

use crate::state::{Report, Tab};
use crate::view::bar::short_name;
use crate::view::wording::{heading, value};
use gangmu_export::order::sort_by_key;
use gangmu_help::Anchor;
use gangmu_model::{ExportFormat, Status};
use std::ops::Range;

/// What an entry leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// A report, in the view at hand.
    Report(usize),
    /// A view of the report at hand.
    View(Tab),
    /// A section of a report, in its text.
    Section(usize, u32),
    /// A row of a report, in its table.
    Row(usize, u32),
    /// A search of all reports.
    Search(String),
    /// The words of the report at hand, with this one chosen.
    Word(String),
    /// The start page, ready for a text.
    Paste,
    /// Files to open.
    Choose,
    /// All samples.
    Samples,
    /// The end of the analysis.
    Stop,
    /// The form of what the report at hand is called.
    Rename,
    /// The form of where the report at hand ends.
    Arrange,
    /// What was corrected last, as it was before.
    Undo,
    /// What was undone last, again.
    Redo,
    /// The list of what was corrected, to a file and from one.
    Changes,
    /// What can be sent of the report at hand, and how.
    Share,
    /// Nothing kept any more.
    Forget,
    /// A file of the report at hand.
    Export(ExportFormat),
    /// The address of what is shown, to the clipboard.
    CopyLink,
    /// Paper.
    Print,
    /// A theme, by its name.
    Theme(&'static str),
    /// The other language.
    Language,
    /// A place of the help.
    Help(Anchor),
}

/// A kind of entries; a sign before what is typed asks for one kind alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Reports,
    Views,
    Sections,
    Indicators,
    Actions,
}

impl Kind {
    /// All, in the order in which they are listed.
    pub(super) const ALL: [Self; 5] = [Self::Reports, Self::Views, Self::Sections, Self::Indicators, Self::Actions];

    /// Its name in `locales/`.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Reports => "reports",
            Self::Views => "views",
            Self::Sections => "sections",
            Self::Indicators => "indicators",
            Self::Actions => "actions",
        }
    }

    /// The sign that asks for it alone.
    pub(super) const fn sign(self) -> Option<char> {
        match self {
            Self::Reports => Some('@'),
            Self::Views => None,
            Self::Sections => Some('#'),
            Self::Indicators => Some('='),
            Self::Actions => Some('>'),
        }
    }

    /// How many of it are listed at most, among others and alone.
    const fn most(self) -> (usize, usize) {
        match self {
            Self::Actions => (16, 60),
            _ => (6, 60),
        }
    }
}

/// A value that an indicator's entry shows: whether it is a target, and its words.
pub(super) type Value = (Status, String);

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) name: String,
    /// The bytes of `name` that were typed.
    pub(super) mark: Option<Range<usize>>,
    /// Of an indicator, its first result and its first target.
    pub(super) values: Vec<Value>,
    /// Whose it is.
    pub(super) beside: String,
    pub(super) act: Act,
}

/// What was typed, without the sign that asks for one kind.
pub(super) fn typed(text: &str) -> (Option<Kind>, &str) {
    let text = text.trim_start();
    let sign = |kind: &Kind| kind.sign().is_some_and(|sign| text.starts_with(sign));
    match Kind::ALL.into_iter().find(sign) {
        Some(kind) => (Some(kind), text[1..].trim()),
        None => (None, text.trim()),
    }
}

/// The entries that fit what was typed; `named` are those that the page knows, by kind and name.
pub(super) fn entries(reports: &[Report], named: Vec<(Kind, String, Act)>, text: &str) -> Vec<Entry> {
    let (only, text) = typed(text);
    let mut all = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|kind| only.is_none_or(|only| only == *kind)) {
        let (some, many) = kind.most();
        let most = if only.is_some() { many } else { some };
        // Thousands of rows are of no use to somebody who has typed nothing.
        if text.is_empty() && only.is_none() && matches!(kind, Kind::Sections | Kind::Indicators) {
            continue;
        }
        let mut found = Best { most, ranks: Default::default() };
        match kind {
            Kind::Reports => {
                for (index, report) in reports.iter().enumerate() {
                    let title = &report.document.title;
                    let entry = || Entry::plain(kind, short_name(report), title.clone(), Act::Report(index));
                    found.add(text, &[&short_name(report), title], entry);
                }
            }
            Kind::Sections => {
                for (index, report) in reports.iter().enumerate() {
                    for section in &report.document.sections {
                        let name = heading(section);
                        let act = Act::Section(index, section.start);
                        found.add(text, &[&name], || Entry::plain(kind, name.clone(), short_name(report), act));
                    }
                }
            }
            Kind::Indicators => {
                for (index, report) in reports.iter().enumerate() {
                    add_rows(&mut found, text, index, report);
                }
            }
            Kind::Views | Kind::Actions => {
                let named = named.iter().filter(|(of, ..)| *of == kind);
                for (_, name, act) in named {
                    found.add(text, &[name], || Entry::plain(kind, name.clone(), String::new(), act.clone()));
                }
            }
        }
        all.extend(found.ranks.into_iter().flatten().take(most));
    }
    all
}

/// The rows of a report, one entry for each name.
fn add_rows(found: &mut Best, text: &str, index: usize, report: &Report) {
    let rows = &report.document.indicators;
    for (row, indicator) in rows.iter().enumerate() {
        let name = &indicator.indicator;
        let first = || rows[..row].iter().all(|before| before.indicator != *name);
        let names = [name.as_str(), indicator.name.as_deref().unwrap_or_default()];
        let entry = || {
            let of = |status: Status| {
                let row = rows.iter().find(|row| row.indicator == *name && row.status == status)?;
                let written = value(&report.document, &report.index, row);
                let words = [written.direction, written.bound, &written.figures, &written.unit].concat();
                Some((status, words))
            };
            let values = [Status::Actual, Status::Target].into_iter().filter_map(of).collect();
            let act = Act::Row(index, row as u32);
            Entry { values, ..Entry::plain(Kind::Indicators, name.clone(), short_name(report), act) }
        };
        // To look for an earlier row of the name costs more than to see whether the name fits.
        if fit(text, &names).is_some() && first() {
            found.add(text, &names, entry);
        }
    }
}

impl Entry {
    fn plain(kind: Kind, name: String, beside: String, act: Act) -> Self {
        Self { kind, name, mark: None, values: Vec::new(), beside, act }
    }
}

/// The first entries of each rank.
struct Best {
    most: usize,
    ranks: [Vec<Entry>; 3],
}

impl Best {
    /// Adds an entry if one of its names fits and there is room.
    fn add(&mut self, text: &str, names: &[&str], entry: impl FnOnce() -> Entry) {
        let Some((rank, mark)) = fit(text, names) else { return };
        let ranks = &mut self.ranks[rank];
        if ranks.len() < self.most {
            ranks.push(Entry { mark, ..entry() });
        }
    }
}

/// How well names fit what was typed, 0 best, and what to mark in the first of them.
fn fit(text: &str, names: &[&str]) -> Option<(usize, Option<Range<usize>>)> {
    let fits = names.iter().enumerate().filter_map(|(at, name)| {
        let (rank, mark) = fit_one(text, name)?;
        Some((rank, mark.filter(|_| at == 0)))
    });
    let mut fits: Vec<_> = fits.collect();
    sort_by_key(&mut fits, |(rank, _)| *rank);
    fits.into_iter().next()
}

fn fit_one(text: &str, name: &str) -> Option<(usize, Option<Range<usize>>)> {
    // ASCII alone, so that every byte stays where it is.
    let name = name.to_ascii_lowercase();
    let text = text.to_ascii_lowercase();
    if let Some(at) = name.find(&text) {
        let mark = (!text.is_empty()).then_some(at..at + text.len());
        return Some((usize::from(at > 0), mark));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 1 && words.iter().all(|word| name.contains(word)) {
        return Some((1, None));
    }
    let mut rest = name.chars();
    let in_order = text.chars().filter(|c| !c.is_whitespace()).all(|wanted| rest.any(|c| c == wanted));
    in_order.then_some((2, None))
}

#[cfg(test)]
mod tests {
    use super::{Act, Kind, entries, fit_one, typed};
    use crate::state::{Cleaned, Report, Tab};
    use gangmu_engine::{Source, analyze};
    use gangmu_model::{Options, Status};

    fn reports() -> Vec<Report> {
        let texts = [
            "青禾县2031年政府工作报告\n一、去年工作\n地区生产总值增长6.5%。\n二、今年主要目标任务\n预期目标是：地区生产总值增长7%以上，新建人才公寓2000套。",
            "云州市2031年政府工作报告\n一、人才工作\n引进人才300名。",
        ];
        let sources = texts.map(|text| Source { name: "报告.txt", bytes: text.as_bytes() });
        let documents = analyze(&sources, &Options::default(), &mut ()).documents;
        let cleaned = || Cleaned { bytes: Vec::new().into(), removed: Vec::new(), restored: None, year: None };
        documents.into_iter().map(|document| Report::new(document, Vec::new().into(), cleaned())).collect()
    }

    fn found(text: &str) -> Vec<(Kind, String, Act)> {
        let named = vec![
            (Kind::Views, "原文".to_owned(), Act::View(Tab::Text)),
            (Kind::Actions, "Choose files".to_owned(), Act::Choose),
        ];
        entries(&reports(), named, text).into_iter().map(|entry| (entry.kind, entry.name, entry.act)).collect()
    }

    #[test]
    fn a_name_fits_from_its_start_inside_or_in_order() {
        assert_eq!(fit_one("人才", "人才工作"), Some((0, Some(0..6))));
        assert_eq!(fit_one("gdp", "单位GDP能耗"), Some((1, Some(6..9))));
        assert_eq!(fit_one("能耗 单位", "单位GDP能耗"), Some((1, None)));
        assert_eq!(fit_one("生总值", "地区生产总值"), Some((2, None)));
        assert_eq!(fit_one("值总", "地区生产总值"), None);
        assert_eq!(fit_one("", "地区"), Some((0, None)));
    }

    #[test]
    fn a_sign_asks_for_one_kind() {
        assert_eq!(typed(" #  人才 "), (Some(Kind::Sections), "人才"));
        assert_eq!(typed("人才"), (None, "人才"));
        assert_eq!(typed("="), (Some(Kind::Indicators), ""));
        let owner = leptos::prelude::Owner::new();
        owner.set();
        assert_eq!(found("#人才").iter().map(|(_, name, _)| name.as_str()).collect::<Vec<_>>(), ["一、人才工作"]);
        assert_eq!(found("#").len(), 3);
        assert_eq!(found(">").iter().map(|(_, _, act)| act).collect::<Vec<_>>(), [&Act::Choose]);
    }

    #[test]
    fn reports_sections_rows_and_actions_are_reached() {
        let owner = leptos::prelude::Owner::new();
        owner.set();
        let kinds: Vec<Kind> = found("").into_iter().map(|(kind, ..)| kind).collect();
        assert_eq!(kinds, [Kind::Reports, Kind::Reports, Kind::Views, Kind::Actions]);
        let all = found("人才");
        assert_eq!(
            all.iter().map(|(kind, ..)| *kind).collect::<Vec<_>>(),
            [Kind::Sections, Kind::Indicators, Kind::Indicators]
        );
        // A name that begins with it comes first, whichever report it is of.
        assert_eq!(all[1].1, "人才公寓");
        assert_eq!(found("云州")[0].2, Act::Report(1));
        assert_eq!(found("choose")[0].2, Act::Choose);
    }

    #[test]
    fn a_name_of_several_rows_is_one_entry_with_result_and_target() {
        let owner = leptos::prelude::Owner::new();
        owner.set();
        let entries = entries(&reports(), Vec::new(), "=生产总值");
        assert_eq!(entries.len(), 1);
        let values: Vec<_> = entries[0].values.iter().map(|(status, words)| (*status, words.as_str())).collect();
        assert_eq!(values, [(Status::Actual, "↑6.5%"), (Status::Target, "↑7%以上")]);
    }
}
