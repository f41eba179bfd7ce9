//! The dictionary that Gangmu cuts Chinese text with, as bytes: made by this package's build from jieba's word list
//! (MIT licence) and two lists of its own in `data/`.
#![forbid(unsafe_code)]

use std::io::Read;

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

    const TERMS: &str = include_str!("../data/policy-terms.txt");

    fn cut(dictionary: &Dictionary, text: &str) -> String {
        let mut words = Vec::new();
        dictionary.segment(text, &mut words);
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
        for term in TERMS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            assert_eq!(cut(&dictionary, term), term);
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
