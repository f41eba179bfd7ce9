//! All that CI runs: parts in, from cheap to dear; a line for each and a count of the whole out.
//!
//! Every part runs, whatever the ones before it found. The order also keeps compiling low: lint and documentation share
//! their metadata, and page, sizes and browser tests share one release build.

use crate::page::{self, Page};
use crate::project::{Project, has_ending, list, read};
use crate::run::{Program, find, say};
use crate::toolchain::{self, WASM};
use crate::{browsers, score, size, system};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// How many checks passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    passed: u32,
    failed: u32,
}

impl Tally {
    /// Counts one check.
    pub(crate) fn count(&mut self, passed: bool) {
        if passed {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
    }

    /// How many checks failed.
    pub(crate) fn failed(self) -> u32 {
        self.failed
    }

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// A part's name and what it does.
type Part<'a> = (&'static str, fn(&mut Test<'a>) -> Result<Tally>);

/// The parts, from cheap to dear.
fn parts<'a>() -> [Part<'a>; 9] {
    [
        ("format", Test::format),
        ("lint", Test::lint),
        ("doc", Test::doc),
        ("unit", Test::unit),
        ("page", Test::page),
        ("size", Test::size),
        ("score", Test::score),
        ("browser", Test::browser),
        (CONVERSION, Test::conversion),
    ]
}

/// Takes an office; left out unless it is asked for.
const CONVERSION: &str = "conversion";

/// Packages that are programs of a browser; the rest are programs and libraries of this machine.
const BROWSER_PACKAGES: [&str; 2] = ["gangmu-app", "gangmu-worker"];

/// Private items are documented with the rest, so links between them lead somewhere.
const DOC_FLAGS: &str = "--deny warnings --allow rustdoc::private-intra-doc-links";

/// How a file of browser tests ends.
const BROWSER_TEST: &str = ".test.mjs";

/// Browser tests that have the machine to themselves: they kill renderers and ask what the last second lost, wait for what is
/// kept, read the largest files there are, or drive Firefox, which is slow to answer.
const ALONE: [&str; 7] = ["bad-input", "carried", "crash", "firefox", "keeping", "kills", "offline"];

/// How many files of the other browser tests run side by side: a page waits for its worker, a test for its page, so that one
/// alone leaves a core idle.
const TOGETHER: usize = 2;

/// Runs the named parts and files of browser tests, or all; [`CONVERSION`] among them only where `more` is asked for.
pub(crate) fn command(project: &Project, names: &[String], more: bool) -> Result<ExitCode> {
    let known = parts().map(|(part, _)| part);
    let (files, mut names): (Vec<&str>, Vec<&str>) =
        names.iter().map(String::as_str).partition(|name| name.ends_with(BROWSER_TEST));
    if !files.is_empty() {
        names.push("browser");
    }
    if let Some(unknown) = names.iter().find(|name| !known.contains(name)) {
        bail!("there is no part {unknown:?}: the parts are {}", known.join(", "));
    }
    let mut test = Test { project, page: None, files: files.into_iter().map(PathBuf::from).collect() };
    let mut whole = Tally::default();
    let mut lines = Vec::new();
    for (name, part) in parts() {
        let asked = if names.is_empty() { more || name != CONVERSION } else { names.contains(&name) };
        if !asked {
            continue;
        }
        say(&format!("test {name}"));
        let start = Instant::now();
        let tally = part(&mut test).unwrap_or_else(|error| {
            eprintln!("  {name}: {error:#}");
            Tally { passed: 0, failed: 1 }
        });
        whole.add(tally);
        lines.push(line(name, tally, start.elapsed()));
    }
    println!();
    for line in lines {
        println!("{line}");
    }
    println!("{} passed, {} failed", whole.passed, whole.failed);
    Ok(if whole.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn line(name: &str, tally: Tally, time: Duration) -> String {
    format!("{name:8} {:>5} passed {:>3} failed {:>7.1} s", tally.passed, tally.failed, time.as_secs_f64())
}

struct Test<'a> {
    project: &'a Project,
    page: Option<Page>,
    /// The browser tests to run; all if empty.
    files: Vec<PathBuf>,
}

impl Test<'_> {
    fn cargo(&self) -> Program {
        Program::new("cargo").folder(&self.project.root)
    }

    fn built(&mut self) -> Result<&Page> {
        if self.page.is_none() {
            self.page = Some(page::build(self.project)?);
        }
        self.page.as_ref().context("the page was not built")
    }

    fn format(&mut self) -> Result<Tally> {
        one(&self.cargo().arguments(["fmt", "--all", "--check"]))
    }

    /// Clippy: the browser's programs for their own target, the rest for this machine.
    fn lint(&mut self) -> Result<Tally> {
        let mut native = vec!["clippy", "--workspace", "--all-targets"];
        native.extend(BROWSER_PACKAGES.iter().flat_map(|package| ["--exclude", package]));
        native.extend(["--", "--deny", "warnings"]);
        let mut tally = one(&self.cargo().arguments(native))?;

        let toolchain = toolchain::ensure(self.project)?;
        toolchain.ensure_clippy(self.project)?;
        let mut browser = vec!["clippy", "--target", WASM];
        browser.extend(BROWSER_PACKAGES.iter().flat_map(|package| ["--package", package]));
        browser.extend(["--", "--deny", "warnings"]);
        tally.add(one(&toolchain.apply(self.cargo().arguments(browser)))?);
        Ok(tally)
    }

    fn doc(&mut self) -> Result<Tally> {
        let mut native = vec!["doc", "--workspace", "--no-deps", "--document-private-items"];
        native.extend(BROWSER_PACKAGES.iter().flat_map(|package| ["--exclude", package]));
        let mut tally = one(&self.cargo().arguments(native).set("RUSTDOCFLAGS", DOC_FLAGS))?;

        let toolchain = toolchain::ensure(self.project)?;
        let mut browser = vec!["doc", "--no-deps", "--document-private-items", "--target", WASM];
        browser.extend(BROWSER_PACKAGES.iter().flat_map(|package| ["--package", package]));
        let browser = self.cargo().arguments(browser).set("RUSTDOCFLAGS", DOC_FLAGS);
        tally.add(one(&toolchain.apply(browser))?);
        Ok(tally)
    }

    /// The tests beside the code and across crates, the page's pure parts among them.
    fn unit(&mut self) -> Result<Tally> {
        if self.project.shared().is_none() {
            say("../shared is absent: tests over real reports say so and pass");
        }
        let mut tally = Tally::default();
        let program = self.cargo().arguments(["test", "--workspace", "--exclude", "gangmu-worker", "--no-fail-fast"]);
        let success = program.hear(|line| tally.add(counted(line)))?;
        if !success && tally.failed == 0 {
            tally.failed = 1;
        }
        Ok(tally)
    }

    fn page(&mut self) -> Result<Tally> {
        self.built()?;
        Ok(Tally { passed: 1, failed: 0 })
    }

    /// The limits of size, and that the page carries neither the engine nor regex.
    fn size(&mut self) -> Result<Tally> {
        let project = self.project;
        let page = self.built()?;
        let mut tally = Tally::default();
        size::print(project, page)?;
        for part in size::measure(project, page)? {
            if !part.fits() {
                eprintln!("  {} is {} bytes after brotli, over its limit", part.name, part.brotli);
            }
            if part.limit.is_some() {
                tally.count(part.fits());
            }
        }

        let mut files = Vec::new();
        list(&page.folder, &mut files)?;
        let name = |file: &std::path::Path| file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let wasm = |start: &str| {
            let file = files.iter().find(|file| name(file).starts_with(start) && has_ending(file, "wasm"));
            read(file.with_context(|| format!("dist/ has no {start}….wasm"))?)
        };
        let wasm = [wasm("gangmu-app-")?, wasm("rest-")?].concat();
        // Names are stripped, but every crate leaves its sources' paths in its messages.
        for trace in ["regex-automata", "regex-syntax", "regex-lite", "crates/engine/src/"] {
            let found = wasm.windows(trace.len()).any(|window| window == trace.as_bytes());
            if found {
                eprintln!("  the page's wasm holds {trace}: that belongs in the worker");
            }
            tally.count(!found);
        }
        let tree = self.cargo().arguments(["tree", "--package", "gangmu-app", "--edges", "normal,no-proc-macro"]);
        let tree = tree.arguments(["--prefix", "none", "--target", WASM]).output()?;
        let found = tree.lines().any(|line| line.starts_with("gangmu-engine "));
        if found {
            eprintln!(
                "  gangmu-app depends on gangmu-engine: see `cargo tree --package gangmu-app --invert gangmu-engine`"
            );
        }
        tally.count(!found);
        Ok(tally)
    }

    /// The scorer's figures against the thresholds.
    fn score(&mut self) -> Result<Tally> {
        let Some(shared) = self.project.shared() else {
            say("../shared is absent: nothing is scored");
            return Ok(Tally::default());
        };
        score::test(self.project, &shared)
    }

    /// `tests/e2e`, in Chromium, Firefox and Chromium 109.
    fn browser(&mut self) -> Result<Tally> {
        let project = self.project;
        let browsers = browsers::ensure(project, self.built()?)?;
        let mut files = self.files.clone();
        if files.is_empty() {
            list(&project.root.join("tests/e2e"), &mut files)?;
            files.retain(|file| file.to_string_lossy().ends_with(BROWSER_TEST));
            files.sort();
        }
        if files.is_empty() {
            bail!("tests/e2e has no *{BROWSER_TEST}");
        }
        let is_alone = |file: &PathBuf| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            name.strip_suffix(BROWSER_TEST).is_some_and(|name| ALONE.contains(&name))
        };
        let (alone, others): (Vec<_>, Vec<_>) = files.into_iter().partition(is_alone);
        let mut tally = Tally::default();
        for (files, at_once) in [(others, TOGETHER), (alone, 1)] {
            if files.is_empty() {
                continue;
            }
            let node = browsers.node().arguments(["--test", "--test-reporter=spec"]);
            let node = node.arguments([format!("--test-concurrency={at_once}")]).arguments(&files);
            let mut counts = Tally::default();
            let success = node.hear(|line| counts.add(counted(line)))?;
            if !success && counts.failed == 0 {
                counts.failed = 1;
            }
            tally.add(counts);
        }
        Ok(tally)
    }

    /// Reports that an office turns into files of every format give the rows of their text.
    fn conversion(&mut self) -> Result<Tally> {
        if find("soffice").is_none() {
            let packages = ["libreoffice-writer", "fonts-noto-cjk"];
            system::install(self.project, &packages, "turn reports into files of every format")?;
        }
        let test = ["test", "--release", "--package", "gangmu-engine", "--test", "conversion", "--", "--ignored"];
        one(&self.cargo().arguments(test))
    }
}

/// Runs a program that is one check.
pub(crate) fn one(program: &Program) -> Result<Tally> {
    let mut tally = Tally::default();
    tally.count(program.hear(|_| {})?);
    Ok(tally)
}

/// What a line of `cargo test` or `node --test` counts.
fn counted(line: &str) -> Tally {
    let mut tally = Tally::default();
    if let Some(result) = line.trim().strip_prefix("test result: ") {
        let count = |word: &str| {
            let piece = result.split([';', '.']).find_map(|piece| piece.trim().strip_suffix(word));
            piece.and_then(|number| number.trim().parse().ok()).unwrap_or(0)
        };
        tally = Tally { passed: count("passed"), failed: count("failed") };
    } else if let Some(result) = line.strip_prefix('\u{2139}') {
        let mut words = result.split_whitespace();
        let number = |words: &mut std::str::SplitWhitespace<'_>| words.next()?.parse().ok();
        match words.next() {
            Some("pass") => tally.passed = number(&mut words).unwrap_or(0),
            Some("fail" | "cancelled") => tally.failed = number(&mut words).unwrap_or(0),
            _ => {}
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_test_runners_are_counted() {
        let cargo =
            "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s";
        assert_eq!(counted(cargo), Tally { passed: 12, failed: 3 });
        assert_eq!(counted("\u{2139} pass 7"), Tally { passed: 7, failed: 0 });
        assert_eq!(counted("\u{2139} fail 2"), Tally { passed: 0, failed: 2 });
        assert_eq!(counted("\u{2139} duration_ms 512"), Tally::default());
    }
}
