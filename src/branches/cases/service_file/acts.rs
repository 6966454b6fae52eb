//! Stages and acts, and the ways between them.

use super::{
    Reading,
    lines::{ActLine, GivesLine, ServiceLines, StageLine, Word},
};
use crate::{
    branches::cases::service::{ActDef, Gives, Shown, Stage, Writes},
    catalogue::Basis,
    model::{Kind, Label, TableDef},
};
use std::collections::BTreeSet;

impl Reading<'_> {
    pub(super) fn stage(&mut self, table: &TableDef, line: &StageLine) -> Stage {
        let mut shown = Vec::new();
        for by in &line.shown_by {
            let without = by.without.as_ref().and_then(|word| self.field(table, word));
            let field = self.field(table, &by.field);
            shown.extend(field.map(|field| Shown { field, is: by.is.clone(), without }));
        }
        let mut due = Vec::new();
        for word in &line.due {
            let Some(field) = self.field(table, word).and_then(|no| Some((no, table.fields.get(usize::from(no))?)))
            else {
                continue;
            };
            if field.1.kind != Kind::Date {
                self.wrong(word, format!("'{}' is no date", word.as_ref()));
            }
            due.push((field.0, field.1.label.clone()));
        }
        let label = Label { en: line.en.clone(), hi: line.hi.clone() };
        Stage { code: line.code.as_ref().clone(), label, closed: line.closed, listed: line.listed, due, shown }
    }

    pub(super) fn stage_no(&mut self, names: &[String], word: &Word) -> Option<usize> {
        let found = names.iter().position(|name| name == word.as_ref());
        if found.is_none() {
            self.wrong(word, format!("no stage '{}'", word.as_ref()));
        }
        found
    }

    pub(super) fn act(
        &mut self,
        table: &TableDef,
        line: &ActLine,
        names: &[String],
        clocks: &[String],
    ) -> Option<ActDef> {
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
        for word in &line.touches {
            self.code_of("stay_kind", word);
        }
        let touches = line.touches.iter().map(|word| word.as_ref().clone()).collect();
        let sheet = line.sheet.as_ref().and_then(|line| self.sheet(line));
        let gives = line.gives.as_ref().and_then(|gives| self.gives(table, gives));
        let writes = line.writes.iter().filter_map(|line| {
            let other = self.table(&line.register)?;
            self.field(other, &line.link)?;
            let days = self.fields(other, &line.days);
            Some(Writes { register: other.name.clone(), link: line.link.as_ref().clone(), days })
        });
        let writes = writes.collect();
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
            after_end: line.after_end,
            proof: line.proof,
            verb: line.verb.clone(),
            power: line.power.as_ref().map(|word| word.as_ref().clone()),
            asks,
            requires,
            sets,
            clears,
            under_stay: line.under_stay,
            touches,
            sheet,
            extends: line.extends.iter().map(|word| word.as_ref().clone()).collect(),
            gives,
            writes,
            basis: Basis { said: Label { en: en.clone(), hi: hi.clone() }, seen },
        })
    }

    pub(super) fn gives(&mut self, table: &TableDef, line: &GivesLine) -> Option<Gives> {
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
    pub(super) fn walk(&mut self, lines: &ServiceLines, stages: &[Stage], acts: &[ActDef]) {
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
        let coded = |act: &ActDef| lines.act.iter().find(|line| *line.code.as_ref() == act.code);
        for (act, line) in acts.iter().filter(|act| act.after_end).filter_map(|act| Some((act, coded(act)?))) {
            for open in act.from.iter().filter_map(|no| stages.get(*no)).filter(|stage| !stage.closed) {
                self.wrong(
                    &line.code,
                    format!("act '{}' is one after the end, and stage '{}' is open", act.code, open.code),
                );
            }
        }
        for (no, (stage, line)) in stages.iter().zip(&lines.stage).enumerate() {
            if !reached.contains(&no) {
                self.wrong(&line.code, format!("stage '{}' cannot be reached by any act", stage.code));
            }
            let left =
                acts.iter().any(|act| !act.after_end && act.from.contains(&no) && act.to.is_some_and(|to| to != no));
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
}
