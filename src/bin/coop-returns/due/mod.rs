//! `due list`: who owes a return by when.

use coop_registry::{
    branches::returns::{self, Owed},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict},
    model::{Date, Label, Language, Value},
};
use std::collections::BTreeMap;

/// What is due
#[derive(clap::Subcommand)]
pub enum Due {
    /// Societies that owe a return of --fy, with the day it is due and the law it rests on
    List(List),
}

/// Arguments of `due list`.
#[derive(clap::Args)]
pub struct List {
    /// Also those whose return is on record
    #[arg(long)]
    all: bool,
    /// Only this district (LGD code)
    #[arg(long, value_name = "CODE")]
    district: Option<i64>,
    /// Only what comes due within so many days of today
    #[arg(long, value_name = "DAYS")]
    within: Option<u16>,
}

impl Due {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let Due::List(list) = self;
        let asked = Asked::of(office, list.district)?;
        let near = |owed: &Owed| {
            list.within.is_none_or(|days| {
                let ahead = asked.as_of.checked_add(jiff::Span::new().days(i64::from(days))).unwrap_or(Date::MAX);
                owed.due_on().is_some_and(|due| asked.as_of <= due && due <= ahead)
            })
        };
        let rows = asked.owed.iter().filter(|owed| (list.all || !owed.filed) && near(owed));
        let mut listing = Listing::new([
            ("society", "Society", "समिति"),
            ("reg_no", "Registration no.", "पंजीयन संख्या"),
            ("name", "Name", "नाम"),
            ("district", "District", "जिला"),
            ("fy", "Year", "वर्ष"),
            ("due_on", "Due on", "देय तिथि"),
            ("statutory_on", "Due by law", "विधिक देय तिथि"),
            ("extended_until", "Extended until", "तक बढ़ाई गई"),
            ("order", "By order", "आदेश"),
            ("filed_on", "Filed on", "दाखिल तिथि"),
            ("state", "State", "स्थिति"),
            ("days_late", "Days late", "विलंब दिवस"),
            ("basis", "Basis", "आधार"),
        ]);
        let language = console.language();
        for owed in rows {
            let late = owed.days_late(asked.as_of);
            let is_late = late.is_some_and(|days| days > 0);
            let (en, hi) = match (owed.filed, is_late) {
                (true, _) if owed.filed_on.is_none() => ("filed, date not given", "दाखिल, तिथि अंकित नहीं"),
                (true, false) => ("filed", "दाखिल"),
                (true, true) => ("filed late", "विलंब से दाखिल"),
                (false, false) => ("due", "देय"),
                (false, true) => ("overdue", "अतिदेय"),
            };
            listing.push([
                Value::text(&owed.whom.society),
                Value::text(&owed.reg_no),
                Value::text(owed.name.in_language(language)),
                asked.district(owed, language),
                Value::text(owed.fy.to_string()),
                day(owed.due_on()),
                day(owed.due.statutory),
                day(owed.due.extended.as_ref().map(|extended| extended.until)),
                owed.due.extended.as_ref().map_or(Value::Empty, |extended| Value::text(&extended.order_no)),
                owed.filed_on.map_or(Value::Empty, Value::Date),
                Value::text(if language == Language::Hi && console.is_for_people() { hi } else { en }),
                late.map_or(Value::Empty, Value::Integer),
                owed.due.basis.as_ref().map_or(Value::Empty, |figure| Value::text(figure.origin(language))),
            ]);
        }
        console.listing("due-list", &listing);
        Ok(Exit::Done)
    }
}

/// A day, or nothing.
pub fn day(day: Option<Date>) -> Value {
    day.map_or(Value::Empty, Value::Date)
}

/// What both lists are made from.
pub struct Asked {
    /// The day that counts as today.
    pub as_of: Date,
    /// Who owes a return.
    pub owed: Vec<Owed>,
    districts: BTreeMap<i64, Label>,
}

impl Asked {
    /// Reads the register for `--fy`.
    pub fn of(office: &Office, district: Option<i64>) -> Result<Self, CommandError> {
        let book = crate::rules::rulebook(office)?;
        let (fy, moment, register) = (office.year()?, office.moment()?, office.read_register()?);
        let mut owed = returns::owed(&register, &book, fy, moment)?;
        owed.retain(|owed| district.is_none() || owed.whom.district == district);
        Ok(Self { as_of: moment.as_of, owed, districts: returns::district_names(&register, moment)? })
    }
    /// Name of a society's district, else its code.
    pub fn district(&self, owed: &Owed, language: Language) -> Value {
        match owed.whom.district {
            None => Value::Empty,
            Some(code) => match self.districts.get(&code) {
                Some(name) => Value::text(name.in_language(language)),
                None => Value::text(code.to_string()),
            },
        }
    }
}
