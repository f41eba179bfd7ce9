//! The columns of a table of indicators: one list for every table that leaves the program. A column's key is the name of
//! its field in the contract, so that a CSV read by a program means what the JSON means.

/// A column of a table of indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "`Column::key` names the contract's field, which the contract explains")]
pub enum Column {
    Document,
    Region,
    Year,
    Section,
    /// What the section does in the report.
    Role,
    Indicator,
    Name,
    Domain,
    Action,
    Value,
    ValueMax,
    Unit,
    Amount,
    UnitBase,
    Kind,
    Multiple,
    Direction,
    Bound,
    Status,
    Stretch,
    Period,
    Average,
    Base,
    Scope,
    Parent,
    /// The number with unit and bound words, as the text has it.
    Quote,
    /// The sentence's text.
    Sentence,
    SpanStart,
    SpanEnd,
    SentenceStart,
    SentenceEnd,
    Rule,
    Confidence,
    /// What a reader has done about the row.
    Checked,
}

impl Column {
    /// Every column, in the order of a full CSV: where a row stands first, then what it says, then how it came about.
    pub const ALL: [Self; 33] = [
        Self::Document,
        Self::Region,
        Self::Year,
        Self::Section,
        Self::Indicator,
        Self::Name,
        Self::Domain,
        Self::Action,
        Self::Value,
        Self::ValueMax,
        Self::Unit,
        Self::Amount,
        Self::UnitBase,
        Self::Kind,
        Self::Multiple,
        Self::Direction,
        Self::Bound,
        Self::Status,
        Self::Stretch,
        Self::Period,
        Self::Average,
        Self::Base,
        Self::Scope,
        Self::Parent,
        Self::Quote,
        Self::Sentence,
        Self::SpanStart,
        Self::SpanEnd,
        Self::SentenceStart,
        Self::SentenceEnd,
        Self::Rule,
        Self::Confidence,
        Self::Checked,
    ];

    /// What a person pastes into a spreadsheet or a text: no offsets, no program's names.
    pub const SHORT: [Self; 13] = [
        Self::Indicator,
        Self::Action,
        Self::Direction,
        Self::Bound,
        Self::Value,
        Self::ValueMax,
        Self::Unit,
        Self::Status,
        Self::Period,
        Self::Domain,
        Self::Section,
        Self::Sentence,
        Self::Checked,
    ];

    /// The long panel: a row an observation, for statistics programs.
    pub const PANEL: [Self; 18] = [
        Self::Region,
        Self::Year,
        Self::Role,
        Self::Indicator,
        Self::Name,
        Self::Value,
        Self::ValueMax,
        Self::Bound,
        Self::Unit,
        Self::Kind,
        Self::Direction,
        Self::Status,
        Self::Period,
        Self::Average,
        Self::Base,
        Self::Scope,
        Self::Sentence,
        Self::Checked,
    ];

    /// The workbook: what a row says, what it was made of, where it stands.
    pub const SHEET: [Self; 22] = [
        Self::Indicator,
        Self::Direction,
        Self::Bound,
        Self::Value,
        Self::ValueMax,
        Self::Unit,
        Self::Status,
        Self::Period,
        Self::Action,
        Self::Kind,
        Self::Average,
        Self::Stretch,
        Self::Base,
        Self::Scope,
        Self::Name,
        Self::Domain,
        Self::Amount,
        Self::UnitBase,
        Self::Section,
        Self::Sentence,
        Self::Confidence,
        Self::Checked,
    ];

    /// Whether its cells are numbers.
    pub const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Year
                | Self::Value
                | Self::ValueMax
                | Self::Amount
                | Self::Parent
                | Self::SpanStart
                | Self::SpanEnd
                | Self::SentenceStart
                | Self::SentenceEnd
        )
    }

    /// The column's name in machine-readable headers: the contract's name of the field.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Region => "region",
            Self::Year => "year",
            Self::Section => "section",
            Self::Role => "role",
            Self::Indicator => "indicator",
            Self::Name => "name",
            Self::Domain => "domain",
            Self::Action => "action",
            Self::Value => "value",
            Self::ValueMax => "value_max",
            Self::Unit => "unit",
            Self::Amount => "amount",
            Self::UnitBase => "unit_base",
            Self::Kind => "type",
            Self::Multiple => "multiple",
            Self::Direction => "direction",
            Self::Bound => "bound",
            Self::Status => "status",
            Self::Stretch => "stretch",
            Self::Period => "period",
            Self::Average => "average",
            Self::Base => "base",
            Self::Scope => "scope",
            Self::Parent => "parent",
            Self::Quote => "quote",
            Self::Sentence => "sentence",
            Self::SpanStart => "span_start",
            Self::SpanEnd => "span_end",
            Self::SentenceStart => "sentence_start",
            Self::SentenceEnd => "sentence_end",
            Self::Rule => "rule",
            Self::Confidence => "confidence",
            Self::Checked => "checked",
        }
    }

    /// The column of this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().chain([Self::Role]).find(|column| column.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::Column;

    #[test]
    fn keys_are_distinct_and_lead_back() {
        for column in Column::ALL.into_iter().chain(Column::PANEL).chain(Column::SHEET) {
            assert_eq!(Column::from_key(column.key()), Some(column));
        }
        assert_eq!(Column::from_key("colour"), None);
    }
}
