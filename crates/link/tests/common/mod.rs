//! Reports of invented places to make links of.
#![allow(dead_code, reason = "not every program needs all of it")]

use gangmu_engine::{Source, analyze};
use gangmu_link::results::Changes;
use gangmu_model::{Checked, Document, Number, Options, Status, Term};

/// A short report with its rows, and two terms.
pub(crate) fn report() -> Document {
    let text = "2024年青禾县政府工作报告\n各位代表：\n一、2023年工作回顾\n过去一年，全县地区生产总值增长6.2%，达到182.4亿元。\
        粮食总产量稳定在31万吨以上。城镇新增就业2,860人，城乡居民人均可支配收入分别增长5.1%、7.3%。\n\
        二、2024年工作安排\n（一）抓项目。\n全年实施重点项目46个，固定资产投资增长8%左右。\n\
        （二）惠民生。\n新建养老服务站12个，城镇调查失业率控制在5.5%以内。\n";
    let source = Source { name: "青禾.txt", bytes: text.as_bytes() };
    let mut document = analyze(&[source], &Options::default(), &mut ()).documents.remove(0);
    document.terms = vec![term("养老服务站", 7, true), term("𬭎石街道", 3, false)];
    document
}

fn term(term: &str, count: u32, new: bool) -> Term {
    Term { term: term.to_owned(), count, new, noun: true, ..Term::default() }
}

/// The report after a reader has gone over it, and what they did: one row found right, one edited, one added, two deleted,
/// and another title.
pub(crate) fn checked() -> (Document, Changes) {
    let mut document = report();
    let called = Some(std::mem::replace(&mut document.title, "青禾县2024年政府工作报告（修订）".to_owned()));
    let rows = &mut document.indicators;
    rows[0].checked = Checked::Yes;
    let was = rows[1].clone();
    let row = &mut rows[1];
    "生产总值".clone_into(&mut row.indicator);
    row.value = Number(183.4);
    (row.status, row.period, row.checked) = (Status::Target, None, Checked::Edited);
    let mut new = rows[2].clone();
    (new.indicator, new.checked) = ("粮食产量".to_owned(), Checked::Added);
    rows.push(new);
    (document, Changes { confirmed: 1, edited: 1, added: 1, deleted: 2, called, before: vec![(1, was)] })
}
