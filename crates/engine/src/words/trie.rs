//! The words of a dictionary as a trie: from a character to a node, from a node and a character to its child.
//!
//! Nodes lie level by level, so the children of one are neighbours, sorted by rank: three flat arrays, built in one
//! pass over the sorted words.

use super::pack::{self, Extent, NOUN, STEPS, TERM};

/// A node's index. Stable for one dictionary, so it also serves as a word's number.
pub(super) type Node = u32;

/// No node.
pub(super) const NONE: Node = u32::MAX;

/// A character no word has.
pub(super) const UNKNOWN: u16 = u16::MAX;

#[derive(Clone, Debug)]
pub(super) struct Trie {
    /// The rank of each character of the basic plane, or [`UNKNOWN`].
    ranks: Box<[u16]>,
    /// Those beyond it, sorted.
    rare: Vec<(char, u16)>,
    /// By rank, the node of the words that start with this character.
    roots: Vec<Node>,
    /// By node, its first child; one more entry closes the last node.
    children: Vec<Node>,
    /// By node, the rank that leads to it.
    labels: Vec<u16>,
    /// By node, one more than the steps of its word's frequency, with [`TERM`] set for a term and [`NOUN`] for a noun; 0 where
    /// no word ends.
    ends: Vec<u8>,
    /// Steps of the sum of all frequencies.
    total: u8,
    words: usize,
    /// By node, sorted: how often the reference has its word, and in how many reports. Those that it has.
    seen: Vec<(Node, u32, u8)>,
    extent: Extent,
}

/// One level while it grows: what [`Trie`] has, with children counted from the start of the next level.
#[derive(Default)]
struct Level {
    children: Vec<u32>,
    labels: Vec<u16>,
    ends: Vec<u8>,
}

impl Trie {
    pub(super) fn from_packed(packed: &[u8]) -> Option<Self> {
        let mut levels: Vec<Level> = Vec::new();
        levels.resize_with(pack::LONGEST_WORD + 1, Level::default);
        // Depth, place in the level, figures: the node's number is known when all levels are.
        let mut seen: Vec<(usize, u32, u32, u8)> = Vec::new();
        let header = pack::unpack(packed, |shared, word, facts| {
            for (depth, &rank) in word.iter().enumerate().skip(shared) {
                let below = levels[depth + 1].labels.len() as u32;
                let level = &mut levels[depth];
                level.children.push(below);
                level.labels.push(rank);
                level.ends.push(0);
            }
            let level = &mut levels[word.len() - 1];
            if let Some(end) = level.ends.last_mut() {
                *end = ((facts.frequency & STEPS).min(STEPS - 1) + 1) | (facts.frequency & !STEPS);
                if facts.reports > 0 {
                    seen.push((word.len() - 1, level.ends.len() as u32 - 1, facts.count, facts.reports));
                }
            }
        })?;

        let mut starts = Vec::with_capacity(levels.len());
        let mut start = 0;
        for level in &levels {
            starts.push(start);
            start += level.labels.len() as u32;
        }
        let mut seen: Vec<_> =
            seen.into_iter().map(|(depth, at, count, reports)| (starts[depth] + at, count, reports)).collect();
        seen.sort_unstable();

        let nodes = levels.iter().map(|level| level.labels.len()).sum();
        let mut roots = vec![NONE; header.chars.len()];
        for (node, &rank) in levels[0].labels.iter().enumerate() {
            *roots.get_mut(usize::from(rank))? = node as Node;
        }
        let (mut children, mut labels, mut ends) =
            (Vec::with_capacity(nodes + 1), Vec::with_capacity(nodes), Vec::with_capacity(nodes));
        let mut below = 0;
        for level in levels {
            below += level.labels.len() as u32;
            children.extend(level.children.iter().map(|child| below + child));
            labels.extend(level.labels);
            ends.extend(level.ends);
        }
        children.push(below);

        let mut ranks = vec![UNKNOWN; 0x1_0000].into_boxed_slice();
        let mut rare = Vec::new();
        for (rank, &c) in header.chars.iter().enumerate() {
            match ranks.get_mut(c as usize) {
                Some(slot) => *slot = rank as u16,
                None => rare.push((c, rank as u16)),
            }
        }
        rare.sort_unstable();
        let (total, words, extent) = (header.total, header.words, header.extent);
        Some(Self { ranks, rare, roots, children, labels, ends, total, words, seen, extent })
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words
    }

    /// A character's rank, or [`UNKNOWN`].
    #[inline]
    pub(super) fn rank(&self, c: char) -> u16 {
        match self.ranks.get(c as usize) {
            Some(&rank) => rank,
            None => self.rare.binary_search_by_key(&c, |&(c, _)| c).map_or(UNKNOWN, |at| self.rare[at].1),
        }
    }

    /// The node of the words that start with the character of this rank, or [`NONE`].
    #[inline]
    pub(super) fn root(&self, rank: u16) -> Node {
        self.roots.get(usize::from(rank)).copied().unwrap_or(NONE)
    }

    /// The node one character further down, or [`NONE`].
    #[inline]
    pub(super) fn child(&self, node: Node, rank: u16) -> Node {
        let first = self.children[node as usize];
        let labels = &self.labels[first as usize..self.children[node as usize + 1] as usize];
        let at = if labels.len() <= 8 {
            labels.iter().position(|&label| label == rank)
        } else {
            labels.binary_search(&rank).ok()
        };
        at.map_or(NONE, |at| first + at as Node)
    }

    /// The steps of the frequency of the word that ends at `node`, if one does.
    #[inline]
    pub(super) fn frequency(&self, node: Node) -> Option<i32> {
        i32::from(self.ends[node as usize] & STEPS).checked_sub(1).filter(|&steps| steps >= 0)
    }

    /// Whether what ends at `node` is a term and no word.
    #[inline]
    pub(super) fn is_term(&self, node: Node) -> bool {
        self.ends[node as usize] & TERM != 0
    }

    /// Whether what ends at `node` is a noun or a name.
    pub(super) fn is_noun(&self, node: Node) -> bool {
        self.ends[node as usize] & NOUN != 0
    }

    /// How often the reference has the word that ends at `node`, and in how many reports.
    pub(super) fn seen(&self, node: Node) -> Option<(u32, u32)> {
        let at = self.seen.binary_search_by_key(&node, |&(node, ..)| node).ok()?;
        let (_, count, reports) = self.seen[at];
        Some((count, reports.into()))
    }

    /// The words that the reference has at least `least` times: the word, whether it is a term, how often the reference has
    /// it, and in how many reports.
    pub(super) fn seen_often(&self, least: u32) -> Vec<(String, bool, u32, u32)> {
        let mut chars = vec![char::REPLACEMENT_CHARACTER; self.roots.len()];
        let plane = self.ranks.iter().enumerate().filter_map(|(c, &rank)| Some((char::from_u32(c as u32)?, rank)));
        for (c, rank) in plane.chain(self.rare.iter().copied()) {
            if let Some(slot) = chars.get_mut(usize::from(rank)) {
                *slot = c;
            }
        }
        let often = self.seen.iter().filter(|(_, count, _)| *count >= least);
        often
            .map(|&(end, count, reports)| {
                let mut word = Vec::new();
                let mut node = end;
                loop {
                    word.push(chars[usize::from(self.labels[node as usize])]);
                    // The first level has no parents.
                    if node < self.children[0] {
                        break;
                    }
                    node = self.children.partition_point(|&first| first <= node) as Node - 1;
                }
                (word.into_iter().rev().collect(), self.is_term(end), count, reports.into())
            })
            .collect()
    }

    /// The size of the reference.
    pub(super) fn extent(&self) -> Extent {
        self.extent
    }

    /// The steps of the sum of all frequencies.
    #[inline]
    pub(super) fn total(&self) -> i32 {
        self.total.into()
    }

    /// The node at which `word` ends, if it is a word.
    pub(super) fn find(&self, word: impl IntoIterator<Item = char>) -> Option<Node> {
        let mut node = NONE;
        for (depth, c) in word.into_iter().enumerate() {
            let rank = self.rank(c);
            node = if depth == 0 { self.root(rank) } else { self.child(node, rank) };
            if node == NONE {
                return None;
            }
        }
        (node != NONE && self.ends[node as usize] > 0).then_some(node)
    }
}
