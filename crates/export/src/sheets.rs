//! Workbooks of tables that the page has filled: the matrix of reports and indicators. In: sheets of cells. Out: the bytes
//! of a workbook with the same rules as those of rows: numbers are numbers with their decimals, nothing is a formula, the
//! same tables give the same bytes.

use crate::sheet_name::SheetNames;
use crate::workbook::{Formats, cut, figure, head, properties};
use gangmu_model::{TableCell, TableSheet, Tables};
use rust_xlsxwriter::{Workbook, XlsxError};

/// The widest column, in characters of the standard font: sentences are longer.
const WIDEST: f64 = 60.0;

/// The workbook of `tables`.
///
/// # Errors
/// Where there are more lines or columns than Excel takes.
pub fn tables(tables: &Tables) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let formats = Formats::new();
    let mut names = SheetNames::default();
    workbook.set_properties(&properties(Some(&tables.title), tables.year));
    for of in &tables.sheets {
        let sheet = workbook.add_worksheet().set_name(names.take(&of.name, "1"))?;
        let headings: Vec<_> = of.headings.iter().cloned().zip((0..).map(|column| width(of, column))).collect();
        head(sheet, &headings, &formats.heading)?;
        let mut last = 0;
        for (row, line) in (1..).zip(&of.lines) {
            for (column, cell) in (0..).zip(line) {
                match cell {
                    TableCell::Empty => {}
                    // Figures of reports keep the form they have there, years among them.
                    TableCell::Number(digits) => figure(sheet, row, column, digits, false)?,
                    TableCell::Text(text) => {
                        sheet.write_string(row, column, cut(text))?;
                    }
                }
            }
            last = row;
        }
        if !of.headings.is_empty() {
            sheet.autofilter(0, 0, last, of.headings.len() as u16 - 1)?;
        }
        sheet.set_freeze_panes(1, of.fixed)?;
    }
    workbook.save_to_buffer()
}

/// The width of a column: of its longest words, up to a limit; a Chinese character takes two places.
fn width(sheet: &TableSheet, column: usize) -> f64 {
    let places = |text: &str| text.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum::<f64>();
    let cells = sheet.lines.iter().filter_map(|line| line.get(column)).map(|cell| match cell {
        TableCell::Empty => 0.0,
        TableCell::Number(text) | TableCell::Text(text) => places(text),
    });
    let heading = sheet.headings.get(column).map_or(0.0, |heading| places(heading));
    (cells.fold(heading, f64::max) + 2.0).clamp(6.0, WIDEST)
}

#[cfg(test)]
mod tests {
    use super::tables;
    use calamine::{Data, Reader, Xlsx};
    use gangmu_model::{TableCell, TableSheet, Tables};
    use std::io::Cursor;

    fn made() -> Tables {
        let text = |words: &str| TableCell::Text(words.to_owned());
        let lines = vec![
            vec![text("青禾县 2031"), text("≥"), TableCell::Number("6.0".to_owned())],
            vec![text("=1+1"), TableCell::Empty, text("与经济增长同步")],
        ];
        let headings = ["报告", "界", "地区生产总值 (增速，%)"].map(str::to_owned).to_vec();
        let sheet = TableSheet { name: "对比/目标".to_owned(), headings, fixed: 1, lines };
        let more = TableSheet { name: "对比/目标".to_owned(), ..TableSheet::default() };
        Tables { title: "2031年目标".to_owned(), year: Some(2031), sheets: vec![sheet, more] }
    }

    #[test]
    fn figures_are_numbers_and_words_are_no_formulas() {
        let bytes = tables(&made()).unwrap();
        let mut book = Xlsx::new(Cursor::new(&bytes)).unwrap();
        let names = book.sheet_names();
        assert_eq!(names.len(), 2);
        assert_ne!(names[0], names[1]);
        let sheet = book.worksheet_range(&names[0]).unwrap();
        let cell = |row, column| sheet.get_value((row, column)).cloned().unwrap_or(Data::Empty);
        assert_eq!(cell(0, 2), Data::String("地区生产总值 (增速，%)".to_owned()));
        assert_eq!(cell(1, 2), Data::Float(6.0));
        assert_eq!(
            (cell(2, 0), cell(2, 2)),
            (Data::String("=1+1".to_owned()), Data::String("与经济增长同步".to_owned()))
        );
        assert!(book.worksheet_formula(&names[0]).unwrap().is_empty());
    }

    #[test]
    fn the_same_tables_give_the_same_bytes() {
        assert_eq!(tables(&made()).unwrap(), tables(&made()).unwrap());
    }
}
