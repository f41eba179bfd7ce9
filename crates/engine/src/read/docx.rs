//! Word documents since 2007, and those of WPS: the body in its order, automatic numbers written out, notes at the end.
//!
//! Changes that were tracked are taken as accepted. Headers, footers, comments, tables of contents and numbers of pages
//! are no part of a text and left out.

mod body;
mod numbering;
mod style;
#[cfg(test)]
mod tests;

use super::ReadError;
use super::xml::Xml;
use super::zip::Package;
use body::NoteKey;
use numbering::Numbering;
use rustc_hash::FxHashMap;
use style::Styles;

/// The text of a document.
pub(super) fn read(package: &mut Package) -> Result<String, ReadError> {
    let main = target(package, "_rels/.rels", "", "/officeDocument")?.unwrap_or_else(|| "word/document.xml".to_owned());
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations = format!("{folder}/_rels/{file}.rels");
    let mut part = |kind: &str| -> Result<String, ReadError> {
        let name = target(package, &relations, folder, &format!("/{kind}"))?.unwrap_or(format!("{folder}/{kind}.xml"));
        Ok(package.xml(&name)?.unwrap_or_default())
    };
    let styles = Styles::new(&part("styles")?);
    let mut numbering = Numbering::new(&part("numbering")?, &styles);
    let notes = [part("footnotes")?, part("endnotes")?];
    let Some(document) = package.xml(&main)? else { return Err(ReadError::Damaged { format: package.format }) };

    let mut said = body::read(&document, &styles, &mut numbering);
    for text in &notes {
        let of_notes = body::read(text, &styles, &mut numbering);
        said.damaged |= of_notes.damaged;
        said.notes.extend(of_notes.notes);
    }
    let damaged = said.damaged || package.damaged;
    if said.lines.is_empty() && damaged {
        return Err(ReadError::Damaged { format: package.format });
    }
    let mut text = with_notes(said.lines.join("\n"), &said.references, &said.notes);
    if damaged {
        // As in a text: something could not be read, and the reader is told.
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Ok(text)
}

/// The part that another is related to in this way, by its full name.
fn target(package: &mut Package, relations: &str, folder: &str, kind: &str) -> Result<Option<String>, ReadError> {
    let Some(text) = package.xml(relations)? else { return Ok(None) };
    let mut xml = Xml::new(&text);
    let mut found = None;
    xml.all(|_, tag| {
        if found.is_none() && tag.get("Type").is_some_and(|of| of.ends_with(kind)) {
            found = tag.get("Target");
        }
    });
    Ok(found.map(|target| match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None if folder.is_empty() => target,
        None => format!("{folder}/{target}"),
    }))
}

/// Puts the marks of notes into a text, and the notes behind it, one a line: `〔1〕` unless the text itself writes so.
fn with_notes(text: String, references: &[NoteKey], notes: &FxHashMap<NoteKey, String>) -> String {
    let mut numbers: Vec<Option<usize>> = Vec::with_capacity(references.len());
    let mut order: FxHashMap<&NoteKey, usize> = FxHashMap::default();
    let mut listed: Vec<&str> = Vec::new();
    for key in references {
        let number = order.get(key).copied().or_else(|| {
            let note = notes.get(key).filter(|note| !note.trim().is_empty())?;
            listed.push(note);
            order.insert(key, listed.len());
            Some(listed.len())
        });
        numbers.push(number);
    }
    const BRACKETS: [(char, char); 3] = [('〔', '〕'), ('[', ']'), ('【', '】')];
    let (open, close) =
        BRACKETS.into_iter().find(|(open, close)| !text.contains(&format!("{open}1{close}"))).unwrap_or(BRACKETS[0]);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, mark, behind)) = body::next_mark(rest) {
        out.push_str(before);
        if let Some(number) = numbers.get(mark).copied().flatten() {
            out.push_str(&format!("{open}{number}{close}"));
        }
        rest = behind;
    }
    out.push_str(rest);
    for (at, note) in listed.iter().enumerate() {
        // A note may refer to others; those marks have no place.
        out.push_str(&format!("\n{open}{}{close}{}", at + 1, body::without_marks(note)));
    }
    out
}
