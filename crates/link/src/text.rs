//! Chinese text as bits: each character is a path through a Huffman tree, each bit of it predicted by [`Mix`] from the
//! characters before it.
//!
//! The characters that a `Primer` knows have paths by how frequent they are there; any other goes behind an escape as its
//! code point.

use crate::coder::Coder;
use crate::mix::{Mix, Place, scatter, stretch};
use std::collections::BTreeMap;

/// Contexts of a character.
const CONTEXTS: usize = 9;

/// A model of text.
#[derive(Clone)]
pub(crate) struct Text {
    mix: Mix,
    alphabet: Alphabet,
    /// All that was coded, for repeats to be found in.
    history: Vec<u32>,
    /// Where a context of [`REPEAT`] characters was seen last.
    last_seen: Vec<u32>,
    /// Where the repeat in hand goes on, and how long it is by now.
    repeat: (usize, usize),
    /// How often what a repeat of a length says was right, of 65536.
    trust: [u16; 32],
    /// Hash of the characters since the last mark between clauses.
    clause: u32,
}

/// Characters that must be the same for a repeat to be followed.
const REPEAT: usize = 3;
/// Parts a string from the one before it; no text has it nor what is above it.
const BREAK: u32 = 0x11_0000;

impl Text {
    /// A model with `1 << bits` slots for each context that knows the characters of `sample`, but no text yet.
    pub(crate) fn new(sample: &str, bits: u32) -> Self {
        Self {
            mix: Mix::new(CONTEXTS, bits),
            alphabet: Alphabet::of(sample),
            history: vec![BREAK; 8],
            last_seen: vec![0; 1 << 16],
            repeat: (0, 0),
            trust: [0xC000; 32],
            clause: 0,
        }
    }

    /// Starts a string of this sort that has nothing to do with the one before it.
    pub(crate) fn part(&mut self, sort: u32) {
        self.history.extend([BREAK; 7]);
        self.history.push(BREAK + 1 + sort);
        self.repeat = (0, 0);
        self.clause = 0;
    }

    /// Codes one character; gives it, or `None` where a reader comes upon something that is none.
    pub(crate) fn char(&mut self, coder: &mut Coder<'_>, char: char) -> Option<char> {
        let h = self.history.len();
        let back = |n: usize| self.history[h - n];
        let chain = |n: usize| (1..=n).fold(n as u32, |hash, i| scatter(hash ^ back(i).wrapping_mul(0x2C1B_3C6D)));
        let masked = (1..=5).fold(77, |hash, i| scatter(hash ^ masked(back(i)).wrapping_mul(0x2C1B_3C6D)));
        self.mix.begin(&[
            0,
            chain(1),
            chain(2),
            chain(3),
            chain(4),
            chain(6),
            masked,
            scatter(back(2) ^ scatter(back(3))),
            self.clause,
        ]);
        let guess = (self.repeat.1 > 0).then(|| self.history[self.repeat.0]);
        let path = guess.map(|guess| self.alphabet.path(guess)).unwrap_or_default();
        let length = self.repeat.1.min(31);
        let class = class(back(1));
        let mut right = guess.is_some();
        let mut node = Node::default();
        let wanted = self.alphabet.path(char as u32);
        let mut wanted_bits = wanted.bits();
        let mut path_bits = path.bits();
        let code = loop {
            let expected = path_bits.next().filter(|_| right);
            let hint = expected.map_or(0, |bit| {
                let strength = stretch(u32::from(self.trust[length]));
                if bit { strength } else { -strength }
            });
            let place = Place {
                node: node.id(),
                depth: node.depth,
                hint,
                sets: [
                    (node.depth as usize).min(31) * 8 + class,
                    expected.map_or(0, |bit| 2 * length.min(15) + 2 + usize::from(bit)) * 4 + class / 2,
                ],
            };
            let bit = self.mix.bit(coder, wanted_bits.next().unwrap_or_default(), place);
            if let Some(expected) = expected {
                let trust = &mut self.trust[length];
                let target = if expected == bit { 0xFFFF } else { 0 };
                *trust = (i32::from(*trust) + ((target - i32::from(*trust)) >> 6)) as u16;
                right = expected == bit;
            }
            node.step(bit);
            if let Some(code) = self.alphabet.at(&mut node) {
                break code;
            }
        };
        let char = char::from_u32(code)?;
        self.push(code);
        Some(char)
    }

    fn push(&mut self, code: u32) {
        self.repeat = match self.repeat {
            (at, length) if length > 0 && self.history[at] == code => (at + 1, length + 1),
            _ => (0, 0),
        };
        self.history.push(code);
        self.clause = if class(code) == 0 { 0 } else { scatter(self.clause ^ code.wrapping_mul(0x2C1B_3C6D)) };
        let h = self.history.len();
        let tail = &self.history[h - REPEAT..];
        if tail.iter().any(|&code| code >= BREAK) {
            return;
        }
        let hash = tail.iter().fold(0, |hash, &code| scatter(hash ^ code.wrapping_mul(0x2C1B_3C6D))) as usize & 0xFFFF;
        if self.repeat.1 == 0 {
            let at = self.last_seen[hash] as usize;
            let same = (0..at.min(31)).take_while(|i| self.history[at - 1 - i] == self.history[h - 1 - i]).count();
            if same >= REPEAT {
                self.repeat = (at, same);
            }
        }
        self.last_seen[hash] = h as u32;
    }
}

/// What sort of character it is, from 0 (between clauses) to 7.
fn class(code: u32) -> usize {
    match char::from_u32(code) {
        Some('，' | '。' | '；' | '：' | '！' | '？' | '\n') | None => 0,
        Some('0'..='9') => 1,
        Some('.' | '%' | '—' | '-' | '/') => 2,
        Some(c) if c.is_ascii() => 3,
        Some('、' | '“' | '”' | '《' | '》' | '（' | '）' | '·') => 4,
        Some('一'..='鿿') => 5,
        Some(_) => 6,
    }
}

/// All digits alike.
fn masked(code: u32) -> u32 {
    if class(code) == 1 { u32::from('0') } else { code }
}

/// A place on the way to a character: in the tree, or behind the escape.
#[derive(Clone, Copy, Default)]
struct Node {
    /// The inner node of the tree.
    inner: u32,
    /// Bits so far.
    depth: u32,
    /// Bits behind the escape and how many.
    raw: Option<(u32, u32)>,
    /// What the last bit led to.
    went: bool,
}

impl Node {
    fn id(self) -> u32 {
        match self.raw {
            None => self.inner,
            Some((bits, count)) => 0x8000_0000 | count << 22 | bits,
        }
    }

    fn step(&mut self, bit: bool) {
        self.depth += 1;
        self.went = bit;
    }
}

/// The way to a character, first bit uppermost.
#[derive(Clone, Copy, Default)]
struct Path {
    bits: u64,
    length: u32,
}

impl Path {
    fn bits(self) -> impl Iterator<Item = bool> {
        (0..self.length).rev().map(move |i| self.bits >> i & 1 == 1)
    }

    fn then(self, bits: u32, count: u32) -> Self {
        Self { bits: self.bits << count | u64::from(bits), length: self.length + count }
    }
}

/// Bits of a code point behind the escape.
const RAW: u32 = 21;

/// The tree.
#[derive(Clone)]
struct Alphabet {
    /// Both children of each inner node, the root first: an inner node, or a leaf.
    tree: Vec<[Child; 2]>,
    paths: BTreeMap<u32, Path>,
    escape: Path,
}

#[derive(Clone, Copy)]
enum Child {
    Inner(u32),
    Leaf(u32),
    Escape,
}

impl Alphabet {
    /// Paths for the characters of a text, the more frequent the shorter.
    fn of(sample: &str) -> Self {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        for char in sample.chars().chain(['\n', '。']) {
            *counts.entry(char as u32).or_default() += 1;
        }
        // In order of counts, then of code points, so that every machine builds the same tree.
        let mut leaves: Vec<(u32, Child)> = counts.iter().map(|(&code, &count)| (count, Child::Leaf(code))).collect();
        leaves.push((2, Child::Escape));
        leaves.sort_by_key(|&(count, child)| (count, if let Child::Leaf(code) = child { code } else { 0 }));
        let mut leaves = leaves.into_iter().peekable();
        let mut joined: std::collections::VecDeque<(u32, Child)> = std::collections::VecDeque::new();
        let mut tree: Vec<[Child; 2]> = Vec::new();
        let mut next = |joined: &mut std::collections::VecDeque<(u32, Child)>| match (leaves.peek(), joined.front()) {
            (Some(leaf), Some(inner)) if inner.0 < leaf.0 => joined.pop_front(),
            (Some(_), _) => leaves.next(),
            (None, _) => joined.pop_front(),
        };
        while let Some(first) = next(&mut joined) {
            let Some(second) = next(&mut joined) else { break };
            tree.push([first.1, second.1]);
            joined.push_back((first.0 + second.0, Child::Inner(tree.len() as u32 - 1)));
        }
        // The root was made last.
        tree.reverse();
        let last = tree.len() as u32 - 1;
        for child in tree.iter_mut().flatten() {
            if let Child::Inner(node) = child {
                *node = last - *node;
            }
        }
        let mut alphabet = Self { tree, paths: BTreeMap::new(), escape: Path::default() };
        let mut open = vec![(0_u32, Path::default())];
        while let Some((node, path)) = open.pop() {
            for (bit, child) in alphabet.tree[node as usize].into_iter().enumerate() {
                let path = path.then(bit as u32, 1);
                match child {
                    Child::Inner(node) => open.push((node, path)),
                    Child::Leaf(code) => drop(alphabet.paths.insert(code, path)),
                    Child::Escape => alphabet.escape = path,
                }
            }
        }
        alphabet
    }

    fn path(&self, code: u32) -> Path {
        self.paths.get(&code).copied().unwrap_or_else(|| self.escape.then(code & ((1 << RAW) - 1), RAW))
    }

    /// The code at a node that was just stepped from, if it ends there; moves the node on.
    fn at(&self, node: &mut Node) -> Option<u32> {
        if let Some((bits, count)) = &mut node.raw {
            (*bits, *count) = (*bits << 1 | u32::from(node.went), *count + 1);
            return (*count == RAW).then_some(*bits);
        }
        match self.tree[node.inner as usize][usize::from(node.went)] {
            Child::Inner(inner) => node.inner = inner,
            Child::Escape => node.raw = Some((0, 0)),
            Child::Leaf(code) => return Some(code),
        }
        None
    }
}
