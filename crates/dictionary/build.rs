//! Makes the dictionary of jieba's list and the lists in `data/`, packed and gzipped into `dictionary.gz` of the output
//! folder.

// Compiled here as well, so that this script need not build the engine first.
#[path = "../engine/src/words/pack.rs"]
#[expect(dead_code, unreachable_pub, reason = "this script packs only, and has no other modules")]
mod pack;

#[path = "src/list.rs"]
#[expect(unreachable_pub, reason = "this script has no other modules")]
mod list;

use list::Lists;
use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Part of jieba-rs's package.
const WORD_LIST: &str = "src/data/dict.txt";

fn main() -> Result<(), Box<dyn Error>> {
    for file in ["build.rs", "data", "src/list.rs", "../engine/src/words/pack.rs"] {
        println!("cargo::rerun-if-changed={file}");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let source = word_list(&out)?;
    println!("cargo::rerun-if-changed={}", source.display());
    println!("cargo::rustc-env=GANGMU_WORD_LIST={}", source.display());

    let jieba = fs::read_to_string(&source)?;
    let read = |name: &str| fs::read_to_string(Path::new("data").join(name));
    let (top_up, policy_terms, nouns) = (read("top-up.txt")?, read("policy-terms.txt")?, read("nouns.txt")?);
    let (phrases, reference) = (read("phrases.tsv")?, read("reference.tsv")?);
    let lists =
        Lists { top_up: &top_up, policy_terms: &policy_terms, nouns: &nouns, phrases: &phrases, reference: &reference };
    let (entries, extent) = list::entries(&list::jieba(&jieba), lists);

    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&pack::pack(&entries, extent))?;
    fs::write(out.join("dictionary.gz"), gzip.finish()?)?;
    Ok(())
}

/// Where cargo keeps jieba's word list.
///
/// Cargo is asked about a package of one dependency, made for the purpose: to ask about this workspace would fetch
/// packages that the build at hand does not need.
fn word_list(out: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let probe = out.join("probe");
    fs::create_dir_all(probe.join("src"))?;
    fs::write(probe.join("src").join("lib.rs"), "")?;
    fs::write(
        probe.join("Cargo.toml"),
        "[package]\nname = \"probe\"\nedition = \"2024\"\n\n[dependencies]\n\
         jieba-rs = { version = \"=0.11.0\", default-features = false }\n\n[workspace]\n",
    )?;
    // The versions that this build resolved are on this machine; others may not be.
    let lock = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../Cargo.lock");
    if lock.exists() {
        fs::copy(lock, probe.join("Cargo.lock"))?;
    }
    let output = Command::new(env::var("CARGO")?)
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", &env::var("HOST")?])
        .arg("--manifest-path")
        .arg(probe.join("Cargo.toml"))
        .output()?;
    if !output.status.success() {
        return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let manifest = packages.filter(|package| package["name"] == "jieba-rs").find_map(|p| p["manifest_path"].as_str());
    let manifest = Path::new(manifest.ok_or("cargo metadata does not know jieba-rs")?);
    Ok(manifest.with_file_name("").join(WORD_LIST))
}
