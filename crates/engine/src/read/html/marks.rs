//! What the attributes of an element say of it: that no one sees it, or that it is a part of the page around the text.

use super::page::{Kind, Tag};

/// What the attributes of an element say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// That it is not shown.
    pub(super) hidden: bool,
    /// That it is something beside a text: a menu, buttons, where one is on the site.
    pub(super) beside: bool,
    /// The same, and such that it may hold sentences: comments, what is related, who runs the site.
    pub(super) apart: bool,
}

/// What a start tag says.
pub(super) fn marks(tag: &Tag, kind: Kind) -> Marks {
    let style = tag.style.to_ascii_lowercase().replace([' ', '\t', '\n'], "");
    let inline = matches!(kind, Kind::Inline | Kind::Link);
    let class = |name: &str| tag.class.split_ascii_whitespace().any(|class| class == name);
    // Blocks of no size or visibility are how pages lay out and fade in what they do show.
    let unseen = inline
        && (style.contains("visibility:hidden") || style.split(';').any(is_size_of_nothing) || tag.name == b"del");
    let mut marks = Marks {
        // Forums put junk between the words, and who changed a post when.
        hidden: tag.hidden
            || HIDDEN.iter().any(|name| class(name))
            || style.contains("display:none")
            || unseen
            // LibreOffice puts what is printed on every page there.
            || kind == Kind::Block && matches!(tag.title.as_str(), "header" | "footer"),
        beside: kind == Kind::Aside,
        apart: kind == Kind::Aside,
    };
    if !inline && kind != Kind::Root {
        for word in words(&tag.class).chain(words(&tag.id)) {
            marks.apart |= APART.contains(&word.as_str());
            marks.beside |= marks.apart || BESIDE.contains(&word.as_str());
        }
    }
    marks
}

/// Classes of what is not seen.
const HIDDEN: [&str; 9] =
    ["jammer", "pstatus", "hide", "hidden", "d-none", "sr-only", "visually-hidden", "invisible", "undis"];

/// Whether a link leads to a note or back: `#_ftn1`, `#sdfootnote1anc`, `#fnref:2`.
pub(super) fn is_note(href: &str) -> bool {
    href.strip_prefix('#').is_some_and(|place| {
        let place = place.trim_start_matches('_').to_ascii_lowercase();
        ["ftn", "edn", "fn", "note", "sdfootnote", "sdendnote", "footnote", "endnote", "cite"]
            .iter()
            .any(|name| place.starts_with(name))
    })
}

/// Whether a rule of style makes text too small to see.
fn is_size_of_nothing(rule: &str) -> bool {
    rule.strip_prefix("font-size:").is_some_and(|size| {
        let number: String = size.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        number.parse::<f32>().is_ok_and(|size| size < 0.01)
    })
}

/// Whether an `id` is that of a post: a word for it, and a number.
pub(super) fn is_post(id: &str) -> bool {
    let word = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let known = ["post", "post_", "post-", "pid", "pid_", "edit", "reply", "reply_", "floor", "floor_", "comment-"];
    word.len() < id.len() && known.contains(&word.to_ascii_lowercase().as_str())
}

/// The words in the names of classes: `newsShare`, `news-share` and `news_share` are two each.
fn words(names: &str) -> impl Iterator<Item = String> + '_ {
    names.split(|c: char| !c.is_ascii_alphabetic()).flat_map(|name| {
        let mut words: Vec<String> = Vec::new();
        let mut lower = false;
        for c in name.chars() {
            if words.is_empty() || c.is_ascii_uppercase() && lower {
                words.push(String::new());
            }
            lower = c.is_ascii_lowercase();
            if let Some(word) = words.last_mut() {
                word.push(c.to_ascii_lowercase());
            }
        }
        words
    })
}

/// Names of what stands beside a text and holds no sentences.
const BESIDE: &[&str] = &[
    "nav", "navbar", "navi", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "mbx",
    "dqwz", "weizhi", "share", "sharebox", "sharing", "bdsharebuttonbox", "bdshare", "bshare", "jiathis", "social",
    "fontsize", "fontchange", "zihao", "toolbar", "tool", "tools", "toolbox", "print", "printer", "qrcode", "ewm",
    "erweima", "pager", "pagination", "paging", "pgs", "pgbtn", "login", "search", "banner", "hits", "tags", "pstatus",
    "pls", "avatar", "userinfo", "postbit", "logo", "topbar", "po", "pob", "plm", "audio",
];

/// Names of what stands beside a text and may hold sentences.
const APART: &[&str] = &[
    "comment", "comments", "pinglun", "reply", "replies", "footer", "foot", "copyright", "sidebar", "related",
    "relate", "recommend", "recommended", "tuijian", "signature", "sign", "signatures", "ad", "ads", "advert",
    "advertisement", "guanggao", "disclaimer", "mianze", "bottom", "psth", "sigline", "aside",
];
