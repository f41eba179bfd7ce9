//! A row as it stands in a form. In: a row, or a number of the text. Out: its fields as a person writes them, and the row
//! that they say, or which of them cannot be.

use gangmu_export::{Row, role_key};
use gangmu_model::{
    Bound, Checked, Confidence, Direction, Document, Indicator, IndicatorType, Number, Role, Span, Status, amount,
};

/// The choices of a field and their keys: those of the contract.
pub(super) const BOUNDS: [(&str, Bound); 4] =
    [("=", Bound::Exact), (">=", Bound::AtLeast), ("<=", Bound::AtMost), ("~", Bound::About)];
pub(super) const STATUSES: [(&str, Status); 3] =
    [("actual", Status::Actual), ("target", Status::Target), ("other", Status::Other)];
pub(super) const KINDS: [(&str, IndicatorType); 5] = [
    ("level", IndicatorType::Level),
    ("change", IndicatorType::Change),
    ("rank", IndicatorType::Rank),
    ("rankchange", IndicatorType::RankChange),
    ("gap", IndicatorType::Gap),
];
/// An empty key: no direction.
pub(super) const DIRECTIONS: [(&str, Option<Direction>); 3] =
    [("", None), ("up", Some(Direction::Up)), ("down", Some(Direction::Down))];

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Indicator,
    Name,
    Value,
    ValueMax,
    Unit,
    Bound,
    Kind,
    Direction,
    Status,
    Period,
    Action,
    Base,
}

impl Field {
    /// In the order of the form.
    pub(super) const ALL: [Self; 12] = [
        Self::Indicator,
        Self::Name,
        Self::Value,
        Self::ValueMax,
        Self::Unit,
        Self::Bound,
        Self::Kind,
        Self::Direction,
        Self::Status,
        Self::Period,
        Self::Action,
        Self::Base,
    ];

    /// The contract's name of it.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Indicator => "indicator",
            Self::Name => "name",
            Self::Value => "value",
            Self::ValueMax => "value_max",
            Self::Unit => "unit",
            Self::Bound => "bound",
            Self::Kind => "type",
            Self::Direction => "direction",
            Self::Status => "status",
            Self::Period => "period",
            Self::Action => "action",
            Self::Base => "base",
        }
    }
}

/// Why a field cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It has to say something.
    Empty,
    /// It is no number.
    NoNumber,
    /// The upper end of a range lies below its lower end.
    Order,
    /// It is no time of the contract.
    NoPeriod,
}

impl Wrong {
    /// The last part of its sentence's key.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NoNumber => "number",
            Self::Order => "order",
            Self::NoPeriod => "period",
        }
    }
}

/// The fields by [`Field::ALL`], choices by their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft(pub [String; 12]);

impl Draft {
    /// The fields of a row; the value in the digits of the text.
    pub(super) fn of(row: Row<'_>) -> Self {
        let indicator = row.indicator;
        let written = row.written();
        let mut draft = Self::plain(indicator);
        draft.0[Field::Value as usize] = written.value;
        draft.0[Field::ValueMax as usize] = written.max.unwrap_or_default();
        draft
    }

    fn plain(row: &Indicator) -> Self {
        let words = |words: &Option<String>| words.clone().unwrap_or_default();
        Self(Field::ALL.map(|field| match field {
            Field::Indicator => row.indicator.clone(),
            Field::Name => words(&row.name),
            Field::Value => row.value.to_string(),
            Field::ValueMax => row.value_max.map(|max| max.to_string()).unwrap_or_default(),
            Field::Unit => words(&row.unit),
            Field::Bound => key(&BOUNDS, row.bound),
            Field::Kind => key(&KINDS, row.kind),
            Field::Direction => key(&DIRECTIONS, row.direction),
            Field::Status => key(&STATUSES, row.status),
            Field::Period => words(&row.period),
            Field::Action => words(&row.action),
            Field::Base => words(&row.base),
        }))
    }

    fn get(&self, field: Field) -> &str {
        self.0[field as usize].trim()
    }

    /// The row that the fields say, all else as in `base`. `domain` knows the domain of a canonical name.
    ///
    /// # Errors
    /// The fields that cannot be, in the order of the form.
    pub(super) fn row(
        &self,
        base: &Indicator,
        domain: impl Fn(&str) -> Option<String>,
    ) -> Result<Indicator, Vec<(Field, Wrong)>> {
        let mut wrong = Vec::new();
        let words = |field| Some(self.get(field)).filter(|words| !words.is_empty()).map(str::to_owned);
        let indicator = words(Field::Indicator);
        if indicator.is_none() {
            wrong.push((Field::Indicator, Wrong::Empty));
        }
        let decimal = plain_number(self.get(Field::Value));
        let value = decimal.parse::<f64>().ok().filter(|value| value.is_finite());
        if decimal.is_empty() {
            wrong.push((Field::Value, Wrong::Empty));
        } else if value.is_none() {
            wrong.push((Field::Value, Wrong::NoNumber));
        }
        let max = plain_number(self.get(Field::ValueMax));
        let value_max = max.parse::<f64>().ok().filter(|value| value.is_finite());
        if !max.is_empty() && value_max.is_none() {
            wrong.push((Field::ValueMax, Wrong::NoNumber));
        } else if value.zip(value_max).is_some_and(|(value, max)| max < value) {
            wrong.push((Field::ValueMax, Wrong::Order));
        }
        let period = words(Field::Period).map(|period| period.replace(['–', '—', '－', '~', '～'], "-"));
        if period.as_deref().is_some_and(|period| !is_period(period)) {
            wrong.push((Field::Period, Wrong::NoPeriod));
        }
        let (Some(indicator), Some(value), true) = (indicator, value, wrong.is_empty()) else { return Err(wrong) };
        let name = words(Field::Name);
        let unit = words(Field::Unit);
        let (amount, unit_base) = if Number(value) == base.value && unit == base.unit {
            (base.amount, base.unit_base.clone())
        } else {
            let made = unit.as_deref().and_then(|unit| amount(decimal.trim_start_matches('-'), unit));
            made.map(|(Number(amount), unit)| (Number(if value < 0.0 { -amount } else { amount }), unit)).unzip()
        };
        Ok(Indicator {
            indicator,
            domain: if name == base.name { base.domain.clone() } else { name.as_deref().and_then(domain) },
            name,
            action: words(Field::Action),
            value: Number(value),
            value_max: value_max.map(Number),
            unit,
            amount,
            unit_base,
            kind: of(&KINDS, self.get(Field::Kind)).unwrap_or(base.kind),
            direction: of(&DIRECTIONS, self.get(Field::Direction)).unwrap_or(base.direction),
            bound: of(&BOUNDS, self.get(Field::Bound)).unwrap_or(base.bound),
            status: of(&STATUSES, self.get(Field::Status)).unwrap_or(base.status),
            period,
            base: words(Field::Base),
            ..base.clone()
        })
    }
}

/// A row for a number that the analysis has not taken for one: what its characters and its section tell.
pub(super) fn row_at(document: &Document, words: &str, span: Span) -> (Indicator, Draft) {
    let section = document.section_at(span.start);
    let role = section.map_or(Role::Other, |section| document.sections[section as usize].role);
    let (status, year) = match role_key(role) {
        "plan" => (Status::Target, document.year),
        "review" => (Status::Actual, document.year.map(|year| year - 1)),
        _ => (Status::Other, None),
    };
    let plain = plain_number(words);
    let digits: String = {
        let from = plain.find(|c: char| c.is_ascii_digit()).unwrap_or(plain.len());
        plain[from..].chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect()
    };
    let digits = digits.trim_end_matches('.');
    let rest = plain.find(digits).filter(|_| !digits.is_empty()).map_or("", |at| &plain[at + digits.len()..]);
    let (unit, bound) =
        [("以上", Bound::AtLeast), ("以内", Bound::AtMost), ("以下", Bound::AtMost), ("左右", Bound::About)]
            .iter()
            .find_map(|(word, bound)| Some((rest.strip_suffix(word)?, *bound)))
            .unwrap_or((rest, Bound::Exact));
    let row = Indicator {
        indicator: String::new(),
        name: None,
        domain: None,
        action: None,
        value: Number(digits.parse().unwrap_or_default()),
        value_max: None,
        unit: Some(unit.trim().to_owned()).filter(|unit| !unit.is_empty()),
        amount: None,
        unit_base: None,
        kind: IndicatorType::Level,
        multiple: None,
        direction: None,
        bound,
        status,
        stretch: false,
        period: year.map(|year| year.to_string()),
        average: None,
        base: None,
        scope: None,
        parent: None,
        section,
        span,
        sentence: span,
        rule: "reader".to_owned(),
        confidence: Confidence::High,
        checked: Checked::Added,
    };
    let mut draft = Draft::plain(&row);
    digits.clone_into(&mut draft.0[Field::Value as usize]);
    // Nothing was known of the amount yet: it is made of what the form says.
    (Indicator { value: Number(f64::NAN), ..row }, draft)
}

/// Whether words may be a number to add: short, of one paragraph, with a digit or a Chinese numeral.
pub(in crate::view) fn is_number(words: &str) -> bool {
    let digit =
        |c: char| c.is_ascii_digit() || matches!(c, '０'..='９') || "一二三四五六七八九十百千万亿两半零".contains(c);
    !words.contains('\n') && words.chars().count() <= 24 && words.chars().any(digit)
}

/// A number in ASCII without thousands separators: full-width digits and the minus of typography are taken as well.
fn plain_number(words: &str) -> String {
    words
        .chars()
        .filter(|c| !matches!(c, ',' | '，') && !c.is_whitespace())
        .map(|c| match c {
            '０'..='９' | '．' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '−' | '－' => '-',
            c => c,
        })
        .collect()
}

/// Whether this is a time of the contract: 2023, 2023Q1, 2023Q1-Q3, 2023H1, 2021-2025, 2023-05..2023-08, ..2022.
fn is_period(period: &str) -> bool {
    let year = |part: &str| part.len() == 4 && part.bytes().all(|c| c.is_ascii_digit());
    let month = |part: &str| {
        part.split_once('-').is_some_and(|(of, month)| {
            year(of) && month.len() == 2 && month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month))
        })
    };
    let quarter = |part: &str| matches!(part, "Q1" | "Q2" | "Q3" | "Q4");
    if let Some((from, to)) = period.split_once("..") {
        return if from.is_empty() { year(to) } else { month(from) && month(to) };
    }
    let Some((of, rest)) = period.split_at_checked(4) else { return false };
    year(of)
        && match rest {
            "" | "H1" | "H2" => true,
            rest if quarter(rest) => true,
            rest => match rest.split_once('-') {
                Some(("", end)) => year(end),
                Some((from, to)) => quarter(from) && quarter(to),
                None => false,
            },
        }
}

fn key<T: PartialEq>(choices: &[(&str, T)], value: T) -> String {
    choices.iter().find(|(_, choice)| *choice == value).map_or("", |(key, _)| key).to_owned()
}

fn of<T: Copy>(choices: &[(&str, T)], key: &str) -> Option<T> {
    choices.iter().find(|(known, _)| *known == key).map(|(_, choice)| *choice)
}

#[cfg(test)]
mod tests {
    use super::{Draft, Field, Wrong, is_number, is_period, row_at};
    use gangmu_model::{
        Bound, Document, DocumentKind, Indicator, IndicatorType, Number, Role, Section, SectionKind, SourceInfo, Span,
        Status,
    };

    fn document() -> Document {
        let text = "今年，茶园扩到1,200.50万亩以上。";
        let source = SourceInfo { name: String::new(), format: "text".into(), encoding: None, index: 0 };
        let section = Section {
            level: 1,
            kind: SectionKind::Part,
            label: None,
            title: String::new(),
            start: 0,
            end: 99,
            parent: None,
            role: Role::Plan,
        };
        Document {
            id: String::new(),
            kind: DocumentKind::Report,
            source,
            title: String::new(),
            region: None,
            year: Some(2031),
            date: None,
            speaker: None,
            sureness: gangmu_model::Sureness::default(),
            sketch: String::new(),
            text: text.into(),
            removed: Vec::new(),
            sections: vec![section],
            notes: Vec::new(),
            indicators: Vec::new(),
            commitments: Vec::new(),
            terms: Vec::new(),
            warnings: Vec::new(),
        }
    }

    fn made() -> (Indicator, Draft) {
        row_at(&document(), "1,200.50万亩以上", Span { start: 7, end: 18 })
    }

    fn with(draft: &Draft, changes: &[(Field, &str)]) -> Draft {
        let mut draft = draft.clone();
        for (field, words) in changes {
            draft.0[*field as usize] = (*words).to_owned();
        }
        draft
    }

    fn domain(name: &str) -> Option<String> {
        (name == "茶园面积").then(|| "三农".to_owned())
    }

    #[test]
    fn a_number_of_the_text_fills_what_it_tells() {
        let (base, draft) = made();
        assert_eq!(draft.0[Field::Value as usize], "1200.50");
        assert_eq!(draft.row(&base, domain), Err(vec![(Field::Indicator, Wrong::Empty)]));
        let row = with(&draft, &[(Field::Indicator, " 茶园 "), (Field::Name, "茶园面积")]).row(&base, domain).unwrap();
        assert_eq!((row.indicator.as_str(), row.value, row.unit.as_deref()), ("茶园", Number(1200.5), Some("万亩")));
        assert_eq!((row.amount, row.unit_base.as_deref()), (Some(Number(12_005_000.0)), Some("亩")));
        assert_eq!((row.bound, row.status, row.period.as_deref()), (Bound::AtLeast, Status::Target, Some("2031")));
        assert_eq!(row.domain.as_deref(), Some("三农"));
    }

    #[test]
    fn what_cannot_be_is_said_field_by_field() {
        let (base, draft) = made();
        let wrong = |changes: &[(Field, &str)]| {
            let changes = [&[(Field::Indicator, "茶园")], changes].concat();
            with(&draft, &changes).row(&base, domain).err().unwrap_or_default()
        };
        assert_eq!(wrong(&[]), []);
        assert_eq!(wrong(&[(Field::Value, "")]), [(Field::Value, Wrong::Empty)]);
        assert_eq!(wrong(&[(Field::Value, "三成")]), [(Field::Value, Wrong::NoNumber)]);
        assert_eq!(wrong(&[(Field::Value, "inf")]), [(Field::Value, Wrong::NoNumber)]);
        assert_eq!(wrong(&[(Field::ValueMax, "6")]), [(Field::ValueMax, Wrong::Order)]);
        assert_eq!(wrong(&[(Field::ValueMax, "x")]), [(Field::ValueMax, Wrong::NoNumber)]);
        assert_eq!(wrong(&[(Field::Period, "明年")]), [(Field::Period, Wrong::NoPeriod)]);
    }

    #[test]
    fn figures_are_taken_as_people_write_them() {
        let (base, draft) = made();
        let row = |changes: &[(Field, &str)]| {
            with(&with(&draft, &[(Field::Indicator, "利润")]), changes).row(&base, domain).unwrap()
        };
        let lost = row(&[(Field::Value, "−１２．５"), (Field::Unit, "亿元"), (Field::Period, "2021–2025")]);
        assert_eq!((lost.value, lost.amount), (Number(-12.5), Some(Number(-1_250_000_000.0))));
        assert_eq!(lost.period.as_deref(), Some("2021-2025"));
        assert_eq!(row(&[(Field::Unit, "%")]).amount, None);
        assert_eq!(row(&[(Field::Kind, "change"), (Field::Direction, "down")]).kind, IndicatorType::Change);
    }

    #[test]
    fn times_are_those_of_the_contract() {
        for period in ["2023", "2023Q1", "2023Q1-Q3", "2023H1", "2023-05..2023-08", "2021-2025", "..2022"] {
            assert!(is_period(period), "{period}");
        }
        for period in ["", "23", "2023年", "2023Q5", "2023-13..2024-01", "2021-25", "..", "2023Q1-", "二〇二三"] {
            assert!(!is_period(period), "{period}");
        }
    }

    #[test]
    fn only_numbers_are_offered() {
        assert!(is_number("1,200万亩") && is_number("三成") && is_number("第５位"));
        assert!(!is_number("茶园") && !is_number("5\n6") && !is_number(&"增长5%".repeat(9)));
    }
}
