//! What the places of any term are seen against: the sentences and sections of the report, and where its terms are
//! counted. Made when the first term is chosen.

use super::data::Data;
use crate::state::Report;
use crate::view::net::layout::Net;
use gangmu_export::Parts;
use gangmu_export::collocate::sentences;
use gangmu_export::nested::Counted;
use gangmu_export::trend::{Stretch, stretches};

/// The ground.
#[derive(Default)]
pub(super) struct Ground {
    /// Where each term is counted.
    pub counted: Counted,
    /// The first character of each sentence.
    pub sentences: Vec<u32>,
    /// The sections that can be pointed at, as in the net.
    pub stretches: Vec<Stretch>,
    /// Their headings.
    pub titles: Vec<String>,
    /// The first characters of the top parts.
    pub tops: Vec<u32>,
    /// Review and plan.
    pub parts: Parts,
}

impl Ground {
    /// The ground of a report with these terms.
    pub(super) fn new(report: &Report, data: &Data) -> Self {
        let document = &report.document;
        let net = Net::new(document, report.index.len());
        let bounds = net.stretches.iter().map(|stretch| (stretch.start, stretch.end));
        let terms = data.words.iter().map(|word| (word.term.chars().count() as u32, word.places.as_slice()));
        Self {
            counted: Counted::new(terms),
            sentences: sentences(&document.text),
            stretches: stretches(document, &report.index, bounds),
            tops: net.parts.iter().map(|part| part.start).collect(),
            titles: net.stretches.into_iter().map(|stretch| stretch.title).collect(),
            parts: Parts::new(document),
        }
    }
}

/// A report's text and sections do not change while its words are looked at; its terms do.
impl PartialEq for Ground {
    fn eq(&self, other: &Self) -> bool {
        self.counted == other.counted && self.sentences.len() == other.sentences.len()
    }
}
