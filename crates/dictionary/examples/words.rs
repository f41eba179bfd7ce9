//! How well text is cut, beside jieba-rs with its whole dictionary.
//!
//! - `words score GOLD` prints precision, recall and F1 of words on sentences cut by hand, for both, and how many of the
//!   policy terms marked there are kept whole.
//! - `words keywords TEXT` prints the first terms of each report of a text: by frequency, by keyness with nouns first, and by jieba's
//!   TF-IDF, tab-separated.
//! - `words speed TEXT` prints the median speed of cutting a text, for both.

use gangmu_dictionary::{WORD_LIST, packed};
use gangmu_engine::words::{Grain, Segmenter, Word, WordKind};
use gangmu_engine::{Dictionary, Source, analyze, keyword};
use gangmu_model::{Apart, Options};
use jieba_rs::Jieba;
use std::collections::{BTreeSet, HashMap};
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::io::BufReader;
use std::path::Path;
use std::time::Instant;

/// How many terms are listed.
const LISTED: usize = 40;

/// How often a text is cut; the median counts.
const RUNS: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [verb, file] = arguments.as_slice() else {
        return Err("usage: words score GOLD | words keywords TEXT | words speed TEXT".into());
    };
    let dictionary = Dictionary::from_packed(&packed())?;
    let jieba = Jieba::with_dict(&mut BufReader::new(fs::File::open(WORD_LIST)?)).map_err(|error| error.to_string())?;
    let text = fs::read_to_string(file)?;
    match verb.as_str() {
        "score" => score(&text, &dictionary, &jieba),
        "keywords" => keywords(&text, &dictionary, &jieba)?,
        "speed" => speed(&text, &dictionary, &jieba),
        _ => return Err(format!("unknown: {verb}").into()),
    }
    Ok(())
}

/// A stretch of bytes.
type Stretch = (usize, usize);

/// A sentence cut by hand.
struct Gold {
    text: String,
    words: BTreeSet<Stretch>,
    terms: Vec<Stretch>,
}

/// Reads a sentence with blanks between words and brackets around terms.
fn gold(line: &str) -> Gold {
    let (mut text, mut words, mut terms) = (String::new(), BTreeSet::new(), Vec::new());
    let (mut word, mut term) = (0, None);
    for c in line.chars().chain([' ']) {
        if matches!(c, ' ' | '[' | ']') {
            if text.len() > word {
                words.insert((word, text.len()));
                word = text.len();
            }
            match c {
                '[' => term = Some(text.len()),
                ']' => terms.extend(term.take().map(|start| (start, text.len()))),
                _ => {}
            }
        } else {
            text.push(c);
        }
    }
    Gold { text, words, terms }
}

/// Counts of words found.
#[derive(Default)]
struct Tally {
    found: usize,
    right: usize,
    wanted: usize,
}

impl Tally {
    fn add(&mut self, gold: &Gold, found: impl IntoIterator<Item = Stretch>) {
        self.wanted += gold.words.len();
        for stretch in found {
            self.found += 1;
            self.right += usize::from(gold.words.contains(&stretch));
        }
    }

    fn print(&self, name: &str) {
        let (precision, recall) = (self.right as f64 / self.found as f64, self.right as f64 / self.wanted as f64);
        let f1 = 2.0 * precision * recall / (precision + recall);
        println!("{name:36} precision {precision:.4}  recall {recall:.4}  f1 {f1:.4}");
    }
}

fn score(text: &str, dictionary: &Dictionary, jieba: &Jieba) {
    let sentences: Vec<Gold> =
        text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(gold).collect();
    let segmenter = Segmenter::new(dictionary, &[]);
    let (mut ours, mut with_hmm, mut without) = (Tally::default(), Tally::default(), Tally::default());
    let (mut terms, mut whole, mut whole_jieba) = (0_usize, 0, 0);
    let stretch = |word: &Word| (word.byte_start as usize, word.byte_end as usize);
    for sentence in &sentences {
        let mut words = Vec::new();
        dictionary.segment(Grain::Word, &sentence.text, &mut words);
        ours.add(sentence, words.iter().map(stretch));
        let cut = |hmm| {
            let mut at = 0;
            let words = jieba.cut(&sentence.text, hmm).into_iter();
            words
                .map(|token| {
                    at += token.word.len();
                    (at - token.word.len(), at)
                })
                .collect::<Vec<Stretch>>()
        };
        with_hmm.add(sentence, cut(true));
        without.add(sentence, cut(false));

        words.clear();
        segmenter.segment(&sentence.text, &mut words);
        let kept =
            |found: &[Stretch], term: Stretch| found.iter().any(|&(start, end)| start <= term.0 && end >= term.1);
        let ours: Vec<Stretch> = words.iter().map(stretch).collect();
        let theirs = cut(true);
        for &term in &sentence.terms {
            terms += 1;
            whole += usize::from(kept(&ours, term));
            whole_jieba += usize::from(kept(&theirs, term));
            if std::env::var_os("SHOW").is_some() && !kept(&ours, term) {
                eprintln!("not whole: {}", &sentence.text[term.0..term.1]);
            }
        }
        if std::env::var_os("SHOW").is_some() {
            words.clear();
            dictionary.segment(Grain::Word, &sentence.text, &mut words);
            for word in words.iter().filter(|word| !sentence.words.contains(&stretch(word))) {
                eprintln!("not a word: {}", word.of(&sentence.text));
            }
        }
    }
    println!("{} sentences", sentences.len());
    ours.print("Gangmu, words");
    with_hmm.print("jieba-rs, whole dictionary, HMM");
    without.print("jieba-rs, whole dictionary, no HMM");
    let share = |whole: usize| whole as f64 / terms as f64;
    println!("policy terms kept whole: Gangmu {:.4}, jieba-rs {:.4} of {terms}", share(whole), share(whole_jieba));
}

fn keywords(text: &str, dictionary: &Dictionary, jieba: &Jieba) -> Result<(), Box<dyn Error>> {
    let idf = fs::read_to_string(Path::new(WORD_LIST).with_file_name("idf.txt"))?;
    let idf: HashMap<&str, f64> = idf
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(word, v)| Some((word, v.parse().ok()?)))
        .collect();
    let mut values: Vec<f64> = idf.values().copied().collect();
    values.sort_by(f64::total_cmp);
    let median = values[values.len() / 2];
    for document in analyze(&[Source { name: "text", bytes: text.as_bytes() }], &Options::default(), &mut ()).documents
    {
        let (mut terms, _) = keyword::terms(&document, dictionary, &Options::default());
        println!("{}", document.title);
        let list = |names: Vec<&str>| names.join(" ");
        println!("frequency\t{}", list(terms.iter().take(LISTED).map(|term| term.term.as_str()).collect()));
        terms.retain(|term| term.log_ratio.0 > 0.0);
        terms.sort_by(|a, b| Apart::from(a).by_weight(b.into()));
        println!("keyness\t{}", list(terms.iter().take(LISTED).map(|term| term.term.as_str()).collect()));
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for token in jieba.cut(&document.text, true) {
            if token.word.chars().nth(1).is_some() {
                *counts.entry(token.word).or_default() += 1;
            }
        }
        let weight = |word: &str, count: u32| f64::from(count) * idf.get(word).copied().unwrap_or(median);
        let mut weighed: Vec<(&str, f64)> =
            counts.into_iter().map(|(word, count)| (word, weight(word, count))).collect();
        weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        println!("jieba\t{}\n", list(weighed.into_iter().take(LISTED).map(|(word, _)| word).collect()));
    }
    Ok(())
}

fn speed(text: &str, dictionary: &Dictionary, jieba: &Jieba) {
    let segmenter = Segmenter::new(dictionary, &[]);
    let mut words = Vec::new();
    let ours = median(|| {
        words.clear();
        segmenter.segment(text, &mut words);
        black_box(words.iter().filter(|word| word.kind != WordKind::Space).count());
    });
    let theirs = median(|| {
        black_box(jieba.cut(text, true).len());
    });
    let megabytes = text.len() as f64 / 1e6;
    println!("cutting {megabytes:.2} MB: Gangmu {:.1} MB/s, jieba-rs {:.1} MB/s", megabytes / ours, megabytes / theirs);
}

/// The median of the seconds that the work takes.
fn median(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}
