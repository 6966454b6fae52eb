//! `target schemes`: the schemes of the catalogue.

use coop_registry::{
    branches::targets::{Counted, SchemeUnit, load},
    cli::{CommandError, Console, Exit, Listing, Office, Verdict},
    model::Value,
};

/// What a scheme is counted by, as its file says it.
fn counted(counted: &Counted) -> String {
    let all = |only: &std::collections::BTreeMap<String, String>| {
        only.iter().map(|(field, code)| format!(" {field}={code}")).collect::<String>()
    };
    match counted {
        Counted::Activity { activity, field } => format!("activity {activity}.{field}"),
        Counted::Membership { activity, field } => format!("membership {activity}.{field}"),
        Counted::Members { only } => format!("members{}", all(only)),
        Counted::Societies { only } => format!("societies{}", all(only)),
        Counted::Stage { stage, kinds } => format!("stage {stage} of {}", kinds.join(" ")),
    }
}

pub fn list(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let mut listing = Listing::new([
        ("scheme", "Scheme", "योजना"),
        ("name", "Name", "नाम"),
        ("unit", "Counted in", "इकाई"),
        ("counted", "Counted by", "गणना"),
        ("classes", "Of classes", "वर्ग"),
        ("basis", "Seen", "स्रोत"),
    ]);
    let language = console.language();
    for scheme in load(office.files(), office.tables())? {
        let (code, en, hi) = match scheme.unit {
            SchemeUnit::Money => ("money", "rupees", "रुपये"),
            SchemeUnit::Count => ("count", "number", "संख्या"),
        };
        listing.push([
            Value::text(&scheme.code),
            Value::text(scheme.label.in_language(language)),
            Value::text(if console.is_for_people() { console.pick(en, hi) } else { code }),
            Value::text(counted(&scheme.counted)),
            Value::text(scheme.classes.join(" ")),
            Value::text(scheme.basis.printed(language)),
        ]);
    }
    console.listing("target-schemes", &listing);
    Ok(Exit::Done)
}
