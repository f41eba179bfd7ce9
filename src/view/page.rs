//! What stands under the app bar: the start page or a view of the open report.

use crate::state::{State, Tab};
use crate::view::{indicators::Indicators, overview::Overview, reader::Reader, words::Words};
use leptos::prelude::*;

/// The view that the place names.
#[component]
pub fn Page() -> impl IntoView {
    let state = State::get();
    let at = Memo::new(move |_| state.place.with(|place| (place.report, place.tab)));
    move || {
        let (report, tab) = at.get();
        let report = report.and_then(|index| state.reports.with(|reports| reports.get(index).cloned()))?;
        Some(match tab {
            Tab::Overview => view! { <Overview report/> }.into_any(),
            Tab::Text => view! { <Reader report/> }.into_any(),
            Tab::Indicators => view! { <Indicators report/> }.into_any(),
            Tab::Words => view! { <Words report/> }.into_any(),
        })
    }
}
