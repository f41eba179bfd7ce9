//! Makes the data that links are packed with. The files of a released version are frozen: what this prints is for a next
//! one, under a new name and with a new id, beside the old files.
//!
//! - `dictionary phrases TEXT…` prints `data/phrases-1.tsv`, from reports;
//! - `dictionary words TSV` prints `data/results-1.txt`, from the list of canonical indicators;
//! - `dictionary examples FOLDER TEXT…` writes `results-1-a.bin` … into the folder, from the project's samples.

mod common;

use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [verb, files @ ..] if verb == "phrases" => {
            let documents = common::reports(files)?;
            let texts: Vec<&str> = documents.iter().map(|document| document.text.as_str()).collect();
            println!(
                "# Phrases of two to eight characters that best cover {} government work reports of Chinese counties, cities and\n\
                 # provinces: each counted three times or more and in two reports or more. Figures, no text: phrase, tab, how often.\n\
                 # Frozen: links are packed with it. Made by crates/link/examples/dictionary.rs.",
                documents.len()
            );
            print!("{}", common::phrases(&texts));
        }
        [verb, table] if verb == "words" => words(&fs::read_to_string(table)?),
        [verb, folder, files @ ..] if verb == "examples" => {
            let documents = common::reports(files)?;
            for (name, file) in ('a'..).zip(gangmu_link::results::examples(&documents)) {
                fs::write(Path::new(folder).join(format!("results-1-{name}.bin")), file)?;
            }
        }
        _ => return Err("usage: dictionary phrases TEXT… | words TSV | examples FOLDER TEXT…".into()),
    }
    Ok(())
}

/// Units, fields, other names and names, each once.
fn words(table: &str) {
    println!(
        "# Units, fields of government and names of indicators that links of results know beforehand, from\n\
         # crates/engine/data/canonical-indicators.tsv. Frozen: links are packed with it. Made by\n\
         # crates/link/examples/dictionary.rs."
    );
    let rows = || {
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| line.split('\t').collect::<Vec<_>>()).filter(|row| row.len() >= 4 && row[0] != "domain")
    };
    let units = rows().flat_map(|row| row[3].split([',', ';']).collect::<Vec<_>>());
    let others = rows().flat_map(|row| row[2].split('、').collect::<Vec<_>>());
    let words = units.chain(rows().map(|row| row[0])).chain(others).chain(rows().map(|row| row[1]));
    let mut seen = std::collections::HashSet::new();
    for word in words.map(str::trim).filter(|word| !word.is_empty()) {
        if seen.insert(word) {
            println!("{word}");
        }
    }
}
