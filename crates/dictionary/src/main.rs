//! `gangmu-dictionary OUT` writes the gzipped dictionary to the file OUT. `gangmu-dictionary top-up TEXT…` prints the
//! words for `data/top-up.txt`: those of jieba's list that these texts have three times or more and that are not among
//! its most frequent.

use gangmu_engine::Dictionary;
use gangmu_engine::words::pack;
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
        _ => return Err("usage: gangmu-dictionary OUT | gangmu-dictionary top-up TEXT…".into()),
    }
    Ok(())
}

fn top_up(texts: &[String]) -> Result<(), Box<dyn Error>> {
    let mut all = Vec::new();
    for line in fs::read_to_string(env!("GANGMU_WORD_LIST"))?.lines() {
        if let [word, frequency, ..] = line.split(' ').collect::<Vec<_>>()[..] {
            all.push((word.to_owned(), frequency.parse()?));
        }
    }
    all.sort_by(|a: &(String, u32), b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let whole = Dictionary::from_packed(&pack(&all))?;
    let most_frequent = all.len().min(env!("GANGMU_MOST_FREQUENT").parse()?);
    let frequent = Dictionary::from_packed(&pack(&all[..most_frequent]))?;
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for path in texts {
        let text = fs::read_to_string(path)?;
        let mut words = Vec::new();
        whole.segment(&text, &mut words);
        for word in words {
            let word = word.of(&text);
            if whole.contains(word) && !frequent.contains(word) {
                *counts.entry(word.to_owned()).or_default() += 1;
            }
        }
    }
    for (word, count) in counts {
        if count >= SEEN {
            println!("{word}");
        }
    }
    Ok(())
}
