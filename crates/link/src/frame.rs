//! The frame of every link: `#<kind><major>.<base64url>.z`. Content and how it was packed in, a fragment out, and back.
//!
//! The ends `.` and `.z` tell a cut link from a whole one, and no character of it is one that chat programs cut or change.
//! The base64url holds a header and the payload: codec (1 byte), check (1), id of the dictionary (4, zero without one),
//! length of the payload (varint), length of the content (varint), 8 bytes of a SHA-256, payload.
//!
//! In results and documents the check is a CRC of the rest of the header with kind and version, so that a changed header is
//! not taken for a newer one, and the digest is that of kind, version and content. In views, which were released first,
//! the check is 0 and the digest that of the content.

use crate::forgive::{End, Gathered, gather};
use crate::{LinkError, varint};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// What a link holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A view of a report that the other side has.
    View,
    /// Rows, headings and terms without the text.
    Results,
    /// A whole text.
    Document,
}

impl Kind {
    const ALL: [Self; 3] = [Self::View, Self::Results, Self::Document];

    /// Its letter in links.
    pub const fn letter(self) -> char {
        match self {
            Self::View => 'v',
            Self::Results => 'r',
            Self::Document => 'd',
        }
    }

    /// The newest version of its content that is read here.
    pub const fn newest(self) -> u8 {
        match self {
            Self::View | Self::Document => 1,
            // The second says what a reader has checked.
            Self::Results => 2,
        }
    }

    /// Bytes of content that a link of this kind may hold.
    pub const fn most_bytes(self) -> u64 {
        match self {
            Self::View | Self::Document => 8 << 20,
            // A link of results has two thousand characters, and what they unpack to is little.
            Self::Results => 1 << 20,
        }
    }
}

/// Letters of kinds that may come: a source elsewhere, an encrypted link, a part of one.
const RESERVED: &str = "sep";

/// How the content of a link is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// As it is.
    Stored = 0,
    /// Deflate without a frame.
    Deflate = 1,
    /// The model of this crate.
    Mix = 3,
}

impl Codec {
    const ALL: [Self; 3] = [Self::Stored, Self::Deflate, Self::Mix];
}

/// No dictionary.
pub const NO_DICTIONARY: [u8; 4] = [0; 4];

/// A link taken out of its frame, its content still packed. What it says of itself is consistent and within the limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// What it holds.
    pub kind: Kind,
    /// The version of that, from 1.
    pub major: u8,
    /// How it is packed.
    pub codec: Codec,
    /// With which dictionary.
    pub dictionary: [u8; 4],
    /// Bytes of the content.
    pub length: u64,
    /// The packed content.
    pub payload: Vec<u8>,
    digest: [u8; 8],
}

impl Frame {
    /// Whether this is the content that was packed.
    ///
    /// # Errors
    /// When it is not.
    pub fn check(&self, content: &[u8]) -> Result<(), LinkError> {
        let same = content.len() as u64 == self.length && digest(self.kind, self.major, content) == self.digest;
        if same { Ok(()) } else { Err(LinkError::Altered) }
    }
}

/// The fragment, with its `#`, of content of the first version that was packed.
pub fn write(kind: Kind, codec: Codec, dictionary: [u8; 4], content: &[u8], payload: &[u8]) -> String {
    write_version(kind, 1, codec, dictionary, content, payload)
}

/// The fragment, with its `#`, of content that was packed.
pub fn write_version(
    kind: Kind,
    major: u8,
    codec: Codec,
    dictionary: [u8; 4],
    content: &[u8],
    payload: &[u8],
) -> String {
    let mut bytes = vec![codec as u8, 0];
    bytes.extend_from_slice(&dictionary);
    varint::push(&mut bytes, payload.len() as u64);
    varint::push(&mut bytes, content.len() as u64);
    bytes.extend_from_slice(&digest(kind, major, content));
    bytes[1] = check(kind, major, &bytes);
    bytes.extend_from_slice(payload);
    format!("#{}{major}.{}.z", kind.letter(), URL_SAFE_NO_PAD.encode(bytes))
}

/// Characters of the link with so many bytes of content packed into so many.
pub fn length(content: usize, payload: usize) -> usize {
    let mut header = vec![0; 14];
    varint::push(&mut header, payload as u64);
    varint::push(&mut header, content as u64);
    6 + ((header.len() + payload) * 4).div_ceil(3)
}

/// Which kind of link a fragment is, without reading it. `None`: no link of this version.
pub fn kind(fragment: &str) -> Option<Kind> {
    head(&gather(fragment)?).ok().map(|(kind, _)| kind)
}

/// Takes a link out of its frame. The fragment may be a whole address, and may have gone through chat and mail.
///
/// # Errors
/// When it is no link, is not whole, or is more than this version reads.
pub fn open(fragment: &str) -> Result<Frame, LinkError> {
    let gathered = gather(fragment).ok_or(LinkError::NoLink)?;
    let (kind, major) = head(&gathered)?;
    match gathered.end {
        End::Missing => return Err(cut(kind, major, &gathered)),
        End::Wrong => return Err(LinkError::Altered),
        End::Whole => {}
    }
    let bytes = URL_SAFE_NO_PAD.decode(&gathered.body).map_err(|_| LinkError::Altered)?;
    let header = Header::read(&bytes).ok_or(LinkError::Altered)?;
    let length = bytes.len() as u64 - header.bytes;
    // A view of a newer version has what it has in the check, and no CRC.
    if kind != Kind::View && header.check != check(kind, major, &bytes[..header.bytes as usize]) {
        return Err(LinkError::Altered);
    }
    let codec = Codec::ALL.into_iter().find(|&codec| codec as u8 == header.codec).ok_or(LinkError::Newer)?;
    if kind == Kind::View && (header.check != 0 || codec != Codec::Stored || header.dictionary != NO_DICTIONARY) {
        return Err(LinkError::Newer);
    }
    if header.content > kind.most_bytes() {
        return Err(LinkError::TooLarge { bytes: header.content });
    }
    if header.payload != length || codec == Codec::Stored && header.content != length {
        return Err(LinkError::Altered);
    }
    let payload = bytes[header.bytes as usize..].to_vec();
    let Header { dictionary, content: length, digest, .. } = header;
    Ok(Frame { kind, major, codec, dictionary, length, payload, digest })
}

/// The kind and its version that a link's head names.
fn head(gathered: &Gathered) -> Result<(Kind, u8), LinkError> {
    let mut chars = gathered.head.chars();
    let letter = chars.next().ok_or(LinkError::NoLink)?;
    let major = chars.as_str();
    let is_number = !major.is_empty() && major.len() <= 4 && major.bytes().all(|digit| digit.is_ascii_digit());
    let kind = Kind::ALL.into_iter().find(|kind| kind.letter() == letter.to_ascii_lowercase());
    if !is_number || kind.is_none() && !RESERVED.contains(letter) {
        return Err(LinkError::NoLink);
    }
    if letter.is_ascii_uppercase() || major.starts_with('0') {
        return Err(LinkError::Altered);
    }
    let kind = kind.ok_or(LinkError::Newer)?;
    let major = major.parse().ok().filter(|&major: &u8| (1..=kind.newest()).contains(&major));
    Ok((kind, major.ok_or(LinkError::Newer)?))
}

/// How much of a link is missing, where so much of it came that its header tells.
fn cut(kind: Kind, major: u8, gathered: &Gathered) -> LinkError {
    let whole = gathered.body.len() / 4 * 4;
    let expected = gathered
        .body
        .get(..whole)
        .and_then(|body| URL_SAFE_NO_PAD.decode(body).ok())
        .and_then(|bytes| {
            let header = Header::read(&bytes)?;
            let plausible = kind == Kind::View || header.check == check(kind, major, &bytes[..header.bytes as usize]);
            plausible.then_some(header)
        })
        .map(|header| 4 + gathered.head.len() as u64 + ((header.bytes + header.payload) * 4).div_ceil(3))
        .filter(|&expected| expected > u64::from(gathered.received));
    LinkError::Cut { received: gathered.received, expected: expected.map(|expected| expected as u32) }
}

struct Header {
    codec: u8,
    check: u8,
    dictionary: [u8; 4],
    payload: u64,
    content: u64,
    digest: [u8; 8],
    /// Its own length.
    bytes: u64,
}

impl Header {
    fn read(bytes: &[u8]) -> Option<Self> {
        let (&[codec, check, ref dictionary @ ..], rest) = bytes.split_first_chunk::<6>()?;
        let (payload, rest) = varint::take(rest)?;
        let (content, rest) = varint::take(rest)?;
        let (&digest, rest) = rest.split_first_chunk::<8>()?;
        let dictionary = *dictionary.first_chunk()?;
        Some(Self { codec, check, dictionary, payload, content, digest, bytes: (bytes.len() - rest.len()) as u64 })
    }
}

/// The CRC-8 (polynomial 0x07) of kind, version and header, its own byte taken as 0.
fn check(kind: Kind, major: u8, header: &[u8]) -> u8 {
    if kind == Kind::View {
        return 0;
    }
    let own = header.iter().enumerate().map(|(at, &byte)| if at == 1 { 0 } else { byte });
    [kind.letter() as u8, major].into_iter().chain(own).fold(0xFF, |crc: u8, byte| {
        (0..8).fold(crc ^ byte, |crc, _| if crc & 0x80 == 0 { crc << 1 } else { crc << 1 ^ 0x07 })
    })
}

fn digest(kind: Kind, major: u8, content: &[u8]) -> [u8; 8] {
    let mut sha = Sha256::new();
    if kind != Kind::View {
        sha.update([kind.letter() as u8, major]);
    }
    sha.update(content);
    let mut sum = [0; 8];
    sum.copy_from_slice(&sha.finalize()[..8]);
    sum
}
