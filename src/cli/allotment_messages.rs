//! Who audits whom, told in short messages to auditors and societies; who was relieved by a later order is told that too.

use super::{
    CommandError, Console, Office, desk,
    listing::date_written,
    messages::{self, Message},
};
use crate::{
    branches::notices::NewNotice,
    model::{CooperativeYear, Label, Language, Moment, Value},
    register::{ReadRegister, Register},
    reports::{
        allotment_order::AuditorRow,
        from_register::{self, RecordedOrder},
    },
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
        language: messages::language(office, console),
        auditors: from_register::auditors(&register, moment)?
            .into_iter()
            .map(|one| (one.auditor.clone(), one))
            .collect(),
        addresses: addresses(&register, moment)?,
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
    language: Language,
    auditors: BTreeMap<String, AuditorRow>,
    /// Of societies and auditors, as recorded; never in anything that is published.
    addresses: BTreeMap<String, String>,
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
                let more = [("society", self.called(&row.about.name, &row.about.reg_no, &row.about.society))];
                all.push(self.to_auditor(before, order, "notice.allotment.relieved", &more));
            }
        }
        Ok(())
    }

    fn to_auditor(&self, auditor: &str, order: &RecordedOrder, key: &str, more: &[(&str, String)]) -> Message {
        let case = auditor.to_owned();
        self.message((case, auditor), self.auditor(auditor), order, self.matter(order, key, more))
    }

    fn to_societies(&self, order: &RecordedOrder, all: &mut Vec<Message>) {
        for row in &order.rows {
            let about = &row.about;
            let matter = self.matter(order, "notice.allotment.society", &[("auditor", self.auditor(&row.auditor))]);
            let case = format!("{}/{}", about.society, self.fy);
            let name = self.called(&about.name, &about.reg_no, &about.society);
            all.push(self.message((case, &about.society), name, order, matter));
        }
    }

    fn message(&self, (case, id): (String, &str), addressee: String, order: &RecordedOrder, matter: String) -> Message {
        let address = self.addresses.get(id).cloned().unwrap_or_default();
        let notice = NewNotice { case, addressee, address, matter, ..self.blank.clone() };
        Message { notice, about: order.order_no.clone() }
    }

    /// An auditor who left the panel since keeps the identity the order named.
    fn auditor(&self, id: &str) -> String {
        self.auditors.get(id).map_or_else(|| id.to_owned(), |one| self.called(&one.name, &one.panel_no, id))
    }

    /// Name with its number; the identity where no name is recorded.
    fn called(&self, name: &Label, number: &str, id: &str) -> String {
        let name = match name.in_language(self.language) {
            "" => id,
            name => name,
        };
        if number.is_empty() { name.to_owned() } else { format!("{name} ({number})") }
    }

    fn matter(&self, order: &RecordedOrder, key: &str, more: &[(&str, String)]) -> String {
        let of_order = [
            ("fy", self.fy.to_string()),
            ("order", order.order_no.clone()),
            ("on", order.order_on.map_or_else(|| "–".to_owned(), date_written)),
        ];
        let all = of_order.iter().chain(more).map(|(name, value)| ((*name).to_owned(), value.clone()));
        self.console.texts().sentence(key, &all.collect::<Vec<_>>(), self.language)
    }
}

/// Addresses as recorded, by identity.
fn addresses(register: &dyn ReadRegister, moment: Moment) -> Result<BTreeMap<String, String>, CommandError> {
    let mut all = BTreeMap::new();
    for stem in ["society", "auditor"] {
        let table = register.definition(stem)?;
        register.lines(stem, moment, &mut |line| {
            if let Some(address) = line.value(table, "address").and_then(Value::as_text) {
                all.insert(line.subject.clone(), address.to_owned());
            }
            ControlFlow::Continue(())
        })?;
    }
    Ok(all)
}
