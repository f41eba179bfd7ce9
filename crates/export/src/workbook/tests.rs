//! Workbooks read back by another library, and by openpyxl where there is one.

use super::{LONGEST_CELL, cut, paragraphs};
use crate::row::tests::report;
use crate::{file, words};
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use gangmu_model::{Bound, Document, ExportFormat, ExportOptions, Words};
use std::io::Cursor;
use std::process::Command;

/// The keys' last words stand for the sentences that files share with the page.
fn test_words() -> Words {
    words("zh-CN", &|key| key.rsplit('.').next().unwrap_or_default().to_owned())
}

/// Two reports of one county and year, and one that would like to be called like the sheet of text.
fn documents() -> Vec<Document> {
    let mut first = report("今年任务\n茶园面积达8.0万亩以上。", "8.0万亩以上", 8.0, None);
    first.indicators[0].indicator = "=HYPERLINK(\"evil\")".to_owned();
    let mut second = report("-茶园面积增长6.50%至7%。\n完", "6.50%至7%", 6.5, Some(7.0));
    second.indicators[0].bound = Bound::Exact;
    second.indicators[0].indicator = "@甲+乙".to_owned();
    second.indicators[0].unit = Some("%".to_owned());
    let mut third = report("茶园面积达8万亩。", "8万亩", 8.0, None);
    (third.region, third.title) = (None, "原文".to_owned());
    vec![first, second, third]
}

fn made(format: ExportFormat, one_sheet: bool) -> Vec<u8> {
    file(&documents(), &ExportOptions { format, one_sheet, bom: false }, &test_words()).unwrap()
}

fn opened(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes)).unwrap()
}

fn text(cell: Option<&Data>) -> &str {
    match cell {
        Some(Data::String(text)) => text,
        other => panic!("{other:?} is no text"),
    }
}

#[test]
fn a_sheet_a_report_with_typed_cells() {
    let mut book = opened(made(ExportFormat::Xlsx, false));
    assert_eq!(book.sheet_names(), ["青禾县2031", "青禾县2031(2)", "原文(2)", "原文", "怎么算的"]);
    let sheet = book.worksheet_range("青禾县2031").unwrap();
    let column = |heading: &str| {
        let place = sheet.rows().next().unwrap().iter().position(|cell| *cell == Data::String(heading.to_owned()));
        place.unwrap_or_else(|| panic!("no column {heading}"))
    };
    assert_eq!(sheet.height(), 2);
    let row: Vec<_> = sheet.rows().nth(1).unwrap().to_vec();
    assert_eq!(row[column("indicator")], Data::String("=HYPERLINK(\"evil\")".to_owned()));
    assert_eq!(row[column("value")], Data::Float(8.0));
    assert_eq!(row[column("value_max")], Data::Empty);
    assert_eq!(row[column("unit")], Data::String("万亩".to_owned()));
    assert_eq!(row[column("bound")], Data::String("≥".to_owned()));
    assert_eq!(row[column("amount")], Data::Float(80_000.0));
    assert_eq!(row[column("period")], Data::String("2031".to_owned()));
    assert_eq!(row[column("sentence")], Data::String("今年任务\n茶园面积达8.0万亩以上。".to_owned()));
    assert!(book.worksheet_formula("青禾县2031").unwrap().is_empty());
}

#[test]
fn all_reports_on_one_sheet() {
    let mut book = opened(made(ExportFormat::Xlsx, true));
    assert_eq!(book.sheet_names(), ["指标", "原文", "怎么算的"]);
    let sheet = book.worksheet_range("指标").unwrap();
    assert_eq!(sheet.height(), 4);
    assert_eq!(sheet.get((2, 2)), Some(&Data::Float(2031.0)));
    assert_eq!(text(sheet.get((2, 3))), "@甲+乙");
    assert!(book.worksheet_formula("指标").unwrap().is_empty());
}

#[test]
fn the_text_has_a_row_a_paragraph_and_the_method_names_the_generator() {
    let mut book = opened(made(ExportFormat::Xlsx, false));
    let sheet = book.worksheet_range("原文").unwrap();
    let paragraphs: Vec<_> = sheet.rows().skip(1).map(|row| text(row.get(2)).to_owned()).collect();
    assert_eq!(
        paragraphs,
        ["今年任务", "茶园面积达8.0万亩以上。", "-茶园面积增长6.50%至7%。", "完", "茶园面积达8万亩。"]
    );
    let sheet = book.worksheet_range("怎么算的").unwrap();
    let said: Vec<_> = sheet.rows().map(|row| text(row.get(1)).to_owned()).collect();
    assert!(said.iter().any(|said| said.contains(concat!("gangmu ", env!("CARGO_PKG_VERSION")))), "{said:?}");
    assert!(said.iter().any(|said| said.contains("青禾.txt")), "{said:?}");
    assert!(said.iter().all(|said| !said.contains("%{")), "{said:?}");
}

#[test]
fn tasks_leave_room_for_who_leads() {
    let mut book = opened(made(ExportFormat::Tasks, false));
    let sheet = book.worksheet_range("青禾县2031(2)").unwrap();
    let lines: Vec<Vec<_>> = sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(
        lines,
        [
            vec!["事项", "量化目标", "时限", "牵头单位", "sentence", "checked"],
            vec!["@甲+乙", "达6.50%至7%", "2031年", "", "-茶园面积增长6.50%至7%。\n完", "未核"]
        ]
    );
}

#[test]
fn the_same_input_gives_the_same_bytes_whatever_the_time() {
    for format in [ExportFormat::Xlsx, ExportFormat::Tasks] {
        let first = made(format, false);
        // Longer than the least step of a clock in a ZIP or in the properties.
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert_eq!(first, made(format, false), "{format:?}");
    }
}

#[test]
fn odd_characters_break_no_file() {
    let odd = "甲\u{1}乙\u{FFFF}丙<&>\"_x0041_\u{10FFFF}".to_owned();
    let mut documents = documents();
    documents[0].indicators[0].indicator.clone_from(&odd);
    documents[0].title.clone_from(&odd);
    documents[0].region = None;
    let options = ExportOptions { format: ExportFormat::Xlsx, one_sheet: false, bom: false };
    let mut book = opened(file(&documents, &options, &test_words()).unwrap());
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let read = text(sheet.get((1, 0))).to_owned();
    assert!(read.starts_with("甲") && read.contains("丙<&>\"_x0041_"), "{read:?}");
}

#[test]
fn no_report_is_a_workbook_too() {
    let options = ExportOptions { format: ExportFormat::Xlsx, one_sheet: false, bom: false };
    let book = opened(file(&[], &options, &test_words()).unwrap());
    assert_eq!(book.sheet_names(), ["指标", "原文", "怎么算的"]);
}

#[test]
fn paragraphs_know_their_first_character_and_fit_a_cell() {
    let mut document = report("茶园面积达8万亩。", "8万亩", 8.0, None);
    document.text = format!("甲乙\n\n𬭎丙\n{}丁", "长".repeat(LONGEST_CELL));
    let found: Vec<_> = paragraphs(&document).map(|(start, text)| (start, text.chars().count())).collect();
    assert_eq!(found, [(0, 2), (4, 2), (7, LONGEST_CELL), (7 + LONGEST_CELL as u32, 1)]);
    assert_eq!(cut(&"𬭎".repeat(LONGEST_CELL)).chars().count(), LONGEST_CELL / 2);
}

#[test]
fn both_languages_explain_the_same() {
    let lines = |text: &str| {
        text.lines()
            .map(|line| {
                let cells: Vec<_> = line.split('\t').collect();
                assert_eq!(cells.len(), 3, "{line}");
                assert!(["word", "all", "rows", "tasks"].contains(&cells[0]), "{line}");
                let column = cells[1].strip_prefix('@');
                assert!(column.is_none_or(|key| crate::Column::from_key(key).is_some()), "{line}");
                (cells[0].to_owned(), column.or((cells[0] == "word").then_some(cells[1])).map(str::to_owned))
            })
            .collect::<Vec<_>>()
    };
    let [(_, chinese), (_, english)] = crate::file::OWN;
    assert_eq!(lines(chinese), lines(english));
    for column in crate::Column::SHEET {
        assert!(chinese.contains(&format!("\t@{}\t", column.key())), "{column:?} is not explained");
    }
}

/// What openpyxl sees of a workbook: a reader of quite another making, and the one that economists use.
const READ: &str = r##"
import sys
try:
    import openpyxl
except ImportError:
    sys.exit(77)
book = openpyxl.load_workbook(sys.argv[1])
sheet = book["青禾县2031(2)"]
head = [cell.value for cell in sheet[1]]
cell = lambda name: sheet.cell(2, head.index(name) + 1)
assert sheet.freeze_panes == "B2", sheet.freeze_panes
assert sheet.auto_filter.ref.startswith("A1:"), sheet.auto_filter.ref
assert (cell("indicator").value, cell("indicator").data_type) == ("@甲+乙", "s")
assert (cell("value").value, cell("value").data_type, cell("value").number_format) == (6.5, "n", "#,##0.00")
assert (cell("value_max").value, cell("value_max").number_format) == (7, "#,##0")
link = cell("sentence").hyperlink
assert link.target is None, link.target
name, place = link.location.split("!")
assert book[name.strip("'")][place].value == "-茶园面积增长6.50%至7%。", link.location
assert sheet.column_dimensions["A"].width > 20
assert str(book.properties.created) == "2031-01-01 00:00:00", book.properties.created
assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
"##;

#[test]
fn openpyxl_reads_types_links_and_properties() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.xlsx");
    std::fs::write(&path, made(ExportFormat::Xlsx, false)).unwrap();
    let Ok(output) = Command::new("python3").arg("-c").arg(READ).arg(&path).output() else {
        eprintln!("not checked: there is no python3");
        return;
    };
    if output.status.code() == Some(77) {
        eprintln!("not checked: python3 has no openpyxl");
        return;
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
