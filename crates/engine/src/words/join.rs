//! Joins the tokens of a term that has marks inside (双随机、一公开): a run of letters ends at a mark, so the search for
//! the likeliest words never sees such a term whole.

use super::scan::fold;
use super::trie::{NONE, Trie, UNKNOWN};
use super::{Word, WordKind};

/// A term begins at most so many tokens before its first mark.
const BEFORE: usize = 4;

/// Joins what `out` has from token `start` on, the tokens of `text`.
pub(super) fn join(trie: &Trie, text: &str, out: &mut Vec<Word>, start: usize) {
    let mut kept = start;
    let mut at = start;
    while at < out.len() {
        let word = out[at];
        if word.kind == WordKind::Mark && inner(trie, word.of(text)) {
            // The longest beginning first, but nothing that an earlier term has taken.
            let found = (kept.saturating_sub(BEFORE).max(start)..kept)
                .find_map(|from| end(trie, text, &out[from..kept], &out[at..]).map(|taken| (from, taken)));
            if let Some((from, taken)) = found {
                let last = out[at + taken];
                let joined =
                    Word { byte_end: last.byte_end, char_end: last.char_end, kind: WordKind::Term, ..out[from] };
                out[from] = joined;
                kept = from + 1;
                at += taken + 1;
                continue;
            }
        }
        out[kept] = word;
        kept += 1;
        at += 1;
    }
    out.truncate(kept);
}

/// Whether a mark stands inside of some term.
fn inner(trie: &Trie, mark: &str) -> bool {
    mark.chars().next().is_some_and(|c| trie.rank(c) != UNKNOWN)
}

/// With which of `after`, the mark and what follows, a term ends that begins with the first of `before`.
fn end(trie: &Trie, text: &str, before: &[Word], after: &[Word]) -> Option<usize> {
    let mut node = NONE;
    let mut found = None;
    for (i, word) in before.iter().chain(after).enumerate() {
        for c in word.of(text).chars() {
            let rank = trie.rank(fold(c));
            node = if node == NONE { trie.root(rank) } else { trie.child(node, rank) };
            if node == NONE {
                return found;
            }
        }
        if i > before.len() && trie.is_term(node) {
            found = Some(i - before.len());
        }
    }
    found
}
