//! Glyphs of Adobe-GB1, the collection that Chinese fonts count their glyphs by: a number in, its character out.
//!
//! The collection lists GB 2312 in the order of that standard, so a few runs stand for a table of thousands. What it
//! lists beyond that (rarer characters of GBK, proportional forms) has no order, and is left unknown.

use encoding_rs::GB18030;

/// Runs of glyphs: the first, and the first and last code in GB 2312. After the encoding GB-EUC-H of Adobe's cmap-resources
/// (BSD licence).
const RUNS: [(u32, u16, u16); 18] = [
    (96, 0xA1A1, 0xA1FE),
    (190, 0xA2B1, 0xA2E2),
    (240, 0xA2E5, 0xA2EE),
    (250, 0xA2F1, 0xA2FC),
    (262, 0xA3A1, 0xA3FE),
    (356, 0xA4A1, 0xA4F3),
    (439, 0xA5A1, 0xA5F6),
    (525, 0xA6A1, 0xA6B8),
    (549, 0xA6C1, 0xA6F5),
    (602, 0xA7A1, 0xA7C1),
    (635, 0xA7D1, 0xA7F1),
    (668, 0xA8A1, 0xA8C0),
    (700, 0xA8C5, 0xA8EA),
    (738, 0xA9A4, 0xA9EF),
    // Half as wide as high, as ASCII has them.
    (814, 0x21, 0x7E),
    // The proportional ones.
    (1, 0x20, 0x7E),
    // Ideographs by their sound, row after row up to a short one …
    (FIRST, 0xB0A1, 0xD7F9),
    // … and by their radicals.
    (SECOND, 0xD8A1, 0xF7FE),
];

const FIRST: u32 = 940;
const SECOND: u32 = 4695;
const LAST: u32 = 7702;

/// Codes in a row of GB 2312.
const ROW: u32 = 94;

/// The character of a glyph.
pub(crate) fn character(glyph: u32) -> Option<char> {
    if glyph > LAST {
        return None;
    }
    RUNS.iter().find_map(|&(first, low, high)| {
        let [row, column] = low.to_be_bytes();
        if row == 0 {
            let code = u32::from(low) + glyph.checked_sub(first)?;
            return char::from_u32(code).filter(|_| code <= u32::from(high));
        }
        let offset = u32::from(column - 0xA1) + glyph.checked_sub(first)?;
        let (row, column) = (u32::from(row) + offset / ROW, 0xA1 + offset % ROW);
        if (row << 8 | column) > u32::from(high) {
            return None;
        }
        let bytes = [u8::try_from(row).ok()?, u8::try_from(column).ok()?];
        GB18030.decode_without_bom_handling_and_without_replacement(&bytes)?.chars().next()
    })
}

#[cfg(test)]
mod tests {
    use super::character;

    #[test]
    fn glyphs_of_the_standard_have_their_characters() {
        for (glyph, wanted) in [
            (1, ' '),
            (19, '2'),
            (95, '~'),
            (96, '\u{3000}'),
            (98, '。'),
            (99, '·'),
            (265, '￥'),
            (814, '!'),
            (907, '~'),
            (940, '啊'),
            (1705, '府'),
            (4511, '政'),
            (4694, '座'),
            (4695, '亍'),
            (7702, '齄'),
        ] {
            assert_eq!(character(glyph), Some(wanted), "{glyph}");
        }
        for glyph in [0, 908, 939, 7703, 30_000, u32::MAX] {
            assert_eq!(character(glyph), None, "{glyph}");
        }
    }
}
