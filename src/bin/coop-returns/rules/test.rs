//! `rules test`: every rule on the cases of law written for it.

use coop_registry::{
    branches::returns::{self, Tried},
    catalogue::load_cases_of_law,
    cli::{CommandError, Console, Exit, Listing, Office, Verdict},
    model::{Finding, Value},
};
use serde_json::json;

/// Try every rule on the cases of law written for it
#[derive(clap::Args)]
pub struct Test {
    /// Only these: codes or families, as APP,BSH-001
    #[arg(long, value_name = "CODE,…", value_delimiter = ',')]
    only: Vec<String>,
    /// A line for every rule, not only for those with a fault
    #[arg(long)]
    all: bool,
}

impl Test {
    /// Tries them; exit 1 when a case comes out otherwise, cannot be read, or a rule has too few.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        // The cases are the catalogue's: an office's own figures would make them come out otherwise.
        let mut book = returns::rulebook(office.files())?;
        let unknown = book.select(&self.only);
        if !unknown.is_empty() {
            return Err(CommandError::not_found("error.rules.none").with("asked", unknown.join(", ")));
        }
        let (cases, faults) = load_cases_of_law(office.files());
        if !faults.is_empty() {
            return Err(CommandError::from(faults));
        }
        let tried = returns::try_cases(&book, &cases, self.only.is_empty());
        let findings: Vec<Finding> = tried.iter().flat_map(|tried| tried.findings.iter().cloned()).collect();
        let (count, passed) =
            (tried.iter().map(Tried::cases).sum::<usize>(), tried.iter().map(|one| one.passed).sum::<usize>());
        if console.format() == coop_registry::cli::Format::Json {
            let rules: Vec<_> = tried.iter().map(|one| {
                let [holds, broken, cannot_tell, does_not_apply] = one.expecting;
                json!({ "code": one.code, "cases": one.cases(), "passed": one.passed, "holds": holds, "broken": broken,
                    "cannot_tell": cannot_tell, "does_not_apply": does_not_apply })
            }).collect();
            console.data("rules-test", json!({ "rules": rules, "cases": count, "passed": passed }));
        } else if self.all || !console.is_for_people() {
            console.listing("rules-test", &listing(&tried));
        }
        console.findings(&findings);
        if console.is_for_people() {
            let rules = book.rules.len();
            console.say(
                console
                    .pick(
                        &format!(
                            "{rules} rules, {count} cases: {passed} came out as written, {} did not",
                            count - passed
                        ),
                        &format!("{rules} नियम, {count} उदाहरण: {passed} लिखे अनुसार निकले, {} नहीं", count - passed),
                    )
                    .to_owned(),
            );
        }
        Ok(if findings.is_empty() { Exit::Done } else { Exit::Findings })
    }
}

fn listing(tried: &[Tried]) -> Listing {
    let mut listing = Listing::new([
        ("code", "Code", "कोड"),
        ("cases", "Cases", "उदाहरण"),
        ("passed", "As written", "लिखे अनुसार"),
        ("holds", "Holds", "ठीक"),
        ("broken", "Broken", "भंग"),
        ("cannot_tell", "Cannot tell", "निर्णय संभव नहीं"),
        ("does_not_apply", "Does not apply", "लागू नहीं"),
    ]);
    let number = |count: usize| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    for one in tried {
        let [holds, broken, cannot_tell, does_not_apply] = one.expecting.map(number);
        let (cases, passed) = (number(one.cases()), number(one.passed));
        listing.push([Value::text(&one.code), cases, passed, holds, broken, cannot_tell, does_not_apply]);
    }
    listing
}
