//! From files to an analysis. In: paths, `-` for standard input. Out: what the engine makes of those that could be
//! read, and an error for each that could not, also told on standard error as a sentence.

use crate::arguments::{Command, Format, Invocation};
use crate::language::Language;
use crate::{check, say};
use gangmu_engine::{Dictionary, Progress, Source};
use gangmu_model::{
    Analysis, CORRECTIONS, Correction, CorrectionFile, Document, Options, Parameters, SourceError, Step, Warning,
};
use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;

/// What came of the sources.
pub(crate) struct Outcome {
    /// The documents, and the errors in the order of the arguments.
    pub(crate) analysis: Analysis,
}

/// A file that was read.
struct Input {
    /// Its place among the arguments.
    place: usize,
    /// The file's name without its folder: what the page, too, knows a file by.
    name: String,
    bytes: Vec<u8>,
}

/// Reads and analyses the files, and says on standard error what went wrong.
pub(crate) fn analyze(invocation: &Invocation, corrections: Vec<Correction>) -> Outcome {
    let language = invocation.language;
    let (mut inputs, mut errors) = (Vec::new(), Vec::new());
    for (place, path) in invocation.files.iter().enumerate() {
        let name = name(path);
        match read(path) {
            Ok(bytes) => inputs.push(Input { place, name, bytes }),
            Err((code, parameters)) => {
                errors.push((place, SourceError { source: name, code: code.to_owned(), parameters }));
            }
        }
    }
    let mut watch = Watch {
        dictionary: needs_words(&invocation.command).then(dictionary).flatten(),
        language,
        visible: !invocation.quiet && io::stderr().is_terminal(),
        places: inputs.iter().map(|input| input.place).collect(),
        begun: 0,
        errors,
    };
    let sources: Vec<_> = inputs.iter().map(|input| Source { name: &input.name, bytes: &input.bytes }).collect();
    let options = Options { corrections, ..Options::default() };
    let mut analysis = gangmu_engine::analyze(&sources, &options, &mut watch);
    watch.wipe();
    watch.errors.sort_by_key(|(place, _)| *place);
    for (place, error) in &watch.errors {
        let path = invocation.files.get(*place).map(|path| path.display().to_string()).unwrap_or_default();
        let sentence = language.sentence(&["cli.error", "error"], &error.code, &error.parameters);
        eprintln!("{}", say!(language, "cli.about", source = path, sentence = sentence));
    }
    if !invocation.quiet {
        for document in &analysis.documents {
            warn(document, &invocation.command, language);
        }
    }
    analysis.errors = watch.errors.into_iter().map(|(_, error)| error).collect();
    Outcome { analysis }
}

fn warn(document: &Document, command: &Command, language: Language) {
    // `check` prints doubts about figures itself; to other commands than `analyze` they are beside the point.
    let told = |warning: &&Warning| matches!(command, Command::Analyze { .. }) || !check::is_doubt(warning);
    for warning in document.warnings.iter().filter(told) {
        let sentence = language.sentence(&["cli.warning", "warning"], &warning.code, &warning.parameters);
        eprintln!("{}", say!(language, "cli.about", source = document.title, sentence = sentence));
    }
}

/// Rows and headings alone need no words.
fn needs_words(command: &Command) -> bool {
    match command {
        Command::Analyze { format, .. } => matches!(format, Format::Json | Format::Ndjson),
        // `terms` counts by itself, as its options ask.
        Command::Terms(_)
        | Command::Kwic { .. }
        | Command::Attention { .. }
        | Command::Outline
        | Command::Check
        | Command::Explain { .. } => false,
    }
}

/// The text of a list of words, or a sentence about why there is none.
pub(crate) fn list(path: &Path, language: Language) -> Result<String, String> {
    let bytes = read(path);
    let text = bytes.and_then(|bytes| match gangmu_engine::read::read(&name(path), &bytes) {
        Ok(raw) => Ok(raw.text),
        Err(error) => Err((error.code(), error.parameters())),
    });
    text.map_err(|(code, parameters)| {
        let sentence = language.sentence(&["cli.error", "error"], code, &parameters);
        say!(language, "cli.about", source = path.display(), sentence = sentence)
    })
}

/// The corrections in a file, or a sentence about why there are none.
pub(crate) fn corrections(path: &Path, language: Language) -> Result<Vec<Correction>, String> {
    let about = |sentence: String| say!(language, "cli.about", source = path.display(), sentence = sentence);
    let bytes = read(path)
        .map_err(|(code, parameters)| about(language.sentence(&["cli.error", "error"], code, &parameters)))?;
    match serde_json::from_slice::<CorrectionFile>(&bytes) {
        Ok(file) if file.schema == CORRECTIONS => Ok(file.corrections),
        _ => Err(about(say!(language, "cli.no-corrections", schema = CORRECTIONS))),
    }
}

/// The reports of one more file, or a sentence about why there are none.
pub(crate) fn documents(path: &Path, language: Language) -> Result<Vec<Document>, String> {
    let sentence = |code: &str, parameters: &Parameters| {
        let sentence = language.sentence(&["cli.error", "error"], code, parameters);
        say!(language, "cli.about", source = path.display(), sentence = sentence)
    };
    let bytes = read(path).map_err(|(code, parameters)| sentence(code, &parameters))?;
    let source = Source { name: &name(path), bytes: &bytes };
    let analysis = gangmu_engine::analyze(&[source], &Options::default(), &mut ());
    match analysis.errors.first() {
        Some(error) => Err(sentence(&error.code, &error.parameters)),
        None => Ok(analysis.documents),
    }
}

fn name(path: &Path) -> String {
    if path == Path::new("-") {
        return "-".to_owned();
    }
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The content of a file, or the code and the parameters of an error.
fn read(path: &Path) -> Result<Vec<u8>, (&'static str, Parameters)> {
    let content = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else if path.is_dir() {
        return Err(("directory", Parameters::new()));
    } else {
        fs::read(path)
    };
    content.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => ("not-found", Parameters::new()),
        io::ErrorKind::PermissionDenied => ("no-permission", Parameters::new()),
        _ => ("unreadable", [("reason".to_owned(), error.to_string())].into()),
    })
}

/// The dictionary that the build made. That it is whole is tested where it is made.
pub(crate) fn dictionary() -> Option<Dictionary> {
    Dictionary::from_packed(&gangmu_dictionary::packed()).ok()
}

/// Lends the dictionary, shows what is being done, and knows which source an error is about.
struct Watch {
    dictionary: Option<Dictionary>,
    language: Language,
    /// Whether somebody looks at standard error.
    visible: bool,
    /// For each source of the engine its place among the arguments.
    places: Vec<usize>,
    /// How many sources the engine has begun to read.
    begun: usize,
    errors: Vec<(usize, SourceError)>,
}

/// Columns of the line that shows progress.
const LINE: usize = 60;

impl Watch {
    fn show(&self, text: &str) {
        if self.visible {
            // Not to see progress is no reason to stop.
            let _ = write!(io::stderr(), "\r{text:<LINE$}");
        }
    }

    fn wipe(&self) {
        if self.visible {
            let _ = write!(io::stderr(), "\r{:<LINE$}\r", "");
        }
    }
}

impl Progress for Watch {
    fn dictionary(&self) -> Option<&Dictionary> {
        self.dictionary.as_ref()
    }

    fn step(&mut self, step: Step, source: &str, report: u32, of: u32) {
        if step == Step::Reading {
            self.begun += 1;
        }
        let step = match step {
            Step::Reading => "reading",
            Step::Cleaning => "cleaning",
            Step::Headings => "headings",
            Step::Numbers => "numbers",
            Step::Words => "words",
        };
        let what = say!(self.language, format!("cli.step.{step}"));
        let text = if of > 1 {
            say!(self.language, "cli.progress-of", step = what, source = source, report = report, of = of)
        } else {
            say!(self.language, "cli.progress", step = what, source = source)
        };
        self.show(&text);
    }

    fn error(&mut self, error: &SourceError) {
        let place = self.begun.checked_sub(1).and_then(|source| self.places.get(source)).copied().unwrap_or_default();
        self.errors.push((place, error.clone()));
    }
}
