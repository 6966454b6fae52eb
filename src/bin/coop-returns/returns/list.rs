//! `return list`: how the returns stand.

use clap::{Args, ValueEnum};
use coop_registry::{
    branches::returns::life::{Standing, State, standings, years_on_record},
    catalogue::Places,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, desk},
    model::{Language, Value},
};

/// How a return stands.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Wanted {
    /// On record, not decided on
    Filed,
    /// Accepted by order
    Accepted,
    /// Refused by order: it may be filed anew
    Refused,
    /// Owed and not on record
    None,
}

/// List returns.
#[derive(Args)]
pub struct List {
    /// Only those that stand so; without it all that are on record
    #[arg(long, value_enum)]
    state: Option<Wanted>,
    /// Only this district: name or LGD code
    #[arg(long)]
    district: Option<String>,
    /// Only those filed late, or not filed and overdue
    #[arg(long)]
    late: bool,
}

impl List {
    /// Of --fy, else of every year on record.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let places = Places::load(office.files())?;
        let district = match &self.district {
            None => None,
            Some(code) if code.bytes().all(|byte| byte.is_ascii_digit()) => code.parse().ok(),
            Some(name) => Some(desk::district(&places, name)?),
        };
        let years = match office.globals().fy {
            Some(fy) => [fy].into(),
            // Who has not filed is asked of a year.
            None if self.state == Some(Wanted::None) => [office.year()?].into(),
            None => years_on_record(&register, moment)?,
        };
        let book = desk::rulebook(office)?;
        let mut listing = listing();
        for fy in years {
            let all = standings(&register, &book, fy, moment)?;
            let of_district = |one: &Standing| self.district.is_none() || one.district == district;
            for one in all.iter().filter(|one| self.wants(one) && of_district(one)) {
                listing.push(row(one, &places, console));
            }
        }
        console.listing("return-list", &listing);
        Ok(Exit::Done)
    }
    fn wants(&self, one: &Standing) -> bool {
        let state = match self.state {
            Some(Wanted::Filed) => one.state == State::Filed,
            Some(Wanted::Accepted) => one.state == State::Accepted,
            Some(Wanted::Refused) => one.state == State::Refused,
            Some(Wanted::None) => one.state == State::None,
            None => one.state != State::None || self.late,
        };
        state && (!self.late || one.days_late.is_some_and(|days| days > 0))
    }
}

fn listing() -> Listing {
    Listing::new([
        ("society", "Society", "समिति"),
        ("reg_no", "Registration no.", "पंजीयन संख्या"),
        ("name", "Name", "नाम"),
        ("district", "District", "जिला"),
        ("fy", "Year", "वर्ष"),
        ("state", "State", "स्थिति"),
        ("filed_on", "Filed on", "दाखिल तिथि"),
        ("revision", "Revision", "संशोधन"),
        ("due_on", "Due on", "देय तिथि"),
        ("days_late", "Days late", "विलंब दिवस"),
        ("errors", "Errors", "त्रुटियाँ"),
        ("warnings", "Warnings", "चेतावनियाँ"),
        ("waived", "Waived", "छूट प्राप्त"),
        ("decided_on", "Decided on", "निर्णय तिथि"),
        ("order_no", "Order", "आदेश"),
    ])
}

fn row(one: &Standing, places: &Places, console: &Console) -> [Value; 15] {
    let language = console.language();
    let district = one.district.map(|code| desk::district_name(places, code, language));
    let day = |day: Option<coop_registry::model::Date>| day.map_or(Value::Empty, Value::Date);
    let filing = one.course.filing();
    let count = |at: usize| filing.map_or(Value::Empty, |filing| Value::Integer(filing.counts[at]));
    let decision = one.course.decision();
    let state = if console.is_for_people() { state_word(one.state, language) } else { one.state.key() };
    [
        Value::text(&one.society),
        Value::text(&one.reg_no),
        Value::text(one.name.in_language(language)),
        district.map_or(Value::Empty, Value::text),
        Value::text(one.fy.to_string()),
        Value::text(state),
        day(one.filed_on),
        filing.map_or(Value::Empty, |filing| Value::Integer(filing.revision)),
        day(one.due_on),
        one.days_late.map_or(Value::Empty, Value::Integer),
        count(0),
        count(1),
        count(3),
        day(decision.map(|event| event.on)),
        decision.map_or(Value::Empty, |event| Value::text(&event.order_no)),
    ]
}

/// A state for people.
pub fn state_word(state: State, language: Language) -> &'static str {
    match (state, language) {
        (State::None, Language::En) => "not filed",
        (State::None, Language::Hi) => "दाखिल नहीं",
        (State::Filed, Language::En) => "filed",
        (State::Filed, Language::Hi) => "दाखिल",
        (State::Accepted, Language::En) => "accepted",
        (State::Accepted, Language::Hi) => "स्वीकृत",
        (State::Refused, Language::En) => "refused",
        (State::Refused, Language::Hi) => "अस्वीकृत",
    }
}
