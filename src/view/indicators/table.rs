//! The state of one table of indicators: which rows are shown, open, selected, and where the keyboard is. A `Copy`
//! handle that every part of the view is given; what is derived is a memo, nothing is kept in step by hand.

use super::select::{self, Counts};
use crate::i18n::number;
use crate::state::{Filter, Report, State, Tab};
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
    /// The number of the row; `None` is the header.
    pub row: Option<u32>,
    /// The column of the cell; `None` is the whole row.
    pub column: Option<usize>,
}

/// Which part of one row is the grid's tab stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// None: it is in another row.
    Elsewhere,
    /// The whole row.
    Row,
    /// The cell of this column.
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
    /// What each filter would give.
    pub counts: Memo<Counts>,
    /// The row that is open.
    pub open: Memo<Option<u32>>,
    /// The rows that are selected, shown or not.
    pub selected: RwSignal<BTreeSet<u32>>,
    /// From where Shift selects.
    pub anchor: RwSignal<Option<u32>>,
    /// Where the keyboard is; see [`Table::stop`].
    pub cursor: RwSignal<Cursor>,
    /// The grid's one tab stop: the cursor, or the first row where the cursor's row is not shown.
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
        let haystacks = StoredValue::new(select::haystacks(&report.document, &report.index));
        let report = StoredValue::new(report);
        let version = RwSignal::new(0);
        let filter = Memo::new(move |_| state.place.with(|place| place.filter.clone()));
        let shown = Memo::new(move |_| {
            version.track();
            let rows = report.with_value(|report| {
                haystacks.with_value(|haystacks| {
                    filter.with(|filter| select::select(&report.document, haystacks, filter, collate))
                })
            });
            Arc::new(rows)
        });
        let counts = Memo::new(move |_| {
            version.track();
            report.with_value(|report| {
                haystacks.with_value(|haystacks| filter.with(|filter| Counts::new(&report.document, haystacks, filter)))
            })
        });
        let open = Memo::new(move |_| state.place.with(|place| place.row.filter(|_| place.tab == Tab::Indicators)));
        let cursor = RwSignal::new(Cursor { row: open.get_untracked().or(Some(0)), column: None });
        let stop = Memo::new(move |_| {
            let cursor = cursor.get();
            shown.with(|shown| match cursor.row {
                Some(row) if shown.contains(&row) => cursor,
                Some(_) if !shown.is_empty() => Cursor { row: shown.first().copied(), column: None },
                _ => Cursor { row: None, column: Some(cursor.column.unwrap_or(1)) },
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
            counts,
            open,
            selected: RwSignal::new(BTreeSet::new()),
            anchor: RwSignal::new(None),
            cursor,
            stop,
            count_said,
            done_said: RwSignal::new(String::new()),
            version,
            wants_focus: StoredValue::new(false),
        };
        Effect::watch(move || state.edits.get(), move |_, _, _| this.follow_corrections(haystacks), false);
        let id = this.report.with_value(|report| report.document.id.clone());
        let selected = this.selected;
        crate::view::dom::effect(move || {
            state.chosen.set((id.clone(), selected.with(|rows| rows.iter().copied().collect())));
        });
        this
    }

    /// Takes over what was corrected in the report: rows that are still there stay selected, and the keyboard stays where
    /// it is.
    fn follow_corrections(&self, haystacks: StoredValue<Vec<String>>) {
        let id = self.report.with_value(|report| report.document.id.clone());
        let now = self.state.position(&id).and_then(|at| self.state.reports.with_untracked(|all| all.get(at).cloned()));
        let Some(now) = now.filter(|now| self.report.with_value(|old| !Arc::ptr_eq(&old.document, &now.document)))
        else {
            return;
        };
        let moved = self.report.with_value(|old| old.checks.moved(&now.checks));
        let place = |row: u32| moved.get(row as usize).copied().flatten();
        let cursor = self.cursor.get_untracked();
        let at = cursor.row.and_then(|row| self.position(row));
        let focused = document().active_element().and_then(|active| active.closest("[role=grid]").ok().flatten());
        self.wants_focus.set_value(focused.is_some());
        haystacks.set_value(select::haystacks(&now.document, &now.index));
        self.report.set_value(now);
        self.selected.update(|selected| *selected = selected.iter().filter_map(|row| place(*row)).collect());
        self.anchor.update(|anchor| *anchor = anchor.and_then(place));
        self.version.update(|version| *version += 1);
        // Where its row is gone, or is shown no more, the next one takes its place.
        let row = cursor.row.and_then(place).filter(|row| self.position(*row).is_some());
        let next = at.and_then(|at| self.shown.with_untracked(|shown| shown.get(at).or(shown.last()).copied()));
        if let Some(row) = row.or(next) {
            self.cursor.set(Cursor { row: Some(row), ..cursor });
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

    /// Whether the tab stop is in row `id`, and where.
    pub(super) fn stop_in(&self, id: u32) -> Stop {
        let stop = self.stop.get();
        match stop.column {
            _ if stop.row != Some(id) => Stop::Elsewhere,
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
        self.filter.with(|filter| {
            let text = !filter.text.trim().is_empty();
            text || filter.status.is_some() || filter.kind.is_some() || filter.checked.is_some()
        })
    }

    /// Changes the filters.
    pub(super) fn change_filter(&self, change: impl FnOnce(&mut Filter)) {
        self.state.go(|place| change(&mut place.filter));
    }

    /// Shows all rows; their order stays.
    pub(super) fn drop_filters(&self) {
        self.change_filter(|filter| *filter = Filter { sort: filter.sort.take(), ..Filter::default() });
    }

    /// Sorts by a column: upwards, then downwards, then in reading order again.
    pub(super) fn sort_by(&self, column: &str) {
        self.state.go(|place| {
            place.filter.sort = match place.filter.sort.take() {
                Some((sorted, false)) if sorted == column => Some((sorted, true)),
                Some((sorted, true)) if sorted == column => None,
                _ => Some((column.to_owned(), false)),
            };
        });
    }

    /// Opens a row, or closes it where it is open.
    pub(super) fn toggle_open(&self, row: u32) {
        self.state.go(|place| place.row = (place.row != Some(row)).then_some(row));
    }

    /// Where `row` stands among the rows shown, from 0.
    pub(super) fn position(&self, row: u32) -> Option<usize> {
        self.shown.with_untracked(|shown| shown.iter().position(|&other| other == row))
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
        let anchor = self.anchor.get_untracked().and_then(|anchor| self.position(anchor));
        let Some(to) = self.position(row) else { return };
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
