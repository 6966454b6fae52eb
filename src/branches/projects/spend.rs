//! A further line: what stands in its way, and its entry.

use super::{
    CostLine, Kind, PROJECTS, Project,
    check::{finding, named, provided_for},
};
use crate::{
    branches::cases::unposted,
    model::{Date, Findings, NewEntry, Paise, Severity, SourceKey, Subject, Value},
    register::{ReadRegister, RegisterError},
};

/// What stands in the way of any line.
pub fn faults_of_line(
    register: &dyn ReadRegister,
    line: &CostLine,
    login: &str,
    today: Date,
) -> Result<Findings, RegisterError> {
    let mut faults = Vec::new();
    if line.on > today {
        faults.push(finding("CAS-106", Severity::Error, &line.project).with("on", line.on).with("today", today));
    }
    if line.kind != Kind::Start && line.amount.0 <= 0 {
        faults.push(finding("PRJ-108", Severity::Error, &line.project).with("amount", line.amount));
    }
    faults.extend(unposted(register, login, &line.project, line.on)?);
    Ok(faults)
}

/// What stands in the way of spending: nothing provided by that day, or more than is left of the head.
pub fn faults_of_spending(project: &Project, line: &CostLine) -> Findings {
    let told = |code: &str| named(finding(code, Severity::Error, &project.name), &line.head, &line.year);
    let by_then = Project {
        name: project.name.clone(),
        lines: project.lines.iter().filter(|other| other.kind != Kind::Cost || other.on <= line.on).cloned().collect(),
    };
    let (provided, ever) =
        (provided_for(&by_then, &line.head, &line.year), provided_for(project, &line.head, &line.year));
    if provided.0 == 0 {
        let later = project.lines.iter().filter(|other| other.kind == Kind::Cost && other.head == line.head);
        let sanctioned = later.map(|other| other.on).min().filter(|_| ever.0 != 0);
        return match sanctioned {
            Some(on) => vec![told("PRJ-109").with("on", line.on).with("sanctioned", on)],
            None => vec![told("PRJ-105").with("spent", line.amount)],
        };
    }
    let spent = project.sum(Kind::Spent, |other| other.head == line.head && other.year == line.year);
    let all = Paise(spent.0.saturating_add(line.amount.0));
    if all > provided {
        let over = Paise(all.0.saturating_sub(provided.0));
        return vec![told("PRJ-104").with("provided", provided).with("spent", all).with("over", over)];
    }
    Vec::new()
}

/// The entry of a line, the `nth` of its project.
pub fn added(register: &dyn ReadRegister, line: &CostLine, nth: usize) -> Result<NewEntry, RegisterError> {
    let text = |text: &str| if text.is_empty() { Value::Empty } else { Value::text(text) };
    let amount = if line.kind == Kind::Start { Value::Empty } else { Value::Money(line.amount) };
    let said = [
        ("project", text(&line.project)),
        ("kind", text(line.kind.key())),
        ("head", text(&line.head)),
        ("year", text(&line.year)),
        ("bearer", text(&line.bearer)),
        ("amount", amount),
        ("amount_words", text(&line.words)),
        ("scheme", text(&line.scheme)),
        ("stated_on", Value::Date(line.on)),
        ("order_no", text(&line.order_no)),
        ("remarks", text(&line.remarks)),
    ];
    let key = SourceKey::named(&["project", &line.project, &nth.to_string()]);
    Ok(NewEntry::stating(register.definition(PROJECTS)?, Subject::New(key), line.on, said))
}
