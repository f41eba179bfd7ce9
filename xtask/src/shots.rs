//! Pictures of the built page on the project's samples: every view in light, dark, on a phone and as it prints, into
//! `target/shots`, and the one file and a saved page from a file without a network; the few that README, `docs/tour.md` and `docs/offline.md` show, smaller, into `docs/shots`, where they are committed.

use crate::project::Project;
use crate::run::timed;
use crate::{browsers, page};
use anyhow::Result;

/// Takes the pictures.
pub(crate) fn command(project: &Project) -> Result<()> {
    let page = page::build(project)?;
    let browsers = browsers::ensure(project, &page)?;
    let folder = project.target.join("shots");
    let shown = project.root.join("docs/shots");
    let node = browsers.node().arguments([&project.root.join("xtask/scripts/shots.mjs"), &folder, &shown]);
    timed("taking pictures", || node.run())?;
    let carried = project.root.join("xtask/scripts/carried.mjs");
    let node = browsers.node().arguments([&carried, &folder, &shown]);
    timed("taking pictures of what is carried", || node.run())?;
    println!("{}\n{}", folder.display(), shown.display());
    Ok(())
}
