//! Gangmu on the command line. In: files named by the arguments, or standard input. Out: their analysis as the
//! contract's JSON, CSV, a workbook, a list of terms, places of a term, shares of a word list, an outline, figures that do
//! not agree, or what stands at one character; on standard output (or in a file) what was asked for, on standard error
//! sentences. The exit status says 1 if a source failed, 2 if the arguments were wrong.
#![forbid(unsafe_code)]

mod arguments;
mod attention;
mod check;
mod explain;
mod input;
mod kwic;
mod language;
mod outline;
mod table;
mod terms;

use arguments::{Command, Format, Invocation};
use gangmu_model::ExportOptions;
use input::Outcome;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

rust_i18n::i18n!("../../locales", fallback = "en");

/// A source could not be read, or the output not be written.
const FAILED: u8 = 1;
/// The arguments make no sense.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    let language = language::choose(&words);
    match arguments::parse(words, language) {
        Ok(invocation) => run(&invocation),
        Err(refusal) => {
            // A closed terminal is no reason to fail a second time.
            let _ = refusal.print();
            ExitCode::from(refusal.status)
        }
    }
}

/// Does what was asked and gives the exit status.
fn run(invocation: &Invocation) -> ExitCode {
    let language = invocation.language;
    if invocation.command.is_binary() && invocation.output.is_none() && io::stdout().is_terminal() {
        eprintln!("{}", say!(language, "cli.usage.binary"));
        return ExitCode::from(USAGE);
    }
    let corrections =
        invocation.corrections.as_deref().map_or(Ok(Vec::new()), |path| input::corrections(path, language));
    let corrections = match corrections {
        Ok(corrections) => corrections,
        Err(sentence) => {
            eprintln!("{sentence}");
            return ExitCode::from(USAGE);
        }
    };
    let outcome = input::analyze(invocation, corrections);
    let mut status = if outcome.analysis.errors.is_empty() { 0 } else { FAILED };
    let written = match &invocation.output {
        None => write_to(io::stdout().lock(), invocation, &outcome),
        Some(path) => File::create(path).and_then(|file| write_to(file, invocation, &outcome)),
    };
    match written {
        Ok(None) => {}
        Ok(Some(refusal)) => {
            eprintln!("{refusal}");
            status = USAGE;
        }
        // Whoever reads the output has seen enough: `gangmu … | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        Err(error) => {
            eprintln!("{}", say!(language, "cli.write-failed", reason = error));
            status = FAILED;
        }
    }
    ExitCode::from(status)
}

/// Writes the result through a buffer.
fn write_to(out: impl Write, invocation: &Invocation, outcome: &Outcome) -> io::Result<Option<String>> {
    let mut out = BufWriter::new(out);
    let refusal = write(&mut out, invocation, outcome)?;
    out.flush()?;
    Ok(refusal)
}

/// Writes the result. Gives a sentence where the arguments turn out to name something that is not there.
fn write(out: &mut impl Write, invocation: &Invocation, outcome: &Outcome) -> io::Result<Option<String>> {
    let (language, analysis) = (invocation.language, &outcome.analysis);
    match invocation.command {
        Command::Analyze { format: Format::Json, .. } => {
            serde_json::to_writer(&mut *out, analysis)?;
            writeln!(out)?;
        }
        Command::Analyze { format: Format::Ndjson, .. } => {
            for document in &analysis.documents {
                serde_json::to_writer(&mut *out, document)?;
                writeln!(out)?;
            }
        }
        Command::Analyze { format: Format::Csv, bom, .. } => table::indicators(out, &analysis.documents, bom)?,
        Command::Analyze { format: Format::File(format), bom, one_sheet } => {
            let options = ExportOptions { format, one_sheet, bom };
            let words = gangmu_export::words(language.tag(), &|key| say!(language, key));
            let bytes = gangmu_export::file(&analysis.documents, &options, &words).map_err(io::Error::other)?;
            out.write_all(&bytes)?;
        }
        Command::Terms(ref terms) => {
            return terms::write(out, &analysis.documents, terms, language, invocation.quiet);
        }
        Command::Kwic { ref term, role } => kwic::write(out, &analysis.documents, term, role)?,
        Command::Attention { ref list, role, format } => {
            return attention::write(out, &analysis.documents, list, role, format, language);
        }
        Command::Check => check::write(out, &analysis.documents, language)?,
        Command::Outline => outline::write(out, &analysis.documents, language)?,
        Command::Explain { offset, report } => {
            return explain::write(out, &analysis.documents, offset, report, language);
        }
    }
    Ok(None)
}
