//! XML as the formats of offices use it: elements by their local names, text as it stands.
//!
//! A damaged document is read up to where it stops being XML. Entities are not expanded, save the five that XML has and
//! numbered characters, so a few bytes cannot become many; elements nest only so deep.

use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesStart, Event};
use std::borrow::Cow;

/// Elements nest at most so deep; text boxes in tables in text boxes stay far below.
const MOST_DEPTH: usize = 300;

/// A document being read.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    /// Whether it broke off.
    pub(super) damaged: bool,
}

/// What comes next in it.
pub(super) enum Node<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// An element ends.
    Close(End<'a>),
    /// Text, or a piece of one.
    Text(Cow<'a, str>),
}

/// The start of an element.
pub(super) struct Tag<'a> {
    start: BytesStart<'a>,
}

/// The end of an element.
pub(super) struct End<'a>(BytesEnd<'a>);

impl End<'_> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

impl Tag<'_> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// Its prefix, where names alone do not tell.
    pub(super) fn prefix(&self) -> &str {
        self.start.name().into_inner().split_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// The value of the attribute of this local name.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let attribute = self
            .start
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
        Some(value.map_or_else(|_| attribute.value.to_string(), Cow::into_owned))
    }

    /// The number that an attribute holds.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether a property that is named is on: it is, unless its value says otherwise.
    pub(super) fn is_on(&self) -> bool {
        !self.get("val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { reader, depth: 0, damaged: false }
    }

    /// The next node; `None` at the end, or where the document breaks off.
    pub(super) fn next(&mut self) -> Option<Node<'a>> {
        loop {
            let event = match self.reader.read_event() {
                Ok(Event::Eof) => {
                    self.damaged |= self.depth > 0;
                    return None;
                }
                Ok(event) => event,
                Err(_) => {
                    self.damaged = true;
                    return None;
                }
            };
            match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MOST_DEPTH {
                        self.damaged = true;
                        return None;
                    }
                    return Some(Node::Open(Tag { start }));
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Some(Node::Close(End(end)));
                }
                Event::Text(text) => return Some(Node::Text(text.into_inner())),
                Event::CData(text) => return Some(Node::Text(text.into_inner())),
                Event::GeneralRef(reference) => {
                    let c = match &*reference {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => reference.resolve_char_ref().ok().flatten(),
                    };
                    // An entity of the document's own stands for nothing.
                    if let Some(c) = c {
                        return Some(Node::Text(Cow::Owned(c.to_string())));
                    }
                }
                _ => {}
            }
        }
    }

    /// Passes over the rest of the element that was opened last.
    pub(super) fn skip(&mut self) {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside && self.next().is_some() {}
    }

    /// The text of the rest of the element that was opened last.
    pub(super) fn text(&mut self) -> String {
        let outside = self.depth.saturating_sub(1);
        let mut out = String::new();
        while self.depth > outside {
            match self.next() {
                Some(Node::Text(text)) => out.push_str(&text),
                Some(_) => {}
                None => break,
            }
        }
        out
    }

    /// Calls `f` with each element of the rest of the document; `f` may read on.
    pub(super) fn all(&mut self, mut f: impl FnMut(&mut Self, &Tag<'a>)) {
        while let Some(node) = self.next() {
            if let Node::Open(tag) = node {
                f(self, &tag);
            }
        }
    }

    /// Calls `f` with each element inside the one that was opened last, however deep; `f` may read on.
    pub(super) fn each(&mut self, mut f: impl FnMut(&mut Self, &Tag<'a>)) {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            match self.next() {
                Some(Node::Open(tag)) => f(self, &tag),
                Some(_) => {}
                None => break,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Xml};

    fn seen(text: &str) -> String {
        let mut xml = Xml::new(text);
        let mut out = String::new();
        while let Some(node) = xml.next() {
            match node {
                Node::Open(tag) => out.extend(["<", tag.name(), &tag.get("v").unwrap_or_default(), ">"]),
                Node::Close(end) => out.extend(["</", end.name(), ">"]),
                Node::Text(text) => out += &text,
            }
        }
        out + if xml.damaged { "!" } else { "" }
    }

    #[test]
    fn elements_and_text_come_as_they_stand() {
        assert_eq!(
            seen("<?xml version='1.0'?><w:a x:v='1&lt;2'>一&amp;&#20108;<b/><![CDATA[<三>]]></w:a>"),
            "<a1<2>一&二<b></b><三></a>"
        );
        assert_eq!(seen("<a>一</b>二"), "<a>一</b>二");
    }

    #[test]
    fn entities_stand_for_nothing_and_broken_xml_ends_there() {
        let laughs = "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;&b;'>]><a>一&c;二</a>";
        assert_eq!(seen(laughs), "<a>一二</a>");
        assert_eq!(seen("<a>一<b c='"), "<a>一!");
        assert!(seen(&"<a>".repeat(100_000)).ends_with('!'));
    }

    #[test]
    fn an_element_is_passed_over_whole() {
        let mut xml = Xml::new("<a><b>一<b>二</b></b>三</a>");
        xml.next();
        xml.next();
        xml.skip();
        assert_eq!(xml.text(), "三");
    }
}
