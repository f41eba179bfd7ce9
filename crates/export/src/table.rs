//! Tables: rows of cells as CSV (RFC 4180), as Markdown, as TSV and as HTML for the clipboard. Whatever a report says, no cell of it
//! runs as a formula, breaks a row or becomes markup.

use crate::Cell;
use std::fmt::Write;

/// The sign that makes Excel read a CSV as UTF-8.
const BOM: char = '\u{FEFF}';

/// CSV with CRLF line ends; `bom` starts it with a byte order mark, without which Excel takes it for the system's old
/// encoding.
pub fn csv<'a, R: IntoIterator<Item = Cell<'a>>>(
    headings: &[&str],
    rows: impl IntoIterator<Item = R>,
    bom: bool,
) -> String {
    let mut out = String::new();
    if bom {
        out.push(BOM);
    }
    csv_line(&mut out, headings.iter().map(|heading| Cell::Text((*heading).into())));
    for row in rows {
        csv_line(&mut out, row);
    }
    out
}

fn csv_line<'a>(out: &mut String, cells: impl IntoIterator<Item = Cell<'a>>) {
    for (i, cell) in cells.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        match cell {
            Cell::Empty => {}
            Cell::Number(digits) => out.push_str(&digits),
            Cell::Text(text) => {
                let guard = if starts_formula(&text) { "'" } else { "" };
                if guard.is_empty() && !text.contains([',', '"', '\r', '\n']) {
                    out.push_str(&text);
                } else {
                    let _ = write!(out, "\"{guard}{}\"", text.replace('"', "\"\""));
                }
            }
        }
    }
    out.push_str("\r\n");
}

/// Tab-separated lines for the clipboard. Tabs and line ends inside a cell become blanks: every program that takes
/// pasted cells agrees on that, and on nothing else.
pub fn tsv<'a, R: IntoIterator<Item = Cell<'a>>>(headings: &[&str], rows: impl IntoIterator<Item = R>) -> String {
    let mut out = String::new();
    tsv_line(&mut out, headings.iter().map(|heading| Cell::Text((*heading).into())));
    for row in rows {
        out.push_str("\r\n");
        tsv_line(&mut out, row);
    }
    out
}

fn tsv_line<'a>(out: &mut String, cells: impl IntoIterator<Item = Cell<'a>>) {
    for (i, cell) in cells.into_iter().enumerate() {
        if i > 0 {
            out.push('\t');
        }
        match cell {
            Cell::Empty => {}
            Cell::Number(digits) => out.push_str(&digits),
            Cell::Text(text) => {
                if starts_formula(&text) {
                    out.push('\'');
                }
                out.extend(text.chars().map(|c| if matches!(c, '\t' | '\r' | '\n') { ' ' } else { c }));
            }
        }
    }
}

/// A Markdown table (GitHub's): columns that hold numbers stand to the right; what Markdown or HTML would read as a sign
/// of its own is escaped, line ends become blanks.
pub fn markdown<'a, R: IntoIterator<Item = Cell<'a>>>(
    columns: &[(String, bool)],
    rows: impl IntoIterator<Item = R>,
) -> String {
    let mut out = String::new();
    for (heading, _) in columns {
        let _ = write!(out, "| {} ", InMarkdown(heading));
    }
    out.push_str("|\n");
    for (_, number) in columns {
        out.push_str(if *number { "| --: " } else { "| --- " });
    }
    out.push_str("|\n");
    for row in rows {
        for cell in row {
            let _ = match cell {
                Cell::Empty => write!(out, "| "),
                Cell::Number(digits) => write!(out, "| {digits} "),
                Cell::Text(text) => write!(out, "| {} ", InMarkdown(&text)),
            };
        }
        out.push_str("|\n");
    }
    out
}

/// Text as a piece of a Markdown paragraph, heading or table cell.
pub(crate) struct InMarkdown<'a>(pub(crate) &'a str);

impl std::fmt::Display for InMarkdown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '#' => write!(f, "\\{c}")?,
                '<' => f.write_str("&lt;")?,
                '&' => f.write_str("&amp;")?,
                c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => f.write_char(' ')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// An HTML table for the clipboard. Excel, WPS and Word read the type of a cell from `mso-number-format`: numbers keep
/// their decimals, words stay words (`2023-01` is no date, `=A1` no formula).
pub fn html<'a, R: IntoIterator<Item = Cell<'a>>>(headings: &[&str], rows: impl IntoIterator<Item = R>) -> String {
    let mut out = String::from("<meta charset=\"utf-8\"><table><thead><tr>");
    for heading in headings {
        let _ = write!(out, "<th>{}</th>", Escaped(heading));
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        for cell in row {
            match cell {
                Cell::Empty => out.push_str("<td></td>"),
                Cell::Number(digits) => {
                    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                    let point = if decimals > 0 { "\\." } else { "" };
                    let zeros = "0".repeat(decimals);
                    let _ =
                        write!(out, "<td align=\"right\" style=\"mso-number-format:'0{point}{zeros}'\">{digits}</td>");
                }
                Cell::Text(text) => {
                    let _ = write!(out, "<td style=\"mso-number-format:'\\@'\">{}</td>", Escaped(&text));
                }
            }
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
    out
}

/// Whether a spreadsheet would take the text for a formula. A sign alone (`=`, a bound) is none.
fn starts_formula(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    let sign = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n'));
    sign && chars.next().is_some() && !text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// Text as the content of an element of HTML or SVG, or of a quoted attribute.
pub struct Escaped<'a>(
    /// The text.
    pub &'a str,
);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                _ => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{csv, html, markdown, tsv};
    use crate::{Cell, Column, Row, row::tests::report};
    use gangmu_model::CharIndex;

    fn words(text: &str) -> [Cell<'_>; 1] {
        [Cell::Text(text.into())]
    }

    #[test]
    fn quotes_commas_and_line_ends_are_quoted() {
        let out = csv(&["原句"], [words("他说\"好\""), words("甲,乙"), words("上\n下"), words("平常")], false);
        assert_eq!(out, "原句\r\n\"他说\"\"好\"\"\"\r\n\"甲,乙\"\r\n\"上\n下\"\r\n平常\r\n");
    }

    #[test]
    fn text_never_becomes_a_formula_and_numbers_stay_numbers() {
        let out = csv(
            &["a"],
            [words("=HYPERLINK(1)"), words("@甲"), words("－乙"), words("="), words("-5"), words("——丙")],
            true,
        );
        assert_eq!(out, "\u{FEFF}a\r\n\"'=HYPERLINK(1)\"\r\n\"'@甲\"\r\n\"'－乙\"\r\n=\r\n-5\r\n——丙\r\n");
        assert_eq!(csv(&["a"], [[Cell::Number("-2.10".to_owned()), Cell::Empty]], false), "a\r\n-2.10,\r\n");
        assert_eq!(tsv(&["a"], [words("+1234(拨打)")]), "a\r\n'+1234(拨打)");
    }

    #[test]
    fn what_a_spreadsheet_runs_is_guarded_in_every_form_and_what_is_a_number_is_not() {
        // `-inf` is a number to Rust and a name to a spreadsheet.
        for text in
            ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "-inf", "+nan", "-1+1", "＝1+1", "=\"=1\""]
        {
            let guarded = csv(&["a"], [words(text)], false);
            assert!(guarded.starts_with("a\r\n\"'"), "{text:?}: {guarded:?}");
            assert!(tsv(&["a"], [words(text)]).starts_with("a\r\n'"), "{text:?}");
            // The heading of a column may come from a report, too.
            assert!(csv(&[text], [words("甲")], false).starts_with("\"'"), "{text:?}");
            assert!(tsv(&[text], [words("甲")]).starts_with('\''), "{text:?}");
        }
        for number in ["-3.2", "+6.1", "-0", "-1e3", "12"] {
            assert_eq!(csv(&["a"], [words(number)], false), format!("a\r\n{number}\r\n"));
        }
    }

    #[test]
    fn a_pasted_row_has_as_many_cells_as_columns() {
        let out = tsv(&["指标", "原句"], [[Cell::Text("甲".into()), Cell::Text("上\t下\n完".into())]]);
        assert_eq!(out, "指标\t原句\r\n甲\t上 下 完");
    }

    #[test]
    fn markdown_keeps_its_cells_apart() {
        let columns = [("指标".to_owned(), false), ("数值".to_owned(), true)];
        let out = markdown(
            &columns,
            [[Cell::Text("甲|乙\r\n*丙*<b>[1]\\".into()), Cell::Number("6.0".to_owned())], [Cell::Empty, Cell::Empty]],
        );
        let expected = "| 指标 | 数值 |\n| --- | --: |\n| 甲\\|乙  \\*丙\\*&lt;b>\\[1\\]\\\\ | 6.0 |\n| | |\n";
        assert_eq!(out, expected);
    }

    #[test]
    fn html_is_escaped_and_typed() {
        let out =
            html(&["a<b"], [[Cell::Text("<img src=x> & '引'".into()), Cell::Number("6.00".to_owned()), Cell::Empty]]);
        assert!(out.contains("<th>a&lt;b</th>"));
        assert!(out.contains(r#"<td style="mso-number-format:'\@'">&lt;img src=x&gt; &amp; &#39;引&#39;</td>"#));
        assert!(out.contains(r#"<td align="right" style="mso-number-format:'0\.00'">6.00</td><td></td>"#));
    }

    #[test]
    fn a_row_fills_the_full_csv() {
        let document = report("茶园面积达8.0万亩以上，亩均不减。", "8.0万亩以上", 8.0, None);
        let index = CharIndex::new(&document.text);
        let headings: Vec<_> = Column::ALL.iter().map(|column| column.key()).collect();
        let rows = Row::all(&document, &index).map(|row| Column::ALL.map(|column| row.cell(column)));
        let out = csv(&headings, rows, false);
        let mut lines = out.lines();
        assert!(lines.next().unwrap().starts_with("document,region,year,section,indicator,name,domain,action,value,"));
        assert!(lines.next().unwrap().starts_with(
            "2031年青禾县政府工作报告,青禾县,2031,二、今年任务,茶园面积,,三农,达,8.0,,万亩,80000,亩,level,,,>=,target,"
        ));
    }
}
