//! Exporting: which rows, in which form, as a file. The worker makes it; the page hands over what the report came in.

use super::table::Table;
use super::take::say;
use crate::i18n::number;
use crate::state::desk::Desk;
use crate::view::copy::{download, file_name};
use gangmu_model::{ExportFormat, ExportOptions};
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
    let format = RwSignal::new(ExportFormat::Xlsx);
    let chosen = RwSignal::new(None::<Scope>);
    let picked = move || table.picked().len();
    // Whoever selects rows means them, until they say otherwise.
    let scope = Memo::new(move |_| match chosen.get() {
        None | Some(Scope::Picked) if picked() > 0 => Scope::Picked,
        None | Some(Scope::Picked) => Scope::Shown,
        Some(scope) => scope,
    });
    let count = move |scope| match scope {
        Scope::Picked => picked(),
        Scope::Shown => table.shown.with(|shown| shown.len()),
        Scope::All => table.total(),
        Scope::Reports => table.state.reports.with(Vec::len),
    };
    let scopes = Scope::ALL.map(|scope| {
        let name = move || {
            let key = format!("indicators.export.{}", scope.key());
            tr!(key, rows = number(count(scope)), count = number(count(scope)))
        };
        let least = if scope == Scope::Reports { 2 } else { 1 };
        view! { <option value=scope.key() disabled=move || count(scope) < least>{name}</option> }
    });
    let formats = ExportFormat::ALL.map(|format| {
        let name = move || tr!(format!("indicators.export.{}", format.key()));
        view! { <option value=format.key()>{name}</option> }
    });
    let choose_scope = move |event| {
        let key = event_target_value(&event);
        chosen.set(Scope::ALL.into_iter().find(|scope| scope.key() == key));
    };
    let choose_format = move |event| {
        if let Some(chosen) = ExportFormat::from_key(&event_target_value(&event)) {
            format.set(chosen);
        }
    };
    let idle = move || count(scope.get()) == 0;
    view! {
        <div class="field">
            <select
                aria-label=t!("indicators.export.scope")
                on:change=choose_scope
                prop:value=move || scope.get().key()
            >
                {scopes.collect_view()}
            </select>
            <select
                aria-label=t!("indicators.export.format")
                on:change=choose_format
                prop:value=move || format.get().key()
            >
                {formats.collect_view()}
            </select>
        </div>
        <button
            class="btn"
            aria-disabled=move || idle().then_some("true")
            on:click=move |_| if !idle() { export(table, desk, scope.get(), format.get()) }
        >
            {t!("indicators.export.label")}
        </button>
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
    let suffix = match format {
        ExportFormat::Xlsx | ExportFormat::Csv | ExportFormat::Markdown => tr!("export.file.rows"),
        ExportFormat::Panel => tr!("export.file.panel"),
        ExportFormat::Tasks => tr!("export.file.tasks"),
        ExportFormat::Json => tr!("export.file.analysis"),
    };
    let title = match &reports[..] {
        [report] => report.document.title.clone(),
        reports => tr!("export.file.several", count = reports.len()),
    };
    let name = file_name(&title, &format!("{suffix}.{}", format.extension()));
    let said = table.done_said;
    let done = move |bytes: Option<Vec<u8>>| {
        let saved = bytes.is_some_and(|bytes| download(&name, format.media_type(), &bytes));
        say(said, if saved { tr!("indicators.export.saved", file = name) } else { tr!("indicators.export.failed") });
    };
    // Without the mark Excel takes UTF-8 for the system's old encoding; statistics programs skip it.
    let options = ExportOptions { format, one_sheet: false, bom: true };
    if !desk.export(&reports, rows, options, done) {
        say(said, tr!("indicators.export.busy"));
    }
}
