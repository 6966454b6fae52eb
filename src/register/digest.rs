//! One number for what is in force: equal for two registers that say the same, however they came to say it.

use super::{
    ReadRegister, RegisterError,
    canonical::{Canon, Hash, sha256},
    references::target,
    stored::{Stored, stored},
};
use crate::model::{Date, Kind, Line, Moment, TableDef, Tables, hex};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, HashMap},
    ops::ControlFlow,
};

/// SHA-256 (hexadecimal) over the facts in force at a moment, over all registers in name order.
///
/// Each line becomes canonical bytes: register, business key, facts by key; without identities, entry numbers,
/// times of recording and batches. A reference to a society or auditor is replaced by its business key; of one not in
/// force at the moment by the key of its last word, of one struck out by a fixed mark. The digest is taken over the SHA-256 of each line, ordered by business key and then by that hash.
/// Memory: the business key and 32 bytes a line, and the business keys of all subjects that have an identity.
pub fn digest(register: &dyn ReadRegister, moment: Moment) -> Result<String, RegisterError> {
    let tables = register.tables();
    let nobody = Tables::default();
    let mut known = Known::new();
    for def in tables.0.values().filter(|def| def.id_letter.is_some()) {
        let mut keys = HashMap::new();
        // References in a business key count as unsaid here: societies may refer to each other.
        let order = Order::of(&nobody, def);
        let mut learn = |moment: Moment| {
            register.lines(&def.name, moment, &mut |line| {
                let mut bytes = Vec::new();
                Spoken { order: &order, line: &line, known: &Known::new() }.key(&mut bytes);
                keys.entry(line.subject).or_insert_with(|| String::from_utf8_lossy(&bytes).into_owned());
                ControlFlow::Continue(())
            })
        };
        learn(moment)?;
        // Whoever is in force at some moment is in force at the last one too: equal numbers are the same subjects.
        let last_word = Moment { as_of: Date::MAX, ..moment };
        if register.count(&def.name, moment)? != register.count(&def.name, last_word)? {
            learn(last_word)?;
        }
        known.insert(&def.name, keys);
    }
    let mut whole = Sha256::new();
    for def in tables.0.values() {
        let mut hashes: Vec<(Vec<u8>, Hash)> = Vec::new();
        let mut bytes = Vec::new();
        let order = Order::of(tables, def);
        register.lines(&def.name, moment, &mut |line| {
            let spoken = Spoken { order: &order, line: &line, known: &known };
            let mut key = Vec::new();
            spoken.key(&mut key);
            spoken.whole(&key, &mut bytes);
            hashes.push((key, sha256(&bytes)));
            ControlFlow::Continue(())
        })?;
        hashes.sort_unstable();
        for (_, hash) in &hashes {
            whole.update(hash);
        }
    }
    Ok(hex(&whole.finalize()))
}

/// Stands for a subject that is spoken of and was struck out: its identity would differ from register to register.
const STRUCK_OUT: &str = "[\"struck out\"]";

/// Business keys of the subjects of each register that gives identities; only looked up, never listed.
type Known<'a> = BTreeMap<&'a str, HashMap<String, String>>;

/// What is the same for all lines of a register.
struct Order<'a> {
    def: &'a TableDef,
    /// Fields of the business key, in its order.
    key: Vec<usize>,
    /// All fields in order of key.
    all: Vec<usize>,
    /// Register whose identities a field holds.
    targets: Vec<Option<&'a str>>,
}

impl<'a> Order<'a> {
    fn of(tables: &'a Tables, def: &'a TableDef) -> Self {
        let mut all: Vec<usize> = (0..def.fields.len()).collect();
        all.sort_by_key(|&number| &def.fields[number].key);
        Self {
            key: def.business_key.iter().filter_map(|key| def.field_no(key).map(usize::from)).collect(),
            targets: (0..def.fields.len()).map(|n| target(tables, def, n).map(|found| found.name.as_str())).collect(),
            all,
            def,
        }
    }
}

struct Spoken<'a> {
    order: &'a Order<'a>,
    line: &'a Line,
    known: &'a Known<'a>,
}

impl Spoken<'_> {
    /// The business key, values in its order.
    fn key(&self, bytes: &mut Vec<u8>) {
        let mut canon = Canon::begin(bytes, &self.order.def.name);
        for &number in &self.order.key {
            canon.facts(self.fact(number).into_iter());
        }
        canon.end();
    }

    /// Business key, derived subject and all facts.
    fn whole(&self, key: &[u8], bytes: &mut Vec<u8>) {
        let mut canon = Canon::begin(bytes, "line/1");
        canon.text(&String::from_utf8_lossy(key));
        if self.order.def.id_letter.is_none() {
            for part in self.line.subject.split('/') {
                canon.text(self.part(part));
            }
        }
        canon.facts(self.order.all.iter().filter_map(|&number| self.fact(number)));
        canon.end();
    }

    /// A part of a derived subject: a business key where it is an identity.
    fn part<'p>(&'p self, part: &'p str) -> &'p str {
        if let Some(key) = self.known.values().find_map(|keys| keys.get(part)) {
            return key;
        }
        let targets = self.order.targets.iter().zip(&self.line.values);
        let spoken_of = targets.filter(|(target, _)| target.is_some()).any(|(_, value)| value.as_text() == Some(part));
        if spoken_of { STRUCK_OUT } else { part }
    }

    fn fact(&self, number: usize) -> Option<(&str, Kind, Stored<'_>)> {
        let field = &self.order.def.fields[number];
        let value = &self.line.values[number];
        let mut held = stored(field.kind, value)?;
        if let Some(register) = self.order.targets[number]
            && let Some(identity) = value.as_text()
            && let Some(keys) = self.known.get(register)
        {
            held = Stored::Text(keys.get(identity).map_or(STRUCK_OUT, String::as_str).into());
        }
        Some((&field.key, field.kind, held))
    }
}
