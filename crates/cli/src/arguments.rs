//! The arguments. In: the words of the command line. Out: an [`Invocation`], or a [`Refusal`]: help, the version, or a
//! sentence about what is wrong, all in the reader's language. The parser is clap; the words are ours.

use crate::language::Language;
use crate::{USAGE, say};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, value_parser};
use gangmu_model::{ExportFormat, Role};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

/// What the command line asks for.
#[derive(Debug)]
pub(crate) struct Invocation {
    /// What to write.
    pub(crate) command: Command,
    /// The sources, in order; `-` is standard input.
    pub(crate) files: Vec<PathBuf>,
    /// The file to write to; standard output without.
    pub(crate) output: Option<PathBuf>,
    /// A file of corrections to be applied first.
    pub(crate) corrections: Option<PathBuf>,
    /// The language of messages.
    pub(crate) language: Language,
    /// Neither progress nor warnings.
    pub(crate) quiet: bool,
}

/// What to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// The analysis.
    Analyze {
        /// In which form.
        format: Format,
        /// Whether a CSV starts with a byte order mark.
        bom: bool,
        /// Whether a workbook has the rows of all reports on one sheet.
        one_sheet: bool,
    },
    /// The terms.
    Terms(Terms),
    /// A term's places in context.
    Kwic {
        /// The term.
        term: String,
        /// Only these parts of a report.
        role: Option<Role>,
    },
    /// How much of a report speaks of a list of words.
    Attention {
        /// A file, or the name of a list that comes with the program.
        list: PathBuf,
        /// Only these parts of a report.
        role: Option<Role>,
        /// In which form.
        format: TermFormat,
    },
    /// The headings.
    Outline,
    /// Figures that do not agree.
    Check,
    /// What stands at a character.
    Explain {
        /// The character, counted from 0 in the cleaned text.
        offset: u32,
        /// Which report of the source, from 1.
        report: u32,
    },
}

/// Which terms to write, and how they are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Terms {
    /// In which form.
    pub(crate) format: TermFormat,
    /// How often a term has to occur.
    pub(crate) min_count: u32,
    /// Only what sets a report apart, in that order.
    pub(crate) apart: bool,
    /// What they are compared with.
    pub(crate) against: Against,
    /// Only these parts of a report.
    pub(crate) role: Option<Role>,
    /// A file of words to keep whole.
    pub(crate) user_words: Option<PathBuf>,
    /// A file of words to leave out.
    pub(crate) stop_words: Option<PathBuf>,
    /// A file of words to count as one.
    pub(crate) synonyms: Option<PathBuf>,
}

/// What terms are compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Against {
    /// The reports whose figures the dictionary carries.
    #[default]
    Reference,
    /// The other reports on the command line.
    Others,
    /// The parts of the same report that do this.
    Role(Role),
    /// The reports of a file.
    File(PathBuf),
}

/// The forms of an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// One object.
    Json,
    /// A row an indicator.
    Csv,
    /// A line a document.
    Ndjson,
    /// A file as the page makes it, too.
    File(ExportFormat),
}

impl Command {
    /// Whether what it writes is no text.
    pub(crate) fn is_binary(&self) -> bool {
        matches!(self, Self::Analyze { format: Format::File(format), .. } if format.is_binary())
    }
}

/// What `--format` takes for an analysis, in the order of the help.
const FORMATS: [&str; 7] = ["json", "csv", "ndjson", "xlsx", "tasks", "panel", "markdown"];

/// The forms of a list of terms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TermFormat {
    /// Tab-separated, with a header.
    #[default]
    Tsv,
    /// One array.
    Json,
}

/// Text in place of a run: help and the version, or why the arguments make no sense.
#[derive(Debug)]
pub(crate) struct Refusal {
    text: String,
    /// The exit status.
    pub(crate) status: u8,
}

impl Refusal {
    /// Help goes to standard output, a complaint to standard error.
    pub(crate) fn print(&self) -> io::Result<()> {
        if self.status == 0 {
            io::stdout().write_all(self.text.as_bytes())
        } else {
            io::stderr().write_all(self.text.as_bytes())
        }
    }
}

/// Reads the words of the command line, the program's name first.
pub(crate) fn parse(words: Vec<OsString>, language: Language) -> Result<Invocation, Refusal> {
    let matches = program(language).try_get_matches_from(words).map_err(|error| refusal(&error, language))?;
    let (name, matches) = matches.subcommand().unwrap_or(("", &matches));
    let text = |id: &str| matches.get_one::<String>(id).map_or("", String::as_str);
    let number = |id: &str, default: u32| matches.get_one::<u32>(id).copied().unwrap_or(default);
    let command = match name {
        "analyze" => Command::Analyze {
            format: match text("format") {
                "csv" => Format::Csv,
                "ndjson" => Format::Ndjson,
                "json" => Format::Json,
                name => ExportFormat::from_key(name).map_or(Format::Json, Format::File),
            },
            bom: matches.get_flag("bom"),
            one_sheet: matches.get_flag("one-sheet"),
        },
        "terms" => Command::Terms(Terms {
            format: term_format(text("format")),
            min_count: number("min-count", 1),
            apart: matches.get_flag("apart"),
            against: match path(matches, "against") {
                None => Against::Reference,
                Some(path) => match (path.to_str(), path.to_str().and_then(role)) {
                    (Some("reference"), _) => Against::Reference,
                    (Some("others"), _) => Against::Others,
                    (_, Some(role)) => Against::Role(role),
                    _ => Against::File(path),
                },
            },
            role: role(text("role")),
            user_words: path(matches, "user-words"),
            stop_words: path(matches, "stop-words"),
            synonyms: path(matches, "synonyms"),
        }),
        "kwic" => Command::Kwic { term: text("term").to_owned(), role: role(text("role")) },
        "attention" => Command::Attention {
            list: path(matches, "list").unwrap_or_default(),
            role: role(text("role")),
            format: term_format(text("format")),
        },
        "check" => Command::Check,
        "explain" => Command::Explain { offset: number("offset", 0), report: number("report", 1) },
        _ => Command::Outline,
    };
    // Only an analysis can be written to a file by the program itself; asking other commands for it would panic.
    let of_analysis = |id: &str| matches.try_get_one::<PathBuf>(id).ok().flatten().cloned();
    let (output, corrections) = (of_analysis("output"), of_analysis("corrections"));
    let quiet = matches.get_flag("quiet");
    Ok(Invocation { command, files: files(matches), output, corrections, language, quiet })
}

fn term_format(name: &str) -> TermFormat {
    if name == "json" { TermFormat::Json } else { TermFormat::Tsv }
}

fn role(name: &str) -> Option<Role> {
    match name {
        "review" => Some(Role::Review),
        "plan" => Some(Role::Plan),
        _ => None,
    }
}

/// The path of an argument of this command.
fn path(matches: &ArgMatches, id: &str) -> Option<PathBuf> {
    matches.get_one::<PathBuf>(id).cloned()
}

fn files(matches: &ArgMatches) -> Vec<PathBuf> {
    matches.get_many::<PathBuf>("file").unwrap_or_default().cloned().collect()
}

fn program(language: Language) -> clap::Command {
    let help = |key: &str| say!(language, format!("cli.help.{key}"));
    // What stands first in a command stands first in its help.
    let command = |key: &'static str, arguments: Vec<Arg>| {
        clap::Command::new(key)
            .about(help(key))
            .after_help(help(&format!("{key}-more")))
            .override_usage(help(&format!("{key}-usage")))
            .help_template(format!("{{about}}\n\n{}{{usage}}\n\n{{all-args}}{{after-help}}\n", help("usage")))
            .disable_help_flag(true)
            .disable_help_subcommand(true)
            .args(arguments)
            .next_help_heading(help("options"))
            .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).help(help("help")).display_order(90))
    };
    let positional = |id: &'static str, name: &'static str, key: &str| {
        Arg::new(id).value_name(name).required(true).help(help(key)).help_heading(help("arguments"))
    };
    let files = || vec![positional("file", "FILE", "files").value_parser(value_parser!(PathBuf)).num_args(1..)];
    let option = |id: &'static str, name: &'static str, key: &str| {
        Arg::new(id).long(id).value_name(name).help(help(key)).hide_possible_values(true)
    };
    let file_option = |id, name, key| option(id, name, key).value_parser(value_parser!(PathBuf));
    let role = option("role", "ROLE", "role").value_parser(["review", "plan"]);
    let flag = |id: &'static str| Arg::new(id).long(id).action(ArgAction::SetTrue).help(help(id));
    let number = |arg: Arg, from: i64| arg.value_parser(value_parser!(u32).range(from..));
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help(help("version"));
    let languages = [Language::Chinese.tag(), Language::English.tag()];

    command("gangmu", Vec::new())
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .subcommand_required(true)
        .subcommand_help_heading(help("commands"))
        .arg(version.display_order(91))
        .arg(option("lang", "LANG", "lang").value_parser(languages).global(true).display_order(80))
        .arg(flag("quiet").short('q').global(true).display_order(81))
        .subcommand(
            command("analyze", files())
                .arg(option("format", "FORMAT", "analyze-format").value_parser(FORMATS))
                .arg(option("output", "FILE", "output").short('o').value_parser(value_parser!(PathBuf)))
                .arg(file_option("corrections", "FILE", "corrections"))
                .arg(flag("one-sheet"))
                .arg(flag("bom")),
        )
        .subcommand(
            command("terms", files())
                .arg(option("format", "FORMAT", "terms-format").value_parser(["tsv", "json"]))
                .arg(file_option("against", "WHAT", "against"))
                .arg(role.clone())
                .arg(flag("apart"))
                .arg(number(option("min-count", "N", "min-count"), 1))
                .arg(file_option("user-words", "FILE", "user-words"))
                .arg(file_option("stop-words", "FILE", "stop-words"))
                .arg(file_option("synonyms", "FILE", "synonyms")),
        )
        .subcommand({
            let term = positional("term", "TERM", "term").value_parser(clap::builder::NonEmptyStringValueParser::new());
            command("kwic", [vec![term], files()].concat()).arg(role.clone())
        })
        .subcommand({
            let list = positional("list", "LIST", "list").value_parser(value_parser!(PathBuf));
            command("attention", [vec![list], files()].concat())
                .arg(option("format", "FORMAT", "terms-format").value_parser(["tsv", "json"]))
                .arg(role)
        })
        .subcommand(command("outline", files()))
        .subcommand(command("check", files()))
        .subcommand({
            let file = positional("file", "FILE", "file").value_parser(value_parser!(PathBuf));
            let offset = number(positional("offset", "OFFSET", "offset"), 0);
            command("explain", vec![file, offset]).arg(number(option("report", "N", "report"), 1))
        })
}

/// What clap has to say, in the reader's language.
fn refusal(error: &clap::Error, language: Language) -> Refusal {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return Refusal { text: error.to_string(), status: 0 };
    }
    let of = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let (argument, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let mut text = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            say!(language, "cli.usage.unknown-command", command = of(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => say!(language, "cli.usage.unknown-argument", argument = argument),
        ErrorKind::InvalidValue if value.is_empty() => say!(language, "cli.usage.no-value", argument = argument),
        ErrorKind::InvalidValue => {
            let values = of(ContextKind::ValidValue);
            say!(language, "cli.usage.value", argument = argument, value = value, values = values)
        }
        ErrorKind::ValueValidation => say!(language, "cli.usage.number", argument = argument, value = value),
        ErrorKind::MissingRequiredArgument => say!(language, "cli.usage.missing", arguments = argument),
        ErrorKind::MissingSubcommand => say!(language, "cli.usage.no-command"),
        ErrorKind::ArgumentConflict => say!(language, "cli.usage.twice", argument = argument),
        _ => say!(language, "cli.usage.other"),
    };
    let suggestion = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        .map(of)
        .find(|text| !text.is_empty());
    if let Some(suggestion) = suggestion {
        text.push_str(&say!(language, "cli.usage.suggestion", suggestion = suggestion));
    }
    let text = format!("{text}\n{}\n", say!(language, "cli.usage.see"));
    Refusal { text, status: USAGE }
}

#[cfg(test)]
mod tests {
    use super::{Against, Command, FORMATS, Format, Refusal, TermFormat, Terms, parse, program};
    use crate::language::Language;
    use gangmu_model::{ExportFormat, Role};

    fn command(line: &str) -> Result<Command, Refusal> {
        parse(line.split(' ').map(Into::into).collect(), Language::English).map(|invocation| invocation.command)
    }

    #[test]
    fn commands_are_read() {
        let analyze = |format, bom, one_sheet| Command::Analyze { format, bom, one_sheet };
        assert_eq!(command("gangmu analyze a.txt").unwrap(), analyze(Format::Json, false, false));
        assert_eq!(command("gangmu analyze --format csv --bom a b").unwrap(), analyze(Format::Csv, true, false));
        assert_eq!(
            command("gangmu analyze --format xlsx --one-sheet -o out.xlsx a b").unwrap(),
            analyze(Format::File(ExportFormat::Xlsx), false, true)
        );
        for name in FORMATS {
            let command = command(&format!("gangmu analyze --format {name} a")).unwrap();
            assert_eq!(command.is_binary(), ["xlsx", "tasks"].contains(&name), "{name}");
        }
        assert_eq!(
            command("gangmu terms - --min-count 3 --against plan --role review").unwrap(),
            Command::Terms(Terms {
                min_count: 3,
                against: Against::Role(Role::Plan),
                role: Some(Role::Review),
                ..Terms::default()
            })
        );
        assert_eq!(
            command("gangmu terms --apart --against b.txt --user-words w.txt a.txt").unwrap(),
            Command::Terms(Terms {
                min_count: 1,
                apart: true,
                against: Against::File("b.txt".into()),
                user_words: Some("w.txt".into()),
                ..Terms::default()
            })
        );
        assert_eq!(command("gangmu kwic 生态 a.txt").unwrap(), Command::Kwic { term: "生态".to_owned(), role: None });
        assert_eq!(
            command("gangmu attention 民生 --role plan --format json a.txt").unwrap(),
            Command::Attention { list: "民生".into(), role: Some(Role::Plan), format: TermFormat::Json }
        );
        assert_eq!(command("gangmu check a b").unwrap(), Command::Check);
        assert_eq!(command("gangmu explain a 17 --report 2").unwrap(), Command::Explain { offset: 17, report: 2 });
    }

    #[test]
    fn nonsense_is_refused_with_a_sentence() {
        for (line, word) in [
            ("gangmu", "--help"),
            ("gangmu analyse a", "analyze"),
            ("gangmu analyze", "<FILE>"),
            ("gangmu analyze --format xml a", "ndjson"),
            ("gangmu analyze --format", "--format"),
            ("gangmu analyze --output", "--output"),
            ("gangmu terms --output a b", "--output"),
            ("gangmu analyze --colour a", "--colour"),
            ("gangmu explain a b", "OFFSET"),
            ("gangmu terms --min-count 0 a", "--min-count"),
            ("gangmu terms --role other a", "review"),
            ("gangmu kwic 生态", "<FILE>"),
            ("gangmu attention", "<LIST>"),
            ("gangmu terms --format tsv --format tsv a", "--format"),
        ] {
            let refusal = command(line).unwrap_err();
            assert_eq!(refusal.status, 2, "{line}");
            assert!(refusal.text.contains(word), "{line}: {}", refusal.text);
            assert!(!refusal.text.contains("cli."), "{line}: {}", refusal.text);
        }
    }

    #[test]
    fn help_is_complete_in_both_languages() {
        for language in [Language::Chinese, Language::English] {
            program(language).debug_assert();
            for name in ["", "analyze", "terms", "kwic", "attention", "outline", "check", "explain"] {
                let words = ["gangmu", name, "--help"].into_iter().filter(|word| !word.is_empty());
                let refusal = parse(words.map(Into::into).collect(), language).unwrap_err();
                assert_eq!(refusal.status, 0);
                assert!(!refusal.text.contains("cli."), "{}", refusal.text);
                for english in ["Options", "Usage", "Arguments", "Commands"] {
                    let foreign = language == Language::Chinese && refusal.text.contains(english);
                    assert!(!foreign, "{}", refusal.text);
                }
            }
        }
    }
}
