//! Runs other programs: arguments and environment in, success or one sentence out; what they print is passed on.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{env, fs};

/// Says on standard error what is done now; standard output is for results.
pub(crate) fn say(what: &str) {
    eprintln!("\u{25b6} {what}");
}

/// Says what is done, does it, says how long it took.
pub(crate) fn timed<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    say(what);
    let start = Instant::now();
    let result = work();
    eprintln!("  {} after {:.1} s", if result.is_ok() { "done" } else { "failed" }, start.elapsed().as_secs_f64());
    result
}

/// A program about to run.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    name: PathBuf,
    arguments: Vec<OsString>,
    folder: Option<PathBuf>,
    /// A variable to set, or (`None`) to take away.
    variables: BTreeMap<OsString, Option<OsString>>,
    /// Folders that come first on PATH.
    path: Vec<PathBuf>,
}

impl Program {
    /// `name` as on a command line.
    pub(crate) fn new(name: impl Into<PathBuf>) -> Self {
        let mut program = Self {
            name: name.into(),
            arguments: Vec::new(),
            folder: None,
            variables: BTreeMap::new(),
            path: Vec::new(),
        };
        // `cargo run` describes xtask itself in these; a cargo below must not take them for its own.
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            if text == "CARGO" || text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                program.variables.insert(name, None);
            }
        }
        program
    }

    /// Adds arguments.
    pub(crate) fn arguments<S: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        self.arguments.extend(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
        self
    }

    /// Where it runs.
    pub(crate) fn folder(mut self, folder: &Path) -> Self {
        self.folder = Some(folder.to_path_buf());
        self
    }

    /// Sets a variable of its environment.
    pub(crate) fn set(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.variables.insert(name.into(), Some(value.as_ref().to_owned()));
        self
    }

    /// Takes a variable out of its environment.
    pub(crate) fn unset(mut self, name: &str) -> Self {
        self.variables.insert(name.into(), None);
        self
    }

    /// Puts a folder first on its PATH.
    pub(crate) fn path_first(mut self, folder: &Path) -> Self {
        self.path.insert(0, folder.to_path_buf());
        self
    }

    fn command(&self) -> Result<Command> {
        // A name is looked up on the PATH that the program will see, also on Windows.
        let name = if self.name.components().count() == 1 {
            let name = self.name.to_string_lossy();
            self.path.iter().find_map(|folder| executable(folder, &name)).or_else(|| find(&name))
        } else {
            Some(self.name.clone())
        };
        let Some(name) = name else {
            bail!("{} is needed and is not on PATH: install it", self.name.display());
        };
        let mut command = Command::new(name);
        command.args(&self.arguments);
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        for (name, value) in &self.variables {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        if !self.path.is_empty() {
            let rest = env::var_os("PATH").unwrap_or_default();
            command.env("PATH", env::join_paths(self.path.iter().cloned().chain(env::split_paths(&rest)))?);
        }
        Ok(command)
    }

    /// The program as a person would type it.
    pub(crate) fn line(&self) -> String {
        let mut line = self.name.to_string_lossy().into_owned();
        for argument in &self.arguments {
            line.push(' ');
            line.push_str(&argument.to_string_lossy());
        }
        line
    }

    /// Runs it; it prints as it likes.
    pub(crate) fn run(&self) -> Result<()> {
        let status = self.command()?.status().with_context(|| format!("cannot start {}", self.line()))?;
        if !status.success() {
            bail!("`{}` failed: see its message above", self.line());
        }
        Ok(())
    }

    /// Runs it silently; gives its standard output, or an error with what it said.
    pub(crate) fn output(&self) -> Result<String> {
        let output = self.command()?.output().with_context(|| format!("cannot start {}", self.line()))?;
        if !output.status.success() {
            bail!("`{}` failed: {}", self.line(), String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs it, passes on each line of its standard output and hands it to `hear`; whether it succeeded.
    pub(crate) fn hear(&self, mut hear: impl FnMut(&str)) -> Result<bool> {
        let mut command = self.command()?;
        let mut child =
            command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {}", self.line()))?;
        if let Some(output) = child.stdout.take() {
            for line in BufReader::new(output).split(b'\n') {
                let line = line?;
                let line = String::from_utf8_lossy(&line);
                println!("{line}");
                hear(line.trim_end());
            }
        }
        Ok(child.wait()?.success())
    }
}

/// The program `name` on PATH.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).find_map(|folder| executable(&folder, name))
}

/// The program `name` in `folder`.
pub(crate) fn executable(folder: &Path, name: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd", ".bat"] } else { &[""] };
    endings.iter().map(|ending| folder.join(format!("{name}{ending}"))).find(|file| {
        fs::metadata(file).is_ok_and(|metadata| {
            #[cfg(unix)]
            let runs = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o111 != 0;
            #[cfg(not(unix))]
            let runs = true;
            metadata.is_file() && runs
        })
    })
}
