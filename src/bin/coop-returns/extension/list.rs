//! `extension list`.

use super::reach::ReachWords;
use clap::Args;
use coop_registry::{
    branches::returns::{extension::Extensions, owed},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk},
    model::{CooperativeYear, Moment, Value},
};
use std::collections::BTreeMap;

/// List extensions.
#[derive(Args)]
pub struct List {
    /// Without those that were withdrawn
    #[arg(long)]
    standing: bool,
}

impl List {
    /// In the order of their orders.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let only = office.globals().fy;
        let book = desk::rulebook(office)?;
        let words = ReachWords::load(office, console)?;
        let mut listing = Listing::new([
            ("extension", "Extension", "अवधि-वृद्धि"),
            ("fy", "Year", "वर्ष"),
            ("whom", "For", "किसके लिए"),
            ("until", "Until", "तक"),
            ("order", "Order", "आदेश"),
            ("order_on", "Order date", "आदेश तिथि"),
            ("reaches", "Societies reached", "पहुँच वाली समितियाँ"),
            ("filed", "of them filed", "इनमें दाखिल"),
            ("withdrawn_on", "Withdrawn on", "वापसी तिथि"),
            ("withdrawn_by", "By order", "वापसी आदेश"),
            ("reason", "Reason", "कारण"),
        ]);
        let mut owing: BTreeMap<CooperativeYear, Vec<coop_registry::branches::returns::Owed>> = BTreeMap::new();
        let known = Moment { as_of: moment.as_of, ..moment };
        for one in Extensions::read(&register, known)?.all() {
            let Some(fy) = one.fy.filter(|fy| only.is_none_or(|only| only == *fy)) else { continue };
            if self.standing && one.withdrawn.is_some() {
                continue;
            }
            let all = match owing.get(&fy) {
                Some(all) => all,
                None => owing.entry(fy).or_insert(owed(&register, &book, fy, moment)?),
            };
            let reached: Vec<_> = all.iter().filter(|owed| one.reach.holds(&owed.whom)).collect();
            let withdrawn = one.withdrawn.as_ref();
            listing.push([
                Value::text(&one.id),
                Value::text(fy.to_string()),
                Value::text(words.said(&one.reach)),
                Value::Date(one.until),
                Value::text(&one.order_no),
                Value::Date(one.order_on),
                Value::count(reached.len()),
                Value::count(reached.iter().filter(|owed| owed.filed).count()),
                withdrawn.map_or(Value::Empty, |(on, ..)| Value::Date(*on)),
                withdrawn.map_or(Value::Empty, |(_, order, _)| Value::text(order)),
                Value::text(&one.reason),
            ]);
        }
        console.listing("extension-list", &listing);
        Ok(Exit::Done)
    }
}
