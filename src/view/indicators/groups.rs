//! Rows gathered under the headings that they stand under, or under their domains. In: the rows shown, in their order.
//! Out: the lines of the grid, which are rows and the headings of groups. A group has a key, by which groups are ordered.

use super::domain;
use crate::state::Group;
use gangmu_export::order::sort_by_key;
use gangmu_model::{Document, Indicator};
use std::collections::BTreeSet;

/// The key of the rows that have no domain: they come last.
const NO_DOMAIN: u32 = u32::MAX;

/// A line of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Line {
    /// The row of this number.
    Row(u32),
    /// The heading of the group of this key.
    Group(u32),
}

impl Line {
    /// The number of the row, where it is one.
    pub(super) fn row(self) -> Option<u32> {
        match self {
            Self::Row(row) => Some(row),
            Self::Group(_) => None,
        }
    }

    /// What names the line in the document.
    pub(super) fn name(self) -> String {
        match self {
            Self::Row(row) => row.to_string(),
            Self::Group(key) => format!("g{key}"),
        }
    }
}

/// The key of a row's group.
pub(super) fn key(row: &Indicator, group: Group) -> u32 {
    match group {
        Group::None => 0,
        // What stands before the first heading comes first.
        Group::Section => row.section.map_or(0, |section| section + 1),
        Group::Domain => row.domain.as_deref().and_then(domain::shown).map_or(NO_DOMAIN, |domain| domain.order as u32),
    }
}

/// Puts rows of one group together; within it they keep their order.
pub(super) fn gather(shown: &mut [u32], rows: &[Indicator], group: Group) {
    if group != Group::None {
        sort_by_key(shown, |&row| key(&rows[row as usize], group));
    }
}

/// The lines of gathered rows. Of a group in `closed` only the heading is there.
pub(super) fn lines(shown: &[u32], rows: &[Indicator], group: Group, closed: &BTreeSet<u32>) -> Vec<Line> {
    if group == Group::None {
        return shown.iter().map(|&row| Line::Row(row)).collect();
    }
    let mut lines = Vec::with_capacity(shown.len());
    let mut last = None;
    for &row in shown {
        let key = key(&rows[row as usize], group);
        if last != Some(key) {
            lines.push(Line::Group(key));
            last = Some(key);
        }
        if !closed.contains(&key) {
            lines.push(Line::Row(row));
        }
    }
    lines
}

/// The rows of the group `wanted` among those shown.
pub(super) fn members(shown: &[u32], document: &Document, group: Group, wanted: u32) -> Vec<u32> {
    let of = |row: &u32| document.indicators.get(*row as usize).is_some_and(|row| key(row, group) == wanted);
    shown.iter().copied().filter(of).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::document;
    use super::{Line, NO_DOMAIN, gather, lines, members};
    use crate::state::Group;
    use std::collections::BTreeSet;

    fn shown(group: Group, closed: &[u32]) -> Vec<Line> {
        let rows = document().indicators;
        let mut shown = vec![2, 1, 0];
        gather(&mut shown, &rows, group);
        lines(&shown, &rows, group, &closed.iter().copied().collect::<BTreeSet<_>>())
    }

    #[test]
    fn rows_stand_under_their_groups_in_the_order_they_had() {
        assert_eq!(shown(Group::None, &[]), [Line::Row(2), Line::Row(1), Line::Row(0)]);
        let group = Line::Group;
        let by_section = [group(1), Line::Row(0), group(2), Line::Row(1), group(3), Line::Row(2)];
        assert_eq!(shown(Group::Section, &[]), by_section);
        let by_domain = [group(3), Line::Row(2), group(6), Line::Row(0), group(NO_DOMAIN), Line::Row(1)];
        assert_eq!(shown(Group::Domain, &[]), by_domain);
    }

    #[test]
    fn a_closed_group_keeps_its_heading_and_its_rows() {
        let group = Line::Group;
        assert_eq!(shown(Group::Section, &[2]), [group(1), Line::Row(0), group(2), group(3), Line::Row(2)]);
        assert_eq!(members(&[2, 1, 0], &document(), Group::Section, 2), [1]);
    }
}
