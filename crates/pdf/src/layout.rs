//! From glyphs on a page to lines of text, in reading order.
//!
//! Glyphs that follow each other closely are a run; runs on one height are a line; lines that keep a strip of the page
//! free, over and over, are two columns, or three.

mod columns;

use crate::BROKEN;
use crate::content::Drawn;
use columns::columns;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Glyphs one behind the other. Lengths in points; `start` and `end` along the line, `height` across it, upwards.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    start: f64,
    end: f64,
    height: f64,
    size: f64,
    text: String,
}

impl Run {
    /// Where its ink ends: the right half of a mark that closes is blank, and may hang over the edge of its column.
    fn inked(&self) -> f64 {
        let half_blank = |c: char| "，。、；：！？）》」』】〕”’".contains(c);
        if self.text.ends_with(half_blank) { self.end - 0.5 * self.size } else { self.end }
    }
}

/// What stands on one height, from left to right.
#[derive(Debug)]
struct Line {
    runs: Vec<Run>,
    height: f64,
    size: f64,
}

/// Room between characters, in font sizes, that is a blank.
const BLANK: f64 = 0.2;

/// Room between characters, in font sizes, that parts cells of a table.
const TAB: f64 = 1.6;

/// Room between characters, in font sizes, that may be a strip between columns: where a mark hangs over the edge of one, it
/// is less than a tab.
const NEAR: f64 = 0.6;

/// Further in than this, in font sizes, and less than that, begins the first line of a paragraph.
const INDENT: Range<f64> = 1.5..2.7;

/// Room behind the last line of a column, in font sizes, that the next piece of its sentence may want.
const LAST: f64 = 4.5;

/// How much higher than another a line can be, for both to be of one paragraph.
const ONE_SIZE: f64 = 1.08;

/// How many pages a watermark stands on at least, and how much larger than half of the text it is.
const WATERMARKED: usize = 3;
const LARGE: f64 = 1.2;

/// Cosine of how far a line may lean: 6 degrees.
const STRAIGHT: f64 = 0.9945;

/// The runs of a page by the four directions, that of most glyphs first.
pub(crate) struct Placed(Vec<Vec<Run>>);

/// Places the glyphs of a page.
///
/// Lines of most pages run in one direction; where some run in another of the four, as in a margin, they come behind.
/// Text that leans is a watermark, and left out.
pub(crate) fn place(drawn: &Drawn) -> Placed {
    let mut directions = [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)].map(|(x, y)| {
        let along = |direction: (f64, f64)| direction.0 * x + direction.1 * y >= STRAIGHT;
        (runs(drawn, (x, y), along), drawn.glyphs.iter().filter(|glyph| along(glyph.direction)).count())
    });
    directions.sort_by_key(|direction| std::cmp::Reverse(direction.1));
    Placed(directions.into_iter().map(|(runs, _)| runs).collect())
}

/// Writes the text of pages, which form feeds part.
///
/// A watermark that does not lean lies in the middle of lines: in letters larger than theirs, the same at the same place
/// on most pages. It goes to the top of its page, where running heads stand.
pub(crate) fn write(pages: Vec<Placed>, out: &mut String) {
    let marks = watermarks(&pages);
    for (number, Placed(directions)) in pages.into_iter().enumerate() {
        if number > 0 {
            out.push('\u{C}');
        }
        let mut pieces = Vec::new();
        for runs in directions {
            let (above, runs): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(|run| marks.contains(&stamp(run)));
            // Tiled over the page it is still one.
            let mut once: Vec<String> = Vec::new();
            for run in above {
                if !once.contains(&run.text) {
                    once.push(run.text);
                }
            }
            pieces.extend((!once.is_empty()).then(|| once.join("\t")));
            let mut text = String::new();
            for column in columns(lines(runs)) {
                write_column(&column, &mut text);
            }
            if !text.is_empty() {
                pieces.push(text);
            }
        }
        out.push_str(&pieces.join("\n"));
    }
}

/// A run's place in whole points, and its text.
type Stamp = (i64, i64, String);

fn stamp(run: &Run) -> Stamp {
    (run.start.round() as i64, run.height.round() as i64, run.text.clone())
}

/// What is a watermark on these pages.
fn watermarks(pages: &[Placed]) -> HashSet<Stamp> {
    if pages.len() < WATERMARKED {
        return HashSet::new();
    }
    let mut counts: HashMap<Stamp, usize> = HashMap::new();
    for Placed(directions) in pages {
        // That of the character in the middle, as many as a run has.
        let mut sizes: Vec<f64> =
            directions.iter().flatten().flat_map(|run| run.text.chars().map(|_| run.size)).collect();
        sizes.sort_by(f64::total_cmp);
        let usual = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
        let large: HashSet<Stamp> =
            directions.iter().flatten().filter(|run| run.size > LARGE * usual).map(stamp).collect();
        for stamp in large {
            *counts.entry(stamp).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count >= WATERMARKED && count * 2 > pages.len())
        .map(|(stamp, _)| stamp)
        .collect()
}

/// Glyphs of one direction, as runs.
fn runs(drawn: &Drawn, (x, y): (f64, f64), along: impl Fn((f64, f64)) -> bool) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    // Where the last glyph of the last run began, and its characters.
    let mut last: (f64, &str) = (0.0, "");
    for glyph in &drawn.glyphs {
        if !along(glyph.direction) {
            continue;
        }
        let Some(text) = drawn.text.get(glyph.text.clone()) else { continue };
        let start = glyph.x * x + glyph.y * y;
        let height = glyph.y * x - glyph.x * y;
        let end = start + (glyph.dx * x + glyph.dy * y).max(0.0);
        let size = glyph.size;
        if let Some(run) = runs.last_mut()
            && (run.height - height).abs() < 0.25 * size
            && size < 1.4 * run.size
            && run.size < 1.4 * size
        {
            // Bold that is printed twice.
            if last.1 == text && (start - last.0).abs() < 0.2 * size && !text.is_empty() {
                continue;
            }
            let room = start - run.end;
            if (-0.6 * size..TAB * size).contains(&room) {
                space(room, size, &mut run.text, text);
                run.text.push_str(text);
                run.end = end.max(run.end);
                last = (start, text);
                continue;
            }
        }
        last = (start, text);
        runs.push(Run { start, end, height, size, text: text.to_owned() });
    }
    for run in &mut runs {
        trim(run);
    }
    runs.retain(|run| !run.text.trim().is_empty());
    runs
}

/// Takes the blanks off a run's ends, and the room that they took.
fn trim(run: &mut Run) {
    // Such a character is no one's but ours.
    run.text.retain(|c| c != BROKEN);
    let text = run.text.trim_end();
    let behind = run.text.get(text.len()..).unwrap_or_default();
    run.end -= blanks(behind, run.size);
    let length = text.len();
    run.text.truncate(length);
    let text = run.text.trim_start();
    let before = run.text.len() - text.len();
    let room = blanks(run.text.get(..before).unwrap_or_default(), run.size);
    run.start += room;
    run.text.drain(..before);
    run.end = run.end.max(run.start);
}

/// About how wide blanks are.
fn blanks(text: &str, size: f64) -> f64 {
    text.chars().map(|c| if c == '\u{3000}' { size } else { 0.3 * size }).sum()
}

/// Writes a blank where there is room for one and none is written.
fn space(room: f64, size: f64, before: &mut String, after: &str) {
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    if room > BLANK * size && !blank(before.chars().next_back()) && !blank(after.chars().next()) {
        before.push(' ');
    }
}

/// Runs as lines from top to bottom; of a line only those are joined that surely are of one column.
fn lines(mut runs: Vec<Run>) -> Vec<Line> {
    runs.sort_by(|a, b| b.height.total_cmp(&a.height));
    let mut lines: Vec<Line> = Vec::new();
    for run in runs {
        // Where letters are, above and below the line of writing.
        let extent = |height: f64, size: f64| (height - 0.2 * size, height + 0.8 * size);
        let (low, high) = extent(run.height, run.size);
        let place = lines.iter().rposition(|line| {
            let (line_low, line_high) = extent(line.height, line.size);
            high.min(line_high) - low.max(line_low) > 0.5 * run.size.min(line.size)
        });
        // Lines stand from top to bottom; one further up than the last few has nothing to do with the run.
        let near = lines.len().saturating_sub(4);
        if let Some(line) = place.filter(|&place| place >= near).and_then(|place| lines.get_mut(place)) {
            if run.size > line.size {
                (line.height, line.size) = (run.height, run.size);
            }
            line.runs.push(run);
        } else {
            lines.push(Line { height: run.height, size: run.size, runs: vec![run] });
        }
    }
    for line in &mut lines {
        line.runs.sort_by(|a, b| a.start.total_cmp(&b.start));
        line.runs.dedup_by(|b, a| a.text == b.text && (a.start - b.start).abs() < 0.35 * a.size);
        line.runs = join(std::mem::take(&mut line.runs), Run::inked, NEAR);
    }
    lines.sort_by(|a, b| b.height.total_cmp(&a.height));
    lines
}

/// Runs with less room than so many font sizes between them as one; `end` says where a run ends.
fn join(runs: Vec<Run>, end: impl Fn(&Run) -> f64, within: f64) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for run in runs {
        if let Some(last) = out.last_mut()
            && run.start - end(last) < within * last.size.min(run.size)
        {
            space(run.start - last.end, run.size, &mut last.text, &run.text);
            last.text.push_str(&run.text);
            last.end = last.end.max(run.end);
            last.size = last.size.max(run.size);
        } else {
            out.push(run);
        }
    }
    out
}

/// Runs of one line and one column, parted by tabs.
fn cells(runs: Vec<Run>) -> Vec<Run> {
    join(runs, |run| run.end, TAB)
}

/// Writes lines that stand under each other.
fn write_column(lines: &[Line], out: &mut String) {
    let starts: Vec<f64> = lines.iter().filter_map(|line| line.runs.first()).map(|run| run.start).collect();
    // From the right, places are counted as from the left.
    let ends: Vec<f64> = lines.iter().filter_map(|line| line.runs.last()).map(|run| -run.end).collect();
    let (left, right) = (margin(&starts, lines), -margin(&ends, lines));
    let mut leads: Vec<f64> = lines.windows(2).filter_map(lead).collect();
    leads.sort_by(f64::total_cmp);
    let usual = leads.get(leads.len() / 2).copied().unwrap_or(f64::MAX);
    let mut sizes: Vec<f64> = lines.iter().map(|line| line.size).collect();
    sizes.sort_by(f64::total_cmp);
    let column = Column { left, right, size: sizes.get(sizes.len() / 2).copied().unwrap_or_default() };
    for (number, line) in lines.iter().enumerate() {
        let before = number.checked_sub(1).and_then(|before| lines.get(before..=number)).and_then(lead);
        if !out.is_empty() {
            out.push('\n');
            if before.is_some_and(|lead| lead > 1.4 * usual) {
                out.push('\n');
            }
        }
        let Some(first) = line.runs.first() else { continue };
        if column.breaks(line, lines.get(number + 1)) {
            out.push(BROKEN);
        }
        let indent = first.start - left;
        if (INDENT.start * line.size..INDENT.end * line.size).contains(&indent) && !column.centres(line) {
            out.push_str("\u{3000}\u{3000}");
        }
        for (number, run) in line.runs.iter().enumerate() {
            if number > 0 {
                out.push('\t');
            }
            out.push_str(&run.text);
        }
    }
}

/// Where lines under each other begin and end at most, and how large most of them are.
struct Column {
    left: f64,
    right: f64,
    size: f64,
}

impl Column {
    /// Whether a line stands in the middle. In a narrow column one that begins a paragraph may do so by chance.
    fn centres(&self, line: &Line) -> bool {
        let (Some(first), Some(last)) = (line.runs.first(), line.runs.last()) else { return false };
        (first.start - self.left - (self.right - last.end)).abs() < 0.25 * line.size
    }

    /// Whether a line ended where the next one begins because the column did: there was no room for the first piece of
    /// that, which is as large and begins at the edge, or below this one, or in the middle as lines of a heading do.
    /// Rows of tables are whole.
    fn breaks(&self, line: &Line, next: Option<&Line>) -> bool {
        let [run] = line.runs.as_slice() else { return false };
        let room = self.right - run.end;
        // What the next column or page begins with may be long, if it goes on with a sentence.
        let ended = run.text.ends_with(['。', '；', '：', '！', '？', '”', '）']);
        let Some(next) = next else { return room < if ended { 1.5 } else { LAST } * line.size };
        let Some(start) = next.runs.first() else { return false };
        let indent = start.start - self.left;
        let indented = (INDENT.start * line.size..INDENT.end * line.size).contains(&indent);
        let at_edge = indent < 0.5 * line.size;
        let below = (start.start - run.start).abs() < 0.5 * line.size && !indented;
        let one_size = line.size < ONE_SIZE * next.size && next.size < ONE_SIZE * line.size;
        let piece = (piece(&start.text) + 0.5) * line.size;
        let centred = line.size > ONE_SIZE * self.size && self.centres(line) && self.centres(next);
        one_size && (room < piece && (at_edge || below) || centred && room + run.start - self.left < piece)
    }
}

/// About how wide the start of a text is, in font sizes, up to where a line may be broken: behind a character of Chinese and
/// the marks that close it, and behind a word or a number.
fn piece(text: &str) -> f64 {
    let closes = |c: char| "，。、；：！？）》」』】”’％%…—,.;:!?)".contains(c);
    let opens = |c: char| "（《「『【“‘(".contains(c);
    let (mut width, mut begun, mut latin) = (0.0, false, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let narrow = c.is_ascii() && c != ' ';
        // Figures that 、 parts, as in 5.3%、7.9%, are kept together.
        let between = latin && c == '、' && chars.peek().is_some_and(char::is_ascii_digit);
        if begun && !closes(c) && !(latin && narrow) {
            break;
        }
        width += if c.is_ascii() { 0.6 } else { 1.0 };
        latin = narrow || between;
        begun |= !opens(c);
    }
    width
}

/// Where most lines begin: the leftmost place that several share.
fn margin(starts: &[f64], lines: &[Line]) -> f64 {
    let mut sorted = starts.to_vec();
    sorted.sort_by(f64::total_cmp);
    let size = lines.first().map_or(10.0, |line| line.size);
    let few = (starts.len() / 5).max(1);
    let shared = sorted
        .iter()
        .enumerate()
        .find(|(at, start)| sorted.get(at + few).is_some_and(|other| other - **start < 0.5 * size));
    shared.map(|(_, start)| *start).or_else(|| sorted.first().copied()).unwrap_or_default()
}

/// How far a line is below another.
fn lead(pair: &[Line]) -> Option<f64> {
    if let [above, below] = pair { Some(above.height - below.height) } else { None }
}
