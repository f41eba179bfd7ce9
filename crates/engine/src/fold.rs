//! Traditional characters: a text in, the same text in simplified characters out, one for one, so that every offset
//! holds. The rules read the folded text; what a reader sees is the text as written.

use std::sync::OnceLock;

const DATA: &str = include_str!("../data/traditional.txt");

/// Characters that a report in traditional characters cannot do without, and one in simplified characters never has.
const MARKERS: [char; 12] = ['萬', '億', '業', '產', '發', '設', '縣', '區', '報', '國', '農', '長'];

/// How many characters tell which script a text is in.
const SAMPLE: usize = 2000;

/// The simplified form of a text written in traditional characters; `None` where it is not.
pub(crate) fn simplified(chars: &[char]) -> Option<Vec<char>> {
    // The start tells: no report goes thousands of characters without one of them.
    let marked = chars.iter().take(SAMPLE).filter(|c| MARKERS.contains(c)).take(2).count();
    (marked == 2).then(|| chars.iter().map(|&c| fold(c)).collect())
}

fn fold(c: char) -> char {
    static TABLE: OnceLock<Vec<(char, char)>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let words = DATA.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
        let mut table: Vec<(char, char)> = words
            .filter_map(|pair| {
                let mut chars = pair.chars();
                Some((chars.next()?, chars.next()?))
            })
            .collect();
        table.sort_unstable();
        table
    });
    table.binary_search_by_key(&c, |&(traditional, _)| traditional).map_or(c, |at| table[at].1)
}

/// The piece of `written` that reads `folded` in the folded text of the same place, so that a name found in folded text
/// is shown as it stands; `folded` itself where it was put together from several places.
pub(crate) fn as_written(folded: &str, from: &[char], written: &[char]) -> String {
    let name: Vec<char> = folded.chars().collect();
    match from.windows(name.len().max(1)).position(|window| window == name) {
        Some(at) if !name.is_empty() => written[at..at + name.len()].iter().collect(),
        _ => folded.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{as_written, simplified};

    #[test]
    fn folding_keeps_the_length() {
        let chars: Vec<char> = "雲嶺縣地區生產總值達到86.5億元".chars().collect();
        let folded = simplified(&chars).unwrap();
        assert_eq!(folded.iter().collect::<String>(), "云岭县地区生产总值达到86.5亿元");
        assert_eq!(as_written("地区生产总值", &folded, &chars), "地區生產總值");
        assert_eq!(simplified(&"青禾县地区生产总值".chars().collect::<Vec<_>>()), None);
    }
}
