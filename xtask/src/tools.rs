//! The programs the build needs, each at the one version pinned here: found, or installed, or asked for in one sentence.

use crate::project::{self, Project, digest};
use crate::run::{Program, executable, find, say, timed};
use crate::system;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// Equals the version in Cargo.lock: Trunk demands that library and command line agree.
const WASM_BINDGEN: &str = "0.2.130";
/// 0.22 wants a newer rustc than stable Debian and stable Rust have.
pub(crate) const TRUNK: &str = "0.21.14";
/// From npm, see package.json. Debian's 108 makes a page that dies at start-up.
pub(crate) const BINARYEN: &str = "132";
/// What playwright-core asks for.
const NODE: u32 = 20;

/// The folders that hold the pinned tools, first ones first.
pub(crate) struct Tools {
    folders: Vec<PathBuf>,
}

impl Tools {
    /// Puts the tools on the program's PATH.
    pub(crate) fn apply(&self, program: Program) -> Program {
        self.folders.iter().rev().fold(program, |program, folder| program.path_first(folder))
    }
}

/// Finds or installs all that builds the page.
pub(crate) fn ensure(project: &Project) -> Result<Tools> {
    let lock = project::read_text(&project.root.join("Cargo.lock"))?;
    let locked = locked_version(&lock, "wasm-bindgen");
    if locked != Some(WASM_BINDGEN) {
        bail!(
            "Cargo.lock has wasm-bindgen {}, xtask/src/tools.rs pins {WASM_BINDGEN}: make them agree",
            locked.unwrap_or("of no version")
        );
    }
    ensure_packages(project)?;
    let mut folders = vec![wasm_opt(project)?];
    // Without --locked: its own lock file asks for a package that not every registry has yet.
    folders.extend(ensure_cargo_tool(project, "wasm-bindgen-cli", "wasm-bindgen", WASM_BINDGEN, false)?);
    folders.extend(ensure_cargo_tool(project, "trunk", "trunk", TRUNK, true)?);
    Ok(Tools { folders })
}

/// The version of `package` in the text of a Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let start = lock.find(&format!("name = \"{package}\"\n"))?;
    lock[start..].split('"').nth(3)
}

/// Node.js, new enough, with npm.
fn ensure_node(project: &Project) -> Result<()> {
    if (find("node").is_none() || find("npm").is_none()) && system::has_apt() {
        system::install(project, &["nodejs", "npm"], "have Node.js for wasm-opt and the browser tests")?;
    }
    let version = Program::new("node").arguments(["--version"]).output();
    let version = version.context("Node.js is missing: install it from https://nodejs.org")?;
    let major: u32 = version.trim().trim_start_matches('v').split('.').next().unwrap_or("").parse().unwrap_or(0);
    if major < NODE {
        bail!("Node.js {} is too old: install {NODE} or newer from https://nodejs.org", version.trim());
    }
    Ok(())
}

/// The packages of package-lock.json, in `node_modules`.
pub(crate) fn ensure_packages(project: &Project) -> Result<()> {
    ensure_node(project)?;
    let lock = project::read(&project.root.join("package-lock.json"))?;
    let stamp = project.root.join("node_modules/.gangmu");
    if std::fs::read_to_string(&stamp).is_ok_and(|then| then == digest(&lock)) {
        return Ok(());
    }
    timed("npm ci: wasm-opt and the browser tests' tools (230 MB in node_modules)", || {
        Program::new("npm").arguments(["ci", "--no-audit", "--no-fund"]).folder(&project.root).run()
    })?;
    project::write(&stamp, digest(&lock))
}

/// The folder with wasm-opt of the pinned version.
fn wasm_opt(project: &Project) -> Result<PathBuf> {
    let folder = project.root.join("node_modules/.bin");
    let program = executable(&folder, "wasm-opt").context("npm's binaryen brought no wasm-opt: run `npm ci`")?;
    let version = Program::new(program).arguments(["--version"]).output()?;
    if version.split_whitespace().nth(2) != Some(BINARYEN) {
        bail!(
            "wasm-opt must be {BINARYEN} but is \"{}\": make package.json and xtask/src/tools.rs agree",
            version.trim()
        );
    }
    Ok(folder)
}

/// The folder with `program` of that `version`, or nothing if it is the one on PATH.
fn ensure_cargo_tool(
    project: &Project,
    package: &str,
    program: &str,
    version: &str,
    locked: bool,
) -> Result<Option<PathBuf>> {
    let fits = |file: &Path| {
        let output = Program::new(file).arguments(["--version"]).output();
        output.is_ok_and(|text| text.split_whitespace().nth(1) == Some(version))
    };
    if find(program).is_some_and(|file| fits(&file)) {
        return Ok(None);
    }
    let root = project.data.join("tools");
    let bin = root.join("bin");
    let made = || executable(&bin, program).is_some_and(|file| fits(&file));
    if made() {
        return Ok(Some(bin));
    }
    say(&format!("{program} {version} is missing; it goes to {}", bin.display()));
    let place = [Path::new("--root"), &root];
    if find("cargo-binstall").is_some() {
        let binstall = Program::new("cargo")
            .arguments(["binstall", "--no-confirm", "--disable-strategies", "compile", "--version", version])
            .arguments(place)
            .arguments([package]);
        if timed(&format!("cargo binstall {package}"), || binstall.run()).is_ok() && made() {
            return Ok(Some(bin));
        }
    }
    // A fast profile: the tools' own take ten and twenty minutes of processor time.
    let install = Program::new("cargo")
        .arguments(["install", "--force", "--version", version])
        .arguments(place)
        .arguments(locked.then_some("--locked"))
        .arguments([package])
        .set("CARGO_PROFILE_RELEASE_LTO", "off")
        .set("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .set("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256")
        .set("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .unset("CARGO_TARGET_DIR");
    timed(&format!("cargo install {package} {version} (one to two minutes on two cores)"), || install.run())?;
    if !made() {
        bail!("{package} was installed but is not {program} {version}: remove {} and call again", root.display());
    }
    Ok(Some(bin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_names_its_versions() {
        let lock = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.1\"\n[[package]]\nname = \"x\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.1"));
        assert_eq!(locked_version(lock, "trunk"), None);
    }
}
