//! Notes: glossary entries and footnotes, linked to their markers in the body.

use gangmu_model::{Note, Role, Section};

/// The notes of a document: the entries of its glossary section, or a run of marked paragraphs at its end.
pub(super) fn notes(chars: &[char], paragraphs: &[(usize, usize)], sections: &[Section]) -> Vec<Note> {
    let glossary = sections.iter().find(|section| section.role == Role::Glossary);
    let (from, named) = match glossary {
        Some(section) => (section.start as usize, true),
        None => (trailing(chars, paragraphs), false),
    };
    let mut notes: Vec<(u32, Note)> = Vec::new();
    for &(start, end) in paragraphs.iter().filter(|&&(start, _)| start >= from) {
        let line = &chars[start..end];
        match entry(line, named) {
            Some((number, len)) => {
                let (term, text) = explained(&line[len..]);
                notes.push((number, Note { marker: format!("[{number}]"), term, text, references: Vec::new() }));
            }
            // A paragraph without number goes on with the entry before it.
            None => {
                if let Some((_, note)) = notes.last_mut().filter(|_| named) {
                    note.text.push('\n');
                    note.text.extend(line);
                }
            }
        }
    }
    if notes.is_empty() {
        return Vec::new();
    }
    let mut at = 0;
    while at < from {
        if let Some((number, len)) = marker(&chars[at..from]) {
            // Not a marker where it starts a paragraph: that is a label.
            let inside = at > 0 && chars[at - 1] != '\n';
            if let Some((_, note)) = notes.iter_mut().find(|(n, _)| *n == number).filter(|_| inside) {
                if note.references.is_empty() {
                    note.marker = chars[at..at + len].iter().collect();
                }
                note.references.push(at as u32);
            }
            at += len;
        } else {
            at += 1;
        }
    }
    notes.into_iter().map(|(_, note)| note).collect()
}

/// Where a run of marked paragraphs at the end of the text begins; the text's length where there is none.
fn trailing(chars: &[char], paragraphs: &[(usize, usize)]) -> usize {
    let run: Vec<usize> = paragraphs
        .iter()
        .rev()
        .take_while(|&&(start, end)| marker(&chars[start..end]).is_some())
        .map(|&(start, _)| start)
        .collect();
    run.last().copied().unwrap_or(chars.len())
}

/// A footnote's marker at the start of `chars`, its number and length: `[3]` `【33】` `〔7〕` `⑫`.
pub(crate) fn marker(chars: &[char]) -> Option<(u32, usize)> {
    let first = *chars.first()?;
    let circled = match first {
        '①'..='⑳' => Some(first as u32 - '①' as u32 + 1),
        '㉑'..='㉟' => Some(first as u32 - '㉑' as u32 + 21),
        '㊱'..='㊿' => Some(first as u32 - '㊱' as u32 + 36),
        _ => None,
    };
    if let Some(number) = circled {
        return Some((number, 1));
    }
    let close = match first {
        '[' => ']',
        '【' => '】',
        '〔' => '〕',
        '［' => '］',
        _ => return None,
    };
    let digits = chars[1..].iter().take_while(|c| c.is_ascii_digit()).count();
    if !(1..=3).contains(&digits) || chars.get(digits + 1) != Some(&close) {
        return None;
    }
    let number = chars[1..=digits].iter().fold(0, |n, &c| n * 10 + c as u32 - '0' as u32);
    Some((number, digits + 2))
}

/// The number an entry starts with and the length of that start; a plain `3.` counts only under a glossary's heading.
fn entry(line: &[char], named: bool) -> Option<(u32, usize)> {
    if let Some(found) = marker(line) {
        return Some(found);
    }
    let digits = line.iter().take_while(|c| c.is_ascii_digit()).count();
    let stop = line.get(digits).is_some_and(|c| matches!(c, '.' | '．' | '、' | ':' | '：'));
    (named && (1..=3).contains(&digits) && stop)
        .then(|| (line[..digits].iter().fold(0, |n, &c| n * 10 + c as u32 - '0' as u32), digits + 1))
}

/// The term and the explanation of an entry.
fn explained(line: &[char]) -> (Option<String>, String) {
    let text = |part: &[char]| part.iter().collect::<String>().trim().to_owned();
    match line.iter().position(|c| matches!(c, ':' | '：')) {
        Some(at) if (1..=40).contains(&at) => (Some(text(&line[..at])), text(&line[at + 1..])),
        _ => (None, text(line)),
    }
}
