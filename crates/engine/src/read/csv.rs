//! Tables of comma- or tab-separated values.
//!
//! Nothing marks such a file: a text is one where its first line names columns, or its name says so.

use super::sheet::{Role, Row, Sheet, role};
use super::zip::Budget;
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

/// What parts fields. The one with which the first line has the most fields is it.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// A first line with more bytes names no columns.
const LONGEST_HEAD: usize = 2000;

/// Whether a file's name says that it is a table.
pub(super) fn is_named(name: &str) -> bool {
    let name = name.to_lowercase();
    [".csv", ".tsv"].iter().any(|ending| name.ends_with(ending))
}

/// The table in a text; `None` where it is none.
pub(super) fn sheet(name: &str, text: &str) -> Option<Sheet> {
    let head = text.lines().find(|line| !line.trim().is_empty()).filter(|line| line.len() <= LONGEST_HEAD)?;
    let delimiter = DELIMITERS.into_iter().max_by_key(|&delimiter| {
        // Of equals the first, which the last of a maximum is not.
        (head.bytes().filter(|&b| b == delimiter).count(), delimiter == b',')
    })?;
    let roles: Vec<Role> = rows(head, delimiter)?.first()?.cells.iter().filter_map(|(_, cell)| role(cell)).collect();
    let known = roles.len() > 1 && roles.contains(&Role::Text);
    if !known && !is_named(name) {
        return None;
    }
    Some(Sheet { name: String::new(), rows: rows(text, delimiter)? })
}

/// The rows of a table; `None` where they are too many to hold.
fn rows(text: &str, delimiter: u8) -> Option<Vec<Row>> {
    let mut reader: Reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut budget = Budget::new();
    let (mut rest, mut buffer, mut field) = (text.as_bytes(), [0; 4096], Vec::new());
    let (mut rows, mut row, mut column) = (Vec::new(), Row { number: 1, cells: Vec::new() }, 0);
    loop {
        let (result, taken, written) = reader.read_field(rest, &mut buffer);
        rest = rest.get(taken..).unwrap_or_default();
        field.extend_from_slice(buffer.get(..written).unwrap_or_default());
        match result {
            // No more input ends the last field when asked once more.
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                if !field.trim_ascii().is_empty() {
                    budget.take(field.len() + super::xlsx::CELL).ok()?;
                    row.cells.push((column, String::from_utf8_lossy(&field).into_owned()));
                }
                field.clear();
                column += 1;
                if record_end {
                    let next = Row { number: row.number + 1, cells: Vec::new() };
                    let done = std::mem::replace(&mut row, next);
                    if !done.cells.is_empty() {
                        rows.push(done);
                    }
                    column = 0;
                }
            }
            ReadFieldResult::End => return Some(rows),
        }
    }
}
