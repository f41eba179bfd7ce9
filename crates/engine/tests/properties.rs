//! What holds for every text: offsets slice, spans nest, nothing visible is lost, the same bytes give the same analysis.

use gangmu_engine::{Source, analyze, clean};
use gangmu_model::{Analysis, Options};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

fn run(bytes: &[u8]) -> Analysis {
    analyze(&[Source { name: "t.txt", bytes }], &Options::default(), &mut ())
}

/// Pieces of reports and of noise, put together in any order.
fn report() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "2024年青禾县政府工作报告\n",
        "各位代表：\n",
        "一、2023年工作回顾\n",
        "（一）抓项目。",
        "——稳中有进。",
        "一是抓产业。",
        "名词解释\n1.双百：百家百项。\n",
        "地区生产总值增长",
        "8.5%以上、力争9.5%",
        "城乡居民人均可支配收入分别增长5%和6.1%",
        "居全省第2,102个小区",
        "A、B、C均下降",
        "其中",
        "，",
        "。",
        "；",
        "“1+3”",
        "[12]",
        "第",
        "第一",
        "前",
        "翻番",
        "七成五",
        "百分之",
        "突破千亿",
        "3—5个",
        "1,234,567",
        "１２．５％",
        "𬭎",
        "\u{2F00}",
        "\n",
        "\r\n",
        "\u{3000}",
        " ",
        "查看: 12|回复: 0\n",
        "目录\n",
        "个百分点",
        "高于全国",
        "万亿元",
        "到",
        "（",
        "”",
        "\u{FEFF}",
    ]);
    prop::collection::vec(prop_oneof![4 => piece.prop_map(str::to_owned), 1 => any::<String>()], 0..60)
        .prop_map(|pieces| pieces.concat())
}

fn visible(text: &str) -> Vec<char> {
    let mut out: Vec<char> = text.nfkc().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    out.retain(|c| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}'));
    out.sort_unstable();
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn offsets_slice_and_spans_nest(text in report()) {
        let analysis = run(text.as_bytes());
        for document in &analysis.documents {
            let length = document.text.chars().count() as u32;
            for (at, row) in document.indicators.iter().enumerate() {
                prop_assert!(row.span.start < row.span.end && row.sentence.contains(row.span), "{row:?}");
                prop_assert!(row.sentence.end <= length);
                prop_assert!(row.section.is_none_or(|section| (section as usize) < document.sections.len()));
                prop_assert!(row.parent.is_none_or(|parent| (parent as usize) < at));
                prop_assert!(!row.indicator.is_empty());
            }
            for section in &document.sections {
                prop_assert!(section.start < section.end && section.end <= length && section.level >= 1);
                if let Some(parent) = section.parent {
                    let parent = &document.sections[parent as usize];
                    prop_assert!(parent.start <= section.start && section.end <= parent.end && parent.level < section.level);
                }
            }
            for note in &document.notes {
                prop_assert!(note.references.iter().all(|&at| at < length));
            }
            let mut last = 0;
            for removed in &document.removed {
                prop_assert!(removed.at >= last && removed.at <= length);
                last = removed.at;
            }
        }
    }

    #[test]
    fn cleaning_loses_no_visible_character(text in report()) {
        let cleaned = clean::clean(&text);
        let kept = cleaned.removed.iter().fold(cleaned.text.clone(), |all, removed| all + &removed.text);
        // Composition may cross what cleaning joins or parts; so compare decomposed.
        let of = |text: &str| visible(&text.nfkd().collect::<String>());
        prop_assert_eq!(of(&text.replace('\n', " ")).len(), of(&kept.replace('\n', " ")).len());
    }

    #[test]
    fn the_same_bytes_give_the_same_analysis(text in report()) {
        prop_assert_eq!(run(text.as_bytes()), run(text.as_bytes()));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let analysis = run(&bytes);
        prop_assert_eq!(analysis.documents.is_empty(), !analysis.errors.is_empty());
    }
}

#[test]
fn the_id_does_not_depend_on_line_breaks_or_blanks() {
    let id = |text: &str| run(text.as_bytes()).documents[0].id.clone();
    let text = "2024年青禾县政府工作报告\n各位代表：\n新增企业3家。";
    assert_eq!(id(text), id(&text.replace('\n', "\r\n\u{3000}\u{3000}")));
    assert_ne!(id(text), id(&text.replace('3', "4")));
    assert_eq!(id(text).len(), 16);
}
