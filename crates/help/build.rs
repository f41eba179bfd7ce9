//! `docs/help/help.<language>.md` → `help.rs`: an enum of the anchors and a table of places for each language.
//!
//! What the page could not show is an error here: an anchor that the other language does not have, a figure that
//! `docs/accuracy.md` does not give, Markdown that [`Block`](src/lib.rs) has no kind for.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A place as it is read.
struct Place {
    anchor: String,
    level: u8,
    title: String,
    /// Its blocks as Rust.
    blocks: String,
}

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |name: &str| -> Result<String> {
        let file = root.join(name);
        println!("cargo::rerun-if-changed={}", file.display());
        Ok(fs::read_to_string(file)?)
    };
    let accuracy = read("docs/accuracy.md")?;
    let figures = figures(&accuracy);
    let read_help = |name: &str| -> Result<Vec<Place>> {
        places(&filled(&read(name)?, &figures).map_err(|error| format!("{name}: {error}"))?)
            .map_err(|error| format!("{name}: {error}").into())
    };
    let chinese = read_help("docs/help/help.zh-CN.md")?;
    let english = read_help("docs/help/help.en.md")?;
    let shape = |places: &[Place]| places.iter().map(|place| (place.anchor.clone(), place.level)).collect::<Vec<_>>();
    let differs = shape(&chinese).into_iter().zip(shape(&english)).find(|(one, other)| one != other);
    if differs.is_some() || chinese.len() != english.len() {
        return Err(
            format!("docs/help: the languages do not have the same anchors in the same order: {differs:?}").into()
        );
    }
    let mut code = String::new();
    anchors(&mut code, &chinese)?;
    table(&mut code, "CHINESE", &chinese)?;
    table(&mut code, "ENGLISH", &english)?;
    fs::write(Path::new(&std::env::var("OUT_DIR")?).join("help.rs"), code)?;
    Ok(())
}

/// The figures by their names, from lines «| `name` | figure | …».
fn figures(accuracy: &str) -> BTreeMap<&str, &str> {
    accuracy
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("| `")?.split('|').map(str::trim);
            Some((cells.next()?.strip_suffix('`')?, cells.next()?))
        })
        .collect()
}

/// The text with its figures.
fn filled(text: &str, figures: &BTreeMap<&str, &str>) -> Result<String> {
    let mut pieces = text.split("{{");
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, after) = piece.split_once("}}").ok_or("{{ without }}")?;
        // The comment that says what this is.
        if name != "name" {
            filled += figures.get(name).ok_or_else(|| format!("docs/accuracy.md has no figure `{name}`"))?;
        }
        filled += after;
    }
    Ok(filled)
}

fn places(text: &str) -> Result<Vec<Place>> {
    let mut places: Vec<Place> = Vec::new();
    let mut runs: Vec<(bool, String)> = Vec::new();
    let mut items: Vec<String> = Vec::new();
    let mut inside_list = false;
    for event in Parser::new_ext(text, Options::ENABLE_HEADING_ATTRIBUTES) {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let anchor = id.ok_or("a heading without an anchor")?.to_string();
                if places.iter().any(|place| place.anchor == anchor) {
                    return Err(format!("two places are called {anchor}").into());
                }
                let level = if level == HeadingLevel::H2 { 2 } else { 3 };
                places.push(Place { anchor, level, title: String::new(), blocks: String::new() });
            }
            Event::End(TagEnd::Heading(_)) => {
                let place = places.last_mut().ok_or("no heading")?;
                for (key, text) in runs.drain(..) {
                    if key {
                        return Err(format!("a key in a heading: {text}").into());
                    }
                    place.title += &text;
                }
            }
            Event::Start(Tag::List(None)) => inside_list = true,
            Event::End(TagEnd::List(_)) => {
                let place = places.last_mut().ok_or("a list before the first heading")?;
                write!(place.blocks, "Block::List(&[{}]),", items.drain(..).collect::<String>())?;
                inside_list = false;
            }
            Event::End(TagEnd::Item) => items.push(format!("&[{}],", code_of(&mut runs))),
            Event::End(TagEnd::Paragraph) if !inside_list => {
                let place = places.last_mut().ok_or("a paragraph before the first heading")?;
                write!(place.blocks, "Block::Paragraph(&[{}]),", code_of(&mut runs))?;
            }
            Event::Text(text) => push(&mut runs, false, &text),
            Event::SoftBreak => push(&mut runs, false, " "),
            Event::Code(text) => push(&mut runs, true, &text),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::HtmlBlock)
            | Event::End(TagEnd::Paragraph | TagEnd::HtmlBlock)
            | Event::Html(_) => {}
            other => return Err(format!("the page cannot show {other:?}").into()),
        }
    }
    match places.iter().find(|place| place.blocks.is_empty() || place.title.is_empty()) {
        Some(empty) => Err(format!("nothing stands under {}", empty.anchor).into()),
        None => Ok(places),
    }
}

/// Adds text, to the run before where that is text as well.
fn push(runs: &mut Vec<(bool, String)>, key: bool, text: &str) {
    match runs.last_mut() {
        Some((false, before)) if !key => before.push_str(text),
        _ => runs.push((key, text.to_owned())),
    }
}

fn code_of(runs: &mut Vec<(bool, String)>) -> String {
    let code = runs.drain(..).map(|(key, text)| format!("Run::{}({text:?})", if key { "Key" } else { "Text" }));
    code.collect::<Vec<_>>().join(", ")
}

fn anchors(code: &mut String, places: &[Place]) -> Result<()> {
    let names: Vec<String> = places.iter().map(|place| name_of(&place.anchor)).collect();
    writeln!(code, "/// The places of the help; `id` is what the documents call them.")?;
    writeln!(code, "#[derive(Clone, Copy, Debug, PartialEq, Eq)]\npub enum Anchor {{")?;
    for (name, place) in names.iter().zip(places) {
        writeln!(code, "/// {}\n{name},", place.title)?;
    }
    writeln!(code, "}}\nimpl Anchor {{\n/// All, in their order.\npub const ALL: [Self; {}] = [", places.len())?;
    for name in &names {
        writeln!(code, "Self::{name},")?;
    }
    writeln!(code, "];\n/// What the documents call it.\npub const fn id(self) -> &'static str {{ match self {{")?;
    for (name, place) in names.iter().zip(places) {
        writeln!(code, "Self::{name} => {:?},", place.anchor)?;
    }
    writeln!(code, "}} }} }}")?;
    Ok(())
}

/// `score-per_10k` → `ScorePer10k`.
fn name_of(anchor: &str) -> String {
    let capital = |word: &str| {
        let mut rest = word.chars();
        rest.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(rest).collect::<String>()
    };
    anchor.split(['-', '_']).map(capital).collect()
}

fn table(code: &mut String, name: &str, places: &[Place]) -> Result<()> {
    writeln!(code, "static {name}: &[Place] = &[")?;
    for Place { anchor, level, title, blocks } in places {
        let anchor = name_of(anchor);
        writeln!(code, "Place {{ anchor: Anchor::{anchor}, level: {level}, title: {title:?}, blocks: &[{blocks}] }},")?;
    }
    writeln!(code, "];")?;
    Ok(())
}
