use super::{Reference, terms};
use crate::words::{Dictionary, Entry, Extent, pack};
use gangmu_model::{Document, DocumentKind, Number, Options, Role, Section, SectionKind, SourceInfo, WordEffect};
use proptest::prelude::*;

/// The nouns of [`dictionary`].
const NOUNS: [&str; 8] = ["产业", "企业", "茶园", "年", "个", "化", "园区", "消费"];

fn dictionary() -> Dictionary {
    let words = [
        ("的", 300_000),
        ("和", 200_000),
        ("发展", 20_000),
        ("推进", 5000),
        ("产业", 8000),
        ("企业", 9000),
        ("新增", 900),
        ("茶园", 40),
        ("乡村振兴", 3000),
        ("万亩", 50),
        ("三次", 80),
        ("第一", 900),
        ("一年", 3000),
        ("亿元", 400),
        ("一体化", 200),
        ("年", 9000),
        ("个", 9000),
        ("次", 2000),
        ("是", 99_000),
        ("能", 90_000),
        ("化", 7000),
        ("园区", 600),
        ("消费", 900),
    ];
    let entries = words.map(|(word, frequency)| {
        // Of the 14 reports of the reference, 3 have tea gardens.
        let (count, reports) = match word {
            "茶园" => (5, 3),
            "产业" => (400, 14),
            _ => (0, 0),
        };
        Entry { word: word.to_owned(), frequency, term: false, noun: NOUNS.contains(&word), count, reports }
    });
    Dictionary::from_packed(&pack(&entries, Extent { reports: 14, words: 100_000 })).unwrap()
}

fn document(text: &str) -> Document {
    Document {
        id: String::new(),
        kind: DocumentKind::Report,
        source: SourceInfo { name: String::new(), format: "text".to_owned(), encoding: None, index: 0 },
        title: String::new(),
        region: None,
        year: None,
        date: None,
        speaker: None,
        sureness: gangmu_model::Sureness::default(),
        sketch: String::new(),
        text: text.to_owned(),
        removed: Vec::new(),
        sections: Vec::new(),
        notes: Vec::new(),
        indicators: Vec::new(),
        commitments: Vec::new(),
        terms: Vec::new(),
        warnings: Vec::new(),
    }
}

fn section(start: u32, end: u32, role: Role) -> Section {
    Section { level: 1, kind: SectionKind::Part, label: None, title: String::new(), start, end, parent: None, role }
}

fn listed(text: &str, options: &Options) -> Vec<(String, u32, Vec<u32>)> {
    let (terms, positions) = terms(&document(text), &dictionary(), options);
    terms.into_iter().zip(positions).map(|(term, positions)| (term.term, term.count, positions)).collect()
}

fn names(text: &str, options: &Options) -> Vec<String> {
    listed(text, options).into_iter().map(|(term, ..)| term).collect()
}

#[test]
fn terms_are_counted_with_their_places_the_rarer_first_among_equals() {
    assert_eq!(
        listed("产业和茶园\n茶园，产业；企业", &Options::default()),
        [("茶园".to_owned(), 2, vec![3, 6]), ("产业".to_owned(), 2, vec![0, 9]), ("企业".to_owned(), 1, vec![12]),]
    );
}

#[test]
fn positions_count_characters_beyond_the_basic_plane_once() {
    assert_eq!(listed("𬭎茶园，𬭎产业", &Options::default())[0], ("茶园".to_owned(), 1, vec![1]));
}

#[test]
fn what_only_counts_or_measures_is_no_term() {
    let text = "第一，一年三次，新增茶园10万亩、5.2亿元，2022年增长6.5%，三，千亿，500kV，1+5，12";
    assert_eq!(names(text, &Options::default()), ["茶园"]);
    assert_eq!(names("一体化、5G、PM2.5、GDP", &Options::default()), ["5G", "GDP", "PM2.5", "一体化"]);
    assert_eq!(names("实施“1+5”和“十四五”", &Options::default()), ["“1+5”", "“十四五”"]);
}

#[test]
fn stop_words_are_left_out_and_user_words_kept_whole() {
    assert_eq!(names("推进乡村振兴", &Options::default()), ["乡村振兴"]);
    let options = Options {
        user_words: vec!["产业的企业 10 n\r".to_owned(), "推进".to_owned(), "双随机、一公开".to_owned()],
        stop_words: vec![" 茶园 ".to_owned()],
        ..Options::default()
    };
    assert_eq!(names("推进产业的企业，茶园，双随机、一公开", &options), ["产业的企业", "双随机、一公开", "推进"]);
}

#[test]
fn the_glossary_does_not_count() {
    let mut document = document("茶园产业\n名词解释\n茶园：企业");
    document.sections = vec![section(0, 5, Role::Review), section(5, 15, Role::Glossary)];
    let (terms, positions) = terms(&document, &dictionary(), &Options::default());
    assert_eq!(
        terms.iter().map(|term| (term.term.as_str(), term.count)).collect::<Vec<_>>(),
        [("茶园", 1), ("产业", 1)]
    );
    assert_eq!(positions, [[0], [2]]);
}

#[test]
fn scores_are_those_worked_out_by_hand() {
    // Ten parts of four characters; 茶园 stands in the first two of them, 产业 in all.
    let text = format!("茶园产业茶园产业{}", "，，产业".repeat(8));
    let (terms, _) = terms(&document(&text), &dictionary(), &Options::default());
    let by_name = |name: &str| terms.iter().find(|term| term.term == name).unwrap();
    let (tea, industry) = (by_name("茶园"), by_name("产业"));
    // 2 of 40 characters; (|.5 - .1| * 2 + .1 * 8) / 2 / .9 = .889
    assert_eq!((tea.count, tea.per_10k, tea.dispersion), (2, Number(500.0), Number(0.889)));
    assert_eq!((industry.count, industry.per_10k, industry.dispersion), (10, Number(2500.0), Number(0.0)));
    // 2 of 12 words * ln(15 / 4); in all of the reference's reports
    assert_eq!((tea.tfidf, industry.tfidf), (Number(0.220_293), Number(0.0)));
    // Python with mpmath, as in `measure`: f1 = 2, n1 = 12, f2 = 5, n2 = 100,000; two terms
    assert_eq!((tea.g2, tea.log_ratio, tea.keyness), (Number(28.09), Number(11.703), Number(7.766)));
    assert_eq!((tea.documents, industry.documents, tea.new), (3, 14, false));
}

#[test]
fn a_term_that_the_reference_never_has_is_new() {
    let (terms, _) = terms(&document("企业，茶园"), &dictionary(), &Options::default());
    let marks: Vec<_> = terms.iter().map(|term| (term.term.as_str(), term.new)).collect();
    assert_eq!(marks, [("企业", true), ("茶园", false)]);
}

#[test]
fn nouns_are_words_of_the_dictionary_and_what_ends_in_one() {
    let user_words = ["产业新增", "企业的 9", "茶园 9 v", "次第开 9 nz", "一公开"].map(str::to_owned).to_vec();
    let options = Options { user_words, stop_words: vec!["-*".to_owned()], ..Options::default() };
    let nouns = |text: &str, options: &Options| -> Vec<String> {
        let (terms, _) = terms(&document(text), &dictionary(), options);
        terms.into_iter().filter(|term| term.noun).map(|term| term.term).collect()
    };
    let text = "推进，企业，茶园，乡村振兴，GDP，5G，“敢为”，新增";
    assert_eq!(
        nouns(text, &Options { user_words: Vec::new(), ..options.clone() }),
        ["5G", "GDP", "企业", "敢为", "茶园"]
    );
    assert_eq!(nouns("产业新增，企业的，茶园，次第开，一公开", &options), ["次第开"]);
    // Phrases found in the text: each recurs in changing company.
    let phrases = |a: &str, b: &str| nouns(&format!("{a}{b}，企业{a}{b}的，{a}{b}和"), &Options::default());
    assert_eq!(phrases("一体化", "茶园"), ["一体化茶园", "企业"]);
    assert_eq!(phrases("茶园", "一体化"), ["企业"]);
    assert_eq!(phrases("云", "州"), ["云州", "企业"]);
    assert_eq!(phrases("云", "飞"), ["企业"]);
}

#[test]
fn what_is_lacking_tells_nouns_too() {
    let none = Options::default();
    let counts = ["一体化，".repeat(9), "茶园，乡村振兴，".repeat(400)]
        .map(|text| super::count(&document(&text), &dictionary(), &none));
    let others = Reference::of(&counts[1..]);
    let lacking = super::lacking(&document("一体化"), &counts[0], &dictionary(), &others, &none);
    let nouns: Vec<_> = lacking.iter().map(|term| (term.term.as_str(), term.noun)).collect();
    assert_eq!(nouns, [("乡村振兴", false), ("茶园", true)]);
}

#[test]
fn tokens_that_belong_together_are_one_term() {
    let text = "推进茶园新增产业。企业茶园新增产业和的，茶园新增产业";
    assert_eq!(listed(text, &Options::default())[0], ("茶园新增产业".to_owned(), 3, vec![2, 11, 20]));
}

#[test]
fn an_auxiliary_before_a_noun_of_one_character_is_half_of_a_name() {
    let recurring = |phrase: &str| format!("企业{phrase}的茶园，产业{phrase}。推进{phrase}和企业");
    let has = |phrase: &str| names(&recurring(phrase), &Options::default()).iter().any(|term| term == phrase);
    assert!(has("能化园区"), "能源化工");
    assert!(has("能化"));
    // A verb, and a word that may be one.
    assert!(!has("能发展"));
    assert!(!has("能消费"));
    // Nothing is known of it, and a verb that is no noun besides.
    assert!(!has("能漆"));
    assert!(!has("敢化园区"));
}

#[test]
fn synonyms_count_as_one() {
    let options = Options { synonyms: vec!["茶园 茶山 茶地".to_owned()], ..Options::default() };
    assert_eq!(listed("茶山，茶园和茶地", &options), [("茶园".to_owned(), 3, vec![0, 3, 6])]);
}

#[test]
fn what_took_effect_is_told() {
    let options = Options {
        user_words: vec!["\u{FEFF}茶山 5 n\r".to_owned(), "云海".to_owned()],
        stop_words: vec!["企业 产业".to_owned()],
        synonyms: vec!["茶园=茶地".to_owned()],
        ..Options::default()
    };
    let counts = super::count(&document("茶山的企业，企业，茶地"), &dictionary(), &options);
    let effects: Vec<_> = counts.effects().iter().map(|effect| (effect.word.as_str(), effect.count)).collect();
    assert_eq!(effects, [("茶山", 1), ("云海", 0), ("企业", 2), ("产业", 0), ("茶地", 1)]);
}

#[test]
fn one_role_can_be_counted_alone() {
    let mut document = document("茶园茶园\n产业茶园");
    document.sections = vec![section(0, 5, Role::Review), section(5, 9, Role::Plan)];
    let options = |role| Options { role: Some(role), ..Options::default() };
    let count = |document: &Document, role| {
        let (terms, positions) = terms(document, &dictionary(), &options(role));
        terms.into_iter().zip(positions).map(|(term, at)| (term.term, at)).collect::<Vec<_>>()
    };
    assert_eq!(count(&document, Role::Review), [("茶园".to_owned(), vec![0, 2])]);
    assert_eq!(count(&document, Role::Plan), [("茶园".to_owned(), vec![7]), ("产业".to_owned(), vec![5])]);
    assert!(count(&document, Role::Government).is_empty());
    // What the government says about itself is of the plan, and can be had alone.
    document.sections[1].role = Role::Government;
    assert_eq!(count(&document, Role::Plan), count(&document, Role::Government));
    assert!(count(&document, Role::Review).len() == 1);
}

#[test]
fn traditional_text_is_counted_folded_and_shown_as_written() {
    let text = "產業和企業，產業發展";
    assert_eq!(listed(text, &Options::default())[0], ("產業".to_owned(), 2, vec![0, 6]));
    let counts = super::count(&document(text), &dictionary(), &Options::default());
    assert!(counts.terms().any(|(term, count)| term == "产业" && count == 2));
}

#[test]
fn documents_are_compared_with_each_other() {
    let counts =
        ["茶园产业茶园", "产业产业企业"].map(|text| super::count(&document(text), &dictionary(), &Options::default()));
    let others = Reference::of(&counts).without(&counts[0]);
    let (terms, _) = super::score(&counts[0], &dictionary(), &others);
    let figures: Vec<_> = terms.iter().map(|term| (term.term.as_str(), term.log_ratio, term.documents)).collect();
    // log2(2 / 3 / (0.5 / 3)) = 2, log2(1 / 3 / (2 / 3)) = -1
    assert_eq!(figures, [("茶园", Number(2.0), 0), ("产业", Number(-1.0), 1)]);
}

#[test]
fn what_others_say_and_a_document_never_writes_is_lacking() {
    let none = Options::default();
    let counts = ["企业，".repeat(200), "茶园，企业，".repeat(200)]
        .map(|text| super::count(&document(&text), &dictionary(), &none));
    let others = Reference::of(&counts[1..]);
    let lacking = |text: &str| {
        let terms = super::lacking(&document(text), &counts[0], &dictionary(), &others, &none);
        terms.into_iter().map(|term| (term.term, term.count, term.documents, term.log_ratio)).collect::<Vec<_>>()
    };
    // log2(0.5 / 200 / (200 / 400)) = -7.644
    assert_eq!(lacking("企业"), [("茶园".to_owned(), 0, 1, Number(-7.644))]);
    assert!(lacking("企业，茶园路").is_empty(), "what is written inside of another word is not lacking");
}

#[test]
fn the_shipped_reference_tells_what_is_lacking_as_far_as_the_lists_allow() {
    // 400 of the reference's 100,000 words are 产业; a text as long as that never has it.
    let text = "企业，".repeat(100_000);
    let dictionary = dictionary();
    let lacking = |options: &Options| -> Vec<(String, Number)> {
        let document = document(&text);
        let counts = super::count(&document, &dictionary, options);
        let terms = super::lacking(&document, &counts, &dictionary, &Reference::Shipped(&dictionary), options);
        terms.into_iter().map(|term| (term.term, term.log_ratio)).collect()
    };
    // log2(0.5 / 400)
    assert_eq!(lacking(&Options::default()), [("产业".to_owned(), Number(-9.644))]);
    assert!(lacking(&Options { stop_words: vec!["产业".to_owned()], ..Options::default() }).is_empty());
    assert!(lacking(&Options { synonyms: vec!["企业 产业".to_owned()], ..Options::default() }).is_empty());
}

#[test]
fn the_list_of_the_genre_can_be_changed_and_says_what_it_did() {
    let text = "推进茶园，推进企业，发展";
    let count = |stop_words: &[&str]| {
        let stop_words = stop_words.iter().map(|&word| word.to_owned()).collect();
        super::count(&document(text), &dictionary(), &Options { stop_words, ..Options::default() })
    };
    let told = |effects: &[WordEffect]| -> Vec<(String, u32)> {
        effects.iter().map(|effect| (effect.word.clone(), effect.count)).collect()
    };
    let stopped = count(&[]);
    assert_eq!(told(stopped.genre()), [("推进".to_owned(), 2)]);
    assert!(stopped.terms().all(|(term, _)| term != "推进"));
    for lines in [["-推进", "-没有"], ["-*", "-推进"]] {
        let open = count(&lines);
        assert!(open.genre().is_empty());
        assert!(open.terms().any(|(term, count)| (term, count) == ("推进", 2)));
        let counts = lines.map(|line| (line.to_owned(), if line == "-推进" { 2 } else { 0 }));
        assert_eq!(told(open.effects()), counts);
    }
}

#[test]
fn an_empty_document_has_no_terms() {
    assert!(listed("", &Options::default()).is_empty());
    assert!(listed("\n\u{3000}\n", &Options::default()).is_empty());
}

proptest! {
    #[test]
    fn every_term_stands_where_its_positions_say(text in "[茶园产业企第一亿元的5G.%“”\n ,𬭎]{0,60}") {
        let chars: Vec<char> = text.chars().collect();
        for (term, count, positions) in listed(&text, &Options::default()) {
            prop_assert_eq!(count as usize, positions.len());
            for start in positions {
                let there: String = chars[start as usize..].iter().take(term.chars().count()).collect();
                prop_assert_eq!(&there, &term);
            }
        }
    }
}
