//! The command's row in the run ledger: written before its work, completed when it ends.

use super::{CommandError, Exit, Office, interrupt};
use crate::{
    model::Instant,
    register::{NewRun, ReadRegister, RunLedger},
};
use std::{cell::RefCell, env};

/// The open row of this command, if it has one.
#[derive(Default)]
pub(super) struct RunRow(RefCell<Option<Open>>);

struct Open {
    ledger: RunLedger,
    id: i64,
    read_up_to: Option<i64>,
    outputs: Vec<serde_json::Value>,
}

impl Office {
    /// Writes the row of a command that writes or is scheduled, before its work. Once a command; not with `--dry-run`.
    ///
    /// [`Office::act`] does it for every writing command; a report calls it itself.
    pub fn begin_run(&self, command: &str) -> Result<(), CommandError> {
        let mut row = self.run_row().0.borrow_mut();
        if row.is_some() || self.globals().dry_run {
            return Ok(());
        }
        let ledger = self.runs()?;
        let who = self.who(command);
        let run = NewRun {
            command: who.command,
            // A file name need not be Unicode.
            arguments: env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect(),
            officer: who.officer,
            uid: who.uid,
            program_version: env!("CARGO_PKG_VERSION").into(),
            catalogue_hash: self.files().hash()?,
        };
        let id = ledger.begin(&run, self.time().now)?;
        self.close_when_interrupted(id)?;
        *row = Some(Open { ledger, id, read_up_to: None, outputs: Vec::new() });
        Ok(())
    }
    /// An interrupted command has its row completed too, by another hand: this one is in the middle of its work.
    fn close_when_interrupted(&self, id: i64) -> Result<(), CommandError> {
        let path = self.folder()?.join("runs.db");
        interrupt::at_end(Some(Box::new(move |exit| {
            let now = Instant::new(jiff::Timestamp::now());
            // Where that fails the row stays open, as after a power cut.
            let _ = RunLedger::open(&path)
                .and_then(|ledger| ledger.finish(id, now, exit as u8, None, &serde_json::Value::Array(Vec::new())));
        })));
        Ok(())
    }
    /// Notes the day-book row the command reads up to: a replay uses this number.
    pub fn run_reads(&self, register: &dyn ReadRegister) -> Result<(), CommandError> {
        if let Some(open) = self.run_row().0.borrow_mut().as_mut() {
            open.read_up_to = Some(register.last_day(self.moment()?)?.map_or(0, |row| row.day_no));
        }
        Ok(())
    }
    /// Notes what the command made: a file with its hash, a batch.
    pub fn run_made(&self, output: serde_json::Value) {
        if let Some(open) = self.run_row().0.borrow_mut().as_mut() {
            open.outputs.push(output);
        }
    }
    /// Number of the command's row, as the JSON object and `run show` name it.
    pub(super) fn run_id(&self) -> Option<String> {
        self.run_row().0.borrow().as_ref().map(|open| open.id.to_string())
    }
    /// Completes the row.
    pub(super) fn finish_run(&self, now: Instant, exit: Exit) -> Result<(), CommandError> {
        match self.run_row().0.borrow_mut().take() {
            None => Ok(()),
            Some(open) => {
                interrupt::at_end(None);
                let outputs = serde_json::Value::Array(open.outputs);
                Ok(open.ledger.finish(open.id, now, exit as u8, open.read_up_to, &outputs)?)
            }
        }
    }
}
