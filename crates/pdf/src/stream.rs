//! Packed parts of a file, unpacked up to a limit. Streams of pages and fonts are unpacked here; those that hold objects
//! are unpacked by hayro-syntax before anyone asks, so [`refuse_bombs`] looks at them first.

use crate::PdfError;
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use memchr::memmem;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{TINFL_FLAG_HAS_MORE_INPUT, TINFL_FLAG_PARSE_ZLIB_HEADER};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

/// The most bytes that one stream is unpacked to.
const MOST_UNPACKED: usize = 64 << 20;

/// The most bytes of a stream in one of the packings that cannot be stopped on their way; the worst of them makes
/// 2,700 bytes of one.
const MOST_PACKED: usize = 64 << 10;

/// The most bytes that all streams of a file are unpacked to together.
const MOST_TOGETHER: usize = 512 << 20;

/// What may still be unpacked of a file.
pub(crate) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(MOST_TOGETHER)
    }
}

impl Budget {
    /// The content of a stream; none where it is a picture or damaged from its first byte on.
    pub(crate) fn unpack(&mut self, stream: &Stream<'_>) -> Result<Option<Vec<u8>>, PdfError> {
        let filters = stream.filters();
        let unpacked = if filters.is_empty() {
            Some(stream.raw_data().into_owned())
        } else if filters.as_slice() == [Filter::FlateDecode] && !has_parameters(stream) {
            match decompress_to_vec_zlib_with_limit(&stream.raw_data(), MOST_UNPACKED) {
                Ok(bytes) => Some(bytes),
                Err(error) if error.status == TINFLStatus::HasMoreOutput => return Err(PdfError::TooLarge),
                // What could be unpacked before the damage.
                Err(error) if !error.output.is_empty() => Some(error.output),
                // Some writers leave out the head, which hayro-syntax is lenient about.
                Err(_) => small(stream),
            }
        } else {
            let packings = filters
                .iter()
                .filter(|filter| matches!(filter, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode));
            if packings.count() > 1 {
                return Err(PdfError::TooLarge);
            }
            if filters.iter().all(|filter| matches!(filter, Filter::AsciiHexDecode | Filter::Ascii85Decode)) {
                stream.decoded_data().ok().map(std::borrow::Cow::into_owned)
            } else {
                small(stream)
            }
        };
        let length = unpacked.as_ref().map_or(0, Vec::len);
        self.0 = self.0.checked_sub(length).ok_or(PdfError::TooLarge)?;
        Ok(unpacked)
    }
}

fn has_parameters(stream: &Stream<'_>) -> bool {
    stream.dict().contains_key("DecodeParms") || stream.dict().contains_key("DP")
}

fn small(stream: &Stream<'_>) -> Option<Vec<u8>> {
    (stream.raw_data().len() <= MOST_PACKED).then(|| stream.decoded_data().ok().map(std::borrow::Cow::into_owned))?
}

/// Bytes between the type of a stream and its content, at most.
const MOST_DICTIONARY: usize = 4096;

/// Refuses a file whose streams of objects unpack to more than the limits. They are found by their type, wherever they
/// stand, and unpacked without being kept. Those of an encrypted file cannot be told in this way.
pub(crate) fn refuse_bombs(bytes: &[u8]) -> Result<(), PdfError> {
    let mut left = MOST_TOGETHER;
    let mut window = vec![0; 32 << 10];
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| memmem::find(rest, b"stream")) {
        let keyword = at + found;
        at = keyword + b"stream".len();
        let dictionary = bytes.get(keyword.saturating_sub(MOST_DICTIONARY)..keyword).unwrap_or_default();
        // Only what belongs to this object.
        let dictionary = dictionary.get(memmem::rfind(dictionary, b"obj").unwrap_or(0)..).unwrap_or_default();
        let objects = memmem::find(dictionary, b"/ObjStm").is_some() || memmem::find(dictionary, b"/XRef").is_some();
        // A name can be written with escapes: `/Obj#53tm`.
        if !objects && !dictionary.contains(&b'#') {
            continue;
        }
        // Under another packing it could not be measured; no writer packs objects twice.
        let packings: usize = PACKINGS.iter().map(|&name| memmem::find_iter(dictionary, name).count()).sum();
        if objects && packings > 0 && (packings > 1 || memmem::find(dictionary, b"/Fl").is_none()) {
            return Err(PdfError::TooLarge);
        }
        let mut content = bytes.get(at..).unwrap_or_default();
        while let [b'\r' | b'\n' | b' ', rest @ ..] = content {
            content = rest;
        }
        let unpacked = measure(content, left.min(MOST_UNPACKED), &mut window).ok_or(PdfError::TooLarge)?;
        left -= unpacked;
    }
    Ok(())
}

/// Names of packings, long and short.
const PACKINGS: [&[u8]; 10] = [
    b"/FlateDecode", b"/Fl ", b"/LZWDecode", b"/LZW ", b"/RunLengthDecode", b"/RL ", b"/ASCIIHexDecode", b"/AHx",
    b"/ASCII85Decode", b"/A85",
];

/// How many bytes a packed text unpacks to, or none if more than `most`. Damage ends it.
fn measure(packed: &[u8], most: usize, window: &mut [u8]) -> Option<usize> {
    let mut state = DecompressorOxide::new();
    let (mut read, mut written, mut at) = (0, 0, 0);
    loop {
        let rest = packed.get(read..).unwrap_or_default();
        let flags = TINFL_FLAG_PARSE_ZLIB_HEADER | TINFL_FLAG_HAS_MORE_INPUT;
        let (status, taken, made) = decompress(&mut state, rest, window, at, flags);
        read += taken;
        written += made;
        at = (at + made) % window.len();
        if written > most {
            return None;
        }
        if status != TINFLStatus::HasMoreOutput || taken == 0 && made == 0 {
            return Some(written);
        }
    }
}
