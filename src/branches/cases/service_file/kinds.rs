//! Kinds of case, spans of age, and matters that belong elsewhere.

use super::{
    Reading,
    lines::{ElsewhereLine, KindLine, Word},
};
use crate::{
    branches::cases::service::{Elsewhere, KindDef},
    model::{Kind, Label, TableDef, Value},
};
use toml::Spanned;

impl Reading<'_> {
    /// Kinds in order; one that nothing shows is the rest and stands last.
    pub(super) fn kinds(&mut self, table: &TableDef, lines: &[KindLine]) -> Vec<KindDef> {
        self.twice(lines.iter().map(|line| &line.code), "kind");
        let mut kinds = Vec::with_capacity(lines.len());
        for (at, line) in lines.iter().enumerate() {
            for class in &line.classes {
                self.code_of("society_class", class);
            }
            let rest = line.classes.is_empty() && line.fields.is_empty();
            if rest != (at + 1 == lines.len()) {
                let said = "the last kind, and it alone, has neither classes nor fields";
                self.wrong(&line.code, format!("kind '{}': {said}", line.code.as_ref()));
            }
            let mut requires = std::collections::BTreeMap::new();
            for (state, words) in &line.requires {
                requires.insert(state.clone(), self.fields(table, words));
            }
            kinds.push(KindDef {
                code: line.code.as_ref().clone(),
                label: Label { en: line.en.clone(), hi: line.hi.clone() },
                classes: line.classes.iter().map(|word| word.as_ref().clone()).collect(),
                fields: self.fields(table, &line.fields),
                requires,
            });
        }
        kinds
    }

    /// Ends of spans must rise, or one of them would be empty.
    pub(super) fn rising(&mut self, ages: &[Spanned<u16>]) {
        let mut last = 0;
        for age in ages {
            if *age.as_ref() <= last {
                self.fault(age.span().start, format!("ages: {} does not lie above {last}", age.as_ref()));
            }
            last = *age.as_ref();
        }
    }

    pub(super) fn elsewhere(&mut self, table: &TableDef, line: &ElsewhereLine, acts: &[&str]) -> Option<Elsewhere> {
        let register = self.table(&line.register)?.name.clone();
        if !acts.contains(&line.act.as_ref().as_str()) {
            self.wrong(&line.act, format!("no act '{}'", line.act.as_ref()));
        }
        let mut when = Vec::new();
        for (key, words) in &line.when {
            let Some((no, field)) = table.field_no(key).zip(table.field(key)) else {
                let said = format!("the register {} has no field '{key}'", table.name);
                self.wrong(words.first().unwrap_or(&line.register), said);
                continue;
            };
            let values = words.iter().filter_map(|word| match (field.kind, word.as_ref().as_str()) {
                (Kind::Bool, "yes") => Some(Value::Bool(true)),
                (Kind::Bool, "no") => Some(Value::Bool(false)),
                (Kind::Code, code) if self.is_code(field.codes.as_deref(), code) => Some(Value::text(code)),
                (_, other) => {
                    self.wrong(word, format!("{key}: '{other}' is nothing this field can be"));
                    None
                }
            });
            when.push((no, values.collect()));
        }
        for (law, words) in &line.lines {
            for word in words {
                self.law(law, word);
                if self.clocks.get(word.as_ref()).is_none() {
                    self.wrong(word, format!("no line {} in clocks.csv", word.as_ref()));
                }
            }
        }
        let owned = |words: &[Word]| words.iter().map(|word| word.as_ref().clone()).collect();
        let lines = line.lines.iter().map(|(law, words)| (law.clone(), owned(words))).collect();
        Some(Elsewhere { register, act: line.act.as_ref().clone(), when, lines })
    }
}
