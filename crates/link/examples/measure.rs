//! How long links are: `measure TEXT…` prints median, 90th percentile and longest link over the reports in these files, and
//! how long making and reading one takes. A report's own phrases are kept out of the dictionary that it is measured with.

mod common;

use gangmu_link::Shared;
use gangmu_link::document::{self, Dictionary};
use gangmu_link::results::{self, Choice};
use std::error::Error;
use std::time::Instant;

const SAMPLES: &str = include_str!("../data/samples-1.txt");

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let reports = common::reports(&files)?;
    println!("links, native: {} reports{:34}median     p90     max", reports.len(), "");

    let start = Instant::now();
    results::decode(&results::encode(&Choice::of(&reports[0])).0)?;
    println!("{:48}{:>8.0} ms", "  results made and read the first time", start.elapsed().as_secs_f64() * 1e3);
    let mut figures = Figures::default();
    // Rows and headings in the link, and in the report.
    let mut held: [Vec<usize>; 4] = std::array::from_fn(|_| Vec::new());
    for report in &reports {
        let start = Instant::now();
        let (link, kept) = results::encode(&Choice::of(report));
        let made = start.elapsed();
        let start = Instant::now();
        let read = results::decode(&link)?;
        figures.add(&link, made.as_secs_f64(), start.elapsed().as_secs_f64());
        assert!(read == kept, "the results of {} came back changed", report.title);
        let (kept, all) = (&kept.document, report);
        let counts = [kept.indicators.len(), all.indicators.len(), kept.sections.len(), all.sections.len()];
        held.iter_mut().zip(counts).for_each(|(held, count)| held.push(count));
    }
    figures.print("r: results", "goal 1,400, all of 2,047");
    let [rows, all_rows, headings, all_headings] = held.map(median);
    println!("{:48}{rows:>8} of {all_rows} rows, {headings} of {all_headings} headings", "  in them, median");

    let mut figures = Figures::default();
    for (index, report) in reports.iter().enumerate() {
        let others: Vec<&str> = reports
            .iter()
            .enumerate()
            .filter(|&(other, _)| other != index)
            .map(|(_, other)| other.text.as_str())
            .collect();
        let dictionary = Dictionary::of(&common::phrases(&others), SAMPLES);
        let shared = Shared { text: report.text.clone(), ..Shared::default() };
        let start = Instant::now();
        let link = document::encode_with(&shared, &dictionary)?;
        let made = start.elapsed();
        let start = Instant::now();
        let read = document::decode_with(&link, &dictionary)?;
        figures.add(&link, made.as_secs_f64(), start.elapsed().as_secs_f64());
        assert!(read == shared, "{} came back changed", report.title);
    }
    figures.print("d: whole reports", "goal 17,500");
    let start = Instant::now();
    Dictionary::shipped();
    println!("{:48}{:>8.0} ms", "  dictionary ready", start.elapsed().as_secs_f64() * 1e3);
    Ok(())
}

#[derive(Default)]
struct Figures {
    lengths: Vec<usize>,
    made: Vec<f64>,
    read: Vec<f64>,
}

impl Figures {
    fn add(&mut self, link: &str, made: f64, read: f64) {
        self.lengths.push(link.len());
        self.made.push(made * 1e3);
        self.read.push(read * 1e3);
    }

    fn print(mut self, name: &str, goal: &str) {
        self.lengths.sort_unstable();
        self.made.sort_by(f64::total_cmp);
        self.read.sort_by(f64::total_cmp);
        let n = self.lengths.len();
        let tenth = (n * 9).div_ceil(10) - 1;
        println!(
            "{name:48}{:>8}{:>8}{:>8} characters   {goal}; made in {:.0} ms, read in {:.0} ms",
            usize::midpoint(self.lengths[(n - 1) / 2], self.lengths[n / 2]),
            self.lengths[tenth],
            self.lengths[n - 1],
            self.made[n / 2],
            self.read[n / 2]
        );
    }
}

fn median(mut values: Vec<usize>) -> usize {
    values.sort_unstable();
    values[values.len() / 2]
}
