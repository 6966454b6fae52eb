//! The roll of an election: draft, claims and objections, decisions, the final roll.

use super::{Ballot, ELECTION, all, both, roll_shown::Show};
use crate::case::{Acting, Before, More};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::elections::{
        Claim, Drawn, Elector, Excluded, claimed, decided, digest, draft, electors, final_entries, find, numbered,
        numbered_draft, objected,
    },
    cleaning::Codes,
    cli::{CommandError, Console, Office, Verdict},
    model::{Date, Finding, Locus, Moment, Severity, Value},
    register::ReadRegister,
};
use std::collections::BTreeMap;

/// The electoral roll
#[derive(Subcommand)]
pub enum RollOf {
    /// Publish the draft: drawn from the register of members, with the reason of every exclusion, or the one a book brought
    Draft(Draft),
    /// Enter a claim or an objection
    Object(Object),
    /// Decide a claim or an objection, with the reason (--remark)
    Decide(Decide),
    /// Make the roll final: numbered, frozen, with its digest
    Final(Acting),
    /// Show the roll, and with --excluded who does not stand on it and why
    Show(Show),
}

/// The draft.
#[derive(Args)]
pub struct Draft {
    /// Member numbers in default, as the society certifies
    #[arg(long, value_name = "NO,…", value_delimiter = ',')]
    in_default: Vec<String>,
    #[command(flatten)]
    acting: Acting,
}

/// A claim or an objection.
#[derive(Args)]
#[command(group(clap::ArgGroup::new("whom").required(true).args(["against", "member_no", "claim"])))]
pub struct Object {
    /// An objection against this name on the roll: its serial, or the whole name
    #[arg(long, value_name = "WHO")]
    against: Option<String>,
    /// A claim of this number of the register of members
    #[arg(long, value_name = "NO")]
    member_no: Option<String>,
    /// A claim of this name
    #[arg(long, value_name = "NAME")]
    claim: Option<String>,
    /// With --claim: father or husband
    #[arg(long, value_name = "NAME")]
    guardian: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

/// A decision.
#[derive(Args)]
pub struct Decide {
    /// Whom it is about: serial, whole name, or identity on the roll
    #[arg(long, value_name = "WHO")]
    who: String,
    /// The decision: kept, added, corrected or removed
    #[arg(long = "as", value_name = "STATE")]
    state: String,
    /// With --as corrected: the name as it should read
    #[arg(long)]
    name: Option<String>,
    /// With --as corrected: father or husband as it should read
    #[arg(long)]
    guardian: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

impl RollOf {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Draft(verb) => verb.run(office, console),
            Self::Object(verb) => verb.run(office, console),
            Self::Decide(verb) => verb.run(office, console),
            Self::Final(acting) => finalise(acting, office, console),
            Self::Show(verb) => verb.run(office, console),
        }
    }
}

pub(super) fn finding(before: &Before<'_>, code: &str, severity: Severity) -> Finding {
    let number = before.case.map(|case| case.number.clone());
    Finding::new(code, severity, Locus { society: number, ..Locus::default() })
}

pub(super) fn fault(before: &Before<'_>, code: &str) -> Finding {
    finding(before, code, Severity::Error)
}

/// A step done after its last day of the programme.
pub(super) fn late(before: &Before<'_>, key: &str) -> Option<Finding> {
    let day = before.day(key).filter(|day| before.telling.on > *day)?;
    let label = before.desk.table.field(key).map(|field| field.label.clone()).unwrap_or_default();
    let said = finding(before, "ELE-251", Severity::Warning).with("on", before.telling.on).with("day", day);
    Some(said.with("date", label.en).with("date_hi", label.hi))
}

/// Nobody of that name or number on the roll, or several.
pub(super) fn nobody(before: &Before<'_>, asked: &str, several: &[i64]) -> Finding {
    let known: Vec<String> = several.iter().map(ToString::to_string).collect();
    let known = if known.is_empty() { "–".to_owned() } else { known.join(", ") };
    fault(before, "ELE-135").with("asked", asked).with("known", known)
}

impl Draft {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let in_default = self.in_default;
        self.acting.run_with(office, console, ELECTION, "draft", |before| {
            let (ballot, on) = (Ballot::of(office, before)?, before.telling.on);
            let mut more = More::default();
            more.warnings.extend(late(before, "draft_on"));
            let known = electors(before.register, &ballot.roll, all())?;
            let (standing, excluded) = if known.is_empty() {
                let drawn = Drawn {
                    act: &ballot.act,
                    members_on: before.day("members_on").unwrap_or(on),
                    poll_on: before.day("poll_on").unwrap_or(on),
                    in_default: &in_default,
                };
                let society = &ballot.roll.society;
                let (standing, excluded) = draft(before.register, society, &ballot.election, &drawn, Moment::on(on))?;
                more.entries = numbered_draft(before.register, &ballot.roll, &standing, on)?;
                (standing, excluded)
            } else {
                // A roll that came from a book is the draft.
                (known.clone(), Vec::new())
            };
            if standing.is_empty() {
                more.faults.push(fault(before, "ELE-131"));
            }
            let mut doubts: BTreeMap<&str, usize> = BTreeMap::new();
            for code in standing.iter().flat_map(|elector| elector.doubt.split(", ")).filter(|code| !code.is_empty()) {
                *doubts.entry(code).or_default() += 1;
            }
            for (code, count) in doubts {
                let Some(line) = ballot.election.exclusion(code) else { continue };
                let (why, basis) = (line.label(), line.basis());
                let said = finding(before, "ELE-231", Severity::Warning).with("count", count);
                let said = said.with("why", why.en).with("why_hi", why.hi);
                let basis_in = |language| basis.printed(language);
                use coop_registry::model::Language::{En, Hi};
                more.warnings.push(said.with("basis", basis_in(En)).with("basis_hi", basis_in(Hi)));
            }
            let (on_roll, off) = (standing.len(), excluded.len());
            more.datum("electors", on_roll);
            more.datum("excluded", excluded.iter().map(told_of).collect::<Vec<_>>());
            more.datum("from_book", !known.is_empty());
            more.lines.push(both(
                format!("{on_roll} on the draft, {off} excluded; roll show --excluded names each with its reason"),
                format!("{on_roll} प्रारूप में, {off} बाहर; कारण सहित सूची: roll show --excluded"),
            ));
            Ok(more)
        })
    }
}

/// A member who does not stand on the roll, for programs.
fn told_of(one: &Excluded<'_>) -> serde_json::Value {
    serde_json::json!({ "member_no": one.member_no, "member": one.member, "reason": one.why.code, "rule": one.printed().en })
}

impl Object {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (against, member_no, claim, guardian) = (self.against, self.member_no, self.claim, self.guardian);
        self.acting.run_with(office, console, ELECTION, "object", |before| {
            let (ballot, on) = (Ballot::of(office, before)?, before.telling.on);
            let mut more = More::default();
            if let Some(last) = before.day("objections_to").filter(|last| on > *last) {
                more.faults.push(fault(before, "ELE-133").with("on", on).with("last", last));
            }
            let words = before.telling.remark.clone().unwrap_or_default();
            let roll = electors(before.register, &ballot.roll, all())?;
            if let Some(asked) = &against {
                match find(&roll, asked) {
                    Ok(elector) if elector.is_open() => {
                        more.faults.push(fault(before, "ELE-136").with("name", &elector.name));
                    }
                    Ok(elector) => more.entries.push(objected(before.register, elector, &words, on)?),
                    Err(several) => more.faults.push(nobody(before, asked, &several)),
                }
                return Ok(more);
            }
            let claim = Claim {
                member_no: member_no.unwrap_or_default(),
                name: claim.unwrap_or_default(),
                guardian: guardian.unwrap_or_default(),
            };
            let entry = claimed(before.register, &ballot.roll, (&claim, &words), on)?;
            let table = before.register.tables().get("elector");
            let name = table.and_then(|table| table.field_no("name"));
            let name = entry.facts.iter().find(|(no, _)| Some(*no) == name).and_then(|(_, value)| value.as_text());
            let Some(name) = name.map(str::to_owned) else {
                more.faults.push(fault(before, "ELE-134").with("asked", &claim.member_no));
                return Ok(more);
            };
            let same = |elector: &&Elector| {
                elector.is_on() && elector.name == name && elector.member_no == claim.member_no
                    || elector.is_open() && elector.name == name && elector.serial.is_none()
            };
            match roll.iter().find(same) {
                Some(known) => more.faults.push(fault(before, "ELE-136").with("name", &known.name)),
                None => more.entries.push(entry),
            }
            Ok(more)
        })
    }
}

impl Decide {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (who, state, name, guardian) = (self.who, self.state, self.name, self.guardian);
        self.acting.run_with(office, console, ELECTION, "decide", |before| {
            let (ballot, on) = (Ballot::of(office, before)?, before.telling.on);
            let mut more = More::default();
            let codes = Codes::load(office.files())?;
            let read = codes.read("elector_state", &state).ok();
            let code = read.and_then(|read| read.value.as_text().map(str::to_owned)).unwrap_or_default();
            if code.is_empty() {
                let known: Vec<&str> = codes.all("elector_state").map(|(code, _)| code).collect();
                more.faults.push(fault(before, "ELE-137").with("found", &state).with("known", known.join(", ")));
            }
            let roll = electors(before.register, &ballot.roll, all())?;
            let elector = match find(&roll, &who) {
                Ok(elector) => elector,
                Err(several) => {
                    more.faults.push(nobody(before, &who, &several));
                    return Ok(more);
                }
            };
            if !elector.is_open() && (elector.doubt.is_empty() || !elector.state.is_empty()) {
                more.faults.push(fault(before, "ELE-140").with("name", &elector.name));
            }
            let claimed = elector.serial.is_none();
            // A claim is added or refused; a name on the roll is kept, corrected or removed.
            let fits = if claimed { ["added", "removed"].contains(&code.as_str()) } else { code != "added" };
            if !code.is_empty() && !fits {
                more.faults.push(fault(before, "ELE-138").with("name", &elector.name).with("found", &code));
            }
            let renamed = name.is_some() || guardian.is_some();
            if renamed != (code == "corrected") {
                more.faults.push(fault(before, "ELE-139").with("name", &elector.name));
            }
            let told = (code.as_str(), name.as_deref(), guardian.as_deref());
            more.entries.push(decided(before.register, elector, told, on)?);
            Ok(more)
        })
    }
}

fn finalise(acting: Acting, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    acting.run_with(office, console, ELECTION, "finalise", |before| {
        let (ballot, on) = (Ballot::of(office, before)?, before.telling.on);
        let mut more = More::default();
        more.warnings.extend(late(before, "final_on"));
        let roll = electors(before.register, &ballot.roll, all())?;
        let open: Vec<String> = roll
            .iter()
            .filter(|elector| elector.is_open())
            .map(|elector| elector.serial.map_or_else(|| elector.id.clone(), |serial| serial.to_string()))
            .collect();
        if !open.is_empty() {
            more.faults.push(fault(before, "ELE-132").with("count", open.len()).with("who", open.join(", ")));
        }
        if let Some(last) = before.day("objections_to").filter(|last: &Date| on < *last) {
            more.faults.push(fault(before, "ELE-130").with("on", on).with("last", last));
        }
        let standing = numbered(&roll);
        if standing.is_empty() {
            more.faults.push(fault(before, "ELE-131"));
        }
        let digest = digest(&standing);
        more.entries = final_entries(before.register, &ballot.roll, (&roll, &standing), on)?;
        more.made.push(("roll_count".to_owned(), Value::count(standing.len())));
        more.made.push(("roll_digest".to_owned(), Value::text(&digest)));
        let count = standing.len();
        more.datum("electors", count);
        more.datum("digest", digest.as_str());
        more.lines.push(both(
            format!("{count} electors; SHA-256 of the roll: {digest}"),
            format!("{count} मतदाता; सूची का SHA-256: {digest}"),
        ));
        Ok(more)
    })
}
