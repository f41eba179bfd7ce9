//! What `cargo xtask bench` measures alone in a browser: cutting reports into words, and packing their clouds. In the page
//! both are part of longer work. Built for wasm as worker and page are; elsewhere it is empty.
#![cfg(target_family = "wasm")]

use gangmu_engine::words::Segmenter;
use gangmu_engine::{Dictionary, Source, analyze, keyword};
use gangmu_export::cloud::{Frame, Word, estimated_em, lay_out};
use gangmu_model::{Document, Options, Term};
use wasm_bindgen::prelude::wasm_bindgen;

/// Reports, ready to be measured with.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Bench {
    dictionary: Dictionary,
    documents: Vec<Document>,
    /// By document, its terms, the most frequent first.
    terms: Vec<Vec<Term>>,
}

#[wasm_bindgen]
impl Bench {
    /// The reports of `text`, with the dictionary of `packed`; without that nothing can be measured.
    pub fn of(text: &[u8], packed: &[u8]) -> Option<Bench> {
        let dictionary = Dictionary::from_packed(packed).ok()?;
        let options = Options::default();
        let documents = analyze(&[Source { name: "text", bytes: text }], &options, &mut ()).documents;
        let terms = documents.iter().map(|document| keyword::terms(document, &dictionary, &options).0).collect();
        Some(Self { dictionary, documents, terms })
    }

    /// How many reports there are.
    pub fn reports(&self) -> usize {
        self.documents.len()
    }

    /// How many bytes of text they have.
    pub fn bytes(&self) -> usize {
        self.documents.iter().map(|document| document.text.len()).sum()
    }

    /// Cuts all reports; how many words they have.
    pub fn cut(&self) -> usize {
        let segmenter = Segmenter::new(&self.dictionary, &[]);
        let mut words = Vec::new();
        let cut = self.documents.iter().map(|document| {
            words.clear();
            segmenter.segment(&document.text, &mut words);
            words.len()
        });
        cut.sum()
    }

    /// Packs the cloud of so many most frequent terms of a report, in the frame that the page has for `width` pixels; its
    /// height.
    pub fn pack(&self, report: usize, words: usize, width: f64) -> f64 {
        let sized = |term: &Term| Word { em: estimated_em(&term.term), weight: f64::from(term.count) };
        let sized: Vec<Word> = self.terms[report].iter().take(words).map(sized).collect();
        let frame = Frame { width, height: width * 0.56, largest: 110.0, least: 14.0 };
        lay_out(&sized, frame).height
    }
}
