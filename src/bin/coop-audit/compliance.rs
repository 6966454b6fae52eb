//! `coop-audit compliance`: what the society does about the memo, verified para by para.

use crate::{
    audit::{audit_of, counted, refused, told},
    objection::{act_label, add, listing, para_of},
};
use clap::{Args, Subcommand, ValueEnum};
use coop_registry::{
    branches::{
        audit::life::{
            OBJECTIONS, POWER,
            objections::{Objection, objections},
        },
        cases::unauthorised,
    },
    cleaning::{covered, read_amount},
    cli::{
        CommandError, Console, Exit, Office, RegisterWords, Verdict,
        case::{fingerprints, kept},
        date_written, desk, parse_date,
    },
    model::{Date, Findings, Moment, NewEntry, Paise, Plan, Severity, Value},
    register::ReadRegister,
};
use std::path::PathBuf;

/// Rectification of objections: due days, replies, verification, what follows
#[derive(Subcommand)]
pub enum Compliance {
    /// Paras the society still has to answer, with their days
    List(List),
    /// Paras whose day has come: silent when there is none, else exit 1 with a line each (for cron)
    Due,
    /// The society's reply to a para
    Reply(Reply),
    /// What was found of a para: settled, partly settled or not, with the document seen
    Verify(Verify),
    /// Take a para further: notice, inspection, surcharge, court
    Escalate(Escalate),
}

/// List paras.
#[derive(Args)]
pub struct List {
    /// Only of this audit: SOCIETY/YEAR, or a society with --fy
    audit: Option<String>,
}

/// A reply.
#[derive(Args)]
pub struct Reply {
    /// The audit
    audit: String,
    /// Number of the para
    para: String,
    /// What the society says
    #[arg(long, value_name = "TEXT")]
    text: String,
    /// Day of the reply (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// A verification.
#[derive(Args)]
pub struct Verify {
    /// The audit
    audit: String,
    /// Number of the para
    para: String,
    /// Settled in full
    #[arg(long, conflicts_with_all = ["settled", "open"], required_unless_present_any = ["settled", "open"])]
    all: bool,
    /// Settled so far, in rupees
    #[arg(long, value_name = "AMOUNT", conflicts_with = "open")]
    settled: Option<String>,
    /// Not settled: the reply does not do
    #[arg(long)]
    open: bool,
    /// The document seen: kept in the office folder under its SHA-256
    #[arg(long = "document", value_name = "FILE")]
    documents: Vec<PathBuf>,
    /// The document seen, in words, as 'receipt 114 of 02.08.2025'
    #[arg(long, value_name = "TEXT")]
    proof: Option<String>,
    /// Remark
    #[arg(long, value_name = "TEXT")]
    remark: Option<String>,
    /// Day of the verification (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

/// Where a para is taken.
#[derive(Clone, Copy, ValueEnum)]
pub enum Further {
    Notice,
    Inspection,
    Surcharge,
    Court,
}

/// Take a para further.
#[derive(Args)]
pub struct Escalate {
    /// The audit
    audit: String,
    /// Number of the para
    para: String,
    /// Where to
    #[arg(long)]
    to: Further,
    /// Day (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
}

impl Compliance {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::List(verb) => verb.run(office, console),
            Self::Due => due(office, console),
            Self::Reply(verb) => {
                let entered = Entered {
                    audit: verb.audit,
                    para: verb.para,
                    on: verb.on,
                    verb: "reply",
                    documents: Vec::new(),
                    again: false,
                };
                let text = covered(&verb.text).into_owned();
                entered.run(office, console, |_, on, _| {
                    vec![
                        ("reply", Value::text(text)),
                        ("replied_on", Value::Date(on)),
                        ("status", Value::text("replied")),
                    ]
                })
            }
            Self::Verify(verb) => verb.run(office, console),
            Self::Escalate(verb) => verb.run(office, console),
        }
    }
}

impl List {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let (words, table) = (RegisterWords::load(office, console)?, desk::table(office, OBJECTIONS)?);
        let audit = self.audit.as_deref().map(|asked| audit_of(office, asked)).transpose()?;
        let fy = office.globals().fy;
        let all = objections(&register, moment)?;
        let wanted = |one: &&Objection| {
            one.is_with_society()
                && audit.as_ref().is_none_or(|audit| one.audit == *audit)
                && (audit.is_some() || fy.is_none_or(|fy| one.fy == Some(fy)))
        };
        let mut chosen: Vec<&Objection> = all.iter().filter(wanted).collect();
        // The day that comes first stands first, what has none last.
        chosen.sort_by_key(|one| (one.due_on.is_none(), one.due_on));
        let mut listing = listing();
        for para in &chosen {
            add(&mut listing, &words, table, para, None, moment.as_of);
        }
        console.listing("compliance-list", &listing);
        let unset = chosen.iter().filter(|one| one.due_on.is_none()).count();
        if unset > 0 {
            console.note(match console.pick("en", "hi") {
                "hi" => format!("{unset} कंडिकाओं की अंतिम तिथि निर्धारित नहीं: coop-audit audit act AUDIT --do direct --next DATE; महाराष्ट्र में तीन माह (द्वितीयक स्रोत)"),
                _ => format!("{unset} paras have no day set: coop-audit audit act AUDIT --do direct --next DATE; Maharashtra has three months (secondary source)"),
            });
        }
        Ok(Exit::Done)
    }
}

fn due(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let (register, moment) = (office.read_register()?, office.moment()?);
    let (words, table) = (RegisterWords::load(office, console)?, desk::table(office, OBJECTIONS)?);
    let all = objections(&register, moment)?;
    let come = |one: &&Objection| one.is_with_society() && one.due_on.is_some_and(|due| due <= moment.as_of);
    let mut chosen: Vec<&Objection> = all.iter().filter(come).collect();
    chosen.sort_by_key(|one| one.due_on);
    let mut listing = listing();
    for para in &chosen {
        add(&mut listing, &words, table, para, None, moment.as_of);
    }
    if !console.is_for_people() {
        console.listing("compliance-due", &listing);
    } else {
        console.data("compliance-due", listing.to_json());
        let language = console.language();
        let severities = desk::code_words(office, "objection_severity")?;
        for para in &chosen {
            let severity =
                severities.get(&para.severity).map_or(para.severity.as_str(), |word| word.in_language(language));
            let (by, days) =
                (para.due_on.map(date_written).unwrap_or_default(), para.days_over(moment.as_of).unwrap_or(0));
            console.say(match console.pick("en", "hi") {
                "hi" => {
                    format!("{}: अंतिम तिथि {by}, {days} दिन विलंब, {severity}, शेष ₹ {}", para.id, para.open_amount())
                }
                _ => format!("{}: due {by}, {days} days over, {severity}, ₹ {} open", para.id, para.open_amount()),
            });
        }
    }
    Ok(if chosen.is_empty() { Exit::Done } else { Exit::Findings })
}

/// A change of one para.
struct Entered {
    audit: String,
    para: String,
    on: Option<Date>,
    verb: &'static str,
    documents: Vec<PathBuf>,
    /// It may be done of a para taken elsewhere.
    again: bool,
}

impl Entered {
    fn run<'v>(
        self,
        office: &Office,
        console: &mut Console,
        decide: impl FnOnce(&Objection, Date, &mut Findings) -> Vec<(&'v str, Value)>,
    ) -> Result<Verdict, CommandError> {
        let on = office.day_come(self.on)?;
        let act = office.act(&format!("coop-audit compliance {}", self.verb))?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let table = desk::table(office, OBJECTIONS)?;
        let para = para_of(office, &register, &self.audit, &self.para, Moment::on(Date::MAX))?;
        let fault = |code: &str| told(code, Severity::Error, &para.id);
        let mut faults = Findings::new();
        let label = act_label("Deal with a para of the memo", "ज्ञाप की कंडिका पर कार्यवाही");
        let said = decide(&para, on, &mut faults);
        let said: Vec<(&str, Value)> = said.into_iter().collect();
        // Told again to the letter, nothing is changed.
        let undated = |key: &str| !matches!(key, "replied_on" | "settled_on" | "led_on");
        let stands = |(key, value): &(&str, Value)| {
            !undated(key) || para.line.value(table, key).unwrap_or(&Value::Empty) == value
        };
        let changed = !said.iter().all(stands);
        if changed {
            let closed = if self.again { para.status == "settled" } else { !para.is_with_society() };
            if closed {
                let words = desk::code_words(office, "objection_status")?;
                let word = words.get(&para.status).cloned().unwrap_or_default();
                faults.push(fault("OBJ-104").with("status", word.en).with("status_hi", word.hi));
            }
            if para.raised_on.is_some_and(|raised| on < raised) {
                faults.push(
                    fault("OBJ-108")
                        .with("on", date_written(on))
                        .with("raised", para.raised_on.map(date_written).unwrap_or_default()),
                );
            }
            faults.extend(unauthorised(&register, (&act.officer, Some(POWER)), &label, &para.id, on)?);
        }
        if !faults.is_empty() {
            return Err(refused(Exit::Refused, faults));
        }
        let status = said
            .iter()
            .find(|(key, _)| *key == "status")
            .and_then(|(_, value)| value.as_text())
            .unwrap_or(&para.status)
            .to_owned();
        let (mut day_no, dry_run) = (None, office.globals().dry_run);
        let mut all = objections(&register, Moment::on(Date::MAX))?;
        if let Some(one) = all.iter_mut().find(|one| one.id == para.id) {
            one.status.clone_from(&status);
        }
        if changed {
            let told = said.into_iter().filter_map(|(key, value)| Some((table.field_no(key)?, value)));
            let mut entries = vec![NewEntry::restating(table, &para.line, on, told)];
            entries.extend(counted(&register, &para.audit, (&all, 0), on)?);
            if !self.documents.is_empty() {
                kept(office, &self.documents, &fingerprints(&self.documents)?)?;
            }
            let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            day_no = (!dry_run).then_some(applied.day_no);
        }
        let left = all.iter().filter(|one| one.audit == para.audit && one.is_with_society()).count();
        console.data(
            "compliance-entered",
            serde_json::json!({ "objection": para.id, "audit": para.audit, "para": para.para, "status": status, "changed": changed,
                "left": left, "day_no": day_no, "dry_run": dry_run }),
        );
        let words = desk::code_words(office, "objection_status")?;
        let word = words.get(&status).map_or(status.as_str(), |word| word.in_language(console.language())).to_owned();
        let change = coop_registry::cli::change::Change { of: &para.id, changed, dry_run };
        console.say(change.entered(console, &word, &word));
        console.say(match (left, console.pick("en", "hi")) {
            (0, "hi") => {
                format!("{}: समिति के पास कोई कंडिका शेष नहीं: coop-audit audit comply {}", para.audit, para.audit)
            }
            (0, _) => {
                format!("{}: no para is left with the society: coop-audit audit comply {}", para.audit, para.audit)
            }
            (_, "hi") => format!("{}: {left} कंडिकाएँ समिति के पास शेष", para.audit),
            (_, _) => format!("{}: {left} paras are left with the society", para.audit),
        });
        Ok(Exit::Done)
    }
}

impl Verify {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut proof: Vec<String> = fingerprints(&self.documents)?;
        proof.extend(self.proof.as_ref().map(|text| covered(text).into_owned()));
        let remark = self.remark.as_ref().or(office.globals().reason.as_ref()).map(|text| covered(text).into_owned());
        let settled = self.settled.clone();
        let (all, open) = (self.all, self.open);
        let entered = Entered {
            audit: self.audit,
            para: self.para,
            on: self.on,
            verb: "verify",
            documents: self.documents,
            again: true,
        };
        entered.run(office, console, |para, on, faults| {
            let fault = |code: &str| told(code, Severity::Error, &para.id);
            if proof.is_empty() && !open {
                faults.push(fault("OBJ-105"));
            }
            let amount = match &settled {
                None if all => para.amount,
                None => para.settled_amount,
                Some(text) => {
                    let read = read_amount(text, None).ok().filter(|read| read.doubts.is_empty());
                    read.and_then(|read| read.value.as_money()).filter(|sum| sum.0 >= 0).unwrap_or_else(|| {
                        faults.push(fault("OBJ-110").with("found", text));
                        Paise(0)
                    })
                }
            };
            if amount > para.amount {
                faults.push(fault("OBJ-106").with("settled", amount).with("amount", para.amount));
            }
            if amount < para.settled_amount {
                faults.push(fault("OBJ-107").with("settled", amount).with("before", para.settled_amount));
            }
            // A para with no amount is settled in full or not at all.
            if settled.is_some() && para.amount.0 == 0 {
                faults.push(fault("OBJ-111"));
            }
            let status = match (all || (amount == para.amount && para.amount.0 > 0), amount.0 > 0) {
                (true, _) if !open => "settled",
                (_, true) => "partly_settled",
                _ => "open",
            };
            let mut said = vec![
                ("status", Value::text(status)),
                ("settled_amount", if amount.0 == 0 { Value::Empty } else { Value::Money(amount) }),
            ];
            said.extend(remark.map(|remark| ("remarks", Value::text(remark))));
            if !proof.is_empty() {
                said.push(("proof", Value::text(proof.join("; "))));
            }
            if status == "settled" {
                said.push(("settled_on", Value::Date(on)));
            }
            said
        })
    }
}

impl Escalate {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (to, status) = match self.to {
            Further::Notice => ("notice", None),
            Further::Inspection => ("inspection", None),
            Further::Surcharge => ("surcharge", Some("to_surcharge")),
            Further::Court => ("court", Some("to_court")),
        };
        if office.globals().order.is_none() && office.globals().reason.is_none() {
            return Err(CommandError::order_missing());
        }
        let (society, audit) = {
            let register = office.read_register()?;
            let para = para_of(office, &register, &self.audit, &self.para, Moment::on(Date::MAX))?;
            (para.society, para.audit)
        };
        let entered = Entered {
            audit: self.audit,
            para: self.para,
            on: self.on,
            verb: "escalate",
            documents: Vec::new(),
            again: false,
        };
        let verdict = entered.run(office, console, |_, on, _| {
            let mut said = vec![("led_to", Value::text(to)), ("led_on", Value::Date(on))];
            said.extend(status.map(|status| ("status", Value::text(status))));
            said
        })?;
        let next = match self.to {
            Further::Notice => format!("coop-audit audit act {audit} --do extend --next DATE --order NO"),
            Further::Inspection => format!("coop-audit inspection order {society} --ground own_motion --order NO"),
            Further::Surcharge => format!("coop-register surcharge notice {society} --person NAME --amount AMOUNT"),
            Further::Court => format!("coop-register dispute file … (society {society})"),
        };
        console.say(format!("{}: {next}", console.pick("Next", "आगे")));
        Ok(verdict)
    }
}
