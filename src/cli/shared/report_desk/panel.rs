//! The panel of auditors as it is published.

use super::{ground, name_districts};
use crate::{
    branches::audit::panel::standing::{PanelRow, Standing, panel_on},
    catalogue::Places,
    cleaning::Codes,
    cli::{CommandError, Console, Office, desk},
    model::Label,
    reports::{
        Report,
        auditor_panel::{self, PublishedAuditor},
    },
};

/// Those on the panel on the day asked, and those debarred from it then; who left or comes later is not published.
pub fn auditor_panel(office: &Office, console: &Console) -> Result<Report, CommandError> {
    let (moment, register) = (office.moment()?, office.read_register()?);
    office.run_reads(&register)?;
    let places = Places::load(office.files())?;
    let rows = panel_on(&register, moment, moment.as_of)?;
    let published = rows.iter().filter(|row| {
        matches!(row.standing, Standing::OnPanel | Standing::OnLeave | Standing::Debarred | Standing::Suspended)
    });
    let published: Vec<PublishedAuditor> = published.map(|row| told(row, &places)).collect();
    let mut ground = ground(office, console, &register)?;
    for (code, label) in Codes::load(office.files())?.all("auditor_kind") {
        ground.names.add("auditor_kind", code, label.clone());
    }
    let codes = published.iter().flat_map(|row| row.home.into_iter().chain(row.districts.iter().copied()));
    name_districts(office, &mut ground, codes.collect::<Vec<_>>())?;
    Ok(auditor_panel::build(&published, &ground))
}

fn told(row: &PanelRow, places: &Places) -> PublishedAuditor {
    let off = matches!(row.standing, Standing::Debarred | Standing::Suspended);
    let away = row.away.as_ref().filter(|_| off);
    let parts = row.districts.split([';', ',', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let code = |part: &str| part.parse().ok().or_else(|| desk::district_near(places, part, row.home));
    PublishedAuditor {
        panel_no: row.panel_no.clone(),
        name: Label::either(Some(&row.names[0]), Some(&row.names[1])),
        kind: row.kind.clone(),
        numbers: row.numbers.iter().filter(|one| !one.is_empty()).cloned().collect::<Vec<_>>().join(" / "),
        category: row.category.clone(),
        fee_class: row.fee_class.clone(),
        home: row.home,
        districts: parts.filter_map(code).collect(),
        valid_to: row.valid.1,
        debarred: away.map(|one| (one.from, one.to, one.order_no.clone())),
    }
}
