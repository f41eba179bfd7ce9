//! How fast files are read on this machine: `formats TEXT PDF FOLDER` makes a web page and a Word document of a text, reads
//! them and the PDF file, and prints medians in MB (1,000,000 bytes) a second: of HTML, of the document's XML, of the PDF
//! file. The files and their speeds go into the folder, where the same is measured in a browser.
//! `cargo xtask bench` calls it with a release build.

use gangmu_engine::read::texts;
use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;
use std::io::{Cursor, Write};
use std::path::Path;
use std::time::Instant;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// How often each file is read; the median counts.
const RUNS: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [text, pdf, folder] = arguments.as_slice() else {
        return Err("usage: formats TEXT PDF FOLDER".into());
    };
    let text = std::fs::read_to_string(text)?.replace('&', "&amp;").replace('<', "&lt;");
    let lines =
        |before: &str, behind: &str| -> String { text.lines().flat_map(|line| [before, line, behind]).collect() };
    let html = format!("<!doctype html><meta charset=utf-8><body><div>{}</div>", lines("<p>", "</p>\n"));
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let run = "<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr><w:r><w:rPr><w:sz w:val=\"32\"/></w:rPr><w:t>";
    let body = lines(run, "</w:t></w:r></w:p>");
    let xml = format!("<w:document xmlns:w=\"{namespace}\"><w:body>{body}</w:body></w:document>");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [("[Content_Types].xml", "<Types/>"), ("word/document.xml", &xml)] {
        writer.start_file(name, SimpleFileOptions::default())?;
        writer.write_all(part.as_bytes())?;
    }
    let docx = writer.finish()?.into_inner();
    let pdf = std::fs::read(pdf)?;
    println!("formats, native; median of {RUNS}");
    let folder = Path::new(folder);
    std::fs::create_dir_all(folder)?;
    let mut list = String::new();
    for (name, file, bytes, size, goal) in [
        ("web page", "page.html", html.as_bytes(), html.len(), 10),
        ("Word document, by its XML", "document.docx", &docx, xml.len(), 5),
        ("PDF file", "file.pdf", &pdf, pdf.len(), 1),
    ] {
        let mut times: Vec<f64> = (0..RUNS).map(|_| time(name, bytes)).collect();
        times.sort_by(f64::total_cmp);
        let median = times[RUNS / 2];
        let speed = size as f64 / 1e6 / median;
        println!("{name:48} {speed:>7.1} MB/s {:>8.1} ms   goal {goal:>4} MB/s", median * 1e3);
        std::fs::write(folder.join(file), bytes)?;
        writeln!(list, "{file}\t{size}\t{speed}")?;
    }
    std::fs::write(folder.join("files.tsv"), list)?;
    Ok(())
}

/// The seconds that reading takes once.
fn time(name: &str, bytes: &[u8]) -> f64 {
    let begun = Instant::now();
    assert!(black_box(texts(name, bytes)).iter().all(Result::is_ok), "{name} was not read");
    begun.elapsed().as_secs_f64()
}
