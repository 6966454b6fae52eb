//! Rates of depreciation as the office dated them, by order: of an item, or of one asset. None is assumed.

use crate::{
    model::{Date, EntryNo, Moment, NewEntry, Subject, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// Stem of the register.
pub const RATES: &str = "asset_rate";

/// How a year's charge is got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The rate on the cost, less the residual part.
    StraightLine,
    /// The rate on the book value at the start of the year.
    WrittenDown,
    /// Nothing is charged, as of land.
    Nothing,
}

impl Method {
    /// Reads a code of the list `asset_method`.
    pub fn read(code: &str) -> Option<Self> {
        Some(match code {
            "straight_line" => Self::StraightLine,
            "written_down" => Self::WrittenDown,
            "none" => Self::Nothing,
            _ => return None,
        })
    }
    /// As the register has it.
    pub fn key(self) -> &'static str {
        match self {
            Self::StraightLine => "straight_line",
            Self::WrittenDown => "written_down",
            Self::Nothing => "none",
        }
    }
}

/// In which periods a year is charged. An asset is charged for every period that has ended, from the one it was received in;
/// the period it leaves in is not charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// Each day.
    Day,
    /// Two halves, to 30 September and to 31 March.
    HalfYear,
    /// The whole year, to 31 March.
    Year,
}

impl Convention {
    /// Reads a code of the list `asset_convention`.
    pub fn read(code: &str) -> Option<Self> {
        Some(match code {
            "day" => Self::Day,
            "half_year" => Self::HalfYear,
            "year" => Self::Year,
            _ => return None,
        })
    }
    /// As the register has it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::HalfYear => "half_year",
            Self::Year => "year",
        }
    }
}

/// A rate from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The item, or the identity of one asset.
    pub of: String,
    /// Method.
    pub method: Method,
    /// Hundredths of a per cent a year.
    pub rate: i64,
    /// Periods.
    pub convention: Convention,
    /// Hundredths of a per cent of the cost that are never charged.
    pub residual: i64,
    /// From this day.
    pub from: Date,
    /// By this order.
    pub order_no: String,
}

/// All rates, by item or asset, the earliest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates(pub BTreeMap<String, Vec<Rate>>);

impl Rates {
    /// Reads what is known at a moment, whatever day it holds from: a past year is charged at the rate of its time.
    pub fn read(register: &dyn ReadRegister, moment: Moment) -> Result<Self, RegisterError> {
        let table = register.definition(RATES)?;
        let mut subjects = Vec::new();
        register.lines(RATES, Moment { as_of: Date::MAX, ..moment }, &mut |line| {
            subjects.push(line.subject);
            ControlFlow::Continue(())
        })?;
        let mut rates = BTreeMap::new();
        for subject in subjects {
            let mut entries = register.entries(RATES, &subject)?;
            entries.retain(|entry| moment.knows(entry.recorded_at));
            let gone: BTreeSet<EntryNo> = entries.iter().filter_map(|entry| entry.supersedes).collect();
            // Of two for one day the later entered counts.
            let mut by_day: BTreeMap<Date, Rate> = BTreeMap::new();
            for entry in entries.iter().filter(|entry| entry.groups != 0 && !gone.contains(&entry.no)) {
                let rate = rate(table, &entry.facts);
                by_day.extend(rate.map(|rate| (rate.from, rate)));
            }
            rates.insert(subject, by_day.into_values().collect());
        }
        Ok(Self(rates))
    }
    /// The rate of an asset on a day: its own, else that of its item.
    pub fn on(&self, id: &str, item: &str, day: Date) -> Option<&Rate> {
        let latest = |of: &str| self.0.get(of)?.iter().rev().find(|rate| rate.from <= day);
        latest(id).or_else(|| latest(item))
    }
}

fn rate(table: &TableDef, facts: &[(u16, Value)]) -> Option<Rate> {
    let value = |key: &str| {
        let no = table.field_no(key)?;
        facts.iter().find(|(known, _)| *known == no).map(|(_, value)| value)
    };
    let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default();
    Some(Rate {
        of: text("of").to_owned(),
        method: Method::read(text("method"))?,
        rate: value("rate").and_then(Value::as_integer).unwrap_or(0),
        convention: Convention::read(text("convention"))?,
        residual: value("residual").and_then(Value::as_integer).unwrap_or(0),
        from: value("from_on").and_then(Value::as_date)?,
        order_no: text("order_no").to_owned(),
    })
}

/// The entry of a rate; the subject is the item or the asset.
pub fn set_rate(register: &dyn ReadRegister, rate: &Rate) -> Result<NewEntry, RegisterError> {
    let said = [
        ("of", Value::text(&rate.of)),
        ("method", Value::text(rate.method.key())),
        ("rate", Value::Percent(rate.rate)),
        ("convention", Value::text(rate.convention.key())),
        ("residual", Value::Percent(rate.residual)),
        ("from_on", Value::Date(rate.from)),
        ("order_no", Value::text(&rate.order_no)),
    ];
    Ok(NewEntry::stating(register.definition(RATES)?, Subject::Known(rate.of.clone()), rate.from, said))
}
