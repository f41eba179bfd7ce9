//! The reader's choices that outlive a visit: language, theme and lists of words. `public/boot.js` puts them on `<html>` before the first
//! paint; this file keeps them. A storage that is switched off loses the choice with the visit and nothing else.

use super::State;
use super::lists::Lists;
use crate::i18n::{Language, language, set_language};
use leptos::prelude::*;
use std::sync::Arc;

/// What the theme is taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name in `data-theme`, in storage and in keys of `locales/`.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The one that the switch gives next.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

const LANGUAGE: &str = "gangmu.language";
const THEME: &str = "gangmu.theme";
const ADDRESS: &str = "gangmu.address";
const LISTS: &str = "gangmu.lists";

/// The address under which others reach the page, as the reader gave it.
pub fn public_address() -> Option<String> {
    stored(ADDRESS).filter(|address| !address.is_empty())
}

/// Keeps the address under which others reach the page.
pub fn keep_public_address(address: &str) {
    store(ADDRESS, address);
}

/// The reader's own lists, as they were last kept.
pub fn own_lists() -> Arc<Lists> {
    Arc::new(stored(LISTS).map(|text| Lists::from_text(&text)).unwrap_or_default())
}

/// Takes over what was kept, unless the page starts `safe`, and from then on keeps language and theme in storage and on `<html>`, and the lists in
/// storage.
pub fn keep(state: State, safe: bool) {
    let stored = |key| if safe { None } else { stored(key) };
    let kept = stored(LANGUAGE).and_then(|tag| Language::from_tag(&tag));
    set_language(kept.unwrap_or_default());
    state.theme.set(match stored(THEME).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    });
    if !safe {
        state.lists.set(own_lists());
    }
    Effect::new(move |before: Option<()>| {
        let lists = state.lists.get();
        if before.is_some() && !state.borrowed.get() {
            store(LISTS, &lists.to_text());
        }
    });
    Effect::new(move |before: Option<()>| {
        let tag = language().tag();
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("lang", tag);
        }
        document().set_title(&crate::tr!("app.title"));
        if before.is_some() {
            store(LANGUAGE, tag);
        }
    });
    Effect::new(move |before: Option<()>| {
        let theme = state.theme.get();
        if let Some(root) = document().document_element() {
            let _ = match theme {
                Theme::System => root.remove_attribute("data-theme"),
                _ => root.set_attribute("data-theme", theme.name()),
            };
        }
        if before.is_some() {
            store(THEME, theme.name());
        }
    });
}

// gloo's storage takes it for granted that there is one: ask before.
fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten().map(|_| <gloo::storage::LocalStorage as gloo::storage::Storage>::raw())
}

/// What was kept under `key`.
pub(crate) fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps `value` under `key`; where that cannot be, the choice holds for this visit.
pub(crate) fn store(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, value);
    }
}
