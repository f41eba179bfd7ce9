//! Cuts text: the reader's words first, then tokens that need no dictionary, then the likeliest words of each run.

use super::lexicon::Lexicon;
use super::scan::{self, Class, class, fold};
use super::trie::{NONE, Node, Trie};
use super::{Grain, Word, WordKind};

/// A run longer than this is cut in pieces, so that a text without punctuation needs no more memory than another.
const LONGEST_RUN: usize = 4096;

/// A number or Latin word up to this long may be part of a dictionary's word (5G基站, T恤).
const LONGEST_ATOM: usize = 8;

pub(super) fn segment(trie: &Trie, user: &Lexicon, grain: Grain, text: &str, out: &mut Vec<Word>) {
    let mut cutter = Cutter { trie, grain, text, byte: 0, char: 0, run: Run::default(), out };
    while let Some((before_bytes, before_chars, bytes, chars)) = user.find(&text[cutter.byte..]) {
        debug_assert!(before_chars <= before_bytes);
        cutter.cut(cutter.byte + before_bytes);
        cutter.push(bytes, chars, WordKind::User);
    }
    cutter.cut(text.len());
}

/// Walks through a text and appends its tokens.
struct Cutter<'a> {
    trie: &'a Trie,
    grain: Grain,
    text: &'a str,
    byte: usize,
    char: u32,
    run: Run,
    out: &'a mut Vec<Word>,
}

/// A stretch of letters and short atoms, with the best path to each place in it. Reused from run to run.
#[derive(Default)]
struct Run {
    /// By character, its rank in the trie.
    ranks: Vec<u16>,
    /// By character, how many of them the token that starts here spans if no word does; 0 inside an atom.
    spans: Vec<u8>,
    /// By place, its byte from the start of the run.
    bytes: Vec<u32>,
    /// By place, the score of the best path to it, where it starts, and what ends there.
    best: Vec<(i32, u32, Node)>,
    /// The words of the best path, last first.
    path: Vec<(u32, u32, Node)>,
}

impl Cutter<'_> {
    /// Appends the token of the next `bytes`, `chars` long, and steps behind it.
    fn push(&mut self, bytes: usize, chars: usize, kind: WordKind) {
        let (byte_start, char_start) = (self.byte as u32, self.char);
        self.byte += bytes;
        self.char += chars as u32;
        self.out.push(Word { byte_start, byte_end: self.byte as u32, char_start, char_end: self.char, kind });
    }

    /// Cuts the text up to byte `end`.
    fn cut(&mut self, end: usize) {
        while let Some(c) = self.text[self.byte..end].chars().next() {
            match class(c) {
                Class::Letter | Class::Latin | Class::Digit => self.cut_run(end),
                Class::Space => {
                    let rest = &self.text[self.byte..end];
                    let blank = rest.find(|c| class(c) != Class::Space).map_or(rest, |bytes| &rest[..bytes]);
                    self.push(blank.len(), blank.chars().count(), WordKind::Space);
                }
                Class::Mark => match scan::quoted(&self.text[self.byte..end]) {
                    Some(quoted) if quoted.numeral => {
                        let bytes = quoted.open + quoted.name.bytes + quoted.close;
                        self.push(bytes, quoted.name.chars + 2, WordKind::Quoted);
                    }
                    Some(quoted) => {
                        self.push(quoted.open, 1, WordKind::Mark);
                        self.push(quoted.name.bytes, quoted.name.chars, WordKind::Quoted);
                        self.push(quoted.close, 1, WordKind::Mark);
                    }
                    None => self.push(c.len_utf8(), 1, WordKind::Mark),
                },
            }
        }
    }

    /// Cuts the run of letters and atoms that starts here, or the first [`LONGEST_RUN`] characters of it.
    fn cut_run(&mut self, end: usize) {
        let rest = &self.text[self.byte..end];
        let run = &mut self.run;
        run.ranks.clear();
        run.spans.clear();
        run.bytes.clear();
        let mut at = 0;
        while run.ranks.len() < LONGEST_RUN {
            let Some(c) = rest[at..].chars().next() else { break };
            match class(c) {
                Class::Letter => {
                    run.ranks.push(self.trie.rank(c));
                    run.spans.push(1);
                    run.bytes.push(at as u32);
                    at += c.len_utf8();
                }
                Class::Latin | Class::Digit => {
                    let atom = scan::atom(&rest[at..]);
                    if atom.chars > LONGEST_ATOM {
                        break;
                    }
                    let text = &rest[at..at + atom.bytes];
                    for (byte, c) in text.char_indices() {
                        run.ranks.push(self.trie.rank(fold(c)));
                        run.spans.push(if byte == 0 { atom.chars as u8 } else { 0 });
                        run.bytes.push((at + byte) as u32);
                    }
                    at += atom.bytes;
                }
                Class::Space | Class::Mark => break,
            }
        }
        if run.ranks.is_empty() {
            let atom = scan::atom(rest);
            self.push(atom.bytes, atom.chars, atom.kind);
            return;
        }
        run.bytes.push(at as u32);
        run.solve(self.trie, self.grain);

        // Of a run that was cut short, the last words may be wrong: they are cut again with what follows.
        let chars = run.ranks.len() as u32;
        let sure = if run.ranks.len() < LONGEST_RUN { chars } else { chars - 2 * super::pack::LONGEST_WORD as u32 };
        while let Some((from, to, node)) = self.run.path.pop() {
            if from >= sure {
                break;
            }
            let (start, end) = (self.run.bytes[from as usize] as usize, self.run.bytes[to as usize] as usize);
            let kind = if node != NONE {
                if self.trie.is_term(node) { WordKind::Term } else { WordKind::Word }
            } else if self.run.spans[from as usize] == 1
                && class(rest[start..].chars().next().unwrap_or(' ')) == Class::Letter
            {
                WordKind::Unknown
            } else {
                scan::atom(&rest[start..]).kind
            };
            self.push(end - start, (to - from) as usize, kind);
        }
    }
}

impl Run {
    /// Finds the likeliest words and leaves them in `path`, last first.
    fn solve(&mut self, trie: &Trie, grain: Grain) {
        let Self { ranks, spans, best, path, .. } = self;
        let length = ranks.len();
        let total = trie.total();
        best.clear();
        best.resize(length + 1, (i32::MIN, 0, NONE));
        best[0].0 = 0;
        for start in 0..length {
            let (score, ..) = best[start];
            let span = usize::from(spans[start]);
            if span == 0 {
                continue;
            }
            let mut reach = |end: usize, score: i32, node: Node| {
                if score > best[end].0 {
                    best[end] = (score, start as u32, node);
                }
            };
            reach(start + span, score - total, NONE);
            let mut node = trie.root(ranks[start]);
            let mut end = start + 1;
            while node != NONE {
                if let Some(frequency) = trie.frequency(node)
                    && spans.get(end) != Some(&0)
                    && (grain == Grain::Term || !trie.is_term(node))
                {
                    reach(end, score + frequency - total, node);
                }
                let Some(&rank) = ranks.get(end) else { break };
                node = trie.child(node, rank);
                end += 1;
            }
        }
        path.clear();
        let mut to = length as u32;
        while to > 0 {
            let (_, from, node) = best[to as usize];
            path.push((from, to, node));
            to = from;
        }
    }
}
