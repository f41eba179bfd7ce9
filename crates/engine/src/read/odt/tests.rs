use crate::mark::shown;
use crate::read::pack::{damage, zip};
use crate::read::{ReadError, open, read};

const STYLES: &str = r#"<office:document-styles><office:styles>
<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/><text:outline-level-style text:level="2" style:num-format=""/></text:outline-style>
</office:styles></office:document-styles>"#;

const AUTOMATIC: &str = r#"<office:automatic-styles>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-prefix="（" style:num-suffix="）" style:num-format="一, 二, 三, ..."/>
<text:list-level-style-number text:level="2" style:num-suffix="." style:num-format="1"/>
<text:list-level-style-number text:level="3" style:num-suffix=")" style:num-format="1" text:display-levels="2" text:start-value="4"/>
</text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="&#xF0B7;" style:num-suffix="."/></text:list-style>
</office:automatic-styles>"#;

fn package(content: &str) -> Vec<u8> {
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", STYLES.as_bytes()),
    ])
}

fn document(body: &str) -> Vec<u8> {
    package(&format!(
        "<office:document-content>{AUTOMATIC}<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    ))
}

fn text(body: &str) -> String {
    read("报告.odt", &document(body)).map_or_else(|error| error.code().to_owned(), |raw| shown(&raw.text))
}

#[test]
fn paragraphs_come_in_order_with_their_breaks() {
    let body = "<text:p>青禾县 <text:span>2024年</text:span>\n  政府</text:p>\n<text:p/><text:p>第一<text:s text:c=\"2\"/>二<text:tab/>三<text:line-break/>四<text:soft-page-break/>五<text:span text:style-name=\"H\">藏<text:s/></text:span></text:p><text:p text:style-name=\"H\">藏</text:p>";
    assert_eq!(text(body), "青禾县 2024年 政府\n第一  二\t三\n四五");
    assert_eq!(read("x", &document(body)).unwrap().format, "odt");
    assert_eq!(text("<text:p>一<text:s text:c=\"999999999\"/>二</text:p>").chars().count(), 34);
}

#[test]
fn numbers_of_lists_and_headings_are_written_out() {
    let item = |inner: &str| format!("<text:list-item>{inner}</text:list-item>");
    let deepest = format!("<text:list>{}</text:list>", item("<text:p>再细</text:p>"));
    let deeper = format!(
        "<text:list>{}</text:list>",
        item(&format!("<text:p>细</text:p>{deepest}")) + &item("<text:p>又细</text:p>")
    );
    let body = [
        "<text:h text:outline-level=\"1\">回顾</text:h><text:h text:outline-level=\"2\">无号</text:h>".to_owned(),
        format!(
            "<text:list text:style-name=\"L1\"><text:list-header><text:p>引言</text:p></text:list-header>{}{}</text:list>",
            item(&format!("<text:p>工业</text:p><text:p>同一项</text:p>{deeper}")),
            item("<text:p>农业</text:p>")
        ),
        "<text:h text:outline-level=\"1\">安排</text:h>".to_owned(),
        format!(
            "<text:list text:style-name=\"L1\" text:continue-numbering=\"true\">{}</text:list>",
            item("<text:p>接着</text:p>")
        ),
        format!(
            "<text:list text:style-name=\"L1\">{}<text:list-item text:start-value=\"7\"><text:p>跳号</text:p></text:list-item></text:list>",
            item("<text:p>重来</text:p>")
        ),
        format!("<text:list text:style-name=\"L2\">{}</text:list>", item("<text:p>圆点</text:p>")),
        format!("<text:list text:style-name=\"none\">{}</text:list>", item("<text:p>没有样式</text:p>")),
    ];
    assert_eq!(
        text(&body.concat()),
        "#1 一、回顾\n#2 无号\n引言\n（一）工业\n同一项\n1. 细\n1.4) 再细\n2. 又细\n（二）农业\n#1 二、安排\n（三）接着\n（一）重来\n（七）跳号\n• 圆点\n没有样式"
    );
}

#[test]
fn notes_tables_changes_and_boxes() {
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>删去</text:p></text:deletion></text:changed-region></text:tracked-changes>\
<text:table-of-content><text:index-body><text:p>一、回顾 1</text:p></text:index-body></text:table-of-content>\
<text:p>办好“三事”<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>三事：修路、</text:p><text:p>办学、看病。</text:p></text:note-body></text:note>。<office:annotation><text:p>批注</text:p></office:annotation></text:p>\
<table:table><table:table-row><table:table-cell><text:p>指标</text:p></table:table-cell><table:table-cell><text:p>6%</text:p></table:table-cell></table:table-row></table:table>\
<text:p>框外<draw:frame><draw:text-box><text:p>框里</text:p></draw:text-box><svg:desc>图片说明</svg:desc></draw:frame>又外</text:p>";
    assert_eq!(
        text(body),
        "Contents: 一、回顾 1\n办好“三事”〔1〕。\n指标\t6%\n框外又外\n框里\n〔1〕三事：修路、 办学、看病。"
    );
}

#[test]
fn running_heads_and_feet_are_marked() {
    let styles = "<office:document-styles><style:master-page><style:header><text:p>青禾县人民政府文件</text:p></style:header><style:footer><text:p>第<text:page-number>1</text:page-number>页</text:p></style:footer></style:master-page><style:master-page><style:header><text:p>青禾县人民政府文件</text:p></style:header></style:master-page></office:document-styles>";
    let content =
        |body: &str| format!("<office:document-content><office:text>{body}</office:text></office:document-content>");
    let of = |body: &str| {
        let parts = [
            ("mimetype", &b"application/vnd.oasis.opendocument.text"[..]),
            ("content.xml", &content(body).into_bytes()[..]),
            ("styles.xml", styles.as_bytes()),
        ];
        read("报告.odt", &zip(&parts)).map(|raw| shown(&raw.text))
    };
    assert_eq!(of("<text:p>正文</text:p>").unwrap(), "PageNumber: 青禾县人民政府文件\n正文\nPageNumber: 第页");
    assert_eq!(of("<text:p/>"), Err(ReadError::Empty));
}

#[test]
fn what_is_locked_or_broken_says_so() {
    let manifest =
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let bytes = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", &[1, 2, 3]),
    ]);
    assert_eq!(read("报告.odt", &bytes).unwrap_err(), ReadError::Encrypted);
    assert_eq!(read("报告.odt", &package("<office:body><text:p>只有一半<text:p")).unwrap().text, "只有一半\u{FFFD}");
    assert_eq!(read("报告.odt", &package("<office:body><text:p")).unwrap_err().code(), "damaged-file");
    assert_eq!(text("<text:p> </text:p>"), "empty");
    assert_eq!(text(&format!("<text:p>一</text:p>{}", "<text:p></x>".repeat(1000))), "一\u{FFFD}");
}

#[test]
fn no_damage_makes_it_panic() {
    let body = "<text:list text:style-name=\"L1\"><text:list-item><text:p>工业<text:note><text:note-body><text:p>注</text:p></text:note-body></text:note></text:p></text:list-item></text:list><table:table-row><table:table-cell><text:p>格</text:p></table:table-cell></table:table-row>";
    damage(&document(body), |bytes| assert!(!open("报告.odt", bytes).is_empty()));
    damage(format!("{AUTOMATIC}{body}").as_bytes(), |xml| {
        let bytes = zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", xml)]);
        assert!(!open("报告.odt", &bytes).is_empty());
    });
}
