//! Texts that are no reports of a county's or city's government, or come in other writing: a congress report, a national
//! report of the nineties, a plan, a bulletin, news, a department's summary, a budget, a township, a broken PDF, traditional
//! characters. The places and figures are invented; the rows under each text were written down by hand, by reading it,
//! before the engine saw it.
//!
//! A row is `name | value | status period | …`. `/` parts spellings that are equally right, `*` stands for anything, `?` marks a
//! row that may be there or not. The tables say what is right and stay as they are; where the engine is not right
//! yet, a snapshot says so, row by row. It fails when a row gets better, too: look, then accept it with
//! `INSTA_UPDATE=always cargo test -p gangmu-engine --test registers`.

use gangmu_engine::{Source, analyze};
use gangmu_model::{Bound, Direction, Indicator, Options};
use std::fmt::{Debug, Write};

/// The name of a value of the contract, as JSON spells it.
fn name(value: impl Debug) -> String {
    format!("{value:?}").to_lowercase()
}

fn line(row: &Indicator, rows: &[Indicator]) -> String {
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
    let unit = row.unit.as_deref().unwrap_or_default();
    let mut out = format!("{} | {} {sign}{bound}{}{max}{unit}", row.indicator, name(row.kind), row.value);
    write!(out, " | {} {}", name(row.status), row.period.as_deref().unwrap_or("-")).unwrap();
    let parent = row.parent.map(|parent| rows[parent as usize].indicator.clone());
    for (key, value) in [
        ("average", row.average.map(name)),
        ("multiple", row.multiple.map(name)),
        ("scope", row.scope.clone()),
        ("part of", parent),
    ] {
        if let Some(value) = value {
            write!(out, " | {key} {value}").unwrap();
        }
    }
    if row.stretch {
        out.push_str(" | stretch");
    }
    out
}

/// Whether a row is the expected one, field by field.
fn matches(expected: &str, row: &str) -> bool {
    let (expected, row): (Vec<_>, Vec<_>) = (expected.split(" | ").collect(), row.split(" | ").collect());
    expected.len() == row.len()
        && expected.iter().zip(row).all(|(field, value)| field.split(" / ").any(|one| fits(one, value)))
}

/// Whether `value` is `pattern`, in which `*` is any text.
fn fits(pattern: &str, value: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| value.strip_prefix(first)) else { return false };
    let mut last = None;
    for part in parts {
        last = Some(part);
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty() || last == Some("")
}

/// A register's rows against what they should be: each that is missing, with the one made of its number, if any; then
/// those that should not be there.
fn differences(file: &str, content: &str) -> String {
    let (text, table) = content.split_once("== rows\n").expect("a table of rows");
    let analysis = analyze(&[Source { name: file, bytes: text.as_bytes() }], &Options::default(), &mut ());
    assert_eq!(analysis.documents.len(), 1, "{file}: one text");
    let rows = &analysis.documents[0].indicators;
    let mut made: Vec<String> = rows.iter().map(|row| line(row, rows)).collect();
    let (mut missing, mut right, mut wanted) = (Vec::new(), 0, 0);
    for expected in table.lines() {
        let (optional, expected) = expected.strip_prefix("? ").map_or((false, expected), |rest| (true, rest));
        wanted += u32::from(!optional);
        match made.iter().position(|row| matches(expected, row)) {
            Some(at) => {
                made.remove(at);
                right += u32::from(!optional);
            }
            None if optional => {}
            None => missing.push(expected),
        }
    }
    let mut out = format!("{right} of {wanted} right\n");
    for expected in missing {
        writeln!(out, "\n  want {expected}").unwrap();
        if let Some(at) = made.iter().position(|row| number(row) == number(expected)) {
            writeln!(out, "  made {}", made.remove(at)).unwrap();
        }
    }
    for row in made {
        writeln!(out, "\n  made {row}").unwrap();
    }
    out
}

/// The number of a row's value.
fn number(row: &str) -> Option<&str> {
    let value = row.split(" | ").nth(1)?;
    let start = value.find(|c: char| c.is_ascii_digit())?;
    value[start..].split(|c: char| !c.is_ascii_digit() && c != '.').next()
}

macro_rules! registers {
    ($($name:ident $file:literal),* $(,)?) => {
        $(#[test]
        fn $name() {
            let seen = differences($file, include_str!(concat!("registers/", $file)));
            insta::assert_snapshot!($file.trim_end_matches(".txt"), seen);
        })*
    };
}

registers! {
    a_county_congress "congress.txt",
    a_national_report_of_the_nineties "nineties.txt",
    a_five_year_plan "five-year-plan.txt",
    a_statistical_bulletin "bulletin.txt",
    news_on_provinces "news.txt",
    a_department_at_the_end_of_a_year "department.txt",
    a_budget "budget.txt",
    a_township "township.txt",
    a_broken_pdf "pdf.txt",
    traditional_characters "traditional.txt",
}
