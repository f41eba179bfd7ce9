//! Both languages have every place that the page can lead to, and no figure stands there that is not measured.

use gangmu_help::{Anchor, Block, Place, Run, places};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn document(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)).unwrap()
}

fn runs(place: &Place) -> impl Iterator<Item = &'static Run> {
    place
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Paragraph(runs) => vec![*runs],
            Block::List(items) => items.to_vec(),
        })
        .flatten()
}

fn words(place: &Place) -> String {
    let text = |run: &Run| match run {
        Run::Text(text) | Run::Key(text) => *text,
    };
    runs(place).map(text).collect()
}

#[test]
fn every_anchor_has_its_place_in_both_languages() {
    for tag in ["zh-CN", "en"] {
        for anchor in Anchor::ALL {
            let found: Vec<_> = places(tag).iter().filter(|place| place.anchor == anchor).collect();
            assert_eq!(found.len(), 1, "{tag} {}", anchor.id());
            assert!(words(found[0]).chars().count() > 5, "{tag} {}", anchor.id());
        }
        assert_eq!(places(tag).len(), Anchor::ALL.len());
    }
    let ids: BTreeSet<&str> = Anchor::ALL.iter().map(|anchor| anchor.id()).collect();
    assert_eq!(ids.len(), Anchor::ALL.len());
}

#[test]
fn keys_are_the_same_in_both_languages_and_stand_in_one_place() {
    let keys = |tag: &str| -> BTreeSet<&'static str> {
        let keyboard = places(tag).iter().find(|place| place.anchor == Anchor::Keyboard).unwrap();
        let key = |run: &'static Run| if let Run::Key(key) = run { Some(*key) } else { None };
        runs(keyboard).filter_map(key).map(|key| if key == "空格" { "Space" } else { key }).collect()
    };
    assert_eq!(keys("zh-CN"), keys("en"));
    assert!(keys("en").contains("Ctrl K"));
}

/// The figures of `docs/accuracy.md` by their names.
fn figures() -> Vec<(String, String)> {
    let figure = |line: &str| {
        let mut cells = line.strip_prefix("| `")?.split('|').map(str::trim);
        Some((cells.next()?.strip_suffix('`')?.to_owned(), cells.next()?.to_owned()))
    };
    document("docs/accuracy.md").lines().filter_map(figure).collect()
}

#[test]
fn measured_figures_come_from_the_page_on_accuracy_alone() {
    let figures = figures();
    assert!(figures.len() >= 7, "{figures:?}");
    for tag in ["zh-CN", "en"] {
        let accuracy = places(tag).iter().find(|place| place.anchor == Anchor::Accuracy).unwrap();
        let shown = words(accuracy);
        let source = document(&format!("docs/help/help.{tag}.md"));
        for (name, figure) in &figures {
            assert!(source.contains(&format!("{{{{{name}}}}}")), "{tag} does not show {name}");
            assert!(shown.contains(figure.as_str()), "{tag} {name}");
            assert!(!source.contains(figure.as_str()), "{tag} writes {figure} out: say {{{{{name}}}}}");
        }
    }
}

#[test]
fn the_readme_says_the_same_figures() {
    let drawn = format!("**{} of 100 are right**", figures().iter().find(|(name, _)| name == "drawn-right").unwrap().1);
    assert!(document("docs/accuracy.md").contains(&drawn));
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = document(readme);
        for (name, figure) in figures() {
            assert!(text.contains(&figure), "{readme} does not say {figure} ({name})");
        }
    }
}
