//! How a row came about, told from the row itself: in go a document and the number of a row, out come where its name stands
//! in the text and what its time was taken from.

use gangmu_model::{CharIndex, Document, Indicator, Role, Span, Status};

/// Where a row's name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The text before the number, here.
    Before(Span),
    /// The noun behind the number, here.
    Behind(Span),
    /// An earlier row, by its index, whose name it continues.
    Row(u32),
    /// Words that stand apart and were put together.
    Composed,
}

/// What a row's time was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeOrigin {
    /// What the section does in the report, and the report's year.
    Section(Role),
    /// Words of the sentence or of a heading: 到2030年, 过去五年, 一季度.
    Words,
    /// Nothing: it has none.
    None,
}

/// Where the name of row `number` comes from; `None` where there is no such row.
pub fn origin(document: &Document, index: &CharIndex, number: usize) -> Option<Origin> {
    let row = document.indicators.get(number)?;
    let name = row.indicator.as_str();
    let place = |start: u32, end: u32| {
        let text = index.slice(&document.text, start, end.max(start));
        let before = text.rfind(name).filter(|_| !name.is_empty())?;
        let at = start + text[..before].chars().count() as u32;
        Some(Span { start: at, end: at + name.chars().count() as u32 })
    };
    let (from, to) = (row.sentence.start, row.sentence.end);
    // The text that may be the number's own: from the number before it.
    let before = document.indicators[..number].last().filter(|other| other.sentence == row.sentence);
    let own = before.map_or(from, |other| if other.span == row.span { from } else { other.span.end });
    let same_paragraph =
        |other: &Indicator| !index.slice(&document.text, other.span.start, row.span.start).contains('\n');
    let mut earlier = document.indicators[..number].iter().enumerate().rev();
    let mut earlier = earlier.by_ref().take_while(|(_, other)| same_paragraph(other));
    Some(if let Some(span) = place(own, row.span.start) {
        Origin::Before(span)
    } else if let Some(span) = place(row.span.end, to).filter(|_| row.rule == "number-before-noun") {
        Origin::Behind(span)
    } else if let Some((other, _)) = earlier.find(|(_, other)| continues(name, &other.indicator)) {
        Origin::Row(other as u32)
    } else if let Some(span) = place(from, row.span.start) {
        Origin::Before(span)
    } else {
        Origin::Composed
    })
}

/// Whether a name is an earlier one, or that with a word of measure: 市场主体总数 after 市场主体.
fn continues(name: &str, earlier: &str) -> bool {
    name == earlier || name.starts_with(earlier) || (earlier.starts_with(name) && name.chars().count() >= 2)
}

/// What the time of row `number` was taken from; `None` where there is no such row.
///
/// A part that plans speaks of the report's year and promises, every other of the year before and reports. A row with
/// just these, in whose clause no such time is named, has them from there.
pub fn time_origin(document: &Document, index: &CharIndex, number: usize) -> Option<TimeOrigin> {
    let row = document.indicators.get(number)?;
    let Some(period) = row.period.as_deref() else { return Some(TimeOrigin::None) };
    let role = row.section.and_then(|section| document.sections.get(section as usize));
    let role = role.map_or(Role::Other, |section| section.role);
    let plans = matches!(role, Role::Plan | Role::Government);
    let default = document.year.map(|year| if plans { (year, Status::Target) } else { (year - 1, Status::Actual) });
    let sentence = index.slice(&document.text, row.sentence.start, row.span.start);
    let clause = sentence.rsplit(['；', ';']).next().unwrap_or(sentence);
    // 2030年 and “十五五”末 name the year that the section would give as well.
    let named = clause.contains(&format!("{period}年")) || clause.contains('五') && clause.contains('末');
    Some(match default {
        Some((year, status)) if period == year.to_string() && row.status == status && !named => {
            TimeOrigin::Section(role)
        }
        _ => TimeOrigin::Words,
    })
}

#[cfg(test)]
mod tests {
    use super::{Origin, TimeOrigin, origin, time_origin};
    use gangmu_engine::{Source, analyze};
    use gangmu_model::{CharIndex, Document, Options, Role};

    fn document(review: &str, plan: &str) -> (Document, CharIndex) {
        let text = format!("2024年青禾县政府工作报告\n一、2023年工作回顾\n{review}\n二、2024年重点工作\n{plan}\n");
        let source = Source { name: "t", bytes: text.as_bytes() };
        let document = analyze(&[source], &Options::default(), &mut ()).documents.remove(0);
        let index = CharIndex::new(&document.text);
        (document, index)
    }

    #[test]
    fn a_name_is_traced_to_its_words() {
        let of = |sentence: &str| {
            let (document, index) = document(sentence, "");
            let text = |span: gangmu_model::Span| index.slice(&document.text, span.start, span.end).to_owned();
            assert!(origin(&document, &index, document.indicators.len()).is_none());
            (0..document.indicators.len())
                .map(|row| match origin(&document, &index, row).unwrap() {
                    Origin::Before(span) => format!("before {}", text(span)),
                    Origin::Behind(span) => format!("behind {}", text(span)),
                    Origin::Row(row) => format!("row {row}"),
                    Origin::Composed => "composed".to_owned(),
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(of("工业用电量3.6亿千瓦时，增长9.4%。"), ["before 工业用电量", "row 0"]);
        assert_eq!(of("18条背街小巷完成改造。"), ["behind 背街小巷"]);
        assert_eq!(of("城乡居民人均可支配收入分别增长5.3%、7.9%。")[0], "composed");
    }

    #[test]
    fn a_time_comes_from_the_section_unless_words_name_it() {
        let of = |review: &str, plan: &str| {
            let (document, index) = document(review, plan);
            (0..document.indicators.len())
                .map(|row| time_origin(&document, &index, row).unwrap())
                .collect::<Vec<TimeOrigin>>()
        };
        use TimeOrigin::{Section, Words};
        assert_eq!(
            of("地区生产总值增长6%。近3年新增企业12家。", "地区生产总值增长5%。到2026年，新增企业20家。"),
            [Section(Role::Review), Words, Section(Role::Plan), Words]
        );
        assert_eq!(of("2023年地区生产总值增长6%。", "一季度投资增长5%。"), [Words, Words]);
    }
}
