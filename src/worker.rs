//! The page's side of the worker: sources in, events out, one analysis at a time.
//!
//! A worker is busy or dead while it analyses: it hears nothing. So cancelling ends it and starts another from the kept
//! module, and so does a panic; nobody above this file notices more than an event.

use crate::boot;
use gangmu_model::{BUILD, Options, Part, Reply, Request, Step};
use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
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
    /// A piece of the analysis.
    Part(Part),
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
    /// Page and worker are not of the same build: the page has to be loaded again.
    Build,
}

/// A source for the worker: its name, and its bytes, which are handed over.
pub type Source = (String, ArrayBuffer);

type Listener = Box<dyn FnMut(Event)>;

/// A worker, and the analysis it works on. Clones share it.
#[derive(Clone)]
pub struct Client(Rc<Inner>);

struct Inner {
    worker: RefCell<Option<Worker>>,
    /// Counts workers, so that what was meant for one that has ended is dropped.
    generation: Cell<u32>,
    /// Whether the worker has got the dictionary, or there is none to be had.
    ready: Cell<bool>,
    last_request: Cell<u32>,
    running: RefCell<Option<Running>>,
    handlers: RefCell<Option<Handlers>>,
}

struct Running {
    request: u32,
    /// The last source that was named, should the worker die without a word.
    source: String,
    listener: Listener,
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
        let client = Self(Rc::new(Inner {
            worker: RefCell::new(None),
            generation: Cell::new(0),
            ready: Cell::new(false),
            last_request: Cell::new(0),
            running: RefCell::new(None),
            handlers: RefCell::new(None),
        }));
        client.0.handlers.replace(Some(Handlers::of(&Rc::downgrade(&client.0))));
        client.0.restart();
        client
    }

    /// Analyses `sources`; `listener` hears what comes of it. An analysis still running is cancelled.
    pub fn analyze(&self, sources: Vec<Source>, options: Options, listener: impl FnMut(Event) + 'static) {
        self.cancel();
        let inner = &self.0;
        let request = inner.last_request.get() + 1;
        inner.last_request.set(request);
        let (names, body) = sources.into_iter().unzip();
        let message = Some((Request::Analyze { request, names, options }, body));
        let running = Running { request, source: String::new(), listener: Box::new(listener), message };
        inner.running.replace(Some(running));
        inner.send_waiting();
    }

    /// Ends the analysis that is running, if one is; its listener hears nothing more.
    pub fn cancel(&self) {
        if self.0.running.take().is_some() {
            self.0.restart();
        }
    }
}

impl Inner {
    fn restart(self: &Rc<Self>) {
        if let Some(old) = self.worker.take() {
            old.set_onmessage(None);
            old.set_onerror(None);
            old.terminate();
        }
        self.ready.set(false);
        let generation = self.generation.get() + 1;
        self.generation.set(generation);
        // Without workers there is no analysis: the reader hears it when one is asked for.
        let Ok(worker) = boot::start_worker() else { return };
        if let Some(handlers) = self.handlers.borrow().as_ref() {
            worker.set_onmessage(Some(handlers.message.as_ref().unchecked_ref()));
            worker.set_onerror(Some(handlers.error.as_ref().unchecked_ref()));
        }
        self.worker.replace(Some(worker));
        self.post(&Request::Hello { build: BUILD.to_owned() }, &[], false);
        let inner = self.clone();
        spawn_local(async move {
            let dictionary = boot::dictionary().await;
            if inner.generation.get() != generation {
                return;
            }
            // Without a dictionary there are outline and rows all the same; that terms are missing is seen at the end.
            if let Ok(buffer) = dictionary {
                inner.post(&Request::Dictionary, &[buffer], false);
            }
            inner.ready.set(true);
            inner.send_waiting();
        });
    }

    fn send_waiting(self: &Rc<Self>) {
        if self.worker.borrow().is_none() {
            self.fail("no worker could be started");
        } else if self.ready.get() {
            let message = self.running.borrow_mut().as_mut().and_then(|running| running.message.take());
            if let Some((head, body)) = message
                && !self.post(&head, &body, true)
            {
                self.fail("the sources could not be handed to the worker");
            }
        }
    }

    /// Posts a message; buffers are given away where `transfer` says so, and copied otherwise.
    fn post(&self, request: &Request, buffers: &[ArrayBuffer], transfer: bool) -> bool {
        let worker = self.worker.borrow();
        let (Some(worker), Ok(head)) = (worker.as_ref(), serde_wasm_bindgen::to_value(request)) else { return false };
        let body: Array = buffers.iter().collect();
        let message = Object::new();
        let set = |key: &str, value: &JsValue| Reflect::set(&message, &key.into(), value).is_ok();
        set("head", &head)
            && set("body", &body)
            && if transfer {
                worker.post_message_with_transfer(&message, &body).is_ok()
            } else {
                worker.post_message(&message).is_ok()
            }
    }

    fn hear(self: &Rc<Self>, message: &JsValue) {
        let Ok(head) = Reflect::get(message, &"head".into()) else { return };
        let Ok(reply) = serde_wasm_bindgen::from_value::<Reply>(head) else { return };
        match reply {
            Reply::Hello { build } => {
                if build != BUILD {
                    self.end(Failure::Build);
                }
            }
            Reply::Progress { request, step, source, report, of } => {
                self.with(request, |running| source.clone_into(&mut running.source));
                self.tell(request, Event::Progress { step, source, report, of });
            }
            Reply::Part { request } => {
                let body = Reflect::get(message, &"body".into()).map(|body| Array::from(&body).get(0));
                let part = body.map(|buffer| Uint8Array::new(&buffer).to_vec());
                match part.map(|bytes| postcard::from_bytes(&bytes)) {
                    Ok(Ok(part)) => self.tell(request, Event::Part(part)),
                    _ => self.fail("a piece of the analysis could not be read"),
                }
            }
            Reply::Done { request } => {
                if self.with(request, |_| ()).is_some() {
                    let running = self.running.take();
                    if let Some(mut running) = running {
                        (running.listener)(Event::Done);
                    }
                }
            }
            Reply::Panic { request, source, message } => {
                if self.with(request, |_| ()).is_some() {
                    self.end(Failure::Crash { source, message });
                } else {
                    self.restart();
                }
            }
        }
    }

    fn with<T>(&self, request: u32, use_it: impl FnOnce(&mut Running) -> T) -> Option<T> {
        self.running.borrow_mut().as_mut().filter(|running| running.request == request).map(use_it)
    }

    /// Tells the listener of `request`, which may start the next analysis meanwhile.
    fn tell(&self, request: u32, event: Event) {
        let Some(mut running) = self.with(request, |_| ()).and_then(|()| self.running.take()) else { return };
        (running.listener)(event);
        let mut slot = self.running.borrow_mut();
        // A listener that asked for another analysis has put it there; one that cancelled has left its mark.
        if slot.is_none() && self.last_request.get() == request && !self.cancelled(request) {
            *slot = Some(running);
        }
    }

    fn cancelled(&self, _request: u32) -> bool {
        false
    }

    fn fail(self: &Rc<Self>, message: &str) {
        let source = self.running.borrow().as_ref().map(|running| running.source.clone()).unwrap_or_default();
        self.end(Failure::Crash { source, message: message.to_owned() });
    }

    fn end(self: &Rc<Self>, failure: Failure) {
        let running = self.running.take();
        // Another worker of a wrong build, or none, would not help.
        if failure != Failure::Build && self.worker.borrow().is_some() {
            self.restart();
        }
        if let Some(mut running) = running {
            (running.listener)(Event::Failed(failure));
        }
    }
}
