//! Reports on the scales of one or two indicators, as a picture to keep. In: lines with their marks, and what is said beside
//! them. Out: shapes with places, which a caller may paint, and the same as SVG that needs nothing but the reader's fonts.

use crate::Tone;
use crate::cloud::estimated_em;
use crate::picture::{Look, wrapped};
use crate::table::Escaped;
use std::fmt::Write;

/// All lengths are in pixels.
const MARGIN: f64 = 24.0;
const TITLE: f64 = 20.0;
const NAME: f64 = 15.0;
const TEXT: f64 = 13.0;
const SMALL: f64 = 12.0;
const LEADING: f64 = 19.0;
const ROW: f64 = 26.0;
const RANK: f64 = 26.0;
/// The figures of a line, and the scale behind them.
const FIGURES: f64 = 84.0;
const SCALE: f64 = 280.0;

/// A mark on a line's scale; places are shares of its width, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// ◆
    Exact(f64),
    /// ◇
    About(f64),
    /// ◆→
    Rightward(f64),
    /// ←◆
    Leftward(f64),
    /// ┣━┫
    Range(f64, f64),
    /// ┄: what is wished for beyond the target.
    Stretch(f64, f64),
    /// ●: a result.
    Done(f64),
    /// —: from a result to its target.
    Link(f64, f64),
    /// ┊
    Median(f64),
}

/// A column of scales.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plot {
    /// The indicator.
    pub heading: String,
    /// What its figures are in.
    pub unit: String,
    /// Round values and where they stand.
    pub ticks: Vec<(f64, String)>,
    /// Where the median stands.
    pub median: Option<f64>,
}

/// A report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Its rank.
    pub rank: String,
    /// Its name.
    pub name: String,
    /// For each plot its figures as they are written, and its marks.
    pub on: Vec<(String, Vec<Mark>)>,
}

/// What is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// Above it all.
    pub title: String,
    /// What the marks mean.
    pub key: Vec<(Mark, String)>,
    /// The scales.
    pub plots: Vec<Plot>,
    /// The reports.
    pub lines: Vec<Line>,
    /// Last: how it is to be read, where it comes from.
    pub notes: Vec<String>,
}

/// A colour, by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Words and results.
    Text,
    /// Targets.
    Target,
    /// Captions.
    Quiet,
    /// Lines that only guide the eye.
    Faint,
    /// The ground.
    Paper,
}

impl Ink {
    /// The colour as CSS writes it, and how much of it covers the ground.
    pub fn of(self, look: &Look) -> (&str, f64) {
        match self {
            Self::Text => (look.ink(Tone::Both), 1.0),
            Self::Target => (look.ink(Tone::Plan), 1.0),
            Self::Quiet => (look.ink(Tone::Review), 1.0),
            Self::Faint => (look.ink(Tone::Review), 0.3),
            Self::Paper => (&look.paper, 1.0),
        }
    }
}

/// A piece of the picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Words.
    Text {
        /// The left edge, or the right one where they end there.
        x: f64,
        /// The baseline.
        y: f64,
        /// The font size.
        size: f64,
        /// Whether `x` is the right edge.
        ends: bool,
        /// Whether the report speaks (bold Song), or the tool (Hei).
        song: bool,
        /// Their colour.
        ink: Ink,
        /// What they say.
        text: String,
    },
    /// A line through points.
    Path {
        /// The points.
        points: Vec<(f64, f64)>,
        /// Whether the last is joined to the first, and what is inside is filled with this.
        fill: Option<Ink>,
        /// The line's colour.
        ink: Ink,
        /// Its width.
        width: f64,
        /// Whether it is dotted.
        dotted: bool,
    },
    /// A filled circle.
    Dot {
        /// Its middle.
        x: f64,
        /// Its middle.
        y: f64,
        /// Its radius.
        radius: f64,
        /// Its colour.
        ink: Ink,
    },
}

/// A picture, in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Dots {
    /// What it is of.
    pub title: String,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Its pieces, the lowest first.
    pub shapes: Vec<Shape>,
}

impl Chart {
    /// The picture.
    pub fn draw(&self) -> Dots {
        let names = self.lines.iter().map(|line| estimated_em(&line.name) * NAME).fold(4.0 * NAME, f64::max);
        let plots = MARGIN + RANK + names + MARGIN / 2.0;
        let width = plots + (FIGURES + SCALE + MARGIN) * self.plots.len() as f64;
        let inner = width - 2.0 * MARGIN;
        let mut pen = Pen::default();
        let size = (inner / estimated_em(&self.title).max(1.0)).min(TITLE);
        let mut y = MARGIN + size;
        pen.text((MARGIN, y), size, true, Ink::Text, &self.title);
        let mut x = MARGIN;
        y += 1.5 * LEADING;
        for (mark, words) in &self.key {
            let wide = 26.0 + estimated_em(words) * SMALL;
            if x > MARGIN && x + wide > MARGIN + inner {
                x = MARGIN;
                y += LEADING;
            }
            pen.mark(*mark, x, 16.0, y - 4.5);
            pen.text((x + 26.0, y), SMALL, false, Ink::Quiet, words);
            x += wide + 1.5 * SMALL;
        }
        y += 1.6 * LEADING;
        let left = |plot: usize| plots + (FIGURES + SCALE + MARGIN) * plot as f64;
        let bottom = y + LEADING + ROW * self.lines.len() as f64;
        for (at, plot) in self.plots.iter().enumerate() {
            let (left, scale) = (left(at), left(at) + FIGURES);
            pen.text((left, y), TEXT, true, Ink::Text, &plot.heading);
            pen.text((left, y + LEADING - 2.0), SMALL, false, Ink::Quiet, &plot.unit);
            for (place, words) in &plot.ticks {
                let x = scale + place * SCALE;
                let middle = x - estimated_em(words) * 11.0 / 2.0;
                pen.text((middle, y + LEADING - 2.0), 11.0, false, Ink::Quiet, words);
                pen.line(vec![(x, y + LEADING + 4.0), (x, bottom)], Ink::Faint, 1.0, false);
            }
            if let Some(median) = plot.median {
                let x = scale + median * SCALE;
                pen.line(vec![(x, y + LEADING + 4.0), (x, bottom)], Ink::Quiet, 1.0, true);
            }
        }
        y += LEADING;
        for line in &self.lines {
            y += ROW;
            pen.ends((MARGIN + RANK - 8.0, y - 8.0), SMALL, Ink::Quiet, &line.rank);
            pen.text((MARGIN + RANK, y - 8.0), NAME, true, Ink::Text, &line.name);
            for (at, (figures, marks)) in line.on.iter().enumerate() {
                pen.text((left(at), y - 8.0), TEXT, false, Ink::Text, figures);
                for mark in marks {
                    pen.mark(*mark, left(at) + FIGURES, SCALE, y - ROW / 2.0);
                }
            }
            pen.line(vec![(MARGIN, y), (width - MARGIN, y)], Ink::Faint, 1.0, false);
        }
        y += MARGIN / 4.0;
        for note in self.notes.iter().flat_map(|note| wrapped(note, inner / SMALL)) {
            y += LEADING;
            pen.text((MARGIN, y), SMALL, false, Ink::Quiet, &note);
        }
        Dots { title: self.title.clone(), width, height: y + MARGIN, shapes: pen.shapes }
    }
}

/// What draws.
#[derive(Default)]
struct Pen {
    shapes: Vec<Shape>,
}

impl Pen {
    fn text(&mut self, (x, y): (f64, f64), size: f64, song: bool, ink: Ink, text: &str) {
        self.shapes.push(Shape::Text { x, y, size, ends: false, song, ink, text: text.to_owned() });
    }

    fn ends(&mut self, (x, y): (f64, f64), size: f64, ink: Ink, text: &str) {
        self.shapes.push(Shape::Text { x, y, size, ends: true, song: false, ink, text: text.to_owned() });
    }

    fn line(&mut self, points: Vec<(f64, f64)>, ink: Ink, width: f64, dotted: bool) {
        self.shapes.push(Shape::Path { points, fill: None, ink, width, dotted });
    }

    /// A mark on a scale that begins at `left` and is `scale` long, in the middle of its line.
    fn mark(&mut self, mark: Mark, left: f64, scale: f64, y: f64) {
        let x = |place: f64| left + place * scale;
        match mark {
            Mark::Exact(at) => self.diamond(x(at), y, Ink::Target),
            Mark::About(at) => self.diamond(x(at), y, Ink::Paper),
            Mark::Rightward(at) | Mark::Leftward(at) => {
                // An arrow has one length: it says «open», not «how far».
                let way = if matches!(mark, Mark::Rightward(_)) { 1.0 } else { -1.0 };
                let (x, tip) = (x(at), x(at) + way * 20.0);
                self.line(vec![(x, y), (tip, y)], Ink::Target, 1.6, false);
                self.line(
                    vec![(tip - way * 5.0, y - 4.0), (tip, y), (tip - way * 5.0, y + 4.0)],
                    Ink::Target,
                    1.6,
                    false,
                );
                self.diamond(x, y, Ink::Target);
            }
            Mark::Range(from, to) => {
                self.line(vec![(x(from), y), (x(to), y)], Ink::Target, 5.0, false);
                for end in [x(from), x(to)] {
                    self.line(vec![(end, y - 5.0), (end, y + 5.0)], Ink::Target, 1.6, false);
                }
            }
            Mark::Stretch(from, to) => {
                self.line(vec![(x(from), y), (x(to), y)], Ink::Target, 1.2, true);
                self.diamond(x(to), y, Ink::Paper);
            }
            Mark::Done(at) => self.shapes.push(Shape::Dot { x: x(at), y, radius: 3.8, ink: Ink::Text }),
            Mark::Link(from, to) => self.line(vec![(x(from), y), (x(to), y)], Ink::Quiet, 1.0, false),
            Mark::Median(at) => self.line(vec![(x(at), y - 7.0), (x(at), y + 7.0)], Ink::Quiet, 1.0, true),
        }
    }

    fn diamond(&mut self, x: f64, y: f64, fill: Ink) {
        let points = vec![(x, y - 5.0), (x + 5.0, y), (x, y + 5.0), (x - 5.0, y)];
        self.shapes.push(Shape::Path { points, fill: Some(fill), ink: Ink::Target, width: 1.6, dotted: false });
    }
}

impl Dots {
    /// The picture as a file of SVG.
    pub fn svg(&self, look: &Look) -> String {
        let (width, height) = (self.width.ceil(), self.height.ceil());
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" xml:lang=\"zh-Hans\" role=\"img\"><title>{}</title>\
             <rect width=\"100%\" height=\"100%\" fill=\"{}\"/>",
            Escaped(&self.title),
            Escaped(&look.paper)
        );
        // Writing to a String cannot fail.
        for shape in &self.shapes {
            let _ = match shape {
                Shape::Text { x, y, size, ends, song, ink, text } => {
                    let (face, weight) = if *song { (&look.song, 700) } else { (&look.hei, 400) };
                    let anchor = if *ends { " text-anchor=\"end\"" } else { "" };
                    write!(
                        out,
                        "\n<text x=\"{x:.1}\" y=\"{y:.1}\"{anchor} font-family=\"{}\" font-size=\"{size:.1}\" \
                         font-weight=\"{weight}\" fill=\"{}\">{}</text>",
                        Escaped(face),
                        Escaped(ink.of(look).0),
                        Escaped(text)
                    )
                }
                Shape::Path { points, fill, ink, width, dotted } => {
                    let mut path = String::new();
                    for (at, (x, y)) in points.iter().enumerate() {
                        let _ = write!(path, "{}{x:.1} {y:.1}", if at == 0 { 'M' } else { 'L' });
                    }
                    let (colour, covers) = ink.of(look);
                    let (end, fill) = fill.map_or(("", "none"), |fill| ("z", fill.of(look).0));
                    let dots = if *dotted { " stroke-dasharray=\"2 3\"" } else { "" };
                    write!(
                        out,
                        "\n<path d=\"{path}{end}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"{width}\" \
                         stroke-opacity=\"{covers}\"{dots}/>",
                        Escaped(fill),
                        Escaped(colour)
                    )
                }
                Shape::Dot { x, y, radius, ink } => {
                    let colour = Escaped(ink.of(look).0);
                    write!(out, "\n<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\" fill=\"{colour}\"/>")
                }
            };
        }
        out.push_str("\n</svg>\n");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Chart, Dots, Ink, Line, MARGIN, Mark, Plot, Shape};
    use crate::picture::Look;

    fn drawn() -> Dots {
        let plot = |heading: &str| Plot {
            heading: heading.to_owned(),
            unit: "增速，%".to_owned(),
            ticks: vec![(0.0, "0".to_owned()), (0.5, "5".to_owned())],
            median: Some(0.4),
        };
        let line = |rank: &str, name: &str, marks: Vec<Mark>| Line {
            rank: rank.to_owned(),
            name: name.to_owned(),
            on: vec![("≥6".to_owned(), marks.clone()), ("同步".to_owned(), Vec::new())],
        };
        let chart = Chart {
            title: "2031年目标，2 份报告".to_owned(),
            key: vec![(Mark::Exact(0.5), "确数".to_owned()), (Mark::Done(0.5), "完成".to_owned())],
            plots: vec![plot("地区生产总值"), plot("R&D")],
            lines: vec![
                line("1", "青禾县", vec![Mark::Link(0.2, 0.6), Mark::Done(0.2), Mark::Rightward(0.6)]),
                line("2", "云州市", vec![Mark::Range(0.3, 0.5), Mark::Stretch(0.5, 0.9)]),
            ],
            notes: vec!["表中为各报告原文所写。".repeat(20), "来源：两份报告；纲目".to_owned()],
        };
        chart.draw()
    }

    #[test]
    fn everything_stands_inside_and_the_source_is_said() {
        let drawn = drawn();
        let mut words = String::new();
        for shape in &drawn.shapes {
            let places: Vec<(f64, f64)> = match shape {
                Shape::Text { x, y, text, .. } => {
                    words.push_str(text);
                    vec![(*x, *y)]
                }
                Shape::Path { points, .. } => points.clone(),
                Shape::Dot { x, y, .. } => vec![(*x, *y)],
            };
            for (x, y) in places {
                assert!(x >= MARGIN - 6.0 && x <= drawn.width && y > 0.0 && y < drawn.height, "{shape:?}");
            }
        }
        for expected in ["2031年目标", "青禾县", "云州市", "同步", "R&D", "确数", "来源：两份报告"]
        {
            assert!(words.contains(expected), "{expected}");
        }
    }

    #[test]
    fn results_are_dots_and_targets_diamonds_on_the_same_line() {
        let drawn = drawn();
        let dots = drawn.shapes.iter().filter(|shape| matches!(shape, Shape::Dot { .. })).count();
        // One in the key, one of the first line.
        assert_eq!(dots, 2);
        let middles: Vec<f64> = drawn
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Dot { y, .. } => Some(*y),
                Shape::Path { points, fill: Some(Ink::Target), .. } => Some(points[1].1),
                _ => None,
            })
            .collect();
        assert!(middles.windows(2).skip(1).any(|pair| (pair[0] - pair[1]).abs() < 1e-9), "{middles:?}");
    }

    #[test]
    fn a_file_of_svg_is_whole_and_escapes_what_reports_say() {
        let look = Look {
            paper: "#fff".to_owned(),
            both: "#111".to_owned(),
            plan: "#b22".to_owned(),
            review: "#777".to_owned(),
            song: "\"Song\"".to_owned(),
            hei: "Hei".to_owned(),
        };
        let svg = drawn().svg(&look);
        assert!(svg.starts_with("<svg xmlns") && svg.ends_with("</svg>\n"));
        assert!(svg.contains("R&amp;D") && !svg.contains("R&D") && svg.contains("&quot;Song&quot;"));
        assert_eq!(svg.matches("<circle").count(), 2);
    }
}
