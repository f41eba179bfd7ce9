//! Understands Chinese government work reports: bytes in, an [`Analysis`] out.
//!
//! Data walks through the modules in one direction, each a pure function: [`read`] → [`clean`] → [`split`] →
//! [`outline`] → [`quantity`] → [`indicator`] → [`check`], and beside them [`words`] → [`keyword`]. No browser, no input or
//! output, no clock, no randomness: the same bytes give the same analysis on every machine. The only door to the
//! outside is [`Progress`].
#![forbid(unsafe_code)]

/// What the tests may take together, in bytes: a damaged file that takes more ends them.
#[cfg(test)]
#[global_allocator]
static MEMORY: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, 1 << 30);

mod alike;
pub mod attention;
pub mod check;
pub mod clean;
mod compare;
mod fold;
pub mod indicator;
pub mod keyword;
mod letters;
pub mod mark;
pub mod outline;
pub mod quantity;
pub mod read;
mod remake;
pub mod search;
pub mod split;
mod view;
pub mod words;

pub use compare::terms;
use gangmu_model::{
    Against, Analysis, Document, Options, Parameters, SourceError, SourceInfo, SourceText, SourceTexts, Step, Term,
    TermPositions, Warning, WordEffect,
};
use keyword::Reference;
pub use words::{Dictionary, DictionaryError};

/// Bytes to read, with the name a reader knows them by.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The file's name.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// The engine's only door to the outside: lends it the dictionary, hears what it does, gets results as they are made.
/// Every method has a default, so that `&mut ()` asks for nothing and hears nothing.
pub trait Progress {
    /// The dictionary, if it is loaded. Without one there are no terms.
    fn dictionary(&self) -> Option<&Dictionary> {
        None
    }
    /// Report `report` (from 1; 0 while sources are still being read) of `of`, from source `source`, enters a step.
    fn step(&mut self, _step: Step, _source: &str, _report: u32, _of: u32) {}
    /// The texts of a source. A browser keeps what reads other files than plain text in a wasm of its own.
    fn texts(&mut self, source: &Source<'_>) -> SourceTexts {
        read::texts(source.name, source.bytes)
    }
    /// A source could not be read.
    fn error(&mut self, _error: &SourceError) {}
    /// A report has its outline and rows; its terms follow.
    fn document(&mut self, _index: u32, _document: &Document) {}
    /// A report has its terms; `positions` has the characters where each of them starts.
    fn terms(&mut self, _index: u32, _terms: &[Term], _positions: &TermPositions) {}
    /// How often each entry of the reader's word lists took effect in a report, and the stop words of this genre that did.
    fn effects(&mut self, _index: u32, _effects: &[WordEffect], _genre: &[WordEffect]) {}
    /// Terms that what a report is compared with says often and the report never; see [`terms`].
    fn lacking(&mut self, _index: u32, _terms: &[Term]) {}
}

impl Progress for () {}

/// Analyses `sources`, report by report: rows first, then terms; all terms last if reports are compared with each other.
/// Never fails and never panics: a source that cannot be
/// read becomes an entry of `errors`.
pub fn analyze(sources: &[Source<'_>], options: &Options, progress: &mut dyn Progress) -> Analysis {
    let mut analysis = Analysis::empty();
    let mut reports = Vec::new();
    for source in sources {
        progress.step(Step::Reading, source.name, 0, 0);
        for text in progress.texts(source) {
            let SourceText { name, format, encoding, text } = match text {
                Ok(text) => text,
                Err(error) => {
                    progress.error(&error);
                    analysis.errors.push(error);
                    continue;
                }
            };
            progress.step(Step::Cleaning, source.name, 0, 0);
            for (index, report) in split::split(clean::clean(&text)).into_iter().enumerate() {
                let info = SourceInfo {
                    name: name.clone(),
                    format: format.clone(),
                    encoding: encoding.clone(),
                    index: index as u32,
                };
                reports.push((info, report));
            }
        }
    }
    let of = reports.len() as u32;
    let mut earlier = alike::Earlier::default();
    for (index, (info, report)) in reports.into_iter().enumerate() {
        let index = index as u32;
        let name = info.name.clone();
        progress.step(Step::Headings, &name, index + 1, of);
        let mut document = outline::document(info, report);
        document.warnings.extend(earlier.like(&document, &analysis.documents));
        document.warnings.extend(encoding_warning(document.source.encoding.as_deref()));
        analysis.documents.push(understand(index, of, document, options, progress));
    }
    if options.against != Against::Reference {
        for (at, terms) in terms(&analysis.documents, None, options, progress) {
            analysis.documents[at].terms = terms;
        }
    }
    analysis
}

/// That a source was in two encodings, or had been misread before it was saved.
fn encoding_warning(encoding: Option<&str>) -> Option<Warning> {
    let of = |code: &str, mark: &str| {
        let (one, other) = encoding?.split_once(mark)?;
        let parameters = Parameters::from([("one".to_owned(), one.to_owned()), ("other".to_owned(), other.to_owned())]);
        Some(Warning { code: code.to_owned(), at: None, against: None, parameters })
    };
    of("mixed-encodings", " + ").or_else(|| of("misread-encoding", " ← "))
}

/// Makes a report anew: the entries at `places` of `removed` stand in its text again, and it is of `year`, where one is given.
/// Gives the report with rows and terms as its text then has them, and tells `progress` of it as the only one; its id stays.
pub fn restore(
    document: &Document,
    places: &[u32],
    year: Option<u16>,
    options: &Options,
    progress: &mut dyn Progress,
) -> Document {
    progress.step(Step::Headings, &document.source.name, 1, 1);
    understand(0, 1, remake::restored(document, places, year), options, progress)
}

/// Parts a report in two: the second begins at character `at` of its text. Gives both with rows and terms, and tells
/// `progress` of them; nothing where one of them would be empty.
pub fn part(document: &Document, at: u32, options: &Options, progress: &mut dyn Progress) -> Vec<Document> {
    progress.step(Step::Headings, &document.source.name, 1, 2);
    let parts = remake::parts(document, at).into_iter().flatten();
    parts.enumerate().map(|(index, part)| understand(index as u32, 2, part, options, progress)).collect()
}

/// Makes one report of two, the text of `second` behind that of `first`. Gives it with rows and terms, and tells `progress`
/// of it as the only one.
pub fn join(first: &Document, second: &Document, options: &Options, progress: &mut dyn Progress) -> Document {
    progress.step(Step::Headings, &first.source.name, 1, 1);
    understand(0, 1, remake::joined(first, second), options, progress)
}

/// Rows of report `index` of `of`, and, where it is compared with the reference, its terms.
fn understand(index: u32, of: u32, mut document: Document, options: &Options, progress: &mut dyn Progress) -> Document {
    progress.step(Step::Numbers, &document.source.name, index + 1, of);
    indicator::fill(&mut document, options);
    let doubts = check::warnings(&document);
    document.warnings.extend(doubts);
    progress.document(index, &document);
    if options.against == Against::Reference {
        progress.step(Step::Words, &document.source.name, index + 1, of);
        if let Some(dictionary) = progress.dictionary() {
            let counts = keyword::count(&document, dictionary, options);
            let (terms, positions) = keyword::score(&counts, dictionary, &Reference::Shipped(dictionary));
            progress.effects(index, counts.effects(), counts.genre());
            progress.terms(index, &terms, &positions);
            document.terms = terms;
        }
    }
    document
}
