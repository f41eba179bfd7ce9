//! Which reports are open, and in what order: moving one, closing one, and having it back. The report in hand stays in hand
//! wherever it stands. Not while an analysis runs: that one knows its reports by their places.

use super::{Report, State};
use leptos::prelude::*;

impl State {
    /// Whether reports may change their places now.
    pub fn orderly(self) -> bool {
        self.task.with(Option::is_none)
    }

    /// Puts the report at `from` where the one at `to` stands; the others close up.
    pub fn move_report(self, from: usize, to: usize) {
        let count = self.reports.with_untracked(Vec::len);
        if from == to || from.max(to) >= count || !untrack(|| self.orderly()) {
            return;
        }
        self.expected.set_value(Vec::new());
        self.rearrange(|reports| {
            let report = reports.remove(from);
            reports.insert(to, report);
        });
    }

    /// Puts the reports that are [expected](State::expected) in their order, before all others. Returns the ids of the open
    /// reports and of those that are still to come, as they stand then.
    pub(super) fn put_in_order(self) -> Vec<String> {
        let mut ids = self.expected.get_value();
        let rank = |report: &Report| ids.iter().position(|id| *id == report.document.id).unwrap_or(ids.len());
        let orderly = untrack(|| self.orderly());
        if orderly && !self.reports.with_untracked(|reports| reports.is_sorted_by_key(rank)) {
            self.rearrange(|reports| reports.sort_by_key(rank));
        }
        if orderly && ids.iter().all(|id| self.position(id).is_some()) {
            self.expected.set_value(Vec::new());
        }
        self.reports.with_untracked(|reports| {
            let others = reports.iter().map(|report| &report.document.id).filter(|id| !ids.contains(id));
            let others: Vec<String> = others.cloned().collect();
            ids.extend(others);
        });
        ids
    }

    /// Closes a report; [`Self::reopen_report`] has it back. The last one stays.
    pub fn close_report(self, at: usize) {
        let count = self.reports.with_untracked(Vec::len);
        if at >= count || count < 2 || !untrack(|| self.orderly()) {
            return;
        }
        self.expected.set_value(Vec::new());
        let mut closed = None;
        self.rearrange(|reports| closed = Some(reports.remove(at)));
        self.closed.update(|all| all.extend(closed.map(|report| (at, report))));
    }

    /// Opens the report again that was closed last, where it stood, unless it came again meanwhile.
    pub fn reopen_report(self) {
        if !untrack(|| self.orderly()) {
            return;
        }
        if let Some((at, report)) = self.closed.try_update(Vec::pop).flatten()
            && self.position(&report.document.id).is_none()
        {
            self.rearrange(|reports| reports.insert(at.min(reports.len()), report));
        }
    }

    /// Puts reports, each at its place, where those with the ids in `out` stood; says no where none of those is open. The
    /// report in hand, where it goes, gives way to the first that comes.
    pub(super) fn exchange(self, out: &[String], with: Vec<(usize, Report)>) -> bool {
        if !out.iter().any(|id| self.position(id).is_some()) {
            return false;
        }
        let first = with.first().map(|(_, report)| report.document.id.clone());
        let was = self.place.with_untracked(|place| place.report);
        let gone = was.is_some_and(|at| {
            self.reports.with_untracked(|all| all.get(at).is_some_and(|report| out.contains(&report.document.id)))
        });
        self.rearrange(|reports| {
            reports.retain(|report| !out.contains(&report.document.id));
            for (at, report) in with {
                match reports.iter().position(|known| known.document.id == report.document.id) {
                    Some(known) => reports[known] = report,
                    None => reports.insert(at.min(reports.len()), report),
                }
            }
        });
        if gone {
            let at = first.and_then(|id| self.position(&id));
            self.go(|place| place.turn_to(at));
        }
        true
    }

    /// Changes the list; the report in hand is the same afterwards, or the next one where it is gone.
    fn rearrange(self, change: impl FnOnce(&mut Vec<Report>)) {
        let hand = self.place.with_untracked(|place| place.report);
        let id = hand.and_then(|at| {
            self.reports.with_untracked(|reports| reports.get(at).map(|report| report.document.id.clone()))
        });
        self.reports.update_untracked(change);
        let count = self.reports.with_untracked(Vec::len);
        let now = id.and_then(|id| self.position(&id)).or_else(|| hand.map(|at| at.min(count.saturating_sub(1))));
        if now != hand {
            self.go(|place| place.report = now);
        }
        self.reports.notify();
    }
}

#[cfg(test)]
mod tests {
    use super::State;
    use crate::state::{Cleaned, Place, Report};
    use gangmu_engine::{Source, analyze};
    use gangmu_model::Options;
    use leptos::prelude::*;
    use std::sync::Arc;

    fn state(names: &[&str]) -> State {
        let state = State::new();
        let texts: Vec<String> = names.iter().map(|name| format!("{name}2031年政府工作报告\n各位代表：\n")).collect();
        let sources: Vec<Source> = texts.iter().map(|text| Source { name: "t.txt", bytes: text.as_bytes() }).collect();
        let report = |document| {
            let bytes: Arc<[u8]> = Arc::from([]);
            let cleaned = Cleaned::first(&document, bytes.clone());
            Report::new(document, bytes, cleaned)
        };
        let documents = analyze(&sources, &Options::default(), &mut ()).documents;
        state.reports.set(documents.into_iter().map(report).collect());
        state
    }

    fn titles(state: State) -> Vec<String> {
        let first = |report: &Report| report.document.title.chars().take(3).collect();
        state.reports.with_untracked(|reports| reports.iter().map(first).collect())
    }

    #[test]
    fn reports_that_are_open_again_stand_as_they_did_and_others_behind_them() {
        let state = state(&["青禾县", "白渡县", "黄杨县"]);
        let id = |at: usize| state.reports.with_untracked(|reports| reports[at].document.id.clone());
        let [qinghe, baidu, huangyang] = [id(0), id(1), id(2)];
        state.go(|place| *place = Place { report: Some(0), ..Place::default() });
        state.expected.set_value(vec![huangyang.clone(), "late".to_owned(), qinghe.clone()]);
        let known = [huangyang.as_str(), "late", &qinghe, &baidu].map(str::to_owned);
        assert_eq!(state.put_in_order(), known, "one is still to come");
        assert_eq!(titles(state), ["黄杨县", "青禾县", "白渡县"]);
        assert_eq!(state.place.with_untracked(|place| place.report), Some(1));
        // What comes later takes its place, too, unless the reader has moved one meanwhile.
        state.reports.update(|reports| reports.swap(0, 1));
        assert_eq!(state.put_in_order(), known);
        assert_eq!(titles(state), ["黄杨县", "青禾县", "白渡县"]);
        state.move_report(0, 1);
        assert_eq!(state.put_in_order(), [qinghe, huangyang, baidu]);
        assert_eq!(titles(state), ["青禾县", "黄杨县", "白渡县"]);
    }

    #[test]
    fn reports_that_have_all_come_may_be_put_in_another_order() {
        let state = state(&["青禾县", "白渡县"]);
        let ids =
            state.reports.with_untracked(|reports| reports.iter().map(|r| r.document.id.clone()).collect::<Vec<_>>());
        state.expected.set_value(vec![ids[1].clone(), ids[0].clone()]);
        state.put_in_order();
        state.reports.update(|reports| reports.reverse());
        assert_eq!(state.put_in_order(), ids);
        assert_eq!(titles(state), ["青禾县", "白渡县"]);
    }

    #[test]
    fn the_report_in_hand_stays_in_hand() {
        let owner = Owner::new();
        owner.set();
        let state = state(&["青禾县", "白渡县", "黄杨县"]);
        let hand = || state.place.with_untracked(|place| place.report);
        state.go(|place| *place = Place { report: Some(0), ..Place::default() });
        state.move_report(0, 2);
        assert_eq!((titles(state), hand()), (vec!["白渡县".into(), "黄杨县".into(), "青禾县".into()], Some(2)));
        state.close_report(0);
        assert_eq!((titles(state), hand()), (vec!["黄杨县".into(), "青禾县".into()], Some(1)));
        state.reopen_report();
        assert_eq!((titles(state), hand()), (vec!["白渡县".into(), "黄杨县".into(), "青禾县".into()], Some(2)));
        // Nothing is closed any more.
        state.reopen_report();
        assert_eq!(titles(state).len(), 3);
        state.close_report(2);
        assert_eq!(hand(), Some(1));
        state.close_report(0);
        state.close_report(0);
        assert_eq!(titles(state), ["黄杨县"], "the last one stays");
        state.reopen_report();
        state.reopen_report();
        assert_eq!(titles(state), ["白渡县", "黄杨县", "青禾县"]);
    }
}
