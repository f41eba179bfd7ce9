//! `cargo xtask COMMAND`: builds, serves, tests and measures Gangmu.
//!
//! Goes in: a checkout and whatever the machine has. Comes out: `dist/`, reports of tests, tables of figures. Each command
//! asks the rooms it needs for their thing ([`toolchain`], [`tools`], [`page`] …); each room finds, or makes, or says in
//! one sentence what to do.

mod bench;
mod browsers;
mod fold;
mod html;
mod page;
mod project;
mod reach;
mod run;
mod score;
mod serve;
mod shots;
mod size;
mod soak;
mod split;
mod system;
mod test;
mod toolchain;
mod tools;

use anyhow::{Result, bail};
use project::Project;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  serve        build the page, serve it on 127.0.0.1 (8080 or the next free port), open a browser if there is one
  build        build the page into dist/, with gangmu.html (everything in one file) beside index.html
  bundle       build what is missing; the last line printed is the path of gangmu.html
  test [PART…] all that CI runs, or only some of: format lint doc unit page size score browser, tests/e2e/….test.mjs;
               with --all also: conversion (reports that LibreOffice turns into every format and their rows)
  check        rustfmt, clippy, documentation without warnings
  soak         ten times the damage to files, and times that must grow no faster than texts (over an hour)
  bench        a table of speeds and sizes
  score        word F1 beside jieba-rs; the scorer's figures for outline, indicators and periods; rows by rule (needs
               ../shared)
  shots        pictures of the built page into target/shots
  dictionary   make target/dictionary.bin
  lexicon      make the lists in crates/dictionary/data that are found in reports (needs ../shared)
  clean        remove what was built; tools and toolchain in the user's data folder stay

  --all        test: what takes more than a browser as well
  --yes        install system packages without asking
  --port N     serve: start looking for a free port at N
  --no-open    serve: open no browser
  --show N     score: print the first N disagreements of each kind
";

/// What stands on the command line.
#[derive(Debug, Default)]
struct Arguments {
    command: Option<String>,
    parts: Vec<String>,
    yes: bool,
    all: bool,
    no_open: bool,
    port: Option<u16>,
    show: u32,
}

fn arguments() -> Result<Arguments> {
    let mut arguments = Arguments::default();
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--yes" | "-y" => arguments.yes = true,
            "--all" => arguments.all = true,
            "--no-open" => arguments.no_open = true,
            "--port" => arguments.port = Some(number(&argument, rest.next())?),
            "--show" => arguments.show = number(&argument, rest.next())?,
            "--help" | "-h" => arguments.command = Some("help".to_owned()),
            flag if flag.starts_with('-') => bail!("unknown option {flag}: see cargo xtask help"),
            _ if arguments.command.is_none() => arguments.command = Some(argument),
            _ => arguments.parts.push(argument),
        }
    }
    Ok(arguments)
}

fn number<T: std::str::FromStr>(option: &str, value: Option<String>) -> Result<T> {
    let Some(number) = value.as_deref().and_then(|value| value.parse().ok()) else {
        bail!("{option} wants a number after it");
    };
    Ok(number)
}

fn main() -> ExitCode {
    match command() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Result<ExitCode> {
    let arguments = arguments()?;
    let project = Project::find(arguments.yes)?;
    let command = arguments.command.as_deref().unwrap_or("help");
    if !arguments.parts.is_empty() && command != "test" {
        bail!("{command} takes no further words, but got {:?}", arguments.parts.join(" "));
    }
    match command {
        "serve" => serve::command(&project, arguments.port.unwrap_or(8080), !arguments.no_open)?,
        "build" => {
            let page = page::build(&project)?;
            size::print(&project, &page)?;
        }
        "bundle" => println!("{}", page::build(&project)?.bundle().display()),
        "test" => return test::command(&project, &arguments.parts, arguments.all),
        "check" => return test::command(&project, &["format", "lint", "doc"].map(str::to_owned), false),
        "soak" => return soak::command(&project),
        "bench" => bench::command(&project)?,
        "score" => score::command(&project, arguments.show)?,
        "shots" => shots::command(&project)?,
        "lexicon" => page::lexicon(&project)?,
        "dictionary" => println!("{}", page::dictionary(&project)?.display()),
        "clean" => clean(&project)?,
        "help" => print!("{HELP}"),
        other => bail!("unknown command {other:?}: see cargo xtask help"),
    }
    Ok(ExitCode::SUCCESS)
}

/// Removes `dist/`, `node_modules/` and the target folder.
fn clean(project: &Project) -> Result<()> {
    for folder in ["dist", "node_modules"] {
        project::remove(&project.root.join(folder))?;
    }
    run::Program::new("cargo").folder(&project.root).arguments(["clean"]).run()
}
