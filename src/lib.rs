//! The page of Gangmu: texts go to the worker, reports come back, views show them.
//!
//! [`start`] mounts [`app::App`]. The page never analyses: it imports the contract (`gangmu-model`) and never the engine.

#[macro_use]
pub mod i18n;
pub mod api;
pub mod app;
pub mod boot;
pub mod samples;
pub mod state;
pub mod view;
pub mod worker;

rust_i18n::i18n!("locales/page", fallback = "zh-CN", backend = i18n::OfViews);

/// Mounts the page in place of what `index.html` shows until now; called once by `main`.
pub fn start() {
    if let Some(shell) = leptos::prelude::document().get_element_by_id("shell") {
        shell.remove();
    }
    leptos::mount::mount_to_body(app::App);
}
