use crate::mark::shown;
use crate::read::pack::damage;
use crate::read::{ReadError, open, read};
use encoding_rs::{BIG5, Encoding, GBK};

/// The text as bytes in hexadecimal, as Word writes it.
fn hex(text: &str, encoding: &'static Encoding) -> String {
    encoding.encode(text).0.iter().fold(String::new(), |hex, byte| hex + &format!("\\'{byte:02x}"))
}

fn gbk(text: &str) -> String {
    hex(text, GBK)
}

const HEAD: &str = "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman;}\
    {\\f1\\fnil\\fcharset134\\'cb\\'ce\\'cc\\'e5{\\*\\falt SimSun};}{\\f2\\fnil\\fcharset136 PMingLiU;}\
    {\\f3\\fnil\\fcharset2 Wingdings;}{\\f4\\fnil\\fcharset204 Cyr;}{\\f5\\fcharset0 Courier;}}";

fn text(body: &str) -> String {
    whole(&format!("{HEAD}{body}}}"))
}

fn whole(file: &str) -> String {
    let raw = read("报告.rtf", file.as_bytes()).unwrap();
    assert_eq!(raw.format, "rtf");
    shown(&raw.text)
}

#[test]
fn bytes_are_read_as_their_font_says() {
    let big5 = hex("青禾縣政府", BIG5);
    assert_eq!(
        text(&format!("\\f1 {}\\par\\f2 {big5}\\par\\f4\\'cf\\'f0\\f0 OK", gbk("云州市"))),
        "云州市\n青禾縣政府\nПрOK"
    );
    // A font said to be Latin, in a Chinese document and in one that says nothing.
    assert_eq!(text(&format!("\\f5 {} GDP", gbk("各位代表"))), "各位代表 GDP");
    assert_eq!(whole(&format!("{{\\rtf1\\ansi {}}}", gbk("各位代表"))), "各位代表");
    assert_eq!(text("\\f0 caf\\'e9 noir"), "café noir");
    assert_eq!(whole("{\\rtf1\\ansi\\ansicpg1252 na\\'efve r\\'e9sum\\'e9}"), "naïve résumé");
    assert_eq!(whole(&format!("{{\\rtf1\\ansi\\ansicpg950 {}}}", hex("縣長", BIG5))), "縣長");
}

#[test]
fn a_character_goes_over_groups_lines_and_plain_bytes() {
    // 中 is D6 D0; 丂 is 81 40, of which the second may stand as `@`.
    assert_eq!(text("\\f1\\'d6\r\n\\'d0{\\b\\'d6{\\*\\bkmkstart x}}{\\i\\'d0}\\'81@"), "中中丂");
    // Written as they are, without an escape.
    let file = [HEAD.as_bytes(), b"\\f1 ", &GBK.encode("云州市").0, b"}"].concat();
    assert_eq!(read("报告.rtf", &file).unwrap().text, "云州市");
}

#[test]
fn unicode_passes_over_what_stands_for_it() {
    assert_eq!(text("\\f1\\uc2\\u20113\\'d4\\'c6\\u24030\\'d6\\'dd{\\uc0\\u24066 X}"), "云州市X");
    assert_eq!(text("\\uc1\\u-28739?\\u163?5{\\uc1\\u8220\\ldblquote }"), "辽£5“");
    assert_eq!(text("\\u-10187?\\u-8930?\\u55394?\\u57176?"), "\u{1D51E}\u{28B58}");
    assert_eq!(text("\\u-10187?X\\u-8930?"), "\u{FFFD}X\u{FFFD}");
    // A paragraph ends, whatever was announced; a group ends what is passed over.
    assert_eq!(text("\\uc1\\u20113\\par {\\u24030}AB"), "云\n州AB");
}

#[test]
fn what_is_no_text_is_left_out() {
    let body = "{\\colortbl;\\red0;}{\\stylesheet{\\s0 Normal;}}{\\info{\\title T}{\\author A}}{\\*\\generator G;}\
        {\\header H\\par}{\\footerf F\\par}{\\pict\\pngblip 89504e47}{\\*\\shppict{\\pict 00}}{\\nonshppict{\\pict 00}}\
        \\f0 A{\\v hidden\\par}B{\\deleted gone\\par}C{\\revised new}{\\*\\annotation no}\\-D\\~E\\_F\\bin4 }}{{\\{G\\}\\\\";
    assert_eq!(text(body), "PageNumber: H\nABCnewD\u{A0}E-F{G}\\\nPageNumber: F");
    assert_eq!(text("{\\v a\\plain b}\\v c\\v0 d{\\upr{old}{\\*\\ud{new}}}"), "bdnew");
}

#[test]
fn fields_give_what_they_show() {
    let field = |code: &str, result: &str| format!("{{\\field{{\\*\\fldinst {{{code}}}}}{{\\fldrslt {{{result}}}}}}}");
    let inner = field("PAGEREF _a", "7");
    let contents = field("TOC \\\\o", &format!("{}\\par One {inner}\\par ", gbk("目录")));
    assert_eq!(text(&format!("{contents}A\\par{}B{}", field("HYPERLINK x", "link"), field(" PAGE ", "3"))), "A\nlinkB");
}

#[test]
fn breaks_labels_and_signs() {
    assert_eq!(text("A\\line B\\tab C\\par\\par\\page D\\page E\\sect F\\emdash\\'2d\\\nG"), "A\nB\tC\nD\nE\nF—-\nG");
    let list = format!(
        "{{\\listtext\\pard\\plain\\f1 {}\\tab}}{}\\par{{\\pntext\\f0 1.\\tab}}x\\par{{\\listtext\\f3\\'6c\\tab}}y\\par\
         {{\\listtext\\f9\\u61623\\'3f\\tab}}z\\par{{\\listtext 2.}}\\par",
        gbk("一、"),
        "\\f1".to_owned() + &gbk("工作回顾")
    );
    assert_eq!(text(&list), "一、工作回顾\n1. x\n• y\n• z");
    assert_eq!(text("\\f3\\'fc\\'fe"), "✓☑");
}

#[test]
fn headings_are_told_by_their_levels() {
    assert_eq!(text("\\outlinelevel1 A\\par B\\par\\pard C\\par"), "#2 A\n#2 B\nC");
}

#[test]
fn running_heads_and_feet_are_marked() {
    let body = "{\\headerl\\pard H\\par}{\\headerr H\\par}{\\footer - {\\field{\\*\\fldinst PAGE}{\\fldrslt 1}} -\\par}A\\par B";
    assert_eq!(text(body), "PageNumber: H\nA\nB\nPageNumber: -  -");
}

#[test]
fn rows_are_lines() {
    let row = "\\trowd\\cellx1\\cellx2\\pard\\intbl A\\par a\\cell\\pard\\intbl 12\\cell\\row ";
    assert_eq!(text(&format!("before\\par {row}{row}\\pard after")), "before\nA a\t12\nA a\t12\nafter");
    let nested = "\\pard\\intbl\\itap1 L\\cell\\pard\\intbl\\itap2 n\\nestcell m\\nestcell\
        {\\*\\nesttableprops\\trowd\\nestrow}{\\nonesttables\\par}\\pard\\intbl\\itap1 R\\cell\\row\\pard after";
    assert_eq!(text(nested), "L\tn m R\nafter");
    // A row that does not end.
    assert_eq!(text("\\intbl A\\cell B\\par\\pard C"), "A\tB\nC");
}

#[test]
fn notes_stand_at_the_end_and_boxes_behind_their_paragraph() {
    let body = "A{\\super\\chftn}{\\footnote\\pard\\plain{\\super\\chftn} one\\par two}B\\par \
        C{\\super\\chftn{\\*\\footnote\\ftnalt\\chftn three}}D\\par E{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt\\pard box\\par line}}{\\shprslt old}}F\\par G";
    assert_eq!(text(body), "A〔1〕B\nC〔2〕D\nEF\nbox\nline\nG\n〔1〕one two\n〔2〕three");
}

#[test]
fn what_breaks_off_is_read_so_far() {
    assert_eq!(whole(&format!("{HEAD}A\\par B{{\\b C")), "A\nBC\u{FFFD}");
    let error = |file: &str| read("报告.rtf", file.as_bytes()).unwrap_err();
    assert_eq!(error("{\\rtf1\\ansi"), ReadError::Damaged { format: "RTF" });
    assert_eq!(error("{\\rtf1\\ansi\\par }"), ReadError::Empty);
    assert_eq!(text("A}trailing{"), "A");
    // Deeper than anybody writes, with more behind it.
    let deep = format!("A{}x{}B", "{".repeat(100_000), "}".repeat(100_000));
    assert_eq!(text(&deep), "AB");
}

#[test]
fn no_damage_makes_it_panic_or_grow() {
    let body = format!(
        "\\f1 {}\\u-10187?\\u-8930?\\par\\trowd\\pard\\intbl\\itap2 n\\nestcell{{\\*\\nesttableprops\\nestrow}}\\cell\\row\
         {{\\footnote\\pard note{{\\b x}}}}{{\\shp{{\\*\\shpinst{{\\shptxt box}}}}}}{{\\listtext 1.\\tab}}\\bin3 abc\
         {{\\field{{\\*\\fldinst PAGE}}{{\\fldrslt 3}}}}\\f3\\'6c",
        gbk("云州市政府工作报告")
    );
    let file = format!("{HEAD}{body}}}");
    damage(file.as_bytes(), |bytes| {
        for (_, result) in open("报告.rtf", bytes) {
            assert!(result.map_or(0, |raw| raw.text.len()) < 4 * file.len());
        }
    });
}
