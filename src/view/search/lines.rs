//! The lines of a search. In: what was found, and an order. Out: which places are listed, and lines of them as HTML, each a
//! button that says whose it is and where. Nothing here knows the browser.

use crate::state::Report;
use crate::state::search::Found;
use crate::view::bar::short_name;
use crate::view::wording::{full_width, short_heading, shortened};
use crate::view::words::roving;
use gangmu_export::Escaped;
use gangmu_export::concordance::{Line, Order, lines};
use gangmu_export::order::sort_by;
use gangmu_model::{SearchHits, Span};
use std::fmt::Write;
use std::ops::Range;

/// The most lines that are listed and put in order.
pub(super) const MOST: usize = 5000;
/// The most characters of a place that are shown: a pattern may match a whole paragraph.
const MARKED: usize = 40;

/// A place that is listed: a report and one of its places, by their indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) report: usize,
    pub(super) place: usize,
}

/// Those whose lines are listed: of one report, or of one of its sections.
pub(super) type Only = Option<(usize, Option<usize>)>;

/// The first [`MOST`] places, in order.
pub(super) fn arranged(found: &Found, only: Only, order: Order) -> Vec<Hit> {
    let reports = found.reports.iter().enumerate();
    let reports = reports.filter(|(report, _)| only.is_none_or(|(wanted, _)| wanted == *report));
    let hits = reports.flat_map(|(report, (of, hits))| {
        let section = only.and_then(|(_, section)| of.document.sections.get(section?));
        let range = section.map_or(0..hits.places.len(), |section| between(hits, section.start, section.end));
        range.map(move |place| Hit { report, place })
    });
    let mut hits: Vec<Hit> = hits.take(MOST).collect();
    if order != Order::Text {
        let key = |hit: &Hit| {
            let line = line(found, *hit);
            match order {
                Order::Left => line.left.chars().rev().collect(),
                Order::Right | Order::Text => line.right.to_owned(),
            }
        };
        let mut keyed: Vec<(String, Hit)> = hits.iter().map(|hit| (key(hit), *hit)).collect();
        sort_by(&mut keyed, |(a, _), (b, _)| a.cmp(b));
        hits = keyed.into_iter().map(|(_, hit)| hit).collect();
    }
    hits
}

/// The places that begin in characters `start..end`.
pub(super) fn between(hits: &SearchHits, start: u32, end: u32) -> Range<usize> {
    let before = |at: u32| hits.places.partition_point(|place| place.start < at);
    before(start)..before(end)
}

fn line(found: &Found, hit: Hit) -> Line<'_> {
    let (report, hits) = &found.reports[hit.report];
    let place = hits.places[hit.place];
    lines(&report.document, &report.index, &[place.start], place.end - place.start)[0]
}

/// Lines `range` of `hits`. In the order of the text each report has its head, which says how many of its lines are
/// listed, and a line the section it stands in; else a line says its report.
pub(super) fn html(found: &Found, hits: &[Hit], range: Range<usize>, order: Order) -> String {
    let mut out = String::new();
    for n in range.start..range.end.min(hits.len()) {
        let hit = hits[n];
        let (report, of) = &found.reports[hit.report];
        let name = name(report);
        let begins = n == 0 || hits[n - 1].report != hit.report;
        if order == Order::Text && begins {
            let count = hits.iter().filter(|other| other.report == hit.report).count();
            let name = Escaped(&name);
            let _ = write!(out, "<li class=\"g\"><h2>{name} <span class=\"num\">{count}</span></h2></li>");
        }
        let line = line(found, hit);
        let section = line.section.and_then(|section| report.document.sections.get(section as usize));
        let at = if order == Order::Text { section.map(short_heading).unwrap_or_default() } else { name };
        let end = of.places[hit.place].end;
        let left_start = line.at - line.left.chars().count() as u32;
        let _ = write!(
            out,
            "<li><button data-n=\"{n}\" data-of=\"{}\" data-at=\"{}\" tabindex=\"{}\"><span class=\"lc\"><span>{}</span></span>\
             <mark>{}</mark><span class=\"rc\">{}</span><span class=\"at\">{}</span></button></li>",
            hit.report,
            line.at,
            roving::tabindex(n),
            marked(line.left, left_start, &of.beside),
            Escaped(&shortened(&full_width(line.term), MARKED)),
            marked(line.right, end, &of.beside),
            Escaped(&at),
        );
    }
    out
}

/// A report's place and year, else as much of its title as a line has room for.
pub(super) fn name(report: &Report) -> String {
    shortened(&short_name(report), 16)
}

/// A context that begins at character `start`, with the other words of the search in it marked.
fn marked(context: &str, start: u32, beside: &[Span]) -> String {
    let text = full_width(context);
    let mut out = String::with_capacity(text.len() + 16);
    let byte = |at: u32| text.char_indices().nth(at as usize).map_or(text.len(), |(byte, _)| byte);
    let mut done = 0;
    let first = beside.partition_point(|place| place.start < start);
    for place in &beside[first..] {
        let (from, to) = (byte(place.start - start), byte(place.end - start));
        if from >= text.len() {
            break;
        }
        // Words may overlap: 茶园 and 园区.
        if from >= done {
            let _ = write!(out, "{}<b>{}</b>", Escaped(&text[done..from]), Escaped(&text[from..to]));
            done = to;
        }
    }
    let _ = write!(out, "{}", Escaped(&text[done..]));
    out
}

#[cfg(test)]
mod tests {
    use super::{Hit, arranged, between, html};
    use crate::state::search::Found;
    use crate::state::{Cleaned, Report};
    use gangmu_engine::search::Search;
    use gangmu_engine::{Source, analyze};
    use gangmu_export::concordance::Order;
    use gangmu_model::{Options, SearchQuery};
    use std::sync::Arc;

    fn found(query: &str) -> Found {
        let texts = [
            "云州市2031年政府工作报告\n一、去年工作\n建成甲茶园，丙区增收。\n二、今年工作\n扩种乙茶园<8个>。",
            "青禾县2031年政府工作报告\n一、去年工作\n守住丁茶园。",
        ];
        let sources = texts.map(|text| Source { name: "报告.txt", bytes: text.as_bytes() });
        let analysis = analyze(&sources, &Options::default(), &mut ());
        let query = SearchQuery { text: query.to_owned(), pattern: false };
        let search = Search::new(&query).unwrap();
        let reports = analysis.documents.into_iter().map(|document| {
            let hits = Arc::new(search.find(&document.text));
            let cleaned = Cleaned { bytes: Vec::new().into(), removed: Vec::new(), restored: None, year: None };
            (Report::new(document, Vec::new().into(), cleaned), hits)
        });
        Found { query, reports: reports.collect(), ..Found::default() }
    }

    const fn hit(report: usize, place: usize) -> Hit {
        Hit { report, place }
    }

    #[test]
    fn lines_are_ordered_by_report_or_by_their_neighbours() {
        let owner = leptos::prelude::Owner::new();
        owner.set();
        let found = found("茶园");
        assert_eq!(arranged(&found, None, Order::Text), [hit(0, 0), hit(0, 1), hit(1, 0)]);
        // 丁 4E01, 乙 4E59, 甲 7532.
        assert_eq!(arranged(&found, None, Order::Left), [hit(1, 0), hit(0, 1), hit(0, 0)]);
        // Narrow signs stand before 。 and that before ，.
        assert_eq!(arranged(&found, None, Order::Right), [hit(0, 1), hit(1, 0), hit(0, 0)]);
        assert_eq!(arranged(&found, Some((1, None)), Order::Text), [hit(1, 0)]);
        let sections = &found.reports[0].0.document.sections;
        let plan = sections.iter().position(|section| section.title == "今年工作").unwrap();
        assert_eq!(arranged(&found, Some((0, Some(plan))), Order::Text), [hit(0, 1)]);
        assert_eq!(between(&found.reports[0].1, 0, u32::MAX), 0..2);
    }

    #[test]
    fn a_line_says_its_place_and_marks_all_words() {
        let owner = leptos::prelude::Owner::new();
        owner.set();
        let found = found("茶园 增收");
        let hits = arranged(&found, None, Order::Text);
        let lines = html(&found, &hits, 0..9, Order::Text);
        assert!(lines.starts_with("<li class=\"g\"><h2>云州市 2031 <span class=\"num\">1</span></h2></li>"), "{lines}");
        assert!(lines.contains("<mark>茶园</mark><span class=\"rc\">，丙区<b>增收</b>。</span>"), "{lines}");
        assert!(lines.contains("<span class=\"at\">一、去年工作</span>"), "{lines}");
        let lines = html(&found, &hits, 0..9, Order::Left);
        assert!(lines.starts_with("<li><button") && lines.contains("<span class=\"at\">云州市 2031</span>"), "{lines}");
    }

    #[test]
    fn what_a_report_says_is_no_markup() {
        let owner = leptos::prelude::Owner::new();
        owner.set();
        let found = found("茶园");
        let lines = html(&found, &arranged(&found, None, Order::Text), 0..9, Order::Text);
        assert!(lines.contains("&lt;8个&gt;"), "{lines}");
    }
}
