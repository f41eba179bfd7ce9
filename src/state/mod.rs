//! What two views share: the open reports, and the place the reader is at.
//!
//! Views read [`State::place`] and change it only through [`State::go`] and [`State::switch`]; the URL's fragment follows it
//! (`history.rs`).

pub mod arrange;
pub mod attention;
pub mod checking;
pub mod correction_file;
pub mod desk;
pub mod doubts;
pub mod folder;
pub mod history;
pub mod keeping;
pub mod ledger;
pub mod link;
pub mod lists;
pub mod notice;
pub mod order;
pub mod pace;
pub mod project;
pub mod search;
pub mod settings;
pub mod share;
pub mod store;
pub mod task;

use checking::Checks;
use gangmu_export::concordance::Order;
use gangmu_export::matrix::Side;
use gangmu_model::{
    Against, AttentionList, CharIndex, Correction, Document, Removed, Role, SearchQuery, Term, TermPositions,
    WordEffect,
};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// A report that is open.
#[derive(Clone)]
pub struct Report {
    /// The report with outline and rows.
    pub document: Arc<Document>,
    /// Conversions of its text's offsets.
    pub index: Arc<CharIndex>,
    /// How long its text is for its reader; see [`length`].
    pub length: usize,
    /// What it came in: handed back to the worker when a file is made of it.
    pub bytes: Arc<[u8]>,
    /// Its terms; empty until the words step has run.
    pub terms: RwSignal<Arc<Terms>>,
    /// What cleaning took out of it.
    pub cleaned: Arc<Cleaned>,
    /// What the reader corrected in it: `document` is what came of that.
    pub checks: Arc<Checks>,
}

impl Report {
    /// A report without terms yet, of what it came in.
    pub fn new(document: Document, bytes: Arc<[u8]>, cleaned: Cleaned) -> Self {
        let (index, length) = (Arc::new(CharIndex::new(&document.text)), length(&document.text));
        let (document, checks) = Checks::new(Arc::new(document), Vec::new());
        let (checks, cleaned) = (Arc::new(checks), Arc::new(cleaned));
        Self { document, index, length, bytes, terms: RwSignal::default(), cleaned, checks }
    }

    /// The year that its reader says it is of, where that is another one than was read in its text.
    pub fn said_year(&self) -> Option<u16> {
        self.document.year.filter(|_| self.document.year != self.checks.analysed.year)
    }

    /// The same report with these corrections and no others.
    #[must_use]
    pub fn corrected(&self, corrections: Vec<Correction>) -> Self {
        let (mut document, checks) = Checks::new(self.checks.analysed.clone(), corrections);
        // Until its figures have been looked at again (`doubts`), it is warned of what it was warned of before.
        if let Some(document) = Arc::get_mut(&mut document) {
            document.warnings.clone_from(&self.document.warnings);
        }
        Self { document, checks: Arc::new(checks), ..self.clone() }
    }
}

/// How long a text is for its reader: its characters, blanks and ends of lines not counted.
pub fn length(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// What cleaning took out of a report when it was read, and what of that the reader has put back.
#[derive(Debug)]
pub struct Cleaned {
    /// What it came in when it was read.
    pub bytes: Arc<[u8]>,
    /// What was taken out then, in order.
    pub removed: Vec<Removed>,
    /// Which of it is in the text again; `None` as long as the reader has put nothing back.
    pub restored: Option<Vec<u32>>,
    /// The year that its rows were read for, where its reader says another one than its text.
    pub year: Option<u16>,
}

impl Cleaned {
    /// What is known of `document` when it comes in `bytes`.
    pub fn first(document: &Document, bytes: Arc<[u8]>) -> Self {
        Self { bytes, removed: document.removed.clone(), restored: None, year: None }
    }
}

/// The terms of a report with the places where they stand.
#[derive(Debug, Default)]
pub struct Terms {
    /// Most frequent first.
    pub terms: Vec<Term>,
    /// For each term the characters where it starts.
    pub positions: TermPositions,
    /// Terms that what the report is compared with says often and the report never; only where that was asked.
    pub lacking: Vec<Term>,
    /// How often each entry of the reader's lists took effect, and the stop words of the genre that did.
    pub effects: Vec<WordEffect>,
    /// The lists they were counted with.
    pub lists: Arc<lists::Lists>,
    /// What they came in.
    pub bytes: Vec<u8>,
}

/// A view of one report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// 一览
    #[default]
    Overview,
    /// 原文
    Text,
    /// 指标
    Indicators,
    /// 词语
    Words,
    /// 检索: in all reports that are open.
    Search,
    /// 对比: not of one report, but of all that are open.
    Compare,
}

/// Where the reader is: everything a link to this view has to hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Which of the open reports; `None` is the start page.
    pub report: Option<usize>,
    /// Which view of it.
    pub tab: Tab,
    /// The character of the text to show (原文).
    pub at: Option<u32>,
    /// The indicator row that is open (指标) or marked (原文).
    pub row: Option<u32>,
    /// The term whose occurrences are shown (词语).
    pub term: Option<String>,
    /// The filters of the indicator table.
    pub filter: Filter,
    /// How words are weighed.
    pub weighing: Weighing,
    /// How words and their occurrences are listed.
    pub listing: Listing,
    /// The list whose words are counted (关注度); without one the report's own words are shown.
    pub attention: Option<AttentionList>,
    /// What is compared.
    pub comparison: Comparison,
    /// What is looked for.
    pub lookup: Lookup,
}

impl Place {
    /// Turns to another report, in the same view; what is about all that are open stays as it is.
    pub fn turn_to(&mut self, report: Option<usize>) {
        let Self { tab, attention, comparison, lookup, .. } = std::mem::take(self);
        *self = Self { report, tab, attention, comparison, lookup, ..Self::default() };
    }
}

/// What is looked for in all reports (检索).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lookup {
    /// The words or the regular expression.
    pub query: SearchQuery,
    /// In what order the places stand; report by report unless they are sorted by what is around them.
    pub order: Order,
}

/// What stands side by side (对比).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Targets, results, or what became of targets.
    pub side: Side,
    /// The column that sorts the rows, by its canonical name, and whether it descends; the first one where there is none.
    /// An empty name leaves them in the order of the open reports.
    pub sort: Option<(String, bool)>,
    /// The canonical names that have a column; the headlines where there are none.
    pub columns: Vec<String>,
    /// The column that is drawn beside the sorted one, by its canonical name.
    pub beside: Option<String>,
    /// The reports that stand aside, by their ids.
    pub aside: Vec<String>,
}

/// How the words of a report are weighed (词语).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weighing {
    /// By what.
    pub score: Score,
    /// In which part of the report; `None` is all of it.
    pub part: Option<Role>,
    /// Against what, where words are weighed by what sets the report apart.
    pub against: Against,
}

/// How the words of a report and the occurrences of one are listed (词语).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// What the listed words have in them.
    pub filter: String,
    /// In what order occurrences stand.
    pub order: Order,
    /// The terms whose trends are drawn beside the chosen one's.
    pub pinned: Vec<String>,
}

/// What decides how much a word counts for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Score {
    /// 次数: how often it is said.
    #[default]
    Count,
    /// 与众不同: how much more often than in what the report is compared with.
    Apart,
    /// 新提法: how often, of the words that no report of the reference has.
    New,
}

/// The filters and order of the indicator table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Words that a row's name or sentence holds.
    pub text: String,
    /// Only rows of this status.
    pub status: Option<gangmu_model::Status>,
    /// Only rows of this type.
    pub kind: Option<gangmu_model::IndicatorType>,
    /// Only rows whose value is meant this exactly.
    pub bound: Option<gangmu_model::Bound>,
    /// Only rows of this domain, by the name under which it is shown.
    pub domain: Option<String>,
    /// Only rows under this heading of the top level, by its place among the report's sections.
    pub section: Option<u32>,
    /// Only rows of this period, as the contract writes it.
    pub period: Option<String>,
    /// Only rows that a reader has checked, or only those that nobody has.
    pub checked: Option<bool>,
    /// The sorted columns, by their keys, and whether they descend; the first one decides before the others.
    pub sort: Vec<(String, bool)>,
    /// What the rows are gathered by.
    pub group: Group,
}

/// What the rows of the indicator table are gathered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Group {
    /// 不分组
    #[default]
    None,
    /// 按章节: by the heading that they stand under.
    Section,
    /// 按领域
    Domain,
}

/// The page's state; a `Copy` handle, provided as context by `App`.
#[derive(Clone, Copy)]
pub struct State {
    /// The open reports, in the order they came.
    pub reports: RwSignal<Vec<Report>>,
    /// The reports that were closed, each with the place where it stood, the last one at the end.
    pub closed: RwSignal<Vec<(usize, Report)>>,
    /// The ids of reports that stand before all others, in this order, as they come: those that were open before the page was
    /// loaded again. Empty when all of them are open, or when the reader has moved or closed one.
    pub expected: StoredValue<Vec<String>>,
    /// Counts the reports that were changed where they stand.
    pub changes: RwSignal<u32>,
    /// The reader's corrections.
    pub ledger: RwSignal<ledger::Ledger>,
    /// Counts the times that reports were corrected.
    pub edits: RwSignal<u32>,
    /// The reports that were parted and joined, as long as the page lives.
    pub arranged: StoredValue<Vec<arrange::Arranged>>,
    /// The sources that came, as long as the page lives.
    pub came: StoredValue<Vec<keeping::Came>, LocalStorage>,
    /// Where the reader is.
    pub place: RwSignal<Place>,
    /// The analysis that is running.
    pub task: RwSignal<Option<task::Task>>,
    /// What the reader should know and has not dismissed, newest last.
    pub notices: RwSignal<Vec<notice::Notice>>,
    /// The view of a link whose report is not open yet.
    pub wanted: RwSignal<Option<link::View>>,
    /// What the theme is taken from.
    pub theme: RwSignal<settings::Theme>,
    /// The reader's words.
    pub lists: RwSignal<Arc<lists::Lists>>,
    /// Whether they came with a link, and are not kept.
    pub borrowed: RwSignal<bool>,
    /// Whether the reader is sharing.
    pub sharing: RwSignal<bool>,
    /// The report whose rows are selected, by its id, and which.
    pub chosen: RwSignal<(String, Vec<u32>)>,
    /// The reports, by their ids, that came by a link and were not taken over: they are read, not changed, and not kept.
    pub visiting: RwSignal<Vec<String>>,
    /// Results that came by a link; they are shown while no report is.
    pub shared: RwSignal<Option<share::Received>>,
}

impl State {
    /// A state with nothing open.
    #[expect(clippy::new_without_default, reason = "signals are made where they are owned, not by the way")]
    pub fn new() -> Self {
        Self {
            reports: RwSignal::new(Vec::new()),
            closed: RwSignal::new(Vec::new()),
            expected: StoredValue::default(),
            changes: RwSignal::new(0),
            ledger: RwSignal::default(),
            edits: RwSignal::new(0),
            arranged: StoredValue::new(Vec::new()),
            came: StoredValue::new_local(Vec::new()),
            place: RwSignal::new(Place::default()),
            task: RwSignal::new(None),
            notices: RwSignal::new(Vec::new()),
            wanted: RwSignal::new(None),
            theme: RwSignal::new(settings::Theme::default()),
            lists: RwSignal::default(),
            borrowed: RwSignal::new(false),
            sharing: RwSignal::new(false),
            chosen: RwSignal::default(),
            visiting: RwSignal::new(Vec::new()),
            shared: RwSignal::new(None),
        }
    }

    /// The state that `App` provided.
    pub fn get() -> Self {
        expect_context()
    }

    /// Changes the place.
    pub fn go(self, change: impl FnOnce(&mut Place)) {
        self.place.update(change);
    }

    /// Goes to another view or report, a step that the browser's back button undoes; in a task of its own. In the task of a
    /// click the browser looks what the pointer is over by then: the new view would be made and laid out in one.
    pub fn switch(self, change: impl FnOnce(&mut Place) + 'static) {
        set_timeout(move || self.go(change), Duration::ZERO);
    }

    /// Tells the reader something.
    pub fn notify(self, notice: notice::Notice) {
        self.notices.update(|notices| {
            // Said again, it moves to the end instead of standing there twice.
            notices.retain(|known| *known != notice);
            notices.push(notice);
        });
    }

    /// Goes to the report at `place` as a link says that waits for it; says no where none does.
    pub fn arrive(self, place: usize) -> bool {
        let id = self.reports.with_untracked(|reports| reports.get(place).map(|report| report.document.id.clone()));
        let waits =
            |wanted: &Option<link::View>| wanted.as_ref().is_some_and(|wanted| Some(&wanted.document) == id.as_ref());
        if !self.wanted.with_untracked(waits) {
            return false;
        }
        let wanted = self.wanted.try_update(Option::take).flatten();
        self.notices.update(|notices| notices.retain(|notice| *notice != notice::Notice::NotOpen));
        if let Some(wanted) = wanted {
            history::return_to_left();
            self.go(|now| *now = Place { report: Some(place), ..wanted.place });
        }
        true
    }

    /// The report of this id, if it is open.
    pub fn position(self, document: &str) -> Option<usize> {
        self.reports.with_untracked(|reports| reports.iter().position(|report| report.document.id == document))
    }
}
