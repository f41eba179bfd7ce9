//! Texts that are no reports of a county's or city's government, or come in other writing: a congress report, a national
//! report of the nineties, a plan, a bulletin, news, a department's summary, a budget, a township, a broken PDF, traditional
//! characters. The places and figures are invented; the rows under each text were written down by hand, by reading it,
//! before the engine saw it.
//!
//! A row is `name | value | status period | …`. `/` parts spellings that are equally right, `*` stands for anything, `?` marks a
//! row that may be there or not. `✗` marks a row that the engine does not find yet, `!` one that it makes and should
//! not: when either changes, the test fails and the mark has to go.

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

/// What a register's rows are, against what they should be.
fn compare(file: &str, content: &str) {
    let (text, table) = content.split_once("== rows\n").expect("a table of rows");
    let analysis = analyze(&[Source { name: file, bytes: text.as_bytes() }], &Options::default(), &mut ());
    assert_eq!(analysis.documents.len(), 1, "{file}: one text");
    let rows = &analysis.documents[0].indicators;
    let mut made: Vec<String> = rows.iter().map(|row| line(row, rows)).collect();
    let mut wrong = String::new();
    for expected in table.lines() {
        let (mark, expected) = match expected.split_once(' ') {
            Some((mark @ ("?" | "✗" | "!"), rest)) => (mark, rest),
            _ => ("", expected),
        };
        let found = made.iter().position(|row| matches(expected, row));
        match (mark, found) {
            ("" | "!" | "?", Some(at)) => drop(made.remove(at)),
            ("", None) => writeln!(wrong, "is missing:                     {expected}").unwrap(),
            ("!", None) => writeln!(wrong, "is no longer made, take it out: {expected}").unwrap(),
            ("✗", Some(_)) => writeln!(wrong, "is found now, take the mark off: {expected}").unwrap(),
            _ => {}
        }
    }
    for row in made {
        writeln!(wrong, "should not be there:            {row}").unwrap();
    }
    assert!(wrong.is_empty(), "{file}\n{wrong}");
}

macro_rules! registers {
    ($($name:ident $file:literal),* $(,)?) => {
        $(#[test]
        fn $name() {
            compare($file, include_str!(concat!("registers/", $file)));
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
