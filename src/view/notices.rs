//! What the reader should know, one line each: what happened, to which source, what to do.

use crate::boot;
use crate::state::State;
use crate::state::notice::Notice;
use crate::view::dom::hear;
use crate::view::when::When;
use crate::view::{icon, keep};
use leptos::prelude::*;

/// Never more lines than this; the others are counted.
const MOST: usize = 3;

/// The notices that were not dismissed.
#[component]
pub fn Notices() -> impl IntoView {
    let notices = State::get().notices;
    let all = RwSignal::new(false);
    // The newest first: it is about what the reader has just done.
    let shown = move || {
        let most = if all.get() { usize::MAX } else { MOST };
        notices.with(|notices| notices.iter().rev().take(most).cloned().collect::<Vec<_>>())
    };
    let left = move || notices.with(Vec::len).saturating_sub(MOST);
    view! {
        // Stays in the document, so that what appears in it is read aloud.
        <div class="notices" role="alert">
            {move || shown().into_iter().map(|notice| view! { <Line notice/> }).collect_view()}
        </div>
        <When test=move || { left() > 0 && !all.get() }>
            <button class="btn btn-bare" on:click=hear(move |_| all.set(true))>{t!("notice.more", count = left())}</button>
        </When>
    }
}

#[component]
fn Line(
    /// What it says.
    notice: Notice,
) -> impl IntoView {
    let notices = State::get().notices;
    let notice = StoredValue::new(notice);
    let kind = if notice.with_value(|notice| {
        matches!(
            notice,
            Notice::NotOpen | Notice::NoDictionary | Notice::Lists | Notice::Version | Notice::Stopped { .. }
        )
    }) {
        "notice"
    } else {
        "notice err"
    };
    let away = move |_| notices.update(|notices| notices.retain(|known| notice.with_value(|notice| notice != known)));
    view! {
        <div class=kind>
            <b>{move || notice.with_value(Notice::title)}</b>
            <span>
                {notice.with_value(|notice| notice.source().map(|source| view! { <span class="song" lang="zh-CN">{format!("“{source}”")}</span> }))}
                {move || notice.with_value(Notice::sentence)}
                " "
                {notice.with_value(|notice| *notice == Notice::Version).then(|| view! {
                    <button class="btn" on:click=hear(|_| boot::take_new_version())>{t!("notice.take")}</button>
                })}
                {notice.with_value(|notice| matches!(notice, Notice::NotKept(_))).then(keep::rescue)}
            </span>
            <button class="icon" aria-label=t!("notice.dismiss") title=t!("notice.dismiss") on:click=hear(away)>{icon::cross()}</button>
        </div>
    }
}
