//! The rules, read, typed and checked against the lists they name.

use super::{
    columns::Chunk,
    condition::{
        Condition, Dialect, FieldRef, Formula, Names, Unit, Words, days, print_truth, read_condition, read_formula,
    },
    law::{LawOn, OfficeFigures, Withdrawal, names_given, small_units},
};
use crate::{
    catalogue::{CatalogueError, Files, PLAIN_BASES, ReturnFields, RuleEntry, Statutes, load_rule_entries},
    model::{Date, Label, Severity},
};
use std::collections::BTreeSet;

/// What a rule that no formula can say looks at: one return.
#[derive(Clone, Copy)]
pub struct NativeRow<'a> {
    pub(super) chunk: &'a Chunk,
    pub(super) row: usize,
    pub(super) fields: &'a ReturnFields,
}

impl NativeRow<'_> {
    /// A date line of this year's return.
    pub fn date(&self, key: &str) -> Option<Date> {
        let field = FieldRef { prev: false, no: self.fields.no(key)? };
        days::to_date(self.chunk.number(field, self.row)?)
    }
}

/// A rule written in Rust: does it hold? Nothing when it cannot tell.
#[derive(Clone, Copy)]
pub struct NativeRule {
    /// Its code in the catalogue, where `check` reads `native`.
    pub code: &'static str,
    /// The check.
    pub check: fn(&NativeRow<'_>) -> Option<bool>,
}

/// What must hold.
#[allow(clippy::large_enum_variant, reason = "one a rule, and nearly all are conditions")]
#[derive(Clone, Debug)]
pub(super) enum Check {
    Condition(Box<Condition>),
    /// Place in the list of native rules, and the lines it reads.
    Native(usize, Vec<FieldRef>),
}

/// A rule ready to be held against returns.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `APP-001`.
    pub code: String,
    /// As written.
    pub entry: RuleEntry,
    /// Applies to these societies only; the types folded into the condition.
    pub(super) when: Option<Condition>,
    pub(super) check: Check,
    pub(super) field: u16,
    pub(super) expected: Option<Formula>,
    /// Names between braces in the sentences of both languages, each once, in order.
    pub(super) places: Vec<Place>,
}

/// A `{name}` of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Field(String, FieldRef),
    Figure(String, usize),
    Expected,
}

/// All rules with the lists they rest on.
pub struct Rulebook {
    /// The lines of the return.
    pub fields: ReturnFields,
    /// The Acts.
    pub statutes: Statutes,
    /// Rules in order of their codes.
    pub rules: Vec<Rule>,
    pub(super) params: Vec<(String, Unit)>,
    pub(super) words: Words,
    pub(super) natives: Vec<NativeRule>,
    pub(super) office: OfficeFigures,
    /// Rules the office withdrew for a period.
    pub withdrawals: Vec<Withdrawal>,
}

impl Rulebook {
    /// Reads and checks the whole of it; every fault of every file at once.
    pub fn load(files: &Files, natives: &[NativeRule]) -> Result<Self, Vec<CatalogueError>> {
        let (entries, faults) = load_rule_entries(files);
        Self::of_entries(files, entries, faults, natives)
    }
    /// The same of conditions that stand elsewhere: `(file, code, entry)`, with the faults of reading them.
    pub fn of_entries(
        files: &Files,
        entries: Vec<(String, String, RuleEntry)>,
        mut faults: Vec<CatalogueError>,
        natives: &[NativeRule],
    ) -> Result<Self, Vec<CatalogueError>> {
        let (statutes, mut found) = Statutes::read(files);
        faults.append(&mut found);
        let fields = match ReturnFields::load(files) {
            Ok(fields) => fields,
            Err(mut found) => {
                // Without the lines of the return nothing else can be judged.
                faults.append(&mut found);
                return Err(faults);
            }
        };
        let mut params = Vec::with_capacity(fields.params.len());
        for (name, def) in &fields.params {
            match Unit::named(&def.unit) {
                Some(unit) => params.push((name.clone(), unit)),
                None => faults.push(CatalogueError::new(
                    "fields/return_params.toml",
                    format!("{name}: unknown unit '{}'", def.unit),
                )),
            }
        }
        check_figures(&statutes, &params, &mut faults);
        // What stands in a file that could not be read in full is not missing.
        let unread: BTreeSet<String> = faults.iter().map(|fault| fault.file.clone()).collect();
        let mut words = Words::default();
        let mut rules = Vec::with_capacity(entries.len());
        for (file, code, entry) in entries {
            let mut names = Names { fields: &fields, params: &params, words: &mut words };
            let (statutes, unread) = (&statutes, &unread);
            let mut reading = Reading { code: &code, names: &mut names, statutes, unread, natives, faults: Vec::new() };
            let rule = reading.rule(entry);
            faults.extend(reading.faults.iter().map(|fault| CatalogueError::new(&file, format!("{code}: {fault}"))));
            rules.extend(rule);
        }
        let is_read = |code: &str| !faults.iter().any(|fault| fault.file == family_file(code));
        let mut unknown_causes = Vec::new();
        for rule in &rules {
            let unknown = |code: &&String| {
                **code == rule.code || is_read(code) && !rules.iter().any(|other| other.code == **code)
            };
            for code in rule.entry.follows.iter().filter(unknown) {
                let fault = format!("{}: follows: no other rule '{code}'", rule.code);
                unknown_causes.push(CatalogueError::new(&family_file(&rule.code), fault));
            }
        }
        let natives_read: Vec<&NativeRule> = natives.iter().filter(|native| is_read(native.code)).collect();
        faults.extend(unknown_causes);
        if faults.is_empty()
            && let Some(circle) = circle(&rules)
        {
            faults.push(CatalogueError::new(
                "rules/returns",
                format!("follows runs in a circle: {}", circle.join(" → ")),
            ));
        }
        for native in natives_read {
            let written = |rule: &&Rule| rule.code == native.code && matches!(rule.check, Check::Native(..));
            if !rules.iter().any(|rule| written(&rule)) {
                let fault = format!("{}: a native rule without an entry whose check is native", native.code);
                faults.push(CatalogueError::new("rules/returns", fault));
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let natives = natives.to_vec();
        Ok(Self {
            fields,
            statutes,
            rules,
            params,
            words,
            natives,
            office: OfficeFigures::default(),
            withdrawals: Vec::new(),
        })
    }
    /// The same with the figures the office sets itself.
    #[must_use]
    pub fn with_office(mut self, office: OfficeFigures) -> Self {
        self.office = office;
        self
    }
    /// The order that withdrew a rule for years that close on a day.
    pub fn withdrawn(&self, rule: &str, closes: Date) -> Option<&Withdrawal> {
        self.withdrawals.iter().find(|withdrawal| withdrawal.covers(rule, closes))
    }
    /// Keeps the rules named by code (`APP-001`) or family (`APP`); names nothing answers to are given back.
    pub fn select(&mut self, wanted: &[String]) -> Vec<String> {
        if wanted.is_empty() {
            return Vec::new();
        }
        let answers = |code: &str, name: &str| code == name || code.split('-').next() == Some(name);
        let unknown = wanted.iter().filter(|name| !self.rules.iter().any(|rule| answers(&rule.code, name)));
        let unknown = unknown.cloned().collect();
        self.rules.retain(|rule| wanted.iter().any(|name| answers(&rule.code, name)));
        unknown
    }
    /// A rule by its code.
    pub fn rule(&self, code: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.code == code)
    }
    /// The law in force for societies of an Act on a day; the empty text asks for a return that names none.
    pub fn law_on(&self, act: &str, on: Date) -> LawOn {
        LawOn::find(&self.statutes, &self.params, &self.office, act, on)
    }
    /// A figure in force, by name.
    pub fn figure<'l>(&self, law: &'l LawOn, name: &str) -> Option<&'l super::Figure> {
        law.figure(self.params.iter().position(|(known, _)| known == name)?)
    }
    /// Names of the figures a rule uses.
    pub fn figures_of(&self, rule: &Rule) -> Vec<&str> {
        let mut at = rule.when.as_ref().map(Condition::params).unwrap_or_default();
        if let Check::Condition(check) = &rule.check {
            at.extend(check.params());
        }
        at.into_iter().map(|at| self.params[at].0.as_str()).collect()
    }
    /// The lines a rule reads, each once.
    pub fn reads(&self, rule: &Rule) -> BTreeSet<FieldRef> {
        let mut fields = rule.when.as_ref().map(Condition::fields).unwrap_or_default();
        match &rule.check {
            Check::Condition(check) => fields.extend(check.fields()),
            Check::Native(_, reads) => fields.extend(reads.iter().copied()),
        }
        fields
    }
    /// Keys of the lines a rule reads, last year's as `prev.key`.
    pub fn fields_of(&self, rule: &Rule) -> Vec<String> {
        self.reads(rule).into_iter().map(|field| self.key(field)).collect()
    }
    /// Key of a line, last year's as `prev.key`.
    pub fn key(&self, field: FieldRef) -> String {
        let key = &self.fields.at(field.no).key;
        if field.prev { format!("prev.{key}") } else { key.clone() }
    }
    /// For whom a rule applies and what it checks, printed for SQLite with the figures of a law put in: this year's
    /// return as table `now`, last year's left-joined as `prev` with a column `on_record`; money in paise and so on,
    /// dates as ISO text, yes and no as 1 and 0. Nothing for a native rule or where a figure is not given.
    pub fn sqlite(&self, rule: &Rule, law: &LawOn) -> Option<(Option<String>, String)> {
        let (figures, params) = (law.values(), Vec::new());
        let print = |condition: &Condition| {
            let bound = condition.truth.bind(&figures).ok()?;
            Some(print_truth(&bound, Dialect::Sqlite, &self.fields, &params))
        };
        let Check::Condition(check) = &rule.check else { return None };
        let when = match &rule.when {
            Some(when) => Some(print(when)?),
            None => None,
        };
        Some((when, print(check)?))
    }
    /// Words of the rules, for a new chunk.
    pub fn words(&self) -> Words {
        self.words.clone()
    }
}

/// Where a rule of this code stands.
fn family_file(code: &str) -> String {
    format!("rules/returns/{}.toml", code.split('-').next().unwrap_or_default())
}

/// Rules that follow from each other in a circle, if some do.
fn circle(rules: &[Rule]) -> Option<Vec<String>> {
    fn walk<'r>(rules: &'r [Rule], path: &mut Vec<&'r str>, clear: &mut BTreeSet<&'r str>) -> bool {
        let Some(rule) = path.last().and_then(|code| rules.iter().find(|rule| rule.code == *code)) else {
            return false;
        };
        for cause in &rule.entry.follows {
            if clear.contains(cause.as_str()) {
                continue;
            }
            let again = path.contains(&cause.as_str());
            path.push(cause);
            if again || walk(rules, path, clear) {
                return true;
            }
            path.pop();
        }
        clear.insert(&rule.code);
        false
    }
    let mut clear = BTreeSet::new();
    rules.iter().find_map(|rule| {
        let mut path = vec![rule.code.as_str()];
        walk(rules, &mut path, &mut clear).then(|| path.into_iter().map(str::to_owned).collect())
    })
}

fn check_figures(statutes: &Statutes, params: &[(String, Unit)], faults: &mut Vec<CatalogueError>) {
    for (statute, name) in names_given(statutes) {
        if !params.iter().any(|(known, _)| known == name) {
            let fault = format!("figure '{name}' is not in catalogue/fields/return_params.toml");
            faults.push(CatalogueError::new(&format!("statutes/{statute}.toml"), fault));
        }
    }
    for statute in statutes.all() {
        for figure in statute.sections.values().flat_map(|section| &section.figures) {
            let Some((_, unit)) = params.iter().find(|(known, _)| *known == figure.name) else { continue };
            if small_units(&figure.value, *unit).is_none() {
                let fault =
                    format!("{}: {} is finer than its small unit or beyond the limit", figure.name, figure.value);
                faults.push(CatalogueError::new(&format!("statutes/{}.toml", statute.code), fault));
            }
        }
    }
}

/// Reading one rule.
struct Reading<'a, 'n> {
    code: &'a str,
    names: &'a mut Names<'n>,
    statutes: &'a Statutes,
    unread: &'a BTreeSet<String>,
    natives: &'a [NativeRule],
    faults: Vec<String>,
}

impl Reading<'_, '_> {
    fn rule(&mut self, entry: RuleEntry) -> Option<Rule> {
        let kebab = |name: &str| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        if !kebab(&entry.name) {
            self.faults.push(format!("name '{}' is not in kebab-case", entry.name));
        }
        let when = self.when(&entry);
        let check = self.check(&entry);
        let expected = match &entry.expected {
            None => None,
            Some(text) => match read_formula(text, self.names) {
                Ok(formula) => Some(formula),
                Err(faults) => {
                    self.faults.extend(faults.iter().map(|fault| format!("expected: {fault}")));
                    None
                }
            },
        };
        let field = self.names.fields.no(&entry.field);
        if field.is_none() {
            self.faults.push(format!("field: no field '{}'", entry.field));
        }
        self.basis(&entry);
        let places = self.places(&entry.message, entry.expected.is_some());
        let (code, field) = (self.code.to_owned(), field?);
        Some(Rule { code, when: when?, check: check?, field, expected, places, entry })
    }
    /// The types of society and the rule's own `when`, as one condition.
    fn when(&mut self, entry: &RuleEntry) -> Option<Option<Condition>> {
        let all = entry.applies.iter().any(|kind| kind == "all");
        if entry.applies.is_empty() || (all && entry.applies.len() > 1) {
            self.faults.push("applies: give society types, or \"all\" alone".into());
        }
        let types = (!all).then(|| {
            let quoted: Vec<String> =
                entry.applies.iter().map(|kind| format!("'{}'", kind.replace('\'', "''"))).collect();
            format!("society_type IN ({})", quoted.join(", "))
        });
        let text = match (types, &entry.when) {
            (None, None) => return Some(None),
            (Some(types), None) => types,
            (None, Some(when)) => when.clone(),
            (Some(types), Some(when)) => format!("{types} AND ({when})"),
        };
        self.condition("when", &text).map(Some)
    }
    fn check(&mut self, entry: &RuleEntry) -> Option<Check> {
        if entry.check != "native" {
            if entry.native_note.is_some() || !entry.reads.is_empty() {
                self.faults.push("native_note and reads are for rules whose check is native".into());
            }
            return self.condition("check", &entry.check).map(|check| Check::Condition(Box::new(check)));
        }
        if entry.native_note.as_ref().is_none_or(|note| note.is_empty()) {
            self.faults.push("a native rule says in native_note what it checks".into());
        }
        let mut reads = Vec::with_capacity(entry.reads.len());
        for key in &entry.reads {
            match self.names.fields.no(key) {
                Some(no) => reads.push(FieldRef { prev: false, no }),
                None => self.faults.push(format!("reads: no field '{key}'")),
            }
        }
        match self.natives.iter().position(|native| native.code == self.code) {
            Some(at) => Some(Check::Native(at, reads)),
            None => {
                self.faults.push("check is native, but the program has no such rule".into());
                None
            }
        }
    }
    fn condition(&mut self, key: &str, text: &str) -> Option<Condition> {
        match read_condition(text, self.names) {
            Ok(condition) if condition.truth.fits() => Some(condition),
            Ok(_) => {
                self.faults.push(format!("{key}: a number in it may leave 127 bits"));
                None
            }
            Err(faults) => {
                self.faults.extend(faults.iter().map(|fault| format!("{key}: {fault}")));
                None
            }
        }
    }
    fn basis(&mut self, entry: &RuleEntry) {
        if entry.basis.is_empty() {
            self.faults.push("basis: every rule has one".into());
        }
        for basis in &entry.basis {
            let file = format!("statutes/{}.toml", basis.split('/').next().unwrap_or_default());
            let is_known = PLAIN_BASES.contains(&basis.as_str()) || self.statutes.cited(basis).is_some();
            if !is_known && !self.unread.contains(&file) {
                self.faults.push(format!("basis: no section '{basis}' in catalogue/statutes"));
            }
        }
    }
    fn places(&mut self, message: &Label, has_expected: bool) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        for sentence in [&message.en, &message.hi] {
            for (part, name) in sentence.split('{').skip(1).map(|rest| rest.split_once('}')).enumerate() {
                let Some((name, _)) = name else {
                    self.faults.push(format!("message: brace {} is not closed in '{sentence}'", part + 1));
                    continue;
                };
                match self.place(name, has_expected) {
                    Some(place) if places.contains(&place) => {}
                    Some(place) => places.push(place),
                    None => self.faults.push(format!("message: {{{name}}} is no field, figure or expected value")),
                }
            }
        }
        places
    }
    fn place(&self, name: &str, has_expected: bool) -> Option<Place> {
        if name == "expected" {
            return has_expected.then_some(Place::Expected);
        }
        let (prev, key) = name.strip_prefix("prev.").map_or((false, name), |key| (true, key));
        if let Some(no) = self.names.fields.no(key) {
            return Some(Place::Field(name.to_owned(), FieldRef { prev, no }));
        }
        let at = self.names.params.iter().position(|(known, _)| known == name)?;
        Some(Place::Figure(name.to_owned(), at))
    }
}

impl Rule {
    /// How much a broken rule weighs.
    pub fn severity(&self) -> Severity {
        self.entry.severity
    }
    /// Key of the line to look at.
    pub fn field(&self) -> &str {
        &self.entry.field
    }
}
