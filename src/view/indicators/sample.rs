//! A small document for the tests of the table.

use super::facets::Facts;
use gangmu_model::{
    Bound, CharIndex, Checked, Confidence, Document, DocumentKind, Indicator, IndicatorType, Number, Role, Section,
    SectionKind, SourceInfo, Span, Status,
};

fn row(indicator: &str, value: f64, amount: Option<f64>, status: Status, domain: Option<&str>) -> Indicator {
    Indicator {
        indicator: indicator.to_owned(),
        name: None,
        domain: domain.map(str::to_owned),
        action: None,
        value: Number(value),
        value_max: None,
        unit: Some("万亩".to_owned()),
        amount: amount.map(Number),
        unit_base: None,
        kind: if value < 10.0 { IndicatorType::Level } else { IndicatorType::Change },
        multiple: None,
        direction: None,
        bound: Bound::Exact,
        status,
        stretch: false,
        period: None,
        average: None,
        base: None,
        scope: None,
        parent: None,
        section: None,
        span: Span { start: 0, end: 1 },
        sentence: Span { start: 0, end: 8 },
        rule: "plain".to_owned(),
        confidence: Confidence::High,
        checked: Checked::No,
    }
}

fn section(parent: Option<u32>) -> Section {
    Section {
        level: if parent.is_some() { 2 } else { 1 },
        kind: SectionKind::Numbered,
        label: None,
        title: String::new(),
        start: 0,
        end: 8,
        parent,
        role: Role::Review,
    }
}

/// Three rows: 茶园 and 竹林 under the first heading, 竹林 deeper, 高铁 under the second.
pub(super) fn document() -> Document {
    let source = SourceInfo { name: String::new(), format: "text".to_owned(), encoding: None, index: 0 };
    let mut rows = vec![
        row("茶园", 3.0, Some(30_000.0), Status::Target, Some("三农")),
        row("竹林", 20.0, Some(20.0), Status::Actual, None),
        row("高铁", 5.0, None, Status::Target, Some("基建")),
    ];
    rows[0].period = Some("2031".to_owned());
    rows[1].period = Some("..2030".to_owned());
    rows[1].bound = Bound::AtLeast;
    for (row, section) in rows.iter_mut().zip([0, 1, 2]) {
        row.section = Some(section);
    }
    Document {
        id: String::new(),
        kind: DocumentKind::Report,
        source,
        title: String::new(),
        region: None,
        year: None,
        date: None,
        speaker: None,
        sureness: gangmu_model::Sureness::default(),
        sketch: String::new(),
        text: "茶园扩到GEP试点。".to_owned(),
        removed: Vec::new(),
        sections: vec![section(None), section(Some(0)), section(None)],
        notes: Vec::new(),
        indicators: rows,
        commitments: Vec::new(),
        terms: Vec::new(),
        warnings: Vec::new(),
    }
}

/// What the filters look at in it.
pub(super) fn facts(document: &Document) -> Facts {
    Facts::new(document, CharIndex::new(&document.text).into())
}
