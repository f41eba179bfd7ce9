//! Characters of codes where a font has no table of its own: by the name of a known encoding, or by the names of glyphs.

use crate::gb1;
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, MACINTOSH, SHIFT_JIS, WINDOWS_1252};

/// An encoding that fonts of many characters go by.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Known {
    /// Numbers of glyphs, of two bytes.
    Glyphs,
    /// Numbers of glyphs in Adobe-GB1.
    Gb1,
    /// UTF-16, of which UCS-2 is a part.
    Utf16,
    /// UTF-32.
    Utf32,
    /// One of a country, and whether its codes lack the highest bit of their bytes.
    National(&'static Encoding, bool),
}

/// The encoding of this name; that of glyphs' numbers, where the name says nothing. `-H` or `-V` ends it.
pub(crate) fn known(name: &str) -> Known {
    let stem = name.strip_suffix("-H").or_else(|| name.strip_suffix("-V")).unwrap_or(name);
    match stem {
        _ if stem.starts_with("Uni") && stem.contains("UTF32") => Known::Utf32,
        _ if stem.starts_with("Uni") => Known::Utf16,
        "GB" => Known::National(GB18030, true),
        "KSC" => Known::National(EUC_KR, true),
        "H" | "V" => Known::National(EUC_JP, true),
        _ if stem.starts_with("GB") => Known::National(GB18030, false),
        _ if stem.starts_with("B5") || stem.starts_with("ETen") || stem.starts_with("HKscs") => {
            Known::National(BIG5, false)
        }
        _ if stem.contains("RKSJ") => Known::National(SHIFT_JIS, false),
        _ if stem.starts_with("KSC") => Known::National(EUC_KR, false),
        "EUC" => Known::National(EUC_JP, false),
        _ => Known::Glyphs,
    }
}

impl Known {
    /// How many bytes the first code of a text has.
    pub(crate) fn length(self, text: &[u8]) -> usize {
        let (first, second) = (text.first().copied().unwrap_or(0), text.get(1).copied().unwrap_or(0));
        match self {
            Self::Utf16 if (0xD8..0xDC).contains(&first) => 4,
            Self::Glyphs | Self::Gb1 | Self::Utf16 | Self::National(_, true) => 2,
            Self::Utf32 => 4,
            Self::National(..) if first <= 0x80 || first == 0xFF => 1,
            // Half-width kana.
            Self::National(encoding, _) if encoding == SHIFT_JIS && (0xA0..0xE0).contains(&first) => 1,
            Self::National(encoding, _) if encoding == GB18030 && second.is_ascii_digit() => 4,
            Self::National(..) => 2,
        }
    }

    /// Appends the characters of a code; false if it has none.
    pub(crate) fn characters(self, code: &[u8], out: &mut String) -> bool {
        let start = out.len();
        match self {
            Self::Glyphs => return false,
            Self::Gb1 => {
                let number = code.iter().fold(0, |number: u32, &byte| number << 8 | u32::from(byte));
                out.extend(gb1::character(number));
            }
            Self::Utf16 => {
                let units = code.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                out.extend(char::decode_utf16(units).filter_map(Result::ok));
            }
            Self::Utf32 => {
                let number = code.iter().fold(0, |number: u32, &byte| number << 8 | u32::from(byte));
                out.extend(char::from_u32(number));
            }
            Self::National(encoding, seven) => {
                let bytes: Vec<u8> = code.iter().map(|&byte| if seven { byte | 0x80 } else { byte }).collect();
                if let Some(characters) = encoding.decode_without_bom_handling_and_without_replacement(&bytes) {
                    out.push_str(&characters);
                }
            }
        }
        out.len() > start
    }
}

/// The character of a byte in a font of at most 256: as Windows has it, or the Macintosh.
pub(crate) fn of_byte(byte: u8, macintosh: bool) -> Option<char> {
    let encoding = if macintosh { MACINTOSH } else { WINDOWS_1252 };
    let character = encoding.decode_without_bom_handling(&[byte]).0.chars().next();
    character.filter(|c| !c.is_control())
}

/// Characters of glyphs by their names, besides single letters and accented ones.
const NAMES: &[(&str, &str)] = &[
    ("space", " "),
    ("nbspace", " "),
    ("exclam", "!"),
    ("quotedbl", "\""),
    ("numbersign", "#"),
    ("dollar", "$"),
    ("percent", "%"),
    ("ampersand", "&"),
    ("quotesingle", "'"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("comma", ","),
    ("hyphen", "-"),
    ("minus", "−"),
    ("period", "."),
    ("slash", "/"),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("colon", ":"),
    ("semicolon", ";"),
    ("less", "<"),
    ("equal", "="),
    ("greater", ">"),
    ("question", "?"),
    ("at", "@"),
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("asciicircum", "^"),
    ("underscore", "_"),
    ("grave", "`"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("asciitilde", "~"),
    ("quoteleft", "‘"),
    ("quoteright", "’"),
    ("quotedblleft", "“"),
    ("quotedblright", "”"),
    ("quotesinglbase", "‚"),
    ("quotedblbase", "„"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("endash", "–"),
    ("emdash", "—"),
    ("ellipsis", "…"),
    ("bullet", "•"),
    ("periodcentered", "·"),
    ("middot", "·"),
    ("degree", "°"),
    ("plusminus", "±"),
    ("multiply", "×"),
    ("divide", "÷"),
    ("lessequal", "≤"),
    ("greaterequal", "≥"),
    ("notequal", "≠"),
    ("approxequal", "≈"),
    ("perthousand", "‰"),
    ("section", "§"),
    ("copyright", "©"),
    ("registered", "®"),
    ("trademark", "™"),
    ("Euro", "€"),
    ("sterling", "£"),
    ("yen", "¥"),
    ("cent", "¢"),
    ("mu", "μ"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("ff", "ff"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
    ("dotlessi", "ı"),
    ("germandbls", "ß"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("oslash", "ø"),
    ("Oslash", "Ø"),
];

/// Marks above and below letters, by what their names end in.
const MARKS: &[(&str, char)] = &[
    ("acute", '\u{301}'),
    ("grave", '\u{300}'),
    ("circumflex", '\u{302}'),
    ("dieresis", '\u{308}'),
    ("tilde", '\u{303}'),
    ("ring", '\u{30A}'),
    ("caron", '\u{30C}'),
    ("macron", '\u{304}'),
    ("cedilla", '\u{327}'),
];

/// The characters of the glyph of this name.
pub(crate) fn of_name(name: &str) -> Option<String> {
    // What follows a full stop tells a variant: `one.tabular`.
    let name = name.split_once('.').map_or(name, |(stem, _)| stem);
    if let Some((_, characters)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some((*characters).to_owned());
    }
    let mut letters = name.chars();
    let first = letters.next().filter(char::is_ascii_alphabetic)?;
    let rest = letters.as_str();
    if rest.is_empty() {
        return Some(first.to_string());
    }
    if let Some((_, mark)) = MARKS.iter().find(|(known, _)| *known == rest) {
        return Some([first, *mark].iter().collect());
    }
    let digits = name.strip_prefix("uni").and_then(|digits| digits.get(..4)).or_else(|| name.strip_prefix('u'))?;
    let number = (4..=6).contains(&digits.len()).then(|| u32::from_str_radix(digits, 16).ok())??;
    char::from_u32(number).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::{known, of_byte, of_name};

    /// The characters of a text in an encoding, a code each.
    fn read(name: &str, mut text: &[u8]) -> Vec<String> {
        let mut out = Vec::new();
        while !text.is_empty() {
            let length = known(name).length(text).min(text.len());
            let mut characters = String::new();
            known(name).characters(&text[..length], &mut characters);
            out.push(characters);
            text = &text[length..];
        }
        out
    }

    #[test]
    fn encodings_are_known_by_their_names() {
        for (name, text) in [
            ("UniGB-UCS2-H", &b"\x4E\x91\x00A"[..]),
            ("UniGB-UTF16-H", b"\x4E\x91\x00A"),
            ("UniCNS-UTF16-H", b"\x4E\x91\x00A"),
            ("UniGB-UTF32-H", b"\x00\x00\x4E\x91\x00\x00\x00A"),
            ("GBK-EUC-H", b"\xD4\xC6A"),
            ("GBK2K-V", b"\xD4\xC6A"),
            ("GBKp-EUC-H", b"\xD4\xC6A"),
            ("GB-EUC-H", b"\xD4\xC6A"),
            ("GBpc-EUC-H", b"\xD4\xC6A"),
            ("ETen-B5-H", b"\xB6\xB3A"),
            ("90ms-RKSJ-H", b"\x89\x5DA"),
        ] {
            let found = read(name, text);
            let cloud = if name == "ETen-B5-H" { "雲" } else { "云" };
            assert_eq!(found, [cloud, "A"], "{name}");
        }
        assert_eq!(read("GB-H", b"\x54\x46"), ["云"]);
        assert_eq!(read("UniGB-UTF16-H", b"\xD8\x42\xDF\xB7"), ["𠮷"]);
        assert_eq!(read("Identity-H", b"\x4E\x91"), [""]);
    }

    #[test]
    fn glyphs_are_known_by_their_names() {
        assert_eq!(of_name("uni4E91").as_deref(), Some("云"));
        assert_eq!(of_name("u20BB7").as_deref(), Some("𠮷"));
        assert_eq!(of_name("A").as_deref(), Some("A"));
        assert_eq!(of_name("one.tabular").as_deref(), Some("1"));
        assert_eq!(of_name("g12"), None);
        assert_eq!(of_byte(0x93, false), Some('“'));
    }
}
