//! The constructions as a specification: a sentence in a report's manner, and the rows it makes.

use crate::split::split;
use gangmu_model::{
    Bound, Checked, Correction, CorrectionAction, Direction, Document, Indicator, IndicatorType, Multiple, Options,
    SourceInfo, Status, anchor,
};

fn analyzed(body: &str, options: &Options) -> Document {
    let text = format!("2024年青禾县政府工作报告\n各位代表：\n{body}");
    let info = SourceInfo { name: "t".into(), format: "text".into(), encoding: None, index: 0 };
    let mut document = crate::outline::document(info, split(crate::clean::clean(&text)).remove(0));
    super::fill(&mut document, options);
    document
}

/// Rows of a sentence that reviews, as `indicator value unit`, with ↑ or ↓ for a change, # for a rank, ± for a gap, and
/// the bound where it is not exact.
fn rows(sentence: &str) -> Vec<String> {
    analyzed(&format!("一、2023年工作回顾\n{sentence}"), &Options::default()).indicators.iter().map(show).collect()
}

fn show(row: &gangmu_model::Indicator) -> String {
    let mark = match (row.kind, row.direction) {
        (IndicatorType::Level, _) => "",
        (IndicatorType::Rank, _) => "#",
        (IndicatorType::Gap, Some(Direction::Down)) => "∓",
        (IndicatorType::Gap, _) => "±",
        (_, Some(Direction::Down)) => "↓",
        _ => "↑",
    };
    let bound = match row.bound {
        Bound::Exact => "",
        Bound::AtLeast => "≥",
        Bound::AtMost => "≤",
        Bound::About => "≈",
    };
    let max = row.value_max.map(|max| format!("~{max}")).unwrap_or_default();
    format!("{} {mark}{bound}{}{max}{}", row.indicator, row.value, row.unit.as_deref().unwrap_or_default())
}

/// The names of the rules that made a sentence's rows.
fn rules(sentence: &str) -> Vec<String> {
    analyzed(&format!("一、2023年工作回顾\n{sentence}"), &Options::default())
        .indicators
        .iter()
        .map(|row| row.rule.clone())
        .collect()
}

#[test]
fn core_growth_and_value_pairs() {
    assert_eq!(rows("全县地区生产总值增长7.2%。"), ["地区生产总值 ↑7.2%"]);
    assert_eq!(rows("固定资产投资完成85.3亿元、下降4.1%。"), ["固定资产投资 85.3亿元", "固定资产投资 ↓4.1%"]);
    assert_eq!(rows("工业用电量达到3.6亿千瓦时，同比增长9.4%。"), ["工业用电量 3.6亿千瓦时", "工业用电量 ↑9.4%"]);
    assert_eq!(rules("工业用电量达到3.6亿千瓦时，同比增长9.4%。"), ["core", "carried-topic"]);
}

#[test]
fn light_verbs_join_the_noun_behind_them() {
    assert_eq!(rows("第三产业实现增加值46亿元、增长6%。"), ["第三产业增加值 46亿元", "第三产业增加值 ↑6%"]);
}

#[test]
fn a_verb_of_doing_is_no_part_of_the_name() {
    assert_eq!(
        rows("新增经营主体2310户，建成高标准农田4.5万亩、口袋公园6个，发放创业担保贷款1.2亿元。"),
        ["经营主体 2310户", "高标准农田 4.5万亩", "口袋公园 6个", "创业担保贷款 1.2亿元"]
    );
}

#[test]
fn a_count_before_its_noun() {
    assert_eq!(rows("18条背街小巷完成改造。"), ["背街小巷 18条"]);
    assert_eq!(rows("42个重大项目完成投资60亿元。"), ["重大项目 42个", "重大项目投资 60亿元"]);
    assert_eq!(rules("42个重大项目完成投资60亿元。"), ["number-before-noun", "count-and-amount"]);
    assert_eq!(rows("青禾面粉等5户企业入选省级示范。"), ["入选省级示范的企业 5户"]);
    assert_eq!(rows("新建了12座村级水站。"), ["村级水站 12座"]);
}

#[test]
fn a_noun_that_says_too_little_takes_what_is_said_of_it() {
    assert_eq!(rows("12家企业完成数字化改造。"), ["完成数字化改造的企业 12家"]);
    assert_eq!(rows("青禾面粉、云岭茶业等9个项目建成投产。"), ["青禾面粉、云岭茶业等项目 9个"]);
    assert_eq!(rows("18个产业项目顺利开工。"), ["产业项目 18个"]);
    assert_eq!(rules("12家企业完成数字化改造。"), ["number-before-noun"]);
}

#[test]
fn a_verb_before_a_noun_makes_no_change_of_a_level() {
    assert_eq!(rows("巩固提升20万亩“吨粮田”。"), ["“吨粮田” 20万亩"]);
}

#[test]
fn an_amount_belongs_to_the_projects_counted_before_it() {
    assert_eq!(rows("实施技改项目36个，完成投资28亿元。"), ["技改项目 36个", "技改项目投资 28亿元"]);
    assert_eq!(rules("实施技改项目36个，完成投资28亿元。"), ["core", "count-and-amount"]);
}

#[test]
fn money_spent_is_named_by_its_use() {
    assert_eq!(rows("投入1.8亿元，改造农村供水管网。"), ["农村供水管网投入 1.8亿元"]);
    assert_eq!(rules("投入1.8亿元，改造农村供水管网。"), ["spent"]);
}

#[test]
fn a_size_inside_a_counted_noun_is_part_of_the_name() {
    assert_eq!(rows("新建5家日烘干能力30吨以上烘干中心。"), ["日烘干能力30吨以上烘干中心 5家"]);
    assert_eq!(rows("新增3个10亿元以上项目。"), ["10亿元以上项目 3个"]);
}

#[test]
fn shares_and_people_are_named_by_what_follows_them() {
    assert_eq!(rows("七成以上财力用于民生。"), ["财力用于民生 ≥70%"]);
    assert_eq!(rows("620户消除致贫风险。"), ["消除致贫风险户 620户"]);
    assert_eq!(rules("620户消除致贫风险。"), ["people-who"]);
    assert_eq!(rows("工业用电量占全市四分之一。"), ["工业用电量占全市比重 25%"]);
}

#[test]
fn a_place_kept_for_years_is_of_the_amount() {
    assert_eq!(
        rows("港口吞吐量突破1200万吨，增长2%，连续8年保持全省首位。"),
        ["港口吞吐量 ≥1200万吨", "港口吞吐量 ↑2%", "港口吞吐量 #1位"]
    );
}

#[test]
fn words_are_not_cut_open() {
    assert_eq!(rows("及时出台惠企措施35条。"), ["惠企措施 35条"]);
    assert_eq!(rows("全年落实到位资金68亿元。"), ["到位资金 68亿元"]);
    assert_eq!(rows("安全感指数在全省排名提升20位。"), ["安全感指数 ↑20位"]);
    assert_eq!(rows("企业开办压缩到1个环节、时间压减到2个工作日。").last().map(String::as_str), Some("时间 2个工作日"));
}

#[test]
fn medals_are_named_by_their_metal() {
    assert_eq!(rows("在省运会上取得6金4银9铜的好成绩。"), ["金牌 6金", "银牌 4银", "铜牌 9铜"]);
    assert_eq!(rules("在省运会上取得6金4银9铜的好成绩。"), ["medals"; 3]);
}

#[test]
fn a_rank_said_once_holds_for_the_list() {
    assert_eq!(rows("建成省级美丽乡镇3个、美丽村庄25个。"), ["省级美丽乡镇 3个", "省级美丽村庄 25个"]);
    assert_eq!(rules("建成省级美丽乡镇3个、美丽村庄25个。"), ["core", "shared-level"]);
    assert_eq!(rows("建成省级示范社6个、家庭农场40家。"), ["省级示范社 6个", "家庭农场 40家"]);
}

#[test]
fn a_place_in_a_list_of_places_is_named_by_the_list() {
    assert_eq!(rows("排名西部百强县第86位。"), ["西部百强县排名 #86位"]);
    assert_eq!(rules("排名西部百强县第86位。"), ["ranked-list"]);
}

#[test]
fn means_companions_and_order_are_no_part_of_a_name() {
    assert_eq!(rows("采取以奖代补等方式组织实施科技项目15项。"), ["科技项目 15项"]);
    assert_eq!(rows("与四省十二市签订跨省通办协议860项。"), ["跨省通办协议 860项"]);
    assert_eq!(rows("三是新建社区食堂8个。"), ["社区食堂 8个"]);
    assert_eq!(rows("在重点领域突破关键技术5项。"), ["关键技术 5项"]);
    assert_eq!(rows("手续全部办结、开工率达到60%。"), ["开工率 60%"]);
}

#[test]
fn growth_targets_are_read_however_they_are_put() {
    for (sentence, value, max, bound) in [
        ("地区生产总值增长5%左右", 5.0, None, Bound::About),
        ("经济增长预期目标为5.5%左右", 5.5, None, Bound::About),
        ("地区生产总值增长目标设定为6%以上", 6.0, None, Bound::AtLeast),
        ("地区生产总值（GDP）增长5.5%", 5.5, None, Bound::Exact),
        ("地区生产总值预期增长4.5%以上", 4.5, None, Bound::AtLeast),
        ("建议全年地区生产总值增长8%左右", 8.0, None, Bound::About),
        ("GDP增速达到5.5%以上", 5.5, None, Bound::AtLeast),
        ("生产总值增速5.0%—5.5%", 5.0, Some(5.5), Bound::Exact),
        ("把经济增长目标定为5%左右", 5.0, None, Bound::About),
        ("全省经济增长 6 %左右", 6.0, None, Bound::About),
    ] {
        let document = analyzed(
            &format!("二、2024年工作安排\n今年发展的主要预期目标是：{sentence}；城镇新增就业3万人。"),
            &Options::default(),
        );
        let row = &document.indicators[0];
        assert_eq!(row.name.as_deref(), Some("地区生产总值"), "{sentence}");
        assert_eq!((row.kind, row.direction), (IndicatorType::Change, Some(Direction::Up)), "{sentence}");
        assert_eq!((row.value.0, row.value_max.map(|max| max.0), row.bound), (value, max, bound), "{sentence}");
        assert_eq!((row.status, row.period.as_deref()), (Status::Target, Some("2024")), "{sentence}");
    }
    let document = analyzed("二、2024年工作安排\n经济增长5%以上，力争达到6%。", &Options::default());
    assert!(document.indicators[1].stretch);
    assert_eq!(document.indicators[1].kind, IndicatorType::Change);
}

#[test]
fn the_topic_is_carried_to_growth_and_rank() {
    assert_eq!(
        rows("一般公共预算收入完成12.4亿元，增长8.8%、居全市第2位。"),
        ["一般公共预算收入 12.4亿元", "一般公共预算收入 ↑8.8%", "一般公共预算收入增速 #2位"]
    );
    let document = analyzed("一、2023年工作回顾\n粮食产量居全市第3、全省第20。", &Options::default());
    assert_eq!(
        document.indicators.iter().map(|row| row.scope.as_deref().unwrap_or_default()).collect::<Vec<_>>(),
        ["全市", "全省"]
    );
}

#[test]
fn totals_complete_the_topic() {
    assert_eq!(rows("新登记经营主体3100户、总数达2.6万户。"), ["经营主体 3100户", "经营主体总数 2.6万户"]);
    assert_eq!(rules("新登记经营主体3100户、总数达2.6万户。"), ["core", "total"]);
    assert_eq!(
        rows("财政民生支出32亿元，占一般公共预算支出的81%。"),
        ["财政民生支出 32亿元", "财政民生支出占一般公共预算支出比重 81%"]
    );
}

#[test]
fn parts_point_at_their_whole() {
    let document = analyzed(
        "一、2023年工作回顾\n争取上级资金18亿元，其中专项债券6亿元、中央预算内投资2亿元。",
        &Options::default(),
    );
    assert_eq!(document.indicators.iter().map(|row| row.parent).collect::<Vec<_>>(), [None, Some(0), Some(0)]);
}

#[test]
fn lists_are_paired_in_order() {
    assert_eq!(
        rows("事故起数、死亡人数、受伤人数分别下降12%、20%和8.5%。"),
        ["事故起数 ↓12%", "死亡人数 ↓20%", "受伤人数 ↓8.5%"]
    );
    assert_eq!(
        rows("城乡居民人均可支配收入分别增长5.1%和7%。"),
        ["城镇居民人均可支配收入 ↑5.1%", "农村居民人均可支配收入 ↑7%"]
    );
    assert_eq!(rules("城乡居民人均可支配收入分别增长5.1%和7%。"), ["distribution", "distribution"]);
    assert_eq!(
        rows("接待游客210万人次，实现旅游收入14亿元，分别增长16%、19%。"),
        ["接待游客 210万人次", "旅游收入 14亿元", "接待游客 ↑16%", "旅游收入 ↑19%"]
    );
    assert_eq!(rules("接待游客210万人次，实现旅游收入14亿元，分别增长16%、19%。")[2], "antecedents");
    assert_eq!(rows("甲产业、乙产业、丙产业增加值分别增长10%、15%以上。").len(), 2);
}

#[test]
fn one_value_for_each_name() {
    assert_eq!(rows("建议办复率、提案办复率均达100%。"), ["建议办复率 100%", "提案办复率 100%"]);
    assert_eq!(
        rows("财政收入20亿元，总量和增速均居全市第一。"),
        ["财政收入 20亿元", "财政收入总量 #1位", "财政收入增速 #1位"]
    );
    assert_eq!(rules("建议办复率、提案办复率均达100%。"), ["each", "each"]);
    assert_eq!(rows("断面水质达标率、优良率均为100%。"), ["断面水质达标率 100%", "断面水质优良率 100%"]);
    assert_eq!(
        rows("开发区、高新区和新城区各引进1个10亿元以上项目。"),
        ["开发区10亿元以上项目 1个", "高新区10亿元以上项目 1个", "新城区10亿元以上项目 1个"]
    );
}

#[test]
fn bounds_ranges_and_stretch() {
    assert_eq!(
        rows("城镇调查失业率控制在5.5%左右，政府债务率保持在110%以内，吞吐量突破900万吨，培训2000余人次。"),
        ["城镇调查失业率 ≈5.5%", "政府债务率 ≤110%", "吞吐量 ≥900万吨", "培训 ≥2000人次"]
    );
    assert_eq!(rows("地区生产总值增长5%—5.5%。"), ["地区生产总值 ↑5~5.5%"]);
    let document = analyzed("二、2024年工作安排\n地区生产总值增长8%、力争9%。", &Options::default());
    assert_eq!(
        document.indicators.iter().map(|row| (row.status, row.stretch, row.kind)).collect::<Vec<_>>(),
        [(Status::Target, false, IndicatorType::Change), (Status::Target, true, IndicatorType::Change)]
    );
}

#[test]
fn gaps_points_and_multiples() {
    assert_eq!(rows("规上工业增加值增速高于全市1.8个百分点。"), ["规上工业增加值增速 ±1.8个百分点"]);
    assert_eq!(rows("城镇化率提高1.2个百分点。"), ["城镇化率 ↑1.2个百分点"]);
    let document = analyzed("一、2023年工作回顾\n受益企业320家、增长3.2倍。", &Options::default());
    assert_eq!(document.indicators[1].multiple, Some(Multiple::Growth));
    assert_eq!(rows("覆盖率由72%提高到85%。"), ["覆盖率 72%", "覆盖率 85%"]);
}

#[test]
fn ratios_moves_and_shares() {
    assert_eq!(rows("进出口总额3.4亿元，是上年的1.6倍。"), ["进出口总额 3.4亿元", "进出口总额 ↑1.6倍"]);
    assert_eq!(rows("出口额翻了一番，茶叶产值三年翻番。"), ["出口额 ↑2倍", "茶叶产值 ↑2倍"]);
    assert_eq!(rows("在全省县域经济评价中列第41位、前进7位。"), ["全省县域经济评价 #41位", "全省县域经济评价 ↑7位"]);
    assert_eq!(rows("人均生产总值仅为全市平均水平的73%。"), ["人均生产总值 73%"]);
    assert_eq!(rows("90%以上的自然村通硬化路。"), ["自然村通硬化路 ≥90%"]);
    assert_eq!(rows("城乡低保标准分别提高到每人每月760元、580元。"), ["城市低保标准 760元", "农村低保标准 580元"]);
    assert_eq!(
        rows("优良天数比率97.3%，PM2.5浓度21微克/立方米，均居全市第一。"),
        ["优良天数比率 97.3%", "PM2.5浓度 21微克/立方米", "优良天数比率 #1位", "PM2.5浓度 #1位"]
    );
}

#[test]
fn a_threshold_in_a_noun_makes_no_row() {
    assert_eq!(rows("引进亿元以上项目7个、10亿元以上项目3个。").len(), 2);
    assert_eq!(rows("500万元以上固定资产投资增长10%以上。"), ["500万元以上固定资产投资 ↑≥10%"]);
}

#[test]
fn status_and_period_come_from_the_part() {
    let document =
        analyzed("一、2023年工作回顾\n新增学位900个。\n二、2024年工作安排\n新增学位1200个以上。", &Options::default());
    let of = |at: usize| (document.indicators[at].status, document.indicators[at].period.clone().unwrap_or_default());
    assert_eq!((of(0), of(1)), ((Status::Actual, "2023".into()), (Status::Target, "2024".into())));
}

#[test]
fn offsets_slice_the_number() {
    let document = analyzed("一、2023年工作回顾\n陈𬭎团队带动就业300余人。", &Options::default());
    let row = &document.indicators[0];
    let number: String =
        document.text.chars().skip(row.span.start as usize).take((row.span.end - row.span.start) as usize).collect();
    assert_eq!(number, "300余人");
}

#[test]
fn traditional_characters_are_read_and_shown_as_written() {
    let text = "雲嶺縣2024年政府工作報告\n一、2023年工作回顧\n全縣地區生產總值達到86.5億元，增長6.2%；糧食總產量12.4萬噸。\n二、2024年工作安排\n地區生產總值增長6%左右。";
    let info = SourceInfo { name: "t".into(), format: "text".into(), encoding: None, index: 0 };
    let mut document = crate::outline::document(info, split(crate::clean::clean(text)).remove(0));
    super::fill(&mut document, &Options::default());
    assert_eq!(
        document.sections.iter().map(|s| s.title.as_str()).collect::<Vec<_>>(),
        ["2023年工作回顧", "2024年工作安排"]
    );
    let rows: Vec<String> = document.indicators.iter().map(show).collect();
    assert_eq!(rows, ["地區生產總值 86.5亿元", "地區生產總值 ↑6.2%", "糧食總產量 12.4万吨", "地區生產總值 ↑≈6%"]);
    assert_eq!(document.indicators[0].name.as_deref(), Some("地区生产总值"));
    assert_eq!(document.indicators[3].status, Status::Target);
}

#[test]
fn what_is_no_indicator_makes_no_row() {
    for sentence in [
        "空气质量在全省64个县区中名列前茅。",
        "园区打造2.0、3.0升级版。",
        "“十四五”规划开局良好。",
        "召开第五次党代会和十二届二次全会。",
        "推进“1+3”体系和“双千”工程。",
        "实施5G网络全覆盖，国道348改造开工。",
        "6月底前全部完成，24小时值守。",
        "世界500强企业前来考察。",
        "坚持零基预算，推进零售业发展。",
        "做好以下7个方面的工作。",
        "列入第2批试点。",
        "第一产业平稳发展，第一中学新校区开工。",
        "8月15日，遭遇60年一遇的强降雨。",
        "推广4A级景区经验。",
        "截至目前，已有20多个省份公布增长目标。",
        "全国21个城市已发布上年数据。",
        "执行2021—2035年规划。",
        "见附注[12]和【33】。",
    ] {
        assert_eq!(rows(sentence), [""; 0], "{sentence}");
    }
}

#[test]
fn corrections_are_applied_to_the_rows_they_name() {
    let body = "一、2023年工作回顾\n新增学位900个，建成公园6个。";
    let report = analyzed(body, &Options::default());
    let correction = |row: &Indicator, action: fn(Box<Indicator>) -> CorrectionAction, name: &str| Correction {
        document: report.id.clone(),
        anchor: anchor(&report.text, row.span, Some(row.indicator.clone()), 0),
        action: action(Box::new(Indicator { indicator: name.into(), ..row.clone() })),
    };
    let corrections = vec![
        correction(&report.indicators[0], CorrectionAction::Delete, "学位"),
        correction(&report.indicators[1], CorrectionAction::Edit, "城市公园"),
    ];
    let corrected = analyzed(body, &Options { corrections, ..Options::default() });
    assert_eq!(corrected.indicators.iter().map(show).collect::<Vec<_>>(), ["城市公园 6个"]);
    assert_eq!(corrected.indicators[0].checked, Checked::Edited);
}

#[test]
fn regions_own_their_figures() {
    let sentence = "临江市、海阳市将工业产值增速目标设定为8%左右，北岭市提出增长9%以上。";
    assert_eq!(rows(sentence), ["临江市工业产值 ↑≈8%", "海阳市工业产值 ↑≈8%", "北岭市工业产值 ↑≥9%"]);
    assert_eq!(rules(sentence), ["regions", "regions", "regions"]);
}

#[test]
fn money_is_named_by_what_it_is_for() {
    assert_eq!(rows("安排2.3亿元用于教育。"), ["用于教育 2.3亿元"]);
    assert_eq!(rules("安排2.3亿元用于教育。"), ["spent"]);
}

#[test]
fn a_gap_may_stand_before_its_word() {
    assert_eq!(
        rows("规上工业增加值增长9%，比全国、全省分别高3.2、1.5个百分点，增速比上年低0.4个百分点。"),
        [
            "规上工业增加值 ↑9%",
            "规上工业增加值增速 ±3.2个百分点",
            "规上工业增加值增速 ±1.5个百分点",
            "规上工业增加值增速 ↓0.4个百分点"
        ]
    );
}

#[test]
fn a_recovery_is_measured_against_an_earlier_year() {
    let sentence = "接待游客210万人次，实现旅游收入14亿元，分别恢复到2019年的112%、108%。";
    assert_eq!(rows(sentence)[2..], ["接待游客 112%", "旅游收入 108%"]);
    let on = "接待游客210万人次，实现旅游收入14亿元，分别增长16%、19%，恢复到2019年的112%和108%。";
    assert_eq!(rows(on)[4..], ["接待游客 112%", "旅游收入 108%"]);
    let document = analyzed(&format!("一、2023年工作回顾\n{sentence}"), &Options::default());
    assert_eq!(document.indicators[3].period.as_deref(), Some("2023"));
    assert_eq!(document.indicators[3].base.as_deref(), Some("2019年"));
}

#[test]
fn a_noun_made_of_verbs_stays_whole() {
    assert_eq!(
        rows(
            "完成58家企业标准化创建，新增孵化空间3万平方米，重点建设用地安全利用率100%，建成培训机构6家，组织推荐申报院士工作站2个，中心城区配套建设地下停车场8座。"
        ),
        [
            "企业标准化创建 58家",
            "孵化空间 3万平方米",
            "重点建设用地安全利用率 100%",
            "培训机构 6家",
            "院士工作站 2个",
            "地下停车场 8座"
        ]
    );
}

#[test]
fn the_target_of_growth_is_found_however_it_is_set() {
    for sentence in [
        "建议2024年全省经济增长预期目标为5.5%左右。",
        "今年经济增长的预期目标建议确定为5.5%左右。",
        "我们提出今年GDP增速目标为5.5%左右，主要考虑是稳预期。",
        "提出2024年GDP增长5.5%左右的目标。",
        "主要预期目标是：经济增长：5.5%左右。",
        "1.地区生产总值（不含农场）增长5.5%左右。",
        "全省地区生产总值增长目标设定为百分之五点五左右。",
    ] {
        let found = analyzed(&format!("二、2024年工作安排\n{sentence}"), &Options::default()).indicators;
        assert_eq!(found.len(), 1, "{sentence}");
        let row = &found[0];
        assert_eq!(row.name.as_deref(), Some("地区生产总值"), "{sentence}");
        assert_eq!((row.kind, row.bound, row.value.0), (IndicatorType::Change, Bound::About, 5.5), "{sentence}");
        assert_eq!((row.status, row.period.as_deref()), (Status::Target, Some("2024")), "{sentence}");
    }
}

#[test]
fn ratios_negatives_and_spans_are_read() {
    assert_eq!(
        rows("城乡居民收入比由2.01降至1.94。人口自然增长率-0.85‰。人均预期寿命79.2岁，平均受教育年限10.8年。"),
        [
            "城乡居民收入比 2.01",
            "城乡居民收入比 1.94",
            "人口自然增长率 -0.85‰",
            "人均预期寿命 79.2岁",
            "平均受教育年限 10.8年"
        ]
    );
    assert_eq!(rows("三期工程开工，2期厂房封顶，走过百年历程，近百岁老人受到慰问，困扰10多年的难题解决。"), [""; 0]);
}

#[test]
fn numbers_written_out_are_read() {
    assert_eq!(
        rows("总产值达到五万七千六百亿元，涨幅回落十一点六个百分点，减少贫困人口五百万人，建成学校一百二十所。"),
        ["总产值 57600亿元", "总产值涨幅 ↓11.6个百分点", "贫困人口 500万人", "学校 120所"]
    );
    assert_eq!(rows("做好三农工作，五百强企业入驻，一百单八项传统延续。"), [""; 0]);
}

#[test]
fn a_year_goes_on_or_spans_an_average() {
    let periods = |sentence: &str| -> Vec<String> {
        analyzed(&format!("二、2024年工作安排\n{sentence}"), &Options::default())
            .indicators
            .iter()
            .map(|row| format!("{:?} {}", row.status, row.period.clone().unwrap_or_default()))
            .collect()
    };
    assert_eq!(periods("到2026年，旅游收入突破50亿元；建成A级景区8个。"), ["Target 2026", "Target 2026"]);
    assert_eq!(periods("去年，全县新增规上企业12家；招引项目30个。"), ["Actual 2023", "Actual 2023"]);
    let back = analyzed(
        "一、2023年工作回顾\n财政收入由2018年的6.2亿元增加到2023年的9.8亿元，年均增长9.6%。",
        &Options::default(),
    );
    let periods: Vec<_> = back.indicators.iter().map(|row| row.period.as_deref().unwrap_or_default()).collect();
    assert_eq!(periods, ["2018", "2023", "2019-2023"]);
}

#[test]
fn parts_may_open_the_next_sentence() {
    let document = analyzed(
        "一、2023年工作回顾\n全年工业产值160亿元，增长6%。其中：建材31亿元；食品59亿元。",
        &Options::default(),
    );
    let parents: Vec<_> = document.indicators.iter().map(|row| row.parent).collect();
    assert_eq!(parents, [None, None, Some(1), Some(1)]);
}
