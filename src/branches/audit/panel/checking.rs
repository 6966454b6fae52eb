//! Applications held against the rules, line by line, all in one pass.

use super::{
    eligibility::{Asked, EligibilityRules, Eligible, Need},
    notice::PanelNotice,
};
use crate::{
    branches::audit::{Absence, Away, allotment::Category, conflicts::person_key},
    branches::cases::Case,
    matching::number_key,
    model::{Date, Kind, TableDef, Value, date_written},
};
use std::collections::{BTreeMap, HashMap};

/// How a rule came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// The application does not say.
    NotStated,
}

impl Outcome {
    /// As JSON has it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Holds => "pass",
            Self::Fails => "fail",
            Self::NotStated => "not_stated",
        }
    }
}

/// A rule held against an application.
#[derive(Clone, Debug)]
pub struct Held<'r> {
    /// The rule.
    pub rule: &'r Eligible,
    /// How it came out.
    pub outcome: Outcome,
    /// What was found; empty where nothing is.
    pub found: String,
}

/// What the check looks up beyond the application.
pub struct Checker<'a> {
    rules: &'a EligibilityRules,
    table: &'a TableDef,
    notices: BTreeMap<&'a str, &'a PanelNotice>,
    /// Applications by key of number or name within a notification.
    same: HashMap<(String, String), Vec<&'a str>>,
    /// Spans in which somebody of a membership or firm number is debarred or suspended.
    debarred: HashMap<String, Vec<&'a Absence>>,
}

/// Numbers and names an application or an auditor is known by, each with what it is.
pub fn keys(table: &TableDef, values: &dyn Fn(&str) -> String) -> Vec<String> {
    let mut keys = Vec::new();
    for field in ["membership_no", "firm_no"] {
        let key = number_key(&values(field));
        if !key.is_empty() {
            keys.push(format!("{field}:{key}"));
        }
    }
    for field in ["name", "name_other", "name_hi", "name_en"].into_iter().filter(|key| table.field(key).is_some()) {
        keys.extend(person_key(&values(field)).map(|key| format!("name:{key}")));
    }
    keys.dedup();
    keys
}

/// A field of a case as text.
pub fn text(table: &TableDef, case: &Case, key: &str) -> String {
    case.line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned()
}

impl<'a> Checker<'a> {
    /// Looks everything through once. `absent` are spans of auditors with the numbers each auditor is known by.
    pub fn new(
        (rules, table): (&'a EligibilityRules, &'a TableDef),
        notices: &'a [PanelNotice],
        applications: &[&'a Case],
        absent: &'a [(Vec<String>, Vec<Absence>)],
    ) -> Self {
        let mut same: HashMap<(String, String), Vec<&str>> = HashMap::new();
        for case in applications {
            let notice = text(table, case, "notice_no");
            for key in keys(table, &|key| text(table, case, key)) {
                let cases = same.entry((notice.clone(), key)).or_default();
                if !cases.contains(&case.number.as_str()) {
                    cases.push(&case.number);
                }
            }
        }
        let mut debarred: HashMap<String, Vec<&Absence>> = HashMap::new();
        for (numbers, spans) in absent {
            let spans: Vec<&Absence> = spans.iter().filter(|one| one.why != Away::Leave).collect();
            // A name alone debars nobody.
            for number in numbers.iter().filter(|key| !key.starts_with("name:")) {
                debarred.entry(number.clone()).or_default().extend(&spans);
            }
        }
        let notices = notices.iter().map(|one| (one.number.as_str(), one)).collect();
        Self { rules, table, notices, same, debarred }
    }

    /// The notification of an application.
    pub fn notice(&self, case: &Case) -> Option<&'a PanelNotice> {
        self.notices.get(text(self.table, case, "notice_no").as_str()).copied()
    }

    /// Every rule that is for this application, as of a day, in the category that would be granted: the one asked for where
    /// none is named.
    pub fn check(&self, case: &Case, on: Date, granted: Option<Category>) -> Vec<Held<'a>> {
        let kind = text(self.table, case, "kind");
        let category = granted.or_else(|| Category::read(&text(self.table, case, "category")));
        let here = |rule: &&Eligible| {
            (rule.kinds.is_empty() || rule.kinds.contains(&kind))
                && (rule.categories.is_empty() || category.is_some_and(|one| rule.categories.contains(&one)))
        };
        self.rules.rules.iter().filter(here).map(|rule| self.held(rule, case, (on, category))).collect()
    }

    fn held(&self, rule: &'a Eligible, case: &Case, (on, category): (Date, Option<Category>)) -> Held<'a> {
        let mut outcome = Outcome::Holds;
        let mut found = Vec::new();
        for need in &rule.needs {
            let (one, said) = self.needed(need, case, on);
            if one != Outcome::Holds {
                // Of what fails and what is not said the failure is told.
                outcome = if outcome == Outcome::Fails { outcome } else { one };
            }
            found.extend(Some(said).filter(|said| !said.is_empty()));
        }
        if let Some(asked) = rule.asks {
            let (one, said) = self.looked_up(asked, case, (on, category));
            outcome = one;
            found.extend(Some(said).filter(|said| !said.is_empty()));
        }
        Held { rule, outcome, found: found.join("; ") }
    }

    fn needed(&self, need: &Need, case: &Case, on: Date) -> (Outcome, String) {
        let (Some(field), Some(value)) = (self.table.field(&need.field), case.line.value(self.table, &need.field))
        else {
            return (Outcome::NotStated, String::new());
        };
        if value.is_empty() {
            return (Outcome::NotStated, String::new());
        }
        let verdict = |holds: bool| if holds { Outcome::Holds } else { Outcome::Fails };
        if let Some(codes) = &need.is_one_of {
            let code = value.as_text().unwrap_or_default();
            return (verdict(codes.iter().any(|one| one == code)), code.to_owned());
        }
        if let Some(yes) = need.yes {
            let said = matches!(value, Value::Bool(true));
            return (verdict(said == yes), if said { "yes" } else { "no" }.to_owned());
        }
        if need.filled.is_some() {
            return (Outcome::Holds, String::new());
        }
        let (number, scale) = match field.kind {
            Kind::Money => (value.as_money().map(|paise| paise.0), 100),
            Kind::Date => (value.as_date().map(|day| i64::from(on.year()) - i64::from(day.year()) - after(day, on)), 1),
            Kind::Integer => (value.as_integer(), 1),
            _ => (value.as_text().map(|list| i64::try_from(parts(list)).unwrap_or(i64::MAX)), 1),
        };
        let Some(number) = number else { return (Outcome::NotStated, String::new()) };
        let holds = need.least.is_none_or(|least| number >= least * scale)
            && need.most.is_none_or(|most| number <= most * scale);
        let said = if scale == 1 { number.to_string() } else { format!("{}.{:02}", number / 100, number % 100) };
        (verdict(holds), said)
    }

    fn looked_up(&self, asked: Asked, case: &Case, (on, category): (Date, Option<Category>)) -> (Outcome, String) {
        let verdict = |holds: bool, said: String| (if holds { Outcome::Holds } else { Outcome::Fails }, said);
        match asked {
            Asked::InTime => match (self.notice(case), case.opened_on) {
                (Some(notice), Some(day)) => verdict(day <= notice.last_day, date_written(day)),
                _ => (Outcome::NotStated, String::new()),
            },
            Asked::CategoryWanted => match self.notice(case).zip(category) {
                Some((notice, category)) => verdict(notice.wants(category), category.to_string()),
                None => (Outcome::NotStated, String::new()),
            },
            Asked::Single => {
                let notice = text(self.table, case, "notice_no");
                let mine = keys(self.table, &|key| text(self.table, case, key));
                let others = mine.into_iter().filter_map(|key| self.same.get(&(notice.clone(), key))).flatten();
                let mut others: Vec<&str> = others.copied().filter(|one| *one != case.number).collect();
                others.sort_unstable();
                others.dedup();
                verdict(others.is_empty(), others.join(", "))
            }
            Asked::NotDebarred => {
                let mine = keys(self.table, &|key| text(self.table, case, key));
                let spans = mine.iter().filter_map(|key| self.debarred.get(key)).flatten();
                let until = spans.filter(|one| one.meets(on, on)).map(|one| one.to).max();
                verdict(until.is_none(), until.map(date_written).unwrap_or_default())
            }
        }
    }
}

/// One where the day of the year has not come round yet.
fn after(day: Date, on: Date) -> i64 {
    i64::from((on.month(), on.day()) < (day.month(), day.day()))
}

/// Parts of a list.
fn parts(list: &str) -> usize {
    list.split([';', '\n']).filter(|part| part.chars().any(char::is_alphabetic)).count()
}
