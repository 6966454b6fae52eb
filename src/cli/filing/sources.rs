//! The file of a batch as it is to be read again: the stored original, with corrected rows in it where they came back.

use crate::{
    cli::{CommandError, Exit, Office, Part},
    migrate::{self, Account, Corrections, NotCorrections, OpenFile},
    register::{BatchRecord, ReadRegister, Register, RegisterError},
};

/// Opens the source of a batch.
pub fn source_of(office: &Office, register: &Register, found: &BatchRecord) -> Result<OpenFile, CommandError> {
    let account = account_of(found);
    if let Some(command) = &account.listed_by {
        return Err(CommandError::new(Exit::Refused, "error.batch.is_list")
            .with("batch", &found.batch.id)
            .with("file", &found.batch.file_name)
            .with("command", command));
    }
    let own = stored(office, &found.batch.sha256, &found.batch.file_name)?;
    match &account.corrects {
        None => Ok(own.laid_out_as(&account)),
        Some(corrects) => {
            let corrected =
                register.batch(&corrects.batch)?.ok_or_else(|| RegisterError::UnknownBatch(corrects.batch.clone()))?;
            let corrections = Corrections::read(&own).map_err(|fault| refused(&own.name, fault))?;
            put_in(office, &corrected, &corrections, &own)
        }
    }
}

/// Is this the batch of a list of events? Its rows are no lines of a register: nothing of it can be read once more.
pub fn is_list(found: &BatchRecord) -> bool {
    account_of(found).listed_by.is_some()
}

/// The original of a batch with corrected rows in it.
pub(super) fn put_in(
    office: &Office,
    corrected: &BatchRecord,
    corrections: &Corrections,
    workbook: &OpenFile,
) -> Result<OpenFile, CommandError> {
    let account = account_of(corrected);
    let original = stored(office, &corrected.batch.sha256, &corrected.batch.file_name)?.laid_out_as(&account);
    Ok(corrections.put_into(&original, &account, workbook, &office.limits()?)?)
}

pub(super) fn account_of(found: &BatchRecord) -> Account {
    serde_json::from_value(found.batch.account.clone()).unwrap_or_default()
}

fn stored(office: &Office, sha256: &str, name: &str) -> Result<OpenFile, CommandError> {
    Ok(migrate::open_stored(&office.source_path(sha256)?, name, &office.limits()?)?)
}

/// The error of a workbook that cannot be taken as corrected rejects.
pub(super) fn refused(file: &str, fault: NotCorrections) -> CommandError {
    match fault {
        NotCorrections::Unstamped => CommandError::new(Exit::Input, "error.rejects.not_ours").with("file", file),
        NotCorrections::Rows(faults) => CommandError::new(Exit::Input, "error.rejects.rows")
            .with("file", file)
            .details(faults.into_iter().map(Part::Remark)),
    }
}
