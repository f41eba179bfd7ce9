//! Files. In: reports, what is wanted, and the words in it. Out: the bytes of a file.

use crate::table::InMarkdown;
use crate::{Cell, Column, Row, csv, heading_key, markdown, workbook};
use gangmu_model::{Analysis, CharIndex, Document, ExportFormat, ExportOptions, Words};
use std::borrow::Cow;
use std::fmt::Write;

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The rows go beyond what a workbook holds.
    #[error("the workbook could not be made: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The analysis could not be written as JSON.
    #[error("the analysis could not be written: {0}")]
    Json(#[from] serde_json::Error),
}

/// What only files say, in two languages; three cells a line. `word`: a key and its sentence. `all`, `rows`, `tasks`: on
/// the sheet of method of which workbook; a label, or the key of a column after `@`; an explanation.
pub(crate) const OWN: [(&str, &str); 2] =
    [("zh-CN", include_str!("../../../locales/file.zh-CN.tsv")), ("en", include_str!("../../../locales/file.en.tsv"))];

/// The lines of [`OWN`] in a language.
pub(crate) fn own_lines(language: &str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let (_, lines) = OWN.iter().find(|(tag, _)| *tag == language).unwrap_or(&OWN[0]);
    lines.lines().filter_map(|line| {
        let mut cells = line.splitn(3, '\t');
        Some((cells.next()?, cells.next()?, cells.next()?))
    })
}

/// The bytes of a file about `documents`.
///
/// # Errors
/// [`FileError::Workbook`] where there are more rows or reports than Excel takes.
pub fn file(documents: &[Document], options: &ExportOptions, words: &Words) -> Result<Vec<u8>, FileError> {
    let mut words = words.clone();
    let own = own_lines(&words.language).filter(|(of, ..)| *of == "word");
    words.sentences.extend(own.map(|(_, key, sentence)| (key.to_owned(), sentence.to_owned())));
    let words = &words;
    Ok(match options.format {
        ExportFormat::Xlsx => workbook::indicators(documents, options.one_sheet, words)?,
        ExportFormat::Tasks => workbook::tasks(documents, words)?,
        ExportFormat::Csv => {
            let headings = Column::ALL.map(|column| words.say(&heading_key(column)));
            rows_as_csv(&numbered_through(documents), &headings.each_ref().map(String::as_str), options.bom, |row| {
                Column::ALL.map(|column| row.worded(column, &|key| words.say(key)))
            })
        }
        ExportFormat::Panel => {
            let headings = Column::PANEL.map(Column::key);
            rows_as_csv(documents, &headings, options.bom, |row| Column::PANEL.map(|column| row.cell(column)))
        }
        ExportFormat::Markdown => markdown_tables(documents, words).into_bytes(),
        ExportFormat::Json => {
            let mut bytes = serde_json::to_vec(&Analysis { documents: documents.to_vec(), ..Analysis::empty() })?;
            bytes.push(b'\n');
            bytes
        }
    })
}

/// The reports with their rows numbered as they stand in one table: a part names the line of what it is a part of.
fn numbered_through(documents: &[Document]) -> Cow<'_, [Document]> {
    if documents.len() < 2 {
        return Cow::Borrowed(documents);
    }
    let mut documents = documents.to_vec();
    let mut before = 0;
    for document in &mut documents {
        for parent in document.indicators.iter_mut().filter_map(|row| row.parent.as_mut()) {
            *parent += before;
        }
        before += document.indicators.len() as u32;
    }
    Cow::Owned(documents)
}

fn rows_as_csv<const N: usize>(
    documents: &[Document],
    headings: &[&str],
    bom: bool,
    cells: impl for<'a> Fn(Row<'a>) -> [Cell<'a>; N],
) -> Vec<u8> {
    let indices: Vec<_> = documents.iter().map(|document| CharIndex::new(&document.text)).collect();
    let rows = documents.iter().zip(&indices).flat_map(|(document, index)| Row::all(document, index));
    csv(headings, rows.map(cells), bom).into_bytes()
}

/// A table a report; more than one with their titles.
fn markdown_tables(documents: &[Document], words: &Words) -> String {
    let say = |key: &str| words.say(key);
    let columns = Column::SHORT.map(|column| (say(&heading_key(column)), column.is_number()));
    let mut out = String::new();
    for document in documents {
        if documents.len() > 1 {
            let _ = write!(out, "{}## {}\n\n", if out.is_empty() { "" } else { "\n" }, InMarkdown(&document.title));
        }
        let index = CharIndex::new(&document.text);
        let rows = Row::all(document, &index).map(|row| Column::SHORT.map(|column| row.worded(column, &say)));
        out.push_str(&markdown(&columns, rows));
    }
    out
}

/// Leaves only these rows of a report, in this order. Rows that are parts of another keep it where it stays.
/// Commitments have no row that could be chosen and go.
pub fn keep_rows(document: &mut Document, rows: &[u32]) {
    let place = |row: u32| rows.iter().position(|kept| *kept == row).map(|place| place as u32);
    let kept = rows.iter().filter_map(|row| document.indicators.get(*row as usize)).map(|indicator| {
        let mut indicator = indicator.clone();
        indicator.parent = indicator.parent.and_then(place);
        indicator
    });
    document.indicators = kept.collect();
    document.commitments.clear();
}

#[cfg(test)]
mod tests {
    use super::{file, keep_rows};
    use crate::row::tests::report;
    use gangmu_model::{Analysis, Bound, ExportFormat, ExportOptions, Words};

    fn text(format: ExportFormat) -> String {
        let mut first = report("茶园面积达8.0万亩以上，亩均“不减”。", "8.0万亩以上", 8.0, None);
        first.indicators[0].indicator = "=1+1".to_owned();
        let second = report("茶园|面积6.5%-7.0%。", "6.5%-7.0%", 6.5, Some(7.0));
        let options = ExportOptions { format, one_sheet: false, bom: false };
        String::from_utf8(file(&[first, second], &options, &Words::default()).unwrap()).unwrap()
    }

    #[test]
    fn the_panel_speaks_as_the_contract_does() {
        let out = text(ExportFormat::Panel);
        let lines: Vec<_> = out.split("\r\n").collect();
        assert_eq!(
            lines[0],
            "region,year,role,indicator,name,value,value_max,bound,unit,type,direction,status,period,average,base,scope,\
             sentence,checked"
        );
        assert_eq!(
            lines[1],
            "青禾县,2031,plan,\"'=1+1\",,8.0,,>=,万亩,level,,target,2031,,,,茶园面积达8.0万亩以上，亩均“不减”。,no"
        );
        assert_eq!(
            lines[2],
            "青禾县,2031,plan,茶园面积,,6.5,7.0,>=,万亩,level,,target,2031,,,,茶园|面积6.5%-7.0%。,no"
        );
        assert_eq!(lines[3..], [""]);
    }

    #[test]
    fn csv_is_worded_and_markdown_has_a_table_a_report() {
        let out = text(ExportFormat::Csv);
        assert!(out.starts_with("export.column.document,"), "{out}");
        assert!(out.contains(",≥,indicators.status.target,"), "{out}");
        let out = text(ExportFormat::Markdown);
        assert_eq!(out.matches("## 2031年青禾县政府工作报告\n\n| export.column.indicator |").count(), 2, "{out}");
        assert!(out.contains("| 茶园\\|面积6.5%-7.0%。 | 未核 |\n"), "{out}");
    }

    #[test]
    fn json_is_an_analysis() {
        let analysis: Analysis = serde_json::from_str(&text(ExportFormat::Json)).unwrap();
        assert_eq!((analysis.documents.len(), analysis.schema.as_str()), (2, "gangmu.analysis/1"));
    }

    #[test]
    fn chosen_rows_keep_their_order_and_their_parents() {
        let mut document = report("茶园面积达8万亩。", "8万亩", 8.0, None);
        let row = document.indicators[0].clone();
        let part = |parent, bound| gangmu_model::Indicator { parent, bound, ..row.clone() };
        document.indicators = vec![row.clone(), part(Some(0), Bound::Exact), part(Some(1), Bound::About)];
        keep_rows(&mut document, &[2, 1, 9]);
        let kept: Vec<_> = document.indicators.iter().map(|row| (row.bound, row.parent)).collect();
        assert_eq!(kept, [(Bound::About, Some(1)), (Bound::Exact, None)]);
    }
}
