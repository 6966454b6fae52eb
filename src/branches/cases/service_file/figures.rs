//! What an act changes elsewhere, and figures held against the law, as the file tells them.

use super::{
    Reading,
    lines::{BoundLine, ChangesLine, ServiceLines, ShareLine, SpanLine, Word},
};
use crate::{
    branches::cases::{
        changes::Changes,
        figures::{Bound, Figures, Held, Share, Span},
    },
    catalogue::Measure,
    model::{Kind, Label, TableDef},
};
use std::collections::BTreeMap;

impl Reading<'_> {
    pub(super) fn changes(&mut self, table: &TableDef, line: &ChangesLine) -> Option<Changes> {
        let other = self.table(&line.register)?;
        let subject = self.of_kind(table, &line.subject, &[Kind::Society, Kind::Text])?;
        let mut takes = Vec::new();
        for (there, here) in &line.takes {
            let Some((no, field)) = other.field_no(there).zip(other.field(there)) else {
                self.wrong(here, format!("the register {} has no field '{there}'", other.name));
                continue;
            };
            takes.extend(self.of_kind(table, here, &[field.kind]).map(|own| (no, own)));
        }
        let silent = line.sets.is_empty() && line.clears.is_empty() && line.asks.is_empty();
        if takes.is_empty() && line.adds.is_empty() && silent {
            self.wrong(&line.register, "it changes nothing: takes, adds, sets, clears or asks was expected");
        }
        if let Some(word) = line.requires.iter().find(|word| !line.asks.iter().any(|one| one.as_ref() == word.as_ref()))
        {
            self.wrong(word, format!("'{}' is required and not asked for", word.as_ref()));
        }
        Some(Changes {
            register: other.name.clone(),
            subject,
            names: line.names.as_ref().and_then(|word| self.of_kind(other, word, &[Kind::Society, Kind::Text])),
            link: line.link.as_ref().and_then(|word| self.of_kind(other, word, &[Kind::Text])),
            takes,
            sets: self.sets(other, &line.sets),
            clears: self.fields(other, &line.clears),
            asks: self.fields(other, &line.asks),
            requires: self.fields(other, &line.requires),
            adds: line.adds.iter().filter_map(|word| self.of_kind(other, word, &[Kind::Integer])).collect(),
            from: line.from.as_ref().and_then(|word| self.of_kind(table, word, &[Kind::Date])),
        })
    }

    /// A field that must be of one of these kinds.
    fn of_kind(&mut self, table: &TableDef, word: &Word, kinds: &[Kind]) -> Option<u16> {
        let no = self.field(table, word)?;
        let fits = table.fields.get(usize::from(no)).is_some_and(|field| kinds.contains(&field.kind));
        if !fits {
            self.wrong(word, format!("the field '{}' is not of the kind expected here: {kinds:?}", word.as_ref()));
        }
        fits.then_some(no)
    }

    pub(super) fn figures(&mut self, table: &TableDef, lines: &ServiceLines, known: &[&str]) -> Figures {
        Figures {
            spans: lines.span.iter().filter_map(|line| self.span(table, line, known)).collect(),
            shares: lines.share.iter().filter_map(|line| self.share(table, line, known)).collect(),
            bounds: lines.bound.iter().filter_map(|line| self.bound(table, line)).collect(),
        }
    }

    fn span(&mut self, table: &TableDef, line: &SpanLine, known: &[&str]) -> Option<Span> {
        let label = Label { en: line.en.clone(), hi: line.hi.clone() };
        let held = self.held(label, (&line.acts, &line.refuses, known), &line.lines, &|measure| {
            matches!(measure, Measure::Duration(..) | Measure::None)
        });
        let from = self.of_kind(table, &line.from, &[Kind::Date])?;
        Some(Span { held, from, to: self.of_kind(table, &line.to, &[Kind::Date])?, most: line.most })
    }

    fn share(&mut self, table: &TableDef, line: &ShareLine, known: &[&str]) -> Option<Share> {
        let label = Label { en: line.en.clone(), hi: line.hi.clone() };
        let held = self.held(label, (&line.acts, &line.refuses, known), &line.lines, &|measure| {
            matches!(measure, Measure::Parameter(..))
        });
        let [least, of] = line.least;
        let proper = 0 < least && least <= of;
        if !proper {
            self.wrong(&line.part, format!("least {least} of {of} is no share"));
        }
        let part = self.of_kind(table, &line.part, &[Kind::Integer])?;
        let all = line.of.iter().filter_map(|word| self.of_kind(table, word, &[Kind::Integer])).collect();
        proper.then_some(Share { held, part, of: all, least: (least, of) })
    }

    fn bound(&mut self, table: &TableDef, line: &BoundLine) -> Option<Bound> {
        let parts = line.parts.iter().filter_map(|word| self.of_kind(table, word, &[Kind::Integer])).collect();
        Some(Bound { parts, whole: self.of_kind(table, &line.whole, &[Kind::Integer])? })
    }

    fn held(
        &mut self,
        label: Label,
        (acts, refuses, known): (&[Word], &[Word], &[&str]),
        lines: &BTreeMap<String, Word>,
        fits: &dyn Fn(&Measure) -> bool,
    ) -> Held {
        for (law, word) in lines {
            self.law(law, word);
            match self.clocks.get(word.as_ref()).map(|clock| fits(&clock.measure)) {
                Some(true) => {}
                Some(false) => self.wrong(word, format!("{} is not of the measure expected here", word.as_ref())),
                None => self.wrong(word, format!("no line {} in clocks.csv", word.as_ref())),
            }
        }
        let lines = lines.iter().map(|(law, word)| (law.clone(), word.as_ref().clone())).collect();
        Held { label, acts: self.acts(acts, known), refuses: self.acts(refuses, known), lines }
    }
}
