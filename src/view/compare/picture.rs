//! The dots as a file of SVG or PNG: as they stand, in the present theme, with their source line.

use super::plot::scale;
use super::table::{unit, words, written};
use super::{Compare, Matrix, has_range, title};
use crate::view::bar::short_name;
use crate::view::copy::{download, offer};
use crate::view::overview::pairs::{self, Scale, mark};
use crate::view::words::picture::{DENSITY, look};
use gangmu_export::dots::{Chart, Dots, Line, Mark, Plot, Shape};
use gangmu_export::matrix::{Cell, Column, Instead, Measure, Side};
use gangmu_export::picture::Look;
use gangmu_model::Indicator;
use js_sys::Array;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};

/// Offers the picture as a file of this name; whether it was offered, or is being painted.
pub(super) fn save(compare: Compare, painted: bool, name: String) -> bool {
    let Some(look) = look() else { return false };
    let dots = untrack(|| compare.matrix.with(|matrix| chart(compare, matrix))).draw();
    if painted {
        paint(&dots, &look, name).is_some()
    } else {
        download(&name, "image/svg+xml", dots.svg(&look).as_bytes())
    }
}

fn chart(compare: Compare, matrix: &Matrix) -> Chart {
    let side = compare.side();
    let plots: Vec<&Column> = matrix.plots.iter().map(|&at| &matrix.columns[at]).collect();
    let ranks = matrix.sorted.map(|sorted| matrix.columns[sorted].ranks()).unwrap_or_default();
    let lines = matrix.order.iter().filter_map(|&report| {
        let open = compare.report(report)?;
        let on = plots.iter().map(|column| {
            let marks = column.cells[report].filter(|cell| cell.fits);
            let marks = marks.map(|cell| marks_of(compare, column, report, cell)).unwrap_or_default();
            let figures = match (column.cells[report], column.instead[report]) {
                (Some(cell), _) => {
                    let (sign, figures) = written(&open, column, &cell);
                    sign + &figures
                }
                (None, Some(Instead::Words(of, promise))) => {
                    compare.report(of).map(|of| words(&of, promise)).unwrap_or_default()
                }
                (None, Some(Instead::Silent(..))) => tr!("compare.verdict.silent"),
                (None, None) => "—".to_owned(),
            };
            (figures, marks)
        });
        let rank = ranks.get(report).copied().flatten().map(|rank| rank.to_string()).unwrap_or_default();
        Some(Line { rank, name: short_name(&open), on: on.collect() })
    });
    let legend = |mark: Mark, key: &str| (mark, tr!(format!("compare.legend.{key}")));
    let mut key = vec![
        legend(Mark::Exact(0.5), "exact"),
        legend(Mark::Rightward(0.2), "least"),
        legend(Mark::Leftward(1.3), "most"),
        legend(Mark::About(0.5), "about"),
    ];
    if has_range(compare) {
        key.push(legend(Mark::Range(0.2, 0.8), "range"));
    }
    if side == Side::Result {
        key.clear();
    }
    key.extend([legend(Mark::Done(0.5), "done"), legend(Mark::Median(0.5), "median")]);
    Chart {
        title: format!(
            "{}：{}",
            title(compare),
            plots.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join("、")
        ),
        key,
        plots: plots.iter().map(|column| plot(column)).collect(),
        lines: lines.collect(),
        notes: vec![tr!("compare.picture"), tr!("compare.source", version = env!("CARGO_PKG_VERSION"))],
    }
}

/// A place on a scale as a share of its width.
fn share(scale: Scale, value: f64) -> f64 {
    scale.position(value) / 100.0
}

fn plot(column: &Column) -> Plot {
    let scale = scale(column);
    let ticks = if column.measure == Measure::Change { scale.ticks() } else { Vec::new() };
    let tick = |tick: i32| {
        let words = if tick < 0 { format!("−{}", -tick) } else { tick.to_string() };
        (share(scale, f64::from(tick)), words)
    };
    Plot {
        heading: column.name.clone(),
        unit: unit(column),
        ticks: ticks.into_iter().map(tick).collect(),
        median: column.median.map(|median| share(scale, median)),
    }
}

/// The same marks as on the page.
fn marks_of(compare: Compare, column: &Column, report: usize, cell: Cell) -> Vec<Mark> {
    let scale = scale(column);
    let at = share(scale, cell.value);
    let goal_of = |report: usize, index: usize, value: f64| {
        let row = compare.report(report)?.document.indicators.get(index).cloned()?;
        Some(goal(&row, scale, share(scale, value)))
    };
    if compare.side() == Side::Target {
        let before = cell.before.map(|(_, value)| share(scale, value));
        let hope = cell.stretch.map(|(_, value)| Mark::Stretch(at, share(scale, value)));
        let before = before.into_iter().flat_map(|from| [Mark::Link(from, at), Mark::Done(from)]);
        return before.chain(hope).chain(goal_of(report, cell.row, cell.value)).collect();
    }
    let promised = cell.promised.map(|(before, index, value)| {
        let link = Mark::Link(at, share(scale, value));
        [Some(link), goal_of(before, index, value)]
    });
    promised.into_iter().flatten().flatten().chain([Mark::Done(at)]).collect()
}

fn goal(row: &Indicator, scale: Scale, at: f64) -> Mark {
    match mark(row) {
        pairs::Mark::Exact => Mark::Exact(at),
        pairs::Mark::About => Mark::About(at),
        pairs::Mark::Rightward => Mark::Rightward(at),
        pairs::Mark::Leftward => Mark::Leftward(at),
        pairs::Mark::Range => {
            let end = gangmu_export::matrix::plotted_end(row).map_or(at, |end| share(scale, end));
            Mark::Range(at, end)
        }
    }
}

/// Paints the picture and offers it as a file.
fn paint(dots: &Dots, look: &Look, name: String) -> Option<()> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width((dots.width * DENSITY) as u32);
    canvas.set_height((dots.height * DENSITY) as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.scale(DENSITY, DENSITY).ok()?;
    context.set_fill_style_str(&look.paper);
    context.fill_rect(0.0, 0.0, dots.width, dots.height);
    for shape in &dots.shapes {
        match shape {
            Shape::Text { x, y, size, ends, song, ink, text } => {
                let (face, weight) = if *song { (&look.song, 700) } else { (&look.hei, 400) };
                context.set_font(&format!("{weight} {size}px {face}"));
                context.set_text_align(if *ends { "right" } else { "left" });
                context.set_fill_style_str(ink.of(look).0);
                context.fill_text(text, *x, *y).ok()?;
            }
            Shape::Path { points, fill, ink, width, dotted } => {
                let (colour, covers) = ink.of(look);
                let dashes = if *dotted { Array::of2(&2.into(), &3.into()) } else { Array::new() };
                context.set_line_dash(&dashes).ok()?;
                context.begin_path();
                for (at, (x, y)) in points.iter().enumerate() {
                    if at == 0 { context.move_to(*x, *y) } else { context.line_to(*x, *y) }
                }
                if let Some(fill) = fill {
                    context.close_path();
                    context.set_fill_style_str(fill.of(look).0);
                    context.fill();
                }
                context.set_line_width(*width);
                context.set_stroke_style_str(colour);
                context.set_global_alpha(covers);
                context.stroke();
                context.set_global_alpha(1.0);
            }
            Shape::Dot { x, y, radius, ink } => {
                context.begin_path();
                context.arc(*x, *y, *radius, 0.0, std::f64::consts::TAU).ok()?;
                context.set_fill_style_str(ink.of(look).0);
                context.fill();
            }
        }
    }
    let done = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            offer(&name, &blob);
        }
    });
    canvas.to_blob(done.unchecked_ref()).ok()
}
