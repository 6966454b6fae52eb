//! Hearings, order sheets and limitation of a service, held against their registers, lists and the catalogue of clocks.

use super::{
    Reading,
    lines::{HearingLine, LatestLine, LimitationLine, MostLine, OnlyLine, SheetLine, Word},
};
use crate::{
    branches::cases::{
        hearings::SHEETS,
        service::{Hearing, Latest, Limitation, Most, Only, Sheet},
    },
    catalogue::{Basis, Measure},
    model::{Label, TableDef},
};
use std::collections::BTreeMap;

impl Reading<'_> {
    fn acts(&mut self, words: &[Word], known: &[&str]) -> Vec<String> {
        for word in words.iter().filter(|word| !known.contains(&word.as_ref().as_str())) {
            self.wrong(word, format!("no act '{}'", word.as_ref()));
        }
        words.iter().map(|word| word.as_ref().clone()).collect()
    }

    pub(super) fn hearing(&mut self, table: &TableDef, line: &HearingLine) -> Option<Hearing> {
        let parties = self.fields(table, &line.parties);
        Some(Hearing { court: self.field(table, &line.court)?, parties })
    }

    /// A date and how late it may lie, by lines that are durations.
    pub(super) fn latest(&mut self, table: &TableDef, line: &LatestLine, known: &[&str]) -> Option<Latest> {
        let acts = self.acts(&line.acts, known);
        for class in &line.classes {
            self.code_of("society_class", class);
        }
        for (law, word) in line.lines.iter().chain(&line.compared) {
            self.law(law, word);
            match self.clocks.get(word.as_ref()).map(|clock| &clock.measure) {
                Some(Measure::Parameter(..)) => self.wrong(word, format!("{} is a figure, no clock", word.as_ref())),
                Some(_) => {}
                None => self.wrong(word, format!("no line {} in clocks.csv", word.as_ref())),
            }
        }
        let owned = |lines: &BTreeMap<String, Word>| {
            lines.iter().map(|(law, word)| (law.clone(), word.as_ref().clone())).collect()
        };
        let classes = line.classes.iter().map(|word| word.as_ref().clone()).collect();
        let (field, from) = (self.field(table, &line.field), self.field(table, &line.from));
        let (lines, compared) = (owned(&line.lines), owned(&line.compared));
        Some(Latest { field: field?, from: from?, acts, classes, lines, compared })
    }

    pub(super) fn sheet(&mut self, line: &SheetLine) -> Option<Sheet> {
        let Some(table) = self.tables.get(SHEETS) else {
            self.fault(0, format!("no register '{SHEETS}'"));
            return None;
        };
        for (list, word) in [("hearing_purpose", &line.purpose), ("order_kind", &line.order_kind)] {
            if let Some(word) = word {
                self.code_of(list, word);
            }
        }
        for word in line.requires.iter().filter(|word| !line.asks.iter().any(|one| one.as_ref() == word.as_ref())) {
            self.wrong(word, format!("'{}' is required and not asked for", word.as_ref()));
        }
        let code = |word: &Option<Word>| word.as_ref().map(|word| word.as_ref().clone());
        Some(Sheet {
            purpose: code(&line.purpose),
            order_kind: code(&line.order_kind),
            asks: self.fields(table, &line.asks),
            requires: self.fields(table, &line.requires),
        })
    }

    pub(super) fn limitation(&mut self, table: &TableDef, line: &LimitationLine, known: &[&str]) -> Option<Limitation> {
        let by = self.field(table, &line.by);
        let list = by.and_then(|no| table.fields.get(usize::from(no))).and_then(|field| field.codes.clone());
        let mut lines = BTreeMap::new();
        for (law, words) in &line.lines {
            let mut own = BTreeMap::new();
            for (code, word) in words {
                self.law(law, word);
                if code != OTHER && !self.is_code(list.as_deref(), code) {
                    self.wrong(word, format!("'{code}' is no code of the field {}", line.by.as_ref()));
                }
                match self.clocks.get(word.as_ref()).map(|clock| &clock.measure) {
                    Some(Measure::Duration(..) | Measure::None) => {}
                    Some(Measure::Parameter(..)) => self.wrong(word, format!("{} is no clock", word.as_ref())),
                    None => self.wrong(word, format!("no clock {} in clocks.csv", word.as_ref())),
                }
                own.insert(code.clone(), word.as_ref().clone());
            }
            lines.insert(law.clone(), own);
        }
        Some(Limitation {
            begins: self.field(table, &line.begins)?,
            last: self.field(table, &line.last)?,
            excused: self.field(table, &line.excused)?,
            by: by?,
            acts: self.acts(&line.acts, known),
            lines,
        })
    }

    pub(super) fn only(&mut self, table: &TableDef, line: &OnlyLine, known: &[&str]) -> Option<Only> {
        let field = self.field(table, &line.field)?;
        let list = table.fields.get(usize::from(field)).and_then(|field| field.codes.clone()).unwrap_or_default();
        let mut codes = BTreeMap::new();
        for (law, words) in &line.codes {
            for word in words {
                self.code_of(&list, word);
                if law != ANY {
                    self.law(law, word);
                }
            }
            codes.insert(law.clone(), words.iter().map(|word| word.as_ref().clone()).collect());
        }
        let said = Label { en: line.source.clone(), hi: line.source_hi.clone() };
        Some(Only { field, acts: self.acts(&line.acts, known), codes, basis: Basis { said, seen: line.seen } })
    }

    pub(super) fn most(&mut self, line: &MostLine, known: &[&str]) -> Most {
        let act = self.acts(std::slice::from_ref(&line.act), known).remove(0);
        for (law, word) in &line.lines {
            self.law(law, word);
            if !matches!(self.clocks.get(word.as_ref()).map(|clock| &clock.measure), Some(Measure::Parameter(..))) {
                self.wrong(word, format!("{} is no figure of clocks.csv", word.as_ref()));
            }
        }
        Most { act, lines: line.lines.iter().map(|(law, word)| (law.clone(), word.as_ref().clone())).collect() }
    }
}

/// Key of a line for any code that has none of its own.
pub(in crate::branches::cases) const OTHER: &str = "other";
/// Key of a line for any Act that has none of its own.
pub(in crate::branches::cases) const ANY: &str = "any";
