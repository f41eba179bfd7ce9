//! Lists of a document: its two tables of them in, the counters that write their labels out.
//!
//! The tables say the same as those of Word documents since 2007, and are handed on in the words of these: what lists
//! are made of (`abstractNum`), with nine levels or one, and lists (`num`) that change where levels start.

use super::super::docx::{Numbering, numbering};
use super::{long, short};
use std::fmt::Write as _;

/// Where in the main stream it says where the tables are.
const MADE_OF: usize = 0x2E2;
const LISTS: usize = 0x2EA;

/// Bytes of what a list is made of, of a level before its label, and of a list.
const BASE: usize = 28;
const LEVEL: usize = 28;
const LIST: usize = 16;

/// A document has at most so many of each.
const MOST_LISTS: usize = 4000;

/// The longest label, in characters.
const LONGEST_LABEL: usize = 40;

/// The lists of a document.
pub(super) fn read(main: &[u8], tables: &[u8]) -> Numbering {
    let mut out = String::from("<numbering>");
    // A damaged table gives the lists before the damage.
    let _ = made_of(main, tables, &mut out);
    let _ = lists(main, tables, &mut out);
    out.push_str("</numbering>");
    numbering(&out)
}

/// What lists are made of; behind the table stand the levels of all of them.
fn made_of(main: &[u8], tables: &[u8], out: &mut String) -> Option<()> {
    let start = long(main, MADE_OF)? as usize;
    let length = long(main, MADE_OF + 4)? as usize;
    let count = usize::from(short(tables.get(start..start.checked_add(length)?)?, 0)?).min(MOST_LISTS);
    let mut rest = tables.get(start + length..)?;
    for at in 0..count {
        let base = tables.get(start + 2 + BASE * at..)?;
        let levels = if base.get(26)? & 1 == 1 { 1 } else { 9 };
        let _ = write!(out, "<abstractNum abstractNumId=\"{}\">", long(base, 0)?);
        for level in 0..levels {
            let Some(length) = write_level(rest, level, out) else {
                out.push_str("</abstractNum>");
                return None;
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        out.push_str("</abstractNum>");
    }
    Some(())
}

/// The lists, which a paragraph names by their numbers; behind the table stands what each changes.
fn lists(main: &[u8], tables: &[u8], out: &mut String) -> Option<()> {
    let start = long(main, LISTS)? as usize;
    let length = long(main, LISTS + 4)? as usize;
    let table = tables.get(start..start.checked_add(length)?)?;
    let count = (long(table, 0)? as usize).min(MOST_LISTS);
    let mut rest = table.get(4 + LIST * count..).unwrap_or_default();
    for at in 0..count {
        let list = table.get(4 + LIST * at..)?;
        let _ = write!(out, "<num numId=\"{}\"><abstractNumId val=\"{}\"/>", at + 1, long(list, 0)?);
        let changes = usize::from(*list.get(12)?);
        rest = rest.get(4..).unwrap_or_default();
        for _ in 0..changes {
            let (Some(start), Some(&flags)) = (long(rest, 0), rest.get(4)) else { break };
            let _ = write!(out, "<lvlOverride ilvl=\"{}\">", flags & 0xF);
            rest = rest.get(8..).unwrap_or_default();
            if flags & 0x10 != 0 {
                let _ = write!(out, "<startOverride val=\"{start}\"/>");
            }
            if flags & 0x20 != 0
                && let Some(length) = write_level(rest, usize::from(flags & 0xF), out)
            {
                rest = rest.get(length..).unwrap_or_default();
            }
            out.push_str("</lvlOverride>");
        }
        out.push_str("</num>");
    }
    Some(())
}

/// Writes the level that `bytes` begin with, and gives its length; nothing of one that breaks off.
fn write_level(bytes: &[u8], at: usize, out: &mut String) -> Option<usize> {
    let start = long(bytes, 0)?;
    let &[form, flags] = bytes.get(4..6)? else { return None };
    let follows = *bytes.get(15)?;
    let (characters, paragraph, restart) = (*bytes.get(24)?, *bytes.get(25)?, *bytes.get(26)?);
    let label = LEVEL + usize::from(characters) + usize::from(paragraph);
    let length = usize::from(short(bytes, label)?);
    let units = bytes
        .get(label + 2..label + 2 + 2 * length)?
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let mut text = String::new();
    for c in char::decode_utf16(units).flatten().take(LONGEST_LABEL) {
        match c {
            // The place of the number of a level.
            '\0'..='\u{8}' => {
                let _ = write!(text, "%{}", c as u32 + 1);
            }
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '"' => text.push_str("&quot;"),
            c if c.is_control() => {}
            c => text.push(c),
        }
    }
    let _ = write!(
        out,
        "<lvl ilvl=\"{at}\"><start val=\"{start}\"/><numFmt val=\"{}\"/><lvlText val=\"{text}\"/>",
        name(form)
    );
    if follows == 2 {
        out.push_str("<suff val=\"nothing\"/>");
    }
    if flags & 0x04 != 0 {
        out.push_str("<isLgl/>");
    }
    if flags & 0x08 != 0 {
        let _ = write!(out, "<lvlRestart val=\"{restart}\"/>");
    }
    out.push_str("</lvl>");
    Some(label + 2 + 2 * length)
}

/// The name of a form of numbers by its code; what it has none for is written in digits.
fn name(form: u8) -> &'static str {
    match form {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        5 => "ordinal",
        10 => "ideographDigital",
        11 => "japaneseCounting",
        14 => "decimalFullWidth",
        18 => "decimalEnclosedCircle",
        22 => "decimalZero",
        23 => "bullet",
        26 => "decimalEnclosedFullstop",
        27 => "decimalEnclosedParen",
        28 => "decimalEnclosedCircleChinese",
        29 => "ideographEnclosedCircle",
        30 => "ideographTraditional",
        31 => "ideographZodiac",
        33 => "taiwaneseCounting",
        34 => "ideographLegalTraditional",
        35 => "taiwaneseCountingThousand",
        36 => "taiwaneseDigital",
        37 => "chineseCounting",
        38 => "chineseLegalSimplified",
        39 => "chineseCountingThousand",
        255 => "none",
        _ => "decimal",
    }
}
