//! What a reader of files says of a line besides its characters: marks at its start, which cleaning takes away.
//!
//! They are noncharacters, which Unicode keeps for such uses, so that no text has them. A text goes from the reader to
//! cleaning as it is, through messages, and the marks with it.

use gangmu_model::RemovedKind;

/// Begins a line that is not the report's, as whoever read the file could tell: it goes to `removed`, whatever stands
/// around it.
pub const APART: char = '\u{FDD0}';
/// The same of a running head or foot, or the number of a page.
pub const EDGE: char = '\u{FDD2}';
/// The same of a line of a list of contents.
pub const CONTENTS: char = '\u{FDD3}';

/// The same of a comment beside the text.
pub const COMMENT: char = '\u{FDD4}';

/// Begins a line of a printed page that the next one goes on with, as the edge of its column broke it.
pub use gangmu_pdf::BROKEN;

/// Before the marks of headings, which follow it in the order of their levels.
const HEADING: u32 = 0xFDE0;
/// The deepest level of a heading that any format has.
const DEEPEST: u32 = 9;

/// So many different lines of running heads are kept: one a chapter, and the odd damaged file.
const MOST_EDGES: usize = 200;

/// So many lines of comments are kept.
const MOST_COMMENTS: usize = 5_000;

/// What the mark at the start of a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It is not the report's.
    Apart(RemovedKind),
    /// It is styled as a heading of this level, from 1.
    Heading(u8),
    /// The page broke it.
    Broken,
}

/// Whether a character is kept for marks: texts must not bring them themselves.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}')
}

/// What begins a line that is styled as a heading of this level, from 1; `None` where there is no such level.
pub fn heading(level: u32) -> Option<char> {
    if matches!(level, 1..=DEEPEST) { char::from_u32(HEADING + level) } else { None }
}

/// The mark of a line, and what stands behind it.
pub(crate) fn split(line: &str) -> (Option<Mark>, &str) {
    let Some(c) = line.chars().next().filter(|&c| is_mark(c)) else { return (None, line) };
    let mark = match c {
        APART => Some(Mark::Apart(RemovedKind::Furniture)),
        EDGE => Some(Mark::Apart(RemovedKind::PageNumber)),
        CONTENTS => Some(Mark::Apart(RemovedKind::Contents)),
        COMMENT => Some(Mark::Apart(RemovedKind::Comment)),
        BROKEN => Some(Mark::Broken),
        c => {
            let level = (c as u32).checked_sub(HEADING).filter(|level| matches!(level, 1..=DEEPEST));
            level.and_then(|level| u8::try_from(level).ok()).map(Mark::Heading)
        }
    };
    (mark, &line[c.len_utf8()..])
}

/// The lines of running heads or feet, marked, each once: they are the same on page after page.
pub(crate) fn edges(lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in lines {
        let pieces = unstyled(&line).split('\n').filter(|piece| !piece.trim().is_empty());
        for piece in pieces.map(|piece| format!("{EDGE}{piece}")) {
            if !out.contains(&piece) && out.len() < MOST_EDGES {
                out.push(piece);
            }
        }
    }
    out
}

/// The lines of a comment, marked; its writer's name stands before the first.
pub(crate) fn comment(writer: &str, lines: &[String]) -> Vec<String> {
    let pieces = lines.iter().flat_map(|line| unstyled(line).split('\n')).filter(|piece| !piece.trim().is_empty());
    let named = |(at, piece): (usize, &str)| {
        let by = if at == 0 && !writer.is_empty() { format!("{writer}：") } else { String::new() };
        format!("{COMMENT}{by}{piece}")
    };
    pieces.take(MOST_COMMENTS).enumerate().map(named).collect()
}

/// Marks lines as ones of a list of contents.
pub(crate) fn contents(lines: &mut [String]) {
    for line in lines {
        *line = unstyled(line).split('\n').map(|piece| format!("{CONTENTS}{piece}")).collect::<Vec<_>>().join("\n");
    }
}

/// A line without the mark of a heading.
pub(crate) fn unstyled(line: &str) -> &str {
    match split(line) {
        (Some(Mark::Heading(_)), rest) => rest,
        _ => line,
    }
}

/// A text with `#2 ` for the mark of a heading of level 2, and its kind for that of a line that
/// is not the report's.
#[cfg(test)]
pub(crate) fn shown(text: &str) -> String {
    let show = |line| match split(line) {
        (Some(Mark::Heading(level)), rest) => format!("#{level} {rest}"),
        (Some(Mark::Apart(kind)), rest) => format!("{kind:?}: {rest}"),
        (Some(Mark::Broken), rest) => format!("{rest}↵"),
        (None, rest) => rest.to_owned(),
    };
    text.split('\n').map(show).collect::<Vec<_>>().join("\n")
}
