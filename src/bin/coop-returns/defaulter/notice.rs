//! `defaulter notice`: notices that are due go out, or are printed again.

mod again;
mod issue;

use super::refused;
use clap::Args;
use coop_registry::{
    branches::cases::Case,
    catalogue::Places,
    cli::{CommandError, Console, Format, Listing, Office, Verdict, defaults::DefaultDesk, desk},
    model::{Date, Value},
    register::Register,
    reports::writers::pdf,
};

/// Issue or print notices again.
#[derive(Args)]
pub struct Notice {
    /// Only of this society: identity, registration number or name
    #[arg(long, conflicts_with = "district")]
    society: Option<String>,
    /// Only of this district: name or LGD code
    #[arg(long)]
    district: Option<String>,
    /// All notices in one PDF, in parts of 100
    #[arg(long)]
    bundle: bool,
    /// Print notices that were issued again: the last of --society, all of --district, one by --number, or all; nothing is entered
    #[arg(long)]
    reprint: bool,
    /// The notice to be printed again, as 3/2025-26
    #[arg(long, value_name = "NO", requires = "reprint")]
    number: Option<String>,
}

/// Is a case meant?
type Wanted = Box<dyn Fn(&Case) -> bool>;

impl Notice {
    /// Issues what is due and prints it, or prints what was issued.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        // -o is the folder of the letters, not a file for what this verb says.
        console.output_is_taken();
        // Told before a number is given: a notice that cannot be printed is not issued.
        if !office.globals().dry_run {
            pdf::find()?;
        }
        if self.reprint { self.again(office, console) } else { self.issue(office, console) }
    }

    /// Which cases are meant.
    fn wanted(&self, office: &Office, register: &Register, desk: &DefaultDesk<'_>) -> Result<Wanted, CommandError> {
        if let Some(asked) = &self.society {
            let society = desk.society(office, register, asked)?;
            return Ok(Box::new(move |case| case.society.as_deref() == Some(&society)));
        }
        let Some(asked) = &self.district else { return Ok(Box::new(|_| true)) };
        let code = desk::district(&Places::load(office.files())?, asked)?;
        let field = desk.table.field_no("district");
        Ok(Box::new(move |case| field.is_some_and(|no| case.value(no).as_integer() == Some(code))))
    }
}

/// The notices of one run.
struct Told(Listing);

impl Told {
    fn new() -> Self {
        Self(Listing::new([
            ("number", "Notice no.", "सूचना संख्या"),
            ("society", "Society", "समिति"),
            ("name", "Name", "नाम"),
            ("case", "Case", "प्रकरण"),
            ("stage", "Notice", "सूचना"),
            ("reply_by", "Asked for by", "अपेक्षित तिथि"),
        ]))
    }
    /// A notice of a case, issued in a stage.
    fn add(
        &mut self,
        (console, desk): (&Console, &DefaultDesk<'_>),
        number: &str,
        (case, stage): (&Case, usize),
        reply_by: Option<Date>,
    ) {
        let stage = &desk.service.stages[stage];
        let said = if console.is_for_people() { stage.label.in_language(console.language()) } else { &stage.code };
        self.0.push([
            Value::text(number),
            Value::text(case.society.as_deref().unwrap_or_default()),
            Value::text(&case.title),
            Value::text(&case.number),
            Value::text(said),
            reply_by.map_or(Value::Empty, Value::Date),
        ]);
    }
    fn tell(&self, console: &mut Console, files: &[String], day_no: Option<i64>) {
        let data = serde_json::json!({ "notices": self.0.to_json(), "files": files, "day_no": day_no });
        match console.format() {
            Format::Json => console.data("defaulter-notice", data),
            _ => console.listing("defaulter-notice", &self.0),
        }
        for file in files {
            console.say(file);
        }
    }
}
