//! How good the analysis is: the command line and the labels beside the checkout in, the scorer's figures out; and how
//! well text is cut into words, on the sentences that the checkout itself has.

use crate::project::{Project, has_ending, list, write};
use crate::run::{Program, executable, say, timed};
use crate::test::Tally;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// The label files, each with the lines of the scorer that have a threshold.
const LABELS: &[(&str, &[(&str, f64)])] = &[
    ("outline", &[("outline f1", 0.90)]),
    ("indicators", &[("detection", 0.90), ("strict f1", 0.60)]),
    ("periods", &[]),
];

/// Prints the figures of all label files, and the first `show` disagreements of each kind.
pub(crate) fn command(project: &Project, show: u32) -> Result<()> {
    println!("words");
    words(project)?;
    let shared =
        project.shared().context("the labels are absent: put them at ../shared, or name them in GANGMU_SHARED")?;
    let analysis = analysis(project, &shared)?;
    for (labels, _) in LABELS {
        println!("\n{labels}");
        print!("{}", scorer(&shared, labels, &analysis, show)?);
    }
    println!(
        "\nrules: rows made where labels are, right in every field, wrong; of these with another name, without a label"
    );
    print!("{}", rules(project, &shared, &analysis)?);
    Ok(())
}

/// The table of the engine's rules, most errors first. It fails where its sums are not the scorer's.
fn rules(project: &Project, shared: &Path, analysis: &Path) -> Result<String> {
    let folder = shared.join("labels");
    Program::new(python()?)
        .arguments([&project.root.join("xtask/scripts/rules.py"), &folder.join("score.py")])
        .arguments([&folder.join("indicators.json"), analysis])
        .output()
}

/// Prints how well sentences are cut that were cut by hand, beside jieba-rs.
fn words(project: &Project) -> Result<()> {
    Program::new("cargo")
        .folder(&project.root)
        .arguments([
            "run", "--quiet", "--release", "--package", "gangmu-dictionary", "--example", "words", "--", "score",
        ])
        .arguments([project.root.join("crates/engine/tests/words/gold.txt")])
        .run()
}

/// Compares the figures with their thresholds.
pub(crate) fn test(project: &Project, shared: &Path) -> Result<Tally> {
    let analysis = analysis(project, shared)?;
    let mut tally = Tally::default();
    for (labels, thresholds) in LABELS {
        let text = scorer(shared, labels, &analysis, 0)?;
        println!("{labels}\n{text}");
        for (line, least) in *thresholds {
            let figure = figure(&text, line).with_context(|| format!("the scorer printed no line {line:?}"))?;
            if figure > 1.0 {
                // It looks for a labelled paragraph by its first characters, which another report may share: rows that
                // belong to labels are then missing from what it counts as found by the engine.
                eprintln!("  {labels}: {line} is {figure:.3}; above 1 the scorer has miscounted: do not quote it");
            }
            if figure < *least {
                eprintln!("  {labels}: {line} is {figure:.3}, below {least:.2}: see `cargo xtask score --show 20`");
            }
            tally.count(figure >= *least);
        }
    }
    let table = rules(project, shared, &analysis)?;
    println!("rules\n{table}");
    tally.count(figure(&table, "all").is_some());
    Ok(tally)
}

/// The last number of the last line that starts with `name`.
fn figure(text: &str, name: &str) -> Option<f64> {
    text.lines().rfind(|line| line.starts_with(name))?.split_whitespace().last()?.parse().ok()
}

/// Analyses the whole corpus with the release command line; the JSON file.
fn analysis(project: &Project, shared: &Path) -> Result<PathBuf> {
    let program = command_line(project)?;
    let mut files = Vec::new();
    list(&shared.join("corpus"), &mut files)?;
    files.retain(|file| has_ending(file, "txt"));
    files.sort();
    let analyze = Program::new(program).arguments(["analyze", "--format", "json"]).arguments(&files);
    let json = timed("analysing the corpus", || analyze.folder(&project.target).output())?;
    let file = project.target.join("score/analysis.json");
    write(&file, json)?;
    Ok(file)
}

/// Builds the command line as a user would; the program.
fn command_line(project: &Project) -> Result<PathBuf> {
    say("building the command line");
    Program::new("cargo").folder(&project.root).arguments(["build", "--release", "--package", "gangmu"]).run()?;
    executable(&project.target.join("release"), "gangmu").context("cargo built no program gangmu")
}

fn scorer(shared: &Path, labels: &str, analysis: &Path, show: u32) -> Result<String> {
    let folder = shared.join("labels");
    Program::new(python()?)
        .arguments([&folder.join("score.py"), Path::new(labels), &folder.join(format!("{labels}.json")), analysis])
        .arguments(["--show", &show.to_string()])
        .output()
}

fn python() -> Result<&'static str> {
    let name = ["python3", "python"].into_iter().find(|name| crate::run::find(name).is_some());
    let Some(name) = name else {
        bail!("the scorer needs Python 3: install it");
    };
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scorer_is_read_line_by_line() {
        let text = "detection  precision 0.912  recall 0.950  f1 0.931\nlabels 3, found 2\nstrict f1 0.640\n";
        assert_eq!(figure(text, "detection"), Some(0.931));
        assert_eq!(figure(text, "strict f1"), Some(0.640));
        assert_eq!(figure(text, "outline f1"), None);
    }
}
