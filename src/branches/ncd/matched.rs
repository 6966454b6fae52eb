//! Which society of the register each row of a listing speaks of.

use super::{
    form::Form,
    listing::{CellReader, Listing},
};
use crate::{
    matching::{Known, KnownSocieties, SocietyColumns},
    model::{Finding, Findings, Locus, Moment, Severity, Value},
    register::{ReadRegister, RegisterError},
};
use std::{
    collections::{BTreeMap, HashMap},
    ops::ControlFlow,
};

/// Every society of the register, to be found by what a listing says.
pub struct Matches {
    known: KnownSocieties,
    by_ncd: HashMap<String, Vec<String>>,
}

/// The rows of a listing.
#[derive(Clone, Debug, Default)]
pub struct Matched {
    /// Society → its row; of two the first.
    pub rows: BTreeMap<String, u32>,
    /// Rows of no society here.
    pub lone: Vec<u32>,
    /// Rows that fit several societies: an officer decides.
    pub unclear: Vec<u32>,
    /// Rows of other districts than the one asked for.
    pub elsewhere: u64,
    /// What was found.
    pub findings: Findings,
}

impl Matches {
    /// Reads the register of societies, those whose registration is cancelled too: a listing may still have them.
    pub fn read(register: &dyn ReadRegister, moment: Moment) -> Result<Self, RegisterError> {
        let table = register.definition("society")?;
        let columns = SocietyColumns::of(table);
        let mut matches = Self { known: KnownSocieties::default(), by_ncd: HashMap::new() };
        register.lines("society", moment, &mut |line| {
            if let Some(code) = line.value(table, "ncd_code").and_then(Value::as_text) {
                matches.by_ncd.entry(code.trim().to_owned()).or_default().push(line.subject.clone());
            }
            matches.known.add(columns.read(line));
            ControlFlow::Continue(())
        })?;
        Ok(matches)
    }
    /// Finds the society of each row: by the identity or the code of the database, else by registration number and district,
    /// else, where the row has no number, by name.
    pub fn of(&self, listing: &Listing, form: &Form, district: Option<i64>, reader: &CellReader<'_>) -> Matched {
        let mut found = Matched::default();
        let at = |key: &str| form.no(key);
        let text = |row: u32, key: &str| at(key).map_or_else(String::new, |at| listing.text(row, at));
        let mut codes_seen: HashMap<String, u32> = HashMap::new();
        for row in listing.rows() {
            let in_district = listing.district(row, reader);
            if district.is_some() && in_district.is_some() && in_district != district {
                found.elsewhere += 1;
                continue;
            }
            let (id, ncd) = (text(row, "society_id"), text(row, "ncd_id"));
            let of_ncd: &[String] = self.by_ncd.get(ncd.trim()).map_or(&[], Vec::as_slice);
            let number = text(row, "registration_number");
            let name =
                ["society_name_hi", "society_name"].map(|key| text(row, key)).into_iter().find(|n| !n.is_empty());
            let name = name.unwrap_or_default();
            if [&id, &ncd, &number, &name].iter().all(|said| said.is_empty()) {
                found.findings.push(Finding::new("NCD-016", Severity::Error, listing.place(row, at("society_name"))));
                continue;
            }
            let twice = |first: &u32| {
                let place = listing.place(row, at("ncd_id").or(at("society_name")));
                Finding::new("NCD-012", Severity::Error, place).with("row", first)
            };
            if let Some(first) = codes_seen.get(&ncd).filter(|_| !ncd.is_empty()) {
                found.findings.push(twice(first));
                continue;
            }
            codes_seen.insert(ncd, row);
            let by_id = if id.is_empty() { Known::None } else { self.known.find(&id, "", None) };
            let by_number = || self.known.find(&number, &name, in_district);
            let known = match (of_ncd, by_id) {
                ([only], _) => vec![only.as_str()],
                (_, Known::One(society)) => vec![society.id.as_str()],
                (several, _) => match by_number() {
                    Known::One(society) => vec![society.id.as_str()],
                    Known::Several(societies) => societies.iter().map(|society| society.id.as_str()).collect(),
                    Known::None => several.iter().map(String::as_str).collect(),
                },
            };
            match known[..] {
                [id] => match found.rows.get(id) {
                    None => _ = found.rows.insert(id.to_owned(), row),
                    Some(first) => {
                        let mut finding = twice(first);
                        finding.place = Locus { society: Some(id.to_owned()), ..finding.place };
                        found.findings.push(finding);
                    }
                },
                [] => found.lone.push(row),
                _ => {
                    let place = listing.place(row, at("society_name"));
                    let shown: Vec<&str> = known.into_iter().take(6).collect();
                    let told = Finding::new("NCD-017", Severity::Error, place).with("societies", shown.join(", "));
                    found.findings.push(told);
                    found.unclear.push(row);
                }
            }
        }
        found
    }
}
