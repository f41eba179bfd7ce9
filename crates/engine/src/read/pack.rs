//! Archives made for tests.

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A file of some kilobytes that takes so long is never read: two seconds, as `cargo xtask soak` runs it; without
/// optimization all takes several times as long.
const HANG: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 2 });

/// An archive of these files, the first of them as it is, the others deflated.
pub(super) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, bytes)) in files.iter().enumerate() {
        let method = if at == 0 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// How many ways a file is damaged in; `cargo xtask soak` asks for more.
fn times() -> usize {
    std::env::var("GANGMU_CORRUPTIONS").ok().and_then(|times| times.parse().ok()).unwrap_or(200)
}

/// Damages `bytes` in many ways, bits turned over and ends cut off, the same ways each time, and hands each to `read`,
/// which must not hang.
pub(super) fn damage(bytes: &[u8], mut read: impl FnMut(&[u8])) {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    for at in 0..times() {
        let mut damaged = bytes.to_vec();
        if at % 4 == 0 {
            damaged.truncate(random(bytes.len()));
        } else {
            for _ in 0..=random(8) {
                let place = random(bytes.len());
                damaged[place] ^= 1 << random(8);
            }
        }
        let begun = Instant::now();
        read(&damaged);
        assert!(begun.elapsed() < HANG, "damage {at} took {:?}", begun.elapsed());
    }
}
