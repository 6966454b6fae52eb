//! Nothing is lost between two desks, wherever a file is on its way.

use super::*;
use crate::{
    branches::{cases::Handover, files::Slip, officers},
    catalogue::{Files, load_tables},
    model::{Instant, NewEntry, Plan},
    register::MemoryRegister,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

struct Office(MemoryRegister);

impl Office {
    fn new() -> Self {
        let mut office = Self(MemoryRegister::new("BR-PAT", load_tables(&Files::embedded()).unwrap()));
        for login in ["asha", "ravi", "usha"] {
            let posting = officers::Posting {
                post: "clerk".into(),
                office_name: "Patna".into(),
                from: day("2025-04-01"),
                to: None,
            };
            let new = officers::NewOfficer { login: login.into(), name: login.into(), posting };
            let entry = officers::add(&office.0, &new).unwrap().unwrap();
            office.write(vec![entry]);
        }
        office
    }
    fn write(&mut self, entries: Vec<NewEntry>) {
        let plan = Plan { entries, ..Plan::default() };
        self.0.apply(&plan, Instant::new(jiff::Timestamp::from_second(1_760_000_000).unwrap())).unwrap();
    }
    fn send(&mut self, file: &str, from: &str, to: &str, at_once: bool) {
        let nth = files(&self.0, Moment::on(Date::MAX))
            .unwrap()
            .iter()
            .find(|one| one.file_no == file)
            .map_or(0, |one| one.movements.len());
        let at = if nth == 0 { "2025-05-01" } else { "2025-05-02" };
        let slip = Slip { to: to.into(), at: at.into(), purpose: "action".into(), at_once, ..Slip::default() };
        let entry = crate::branches::files::moved(&self.0, (file, from), &slip, nth).unwrap();
        self.write(vec![entry]);
    }
    fn desk(&self, login: &str) -> DeskOf {
        desk(&self.0, &[], login, (day("2025-06-01"), &Kind::ALL)).unwrap()
    }
    fn listed(&self, login: &str) -> Vec<Listed> {
        self.desk(login).listed(&[])
    }
}

fn over(to: &str) -> Handover {
    Handover { on: day("2025-06-01"), login: to.into(), to: to.into(), order_no: "9".into(), remark: String::new() }
}

#[test]
fn files_at_the_desk_sent_from_it_and_on_their_way_to_it_all_come_to_the_other() {
    let mut office = Office::new();
    for (file, steps) in [
        ("at/1", &[("asha", true)][..]),
        ("sent/2", &[("asha", true), ("usha", false)]),
        ("coming/3", &[("usha", true), ("asha", false)]),
        ("to-ravi/4", &[("asha", true), ("ravi", false)]),
        ("from-ravi/5", &[("ravi", true), ("asha", false)]),
        ("other/6", &[("usha", true)]),
        ("ravis/7", &[("ravi", true)]),
    ] {
        let mut from = "";
        for (to, at_once) in steps {
            office.send(file, from, to, *at_once);
            from = to;
        }
    }
    let (before, own) = (office.listed("asha"), office.listed("ravi"));
    assert_eq!(before.len(), 5);
    let desk = office.desk("asha");
    assert_eq!(faults_of(&office.0, &[], ("asha", &desk), &over("ravi"), day("2025-06-01")).unwrap(), []);
    let made = entries(&office.0, &[], ("asha", &desk), &over("ravi")).unwrap();
    office.write(made);
    let (accounts, whole) = account(&Kind::ALL, (&before, &own), (&office.listed("asha"), &office.listed("ravi")));
    assert!(whole, "{accounts:?}");
    let of_files = accounts[1];
    assert_eq!((of_files.before, of_files.after, of_files.left, of_files.now_with), (5, 5, 0, 6));
    let all = files(&office.0, Moment::on(Date::MAX)).unwrap();
    let stands = |no: &str| {
        let file = all.iter().find(|file| file.file_no == no).unwrap();
        (file.holder(), file.on_its_way().map(|way| way.to.clone()))
    };
    assert_eq!(stands("at/1"), ("ravi".into(), None));
    assert_eq!(
        stands("sent/2"),
        ("ravi".into(), Some("usha".into())),
        "who took over answers for it until it is acknowledged"
    );
    assert_eq!(stands("coming/3"), ("usha".into(), Some("ravi".into())));
    assert_eq!(stands("to-ravi/4"), ("ravi".into(), None));
    assert_eq!(stands("from-ravi/5"), ("ravi".into(), None));
    // Before the handover all was as it was.
    let then = files(&office.0, Moment::on(day("2025-05-31"))).unwrap();
    let sent = then.iter().find(|file| file.file_no == "sent/2").unwrap();
    assert_eq!((sent.holder(), sent.on_its_way().map(|way| way.to.as_str())), ("asha".into(), Some("usha")));
}

#[test]
fn a_desk_is_not_handed_to_somebody_without_a_posting_nor_before_its_last_movement() {
    let mut office = Office::new();
    office.send("at/1", "", "asha", true);
    let desk = office.desk("asha");
    let codes = |over: &Handover, today: &str| {
        let found = faults_of(&office.0, &[], ("asha", &desk), over, day(today)).unwrap();
        found.into_iter().map(|fault| fault.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&over("stranger"), "2025-06-01"), ["CAS-103"]);
    assert_eq!(codes(&Handover { on: day("2025-03-01"), ..over("ravi") }, "2025-06-01"), ["CAS-107", "MOV-104"]);
    assert_eq!(codes(&over("ravi"), "2025-05-31"), ["CAS-106"]);
    let none = MemoryRegister::new("BR-PAT", load_tables(&Files::embedded()).unwrap());
    let found = faults_of(&none, &[], ("asha", &DeskOf::default()), &over("ravi"), day("2025-06-01")).unwrap();
    assert_eq!(
        found.into_iter().map(|fault| fault.code).collect::<Vec<_>>(),
        ["OFF-101"],
        "no register of officers is kept"
    );
}

#[test]
fn what_is_lost_or_comes_from_elsewhere_breaks_the_account() {
    let one = |id: &str| Listed { kind: Kind::File, id: id.into(), number: id.into(), of: String::new(), on: None };
    let held = |left: &[Listed], taken: &[Listed]| {
        account(&[Kind::File], (&[one("1"), one("2")], &[one("3")]), (left, taken)).1
    };
    assert!(held(&[], &[one("1"), one("2"), one("3")]));
    assert!(!held(&[one("2")], &[one("1"), one("3")]));
    assert!(!held(&[], &[one("1"), one("3")]));
    assert!(!held(&[], &[one("1"), one("2"), one("3"), one("4")]));
}
