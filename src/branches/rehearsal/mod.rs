//! Would each society in the register pass what the office will ask of it? Which facts are missing, task by task.

use crate::{
    catalogue::{CatalogueError, Files},
    model::{Label, Line, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// One task of the office, `catalogue/rules/rehearsal.toml`.
#[derive(Clone, Debug, Deserialize)]
struct Task {
    en: String,
    hi: String,
    #[serde(default)]
    unless_status: Vec<String>,
    society: Vec<String>,
    /// Other registers: fields of which a line of the society has one.
    #[serde(flatten)]
    others: BTreeMap<String, Vec<String>>,
}

/// The tasks, checked against the registers.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    tasks: BTreeMap<String, Task>,
}

/// What a society lacks for one task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// Identity.
    pub society: String,
    /// Registration number, as printed.
    pub reg_no: String,
    /// Name in both languages, as far as recorded.
    pub name: Label,
    /// Key of the task.
    pub task: String,
    /// The facts it lacks, in words.
    pub missing: Vec<Label>,
}

/// How one task stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Key.
    pub task: String,
    /// In words.
    pub name: Label,
    /// Societies it concerns.
    pub asked: u64,
    /// Those of them that lack something.
    pub lacking: u64,
}

const TASKS: &str = "rules/rehearsal.toml";

impl Rehearsal {
    /// Reads the tasks; one that names a register or field there is not is a fault.
    pub fn load(files: &Files, register: &dyn ReadRegister) -> Result<Self, Vec<CatalogueError>> {
        let text = files.text(TASKS).map_err(|fault| vec![fault])?;
        let tasks: BTreeMap<String, Task> =
            toml::from_str(&text).map_err(|fault| vec![CatalogueError::new(TASKS, fault)])?;
        let mut faults = Vec::new();
        for (key, task) in &tasks {
            let own = ("society".to_owned(), task.society.clone());
            for (register_name, fields) in task.others.clone().into_iter().chain([own]) {
                let table = register.tables().get(&register_name);
                let unknown = fields.iter().flat_map(|field| field.split('|'));
                for field in unknown.filter(|field| table.is_none_or(|table| table.field(field).is_none())) {
                    faults.push(CatalogueError::new(TASKS, format!("{key}: no field {register_name}.{field}")));
                }
            }
        }
        if faults.is_empty() { Ok(Self { tasks }) } else { Err(faults) }
    }
    /// Goes through the register: what each society lacks, in the order of identities, and how each task stands.
    pub fn run(
        &self,
        register: &dyn ReadRegister,
        moment: Moment,
    ) -> Result<(Vec<Lack>, Vec<Standing>), RegisterError> {
        let table = register.definition("society")?;
        let mut others: BTreeMap<(&str, &str), BTreeSet<String>> = BTreeMap::new();
        for (name, fields) in self.tasks.values().flat_map(|task| &task.others) {
            let def = register.definition(name)?;
            for field in fields {
                others.entry((name, field)).or_default();
            }
            register.lines(name, moment, &mut |line| {
                if let Some(society) = value(def, &line, "society").as_text() {
                    for field in fields.iter().filter(|field| !value(def, &line, field).is_empty()) {
                        if let Some(having) = others.get_mut(&(name.as_str(), field.as_str())) {
                            having.insert(society.to_owned());
                        }
                    }
                }
                ControlFlow::Continue(())
            })?;
        }
        let of = |(key, task): (&String, &Task)| Standing {
            task: key.clone(),
            name: Label { en: task.en.clone(), hi: task.hi.clone() },
            asked: 0,
            lacking: 0,
        };
        let mut standings: Vec<Standing> = self.tasks.iter().map(of).collect();
        let mut lacks = Vec::new();
        register.lines("society", moment, &mut |line| {
            let status = value(table, &line, "status").as_text().unwrap_or_default();
            for ((key, task), standing) in self.tasks.iter().zip(&mut standings) {
                if task.unless_status.iter().any(|unless| unless == status) {
                    continue;
                }
                standing.asked += 1;
                let mut missing: Vec<Label> = Vec::new();
                for wanted in &task.society {
                    let mut keys = wanted.split('|');
                    if keys.clone().all(|key| value(table, &line, key).is_empty()) {
                        missing.extend(keys.next().and_then(|key| table.field(key)).map(|field| field.label.clone()));
                    }
                }
                for (name, fields) in &task.others {
                    let has = |field: &String| others[&(name.as_str(), field.as_str())].contains(&line.subject);
                    if !fields.iter().any(has)
                        && let Some(field) = register.tables().get(name).and_then(|def| def.field(fields.first()?))
                    {
                        missing.push(field.label.clone());
                    }
                }
                if !missing.is_empty() {
                    standing.lacking += 1;
                    let text = |key| value(table, &line, key).as_text().unwrap_or_default().to_owned();
                    lacks.push(Lack {
                        society: line.subject.clone(),
                        reg_no: text("reg_no"),
                        name: Label { en: text("name_en"), hi: text("name_hi") },
                        task: key.clone(),
                        missing,
                    });
                }
            }
            ControlFlow::Continue(())
        })?;
        Ok((lacks, standings))
    }
}

fn value<'l>(table: &TableDef, line: &'l Line, key: &str) -> &'l Value {
    const NOTHING: &Value = &Value::Empty;
    line.value(table, key).unwrap_or(NOTHING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::load_tables,
        model::{Date, EARLIEST, Instant, NewEntry, Plan, SourceKey, Subject},
        register::MemoryRegister,
    };

    fn entry(register: &MemoryRegister, table: &str, row: u32, facts: &[(&str, Value)]) -> NewEntry {
        let def = register.tables().get(table).unwrap();
        let mut facts: Vec<_> = facts.iter().map(|(key, value)| (def.field_no(key).unwrap(), value.clone())).collect();
        facts.sort_by_key(|(number, _)| *number);
        NewEntry {
            table: table.into(),
            subject: Subject::New(SourceKey { sha256: "ab".into(), sheet: 0, row }),
            effective_from: EARLIEST,
            groups: def.all_groups(),
            facts,
            supersedes: None,
            source: None,
            as_written: None,
            other: None,
        }
    }

    #[test]
    fn each_society_is_told_what_it_lacks_for_each_task_that_concerns_it() {
        let files = Files::embedded();
        let mut register = MemoryRegister::new("BR-PAT", load_tables(&files).unwrap());
        let text = |text: &str| Value::text(text);
        let day = Value::Date(Date::constant(1957, 3, 12));
        let whole = [
            ("reg_no", text("12/1957")),
            ("reg_date", day.clone()),
            ("name_hi", text("रामपुर पैक्स")),
            ("district", Value::Integer(212)),
            ("class", text("pacs")),
            ("status", text("functional")),
            ("act", text("bihar_1935")),
            ("working_capital", Value::Money(crate::model::Paise(5))),
        ];
        let gone = [("name_en", text("Old store")), ("status", text("cancelled"))];
        let entries = vec![entry(&register, "society", 1, &whole), entry(&register, "society", 2, &gone)];
        let now = Instant::end_of_day(Date::constant(2026, 1, 1)).unwrap();
        let plan = Plan { entries, ..Plan::default() };
        let society = register.apply(&plan, now).unwrap().subjects.remove(0);
        let rehearsal = Rehearsal::load(&files, &register).unwrap();
        let moment = Moment::on(Date::constant(2026, 1, 1));
        let (lacks, standings) = rehearsal.run(&register, moment).unwrap();
        let told: Vec<(&str, usize)> = lacks.iter().map(|lack| (lack.task.as_str(), lack.missing.len())).collect();
        // The whole one has no office bearer; of the cancelled one only an extract is asked.
        assert_eq!(told, [("election_due", 1), ("extract", 4)]);
        let asked: Vec<(&str, u64)> = standings.iter().map(|found| (found.task.as_str(), found.asked)).collect();
        assert_eq!(asked, [("allotment", 1), ("election_due", 1), ("extract", 2), ("return", 1)]);
        let bearer = [("society", text(&society)), ("name", text("क ख")), ("post", text("chairman")), ("from", day)];
        let plan = Plan { entries: vec![entry(&register, "office_bearer", 3, &bearer)], ..Plan::default() };
        register.apply(&plan, now).unwrap();
        let (lacks, _) = rehearsal.run(&register, moment).unwrap();
        assert_eq!(lacks.len(), 1);
    }
}
