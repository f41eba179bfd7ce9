//! Formats that are not plain text, told by their first bytes.

/// First bytes and the format's usual name.
const MAGIC: [(&[u8], &str); 18] = [
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n\x1A\n", "PNG"),
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"RIFF", "RIFF"),
    (b"{\\rtf", "RTF"),
    (b"\x1F\x8B\x08", "GZIP"),
    (b"BZh9", "BZIP2"),
    (b"\xFD7zXZ\0", "XZ"),
    (b"7z\xBC\xAF\x27\x1C", "7Z"),
    (b"Rar!\x1A\x07", "RAR"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x7FELF", "ELF"),
    (b"CAJ\0", "CAJ"),
    (b"KDH ", "KDH"),
];

/// What a ZIP file is, by the names or types inside it.
const ZIPPED: [(&[u8], &str); 8] = [
    (b"word/", "DOCX"),
    (b"xl/", "XLSX"),
    (b"ppt/", "PPTX"),
    (b"OFD.xml", "OFD"),
    (b"opendocument.text", "ODT"),
    (b"opendocument.spreadsheet", "ODS"),
    (b"application/epub+zip", "EPUB"),
    (b"META-INF/MANIFEST.MF", "JAR"),
];

/// What a file of the older Office programs is, by its name: inside they look alike.
const COMPOUND: [(&str, &str); 7] = [
    (".doc", "DOC"),
    (".xls", "XLS"),
    (".ppt", "PPT"),
    (".wps", "WPS"),
    (".et", "ET"),
    (".dps", "DPS"),
    (".hwp", "HWP"),
];

/// Names inside a ZIP file stand near its start and again near its end.
const ZIP_ENDS: usize = 1 << 16;

/// The usual name of the format of a file that is not plain text, where it is known.
pub(super) fn format(name: &str, bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let (head, tail) = (&bytes[..bytes.len().min(ZIP_ENDS)], &bytes[bytes.len().saturating_sub(ZIP_ENDS)..]);
        let inside = |name: &[u8]| [head, tail].iter().any(|part| part.windows(name.len()).any(|w| w == name));
        return Some(ZIPPED.iter().find(|(inner, _)| inside(inner)).map_or("ZIP", |&(_, format)| format));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        let name = name.to_lowercase();
        let known = COMPOUND.iter().find(|(ending, _)| name.ends_with(ending));
        return Some(known.map_or("Microsoft Office 97", |&(_, format)| format));
    }
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|&(_, format)| format)
}
