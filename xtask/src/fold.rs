//! The one-file edition: the built folder in, one HTML page out that works from `file://` with the network off.
//!
//! Scripts and styles go inline and the page's policy names their hashes instead of `'self'`; wasm files and the dictionary
//! become blocks of text, gzip in base64, which `public/boot.js` unpacks; the worker's glue becomes a block of text for a
//! Blob. `Trunk.toml` lists the blocks. Nothing is left to load.

use crate::html::{Tag, tags};
use crate::project::{has_ending, read, read_text};
use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::num::NonZeroU64;
use std::path::Path;

/// Folds the page in `folder` into one.
pub(crate) fn fold(folder: &Path) -> Result<String> {
    let page = read_text(&folder.join("index.html"))?;
    let mut fold = Fold { folder, edits: Vec::new(), scripts: Vec::new(), styles: Vec::new() };
    fold.scripts(&page)?;
    fold.links(&page)?;
    fold.policy(&page)?;
    let page = fold.apply(&page);
    for tag in ["script", "img", "link"].iter().flat_map(|name| tags(&page, name)) {
        let address = tag.get("src").or_else(|| tag.get("href")).unwrap_or_default();
        if !address.is_empty() && !address.starts_with("data:") {
            bail!("the one-file page would still load {address}: teach xtask/src/fold.rs to fold it");
        }
    }
    Ok(page)
}

/// `bytes` as gzip, as small as that can be made in some seconds.
pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let thorough = zopfli::Options { iteration_count: NonZeroU64::MIN.saturating_add(4), ..zopfli::Options::default() };
    let mut packed = Vec::new();
    zopfli::compress(thorough, zopfli::Format::Gzip, bytes, &mut packed)?;
    Ok(packed)
}

struct Fold<'a> {
    folder: &'a Path,
    /// What stands instead of these bytes of the page.
    edits: Vec<(std::ops::Range<usize>, String)>,
    /// Hashes for the policy.
    scripts: Vec<String>,
    styles: Vec<String>,
}

impl Fold<'_> {
    /// Scripts inline; in front of the first one the blocks it reads.
    fn scripts(&mut self, page: &str) -> Result<()> {
        let mut blocks = String::new();
        let mut first = None;
        let last = page.rfind("</body>").unwrap_or(page.len());
        for tag in tags(page, "script") {
            let Some(source) = tag.get("src") else { continue };
            first.get_or_insert(tag.range.start);
            let script = self.text(source)?.replace("<!--", "<\\!--");
            let script = without_end_tag(&script, "script");
            self.scripts.push(hash(&script));
            let end = closing(page, &tag, "</script>")?;
            let script = format!("<script>{script}</script>\n");
            // What is deferred runs when the page is read, which inline only the end of the page promises.
            if tag.get("defer").is_some() {
                self.edits.push((tag.range.start..end, String::new()));
                self.edits.push((last..last, script));
            } else {
                self.edits.push((tag.range.start..end, script));
            }
            for (attribute, id) in [
                ("data-wasm", "gangmu-wasm"),
                ("data-rest", "gangmu-rest"),
                ("data-worker-wasm", "gangmu-worker-wasm"),
                ("data-reader", "gangmu-reader"),
                ("data-link", "gangmu-link"),
            ] {
                if let Some(file) = tag.get(attribute) {
                    blocks += &block(id, &STANDARD.encode(gzip(&read(&self.place(file))?)?));
                }
            }
            if let Some(file) = tag.get("data-dictionary").filter(|file| self.place(file).is_file()) {
                blocks += &block("gangmu-dictionary", &STANDARD.encode(read(&self.place(file))?));
            }
            if let Some(file) = tag.get("data-worker") {
                let glue = self.text(file)?.replace("<!--", "<\\!--");
                blocks += &block("gangmu-worker", &without_end_tag(&glue, "script"));
            }
        }
        let first = first.context("index.html has no script: see pattern_script in Trunk.toml")?;
        if !blocks.contains("gangmu-worker-wasm") || !blocks.contains("\"gangmu-wasm\"") {
            bail!("no script of index.html names the wasm files: see pattern_script in Trunk.toml");
        }
        blocks += &self.samples()?;
        self.edits.push((first..first, blocks));
        Ok(())
    }

    /// The project's own sample reports, as plain text.
    fn samples(&self) -> Result<String> {
        let mut files = Vec::new();
        crate::project::list(&self.folder.join("samples"), &mut files)?;
        files.sort();
        let mut blocks = String::new();
        for file in files {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let text = read_text(&file)?;
            if text.contains("</script") || text.contains("<!--") {
                bail!("the sample {name} holds HTML, which the one-file page cannot carry");
            }
            blocks += &block(&format!("gangmu-sample-{name}"), &text);
        }
        Ok(blocks)
    }

    /// Style sheets inline, icons as data; what only hastens or describes loading goes away.
    fn links(&mut self, page: &str) -> Result<()> {
        for tag in tags(page, "link") {
            let (Some(kind), Some(file)) = (tag.get("rel"), tag.get("href")) else { continue };
            let instead = match kind {
                "stylesheet" => {
                    let style = self.text(file)?;
                    if style.contains("url(") && !style.contains("url(data:") && !style.contains("url(\"data:") {
                        bail!("{file} loads something by url(…): give it as data:, the one-file page has no files");
                    }
                    let style = without_end_tag(&style, "style");
                    self.styles.push(hash(&style));
                    format!("<style>{style}</style>")
                }
                "icon" => {
                    let media = if has_ending(Path::new(file), "svg") { "image/svg+xml" } else { "image/png" };
                    let data = STANDARD.encode(read(&self.place(file))?);
                    format!("<link rel=\"icon\" type=\"{media}\" href=\"data:{media};base64,{data}\">")
                }
                _ => String::new(),
            };
            self.edits.push((tag.range, instead));
        }
        Ok(())
    }

    /// The policy: hashes instead of `'self'`.
    fn policy(&mut self, page: &str) -> Result<()> {
        let policy = tags(page, "meta")
            .into_iter()
            .find(|tag| tag.get("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy")));
        let policy = policy.context("index.html has no Content-Security-Policy")?;
        let content = one_file_policy(policy.get("content").unwrap_or_default(), &self.scripts, &self.styles);
        let tag = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{content}\">");
        self.edits.push((policy.range, tag));
        Ok(())
    }

    fn apply(mut self, page: &str) -> String {
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut folded = String::new();
        let mut at = 0;
        for (range, instead) in self.edits {
            folded += &page[at..range.start];
            folded += &instead;
            at = range.end;
        }
        folded + &page[at..]
    }

    fn place(&self, file: &str) -> std::path::PathBuf {
        self.folder.join(file.trim_start_matches("./"))
    }

    /// A text file of the folder; line ends as an HTML parser will hand them on, or the hashes would not fit.
    fn text(&self, file: &str) -> Result<String> {
        Ok(read_text(&self.place(file))?.replace("\r\n", "\n").replace('\r', "\n"))
    }
}

/// The policy of the folder's page made into that of the one-file page.
fn one_file_policy(policy: &str, scripts: &[String], styles: &[String]) -> String {
    let directives = policy.split(';').map(|directive| {
        let mut words: Vec<String> =
            directive.split_whitespace().filter(|word| *word != "'self'").map(str::to_owned).collect();
        match words.first().map(String::as_str) {
            Some("script-src") => words.extend_from_slice(scripts),
            Some("style-src") => words.extend_from_slice(styles),
            _ => {}
        }
        if words.len() == 1 {
            words.push("'none'".to_owned());
        }
        words.join(" ")
    });
    directives.filter(|directive| !directive.is_empty()).collect::<Vec<_>>().join("; ")
}

/// The end of the element that `tag` opens.
fn closing(page: &str, tag: &Tag, end: &str) -> Result<usize> {
    let found = page[tag.range.end..].find(end).with_context(|| format!("index.html lacks a {end}"))?;
    Ok(tag.range.end + found + end.len())
}

/// A block of text that no browser runs.
fn block(id: &str, text: &str) -> String {
    format!("<script type=\"text/plain\" id=\"{id}\">{text}</script>\n")
}

/// `</name` written so that it does not end an inline element; in strings of JavaScript and CSS it means the same.
fn without_end_tag(text: &str, name: &str) -> String {
    let needle = format!("</{name}");
    let mut safe = String::with_capacity(text.len());
    let mut at = 0;
    let lower = text.to_ascii_lowercase();
    while let Some(found) = lower[at..].find(&needle) {
        safe += &text[at..at + found];
        safe += "<\\/";
        at += found + 2;
    }
    safe + &text[at..]
}

/// The text's hash as a policy names it.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_without_self_allows_the_hashes_and_no_loading() {
        let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self' blob:;";
        let folded = one_file_policy(policy, &["'sha256-a'".to_owned()], &["'sha256-b'".to_owned()]);
        assert_eq!(
            folded,
            "default-src 'none'; script-src 'wasm-unsafe-eval' 'sha256-a'; style-src 'sha256-b'; connect-src 'none'; worker-src blob:"
        );
    }

    #[test]
    fn an_inline_script_cannot_end_early() {
        assert_eq!(without_end_tag("a('</SCRIPT>')</p>", "script"), "a('<\\/SCRIPT>')</p>");
    }
}
