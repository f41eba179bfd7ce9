//! The dictionary that Gangmu cuts Chinese text with, as bytes: made by this package's build from jieba's word list
//! (MIT licence) and five lists of its own in `data/`.
#![forbid(unsafe_code)]

mod list;

use gangmu_engine::words as pack;
use gangmu_engine::{Dictionary, DictionaryError};
pub use list::Listed;
use list::Lists;
use std::io::Read;

/// Words of jieba's list that the dictionary takes, the most frequent first.
pub const MOST_FREQUENT: usize = list::MOST_FREQUENT;

/// What stands in place of a word in the line of `data/reference.tsv` that has the sums.
pub const ALL: &str = list::ALL;

/// Where jieba's word list lay when this was built.
pub const WORD_LIST: &str = env!("GANGMU_WORD_LIST");

/// The words of jieba's `list`, the most frequent first.
pub fn jieba(list: &str) -> Vec<Listed<'_>> {
    list::jieba(list)
}

/// What a dictionary is made of: for the programs that make the lists themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// Of everything, as it ships.
    Whole,
    /// Without the phrases found in reports.
    WithoutPhrases,
}

/// A dictionary made of the lists as they lie on this machine now, not as they were built in.
///
/// # Errors
/// When a list cannot be read.
pub fn make(made: Made) -> Result<Dictionary, Box<dyn std::error::Error>> {
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let read = |name: &str| std::fs::read_to_string(data.join(name));
    let jieba = std::fs::read_to_string(WORD_LIST)?;
    let (top_up, policy_terms, nouns) = (read("top-up.txt")?, read("policy-terms.txt")?, read("nouns.txt")?);
    let phrases = if made == Made::Whole { read("phrases.tsv")? } else { String::new() };
    let lists = Lists { top_up: &top_up, policy_terms: &policy_terms, nouns: &nouns, phrases: &phrases, reference: "" };
    let (entries, extent) = list::entries(&list::jieba(&jieba), lists);
    let dictionary: Result<_, DictionaryError> = Dictionary::from_packed(&pack::pack(&entries, extent));
    Ok(dictionary?)
}

/// The packed dictionary, gzipped: what the page ships as a file of its own.
pub const GZIP: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dictionary.gz"));

/// The packed dictionary, unzipped: what `gangmu_engine::Dictionary::from_packed` takes.
pub fn packed() -> Vec<u8> {
    let mut packed = Vec::new();
    // Reading a constant that the build wrote cannot fail; were it damaged, the dictionary would refuse what is there.
    let _ = flate2::read::GzDecoder::new(GZIP).read_to_end(&mut packed);
    packed
}

#[cfg(test)]
mod tests {
    use gangmu_engine::Dictionary;
    use gangmu_engine::words::{Grain, Segmenter};

    const TERMS: &str = include_str!("../data/policy-terms.txt");

    fn cut(dictionary: &Dictionary, text: &str) -> String {
        let mut words = Vec::new();
        dictionary.segment(Grain::Term, text, &mut words);
        words.into_iter().map(|word| word.of(text)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn it_loads_and_is_small_enough_to_download() {
        let dictionary = Dictionary::from_packed(&super::packed()).unwrap();
        assert!(dictionary.len() > 100_000, "{} words", dictionary.len());
        assert!(super::GZIP.len() < 350_000, "{} bytes", super::GZIP.len());
    }

    #[test]
    fn policy_terms_are_kept_whole() {
        let dictionary = Dictionary::from_packed(&super::packed()).unwrap();
        let segmenter = Segmenter::new(&dictionary, &[]);
        for term in TERMS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut words = Vec::new();
            segmenter.segment(term, &mut words);
            assert_eq!(words.len(), 1, "{term}");
        }
    }

    #[test]
    fn sentences_of_the_genre_are_cut_as_a_reader_would() {
        let dictionary = Dictionary::from_packed(&super::packed()).unwrap();
        for sentence in [
            "云州|市|坚持|稳中求进|，|推动|经济|高质量发展|。",
            "优化|营商环境|，|深化|“|放管服|”|改革|，|新增|经营主体|1.2|万户|。",
            "全市|地区生产总值|增长|6.5%|，|社会消费品零售总额|增长|8%|。",
            "建成|5G基站|1,200|个|，|PM2.5浓度|下降|3%|。",
        ] {
            assert_eq!(cut(&dictionary, &sentence.replace('|', "")), sentence);
        }
    }
}
