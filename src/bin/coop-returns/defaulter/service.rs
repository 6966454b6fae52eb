//! `defaulter service`.

use clap::Args;
use coop_registry::{
    branches::defaults::issued_facts,
    catalogue::Places,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, defaults::DefaultDesk, desk, papers},
    model::{Label, Value},
    register::{ReadRegister as _, Register},
    reports::default_service::{ServiceRow, build},
};

/// The register of service.
#[derive(Args)]
pub struct Service {
    /// Only notices not recorded as served
    #[arg(long)]
    unserved: bool,
    /// Only of this district: name or LGD code
    #[arg(long)]
    district: Option<String>,
}

impl Service {
    /// Every notice on a default in the order of numbers.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let desk = DefaultDesk::of(office, &register, office.moment()?)?;
        let places = Places::load(office.files())?;
        let district = self.district.as_ref().map(|name| desk::district(&places, name)).transpose()?;
        let mut rows = rows(&register, &desk)?;
        rows.retain(|row| {
            (!self.unserved || row.served_on.is_none()) && (district.is_none() || row.district == district)
        });
        let into_folder = office.globals().output.as_ref().is_some_and(|path| path.is_dir());
        if papers::is_for_paper(office) || into_folder {
            let command = ("coop-returns defaulter service", &["service_mode", "district"][..]);
            let files = papers::made(office, console, &register, command, |ground| {
                for code in rows.iter().filter_map(|row| row.district) {
                    if let Some(place) = places.get(coop_registry::catalogue::Level::District, code) {
                        ground.names.add("district", code, place.label());
                    }
                }
                build(&rows, ground)
            })?;
            for file in &files {
                console.say(file);
            }
            console.data("defaulter-service-made", serde_json::json!({ "files": files }));
            return Ok(Exit::Done);
        }
        self.list(office, console, &rows)
    }

    fn list(&self, office: &Office, console: &mut Console, rows: &[ServiceRow]) -> Result<Verdict, CommandError> {
        let modes = desk::code_words(office, "service_mode")?;
        let language = console.language();
        let day = |day: Option<coop_registry::model::Date>| day.map_or(Value::Empty, Value::Date);
        let mut listing = Listing::new([
            ("number", "Notice no.", "सूचना संख्या"),
            ("kind", "Notice", "सूचना"),
            ("society", "Society", "समिति"),
            ("name", "Name", "नाम"),
            ("reg_no", "Registration no.", "पंजीयन संख्या"),
            ("years", "Years missing", "लंबित वर्ष"),
            ("issued_on", "Issued", "जारी तिथि"),
            ("reply_by", "Asked for by", "अपेक्षित तिथि"),
            ("served_on", "Served", "तामील तिथि"),
            ("mode", "How", "रीति"),
            ("proof", "Proof", "प्रमाण"),
        ]);
        for row in rows {
            let mode = modes.get(&row.mode).filter(|_| console.is_for_people());
            listing.push([
                Value::text(&row.number),
                Value::text(row.kind.in_language(language)),
                Value::text(&row.society),
                Value::text(row.name.in_language(language)),
                Value::text(&row.reg_no),
                Value::text(&row.years),
                day(row.issued_on),
                day(row.reply_by),
                day(row.served_on),
                Value::text(mode.map_or(row.mode.as_str(), |label| label.in_language(language))),
                Value::text(&row.proof),
            ]);
        }
        console.listing("defaulter-service", &listing);
        Ok(Exit::Done)
    }
}

fn rows(register: &Register, desk: &DefaultDesk<'_>) -> Result<Vec<ServiceRow>, CommandError> {
    let table = register.definition("society")?;
    let cases: std::collections::BTreeMap<&str, _> = desk.cases.iter().map(|case| (case.id.as_str(), case)).collect();
    let mut rows = Vec::new();
    for notice in &desk.notices {
        let Some(case) = cases.get(notice.case.as_str()) else { continue };
        let society = case.society.as_deref().unwrap_or_default();
        let line =
            register.line("society", society, coop_registry::model::Moment::on(coop_registry::model::Date::MAX))?;
        let value = |key: &str| line.as_ref().and_then(|line| line.value(table, key));
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default();
        let number = notice.number();
        let event = case.events.iter().find(|event| event.remark == number);
        let stage = event.and_then(|event| desk.service.stage(&event.stage));
        let years = issued_facts(register, notice)?.0.iter().map(|one| one.fy.to_string()).collect::<Vec<_>>();
        rows.push(ServiceRow {
            number,
            kind: stage.map_or_else(Label::default, |stage| desk.service.stages[stage].label.clone()),
            society: society.to_owned(),
            name: Label::either(Some(text("name_hi")), Some(text("name_en"))),
            reg_no: text("reg_no").to_owned(),
            district: value("district").and_then(Value::as_integer),
            years: years.join(", "),
            issued_on: notice.issued_on,
            reply_by: notice.reply_by,
            served_on: notice.served_on,
            mode: notice.served_by.clone(),
            proof: notice.proof.clone(),
        });
    }
    Ok(rows)
}
