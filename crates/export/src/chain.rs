//! 去年目标 → 今年完成 → 今年目标: two reports of one place in successive years in, for each indicator that the earlier one
//! promised something about a link out: what was promised, what the later report says became of it, what it promises next.

use crate::matrix::{HEADLINES, Side, Verdict, alike, promise, promises, stands_for, verdict};
use gangmu_model::{Document, Indicator};

/// One indicator over two years.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The canonical name.
    pub name: String,
    /// What the earlier report promised.
    pub promised: Promise,
    /// What the later one says of that year: the index of its row; `None` where it is silent.
    pub done: Option<usize>,
    /// Whether the target was reached, where there is a number on both sides.
    pub verdict: Option<Verdict>,
    /// What the later report promises for its own year.
    pub next: Option<Promise>,
}

/// A promise of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// With a number: the index of its row.
    Row(usize),
    /// Without one: its index among the commitments.
    Words(usize),
}

/// What became of the promises of `earlier`: the headlines first, then the others in the order of its text.
pub fn chain(earlier: &Document, later: &Document) -> Vec<Link> {
    let mut links: Vec<(u32, Link)> = Vec::new();
    for (index, row) in earlier.indicators.iter().enumerate() {
        let Some(name) = &row.name else { continue };
        if !stands_for(earlier, row, Side::Target) || alike(earlier, row, Side::Target) != Some(index) {
            continue;
        }
        let done = alike(later, row, Side::Result);
        let link = Link {
            name: name.clone(),
            promised: Promise::Row(index),
            done,
            verdict: done.map(|done| verdict(row, &later.indicators[done])),
            next: next(later, name, Some(row)),
        };
        links.push((row.span.start, link));
    }
    for (index, words) in earlier.commitments.iter().enumerate() {
        let Some(name) = &words.name else { continue };
        let first = promises(earlier, words) && promise(earlier, name) == Some(index);
        if !first || links.iter().any(|(_, link)| link.name == *name) {
            continue;
        }
        let done = of_name(later, name, Side::Result);
        let next = next(later, name, done.map(|done| &later.indicators[done]));
        let link = Link { name: name.clone(), promised: Promise::Words(index), done, verdict: None, next };
        links.push((words.span.start, link));
    }
    let rank = |name: &str| HEADLINES.iter().position(|known| *known == name).unwrap_or(HEADLINES.len());
    links.sort_by_key(|(at, link)| (rank(&link.name), *at));
    links.into_iter().map(|(_, link)| link).collect()
}

/// What the later report promises under a name, put as `like` is where it says so; else as it does.
fn next(later: &Document, name: &str, like: Option<&Indicator>) -> Option<Promise> {
    let same = like.and_then(|like| alike(later, like, Side::Target));
    let row = same.or_else(|| of_name(later, name, Side::Target));
    row.map(Promise::Row).or_else(|| promise(later, name).map(Promise::Words))
}

fn of_name(document: &Document, name: &str, side: Side) -> Option<usize> {
    let mut rows = document.indicators.iter();
    rows.position(|row| row.name.as_deref() == Some(name) && stands_for(document, row, side))
}

#[cfg(test)]
mod tests {
    use super::{Link, Promise, chain};
    use crate::matrix::Verdict;
    use gangmu_engine::{Source, analyze};
    use gangmu_model::{Document, Options};

    fn links(promised: &str, done: &str, next: &str) -> (Vec<Link>, [Document; 2]) {
        let report = |year: u16, review: &str, plan: &str| {
            format!(
                "{year}年青禾县政府工作报告\n各位代表：\n一、{}年工作回顾\n过去一年，{review}\n二、{year}年工作安排\n今年，{plan}\n",
                year - 1
            )
        };
        let of = |text: String| {
            let source = Source { name: "t.txt", bytes: text.as_bytes() };
            analyze(&[source], &Options::default(), &mut ()).documents.remove(0)
        };
        let documents = [of(report(2030, "各项事业稳步发展。", promised)), of(report(2031, done, next))];
        (chain(&documents[0], &documents[1]), documents)
    }

    #[test]
    fn a_promise_is_met_missed_or_passed_over_and_the_next_one_follows() {
        let (links, [_, later]) = links(
            "固定资产投资增长8%，地区生产总值增长6%，社会消费品零售总额增长7%。",
            "地区生产总值增长6.2%，固定资产投资增长5%。",
            "地区生产总值增长5.5%以上，社会消费品零售总额增长6%。",
        );
        let said: Vec<_> = links
            .iter()
            .map(|link| {
                let next = link.next.map(|next| match next {
                    Promise::Row(row) => later.indicators[row].value.0,
                    Promise::Words(_) => f64::NAN,
                });
                (link.name.as_str(), link.verdict, link.done.is_some(), next)
            })
            .collect();
        let expected = [
            ("地区生产总值", Some(Verdict::Met), true, Some(5.5)),
            ("固定资产投资", Some(Verdict::Missed), true, None),
            ("社会消费品零售总额", None, false, Some(6.0)),
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn a_promise_in_words_has_a_result_and_no_verdict() {
        let (links, _) = links(
            "城镇居民人均可支配收入与经济增长同步。",
            "城镇居民人均可支配收入增长5.1%。",
            "城镇居民人均可支配收入与经济增长同步。",
        );
        let link = links.iter().find(|link| link.name == "城镇居民人均可支配收入").unwrap();
        assert_eq!((link.promised, link.verdict), (Promise::Words(0), None));
        assert!(link.done.is_some());
        assert_eq!(link.next, Some(Promise::Words(0)));
    }
}
