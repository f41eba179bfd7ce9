//! The bare net: a rope with its knots, no words. The start page's picture of a sample.

use crate::samples::Sample;
use gangmu_export::order::sort_by_key;
use gangmu_model::Status;
use leptos::prelude::*;

const WIDTH: f64 = 620.0;
const HEIGHT: f64 = 124.0;
const ROPE: f64 = 6.0;
/// Columns of knots are this far apart, and knots in a column.
const PITCH: (f64, f64) = (8.6, 7.5);

/// The net of `sample`.
#[component]
pub fn Knots(
    /// Whose net it is.
    sample: &'static Sample,
) -> impl IntoView {
    let facts = sample.facts();
    let count = |status| facts.knots.iter().filter(|(_, known)| *known == status).count();
    let (done, goals) = (count(Status::Actual), count(Status::Target));
    let columns = columns(&facts.knots);
    let strings = columns.iter().map(|(x, knots)| {
        view! { <line class="string" x1=*x x2=*x y1=ROPE y2=ROPE + 3.3 + PITCH.1 * knots.len() as f64/> }
    });
    let knots = columns.iter().flat_map(|&(x, ref knots)| {
        knots.iter().enumerate().map(move |(i, status)| {
            let y = ROPE + 10.8 + PITCH.1 * i as f64;
            match status {
                Status::Target => {
                    view! { <path class="goal" d=format!("M{x:.1} {:.1}l3.2 3.2-3.2 3.2-3.2-3.2z", y - 3.2)/> }
                        .into_any()
                }
                Status::Actual => view! { <circle class="done" cx=x cy=y r="2.7"/> }.into_any(),
                Status::Other => view! { <path class="other" d=format!("M{:.1} {y:.1}h5", x - 2.5)/> }.into_any(),
            }
        })
    });
    let ties = facts.row.starts.iter().filter(|(_, top)| *top).map(|&(at, _)| {
        view! { <line class="tie" x1=at * WIDTH x2=at * WIDTH y1="-3" y2="15"/> }
    });
    view! {
        <figure class="net only-wide">
            <svg viewBox=format!("0 -3 {WIDTH} {HEIGHT}") role="img" aria-label=t!("start.net")>
                {strings.collect_view()}
                <line class="rope" x1="0" x2=WIDTH y1=ROPE y2=ROPE/>
                {knots.collect_view()}
                {ties.collect_view()}
            </svg>
            <figcaption class="net-key">
                <span class="st st-actual">{t!("start.done", count = done)}</span>
                <span class="st st-target">{t!("start.target", count = goals)}</span>
                <span>{t!("start.caption", title = sample.title)}</span>
            </figcaption>
        </figure>
    }
}

/// Knots side by side: the middle of each column, and its knots from the top, what is done first.
fn columns(knots: &[(f64, Status)]) -> Vec<(f64, Vec<Status>)> {
    let mut columns: Vec<Vec<Status>> = vec![Vec::new(); (WIDTH / PITCH.0) as usize];
    let last = columns.len() - 1;
    for &(at, status) in knots {
        columns[((at * WIDTH / PITCH.0) as usize).min(last)].push(status);
    }
    let place = |(i, mut knots): (usize, Vec<Status>)| {
        sort_by_key(&mut knots, |&status| status);
        ((i as f64 + 0.5) * PITCH.0, knots)
    };
    columns.into_iter().enumerate().map(place).filter(|(_, knots)| !knots.is_empty()).collect()
}
