//! Members over a register in memory: who may join, who votes, what the ledger comes to.

use super::*;
use crate::{
    branches::cases::Law,
    catalogue::{Clocks, Files, load_tables},
    model::{Date, Findings, Instant, Moment, NewEntry, Paise, Plan, SourceKey, Subject, Value},
    register::{MemoryRegister, ReadRegister},
};

const SOCIETY: &str = "BR-PAT-S-1";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn codes(findings: &Findings) -> Vec<&str> {
    findings.iter().map(|one| one.code.as_str()).collect()
}

/// A PACS of Bihar with members as a book brought them.
struct Office {
    register: MemoryRegister,
    norms: Norms,
    clocks: Clocks,
}

impl Office {
    fn new() -> Self {
        let files = Files::embedded();
        let mut register = MemoryRegister::new("BR-PAT", load_tables(&files).unwrap());
        let table = register.definition("society").unwrap();
        let said = [
            ("reg_no", Value::text("5")),
            ("class", Value::text("pacs")),
            ("act", Value::text("bihar_1935")),
            ("status", Value::text("functional")),
        ];
        let entry = NewEntry::stating(table, Subject::New(SourceKey::named(&["s"])), day("2000-01-01"), said);
        enter(&mut register, vec![entry]);
        Self { register, norms: Norms::load(&files).unwrap(), clocks: Clocks::load(&files).unwrap() }
    }
    fn add(&mut self, table: &str, on: &str, said: &[(&str, Value)]) {
        let def = self.register.definition(table).unwrap();
        let key = SourceKey::named(&[table, &format!("{said:?}")]);
        let said = said.iter().map(|(key, value)| (*key, value.clone())).chain([("society", Value::text(SOCIETY))]);
        let entry = NewEntry::stating(def, Subject::New(key), day(on), said);
        enter(&mut self.register, vec![entry]);
    }
    fn member(&mut self, no: &str, name: &str, further: &[(&str, Value)]) {
        let own = [
            ("member_no", Value::text(no)),
            ("name", Value::text(name)),
            ("guardian", Value::text("मोहन लाल")),
            ("admitted_on", Value::Date(day("2010-04-01"))),
        ];
        self.add(MEMBERS, "2010-04-01", &[&own[..], further].concat());
    }
    fn members(&self) -> Vec<Member> {
        members(&self.register, SOCIETY, Moment::on(Date::MAX)).unwrap()
    }
    fn law(&self) -> Law {
        Law::read(&self.register, self.clocks.clone(), &[], Moment::on(Date::MAX)).unwrap()
    }
    fn joining(&self, (act, class): (&str, &str), on: &str, who: &Candidate) -> (Findings, Findings) {
        let (members, law) = (self.members(), self.law());
        joining(
            &Joining { norms: &self.norms, law: &law, act, class, members: &members, on: day(on), number: "1" },
            who,
        )
    }
    /// Deals, and enters it where nothing stands in its way; the codes of what did, and of what was told.
    fn deal(&mut self, deed: Deed, from: &str, to: Option<&str>, told: &Told) -> (Vec<String>, Vec<String>) {
        let members = self.members();
        let (accounts, _) = accounts(&self.register, SOCIETY, &members, Moment::on(Date::MAX)).unwrap();
        let of = Dealing {
            register: &self.register,
            society: SOCIETY,
            act: "bihar_1935",
            capital: None,
            members: &members,
            accounts: &accounts,
            norms: &self.norms,
            today: day("2026-01-31"),
        };
        let find = |no: &str| members.iter().find(|member| member.no == no).unwrap();
        let (entries, faults, warnings) = dealt(&of, deed, (find(from), to.map(find)), told).unwrap();
        assert_eq!(entries.is_empty(), !faults.is_empty(), "nothing half-written");
        if faults.is_empty() {
            enter(&mut self.register, entries);
        }
        let owned = |all: Findings| all.into_iter().map(|one| one.code).collect();
        (owned(faults), owned(warnings))
    }
    fn held(&self, no: &str) -> (i64, i64, Option<i64>) {
        let members = self.members();
        let (accounts, _) = accounts(&self.register, SOCIETY, &members, Moment::on(Date::MAX)).unwrap();
        let registered = members.iter().find(|member| member.no == no).and_then(|member| member.shares);
        (accounts[no].shares, accounts[no].amount.0, registered)
    }
}

fn enter(register: &mut MemoryRegister, entries: Vec<NewEntry>) {
    let now = Instant::new(jiff::Timestamp::from_second(1_700_000_000).unwrap());
    register.apply(&Plan { entries, ..Plan::default() }, now).unwrap();
}

fn told(on: &str, shares: i64, rupees: Option<i64>) -> Told {
    let amount = rupees.and_then(Paise::from_rupees);
    Told { on: day(on), shares, amount, login: "asha".into(), ..Told::default() }
}

fn who(name: &str, dob: Option<&str>) -> Candidate {
    Candidate {
        name: name.into(), guardian: "मोहन लाल".into(), dob: dob.map(day), ..Candidate::default()
    }
}

#[test]
fn an_age_bars_where_it_was_sourced_and_is_told_as_unsourced_elsewhere() {
    let office = Office::new();
    let pacs = ("bihar_1935", "pacs");
    let young = who("राम", Some("2008-01-31"));
    let (faults, _) = office.joining(pacs, "2026-01-30", &young);
    assert_eq!(codes(&faults), ["MEM-101"]);
    assert!(faults[0].args.iter().any(|(key, value)| key == "basis" && value.contains("BR-MEM-07")), "{faults:?}");
    assert_eq!(office.joining(pacs, "2026-01-31", &young), (Vec::new(), Vec::new()), "of age on the birthday");
    let warned = |law, dob| office.joining(law, "2026-01-30", &who("राम", dob));
    assert_eq!(codes(&warned(("mp_1960", "dairy"), Some("2008-01-31")).1), ["MEM-201"], "not sourced");
    assert_eq!(codes(&warned(("bihar_1935", "dairy"), Some("2008-01-31")).1), ["MEM-202"], "seen of PACS only");
    assert_eq!(codes(&warned(pacs, None).1), ["MEM-203"]);
    let sentenced = Candidate { sentence_ended_on: Some(day("2021-01-30")), ..who("राम", Some("1980-01-01")) };
    assert_eq!(codes(&office.joining(pacs, "2026-01-30", &sentenced).0), ["MEM-102"]);
    assert_eq!(codes(&office.joining(pacs, "2026-01-31", &sentenced).0), Vec::<&str>::new());
}

#[test]
fn the_same_person_is_told_across_scripts_and_an_expulsion_bars() {
    let mut office = Office::new();
    office.member("1", "सीता देवी", &[]);
    let gone = [("ceased_on", Value::Date(day("2022-05-01"))), ("cease_reason", Value::text("expulsion"))];
    office.member("2", "रमेश साह", &gone);
    let same = Candidate { guardian: "Mohan Lal".into(), ..who("Sita Devi", Some("1980-01-01")) };
    assert_eq!(codes(&office.joining(("bihar_1935", "pacs"), "2026-01-30", &same).1), ["MEM-204"]);
    let elsewhere =
        Candidate { guardian: "सोहन लाल".into(), ..who("सीता देवी", Some("1980-01-01")) };
    assert_eq!(office.joining(("bihar_1935", "pacs"), "2026-01-30", &elsewhere), (Vec::new(), Vec::new()));
    let back = who("रमेश साह", Some("1980-01-01"));
    assert_eq!(codes(&office.joining(("mp_1960", "dairy"), "2026-01-30", &back).0), ["MEM-103"], "six years in MP");
    assert_eq!(codes(&office.joining(("mp_1960", "dairy"), "2028-05-02", &back).0), Vec::<&str>::new());
    assert_eq!(codes(&office.joining(("bihar_1935", "pacs"), "2026-01-30", &back).0), Vec::<&str>::new());
    assert_eq!(next_no(&office.members()).as_deref(), Some("3"));
}

#[test]
fn an_heir_follows_a_member_who_died() {
    let mut office = Office::new();
    office.member("1", "सीता देवी", &[]);
    let died = [("ceased_on", Value::Date(day("2025-05-01"))), ("cease_reason", Value::text("death"))];
    office.member("2", "रमेश साह", &[&died[..], &[("nominee", Value::text("कमला देवी"))]].concat());
    let heir = |of: &str, name: &str| Candidate { heir_of: of.into(), ..who(name, Some("1980-01-01")) };
    let held = |who: &Candidate| office.joining(("bihar_1935", "pacs"), "2026-01-30", who);
    assert_eq!(codes(&held(&heir("9", "कमला देवी")).0), ["MEM-105"]);
    assert_eq!(codes(&held(&heir("1", "कमला देवी")).0), ["MEM-106"]);
    assert_eq!(held(&heir("2", "Kamla Devi")), (Vec::new(), Vec::new()));
    assert_eq!(codes(&held(&heir("2", "विमला देवी")).1), ["MEM-205"]);
}

#[test]
fn a_roll_has_the_members_of_the_day_and_says_why_they_vote_or_not() {
    let mut office = Office::new();
    let kind = |code: &str| ("kind", Value::text(code));
    office.member("10", "क", &[kind("ordinary")]);
    office.member("9", "ख", &[kind("nominal")]);
    office.member("11", "ग", &[kind("ordinary"), ("vote", Value::Bool(false))]);
    office.member("12", "घ", &[]);
    office.member("13", "ङ", &[kind("ordinary"), ("ceased_on", Value::Date(day("2020-01-01")))]);
    let members = office.members();
    let votes = |act: &str, on: &str| {
        let all = roll(&members, &Default::default(), (&office.norms, act), day(on));
        all.iter().map(|one| (one.member.no.clone(), one.vote.may, one.vote.reason)).collect::<Vec<_>>()
    };
    let told = |no: &str, may, reason| (no.to_owned(), may, reason);
    assert_eq!(
        votes("bihar_1935", "2020-01-01"),
        [
            told("9", None, "kind_not_sourced"),
            told("10", Some(true), "ordinary"),
            told("11", Some(false), "register"),
            told("12", None, "kind_not_recorded"),
        ]
    );
    assert_eq!(votes("mscs_2002", "2020-01-01")[0], told("9", Some(false), "kind"));
    assert_eq!(votes("bihar_1935", "2019-12-31").len(), 5, "the day before the membership ended");
    assert_eq!(votes("bihar_1935", "2010-03-31"), []);
    let all = roll(&members, &Default::default(), (&office.norms, "bihar_1935"), day("2020-01-01"));
    let of = |code: &str, count| Count { by: "kind", code: code.into(), count };
    assert_eq!(counts(&all)[..3], [of("", 1), of("nominal", 1), of("ordinary", 2)]);
}

#[test]
fn shares_move_between_members_and_never_below_nothing() {
    let mut office = Office::new();
    office.member("1", "सीता देवी", &[("shares", Value::Integer(5)), ("share_amount", Value::Money(Paise(5_000)))]);
    office.member("2", "रमेश साह", &[]);
    let gone = [("ceased_on", Value::Date(day("2020-01-01"))), ("cease_reason", Value::text("death"))];
    office.member("3", "हरि", &gone);
    let none = Vec::<String>::new();
    assert_eq!(office.held("1"), (5, 5_000, Some(5)), "as the register of members has it");
    let told_of_limit = (none.clone(), vec!["MEM-209".to_owned()]);
    assert_eq!(office.deal(Deed::Allot, "1", None, &told("2026-01-10", 4, Some(40))), told_of_limit);
    assert_eq!(office.held("1"), (9, 9_000, Some(9)), "what was held came in with the first entry");
    assert_eq!(office.deal(Deed::Allot, "1", None, &told("2026-01-10", 4, None)).0, ["MEM-116"]);
    let over = office.deal(Deed::Redeem, "1", None, &told("2026-01-10", 10, None));
    assert_eq!(over.0, ["MEM-114"]);
    assert_eq!(office.deal(Deed::Transfer, "1", Some("3"), &told("2026-01-10", 2, None)).0, ["MEM-113"]);
    assert_eq!(office.deal(Deed::Transfer, "1", Some("1"), &told("2026-01-10", 2, None)).0, ["MEM-117"]);
    assert_eq!(office.deal(Deed::Transfer, "1", Some("2"), &told("2026-01-11", 2, None)), told_of_limit);
    assert_eq!((office.held("1"), office.held("2")), ((7, 7_000, Some(7)), (2, 2_000, Some(2))));
    assert_eq!(office.deal(Deed::Redeem, "2", None, &told("2026-01-10", 1, None)).0, ["MEM-115"], "behind a later one");
    let both = office.deal(Deed::Redeem, "2", None, &told("2026-02-01", 0, Some(0)));
    assert_eq!(both.0, ["CAS-106", "MEM-112"], "all faults in one pass");
    assert_eq!(office.deal(Deed::Redeem, "2", None, &told("2026-01-12", 2, None)), (none.clone(), none));
    assert_eq!(office.held("2"), (0, 0, Some(0)));
    let members = office.members();
    let (accounts, findings) = accounts(&office.register, SOCIETY, &members, Moment::on(Date::MAX)).unwrap();
    assert_eq!(codes(&findings), Vec::<&str>::new(), "ledger and register of members go together");
    let (shares, amount, told) = against_capital(&accounts, SOCIETY, Some(Paise(8_000)));
    assert_eq!((shares, amount, told.unwrap().code.as_str()), (7, Paise(7_000), "MEM-306"));
    assert_eq!(against_capital(&accounts, SOCIETY, Some(Paise(7_000))).2, None);
}

#[test]
fn a_book_that_does_not_add_up_is_told() {
    let mut office = Office::new();
    office.member("1", "सीता देवी", &[("shares", Value::Integer(5)), ("share_amount", Value::Money(Paise(5_000)))]);
    let row = |no: &str, on: &str, kind: &str, further: &[(&'static str, i64)]| {
        let head = [("member_no", Value::text(no)), ("entry_on", Value::Date(day(on))), ("kind", Value::text(kind))];
        let values = further.iter().map(|(key, number)| match key.starts_with("amount") {
            true => (*key, Value::Money(Paise(*number))),
            false => (*key, Value::Integer(*number)),
        });
        head.into_iter().chain(values).collect::<Vec<_>>()
    };
    office.add(
        LEDGER,
        "2015-04-01",
        &row("1", "2015-04-01", "opening", &[("shares_balance", 3), ("amount_balance", 3_000)]),
    );
    office.add(
        LEDGER,
        "2016-04-01",
        &row("1", "2016-04-01", "allotment", &[("shares_in", 2), ("amount_in", 2_000), ("shares_balance", 6)]),
    );
    office.add(LEDGER, "2016-05-01", &row("7", "2016-05-01", "refund", &[("shares_out", 1), ("amount_out", 1_000)]));
    let members = office.members();
    let (accounts, findings) = accounts(&office.register, SOCIETY, &members, Moment::on(Date::MAX)).unwrap();
    assert_eq!((accounts["1"].shares, accounts["1"].amount), (5, Paise(5_000)), "a balance brought in counts");
    assert_eq!(codes(&findings), ["MEM-303", "MEM-302", "MEM-304"]);
}

#[test]
fn a_membership_ends_with_everything_that_stands_in_its_way_told_at_once() {
    let mut office = Office::new();
    office.member("1", "सीता देवी", &[("shares", Value::Integer(5)), ("share_amount", Value::Money(Paise(5_000)))]);
    let members = office.members();
    let (accounts, _) = accounts(&office.register, SOCIETY, &members, Moment::on(Date::MAX)).unwrap();
    let ending = |reason: &str, on: &str| {
        let about = (SOCIETY, &members[0], accounts.get("1"));
        faults_of_ending(&office.register, about, (reason, day(on)), ("asha", day("2026-01-31"))).unwrap()
    };
    assert_eq!(codes(&ending("expulsion", "2010-03-31").0), ["MEM-107", "MEM-119"]);
    assert_eq!(codes(&ending("society_cancelled", "2026-02-01").0), ["CAS-106", "MEM-120"]);
    assert_eq!(codes(&ending("transfer", "2026-01-31").0), ["MEM-121"]);
    let (faults, warnings) = ending("death", "2026-01-30");
    assert_eq!((codes(&faults), codes(&warnings)), (Vec::new(), vec!["MEM-210"]));
    let entry = ended(&office.register, &members[0], ("death", day("2026-01-30")), Some("मृत्यु")).unwrap();
    enter(&mut office.register, vec![entry]);
    let now = &office.members()[0];
    assert!(now.is_on(day("2026-01-29")) && !now.is_on(day("2026-01-30")));
    assert_eq!((now.name.as_str(), now.shares), ("सीता देवी", Some(5)), "what stands beside it goes on");
}

#[test]
fn two_entries_of_one_person_are_told_and_two_thirds_are_enough() {
    let mut office = Office::new();
    office.member("1", "सीता देवी", &[("identity_no", Value::text("XXXX XXXX 1234 #9f3a"))]);
    office.member("2", "Sita Devi", &[("address", Value::text("रामपुर"))]);
    office.member("3", "गीता देवी", &[("identity_no", Value::text("XXXX XXXX 1234 #9f3a"))]);
    let members = office.members();
    let told = doubles(&members, day("2026-01-30"));
    let about: Vec<Option<&str>> = told.iter().map(|one| one.place.society.as_deref()).collect();
    assert_eq!(about, [Some("3")], "the village of one and none of the other is not enough for a list");
    let law = office.law();
    let of = Joining {
        norms: &office.norms,
        law: &law,
        act: "mscs_2002",
        class: "bank",
        members: &members,
        on: day("2026-01-30"),
        number: "1",
    };
    assert_eq!(majority(&of, 2, 3), None);
    assert_eq!(majority(&of, 199, 300).map(|told| told.code).as_deref(), Some("MEM-208"));
    assert_eq!(majority(&of, 1, 0), None, "nobody voted: nothing to compare");
}
