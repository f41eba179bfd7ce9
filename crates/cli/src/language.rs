//! The language of help and messages. In: the arguments and the environment. Out: one of two languages, and the
//! sentences of `locales/` in it.

use gangmu_model::Parameters;
use std::borrow::Cow;
use std::ffi::OsString;

/// A language that Gangmu speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// 简体中文
    Chinese,
    /// English
    English,
}

impl Language {
    /// The name of its message files.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The language of a locale's name: `zh_CN.UTF-8`, `zh-Hans`, `en_GB`, `C`.
    fn of_locale(name: &str) -> Self {
        let chinese = name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("zh"));
        if chinese { Self::Chinese } else { Self::English }
    }

    /// The sentence of a warning's or an error's code, from the first of `families` that knows it: the page's sentences
    /// speak of pasting and of the browser, so the command line has its own for what it meets itself.
    pub(crate) fn sentence(self, families: &[&str], code: &str, parameters: &Parameters) -> String {
        let found = families
            .iter()
            .find_map(|family| crate::_rust_i18n_try_translate(self.tag(), format!("{family}.{code}")))
            .unwrap_or_else(|| Cow::Owned(crate::say!(self, "cli.unknown-code", code = code)));
        let (names, values): (Vec<_>, Vec<_>) =
            parameters.iter().map(|(name, value)| (name.as_str(), value.clone())).unzip();
        rust_i18n::replace_patterns(&found, &names, &values)
    }
}

/// The sentence of a key in a language, as a `String`.
#[macro_export]
macro_rules! say {
    ($language:expr, $key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        ::rust_i18n::t!($key, locale = $language.tag() $(, $name = $value)*).into_owned()
    };
}

/// The language asked for by `--lang`, else that of the environment. The arguments are looked at before they are parsed,
/// because what the parser says is in that language.
pub(crate) fn choose(arguments: &[OsString]) -> Language {
    let words: Vec<Cow<'_, str>> = arguments.iter().map(|word| word.to_string_lossy()).collect();
    let options = words.split(|word| word == "--").next().unwrap_or_default();
    let asked = options.iter().enumerate().find_map(|(i, word)| match word.strip_prefix("--lang") {
        Some("") => options.get(i + 1).map(Cow::as_ref),
        Some(rest) => rest.strip_prefix('='),
        None => None,
    });
    match asked {
        Some(name) if name == Language::Chinese.tag() || name == Language::English.tag() => Language::of_locale(name),
        _ => of_environment(|name| std::env::var(name).ok()),
    }
}

/// The language of the first of the three variables that is set, as POSIX ranks them.
fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()))
        .or_else(of_system)
        .map_or(Language::English, |name| Language::of_locale(&name))
}

#[cfg(windows)]
fn of_system() -> Option<String> {
    sys_locale::get_locale()
}

#[cfg(not(windows))]
fn of_system() -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::{Language, choose, of_environment};
    use std::ffi::OsString;

    fn environment(set: &[(&str, &str)]) -> Language {
        of_environment(|name| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn variables_rank_as_posix_says() {
        assert_eq!(environment(&[("LANG", "zh_CN.UTF-8")]), Language::Chinese);
        assert_eq!(environment(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]), Language::English);
        assert_eq!(environment(&[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW"), ("LANG", "en_GB")]), Language::Chinese);
        #[cfg(not(windows))]
        assert_eq!(environment(&[]), Language::English);
    }

    #[test]
    fn the_option_wins_wherever_it_stands() {
        let chosen = |words: &[&str]| choose(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(chosen(&["gangmu", "outline", "a.txt", "--lang=zh-CN"]), Language::Chinese);
        assert_eq!(chosen(&["gangmu", "--lang", "en", "outline", "a.txt"]), Language::English);
    }

    #[test]
    fn a_code_without_a_sentence_is_still_named() {
        let sentence = Language::English.sentence(&["cli.error", "error"], "no-such-code", &[].into());
        assert!(sentence.contains("no-such-code"), "{sentence}");
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        let keys = |language: Language| {
            let messages = crate::_rust_i18n_backend().messages_for_locale(language.tag()).unwrap_or_default();
            let mut keys: Vec<_> =
                messages.into_iter().map(|(key, _)| key.into_owned()).filter(|key| key.starts_with("cli.")).collect();
            keys.sort();
            keys
        };
        assert!(!keys(Language::English).is_empty());
        assert_eq!(keys(Language::Chinese), keys(Language::English));
    }
}
