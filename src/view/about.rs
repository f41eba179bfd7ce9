//! What the analysis says of a document as a whole, in keys of sentences: what it is where it is no whole report, that it is
//! like another, that its place or year is inferred. The list of reports and the overview show it.

use gangmu_model::{Confidence, Document, DocumentKind, Warning};

/// The key of the mark beside what is told, and not surely.
pub const GUESSED: &str = "guess.mark";

/// Whether a warning is about the whole document: what it is, or what it is like. Others are about a place in it.
pub fn whole(warning: &Warning) -> bool {
    warning.code.starts_with("other-") || warning.code.ends_with("duplicate")
}

/// What a document is that is no whole report; the key of two or three characters.
pub fn kind(document: &Document) -> Option<&'static str> {
    let named = || document.warnings.iter().find_map(|warning| warning.code.strip_prefix("other-"));
    match document.kind {
        DocumentKind::Report => None,
        DocumentKind::Excerpt => Some("kind.excerpt"),
        DocumentKind::Other => Some(match named() {
            Some("resolution") => "kind.resolution",
            Some("plan") => "kind.plan",
            Some("budget") => "kind.budget",
            Some("office") => "kind.office",
            Some("news") => "kind.news",
            _ => "kind.other",
        }),
    }
}

/// The key that says what another report a document is like.
pub fn likeness(document: &Document) -> Option<&'static str> {
    document.warnings.iter().find_map(|warning| match warning.code.as_str() {
        "duplicate" => Some("kind.duplicate"),
        "near-duplicate" => Some("kind.near-duplicate"),
        _ => None,
    })
}

/// Whether something is told, and not surely.
pub fn guessed(sure: Option<Confidence>) -> bool {
    sure == Some(Confidence::Low)
}

#[cfg(test)]
mod tests {
    use super::{kind, likeness, whole};
    use gangmu_engine::{Source, analyze};
    use gangmu_model::{Document, Options};

    fn documents(texts: &[&str]) -> Vec<Document> {
        let sources: Vec<Source> = texts.iter().map(|text| Source { name: "文.txt", bytes: text.as_bytes() }).collect();
        analyze(&sources, &Options::default(), &mut ()).documents
    }

    #[test]
    fn what_is_no_report_is_named() {
        let body = "一、2023年情况\n全年新增企业30家，增长5%。\n";
        for (title, wanted) in [
            ("青禾县2024年政府工作报告", None),
            ("2024年重点工作", Some("kind.excerpt")),
            ("青禾县第九届人民代表大会第四次会议关于政府工作报告的决议", Some("kind.resolution")),
            ("关于青禾县2023年国民经济和社会发展计划执行情况的报告", Some("kind.plan")),
            ("关于青禾县2023年预算执行情况和2024年预算草案的报告", Some("kind.budget")),
            ("青禾县人民法院工作报告", Some("kind.office")),
            ("一图读懂2024年青禾县政府工作报告", Some("kind.news")),
            ("河边的树", Some("kind.other")),
        ] {
            let body = if wanted == Some("kind.other") { "树下有人唱歌。\n" } else { body };
            assert_eq!(kind(&documents(&[&format!("{title}\n{body}")])[0]), wanted, "{title}");
        }
    }

    #[test]
    fn a_copy_is_named_and_no_place_to_check() {
        let text = "青禾县2024年政府工作报告\n各位代表：\n一、2023年工作回顾\n全年新增企业30家，增长5%。\n";
        let both = documents(&[text, text]);
        assert_eq!((likeness(&both[0]), likeness(&both[1])), (None, Some("kind.duplicate")));
        assert!(both[1].warnings.iter().all(whole));
    }
}
