//! What cleaning took out of the report, line by line, and its way back into the text.

use crate::state::desk::Desk;
use crate::state::{Cleaned, Report, State};
use crate::view::copy::{Clip, copy};
use crate::view::dom::{self, hear};
use crate::view::help;
use gangmu_help::Anchor;
use gangmu_model::RemovedKind;
use leptos::prelude::*;
use std::sync::Arc;

/// Lists what was taken out of `report`; nothing where that is nothing.
pub(super) fn removed(report: Report) -> impl IntoView {
    let cleaned = report.cleaned;
    (!cleaned.removed.is_empty()).then(|| {
        let (count, back) = (cleaned.removed.len(), restored(&cleaned).len());
        let lines: Vec<_> = (0..count as u32).map(|place| line(&cleaned, place)).collect();
        let text: String = cleaned.removed.iter().flat_map(|removed| [&removed.text, "\n"]).collect();
        let whole = back == count;
        let all = move |_| restore(if whole { Vec::new() } else { (0..count as u32).collect() }, "removed-all");
        let copied = move |_| copy(Clip { text: text.clone(), html: None }, |_| {});
        let label = if whole { "overview.removed.none" } else { "overview.removed.all" };
        view! {
            <section class="c12" aria-labelledby="removed-title">
                <div class="head">
                    <h2 id="removed-title">{t!("overview.removed.title")}</h2>
                    {help::mark(Anchor::Cleaning)}
                    <p>{t!("overview.removed.count", count = count, back = back)}</p>
                </div>
                <details class="removed-list" open=cleaned.restored.is_some()>
                    <summary>{t!("overview.removed.list")}</summary>
                    <ul class="removed">{lines}</ul>
                    <p class="removed-all">
                        <button class="btn" id="removed-all" on:click=hear(all)>
                            {t!(label)}
                        </button>
                        <button class="btn" on:click=hear(copied)>
                            {t!("overview.removed.copy")}
                        </button>
                    </p>
                </details>
            </section>
        }
    })
}

fn restored(cleaned: &Cleaned) -> &[u32] {
    cleaned.restored.as_deref().unwrap_or_default()
}

/// A line that was taken out, with the button that puts it back or takes it out again.
fn line(cleaned: &Arc<Cleaned>, place: u32) -> impl IntoView + use<> {
    let removed = &cleaned.removed[place as usize];
    let back = restored(cleaned).contains(&place);
    let kind = match removed.kind {
        RemovedKind::Furniture => "overview.removed.kind.furniture",
        RemovedKind::Advertisement => "overview.removed.kind.advertisement",
        RemovedKind::PageNumber => "overview.removed.kind.page-number",
        RemovedKind::Contents => "overview.removed.kind.contents",
        RemovedKind::Comment => "overview.removed.kind.comment",
    };
    let id = format!("removed-{place}");
    let (text, name) = (removed.text.clone(), removed.text.clone());
    let text = if back { view! { <span>{text}</span> }.into_any() } else { view! { <s>{text}</s> }.into_any() };
    let (cleaned, focus) = (cleaned.clone(), id.clone());
    let turn = move |_| {
        let mut restored = restored(&cleaned).to_vec();
        restored.retain(|known| *known != place);
        if !back {
            restored.push(place);
        }
        restore(restored, &focus);
    };
    let label = if back { "overview.removed.again" } else { "overview.removed.restore" };
    view! {
        <li>
            <span class="k">{t!(kind)}</span>
            <span lang="zh-Hans" class="what">{text}</span>
            <button class="link" id=id aria-label=move || format!("{} {name}", tr!(label)) on:click=hear(turn)>
                {t!(label)}
            </button>
        </li>
    }
}

/// Has the report made with these lines; then the focus is on the button `id` again, which was drawn anew.
fn restore(restored: Vec<u32>, id: &str) {
    let (state, id) = (State::get(), id.to_owned());
    let Some(place) = state.place.with_untracked(|place| place.report) else { return };
    Desk::get().restore(place, restored, move || {
        let id = id.clone();
        request_animation_frame(move || {
            if let Some(button) = document().get_element_by_id(&id) {
                dom::focus(&button);
            }
        });
    });
}
