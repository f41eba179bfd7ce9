//! The page of Gangmu: texts go to the worker, reports come back, views show them.
//!
//! [`start`] mounts [`app::App`]. The page never analyses: it imports the contract (`gangmu-model`) and never the engine.

#[macro_use]
pub mod i18n;
pub mod app;
pub mod boot;
pub mod state;
pub mod view;
pub mod worker;

rust_i18n::i18n!("locales", fallback = "zh-CN");

/// Mounts the page; called once by `main`.
pub fn start() {
    leptos::mount::mount_to_body(app::App);
}
