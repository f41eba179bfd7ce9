//! ZIP archives: their files one by one, and the parts of the formats that are archives inside.
//!
//! An archive may lie about everything. So what it unpacks to is drawn from one [`Budget`] for a whole source, no file
//! may unpack to more than it declares, and what is squeezed as no text can be squeezed is not unpacked at all.

use super::{Entry, ReadError, encoding};
use encoding_rs::UTF_8;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// All that a source may unpack to, in megabytes, at whatever depth.
pub(super) const MOST_UNPACKED: usize = 256;

/// The most files of an archive that are read.
const MOST_FILES: usize = 5000;

/// The most files an archive may list, those in archives inside it included: a list takes memory before one is read.
const MOST_LISTED: usize = 300_000;

/// A file that unpacks to more than `SQUEEZED_BYTES`, and to more than `SQUEEZED` times its size, is made to do harm:
/// text shrinks to a third, the emptiest table to a hundredth.
const SQUEEZED: u64 = 200;
const SQUEEZED_BYTES: u64 = 16 << 20;

/// Archives in archives are opened so deep.
const MOST_DEPTH: usize = 2;

/// What may still be unpacked, in bytes.
pub(super) struct Budget(u64);

impl Budget {
    pub(super) fn new() -> Self {
        Self((MOST_UNPACKED << 20) as u64)
    }

    /// Takes what a reader makes out of little: a text that many cells share.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.0 = self.0.checked_sub(bytes as u64).ok_or(TOO_LARGE)?;
        Ok(())
    }
}

const TOO_LARGE: ReadError = ReadError::TooLarge { megabytes: MOST_UNPACKED };

/// A file that is an archive of parts.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The format's usual name.
    pub(super) format: &'static str,
    /// What its parts are drawn from.
    pub(super) budget: &'a mut Budget,
    /// Whether a part that was read was not sound.
    pub(super) damaged: bool,
}

impl<'a> Package<'a> {
    pub(super) fn new(bytes: &'a [u8], format: &'static str, budget: &'a mut Budget) -> Result<Self, ReadError> {
        Ok(Self { archive: archive(bytes, format)?, format, budget, damaged: false })
    }

    /// The part of this name, as XML, as far as it can be unpacked; `None` where there is none.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let name = name.trim_start_matches('/');
        let Some(index) = (0..self.archive.len()).find(|&index| {
            self.archive.by_index_data(index).is_ok_and(|entry| is_same(entry.name_raw(), name.as_bytes()))
        }) else {
            return Ok(None);
        };
        let (bytes, sound) = unpack(&mut self.archive, index, self.format, self.budget)?;
        self.damaged |= !sound;
        // UTF-8 unless a mark says that it is UTF-16; no other encoding is allowed there.
        Ok(Some(UTF_8.decode(&bytes).0.into_owned()))
    }
}

/// Whether two names of parts are one, whatever their case, and whichever way their slashes lean.
fn is_same(a: &[u8], b: &[u8]) -> bool {
    let fold = |c: u8| if c == b'\\' { b'/' } else { c.to_ascii_lowercase() };
    a.len() == b.len() && a.iter().zip(b).all(|(&a, &b)| fold(a) == fold(b))
}

/// The names in an archive, as bytes; `None` where it cannot be opened.
pub(super) fn names(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let archive = archive(bytes, "ZIP").ok()?;
    Some(archive.file_names_raw().map(<[u8]>::to_vec).collect())
}

fn archive<'a>(bytes: &'a [u8], format: &'static str) -> Result<ZipArchive<Cursor<&'a [u8]>>, ReadError> {
    let listed = bytes.windows(4).filter(|window| window == b"PK\x01\x02").count();
    if listed > MOST_LISTED {
        return Err(ReadError::TooMany { most: MOST_FILES });
    }
    ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged { format })
}

/// The bytes of a file in an archive as far as they can be unpacked, and whether that is all of them.
fn unpack(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    format: &'static str,
    budget: &mut Budget,
) -> Result<(Vec<u8>, bool), ReadError> {
    let damaged = ReadError::Damaged { format };
    if archive.by_index_data(index).is_ok_and(|entry| entry.encrypted()) {
        return Err(ReadError::Encrypted);
    }
    let mut file = archive.by_index(index).map_err(|error| match error {
        ZipError::CompressionMethodNotSupported(_) => ReadError::Unsupported { format: "ZIP" },
        _ => damaged,
    })?;
    let (size, packed) = (file.size(), file.compressed_size());
    if size > budget.0 || size > SQUEEZED_BYTES && size / SQUEEZED > packed {
        return Err(TOO_LARGE);
    }
    // What it declares is not believed before it is there.
    let mut bytes = Vec::with_capacity(size.min(1 << 20) as usize);
    let result = file.by_ref().take(size + 1).read_to_end(&mut bytes);
    budget.take(bytes.len())?;
    if bytes.len() as u64 > size || bytes.is_empty() && size > 0 {
        return Err(damaged);
    }
    Ok((bytes, result.is_ok()))
}

/// Adds what is in an archive that lies `depth` archives deep.
pub(super) fn open(name: &str, bytes: &[u8], budget: &mut Budget, depth: usize, entries: &mut Vec<Entry>) {
    if depth >= MOST_DEPTH {
        return entries.push((name.to_owned(), Err(ReadError::Nested)));
    }
    let mut archive = match archive(bytes, "ZIP") {
        Ok(archive) => archive,
        Err(error) => return entries.push((name.to_owned(), Err(error))),
    };
    let before = entries.len();
    for (index, inner) in file_names(&mut archive).into_iter().enumerate() {
        if is_junk(&inner) {
            continue;
        }
        if entries.len() - before >= MOST_FILES {
            entries.push((name.to_owned(), Err(ReadError::TooMany { most: MOST_FILES })));
            return;
        }
        let inner = format!("{name}/{inner}");
        match unpack(&mut archive, index, "ZIP", budget) {
            Ok((bytes, true)) => super::open_into(&inner, &bytes, budget, depth + 1, entries),
            Ok((bytes, false)) => salvage(&inner, &bytes, budget, depth + 1, entries),
            Err(error) => entries.push((inner, Err(error))),
        }
    }
    if entries.len() == before {
        entries.push((name.to_owned(), Err(ReadError::Empty)));
    }
}

/// Adds what can be read of a file whose end is missing or whose sum is wrong: a text says so by U+FFFD at its end.
fn salvage(name: &str, bytes: &[u8], budget: &mut Budget, depth: usize, entries: &mut Vec<Entry>) {
    let before = entries.len();
    super::open_into(name, bytes, budget, depth, entries);
    for (_, result) in &mut entries[before..] {
        match result {
            Ok(raw) if !raw.text.ends_with(char::REPLACEMENT_CHARACTER) => raw.text.push(char::REPLACEMENT_CHARACTER),
            Ok(_) => {}
            Err(error) => *error = ReadError::Damaged { format: "ZIP" },
        }
    }
}

/// The names of an archive's files: those that do not say that they are UTF-8 are read together, for one name alone is
/// too little to tell an encoding by.
fn file_names(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Vec<String> {
    const UTF8: u16 = 1 << 11;
    let mut names: Vec<(Vec<u8>, bool)> = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let name =
            archive.by_index_data(index).map(|entry| (entry.name_raw().to_vec(), entry.flags().as_u16() & UTF8 > 0));
        names.push(name.unwrap_or_default());
    }
    let undeclared = names.iter().filter(|(_, utf8)| !utf8).map(|(name, _)| name.as_slice());
    let together = undeclared.collect::<Vec<_>>().join(&b"\n"[..]);
    let encoding = encoding::guess(&together).unwrap_or(UTF_8);
    names
        .into_iter()
        .map(|(name, utf8)| {
            let encoding = if utf8 { UTF_8 } else { encoding };
            encoding.decode_without_bom_handling(&name).0.replace('\\', "/").replace(char::is_control, "")
        })
        .collect()
}

/// A folder, or what systems and offices leave beside files.
fn is_junk(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    last.is_empty()
        || name.split('/').any(|part| part == "__MACOSX")
        || last.starts_with("~$")
        || last.starts_with("._")
        || [".DS_Store", "Thumbs.db", "desktop.ini"].iter().any(|junk| last.eq_ignore_ascii_case(junk))
}

#[cfg(test)]
mod tests {
    use super::super::pack::{damage, zip};
    use super::super::{ReadError, open, read};
    use super::{MOST_FILES, MOST_LISTED};
    use encoding_rs::GBK;

    const TEXT: &str = "青禾县2024年政府工作报告\n各位代表：\n全年新增企业30家。";

    /// Names and texts, or codes.
    fn seen(bytes: &[u8]) -> Vec<(String, String)> {
        let said = |result: Result<super::super::Raw, ReadError>| match result {
            Ok(raw) => raw.text,
            Err(error) => format!("!{}", error.code()),
        };
        open("包.zip", bytes).into_iter().map(|(name, result)| (name, said(result))).collect()
    }

    fn names(bytes: &[u8]) -> Vec<String> {
        seen(bytes).into_iter().map(|(name, _)| name).collect()
    }

    /// Turns every name in an archive into other bytes of the same length, and takes back that names are UTF-8.
    fn rename(bytes: &mut [u8], from: &str, to: &[u8]) {
        assert_eq!(from.len(), to.len());
        for at in 0..bytes.len() {
            if bytes[at..].starts_with(from.as_bytes()) {
                bytes[at..at + to.len()].copy_from_slice(to);
            }
            for (head, flags) in [(&b"PK\x01\x02"[..], 8), (b"PK\x03\x04", 6)] {
                if bytes[at..].starts_with(head) {
                    bytes[at + flags + 1] &= !8;
                }
            }
        }
    }

    #[test]
    fn each_file_is_a_text_of_its_own() {
        let bytes = zip(&[
            ("说明.txt", "说明".as_bytes()),
            ("报告/", b""),
            ("报告/青禾.txt", TEXT.as_bytes()),
            ("报告/白石.txt", &GBK.encode(TEXT).0),
            ("报告/图.png", b"\x89PNG\r\n\x1A\n\0\0"),
            ("报告/空.txt", b""),
            ("__MACOSX/报告/._青禾.txt", b"junk"),
            ("报告/~$青禾.docx", b"junk"),
            (".DS_Store", b"junk"),
        ]);
        let said = |name: &str, text: &str| (format!("包.zip/{name}"), text.to_owned());
        assert_eq!(
            seen(&bytes),
            [
                said("说明.txt", "说明"),
                said("报告/青禾.txt", TEXT),
                said("报告/白石.txt", TEXT),
                said("报告/图.png", "!unsupported-format"),
                said("报告/空.txt", "!empty"),
            ]
        );
        assert_eq!(read("包.zip", &bytes).unwrap().text, "说明");
    }

    #[test]
    fn names_in_gbk_are_read() {
        let mut bytes = zip(&[("aaaaaaaaaaaa", b"x"), ("bbbbbbbbbbbbbbbb\\c.txt", b"y")]);
        rename(&mut bytes, "aaaaaaaaaaaa", &GBK.encode("政府工作报告").0);
        rename(&mut bytes, "bbbbbbbbbbbbbbbb", &GBK.encode("云州市二〇二四年").0);
        assert_eq!(names(&bytes), ["包.zip/政府工作报告", "包.zip/云州市二〇二四年/c.txt"]);
        // UTF-8 that does not say so.
        let mut bytes = zip(&[("aaaaaaaaaaaa", b"x")]);
        rename(&mut bytes, "aaaaaaaaaaaa", "政府工作".as_bytes());
        assert_eq!(names(&bytes), ["包.zip/政府工作"]);
    }

    #[test]
    fn archives_are_opened_two_deep() {
        let inner = zip(&[("一.txt", TEXT.as_bytes())]);
        let middle = zip(&[("内.zip", &inner), ("二.txt", TEXT.as_bytes())]);
        assert_eq!(names(&middle), ["包.zip/内.zip/一.txt", "包.zip/二.txt"]);
        let outer = zip(&[("中.zip", &middle)]);
        assert_eq!(
            seen(&outer),
            [("包.zip/中.zip/内.zip", "!nested-archive"), ("包.zip/中.zip/二.txt", TEXT)]
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
        );
        assert_eq!(seen(&zip(&[])), [("包.zip".to_owned(), "!empty".to_owned())]);
    }

    #[test]
    fn bombs_are_not_unpacked() {
        let zeros = vec![b'0'; 60 << 20];
        let bytes = zip(&[("好.txt", TEXT.as_bytes()), ("零.txt", &zeros), ("也好.txt", TEXT.as_bytes())]);
        let texts: Vec<String> = seen(&bytes).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, [TEXT, "!too-large", TEXT]);
        // Each below what is suspicious, together more than the limit; pictures, which are soon told.
        let part = [&b"\x89PNG\r\n\x1A\n"[..], &vec![b'0'; (16 << 20) - 8]].concat();
        let names: Vec<String> = (0..17).map(|at| format!("{at}.txt")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), part.as_slice())).collect();
        let codes: Vec<bool> = seen(&zip(&files)).into_iter().map(|(_, text)| text == "!too-large").collect();
        assert_eq!(codes.iter().filter(|&&large| large).count(), 1);
        assert!(codes[16]);
    }

    #[test]
    fn an_archive_that_lists_too_many_files_is_not_read_to_its_end() {
        let names: Vec<String> = (0..MOST_FILES + 2).map(|at| format!("{at}.txt")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
        let seen = seen(&zip(&files));
        assert_eq!((seen.len(), seen[MOST_FILES].1.as_str()), (MOST_FILES + 1, "!too-many-files"));
        let listing = [&b"PK\x03\x04"[..], &b"PK\x01\x02".repeat(MOST_LISTED + 1)].concat();
        assert_eq!(read("包.zip", &listing).unwrap_err().code(), "too-many-files");
    }

    #[test]
    fn a_locked_file_says_so_and_the_others_are_read() {
        let mut bytes = zip(&[("锁.txt", TEXT.as_bytes()), ("开.txt", TEXT.as_bytes())]);
        for (head, flags) in [(&b"PK\x03\x04"[..], 6), (b"PK\x01\x02", 8)] {
            let at = bytes.windows(4).position(|window| window == head).unwrap();
            bytes[at + flags] |= 1;
        }
        let texts: Vec<String> = seen(&bytes).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["!encrypted", TEXT]);
    }

    #[test]
    fn a_file_with_a_wrong_sum_is_read_and_marked() {
        let mut bytes = zip(&[("坏.txt", TEXT.as_bytes())]);
        let at = bytes.windows(3).position(|window| window == "青".as_bytes()).unwrap();
        bytes[at..at + 3].copy_from_slice("清".as_bytes());
        assert_eq!(seen(&bytes)[0].1, format!("{}\u{FFFD}", TEXT.replacen('青', "清", 1)));
    }

    #[test]
    fn a_file_of_an_archive_names_its_report() {
        let bytes = zip(&[("青禾.txt", TEXT.as_bytes()), ("图.png", b"\x89PNG\r\n\x1A\n")]);
        let source = crate::Source { name: "包.zip", bytes: &bytes };
        let analysis = crate::analyze(&[source], &gangmu_model::Options::default(), &mut ());
        assert_eq!((analysis.documents.len(), analysis.documents[0].source.name.as_str()), (1, "包.zip/青禾.txt"));
        assert_eq!((analysis.errors.len(), analysis.errors[0].source.as_str()), (1, "包.zip/图.png"));
    }

    #[test]
    fn no_damage_makes_it_panic() {
        let inner = zip(&[("一.txt", TEXT.as_bytes())]);
        let bytes = zip(&[("a.txt", TEXT.as_bytes()), ("内.zip", &inner), ("b.txt", TEXT.as_bytes())]);
        damage(&bytes, |bytes| assert!(!open("包.zip", bytes).is_empty()));
    }
}
