//! What the programs of this crate share: reports to read, and phrases counted over them.
#![allow(dead_code, reason = "not every program needs all of it")]

use gangmu_engine::{Dictionary, Progress, Source, analyze};
use gangmu_model::{Document, DocumentKind, Options};
use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fs;

/// Characters of a phrase.
const SHORTEST: usize = 2;
const LONGEST: usize = 8;
/// A phrase is counted so often and in so many reports, or is none.
const LEAST: u32 = 3;
const REPORTS: u32 = 2;

struct Lend(Dictionary);

impl Progress for Lend {
    fn dictionary(&self) -> Option<&Dictionary> {
        Some(&self.0)
    }
}

/// The reports in these files, with their terms.
pub(crate) fn reports(files: &[String]) -> Result<Vec<Document>, Box<dyn Error>> {
    let bytes = files.iter().map(fs::read).collect::<Result<Vec<_>, _>>()?;
    let sources: Vec<_> = files.iter().zip(&bytes).map(|(name, bytes)| Source { name, bytes }).collect();
    let dictionary = Dictionary::from_packed(&gangmu_dictionary::packed())?;
    let mut documents = analyze(&sources, &Options::default(), &mut Lend(dictionary)).documents;
    documents.retain(|document| document.kind != DocumentKind::Other);
    Ok(documents)
}

/// The lines of `data/phrases-1.tsv` for these texts: a phrase, a tab, how often it was counted, the rarest first.
pub(crate) fn phrases(texts: &[&str]) -> String {
    let candidates = candidates(texts);
    let mut known: HashSet<&[char]> = candidates.iter().map(Vec::as_slice).collect();
    let lines: Vec<Vec<char>> = texts.iter().flat_map(|text| lines(text)).collect();
    let mut used: HashMap<&[char], u32> = HashMap::new();
    // What the texts are best covered with; a phrase that is hardly used for that leaves its places to others.
    for _ in 0..3 {
        used.clear();
        for line in &lines {
            for phrase in cover(line, &known) {
                *used.entry(phrase).or_default() += 1;
            }
        }
        used.retain(|_, count| *count >= LEAST);
        known.retain(|phrase| used.contains_key(phrase));
    }
    let mut phrases: Vec<(u32, String)> =
        used.iter().map(|(phrase, &count)| (count, phrase.iter().collect())).collect();
    phrases.sort();
    let lines: Vec<String> = phrases.iter().map(|(count, phrase)| format!("{phrase}\t{count}\n")).collect();
    lines.concat()
}

/// What stands often enough in the texts.
fn candidates(texts: &[&str]) -> Vec<Vec<char>> {
    // How often, in how many reports, in which last.
    let mut counts: HashMap<Vec<char>, (u32, u32, usize)> = HashMap::new();
    for (report, text) in texts.iter().enumerate() {
        for line in lines(text) {
            for length in SHORTEST..=LONGEST {
                for phrase in line.windows(length) {
                    let (count, reports, last) = counts.entry(phrase.to_vec()).or_insert((0, 0, usize::MAX));
                    *count += 1;
                    if *last != report {
                        (*reports, *last) = (*reports + 1, report);
                    }
                }
            }
        }
    }
    counts.retain(|_, &mut (count, reports, _)| count >= LEAST && reports >= REPORTS);
    counts.into_keys().collect()
}

/// Pieces that no phrase goes beyond.
fn lines(text: &str) -> Vec<Vec<char>> {
    text.split(['\n', '。', '；', '！', '\t', '\u{3000}']).map(|line| line.chars().collect()).collect()
}

/// The phrases that leave the fewest pieces of a line.
fn cover<'a>(line: &'a [char], known: &HashSet<&[char]>) -> Vec<&'a [char]> {
    let mut saved = vec![0; line.len() + 1];
    let mut starts = vec![0; line.len() + 1];
    for end in 1..=line.len() {
        (saved[end], starts[end]) = (saved[end - 1], end - 1);
        for length in SHORTEST..=LONGEST.min(end) {
            let start = end - length;
            if saved[start] + length - 1 > saved[end] && known.contains(&line[start..end]) {
                (saved[end], starts[end]) = (saved[start] + length - 1, start);
            }
        }
    }
    let mut phrases = Vec::new();
    let mut end = line.len();
    while end > 0 {
        if end - starts[end] > 1 {
            phrases.push(&line[starts[end]..end]);
        }
        end = starts[end];
    }
    phrases
}
