//! A Rust toolchain that builds for `wasm32-unknown-unknown`; the user's default toolchain is never changed.
//!
//! First choice is the active toolchain, with the target added by rustup if need be. Where rustup cannot fetch it, Debian's
//! rustc builds the target's standard library once, from Debian's sources, into a small sysroot in the user's data
//! folder; that sysroot is used by putting its `bin` first on PATH.

use crate::project::{self, Project};
use crate::run::{Program, find, say, timed};
use crate::system;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// The target of page and worker.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";

/// A toolchain that can build for [`WASM`].
pub(crate) enum Toolchain {
    /// The active one.
    Active,
    /// Debian's, with the sysroot in this folder.
    Own(PathBuf),
}

impl Toolchain {
    /// Makes `program`, and every cargo and rustc below it, use this toolchain.
    pub(crate) fn apply(&self, program: Program) -> Program {
        match self {
            Self::Active => program,
            Self::Own(sysroot) => program
                .path_first(&sysroot.join("bin"))
                // clippy-driver asks this variable for its sysroot.
                .set("SYSROOT", sysroot)
                .unset("RUSTUP_TOOLCHAIN")
                .unset("RUSTC")
                .unset("RUSTDOC")
                // cargo points this at the active toolchain's libraries
                .unset("LD_LIBRARY_PATH"),
        }
    }

    /// What stands for the compiler in stamps.
    pub(crate) fn version(&self) -> Result<String> {
        self.apply(Program::new("rustc")).arguments(["-vV"]).output()
    }

    /// Makes clippy available for this toolchain.
    pub(crate) fn ensure_clippy(&self, project: &Project) -> Result<()> {
        match self {
            Self::Active if find("cargo-clippy").is_none() => {
                bail!("clippy is missing: run `rustup component add clippy`")
            }
            Self::Active => Ok(()),
            Self::Own(_) => system::install(project, &["rust-web-clippy"], "lint the page for its own target"),
        }
    }
}

/// Finds or makes a toolchain for [`WASM`].
pub(crate) fn ensure(project: &Project) -> Result<Toolchain> {
    if active_has_target(project)? {
        return Ok(Toolchain::Active);
    }
    let own = project.data.join("wasm-toolchain");
    if is_current(&own) {
        return Ok(Toolchain::Own(own));
    }
    if find("rustup").is_some() {
        say(&format!("the active toolchain has no {WASM}; rustup adds it (about 20 MB)"));
        let add = Program::new("rustup").arguments(["target", "add", WASM]).folder(&project.root);
        match add.output() {
            Ok(_) if active_has_target(project)? => return Ok(Toolchain::Active),
            Ok(_) => {}
            Err(error) => eprintln!("  {}", format!("{error:#}").lines().next().unwrap_or_default()),
        }
    }
    if !system::has_apt() || !system::offers("rustc-web") {
        bail!(
            "the Rust target {WASM} is missing: run `rustup target add {WASM}` (rustup is described at https://rustup.rs), \
             then call again"
        );
    }
    say("no rustup that could add it; Debian's rustc and sources will do (35 s of packages, 30 s of building, 80 MB)");
    build(project, &own)?;
    Ok(Toolchain::Own(own))
}

/// Whether the active toolchain holds the target's standard library.
fn active_has_target(project: &Project) -> Result<bool> {
    let sysroot = Program::new("rustc").arguments(["--print", "sysroot"]).folder(&project.root).output()?;
    Ok(has_std(Path::new(sysroot.trim())))
}

fn library(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(WASM).join("lib")
}

fn has_std(sysroot: &Path) -> bool {
    fs::read_dir(library(sysroot)).is_ok_and(|files| {
        files.flatten().any(|file| {
            let name = file.file_name();
            let name = Path::new(&name);
            name.to_string_lossy().starts_with("libstd-") && project::has_ending(name, "rlib")
        })
    })
}

/// Whether `sysroot` was made by the compiler that is installed now.
fn is_current(sysroot: &Path) -> bool {
    let now = Program::new(DEBIAN_RUSTC).arguments(["-vV"]).output();
    let then = fs::read_to_string(sysroot.join("made-by"));
    has_std(sysroot) && matches!((now, then), (Ok(now), Ok(then)) if now == then)
}

/// Builds the standard library with Debian's rustc and writes the sysroot.
fn build(project: &Project, sysroot: &Path) -> Result<()> {
    let why = "build for WebAssembly";
    system::install(project, &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"], why)?;
    let version = Program::new(DEBIAN_RUSTC).arguments(["-vV"]).output()?;
    let field = |name: &str| {
        let found = version.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        found.with_context(|| format!("`{DEBIAN_RUSTC} -vV` does not name its {name}"))
    };
    let host = field("host:")?;
    // rust-lld is a link to the linker of the same LLVM, which no package brings.
    let llvm = field("LLVM version:")?.split('.').next().unwrap_or_default();
    system::install(project, &[&format!("lld-{llvm}")], why)?;

    let scratch = sysroot.with_extension("scratch");
    project::remove(&scratch)?;
    project::remove(sysroot)?;
    project::write(&scratch.join("src/lib.rs"), "")?;
    project::write(
        &scratch.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n",
    )?;
    timed("building the standard library for WebAssembly", || {
        Program::new(DEBIAN_CARGO)
            .folder(&scratch)
            .arguments(["build", "--release", "--target", WASM])
            .arguments(["-Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test"])
            .arguments([Path::new("--target-dir"), &scratch.join("target")])
            .set("RUSTC", DEBIAN_RUSTC)
            .set("RUSTC_BOOTSTRAP", "1")
            // The page's link-time optimisation reads bitcode, which cargo would leave out of this build.
            .set("RUSTFLAGS", "-Cembed-bitcode=yes")
            .unset("RUSTUP_TOOLCHAIN")
            .unset("RUSTDOC")
            .unset("CARGO_TARGET_DIR")
            .unset("CARGO_BUILD_TARGET")
            .unset("LD_LIBRARY_PATH")
            .run()
    })?;
    write_sysroot(sysroot, &scratch.join("target"), host)?;
    project::remove(&scratch)?;
    project::write(&sysroot.join("made-by"), &version)
}

/// Lays out the sysroot: the built libraries, links to Debian's for the rest, and the programs.
fn write_sysroot(sysroot: &Path, built: &Path, host: &str) -> Result<()> {
    let rustlib = sysroot.join("lib/rustlib");
    let bin = sysroot.join("bin");
    fs::create_dir_all(library(sysroot))?;
    fs::create_dir_all(&bin)?;
    link(Path::new(DEBIAN_CARGO), &bin.join("cargo"))?;
    link(&Path::new("/usr/lib/rustlib").join(host), &rustlib.join(host))?;
    link(Path::new("/usr/lib/rustlib/src"), &rustlib.join("src"))?;
    // A link would not do: Debian's rustc finds its sysroot from its library's place and answers /usr.
    for name in ["rustc", "rustdoc"] {
        let script = format!("#!/bin/sh\nexec /usr/bin/{name} --sysroot \"{}\" \"$@\"\n", sysroot.display());
        write_script(&bin.join(name), &script)?;
    }
    let mut files = Vec::new();
    project::list(&built.join(WASM).join("release"), &mut files)?;
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("lib") && !name.starts_with("libempty") && project::has_ending(&file, "rlib") {
            fs::copy(&file, library(sysroot).join(name))?;
        }
    }
    if !has_std(sysroot) {
        bail!("building the standard library left no libstd: remove {} and call again", sysroot.display());
    }
    Ok(())
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) -> Result<()> {
    std::os::unix::fs::symlink(to, at).with_context(|| format!("cannot link {}", at.display()))
}

#[cfg(unix)]
fn write_script(file: &Path, text: &str) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    project::write(file, text)?;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
        .with_context(|| format!("cannot run {}", file.display()))
}

// Debian's packages are only ever met on Unix.
#[cfg(not(unix))]
fn link(_to: &Path, at: &Path) -> Result<()> {
    bail!("cannot link {}", at.display())
}

#[cfg(not(unix))]
fn write_script(file: &Path, _text: &str) -> Result<()> {
    bail!("cannot write {}", file.display())
}
