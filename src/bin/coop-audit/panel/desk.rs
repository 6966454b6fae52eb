//! What check and approve stand on: applications, notifications, rules, who is debarred.

use coop_registry::{
    branches::{
        audit::{
            Absence, absences,
            panel::{
                APPLICATIONS, about,
                checking::{Checker, Held, Outcome, keys, text},
                eligibility::EligibilityRules,
                entering::AUDITORS,
                notice::{PanelNotice, notices},
            },
        },
        cases::{Case, Service, cases},
    },
    cli::{CommandError, Console, Office, desk},
    model::{Date, Finding, Label, Language, Moment, Severity, TableDef, Value},
    register::ReadRegister,
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// The desk of the panel.
pub struct PanelDesk<'o> {
    /// Register of applications.
    pub table: &'o TableDef,
    /// All applications.
    pub cases: Vec<Case>,
    /// All notifications.
    pub notices: Vec<PanelNotice>,
    /// The rules.
    pub rules: EligibilityRules,
    absent: Vec<(Vec<String>, Vec<Absence>)>,
    codes: BTreeMap<String, Label>,
}

impl<'o> PanelDesk<'o> {
    /// Reads all of it at a moment.
    pub fn of(
        office: &'o Office,
        register: &dyn ReadRegister,
        service: &Service,
        moment: Moment,
    ) -> Result<Self, CommandError> {
        let table = desk::table(office, APPLICATIONS)?;
        let rules = EligibilityRules::load(office.files(), table)?;
        let mut away = absences(register, moment, Date::MIN, Date::MAX)?;
        let auditors = register.definition(AUDITORS)?;
        let mut absent = Vec::new();
        register.lines(AUDITORS, moment, &mut |line| {
            if let Some(spans) = away.remove(&line.subject) {
                let value = |key: &str| line.value(auditors, key).and_then(Value::as_text).unwrap_or_default().into();
                absent.push((keys(auditors, &value), spans));
            }
            ControlFlow::Continue(())
        })?;
        let (cases, notices) = (cases(register, service, moment)?, notices(register, moment)?);
        let codes = desk::code_words(office, "auditor_kind")?;
        Ok(Self { table, cases, notices, rules, absent, codes })
    }
    /// Holds applications against the rules; those withdrawn or refused count as no second application.
    pub fn checker(&self, service: &Service) -> Checker<'_> {
        let counts = |case: &&Case| !matches!(service.stages[case.stage].code.as_str(), "withdrawn" | "refused");
        let applications: Vec<&Case> = self.cases.iter().filter(counts).collect();
        Checker::new((&self.rules, self.table), &self.notices, &applications, &self.absent)
    }
    /// What was found, in words.
    pub fn found(&self, held: &Held<'_>, language: Language) -> String {
        let word = self.codes.get(&held.found).map(|label| label.in_language(language));
        let yes_no = match (held.found.as_str(), language) {
            ("yes", Language::Hi) => Some("हाँ"),
            ("no", Language::Hi) => Some("नहीं"),
            _ => None,
        };
        word.or(yes_no).unwrap_or(&held.found).to_owned()
    }
    /// A rule that does not hold, as a finding.
    pub fn finding(&self, case: &Case, held: &Held<'_>, console: &Console) -> Option<Finding> {
        let code = match held.outcome {
            Outcome::Holds => return None,
            Outcome::Fails => "PNL-101",
            Outcome::NotStated => "PNL-102",
        };
        let rule = held.rule;
        let (basis, basis_hi) = (rule.basis.printed(Language::En), rule.basis.printed(Language::Hi));
        let finding = about(code, Severity::Error, &case.number).with("id", &rule.id).with("name", &case.title);
        let finding = finding.with("rule", &rule.said.en).with("rule_hi", &rule.said.hi);
        let found = self.found(held, console.language());
        let found = if found.is_empty() { "–".to_owned() } else { found };
        Some(finding.with("found", found).with("basis", basis).with("basis_hi", basis_hi))
    }
    /// The notification an application names, as written.
    pub fn notice_of(&self, case: &Case) -> String {
        text(self.table, case, "notice_no")
    }
    /// The notification of a number; exit 5 where there is none.
    pub fn notice(&self, number: &str) -> Result<&PanelNotice, CommandError> {
        self.notices.iter().find(|one| one.number == number).ok_or_else(|| {
            let known: Vec<&str> = self.notices.iter().map(|one| one.number.as_str()).collect();
            let known = if known.is_empty() { "–".to_owned() } else { known.join(", ") };
            CommandError::not_found("error.panel.notice").with("found", number).with("known", known)
        })
    }
}
