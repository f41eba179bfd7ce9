//! What a reader may take away: the forms of a file, and the words in it.

use crate::Parameters;
use serde::{Deserialize, Serialize};

/// The form of a file made from reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExportFormat {
    /// A workbook: a sheet of rows for each report, the text that they lead to, and how it was made.
    Xlsx,
    /// Every column of the rows, headed in the reader's language.
    Csv,
    /// The long panel for statistics programs: the contract's names and words.
    Panel,
    /// A workbook of tasks: what is promised, how much, until when, by whom (left empty), in which words.
    Tasks,
    /// A table for a text in Markdown.
    Markdown,
    /// The analysis in the form of `gangmu.analysis/1`.
    Json,
}

impl ExportFormat {
    /// Every form, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Xlsx, Self::Csv, Self::Panel, Self::Tasks, Self::Markdown, Self::Json];

    /// Its name on the command line and in `locales/`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Panel => "panel",
            Self::Tasks => "tasks",
            Self::Markdown => "markdown",
            Self::Json => "json",
        }
    }

    /// The form of this name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.key() == key)
    }

    /// The end of a file's name, without the point.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Xlsx | Self::Tasks => "xlsx",
            Self::Csv | Self::Panel => "csv",
            Self::Markdown => "md",
            Self::Json => "json",
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx | Self::Tasks => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv | Self::Panel => "text/csv;charset=utf-8",
            Self::Markdown => "text/markdown;charset=utf-8",
            Self::Json => "application/json",
        }
    }

    /// Whether it is no text.
    pub const fn is_binary(self) -> bool {
        matches!(self, Self::Xlsx | Self::Tasks)
    }
}

/// How a file is to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportOptions {
    /// Its form.
    pub format: ExportFormat,
    /// In a workbook of rows: the rows of all reports on one sheet.
    pub one_sheet: bool,
    /// Whether CSV starts with a byte order mark.
    pub bom: bool,
}

/// The words of a file that a person reads. They come from `locales/`, which only the page and the command line know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The language's BCP 47 tag: `zh-CN` or `en`.
    pub language: String,
    /// Sentences by their keys.
    pub sentences: Parameters,
}

impl Words {
    /// The sentence of `key`; the key itself where there is none.
    pub fn say(&self, key: &str) -> String {
        self.sentences.get(key).map_or(key, String::as_str).to_owned()
    }
}

/// A workbook of tables that somebody else has filled: what reports have side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tables {
    /// What the file says it is.
    pub title: String,
    /// The latest year of a report in it, which stands for the time of creation.
    pub year: Option<u16>,
    /// Its sheets, in order.
    pub sheets: Vec<TableSheet>,
}

/// A sheet of such a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSheet {
    /// Its name, as somebody would like it: Excel's rules are the file's business.
    pub name: String,
    /// Its first line.
    pub headings: Vec<String>,
    /// How many of its first columns stay in sight.
    pub fixed: u16,
    /// The lines below.
    pub lines: Vec<Vec<TableCell>>,
}

/// A cell of such a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableCell {
    /// Nothing.
    Empty,
    /// A decimal number in ASCII, shown with the decimals it has.
    Number(String),
    /// Words, never a formula.
    Text(String),
}

#[cfg(test)]
mod tests {
    use super::ExportFormat;

    #[test]
    fn names_lead_back_to_their_forms() {
        for format in ExportFormat::ALL {
            assert_eq!(ExportFormat::from_key(format.key()), Some(format));
            // As it travels between page and worker.
            assert_eq!(serde_json::to_string(&format).unwrap(), format!("\"{}\"", format.key()));
        }
        assert_eq!(ExportFormat::from_key("doc"), None);
    }
}
