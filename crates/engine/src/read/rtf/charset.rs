//! What the bytes of rich text mean: by the font they stand in, or by the document.

use crate::read::word;
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1257, WINDOWS_1258,
};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Of the name of a font, so many bytes tell which signs it has.
const LONGEST_NAME: usize = 32;

/// What bytes are to be read as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Charset {
    /// As the document says, where a font says nothing, or only that it has Latin letters.
    #[default]
    Document,
    Known(&'static Encoding),
    /// The signs of a font of symbols.
    Symbols {
        font: i32,
    },
}

#[derive(Debug, Default)]
struct Font {
    name: String,
    charset: Charset,
    /// Whether a code page is named, which says more than the charset does.
    paged: bool,
}

/// The fonts of a document.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    by_number: FxHashMap<i32, Font>,
    /// The one that is being listed.
    listed: i32,
    pub(super) default: i32,
    document: Option<&'static Encoding>,
}

impl Fonts {
    /// A font is named: in the table of fonts, or by the text.
    pub(super) fn begin(&mut self, font: i32, in_table: bool) {
        if in_table {
            self.listed = font;
            self.by_number.insert(font, Font::default());
        }
    }

    /// Keeps the charset of the listed font, or its code page.
    pub(super) fn set(&mut self, page: bool, value: i32) {
        let listed = self.listed;
        let Some(font) = self.by_number.get_mut(&listed) else { return };
        if page {
            if let Some(encoding) = of_page(value) {
                font.charset = Charset::Known(encoding);
                font.paged = true;
            }
        } else if !font.paged {
            font.charset = of_charset(value, listed);
        }
    }

    /// Adds a byte to the name of the listed font.
    pub(super) fn name(&mut self, byte: u8) {
        if let Some(font) = self.by_number.get_mut(&self.listed).filter(|font| font.name.len() < LONGEST_NAME)
            && byte.is_ascii_graphic()
        {
            font.name.push(char::from(byte));
        }
    }

    pub(super) fn name_of(&self, font: i32) -> &str {
        self.by_number.get(&font).map_or("", |font| &font.name)
    }

    pub(super) fn charset(&self, font: i32) -> Charset {
        self.by_number.get(&font).map_or(Charset::Document, |font| font.charset)
    }

    pub(super) fn set_document(&mut self, page: i32) {
        self.document = of_page(page);
    }

    pub(super) fn decode<'a>(&self, bytes: &'a [u8], charset: Charset) -> Cow<'a, str> {
        match charset {
            Charset::Known(encoding) => encoding.decode_without_bom_handling(bytes).0,
            Charset::Symbols { font } => {
                let name = self.name_of(font);
                bytes.iter().map(|&byte| sign(byte, name)).collect::<String>().into()
            }
            Charset::Document => self.decode_loosely(bytes),
        }
    }

    /// Chinese programs write Chinese in fonts said to be Latin, or without a word about the encoding; others write a
    /// Latin letter or two in a document said to be Chinese.
    fn decode_loosely<'a>(&self, bytes: &'a [u8]) -> Cow<'a, str> {
        let encoding = self.document.unwrap_or(GB18030);
        let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
        if high == 1 && !encoding.is_single_byte() && encoding != UTF_8 {
            return WINDOWS_1252.decode_without_bom_handling(bytes).0;
        }
        match encoding.decode_without_bom_handling(bytes) {
            (text, false) => text,
            // Said to be Chinese, and damaged; else the encoding of all that say nothing.
            (text, true) if self.document.is_some() && high > 4 => text,
            _ => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        }
    }
}

/// What a byte shows in a font of symbols of this name.
fn sign(byte: u8, font: &str) -> char {
    match byte {
        0..=b' ' => ' ',
        _ => word::symbol(0xF000 | u32::from(byte), font),
    }
}

fn of_charset(charset: i32, font: i32) -> Charset {
    Charset::Known(match charset {
        2 => return Charset::Symbols { font },
        77 => MACINTOSH,
        128 => SHIFT_JIS,
        129 => EUC_KR,
        134 => GB18030,
        136 => BIG5,
        161 => WINDOWS_1253,
        162 => WINDOWS_1254,
        163 => WINDOWS_1258,
        186 => WINDOWS_1257,
        204 => WINDOWS_1251,
        238 => WINDOWS_1250,
        _ => return Charset::Document,
    })
}

fn of_page(page: i32) -> Option<&'static Encoding> {
    Some(match page {
        936 | 54936 => GB18030,
        950 => BIG5,
        932 => SHIFT_JIS,
        949 => EUC_KR,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 => WINDOWS_1252,
        10000 => MACINTOSH,
        65001 => UTF_8,
        _ => return None,
    })
}
