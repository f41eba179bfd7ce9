//! Browsers for the tests, the pictures and the speeds: found on the machine or installed; handed on as variables.
//!
//! What a script of `tests/e2e` or `xtask/scripts` may read: `GANGMU_URL` (the served folder), `GANGMU_DIST`,
//! `GANGMU_BUNDLE`, `GANGMU_CHROMIUM`, `GANGMU_FIREFOX`. The browser floor, Chromium 109, comes with the npm packages.

use crate::page::Page;
use crate::project::Project;
use crate::run::{Program, find};
use crate::{serve, system, tools};
use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

/// A page, served, and the browsers to open it with.
pub(crate) struct Browsers {
    root: PathBuf,
    variables: Vec<(&'static str, PathBuf)>,
}

impl Browsers {
    /// Node.js in the checkout, with the variables above.
    pub(crate) fn node(&self) -> Program {
        let node = Program::new("node").folder(&self.root);
        self.variables.iter().fold(node, |node, (name, value)| node.set(name, value))
    }
}

/// Serves the page and finds the browsers.
pub(crate) fn ensure(project: &Project, page: &Page) -> Result<Browsers> {
    tools::ensure_packages(project)?;
    if system::has_apt() {
        let chromium = chromium().is_none().then_some("chromium");
        let firefox = firefox().is_none().then_some("firefox-esr");
        let packages: Vec<&str> = chromium.into_iter().chain(firefox).chain(["fonts-noto-cjk"]).collect();
        system::install(project, &packages, "test the page in browsers")?;
    }
    let chromium = chromium().context("no Chromium or Chrome was found: install one, or name it in GANGMU_CHROMIUM")?;
    let firefox = firefox().context("no Firefox was found: install it, or name it in GANGMU_FIREFOX")?;
    let url = serve::background(&page.folder)?;
    Ok(Browsers {
        root: project.root.clone(),
        variables: vec![
            ("GANGMU_URL", url.into()),
            ("GANGMU_DIST", page.folder.clone()),
            ("GANGMU_BUNDLE", page.bundle()),
            ("GANGMU_CHROMIUM", chromium),
            ("GANGMU_FIREFOX", firefox),
        ],
    })
}

fn chromium() -> Option<PathBuf> {
    let places = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    ];
    browser("GANGMU_CHROMIUM", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"], &places)
}

fn firefox() -> Option<PathBuf> {
    let places = ["/Applications/Firefox.app/Contents/MacOS/firefox", r"C:\Program Files\Mozilla Firefox\firefox.exe"];
    browser("GANGMU_FIREFOX", &["firefox-esr", "firefox"], &places)
}

fn browser(variable: &str, names: &[&str], places: &[&str]) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .or_else(|| names.iter().find_map(|name| find(name)))
        .or_else(|| places.iter().map(PathBuf::from).find(|place| Path::is_file(place)))
}
