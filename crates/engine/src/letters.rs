//! Letters: which characters a text has, roughly. Asked before a short text is searched for many words, nearly none of
//! which it has: a word can only stand where its characters do.

/// A bit for each character, shared by those that are alike in their last eight bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Letters([u64; 4]);

impl Letters {
    /// The letters of a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut bits = [0; 4];
        for c in text.chars() {
            let (word, bit) = place(c);
            bits[word] |= bit;
        }
        Self(bits)
    }

    /// Whether a text of these letters may hold `word`; it does not where this is false.
    pub(crate) fn may_spell(&self, word: &str) -> bool {
        word.chars().all(|c| {
            let (word, bit) = place(c);
            self.0[word] & bit != 0
        })
    }
}

/// A text that is searched for many words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Searched<'a> {
    text: &'a str,
    letters: Letters,
}

impl<'a> Searched<'a> {
    /// A text to search.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, letters: Letters::of(text) }
    }

    /// Whether the word stands in it.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.letters.may_spell(word) && self.text.contains(word)
    }

    /// Whether one of the words stands in it.
    pub(crate) fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }

    /// Where the word stands last, in bytes.
    pub(crate) fn rfind(&self, word: &str) -> Option<usize> {
        if self.letters.may_spell(word) { self.text.rfind(word) } else { None }
    }

    /// Everywhere the word stands, in bytes, from the start on.
    pub(crate) fn places(&self, word: &'static str) -> impl Iterator<Item = usize> {
        let places = self.letters.may_spell(word).then(|| self.text.match_indices(word).map(|(at, _)| at));
        places.into_iter().flatten()
    }
}

fn place(c: char) -> (usize, u64) {
    let code = c as u32;
    ((code >> 6 & 3) as usize, 1 << (code & 63))
}

#[cfg(test)]
mod tests {
    use super::Letters;

    #[test]
    fn what_is_spelt_is_never_missed_and_most_else_is_told() {
        let text = "全县地区生产总值增长7.2%";
        let letters = Letters::of(text);
        for (from, _) in text.char_indices() {
            for (to, c) in text[from..].char_indices() {
                assert!(letters.may_spell(&text[from..from + to + c.len_utf8()]));
            }
        }
        assert!(letters.may_spell("值产"), "in whatever order");
        assert!(!letters.may_spell("收入") && !letters.may_spell("居民"));
    }
}
