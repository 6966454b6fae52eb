//! Data of a command that has no rows of its own, for readers of CSV and JSON lines.

use super::{Column, Listing};
use crate::model::Value;
use serde_json::Value as Json;

/// `key,value`, one line a leaf of the data; a part of a part is `chain.head`, the first of several `batches.1.rows`.
pub(super) fn key_value(data: &Json) -> Listing {
    let columns = vec![Column::new("key", "Key", "कुंजी"), Column::new("value", "Value", "मान")];
    let mut rows = Vec::new();
    leaves("", data, &mut rows);
    Listing { columns, rows, ..Listing::default() }
}

fn leaves(key: &str, data: &Json, rows: &mut Vec<Vec<Value>>) {
    let below = |name: &str| if key.is_empty() { name.to_owned() } else { format!("{key}.{name}") };
    match data {
        Json::Object(parts) => parts.iter().for_each(|(name, part)| leaves(&below(name), part, rows)),
        Json::Array(parts) => {
            (1..).zip(parts).for_each(|(no, part): (u32, _)| leaves(&below(&no.to_string()), part, rows));
        }
        Json::String(text) => rows.push(vec![Value::text(key), Value::text(text)]),
        Json::Null => rows.push(vec![Value::text(key), Value::Empty]),
        Json::Bool(_) | Json::Number(_) => rows.push(vec![Value::text(key), Value::text(data.to_string())]),
    }
}

/// One object a line: each of the several things the data is a list of, else the data itself.
pub(super) fn lines(data: &Json) -> String {
    let only = data.as_object().filter(|parts| parts.len() == 1).and_then(|parts| parts.values().next());
    match only.and_then(Json::as_array) {
        Some(several) if several.iter().all(Json::is_object) => several.iter().map(|one| format!("{one}\n")).collect(),
        _ => format!("{data}\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cli::{Digits, Format},
        model::Language,
    };
    use serde_json::json;

    #[test]
    fn every_leaf_is_a_line_with_the_way_to_it() {
        let data = json!({ "file": "a,b", "chain": { "days": 3, "head": null }, "faults": ["x"] });
        let csv = key_value(&data).to_text(Format::Csv, Language::En, Digits::Latin);
        assert_eq!(csv, "key,value\nfile,\"a,b\"\nchain.days,3\nchain.head,\nfaults.1,x\n");
    }

    #[test]
    fn a_list_of_things_is_a_line_each_and_anything_else_one_line() {
        assert_eq!(lines(&json!({ "batches": [{ "a": 1 }, { "a": 2 }] })), "{\"a\":1}\n{\"a\":2}\n");
        assert_eq!(lines(&json!({ "digest": "d", "day_no": 3 })), "{\"digest\":\"d\",\"day_no\":3}\n");
    }
}
