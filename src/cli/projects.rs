//! Projects at the desk: read with what their checks rest on, and their paper.

use super::{
    CommandError, Console, Office, desk,
    shared::{make_one, report_ground},
    statutory,
};
use crate::{
    branches::projects::{Project, check, ends_on, load_ends, projects},
    cleaning::NumberWords,
    model::{Date, Findings, Label, Language, Moment},
    register::{ReadRegister, Register},
    reports::{
        making::Form,
        project::{HeadRow, build},
    },
};

/// A project with its end and what does not agree of it.
pub struct Checked {
    /// The project.
    pub project: Project,
    /// Its last day and what that rests on, where the scheme has a clock.
    pub end: Option<(Date, Label)>,
    /// What does not agree.
    pub findings: Findings,
}

/// All projects at a moment, checked.
pub fn checked(office: &Office, register: &dyn ReadRegister, moment: Moment) -> Result<Vec<Checked>, CommandError> {
    let law = statutory::law(office, register, moment)?;
    let ends = load_ends(office.files(), &law.clocks)?;
    let words = NumberWords::load(office.files())?;
    let limit = |id: &str| {
        let in_force = law.in_force(law.clocks.get(id)?);
        Some((in_force.limit?, in_force.rests_on))
    };
    let all = projects(register, moment)?.into_iter().map(|project| {
        let end = ends_on(&project, &ends, limit, &law.calendar);
        let findings = check(&project, &words, end.as_ref(), moment.as_of);
        Checked { project, end, findings }
    });
    Ok(all.collect())
}

/// The project a person means, by its name or a part of it that no other has; exit 5 with those there are.
pub fn asked<'p>(all: &'p [Checked], asked: &str) -> Result<&'p Checked, CommandError> {
    let asked = asked.trim();
    if let Some(found) = all.iter().find(|one| one.project.name == asked) {
        return Ok(found);
    }
    let within: Vec<&Checked> =
        all.iter().filter(|one| !asked.is_empty() && one.project.name.contains(asked)).collect();
    match &within[..] {
        [only] => Ok(only),
        _ => {
            let names: Vec<&str> = all.iter().map(|one| one.project.name.as_str()).collect();
            let known = if names.is_empty() { "–".to_owned() } else { names.join("; ") };
            Err(CommandError::not_found("error.project.none").with("asked", asked).with("known", known))
        }
    }
}

/// Makes the paper of a project.
pub fn print(
    office: &Office,
    console: &mut Console,
    register: &Register,
    one: &Checked,
) -> Result<Vec<String>, CommandError> {
    office.begin_run("coop-register project print")?;
    office.run_reads(register)?;
    let ground = report_ground(office, console, register)?;
    let bearers = desk::code_words(office, "project_bearer")?;
    let heads: Vec<HeadRow> = one
        .project
        .heads()
        .into_iter()
        .map(|((head, year), sums)| HeadRow { head, year, provided: sums.provided, spent: sums.spent })
        .collect();
    let shares: Vec<_> = one
        .project
        .shares()
        .into_iter()
        .map(|(bearer, amount)| (bearers.get(&bearer).cloned().unwrap_or_default(), amount))
        .collect();
    let texts = console.texts();
    let said = |language| one.findings.iter().map(move |finding| texts.finding(finding, language)).collect::<Vec<_>>();
    let findings: Vec<Label> =
        said(Language::En).into_iter().zip(said(Language::Hi)).map(|(en, hi)| Label { en, hi }).collect();
    let report = build(&one.project.name, &heads, &shares, &findings, &ground);
    let made = make_one(office, console, &report, Form::Pdf)?;
    Ok(made.iter().map(|path| path.display().to_string()).collect())
}
