//! Letters and worksheets of an allotment, printed.

use super::{
    CommandError, Console, Office,
    shared::{make_letters, report_words},
};
use crate::{
    catalogue::{Level, Places},
    model::{CooperativeYear, Label},
    reports::{
        allotment_letter::{DrawWorksheet, LetterAuditor, LetterSociety, Ordered, to_auditor, to_society, worksheet},
        from_register,
        letter::{apart, bundled},
    },
};
use std::{collections::BTreeMap, path::PathBuf};

/// What was printed.
pub struct Printed {
    /// Letters to auditors.
    pub auditors: usize,
    /// Letters to societies.
    pub societies: usize,
    /// The files; none with `--dry-run`.
    pub files: Vec<PathBuf>,
}

/// A letter to each auditor of the year's orders, and those to all their societies in one bundle; `only` an order, an auditor.
pub fn print_orders(
    office: &Office,
    console: &mut Console,
    fy: CooperativeYear,
    only: (Option<&str>, Option<&str>),
) -> Result<Printed, CommandError> {
    let (register, moment) = (office.read_register()?, office.moment()?);
    let words = report_words(office, console);
    let places = Places::load(office.files())?;
    let societies = from_register::societies(&register, moment)?;
    let auditors = from_register::auditors(&register, moment)?;
    let known: BTreeMap<&str, LetterAuditor> = auditors
        .iter()
        .map(|row| (row.auditor.as_str(), LetterAuditor { name: row.name.clone(), panel_no: row.panel_no.clone() }))
        .collect();
    let district = |code: Option<i64>| {
        let place = code.and_then(|code| places.get(Level::District, code));
        place.map_or_else(Label::default, |place| place.label())
    };
    let (mut to_auditors, mut to_societies) = (Vec::new(), Vec::new());
    let orders = from_register::orders(&register, fy, &societies, moment)?;
    for (no, order) in
        orders.iter().enumerate().filter(|(_, order)| only.0.is_none_or(|wanted| order.order_no == wanted))
    {
        let about = Ordered {
            office: office.name()?,
            order_no: order.order_no.clone(),
            order_on: order.order_on,
            fy: fy.to_string(),
        };
        let mut given: BTreeMap<&str, Vec<LetterSociety>> = BTreeMap::new();
        for row in order.rows.iter().filter(|row| only.1.is_none_or(|wanted| row.auditor == wanted)) {
            let society = LetterSociety {
                name: row.about.name.clone(),
                reg_no: row.about.reg_no.clone(),
                district: district(row.about.district),
                category: row.about.category.clone(),
            };
            given.entry(&row.auditor).or_default().push(society);
        }
        for (id, societies) in given {
            // An auditor who left the panel since keeps the identity the order named.
            let unnamed = || LetterAuditor { name: Label::either(None, Some(id)), panel_no: String::new() };
            let auditor = known.get(id).cloned().unwrap_or_else(unnamed);
            to_societies.extend(societies.iter().map(|society| to_society(&about, society, &auditor, &words)));
            to_auditors
                .push((format!("allotment-{fy}-{}-{id}", no + 1), to_auditor(&about, &auditor, &societies, &words)));
        }
    }
    if to_auditors.is_empty() {
        return Err(CommandError::not_found("error.allotment.no_orders").with("fy", fy));
    }
    let (auditors, societies) = (to_auditors.len(), to_societies.len());
    let mut letters = apart(to_auditors);
    letters.extend(bundled(&format!("allotment-{fy}-societies"), to_societies));
    let files = make_letters(office, console, letters)?;
    Ok(Printed { auditors, societies, files })
}

/// The worksheet of one society.
pub fn print_worksheet(
    office: &Office,
    console: &mut Console,
    sheet: &DrawWorksheet,
) -> Result<Vec<PathBuf>, CommandError> {
    let words = report_words(office, console);
    make_letters(office, console, apart(vec![(format!("worksheet-{}", sheet.society), worksheet(sheet, &words))]))
}
