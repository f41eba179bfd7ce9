//! The outline for a reader. In: documents. Out: their headings as an indented tree, each after the character at which
//! it starts (what `explain` takes), the top ones followed by what they do in the report.

use crate::language::Language;
use crate::say;
use gangmu_model::{Document, Role, Section};
use std::io::{self, Write};

/// Writes the headings of all documents.
pub(crate) fn write(out: &mut impl Write, documents: &[Document], language: Language) -> io::Result<()> {
    for (i, document) in documents.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", document.title)?;
        if document.sections.is_empty() {
            writeln!(out, "{}", say!(language, "cli.outline.none"))?;
        }
        let width = document.sections.last().map_or(1, |section| section.start.to_string().len());
        for section in &document.sections {
            let indent = "  ".repeat(usize::from(section.level.saturating_sub(1)));
            let role = if section.parent.is_none() { role(section.role, language) } else { String::new() };
            writeln!(out, "{:>width$}  {indent}{}{role}", section.start, heading(section))?;
        }
    }
    Ok(())
}

/// A heading with its label.
pub(crate) fn heading(section: &Section) -> String {
    format!("{}{}", section.label.as_deref().unwrap_or_default(), section.title)
}

fn role(role: Role, language: Language) -> String {
    let key = match role {
        Role::Review => "review",
        Role::Plan => "plan",
        Role::Government => "government",
        Role::Glossary => "glossary",
        Role::Other => return String::new(),
    };
    format!("  [{}]", say!(language, format!("cli.role.{key}")))
}
