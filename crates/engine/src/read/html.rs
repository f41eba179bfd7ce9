//! Texts of web pages, saved or copied: the lines of the report, without the page around it.
//!
//! Three steps. `page` makes a flat tree of the tags, as forgiving as a browser. `judge` says which of its elements are
//! not the report's: what no one sees, and what is around the longest stretch of sentences and looks like it. `lines`
//! writes the rest. An element goes only on evidence; what merely lies outside the text stays, and `clean` has a second
//! look at it, line by line.

mod judge;
mod lines;
mod marks;
mod page;
mod raised;
#[cfg(test)]
mod tests;

use super::{ReadError, encoding};
use encoding_rs::{BIG5, Encoding, GB18030};
use page::Page;

/// What a page starts with, in lower case, surely …
const DOCUMENT: [&[u8]; 9] =
    [b"!doctype html", b"html", b"head", b"body", b"meta", b"title", b"link", b"base", b"script"];

/// … or where an element is closed in it.
const FRAGMENT: [&[u8]; 20] = [
    b"div", b"p", b"pre", b"table", b"style", b"span", b"font", b"center", b"article", b"section", b"main", b"h1",
    b"h2", b"h3", b"ol", b"ul", b"b", b"strong", b"a", b"br",
];

/// So many bytes say whether a file is a page.
const START: usize = 1 << 12;

/// A page declares its encoding within so many bytes. Browsers look at 1,024, but some pages put scripts first.
const DECLARED_WITHIN: usize = 1 << 13;

/// So many sound bytes beyond ASCII, all with ideographs, and a page is in UTF-8 whatever it declares.
const SOUND: usize = 12;

/// Whether a file is a web page, or a piece of one.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    let wide;
    let mut start = &bytes[..bytes.len().min(START)];
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        wide = encoding.decode_without_bom_handling(&start[mark.min(start.len())..]).0.into_owned();
        start = wide.as_bytes();
    }
    let mut rest = fragment_of(start).trim_ascii_start();
    // Comments and the declaration of XML may come first.
    loop {
        let (open, close): (&[u8], &[u8]) = match rest {
            [b'<', b'!', b'-', b'-', ..] => (b"<!--", b"-->"),
            [b'<', b'?', b'x', b'm', b'l', ..] => (b"<?xml", b"?>"),
            _ => break,
        };
        let Some(end) = find(&rest[open.len()..], close) else { return false };
        rest = rest[open.len() + end + close.len()..].trim_ascii_start();
    }
    let Some(rest) = rest.strip_prefix(b"<") else { return false };
    let starts = |name: &&[u8]| {
        rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && rest.get(name.len()).is_some_and(|b| matches!(b, b'>' | b'/') || b.is_ascii_whitespace())
    };
    DOCUMENT.iter().any(&starts)
        || FRAGMENT.iter().any(starts) && (find(rest, b"</").is_some() || rest.len() >= START / 2)
}

/// The text of a page.
pub(super) fn read(bytes: &[u8]) -> Result<String, ReadError> {
    let mut page = {
        let text = decode(fragment_of(bytes)).ok_or(ReadError::Encoding)?;
        Page::new(&text)
    };
    judge::judge(&mut page);
    Ok(lines::write(&page))
}

/// A page without the head that Windows puts before one on the clipboard.
fn fragment_of(bytes: &[u8]) -> &[u8] {
    let headed = bytes.starts_with(b"Version:") && find(&bytes[..bytes.len().min(START)], b"StartHTML:").is_some();
    match bytes.iter().position(|b| *b == b'<') {
        Some(at) if headed => &bytes[at..],
        _ => bytes,
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// The text of a file by its mark, by what it declares where that is so, or else by trial.
fn decode(bytes: &[u8]) -> Option<String> {
    let declared = if Encoding::for_bom(bytes).is_some() { None } else { declared(bytes) };
    if let Some(encoding) = declared
        && !is_utf8(bytes)
    {
        return Some(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    encoding::decode(bytes).map(|(text, _)| text)
}

/// Whether it can only be UTF-8: programs that save a page often leave the old declaration in it.
fn is_utf8(bytes: &[u8]) -> bool {
    let sound = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    sound.chars().filter(|&c| c >= '\u{2E80}').take(SOUND).count() == SOUND
}

/// The Chinese encoding that a page declares, but for UTF-8, which shows by itself.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes[..bytes.len().min(DECLARED_WITHIN)].to_ascii_lowercase();
    let mut rest = &start[..];
    while let Some(at) = find(rest, b"charset") {
        rest = rest[at + b"charset".len()..].trim_ascii_start();
        let Some(value) = rest.strip_prefix(b"=") else { continue };
        let value: &[u8] = value.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value).trim_ascii_start();
        let known: [(&[u8], _); 6] = [
            (b"gb2312", GB18030),
            (b"gb_2312", GB18030),
            (b"gbk", GB18030),
            (b"gb18030", GB18030),
            (b"x-gbk", GB18030),
            (b"big5", BIG5),
        ];
        return known.into_iter().find(|(name, _)| value.starts_with(name)).map(|(_, encoding)| encoding);
    }
    None
}
