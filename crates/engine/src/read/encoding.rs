//! The encoding of a text: told by a byte order mark, by being sound UTF-8, or else by trial. Of all encodings in which
//! Chinese text comes, a text is in the one in which most of its characters are the everyday ones.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use std::sync::OnceLock;

/// The 500 characters that make up 72 % of running text, simplified, then about 200 traditional forms of such
/// characters. Counted from the word frequencies of jieba's list (MIT licence); the traditional forms by hand.
const EVERYDAY: &str = "\
    一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下们于后就发自之对得主长可过天作分方用多\
    你着部能市等业全里工公经本都而高政法面门动日进区事代那去心小同北定开产前其军还然起种所如现理机体表力好外与文当两\
    实重新三么只山水关明从化平建又制南内西没此将员名手最东头者月间无安看见各城十相但已些正口通想度加第她合院物性战由\
    位常点海意场武使次二向治因立数样身情入原问把路被并利石老教万知级量任江及应省资委务元美特期世湖回系比气汉总展电科\
    金先声提品设或义王社很统处四首共马形己儿司太目基领队直计别女权话少流命至报米给打变果书清活几州华解议更称程今决张\
    导术府才保交放管结师便走达族反再题色五京河接条规式县白它改风光运信受什组听布百济党指论强做取技黄神选记斯真却职号\
    界件花类何眼兵传带空干农边据集联古广完质阳难增历史专官每住商即步认车台林必死游举线言皇土团收考求德叫近备研争非具\
    李众连调感转笑革该持始英克士尔让拉思根格造较际亲单朝红型价校约器字段周亚深候则功属积快图火千准究往极育装许参半令\
    吃观鱼精办像帝八复影告远群包整构料随划算象容示投势热值夫网望源息语股铁断派速怎需片爱律纪支早况病境证编\
    們個來這國時會說對學後過還經開進動種關問現點樣實將無長門發東車見間電業產體務與應義議設計請認讓識調證總統導濟歷\
    處備縣鎮鄉區農黨報財錢費稅價單雙萬億幹幾當較據資質貿賣買貨員團圍園場勞勢勝協養條極構標樓機權師帶廠廣張強從復態\
    戰擊擔擴換斷於為穩堅優創環職衛鐵災難離題願額類風飛馬驗點齊績續緊維網線組織級紀約納細終結給練輪輸運違達遠適選鐘\
    鋼銀鎖陽陸隊階隨雲靈頭頂項預領顯餘館騎魚鳥龍責負貢貧貫貴賀賓賴贈軍軌載輕轉辦辭邊鄰釋鑒閉閱際險藝藥蘇虛蟲術";

/// The encodings tried, the likelier first: of equals the first is taken.
const CANDIDATES: [&Encoding; 5] = [UTF_8, GB18030, BIG5, UTF_16LE, UTF_16BE];

/// So many bytes are tried; they are the first that are not ASCII, and what follows.
const SAMPLE: usize = 1 << 15;

/// What the encoding of a text is called that has lines in two.
const MIXED: &str = "UTF-8 + GB18030";

/// A line whose share of everyday characters is below this is no Chinese.
const CHINESE: f64 = 0.3;

/// Sound UTF-8 without any ideograph is taken for another encoding only above this share of everyday characters.
const SURE: f64 = 0.6;

/// The text of `bytes`, with U+FFFD where it cannot be read, and the name of its encoding. `None` when it reads like
/// text in no encoding.
pub(super) fn decode(bytes: &[u8]) -> Option<(String, &'static str)> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Some(decode_as(encoding, &bytes[mark..]));
    }
    if let Some(rest) = bytes.strip_prefix(b"\x84\x31\x95\x33") {
        return Some(decode_as(GB18030, rest));
    }
    // Most texts are sound UTF-8, which is then looked through but once.
    match std::str::from_utf8(bytes) {
        Ok(text) if is_plainly_utf8(text, bytes) => Some((text.to_owned(), UTF_8.name())),
        _ => {
            let single = guess(bytes).map(|encoding| decode_as(encoding, bytes));
            let sound = single.as_ref().is_some_and(|(text, _)| !text.contains(char::REPLACEMENT_CHARACTER));
            if !sound && let Some(mixed) = decode_mixed(bytes) {
                return Some((mixed, MIXED));
            }
            single
        }
    }
}

/// A text of lines in two encodings, as it comes of putting two files into one; `None` where some line is sound in neither.
fn decode_mixed(bytes: &[u8]) -> Option<String> {
    let mut out = String::with_capacity(bytes.len());
    let mut found = [false; 2];
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        if let Ok(text) = std::str::from_utf8(line) {
            found[0] |= text.chars().any(|c| c >= '\u{2E80}');
            out.push_str(text);
        } else {
            let text = GB18030.decode_without_bom_handling_and_without_replacement(line)?;
            // A damaged line of UTF-8 may pass for this by chance, but then reads like nothing.
            if everyday_share(&text) < CHINESE {
                return None;
            }
            found[1] = true;
            out.push_str(&text);
        }
    }
    (found == [true; 2]).then_some(out)
}

/// Whether a character is one of the everyday ones.
pub(super) fn is_everyday(c: char) -> bool {
    everyday().binary_search(&c).is_ok()
}

/// How much a text reads like Chinese, at most 1; below 0 where it is none.
pub(super) fn everyday_share(text: &str) -> f64 {
    share(text, everyday())
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> (String, &'static str) {
    let text =
        if encoding == UTF_8 { String::from_utf8_lossy(bytes) } else { encoding.decode_without_bom_handling(bytes).0 };
    let name = if encoding == GB18030 { "GB18030" } else { encoding.name() };
    (text.into_owned(), name)
}

/// The encoding in which `bytes`, which have no byte order mark, read most like Chinese.
pub(super) fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    // A sequence cut off at the very end does not make a text unsound.
    let sound = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => "",
    };
    if is_plainly_utf8(sound, bytes) {
        return Some(UTF_8);
    }
    let start = ascii_start(bytes);
    let nul = has_nul(bytes);
    // UTF-16 comes in pairs of bytes, and has no ASCII before its first ideograph that would be worth skipping.
    let start = if nul { 0 } else { start & !1 };
    let sample = &bytes[start..bytes.len().min(start + SAMPLE)];
    let likeness = |encoding: &'static Encoding| likeness(encoding, sample, everyday());
    if !sound.is_empty() && !nul {
        return Some(if likeness(GB18030) > SURE { GB18030 } else { UTF_8 });
    }
    // Below nothing, it is noise.
    let mut best = (-f64::EPSILON, None);
    for encoding in CANDIDATES {
        let likeness = likeness(encoding);
        if likeness > best.0 {
            best = (likeness, Some(encoding));
        }
    }
    best.1
}

/// How many bytes before the first that is not ASCII.
fn ascii_start(bytes: &[u8]) -> usize {
    bytes.iter().position(|b| !b.is_ascii()).unwrap_or(bytes.len())
}

/// Whether a byte is nothing, as half of them are in UTF-16.
fn has_nul(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(SAMPLE)].contains(&0)
}

/// Whether `sound`, which is what of `bytes` is sound UTF-8, holds ideographs or nothing but ASCII.
fn is_plainly_utf8(sound: &str, bytes: &[u8]) -> bool {
    let start = ascii_start(bytes);
    let ideographs = || sound.get(start..).unwrap_or_default().chars().take(SAMPLE).any(|c| c >= '\u{2E80}');
    !sound.is_empty() && !has_nul(bytes) && (start >= sound.len() || ideographs())
}

/// How much `sample` reads like Chinese in this encoding: the mean over its characters beyond ASCII of 1 for an
/// everyday one, less for others, and much less for what no text has.
fn likeness(encoding: &'static Encoding, sample: &[u8], everyday: &[char]) -> f64 {
    let (text, _) = decode_as(encoding, sample);
    let mut text = Cow::from(text);
    if text.ends_with(char::REPLACEMENT_CHARACTER) && text.len() > 3 {
        // The sample ends where it ends.
        text.to_mut().pop();
    }
    share(&text, everyday)
}

/// The everyday characters, sorted.
fn everyday() -> &'static [char] {
    static CHARS: OnceLock<Vec<char>> = OnceLock::new();
    CHARS.get_or_init(|| {
        let mut chars: Vec<char> = EVERYDAY.chars().collect();
        chars.sort_unstable();
        chars
    })
}

/// See [`likeness`].
fn share(text: &str, everyday: &[char]) -> f64 {
    let (mut sum, mut count) = (0_i32, 0_i32);
    for c in text.chars() {
        let worth = match c {
            ' '..='~' | '\t' | '\r' | '\n' => continue,
            '、' | '。' | '，' | '；' | '：' | '“' | '”' | '（' | '）' | '《' | '》' | '—' | '…' | '％'
            | '\u{3000}' => 1,
            '\u{4E00}'..='\u{9FFF}' => i32::from(everyday.binary_search(&c).is_ok()),
            char::REPLACEMENT_CHARACTER | '\u{E000}'..='\u{F8FF}' => -3,
            c if c.is_control() => -3,
            _ => -1,
        };
        sum += worth;
        count += 1;
    }
    if count == 0 { 0.0 } else { f64::from(sum) / f64::from(count) }
}
