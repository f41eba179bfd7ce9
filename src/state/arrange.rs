//! Which text is one report: parting one in two, joining two, and taking that back. The worker makes the new reports; what the
//! reader has corrected in the old ones is carried over. It is a correction like any other: undone, kept, and done again when
//! the same reports come another time.

use super::checking::Checking;
use super::desk::{Desk, Pieces};
use super::keeping::Came;
use super::ledger::{Change, Deed, Ledger, Step};
use super::{Report, State};
use crate::view::dom::effect;
use crate::view::later;
use gangmu_model::{Anchor, Correction, CorrectionAction};
use leptos::prelude::*;

/// A report that was parted, or two that were joined.
#[derive(Clone)]
pub struct Arranged {
    /// What did it.
    correction: Correction,
    /// The one report.
    whole: Report,
    /// The two.
    parts: [Report; 2],
    /// Where those it was done to stood among the open reports.
    places: Vec<usize>,
}

impl Arranged {
    fn splits(&self) -> bool {
        matches!(self.correction.action, CorrectionAction::Split)
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Report> {
        std::iter::once(&self.whole).chain(&self.parts)
    }

    /// Those that stand in the list while it is in force, or while it is not.
    fn reports(&self, in_force: bool) -> &[Report] {
        if self.splits() == in_force { &self.parts } else { std::slice::from_ref(&self.whole) }
    }

    fn ids(&self, in_force: bool) -> Vec<String> {
        self.reports(in_force).iter().map(|report| report.document.id.clone()).collect()
    }

    /// Where the second part begins in the text of the whole, in characters.
    fn offset(&self) -> i64 {
        i64::from(self.whole.index.len()) - i64::from(self.parts[1].index.len())
    }

    /// What of the `known` corrections is to be carried over from the reports that go to those that come: which part a row
    /// is of its place tells; what the whole is called the first part is called, and the other way round.
    fn carried(&self, known: &Ledger, to_parts: bool) -> Vec<Correction> {
        let [first, second] = [0, 1].map(|part: usize| self.parts[part].document.id.clone());
        let whole = &self.whole.document.id;
        let offset = self.offset();
        let own = |id: &str| known.of(id).into_iter().filter(|correction| !correction.rearranges()).collect::<Vec<_>>();
        if to_parts {
            let part = |correction: &Correction| {
                let behind = correction.row().is_some() && i64::from(correction.anchor.at) >= offset;
                if behind { correction.moved(&second, -offset) } else { correction.moved(&first, 0) }
            };
            return own(whole).iter().map(part).collect();
        }
        let of_first = own(&first).into_iter().map(|correction| correction.moved(whole, 0));
        let rows = own(&second).into_iter().filter(|correction| correction.row().is_some());
        of_first.chain(rows.map(|correction| correction.moved(whole, offset))).collect()
    }
}

/// Parts the report at `report` in two: the second begins with the line that holds character `at`.
pub fn split(desk: Desk, checking: Checking, report: usize, at: u32) {
    let state = checking.state();
    let of = state.reports.with_untracked(|all| all.get(report).cloned());
    match of.and_then(|report| Correction::split(&report.checks.analysed, at)) {
        Some(correction) => begin(desk, checking, correction, true),
        None => checking.say(tr!("checking.arrange.not")),
    }
}

/// Makes the report at `second` go on where the one at `first` ends.
pub fn join(desk: Desk, checking: Checking, first: usize, second: usize) {
    let id = |at: usize| checking.state().reports.with_untracked(|all| Some(all.get(at)?.document.id.clone()));
    if let (Some(document), Some(other)) = (id(first), id(second))
        && document != other
    {
        let correction = Correction { document, anchor: Anchor::default(), action: CorrectionAction::Join(other) };
        begin(desk, checking, correction, true);
    }
}

/// Parts and joins what comes as the reader did before.
pub fn keep(state: State, desk: Desk, checking: Checking) {
    let busy = Memo::new(move |_| state.task.with(Option::is_some));
    let known = Memo::new(move |_| state.ledger.with(|ledger| ledger.all().iter().any(Correction::rearranges)));
    effect(move || {
        state.reports.track();
        state.ledger.track();
        if known.get() && !busy.get() {
            later::arrange(desk, checking);
        }
    });
}

/// Does the next of what the reader did before and is not done; entered through [`later`].
pub fn go_on(desk: Desk, checking: Checking) {
    let state = checking.state();
    let waits = |correction: &&Correction| {
        correction.rearranges()
            && before(correction).iter().all(|id| {
                let visits = state.visiting.with_untracked(|visiting| visiting.contains(id));
                state.position(id).is_some() && !visits && !desk.renews(id)
            })
            && checking.tried.with_value(|tried| !tried.contains(correction))
    };
    let next = state.ledger.with_untracked(Ledger::all_that_rearrange).into_iter().find(|one| waits(&one));
    if let Some(correction) = next {
        begin(desk, checking, correction, false);
    }
}

/// The reports that go on one that is open, by a correction, and are not open themselves.
pub fn lacking(state: State) -> Vec<String> {
    let lacks = |correction: &Correction| match &correction.action {
        CorrectionAction::Join(other) if state.position(&correction.document).is_some() => {
            state.position(other).is_none().then(|| other.clone())
        }
        _ => None,
    };
    state.ledger.with_untracked(|ledger| ledger.all().iter().filter_map(lacks).collect())
}

/// The titles of the two reports that a correction joined.
pub fn joined(state: State, correction: &Correction) -> Option<[String; 2]> {
    let arranged = made_by(state, correction).filter(|arranged| !arranged.splits())?;
    Some(arranged.parts.map(|part| part.document.title.clone()))
}

/// Lets the list of open reports follow a step: what it parts and joins, and what it takes back of that.
pub fn follow(state: State, step: &Step) {
    for change in &step.changes {
        let Some(correction) = change.correction().filter(|correction| correction.rearranges()) else { continue };
        if let Some(arranged) = made_by(state, correction) {
            exchange(state, &arranged, change.stands());
        }
    }
}

/// The changes that take `correction`, which parts or joins reports, back: what was parted and joined of the outcome goes
/// first, and what was corrected in it is carried back.
pub fn taken_back(state: State, correction: &Correction) -> Vec<Change> {
    let mut ledger = state.ledger.get_untracked();
    taken_from(&mut ledger, state, correction)
}

/// Takes it out of the ledger; what is carried back of one is carried on from there.
fn taken_from(ledger: &mut Ledger, state: State, correction: &Correction) -> Vec<Change> {
    let mut changes = Vec::new();
    if let Some(arranged) = made_by(state, correction) {
        let after = arranged.ids(true);
        let of_outcome = |later: &Correction| later != correction && before(later).iter().any(|id| after.contains(id));
        for later in ledger.all_that_rearrange().into_iter().filter(of_outcome) {
            changes.extend(taken_from(ledger, state, &later));
        }
        changes.extend(carry(&arranged, ledger, !arranged.splits()));
    }
    changes.push(Change::without(correction.clone()));
    ledger.act(Step { deed: Deed::PutBack, changes: changes.clone() });
    changes
}

/// What was parted or joined by it.
fn made_by(state: State, correction: &Correction) -> Option<Arranged> {
    state.arranged.with_value(|all| all.iter().find(|known| known.correction == *correction).cloned())
}

/// The ids of the reports that it is done to.
fn before(correction: &Correction) -> Vec<String> {
    let other = match &correction.action {
        CorrectionAction::Join(other) => Some(other.clone()),
        _ => None,
    };
    std::iter::once(correction.document.clone()).chain(other).collect()
}

/// The corrections that are carried over, where none is known at their places.
fn carry(arranged: &Arranged, ledger: &Ledger, to_parts: bool) -> Vec<Change> {
    // Where a part ends, its words are not around a row as they are in the whole.
    let place = |Anchor { at, number, row, nth, .. }: &Anchor| (*at, number.clone(), row.clone(), *nth);
    let same = |known: &Correction, new: &Correction| {
        known.document == new.document && !known.rearranges() && place(&known.anchor) == place(&new.anchor)
    };
    let new = |correction: &Correction| !ledger.all().iter().any(|known| same(known, correction));
    let carried = arranged.carried(ledger, to_parts).into_iter().filter(new);
    carried.map(|correction| Change::to(correction, ledger.all())).collect()
}

/// Has the reports made that come of `correction`, and puts them into the list: as a step of the reader's (`acts`), or because
/// they did it before.
fn begin(desk: Desk, checking: Checking, correction: Correction, acts: bool) {
    let state = checking.state();
    if acts && checking.refuses(&before(&correction)) {
        return;
    }
    checking.tried.update_value(|tried| tried.push(correction.clone()));
    let open: Option<Vec<(usize, Report)>> = before(&correction)
        .iter()
        .map(|id| {
            let at = state.position(id)?;
            state.reports.with_untracked(|all| all.get(at).cloned()).map(|report| (at, report))
        })
        .collect();
    let pieces = match open.as_deref() {
        Some([(_, whole)]) => {
            correction.splits(&whole.document.text).filter(|at| *at > 0).map(|at| Pieces::Whole(whole.clone(), at))
        }
        Some([(_, first), (_, second)]) => Some(Pieces::Parts(first.clone(), second.clone())),
        _ => None,
    };
    let (Some(open), Some(pieces)) = (open, pieces) else {
        if acts {
            checking.say(tr!("checking.arrange.not"));
        }
        return;
    };
    let of = open.clone();
    let refused = !desk.rearrange(&pieces, move |made| {
        let (whole, parts) = match (&made[..], &of[..]) {
            ([first, second], [(_, whole)]) | ([whole], [(_, first), (_, second)]) => {
                (whole.clone(), [first.clone(), second.clone()])
            }
            _ => {
                if acts {
                    checking.say(tr!("checking.arrange.not"));
                }
                return;
            }
        };
        let places = of.iter().map(|(at, _)| *at).collect();
        let arranged = Arranged { correction: correction.clone(), whole, parts, places };
        settle(desk, checking, arranged, acts);
    });
    if refused && acts {
        checking.say(tr!("checking.arrange.busy"));
    }
}

/// Puts what came of a correction into the list.
fn settle(desk: Desk, checking: Checking, arranged: Arranged, acts: bool) {
    let state = checking.state();
    let correction = arranged.correction.clone();
    // It was taken back meanwhile, or the reports were closed.
    let stands = state.ledger.with_untracked(|ledger| ledger.all().contains(&correction));
    if !acts && !stands {
        return;
    }
    state.came.update_value(|came| {
        for report in arranged.reports(true) {
            Came::of(came, &report.document);
        }
    });
    state.arranged.update_value(|all| {
        all.retain(|known| known.correction != correction);
        all.push(arranged.clone());
    });
    if acts {
        let deed = if arranged.splits() { Deed::Split } else { Deed::Join };
        let mut changes = state.ledger.with_untracked(|ledger| carry(&arranged, ledger, arranged.splits()));
        changes.insert(0, Change::to(correction, &[]));
        return checking.act(deed, changes);
    }
    exchange(state, &arranged, true);
    for id in arranged.ids(true) {
        if let Some(at) = state.position(&id) {
            state.arrive(at);
        }
    }
    desk.restore_next();
}

/// Lets the outcome stand in the list, or what it came of.
fn exchange(state: State, arranged: &Arranged, in_force: bool) {
    let with = arranged.reports(in_force).iter();
    let corrections = |id: &str| state.ledger.with_untracked(|ledger| ledger.of(id));
    let with = with.map(|report| report.corrected(corrections(&report.document.id)));
    let out = arranged.ids(!in_force);
    // The outcome stands where the first of them stood; taken back, each stands where it did.
    let at = out.iter().filter_map(|id| state.position(id)).min().unwrap_or(0);
    let place = |(nth, report): (usize, Report)| {
        let at = if in_force || arranged.splits() || nth == 0 { at + nth } else { arranged.places[nth] };
        (at, report)
    };
    if state.exchange(&out, with.enumerate().map(place).collect()) {
        state.changes.update(|changes| *changes += 1);
    }
}

#[cfg(test)]
mod tests {
    use super::{Arranged, carry, exchange, taken_back};
    use crate::state::ledger::{Deed, Ledger, Step};
    use crate::state::{Cleaned, Place, Report, State};
    use gangmu_engine::{Source, analyze, part};
    use gangmu_model::{Correction, CorrectionAction, Document, Heading, Options, anchor};
    use leptos::prelude::*;
    use std::sync::Arc;

    const TEXT: &str = "青禾县2031年政府工作报告\n一、回顾\n新建学校3所。\n白渡县工作报告\n一、回顾\n新建学校5所。";

    fn report(document: Document) -> Report {
        let bytes: Arc<[u8]> = Arc::from([]);
        let cleaned = Cleaned::first(&document, bytes.clone());
        Report::new(document, bytes, cleaned)
    }

    fn arranged() -> Arranged {
        let source = Source { name: "两县.txt", bytes: TEXT.as_bytes() };
        let whole = analyze(&[source], &Options::default(), &mut ()).documents.remove(0);
        let at = TEXT.chars().position(|c| c == '白').unwrap() as u32;
        let correction = Correction::split(&whole, at + 3).unwrap();
        assert_eq!(correction.splits(&whole.text), Some(at), "the line of the place");
        let parts = part(&whole, at, &Options::default(), &mut ());
        let parts = parts.into_iter().map(report).collect::<Vec<_>>().try_into().ok().unwrap();
        Arranged { correction, whole: report(whole), parts, places: vec![0] }
    }

    /// That the row with this number is right.
    fn confirmed(document: &Document, number: &str) -> Correction {
        let index = gangmu_model::CharIndex::new(&document.text);
        let said = |row: &gangmu_model::Indicator| index.slice(&document.text, row.span.start, row.span.end).to_owned();
        let row = document.indicators.iter().find(|row| said(row).contains(number)).unwrap();
        let place = anchor(&document.text, row.span, Some(row.indicator.clone()), 0);
        Correction {
            document: document.id.clone(),
            anchor: place,
            action: CorrectionAction::Confirm(Box::new(row.clone())),
        }
    }

    fn ledger(corrections: Vec<Correction>) -> Ledger {
        let mut ledger = Ledger::default();
        ledger.adopt(corrections);
        ledger
    }

    #[test]
    fn corrections_go_with_the_text_they_stand_in_there_and_back() {
        let owner = Owner::new();
        owner.set();
        let arranged = arranged();
        let [first, second] = arranged.parts.each_ref().map(|part| part.document.clone());
        let whole = &arranged.whole.document;
        let heading = Heading { title: "新名".to_owned(), region: None, year: None };
        let called = |document: &Document| Correction {
            document: document.id.clone(),
            anchor: Default::default(),
            action: CorrectionAction::Report(heading.clone()),
        };
        let of_whole = vec![confirmed(whole, "3所"), confirmed(whole, "5所"), called(whole)];
        let of_parts = vec![confirmed(&first, "3所"), confirmed(&second, "5所"), called(&first)];
        let moved = arranged.carried(&ledger(of_whole.clone()), true);
        let places = |list: &[Correction]| {
            list.iter().map(|one| (one.document.clone(), one.anchor.at, one.anchor.number.clone())).collect::<Vec<_>>()
        };
        assert_eq!(places(&moved), places(&of_parts));
        let checks = report(Document::clone(&second)).corrected(moved.clone()).checks;
        assert!(checks.unplaced.is_empty() && checks.correction(0).is_some(), "its own find their places");
        let back =
            arranged.carried(&ledger(vec![of_parts[0].clone(), of_parts[2].clone(), of_parts[1].clone()]), false);
        assert_eq!(places(&back), places(&[of_whole[0].clone(), of_whole[2].clone(), of_whole[1].clone()]));
        // What the second part is called says nothing of the whole.
        assert!(arranged.carried(&ledger(vec![called(&second)]), false).is_empty());
        // What is known at a place stands.
        let known = ledger(vec![of_whole[0].clone(), of_parts[0].clone()]);
        assert!(carry(&arranged, &known, true).is_empty());
    }

    #[test]
    fn the_list_follows_and_what_was_parted_of_a_part_goes_first() {
        let owner = Owner::new();
        owner.set();
        let state = State::new();
        let arranged = arranged();
        state.reports.set(vec![arranged.whole.clone()]);
        state.go(|place| *place = Place { report: Some(0), row: Some(1), ..Place::default() });
        state.arranged.set_value(vec![arranged.clone()]);
        exchange(state, &arranged, true);
        let open =
            || state.reports.with_untracked(|all| all.iter().map(|one| one.document.id.clone()).collect::<Vec<_>>());
        assert_eq!(open(), arranged.ids(true));
        assert_eq!(state.place.get_untracked(), Place { report: Some(0), ..Place::default() });
        // The second part is parted again; then the first cut is taken back.
        let second = &arranged.parts[1];
        let later = Correction::split(&second.document, second.index.len() - 2).unwrap();
        let cut = later.splits(&second.document.text).unwrap();
        let parts = part(&second.document, cut, &Options::default(), &mut ()).into_iter().map(report);
        let nested = Arranged {
            correction: later.clone(),
            whole: second.clone(),
            parts: parts.collect::<Vec<_>>().try_into().ok().unwrap(),
            places: vec![1],
        };
        state.arranged.update_value(|all| all.push(nested.clone()));
        exchange(state, &nested, true);
        assert_eq!(open().len(), 3);
        let row = confirmed(&nested.parts[1].document, "5所");
        state.ledger.update(|ledger| ledger.adopt(vec![arranged.correction.clone(), later, row]));
        let changes = taken_back(state, &arranged.correction);
        let step = Step { deed: Deed::PutBack, changes };
        state.ledger.update(|ledger| ledger.act(step.clone()));
        super::follow(state, &step);
        assert_eq!(open(), [arranged.whole.document.id.clone()]);
        let left = state.ledger.with_untracked(|ledger| ledger.of(&arranged.whole.document.id));
        assert_eq!(left.len(), 1, "the row is carried all the way: {left:?}");
        assert!(state.ledger.with_untracked(Ledger::all_that_rearrange).is_empty());
        // Undone, all three are there again.
        let turned = state.ledger.try_update(Ledger::undo).flatten().unwrap();
        super::follow(state, &turned);
        assert_eq!(open().len(), 3);
    }
}
