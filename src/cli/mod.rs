//! Everything that talks to a person: arguments, settings, words, exit codes. The only room that asks the clock.
//!
//! A verb is `run(self, &Office, &mut Console) -> Result<Verdict, CommandError>`; [`program`] does the rest.

mod arguments;
pub mod byelaws;
pub mod cause_lists;
mod colour;
mod command_error;
mod console;
pub mod default_letters;
pub mod defaults;
pub mod desk;
pub mod election_papers;
mod exit;
mod field_reader;
pub mod filing;
mod flat;
mod flood;
mod globals;
pub mod handovers;
pub mod hearing_alerts;
mod interrupt;
pub mod letters;
pub mod liquidations;
mod listing;
pub mod member_rolls;
mod misread;
mod office;
mod outfile;
pub mod papers;
pub mod place_names;
mod program;
mod progress;
pub mod projects;
mod run_row;
pub mod service_books;
mod settings;
pub mod shared;
pub mod spool;
pub mod statutory;
pub mod subventions;
mod table;
mod watch;

pub use command_error::{CommandError, Part, Told};
pub use console::{Console, severity_word};
pub use exit::{Exit, Verdict};
pub use field_reader::FieldReader;
pub use globals::{ColorChoice, Digits, FailOn, Format, Globals, ProgressChoice, parse_date};
pub use listing::{Column, Listing, date_written, written as written_value};
pub use office::{FOLDERS, Office};
pub use outfile::{OutFile, write_output, write_private};
pub use program::{Program, program};
pub use progress::Progress;
pub use settings::{SETTINGS, Setting, Settings};
