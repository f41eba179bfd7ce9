//! Opening texts: sources in, open reports out. One analysis at a time; what comes meanwhile waits its turn.
//!
//! Reports appear one by one while the rest is still being read, and stay whatever happens to the others.

use super::keeping::Came;
use super::lists::Lists;
use super::notice::{Notice, Unreadable};
use super::pace::Pace;
use super::task::{Stage, Task};
use super::{Cleaned, Place, Report, State, Terms, folder, project};
use crate::boot;
use crate::i18n::language;
use crate::samples::Sample;
use crate::view::later;
use crate::worker::{Client, Event, Failure};
use gangmu_model::{AttentionAnswer, AttentionList, Document, ExportOptions, Options, Part, Warning};
use gloo::file::{Blob, File};
use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::FileSystemDirectoryEntry;

/// A text to open.
#[derive(Clone)]
pub struct Source {
    name: String,
    blob: Blob,
    /// It came by a link.
    visiting: bool,
}

impl Source {
    fn new(name: String, blob: Blob) -> Self {
        Self { name, blob, visiting: false }
    }
}

impl From<File> for Source {
    fn from(file: File) -> Self {
        Self::new(file.name(), file.into())
    }
}

/// Where texts are handed in; a `Copy` handle, provided as context by `App`.
#[derive(Clone, Copy)]
pub struct Desk {
    state: State,
    client: StoredValue<Client, LocalStorage>,
    /// What came while an analysis was running.
    waiting: StoredValue<Vec<Source>, LocalStorage>,
    /// Counts analyses, so that sources read for one that was stopped are dropped.
    turn: StoredValue<u32>,
    /// How often the views see the reports that came.
    shown: Pace,
    /// How often they see how far the analysis is.
    told: Pace,
    /// The report that is being made anew.
    restoring: StoredValue<Option<Restoring>, LocalStorage>,
    /// Reports that are to be made anew when all are open, by their ids.
    restores: StoredValue<Vec<(String, Vec<u32>)>>,
    /// Takes project files.
    projects: StoredValue<Option<TakesProject>, LocalStorage>,
}

type TakesProject = Rc<dyn Fn(ArrayBuffer)>;

/// What other reports are made of.
pub enum Pieces {
    /// One report, and the character of its text at which a second one begins.
    Whole(Report, u32),
    /// Two that are one.
    Parts(Report, Report),
}

/// A report that is being made anew.
struct Restoring {
    /// What will be in its text again; `None` where nothing ever was put back.
    restored: Option<Vec<u32>>,
    /// The year that it will be of, where its reader says another one.
    year: Option<u16>,
    /// To be called when it is there.
    done: Box<dyn Fn()>,
}

/// How long the views are left in peace after new reports, in milliseconds: from a large compilation a report comes
/// every ten, and to lay out the list takes longer than that.
const PEACE: u32 = 150;

/// How long they are left in peace after a step of the analysis, in milliseconds: of thousands of small files, the drawing of
/// every step took longer than the analysis.
const STEP_PEACE: u32 = 100;

/// A file of more bytes is not read at all; the engine's own limit is the same.
const MOST_BYTES: u64 = 200 << 20;

impl Desk {
    /// A desk that puts its reports into `state`. Starts the worker.
    pub fn new(state: State) -> Self {
        Self {
            state,
            client: StoredValue::new_local(Client::start()),
            waiting: StoredValue::new_local(Vec::new()),
            turn: StoredValue::new(0),
            shown: Pace::new(PEACE),
            told: Pace::new(STEP_PEACE),
            restoring: StoredValue::new_local(None),
            restores: StoredValue::new(Vec::new()),
            projects: StoredValue::new_local(None),
        }
    }

    /// Hands project files to `take`, which are no texts.
    pub fn hand_projects_to(self, take: impl Fn(ArrayBuffer) + 'static) {
        self.projects.set_value(Some(Rc::new(take)));
    }

    /// The desk that `App` provided.
    pub fn get() -> Self {
        expect_context()
    }

    /// Opens files.
    pub fn open(self, files: impl IntoIterator<Item = File>) {
        self.take(files.into_iter().map(Source::from).collect());
    }

    /// Opens files, and those in folders.
    pub fn open_folders(self, files: Vec<File>, folders: Vec<FileSystemDirectoryEntry>) {
        spawn_local(async move {
            match later::come().await {
                Ok(()) => later::open_folders(self, files, folders),
                Err(message) => self.state.notify(Notice::Failed(Failure::Load { message })),
            }
        });
    }

    /// Opens files, and those in folders; entered through [`later`].
    pub fn take_folders(self, files: Vec<File>, folders: Vec<FileSystemDirectoryEntry>) {
        spawn_local(async move {
            let mut sources: Vec<Source> = files.into_iter().map(Source::from).collect();
            let mut lost = Vec::new();
            for folder in folders {
                let name = folder.name();
                let found = folder::files(folder).await;
                if found.is_empty() {
                    lost.push(Notice::about(name, "empty", 0));
                } else if found.len() + sources.len() > folder::MOST_FILES {
                    lost.push(Notice::about(name, "too-many-files", folder::MOST_FILES));
                }
                for (name, file) in found {
                    match file {
                        Ok(file) if sources.len() < folder::MOST_FILES => {
                            sources.push(Source::new(name, file.into()));
                        }
                        Ok(_) => {}
                        Err(error) => lost.push(Notice::Unreadable { source: name, why: Unreadable::told(&error) }),
                    }
                }
            }
            // What is opened takes earlier notices away.
            self.take(sources);
            for notice in lost {
                self.state.notify(notice);
            }
        });
    }

    /// Opens a pasted text.
    pub fn paste(self, text: &str) {
        let name = tr!("start.pasted");
        if text.trim().is_empty() {
            return self.state.notify(Notice::about(name, "empty", 0));
        }
        self.take(vec![Source::new(name, Blob::new(text))]);
    }

    /// Opens sources that were kept, by their names.
    pub fn open_kept(self, sources: Vec<(String, ArrayBuffer)>) {
        self.take(sources.into_iter().map(|(name, bytes)| Source::new(name, Blob::new(bytes))).collect());
    }

    /// Opens a text that came by a link, under the name it had.
    pub fn open_text(self, name: String, text: &str) {
        self.take(vec![Source { visiting: true, ..Source::new(name, Blob::new(text)) }]);
    }

    /// Opens the sources of a project, and then puts back into the reports with these ids what is said of them.
    pub fn open_all(self, sources: Vec<(String, Vec<u8>)>, restored: Vec<(String, Vec<u32>)>) {
        self.restores.update_value(|restores| restores.extend(restored));
        let blob = |bytes: &Vec<u8>| Blob::new(Uint8Array::from(bytes.as_slice()).buffer());
        self.take(sources.into_iter().map(|(name, bytes)| Source::new(name, blob(&bytes))).collect());
    }

    /// Opens reports that were read before, each with its terms, from the bytes they came in.
    pub fn reopen(self, reports: Vec<(Vec<u8>, Vec<u8>)>) {
        let lists = self.state.lists.get_untracked();
        for (bytes, terms) in reports {
            let Some(Part::Document { document, .. }) = later::part(&bytes) else { continue };
            let place = self.add(*document, bytes);
            let terms = later::part(&terms).and_then(|part| counted(part, terms, lists.clone()));
            let report = self.state.reports.with_untracked(|all| all.get(place).cloned());
            if let (Some((_, terms)), Some(report)) = (terms, report) {
                report.terms.set(terms);
            }
        }
    }

    /// Opens samples.
    pub fn samples(self, samples: &'static [Sample]) {
        spawn_local(async move {
            let mut sources = Vec::new();
            for Sample { file, title } in samples {
                match boot::sample(file).await {
                    Ok(buffer) => sources.push(Source::new(format!("{file}.txt"), Blob::new(buffer))),
                    Err(_) => self.state.notify(Notice::Sample { title: (*title).to_owned() }),
                }
            }
            self.take(sources);
        });
    }

    /// Stops the running analysis and what waits behind it. Reports that are open stay.
    pub fn stop(self) {
        self.client.with_value(Client::cancel);
        self.waiting.set_value(Vec::new());
        self.restoring.set_value(None);
        self.turn.update_value(|turn| *turn += 1);
        if let Some(task) = self.state.task.try_update(Option::take).flatten() {
            let reports = task.sources.iter().map(|source| source.reports).sum();
            self.state.notify(Notice::Stopped { sources: task.sources.len(), reports });
        }
    }

    /// Makes a file of `reports` and calls `done` with its bytes, or with nothing where it could not be made. `rows`,
    /// where given, are those of the first report that go into it. Says no while an analysis is running.
    pub fn export(
        self,
        reports: &[Report],
        rows: Option<Vec<u32>>,
        options: ExportOptions,
        done: impl Fn(Option<Vec<u8>>) + 'static,
    ) -> bool {
        if self.state.task.with_untracked(Option::is_some) {
            return false;
        }
        let terms: Vec<_> = reports.iter().map(|report| report.terms.get_untracked()).collect();
        let parts: Vec<&[u8]> =
            reports.iter().zip(&terms).flat_map(|(report, terms)| [&*report.bytes, &terms.bytes]).collect();
        let parts: Vec<&[u8]> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let words = gangmu_export::words(language().tag(), &|key| tr!(key));
        let listener = answered(done);
        let corrections = reports.iter().flat_map(|report| report.checks.corrections.iter().cloned()).collect();
        self.client.with_value(|client| client.export(&parts, rows, options, words, corrections, listener));
        true
    }

    /// Makes a workbook of tables, packed for the way, and calls `done` with its bytes, or with nothing where it could not be
    /// made. Says no while an analysis is running.
    pub fn tables(self, packed: &[u8], done: impl Fn(Option<Vec<u8>>) + 'static) -> bool {
        if self.state.task.with_untracked(Option::is_some) {
            return false;
        }
        let listener = move |event| match event {
            Event::File(bytes) => done(bytes),
            Event::Failed(_) => done(None),
            Event::Progress { .. } | Event::Part(..) | Event::Attention(_) | Event::Search(_) | Event::Done => {}
        };
        self.client.with_value(|client| client.tables(packed, listener));
        true
    }

    /// Measures how much of `reports` speaks of a list of words and calls `done` with the answer, or with nothing where
    /// there is none. Says no while an analysis is running.
    pub fn attention(
        self,
        reports: &[Report],
        list: AttentionList,
        done: impl Fn(Option<Box<AttentionAnswer>>) + 'static,
    ) -> bool {
        if self.state.task.with_untracked(Option::is_some) {
            return false;
        }
        let parts: Vec<&[u8]> = reports.iter().map(|report| &*report.bytes).collect();
        let listener = move |event| match event {
            Event::Attention(answer) => done(answer),
            Event::Failed(_) => done(None),
            Event::Progress { .. } | Event::Part(..) | Event::File(_) | Event::Search(_) | Event::Done => {}
        };
        self.client.with_value(|client| client.attention(&parts, list, listener));
        true
    }

    /// Counts the terms of `reports` anew, or only of the one at `only`, as `options` say, and calls `done` for each with its
    /// place among them. `lists` are those that `options` hold. Says no while an analysis is running.
    pub fn terms(
        self,
        reports: &[Report],
        only: Option<u32>,
        options: Options,
        lists: Arc<Lists>,
        done: impl Fn(usize, Arc<Terms>) + 'static,
    ) -> bool {
        if self.state.task.with_untracked(Option::is_some) {
            return false;
        }
        let parts: Vec<&[u8]> = reports.iter().map(|report| &*report.bytes).collect();
        let listener = move |event| {
            if let Event::Part(part, bytes) = event
                && let Some((index, terms)) = counted(part, bytes, lists.clone())
            {
                done(index as usize, terms);
            }
        };
        self.client.with_value(|client| client.terms(&parts, only, options, listener));
        true
    }

    /// Makes the report at `place` anew with those entries of what cleaning took out in its text, and none of the others,
    /// and calls `done` when it is there. Does nothing while an analysis is running.
    pub fn restore(self, place: usize, restored: Vec<u32>, done: impl Fn() + 'static) {
        self.make_anew(place, Some(restored), Box::new(done));
    }

    /// Makes the report at `place` anew as one of the year that its reader says, if none is being made. Does nothing while an
    /// analysis is running.
    pub fn date_anew(self, place: usize) {
        if self.restoring.with_value(Option::is_none) {
            let restored = self.state.reports.with_untracked(|all| all.get(place)?.cleaned.restored.clone());
            self.make_anew(place, restored, Box::new(|| ()));
        }
    }

    fn make_anew(self, place: usize, restored: Option<Vec<u32>>, done: Box<dyn Fn()>) {
        let report = self.state.reports.with_untracked(|all| all.get(place).cloned());
        let Some(report) = report.filter(|_| self.state.task.with_untracked(Option::is_none)) else { return };
        let (cleaned, year) = (&report.cleaned, report.said_year());
        let places = restored.clone().unwrap_or_default();
        self.restoring.set_value(Some(Restoring { restored, year, done }));
        let options = self.state.lists.with_untracked(|lists| lists.options());
        let hears = self.listener();
        // An analysis may have been asked for meanwhile: that is not what ends here.
        let listener = move |event| match event {
            Event::Done => {
                self.restoring.set_value(None);
                self.restore_next();
            }
            Event::Failed(failure) => {
                self.restoring.set_value(None);
                self.state.notify(Notice::Failed(failure));
            }
            event => hears(event),
        };
        self.client.with_value(|client| client.restore(&cleaned.bytes, places, year, options, listener));
    }

    /// Has other reports made of `whole`, a report and the character at which a second one begins in it, or of two `parts`
    /// of one, and calls `done` with them; with none where that cannot be done. Says no while an analysis is running.
    pub fn rearrange(self, of: &Pieces, done: impl Fn(Vec<Report>) + 'static) -> bool {
        if self.state.task.with_untracked(Option::is_some) {
            return false;
        }
        let lists = self.state.lists.get_untracked();
        let options = lists.options();
        let made = RefCell::new(Vec::<Report>::new());
        let listener = move |event| match event {
            Event::Part(Part::Document { document, .. }, bytes) => {
                let bytes: Arc<[u8]> = bytes.into();
                let cleaned = Cleaned::first(&document, bytes.clone());
                made.borrow_mut().push(Report::new(*document, bytes, cleaned));
            }
            Event::Part(part, bytes) => {
                if let Some((index, terms)) = counted(part, bytes, lists.clone())
                    && let Some(report) = made.borrow().get(index as usize)
                {
                    report.terms.set(terms);
                }
            }
            Event::Done => done(made.take()),
            Event::Failed(failure) => {
                self.state.notify(Notice::Failed(failure));
                done(Vec::new());
            }
            Event::Progress { .. } | Event::File(_) | Event::Attention(_) | Event::Search(_) => {}
        };
        self.client.with_value(|client| match of {
            Pieces::Whole(report, at) => client.split(&report.bytes, *at, options, listener),
            Pieces::Parts(first, second) => client.join([&first.bytes, &second.bytes], options, listener),
        });
        true
    }

    /// Makes a project file of named pieces; nothing where it could not be made.
    pub fn pack(self, pieces: Vec<(String, Vec<u8>)>, done: impl Fn(Option<Vec<u8>>) + 'static) {
        let pieces = pieces.into_iter().map(|(name, bytes)| (name, Uint8Array::from(bytes.as_slice()).buffer()));
        let pieces = pieces.collect();
        self.client.with_value(|client| client.pack(pieces, answered(done)));
    }

    /// Reads a project file: the worker's answer as bytes, for [`later::open_project`].
    pub fn unpack(self, file: ArrayBuffer, done: impl Fn(Option<Vec<u8>>) + 'static) {
        self.client.with_value(|client| client.unpack(file, answered(done)));
    }

    /// Makes the next report anew that waits for it. Those that are still to be parted or joined stay in wait.
    pub(super) fn restore_next(self) {
        let next = self.restores.try_update_value(|restores| {
            let at = restores.iter().position(|(document, _)| self.state.position(document).is_some())?;
            Some(restores.remove(at))
        });
        if let Some((document, places)) = next.flatten()
            && let Some(place) = self.state.position(&document)
        {
            self.restore(place, places, || {});
        }
    }

    /// Whether the report of this id is about to be made anew.
    pub(super) fn renews(self, document: &str) -> bool {
        self.restoring.with_value(Option::is_some)
            || self.restores.with_value(|restores| restores.iter().any(|(id, _)| id == document))
    }

    /// Has the figures of a report looked at again as its reader corrected them, and calls `done` with what it is warned of
    /// then.
    pub fn check(self, report: &Report, done: impl Fn(Vec<Warning>) + 'static) {
        let listener = move |event| {
            if let Event::Part(Part::Warnings { warnings }, _) = event {
                done(warnings);
            }
        };
        let corrections = report.checks.corrections.clone();
        self.client.with_value(|client| client.check(&report.bytes, corrections, listener));
    }

    /// Asks for the stop words of this genre, one a line.
    pub fn stop_words(self, done: impl Fn(String) + 'static) {
        let listener = move |event| {
            if let Event::File(Some(bytes)) = event {
                done(String::from_utf8_lossy(&bytes).into_owned());
            }
        };
        self.client.with_value(|client| client.stop_words(listener));
    }

    fn take(self, mut sources: Vec<Source>) {
        if sources.is_empty() {
            return;
        }
        if self.state.task.with_untracked(Option::is_some) {
            self.waiting.update_value(|waiting| waiting.append(&mut sources));
            return;
        }
        distinguish(&mut sources);
        self.state.came.update_value(|came| {
            came.extend(
                sources.iter().map(|source| Came::new(source.name.clone(), source.blob.clone(), source.visiting)),
            );
        });
        self.state.notices.update(|notices| notices.retain(Notice::outlives_analysis));
        self.state.task.set(Some(Task::new(sources.iter().map(|source| (source.name.clone(), source.blob.size())))));
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        spawn_local(async move {
            let mut read = Vec::with_capacity(sources.len());
            for Source { name, blob, .. } in sources {
                if blob.size() > MOST_BYTES {
                    self.too_large(name);
                    continue;
                }
                match bytes(&blob).await {
                    Ok(buffer) if project::is_project(&buffer) => {
                        if let Some(take) = self.projects.get_value() {
                            take(buffer);
                        }
                    }
                    Ok(buffer) => read.push((name, buffer)),
                    Err(error) => self.unreadable(name, &error),
                }
            }
            if self.turn.get_value() == turn {
                self.analyze(read);
            }
        });
    }

    fn unreadable(self, name: String, error: &JsValue) {
        self.failed(&name);
        self.state.notify(Notice::Unreadable { source: name, why: Unreadable::told(error) });
    }

    fn too_large(self, source: String) {
        self.failed(&source);
        self.state.notify(Notice::about(source, "too-large", (MOST_BYTES >> 20) as usize));
    }

    fn failed(self, name: &str) {
        self.step(|task| {
            if let Some(source) = task.source(name) {
                source.stage = Stage::Failed;
            }
        });
    }

    fn analyze(self, sources: Vec<crate::worker::Source>) {
        let options = self.state.lists.with_untracked(|lists| lists.options());
        self.client.with_value(|client| client.analyze(sources, options, self.listener()));
    }

    /// Hears what comes of an analysis.
    fn listener(self) -> impl Fn(Event) + 'static {
        let heard = Heard { places: RefCell::default(), lists: self.state.lists.get_untracked() };
        move |event| match event {
            Event::Failed(failure) => self.done(Some(failure)),
            event => later::heard(self, &heard, event),
        }
    }

    /// Takes up what comes of an analysis; entered through [`later`].
    pub fn hear(self, heard: &Heard, event: Event) {
        match event {
            Event::Progress { step, source, report, of } => {
                self.step(|task| task.progress(step, &source, report, of));
            }
            Event::Part(Part::Document { index, document }, bytes) => {
                let place = self.add(*document, bytes);
                heard.places.borrow_mut().push((index, place));
            }
            Event::Part(Part::Error(error), _) => {
                self.step(|task| {
                    // Where a file of an archive fails, the archive has not.
                    let source = task.source(&error.source);
                    if let Some(source) = source.filter(|source| source.name == error.source) {
                        source.stage = Stage::Failed;
                    }
                });
                self.state.notify(Notice::Source(error));
            }
            Event::Part(part, bytes) => {
                let Some((index, terms)) = counted(part, bytes, heard.lists.clone()) else { return };
                let place = heard.places.borrow().iter().rfind(|(of, _)| *of == index).copied();
                let report =
                    place.and_then(|(_, place)| self.state.reports.with_untracked(|all| all.get(place).cloned()));
                if let Some(report) = report {
                    report.terms.set(terms);
                }
            }
            Event::Done | Event::File(_) | Event::Attention(_) | Event::Search(_) => self.done(None),
            Event::Failed(failure) => self.done(Some(failure)),
        }
    }

    /// Puts a report into the list, or in place of itself where it is open already, and goes there if the reader waits
    /// for it. Returns its place in the list.
    fn add(self, document: Document, bytes: Vec<u8>) -> usize {
        let State { reports, task, .. } = self.state;
        let known = self.state.position(&document.id);
        if let (Some(known), Some(restoring)) = (known, self.restoring.try_update_value(Option::take).flatten()) {
            self.renew(known, document, bytes, restoring);
            return known;
        }
        let of = task.with_untracked(|task| task.as_ref().map_or(1, |task| task.of));
        self.step(|task| {
            if let Some(source) = task.source(&document.source.name) {
                source.reports += 1;
            }
        });
        let visits = self.state.came.try_update_value(|came| Came::of(came, &document)) == Some(true);
        let first = task.with_untracked(|task| task.as_ref().is_some_and(|task| task.report <= 1));
        let id = document.id.clone();
        let bytes: Arc<[u8]> = bytes.into();
        let cleaned = Cleaned::first(&document, bytes.clone());
        let report = self.corrected(Report::new(document, bytes, cleaned));
        let place = known.unwrap_or_else(|| reports.with_untracked(Vec::len));
        reports.update_untracked(|reports| match known {
            // What came by a link takes the place of nothing.
            Some(known) if !visits => reports[known] = report,
            Some(_) => {}
            None => reports.push(report),
        });
        self.state.visiting.update(|visiting| {
            if visits && known.is_none() {
                visiting.push(id);
            } else if !visits {
                visiting.retain(|one| *one != id);
            }
        });
        self.show();
        if !self.state.arrive(place) && first {
            // One report is what the reader wants to see; of several they choose.
            let report = (of <= 1).then_some(place);
            self.state.go(|now| *now = Place { report, ..Place::default() });
        }
        place
    }

    /// The report with what the reader has corrected in it.
    fn corrected(self, report: Report) -> Report {
        let corrections = self.state.ledger.with_untracked(|ledger| ledger.of(&report.document.id));
        if corrections.is_empty() { report } else { report.corrected(corrections) }
    }

    /// Puts a report that was made anew in the place of what it was.
    fn renew(self, place: usize, mut document: Document, bytes: Vec<u8>, restoring: Restoring) {
        let Restoring { restored, year, done } = restoring;
        self.state.reports.update(|reports| {
            let before = &reports[place];
            // Which year was read in the text stays to be seen, beside what its reader says.
            document.year = before.checks.analysed.year;
            let (first, removed) = (before.cleaned.bytes.clone(), before.cleaned.removed.clone());
            let cleaned = Cleaned { bytes: first, removed, restored, year };
            reports[place] = self.corrected(Report::new(document, bytes.into(), cleaned));
        });
        self.state.changes.update(|changes| *changes += 1);
        done();
    }

    /// Lets the views see the reports that came.
    fn show(self) {
        self.shown.tell(move || self.state.reports.notify());
    }

    /// Changes what is known of the running analysis, and lets the views see it.
    fn step(self, change: impl FnOnce(&mut Task)) {
        self.state.task.update_untracked(|task| {
            if let Some(task) = task {
                change(task);
            }
        });
        self.told.tell(move || self.state.task.notify());
    }

    fn done(self, failure: Option<Failure>) {
        self.state.reports.notify();
        let sources = self.state.task.get_untracked().map(|task| task.sources).unwrap_or_default();
        let whole = failure.is_none();
        if let Some(failure) = failure {
            self.state.notify(Notice::Failed(failure));
        }
        let bare = self.state.reports.with_untracked(|reports| {
            reports.iter().any(|report| {
                report.terms.with_untracked(|terms| terms.terms.is_empty())
                    && report.document.text.chars().count() > 200
                    && sources.iter().any(|source| source.holds(&report.document.source.name))
            })
        });
        if whole && bare {
            self.state.notify(Notice::NoDictionary);
        }
        self.state.task.set(None);
        let waiting = self.waiting.try_update_value(std::mem::take).unwrap_or_default();
        if waiting.is_empty() {
            self.restore_next();
        } else {
            self.take(waiting);
        }
    }
}

/// Hears of a file that was asked for.
fn answered(done: impl Fn(Option<Vec<u8>>) + 'static) -> impl Fn(Event) + 'static {
    move |event| match event {
        Event::File(bytes) => done(bytes),
        Event::Failed(_) => done(None),
        Event::Progress { .. } | Event::Part(..) | Event::Attention(_) | Event::Search(_) | Event::Done => {}
    }
}

/// What is known of an analysis while it runs.
pub struct Heard {
    /// Where in the list of open reports those of this analysis stand, by their index in it.
    places: RefCell<Vec<(u32, usize)>>,
    /// The lists their terms are counted with.
    lists: Arc<Lists>,
}

/// The terms of a part, if it is one with terms, and which report they are of.
fn counted(part: Part, bytes: Vec<u8>, lists: Arc<Lists>) -> Option<(u32, Arc<Terms>)> {
    match part {
        Part::Terms { index, terms, positions, lacking, effects } => {
            Some((index, Arc::new(Terms { terms, positions, lacking, effects, lists, bytes })))
        }
        Part::Document { .. } | Part::Warnings { .. } | Part::Error(_) => None,
    }
}

/// Sources of the same name get numbers, so that what is said of one is said of that one.
fn distinguish(sources: &mut [Source]) {
    let mut taken = HashSet::with_capacity(sources.len());
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for source in sources {
        if !taken.insert(source.name.clone()) {
            source.name = numbered(&source.name, &mut taken, &mut numbers);
        }
    }
}

/// A name that is not taken yet, with the next number behind it; takes it.
fn numbered(name: &str, taken: &mut HashSet<String>, numbers: &mut HashMap<String, usize>) -> String {
    let number = numbers.entry(name.to_owned()).or_insert(1);
    loop {
        *number += 1;
        let other = format!("{name} ({number})");
        if taken.insert(other.clone()) {
            return other;
        }
    }
}

async fn bytes(blob: &Blob) -> Result<ArrayBuffer, JsValue> {
    let blob: &web_sys::Blob = blob.as_ref();
    JsFuture::from(blob.array_buffer()).await?.dyn_into()
}

#[cfg(test)]
mod tests {
    use super::numbered;
    use std::collections::HashMap;

    #[test]
    fn names_that_are_taken_get_numbers() {
        let mut taken = ["甲.txt", "甲.txt (2)"].map(str::to_owned).into();
        let mut numbers = HashMap::new();
        let mut next = || numbered("甲.txt", &mut taken, &mut numbers);
        assert_eq!([next(), next()], ["甲.txt (3)", "甲.txt (4)"]);
    }
}
