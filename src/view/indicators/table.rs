//! The state of one table of indicators: which rows are shown, open, selected, and where the keyboard is. A `Copy`
//! handle that every part of the view is given; what is derived is a memo, nothing is kept in step by hand.

use super::columns::{self, Columns};
use super::facets::{Counts, Facet, Facts};
use super::groups::{self, Line};
use super::select;
use crate::i18n::number;
use crate::state::{Filter, Group, Report, State, Tab};
use crate::view::afterwards::in_turn;
use crate::view::dom::{effect, when_painted};
use gangmu_export::order::sort_by;
use gangmu_model::Checked;
use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// Where in the grid the keyboard is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The line; `None` is the header.
    pub line: Option<Line>,
    /// The column of the cell, counted from the left among those shown; `None` is the whole line.
    pub column: Option<usize>,
}

/// Which part of one row is the grid's tab stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// None: it is in another row.
    Elsewhere,
    /// The whole row.
    Row,
    /// The cell of this column, counted from the left.
    Cell(usize),
}

/// The table's state.
#[derive(Clone, Copy)]
pub(super) struct Table {
    /// The page's.
    pub state: State,
    /// The report whose rows these are.
    pub report: StoredValue<Report>,
    /// The filters in force.
    pub filter: Memo<Filter>,
    /// The numbers of the rows shown, in order.
    pub shown: Memo<Arc<Vec<u32>>>,
    /// What the grid shows: those rows, and the headings of their groups.
    pub lines: Memo<Arc<Vec<Line>>>,
    /// The groups, by their keys, whose rows are out of sight.
    pub closed: RwSignal<BTreeSet<u32>>,
    /// What each filter would give.
    pub counts: Memo<Counts>,
    /// The row that is open.
    pub open: Memo<Option<u32>>,
    /// The rows that are selected, shown or not.
    pub selected: RwSignal<BTreeSet<u32>>,
    /// Whether a touch selects a row instead of opening it.
    pub picking: RwSignal<bool>,
    /// From where Shift selects.
    pub anchor: RwSignal<Option<u32>>,
    /// The columns.
    pub columns: RwSignal<Columns>,
    /// The columns shown, from left to right, by their places in [`super::header::COLUMNS`].
    pub columns_shown: Memo<Arc<Vec<usize>>>,
    /// Where the keyboard is; see [`Table::stop`].
    pub cursor: RwSignal<Cursor>,
    /// The grid's one tab stop: the cursor, or the first line where the cursor's is not shown.
    pub stop: Memo<Cursor>,
    /// Said to a screen reader when the number of rows has changed.
    pub count_said: RwSignal<String>,
    /// What was copied or saved.
    pub done_said: RwSignal<String>,
    /// Counts the times that rows were corrected while the table stands.
    pub version: RwSignal<u32>,
    /// Whether the element at the cursor is to take the focus as soon as it is there.
    pub wants_focus: StoredValue<bool>,
}

impl Table {
    /// The state of a view that has just been opened; must be called in a component.
    pub(super) fn new(report: Report) -> Self {
        let state = State::get();
        let facts = StoredValue::new(Facts::new(&report.document, report.index.clone()));
        let report = StoredValue::new(report);
        prepare(report, facts);
        let version = RwSignal::new(0);
        let filter = Memo::new(move |_| state.place.with(|place| place.filter.clone()));
        let shown = Memo::new(move |_| {
            version.track();
            let rows = report.with_value(|report| {
                facts.with_value(|facts| filter.with(|filter| select::select(&report.document, facts, filter, collate)))
            });
            Arc::new(rows)
        });
        let group = Memo::new(move |_| filter.with(|filter| filter.group));
        let closed = RwSignal::new(BTreeSet::new());
        let lines = Memo::new(move |_| {
            version.track();
            let group = group.get();
            let lines = report.with_value(|report| {
                shown.with(|shown| {
                    closed.with(|closed| groups::lines(shown, &report.document.indicators, group, closed))
                })
            });
            Arc::new(lines)
        });
        let columns = RwSignal::new(Columns::kept());
        let columns_shown = Memo::new(move |_| columns.with(|columns| Arc::new(columns.shown())));
        // The rows come first: what the filters would give is counted when they have been painted.
        let painted = RwSignal::new(filter.get_untracked());
        effect(move || {
            let now = filter.get();
            if painted.with_untracked(|painted| *painted != now) {
                when_painted(move || drop(painted.try_set(now)));
            }
        });
        let counts = Memo::new(move |_| {
            version.track();
            report.with_value(|report| {
                facts.with_value(|facts| painted.with(|filter| Counts::new(&report.document, facts, filter)))
            })
        });
        let open = Memo::new(move |_| state.place.with(|place| place.row.filter(|_| place.tab == Tab::Indicators)));
        let begin = open.get_untracked().unwrap_or_default();
        let cursor = RwSignal::new(Cursor { line: Some(Line::Row(begin)), column: None });
        let stop = Memo::new(move |_| {
            let cursor = cursor.get();
            let last = columns_shown.with(|columns| columns.len()).saturating_sub(1);
            let column = cursor.column.map(|column| column.min(last));
            lines.with(|lines| match cursor.line {
                Some(line) if lines.contains(&line) => Cursor { column, ..cursor },
                Some(_) if !lines.is_empty() => Cursor { line: lines.first().copied(), column: None },
                _ => Cursor { line: None, column: Some(column.unwrap_or(1)) },
            })
        });
        let count_said = RwSignal::new(String::new());
        let mut say_count = debounce(Duration::from_millis(500), move |rows: usize| {
            let total = report.try_with_value(|report| report.document.indicators.len()).unwrap_or_default();
            count_said.try_set(tr!("indicators.count", rows = number(rows), all = number(total)));
        });
        Effect::watch(move || shown.with(|shown| shown.len()), move |rows, _, _| say_count(*rows), false);
        let this = Self {
            state,
            report,
            filter,
            shown,
            lines,
            closed,
            counts,
            open,
            selected: RwSignal::new(BTreeSet::new()),
            picking: RwSignal::new(false),
            anchor: RwSignal::new(None),
            columns,
            columns_shown,
            cursor,
            stop,
            count_said,
            done_said: RwSignal::new(String::new()),
            version,
            wants_focus: StoredValue::new(false),
        };
        Effect::watch(move || state.edits.get(), move |_, _, _| this.follow_corrections(facts), false);
        // Groups of another kind have other keys, and a row that is opened from elsewhere is to be seen.
        Effect::watch(move || group.get(), move |_, _, _| closed.set(BTreeSet::new()), false);
        Effect::watch(
            move || open.get(),
            move |open, _, _| {
                if let Some(key) = open.and_then(|row| this.group_of(row)) {
                    this.open_group(key);
                }
            },
            false,
        );
        let id = this.report.with_value(|report| report.document.id.clone());
        let selected = this.selected;
        crate::view::dom::effect(move || {
            state.chosen.set((id.clone(), selected.with(|rows| rows.iter().copied().collect())));
        });
        this
    }

    /// Takes over what was corrected in the report: rows that are still there stay selected, and the keyboard stays where
    /// it is.
    fn follow_corrections(&self, facts: StoredValue<Facts>) {
        let id = self.report.with_value(|report| report.document.id.clone());
        let now = self.state.position(&id).and_then(|at| self.state.reports.with_untracked(|all| all.get(at).cloned()));
        let Some(now) = now.filter(|now| self.report.with_value(|old| !Arc::ptr_eq(&old.document, &now.document)))
        else {
            return;
        };
        let moved = self.report.with_value(|old| old.checks.moved(&now.checks));
        let place = |row: u32| moved.get(row as usize).copied().flatten();
        let cursor = self.cursor.get_untracked();
        let at = cursor.line.and_then(|line| self.position(line));
        let focused = document().active_element().and_then(|active| active.closest("[role=grid]").ok().flatten());
        self.wants_focus.set_value(focused.is_some());
        facts.set_value(Facts::new(&now.document, now.index.clone()));
        self.report.set_value(now);
        prepare(self.report, facts);
        self.selected.update(|selected| *selected = selected.iter().filter_map(|row| place(*row)).collect());
        self.anchor.update(|anchor| *anchor = anchor.and_then(place));
        self.version.update(|version| *version += 1);
        // Where its row is gone, or is shown no more, the next line takes its place.
        let line = match cursor.line {
            Some(Line::Row(row)) => place(row).map(Line::Row),
            other => other,
        };
        let line = line.filter(|line| self.position(*line).is_some());
        let next = at.and_then(|at| self.lines.with_untracked(|lines| lines.get(at).or(lines.last()).copied()));
        if let Some(line) = line.or(next) {
            self.cursor.set(Cursor { line: Some(line), ..cursor });
        }
    }

    /// How many of the report's rows a reader has checked.
    pub(super) fn checked(&self) -> usize {
        self.version.track();
        self.report
            .with_value(|report| report.document.indicators.iter().filter(|row| row.checked != Checked::No).count())
    }

    /// Where the report stands among the open ones.
    pub(super) fn place(&self) -> usize {
        let id = self.report.with_value(|report| report.document.id.clone());
        self.state.position(&id).unwrap_or_default()
    }

    /// The rows that a key is about: those selected, where the row at the keyboard is one of them; else that row.
    pub(super) fn meant(&self, row: u32) -> Vec<u32> {
        let picked = self.picked();
        if picked.contains(&row) { picked } else { vec![row] }
    }

    /// Whether the tab stop is in `line`, and where.
    pub(super) fn stop_in(&self, line: Line) -> Stop {
        let stop = self.stop.get();
        match stop.column {
            _ if stop.line != Some(line) => Stop::Elsewhere,
            None => Stop::Row,
            Some(column) => Stop::Cell(column),
        }
    }

    /// How many rows the report has.
    pub(super) fn total(&self) -> usize {
        self.version.track();
        self.report.with_value(|report| report.document.indicators.len())
    }

    /// Whether any filter is on.
    pub(super) fn filtered(&self) -> bool {
        self.filter.with(|filter| Facet::ALL.into_iter().any(|facet| facet.is_on(filter)))
    }

    /// Changes the filters.
    pub(super) fn change_filter(&self, change: impl FnOnce(&mut Filter)) {
        self.state.go(|place| change(&mut place.filter));
    }

    /// Shows all rows; their order and groups stay.
    pub(super) fn drop_filters(&self) {
        self.change_filter(|filter| Facet::ALL.into_iter().for_each(|facet| facet.drop_from(filter)));
    }

    /// Sorts by a column: upwards, then downwards, then in reading order again; by it as a `further` one or by it alone.
    pub(super) fn sort_by(&self, column: &str, further: bool) {
        self.change_filter(|filter| select::press(&mut filter.sort, column, further));
    }

    /// Opens a row, or closes it where it is open.
    pub(super) fn toggle_open(&self, row: u32) {
        self.state.go(|place| place.row = (place.row != Some(row)).then_some(row));
    }

    /// Where `line` stands in the grid, from 0.
    pub(super) fn position(&self, line: Line) -> Option<usize> {
        self.lines.with_untracked(|lines| lines.iter().position(|&other| other == line))
    }

    /// The key of a row's group, where rows are gathered.
    fn group_of(&self, row: u32) -> Option<u32> {
        let group = self.filter.with_untracked(|filter| filter.group);
        self.report.with_value(|report| {
            let row = report.document.indicators.get(row as usize)?;
            (group != Group::None).then(|| groups::key(row, group))
        })
    }

    /// The rows of a group, in the order in which they are shown.
    pub(super) fn members(&self, key: u32) -> Vec<u32> {
        let group = self.filter.with_untracked(|filter| filter.group);
        self.report.with_value(|report| self.shown.with(|shown| groups::members(shown, &report.document, group, key)))
    }

    /// Brings the rows of a group into sight.
    pub(super) fn open_group(&self, key: u32) {
        if self.closed.with_untracked(|closed| closed.contains(&key)) {
            self.closed.update(|closed| {
                closed.remove(&key);
            });
        }
    }

    /// Takes the rows of a group out of sight; the keyboard goes to its heading.
    pub(super) fn close_group(&self, key: u32) {
        let at = self.cursor.get_untracked();
        if at.line.and_then(Line::row).and_then(|row| self.group_of(row)) == Some(key) {
            self.cursor.set(Cursor { line: Some(Line::Group(key)), column: None });
        }
        self.closed.update(|closed| {
            closed.insert(key);
        });
    }

    /// Opens or closes a group.
    pub(super) fn toggle_group(&self, key: u32) {
        if self.closed.with_untracked(|closed| closed.contains(&key)) {
            self.open_group(key);
        } else {
            self.close_group(key);
        }
    }

    /// Selects the rows of a group, or none of them where they all are.
    pub(super) fn pick_group(&self, key: u32) {
        let members = self.members(key);
        self.selected.update(|selected| {
            if members.iter().all(|row| selected.contains(row)) {
                selected.retain(|row| !members.contains(row));
            } else {
                selected.extend(members);
            }
        });
    }

    /// Changes the columns, and keeps them.
    pub(super) fn change_columns(&self, change: impl FnOnce(&mut Columns)) {
        self.columns.update(change);
        self.columns.with_untracked(Columns::keep);
    }

    /// Makes a column wider by so many CSS pixels, or narrower.
    pub(super) fn widen(&self, column: usize, by: i32) {
        if let Some(width) = columns::measured(column) {
            self.change_columns(|columns| columns.resize(column, width + by));
        }
    }

    /// Selects or drops one row.
    pub(super) fn pick(&self, row: u32) {
        self.anchor.set(Some(row));
        self.selected.update(|selected| {
            if !selected.remove(&row) {
                selected.insert(row);
            }
        });
    }

    /// Selects the rows between the last one picked and this one.
    pub(super) fn pick_to(&self, row: u32) {
        let place = |row: u32| self.shown.with_untracked(|shown| shown.iter().position(|&other| other == row));
        let anchor = self.anchor.get_untracked().and_then(place);
        let Some(to) = place(row) else { return };
        let from = anchor.unwrap_or(to);
        if anchor.is_none() {
            self.anchor.set(Some(row));
        }
        let rows = self.shown.with_untracked(|shown| shown[from.min(to)..=from.max(to)].to_vec());
        self.selected.set(rows.into_iter().collect());
    }

    /// Selects all rows shown, or none where they are all selected.
    pub(super) fn pick_all(&self) {
        let all = self.picked().len() == self.shown.with(|shown| shown.len());
        let rows = if all { BTreeSet::new() } else { self.shown.with(|shown| shown.iter().copied().collect()) };
        self.selected.set(rows);
    }

    /// The selected rows that are shown, in the table's order.
    pub(super) fn picked(&self) -> Vec<u32> {
        self.selected.with(|selected| {
            self.shown.with(|shown| shown.iter().copied().filter(|row| selected.contains(row)).collect())
        })
    }

    /// Whether there is nothing to copy.
    pub(super) fn idle(&self) -> bool {
        self.shown.with(|shown| shown.is_empty())
    }
}

/// Makes what a text filter looks into when the table is on the screen.
fn prepare(report: StoredValue<Report>, facts: StoredValue<Facts>) {
    in_turn(move || {
        report.try_with_value(|report| facts.try_with_value(|facts| facts.prepare(&report.document)));
    });
}

/// Sorts words as the browser does for Chinese: by pinyin.
fn collate(words: &mut Vec<&str>) {
    let collator = js_sys::Intl::Collator::new(&js_sys::Array::of1(&"zh-CN".into()), &js_sys::Object::new());
    let compare = collator.compare();
    let mut keyed: Vec<(JsValue, &str)> = words.iter().map(|word| (JsValue::from_str(word), *word)).collect();
    sort_by(&mut keyed, |(a, _), (b, _)| {
        let order = compare.call2(&JsValue::UNDEFINED, a, b).ok().and_then(|order| order.as_f64()).unwrap_or(0.0);
        order.total_cmp(&0.0)
    });
    words.clear();
    words.extend(keyed.into_iter().map(|(_, word)| word));
}
