//! Word documents since 2007, and those of WPS: the body in its order, automatic numbers written out, notes at the end.
//!
//! Changes that were tracked are taken as accepted. Running heads and feet with their page numbers, tables of contents and
//! comments are marked as no part of the text.

mod body;
mod numbering;
mod style;
#[cfg(test)]
mod tests;

use super::ReadError;
use super::xml::Xml;
use super::zip::Package;
use crate::mark;
pub(super) use numbering::{Numbering, Place};
use style::Styles;

/// Of so many parts with running heads, and so many with feet: three a section.
const MOST_EDGES: usize = 64;

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
    let comments = part("comments")?;
    let (heads, feet) = (edges(package, &relations, folder, "header")?, edges(package, &relations, folder, "footer")?);
    let Some(document) = package.xml(&main)? else { return Err(ReadError::Damaged { format: package.format }) };

    let mut said = body::read(&document, &styles, &mut numbering);
    for text in &notes {
        let of_notes = body::read(text, &styles, &mut numbering);
        said.damaged |= of_notes.damaged;
        said.notes.take(of_notes.notes);
    }
    let damaged = said.damaged || package.damaged;
    if said.lines.is_empty() && damaged {
        return Err(ReadError::Damaged { format: package.format });
    }
    if !said.lines.is_empty() {
        let read = |parts: &[String], numbering: &mut Numbering| {
            mark::edges(parts.iter().flat_map(|part| body::read_edge(part, &styles, numbering).lines))
        };
        said.lines.splice(0..0, read(&heads, &mut numbering));
        said.lines.extend(body::read(&comments, &styles, &mut numbering).comments);
        said.lines.extend(read(&feet, &mut numbering));
    }
    let mut text = said.notes.into_text(&said.lines);
    if damaged {
        // As in a text: something could not be read, and the reader is told.
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Ok(text)
}

/// The lists of a part of numbering, for formats that say the same in other words.
pub(super) fn numbering(part: &str) -> Numbering {
    Numbering::new(part, &Styles::default())
}

/// What the parts of running heads or feet hold; one that is broken is as good as none.
fn edges(package: &mut Package, relations: &str, folder: &str, kind: &str) -> Result<Vec<String>, ReadError> {
    let mut out = Vec::new();
    for name in targets(package, relations, folder, &format!("/{kind}"))?.into_iter().take(MOST_EDGES) {
        out.extend(package.xml(&name)?);
    }
    Ok(out)
}

/// The part that another is related to in this way, by its full name.
fn target(package: &mut Package, relations: &str, folder: &str, kind: &str) -> Result<Option<String>, ReadError> {
    Ok(targets(package, relations, folder, kind)?.into_iter().next())
}

/// The parts that another is related to in this way, by their full names.
fn targets(package: &mut Package, relations: &str, folder: &str, kind: &str) -> Result<Vec<String>, ReadError> {
    let Some(text) = package.xml(relations)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(&text);
    let mut found = Vec::new();
    xml.all(|_, tag| {
        if tag.get("Type").is_some_and(|of| of.ends_with(kind)) {
            found.extend(tag.get("Target"));
        }
    });
    let whole = |target: String| match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None if folder.is_empty() => target,
        None => format!("{folder}/{target}"),
    };
    Ok(found.into_iter().map(whole).collect())
}
