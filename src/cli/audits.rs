//! What a command about the life of audits needs of the office's settings.

use super::{CommandError, Exit, Office};
use crate::model::CooperativeYear;

/// The office's first year of arrears of audit, where it set one; exit 4 where that is no year.
pub fn audits_since(office: &Office) -> Result<Option<CooperativeYear>, CommandError> {
    let said = office.settings()?.get("audit.arrears_since").trim();
    if said.is_empty() {
        return Ok(None);
    }
    let wrong = |_| CommandError::new(Exit::Configuration, "error.audit.since").with("found", said);
    said.parse().map(Some).map_err(wrong)
}
