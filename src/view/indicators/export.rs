//! Exporting: which rows, in which form, as a file. The worker makes it; the page hands over what the report came in.

use super::table::Table;
use super::take::say;
use crate::i18n::{Sentence, number};
use crate::state::Report;
use crate::state::desk::Desk;
use crate::view::copy::{download, file_name};
use crate::view::dom::hear;
use gangmu_model::{ExportFormat, ExportOptions, Status};
use leptos::prelude::*;

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// The selected rows.
    Picked,
    /// The rows that the filters leave.
    Shown,
    /// The whole report.
    All,
    /// All open reports.
    Reports,
}

impl Scope {
    const ALL: [Self; 4] = [Self::Picked, Self::Shown, Self::All, Self::Reports];

    const fn key(self) -> &'static str {
        match self {
            Self::Picked => "picked",
            Self::Shown => "shown",
            Self::All => "all",
            Self::Reports => "reports",
        }
    }
}

/// The choice of rows and form, and the button.
pub(super) fn view(table: Table) -> AnyView {
    let desk = Desk::get();
    // Keys rather than the types they stand for: every type of signal is wasm to download.
    let format = RwSignal::new(ExportFormat::Xlsx.key().to_owned());
    let chosen = RwSignal::new(String::new());
    let count = move |scope| match scope {
        Scope::Picked => table.picked().len(),
        Scope::Shown => table.shown.with(|shown| shown.len()),
        Scope::All => table.total(),
        Scope::Reports => table.state.reports.with(Vec::len),
    };
    // Whoever selects rows means them, until they say otherwise.
    let scope = move || {
        let scope = chosen.with(|chosen| Scope::ALL.into_iter().find(|scope| scope.key() == chosen));
        let picked = count(Scope::Picked) > 0;
        let default = if picked { Scope::Picked } else { Scope::Shown };
        scope.filter(|scope| picked || *scope != Scope::Picked).unwrap_or(default)
    };
    let scopes = Scope::ALL.map(|scope| {
        let name = Box::new(move || {
            let rows = count(scope);
            tr!(format!("indicators.export.{}", scope.key()), rows = number(rows))
        });
        // One report is chosen as such.
        let least = if scope == Scope::Reports { 2 } else { 1 };
        (scope.key(), name as Sentence, Box::new(move || count(scope) < least) as Condition)
    });
    let formats = ExportFormat::ALL.map(|format| {
        let name: Sentence = match format {
            ExportFormat::Csv => Box::new(|| "CSV".to_owned()),
            ExportFormat::Markdown => Box::new(|| "Markdown".to_owned()),
            ExportFormat::Json => Box::new(|| "JSON".to_owned()),
            format => Box::new(move || tr!(format!("indicators.export.{}", format.key()))),
        };
        (format.key(), name, Box::new(|| false) as Condition)
    });
    let idle = move || count(scope()) == 0;
    let act = move |_| {
        let format = format.with_untracked(|format| ExportFormat::from_key(format));
        if let Some(format) = format.filter(|_| !idle()) {
            export(table, desk, scope(), format);
        }
    };
    view! {
        <div class="field">
            {choice(t!("indicators.export.scope"), scopes.into(), Box::new(move || scope().key().to_owned()), chosen)}
            {choice(t!("indicators.export.format"), formats.into(), Box::new(move || format.get()), format)}
        </div>
        <button class="btn" aria-disabled=move || idle().then_some("true") on:click=hear(act)>
            {t!("indicators.export.label")}
        </button>
    }
    .into_any()
}

/// Whether something holds now.
type Condition = Box<dyn Fn() -> bool + Send>;

/// A choice among keys, each with its name and whether it cannot be taken; `now` says which one holds.
fn choice(
    label: Sentence,
    options: Vec<(&'static str, Sentence, Condition)>,
    now: Sentence,
    chosen: RwSignal<String>,
) -> AnyView {
    let option = |(key, name, dead)| view! { <option value=key disabled=dead>{name}</option> }.into_any();
    let options = options.into_iter().map(option);
    let choose = move |event| chosen.set(event_target_value(&event));
    view! {
        <select aria-label=label on:change=hear(choose) prop:value=now>
            {options.collect::<Vec<_>>()}
        </select>
    }
    .into_any()
}

fn export(table: Table, desk: Desk, scope: Scope, format: ExportFormat) {
    let shown = || table.shown.with_untracked(|shown| shown.to_vec());
    let rows = match scope {
        Scope::Picked => Some(table.picked()),
        // All of them in the order of the text is the whole report, promises without a number included.
        Scope::Shown => Some(shown()).filter(|rows| rows.len() < table.total() || !rows.is_sorted()),
        Scope::All | Scope::Reports => None,
    };
    let reports = match scope {
        Scope::Reports => table.state.reports.get_untracked(),
        _ => vec![table.report.get_value()],
    };
    let said = table.done_said;
    save(desk, &reports, rows, format, move |words| say(said, words));
}

/// Whether a report, or these rows of it, says anything that is to be done.
fn has_tasks(report: &Report, rows: Option<&[u32]>) -> bool {
    let document = &report.document;
    let is_task = |row: &u32| document.indicators.get(*row as usize).is_some_and(|row| row.status == Status::Target);
    match rows {
        Some(rows) => rows.iter().any(is_task),
        None => {
            (0..document.indicators.len() as u32).any(|row| is_task(&row))
                || document.commitments.iter().any(|promise| promise.status == Status::Target)
        }
    }
}

/// Offers a file of `reports`, or of these rows of the first of them, and says what became of it.
pub(in crate::view) fn save(
    desk: Desk,
    reports: &[Report],
    rows: Option<Vec<u32>>,
    format: ExportFormat,
    said: impl Fn(String) + Clone + 'static,
) {
    let suffix = match format {
        ExportFormat::Xlsx | ExportFormat::Csv | ExportFormat::Markdown => tr!("export.file.rows"),
        ExportFormat::Panel => tr!("export.file.panel"),
        ExportFormat::Tasks => tr!("export.file.tasks"),
        ExportFormat::Json => tr!("export.file.analysis"),
    };
    let title = match reports {
        [report] => report.document.title.clone(),
        reports => tr!("export.file.several", rows = reports.len()),
    };
    if format == ExportFormat::Tasks && !reports.iter().any(|report| has_tasks(report, rows.as_deref())) {
        return said(tr!("indicators.export.no_tasks"));
    }
    let name = file_name(&title, &format!("{suffix}.{}", format.extension()));
    let tell = said.clone();
    let done = move |bytes: Option<Vec<u8>>| {
        let saved = bytes.is_some_and(|bytes| download(&name, format.media_type(), &bytes));
        tell(if saved { tr!("indicators.export.saved", file = name) } else { tr!("indicators.export.failed") });
    };
    // Without the mark Excel takes UTF-8 for the system's old encoding; statistics programs skip it.
    let options = ExportOptions { format, one_sheet: false, bom: true };
    if !desk.export(reports, rows, options, done) {
        said(tr!("indicators.export.busy"));
    }
}
