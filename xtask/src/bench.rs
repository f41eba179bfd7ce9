//! How fast it is: the compilation of reports beside the checkout in; a table of speeds and sizes out. Nothing is asserted.

use crate::project::{Project, read, write};
use crate::run::{Program, say};
use crate::{browsers, page, size, toolchain, tools};
use anyhow::Result;
use flate2::read::GzDecoder;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Measures the engine on this machine, the page in Chromium, and what is downloaded.
pub(crate) fn command(project: &Project) -> Result<()> {
    let text = if let Some(shared) = project.shared() {
        shared.join("corpus/compilation.txt")
    } else {
        say("../shared is absent: measured on twelve copies of the project's own samples");
        samples(project)?
    };
    let page = page::build(project)?;
    let dictionary = project.target.join("bench/dictionary");
    write(&dictionary, unzipped(read(&page::dictionary(project)?)?)?)?;
    engine(project, "bench", &[&text, &dictionary])?;
    println!();
    let files = project.target.join("bench/formats");
    engine(project, "formats", &[&text, &project.root.join("tests/reading/pdf/libreoffice.pdf"), &files])?;
    println!();
    links(project)?;
    let browser = alone(project, "browser")?;
    let browsers = browsers::ensure(project, &page)?;
    println!("\nbrowser (Chromium)");
    browsers.node().arguments([&project.root.join("xtask/scripts/bench.mjs"), &text]).run()?;
    let script = project.root.join("xtask/scripts/alone.mjs");
    browsers.node().arguments([&script, &text, &dictionary, &browser]).run()?;
    println!();
    let script = project.root.join("xtask/scripts/many.mjs");
    browsers.node().arguments([&script]).arguments(&texts(project)?).run()?;
    println!();
    let script = project.root.join("xtask/scripts/formats.mjs");
    browsers.node().arguments([&script, &project.target.join("reader.wasm"), &files]).run()?;
    println!();
    size::print(project, &page)?;
    let words = alone(project, "words")?.join("words_bg.wasm");
    size::print_part(project, "words alone, with the dictionary", 350, &[words, page::dictionary(project)?])
}

/// Medians of the engine alone, by one of its examples, in a release build.
fn engine(project: &Project, example: &str, arguments: &[&Path]) -> Result<()> {
    Program::new("cargo")
        .folder(&project.root)
        .arguments(["run", "--quiet", "--release", "--package", "gangmu-engine", "--example", example, "--"])
        .arguments(arguments)
        .run()
}

/// Lengths of links over the reports beside the checkout, or the samples, and how long making and reading one takes.
fn links(project: &Project) -> Result<()> {
    Program::new("cargo")
        .folder(&project.root)
        .arguments(["run", "--quiet", "--release", "--package", "gangmu-link", "--example", "measure", "--"])
        .arguments(&texts(project)?)
        .run()
}

/// The texts beside the checkout, or the samples.
fn texts(project: &Project) -> Result<Vec<PathBuf>> {
    let folder = project.shared().map_or_else(|| project.root.join("samples"), |shared| shared.join("corpus"));
    let mut texts = Vec::new();
    crate::project::list(&folder, &mut texts)?;
    texts.retain(|file| crate::project::has_ending(file, "txt"));
    texts.sort();
    Ok(texts)
}

/// The folder with an example of the engine that is measured alone, built for wasm as the worker is.
fn alone(project: &Project, example: &str) -> Result<PathBuf> {
    let (toolchain, tools) = (toolchain::ensure(project)?, tools::ensure(project)?);
    let build = ["build", "--quiet", "--release", "--package", "gangmu-engine", "--example", example];
    let cargo = Program::new("cargo").folder(&project.root).arguments(build);
    toolchain.apply(cargo.arguments(["--target", toolchain::WASM])).run()?;
    let wasm = project.target.join(toolchain::WASM).join("release/examples").join(example).with_extension("wasm");
    let out = project.target.join("bench").join(example);
    let bindgen = Program::new("wasm-bindgen").arguments(["--target", "no-modules", "--no-typescript", "--out-dir"]);
    tools.apply(bindgen.arguments([&out, &wasm])).run()?;
    Ok(out)
}

fn unzipped(bytes: Vec<u8>) -> Result<Vec<u8>> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut plain = Vec::new();
    GzDecoder::new(bytes.as_slice()).read_to_end(&mut plain)?;
    Ok(plain)
}

/// The samples, one after the other, twelve reports in all.
fn samples(project: &Project) -> Result<PathBuf> {
    let mut files = Vec::new();
    crate::project::list(&project.root.join("samples"), &mut files)?;
    files.sort();
    let mut text = Vec::new();
    for file in files.iter().cycle().take(12) {
        text.extend(read(file)?);
        text.extend(b"\n\n");
    }
    let file = project.target.join("bench/samples.txt");
    write(&file, text)?;
    Ok(file)
}
