//! From lines of a page to columns, in reading order.
//!
//! Where columns are is told by what most lines leave free. A line is not yet put together for that: a comma that hangs over
//! the edge of a column leaves so little room to the next one that the two would be one run, and one such run would stand
//! across the strip between them.

use super::{Line, Run, cells};

/// Lines that each of several columns has at least.
const COLUMN_LINES: usize = 5;

/// A strip is wider than this, in points: rounding leaves as much.
const LEAST_STRIP: f64 = 0.5;

/// Lines in reading order, in columns: most pages are one, a page of two or three has the left one first, and what is as
/// wide as several stands before or behind them.
pub(super) fn columns(lines: Vec<Line>) -> Vec<Vec<Line>> {
    let whole: Vec<Line> = lines.iter().map(|line| Line { runs: cells(line.runs.clone()), ..*line }).collect();
    let left = lines.iter().flat_map(|line| &line.runs).map(|run| run.start).reduce(f64::min).unwrap_or_default();
    let right = lines.iter().flat_map(|line| &line.runs).map(|run| run.end).reduce(f64::max).unwrap_or_default();
    let strips = strips(&lines, left, right);
    if strips.is_empty() {
        return vec![whole];
    }
    let middle = f64::midpoint(left, right);
    // A short line of a title stands in the middle one of three columns, and is none of its lines.
    let titles = |line: &Line| match line.runs.as_slice() {
        [run] => strips.len() == 2 && (f64::midpoint(run.start, run.end) - middle).abs() < line.size,
        _ => false,
    };
    let mut out: Vec<Vec<Line>> = Vec::new();
    let mut wide = Vec::new();
    let mut columns: Vec<Vec<Line>> = (0..=strips.len()).map(|_| Vec::new()).collect();
    for (line, whole) in lines.into_iter().zip(whole) {
        let begun = columns.iter().any(|column| !column.is_empty());
        if crosses(&line, &strips) || !begun && titles(&whole) {
            out.extend(columns.iter_mut().map(std::mem::take));
            wide.push(whole);
            continue;
        }
        out.push(std::mem::take(&mut wide));
        // What stands beside a heading in another column is neither as large nor as high.
        for (column, runs) in columns.iter_mut().zip(parts(line.runs, &strips)) {
            if let Some(largest) = runs.iter().max_by(|a, b| a.size.total_cmp(&b.size)) {
                column.push(Line { height: largest.height, size: largest.size, runs });
            }
        }
    }
    out.push(wide);
    out.extend(columns);
    out.retain(|column| !column.is_empty());
    out
}

/// The runs of a line, column by column.
fn parts(runs: Vec<Run>, strips: &[f64]) -> impl Iterator<Item = Vec<Run>> {
    let mut parts: Vec<Vec<Run>> = (0..=strips.len()).map(|_| Vec::new()).collect();
    for run in runs {
        let at = strips.iter().filter(|&&strip| strip <= run.start).count();
        if let Some(part) = parts.get_mut(at) {
            part.push(run);
        }
    }
    parts.into_iter().map(cells)
}

/// Whether a line stands across one of these strips.
fn crosses(line: &Line, strips: &[f64]) -> bool {
    line.runs.iter().any(|run| strips.iter().any(|&strip| run.start < strip && strip < run.inked()))
}

/// The middles of the strips between columns, if there are several: in the middle of the page, or at a third and at two of
/// what is written on, from `left` to `right`.
fn strips(lines: &[Line], left: f64, right: f64) -> Vec<f64> {
    const TWO: &[(f64, f64)] = &[(0.35, 0.65)];
    const THREE: &[(f64, f64)] = &[(0.24, 0.43), (0.57, 0.76)];
    let at = |share: f64| left + share * (right - left);
    let all = |places: &&[(f64, f64)]| {
        let strips = places.iter().map(|&(from, to)| freest(lines, at(from), at(to)));
        strips.collect::<Option<Vec<f64>>>().filter(|strips| part(lines, strips))
    };
    [TWO, THREE].iter().find_map(all).unwrap_or_default()
}

/// The middle of what most lines leave free between `from` and `to`, the widest such stretch; none where all is written on.
fn freest(lines: &[Line], from: f64, to: f64) -> Option<f64> {
    // Where gaps within lines open, and where they close.
    let mut edges: Vec<(f64, i32)> = Vec::new();
    for pair in lines.iter().flat_map(|line| line.runs.windows(2)) {
        let [before, behind] = pair else { continue };
        let (open, close) = (before.inked().max(from), behind.start.min(to));
        if open < close {
            edges.extend([(open, 1), (close, -1)]);
        }
    }
    edges.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = 0;
    let stretches = edges.windows(2).filter_map(|pair| {
        let [(start, step), (end, _)] = pair else { return None };
        free += step;
        (end - start > LEAST_STRIP).then_some((free, end - start, f64::midpoint(*start, *end)))
    });
    stretches.max_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))).map(|(.., middle)| middle)
}

/// Whether these strips part columns: most lines leave them free, and in each column most lines fill it, which cells of a
/// table do not.
fn part(lines: &[Line], strips: &[f64]) -> bool {
    let free: Vec<Vec<Run>> = lines
        .iter()
        .filter(|line| !crosses(line, strips))
        .map(|line| parts(line.runs.clone(), strips).flatten().collect())
        .collect();
    let column = |from: f64, to: f64| {
        let inside = |run: &&Run| from <= run.start && run.inked() <= to;
        let runs: Vec<&Run> = free
            .iter()
            .filter_map(|line| {
                let mut runs = line.iter().filter(inside);
                runs.next().filter(|_| runs.next().is_none())
            })
            .collect();
        let start = runs.iter().map(|run| run.start).reduce(f64::min)?;
        let end = runs.iter().map(|run| run.end).reduce(f64::max)?;
        let full = runs.iter().filter(|run| run.end - run.start > 0.75 * (end - start)).count();
        (runs.len() >= COLUMN_LINES && full * 2 >= runs.len()).then_some(runs.len())
    };
    let edges: Vec<f64> = [f64::MIN].into_iter().chain(strips.iter().copied()).chain([f64::MAX]).collect();
    let between = edges.windows(2).map(|pair| if let [from, to] = pair { column(*from, *to) } else { None });
    let most = between.collect::<Option<Vec<usize>>>().and_then(|columns| columns.into_iter().max());
    most.is_some_and(|most| lines.len() - free.len() < most)
}
