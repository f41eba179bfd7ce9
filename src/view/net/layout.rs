//! Where everything in the net stands. In: a report's sections and rows, and a width in CSS pixels. Out: coordinates.

use crate::view::wording::{heading, rows_between, shortened, telling_clauses};
use gangmu_export::order::sort_by_key;
use gangmu_model::{Document, SectionKind, Status};

/// Characters that a vertical name may have.
const NAME_LENGTH: usize = 9;
/// Sizes in pixels: a part's title, its figures, a vertical name with its spacing, and its pitch.
const TITLE: f64 = 14.0;
const META: f64 = 12.0;
const NAME: f64 = 13.8;
const PITCH: f64 = 15.6;

/// What the net shows of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Net {
    /// Length of the text in characters.
    pub length: u32,
    /// The top parts in reading order.
    pub parts: Vec<Part>,
    /// The sections under them in reading order; a part without any is its own.
    pub stretches: Vec<Stretch>,
    /// The rows in reading order.
    pub knots: Vec<Knot>,
}

/// A top part.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its heading.
    pub title: String,
    /// Its first and last character.
    pub start: u32,
    /// One past its last character.
    pub end: u32,
    /// How many rows it has.
    pub rows: usize,
}

/// A section that can be pointed at.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Index into the document's sections.
    pub section: usize,
    /// Index into the parts.
    pub part: Option<usize>,
    /// Its whole heading.
    pub title: String,
    /// What is written under the net; empty for a part.
    pub name: String,
    /// Its first character.
    pub start: u32,
    /// One past its last character.
    pub end: u32,
    /// Its rows, as a range of the document's.
    pub rows: std::ops::Range<usize>,
    /// First clauses of the headings in it, each with its number of rows.
    pub inside: Vec<(String, usize)>,
}

/// A row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Knot {
    /// The character where its number stands.
    pub at: u32,
    /// Done, promised or neither.
    pub status: Status,
}

impl Net {
    /// The net of `document`, whose text has `length` characters.
    pub fn new(document: &Document, length: u32) -> Self {
        let (sections, rows) = (&document.sections, &document.indicators);
        let clauses = telling_clauses(sections);
        let count = |start, end| rows_between(rows, start, end).len();
        let tops: Vec<usize> = (0..sections.len()).filter(|&i| sections[i].parent.is_none()).collect();
        let children = |parent: usize| {
            (parent + 1..sections.len()).take_while(move |&i| sections[i].start < sections[parent].end).filter(
                move |&i| sections[i].parent == Some(parent as u32) && sections[i].kind != SectionKind::Subtitle,
            )
        };
        // A text of many headings of one rank has no parts: its headings are the sections.
        let flat = tops.len() > 5 && tops.iter().all(|&top| children(top).next().is_none());
        let mut net = Self { length, ..Self::default() };
        for &top in &tops {
            if !flat {
                let part = &sections[top];
                net.parts.push(Part {
                    title: heading(part),
                    start: part.start,
                    end: part.end,
                    rows: count(part.start, part.end),
                });
            }
            let part = net.parts.len().checked_sub(1);
            let below: Vec<usize> = children(top).collect();
            let named = flat || !below.is_empty();
            for section in if below.is_empty() { vec![top] } else { below } {
                let found = &sections[section];
                net.stretches.push(Stretch {
                    section,
                    part,
                    title: heading(found),
                    name: if named { shortened(&clauses[section], NAME_LENGTH) } else { String::new() },
                    start: found.start,
                    end: found.end,
                    rows: rows_between(rows, found.start, found.end),
                    inside: children(section)
                        .map(|i| (clauses[i].clone(), count(sections[i].start, sections[i].end)))
                        .collect(),
                });
            }
        }
        net.knots = rows.iter().map(|row| Knot { at: row.span.start, status: row.status }).collect();
        net
    }

    /// The stretch that holds character `at`.
    pub fn stretch_at(&self, at: u32) -> Option<usize> {
        let index = self.stretches.partition_point(|stretch| stretch.start <= at).checked_sub(1)?;
        (at < self.stretches[index].end).then_some(index)
    }
}

/// The sizes of a layout, in pixels; which one is used depends on the width.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Scale {
    /// Width of a bin.
    bin: f64,
    /// Distance of two knots of a bin.
    pitch: f64,
    /// Half the width of a knot.
    radius: f64,
    /// Where the rope hangs.
    rope: f64,
    /// Whether titles and names are written.
    words: bool,
}

/// The net at a width; all numbers are CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// The width it was made for.
    pub width: f64,
    /// The height it needs.
    pub height: f64,
    /// Where the rope hangs.
    pub rope: f64,
    /// Half the width of a knot.
    pub radius: f64,
    /// Titles of parts.
    pub titles: Vec<Title>,
    /// Ticks across the rope, at the parts.
    pub ties: Vec<f64>,
    /// Cuts of the rope, at the sections that do not begin a part.
    pub cuts: Vec<f64>,
    /// Left and right edge of each stretch.
    pub bands: Vec<(f64, f64)>,
    /// The middle of each vertical name, with the index of its stretch.
    pub names: Vec<(usize, f64)>,
    /// Where vertical names begin.
    pub names_top: f64,
    /// Where each knot hangs, in the order of the rows.
    pub knots: Vec<(f64, f64)>,
    /// Per bin in use: its middle and its lowest knot.
    pub strings: Vec<(f64, f64)>,
}

/// The title of a part.
#[derive(Clone, Debug, PartialEq)]
pub struct Title {
    /// Index into the parts.
    pub part: usize,
    /// The left edge.
    pub x: f64,
    /// What fits.
    pub text: String,
    /// The left edge of its figures, where there is room for them.
    pub meta: Option<f64>,
}

impl Layout {
    /// The net laid out for `width`; `metas` are the parts' figures as they will be written.
    pub fn new(net: &Net, width: f64, metas: &[String]) -> Self {
        let scale = match width {
            w if w >= 1100.0 => Scale { bin: 10.0, pitch: 8.0, radius: 2.9, rope: 34.0, words: true },
            w if w >= 686.0 => Scale { bin: 8.0, pitch: 7.0, radius: 2.5, rope: 34.0, words: true },
            _ => Scale { bin: 6.4, pitch: 6.2, radius: 2.2, rope: 6.0, words: false },
        };
        let x = |at: u32| width * f64::from(at) / f64::from(net.length.max(1));
        let (knots, strings, depth) = hang(net, width, scale);
        let names_top = scale.rope + 12.0 + depth + 20.0;
        let bands: Vec<(f64, f64)> = net.stretches.iter().map(|s| (x(s.start), x(s.end))).collect();
        let names = if scale.words { place_names(net, &bands, width) } else { Vec::new() };
        let longest = names.iter().map(|&(i, _)| net.stretches[i].name.chars().count()).max().unwrap_or(0);
        let height =
            if longest > 0 { names_top + longest as f64 * NAME + 3.0 } else { scale.rope + 12.0 + depth + 6.0 };
        let begins_part = |start: u32| net.parts.iter().any(|part| part.start == start);
        Self {
            width,
            height,
            rope: scale.rope,
            radius: scale.radius,
            titles: if scale.words { place_titles(net, width, metas) } else { Vec::new() },
            ties: net.parts.iter().map(|part| x(part.start).min(width - 0.5).max(0.5)).collect(),
            cuts: net.stretches.iter().filter(|s| !begins_part(s.start)).map(|s| x(s.start)).collect(),
            bands,
            names,
            names_top,
            knots,
            strings,
        }
    }

    /// The knot at a point, if there is one within 6 pixels.
    pub fn knot_at(&self, x: f64, y: f64) -> Option<usize> {
        let distance = |&(kx, ky): &(f64, f64)| (kx - x).powi(2) + (ky - y).powi(2);
        let (index, nearest) = self.knots.iter().map(distance).enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b))?;
        (nearest <= 36.0).then_some(index)
    }

    /// The stretch under `x`.
    pub fn stretch_at(&self, x: f64) -> Option<usize> {
        self.bands.iter().position(|&(left, right)| left <= x && x < right)
    }
}

/// Where each knot hangs, where each string ends, and how deep the deepest is.
#[expect(clippy::type_complexity, reason = "three parts of one layout, taken apart at once")]
fn hang(net: &Net, width: f64, scale: Scale) -> (Vec<(f64, f64)>, Vec<(f64, f64)>, f64) {
    let last = (width / scale.bin).floor().max(1.0) - 1.0;
    let mut bins: Vec<Vec<usize>> = vec![Vec::new(); last as usize + 1];
    for (index, knot) in net.knots.iter().enumerate() {
        let bin = (width * f64::from(knot.at) / f64::from(net.length.max(1)) / scale.bin).floor().clamp(0.0, last);
        bins[bin as usize].push(index);
    }
    let rank = |status| match status {
        Status::Actual => 0,
        Status::Target => 1,
        Status::Other => 2,
    };
    let deepest = bins.iter().map(Vec::len).max().unwrap_or(0).saturating_sub(1);
    // A very full bin is pressed together rather than drawn a page deep.
    let pitch = if deepest > 0 { scale.pitch.min(230.0 / deepest as f64) } else { scale.pitch };
    let first = scale.rope + 4.8 + 2.0 * scale.radius;
    let mut knots = vec![(0.0, 0.0); net.knots.len()];
    let mut strings = Vec::new();
    for (bin, members) in bins.iter_mut().enumerate().filter(|(_, members)| !members.is_empty()) {
        sort_by_key(members, |&index| rank(net.knots[index].status));
        let x = bin as f64 * scale.bin + scale.bin / 2.0;
        for (depth, &index) in members.iter().enumerate() {
            knots[index] = (x, first + depth as f64 * pitch);
        }
        strings.push((x, first + (members.len() - 1) as f64 * pitch));
    }
    (knots, strings, deepest as f64 * pitch)
}

/// Vertical names never overlap: each is pushed right by its predecessor, then left by its successor. Where they cannot
/// all stand, the shortest sections lose theirs.
fn place_names(net: &Net, bands: &[(f64, f64)], width: f64) -> Vec<(usize, f64)> {
    let mut named: Vec<usize> = (0..bands.len()).filter(|&i| !net.stretches[i].name.is_empty()).collect();
    let room = (width / PITCH).floor() as usize;
    if named.len() > room {
        sort_by_key(&mut named, |&i| std::cmp::Reverse(net.stretches[i].end - net.stretches[i].start));
        named.truncate(room);
        sort_by_key(&mut named, |&i| i);
    }
    let mut x: Vec<f64> = named.iter().map(|&i| bands[i].0 + 8.0).collect();
    for i in 1..x.len() {
        x[i] = x[i].max(x[i - 1] + PITCH);
    }
    let mut most = width - PITCH / 2.0;
    for x in x.iter_mut().rev() {
        *x = x.min(most);
        most = *x - PITCH;
    }
    named.into_iter().zip(x).collect()
}

/// Titles of parts stand over their ticks; they too are pushed right, then left, and shortened until all fit.
fn place_titles(net: &Net, width: f64, metas: &[String]) -> Vec<Title> {
    const GAP: f64 = 18.0;
    let x: Vec<f64> =
        net.parts.iter().map(|part| width * f64::from(part.start) / f64::from(net.length.max(1))).collect();
    let fit = |most: usize| {
        let texts: Vec<String> = net.parts.iter().map(|part| shortened(&part.title, most)).collect();
        let widths: Vec<f64> = texts.iter().map(|text| measure(text) * TITLE).collect();
        let needed = widths.iter().sum::<f64>() + GAP * widths.len().saturating_sub(1) as f64;
        (needed <= width).then_some((texts, widths))
    };
    let Some((texts, widths)) = (3..=28).rev().find_map(fit) else { return Vec::new() };
    let mut left = x;
    for i in 1..left.len() {
        left[i] = left[i].max(left[i - 1] + widths[i - 1] + GAP);
    }
    let mut right = width;
    for i in (0..left.len()).rev() {
        left[i] = left[i].min(right - widths[i]);
        right = left[i] - GAP;
    }
    let following = |i: usize| left.get(i + 1).copied().unwrap_or(width + GAP);
    texts
        .into_iter()
        .enumerate()
        .map(|(i, text)| {
            let meta = left[i] + widths[i] + 2.0 * GAP;
            let fits = metas.get(i).is_some_and(|text| meta + measure(text) * META + GAP <= following(i));
            Title { part: i, x: left[i], text, meta: fits.then_some(meta) }
        })
        .collect()
}

/// The width of `text` in em, a little too wide rather than too narrow.
fn measure(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.6 } else { 1.0 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(start: u32, end: u32, name: &str) -> Stretch {
        Stretch {
            section: 0,
            part: Some(0),
            title: name.to_owned(),
            name: name.to_owned(),
            start,
            end,
            rows: 0..0,
            inside: Vec::new(),
        }
    }

    fn net() -> Net {
        let part = |title: &str, start, end| Part { title: title.to_owned(), start, end, rows: 0 };
        Net {
            length: 1000,
            parts: vec![part("一、工作回顾", 10, 960), part("二、加强政府自身建设", 960, 1000)],
            stretches: (0..12)
                .map(|i| stretch(10 + i * 79, 89 + i * 79, "聚焦聚力提质"))
                .chain((0..5).map(|i| stretch(960 + i * 8, 968 + i * 8, "旗帜鲜明")))
                .collect(),
            knots: (0..60)
                .map(|i| Knot { at: i * 3, status: if i % 2 == 0 { Status::Target } else { Status::Actual } })
                .collect(),
        }
    }

    #[test]
    fn names_never_overlap_and_stay_inside() {
        for width in [700.0, 900.0, 1360.0] {
            let layout = Layout::new(&net(), width, &[]);
            assert_eq!(layout.names.len(), 17);
            assert!(layout.names.windows(2).all(|pair| pair[1].1 - pair[0].1 >= PITCH - 1e-6));
            assert!(layout.names.first().unwrap().1 >= 0.0 && layout.names.last().unwrap().1 <= width - PITCH / 2.0);
        }
    }

    #[test]
    fn where_names_cannot_all_stand_long_sections_keep_theirs() {
        let mut net = net();
        net.stretches = (0..80).map(|i| stretch(i * 12, i * 12 + if i == 40 { 12 } else { 5 }, "甲乙")).collect();
        let layout = Layout::new(&net, 700.0, &[]);
        assert_eq!(layout.names.len(), 44);
        assert!(layout.names.iter().any(|&(i, _)| i == 40));
    }

    #[test]
    fn knots_stack_results_first_and_share_no_place() {
        let layout = Layout::new(&net(), 1360.0, &[]);
        let mut seen: Vec<(i64, i64)> =
            layout.knots.iter().map(|&(x, y)| ((x * 10.0) as i64, (y * 10.0) as i64)).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 60);
        let (target, actual) = (layout.knots[0], layout.knots[1]);
        assert!((target.0 - actual.0).abs() < 1e-6 && target.1 > actual.1);
        assert_eq!(layout.knot_at(target.0 + 2.0, target.1 - 1.0), Some(0));
        assert_eq!(layout.knot_at(700.0, 2.0), None);
    }

    #[test]
    fn a_phone_has_no_words() {
        let layout = Layout::new(&net(), 358.0, &[]);
        assert!(layout.names.is_empty() && layout.titles.is_empty());
        assert!(layout.height < 140.0);
    }

    #[test]
    fn titles_stay_inside_and_apart() {
        let metas = ["5,428 字 · 107 个指标".to_owned(), "400 字".to_owned()];
        let layout = Layout::new(&net(), 900.0, &metas);
        let last = layout.titles.last().unwrap();
        assert!(last.x + measure(&last.text) * TITLE <= 900.0 + 1e-6);
        assert!(layout.titles[0].meta.is_some() && last.meta.is_none());
    }

    #[test]
    fn an_empty_report_is_a_bare_rope() {
        let layout = Layout::new(&Net::default(), 900.0, &[]);
        assert!(layout.knots.is_empty() && layout.names.is_empty() && layout.stretch_at(40.0).is_none());
        assert!(Layout::new(&net(), 0.0, &[]).titles.is_empty());
    }
}
