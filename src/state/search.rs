//! The search over all open reports: what is looked for in, the places of each report out. It has a worker of its own, so
//! that it answers while reports are still being read, and so that the next keystroke can end what the last one began.
//! What was found outlives the view: a reader who followed a line into the text comes back to the same lines.

use super::{Report, State};
use crate::worker::{Client, Event};
use gangmu_model::{PatternFault, SearchHits, SearchQuery};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::sync::Arc;

/// How long typing has to pause before a search begins while another is under way, in milliseconds: to end one takes its
/// worker, which costs more than most searches.
const PAUSE_MS: u32 = 120;
/// How much text the worker is given at once, in bytes: what it is given it finishes, unless it is ended.
const BATCH: usize = 2 << 20;

/// What was found.
#[derive(Clone, Default)]
pub struct Found {
    /// What was looked for.
    pub query: SearchQuery,
    /// The reports that were searched, in their order, and where they have it.
    pub reports: Vec<(Report, Arc<SearchHits>)>,
    /// Why the regular expression cannot be used.
    pub fault: Option<PatternFault>,
    /// Whether the worker could not do it.
    pub failed: bool,
}

impl Found {
    /// The places of all reports.
    pub fn places(&self) -> usize {
        self.reports.iter().map(|(_, hits)| hits.places.len()).sum()
    }

    /// Whether some report has more places than are known.
    pub fn more(&self) -> bool {
        self.reports.iter().any(|(_, hits)| hits.more)
    }

    /// What is known of a report.
    fn of(&self, report: &Report) -> Option<Arc<SearchHits>> {
        let known = self.reports.iter().find(|(known, _)| Arc::ptr_eq(&known.document, &report.document));
        known.map(|(_, hits)| hits.clone())
    }
}

/// The search; a `Copy` handle, provided as context by `App`.
#[derive(Clone, Copy)]
pub struct Search {
    /// In a place of its own: views hand this on by value.
    state: StoredValue<State>,
    /// Started by the first search.
    client: StoredValue<Option<Client>, LocalStorage>,
    /// What is looked for now.
    query: StoredValue<SearchQuery>,
    /// The search that begins when typing pauses.
    pause: StoredValue<Option<Timeout>, LocalStorage>,
    /// What was found last, as far as the search is.
    pub found: RwSignal<Arc<Found>>,
    /// Whether a search is under way.
    pub busy: RwSignal<bool>,
    /// The line that was followed: its report and character.
    pub followed: RwSignal<Option<(String, u32)>>,
}

impl Search {
    /// A search that was not asked for anything.
    pub fn new(state: State) -> Self {
        Self {
            state: StoredValue::new(state),
            client: StoredValue::new_local(None),
            query: StoredValue::default(),
            pause: StoredValue::new_local(None),
            found: RwSignal::new(Arc::default()),
            busy: RwSignal::new(false),
            followed: RwSignal::new(None),
        }
    }

    /// The search that `App` provided.
    pub fn get() -> Self {
        expect_context()
    }

    /// Searches the open reports for `query`, unless that was done; where another search is under way, once typing pauses. Must
    /// be called again whenever one of them changes; a search for something else ends.
    pub fn make(self, query: SearchQuery) {
        self.state.get_value().reports.track();
        let under_way = self.busy.get_untracked();
        // It looks for reports that came meanwhile by itself.
        if under_way && self.query.with_value(|asked| *asked == query) {
            return;
        }
        self.pause.set_value(None);
        if under_way {
            self.client.with_value(|client| {
                if let Some(client) = client {
                    client.cancel();
                }
            });
        }
        self.query.set_value(query);
        self.busy.set(true);
        self.pause.set_value(Some(Timeout::new(if under_way { PAUSE_MS } else { 0 }, move || self.go_on())));
    }

    /// Has the first of the reports searched that were not, and goes on with the next ones after that.
    fn go_on(self) {
        let (query, reports) = (self.query.get_value(), self.state.get_value().reports.get_untracked());
        let before = self.found.get_untracked();
        let kept = (before.query == query && !before.failed).then_some(before);
        if query.text.trim().is_empty() || kept.as_ref().is_some_and(|found| found.fault.is_some()) {
            let fault = kept.and_then(|found| found.fault);
            return self.end(Found { query, fault, ..Found::default() });
        }
        let known: Vec<Known> = reports
            .into_iter()
            .map(|report| {
                let hits = kept.as_ref().and_then(|found| found.of(&report));
                (report, hits)
            })
            .collect();
        let mut bytes = 0;
        let fits = |report: &&Report| {
            let fits = bytes < BATCH;
            bytes += report.document.text.len();
            fits
        };
        let missing = known.iter().filter(|(_, hits)| hits.is_none()).map(|(report, _)| report);
        let batch: Vec<Report> = missing.take_while(fits).cloned().collect();
        if batch.is_empty() {
            let same = |found: &Found| {
                let pointer = |report: &Report| Arc::as_ptr(&report.document);
                found
                    .reports
                    .iter()
                    .map(|(report, _)| pointer(report))
                    .eq(known.iter().map(|(report, _)| pointer(report)))
            };
            // What is shown stays as it is, and with it the focus.
            if kept.as_deref().is_some_and(same) {
                return self.busy.set(false);
            }
            let reports = known.into_iter().filter_map(|(report, hits)| Some((report, hits?))).collect();
            return self.end(Found { query, reports, ..Found::default() });
        }
        let asked = query.clone();
        let texts: Vec<Report> = batch.clone();
        let listener = move |event| {
            let query = query.clone();
            match event {
                Event::Search(Some(Ok(hits))) => {
                    let reports = with(&known, &batch, hits);
                    self.found.set(Arc::new(Found { query, reports, ..Found::default() }));
                    self.go_on();
                }
                Event::Search(Some(Err(fault))) => self.end(Found { query, fault: Some(fault), ..Found::default() }),
                Event::Search(None) | Event::Failed(_) => self.end(Found { query, failed: true, ..Found::default() }),
                Event::Progress { .. } | Event::Part(..) | Event::File(_) | Event::Attention(_) | Event::Done => {}
            }
        };
        self.client.update_value(|client| {
            let texts: Vec<&str> = texts.iter().map(|report| report.document.text.as_str()).collect();
            client.get_or_insert_with(Client::start_searcher).search(&texts, asked, listener);
        });
    }

    fn end(self, found: Found) {
        self.busy.set(false);
        self.found.set(Arc::new(found));
    }
}

/// A report, and its places where they are known.
type Known = (Report, Option<Arc<SearchHits>>);

/// What is known, and what came of a batch, in the order of the reports.
fn with(known: &[Known], batch: &[Report], hits: Vec<SearchHits>) -> Vec<(Report, Arc<SearchHits>)> {
    let mut came = batch.iter().zip(hits).peekable();
    let found = known.iter().filter_map(|(report, hits)| {
        let mut came = || came.next_if(|(next, _)| Arc::ptr_eq(&next.document, &report.document));
        let hits = hits.clone().or_else(|| came().map(|(_, hits)| Arc::new(hits)));
        Some((report.clone(), hits?))
    });
    found.collect()
}
