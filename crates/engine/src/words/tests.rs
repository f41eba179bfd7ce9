use super::{Dictionary, DictionaryError, Entry, Extent, Grain, Segmenter, Word, WordKind, pack};
use proptest::prelude::*;

fn packed(words: &[(String, u32)]) -> Vec<u8> {
    let entry =
        |(word, frequency): &(String, u32)| Entry { word: word.clone(), frequency: *frequency, ..Entry::default() };
    pack(&words.iter().map(entry).collect::<Vec<_>>(), Extent::default())
}

fn dictionary(words: &[(&str, u32)]) -> Dictionary {
    let words: Vec<_> = words.iter().map(|&(word, frequency)| (word.to_owned(), frequency)).collect();
    Dictionary::from_packed(&packed(&words)).unwrap()
}

fn small() -> Dictionary {
    dictionary(&[
        ("市", 900),
        ("市长", 300),
        ("长江", 400),
        ("长江大桥", 50),
        ("大桥", 100),
        ("南京", 500),
        ("南京市", 200),
        ("江", 90),
        ("长", 90),
        ("发展", 900),
        ("高质量", 40),
        ("质量", 300),
        ("高质量发展", 200),
        ("和", 2000),
        ("的", 9000),
        ("基站", 20),
        ("5G基站", 30),
        ("T恤", 9),
        ("𬭎", 1),
        ("改革", 300),
        ("提升", 300),
    ])
}

fn cut(dictionary: &Dictionary, text: &str) -> Vec<(String, WordKind)> {
    let mut words = Vec::new();
    dictionary.segment(Grain::Term, text, &mut words);
    words.into_iter().map(|word| (word.of(text).to_owned(), word.kind)).collect()
}

fn bars(dictionary: &Dictionary, user_words: &[&str], text: &str) -> String {
    let user_words: Vec<String> = user_words.iter().map(|&word| word.to_owned()).collect();
    let mut words = Vec::new();
    Segmenter::new(dictionary, &user_words).segment(text, &mut words);
    words.into_iter().map(|word| word.of(text)).collect::<Vec<_>>().join("|")
}

/// The tokens follow each other from the first byte and character to the last.
fn covers(words: &[Word], text: &str) {
    let (mut byte, mut char) = (0, 0);
    for word in words {
        assert_eq!((word.byte_start, word.char_start), (byte, char));
        assert!(word.byte_end > byte);
        assert_eq!(word.of(text).chars().count() as u32, word.char_end - char);
        (byte, char) = (word.byte_end, word.char_end);
    }
    assert_eq!((byte as usize, char as usize), (text.len(), text.chars().count()));
}

#[test]
fn the_likeliest_words_are_found() {
    let d = small();
    assert_eq!(bars(&d, &[], "南京市长江大桥"), "南京市|长江大桥");
    assert_eq!(bars(&d, &[], "提升质量和发展"), "提升|质量|和|发展");
    assert_eq!(bars(&d, &[], "高质量发展的质量"), "高质量发展|的|质量");
    assert_eq!(cut(&d, "和飝")[1], ("飝".to_owned(), WordKind::Unknown));
}

#[test]
fn numbers_latin_words_and_mixtures_are_single_tokens() {
    let d = small();
    for (text, kind) in [
        ("6.5%", WordKind::Number),
        ("６．５％", WordKind::Number),
        ("1,234,567.8", WordKind::Number),
        ("1+5", WordKind::Number),
        ("7×24", WordKind::Number),
        ("GDP", WordKind::Latin),
        ("R&D", WordKind::Latin),
        ("e-mail", WordKind::Latin),
        ("5G", WordKind::Mixed),
        ("PM2.5", WordKind::Mixed),
        ("COVID-19", WordKind::Mixed),
        ("N+1", WordKind::Mixed),
        ("abcdefghijklmnop1234567890", WordKind::Mixed),
        (" \u{3000}\n", WordKind::Space),
    ] {
        assert_eq!(cut(&d, text), [(text.to_owned(), kind)], "{text}");
    }
    assert_eq!(bars(&d, &[], "1.改革5%，2,34"), "1|.|改革|5%|，|2|,|34");
    assert_eq!(bars(&d, &[], "5G基站和T恤和5基站"), "5G基站|和|T恤|和|5|基站");
}

#[test]
fn short_names_in_quotes_are_kept_whole() {
    let d = small();
    assert_eq!(bars(&d, &[], "“放管服”改革"), "“|放管服|”|改革");
    assert_eq!(bars(&d, &[], "“互联网+”和「江长」"), "“|互联网+|”|和|「|江长|」");
    assert_eq!(cut(&d, "“1+5”")[0], ("“1+5”".to_owned(), WordKind::Quoted));
    assert_eq!(cut(&d, "“十四五”")[0], ("“十四五”".to_owned(), WordKind::Quoted));
    for text in ["“江”", "“提升质量和发展”", "“改革、发展”", "“改革", "“”"] {
        assert!(cut(&d, text).iter().all(|(_, kind)| *kind != WordKind::Quoted), "{text}");
    }
}

#[test]
fn the_readers_words_win() {
    let d = small();
    assert_eq!(bars(&d, &["市长"], "南京市长江大桥"), "南京|市长|江|大桥");
    assert_eq!(bars(&d, &["长江", "长江大桥的"], "长江大桥的长江"), "长江大桥的|长江");
    assert_eq!(bars(&d, &["\u{FEFF}双随机、一公开 3 n", "", "  "], "和双随机、一公开"), "和|双随机、一公开");
    assert_eq!(bars(&d, &["管服"], "“放管服”"), "“|放|管服|”");
    // Not from the middle of a number or a Latin word.
    assert_eq!(bars(&d, &["5G", "G和"], "15G和5G和5GA"), "15G|和|5G|和|5GA");
    assert_eq!(cut(&d, "和").len(), 1);
}

#[test]
fn rarity_is_the_logarithm_of_the_inverse_frequency_to_a_quarter() {
    let d = dictionary(&[("的", 999_000), ("茶园", 1000)]);
    // ln(1,000,000) = 13.82, ln(1000) = 6.91
    assert!((d.rarity("茶园") - (13.75 - 7.0)).abs() < 1e-12);
    assert!((d.rarity("没有") - 13.75).abs() < 1e-12);
    assert!(d.contains("茶园") && !d.contains("茶") && !d.contains("") && d.len() == 2 && !d.is_empty());
}

#[test]
fn nouns_are_told_from_all_else() {
    // 5,000,000 is more than a byte keeps of a frequency beside what else it says.
    let words = [
        ("茶园", 1000, true, false),
        ("绕过", 1000, false, false),
        ("人", 5_000_000, true, false),
        ("茶园新增", 9, true, true),
    ];
    let entry = |(word, frequency, noun, term): (&str, u32, bool, bool)| Entry {
        word: word.to_owned(),
        frequency,
        noun,
        term,
        ..Entry::default()
    };
    let d = Dictionary::from_packed(&pack(&words.map(entry), Extent::default())).unwrap();
    assert_eq!(
        ["茶园", "绕过", "人", "茶园新增", "云"].map(|word| d.is_noun(word)),
        [Some(true), Some(false), Some(true), None, None]
    );
    assert!(d.rarity("人") < d.rarity("茶园") && (d.rarity("茶园") - d.rarity("绕过")).abs() < 1e-12);
    assert_eq!(bars(&d, &[], "人绕过茶园"), "人|绕过|茶园");
}

/// Words and terms, the terms with a `*`; of each how often the reference has it, and in how many reports.
fn with_terms(entries: &[(&str, u32, u32, u32)]) -> Dictionary {
    let entry = |&(word, frequency, count, reports): &(&str, u32, u32, u32)| Entry {
        word: word.trim_matches('*').to_owned(),
        frequency,
        term: word.starts_with('*'),
        noun: false,
        count,
        reports,
    };
    let entries: Vec<_> = entries.iter().map(entry).collect();
    Dictionary::from_packed(&pack(&entries, Extent { reports: 14, words: 100_000 })).unwrap()
}

#[test]
fn text_is_cut_at_two_grains() {
    let d = with_terms(&[
        ("高质量", 40, 0, 0),
        ("发展", 900, 300, 14),
        ("*高质量发展", 3000, 129, 12),
        ("推动", 500, 1, 1),
    ]);
    let cut = |grain| {
        let mut words = Vec::new();
        d.segment(grain, "推动高质量发展", &mut words);
        words.into_iter().map(|word| word.of("推动高质量发展")).collect::<Vec<_>>().join("|")
    };
    assert_eq!(cut(Grain::Word), "推动|高质量|发展");
    assert_eq!(cut(Grain::Term), "推动|高质量发展");
}

#[test]
fn the_references_figures_come_back() {
    let d = with_terms(&[
        ("高质量", 40, 0, 0),
        ("发展", 900, 300, 14),
        ("*高质量发展", 3000, 129, 12),
        ("推动", 500, 1, 1),
    ]);
    assert_eq!(d.extent(), Extent { reports: 14, words: 100_000 });
    assert_eq!(
        ["发展", "高质量发展", "推动", "高质量", "没有"].map(|word| d.seen(word)),
        [Some((300, 14)), Some((129, 12)), Some((1, 1)), None, None]
    );
}

#[test]
fn a_term_with_a_mark_inside_is_joined() {
    let d = with_terms(&[
        ("推行", 9, 0, 0),
        ("*双随机", 9, 0, 0),
        ("一", 9, 0, 0),
        ("公开", 9, 0, 0),
        ("*双随机、一公开", 9, 0, 0),
    ]);
    assert_eq!(
        bars(&d, &[], "推行双随机、一公开，公开、双随机、公开"),
        "推行|双随机、一公开|，|公开|、|双随机|、|公开"
    );
    assert_eq!(bars(&d, &[], "、双随机、一"), "、|双随机|、|一");
}

#[test]
fn a_text_without_punctuation_is_cut_like_another() {
    let text = "南京市长江大桥和高质量发展".repeat(3000);
    let mut words = Vec::new();
    small().segment(Grain::Term, &text, &mut words);
    covers(&words, &text);
    assert_eq!(words.len(), 4 * 3000);
}

#[test]
fn packing_keeps_every_word_once_with_its_greater_frequency() {
    let long = "长".repeat(40);
    let d = dictionary(&[("发展", 3), ("发展", 900), ("发", 5), ("发展的", 7), (&long, 9), ("", 4)]);
    assert_eq!(d.len(), 3);
    assert!((d.rarity("发展") - d.rarity("发展的")).abs() > 4.0);
    assert!(Dictionary::from_packed(&packed(&[])).unwrap().is_empty());
    let many: Vec<(String, u32)> =
        ('\u{4E00}'..='\u{9FFF}').map(|c| (format!("{c}{}", '\u{4E00}'), c as u32)).collect();
    let d = Dictionary::from_packed(&packed(&many)).unwrap();
    assert!(d.len() > 16_000 && d.contains("丁一"));
}

#[test]
fn damaged_bytes_are_refused() {
    let packed = packed(&[("发展".to_owned(), 9), ("发".to_owned(), 5)]);
    assert_eq!(Dictionary::from_packed(&[]).unwrap_err(), DictionaryError::Format);
    for cut in 0..packed.len() {
        assert!(Dictionary::from_packed(&packed[..cut]).is_err());
    }
}

proptest! {
    #[test]
    fn tokens_cover_any_text(text: String, user_words: Vec<String>) {
        let d = small();
        let mut words = Vec::new();
        Segmenter::new(&d, &user_words).segment(&text, &mut words);
        covers(&words, &text);
    }

    #[test]
    fn tokens_cover_text_of_the_kind(
        text in "[南京市长江大桥高质量发展的和5G基站0-9.,+%“”、 \n]{0,80}",
        user_words in prop::collection::vec("[南京市长江大5G+“]{1,4}", 0..4),
    ) {
        let d = small();
        let mut words = Vec::new();
        Segmenter::new(&d, &user_words).segment(&text, &mut words);
        covers(&words, &text);
    }

    #[test]
    fn what_is_packed_comes_back(words in prop::collection::hash_map("\\PC{1,5}", 1_u32..1_000_000, 0..60)) {
        let list: Vec<(String, u32)> = words.clone().into_iter().collect();
        let d = Dictionary::from_packed(&packed(&list)).unwrap();
        prop_assert_eq!(d.len(), words.len());
    }

    #[test]
    fn any_bytes_are_a_dictionary_or_refused(change in 0_usize..200, value: u8) {
        let mut packed = packed(&[("发展".to_owned(), 9), ("发".to_owned(), 5), ("高质量发展".to_owned(), 7)]);
        let at = change % packed.len();
        packed[at] = value;
        if let Ok(d) = Dictionary::from_packed(&packed) {
            let mut words = Vec::new();
            d.segment(Grain::Term, "推动高质量发展", &mut words);
            covers(&words, "推动高质量发展");
        }
    }
}
