//! Whole reports that `LibreOffice` turns into files of every format on the spot: their rows are those of the text.
//!
//! Needs `soffice`; `cargo xtask test --all` runs it. The reports are the project's samples, and those of the shared corpus
//! where they are there.

use gangmu_engine::{Source, analyze};
use gangmu_model::{Analysis, Indicator, Options};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Formats and the least share of rows.
const FORMATS: [(&str, f64); 6] =
    [("docx", 0.99), ("odt", 0.99), ("rtf", 0.99), ("html", 0.99), ("doc", 0.98), ("pdf", 0.97)];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn analysis(name: &str, bytes: &[u8]) -> Analysis {
    analyze(&[Source { name, bytes }], &Options::default(), &mut ())
}

/// What a reader sees of a row.
fn row(row: &Indicator) -> String {
    format!("{:?} {:?} {:?} {:?} {:?} {:?}", row.name, row.value, row.unit, row.bound, row.status, row.period)
}

/// The cleaned texts of all reports at hand.
fn texts() -> Vec<String> {
    let shared = env::var_os("GANGMU_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let corpus = fs::read_dir(shared.join("corpus"));
    if corpus.is_err() {
        println!("the corpus is absent: only the samples are converted");
    }
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("samples"))
        .into_iter()
        .chain(corpus)
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|file| file.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    let read = |file: &PathBuf| analysis("报告.txt", &fs::read(file).expect("a report"));
    files.iter().flat_map(|file| read(file).documents).map(|document| document.text).collect()
}

#[test]
#[ignore = "takes LibreOffice and a minute: cargo xtask test --all"]
fn every_format_gives_the_rows_of_the_text() {
    let folder = env::temp_dir().join(format!("gangmu-conversion-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let texts = texts();
    for (at, text) in texts.iter().enumerate() {
        fs::write(folder.join(format!("{at}.txt")), text).expect("a text");
    }
    let (mut table, mut bad) = (String::new(), false);
    for (ending, least) in FORMATS {
        let done = Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
            .args(["--headless", "--infilter=Text (encoded):UTF8", "--convert-to", ending, "--outdir"])
            .arg(&folder)
            .args((0..texts.len()).map(|at| folder.join(format!("{at}.txt"))))
            .output()
            .expect("soffice");
        assert!(done.status.success(), "{done:?}");
        let (mut right, mut all) = (0, 0);
        for (at, text) in texts.iter().enumerate() {
            let name = format!("{at}.{ending}");
            let bytes = fs::read(folder.join(&name)).expect("a converted file");
            let (typed, found) = (analysis("报告.txt", text.as_bytes()), analysis(&name, &bytes));
            let rows = |analysis: &Analysis| -> Vec<String> {
                analysis.documents.iter().flat_map(|document| &document.indicators).map(row).collect()
            };
            let (typed, mut found) = (rows(&typed), rows(&found));
            all += typed.len().max(found.len());
            for row in typed {
                if let Some(place) = found.iter().position(|other| *other == row) {
                    found.swap_remove(place);
                    right += 1;
                } else {
                    let _ = writeln!(table, "  {name} lacks {row}");
                }
            }
            for row in found {
                let _ = writeln!(table, "  {name} has   {row}");
            }
        }
        let share = f64::from(right) / all as f64;
        bad |= share < least;
        let _ = writeln!(table, "{ending}: {right} of {all} rows, {share:.4} of {least}");
    }
    let _ = fs::remove_dir_all(&folder);
    println!("{table}");
    assert!(!bad, "{table}");
}
