//! `coop-audit objection`: the memo of objections of an audit.

use crate::audit::{audit_of, counted, refused, told};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::{
        audit::life::{
            OBJECTIONS, POWER, SERVICE,
            objections::{Objection, objections, of_audit},
        },
        cases::unauthorised,
    },
    cleaning::Codes,
    cli::{
        CommandError, Console, Exit, FieldReader, Listing, Office, RegisterWords, Verdict, case::day, desk, filing,
        parse_date,
    },
    model::{CooperativeYear, Date, Label, Moment, NewEntry, Plan, Severity, Subject, Value},
    register::ReadRegister,
};
use std::path::PathBuf;

/// Memo of objections: paras with severity, amount, rule broken
#[derive(Subcommand)]
pub enum ObjectionNoun {
    /// Enter one para
    Add(Add),
    /// Enter many from a sheet: society, year, para no., severity, objection; every fault with its cell
    Import(Import),
    /// List paras, of one audit with those carried into its year
    List(List),
    /// Show one para with what became of it
    Show(Show),
}

/// Enter a para.
#[derive(Args)]
pub struct Add {
    /// The audit: SOCIETY/YEAR, or a society with --fy
    audit: String,
    /// Number of the para in the memo
    #[arg(long, value_name = "NO")]
    para: String,
    /// embezzlement, serious, irregular, procedural
    #[arg(long)]
    severity: String,
    /// What is objected to
    #[arg(long, value_name = "TEXT")]
    text: String,
    /// Amount, in rupees
    #[arg(long, value_name = "AMOUNT")]
    amount: Option<String>,
    /// Rule or bye-law broken, as the memo has it
    #[arg(long, value_name = "TEXT")]
    rule: Option<String>,
    /// Person responsible
    #[arg(long, value_name = "NAME")]
    responsible: Option<String>,
    /// Day by which it is to be put right
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    due: Option<Date>,
    /// Day of the memo (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// Enter many.
#[derive(Args)]
pub struct Import {
    /// Workbooks or lists
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Finding codes that do not reject a row
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    accept: Vec<String>,
}

/// List paras.
#[derive(Args)]
pub struct List {
    /// Only of this audit: SOCIETY/YEAR, or a society with --fy; with the paras of earlier years that are still open
    audit: Option<String>,
    /// Only of this severity
    #[arg(long)]
    severity: Option<String>,
    /// Only in this status
    #[arg(long)]
    status: Option<String>,
    /// Only those that are not settled
    #[arg(long)]
    open: bool,
}

/// Show a para.
#[derive(Args)]
pub struct Show {
    /// The audit
    audit: String,
    /// Number of the para
    para: String,
    /// Also the person responsible
    #[arg(long)]
    personal: bool,
}

impl ObjectionNoun {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Add(verb) => verb.run(office, console),
            Self::Import(verb) => {
                let wishes = filing::ImportWishes {
                    register: Some(OBJECTIONS.into()),
                    accepted: verb.accept,
                    ..filing::ImportWishes::default()
                };
                filing::import(office, console, "coop-audit objection import", &verb.files, &wishes)
            }
            Self::List(verb) => verb.run(office, console),
            Self::Show(verb) => verb.run(office, console),
        }
    }
}

/// The label of an act that has no stage.
pub fn act_label(en: &str, hi: &str) -> Label {
    Label { en: en.into(), hi: hi.into() }
}

impl Add {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let audit = audit_of(office, &self.audit)?;
        let on = office.day_come(self.on)?;
        let act = office.act("coop-audit objection add")?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let (table, audits) = (desk::table(office, OBJECTIONS)?, desk::table(office, SERVICE)?);
        let said = [
            ("para_no", Some(self.para.clone())),
            ("severity", Some(self.severity)),
            ("text", Some(self.text)),
            ("amount", self.amount),
            ("rule_broken", self.rule),
            ("responsible", self.responsible),
        ];
        let said: Vec<(String, String)> =
            said.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect();
        let (mut facts, mut faults) = FieldReader::of(office, &register)?.read(&[table], &said, &audit);
        let label = act_label("Enter a para of the memo", "ज्ञाप की कंडिका दर्ज करना");
        faults.extend(unauthorised(&register, (&act.officer, Some(POWER)), &label, &audit, on)?);
        let line = register.line(SERVICE, &audit, Moment::on(Date::MAX))?;
        if line.is_none() {
            faults.push(told("OBJ-102", Severity::Error, &audit));
        }
        let id = format!("{audit}/{}", self.para.trim());
        let all = objections(&register, Moment::on(Date::MAX))?;
        let same = |one: &&Objection| {
            one.id == id && facts.iter().all(|(key, value)| one.line.value(table, key) == Some(value))
        };
        if all.iter().any(|one| same(&one)) {
            return added(office, console, (&audit, &self.para), None, false);
        }
        if self.para.contains('/') {
            faults.push(told("OBJ-109", Severity::Error, &audit).with("para", &self.para));
        }
        if all.iter().any(|one| one.id == id) {
            faults.push(told("OBJ-101", Severity::Error, &audit).with("para", &self.para));
        }
        if !faults.is_empty() {
            let typed = faults.iter().all(|fault| fault.code == "CAS-122" || fault.code == "OBJ-109");
            return Err(refused(if typed { Exit::Arguments } else { Exit::Refused }, faults));
        }
        let of_audit = |key: &str| line.as_ref().and_then(|line| line.value(audits, key)).cloned().unwrap_or_default();
        facts.extend([
            ("audit".to_owned(), Value::text(&audit)),
            ("society".to_owned(), of_audit("society")),
            ("fy".to_owned(), of_audit("fy")),
            ("raised_on".to_owned(), Value::Date(on)),
            ("status".to_owned(), Value::text("open")),
            ("due_on".to_owned(), self.due.map_or_else(|| of_audit("comply_by"), Value::Date)),
        ]);
        let said = facts.into_iter().filter_map(|(key, value)| Some((table.field_no(&key)?, value)));
        let entry = NewEntry::stating_fields(table, Subject::Known(id.clone()), on, said);
        let mut entries = vec![entry];
        entries.extend(counted(&register, &audit, (&all, 1), on)?);
        let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        added(office, console, (&audit, &self.para), Some(applied.day_no), true)
    }
}

fn added(
    office: &Office,
    console: &mut Console,
    (audit, para): (&str, &str),
    day_no: Option<i64>,
    changed: bool,
) -> Result<Verdict, CommandError> {
    let (dry_run, id) = (office.globals().dry_run, format!("{audit}/{}", para.trim()));
    console.data(
        "objection-added",
        serde_json::json!({ "objection": id, "audit": audit, "para": para, "changed": changed,
            "day_no": day_no.filter(|_| !dry_run), "dry_run": dry_run }),
    );
    let change = coop_registry::cli::change::Change { of: &id, changed, dry_run };
    console.say(change.entered(console, "", ""));
    Ok(Exit::Done)
}

/// Columns of a list of paras.
pub fn listing() -> Listing {
    Listing::new([
        ("audit", "Audit", "अंकेक्षण"),
        ("para", "Para", "कंडिका"),
        ("severity", "Severity", "गंभीरता"),
        ("amount", "Amount", "राशि"),
        ("settled", "Settled", "निराकृत"),
        ("open", "Open", "शेष"),
        ("status", "Status", "स्थिति"),
        ("raised_on", "Raised", "आपत्ति तिथि"),
        ("due_on", "Due", "अंतिम तिथि"),
        ("days", "Days over", "विलंब दिन"),
        ("carried_from", "Carried from", "किस वर्ष से"),
        ("text", "Objection", "आपत्ति"),
    ])
}

/// Adds a para; `into` is the year it is carried into.
pub fn add(
    listing: &mut Listing,
    words: &RegisterWords,
    table: &coop_registry::model::TableDef,
    para: &Objection,
    into: Option<CooperativeYear>,
    on: Date,
) {
    let coded = |key: &str, code: &str| {
        table.field(key).map_or_else(|| Value::text(code), |field| words.value(field, &Value::text(code)))
    };
    let from = para.fy.filter(|own| into.is_some_and(|into| *own < into));
    listing.push([
        Value::text(&para.audit),
        Value::text(&para.para),
        coded("severity", &para.severity),
        Value::Money(para.amount),
        Value::Money(para.settled_amount),
        Value::Money(para.open_amount()),
        coded("status", &para.status),
        day(para.raised_on),
        day(para.due_on),
        para.days_over(on).map_or(Value::Empty, Value::Integer),
        from.map_or(Value::Empty, |fy| Value::text(fy.to_string())),
        Value::text(&para.text),
    ]);
}

impl List {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let (words, table) = (RegisterWords::load(office, console)?, desk::table(office, OBJECTIONS)?);
        let codes = Codes::load(office.files())?;
        for (flag, list, said) in
            [("--severity", "objection_severity", &self.severity), ("--status", "objection_status", &self.status)]
        {
            if let Some(found) = said.as_ref().filter(|code| !codes.all(list).any(|(known, _)| known == code.as_str()))
            {
                let known: Vec<&str> = codes.all(list).map(|(code, _)| code).collect();
                return Err(CommandError::new(Exit::Arguments, "error.arguments.value")
                    .with("flag", flag)
                    .with("found", found)
                    .with("known", known.join(", ")));
            }
        }
        let all = objections(&register, moment)?;
        let fy = office.globals().fy;
        let (chosen, into): (Vec<&Objection>, Option<CooperativeYear>) = match &self.audit {
            None => (all.iter().filter(|one| fy.is_none_or(|fy| one.fy == Some(fy))).collect(), None),
            Some(asked) => {
                let audit = audit_of(office, asked)?;
                let Some(line) = register.line(SERVICE, &audit, moment)? else {
                    return Err(refused(Exit::NotFound, vec![told("OBJ-102", Severity::Error, &audit)]));
                };
                let text = |key: &str| {
                    let audits = register.tables().get(SERVICE);
                    audits.and_then(|table| line.value(table, key)?.as_text().map(str::to_owned)).unwrap_or_default()
                };
                let (society, year) = (text("society"), text("fy").parse().ok());
                let (mut own, carried) = of_audit(&all, &audit, &society, year);
                own.extend(carried);
                let own: Vec<Objection> = own.into_iter().cloned().collect();
                return self.show(console, &words, table, &own.iter().collect::<Vec<_>>(), year, moment.as_of);
            }
        };
        self.show(console, &words, table, &chosen, into, moment.as_of)
    }

    fn show(
        &self,
        console: &mut Console,
        words: &RegisterWords,
        table: &coop_registry::model::TableDef,
        chosen: &[&Objection],
        into: Option<CooperativeYear>,
        on: Date,
    ) -> Result<Verdict, CommandError> {
        let mut listing = listing();
        let fits = |one: &&&Objection| {
            self.severity.as_ref().is_none_or(|severity| one.severity == *severity)
                && self.status.as_ref().is_none_or(|status| one.status == *status)
                && (!self.open || one.is_open())
        };
        for para in chosen.iter().filter(fits) {
            add(&mut listing, words, table, para, into, on);
        }
        console.listing("objection-list", &listing);
        Ok(Exit::Done)
    }
}

impl Show {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let (words, table) = (RegisterWords::load(office, console)?, desk::table(office, OBJECTIONS)?);
        let para = para_of(office, &register, &self.audit, &self.para, moment)?;
        let mut listing =
            Listing::new([("field", "Field", "क्षेत्र"), ("label", "Label", "शीर्षक"), ("value", "Value", "मान")]);
        let held = table.fields.iter().zip(&para.line.values).filter(|(_, value)| !value.is_empty());
        for (field, value) in held.filter(|(field, _)| self.personal || !field.personal) {
            listing.push([
                Value::text(&field.key),
                Value::text(field.label.in_language(console.language())),
                match value.as_text().filter(|_| field.key == "led_to" && console.is_for_people()) {
                    Some(code) => Value::text(further_word(code, console)),
                    None => words.value(field, value),
                },
            ]);
        }
        console.listing("objection", &listing);
        Ok(Exit::Done)
    }
}

/// Where a para was taken to, in the reader's words.
fn further_word<'a>(code: &'a str, console: &Console) -> &'a str {
    match code {
        "notice" => console.pick("notice", "सूचना"),
        "inspection" => console.pick("inspection or inquiry", "निरीक्षण या जाँच"),
        "surcharge" => console.pick("surcharge", "अधिभार"),
        "court" => console.pick("court", "न्यायालय"),
        other => other,
    }
}

/// The para a person means; exit 5 where there is none.
pub fn para_of(
    office: &Office,
    register: &dyn ReadRegister,
    audit: &str,
    para: &str,
    moment: Moment,
) -> Result<Objection, CommandError> {
    let audit = audit_of(office, audit)?;
    let id = format!("{audit}/{}", para.trim());
    let all = objections(register, moment)?;
    let known: Vec<&str> = all.iter().filter(|one| one.audit == audit).map(|one| one.para.as_str()).collect();
    let known = if known.is_empty() { "–".to_owned() } else { known.join(", ") };
    all.iter().find(|one| one.id == id).cloned().ok_or_else(|| {
        refused(Exit::NotFound, vec![told("OBJ-103", Severity::Error, &audit).with("found", para).with("known", known)])
    })
}
