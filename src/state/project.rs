//! A project file (`.gangmu`): everything that is open (sources as they came, corrections, lists of words, the view, language
//! and theme), saved and opened again. The worker packs and unpacks the zip (`gangmu_export::project`); here is what the
//! pieces hold. A project opens beside what is open, and changes nothing of that.

use super::arrange::Arranged;
use super::checking::Checking;
use super::correction_file::{self, CorrectionFileError};
use super::desk::Desk;
use super::keeping::Came;
use super::link;
use super::lists::Lists;
use super::notice::Notice;
use super::settings::Theme;
use super::{Report, State, history};
use crate::i18n::{Language, language, set_language};
use crate::view::later;
use gangmu_model::{Correction, CorrectionFile};
use gloo::file::Blob;
use js_sys::{ArrayBuffer, JSON, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use wasm_bindgen_futures::JsFuture;

/// The form that this version writes.
const SCHEMA: &str = "gangmu.project/1";
/// The first piece, by which a project is told from other zips (`gangmu_export::project::MANIFEST`).
const MANIFEST: &str = "gangmu.json";
const CORRECTION_PIECE: &str = "corrections.json";
const LIST_PIECE: &str = "lists.txt";

/// A source, or another piece: its name and its bytes.
pub type Piece = (String, Vec<u8>);

/// What a project holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// The sources, under their own names.
    pub sources: Vec<Piece>,
    /// What the reader corrected.
    pub corrections: Vec<Correction>,
    /// What of the lines that cleaning took out is back in the text: a report's id, and which.
    pub restored: Vec<(String, Vec<u32>)>,
    /// The reader's lists of words.
    pub lists: Lists,
    /// The link to the view; empty for the start page.
    pub view: String,
    /// The tag of the page's language; empty where it is not said.
    pub language: String,
    /// The theme's name; empty where it is not said.
    pub theme: String,
}

/// The first piece.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Manifest {
    schema: String,
    sources: Vec<Entry>,
    restored: Vec<(String, Vec<u32>)>,
    view: String,
    language: String,
    theme: String,
}

/// A source among the pieces.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    /// The piece's name.
    piece: String,
    /// The source's own name, which may hold what no name in a zip should.
    name: String,
}

/// Why a project cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProjectError {
    /// It is cut, or its sums are wrong, or its pieces do not fit together.
    #[error("the project is damaged")]
    Damaged,
    /// A newer version of this program made it.
    #[error("the project was made by a newer version")]
    Newer,
    /// It holds more than is opened.
    #[error("the project is too large")]
    TooLarge,
}

impl ProjectError {
    /// The last part of its sentence's key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::Newer => "newer",
            Self::TooLarge => "too-large",
        }
    }
}

/// Whether a file is a project, by its first piece.
pub fn is_project(file: &ArrayBuffer) -> bool {
    let head = Uint8Array::new(&file.slice_with_end(0, 30 + MANIFEST.len() as u32)).to_vec();
    head.starts_with(b"PK\x03\x04") && head.ends_with(MANIFEST.as_bytes())
}

/// Everything that is open.
async fn of_page(state: State, checking: Checking) -> Project {
    let reports = state.reports.get_untracked();
    let open = |id: &String| reports.iter().any(|report| report.document.id == *id);
    let mut covered: Vec<String> = Vec::new();
    let mut came: Vec<(String, Blob)> = Vec::new();
    state.came.with_value(|all| {
        // What came twice goes once, as it came last.
        for source in all.iter().rev() {
            if Came::documents(source).iter().any(|id| open(id) && !covered.contains(id)) {
                covered.extend(Came::documents(source).iter().cloned());
                came.push(Came::source(source));
            }
        }
    });
    let mut sources = Vec::new();
    for (name, blob) in came.into_iter().rev() {
        let blob: &web_sys::Blob = blob.as_ref();
        if let Ok(buffer) = JsFuture::from(blob.array_buffer()).await {
            sources.push((name, Uint8Array::new(&buffer).to_vec()));
        }
    }
    // What came inside of a saved page has no source but its text.
    let bare = reports.iter().filter(|report| !covered.contains(&report.document.id));
    sources.extend(
        bare.map(|report| (report.document.source.name.clone(), report.checks.analysed.text.clone().into_bytes())),
    );
    let mut restored: Vec<(String, Vec<u32>)> = Vec::new();
    let mut note = |report: &Report| {
        let places = report.cleaned.restored.clone().filter(|places| !places.is_empty());
        let new = !restored.iter().any(|(id, _)| *id == report.document.id);
        restored.extend(places.filter(|_| new).map(|places| (report.document.id.clone(), places)));
    };
    reports.iter().for_each(&mut note);
    // What was put back into a report before it was parted or joined.
    state.arranged.with_value(|all| all.iter().flat_map(Arranged::all).for_each(&mut note));
    Project {
        sources,
        corrections: checking.file().corrections,
        restored,
        lists: state.lists.with_untracked(|lists| Lists::clone(lists)),
        view: history::fragment(state, &state.place.get_untracked()),
        language: language().tag().to_owned(),
        theme: state.theme.get_untracked().name().to_owned(),
    }
}

/// Makes the file of everything that is open; `done` hears it, or that there is none.
pub fn save(state: State, checking: Checking, desk: Desk, done: impl Fn(Option<Vec<u8>>) + 'static) {
    spawn_local(async move {
        match pieces(&of_page(state, checking).await) {
            Some(pieces) => desk.pack(pieces, done),
            None => done(None),
        }
    });
}

/// The pieces of a project's file; `None` where the browser cannot write them.
pub fn pieces(project: &Project) -> Option<Vec<Piece>> {
    let names: Vec<String> = (1..).zip(&project.sources).map(|(at, (name, _))| piece_name(at, name)).collect();
    let sources = names.iter().zip(&project.sources);
    let manifest = Manifest {
        schema: SCHEMA.to_owned(),
        sources: sources.map(|(piece, (name, _))| Entry { piece: piece.clone(), name: name.clone() }).collect(),
        restored: project.restored.clone(),
        view: project.view.clone(),
        language: project.language.clone(),
        theme: project.theme.clone(),
    };
    let value = manifest.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).ok()?;
    let manifest = String::from(JSON::stringify(&value).ok()?);
    let file = CorrectionFile::new(project.corrections.clone());
    let corrections = correction_file::to_text(&file).ok()?;
    let mut pieces = vec![
        (MANIFEST.to_owned(), manifest.into_bytes()),
        (CORRECTION_PIECE.to_owned(), corrections.into_bytes()),
        (LIST_PIECE.to_owned(), project.lists.to_text().into_bytes()),
    ];
    pieces.extend(names.into_iter().zip(project.sources.iter().map(|(_, bytes)| bytes.clone())));
    Some(pieces)
}

/// The project of a file's pieces.
///
/// # Errors
/// [`ProjectError`].
pub fn read(pieces: Vec<Piece>) -> Result<Project, ProjectError> {
    let text = |name: &str| {
        let piece = pieces.iter().find(|(known, _)| known == name)?;
        String::from_utf8(piece.1.clone()).ok()
    };
    let manifest = text(MANIFEST).and_then(|text| JSON::parse(&text).ok()).ok_or(ProjectError::Damaged)?;
    let manifest: Manifest = serde_wasm_bindgen::from_value(manifest).map_err(|_| ProjectError::Damaged)?;
    let family = SCHEMA.trim_end_matches(|c: char| c.is_ascii_digit());
    if manifest.schema != SCHEMA {
        let newer = manifest.schema.starts_with(family);
        return Err(if newer { ProjectError::Newer } else { ProjectError::Damaged });
    }
    let corrections = correction_file::from_text(&text(CORRECTION_PIECE).ok_or(ProjectError::Damaged)?);
    let corrections = corrections.map_err(|error| match error {
        CorrectionFileError::Newer => ProjectError::Newer,
        CorrectionFileError::Other | CorrectionFileError::Damaged => ProjectError::Damaged,
    })?;
    let lists = Lists::from_text(&text(LIST_PIECE).unwrap_or_default());
    let mut sources = Vec::with_capacity(manifest.sources.len());
    for Entry { piece, name } in &manifest.sources {
        let found = pieces.iter().find(|(known, _)| known == piece).ok_or(ProjectError::Damaged)?;
        sources.push((name.clone(), found.1.clone()));
    }
    let Manifest { restored, view, language, theme, .. } = manifest;
    Ok(Project { sources, corrections: corrections.corrections, restored, lists, view, language, theme })
}

/// Opens a project beside what is open.
pub fn open(state: State, desk: Desk, checking: Checking, file: ArrayBuffer) {
    desk.unpack(file, move |answer| match answer {
        Some(bytes) => later::open_project(state, desk, checking, &bytes),
        None => state.notify(Notice::Project(ProjectError::Damaged)),
    });
}

/// Opens the project of the worker's answer; entered through [`later`].
pub fn open_answer(state: State, desk: Desk, checking: Checking, answer: &[u8]) {
    let project = match postcard::from_bytes::<Result<Vec<Piece>, String>>(answer) {
        Ok(Ok(pieces)) => read(pieces),
        Ok(Err(key)) if key == ProjectError::TooLarge.key() => Err(ProjectError::TooLarge),
        _ => Err(ProjectError::Damaged),
    };
    match project {
        Ok(project) => adopt(state, desk, checking, project),
        Err(error) => state.notify(Notice::Project(error)),
    }
}

fn adopt(state: State, desk: Desk, checking: Checking, project: Project) {
    // What the reader has said of a row here stands.
    let own = checking.file().corrections;
    let new = project.corrections.into_iter().filter(|one| !own.iter().any(|known| known.same_place(one)));
    checking.import(new.collect());
    if !project.lists.is_empty() && state.lists.with_untracked(|own| **own != project.lists) {
        if !state.lists.with_untracked(|own| own.is_empty()) {
            state.borrowed.set(true);
            state.notify(Notice::Lists);
        }
        state.lists.set(Arc::new(project.lists));
    }
    if let Some(language) = Language::from_tag(&project.language) {
        set_language(language);
    }
    if let Some(theme) = Theme::ALL.into_iter().find(|theme| theme.name() == project.theme) {
        state.theme.set(theme);
    }
    // Its reports are read anew, also one that is open already: the view is gone to when its report has come.
    if let Some(Ok(view)) = link::decode(&project.view) {
        state.wanted.set(Some(view));
    }
    desk.open_all(project.sources, project.restored);
}

/// `sources/3-报告.docx`: in order, by names that every program that unpacks them takes.
fn piece_name(at: usize, name: &str) -> String {
    let kept = |c: &char| !c.is_control() && !"\\/:*?\"<>|".contains(*c);
    let mut tail: Vec<char> = name.chars().filter(kept).collect();
    // The ending says to a person what it is.
    tail.drain(..tail.len().saturating_sub(60));
    format!("sources/{at}-{}", tail.into_iter().collect::<String>().trim())
}

#[cfg(test)]
mod tests {
    use super::piece_name;

    #[test]
    fn names_in_the_zip_hold_no_folders_and_keep_their_ending() {
        assert_eq!(piece_name(1, "包.zip/报告?.docx"), "sources/1-包.zip报告.docx");
        assert_eq!(piece_name(2, "../../etc/passwd"), "sources/2-....etcpasswd");
        assert_eq!(piece_name(3, &format!("{}.txt", "长".repeat(100))).chars().count(), 10 + 60);
    }
}
