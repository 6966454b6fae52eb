//! Invented societies, auditors and terms the tests of an allotment begin with.

use super::*;
use crate::{
    catalogue::Files,
    model::{CooperativeYear, Date, Instant},
};
use std::collections::BTreeSet;

pub(super) const ON: Date = Date::constant(2025, 5, 1);

pub(super) fn year(text: &str) -> CooperativeYear {
    text.parse().unwrap()
}

pub(super) fn terms(years: u32) -> Terms {
    let policy = Policy::load(&Files::embedded()).unwrap();
    let office =
        OfficeTerms { default_capacity: 20, consecutive_years: years, cooling_years: 1, departmental_every: 0 };
    Terms::new(&policy, year("2024-25"), ON, office, &BTreeSet::from([195, 212, 203]))
}

pub(super) fn society(id: &str) -> SocietyFacts {
    SocietyFacts {
        id: id.into(),
        district: Some(212),
        reg_date: None,
        act: Some("bihar_1935".into()),
        status: Some("functional".into()),
        class: Some("pacs".into()),
        working_capital: None,
        ordered: vec![],
        hindrance: None,
    }
}

pub(super) fn auditor(id: &str) -> AuditorFacts {
    AuditorFacts {
        id: id.into(),
        category: Category::A,
        home: Some(212),
        districts: vec![],
        capacity: 5,
        valid_from: None,
        valid_to: None,
        status: None,
        barred: vec![],
        kind: None,
        absent: vec![],
        fees: 0,
    }
}

pub(super) fn bar(society: &str) -> Bar {
    Bar { society: society.into(), ground: "declared".into() }
}

pub(super) fn audited(society: &mut SocietyFacts, fy: &str, auditor: &str) {
    society.ordered.push(Ordered { fy: year(fy), auditor: auditor.into(), order_no: "7".into(), departmental: false });
}

pub(super) fn draft_of(societies: Vec<SocietyFacts>, auditors: Vec<AuditorFacts>, method: Method) -> Draft {
    let read = ReadAt { as_of: ON, known_on: None::<Instant>, day_no: 3 };
    Draft::make("BR-PAT", read, terms(2), Facts { societies, auditors }, method).unwrap()
}

pub(super) fn mixed() -> (Vec<SocietyFacts>, Vec<AuditorFacts>) {
    let mut societies: Vec<SocietyFacts> = (1..=16).map(|n| society(&format!("S-{n}"))).collect();
    societies[14].status = Some("cancelled".into());
    societies[15].act = Some("mscs_2002".into());
    for (n, one) in societies.iter_mut().enumerate() {
        one.district = Some([212, 195, 203][n % 3]);
        if n % 4 == 0 {
            audited(one, "2023-24", "A-2");
        }
    }
    let mut auditors: Vec<AuditorFacts> = (1..=4).map(|n| auditor(&format!("A-{n}"))).collect();
    for (n, one) in auditors.iter_mut().enumerate() {
        one.home = Some([212, 195][n % 2]);
        one.capacity = 3;
        one.category = [Category::A, Category::C][n % 2];
    }
    auditors[0].barred = ["S-3", "S-7"].map(bar).into();
    (societies, auditors)
}
