//! What an officer decided of a conflict, by order.

use super::{super::row::Row, Ground};
use crate::{
    model::{Date, Moment, NewEntry, SourceKey, Subject, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Register of decisions.
pub const CONFLICTS: &str = "auditor_conflict";

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is one.
    Confirmed,
    /// It is none.
    Cleared,
}

impl Decision {
    /// Code of the list `conflict_decision`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Cleared => "cleared",
        }
    }
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Which.
    pub decision: Decision,
    /// The order.
    pub order_no: String,
    /// Its day.
    pub on: Option<Date>,
    /// The reason.
    pub reason: String,
    /// Who entered it.
    pub login: String,
}

/// Auditor, society, ground.
pub type Pair = (String, String, Ground);

/// All decisions in force at a moment, each with the subject of its line.
pub fn decisions(
    register: &dyn ReadRegister,
    moment: Moment,
) -> Result<BTreeMap<Pair, (String, Decided)>, RegisterError> {
    let table = register.definition(CONFLICTS)?;
    let mut all = BTreeMap::new();
    register.lines(CONFLICTS, moment, &mut |line| {
        let row = Row { table, line: &line };
        let text = |key: &str| row.text(key).to_owned();
        if let Some(ground) = Ground::read(row.text("ground")) {
            let confirmed = row.text("decision") == Decision::Confirmed.code();
            let decided = Decided {
                decision: if confirmed { Decision::Confirmed } else { Decision::Cleared },
                order_no: text("order_no"),
                on: row.day("decided_on"),
                reason: text("reason"),
                login: text("login"),
            };
            all.insert((text("auditor"), text("society"), ground), (line.subject.clone(), decided));
        }
        ControlFlow::Continue(())
    })?;
    Ok(all)
}

impl Decided {
    /// The entry; `None` where just so it stands already. A later decision on the same pair follows the earlier one.
    pub fn entry(&self, register: &dyn ReadRegister, of: &Pair, on: Date) -> Result<Option<NewEntry>, RegisterError> {
        let known = decisions(register, Moment::on(Date::MAX))?.remove(of);
        if let Some((_, before)) = &known
            && before.decision == self.decision
            && before.order_no == self.order_no
        {
            return Ok(None);
        }
        let (auditor, society, ground) = of;
        let key = || SourceKey::named(&[CONFLICTS, auditor, society, ground.code()]);
        let subject = known.map_or_else(|| Subject::New(key()), |(subject, _)| Subject::Known(subject));
        let text = |text: &str| if text.is_empty() { Value::Empty } else { Value::text(text) };
        let said = [
            ("auditor", Value::text(auditor)),
            ("society", Value::text(society)),
            ("ground", Value::text(ground.code())),
            ("decision", Value::text(self.decision.code())),
            ("reason", text(&self.reason)),
            ("order_no", text(&self.order_no)),
            ("decided_on", Value::Date(on)),
            ("login", text(&self.login)),
        ];
        Ok(Some(NewEntry::stating(register.definition(CONFLICTS)?, subject, on, said)))
    }
}
