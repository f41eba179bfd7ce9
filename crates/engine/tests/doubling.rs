//! Texts and files of doubled length take about twice as long: nothing in the engine grows faster than its text.
//!
//! Times on a busy machine say little, so this is for `cargo xtask soak`.

use gangmu_engine::{Source, analyze};
use gangmu_model::Options;
use std::time::{Duration, Instant};

/// Twice the length may take so many times as long: caches overflow, and machines are shared.
const MOST: f64 = 3.0;

/// Times are too short to compare below this.
const LEAST: Duration = Duration::from_millis(100);

/// What is repeated, and what stands before and behind.
struct Sort {
    name: &'static str,
    before: &'static str,
    unit: String,
    behind: &'static str,
}

fn sorts() -> Vec<Sort> {
    let sort = |name, before, unit: &str, behind| Sort { name, before, unit: unit.to_owned(), behind };
    let report = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/yunxi-county-2024.txt"));
    let report = report.expect("the sample");
    vec![
        sort("报告.txt", "", &format!("{report}\n"), ""),
        sort("一段.txt", "", &report.replace('\n', ""), ""),
        sort("数字.txt", "青禾县2024年政府工作报告\n各位代表：\n", "1、2、3万元、", ""),
        sort("标题.txt", "青禾县2024年政府工作报告\n", "（一）抓项目。\n1.增长5%。\n", ""),
        sort("空行.txt", "", "增长\u{3000}5%\n\n", ""),
        sort("引号.txt", "", "“一园三区”增长5%（不含县）", ""),
        sort(
            "网页.html",
            "<!doctype html><body>",
            &format!("<div><p>{}</p>", report.replace('\n', "</p><p>")),
            "</body>",
        ),
        sort("深.html", "<!doctype html><body>", "<div><span><b>增长5%", ""),
        sort("文.rtf", "{\\rtf1\\ansi\\ansicpg936 ", "{\\b \\'d4\\'f6\\'b3\\'a4 5%\\par}", "}"),
        sort("括号.rtf", "{\\rtf1 ", "{a", ""),
    ]
}

/// The least of three times.
fn time(name: &str, bytes: &[u8]) -> Duration {
    let once = || {
        let begun = Instant::now();
        let analysis = analyze(&[Source { name, bytes }], &Options::default(), &mut ());
        assert!(analysis.documents.len() + analysis.errors.len() > 0);
        begun.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

#[test]
#[ignore = "compares times: cargo xtask soak"]
fn twice_the_length_takes_no_more_than_three_times_as_long() {
    let mut bad = Vec::new();
    for Sort { name, before, unit, behind } in sorts() {
        let of = |times: usize| format!("{before}{}{behind}", unit.repeat(times)).into_bytes();
        let mut times = (100_000 / unit.len()).max(1);
        let mut single = time(name, &of(times));
        while single < LEAST && times * unit.len() < 8_000_000 {
            times *= 2;
            single = time(name, &of(times));
        }
        let double = time(name, &of(times * 2));
        let ratio = double.as_secs_f64() / single.as_secs_f64();
        println!("{name:12} {:>9} bytes {single:>12.1?}, twice that {double:>12.1?}: {ratio:.2}", times * unit.len());
        if ratio > MOST {
            bad.push(name);
        }
    }
    assert!(bad.is_empty(), "{bad:?}");
}
