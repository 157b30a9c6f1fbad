//! Running other programs: where they are, what they print, what to do when they fail.

use std::ffi::OsString;
use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Something went wrong, and what the reader can do about it.
#[derive(Debug)]
pub struct Failure {
    what: String,
    remedy: String,
}

impl Failure {
    /// `what` went wrong; `remedy` is an instruction.
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }

    /// For `map_err` on input and output: what was done to which file.
    pub fn file(action: &'static str, path: &Path) -> impl Fn(std::io::Error) -> Self {
        move |error| Self::new(format!("cannot {action} {}: {error}", path.display()), "check the path and the rights")
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Failed: {}\nWhat to do: {}", self.what, self.remedy)
    }
}

/// The top folder of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A place to find programs: the folders of this repository first, then the PATH of the user.
#[derive(Clone)]
pub struct Tools {
    path: OsString,
}

impl Tools {
    /// Programs of `.tools/` and of the npm packages, then everything on PATH.
    pub fn new() -> Self {
        let own = [root().join(".tools/bin"), root().join("tests/e2e/node_modules/.bin")];
        let user = std::env::var_os("PATH").unwrap_or_default();
        let all = own.into_iter().chain(std::env::split_paths(&user));
        Self { path: std::env::join_paths(all).unwrap_or(user) }
    }

    /// The file of a program, if there is one.
    pub fn find(&self, program: &str) -> Option<PathBuf> {
        let names = if cfg!(windows) {
            vec![format!("{program}.exe"), format!("{program}.cmd")]
        } else {
            vec![program.to_owned()]
        };
        std::env::split_paths(&self.path)
            .flat_map(|folder| names.iter().map(move |name| folder.join(name)).collect::<Vec<_>>())
            .find(|file| file.is_file())
    }

    /// A command in the top folder that finds the same programs in turn.
    pub fn command<'a>(&self, program: &str, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = Command::new(self.find(program).unwrap_or_else(|| program.into()));
        command.args(arguments).current_dir(root()).env("PATH", &self.path).stdin(Stdio::null());
        command
    }
}

/// Runs a command with its output on the screen, and gives the output back too.
///
/// # Errors
/// If the program cannot be started or ends with an error; `remedy` says what to do then.
pub fn show(command: &mut Command, remedy: &str) -> Result<String, Failure> {
    let (shown, succeeded) = show_any(command)?;
    if succeeded { Ok(shown) } else { Err(Failure::new(format!("`{}`", line(command)), remedy)) }
}

/// As [`show`], for programs whose failure still says something: the output, and whether it succeeded.
///
/// # Errors
/// If the program cannot be started.
pub fn show_any(command: &mut Command) -> Result<(String, bool), Failure> {
    println!("  $ {}", line(command));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(|error| {
        Failure::new(
            format!("cannot start `{}`: {error}", line(command)),
            "cargo xtask setup --test installs what is missing",
        )
    })?;
    let errors = child.stderr.take().map(|pipe| std::thread::spawn(move || pass_on(pipe, std::io::stderr())));
    let mut text = child.stdout.take().map(|pipe| pass_on(pipe, std::io::stdout())).unwrap_or_default();
    if let Some(Ok(more)) = errors.map(std::thread::JoinHandle::join) {
        text.push_str(&more);
    }
    let status = child.wait().map_err(|error| Failure::new(error.to_string(), "run it again"))?;
    Ok((text, status.success()))
}

fn pass_on(from: impl Read, mut to: impl Write) -> String {
    let mut text = String::new();
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        // The screen may be gone, for example under `| head`; the command shall end all the same.
        let _ = writeln!(to, "{line}");
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Runs a command in silence and gives what it prints, or `None` if it fails or does not exist.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Says what begins and how long it takes, runs it, and says how long it took.
///
/// # Errors
/// Those of `work`.
pub fn timed<T>(title: &str, expected: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    println!("\n== {title} (expected: {expected})");
    let start = Instant::now();
    let outcome = work();
    let end = if outcome.is_ok() { "done" } else { "FAILED" };
    println!("== {title}: {end} after {} s", start.elapsed().as_secs());
    outcome
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
