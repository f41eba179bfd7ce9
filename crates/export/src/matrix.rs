//! Reports side by side: documents and canonical names in, for each name a column with one row of each report, its median and
//! its ranks out. Of many rows of one name that one stands for its report which speaks of the right year and is measured as
//! the other reports' are; what is measured otherwise is shown, but not ranked.

use gangmu_model::{Bound, Commitment, Direction, Document, Indicator, IndicatorType, Status};
use std::collections::{HashMap, HashSet};

/// The columns that a reader starts with, as far as reports have them.
pub const HEADLINES: [&str; 12] = [
    "地区生产总值",
    "规模以上工业增加值",
    "固定资产投资",
    "社会消费品零售总额",
    "一般公共预算收入",
    "城镇居民人均可支配收入",
    "农村居民人均可支配收入",
    "城镇新增就业",
    "城镇调查失业率",
    "居民消费价格涨幅",
    "粮食总产量",
    "单位GDP能耗降低",
];

/// What a row measures, and so what it can be compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Growth in per cent.
    Change,
    /// An amount, count or rate.
    Quantity,
}

/// Which rows are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// What each report promises for its year.
    #[default]
    Target,
    /// What each reports of the year before.
    Result,
    /// What the report of the same place promised a year earlier, beside what became of it.
    Kept,
}

impl Side {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Target, Self::Result, Self::Kept];

    /// Its name in links and in keys of `locales/`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::Result => "result",
            Self::Kept => "kept",
        }
    }
}

/// One report's entry in a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// The row, by its index in the report.
    pub row: usize,
    /// Its value as it is ranked and drawn: a fall is negative.
    pub value: f64,
    /// The upper end of a range.
    pub end: Option<f64>,
    /// What is wished for beyond it (力争): an index in the report, and its value.
    pub stretch: Option<(usize, f64)>,
    /// Whether it is measured as the column is.
    pub fits: bool,
    /// The target of the year before: the report that has it, the index of its row, its value.
    pub promised: Option<(usize, usize, f64)>,
    /// What became of that target.
    pub verdict: Option<Verdict>,
    /// Beside a target what its own report says of the year before: the index of that row, its value.
    pub before: Option<(usize, f64)>,
}

/// What stands in a column for a report that has no row for it. Both lead to a report, by its index, and a place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// A promise without a number (与经济增长同步), by its index among that report's commitments.
    Words(usize, usize),
    /// A target of the year before that the report is silent about: the report that set it, the index of its row.
    Silent(usize, usize),
}

/// What became of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Reached.
    Met,
    /// Meant roughly (左右) and missed by no more than a tenth.
    Near,
    /// Not reached.
    Missed,
}

/// One indicator over all reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The canonical name.
    pub name: String,
    /// What its ranked cells measure.
    pub measure: Measure,
    /// Their unit: `%` of growth, else the base of the unit that most reports use.
    pub unit: String,
    /// By report.
    pub cells: Vec<Option<Cell>>,
    /// By report: what stands there in place of a cell.
    pub instead: Vec<Option<Instead>>,
    /// Of the ranked cells.
    pub median: Option<f64>,
}

impl Column {
    /// For each report its rank among the ranked cells, the largest first; equal values share one.
    pub fn ranks(&self) -> Vec<Option<usize>> {
        let ranked = || self.cells.iter().flatten().filter(|cell| cell.fits);
        let rank = |cell: &Cell| 1 + ranked().filter(|other| other.value > cell.value + 1e-9).count();
        self.cells.iter().map(|cell| cell.as_ref().filter(|cell| cell.fits).map(rank)).collect()
    }

    /// The reports in the order of this column: the ranked ones by their value, then what is measured otherwise, then what
    /// is promised in words, then what is silent; reports that are alike in this keep the order they had.
    pub fn sort(&self, order: &mut [usize], descends: bool) {
        let place = |at: usize| match (&self.cells[at], &self.instead[at]) {
            (Some(cell), _) if cell.fits => 0,
            (Some(_), _) => 1,
            (None, Some(Instead::Words(..))) => 2,
            (None, Some(Instead::Silent(..))) => 3,
            (None, None) => 4,
        };
        let value = |at: usize| self.cells[at].filter(|cell| cell.fits).map_or(0.0, |cell| cell.value);
        order.sort_by(|&a, &b| {
            let values = if descends { value(b).total_cmp(&value(a)) } else { value(a).total_cmp(&value(b)) };
            place(a).cmp(&place(b)).then(values)
        });
    }
}

/// The canonical names that the reports have for `side`, with how many reports have each: the headlines first, then the
/// others by how many. `shown` says which of the documents are compared.
pub fn names(documents: &[&Document], shown: &[bool], side: Side) -> Vec<(String, usize)> {
    let mut counts: Vec<(&str, usize)> = HEADLINES.iter().map(|&name| (name, 0)).collect();
    let mut places: HashMap<&str, usize> = HEADLINES.iter().enumerate().map(|(place, &name)| (name, place)).collect();
    for (at, document) in documents.iter().enumerate() {
        if !shown[at] || side == Side::Kept && predecessor(documents, at).is_none() {
            continue;
        }
        let rows = document.indicators.iter().filter(|row| stands_for(document, row, side));
        let words = document.commitments.iter().filter(|promise| side == Side::Target && promises(document, promise));
        let named = rows.filter_map(|row| row.name.as_ref()).chain(words.filter_map(|promise| promise.name.as_ref()));
        let mut seen = HashSet::new();
        for name in named.filter(|name| seen.insert(name.as_str())) {
            let place = *places.entry(name).or_insert_with(|| {
                counts.push((name, 0));
                counts.len() - 1
            });
            counts[place].1 += 1;
        }
    }
    counts.retain(|(_, count)| *count > 0);
    let headlines = counts.iter().filter(|(name, _)| HEADLINES.contains(name)).count();
    // Stable: in the order in which they were met.
    counts[headlines..].sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect()
}

/// The column of one name. `shown` says which of the documents are compared; last year's report of one that is may be any.
pub fn column(documents: &[&Document], shown: &[bool], name: &str, side: Side) -> Column {
    let candidates: Vec<Vec<usize>> = documents
        .iter()
        .zip(shown)
        .map(|(document, shown)| {
            let rows = document.indicators.iter().enumerate().filter(|_| *shown);
            let rows = rows.filter(|(_, row)| row.name.as_deref() == Some(name) && stands_for(document, row, side));
            rows.map(|(index, _)| index).collect()
        })
        .collect();
    let kind = |at: usize, index: usize| kind(&documents[at].indicators[index]);
    // How most reports measure it; growth where as many do it either way, since only growth compares a county to a province.
    let mut kinds: Vec<((Measure, &str), usize)> = Vec::new();
    for (at, rows) in candidates.iter().enumerate() {
        let mut own: Vec<(Measure, &str)> = rows.iter().filter_map(|&index| kind(at, index)).collect();
        own.sort_unstable();
        own.dedup();
        for one in own {
            match kinds.iter_mut().find(|(known, _)| *known == one) {
                Some((_, count)) => *count += 1,
                None => kinds.push((one, 1)),
            }
        }
    }
    kinds.sort_by_key(|&((measure, _), count)| (std::cmp::Reverse(count), measure));
    let (measure, unit) = kinds.first().map_or((Measure::Change, "%"), |(kind, _)| *kind);

    let cells: Vec<Option<Cell>> = candidates
        .iter()
        .enumerate()
        .map(|(at, rows)| {
            let fits = |&&index: &&usize| kind(at, index) == Some((measure, unit));
            let row = *rows.iter().find(fits).or(rows.first())?;
            let indicators = &documents[at].indicators;
            let own = &indicators[row];
            let stretch = indicators.iter().enumerate().find(|(_, other)| {
                side == Side::Target && other.stretch && other.name == own.name && self::kind(other) == self::kind(own)
            });
            let mut cell = Cell {
                row,
                value: plotted(own),
                end: plotted_end(own),
                stretch: stretch.map(|(index, row)| (index, plotted(row))),
                fits: fits(&&row),
                promised: None,
                verdict: None,
                before: None,
            };
            if side == Side::Target {
                cell.before = alike(documents[at], own, Side::Result).map(|index| (index, plotted(&indicators[index])));
            }
            if side == Side::Kept {
                let before = predecessor(documents, at)?;
                let index = alike(documents[before], own, Side::Target)?;
                let target = &documents[before].indicators[index];
                cell.promised = Some((before, index, plotted(target)));
                cell.verdict = Some(verdict(target, own));
            }
            Some(cell)
        })
        .collect();
    let values = cells.iter().flatten().filter(|cell| cell.fits).map(|cell| cell.value);
    let median = median(values.collect());
    let instead = (0..documents.len()).map(|at| {
        let missing = shown[at] && cells[at].is_none();
        missing.then(|| instead(documents, at, name, side)).flatten()
    });
    let instead = instead.collect();
    Column { name: name.to_owned(), measure, unit: unit.to_owned(), cells, instead, median }
}

/// What stands in a column for a report without a cell.
fn instead(documents: &[&Document], at: usize, name: &str, side: Side) -> Option<Instead> {
    match side {
        Side::Target => promise(documents[at], name).map(|words| Instead::Words(at, words)),
        Side::Result => None,
        Side::Kept => {
            let before = predecessor(documents, at)?;
            let rows = &documents[before].indicators;
            let named = |row: &Indicator| row.name.as_deref() == Some(name);
            let row = rows.iter().position(|row| named(row) && stands_for(documents[before], row, Side::Target));
            let reported = documents[at].indicators.iter();
            let mut reported = reported.filter(|row| named(row) && stands_for(documents[at], row, Side::Result));
            row.filter(|_| reported.next().is_none()).map(|row| Instead::Silent(before, row))
        }
    }
}

/// The promise without a number that a report makes under a name, by its index.
pub fn promise(document: &Document, name: &str) -> Option<usize> {
    let named = |promise: &Commitment| promise.name.as_deref() == Some(name);
    document.commitments.iter().position(|promise| named(promise) && promises(document, promise))
}

/// Whether a commitment is one for its report's year.
pub(crate) fn promises(document: &Document, promise: &Commitment) -> bool {
    let of_year = |period: &String| document.year.is_none_or(|year| *period == year.to_string());
    promise.status == Status::Target && promise.period.as_ref().is_none_or(of_year)
}

/// The row of a report that says what `side` asks under the name of another row, measured as that is.
pub(crate) fn alike(document: &Document, of: &Indicator, side: Side) -> Option<usize> {
    let mut rows = document.indicators.iter();
    rows.position(|row| row.name == of.name && stands_for(document, row, side) && kind(row) == kind(of))
}

/// The report of the same place a year earlier.
pub fn predecessor(documents: &[&Document], at: usize) -> Option<usize> {
    let document = documents[at];
    let (region, year) = (document.region.as_ref()?, document.year?);
    documents.iter().position(|other| {
        other.region.as_ref().is_some_and(|other| other.name == region.name) && other.year == Some(year - 1)
    })
}

/// Growth in per cent, or an amount with the base of its unit.
pub(crate) fn kind(row: &Indicator) -> Option<(Measure, &str)> {
    match measure(row)? {
        Measure::Change => Some((Measure::Change, "%")),
        Measure::Quantity => Some((Measure::Quantity, row.unit_base.as_deref().or(row.unit.as_deref())?)),
    }
}

/// What a row measures, if it can be compared.
pub fn measure(row: &Indicator) -> Option<Measure> {
    match row.kind {
        IndicatorType::Change if row.unit.as_deref() == Some("%") => Some(Measure::Change),
        IndicatorType::Level if row.unit.is_some() => Some(Measure::Quantity),
        _ => None,
    }
}

/// Whether a row speaks of `year`, or of no year.
pub fn speaks_of(row: &Indicator, year: Option<u16>) -> bool {
    match (&row.period, year) {
        (Some(period), Some(year)) => *period == year.to_string(),
        _ => row.average.is_none(),
    }
}

/// Whether a row says what `side` asks: for its report's year, or the year before; of the whole place, not a part of it.
pub(crate) fn stands_for(document: &Document, row: &Indicator, side: Side) -> bool {
    let (status, year) = match side {
        Side::Target => (Status::Target, document.year),
        Side::Result | Side::Kept => (Status::Actual, document.year.map(|year| year - 1)),
    };
    row.status == status
        && !row.stretch
        && row.parent.is_none()
        && row.average.is_none()
        && measure(row).is_some()
        && speaks_of(row, year)
}

/// The number a row is ranked and drawn at: a fall is negative, unless the name is that of a fall.
pub fn plotted(row: &Indicator) -> f64 {
    let value = if row.kind == IndicatorType::Change { row.value.0 } else { row.amount.unwrap_or(row.value).0 };
    let against = if names_a_fall(row) { Direction::Up } else { Direction::Down };
    if row.kind == IndicatorType::Change && row.direction == Some(against) { -value } else { value }
}

/// Whether the canonical name says that something falls: 单位GDP能耗降低2% is 2.
fn names_a_fall(row: &Indicator) -> bool {
    row.name.as_deref().is_some_and(|name| ["降低", "下降", "减少"].iter().any(|word| name.ends_with(word)))
}

/// The upper end of a range, drawn like [`plotted`].
pub fn plotted_end(row: &Indicator) -> Option<f64> {
    let factor = if row.value.0 == 0.0 { 1.0 } else { plotted(row) / row.value.0 };
    row.value_max.map(|end| end.0 * factor)
}

/// Words of names of which less is better, however the target is put: 涨幅3%左右 is kept by 0.2%.
const LESS: [&str; 5] = ["价格", "失业", "死亡", "浓度", "事故"];

pub(crate) fn verdict(target: &Indicator, result: &Indicator) -> Verdict {
    let (wanted, reached) = (plotted(target), plotted(result));
    let named_less = target.name.as_deref().is_some_and(|name| LESS.iter().any(|word| name.contains(word)));
    let falls = target.direction == Some(Direction::Down) && !names_a_fall(target);
    let less = target.bound == Bound::AtMost || named_less || falls;
    let limit = if less { plotted_end(target).unwrap_or(wanted) } else { wanted };
    let short = if less { reached - limit } else { limit - reached };
    if short <= 1e-9 {
        Verdict::Met
    } else if target.bound == Bound::About && short <= limit.abs() / 10.0 + 1e-9 {
        Verdict::Near
    } else {
        Verdict::Missed
    }
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        length if length % 2 == 1 => Some(values[middle]),
        _ => Some(f64::midpoint(values[middle - 1], values[middle])),
    }
}

#[cfg(test)]
mod tests {
    use super::{Instead, Measure, Side, Verdict, column, names, predecessor};
    use gangmu_engine::{Source, analyze};
    use gangmu_model::{Document, Options};

    fn documents(texts: &[&str]) -> Vec<Document> {
        let sources: Vec<_> = texts.iter().map(|text| Source { name: "t.txt", bytes: text.as_bytes() }).collect();
        analyze(&sources, &Options::default(), &mut ()).documents
    }

    fn report(place: &str, year: u16, review: &str, plan: &str) -> String {
        format!(
            "{year}年{place}政府工作报告\n各位代表：\n一、{}年工作回顾\n过去一年，{review}\n二、{year}年工作安排\n今年，{plan}\n",
            year - 1
        )
    }

    fn reports() -> Vec<Document> {
        let texts = [
            report("青禾县", 2023, "地区生产总值增长4.8%。", "地区生产总值增长6%左右，粮食总产量稳定在20万吨以上。"),
            report(
                "青禾县",
                2024,
                "地区生产总值增长5.6%，粮食总产量20.4万吨。",
                "地区生产总值增长5.5%以上，固定资产投资完成90亿元。",
            ),
            report("白渡县", 2024, "地区生产总值增长7.1%。", "地区生产总值增长7%，力争7.5%，固定资产投资增长10%。"),
            report("黄杨县", 2024, "地区生产总值120亿元。", "地区生产总值突破130亿元，固定资产投资增长8%左右。"),
        ];
        documents(&texts.iter().map(String::as_str).collect::<Vec<_>>())
    }

    #[test]
    fn targets_stand_side_by_side_as_most_reports_measure_them() {
        let documents = reports();
        let all: Vec<&Document> = documents.iter().collect();
        let growth = column(&all, &[true; 4], "地区生产总值", Side::Target);
        assert_eq!((growth.measure, growth.unit.as_str()), (Measure::Change, "%"));
        let values: Vec<_> = growth.cells.iter().map(|cell| cell.map(|cell| (cell.value, cell.fits))).collect();
        assert_eq!(values, [Some((6.0, true)), Some((5.5, true)), Some((7.0, true)), Some((13_000_000_000.0, false))]);
        assert_eq!(growth.cells[2].unwrap().stretch.map(|(_, value)| value), Some(7.5));
        assert_eq!(growth.median, Some(6.0));
        assert_eq!(growth.ranks(), [Some(2), Some(3), Some(1), None]);
    }

    #[test]
    fn a_target_is_told_from_what_became_of_it() {
        let documents = reports();
        let all: Vec<&Document> = documents.iter().collect();
        let kept = column(&all, &[true; 4], "地区生产总值", Side::Kept);
        let verdicts: Vec<_> = kept.cells.iter().map(|cell| cell.and_then(|cell| cell.verdict)).collect();
        // 6%左右 was promised, 5.6% came of it; the others have no report of the year before.
        assert_eq!(verdicts, [None, Some(Verdict::Near), None, None]);
        let grain = column(&all, &[true; 4], "粮食总产量", Side::Kept);
        assert_eq!(grain.cells[1].and_then(|cell| cell.verdict), Some(Verdict::Met));
    }

    #[test]
    fn the_headlines_come_first_and_what_no_report_has_not_at_all() {
        let documents = reports();
        let all: Vec<&Document> = documents.iter().collect();
        let names: Vec<_> = names(&all, &[true; 4], Side::Target);
        assert_eq!(names[0], ("地区生产总值".to_owned(), 4));
        assert_eq!(names[1], ("固定资产投资".to_owned(), 3));
        assert!(names.iter().all(|(name, _)| name != "城镇新增就业"));
    }

    #[test]
    fn under_a_name_that_is_a_fall_the_fall_is_what_counts() {
        let energy = "单位GDP能耗降低";
        let texts = [
            report("青禾县", 2023, "各项事业稳步发展。", "单位GDP能耗降低2%以上。"),
            report("青禾县", 2024, "单位GDP能耗降低2.5%。", "单位GDP能耗下降3%。"),
        ];
        let documents = documents(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let all: Vec<&Document> = documents.iter().collect();
        let targets = column(&all, &[true; 2], energy, Side::Target);
        assert_eq!(targets.cells.iter().flatten().map(|cell| cell.value).collect::<Vec<_>>(), [2.0, 3.0]);
        assert_eq!(targets.ranks(), [Some(2), Some(1)]);
        let kept = column(&all, &[true; 2], energy, Side::Kept);
        assert_eq!(kept.cells[1].and_then(|cell| cell.verdict), Some(Verdict::Met));
    }

    #[test]
    fn equal_values_share_a_rank() {
        let text = |place, rate| report(place, 2024, "各项事业稳步发展。", &format!("地区生产总值增长{rate}%。"));
        let texts = [text("青禾县", 6), text("白渡县", 6), text("黄杨县", 5)];
        let documents = documents(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let all: Vec<&Document> = documents.iter().collect();
        assert_eq!(column(&all, &[true; 3], "地区生产总值", Side::Target).ranks(), [Some(1), Some(1), Some(3)]);
    }

    #[test]
    fn a_promise_in_words_stands_where_others_have_a_number_and_comes_behind_them() {
        let income = "城镇居民人均可支配收入";
        let texts = [
            report("青禾县", 2024, "各项事业稳步发展。", "城镇居民人均可支配收入与经济增长同步。"),
            report("白渡县", 2024, "各项事业稳步发展。", "固定资产投资增长10%。"),
            report("黄杨县", 2024, "城镇居民人均可支配收入增长5.1%。", "城镇居民人均可支配收入增长6%。"),
        ];
        let documents = documents(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let all: Vec<&Document> = documents.iter().collect();
        let column = column(&all, &[true; 3], income, Side::Target);
        assert_eq!(column.instead, [Some(Instead::Words(0, 0)), None, None]);
        assert_eq!(column.cells[2].and_then(|cell| cell.before).map(|(_, value)| value), Some(5.1));
        for descends in [true, false] {
            let mut order = vec![1, 0, 2];
            column.sort(&mut order, descends);
            assert_eq!(order, [2, 0, 1]);
        }
        assert_eq!(names(&all, &[true; 3], Side::Target).iter().find(|(name, _)| name == income).unwrap().1, 2);
    }

    #[test]
    fn what_is_not_compared_counts_for_nothing_but_as_the_year_before() {
        let documents = reports();
        let all: Vec<&Document> = documents.iter().collect();
        let growth = column(&all, &[false, true, true, true], "地区生产总值", Side::Target);
        assert_eq!((growth.cells[0], growth.median), (None, Some(6.25)));
        let kept = column(&all, &[false, true, true, true], "地区生产总值", Side::Kept);
        assert_eq!(kept.cells[1].and_then(|cell| cell.verdict), Some(Verdict::Near));
        assert_eq!(names(&all, &[false, true, true, true], Side::Target)[0].1, 3);
    }

    // 5%—5.5% is a promise of 5 in any case, and of a fall by 3%—3.5% of 3.
    #[test]
    fn a_range_is_ranked_by_its_lower_end() {
        let text = |place, growth, fall| {
            let plan = format!("地区生产总值增长{growth}，单位GDP能耗下降{fall}。");
            report(place, 2024, "各项事业稳步发展。", &plan)
        };
        let texts =
            [text("青禾县", "5.2%", "3.2%"), text("白渡县", "5%—5.5%", "3%—3.5%"), text("黄杨县", "6%", "2.5%")];
        let documents = documents(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let all: Vec<&Document> = documents.iter().collect();
        let growth = column(&all, &[true; 3], "地区生产总值", Side::Target);
        assert_eq!(growth.cells[1].map(|cell| (cell.value, cell.end)), Some((5.0, Some(5.5))));
        assert_eq!(growth.ranks(), [Some(2), Some(3), Some(1)]);
        let mut order = vec![0, 1, 2];
        growth.sort(&mut order, true);
        assert_eq!(order, [2, 0, 1]);
        let fall = column(&all, &[true; 3], "单位GDP能耗降低", Side::Target);
        assert_eq!(fall.cells[1].map(|cell| (cell.value, cell.end)), Some((3.0, Some(3.5))));
        assert_eq!(fall.ranks(), [Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn silence_about_a_target_is_told_from_there_being_none() {
        let texts = [
            report("青禾县", 2023, "各项事业稳步发展。", "地区生产总值增长6%，固定资产投资增长8%。"),
            report("青禾县", 2024, "地区生产总值增长5.6%。", "地区生产总值增长5%。"),
        ];
        let documents = documents(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let all: Vec<&Document> = documents.iter().collect();
        assert_eq!(predecessor(&all, 1), Some(0));
        let of = |name| column(&all, &[true; 2], name, Side::Kept).instead[1];
        assert_eq!(of("固定资产投资"), Some(Instead::Silent(0, 1)));
        assert_eq!((of("地区生产总值"), of("城镇新增就业")), (None, None));
    }
}
