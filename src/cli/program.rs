//! From arguments to exit code: the same for the four programs.

use super::{CommandError, Console, Exit, Globals, Office, Verdict};
use crate::{
    catalogue::Texts,
    model::{Instant, TimeOfOffice},
};
use std::{env, io, process::ExitCode};

/// One of the four programs: its arguments, and what they lead to.
pub trait Program: clap::Parser {
    /// The flags of every command.
    fn globals(&self) -> &Globals;
    /// Runs the verb that was asked for.
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError>;
}

/// `main` of a program: reads the arguments, runs the verb, prints, gives the exit code.
pub fn program<P: Program>() -> ExitCode {
    let program = P::parse();
    let globals = program.globals().clone();
    let texts = match Texts::load(
        &globals.catalogue.clone().map_or_else(crate::catalogue::Files::embedded, crate::catalogue::Files::folder),
    ) {
        Ok(texts) => texts,
        Err(faults) => {
            let mut console = Console::new(&globals, globals.lang.unwrap_or_default(), Texts::default());
            return failed(&mut console, &CommandError::from(faults));
        }
    };
    let office = match Office::find(&globals, time_of_office(&globals)) {
        Ok(office) => office,
        Err(error) => {
            let mut console = Console::new(&globals, globals.lang.unwrap_or_default(), texts);
            return failed(&mut console, &error);
        }
    };
    let mut console = Console::new(&globals, office.language(), texts);
    let outcome = program.run(&office, &mut console);
    console.run = office.run_id();
    let exit = outcome.as_ref().map_or_else(|error| error.exit, |exit| *exit);
    if let Err(error) = office.finish_run(office.instant(), exit) {
        // The work itself is done or refused by now; its row stays open in the run ledger.
        console.note(error);
    }
    match outcome {
        Ok(exit) => match console.finish(exit) {
            Ok(()) => ExitCode::from(exit as u8),
            // The reader of a pipe went away (`| head`): the work is done all the same.
            Err(cause) if cause.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(exit as u8),
            Err(cause) => {
                failed(&mut console, &CommandError::new(Exit::Input, format!("output cannot be written: {cause}")))
            }
        },
        Err(error) => failed(&mut console, &error),
    }
}

fn failed(console: &mut Console, error: &CommandError) -> ExitCode {
    console.error(error);
    ExitCode::from(error.exit as u8)
}

/// The only place that asks the clock. `SOURCE_DATE_EPOCH` sets the day that counts as today, never the time of recording.
fn time_of_office(globals: &Globals) -> TimeOfOffice {
    let now = Instant::new(jiff::Timestamp::now());
    let epoch = env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse::<i64>().ok());
    let today = epoch.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()).map_or(now, Instant::new);
    TimeOfOffice { now, as_of: globals.as_of.unwrap_or_else(|| today.day_in_india()) }
}
