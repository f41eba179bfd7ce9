//! A term in context. In: documents and a term. Out: a line for each place where it stands, also inside of a longer term:
//! the character, the words before, the term as written, the words after, and the section; tab-separated.

use crate::outline::heading;
use crate::table::field;
use gangmu_engine::attention::occurrences;
use gangmu_export::concordance::lines;
use gangmu_model::{CharIndex, Document, Options, Role};
use std::io::{self, Write};

/// Writes the places of `term`, of the parts of `role` if one is given.
pub(crate) fn write(out: &mut impl Write, documents: &[Document], term: &str, role: Option<Role>) -> io::Result<()> {
    let options = Options { role, ..Options::default() };
    let length = term.chars().count() as u32;
    writeln!(out, "document\toffset\tleft\tterm\tright\tsection")?;
    for document in documents {
        let index = CharIndex::new(&document.text);
        let title = field(&document.title);
        for line in lines(document, &index, &occurrences(document, term, &options), length) {
            let section = line.section.and_then(|at| document.sections.get(at as usize)).map(heading);
            let (left, right) = (field(line.left), field(line.right));
            let section = field(&section.unwrap_or_default());
            writeln!(out, "{title}\t{}\t{left}\t{}\t{right}\t{section}", line.at, line.term)?;
        }
    }
    Ok(())
}
