//! A text to look at character by character, as the rules do, and to slice without copying.

use std::borrow::Cow;
use std::ops::Range;

/// A text with its characters.
#[derive(Debug)]
pub(crate) struct View<'a> {
    /// Its characters, which every offset counts.
    pub(crate) chars: Vec<char>,
    text: Cow<'a, str>,
    /// The byte of `text` at which each character starts, and the text's length.
    byte_starts: Vec<u32>,
}

impl<'a> View<'a> {
    /// The view of a text; takes one pass over it.
    pub(crate) fn new(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        let length = text.chars().count();
        let (mut chars, mut byte_starts) = (Vec::with_capacity(length), Vec::with_capacity(length + 1));
        for (byte, c) in text.char_indices() {
            chars.push(c);
            byte_starts.push(byte as u32);
        }
        byte_starts.push(text.len() as u32);
        Self { chars, text, byte_starts }
    }

    /// The same text in simplified characters, one for one; `None` where it is not in traditional ones.
    pub(crate) fn simplified(&self) -> Option<View<'static>> {
        crate::fold::simplified(&self.chars).map(|folded| View::new(String::from_iter(folded)))
    }

    /// The text of a range of characters, which must lie in the text.
    pub(crate) fn slice(&self, chars: Range<usize>) -> &str {
        &self.text[self.byte_starts[chars.start] as usize..self.byte_starts[chars.end] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::View;

    #[test]
    fn slices_count_characters() {
        let view = View::new("市长陈𬭎报告：增长6.5%。");
        for from in 0..=view.chars.len() {
            for to in from..=view.chars.len() {
                assert_eq!(view.slice(from..to), view.chars[from..to].iter().collect::<String>());
            }
        }
    }
}
