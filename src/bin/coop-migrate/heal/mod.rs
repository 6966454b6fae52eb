//! `coop-migrate heal`: damaged Unicode Hindi, found and put right.

mod accept;
mod list;

use clap::{Args, Subcommand};
use coop_registry::{
    cli::{CommandError, Console, Exit, Office, Verdict, desk},
    devanagari::{Certainty, DamageKind, Decoder, Diagnosis, Healer},
    migrate::DamagedText,
    model::Moment,
    register::ReadRegister,
};

/// Damaged Hindi: doubled and stray signs, foreign letters within words, invisible characters, misplaced nuktas …
#[derive(Subcommand)]
pub enum Heal {
    List(list::List),
    Accept(accept::Accept),
}

impl Heal {
    /// Lists damaged texts, or writes proposals as corrections.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::List(verb) => verb.run(office, console),
            Self::Accept(verb) => verb.run(office, console),
        }
    }
}

/// Which damaged texts are meant.
#[derive(Args)]
struct Wanted {
    /// Only this kind of damage: doubled_sign, stray_sign, foreign_letter, zero_width, nukta, built_vowel, sign_order,
    /// repeated_halant, visarga_colon, foreign_digit; may be given several times
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Only proposals that have no other reading
    #[arg(long)]
    certain: bool,
}

impl Wanted {
    /// The kinds named; exit 2 for one there is none of.
    fn kinds(&self) -> Result<Vec<DamageKind>, CommandError> {
        let of = |key: &String| {
            DamageKind::of_key(key).ok_or_else(|| {
                let known: Vec<&str> = DamageKind::ALL.iter().map(|kind| kind.key()).collect();
                CommandError::new(Exit::Arguments, "error.heal.kind").with("found", key).with("known", known.join(", "))
            })
        };
        self.kind.iter().map(of).collect()
    }
    /// Is the certainty wanted?
    fn wants(&self, diagnosis: &Diagnosis) -> bool {
        let certain = |found: &Diagnosis| found.proposal.as_ref().is_some_and(|p| p.certainty == Certainty::Certain);
        !self.certain || certain(diagnosis)
    }
}

/// Which part of the register is meant.
#[derive(Args)]
struct Of {
    /// Only this register, as society or member
    #[arg(long)]
    register: Option<String>,
    /// Only texts that belong to this society: its identity, registration number or name
    #[arg(long)]
    society: Option<String>,
}

impl Of {
    /// Leaves the texts that are meant; exit 5 for a register or society there is none of.
    fn keep(
        &self,
        office: &Office,
        register: &dyn ReadRegister,
        moment: Moment,
        texts: &mut Vec<DamagedText>,
    ) -> Result<(), CommandError> {
        if let Some(name) = &self.register {
            let table = desk::table(office, name)?;
            texts.retain(|text| text.id.table == table.name);
        }
        if let Some(asked) = &self.society {
            let society = desk::subject(register, desk::table(office, "society")?, asked, moment)?;
            texts.retain(|text| text.society.as_ref() == Some(&society));
        }
        Ok(())
    }
}

/// The healer of the office's catalogue.
fn healer(office: &Office) -> Result<Healer, CommandError> {
    let decoder = Decoder::load(office.files())?;
    Ok(Healer::load(office.files(), &decoder)?)
}
