//! Which values of a register speak of subjects of another one.

use crate::model::{Entry, Kind, TableDef, Tables};

/// The register whose identities a field holds, if it does.
///
/// A field of kind society, or a text field named after a register that gives identities (`auditor`).
pub(super) fn target<'a>(tables: &'a Tables, def: &TableDef, field: usize) -> Option<&'a TableDef> {
    let field = def.fields.get(field)?;
    let name = match field.kind {
        Kind::Society => "society",
        Kind::Text => field.key.as_str(),
        _ => return None,
    };
    tables.get(name).filter(|target| target.id_letter.is_some() && target.name != def.name)
}

/// Can entries of the register speak of another register's subjects?
pub(super) fn speaks(tables: &Tables, def: &TableDef) -> bool {
    def.id_letter.is_none() || (0..def.fields.len()).any(|field| target(tables, def, field).is_some())
}

/// The identities an entry speaks of, as register and identity: from its facts, and from a derived subject
/// (`BR-PAT-S-17/2024-25` speaks of society 17 by its first part).
pub(super) fn spoken_of(tables: &Tables, def: &TableDef, entry: &Entry) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (field, value) in &entry.facts {
        if let (Some(target), Some(identity)) = (target(tables, def, usize::from(*field)), value.as_text()) {
            found.push((target.name.clone(), identity.to_owned()));
        }
    }
    if def.id_letter.is_none() {
        let parts = identities_in(tables, &entry.subject);
        found.extend(parts.map(|(target, identity)| (target.to_owned(), identity.to_owned())));
    }
    found
}

/// The parts of a derived subject that are identities, with their register: `BR-PAT-S-17` of `BR-PAT-S-17/2024-25`.
///
/// Identities of different registers differ by their letters; a year or a code of a place has none.
pub(super) fn identities_in<'a>(tables: &'a Tables, subject: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    subject.split('/').filter_map(|part| Some((tables.of_identity(part)?.name.as_str(), part)))
}
