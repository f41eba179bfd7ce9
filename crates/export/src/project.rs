//! A project file (`.gangmu`): everything that is open, as a zip of JSON and texts. In: named pieces. Out: the file's bytes,
//! and the other way round. What the pieces hold is the page's business; that the first is [`MANIFEST`] tells a project
//! from any other zip without unpacking it.

use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The name of the piece that comes first.
pub const MANIFEST: &str = "gangmu.json";
/// All pieces of a file together are at most this long, in bytes: more is a bomb or no work of one reader.
pub const MOST_BYTES: u64 = 512 << 20;
/// A file has at most so many pieces.
const MOST_PIECES: usize = 20_000;

/// A piece: its name, with `/` between folders, and its bytes.
pub type Piece = (String, Vec<u8>);

/// Why a project file cannot be made or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProjectError {
    /// It is no zip, or cut, or its sums are wrong.
    #[error("the file is damaged")]
    Damaged,
    /// It is a zip, but no project.
    #[error("the file is no project")]
    Other,
    /// It holds more than is read.
    #[error("the file holds more than {MOST_BYTES} bytes")]
    TooLarge,
}

impl ProjectError {
    /// The last part of its sentence's key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::Other => "other",
            Self::TooLarge => "too-large",
        }
    }
}

/// The bytes of a file of these pieces; the same for the same pieces, always.
///
/// # Errors
/// [`ProjectError::Other`] where the first is not [`MANIFEST`]; [`ProjectError::TooLarge`].
pub fn pack(pieces: &[(&str, &[u8])]) -> Result<Vec<u8>, ProjectError> {
    if pieces.first().is_none_or(|(name, _)| *name != MANIFEST) {
        return Err(ProjectError::Other);
    }
    if pieces.len() > MOST_PIECES || pieces.iter().map(|(_, bytes)| bytes.len() as u64).sum::<u64>() > MOST_BYTES {
        return Err(ProjectError::TooLarge);
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, bytes) in pieces {
        zip.start_file(*name, options).map_err(|_| ProjectError::Damaged)?;
        zip.write_all(bytes).map_err(|_| ProjectError::Damaged)?;
    }
    Ok(zip.finish().map_err(|_| ProjectError::Damaged)?.into_inner())
}

/// The pieces of a file, in its order.
///
/// # Errors
/// [`ProjectError`].
pub fn unpack(bytes: &[u8]) -> Result<Vec<Piece>, ProjectError> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ProjectError::Damaged)?;
    if zip.len() > MOST_PIECES {
        return Err(ProjectError::TooLarge);
    }
    let mut left = MOST_BYTES;
    let mut pieces = Vec::with_capacity(zip.len());
    for at in 0..zip.len() {
        let file = zip.by_index(at).map_err(|_| ProjectError::Damaged)?;
        let name = file.name().map_err(|_| ProjectError::Damaged)?.into_owned();
        if at == 0 && name != MANIFEST {
            return Err(ProjectError::Other);
        }
        let mut content = Vec::new();
        // What a file says of its own length is not believed.
        file.take(left + 1).read_to_end(&mut content).map_err(|_| ProjectError::Damaged)?;
        left = left.checked_sub(content.len() as u64).ok_or(ProjectError::TooLarge)?;
        pieces.push((name, content));
    }
    if pieces.is_empty() { Err(ProjectError::Other) } else { Ok(pieces) }
}

#[cfg(test)]
mod tests {
    use super::{MANIFEST, ProjectError, pack, unpack};

    fn pieces() -> Vec<(String, Vec<u8>)> {
        let text = "青禾县茶园面积达8.0万亩。\n".repeat(200);
        [(MANIFEST, "{}"), ("corrections.json", "{\"corrections\":[]}"), ("sources/1-报告/稿.txt", &text)]
            .map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec()))
            .to_vec()
    }

    fn packed() -> Vec<u8> {
        let pieces = pieces();
        let pieces: Vec<_> = pieces.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        pack(&pieces).unwrap()
    }

    #[test]
    fn pieces_come_back_in_their_order_and_smaller_on_the_way() {
        assert_eq!(unpack(&packed()).unwrap(), pieces());
        assert_eq!(packed(), packed());
        assert!(packed().len() < 1_500, "{}", packed().len());
        // By which a page tells it from other zips.
        assert_eq!(&packed()[30..41], MANIFEST.as_bytes());
    }

    #[test]
    fn cut_altered_and_foreign_files_are_refused() {
        let whole = packed();
        for cut in [0, 1, 30, whole.len() / 2, whole.len() - 1] {
            assert_eq!(unpack(&whole[..cut]).unwrap_err(), ProjectError::Damaged, "cut to {cut}");
        }
        let mut wrong = 0;
        for at in 0..whole.len() {
            let mut altered = whole.clone();
            altered[at] ^= 0x11;
            // What is not content may change unseen: times, versions, flags nobody reads.
            wrong += usize::from(unpack(&altered).is_ok_and(|read| {
                read.iter().ne(&pieces()) && {
                    let contents =
                        |pieces: &[(String, Vec<u8>)]| pieces.iter().map(|piece| piece.1.clone()).collect::<Vec<_>>();
                    contents(&read) != contents(&pieces())
                }
            }));
        }
        assert_eq!(wrong, 0, "contents that were altered and read");
        assert_eq!(pack(&[("a.txt", b"x")]).unwrap_err(), ProjectError::Other);
        assert_eq!(unpack(b"no zip at all").unwrap_err(), ProjectError::Damaged);
    }
}
