//! The running analysis: step, report k of n, a line a source, and the button that stops it.

use crate::i18n::number;
use crate::state::State;
use crate::state::desk::Desk;
use crate::state::task::{Stage, Task, TaskSource};
use crate::view::dom::{self, hear};
use crate::view::when::When;
use gangmu_model::Step;
use leptos::prelude::*;

/// Never more lines than this: thousands of files may be chosen, and each step draws those that changed.
const MOST: usize = 40;

/// The step's key in `locales/`.
fn step_key(step: Step) -> &'static str {
    match step {
        Step::Reading => "step.reading",
        Step::Cleaning => "step.cleaning",
        Step::Headings => "step.headings",
        Step::Numbers => "step.numbers",
        Step::Words => "step.words",
    }
}

/// One line over every view while an analysis runs.
#[component]
pub fn ProgressLine() -> impl IntoView {
    let task = State::get().task;
    let running = Memo::new(move |_| task.with(Option::is_some));
    view! {
        <When test=move || running.get()>
            <Progress/>
        </When>
    }
}

#[component]
fn Progress() -> impl IntoView {
    let task = State::get().task;
    let desk = Desk::get();
    let get = move |read: fn(&Task) -> String| move || task.with(|task| task.as_ref().map(read).unwrap_or_default());
    let step = get(|task| tr!("progress.step", step = tr!(step_key(task.step))));
    let count = get(|task| {
        if task.of > 0 {
            tr!("progress.report", report = task.report, of = task.of)
        } else if task.sources.len() > 1 {
            let begun = task.sources.iter().filter(|source| source.stage != Stage::Waiting).count();
            tr!("progress.source", source = begun, of = task.sources.len())
        } else {
            String::new()
        }
    });
    let percent = move || task.with(|task| task.as_ref().map_or(0.0, |task| task.done() * 100.0).round());
    let sources = Memo::new(move |_| task.with(|task| task.as_ref().map(shown).unwrap_or_default()));
    let stop = move |_| {
        desk.stop();
        dom::take_up_focus_of_view();
    };
    view! {
        <section class="state progress" aria-label=t!("progress.label")>
            <div class="progress-head">
                <p class="big">{step}</p>
                <span class="dim num" role="status">{count}</span>
                <button class="btn" on:click=hear(stop)>{t!("progress.stop")}</button>
            </div>
            <div
                class="prog"
                role="progressbar"
                aria-label=t!("progress.label")
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || percent().to_string()
            >
                <i style:inline-size=move || format!("{}%", percent())></i>
            </div>
            <table class="srcs" tabindex="0">
                <caption class="sr">{t!("progress.sources")}</caption>
                <tbody>
                    <For each=move || sources.get() key=|source| (source.name.clone(), source.stage as u8, source.reports) let:source>
                        <SourceLine source/>
                    </For>
                </tbody>
            </table>
            <p class="source">{t!("progress.hint")}</p>
        </section>
    }
}

/// The sources that are listed: all, or those around the one in hand.
fn shown(task: &Task) -> Vec<TaskSource> {
    let start = task.hand.saturating_sub(MOST / 2).min(task.sources.len().saturating_sub(MOST));
    task.sources.iter().skip(start).take(MOST).cloned().collect()
}

#[component]
fn SourceLine(
    /// The source.
    source: TaskSource,
) -> impl IntoView {
    let TaskSource { name, bytes, reports, stage } = source;
    let (glyph, class) = match stage {
        Stage::Waiting => ("○", "st2 faint"),
        Stage::Working => ("●", "st2"),
        Stage::Read => ("✓", "st2 good"),
        Stage::Failed => ("✕", "st2 bad"),
    };
    let said = move || match stage {
        Stage::Waiting => tr!("progress.waiting"),
        Stage::Failed => tr!("progress.failed"),
        _ if reports > 0 => tr!("progress.open", count = reports),
        Stage::Working => tr!("progress.working"),
        Stage::Read => tr!("progress.read"),
    };
    view! {
        <tr>
            <td class=class aria-hidden="true">{glyph}</td>
            <th scope="row" class="nm">{name}</th>
            <td class="dim">{said}</td>
            <td class="r num">{size(bytes)}</td>
        </tr>
    }
}

/// A size in bytes as people say it: 522 KB.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KB", bytes.div_ceil(1_024)),
        _ => format!("{} MB", number(bytes.div_ceil(1_048_576) as usize)),
    }
}
