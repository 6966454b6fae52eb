//! Clocks and figures of a service, held against the catalogue of clocks.

use super::{
    Reading,
    lines::{ClockLine, MinimumLine, WaitLine, Word},
};
use crate::{
    branches::cases::service::{ClockUse, Minimum, Wait},
    catalogue::{Basis, Measure, Seen},
    model::{Kind, Label, TableDef},
};

impl Reading<'_> {
    pub(super) fn clock(&mut self, table: &TableDef, line: &ClockLine, names: &[String], acts: &[&str]) -> ClockUse {
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
        let counted_from = self.fields(table, &line.counted_from);
        let ended_by = self.fields(table, &line.ended_by);
        let days = counted_from.iter().chain(&ended_by).zip(line.counted_from.iter().chain(&line.ended_by));
        for (no, word) in days {
            if !matches!(table.fields[usize::from(*no)].kind, Kind::Date | Kind::Year) {
                self.wrong(word, format!("'{}' is neither a date nor a year to count from", word.as_ref()));
            }
        }
        if line.starts.is_empty() && line.counted_from.is_empty() {
            self.wrong(
                &line.code,
                format!("clock '{}' begins with nothing: starts or counted_from", line.code.as_ref()),
            );
        }
        for (id, words) in &line.classes {
            if let Some(word) = words.first().filter(|_| !line.lines.values().flatten().any(|line| line.as_ref() == id))
            {
                self.wrong(word, format!("clock '{}' has no line {id}", line.code.as_ref()));
            }
            for word in words {
                self.code_of("society_class", word);
            }
        }
        let owned = |words: &[Word]| words.iter().map(|word| word.as_ref().clone()).collect::<Vec<String>>();
        let since = line.since.as_ref().and_then(|word| self.date(table, word));
        ClockUse {
            classes: line.classes.iter().map(|(id, words)| (id.clone(), owned(words))).collect(),
            since,
            code: line.code.as_ref().clone(),
            label: Label { en: line.en.clone(), hi: line.hi.clone() },
            starts: owned(&line.starts),
            counted_from,
            ended_by,
            quarter_ends: line.quarter_ends,
            ends: owned(&line.ends),
            stopped_in,
            stops,
            lines: line.lines.iter().map(|(law, words)| (law.clone(), owned(words))).collect(),
        }
    }

    pub(super) fn law(&mut self, law: &str, word: &Word) {
        if !self.is_code(Some("act"), law) {
            self.wrong(word, format!("'{law}' is no code of the list act"));
        }
    }

    pub(super) fn wait(&mut self, line: &WaitLine, acts: &[&str]) -> Wait {
        for word in [&line.act, &line.since].into_iter().filter(|word| !acts.contains(&word.as_ref().as_str())) {
            self.wrong(word, format!("no act '{}'", word.as_ref()));
        }
        for (law, word) in &line.lines {
            self.law(law, word);
            if self.clocks.get(word.as_ref()).is_none_or(|clock| matches!(clock.measure, Measure::Parameter(..))) {
                self.wrong(word, format!("no clock {} in clocks.csv", word.as_ref()));
            }
        }
        let lines = line.lines.iter().map(|(law, word)| (law.clone(), word.as_ref().clone())).collect();
        Wait { act: line.act.as_ref().clone(), since: line.since.as_ref().clone(), lines }
    }

    pub(super) fn minimum(&mut self, table: &TableDef, line: &MinimumLine) -> Option<Minimum> {
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
