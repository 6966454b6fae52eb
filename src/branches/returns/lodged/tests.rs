use super::*;
use crate::{
    branches::returns::{About, extension::Whom},
    catalogue::{Files, ReturnDocuments, ReturnFields, Statutes},
    model::{Paise, Severity},
};
use std::collections::BTreeMap;

fn kinds() -> (Statutes, ReturnDocuments) {
    let files = Files::embedded();
    let statutes = Statutes::load(&files).unwrap();
    let kinds = ReturnDocuments::load(&files, &statutes, &ReturnFields::load(&files).unwrap()).unwrap();
    (statutes, kinds)
}

fn about(number: &str, act: &str) -> About {
    About { reg_no: number.into(), whom: Whom { act: act.into(), class: "pacs".into(), ..Whom::default() } }
}

#[test]
fn a_file_name_tells_a_society_and_a_kind_or_why_not() {
    let (_, kinds) = kinds();
    let societies = BTreeMap::from([
        ("BR-PAT-S-1".to_owned(), about("12/1957", "bihar_1935")),
        ("BR-PAT-S-2".to_owned(), about("12-1957", "bihar_1935")),
        ("BR-PAT-S-3".to_owned(), about("13/1960", "bihar_1935")),
    ]);
    let names = Names::of(&societies);
    let one = |id: &str, kind: &str| Named::One(id.into(), kind.into());
    for stem in ["13-1960_audited_accounts", "13_1960_audited_accounts", "BR-PAT-S-3 audited_accounts"] {
        assert_eq!(names.read(stem, &kinds), one("BR-PAT-S-3", "audited_accounts"), "{stem}");
    }
    assert_eq!(names.read("br-pat-s-1_annual_report", &kinds), one("BR-PAT-S-1", "annual_report"));
    assert!(matches!(names.read("12-1957_annual_report", &kinds), Named::Several(_, ids) if ids.len() == 2));
    assert_eq!(names.read("14-1960_annual_report", &kinds), Named::NoSociety("14-1960".into()));
    assert_eq!(names.read("13-1960_balance", &kinds), Named::NoKind);
}

#[test]
fn what_lies_there_is_held_against_the_law_the_return_and_the_files() {
    let (statutes, kinds) = kinds();
    let societies =
        BTreeMap::from([("A".to_owned(), about("1", "mscs_2002")), ("B".to_owned(), about("2", "bihar_1935"))]);
    let owing = ["A".to_owned(), "B".to_owned()];
    let facts: BTreeMap<String, Facts> = BTreeMap::from([(
        "A".to_owned(),
        Facts::from([
            ("annual_report_attached".to_owned(), Value::Bool(true)),
            ("gb_declaration_attached".to_owned(), Value::Bool(false)),
            ("net_profit".to_owned(), Value::Money(Paise(-5))),
        ]),
    )]);
    let lodged = |society: &str, kind: &str, sha256: &str| Lodged {
        society: society.into(),
        fy: "2024-25".into(),
        kind: kind.into(),
        sha256: sha256.into(),
        ..Lodged::default()
    };
    let mut struck = lodged("A", "audited_accounts", "c");
    struck.struck_on = Some(Date::constant(2025, 10, 1));
    let all = [lodged("A", "gb_declaration", "a"), struck, lodged("B", "annual_report", "b")];
    let mut file = |sha256: &str| if sha256 == "a" { File::Altered("x".into()) } else { File::Missing };
    let checked = check(&kinds, &statutes, &societies, ("2024-25".parse().unwrap(), &owing, &facts), &all, &mut file);
    let told: Vec<(&str, &str, &str, Severity)> = checked
        .findings
        .iter()
        .map(|one| {
            let place = &one.place;
            (place.society.as_deref().unwrap(), &*one.code, place.field.as_deref().unwrap(), one.severity)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("A", "DOC-001", "audited_accounts", Severity::Error),
            ("A", "DOC-002", "annual_report", Severity::Error),
            ("A", "DOC-003", "gb_declaration", Severity::Warning),
            ("A", "DOC-005", "gb_declaration", Severity::Error),
            ("B", "DOC-001", "audited_accounts", Severity::Warning),
            ("B", "DOC-001", "gb_declaration", Severity::Warning),
            ("B", "DOC-004", "annual_report", Severity::Error),
            ("B", "DOC-006", "annual_report", Severity::Info),
        ]
    );
    // A loss asks no plan for a surplus; whether B had one is not known, nor what was asked of it.
    assert_eq!((checked.societies, checked.complete, checked.documents, checked.untold), (2, 0, 2, 2 + 3));
}
