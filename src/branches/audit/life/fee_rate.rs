//! Which scheme of fees holds in an office: set by order for a class of societies, from a day.

use super::{
    super::row::Row,
    Milli,
    fees::{Figures, Slab},
};
use crate::{
    model::{Date, Moment, NewEntry, Subject, Value},
    register::{ReadRegister, RegisterError},
};
use std::ops::ControlFlow;

/// Stem of the register.
pub const REGISTER: &str = "audit_fee_rate";
/// The subject that holds for every class without one of its own.
pub const ANY: &str = "any";

/// What an order set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeeRate {
    /// Class of society, or `any`.
    pub class: String,
    /// Code of the scheme.
    pub scheme: String,
    /// Figures the office sets itself.
    pub figures: Figures,
    /// From this day nothing is set any more.
    pub ended: bool,
    /// First day it holds.
    pub from: Date,
    /// The order.
    pub order_no: String,
    /// Its day.
    pub order_on: Option<Date>,
    /// Why.
    pub reason: String,
}

/// Slabs as they are typed and kept: `500000:1.50,1000000:1.00,rest:0.15`.
pub fn read_slabs(text: &str) -> Result<Vec<Slab>, String> {
    let mut slabs = Vec::new();
    for part in text.split(',') {
        let (width, rate) = part.trim().split_once(':').ok_or_else(|| part.trim().to_owned())?;
        let next = match width.trim() {
            "rest" => None,
            rupees => Some(rupees.parse::<i64>().map_err(|_| part.trim().to_owned())?),
        };
        slabs.push(Slab { next, rate: Milli::try_from(rate.trim().to_owned()).map_err(|_| part.trim().to_owned())? });
    }
    match super::fees::wrong_slabs(&slabs) {
        None => Ok(slabs),
        Some(_) => Err(text.to_owned()),
    }
}

/// Slabs as [`read_slabs`] reads them.
pub fn written_slabs(slabs: &[Slab]) -> String {
    let one = |slab: &Slab| match slab.next {
        Some(next) => format!("{next}:{}", slab.rate),
        None => format!("rest:{}", slab.rate),
    };
    slabs.iter().map(one).collect::<Vec<_>>().join(",")
}

/// What is set at a moment, class by class; orders taken back are among them.
pub fn rates(register: &dyn ReadRegister, moment: Moment) -> Result<Vec<FeeRate>, RegisterError> {
    let table = register.definition(REGISTER)?;
    let mut found = Vec::new();
    register.lines(REGISTER, moment, &mut |line| {
        let row = Row { table, line: &line };
        let money = |key: &str| row.value(key).as_money();
        let percent = match row.value("percent") {
            Value::Percent(hundredths) => Some(Milli(hundredths * 10)),
            _ => None,
        };
        found.push(FeeRate {
            class: line.subject.clone(),
            scheme: row.text("scheme").to_owned(),
            figures: Figures {
                slabs: read_slabs(row.text("slabs")).unwrap_or_default(),
                percent,
                least: money("least"),
                most: money("most"),
                amount: money("amount"),
            },
            ended: row.value("ended") == &Value::Bool(true),
            from: row.value("from_on").as_date().unwrap_or_default(),
            order_no: row.text("order_no").to_owned(),
            order_on: row.value("order_on").as_date(),
            reason: row.text("reason").to_owned(),
        });
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// What holds for a class: its own order, else the one for any.
pub fn rate_of<'r>(rates: &'r [FeeRate], class: &str) -> Option<&'r FeeRate> {
    let of = |asked: &str| rates.iter().find(|rate| rate.class == asked && !rate.ended);
    of(class).or_else(|| of(ANY))
}

/// The entry of an order; nothing where just that is set from that day by that order.
pub fn set_rate(register: &dyn ReadRegister, new: &FeeRate, login: &str) -> Result<Option<NewEntry>, RegisterError> {
    let known = rates(register, Moment::on(new.from))?;
    if known.iter().any(|rate| FeeRate { order_on: new.order_on, ..rate.clone() } == *new) {
        return Ok(None);
    }
    let money = |sum: Option<crate::model::Paise>| sum.map_or(Value::Empty, Value::Money);
    let figures = &new.figures;
    let said = [
        ("for_class", Value::text(&new.class)),
        ("scheme", Value::text(&new.scheme)),
        ("slabs", Value::text(written_slabs(&figures.slabs))),
        ("percent", figures.percent.map_or(Value::Empty, |percent| Value::Percent(percent.0 / 10))),
        ("least", money(figures.least)),
        ("most", money(figures.most)),
        ("amount", money(figures.amount)),
        ("from_on", Value::Date(new.from)),
        ("ended", if new.ended { Value::Bool(true) } else { Value::Empty }),
        ("order_no", Value::text(&new.order_no)),
        ("order_on", new.order_on.map_or(Value::Empty, Value::Date)),
        ("reason", Value::text(&new.reason)),
        ("login", Value::text(login)),
    ];
    Ok(Some(NewEntry::stating(register.definition(REGISTER)?, Subject::Known(new.class.clone()), new.from, said)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slabs_are_read_as_they_are_written_and_a_class_of_its_own_goes_before_any() {
        let text = "500000:1.5,1000000:1,rest:0.15";
        assert_eq!(written_slabs(&read_slabs(text).unwrap()), text);
        assert!(read_slabs("500000:1.5").is_err() && read_slabs("rest:x").is_err() && read_slabs("").is_err());
        let set = |class: &str, ended| FeeRate { class: class.into(), ended, ..FeeRate::default() };
        let all = [set("any", false), set("pacs", false), set("dairy", true)];
        let of = |class| rate_of(&all, class).map(|rate| rate.class.as_str());
        assert_eq!([of("pacs"), of("dairy"), of("housing")], [Some("pacs"), Some("any"), Some("any")]);
    }
}
