//! Societies as figures are counted for them: name, place, class.

use crate::{
    model::{Label, Line, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// LGD codes of a district and of a block, as far as they are known.
pub type Place = (Option<i64>, Option<i64>);

/// A society.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Society {
    /// Registration number.
    pub reg_no: String,
    /// Name in both languages; one recorded stands for both.
    pub name: Label,
    /// LGD code of its district.
    pub district: Option<i64>,
    /// LGD code of its block.
    pub block: Option<i64>,
    /// Class, a code of `society_class`.
    pub class: String,
    /// Neither cancelled nor being wound up.
    pub stands: bool,
}

impl Society {
    /// Where it is.
    pub fn place(&self) -> Place {
        (self.district, self.block)
    }
    fn of(table: &TableDef, line: &Line) -> Self {
        let value = |key: &str| line.value(table, key);
        let text = |key: &str| value(key).and_then(Value::as_text).unwrap_or_default().to_owned();
        let number = |key: &str| value(key).and_then(Value::as_integer);
        let either = |one: &str, other: &str| if text(one).is_empty() { text(other) } else { text(one) };
        Self {
            reg_no: text("reg_no"),
            name: Label { en: either("name_en", "name_hi"), hi: either("name_hi", "name_en") },
            district: number("district"),
            block: number("block"),
            class: text("class"),
            stands: !matches!(text("status").as_str(), "cancelled" | "under_liquidation"),
        }
    }
}

/// All societies by identity.
pub fn societies(register: &dyn ReadRegister, moment: Moment) -> Result<BTreeMap<String, Society>, RegisterError> {
    let table = register.definition("society")?;
    let mut all = BTreeMap::new();
    register.lines("society", moment, &mut |line| {
        let society = Society::of(table, &line);
        all.insert(line.subject, society);
        ControlFlow::Continue(())
    })?;
    Ok(all)
}
