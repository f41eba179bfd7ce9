//! Workbooks (XLSX). In: reports and words. Out: the bytes of a workbook whose sheets hold typed rows, the text with a
//! row a paragraph, and how it all was made; a row's sentence leads to its paragraph. Nothing of a report becomes a
//! formula or an address, and the time of creation is the year of the report: the same input gives the same bytes.

use crate::file::own_lines;
use crate::sheet_name::SheetNames;
use crate::task::tasks as tasks_of;
use crate::{Cell, Column, Row, heading_key};
use gangmu_model::{Analysis, CharIndex, Document, Span, Words};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Url, Workbook, Worksheet,
    XlsxError,
};

/// Excel takes no longer cell, in UTF-16 units.
const LONGEST_CELL: usize = 32_767;
/// Excel takes no more links on a sheet; what comes after stays plain.
const MOST_LINKS: u32 = 65_530;
/// A4.
const PAPER: u8 = 9;

/// The rows of reports: a sheet a report, or all on one.
pub(crate) fn indicators(documents: &[Document], one_sheet: bool, words: &Words) -> Result<Vec<u8>, XlsxError> {
    let mut book = Book::new(documents, words);
    let indices: Vec<_> = documents.iter().map(|document| CharIndex::new(&document.text)).collect();
    let reports: Vec<_> = documents.iter().zip(&indices).enumerate().collect();
    if one_sheet || reports.is_empty() {
        let columns: Vec<_> =
            [Column::Document, Column::Region, Column::Year].into_iter().chain(Column::SHEET).collect();
        let sheet = book.names.take(&words.say("export.sheet.rows"), "1");
        book.rows(&sheet, &columns, &reports)?;
    } else {
        for report in &reports {
            let sheet = book.report_name(report.1.0);
            book.rows(&sheet, &Column::SHEET, std::slice::from_ref(report))?;
        }
    }
    book.finish(&reports, "rows")
}

/// The tasks of reports, a sheet a report: to be filled in, printed and passed on.
pub(crate) fn tasks(documents: &[Document], words: &Words) -> Result<Vec<u8>, XlsxError> {
    let mut book = Book::new(documents, words);
    let indices: Vec<_> = documents.iter().map(|document| CharIndex::new(&document.text)).collect();
    let reports: Vec<_> = documents.iter().zip(&indices).enumerate().collect();
    for report in &reports {
        let sheet = book.report_name(report.1.0);
        book.tasks(&sheet, *report)?;
    }
    book.finish(&reports, "tasks")
}

/// A report: its place, itself, conversions of its offsets.
type Report<'a> = (usize, (&'a Document, &'a CharIndex));

/// Where the paragraphs of a report stand on the sheet of text: the first character of each, and the row of the first.
struct Text {
    starts: Vec<u32>,
    row: u32,
}

impl Text {
    /// The row of the paragraph that holds a character.
    fn row_of(&self, at: u32) -> u32 {
        self.row + self.starts.partition_point(|start| *start <= at).saturating_sub(1) as u32
    }
}

/// A workbook in the making.
struct Book<'a> {
    workbook: Workbook,
    words: &'a Words,
    names: SheetNames,
    formats: Formats,
    text_name: String,
    method_name: String,
    /// For each report its paragraphs.
    texts: Vec<Text>,
}

pub(crate) struct Formats {
    pub(crate) heading: Format,
    link: Format,
    wrapped: Format,
    bold: Format,
    ledger: Format,
    ledger_link: Format,
}

impl Formats {
    pub(crate) fn new() -> Self {
        let top = Format::new().set_align(FormatAlign::Top);
        let wrapped = top.clone().set_text_wrap();
        let ledger = wrapped.clone().set_border(FormatBorder::Thin);
        let blue = Color::RGB(0x1F_4E_79);
        Self {
            heading: wrapped
                .clone()
                .set_bold()
                .set_background_color(Color::RGB(0xE8_EC_EF))
                .set_border_bottom(FormatBorder::Thin),
            link: top.set_font_color(blue),
            bold: wrapped.clone().set_bold(),
            ledger_link: ledger.clone().set_font_color(blue),
            wrapped,
            ledger,
        }
    }
}

impl<'a> Book<'a> {
    fn new(documents: &[Document], words: &'a Words) -> Self {
        let mut workbook = Workbook::new();
        let year = documents.iter().filter_map(|document| document.year).max();
        workbook.set_properties(&properties(documents.first().map(|document| document.title.as_str()), year));
        let mut names = SheetNames::default();
        // No report may take these.
        let text_name = names.take(&words.say("export.sheet.text"), "text");
        let method_name = names.take(&words.say("export.sheet.method"), "method");
        let mut row = 1;
        let texts = documents.iter().map(|document| {
            let starts: Vec<u32> = paragraphs(document).map(|(start, _)| start).collect();
            let text = Text { starts, row };
            row += text.starts.len() as u32;
            text
        });
        let texts = texts.collect();
        Self { workbook, words, names, formats: Formats::new(), text_name, method_name, texts }
    }

    /// The name of a report's own sheet: its place and year, or its title.
    fn report_name(&mut self, document: &Document) -> String {
        let year = document.year.map(|year| year.to_string()).unwrap_or_default();
        let name = document.region.as_ref().map(|region| format!("{}{year}", region.name));
        self.names.take(name.as_ref().unwrap_or(&document.title), &self.words.say("export.sheet.report"))
    }

    /// A sheet of rows.
    fn rows(&mut self, name: &str, columns: &[Column], reports: &[Report<'_>]) -> Result<(), XlsxError> {
        let words = self.words;
        let say = |key: &str| words.say(key);
        let tip = say("export.sheet.open");
        let sheet = self.workbook.add_worksheet().set_name(name)?;
        let headings: Vec<_> = columns.iter().map(|column| (say(&heading_key(*column)), width(*column))).collect();
        head(sheet, &headings, &self.formats.heading)?;
        let mut line = 0;
        for &(place, (document, index)) in reports {
            for row in Row::all(document, index) {
                line += 1;
                for (place_of, column) in (0..).zip(columns) {
                    match row.worded(*column, &say) {
                        Cell::Empty => {}
                        Cell::Number(digits) => number(sheet, line, place_of, &digits, *column)?,
                        Cell::Text(text) if *column == Column::Sentence && line <= MOST_LINKS => {
                            let to = self.texts.get(place).map_or(1, |text| text.row_of(row.indicator.span.start));
                            let url = link(&self.text_name, to);
                            let format = Some(&self.formats.link);
                            sheet.write_url_with_options(line, place_of, url, cut(&text), &tip, format)?;
                        }
                        Cell::Text(text) => {
                            sheet.write_string(line, place_of, cut(&text))?;
                        }
                    }
                }
            }
        }
        let last = columns.len().saturating_sub(1) as u16;
        sheet.autofilter(0, 0, line, last)?;
        if let Some(period) = columns.iter().position(|column| *column == Column::Period) {
            // 2023 is a time there, like 2022 一季度 above and below it: a word, which Excel need not doubt.
            let period = period as u16;
            sheet.ignore_error_range(1, period, line.max(1), period, IgnoreError::NumberStoredAsText)?;
        }
        let first = columns.iter().position(|column| *column == Column::Indicator).unwrap_or_default() as u16;
        sheet.set_freeze_panes(1, first + 1)?;
        Ok(())
    }

    /// A sheet of tasks.
    fn tasks(&mut self, name: &str, (place, (document, index)): Report<'_>) -> Result<(), XlsxError> {
        let words = self.words;
        let say = |key: &str| words.say(key);
        let tip = say("export.sheet.open");
        let sheet = self.workbook.add_worksheet().set_name(name)?;
        let heading = |key: &str, width: f64| (say(key), width);
        let headings = [
            heading("export.task.item", 28.0),
            heading("export.task.goal", 24.0),
            heading("export.task.deadline", 13.0),
            heading("export.task.lead", 16.0),
            heading("export.column.sentence", 64.0),
            heading("export.column.checked", 8.0),
        ];
        head(sheet, &headings, &self.formats.heading)?;
        let cell = &self.formats.ledger;
        let mut last = 0;
        for (line, task) in (1..).zip(tasks_of(document, index, &say)) {
            for (column, text) in [(0, &task.item), (1, &task.goal), (2, &task.deadline), (5, &task.checked)] {
                sheet.write_string_with_format(line, column, cut(text), cell)?;
            }
            sheet.write_blank(line, 3, cell)?;
            let Span { start, end } = task.sentence;
            let sentence = cut(index.slice(&document.text, start, end).trim());
            if line <= MOST_LINKS {
                let url = link(&self.text_name, self.texts.get(place).map_or(1, |text| text.row_of(start)));
                let format = Some(&self.formats.ledger_link);
                sheet.write_url_with_options(line, 4, url, sentence, &tip, format)?;
            } else {
                sheet.write_string_with_format(line, 4, sentence, cell)?;
            }
            last = line;
        }
        sheet.autofilter(0, 0, last, 5)?;
        sheet.set_freeze_panes(1, 1)?;
        sheet.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        Ok(())
    }

    /// Adds what every workbook ends with, and makes its bytes.
    fn finish(mut self, reports: &[Report<'_>], about: &str) -> Result<Vec<u8>, XlsxError> {
        self.text(reports)?;
        self.method(reports, about)?;
        self.workbook.save_to_buffer()
    }

    /// The sheet of text, a row a paragraph.
    fn text(&mut self, reports: &[Report<'_>]) -> Result<(), XlsxError> {
        let sheet = self.workbook.add_worksheet().set_name(&self.text_name)?;
        let heading = |key: &str, width: f64| (self.words.say(key), width);
        let headings = [
            heading("export.column.document", 28.0),
            heading("export.sheet.paragraph", 7.0),
            heading("export.sheet.text", 110.0),
        ];
        head(sheet, &headings, &self.formats.heading)?;
        for &(place, (document, _)) in reports {
            let Some(text) = self.texts.get(place) else { continue };
            for ((line, (start, paragraph)), count) in (text.row..).zip(paragraphs(document)).zip(1u32..) {
                let top = document.sections.iter().any(|section| section.parent.is_none() && section.start == start);
                let format = if top { &self.formats.bold } else { &self.formats.wrapped };
                sheet.write_string_with_format(line, 0, cut(&document.title), &self.formats.wrapped)?;
                sheet.write_number_with_format(line, 1, count, &self.formats.wrapped)?;
                sheet.write_string_with_format(line, 2, paragraph, format)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }

    /// The sheet that says how the rows came about and what they are worth.
    fn method(&mut self, reports: &[Report<'_>], about: &str) -> Result<(), XlsxError> {
        let sheet = self.workbook.add_worksheet().set_name(&self.method_name)?;
        let heading = |key: &str, width: f64| (self.words.say(key), width);
        let headings = [heading("export.sheet.item", 24.0), heading("export.sheet.explanation", 100.0)];
        head(sheet, &headings, &self.formats.heading)?;
        let mut said: Vec<(String, String)> = own_lines(&self.words.language)
            .filter_map(|(of, label, text)| {
                let label = match label.strip_prefix('@') {
                    Some(key) => self.words.say(&format!("export.column.{key}")),
                    None => label.to_owned(),
                };
                let text = text.replace("%{generator}", &Analysis::empty().generator);
                (of == "all" || of == about).then_some((label, text))
            })
            .collect();
        let report = self.words.say("export.column.document");
        said.extend(reports.iter().map(|(_, (document, _))| {
            (report.clone(), format!("{} · {} · {}", document.title, document.source.name, document.id))
        }));
        for (line, (label, text)) in (1..).zip(&said) {
            sheet.write_string_with_format(line, 0, cut(label), &self.formats.bold)?;
            sheet.write_string_with_format(line, 1, cut(text), &self.formats.wrapped)?;
        }
        Ok(())
    }
}

/// What a file says of itself. Never the present: a report of no year counts as one of 2000.
pub(crate) fn properties(title: Option<&str>, year: Option<u16>) -> DocProperties {
    let mut properties = DocProperties::new().set_comment(Analysis::empty().generator);
    if let Some(title) = title {
        properties = properties.set_title(title);
    }
    let year = year.filter(|year| *year >= 1900).unwrap_or(2000);
    match ExcelDateTime::from_ymd(year, 1, 1) {
        Ok(time) => properties.set_creation_datetime(&time),
        Err(_) => properties,
    }
}

/// The first line of a sheet, and the widths of its columns.
pub(crate) fn head(sheet: &mut Worksheet, headings: &[(String, f64)], format: &Format) -> Result<(), XlsxError> {
    for (column, (heading, width)) in (0..).zip(headings) {
        sheet.write_string_with_format(0, column, cut(heading), format)?;
        sheet.set_column_width(column, *width)?;
    }
    Ok(())
}

/// A number with the decimals of the text, so that 6.0 stays 6.0; large ones with their thousands apart.
fn number(sheet: &mut Worksheet, row: u32, column: u16, digits: &str, of: Column) -> Result<(), XlsxError> {
    figure(sheet, row, column, digits, of != Column::Year)
}

/// The same; `parted`: with the thousands apart.
pub(crate) fn figure(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    digits: &str,
    parted: bool,
) -> Result<(), XlsxError> {
    let Ok(value) = digits.parse::<f64>() else {
        sheet.write_string(row, column, digits)?;
        return Ok(());
    };
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len()).min(30);
    let whole = if parted { "#,##0" } else { "0" };
    let point = if decimals > 0 { "." } else { "" };
    let format = Format::new().set_num_format(format!("{whole}{point}{}", "0".repeat(decimals)));
    sheet.write_number_with_format(row, column, value, &format)?;
    Ok(())
}

/// The address of a line on the sheet of text.
fn link(sheet: &str, row: u32) -> Url {
    Url::new(format!("internal:'{}'!C{}", sheet.replace('\'', "''"), row + 1))
}

/// The paragraphs that hold something, each with its first character; one too long for a cell in several pieces.
fn paragraphs(document: &Document) -> impl Iterator<Item = (u32, &str)> {
    let mut at = 0;
    let lines = document.text.split('\n').map(move |line| {
        let start = at;
        at += line.chars().count() as u32 + 1;
        (start, line)
    });
    lines.filter(|(_, line)| !line.trim().is_empty()).flat_map(|(mut start, mut rest)| {
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let piece = cut(rest);
            let from = start;
            start += piece.chars().count() as u32;
            rest = &rest[piece.len()..];
            Some((from, piece))
        })
    })
}

/// As much of a text as a cell holds.
pub(crate) fn cut(text: &str) -> &str {
    // No character takes more UTF-16 units than bytes.
    if text.len() <= LONGEST_CELL {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > LONGEST_CELL
    });
    end.map_or(text, |(end, _)| &text[..end])
}

/// The width of a column, in characters of the standard font.
fn width(column: Column) -> f64 {
    match column {
        Column::Sentence => 80.0,
        Column::Document | Column::Indicator => 28.0,
        Column::Section | Column::Name => 22.0,
        Column::Amount => 20.0,
        Column::Region | Column::Period | Column::Base | Column::Scope => 14.0,
        Column::Direction | Column::Bound | Column::Year | Column::Stretch => 7.0,
        _ => 11.0,
    }
}

#[cfg(test)]
mod tests;
