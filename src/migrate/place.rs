//! A row of a place list as facts: which level its deepest code names, and what stands above it.

use super::record::Record;
use crate::model::{Finding, Locus, Severity, TableDef, Value};
use std::collections::BTreeMap;

/// Levels from the widest to the narrowest.
pub const LEVELS: [&str; 7] = ["state", "district", "subdistrict", "block", "panchayat", "village", "town"];

/// The level a file speaks of by its name: `lgd_districts.csv` → district. For the short layout, which names none.
pub fn level_of_file(file_name: &str) -> Option<&'static str> {
    let name = file_name.to_lowercase();
    // The narrower words first: "subdistricts" holds "district".
    let words = [
        ("subdistrict", "subdistrict"),
        ("sub_district", "subdistrict"),
        ("district", "district"),
        ("state", "state"),
        ("block", "block"),
        ("panchayat", "panchayat"),
        ("village", "village"),
        ("urban", "town"),
        ("town", "town"),
    ];
    words.iter().find(|(word, _)| name.contains(word)).map(|(_, level)| *level)
}

/// Fills a record from the texts of its row, by field of the place lexicon.
///
/// Returns which column each code and name was read from. A code of nothing but zeros stands for "all of it" (the totals of the Census directory): the row then names the level above.
pub fn place_facts(
    table: &TableDef,
    record: &mut Record,
    texts: &BTreeMap<String, String>,
    level: Option<&str>,
    at: &Locus,
) -> Vec<(&'static str, String)> {
    let mut used = Vec::new();
    let text = |key: &str| texts.get(key).map(String::as_str).unwrap_or_default();
    let mut fault = |record: &mut Record, key: &str, found: &str| {
        let finding = Finding::new("IMP-117", Severity::Error, at.clone()).with("field", key).with("found", found);
        record.find(finding, &[]);
    };
    if !text("code").is_empty() {
        let Some(level) = level else {
            fault(record, "level", text("code"));
            return used;
        };
        put_code(table, record, "code", text("code"), &mut fault);
        if !text("parent_code").is_empty() {
            put_code(table, record, "parent_code", text("parent_code"), &mut fault);
        }
        put(table, record, "lgd", level, text("name_en"), text("name_hi"));
    } else {
        let coded = texts.iter().filter_map(|(key, code)| {
            let (scheme, rest) = key.split_once('_')?;
            let level = rest.strip_suffix("_code")?;
            let depth = LEVELS.iter().position(|known| *known == level)?;
            let names_a_place = code.chars().any(|c| c != '0');
            (matches!(scheme, "lgd" | "census2011") && names_a_place).then_some((
                depth,
                scheme.to_owned(),
                level,
                code.clone(),
            ))
        });
        let mut coded: Vec<_> = coded.collect();
        coded.sort();
        let Some((_, scheme, level, code)) = coded.last().cloned() else {
            fault(record, "code", "");
            return used;
        };
        put_code(table, record, "code", &code, &mut fault);
        used.push(("code", format!("{scheme}_{level}_code")));
        if let Some((_, above, over, parent)) = coded.len().checked_sub(2).and_then(|i| coded.get(i)) {
            put_code(table, record, "parent_code", parent, &mut fault);
            used.push(("parent_code", format!("{above}_{over}_code")));
        }
        // Where the level has no name column of its own, the narrowest one repeats it (Census directory).
        let own = format!("{level}_name");
        let column = if text(&own).is_empty() { "village_name".to_owned() } else { own };
        let name = text(&column);
        put(table, record, &scheme, level, name, text("name_hi"));
        used.push(("name_en", column));
    }
    if !text("source").is_empty() {
        record.put(table, "source", Value::text(text("source").trim()));
    }
    used
}

fn put(table: &TableDef, record: &mut Record, scheme: &str, level: &str, name_en: &str, name_hi: &str) {
    record.put(table, "scheme", Value::text(scheme));
    record.put(table, "level", Value::text(level));
    record.put(table, "name_en", Value::text(name_en.trim()));
    record.put(table, "name_hi", Value::text(name_hi.trim()));
}

fn put_code(
    table: &TableDef,
    record: &mut Record,
    field: &str,
    text: &str,
    fault: &mut dyn FnMut(&mut Record, &str, &str),
) {
    match text.trim().parse::<i64>() {
        Ok(code) if code >= 0 => record.put(table, field, Value::Integer(code)),
        _ => fault(record, field, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Files, load_tables};

    fn facts(texts: &[(&str, &str)], level: Option<&str>) -> (Record, TableDef) {
        let table = load_tables(&Files::embedded()).unwrap().get("place").unwrap().clone();
        let mut record = Record::default();
        let texts = texts.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        place_facts(&table, &mut record, &texts, level, &Locus::default());
        (record, table)
    }

    #[test]
    fn a_census_row_names_the_place_of_its_deepest_code() {
        let row = [
            ("census2011_state_code", "30"),
            ("census2011_district_code", "585"),
            ("census2011_subdistrict_code", "05609"),
            ("census2011_village_code", "626635"),
            ("district_name", "North Goa"),
            ("village_name", "Tiracol "),
        ];
        let (record, table) = facts(&row, None);
        assert_eq!(record.get(&table, "level"), Some(&Value::text("village")));
        assert_eq!(record.get(&table, "parent_code"), Some(&Value::Integer(5609)));
        assert_eq!(record.get(&table, "name_en"), Some(&Value::text("Tiracol")));
        let mut total = row;
        total[2].1 = "00000";
        total[3].1 = "000000";
        let (record, table) = facts(&total, None);
        assert_eq!(record.get(&table, "level"), Some(&Value::text("district")));
        assert_eq!(record.get(&table, "name_en"), Some(&Value::text("North Goa")));
    }

    #[test]
    fn a_code_that_is_no_number_is_a_fault_and_so_is_a_short_list_without_level() {
        assert!(facts(&[("code", "12x")], Some("block")).0.rejected);
        assert!(facts(&[("code", "12")], None).0.rejected);
        assert_eq!(level_of_file("lgd_subdistricts.csv"), Some("subdistrict"));
    }
}
