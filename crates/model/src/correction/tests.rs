use super::{Anchor, Correction, CorrectionAction, Heading, anchor, correct};
use crate::{
    Bound, Checked, Confidence, Document, DocumentKind, Indicator, IndicatorType, Number, Role, Section, SectionKind,
    SourceInfo, Span, Status,
};

const TEXT: &str = "云州市政府工作报告\n一、去年工作\n全年生产总值增长6.5%，茶园面积达8万亩以上。公园和绿地均新增5个。\n\
                    二、今年安排\n生产总值增长7%左右。";

/// A row named `name` at the `nth` place where the text says `quote`.
fn row(text: &str, name: &str, quote: &str, nth: usize, value: f64) -> Indicator {
    let (byte, _) = text.match_indices(quote).nth(nth).unwrap();
    let start = text[..byte].chars().count() as u32;
    Indicator {
        indicator: name.to_owned(),
        name: None,
        domain: None,
        action: None,
        value: Number(value),
        value_max: None,
        unit: None,
        amount: None,
        unit_base: None,
        kind: IndicatorType::Level,
        multiple: None,
        direction: None,
        bound: Bound::Exact,
        status: Status::Actual,
        stretch: false,
        period: None,
        average: None,
        base: None,
        scope: None,
        parent: None,
        section: None,
        span: Span { start, end: start + quote.chars().count() as u32 },
        sentence: Span { start, end: start + 1 },
        rule: "core".to_owned(),
        confidence: Confidence::Low,
        checked: Checked::No,
    }
}

fn document(text: &str, indicators: Vec<Indicator>) -> Document {
    let source = SourceInfo { name: "报告.txt".into(), format: "text".into(), encoding: None, index: 0 };
    let section = |title: &str, end: Option<&str>, role| {
        let at = |words: &str| text[..text.find(words).unwrap()].chars().count() as u32;
        let end = end.map_or(text.chars().count() as u32, at);
        let (level, kind, label, parent) = (1, SectionKind::Numbered, None, None);
        Section { level, kind, label, title: title.into(), start: at(title), end, parent, role }
    };
    let sections =
        vec![section("一、去年工作", Some("二、今年安排"), Role::Review), section("二、今年安排", None, Role::Plan)];
    Document {
        id: "0123456789abcdef".into(),
        kind: DocumentKind::Report,
        source,
        title: "云州市政府工作报告".into(),
        region: None,
        year: None,
        date: None,
        speaker: None,
        sureness: crate::Sureness::default(),
        sketch: String::new(),
        text: text.into(),
        removed: Vec::new(),
        sections,
        notes: Vec::new(),
        indicators,
        commitments: Vec::new(),
        terms: Vec::new(),
        warnings: Vec::new(),
    }
}

fn analysed() -> Document {
    document(
        TEXT,
        vec![
            row(TEXT, "生产总值", "6.5%", 0, 6.5),
            row(TEXT, "茶园面积", "8万亩以上", 0, 8.0),
            row(TEXT, "公园", "5个", 0, 5.0),
            row(TEXT, "绿地", "5个", 0, 5.0),
            row(TEXT, "生产总值", "7%左右", 0, 7.0),
        ],
    )
}

/// A correction about row `index`; `make` gives its action.
fn about(of: &Document, index: usize, make: impl Fn(Box<Indicator>) -> CorrectionAction) -> Correction {
    let row = &of.indicators[index];
    let nth = of.indicators[..index].iter().filter(|other| other.span == row.span).count() as u32;
    let anchor = anchor(&of.text, row.span, Some(row.indicator.clone()), nth);
    Correction { document: of.id.clone(), anchor, action: make(Box::new(row.clone())) }
}

fn renamed(name: &'static str) -> impl Fn(Box<Indicator>) -> CorrectionAction {
    move |row| CorrectionAction::Edit(Box::new(Indicator { indicator: name.into(), ..*row }))
}

/// Names with how they were checked.
fn shown(document: &Document, corrections: &[Correction]) -> Vec<String> {
    let mark = |checked| match checked {
        Checked::No => "",
        Checked::Yes => "✓",
        Checked::Edited => "*",
        Checked::Added => "+",
    };
    let rows = correct(document, corrections).document.indicators;
    rows.iter().map(|row| format!("{}{} {}", row.indicator, mark(row.checked), row.value)).collect()
}

#[test]
fn without_corrections_a_report_is_as_it_was_analysed() {
    let corrected = correct(&analysed(), &[]);
    assert_eq!(corrected.document, analysed());
    assert_eq!(
        corrected.origins.iter().map(|origin| origin.analysed).collect::<Vec<_>>(),
        (0..5).map(Some).collect::<Vec<_>>()
    );
}

#[test]
fn rows_are_confirmed_edited_and_deleted() {
    let report = analysed();
    let list = [
        about(&report, 0, CorrectionAction::Confirm),
        about(&report, 1, renamed("茶园")),
        about(&report, 3, CorrectionAction::Delete),
    ];
    assert_eq!(shown(&report, &list), ["生产总值✓ 6.5", "茶园* 8", "公园 5", "生产总值 7"]);
    let corrected = correct(&report, &list);
    assert_eq!(corrected.document.indicators[0].confidence, Confidence::High);
    let origins: Vec<_> = corrected.origins.iter().map(|origin| (origin.analysed, origin.correction)).collect();
    assert_eq!(origins, [(Some(0), Some(0)), (Some(1), Some(1)), (Some(2), None), (Some(4), None)]);
    assert!(corrected.unplaced.is_empty());
}

#[test]
fn of_rows_that_share_a_number_only_the_named_one_is_meant() {
    let report = analysed();
    assert_eq!(shown(&report, &[about(&report, 2, CorrectionAction::Delete)])[2], "绿地 5");
    assert_eq!(shown(&report, &[about(&report, 3, renamed("草地"))])[2..4], ["公园 5", "草地* 5"]);
    // Of another list, whose row has lost its name, the second is still the second.
    let mut other = report.clone();
    other.indicators[3].indicator = "绿地面积".into();
    assert_eq!(shown(&other, &[about(&report, 3, renamed("草地"))])[2..4], ["公园 5", "草地* 5"]);
}

#[test]
fn an_added_row_stands_where_its_number_does() {
    let report = analysed();
    let mut own = report.indicators[0].clone();
    own.indicator = "增幅".into();
    let span = report.indicators[4].span;
    let anchor = anchor(&report.text, Span { end: span.start + 2, ..span }, None, 0);
    let add = Correction { document: report.id.clone(), anchor, action: CorrectionAction::Add(Box::new(own)) };
    assert_eq!(shown(&report, std::slice::from_ref(&add))[4..], ["生产总值 7", "增幅+ 6.5"]);
    let corrected = correct(&report, &[add]).document;
    let row = &corrected.indicators[5];
    assert_eq!((row.span.start, row.span.end, row.section), (span.start, span.start + 2, Some(1)));
    let chars: Vec<char> = TEXT.chars().collect();
    let sentence: String = chars[row.sentence.start as usize..row.sentence.end as usize].iter().collect();
    assert_eq!(sentence, "生产总值增长7%左右。");
}

#[test]
fn corrections_survive_another_cleaning_and_another_engine() {
    let report = analysed();
    let list = [
        about(&report, 0, CorrectionAction::Confirm),
        about(&report, 1, renamed("茶园")),
        about(&report, 2, CorrectionAction::Delete),
        about(&report, 4, renamed("GDP")),
    ];
    // Lines are broken otherwise, something stands in front; the engine calls a row otherwise, takes the number without
    // its bound, and does not find another any more.
    let text = format!("首页 打印\n{}", TEXT.replace("达8万", "达8\n万").replace("生产总值增长7", "生产总值 增长7"));
    let mut again = document(
        &text,
        vec![
            row(&text, "全市生产总值", "6.5%", 0, 6.4),
            row(&text, "公园", "5个", 0, 5.0),
            row(&text, "绿地", "5个", 0, 5.0),
            row(&text, "生产总值", "7%", 0, 7.0),
        ],
    );
    again.id.clone_from(&report.id);
    assert_eq!(shown(&again, &list), ["生产总值✓ 6.5", "茶园* 8", "绿地 5", "GDP* 7"]);
    assert!(correct(&again, &list).unplaced.is_empty());
}

#[test]
fn what_fits_nowhere_is_kept_apart() {
    let report = analysed();
    let list = [about(&report, 1, renamed("茶园")), about(&report, 0, CorrectionAction::Confirm)];
    let mut other = report.clone();
    other.text = TEXT.replace("茶园面积达8万亩以上", "茶园面积有所扩大");
    other.indicators.clear();
    let corrected = correct(&other, &list);
    assert_eq!(corrected.unplaced, [0]);
    assert_eq!(corrected.document.indicators.len(), 1);
    // Of another report it says nothing.
    other.id = "fedcba9876543210".into();
    assert!(correct(&other, &list).unplaced.is_empty());
}

#[test]
fn a_number_is_not_found_inside_another() {
    let text = "一、去年工作\n产值增长15%，利润增长5%，税收增长5%。二、今年安排";
    let report = document(text, vec![row(text, "税收", "5%", 2, 5.0)]);
    let correction = about(&report, 0, renamed("税"));
    assert_eq!(shown(&report, std::slice::from_ref(&correction)), ["税* 5"]);
    let shorter = text.replace("，税收增长5%", "");
    let other = document(&shorter, Vec::new());
    assert_eq!(correct(&other, &[correction]).unplaced, [0]);
}

#[test]
fn parts_keep_their_whole_where_rows_come_and_go() {
    let mut report = analysed();
    report.indicators[3].parent = Some(2);
    report.indicators[4].parent = Some(0);
    let parents = |list: &[Correction]| -> Vec<Option<u32>> {
        correct(&report, list).document.indicators.iter().map(|row| row.parent).collect()
    };
    assert_eq!(parents(&[about(&report, 1, CorrectionAction::Delete)]), [None, None, Some(1), Some(0)]);
    assert_eq!(parents(&[about(&report, 2, CorrectionAction::Delete)]), [None, None, None, Some(0)]);
}

#[test]
fn a_report_is_called_otherwise() {
    let heading = Heading {
        title: "2031年云州市政府工作报告".into(), region: Some("云州市".into()), year: Some(2031)
    };
    let mut report = analysed();
    let low = Some(Confidence::Low);
    report.sureness = crate::Sureness { title: low, region: low, level: low, year: low, ..crate::Sureness::default() };
    let action = CorrectionAction::Report(heading.clone());
    let rename = Correction { document: report.id.clone(), anchor: Anchor::default(), action };
    let corrected = correct(&report, &[rename]).document;
    assert_eq!(Heading::of(&corrected), heading);
    assert_eq!(corrected.id, report.id);
    // What a reader has said is not inferred.
    let sure = corrected.sureness;
    assert_eq!([sure.title, sure.region, sure.year], [Some(Confidence::High); 3]);
    assert_eq!((sure.level, corrected.region.and_then(|region| region.level)), (None, None));
}

#[test]
fn a_name_that_says_its_rank_makes_the_rank_sure() {
    let low = Some(Confidence::Low);
    let sure = |name: &str, level| {
        let mut report = analysed();
        report.region = Some(crate::Region { name: name.into(), level: Some(level), code: None });
        report.sureness = crate::Sureness { region: low, level: low, ..crate::Sureness::default() };
        let action = CorrectionAction::Report(Heading::of(&report));
        let said = Correction { document: report.id.clone(), anchor: Anchor::default(), action };
        correct(&report, &[said]).document.sureness.level
    };
    assert_eq!(sure("青禾县", crate::RegionLevel::County), Some(Confidence::High));
    assert_eq!(sure("云州市", crate::RegionLevel::Prefecture), low);
}

#[test]
fn they_are_written_in_the_words_of_the_contract() {
    let report = analysed();
    let list = vec![about(&report, 0, CorrectionAction::Confirm), about(&report, 1, CorrectionAction::Delete)];
    let written = serde_json::to_string(&list).unwrap();
    assert!(written.contains(r#""anchor":{"number":"6.5%","left":"去年工作全年生产总值增长""#), "{written}");
    assert!(written.contains(r#""action":{"confirm":{"indicator":"生产总值""#), "{written}");
    assert_eq!(serde_json::from_str::<Vec<Correction>>(&written).unwrap(), list);
}
