//! What a reader downloads: the built page in, bytes after brotli out, beside the goal and the limit of each part.
//!
//! A goal is where a part should be; a limit is what it may never pass again. Lower a limit whenever a part has shrunk.

use crate::html::tags;
use crate::page::Page;
use crate::project::{Project, list, read, read_text};
use crate::run::Program;
use anyhow::{Context, Result};
use std::path::PathBuf;

/// A part of the page with its weight.
pub(crate) struct Part {
    /// What it is.
    pub(crate) name: &'static str,
    /// Where it should be, in KB (1,000 bytes) after brotli 11.
    pub(crate) goal: Option<u64>,
    /// The most it may weigh, in KB after brotli 11.
    pub(crate) limit: Option<u64>,
    /// Bytes as they lie in dist/.
    pub(crate) raw: u64,
    /// Bytes after brotli 11.
    pub(crate) brotli: u64,
}

impl Part {
    /// Whether the part keeps to its limit.
    pub(crate) fn fits(&self) -> bool {
        self.limit.is_none_or(|limit| self.brotli <= limit * 1000)
    }
}

/// Measures the parts of the built page.
pub(crate) fn measure(project: &Project, page: &Page) -> Result<Vec<Part>> {
    let index = read_text(&page.folder.join("index.html"))?;
    let place = |name: &str| page.folder.join(name.trim_start_matches("./"));
    let mut first = vec![place("index.html")];
    let mut rest = Vec::new();
    let mut engine = Vec::new();
    let mut dictionary = Vec::new();
    let mut reader = Vec::new();
    let mut link = Vec::new();
    for tag in tags(&index, "script") {
        first.extend(tag.get("src").map(place));
        first.extend(tag.get("data-wasm").map(place));
        rest.extend(tag.get("data-rest").map(place));
        engine.extend(tag.get("data-worker").map(place));
        engine.extend(tag.get("data-worker-wasm").map(place));
        dictionary.extend(tag.get("data-dictionary").map(place));
        reader.extend(tag.get("data-reader").map(place));
        link.extend(tag.get("data-link").map(place));
    }
    for tag in tags(&index, "link") {
        if matches!(tag.get("rel"), Some("stylesheet" | "icon")) {
            first.extend(tag.get("href").map(place));
        }
    }
    let parts = [
        ("first view, without the engine", Some(200), Some(220), first),
        ("rest of the page", None, Some(595), rest),
        ("engine", Some(700), Some(725), engine),
        ("dictionary", Some(600), Some(293), dictionary),
        ("reader of files", None, Some(478), reader),
        ("links of whole texts", None, Some(130), link),
        ("gangmu.html", None, None, vec![page.bundle()]),
    ];
    parts
        .into_iter()
        .map(|(name, goal, limit, files)| Ok(Part { name, goal, limit, ..weigh(project, &files)? }))
        .collect()
}

/// The weight of files, as a part without a name.
fn weigh(project: &Project, files: &[PathBuf]) -> Result<Part> {
    let raw = files.iter().map(|file| Ok(read(file)?.len() as u64)).sum::<Result<u64>>()?;
    let script = project.root.join("xtask/scripts/brotli.mjs");
    let output = Program::new("node").arguments([&script]).arguments(files).output()?;
    let brotli = output.trim().parse().context("xtask/scripts/brotli.mjs must print one number")?;
    Ok(Part { name: "", goal: None, limit: None, raw, brotli })
}

/// Prints the table.
pub(crate) fn print(project: &Project, page: &Page) -> Result<()> {
    println!("{:32} {:>10} {:>10} {:>10} {:>10}", "bytes", "raw", "brotli", "goal", "limit");
    for part in measure(project, page)? {
        let [goal, limit] =
            [part.goal, part.limit].map(|kb| kb.map_or_else(|| "-".to_owned(), |kb| format!("{kb},000")));
        println!("{:32} {:>10} {:>10} {goal:>10} {limit:>10}", part.name, grouped(part.raw), grouped(part.brotli));
    }
    let mut files = Vec::new();
    list(&page.folder, &mut files)?;
    // What a host has to hold: the one file lies beside.
    files.retain(|file| *file != page.bundle());
    let bytes = files.iter().map(|file| Ok(read(file)?.len() as u64)).sum::<Result<u64>>()?;
    println!("{:32} {:>10} {:>10} {:>10} {:>10}", "dist/, without gangmu.html", grouped(bytes), "-", "-", "-");
    Ok(())
}

/// Prints a line of the table for files that are weighed together beside a goal in KB.
pub(crate) fn print_part(project: &Project, name: &str, goal: u64, files: &[PathBuf]) -> Result<()> {
    let Part { raw, brotli, .. } = weigh(project, files)?;
    println!("{name:32} {:>10} {:>10} {:>10} {:>10}", grouped(raw), grouped(brotli), format!("{goal},000"), "-");
    Ok(())
}

/// 1234567 → `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(12), "12");
    }
}
