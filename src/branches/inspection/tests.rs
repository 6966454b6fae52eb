//! Surcharges held against what was recovered, and against the loss of the report.

use super::*;
use crate::{
    branches::cases::load,
    catalogue::{Clocks, Files, load_tables},
    model::{Date, Instant, NewEntry, Plan, SourceKey, Subject, Tables},
    register::MemoryRegister,
};

fn service(code: &str) -> (Tables, Service) {
    let files = Files::embedded();
    let (tables, clocks) = (load_tables(&files).unwrap(), Clocks::load(&files).unwrap());
    let all = load(&files, &tables, &clocks).unwrap();
    (tables, all.into_iter().find(|service| service.code == code).unwrap())
}

fn line(register: &mut MemoryRegister, tables: &Tables, table: &str, said: &[(&str, Value)]) -> String {
    let table = tables.get(table).unwrap();
    let key = SourceKey::named(&[&table.name, &format!("{said:?}")]);
    let entry = NewEntry::stating(table, Subject::New(key), Date::constant(2025, 1, 1), said.iter().cloned());
    let now = Instant::new(jiff::Timestamp::from_second(1_700_000_000).unwrap());
    register.apply(&Plan { entries: vec![entry], ..Plan::default() }, now).unwrap().subjects.remove(0)
}

#[test]
fn no_more_is_recovered_than_is_owed_and_it_ends_when_all_is() {
    let (tables, surcharge) = service(SURCHARGE);
    let mut register = MemoryRegister::new("BR-PAT", tables.clone());
    let rupees = |amount: i64| Value::Money(Paise(amount * 100));
    let said =
        [("person", Value::text("Ram")), ("amount", rupees(100)), ("interest", rupees(10)), ("recovered", rupees(50))];
    line(&mut register, &tables, SURCHARGE, &said);
    let case = cases(&register, &surcharge, Moment::on(Date::MAX)).unwrap().remove(0);
    let table = tables.get(SURCHARGE).unwrap();
    let codes = |act: &str, now: Option<i64>| {
        let now = now.map(|rupees| Paise(rupees * 100));
        let found = amounts_in_the_way(table, &case, surcharge.act(act).unwrap(), now);
        found.into_iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(owed(table, &case), Paise(11_000));
    assert_eq!(codes("recover", Some(110)), Vec::<String>::new());
    assert_eq!(codes("recover", Some(111)), ["INS-102"]);
    assert_eq!(codes("recover", Some(49)), ["INS-103"]);
    assert_eq!(codes("satisfied", None), ["INS-104"]);
    assert_eq!(codes("hear", None), Vec::<String>::new());
}

#[test]
fn an_inspection_ends_with_its_surcharges_which_are_held_against_the_loss() {
    let (tables, surcharge) = service(SURCHARGE);
    let (_, inspection) = service(INSPECTION);
    let mut register = MemoryRegister::new("BR-PAT", tables.clone());
    let rupees = |amount: i64| Value::Money(Paise(amount * 100));
    let id = line(&mut register, &tables, INSPECTION, &[("order_no", Value::text("3")), ("loss", rupees(500))]);
    let own = [("person", Value::text("Ram")), ("amount", rupees(400)), ("inspection", Value::text(&id))];
    line(&mut register, &tables, SURCHARGE, &own);
    line(&mut register, &tables, SURCHARGE, &[("person", Value::text("Sita")), ("amount", rupees(900))]);
    let case = cases(&register, &inspection, Moment::on(Date::MAX)).unwrap().remove(0);
    let said = |act: &str| {
        let act = inspection.act(act).unwrap();
        let (faults, told) = stands_in_the_way(&register, &surcharge, (&case, act), Moment::on(Date::MAX)).unwrap();
        let codes = |all: Findings| all.into_iter().map(|finding| finding.code).collect::<Vec<_>>();
        (codes(faults), codes(told))
    };
    assert_eq!(said("surcharged"), (vec!["INS-101".to_owned()], vec!["INS-203".to_owned()]));
    assert_eq!(said("no_action"), (vec![], vec!["INS-201".to_owned()]));
    assert_eq!(said("wind_up"), (vec![], vec!["INS-202".to_owned()]));
    assert_eq!(said("direct"), (vec![], vec![]));
}
