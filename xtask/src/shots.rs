//! Pictures of the built page: wide, narrow and dark, of the start and of a sample's four tabs, into `target/shots`.

use crate::project::Project;
use crate::run::timed;
use crate::{browsers, page};
use anyhow::Result;

/// Takes the pictures.
pub(crate) fn command(project: &Project) -> Result<()> {
    let page = page::build(project)?;
    let browsers = browsers::ensure(project, &page)?;
    let folder = project.target.join("shots");
    let node = browsers.node().arguments([&project.root.join("xtask/scripts/shots.mjs"), &folder]);
    timed("taking pictures", || node.run())?;
    println!("{}", folder.display());
    Ok(())
}
