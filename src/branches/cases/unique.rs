//! Values that no two subjects of a register share: the tag of an asset, the serial number of a machine.

use super::{gate::fault, service::Service};
use crate::{
    model::{Date, Findings, Moment, Value},
    register::{ReadRegister, RegisterError},
};
use std::{collections::BTreeMap, ops::ControlFlow};

/// Letters and digits of a value, capitals alike: `SN-12 a` and `sn12A` are one number.
fn key(value: &Value) -> Option<String> {
    let letters = value.as_text()?.chars().filter(|c| c.is_alphanumeric() || matches!(c, '\u{0900}'..='\u{097F}'));
    let key: String = letters.flat_map(char::to_uppercase).collect();
    (!key.is_empty()).then_some(key)
}

/// Values told of a subject that another subject has already, of the fields the service keeps apart. All that was ever entered
/// counts, also what has ended; `own` is the subject itself, where it is known.
pub fn taken(
    register: &dyn ReadRegister,
    service: &Service,
    (own, number): (Option<&str>, &str),
    said: &BTreeMap<u16, Value>,
) -> Result<Findings, RegisterError> {
    let told = service.unique.iter().filter_map(|no| Some((*no, said.get(no)?, key(said.get(no)?)?)));
    let told: Vec<(u16, &Value, String)> = told.collect();
    let mut faults = Vec::new();
    if told.is_empty() {
        return Ok(faults);
    }
    let table = register.definition(&service.register)?;
    register.lines(&service.register, Moment::on(Date::MAX), &mut |line| {
        for (no, value, wanted) in told.iter().filter(|_| own != Some(line.subject.as_str())) {
            let theirs = line.values.get(usize::from(*no)).and_then(key);
            if let Some(field) = table.fields.get(usize::from(*no)).filter(|_| theirs.as_ref() == Some(wanted)) {
                let twice = fault("CAS-191", number).with("field", &field.label.en).with("field_hi", &field.label.hi);
                faults.push(twice.with("value", value.as_text().unwrap_or_default()).with("known", &line.subject));
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(faults)
}

#[cfg(test)]
mod tests {
    //! What a service keeps apart, needs, starts anew and gathers, on the one that does all four.

    use super::super::{Case, Counter, Law, Reason, Telling, cases, load, running, set_limit, today};
    use crate::{
        branches::cases::{OfficeLimit, Service},
        catalogue::{Clocks, Files, TimeUnit, load_tables},
        clocks::{Limit, Standing},
        model::{Date, Findings, Instant, Moment, NewEntry, Plan, Value},
        register::MemoryRegister,
    };

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    struct Store {
        register: MemoryRegister,
        service: Service,
        clocks: Clocks,
    }

    impl Store {
        fn new() -> Self {
            let files = Files::embedded();
            let (tables, clocks) = (load_tables(&files).unwrap(), Clocks::load(&files).unwrap());
            let mut services = load(&files, &tables, &clocks).unwrap().into_iter();
            let service = services.find(|service| service.code == "asset").unwrap();
            Self { register: MemoryRegister::new("BR-PAT", tables), service, clocks }
        }
        fn law(&self) -> Law {
            Law::read(&self.register, self.clocks.clone(), &[], Moment::on(Date::MAX)).unwrap()
        }
        fn enter(&mut self, entries: Vec<NewEntry>) {
            let now = Instant::new(jiff::Timestamp::from_second(1_700_000_000).unwrap());
            self.register.apply(&Plan { entries, ..Plan::default() }, now).unwrap();
        }
        fn all(&self) -> Vec<Case> {
            cases(&self.register, &self.service, Moment::on(Date::MAX)).unwrap()
        }
        fn told(on: &str, facts: &[(&str, &str)]) -> Telling {
            let facts = facts.iter().map(|(key, text)| ((*key).to_owned(), Value::text(*text))).collect();
            Telling { on: day(on), login: "asha".into(), order_no: Some("1".into()), facts, ..Telling::default() }
        }
        fn open(&mut self, on: &str, facts: &[(&str, &str)]) -> Findings {
            let law = self.law();
            let (register, service, today) = (&self.register, &self.service, day("2030-01-01"));
            let counter = Counter { register, service, law: &law, today, state: "BR", office_name: "पटना" };
            let opened = counter.open(&Self::told(on, facts)).unwrap();
            self.enter(opened.entries);
            opened.faults
        }
        fn act(&mut self, at: usize, code: &str, on: &str) -> Findings {
            let (law, all) = (self.law(), self.all());
            let (register, service, today) = (&self.register, &self.service, day("2030-01-01"));
            let counter = Counter { register, service, law: &law, today, state: "BR", office_name: "पटना" };
            let done = counter.advance(&all[at], service.act(code).unwrap(), &Self::told(on, &[])).unwrap();
            self.enter(done.entries);
            done.faults
        }
    }

    fn codes(faults: &Findings) -> Vec<&str> {
        faults.iter().map(|fault| fault.code.as_str()).collect()
    }

    #[test]
    fn a_value_kept_apart_is_one_however_it_is_written_and_what_an_act_needs_comes_first() {
        let mut store = Store::new();
        let first = [("item", "computer"), ("owner", "society"), ("tag", "C-1"), ("serial_no", "Sn-०१ a")];
        assert!(store.open("2025-05-01", &first).is_empty());
        let second = [("item", "ups"), ("owner", "society"), ("tag", "c 1"), ("serial_no", "SN०१A")];
        assert_eq!(codes(&store.open("2027-05-01", &second)), ["CAS-191", "CAS-191"]);
        let other = [("item", "ups"), ("owner", "society"), ("tag", "C-2"), ("serial_no", "-")];
        assert!(store.open("2025-05-01", &other).is_empty());
        let third = [("item", "ups"), ("owner", "society"), ("tag", "C-3"), ("serial_no", "–")];
        assert!(store.open("2025-05-01", &third).is_empty(), "a dash is no number");
        assert_eq!(codes(&store.act(0, "condemn", "2025-06-01")), ["CAS-192"]);
        assert!(store.act(0, "verify", "2025-06-01").is_empty());
        assert!(store.act(0, "condemn", "2025-06-02").is_empty());
    }

    #[test]
    fn a_day_starts_a_clock_anew_and_what_is_due_of_one_holder_is_one_line() {
        let mut store = Store::new();
        for tag in ["C-1", "C-2", "C-3"] {
            let holder = if tag == "C-3" { "B" } else { "A" };
            let facts = [("item", "computer"), ("owner", "society"), ("tag", tag), ("holder", holder)];
            assert!(store.open("2025-05-01", &facts).is_empty());
        }
        let limit = Limit { number: 12, unit: TimeUnit::Months, next_working_day: false };
        let own = OfficeLimit { limit, order_no: "V/1".into(), order_on: None };
        let entry = set_limit(&store.register, "IN-AST-05", &own, day("2025-04-01")).unwrap();
        store.enter(vec![entry]);
        let due = |store: &Store, on: &str| {
            let (law, all) = (store.law(), store.all());
            let due = today(&store.service, &all, &law, "BR", (day(on), day(on)));
            due.iter().map(|due| (due.reason.clone(), due.others)).collect::<Vec<_>>()
        };
        assert_eq!(due(&store, "2026-06-01"), [(Reason::Overdue, 1), (Reason::Overdue, 0)]);
        assert!(store.act(0, "verify", "2026-06-02").is_empty());
        assert_eq!(due(&store, "2026-06-03"), [(Reason::Overdue, 0), (Reason::Overdue, 0)]);
        let (law, all) = (store.law(), store.all());
        let clocks = running(&store.service, &all[0], &law, "BR", day("2026-06-03"));
        assert_eq!(
            (clocks[0].course.begun, clocks[0].standing),
            (day("2026-06-02"), Standing::Running(day("2027-06-02")))
        );
        // As of the day before it the verification was none yet.
        let earlier = cases(&store.register, &store.service, Moment::on(day("2026-06-01"))).unwrap();
        let clocks = running(&store.service, &earlier[0], &law, "BR", day("2026-06-01"));
        assert_eq!(clocks[0].course.begun, day("2025-05-01"));
    }
}
