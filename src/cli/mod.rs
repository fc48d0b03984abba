//! The commands; the only place that prints, reads a clock or the environment, or writes a file.
//!
//! Exit codes: 0; 1 content; 2 command line or environment.

mod check;
mod clock;
mod directory;
mod duration;
mod error;
mod export;
mod files;
mod healthcheck;
mod lifecycle;
mod load;
mod log;
mod new;
mod reloader;
mod workspace;

mod report;
mod serve;
mod translations;
mod write;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

/// The content keeps the command from doing its work.
const CONTENT: u8 = 1;
/// The command line or the environment keeps the command from doing its work.
const USAGE: u8 = 2;

/// The website of a hospital's international patient center.
///
/// Without a command it serves, with the flags of `serve`.
#[derive(Debug, Parser)]
#[command(name = "patient-center", version, override_usage = "patient-center [COMMAND]")]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

// One variant and one file for each command.
#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the site.
    Serve(serve::Options),
    /// Reads the content and prints every problem: exit code 0 if there is none.
    Check(check::Options),
    /// Shows how far every translation has come, and what has changed in the originals since.
    Translations(translations::Options),
    /// Lays out files that are complete but for their words.
    New(new::Options),
    /// Writes the whole site as files, for object storage or a CDN.
    Export(export::Options),
    /// Asks a running server whether it is ready: exit code 0 if so, 1 if not.
    Healthcheck(healthcheck::Options),
}

/// Runs the command that `arguments` name; the first of them is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match CommandLine::try_parse_from(with_command(arguments.into_iter().collect())) {
        Ok(CommandLine { command: Command::Serve(options) }) => serve::run(options),
        Ok(CommandLine { command: Command::Check(options) }) => check::run(&options),
        Ok(CommandLine { command: Command::Translations(options) }) => translations::run(&options),
        Ok(CommandLine { command: Command::New(options) }) => new::run(&options),
        Ok(CommandLine { command: Command::Export(options) }) => export::run(&options),
        Ok(CommandLine { command: Command::Healthcheck(options) }) => healthcheck::run(&options),
        Err(error) => explain(&error),
    }
}

/// Serving is what the program is for, so that needs no word: `--listen …` is `serve --listen …`.
fn with_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let about_the_program = ["-h", "--help", "-V", "--version"];
    let is_serving = arguments.get(1).is_none_or(|first| {
        let first = first.to_string_lossy();
        first.starts_with('-') && !about_the_program.contains(&&*first)
    });
    if is_serving {
        arguments.insert(arguments.len().min(1), "serve".into());
    }
    arguments
}

/// Help and version go to standard output; a mistake is one line on standard error.
fn explain(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        print(&error.to_string());
        return ExitCode::SUCCESS;
    }
    let text = error.to_string();
    let paragraphs = text.split("\n\n").map(|part| part.split_whitespace().collect::<Vec<_>>());
    let said: Vec<_> = paragraphs
        .map(|words| words.join(" "))
        .filter(|part| part.starts_with("error:") || part.starts_with("tip:"))
        .collect();
    refuse(said.join("; ").trim_start_matches("error: "))
}

/// One line about the command line or the environment.
fn refuse(reason: &str) -> ExitCode {
    complain(&format!("patient-center: {reason}\n"));
    ExitCode::from(USAGE)
}

/// Writes `text` to standard output, at once. Nobody reading it is no reason to stop.
fn print(text: &str) {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).ok();
}

/// Writes `text` to standard error.
fn complain(text: &str) {
    io::stderr().lock().write_all(text.as_bytes()).ok();
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn with_its_own(command: &clap::Command) -> impl Iterator<Item = &clap::Command> {
        std::iter::once(command).chain(command.get_subcommands())
    }

    #[test]
    fn every_flag_has_its_variable() {
        let program = CommandLine::command();
        program.clone().debug_assert();
        for command in program.get_subcommands().flat_map(with_its_own) {
            for flag in command.get_arguments().filter_map(|flag| Some((flag.get_long()?, flag))) {
                let variable = flag.1.get_env().map(|name| name.to_string_lossy().into_owned());
                let expected = flag.0.to_uppercase().replace('-', "_");
                assert_eq!(variable, Some(format!("PATIENT_CENTER_{expected}")), "--{}", flag.0);
            }
        }
    }
}
