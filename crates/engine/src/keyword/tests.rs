use super::terms;
use crate::words::{Dictionary, pack};
use gangmu_model::{Document, DocumentKind, Number, Options, Role, Section, SectionKind, SourceInfo};
use proptest::prelude::*;

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
    ];
    Dictionary::from_packed(&pack(&words.map(|(word, frequency)| (word.to_owned(), frequency)))).unwrap()
}

fn document(text: &str) -> Document {
    Document {
        id: String::new(),
        kind: DocumentKind::Report,
        source: SourceInfo { name: String::new(), format: "text".to_owned(), encoding: None, index: 0 },
        title: String::new(),
        region: None,
        year: None,
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
    let section = |start, end, role| Section {
        level: 1,
        kind: SectionKind::Part,
        label: None,
        title: String::new(),
        start,
        end,
        parent: None,
        role,
    };
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
    // ln(668,870) = 13.41, to a quarter 13.5; ln(40) = 3.69, to a quarter 3.75; 2 of 12 words * 9.75
    assert_eq!(tea.tfidf, Number(1.625));
    assert_eq!((tea.keyness, tea.g2, tea.new), (Number(0.0), Number(0.0), false));
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
