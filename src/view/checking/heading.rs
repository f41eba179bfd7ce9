//! The form of what a report is called: title, place, year.

use super::{field, form, head};
use crate::state::State;
use crate::state::checking::Checking;
use crate::view::dom::hear;
use gangmu_model::Heading;
use leptos::prelude::*;
use web_sys::SubmitEvent;

const ID: &str = "checking-edit";
/// Years that a report may be of.
const YEARS: std::ops::RangeInclusive<u16> = 1949..=2100;

/// The form for a report.
pub(super) fn form(checking: Checking, report: usize) -> Option<AnyView> {
    let of = State::get().reports.with_untracked(|all| all.get(report).cloned())?;
    let now = Heading::of(&of.document);
    let own = Heading::of(&of.checks.analysed);
    let title = RwSignal::new(now.title);
    let region = RwSignal::new(now.region.unwrap_or_default());
    let year = RwSignal::new(now.year.map(|year| year.to_string()).unwrap_or_default());
    let (untitled, ageless) = (RwSignal::new(false), RwSignal::new(false));
    let close = move || checking.editing.set(None);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (words, place, age) = (title.get_untracked(), region.get_untracked(), year.get_untracked());
        let age = age.trim();
        let read = age.parse::<u16>().ok().filter(|year| YEARS.contains(year));
        untitled.set(words.trim().is_empty());
        ageless.set(!age.is_empty() && read.is_none());
        if untitled.get_untracked() || ageless.get_untracked() {
            let first = if untitled.get_untracked() { "checking-title" } else { "checking-year" };
            return form::focus(Some(first.to_owned()));
        }
        let place = Some(place.trim().to_owned()).filter(|place| !place.is_empty());
        close();
        checking.rename(report, Heading { title: words.trim().to_owned(), region: place, year: read });
    };
    let back = move |_| {
        title.set(own.title.clone());
        region.set(own.region.clone().unwrap_or_default());
        year.set(own.year.map(|year| year.to_string()).unwrap_or_default());
    };
    let wrong = |is: RwSignal<bool>, key: &'static str| Signal::derive(move || is.get().then(|| tr!(key)));
    Some(
        view! {
            {head(ID, t!("checking.heading.title"), close)}
            <form class="check-form" novalidate on:submit=hear(submit)>
                <div class="fields one">
                    {field::text(
                        "checking-title".to_owned(),
                        t!("checking.heading.name"),
                        title,
                        wrong(untitled, "checking.wrong.empty"),
                        None,
                    )}
                    {field::text(
                        "checking-region".to_owned(),
                        t!("checking.heading.region"),
                        region,
                        Signal::derive(|| None),
                        None,
                    )}
                    {field::text(
                        "checking-year".to_owned(),
                        t!("checking.heading.year"),
                        year,
                        wrong(ageless, "checking.wrong.year"),
                        None,
                    )}
                </div>
                <p class="faint">{t!("checking.heading.note")}</p>
                <div class="acts">
                    <button class="btn btn-main" type="submit">{t!("checking.save")}</button>
                    <button class="btn" type="button" on:click=hear(back)>{t!("checking.heading.back")}</button>
                    <button class="btn" type="button" on:click=hear(move |_| close())>{t!("checking.cancel")}</button>
                </div>
            </form>
        }
        .into_any(),
    )
}
