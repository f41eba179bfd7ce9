//! Writes the dictionary, and makes the lists that go into it from reports:
//!
//! - `gangmu-dictionary OUT` writes the gzipped dictionary to the file OUT;
//! - `gangmu-dictionary top-up TEXT…` prints `data/top-up.txt`: the words of jieba's list that these texts have three
//!   times or more and that are not among its most frequent;
//! - `gangmu-dictionary phrases TEXT…` prints `data/phrases.tsv`: what the phrase layer finds over their reports;
//! - `gangmu-dictionary reference TEXT…` prints `data/reference.tsv`: how often their reports have the dictionary's words
//!   and terms, and how many of them.

use gangmu_dictionary::{Listed, Made, WORD_LIST};
use gangmu_engine::keyword::{self, phrases};
use gangmu_engine::words::{Extent, Grain, pack};
use gangmu_engine::{Dictionary, Source, analyze};
use gangmu_model::{Document, DocumentKind, Options};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

/// A word seen so often belongs in the top-up.
const SEEN: u32 = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [out] => fs::write(out, gangmu_dictionary::GZIP)?,
        [verb, texts @ ..] if verb == "top-up" => top_up(texts)?,
        [verb, texts @ ..] if verb == "phrases" => print_phrases(texts)?,
        [verb, texts @ ..] if verb == "reference" => reference(texts)?,
        _ => return Err("usage: gangmu-dictionary OUT | gangmu-dictionary top-up|phrases|reference TEXT…".into()),
    }
    Ok(())
}

/// The reports of all texts.
fn reports(texts: &[String]) -> Result<Vec<Document>, Box<dyn Error>> {
    let bytes = texts.iter().map(fs::read).collect::<Result<Vec<_>, _>>()?;
    let sources: Vec<_> = texts.iter().zip(&bytes).map(|(name, bytes)| Source { name, bytes }).collect();
    let mut documents = analyze(&sources, &Options::default(), &mut ()).documents;
    documents.retain(|document| document.kind != DocumentKind::Other);
    Ok(documents)
}

fn top_up(texts: &[String]) -> Result<(), Box<dyn Error>> {
    let list = fs::read_to_string(WORD_LIST)?;
    let all = gangmu_dictionary::jieba(&list);
    let dictionary = |words: &[Listed<'_>]| {
        let entries: Vec<_> = words.iter().map(|listed| listed.entry()).collect();
        Dictionary::from_packed(&pack(&entries, Extent::default()))
    };
    let whole = dictionary(&all)?;
    let frequent = dictionary(&all[..all.len().min(gangmu_dictionary::MOST_FREQUENT)])?;
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for path in texts {
        let text = fs::read_to_string(path)?;
        let mut words = Vec::new();
        whole.segment(Grain::Word, &text, &mut words);
        for word in words {
            let word = word.of(&text);
            if whole.contains(word) && !frequent.contains(word) {
                *counts.entry(word.to_owned()).or_default() += 1;
            }
        }
    }
    println!(
        "# Words of jieba's list (https://github.com/fxsjy/jieba, MIT licence, as published in the package jieba-rs 0.11.0) that\n\
         # are not among its {} most frequent but were seen three times or more in a collection of government work\n\
         # reports of Chinese counties, cities and provinces. Single words in order of code points; their frequencies stay\n\
         # jieba's. To make it again: cargo xtask lexicon",
        gangmu_dictionary::MOST_FREQUENT
    );
    for (word, _) in counts.into_iter().filter(|&(_, count)| count >= SEEN) {
        println!("{word}");
    }
    Ok(())
}

fn print_phrases(texts: &[String]) -> Result<(), Box<dyn Error>> {
    let documents = reports(texts)?;
    let dictionary = gangmu_dictionary::make(Made::WithoutPhrases)?;
    println!(
        "# Phrases that the phrase layer found over {} government work reports of Chinese counties, cities and provinces:\n\
         # two to five words, seen five times or more and in two reports or more, and names in quotes seen as often. Figures,\n\
         # no text: phrase, how often, in how many reports. To make it again: cargo xtask lexicon",
        documents.len()
    );
    for phrase in phrases(&documents, &dictionary) {
        println!("{}\t{}\t{}", phrase.text, phrase.count, phrase.reports);
    }
    Ok(())
}

fn reference(texts: &[String]) -> Result<(), Box<dyn Error>> {
    let documents = reports(texts)?;
    let dictionary = gangmu_dictionary::make(Made::Whole)?;
    let mut seen: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut words = 0;
    for document in &documents {
        let counts = keyword::count(document, &dictionary, &Options::default());
        words += counts.words();
        for (term, count) in counts.terms().filter(|(term, _)| dictionary.contains(term)) {
            let (sum, reports) = seen.entry(term.to_owned()).or_default();
            *sum += count;
            *reports += 1;
        }
    }
    println!(
        "# How often {} government work reports of Chinese counties, cities and provinces have the words and terms of the\n\
         # dictionary that may be terms. Figures, no text: word, how often, in how many reports; first, as *, all words and\n\
         # all reports. To make it again: cargo xtask lexicon",
        documents.len()
    );
    println!("{}\t{words}\t{}", gangmu_dictionary::ALL, documents.len());
    for (term, (count, reports)) in seen {
        println!("{term}\t{count}\t{reports}");
    }
    Ok(())
}
