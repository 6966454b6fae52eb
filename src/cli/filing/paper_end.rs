//! After the end of paper: rows of a file that speak of a later day are entered by order only.

use crate::{
    branches::cutover::Watch,
    cli::{CommandError, Exit, Part},
    model::{Finding, Locus, Remark, Severity},
    source::Sheet,
};

/// Why a file is not entered: so many rows speak of a day after paper has ended, and no order lets them in.
pub(super) fn refused(file: &str, watch: &Watch, sheets: &[Sheet]) -> CommandError {
    let (freeze, late) = (&watch.freeze, &watch.late);
    let name = |index: u32| sheets.iter().find(|sheet| sheet.index == index).map_or("", |sheet| sheet.name.as_str());
    let line = |(sheet, row, day): &(u32, u32, crate::model::Date)| {
        Remark::new("sheet '{sheet}', row {row}: {day}").with("sheet", name(*sheet)).with("row", row).with("day", day)
    };
    CommandError::new(Exit::Refused, "error.import.paper_ended")
        .with("file", file)
        .with("rows", late.rows)
        .with("societies", late.societies.len())
        .with("day", freeze.ends_on)
        .with("order", &freeze.order_no)
        .details(late.first.iter().map(line).map(Part::Remark))
}

/// What is told of such rows: let in by an order (CUT-101), or not to be entered without one (CUT-102).
pub(super) fn told(file: &str, watch: &Watch, order: Option<&str>) -> Option<Finding> {
    let (freeze, late) = (&watch.freeze, &watch.late);
    if late.rows == 0 {
        return None;
    }
    let code = if order.is_some() { "CUT-101" } else { "CUT-102" };
    let finding = Finding::new(code, Severity::Warning, Locus::file(file))
        .with("rows", late.rows)
        .with("societies", late.societies.len())
        .with("day", freeze.ends_on)
        .with("end_order", &freeze.order_no);
    Some(match order {
        Some(order) => finding.with("order", order),
        None => finding,
    })
}
