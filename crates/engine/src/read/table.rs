//! Rows of tables as lines.

use crate::mark;

/// What parts the cells of a row.
const BORDER: char = '\t';

/// A cell of more characters is no cell of figures: the table lays out a page, and its cells are text.
const LONGEST_CELL: usize = 300;

/// The lines of a row whose cells have these lines: one line, unless the table only lays out a page.
pub(super) fn row(cells: Vec<Vec<String>>) -> Vec<String> {
    let full = |cell: &&Vec<String>| cell.iter().any(|line| !line.trim().is_empty());
    let long = |cell: &Vec<String>| cell.iter().map(|line| line.chars().count()).sum::<usize>() > LONGEST_CELL;
    match cells.iter().filter(full).count() {
        0 => return Vec::new(),
        1 => return cells.into_iter().flatten().collect(),
        _ if cells.iter().any(long) => return cells.into_iter().flatten().collect(),
        _ => {}
    }
    let mut out = String::new();
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(BORDER);
        }
        let mut first = true;
        for piece in cell
            .iter()
            .flat_map(|line| mark::unstyled(line).split(['\n', '\t']))
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
        {
            if !first {
                out.push(' ');
            }
            out.push_str(piece);
            first = false;
        }
    }
    vec![out.trim_end_matches(BORDER).to_owned()]
}
