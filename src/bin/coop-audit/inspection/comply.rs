//! `coop-audit inspection comply`: finding by finding, each with its document, and then the whole.

use super::{checklist::Listed, enter};
use clap::Args;
use coop_registry::{
    branches::{cases::unauthorised, inspection::answers::compliance_entry},
    cleaning::covered,
    cli::{
        CommandError, Console, Exit, Office, Verdict,
        case::{Acting, fingerprints, kept, not_entered},
    },
    model::{Date, Finding, Label, Locus, Moment, Plan, Severity},
    register::ReadRegister as _,
};

/// Compliance.
#[derive(Args)]
pub struct Comply {
    /// Only with these findings of the checklist, by their items, as cash,minutes; each wants --remark and --document
    #[arg(long = "item", value_name = "ITEM", value_delimiter = ',')]
    items: Vec<String>,
    #[command(flatten)]
    acting: Acting,
}

impl Comply {
    /// With items: enters what was done of each. Without: the act of the case, which waits for the last open finding.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        if self.items.is_empty() {
            return enter(self.acting, office, console, "comply");
        }
        let on = office.day_come(self.acting.day_told())?;
        let mut act = office.act("coop-audit inspection comply")?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let Listed { case, answers, .. } = Listed::of(office, &register, self.acting.case(), Moment::on(Date::MAX))?;
        let fault = |code: &str| {
            let place = Locus { society: Some(case.number.clone()), ..Locus::default() };
            Finding::new(code, Severity::Error, place)
        };
        let said = self.acting.remark().map(str::to_owned).or_else(|| act.reason.clone());
        let said = said.map(|text| covered(&text).into_owned()).unwrap_or_default();
        act.reason = act.reason.or_else(|| Some(said.clone()).filter(|said| !said.is_empty()));
        let documents = self.acting.documents();
        let prints = fingerprints(documents)?;
        let mut faults = Vec::new();
        if said.is_empty() {
            faults.push(fault("CAS-123"));
        }
        if prints.is_empty() {
            faults.push(fault("INS-308"));
        }
        let (mut entries, mut already) = (Vec::new(), 0);
        let mut items = self.items.clone();
        items.sort();
        items.dedup();
        let still: Vec<&str> = answers.iter().filter(|(_, one)| one.is_open()).map(|(item, _)| item.as_str()).collect();
        let still = if still.is_empty() { "–".to_owned() } else { still.join(", ") };
        for item in &items {
            match answers.get(item) {
                None => faults.push(fault("INS-309").with("item", item).with("known", &still)),
                Some(answer) if !answer.is_finding() => faults.push(fault("INS-310").with("item", item)),
                Some(answer) if answer.complied_on.is_some() => already += 1,
                Some(answer) => {
                    if let Some(checked) = answer.checked_on.filter(|checked| *checked > on) {
                        faults.push(fault("INS-306").with("on", on).with("last", checked));
                    }
                    let document = prints.join(" ");
                    let both = (said.as_str(), document.as_str());
                    entries.push(compliance_entry(&register, (&case.id, item), on, both, &act.officer)?);
                }
            }
        }
        let label =
            Label { en: "Enter compliance".into(), hi: "अनुपालन दर्ज करना".into() };
        faults.extend(unauthorised(&register, (&act.officer, None), &label, &case.number, on)?);
        if !faults.is_empty() {
            return Err(not_entered(Exit::Refused, faults));
        }
        let entered = entries.len();
        let open = answers.values().filter(|answer| answer.is_open()).count() - entered;
        let (dry_run, mut day_no) = (office.globals().dry_run, None);
        if entered > 0 {
            kept(office, documents, &prints)?;
            let plan = Plan { act, entries, made_at: Some(made_at), ..Plan::default() };
            let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
            day_no = (!dry_run).then_some(applied.day_no);
        }
        let number = &case.number;
        console.data(
            "inspection-complied",
            serde_json::json!({
                "case": case.id, "number": number, "items": items, "entered": entered, "already": already,
                "open": open, "on": on.to_string(), "day_no": day_no, "dry_run": dry_run,
            }),
        );
        let not_yet = if dry_run {
            console.pick("; nothing was changed", "; अभी कुछ नहीं बदला")
        } else {
            ""
        };
        console.say(match console.pick("en", "hi") {
            "hi" => format!("{number}: {entered} निष्कर्षों का अनुपालन दर्ज, {already} पहले से, {open} शेष{not_yet}"),
            _ => format!(
                "{number}: compliance with {entered} findings entered, {already} before, {open} still open{not_yet}"
            ),
        });
        Ok(Exit::Done)
    }
}
