//! Collocates: what stands in one sentence with a term more often than each stands alone. In: where sentences begin and
//! where terms stand. Out: for each term that shares sentences with another one, how many and the score log-Dice (Rychlý
//! 2008), 14 + log2(2·f(x,y) / (f(x) + f(y))), where f counts sentences: at most 14, one less for half the share, and
//! comparable between reports of any length.

use crate::concordance::ends_sentence;
use crate::order::sort_by;

/// A term beside another one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Collocate {
    /// Which term, by its index.
    pub term: usize,
    /// Sentences with both.
    pub joint: u32,
    /// Sentences with the collocate.
    pub own: u32,
    /// Log-Dice.
    pub score: f64,
}

/// In how many sentences both must stand: once is chance.
pub const LEAST: u32 = 2;

/// The first character of each sentence of a text.
pub fn sentences(text: &str) -> Vec<u32> {
    let mut starts = vec![0];
    let mut ended = false;
    for (at, c) in text.chars().enumerate() {
        if std::mem::replace(&mut ended, ends_sentence(c)) {
            starts.push(at as u32);
        }
    }
    starts
}

/// The sentence that character `at` lies in.
pub fn sentence_at(starts: &[u32], at: u32) -> usize {
    starts.partition_point(|&start| start <= at).saturating_sub(1)
}

/// The sentences that ascending `places` lie in, each once.
fn sentences_of(starts: &[u32], places: &[u32]) -> Vec<usize> {
    let mut found: Vec<usize> = places.iter().map(|&at| sentence_at(starts, at)).collect();
    found.dedup();
    found
}

/// Those of the places `of` a term that have one of the places `with` in their sentence.
pub fn beside(starts: &[u32], of: &[u32], with: &[u32]) -> Vec<u32> {
    let with = sentences_of(starts, with);
    of.iter().copied().filter(|&at| with.binary_search(&sentence_at(starts, at)).is_ok()).collect()
}

/// The collocates of a term that stands at `places` among terms that stand at `others`, the closest first.
pub fn collocates<'a>(
    starts: &[u32],
    places: &[u32],
    others: impl Iterator<Item = (usize, &'a [u32])>,
) -> Vec<Collocate> {
    let here = sentences_of(starts, places);
    let mut found = Vec::new();
    for (term, places) in others {
        let there = sentences_of(starts, places);
        let joint = there.iter().filter(|sentence| here.binary_search(sentence).is_ok()).count() as u32;
        if joint >= LEAST {
            let own = there.len() as u32;
            found.push(Collocate { term, joint, own, score: log_dice(joint, here.len() as u32, own) });
        }
    }
    sort_by(&mut found, |a, b| b.score.total_cmp(&a.score).then(b.joint.cmp(&a.joint)).then(a.term.cmp(&b.term)));
    found
}

/// Log-Dice of two terms with so many sentences together and each by itself.
pub fn log_dice(joint: u32, one: u32, other: u32) -> f64 {
    14.0 + (2.0 * f64::from(joint) / (f64::from(one) + f64::from(other))).log2()
}

#[cfg(test)]
mod tests {
    use super::{Collocate, beside, collocates, log_dice, sentence_at, sentences};
    use proptest::prelude::*;

    /// Sentences: 0–5, 6–11, 12–17, 18–23, 24–29.
    const TEXT: &str = "茶叶和果园。茶叶和果园。茶叶没果园。梨园在山上。鱼塘在山下。";

    fn places(term: &str) -> Vec<u32> {
        TEXT.match_indices(term).map(|(byte, _)| TEXT[..byte].chars().count() as u32).collect()
    }

    #[test]
    fn sentences_begin_after_their_ends() {
        assert_eq!(sentences(TEXT), [0, 6, 12, 18, 24]);
        assert_eq!(sentences("一、茶\n茶叶！？好。"), [0, 4, 7, 8]);
        assert_eq!(sentences(""), [0]);
        let starts = sentences(TEXT);
        assert_eq!([0, 5, 6, 29].map(|at| sentence_at(&starts, at)), [0, 0, 1, 4]);
    }

    // By hand: 茶叶 and 果园 share 3 of 3 and 3 sentences: 14 + log2(6/6) = 14. 茶叶 and 和 share 2 of 3 and 2:
    // 14 + log2(4/5) = 13.678. 山 shares none; 没 shares one, which is chance.
    #[test]
    fn log_dice_counts_sentences() {
        let starts = sentences(TEXT);
        let others = ["果园", "和", "山", "没"].map(places);
        let found = collocates(&starts, &places("茶叶"), others.iter().map(Vec::as_slice).enumerate());
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], Collocate { term: 0, joint: 3, own: 3, score: 14.0 });
        assert_eq!((found[1].term, found[1].joint, found[1].own), (1, 2, 2));
        assert!((found[1].score - 13.678_071_905_112_637).abs() < 1e-12);
    }

    // 14 + log2(2·5/(20+12)) = 14 + log2(0.3125) = 12.321928 (R: 14 + log2(10/32)); a thousandth of the share is ten less.
    #[test]
    fn log_dice_of_unequal_terms() {
        assert!((log_dice(5, 20, 12) - 12.321_928_094_887_362).abs() < 1e-12);
        assert!((log_dice(1, 1024, 1024) - 4.0).abs() < 1e-12);
    }

    #[test]
    fn a_sentence_counts_once_however_often_a_term_stands_in_it() {
        let found = collocates(&[0, 10, 20], &[1, 3, 11, 13], [(7, &[2, 4, 6, 12, 14, 25][..])].into_iter());
        // Both stand in two sentences together; the other one in three: 14 + log2(4/5).
        assert_eq!((found[0].term, found[0].joint, found[0].own), (7, 2, 3));
        assert!((found[0].score - 13.678_071_905_112_637).abs() < 1e-12);
    }

    #[test]
    fn lines_beside_a_collocate() {
        let starts = sentences(TEXT);
        assert_eq!(beside(&starts, &places("果园"), &places("和")), [3, 9]);
        assert!(beside(&starts, &places("果园"), &[]).is_empty());
    }

    proptest! {
        #[test]
        fn no_score_is_above_fourteen_and_none_counts_more_than_there_is(
            mut one in prop::collection::vec(0u32..200, 0..30),
            mut other in prop::collection::vec(0u32..200, 0..30),
        ) {
            one.sort_unstable();
            other.sort_unstable();
            let starts: Vec<u32> = (0..20).map(|i| i * 10).collect();
            for found in collocates(&starts, &one, [(0, other.as_slice())].into_iter()) {
                prop_assert!(found.score <= 14.0 && found.joint <= found.own && found.own <= 20);
            }
        }
    }
}
