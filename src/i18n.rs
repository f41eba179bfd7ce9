//! The sentences a person reads, in the reader's language: keys in, text out, re-rendered when the language changes.
//!
//! Sentences are YAML with nested keys: what the page says before a report is open in `locales/page/`, the rest in
//! `locales/view/`, in `<view>.zh-CN.yml` and `<view>.en.yml` (top key: the view's name); those of `locales/view/` come with
//! the later part of the page's program ([`later`]). Both languages have the same keys; a test checks it.
//! A parameter is written `%{name}` in the sentence. In the code:
//!
//! ```ignore
//! view! { <p>{t!("table.shown", shown = rows.get().len(), all = 40)}</p> }   // follows language and signals
//! view! { <section aria-label=t!("table.name")> }                            // the same for an attribute
//! let name: String = tr!("status.actual");                                   // the text now (tracked inside a closure)
//! let name: String = tr!(format!("status.{code}"));                          // a key made at run time
//! ```
//!
//! [`t!`](crate::t) moves what its parameters name, like any `move` closure. Counts of the tool's own go through
//! [`number`] (17,832); values quoted from a report never do.

use crate::view::later;
use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use rust_i18n::Backend;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A language of the interface. The report's own text stays Chinese.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// 简体中文
    #[default]
    Chinese,
    /// English
    English,
}

impl Language {
    /// Its BCP 47 tag, which is also the name of its files and the page's `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The language with this tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag {
            "zh-CN" => Some(Self::Chinese),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Chinese => Self::English,
            Self::English => Self::Chinese,
        }
    }
}

// Every sentence on the page reads it, also where no context is at hand.
static LANGUAGE: LazyLock<ArcRwSignal<Language>> = LazyLock::new(ArcRwSignal::default);

/// The reader's language; tracked where there is something to track it.
pub fn language() -> Language {
    if Observer::get().is_some() { LANGUAGE.get() } else { LANGUAGE.get_untracked() }
}

/// Changes the language; every sentence follows.
pub fn set_language(language: Language) {
    LANGUAGE.set(language);
}

/// The sentences of the views of a report.
pub(crate) struct OfViews;

impl Backend for OfViews {
    fn available_locales(&self) -> Vec<Cow<'_, str>> {
        Vec::new()
    }

    fn translate(&self, locale: &str, key: &str) -> Option<Cow<'_, str>> {
        later::sentence(locale, key)
    }

    fn messages_for_locale(&self, locale: &str) -> Option<Vec<(Cow<'_, str>, Cow<'_, str>)>> {
        later::sentences(locale)
    }
}

/// The sentence of a key as a `String`, now. Inside a closure of a view it follows the language.
#[macro_export]
macro_rules! tr {
    ($key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        ::rust_i18n::t!($key, locale = $crate::i18n::language().tag() $(, $name = $value)*).into_owned()
    };
}

/// A sentence that follows the language. One type for all of them: a closure's own type each would more than double what
/// the page's wasm has to say about them.
pub type Sentence = Box<dyn Fn() -> String + Send>;

/// Gives a closure the type of all sentences.
pub fn sentence(read: impl Fn() -> String + Send + 'static) -> Sentence {
    Box::new(read)
}

/// The sentence of a key, which follows the language and the signals in its parameters.
#[macro_export]
macro_rules! t {
    ($($arguments:tt)*) => {
        $crate::i18n::sentence(move || $crate::tr!($($arguments)*))
    };
}

/// A count with its thousands separated: 17,832.
pub fn number(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Language, number, set_language};
    use std::collections::BTreeSet;

    #[test]
    fn thousands_are_separated() {
        assert_eq!(number(7), "7");
        assert_eq!(number(832), "832");
        assert_eq!(number(17_832), "17,832");
        assert_eq!(number(1_000_000), "1,000,000");
    }

    #[test]
    fn sentences_follow_the_language() {
        set_language(Language::English);
        assert_eq!(tr!("app.name"), "Gangmu");
        set_language(Language::Chinese);
        assert_eq!(t!("app.name")(), "纲目");
    }

    #[test]
    fn the_page_says_what_it_is_before_its_program_runs() {
        let page = include_str!("../index.html");
        // Not by the page's language, which all tests share.
        for tag in [Language::Chinese, Language::English].map(Language::tag) {
            let lead = format!("<p lang=\"{tag}\">{}</p>", rust_i18n::t!("start.lead", locale = tag));
            assert!(page.contains(&lead), "index.html lacks {lead}");
        }
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        let keys = |tag: &str| -> BTreeSet<String> {
            crate::_rust_i18n_backend()
                .messages_for_locale(tag)
                .unwrap_or_default()
                .into_iter()
                .map(|(key, _)| key.into_owned())
                .collect()
        };
        let (chinese, english) = (keys("zh-CN"), keys("en"));
        assert!(!chinese.is_empty());
        assert_eq!(chinese.symmetric_difference(&english).collect::<Vec<_>>(), Vec::<&String>::new());
    }
}
