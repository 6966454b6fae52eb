//! Reports of the life of audits, read from the registers.

use super::{ground, name_districts};
use crate::{
    branches::audit::life::{
        SERVICE,
        arrears::{self, is_of_year},
        objections::{age_of, objections},
    },
    cli::{CommandError, Console, Office, audits::audits_since, desk},
    model::{Label, Moment, Value},
    register::{ReadRegister, Register},
    reports::{
        Report,
        audit_life::{self, About, ArrearRow, ClassRow, ParaRow},
        from_register,
        ground::Ground,
    },
};
use std::{collections::BTreeMap, ops::ControlFlow};

type Societies = BTreeMap<String, About>;

fn read(office: &Office, console: &Console) -> Result<(Register, Moment, Societies, Ground), CommandError> {
    let (register, moment) = (office.read_register()?, office.moment()?);
    office.run_reads(&register)?;
    let societies = from_register::societies(&register, moment)?;
    let mut ground = ground(office, console, &register)?;
    name_districts(office, &mut ground, societies.iter().filter_map(|row| row.district))?;
    for list in ["objection_severity", "objection_status"] {
        for (code, label) in desk::code_words(office, list)? {
            ground.names.add(list, &code, label);
        }
    }
    let known = societies.into_iter().map(|row| {
        let about = About {
            society: row.society.clone(),
            name: row.name,
            reg_no: row.reg_no,
            district: row.district,
            class: row.class,
        };
        (row.society, about)
    });
    let known = known.collect();
    Ok((register, moment, known, ground))
}

fn about(known: &Societies, society: &str) -> About {
    let bare = || About { society: society.to_owned(), ..About::default() };
    known.get(society).cloned().unwrap_or_else(bare)
}

/// Years of societies without a report.
pub fn audit_arrears(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let (register, moment, known, ground) = read(office, console)?;
    let found = arrears::arrears(&register, audits_since(office)?, moment)?;
    let rows: Vec<ArrearRow> = found
        .lines
        .iter()
        .map(|line| ArrearRow { about: about(&known, &line.society), fy: line.fy, begun: line.begun })
        .collect();
    let year =
        |year: Option<crate::model::CooperativeYear>| year.map_or_else(|| "–".to_owned(), |year| year.to_string());
    let (since, until) = (year(found.since), year(found.until));
    let said = Label {
        en: format!("{since} to {until}; {} societies not cancelled, {} years of theirs", found.societies, found.owed),
        hi: format!("{since} से {until}; {} समितियाँ (निरस्त छोड़कर), उनके {} वर्ष", found.societies, found.owed),
    };
    Ok(audit_life::arrears(&rows, said, &ground))
}

/// Classes of `--fy` against the year before.
pub fn audit_class_abstract(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let fy = office.year()?;
    let (register, moment, known, ground) = read(office, console)?;
    let table = register.definition(SERVICE)?;
    let years = [Some(fy.to_string()), fy.previous().map(|year| year.to_string())];
    let mut classes: BTreeMap<String, [Option<String>; 2]> = BTreeMap::new();
    register.lines(SERVICE, moment, &mut |line| {
        let text = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let (society, year, class) = (text("society"), text("fy"), text("audit_class"));
        let at = years.iter().position(|one| one.as_ref() == Some(&year));
        if let Some(at) = at.filter(|_| is_of_year(&line.subject, &society, &year) && !class.is_empty()) {
            classes.entry(society).or_default()[at] = Some(class);
        }
        ControlFlow::Continue(())
    })?;
    let rows: Vec<ClassRow> = known
        .values()
        .map(|about| {
            let [now, before] = classes.remove(&about.society).unwrap_or_default();
            ClassRow { about: about.clone(), now, before }
        })
        .collect();
    Ok(audit_life::classes(fy, &rows, &ground))
}

/// Objections that are not settled.
pub fn objections_outstanding(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let (register, moment, known, ground) = read(office, console)?;
    let all = objections(&register, moment)?;
    let rows: Vec<ParaRow> = all
        .iter()
        .filter(|one| one.is_open())
        .map(|one| ParaRow {
            about: about(&known, &one.society),
            fy: one.fy,
            para: one.para.clone(),
            severity: one.severity.clone(),
            status: one.status.clone(),
            age: age_of(one, moment.as_of),
            open: one.open_amount(),
            due_on: one.due_on,
        })
        .collect();
    Ok(audit_life::objections(&rows, &ground))
}
