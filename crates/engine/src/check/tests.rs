//! Each check on sentences of our own, with and without the slip.

use gangmu_model::{Options, Warning};

/// The warnings of a county's report with these paragraphs under its review, and these under its plan.
fn report(review: &str, plan: &str) -> (Vec<Warning>, String) {
    let text = format!(
        "2024年芸溪县政府工作报告\n一、2023年工作回顾\n过去的一年，全县上下团结奋斗。\n{review}\n\
         二、2024年工作安排\n新的一年，任务更重。\n{plan}\n"
    );
    let source = crate::Source { name: "report.txt", bytes: text.as_bytes() };
    let mut analysis = crate::analyze(&[source], &Options::default(), &mut ());
    assert_eq!(analysis.documents.len(), 1);
    let document = analysis.documents.remove(0);
    let warnings = document.warnings.into_iter().filter(|warning| warning.at.is_some()).collect();
    (warnings, document.text)
}

/// One warning of this code, with the text at its two places; `there` is empty where it is about one.
#[track_caller]
fn warns(review: &str, plan: &str, code: &str, here: &str, there: &str) -> Warning {
    let (mut warnings, text) = report(review, plan);
    assert_eq!(warnings.len(), 1, "{warnings:#?}");
    let warning = warnings.remove(0);
    assert_eq!(warning.code, code, "{warning:?}");
    assert!(super::CODES.contains(&code));
    let from = |at: Option<u32>| at.map(|at| text.chars().skip(at as usize).collect::<String>());
    assert!(from(warning.at).is_some_and(|rest| rest.starts_with(here)), "{warning:?}");
    match from(warning.against) {
        Some(rest) => assert!(!there.is_empty() && rest.starts_with(there), "{warning:?}"),
        None => assert!(there.is_empty(), "{warning:?}"),
    }
    warning
}

#[track_caller]
fn silent(review: &str, plan: &str) {
    let (warnings, _) = report(review, plan);
    assert!(warnings.is_empty(), "{warnings:#?}");
}

/// A figure said again and again is compared once, and a slip after it is still seen.
#[test]
fn a_figure_said_many_times_hides_no_slip() {
    let again = "城镇新增就业5217人。\n".repeat(100);
    warns(&format!("{again}民生持续改善。城镇新增就业5271人。"), "", "two-values", "5271人", "5217人");
}

#[test]
fn one_indicator_with_two_values() {
    let warning = warns(
        "地区生产总值增长6.3%，城镇新增就业5217人。\n民生持续改善。城镇新增就业5271人，转移劳动力1.2万人。",
        "",
        "two-values",
        "5271人",
        "5217人",
    );
    assert_eq!(warning.parameters["indicator"], "城镇新增就业");
    warns(
        "全县地区生产总值168.4亿元，增长6.3%。\n经济稳中有进，地区生产总值增长6.8%。",
        "",
        "two-values",
        "6.8%",
        "6.3%",
    );
    // 亿 for 万
    warns(
        "一般公共预算收入9.37亿元。\n财税工作扎实，一般公共预算收入9.37万元。",
        "",
        "two-values",
        "9.37万元",
        "9.37亿元",
    );
    // two targets for one year
    warns("", "城镇新增就业4800人。\n促进充分就业，城镇新增就业5000人。", "two-values", "5000人", "4800人");
    // more than 170 against 168.4
    warns(
        "地区生产总值突破170亿元。\n综合实力不断增强，地区生产总值达到168.4亿元。",
        "",
        "two-values",
        "168.4亿元",
        "170亿元",
    );
}

#[test]
fn two_values_that_are_no_slip() {
    // rounded
    silent("地区生产总值168.4亿元。\n经济总量扩大，地区生产总值168.42亿元。", "");
    silent("地区生产总值增长6.3%。\n地区生产总值增长6.3％。", "");
    // done and promised; a target below what was achieved, with 以上
    silent("地区生产总值增长6.8%。", "地区生产总值增长6.5%以上。");
    silent("地区生产总值168.4亿元。\n综合实力不断增强，地区生产总值突破160亿元。", "");
    // another time, another place, another measure
    silent("前三季度，地区生产总值增长6.1%。\n全年地区生产总值增长6.3%。", "");
    silent("2022年，城镇新增就业5030人。\n2023年，城镇新增就业5217人。", "");
    silent("过去五年，地区生产总值年均增长7.1%。\n2023年，地区生产总值增长6.3%。", "");
    silent("一般公共预算收入9.37亿元。\n县本级一般公共预算收入7.12亿元。", "");
    silent("固定资产投资增长9.2%。\n园区固定资产投资增长11.5%。", "");
    silent("城镇居民人均可支配收入增长5.3%。\n农村居民人均可支配收入增长7.9%。", "");
    // what is counted is named anew each time
    silent("扩建幼儿园3所，新增学位900个。\n扩建中学2所，新增学位1100个。", "");
    silent("引进食品企业，签约项目12个。\n引进建材企业，签约项目15个。", "");
}

#[test]
fn a_part_larger_than_its_whole() {
    warns("实施重点项目，完成投资32.5亿元，其中民间投资35.2亿元。", "", "part-exceeds-whole", "35.2亿元", "32.5亿元");
    warns("新增规上企业12家，其中工业企业21家。", "", "part-exceeds-whole", "21家", "12家");
    silent("新增规上企业21家，其中工业企业12家。", "");
    silent("完成投资32.5亿元，其中民间投资32.5亿元。", "");
    // the growth of a part may well be larger
    silent("进出口总额增长8%，其中出口增长12%。", "");
    // 总投资 is that of the projects
    silent("到位资金14亿元，其中签约食品项目15个、总投资20亿元。", "");
    silent("完成投资30多亿元，其中民间投资32亿元。", "");
}

#[test]
fn parts_that_come_to_more_than_their_whole() {
    warns(
        "争取上级资金20亿元，其中中央预算内资金12亿元、专项债券资金9.5亿元。",
        "",
        "parts-exceed-whole",
        "9.5亿元",
        "20亿元",
    );
    silent("争取上级资金20亿元，其中中央预算内资金12亿元、专项债券资金7.5亿元。", "");
    // rounded: 12.04 + 7.99
    silent("争取上级资金20亿元，其中中央预算内资金12.0亿元、专项债券资金8.0亿元。", "");
    // an enterprise may be counted twice
    silent("培育高新技术企业20家，其中规上工业企业14家、科技型中小企业11家。", "");
}

#[test]
fn a_total_that_its_list_contradicts() {
    warns("进出口总额24.6亿元，其中出口额18.2亿元、进口额6.9亿元。", "", "parts-exceed-whole", "6.9亿元", "24.6亿元");
    warns("进出口总额24.6亿元，其中出口额18.2亿元、进口额5.4亿元。", "", "total-and-list", "5.4亿元", "24.6亿元");
    silent("进出口总额24.6亿元，其中出口额18.2亿元、进口额6.4亿元。", "");
    warns(
        "全县生产总值168.4亿元。其中，第一产业增加值30.1亿元，第二产业增加值60.2亿元，第三产业增加值70.1亿元。",
        "",
        "total-and-list",
        "70.1亿元",
        "168.4亿元",
    );
    silent("全县生产总值168.4亿元。其中，第一产业增加值30.1亿元，第二产业增加值60.2亿元，第三产业增加值78.1亿元。", "");
    warns("", "实施重点项目120个，其中新建项目46个、续建项目70个。", "total-and-list", "70个", "120个");
    silent("", "实施重点项目120个，其中新建项目50个、续建项目70个。");
    silent("", "实施重点项目120个，其中产业项目46个、民生项目30个。");
}

#[test]
fn shares_that_do_not_make_a_hundred() {
    let warning = warns("三次产业结构调整为17.9:35.7:47.4。", "", "shares-not-100", "17.9:35.7:47.4", "");
    assert_eq!(warning.parameters["sum"], "101.0");
    silent("三次产业结构调整为17.9:35.7:46.4。", "");
    silent("三次产业结构调整为17.9∶35.7∶46.3。", "");
    silent("三次产业比例为18:36:47。", "");
    silent("混凝土配合比例为1:2:3。", "");
}

#[test]
fn per_cent_and_percentage_points() {
    warns(
        "常住人口城镇化率达到52.6%。\n城镇化步伐加快，常住人口城镇化率提高1.5%。",
        "",
        "share-in-percent",
        "1.5%",
        "52.6%",
    );
    silent("常住人口城镇化率达到52.6%，提高1.5个百分点。", "");
    silent("常住人口城镇化率提高到52.6%。", "");
    silent("全员劳动生产率增长6.2%，火灾发生率下降12%。", "");
    warns("规模以上工业增加值增长8.7个百分点。", "", "amount-in-points", "8.7个百分点", "");
    silent("规模以上工业增加值增速提高1.2个百分点。", "");
    silent("规模以上工业增加值增长8.7%，比上年提高1.2个百分点。", "");
    silent("地区生产总值增速高于全市1.2个百分点。", "");
}

#[test]
fn a_unit_that_does_not_fit() {
    warns("农村居民人均可支配收入1.8亿元。", "", "unit-misfit", "1.8亿元", "");
    warns("全县地区生产总值168.4元。", "", "unit-misfit", "168.4元", "");
    warns("一般公共预算收入9.37万人。", "", "unit-misfit", "9.37万人", "");
    warns("PM2.5平均浓度27毫克/立方米。", "", "unit-misfit", "27毫克/立方米", "");
    silent("农村居民人均可支配收入1.87万元，PM2.5平均浓度27微克/立方米。", "");
    silent("全县地区生产总值1684000万元。", "");
    silent("地区生产总值超百亿元的乡镇3个。", "");
}

#[test]
fn other_texts_are_left_alone() {
    let text = "多省公布增长目标\n甲省地区生产总值增长5.5%。\n乙省地区生产总值增长6%。\n";
    let source = crate::Source { name: "news.txt", bytes: text.as_bytes() };
    let analysis = crate::analyze(&[source], &Options::default(), &mut ());
    assert!(analysis.documents.iter().all(|document| document.warnings.iter().all(|warning| warning.at.is_none())));
}

#[test]
fn a_corrected_row_clears_its_doubt_or_raises_one() {
    let text =
        "2024年芸溪县政府工作报告\n一、2023年工作回顾\n城镇新增就业4800人。\n促进充分就业，城镇新增就业5000人。\n";
    let source = crate::Source { name: "report.txt", bytes: text.as_bytes() };
    let mut document = crate::analyze(&[source], &Options::default(), &mut ()).documents.remove(0);
    let codes = |document: &gangmu_model::Document| -> Vec<String> {
        document.warnings.iter().filter(|warning| warning.at.is_some()).map(|warning| warning.code.clone()).collect()
    };
    let before = document.warnings.clone();
    assert_eq!(codes(&document), ["two-values"]);
    let change = |document: &mut gangmu_model::Document, value: f64| {
        let row = &mut document.indicators[1];
        row.value = gangmu_model::Number(value);
        row.amount = row.amount.map(|_| gangmu_model::Number(value));
        super::again(document);
    };
    // What has nothing to do with figures stays.
    let other = Warning { code: "encoding-guessed".to_owned(), at: None, ..before[0].clone() };
    document.warnings.push(other.clone());
    change(&mut document, 4800.0);
    assert_eq!(codes(&document), Vec::<String>::new());
    assert!(document.warnings.contains(&other));
    change(&mut document, 5000.0);
    assert_eq!(codes(&document), ["two-values"]);
}
