//! `return template`: the empty form, with what the register knows filled in.

use coop_registry::{
    branches::returns::{self, Prefilled},
    catalogue::{Level, Places, ReturnFields},
    cli::{CommandError, Console, Exit, Office, Verdict, desk, write_output},
    model::{CooperativeYear, Language, Line, Moment, Value},
    register::{ReadRegister as _, Register},
};

/// Make the empty form of a kind of society
#[derive(clap::Args)]
pub struct Template {
    /// Kind of society: pacs, dairy, fishery, housing, consumer, urban_credit, labour, marketing, other
    #[arg(long)]
    kind: String,
    /// Society to fill in from the register: identity, registration number or name
    #[arg(long)]
    society: Option<String>,
}

/// Lines of the form that the register of societies knows: field of the return, field of the register.
const KNOWN: [(&str, &str); 6] = [
    ("registration_date", "reg_date"),
    ("governing_act", "act"),
    ("liability_type", "liability"),
    ("district_code", "district"),
    ("state_code", "state"),
    ("functional_status", "status"),
];

impl Template {
    /// Writes the workbook.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let fields = ReturnFields::load(office.files())?;
        let fy = office.year()?;
        let path = office
            .globals()
            .output
            .clone()
            .ok_or_else(|| CommandError::new(Exit::Arguments, "error.form.no_output"))?;
        let known = match &self.society {
            Some(society) => self.known(office, &fields, society)?,
            None => Prefilled::default(),
        };
        let Some(made) = returns::template(&fields, &self.kind, fy, &known, console.language()) else {
            return Err(CommandError::not_found("error.form.kind")
                .with("kind", &self.kind)
                .with("known", returns::kinds(&fields).join(", ")));
        };
        let bytes =
            made.map_err(|fault| CommandError::new(Exit::Internal, "error.form.not_made").with("fault", fault))?;
        console.output_is_taken();
        if !office.globals().dry_run {
            write_output(&path, &bytes).map_err(|cause| CommandError::io(&path, &cause))?;
        }
        console.data(
            "return-template",
            serde_json::json!({
                "file": path.display().to_string(), "kind": self.kind, "fy": fy, "dry_run": office.globals().dry_run,
            }),
        );
        console.say(match (console.language(), office.globals().dry_run) {
            (Language::En, false) => format!("{}: form for {} {fy}", path.display(), self.kind),
            (Language::En, true) => format!("{}: the form for {} {fy} would be written", path.display(), self.kind),
            (Language::Hi, false) => format!("{}: {} {fy} का प्रपत्र", path.display(), self.kind),
            (Language::Hi, true) => {
                format!("{}: {} {fy} का प्रपत्र लिखा जाएगा; अभी नहीं लिखा गया", path.display(), self.kind)
            }
        });
        Ok(Exit::Done)
    }

    /// What the registers know: the society's facts, bye-law amendments registered in the year, and last year's closing figures
    /// as accepted, where this year's opening must be the same.
    fn known(&self, office: &Office, fields: &ReturnFields, asked: &str) -> Result<Prefilled, CommandError> {
        let (register, moment, fy) = (office.read_register()?, office.moment()?, office.year()?);
        let table = desk::table(office, "society")?;
        let subject = desk::subject(&register, table, asked, moment)?;
        let Some(line) = register.line("society", &subject, moment)? else {
            return Err(CommandError::not_found("error.desk.nothing_in_force")
                .with("subject", subject)
                .with("day", moment.as_of));
        };
        let value = |key: &str| line.value(table, key).cloned().unwrap_or_default();
        let class = value("class");
        if let Some(class) =
            class.as_text().filter(|class| *class != self.kind && returns::kinds(fields).contains(class))
        {
            return Err(CommandError::new(Exit::Refused, "error.form.other_kind")
                .with("society", subject)
                .with("class", class)
                .with("kind", &self.kind));
        }
        // A code the return's own list does not have is left for the society to fill in.
        let fits = |(of, from): (&'static str, &str)| {
            let value = value(from);
            let codes = fields.codes(of);
            let known = codes.is_empty() || codes.iter().any(|(code, _)| Some(code.as_str()) == value.as_text());
            (of.to_owned(), if known { value } else { Value::Empty })
        };
        let mut lines: Vec<_> = KNOWN.into_iter().map(fits).collect();
        lines.push(("society_id".to_owned(), Value::text(&subject)));
        lines.push(("bylaw_amendments_count".to_owned(), amendments(&register, &subject, fy, moment)?));
        if let Some(closing) = returns::closing_figures(&register, fields, &subject, fy, moment)? {
            for (opening, from) in fields.openings() {
                let found = closing.iter().find(|(no, _)| no == from).map(|(_, value)| value.clone());
                lines.extend(found.map(|value| (fields.at(*opening).key.clone(), value)));
            }
        }
        let district = value("district").as_integer();
        let places = Places::load(office.files())?;
        let district = district.and_then(|code| places.get(Level::District, code));
        let district = district.map(|place| format!("{} / {}", place.name_hi, place.name_en));
        let registration = value("reg_no").as_text().unwrap_or_default().to_owned();
        Ok(Prefilled { registration, district: district.unwrap_or_default(), lines })
    }
}

/// Bye-law amendments of a society registered in the year: the Registrar's own count.
fn amendments(register: &Register, society: &str, fy: CooperativeYear, moment: Moment) -> Result<Value, CommandError> {
    let table = register.definition("byelaw_amendment")?;
    let found = register.find_by("byelaw_amendment", "society", &Value::text(society), moment)?;
    let within = |line: &&Line| {
        let day = line.value(table, "registered_on").and_then(Value::as_date);
        day.and_then(CooperativeYear::containing) == Some(fy)
    };
    Ok(Value::count(found.iter().filter(within).count()))
}
