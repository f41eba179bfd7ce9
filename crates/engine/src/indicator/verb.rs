//! The words between a name and its value: a class for each, from `data/verbs.txt`, found from either end of a text.

use std::collections::HashMap;
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
}

const DATA: &str = include_str!("../../data/verbs.txt");

struct Table {
    /// For each class: first character → words, longest first.
    starts: HashMap<(Class, char), Vec<&'static str>>,
    /// For each class: last character → words, longest first.
    ends: HashMap<(Class, char), Vec<&'static str>>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { starts: HashMap::new(), ends: HashMap::new() };
        for line in DATA.lines().filter(|line| !line.starts_with('#')) {
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
