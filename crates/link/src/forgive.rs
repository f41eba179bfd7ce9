//! What chat and mail programs make of a link in; the link as it was made out, as far as that can be told.
//!
//! They break lines, put invisible characters in, encode characters with `%` or `=`, wrap it in `<>`, and put punctuation or
//! parameters of their own behind it. All that is undone here; the digest of the link decides whether it was done right.

/// A link without what was done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gathered {
    /// Kind and major version: `v1`.
    pub(crate) head: String,
    /// The base64url.
    pub(crate) body: String,
    /// Whether it ends as links do.
    pub(crate) end: End,
    /// Characters of the link that came, with the `#`.
    pub(crate) received: u32,
}

/// How a link ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// With `.z`.
    Whole,
    /// Before it.
    Missing,
    /// With something else, or with something foreign inside.
    Wrong,
}

/// Undoes what was done to a fragment, or to a whole address that ends in one. `None` where it has no dot.
pub(crate) fn gather(fragment: &str) -> Option<Gathered> {
    let mut text = fragment.to_owned();
    for _ in 0..2 {
        if !text.contains('%') {
            break;
        }
        text = percent_decoded(&text);
    }
    let text = text.split_once('#').map_or(text.as_str(), |(_, link)| link);
    let mut pieces = [String::new(), String::new(), String::new()];
    let mut dots = 0;
    let mut end = End::Missing;
    let mut chars = text.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).chars();
    while let Some(c) = chars.next() {
        let c = if c == '=' { quoted(&mut chars) } else { Some(c) };
        match c {
            Some('.') if dots < 2 => dots += 1,
            Some(c) if c.is_ascii_alphanumeric() || c == '-' || c == '_' => {
                pieces[dots].push(c);
                if dots == 2 {
                    let stops = chars.clone().next().is_none_or(|next| !is_letter(next));
                    end = if pieces[2] == "z" && stops { End::Whole } else { End::Wrong };
                    break;
                }
            }
            Some(c) if !is_ignorable(c) => {
                // Punctuation and a remark behind a link that was cut are no part of it; letters of a link are.
                if chars.clone().any(is_letter) {
                    end = End::Wrong;
                }
                break;
            }
            _ => {}
        }
    }
    let [head, body, tail] = pieces;
    let received = 1 + head.len() + dots + body.len() + tail.len();
    (dots > 0).then_some(Gathered { head, body, end, received: received as u32 })
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Blanks, characters that nobody sees, and marks of direction.
fn is_ignorable(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// What follows a `=` of quoted-printable: a soft line break, which is nothing, or a character of links as `=2E`.
fn quoted(chars: &mut std::str::Chars<'_>) -> Option<char> {
    let code = chars.as_str().get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).map(char::from);
    let char = code.filter(|c| matches!(c, '.' | '-' | '_'))?;
    chars.nth(1);
    Some(char)
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = (*first == b'%')
            .then(|| tail.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{End, gather};

    #[test]
    fn what_programs_do_to_a_link_is_undone() {
        for done in [
            "#v1.AB-_cd.z",
            "v1.AB-_cd.z",
            "<https://example.org/gangmu/#v1.AB-_cd.z>",
            "  #v1.AB-_cd.z）。",
            "#v1.AB-_cd.z?from=singlemessage",
            "#v1.AB-_cd.z 请看",
            "#v1.AB-_cd.z see there",
            "#v1.AB\r\n -_cd.z",
            "#v1.AB=\r\n-_cd.z",
            "#v1=2EAB-_cd=2Ez",
            "#v1.AB\u{200B}-_\u{AD}cd.z",
            "%23v1%2EAB%2D_cd%2Ez",
            "%2523v1%252EAB-%255Fcd.z",
        ] {
            let gathered = gather(done).unwrap();
            assert_eq!((gathered.head.as_str(), gathered.body.as_str()), ("v1", "AB-_cd"), "{done:?}");
            assert_eq!(gathered.end, End::Whole, "{done:?}");
            assert_eq!(gathered.received, 12, "{done:?}");
        }
    }

    #[test]
    fn a_cut_link_is_not_a_changed_one() {
        for cut in ["#v1.AB", "#v1.AB.", "#v1.AB…", "#v1.AB… 展开全文", "#v1."] {
            assert_eq!(gather(cut).unwrap().end, End::Missing, "{cut:?}");
        }
        for changed in ["#v1.AB…cd.z", "#v1.AB.zz", "#v1.AB.q", "#v1.A!B.z"] {
            assert_eq!(gather(changed).unwrap().end, End::Wrong, "{changed:?}");
        }
        assert_eq!(gather("#main"), None);
        assert_eq!(gather(""), None);
    }
}
