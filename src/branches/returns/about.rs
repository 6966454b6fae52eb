//! What the register of societies says of those who lodge papers.

use super::extension::Whom;
use crate::{
    model::{Moment, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// A society.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Registration number as printed.
    pub reg_no: String,
    /// Its identity, Act, class and place.
    pub whom: Whom,
}

/// Every society of the register, by identity.
pub fn societies(register: &dyn ReadRegister, moment: Moment) -> Result<BTreeMap<String, About>, RegisterError> {
    let table = register.definition("society")?;
    let mut all = BTreeMap::new();
    register.lines("society", moment, &mut |line| {
        let reg_no = line.value(table, "reg_no").and_then(Value::as_text).unwrap_or_default().to_owned();
        let whom = Whom::of(table, &line);
        all.insert(line.subject, About { reg_no, whom });
        ControlFlow::Continue(())
    })?;
    Ok(all)
}
