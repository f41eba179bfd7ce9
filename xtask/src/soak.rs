//! Long campaigns that CI has no time for: the damage that `cargo xtask test` does to files, ten times over, and to links, a
//! hundred times over; renderers killed while they keep work; texts of doubled length, which must take no more than about
//! twice as long.

use crate::project::Project;
use crate::run::{Program, say};
use crate::test::one;
use crate::{browsers, page};
use anyhow::Result;
use std::process::ExitCode;

/// Ways in which each file is damaged.
const CORRUPTIONS: &str = "2000";

/// Links that are damaged.
const MUTATIONS: &str = "1000000";

/// Times that the browser's renderer is killed while work is kept.
const KILLS: &str = "1000";

/// Runs all campaigns; each is one check.
pub(crate) fn command(project: &Project) -> Result<ExitCode> {
    let test = |arguments: &[&str]| {
        let program = Program::new("cargo").folder(&project.root).arguments(["test", "--release"]);
        let program = program.arguments(arguments).set("GANGMU_CORRUPTIONS", CORRUPTIONS);
        program.set("GANGMU_MUTATIONS", MUTATIONS)
    };
    let browsers = browsers::ensure(project, &page::build(project)?)?;
    let kills = browsers.node().arguments(["--test", "--test-reporter=spec"]).set("GANGMU_KILLS", KILLS);
    let campaigns = [
        ("killed renderers", kills.arguments([&project.root.join("tests/e2e/kills.test.mjs")])),
        ("damaged files", test(&["--package", "gangmu-engine", "--lib", "read::"])),
        ("damaged files, the whole analysis", test(&["--package", "gangmu-engine", "--test", "mutation"])),
        ("damaged links", test(&["--package", "gangmu-link", "--test", "damage"])),
        ("damaged PDF files", test(&["--package", "gangmu-pdf", "--test", "reading"])),
        (
            "texts of doubled length",
            test(&["--package", "gangmu-engine", "--test", "doubling", "--", "--ignored", "--nocapture"]),
        ),
    ];
    let mut failed = false;
    for (name, program) in campaigns {
        say(&format!("soak: {name}"));
        failed |= one(&program)?.failed() > 0;
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
