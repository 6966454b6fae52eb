//! `auditor conflicts`, `auditor confirm`, `auditor clear`.

use crate::words::Words;
use clap::Args;
use coop_registry::{
    branches::audit::conflicts::{CONFLICTS, Conflict, Decided, Decision, Ground, Sure, conflicts_at},
    branches::cases::unauthorised,
    cleaning::covered,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict, case::not_entered, desk},
    model::{Finding, Label, Language, Locus, Moment, Plan, Severity, Value},
    register::{ReadRegister as _, Register},
};

/// List conflicts.
#[derive(Args)]
pub struct Conflicts {
    /// Only of this auditor: identity, panel number or name
    #[arg(long)]
    auditor: Option<String>,
    /// Only with this society: identity, registration number or name
    #[arg(long)]
    society: Option<String>,
    /// Only likely ones nobody decided
    #[arg(long)]
    open: bool,
    /// Also addresses
    #[arg(long)]
    personal: bool,
}

/// Decide on a conflict.
#[derive(Args)]
pub struct Decide {
    /// Auditor: identity, panel number or name
    auditor: String,
    /// Society: identity, registration number or name
    society: String,
    /// on_board, partner_on_board, relative_on_board, same_address, past_employee, indebted or declared
    #[arg(long, value_parser = ["on_board", "partner_on_board", "relative_on_board", "same_address", "past_employee", "indebted", "declared"])]
    ground: String,
}

impl Conflicts {
    /// All conflicts in the order of auditors and societies.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let of = |table: &str, asked: &Option<String>| -> Result<Option<String>, CommandError> {
            let table = desk::table(office, table)?;
            asked.as_ref().map(|asked| desk::subject(&register, table, asked, moment)).transpose()
        };
        let (auditor, society) = (of("auditor", &self.auditor)?, of("society", &self.society)?);
        let words = Words::load(office)?;
        let district = |name: &str, home| words.district_code(name, home);
        let wanted = |id: &str| auditor.as_ref().is_none_or(|one| one == id);
        let mut all = conflicts_at(&register, moment, &district, &wanted)?.all;
        all.retain(|one| society.as_ref().is_none_or(|id| *id == one.society) && (!self.open || one.is_open()));
        self.list(office, console, &register, &all, moment)
    }

    fn list(
        &self,
        office: &Office,
        console: &mut Console,
        register: &Register,
        all: &[Conflict],
        moment: Moment,
    ) -> Result<Verdict, CommandError> {
        let (grounds, decisions) =
            (desk::code_words(office, "conflict_ground")?, desk::code_words(office, "conflict_decision")?);
        let (language, people) = (console.language(), console.is_for_people());
        let mut listing = Listing::new([
            ("auditor", "Auditor", "अंकेक्षक"),
            ("auditor_name", "Name", "नाम"),
            ("society", "Society", "समिति"),
            ("society_name", "Society's name", "समिति का नाम"),
            ("ground", "Ground", "आधार"),
            ("sure", "How sure", "निश्चितता"),
            ("of_auditor", "Of the auditor", "अंकेक्षक पक्ष"),
            ("of_society", "Of the society", "समिति पक्ष"),
            ("decision", "Decision", "निर्णय"),
            ("order", "Order", "आदेश"),
            ("bars", "Bars", "वर्जित"),
        ]);
        for one in all {
            let hidden = one.ground == Ground::SameAddress && !self.personal;
            let shown = |text: &str| Value::text(if hidden { "–" } else { text });
            let ground = one.ground.code();
            let decided = one.decided.as_ref();
            let code = decided.map_or("", |decided| decided.decision.code());
            let sure = match one.sure {
                Sure::Exact => console.pick("sure", "निश्चित"),
                Sure::Likely => console.pick("likely", "संभावित"),
            };
            let bars = if one.bars() { console.pick("yes", "हाँ") } else { console.pick("no", "नहीं") };
            let word = |words: &std::collections::BTreeMap<String, Label>, code: &str| {
                let word = words.get(code).filter(|_| people).map(|word| word.in_language(language));
                Value::text(word.unwrap_or(code))
            };
            listing.push([
                Value::text(&one.auditor),
                Value::text(name(office, register, "auditor", &one.auditor, (moment, language))?),
                Value::text(&one.society),
                Value::text(name(office, register, "society", &one.society, (moment, language))?),
                word(&grounds, ground),
                Value::text(if people { sure } else { one.sure.key() }),
                shown(&one.of_auditor),
                shown(&one.of_society),
                word(&decisions, code),
                Value::text(decided.map_or("", |decided| &decided.order_no)),
                if people { Value::text(bars) } else { Value::Bool(one.bars()) },
            ]);
        }
        console.listing("auditor-conflicts", &listing);
        let open = all.iter().filter(|one| one.is_open()).count();
        if open > 0 && people {
            console.note(match language {
                Language::En => {
                    format!("{open} likely: confirm or clear each by order (auditor confirm, auditor clear)")
                }
                Language::Hi => {
                    format!("{open} संभावित: प्रत्येक को आदेश से पुष्ट या निरस्त करें (auditor confirm, auditor clear)")
                }
            });
        }
        Ok(Exit::Done)
    }
}

/// Name of a subject in the reader's language, else in the other.
pub fn name(
    office: &Office,
    register: &Register,
    table: &str,
    id: &str,
    (moment, language): (Moment, Language),
) -> Result<String, CommandError> {
    let table = desk::table(office, table)?;
    let Some(line) = register.line(&table.name, id, moment)? else { return Ok(String::new()) };
    let of = |key: &str| line.value(table, key).and_then(Value::as_text).map(str::to_owned);
    let (first, second) = match language {
        Language::Hi => ("name_hi", "name_en"),
        Language::En => ("name_en", "name_hi"),
    };
    Ok(of(first).or_else(|| of(second)).unwrap_or_default())
}

impl Decide {
    /// Enters the decision, by order; the same again changes nothing.
    pub fn run(self, office: &Office, console: &mut Console, decision: Decision) -> Result<Verdict, CommandError> {
        let verb = if decision == Decision::Confirmed { "confirm" } else { "clear" };
        let mut act = office.ordered_act(&format!("coop-audit auditor {verb}"))?;
        act.reason = act.reason.map(|reason| covered(&reason).into_owned());
        let on = office.time().as_of;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let of = |table: &str, asked: &str| -> Result<String, CommandError> {
            desk::subject(&register, desk::table(office, table)?, asked, Moment::on(on))
        };
        let (auditor, society) = (of("auditor", &self.auditor)?, of("society", &self.society)?);
        let ground = Ground::read(&self.ground).unwrap_or(Ground::Declared);
        let label = Label {
            en: "Decide on a conflict of interest".into(), hi: "हित-टकराव पर निर्णय".into()
        };
        let mut faults: Vec<Finding> =
            unauthorised(&register, (&act.officer, Some("audit")), &label, &auditor, on)?.into_iter().collect();
        let mut infos = Vec::new();
        if decision == Decision::Cleared || ground != Ground::Declared {
            // What nobody tells cannot be cleared; what an officer knows he may confirm, and is told that he alone knows it.
            let words = Words::load(office)?;
            let district = |name: &str, home| words.district_code(name, home);
            let all = conflicts_at(&register, Moment::on(on), &district, &|id| id == auditor)?.all;
            if !all.iter().any(|one| one.society == society && one.ground == ground) {
                let word = desk::code_words(office, "conflict_ground")?.remove(ground.code()).unwrap_or_default();
                let (code, weight, to) = match decision {
                    Decision::Cleared => ("CNF-201", Severity::Error, &mut faults),
                    Decision::Confirmed => ("CNF-202", Severity::Info, &mut infos),
                };
                let place = Locus { society: Some(format!("{auditor}, {society}")), ..Locus::default() };
                let none = Finding::new(code, weight, place).with("auditor", &auditor);
                to.push(none.with("society", &society).with("ground", word.en).with("ground_hi", word.hi));
            }
        }
        if !faults.is_empty() {
            return Err(not_entered(Exit::Refused, faults));
        }
        let decided = Decided {
            decision,
            order_no: act.order_no.clone().unwrap_or_default(),
            on: Some(on),
            reason: act.reason.clone().unwrap_or_default(),
            login: act.officer.clone(),
        };
        let pair = (auditor.clone(), society.clone(), ground);
        let entry = decided.entry(&register, &pair, on)?;
        let changed = entry.is_some();
        let mut day_no = None;
        if let Some(entry) = entry {
            let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
            day_no = Some(office.carry_out(&mut register, &plan, &mut |_| {})?.day_no);
        }
        if changed {
            console.findings(&infos);
        }
        let dry_run = office.globals().dry_run;
        console.data(
            CONFLICTS,
            serde_json::json!({
                "auditor": auditor, "society": society, "ground": ground.code(), "decision": decision.code(),
                "changed": changed, "day_no": day_no.filter(|_| !dry_run), "dry_run": dry_run,
            }),
        );
        let done = match (decision, console.pick("en", "hi")) {
            (Decision::Confirmed, "hi") => "हित-टकराव पुष्ट",
            (Decision::Cleared, "hi") => "हित-टकराव निरस्त",
            (Decision::Confirmed, _) => "conflict of interest confirmed",
            (Decision::Cleared, _) => "conflict of interest cleared",
        };
        let tail = match (changed, dry_run) {
            (true, false) => "",
            (true, true) => console.pick("; nothing was changed", "; अभी कुछ नहीं बदला"),
            (false, _) => console.pick(" already; nothing was changed", ", पहले से दर्ज; कुछ नहीं बदला"),
        };
        console.say(format!("{auditor}, {society}: {done}{tail}"));
        Ok(Exit::Done)
    }
}
