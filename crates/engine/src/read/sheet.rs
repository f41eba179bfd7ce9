//! Tables of texts, as researchers keep them: one report a row, its place and year beside it.
//!
//! A column of long Chinese texts makes a table one of texts. What the others are, their heads say; where a text lacks
//! the title, it is made from them. A table without such a column is read as lines.

use super::{Raw, ReadError, is_blank};

#[cfg(test)]
mod tests;

/// A table.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: Vec<Row>,
}

/// A row: its number as programs show it, and the cells that have something in them, by their columns from 0.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) number: u32,
    pub(super) cells: Vec<(u32, String)>,
}

impl Row {
    pub(super) fn get(&self, column: u32) -> &str {
        self.cells.iter().find(|(at, _)| *at == column).map_or("", |(_, text)| text.trim())
    }
}

/// What a column holds, by its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Title,
    Region,
    Year,
}

/// The words for each. Those of one character count only as a whole head.
const ROLES: [(Role, &[&str]); 4] = [
    (Role::Text, &["正文", "全文", "内容", "文本", "原文", "text", "content", "body"]),
    (Role::Title, &["标题", "题目", "题名", "名称", "title"]),
    (Role::Year, &["年份", "年度", "年", "year"]),
    (
        Role::Region,
        &[
            "地区", "区域", "行政区", "省份", "省市", "城市", "地市", "地级市", "区县", "县区", "县市", "地名", "省",
            "市", "县", "region", "province", "city", "prefecture", "county",
        ],
    ),
];

/// Heads with these words are about a column, not of it.
const CODES: [&str; 7] = ["代码", "编码", "编号", "类型", "字数", "code", "id"];

/// A column of texts has so many characters a cell on average; one whose head says so, half as many.
const LONG: usize = 200;

/// A cell of Excel holds no more than 32,767 characters; a longer text goes on in the next column.
const FULL: usize = 32_700;

/// More columns of texts, or of places, than any table has.
const MOST_COLUMNS: usize = 16;

/// A head stands in one of the first rows.
const HEAD_ROWS: usize = 5;

/// The role that a head names.
pub(super) fn role(head: &str) -> Option<Role> {
    let head = head.trim().to_lowercase();
    if head.is_empty() || head.chars().count() > 12 || CODES.iter().any(|code| head.contains(code)) {
        return None;
    }
    let named = |word: &&str| if word.chars().count() > 1 { head.contains(*word) } else { head == **word };
    ROLES.iter().find(|(_, words)| words.iter().any(named)).map(|(role, _)| *role)
}

/// The texts of tables, each under the number of its row; `None` where no table is one of texts. `file` is their name.
pub(super) fn texts(file: &str, sheets: &[Sheet]) -> Option<Vec<(String, String)>> {
    let tables: Vec<(&Sheet, Table)> = sheets.iter().filter_map(|sheet| Some((sheet, Table::new(sheet)?))).collect();
    let mut out = Vec::new();
    for (sheet, table) in &tables {
        let about = [file, &sheet.name].iter().any(|name| name.contains("工作报告"));
        for row in sheet.rows.iter().skip(table.first) {
            let text = table.text(row);
            if is_blank(&text) {
                continue;
            }
            let name = match tables.len() {
                1 => row.number.to_string(),
                _ => format!("{}/{}", sheet.name, row.number),
            };
            out.push((name, table.titled(row, text, about)));
        }
    }
    (!out.is_empty()).then_some(out)
}

/// Tables as lines, with a tab between cells; of several, each under its name.
pub(super) fn lines(sheets: &[Sheet]) -> String {
    let full = sheets.iter().filter(|sheet| !sheet.rows.is_empty()).count();
    let mut out = String::new();
    for sheet in sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
        if full > 1 {
            out.push_str(&sheet.name);
            out.push('\n');
        }
        for row in &sheet.rows {
            for (at, (_, cell)) in row.cells.iter().enumerate() {
                if at > 0 {
                    out.push('\t');
                }
                let mut pieces = cell.split_whitespace();
                out.push_str(pieces.next().unwrap_or_default());
                for piece in pieces {
                    out.push(' ');
                    out.push_str(piece);
                }
            }
            out.push('\n');
        }
    }
    out
}

/// What `texts` or `lines` of tables are as the texts of a file.
pub(super) fn entries(
    file: &str,
    sheets: &[Sheet],
    format: &'static str,
    encoding: Option<&'static str>,
) -> Vec<super::Entry> {
    let raw = |text| Raw { text, format, encoding };
    if let Some(texts) = texts(file, sheets) {
        return texts.into_iter().map(|(row, text)| (format!("{file}/{row}"), Ok(raw(text)))).collect();
    }
    let text = lines(sheets);
    vec![(file.to_owned(), if is_blank(&text) { Err(ReadError::Empty) } else { Ok(raw(text)) })]
}

/// The columns of a table of texts.
struct Table {
    /// The first row of texts.
    first: usize,
    texts: Vec<u32>,
    title: Option<u32>,
    regions: Vec<u32>,
    year: Option<u32>,
}

impl Table {
    fn new(sheet: &Sheet) -> Option<Self> {
        let long = |row: &Row| row.cells.iter().any(|(_, cell)| cell.chars().nth(LONG).is_some());
        let body = sheet.rows.iter().position(long)?;
        // The head is the first row with two names of columns, or one of texts, above the first text.
        let head = sheet.rows[..body].iter().take(HEAD_ROWS).position(|row| {
            let roles: Vec<Role> = row.cells.iter().filter_map(|(_, cell)| role(cell)).collect();
            roles.len() > 1 || roles == [Role::Text]
        });
        let first = head.map_or(0, |head| head + 1);
        let heads = head.map_or(&[][..], |head| &sheet.rows[head].cells);
        let roles: Vec<(u32, Role)> = heads.iter().filter_map(|(at, cell)| Some((*at, role(cell)?))).collect();
        let of = |role| roles.iter().filter(move |(_, of)| *of == role).map(|&(at, _)| at);

        let mut columns: Vec<(u32, usize, usize)> = Vec::new();
        for (at, cell) in sheet.rows[first..].iter().flat_map(|row| &row.cells) {
            let length = cell.chars().filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')).count();
            match columns.binary_search_by_key(at, |&(column, ..)| column) {
                Ok(found) => {
                    columns[found].1 += length;
                    columns[found].2 += 1;
                }
                Err(place) => columns.insert(place, (*at, length, 1)),
            }
        }
        let mean = |&(_, length, cells): &(u32, usize, usize)| length / cells.max(1);
        let named: Vec<u32> = columns
            .iter()
            .filter(|column| mean(column) >= LONG / 2 && of(Role::Text).any(|at| at == column.0))
            .map(|column| column.0)
            .collect();
        let mut texts: Vec<u32> = if named.is_empty() {
            columns.iter().filter(|column| mean(column) >= LONG).map(|column| column.0).collect()
        } else {
            named
        };
        texts.truncate(MOST_COLUMNS);
        let is_text = |at: &u32| texts.contains(at);
        let title = of(Role::Title).find(|at| !is_text(at));
        let year = of(Role::Year).find(|at| !is_text(at));
        let regions = of(Role::Region).filter(|at| !is_text(at)).take(MOST_COLUMNS).collect();
        (!texts.is_empty()).then_some(Self { first, texts, title, regions, year })
    }

    fn text(&self, row: &Row) -> String {
        let mut out = String::new();
        let mut full = true;
        for &column in &self.texts {
            let cell = row.get(column);
            if !full && !out.is_empty() && !cell.is_empty() {
                out.push('\n');
            }
            out.push_str(cell);
            full = cell.chars().nth(FULL).is_some();
        }
        out
    }

    /// The text of a row under its title, which is put before it where it lacks it.
    fn titled(&self, row: &Row, text: String, about: bool) -> String {
        let title = self.title.map(|column| row.get(column)).unwrap_or_default();
        // 白石省, 云州市, 青禾县: the last is the narrowest.
        let mut regions = self.regions.iter().map(|&column| row.get(column));
        let region = regions.rfind(|region| region.chars().any(|c| c >= '\u{4E00}')).unwrap_or_default();
        let year = self.year.and_then(|column| year(row.get(column)));
        let start = || text.lines().filter(|line| !line.trim().is_empty()).take(8);
        let bare = |line: &str| line.chars().filter(|c| !c.is_whitespace()).collect::<String>();

        let titles: Vec<String> = start().map(bare).filter(|line| crate::split::is_title(line)).collect();
        let report = about || !titles.is_empty() || title.contains("工作报告") || text.contains("各位代表");
        let named = crate::split::is_title(title) && title.contains(region);
        let made = if report
            && !named
            && (!region.is_empty() || year.is_some())
            && (title.is_empty() || crate::split::is_title(title))
        {
            let year = year.map(|year| format!("{year}年")).unwrap_or_default();
            format!("{region}{year}政府工作报告")
        } else {
            title.to_owned()
        };
        let known = |line: &String| line.contains(region) && (year.is_none() || crate::split::year_in(line).is_some());
        let says = titles.iter().any(known) || start().any(|line| bare(line) == bare(&made));
        if made.is_empty() || says { text } else { format!("{made}\n{text}") }
    }
}

/// The year in a cell: 2024, 2024年, 2024.0.
fn year(cell: &str) -> Option<u16> {
    let digits = cell.bytes().take_while(u8::is_ascii_digit).count();
    let year = cell.get(..digits)?.parse().ok()?;
    (1949..2100).contains(&year).then_some(year)
}
