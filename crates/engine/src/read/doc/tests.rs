use crate::mark::shown;
use crate::read::pack::damage;
use crate::read::{ReadError, open, read};
use std::io::{Cursor, Write};

/// A document of these pieces, the first of one byte a character, with what is hidden, and notes.
#[derive(Default)]
struct Made<'a> {
    narrow: &'a str,
    wide: &'a str,
    /// Footnotes: the character each is referred to from.
    notes: Vec<(u32, &'a str)>,
    /// Running heads and feet.
    edges: &'a str,
    /// The first and the last but one of the characters of `wide` that are hidden.
    hidden: Option<(u32, u32)>,
    /// The style of the paragraphs from this character of `wide` to that, and a change of theirs.
    styled: Option<(u32, u32, [u8; 5])>,
    /// The level of its paragraphs in their list.
    level: Option<u8>,
    /// Levels of the one list: the code of the form of its numbers, and the label.
    lists: &'a [(u8, &'a str)],
    flags: u16,
    version: u16,
}

impl Made<'_> {
    fn bytes(&self) -> Vec<u8> {
        let text: String = self.narrow.to_owned() + self.wide;
        let noted: String = self.notes.iter().flat_map(|(_, note)| ["\u{2}", note, "\r"]).collect();
        let (count, of_notes) = (text.encode_utf16().count() as u32, noted.encode_utf16().count() as u32);
        let mut main = vec![0; 1536];
        let mut put = |at: usize, value: u32| main[at..at + 4].copy_from_slice(&value.to_le_bytes());
        put(0x4C, count);
        put(0x50, of_notes);
        let of_edges = self.edges.encode_utf16().count() as u32;
        put(0x54, of_edges);
        let mut table = Vec::new();
        let mut part = |at: usize, longs: &[u32], rest: &[u8]| {
            put(at, table.len() as u32);
            put(at + 4, (4 * longs.len() + rest.len()) as u32);
            table.extend(longs.iter().flat_map(|long| long.to_le_bytes()));
            table.extend(rest);
        };
        let narrow = self.narrow.len() as u32;
        // A change before the pieces, which is passed over.
        let mut pieces = vec![1, 2, 0, 9, 9, 2];
        pieces.extend((4 * 3 + 8 * 2_u32).to_le_bytes());
        pieces.extend([0, narrow, count + of_notes + of_edges].iter().flat_map(|long| long.to_le_bytes()));
        for place in [(1536 * 2) | 0x4000_0000, 1536 + narrow] {
            pieces.extend([0, 0]);
            pieces.extend(place.to_le_bytes());
            pieces.extend([0, 0]);
        }
        part(0x1A2, &[], &pieces);
        let mut places: Vec<u32> = self.notes.iter().map(|&(at, _)| at).collect();
        places.push(count);
        part(0xAA, &places, &vec![1; 2 * self.notes.len()]);
        let mut ends = vec![0];
        for (_, note) in &self.notes {
            ends.push(ends[ends.len() - 1] + note.encode_utf16().count() as u32 + 2);
        }
        ends.push(of_notes);
        part(0xB2, &ends, &[]);
        if self.hidden.is_some() {
            part(0xFA, &[1536, 99999, 1], &[]);
        }
        if self.styled.is_some() {
            part(0x102, &[1536, 99999, 2], &[]);
        }
        if !self.lists.is_empty() {
            let start = table.len() as u32;
            table.extend([1, 0]);
            table.extend(77_u32.to_le_bytes());
            table.extend([0; 24]);
            let length = table.len() as u32 - start;
            // All levels, whatever the test has of them.
            for at in 0..9 {
                let (form, label) = self.lists.get(at).copied().unwrap_or_default();
                let mut level = [0; 28];
                level[..4].copy_from_slice(&1_u32.to_le_bytes());
                level[4] = form;
                // Changes of the paragraph and of its characters stand between.
                (level[24], level[25]) = (2, 3);
                table.extend(level);
                table.extend([9; 5]);
                table.extend((label.encode_utf16().count() as u16).to_le_bytes());
                table.extend(label.encode_utf16().flat_map(u16::to_le_bytes));
            }
            let lists = table.len() as u32;
            // The second starts its first level at 5.
            table.extend(2_u32.to_le_bytes());
            for changes in [0, 1] {
                table.extend(77_u32.to_le_bytes());
                table.extend([0, 0, 0, 0, 0, 0, 0, 0, changes, 0, 0, 0]);
            }
            table.extend([0xFF; 8]);
            table.extend(5_u32.to_le_bytes());
            table.extend([0x10, 0, 0, 0]);
            for (at, value) in [(0x2E2, start), (0x2E6, length), (0x2EA, lists), (0x2EE, table.len() as u32 - lists)] {
                main[at..at + 4].copy_from_slice(&value.to_le_bytes());
            }
        }
        main[0..4].copy_from_slice(&[0xEC, 0xA5, self.version as u8, 0]);
        main[0xA..0xC].copy_from_slice(&(self.flags | 0x0200).to_le_bytes());
        let at = |of: u32| (1536 + narrow + 2 * of).to_le_bytes();
        if let Some((first, end)) = self.hidden {
            let page = &mut main[512..];
            page[0..4].copy_from_slice(&at(first));
            page[4..8].copy_from_slice(&at(end));
            page[8] = 100;
            page[200..204].copy_from_slice(&[3, 0x3C, 0x08, 1]);
            page[511] = 1;
        }
        if let Some((first, end, list)) = self.styled {
            let page = &mut main[1024..];
            page[0..4].copy_from_slice(&at(first));
            page[4..8].copy_from_slice(&at(end));
            page[8] = 100;
            // Three words less a byte: a style of two bytes, then a change of three; or of four, and one more.
            page[200] = 3;
            page[201..206].copy_from_slice(&list);
            if let Some(level) = self.level {
                page[200] = 5;
                page[206..210].copy_from_slice(&[0, 0x0A, 0x26, level]);
            }
            page[511] = 1;
        }
        main.extend(self.narrow.bytes());
        main.extend((self.wide.to_owned() + &noted + self.edges).encode_utf16().flat_map(u16::to_le_bytes));
        let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
        file.create_stream("WordDocument").unwrap().write_all(&main).unwrap();
        file.create_stream("1Table").unwrap().write_all(&table).unwrap();
        file.into_inner().into_inner()
    }
}

fn made<'a>(narrow: &'a str, wide: &'a str) -> Made<'a> {
    Made { narrow, wide, version: 193, ..Made::default() }
}

fn text(made: &Made) -> String {
    let raw = read("报告.txt", &made.bytes()).unwrap();
    assert_eq!(raw.format, "doc");
    shown(&raw.text)
}

#[test]
fn pieces_are_put_together() {
    assert_eq!(text(&made("GDP 6.5%\r", "云州市𬭎\r各位代表\r")), "GDP 6.5%\n云州市𬭎\n各位代表");
    assert_eq!(text(&made("A\u{b}B\u{c}C\u{e}D\tE\u{1e}F\u{1f}G\u{1}\u{8}H\r", "")), "A\nB\nC\nD\tE-FGH");
}

#[test]
fn fields_give_what_they_show() {
    let toc = "\u{13} TOC \\o \u{14}目录\r一\u{13} PAGEREF x \u{14}7\u{15}\r\u{15}";
    let made = made("", "见\u{13}HYPERLINK y\u{14}这里\u{15}，\u{13} PAGE \u{14}3\u{15}页\r");
    assert_eq!(text(&made), "见这里，页");
    assert_eq!(text(&Made { wide: &format!("{toc}正文\r\u{13}坏了\r还在\r"), ..made }), "正文\n还在");
}

#[test]
fn rows_are_lines_and_notes_stand_at_the_end() {
    let mut made = made("", "前\r指标\u{7}数值\u{7}\u{7}产值\u{7}12\r亿元\u{7}\u{7}后\u{2}面\r");
    made.notes = vec![(20, "注释\r二")];
    assert_eq!(text(&made), "前\n指标\t数值\n产值\t12 亿元\n后〔1〕面\n〔1〕注释 二");
}

#[test]
fn hidden_text_is_left_out() {
    let made = Made { hidden: Some((1, 4)), ..made("", "甲隐藏\r乙\r") };
    assert_eq!(text(&made), "甲乙");
}

#[test]
fn running_heads_and_feet_are_marked() {
    let mut made = Made {
        edges: "青禾县人民政府文件\r青禾县人民政府文件\r—\u{13} PAGE \u{14}3\u{15}—\r",
        ..made("", "正\u{2}文\r")
    };
    made.notes = vec![(1, "注释")];
    assert_eq!(text(&made), "PageNumber: 青禾县人民政府文件\nPageNumber: ——\n正〔1〕文\n〔1〕注释");
}

#[test]
fn headings_are_told_by_their_styles() {
    let of = |list| text(&Made { styled: Some((3, 7, list)), ..made("", "前文\r抓工业\r后文\r") });
    assert_eq!(of([2, 0, 0x3C, 0x08, 0]), "前文\n#2 抓工业\n后文");
    assert_eq!(of([40, 0, 0x40, 0x26, 2]), "前文\n#3 抓工业\n后文");
    assert_eq!(of([2, 0, 0x40, 0x26, 9]), "前文\n抓工业\n后文");
}

#[test]
fn numbers_of_lists_are_written_out() {
    // One paragraph is in the list, of the level and list that its changes say.
    let levels = [(39, "\u{0}、"), (39, "（\u{1}）"), (0, "\u{0}.\u{2}"), (23, "\u{f0b7}")];
    let of = |list: u8, level: u8, from: u32, to: u32| {
        let changes = [0, 0, 0x0B, 0x46, list];
        let mut made = Made { lists: &levels, styled: Some((from, to, changes)), ..made("", "甲\r乙\r丙\r") };
        made.level = Some(level);
        text(&made)
    };
    assert_eq!(of(1, 0, 0, 6), "一、甲\n二、乙\n三、丙");
    assert_eq!(of(1, 1, 2, 6), "甲\n（一）乙\n（二）丙");
    assert_eq!(of(1, 2, 0, 2), "一.1 甲\n乙\n丙");
    assert_eq!(of(1, 3, 2, 4), "甲\n• 乙\n丙");
    assert_eq!(of(2, 0, 0, 6), "五、甲\n六、乙\n七、丙");
    assert_eq!(of(3, 0, 0, 6), "甲\n乙\n丙");
}

#[test]
fn what_is_locked_old_or_broken_says_so() {
    let error = |made: &Made| read("报告.doc", &made.bytes()).unwrap_err();
    assert_eq!(error(&Made { flags: 0x0100, ..made("A\r", "") }), ReadError::Encrypted);
    assert_eq!(error(&Made { version: 101, ..made("A\r", "") }), ReadError::Unsupported { format: "Word 95" });
    assert_eq!(error(&made("\r", "")), ReadError::Empty);
    let damaged = ReadError::Damaged { format: "DOC" };
    assert_eq!(read("报告.doc", &made("A\r", "").bytes()[..700]).unwrap_err(), damaged);
    // No text where the pieces say it is.
    let mut bytes = made("", "云州市\r").bytes();
    let place = bytes.windows(4).position(|window| window == 1536_u32.to_le_bytes()).unwrap();
    bytes[place + 2] = 0xFF;
    assert_eq!(read("报告.doc", &bytes).unwrap_err(), damaged);
}

#[test]
fn other_files_of_office_are_told_by_what_is_in_them() {
    for (stream, format) in [("Workbook", "XLS"), ("PowerPoint Document", "PPT")] {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(stream).unwrap().write_all(b"x").unwrap();
        let error = read("报告.doc", &file.into_inner().into_inner()).unwrap_err();
        assert_eq!(error, ReadError::Unsupported { format });
    }
}

#[test]
fn no_damage_makes_it_panic_or_grow() {
    let mut made = made("GDP\r", "云州市\r指标\u{7}数值\u{7}\u{7}\u{13}PAGE\u{14}3\u{15}后\u{2}面\r");
    made.notes = vec![(24, "注释")];
    made.hidden = Some((1, 3));
    let bytes = made.bytes();
    assert!(text(&made).contains("〔1〕注释"));
    let check = |bytes: &[u8]| {
        for (_, result) in open("报告.doc", bytes) {
            assert!(result.map_or(0, |raw| raw.text.len()) < 8 * bytes.len());
        }
    };
    damage(&bytes, check);
    // The header and what says where things are, more often than chance would.
    for (start, end) in [(0, 512), (512, 1100), (bytes.len() - 2048, bytes.len())] {
        damage(&bytes[start..end], |part| check(&[&bytes[..start], part, &bytes[end..]].concat()));
    }
}
