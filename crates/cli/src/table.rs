//! Tables for other programs. In: documents. Out: indicators as CSV; columns carry the contract's names.

use gangmu_export::{Column, Row};
use gangmu_model::{CharIndex, Document};
use std::io::{self, Write};

/// The indicators, a row each.
pub(crate) fn indicators(out: &mut impl Write, documents: &[Document], bom: bool) -> io::Result<()> {
    let indices: Vec<_> = documents.iter().map(|document| CharIndex::new(&document.text)).collect();
    let headings = Column::ALL.map(Column::key);
    let rows = documents.iter().zip(&indices).flat_map(|(document, index)| Row::all(document, index));
    let cells = rows.map(|row| Column::ALL.map(|column| row.cell(column)));
    out.write_all(gangmu_export::csv(&headings, cells, bom).as_bytes())
}

/// A field of a tab-separated line.
pub(crate) fn field(text: &str) -> String {
    text.replace(['\t', '\r', '\n'], " ")
}
