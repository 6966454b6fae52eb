//! `coop-register register`: any register of the catalogue, for reading.

use crate::society::Words;
use clap::{Args, Subcommand};
use coop_registry::{
    cli::{Column, CommandError, Console, Exit, Listing, Office, Verdict, desk},
    model::{Field, Value},
    register::ReadRegister,
};
use std::ops::ControlFlow;

/// Any register of the office
#[derive(Subcommand)]
pub enum AnyRegister {
    /// List the registers, with how many subjects are in force in each
    List,
    /// Show the lines in force of one register
    Show(Show),
}

/// Show one register
#[derive(Args)]
pub struct Show {
    /// Register, as member or dispute; `register list` names them
    register: String,
    /// Also the fields that name a person, a phone or an address
    #[arg(long)]
    personal: bool,
}

impl AnyRegister {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            AnyRegister::List => list(office, console),
            AnyRegister::Show(verb) => verb.run(office, console),
        }
    }
}

fn list(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let (register, moment) = (office.read_register()?, office.moment()?);
    let mut listing = Listing::new([
        ("register", "Register", "पंजी"),
        ("name", "Name", "नाम"),
        ("identity", "Identities", "पहचान"),
        ("in_force", "In force", "प्रभावी"),
    ]);
    for table in office.tables().0.values() {
        let identity = table.id_letter.as_ref().map_or(Value::Empty, |letter| Value::text(format!("{letter}-1")));
        let count = register.count(&table.name, moment)?;
        listing.push([
            Value::text(&table.name),
            Value::text(table.label.in_language(console.language())),
            identity,
            Value::count(count),
        ]);
    }
    console.listing("register-list", &listing);
    Ok(Exit::Done)
}

impl Show {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let words = Words::load(office, console)?;
        let table = desk::table(office, &self.register)?;
        let register = office.read_register()?;
        let shown: Vec<(usize, &Field)> =
            table.fields.iter().enumerate().filter(|(_, field)| self.personal || !field.personal).collect();
        let mut rows = Vec::new();
        register.lines(&table.name, office.moment()?, &mut |line| {
            let values = shown.iter().map(|(no, field)| words.value(field, &line.values[*no]));
            rows.push([Value::text(&line.subject)].into_iter().chain(values).collect::<Vec<Value>>());
            ControlFlow::Continue(())
        })?;
        let mut listing = Listing::new([("identity", "Identity", "पहचान")]);
        listing.columns.extend(
            shown
                .iter()
                .map(|(_, field)| Column::new(field.key.clone(), field.label.en.clone(), field.label.hi.clone())),
        );
        // People are spared columns that hold nothing; for machines they stay the same.
        if console.is_for_people() {
            let held = |at: usize| at == 0 || rows.iter().any(|row| !row[at].is_empty());
            let kept: Vec<bool> = (0..listing.columns.len()).map(held).collect();
            let mut keep = kept.iter();
            listing.columns.retain(|_| keep.next() == Some(&true));
            for row in &mut rows {
                let mut keep = kept.iter();
                row.retain(|_| keep.next() == Some(&true));
            }
        }
        listing.rows = rows;
        console.listing("register", &listing);
        Ok(Exit::Done)
    }
}
