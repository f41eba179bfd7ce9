//! The view «words» of a report.

use crate::state::Report;
use leptos::prelude::*;

/// Shows `report`.
#[component]
pub fn Words(
    /// The report.
    report: Report,
) -> impl IntoView {
    report.document.title.clone()
}
