//! Text that another program decoded wrongly and saved so: a text in, the text that was meant out, where that is certain.
//!
//! 鏀垮簻 is 政府 in UTF-8 read as GBK, æ”¿åºœ the same read as Windows-1252. The way back is to encode a line as it was
//! read, and to decode it as it was meant. It is certain where the outcome is everyday Chinese and the line itself is none:
//! of Chinese text, what comes out is no text at all.

use super::encoding::{everyday_share, is_everyday};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, WINDOWS_1252};

/// A line, and a text, of fewer characters beyond ASCII is left alone.
const LEAST: usize = 12;

/// The share of everyday characters of what comes out is so high …
const CHINESE: f64 = 0.45;
/// … and so much higher than before.
const BETTER: f64 = 0.3;

/// So many bytes of a text tell whether it may be such a text at all.
const SAMPLE: usize = 1 << 14;

/// How a text was meant, how it was read, and what a reader is told.
const WAYS: [(&Encoding, &Encoding, &str); 3] = [
    (UTF_8, GBK, "UTF-8 ← GB18030"),
    (UTF_8, WINDOWS_1252, "UTF-8 ← Windows-1252"),
    (GB18030, WINDOWS_1252, "GB18030 ← Windows-1252"),
];

/// The text that was meant, and how it had been misread; `None` where nothing is certain, as of nearly all texts.
pub(super) fn undo(text: &str) -> Option<(String, &'static str)> {
    WAYS.into_iter().find_map(|(meant, read, name)| {
        if !may_be(text, read) {
            return None;
        }
        let mut changed = false;
        let mut out = String::with_capacity(text.len());
        // The words of a whole text speak for its short lines, too.
        let whole = restored(sample(text), meant, read).is_some();
        for line in text.split_inclusive('\n') {
            let meant = if whole { decoded(line, meant, read) } else { restored(line, meant, read) };
            changed |= meant.is_some();
            out.push_str(meant.as_deref().unwrap_or(line));
        }
        changed.then_some((out, name))
    })
}

/// Whether a text has characters that such misreading makes in number, which is quickly seen.
fn may_be(text: &str, read: &Encoding) -> bool {
    // The first bytes of most characters, E4 to E9, and what comes before 。 and ， in UTF-8.
    let (mut first, mut all) = (0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        first += usize::from(if read == GBK {
            matches!(c, '鍙' | '鐨' | '涓' | '銆' | '锛' | '鏀' | '宸' | '鍦' | '骞' | '鏄' | '浜' | '鍜' | '闀')
        } else {
            matches!(c, '\u{80}'..='\u{FF}')
        });
    }
    first * 60 >= all && first > 0
}

/// The start of a text, to a character.
fn sample(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// What a line was meant to be, where that is certain by itself.
fn restored(line: &str, meant: &'static Encoding, read: &'static Encoding) -> Option<String> {
    if line.chars().filter(|c| !c.is_ascii()).count() < LEAST {
        return None;
    }
    let out = decoded(line, meant, read)?;
    // What was lost says nothing for or against.
    let share = everyday_share(&out.replace(char::REPLACEMENT_CHARACTER, ""));
    (share >= CHINESE && share >= everyday_share(line) + BETTER).then_some(out)
}

/// A line encoded as it was read and decoded as it was meant; `None` where it is ASCII, was not read so, or comes out as no
/// text. What was lost when it was misread is U+FFFD.
fn decoded(line: &str, meant: &'static Encoding, read: &'static Encoding) -> Option<String> {
    if line.is_ascii() {
        return None;
    }
    let mut bytes = Vec::with_capacity(2 * line.len());
    for c in line.chars() {
        let mut buffer = [0; 4];
        let (encoded, _, unmappable) = read.encode(c.encode_utf8(&mut buffer));
        match c {
            // Half a character, whose other half will be one that is lost.
            char::REPLACEMENT_CHARACTER => {}
            // What Windows-1252 has no character for was read as itself.
            '\u{80}'..='\u{9F}' if read == WINDOWS_1252 => bytes.push(c as u8),
            _ if unmappable => return None,
            _ => bytes.extend_from_slice(&encoded),
        }
    }
    let out = meant.decode_without_bom_handling(&bytes).0.into_owned();
    let good = out.chars().filter(|&c| is_everyday(c)).count();
    let lost = out.matches(char::REPLACEMENT_CHARACTER).count();
    (good > 0 && lost <= 1 + good / 3).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::undo;
    use crate::read::read;
    use encoding_rs::{Encoding, GB18030, GBK, UTF_8, WINDOWS_1252};
    use proptest::prelude::*;

    const TEXT: &str = "青禾县2024年政府工作报告\n各位代表：\n一、2023年工作回顾\n过去一年，全县地区生产总值增长6.5%，新增就业1.2万人。\n我们办成了一批大事，群众满意。\n";

    fn misread(text: &str, meant: &'static Encoding, read: &'static Encoding) -> String {
        read.decode_without_bom_handling(&meant.encode(text).0).0.into_owned()
    }

    #[test]
    fn what_was_misread_is_read_again() {
        for (meant, seen, name) in
            [(UTF_8, WINDOWS_1252, "UTF-8 ← Windows-1252"), (GB18030, WINDOWS_1252, "GB18030 ← Windows-1252")]
        {
            let wrong = misread(TEXT, meant, seen);
            assert_eq!(undo(&wrong), Some((TEXT.to_owned(), name)), "{wrong}");
        }
        // Of a line of an odd number of bytes the last character is lost, and no other.
        let wrong = misread(TEXT, UTF_8, GBK);
        assert_eq!(misread("政府工作报告", UTF_8, GBK), "鏀垮簻宸ヤ綔鎶ュ憡");
        let (text, name) = undo(&wrong).unwrap();
        assert_eq!(name, "UTF-8 ← GB18030");
        assert!(text.contains("年政府工作报") && text.contains("全县地区生产总值增\u{FFFD}6.5%"), "{text}");
        let kept = text.chars().filter(|&c| c != '\u{FFFD}').count();
        assert!(kept + 9 >= TEXT.chars().count(), "{text}");
    }

    #[test]
    fn a_misread_paragraph_among_others_is_read_again_alone() {
        let own = "今年要坚持稳中求进，推动高质量发展，把好事办好。\n".repeat(4);
        let wrong = misread("我们办成了一批大事，人民群众十分满意。", UTF_8, WINDOWS_1252);
        let (text, _) = undo(&format!("{own}{wrong}\n{own}")).unwrap();
        assert_eq!(text, format!("{own}我们办成了一批大事，人民群众十分满意。\n{own}"));
    }

    #[test]
    fn a_file_says_how_it_was_misread() {
        let raw = read("报告.txt", misread(TEXT, UTF_8, WINDOWS_1252).as_bytes()).unwrap();
        assert_eq!((raw.text.as_str(), raw.encoding), (TEXT, Some("UTF-8 ← Windows-1252")));
    }

    #[test]
    fn foreign_text_stays() {
        for text in [
            "Le développement économique a été élevé, très élevé, à Orléans et à Étréchy.",
            "Größe über Äpfel, öffentliche Straße",
        ] {
            assert_eq!(undo(text), None);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn plain_text_never_changes(text in "([一-龥㐀-䶵，。、；“”（）0-9A-Za-zéü％ \n]|[的一是在年发展经济鍙涓銆锛鏀]){0,200}") {
            prop_assert_eq!(undo(&text), None);
        }
    }
}
