use crate::read::pack::{damage, zip};
use crate::read::{open, read};

fn report(opening: &str) -> String {
    format!("{opening}{}", "全年地区生产总值增长6.5%，新增就业1.2万人，城乡面貌一天比一天好。".repeat(12))
}

fn workbook(sheets: &[(&str, String)], shared: &[&str]) -> Vec<u8> {
    let names = sheets
        .iter()
        .enumerate()
        .map(|(at, (name, _))| format!("<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"r{at}\"/>"))
        .collect::<Vec<_>>()
        .concat();
    let relations = (0..sheets.len())
        .map(|at| format!("<Relationship Id=\"r{at}\" Target=\"worksheets/sheet{at}.xml\"/>"))
        .collect::<Vec<_>>()
        .concat();
    let strings = shared
        .iter()
        .map(|text| format!("<si><r><t>{text}</t></r><rPh><t>pinyin</t></rPh></si>"))
        .collect::<Vec<_>>()
        .concat();
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"180\" formatCode=\"0.0%\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"180\"/></cellXfs></styleSheet>";
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook><sheets>{names}<sheet name=\"藏\" state=\"hidden\" r:id=\"r0\"/></sheets></workbook>"),
        ),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")),
        ("xl/sharedStrings.xml".to_owned(), format!("<sst>{strings}</sst>")),
        ("xl/styles.xml".to_owned(), styles.to_owned()),
    ];
    files.extend(sheets.iter().enumerate().map(|(at, (_, rows))| {
        (format!("xl/worksheets/sheet{at}.xml"), format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"))
    }));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zip(&files)
}

fn row(number: u32, cells: &[&str]) -> String {
    let cells = cells
        .iter()
        .zip('A'..)
        .filter(|(cell, _)| !cell.is_empty())
        .map(|(cell, column)| match cell.strip_prefix('#') {
            Some(at) => format!("<c r=\"{column}{number}\" t=\"s\"><v>{at}</v></c>"),
            None if cell.bytes().all(|b| b.is_ascii_digit() || b == b'.') => {
                format!("<c r=\"{column}{number}\"><v>{cell}</v></c>")
            }
            None => format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
        })
        .collect::<Vec<_>>()
        .concat();
    format!("<row r=\"{number}\">{cells}</row>")
}

fn seen(name: &str, bytes: &[u8]) -> Vec<(String, String)> {
    open(name, bytes)
        .into_iter()
        .map(|(name, result)| (name, result.map_or_else(|error| format!("!{}", error.code()), |raw| raw.text)))
        .collect()
}

#[test]
fn each_row_of_a_table_of_reports_is_one() {
    let bare = report("各位代表：\n");
    let titled = report("青禾县2024年政府工作报告\n各位代表：\n");
    let rows = [
        row(1, &["历年报告"]),
        row(2, &["省份", "城市", "城市代码", "年份", "报告正文", "字数"]),
        row(3, &["白石省", "云州市", "530100", "2023", "#0", "500"]),
        row(5, &["", "青禾县", "", "2024", "#1", "500"]),
        row(6, &["", "", "", "2025", "#0", "500"]),
        row(7, &["", "缺", "", "2025", "", ""]),
    ];
    let merged = "</sheetData><mergeCells><mergeCell ref=\"A3:A6\"/><mergeCell ref=\"C3:D4\"/></mergeCells><sheetData>";
    let bytes = workbook(&[("报告", rows.concat() + merged), ("说明", row(1, &["说明"]))], &[&bare, &titled]);
    assert_eq!(
        seen("表.xlsx", &bytes),
        [
            ("表.xlsx/3".to_owned(), format!("云州市2023年政府工作报告\n{bare}")),
            ("表.xlsx/5".to_owned(), titled.clone()),
            ("表.xlsx/6".to_owned(), format!("白石省2025年政府工作报告\n{bare}")),
        ]
    );
    let analysis =
        crate::analyze(&[crate::Source { name: "表.xlsx", bytes: &bytes }], &gangmu_model::Options::default(), &mut ());
    let found: Vec<_> = analysis
        .documents
        .iter()
        .map(|document| (document.region.as_ref().map(|region| region.name.as_str()), document.year))
        .collect();
    assert_eq!(found, [(Some("云州市"), Some(2023)), (Some("青禾县"), Some(2024)), (Some("白石省"), Some(2025))]);
    assert_eq!(analysis.documents[0].source.format, "xlsx");
}

#[test]
fn any_other_table_is_lines() {
    let rows = row(1, &["指标", "增长"])
        + &row(2, &["地区 生产\n总值", "6.5"])
        + "<row r=\"3\"><c r=\"A3\" t=\"str\"><v>占比</v></c><c r=\"C3\" s=\"1\"><v>0.065</v></c><c r=\"D3\" t=\"e\"><v>#REF!</v></c></row>";
    assert_eq!(
        seen("表.xlsx", &workbook(&[("甲", rows.clone())], &[]))[0].1,
        "指标\t增长\n地区 生产 总值\t6.5\n占比\t6.5%\n"
    );
    let two = workbook(&[("甲", rows), ("空", String::new()), ("乙", row(1, &["一"]))], &[]);
    assert!(seen("表.xlsx", &two)[0].1.ends_with("\n乙\n一\n"));
    assert_eq!(seen("表.xlsx", &workbook(&[("甲", String::new())], &[]))[0].1, "!empty");
    assert_eq!(seen("表.xlsx", &workbook(&[], &[]))[0].1, "!damaged-file");
}

#[test]
fn values_parted_by_commas_are_a_table_too() {
    let text = report("各位代表：\n");
    let table = format!(
        "\u{FEFF}地区,年份,标题,全文\r\n青禾县,2024,,\"{text}\n他说\"\"好\"\"。\"\r\n云州市,2023,政府工作报告,\"{text}\"\r\n\r\n白石省,2022,白石省2022年政府工作报告,\"{text}\"\r\n"
    );
    let wanted = [
        ("表.csv/2".to_owned(), format!("青禾县2024年政府工作报告\n{text}\n他说\"好\"。")),
        ("表.csv/3".to_owned(), format!("云州市2023年政府工作报告\n{text}")),
        ("表.csv/4".to_owned(), format!("白石省2022年政府工作报告\n{text}")),
    ];
    assert_eq!(seen("表.csv", table.as_bytes()), wanted);
    assert_eq!(seen("表.csv", &encoding_rs::GBK.encode(&table[3..]).0), wanted);
    // The head alone tells it.
    assert_eq!(seen("表.txt", table.as_bytes()).len(), 3);
    let raw = read("表.csv", table.as_bytes()).unwrap();
    assert_eq!((raw.format, raw.encoding), ("csv", Some("UTF-8")));
    // Nothing but texts, without a head.
    let plain = format!("\"{text}\"\n\"{text}\"\n");
    assert_eq!(
        seen("表.csv", plain.as_bytes()).iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["表.csv/1", "表.csv/2"]
    );
    assert_eq!(
        seen("表.tsv", "指标\t增长\n总值\t6%\n".as_bytes()),
        [("表.tsv".to_owned(), "指标\t增长\n总值\t6%\n".to_owned())]
    );
    // A text with commas is a text.
    let raw = read("报告.txt", "正文,就是这样开始的,没有表\n第二行".as_bytes()).unwrap();
    assert_eq!((raw.format, raw.text.as_str()), ("text", "正文,就是这样开始的,没有表\n第二行"));
}

#[test]
fn a_text_that_many_cells_share_does_not_grow_without_bound() {
    let long = report("").repeat(100);
    let rows: String = (1..=3000).map(|_| "<row><c t=\"s\"><v>0</v></c></row>").collect();
    assert_eq!(seen("表.xlsx", &workbook(&[("甲", rows)], &[&long]))[0].1, "!too-large");
}

#[test]
fn no_damage_makes_it_panic() {
    let text = report("各位代表：\n");
    let rows = row(1, &["地区", "年份", "正文"]) + &row(2, &["青禾县", "2024", "#0"]);
    let bytes = workbook(&[("甲", rows.clone() + "<mergeCell ref=\"A1:A9\"/>")], &[&text]);
    damage(&bytes, |bytes| assert!(!open("表.xlsx", bytes).is_empty()));
    damage(rows.as_bytes(), |rows| {
        let rows = String::from_utf8_lossy(rows).into_owned();
        assert!(!open("表.xlsx", &workbook(&[("甲", rows)], &["一"])).is_empty());
    });
    damage(format!("地区,年份,正文\n青禾县,2024,\"{text}\"\n").as_bytes(), |bytes| {
        assert!(!open("表.csv", bytes).is_empty());
    });
}
