//! Attention lists. In: documents and a list of words. Out: for each document, all of it, its review and its plan, one
//! line of sums and then one for each word that occurs, as TSV or JSON.

use crate::arguments::TermFormat;
use crate::input;
use crate::language::Language;
use crate::table::field;
use gangmu_engine::attention::{Attention, List, SHIPPED, attention};
use gangmu_model::{Document, Number, Role};
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;

/// How much of one document, or of its parts, speaks of the list.
#[derive(Serialize)]
struct Row<'a> {
    document: &'a str,
    /// `all`, `review` or `plan`.
    part: &'static str,
    hits: usize,
    excluded: u32,
    /// Hits per 10,000 characters.
    per_10k: Number,
    /// The share of characters that belong to hits.
    share: Number,
    /// The share of characters that stand in a sentence with a hit.
    sentence_share: Number,
    /// How many of the list's words occur at all, and how many there are.
    covered: usize,
    words: usize,
    dominant: Option<String>,
    /// The share of the hits that the dominant word makes.
    dominance: Number,
    /// The characters that were counted: the denominator.
    characters: u32,
    #[serde(rename = "by_word")]
    by_word: Vec<(String, usize)>,
}

impl<'a> Row<'a> {
    fn new(document: &'a Document, part: &'static str, found: &Attention) -> Self {
        let rounded = |value: f64, steps: f64| Number((value * steps).round() / steps);
        let dominant = found.dominant();
        let mut by_word: Vec<_> = found
            .words
            .iter()
            .map(|word| (word.word.clone(), word.positions.len()))
            .filter(|word| word.1 > 0)
            .collect();
        by_word.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Self {
            document: &document.title,
            part,
            hits: found.hits(),
            excluded: found.excluded,
            per_10k: rounded(found.hits() as f64 * 10_000.0 / f64::from(found.visible.max(1)), 100.0),
            share: rounded(found.share(), 100_000.0),
            sentence_share: rounded(found.sentence_share(), 10_000.0),
            covered: found.covered(),
            words: found.words.len(),
            dominant: dominant.map(|(word, _)| word.to_owned()),
            dominance: rounded(dominant.map_or(0.0, |(_, share)| share), 1000.0),
            characters: found.visible,
            by_word,
        }
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
    let shipped = SHIPPED.iter().find(|(name, _)| list == Path::new(name)).map(|(_, text)| Ok((*text).to_owned()));
    let text = match shipped.unwrap_or_else(|| input::list(list, language)) {
        Ok(text) => text,
        Err(refusal) => return Ok(Some(refusal)),
    };
    let list = List::parse(&text);
    let parts: &[(&str, Option<Role>)] = match role {
        None => &[("all", None), ("review", Some(Role::Review)), ("plan", Some(Role::Plan))],
        Some(Role::Review) => &[("review", Some(Role::Review))],
        Some(_) => &[("plan", Some(Role::Plan))],
    };
    let rows: Vec<Row<'_>> = documents
        .iter()
        .flat_map(|document| parts.iter().map(move |&(name, role)| (document, name, role)))
        .map(|(document, name, role)| Row::new(document, name, &attention(document, &list, role)))
        .collect();
    match format {
        TermFormat::Json => {
            serde_json::to_writer(&mut *out, &rows)?;
            writeln!(out)?;
        }
        TermFormat::Tsv => {
            write!(out, "document\tpart\thits\texcluded\tper_10k\tshare\tsentence_share\tcovered\twords\t")?;
            writeln!(out, "dominant\tdominance\tcharacters\tby_word")?;
            for row in rows {
                let Row { part, hits, excluded, per_10k, share, sentence_share, covered, words, .. } = row;
                write!(out, "{}\t{part}\t{hits}\t{excluded}\t{per_10k}\t{share}\t", field(row.document))?;
                write!(out, "{sentence_share}\t{covered}\t{words}\t{}\t", row.dominant.unwrap_or_default())?;
                let by_word: Vec<_> = row.by_word.iter().map(|(word, hits)| format!("{word} {hits}")).collect();
                writeln!(out, "{}\t{}\t{}", row.dominance, row.characters, by_word.join("; "))?;
            }
        }
    }
    Ok(None)
}
