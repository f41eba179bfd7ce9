//! Prints the text of PDF files and, to standard error, how long it took: `cargo run -p gangmu-pdf --example text a.pdf`.

use std::time::Instant;

fn main() {
    for path in std::env::args().skip(1) {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{path}: {error}");
                continue;
            }
        };
        let begun = Instant::now();
        match gangmu_pdf::text(&bytes) {
            Ok(text) => println!("{}", text.replace(gangmu_pdf::BROKEN, "")),
            Err(error) => eprintln!("{path}: {error}"),
        }
        let seconds = begun.elapsed().as_secs_f64();
        eprintln!("{path}: {:.3} s, {:.1} MB/s", seconds, bytes.len() as f64 / 1e6 / seconds);
    }
}
