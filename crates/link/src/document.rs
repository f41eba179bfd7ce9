//! Links that hold a whole text (`d`). In: a text with its name and view; out: a fragment, and the other way round.
//!
//! Packed by the smallest of what there is: the model of this crate, which knows phrases and the samples of this project
//! beforehand, deflate where a text is too long for it, or nothing at all.

use crate::coder::Coder;
use crate::frame::{self, Codec, Kind, NO_DICTIONARY};
use crate::text::Text;
use crate::{LinkError, Shared};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::sync::OnceLock;

/// Bytes of content that the model packs: with more it would let a reader wait.
const MOST_MIXED: u64 = 1 << 20;

/// Phrases of at most 8 characters and how often they were counted, frozen with this version of links.
const PHRASES: &str = include_str!("../data/phrases-1.tsv");
/// The samples of this project as they were when this version of links was made.
const SAMPLES: &str = include_str!("../data/samples-1.txt");

/// What the model knows before it sees a text.
#[derive(Clone)]
pub struct Dictionary {
    id: [u8; 4],
    text: Text,
}

impl Dictionary {
    /// The one that ships.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Dictionary> = OnceLock::new();
        SHIPPED.get_or_init(|| Self::of(PHRASES, SAMPLES))
    }

    /// One of phrases, a line each with a tab and a number behind it, the rarest first, and of running text.
    pub fn of(phrases: &str, samples: &str) -> Self {
        let listed = || phrases.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        let mut characters = samples.to_owned();
        for (phrase, count) in listed() {
            let count = count.parse::<usize>().unwrap_or(1).min(1_000);
            characters.extend(std::iter::repeat_n(phrase, count));
        }
        let mut text = Text::new(&characters, 19);
        let mut learner = Coder::learner();
        for (phrase, _) in listed() {
            text.part(0);
            for char in phrase.chars() {
                text.char(&mut learner, char);
            }
        }
        text.part(0);
        for char in samples.chars() {
            text.char(&mut learner, char);
        }
        text.part(0);
        let digest = Sha256::new().chain_update(phrases).chain_update([0_u8]).chain_update(samples).finalize();
        Self { id: [digest[0], digest[1], digest[2], digest[3]], text }
    }

    /// What links that are packed with it call it by.
    pub fn id(&self) -> [u8; 4] {
        self.id
    }
}

/// The fragment, with its `#`, of a text.
///
/// # Errors
/// When it is larger than any link may be.
pub fn encode(shared: &Shared) -> Result<String, LinkError> {
    encode_with(shared, Dictionary::shipped())
}

/// [`encode`] with another dictionary than the one that ships: for measuring.
///
/// # Errors
/// When the text is larger than any link may be.
pub fn encode_with(shared: &Shared, dictionary: &Dictionary) -> Result<String, LinkError> {
    let content = content(shared);
    let bytes = content.len() as u64;
    if bytes > Kind::Document.most_bytes() {
        return Err(LinkError::TooLarge { bytes });
    }
    let mut best = (Codec::Stored, NO_DICTIONARY, content.as_bytes().to_vec());
    if bytes <= MOST_MIXED {
        best = smaller(best, (Codec::Mix, dictionary.id, mixed(&content, dictionary)));
    }
    // The model is beaten by nothing else there is, so that what it packs need not be packed twice.
    if best.0 != Codec::Mix {
        best = smaller(best, (Codec::Deflate, NO_DICTIONARY, compress_to_vec(content.as_bytes(), 10)));
    }
    let (codec, id, payload) = best;
    Ok(frame::write(Kind::Document, codec, id, content.as_bytes(), &payload))
}

type Packed = (Codec, [u8; 4], Vec<u8>);

fn smaller(a: Packed, b: Packed) -> Packed {
    if b.2.len() < a.2.len() { b } else { a }
}

/// The text of a link.
///
/// # Errors
/// When it is not one, or cannot be read. A link of another kind is [`LinkError::NoLink`]: see [`frame::kind`].
pub fn decode(fragment: &str) -> Result<Shared, LinkError> {
    decode_with(fragment, Dictionary::shipped())
}

/// [`decode`] with another dictionary than the one that ships: for measuring.
///
/// # Errors
/// As there.
pub fn decode_with(fragment: &str, dictionary: &Dictionary) -> Result<Shared, LinkError> {
    let frame = frame::open(fragment)?;
    if frame.kind != Kind::Document {
        return Err(LinkError::NoLink);
    }
    let wanted = if frame.codec == Codec::Mix { dictionary.id } else { NO_DICTIONARY };
    if frame.dictionary != wanted {
        return Err(LinkError::Dictionary { id: frame.dictionary });
    }
    let length = frame.length as usize;
    let bytes = match frame.codec {
        Codec::Stored => frame.payload.clone(),
        Codec::Deflate => decompress_to_vec_with_limit(&frame.payload, length).map_err(|_| LinkError::Altered)?,
        Codec::Mix if frame.length > MOST_MIXED => return Err(LinkError::TooLarge { bytes: frame.length }),
        Codec::Mix => unmixed(&frame.payload, length, dictionary).ok_or(LinkError::Altered)?.into_bytes(),
    };
    frame.check(&bytes)?;
    let content = String::from_utf8(bytes).map_err(|_| LinkError::Altered)?;
    shared(&content).ok_or(LinkError::Altered)
}

/// Name, view, an empty line, text.
fn content(shared: &Shared) -> String {
    let mut content = shared.name.replace(['\n', '\r'], " ");
    for line in shared.view.lines().filter(|line| !line.is_empty()) {
        // Writing to a string cannot fail.
        let _ = write!(content, "\n{line}");
    }
    content + "\n\n" + &shared.text
}

fn shared(content: &str) -> Option<Shared> {
    let (head, text) = content.split_once("\n\n")?;
    let (name, view) = head.split_once('\n').unwrap_or((head, ""));
    Some(Shared { name: name.to_owned(), view: view.to_owned(), text: text.to_owned() })
}

fn mixed(content: &str, dictionary: &Dictionary) -> Vec<u8> {
    let mut text = dictionary.text.clone();
    let mut coder = Coder::writer();
    for char in content.chars() {
        text.char(&mut coder, char);
    }
    coder.finish()
}

/// The text of so many bytes; `None` where it has none of that length.
fn unmixed(payload: &[u8], length: usize, dictionary: &Dictionary) -> Option<String> {
    let mut text = dictionary.text.clone();
    let mut coder = Coder::reader(payload);
    let mut content = String::new();
    while content.len() < length {
        content.push(text.char(&mut coder, '\0')?);
    }
    (content.len() == length).then_some(content)
}
