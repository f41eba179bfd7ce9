//! The page: sources in, `dist/` out, and nothing done when the sources are those of last time.
//!
//! Trunk builds page and worker into `target/trunk`; from there the files go to `dist/`, those that Trunk leaves unnamed
//! (worker, dictionary, boot files) named by their content, and `gangmu.html` beside `index.html` (see [`crate::fold`]).

use crate::html::tags;
use crate::project::{self, Project, digest, digest_of, read, read_text, write};
use crate::reach::reach;
use crate::run::{Program, say, timed};
use crate::split::{Split, split};
use crate::toolchain::{self, Toolchain, WASM};
use crate::{fold, tools};
use anyhow::{Context, Result, bail};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// What page and worker must agree on, and what the worker is made of. The page's own sources are not among them, so that
/// an edit of a view rebuilds no worker.
const CONTRACT: &[&str] =
    &["Cargo.lock", "crates/engine", "crates/export", "crates/model", "crates/pdf", "crates/reader", "crates/worker"];
/// What else the page is made of.
const PAGE: &[&str] = &[
    ".cargo", "Cargo.toml", "Trunk.toml", "build.rs", "crates/help", "crates/link", "crates/sentences",
    "docs/accuracy.md", "docs/help", "index.html", "locales", "public", "samples", "src", "style",
];
/// What the dictionary is made of.
const DICTIONARY: &[&str] =
    &["Cargo.lock", "crates/dictionary", "crates/engine/src/words", "crates/engine/src/words.rs"];
/// How the folder is put together.
const MAKING: &[&str] =
    &["xtask/src/page.rs", "xtask/src/fold.rs", "xtask/src/html.rs", "xtask/src/reach.rs", "xtask/src/split.rs"];

/// The built page.
pub(crate) struct Page {
    /// `dist/`.
    pub(crate) folder: PathBuf,
}

impl Page {
    /// The one-file edition.
    pub(crate) fn bundle(&self) -> PathBuf {
        self.folder.join("gangmu.html")
    }
}

/// Builds the page unless it is there already. Two at once would write to the same folders.
pub(crate) fn build(project: &Project) -> Result<Page> {
    let _lock = project.lock()?;
    let toolchain = toolchain::ensure(project)?;
    let tools = tools::ensure(project)?;
    let dictionary = dictionary(project)?;
    let asides = [aside(project, &toolchain, &tools, &READER)?, aside(project, &toolchain, &tools, &LINK)?];

    let page = Page { folder: project.root.join("dist") };
    let contract = digest_of(project, CONTRACT, &[])?;
    let versions = [contract.as_str(), &toolchain.version()?, tools::TRUNK, tools::BINARYEN];
    let places: Vec<&str> = PAGE.iter().chain(MAKING).copied().collect();
    let parts = [digest_of(project, &places, &versions)?, digest(&read(&dictionary)?)];
    let parts =
        parts.into_iter().chain(asides.iter().map(|file| Ok(digest(&read(file)?))).collect::<Result<Vec<_>>>()?);
    let digest = digest(parts.collect::<String>().as_bytes());
    let stamp = project.target.join("page-stamp");
    if fs::read_to_string(&stamp).is_ok_and(|then| then == digest) && page.bundle().is_file() {
        say("dist/ is up to date");
        return Ok(page);
    }
    project::remove(&stamp)?;
    timed("building page and worker with Trunk (some minutes the first time)", || {
        trunk(project, &toolchain, &tools, &contract)
    })?;
    let built = project.root.join("target/trunk");
    let parts = timed("parting the page's wasm", || part(project, &toolchain, &tools, &built))?;
    timed("naming files by content and folding gangmu.html", || {
        assemble(&built, parts, &dictionary, &asides, &page.folder)
    })?;
    write(&stamp, digest)?;
    Ok(page)
}

/// Makes the lists of the dictionary that are found in reports, from the corpus beside the checkout: the top-up, then
/// the phrases, then the figures of the reference, each with what was made before it.
pub(crate) fn lexicon(project: &Project) -> Result<()> {
    let shared =
        project.shared().context("the reports are absent: put them at ../shared, or name it in GANGMU_SHARED")?;
    let mut texts = Vec::new();
    project::list(&shared.join("corpus"), &mut texts)?;
    texts.retain(|file| project::has_ending(file, "txt"));
    texts.sort();
    for (verb, name) in [("top-up", "top-up.txt"), ("phrases", "phrases.tsv"), ("reference", "reference.tsv")] {
        let run = Program::new("cargo")
            .folder(&project.root)
            .arguments(["run", "--quiet", "--release", "--package", "gangmu-dictionary", "--", verb])
            .arguments(&texts);
        let list = timed(&format!("making {name}"), || run.output())?;
        write(&project.root.join("crates/dictionary/data").join(name), list)?;
    }
    Ok(())
}

/// Makes the packed dictionary unless it is there already.
pub(crate) fn dictionary(project: &Project) -> Result<PathBuf> {
    let file = project.target.join("dictionary.bin");
    let stamp = project.target.join("dictionary-stamp");
    let digest = digest_of(project, DICTIONARY, &[])?;
    if file.is_file() && fs::read_to_string(&stamp).is_ok_and(|then| then == digest) {
        return Ok(file);
    }
    timed("making the dictionary", || {
        Program::new("cargo")
            .folder(&project.root)
            .arguments(["run", "--quiet", "--package", "gangmu-dictionary", "--"])
            .arguments([&file])
            .run()
    })?;
    write(&stamp, digest)?;
    Ok(file)
}

/// A wasm without glue that the page loads when it needs it: a package of its own.
struct Aside {
    package: &'static str,
    /// Its file in `target/`, and the stem of its name in `dist/`.
    file: &'static str,
    /// Whether crates in it bring what a browser would be asked, for wasm-bindgen to take out: nobody calls it.
    bound: bool,
    /// What it is made of.
    places: &'static [&'static str],
}

/// The reader of files.
const READER: Aside = Aside {
    package: "gangmu-reader",
    file: "reader.wasm",
    bound: true,
    places: &[
        ".cargo", "Cargo.lock", "Cargo.toml", "crates/engine", "crates/model", "crates/pdf", "crates/reader",
        "xtask/src/page.rs",
    ],
};
/// What packs whole texts into links.
const LINK: Aside = Aside {
    package: "gangmu-link-module",
    file: "link.wasm",
    bound: false,
    places: &[
        ".cargo", "Cargo.lock", "Cargo.toml", "crates/link", "crates/link-module", "crates/model", "xtask/src/page.rs",
    ],
};

/// Makes such a wasm unless it is there already.
///
/// Trunk has no place for a wasm without glue.
fn aside(project: &Project, toolchain: &Toolchain, tools: &tools::Tools, aside: &Aside) -> Result<PathBuf> {
    let file = project.target.join(aside.file);
    let stamp = file.with_extension("stamp");
    let digest = digest_of(project, aside.places, &[&toolchain.version()?, tools::BINARYEN])?;
    if file.is_file() && fs::read_to_string(&stamp).is_ok_and(|then| then == digest) {
        return Ok(file);
    }
    project::remove(&stamp)?;
    timed(&format!("building {}", aside.file), || {
        let program = |name: &str| tools.apply(toolchain.apply(Program::new(name).folder(&project.root)));
        // It is downloaded more often than it is waited for.
        let small = "profile.release.package.gangmu-engine.opt-level=\"s\"";
        program("cargo")
            .arguments(["build", "--quiet", "--release", "--package", aside.package, "--target", WASM])
            .arguments(["--config", small])
            .arguments([Path::new("--target-dir"), &project.target])
            .run()?;
        let name = aside.package.replace('-', "_");
        let linked = project.target.join(WASM).join(format!("release/{name}.wasm"));
        let folder = file.with_extension("");
        if aside.bound {
            program("wasm-bindgen")
                .arguments(["--target", "no-modules", "--no-typescript"])
                .arguments([Path::new("--out-dir"), &folder])
                .arguments([&linked])
                .run()?;
        }
        let input = if aside.bound { folder.join(format!("{name}_bg.wasm")) } else { linked };
        program("wasm-opt").arguments([input]).arguments(["-Oz", "-o"]).arguments([&file]).run()
    })?;
    write(&stamp, digest)?;
    Ok(file)
}

fn trunk(project: &Project, toolchain: &Toolchain, tools: &tools::Tools, build: &str) -> Result<()> {
    let program = Program::new("trunk").folder(&project.root).arguments(["build", "--release", "--offline"]);
    // Page and worker of different builds do not speak to each other: this is how they know.
    let program = program.set("GANGMU_BUILD", build).set("RUST_BACKTRACE", "0");
    tools.apply(toolchain.apply(program)).run()
}

/// Functions of this module are what the first view does without (`src/view/later.rs`).
const GATE: &str = "5later4gate";
/// In the names of exports that nothing calls: classes of streams that come with Leptos and that nothing here makes.
const IDLE: &str = "intounderlying";

/// The page's wasm in two, each made small.
fn part(project: &Project, toolchain: &Toolchain, tools: &tools::Tools, built: &Path) -> Result<Split> {
    let page = read_text(&built.join("index.html"))?;
    let linked = read(&project.target.join(WASM).join("release/gangmu-app.wasm"))?;
    let idle = |name: &str| name.contains(IDLE);
    let split =
        split(&read(&built.join(page_wasm(&page)?))?, &reach(&linked, |name| name.contains(GATE), idle)?, idle)?;
    let folder = project.target.join("page");
    let small = |name: &str, bytes: Vec<u8>| {
        let file = folder.join(name);
        write(&file, bytes)?;
        let program = tools.apply(toolchain.apply(Program::new("wasm-opt").folder(&project.root)));
        program.arguments([&file]).arguments(["-Oz", "-o"]).arguments([&file]).run()?;
        read(&file)
    };
    Ok(Split { first: small("first.wasm", split.first)?, rest: small("rest.wasm", split.rest)? })
}

/// The name of the page's wasm.
fn page_wasm(page: &str) -> Result<String> {
    let name = tags(page, "script").iter().find_map(|tag| tag.get("data-wasm").map(str::to_owned));
    let name = name.context("no script of index.html names the page's wasm: see pattern_script in Trunk.toml")?;
    Ok(name.trim_start_matches("./").to_owned())
}

/// Puts Trunk's output, the parts of the page's wasm, the dictionary and what is loaded later together in `folder`.
fn assemble(built: &Path, parts: Split, dictionary: &Path, asides: &[PathBuf], folder: &Path) -> Result<()> {
    let fresh = folder.with_extension("fresh");
    project::remove(&fresh)?;
    let mut files = Vec::new();
    project::list(built, &mut files)?;
    let (mut page, styles) = one_style_sheet(&read_text(&built.join("index.html"))?);
    let named = renamed(&page)?;
    let wasm = page_wasm(&page)?;
    let rest = name_by_content("rest.wasm", &parts.rest);
    page = page.replacen(" data-reader=", &format!(" data-rest=\"{rest}\" data-reader="), 1);
    write(&fresh.join(rest), &parts.rest)?;
    let mut style = String::new();
    for name in &styles {
        style += &read_text(&built.join(name))?;
    }
    let new = name_by_content("style.css", style.as_bytes());
    page = page.replace(STYLE, &format!("<link rel=\"stylesheet\" href=\"./{new}\">"));
    write(&fresh.join(new), style)?;
    for file in files {
        let name = file.strip_prefix(built)?.to_string_lossy().replace('\\', "/");
        if name == "index.html" || styles.contains(&name) {
            continue;
        }
        let bytes = if name == wasm { parts.first.clone() } else { read(&file)? };
        if named.contains(&name) {
            let new = name_by_content(&name, &bytes);
            page = replace_name(&page, &name, &new);
            write(&fresh.join(new), bytes)?;
        } else {
            write(&fresh.join(name), bytes)?;
        }
    }
    let packed = read(dictionary)?;
    // In the folder it is gzip, whatever its maker left: many hosts compress no unknown types.
    let packed = if packed.starts_with(&[0x1f, 0x8b]) { packed } else { fold::gzip(&packed)? };
    let new = name_by_content("dictionary.bin", &packed);
    page = replace_name(&page, "dictionary.bin", &new);
    write(&fresh.join(new), packed)?;
    for file in asides {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let bytes = read(file)?;
        let new = name_by_content(&name, &bytes);
        page = replace_name(&page, &name, &new);
        write(&fresh.join(new), bytes)?;
    }
    write(&fresh.join("index.html"), page)?;
    write(&fresh.join(KEEPER), keeper(&fresh)?)?;
    write(&fresh.join("gangmu.html"), fold::fold(&fresh)?)?;
    project::remove(folder)?;
    fs::rename(&fresh, folder).with_context(|| format!("cannot move the page to {}", folder.display()))
}

/// The service worker: its name must stay, for browsers ask by it whether there is a newer version.
const KEEPER: &str = "sw.js";

/// The service worker with the list of all files in `folder` and their SHA-256 in front of it.
fn keeper(folder: &Path) -> Result<String> {
    let mut files = Vec::new();
    project::list(folder, &mut files)?;
    files.sort();
    let mut list = String::new();
    for file in files {
        let name = file.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        if name != KEEPER {
            writeln!(list, "  {name:?}: \"{}\",", project::sha256(&read(&file)?))?;
        }
    }
    let script = read_text(&folder.join(KEEPER))?;
    let version = digest((list.clone() + &script).as_bytes());
    Ok(format!("const VERSION = \"{version}\";\nconst FILES = {{\n{list}}};\n{script}"))
}

/// Stands for the one style sheet until its name is known.
const STYLE: &str = "<!--style-->";

/// The page with one place for a style sheet instead of many, and the sheets that belong there, in order: one request
/// instead of one for each component.
fn one_style_sheet(page: &str) -> (String, Vec<String>) {
    let mut names = Vec::new();
    let mut joined = String::new();
    let mut at = 0;
    for tag in tags(page, "link") {
        if let (Some("stylesheet"), Some(name)) = (tag.get("rel"), tag.get("href")) {
            joined += &page[at..tag.range.start];
            if names.is_empty() {
                joined += STYLE;
            }
            at = tag.range.end;
            names.push(name.trim_start_matches("./").to_owned());
        }
    }
    (joined + &page[at..], names)
}

/// The files that the page's scripts name and that Trunk gave no hash.
fn renamed(page: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for tag in tags(page, "script") {
        for attribute in ["src", "data-worker", "data-worker-wasm"] {
            if let Some(name) = tag.get(attribute) {
                let name = name.trim_start_matches("./");
                // Trunk's hash is the last piece of the stem and has 16 digits, fewer if the first ones are 0.
                let stem = name.split('.').next().unwrap_or_default();
                let hashed = stem
                    .split(['-', '_'])
                    .any(|piece| piece.len() >= 12 && piece.bytes().all(|byte| byte.is_ascii_hexdigit()));
                if !hashed {
                    names.push(name.to_owned());
                }
            }
        }
    }
    if !names.iter().any(|name| name.ends_with("_bg.wasm")) {
        bail!("no script of index.html names the worker's wasm: see pattern_script in Trunk.toml");
    }
    Ok(names)
}

/// `boot.js` → `boot-0123456789abcdef.js`.
fn name_by_content(name: &str, bytes: &[u8]) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{}.{ending}", digest(bytes))
}

/// Replaces `name` where it is a whole attribute value, quoted or not, with or without `./`.
fn replace_name(page: &str, name: &str, new: &str) -> String {
    let mut page = page.to_owned();
    for (before, after) in [("\"", "\""), ("=", " "), ("=", ">"), ("\"./", "\""), ("=./", " "), ("=./", ">")] {
        page = page.replace(&format!("{before}{name}{after}"), &format!("{before}{new}{after}"));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_without_a_hash_are_named() {
        let page = r#"<script src="./boot.js" data-worker=worker.js data-worker-wasm="worker_bg.wasm"></script><script src="./gangmu-app-0123456789abcdef.js"></script>"#;
        assert_eq!(renamed(page).unwrap(), ["boot.js", "worker.js", "worker_bg.wasm"]);
        let page = replace_name(&replace_name(page, "boot.js", "boot-1.js"), "worker.js", "worker-2.js");
        assert!(page.contains("src=\"./boot-1.js\"") && page.contains("data-worker=worker-2.js "));
        assert!(page.contains("\"worker_bg.wasm\""));
    }

    #[test]
    fn style_sheets_become_one_in_the_place_of_the_first() {
        let page = "<a><link rel=stylesheet href=./x.css><link rel=icon href=i><link rel=stylesheet href=./y.css><b>";
        let (page, names) = one_style_sheet(page);
        assert_eq!(names, ["x.css", "y.css"]);
        assert_eq!(page, format!("<a>{STYLE}<link rel=icon href=i><b>"));
    }
}
