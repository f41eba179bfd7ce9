//! Texts that are nearly the same: a sketch of each in, how much of them is shared out.
//!
//! A sketch is what is left of a text's pieces of five characters, hashed: in each of 64 classes the smallest hash, and of
//! that a byte. Two sketches agree in as many bytes as the texts share of all their pieces, give or take a twentieth
//! (one-permutation minwise hashing, Li, Owen and Zhang 2012; b-bit, Li and König 2010). Blanks and punctuation do not
//! count, so that a copy of a copy is still one.

use std::fmt::Write as _;

/// Pieces are so many characters long.
const PIECE: usize = 5;
const CLASSES: usize = 64;
/// A text with fewer pieces has no sketch: what it shares with others would be chance.
const LEAST: usize = 200;

/// Two texts are nearly the same where they share so much of all their pieces.
pub const NEARLY_ALIKE: f64 = 0.8;

/// A text's sketch in the making.
#[derive(Clone, Debug, Default)]
pub struct Sketch {
    last: [u32; PIECE],
    pieces: usize,
    least: Vec<u64>,
}

impl Sketch {
    /// Takes the text's next character, in the form in which texts are compared.
    pub fn take(&mut self, c: char) {
        if !c.is_alphanumeric() {
            return;
        }
        self.least.resize(CLASSES, u64::MAX);
        self.last.rotate_left(1);
        self.last[PIECE - 1] = c as u32;
        self.pieces += 1;
        if self.pieces >= PIECE {
            let hash = self.last.iter().fold(0, |hash, &c| mixed(hash ^ u64::from(c)));
            let (class, rest) = (hash as usize % CLASSES, hash / CLASSES as u64);
            self.least[class] = self.least[class].min(rest);
        }
    }

    /// The sketch, two hexadecimal digits a class; nothing of a text that is too short for one.
    pub fn finish(&self) -> String {
        let mut out = String::new();
        if self.pieces < LEAST {
            return out;
        }
        for class in 0..CLASSES {
            // A class that has none borrows from the next that has one, the same in every text that lacks it.
            let filled = (0..CLASSES).map(|step| self.least[(class + step) % CLASSES]).find(|&least| least < u64::MAX);
            // Writing to a String cannot fail.
            let _ = write!(out, "{:02x}", filled.unwrap_or_default() & 0xFF);
        }
        out
    }
}

/// The bits of a number, each changed by all (the finaliser of `SplitMix64`).
const fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// How much of all pieces of two texts both have, 0 to 1, by their sketches; 0 where one has none.
pub fn alike(one: &str, other: &str) -> f64 {
    if one.len() != 2 * CLASSES || other.len() != 2 * CLASSES {
        return 0.0;
    }
    let pairs = one.as_bytes().chunks_exact(2).zip(other.as_bytes().chunks_exact(2));
    let same = pairs.filter(|(one, other)| one == other).count() as f64 / CLASSES as f64;
    // Of bytes that have nothing to do with each other one in 256 agrees.
    ((same - 1.0 / 256.0) / (1.0 - 1.0 / 256.0)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::{Sketch, alike};

    fn sketch(text: &str) -> String {
        let mut sketch = Sketch::default();
        text.chars().for_each(|c| sketch.take(c));
        sketch.finish()
    }

    /// A text of so many sentences, none like another.
    fn text(from: usize, to: usize) -> String {
        let things = ["修路", "架桥", "办学", "治水", "种树", "引才", "建厂"];
        let sentence =
            |at: usize| format!("第{}项是{}{}，投资{}万元。", at, things[at % 7], things[at / 7 % 7], at * 37 % 1009);
        (from..to).map(sentence).collect()
    }

    #[test]
    fn likeness_is_the_share_of_what_both_have() {
        let whole = sketch(&text(0, 300));
        assert!((alike(&whole, &sketch(&text(0, 300).replace('，', ", "))) - 1.0).abs() < 1e-9);
        for (shared, wanted) in [(285, 0.95), (240, 0.8), (150, 0.5)] {
            let found = alike(&whole, &sketch(&text(0, shared)));
            assert!((found - wanted).abs() < 0.15, "{shared}: {found}");
        }
        assert!(alike(&whole, &sketch(&text(1000, 1300))) < 0.5);
    }

    #[test]
    fn short_texts_are_like_nothing() {
        assert_eq!((sketch(""), sketch("各位代表，请予审议。")), (String::new(), String::new()));
        assert!(alike("", "").abs() < 1e-9);
    }

    #[test]
    fn a_sketch_stays_the_same() {
        // Kept by whoever keeps analyses: a change would make old and new ones strangers.
        let sketch = sketch(&text(0, 300));
        assert_eq!((sketch.len(), &sketch[..8]), (128, "a4739016"));
    }
}
