//! Counts in, figures out: how much oftener a text says a term than a reference does, how sure that is, and how evenly
//! the term is spread.
//!
//! The notation is that of the literature: `f1` of `n1` words are the term in the text, `f2` of `n2` in the reference.

use rustc_hash::FxHashMap;

/// The confidence of the interval that [`Keyness::lrc`] takes its bound from.
const CONFIDENCE: f64 = 0.95;

/// Counts of a term in a text and in what it is compared with, and the sizes of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) f1: u32,
    pub(super) n1: u32,
    pub(super) f2: u32,
    pub(super) n2: u32,
}

impl Table {
    /// Whether there is something to compare.
    fn compares(self) -> bool {
        self.n1 > 0 && self.n2 > 0
    }

    /// The log-likelihood ratio G² of the two-by-two table (Dunning 1993): how unlikely it is that both texts say the
    /// term equally often. Above 3.84 with 95% confidence, for one term.
    pub(super) fn g2(self) -> f64 {
        if !self.compares() {
            return 0.0;
        }
        let [f1, n1, f2, n2] = [self.f1, self.n1, self.f2, self.n2].map(f64::from);
        let (all, term) = (n1 + n2, f1 + f2);
        let cell = |observed: f64, expected: f64| {
            if observed > 0.0 { observed * (observed / expected).ln() } else { 0.0 }
        };
        2.0 * (cell(f1, n1 * term / all)
            + cell(f2, n2 * term / all)
            + cell(n1 - f1, n1 * (all - term) / all)
            + cell(n2 - f2, n2 * (all - term) / all))
    }

    /// The binary logarithm of how many times as often the text says the term (Hardie 2014): 1 is twice as often. Never
    /// counts as half a time.
    pub(super) fn log_ratio(self) -> f64 {
        if !self.compares() || self.f1 + self.f2 == 0 {
            return 0.0;
        }
        let [f1, f2] = [self.f1, self.f2].map(|f| if f == 0 { 0.5 } else { f64::from(f) });
        (f1 / f64::from(self.n1) / (f2 / f64::from(self.n2))).log2()
    }
}

/// The conservative log ratio for the terms of one text.
pub(super) struct Keyness {
    /// The probability that a bound is passed by chance, for each of the terms: divided by their number (Bonferroni).
    tail: f64,
    /// Terms that are counted alike have the same figure.
    known: FxHashMap<(u32, u32), f64>,
}

impl Keyness {
    /// For a text of `terms` terms.
    pub(super) fn new(terms: usize) -> Self {
        Self { tail: (1.0 - CONFIDENCE) / terms.max(1) as f64 / 2.0, known: FxHashMap::default() }
    }

    /// How often the reference at least says a term, if that the text never does is no chance: fewer give an [`Self::lrc`]
    /// of 0.
    pub(super) fn least_lacking(&self, n1: u32, n2: u32) -> u32 {
        // What is left of the beta distribution with f1 = 0 at equal rates is the share of `n2` to the power of f2.
        let share = f64::from(n2) / (f64::from(n1) + f64::from(n2));
        if n1 == 0 || n2 == 0 { u32::MAX } else { (self.tail.ln() / share.ln()).ceil() as u32 }
    }

    /// LRC (Evert 2022): of the confidence interval of the log ratio the bound that is nearer to 0, or 0 if that lies
    /// inside. The interval is the exact one of Clopper and Pearson for the share of `f1` in `f1 + f2`, the one-sample
    /// form of a comparison of two Poisson rates.
    pub(super) fn lrc(&mut self, table: Table) -> f64 {
        let Table { f1, n1, f2, n2 } = table;
        if !table.compares() || f1 + f2 == 0 {
            return 0.0;
        }
        let tail = self.tail;
        *self.known.entry((f1, f2)).or_insert_with(|| {
            let [f1, n1, f2, n2] = [f1, n1, f2, n2].map(f64::from);
            let equal = n1 / (n1 + n2);
            let bound = if f1 * n2 >= f2 * n1 {
                // Inside the interval if even equal rates would give so many often enough.
                if beta(equal, f1, f2 + 1.0) >= tail {
                    return 0.0;
                }
                quantile(tail, f1, f2 + 1.0, (equal, 1.0))
            } else {
                if 1.0 - beta(equal, f1 + 1.0, f2) >= tail {
                    return 0.0;
                }
                quantile(1.0 - tail, f1 + 1.0, f2, (0.0, equal))
            };
            (n2 / n1 * bound / (1.0 - bound)).log2()
        })
    }
}

/// The point between the two where the beta distribution reaches `probability`.
fn quantile(probability: f64, a: f64, b: f64, (mut low, mut high): (f64, f64)) -> f64 {
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if beta(middle, a, b) < probability {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// The regularised incomplete beta function at `x`, by its continued fraction.
fn beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp();
    // The fraction converges quickly on one side of the mean; the other side is its mirror image.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(x, a, b) / a
    } else {
        1.0 - front * fraction(1.0 - x, b, a) / b
    }
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut upper = 1.0;
    let mut lower = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut result = lower;
    for step in 1..500 {
        let n = f64::from(step);
        let even = n * (b - n) * x / ((a + 2.0 * n - 1.0) * (a + 2.0 * n));
        let odd = -(a + n) * (a + b + n) * x / ((a + 2.0 * n) * (a + 2.0 * n + 1.0));
        let mut change = 1.0;
        for numerator in [even, odd] {
            lower = 1.0 / away(1.0 + numerator * lower);
            upper = away(1.0 + numerator / upper);
            change = upper * lower;
            result *= change;
        }
        if (change - 1.0).abs() < 1e-14 {
            break;
        }
    }
    result
}

/// The logarithm of the gamma function of a positive number, by Stirling's series behind a shift.
fn ln_gamma(mut x: f64) -> f64 {
    let mut shift = 0.0;
    while x < 12.0 {
        shift -= x.ln();
        x += 1.0;
    }
    let inverse = 1.0 / (x * x);
    let series = (1.0 / 12.0 - inverse * (1.0 / 360.0 - inverse * (1.0 / 1260.0 - inverse / 1680.0))) / x;
    shift + (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series
}

/// Gries' deviation of proportions over equal parts, normalised by Lijffijt and Gries: 0 is perfectly even, 1 all in
/// one part.
pub(super) fn dispersion(parts: &[u32]) -> f64 {
    let all: u32 = parts.iter().sum();
    if all == 0 || parts.len() < 2 {
        return 0.0;
    }
    let even = 1.0 / parts.len() as f64;
    let share = |&part: &u32| f64::from(part) / f64::from(all);
    parts.iter().map(|part| (share(part) - even).abs()).sum::<f64>() / 2.0 / (1.0 - even)
}

/// Term frequency times inverse document frequency: the term's share of the text's words, times the natural logarithm
/// of all reports of the reference for each that has the term, one more of both: a term of every report weighs nothing.
pub(super) fn tfidf(count: u32, words: u32, reports: u32, with_term: u32) -> f64 {
    let share = f64::from(count) / f64::from(words.max(1));
    share * ((f64::from(reports) + 1.0) / (f64::from(with_term) + 1.0)).ln()
}

#[cfg(test)]
mod tests {
    use super::{Keyness, Table, beta, dispersion, ln_gamma, tfidf};

    fn near(left: f64, right: f64) {
        assert!((left - right).abs() < 1e-9 * right.abs().max(1.0), "{left} is not {right}");
    }

    /// Computed in Python with mpmath, to 30 digits, from the definitions: the four-cell sum for G², and for LRC
    /// bisection of `betainc(a, b, 0, x, regularized=True)`, with the bounds as R's corpora 0.6 has them.
    const KNOWN: [(Table, f64, f64, f64, f64); 7] = [
        (
            table(19, 7000, 3, 170_000),
            105.514_635_456_177_05,
            7.265_001_026_802_527,
            5.500_691_276_342_819,
            4.146_687_963_294_045,
        ),
        (
            table(4, 7000, 0, 170_000),
            25.844_112_421_771_246,
            7.602_036_014_080_098,
            4.002_845_012_311_443,
            0.885_908_183_607_566,
        ),
        (
            table(11, 7000, 17, 170_000),
            34.931_277_235_256_836,
            3.974_004_791_467_055_3,
            2.734_046_098_693_611_7,
            1.342_209_170_518_166_5,
        ),
        (table(2, 7000, 1, 170_000), 9.183_102_432_972_866, 5.602_036_014_080_098, 1.338_321_014_408_714, 0.0),
        (
            table(5, 7000, 600, 170_000),
            22.860_898_710_071_176,
            -2.304_854_581_528_420_7,
            -1.074_246_822_484_083_8,
            -0.189_628_559_530_660_67,
        ),
        (table(30, 7000, 700, 170_000), 0.045_671_559_467_821_17, 0.057_715_497_856_287_37, 0.0, 0.0),
        (table(1, 100, 0, 100), 1.391_319_507_897_229_6, 1.0, 0.0, 0.0),
    ];

    const fn table(f1: u32, n1: u32, f2: u32, n2: u32) -> Table {
        Table { f1, n1, f2, n2 }
    }

    #[test]
    fn figures_are_those_of_an_independent_computation() {
        for (table, g2, log_ratio, one, thousand) in KNOWN {
            near(table.g2(), g2);
            near(table.log_ratio(), log_ratio);
            near(Keyness::new(1).lrc(table), one);
            near(Keyness::new(1000).lrc(table), thousand);
        }
    }

    #[test]
    fn a_term_that_is_lacking_has_negative_figures() {
        let mut keyness = Keyness::new(1000);
        // ln(0.05 / 1000 / 2) / ln(170,000 / 177,000) = 262.6
        assert_eq!(keyness.least_lacking(7000, 170_000), 263);
        near(keyness.lrc(table(0, 7000, 262, 170_000)), 0.0);
        assert!(keyness.lrc(table(0, 7000, 263, 170_000)) < 0.0);
        // f1 = 0: the bound is 1 - tail^(1 / f2) = 1 - 0.000025^(1 / 400); its odds times n2 / n1 = 0.6520
        near(keyness.lrc(table(0, 7000, 400, 170_000)), -0.617_134_085_404_738_9);
        // log2(0.5 / 7000 * 170,000 / 400)
        near(table(0, 7000, 400, 170_000).log_ratio(), -5.041_820_175_694_627);
        assert_eq!(keyness.least_lacking(7000, 0), u32::MAX);
    }

    #[test]
    fn without_anything_to_compare_with_there_is_no_keyness() {
        for table in [table(3, 100, 0, 0), table(0, 0, 3, 100)] {
            assert_eq!((table.g2(), table.log_ratio(), Keyness::new(5).lrc(table)), (0.0, 0.0, 0.0));
        }
    }

    #[test]
    fn the_beta_distribution_is_right() {
        // mpmath: betainc(a, b, 0, x, regularized=True), loggamma(x)
        near(beta(0.3, 2.0, 5.0), 0.579_825);
        near(beta(0.9, 40.0, 3.0), 0.195_107_654_826_936_62);
        near(beta(0.001, 1.0, 1.0), 0.001);
        near(ln_gamma(0.5), 0.572_364_942_924_700_1);
        near(ln_gamma(30.0), 71.257_038_967_168_01);
    }

    #[test]
    fn dispersion_is_worked_out_by_hand() {
        // (|.5 - .25| * 2 + |0 - .25| * 2) / 2 = .5; normalised by 1 - .25
        near(dispersion(&[2, 2, 0, 0]), 2.0 / 3.0);
        near(dispersion(&[1, 1, 1, 1]), 0.0);
        near(dispersion(&[0, 7, 0, 0]), 1.0);
        near(dispersion(&[0, 0]), 0.0);
    }

    #[test]
    fn a_term_of_every_report_weighs_nothing() {
        near(tfidf(5, 1000, 12, 12), 0.0);
        // .005 * ln(13 / 4) = .005 * 1.178655
        near(tfidf(5, 1000, 12, 3), 0.005_893_274_981_708_311);
        near(tfidf(5, 0, 0, 0), 0.0);
    }
}
