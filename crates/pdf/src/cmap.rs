//! Tables in fonts that say which characters (`ToUnicode`) or which glyphs (embedded encodings) codes stand for: a small
//! language of its own, of which only the tables are read.

use std::collections::{BTreeMap, HashMap};

/// The most entries of a table.
const MOST_ENTRIES: usize = 200_000;

/// The most bytes of characters that one code stands for; ligatures have six, and longer ones are damage or malice.
const MOST_CHARACTERS: usize = 64;

/// A table: codes to characters, or codes to numbers of glyphs.
#[derive(Debug, Default)]
pub(crate) struct CMap {
    /// How many bytes a code has, by ranges: lengths, first and last code.
    spaces: Vec<(usize, u32, u32)>,
    /// Characters of single codes.
    characters: HashMap<u32, Box<str>>,
    /// Characters of runs of codes: the first code, then the last one and the characters of the first one.
    runs: BTreeMap<u32, (u32, Vec<u16>)>,
    /// Glyphs of runs of codes: the first code, then the last one and the glyph of the first one.
    glyphs: BTreeMap<u32, (u32, u32)>,
    /// Whether lines run from top to bottom.
    pub(crate) vertical: bool,
}

impl CMap {
    /// Reads a table as far as it is whole.
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut operands: Vec<Token> = Vec::new();
        let mut entries = 0;
        for token in (Tokens { bytes }) {
            let Token::Word(word) = token else {
                operands.push(token);
                // Tables have at most 100 entries, of at most 256 codes each; anything longer is damage.
                if operands.len() > 30_000 {
                    operands.clear();
                }
                continue;
            };
            entries += operands.len();
            if entries > MOST_ENTRIES {
                break;
            }
            match word {
                b"endcodespacerange" => map.spaces(&operands),
                b"endbfchar" => map.bfchars(&operands),
                b"endbfrange" => map.bfranges(&operands),
                b"endcidrange" => map.cidranges(&operands),
                b"endcidchar" => map.cidchars(&operands),
                b"def" => {
                    if let [.., Token::Name(b"WMode"), Token::Number(mode)] = operands.as_slice() {
                        map.vertical = *mode == 1;
                    }
                }
                _ => {}
            }
            operands.clear();
        }
        map
    }

    fn spaces(&mut self, operands: &[Token]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Hex(low), Token::Hex(high)] = pair
                && (1..=4).contains(&low.len())
                && self.spaces.len() < 256
            {
                self.spaces.push((low.len(), code(low), code(high)));
            }
        }
    }

    fn bfchars(&mut self, operands: &[Token]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Hex(from), Token::Hex(to)] = pair {
                self.characters.insert(code(from), utf16(&units(to)));
            }
        }
    }

    fn bfranges(&mut self, operands: &[Token]) {
        let mut rest = operands;
        while let [Token::Hex(low), Token::Hex(high), tail @ ..] = rest {
            let (low, high) = (code(low), code(high));
            match tail {
                [Token::Hex(to), tail @ ..] => {
                    self.runs.insert(low, (high, units(to)));
                    rest = tail;
                }
                [Token::Open, tail @ ..] => {
                    let end = tail.iter().position(|token| matches!(token, Token::Close)).unwrap_or(tail.len());
                    let (list, tail) = tail.split_at(end);
                    for (offset, to) in list.iter().enumerate() {
                        if let Token::Hex(to) = to {
                            self.characters.insert(low.saturating_add(offset as u32), utf16(&units(to)));
                        }
                    }
                    rest = tail.get(1..).unwrap_or_default();
                }
                _ => return,
            }
        }
    }

    fn cidranges(&mut self, operands: &[Token]) {
        for triple in operands.chunks_exact(3) {
            if let [Token::Hex(low), Token::Hex(high), Token::Number(glyph)] = triple {
                self.glyphs.insert(code(low), (code(high), *glyph));
            }
        }
    }

    fn cidchars(&mut self, operands: &[Token]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Hex(from), Token::Number(glyph)] = pair {
                self.glyphs.insert(code(from), (code(from), *glyph));
            }
        }
    }

    /// Appends the characters of a code, if it is in the table.
    pub(crate) fn characters(&self, code: u32, out: &mut String) -> bool {
        if let Some(characters) = self.characters.get(&code) {
            out.push_str(characters);
            return !characters.is_empty();
        }
        let Some((low, (high, first))) = self.runs.range(..=code).next_back() else { return false };
        let Some((last, head)) = first.split_last() else { return false };
        if code > *high {
            return false;
        }
        let mut units = head.to_vec();
        units.push(last.wrapping_add((code - low) as u16));
        out.push_str(&utf16(&units));
        true
    }

    /// The glyph of a code, if it is in the table.
    pub(crate) fn glyph(&self, code: u32) -> Option<u32> {
        let (low, (high, first)) = self.glyphs.range(..=code).next_back()?;
        (code <= *high).then(|| first.saturating_add(code - low))
    }

    /// How many bytes the first code of a text has; none if the table does not say.
    pub(crate) fn length(&self, text: &[u8]) -> Option<usize> {
        let fits = |&&(length, low, high): &&(usize, u32, u32)| {
            let Some(head) = text.get(..length) else { return false };
            // Each byte within its own bounds.
            let (low, high) = (low.to_be_bytes(), high.to_be_bytes());
            let bounds = low.iter().zip(&high).skip(4 - length);
            head.iter().zip(bounds).all(|(byte, (low, high))| (low..=high).contains(&byte))
        };
        let shortest = self.spaces.iter().filter(fits).map(|space| space.0).min();
        shortest.or_else(|| self.spaces.iter().map(|space| space.0).min())
    }
}

/// What the language is made of.
#[derive(Debug, PartialEq)]
enum Token<'a> {
    /// `<4E00>`
    Hex(Vec<u8>),
    /// `12`
    Number(u32),
    /// `/WMode`
    Name(&'a [u8]),
    /// `[`
    Open,
    /// `]`
    Close,
    /// `endbfchar`
    Word(&'a [u8]),
}

struct Tokens<'a> {
    bytes: &'a [u8],
}

impl<'a> Tokens<'a> {
    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.bytes.split_at(count.min(self.bytes.len()));
        self.bytes = rest;
        taken
    }

    fn until(&mut self, end: impl Fn(u8) -> bool) -> &'a [u8] {
        let count = self.bytes.iter().position(|&byte| end(byte)).unwrap_or(self.bytes.len());
        self.take(count)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let delimits = |byte: u8| byte.is_ascii_whitespace() || byte == 0 || b"<>[]()/%{}".contains(&byte);
        loop {
            self.until(|byte| !(byte.is_ascii_whitespace() || byte == 0));
            match *self.bytes.first()? {
                b'%' => {
                    self.until(|byte| byte == b'\n' || byte == b'\r');
                }
                b'<' if self.bytes.get(1) == Some(&b'<') => {
                    self.take(2);
                }
                b'<' => {
                    self.take(1);
                    let inside = self.until(|byte| byte == b'>');
                    self.take(1);
                    return Some(Token::Hex(hex(inside.get(..2 * MOST_CHARACTERS).unwrap_or(inside))));
                }
                b'[' => {
                    self.take(1);
                    return Some(Token::Open);
                }
                b']' => {
                    self.take(1);
                    return Some(Token::Close);
                }
                b'/' => {
                    self.take(1);
                    return Some(Token::Name(self.until(delimits)));
                }
                byte if delimits(byte) => {
                    self.take(1);
                }
                _ => {
                    let word = self.until(delimits);
                    let number = std::str::from_utf8(word).ok().and_then(|word| word.parse().ok());
                    return Some(number.map_or(Token::Word(word), Token::Number));
                }
            }
        }
    }
}

fn hex(digits: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> =
        digits.iter().filter_map(|&digit| (digit as char).to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
}

/// A code of up to four bytes.
fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, &byte| code << 8 | u32::from(byte))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    // Some writers give one byte.
    if let [byte] = bytes {
        return vec![u16::from(*byte)];
    }
    bytes.chunks_exact(2).map(|pair| pair.iter().fold(0, |unit, &byte| unit << 8 | u16::from(byte))).collect()
}

fn utf16(units: &[u16]) -> Box<str> {
    // U+0000 is how some writers say that they do not know.
    String::from_utf16_lossy(units).chars().filter(|&c| c != '\0').collect::<String>().into_boxed_str()
}

#[cfg(test)]
mod tests {
    use super::CMap;

    #[test]
    fn single_codes_runs_and_lists_have_characters() {
        let map = CMap::parse(
            b"1 begincodespacerange <0000> <ffff> endcodespacerange
            2 beginbfchar <0001> <4E00> <0002> <D842DFB7> endbfchar
            2 beginbfrange <0010> <0012> <4E8C> <0020> <0021> [<0041> <00420043>] endbfrange",
        );
        let read = |code| {
            let mut out = String::new();
            map.characters(code, &mut out).then_some(out)
        };
        assert_eq!(read(1).as_deref(), Some("一"));
        assert_eq!(read(2).as_deref(), Some("𠮷"));
        assert_eq!(read(0x12).as_deref(), Some("\u{4E8E}"));
        assert_eq!(read(0x13), None);
        assert_eq!(read(0x21).as_deref(), Some("BC"));
        assert_eq!(map.length(&[0, 1]), Some(2));
    }

    #[test]
    fn codes_of_several_lengths_are_told_apart() {
        let map = CMap::parse(
            b"/WMode 1 def 2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange
            1 begincidrange <8140> <8150> 100 endcidrange 1 begincidchar <20> 1 endcidchar",
        );
        assert_eq!(map.length(&[0x20, 0x20]), Some(1));
        assert_eq!(map.length(&[0x81, 0x41]), Some(2));
        assert_eq!((map.glyph(0x8141), map.glyph(0x20), map.glyph(0x8151)), (Some(101), Some(1), None));
        assert!(map.vertical);
    }
}
