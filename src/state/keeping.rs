//! Keeping work from one visit to the next, for readers who say so: the sources of the open reports, and corrections. Until
//! then nothing is written, and when they say no again nothing is left.

use super::arrange::{self, Arranged};
use super::checking::Checking;
use super::desk::Desk;
use super::ledger::{Change, Step};
use super::notice::{Notice, Unreadable};
use super::project::{self, Project};
use super::store::{self, KeptReport, KeptSource, StoreError};
use super::{Report, State};
use crate::view::later;
use gangmu_model::Document;
use gloo::file::Blob;
use js_sys::ArrayBuffer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// The key of the reader's word that work is to be kept.
const CONSENT: &str = "gangmu.keep";
/// The key of the reports that are open in this tab, by their ids, as long as the tab lives.
const OPEN: &str = "gangmu.open";
/// What every key of ours in the page's small storage begins with.
const PREFIX: &str = "gangmu.";

/// A source that came in this visit, and what is in it.
pub struct Came {
    name: String,
    blob: Blob,
    documents: Vec<String>,
    kept: bool,
    /// It came by a link, and the reader has not taken it over.
    visiting: bool,
}

impl Came {
    /// A source that is about to be read.
    pub fn new(name: String, blob: Blob, visiting: bool) -> Self {
        Self { name, blob, documents: Vec::new(), kept: false, visiting }
    }

    /// The reports in it.
    pub fn documents(&self) -> &[String] {
        &self.documents
    }

    /// Its name and bytes.
    pub fn source(&self) -> (String, Blob) {
        (self.name.clone(), self.blob.clone())
    }

    /// A report is of the newest source of its source's name. Returns whether that came by a link.
    pub fn of(came: &mut [Self], document: &Document) -> bool {
        let name = &document.source.name;
        let holds = |source: &&mut Self| {
            name.strip_prefix(source.name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let Some(source) = came.iter_mut().rev().find(holds) else { return false };
        if !source.documents.contains(&document.id) {
            source.documents.push(document.id.clone());
            source.kept = false;
        }
        source.visiting
    }
}

/// Keeping; a `Copy` handle, provided as context by `App`.
#[derive(Clone, Copy)]
pub struct Keeping {
    state: State,
    desk: Desk,
    checking: Checking,
    /// Whether the page started without anything that was kept (`#safe`), because something in that may keep it from
    /// starting.
    pub safe: bool,
    /// Whether work is kept.
    pub consent: RwSignal<bool>,
    /// The sources of earlier visits.
    pub kept: RwSignal<Vec<KeptSource>>,
    /// Why the last thing could not be kept.
    pub trouble: RwSignal<Option<StoreError>>,
}

impl Keeping {
    /// Takes up what was kept, where anything was and the page is not to start `safe`, and keeps work from now on as long as
    /// the reader wants it.
    pub fn start(state: State, desk: Desk, checking: Checking, safe: bool) -> Self {
        let (kept, trouble) = (RwSignal::new(Vec::new()), RwSignal::new(None));
        let consent = RwSignal::new(!safe && consented());
        let this = Self { state, desk, checking, safe, consent, kept, trouble };
        checking.listen(move |step| this.keep_step(step));
        if this.consent.get_untracked() {
            behind(move || later::take_up(this));
        }
        Effect::new(move || {
            state.reports.track();
            if this.consent.get() && state.task.with(Option::is_none) {
                behind(move || later::keep_sources(this));
            }
        });
        this
    }

    /// The keeping that `App` provided.
    pub fn get() -> Self {
        expect_context()
    }

    /// Keeps work from now on: what is open and what was corrected already, too.
    pub fn agree(self) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(CONSENT, "yes");
        }
        self.no_trouble();
        self.consent.set(true);
        let list = self.state.ledger.with_untracked(|ledger| ledger.all().to_vec());
        let changes = list.into_iter().map(|correction| Change::to(correction, &[])).collect();
        behind(move || later::keep_changes(self, changes));
    }

    /// Forgets everything that was ever kept, and keeps nothing any more. What is open stays open.
    pub fn forget(self) {
        self.consent.set(false);
        self.kept.set(Vec::new());
        self.no_trouble();
        self.state.came.update_value(|came| came.iter_mut().for_each(|source| source.kept = false));
        if let Some(storage) = storage() {
            let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
            let keys: Vec<String> = keys.filter(|key| key.starts_with(PREFIX)).collect();
            for key in keys {
                let _ = storage.remove_item(&key);
            }
        }
        behind(move || later::forget(self));
    }

    /// Opens sources that were kept.
    pub fn open(self, sources: Vec<KeptSource>) {
        behind(move || later::open_kept(self, sources));
    }

    /// Makes a file of everything that is kept, the sources as they are, without reading them; `done` hears whether there
    /// is one.
    pub fn save_raw(self, done: impl Fn(Option<Vec<u8>>) + 'static) {
        spawn_local(async move {
            match later::come().await {
                Ok(()) => later::save_raw(self, Box::new(done)),
                Err(_) => done(None),
            }
        });
    }

    /// Makes a project file of everything that is open, for work that the browser cannot keep; `done` hears whether there is
    /// one.
    pub fn save_open(self, done: impl Fn(Option<Vec<u8>>) + 'static) {
        spawn_local(async move {
            match later::come().await {
                Ok(()) => later::save_open(self, Box::new(done)),
                Err(_) => done(None),
            }
        });
    }

    /// Makes a report that came by a link one of the reader's own.
    pub fn take_over(self, document: &str) {
        self.state.visiting.update(|visiting| visiting.retain(|one| one != document));
        self.state.came.update_value(|came| {
            for source in came.iter_mut().filter(|source| source.documents.iter().any(|one| one == document)) {
                source.visiting = false;
            }
        });
        if self.consent.get_untracked() {
            self.keep_sources();
        }
    }

    /// The kept sources of which no report is open.
    pub fn closed(self) -> Vec<KeptSource> {
        let open = |document: &str| {
            self.state.reports.with(|reports| reports.iter().any(|report| report.document.id == document))
        };
        let closed = |source: &&KeptSource| !source.reports.iter().any(|report| open(&report.document));
        self.kept.with(|kept| kept.iter().filter(closed).cloned().collect())
    }

    fn keep_step(self, step: &Step) {
        if self.consent.get_untracked() {
            let changes = step.changes.clone();
            behind(move || later::keep_changes(self, changes));
        }
    }
}

/// What speaks to the store, which comes with the rest of the page's program: entered through [`later`] alone.
impl Keeping {
    /// Takes up what was kept.
    pub fn take_up(self) {
        spawn_local(self.adopt());
    }

    async fn adopt(self) {
        match store::corrections().await {
            Ok(corrections) => self.checking.adopt(corrections),
            Err(error) => return self.trouble.set(Some(error)),
        }
        let Ok(kept) = store::sources().await else { return };
        let wanted = self.state.wanted.with_untracked(|wanted| wanted.as_ref().map(|wanted| wanted.document.clone()));
        // The address names a report that is kept: the page was loaded again, or a link to it was followed. Where it was
        // loaded again, the others that were open are too.
        let mut again = Vec::new();
        if let Some(wanted) = wanted {
            let open = tab().and_then(|tab| tab.get_item(OPEN).ok().flatten()).unwrap_or_default();
            let others: Vec<&str> = if open.contains(&wanted) { open.split(' ').collect() } else { Vec::new() };
            self.state.expected.set_value(others.iter().map(|&id| id.to_owned()).collect());
            let has = |source: &KeptSource, id: &str| source.reports.iter().any(|report| report.document == id);
            let (first, rest): (Vec<_>, Vec<_>) = kept.iter().cloned().partition(|source| has(source, &wanted));
            again.extend(first.into_iter().take(1));
            again.extend(rest.into_iter().filter(|source| others.iter().any(|id| has(source, id))));
        }
        self.kept.set(kept);
        self.open(again);
    }

    /// Opens sources that were kept.
    pub async fn open_kept(self, sources: Vec<KeptSource>) {
        let (mut found, mut lost) = (Vec::new(), Vec::new());
        for KeptSource { key, name, .. } in sources {
            match store::bytes(&key).await {
                Ok(Some(bytes)) => found.push((name, bytes)),
                _ => lost.push(name),
            }
        }
        if !found.is_empty() {
            self.desk.open_kept(found);
        }
        // What is opened takes earlier notices away.
        for source in lost {
            self.state.notify(Notice::Unreadable { source, why: Unreadable::Unknown });
        }
    }

    /// Packs what is in the store.
    pub fn pack_raw(self, done: Box<dyn Fn(Option<Vec<u8>>)>) {
        spawn_local(async move {
            let pieces = match (store::raw().await, store::corrections().await) {
                (Ok(sources), Ok(corrections)) => {
                    project::pieces(&Project { sources, corrections, ..Project::default() })
                }
                _ => None,
            };
            match pieces {
                Some(pieces) => self.desk.pack(pieces, done),
                None => done(None),
            }
        });
    }

    /// Packs what is open.
    pub fn pack_open(self, done: Box<dyn Fn(Option<Vec<u8>>)>) {
        project::save(self.state, self.checking, self.desk, done);
    }

    /// Empties the store.
    pub fn forget_store(self) {
        if let Some(tab) = tab() {
            let _ = tab.remove_item(OPEN);
        }
        spawn_local(async move {
            let gone = store::forget().await;
            self.checking.say(tr!(if gone.is_ok() { "keep.forgotten" } else { "keep.not_forgotten" }));
        });
    }

    /// Keeps changes of corrections.
    pub fn keep_changes(self, changes: Vec<Change>) {
        spawn_local(async move {
            for (at, change) in changes.iter().enumerate() {
                let document = change.document();
                if changes[..at].iter().any(|other| other.document() == document) {
                    continue;
                }
                // They may have taken their word back meanwhile.
                if !self.consent.get_untracked() {
                    return;
                }
                let own: Vec<Change> =
                    changes[at..].iter().filter(|other| other.document() == document).cloned().collect();
                self.heed(store::keep_changes(document, &own).await);
            }
        });
    }

    /// Keeps the sources that came and are not kept yet, and opens those that hold the rest of a report that is open.
    pub fn keep_sources(self) {
        // At first there is none: it is about to be read which ones there were.
        if self.state.reports.with_untracked(|reports| !reports.is_empty()) {
            let open = self.state.put_in_order().join(" ");
            let _ = tab().map(|tab| tab.set_item(OPEN, &open));
        }
        for lacking in arrange::lacking(self.state) {
            let holds = |source: &&KeptSource| source.reports.iter().any(|report| report.document == lacking);
            if let Some(source) = self.kept.with_untracked(|kept| kept.iter().find(holds).cloned()) {
                self.kept.update_untracked(|kept| kept.retain(|known| known.key != source.key));
                self.open(vec![source]);
            }
        }
        let mut new = Vec::new();
        self.state.came.update_value(|came| {
            for source in
                came.iter_mut().filter(|source| !source.kept && !source.visiting && !source.documents.is_empty())
            {
                source.kept = true;
                new.push((source.name.clone(), source.blob.clone(), source.documents.clone()));
            }
        });
        let reports = self.state.reports.get_untracked();
        for (name, blob, documents) in new {
            let of = |id: &String| reports.iter().find(|report| report.document.id == *id).map(facts);
            let mut kept: Vec<KeptReport> = documents.iter().filter_map(of).collect();
            if kept.is_empty() {
                // Its reports are parts of others now, and are needed when those are to come of them again.
                self.state.arranged.with_value(|all| {
                    let own = all.iter().flat_map(Arranged::all).filter(|one| documents.contains(&one.document.id));
                    kept.extend(own.take(1).map(facts));
                });
            }
            let Some(first) = documents.first().filter(|_| !kept.is_empty()) else { continue };
            // The same file again is the same source, whatever was made of its reports.
            let key = format!("{first}-{}", blob.size());
            let source = KeptSource { key, name, reports: kept };
            spawn_local(async move {
                let Some(bytes) = bytes(&blob).await else { return };
                if !self.consent.get_untracked() {
                    return;
                }
                let result = store::keep_source(&source, &bytes).await;
                if result.is_err() {
                    // It is tried again when the next report comes.
                    self.state.came.update_value(|came| {
                        came.iter_mut().filter(|one| one.documents == documents).for_each(|one| one.kept = false);
                    });
                }
                self.heed(result);
            });
        }
    }

    fn heed(self, result: Result<(), StoreError>) {
        let Err(error) = result else { return };
        // Said once: every further change would fail in the same way.
        if self.trouble.get_untracked() != Some(error) {
            self.trouble.set(Some(error));
            self.state.notify(Notice::NotKept(error));
        }
    }

    fn no_trouble(self) {
        self.trouble.set(None);
        self.state.notices.update(|notices| notices.retain(|notice| !matches!(notice, Notice::NotKept(_))));
    }
}

/// Does `job` when the rest of the page's program is there; without it, nothing can be kept or found.
fn behind(job: impl FnOnce() + 'static) {
    spawn_local(async move {
        if later::come().await.is_ok() {
            job();
        }
    });
}

fn facts(report: &Report) -> KeptReport {
    let document = &report.document;
    let end = f64::from(report.index.len().max(1));
    let tops = document.sections.iter().filter(|section| section.level <= 2);
    KeptReport {
        document: document.id.clone(),
        name: document.region.as_ref().map_or_else(|| document.title.clone(), |region| region.name.clone()),
        year: document.year,
        characters: report.length as u32,
        headings: document.sections.len() as u32,
        indicators: document.indicators.len() as u32,
        starts: tops.map(|section| (f64::from(section.start) / end, section.level == 1)).collect(),
    }
}

async fn bytes(blob: &Blob) -> Option<ArrayBuffer> {
    let blob: &web_sys::Blob = blob.as_ref();
    JsFuture::from(blob.array_buffer()).await.ok()?.dyn_into().ok()
}

fn consented() -> bool {
    storage().and_then(|storage| storage.get_item(CONSENT).ok().flatten()).as_deref() == Some("yes")
}

/// What the browser keeps for this tab.
fn tab() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
