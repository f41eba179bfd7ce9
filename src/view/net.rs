//! 网: the report as a rope with knots. Shows a report's sections and rows; pointing reads them out, choosing one goes to
//! the text, choosing a knot to its row.

pub mod layout;

use crate::i18n::number;
use crate::state::{Report, State, Tab};
use crate::view::dom::{focus, hear};
use crate::view::measure::keep_width;
use crate::view::wording::value;
use gangmu_model::Status;
use layout::{Layout, Net as Data};
use leptos::{ev, html, prelude::*, svg};
use std::fmt::Write as _;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// What is pointed at or has the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Cursor {
    stretch: Option<usize>,
    knot: Option<usize>,
}

/// The net of `report`, for the width it has, with the line that reads out what is pointed at.
#[component]
pub fn Net(
    /// Whose net it is.
    report: Report,
    /// What it shows of that report.
    data: Arc<Data>,
) -> impl IntoView {
    let state = State::get();
    let width = RwSignal::new(0.0);
    let cursor = RwSignal::new(Cursor::default());
    let stop = RwSignal::new(0_usize);
    let spoken = RwSignal::new(String::new());
    let figure = NodeRef::<html::Figure>::new();
    let drawing = NodeRef::<svg::Svg>::new();
    keep_width(move || figure.get().map(JsCast::unchecked_into), width);

    let others = data.knots.iter().any(|knot| knot.status == Status::Other);
    let net = StoredValue::new(data);
    let report = StoredValue::new(report);
    let layout = Memo::new(move |_| {
        let metas = net.with_value(|net| {
            net.parts
                .iter()
                .map(|part| {
                    tr!(
                        "overview.net.part",
                        characters = number((part.end - part.start) as usize),
                        rows = number(part.rows)
                    )
                })
                .collect::<Vec<_>>()
        });
        net.with_value(|net| Arc::new(Layout::new(net, width.get(), &metas)))
    });

    let open = move |chosen: Cursor| match chosen {
        Cursor { knot: Some(knot), .. } => state.switch(move |place| {
            place.tab = Tab::Indicators;
            place.row = Some(knot as u32);
        }),
        Cursor { stretch: Some(stretch), .. } => {
            let start = net.with_value(|net| net.stretches[stretch].start);
            read_at(state, start);
        }
        _ => {}
    };
    let under = move |event: &web_sys::MouseEvent| {
        let rect = drawing.get_untracked()?.get_bounding_client_rect();
        let layout = layout.get_untracked();
        let scale = layout.width / rect.width();
        let x = (f64::from(event.client_x()) - rect.left()) * scale;
        let y = (f64::from(event.client_y()) - rect.top()) * scale;
        let knot = layout.knot_at(x, y);
        let stretch = match knot {
            Some(knot) => net.with_value(|net| net.stretch_at(net.knots[knot].at)),
            None => layout.stretch_at(x),
        };
        Some(Cursor { stretch, knot })
    };
    let point = move |event: ev::PointerEvent| {
        let now = under(&event).unwrap_or_default();
        if now != cursor.get_untracked() {
            cursor.set(now);
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        let now = cursor.get_untracked();
        let (count, at) = (net.with_value(|net| net.stretches.len()), stop.get_untracked());
        let walk = |to: usize| {
            if let Some(target) = drawing
                .get_untracked()
                .and_then(|svg| svg.query_selector(&format!("[data-stretch='{to}']")).ok().flatten())
            {
                stop.set(to);
                focus(&target);
            }
        };
        match event.key().as_str() {
            "ArrowRight" if at + 1 < count => walk(at + 1),
            "ArrowLeft" if at > 0 => walk(at - 1),
            "Home" => walk(0),
            "End" => walk(count.saturating_sub(1)),
            "ArrowDown" | "ArrowUp" => {
                let rows = net.with_value(|net| net.stretches.get(at).map(|stretch| stretch.rows.clone()));
                let rows = rows.unwrap_or_default();
                let down = event.key() == "ArrowDown";
                let goal = match now.knot {
                    None if down => rows.clone().next(),
                    None => None,
                    Some(knot) if down => Some(knot + 1).filter(|knot| rows.contains(knot)).or(Some(knot)),
                    Some(knot) => knot.checked_sub(1).filter(|knot| rows.contains(knot)),
                };
                cursor.set(Cursor { stretch: Some(at), knot: goal });
                spoken.set(goal.map(|knot| report.with_value(|report| spoken_row(report, knot))).unwrap_or_default());
            }
            "Enter" | " " => open(Cursor { stretch: Some(at), knot: now.knot }),
            _ => return,
        }
        event.prevent_default();
    };
    let leave = move || cursor.set(Cursor::default());

    let picture = move || {
        let layout = layout.get();
        (layout.width > 0.0).then(|| {
            let hands = Hands { cursor, stop };
            net.with_value(|net| draw(net, &layout, hands))
        })
    };
    view! {
        <figure class="net" node_ref=figure aria-labelledby="net-title">
            <figcaption class="sr" id="net-title">
                {t!("overview.net.title")}
            </figcaption>
            <svg
                node_ref=drawing
                role="group"
                aria-label=t!("overview.net.label")
                viewBox=move || layout.with(|layout| format!("0 0 {} {}", layout.width.max(1.0), layout.height))
                on:pointermove=hear(point)
                on:pointerleave=hear(move |_| leave())
                on:click=hear(move |event| open(under(&event).unwrap_or_default()))
                on:keydown=hear(key)
                on:focusout=hear(move |_| leave())
            >
                {picture}
            </svg>
        </figure>
        <div class="net-foot">
            <p class="net-read" class:on=move || cursor.get() != Cursor::default()>
                {move || read_out(net, report, cursor.get())}
            </p>
            <p class="sr" aria-live="polite">
                {spoken}
            </p>
            <p class="net-key">
                <span class="st st-actual">{t!("overview.done")}</span>
                <span class="st st-target">{t!("overview.target")}</span>
                {others.then(|| view! { <span class="st st-other">{t!("overview.other")}</span> })}
                <span>{t!("overview.net.key")}</span>
            </p>
        </div>
    }
}

/// Opens the text at a character.
pub fn read_at(state: State, at: u32) {
    state.switch(move |place| {
        place.tab = Tab::Text;
        place.at = Some(at);
        place.row = None;
        place.term = None;
    });
}

/// What the sections of the picture react to.
#[derive(Clone, Copy)]
struct Hands {
    cursor: RwSignal<Cursor>,
    stop: RwSignal<usize>,
}

fn draw(net: &Data, layout: &Layout, hands: Hands) -> impl IntoView + use<> {
    let Hands { cursor, stop } = hands;
    let (rope, width, bottom) = (layout.rope, layout.width, layout.height);
    let on = move |index: usize| move || cursor.get().stretch == Some(index);
    let bands = layout
        .bands
        .iter()
        .enumerate()
        .map(|(index, &(left, right))| {
            view! {
                <rect
                    class="band"
                    class:on=on(index)
                    x=left
                    y=rope
                    width=(right - left).max(0.0)
                    height=bottom - rope
                ></rect>
            }
        })
        .collect_view();
    let titles = layout
        .titles
        .iter()
        .map(|title| {
            let part = &net.parts[title.part];
            let meta = title.meta.map(|x| {
                let text = tr!(
                    "overview.net.part",
                    characters = number((part.end - part.start) as usize),
                    rows = number(part.rows)
                );
                view! {
                    <text class="meta" x=x y=rope - 13.0>
                        {text}
                    </text>
                }
            });
            view! {
                <text class="part" x=title.x y=rope - 13.0>
                    {title.text.clone()}
                </text>
                {meta}
            }
        })
        .collect_view();
    let stretches = net
        .stretches
        .iter()
        .enumerate()
        .map(|(index, stretch)| {
            let (left, right) = layout.bands[index];
            let label = stretch.title.clone();
            let (characters, rows) = ((stretch.end - stretch.start) as usize, stretch.rows.len());
            let name = layout.names.iter().find(|&&(named, _)| named == index).map(|&(_, x)| {
                view! {
                    <text class="sec" x=x y=layout.names_top>
                        {stretch.name.clone()}
                    </text>
                }
            });
            view! {
                <g
                    class="stretch"
                    class:on=on(index)
                    role="link"
                    data-stretch=index
                    tabindex=move || if stop.get() == index { "0" } else { "-1" }
                    aria-label=move || {
                        tr!(
                            "overview.net.section",
                            title = label.clone(),
                            characters = number(characters),
                            rows = number(rows)
                        )
                    }
                    on:focusin=hear(move |_| {
                        stop.set(index);
                        if cursor.get_untracked().stretch != Some(index) {
                            cursor.set(Cursor { stretch: Some(index), knot: None });
                        }
                    })
                >
                    <rect
                        class="hit"
                        x=left
                        y=rope - 4.0
                        width=(right - left).max(1.0)
                        height=bottom - rope + 3.0
                    ></rect>
                    <path class="band-edge" d=format!("M{left:.1} {rope}H{right:.1}")></path>
                    {name}
                </g>
            }
        })
        .collect_view();
    let d = Paths::new(net, layout);
    let knots = layout.knots.clone();
    let ring = move || {
        let (x, y) = knots.get(cursor.get().knot?).copied()?;
        Some(view! { <circle class="ring" cx=x cy=y r="6"></circle> })
    };
    view! {
        <g>{bands}</g>
        <g>{titles}</g>
        <path class="string" d=d.strings></path>
        <path class="done" d=d.done></path>
        <path class="goal" d=d.goal></path>
        <path class="rest" d=d.rest></path>
        <path class="rope" d=format!("M0 {rope}H{width}")></path>
        <g>{stretches}</g>
        <path class="cut" d=d.cuts></path>
        <path class="tie" d=d.ties></path>
        {ring}
    }
}

/// The knots of a kind, the strings, cuts and ticks, each as one path.
#[derive(Default)]
struct Paths {
    done: String,
    goal: String,
    rest: String,
    strings: String,
    cuts: String,
    ties: String,
}

impl Paths {
    fn new(net: &Data, layout: &Layout) -> Self {
        let mut paths = Self::default();
        // Writing to a string cannot fail.
        for (knot, &(x, y)) in net.knots.iter().zip(&layout.knots) {
            let _ = knot_path(&mut paths, knot.status, x, y, layout.radius);
        }
        for &(x, y) in &layout.strings {
            let _ = write!(paths.strings, "M{x:.1} {}V{y:.1}", layout.rope);
        }
        for &x in &layout.cuts {
            let _ = write!(paths.cuts, "M{x:.1} {}v3", layout.rope - 1.5);
        }
        for &x in &layout.ties {
            let _ = write!(paths.ties, "M{x:.1} {}v18", layout.rope - 9.0);
        }
        paths
    }
}

fn knot_path(paths: &mut Paths, status: Status, x: f64, y: f64, r: f64) -> std::fmt::Result {
    match status {
        Status::Actual => {
            write!(paths.done, "M{:.1} {y:.1}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z", x - r, d = 2.0 * r)
        }
        Status::Target => {
            let d = r * 1.2;
            write!(paths.goal, "M{x:.1} {:.1}l{d:.2} {d:.2} -{d:.2} {d:.2} -{d:.2} -{d:.2}z", y - d)
        }
        Status::Other => write!(paths.rest, "M{:.1} {y:.1}h{:.1}", x - r, 2.0 * r),
    }
}

/// The line under the net: what is pointed at, or how to use it.
fn read_out(net: StoredValue<Arc<Data>>, report: StoredValue<Report>, cursor: Cursor) -> AnyView {
    if let Some(knot) = cursor.knot {
        return report.with_value(|report| {
            let row = &report.document.indicators[knot];
            let value = value(&report.document, &report.index, row);
            let (class, status) = status_words(row.status);
            view! {
                <b class="song">{row.indicator.clone()}</b>
                <span class="num read-value">
                    {value.direction} " " {value.bound} <b>{value.figures}</b> {value.unit}
                </span>
                <span class=class>{status}</span>
                <span class="faint">{row.period.clone()}</span>
            }
            .into_any()
        });
    }
    if let Some(stretch) = cursor.stretch {
        return net.with_value(|net| {
            let stretch = &net.stretches[stretch];
            let characters = stretch.end - stretch.start;
            let share = format!("{:.1}", f64::from(characters) * 100.0 / f64::from(net.length.max(1)));
            let inside = stretch
                .inside
                .iter()
                .take(6)
                .map(|(title, rows)| {
                    view! {
                        <span class="song">{title.clone()} " " <i class="num">{*rows}</i></span>
                    }
                })
                .collect_view();
            view! {
                <b class="song">{stretch.title.clone()}</b>
                <span class="num">
                    {tr!("overview.net.length", characters = number(characters as usize), share = share)}
                </span>
                <span class="num">{tr!("overview.net.rows", rows = number(stretch.rows.len()))}</span>
                {inside}
            }
            .into_any()
        });
    }
    let empty = net.with_value(|net| net.knots.is_empty());
    let hint = if empty { tr!("overview.net.empty") } else { tr!("overview.net.hint") };
    view! { <span>{hint}</span> }.into_any()
}

fn status_words(status: Status) -> (&'static str, String) {
    match status {
        Status::Actual => ("st st-actual", tr!("overview.done")),
        Status::Target => ("st st-target", tr!("overview.target")),
        Status::Other => ("st st-other", tr!("overview.other")),
    }
}

fn spoken_row(report: &Report, knot: usize) -> String {
    let row = &report.document.indicators[knot];
    let value = value(&report.document, &report.index, row);
    let (_, status) = status_words(row.status);
    format!("{} {}{}{}, {status}", row.indicator, value.bound, value.figures, value.unit)
}

/// The net on a phone: the rope at the left edge, a row a section with its knots in a line.
#[component]
pub fn VerticalNet(
    /// What it shows.
    data: Arc<Data>,
) -> impl IntoView {
    let state = State::get();
    let mut rows = Vec::new();
    let mut part = None;
    for stretch in &data.stretches {
        if stretch.part != part {
            part = stretch.part;
            if let Some(part) = part.map(|part| &data.parts[part]) {
                rows.push(view! { <li class="p">{part.title.clone()}</li> }.into_any());
            }
        }
        if stretch.name.is_empty() && stretch.rows.is_empty() {
            continue;
        }
        let (start, characters) = (stretch.start, number((stretch.end - stretch.start) as usize));
        let title = if stretch.name.is_empty() { stretch.title.clone() } else { stretch.name.clone() };
        let knots = line_of_knots(&data, stretch.rows.clone());
        rows.push(
            view! {
                <li>
                    <button class="r" on:click=hear(move |_| read_at(state, start))>
                        <span class="l num">{t!("overview.net.characters", characters = characters)}</span>
                        <span class="t">{title}</span>
                        <span class="n num">{stretch.rows.len()}</span>
                        {knots}
                    </button>
                </li>
            }
            .into_any(),
        );
    }
    view! { <ol class="net-v">{rows}</ol> }
}

fn line_of_knots(data: &Data, rows: std::ops::Range<usize>) -> impl IntoView + use<> {
    const PER_LINE: usize = 25;
    let mut paths = Paths::default();
    for (index, knot) in data.knots[rows.clone()].iter().enumerate() {
        let (x, y) = ((index % PER_LINE) as f64 * 10.0 + 5.0, (index / PER_LINE) as f64 * 10.0 + 6.0);
        let _ = knot_path(&mut paths, knot.status, x, y, 3.2);
    }
    let height = rows.len().div_ceil(PER_LINE) * 10 + 2;
    (!rows.is_empty()).then(|| {
        view! {
            <svg viewBox=format!("0 0 250 {height}") aria-hidden="true">
                <path class="done" d=paths.done></path>
                <path class="goal" d=paths.goal></path>
                <path class="rest" d=paths.rest></path>
            </svg>
        }
    })
}
