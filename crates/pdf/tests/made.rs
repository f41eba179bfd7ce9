//! Files made here, each for one thing that programs do.

use gangmu_pdf::{BROKEN, PdfError};

/// The text without what is said of its lines.
fn text(bytes: &[u8]) -> Result<String, PdfError> {
    gangmu_pdf::text(bytes).map(|text| text.replace(BROKEN, ""))
}

/// A file of these objects, numbered from 1: the first is the catalogue, the second the list of pages.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", number + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let mut out = format!("<< /Length {} {entries} >>\nstream\n", content.len()).into_bytes();
    out.extend(content);
    out.extend(b"\nendstream");
    out
}

/// A page with this content and fonts `F` and what else `resources` has; more objects are numbered from 6.
fn page(content: &[u8], font: &str, resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> {resources} >> >>"
        )
        .into_bytes(),
        stream("", content),
        font.as_bytes().to_vec(),
    ];
    objects.extend_from_slice(more);
    file(&objects)
}

/// A font that is not in the file, named by an encoding that readers know.
fn named(encoding: &str, ordering: &str) -> String {
    format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /{encoding} /DescendantFonts [<< /Type /Font \
         /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) \
         /Supplement 2 >> /DW 1000 >>] >>"
    )
}

const LATIN: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

fn shown(hex: &str) -> Vec<u8> {
    format!("BT /F 16 Tf 72 700 Td <{hex}> Tj ET").into_bytes()
}

fn hex(bytes: impl IntoIterator<Item = u8>) -> String {
    bytes.into_iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02X}"))
}

#[test]
fn fonts_named_by_a_known_encoding_have_characters() {
    let sentence = "云州市2024年工作报告";
    let utf16 = hex(sentence.encode_utf16().flat_map(u16::to_be_bytes));
    let gbk = "D4C6D6DDCAD032303234C4EAB9A4D7F7B1A8B8E6";
    for encoding in ["UniGB-UCS2-H", "UniGB-UTF16-H"] {
        assert_eq!(
            text(&page(&shown(&utf16), &named(encoding, "GB1"), "", &[])).as_deref(),
            Ok(sentence),
            "{encoding}"
        );
    }
    for encoding in ["GBK-EUC-H", "GB-EUC-H", "GBKp-EUC-H", "GBK2K-H", "GBpc-EUC-H"] {
        assert_eq!(text(&page(&shown(gbk), &named(encoding, "GB1"), "", &[])).as_deref(), Ok(sentence), "{encoding}");
    }
    let traditional = "雲州市";
    let utf16 = hex(traditional.encode_utf16().flat_map(u16::to_be_bytes));
    for (encoding, shown_as) in
        [("UniCNS-UCS2-H", utf16.as_str()), ("UniCNS-UTF16-H", &utf16), ("ETen-B5-H", "B6B3A67BA5AB")]
    {
        let file = page(&shown(shown_as), &named(encoding, "CNS1"), "", &[]);
        assert_eq!(text(&file).as_deref(), Ok(traditional), "{encoding}");
    }
}

#[test]
fn vertical_lines_run_from_right_to_left() {
    let line = |x: i32, text: &str| {
        format!("BT /F 16 Tf 1 0 0 1 {x} 700 Tm <{}> Tj ET ", hex(text.encode_utf16().flat_map(u16::to_be_bytes)))
    };
    let content = line(100, "请予审议。") + &line(130, "各位代表：");
    let file = page(content.as_bytes(), &named("UniGB-UCS2-V", "GB1"), "", &[]);
    assert_eq!(text(&file).as_deref(), Ok("各位代表：\n请予审议。"));
}

#[test]
fn an_encoding_and_a_table_in_the_file_are_used() {
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [<< \
                /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 1000 /W [1 [500 500] 10 12 1000] >>] >>";
    let table = stream(
        "",
        b"2 beginbfchar <0001> <0041> <0002> <0042> endbfchar 1 beginbfrange <000A> <000C> <4E00> endbfrange",
    );
    let file = page(&shown("00010002000A000B0063"), font, "", &[table]);
    assert_eq!(text(&file).as_deref(), Ok("AB一丁\u{FFFD}"));
}

#[test]
fn what_is_drawn_by_a_shared_drawing_is_read() {
    let content = b"q 1 0 0 1 0 100 cm /D Do Q BT /F 12 Tf 72 500 Td (below) Tj ET";
    let drawing = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >>",
        b"BT /F 12 Tf 72 500 Td (above) Tj ET",
    );
    let file = page(content, LATIN, "/XObject << /D 6 0 R >>", &[drawing]);
    assert_eq!(text(&file).as_deref(), Ok("above\nbelow"));
}

#[test]
fn a_drawing_that_draws_itself_ends() {
    let drawing = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> /XObject << /D 6 0 R >> >>",
        b"BT /F 12 Tf 72 500 Td (again) Tj ET /D Do /D Do",
    );
    let file = page(b"/D Do", LATIN, "/XObject << /D 6 0 R >>", &[drawing]);
    assert_eq!(text(&file).as_deref(), Ok("again"));
}

#[test]
fn glyphs_that_are_printed_twice_are_read_once() {
    let content = b"BT /F 12 Tf 72 500 Td (bold) Tj 0.3 0 Td (bold) Tj 0 -20 Td (o) Tj 6.7 0 Td (o) Tj ET";
    let found = text(&page(content, LATIN, "", &[]));
    assert_eq!(found.as_deref(), Ok("bold\noo"));
}

#[test]
fn a_raised_note_stays_in_its_line() {
    let content = b"BT /F 12 Tf 72 500 Td (word) Tj 7 Ts /F 7 Tf (1) Tj 0 Ts /F 12 Tf ( goes on) Tj ET";
    assert_eq!(text(&page(content, LATIN, "", &[])).as_deref(), Ok("word1 goes on"));
}

#[test]
fn a_leaning_watermark_is_left_out() {
    let content = b"BT /F 12 Tf 72 500 Td (text) Tj ET BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 200 Tm (SAMPLE) Tj ET";
    assert_eq!(text(&page(content, LATIN, "", &[])).as_deref(), Ok("text"));
}

#[test]
fn a_page_printed_sideways_is_read() {
    let content = b"BT /F 12 Tf 0 1 -1 0 100 100 Tm (first) Tj ET BT /F 12 Tf 0 1 -1 0 120 100 Tm (second) Tj ET";
    assert_eq!(text(&page(content, LATIN, "", &[])).as_deref(), Ok("first\nsecond"));
}

#[test]
fn a_scan_has_no_text() {
    let picture = stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        b"\x80",
    );
    let file = page(b"q 595 0 0 842 0 0 cm /D Do Q", LATIN, "/XObject << /D 6 0 R >>", &[picture]);
    assert_eq!(text(&file), Err(PdfError::NoText));
}

#[test]
fn glyphs_without_characters_are_no_text() {
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [<< /Type /Font \
                /Subtype /CIDFontType2 /BaseFont /A >>] >>";
    assert_eq!(text(&page(&shown("00010002"), font, "", &[])), Err(PdfError::NoText));
}

#[test]
fn glyphs_that_adobe_counts_have_characters_without_a_table() {
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [<< /Type /Font \
                /Subtype /CIDFontType0 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>] >>";
    assert_eq!(text(&page(&shown("119F06A900130062"), font, "", &[])).as_deref(), Ok("政府2。"));
    let other = font.replace("(GB1)", "(Identity)");
    assert_eq!(text(&page(&shown("119F06A9"), &other, "", &[])), Err(PdfError::NoText));
}

#[test]
fn what_is_no_pdf_file_is_damaged() {
    for bytes in [&b""[..], b"%PDF-1.7", b"text", &[0; 5000]] {
        assert_eq!(text(bytes), Err(PdfError::Damaged));
    }
}

/// Zeros, packed: as many bytes as a stored block of a thousandth of them says.
fn bomb(megabytes: usize) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(&vec![b' '; megabytes << 20], 6)
}

#[test]
fn a_page_that_unpacks_to_more_than_the_limit_is_refused() {
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>".to_vec(),
    ];
    objects.push(stream("/Filter /FlateDecode", &bomb(80)));
    assert_eq!(text(&file(&objects)), Err(PdfError::TooLarge));
    objects[3] = stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &bomb(80));
    assert_eq!(text(&file(&objects)), Err(PdfError::TooLarge));
    objects[3] = stream("/Filter [/FlateDecode /FlateDecode]", &bomb(1));
    assert_eq!(text(&file(&objects)), Err(PdfError::TooLarge));
}

#[test]
fn states_nested_without_end_are_read_past() {
    let mut content = b"q ".repeat(100_000);
    content.extend(b"BT /F 12 Tf 72 500 Td (deep) Tj ET");
    assert_eq!(text(&page(&content, LATIN, "", &[])).as_deref(), Ok("deep"));
    let mut content = b"[".repeat(100_000);
    content.extend(b"] TJ");
    assert_eq!(text(&page(&content, LATIN, "", &[])), Err(PdfError::NoText));
}

/// Not a second longer than this on a busy machine, without optimisation.
fn soon(file: &[u8]) -> Result<String, PdfError> {
    let begun = std::time::Instant::now();
    let result = text(file);
    assert!(begun.elapsed().as_secs() < 8, "{:?}", begun.elapsed());
    result
}

#[test]
fn drawings_that_call_drawings_come_to_an_end() {
    let forms: Vec<Vec<u8>> = (6..20)
        .map(|number| {
            let entries =
                format!("/Type /XObject /Subtype /Form /Resources << /XObject << /X {} 0 R >> >>", number + 1);
            stream(&entries, &b"/X Do ".repeat(20))
        })
        .collect();
    let file = page(b"/X Do", LATIN, "/XObject << /X 6 0 R >>", &forms);
    assert_eq!(soon(&file), Err(PdfError::TooLarge));
}

#[test]
fn a_code_does_not_stand_for_a_book() {
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 6 0 R \
        /DescendantFonts [<< /Subtype /CIDFontType2 /DW 1000 >>] >>";
    let map = format!("1 beginbfrange <0000> <FFFF> <{}> endbfrange", "4E00".repeat(50_000));
    let file = page(&shown(&"0001".repeat(100_000)), font, "", &[stream("", map.as_bytes())]);
    // Cut short, it is read; what matters is that it stays small.
    assert!(soon(&file).map_or(0, |text| text.len()) < 32 << 20);
}

#[test]
fn objects_packed_twice_are_refused_before_they_are_unpacked() {
    use miniz_oxide::deflate::compress_to_vec_zlib;
    let once = compress_to_vec_zlib(&vec![b' '; 80 << 20], 9);
    let twice = compress_to_vec_zlib(&once, 9);
    let hidden = |entries: &str, content: &[u8]| {
        let mut out =
            b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] \
            /Count 1 >> endobj\n3 0 obj << /Type /Page /Parent 2 0 R /Contents 10 0 R >> endobj\n9 0 obj "
                .to_vec();
        out.extend(stream(entries, content));
        out.extend(b"\nendobj\ntrailer << /Root 1 0 R >>");
        out
    };
    let twice = hidden("/Type /ObjStm /N 1 /First 5 /Filter [/FlateDecode /FlateDecode]", &twice);
    assert_eq!(soon(&twice), Err(PdfError::TooLarge));
    let escaped = hidden("/Type /Obj#53tm /N 1 /First 5 /Filter /FlateDecode", &once);
    assert_eq!(soon(&escaped), Err(PdfError::TooLarge));
}

/// Lines of Chinese on a page: where each begins, how high it stands, how large it is, what it says.
fn typeset(lines: &[(i32, i32, i32, &str)]) -> String {
    let line = |&(x, y, size, text): &(i32, i32, i32, &str)| {
        format!("BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{}> Tj ET ", hex(text.encode_utf16().flat_map(u16::to_be_bytes)))
    };
    let content: String = lines.iter().map(line).collect();
    let file = page(content.as_bytes(), &named("UniGB-UCS2-H", "GB1"), "", &[]);
    gangmu_pdf::text(&file).expect("text").replace(BROKEN, "|")
}

#[test]
fn a_line_that_the_column_broke_says_so() {
    // Ten characters wide, and paragraphs begin two further in.
    let found = typeset(&[
        (120, 700, 10, "（一）壮大县域特"),
        (100, 680, 10, "色产业"),
        (120, 660, 10, "全县新建大棚三百"),
        (100, 640, 10, "座，带动农户增收，"),
        // Nine: the mark behind the next character keeps it out.
        (100, 620, 10, "甜瓜卖到省城里的商"),
        (100, 600, 10, "超。"),
        (120, 580, 10, "（二）改善民生"),
        (120, 560, 10, "新建学校。"),
    ]);
    let wanted = "|\u{3000}\u{3000}（一）壮大县域特\n色产业\n|\u{3000}\u{3000}全县新建大棚三百\n|座，带动农户增收，\n|甜瓜卖到省城里的商\n超。\n\u{3000}\u{3000}（二）改善民生\n\u{3000}\u{3000}新建学校。";
    assert_eq!(found, wanted);
}

#[test]
fn figures_that_are_kept_together_leave_room_before_them() {
    let found = typeset(&[
        (100, 700, 10, "全县城乡居民收入都在稳步增长，"),
        (100, 684, 10, "其中城镇农村分别增长"),
        (100, 668, 10, "5.3%、7.9%，差距在缩小。"),
        (100, 652, 10, "修路。"),
        (100, 636, 10, "全县城乡面貌都在不断变好，去年"),
        // A page ends here, and the next may begin with a figure.
        (100, 620, 10, "新增规模以上工业企业有"),
    ]);
    let wanted = "|全县城乡居民收入都在稳步增长，\n|其中城镇农村分别增长\n5.3%、7.9%，差距在缩小。\n修路。\n|全县城乡面貌都在不断变好，去年\n|新增规模以上工业企业有";
    assert_eq!(found, wanted);
}

#[test]
fn a_heading_in_larger_letters_is_broken_within_itself_only() {
    let found = typeset(&[
        (100, 700, 14, "壮大县域特色产"),
        (100, 682, 14, "业集群增强后劲"),
        (100, 664, 10, "全县新建大棚三百座，"),
        (100, 648, 10, "带动农户一千户增收。"),
        (100, 632, 10, "甜瓜卖到省城。"),
        (100, 610, 14, "改善民生"),
        (100, 592, 10, "新建学校五所，修路。"),
    ]);
    let wanted = "|壮大县域特色产\n业集群增强后劲\n|全县新建大棚三百座，\n|带动农户一千户增收。\n甜瓜卖到省城。\n改善民生\n|新建学校五所，修路。";
    assert_eq!(found, wanted);
}

#[test]
fn a_heading_in_the_middle_goes_on_in_the_middle() {
    let found = typeset(&[
        (106, 700, 14, "壮大县域特色产"),
        (148, 682, 14, "业"),
        (100, 664, 10, "全县新建大棚三百座，带"),
        (100, 648, 10, "动农户千户。"),
        (100, 632, 10, "甜瓜。"),
        (100, 616, 10, "全县新建大棚五百座的。"),
        // In the size of the text, a full line may end a paragraph before it.
        (135, 600, 10, "第二节"),
    ]);
    assert_eq!(
        found,
        "|壮大县域特色产\n业\n|全县新建大棚三百座，带\n动农户千户。\n甜瓜。\n全县新建大棚五百座的。\n第二节"
    );
}

#[test]
fn a_heading_beside_text_of_another_column_keeps_its_size() {
    let (mut lines, mut wanted) = (Vec::new(), String::new());
    for at in 0..8 {
        // On the left a heading over two lines, then text; on the right text throughout, nearer than large letters' room.
        let (size, left) = if at < 2 { (14, "壮大县域特色产") } else { (10, "全县新建大棚三百余座") };
        lines.push((100, 700 - 16 * at, size, left));
        lines.push((220, 700 - 16 * at, 10, "动农户一千户增收"));
        for piece in [if at == 1 { "" } else { "|" }, left, "\n"] {
            wanted.push_str(piece);
        }
    }
    wanted += &["|动农户一千户增收"; 8].join("\n");
    assert_eq!(typeset(&lines), wanted);
}

/// Two columns of lines, the right one from so many points on, drawn one after the other; and what they should be read as.
fn two_columns(left: &[&'static str], right: i32) -> (String, String) {
    const RIGHT: &str = "动农户一千户增收致富";
    let below = |at: usize| 700 - 16 * at as i32;
    let mut lines: Vec<_> = left.iter().enumerate().map(|(at, said)| (100, below(at), 10, *said)).collect();
    lines.extend((0..left.len()).map(|at| (right, below(at), 10, RIGHT)));
    (typeset(&lines).replace('|', ""), [left, &vec![RIGHT; left.len()]].concat().join("\n"))
}

#[test]
fn a_mark_that_hangs_over_the_edge_of_its_column_joins_nothing() {
    // Between the columns there is room for two characters, behind the comma of every other line for one.
    let (found, wanted) = two_columns(&["全县新建大棚三百余座，", "全县新建大棚三百余座"].repeat(4), 220);
    assert_eq!(found, wanted);
}

#[test]
fn a_strip_is_where_lines_leave_it_free_not_in_the_middle_of_their_gaps() {
    // Most lines end long before the strip, some just before it.
    let (found, wanted) =
        two_columns(&["全县新建大棚三百余座约", "全县新建大棚三百余", "全县新建大棚三百余"].repeat(3), 217);
    assert_eq!(found, wanted);
}

#[test]
fn rows_of_a_table_and_lines_in_the_middle_are_whole() {
    let found = typeset(&[
        (130, 700, 10, "青禾县"),
        (110, 680, 10, "政府工作报告"),
        (100, 660, 10, "总值"),
        (170, 660, 10, "十二"),
        (100, 640, 10, "收入"),
        (170, 640, 10, "三十"),
        (100, 620, 10, "以上为初步数。"),
    ]);
    assert_eq!(found, "青禾县\n政府工作报告\n总值\t十二\n收入\t三十\n以上为初步数。");
}

#[test]
fn an_upright_watermark_stands_above_its_page() {
    let said = ["壮大县域产业。", "改善民生。", "守住青山绿水。"];
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [4 0 R 6 0 R 8 0 R] /Count 3 >>".to_vec(),
        named("UniGB-UCS2-H", "GB1").into_bytes(),
    ];
    let drawn = |x: i32, y: i32, size: i32, text: &str| {
        format!("BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{}> Tj ET ", hex(text.encode_utf16().flat_map(u16::to_be_bytes)))
    };
    for (at, said) in said.into_iter().enumerate() {
        let content = drawn(100, 700, 10, "全县今年要")
            + &drawn(100, 680, 10, said)
            + &drawn(180, 684, 24, "内部资料")
            + &drawn(180, 500, 24, "内部资料");
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F 3 0 R >> >> >>",
                5 + 2 * at
            )
            .into_bytes(),
        );
        objects.push(stream("", content.as_bytes()));
    }
    let wanted = said.map(|said| format!("内部资料\n全县今年要\n{said}"));
    assert_eq!(text(&file(&objects)).as_deref(), Ok(wanted.join("\u{C}").as_str()));
}
