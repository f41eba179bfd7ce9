//! The trend of a term over the stretches of a report. In: stretches and places. Out: for each stretch how often the term
//! stands there, and how often per 10,000 characters of it, blanks not counted.

use gangmu_model::{CharIndex, Document};

/// Stretches shorter than this share of the text have no frequency of their own: one place in a line of greeting would be
/// the highest of all.
pub const LEAST_SHARE: f64 = 0.01;

/// A stretch of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its first character.
    pub start: u32,
    /// One past its last character.
    pub end: u32,
    /// Characters that are no blanks.
    pub visible: u32,
}

/// A term in a stretch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Its places there.
    pub count: u32,
    /// Places per 10,000 characters; `None` where the stretch is too short to say.
    pub per_10k: Option<f64>,
}

/// The stretches of a document from `(start, end)`, with their visible characters.
pub fn stretches(document: &Document, index: &CharIndex, bounds: impl Iterator<Item = (u32, u32)>) -> Vec<Stretch> {
    let visible = |start, end| {
        let text = index.slice(&document.text, start, end);
        text.chars().filter(|c| !c.is_whitespace()).count() as u32
    };
    bounds.map(|(start, end)| Stretch { start, end, visible: visible(start, end) }).collect()
}

/// How often a term that stands at the ascending `places` stands in each stretch.
pub fn trend(stretches: &[Stretch], places: &[u32]) -> Vec<Bin> {
    let whole: u32 = stretches.iter().map(|stretch| stretch.visible).sum();
    let before = |at: u32| places.partition_point(|&place| place < at);
    let bin = |stretch: &Stretch| {
        let count = (before(stretch.end).saturating_sub(before(stretch.start))) as u32;
        let long = stretch.visible > 0 && f64::from(stretch.visible) >= LEAST_SHARE * f64::from(whole);
        Bin { count, per_10k: long.then(|| f64::from(count) * 10_000.0 / f64::from(stretch.visible)) }
    };
    stretches.iter().map(bin).collect()
}

#[cfg(test)]
mod tests {
    use super::{Bin, Stretch, stretches, trend};
    use crate::row::tests::report;
    use gangmu_model::CharIndex;

    #[test]
    fn blanks_are_no_characters() {
        let document = report("茶园 8个\n茶 园", "8个", 8.0, None);
        let index = CharIndex::new(&document.text);
        let found = stretches(&document, &index, [(0, 6), (6, 9)].into_iter());
        assert_eq!(found, [Stretch { start: 0, end: 6, visible: 4 }, Stretch { start: 6, end: 9, visible: 2 }]);
    }

    // By hand: 3 places in 500 characters are 60 in 10,000; 1 in 2,500 is 4; 12 characters of 3,012 are too few.
    #[test]
    fn frequencies_are_of_each_stretch() {
        let part = |start, end, visible| Stretch { start, end, visible };
        let parts = [part(0, 520, 500), part(520, 3_100, 2_500), part(3_100, 3_113, 12)];
        let found = trend(&parts, &[0, 200, 519, 520, 3_100]);
        assert_eq!(
            found,
            [
                Bin { count: 3, per_10k: Some(60.0) },
                Bin { count: 1, per_10k: Some(4.0) },
                Bin { count: 1, per_10k: None }
            ]
        );
    }

    #[test]
    fn an_empty_stretch_has_no_frequency() {
        assert_eq!(trend(&[Stretch { start: 4, end: 4, visible: 0 }], &[4]), [Bin { count: 0, per_10k: None }]);
        assert!(trend(&[], &[1]).is_empty());
    }
}
