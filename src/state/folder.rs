//! Folders that are dropped on the page: entries in, the files in them out, by their paths; what cannot be read is named.
//!
//! Browsers hand over a folder as a file that cannot be read. Its entries they give only while the drop is heard, and each
//! by a callback.

use gloo::file::File;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry, FileSystemFileEntry,
};

/// Folders in folders are read this deep.
const DEEPEST: usize = 12;
/// Of so many files the rest is left where it is.
pub const MOST_FILES: usize = 20_000;

/// Files that systems put beside people's own.
const JUNK: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// A file of a folder, by its path, or the error that the browser gave instead.
pub type Found = (String, Result<File, JsValue>);

/// The folders among what was dropped. To be asked while the drop is heard.
pub fn folders(data: &DataTransfer) -> Vec<FileSystemDirectoryEntry> {
    let items = data.items();
    let entries = (0..items.length()).filter_map(|at| items.get(at)?.webkit_get_as_entry().ok()?);
    // Chromium gives the classes of entries no names: they can be asked what they are, and are no instance of anything.
    entries.filter(FileSystemEntry::is_directory).map(JsCast::unchecked_into).collect()
}

/// The files in a folder and in those in it, in the order of their paths, at most [`MOST_FILES`] and one.
pub async fn files(folder: FileSystemDirectoryEntry) -> Vec<Found> {
    let mut found = Vec::new();
    let mut folders = vec![(folder, 0)];
    while let Some((folder, depth)) = folders.pop() {
        let entries = match entries(&folder.create_reader()).await {
            Ok(entries) => entries,
            Err(error) => {
                found.push((path(&folder), Err(error)));
                continue;
            }
        };
        for entry in entries {
            let name = entry.name();
            if name.starts_with("~$") || name.starts_with("._") || name == "__MACOSX" || JUNK.contains(&name.as_str()) {
                continue;
            }
            let place = path(&entry);
            if !entry.is_directory() {
                found.push((place, file(entry.unchecked_ref()).await));
            } else if depth < DEEPEST {
                folders.push((entry.unchecked_into(), depth + 1));
            } else {
                found.push((place, Err(JsValue::NULL)));
            }
        }
        if found.len() > MOST_FILES {
            break;
        }
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found
}

/// `文件夹/报告.docx`.
fn path(entry: &FileSystemEntry) -> String {
    entry.full_path().trim_start_matches('/').to_owned()
}

/// All entries of a folder: a browser gives some at a time, and none at the end.
async fn entries(reader: &FileSystemDirectoryReader) -> Result<Vec<FileSystemEntry>, JsValue> {
    let mut all = Vec::new();
    loop {
        let some = called(|done, failed| reader.read_entries_with_callback_and_callback(done, failed)).await?;
        let some = Array::from(&some);
        if some.length() == 0 {
            return Ok(all);
        }
        all.extend(some.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}

async fn file(entry: &FileSystemFileEntry) -> Result<File, JsValue> {
    let file = called(|done, failed| {
        entry.file_with_callback_and_callback(done, failed);
        Ok(())
    });
    Ok(File::from(file.await?.dyn_into::<web_sys::File>()?))
}

/// What a function calls the first of two callbacks with.
///
/// # Errors
/// What it calls the second with.
async fn called(ask: impl Fn(&Function, &Function) -> Result<(), JsValue>) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |done, failed| {
        if let Err(error) = ask(&done, &failed) {
            let _ = failed.call1(&JsValue::NULL, &error);
        }
    });
    JsFuture::from(promise).await
}
