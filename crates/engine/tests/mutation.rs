//! The whole analysis of files that were damaged: bytes turned over, ends cut off, pieces left out, said twice or put
//! elsewhere, the same ways each time. It gives documents or errors, never a panic, and takes no time to speak of.
//!
//! What each reader does with damage inside its archive is tested beside it, in `crates/engine/src/read`.

use gangmu_engine::{Source, analyze};
use gangmu_model::Options;
use std::path::Path;
use std::time::{Duration, Instant};

/// A file of some kilobytes that takes so long is never read: two seconds, as `cargo xtask soak` runs it; without
/// optimization all takes several times as long.
const HANG: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 2 });

/// What the tests of this file may take, in bytes: more ends them.
#[global_allocator]
static MEMORY: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, 1 << 30);

/// How many ways each file is damaged in; `cargo xtask soak` asks for more.
fn times() -> usize {
    std::env::var("GANGMU_CORRUPTIONS").ok().and_then(|times| times.parse().ok()).unwrap_or(40)
}

/// The same numbers in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }

    /// A piece of so many bytes, at most `most` long.
    fn piece(&mut self, length: usize, most: usize) -> std::ops::Range<usize> {
        let start = self.roll(length);
        start..(start + 1 + self.roll(most)).min(length)
    }

    fn damage(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut out = bytes.to_vec();
        match self.roll(5) {
            0 => out.truncate(self.roll(bytes.len())),
            1 => {
                for _ in 0..=self.roll(8) {
                    let place = self.roll(bytes.len());
                    out[place] ^= 1 << self.roll(8);
                }
            }
            2 => drop(out.drain(self.piece(bytes.len(), 400))),
            3 => {
                let piece = bytes[self.piece(bytes.len(), 400)].repeat(1 + self.roll(40));
                let place = self.roll(bytes.len());
                out.splice(place..place, piece);
            }
            _ => {
                let piece: Vec<u8> = out.drain(self.piece(bytes.len(), 2_000)).collect();
                let place = self.roll(out.len());
                out.splice(place..place, piece);
            }
        }
        out
    }
}

fn file(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/reading").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The report as a table of texts, as researchers keep them.
fn table(text: &str) -> Vec<u8> {
    let row = |year: u16| format!("青禾县,{year},\"{}\"\n", text.replace('"', "\"\""));
    format!("地区,年份,正文\n{}{}", row(2026), row(2027)).into_bytes()
}

#[test]
fn damaged_files_give_documents_or_errors() {
    let text = String::from_utf8(file("report.wanted.txt")).expect("a text");
    let (legacy, _, _) = encoding_rs::GB18030.encode(&text);
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("报告.txt".to_owned(), text.clone().into_bytes()),
        ("国标.txt".to_owned(), legacy.into_owned()),
        ("表.csv".to_owned(), table(&text)),
    ];
    files.extend(
        [
            "report.docx",
            "report.odt",
            "report.rtf",
            "report.doc",
            "report.html",
            "html/discuz.html",
            "html/government-tables.html",
            "html/word.html",
            "html/disclosure.html",
        ]
        .map(|name| (name.to_owned(), file(name))),
    );
    std::thread::scope(|scope| {
        for (name, bytes) in &files {
            scope.spawn(move || {
                let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ bytes.len() as u64);
                for at in 0..times() {
                    let damaged = dice.damage(bytes);
                    let begun = Instant::now();
                    let analysis = analyze(&[Source { name, bytes: &damaged }], &Options::default(), &mut ());
                    assert!(begun.elapsed() < HANG, "{name}: damage {at} took {:?}", begun.elapsed());
                    assert!(!analysis.documents.is_empty() || !analysis.errors.is_empty(), "{name}: damage {at}");
                }
            });
        }
    });
}
