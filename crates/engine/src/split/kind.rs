//! What sort of text it is: a report, a part of one, or what merely goes with reports.

use super::{LONGEST_TITLE, is_title};
use gangmu_model::DocumentKind;

/// A title of such things is at most this long, in characters: 关于云州市2023年国民经济和社会发展计划执行情况与2024年国民经济和
/// 社会发展计划草案的报告.
const LONGEST_OTHER: usize = 70;

/// Behind 各位代表, the rest of a line that hails them is at most so long, in characters: 、各位委员、同志们：.
const LONGEST_HAIL: usize = 12;

/// So many lines at the start may hold the title.
const HEAD: usize = 4;

/// What kind of text these lines are; `year` is whether its headings tell the year it is of.
pub(super) fn kind(text: &str, year: bool) -> DocumentKind {
    let head = || text.lines().filter(|line| !line.trim().is_empty());
    let titled = text.lines().take(8).any(is_title);
    let addressed = text.lines().take(12).any(hails);
    let first_title = head().take(HEAD).position(is_title);
    let first_other = head().take(HEAD).position(names_another);
    let other = match (first_other, first_title) {
        (Some(other), Some(title)) => other < title,
        (Some(_), None) => true,
        (None, _) => false,
    };
    if other || speaks_about_one(text) {
        return DocumentKind::Other;
    }
    if titled || addressed {
        DocumentKind::Report
    } else if text.lines().any(crate::outline::starts_heading) && year {
        DocumentKind::Excerpt
    } else {
        DocumentKind::Other
    }
}

/// Whether a line hails the delegates, as a report begins: 各位代表：, 各位代表、同志们！ In a part of one 各位代表 opens a
/// sentence as well.
fn hails(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("各位代表") else { return false };
    let rest = rest.trim_end();
    rest.chars().count() <= LONGEST_HAIL || rest.chars().take(LONGEST_HAIL).any(|c| matches!(c, '：' | ':'))
}

/// What a text is that is no report, as the code of the warning that says so; nothing where its first lines name nothing.
pub(crate) fn warning(text: &str) -> Option<&'static str> {
    let named = text.lines().filter(|line| !line.trim().is_empty()).take(HEAD).find_map(another);
    named.or_else(|| speaks_about_one(text).then_some(NEWS))
}

const RESOLUTION: &str = "other-resolution";
const PLAN: &str = "other-plan";
const BUDGET: &str = "other-budget";
const OFFICE: &str = "other-office";
const NEWS: &str = "other-news";

/// Whether a line is the title of something that goes with reports, and no report: 关于政府工作报告的决议, 关于…预算…的报告.
pub(super) fn names_another(line: &str) -> bool {
    another(line).is_some()
}

/// What such a title names.
fn another(line: &str) -> Option<&'static str> {
    let line =
        line.trim().trim_start_matches("附件").trim_end_matches(['）', ')', '稿', '（', '(', '摘', '要', '全', '文']);
    let length = line.chars().count();
    if !(4..=LONGEST_OTHER).contains(&length) || line.contains(['。', '；']) || is_title(line) {
        return None;
    }
    let ends = |ends: &[&str]| ends.iter().any(|end| line.ends_with(end));
    let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
    // Acts of an assembly and of an office.
    if ends(&["决议", "决定", "审议意见", "审查报告", "审查结果报告", "审查结果的报告", "审议结果的报告"])
    {
        return Some(RESOLUTION);
    }
    // Reports beside that of the government.
    if ends(&["报告", "草案", "情况", "计划"]) {
        if has(&["发展计划"]) {
            return Some(PLAN);
        }
        if has(&["预算", "决算"]) {
            return Some(BUDGET);
        }
        if has(&["人大常委会工作报告", "人民代表大会常务委员会工作报告"]) {
            return Some(OFFICE);
        }
    }
    if ends(&["法院工作报告", "检察院工作报告", "常委会工作报告", "常务委员会工作报告", "政协工作报告"])
    {
        return Some(OFFICE);
    }
    let about = (has(&["工作报告", "报告", "两会"]) && tells_of_one(line))
        || has(&["《政府工作报告》", "听取"]) && has(&["报告"]);
    about.then_some(NEWS)
}

/// Whether a line is about a report: 一图读懂…, …解读, 县长林知远作政府工作报告.
pub(super) fn tells_of_one(line: &str) -> bool {
    const ABOUT: [&str; 18] = [
        "解读",
        "图解",
        "一图",
        "读懂",
        "看点",
        "侧记",
        "热议",
        "点赞",
        "摘登",
        "问答",
        "金句",
        "划重点",
        "速览",
        "审议",
        "引发",
        "起草",
        "作的政府工作报告",
        "作了政府工作报告",
    ];
    // 焦作政府工作报告 is a title, 县长林知远作政府工作报告 is none.
    let gives = line.contains("作政府工作报告") && ["长", "总理", "主席"].iter().any(|office| line.contains(office));
    gives || ABOUT.iter().any(|word| line.contains(word))
}

/// Whether a text tells of a report in others' words, as news do: 会议听取了…所作的政府工作报告, and never speaks as one.
fn speaks_about_one(text: &str) -> bool {
    let own = ["我代表", "由我代表", "受县人民政府委托", "受市人民政府委托", "请予审议", "各位代表"];
    let others = [
        "作政府工作报告",
        "作了政府工作报告",
        "所作的政府工作报告",
        "作的政府工作报告",
        "作《政府工作报告》",
        "听取了政府工作报告",
        "听取和审议政府工作报告",
        "听取和审议了政府工作报告",
        "批准这个报告",
        "批准政府工作报告",
        "同意这个报告",
    ];
    // A report says this of itself at its start at most; news say it there, too, and never the rest.
    let start: String = text.chars().take(10 * LONGEST_TITLE).collect();
    others.iter().any(|words| start.contains(words)) && !own.iter().any(|words| start.contains(words))
}
