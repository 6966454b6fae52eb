//! What stands in the way of a new member, and what is to be looked at, in one pass.

use super::{
    finding,
    norms::{Figure, Norms},
    person::{Member, same_person},
};
use crate::{
    branches::cases::Law,
    model::{Date, Finding, Findings, Label, Paise, Severity},
};

/// Who would join.
#[derive(Clone, Debug, Default)]
pub struct Candidate {
    /// Name.
    pub name: String,
    /// Father or husband.
    pub guardian: String,
    /// Address or village.
    pub address: String,
    /// Date of birth.
    pub dob: Option<Date>,
    /// Day a sentence ended.
    pub sentence_ended_on: Option<Date>,
    /// Number of the member he is heir of.
    pub heir_of: String,
    /// Code of the category.
    pub category: String,
    /// Fee and share money paid.
    pub fee_paid: Option<Paise>,
}

/// Where and when.
pub struct Joining<'a> {
    /// What members are held against.
    pub norms: &'a Norms,
    /// What clocks run by.
    pub law: &'a Law,
    /// Act of the society.
    pub act: &'a str,
    /// Its class.
    pub class: &'a str,
    /// Its members, ended memberships too.
    pub members: &'a [Member],
    /// The day.
    pub on: Date,
    /// What the office calls the application by.
    pub number: &'a str,
}

impl Joining<'_> {
    fn error(&self, code: &str) -> Finding {
        finding(code, Severity::Error, self.number)
    }
    fn warning(&self, code: &str) -> Finding {
        finding(code, Severity::Warning, self.number)
    }
    /// Since when a time counted from a day is over, with its basis.
    fn over(&self, of: Figure, since: Date) -> Option<(Option<Date>, Label)> {
        self.norms.over(of, (self.act, self.class), since, self.law)
    }
}

fn based(finding: Finding, basis: Label) -> Finding {
    finding.with("basis", basis.en).with("basis_hi", basis.hi)
}

/// Faults and warnings of a candidate.
pub fn joining(of: &Joining<'_>, who: &Candidate) -> (Findings, Findings) {
    let (mut faults, mut warnings) = (Vec::new(), Vec::new());
    match who.dob {
        Some(born) => match of.over(Figure::Age, born) {
            Some((Some(grown), basis)) if of.on < grown => {
                faults.push(based(of.error("MEM-101").with("on", of.on).with("from", grown), basis));
            }
            Some((None, basis)) => warnings.push(based(of.warning("MEM-201"), basis)),
            Some(_) => {}
            None => warnings.push(of.warning("MEM-202")),
        },
        None => warnings.push(of.warning("MEM-203")),
    }
    if let Some((Some(over), basis)) = who.sentence_ended_on.and_then(|ended| of.over(Figure::Sentence, ended))
        && of.on <= over
    {
        faults.push(based(of.error("MEM-102").with("until", over), basis));
    }
    let alike = |member: &&Member| {
        let theirs = (member.name.as_str(), member.guardian.as_str(), member.address.as_str());
        same_person((&who.name, &who.guardian, &who.address), theirs)
    };
    for member in of.members.iter().filter(alike) {
        if member.is_on(of.on) {
            warnings.push(of.warning("MEM-204").with("member", member.called()).with("id", &member.id));
        } else if let Some(ceased) = member.ceased_on.filter(|_| member.cease_reason == "expulsion")
            && let Some((Some(over), basis)) = of.over(Figure::Readmission, ceased)
            && of.on <= over
        {
            let barred = of.error("MEM-103").with("member", member.called()).with("ceased", ceased);
            faults.push(based(barred.with("until", over), basis));
        }
    }
    if !who.heir_of.is_empty() {
        match of.members.iter().find(|member| member.no == who.heir_of || member.id == who.heir_of) {
            None => faults.push(of.error("MEM-105").with("member", &who.heir_of)),
            Some(member) if member.cease_reason != "death" => {
                faults.push(of.error("MEM-106").with("member", member.called()));
            }
            // The day book of the family: the heir whom the member named.
            Some(member) if !member.nominee.is_empty() && !same_name(&member.nominee, &who.name) => {
                warnings.push(of.warning("MEM-205").with("member", member.called()));
            }
            Some(_) => {}
        }
    }
    (faults, warnings)
}

fn same_name(a: &str, b: &str) -> bool {
    crate::devanagari::skeleton(a) == crate::devanagari::skeleton(b)
}

/// A number that another member of the society has, and a fee that falls short.
pub fn taken(of: &Joining<'_>, who: &Candidate, member_no: &str) -> (Findings, Findings) {
    let holder = of.members.iter().find(|member| !member_no.is_empty() && member.no == member_no);
    let faults = holder.map(|member| of.error("MEM-104").with("member", member_no).with("id", &member.id));
    let fee = of.norms.figure(Figure::Fee, (of.act, of.class), of.law);
    // Of SC and ST the Government pays the share.
    let short = fee.filter(|(least, _)| {
        !matches!(who.category.as_str(), "SC" | "ST") && who.fee_paid.is_none_or(|paid| paid.0 < *least)
    });
    let told = short.map(|(least, basis)| {
        let paid = who.fee_paid.map_or_else(|| "–".to_owned(), |paid| paid.to_string());
        based(of.warning("MEM-206").with("paid", paid).with("fee", Paise(least)), basis)
    });
    (faults.into_iter().collect(), told.into_iter().collect())
}

/// A reason of refusal that the law does not know: at least one member a family is a floor.
pub fn refusing(of: &Joining<'_>, reason: &str) -> Option<Finding> {
    let line = of.norms.line(Figure::Family, of.act, of.class).filter(|_| reason == "family_member")?;
    let basis = crate::branches::cases::cited(of.law.clocks.get(line)?);
    Some(based(of.warning("MEM-207"), basis))
}

/// Votes for an expulsion that fall short of what the Act asks, as far as it was seen.
pub fn majority(of: &Joining<'_>, votes_for: i64, cast: i64) -> Option<Finding> {
    let (least, basis) = of.norms.figure(Figure::Majority, (of.act, of.class), of.law)?;
    // Two thirds stand in the file as 66.67 %: the share is rounded as that figure is.
    let share = votes_for.checked_mul(20_000)?.checked_add(cast)?.checked_div(cast.checked_mul(2)?)?;
    let told = of.warning("MEM-208").with("for", votes_for).with("cast", cast);
    (share < least).then(|| based(told.with("least", format!("{}.{:02}", least / 100, least % 100)), basis))
}
