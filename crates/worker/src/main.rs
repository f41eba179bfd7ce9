//! The program of the Web Worker: requests of the page in, pieces of an analysis out, as soon as they are made; and files
//! made of such pieces.
//!
//! A message is `{ head, body }`, as `gangmu_model::message` says; bytes are transferred, never copied twice. While the
//! engine works the worker hears nothing, so the page cancels by ending it; a panic is reported with the source in hand
//! before wasm stops.

mod port;
mod reader;

use gangmu_engine::attention::{List, report};
use gangmu_engine::keyword::stop_words;
use gangmu_engine::read::{is_plain, plain_texts};
use gangmu_engine::search::Search;
use gangmu_engine::{Dictionary, Progress, Source};
use gangmu_model::{
    AttentionAnswer, AttentionList, BUILD, Correction, Document, ExportOptions, Options, Parameters, Part, Reply,
    Request, SearchAnswer, SearchQuery, SourceError, SourceTexts, Step, Term, TermPositions, WordEffect, Words,
};
use port::Port;
use reader::Reader;
use std::cell::RefCell;

fn main() {
    let Some(port) = Port::of_this_worker() else { return };
    report_panics(port.clone());
    let mut server = Server { port: port.clone(), dictionary: None, reader: Reading::Unasked, waiting: None };
    port.listen(move |request, body| server.answer(request, body));
}

thread_local! {
    // What the panic hook has to name: the request and the source in hand.
    static IN_HAND: RefCell<(u32, String)> = const { RefCell::new((0, String::new())) };
}

/// Tells the page of a panic while that is still possible: afterwards this wasm takes no further call.
fn report_panics(port: Port) {
    // `Port` belongs to this thread, which is the only one there is.
    thread_local! { static PORT: RefCell<Option<Port>> = const { RefCell::new(None) }; }
    PORT.set(Some(port));
    std::panic::set_hook(Box::new(|panic| {
        let (request, source) = IN_HAND.with(|hand| hand.try_borrow().map(|hand| hand.clone()).unwrap_or_default());
        PORT.with(|port| {
            if let Ok(Some(port)) = port.try_borrow().as_deref() {
                port.post(&Reply::Panic { request, source, message: panic.to_string() }, None);
            }
        });
    }));
}

struct Server {
    port: Port,
    dictionary: Option<Dictionary>,
    reader: Reading,
    /// What is asked for and waits for the reader of files.
    waiting: Option<Analyze>,
}

/// The reader of files, as far as it is there.
enum Reading {
    Unasked,
    /// The page has none, or a damaged one.
    Missing,
    Ready(Reader),
}

/// A request to analyse.
struct Analyze {
    request: u32,
    names: Vec<String>,
    body: Vec<Vec<u8>>,
    options: Options,
}

impl Server {
    fn answer(&mut self, request: Request, body: Vec<Vec<u8>>) {
        match request {
            Request::Hello { .. } => self.port.post(&Reply::Hello { build: BUILD.to_owned() }, None),
            // Damaged bytes leave the reports without terms, which the page notices.
            Request::Dictionary => {
                self.dictionary = body.first().and_then(|packed| Dictionary::from_packed(packed).ok());
            }
            Request::Reader => {
                self.reader = match body.first() {
                    Some(wasm) => Reader::compile(wasm).map_or(Reading::Missing, Reading::Ready),
                    None => Reading::Missing,
                };
                if let Some(waiting) = self.waiting.take() {
                    self.analyze(&waiting);
                }
                // What could not be loaded may be there the next time.
                if matches!(self.reader, Reading::Missing) {
                    self.reader = Reading::Unasked;
                }
            }
            Request::Analyze { request, names, options } => {
                let asked = Analyze { request, names, body, options };
                let ready = !matches!(self.reader, Reading::Unasked);
                if ready || asked.body.iter().all(|bytes| is_plain(bytes)) {
                    self.analyze(&asked);
                } else {
                    self.waiting = Some(asked);
                    self.port.post(&Reply::Reader { request }, None);
                }
            }
            Request::Terms { request, options, only } => {
                let only = only.map(|only| only as usize);
                self.remake(request, &body, |documents, sender| {
                    gangmu_engine::terms(documents, only, &options, sender);
                });
            }
            Request::Restore { request, places, year, options } => {
                self.remake(request, &body, |documents, sender| {
                    if let [document] = documents {
                        gangmu_engine::restore(document, &places, year, &options, sender);
                    }
                });
            }
            Request::Split { request, at, options } => {
                self.remake(request, &body, |documents, sender| {
                    if let [document] = documents {
                        gangmu_engine::part(document, at, &options, sender);
                    }
                });
            }
            Request::Join { request, options } => {
                self.remake(request, &body, |documents, sender| {
                    if let [first, second] = documents {
                        gangmu_engine::join(first, second, &options, sender);
                    }
                });
            }
            Request::Check { request, corrections } => {
                IN_HAND.set((request, String::new()));
                if let Some(document) = body.first().and_then(|part| document(part)) {
                    let mut corrected = gangmu_model::correct(&document, &corrections).document;
                    gangmu_engine::check::again(&mut corrected);
                    let sender = Sender::new(&self.port, self.dictionary.as_ref(), request);
                    sender.part(&Part::Warnings { warnings: corrected.warnings });
                }
                IN_HAND.take();
                self.port.post(&Reply::Done { request }, None);
            }
            Request::StopWords { request } => {
                let list: Vec<&str> = stop_words().collect();
                self.port.post(&Reply::File { request }, Some(list.join("\n").as_bytes()));
            }
            Request::Export { request, options, words, corrections, rows } => {
                IN_HAND.set((request, String::new()));
                let file = file(&body, &options, &words, &corrections, rows.as_deref());
                self.port.post(&Reply::File { request }, file.as_deref());
            }
            Request::Tables { request } => {
                IN_HAND.set((request, String::new()));
                let tables = body.first().and_then(|bytes| postcard::from_bytes(bytes).ok());
                let file = tables.and_then(|tables| gangmu_export::tables(&tables).ok());
                self.port.post(&Reply::File { request }, file.as_deref());
            }
            Request::Attention { request, list } => {
                IN_HAND.set((request, String::new()));
                let answer = postcard::to_allocvec(&attention(&body, &list)).unwrap_or_default();
                self.port.post(&Reply::Attention { request }, Some(&answer));
            }
            Request::Pack { request, names } => {
                IN_HAND.set((request, String::new()));
                let pieces: Vec<_> = names.iter().map(String::as_str).zip(body.iter().map(Vec::as_slice)).collect();
                let packed = gangmu_export::project::pack(&pieces).ok();
                self.port.post(&Reply::File { request }, packed.as_deref());
            }
            Request::Unpack { request } => {
                IN_HAND.set((request, String::new()));
                let file = body.first().map(Vec::as_slice).unwrap_or_default();
                let pieces = gangmu_export::project::unpack(file).map_err(|error| error.key().to_owned());
                let answer = postcard::to_allocvec(&pieces).unwrap_or_default();
                self.port.post(&Reply::File { request }, Some(&answer));
            }
            Request::Search { request, query } => {
                IN_HAND.set((request, String::new()));
                let answer = postcard::to_allocvec(&search(&body, &query)).unwrap_or_default();
                self.port.post(&Reply::Search { request }, Some(&answer));
            }
        }
    }

    /// Makes other reports of those in `body`.
    fn remake(&self, request: u32, body: &[Vec<u8>], make: impl FnOnce(&[Document], &mut Sender<'_>)) {
        IN_HAND.set((request, String::new()));
        let documents: Option<Vec<Document>> = body.iter().map(|part| document(part)).collect();
        let mut sender = Sender::new(&self.port, self.dictionary.as_ref(), request);
        make(&documents.unwrap_or_default(), &mut sender);
        IN_HAND.take();
        self.port.post(&Reply::Done { request }, None);
    }

    fn analyze(&self, &Analyze { request, ref names, ref body, ref options }: &Analyze) {
        let sources: Vec<_> = names.iter().zip(body).map(|(name, bytes)| Source { name, bytes }).collect();
        let mut sender = Sender::new(&self.port, self.dictionary.as_ref(), request);
        if let Reading::Ready(reader) = &self.reader {
            sender.reader = Some(reader);
        }
        IN_HAND.set((request, String::new()));
        gangmu_engine::analyze(&sources, options, &mut sender);
        // What stops the program from here on is not this source.
        IN_HAND.take();
        self.port.post(&Reply::Done { request }, None);
    }
}

/// The report that a part is, if it is one.
fn document(part: &[u8]) -> Option<Document> {
    match postcard::from_bytes(part) {
        Ok(Part::Document { document, .. }) => Some(*document),
        _ => None,
    }
}

/// A file about the reports that these parts are of; `None` where they cannot be read or are more than it holds.
fn file(
    parts: &[Vec<u8>],
    options: &ExportOptions,
    words: &Words,
    corrections: &[Correction],
    rows: Option<&[u32]>,
) -> Option<Vec<u8>> {
    let mut documents: Vec<Document> = Vec::new();
    for bytes in parts {
        match postcard::from_bytes(bytes).ok()? {
            Part::Document { document, .. } => documents.push(*document),
            // They follow their report.
            Part::Terms { terms, .. } => documents.last_mut()?.terms = terms,
            Part::Warnings { .. } | Part::Error(_) => {}
        }
    }
    for document in &mut documents {
        if corrections.iter().any(|correction| correction.document == document.id) {
            *document = gangmu_model::correct(document, corrections).document;
            gangmu_engine::check::again(document);
        }
    }
    if let (Some(rows), Some(document)) = (rows, documents.first_mut()) {
        gangmu_export::keep_rows(document, rows);
    }
    gangmu_export::file(&documents, options, words).ok()
}

/// How much of the reports that these parts are of speaks of a list.
fn attention(parts: &[Vec<u8>], list: &AttentionList) -> AttentionAnswer {
    let text = match list {
        AttentionList::Shipped(name) => List::shipped(name).unwrap_or_default(),
        AttentionList::Written(text) => text.as_str(),
    };
    let list = List::parse(text);
    let reports = parts.iter().filter_map(|part| Some(report(&document(part)?, &list))).collect();
    AttentionAnswer {
        text: text.to_owned(),
        hash: list.hash(),
        words: list.words,
        exclusions: list.exclusions,
        reports,
    }
}

/// The places of texts that have what is looked for.
fn search(texts: &[Vec<u8>], query: &SearchQuery) -> SearchAnswer {
    let search = Search::new(query)?;
    Ok(texts.iter().map(|text| search.find(std::str::from_utf8(text).unwrap_or_default())).collect())
}

/// Sends what the engine makes, when it makes it.
struct Sender<'a> {
    port: &'a Port,
    dictionary: Option<&'a Dictionary>,
    request: u32,
    reader: Option<&'a Reader>,
    /// What was told of the report whose terms come next.
    lacking: Vec<Term>,
    effects: Vec<WordEffect>,
}

impl<'a> Sender<'a> {
    fn new(port: &'a Port, dictionary: Option<&'a Dictionary>, request: u32) -> Self {
        Self { port, dictionary, request, reader: None, lacking: Vec::new(), effects: Vec::new() }
    }
}

/// The most bytes of one part: a page that takes half as much again runs out of memory, and takes with it what is open.
/// A report of this weight has some thirty megabytes of text; a large compilation has many parts and no limit.
const MOST_BYTES: usize = 100_000_000;

impl Sender<'_> {
    /// Sends a part unless it is too heavy for the page.
    fn part(&self, part: &Part) -> bool {
        let bytes = postcard::to_allocvec(part).unwrap_or_default();
        let fits = bytes.len() <= MOST_BYTES;
        if fits {
            self.port.post(&Reply::Part { request: self.request }, Some(&bytes));
        }
        fits
    }
}

impl Progress for Sender<'_> {
    fn dictionary(&self) -> Option<&Dictionary> {
        self.dictionary
    }

    fn step(&mut self, step: Step, source: &str, report: u32, of: u32) {
        IN_HAND.with_borrow_mut(|hand| source.clone_into(&mut hand.1));
        let progress = Reply::Progress { request: self.request, step, source: source.to_owned(), report, of };
        self.port.post(&progress, None);
    }

    fn texts(&mut self, source: &Source<'_>) -> SourceTexts {
        plain_texts(source.name, source.bytes).unwrap_or_else(|| {
            let texts = self.reader.map(|reader| reader.texts(source));
            texts.map_or(Err("reader-missing"), |texts| texts.ok_or("reader-stopped")).unwrap_or_else(|code| {
                let source = source.name.to_owned();
                vec![Err(SourceError { source, code: code.to_owned(), parameters: Parameters::new() })]
            })
        })
    }

    fn error(&mut self, error: &SourceError) {
        self.part(&Part::Error(error.clone()));
    }

    fn document(&mut self, index: u32, document: &Document) {
        if !self.part(&Part::Document { index, document: Box::new(document.clone()) }) {
            let source = document.source.name.clone();
            self.error(&SourceError { source, code: "too-long".to_owned(), parameters: Parameters::new() });
        }
    }

    fn effects(&mut self, _index: u32, effects: &[WordEffect], genre: &[WordEffect]) {
        self.effects = effects.iter().chain(genre).cloned().collect();
    }

    fn lacking(&mut self, _index: u32, terms: &[Term]) {
        self.lacking = terms.to_vec();
    }

    fn terms(&mut self, index: u32, terms: &[Term], positions: &TermPositions) {
        // Both were told just before, of the same report.
        let (lacking, effects) = (std::mem::take(&mut self.lacking), std::mem::take(&mut self.effects));
        self.part(&Part::Terms { index, terms: terms.to_vec(), positions: positions.clone(), lacking, effects });
    }
}
