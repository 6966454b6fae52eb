//! `coop-audit inspection print`: the order with notice to the society, and the report.

use super::{
    OF,
    checklist::{Listed, society_words},
};
use clap::{Args, ValueEnum};
use coop_registry::{
    branches::{
        cases::{cited, law_of},
        inspection::{answers::figure, in_order, unanswered},
    },
    catalogue::Places,
    cleaning::Codes,
    cli::{CommandError, Console, Exit, Format, Office, Verdict, case::Desk, default_letters::address, desk, papers},
    model::{Label, Language, Value},
    register::{ReadRegister as _, Register},
    reports::{
        inspection_order::{self, InspectionOrder},
        inspection_report::{self, InspectionPaper, ItemRow},
        letter::apart,
    },
};

/// Which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Paper {
    /// The order, with notice to the society: a letter (PDF)
    Order,
    /// The report with its findings
    Report,
}

/// Print a paper.
#[derive(Args)]
pub struct Print {
    /// The inspection: its identity or order number
    case: String,
    /// The order with notice to the society, or the report
    #[arg(long, value_enum, default_value = "report")]
    paper: Paper,
}

impl Print {
    /// The same case gives the same paper.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let listed = Listed::of(office, &register, &self.case, moment)?;
        let files = match self.paper {
            Paper::Order => self.order(office, console, &register, &listed)?,
            Paper::Report => self.report(office, console, &register, &listed)?,
        };
        for file in &files {
            console.say(file);
        }
        let dry_run = office.globals().dry_run;
        let paper = if self.paper == Paper::Order { "order" } else { "report" };
        console.data(
            "inspection-paper",
            serde_json::json!({
                "case": listed.case.id, "number": listed.case.number, "paper": paper, "files": files, "dry_run": dry_run,
            }),
        );
        Ok(Exit::Done)
    }

    fn order(
        &self,
        office: &Office,
        console: &mut Console,
        register: &Register,
        Listed { case, list, .. }: &Listed,
    ) -> Result<Vec<String>, CommandError> {
        let other = office.globals().format.iter().any(|form| matches!(form, Format::Xlsx | Format::Html));
        if other {
            return Err(CommandError::new(Exit::Arguments, "error.inspection.letter"));
        }
        let moment = office.moment()?;
        let desk = Desk::of(office, register, OF.service, moment)?;
        let text = |key: &str| case.line.value(desk.table, key).and_then(Value::as_text).unwrap_or_default();
        let day = |key: &str| case.line.value(desk.table, key).and_then(Value::as_date);
        let table = register.definition("society")?;
        let line = register.line("society", case.society.as_deref().unwrap_or_default(), moment)?;
        let of_society = |key: &str| line.as_ref().and_then(|line| line.value(table, key));
        let society_text = |key: &str| of_society(key).and_then(Value::as_text).unwrap_or_default();
        let places = Places::load(office.files())?;
        let law = law_of(&desk.service, case, &desk.state).unwrap_or_default();
        let words = |of: &str, code: &str| -> Result<Label, CommandError> {
            Ok(desk::code_words(office, of)?.get(code).cloned().unwrap_or_default())
        };
        let settings = office.settings()?;
        let notice = case.events.iter().rev().find(|event| event.act == "notice");
        let order = InspectionOrder {
            order_no: case.number.clone(),
            order_on: day("order_on"),
            office: Label {
                en: settings.get("office.name_en").to_owned(),
                hi: settings.get("office.name_hi").to_owned(),
            },
            society: Label::either(Some(society_text("name_hi")), Some(society_text("name_en"))),
            reg_no: society_text("reg_no").to_owned(),
            address: address(&places, &society_text, &|key: &str| of_society(key).and_then(Value::as_integer)),
            kind: if text("kind") == "inquiry" { "inquiry" } else { "inspection" }.into(),
            ground: words("inspection_ground", text("ground"))?,
            officer: text("officer").to_owned(),
            period: text("period").to_owned(),
            visit_on: notice.and_then(|event| event.next_on),
            due_on: day("due_on"),
            act: words("act", law)?,
            section: text("section").to_owned(),
            basis: desk.clocks(case, moment.as_of).iter().find_map(|clock| clock.line).map(cited),
            records: list.items.iter().map(|item| (item.label.clone(), item.proof.clone())).collect(),
            case: case.id.clone(),
        };
        office.begin_run("coop-audit inspection print")?;
        office.run_reads(register)?;
        let letter = inspection_order::build(&order, &papers::letter_words(office, console));
        if office.globals().dry_run {
            return Ok(Vec::new());
        }
        let made = papers::letters(office, console, apart(vec![(format!("inspection_order-{}", case.id), letter)]))?;
        Ok(made.iter().map(|path| path.display().to_string()).collect())
    }

    fn report(
        &self,
        office: &Office,
        console: &mut Console,
        register: &Register,
        listed: &Listed,
    ) -> Result<Vec<String>, CommandError> {
        let Listed { case, list, answers } = listed;
        let moment = office.moment()?;
        let desk = Desk::of(office, register, OF.service, moment)?;
        let (codes, places) = (Codes::load(office.files())?, Places::load(office.files())?);
        let held = desk.table.fields.iter().zip(&case.line.values);
        let held = held.filter(|(field, value)| !value.is_empty() && !field.personal && field.key != "society");
        let mut facts: Vec<(Label, Label)> =
            held.map(|(field, value)| (field.label.clone(), papers::worded(field, value, &codes, &places))).collect();
        facts.push((Label { en: "Stage".into(), hi: "अवस्था".into() }, desk.service.stages[case.stage].label.clone()));
        let said = desk::code_words(office, "inspection_answer")?;
        let items = in_order(list, answers).into_iter().map(|(item, _, label, answer)| {
            let unit = item.and_then(|item| item.unit);
            ItemRow {
                item: label,
                answer: said.get(&answer.answer).cloned().unwrap_or_default(),
                figures: [answer.by_book, answer.found, answer.difference()].map(|value| figure(unit, value)),
                finding: answer.is_finding(),
                remark: answer.remark.clone(),
                complied: (answer.complied_on, answer.compliance.clone()),
            }
        });
        let mut basis: Vec<Label> = Vec::new();
        for item in &list.items {
            let [en, hi] = [Language::En, Language::Hi].map(|language| item.basis.printed(language));
            let label = Label { en, hi };
            if !basis.contains(&label) {
                basis.push(label);
            }
        }
        let paper = InspectionPaper {
            society: society_words(register, case, moment)?,
            facts,
            items: items.collect(),
            unanswered: unanswered(list, answers).len(),
            basis,
        };
        let id = case.id.clone();
        papers::made(office, console, register, ("coop-audit inspection print", &[]), |ground| {
            let mut report = inspection_report::build(&paper, ground);
            // One paper a case: the file carries its identity.
            report.key = format!("{}-{id}", report.key);
            report
        })
    }
}
