//! Out of the page: cells and sentences to the clipboard, files to the download folder. Works in Firefox 115 and from
//! `file://`, where parts of the clipboard interface are missing.

use leptos::prelude::*;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{
    Blob, BlobPropertyBag, ClipboardEvent, ClipboardItem, HtmlAnchorElement, HtmlDocument, Navigator, Url,
};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// What goes to the clipboard: plain text, and the same as HTML where it is a table.
#[derive(Clone, Debug, Default)]
pub struct Clip {
    /// For text fields and spreadsheets.
    pub text: String,
    /// For Word, WPS, Excel and mail.
    pub html: Option<String>,
}

/// Copies, inside the reader's key press or click, then calls `done` with whether it worked.
///
/// The `copy` event comes first: it takes both forms in every browser and, unlike `ClipboardItem`, leaves the table's
/// cell types alone. `navigator.clipboard` is for browsers that send no such event without a selection.
pub fn copy(clip: Clip, done: impl FnOnce(bool) + 'static) {
    if copy_by_event(&clip) {
        done(true);
    } else {
        spawn_local(async move { done(copy_by_clipboard(clip).await) });
    }
}

fn copy_by_event(clip: &Clip) -> bool {
    let document: HtmlDocument = document().unchecked_into();
    let taken = Rc::new(Cell::new(false));
    let listener = {
        let (clip, taken) = (clip.clone(), taken.clone());
        Closure::<dyn FnMut(ClipboardEvent)>::new(move |event: ClipboardEvent| {
            let Some(data) = event.clipboard_data() else { return };
            event.prevent_default();
            event.stop_propagation();
            let plain = data.set_data("text/plain", &clip.text).is_ok();
            let html = clip.html.as_ref().is_none_or(|html| data.set_data("text/html", html).is_ok());
            taken.set(plain && html);
        })
    };
    let function = listener.as_ref().unchecked_ref();
    if document.add_event_listener_with_callback_and_bool("copy", function, true).is_err() {
        return false;
    }
    let _ = document.exec_command("copy");
    let _ = document.remove_event_listener_with_callback_and_bool("copy", function, true);
    taken.get()
}

async fn copy_by_clipboard(clip: Clip) -> bool {
    let navigator: Navigator = window().navigator();
    // Absent outside secure contexts.
    if js_sys::Reflect::get(&navigator, &"clipboard".into()).map_or(true, |clipboard| clipboard.is_undefined()) {
        return false;
    }
    let clipboard = navigator.clipboard();
    if let Some(item) = clip.html.as_ref().and_then(|html| rich_item(&clip.text, html))
        && JsFuture::from(clipboard.write(&js_sys::Array::of1(&item))).await.is_ok()
    {
        return true;
    }
    JsFuture::from(clipboard.write_text(&clip.text)).await.is_ok()
}

/// Both forms in one item; `None` where the browser has no `ClipboardItem`.
fn rich_item(text: &str, html: &str) -> Option<ClipboardItem> {
    if !js_sys::Reflect::has(&window(), &"ClipboardItem".into()).unwrap_or(false) {
        return None;
    }
    let record = js_sys::Object::new();
    for (kind, content) in [("text/plain", text), ("text/html", html)] {
        js_sys::Reflect::set(&record, &kind.into(), &blob(&content.into(), kind)?.into()).ok()?;
    }
    ClipboardItem::new_with_record_from_str_to_blob_promise(&record).ok()
}

/// Offers `content` as a file of this name.
pub fn download(name: &str, kind: &str, content: &[u8]) -> bool {
    blob(&js_sys::Uint8Array::from(content), kind).is_some_and(|blob| offer(name, &blob))
}

/// Offers a blob as a file of this name.
pub fn offer(name: &str, blob: &Blob) -> bool {
    let Ok(url) = Url::create_object_url_with_blob(blob) else { return false };
    let anchor = document().create_element("a").ok().and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok());
    let offered = anchor.is_some_and(|anchor| {
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
        true
    });
    // The browser reads the blob after this task.
    set_timeout(
        move || {
            let _ = Url::revoke_object_url(&url);
        },
        std::time::Duration::from_mins(1),
    );
    offered
}

/// A blob of a string or of bytes.
fn blob(content: &JsValue, kind: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(content), &options).ok()
}

/// A name that every file system takes: `2023年某市政府工作报告-指标.csv`.
pub fn file_name(title: &str, suffix: &str) -> String {
    let kept: String = title.chars().filter(|c| !c.is_control() && !"\\/:*?\"<>|".contains(*c)).take(60).collect();
    format!("{}{suffix}", kept.trim())
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn file_names_hold_no_separators() {
        assert_eq!(file_name("2031年 青禾县: 报告/稿?", "-指标.csv"), "2031年 青禾县 报告稿-指标.csv");
    }
}
