//! Splitting: a cleaned source in, its reports out, each with title, region, year and kind.
//!
//! A report begins at its title line (…政府工作报告). One source may hold dozens; a source without a title is an
//! excerpt, or no report at all.

use crate::clean::{Styled, Text};
use gangmu_model::{DocumentKind, Region, RegionLevel, Removed};

/// One report of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Whole report, excerpt or other.
    pub kind: DocumentKind,
    /// The title line, or the first line where there is none.
    pub title: String,
    /// The place in the title.
    pub region: Option<Region>,
    /// The year it is of: it reviews the one before.
    pub year: Option<u16>,
    /// Its text.
    pub text: String,
    /// What was taken out of it; `at` counts characters of `text`.
    pub removed: Vec<Removed>,
    /// The paragraphs that its source styles as headings, in order.
    pub styled: Vec<Styled>,
}

/// A title is at most this long, in characters.
const LONGEST_TITLE: usize = 40;
/// Titles this few lines apart are one title said twice.
const SAME_TITLE: usize = 4;

/// Parts a source into its reports. Always gives at least one, however little text there is.
pub fn split(source: Text) -> Vec<Report> {
    let lines: Vec<&str> = source.text.split('\n').collect();
    let mut starts: Vec<usize> = Vec::new();
    let mut last_title: Option<usize> = None;
    for (at, line) in lines.iter().enumerate() {
        if is_title(line) {
            let near = last_title.is_some_and(|last| {
                at - last < SAME_TITLE && lines[last..at].iter().all(|l| l.chars().count() <= LONGEST_TITLE)
            });
            if !near {
                starts.push(at);
            }
            last_title = Some(at);
        }
    }
    // What stands before the first title belongs to the first report, unless it is a text of its own.
    let own = starts.first().is_some_and(|&first| lines[..first].iter().any(|line| line.chars().count() > 200));
    if starts.is_empty() || own {
        starts.insert(0, 0);
    } else {
        starts[0] = 0;
    }
    let mut reports = Vec::with_capacity(starts.len());
    let mut removed = source.removed.into_iter().peekable();
    let mut styled = source.styled.into_iter().peekable();
    let mut chars = 0;
    for (n, &start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(lines.len());
        let text = lines[start..end].join("\n");
        let length = text.chars().count() as u32;
        let last = n + 1 == starts.len();
        let mut own = Vec::new();
        while let Some(mut piece) = removed.next_if(|piece| last || piece.at < chars + length) {
            // What stood on the line break before this report stands at its start.
            piece.at = piece.at.saturating_sub(chars).min(length);
            own.push(piece);
        }
        let styled_here = std::iter::from_fn(|| styled.next_if(|paragraph| paragraph.at < chars + length));
        let styled_here = styled_here.map(|paragraph| Styled { at: paragraph.at - chars, ..paragraph }).collect();
        chars += length + 1;
        reports.push(report(text, own, styled_here));
    }
    reports
}

/// Whether a line is the title of a report: 青禾县2024年政府工作报告, 政府工作报告.
pub fn is_title(line: &str) -> bool {
    if line.len() > LONGEST_TITLE * 3 || line.contains(['。', ',', '，', '、', '《', '“']) {
        return false;
    }
    let line = line.trim_end_matches([')', '）', '稿', '全', '文', '(', '（']);
    ["政府工作报告", "政府工作報告"].iter().any(|title| line.ends_with(title))
        && !line.contains("关于")
        && !line.contains("决议")
        && line.chars().count() <= LONGEST_TITLE
}

fn report(text: String, removed: Vec<Removed>, styled: Vec<Styled>) -> Report {
    let titled = text.lines().take(8).find(|line| is_title(line));
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    // Without a title, the first sentence names the text.
    let title = titled
        .unwrap_or_else(|| first.split(['。', '；', ';']).next().unwrap_or(first))
        .chars()
        .take(LONGEST_TITLE)
        .collect::<String>();
    let title = title.trim_end_matches(['。', ':', '：', '，', ',']).to_owned();
    let addressed = text.lines().take(12).any(|line| line.starts_with("各位代表"));
    let about_one = ["决议", "关于政府工作报告", "解读"].iter().any(|word| first.contains(word));
    let kind = if (titled.is_some() || addressed) && !about_one {
        DocumentKind::Report
    } else if !about_one && text.lines().any(crate::outline::starts_heading) && speaks_of_a_year(&text).is_some() {
        DocumentKind::Excerpt
    } else {
        DocumentKind::Other
    };
    let region = titled.and_then(|title| region(title, &text));
    let year = titled.and_then(year_in).or_else(|| year_of_title(first)).or_else(|| speaks_of_a_year(&text));
    Report { kind, title, region, year, text, removed, styled }
}

/// The first `20NN年` or `19NN年` of a line.
pub(crate) fn year_in(line: &str) -> Option<u16> {
    years_in(line).first().copied()
}

/// Every `20NN年` or `19NN年` of a line, in order.
fn years_in(line: &str) -> Vec<u16> {
    let chars: Vec<char> = line.chars().collect();
    let year = |w: &[char]| {
        let digits: String = w[..4].iter().map(|&c| crate::quantity::year_digit(c).unwrap_or('x')).collect();
        let year: u16 = digits.parse().ok()?;
        (w[4] == '年' && (1949..2100).contains(&year)).then_some(year)
    };
    chars.windows(5).filter_map(year).collect()
}

/// The year of a text whose first line is a title of another kind: the last it names, for 2023年预算执行情况和2024年预算草案
/// is of 2024.
fn year_of_title(line: &str) -> Option<u16> {
    const KINDS: [&str; 9] = ["公报", "总结", "年报", "报告", "纲要", "要点", "计划", "方案", "安排"];
    let short = line.chars().count() <= LONGEST_TITLE && !line.contains(['。', '，', '；']);
    (short && KINDS.iter().any(|kind| line.ends_with(kind))).then(|| years_in(line).into_iter().max())?
}

/// Whether a text speaks of the year in its title as one that is over, where a report reviews the year before: a
/// statistical bulletin, a summary of the year's work.
pub(crate) fn closes_its_year(title: &str) -> bool {
    ["公报", "总结", "年报", "总结报告"].iter().any(|kind| title.ends_with(kind)) && years_in(title).len() == 1
}

/// The year a text without a title is of, from its headings: 2022年工作回顾 is of 2023, 2023年重点工作 too; else from
/// the date it was delivered.
fn speaks_of_a_year(text: &str) -> Option<u16> {
    let headings = || text.lines().filter(|line| line.chars().count() <= LONGEST_TITLE);
    let plans = ["安排", "任务", "目标", "重点", "思路", "打算", "要求", "计划"];
    headings()
        .find_map(|line| year_in(line).filter(|_| plans.iter().any(|word| line.contains(word))))
        .or_else(|| headings().find_map(|line| year_in(line).filter(|_| line.contains("回顾")).map(|year| year + 1)))
        .or_else(|| text.lines().take(6).filter(|line| line.contains('月') && line.contains('日')).find_map(year_in))
}

fn region(title: &str, text: &str) -> Option<Region> {
    let mut name: &str = title;
    if let Some((_, rest)) = name.split_once('年') {
        let before = &name[..name.len() - rest.len() - '年'.len_utf8()];
        // 2024年青禾县政府工作报告, or 青禾县2024年政府工作报告
        name = if before.chars().all(|c| crate::quantity::ascii_digit(c).is_some()) {
            rest
        } else {
            before.trim_end_matches(|c| crate::quantity::ascii_digit(c).is_some())
        };
    }
    let name = name.trim_end_matches("政府工作报告").trim_end_matches("政府工作報告").trim_end_matches("人民");
    let name = name.rsplit([']', '】', ' ']).next().unwrap_or(name).trim();
    if name.is_empty() || name.chars().count() > 16 {
        return None;
    }
    Some(Region { name: name.to_owned(), level: level(name, text), code: None })
}

/// The rank of a place by its name; a 市 is a prefecture where its report speaks of the counties below it.
fn level(name: &str, text: &str) -> Option<RegionLevel> {
    const MUNICIPALITIES: [&str; 4] = ["北京市", "上海市", "天津市", "重庆市"];
    if matches!(name, "国务院" | "中华人民共和国" | "中国") {
        return Some(RegionLevel::Nation);
    }
    if MUNICIPALITIES.contains(&name) || name.ends_with('省') || name.ends_with("自治区") {
        return Some(RegionLevel::Province);
    }
    if name.ends_with('州') || name.ends_with('盟') || name.ends_with("地区") {
        return Some(RegionLevel::Prefecture);
    }
    if name.ends_with(['县', '区', '旗']) {
        return Some(RegionLevel::County);
    }
    if name.ends_with(['镇', '乡']) || name.ends_with("街道") {
        return Some(RegionLevel::Township);
    }
    const COUNTIES: [&str; 5] = ["县(市、区)", "县（市、区）", "县市区", "县区", "市辖区"];
    let counties = || {
        let places = text.match_indices('县').chain(text.match_indices('市')).map(|(at, _)| &text[at..]);
        places.filter(|place| COUNTIES.iter().any(|word| place.starts_with(word)))
    };
    (name.ends_with('市') && counties().nth(3).is_some()).then_some(RegionLevel::Prefecture)
}

#[cfg(test)]
mod tests {
    use super::{is_title, split};
    use crate::clean::clean;
    use gangmu_model::{DocumentKind, RegionLevel};

    #[test]
    fn a_source_of_two_reports_is_parted_at_the_titles() {
        let body = "各位代表：\n我代表市政府报告工作。\n一、2023年工作回顾\n成绩不少。\n二、2024年工作安排\n任务很重。";
        let reports =
            split(clean(&format!("目录\n2024年青禾县政府工作报告\n{body}\n白石省2024年政府工作报告\n{body}")));
        assert_eq!(reports.len(), 2);
        assert_eq!(reports[0].title, "2024年青禾县政府工作报告");
        assert_eq!(
            reports[0].region.as_ref().map(|r| (r.name.as_str(), r.level)),
            Some(("青禾县", Some(RegionLevel::County)))
        );
        assert_eq!(
            reports[1].region.as_ref().map(|r| (r.name.as_str(), r.level)),
            Some(("白石省", Some(RegionLevel::Province)))
        );
        assert_eq!((reports[0].year, reports[1].year), (Some(2024), Some(2024)));
        assert_eq!(reports[0].removed.len(), 1);
        assert!(reports[1].removed.is_empty());
    }

    #[test]
    fn an_excerpt_has_its_year_from_its_headings() {
        let reports = split(clean("2024年重点工作\n一、抓产业。全年新增企业3家。\n"));
        assert_eq!((reports[0].kind, reports[0].year), (DocumentKind::Excerpt, Some(2024)));
        let reports = split(clean("三、2023年工作回顾\n（一）抓产业。全年新增企业3家。\n"));
        assert_eq!(reports[0].year, Some(2024));
    }

    #[test]
    fn what_only_speaks_of_a_report_is_no_title() {
        assert!(is_title("政府工作报告"));
        assert!(is_title("政府工作报告（全文）"));
        assert!(!is_title("标签:#工作报告"));
        assert!(!is_title("关于政府工作报告的决议"));
        assert!(!is_title("会议听取了县长所作的政府工作报告。"));
        assert_eq!(split(clean("关于政府工作报告的决议\n会议同意这个报告。"))[0].kind, DocumentKind::Other);
    }
}
