//! The sentences of the views of an open report (`locales/view/`), apart from those that the first view needs
//! (`locales/page/`): they come with the rest of the page's program. `src/i18n.rs` of the page asks both.

use rust_i18n::Backend;
use std::borrow::Cow;

rust_i18n::i18n!("../../locales/view", fallback = "zh-CN");

/// The sentence of `key` in the language of this tag; `None` where there is none.
pub fn sentence(locale: &str, key: &str) -> Option<Cow<'static, str>> {
    _rust_i18n_backend().translate(locale, key)
}

/// All keys with their sentences in the language of this tag.
pub fn sentences(locale: &str) -> Option<Vec<(Cow<'static, str>, Cow<'static, str>)>> {
    let backend: &'static dyn Backend = _rust_i18n_backend();
    backend.messages_for_locale(locale)
}
