//! Conversions between the ways to count a text: characters (Unicode scalar values), bytes of UTF-8, UTF-16 units.

/// The byte and UTF-16 positions of every 16th character, for quick conversions in a long text.
#[derive(Clone, Debug, Default)]
pub struct CharIndex {
    /// `(byte, utf16)` of the characters 0, 16, 32, …
    marks: Vec<(u32, u32)>,
    /// Length of the text in characters.
    chars: u32,
}

const STRIDE: u32 = 16;

impl CharIndex {
    /// The index of `text`; takes one pass over it.
    pub fn new(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / 32 + 1);
        let (mut chars, mut utf16) = (0, 0);
        let (bytes, mut byte) = (text.as_bytes(), 0);
        while let Some(&first) = bytes.get(byte) {
            if chars % STRIDE == 0 {
                marks.push((byte as u32, utf16));
            }
            let length = length(first);
            chars += 1;
            byte += length;
            utf16 += 1 + u32::from(length == 4);
        }
        Self { marks, chars }
    }

    /// Length of the text in characters.
    pub fn len(&self) -> u32 {
        self.chars
    }

    /// Whether the text has no character.
    pub fn is_empty(&self) -> bool {
        self.chars == 0
    }

    /// The byte at which character `char` of `text` starts; the text's length where `char` is past its end.
    pub fn byte_from_char(&self, text: &str, char: u32) -> usize {
        self.walk(text, char).0
    }

    /// The UTF-16 unit at which character `char` of `text` starts.
    pub fn utf16_from_char(&self, text: &str, char: u32) -> u32 {
        self.walk(text, char).1
    }

    /// The character in which byte `byte` of `text` lies.
    pub fn char_from_byte(&self, text: &str, byte: usize) -> u32 {
        let mark = self.marks.partition_point(|&(b, _)| b as usize <= byte).saturating_sub(1);
        let Some(&(start, _)) = self.marks.get(mark) else { return 0 };
        let inside = text.as_bytes().get(start as usize..byte.min(text.len())).unwrap_or_default();
        // A character starts at every byte that does not continue one.
        mark as u32 * STRIDE + inside.iter().filter(|b| (**b & 0xC0) != 0x80).count() as u32
    }

    /// The slice of `text` between two characters; empty where they are out of order.
    pub fn slice<'a>(&self, text: &'a str, start: u32, end: u32) -> &'a str {
        text.get(self.byte_from_char(text, start)..self.byte_from_char(text, end)).unwrap_or_default()
    }

    fn walk(&self, text: &str, char: u32) -> (usize, u32) {
        let mark = ((char / STRIDE) as usize).min(self.marks.len().saturating_sub(1));
        let Some(&(byte, utf16)) = self.marks.get(mark) else { return (0, 0) };
        let (mut byte, mut utf16) = (byte as usize, utf16);
        let bytes = text.as_bytes();
        for _ in 0..char - mark as u32 * STRIDE {
            let Some(&first) = bytes.get(byte) else { break };
            let length = length(first);
            byte += length;
            utf16 += 1 + u32::from(length == 4);
        }
        (byte, utf16)
    }
}

/// The bytes of a character, which its first byte tells: quicker than reading the character.
fn length(first: u8) -> usize {
    match first {
        0..=0x7F => 1,
        0x80..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0.. => 4,
    }
}

/// The UTF-16 unit at which character `char` of `text` starts. One pass; for many conversions use [`CharIndex`].
pub fn utf16_from_char(text: &str, char: u32) -> u32 {
    text.chars().take(char as usize).map(|c| c.len_utf16() as u32).sum()
}

#[cfg(test)]
mod tests {
    use super::{CharIndex, utf16_from_char};

    // 𬭎 lies outside the basic plane: one character, two UTF-16 units, four bytes.
    const TEXT: &str = "市长陈𬭎报告：增长6.5%。";

    #[test]
    fn a_character_outside_the_basic_plane_counts_once() {
        assert_eq!(utf16_from_char(TEXT, 3), 3);
        assert_eq!(utf16_from_char(TEXT, 4), 5);
        let index = CharIndex::new(TEXT);
        assert_eq!(index.utf16_from_char(TEXT, 4), 5);
        assert_eq!(index.slice(TEXT, 3, 4), "𬭎");
        assert_eq!(index.len() as usize, TEXT.chars().count());
    }

    #[test]
    fn conversions_agree_over_a_long_text() {
        let text = TEXT.repeat(40);
        let index = CharIndex::new(&text);
        for (char, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.byte_from_char(&text, char as u32), byte);
            assert_eq!(index.char_from_byte(&text, byte), char as u32);
            assert_eq!(index.utf16_from_char(&text, char as u32), utf16_from_char(&text, char as u32));
        }
        assert_eq!(index.byte_from_char(&text, index.len() + 9), text.len());
    }
}
