//! Golden analyses of the samples, laid out for reading: facts, heading tree, then each sentence with its rows under it,
//! promises, notes, the first terms. Over the reports of `../shared/corpus`, where they are at hand, counts only.
//!
//! After a change: `cargo insta review`, and read what changed.

use gangmu_model::{Analysis, Bound, CharIndex, Direction, Document, Indicator, Section, Span};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn analyze(files: &[PathBuf]) -> Analysis {
    let output = Command::new(env!("CARGO_BIN_EXE_gangmu")).arg("analyze").args(files).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The name of a value of the contract, as JSON spells it.
fn name(value: impl Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap_or("-").to_owned()
}

/// The document as a text that a person can review.
fn layout(document: &Document) -> String {
    let index = CharIndex::new(&document.text);
    let slice = |span: Span| index.slice(&document.text, span.start, span.end).trim();
    let mut out = String::new();
    let region = document.region.as_ref();
    writeln!(out, "title   {}", document.title).unwrap();
    writeln!(out, "kind    {}", name(document.kind)).unwrap();
    let level = region.and_then(|region| region.level).map_or("-".to_owned(), name);
    writeln!(out, "region  {} ({level})", region.map_or("-", |region| &region.name)).unwrap();
    writeln!(out, "year    {}", document.year.map_or("-".to_owned(), |year| year.to_string())).unwrap();
    for removed in &document.removed {
        writeln!(out, "removed {} {:?}", name(removed.kind), removed.text).unwrap();
    }
    for warning in &document.warnings {
        writeln!(out, "warning {}", warning.code).unwrap();
    }

    writeln!(out, "\n== headings").unwrap();
    for section in &document.sections {
        let indent = "  ".repeat(usize::from(section.level - 1));
        writeln!(out, "{indent}{}  <{} {}>", heading(section), name(section.kind), name(section.role)).unwrap();
    }

    writeln!(out, "\n== rows: {}", document.indicators.len()).unwrap();
    let (mut section, mut sentence) = (None, None);
    for (number, row) in document.indicators.iter().enumerate() {
        if section != row.section || number == 0 {
            section = row.section;
            let title = section.and_then(|section| document.sections.get(section as usize)).map(heading);
            writeln!(out, "\n# {}", title.as_deref().unwrap_or("-")).unwrap();
        }
        if sentence != Some(row.sentence) {
            sentence = Some(row.sentence);
            writeln!(out, "「{}」", slice(row.sentence)).unwrap();
        }
        writeln!(out, "  {number:>3} {}", line(row, slice(row.span))).unwrap();
    }

    writeln!(out, "\n== commitments: {}", document.commitments.len()).unwrap();
    for promise in &document.commitments {
        let base = promise.base.as_deref().unwrap_or("-");
        let period = promise.period.as_deref().unwrap_or("-");
        let (relation, status) = (name(promise.relation), name(promise.status));
        writeln!(out, "  {} | {relation} {base} | {status} {period} | 「{}」", promise.indicator, slice(promise.span))
            .unwrap();
    }

    writeln!(out, "\n== notes: {}", document.notes.len()).unwrap();
    for note in &document.notes {
        let references = note.references.len();
        writeln!(
            out,
            "  {} {} ({references} references) {}",
            note.marker,
            note.term.as_deref().unwrap_or("-"),
            note.text
        )
        .unwrap();
    }

    writeln!(out, "\n== terms: the first 40").unwrap();
    for term in document.terms.iter().take(40) {
        writeln!(out, "  {} {}", term.term, term.count).unwrap();
    }
    out
}

fn heading(section: &Section) -> String {
    format!("{}{}", section.label.as_deref().unwrap_or_default(), section.title)
}

/// A row on one line: what the text has, what it measures, what was made of it.
fn line(row: &Indicator, quote: &str) -> String {
    let mut out = format!("{quote} ⇐ {}", row.indicator);
    let mut add = |part: String| write!(out, " | {part}").unwrap();
    let sign = match row.direction {
        Some(Direction::Up) => "↑",
        Some(Direction::Down) => "↓",
        None => "",
    };
    let bound = match row.bound {
        Bound::Exact => "",
        Bound::AtLeast => "≥",
        Bound::AtMost => "≤",
        Bound::About => "~",
    };
    let max = row.value_max.map(|max| format!("…{max}")).unwrap_or_default();
    add(format!("{} {sign}{bound}{}{max}{}", name(row.kind), row.value, row.unit.as_deref().unwrap_or_default()));
    let stretch = if row.stretch { " stretch" } else { "" };
    add(format!("{}{stretch} {}", name(row.status), row.period.as_deref().unwrap_or("-")));
    let optional = [
        ("name", row.name.clone().filter(|name| *name != row.indicator)),
        ("action", row.action.clone()),
        ("base", row.base.clone()),
        ("scope", row.scope.clone()),
        ("average", row.average.map(name)),
        ("multiple", row.multiple.map(name)),
        ("part of", row.parent.map(|parent| parent.to_string())),
    ];
    for (key, value) in optional {
        if let Some(value) = value {
            add(format!("{key} {value}"));
        }
    }
    let doubt = if name(row.confidence) == "low" { " ?" } else { "" };
    add(format!("{}{doubt}", row.rule));
    out
}

fn golden(file: &str, snapshot: &str) {
    let analysis = analyze(&[project("samples").join(file)]);
    let [document] = &analysis.documents[..] else { panic!("one report, not {}", analysis.documents.len()) };
    insta::assert_snapshot!(snapshot, layout(document));
}

#[test]
fn county_2024() {
    golden("yunxi-county-2024.txt", "county-2024");
}

#[test]
fn city_2023() {
    golden("linhe-city-2023.txt", "city-2023");
}

#[test]
fn city_2024() {
    golden("linhe-city-2024.txt", "city-2024");
}

#[test]
fn real_reports_by_counts() {
    let folder = project("../shared/corpus");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: there is no ../shared/corpus beside the project");
        return;
    };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let mut out = String::new();
    for document in &analyze(&files).documents {
        let region = document.region.as_ref().map_or("-", |region| &region.name);
        let year = document.year.map_or("-".to_owned(), |year| year.to_string());
        writeln!(out, "{} #{}: {} {region} {year}", document.source.name, document.source.index, name(document.kind))
            .unwrap();
        let headings = count(document.sections.iter().map(|section| format!("level {}", section.level)));
        writeln!(out, "  headings  {headings}").unwrap();
        let rows = count(document.indicators.iter().map(|row| format!("{} {}", name(row.kind), name(row.status))));
        writeln!(out, "  rows      {rows}").unwrap();
        writeln!(out, "  promises  {}, notes {}", document.commitments.len(), document.notes.len()).unwrap();
    }
    insta::assert_snapshot!("real-reports", out);
}

/// How often each word comes, in the order of the words.
fn count(words: impl Iterator<Item = String>) -> String {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_insert(0_u32) += 1;
    }
    counts.iter().map(|(word, count)| format!("{word}: {count}")).collect::<Vec<_>>().join(", ")
}
