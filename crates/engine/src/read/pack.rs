//! Archives made for tests.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

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

/// Damages `bytes` in `times` ways, bits turned over and ends cut off, the same ways each time, and hands each to `read`.
pub(super) fn damage(bytes: &[u8], times: usize, mut read: impl FnMut(&[u8])) {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    for at in 0..times {
        let mut damaged = bytes.to_vec();
        if at % 4 == 0 {
            damaged.truncate(random(bytes.len()));
        } else {
            for _ in 0..=random(8) {
                let place = random(bytes.len());
                damaged[place] ^= 1 << random(8);
            }
        }
        read(&damaged);
    }
}
