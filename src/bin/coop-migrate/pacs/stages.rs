//! What is told at each stage: flags, and the facts of the register they become.

use clap::Args;
use coop_registry::{
    cleaning::read_amount,
    cli::{CommandError, Exit, parse_date},
    model::{Date, Value},
};
use std::path::PathBuf;

/// Whom an event is about.
#[derive(Args)]
pub struct Whom {
    /// Societies: identity, registration number or name; with --kind office names of offices
    #[arg(value_name = "SOCIETY")]
    pub units: Vec<String>,
    /// List of units (.xlsx, .xls, .ods, .csv): a column society, further columns as the register's fields; all or none
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// Programme: pacs, mpacs, ardb, office (default: the unit's own, else that of the State's PACS)
    #[arg(long)]
    pub kind: Option<String>,
    /// District, where numbers repeat, and of an office: name or LGD code
    #[arg(long)]
    pub district: Option<String>,
}

/// What was told, as facts of one group.
pub struct Told {
    pub whom: Whom,
    /// Group of facts.
    pub group: &'static str,
    /// Field the flag --on gives.
    pub on: &'static str,
    pub facts: Vec<(&'static str, Value)>,
}

fn date(day: Option<Date>) -> Value {
    day.map_or(Value::Empty, Value::Date)
}
fn text(text: Option<String>) -> Value {
    text.map_or(Value::Empty, Value::text)
}
fn number(number: Option<u32>) -> Value {
    number.map_or(Value::Empty, |number| Value::Integer(number.into()))
}

/// An amount in rupees as people write it.
fn money(flag: &'static str, written: Option<String>) -> Result<Value, CommandError> {
    let Some(written) = written else { return Ok(Value::Empty) };
    match read_amount(&written, None) {
        Ok(read) if read.doubts.is_empty() => Ok(read.value),
        _ => Err(CommandError::new(Exit::Arguments, "error.pacs.amount").with("flag", flag).with("found", written)),
    }
}

/// Select units into a programme.
#[derive(Args)]
pub struct Select {
    #[command(flatten)]
    whom: Whom,
    /// Day of the selection
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Phase of the programme
    #[arg(long, value_name = "N")]
    phase: Option<u32>,
    /// List or authority by which they were selected
    #[arg(long, value_name = "TEXT")]
    list: Option<String>,
}

impl Select {
    pub fn told(self) -> Told {
        let facts = vec![("selected_on", date(self.on)), ("phase", number(self.phase)), ("list_no", text(self.list))];
        Told { whom: self.whom, group: "selection", on: "selected_on", facts }
    }
}

/// The district committee resolved.
#[derive(Args)]
pub struct Dlmic {
    #[command(flatten)]
    whom: Whom,
    /// Day of the meeting
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Number of the resolution
    #[arg(long, value_name = "NO")]
    resolution: Option<String>,
}

impl Dlmic {
    pub fn told(self) -> Told {
        let facts = vec![("dlmic_on", date(self.on)), ("dlmic_no", text(self.resolution))];
        Told { whom: self.whom, group: "dlmic", on: "dlmic_on", facts }
    }
}

/// Money was sanctioned.
#[derive(Args)]
pub struct Sanction {
    #[command(flatten)]
    whom: Whom,
    /// Day of the sanction
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Number of the sanction order
    #[arg(long = "sanction-no", value_name = "NO")]
    sanction_no: Option<String>,
    /// Amount for each unit, in rupees
    #[arg(long, value_name = "RUPEES")]
    amount: Option<String>,
    /// Share of the Centre for each unit, in rupees
    #[arg(long, value_name = "RUPEES")]
    centre: Option<String>,
    /// Share of the State for each unit, in rupees
    #[arg(long, value_name = "RUPEES")]
    state: Option<String>,
}

impl Sanction {
    pub fn told(self) -> Result<Told, CommandError> {
        let facts = vec![
            ("sanction_on", date(self.on)),
            ("sanction_no", text(self.sanction_no)),
            ("sanctioned", money("--amount", self.amount)?),
            ("centre_share", money("--centre", self.centre)?),
            ("state_share", money("--state", self.state)?),
        ];
        Ok(Told { whom: self.whom, group: "sanction", on: "sanction_on", facts })
    }
}

/// Hardware was delivered.
#[derive(Args)]
pub struct Hardware {
    #[command(flatten)]
    whom: Whom,
    /// Day of the delivery
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Day of the installation
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    installed: Option<Date>,
    /// Items, as computer,webcam,vpn_device,printer,biometric
    #[arg(long, value_name = "ITEM,…")]
    items: Option<String>,
    /// How many serial numbers were recorded
    #[arg(long, value_name = "N")]
    serials: Option<u32>,
}

impl Hardware {
    pub fn told(self) -> Told {
        let facts = vec![
            ("delivered_on", date(self.on)),
            ("installed_on", date(self.installed)),
            ("items", text(self.items)),
            ("serials", number(self.serials)),
        ];
        Told { whom: self.whom, group: "hardware", on: "delivered_on", facts }
    }
}

/// A stage that is a day and nothing else.
#[derive(Args)]
pub struct Plain {
    #[command(flatten)]
    whom: Whom,
    /// Day on which the stage was reached
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

impl Plain {
    pub fn told(self, group: &'static str, field: &'static str) -> Told {
        Told { whom: self.whom, group, on: field, facts: vec![(field, date(self.on))] }
    }
}

/// A stage with a paper that has a number.
#[derive(Args)]
pub struct Numbered {
    #[command(flatten)]
    whom: Whom,
    /// Day of the certificate or declaration
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Its number
    #[arg(long, value_name = "NO")]
    number: Option<String>,
}

impl Numbered {
    pub fn told(self, group: &'static str, field: &'static str, number: &'static str) -> Told {
        let facts = vec![(field, date(self.on)), (number, text(self.number))];
        Told { whom: self.whom, group, on: field, facts }
    }
}

/// Handholding.
#[derive(Args)]
pub struct Handholding {
    #[command(flatten)]
    whom: Whom,
    /// Day it begins
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Day it ends
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    until: Option<Date>,
    /// Who does it
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

impl Handholding {
    pub fn told(self) -> Told {
        let facts = vec![
            ("handholding_from", date(self.on)),
            ("handholding_to", date(self.until)),
            ("handholding_by", text(self.by)),
        ];
        Told { whom: self.whom, group: "handholding", on: "handholding_from", facts }
    }
}

/// The state of the books.
#[derive(Args)]
pub struct Books {
    #[command(flatten)]
    whom: Whom,
    /// Day of which this is said
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Last day whose vouchers are entered and whose day-end is done
    #[arg(long = "day-end-upto", value_name = "DATE", value_parser = parse_date)]
    day_end_upto: Option<Date>,
    /// Entries not reconciled
    #[arg(long, value_name = "N")]
    unreconciled: Option<u32>,
    /// Amount not reconciled, in rupees
    #[arg(long = "unreconciled-amount", value_name = "RUPEES")]
    unreconciled_amount: Option<String>,
}

impl Books {
    pub fn told(self) -> Result<Told, CommandError> {
        let facts = vec![
            ("books_on", date(self.on)),
            ("day_end_upto", date(self.day_end_upto)),
            ("unreconciled", number(self.unreconciled)),
            ("unreconciled_amount", money("--unreconciled-amount", self.unreconciled_amount)?),
        ];
        Ok(Told { whom: self.whom, group: "books", on: "books_on", facts })
    }
}
