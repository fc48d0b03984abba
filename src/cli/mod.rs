//! The commands: the only module that prints, reads the time of day or the environment, or writes files.
//!
//! Exit codes: 0 success; 1 errors in the content, or a server that is not ready; 2 a wrong command
//! line or environment.

mod addresses;
mod check;
mod clock;
mod directory;
mod duration;
mod export;
mod healthcheck;
mod load;
mod log;
mod new;
mod outage_page;
mod output;
mod preview;
mod reloader;
mod report;
mod schema;
mod serve;
mod settings;
mod translations;
mod tzdb;
mod workspace;
mod write;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use self::output::{CommandError, print};

/// The website of a hospital's international patient center.
///
/// Without a command it serves the site; see the flags of `serve`.
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
    Serve(settings::Settings),
    /// Reads the content and prints all problems: exit code 0 if there are none.
    Check(check::Options),
    /// Shows the state of every translation, and what has changed in the originals since.
    Translations(translations::Options),
    /// Creates a site that starts, or the files of a page or a language, complete but for the texts.
    New(new::Options),
    /// Writes the whole site as files, for object storage or a CDN.
    Export(export::Options),
    /// Prints the addresses of published pages that addresses.txt does not have; a release adds them.
    Addresses(addresses::Options),
    /// Prints the page that a proxy sends when no server answers.
    OutagePage(outage_page::Options),
    /// Writes JSON Schemas of the content files, so that editors complete and check while they type.
    Schema(schema::Options),
    /// Shows the site on this machine, with drafts and problems in place, and follows every change of its files.
    Preview(preview::Options),
    /// Asks a running server whether it is ready: exit code 0 if so, 1 if not.
    Healthcheck(healthcheck::Options),
}

/// Runs the command that `arguments` name; the first of them is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let command = match CommandLine::try_parse_from(with_command(arguments.into_iter().collect())) {
        Ok(CommandLine { command }) => command,
        Err(error) => return explain(&error),
    };
    let result = match command {
        Command::Serve(settings) => serve::run(settings),
        Command::Check(options) => check::run(&options),
        Command::Translations(options) => translations::run(&options),
        Command::New(options) => new::run(&options),
        Command::Export(options) => export::run(&options),
        Command::Addresses(options) => addresses::run(&options),
        Command::OutagePage(options) => outage_page::run(&options),
        Command::Schema(options) => schema::run(&options),
        Command::Preview(options) => preview::run(options),
        Command::Healthcheck(options) => healthcheck::run(&options),
    };
    result.map_or_else(|error| error.report(), |()| ExitCode::SUCCESS)
}

/// `serve` is the default command: `--listen …` is `serve --listen …`.
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

/// Help and version go to standard output; an error is one line on standard error.
fn explain(error: &clap::Error) -> ExitCode {
    let text = error.to_string();
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        print(&text);
        return ExitCode::SUCCESS;
    }
    let paragraphs = text.split("\n\n").map(|part| part.split_whitespace().collect::<Vec<_>>());
    let kept: Vec<_> = paragraphs
        .map(|words| words.join(" "))
        .filter(|part| part.starts_with("error:") || part.starts_with("tip:"))
        .collect();
    CommandError::usage(kept.join("; ").trim_start_matches("error: ")).report()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn with_subcommands(command: &clap::Command) -> impl Iterator<Item = &clap::Command> {
        std::iter::once(command).chain(command.get_subcommands())
    }

    #[test]
    fn every_flag_has_its_variable() {
        let program = CommandLine::command();
        program.clone().debug_assert();
        for command in program.get_subcommands().flat_map(with_subcommands) {
            for flag in command.get_arguments().filter_map(|flag| Some((flag.get_long()?, flag))) {
                let variable = flag.1.get_env().map(|name| name.to_string_lossy().into_owned());
                let expected = flag.0.to_uppercase().replace('-', "_");
                assert_eq!(variable, Some(format!("PATIENT_CENTER_{expected}")), "--{}", flag.0);
            }
        }
    }
}
