//! What a wrong file is told.

use super::*;
use crate::catalogue::load_tables;

const REGISTRATION: &str = "services/registration.toml";

fn faults_of(text: &str) -> Vec<String> {
    faults_in("registration", text)
}

fn faults_in(code: &str, text: &str) -> Vec<String> {
    let files = Files::embedded();
    let (tables, clocks) = (load_tables(&files).unwrap(), Clocks::load(&files).unwrap());
    let codes = Codes::load(&files).unwrap();
    match read(&format!("services/{code}.toml"), code, text, &tables, &clocks, &codes) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn every_service_of_the_catalogue_loads() {
    let files = Files::embedded();
    let (tables, clocks) = (load_tables(&files).unwrap(), Clocks::load(&files).unwrap());
    let services = load(&files, &tables, &clocks).unwrap();
    assert!(services.iter().any(|service| service.code == "registration" && service.stages.len() == 8));
}

#[test]
fn what_is_wrong_with_a_service_is_told_with_file_and_line() {
    let text = Files::embedded().text(REGISTRATION).unwrap().into_owned();
    assert_eq!(faults_of(&text), Vec::<String>::new());
    let line_of = |part: &str| text[..text.find(part).unwrap()].matches('\n').count() + 1;
    for (was, now, said, line) in [
        (
            "from = [\"received\"]\nto = \"scrutiny\"",
            "from = [\"recieved\"]\nto = \"scrutiny\"",
            "no stage 'recieved'",
            0,
        ),
        (
            "from = [\"scrutiny\"]\nto = \"inquiry\"",
            "from = [\"scrutiny\"]\nto = \"scrutiny\"",
            "stage 'inquiry' cannot be reached by any act",
            0,
        ),
        ("[\"BR-REG-02\"]", "[\"BR-REG-99\"]", "no clock BR-REG-99 in clocks.csv", line_of("[\"BR-REG-02\"]")),
        ("[\"BR-REG-02\"]", "[\"BR-REG-01\"]", "BR-REG-01 is no clock but a figure (10 persons)", 0),
        ("bihar_1935 = \"BR-REG-01\"", "bihar_1935 = \"BR-REG-02\"", "BR-REG-02 is a clock, no figure", 0),
        (
            "decision = \"refused\", decided_on",
            "decision = \"rejected\", decided_on",
            "decision: 'rejected' is nothing this field can be set to",
            0,
        ),
        (
            "power = \"registration\"\nsets",
            "power = \"everything\"\nsets",
            "'everything' is no code of the list power",
            0,
        ),
        ("ends = [\"query\",", "ends = [\"ask\",", "no act 'ask'", 0),
        (
            "title = \"proposed_name\"",
            "title = \"name\"",
            "the register application has no field 'name'",
            line_of("title ="),
        ),
    ] {
        assert!(text.contains(was), "{was}");
        let faults = faults_of(&text.replacen(was, now, 1));
        let place = if line > 0 { format!("line {line}: {said}") } else { format!(": {said}") };
        assert!(faults.iter().any(|fault| fault.contains(&place)), "{said}: {faults:?}");
    }
    let no_source = text.replacen("source = \"practice; no provision was seen\"\n", "", 1);
    assert!(faults_of(&no_source).iter().any(|fault| fault.contains("act 'withdraw' has no source")));
}

#[test]
fn what_is_wrong_with_hearings_and_limitation_is_told_too() {
    let path = "services/dispute.toml";
    let files = Files::embedded();
    let text = files.text(path).unwrap().into_owned();
    let (tables, clocks) = (load_tables(&files).unwrap(), Clocks::load(&files).unwrap());
    let codes = Codes::load(&files).unwrap();
    let faults = |text: &str| match read(path, "dispute", text, &tables, &clocks, &codes) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(ToString::to_string).collect::<Vec<_>>(),
    };
    assert_eq!(faults(&text), Vec::<String>::new());
    for (was, now, said) in [
        ("court = \"court\"", "court = \"room\"", "the register dispute has no field 'room'"),
        ("staff = \"MP-DIS-01\"", "stuff = \"MP-DIS-01\"", "'stuff' is no code of the field subject_matter"),
        ("staff = \"MP-DIS-01\"", "staff = \"MP-DIS-05\"", "MP-DIS-05 is no clock"),
        ("staff = \"MP-DIS-01\"", "staff = \"MP-DIS-99\"", "no clock MP-DIS-99 in clocks.csv"),
        ("acts = [\"admit\"]", "acts = [\"allow\"]", "no act 'allow'"),
        ("mp_1960 = \"MP-DIS-05\"", "mp_1960 = \"MP-DIS-01\"", "MP-DIS-01 is no figure of clocks.csv"),
        ("touches = [\"recovery\"]", "touches = [\"money\"]", "'money' is no code of the list stay_kind"),
        ("purpose = \"reply\"", "purpose = \"talk\"", "'talk' is no code of the list hearing_purpose"),
        (
            "requires = [\"adjourn_reason\", \"adjourned_by\"]",
            "requires = [\"adjourn_reason\", \"uploaded_on\"]",
            "'uploaded_on' is required and not asked for",
        ),
        ("condoned = \"yes\"", "condoned = \"perhaps\"", "condoned: 'perhaps' is nothing this field can be set to"),
        ("any = [\"member\",", "any = [\"friend\",", "'friend' is no code of the list party_kind"),
        (
            "[hearing]\ncourt = \"court\"\nparties = [\"plaintiff\", \"defendant\"]\n",
            "",
            "an act with a sheet, and the service has no hearings",
        ),
    ] {
        assert!(text.contains(was), "{was}");
        let told = faults(&text.replacen(was, now, 1));
        assert!(told.iter().any(|fault| fault.contains(said)), "{said}: {told:?}");
    }
}

#[test]
fn kinds_ages_acts_after_the_end_and_other_registers_are_held_against_the_rest() {
    let text = Files::embedded().text("services/complaint.toml").unwrap().into_owned();
    assert_eq!(faults_in("complaint", &text), Vec::<String>::new());
    for (was, now, said) in [
        ("ages = [15, 30", "ages = [15, 15", "ages: 15 does not lie above 15"),
        ("classes = [\"housing\"]", "classes = [\"houses\"]", "'houses' is no code of the list society_class"),
        ("hi = \"सामान्य\"", "hi = \"सामान्य\"\nfields = [\"plot\"]", "kind 'general': the last kind, and it alone,"),
        ("category = [\"expulsion\"", "category = [\"exile\"", "category: 'exile' is nothing this field can be"),
        ("is_member = [\"yes\"]", "member = [\"yes\"]", "the register complaint has no field 'member'"),
        ("act = \"refer\"", "act = \"point\"", "no act 'point'"),
        ("mp_1960 = [\"MP-DIS-02\"", "mp_1960 = [\"MP-DIS-99\"", "no line MP-DIS-99 in clocks.csv"),
        (
            "from = [\"closed\", \"referred\", \"out_of_scope\"]",
            "from = [\"closed\", \"assigned\"]",
            "act 'reopen' is one after the end, and stage 'assigned' is open",
        ),
        ("after_end = true\nclears", "clears", "stage 'closed' is closed, and an act leads on from it"),
    ] {
        assert!(text.contains(was), "{was}");
        let faults = faults_in("complaint", &text.replacen(was, now, 1));
        assert!(faults.iter().any(|fault| fault.contains(said)), "{said}: {faults:?}");
    }
}
