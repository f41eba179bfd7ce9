//! Tables for other programs. In: documents. Out: indicators as CSV, terms as TSV or JSON; columns carry the
//! contract's names.

use gangmu_export::{Column, Row};
use gangmu_model::{CharIndex, Document, Number, Term};
use serde::Serialize;
use std::io::{self, Write};

/// The indicators, a row each.
pub(crate) fn indicators(out: &mut impl Write, documents: &[Document], bom: bool) -> io::Result<()> {
    let indices: Vec<_> = documents.iter().map(|document| CharIndex::new(&document.text)).collect();
    let headings = Column::ALL.map(Column::key);
    let rows = documents.iter().zip(&indices).flat_map(|(document, index)| Row::all(document, index));
    let cells = rows.map(|row| Column::ALL.map(|column| row.cell(column)));
    out.write_all(gangmu_export::csv(&headings, cells, bom).as_bytes())
}

/// A term with the title of its document.
#[derive(Serialize)]
struct TermRow<'a> {
    document: &'a str,
    term: &'a str,
    count: u32,
    per_10k: Number,
    tfidf: Number,
    keyness: Number,
    g2: Number,
    dispersion: Number,
    new: bool,
}

impl<'a> TermRow<'a> {
    fn new(document: &'a Document, term: &'a Term) -> Self {
        Self {
            document: &document.title,
            term: &term.term,
            count: term.count,
            per_10k: term.per_10k,
            tfidf: term.tfidf,
            keyness: term.keyness,
            g2: term.g2,
            dispersion: term.dispersion,
            new: term.new,
        }
    }
}

/// The terms that occur at least `min_count` times.
fn terms(documents: &[Document], min_count: u32) -> impl Iterator<Item = TermRow<'_>> {
    documents.iter().flat_map(move |document| {
        let frequent = document.terms.iter().filter(move |term| term.count >= min_count);
        frequent.map(|term| TermRow::new(document, term))
    })
}

/// The terms, tab-separated under a header.
pub(crate) fn terms_tsv(out: &mut impl Write, documents: &[Document], min_count: u32) -> io::Result<()> {
    writeln!(out, "document\tterm\tcount\tper_10k\ttfidf\tkeyness\tg2\tdispersion\tnew")?;
    for row in terms(documents, min_count) {
        let TermRow { document, term, count, per_10k, tfidf, keyness, g2, dispersion, new } = row;
        let document = document.replace(['\t', '\r', '\n'], " ");
        writeln!(out, "{document}\t{term}\t{count}\t{per_10k}\t{tfidf}\t{keyness}\t{g2}\t{dispersion}\t{new}")?;
    }
    Ok(())
}

/// The terms as one array of objects with the same names.
pub(crate) fn terms_json(out: &mut impl Write, documents: &[Document], min_count: u32) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &terms(documents, min_count).collect::<Vec<_>>())?;
    writeln!(out)
}
