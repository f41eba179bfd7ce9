//! Tokens in, phrases out: runs of two to five tokens that occur together oftener than their parts explain and that
//! stand in changing company, so that they are units of their own (建筑 + 石材 + 产业园).
//!
//! A run is a phrase if, at every place where it could be divided, its halves attract each other (normalised pointwise
//! mutual information), and if what stands before it and behind it varies (branching entropy). Each mark beside it
//! counts as a neighbour of its own kind: a slogan that always stands in quotes is none the less free. Characters of no
//! known word are tokens too, so that names and coinages are found in the same way, and only where they recur.

use rustc_hash::FxHashMap;

/// The longest phrase, in tokens.
const LONGEST: usize = 5;

/// The halves of a phrase attract each other at least so much, of at most 1.
const LEAST_ATTRACTION: f64 = 0.35;

/// The entropy of what stands beside a phrase is at least this, in nats, on either side.
const LEAST_ENTROPY: f64 = 1.0;

/// No run of tokens.
const NONE: u32 = u32::MAX;

/// What a token may do in a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It may begin or end one.
    Edge,
    /// It may begin one.
    First,
    /// It may end one.
    Last,
    /// It may stand inside of one.
    Inside,
    /// It stands in none.
    Outside,
    /// A mark or blank: it stands in none, and beside one it is like no other.
    Mark,
}

/// How often a run has to occur.
#[derive(Clone, Copy, Debug)]
pub(super) struct Least {
    /// In all.
    pub(super) count: u32,
    /// In so many reports.
    pub(super) reports: u32,
}

/// The runs of one length.
struct Level {
    /// By place, the number of the run that starts there, or [`NONE`].
    runs: Vec<u32>,
    /// By run, how often it occurs.
    counts: Vec<u32>,
    /// By run, whether it is a phrase.
    phrases: Vec<bool>,
}

/// The phrases of a sequence of tokens.
pub(super) struct Phrases {
    /// The runs of two tokens, of three, and so on.
    levels: Vec<Level>,
}

impl Phrases {
    /// Finds the phrases among `ids`, the tokens' names as numbers below `names`. `report` says in which report the
    /// token at a place stands.
    pub(super) fn find(
        ids: &[u32],
        names: usize,
        places: &[Place],
        report: impl Fn(usize) -> u32,
        least: Least,
    ) -> Self {
        let mut counts = vec![0_u32; names];
        for &id in ids {
            counts[id as usize] += 1;
        }
        let single = Level { runs: ids.to_vec(), counts, phrases: Vec::new() };
        let mut levels = vec![single];
        for length in 2..=LONGEST.min(ids.len()) {
            let level = longer(&levels[length - 2], ids, places, length, least);
            levels.push(level);
        }
        for length in 2..=levels.len() {
            let phrases = accepted(&levels, ids, places, &report, length, least);
            levels[length - 1].phrases = phrases;
        }
        levels.remove(0);
        Self { levels }
    }

    /// How many tokens the longest phrase that starts at `place` has, if one does. Of two that overlap the first counts,
    /// or the second if both are as frequent: it has the head, which in Chinese stands at the end.
    pub(super) fn at(&self, place: usize) -> Option<usize> {
        let outbid = |length: usize, count: u32| {
            let end = place + length;
            (place + 1..end).any(|inner| {
                let beyond = end - inner + 1..=self.longest();
                beyond.into_iter().any(|length| self.count(inner, length).is_some_and(|other| other == count))
            })
        };
        (2..=self.longest()).rev().find(|&length| self.count(place, length).is_some_and(|count| !outbid(length, count)))
    }

    /// The most tokens that a phrase may have here.
    fn longest(&self) -> usize {
        self.levels.len() + 1
    }

    /// How often the run of `length` tokens that starts at `place` occurs, if it is a phrase.
    fn count(&self, place: usize, length: usize) -> Option<u32> {
        let level = self.levels.get(length - 2)?;
        let &run = level.runs.get(place)?;
        (run != NONE && level.phrases[run as usize]).then(|| level.counts[run as usize])
    }
}

/// The runs of `length` tokens whose two shorter runs are frequent enough.
fn longer(shorter: &Level, ids: &[u32], places: &[Place], length: usize, least: Least) -> Level {
    let frequent = |run: u32| run != NONE && shorter.counts[run as usize] >= least.count;
    let joins = |place: usize| !matches!(places[place], Place::Outside | Place::Mark);
    let mut numbers: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    let mut counts: Vec<u32> = Vec::new();
    let mut runs = vec![NONE; ids.len()];
    for start in 0..=ids.len() - length {
        let (head, tail) = (shorter.runs[start], shorter.runs[start + 1]);
        if !frequent(head) || !frequent(tail) || length == 2 && !(joins(start) && joins(start + 1)) {
            continue;
        }
        let run = *numbers.entry((head, ids[start + length - 1])).or_insert_with(|| {
            counts.push(0);
            counts.len() as u32 - 1
        });
        counts[run as usize] += 1;
        runs[start] = run;
    }
    Level { runs, counts, phrases: Vec::new() }
}

/// Which runs of `length` tokens are phrases.
fn accepted(
    levels: &[Level],
    ids: &[u32],
    places: &[Place],
    report: impl Fn(usize) -> u32,
    length: usize,
    least: Least,
) -> Vec<bool> {
    let level = &levels[length - 1];
    let mut starts: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (start, &run) in level.runs.iter().enumerate() {
        if run != NONE
            && level.counts[run as usize] >= least.count
            && matches!(places[start], Place::Edge | Place::First)
            && matches!(places[start + length - 1], Place::Edge | Place::Last)
        {
            starts.entry(run).or_default().push(start);
        }
    }
    let mut phrases = vec![false; level.counts.len()];
    for (run, starts) in starts {
        let mut reports: Vec<u32> = starts.iter().map(|&start| report(start)).collect();
        reports.dedup();
        phrases[run as usize] = reports.len() >= least.reports as usize
            && attraction(levels, starts[0], length) >= LEAST_ATTRACTION
            && entropy(ids, places, starts.iter().map(|&start| start.checked_sub(1))) >= LEAST_ENTROPY
            && entropy(ids, places, starts.iter().map(|&start| Some(start + length))) >= LEAST_ENTROPY;
    }
    phrases
}

/// The least normalised pointwise mutual information of two halves of the run.
fn attraction(levels: &[Level], start: usize, length: usize) -> f64 {
    let all = levels[0].runs.len() as f64;
    let count = |length: usize, start: usize| {
        let level = &levels[length - 1];
        f64::from(level.counts[level.runs[start] as usize])
    };
    let whole = count(length, start);
    let parts = (1..length).map(|cut| count(cut, start) * count(length - cut, start + cut));
    parts.map(|product| (whole * all / product).ln() / (all / whole).ln()).fold(f64::INFINITY, f64::min)
}

/// The entropy of the tokens at `neighbours`, in nats; each mark, and the end of the text, is like no other.
fn entropy(ids: &[u32], places: &[Place], neighbours: impl Iterator<Item = Option<usize>>) -> f64 {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    let (mut all, mut marks) = (0_u32, 0_u32);
    for neighbour in neighbours {
        all += 1;
        match neighbour.and_then(|place| Some((places.get(place)?, ids[place]))) {
            Some((place, id)) if *place != Place::Mark => *counts.entry(id).or_default() += 1,
            _ => marks += 1,
        }
    }
    let all = f64::from(all);
    let mut counts: Vec<u32> = counts.into_values().collect();
    // The order of a sum decides its last bit.
    counts.sort_unstable();
    let words: f64 = counts.into_iter().map(|count| f64::from(count) / all).map(|share| -share * share.ln()).sum();
    words + f64::from(marks) / all * all.ln()
}

#[cfg(test)]
mod tests {
    use super::{Least, Phrases, Place};

    /// Letters are tokens, `,` a mark, `-` a token of no phrase, lower case may stand inside only.
    fn find(text: &str, count: u32, reports: u32) -> (Vec<char>, Phrases) {
        let tokens: Vec<char> = text.chars().filter(|c| *c != '/').collect();
        let ids: Vec<u32> = tokens.iter().map(|&c| c as u32).collect();
        let places: Vec<Place> = tokens
            .iter()
            .map(|c| match c {
                ',' => Place::Mark,
                '-' => Place::Outside,
                'a'..='z' => Place::Inside,
                _ => Place::Edge,
            })
            .collect();
        let report = |place: usize| text.match_indices('/').filter(|&(at, _)| at <= place).count() as u32;
        let found = Phrases::find(&ids, 128, &places, report, Least { count, reports });
        (tokens, found)
    }

    /// The phrases, each once.
    fn phrases(text: &str, count: u32, reports: u32) -> Vec<String> {
        let (tokens, found) = find(text, count, reports);
        let mut names: Vec<String> = (0..tokens.len())
            .filter_map(|start| Some(tokens[start..start + found.at(start)?].iter().collect()))
            .collect();
        names.sort();
        names.dedup();
        names
    }

    #[test]
    fn a_run_in_changing_company_is_a_phrase() {
        // ln 3 = 1.099 on either side; 3 of 18 tokens each: ln(3 * 18 / 9) / ln(18 / 3) = 1
        assert_eq!(phrases("QABW,EABR,TABY,UIO", 3, 1), ["AB"]);
        assert_eq!(phrases("QABW,EABR,TABY,UIO", 4, 1), [""; 0]);
        // Before AB stands always Q: entropy 0.
        assert_eq!(phrases("QABW,QABR,TAUB,QABY", 3, 1), ["QAB"]);
    }

    #[test]
    fn marks_are_neighbours_of_their_own() {
        assert_eq!(phrases(",AB,,AB,,AB,QWERTY", 3, 1), ["AB"]);
    }

    #[test]
    fn the_longest_phrase_at_a_place_counts() {
        assert_eq!(phrases("QAbCW,EAbCR,TAbCY,UIO", 3, 1), ["AbC"]);
        assert_eq!(phrases("Q-AW,E-AR,T-AY,QaBW,EaBR,TaBY", 3, 1), [""; 0]);
    }

    #[test]
    fn of_two_that_overlap_the_first_counts_or_the_second_if_as_frequent() {
        let taken = |text: &str| {
            let (tokens, found) = find(text, 3, 1);
            let (mut place, mut taken) = (0, Vec::new());
            while place < tokens.len() {
                let length = found.at(place).unwrap_or(1);
                if length > 1 {
                    taken.push(tokens[place..place + length].iter().collect::<String>());
                }
                place += length;
            }
            taken.join(" ")
        };
        assert_eq!(taken("QABW,EABCR,TBCY,UBCI,OABP"), "AB BC BC BC AB");
        assert_eq!(taken("QABW,EABCR,TBCY,UBCI,OABP,GABH"), "AB AB BC BC AB AB");
        assert_eq!(taken("QABW,EABCR,TBCY,UBCI,OABP,GBCH"), "AB AB BC BC AB BC");
    }

    #[test]
    fn parts_that_are_frequent_without_each_other_are_no_phrase() {
        // AB 3, A 13, B 13 of 59 tokens: ln(3 * 59 / 169) / ln(59 / 3) = 0.016
        assert_eq!(phrases("QABW,EABR,TABY,A,B,A,B,A,B,A,B,A,B,A,B,A,B,A,B,A,B,A,B,QWE", 3, 1), [""; 0]);
    }

    #[test]
    fn several_reports_may_be_asked_for() {
        assert_eq!(phrases("QABW,EABR,/TABY,UIO", 3, 2), ["AB"]);
        assert_eq!(phrases("QABW,EABR,TABY,UIO", 3, 2), [""; 0]);
    }
}
