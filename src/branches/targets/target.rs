//! Targets in force, of the State and of its districts, and the entries that set them.

use super::{Period, Scheme, SchemeUnit, Share};
use crate::{
    model::{Date, Moment, NewEntry, Paise, Subject, Value},
    register::{ReadRegister, RegisterError},
};

/// Stem of the register.
pub const TARGETS: &str = "scheme_target";

/// A target in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// LGD code of the district; `None`: of the State.
    pub district: Option<i64>,
    /// In paise or counts.
    pub figure: u64,
    /// Code of `split_basis`, where it was split.
    pub basis: String,
    /// The order.
    pub order_no: String,
    /// Its day.
    pub order_on: Option<Date>,
}

/// A target to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTarget {
    /// District; `None`: the State.
    pub district: Option<i64>,
    /// In paise or counts.
    pub figure: u64,
    /// How it was split: code of the basis, figure of the district, floor and its reason.
    pub split: Option<(String, Share, String)>,
    /// The order.
    pub order_no: String,
    /// Its day.
    pub order_on: Date,
}

fn subject(scheme: &str, period: Period, district: Option<i64>) -> String {
    let place = district.map_or_else(|| "-".to_owned(), |code| code.to_string());
    format!("{scheme}/{period}/{place}")
}

fn of(
    register: &dyn ReadRegister,
    scheme: &Scheme,
    period: Period,
    district: Option<i64>,
    moment: Moment,
) -> Result<Option<Target>, RegisterError> {
    let table = register.definition(TARGETS)?;
    let Some(line) = register.line(TARGETS, &subject(&scheme.code, period, district), moment)? else { return Ok(None) };
    let value = |key: &str| line.value(table, key);
    let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let figure = match scheme.unit {
        SchemeUnit::Money => value("amount"),
        SchemeUnit::Count => value("units"),
    };
    let figure = figure.and_then(Value::as_integer).and_then(|figure| u64::try_from(figure).ok());
    Ok(figure.map(|figure| Target {
        district,
        figure,
        basis: text("basis"),
        order_no: text("order_no"),
        order_on: value("order_on").and_then(Value::as_date),
    }))
}

/// The State's target of a scheme for a month or a year.
pub fn state_target(
    register: &dyn ReadRegister,
    scheme: &Scheme,
    period: Period,
    moment: Moment,
) -> Result<Option<Target>, RegisterError> {
    of(register, scheme, period, None, moment)
}

/// The targets of its districts, in the order asked.
pub fn district_targets(
    register: &dyn ReadRegister,
    scheme: &Scheme,
    period: Period,
    districts: &[i64],
    moment: Moment,
) -> Result<Vec<Target>, RegisterError> {
    let mut found = Vec::new();
    for district in districts {
        found.extend(of(register, scheme, period, Some(*district), moment)?);
    }
    Ok(found)
}

/// The entry of a target; a later order for the same scheme, time and place is a further entry that rules from its day. `None`: it stands
/// so already, by the same order.
pub fn entry_of(
    register: &dyn ReadRegister,
    scheme: &Scheme,
    period: Period,
    new: &NewTarget,
) -> Result<Option<NewEntry>, RegisterError> {
    let table = register.definition(TARGETS)?;
    let subject = subject(&scheme.code, period, new.district);
    let before = of(register, scheme, period, new.district, Moment::on(Date::MAX))?;
    let basis = new.split.as_ref().map_or("", |(basis, ..)| basis);
    let same = |old: &Target| {
        (old.figure, old.basis.as_str(), old.order_no.as_str()) == (new.figure, basis, new.order_no.as_str())
    };
    if before.as_ref().is_some_and(same) {
        return Ok(None);
    }
    // Not before what it changes, or the earlier figure would rule on.
    let earlier = register.entries(TARGETS, &subject)?;
    let from = earlier.iter().map(|entry| entry.effective_from).chain([new.order_on]).max().unwrap_or(new.order_on);
    let figure = i64::try_from(new.figure).unwrap_or(i64::MAX);
    let (amount, units) = match scheme.unit {
        SchemeUnit::Money => (Value::Money(Paise(figure)), Value::Empty),
        SchemeUnit::Count => (Value::Empty, Value::Integer(figure)),
    };
    let mut said = vec![
        ("scheme", Value::text(&scheme.code)),
        ("from_on", Value::Date(period.from)),
        ("to_on", Value::Date(period.to)),
        ("district", new.district.map_or(Value::Empty, Value::Integer)),
        ("amount", amount),
        ("units", units),
        ("order_no", Value::text(&new.order_no)),
        ("order_on", Value::Date(new.order_on)),
    ];
    if let Some((basis, share, reason)) = &new.split {
        let whole = |figure: u64| if scheme.unit == SchemeUnit::Money { figure / 100 } else { figure };
        said.push(("basis", Value::text(basis)));
        said.push(("weight", Value::count(share.weight)));
        said.push(("floor", if share.floor > 0 { Value::count(whole(share.floor)) } else { Value::Empty }));
        said.push(("floor_reason", if share.floor > 0 { Value::text(reason) } else { Value::Empty }));
    }
    Ok(Some(NewEntry::stating(table, Subject::Known(subject), from, said)))
}
