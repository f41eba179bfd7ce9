//! What the bytes of rich text are: braces, control words, characters.

/// The longest control word, in bytes; longer ones are none.
const LONGEST_WORD: usize = 32;

/// A piece of rich text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// The sign that a group may be skipped by who does not know it.
    Star,
    /// A byte of text.
    Byte(u8),
    /// A character that has a control symbol of its own.
    Char(char),
    /// A control word, with its number where it has one.
    Word(&'a [u8], Option<i32>),
}

pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.bytes.split_at(count.min(self.bytes.len()));
        self.bytes = rest;
        taken
    }

    /// What follows a backslash; `None` for what says nothing.
    fn control(&mut self) -> Option<Token<'a>> {
        let letters = self.bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters > 0 {
            return self.word(letters);
        }
        match *self.take(1).first()? {
            byte @ (b'\\' | b'{' | b'}') => Some(Token::Byte(byte)),
            b'\'' => {
                let digits = self.bytes.get(..2)?;
                let digit = |at: usize| digits.get(at).and_then(|&digit| char::from(digit).to_digit(16));
                let byte = digit(0)? << 4 | digit(1)?;
                self.take(2);
                Some(Token::Byte(byte as u8))
            }
            b'*' => Some(Token::Star),
            b'~' => Some(Token::Char('\u{A0}')),
            b'_' => Some(Token::Char('-')),
            b'\t' => Some(Token::Word(b"tab", None)),
            b'\r' | b'\n' => Some(Token::Word(b"par", None)),
            _ => None,
        }
    }

    fn word(&mut self, letters: usize) -> Option<Token<'a>> {
        let name = self.take(letters);
        let minus = usize::from(self.bytes.first() == Some(&b'-'));
        let digits = self.bytes.iter().skip(minus).take_while(|byte| byte.is_ascii_digit()).count();
        // A minus without digits is text.
        let number = if digits > 0 { self.take(minus + digits) } else { &[] };
        if self.bytes.first() == Some(&b' ') {
            self.take(1);
        }
        let value = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
        if name == b"bin" {
            self.take(value.and_then(|count: i32| usize::try_from(count).ok()).unwrap_or_default());
            return None;
        }
        (letters <= LONGEST_WORD).then_some(Token::Word(name, value))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while let Some(&byte) = self.take(1).first() {
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\t' => return Some(Token::Word(b"tab", None)),
                b'\\' => {
                    if let Some(token) = self.control() {
                        return Some(token);
                    }
                }
                b'\r' | b'\n' | 0 => {}
                byte => return Some(Token::Byte(byte)),
            }
        }
        None
    }
}
