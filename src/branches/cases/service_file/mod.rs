//! The file of a service, and everything that can be wrong with it, told with its line.

mod acts;
mod clocks;
mod court;
mod figures;
mod kinds;
mod lines;
#[cfg(test)]
mod tests;

pub(super) use court::{ANY, OTHER};

use super::service::{ActDef, Given, OwnFields, Paper, Records, Service, Stage, Watched};
use crate::{
    catalogue::{CatalogueError, Clocks, Files},
    cleaning::Codes,
    model::{Kind, Label, TableDef, Tables, Value},
};
use lines::{ServiceLines, Word};
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// All services of the catalogue, in the order of their codes; all faults at once.
pub fn load(files: &Files, tables: &Tables, clocks: &Clocks) -> Result<Vec<Service>, Vec<CatalogueError>> {
    let codes = Codes::load(files)?;
    let (mut services, mut faults) = (Vec::new(), Vec::new());
    for path in files.list("services").map_err(|fault| vec![fault])? {
        let Some(code) = path.strip_prefix("services/").and_then(|file| file.strip_suffix(".toml")) else { continue };
        match files.text(&path) {
            Err(fault) => faults.push(fault),
            Ok(text) => match read(&path, code, &text, tables, clocks, &codes) {
                Ok(service) => services.push(service),
                Err(mut found) => faults.append(&mut found),
            },
        }
    }
    if faults.is_empty() { Ok(services) } else { Err(faults) }
}

/// One service from the text of its file.
pub(super) fn read(
    path: &str,
    code: &str,
    text: &str,
    tables: &Tables,
    clocks: &Clocks,
    codes: &Codes,
) -> Result<Service, Vec<CatalogueError>> {
    let lines: ServiceLines = toml::from_str(text).map_err(|fault| vec![CatalogueError::new(path, fault)])?;
    let mut reading = Reading { path, text, clocks, codes, tables, faults: Vec::new() };
    let service = reading.service(code, lines);
    match service {
        Some(service) if reading.faults.is_empty() => Ok(service),
        _ => Err(reading.faults),
    }
}

struct Reading<'a> {
    path: &'a str,
    text: &'a str,
    clocks: &'a Clocks,
    codes: &'a Codes,
    tables: &'a Tables,
    faults: Vec<CatalogueError>,
}

impl<'a> Reading<'a> {
    fn fault(&mut self, at: usize, said: impl std::fmt::Display) {
        let line = self.text.as_bytes()[..at.min(self.text.len())].iter().filter(|byte| **byte == b'\n').count() + 1;
        self.faults.push(CatalogueError::new(self.path, format!("line {line}: {said}")));
    }
    fn wrong(&mut self, word: &Word, said: impl std::fmt::Display) {
        self.fault(word.span().start, said);
    }
    fn table(&mut self, word: &Word) -> Option<&'a TableDef> {
        let found = self.tables.get(word.as_ref());
        if found.is_none() {
            self.wrong(word, format!("no register '{}'", word.as_ref()));
        }
        found
    }
    fn field(&mut self, table: &TableDef, word: &Word) -> Option<u16> {
        let found = table.field_no(word.as_ref());
        if found.is_none() {
            self.wrong(word, format!("the register {} has no field '{}'", table.name, word.as_ref()));
        }
        found
    }
    /// A field that holds a day.
    fn date(&mut self, table: &TableDef, word: &Word) -> Option<u16> {
        let no = self.field(table, word)?;
        if table.fields.get(usize::from(no)).is_none_or(|field| field.kind != Kind::Date) {
            self.wrong(word, format!("'{}' is no date", word.as_ref()));
        }
        Some(no)
    }
    fn fields(&mut self, table: &TableDef, words: &[Word]) -> Vec<u16> {
        words.iter().filter_map(|word| self.field(table, word)).collect()
    }
    /// `field = "@day"`: what is set.
    fn sets(&mut self, table: &TableDef, lines: &BTreeMap<String, Word>) -> Vec<(u16, Given)> {
        let mut sets = Vec::new();
        for (key, word) in lines {
            let Some((no, field)) = table.field_no(key).zip(table.field(key)) else {
                self.wrong(word, format!("the register {} has no field '{key}'", table.name));
                continue;
            };
            let given = match (word.as_ref().as_str(), field.kind) {
                ("@day", Kind::Date) => Given::Day,
                ("@next", Kind::Date) => Given::Next,
                ("@order", Kind::Text) => Given::Order,
                ("@remark", Kind::Text) => Given::Remark,
                ("@office", Kind::Text) => Given::Office,
                ("@made", _) => Given::Made,
                (code, Kind::Code) if self.is_code(field.codes.as_deref(), code) => Given::Always(Value::text(code)),
                ("yes", Kind::Bool) => Given::Always(Value::Bool(true)),
                (text, Kind::Text) if !text.starts_with('@') => Given::Always(Value::text(text)),
                (other, _) => {
                    self.wrong(word, format!("{key}: '{other}' is nothing this field can be set to"));
                    continue;
                }
            };
            sets.push((no, given));
        }
        sets
    }
    fn is_code(&self, list: Option<&str>, code: &str) -> bool {
        list.is_some_and(|list| self.codes.all(list).any(|(known, _)| known == code))
    }
    fn code_of(&mut self, list: &str, word: &Word) {
        if !self.is_code(Some(list), word.as_ref()) {
            self.wrong(word, format!("'{}' is no code of the list {list}", word.as_ref()));
        }
    }

    fn service(&mut self, code: &str, lines: ServiceLines) -> Option<Service> {
        let table = self.table(&lines.register)?;
        let fields = OwnFields {
            opened_on: self.field(table, &lines.opened_on)?,
            number: self.field(table, &lines.number)?,
            serial: lines.serial.as_ref().and_then(|word| self.field(table, word)),
            title: self.field(table, &lines.title)?,
            law: lines.law.as_ref().and_then(|word| self.field(table, word)),
            class: lines.class.as_ref().and_then(|word| self.field(table, word)),
            society: lines.society.as_ref().and_then(|word| self.field(table, word)),
            wanted_by: lines.wanted_by.as_ref().and_then(|word| self.field(table, word)),
            addressee: lines.addressee.as_ref().and_then(|word| self.field(table, word)),
        };
        for (law, word) in &lines.certificate {
            self.law(law, word);
            if self.clocks.get(word.as_ref()).is_none() {
                self.wrong(word, format!("no line {} in clocks.csv", word.as_ref()));
            }
        }
        let certificate = lines.certificate.iter().map(|(law, word)| (law.clone(), word.as_ref().clone())).collect();
        for word in lines.usual_law.values() {
            self.code_of("act", word);
        }
        let names: Vec<String> = lines.stage.iter().map(|stage| stage.code.as_ref().clone()).collect();
        self.twice(lines.stage.iter().map(|stage| &stage.code), "stage");
        self.twice(lines.act.iter().map(|act| &act.code), "act");
        self.twice(lines.clock.iter().map(|clock| &clock.code), "clock");
        self.twice(lines.paper.iter().map(|paper| &paper.code), "paper");
        let stages: Vec<Stage> = lines.stage.iter().map(|line| self.stage(table, line)).collect();
        let uses: Vec<String> = lines.clock.iter().map(|clock| clock.code.as_ref().clone()).collect();
        let acts: Vec<ActDef> = lines.act.iter().filter_map(|line| self.act(table, line, &names, &uses)).collect();
        self.walk(&lines, &stages, &acts);
        let known: Vec<&str> = lines.act.iter().map(|act| act.code.as_ref().as_str()).collect();
        let clocks = lines.clock.iter().map(|line| self.clock(table, line, &names, &known)).collect();
        let minimums = lines.minimum.iter().filter_map(|line| self.minimum(table, line)).collect();
        let hearing = lines.hearing.as_ref().and_then(|line| self.hearing(table, line));
        let limitation = lines.limitation.as_ref().and_then(|line| self.limitation(table, line, &known));
        let only = lines.only.iter().filter_map(|line| self.only(table, line, &known)).collect();
        let waits = lines.wait.iter().map(|line| self.wait(line, &known)).collect();
        let latest = lines.latest.iter().filter_map(|line| self.latest(table, line, &known)).collect();
        let most = lines.most.iter().map(|line| self.most(line, &known)).collect();
        for line in lines.act.iter().filter(|line| line.sheet.is_some() && hearing.is_none()) {
            self.wrong(&line.code, "an act with a sheet, and the service has no hearings: [hearing] was expected");
        }
        let lists = ["society_status", "act"].into_iter().flat_map(|list| self.codes.all(list));
        let words = lists.map(|(code, label)| (code.to_owned(), label.clone())).collect();
        let wanted_in = lines.wanted_in.iter().filter_map(|word| self.stage_no(&names, word)).collect();
        for word in &lines.standing {
            self.code_of("society_status", word);
        }
        let figures = self.figures(table, &lines, &known);
        let kinds = self.kinds(table, &lines.kind);
        self.rising(&lines.ages);
        let ages = lines.ages.iter().map(|age| *age.as_ref()).collect();
        let elsewhere = lines.elsewhere.iter().filter_map(|line| self.elsewhere(table, line, &known)).collect();
        for class in lines.paper.iter().flat_map(|paper| &paper.classes) {
            self.code_of("society_class", class);
        }
        let unique = self.fields(table, &lines.unique);
        let together = lines.together.as_ref().and_then(|word| self.field(table, word));
        let records = lines.records.as_ref().and_then(|line| {
            let other = self.table(&line.register)?;
            let (link, day) = (self.field(other, &line.link)?, self.date(other, &line.day)?);
            Some(Records { register: other.name.clone(), link: other.fields[usize::from(link)].key.clone(), day })
        });
        let mut watched = Vec::new();
        for line in &lines.watch {
            let label = Label { en: line.en.clone(), hi: line.hi.clone() };
            watched.extend(self.date(table, &line.field).map(|field| Watched { field, label }));
        }
        let papers = lines.paper.into_iter().map(|paper| Paper {
            code: paper.code.into_inner(),
            label: Label { en: paper.en, hi: paper.hi },
            optional: paper.optional,
            classes: paper.classes.into_iter().map(Spanned::into_inner).collect(),
        });
        Some(Service {
            code: code.to_owned(),
            label: Label { en: lines.en, hi: lines.hi },
            register: lines.register.into_inner(),
            fields,
            usual_law: lines.usual_law.into_iter().map(|(state, law)| (state, law.into_inner())).collect(),
            stages,
            acts,
            clocks,
            minimums,
            papers: papers.collect(),
            kinds,
            ages,
            elsewhere,
            certificate,
            hearing,
            limitation,
            only,
            most,
            figures,
            latest,
            any_standing: lines.any_standing,
            standing: lines.standing.into_iter().map(Spanned::into_inner).collect(),
            one_open: lines.one_open,
            words,
            wanted_in,
            law_of_society: lines.law_of_society,
            waits,
            unique,
            watched,
            together,
            records,
        })
    }

    fn twice<'w>(&mut self, words: impl Iterator<Item = &'w Word>, what: &str) {
        let mut seen = BTreeSet::new();
        for word in words {
            if !seen.insert(word.as_ref()) {
                self.wrong(word, format!("{what} '{}' stands twice", word.as_ref()));
            }
        }
    }
}
