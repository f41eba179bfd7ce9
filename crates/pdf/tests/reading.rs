//! Files that programs printed, in `tests/reading/pdf`: their lines, columns, tables and pages, and damage done to them.

use gangmu_pdf::{BROKEN, PdfError};
use std::time::{Duration, Instant};

/// A file of some kilobytes that takes so long is never read: two seconds, as `cargo xtask soak` runs it; without
/// optimization all takes several times as long.
const HANG: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 2 });

/// What the tests of this file may take, in bytes: more ends them.
#[global_allocator]
static MEMORY: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, 1 << 30);

/// The text without what is said of its lines.
fn text(bytes: &[u8]) -> Result<String, PdfError> {
    gangmu_pdf::text(bytes).map(|text| text.replace(BROKEN, ""))
}

fn file(name: &str) -> Vec<u8> {
    let path = format!("{}/../../tests/reading/pdf/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn cells_of_a_table_stay_in_their_rows() {
    let raw = text(&file("chromium-table.pdf")).expect("text");
    assert!(raw.contains("地区生产总值\t亿元\t128.6\t6.2%"), "{raw}");
    assert!(raw.ends_with("\u{3000}\u{3000}以上指标为初步统计数。"), "{raw}");
}

#[test]
fn columns_are_read_one_after_the_other() {
    for name in ["chromium-columns.pdf", "chromium-three.pdf", "reportlab-columns.pdf"] {
        let raw = text(&file(name)).expect("text");
        let place = |what: &str| raw.find(what).unwrap_or_else(|| panic!("{what} in {raw}"));
        let order = ["县长", "一、2024年", "（二）乡村", "二、2025年", "3.抓生态", "红火"].map(place);
        assert!(order.is_sorted(), "{name}: {raw}");
    }
}

#[test]
fn pages_are_parted_by_a_form_feed() {
    assert_eq!(text(&file("chromium-edges.pdf")).expect("text").matches('\u{C}').count(), 1);
}

#[test]
fn a_locked_file_is_told_from_one_that_only_forbids() {
    assert_eq!(text(&file("locked.pdf")), Err(PdfError::Encrypted));
    assert_eq!(text(&file("restricted.pdf")).as_deref(), Ok("各位代表：现在报告工作。"));
}

/// The same numbers in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }
}

#[test]
fn damaged_files_give_text_or_an_error() {
    let names = [
        "chromium-edges.pdf", "chromium-columns.pdf", "chromium-three.pdf", "chromium-table.pdf", "libreoffice.pdf",
        "reportlab-columns.pdf", "restricted.pdf", "locked.pdf",
    ];
    std::thread::scope(|scope| {
        for name in names {
            scope.spawn(move || damage(name));
        }
    });
}

/// How many ways each file is damaged in; `cargo xtask soak` asks for more.
fn times() -> usize {
    std::env::var("GANGMU_CORRUPTIONS").ok().and_then(|times| times.parse().ok()).unwrap_or(200)
}

fn damage(name: &str) {
    let mut dice = Dice(7);
    let whole = file(name);
    let mut read = 0;
    for round in 0..times() {
        let mut bytes = whole.clone();
        match round % 5 {
            // Cut short.
            0 => bytes.truncate(dice.roll(whole.len())),
            // A piece missing.
            1 => {
                let start = dice.roll(whole.len());
                let end = (start + 1 + dice.roll(2000)).min(whole.len());
                bytes.drain(start..end);
            }
            // A piece from elsewhere.
            2 => {
                let (from, to) = (dice.roll(whole.len()), dice.roll(whole.len()));
                let length = dice.roll(400).min(whole.len() - from.max(to));
                bytes[to..to + length].copy_from_slice(&whole[from..from + length]);
            }
            // Numbers changed: places, lengths, counts, references.
            3 => {
                for _ in 0..20 {
                    let start = dice.roll(whole.len());
                    let digit = bytes[start..].iter().position(u8::is_ascii_digit);
                    if let Some(at) = digit {
                        bytes[start + at] = b'0' + dice.roll(10) as u8;
                    }
                }
            }
            // Bits flipped.
            _ => {
                for _ in 0..=dice.roll(60) {
                    let at = dice.roll(whole.len());
                    bytes[at] ^= 1 << dice.roll(8);
                }
            }
        }
        let begun = Instant::now();
        read += usize::from(text(&bytes).is_ok());
        assert!(begun.elapsed() < HANG, "{name}, round {round}");
    }
    assert!(read > 0 || name == "locked.pdf", "none of {name} was read");
}
