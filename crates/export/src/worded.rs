//! A row in the words of a person. In: a row, and whoever knows the sentences of `locales/` by their keys. Out: cells in
//! which the contract's own words (`target`, `>=`) have become the reader's; periods as people write them.

use crate::{Cell, Column, Row, checked_key};
use gangmu_model::{Average, Bound, Confidence, Direction, IndicatorType, Relation, Status, Words};

/// The sentence of a key.
pub type Say<'a> = &'a dyn Fn(&str) -> String;

/// The keys that files share with the page, besides the columns' names.
const KEYS: &str = "export.yes \
    indicators.status.actual indicators.status.target indicators.status.other \
    indicators.type.level indicators.type.change indicators.type.rank indicators.type.rankchange indicators.type.gap \
    indicators.average.year indicators.average.month indicators.average.day \
    indicators.period.until indicators.period.q1 indicators.period.q2 indicators.period.q3 indicators.period.q4 \
    indicators.period.h1 indicators.period.h2 indicators.period.q1_q3";

/// The words that files share with the page, in the language of this tag; what only files say is in `locales/file.*.tsv`.
pub fn words(language: &str, say: Say<'_>) -> Words {
    // One by one: collected at once they would be sorted, and a sort is wasm to download.
    let mut words = Words { language: language.to_owned(), ..Words::default() };
    let mut add = |key: String| {
        let sentence = say(&key);
        words.sentences.insert(key, sentence);
    };
    for column in Column::ALL {
        add(heading_key(column));
    }
    for key in KEYS.split(' ') {
        add(key.to_owned());
    }
    words
}

/// A sentence with its only parameter.
pub(crate) fn filled(sentence: &str, value: &str) -> String {
    let parts = sentence.split_once('%').and_then(|(before, rest)| Some((before, rest.split_once('}')?.1)));
    parts.map_or_else(|| sentence.to_owned(), |(before, after)| [before, value, after].concat())
}

/// The key of a column's name.
pub fn heading_key(column: Column) -> String {
    format!("export.column.{}", column.key())
}

impl<'a> Row<'a> {
    /// The cell of a column in the reader's words.
    pub fn worded(&self, column: Column, say: Say<'_>) -> Cell<'a> {
        let indicator = self.indicator;
        let words = match column {
            Column::Status => say(match indicator.status {
                Status::Actual => "indicators.status.actual",
                Status::Target => "indicators.status.target",
                Status::Other => "indicators.status.other",
            }),
            Column::Kind => say(match indicator.kind {
                IndicatorType::Level => "indicators.type.level",
                IndicatorType::Change => "indicators.type.change",
                IndicatorType::Rank => "indicators.type.rank",
                IndicatorType::RankChange => "indicators.type.rankchange",
                IndicatorType::Gap => "indicators.type.gap",
            }),
            Column::Bound => match bound_sign(indicator.bound) {
                "" => return Cell::Empty,
                sign => return Cell::Text(sign.into()),
            },
            Column::Direction => match indicator.direction {
                None => return Cell::Empty,
                Some(Direction::Up) => return Cell::Text("↑".into()),
                Some(Direction::Down) => return Cell::Text("↓".into()),
            },
            Column::Stretch if !indicator.stretch => return Cell::Empty,
            Column::Stretch => say("export.yes"),
            Column::Average => match indicator.average {
                None => return Cell::Empty,
                Some(Average::Year) => say("indicators.average.year"),
                Some(Average::Month) => say("indicators.average.month"),
                Some(Average::Day) => say("indicators.average.day"),
            },
            Column::Period => match &indicator.period {
                None => return Cell::Empty,
                Some(of) => period(of, say),
            },
            Column::Confidence => say(match indicator.confidence {
                Confidence::High => "export.confidence.high",
                Confidence::Low => "export.confidence.low",
            }),
            Column::Checked => say(&format!("export.checked.{}", checked_key(indicator.checked))),
            column => return self.cell(column),
        };
        Cell::Text(words.into())
    }
}

/// The sign of a bound; nothing for an exact value.
pub fn bound_sign(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "",
        Bound::AtLeast => "≥",
        Bound::AtMost => "≤",
        Bound::About => "≈",
    }
}

/// A period of the contract as a person writes it: 2023 一季度, 2021–2025, 至 2022.
pub fn period(period: &str, say: Say<'_>) -> String {
    let of_year = |key: &str, year: &str| filled(&say(key), year);
    if let Some(year) = period.strip_prefix("..") {
        return of_year("indicators.period.until", year);
    }
    if let Some((from, to)) = period.split_once("..") {
        return format!("{from}–{to}");
    }
    // A period is ASCII; anything else is left as it is.
    let Some((year, rest)) = period.split_at_checked(period.len().min(4)) else { return period.to_owned() };
    let key = match rest {
        "" => return year.to_owned(),
        "Q1" => "indicators.period.q1",
        "Q2" => "indicators.period.q2",
        "Q3" => "indicators.period.q3",
        "Q4" => "indicators.period.q4",
        "H1" | "Q1-Q2" => "indicators.period.h1",
        "H2" => "indicators.period.h2",
        "Q1-Q3" => "indicators.period.q1_q3",
        _ => return period.replacen('-', "–", 1),
    };
    of_year(key, year)
}

/// What a commitment without a number says of its thing: 高于农民收入平均. `None` where the relation needs something to
/// compare with and the text names nothing.
pub fn relation(relation: Relation, base: Option<&str>, say: Say<'_>) -> Option<String> {
    let key = match relation {
        Relation::Above | Relation::InStep if base.is_none() => return None,
        Relation::Above => "export.relation.above",
        Relation::InStep => "export.relation.in-step",
        Relation::NotLess => "export.relation.not-less",
        Relation::Assigned => "export.relation.assigned",
        Relation::NoneOccurred => "export.relation.none-occurred",
        Relation::Positive => "export.relation.positive",
    };
    Some(filled(&say(key), base.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::{period, relation, words};
    use crate::{Cell, Column, Row, row::tests::report};
    use gangmu_model::{CharIndex, Confidence, Direction, Relation};

    fn say(key: &str) -> String {
        match key {
            "indicators.period.until" => "至 %{year}".to_owned(),
            "export.relation.above" => "高于%{base}".to_owned(),
            key => format!("[{}]", key.rsplit('.').next().unwrap_or_default()),
        }
    }

    #[test]
    fn periods_read_as_people_write_them() {
        let read = |of| period(of, &say);
        assert_eq!(read("2031"), "2031");
        assert_eq!(read("..2030"), "至 2030");
        assert_eq!(read("2026..2030"), "2026–2030");
        assert_eq!(read("2031Q1-Q3"), "[q1_q3]");
        assert_eq!(read("2031Q1-Q2"), read("2031H1"));
        assert_eq!(read("2026-2030"), "2026–2030");
        assert_eq!(read("去年底"), "去年底");
    }

    #[test]
    fn the_words_of_the_contract_become_the_readers() {
        let mut document = report("茶园面积达8.0万亩以上。", "8.0万亩以上", 8.0, None);
        document.indicators[0].direction = Some(Direction::Down);
        document.indicators[0].confidence = Confidence::Low;
        let index = CharIndex::new(&document.text);
        let row = Row::new(&document, &index, 0).unwrap();
        let cell = |column| row.worded(column, &say);
        assert_eq!(cell(Column::Status), Cell::Text("[target]".into()));
        assert_eq!(cell(Column::Bound), Cell::Text("≥".into()));
        assert_eq!(cell(Column::Direction), Cell::Text("↓".into()));
        assert_eq!(cell(Column::Confidence), Cell::Text("[low]".into()));
        assert_eq!(cell(Column::Stretch), Cell::Empty);
        assert_eq!(cell(Column::Value), Cell::Number("8.0".to_owned()));
    }

    #[test]
    fn a_relation_names_what_it_compares_with() {
        assert_eq!(relation(Relation::Above, Some("全市平均"), &say).as_deref(), Some("高于全市平均"));
        assert_eq!(relation(Relation::Above, None, &say), None);
        assert_eq!(relation(Relation::NotLess, None, &say).as_deref(), Some("[not-less]"));
    }

    #[test]
    fn words_are_gathered_for_every_column_and_key() {
        let words = words("zh-CN", &say);
        assert_eq!(words.say("export.column.value_max"), "[value_max]");
        assert_eq!(words.say("indicators.average.day"), "[day]");
        assert!(words.sentences.keys().all(|key| !key.contains(' ') && !key.is_empty()));
        assert_eq!(words.say("no.such.key"), "no.such.key");
    }
}
