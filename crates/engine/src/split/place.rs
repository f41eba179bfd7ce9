//! Places: names in, full names and ranks out; and the place that a text speaks of where no title names one.

use gangmu_model::{Confidence, Region, RegionLevel};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

const DATA: &str = include_str!("../../data/places.txt");

/// A place that is only told from how a text speaks is named in so many ways, and more often than that.
const MENTIONS: usize = 3;

/// Names of places, as far as they are listed.
#[derive(Default)]
struct Places {
    /// Full names of provinces by their short ones.
    provinces: FxHashMap<&'static str, &'static str>,
    /// Cities that are prefectures, by short names.
    cities: FxHashSet<&'static str>,
}

fn places() -> &'static Places {
    static PLACES: OnceLock<Places> = OnceLock::new();
    PLACES.get_or_init(|| {
        let mut out = Places::default();
        for line in DATA.lines().filter(|line| !line.starts_with('#')) {
            let Some((province, prefectures)) = line.split_once(':') else { continue };
            if let Some((full, short)) = province.split_once(' ') {
                out.provinces.insert(short, full);
            }
            out.cities.extend(prefectures.split_whitespace());
        }
        out
    })
}

/// The place of this name, and how sure its rank is. A city that no list has is one of counties where its report speaks of
/// those below it.
pub(super) fn named(name: &str, text: &str) -> (Region, Option<Confidence>) {
    let name = places().provinces.get(name).copied().unwrap_or(name);
    let (level, sure) = match level(name) {
        Some(level) => (Some(level), Some(Confidence::High)),
        None if name.ends_with('市') => {
            let level = if speaks_of_counties(text) { RegionLevel::Prefecture } else { RegionLevel::County };
            (Some(level), Some(Confidence::Low))
        }
        None => (None, None),
    };
    (Region { name: name.to_owned(), level, code: None }, sure)
}

/// The rank of a place by its name alone.
fn level(name: &str) -> Option<RegionLevel> {
    if matches!(name, "国务院" | "中华人民共和国" | "中国") {
        return Some(RegionLevel::Nation);
    }
    if name.ends_with('省') || name.ends_with("自治区") || places().provinces.values().any(|full| *full == name) {
        return Some(RegionLevel::Province);
    }
    if name.ends_with(['州', '盟']) || name.ends_with("地区") {
        return Some(RegionLevel::Prefecture);
    }
    if name.ends_with(['县', '区', '旗']) {
        return Some(RegionLevel::County);
    }
    if name.ends_with(['镇', '乡']) || name.ends_with("街道") {
        return Some(RegionLevel::Township);
    }
    let city = name.strip_suffix('市')?;
    places().cities.contains(city).then_some(RegionLevel::Prefecture)
}

/// Whether a city's report speaks of the counties below it.
fn speaks_of_counties(text: &str) -> bool {
    const COUNTIES: [&str; 7] = ["县(市、区)", "县（市、区）", "县市区", "县区", "区县", "市辖区", "各县"];
    let places = text.match_indices(['县', '市', '区', '各']).map(|(at, _)| &text[at..]);
    places.filter(|place| COUNTIES.iter().any(|word| place.starts_with(word))).nth(3).is_some()
}

/// The place whose assembly, government or head a line names: 在青禾县第九届人民代表大会, 青禾县人民政府县长.
pub(super) fn in_line(line: &str) -> Option<&str> {
    const BEHIND: [&str; 4] = ["人民政府", "第", "人民代表大会", "政府"];
    let line = line.trim_start_matches(['（', '(', '—', '─', '-']);
    let start = line.rfind("日在").map_or(0, |at| at + "日在".len());
    let line = line[start..].trim_start_matches('在');
    let end = BEHIND.iter().filter_map(|word| line.find(word)).min()?;
    let name = &line[..end];
    let length = name.chars().count();
    let han = name.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
    ((2..=16).contains(&length) && han && (level(name).is_some() || name.ends_with('市'))).then_some(name)
}

/// The place that a text without a title speaks of, by what stands around its name: 平安青禾, 青禾担当, 谱写青禾….
pub(super) fn spoken_of(text: &str) -> Option<Region> {
    const BEFORE: [&str; 12] =
        ["平安", "数字", "美丽", "法治", "健康", "幸福", "清廉", "活力", "魅力", "书香", "谱写", "唱响"];
    const BEHIND: [&str; 12] =
        ["担当", "速度", "样板", "篇章", "故事", "突破", "作为", "答卷", "人民", "儿女", "现代化", "高质量发展"];
    // Words of two characters that stand in the same places.
    const WORDS: [&str; 60] = [
        "中国", "国家", "全国", "全省", "全市", "全县", "全区", "我市", "我县", "我区", "我省", "城市", "乡村", "农村",
        "城乡", "社会", "经济", "产业", "工业", "农业", "科技", "生态", "文化", "教育", "县域", "区域", "创新", "改革",
        "开放", "高质", "质量", "绿色", "项目", "机关", "校园", "政府", "园区", "企业", "社区", "基层", "基础", "设施",
        "示范", "先行", "加快", "推动", "持续", "政治", "全面", "民生", "旅游", "服务", "安全", "党的", "市场", "交通",
        "能源", "医疗", "新型", "重大",
    ];
    let mut ways: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    let mut found: Vec<(&str, &str)> = Vec::new();
    for way in BEFORE {
        for (at, _) in text.match_indices(way) {
            let rest = &text[at + way.len()..];
            let end = rest.char_indices().nth(2).map_or(rest.len(), |(end, _)| end);
            found.push((&rest[..end], way));
        }
    }
    for way in BEHIND {
        for (at, _) in text.match_indices(way) {
            let before = &text[..at];
            let start = before.char_indices().rev().nth(1).map_or(at, |(start, _)| start);
            found.push((&before[start..], way));
        }
    }
    for (name, way) in found {
        let han = name.chars().count() == 2 && name.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
        if han && !WORDS.contains(&name) {
            let ways = ways.entry(name).or_default();
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
    }
    let (name, _) = ways
        .into_iter()
        .filter(|(name, ways)| ways.len() >= MENTIONS && text.matches(name).count() > MENTIONS)
        .max_by_key(|(name, ways)| (ways.len(), text.matches(name).count(), *name))?;
    // 全县 more often than 全市: the place calls itself so.
    let says = |words: &str| text.matches(words).count();
    let (suffix, count, level) = [
        ("县", says("全县") + says("我县"), RegionLevel::County),
        ("区", says("全区") + says("我区"), RegionLevel::County),
        ("市", says("全市") + says("我市"), RegionLevel::Prefecture),
    ]
    .into_iter()
    .max_by_key(|&(_, count, _)| count)?;
    if count < 2 {
        return Some(Region { name: name.to_owned(), level: None, code: None });
    }
    let full = format!("{name}{suffix}");
    if suffix == "市" {
        return Some(named(&full, text).0);
    }
    Some(Region { name: full, level: Some(level), code: None })
}

#[cfg(test)]
mod tests {
    use super::places;

    /// As many as there are by the statistics of the Ministry of Civil Affairs, end of 2023: 293 cities of the rank of a
    /// prefecture; 30 autonomous prefectures, 7 prefectures and 3 leagues; 31 provinces, regions and cities of their rank.
    #[test]
    fn the_list_has_as_many_places_as_there_are() {
        let is_city = |name: &&&str| !["自治州", "地区", "盟"].iter().any(|ending| name.ends_with(ending));
        let all = &places().cities;
        let cities = all.iter().filter(is_city).count();
        assert_eq!((places().provinces.len(), cities, all.len() - cities), (31, 293, 40));
    }
}
