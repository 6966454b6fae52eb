//! A return that is refused: one line for one fault, all of them below where there are several.

use coop_registry::{
    cli::{CommandError, Exit, Part},
    model::Finding,
};

/// The error of an act on a return that may not be done.
pub fn refused(faults: Vec<Finding>) -> CommandError {
    if let [only] = &faults[..] {
        return CommandError::new(Exit::Refused, "error.return.refused")
            .part("said", Part::Finding(only.clone()))
            .part("todo", Part::ToDo(only.clone()))
            .because_of(faults);
    }
    CommandError::new(Exit::Refused, "error.return.refused_several")
        .with("count", faults.len())
        .details(faults.iter().cloned().map(Part::Finding))
        .because_of(faults)
}
