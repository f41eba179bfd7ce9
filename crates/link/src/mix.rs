//! Predicts bits from several contexts at once and mixes the predictions by how well each did before: context mixing, as
//! the paq and lpaq programs do it, cut to what short texts need. Integers only.
//!
//! A symbol is coded as a path of bits. For each context the model keeps, at each node of the path, how often either bit
//! came lately and a running probability; both become inputs of three small neural mixers, chosen by what is known of the
//! place, and a last table corrects what the mixers get wrong.

use crate::coder::Coder;

/// Contexts that a symbol is predicted from, at most.
pub(crate) const MOST_CONTEXTS: usize = 12;
/// Sets of weights that each mixer chooses from.
const SETS: usize = 256;
/// Mixers.
const MIXERS: usize = 3;
/// Fraction bits of a weight.
const ONE: i32 = 1 << 16;

/// What one context knows of one node.
#[derive(Clone, Copy, Default)]
struct Slot {
    /// Which context and node it belongs to, in short.
    check: u8,
    /// How often lately: zeros in the upper half, ones in the lower.
    counts: u8,
    /// The probability of a one, of 65536.
    one: u16,
}

/// The model.
#[derive(Clone)]
pub(crate) struct Mix {
    /// Slots of each context, one stretch after the other, of `1 << bits` each.
    slots: Vec<Slot>,
    bits: u32,
    contexts: usize,
    /// For each context and pair of counts: how probable a one turned out to be, of 65536.
    seen: Vec<u16>,
    weights: Vec<i32>,
    /// Corrects a prediction by the first context: 33 steps for each of 1024 values.
    refine: Vec<u16>,
    /// Of the symbol's contexts.
    hashes: [u32; MOST_CONTEXTS],
    /// Where each context keeps the nodes of the next [`GROUP`] bits, side by side in memory.
    lines: [u32; MOST_CONTEXTS],
    /// The bits of this group behind a 1.
    local: u32,
}

/// Slots that lie side by side.
const LINE: u32 = 16;
/// Bits whose nodes share a line.
pub(crate) const GROUP: u32 = 3;

/// What is known of a bit's place besides its contexts.
#[derive(Clone, Copy, Default)]
pub(crate) struct Place {
    /// The node of the path, the same for the same bits so far.
    pub(crate) node: u32,
    /// How many bits there were so far.
    pub(crate) depth: u32,
    /// A prediction from elsewhere, in the stretched domain; 0 for none.
    pub(crate) hint: i32,
    /// Which weights the first and the second mixer take; the third takes those of how many contexts know the node.
    pub(crate) sets: [usize; 2],
}

impl Mix {
    /// A model that knows nothing, of so many contexts with `1 << bits` slots each.
    pub(crate) fn new(contexts: usize, bits: u32) -> Self {
        let inputs = inputs(contexts);
        Self {
            slots: vec![Slot::default(); contexts << bits],
            bits,
            contexts,
            seen: (0..contexts).flat_map(|_| (0..=255).map(first_guess)).collect(),
            weights: vec![ONE * 3 / 10; MIXERS * SETS * inputs],
            refine: (0..1024 * 33).map(|i| squash((i % 33 - 16) * 128) as u16).collect(),
            hashes: [0; MOST_CONTEXTS],
            lines: [0; MOST_CONTEXTS],
            local: 1,
        }
    }

    /// Begins a symbol in these contexts, of which there are as many as the model has.
    pub(crate) fn begin(&mut self, contexts: &[u32]) {
        for (i, (hash, &context)) in self.hashes.iter_mut().zip(contexts).enumerate() {
            *hash = scatter(context.wrapping_add((i as u32 + 1).wrapping_mul(0x632B_E5AB)));
        }
    }

    /// Codes one bit of the symbol.
    #[inline(never)]
    pub(crate) fn bit(&mut self, coder: &mut Coder<'_>, bit: bool, place: Place) -> bool {
        let mut at = [0_usize; MOST_CONTEXTS];
        let mut stretched = [0_i32; 2 * MOST_CONTEXTS + 2];
        let mut known = 0;
        if place.depth.is_multiple_of(GROUP) {
            for (line, hash) in self.lines.iter_mut().zip(self.hashes) {
                *line = scatter(hash ^ place.node.wrapping_mul(0x9E37_79B1));
            }
            self.local = 1;
        }
        let mask = (1_u32 << self.bits) - LINE;
        for i in 0..self.contexts {
            let start = i << self.bits;
            // Nodes of one context never take each other's place; those of two contexts seldom do.
            let line = self.lines[i];
            let check = ((line >> 24) ^ self.local << 5) as u8;
            let first = start + ((line & mask) | ((line ^ self.local << 1) & (LINE - 1))) as usize;
            let second = first ^ 1;
            let [a, b] = [self.slots[first], self.slots[second]];
            let here = if a.check == check && a.counts != 0 {
                first
            } else if b.check == check && b.counts != 0 {
                second
            } else {
                let weaker = if total(a.counts) <= total(b.counts) { first } else { second };
                self.slots[weaker] = Slot { check, counts: 0, one: 0x8000 };
                weaker
            };
            at[i] = here;
            let slot = self.slots[here];
            if slot.counts != 0 {
                stretched[2 * i] = stretch(u32::from(self.seen[i << 8 | usize::from(slot.counts)]));
                stretched[2 * i + 1] = stretch(u32::from(slot.one)) / 2;
                known = i + 1;
            }
        }
        let inputs = inputs(self.contexts);
        stretched[inputs - 2] = place.hint;
        stretched[inputs - 1] = 256;

        let chosen = [place.sets[0] % SETS, place.sets[1] % SETS, known];
        let mut guesses = [0_i32; MIXERS];
        let mut sum = 0;
        for (mixer, set) in chosen.into_iter().enumerate() {
            let start = (mixer * SETS + set) * inputs;
            let weights = &self.weights[start..start + inputs];
            let dot: i64 =
                weights.iter().zip(&stretched).map(|(&weight, &input)| i64::from(weight) * i64::from(input)).sum();
            let guess = ((dot >> 16) as i32).clamp(-2047, 2047);
            guesses[mixer] = guess;
            sum += guess;
        }
        let mixed = (sum / MIXERS as i32).clamp(-2047, 2047);
        let step = (mixed + 2048) as usize;
        let refined = (self.hashes[1] as usize & 0x3FF) * 33 + step / 128;
        let part = (step % 128) as u32;
        let table = (u32::from(self.refine[refined]) * (128 - part) + u32::from(self.refine[refined + 1]) * part) >> 7;
        let one = ((squash(mixed) * 3 + table) >> 2).clamp(24, 0xFFFF - 24);
        let bit = coder.bit(bit, one);
        self.local = self.local << 1 | u32::from(bit);

        let target = if bit { 0xFFFF } else { 0 };
        for (mixer, set) in chosen.into_iter().enumerate() {
            let error = target - squash(guesses[mixer]) as i32;
            let start = (mixer * SETS + set) * inputs;
            for (weight, &input) in self.weights[start..start + inputs].iter_mut().zip(&stretched) {
                *weight = weight.wrapping_add((error * input + (1 << 13)) >> RATE);
            }
        }
        let near = refined + usize::from(part >= 64);
        approach(&mut self.refine[near], target, 6);
        for (i, &at) in at.iter().enumerate().take(self.contexts) {
            let slot = &mut self.slots[at];
            if slot.counts != 0 {
                approach(&mut self.seen[i << 8 | usize::from(slot.counts)], target, 6);
            }
            let n = total(slot.counts) as i32;
            slot.one = (i32::from(slot.one) + (target - i32::from(slot.one)) * 2 / (2 * n.min(LIMIT) + 3))
                .clamp(32, 0xFFFF - 32) as u16;
            slot.counts = counted(slot.counts, bit);
        }
        bit
    }
}

/// How slowly weights follow their errors.
const RATE: i32 = 14;
/// A running probability remembers about so many bits.
const LIMIT: i32 = 20;

fn inputs(contexts: usize) -> usize {
    2 * contexts + 2
}

/// A number from `hash`, all of whose bits depend on all of its.
pub(crate) fn scatter(hash: u32) -> u32 {
    let hash = (hash ^ hash >> 16).wrapping_mul(0x85EB_CA6B);
    let hash = (hash ^ hash >> 13).wrapping_mul(0xC2B2_AE35);
    hash ^ hash >> 16
}

fn total(counts: u8) -> u32 {
    u32::from(counts >> 4) + u32::from(counts & 15)
}

/// The counts after another bit: what speaks against it is soon forgotten.
fn counted(counts: u8, bit: bool) -> u8 {
    let (mut same, mut other) = if bit { (counts & 15, counts >> 4) } else { (counts >> 4, counts & 15) };
    same = (same + 1).min(15);
    if other > 2 {
        other = other / 2 + 1;
    }
    if bit { other << 4 | same } else { same << 4 | other }
}

/// How probable a one is after such counts, before anything is learned.
fn first_guess(counts: u8) -> u16 {
    let (zeros, ones) = (u32::from(counts >> 4), u32::from(counts & 15));
    ((ones * 10 + 4) * 65_535 / ((zeros + ones) * 10 + 8)) as u16
}

fn approach(value: &mut u16, target: i32, slowly: u32) {
    let now = i32::from(*value);
    *value = (now + ((target - now) >> slowly)).clamp(16, 0xFFFF - 16) as u16;
}

/// 65536 / (1 + e^-x) for x from -8 to 8 in steps of ½.
const LOGISTIC: [u16; 33] = [
    22, 36, 60, 98, 162, 267, 439, 720, 1179, 1921, 3108, 4971, 7812, 11955, 17625, 24743, 32768, 40793, 47911, 53581,
    57724, 60565, 62428, 63615, 64357, 64816, 65097, 65269, 65374, 65438, 65476, 65500, 65514,
];

/// The probability, of 65536, that a stretched one stands for: x is `stretched` / 256.
fn squash(stretched: i32) -> u32 {
    let step = (stretched + 2048).clamp(0, 4095) as usize;
    let part = (step % 128) as u32;
    (u32::from(LOGISTIC[step / 128]) * (128 - part) + u32::from(LOGISTIC[step / 128 + 1]) * part) >> 7
}

/// The stretched form of a probability of 65536: what [`squash`] turns back.
pub(crate) fn stretch(one: u32) -> i32 {
    i32::from(STRETCHED[(one >> 4) as usize & 4095])
}

static STRETCHED: [i16; 4096] = {
    let mut table = [0; 4096];
    let (mut i, mut step) = (0, 0);
    while i < 4096 {
        // The last step whose probability is not above this one's.
        while step < 4095 {
            let next = step + 1;
            let part = (next % 128) as u32;
            let one = (LOGISTIC[next / 128] as u32 * (128 - part) + LOGISTIC[next / 128 + 1] as u32 * part) >> 7;
            if one > (i as u32) * 16 + 8 {
                break;
            }
            step = next;
        }
        table[i] = step as i16 - 2048;
        i += 1;
    }
    table
};
