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
                <path class="done" d=move || strokes.with(|(done, _)| done.clone())></path>
                <path class="goal" d=move || strokes.with(|(_, goal)| goal.clone())></path>
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

/// The strokes of results and of targets, as paths in a box of 36 × 100.
fn strokes(grid: Grid) -> (String, String) {
    let (mut done, mut goal) = (String::new(), String::new());
    grid.table.shown.with(|shown| {
        let pitch = 100.0 / shown.len().max(1) as f64;
        let thick = (pitch * 0.4).min(0.5);
        grid.table.report.with_value(|report| {
            for (at, &id) in shown.iter().enumerate() {
                let y = (at as f64 + 0.5) * pitch - thick / 2.0;
                let (path, x) = match report.document.indicators[id as usize].status {
                    Status::Actual => (&mut done, 9),
                    Status::Target => (&mut goal, 18),
                    Status::Other => continue,
                };
                let _ = write!(path, "M{x} {y:.2}h9v{thick:.2}h-9z");
            }
        });
    });
    (done, goal)
}
