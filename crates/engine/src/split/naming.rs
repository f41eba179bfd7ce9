//! What a text says of itself: title, place, year, day and speaker, each with how sure it is.

use super::{LONGEST_TITLE, Named, is_title, place, speaks_of_a_year, year_in, year_of_title};
use gangmu_model::{Confidence, Region, Sureness};

/// The title stands within so many lines, day and speaker within some more.
const TITLE_WITHIN: usize = 8;
const HEAD: usize = 12;

/// A line that names day or speaker is at most this long, in characters.
const LONGEST_DATELINE: usize = 60;

/// A line of a day alone is at most this long, in characters, with what stands around it: （二〇二四年十二月二十三日）.
const LONGEST_DAY: usize = 18;

/// Heads of governments, and what may stand before: 代县长.
const OFFICES: [&str; 11] = ["总理", "省长", "主席", "市长", "州长", "盟长", "专员", "县长", "区长", "旗长", "镇长"];

pub(super) fn named(text: &str) -> Named {
    let titled = text.lines().take(TITLE_WITHIN).find(|line| is_title(line));
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    // Without a title, the first sentence names the text.
    let title = titled
        .unwrap_or_else(|| first.split(['。', '；', ';']).next().unwrap_or(first))
        .chars()
        .take(LONGEST_TITLE)
        .collect::<String>();
    let title = title.trim_end_matches(['。', ':', '：', '，', ',']).to_owned();
    let head = || text.lines().take(HEAD).take_while(|line| !line.starts_with("各位代表"));
    let lines = || head().filter(|line| line.chars().count() <= LONGEST_DATELINE);

    let dated = lines().find_map(|line| date(line).map(|date| (date, is_dateline(line))));
    let date_is_sure = dated.as_ref().is_some_and(|(_, sure)| *sure);
    let date = dated.map(|(date, _)| date);
    let speaker = lines().find_map(speaker);
    let (region, sure, level) = region(titled, lines(), text);
    let by_title = titled.and_then(year_in).or_else(|| year_of_title(first));
    let year = by_title.or_else(|| speaks_of_a_year(text));
    let delivered = date.as_deref().and_then(|date| date.get(..4)?.parse::<u16>().ok());
    let year_is_sure = match (year, delivered) {
        (Some(year), Some(delivered)) => delivered == year,
        _ => by_title.is_some(),
    };
    let given = |is: bool, sure: bool| is.then_some(if sure { Confidence::High } else { Confidence::Low });
    let sureness = Sureness {
        title: given(!title.is_empty(), titled.is_some()),
        region: sure,
        level,
        year: given(year.is_some(), year_is_sure),
        date: given(date.is_some(), date_is_sure),
        speaker: given(speaker.is_some(), true),
    };
    Named { title, region, year, date, speaker, sureness }
}

/// The place, how sure it is, and how sure its rank is: that of the title, else of the lines around it, else the one that the
/// text speaks of.
fn region<'a>(
    titled: Option<&'a str>,
    mut lines: impl Iterator<Item = &'a str>,
    text: &str,
) -> (Option<Region>, Option<Confidence>, Option<Confidence>) {
    let by_title = titled.and_then(in_title);
    if let Some(name) = by_title.or_else(|| lines.find_map(place::in_line)) {
        let (region, level) = place::named(name, text);
        return (Some(region), Some(Confidence::High), level);
    }
    let region = place::spoken_of(text);
    let sure = region.is_some().then_some(Confidence::Low);
    let level = region.as_ref().and_then(|region| region.level).map(|_| Confidence::Low);
    (region, sure, level)
}

/// The place in a title: 青禾县 of 青禾县2024年政府工作报告 and of 2024年青禾县政府工作报告.
fn in_title(title: &str) -> Option<&str> {
    let mut name: &str = title;
    if let Some((_, rest)) = name.split_once('年') {
        let before = &name[..name.len() - rest.len() - '年'.len_utf8()];
        name = if before.chars().all(|c| crate::quantity::ascii_digit(c).is_some()) {
            rest
        } else {
            before.trim_end_matches(|c| crate::quantity::ascii_digit(c).is_some())
        };
    }
    let name = name.trim_end_matches([')', '）', '稿', '全', '文', '(', '（']);
    let name = name.trim_end_matches("政府工作报告").trim_end_matches("政府工作報告").trim_end_matches("人民");
    let name = name.rsplit([']', '】', ' ']).next().unwrap_or(name).trim();
    (!name.is_empty() && name.chars().count() <= 16).then_some(name)
}

/// The day that a line gives, as `2024-01-10`: ——2024年1月10日在青禾县第九届人民代表大会第四次会议上, （二〇二四年一月十日）.
fn date(line: &str) -> Option<String> {
    let chars: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    let at = |from: usize, c: char| chars[from..].iter().position(|&other| other == c).map(|at| from + at);
    let year_end = at(0, '年')?;
    let month_end = at(year_end, '月')?;
    let day_end = at(month_end, '日')?;
    let year = year_in(&chars[year_end.checked_sub(4)?..=year_end].iter().collect::<String>())?;
    let month = small(&chars[year_end + 1..month_end]).filter(|month| (1..=12).contains(month))?;
    let day = small(&chars[month_end + 1..day_end]).filter(|day| (1..=31).contains(day))?;
    // Nothing but where and what: no sentence that a day stands in.
    (!line.contains('。')).then(|| format!("{year}-{month:02}-{day:02}"))
}

/// Whether a line with a day says that it is that of delivery: with little else, or with where; no 发布时间, no 来源.
fn is_dateline(line: &str) -> bool {
    const OTHERS: [&str; 8] = ["发布", "来源", "时间", "更新", "编辑", "责编", "浏览", "字号"];
    !OTHERS.iter().any(|word| line.contains(word))
        && (line.chars().filter(|c| !c.is_whitespace()).count() <= LONGEST_DAY
            || ["会议", "大会", "政府"].iter().any(|word| line.contains(word)))
}

/// A number below 100, in digits or as 二十三.
fn small(chars: &[char]) -> Option<u32> {
    if chars.is_empty() || chars.len() > 3 {
        return None;
    }
    let digits = chars.iter().map(|&c| crate::quantity::ascii_digit(c));
    if let Some(number) =
        digits.clone().map(|digit| digit?.to_digit(10)).try_fold(0, |sum, digit| Some(sum * 10 + digit?))
    {
        return Some(number);
    }
    let digit = |c: &char| "一二三四五六七八九".chars().position(|other| other == *c).map(|at| at as u32 + 1);
    match chars.iter().position(|&c| c == '十') {
        None => (chars.len() == 1).then(|| digit(&chars[0]))?,
        Some(ten) => {
            let tens = if ten == 0 { 1 } else { digit(&chars[0]).filter(|_| ten == 1)? };
            let ones = match &chars[ten + 1..] {
                [] => 0,
                [one] => digit(one)?,
                _ => return None,
            };
            Some(tens * 10 + ones)
        }
    }
}

/// The name behind an office: 青禾县人民政府代县长　林知远.
fn speaker(line: &str) -> Option<String> {
    if is_title(line) || line.contains(['。', '，', ',', '；', '、', '《']) {
        return None;
    }
    let end = OFFICES.iter().filter_map(|office| Some(line.rfind(office)? + office.len())).max()?;
    let rest = line[end..].trim_matches([' ', '\u{3000}', '：', ':', '）', ')', '—', '─', '-']);
    let name: String = rest.chars().filter(|c| !c.is_whitespace()).collect();
    let han =
        |c: char| matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '·');
    let length = name.chars().count();
    let is_name = (2..=4).contains(&length) && !name.contains('·') || (4..=14).contains(&length) && name.contains('·');
    let other = ["会议", "报告", "同志", "作", "在", "代表", "致辞", "讲话"].iter().any(|word| name.contains(word));
    (is_name && !other && name.chars().all(han)).then_some(name)
}
