//! 保存: the matrix as a workbook or CSV, its dots as SVG or PNG.

use super::cells::{Table, long, wide};
use super::{Compare, picture, title};
use crate::state::desk::Desk;
use crate::view::copy::{download, file_name};
use crate::view::dom::hear;
use crate::view::menu::Menu;
use gangmu_export::{Cell, csv};
use gangmu_model::{ExportFormat, TableCell, TableSheet, Tables};
use leptos::prelude::*;

/// The forms, in the order in which they are offered.
const FORMS: [&str; 4] = ["XLSX", "CSV", "SVG", "PNG"];

/// The button with its choices.
pub(super) fn menu(compare: Compare) -> AnyView {
    let menu = Menu::new();
    let desk = Desk::get();
    let save = move |form: &'static str| {
        menu.close();
        save(compare, desk, form);
    };
    let choice = move |form: &'static str| {
        let note = t!(format!("compare.save.{form}"));
        view! { <button class="btn btn-bare" on:click=hear(move |_| save(form))>{form} " " <span class="faint">{note}</span></button> }
    };
    menu.view(t!("compare.save.label").into_any(), move || {
        view! {
            <span class="menu-list" role="group" aria-label=t!("compare.save.label")>{FORMS.map(choice)}</span>
        }
        .into_any()
    })
}

/// Makes the file, and says what became of it.
fn save(compare: Compare, desk: Desk, form: &'static str) {
    let title = untrack(|| title(compare));
    let name = file_name(&title, &format!(".{}", form.to_ascii_lowercase()));
    let tell = |said: RwSignal<String>, saved: bool, name: &str| {
        // The view may have been left while the worker made the file.
        said.try_set(if saved { tr!("compare.save.done", file = name) } else { tr!("compare.save.failed") });
    };
    let said = compare.said;
    let saved = match form {
        "XLSX" => {
            let Ok(packed) = postcard::to_allocvec(&workbook(compare, title)) else { return tell(said, false, &name) };
            let done = move |bytes: Option<Vec<u8>>| {
                let saved = bytes.is_some_and(|bytes| download(&name, ExportFormat::Xlsx.media_type(), &bytes));
                tell(said, saved, &name);
            };
            if !desk.tables(&packed, done) {
                said.set(tr!("indicators.export.busy"));
            }
            return;
        }
        "CSV" => {
            let (headings, lines) = wide(compare);
            let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
            download(&name, ExportFormat::Csv.media_type(), csv(&headings, lines, true).as_bytes())
        }
        form => picture::save(compare, form == "PNG", name.clone()),
    };
    tell(said, saved, &name);
}

/// The table as it is seen, its figures one by one with their sentences, and how it is to be read.
fn workbook(compare: Compare, title: String) -> Tables {
    let reports: Vec<_> = compare
        .matrix
        .with_untracked(|matrix| matrix.order.clone())
        .into_iter()
        .filter_map(|report| untrack(|| compare.report(report)))
        .collect();
    let line = |item: String, words: String| vec![TableCell::Text(item), TableCell::Text(words)];
    let mut notes = vec![
        line(title.clone(), tr!("compare.source", version = env!("CARGO_PKG_VERSION"))),
        line(tr!("compare.save.wide"), tr!("compare.save.wide_note")),
        line(tr!("compare.save.long"), tr!("compare.save.long_note")),
    ];
    let report = tr!("compare.report");
    notes.extend(reports.iter().map(|open| {
        let document = &open.document;
        line(report.clone(), format!("{} · {} · {}", document.title, document.source.name, document.id))
    }));
    let notes = TableSheet {
        name: tr!("compare.save.notes"),
        headings: vec![tr!("compare.save.item"), tr!("compare.save.explanation")],
        fixed: 0,
        lines: notes,
    };
    let year = reports.iter().filter_map(|report| report.document.year).max();
    let sheets = vec![
        sheet(tr!("compare.save.wide"), wide(compare), 1),
        sheet(tr!("compare.save.long"), long(compare), 0),
        notes,
    ];
    Tables { title, year, sheets }
}

fn sheet(name: String, (headings, lines): Table, fixed: u16) -> TableSheet {
    let cell = |cell| match cell {
        Cell::Empty => TableCell::Empty,
        Cell::Number(digits) => TableCell::Number(digits),
        Cell::Text(text) => TableCell::Text(text.into_owned()),
    };
    let lines = lines.into_iter().map(|line| line.into_iter().map(cell).collect()).collect();
    TableSheet { name, headings, fixed, lines }
}
