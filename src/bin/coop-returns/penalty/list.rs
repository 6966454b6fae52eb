//! `penalty list`.

use super::{shape_said, tariff_said};
use coop_registry::{
    branches::returns::penalty::{Ground, office_rates},
    catalogue::Penalties,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk},
    model::{Date, Label, Value},
};
use std::collections::BTreeMap;

/// Lists every Act with the figures of the law and the office's own, day by day; one without either says so.
pub fn run(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let book = desk::rulebook(office)?;
    let penalties = Penalties::load(office.files(), &book.statutes)?;
    let (register, moment) = (office.read_register()?, office.moment()?);
    let own = office_rates(&register, moment)?;
    let acts: BTreeMap<String, Label> = desk::code_words(office, "act")?;
    let mut listing = Listing::new([
        ("act", "Act", "अधिनियम"),
        ("figure", "Figure", "दर"),
        ("from", "From", "से"),
        ("to", "Until", "तक"),
        ("basis", "Basis", "आधार"),
        ("confidence", "Confidence", "विश्वसनीयता"),
    ]);
    let language = console.language();
    // The year 1904 is this program's word for always.
    let day = |day: Date| if day.year() <= 1904 { Value::Empty } else { Value::Date(day) };
    for (act, label) in &acts {
        let name = || Value::text(if console.is_for_people() { label.in_language(language) } else { act });
        let before = listing.rows.len();
        for law in penalties.0.iter().filter(|law| law.acts.contains(act)) {
            let (from, to) = (day(law.from), law.to.map_or(Value::Empty, Value::Date));
            let figure = shape_said(law.shape, law.imposed.in_language(language), language);
            let ground = Ground::Law(law.clone());
            let (basis, seen) = (ground.origin(&book.statutes, language), ground.confidence(language));
            listing.push([name(), Value::text(figure), from, to, Value::text(basis), Value::text(seen)]);
        }
        for rate in own.get(act).into_iter().flatten() {
            let figure = match rate.ended {
                true => console.pick("taken back", "वापस").to_owned(),
                false => tariff_said(rate.tariff, language),
            };
            let ground = Ground::Office(rate.clone());
            let (basis, seen) = (ground.origin(&book.statutes, language), ground.confidence(language));
            listing.push([
                name(),
                Value::text(figure),
                day(rate.from),
                Value::Empty,
                Value::text(basis),
                Value::text(seen),
            ]);
        }
        if listing.rows.len() == before {
            let seen = Ground::NotSeen.confidence(language);
            listing.push([name(), Value::Empty, Value::Empty, Value::Empty, Value::Empty, Value::text(seen)]);
        }
    }
    console.listing("penalty-list", &listing);
    Ok(Exit::Done)
}
