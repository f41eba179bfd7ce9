//! What the targets share. `cargo +nightly fuzz run TARGET` runs one; `tests/reading` has files to begin with.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Reads a file of this name.
pub fn read(name: &str, bytes: &[u8]) {
    assert!(!gangmu_engine::read::texts(name, bytes).is_empty());
}

/// Reads an archive of these parts.
pub fn read_package(name: &str, parts: &[(&str, &[u8])]) {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (part, bytes) in parts {
        writer.start_file(*part, options).expect("a part");
        writer.write_all(bytes).expect("its bytes");
    }
    read(name, writer.finish().expect("an archive").get_ref());
}
