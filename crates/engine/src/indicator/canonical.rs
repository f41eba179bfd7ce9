//! Canonical names: what a row's own name is called in every report, and its domain.

pub(crate) use gangmu_model::base_of;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const DATA: &str = include_str!("../../data/canonical-indicators.tsv");

/// A canonical indicator.
pub(crate) struct Canonical {
    pub(super) domain: &'static str,
    pub(crate) name: &'static str,
    /// Its units as the table has them, with magnitude; empty where it has none.
    pub(crate) written_units: &'static str,
    /// Units that fit, without magnitude; empty where any does.
    units: Vec<&'static str>,
}

struct Table {
    entries: Vec<Canonical>,
    /// Folded alias → entry.
    aliases: FxHashMap<String, usize>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { entries: Vec::new(), aliases: FxHashMap::default() };
        for line in DATA.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let fields: Vec<&'static str> = line.split('\t').collect();
            let [domain, name, aliases, units, ..] = fields[..] else { continue };
            let index = table.entries.len();
            let bases = units.split([',', ';']).map(base_of).filter(|unit| !unit.is_empty()).collect();
            table.entries.push(Canonical { domain, name, written_units: units, units: bases });
            for alias in std::iter::once(name).chain(aliases.split('、')).filter(|alias| !alias.is_empty()) {
                table.aliases.entry(fold(alias)).or_insert(index);
            }
        }
        table
    })
}

/// All canonical indicators.
pub(crate) fn entries() -> &'static [Canonical] {
    &table().entries
}

/// One spelling for names that differ only in how they are written.
fn fold(name: &str) -> String {
    if !name.contains(['（', '(']) {
        return one_spelling(name);
    }
    // 地区生产总值（GDP）: Latin in brackets only repeats
    let mut plain = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(open) = rest.find(['（', '(']) {
        let (front, bracket) = rest.split_at(open);
        let close = bracket
            .find(['）', ')'])
            .map_or(bracket.len(), |at| at + bracket[at..].chars().next().map_or(0, char::len_utf8));
        plain.push_str(front);
        // …and what is left out (不含铁路) leaves it the same indicator
        let inside = bracket[..close].trim_start_matches(['（', '(']);
        let without = ["不含", "含", "不包括", "剔除"].iter().any(|word| inside.starts_with(word));
        if bracket[..close].chars().any(crate::quantity::is_han) && !without {
            plain.push_str(&bracket[..close]);
        }
        rest = &bracket[close..];
    }
    plain.push_str(rest);
    one_spelling(&plain)
}

/// A name without marks, in the shorter of two spellings.
pub(crate) fn one_spelling(name: &str) -> String {
    const SPELLINGS: [(&str, &str); 6] = [
        ("规模以上", "规上"),
        ("限额以上", "限上"),
        ("地区生产总值", "生产总值"),
        ("国内生产总值", "生产总值"),
        ("GDP", "生产总值"),
        ("全部工业", "工业"),
    ];
    let mut plain = String::with_capacity(name.len());
    // Six searches of every name are saved where no spelling can start.
    let mut may_have_one = false;
    for c in name.chars() {
        if !matches!(c, '“' | '”' | '"' | '的' | '《' | '》') && !c.is_whitespace() {
            plain.push(c);
            may_have_one |= matches!(c, '规' | '限' | '地' | '国' | 'G' | '全');
        }
    }
    if may_have_one {
        for (long, short) in SPELLINGS {
            if plain.contains(long) {
                plain = plain.replace(long, short);
            }
        }
    }
    plain
}

/// Places and scopes that may stand before a name without making it another.
fn without_scope(name: &str) -> Option<&str> {
    const SCOPES: [&str; 11] =
        ["全市", "全县", "全区", "全省", "全州", "全国", "全社会", "地方", "我市", "我县", "本级"];
    SCOPES.iter().find_map(|scope| name.strip_prefix(scope)).or_else(|| {
        // 青禾县生产总值: a place name of up to five characters
        let at = name.char_indices().take(5).find(|(_, c)| matches!(c, '市' | '县' | '省' | '州'))?;
        (at.0 > 0).then(|| &name[at.0 + at.1.len_utf8()..])
    })
}

/// The canonical indicator that a name is, if it is one and `unit` fits it.
pub(super) fn canonical(name: &str, unit: &str) -> Option<&'static Canonical> {
    let table = table();
    let folded = fold(name);
    let known = |name: &str| table.aliases.get(name);
    let stem = || {
        let stems = ["增速", "增幅", "增长率", "涨幅", "总额", "额"].iter().map(|end| folded.strip_suffix(end));
        stems.flatten().find_map(known)
    };
    let index = known(&folded).or_else(stem).or_else(|| without_scope(&folded).and_then(known))?;
    let entry = &table.entries[*index];
    let base = base_of(unit);
    let fits = entry.units.is_empty()
        || matches!(base, "%" | "个百分点" | "位" | "倍" | "个位次" | "位次")
        || entry.units.contains(&base)
        || (base == "元" && entry.units.iter().any(|u| u.ends_with('元')));
    fits.then_some(entry)
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn a_name_is_canonical_only_as_a_whole() {
        let of = |name, unit| canonical(name, unit).map(|c| c.name);
        assert_eq!(of("全市生产总值", "亿元"), Some("地区生产总值"));
        assert_eq!(of("青禾县地区生产总值", "%"), Some("地区生产总值"));
        assert_eq!(of("人均生产总值", "元"), Some("人均地区生产总值"));
        assert_eq!(of("规模以上工业增加值", "%"), Some("规模以上工业增加值"));
        assert_eq!(of("地区生产总值", "个"), None);
        assert_eq!(of("单位生产总值能耗", "%"), Some("单位GDP能耗降低"));
        assert_eq!(of("生产总值奖", "个"), None);
    }
}
