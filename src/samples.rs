//! The sample reports of the project: what the start page says of them before one is opened.
//!
//! Their texts are files of their own (`samples/`), loaded when asked for. Their facts are what the engine finds in them,
//! kept in `samples.tsv`; a test compares the two, and `UPDATE=1 cargo test -p gangmu-app samples` writes the file anew.

use crate::view::reports::Row;
use gangmu_model::Status;

/// A sample report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Its file's name in `samples/`, without the ending.
    pub file: &'static str,
    /// Its title, as its first line has it.
    pub title: &'static str,
}

/// All of them, in the order of the start page.
pub const SAMPLES: &[Sample] = &[
    Sample { file: "linhe-city-2024", title: "麟河市2024年政府工作报告" },
    Sample { file: "linhe-city-2023", title: "2023年麟河市政府工作报告" },
    Sample { file: "yunxi-county-2024", title: "2024年芸溪县政府工作报告" },
];

/// A line a sample: file, place, year, characters, headings, starts of sections (‰ of the length, with ! for a top part),
/// rows (‰ of the length with the first letter of their status).
const FACTS: &str = include_str!("samples.tsv");

/// What is known of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// As the lists of reports show it.
    pub row: Row,
    /// Where its indicators are said, 0 to 1, and their status, in reading order.
    pub knots: Vec<(f64, Status)>,
}

impl Sample {
    /// What the start page knows of it.
    pub fn facts(&self) -> Facts {
        let line = FACTS.lines().find_map(|line| line.strip_prefix(self.file)).unwrap_or_default();
        let fields: Vec<&str> = line.split('\t').collect();
        let field = |i: usize| fields.get(i).copied().unwrap_or_default();
        let list = |i: usize| field(i).split(',').filter(|item| !item.is_empty());
        let share = |text: &str| text.parse::<u32>().map_or(0.0, f64::from) / 1000.0;
        let starts = list(5).map(|item| (share(item.trim_end_matches('!')), item.ends_with('!')));
        let knots = list(6).map(|item| {
            let status = match item.bytes().last() {
                Some(b'a') => Status::Actual,
                Some(b't') => Status::Target,
                _ => Status::Other,
            };
            (share(item.trim_end_matches(char::is_alphabetic)), status)
        });
        let knots: Vec<_> = knots.collect();
        Facts {
            row: Row {
                name: field(1).to_owned(),
                year: field(2).parse().ok(),
                characters: field(3).parse().unwrap_or_default(),
                headings: field(4).parse().unwrap_or_default(),
                indicators: knots.len(),
                starts: starts.collect(),
                marks: Vec::new(),
                year_guessed: false,
            },
            knots,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FACTS, SAMPLES};
    use gangmu_model::{Options, Status};
    use std::fmt::Write;
    use std::path::Path;

    #[test]
    fn samples_are_as_the_start_page_says() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut facts = String::new();
        for sample in SAMPLES {
            let name = format!("{}.txt", sample.file);
            let bytes = std::fs::read(root.join("samples").join(&name)).unwrap();
            let source = gangmu_engine::Source { name: &name, bytes: &bytes };
            let analysis = gangmu_engine::analyze(&[source], &Options::default(), &mut ());
            let document = &analysis.documents[0];
            assert_eq!(document.title, sample.title);
            let length = document.text.chars().count();
            let share = |at: u32| (f64::from(at) * 1000.0 / length as f64).round() as u32;
            let starts = document.sections.iter().filter(|section| section.level <= 2);
            let starts = starts.map(|s| format!("{}{}", share(s.start), if s.level == 1 { "!" } else { "" }));
            let knots = document.indicators.iter().map(|row| {
                let status = match row.status {
                    Status::Actual => 'a',
                    Status::Target => 't',
                    Status::Other => 'o',
                };
                format!("{}{status}", share(row.span.start))
            });
            writeln!(
                facts,
                "{}\t{}\t{}\t{}\t{}\t{}\t{}",
                sample.file,
                document.region.as_ref().unwrap().name,
                document.year.unwrap(),
                crate::state::length(&document.text),
                document.sections.len(),
                starts.collect::<Vec<_>>().join(","),
                knots.collect::<Vec<_>>().join(",")
            )
            .unwrap();
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(root.join("src/samples.tsv"), &facts).unwrap();
        } else {
            assert_eq!(FACTS, facts, "UPDATE=1 cargo test -p gangmu-app samples writes src/samples.tsv anew");
        }
    }
}
