//! `coop-register officer handover`: one officer’s desk to another, in one plan.

use clap::Args;
use coop_registry::{
    branches::{
        cases::{Handover as Over, Service},
        handover::{Account, Kind, Listed, account, desk, entries, faults_of},
        officers::{Officer, end_powers, officers, relieve},
    },
    cli::{
        CommandError, Console, Exit, Listing, Office, Verdict,
        handovers::{can_be_made, certificate},
        parse_date, statutory,
    },
    model::{Date, Moment, NewEntry, Plan, Value},
    register::{ReadRegister, Register},
};

/// Hand over a desk.
#[derive(Args)]
pub struct Handover {
    /// Login of the officer who hands over
    from: String,
    /// Login of the officer who takes over: posted on the day, with the powers it takes
    #[arg(long, value_name = "LOGIN")]
    to: String,
    /// The day (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Only these: case, file, hearing, notice
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    only: Vec<String>,
    /// The posting of the officer who hands over ends with the day, and delegated powers with it
    #[arg(long, conflicts_with = "only")]
    relieve: bool,
    /// With --relieve: powers stay
    #[arg(long, requires = "relieve")]
    keep_powers: bool,
}

impl Handover {
    fn kinds(&self) -> Result<Vec<Kind>, CommandError> {
        if self.only.is_empty() {
            return Ok(Kind::ALL.to_vec());
        }
        let mut kinds = Vec::new();
        for name in &self.only {
            kinds.push(Kind::read(name.trim()).ok_or_else(|| {
                CommandError::new(Exit::Arguments, "error.officer.handover_kind")
                    .with("found", name)
                    .with("known", Kind::ALL.map(Kind::key).join(", "))
            })?);
        }
        kinds.sort();
        kinds.dedup();
        Ok(kinds)
    }

    /// Counts before must be counts after; what is nothing is said and enters nothing.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let kinds = self.kinds()?;
        // -o is the folder of the certificate, also where none is made.
        console.output_is_taken();
        if self.from == self.to {
            return Err(CommandError::new(Exit::Arguments, "error.officer.handover_same").with("login", &self.from));
        }
        let Some(order_no) = office.globals().order.clone() else {
            return Err(CommandError::new(Exit::Refused, "error.officer.handover_order"));
        };
        can_be_made(office)?;
        let act = office.act("coop-register officer handover")?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let law = statutory::law(office, &register, Moment::on(Date::MAX))?;
        let services = statutory::services(office, &law.clocks)?;
        let today = office.time().as_of;
        let over = Over {
            on: self.on.unwrap_or(today),
            login: act.officer.clone(),
            to: self.to.clone(),
            order_no,
            remark: act.reason.clone().unwrap_or_default(),
        };
        let scope = (over.on, &kinds[..]);
        let held = desk(&register, &services, &self.from, scope)?;
        let officer = self.known(&register, held.is_empty())?;
        let before = held.listed(&services);
        let own = desk(&register, &services, &self.to, scope)?.listed(&services);
        let faults = faults_of(&register, &services, (&self.from, &held), &over, today)?;
        if !faults.is_empty() {
            return Err(crate::case::not_entered(Exit::Refused, faults));
        }
        let mut plan = entries(&register, &services, (&self.from, &held), &over)?;
        plan.extend(self.relieved(&register, officer.as_ref(), over.on)?);
        let dry_run = office.globals().dry_run;
        let (mut day_no, mut accounts, mut files) = (None, planned(&kinds, &before, &own), Vec::new());
        if !plan.is_empty() {
            let plan = Plan { act, entries: plan, made_at: Some(made_at), ..Plan::default() };
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            if !dry_run {
                day_no = Some(applied.day_no);
                accounts = self.proved(&register, &services, scope, (&before, &own))?;
            }
        }
        if !dry_run && !before.is_empty() {
            files = certificate(office, console, &register, (&self.from, &over), (&accounts, &before))?;
        }
        self.tell(console, (&over, day_no, dry_run), (&accounts, &before, &files));
        Ok(Exit::Done)
    }

    /// Who hands over; a login that is no officer’s and has nothing is a slip of the pen (exit 5).
    fn known(&self, register: &Register, nothing: bool) -> Result<Option<Officer>, CommandError> {
        let all = officers(register, Moment::on(Date::MAX))?;
        let officer = all.iter().find(|officer| officer.login == self.from).cloned();
        if officer.is_none() && nothing {
            let logins: Vec<&str> = all.iter().map(|officer| officer.login.as_str()).collect();
            let known = if logins.is_empty() { "–".to_owned() } else { logins.join(", ") };
            return Err(CommandError::not_found("error.officer.none").with("login", &self.from).with("known", known));
        }
        Ok(officer)
    }

    /// Posting and powers that end with the day.
    fn relieved(
        &self,
        register: &Register,
        officer: Option<&Officer>,
        last: Date,
    ) -> Result<Vec<NewEntry>, CommandError> {
        let Some(officer) = officer.filter(|officer| self.relieve && officer.is_posted(last)) else {
            return Ok(Vec::new());
        };
        let mut entries = Vec::new();
        if officer.to != Some(last) {
            entries.push(relieve(register, officer, last)?);
        }
        if !self.keep_powers {
            entries.extend(end_powers(register, &officer.id, last)?);
        }
        Ok(entries)
    }

    /// Reads both desks again: what was there before must be there now, and nothing else.
    fn proved(
        &self,
        register: &Register,
        services: &[Service],
        scope: (Date, &[Kind]),
        (before, own): (&[Listed], &[Listed]),
    ) -> Result<Vec<Account>, CommandError> {
        let left = desk(register, services, &self.from, scope)?.listed(services);
        let taken = desk(register, services, &self.to, scope)?.listed(services);
        let (accounts, whole) = account(scope.1, (before, own), (&left, &taken));
        if !whole {
            return Err(CommandError::new(Exit::Integrity, "error.officer.handover_desks")
                .with("from", &self.from)
                .with("to", &self.to));
        }
        Ok(accounts)
    }

    fn tell(
        &self,
        console: &mut Console,
        (over, day_no, dry_run): (&Over, Option<i64>, bool),
        (accounts, lines, files): (&[Account], &[Listed], &[String]),
    ) {
        let mut counts = Listing::new([
            ("kind", "What", "क्या"),
            ("before", "Before", "पहले"),
            ("after", "Taken over", "ग्रहण"),
            ("left", "Left", "शेष"),
            ("now_with", "Now with the other", "अब दूसरे के पास"),
        ]);
        let (people, language) = (console.is_for_people(), console.language());
        for account in accounts {
            let label = account.kind.label();
            let kind = if people { label.in_language(language) } else { account.kind.key() };
            counts.push([
                Value::text(kind),
                Value::count(account.before),
                Value::count(account.after),
                Value::count(account.left),
                Value::count(account.now_with),
            ]);
        }
        let mut items = Listing::new([
            ("kind", "What", "क्या"),
            ("number", "Number", "संख्या"),
            ("id", "Identity", "पहचान"),
            ("of", "Of", "किसका"),
            ("on", "Since, or day", "कब से, या तिथि"),
        ]);
        for line in lines {
            items.push([
                Value::text(line.kind.key()),
                Value::text(&line.number),
                Value::text(&line.id),
                Value::text(&line.of),
                line.on.map_or(Value::Empty, Value::Date),
            ]);
        }
        console.data(
            "officer-handover",
            serde_json::json!({
                "from": self.from, "to": over.to, "on": over.on.to_string(), "order_no": over.order_no,
                "counts": counts.to_json(), "items": items.to_json(), "files": files, "day_no": day_no,
                "dry_run": dry_run,
            }),
        );
        let table = console.table(&counts);
        console.say(table.trim_end());
        for file in files {
            console.say(file);
        }
        let (from, to, on) = (&self.from, &over.to, over.on);
        console.say(match (lines.is_empty(), dry_run, console.pick("en", "hi")) {
            (true, _, "hi") => format!("{from}: पटल पर कुछ नहीं; {to} को कुछ नहीं सौंपा"),
            (true, _, _) => format!("{from}: nothing on the desk; nothing was handed to {to}"),
            (false, true, "hi") => format!("{from} से {to}: {on} को सौंपा जाएगा; अभी कुछ नहीं बदला"),
            (false, true, _) => format!("{from} to {to}: would be handed over on {on}; nothing was changed"),
            (false, false, "hi") => format!("{from} से {to}: {on} को सौंपा गया; पहले और बाद की गिनती समान"),
            (false, false, _) => format!("{from} to {to}: handed over on {on}; counts before and after are equal"),
        });
    }
}

/// What the account would be.
fn planned(kinds: &[Kind], before: &[Listed], own: &[Listed]) -> Vec<Account> {
    let taken: Vec<Listed> = before.iter().chain(own).cloned().collect();
    account(kinds, (before, own), (&[], &taken)).0
}
