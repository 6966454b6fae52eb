//! The steps from one version of the file to the next: `.sql` files in order, numbered by `PRAGMA user_version`.

use super::{
    RegisterError,
    columns::BOOK,
    current,
    holder::{Holder, placed},
    own_registers::{missing, schema},
    stored::column_type,
};
use crate::model::{Remark, Tables};
use rusqlite::{Connection, TransactionBehavior};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// One step.
#[derive(Clone, Debug)]
pub(super) struct Upgrade {
    pub sql: &'static str,
}

macro_rules! steps {
    ($($file:literal),+ $(,)?) => { &[$(Upgrade { sql: include_str!(concat!("migrations/", $file)) }),+] };
}

/// Every step, in order. A step once released never changes; what changes is a further step.
pub(super) static UPGRADES: &[Upgrade] = steps![
    "0001_ledger.sql",
    "0002_society.sql",
    "0003_office_bearer.sql",
    "0004_annual_return.sql",
    "0005_auditor.sql",
    "0006_audit.sql",
    "0007_place.sql",
    "0008_application.sql",
    "0009_byelaw_amendment.sql",
    "0010_member.sql",
    "0011_membership_appeal.sql",
    "0012_dispute.sql",
    "0013_inspection.sql",
    "0014_surcharge.sql",
    "0015_liquidation.sql",
    "0016_claim.sql",
    "0017_contribution.sql",
    "0018_complaint.sql",
    "0019_elector.sql",
    "0020_nomination.sql",
    "0021_election_result.sql",
    "0022_vacancy.sql",
    "0023_asset.sql",
    "0024_dispatch.sql",
    "0025_file_movement.sql",
    "0026_service_entry.sql",
    "0027_cause_list.sql",
    "0028_order_sheet.sql",
    "0029_share_ledger.sql",
    "0030_audit_past.sql",
    "0031_computerisation.sql",
    "0032_programme_target.sql",
    "0033_case_event.sql",
    "0034_officer.sql",
    "0035_delegation.sql",
    "0036_office_clock.sql",
    "0037_holiday.sql",
    "0038_notice.sql",
    "0039_society_application.sql",
    "0040_dispute_court.sql",
    "0041_stay.sql",
    "0042_byelaw_text.sql",
    "0043_project.sql",
    "0044_member_application.sql",
    "0045_expulsion.sql",
    "0046_election.sql",
    "0047_election_course.sql",
    "0048_supersession.sql",
    "0049_liquidation_course.sql",
    "0050_inspection_course.sql",
    "0051_asset_course.sql",
    "0052_asset_rate_and_check.sql",
    "0053_coverage_target.sql",
    "0054_document.sql",
    "0055_service_and_desk.sql",
    "0056_rule_withdrawal.sql",
    "0060_return_event.sql",
    "0061_finding_waiver.sql",
    "0075_pacs_day.sql",
    "0076_pacs_activity.sql",
    "0077_scheme_target.sql",
    "0080_return_extension.sql",
    "0081_return_default.sql",
    "0085_penalty_rate.sql",
    "0086_return_document.sql",
    "0087_finding_baseline.sql",
    "0099_audit_exclusion.sql",
    "0100_audit_draw.sql",
    "0101_draw_seal.sql",
    "0102_panel.sql",
    "0103_auditor_absence.sql",
    "0104_auditor_interests.sql",
    "0105_audit_life.sql",
    "0106_audit_mark_and_objection.sql",
    "0107_audit_fee_rate.sql",
    "0108_inspection_finding.sql",
    "0109_system_finding.sql",
    "0110_system_certificate.sql",
];

/// `PRAGMA application_id` of a register: the letters `CoRg`.
pub(super) const APPLICATION: i64 = 0x436f_5267;

/// Version of a file, or why it is no register.
pub(super) fn version(connection: &Connection, path: &Path) -> Result<i64, RegisterError> {
    let not = |found: &str| RegisterError::NotARegister { path: path.into(), found: found.into() };
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let application = pragma("application_id").map_err(|cause| match cause.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt) => not("no database at all"),
        _ => RegisterError::from(cause),
    })?;
    if application != APPLICATION {
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
        return Err(not(if tables == 0 { "an empty file" } else { "another program's database" }));
    }
    Ok(pragma("user_version")?)
}

/// Takes the file from its version to the latest, in one transaction; makes the current tables anew if a step was taken.
pub(super) fn upgrade(
    connection: &mut Connection,
    path: &Path,
    tables: &Tables,
    steps: &[Upgrade],
) -> Result<(), RegisterError> {
    if steps_to_take(connection, path, steps)?.is_empty() && missing(connection, tables)?.is_empty() {
        return Ok(());
    }
    let placed = |error: rusqlite::Error| placed(path, error.into());
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(placed)?;
    let _holder = Holder::announce(path, "upgrade of the register");
    // Asked again: while this command waited for the lock, another may have taken the same steps.
    let wanted = steps_to_take(&transaction, path, steps)?;
    let own = missing(&transaction, tables)?;
    if wanted.is_empty() && own.is_empty() {
        return Ok(());
    }
    for step in wanted {
        transaction.execute_batch(step.sql)?;
    }
    for def in own {
        transaction.execute_batch(&schema(def))?;
    }
    transaction.pragma_update(None, "user_version", latest(steps))?;
    check_fields(&transaction, tables)?;
    current::rebuild(&transaction, tables)?;
    transaction.commit().map_err(placed)
}

/// The version a file has after all steps.
pub(super) fn latest(steps: &[Upgrade]) -> i64 {
    i64::try_from(steps.len()).unwrap_or(i64::MAX)
}

/// The steps a file has not taken yet; one that took steps unknown here is refused.
fn steps_to_take<'a>(
    connection: &Connection,
    path: &Path,
    steps: &'a [Upgrade],
) -> Result<&'a [Upgrade], RegisterError> {
    let found = version(connection, path)?;
    let taken = usize::try_from(found).ok();
    taken.and_then(|taken| steps.get(taken..)).ok_or_else(|| RegisterError::NewerFile {
        path: path.into(),
        found,
        known: latest(steps),
    })
}

/// Do the catalogue's fields and the columns of the file meet? All differences at once.
pub(super) fn check_fields(connection: &Connection, tables: &Tables) -> Result<(), RegisterError> {
    let mut differences = Vec::new();
    let mut in_file = BTreeSet::new();
    let mut names = connection.prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%\\_register' ESCAPE '\\' ORDER BY name",
    )?;
    for name in names.query_map([], |row| row.get::<_, String>(0))? {
        let name = name?;
        let stem = name.trim_end_matches("_register").to_owned();
        let Some(def) = tables.get(&stem) else {
            differences
                .push(Remark::new("register {register}: in the file, not in the catalogue").with("register", stem));
            continue;
        };
        let mut columns: BTreeMap<String, String> = BTreeMap::new();
        let mut info = connection.prepare("SELECT name, type FROM pragma_table_info(?1)")?;
        for column in info.query_map([&name], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (key, kind) = column?;
            columns.insert(key, kind);
        }
        for column in BOOK {
            if columns.remove(column).is_none() {
                differences.push(
                    Remark::new("register {register}: column {column} is missing from the file")
                        .with("register", &stem)
                        .with("column", column),
                );
            }
        }
        for field in &def.fields {
            match columns.remove(&field.key) {
                None => differences.push(
                    Remark::new("register {register}: field {field} is not in the file")
                        .with("register", &stem)
                        .with("field", &field.key),
                ),
                Some(kind) if kind != column_type(field.kind) => differences.push(
                    Remark::new(
                        "register {register}: field {field} is {found} in the file, {expected} in the catalogue",
                    )
                    .with("register", &stem)
                    .with("field", &field.key)
                    .with("found", kind)
                    .with("expected", column_type(field.kind)),
                ),
                Some(_) => {}
            }
        }
        for column in columns.keys() {
            differences.push(
                Remark::new("register {register}: column {column} is not in the catalogue")
                    .with("register", &stem)
                    .with("column", column),
            );
        }
        in_file.insert(stem);
    }
    for stem in tables.0.keys().filter(|stem| !in_file.contains(*stem)) {
        differences.push(Remark::new("register {register}: in the catalogue, not in the file").with("register", stem));
    }
    if differences.is_empty() { Ok(()) } else { Err(RegisterError::Fields(differences)) }
}
