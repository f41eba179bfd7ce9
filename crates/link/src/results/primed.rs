//! What the models of results know before they see any: words, and the results of the project's samples.

use super::Results;
use super::list::field;
use super::pack::{code, nothing};
use super::pool::{Models, Pack};
use crate::coder::Coder;
use std::sync::OnceLock;

/// Names of indicators, units and words of headings, frozen with this version of links.
const WORDS: &str = include_str!("../../data/results-1.txt");
/// The results of the project's samples as [`examples`] packs them: reading them is learning from them.
const EXAMPLES: [&[u8]; 3] = [
    include_bytes!("../../data/results-1-a.bin"),
    include_bytes!("../../data/results-1-b.bin"),
    include_bytes!("../../data/results-1-c.bin"),
];

static PRIMED: OnceLock<Models> = OnceLock::new();

/// The models that know all of it.
pub(super) fn primed() -> &'static Models {
    PRIMED.get_or_init(|| EXAMPLES.iter().copied().fold(worded(), learned))
}

/// The same, step by step.
#[derive(Default)]
pub(super) struct Priming {
    /// Models that know the words and the first so many examples.
    begun: Option<(Models, usize)>,
}

impl Priming {
    /// Learns the words, or the next example; whether [`primed`] knows all by now.
    pub(super) fn step(&mut self) -> bool {
        if PRIMED.get().is_some() {
            return true;
        }
        let (models, examples) = match self.begun.take() {
            None => (worded(), 0),
            Some((models, examples)) => (learned(models, EXAMPLES[examples]), examples + 1),
        };
        if examples == EXAMPLES.len() {
            // Another may have been quicker, and knows the same.
            let _ = PRIMED.set(models);
            return true;
        }
        self.begun = Some((models, examples));
        false
    }
}

/// The files of examples, made anew from results: each packed after the ones before it.
pub(super) fn examples(all: &[Results]) -> Vec<Vec<u8>> {
    let mut models = worded();
    let mut files = Vec::new();
    for results in all {
        let mut pack = Pack::new(models.clone(), Coder::writer(), usize::MAX);
        code(&mut pack, results);
        let file = pack.finish().1;
        models = learned(models, &file);
        files.push(file);
    }
    files
}

/// Models that know [`WORDS`].
fn worded() -> Models {
    let words: String = WORDS.lines().filter(|line| !line.starts_with('#')).flat_map(|line| [line, "\n"]).collect();
    let mut models = Models::new(&words);
    models.learn(field::INDICATOR, &words);
    models
}

/// Models after an example.
fn learned(models: Models, example: &[u8]) -> Models {
    let mut pack = Pack::new(models, Coder::reader(example), usize::MAX);
    code(&mut pack, &nothing());
    pack.models()
}
