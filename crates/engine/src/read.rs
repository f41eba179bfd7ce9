//! Bytes of a file in, its texts out, or why there are none.
//!
//! What a file is, its bytes say, never its name: known formats by their first bytes, text by the encoding in which it
//! reads most like Chinese. Damaged text is read as far as it goes, with U+FFFD where it does not. Most files hold one
//! text; an archive holds one for each file in it, a table of reports one for each row. What a file may unpack to is
//! limited; `docs/formats.md` lists the limits.

mod csv;
mod doc;
mod docx;
mod encoding;
mod flow;
mod html;
mod magic;
mod mojibake;
mod note;
mod odt;
mod ofd;
mod ordinal;
#[cfg(test)]
mod pack;
mod pdf;
mod rtf;
mod sheet;
mod table;
mod word;
mod xlsx;
mod xml;
mod zip;

use gangmu_model::{Parameters, SourceError, SourceText, SourceTexts};
use zip::{Budget, Package};

/// The text of a file, as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    /// The text, without a byte order mark.
    pub text: String,
    /// What sort of file it was: `text`, `docx` …
    pub format: &'static str,
    /// The encoding it was in: `UTF-8`, `UTF-16LE`, `UTF-16BE`, `GB18030` (of which GBK and GB 2312 are parts), `Big5`;
    /// `UTF-8 + GB18030` of lines in two; `UTF-8 ← GB18030` of text that had been misread as the latter and saved so.
    pub encoding: Option<&'static str>,
}

/// A text of a file, or why there is none, under the name it goes by.
pub type Entry = (String, Result<Raw, ReadError>);

/// Why a file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No bytes, or nothing but blanks.
    #[error("there is no text in it")]
    Empty,
    /// A format that is known but not read.
    #[error("{format} files are not read")]
    Unsupported {
        /// The format's usual name: `PDF`, `DOCX`, `PNG` …
        format: &'static str,
    },
    /// Locked with a password.
    #[error("it is locked with a password")]
    Encrypted,
    /// A known format, but what it is made of is missing or broken.
    #[error("it is a damaged {format} file")]
    Damaged {
        /// The format's usual name.
        format: &'static str,
    },
    /// More than is read of one file, as it is or unpacked.
    #[error("it is larger than {megabytes} MB, or unpacks to more")]
    TooLarge {
        /// The limit, in units of 2^20 bytes.
        megabytes: usize,
    },
    /// An archive of more files than are read.
    #[error("it holds more than {most} files")]
    TooMany {
        /// The limit.
        most: usize,
    },
    /// An archive inside an archive inside an archive.
    #[error("it is an archive two archives deep")]
    Nested,
    /// Its pages are pictures, or drawn in fonts that do not say which characters they have.
    #[error("it is a scan: its pages have no text")]
    Scan,
    /// Not text, and no known format.
    #[error("it is not text")]
    Binary,
    /// Text whose encoding could not be told, or too damaged to read.
    #[error("its encoding is unknown or damaged")]
    Encoding,
}

impl ReadError {
    /// Which sentence of `locales/` says it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unsupported { .. } => "unsupported-format",
            Self::Encrypted => "encrypted",
            Self::Damaged { .. } => "damaged-file",
            Self::TooLarge { .. } => "too-large",
            Self::TooMany { .. } => "too-many-files",
            Self::Nested => "nested-archive",
            Self::Scan => "scan",
            Self::Binary => "binary",
            Self::Encoding => "broken-encoding",
        }
    }

    /// What that sentence mentions: `format`, or the `limit` that is passed.
    pub fn parameters(&self) -> Parameters {
        let (name, value) = match self {
            Self::Unsupported { format } | Self::Damaged { format } => ("format", (*format).to_owned()),
            Self::TooLarge { megabytes: limit } | Self::TooMany { most: limit } => ("limit", limit.to_string()),
            Self::Empty | Self::Encrypted | Self::Nested | Self::Scan | Self::Binary | Self::Encoding => {
                return Parameters::new();
            }
        };
        Parameters::from([(name.to_owned(), value)])
    }
}

/// One control character among this many, and a file is not text.
const CHARS_PER_CONTROL: usize = 50;

/// One unreadable place among this many characters beyond ASCII, and the encoding is not the right one.
const CHARS_PER_FAULT: usize = 10;

/// The most megabytes of a file.
pub const MOST_MEGABYTES: usize = 200;

/// What makes a text of a file of a known format.
enum Reader {
    /// From its bytes.
    Bytes(fn(&[u8]) -> Result<String, ReadError>),
    /// From the parts of a file that is a ZIP archive.
    Parts(fn(&mut Package) -> Result<String, ReadError>),
}

/// The formats of one text that are read: usual name, name in results, reader.
const READERS: &[(&str, &str, Reader)] = &[
    ("DOCX", "docx", Reader::Parts(docx::read)),
    ("HTML", "html", Reader::Bytes(html::read)),
    ("ODT", "odt", Reader::Parts(odt::read)),
    ("OFD", "ofd", Reader::Parts(ofd::read)),
    ("PDF", "pdf", Reader::Bytes(pdf::read)),
    ("DOC", "doc", Reader::Bytes(doc::read)),
    ("RTF", "rtf", Reader::Bytes(rtf::read)),
];

/// Reads the texts of a file; see [`open`].
pub fn texts(name: &str, bytes: &[u8]) -> SourceTexts {
    told(open(name, bytes))
}

/// Whether a file is of no known format, and so can only be text.
pub fn is_plain(bytes: &[u8]) -> bool {
    !magic::is_known(bytes)
}

/// Reads the texts of a file of no known format, without the readers of the others; `None` where it is of one.
pub fn plain_texts(name: &str, bytes: &[u8]) -> Option<SourceTexts> {
    if let Err(error) = check(bytes) {
        return Some(told(vec![(name.to_owned(), Err(error))]));
    }
    if !is_plain(bytes) {
        return None;
    }
    Some(told(match plain(bytes) {
        Ok(raw) => table_or_text(name, raw),
        Err(error) => vec![(name.to_owned(), Err(error))],
    }))
}

/// Entries as others get them.
fn told(entries: Vec<Entry>) -> SourceTexts {
    let told = |(name, result): Entry| match result {
        Ok(Raw { text, format, encoding }) => {
            Ok(SourceText { name, format: format.to_owned(), encoding: encoding.map(str::to_owned), text })
        }
        Err(error) => Err(SourceError { source: name, code: error.code().to_owned(), parameters: error.parameters() }),
    };
    entries.into_iter().map(told).collect()
}

/// Reads all texts of the file of this name: one of most files, which goes by the file's name; of an archive one for each
/// file in it (`包.zip/报告.docx`), of a table of texts one for each row (`表.xlsx/12`). Never empty.
pub fn open(name: &str, bytes: &[u8]) -> Vec<Entry> {
    let mut entries = Vec::new();
    open_into(name, bytes, &mut Budget::new(), 0, &mut entries);
    if entries.is_empty() {
        entries.push((name.to_owned(), Err(ReadError::Empty)));
    }
    entries
}

/// Reads the first text of the file of this name.
///
/// # Errors
/// When there is no text in it, or none that can be read; see [`ReadError`].
pub fn read(name: &str, bytes: &[u8]) -> Result<Raw, ReadError> {
    let mut first = Err(ReadError::Empty);
    for (at, (_, result)) in open(name, bytes).into_iter().enumerate() {
        if at == 0 || result.is_ok() {
            first = result;
        }
        if first.is_ok() {
            break;
        }
    }
    first
}

/// Adds the texts of a file that lies `depth` archives deep.
fn open_into(name: &str, bytes: &[u8], budget: &mut Budget, depth: usize, entries: &mut Vec<Entry>) {
    let single = match check(bytes).map(|()| magic::format(name, bytes)) {
        Err(error) => Err(error),
        Ok(None) => match plain(bytes) {
            Ok(raw) => return entries.extend(table_or_text(name, raw)),
            Err(error) => Err(error),
        },
        Ok(Some("ZIP")) => return zip::open(name, bytes, budget, depth, entries),
        Ok(Some("XLSX")) => {
            match Package::new(bytes, "XLSX", budget).and_then(|mut package| xlsx::read(&mut package)) {
                Ok(sheets) => return entries.extend(sheet::entries(name, &sheets, "xlsx", None)),
                Err(error) => Err(error),
            }
        }
        Ok(Some(format)) => known(format, bytes, budget),
    };
    entries.push((name.to_owned(), single));
}

fn check(bytes: &[u8]) -> Result<(), ReadError> {
    match bytes.len() {
        0 => Err(ReadError::Empty),
        length if length > MOST_MEGABYTES << 20 => Err(ReadError::TooLarge { megabytes: MOST_MEGABYTES }),
        _ => Ok(()),
    }
}

/// The text of a file of a known format.
fn known(format: &'static str, bytes: &[u8], budget: &mut Budget) -> Result<Raw, ReadError> {
    if magic::locked(bytes) {
        return Err(ReadError::Encrypted);
    }
    let Some((_, name, reader)) = READERS.iter().find(|(known, ..)| *known == format) else {
        return Err(ReadError::Unsupported { format });
    };
    let text = match reader {
        Reader::Bytes(read) => read(bytes)?,
        Reader::Parts(read) => read(&mut Package::new(bytes, format, budget)?)?,
    };
    if is_blank(&text) { Err(ReadError::Empty) } else { Ok(meant(Raw { text, format: name, encoding: None })) }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}'))
}

/// The rows of a table of texts, or the whole text.
fn table_or_text(name: &str, raw: Raw) -> Vec<Entry> {
    match csv::sheet(name, &raw.text) {
        Some(sheet) => sheet::entries(name, &[sheet], "csv", raw.encoding),
        None => vec![(name.to_owned(), Ok(raw))],
    }
}

/// The text of a file of no known format.
fn plain(bytes: &[u8]) -> Result<Raw, ReadError> {
    let Some((text, encoding)) = encoding::decode(bytes) else {
        let controls = bytes.iter().filter(|b| b.is_ascii_control() && !b.is_ascii_whitespace()).count();
        return Err(if controls * CHARS_PER_CONTROL > bytes.len() { ReadError::Binary } else { ReadError::Encoding });
    };
    let chars = text.chars().count();
    let beyond_ascii = chars - text.bytes().filter(u8::is_ascii).count();
    let controls = text.bytes().filter(|b| b.is_ascii_control() && !b.is_ascii_whitespace() && *b != b'\x0B').count();
    let faults = text.matches(char::REPLACEMENT_CHARACTER).count();
    if is_blank(&text) {
        return Err(ReadError::Empty);
    }
    if controls * CHARS_PER_CONTROL > chars {
        return Err(ReadError::Binary);
    }
    // A single fault may be a sequence cut off at the end of a very short text.
    if faults > 1 && faults * CHARS_PER_FAULT > beyond_ascii || faults == chars {
        return Err(ReadError::Encoding);
    }
    Ok(meant(Raw { text, format: "text", encoding: Some(encoding) }))
}

/// The text that was meant, where another program had misread it.
fn meant(raw: Raw) -> Raw {
    match mojibake::undo(&raw.text) {
        Some((text, encoding)) => Raw { text, encoding: Some(encoding), ..raw },
        None => raw,
    }
}

#[cfg(test)]
mod tests {
    use super::{ReadError, read};
    use encoding_rs::{BIG5, GB18030, GBK};
    use proptest::prelude::*;

    const SIMPLIFIED: &str =
        "过去一年，云州市地区生产总值增长6.5%，新增就业1.2万人。\n今年要坚持稳中求进，推动高质量发展。";
    const TRADITIONAL: &str =
        "過去一年，雲州市地區生產總值增長6.5%，新增就業1.2萬人。\n今年要堅持穩中求進，推動高質量發展。";

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn reads(bytes: &[u8], text: &str, encoding: &str) {
        let raw = read("报告.txt", bytes).unwrap();
        assert_eq!((raw.text.as_str(), raw.encoding), (text, Some(encoding)));
        assert_eq!(raw.format, "text");
    }

    #[test]
    fn every_encoding_comes_back() {
        for text in [SIMPLIFIED, TRADITIONAL, "总值", "市长陈𬭎代表市人民政府作报告"] {
            reads(text.as_bytes(), text, "UTF-8");
            reads(&[b"\xEF\xBB\xBF", text.as_bytes()].concat(), text, "UTF-8");
            reads(&[b"\xFF\xFE", &utf16(text, u16::to_le_bytes)[..]].concat(), text, "UTF-16LE");
            reads(&[b"\xFE\xFF", &utf16(text, u16::to_be_bytes)[..]].concat(), text, "UTF-16BE");
            reads(&[b"\x84\x31\x95\x33", &GB18030.encode(text).0[..]].concat(), text, "GB18030");
        }
        for text in [SIMPLIFIED, TRADITIONAL] {
            reads(&utf16(text, u16::to_le_bytes), text, "UTF-16LE");
            reads(&utf16(text, u16::to_be_bytes), text, "UTF-16BE");
            reads(&GB18030.encode(text).0, text, "GB18030");
            reads(&GBK.encode(text).0, text, "GB18030");
        }
        reads(&BIG5.encode(TRADITIONAL).0, TRADITIONAL, "Big5");
        let lopsided = format!("{}{SIMPLIFIED}", "annual report 2024, draft\n".repeat(9000));
        reads(&GBK.encode(&lopsided).0, &lopsided, "GB18030");
        reads(&utf16("GDP 5.2%\n", u16::to_le_bytes), "GDP 5.2%\n", "UTF-16LE");
    }

    #[test]
    fn each_sentence_alone_tells_its_encoding() {
        for sentence in SIMPLIFIED.split(['，', '。', '\n']).filter(|s| !s.is_empty()) {
            reads(&GBK.encode(sentence).0, sentence, "GB18030");
            reads(&utf16(sentence, u16::to_le_bytes), sentence, "UTF-16LE");
        }
        for sentence in TRADITIONAL.split(['，', '。', '\n']).filter(|s| !s.is_empty()) {
            reads(&BIG5.encode(sentence).0, sentence, "Big5");
            reads(&utf16(sentence, u16::to_be_bytes), sentence, "UTF-16BE");
        }
    }

    #[test]
    fn lines_in_two_encodings_are_each_read_in_theirs() {
        let bytes = [SIMPLIFIED.as_bytes(), b"\n", &GB18030.encode("各位代表，请予审议。").0, b"\n"].concat();
        reads(&bytes, &format!("{SIMPLIFIED}\n各位代表，请予审议。\n"), "UTF-8 + GB18030");
    }

    #[test]
    fn short_and_foreign_texts_are_read() {
        reads("第".as_bytes(), "第", "UTF-8");
        reads(&GBK.encode("第").0, "第", "GB18030");
        reads(b"GDP", "GDP", "UTF-8");
        reads(
            "Le développement économique a été élevé.".as_bytes(),
            "Le développement économique a été élevé.",
            "UTF-8",
        );
        // Bytes that happen to be sound UTF-8 as well: ҵ ɫ ô in place of these.
        reads(&GBK.encode("业色么").0, "业色么", "GB18030");
    }

    #[test]
    fn a_damaged_text_is_read_as_far_as_it_goes() {
        let bytes = &SIMPLIFIED.as_bytes()[..SIMPLIFIED.len() - 1];
        let raw = read("报告.txt", bytes).unwrap();
        assert!(raw.text.starts_with("过去一年") && raw.text.ends_with("发展\u{FFFD}"), "{}", raw.text);
        let raw = read("报告.txt", "第一\u{3002}".as_bytes().split_last().unwrap().1).unwrap();
        assert_eq!(raw.text, "第一\u{FFFD}");
        let mut bytes = SIMPLIFIED.repeat(3).into_bytes();
        bytes[50] = 0xFF;
        let raw = read("报告.txt", &bytes).unwrap();
        assert_eq!(raw.encoding, Some("UTF-8"));
        assert!(raw.text.contains('\u{FFFD}'));
        let odd = &utf16(SIMPLIFIED, u16::to_le_bytes)[..41];
        assert_eq!(read("报告.txt", odd).unwrap().encoding, Some("UTF-16LE"));
    }

    #[test]
    fn no_text_is_no_text() {
        for bytes in [&b""[..], b" \r\n\t", "\u{FEFF}\u{3000}\n".as_bytes(), b"\xFF\xFE", b"\xFF\xFE\x20\x00"] {
            assert_eq!(read("空.txt", bytes), Err(ReadError::Empty));
        }
        assert_eq!(ReadError::Empty.code(), "empty");
    }

    #[test]
    fn other_formats_are_named() {
        let ole = [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 40]].concat();
        for (name, bytes, format) in [
            ("图.txt", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec(), "PNG"),
            ("报告.wps", ole.clone(), "WPS"),
            ("报告.txt", ole, "Microsoft Office 97"),
            ("报告.txt", b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec(), "JPEG"),
        ] {
            let error = read(name, &bytes).unwrap_err();
            assert_eq!(error, ReadError::Unsupported { format });
            assert_eq!((error.code(), error.parameters()["format"].as_str()), ("unsupported-format", format));
        }
    }

    #[test]
    fn an_archive_without_its_end_is_named_and_damaged() {
        let zip = |inner: &str| [b"PK\x03\x04\x14\0\x06\0\x08\0", inner.as_bytes(), &[0; 40]].concat();
        for (inner, format) in
            [("[Content_Types].xml word/document.xml", "DOCX"), ("OFD.xml", "OFD"), ("报告/一.txt", "ZIP")]
        {
            let error = read("报告.txt", &zip(inner)).unwrap_err();
            assert_eq!((error, error.code()), (ReadError::Damaged { format }, "damaged-file"));
        }
    }

    #[test]
    fn what_office_locked_is_told_from_what_is_old() {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let locked = [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 600], &name, &[0; 40]].concat();
        assert_eq!(read("报告.docx", &locked).unwrap_err(), ReadError::Encrypted);
    }

    #[test]
    fn noise_is_no_text() {
        let noise: Vec<u8> = (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(read("乱.txt", &noise).unwrap_err().code(), "binary");
        let high: Vec<u8> = noise.iter().map(|b| b | 0x80).filter(|b| *b >= 0xF5).collect();
        assert_eq!(read("乱.txt", &high).unwrap_err().code(), "broken-encoding");
    }

    proptest! {
        #[test]
        fn any_bytes_give_a_text_or_an_error(bytes: Vec<u8>) {
            match read("x.txt", &bytes) {
                Ok(raw) => prop_assert!(!raw.text.trim().is_empty()),
                Err(error) => prop_assert!(!error.code().is_empty() && !error.to_string().is_empty()),
            }
        }

        #[test]
        fn any_chinese_text_comes_back_from_utf8(text in "[一-龥，。0-9]{1,40}") {
            prop_assert_eq!(read("x.txt", text.as_bytes()).unwrap().text, text);
        }
    }
}
