//! How fast the engine is on this machine: `bench TEXT DICTIONARY` prints medians of twenty runs, in MB (1,000,000 bytes of
//! UTF-8) a second. `cargo xtask bench` calls it with a release build.

use gangmu_engine::words::Segmenter;
use gangmu_engine::{Dictionary, Progress, Source, analyze, keyword};
use gangmu_model::Options;
use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

/// How often each thing is done; the median counts.
const RUNS: usize = 20;

/// Lends the dictionary, or none, and hears nothing.
struct Lend<'a>(Option<&'a Dictionary>);

impl Progress for Lend<'_> {
    fn dictionary(&self) -> Option<&Dictionary> {
        self.0
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [text, packed] = arguments.as_slice() else {
        return Err("usage: bench TEXT DICTIONARY".into());
    };
    let text = std::fs::read(text)?;
    let dictionary = Dictionary::from_packed(&std::fs::read(packed)?)?;
    let sources = [Source { name: "text", bytes: &text }];
    let options = Options::default();
    let documents = analyze(&sources, &options, &mut Lend(None)).documents;
    let rows: usize = documents.iter().map(|document| document.indicators.len()).sum();
    println!("engine, native: {} bytes, {} reports, {rows} rows; median of {RUNS}", text.len(), documents.len());

    let megabytes = text.len() as f64 / 1e6;
    print("rows (read, clean, split, outline, indicators)", 15.0, megabytes, || {
        black_box(analyze(&sources, &options, &mut Lend(None)));
    });
    let segmenter = Segmenter::new(&dictionary, &[]);
    let mut words = Vec::new();
    print("words (cut into words and terms)", 20.0, megabytes, || {
        for document in &documents {
            words.clear();
            segmenter.segment(&document.text, &mut words);
            black_box(&words);
        }
    });
    print("terms (cut, join phrases, count, score)", 10.0, megabytes, || {
        for document in &documents {
            black_box(keyword::terms(document, &dictionary, &options));
        }
    });
    let slowest = documents.iter().map(|document| {
        median(|| {
            black_box(keyword::terms(document, &dictionary, &options));
        })
    });
    let slowest = slowest.fold(0.0, f64::max);
    println!("{:48} {:>22.1} ms   goal 30 ms", "terms of the slowest report", slowest * 1e3);
    let packed = std::fs::read(packed)?;
    let ready = median(|| {
        black_box(Dictionary::from_packed(&packed)).ok();
    });
    println!("{:48} {:>22.1} ms   goal 40 ms", "dictionary ready after its bytes", ready * 1e3);
    print("whole analysis", 6.0, megabytes, || {
        black_box(analyze(&sources, &options, &mut Lend(Some(&dictionary))));
    });
    Ok(())
}

/// Does the work [`RUNS`] times and prints its median speed beside the goal, both in MB/s.
fn print(name: &str, goal: f64, megabytes: f64, mut work: impl FnMut()) {
    let median = median(&mut work);
    println!("{name:48} {:>7.1} MB/s {:>8.1} ms   goal {goal:>4} MB/s", megabytes / median, median * 1e3);
}

/// The median of the seconds that the work takes, done [`RUNS`] times.
fn median(mut work: impl FnMut()) -> f64 {
    work();
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    f64::midpoint(times[(RUNS - 1) / 2], times[RUNS / 2])
}
