//! The columns as a reader arranged them: which are shown, in which order, how wide. Kept in the browser as one line of
//! words, `name:120 -unit value`, which a later version can read whatever columns it has. The number stays first and the
//! sentence last: it takes the width that the others leave.

use super::header::{COLUMNS, Shown};
use crate::state::settings;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;

const KEY: &str = "gangmu.columns";
/// The narrowest and the widest column, in CSS pixels.
const WIDTHS: (u16, u16) = (40, 640);
/// By how much a key widens a column, in CSS pixels.
pub(super) const STEP: i32 = 16;
const LAST: usize = COLUMNS.len() - 1;

/// An arrangement of the columns, each named by its place in [`COLUMNS`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// All columns, in the order in which they stand.
    order: [usize; COLUMNS.len()],
    hidden: [bool; COLUMNS.len()],
    /// Widths that the reader chose, in CSS pixels.
    widths: [Option<u16>; COLUMNS.len()],
}

impl Default for Columns {
    fn default() -> Self {
        Self { order: std::array::from_fn(|at| at), hidden: [false; COLUMNS.len()], widths: [None; COLUMNS.len()] }
    }
}

impl Columns {
    /// As they were kept.
    pub(super) fn kept() -> Self {
        settings::stored(KEY).map(|words| Self::from_words(&words)).unwrap_or_default()
    }

    /// Keeps them.
    pub(super) fn keep(&self) {
        settings::store(KEY, &self.to_words());
    }

    /// The columns shown, from left to right.
    pub(super) fn shown(&self) -> Vec<usize> {
        self.order.iter().copied().filter(|&column| !self.hidden[column]).collect()
    }

    /// All columns in their order.
    pub(super) fn order(&self) -> &[usize] {
        &self.order
    }

    /// Whether a column is shown.
    pub(super) fn is_shown(&self, column: usize) -> bool {
        !self.hidden[column]
    }

    /// Shows or hides a column; number and name stay.
    pub(super) fn toggle(&mut self, column: usize) {
        if column > 1 {
            self.hidden[column] = !self.hidden[column];
        }
    }

    /// Moves a column by one place among those shown, to the left or to the right. Says whether it moved.
    pub(super) fn step(&mut self, column: usize, right: bool) -> bool {
        let shown = self.shown();
        let Some(at) = shown.iter().position(|&other| other == column) else { return false };
        let to = if right { Some(at + 1) } else { at.checked_sub(1) };
        to.and_then(|to| shown.get(to)).is_some_and(|&other| self.move_to(column, other))
    }

    /// Moves a column to where `other` stands. Says whether it moved.
    pub(super) fn move_to(&mut self, column: usize, other: usize) -> bool {
        let fixed = |column: usize| column == 0 || column == LAST;
        if column == other || fixed(column) || fixed(other) {
            return false;
        }
        let place = |wanted: usize| self.order.iter().position(|&known| known == wanted);
        let (Some(from), Some(to)) = (place(column), place(other)) else { return false };
        if from < to {
            self.order[from..=to].rotate_left(1);
        } else {
            self.order[to..=from].rotate_right(1);
        }
        true
    }

    /// Makes a column `width` CSS pixels wide, as far as that is sensible. Number and sentence have no width of their own.
    pub(super) fn resize(&mut self, column: usize, width: i32) {
        if column != 0 && column != LAST {
            let width = width.clamp(i32::from(WIDTHS.0), i32::from(WIDTHS.1));
            self.widths[column] = u16::try_from(width).ok();
        }
    }

    /// Whether a reader has made a column wider or narrower.
    pub(super) fn is_sized(&self) -> bool {
        self.widths.iter().any(Option::is_some)
    }

    /// The properties of the grid that give its rows their columns; a width of `None` is the style sheet's.
    pub(super) fn style(&self) -> (String, impl Iterator<Item = (String, Option<String>)>) {
        let tracks: Vec<String> = self.shown().iter().map(|&column| format!("var(--c-{},)", class(column))).collect();
        let widths = self.widths.iter().enumerate();
        let widths =
            widths.map(|(column, width)| (format!("--w-{}", class(column)), width.map(|px| format!("{px}px"))));
        (tracks.join(" "), widths)
    }

    fn to_words(&self) -> String {
        let word = |&column: &usize| {
            let hidden = if self.hidden[column] { "-" } else { "" };
            let width = self.widths[column].map_or_else(String::new, |width| format!(":{width}"));
            format!("{hidden}{}{width}", COLUMNS[column].key)
        };
        self.order.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    fn from_words(words: &str) -> Self {
        let mut columns = Self::default();
        let mut before = 0;
        for word in words.split_whitespace() {
            let (name, width) = word.split_once(':').map_or((word, None), |(name, width)| (name, Some(width)));
            let (name, hidden) = name.strip_prefix('-').map_or((name, false), |name| (name, true));
            let Some(column) = COLUMNS.iter().position(|Shown { key, .. }| *key == name) else { continue };
            if hidden && columns.is_shown(column) {
                columns.toggle(column);
            }
            if let Some(width) = width.and_then(|width| width.parse().ok()) {
                columns.resize(column, width);
            }
            // Each stands behind the one named before it.
            let place = |wanted: usize, columns: &Self| columns.order.iter().position(|&known| known == wanted);
            if let (Some(from), Some(to)) = (place(column, &columns), place(before, &columns))
                && column != 0
                && column != LAST
            {
                if from > to + 1 {
                    columns.order[to + 1..=from].rotate_right(1);
                } else if from < to {
                    columns.order[from..=to].rotate_left(1);
                }
                before = column;
            }
        }
        columns
    }
}

/// The class of a column's cells.
fn class(column: usize) -> &'static str {
    COLUMNS[column].class
}

/// How wide a column is on the screen, in CSS pixels.
pub(super) fn measured(column: usize) -> Option<i32> {
    let cell = document().query_selector(&format!("[role=columnheader].{}", class(column))).ok()??;
    Some(cell.get_bounding_client_rect().width().round() as i32)
}

/// Gives the grid's element the columns.
pub(super) fn lay_out(columns: &Columns, frame: &HtmlElement) {
    let style = frame.style();
    let (tracks, widths) = columns.style();
    // A style that is refused leaves the columns as the style sheet has them.
    let _ = style.set_property("--tracks", &tracks);
    for (name, width) in widths {
        let _ = match width {
            Some(width) => style.set_property(&name, &width),
            None => style.remove_property(&name).map(drop),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{Columns, LAST};
    use crate::view::indicators::header::COLUMNS;

    fn at(key: &str) -> usize {
        COLUMNS.iter().position(|column| column.key == key).unwrap()
    }

    fn keys(columns: &Columns) -> Vec<&'static str> {
        columns.shown().into_iter().map(|column| COLUMNS[column].key).collect()
    }

    #[test]
    fn columns_are_hidden_moved_and_widened_and_come_back() {
        let mut columns = Columns::default();
        columns.toggle(at("unit"));
        assert!(columns.move_to(at("domain"), at("bound")));
        assert!(columns.step(at("status"), false));
        columns.resize(at("action"), 200);
        columns.resize(at("value"), 3);
        let shown =
            ["number", "indicator", "domain", "bound", "value", "scale", "status", "action", "period", "sentence"];
        assert_eq!(keys(&columns), shown);
        let words = columns.to_words();
        assert_eq!(words, "number indicator domain bound value:40 -unit scale status action:200 period sentence");
        assert_eq!(Columns::from_words(&words), columns);
    }

    #[test]
    fn number_first_and_sentence_last_whatever_is_asked() {
        let mut columns = Columns::default();
        assert!(!columns.step(1, false));
        assert!(!columns.move_to(0, 3) && !columns.move_to(3, LAST) && !columns.step(LAST - 1, true));
        columns.toggle(0);
        columns.toggle(1);
        assert_eq!(columns, Columns::default());
        columns.toggle(LAST);
        assert!(!columns.is_shown(LAST));
    }

    #[test]
    fn a_hidden_neighbour_is_stepped_over() {
        let mut columns = Columns::default();
        columns.toggle(at("unit"));
        assert!(columns.step(at("value"), true));
        assert_eq!(keys(&columns)[3..5], ["scale", "value"]);
    }

    #[test]
    fn what_was_kept_by_another_version_is_read_as_far_as_it_is_known() {
        assert_eq!(Columns::from_words(""), Columns::default());
        assert_eq!(Columns::from_words("no:such -thing sentence number"), Columns::default());
        let columns = Columns::from_words("period indicator:wide value:99999");
        assert_eq!(keys(&columns)[..4], ["number", "period", "indicator", "value"]);
        assert_eq!(columns.style().1.filter(|(_, width)| width.is_some()).count(), 1);
    }
}
