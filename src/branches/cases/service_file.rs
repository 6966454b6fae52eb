//! The file of a service, and everything that can be wrong with it, told with its line.

use super::service::{ActDef, ClockUse, Effect, Given, Gives, Minimum, OwnFields, Paper, Service, Shown, Stage};
use crate::{
    catalogue::{Basis, CatalogueError, Clocks, Files, Measure, Seen},
    cleaning::Codes,
    model::{Kind, Label, TableDef, Tables, Value},
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

type Word = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceLines {
    en: String,
    hi: String,
    register: Word,
    opened_on: Word,
    number: Word,
    serial: Option<Word>,
    title: Word,
    law: Option<Word>,
    class: Option<Word>,
    society: Option<Word>,
    addressee: Option<Word>,
    #[serde(default)]
    certificate: BTreeMap<String, Word>,
    #[serde(default)]
    usual_law: BTreeMap<String, Word>,
    stage: Vec<StageLine>,
    act: Vec<ActLine>,
    #[serde(default)]
    clock: Vec<ClockLine>,
    #[serde(default)]
    minimum: Vec<MinimumLine>,
    #[serde(default)]
    paper: Vec<PaperLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StageLine {
    code: Word,
    en: String,
    hi: String,
    #[serde(default)]
    closed: bool,
    #[serde(default)]
    shown_by: Vec<ShownLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShownLine {
    field: Word,
    is: Option<String>,
    without: Option<Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActLine {
    code: Word,
    en: String,
    hi: String,
    from: Vec<Word>,
    to: Option<Word>,
    #[serde(default)]
    order: bool,
    #[serde(default)]
    remark: bool,
    #[serde(default)]
    next: bool,
    #[serde(default)]
    after_next: bool,
    power: Option<Word>,
    #[serde(default)]
    asks: Vec<Word>,
    #[serde(default)]
    requires: Vec<Word>,
    #[serde(default)]
    sets: BTreeMap<String, Word>,
    #[serde(default)]
    clears: Vec<Word>,
    effect: Option<EffectLine>,
    #[serde(default)]
    extends: Vec<Word>,
    gives: Option<GivesLine>,
    source: Option<String>,
    source_hi: Option<String>,
    seen: Option<Seen>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum EffectLine {
    Stay,
    Lift,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GivesLine {
    register: Word,
    link: Word,
    name: Option<Word>,
    #[serde(default)]
    takes: BTreeMap<String, Word>,
    #[serde(default)]
    sets: BTreeMap<String, Word>,
    #[serde(default)]
    asks: Vec<Word>,
    #[serde(default)]
    requires: Vec<Word>,
    #[serde(default)]
    unique: Vec<Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockLine {
    code: Word,
    en: String,
    hi: String,
    starts: Vec<Word>,
    ends: Vec<Word>,
    #[serde(default)]
    stopped_in: Vec<Word>,
    stops_source: Option<String>,
    stops_source_hi: Option<String>,
    lines: BTreeMap<String, Vec<Word>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MinimumLine {
    field: Word,
    lines: BTreeMap<String, Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaperLine {
    code: Word,
    en: String,
    hi: String,
    #[serde(default)]
    classes: Vec<Word>,
}

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
                (code, Kind::Code) if self.is_code(field.codes.as_deref(), code) => Given::Always(Value::text(code)),
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
        let clocks = lines.clock.iter().map(|line| self.clock(line, &names, &known)).collect();
        let minimums = lines.minimum.iter().filter_map(|line| self.minimum(table, line)).collect();
        for class in lines.paper.iter().flat_map(|paper| &paper.classes) {
            self.code_of("society_class", class);
        }
        let papers = lines.paper.into_iter().map(|paper| Paper {
            code: paper.code.into_inner(),
            label: Label { en: paper.en, hi: paper.hi },
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
            certificate,
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

    fn stage(&mut self, table: &TableDef, line: &StageLine) -> Stage {
        let mut shown = Vec::new();
        for by in &line.shown_by {
            let without = by.without.as_ref().and_then(|word| self.field(table, word));
            let field = self.field(table, &by.field);
            shown.extend(field.map(|field| Shown { field, is: by.is.clone(), without }));
        }
        let label = Label { en: line.en.clone(), hi: line.hi.clone() };
        Stage { code: line.code.as_ref().clone(), label, closed: line.closed, shown }
    }

    fn stage_no(&mut self, names: &[String], word: &Word) -> Option<usize> {
        let found = names.iter().position(|name| name == word.as_ref());
        if found.is_none() {
            self.wrong(word, format!("no stage '{}'", word.as_ref()));
        }
        found
    }

    fn act(&mut self, table: &TableDef, line: &ActLine, names: &[String], clocks: &[String]) -> Option<ActDef> {
        let code = line.code.as_ref();
        let from = line.from.iter().filter_map(|word| self.stage_no(names, word)).collect();
        let to = line.to.as_ref().and_then(|word| self.stage_no(names, word));
        if let Some(power) = &line.power {
            self.code_of("power", power);
        }
        for word in line.extends.iter().filter(|word| !clocks.contains(word.as_ref())) {
            self.wrong(word, format!("no clock '{}' in this service", word.as_ref()));
        }
        let (asks, requires) = (self.fields(table, &line.asks), self.fields(table, &line.requires));
        if let Some(word) = line.requires.iter().find(|word| !line.asks.iter().any(|one| one.as_ref() == word.as_ref()))
        {
            self.wrong(word, format!("{code}: '{}' is required and not asked for", word.as_ref()));
        }
        let (sets, clears) = (self.sets(table, &line.sets), self.fields(table, &line.clears));
        let gives = line.gives.as_ref().and_then(|gives| self.gives(table, gives));
        let (Some(en), Some(hi), Some(seen)) = (&line.source, &line.source_hi, line.seen) else {
            self.wrong(&line.code, format!("act '{code}' has no source: source, source_hi and seen were expected"));
            return None;
        };
        Some(ActDef {
            code: code.clone(),
            label: Label { en: line.en.clone(), hi: line.hi.clone() },
            from,
            to,
            order: line.order,
            remark: line.remark,
            next: line.next,
            after_next: line.after_next,
            power: line.power.as_ref().map(|word| word.as_ref().clone()),
            asks,
            requires,
            sets,
            clears,
            effect: line.effect.map(|effect| match effect {
                EffectLine::Stay => Effect::Stay,
                EffectLine::Lift => Effect::Lift,
            }),
            extends: line.extends.iter().map(|word| word.as_ref().clone()).collect(),
            gives,
            basis: Basis { said: Label { en: en.clone(), hi: hi.clone() }, seen },
        })
    }

    fn gives(&mut self, table: &TableDef, line: &GivesLine) -> Option<Gives> {
        let other = self.table(&line.register)?;
        let mut takes = Vec::new();
        for (there, here) in &line.takes {
            let Some((no, field)) = other.field_no(there).zip(other.field(there)) else {
                self.wrong(here, format!("the register {} has no field '{there}'", other.name));
                continue;
            };
            let Some(own) = self.field(table, here) else { continue };
            if table.fields[usize::from(own)].kind != field.kind {
                self.wrong(here, format!("{there} and {} are not of one kind", here.as_ref()));
            }
            takes.push((no, own));
        }
        let link = self.field(other, &line.link)?;
        Some(Gives {
            register: other.name.clone(),
            link,
            name: line.name.as_ref().and_then(|word| self.field(table, word)),
            takes,
            sets: self.sets(other, &line.sets),
            asks: self.fields(other, &line.asks),
            requires: self.fields(other, &line.requires),
            unique: self.fields(other, &line.unique),
        })
    }

    /// The first act opens a case and is the only one that does; every stage can be reached, and left unless it is the end.
    fn walk(&mut self, lines: &ServiceLines, stages: &[Stage], acts: &[ActDef]) {
        let at = lines.stage.first().map_or(0, |stage| stage.code.span().start);
        let Some(first) = acts.first().filter(|act| act.from.is_empty() && act.to == Some(0)) else {
            self.fault(at, "the first act opens a case: from = [] and to = the first stage were expected");
            return;
        };
        for line in lines.act.iter().skip(1).filter(|line| line.from.is_empty()) {
            self.wrong(&line.code, format!("act '{}' can be done in no stage", line.code.as_ref()));
        }
        let mut reached: BTreeSet<usize> = first.to.into_iter().collect();
        loop {
            let next =
                acts.iter().filter(|act| act.from.iter().any(|from| reached.contains(from))).filter_map(|act| act.to);
            let before = reached.len();
            let next: Vec<usize> = next.collect();
            reached.extend(next);
            if reached.len() == before {
                break;
            }
        }
        for (no, (stage, line)) in stages.iter().zip(&lines.stage).enumerate() {
            if !reached.contains(&no) {
                self.wrong(&line.code, format!("stage '{}' cannot be reached by any act", stage.code));
            }
            let left = acts.iter().any(|act| act.from.contains(&no) && act.to.is_some_and(|to| to != no));
            if left == stage.closed {
                let said = if left {
                    "is closed, and an act leads on from it"
                } else {
                    "is not closed, and no act leads on from it"
                };
                self.wrong(&line.code, format!("stage '{}' {said}", stage.code));
            }
        }
    }

    fn clock(&mut self, line: &ClockLine, names: &[String], acts: &[&str]) -> ClockUse {
        for word in line.starts.iter().chain(&line.ends).filter(|word| !acts.contains(&word.as_ref().as_str())) {
            self.wrong(word, format!("no act '{}'", word.as_ref()));
        }
        let stopped_in: Vec<usize> = line.stopped_in.iter().filter_map(|word| self.stage_no(names, word)).collect();
        let stops = match (&line.stops_source, &line.stops_source_hi) {
            (Some(en), Some(hi)) => Some(Basis { said: Label { en: en.clone(), hi: hi.clone() }, seen: Seen::Project }),
            _ => None,
        };
        if !stopped_in.is_empty() && stops.is_none() {
            self.wrong(
                &line.code,
                format!(
                    "clock '{}' stands still without a source: stops_source and stops_source_hi were expected",
                    line.code.as_ref()
                ),
            );
        }
        for (law, words) in &line.lines {
            for word in words {
                self.law(law, word);
                match self.clocks.get(word.as_ref()).map(|clock| &clock.measure) {
                    None => self.wrong(word, format!("no clock {} in clocks.csv", word.as_ref())),
                    Some(Measure::Parameter(number, unit)) => {
                        let said = format!("{} is no clock but a figure ({number} {unit})", word.as_ref());
                        self.wrong(word, said);
                    }
                    Some(Measure::Duration(..) | Measure::None) => {}
                }
            }
        }
        let owned = |words: &[Word]| words.iter().map(|word| word.as_ref().clone()).collect::<Vec<String>>();
        ClockUse {
            code: line.code.as_ref().clone(),
            label: Label { en: line.en.clone(), hi: line.hi.clone() },
            starts: owned(&line.starts),
            ends: owned(&line.ends),
            stopped_in,
            stops,
            lines: line.lines.iter().map(|(law, words)| (law.clone(), owned(words))).collect(),
        }
    }

    fn law(&mut self, law: &str, word: &Word) {
        if !self.is_code(Some("act"), law) {
            self.wrong(word, format!("'{law}' is no code of the list act"));
        }
    }

    fn minimum(&mut self, table: &TableDef, line: &MinimumLine) -> Option<Minimum> {
        let field = self.field(table, &line.field)?;
        for (law, word) in &line.lines {
            self.law(law, word);
            match self.clocks.get(word.as_ref()).map(|clock| &clock.measure) {
                Some(Measure::Parameter(..)) => {}
                Some(_) => self.wrong(word, format!("{} is a clock, no figure", word.as_ref())),
                None => self.wrong(word, format!("no line {} in clocks.csv", word.as_ref())),
            }
        }
        let lines = line.lines.iter().map(|(law, word)| (law.clone(), word.as_ref().clone())).collect();
        Some(Minimum { field, lines })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::load_tables;

    const REGISTRATION: &str = "services/registration.toml";

    fn faults_of(text: &str) -> Vec<String> {
        let files = Files::embedded();
        let (tables, clocks) = (load_tables(&files).unwrap(), Clocks::load(&files).unwrap());
        let codes = Codes::load(&files).unwrap();
        match read(REGISTRATION, "registration", text, &tables, &clocks, &codes) {
            Ok(_) => Vec::new(),
            Err(faults) => faults.iter().map(ToString::to_string).collect(),
        }
    }

    #[test]
    fn every_service_of_the_catalogue_loads() {
        let files = Files::embedded();
        let (tables, clocks) = (load_tables(&files).unwrap(), Clocks::load(&files).unwrap());
        let services = load(&files, &tables, &clocks).unwrap();
        assert!(services.iter().any(|service| service.code == "registration" && service.stages.len() == 8));
    }

    #[test]
    fn what_is_wrong_with_a_service_is_told_with_file_and_line() {
        let text = Files::embedded().text(REGISTRATION).unwrap().into_owned();
        assert_eq!(faults_of(&text), Vec::<String>::new());
        let line_of = |part: &str| text[..text.find(part).unwrap()].matches('\n').count() + 1;
        for (was, now, said, line) in [
            (
                "from = [\"received\"]\nto = \"scrutiny\"",
                "from = [\"recieved\"]\nto = \"scrutiny\"",
                "no stage 'recieved'",
                0,
            ),
            (
                "from = [\"scrutiny\"]\nto = \"inquiry\"",
                "from = [\"scrutiny\"]\nto = \"scrutiny\"",
                "stage 'inquiry' cannot be reached by any act",
                0,
            ),
            ("[\"BR-REG-02\"]", "[\"BR-REG-99\"]", "no clock BR-REG-99 in clocks.csv", line_of("[\"BR-REG-02\"]")),
            ("[\"BR-REG-02\"]", "[\"BR-REG-01\"]", "BR-REG-01 is no clock but a figure (10 persons)", 0),
            ("bihar_1935 = \"BR-REG-01\"", "bihar_1935 = \"BR-REG-02\"", "BR-REG-02 is a clock, no figure", 0),
            (
                "decision = \"refused\", decided_on",
                "decision = \"rejected\", decided_on",
                "decision: 'rejected' is nothing this field can be set to",
                0,
            ),
            (
                "power = \"registration\"\nsets",
                "power = \"everything\"\nsets",
                "'everything' is no code of the list power",
                0,
            ),
            ("ends = [\"query\",", "ends = [\"ask\",", "no act 'ask'", 0),
            (
                "title = \"proposed_name\"",
                "title = \"name\"",
                "the register application has no field 'name'",
                line_of("title ="),
            ),
        ] {
            assert!(text.contains(was), "{was}");
            let faults = faults_of(&text.replacen(was, now, 1));
            let place = if line > 0 { format!("line {line}: {said}") } else { format!(": {said}") };
            assert!(faults.iter().any(|fault| fault.contains(&place)), "{said}: {faults:?}");
        }
        let no_source = text.replacen("source = \"practice; no provision was seen\"\n", "", 1);
        assert!(faults_of(&no_source).iter().any(|fault| fault.contains("act 'withdraw' has no source")));
    }
}
