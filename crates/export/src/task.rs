//! Tasks: what a report promises. In: a document and the reader's words. Out: for each target row and each promise
//! without a number what is to be done, how much, until when, and the sentence; in the order of the text.

use crate::worded::filled;
use crate::{Cell, Column, Row, Say, bound_sign, period, relation};
use gangmu_model::{CharIndex, Document, Span, Status};

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Task {
    /// 事项
    pub(crate) item: String,
    /// 量化目标, or how it stands to something else: 高于全市平均.
    pub(crate) goal: String,
    /// 时限
    pub(crate) deadline: String,
    /// The sentence that says so.
    pub(crate) sentence: Span,
    /// 核对; nothing of a promise without a number, which has no row to be checked.
    pub(crate) checked: String,
}

/// The tasks of a document.
pub(crate) fn tasks(document: &Document, index: &CharIndex, say: Say<'_>) -> Vec<Task> {
    let deadline = |of: Option<&str>| match of {
        None => String::new(),
        Some(year) if year.len() == 4 => filled(&say("export.deadline"), year),
        Some(of) => period(of, say),
    };
    let rows = Row::all(document, index).filter(|row| row.indicator.status == Status::Target).map(|row| {
        let indicator = row.indicator;
        let task = Task {
            item: indicator.indicator.clone(),
            goal: goal(row),
            deadline: deadline(indicator.period.as_deref()),
            sentence: indicator.sentence,
            checked: match row.worded(Column::Checked, say) {
                Cell::Text(words) => words.into_owned(),
                _ => String::new(),
            },
        };
        (indicator.span, task)
    });
    let promises = document.commitments.iter().filter(|promise| promise.status == Status::Target).map(|promise| {
        let words = || index.slice(&document.text, promise.span.start, promise.span.end).trim().to_owned();
        let task = Task {
            item: promise.indicator.clone(),
            goal: relation(promise.relation, promise.base.as_deref(), say).unwrap_or_else(words),
            deadline: deadline(promise.period.as_deref()),
            sentence: promise.sentence,
            checked: String::new(),
        };
        (promise.span, task)
    });
    let mut tasks: Vec<_> = rows.chain(promises).collect();
    // Rows come in the order the reader has given them; promises only where the whole report is wanted, in its own.
    if !document.commitments.is_empty() {
        tasks.sort_by_key(|(span, _)| *span);
    }
    tasks.into_iter().map(|(_, task)| task).collect()
}

/// How much: 增长9%以上, 不低于 as a sign where the words of the bound stand before the number: ≥240亿元.
fn goal(row: Row<'_>) -> String {
    let indicator = row.indicator;
    let quote = row.figure();
    let bare = match indicator.unit.as_deref() {
        Some(unit) => quote.ends_with(unit),
        None => quote.ends_with(|c: char| c.is_ascii_digit()),
    };
    let sign = if bare && !quote.starts_with(['≥', '≤', '≈']) { bound_sign(indicator.bound) } else { "" };
    // In the words of the text, like verb and number.
    let stretch = if indicator.stretch { "力争" } else { "" };
    format!("{stretch}{}{sign}{quote}", indicator.action.as_deref().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Task, tasks};
    use crate::row::tests::report;
    use gangmu_model::{Bound, CharIndex, Commitment, Document, Relation, Span, Status};

    fn say(key: &str) -> String {
        match key {
            "export.deadline" => "%{year}年".to_owned(),
            "export.relation.above" => "高于%{base}".to_owned(),
            "indicators.period.until" => "至 %{year}".to_owned(),
            key => key.to_owned(),
        }
    }

    fn of(document: &Document) -> Vec<Task> {
        tasks(document, &CharIndex::new(&document.text), &say)
    }

    #[test]
    fn a_bound_is_said_once() {
        let goal = |quote: &str, bound| {
            let mut document = report(&format!("茶园面积达{quote}。"), quote, 8.0, None);
            document.indicators[0].bound = bound;
            of(&document)[0].goal.clone()
        };
        assert_eq!(goal("8万亩以上", Bound::AtLeast), "达8万亩以上");
        assert_eq!(goal("8万亩", Bound::AtLeast), "达≥8万亩");
        assert_eq!(goal("8万亩", Bound::Exact), "达8万亩");
    }

    #[test]
    fn what_is_done_is_no_task_and_a_promise_without_a_number_is_one() {
        let mut document = report("农民收入增速高于全市平均，茶园面积达8万亩。", "8万亩", 8.0, None);
        document.indicators[0].stretch = true;
        document.indicators[0].period = Some("..2031".to_owned());
        let mut done = document.indicators[0].clone();
        done.status = Status::Actual;
        document.indicators.push(done);
        document.commitments = vec![Commitment {
            indicator: "农民收入增速".to_owned(),
            name: None,
            relation: Relation::Above,
            base: Some("全市平均".to_owned()),
            status: Status::Target,
            period: Some("2031".to_owned()),
            section: Some(0),
            span: Span { start: 6, end: 12 },
            sentence: document.indicators[0].sentence,
        }];
        let lines: Vec<_> = of(&document).into_iter().map(|task| [task.item, task.goal, task.deadline]).collect();
        assert_eq!(lines, [["农民收入增速", "高于全市平均", "2031年"], ["茶园面积", "力争达≥8万亩", "至 2031"]]);
        document.commitments[0].base = None;
        assert_eq!(of(&document)[0].goal, "高于全市平均");
    }
}
