//! The look of a text before any dictionary: kinds of characters, and what is one token whatever its words are:
//! numbers, Latin words and their mixtures (5G, PM2.5, 1+5), and short names in quotes.

use super::WordKind;

/// What a character is to the segmenter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// An ideograph, kana or hangul: words are made of these.
    Letter,
    /// A letter of an alphabet: words of these are not cut.
    Latin,
    Digit,
    Space,
    /// Punctuation, symbols and all else.
    Mark,
}

pub(super) fn class(c: char) -> Class {
    match c {
        '\u{4E00}'..='\u{9FFF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{20000}'..='\u{3FFFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '々'..='〇'
        | 'ぁ'..='ゟ'
        | '゠'..='ヺ'
        | 'ー'..='ヿ'
        | '가'..='힣' => Class::Letter,
        '0'..='9' | '０'..='９' => Class::Digit,
        'a'..='z' | 'A'..='Z' => Class::Latin,
        '、' | '。' | '，' | '；' | '：' | '“' | '”' => Class::Mark,
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => Class::Space,
        c if c.is_whitespace() || c.is_control() => Class::Space,
        c if c.is_alphabetic() => Class::Latin,
        _ => Class::Mark,
    }
}

/// A full-width form as the ordinary character; others as they are.
#[inline]
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// A token that needs no dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Atom {
    pub(super) bytes: usize,
    pub(super) chars: usize,
    pub(super) kind: WordKind,
}

/// The number, Latin word or mixture that `rest` starts with; its first character is a digit or Latin.
///
/// A point joins digits to digits and letters to letters, a comma groups thousands, `+ - / & × _ ’` join anything, and
/// a per cent sign closes a number.
pub(super) fn atom(rest: &str) -> Atom {
    let mut chars = rest.char_indices().map(|(at, c)| (at, fold(c))).peekable();
    let (mut count, mut end, mut last) = (0, rest.len(), Class::Mark);
    let (mut digits, mut latin) = (false, false);
    while let Some((at, c)) = chars.next() {
        let kind = class(c);
        match kind {
            Class::Digit => digits = true,
            Class::Latin => latin = true,
            _ => {
                let next = chars.peek().map_or(Class::Mark, |&(_, next)| class(next));
                let joins = match c {
                    '.' => next == Class::Digit || (next, last) == (Class::Latin, Class::Latin),
                    ',' => last == Class::Digit && thousands(rest, at + 1),
                    '+' | '-' | '/' | '&' | '×' | '_' | '\'' | '’' => matches!(next, Class::Digit | Class::Latin),
                    _ => false,
                };
                let closes = matches!(c, '%' | '‰') && last == Class::Digit && !latin;
                if !(joins && matches!(last, Class::Digit | Class::Latin) || closes) {
                    end = at;
                    break;
                }
                if closes {
                    count += 1;
                    end = chars.peek().map_or(rest.len(), |&(next, _)| next);
                    break;
                }
            }
        }
        last = kind;
        count += 1;
    }
    let kind = match (digits, latin) {
        (true, true) => WordKind::Mixed,
        (false, _) => WordKind::Latin,
        (true, false) => WordKind::Number,
    };
    Atom { bytes: end, chars: count, kind }
}

/// Whether exactly three digits stand at byte `at` of `text`.
fn thousands(text: &str, at: usize) -> bool {
    let digits =
        text.as_bytes().get(at..).unwrap_or_default().iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    digits == 3
}

/// The longest name in quotes that is kept whole, in characters. Longer ones are slogans, made of words.
const LONGEST_NAME: usize = 6;

/// What stands in the quotes that `rest` opens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    /// Bytes of the opening quote.
    pub(super) open: usize,
    /// The name, without quotes.
    pub(super) name: Atom,
    /// Bytes of the closing quote.
    pub(super) close: usize,
    /// The name is all digits, numerals and signs: only its quotes make it one (“1+5”, “十四五”).
    pub(super) numeral: bool,
}

/// A name of two to six characters in quotes, without any other mark than those that join (“放管服”, “互联网+”, “1+5”).
pub(super) fn quoted(rest: &str) -> Option<Quoted> {
    let mut chars = rest.chars();
    let open = chars.next()?;
    let close = match open {
        '“' => '”',
        '‘' => '’',
        '「' => '」',
        '『' => '』',
        '"' => '"',
        _ => return None,
    };
    let (mut bytes, mut count, mut letters, mut numeral) = (0, 0, false, true);
    for c in chars {
        if c == close {
            let name = Atom { bytes, chars: count, kind: WordKind::Quoted };
            let quoted = Quoted { open: open.len_utf8(), name, close: close.len_utf8(), numeral };
            return (count >= 2 && letters).then_some(quoted);
        }
        count += 1;
        match class(fold(c)) {
            Class::Letter | Class::Latin | Class::Digit => letters = true,
            Class::Mark if matches!(fold(c), '+' | '-' | '/' | '×' | '.' | '·' | '%') => {}
            _ => return None,
        }
        if count > LONGEST_NAME {
            return None;
        }
        numeral &= !matches!(class(fold(c)), Class::Latin | Class::Letter) || is_numeral(c);
        bytes += c.len_utf8();
    }
    None
}

/// Whether `c` writes a number: 三, 百, 〇 …
pub(crate) fn is_numeral(c: char) -> bool {
    "〇零一二两三四五六七八九十百千万亿".contains(c)
}
