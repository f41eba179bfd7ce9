//! System packages: what is missing goes in; it is installed, or the exact command is said.
//!
//! Only Debian's apt-get is driven; elsewhere the error says in words what to install.

use crate::project::Project;
use crate::run::{Program, find, say};
use anyhow::{Result, bail};
use std::io::{IsTerminal, Write};

/// Whether Debian's package manager is here.
pub(crate) fn has_apt() -> bool {
    find("apt-get").is_some()
}

/// Whether apt knows a version of `package` that could be installed.
pub(crate) fn offers(package: &str) -> bool {
    let known = || {
        Program::new("apt-cache")
            .arguments(["policy", package])
            .set("LC_ALL", "C")
            .output()
            .is_ok_and(|text| text.contains("Candidate:") && !text.contains("Candidate: (none)"))
    };
    // The lists of a fresh container are empty.
    known() || (is_root() && Program::new("apt-get").arguments(["update", "-qq"]).run().is_ok() && known())
}

/// Whether `package` is installed.
pub(crate) fn has(package: &str) -> bool {
    Program::new("dpkg-query")
        .arguments(["-W", "-f=${db:Status-Status}", package])
        .output()
        .is_ok_and(|status| status == "installed")
}

/// Installs those of `packages` that are missing: as root, with `--yes`, or after asking. `why` completes "… to".
pub(crate) fn install(project: &Project, packages: &[&str], why: &str) -> Result<()> {
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !has(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut words = vec!["apt-get", "install", "--yes", "--no-install-recommends"];
    words.extend(&missing);
    if !is_root() {
        words.insert(0, "sudo");
    }
    let line = words.join(" ");
    if !is_root() && !project.yes {
        if !std::io::stdin().is_terminal() {
            bail!("system packages are missing to {why}: run `{line}`, or call again with --yes");
        }
        eprint!("System packages are missing to {why}.\n  {line}\nRun it? [y/N] ");
        std::io::stderr().flush()?;
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer)?;
        if !matches!(answer.trim(), "y" | "Y" | "yes") {
            bail!("system packages are missing to {why}: run `{line}`");
        }
    }
    say(&format!("installing system packages to {why}: {line}"));
    let install = Program::new(words[0])
        .arguments(&words[1..])
        .set("DEBIAN_FRONTEND", "noninteractive")
        .set("DEBCONF_NOWARNINGS", "yes");
    if install.run().is_err() {
        say("apt-get failed; once more with fresh package lists");
        let sudo: &[&str] = if is_root() { &[] } else { &["sudo"] };
        let update: Vec<&str> = sudo.iter().copied().chain(["apt-get", "update"]).collect();
        Program::new(update[0]).arguments(&update[1..]).run()?;
        install.run()?;
    }
    Ok(())
}

fn is_root() -> bool {
    cfg!(unix) && Program::new("id").arguments(["-u"]).output().is_ok_and(|id| id.trim() == "0")
}
