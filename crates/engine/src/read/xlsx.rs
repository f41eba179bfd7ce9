//! Workbooks of Excel since 2007, and of WPS: the cells of sheets that are shown, as they are shown where it matters.
//!
//! calamine reads more kinds of workbooks, but unpacks without limits, and two parts of it we have already.

use super::ReadError;
use super::sheet::{Row, Sheet};
use super::xml::{Node, Tag, Xml};
use super::zip::Package;
use rustc_hash::FxHashMap;

/// What a cell takes beside its text, in bytes.
pub(super) const CELL: usize = 64;

/// The last column that there is.
const MOST_COLUMNS: u32 = 16_384;

/// A day is counted from this one: serial 0 falls 25,569 days before 1970-01-01.
const DAYS_TO_1970: i64 = 25_569;

/// How numbers of a style are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shown {
    #[default]
    AsTheyAre,
    /// With so many decimals.
    Percent(usize),
    Date,
}

/// The sheets of a workbook that are shown.
pub(super) fn read(package: &mut Package) -> Result<Vec<Sheet>, ReadError> {
    let Some(workbook) = package.xml("xl/workbook.xml")? else {
        return Err(ReadError::Damaged { format: package.format });
    };
    let relations = package.xml("xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    let mut targets: FxHashMap<String, String> = FxHashMap::default();
    Xml::new(&relations).all(|_, tag| {
        if let (Some(id), Some(target)) = (tag.get("Id"), tag.get("Target")) {
            targets.insert(id, target);
        }
    });
    let mut names: Vec<(String, String)> = Vec::new();
    Xml::new(&workbook).all(|_, tag| {
        let shown = tag.get("state").is_none_or(|state| state == "visible");
        if tag.name() == "sheet"
            && shown
            && let Some(id) = tag.get("id")
            && let Some(target) = targets.get(&id)
        {
            let target = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            names.push((tag.get("name").unwrap_or_default(), target));
        }
    });
    let styles = styles(&package.xml("xl/styles.xml")?.unwrap_or_default());
    let shared = shared(package)?;
    let mut sheets = Vec::new();
    for (name, target) in names {
        if let Some(text) = package.xml(&target)? {
            sheets.push(Sheet { name, rows: rows(&text, &shared, &styles, package)? });
        }
    }
    if sheets.is_empty() { Err(ReadError::Damaged { format: package.format }) } else { Ok(sheets) }
}

/// The texts that cells share.
fn shared(package: &mut Package) -> Result<Vec<String>, ReadError> {
    let Some(text) = package.xml("xl/sharedStrings.xml")? else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    let mut xml = Xml::new(&text);
    while let Some(node) = xml.next() {
        if let Node::Open(tag) = node
            && tag.name() == "si"
        {
            package.budget.take(CELL)?;
            out.push(string(&mut xml));
        }
    }
    package.damaged |= xml.damaged;
    Ok(out)
}

/// The text of runs, without how to pronounce it.
fn string(xml: &mut Xml) -> String {
    let mut out = String::new();
    xml.each(|xml, tag| match tag.name() {
        "t" => out.push_str(&xml.text()),
        "rPh" => xml.skip(),
        _ => {}
    });
    // How line ends of Windows are kept.
    out.replace("_x000D_", "").replace("\r\n", "\n")
}

fn styles(text: &str) -> Vec<Shown> {
    let mut codes: FxHashMap<u32, Shown> = FxHashMap::default();
    let mut out = Vec::new();
    Xml::new(text).all(|xml, tag| match tag.name() {
        "numFmt" => {
            if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.get("formatCode")) {
                codes.insert(id, shown(&code));
            }
        }
        "cellXfs" => xml.each(|_, tag| {
            if tag.name() == "xf" {
                let id = tag.number("numFmtId").unwrap_or_default();
                out.push(match id {
                    9 => Shown::Percent(0),
                    10 => Shown::Percent(2),
                    14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Date,
                    _ => codes.get(&id).copied().unwrap_or_default(),
                });
            }
        }),
        _ => {}
    });
    out
}

/// What a format's code shows.
fn shown(code: &str) -> Shown {
    let code = code.split(';').next().unwrap_or_default().to_lowercase();
    if code.contains('%') {
        let decimals =
            code.split_once('.').map_or(0, |(_, rest)| rest.bytes().take_while(|b| b"0#".contains(b)).count());
        return Shown::Percent(decimals.min(6));
    }
    // Letters in quotes, colours and conditions in brackets are none of the date's.
    let bare: String = code
        .split('"')
        .step_by(2)
        .flat_map(|part| part.split('['))
        .filter_map(|part| part.split(']').next_back())
        .collect();
    if bare.contains("yy") || bare.contains('d') { Shown::Date } else { Shown::AsTheyAre }
}

fn rows(text: &str, shared: &[String], styles: &[Shown], package: &mut Package) -> Result<Vec<Row>, ReadError> {
    let mut out: Vec<Row> = Vec::new();
    let mut merged = Vec::new();
    let mut xml = Xml::new(text);
    let mut last = 0_u32;
    while let Some(node) = xml.next() {
        let Node::Open(tag) = node else { continue };
        match tag.name() {
            "row" => {
                last = tag.number("r").unwrap_or(last.saturating_add(1)).max(last);
                if out.last().is_none_or(|row| !row.cells.is_empty()) {
                    out.push(Row::default());
                }
                if let Some(row) = out.last_mut() {
                    row.number = last;
                }
            }
            "c" => {
                let Some(row) = out.last_mut() else { continue };
                let next = row.cells.last().map_or(0, |(at, _)| at + 1);
                let column = tag.get("r").and_then(|name| column(&name)).unwrap_or(next);
                let text = cell(&mut xml, &tag, shared, styles);
                if !text.trim().is_empty() && column >= next && column < MOST_COLUMNS {
                    package.budget.take(text.len() + CELL)?;
                    row.cells.push((column, text));
                }
            }
            "mergeCell" => merged.extend(tag.get("ref").and_then(|name| range(&name))),
            _ => {}
        }
    }
    package.damaged |= xml.damaged;
    out.retain(|row| !row.cells.is_empty());
    for (column, first, last) in merged {
        fill(&mut out, column, first, last, package)?;
    }
    Ok(out)
}

/// Writes what stands in the first of merged cells, one below the other, into the others: a region beside its years.
fn fill(rows: &mut [Row], column: u32, first: u32, last: u32, package: &mut Package) -> Result<(), ReadError> {
    let start = rows.partition_point(|row| row.number < first);
    let end = rows.partition_point(|row| row.number <= last);
    let Some((top, below)) = rows.get_mut(start..end).and_then(|rows| rows.split_first_mut()) else { return Ok(()) };
    package.budget.take(below.len())?;
    let text = top.get(column).to_owned();
    if top.number != first || text.is_empty() {
        return Ok(());
    }
    for row in below {
        if let Err(place) = row.cells.binary_search_by_key(&column, |(at, _)| *at) {
            package.budget.take(text.len() + CELL)?;
            row.cells.insert(place, (column, text.clone()));
        }
    }
    Ok(())
}

/// The text of a cell.
fn cell(xml: &mut Xml, tag: &Tag, shared: &[String], styles: &[Shown]) -> String {
    let kind = tag.get("t").unwrap_or_default();
    let shown = tag.number("s").and_then(|at| styles.get(at as usize)).copied().unwrap_or_default();
    let (mut value, mut inline) = (String::new(), String::new());
    xml.each(|xml, tag| match tag.name() {
        "v" => value = xml.text(),
        "is" => inline = string(xml),
        "f" => xml.skip(),
        _ => {}
    });
    match kind.as_str() {
        "s" => value.trim().parse().ok().and_then(|at: usize| shared.get(at)).cloned().unwrap_or_default(),
        "inlineStr" => inline,
        // Errors of formulas are no text of anybody's.
        "e" => String::new(),
        "str" | "b" => value,
        _ => number(value, shown),
    }
}

/// A number as its style shows it.
fn number(value: String, shown: Shown) -> String {
    let Some(number) = value.trim().parse::<f64>().ok().filter(|number| number.is_finite() && number.abs() < 1e15)
    else {
        return value;
    };
    match shown {
        Shown::Percent(decimals) => format!("{:.decimals$}%", number * 100.0),
        Shown::Date if (1.0..2_958_466.0).contains(&number) => {
            let (year, month, day) = date(number as i64 - DAYS_TO_1970);
            format!("{year}年{month}月{day}日")
        }
        // 6.5 is kept as 6.5000000000000002.
        _ if value.len() > 15 => ((number * 1e9).round() / 1e9).to_string(),
        _ => value,
    }
}

/// The day so many days after 1970-01-01, by the Gregorian calendar.
fn date(days: i64) -> (i64, i64, i64) {
    // Years from March on, in eras of 400 years, so that the leap day comes last.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march = (5 * of_year + 2) / 153;
    let month = if march < 10 { march + 3 } else { march - 9 };
    (year + era * 400 + i64::from(month <= 2), month, of_year - (153 * march + 2) / 5 + 1)
}

/// The column of a cell's name, from 0: `AB12` is in column 27.
fn column(name: &str) -> Option<u32> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    letters.fold(0, |n, letter| n * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1).checked_sub(1)
}

/// The column and the rows of a range of one column: `A2:A5`.
fn range(name: &str) -> Option<(u32, u32, u32)> {
    let (from, to) = name.split_once(':')?;
    let row = |name: &str| name.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok();
    let (first, last) = (column(from)?, column(to)?);
    (first == last).then_some((first, row(from)?, row(to)?))
}

#[cfg(test)]
mod tests {
    use super::{Shown, column, date, number, shown};

    #[test]
    fn numbers_are_written_as_they_are_shown() {
        for (value, code, written) in [
            ("2024", "General", "2024"),
            ("6.5000000000000002", "General", "6.5"),
            ("0.065", "0.0%", "6.5%"),
            ("45352", "yyyy\"年\"m\"月\"d\"日\"", "2024年3月1日"),
            ("60", "[$-804]yyyy-mm-dd", "1900年2月28日"),
            ("12", "[Red]0\"days\"", "12"),
            ("1e300", "yyyy", "1e300"),
        ] {
            assert_eq!(number(value.to_owned(), shown(code)), written, "{code}");
        }
        assert_eq!(shown("#,##0.00"), Shown::AsTheyAre);
        assert_eq!((date(0), date(-25_567), date(19_782)), ((1970, 1, 1), (1900, 1, 1), (2024, 2, 29)));
        assert_eq!((column("A1"), column("AB12"), column("12")), (Some(0), Some(27), None));
    }
}
