//! The words the rules know: a class for each, from `data/verbs.txt` and `data/nouns.txt`, found from either end of a text.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What a word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// 增长: a rise.
    Up,
    /// 下降: a fall.
    Down,
    /// 到, 至: what follows a change word and makes its value a level (提高到70%).
    To,
    /// 达到, 完成, 同比: stands before a value and says nothing of its kind.
    Reach,
    /// 高于: a gap.
    Gap,
    /// 新增, 建成: does something to what is counted.
    Action,
    /// 培训, 出口: a verb before a noun, a name where it stands alone.
    Nominal,
    /// 全年, 累计, 力争: before a name, never part of it.
    Scope,
    /// 高标准, 重点: no part of a name before a verb, part of it before a noun.
    Adverb,
    /// 竣工, 入选: behind a counted noun, the predicate begins.
    Predicate,
    /// 总数, 增速: a name that needs the topic before it.
    Generic,
    /// 国家级, 省级: a name's rank.
    Level,
    /// 增加值, 产量: an end that the names of a list share.
    Metric,
    /// 项目, 企业: a counted noun that says too little alone.
    Bare,
    /// 投资, 营业收入: what a verb inside a name governs.
    Object,
}

const DATA: [&str; 2] = [include_str!("../../data/verbs.txt"), include_str!("../../data/nouns.txt")];

struct Table {
    /// For each class: first character → words, longest first.
    starts: FxHashMap<(Class, char), Vec<&'static str>>,
    /// For each class: last character → words, longest first.
    ends: FxHashMap<(Class, char), Vec<&'static str>>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { starts: FxHashMap::default(), ends: FxHashMap::default() };
        for line in DATA.iter().flat_map(|data| data.lines()).filter(|line| !line.starts_with('#')) {
            let mut words = line.split_whitespace();
            let class = match words.next() {
                Some("up") => Class::Up,
                Some("down") => Class::Down,
                Some("to") => Class::To,
                Some("reach") => Class::Reach,
                Some("gap") => Class::Gap,
                Some("action") => Class::Action,
                Some("nominal") => Class::Nominal,
                Some("scope") => Class::Scope,
                Some("adverb") => Class::Adverb,
                Some("predicate") => Class::Predicate,
                Some("generic") => Class::Generic,
                Some("level") => Class::Level,
                Some("metric") => Class::Metric,
                Some("bare") => Class::Bare,
                Some("object") => Class::Object,
                _ => continue,
            };
            for word in words {
                if let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) {
                    table.starts.entry((class, first)).or_default().push(word);
                    table.ends.entry((class, last)).or_default().push(word);
                }
            }
        }
        for words in table.starts.values_mut().chain(table.ends.values_mut()) {
            words.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
            words.dedup();
        }
        table
    })
}

/// The longest word of a class that `text` starts with.
pub(super) fn at_start(text: &str, class: Class) -> Option<&'static str> {
    let first = text.chars().next()?;
    table().starts.get(&(class, first))?.iter().copied().find(|word| text.starts_with(word))
}

/// The longest word of a class that `text` ends with.
pub(super) fn at_end(text: &str, class: Class) -> Option<&'static str> {
    let last = text.chars().next_back()?;
    table().ends.get(&(class, last))?.iter().copied().find(|word| text.ends_with(word))
}

/// Whether `text` as a whole is a word of a class.
pub(super) fn is(text: &str, class: Class) -> bool {
    at_start(text, class).is_some_and(|word| word.len() == text.len())
}

/// Whether a word of a class stands at `at` of `chars`.
pub(super) fn stands_at(chars: &[char], at: usize, class: Class) -> bool {
    chars.get(at).is_some_and(|&first| {
        table()
            .starts
            .get(&(class, first))
            .is_some_and(|words| words.iter().any(|word| crate::quantity::starts_with(&chars[at..], word)))
    })
}
