//! Reading the register of file movements: where a file is, how long it has lain, the list.

use crate::{
    case::{day, standing, word},
    file::known,
    society::Words,
};
use clap::Args;
use coop_registry::{
    branches::{
        cases::Law,
        files::{DESK_CLOCK, MOVEMENTS, Stay, Tracked, files},
    },
    cli::{CommandError, Console, Exit, Format, Listing, Office, Verdict, desk, statutory},
    clocks::{Course, Standing},
    model::{Date, Value},
};

/// One file.
#[derive(Args)]
pub struct Where {
    /// Number of the file
    file: String,
}

/// Ages.
#[derive(Args)]
pub struct Age {
    /// Only files at this desk
    #[arg(long, value_name = "LOGIN")]
    desk: Option<String>,
    /// Only those that have lain too long
    #[arg(long)]
    over: bool,
}

/// List files.
#[derive(Args)]
pub struct List {
    /// Only files at this desk
    #[arg(long, value_name = "LOGIN")]
    desk: Option<String>,
    /// Only those that are not in the record room
    #[arg(long)]
    open: bool,
}

/// How a stay stands on a day against the limit of the office, and the day it was wanted by.
fn stands(law: &Law, stay: &Stay, on: Date) -> (Standing, bool) {
    let limit = law.clocks.get(DESK_CLOCK).and_then(|clock| law.in_force(clock).limit);
    let course = Course { ended: stay.to, ..Course::from(stay.from) };
    let standing = coop_registry::clocks::standing(limit.as_ref(), &course, &law.calendar, on);
    let late = stay.due_on.is_some_and(|due| stay.to.unwrap_or(on) > due);
    (standing, late || matches!(standing, Standing::Expired(_) | Standing::Late(..)))
}

fn due(standing: &Standing) -> Option<Date> {
    match standing {
        Standing::Running(due) | Standing::Met(_, due) | Standing::Late(_, due) | Standing::Expired(due) => Some(*due),
        Standing::NoLimit | Standing::Stopped(..) => None,
    }
}

fn days(stay: &Stay, on: Date) -> i64 {
    stay.from.until(stay.to.unwrap_or(on)).map_or(0, |span| i64::from(span.get_days()).max(0))
}

/// What the limit rests on, as a line below the table.
fn say_limit(console: &mut Console, law: &Law) {
    let Some(clock) = law.clocks.get(DESK_CLOCK) else { return };
    let in_force = law.in_force(clock);
    let language = console.language();
    let rests_on = in_force.rests_on.in_language(language);
    console.note(match (in_force.limit, console.pick("en", "hi")) {
        (Some(limit), "hi") => {
            format!("डेस्क पर सीमा: {} {} ({rests_on})", limit.number, limit.unit.label().in_language(language))
        }
        (Some(limit), _) => {
            format!("limit at a desk: {} {} ({rests_on})", limit.number, limit.unit.label().in_language(language))
        }
        (None, "hi") => format!("डेस्क पर सीमा का स्रोत नहीं ({rests_on}); कार्यालय clock set {DESK_CLOCK} से आदेश द्वारा रखे"),
        (None, _) => {
            format!("no limit at a desk was sourced ({rests_on}); the office sets one by order: clock set {DESK_CLOCK}")
        }
    });
}

impl Where {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, at) = (office.read_register()?, office.moment()?);
        let law = statutory::law(office, &register, at)?;
        let (all, words) = (files(&register, at)?, Words::load(office, console)?);
        let file = known(&all, &self.file)?;
        let table = desk::table(office, MOVEMENTS)?;
        let mut movements = Listing::new([
            ("movement", "No.", "क्रम"),
            ("from", "From", "से"),
            ("to", "To", "को"),
            ("sent_at", "Sent", "भेजी"),
            ("received_at", "Acknowledged", "पावती"),
            ("purpose", "Purpose", "प्रयोजन"),
            ("due_on", "Wanted by", "नियत तिथि"),
            ("remarks", "Note", "टिप्पणी"),
            ("entry", "Entry", "प्रविष्टि"),
        ]);
        for (no, movement) in file.movements.iter().enumerate() {
            let purpose = Value::text(&movement.purpose);
            movements.push([
                Value::count(no + 1),
                Value::text(&movement.from),
                Value::text(&movement.to),
                Value::text(&movement.sent_at),
                Value::text(&movement.received_at),
                table.field("purpose").map_or(Value::Empty, |field| words.value(field, &purpose)),
                day(movement.due_on),
                Value::text(&movement.remarks),
                Value::text(&movement.id),
            ]);
        }
        let mut desks = Listing::new([
            ("desk", "Desk", "डेस्क"),
            ("since", "Since", "कब से"),
            ("until", "Until", "कब तक"),
            ("days", "Days", "दिन"),
            ("limit_on", "Limit", "सीमा"),
            ("standing", "Stands", "स्थिति"),
            ("over", "Too long", "विलंबित"),
        ]);
        for stay in file.stays() {
            let (how, over) = stands(&law, &stay, at.as_of);
            // What lies in the record room waits for nobody.
            let rests = file.is_closed() && stay.to.is_none();
            let (code, label) = if rests { Default::default() } else { standing(&how) };
            let limit_on = due(&how).filter(|_| !rests);
            desks.push([
                Value::text(&stay.desk),
                Value::Date(stay.from),
                day(stay.to),
                Value::Integer(days(&stay, at.as_of)),
                day(limit_on),
                Value::text(word(console, code, &label)),
                Value::Bool(over && !rests),
            ]);
        }
        if !console.is_for_people() && console.format() != Format::Json {
            console.listing("file", &movements);
            return Ok(Exit::Done);
        }
        let way = file.on_its_way();
        console.data(
            "file",
            serde_json::json!({
                "file": file.file_no, "holder": file.holder(), "on_its_way_to": way.map(|way| &way.to),
                "closed": file.is_closed(), "desks": desks.to_json(), "movements": movements.to_json(),
            }),
        );
        if console.is_for_people() {
            let holder = file.holder();
            console.say(match (way, console.pick("en", "hi")) {
                (Some(way), "hi") => format!("{}: {holder} से {} के रास्ते में, {} से", file.file_no, way.to, way.sent_at),
                (Some(way), _) => {
                    format!("{}: on its way from {holder} to {}, since {}", file.file_no, way.to, way.sent_at)
                }
                (None, "hi") => format!("{}: {holder} के पास", file.file_no),
                (None, _) => format!("{}: with {holder}", file.file_no),
            });
            for listing in [&desks, &movements] {
                let text = console.table(listing);
                console.say(format!("\n{}", text.trim_end()));
            }
            say_limit(console, &law);
        }
        Ok(Exit::Done)
    }
}

/// Files with the stay they are in.
fn lying(all: &[Tracked], desk: Option<&str>) -> Vec<(Tracked, Stay)> {
    let with_stay = all.iter().filter_map(|file| Some((file.clone(), file.stays().pop()?)));
    with_stay.filter(|(_, stay)| desk.is_none_or(|desk| stay.desk == desk)).collect()
}

impl Age {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, at) = (office.read_register()?, office.moment()?);
        let law = statutory::law(office, &register, at)?;
        let all = files(&register, at)?;
        let mut open = lying(&all, self.desk.as_deref());
        open.retain(|(file, _)| !file.is_closed());
        // The longest first; a stable sort leaves the order of numbers within a day.
        open.sort_by_key(|(_, stay)| stay.from);
        let mut listing = Listing::new([
            ("file", "File", "फाइल"),
            ("desk", "With", "किसके पास"),
            ("since", "Since", "कब से"),
            ("days", "Days", "दिन"),
            ("limit_on", "Limit", "सीमा"),
            ("wanted_on", "Wanted by", "नियत तिथि"),
            ("standing", "Stands", "स्थिति"),
            ("over", "Too long", "विलंबित"),
            ("on_its_way_to", "On its way to", "रास्ते में"),
        ]);
        let mut too_long = 0_usize;
        for (file, stay) in &open {
            let (how, over) = stands(&law, stay, at.as_of);
            too_long += usize::from(over);
            if self.over && !over {
                continue;
            }
            let (code, label) = standing(&how);
            listing.push([
                Value::text(&file.file_no),
                Value::text(&stay.desk),
                Value::Date(stay.from),
                Value::Integer(days(stay, at.as_of)),
                day(due(&how)),
                day(stay.due_on),
                Value::text(word(console, code, &label)),
                Value::Bool(over),
                file.on_its_way().map_or(Value::Empty, |way| Value::text(&way.to)),
            ]);
        }
        console.listing("file-age", &listing);
        say_limit(console, &law);
        Ok(if too_long > 0 { Exit::Findings } else { Exit::Done })
    }
}

impl List {
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, at) = (office.read_register()?, office.moment()?);
        let all = files(&register, at)?;
        let mut listing = Listing::new([
            ("file", "File", "फाइल"),
            ("state", "State", "अवस्था"),
            ("desk", "With", "किसके पास"),
            ("since", "Since", "कब से"),
            ("opened", "Opened", "खुली"),
            ("movements", "Movements", "संचलन"),
        ]);
        for (file, stay) in lying(&all, self.desk.as_deref()) {
            if self.open && file.is_closed() {
                continue;
            }
            let (code, hi, en) = match (file.is_closed(), file.on_its_way()) {
                (true, _) => ("record", "अभिलेख में", "in the record room"),
                (false, Some(_)) => ("on_its_way", "रास्ते में", "on its way"),
                (false, None) => ("at_desk", "डेस्क पर", "at a desk"),
            };
            let state = if console.is_for_people() { console.pick(en, hi) } else { code };
            let opened = file.stays().first().map(|stay| stay.from);
            listing.push([
                Value::text(&file.file_no),
                Value::text(state),
                Value::text(&stay.desk),
                Value::Date(stay.from),
                day(opened),
                Value::count(file.movements.len()),
            ]);
        }
        console.listing("file-list", &listing);
        Ok(Exit::Done)
    }
}
