//! A list of reports: place, year, length, headings, indicators, and a rope as long as the report with its sections' starts.
//! The start page shows the open reports in it, and the samples. What is no whole report, or like another, says so beside
//! its name, and a place or a year that is inferred has a mark.

use crate::i18n::number;
use crate::view::about;
use crate::view::dom::hear;
use leptos::prelude::*;

/// What a row says of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its place, or its title.
    pub name: String,
    /// Its year.
    pub year: Option<u16>,
    /// Length in visible characters.
    pub characters: usize,
    /// How many headings.
    pub headings: usize,
    /// How many indicators.
    pub indicators: usize,
    /// Where its parts and sections start: shares of its length, 0 to 1, and whether it is a top part.
    pub starts: Vec<(f64, bool)>,
    /// What stands beside its name: the keys of what it is, what it is like, and that the place is inferred.
    pub marks: Vec<&'static str>,
    /// Whether the year is inferred.
    pub year_guessed: bool,
}

impl Row {
    /// The row of an open report.
    pub fn of(report: &crate::state::Report) -> Self {
        let document = &report.document;
        let end = report.index.len().max(1);
        let name = document.region.as_ref().map_or_else(|| document.title.clone(), |region| region.name.clone());
        let starts = document
            .sections
            .iter()
            .filter(|section| section.level <= 2)
            .map(|section| (f64::from(section.start) / f64::from(end), section.level == 1))
            .collect();
        let sure = document.sureness;
        let named = if document.region.is_some() { sure.region } else { None };
        let guessed = about::guessed(named).then_some(about::GUESSED);
        Self {
            name,
            year: document.year,
            characters: report.length,
            headings: document.sections.len(),
            indicators: document.indicators.len(),
            starts,
            marks: [about::kind(document), about::likeness(document), guessed].into_iter().flatten().collect(),
            year_guessed: about::guessed(sure.year),
        }
    }
}

/// The list; a click on a row's name calls `open` with its index.
#[component]
pub fn Reports(
    /// The rows, in order.
    #[prop(into)]
    rows: Signal<Vec<Row>>,
    /// The list's name.
    #[prop(into)]
    label: Signal<String>,
    /// Called with the index of the row whose name was pressed.
    open: Callback<usize>,
) -> impl IntoView {
    let longest = Memo::new(move |_| rows.with(|rows| rows.iter().map(|row| row.characters).max().unwrap_or(1).max(1)));
    // Thousands of reports can come one after the other: what is there already is left alone.
    let key = |(index, row): &(usize, Row)| {
        let said = (row.name.clone(), row.year, row.year_guessed, row.marks.clone());
        (*index, said, row.characters, row.indicators)
    };
    let line = move |(index, row): (usize, Row)| {
        let share = move || row.characters as f64 / longest.get() as f64;
        let starts = row
            .starts
            .iter()
            .map(|&(at, top)| view! { <i class:h=top style:inset-inline-start=format!("{:.2}%", at * 100.0)></i> });
        let mark = |key: &'static str| view! { <small class="guessed">{t!(key)}</small> };
        view! {
            <tr>
                <th scope="row">
                    <button class="link" lang="zh-CN" on:click=hear(move |_| open.run(index))>{row.name}</button>
                    {row.marks.into_iter().map(mark).collect_view()}
                </th>
                <td class="num">{row.year}{row.year_guessed.then(|| mark(about::GUESSED))}</td>
                <td class="r num">{number(row.characters)}</td>
                <td class="r num hide">{row.headings}</td>
                <td class="r num">{row.indicators}</td>
                <td class="len" aria-hidden="true"><div style:inline-size=move || format!("{:.1}%", share() * 100.0)>{starts.collect_view()}</div></td>
            </tr>
        }
    };
    view! {
        <table class="reports">
            <caption class="sr">{move || label.get()}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!("reports.place")}</th>
                    <th scope="col">{t!("reports.year")}</th>
                    <th scope="col" class="r">{t!("reports.characters")}</th>
                    <th scope="col" class="r hide">{t!("reports.headings")}</th>
                    <th scope="col" class="r">{t!("reports.indicators")}</th>
                    <th scope="col" class="len">{t!("reports.length")}</th>
                </tr>
            </thead>
            <tbody><For each=move || rows.get().into_iter().enumerate() key=key children=line/></tbody>
        </table>
    }
}
