//! Who audits whom, told in short messages to auditors and societies; who was relieved by a later order is told that too.

use super::{
    CommandError, Console, Office, desk,
    listing::date_written,
    messages::{self, Message},
};
use crate::{
    branches::notices::NewNotice,
    model::{CooperativeYear, Label, Moment, Value},
    register::{ReadRegister, Register},
    reports::from_register::{self, RecordedOrder},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Whom {
    /// Auditors and societies
    All,
    /// Auditors only
    Auditors,
    /// Societies only
    Societies,
}

/// How many messages there were to give, and the numbers of the new ones.
pub struct Told {
    /// Messages about the orders.
    pub messages: usize,
    /// Numbers of the notices that are new.
    pub numbers: Vec<String>,
}

/// A society or an auditor: how it is called, where it is.
#[derive(Default)]
struct Addressee {
    name: Label,
    number: String,
    address: String,
}

/// Tells auditors and societies of the year's orders; `only` of one order.
pub fn tell(
    office: &Office,
    console: &Console,
    fy: CooperativeYear,
    (only, whom): (Option<&str>, Whom),
) -> Result<Told, CommandError> {
    let act = office.act("coop-audit allotment tell")?;
    let mut register = office.write_register()?;
    let made_at = register.last_day_no()?;
    let moment = Moment::on(office.time().as_of);
    let societies = from_register::societies(&register, moment)?;
    let mut orders = from_register::orders(&register, fy, &societies, moment)?;
    orders.retain(|order| only.is_none_or(|wanted| order.order_no == wanted));
    if orders.is_empty() {
        return Err(CommandError::not_found("error.allotment.no_orders").with("fy", fy));
    }
    let teller = Teller {
        office,
        console,
        fy,
        societies: addressees(&register, "society", "reg_no", moment)?,
        auditors: addressees(&register, "auditor", "panel_no", moment)?,
        blank: NewNotice { issued_on: moment.as_of, login: act.officer.clone(), ..NewNotice::default() },
    };
    let mut all = Vec::new();
    for order in &orders {
        if whom != Whom::Societies {
            teller.to_auditors(order, &mut all);
            teller.to_relieved(&register, order, &mut all)?;
        }
        if whom != Whom::Auditors {
            teller.to_societies(order, &mut all);
        }
    }
    let messages = all.len();
    let numbers = messages::issue(office, console, &mut register, (act, made_at), all)?;
    Ok(Told { messages, numbers })
}

struct Teller<'a> {
    office: &'a Office,
    console: &'a Console,
    fy: CooperativeYear,
    societies: BTreeMap<String, Addressee>,
    auditors: BTreeMap<String, Addressee>,
    /// What every notice has.
    blank: NewNotice,
}

impl Teller<'_> {
    fn to_auditors(&self, order: &RecordedOrder, all: &mut Vec<Message>) {
        // No count stands in it: a later replacement would make another message of it.
        let auditors: BTreeSet<&str> = order.rows.iter().map(|row| row.auditor.as_str()).collect();
        all.extend(auditors.into_iter().map(|one| self.to_auditor(one, order, "notice.allotment.auditor", &[])));
    }

    /// Who held an audit before this order gave it to somebody else.
    fn to_relieved(
        &self,
        register: &Register,
        order: &RecordedOrder,
        all: &mut Vec<Message>,
    ) -> Result<(), CommandError> {
        let held = desk::table(self.office, "audit")?.field_no("auditor");
        // What a draft allotted was nobody's before.
        for row in order.rows.iter().filter(|_| order.drafts.is_empty()) {
            let subject = format!("{}/{}", row.about.society, self.fy);
            let entries = register.entries("audit", &subject)?;
            let holders = entries.iter().filter_map(|entry| {
                let (_, value) = entry.facts.iter().find(|(no, _)| Some(*no) == held)?;
                value.as_text()
            });
            let before = holders.rev().find(|auditor| *auditor != row.auditor);
            if let Some(before) = before {
                let more = [("society", self.called(&self.societies, &row.about.society))];
                all.push(self.to_auditor(before, order, "notice.allotment.relieved", &more));
            }
        }
        Ok(())
    }

    fn to_auditor(&self, auditor: &str, order: &RecordedOrder, key: &str, more: &[(&str, String)]) -> Message {
        let to = self.auditors.get(auditor);
        let notice = NewNotice {
            case: auditor.to_owned(),
            addressee: self.called(&self.auditors, auditor),
            address: to.map_or_else(String::new, |to| to.address.clone()),
            matter: self.matter(order, key, more),
            ..self.blank.clone()
        };
        Message { notice, about: order.order_no.clone() }
    }

    fn to_societies(&self, order: &RecordedOrder, all: &mut Vec<Message>) {
        for row in &order.rows {
            let society = &row.about.society;
            let more = [("auditor", self.called(&self.auditors, &row.auditor))];
            let notice = NewNotice {
                case: format!("{society}/{}", self.fy),
                addressee: self.called(&self.societies, society),
                address: self.societies.get(society).map_or_else(String::new, |to| to.address.clone()),
                matter: self.matter(order, "notice.allotment.society", &more),
                ..self.blank.clone()
            };
            all.push(Message { notice, about: order.order_no.clone() });
        }
    }

    /// Name with its number; the identity where no name is recorded.
    fn called(&self, known: &BTreeMap<String, Addressee>, id: &str) -> String {
        let Some(one) = known.get(id) else { return id.to_owned() };
        let name = match one.name.in_language(messages::language(self.office, self.console)) {
            "" => id,
            name => name,
        };
        if one.number.is_empty() { name.to_owned() } else { format!("{name} ({})", one.number) }
    }

    fn matter(&self, order: &RecordedOrder, key: &str, more: &[(&str, String)]) -> String {
        let of_order = [
            ("fy", self.fy.to_string()),
            ("order", order.order_no.clone()),
            ("on", order.order_on.map_or_else(|| "–".to_owned(), date_written)),
        ];
        let all = of_order.iter().chain(more).map(|(name, value)| ((*name).to_owned(), value.clone()));
        self.console.texts().sentence(key, &all.collect::<Vec<_>>(), messages::language(self.office, self.console))
    }
}

/// All of a register, by identity. A name in one language stands for the other.
fn addressees(
    register: &dyn ReadRegister,
    table: &str,
    number: &str,
    moment: Moment,
) -> Result<BTreeMap<String, Addressee>, CommandError> {
    let definition = register.definition(table)?;
    let mut all = BTreeMap::new();
    register.lines(table, moment, &mut |line| {
        let text = |key: &str| line.value(definition, key).and_then(Value::as_text);
        let one = Addressee {
            name: Label::either(text("name_hi"), text("name_en")),
            number: text(number).unwrap_or_default().to_owned(),
            address: text("address").unwrap_or_default().to_owned(),
        };
        all.insert(line.subject.clone(), one);
        ControlFlow::Continue(())
    })?;
    Ok(all)
}
