//! From arguments to exit code: the same for the four programs.

use super::{
    CommandError, Console, Exit, Format, Globals, Office, Part, Verdict,
    arguments::{self, NoCommand, Read},
    interrupt,
    misread::misread,
    office::language_of_locale,
};
use crate::{
    catalogue::{Files, Texts},
    model::{Instant, TimeOfOffice},
};
use clap::error::ErrorKind;
use std::{
    any::Any,
    env,
    ffi::OsString,
    io,
    panic::{self, AssertUnwindSafe},
    process::ExitCode,
    sync::{Mutex, PoisonError},
};

/// One of the four programs: its arguments, and what they lead to.
pub trait Program: clap::Parser {
    /// The flags of every command.
    fn globals(&self) -> &Globals;
    /// Runs the verb that was asked for.
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError>;
}

/// `main` of a program: reads the arguments, runs the verb, prints, gives the exit code.
pub fn program<P: Program>() -> ExitCode {
    interrupt::listen();
    note_panics();
    let arguments: Vec<OsString> = env::args_os().collect();
    let exit = guarded(|| Ok(work::<P>(&arguments))).unwrap_or_else(|fault| failed(&mut bare(&arguments), &fault));
    ExitCode::from(exit as u8)
}

fn work<P: Program>(arguments: &[OsString]) -> Exit {
    let Read { program, verb } = match arguments::read::<P>(arguments) {
        Ok(read) => read,
        Err(NoCommand::Told) => return Exit::Done,
        // Who gives a noun alone is shown its verbs.
        Err(NoCommand::Refused(error))
            if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
                && !arguments::want_json(arguments) =>
        {
            let _ = error.print();
            return Exit::Arguments;
        }
        Err(NoCommand::Refused(error)) => return failed(&mut bare(arguments), &misread(&error)),
    };
    let globals = program.globals().clone();
    let texts = match Texts::load(&globals.catalogue.clone().map_or_else(Files::embedded, Files::folder)) {
        Ok(texts) => texts,
        Err(faults) => {
            let mut console = Console::new(&globals, globals.lang.unwrap_or_else(language_of_locale), built_in_texts());
            return failed(&mut console, &CommandError::from(faults));
        }
    };
    let office = match Office::find(&globals, time_of_office(&globals)) {
        Ok(office) => office,
        Err(error) => {
            let mut console = Console::new(&globals, globals.lang.unwrap_or_else(language_of_locale), texts);
            return failed(&mut console, &error);
        }
    };
    let mut console = Console::new(&globals, office.language(), texts);
    let outcome = arguments::check(&verb, &globals).and_then(|()| guarded(|| program.run(&office, &mut console)));
    console.run = office.run_id();
    let exit = told(&mut console, outcome);
    // After the output: the row says how the command ended, not how it was about to.
    if let Err(error) = office.finish_run(office.instant(), exit) {
        // The work itself is done or refused by now; its row stays open in the run ledger.
        console.complain(&error);
    }
    exit
}

/// Prints what came of it; the exit code is another one when even that fails.
fn told(console: &mut Console, outcome: Result<Verdict, CommandError>) -> Exit {
    let exit = match outcome {
        Ok(exit) => exit,
        Err(error) => return failed(console, &error),
    };
    match console.finish(exit) {
        Ok(()) => exit,
        // The reader of a pipe went away (`| head`): the work is done all the same.
        Err(cause) if cause.kind() == io::ErrorKind::BrokenPipe => exit,
        Err(cause) => {
            let error = CommandError::new(Exit::Input, "error.output").part("cause", Part::Phrase(cause.to_string()));
            failed(console, &error)
        }
    }
}

/// What says that the texts of a catalogue folder are faulty.
fn built_in_texts() -> Texts {
    Texts::load(&Files::embedded()).unwrap_or_default()
}

fn failed(console: &mut Console, error: &CommandError) -> Exit {
    console.error(error);
    error.exit
}

/// A console for what went wrong before there was one.
fn bare(arguments: &[OsString]) -> Console {
    let format = if arguments::want_json(arguments) { vec![Format::Json] } else { Vec::new() };
    let language = arguments::language(arguments).unwrap_or_else(language_of_locale);
    Console::new(&Globals { format, ..Globals::default() }, language, built_in_texts())
}

/// Where the program last gave up, kept for the one line that tells it.
static GAVE_UP_AT: Mutex<String> = Mutex::new(String::new());

/// A fault of the program is told as every other error is, not as a page of its insides; RUST_BACKTRACE shows those too.
fn note_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |fault| {
        let place = fault.location().map(ToString::to_string).unwrap_or_default();
        *GAVE_UP_AT.lock().unwrap_or_else(PoisonError::into_inner) = place;
        if env::var_os("RUST_BACKTRACE").is_some_and(|set| set != "0") {
            usual(fault);
        }
    }));
}

/// Does the work; a panic on the way becomes an error with exit code 70.
fn guarded<T>(work: impl FnOnce() -> Result<T, CommandError>) -> Result<T, CommandError> {
    // What a panic left half done is not looked at again: the command ends.
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|fault| Err(internal(fault.as_ref())))
}

fn internal(fault: &(dyn Any + Send)) -> CommandError {
    let said = fault.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let said = said.or_else(|| fault.downcast_ref::<String>().cloned()).unwrap_or_default();
    let place = GAVE_UP_AT.lock().unwrap_or_else(PoisonError::into_inner).clone();
    // One line: what a panic says may run over several.
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    CommandError::new(Exit::Internal, "error.internal").with("said", said).with("place", place)
}

/// The only place that asks the clock. `SOURCE_DATE_EPOCH` sets the day that counts as today, never the time of recording.
fn time_of_office(globals: &Globals) -> TimeOfOffice {
    let now = Instant::new(jiff::Timestamp::now());
    let epoch = env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse::<i64>().ok());
    let today = epoch.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()).map_or(now, Instant::new);
    TimeOfOffice { now, as_of: globals.as_of.unwrap_or_else(|| today.day_in_india()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_one_line_and_exit_code_70() {
        let error = guarded::<()>(|| panic!("first line\nsecond {}", 2)).unwrap_err();
        assert_eq!(error.exit, Exit::Internal);
        let message = error.told(&built_in_texts(), crate::model::Language::En).message;
        assert!(message.contains("first line second 2") && !message.contains('\n'), "{message}");
    }
}
