//! `coop-migrate heal list`: damaged texts of the register or of files, each with what it should be.

use super::{Of, Wanted, healer};
use clap::Args;
use coop_registry::{
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, filing},
    devanagari::{DamageKind, Diagnosis},
    migrate::{DamagedText, WordCounts, damaged_texts},
    model::Value,
};
use std::path::PathBuf;

/// List damaged texts in force, or with FILE the damaged cells of files; nothing is changed
#[derive(Args)]
pub struct List {
    /// Workbooks or lists to look at instead of the register
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    wanted: Wanted,
    #[command(flatten)]
    of: Of,
    /// Also show texts that name a person, a phone or an address
    #[arg(long)]
    personal: bool,
}

impl List {
    /// Exit 1 when something is damaged.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let kinds = self.wanted.kinds()?;
        let shown = |found: &Diagnosis| {
            self.wanted.wants(found) && (kinds.is_empty() || found.kinds().iter().any(|kind| kinds.contains(kind)))
        };
        let listing = if self.files.is_empty() {
            self.of_register(office, console, &shown)?
        } else {
            if self.of.register.is_some() || self.of.society.is_some() {
                return Err(CommandError::new(Exit::Arguments, "error.heal.files"));
            }
            self.of_files(office, console, &shown)?
        };
        let exit = if listing.rows.is_empty() { Exit::Done } else { Exit::Findings };
        console.listing("heal-list", &listing);
        if console.is_for_people() && !listing.rows.is_empty() {
            let count = listing.rows.len();
            let proposed = listing.rows.iter().filter(|row| matches!(row.last(), Some(Value::Bool(_)))).count();
            let words = console.pick("damaged texts, with a proposal", "विकृत पाठ, प्रस्ताव सहित").to_owned();
            console.note(format!("{count} {words} {proposed}"));
        }
        Ok(exit)
    }
    fn of_register(
        &self,
        office: &Office,
        console: &Console,
        shown: &dyn Fn(&Diagnosis) -> bool,
    ) -> Result<Listing, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let (mut texts, _) = damaged_texts(&register, &healer(office)?, moment)?;
        self.of.keep(office, &register, moment, &mut texts)?;
        let mut listing = Listing::new([
            ("id", "Id", "क्रम-चिह्न"),
            ("society", "Society", "समिति"),
            ("field", "Field", "क्षेत्र"),
            ("damage", "Damage", "विकृति"),
            ("text", "As it is", "जैसा है"),
            ("proposal", "Proposal", "प्रस्ताव"),
            ("confidence", "Confidence", "निश्चय"),
            ("in_register", "In the register", "रजिस्टर में"),
            ("in_lists", "In the word lists", "शब्द-सूची में"),
        ]);
        for found in texts.iter().filter(|found| shown(&found.diagnosis)) {
            let DamagedText { id, society, personal, text, diagnosis, .. } = found;
            let table = register_field(office, found);
            let field = if console.is_for_people() { table.unwrap_or(id.field.clone()) } else { id.field.clone() };
            let covered = *personal && !self.personal;
            let [damage, text, proposal, confidence, seen, listed] = described(console, text, diagnosis, covered);
            let society = society.clone().map_or(Value::Empty, Value::Text);
            let field = Value::text(field);
            listing.push([
                Value::text(id.to_string()),
                society,
                field,
                damage,
                text,
                proposal,
                confidence,
                seen,
                listed,
            ]);
        }
        Ok(listing)
    }
    fn of_files(
        &self,
        office: &Office,
        console: &Console,
        shown: &dyn Fn(&Diagnosis) -> bool,
    ) -> Result<Listing, CommandError> {
        let desk = filing::desk_of(office)?;
        // The words of the register help to read what a file says; without an office the word lists alone do.
        let words = match office.settings_if_any()? {
            None => WordCounts::none(),
            Some(_) => damaged_texts(&office.read_register()?, &healer(office)?, office.moment()?)?.1,
        };
        let mut listing = Listing::new([
            ("file", "File", "फ़ाइल"),
            ("sheet", "Sheet", "शीट"),
            ("cell", "Cell", "खाना"),
            ("damage", "Damage", "विकृति"),
            ("text", "As it is", "जैसा है"),
            ("proposal", "Proposal", "प्रस्ताव"),
            ("confidence", "Confidence", "निश्चय"),
            ("in_register", "In the register", "रजिस्टर में"),
            ("in_lists", "In the word lists", "शब्द-सूची में"),
        ]);
        for path in &self.files {
            let file = filing::open(office, console, path)?;
            for found in desk.damaged_cells(&file, &words).iter().filter(|found| shown(&found.diagnosis)) {
                let [damage, text, proposal, confidence, seen, listed] =
                    described(console, &found.text, &found.diagnosis, false);
                let place = [Value::text(&file.name), Value::text(&found.sheet), Value::text(found.cell.to_string())];
                let [file, sheet, cell] = place;
                listing.push([file, sheet, cell, damage, text, proposal, confidence, seen, listed]);
            }
        }
        Ok(listing)
    }
}

/// The field's name in the reader's language.
fn register_field(office: &Office, found: &DamagedText) -> Option<String> {
    let field = office.tables().get(&found.id.table)?.fields.get(usize::from(found.field))?;
    Some(field.label.in_language(office.language()).to_owned())
}

/// Damage, text, proposal, confidence, how often the proposed words stand in the register, whether the lists have them.
fn described(console: &Console, text: &str, found: &Diagnosis, covered: bool) -> [Value; 6] {
    let (texts, language) = (console.texts(), console.language());
    let kinds = found.kinds();
    let named = |prefix: &str, key: &str| match console.is_for_people() {
        true => texts.word(&format!("{prefix}.{key}"), language).to_owned(),
        false => key.to_owned(),
    };
    let damage: Vec<String> = kinds.iter().map(|kind: &DamageKind| named("damage", kind.key())).collect();
    let damage = damage.join(if console.is_for_people() { ", " } else { " " });
    let shown = |text: &str| Value::text(if covered { "XXXX" } else { text });
    let proposal = found.proposal.as_ref();
    [
        Value::text(damage),
        shown(text),
        proposal.map_or(Value::Empty, |proposal| shown(&proposal.text)),
        Value::text(named("certainty", proposal.map_or("open", |proposal| proposal.certainty.key()))),
        proposal.map_or(Value::Empty, |proposal| Value::count(proposal.elsewhere)),
        proposal.map_or(Value::Empty, |proposal| Value::Bool(proposal.in_lists)),
    ]
}
