//! Makes the dictionary: the most frequent words of jieba's list, the words of the top-up, and the policy terms; packed
//! and gzipped into `dictionary.gz` of the output folder.

// Compiled here as well, so that this script need not build the engine first.
#[path = "../engine/src/words/pack.rs"]
#[expect(dead_code, unreachable_pub, reason = "this script packs only, and has no other modules")]
mod pack;

use std::collections::HashMap;
use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Words of jieba's list that are taken, the most frequent first. More cut no better: its rare words mislead.
const MOST_FREQUENT: usize = 100_000;

/// The frequency of a policy term: that of an everyday word, and so above what its parts reach together.
const TERM_FREQUENCY: u32 = 3000;

/// Part of jieba-rs's package.
const WORD_LIST: &str = "src/data/dict.txt";

fn main() -> Result<(), Box<dyn Error>> {
    for file in ["build.rs", "data", "../engine/src/words/pack.rs"] {
        println!("cargo::rerun-if-changed={file}");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let source = word_list(&out)?;
    println!("cargo::rerun-if-changed={}", source.display());
    println!("cargo::rustc-env=GANGMU_WORD_LIST={}", source.display());
    println!("cargo::rustc-env=GANGMU_MOST_FREQUENT={MOST_FREQUENT}");

    let mut words: Vec<(String, u32)> = Vec::new();
    for line in fs::read_to_string(&source)?.lines() {
        let mut fields = line.split(' ');
        if let (Some(word), Some(frequency)) = (fields.next(), fields.next()) {
            words.push((word.to_owned(), frequency.parse()?));
        }
    }
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let rest = words.split_off(MOST_FREQUENT.min(words.len()));
    let rest: HashMap<&str, u32> = rest.iter().map(|(word, frequency)| (word.as_str(), *frequency)).collect();
    for word in entries(&fs::read_to_string("data/top-up.txt")?) {
        words.push((word.to_owned(), rest.get(word).copied().unwrap_or(1)));
    }
    for word in entries(&fs::read_to_string("data/policy-terms.txt")?) {
        words.push((word.to_owned(), TERM_FREQUENCY));
    }

    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&pack::pack(&words))?;
    fs::write(out.join("dictionary.gz"), gzip.finish()?)?;
    Ok(())
}

/// The lines of a list that are neither empty nor comments.
fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
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
