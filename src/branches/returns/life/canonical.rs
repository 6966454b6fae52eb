//! The fingerprint of a return's facts: the same facts have the same one, whatever file they came in.

use crate::model::{TableDef, Value, hex};
use sha2::{Digest, Sha256};

/// SHA-256 over the facts in the order of the register: for each the key, a tab, kind and value as JSON, a line feed. In
/// four groups of sixteen, so that it is not taken for the name of a document.
pub fn fingerprint<'v>(table: &TableDef, facts: impl IntoIterator<Item = (u16, &'v Value)>) -> String {
    let mut hash = Sha256::new();
    for (no, value) in facts {
        let Some(field) = table.fields.get(usize::from(no)).filter(|_| !value.is_empty()) else { continue };
        hash.update(field.key.as_bytes());
        hash.update(b"\t");
        // A value is plain data, which JSON can always write.
        hash.update(serde_json::to_string(value).unwrap_or_default().as_bytes());
        hash.update(b"\n");
    }
    grouped(&hex(&hash.finalize()))
}

/// A fingerprint in groups of sixteen.
pub fn grouped(hex: &str) -> String {
    let groups: Vec<&str> = (0..hex.len()).step_by(16).map(|at| &hex[at..hex.len().min(at + 16)]).collect();
    groups.join("-")
}
