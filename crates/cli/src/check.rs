//! 核数: where a report's figures do not agree. In: documents. Out: under each title what is doubtful, and below it the
//! one or two places, each as its character (what `explain` takes) and its sentence with the figure marked.

use crate::language::Language;
use crate::say;
use gangmu_model::{CharIndex, Document, Span, Warning};
use std::io::{self, Write};

/// Writes the doubts about all documents.
pub(crate) fn write(out: &mut impl Write, documents: &[Document], language: Language) -> io::Result<()> {
    for (i, document) in documents.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", document.title)?;
        let index = CharIndex::new(&document.text);
        let mut none = true;
        for warning in document.warnings.iter().filter(|warning| is_doubt(warning)) {
            none = false;
            writeln!(out, "\n{}", language.sentence(&["warning"], &warning.code, &warning.parameters))?;
            for at in [warning.at, warning.against].into_iter().flatten() {
                writeln!(out, "  {at:>6}  {}", sentence(document, &index, at, warning))?;
            }
        }
        if none {
            writeln!(out, "{}", say!(language, "cli.check.none"))?;
        }
    }
    Ok(())
}

/// Whether a warning is about the figures.
pub(crate) fn is_doubt(warning: &Warning) -> bool {
    gangmu_engine::check::CODES.contains(&warning.code.as_str())
}

/// The sentence around a figure, the figure in brackets; what is not a row's is shown with the text before it.
fn sentence(document: &Document, index: &CharIndex, at: u32, warning: &Warning) -> String {
    const BEFORE: u32 = 20;
    let row = document.indicators.iter().find(|row| row.span.start == at);
    let (sentence, mark) = row.map_or_else(
        || {
            let length = warning.parameters.get("here").map_or(1, |here| here.chars().count() as u32);
            (Span { start: at.saturating_sub(BEFORE), end: at + length }, Span { start: at, end: at + length })
        },
        |row| (row.sentence, row.span),
    );
    let slice = |start, end| index.slice(&document.text, start, end);
    let (before, after) = (slice(sentence.start, mark.start), slice(mark.end, sentence.end));
    let before = before.rsplit('\n').next().unwrap_or_default();
    format!("{}⟦{}⟧{}", before.trim_start(), slice(mark.start, mark.end), after.trim_end())
}
