//! Attention lists. In: documents and a list of words. Out: for each document, all of it, its review and its plan, one
//! line of sums and then one for each word that occurs, as TSV or JSON.

use crate::arguments::TermFormat;
use crate::input;
use crate::language::Language;
use crate::table::field;
use gangmu_engine::attention::{Attention, List, attention};
use gangmu_model::{AttentionFigures, Document, Role};
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;

/// How much of one document, or of its parts, speaks of the list.
#[derive(Serialize)]
struct Row<'a> {
    document: &'a str,
    /// `all`, `review` or `plan`.
    part: &'static str,
    #[serde(flatten)]
    figures: AttentionFigures,
    /// What tells the list from every other.
    list: &'a str,
    /// The words that occur, most frequent first.
    by_word: Vec<(String, usize)>,
}

impl<'a> Row<'a> {
    fn new(document: &'a Document, part: &'static str, list: &'a str, found: &Attention) -> Self {
        let mut by_word: Vec<_> = found
            .words
            .iter()
            .map(|word| (word.word.clone(), word.positions.len()))
            .filter(|word| word.1 > 0)
            .collect();
        by_word.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Self { document: &document.title, part, figures: found.figures(), list, by_word }
    }
}

/// Writes how much the documents speak of the list. Gives a sentence where the list cannot be read.
pub(crate) fn write(
    out: &mut impl Write,
    documents: &[Document],
    list: &Path,
    role: Option<Role>,
    format: TermFormat,
    language: Language,
) -> io::Result<Option<String>> {
    let shipped = list.to_str().and_then(List::shipped).map(|text| Ok(text.to_owned()));
    let text = match shipped.unwrap_or_else(|| input::list(list, language)) {
        Ok(text) => text,
        Err(refusal) => return Ok(Some(refusal)),
    };
    let list = List::parse(&text);
    let hash = list.hash();
    let parts: &[(&str, Option<Role>)] = match role {
        None => &[("all", None), ("review", Some(Role::Review)), ("plan", Some(Role::Plan))],
        Some(Role::Review) => &[("review", Some(Role::Review))],
        Some(_) => &[("plan", Some(Role::Plan))],
    };
    let rows: Vec<Row<'_>> = documents
        .iter()
        .flat_map(|document| parts.iter().map(move |&(name, role)| (document, name, role)))
        .map(|(document, name, role)| Row::new(document, name, &hash, &attention(document, &list, role)))
        .collect();
    match format {
        TermFormat::Json => {
            serde_json::to_writer(&mut *out, &rows)?;
            writeln!(out)?;
        }
        TermFormat::Tsv => {
            write!(out, "document\tpart\thits\texcluded\tper_10k\tshare\tsentence_share\tcovered\twords\t")?;
            writeln!(out, "dominant\tdominance\tcharacters\tlist\tby_word")?;
            for row in rows {
                let Row { part, list, .. } = row;
                let AttentionFigures { hits, excluded, per_10k, share, sentence_share, covered, words, .. } =
                    row.figures;
                write!(out, "{}\t{part}\t{hits}\t{excluded}\t{per_10k}\t{share}\t", field(row.document))?;
                write!(out, "{sentence_share}\t{covered}\t{words}\t{}\t", row.figures.dominant.unwrap_or_default())?;
                let by_word: Vec<_> = row.by_word.iter().map(|(word, hits)| format!("{word} {hits}")).collect();
                let AttentionFigures { dominance, characters, .. } = row.figures;
                writeln!(out, "{dominance}\t{characters}\t{list}\t{}", by_word.join("; "))?;
            }
        }
    }
    Ok(None)
}
