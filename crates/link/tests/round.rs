//! What goes into a link comes out of it.

mod common;

use gangmu_engine::{Source, analyze};
use gangmu_link::results::{self, Changes, Choice, MOST_CHARS, PLEASANT_CHARS};
use gangmu_link::{Shared, document};
use gangmu_model::{Bound, Document, Indicator, Number, Options};
use proptest::prelude::*;

fn sample() -> Document {
    let text = include_str!("../../../samples/linhe-city-2024.txt");
    let source = Source { name: "linhe", bytes: text.as_bytes() };
    analyze(&[source], &Options::default(), &mut ()).documents.remove(0)
}

#[test]
fn results_hold_what_they_say() {
    let report = common::report();
    let (link, kept) = results::encode(&Choice::of(&report));
    assert!(link.starts_with("#r1."), "older pages read what nobody has checked");
    assert_eq!(results::decode(&link), Ok(kept.clone()));
    assert_eq!(kept.left_out, results::LeftOut::default());
    assert!(!kept.is_checked());
    let held = &kept.document;
    assert_eq!(
        (&held.id, &held.title, &held.region, held.year),
        (&report.id, &report.title, &report.region, report.year)
    );
    assert_eq!(held.sections, report.sections);
    assert_eq!(held.indicators.len(), report.indicators.len());
    for (held, row) in held.indicators.iter().zip(&report.indicators) {
        let same = Indicator { span: held.span, sentence: held.sentence, rule: String::new(), ..row.clone() };
        assert_eq!(*held, same);
    }
    assert_eq!(held.terms, report.terms);
    assert!(held.text.is_empty());
}

#[test]
fn what_a_reader_checked_comes_along() {
    let (report, changes) = common::checked();
    let (link, kept) = results::encode(&Choice { changes: Some(&changes), ..Choice::of(&report) });
    assert!(link.starts_with("#r2."));
    assert_eq!(results::decode(&link), Ok(kept.clone()));
    let checks = |rows: &[Indicator]| rows.iter().map(|row| row.checked).collect::<Vec<_>>();
    assert_eq!(checks(&kept.document.indicators), checks(&report.indicators));
    assert_eq!((&kept.document.title, &kept.changes.called), (&report.title, &changes.called));
    let Changes { confirmed, edited, added, deleted, .. } = kept.changes;
    assert_eq!((confirmed, edited, added, deleted), (1, 1, 1, 2));
    let [(at, was)] = &kept.changes.before[..] else { panic!("one row was edited: {:?}", kept.changes.before) };
    let (then, now) = (&changes.before[0].1, &kept.document.indicators[1]);
    assert_eq!(*at, 1);
    let said = |row: &Indicator| (row.indicator.clone(), row.value, row.unit.clone(), row.status, row.period.clone());
    assert_eq!(said(was), said(then));
    assert_ne!(said(now), said(then));
    // Of all that takes a few bytes: the same report with nothing checked is hardly shorter.
    let mut plain = report.clone();
    plain.indicators.iter_mut().for_each(|row| row.checked = gangmu_model::Checked::No);
    let bare = results::encode(&Choice::of(&plain)).0.len();
    assert!(link.len() < bare + 120, "{} characters with, {bare} without", link.len());
}

#[test]
fn rows_that_a_reader_changed_go_before_headlines_and_confirmed_ones_take_no_room() {
    let mut report = sample();
    let plain = results::encode(&Choice::of(&report)).1.document.indicators.len();
    report.indicators.iter_mut().for_each(|row| row.checked = gangmu_model::Checked::Yes);
    let last = report.indicators.len() - 1;
    report.indicators[last].name = None;
    report.indicators[last].checked = gangmu_model::Checked::Edited;
    let was = Indicator { indicator: "原来的名称".to_owned(), ..report.indicators[last].clone() };
    let changes = Changes { confirmed: last as u32, edited: 1, before: vec![(last as u32, was)], ..Changes::default() };
    let (link, kept) = results::encode(&Choice { changes: Some(&changes), ..Choice::of(&report) });
    assert!(link.len() <= MOST_CHARS);
    let rows = &kept.document.indicators;
    assert!(rows.len() + 12 >= plain, "{} rows, {plain} where nothing is checked", rows.len());
    assert_eq!(rows.last().unwrap().checked, gangmu_model::Checked::Edited);
    assert_eq!(kept.changes.before.len(), 1);
    assert_eq!(kept.changes.before[0].0 as usize, rows.len() - 1);
    assert_eq!(kept.changes.before[0].1.indicator, "原来的名称");
}

#[test]
fn what_does_not_fit_is_counted_and_the_headline_comes_first() {
    let mut report = sample();
    let named = report.indicators.iter().filter(|row| row.name.is_some()).count();
    let many: Vec<Indicator> = report.indicators.iter().cycle().take(400).cloned().collect();
    let last = many.len() as u32 - 1;
    report.indicators = many;
    for (address, most) in [(0, PLEASANT_CHARS), (300, PLEASANT_CHARS - 300)] {
        let (link, kept) = results::encode(&Choice { rows: &[last], address, ..Choice::of(&report) });
        assert!(link.len() <= MOST_CHARS - address && link.len() > most * 9 / 10, "{}", link.len());
        assert_eq!(results::decode(&link), Ok(kept.clone()));
        assert_eq!(kept.document.indicators.len() + kept.left_out.rows as usize, 400);
        assert_eq!(kept.document.indicators.last().unwrap().indicator, report.indicators[last as usize].indicator);
        assert!(kept.document.indicators.iter().filter(|row| row.name.is_some()).count() >= named);
        assert!(
            kept.document
                .indicators
                .iter()
                .all(|row| row.section.is_none_or(|s| (s as usize) < kept.document.sections.len()))
        );
    }
}

#[test]
fn a_heading_or_name_without_end_leaves_room_for_the_rest() {
    let mut report = common::report();
    let endless = "坚".repeat(9_000);
    report.sections[0].title.clone_from(&endless);
    report.indicators[0].indicator.clone_from(&endless);
    report.title = endless;
    let (link, kept) = results::encode(&Choice::of(&report));
    assert!(link.len() <= PLEASANT_CHARS, "{}", link.len());
    assert_eq!(kept.left_out, results::LeftOut::default());
    assert_eq!(kept.document.title.chars().count(), 101);
    assert_eq!(results::decode(&link), Ok(kept));
}

#[test]
fn a_report_from_a_link_is_analysed_to_the_same() {
    let report = sample();
    let shared =
        Shared { name: "麟河.txt".to_owned(), view: "t=words\nw=项目".to_owned(), text: report.text.clone() };
    let read = document::decode(&document::encode(&shared).unwrap()).unwrap();
    assert_eq!(read, shared);
    let source = Source { name: "linhe", bytes: read.text.as_bytes() };
    let again = analyze(&[source], &Options::default(), &mut ()).documents.remove(0);
    assert_eq!((&again.id, &again.text, &again.sections), (&report.id, &report.text, &report.sections));
    assert_eq!(again.indicators, report.indicators);
}

/// Name, value, unit, amount, period and parent of a row.
type Row = (String, f64, Option<String>, Option<f64>, Option<String>, Option<u32>);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let word = "[一-龥a-zA-Z0-9%℃𬭎\\n ]{0,12}";
    let value = prop_oneof![
        (0_u32..100_000).prop_map(|n| f64::from(n) / 10.0),
        any::<f64>().prop_filter("finite", |n| n.is_finite())
    ];
    let unit = prop::sample::select(vec!["%", "亿元", "万人次", "个百分点", "㎡", ""]).prop_map(str::to_owned);
    let row = (
        word,
        value,
        prop::option::of(unit),
        prop::option::of(any::<f64>().prop_filter("finite", |n| n.is_finite())),
        prop::option::of(word),
        prop::option::of(0_u32..9),
    );
    prop::collection::vec(row, 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_rows_come_back(rows in rows(), title in "\\PC{0,30}", year in any::<Option<u16>>()) {
        let mut report = common::report();
        let model = report.indicators[0].clone();
        report.indicators = rows.into_iter().enumerate().map(|(index, (name, value, unit, amount, period, parent))| Indicator {
            indicator: name,
            value: Number(value),
            unit,
            amount: amount.map(Number),
            period,
            parent: parent.filter(|&parent| (parent as usize) < index),
            bound: if index % 2 == 0 { Bound::About } else { Bound::Exact },
            ..model.clone()
        }).collect();
        (report.title, report.year) = (title, year);
        let (link, kept) = results::encode(&Choice::of(&report));
        prop_assert!(link.len() <= MOST_CHARS);
        prop_assert_eq!(results::decode(&link), Ok(kept));
    }

    #[test]
    fn any_text_comes_back(text in "(\\PC|\\n|全县|增长6\\.5%|，){0,120}", view in "([a-z]=[^\\p{C}]{0,9}\\n){0,3}") {
        let shared = Shared { name: "a".to_owned(), view: view.trim_end().to_owned(), text };
        let link = document::encode(&shared).unwrap();
        prop_assert_eq!(document::decode(&link), Ok(shared));
    }
}
