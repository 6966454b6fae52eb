//! `coop-register project`: what a scheme or work costs, who bears it, what was spent; and what does not agree.

use crate::change::Change;
use crate::{
    case::{day, not_entered, pairs, word},
    society::Words,
};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::projects::{CostLine, Kind, PROJECTS, added, faults_of_line, faults_of_spending, of_words, projects},
    cleaning::NumberWords,
    cli::{
        CommandError, Console, Exit, FieldReader, Format, Listing, Office, Verdict, desk, parse_date,
        projects::{Checked, asked, checked, print},
    },
    model::{Date, Findings, Moment, Paise, Plan, Value},
    register::{Corrected, Correcting, ReadRegister},
};

/// Projects: cost by head and year, shares, spending, and what does not agree
#[derive(Subcommand)]
pub enum Project {
    /// Enter by order that a project begins, what is provided under a head, or who bears it
    Add(Add),
    /// Enter by order what was spent; refused over what is left of the head, or before anything was provided
    Spend(Spend),
    /// Hold figures against words, shares against the total, spending against the heads; exit 1 when something does not agree
    Check(Check),
    /// Show one project: its lines, its heads, who bears it
    Show(Show),
    /// List projects with their sums
    List,
    /// Correct a line
    Correct(Correct),
    /// Print the costs of a project (PDF, or --format xlsx,html,csv) into the folder of -o
    Print(Show),
}

/// A line.
#[derive(Args)]
pub struct Add {
    /// Name of the project
    project: String,
    /// What is stated: cost (provided under a head), share (borne by somebody), start (with --scheme)
    #[arg(long, default_value = "cost", value_parser = ["cost", "share", "start"])]
    kind: String,
    /// Who bears it: a code or word of the list project_bearer, as centre or state
    #[arg(long = "by", value_name = "WHO")]
    bearer: Option<String>,
    /// Scheme: a code or word of the list asset_scheme, as rcs_computerisation
    #[arg(long)]
    scheme: Option<String>,
    #[command(flatten)]
    sum: Sum,
}

/// Spending.
#[derive(Args)]
pub struct Spend {
    /// The project
    project: String,
    #[command(flatten)]
    sum: Sum,
}

/// An amount with its head, year and day.
#[derive(Args)]
pub struct Sum {
    /// Cost head, as hardware; none: the whole
    #[arg(long)]
    head: Option<String>,
    /// Year, as 2025-26; none: the whole time
    #[arg(long)]
    year: Option<String>,
    /// Amount, as 2,74,34,048 or '54.92 करोड़'
    #[arg(long)]
    amount: Option<String>,
    /// The same in words as the order has it; held against the figures
    #[arg(long, value_name = "TEXT")]
    words: Option<String>,
    /// Day (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Note
    #[arg(long, value_name = "TEXT")]
    remarks: Option<String>,
}

/// Check.
#[derive(Args)]
pub struct Check {
    /// The project; without it all
    project: Option<String>,
}

/// One project.
#[derive(Args)]
pub struct Show {
    /// The project: its name, or a part no other has
    project: String,
}

/// Correct a line.
#[derive(Args)]
pub struct Correct {
    /// The project
    project: String,
    /// Identity of the line, as project show has it
    #[arg(long)]
    line: String,
    /// A fact as it should read, as --set amount=54,00,00,000
    #[arg(long = "set", value_name = "FIELD=VALUE", required = true)]
    set: Vec<String>,
}

impl Project {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Add(verb) => verb.run(office, console),
            Self::Spend(verb) => enter(office, console, "spend", (verb.project, Kind::Spent), verb.sum, (None, None)),
            Self::Check(verb) => verb.run(office, console),
            Self::Show(verb) => verb.run(office, console),
            Self::List => list(office, console),
            Self::Correct(verb) => verb.run(office, console),
            Self::Print(verb) => verb.print(office, console),
        }
    }
}

impl Add {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let kind = Kind::read(&self.kind).unwrap_or(Kind::Cost);
        let lacks = |flag: &str| {
            Err(CommandError::new(Exit::Arguments, "error.project.needs").with("kind", &self.kind).with("flag", flag))
        };
        if kind == Kind::Share && self.bearer.is_none() {
            return lacks("--by");
        }
        if kind == Kind::Start && self.scheme.is_none() {
            return lacks("--scheme");
        }
        enter(office, console, "add", (self.project, kind), self.sum, (self.bearer, self.scheme))
    }
}

/// Enters a line, or refuses it with everything that stands in its way.
fn enter(
    office: &Office,
    console: &mut Console,
    verb: &str,
    (project, kind): (String, Kind),
    sum: Sum,
    (bearer, scheme): (Option<String>, Option<String>),
) -> Result<Verdict, CommandError> {
    if kind != Kind::Start && sum.amount.is_none() {
        return Err(CommandError::new(Exit::Arguments, "error.project.needs")
            .with("kind", kind.key())
            .with("flag", "--amount"));
    }
    let act = office.ordered_act(&format!("coop-register project {verb}"))?;
    let mut register = office.write_register()?;
    let made_at = register.last_day_no()?;
    let table = desk::table(office, PROJECTS)?;
    let flags = [
        ("project", Some(project.clone())),
        ("head", sum.head),
        ("year", sum.year),
        ("bearer", bearer),
        ("amount", sum.amount),
        ("amount_words", sum.words),
        ("scheme", scheme),
        ("remarks", sum.remarks),
    ];
    let said: Vec<(String, String)> =
        flags.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect();
    let (told, mut faults) = FieldReader::of(office, &register)?.read(&[table], &said, &project);
    let value = |key: &str| told.iter().find(|(known, _)| known == key).map(|(_, value)| value);
    let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let line = CostLine {
        project: text("project"),
        kind,
        head: text("head"),
        year: text("year"),
        bearer: text("bearer"),
        amount: Paise(value("amount").and_then(Value::as_integer).unwrap_or(0)),
        words: text("amount_words"),
        scheme: text("scheme"),
        on: sum.on.unwrap_or(office.time().as_of),
        order_no: act.order_no.clone().unwrap_or_default(),
        remarks: text("remarks"),
        ..CostLine::default()
    };
    // What does not read is a fault of typing; all else is the state of the project.
    let exit = if faults.is_empty() { Exit::Refused } else { Exit::Arguments };
    let all = projects(&register, Moment::on(Date::MAX))?;
    let known = all.iter().find(|one| one.name == line.project);
    if faults.is_empty() {
        faults.extend(faults_of_line(&register, &line, &act.officer, office.time().as_of)?);
        if kind == Kind::Spent {
            let known = known.ok_or_else(|| {
                let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
                let known = if names.is_empty() { "–".to_owned() } else { names.join("; ") };
                CommandError::not_found("error.project.none").with("asked", &line.project).with("known", known)
            })?;
            faults.extend(faults_of_spending(known, &line));
        }
    }
    if !faults.is_empty() {
        return Err(not_entered(exit, faults));
    }
    let looks: Findings = of_words(&line, &NumberWords::load(office.files())?).into_iter().collect();
    console.findings(&looks);
    let entry = added(&register, &line, known.map_or(0, |one| one.lines.len()))?;
    let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
    let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
    let (id, dry_run) = (applied.subjects.first().cloned().unwrap_or_default(), office.globals().dry_run);
    let day_no = (!dry_run).then_some(applied.day_no);
    console.data(
        "project-line",
        serde_json::json!({
            "project": line.project, "line": id, "kind": kind.key(), "amount": line.amount.0, "day_no": day_no,
            "dry_run": dry_run,
        }),
    );
    let (name, amount) = (&line.project, line.amount);
    console.say(match (dry_run, console.pick("en", "hi")) {
        (true, "hi") => format!("{name}: {amount} दर्ज होगा; अभी कुछ नहीं बदला"),
        (true, _) => format!("{name}: {amount} would be entered; nothing was changed"),
        (false, "hi") => format!("{name}: {amount} दर्ज, प्रविष्टि {id}"),
        (false, _) => format!("{name}: {amount} entered, line {id}"),
    });
    Ok(if looks.is_empty() { Exit::Done } else { console.verdict(&looks) })
}

impl Check {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let all = checked(office, &register, office.moment()?)?;
        let chosen: Vec<&Checked> = match &self.project {
            Some(name) => vec![asked(&all, name)?],
            None => all.iter().collect(),
        };
        let findings: Findings = chosen.iter().flat_map(|one| one.findings.iter().cloned()).collect();
        let count = chosen.len();
        console.data("project-check", serde_json::json!({ "projects": count, "findings": findings.len() }));
        console.findings_as_data(&findings);
        let found = findings.len();
        console.note(match console.pick("en", "hi") {
            "hi" => format!("{count} परियोजनाएँ, {found} निष्कर्ष"),
            _ => format!("{count} projects, {found} findings"),
        });
        Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
    }
}

fn list(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let register = office.read_register()?;
    let mut listing = Listing::new([
        ("project", "Project", "परियोजना"),
        ("provided", "Provided", "प्रावधान"),
        ("centre", "Centre", "केंद्र"),
        ("state", "State", "राज्य"),
        ("others", "Others", "अन्य"),
        ("spent", "Spent", "व्यय"),
        ("left", "Left", "शेष"),
        ("ends_on", "Ends on", "समाप्ति"),
        ("findings", "Findings", "निष्कर्ष"),
    ]);
    for one in checked(office, &register, office.moment()?)? {
        let project = &one.project;
        let (provided, spent) = (project.sum(Kind::Cost, |_| true), project.sum(Kind::Spent, |_| true));
        let share = |fits: &dyn Fn(&str) -> bool| Value::Money(project.sum(Kind::Share, |line| fits(&line.bearer)));
        listing.push([
            Value::text(&project.name),
            Value::Money(provided),
            share(&|bearer| bearer == "centre"),
            share(&|bearer| bearer == "state"),
            share(&|bearer| bearer != "centre" && bearer != "state"),
            Value::Money(spent),
            Value::Money(Paise(provided.0.saturating_sub(spent.0))),
            day(one.end.as_ref().map(|(last, _)| *last)),
            Value::count(one.findings.len()),
        ]);
    }
    console.listing("project-list", &listing);
    Ok(Exit::Done)
}

impl Show {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let all = checked(office, &register, office.moment()?)?;
        let one = asked(&all, &self.project)?;
        let (words, table) = (Words::load(office, console)?, desk::table(office, PROJECTS)?);
        let kinds = desk::code_words(office, "project_line")?;
        let bearer = |code: &str| match table.field("bearer") {
            Some(field) if !code.is_empty() => words.value(field, &Value::text(code)),
            _ => Value::Empty,
        };
        let mut lines = Listing::new([
            ("line", "Line", "प्रविष्टि"),
            ("kind", "What", "प्रकार"),
            ("head", "Cost head", "लागत मद"),
            ("year", "Year", "वर्ष"),
            ("bearer", "Borne by", "वहनकर्ता"),
            ("amount", "Amount", "राशि"),
            ("on", "Date", "दिनांक"),
            ("order_no", "Order no.", "आदेश संख्या"),
        ]);
        for line in &one.project.lines {
            let label = kinds.get(line.kind.key()).cloned().unwrap_or_default();
            lines.push([
                Value::text(&line.id),
                Value::text(word(console, line.kind.key(), &label)),
                Value::text(&line.head),
                Value::text(&line.year),
                bearer(&line.bearer),
                if line.kind == Kind::Start { Value::Empty } else { Value::Money(line.amount) },
                Value::Date(line.on),
                Value::text(&line.order_no),
            ]);
        }
        let mut heads = Listing::new([
            ("head", "Cost head", "लागत मद"),
            ("year", "Year", "वर्ष"),
            ("provided", "Provided", "प्रावधान"),
            ("spent", "Spent", "व्यय"),
            ("left", "Left", "शेष"),
        ]);
        for ((head, year), sums) in one.project.heads() {
            heads.push([
                Value::text(head),
                Value::text(year),
                Value::Money(sums.provided),
                Value::Money(sums.spent),
                Value::Money(Paise(sums.provided.0.saturating_sub(sums.spent.0))),
            ]);
        }
        console.say(&one.project.name);
        if let Some((last, rests_on)) = &one.end {
            let rests_on = rests_on.in_language(console.language());
            console.say(format!("{}: {last} ({rests_on})", console.pick("ends on", "समाप्ति")));
        }
        console.listing("project", &lines);
        if console.is_for_people() {
            let text = console.table(&heads);
            console.say(format!("\n{}", text.trim_end()));
        }
        if console.format() == Format::Json {
            let end = one.end.as_ref().map(|(last, _)| last.to_string());
            console.data(
                "project",
                serde_json::json!({
                    "project": one.project.name, "ends_on": end, "lines": lines.to_json(), "heads": heads.to_json(),
                }),
            );
        }
        console.findings(&one.findings);
        Ok(console.verdict(&one.findings))
    }

    fn print(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let register = office.read_register()?;
        let all = checked(office, &register, office.moment()?)?;
        let one = asked(&all, &self.project)?;
        let dry_run = office.globals().dry_run;
        let files = if dry_run { Vec::new() } else { print(office, console, &register, one)? };
        console.data(
            "project-print",
            serde_json::json!({ "project": one.project.name, "files": files, "dry_run": dry_run }),
        );
        for file in files {
            console.say(file);
        }
        Ok(console.verdict(&one.findings))
    }
}

/// Fields of a line that are corrected.
const CORRECTED: [&str; 8] = ["head", "year", "bearer", "amount", "amount_words", "scheme", "order_no", "remarks"];

impl Correct {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let act = office.ordered_act("coop-register project correct")?;
        let mut register = office.write_register()?;
        let moment = Moment::on(Date::MAX);
        let all = checked(office, &register, moment)?;
        let one = asked(&all, &self.project)?;
        if !one.project.lines.iter().any(|line| line.id == self.line) {
            let known: Vec<&str> = one.project.lines.iter().map(|line| line.id.as_str()).collect();
            return Err(CommandError::not_found("error.project.line")
                .with("found", &self.line)
                .with("project", &one.project.name)
                .with("known", known.join(", ")));
        }
        let table = desk::table(office, PROJECTS)?;
        let (told, faults) = FieldReader::of(office, &register)?.read(&[table], &pairs(&self.set)?, &one.project.name);
        if !faults.is_empty() {
            return Err(not_entered(Exit::Arguments, faults));
        }
        let stands = register.line(PROJECTS, &self.line, moment)?;
        let mut fields = Vec::new();
        for (key, now) in told {
            let no = table.field_no(&key).filter(|_| CORRECTED.contains(&key.as_str()));
            let was = stands.as_ref().and_then(|line| line.value(table, &key)).cloned().unwrap_or(Value::Empty);
            let Some(field) = no.filter(|_| !was.is_empty()) else {
                return Err(CommandError::new(Exit::Arguments, "error.project.field")
                    .with("field", key)
                    .with("known", CORRECTED.join(", ")));
            };
            if was != now {
                fields.push(Corrected { field, was, now });
            }
        }
        let changed = !fields.is_empty();
        let correcting = Correcting { table: PROJECTS.into(), subject: self.line.clone(), fields, repair: "corrected" };
        let plan = register.correction_plan(&[correcting], moment, act)?;
        let (mut day_no, dry_run) = (None, office.globals().dry_run);
        if changed {
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            day_no = (!dry_run).then_some(applied.day_no);
        }
        let data = serde_json::json!({ "line": self.line, "corrected": changed, "day_no": day_no, "dry_run": dry_run });
        console.data("project-corrected", data);
        console.say(Change { of: &self.line, changed, dry_run }.corrected(console));
        Ok(Exit::Done)
    }
}
