//! A list of words out of a file: the button that asks for one, and the text in it.

use crate::view::dom::hear;
use gloo::file::FileList;
use gloo::file::futures::read_as_bytes;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The button «打开», named by the message `key`, for files as `accept` lists them; `done` gets the text of the file, or nothing where it has none.
pub(in crate::view) fn opener(
    key: &'static str,
    accept: &'static str,
    done: impl Fn(Option<String>) + Clone + 'static,
) -> AnyView {
    let picker = NodeRef::<Input>::new();
    let read = move |_| {
        let Some(picker) = picker.get_untracked() else { return };
        let file = picker.files().map(FileList::from).and_then(|files| files.first().cloned());
        let done = done.clone();
        spawn_local(async move {
            let Some(file) = file else { return };
            done(read_as_bytes(&file).await.ok().and_then(text));
        });
        // The same file may be chosen again.
        picker.set_value("");
    };
    let pick = move |_| {
        if let Some(picker) = picker.get_untracked() {
            picker.click();
        }
    };
    view! {
        <button class="btn" on:click=hear(pick)>{t!(key)}</button>
        <input type="file" hidden accept=accept aria-label=t!(key) node_ref=picker on:change=hear(read)/>
    }
    .into_any()
}

/// UTF-8, else what Excel and Windows write in China.
fn text(bytes: Vec<u8>) -> Option<String> {
    String::from_utf8(bytes).map_or_else(
        |not| leptos::web_sys::TextDecoder::new_with_label("gb18030").ok()?.decode_with_u8_array(not.as_bytes()).ok(),
        Some,
    )
}
