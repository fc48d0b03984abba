//! `patient-center schema`: JSON Schemas of the content files, for editors that complete and check while one types.

use std::path::PathBuf;

use clap::Args;

use super::directory::{AtomicDirectory, StagedDirectory};
use super::output::{CommandError, print};
use crate::authoring;

/// The flags of `schema`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Directory for the schemas: new, empty, or with schemas, which are replaced.
    #[arg(long, env = "PATIENT_CENTER_OUT", value_name = "DIR")]
    out: PathBuf,
}

/// Writes all schemas, or none.
pub(super) fn run(options: &Options) -> Result<(), CommandError> {
    let refuse = |reason| CommandError::usage(format!("--out {reason}"));
    let destination = AtomicDirectory::at(&options.out).map_err(refuse)?;
    let schemas = authoring::schemas();
    let write = || {
        let is_schema = |file: &String| schemas.iter().any(|(name, _)| name == file);
        let present = if destination.is_empty { Vec::new() } else { destination.files()? };
        if let Some(file) = present.iter().find(|file| !is_schema(file)) {
            return Err(format!(
                "{}: the directory has {file}, which is no schema",
                options.out.display()
            ));
        }
        let staged = StagedDirectory::create(&destination)?;
        schemas.iter().try_for_each(|(name, text)| staged.write(name, text.as_bytes()))?;
        staged.publish()
    };
    write().map_err(refuse)?;
    let made =
        schemas.iter().map(|(name, _)| format!("made {}\n", options.out.join(name).display()));
    print(&made.collect::<String>());
    Ok(())
}
