//! What chat and mail programs, and people, do to links: what is harmless is undone, the rest is refused with the right
//! reason, and never is another content read than was sent.
//!
//! `GANGMU_MUTATIONS` says how many links are damaged; `cargo xtask soak` damages a hundred times as many.

mod common;

use gangmu_link::frame::{self, Codec, Kind, NO_DICTIONARY};
use gangmu_link::results::{self, Choice};
use gangmu_link::view;
use gangmu_link::{LinkError, Shared, document};
use proptest::prelude::*;

/// The content of any link, told from every other.
fn content(link: &str) -> Result<String, LinkError> {
    match frame::kind(link) {
        Some(Kind::View) => view::decode(link),
        Some(Kind::Results) => results::decode(link).map(|results| format!("{results:?}")),
        Some(Kind::Document) => document::decode(link).map(|shared| format!("{shared:?}")),
        None => Err(frame::open(link).err().unwrap_or(LinkError::NoLink)),
    }
}

/// Links of each kind, short ones, and how many in a hundred of those damaged are of this kind: documents take long.
fn links() -> Vec<(String, u64)> {
    let mut report = common::report();
    report.indicators.truncate(4);
    let (mut gone_over, changes) = common::checked();
    gone_over.indicators.truncate(2);
    let text = "青禾县稳中求进，新建养老服务站12个。\n".to_owned();
    let shared = Shared { name: "青禾.txt".to_owned(), view: "t=text".to_owned(), text };
    vec![
        (view::encode("d=0123456789abcdef\nt=text\na=1234\nr=5\nq=固定资产投资"), 55),
        (results::encode(&Choice::of(&report)).0, 30),
        (results::encode(&Choice { changes: Some(&changes), ..Choice::of(&gone_over) }).0, 10),
        (document::encode(&shared).unwrap(), 5),
    ]
}

/// A small generator, so that a failure comes back.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// One harmless thing done to a link.
fn harmless(link: &str, chance: &mut Chance) -> String {
    let at = 1 + chance.below(link.len() - 1);
    let (left, right) = link.split_at(at);
    let every = 1 + chance.below(80);
    let split = |by: &str| {
        let letters: Vec<char> = link.chars().collect();
        letters.chunks(every).map(String::from_iter).collect::<Vec<_>>().join(by)
    };
    let percent = |link: &str| {
        link.chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_string() } else { format!("%{:02X}", c as u32) })
            .collect()
    };
    let percented: String = percent(link);
    match chance.below(12) {
        0 => format!(
            "{link}{}",
            chance.of(&["。", "，", "）", "”", "》", "！", ".", ",", ")", "\"", "'", "]", "…", "。）"])
        ),
        1 => format!("<{link}>"),
        2 => format!("https://example.org/gangmu/{link}{}", chance.of(&["", " 请看", ">", "?from=timeline"])),
        3 => format!(
            "{}{link}{}",
            chance.of(&[" ", "\n", "\u{FEFF}", ""]),
            chance.of(&[" ", "\r\n", "\u{200B}", "\u{3000}"])
        ),
        4 => format!(
            "{left}{}{right}",
            chance.of(&["\u{200B}", "\u{200D}", "\u{AD}", "\u{2060}", "\u{FEFF}", "\u{202C}"])
        ),
        5 => format!("{left}{}{right}", chance.of(&[" ", "\n", "\r\n", "\t", "\r\n   ", "\u{A0}", "\u{2028}"])),
        6 => split("\r\n"),
        7 => split("=\r\n"),
        8 => split("\u{200B}"),
        9 => percented,
        10 => percented.replace('%', "%25"),
        _ => link.trim_start_matches('#').to_owned(),
    }
}

/// One harmful thing done to a link; what it is called, and the link.
fn harmful(link: &str, chance: &mut Chance) -> (&'static str, String) {
    let mut letters: Vec<char> = link.chars().collect();
    let at = 4 + chance.below(letters.len() - 4);
    let letter = LETTERS.as_bytes()[chance.below(64)] as char;
    let what = match chance.below(10) {
        0 => {
            letters.truncate(at.max(5));
            "cut"
        }
        1 => {
            letters[at] = letter;
            "replaced"
        }
        2 if at + 1 < letters.len() => {
            letters.swap(at, at + 1);
            "swapped"
        }
        3 => {
            letters.remove(at);
            "dropped"
        }
        4 => {
            letters.insert(at, letters[at]);
            "doubled"
        }
        5 => {
            letters.insert(at, letter);
            "inserted"
        }
        6 => {
            for letter in &mut letters {
                letter.make_ascii_lowercase();
            }
            "lower case"
        }
        7 => {
            let end = (at + 1 + chance.below(40)).min(letters.len());
            letters.splice(at..end, ['…']);
            "shortened in the middle"
        }
        8 => {
            let end = (at + 1 + chance.below(40)).min(letters.len());
            letters[at..end].reverse();
            "reversed"
        }
        _ => {
            letters[1 + chance.below(2)] = letter;
            "another head"
        }
    };
    (what, letters.into_iter().collect())
}

#[test]
fn nothing_wrong_is_read_in_silence() {
    let times = std::env::var("GANGMU_MUTATIONS").ok().and_then(|times| times.parse().ok()).unwrap_or(10_000_u64);
    let links = links();
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let mut misnamed = 0;
    for (link, share) in &links {
        let sent = content(link).unwrap();
        for _ in 0..times * share / 100 {
            if chance.below(3) == 0 {
                let done = harmless(link, &mut chance);
                assert_eq!(content(&done).as_ref(), Ok(&sent), "{done:?}");
                continue;
            }
            let (what, done) = harmful(link, &mut chance);
            match (what, content(&done)) {
                (_, Ok(read)) => assert_eq!(read, sent, "{what}: {done:?}"),
                ("cut", Err(error)) => {
                    let received = done.trim_end_matches('.').len() as u32;
                    let LinkError::Cut { received: told, expected } = error else { panic!("{error:?}: {done:?}") };
                    assert!(told == received || told == done.len() as u32, "{told}: {done:?}");
                    assert!(expected.is_none_or(|expected| expected as usize == link.len()), "{expected:?}: {done:?}");
                }
                ("another head", Err(error)) => {
                    assert!(
                        matches!(error, LinkError::Newer | LinkError::Altered | LinkError::NoLink),
                        "{error:?}: {done:?}"
                    );
                }
                (_, Err(LinkError::Altered | LinkError::Cut { .. })) => {}
                // A view's header has no check of its own: a change there may look like a newer version. The check of the
                // others is a byte, which one change in 256 gets past.
                (_, Err(error)) => {
                    assert_ne!(error, LinkError::NoLink, "{what}: {done:?}");
                    misnamed += u64::from(!link.starts_with("#v"));
                }
            }
        }
    }
    assert!(misnamed * 2_000 <= times, "{misnamed} refusals name the wrong reason");
}

#[test]
fn a_cut_link_says_how_much_of_it_came() {
    for (link, _) in links() {
        for length in (40..link.len()).step_by(7) {
            let expected = LinkError::Cut { received: length as u32, expected: Some(link.len() as u32) };
            assert_eq!(content(&link[..length]), Err(expected), "{length}");
        }
    }
}

#[test]
fn bombs_are_refused_before_they_are_unpacked() {
    let large = |bytes| Err(LinkError::TooLarge { bytes });
    // The content is as long as the header says; what it unpacks to is not looked at.
    let content = vec![b'a'; (8 << 20) + 1];
    for kind in [Kind::View, Kind::Document] {
        let link = frame::write(kind, Codec::Stored, NO_DICTIONARY, &content, &[1]);
        assert_eq!(self::content(&link), large((8 << 20) + 1));
    }
    let link = frame::write(Kind::Results, Codec::Mix, NO_DICTIONARY, &content[..=1 << 20], &[1]);
    assert_eq!(self::content(&link), large((1 << 20) + 1));
    let id = document::Dictionary::shipped().id();
    let link = frame::write(Kind::Document, Codec::Mix, id, &content[..=1 << 20], &[1]);
    assert_eq!(self::content(&link), large((1 << 20) + 1));
    // Deflate that goes on beyond what the header says.
    let bomb = miniz_oxide::deflate::compress_to_vec(&content, 9);
    let link = frame::write(Kind::Document, Codec::Deflate, NO_DICTIONARY, &content[..1_000], &bomb);
    assert_eq!(self::content(&link), Err(LinkError::Altered));
    // A payload that says nothing, of which the models can make anything.
    let link = frame::write(Kind::Document, Codec::Mix, id, &content[..1 << 12], &[]);
    assert_eq!(self::content(&link), Err(LinkError::Altered));
}

#[test]
fn a_dictionary_that_is_not_here_is_named() {
    let link = frame::write(Kind::Document, Codec::Mix, [1, 2, 3, 4], b"\n\na", &[0]);
    assert_eq!(content(&link), Err(LinkError::Dictionary { id: [1, 2, 3, 4] }));
    let link = frame::write(Kind::Results, Codec::Mix, [9; 4], b"a", &[0]);
    assert_eq!(content(&link), Err(LinkError::Dictionary { id: [9; 4] }));
}

#[test]
fn what_may_come_is_told_from_what_is_no_link() {
    for newer in ["#v2.AA.z", "#d9.AA.z", "#r12.AA.z", "#e1.AA.z", "#s1.AA.z", "#p1.AA.z"] {
        assert_eq!(content(newer), Err(LinkError::Newer), "{newer}");
    }
    for other in ["", "#", "#main", "#x1.AA.z", "#v.AA.z", "#safe", "#版本.z", "%", "#v1"] {
        assert_eq!(content(other), Err(LinkError::NoLink), "{other}");
    }
    for altered in ["#v01.AA.z", "#V1.AA.z", "#v1.AA.z", "#r1..z", "#d1.AAAA.z"] {
        assert_eq!(content(altered), Err(LinkError::Altered), "{altered}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_a_fragment_is_it_is_refused(text in ".{0,200}", head in "#?[vrd]1") {
        prop_assert!(content(&text).is_err());
        let framed = format!("{head}.{text}.z");
        prop_assert!(content(&framed).is_err());
    }

    // With a header that is in order, so that the models get to see the bytes.
    #[test]
    fn whatever_a_payload_is_it_is_refused(payload in prop::collection::vec(any::<u8>(), 0..300), length in 0_usize..3_000) {
        let content = vec![0xFF; length];
        let link = frame::write(Kind::Results, Codec::Mix, NO_DICTIONARY, &content, &payload);
        prop_assert_eq!(self::content(&link), Err(LinkError::Altered));
        let id = document::Dictionary::shipped().id();
        let link = frame::write(Kind::Document, Codec::Mix, id, &content, &payload);
        prop_assert_eq!(self::content(&link), Err(LinkError::Altered));
        let link = frame::write(Kind::Document, Codec::Deflate, NO_DICTIONARY, &content, &payload);
        prop_assert_eq!(self::content(&link), Err(LinkError::Altered));
    }
}
