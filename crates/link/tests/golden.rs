//! Links of every release, which every later version must read: `golden/<what>.txt` has the link in its first line and
//! below it what it holds. A new kind of content gets a new file: `GANGMU_GOLDEN=write cargo test -p gangmu-link` writes those
//! that are missing, and never one that is there.

mod common;

use gangmu_link::frame::{self, Kind};
use gangmu_link::results::{self, Changes, Choice, Results};
use gangmu_link::view;
use gangmu_link::{Shared, document};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The links that this version makes, by the names of their files.
fn made() -> Vec<(&'static str, String)> {
    let report = common::report();
    let (gone_over, changes) = common::checked();
    let checked = Choice { rows: &[3], changes: Some(&changes), ..Choice::of(&gone_over) };
    let shared = Shared {
        name: "青禾.txt".to_owned(),
        view: "d=0123456789abcdef\nt=text".to_owned(),
        text: report.text.clone(),
    };
    let long =
        Shared { text: format!("青禾县{}\n", "稳中求进，".repeat(9)).repeat(8_000), ..Shared::default() };
    let tiny = Shared { text: "a".to_owned(), ..Shared::default() };
    vec![
        ("v1-view", view::encode("d=0123456789abcdef\nt=text\na=1234\nr=5")),
        ("r1-report", results::encode(&Choice::of(&report)).0),
        ("r2-checked", results::encode(&checked).0),
        ("d1-mix", document::encode(&shared).unwrap()),
        ("d1-deflate", document::encode(&long).unwrap()),
        ("d1-tiny", document::encode(&tiny).unwrap()),
    ]
}

#[test]
fn links_of_every_release_are_read() {
    let mut files: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 7, "golden links are missing: {files:?}");
    for file in files {
        let golden = fs::read_to_string(&file).unwrap();
        let (link, holds) = golden.split_once('\n').unwrap();
        assert_eq!(held(link), holds, "{}", file.display());
    }
}

// The bytes must not depend on the machine nor change by accident: links of the same content are the same.
#[test]
fn links_are_made_as_the_golden_ones_were() {
    for (name, link) in made() {
        let file = folder().join(name).with_extension("txt");
        if !file.exists() && std::env::var("GANGMU_GOLDEN").is_ok_and(|what| what == "write") {
            fs::write(&file, format!("{link}\n{}", held(&link))).unwrap();
        }
        let golden = fs::read_to_string(&file).unwrap();
        assert_eq!(golden.lines().next(), Some(link.as_str()), "{name}");
    }
}

/// What a link holds, for people.
fn held(link: &str) -> String {
    match frame::kind(link) {
        Some(Kind::View) => view::decode(link).unwrap(),
        Some(Kind::Results) => results_text(&results::decode(link).unwrap()),
        Some(Kind::Document) => {
            let Shared { name, view, text } = document::decode(link).unwrap();
            // Of a long text the length and the end will do.
            let end: String = text.chars().skip(text.chars().count().saturating_sub(400)).collect();
            format!("{name}\n{view}\n{} characters\n{end}", text.chars().count())
        }
        None => panic!("no link: {link}"),
    }
}

fn results_text(results: &Results) -> String {
    let document = &results.document;
    let mut text = format!("{} {}\n", document.id, document.title);
    let word = |word: &Option<String>| word.clone().unwrap_or_else(|| "-".to_owned());
    let region = document.region.as_ref().map(|region| format!("{} {:?}", region.name, region.level));
    let _ = writeln!(text, "{} {:?} {} characters", word(&region), document.year, results.characters);
    for s in &document.sections {
        let _ = writeln!(text, "# {} {} {:?} {:?} {}..{}", s.level, word(&s.label), s.kind, s.role, s.start, s.end);
        let _ = writeln!(text, "  {}", s.title);
    }
    for row in &document.indicators {
        let names =
            [&row.indicator, &word(&row.name), &word(&row.domain), &word(&row.action)].map(String::as_str).join(" ");
        let amount = row.amount.map_or("-".to_owned(), |amount| amount.to_string());
        let unit = format!("{} {} {} {amount} {}", row.value, word(&row.unit), word(&row.period), word(&row.unit_base));
        let _ = writeln!(text, "| {names} | {unit} | {:?} {:?} {:?}", row.kind, row.bound, row.status);
        let _ = writeln!(text, "  {:?} {:?} {:?} {:?}", row.direction, row.section, row.parent, row.confidence);
    }
    for term in &document.terms {
        let _ = writeln!(text, "* {} {} {} {}", term.term, term.count, term.new, term.noun);
    }
    for one in &results.corrections {
        let _ = writeln!(text, "! {}[{}]{} {:?}", one.left, one.number, one.right, one.action);
    }
    if results.is_checked() {
        let Changes { confirmed, edited, added, deleted, called, before } = &results.changes;
        let _ =
            writeln!(text, "checked {confirmed}, edited {edited}, added {added}, deleted {deleted}, {}", word(called));
        let marks: Vec<String> = document.indicators.iter().map(|row| format!("{:?}", row.checked)).collect();
        let _ = writeln!(text, "{}", marks.join(" "));
        for (at, was) in before {
            let unit = format!("{} {} {}", was.value, word(&was.unit), word(&was.period));
            let _ = writeln!(
                text,
                "< {at} {} | {unit} | {:?} {:?} {:?}",
                was.indicator, was.direction, was.bound, was.status
            );
        }
    }
    let _ = writeln!(text, "{:?}", results.left_out);
    text
}
