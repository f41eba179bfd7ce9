//! One row of an analysis as cells. In: a document and the number of a row. Out: for each column a cell that knows
//! whether it is a number; numbers keep the digits of the text, so that 6.0 stays 6.0.

use crate::Column;
use gangmu_model::{
    Average, Bound, CharIndex, Checked, Confidence, Direction, Document, Indicator, IndicatorType, Multiple, Number,
    Role, Span, Status,
};
use std::borrow::Cow;

/// A row of a document's indicator table, with what is needed to read its words.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The report.
    pub document: &'a Document,
    /// Conversions of its text's offsets.
    pub index: &'a CharIndex,
    /// The indicator, one of `document.indicators`.
    pub indicator: &'a Indicator,
}

/// The content of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing was said.
    Empty,
    /// A decimal number in ASCII: digits, at most one point, maybe a leading minus; no thousands separators.
    Number(String),
    /// Words.
    Text(Cow<'a, str>),
}

/// A value in the digits of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The value: `6.0`.
    pub value: String,
    /// The upper end of a range.
    pub max: Option<String>,
}

impl<'a> Row<'a> {
    /// Row `number` (from 0) of a document; `None` past its end.
    pub fn new(document: &'a Document, index: &'a CharIndex, number: usize) -> Option<Self> {
        document.indicators.get(number).map(|indicator| Self { document, index, indicator })
    }

    /// All rows of a document, in reading order.
    pub fn all(document: &'a Document, index: &'a CharIndex) -> impl Iterator<Item = Self> {
        document.indicators.iter().map(move |indicator| Self { document, index, indicator })
    }

    /// The characters of `span`.
    pub fn slice(&self, span: Span) -> &'a str {
        self.index.slice(&self.document.text, span.start, span.end)
    }

    /// The number with magnitude, unit and bound words, as the text has it: `8%以上`.
    pub fn quote(&self) -> &'a str {
        self.slice(self.indicator.span)
    }

    /// The number as the row says it: in the words of the text, with the unit that it shares with a number behind it (0.7 of
    /// 0.7和0.5个百分点), or, where a reader's correction says another, as they gave it.
    pub fn figure(&self) -> Cow<'a, str> {
        let (row, quote) = (self.indicator, self.quote());
        let Indicator { value, value_max, ref unit, bound, checked, .. } = *row;
        let says = |number: Number| digit_runs(quote).any(|run| run.parse() == Ok(number.0.abs()));
        let same = says(value) && value_max.is_none_or(says) && unit.as_deref().is_none_or(|unit| quote.contains(unit));
        if same || matches!(checked, Checked::No | Checked::Yes) {
            // Of 0.7个和0.5个百分点 the first has the beginning of it.
            let (figures, own) = split_figures(quote);
            let shared = figures.ends_with(|c: char| c.is_ascii_digit());
            let rest =
                unit.as_deref().and_then(|unit| unit.strip_prefix(own)).filter(|rest| shared && !rest.is_empty());
            return rest.map_or(Cow::Borrowed(quote), |rest| Cow::Owned(format!("{quote}{rest}")));
        }
        let range = value_max.map_or_else(String::new, |max| format!("–{max}"));
        Cow::Owned(format!("{}{value}{range}{}", crate::bound_sign(bound), unit.as_deref().unwrap_or_default()))
    }

    /// The sentence around the number, without the blanks at its ends.
    pub fn sentence(&self) -> &'a str {
        self.slice(self.indicator.sentence).trim()
    }

    /// The heading it stands under, with its label: `(一)稳增长`.
    pub fn section(&self) -> Option<String> {
        let section = self.document.sections.get(self.indicator.section? as usize)?;
        Some(format!("{}{}", section.label.as_deref().unwrap_or_default(), section.title))
    }

    /// What the section it stands in does in the report.
    pub fn role(&self) -> Option<Role> {
        self.document.sections.get(self.indicator.section? as usize).map(|section| section.role)
    }

    /// What the row says in one breath, in the words of the text: `固定资产投资增长8%以上`.
    pub fn saying(&self) -> String {
        let action = self.indicator.action.as_deref().unwrap_or_default();
        format!("{}{action}{}", self.indicator.indicator, self.figure())
    }

    /// The value in the digits of the text. Where the text has no digits of that value (三成, 百分之六) they are made.
    pub fn written(&self) -> Written {
        let mut runs = digit_runs(self.quote());
        let mut take = |number: Number| {
            let digits = runs.find(|run| run.parse() == Ok(number.0.abs()));
            digits
                .map_or_else(|| number.to_string(), |digits| if number.0 < 0.0 { format!("-{digits}") } else { digits })
        };
        let value = take(self.indicator.value);
        Written { value, max: self.indicator.value_max.map(&mut take) }
    }

    /// Both ends of a range in the digits of the text, without a minus: `5` and `5.5` of 5%—5.5%. `None` where the row says
    /// one number.
    pub fn range(&self) -> Option<(String, String)> {
        let Written { value, max } = self.written();
        let size = |digits: String| digits.trim_start_matches('-').to_owned();
        max.map(|max| (size(value), size(max)))
    }

    /// The cell of a column; words of the contract (`target`, `>=`) as the contract spells them.
    pub fn cell(&self, column: Column) -> Cell<'a> {
        let (document, row) = (self.document, self.indicator);
        match column {
            Column::Document => text(&document.title),
            Column::Region => document.region.as_ref().map_or(Cell::Empty, |region| text(&region.name)),
            Column::Year => document.year.map_or(Cell::Empty, |year| Cell::Number(year.to_string())),
            Column::Section => self.section().map_or(Cell::Empty, |title| Cell::Text(Cow::Owned(title))),
            Column::Role => optional(self.role().map(role_key)),
            Column::Indicator => text(&row.indicator),
            Column::Name => optional(row.name.as_deref()),
            Column::Domain => optional(row.domain.as_deref()),
            Column::Action => optional(row.action.as_deref()),
            Column::Value => Cell::Number(self.written().value),
            Column::ValueMax => self.written().max.map_or(Cell::Empty, Cell::Number),
            Column::Unit => optional(row.unit.as_deref()),
            Column::Amount => row.amount.map_or(Cell::Empty, |amount| Cell::Number(amount.to_string())),
            Column::UnitBase => optional(row.unit_base.as_deref()),
            Column::Kind => text(match row.kind {
                IndicatorType::Level => "level",
                IndicatorType::Change => "change",
                IndicatorType::Rank => "rank",
                IndicatorType::RankChange => "rankchange",
                IndicatorType::Gap => "gap",
            }),
            Column::Multiple => optional(row.multiple.map(|multiple| match multiple {
                Multiple::Growth => "growth",
                Multiple::Ratio => "ratio",
            })),
            Column::Direction => optional(row.direction.map(|direction| match direction {
                Direction::Up => "up",
                Direction::Down => "down",
            })),
            Column::Bound => text(match row.bound {
                Bound::Exact => "=",
                Bound::AtLeast => ">=",
                Bound::AtMost => "<=",
                Bound::About => "~",
            }),
            Column::Status => text(match row.status {
                Status::Actual => "actual",
                Status::Target => "target",
                Status::Other => "other",
            }),
            Column::Stretch => text(if row.stretch { "true" } else { "false" }),
            Column::Period => optional(row.period.as_deref()),
            Column::Average => optional(row.average.map(|average| match average {
                Average::Year => "year",
                Average::Month => "month",
                Average::Day => "day",
            })),
            Column::Base => optional(row.base.as_deref()),
            Column::Scope => optional(row.scope.as_deref()),
            Column::Parent => row.parent.map_or(Cell::Empty, |parent| Cell::Number(parent.to_string())),
            Column::Quote => text(self.quote()),
            Column::Sentence => text(self.sentence()),
            Column::SpanStart => Cell::Number(row.span.start.to_string()),
            Column::SpanEnd => Cell::Number(row.span.end.to_string()),
            Column::SentenceStart => Cell::Number(row.sentence.start.to_string()),
            Column::SentenceEnd => Cell::Number(row.sentence.end.to_string()),
            Column::Rule => text(&row.rule),
            Column::Confidence => text(match row.confidence {
                Confidence::High => "high",
                Confidence::Low => "low",
            }),
            Column::Checked => text(checked_key(row.checked)),
        }
    }
}

/// The contract's word for what a section does.
pub const fn role_key(role: Role) -> &'static str {
    match role {
        Role::Review => "review",
        Role::Plan => "plan",
        Role::Government => "government",
        Role::Glossary => "glossary",
        Role::Other => "other",
    }
}

/// The contract's word for what a reader has done about a row.
pub const fn checked_key(checked: Checked) -> &'static str {
    match checked {
        Checked::No => "no",
        Checked::Yes => "yes",
        Checked::Edited => "edited",
        Checked::Added => "added",
    }
}

fn text(words: &str) -> Cell<'_> {
    Cell::Text(Cow::Borrowed(words))
}

fn optional(words: Option<&str>) -> Cell<'_> {
    words.map_or(Cell::Empty, text)
}

/// The figures at the start of a number as written, and the rest. A numeral in hanzi is one piece with its unit.
pub fn split_figures(written: &str) -> (&str, &str) {
    let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '０'..='９' | '-' | '–' | '—' | '~' | '～');
    match written.char_indices().find(|&(_, c)| !figure(c)) {
        Some((0, _)) | None => (written, ""),
        Some((end, _)) => written.split_at(end),
    }
}

/// The decimal numbers in a piece of text, in ASCII and without thousands separators.
fn digit_runs(text: &str) -> impl Iterator<Item = String> {
    let mut chars = text.chars().map(ascii).peekable();
    std::iter::from_fn(move || {
        while chars.next_if(|c| !c.is_ascii_digit()).is_some() {}
        let mut run = String::new();
        while let Some(c) = chars.next_if(|c| c.is_ascii_digit() || *c == ',' || *c == '.') {
            if c != ',' {
                run.push(c);
            }
        }
        // A full stop after a number is no part of it.
        let length = run.trim_end_matches('.').len();
        run.truncate(length);
        (!run.is_empty()).then_some(run)
    })
}

/// Full-width digits and separators as their ASCII twins.
fn ascii(c: char) -> char {
    match c {
        '０'..='９' | '．' | '，' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Cell, Row, digit_runs, split_figures};
    use crate::Column;
    use gangmu_model::{
        Bound, CharIndex, Checked, Confidence, Document, DocumentKind, Indicator, IndicatorType, Number, Region, Role,
        Section, SectionKind, SourceInfo, Span, Status,
    };

    /// A one-section report of an invented county that says `text`, with one row whose number is `quote`.
    pub(crate) fn report(text: &str, quote: &str, value: f64, max: Option<f64>) -> Document {
        let start = text[..text.find(quote).unwrap()].chars().count() as u32;
        let span = Span { start, end: start + quote.chars().count() as u32 };
        let all = Span { start: 0, end: text.chars().count() as u32 };
        let row = Indicator {
            indicator: "茶园面积".to_owned(),
            name: None,
            domain: Some("三农".to_owned()),
            action: Some("达".to_owned()),
            value: Number(value),
            value_max: max.map(Number),
            unit: Some("万亩".to_owned()),
            amount: Some(Number(value * 10_000.0)),
            unit_base: Some("亩".to_owned()),
            kind: IndicatorType::Level,
            multiple: None,
            direction: None,
            bound: Bound::AtLeast,
            status: Status::Target,
            stretch: false,
            period: Some("2031".to_owned()),
            average: None,
            base: None,
            scope: None,
            parent: None,
            section: Some(0),
            span,
            sentence: all,
            rule: "plain".to_owned(),
            confidence: Confidence::High,
            checked: Checked::No,
        };
        Document {
            id: "0123456789abcdef".to_owned(),
            kind: DocumentKind::Report,
            source: SourceInfo { name: "青禾.txt".to_owned(), format: "text".to_owned(), encoding: None, index: 0 },
            title: "2031年青禾县政府工作报告".to_owned(),
            region: Some(Region { name: "青禾县".to_owned(), level: None, code: None }),
            year: Some(2031),
            date: None,
            speaker: None,
            sureness: gangmu_model::Sureness::default(),
            sketch: String::new(),
            text: text.to_owned(),
            removed: Vec::new(),
            sections: vec![Section {
                level: 1,
                kind: SectionKind::Part,
                label: Some("二、".to_owned()),
                title: "今年任务".to_owned(),
                start: 0,
                end: all.end,
                parent: None,
                role: Role::Plan,
            }],
            notes: Vec::new(),
            indicators: vec![row],
            commitments: Vec::new(),
            terms: Vec::new(),
            warnings: Vec::new(),
        }
    }

    fn written(quote: &str, value: f64, max: Option<f64>) -> (String, Option<String>) {
        let document = report(&format!("茶园面积达{quote}。"), quote, value, max);
        let index = CharIndex::new(&document.text);
        let written = Row::new(&document, &index, 0).unwrap().written();
        (written.value, written.max)
    }

    #[test]
    fn decimals_stay_as_written() {
        assert_eq!(written("6.0万亩以上", 6.0, None), ("6.0".to_owned(), None));
        assert_eq!(written("1,250.50万亩", 1250.5, None), ("1250.50".to_owned(), None));
        assert_eq!(written("６．５０％", 6.5, None), ("6.50".to_owned(), None));
    }

    #[test]
    fn a_range_keeps_both_ends() {
        assert_eq!(written("6.50%-7.0%", 6.5, Some(7.0)), ("6.50".to_owned(), Some("7.0".to_owned())));
        assert_eq!(written("6%至6%", 6.0, Some(6.0)), ("6".to_owned(), Some("6".to_owned())));
    }

    #[test]
    fn numerals_without_digits_are_given_digits() {
        assert_eq!(written("三成以上", 30.0, None), ("30".to_owned(), None));
        assert_eq!(written("-2.10个百分点", -2.1, None), ("-2.10".to_owned(), None));
    }

    #[test]
    fn runs_end_before_a_full_stop() {
        assert_eq!(digit_runs("12.5，至3.").collect::<Vec<_>>(), ["12.5", "3"]);
        assert_eq!(digit_runs("没有").count(), 0);
    }

    #[test]
    fn cells_hold_the_words_of_the_contract_and_of_the_text() {
        let document = report(" 今年𬭎山片区茶园面积达8.0万亩以上。", "8.0万亩以上", 8.0, None);
        let index = CharIndex::new(&document.text);
        let row = Row::all(&document, &index).next().unwrap();
        assert_eq!(row.saying(), "茶园面积达8.0万亩以上");
        assert_eq!(row.cell(Column::Value), Cell::Number("8.0".to_owned()));
        assert_eq!(row.cell(Column::Amount), Cell::Number("80000".to_owned()));
        assert_eq!(row.cell(Column::Bound), Cell::Text(">=".into()));
        assert_eq!(row.cell(Column::Section), Cell::Text("二、今年任务".into()));
        assert_eq!(row.cell(Column::Sentence), Cell::Text("今年𬭎山片区茶园面积达8.0万亩以上。".into()));
        assert_eq!(row.cell(Column::Name), Cell::Empty);
    }

    #[test]
    fn a_range_has_both_its_ends_in_the_digits_of_the_text() {
        let ends = |text: &str, quote: &str, value, max| {
            let document = report(text, quote, value, max);
            let index = CharIndex::new(&document.text);
            let range = Row::new(&document, &index, 0).unwrap().range();
            range.map(|(from, to)| format!("{from} {to}"))
        };
        assert_eq!(ends("茶园面积达5.0%—5.5%。", "5.0%—5.5%", 5.0, Some(5.5)).as_deref(), Some("5.0 5.5"));
        assert_eq!(ends("茶园面积达8-9万亩。", "8-9万亩", 8.0, Some(9.0)).as_deref(), Some("8 9"));
        assert_eq!(ends("茶园面积达8万亩。", "8万亩", 8.0, None), None);
    }

    #[test]
    fn a_number_is_its_figures_and_what_stands_behind_them() {
        assert_eq!(split_figures("6.5%左右"), ("6.5", "%左右"));
        assert_eq!(split_figures("130亿元以上"), ("130", "亿元以上"));
        assert_eq!(split_figures("三成"), ("三成", ""));
        assert_eq!(split_figures("42"), ("42", ""));
    }

    #[test]
    fn a_unit_that_stands_behind_another_number_is_said() {
        let figure = |quote: &str, unit: &str| {
            let mut document = report("增速分别提高0.7个和0.5个百分点。", quote, 0.7, None);
            document.indicators[0].unit = Some(unit.to_owned());
            let index = CharIndex::new(&document.text);
            Row::new(&document, &index, 0).unwrap().figure().into_owned()
        };
        assert_eq!(figure("0.7", "个百分点"), "0.7个百分点");
        assert_eq!(figure("0.7个", "个百分点"), "0.7个百分点");
        assert_eq!(figure("0.5个百分点", "个百分点"), "0.5个百分点");
        assert_eq!(figure("0.7个", "项"), "0.7个");
    }

    #[test]
    fn what_a_reader_corrected_is_said_as_they_gave_it() {
        let mut document = report("茶园面积达8.0万亩以上。", "8.0万亩以上", 8.0, None);
        let figure = |document: &Document| {
            let index = CharIndex::new(&document.text);
            Row::new(document, &index, 0).unwrap().figure().into_owned()
        };
        assert_eq!(figure(&document), "8.0万亩以上");
        document.indicators[0].checked = Checked::Edited;
        assert_eq!(figure(&document), "8.0万亩以上");
        document.indicators[0].value = Number(7.5);
        assert_eq!(figure(&document), "≥7.5万亩");
        document.indicators[0].value_max = Some(Number(9.0));
        assert_eq!(figure(&document), "≥7.5–9万亩");
    }
}
