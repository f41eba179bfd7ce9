//! Texts and the outlines that they have.

use crate::split::split;
use gangmu_model::{Document, Role, SectionKind, SourceInfo};

fn document(text: &str) -> Document {
    let info = SourceInfo { name: "t".into(), format: "text".into(), encoding: None, index: 0 };
    crate::outline::document(info, split(crate::clean::clean(text)).remove(0))
}

fn tree(text: &str) -> Vec<String> {
    document(text)
        .sections
        .iter()
        .map(|s| format!("{}{}{}", "  ".repeat(s.level as usize - 1), s.label.as_deref().unwrap_or_default(), s.title))
        .collect()
}

const REPORT: &str = "2024年青禾县政府工作报告\n各位代表：\n现在，我代表县政府作报告，请予审议。\n一、2023年工作回顾\n过去一年，是极不平凡的一年。全县上下共同努力，经受住了多重考验，各项事业都有进展，成绩可圈可点。\n——工业稳中有进。新增规上企业6家，工业投资增长12%，园区新开工项目一个接一个，后劲更足。\n——农业稳中提质。粮食产量再创新高，甜瓜产业产值突破3亿元，农民的钱袋子更鼓了，乡村更美了。\n（一）抓项目，添后劲。全年实施项目85个，完成投资21亿元。\n产业项目提速。新材料产业园一期建成投产，二期开工建设，全年入园企业12家，带动就业900余人。\n交通项目提质。青白公路改造完成，通村公路硬化38公里，群众出行更加方便，物流成本进一步下降。\n（二）惠民生，暖民心。新增城镇就业1800人。\n二、2024年工作安排\n（一）壮大产业：新增规上企业8家以上。\n1.做强工业。全县规上工业增加值增长8%左右。\n2.做优农业。新建高标准农田2万亩。\n三、加强政府自身建设\n一是依法行政。自觉接受人大监督，办好代表建议。\n二是廉洁从政。过紧日子，把钱用在刀刃上。\n名词解释\n1.双百行动：指百家企业、百个项目。";

#[test]
fn levels_come_from_nesting() {
    assert_eq!(
        tree(REPORT),
        [
            "一、2023年工作回顾",
            "  ——工业稳中有进",
            "  ——农业稳中提质",
            "  （一）抓项目，添后劲",
            "    产业项目提速",
            "    交通项目提质",
            "  （二）惠民生，暖民心",
            "二、2024年工作安排",
            "  （一）壮大产业",
            "    1.做强工业",
            "    2.做优农业",
            "三、加强政府自身建设",
            "  一是依法行政",
            "  二是廉洁从政",
            "名词解释",
        ]
    );
}

#[test]
fn roles_are_inherited_and_spans_nest() {
    let document = document(REPORT);
    let role = |title: &str| document.sections.iter().find(|s| s.title == title).map(|s| s.role);
    assert_eq!(role("产业项目提速"), Some(Role::Review));
    assert_eq!(role("做优农业"), Some(Role::Plan));
    assert_eq!(role("廉洁从政"), Some(Role::Government));
    assert_eq!(role("名词解释"), Some(Role::Glossary));
    for section in &document.sections {
        if let Some(parent) = section.parent {
            let parent = &document.sections[parent as usize];
            assert!(parent.start <= section.start && section.end <= parent.end && parent.level < section.level);
        }
    }
}

#[test]
fn an_unnumbered_part_holds_numbered_headings() {
    assert_eq!(
        tree("2024年政府工作安排\n一、聚焦产业，壮大实力。新增企业3家。\n二、聚焦民生，改善生活。新增学位300个。"),
        ["2024年政府工作安排", "  一、聚焦产业，壮大实力", "  二、聚焦民生，改善生活"]
    );
}

#[test]
fn what_is_labelled_like_a_part_is_one() {
    let text = "2024年青禾县政府工作报告\n各位代表：\n一、2023年工作回顾\n（一）抓产业，强实力。新增企业3家。\n二、2024年工作安排\n（一）抓项目，添后劲。开工项目5个。\n三、奋力开创新局面\n（一）依法行政，廉洁从政。自觉接受监督。";
    assert_eq!(document(text).sections.iter().map(|s| s.level).collect::<Vec<_>>(), [1, 2, 1, 2, 1, 2]);
}

#[test]
fn text_without_headings_has_none_and_says_so() {
    let document = document("今天天气很好，我们去了河边。");
    assert!(document.sections.is_empty());
    assert_eq!(document.warnings[0].code, "no-headings");
    let lone = crate::outline::document(document.source.clone(), split(crate::clean::clean("第")).remove(0));
    assert_eq!(lone.text, "第");
}

#[test]
fn text_that_could_not_be_read_is_pointed_at() {
    let warnings = document("过去一年，新增企业3家\u{FFFD}").warnings;
    let damaged = warnings.iter().find(|warning| warning.code == "damaged-text");
    assert_eq!(damaged.map(|warning| (warning.at, warning.parameters["count"].as_str())), Some((Some(11), "1")));
}

#[test]
fn notes_are_linked_to_their_markers() {
    let text = "2024年青禾县政府工作报告\n各位代表：\n一、2023年工作回顾\n开展“双百行动”[1]，推行“一窗通办”[2]，再次开展“双百行动”[1]。\n名词解释\n1.双百行动：指百家企业、百个项目。\n2.一窗通办：一个窗口受理全部事项。";
    let document = document(text);
    assert_eq!(document.notes.len(), 2);
    assert_eq!(
        (document.notes[0].marker.as_str(), document.notes[0].term.as_deref(), document.notes[0].references.len()),
        ("[1]", Some("双百行动"), 2)
    );
    let chars: Vec<char> = document.text.chars().collect();
    assert_eq!(chars[document.notes[1].references[0] as usize], '[');
    assert_eq!(document.sections.last().map(|s| s.kind), Some(SectionKind::Part));
}

proptest::proptest! {
    #[test]
    fn visible_characters_are_those_of_the_normalisation(text in "[一-鿿，。、ａ-ｚa-z0-9 \u{3000}\n\u{300}-\u{310}①⼈㎡がｶﾞ\u{AC00}\u{1161}“”～é𬭎]{0,40}") {
        use unicode_normalization::UnicodeNormalization as _;
        let plainly: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        proptest::prop_assert_eq!(super::visible_nfkc(&text), plainly);
    }
}

/// A text whose lines begin with the levels of their styles: `#2 抓工业`.
fn styled(text: &str) -> Vec<String> {
    let line = |line: &str| match line.strip_prefix('#').and_then(|line| line.split_once(' ')) {
        Some((level, line)) => {
            crate::mark::heading(level.parse().unwrap()).map_or_else(String::new, String::from) + line
        }
        None => line.to_owned(),
    };
    tree(&text.lines().map(line).collect::<Vec<_>>().join("\n"))
}

const BODY: &str = "全县上下共同努力，经受住了多重考验，新建学校3所，种树一千棵，各项事业都有进展。\n又修了20公里路，办了12件实事，群众有目共睹，成绩可圈可点。\n";

#[test]
fn a_style_makes_a_heading_where_no_label_does() {
    let text = format!(
        "青禾县2024年政府工作报告\n#1 2023年工作回顾\n#2 在爬坡过坎中稳住了工业的基本盘，规上企业新增6家、产值突破80亿元\n{BODY}#3 钢铁\n{BODY}#2 农业。\n{BODY}#1 把成绩单写在大地上\n{BODY}"
    );
    assert_eq!(
        styled(&text),
        [
            "2023年工作回顾",
            "  在爬坡过坎中稳住了工业的基本盘，规上企业新增6家、产值突破80亿元",
            "    钢铁",
            "  农业",
            "把成绩单写在大地上",
        ]
    );
    // Without styles the long line and the one that ends are none, and the others equals.
    let plain = text.replace("#1 ", "").replace("#2 ", "").replace("#3 ", "");
    assert_eq!(styled(&plain), ["2023年工作回顾", "  钢铁", "  把成绩单写在大地上"]);
}

#[test]
fn a_styled_heading_stands_beside_labelled_ones_of_its_level() {
    let text = format!(
        "青禾县2024年政府工作报告\n#1 一、2023年工作回顾\n#2 （一）抓项目\n{BODY}#2 惠民生\n{BODY}#3 办学\n{BODY}#2 （二）强基础\n{BODY}#1 二、2024年工作安排\n{BODY}"
    );
    assert_eq!(
        styled(&text),
        ["一、2023年工作回顾", "  （一）抓项目", "  惠民生", "    办学", "  （二）强基础", "二、2024年工作安排",]
    );
}

#[test]
fn titles_datelines_and_texts_that_are_styled_throughout_are_no_headings() {
    let text = format!(
        "#1 青禾县2024年政府工作报告\n#2 2024年1月10日在青禾县第九届人民代表大会第四次会议上\n#2 县长沈知远\n#1 各位代表：\n{BODY}"
    );
    assert_eq!(styled(&text), [""; 0]);
    let text = "#1 今年要办的一件大事是修路架桥。办好了群众才会满意。\n".repeat(10);
    assert_eq!(styled(&text), [""; 0]);
}
