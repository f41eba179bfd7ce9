//! A font, as far as text needs it: which bytes are a code, which characters a code stands for, how wide it is.

use crate::PdfError;
use crate::cmap::CMap;
use crate::encoding::{self, Known};
use crate::stream::Budget;
use hayro_syntax::object::{self, Array, Dict, Name, Object, Stream};
use std::collections::{BTreeMap, HashMap};

/// The most widths that are kept of a font.
const MOST_WIDTHS: usize = 100_000;

/// Thousandths of the font's size that a glyph is wide, where the font does not say.
const WIDTH: f64 = 500.0;

/// A font of a page.
#[derive(Debug)]
pub(crate) struct Font {
    /// Characters of codes, as the writer of the file noted them.
    noted: Option<CMap>,
    codes: Codes,
    widths: Widths,
    /// What a width is multiplied by to be in units of the font's size.
    scale: f64,
    /// Whether its lines run from top to bottom.
    pub(crate) vertical: bool,
}

/// What a font takes for a code.
#[derive(Debug)]
enum Codes {
    /// A byte each, with its characters.
    Bytes(Vec<Option<Box<str>>>),
    /// By an encoding that readers know.
    Known(Known),
    /// By an encoding in the file.
    Table(CMap),
}

#[derive(Debug, Default)]
struct Widths {
    single: HashMap<u32, f64>,
    /// First code, last code and width.
    runs: BTreeMap<u32, (u32, f64)>,
    missing: f64,
}

impl Widths {
    fn of(&self, code: u32) -> f64 {
        let run = || self.runs.range(..=code).next_back().filter(|(_, (last, _))| code <= *last).map(|(_, run)| run.1);
        self.single.get(&code).copied().or_else(run).unwrap_or(self.missing)
    }
}

impl Font {
    /// Reads a font from its dictionary.
    pub(crate) fn read(dict: &Dict<'_>, budget: &mut Budget) -> Result<Self, PdfError> {
        let noted = match dict.get::<Stream<'_>>("ToUnicode") {
            Some(stream) => budget.unpack(&stream)?.map(|bytes| CMap::parse(&bytes)),
            None => None,
        };
        let kind = dict.get::<Name<'_>>("Subtype");
        let kind = kind.as_ref().map(Name::as_str).unwrap_or_default();
        if kind == "Type0" { Self::composite(dict, noted, budget) } else { Ok(Self::simple(dict, kind, noted)) }
    }

    /// A font of many characters.
    fn composite(dict: &Dict<'_>, noted: Option<CMap>, budget: &mut Budget) -> Result<Self, PdfError> {
        let descendant = dict.get::<Array<'_>>("DescendantFonts").and_then(|list| list.iter::<Dict<'_>>().next());
        let descendant = descendant.unwrap_or_default();
        let (codes, vertical) = if let Some(stream) = dict.get::<Stream<'_>>("Encoding") {
            let map = budget.unpack(&stream)?.map(|bytes| CMap::parse(&bytes)).unwrap_or_default();
            let vertical = map.vertical;
            (Codes::Table(map), vertical)
        } else {
            let name = dict.get::<Name<'_>>("Encoding");
            let name = name.as_ref().map(Name::as_str).unwrap_or_default();
            let known = match encoding::known(name) {
                Known::Glyphs if is_gb1(&descendant) => Known::Gb1,
                known => known,
            };
            (Codes::Known(known), name.ends_with("-V") || name == "V")
        };
        let missing = descendant.get::<f64>("DW").unwrap_or(1000.0);
        let mut widths = Widths { missing, ..Widths::default() };
        if let Some(list) = descendant.get::<Array<'_>>("W") {
            widths_of_glyphs(&list, &mut widths);
        }
        Ok(Self { noted, codes, widths, scale: 0.001, vertical })
    }

    /// A font of at most 256 characters.
    fn simple(dict: &Dict<'_>, kind: &str, noted: Option<CMap>) -> Self {
        let encoding = dict.get::<Object<'_>>("Encoding");
        let (base, differences) = match &encoding {
            Some(Object::Name(name)) => (Some(name.clone()), None),
            Some(Object::Dict(encoding)) => (encoding.get::<Name<'_>>("BaseEncoding"), encoding.get("Differences")),
            _ => (None, None),
        };
        let macintosh = base.is_some_and(|name| name.as_str().starts_with("Mac"));
        let mut characters: Vec<Option<Box<str>>> =
            (0..=u8::MAX).map(|byte| encoding::of_byte(byte, macintosh).map(|c| String::from(c).into())).collect();
        if let Some(differences) = differences {
            name_bytes(&differences, &mut characters);
        }
        let descriptor = dict.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
        let missing = descriptor.get::<f64>("MissingWidth").filter(|&width| width > 0.0).unwrap_or(WIDTH);
        let mut widths = Widths { missing, ..Widths::default() };
        if let Some(list) = dict.get::<Array<'_>>("Widths") {
            let first = dict.get::<u32>("FirstChar").unwrap_or(0);
            for (code, width) in (first..=u32::from(u8::MAX)).zip(list.iter::<f64>()) {
                widths.single.insert(code, width);
            }
        }
        // A font of drawings has a scale of its own.
        let matrix = dict.get::<Array<'_>>("FontMatrix").and_then(|matrix| matrix.iter::<f64>().next());
        let scale = matrix.filter(|_| kind == "Type3").unwrap_or(0.001);
        Self { noted, codes: Codes::Bytes(characters), widths, scale, vertical: false }
    }

    /// How many bytes the first code of a text has.
    pub(crate) fn length(&self, text: &[u8]) -> usize {
        let length = match &self.codes {
            Codes::Bytes(_) => 1,
            Codes::Known(known) => known.length(text),
            Codes::Table(map) => map.length(text).unwrap_or(2),
        };
        length.clamp(1, text.len().max(1))
    }

    /// Appends the characters of a code; false if they are not known.
    pub(crate) fn characters(&self, code: &[u8], out: &mut String) -> bool {
        let number = number(code);
        if self.noted.as_ref().is_some_and(|noted| noted.characters(number, out)) {
            return true;
        }
        match &self.codes {
            Codes::Bytes(characters) => match characters.get(number as usize) {
                Some(Some(characters)) => {
                    out.push_str(characters);
                    true
                }
                _ => false,
            },
            Codes::Known(known) => known.characters(code, out),
            Codes::Table(_) => false,
        }
    }

    /// How far a code moves the next one, in units of the font's size.
    pub(crate) fn width(&self, code: &[u8]) -> f64 {
        let number = number(code);
        let width = match &self.codes {
            Codes::Bytes(_) | Codes::Known(Known::Glyphs | Known::Gb1) => self.widths.of(number),
            // Widths go by glyphs. Which glyph a code has would take a large table, and only Latin ones are narrow.
            Codes::Known(_) if number < 0x80 => WIDTH,
            Codes::Known(_) => self.widths.missing,
            Codes::Table(map) => self.widths.of(map.glyph(number).unwrap_or(number)),
        };
        width * self.scale
    }
}

/// Whether a font counts its glyphs as Adobe-GB1 does.
fn is_gb1(descendant: &Dict<'_>) -> bool {
    let system = descendant.get::<Dict<'_>>("CIDSystemInfo");
    let ordering = system.and_then(|system| system.get::<object::String<'_>>("Ordering"));
    ordering.is_some_and(|ordering| ordering.as_bytes() == b"GB1")
}

/// A code as a number.
fn number(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |number, &byte| number << 8 | u32::from(byte))
}

/// Reads `[1 [500 600] 100 200 500]`: widths from a glyph on, or one for all from a glyph to another.
fn widths_of_glyphs(list: &Array<'_>, widths: &mut Widths) {
    let mut pending: Vec<f64> = Vec::new();
    let mut count = 0;
    for object in list.iter::<Object<'_>>() {
        match object {
            Object::Number(number) => pending.push(number.as_f64()),
            Object::Array(list) => {
                let first = pending.pop().unwrap_or_default() as u32;
                pending.clear();
                for (offset, width) in list.iter::<f64>().enumerate() {
                    count += 1;
                    if count > MOST_WIDTHS {
                        return;
                    }
                    widths.single.insert(first.saturating_add(offset as u32), width);
                }
            }
            _ => pending.clear(),
        }
        if let [first, last, width] = pending[..] {
            pending.clear();
            count += 1;
            if count > MOST_WIDTHS {
                return;
            }
            widths.runs.insert(first as u32, (last as u32, width));
        }
    }
}

/// Reads `[32 /space /exclam 65 /A]`: names of glyphs from a byte on.
fn name_bytes(list: &Array<'_>, characters: &mut [Option<Box<str>>]) {
    let mut byte = 0_usize;
    for object in list.iter::<Object<'_>>() {
        match object {
            Object::Number(number) => byte = number.as_i64().clamp(0, 256) as usize,
            Object::Name(name) => {
                if let Some(place) = characters.get_mut(byte) {
                    *place = encoding::of_name(name.as_str()).map(String::into_boxed_str);
                }
                byte += 1;
            }
            _ => {}
        }
    }
}
