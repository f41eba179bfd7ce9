//! What the formats of Word share: fields, and the signs of symbol fonts.

/// Whether what a field's code gives is no text of the writer's: contents and numbers of pages.
pub(super) fn is_generated(code: &str) -> bool {
    let name = code.split_whitespace().next().unwrap_or_default();
    ["TOC", "PAGE", "NUMPAGES", "PAGEREF", "SECTIONPAGES"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether a field's code gives a list of contents.
pub(super) fn is_contents(code: &str) -> bool {
    code.split_whitespace().next().is_some_and(|name| name.eq_ignore_ascii_case("TOC"))
}

/// What a sign of a symbol font shows. The fonts are Wingdings and Symbol; of what they have, what is met in reports.
pub(super) fn symbol(code: u32, font: &str) -> char {
    let low = code & 0xFF;
    if !(0xF000..=0xF0FF).contains(&code) {
        return char::from_u32(code).filter(|c| !c.is_control()).unwrap_or('•');
    }
    match (font.starts_with("Wingdings"), low) {
        (true, 0xFC) => '✓',
        (true, 0xFE) => '☑',
        (true, 0xFD) => '☒',
        (true, 0x6F | 0xA8 | 0x71 | 0x72) => '□',
        (true, 0x6E) => '■',
        (true, 0x75) => '◆',
        (true, 0xAB | 0xB6) => '★',
        (true, 0xE0 | 0xE8 | 0xF0) | (false, 0xAE) => '→',
        (true, 0x81..=0x8A) => char::from_u32('①' as u32 + low - 0x81).unwrap_or('•'),
        (false, 0xB1) => '±',
        (false, 0xB4) => '×',
        (false, 0xB8) => '÷',
        (false, 0xB0) => '°',
        (false, 0xA3) => '≤',
        (false, 0xB3) => '≥',
        (false, 0xB9) => '≠',
        (false, 0xB2) => '″',
        (false, 0xA2) => '′',
        (false, 0x20..=0x7E) => char::from_u32(low).unwrap_or('•'),
        _ => '•',
    }
}
