//! What the register of societies says of those who owe a return.

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
    /// Code of its governing Act.
    pub act: String,
    /// Code of its class.
    pub class: String,
}

/// Every society of the register, by identity.
pub fn societies(register: &dyn ReadRegister, moment: Moment) -> Result<BTreeMap<String, About>, RegisterError> {
    let table = register.definition("society")?;
    let mut all = BTreeMap::new();
    register.lines("society", moment, &mut |line| {
        let text = |key: &str| line.value(table, key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let about = About { reg_no: text("reg_no"), act: text("act"), class: text("class") };
        all.insert(line.subject, about);
        ControlFlow::Continue(())
    })?;
    Ok(all)
}
