//! 目标与完成: targets beside the results of the same name. In: a document's rows. Out: pairs of row numbers, and where
//! their marks stand on a scale.

use gangmu_export::matrix::{Measure, measure, plotted, plotted_end, speaks_of};
use gangmu_export::order::sort_by_key;
use gangmu_model::{Bound, Document, Indicator, Status};

/// Rows a group shows at most.
const MOST: [usize; 2] = [16, 10];

/// A target and the result of the same name, as indices into the document's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// The canonical name.
    pub(super) name: String,
    /// What it measures.
    pub(super) group: Measure,
    /// What is promised for the report's year.
    pub(super) target: Option<usize>,
    /// What is wished for beyond that (力争).
    pub(super) stretch: Option<usize>,
    /// What was reached the year before.
    pub(super) result: Option<usize>,
}

/// The headline pairs of `document`: growth rates first, then quantities, each in the order of the text.
pub(super) fn pairs(document: &Document) -> Vec<Pair> {
    let rows = &document.indicators;
    let mut pairs: Vec<Pair> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let (Some(name), Some(group)) = (&row.name, group(row)) else { continue };
        if row.status != Status::Target || !speaks_of(row, document.year) {
            continue;
        }
        match pairs.iter_mut().find(|pair| pair.group == group && pair.name == *name) {
            Some(pair) if row.stretch && pair.stretch.is_none() => pair.stretch = Some(index),
            Some(_) => {}
            None => pairs.push(Pair {
                name: name.clone(),
                group,
                target: Some(index),
                stretch: None,
                result: result_of(document, row, group),
            }),
        }
    }
    // Promised in one breath with the growth rates, or reported the year before: of the quantities only these are
    // headlines.
    let headline: Vec<u32> = pairs
        .iter()
        .filter(|pair| pair.group == Measure::Change)
        .filter_map(|pair| pair.target)
        .map(|target| rows[target].sentence.start)
        .collect();
    pairs.retain(|pair| {
        pair.group == Measure::Change
            || pair.result.is_some()
            || pair.target.is_some_and(|target| headline.contains(&rows[target].sentence.start))
    });
    if pairs.is_empty() {
        pairs = results_alone(document);
    }
    sort_by_key(&mut pairs, |pair| pair.group);
    let mut left = MOST;
    pairs.retain(|pair| {
        let left = &mut left[pair.group as usize];
        let shown = *left > 0;
        *left = left.saturating_sub(1);
        shown
    });
    pairs
}

/// A report that only looks back still has growth rates to show.
fn results_alone(document: &Document) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for (index, row) in document.indicators.iter().enumerate() {
        let Some(name) = &row.name else { continue };
        let wanted = row.status == Status::Actual && group(row) == Some(Measure::Change);
        if wanted && row.average.is_none() && !pairs.iter().any(|pair| pair.name == *name) {
            pairs.push(Pair {
                name: name.clone(),
                group: Measure::Change,
                target: None,
                stretch: None,
                result: Some(index),
            });
        }
    }
    pairs
}

/// Growth in per cent shares a scale unless it would flatten all the others.
fn group(row: &Indicator) -> Option<Measure> {
    measure(row).filter(|measure| *measure == Measure::Quantity || row.value.0 <= 30.0)
}

fn result_of(document: &Document, target: &Indicator, group: Measure) -> Option<usize> {
    let last_year = document.year.map(|year| year - 1);
    let matches = |row: &Indicator| {
        row.status == Status::Actual
            && row.name == target.name
            && self::group(row) == Some(group)
            && (group == Measure::Change || row.unit_base == target.unit_base && adds(row) == adds(target))
    };
    let rows = document.indicators.iter().enumerate().filter(|(_, row)| matches(row));
    let mut candidates = rows.filter(|(_, row)| row.average.is_none());
    let first = candidates.clone().find(|(_, row)| speaks_of(row, last_year));
    first.or_else(|| candidates.find(|(_, row)| row.period.is_none())).map(|(index, _)| index)
}

/// Whether the value counts what is new, not what is there.
fn adds(row: &Indicator) -> bool {
    row.action.as_deref().is_some_and(|action| matches!(action, "新增" | "净增" | "增加" | "新建"))
}

/// A scale from `least` to `most`; positions on it are per cent of the plot's width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::view) struct Scale {
    /// The value at the left edge.
    pub(in crate::view) least: f64,
    /// The value at the right edge.
    pub(in crate::view) most: f64,
}

impl Scale {
    /// A scale that holds 0 and all of `values`, and leaves room for an arrow at the right.
    pub(in crate::view) fn over(values: impl Iterator<Item = f64>) -> Self {
        let (least, most) = values.fold((0.0_f64, 1.0_f64), |(least, most), v| (least.min(v), most.max(v)));
        Self { least: if least < 0.0 { least * 1.15 } else { 0.0 }, most: most * 1.09 }
    }

    /// The one scale of all growth rates; it holds 0 and leaves room for an arrow at the right.
    pub(super) fn shared(document: &Document, pairs: &[Pair]) -> Self {
        let values = pairs
            .iter()
            .filter(|pair| pair.group == Measure::Change)
            .flat_map(|pair| [pair.target, pair.stretch, pair.result])
            .flatten()
            .map(|index| &document.indicators[index])
            .flat_map(|row| [Some(plotted(row)), plotted_end(row)])
            .flatten();
        Self::over(values)
    }

    /// The scale of one pair of quantities: from 0, the larger of the two at about three fifths.
    pub(super) fn own(document: &Document, pair: &Pair) -> Self {
        let rows = [pair.target, pair.stretch, pair.result].into_iter().flatten();
        let largest = rows
            .map(|index| &document.indicators[index])
            .map(|row| plotted_end(row).unwrap_or(plotted(row)))
            .fold(0.0, f64::max);
        Self { least: 0.0, most: if largest > 0.0 { largest * 1.6 } else { 1.0 } }
    }

    /// Where `value` stands, in per cent.
    pub(in crate::view) fn position(self, value: f64) -> f64 {
        2.0 + 96.0 * (value - self.least) / (self.most - self.least)
    }

    /// The round values that get a line: every 5, or every 1, 2 or 10 where that is too few or too many.
    pub(in crate::view) fn ticks(self) -> Vec<i32> {
        let step = [1, 2, 5, 10, 20, 50].into_iter().find(|step| (self.most - self.least) / f64::from(*step) < 6.5);
        let step = step.unwrap_or(100);
        let first = (self.least / f64::from(step)).ceil() as i32;
        let last = (self.most / f64::from(step)).floor() as i32;
        (first..=last).map(|n| n * step).collect()
    }
}

/// How a target is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::view) enum Mark {
    /// ◆
    Exact,
    /// ◇
    About,
    /// ◆→
    Rightward,
    /// ←◆
    Leftward,
    /// ┣━┫
    Range,
}

/// The mark of a row: an arrow points to where the bound leaves room.
pub(in crate::view) fn mark(row: &Indicator) -> Mark {
    let falls = plotted(row) < 0.0;
    match row.bound {
        _ if row.value_max.is_some() => Mark::Range,
        Bound::Exact => Mark::Exact,
        Bound::About => Mark::About,
        Bound::AtLeast if falls => Mark::Leftward,
        Bound::AtMost if falls => Mark::Rightward,
        Bound::AtLeast => Mark::Rightward,
        Bound::AtMost => Mark::Leftward,
    }
}

/// By how much the target differs from the result: percentage points of growth rates, per cent of quantities.
pub(super) fn difference(document: &Document, pair: &Pair) -> String {
    let (Some(target), Some(result)) = (pair.target, pair.result) else { return String::new() };
    let (target, result) = (&document.indicators[target], &document.indicators[result]);
    if target.value_max.is_some() || result.value_max.is_some() {
        return String::new();
    }
    match pair.group {
        Measure::Change => signed(plotted(target) - plotted(result), 1, ""),
        Measure::Quantity if plotted(result) > 0.0 => signed((plotted(target) / plotted(result) - 1.0) * 100.0, 0, "%"),
        Measure::Quantity => String::new(),
    }
}

fn signed(value: f64, decimals: usize, unit: &str) -> String {
    let digits = format!("{:.decimals$}", value.abs());
    match digits.parse::<f64>() {
        Ok(0.0) | Err(_) => format!("0{unit}"),
        _ => format!("{}{digits}{unit}", if value < 0.0 { '−' } else { '+' }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gangmu_model::{Checked, Confidence, Direction, DocumentKind, IndicatorType, Number, SourceInfo, Span};

    fn row(name: &str, kind: IndicatorType, status: Status, value: f64, unit: &str, sentence: u32) -> Indicator {
        Indicator {
            indicator: name.to_owned(),
            name: Some(name.to_owned()),
            domain: None,
            action: None,
            value: Number(value),
            value_max: None,
            unit: Some(unit.to_owned()),
            amount: Some(Number(value)),
            unit_base: Some(unit.to_owned()),
            kind,
            multiple: None,
            direction: (kind == IndicatorType::Change).then_some(Direction::Up),
            bound: Bound::Exact,
            status,
            stretch: false,
            period: Some(if status == Status::Actual { "2030" } else { "2031" }.to_owned()),
            average: None,
            base: None,
            scope: None,
            parent: None,
            section: None,
            span: Span { start: 0, end: 1 },
            sentence: Span { start: sentence, end: sentence + 9 },
            rule: String::new(),
            confidence: Confidence::High,
            checked: Checked::No,
        }
    }

    fn document(indicators: Vec<Indicator>) -> Document {
        Document {
            id: String::new(),
            kind: DocumentKind::Report,
            source: SourceInfo { name: String::new(), format: String::new(), encoding: None, index: 0 },
            title: String::new(),
            region: None,
            year: Some(2031),
            date: None,
            speaker: None,
            sureness: gangmu_model::Sureness::default(),
            sketch: String::new(),
            text: String::new(),
            removed: Vec::new(),
            sections: Vec::new(),
            notes: Vec::new(),
            indicators,
            commitments: Vec::new(),
            terms: Vec::new(),
            warnings: Vec::new(),
        }
    }

    #[test]
    fn names_are_paired_and_a_missing_result_stays_missing() {
        use IndicatorType::{Change, Level};
        use Status::{Actual, Target};
        let document = document(vec![
            row("地区生产总值", Change, Actual, 3.7, "%", 10),
            row("地区生产总值", Level, Actual, 900.0, "亿元", 10),
            row("地区生产总值", Change, Target, 6.0, "%", 50),
            row("固定资产投资", Change, Target, 8.0, "%", 50),
            row("城镇新增就业", Level, Target, 9.0, "万人", 50),
            row("养老服务中心", Level, Target, 3.0, "个", 80),
        ]);
        let found = pairs(&document);
        let names: Vec<&str> = found.iter().map(|pair| pair.name.as_str()).collect();
        assert_eq!(names, ["地区生产总值", "固定资产投资", "城镇新增就业"]);
        assert_eq!(found[0].result, Some(0));
        assert_eq!(found[1].result, None);
        assert_eq!(difference(&document, &found[0]), "+2.3");
        assert_eq!(difference(&document, &found[1]), "");
    }

    #[test]
    fn a_fall_is_negative_and_its_bound_points_left() {
        let mut fall = row("单位GDP能耗", IndicatorType::Change, Status::Target, 3.0, "%", 0);
        fall.direction = Some(Direction::Down);
        fall.bound = Bound::AtLeast;
        assert!((plotted(&fall) + 3.0).abs() < 1e-9);
        assert_eq!(mark(&fall), Mark::Leftward);
        let document = document(vec![fall]);
        let scale = Scale::shared(&document, &pairs(&document));
        assert!(scale.least < -3.0 && scale.position(0.0) > scale.position(-3.0));
    }

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(Scale { least: 0.0, most: 17.0 }.ticks(), [0, 5, 10, 15]);
        assert_eq!(Scale { least: -3.4, most: 9.0 }.ticks(), [-2, 0, 2, 4, 6, 8]);
        assert_eq!(Scale { least: 0.0, most: 4.0 }.ticks(), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn differences_carry_a_true_minus() {
        assert_eq!(signed(-0.4, 1, ""), "−0.4");
        assert_eq!(signed(0.04, 1, ""), "0");
        assert_eq!(signed(85.2, 0, "%"), "+85%");
    }
}
