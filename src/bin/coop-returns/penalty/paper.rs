//! The paper of `penalty compute`: every word in both languages.

use super::{Total, said, tariff_said};
use coop_registry::{
    branches::returns::penalty::{Late, LateReturns, Stand},
    catalogue::{Level, Places},
    cli::{CommandError, Console, Office, papers},
    model::{CooperativeYear, Label, Language},
    register::Register,
    reports::late_penalty::{LateRow, build},
    rules::Rulebook,
};

/// A label from a wording in each language.
pub fn both(word: impl Fn(Language) -> String) -> Label {
    Label { en: word(Language::En), hi: word(Language::Hi) }
}

/// Makes the paper by `--format`; the files made.
pub fn paper(
    office: &Office,
    console: &mut Console,
    (register, book, places): (&Register, &Rulebook, &Places),
    (fy, found): (CooperativeYear, &LateReturns),
    (totals, remarks): (&[Total], &[Label]),
) -> Result<Vec<String>, CommandError> {
    let rows: Vec<LateRow> = found.late.iter().map(|late| row(late, book)).collect();
    let word = |stand: Stand| both(|language| stand.word(language).to_owned());
    let states: Vec<_> = totals.iter().map(|(stand, count, sum)| (word(*stand), *count, *sum)).collect();
    papers::made(office, console, register, ("coop-returns penalty compute", &[]), |ground| {
        for code in rows.iter().filter_map(|row| row.district) {
            if let Some(place) = places.get(Level::District, code) {
                ground.names.add("district", code, place.label());
            }
        }
        build(fy, &rows, &states, remarks, ground)
    })
}

fn row(late: &Late, book: &Rulebook) -> LateRow {
    let (owed, reckoning) = (&late.owed, &late.reckoning);
    let ground = reckoning.ground();
    LateRow {
        society: owed.whom.society.clone(),
        name: owed.name.clone(),
        reg_no: owed.reg_no.clone(),
        district: owed.whom.district,
        due_on: owed.due_on(),
        filed_on: owed.filed_on,
        days: late.days,
        state: both(|language| reckoning.stand().word(language).to_owned()),
        figure: both(|language| match ground.tariff() {
            Some(tariff) => tariff_said(tariff, language),
            None => said(late, language),
        }),
        amount: reckoning.amount(),
        basis: both(|language| ground.origin(&book.statutes, language)),
    }
}
