//! What the page tells the reader in a line: a source that could not be read, a link that cannot be followed …
//!
//! A notice is data; its sentence is made when it is shown, so that it follows the language.

use super::link::LinkError;
use super::project::ProjectError;
use super::store::StoreError;
use crate::i18n::number;
use crate::worker::Failure;
use gangmu_model::{Parameters, SourceError};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

/// Something to know. Stays until it is dismissed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A source could not be read.
    Source(SourceError),
    /// The browser did not hand over a file's bytes.
    Unreadable {
        /// The file's name.
        source: String,
        /// What the browser said.
        why: Unreadable,
    },
    /// A sample could not be loaded.
    Sample {
        /// The sample's title.
        title: String,
    },
    /// An analysis ended before it was done.
    Failed(Failure),
    /// The reader stopped an analysis: of how many sources it had, and how many reports it had opened.
    Stopped {
        /// Its sources.
        sources: usize,
        /// The reports that were opened.
        reports: u32,
    },
    /// Reports have no terms, because the dictionary could not be loaded.
    NoDictionary,
    /// A link cannot be read.
    Link(LinkError),
    /// A link's report is not open.
    NotOpen,
    /// A link brought lists of words.
    Lists,
    /// A project file cannot be opened.
    Project(ProjectError),
    /// The work that the page was saved with cannot be read.
    Work,
    /// The browser cannot keep the work that it was to keep.
    NotKept(StoreError),
    /// A newer version of the page lies ready.
    Version,
}

/// Why a browser does not hand over a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is not where it was.
    Gone,
    /// It may not be read, is in use, or has changed since it was chosen.
    Locked,
    /// It is a folder, of which the browser does not say what is in it: Chromium on `file://`, or one too deep.
    Folder,
    /// Anything else.
    Unknown,
}

impl Unreadable {
    /// What an error of the browser says.
    pub fn told(error: &JsValue) -> Self {
        match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
            Some("NotFoundError") => Self::Gone,
            Some("NotReadableError" | "SecurityError" | "NoModificationAllowedError") => Self::Locked,
            Some("EncodingError") => Self::Folder,
            None if error.is_null() => Self::Folder,
            _ => Self::Unknown,
        }
    }
}

impl Notice {
    /// That `source` cannot be read, for the reason `code`; `limit` is what its sentence names.
    pub fn about(source: String, code: &str, limit: usize) -> Self {
        let parameters = Parameters::from([("limit".to_owned(), limit.to_string())]);
        Self::Source(SourceError { source, code: code.to_owned(), parameters })
    }

    /// Whether it is still worth saying when another text is opened.
    pub fn outlives_analysis(&self) -> bool {
        matches!(self, Self::NotOpen | Self::NotKept(_) | Self::Version)
    }

    /// Two or three words that say what it is.
    pub fn title(&self) -> String {
        tr!(match self {
            Self::Source(error) if error.code == "empty" => "notice.title.empty",
            Self::Source(_) | Self::Unreadable { .. } | Self::Sample { .. } | Self::Work | Self::Project(_) =>
                "notice.title.source",
            Self::Failed(_) | Self::Stopped { .. } => "notice.title.failed",
            Self::NoDictionary => "notice.title.words",
            Self::NotKept(_) => "notice.title.not_kept",
            Self::Version => "notice.title.version",
            Self::Link(_) | Self::NotOpen | Self::Lists => "notice.title.link",
        })
    }

    /// The source it is about.
    pub fn source(&self) -> Option<&str> {
        let source = match self {
            Self::Source(error) => &error.source,
            Self::Unreadable { source, .. } | Self::Failed(Failure::Crash { source, .. }) => source,
            Self::Sample { title } => title,
            _ => return None,
        };
        (!source.is_empty()).then_some(source)
    }

    /// What happened and what to do.
    pub fn sentence(&self) -> String {
        match self {
            Self::Source(error) => {
                let key = format!("error.{}", error.code);
                let mut sentence = tr!(&key);
                for (name, value) in &error.parameters {
                    sentence = sentence.replace(&format!("%{{{name}}}"), value);
                }
                // A code without a sentence of its own comes back as its key.
                if sentence.ends_with(&key) { tr!("error.unknown", code = error.code) } else { sentence }
            }
            Self::Unreadable { why, .. } => tr!(match why {
                Unreadable::Gone => "error.gone",
                Unreadable::Locked => "error.locked",
                Unreadable::Folder => "error.folder",
                Unreadable::Unknown => "error.unreadable",
            }),
            Self::Sample { .. } => tr!("error.sample"),
            Self::Failed(Failure::Crash { message, .. }) => tr!("error.crash", message = message),
            Self::Failed(Failure::Load { message }) => tr!("error.load", message = message),
            Self::Failed(Failure::Build) => tr!("error.build"),
            Self::Stopped { sources, reports } => tr!("notice.stopped", sources = number(*sources), reports = reports),
            Self::NoDictionary => tr!("error.dictionary"),
            Self::Link(LinkError::Cut { received, expected }) => {
                let received = number(*received as usize);
                match expected {
                    Some(expected) => tr!("link.cut-of", received = received, expected = number(*expected as usize)),
                    None => tr!("link.cut", received = received),
                }
            }
            Self::Link(LinkError::Altered | LinkError::NoLink) => tr!("link.altered"),
            Self::Link(LinkError::Newer) => tr!("link.newer"),
            Self::Link(LinkError::Dictionary { .. }) => tr!("link.dictionary"),
            Self::Link(LinkError::TooLarge { bytes }) => tr!("link.too-large", bytes = number(*bytes as usize)),
            Self::Project(error) => tr!(format!("error.project-{}", error.key())),
            Self::NotOpen => tr!("link.not-open"),
            Self::Lists => tr!("link.lists"),
            Self::NotKept(StoreError::Full) => tr!("keep.full"),
            Self::NotKept(StoreError::Refused) => tr!("keep.refused"),
            Self::Version => tr!("notice.version"),
            Self::Work => tr!("error.work"),
        }
    }
}
