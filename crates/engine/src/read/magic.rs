//! Formats that are not plain text, told by their first bytes.

use std::io::Cursor;

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

/// What a ZIP file is, by how a name in it begins, the surer first.
const ZIPPED: [(&[u8], &str); 8] = [
    (b"OFD.xml", "OFD"),
    (b"word/", "DOCX"),
    (b"xl/", "XLSX"),
    (b"ppt/", "PPTX"),
    (b"OEBPS/", "EPUB"),
    (b"META-INF/container.xml", "EPUB"),
    (b"META-INF/MANIFEST.MF", "JAR"),
    (b"AndroidManifest.xml", "APK"),
];

/// What a ZIP file is, by the type that stands in it as it is, near its start.
const TYPED: [(&[u8], &str); 4] = [
    (b"opendocument.text", "ODT"),
    (b"opendocument.spreadsheet", "ODS"),
    (b"opendocument.presentation", "ODP"),
    (b"application/epub+zip", "EPUB"),
];

/// What a file of the older Office programs is, by a stream in it.
const STREAMS: [(&str, &str); 5] = [
    ("WordDocument", "DOC"),
    ("Workbook", "XLS"),
    ("Book", "XLS"),
    ("PowerPoint Document", "PPT"),
    ("BodyText", "HWP"),
];

/// The same by its name, where it is too damaged to list its streams.
const COMPOUND: [(&str, &str); 7] = [
    (".doc", "DOC"),
    (".xls", "XLS"),
    (".ppt", "PPT"),
    (".wps", "WPS"),
    (".et", "ET"),
    (".dps", "DPS"),
    (".hwp", "HWP"),
];

/// A file of the older Office programs, or one that is locked with a password.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// The type of an `OpenDocument` file is its first part, unpacked, right behind its name.
const TYPE_PART: &[u8] = b"mimetype";
const TYPE_END: usize = 256;

/// Where an archive is cut off, the names in its first bytes tell what it was.
const ZIP_START: usize = 1 << 16;

/// Other programs look for the first words of a PDF file within so many bytes.
const PDF_START: usize = 1024;

/// Whether a file is one that Office has locked with a password.
pub(super) fn locked(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.starts_with(OLE) && within(bytes, &name)
}

/// Whether `name` stands in `bytes`.
fn within(bytes: &[u8], name: &[u8]) -> bool {
    bytes.windows(name.len()).any(|window| window == name)
}

/// What a ZIP file is.
fn zipped(bytes: &[u8]) -> &'static str {
    let start = &bytes[..bytes.len().min(TYPE_END)];
    if within(start, TYPE_PART)
        && let Some(&(_, format)) = TYPED.iter().find(|(name, _)| within(start, name))
    {
        return format;
    }
    let found = match super::zip::names(bytes) {
        // Office's files have a list of types; without it, they are files in a folder of that name.
        Some(names) => ZIPPED.iter().find(|(known, format)| {
            names.iter().any(|name| name.starts_with(known))
                && (matches!(*format, "OFD" | "EPUB" | "JAR" | "APK")
                    || names.iter().any(|name| name == b"[Content_Types].xml"))
        }),
        None => ZIPPED.iter().find(|(known, _)| within(&bytes[..bytes.len().min(ZIP_START)], known)),
    };
    found.map_or("ZIP", |&(_, format)| format)
}

/// Whether a file is of a known format, which is quicker to say than which.
pub(super) fn is_known(bytes: &[u8]) -> bool {
    is_archive(bytes)
        || bytes.starts_with(OLE)
        || MAGIC.iter().any(|(magic, _)| bytes.starts_with(magic))
        || is_pdf(bytes)
        || super::html::is_page(bytes)
}

fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether a PDF file begins near a file's start: what stands before it, mail servers and scanners have put there.
fn is_pdf(bytes: &[u8]) -> bool {
    within(&bytes[..bytes.len().min(PDF_START)], b"%PDF-") && within(bytes, b"endobj")
}

/// The usual name of the format of a file that is not plain text, where it is known.
pub(super) fn format(name: &str, bytes: &[u8]) -> Option<&'static str> {
    if is_archive(bytes) {
        return Some(zipped(bytes));
    }
    if bytes.starts_with(OLE) {
        let inside = cfb::CompoundFile::open(Cursor::new(bytes)).ok();
        if let Some(&(_, format)) = inside.and_then(|inside| STREAMS.iter().find(|(stream, _)| inside.exists(stream))) {
            return Some(format);
        }
        let name = name.to_lowercase();
        let known = COMPOUND.iter().find(|(ending, _)| name.ends_with(ending));
        return Some(known.map_or("Microsoft Office 97", |&(_, format)| format));
    }
    let known = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|&(_, format)| format);
    known.or_else(|| is_pdf(bytes).then_some("PDF")).or_else(|| super::html::is_page(bytes).then_some("HTML"))
}
