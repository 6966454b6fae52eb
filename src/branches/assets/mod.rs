//! Assets of the office and of societies: what they are worth on a day, and how they were found.
//!
//! Their course is a service of the case machine (`catalogue/services/asset.toml`); here is what it does not compute: rates of
//! depreciation as the office dated them ([`Rates`]), book values with every step ([`worked`]), a year over all assets
//! ([`schedule`]), the sheet of a physical verification, what it comes to ([`Found`]), and where it varies from the register.

mod checks;
mod depreciation;
mod rates;
mod schedule;
mod sheet;
mod variance;

pub use checks::{CHECKS, Check, Found, act_of, check_entry, checks, excess_entry};
pub use depreciation::{Held, Lack, Step, Worked, worked};
pub use rates::{Convention, Method, RATES, Rate, Rates, set_rate};
pub use schedule::{Scheduled, Sums, schedule, sums};
pub use sheet::{SheetRow, SheetWords, Told, read_sheet, verification_book};
pub use variance::{Variance, Varies, variances};

use crate::{
    branches::cases::Case,
    model::{Date, Paise, TableDef, Value},
};

/// Stem of the register of assets, and the service of its course.
pub const ASSETS: &str = "asset";

/// A text of an asset; empty where nothing is recorded.
pub fn text<'c>(table: &TableDef, case: &'c Case, key: &str) -> &'c str {
    case.line.value(table, key).and_then(Value::as_text).unwrap_or_default()
}

/// A day of an asset.
pub fn day(table: &TableDef, case: &Case, key: &str) -> Option<Date> {
    case.line.value(table, key).and_then(Value::as_date)
}

/// An amount of an asset.
pub fn money(table: &TableDef, case: &Case, key: &str) -> Option<Paise> {
    case.line.value(table, key).and_then(Value::as_money)
}

/// What depreciation needs of an asset.
pub fn held(table: &TableDef, case: &Case) -> Held {
    let brought = money(table, case, "book_value").zip(day(table, case, "book_value_on"));
    Held {
        id: case.id.clone(),
        item: text(table, case, "item").to_owned(),
        cost: money(table, case, "cost"),
        received_on: day(table, case, "received_on"),
        brought,
        left_on: day(table, case, "disposed_on"),
    }
}
