//! Numbers that a page raises above the line, and those that lead to a note: in plain text they would be digits among
//! digits.

/// How `text` is written behind `before`, where it is a number in `sup` or a link to a note; `None`: as it stands.
///
/// 2 and 3 behind a unit of length are its powers, a number behind a digit is a power too; any other is a note's: 〔1〕.
pub(super) fn raised(before: &str, text: &str, sup: bool, note: bool) -> Option<String> {
    let number = text.trim();
    if !(sup || note) || number.is_empty() || number.len() > 3 || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let last = before.chars().next_back();
    if sup && !note {
        if matches!(number, "2" | "3") && last.is_some_and(|c| matches!(c, 'm' | 'M' | '米' | '里' | '㎞')) {
            return Some(powers(number));
        }
        if last.is_some_and(|c| c.is_ascii_digit()) {
            return Some(powers(number));
        }
    }
    Some(format!("〔{number}〕"))
}

fn powers(number: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.bytes().filter_map(|b| RAISED.get(usize::from(b - b'0'))).collect()
}

#[cfg(test)]
mod tests {
    use super::raised;

    #[test]
    fn powers_are_told_from_notes() {
        let sup = |before, text| raised(before, text, true, false);
        assert_eq!(sup("新增绿地3.2万m", "2").as_deref(), Some("²"));
        assert_eq!(sup("供水12万立方米", "3").as_deref(), Some("³"));
        assert_eq!(sup("排放10", "8").as_deref(), Some("⁸"));
        assert_eq!(sup("增长6.2%。", "1").as_deref(), Some("〔1〕"));
        assert_eq!(sup("“一园三区”", "12").as_deref(), Some("〔12〕"));
        assert_eq!(sup("第1", "st"), None);
        assert_eq!(raised("", "1", false, true).as_deref(), Some("〔1〕"));
        assert_eq!(raised("见第", "1", false, false), None);
    }
}
