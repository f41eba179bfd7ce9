use crate::mark::{self, shown};
use crate::read::pack::{damage, zip};
use crate::read::{ReadError, open, read};
use gangmu_model::{Document, Options, RemovedKind};
use proptest::prelude::*;

const STYLES: &str = r#"<w:styles xmlns:w="w">
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="3"><w:name w:val="own"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="pool"/></w:style>
<w:style w:type="paragraph" w:styleId="pool"><w:basedOn w:val="loop"/></w:style>
<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
</w:styles>"#;

fn level(at: u32, form: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
    )
}

fn numbering() -> String {
    let report = [
        level(0, "chineseCountingThousand", "%1、", r#"<w:pStyle w:val="1"/><w:suff w:val="nothing"/>"#),
        level(1, "chineseCounting", "（%2）", r#"<w:suff w:val="nothing"/>"#),
        level(2, "decimal", "%3.", ""),
        level(3, "decimalEnclosedCircleChinese", "%4", ""),
        level(4, "decimal", "%1.%5", "<w:isLgl/>"),
    ];
    let bullets = level(0, "bullet", "\u{F06C}", "") + &level(1, "bullet", "——", "");
    let clauses = level(0, "ideographTraditional", "第%1条", "");
    format!(
        r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="0">{}</w:abstractNum>
<w:abstractNum w:abstractNumId="7">{bullets}</w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="L"/></w:abstractNum>
<w:abstractNum w:abstractNumId="9"><w:styleLink w:val="L"/>{clauses}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="8"/></w:num>
</w:numbering>"#,
        report.concat()
    )
}

const RELATIONS: &str = r#"<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

fn document(body: &str, notes: &str) -> Vec<u8> {
    let body = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>{body}<w:sectPr><w:headerReference w:id="1"/></w:sectPr></w:body></w:document>"#
    );
    let notes = format!(
        r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>————</w:t></w:r></w:p></w:footnote>{notes}</w:footnotes>"#
    );
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/document.xml", body.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", numbering().as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
        ("word/header1.xml", "<w:hdr><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr>".as_bytes()),
        ("word/media/image1.png", &[0; 100]),
    ])
}

fn text(body: &str) -> String {
    read("报告.docx", &document(body, "")).map_or_else(|error| error.code().to_owned(), |raw| shown(&raw.text))
}

fn paragraph(properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

fn run(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

fn styled(style: &str, text: &str) -> String {
    paragraph(&format!(r#"<w:pStyle w:val="{style}"/>"#), &run(text))
}

fn item(list: u32, level: u32, text: &str) -> String {
    paragraph(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#), &run(text))
}

#[test]
fn paragraphs_come_in_order_with_their_breaks() {
    let body = paragraph("", &(run("青禾县2024年") + &run("政府工作报告")))
        + "<w:p/>"
        + &paragraph(
            "",
            r#"<w:r><w:t>第一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三&amp;四</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>五</w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>"#,
        );
    assert_eq!(text(&body), "青禾县2024年政府工作报告\n第一\t二\n三&四-五☑");
    let raw = read("报告.txt", &document(&body, "")).unwrap();
    assert_eq!((raw.format, raw.encoding), ("docx", None));
}

#[test]
fn numbers_of_lists_are_written_out() {
    let body = [
        styled("1", "2023年工作回顾"),
        styled("2", "抓工业"),
        styled("3", "抓农业"),
        item(1, 2, "办实事"),
        item(1, 3, "一件"),
        item(1, 3, "两件"),
        styled("1", "2024年工作安排"),
        styled("2", "抓项目"),
        item(1, 4, "写数字"),
        // Under another number, the same list goes on where it does not start again.
        item(3, 2, "另起"),
        item(3, 2, "再来"),
        item(2, 0, "圆点"),
        item(2, 1, "破折号"),
        item(5, 0, "总则"),
        item(4, 0, "分则"),
        paragraph(r#"<w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr>"#, &run("没有号码")),
        styled("loop", "转圈的样式"),
        item(99, 0, "没有这个列表"),
    ];
    let wanted = "#1 一、2023年工作回顾\n#2 （一）抓工业\n#2 （二）抓农业\n1. 办实事\n①一件\n②两件\n#1 二、2024年工作安排\n#2 （一）抓项目\n2.1 写数字\n5. 另起\n6. 再来\n• 圆点\n——破折号\n第甲条总则\n第乙条分则\n#1 没有号码\n转圈的样式\n没有这个列表";
    assert_eq!(text(&body.concat()), wanted);
}

#[test]
fn headings_are_told_by_their_styles_and_levels() {
    let cell = |inner: &str| format!("<w:tc>{inner}</w:tc>");
    let body = [
        paragraph(r#"<w:outlineLvl w:val="2"/>"#, &run("直接设的")),
        paragraph(
            r#"<w:pStyle w:val="3"/><w:outlineLvl w:val="9"/><w:numPr><w:numId w:val="0"/></w:numPr>"#,
            &run("不算"),
        ),
        paragraph(r#"<w:outlineLvl w:val="0"/>"#, &run(" ")),
        format!("<w:tr>{}{}</w:tr>", cell(&styled("1", "指标")), cell(&styled("1", "数值"))),
        format!("<w:tr>{}</w:tr>", cell(&paragraph(r#"<w:outlineLvl w:val="0"/>"#, &run("排版的格子")))),
    ];
    assert_eq!(text(&body.concat()), "#3 直接设的\n不算\n一、指标\t二、数值\n#1 排版的格子");
}

#[test]
fn headings_of_styles_are_sections() {
    let plain = |text: &str| paragraph("", &run(text));
    let body = [
        plain("青禾县2024年政府工作报告"),
        paragraph(r#"<w:outlineLvl w:val="0"/>"#, &run("2023年工作回顾")),
        paragraph(
            r#"<w:outlineLvl w:val="1"/>"#,
            &run("把项目抓在手上，把投资落在地上，把后劲攒在账上，把口碑立在街上"),
        ),
        plain("全年实施项目85个，完成投资21亿元，群众看得见、摸得着。"),
    ];
    let bytes = document(&body.concat(), "");
    let source = crate::Source { name: "报告.docx", bytes: &bytes };
    let analysis = crate::analyze(&[source], &Options::default(), &mut ());
    let report = &analysis.documents[0];
    let found: Vec<_> = report.sections.iter().map(|section| (section.level, section.title.as_str())).collect();
    assert_eq!(found, [(1, "2023年工作回顾"), (2, "把项目抓在手上，把投资落在地上，把后劲攒在账上，把口碑立在街上")]);
    assert!(!report.text.contains(mark::is_mark), "{}", report.text);
    // What is put back changes nothing about them.
    let again = crate::restore(report, &[], None, &Options::default(), &mut ());
    assert_eq!(again.sections, report.sections);
}

#[test]
fn what_can_be_seen_is_in_the_text_or_among_what_was_removed() {
    let relation = |kind: &str, target: &str| format!(r#"<Relationship Type="http://x/{kind}" Target="{target}"/>"#);
    let relations = ["header1", "header2", "footer1", "comments"]
        .map(|name| relation(name.trim_end_matches(|c: char| c.is_ascii_digit()), &format!("{name}.xml")))
        .concat();
    let part = |body: &str| format!("<w:x>{}</w:x>", paragraph("", &run(body)));
    // Of a foot the number of its page is a part, as it was when last laid out.
    let number = |before: &str| {
        let field = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>"#;
        let end = r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#;
        let total = format!(r#"<w:fldSimple w:instr="NUMPAGES">{}</w:fldSimple>"#, run("36"));
        let runs = format!("{}{field}{}{end}{}{total}{}", run(before), run("7"), run("页 共"), run("页"));
        format!("<w:x>{}</w:x>", paragraph("", &runs))
    };
    let comments = format!(
        r#"<w:comments><w:comment w:id="0" w:author="林知远">{}{}</w:comment><w:comment w:id="1">{}</w:comment></w:comments>"#,
        paragraph("", &run("这个数再核一下")),
        paragraph("", &run("用统计局的口径")),
        paragraph("", &run("同意"))
    );
    let contents = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC \o</w:instrText><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一、回顾工作</w:t></w:r></w:p><w:p><w:r><w:t>二、安排任务</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;
    let body =
        |text: &str| format!("<w:document><w:body>{contents}{}</w:body></w:document>", paragraph("", &run(text)));
    let bytes = |text: &str| {
        zip(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("_rels/.rels", RELATIONS.as_bytes()),
            ("word/_rels/document.xml.rels", format!("<Relationships>{relations}</Relationships>").as_bytes()),
            ("word/document.xml", body(text).as_bytes()),
            ("word/header1.xml", part("青禾县人民政府文件").as_bytes()),
            ("word/header2.xml", part("青禾县人民政府文件").as_bytes()),
            ("word/footer1.xml", number("第").as_bytes()),
            ("word/comments.xml", comments.as_bytes()),
        ])
    };
    let raw = read("报告.docx", &bytes("正文在此。")).unwrap();
    assert_eq!(
        shown(&raw.text),
        "PageNumber: 青禾县人民政府文件\nContents: 一、回顾工作\nContents: 二、安排任务\n正文在此。\nComment: 林知远：这个数再核一下\nComment: 用统计局的口径\nComment: 同意\nPageNumber: 第7页 共36页"
    );
    let cleaned = crate::clean::clean(&raw.text);
    let removed: Vec<_> = cleaned.removed.iter().map(|removed| (removed.kind, removed.text.as_str())).collect();
    assert_eq!((cleaned.text.as_str(), removed.len()), ("正文在此。", 7));
    assert_eq!(removed[0], (RemovedKind::PageNumber, "青禾县人民政府文件"));
    assert_eq!(removed[1], (RemovedKind::Contents, "一、回顾工作"));
}

#[test]
fn changes_are_accepted() {
    let deleted = "<w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>";
    let body = paragraph("", &format!("{}{deleted}<w:ins>{}</w:ins>", run("工作"), run("新")))
        + &paragraph("<w:rPr><w:del/></w:rPr>", &run("合并"))
        + &paragraph(
            "<w:pPrChange><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:pPrChange>",
            &run("成一段"),
        )
        + &paragraph("", &format!("<w:moveFrom>{}</w:moveFrom>", run("搬走")))
        + &paragraph("", &format!("<w:moveTo>{}</w:moveTo>", run("搬来")))
        + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>删行</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(text(&body), "工作新\n合并成一段\n搬来");
}

#[test]
fn what_is_hidden_or_made_by_fields_is_left_out() {
    let field = |code: &str, result: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
            run(result)
        )
    };
    let contents = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC \o</w:instrText><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一、回顾1</w:t></w:r></w:p><w:p><w:r><w:t>二、安排9</w:t></w:r></w:p><w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;
    let body = paragraph("", &run("目前"))
        + contents
        + &paragraph("", &(run("共") + &field("REF a", "12") + &run("项，见第") + &field("PAGE", "3") + &run("页")))
        + &paragraph(
            "",
            r#"<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:rStyle w:val="h"/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>"#,
        )
        + &paragraph(
            "",
            "<w:r><w:ruby><w:rt><w:r><w:t>yún</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>云</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        );
    assert_eq!(text(&body), "目前\nContents: 一、回顾1\nContents: 二、安排9\n共12项，见第页\n显\n云");
    // Without its end, a field takes nothing with it.
    let open = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r></w:p>"#;
    assert_eq!(text(&(open.to_owned() + &paragraph("", &run("还在")))), "还在");
}

#[test]
fn text_boxes_come_once_behind_their_paragraph() {
    let inner = paragraph("", &run("框里一")) + &paragraph("", &run("框里二"));
    let boxed = |inner: &str| {
        format!("<w:r><w:drawing><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></w:drawing></w:r>")
    };
    let both = format!(
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        boxed(&inner),
        boxed(&inner)
    );
    let only = format!(
        "<mc:AlternateContent><mc:Choice><a/></mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        boxed(&inner)
    );
    assert_eq!(text(&paragraph("", &(run("外") + &both + &run("面")))), "外面\n框里一\n框里二");
    assert_eq!(text(&paragraph("", &(run("外") + &only + &run("面")))), "外面\n框里一\n框里二");
}

#[test]
fn a_row_is_a_line_and_a_layout_is_none() {
    let cell = |inner: &str| format!("<w:tc><w:tcPr/>{inner}</w:tc>");
    let words = |words: &str| cell(&paragraph("", &run(words)));
    let row = |cells: &str| format!("<w:tr><w:trPr/>{cells}</w:tr>");
    let inner = format!("<w:tbl>{}</w:tbl>", row(&(words("内一") + &words("内二"))));
    let table = row(&(words("指标") + &words("2024年") + &words("增长")))
        + &row(&(cell(&(paragraph("", &run("地区生产")) + &paragraph("", &run("总值"))))
            + &words("120亿元")
            + &words("")))
        + &row(&(words("") + &words("")))
        + &row(&cell(&(paragraph("", &run("一格")) + &paragraph("", &run("两段")))))
        + &row(&(words("外") + &cell(&inner)));
    let long = "很长的正文。".repeat(60);
    let layout = row(&(words(&long) + &words("旁注")));
    assert_eq!(
        text(&format!("<w:tbl>{table}{layout}</w:tbl>")),
        format!("指标\t2024年\t增长\n地区生产 总值\t120亿元\n一格\n两段\n外\t内一 内二\n{long}\n旁注")
    );
}

fn reference(id: &str) -> String {
    format!(r#"<w:r><w:footnoteReference w:id="{id}"/></w:r>"#)
}

fn note(id: &str, text: &str) -> String {
    format!(r#"<w:footnote w:id="{id}"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>"#, run(text))
}

#[test]
fn notes_stand_at_the_end_and_link() {
    let title = paragraph("", &run("青禾县2024年政府工作报告"));
    let body = title
        + &styled("1", "2023年工作回顾")
        + &paragraph(
            "",
            &(run("建成“双园”")
                + &reference("5")
                + &run("，办好“三事”")
                + &reference("2")
                + &run("，再办“三事”")
                + &reference("2")
                + &reference("77")
                + &run("。")),
        );
    let notes = note("2", " 三事：修路、办学、看病。") + &note("5", " 双园：产业园和科技园。");
    let bytes = document(&body, &notes);
    let raw = read("报告.docx", &bytes).unwrap();
    assert!(raw.text.ends_with("建成“双园”〔1〕，办好“三事”〔2〕，再办“三事”〔2〕。\n〔1〕双园：产业园和科技园。\n〔2〕三事：修路、办学、看病。"), "{}", raw.text);
    let analysis = crate::analyze(&[crate::Source { name: "报告.docx", bytes: &bytes }], &Options::default(), &mut ());
    let Document { notes, sections, source, .. } = &analysis.documents[0];
    assert_eq!((source.name.as_str(), source.format.as_str()), ("报告.docx", "docx"));
    assert_eq!(sections[0].title, "2023年工作回顾");
    let terms: Vec<_> =
        notes.iter().map(|note| (note.term.as_deref().unwrap_or_default(), note.references.len())).collect();
    assert_eq!(terms, [("双园", 1), ("三事", 2)]);
}

#[test]
fn what_is_broken_off_is_read_so_far_and_marked() {
    let bytes = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "word/document.xml",
            "<w:document><w:body><w:p><w:r><w:t>第一段</w:t></w:r></w:p><w:p><w:r><w:t>第二".as_bytes(),
        ),
    ]);
    assert_eq!(read("报告.docx", &bytes).unwrap().text, "第一段\n第二\u{FFFD}");
    let bytes = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/styles.xml", b"<w:styles/>")]);
    assert_eq!(read("报告.docx", &bytes).unwrap_err(), ReadError::Damaged { format: "DOCX" });
    assert_eq!(text(""), "empty");
}

#[test]
fn a_document_that_would_grow_without_bound_does_not() {
    let laughs = "<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>";
    let body = format!("{laughs}<w:document><w:body><w:p><w:r><w:t>一&b;</w:t></w:r></w:p></w:body></w:document>");
    let bytes = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", body.as_bytes())]);
    assert_eq!(read("报告.docx", &bytes).unwrap().text, "一");
    let deep = "<w:tbl><w:tr><w:tc>".repeat(100_000);
    assert_eq!(text(&deep), "damaged-file");
    let unclosed = paragraph("", &run("一")) + &"<w:p></x>".repeat(100_000);
    assert_eq!(text(&unclosed), "一\u{FFFD}");
    let zeros = vec![b' '; 40 << 20];
    let bytes = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", &zeros)]);
    assert_eq!(read("报告.docx", &bytes).unwrap_err().code(), "too-large");
}

#[test]
fn no_damage_makes_it_panic() {
    let body =
        styled("1", "回顾") + &item(1, 2, "办实事") + &paragraph("", &(run("全年新增企业30家") + &reference("2")));
    let bytes = document(&body, &note("2", "注"));
    damage(&bytes, |bytes| assert!(!open("报告.docx", bytes).is_empty()));
    // The XML itself damaged, in a sound archive.
    let xml = format!("<w:document><w:body>{body}</w:body></w:document>");
    damage(xml.as_bytes(), |xml| {
        let bytes = zip(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", xml),
            ("word/numbering.xml", xml),
            ("word/styles.xml", xml),
        ]);
        assert!(!open("报告.docx", &bytes).is_empty());
    });
}

proptest! {
    #[test]
    fn any_text_comes_back(lines in prop::collection::vec("[一-龥，。0-9A-Za-z<&>]{1,20}", 1..8)) {
        let escape = |line: &String| line.replace('&', "&amp;").replace('<', "&lt;");
        let body: String = lines.iter().map(|line| paragraph("", &run(&escape(line)))).collect();
        prop_assert_eq!(text(&body), lines.join("\n"));
    }
}
