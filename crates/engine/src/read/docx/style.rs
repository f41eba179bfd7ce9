//! Styles: what a paragraph or a run has because of its style, and the styles that one is based on.

use super::numbering::Place;
use crate::read::xml::{Node, Xml};
use rustc_hash::FxHashMap;

/// Styles are based on each other at most so deep.
const MOST_BASES: usize = 20;

/// A document has at most so many styles.
const MOST_STYLES: usize = 20_000;

/// What a style sets.
#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    list: Option<u32>,
    level: Option<u32>,
    hidden: Option<bool>,
    /// The level of headings of this style, from 1; beyond that of any heading where it says that it is none.
    heading: Option<u32>,
}

/// All styles of a document, by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: FxHashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: String,
}

impl Styles {
    pub(super) fn new(text: &str) -> Self {
        let mut out = Self::default();
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next() {
            let Node::Open(tag) = node else { continue };
            if tag.name() != "style" {
                continue;
            }
            let id = tag.get("styleId").unwrap_or_default();
            if tag.get("type").is_some_and(|kind| kind == "paragraph") && tag.get("default").is_some_and(|v| v == "1") {
                out.default.clone_from(&id);
            }
            let mut style = Style::default();
            let mut named = None;
            xml.each(|xml, tag| match tag.name() {
                "basedOn" => style.based_on = tag.get("val"),
                "numId" => style.list = tag.number("val"),
                "ilvl" => style.level = tag.number("val"),
                "vanish" => style.hidden = Some(tag.is_on()),
                "outlineLvl" => style.heading = tag.number("val").map(|level| level.saturating_add(1)),
                "name" => named = tag.get("val").and_then(|name| level_named(&name)),
                // What a style was before it was changed, and what it is for parts of tables.
                "pPrChange" | "rPrChange" | "tblStylePr" => xml.skip(),
                _ => {}
            });
            // The built-in styles of headings are so by their names alone.
            style.heading = style.heading.or(named);
            if out.styles.len() < MOST_STYLES {
                out.styles.insert(id, style);
            }
        }
        out
    }

    /// The style and those that it is based on.
    fn line(&self, id: Option<&str>) -> impl Iterator<Item = (&str, &Style)> {
        let first = self.styles.get_key_value(id.unwrap_or(&self.default));
        std::iter::successors(first, |(_, style)| self.styles.get_key_value(style.based_on.as_deref()?))
            .map(|(id, style)| (id.as_str(), style))
            .take(MOST_BASES)
    }

    /// The list that paragraphs of a style belong to. Its level may be left to the list, which knows the style then.
    pub(super) fn list(&self, id: Option<&str>) -> Option<Place> {
        let level = self.line(id).find_map(|(_, style)| style.level);
        let (id, list) = self.line(id).find_map(|(id, style)| Some((id, style.list?)))?;
        (list > 0).then(|| Place { list, level, style: Some(id.to_owned()) })
    }

    /// The level of the heading that a paragraph of a style is, from 1; more than any has where it is none.
    pub(super) fn heading(&self, id: Option<&str>) -> Option<u32> {
        self.line(id).find_map(|(_, style)| style.heading)
    }

    /// Whether text of a style is hidden.
    pub(super) fn is_hidden(&self, id: Option<&str>) -> bool {
        self.line(id).find_map(|(_, style)| style.hidden).unwrap_or_default()
    }
}

/// The level that the name of a style tells: `heading 2`, `标题 2`.
fn level_named(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    name.strip_prefix("heading").or(name.strip_prefix("标题"))?.trim().parse().ok()
}
