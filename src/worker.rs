//! The page's side of the worker: sources in, events out; reports in, a file or their terms out; one request at a time,
//! in the order in which they came.
//!
//! A worker is busy or dead while it analyses: it hears nothing. So cancelling ends it and starts another from the kept
//! module, and so does a panic; nobody above this file notices more than an event.

use crate::boot;
use crate::view::later;
use gangmu_model::{
    AttentionAnswer, AttentionList, BUILD, Correction, ExportOptions, Options, Part, Reply, Request, SearchAnswer,
    SearchQuery, Step, Words,
};
use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker};

/// What the page hears of an analysis, in order; after `Done` or `Failed` nothing more.
#[derive(Debug)]
pub enum Event {
    /// What the worker does now.
    Progress {
        /// The step.
        step: Step,
        /// The source in hand.
        source: String,
        /// The report in hand, from 1; 0 while sources are still being read.
        report: u32,
        /// How many reports there are; 0 while that is not known.
        of: u32,
    },
    /// A piece of the analysis, and the bytes it came in.
    Part(Part, Vec<u8>),
    /// The file that was asked for; `None` where it could not be made. Nothing more comes.
    File(Option<Vec<u8>>),
    /// The reports that were handed over, measured; nothing where the answer could not be read. Nothing more comes.
    Attention(Option<Box<AttentionAnswer>>),
    /// What was found in the texts that were handed over; nothing where the answer could not be read. Nothing more comes.
    Search(Option<SearchAnswer>),
    /// Everything came.
    Done,
    /// Nothing more will come; another worker is ready for the next analysis.
    Failed(Failure),
}

/// Why an analysis ended before it was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The program stopped over this source.
    Crash {
        /// The source in hand; empty where that is not known.
        source: String,
        /// Where and why, for a bug report.
        message: String,
    },
    /// The worker's program could not be loaded.
    Load {
        /// What the browser says.
        message: String,
    },
    /// Page and worker are not of the same build: the page has to be loaded again.
    Build,
}

/// A source for the worker: its name, and its bytes, which are handed over.
pub type Source = (String, ArrayBuffer);

/// A worker, and what it works on. Clones share it.
#[derive(Clone)]
pub struct Client(Rc<Inner>);

struct Inner {
    /// Whether the worker gets the dictionary: what has to do with words needs it.
    with_dictionary: bool,
    worker: RefCell<Option<Worker>>,
    /// Counts workers, so that what was meant for one that has ended is dropped.
    generation: Cell<u32>,
    stage: Cell<Stage>,
    last_request: Cell<u32>,
    running: RefCell<Option<Running>>,
    /// What was asked for meanwhile.
    waiting: RefCell<VecDeque<Running>>,
    handlers: RefCell<Option<Handlers>>,
}

/// How far the present worker is.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stage {
    /// It has answered: its program is loaded.
    greeted: bool,
    /// It is of another build.
    foreign: bool,
    /// It has been sent the dictionary, or there is none to be had, and the rest of the page's program is there.
    supplied: bool,
}

const FRESH: Stage = Stage { greeted: false, foreign: false, supplied: false };

struct Running {
    request: u32,
    /// The last source that was named, should the worker die without a word.
    source: String,
    listener: Rc<dyn Fn(Event)>,
    /// Head and body, until the worker is ready for them.
    message: Option<(Request, Vec<ArrayBuffer>)>,
}

struct Handlers {
    message: Closure<dyn FnMut(MessageEvent)>,
    error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Client {
    /// Starts a worker, which loads while the reader still chooses.
    pub fn start() -> Self {
        Self::with(true)
    }

    /// Starts a worker that is asked for nothing but searches: it is ready sooner, and to cancel costs little.
    pub fn start_searcher() -> Self {
        Self::with(false)
    }

    fn with(with_dictionary: bool) -> Self {
        let inner = Rc::new(Inner {
            with_dictionary,
            worker: RefCell::new(None),
            generation: Cell::new(0),
            stage: Cell::new(FRESH),
            last_request: Cell::new(0),
            running: RefCell::new(None),
            waiting: RefCell::new(VecDeque::new()),
            handlers: RefCell::new(None),
        });
        let (hears, fails) = (Rc::downgrade(&inner), Rc::downgrade(&inner));
        inner.handlers.replace(Some(Handlers {
            message: Closure::new(move |event: MessageEvent| with(&hears, |inner| inner.hear(&event.data()))),
            error: Closure::new(move |event: ErrorEvent| with(&fails, |inner| inner.stopped(event.message()))),
        }));
        inner.restart();
        Self(inner)
    }

    /// Analyses `sources`; `listener` hears what comes of it.
    pub fn analyze(&self, sources: Vec<Source>, options: Options, listener: impl Fn(Event) + 'static) {
        let (names, body) = sources.into_iter().unzip();
        self.ask(|request| Request::Analyze { request, names, options }, body, listener);
    }

    /// Makes a file of reports: `parts` are the bytes in which they and their terms came. `rows`, where given, are those
    /// of the first report that go into it.
    pub fn export(
        &self,
        parts: &[&[u8]],
        rows: Option<Vec<u32>>,
        options: ExportOptions,
        words: Words,
        corrections: Vec<Correction>,
        listener: impl Fn(Event) + 'static,
    ) {
        let body = parts.iter().map(|part| Uint8Array::from(*part).buffer()).collect();
        self.ask(|request| Request::Export { request, options, words, corrections, rows }, body, listener);
    }

    /// Makes a workbook of tables, packed for the way.
    pub fn tables(&self, packed: &[u8], listener: impl Fn(Event) + 'static) {
        self.ask(|request| Request::Tables { request }, vec![Uint8Array::from(packed).buffer()], listener);
    }

    /// Measures how much of reports speaks of a list of words: `parts` are the bytes in which they came.
    pub fn attention(&self, parts: &[&[u8]], list: AttentionList, listener: impl Fn(Event) + 'static) {
        let body = parts.iter().map(|part| Uint8Array::from(*part).buffer()).collect();
        self.ask(|request| Request::Attention { request, list }, body, listener);
    }

    /// Counts the terms of reports anew, or only of the one at `only`: `parts` are the bytes in which they came. One that
    /// waits and asks for as much gives way.
    pub fn terms(&self, parts: &[&[u8]], only: Option<u32>, options: Options, listener: impl Fn(Event) + 'static) {
        self.0.waiting.borrow_mut().retain(|waiting| {
            !matches!(&waiting.message, Some((Request::Terms { only: one, .. }, _)) if one.is_some() == only.is_some())
        });
        let body = parts.iter().map(|part| Uint8Array::from(*part).buffer()).collect();
        self.ask(|request| Request::Terms { request, options, only }, body, listener);
    }

    /// Puts back the entries at `places` of what cleaning took out of a report, which is of `year` where one is given:
    /// `part` is the bytes in which it came.
    pub fn restore(
        &self,
        part: &[u8],
        places: Vec<u32>,
        year: Option<u16>,
        options: Options,
        listener: impl Fn(Event) + 'static,
    ) {
        let body = vec![Uint8Array::from(part).buffer()];
        self.ask(|request| Request::Restore { request, places, year, options }, body, listener);
    }

    /// Parts a report in two, the second from character `at` on: `part` is the bytes in which it came.
    pub fn split(&self, part: &[u8], at: u32, options: Options, listener: impl Fn(Event) + 'static) {
        let body = vec![Uint8Array::from(part).buffer()];
        self.ask(|request| Request::Split { request, at, options }, body, listener);
    }

    /// Makes one report of two: `parts` are the bytes in which they came.
    pub fn join(&self, parts: [&[u8]; 2], options: Options, listener: impl Fn(Event) + 'static) {
        let body = parts.map(|part| Uint8Array::from(part).buffer()).to_vec();
        self.ask(|request| Request::Join { request, options }, body, listener);
    }

    /// Makes a project file of named pieces.
    pub fn pack(&self, pieces: Vec<Source>, listener: impl Fn(Event) + 'static) {
        let (names, body) = pieces.into_iter().unzip();
        self.ask(|request| Request::Pack { request, names }, body, listener);
    }

    /// Reads a project file.
    pub fn unpack(&self, file: ArrayBuffer, listener: impl Fn(Event) + 'static) {
        self.ask(|request| Request::Unpack { request }, vec![file], listener);
    }

    /// Looks again at the figures of a report as its reader corrected it: `part` is the bytes in which it came.
    pub fn check(&self, part: &[u8], corrections: Vec<Correction>, listener: impl Fn(Event) + 'static) {
        let body = vec![Uint8Array::from(part).buffer()];
        self.ask(|request| Request::Check { request, corrections }, body, listener);
    }

    /// Searches texts.
    pub fn search(&self, texts: &[&str], query: SearchQuery, listener: impl Fn(Event) + 'static) {
        let body = texts.iter().map(|text| Uint8Array::from(text.as_bytes()).buffer()).collect();
        self.ask(|request| Request::Search { request, query }, body, listener);
    }

    /// Asks for the stop words of this genre.
    pub fn stop_words(&self, listener: impl Fn(Event) + 'static) {
        self.ask(|request| Request::StopWords { request }, Vec::new(), listener);
    }

    fn ask(&self, message: impl FnOnce(u32) -> Request, body: Vec<ArrayBuffer>, listener: impl Fn(Event) + 'static) {
        let inner = &self.0;
        let request = inner.last_request.get() + 1;
        inner.last_request.set(request);
        let message = message(request);
        // Of several, nobody knows which one is in hand before the worker has named it.
        let source = match &message {
            Request::Analyze { names, .. } if names.len() == 1 => names[0].clone(),
            _ => String::new(),
        };
        let running = Running { request, source, listener: Rc::new(listener), message: Some((message, body)) };
        inner.waiting.borrow_mut().push_back(running);
        inner.go_on();
    }

    /// Ends what is running and forgets what waits; their listeners hear nothing more.
    pub fn cancel(&self) {
        self.0.waiting.borrow_mut().clear();
        if self.0.running.take().is_some() {
            self.0.restart();
        }
    }
}

fn with(inner: &Weak<Inner>, then: impl FnOnce(&Rc<Inner>)) {
    if let Some(inner) = inner.upgrade() {
        then(&inner);
    }
}

/// The bytes that came with a message.
fn bytes_of(message: &JsValue) -> Option<Vec<u8>> {
    let body = Array::from(&Reflect::get(message, &"body".into()).ok()?);
    (body.length() > 0).then(|| Uint8Array::new(&body.get(0)).to_vec())
}

impl Inner {
    fn restart(self: &Rc<Self>) {
        self.discard();
        let generation = self.generation.get() + 1;
        self.generation.set(generation);
        // Without workers there is no analysis: the reader hears it when one is asked for.
        let Ok(worker) = boot::start_worker() else { return };
        if let Some(handlers) = self.handlers.borrow().as_ref() {
            worker.set_onmessage(Some(handlers.message.as_ref().unchecked_ref()));
            worker.set_onerror(Some(handlers.error.as_ref().unchecked_ref()));
        }
        self.worker.replace(Some(worker));
        let inner = self.clone();
        if !self.with_dictionary {
            self.greet();
            return self.stage.set(Stage { supplied: true, ..FRESH });
        }
        spawn_local(async move {
            let (dictionary, rest) = (boot::dictionary().await, later::come().await);
            if inner.generation.get() != generation {
                return;
            }
            if let Err(message) = rest {
                return inner.unloaded(message);
            }
            inner.greet();
            // Without a dictionary there are outline and rows all the same; that terms are missing is seen at the end.
            if let Ok(buffer) = dictionary {
                inner.post(&Request::Dictionary, &[buffer], false);
            }
            inner.stage.update(|stage| Stage { supplied: true, ..stage });
            inner.send_waiting();
        });
    }

    /// Tells the worker of which build the page is, and hears the same of it.
    fn greet(&self) {
        self.post(&Request::Hello { build: BUILD.to_owned() }, &[], false);
    }

    fn discard(&self) {
        if let Some(worker) = self.worker.take() {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
        self.stage.set(FRESH);
    }

    /// Takes up what waits longest, if nothing is running.
    fn go_on(self: &Rc<Self>) {
        if self.running.borrow().is_some() {
            return;
        }
        let Some(next) = self.waiting.borrow_mut().pop_front() else { return };
        self.running.replace(Some(next));
        if self.worker.borrow().is_none() {
            self.restart();
        }
        self.send_waiting();
    }

    /// Sends what was asked for, once the worker can take it.
    fn send_waiting(self: &Rc<Self>) {
        let stage = self.stage.get();
        if stage.foreign {
            self.end(Failure::Build);
        } else if self.worker.borrow().is_none() {
            self.end(Failure::Load { message: "no worker could be started".to_owned() });
        } else if stage.supplied {
            let message = self.running.borrow_mut().as_mut().and_then(|running| running.message.take());
            if let Some((head, body)) = message
                && !self.post(&head, &body, true)
            {
                self.stopped("the sources could not be handed over".to_owned());
            }
        }
    }

    /// Posts a message; buffers are given away where `transfer` says so, and copied otherwise.
    fn post(&self, request: &Request, buffers: &[ArrayBuffer], transfer: bool) -> bool {
        let worker = self.worker.borrow();
        let (Some(worker), Some(head)) = (worker.as_ref(), later::head(request)) else { return false };
        let body: Array = buffers.iter().collect();
        let message = Object::new();
        let set = |key: &str, value: &JsValue| Reflect::set(&message, &key.into(), value).is_ok();
        let posted = |message: &JsValue| {
            if transfer { worker.post_message_with_transfer(message, &body) } else { worker.post_message(message) }
        };
        set("head", &head) && set("body", &body) && posted(&message).is_ok()
    }

    fn hear(self: &Rc<Self>, message: &JsValue) {
        // It has nothing to say before it is asked, which waits for what reads its answers.
        if !later::is_here() {
            return;
        }
        let Ok(head) = Reflect::get(message, &"head".into()) else { return };
        let Some(reply) = later::reply(head) else { return };
        match reply {
            Reply::Hello { build } => {
                self.stage.update(|stage| Stage { greeted: true, foreign: build != BUILD, ..stage });
                if build != BUILD {
                    self.send_waiting();
                }
            }
            Reply::Progress { request, step, source, report, of } => {
                if let Some(running) = self.running.borrow_mut().as_mut() {
                    source.clone_into(&mut running.source);
                }
                self.tell(request, Event::Progress { step, source, report, of });
            }
            Reply::Reader { request } => self.bring_reader(request),
            Reply::Part { request } => {
                let bytes = bytes_of(message).unwrap_or_default();
                match later::part(&bytes) {
                    Some(part) => self.tell(request, Event::Part(part, bytes)),
                    None => self.stopped("a piece of the analysis could not be read".to_owned()),
                }
            }
            Reply::Attention { request } => {
                self.last(request, Event::Attention(bytes_of(message).and_then(|bytes| later::attention(&bytes))));
            }
            Reply::Search { request } => {
                self.last(request, Event::Search(bytes_of(message).and_then(|bytes| later::search(&bytes))));
            }
            Reply::File { request } => self.last(request, Event::File(bytes_of(message))),
            Reply::Done { request } => self.last(request, Event::Done),
            Reply::Panic { source, message, .. } => {
                // It may have stopped before it had begun with a source.
                let source = if source.is_empty() { self.source_in_hand() } else { source };
                self.end(Failure::Crash { source, message });
            }
        }
    }

    /// Sends the reader of files, which `request` waits for; where it cannot be had, the worker says so of each file.
    fn bring_reader(self: &Rc<Self>, request: u32) {
        let (inner, generation) = (self.clone(), self.generation.get());
        spawn_local(async move {
            let reader = boot::reader().await;
            if inner.generation.get() == generation && inner.listener(request).is_some() {
                let reader: Vec<ArrayBuffer> = reader.into_iter().collect();
                inner.post(&Request::Reader, &reader, true);
            }
        });
    }

    /// Whoever listens to `request`, unless it was cancelled.
    fn listener(&self, request: u32) -> Option<Rc<dyn Fn(Event)>> {
        let running = self.running.borrow();
        running.as_ref().filter(|running| running.request == request).map(|running| running.listener.clone())
    }

    /// The source that the running analysis is at, as far as that is known.
    fn source_in_hand(&self) -> String {
        self.running.borrow().as_ref().map(|running| running.source.clone()).unwrap_or_default()
    }

    fn tell(&self, request: u32, event: Event) {
        if let Some(listener) = self.listener(request) {
            listener(event);
        }
    }

    /// Tells of the end of `request`.
    fn last(self: &Rc<Self>, request: u32, event: Event) {
        if let Some(listener) = self.listener(request) {
            self.running.take();
            listener(event);
            self.go_on();
        }
    }

    /// The worker has died without a word of its own.
    fn stopped(self: &Rc<Self>, message: String) {
        if self.stage.get().greeted {
            self.end(Failure::Crash { source: self.source_in_hand(), message });
        } else {
            self.unloaded(message);
        }
    }

    /// What an analysis needs could not be loaded. Another worker would not do better: one is started when the next
    /// analysis is asked for.
    fn unloaded(self: &Rc<Self>, message: String) {
        self.discard();
        self.end(Failure::Load { message });
    }

    /// Tells the listener, and has another worker ready where that can help.
    fn end(self: &Rc<Self>, failure: Failure) {
        let running = self.running.take();
        if matches!(failure, Failure::Crash { .. }) {
            self.restart();
        }
        if let Some(running) = running {
            (running.listener)(Event::Failed(failure));
        }
        self.go_on();
    }
}
