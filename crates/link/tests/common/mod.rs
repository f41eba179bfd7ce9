//! Reports of invented places to make links of.
#![allow(dead_code, reason = "not every program needs all of it")]

use gangmu_engine::{Source, analyze};
use gangmu_link::results::{Correction, CorrectionAction};
use gangmu_model::{Document, Number, Options, Term};

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
    let none = Number(0.0);
    Term {
        term: term.to_owned(),
        count,
        per_10k: none,
        tfidf: none,
        keyness: none,
        g2: none,
        log_ratio: none,
        documents: 0,
        dispersion: none,
        new,
        noun: true,
    }
}

/// A correction of a row of it.
pub(crate) fn correction(document: &Document) -> Correction {
    Correction {
        document: document.id.clone(),
        number: "46个".to_owned(),
        left: "全年实施重点项目".to_owned(),
        right: "，固定资产投资".to_owned(),
        action: CorrectionAction::Rename("重点项目数".to_owned()),
    }
}
