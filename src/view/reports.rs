//! A list of reports: place, year, length, headings, indicators, and a rope as long as the report with its sections' starts.
//! The start page shows the open reports in it, and the samples.

use crate::i18n::number;
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
}

/// How long a text is for its reader: its characters, blanks and ends of lines not counted.
pub fn length(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
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
        Self {
            name,
            year: document.year,
            characters: length(&document.text),
            headings: document.sections.len(),
            indicators: document.indicators.len(),
            starts,
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
    let key = |(index, row): &(usize, Row)| (*index, row.name.clone(), row.characters, row.indicators);
    let line = move |(index, row): (usize, Row)| {
        let share = move || row.characters as f64 / longest.get() as f64;
        let starts = row
            .starts
            .iter()
            .map(|&(at, top)| view! { <i class:h=top style:inset-inline-start=format!("{:.2}%", at * 100.0)></i> });
        view! {
            <tr>
                <th scope="row"><button class="link" lang="zh-CN" on:click=hear(move |_| open.run(index))>{row.name}</button></th>
                <td class="num">{row.year}</td>
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
