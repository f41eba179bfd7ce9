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

/// The simplified form of a character, or itself.
pub(crate) fn fold(c: char) -> char {
    table().binary_search_by_key(&c, |&(traditional, _)| traditional).map_or(c, |at| table()[at].1)
}

/// The traditional form of a simplified character that the data lists first.
fn traditional(c: char) -> char {
    pairs().find(|&(_, simplified)| simplified == c).map_or(c, |(traditional, _)| traditional)
}

/// Traditional characters with their simplified forms, in the order of the data.
fn pairs() -> impl Iterator<Item = (char, char)> {
    let words = DATA.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    words.filter_map(|pair| {
        let mut chars = pair.chars();
        Some((chars.next()?, chars.next()?))
    })
}

/// Traditional characters, sorted, with their simplified forms.
fn table() -> &'static [(char, char)] {
    static TABLE: OnceLock<Vec<(char, char)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: Vec<(char, char)> = pairs().collect();
        table.sort_unstable();
        table
    })
}

/// A name found in the folded text `from`, as it stands in `written`, the same place before folding. A name put together
/// from several pieces is read piece by piece, the longest first; a character that stands nowhere there (城鄉 gives 城鎮) is
/// written as the table has it.
pub(crate) fn as_written(folded: &str, from: &[char], written: &[char]) -> String {
    let name: Vec<char> = folded.chars().collect();
    let mut out = String::with_capacity(folded.len());
    let mut at = 0;
    while at < name.len() {
        let piece = (1..=name.len() - at).rev().find_map(|length| {
            let place = from.windows(length).position(|window| window == &name[at..at + length])?;
            Some(&written[place..place + length])
        });
        match piece {
            Some(piece) => out.extend(piece),
            None => out.push(traditional(name[at])),
        }
        at += piece.map_or(1, <[char]>::len);
    }
    out
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
        assert_eq!(as_written("云岭县总值增速", &folded, &chars), "雲嶺縣總值增速");
        assert_eq!(simplified(&"青禾县地区生产总值".chars().collect::<Vec<_>>()), None);
    }
}
