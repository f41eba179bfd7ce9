//! A page as a flat tree: its elements and texts in their order, each element with where it ends.
//!
//! Tags are paired by the rules of the HTML standard that matter to text: which elements end others, which have no end,
//! and that an end tag reaches no further than the cell of a table it stands in. Elements inside a line (`span`, `b`)
//! leave no trace but by what they hide.

use super::marks::{Marks, is_note, is_post, marks};
use super::raised::raised;
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use std::convert::Infallible;

/// Elements lie at most so deep in each other; deeper ones are line ends.
const MOST_DEPTH: usize = 400;

/// A page has at most so many elements and texts; behind them all is one text.
const MOST_NODES: usize = 2_000_000;

/// Attributes are kept up to so many bytes.
const LONGEST_ATTRIBUTE: usize = 1 << 10;

/// What an element is, as far as its text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Part of a line.
    Inline,
    /// Part of a line, and the title of what it links to.
    Link,
    /// A line end.
    Break,
    /// Has no content and no text.
    Void,
    /// Lines of their own, with anything in them.
    Block,
    /// A paragraph.
    Paragraph,
    Heading,
    /// A list, numbered or not.
    List,
    Item,
    /// A term or what is said of it.
    Definition,
    Table,
    /// A group of rows.
    Rows,
    Row,
    Cell,
    /// Lines as they stand.
    Verbatim,
    /// Navigation, footers and what stands beside the text, by their names.
    Aside,
    /// The head of the page.
    Head,
    /// The title in the head.
    Title,
    /// The page or its body.
    Root,
    /// Holds no text that anyone sees.
    Gone,
}

fn kind(name: &[u8]) -> Kind {
    match name {
        b"a" => Kind::Link,
        b"br" => Kind::Break,
        b"img" | b"input" | b"meta" | b"link" | b"base" | b"col" | b"area" | b"embed" | b"wbr" | b"source"
        | b"track" | b"param" | b"basefont" | b"frame" | b"keygen" => Kind::Void,
        b"div" | b"section" | b"article" | b"main" | b"center" | b"form" | b"blockquote" | b"header" | b"hgroup"
        | b"fieldset" | b"legend" | b"figure" | b"figcaption" | b"details" | b"summary" | b"address" | b"dl"
        | b"hr" | b"dir" | b"search" => Kind::Block,
        b"p" => Kind::Paragraph,
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Kind::Heading,
        b"ul" | b"ol" | b"menu" => Kind::List,
        b"li" => Kind::Item,
        b"dt" | b"dd" => Kind::Definition,
        b"table" => Kind::Table,
        b"tbody" | b"thead" | b"tfoot" | b"caption" | b"colgroup" => Kind::Rows,
        b"tr" => Kind::Row,
        b"td" | b"th" => Kind::Cell,
        b"pre" | b"listing" | b"xmp" | b"plaintext" => Kind::Verbatim,
        b"nav" | b"footer" | b"aside" => Kind::Aside,
        b"head" => Kind::Head,
        b"title" => Kind::Title,
        b"html" | b"body" => Kind::Root,
        b"script" | b"style" | b"template" | b"noscript" | b"iframe" | b"noembed" | b"noframes" | b"object"
        | b"applet" | b"audio" | b"video" | b"canvas" | b"svg" | b"math" | b"button" | b"select" | b"datalist"
        | b"rp" | b"rt" | b"rtc" => Kind::Gone,
        _ => Kind::Inline,
    }
}

/// A part of a page.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// The element it lies in; the root lies in itself.
    pub(super) parent: u32,
    pub(super) what: What,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    Element(Element),
    /// Bytes of [`Page::text`].
    Text {
        start: u32,
        end: u32,
        linked: bool,
    },
    Break,
}

#[derive(Clone, Debug)]
pub(super) struct Element {
    pub(super) kind: Kind,
    /// The node behind its last.
    pub(super) end: u32,
    /// What its attributes say.
    pub(super) marks: Marks,
    /// What a list writes before an item, or the level of a heading.
    pub(super) number: u32,
    /// Whether it is one of posts in a row, by its `id`.
    pub(super) post: bool,
    /// Not the report's.
    pub(super) gone: bool,
    /// Not for anyone to see.
    pub(super) unseen: bool,
}

/// A page.
#[derive(Debug)]
pub(super) struct Page {
    /// In the order of the page; the first is the root.
    pub(super) nodes: Vec<Node>,
    /// All texts, with their blanks.
    pub(super) text: String,
    pub(super) title: String,
}

impl Page {
    pub(super) fn new(html: &str) -> Self {
        let mut builder = Builder::new(html.len());
        let mut emitter =
            CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<Infallible> {
                builder.take(&event);
                None
            });
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
        builder.close_to(0);
        builder.page
    }

    pub(super) fn element(&self, at: usize) -> Option<&Element> {
        match &self.nodes.get(at)?.what {
            What::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(super) fn element_mut(&mut self, at: usize) -> Option<&mut Element> {
        match &mut self.nodes.get_mut(at)?.what {
            What::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The node behind this one and all in it.
    pub(super) fn behind(&self, at: usize) -> usize {
        self.element(at).map_or(at + 1, |element| (element.end as usize).max(at + 1))
    }
}

/// An element that is not closed yet.
struct Open {
    kind: Kind,
    /// Tells `h1` from `h2` and `span` from `b`.
    name: u64,
    /// Its node, where it has one.
    node: Option<u32>,
    /// The number of a list's next item, where the list writes numbers.
    next: Option<u32>,
}

/// A start tag whose attributes are still coming.
#[derive(Default)]
pub(super) struct Tag {
    pub(super) name: Vec<u8>,
    attribute: Attribute,
    pub(super) class: String,
    pub(super) id: String,
    pub(super) style: String,
    pub(super) title: String,
    href: String,
    value: String,
    pub(super) hidden: bool,
}

#[derive(Clone, Copy, Default)]
enum Attribute {
    #[default]
    Other,
    Class,
    Id,
    Style,
    Title,
    Href,
    /// `value` or `start`.
    Value,
}

struct Builder {
    page: Page,
    open: Vec<Open>,
    /// How many paragraphs are open.
    paragraphs: usize,
    /// Where the open link leads, if one is open.
    link: Option<Target>,
    /// A link has begun since the last text.
    parted: bool,
    /// The first line end in `pre` counts for nothing.
    fresh: bool,
    tag: Tag,
}

/// A name as a number: its first eight bytes.
fn key(name: &[u8]) -> u64 {
    name.iter().take(8).fold(0, |key, b| key << 8 | u64::from(*b))
}

impl Builder {
    fn new(bytes: usize) -> Self {
        let root = Element {
            kind: Kind::Root,
            end: 0,
            marks: Marks::default(),
            number: 0,
            post: false,
            gone: false,
            unseen: false,
        };
        Self {
            page: Page {
                nodes: vec![Node { parent: 0, what: What::Element(root) }],
                text: String::with_capacity(bytes / 2),
                title: String::new(),
            },
            open: vec![Open { kind: Kind::Root, name: 0, node: Some(0), next: None }],
            paragraphs: 0,
            link: None,
            parted: false,
            fresh: false,
            tag: Tag::default(),
        }
    }

    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let tag = &mut self.tag;
                tag.name.clear();
                tag.name.extend_from_slice(name);
                tag.attribute = Attribute::Other;
                tag.hidden = false;
                let Tag { class, id, style, title, href, value, .. } = tag;
                for value in [class, id, style, title, href, value] {
                    value.clear();
                }
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.hidden |= *name == b"hidden";
                self.tag.attribute = match *name {
                    b"class" => Attribute::Class,
                    b"id" => Attribute::Id,
                    b"style" => Attribute::Style,
                    b"title" => Attribute::Title,
                    b"href" => Attribute::Href,
                    b"value" | b"start" => Attribute::Value,
                    _ => Attribute::Other,
                };
            }
            CallbackEvent::AttributeValue { value } => {
                let tag = &mut self.tag;
                let into = match tag.attribute {
                    Attribute::Class => &mut tag.class,
                    Attribute::Id => &mut tag.id,
                    Attribute::Style => &mut tag.style,
                    Attribute::Title => &mut tag.title,
                    Attribute::Href => &mut tag.href,
                    Attribute::Value => &mut tag.value,
                    Attribute::Other => return,
                };
                into.push_str(&String::from_utf8_lossy(&value[..value.len().min(LONGEST_ATTRIBUTE)]));
                tag.attribute = Attribute::Other;
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let tag = std::mem::take(&mut self.tag);
                self.start(&tag, *self_closing);
                self.tag = tag;
            }
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.say(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn full(&self) -> bool {
        self.page.nodes.len() >= MOST_NODES
    }

    fn parent(&self) -> u32 {
        self.open.iter().rev().find_map(|open| open.node).unwrap_or(0)
    }

    fn line_end(&mut self) {
        if self.full() {
            self.page.text.push('\n');
            if let Some(Node { what: What::Text { end, .. }, .. }) = self.page.nodes.last_mut() {
                *end = self.page.text.len() as u32;
            }
        } else {
            let parent = self.parent();
            self.page.nodes.push(Node { parent, what: What::Break });
        }
    }

    fn start(&mut self, tag: &Tag, self_closing: bool) {
        let kind = kind(&tag.name);
        self.fresh = false;
        if !matches!(kind, Kind::Gone | Kind::Void | Kind::Title | Kind::Head)
            && let Some(at) = self.open.iter().take(3).position(|open| open.kind == Kind::Head)
        {
            // Pages that leave out where the head ends.
            self.close_to(at);
        }
        match kind {
            Kind::Void | Kind::Root => return,
            Kind::Break => return self.line_end(),
            Kind::Link => {
                self.link = target(&tag.href);
                self.parted = true;
            }
            Kind::Item => self.close_within(&[Kind::Item], &[Kind::List, Kind::Cell]),
            Kind::Definition => self.close_within(&[Kind::Definition], &[Kind::Block, Kind::List, Kind::Cell]),
            Kind::Cell => self.close_within(&[Kind::Cell], &[Kind::Row, Kind::Table]),
            Kind::Row => self.close_within(&[Kind::Row, Kind::Cell], &[Kind::Table]),
            Kind::Rows => self.close_within(&[Kind::Rows, Kind::Row, Kind::Cell], &[Kind::Table]),
            _ => {}
        }
        if !matches!(kind, Kind::Link | Kind::Inline | Kind::Gone | Kind::Title | Kind::Head) && self.paragraphs > 0 {
            self.close_within(&[Kind::Paragraph], &[Kind::Cell, Kind::Table]);
        }
        let marks = marks(tag, kind);
        if self_closing && kind == Kind::Gone {
            return;
        }
        if self.open.len() >= MOST_DEPTH || self.full() {
            if !matches!(kind, Kind::Link | Kind::Inline | Kind::Gone | Kind::Title | Kind::Head) {
                self.line_end();
            } else if kind == Kind::Gone && self.open.len() < 2 * MOST_DEPTH {
                // What it holds is not said, but it needs to be known when it ends.
                self.open.push(Open { kind, name: key(&tag.name), node: None, next: None });
            }
            return;
        }
        let number = match kind {
            Kind::Item => self.number(tag),
            Kind::Heading => tag.name.get(1).map_or(0, |level| u32::from(level.wrapping_sub(b'0'))),
            _ => 0,
        };
        let node = (!matches!(kind, Kind::Link | Kind::Inline) || marks.hidden).then(|| {
            let post = is_post(&tag.id);
            let element = Element { kind, end: 0, marks, number, post, gone: false, unseen: false };
            let parent = self.parent();
            self.page.nodes.push(Node { parent, what: What::Element(element) });
            (self.page.nodes.len() - 1) as u32
        });
        let next = (tag.name == b"ol" && !tag.style.replace(' ', "").contains("list-style:none"))
            .then(|| tag.value.trim().parse().unwrap_or(1));
        self.paragraphs += usize::from(kind == Kind::Paragraph);
        self.fresh = kind == Kind::Verbatim;
        self.open.push(Open { kind, name: key(&tag.name), node, next });
        if tag.name == b"hr" {
            self.close_to(self.open.len() - 1);
        }
    }

    /// What the list around an item writes before it, nothing for 0.
    fn number(&mut self, tag: &Tag) -> u32 {
        let list = self.open.iter_mut().rev().find(|open| open.kind == Kind::List);
        let Some(next) = list.and_then(|list| list.next.as_mut()) else { return 0 };
        let number = tag.value.trim().parse().unwrap_or(*next);
        *next = number.saturating_add(1);
        let style = tag.style.replace(' ', "");
        if style.contains("list-style:none") || style.contains("list-style-type:none") { 0 } else { number }
    }

    /// Closes the outermost of these kinds that lies within one of those.
    fn close_within(&mut self, kinds: &[Kind], within: &[Kind]) {
        let mut found = None;
        for (at, open) in self.open.iter().enumerate().rev() {
            if within.contains(&open.kind) {
                break;
            }
            if kinds.contains(&open.kind) {
                found = Some(at);
            }
        }
        if let Some(at) = found.filter(|at| *at > 0) {
            self.close_to(at);
        }
    }

    fn end(&mut self, name: &[u8]) {
        self.fresh = false;
        let kind = kind(name);
        match kind {
            Kind::Void | Kind::Root => return,
            Kind::Break => return self.line_end(),
            Kind::Link | Kind::Item | Kind::Cell | Kind::Row | Kind::List | Kind::Table => {
                self.link = None;
            }
            _ => {}
        }
        let stops = |open: &Open| match kind {
            Kind::Inline | Kind::Link => !matches!(open.kind, Kind::Inline | Kind::Link | Kind::Gone),
            Kind::Table => false,
            Kind::Rows | Kind::Row | Kind::Cell => open.kind == Kind::Table,
            _ => matches!(open.kind, Kind::Cell | Kind::Table),
        };
        let matches = |open: &Open| {
            open.name == key(name) && open.kind == kind || kind == Kind::Heading && open.kind == Kind::Heading
        };
        for at in (1..self.open.len()).rev() {
            if matches(&self.open[at]) {
                return self.close_to(at);
            }
            if stops(&self.open[at]) {
                break;
            }
        }
        if kind == Kind::Paragraph {
            self.line_end();
        }
    }

    /// Closes all elements from this one on.
    fn close_to(&mut self, at: usize) {
        let end = self.page.nodes.len() as u32;
        for open in self.open.drain(at..) {
            self.paragraphs -= usize::from(open.kind == Kind::Paragraph);
            if let Some(node) = open.node
                && let Some(element) = self.page.element_mut(node as usize)
            {
                element.end = end;
            }
        }
    }

    fn say(&mut self, text: &str) {
        let mut text = text;
        if std::mem::take(&mut self.fresh) {
            text = text.strip_prefix('\n').unwrap_or(text);
        }
        match self.open.last().map(|open| open.kind) {
            Some(Kind::Title) if self.page.title.is_empty() => return self.page.title.push_str(text.trim()),
            Some(Kind::Gone | Kind::Title) => return,
            Some(Kind::Head) if !text.trim().is_empty() => self.close_to(self.open.len() - 1),
            _ => {}
        }
        let parent = self.parent();
        let start = self.page.text.len() as u32;
        let inside = self.open.iter().rev().take_while(|open| matches!(open.kind, Kind::Inline | Kind::Link));
        let sup = inside.into_iter().any(|open| open.name == key(b"sup"));
        let elsewhere = self.link == Some(Target::Elsewhere);
        match raised(&self.page.text, text, sup, self.link == Some(Target::Note)) {
            Some(written) => self.page.text.push_str(&written),
            None => self.page.text.push_str(text),
        }
        let behind = self.page.text.len() as u32;
        let (full, parted) = (self.full(), std::mem::take(&mut self.parted));
        if let Some(Node { parent: before, what: What::Text { end, linked, .. } }) = self.page.nodes.last_mut()
            && (*before == parent && *linked == elsewhere && !(parted && *linked) || full)
        {
            *end = behind;
            return;
        }
        self.page.nodes.push(Node { parent, what: What::Text { start, end: behind, linked: elsewhere } });
    }
}

/// Where a link leads, as far as that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// To another page, or to what a script makes of it.
    Elsewhere,
    /// To a note of this page, or back from it.
    Note,
}

fn target(href: &str) -> Option<Target> {
    if is_note(href) {
        return Some(Target::Note);
    }
    (!href.is_empty() && (!href.starts_with('#') || href == "#")).then_some(Target::Elsewhere)
}
