//! What `public/boot.js` offers: workers that start at once, the dictionary, the samples. It runs before this wasm does.
#![allow(unsafe_code, reason = "what #[wasm_bindgen] generates")]

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A worker; messages may be posted to it before its wasm is there.
    #[wasm_bindgen(js_namespace = gangmuBoot, js_name = startWorker, catch)]
    pub fn start_worker() -> Result<web_sys::Worker, JsValue>;

    /// The unpacked dictionary; the same buffer every time.
    #[wasm_bindgen(js_namespace = gangmuBoot, catch)]
    pub async fn dictionary() -> Result<ArrayBuffer, JsValue>;

    /// Waits for the rest of the page's program, which [`crate::view::later`] enters.
    #[wasm_bindgen(js_namespace = gangmuBoot, catch)]
    pub async fn rest() -> Result<JsValue, JsValue>;

    /// Runs `encode` or `decode` of the wasm that packs texts into links (`crates/link-module`).
    #[wasm_bindgen(js_namespace = gangmuBoot, catch)]
    pub async fn link(call: &str, input: Uint8Array) -> Result<JsValue, JsValue>;

    /// The page as one file, as bytes; `work`, unless it is undefined, is inside.
    #[wasm_bindgen(js_namespace = gangmuBoot, js_name = oneFile, catch)]
    pub async fn one_file(work: JsValue) -> Result<JsValue, JsValue>;

    /// The work inside of this page, as bytes, or undefined.
    #[wasm_bindgen(js_namespace = gangmuBoot, catch)]
    pub async fn work() -> Result<JsValue, JsValue>;

    /// Waits until a newer version of the page lies ready; forever, where there is none.
    #[wasm_bindgen(js_namespace = gangmuBoot, js_name = newVersion, catch)]
    pub async fn new_version() -> Result<JsValue, JsValue>;

    /// Opens the newer version in place of this page.
    #[wasm_bindgen(js_namespace = gangmuBoot, js_name = takeNewVersion)]
    pub fn take_new_version();

    /// The wasm of the reader of files, made anew each time: who asks for it gives it away.
    #[wasm_bindgen(js_namespace = gangmuBoot, catch)]
    pub async fn reader() -> Result<ArrayBuffer, JsValue>;

    /// The sample report of this file name (without its ending), in UTF-8.
    #[wasm_bindgen(js_namespace = gangmuBoot, catch)]
    pub async fn sample(file: &str) -> Result<ArrayBuffer, JsValue>;
}
