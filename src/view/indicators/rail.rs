//! The rail beside the grid: every row shown is a stroke, results left, targets right, so that the report's shape stays
//! in sight while a window of it is read. The frame is that window; a press moves it.

use super::grid::Grid;
use crate::view::dom::hear;
use gangmu_model::Status;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::PointerEvent;
use std::fmt::Write;

/// The rail of `grid`: decoration for the eye and the mouse, nothing a keyboard or a screen reader needs.
pub(super) fn rail(grid: Grid) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let strokes = Memo::new(move |_| strokes(grid));
    let share = move |y: f64| (y / grid.height().max(1.0) * 100.0).clamp(0.0, 100.0);
    let top = move || share(grid.window.with(|window| window.top));
    let bottom = move || share(grid.window.with(|window| window.bottom));
    let move_window = move |event: PointerEvent| {
        if event.buttons() == 1
            && let Some(rail) = node.get_untracked()
        {
            let rect = rail.get_bounding_client_rect();
            grid.scroll_to_part((f64::from(event.client_y()) - rect.top()) / rect.height().max(1.0));
        }
    };
    view! {
        <div class="rail" aria-hidden="true" node_ref=node on:pointerdown=hear(move_window) on:pointermove=hear(move_window)>
            <svg viewBox="0 0 36 100" preserveAspectRatio="none">
                <path class="done" transform="scale(.01)" d=move || strokes.with(|(done, _)| done.clone())></path>
                <path class="goal" transform="scale(.01)" d=move || strokes.with(|(_, goal)| goal.clone())></path>
                <rect
                    class="win"
                    x="4"
                    width="30"
                    y=move || format!("{:.2}", top())
                    height=move || format!("{:.2}", (bottom() - top()).max(1.5))
                    vector-effect="non-scaling-stroke"
                ></rect>
            </svg>
        </div>
    }
    .into_any()
}

/// The strokes of results and of targets, as paths in a box of 3600 × 10000.
fn strokes(grid: Grid) -> (String, String) {
    grid.table.shown.with(|shown| {
        grid.table.report.with_value(|report| {
            let rows = &report.document.indicators;
            paths(shown.iter().map(|&id| rows[id as usize].status), shown.len())
        })
    })
}

/// More strokes than this nobody tells apart, and each costs at every letter that is typed into the filter.
const MOST_STROKES: usize = 400;

/// The paths for rows of these statuses, `count` in all. Of many rows, those that fall on one place share a stroke.
fn paths(rows: impl Iterator<Item = Status>, count: usize) -> (String, String) {
    let mut paths = [String::new(), String::new()];
    let mut last = [usize::MAX; 2];
    let places = count.clamp(1, MOST_STROKES);
    // Whole hundredths: they are written faster than what has a point.
    let pitch = 10_000 / places;
    let thick = (pitch * 2 / 5).clamp(1, 50);
    for (at, status) in rows.enumerate() {
        let (side, x) = match status {
            Status::Actual => (0, 900),
            Status::Target => (1, 1800),
            Status::Other => continue,
        };
        let place = at * places / count.max(1);
        if std::mem::replace(&mut last[side], place) != place {
            let y = (2 * place + 1) * 10_000 / (2 * places) - thick / 2;
            let _ = write!(paths[side], "M{x} {y}h900v{thick}h-900z");
        }
    }
    paths.into()
}

#[cfg(test)]
mod tests {
    use super::{MOST_STROKES, paths};
    use gangmu_model::Status;

    #[test]
    fn few_rows_have_a_stroke_each_and_many_share_them() {
        let of = |rows: &[Status]| paths(rows.iter().copied(), rows.len());
        assert_eq!(of(&[]), (String::new(), String::new()));
        let (done, goal) = of(&[Status::Actual, Status::Target, Status::Other, Status::Actual]);
        assert_eq!(done, "M900 1225h900v50h-900zM900 8725h900v50h-900z");
        assert_eq!(goal, "M1800 3725h900v50h-900z");
        let (done, goal) = of(&[Status::Actual; 6000]);
        assert_eq!((done.matches('M').count(), goal.as_str()), (MOST_STROKES, ""));
        assert!(done.ends_with("M900 9982h900v10h-900z"), "to the end of the rail: {}", &done[done.len() - 40..]);
    }
}
