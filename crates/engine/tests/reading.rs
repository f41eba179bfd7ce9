//! Files as programs write them and pages as sites save them, in `tests/reading`, against the text they were made from:
//! how alike the cleaned text is, and whether it gives the same rows.

use gangmu_engine::{Source, analyze};
use gangmu_model::{Analysis, Options};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use strsim::normalized_levenshtein;

fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/reading").join(name)
}

fn analysis(name: &str, bytes: &[u8]) -> Analysis {
    analyze(&[Source { name, bytes }], &Options::default(), &mut ())
}

/// Name, value and unit of every row, in order.
fn rows(analysis: &Analysis) -> Vec<String> {
    let rows = analysis.documents.iter().flat_map(|document| &document.indicators);
    rows.map(|row| format!("{:?} {:?} {:?}", row.name, row.value, row.unit)).collect()
}

/// What a file must be like.
struct Wanted {
    file: String,
    text: &'static str,
    /// The least similarity of the texts, 0 to 1: one less the share of characters to insert, drop or change.
    alike: f64,
    /// The least share of the rows.
    rows: f64,
}

fn wanted() -> Vec<Wanted> {
    let all = |file: &str, text, alike, rows| Wanted { file: file.to_owned(), text, alike, rows };
    let mut files = vec![
        all("report.docx", "report.wanted.txt", 0.995, 0.99),
        all("report.odt", "report.wanted.txt", 0.995, 0.99),
        all("report.rtf", "report.wanted.txt", 0.995, 0.99),
        all("report.html", "report.wanted.txt", 0.995, 0.99),
        all("report-text.html", "report.wanted.txt", 0.995, 0.99),
        all("report.doc", "report.wanted.txt", 0.98, 0.98),
        all("pdf/libreoffice.pdf", "pdf/report.txt", 0.98, 0.97),
        all("pdf/chromium-columns.pdf", "pdf/report.txt", 0.98, 0.97),
    ];
    for page in [
        "account", "disclosure", "discuz", "forum", "government-portal", "government-tables", "library", "news",
        "superscript", "word",
    ] {
        let text = format!("html/{page}.txt").leak();
        files.push(all(&format!("html/{page}.html"), text, 0.995, 0.99));
    }
    files
}

#[test]
fn every_format_gives_the_text_and_the_rows_it_was_made_from() {
    let (mut table, mut bad) = (String::new(), false);
    for Wanted { file, text, alike, rows: least } in wanted() {
        let read = |name: &str| std::fs::read(place(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (found, typed) = (analysis(&file, &read(&file)), analysis(text, &read(text)));
        let joined = |analysis: &Analysis| {
            analysis.documents.iter().map(|document| document.text.as_str()).collect::<Vec<_>>().join("\n")
        };
        let (a, b) = (joined(&found), joined(&typed));
        let likeness = normalized_levenshtein(&a, &b);
        let (a_rows, b_rows) = (rows(&found), rows(&typed));
        let shared = b_rows.iter().filter(|row| a_rows.contains(row)).count();
        let share = shared as f64 / b_rows.len().max(a_rows.len()).max(1) as f64;
        let fails = likeness < alike || share < least || b_rows.is_empty();
        bad |= fails;
        let _ = writeln!(
            table,
            "{file:32} alike {likeness:.4} of {alike} rows {share:.3} of {least}{}",
            if fails { " !" } else { "" }
        );
        if fails {
            let _ = writeln!(table, "{:?}\n{a}\n", found.errors);
            for row in a_rows.iter().filter(|row| !b_rows.contains(row)) {
                let _ = writeln!(table, "  too many: {row}");
            }
            for row in b_rows.iter().filter(|row| !a_rows.contains(row)) {
                let _ = writeln!(table, "  missing: {row}");
            }
        }
    }
    println!("{table}");
    assert!(!bad, "{table}");
}
