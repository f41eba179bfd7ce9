//! The dictionary that Gangmu cuts Chinese text with, as bytes: made by this package's build from jieba's word list
//! (MIT licence) and two lists of its own in `data/`.
#![forbid(unsafe_code)]

use std::io::Read;

/// The packed dictionary, gzipped: what the page ships as a file of its own.
pub const GZIP: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dictionary.gz"));

/// The packed dictionary, unzipped: what `gangmu_engine::Dictionary::from_packed` takes.
pub fn packed() -> Vec<u8> {
    let mut packed = Vec::new();
    // Reading a constant that the build wrote cannot fail; were it damaged, the dictionary would refuse what is there.
    let _ = flate2::read::GzDecoder::new(GZIP).read_to_end(&mut packed);
    packed
}
