//! The little of HTML that the build needs: a page's text in, its tags with their attributes and places out.
//!
//! It reads what Trunk writes, quoted or (minified) unquoted attributes; it is no parser for other people's pages.

use std::ops::Range;

/// An opening tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    /// Bytes of the opening tag in the page.
    pub(crate) range: Range<usize>,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The attribute's value; empty for one that stands alone.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// All opening tags `name` of the page, in order.
pub(crate) fn tags(page: &str, name: &str) -> Vec<Tag> {
    let opening = format!("<{name}");
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = page[at..].find(&opening) {
        let start = at + found;
        at = start + opening.len();
        if page[at..].starts_with(|next: char| next.is_ascii_whitespace() || next == '>' || next == '/') {
            let (attributes, length) = attributes(&page[at..]);
            at += length;
            tags.push(Tag { range: start..at, attributes });
        }
    }
    tags
}

/// The attributes up to and with `>`, and how many bytes they take.
fn attributes(text: &str) -> (Vec<(String, String)>, usize) {
    let mut attributes = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (attributes, text.len() - after.len());
        }
        if rest.is_empty() {
            return (attributes, text.len());
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let inner = &after[quote.map_or(0, char::len_utf8)..];
            let end = match quote {
                Some(quote) => inner.find(quote),
                None => inner.find(|c: char| c.is_ascii_whitespace() || c == '>'),
            };
            value = &inner[..end.unwrap_or(inner.len())];
            rest = &inner[value.len()..];
            rest = quote.and_then(|quote| rest.strip_prefix(quote)).unwrap_or(rest);
        } else if end == 0 {
            // A stray character: step over it, so that the loop ends.
            rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
            continue;
        }
        attributes.push((name, value.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_unquoted_and_lone_attributes_are_read() {
        let page = r#"<p><script defer src="a b.js" data-x='1'></script><scripted><script src=c.js data-y></script>"#;
        let tags = tags(page, "script");
        assert_eq!(tags.len(), 2);
        assert_eq!(tags[0].get("src"), Some("a b.js"));
        assert_eq!(tags[0].get("data-x"), Some("1"));
        assert_eq!(tags[0].get("defer"), Some(""));
        assert_eq!(&page[tags[1].range.clone()], "<script src=c.js data-y>");
        assert_eq!(tags[1].get("src"), Some("c.js"));
    }

    #[test]
    fn a_broken_tag_ends() {
        assert_eq!(tags("<link rel=\"x", "link").len(), 1);
        assert_eq!(tags("<link =>", "link").len(), 1);
    }
}
