//! Searching texts: what a reader types in, the places of a text that have it out.
//!
//! Words are compared as a reader means them: whatever the case of Latin letters, whether punctuation is wide or narrow,
//! traditional characters as simplified ones. Patterns are compared with the text as it stands, paragraph by paragraph,
//! by an engine whose time grows with the length of a paragraph and of the pattern and with nothing else.

use crate::fold;
use gangmu_model::{PatternFault, SearchHits, SearchQuery, Span, plain};
use regex_lite::{Regex, RegexBuilder};

/// The most places that are listed of one text.
pub const MOST: usize = 5000;

/// The memory that a pattern may take, in bytes: some 3,000 steps, a hundred times what a person writes.
const PATTERN_BYTES: usize = 100_000;

/// A search that is ready to be made.
#[derive(Clone, Debug)]
pub enum Search {
    /// All of these words in one sentence.
    Words(Vec<String>),
    /// What a regular expression says, inside of a paragraph.
    Pattern(Regex),
}

impl Search {
    /// Makes ready what is asked for.
    ///
    /// # Errors
    /// When it is a regular expression that cannot be used.
    pub fn new(query: &SearchQuery) -> Result<Self, PatternFault> {
        if query.pattern && !query.text.is_empty() {
            let made = RegexBuilder::new(&query.text).multi_line(true).size_limit(PATTERN_BYTES).build();
            return made.map(Self::Pattern).map_err(|error| fault(&error.to_string()));
        }
        let words = query.text.split_whitespace().map(|word| word.chars().map(plain).collect());
        Ok(Self::Words(words.collect()))
    }

    /// The places of `text` that have it.
    pub fn find(&self, text: &str) -> SearchHits {
        match self {
            Self::Words(words) => find_words(words, text),
            Self::Pattern(pattern) => find_pattern(pattern, text),
        }
    }
}

fn find_words(words: &[String], text: &str) -> SearchHits {
    let mut hits = SearchHits::default();
    let simplified = fold::simplified(&text.chars().collect::<Vec<char>>());
    let is_folded = simplified.is_some();
    let text: String = match simplified {
        Some(chars) => chars.into_iter().map(plain).collect(),
        None => text.chars().map(plain).collect(),
    };
    let in_script = |word: &String| -> String {
        // A text in simplified characters may have single others, as names do (乾县).
        if !is_folded && text.contains(word.as_str()) { word.clone() } else { word.chars().map(fold::fold).collect() }
    };
    let words: Vec<String> = words.iter().map(in_script).collect();
    let Some((first, others)) = words.split_first() else { return hits };
    let mut start = 0;
    for sentence in text.split_inclusive(ends_sentence) {
        let length = sentence.chars().count() as u32;
        if others.iter().all(|word| sentence.contains(word)) {
            let several = !others.is_empty();
            let found = occurrences(sentence, first, start, if several { 1 } else { MOST + 1 - hits.places.len() });
            if several && !found.is_empty() {
                let from = hits.beside.len();
                hits.beside.extend(others.iter().flat_map(|word| occurrences(sentence, word, start, MOST)));
                hits.beside[from..].sort_unstable();
            }
            hits.places.extend(found);
        }
        start += length;
        if hits.places.len() > MOST {
            return cut(hits);
        }
    }
    hits
}

/// The first `most` places of `word` in a sentence that begins at character `start`.
fn occurrences(sentence: &str, word: &str, start: u32, most: usize) -> Vec<Span> {
    let length = word.chars().count() as u32;
    let (mut byte, mut at) = (0, start);
    let places = sentence.match_indices(word).take(most).map(|(found, _)| {
        at += sentence[byte..found].chars().count() as u32;
        byte = found;
        Span { start: at, end: at + length }
    });
    places.collect()
}

fn find_pattern(pattern: &Regex, text: &str) -> SearchHits {
    let mut hits = SearchHits::default();
    let mut start = 0;
    for line in text.split('\n') {
        let (mut byte, mut at) = (0, start);
        // A place without a character is none that a reader could be led to.
        for found in pattern.find_iter(line).filter(|found| !found.is_empty()) {
            at += line[byte..found.start()].chars().count() as u32;
            byte = found.start();
            hits.places.push(Span { start: at, end: at + found.as_str().chars().count() as u32 });
            if hits.places.len() > MOST {
                return cut(hits);
            }
        }
        start += line.chars().count() as u32 + 1;
    }
    hits
}

fn cut(mut hits: SearchHits) -> SearchHits {
    hits.places.truncate(MOST);
    hits.more = true;
    hits
}

/// Where the contexts of a concordance end. A semicolon parts clauses of one thought.
fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '\n')
}

/// What the messages of `regex-lite` say, by words of theirs; the first that fits. A test has an example of each.
const FAULTS: [(&str, PatternFault); 18] = [
    ("hexadecimal", PatternFault::Escape),
    // A repetition speaks of a range of its own.
    ("bigger than its max", PatternFault::Times),
    ("open group without", PatternFault::OpenGroup),
    ("but got end of pattern", PatternFault::OpenGroup),
    ("without matching '('", PatternFault::CloseGroup),
    ("look-around", PatternFault::Unbounded),
    ("backreferences", PatternFault::Unbounded),
    ("flag", PatternFault::GroupKind),
    ("group name", PatternFault::GroupKind),
    ("must be applied to", PatternFault::Repeat),
    ("no closing bracket", PatternFault::OpenClass),
    ("unclosed character class", PatternFault::OpenClass),
    ("range", PatternFault::Range),
    ("repetition", PatternFault::Times),
    ("decimal", PatternFault::Times),
    ("escape", PatternFault::Escape),
    ("too m", PatternFault::Large),
    ("exceeded", PatternFault::Large),
];

fn fault(message: &str) -> PatternFault {
    FAULTS.iter().find(|(words, _)| message.contains(words)).map_or(PatternFault::Unknown, |&(_, fault)| fault)
}

#[cfg(test)]
mod tests {
    use super::{MOST, Search};
    use gangmu_model::{CharIndex, PatternFault, SearchQuery};

    fn search(text: &str, pattern: bool) -> Result<Search, PatternFault> {
        Search::new(&SearchQuery { text: text.to_owned(), pattern })
    }

    /// What is found, as the text has it.
    fn found<'a>(query: &str, pattern: bool, text: &'a str) -> Vec<&'a str> {
        let index = CharIndex::new(text);
        let hits = search(query, pattern).unwrap().find(text);
        hits.places.iter().map(|place| index.slice(text, place.start, place.end)).collect()
    }

    #[test]
    fn a_word_is_found_wherever_it_stands() {
        let text = "云州市建成𬭎山茶园8个。茶园增收，茶园扩种！\n青禾县茶园。";
        assert_eq!(found("茶园", false, text), ["茶园"; 4]);
        assert_eq!(found("𬭎山茶园", false, text), ["𬭎山茶园"]);
        assert_eq!(found("茶馆", false, text), [""; 0]);
        assert_eq!(found("  ", false, text), [""; 0]);
    }

    #[test]
    fn case_width_and_script_make_no_difference() {
        assert_eq!(found("gdp增长6%", false, "人均GDP增长６％。"), ["GDP增长６％"]);
        assert_eq!(found("“小巨人”,", false, "新增\"小巨人\"，居全省前列"), ["\"小巨人\"，"]);
        assert_eq!(found("茶业", false, "青禾縣報告：茶業興農。"), ["茶業"]);
        assert_eq!(found("茶業", false, "青禾縣報告：茶業興農。"), ["茶業"]);
        assert_eq!(found("茶業 增長", false, "茶业增长，增长靠茶业。").len(), 1);
        assert_eq!(found("乾县", false, "乾县茶业增长。"), ["乾县"]);
    }

    #[test]
    fn several_words_have_to_share_a_sentence() {
        let text = "茶园扩种，农民增收。茶园减产。增收靠茶园、茶旅，增收靠电商。";
        let index = CharIndex::new(text);
        for query in ["茶园 增收", "增收　茶园"] {
            assert_eq!(search(query, false).unwrap().find(text).places.len(), 2, "{query}");
        }
        let hits = search("茶园 增收", false).unwrap().find(text);
        assert_eq!(hits.places.iter().map(|place| place.start).collect::<Vec<_>>(), [0, 18]);
        let beside: Vec<_> = hits.beside.iter().map(|place| index.slice(text, place.start, place.end)).collect();
        assert_eq!(beside, ["增收"; 3]);
        assert_eq!(hits.beside[1].start, 15);
    }

    #[test]
    fn a_pattern_is_found_inside_of_paragraphs() {
        let text = "茶园增长6.5%。\n旅游增长12%，夜游下降3%";
        assert_eq!(found(r"(增长|下降)\d+(\.\d+)?%", true, text), ["增长6.5%", "增长12%", "下降3%"]);
        assert_eq!(found("^..", true, text), ["茶园", "旅游"]);
        assert_eq!(found("。.*", true, text), ["。"]);
        assert_eq!(found("[一-龥]{2}增长", true, text), ["茶园增长", "旅游增长"]);
        assert_eq!(found("x*", true, text), [""; 0]);
        assert_eq!(found("", true, text), [""; 0]);
    }

    #[test]
    fn a_bad_pattern_says_what_is_wrong() {
        let nested = "(".repeat(300) + &")".repeat(300);
        for (pattern, fault) in [
            ("(增长", PatternFault::OpenGroup),
            ("(?", PatternFault::OpenGroup),
            ("(?i", PatternFault::OpenGroup),
            ("增长)", PatternFault::CloseGroup),
            ("(?9)", PatternFault::GroupKind),
            ("(?P<1a>增长)", PatternFault::GroupKind),
            ("[增长", PatternFault::OpenClass),
            ("[^", PatternFault::OpenClass),
            ("[]", PatternFault::OpenClass),
            ("[增-", PatternFault::OpenClass),
            ("[9-0]", PatternFault::Range),
            (r"[0-\d]", PatternFault::Range),
            ("*增长", PatternFault::Repeat),
            ("{2}", PatternFault::Repeat),
            ("增{2", PatternFault::Times),
            ("增{,2}", PatternFault::Times),
            ("增{5,2}", PatternFault::Times),
            ("增{99999999999}", PatternFault::Times),
            (r"增长\", PatternFault::Escape),
            (r"\y", PatternFault::Escape),
            (r"\x{zz}", PatternFault::Escape),
            ("增长(?=%)", PatternFault::Unbounded),
            (r"(增长)\1", PatternFault::Unbounded),
            (r"\p{Han}", PatternFault::Unknown),
            ("[[增]长]", PatternFault::Unknown),
            (nested.as_str(), PatternFault::Large),
            ("((增{1,99}){1,99}){1,99}", PatternFault::Large),
        ] {
            assert_eq!(search(pattern, true).err(), Some(fault), "{pattern:.40}");
        }
    }

    #[test]
    fn patterns_that_hang_others_are_done_with() {
        let text = "增".repeat(2000);
        for pattern in ["(增+)+长", "(增|增增)*长", "(.*)(.*)(.*)长", "增?增?增?增?增?增?增?增?增增增增增增增增长"]
        {
            assert_eq!(found(pattern, true, &text), [""; 0], "{pattern}");
        }
    }

    #[test]
    fn there_is_an_end_to_the_list() {
        let text = "茶。".repeat(MOST + 1);
        for (query, pattern) in [("茶", false), ("茶 茶", false), ("茶", true)] {
            let hits = search(query, pattern).unwrap().find(&text);
            assert_eq!((hits.places.len(), hits.more), (MOST, true), "{query}");
        }
        let hits = search("茶", false).unwrap().find(&text[..text.len() - "茶。".len()]);
        assert_eq!((hits.places.len(), hits.more), (MOST, false));
    }
}
