//! Where things are: the checkout, its target folder, the user's data folder; and small habits with files.

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The checkout and the folders around it.
pub(crate) struct Project {
    /// The checkout.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// Tools and toolchain made for this project; outlives `clean`.
    pub(crate) data: PathBuf,
    /// The reader allowed system packages beforehand.
    pub(crate) yes: bool,
}

impl Project {
    /// Finds the checkout this program was built from.
    pub(crate) fn find(yes: bool) -> Result<Self> {
        let Some(root) = Path::new(env!("CARGO_MANIFEST_DIR")).parent() else {
            bail!("xtask must lie inside the checkout");
        };
        let root = root.to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder));
        Ok(Self { target, data: data()?, yes, root })
    }

    /// Waits until no other xtask builds in this checkout; others wait until the file is dropped.
    pub(crate) fn lock(&self) -> Result<fs::File> {
        fs::create_dir_all(&self.target).with_context(|| format!("cannot make {}", self.target.display()))?;
        let file = fs::File::create(self.target.join("xtask.lock"))?;
        if file.try_lock().is_err() {
            crate::run::say("another xtask builds in this checkout; waiting for it");
            file.lock()?;
        }
        Ok(file)
    }

    /// The folder of real reports and labels beside the checkout, where it is there.
    pub(crate) fn shared(&self) -> Option<PathBuf> {
        let folder = env::var_os("GANGMU_SHARED").map_or_else(|| self.root.join("../shared"), PathBuf::from);
        folder.join("labels/score.py").is_file().then_some(folder)
    }
}

/// The user's folder for a program's data, with this project's name.
fn data() -> Result<PathBuf> {
    let home = |rest: &str| env::home_dir().map(|home| home.join(rest));
    let folder = if cfg!(windows) {
        env::var_os("LOCALAPPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        home("Library/Application Support")
    } else {
        env::var_os("XDG_DATA_HOME")
            .map(PathBuf::from)
            .filter(|folder| folder.is_absolute())
            .or_else(|| home(".local/share"))
    };
    Ok(folder.context("no home folder: set HOME")?.join("gangmu"))
}

/// The SHA-256 of `bytes`, in 64 hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The first 16 hexadecimal digits of the SHA-256 of `bytes`.
pub(crate) fn digest(bytes: &[u8]) -> String {
    sha256(bytes)[..16].to_owned()
}

/// A digest over names and contents of all files under `places` (relative to the checkout; missing ones count as empty),
/// and over `more`.
pub(crate) fn digest_of(project: &Project, places: &[&str], more: &[&str]) -> Result<String> {
    let mut files = Vec::new();
    for place in places {
        list(&project.root.join(place), &mut files)?;
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.strip_prefix(&project.root).unwrap_or(&file).to_string_lossy().replace('\\', "/"));
        hash.update([0]);
        hash.update(Sha256::digest(read(&file)?));
    }
    for word in more {
        hash.update(word);
        hash.update([0]);
    }
    Ok(digest(&hash.finalize()))
}

/// All files under `place`, or `place` itself if it is one; hidden ones (editors' leftovers) are passed over.
pub(crate) fn list(place: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if place.is_file() {
        files.push(place.to_path_buf());
    } else if place.is_dir() {
        for entry in fs::read_dir(place).with_context(|| format!("cannot list {}", place.display()))? {
            let entry = entry?;
            if !entry.file_name().to_string_lossy().starts_with('.') {
                list(&entry.path(), files)?;
            }
        }
    }
    Ok(())
}

/// Whether the file's name ends in `.ending`.
pub(crate) fn has_ending(file: &Path, ending: &str) -> bool {
    file.extension().is_some_and(|found| found == ending)
}

/// The file's bytes.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

/// The file's text.
pub(crate) fn read_text(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// Writes the file and the folders above it.
pub(crate) fn write(file: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(file, bytes).with_context(|| format!("cannot write {}", file.display()))
}

/// Removes the folder or file, if it is there.
pub(crate) fn remove(place: &Path) -> Result<()> {
    let result = if place.is_dir() { fs::remove_dir_all(place) } else { fs::remove_file(place) };
    match result {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", place.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_short_and_stable() {
        assert_eq!(digest(b""), "e3b0c44298fc1c14");
    }
}
