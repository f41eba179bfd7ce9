//! Splitting: a cleaned source in, its reports out, each with title, region, year and kind.
//!
//! A report begins at its title line (…政府工作报告). One source may hold dozens; a source without a title is an
//! excerpt, or no report at all. What goes with reports in one source, a resolution on one, a budget, is a text of its own.

pub(crate) mod kind;
mod naming;
mod place;

use crate::clean::{Styled, Text};
use gangmu_model::{DocumentKind, Region, Removed, Sureness};

/// One report of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Whole report, excerpt or other.
    pub kind: DocumentKind,
    /// What it says of itself.
    pub named: Named,
    /// Its text.
    pub text: String,
    /// What was taken out of it; `at` counts characters of `text`.
    pub removed: Vec<Removed>,
    /// The paragraphs that its source styles as headings, in order.
    pub styled: Vec<Styled>,
}

/// What a text says of itself, and how sure that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The title line, or the first line where there is none.
    pub title: String,
    /// The place it speaks for.
    pub region: Option<Region>,
    /// The year it is of: it reviews the one before.
    pub year: Option<u16>,
    /// The day it was delivered: `2024-01-10`.
    pub date: Option<String>,
    /// Who delivered it.
    pub speaker: Option<String>,
    /// How sure each is.
    pub sureness: Sureness,
}

/// A title is at most this long, in characters.
const LONGEST_TITLE: usize = 40;
/// A longer line, in characters, is a paragraph of a text.
const LONG: usize = 200;
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
        } else if kind::names_another(line) && starts.last().is_none_or(|&start| is_text(&lines[start..at])) {
            starts.push(at);
        }
    }
    // Only beside a report is what goes with it a text of its own.
    if last_title.is_none() {
        starts.clear();
    }
    // What stands before the first title belongs to the first report, unless it is a text of its own.
    let own = starts.first().is_some_and(|&first| lines[..first].iter().any(|line| line.chars().count() > LONG));
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

/// Whether there is text among these lines, and not titles and contents alone.
fn is_text(lines: &[&str]) -> bool {
    lines.iter().map(|line| line.chars().count()).filter(|&length| length > LONGEST_TITLE).sum::<usize>() > LONG
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
        && !kind::tells_of_one(line)
        && line.chars().count() <= LONGEST_TITLE
}

/// A report of this text, and what it says of itself.
pub(crate) fn report(text: String, removed: Vec<Removed>, styled: Vec<Styled>) -> Report {
    let named = naming::named(&text);
    Report { kind: kind::kind(&text, speaks_of_a_year(&text).is_some()), named, text, removed, styled }
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

#[cfg(test)]
mod tests {
    use super::{is_title, split};
    use crate::clean::clean;
    use gangmu_model::{Confidence, DocumentKind, RegionLevel};

    #[test]
    fn a_source_of_two_reports_is_parted_at_the_titles() {
        let body = "各位代表：\n我代表市政府报告工作。\n一、2023年工作回顾\n成绩不少。\n二、2024年工作安排\n任务很重。";
        let reports =
            split(clean(&format!("目录\n2024年青禾县政府工作报告\n{body}\n白石省2024年政府工作报告\n{body}")));
        assert_eq!(reports.len(), 2);
        assert_eq!(reports[0].named.title, "2024年青禾县政府工作报告");
        assert_eq!(
            reports[0].named.region.as_ref().map(|r| (r.name.as_str(), r.level)),
            Some(("青禾县", Some(RegionLevel::County)))
        );
        assert_eq!(
            reports[1].named.region.as_ref().map(|r| (r.name.as_str(), r.level)),
            Some(("白石省", Some(RegionLevel::Province)))
        );
        assert_eq!((reports[0].named.year, reports[1].named.year), (Some(2024), Some(2024)));
        assert_eq!(reports[0].removed.len(), 1);
        assert!(reports[1].removed.is_empty());
    }

    #[test]
    fn an_excerpt_has_its_year_from_its_headings() {
        let reports = split(clean("2024年重点工作\n一、抓产业。全年新增企业3家。\n"));
        assert_eq!((reports[0].kind, reports[0].named.year), (DocumentKind::Excerpt, Some(2024)));
        let reports = split(clean("三、2023年工作回顾\n（一）抓产业。全年新增企业3家。\n"));
        assert_eq!(reports[0].named.year, Some(2024));
        // What hails the delegates is a report, what only speaks to them is none.
        let text = |line: &str| format!("{line}\n一、2024年重点工作\n（一）抓产业。全年新增企业3家。\n");
        for line in ["各位代表：", "各位代表、各位委员、同志们！", "各位代表，现在我报告工作：请审议。"]
        {
            assert_eq!(kind(&text(line)), DocumentKind::Report, "{line}");
        }
        let line = "各位代表，新的一年里，全县上下要把路修好、把河治好、把学校办好。";
        assert_eq!(kind(&text(line)), DocumentKind::Excerpt);
    }

    fn reports(text: &str) -> Vec<super::Report> {
        split(clean(text))
    }

    fn kind(text: &str) -> DocumentKind {
        reports(text)[0].kind
    }

    const OPENING: &str =
        "各位代表：\n现在，由我代表县人民政府报告一年来的工作，请予审议。\n一、2023年工作回顾\n修了路，架了桥。\n";

    #[test]
    fn what_goes_with_reports_is_none() {
        for (title, code) in [
            ("青禾县第九届人民代表大会第四次会议关于青禾县人民政府工作报告的决议", "other-resolution"),
            ("关于青禾县2023年国民经济和社会发展计划执行情况与2024年国民经济和社会发展计划草案的报告", "other-plan"),
            ("关于青禾县2023年预算执行情况和2024年预算草案的报告", "other-budget"),
            ("青禾县人大常委会工作报告", "other-office"),
            ("青禾县人民法院工作报告", "other-office"),
            ("一图读懂2024年青禾县政府工作报告", "other-news"),
            ("2024年政府工作报告有哪些看点？", "other-news"),
            ("县长林知远作政府工作报告", "other-news"),
        ] {
            let text = format!("{title}\n{OPENING}");
            assert_eq!((kind(&text), super::kind::warning(&text)), (DocumentKind::Other, Some(code)), "{title}");
        }
        for title in ["2024年青禾县政府工作报告", "政府工作报告", "青禾县2024年政府工作报告（摘要）\n政府工作报告"]
        {
            assert_eq!(kind(&format!("{title}\n{OPENING}")), DocumentKind::Report, "{title}");
        }
        let news = "青禾县人代会开幕\n本报讯 1月10日，青禾县第九届人民代表大会第四次会议开幕，县长林知远代表县政府作政府工作报告。\n一、2024年主要目标\n新建学校3所。";
        assert_eq!((kind(news), super::kind::warning(news)), (DocumentKind::Other, Some("other-news")));
    }

    #[test]
    fn the_day_of_a_page_is_not_surely_that_of_delivery() {
        let of = |line: &str| {
            let named = reports(&format!("2024年青禾县政府工作报告\n{line}\n{OPENING}")).remove(0).named;
            (named.date, named.sureness.date)
        };
        let day = || Some("2024-01-10".to_owned());
        for line in ["2024年1月10日", "（二〇二四年一月十日）", "2024年1月10日在青禾县第九届人民代表大会第四次会议上"]
        {
            assert_eq!(of(line), (day(), Some(Confidence::High)), "{line}");
        }
        for line in ["本文2024年1月10日发布于青禾县人民政府", "整理日期2024年1月10日，供各科室学习领会参考之用"]
        {
            assert_eq!(of(line), (day(), Some(Confidence::Low)), "{line}");
        }
    }

    #[test]
    fn a_resolution_behind_a_report_is_a_text_of_its_own() {
        let long = "全县上下共同努力，经受住了多重考验，各项事业都有进展，群众看得见、摸得着。".repeat(8);
        let text = format!(
            "2024年青禾县政府工作报告\n{OPENING}{long}\n青禾县第九届人民代表大会第四次会议关于政府工作报告的决议\n会议同意这个报告，号召全县人民再接再厉。"
        );
        let found: Vec<_> = reports(&text).into_iter().map(|report| report.kind).collect();
        assert_eq!(found, [DocumentKind::Report, DocumentKind::Other]);
        // A source without a report is one text, whatever it names.
        let budget = format!("说明\n{long}\n关于青禾县2023年预算执行情况和2024年预算草案的报告\n{long}");
        assert_eq!(reports(&budget).len(), 1);
    }

    #[test]
    fn day_speaker_and_place_are_told_from_the_lines_under_the_title() {
        let of = |head: &str| reports(&format!("{head}\n{OPENING}")).remove(0).named;
        let named =
            of("政府工作报告\n——2024年1月10日在青禾县第九届人民代表大会第四次会议上\n青禾县人民政府代县长　林知远");
        assert_eq!((named.date.as_deref(), named.speaker.as_deref()), (Some("2024-01-10"), Some("林知远")));
        let region = named.region.unwrap();
        assert_eq!((region.name.as_str(), region.level, named.year), ("青禾县", Some(RegionLevel::County), Some(2024)));
        let high = Some(Confidence::High);
        let sure = named.sureness;
        assert_eq!([sure.title, sure.region, sure.level, sure.year, sure.date, sure.speaker], [high; 6]);

        let named = of("青禾县2024年政府工作报告\n（二〇二三年十二月二十八日）");
        assert_eq!((named.date.as_deref(), named.speaker), (Some("2023-12-28"), None));
        // Title and day do not agree.
        assert_eq!((named.sureness.year, named.sureness.speaker), (Some(Confidence::Low), None));
        for line in ["2024年1月10日，县长在会上讲了话。", "2024年13月40日", "县长在大会上作报告", "市长、县长 林知远"]
        {
            let named = of(&format!("政府工作报告\n{line}"));
            assert_eq!((named.date.filter(|_| !line.contains("讲")), named.speaker), (None, None), "{line}");
        }
    }

    #[test]
    fn places_have_their_full_names_and_ranks() {
        let of = |place: &str| {
            let named = reports(&format!("2024年{place}政府工作报告\n{OPENING}")).remove(0).named;
            let region = named.region.unwrap();
            (region.name, region.level, named.sureness.level)
        };
        let high = Some(Confidence::High);
        assert_eq!(of("广西"), ("广西壮族自治区".to_owned(), Some(RegionLevel::Province), high));
        assert_eq!(of("重庆市"), ("重庆市".to_owned(), Some(RegionLevel::Province), high));
        assert_eq!(of("南宁市"), ("南宁市".to_owned(), Some(RegionLevel::Prefecture), high));
        assert_eq!(of("青禾区"), ("青禾区".to_owned(), Some(RegionLevel::County), high));
        assert_eq!(of("云州市"), ("云州市".to_owned(), Some(RegionLevel::County), Some(Confidence::Low)));
    }

    #[test]
    fn an_excerpt_has_its_place_from_how_it_speaks() {
        let text = "三、2023年工作回顾\n全县上下一心，体现青禾担当，平安青禾建设走在前列，现代化产业也有进展。\n（一）奋力谱写青禾篇章，全县面貌一新。\n推进青禾现代化，全县人民满意。";
        let named = reports(text).remove(0).named;
        assert_eq!(
            named.region.map(|region| (region.name, region.level)),
            Some(("青禾县".to_owned(), Some(RegionLevel::County)))
        );
        assert_eq!((named.sureness.region, named.sureness.title), (Some(Confidence::Low), Some(Confidence::Low)));
        let none = "三、2023年工作回顾\n全县产业发展、产业建设、产业突破，平安产业，产业担当，产业篇章。产业。";
        assert_eq!(reports(none).remove(0).named.region, None);
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
