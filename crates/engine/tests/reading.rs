//! Files as programs write them and pages as sites save them, in `tests/reading`, against the text they were made from:
//! how alike the cleaned text is, and whether it gives the same rows.

use gangmu_engine::{Source, analyze};
use gangmu_model::{Analysis, Options};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
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
        all("pdf/chromium-three.pdf", "pdf/report.txt", 0.98, 0.97),
        all("pdf/reportlab-columns.pdf", "pdf/report.txt", 0.98, 0.97),
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

/// The typed text as an OFD of the pages that a printer would make of it: lines as wide as so many characters, of which those
/// of ASCII are half as wide, so many of them a page, a piece of text for each; a paragraph's first line two characters
/// further in, no line that begins with a full stop, the number of the page at its foot.
fn ofd(text: &str) -> Vec<u8> {
    // In halves of a character.
    const ACROSS: usize = 56;
    const DOWN: usize = 22;
    // In millimetres: a character, a line, and the edges of an A4 page.
    const SIZE: f64 = 5.6;
    const LINE: f64 = 10.0;
    const EDGE: f64 = 27.0;
    let halves = |c: char| if c.is_ascii() { 1 } else { 2 };
    let mut lines: Vec<(usize, String)> = Vec::new();
    for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
        let (mut indent, mut line, mut width) = (2, String::new(), 4);
        for c in paragraph.trim().chars() {
            if width + halves(c) > ACROSS && !"，。；：、”）！".contains(c) {
                lines.push((indent, std::mem::take(&mut line)));
                (indent, width) = (0, 0);
            }
            line.push(c);
            width += halves(c);
        }
        lines.push((indent, line));
    }
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let object = |x: f64, y: f64, text: &str| {
        let widths: Vec<f64> = text.chars().map(|c| halves(c) as f64 * SIZE / 2.0).collect();
        let deltas: Vec<String> = widths.iter().map(f64::to_string).collect();
        let deltas = deltas.split_last().map(|(_, deltas)| deltas.join(" ")).unwrap_or_default();
        format!(
            "<ofd:TextObject ID=\"1\" Boundary=\"{x} {y} {} {SIZE}\" Font=\"1\" Size=\"{SIZE}\"><ofd:TextCode X=\"0\" Y=\"{SIZE}\" DeltaX=\"{deltas}\">{}</ofd:TextCode></ofd:TextObject>",
            widths.iter().sum::<f64>(),
            escaped(text)
        )
    };
    let mut parts = vec![(
        "OFD.xml".to_owned(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\" Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>".to_owned(),
    )];
    let mut pages = String::new();
    for (number, page) in lines.chunks(DOWN).enumerate() {
        let mut objects: Vec<String> = page
            .iter()
            .enumerate()
            .map(|(at, (indent, line))| object(EDGE + *indent as f64 * SIZE, EDGE + at as f64 * LINE, line))
            .collect();
        objects.push(object(100.0, 275.0, &format!("- {} -", number + 1)));
        let _ = write!(pages, "<ofd:Page ID=\"{}\" BaseLoc=\"Pages/Page_{number}/Content.xml\"/>", number + 10);
        parts.push((
            format!("Doc_0/Pages/Page_{number}/Content.xml"),
            format!(
                "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Content><ofd:Layer ID=\"2\">{}</ofd:Layer></ofd:Content></ofd:Page>",
                objects.concat()
            ),
        ));
    }
    parts.push((
        "Doc_0/Document.xml".to_owned(),
        format!(
            "<ofd:Document xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>"
        ),
    ));
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(content.as_bytes()).expect("a part");
    }
    out.finish().expect("an archive").into_inner()
}

#[test]
fn an_ofd_of_printed_pages_gives_the_text_and_the_rows_it_was_made_from() {
    for name in ["pdf/report.txt", "../../samples/yunxi-county-2024.txt", "../../samples/linhe-city-2024.txt"] {
        let typed = std::fs::read_to_string(place(name)).expect("a text");
        let (found, wanted) = (analysis("报告.ofd", &ofd(&typed)), analysis("报告.txt", typed.as_bytes()));
        let (a, b) = (&found.documents[0], &wanted.documents[0]);
        let likeness = normalized_levenshtein(&a.text, &b.text);
        println!("{name} alike {likeness:.4}");
        assert!(likeness >= 0.995, "{name}: {likeness}\n{}", a.text);
        assert_eq!(a.source.format, "ofd");
        let (a_rows, b_rows) = (rows(&found), rows(&wanted));
        let shared = b_rows.iter().filter(|row| a_rows.contains(row)).count();
        assert!(shared * 100 >= 99 * b_rows.len().max(a_rows.len()), "{name}: {shared} of {}", b_rows.len());
    }
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
