//! The state of one table of indicators: which rows are shown, open, selected, and where the keyboard is. A `Copy`
//! handle that every part of the view is given; what is derived is a memo, nothing is kept in step by hand.

use super::select::{self, Counts};
use crate::i18n::number;
use crate::state::{Filter, Report, State, Tab};
use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// Where in the grid the keyboard is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The number of the row; `None` is the header.
    pub row: Option<u32>,
    /// The column of the cell; `None` is the whole row.
    pub column: Option<usize>,
}

/// The table's state.
#[derive(Clone, Copy)]
pub struct Table {
    /// The page's.
    pub state: State,
    /// The report whose rows these are.
    pub report: StoredValue<Report>,
    /// What the reader has typed into the filter; the place follows when typing stops.
    pub typed: RwSignal<String>,
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
    /// Puts [`Table::typed`] into the place.
    commit: StoredValue<Box<dyn Fn(String) + Send + Sync>>,
}

impl Table {
    /// The state of a view that has just been opened; must be called in a component.
    pub fn new(report: Report) -> Self {
        let state = State::get();
        let haystacks = StoredValue::new(select::haystacks(&report.document, &report.index));
        let report = StoredValue::new(report);
        let in_place = Memo::new(move |_| state.place.with(|place| place.filter.clone()));
        let typed = RwSignal::new(in_place.with_untracked(|filter| filter.text.clone()));
        // The back button, a link or «clear» changes the words in the place: then the field shows those.
        Effect::watch(
            move || in_place.with(|filter| filter.text.clone()),
            move |text, _, _| typed.set(text.clone()),
            false,
        );
        let filter = Memo::new(move |_| Filter { text: typed.get(), ..in_place.get() });
        let shown = Memo::new(move |_| {
            let rows = report.with_value(|report| {
                haystacks.with_value(|haystacks| {
                    filter.with(|filter| select::select(&report.document, haystacks, filter, collate))
                })
            });
            Arc::new(rows)
        });
        let counts = Memo::new(move |_| {
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
        let total = report.with_value(|report| report.document.indicators.len());
        let mut say_count = debounce(Duration::from_millis(500), move |rows: usize| {
            count_said.try_set(tr!("indicators.count", rows = number(rows), all = number(total)));
        });
        Effect::watch(move || shown.with(|shown| shown.len()), move |rows, _, _| say_count(*rows), false);
        let commit = debounced(move |text: String| {
            if state.place.try_with_untracked(|place| place.filter.text != text).unwrap_or(false) {
                state.go(|place| place.filter.text = text);
            }
        });
        Self {
            state,
            report,
            typed,
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
            commit: StoredValue::new(commit),
        }
    }

    /// How many rows the report has.
    pub fn total(&self) -> usize {
        self.report.with_value(|report| report.document.indicators.len())
    }

    /// Filters by `text` now and puts it into the place when typing stops.
    pub fn type_text(&self, text: String) {
        self.typed.set(text.clone());
        self.commit.with_value(|commit| commit(text));
    }

    /// Whether any filter is on.
    pub fn filtered(&self) -> bool {
        self.filter.with(|filter| {
            !filter.text.trim().is_empty() || filter.status.is_some() || filter.kind.is_some()
        })
    }

    /// Changes the filters, in the place and in the field.
    pub fn change_filter(&self, change: fn(&mut Filter)) {
        let mut filter = self.filter.get_untracked();
        change(&mut filter);
        self.typed.set(filter.text.clone());
        self.state.go(|place| place.filter = filter);
    }

    /// Shows all rows; their order stays.
    pub fn drop_filters(&self) {
        self.change_filter(|filter| *filter = Filter { sort: filter.sort.take(), ..Filter::default() });
    }

    /// Sorts by a column: upwards, then downwards, then in reading order again.
    pub fn sort_by(&self, column: &str) {
        self.state.go(|place| {
            place.filter.sort = match place.filter.sort.take() {
                Some((sorted, false)) if sorted == column => Some((sorted, true)),
                Some((sorted, true)) if sorted == column => None,
                _ => Some((column.to_owned(), false)),
            };
        });
    }

    /// Opens a row, or closes it where it is open.
    pub fn toggle_open(&self, row: u32) {
        self.state.go(|place| place.row = (place.row != Some(row)).then_some(row));
    }

    /// Where `row` stands among the rows shown, from 0.
    pub fn position(&self, row: u32) -> Option<usize> {
        self.shown.with_untracked(|shown| shown.iter().position(|&other| other == row))
    }

    /// Selects or drops one row.
    pub fn pick(&self, row: u32) {
        self.anchor.set(Some(row));
        self.selected.update(|selected| {
            if !selected.remove(&row) {
                selected.insert(row);
            }
        });
    }

    /// Selects the rows between the last one picked and this one.
    pub fn pick_to(&self, row: u32) {
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
    pub fn pick_all(&self) {
        let all = self.picked().len() == self.shown.with(|shown| shown.len());
        let rows = if all { BTreeSet::new() } else { self.shown.with(|shown| shown.iter().copied().collect()) };
        self.selected.set(rows);
    }

    /// The selected rows that are shown, in the table's order.
    pub fn picked(&self) -> Vec<u32> {
        self.selected.with(|selected| {
            self.shown.with(|shown| shown.iter().copied().filter(|row| selected.contains(row)).collect())
        })
    }

    /// Whether there is nothing to copy.
    pub fn idle(&self) -> bool {
        self.shown.with(|shown| shown.is_empty())
    }
}

/// `act`, 300 ms after the last of several calls.
fn debounced(act: impl Fn(String) + Send + Sync + Clone + 'static) -> Box<dyn Fn(String) + Send + Sync> {
    let pending = StoredValue::new(None::<TimeoutHandle>);
    on_cleanup(move || {
        if let Some(handle) = pending.try_get_value().flatten() {
            handle.clear();
        }
    });
    Box::new(move |text| {
        if let Some(handle) = pending.get_value() {
            handle.clear();
        }
        let act = act.clone();
        pending.set_value(set_timeout_with_handle(move || act(text), Duration::from_millis(300)).ok());
    })
}

/// Sorts words as the browser does for Chinese: by pinyin.
fn collate(words: &mut Vec<&str>) {
    let collator = js_sys::Intl::Collator::new(&js_sys::Array::of1(&"zh-CN".into()), &js_sys::Object::new());
    let compare = collator.compare();
    let mut keyed: Vec<(JsValue, &str)> = words.iter().map(|word| (JsValue::from_str(word), *word)).collect();
    keyed.sort_by(|(a, _), (b, _)| {
        let order = compare.call2(&JsValue::UNDEFINED, a, b).ok().and_then(|order| order.as_f64()).unwrap_or(0.0);
        order.total_cmp(&0.0)
    });
    words.clear();
    words.extend(keyed.into_iter().map(|(_, word)| word));
}
