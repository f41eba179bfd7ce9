//! The table on paper: all rows that the filters let through, in the order shown, as one plain table whose head the browser
//! repeats on every sheet. The grid has only the rows of its window in the document, so it stays on the screen.

use super::facets::Facet;
use super::groups::{self, Line};
use super::header::{COLUMNS, name, sorted_mark};
use super::table::Table;
use super::{cells, domain, heading, narrow, status_words};
use crate::i18n::number;
use crate::view::paper::{add, fill};
use gangmu_export::Row;
use gangmu_model::{Confidence, Direction};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::web_sys::Element;
use std::collections::BTreeSet;

/// The box that is filled for print.
pub(super) fn paper(table: Table) -> AnyView {
    let node = NodeRef::<Div>::new();
    fill(node, move |sheet| untrack(|| draw(table, sheet)));
    view! { <div class="paper" node_ref=node></div> }.into_any()
}

/// Whether a column is on paper: not the scale, whose marks are for comparing at a glance, and not the sentence, which would
/// make a sheet of every ten rows.
fn on_paper(column: usize) -> bool {
    !matches!(COLUMNS[column].key, "scale" | "sentence")
}

fn draw(table: Table, sheet: &Element) -> Option<()> {
    let filter = table.filter.get();
    let columns: Vec<usize> =
        table.columns_shown.with(|columns| columns.iter().copied().filter(|&column| on_paper(column)).collect());
    table.report.with_value(|report| {
        let rows = &report.document.indicators;
        table.shown.with(|shown| {
            add(sheet, "p", "paper-title", &report.document.title)?;
            let chosen = Facet::ALL.into_iter().filter_map(|facet| narrow::chosen(table, facet, &filter));
            let count = tr!("indicators.count", rows = number(shown.len()), all = number(rows.len()));
            let said: Vec<String> = std::iter::once(count).chain(chosen).collect();
            add(sheet, "p", "paper-note", &said.join(" · "))?;

            let sheet = add(sheet, "table", "paper-table", "")?;
            let head = add(&add(&sheet, "thead", "", "")?, "tr", "", "")?;
            for &column in &columns {
                let words = match COLUMNS[column].key {
                    "number" => "#".to_owned(),
                    _ => name(column) + &sorted_mark(table, column),
                };
                add(&head, "th", COLUMNS[column].class, &words)?.set_attribute("scope", "col").ok()?;
            }
            let body = add(&sheet, "tbody", "", "")?;
            // Groups that are closed on the screen are whole on paper.
            for line in groups::lines(shown, rows, filter.group, &BTreeSet::new()) {
                let tr = add(&body, "tr", "", "")?;
                match line {
                    Line::Group(key) => {
                        tr.set_class_name("group");
                        let (name, around) = heading::called(&report.document, filter.group, key);
                        let words = around.map_or_else(|| name.clone(), |around| format!("{name}　{around}"));
                        let th = add(&tr, "th", "", &words)?;
                        th.set_attribute("colspan", &columns.len().to_string()).ok()?;
                    }
                    Line::Row(id) => {
                        let row = Row::new(&report.document, &report.index, id as usize)?;
                        for &column in &columns {
                            cell(&tr, column, id, row)?;
                        }
                    }
                }
            }
            Some(())
        })
    })
}

fn cell(tr: &Element, column: usize, id: u32, row: Row<'_>) -> Option<()> {
    let indicator = row.indicator;
    let class = COLUMNS[column].class;
    let td = |words: &str| add(tr, "td", class, words);
    match COLUMNS[column].key {
        "number" => {
            let checked = cells::checked_mark(indicator.checked).map_or("", |(mark, _)| mark);
            td(&format!("{checked}{}", id + 1))?;
        }
        "indicator" => {
            let td = td(&indicator.indicator)?;
            if indicator.confidence == Confidence::Low {
                add(&td, "span", "flag", "")?;
            }
        }
        "bound" => drop(td(cells::bound(indicator.bound))?),
        "value" => drop(td(&cells::value(row))?),
        "unit" => drop(td(indicator.unit.as_deref().unwrap_or_default())?),
        "action" => {
            let average = indicator.average.map(|average| tr!(cells::average_key(average))).unwrap_or_default();
            let arrow = match indicator.direction {
                Some(Direction::Up) => " ↑",
                Some(Direction::Down) => " ↓",
                None => "",
            };
            td(&format!("{average}{}{arrow}", indicator.action.as_deref().unwrap_or_default()))?;
        }
        "status" => {
            let (class, key) = status_words(indicator.status);
            add(&td("")?, "span", class, &tr!(key))?;
        }
        "period" => drop(td(&indicator.period.as_deref().map(cells::period).unwrap_or_default())?),
        _ => {
            let td = td("")?;
            match indicator.domain.as_deref().map(|name| (name, domain::shown(name))) {
                Some((_, Some(shown))) => {
                    let square = add(&td, "span", "dom", &tr!(format!("indicators.domain.{}", shown.key)))?;
                    square.set_attribute("data-d", shown.name).ok()?;
                    square.set_attribute("data-c", shown.character).ok()?;
                }
                Some((name, None)) => td.set_text_content(Some(name)),
                None => {}
            }
        }
    }
    Some(())
}
