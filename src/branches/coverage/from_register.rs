//! Panchayats and societies as the registers have them.

use super::{
    judge::Society,
    places::{Gazetteer, NamedPlace, Panchayat},
};
use crate::{
    catalogue::{Level, Places},
    model::{Date, Line, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

fn text(table: &TableDef, line: &Line, key: &str) -> String {
    line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned()
}

fn number(table: &TableDef, line: &Line, key: &str) -> Option<i64> {
    line.value(table, key).and_then(Value::as_integer)
}

/// The panchayats the office has imported, with the blocks and districts above them: imported ones first, else those of the catalogue.
pub fn gazetteer(register: &dyn ReadRegister, places: &Places, moment: Moment) -> Result<Gazetteer, RegisterError> {
    let table = register.definition("place")?;
    let mut found: Vec<(i64, Option<i64>, String, String)> = Vec::new();
    let (mut blocks, mut districts): (BTreeMap<i64, NamedPlace>, BTreeMap<i64, NamedPlace>) = Default::default();
    register.lines("place", moment, &mut |line| {
        let (Some(code), parent) = (number(table, &line, "code"), number(table, &line, "parent_code")) else {
            return ControlFlow::Continue(());
        };
        let names = ["name_en", "name_hi"].map(|key| text(table, &line, key));
        if text(table, &line, "scheme") == "lgd" {
            match text(table, &line, "level").as_str() {
                "panchayat" => {
                    let [en, hi] = names;
                    found.push((code, parent, en, hi));
                }
                "block" => _ = blocks.insert(code, (code, parent, names)),
                "district" => _ = districts.insert(code, (code, parent, names)),
                _ => {}
            }
        }
        ControlFlow::Continue(())
    })?;
    let shipped = |level: Level, code: i64| {
        let place = places.get(level, code)?;
        Some((code, place.parent, [place.name_en.clone(), place.name_hi.clone()]))
    };
    let mut all = Vec::with_capacity(found.len());
    for (code, block, name_en, name_hi) in found {
        if let Some(block) = block.filter(|block| !blocks.contains_key(block)) {
            blocks.extend(shipped(Level::Block, block).map(|place| (block, place)));
        }
        let district = block.and_then(|block| blocks.get(&block)).and_then(|(_, district, _)| *district);
        if let Some(district) = district.filter(|district| !districts.contains_key(district)) {
            districts.extend(shipped(Level::District, district).map(|place| (district, place)));
        }
        all.push(Panchayat { code, block, district, name_en, name_hi });
    }
    let of = |named: &BTreeMap<i64, NamedPlace>| named.values().cloned().collect::<Vec<_>>();
    Ok(Gazetteer::new(all, &of(&blocks), &of(&districts)))
}

/// The societies of these classes.
pub fn societies(
    register: &dyn ReadRegister,
    classes: &[String],
    moment: Moment,
) -> Result<Vec<Society>, RegisterError> {
    let table = register.definition("society")?;
    let mut found = Vec::new();
    register.lines("society", moment, &mut |line| {
        if classes.contains(&text(table, &line, "class")) {
            let name = text(table, &line, "name_hi");
            found.push(Society {
                reg_no: text(table, &line, "reg_no"),
                name: if name.is_empty() { text(table, &line, "name_en") } else { name },
                district: number(table, &line, "district"),
                block: number(table, &line, "block"),
                panchayat: text(table, &line, "panchayat"),
                area: text(table, &line, "area"),
                stands: !matches!(text(table, &line, "status").as_str(), "cancelled" | "under_liquidation"),
                id: line.subject,
            });
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// Codes of a district and of a block, as far as they are known.
pub type DistrictAndBlock = (Option<i64>, Option<i64>);

/// How many standing societies of these classes were registered from a day on, by district and block.
pub fn registered_since(
    register: &dyn ReadRegister,
    classes: &[String],
    since: Date,
    moment: Moment,
) -> Result<BTreeMap<DistrictAndBlock, u64>, RegisterError> {
    let table = register.definition("society")?;
    let mut counts = BTreeMap::new();
    register.lines("society", moment, &mut |line| {
        let on = line.value(table, "reg_date").and_then(Value::as_date);
        let stands = !matches!(text(table, &line, "status").as_str(), "cancelled" | "under_liquidation");
        let counted = stands && classes.contains(&text(table, &line, "class"));
        if counted && on.is_some_and(|on| on >= since && on <= moment.as_of) {
            let place = (number(table, &line, "district"), number(table, &line, "block"));
            *counts.entry(place).or_insert(0) += 1;
        }
        ControlFlow::Continue(())
    })?;
    Ok(counts)
}
