//! What members are held against, as data: `catalogue/rules/membership.toml`.

use crate::{
    branches::cases::Law,
    catalogue::{Basis, CatalogueError, Clocks, Files, Measure, Seen},
    cleaning::Codes,
    clocks::{Course, due},
    model::{Date, Label},
};
use serde::Deserialize;

const FILE: &str = "rules/membership.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    figure: Vec<FigureLine>,
    #[serde(default)]
    no_vote: Vec<NoVoteLine>,
    #[serde(default)]
    holding: Vec<HoldingLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureLine {
    of: Figure,
    law: String,
    #[serde(default)]
    classes: Vec<String>,
    line: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoVoteLine {
    law: String,
    kinds: Vec<String>,
    source: String,
    source_hi: String,
    seen: Seen,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HoldingLine {
    law: String,
    hundredths: i64,
    source: String,
    source_hi: String,
    seen: Seen,
}

/// What a figure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Least age.
    Age,
    /// How long a sentence bars after its end.
    Sentence,
    /// How long an expulsion bars.
    Readmission,
    /// Fee and share money of one share, in rupees.
    Fee,
    /// Members a family has at least.
    Family,
    /// Percent of those voting who must be for an expulsion.
    Majority,
}

/// The norms, checked against codes and clocks.
pub struct Norms {
    figures: Vec<FigureLine>,
    no_vote: Vec<NoVoteLine>,
    holding: Vec<HoldingLine>,
}

impl Norms {
    /// Reads the file; every fault at once.
    pub fn load(files: &Files) -> Result<Self, Vec<CatalogueError>> {
        let text = files.text(FILE).map_err(|fault| vec![fault])?;
        let written: Written = toml::from_str(&text).map_err(|fault| vec![CatalogueError::new(FILE, fault)])?;
        let (codes, clocks) = (Codes::load(files)?, Clocks::load(files)?);
        let known = |list: &str, code: &str| codes.all(list).any(|(known, _)| known == code);
        let mut faults = Vec::new();
        let mut expect = |yes: bool, said: String| {
            if !yes {
                faults.push(CatalogueError::new(FILE, said));
            }
        };
        let laws = written.figure.iter().map(|line| &line.law);
        let laws = laws.chain(written.no_vote.iter().map(|line| &line.law));
        for law in laws.chain(written.holding.iter().map(|line| &line.law)) {
            expect(known("act", law), format!("'{law}' is no code of the list act"));
        }
        for line in &written.figure {
            expect(clocks.get(&line.line).is_some(), format!("no line {} in clocks.csv", line.line));
            for class in &line.classes {
                expect(known("society_class", class), format!("'{class}' is no code of the list society_class"));
            }
        }
        for kind in written.no_vote.iter().flat_map(|line| &line.kinds) {
            expect(known("member_kind", kind), format!("'{kind}' is no code of the list member_kind"));
        }
        for line in &written.holding {
            expect((1..=10_000).contains(&line.hundredths), format!("{}: hundredths of 1 to 10000", line.law));
        }
        let Written { figure, no_vote, holding } = written;
        if faults.is_empty() { Ok(Self { figures: figure, no_vote, holding }) } else { Err(faults) }
    }

    /// The line of clocks.csv of a figure under an Act, for a class.
    pub fn line(&self, of: Figure, law: &str, class: &str) -> Option<&str> {
        let holds = |line: &&FigureLine| {
            line.of == of && line.law == law && (line.classes.is_empty() || line.classes.iter().any(|one| one == class))
        };
        self.figures.iter().find(holds).map(|line| line.line.as_str())
    }
    /// The day on which a time since another day is over, and what that rests on; the day is `None` without a figure.
    pub fn over(
        &self,
        of: Figure,
        (law_code, class): (&str, &str),
        since: Date,
        law: &Law,
    ) -> Option<(Option<Date>, Label)> {
        let clock = law.clocks.get(self.line(of, law_code, class)?)?;
        let in_force = law.in_force(clock);
        let day = in_force.limit.and_then(|limit| due(&limit, &Course::from(since), &law.calendar));
        Some((day, in_force.rests_on))
    }
    /// A plain figure in hundredths, and what it rests on.
    pub fn figure(&self, of: Figure, (law_code, class): (&str, &str), law: &Law) -> Option<(i64, Label)> {
        let clock = law.clocks.get(self.line(of, law_code, class)?)?;
        let rests_on = crate::branches::cases::cited(clock);
        match &clock.measure {
            Measure::Parameter(figure, _) => Some((hundredths(figure)?, rests_on)),
            Measure::Duration(..) | Measure::None => None,
        }
    }
    /// Has a kind no vote under an Act? What says so; `None` where nothing does.
    pub fn no_vote(&self, law: &str, kind: &str) -> Option<Basis> {
        let says = |line: &&NoVoteLine| line.law == law && line.kinds.iter().any(|one| one == kind);
        self.no_vote.iter().find(says).map(|line| basis(&line.source, &line.source_hi, line.seen))
    }
    /// How much of the share capital one member may hold, in hundredths of a percent; `None` where no figure was sourced.
    pub fn holding(&self, law: &str) -> Option<(i64, Basis)> {
        let line = self.holding.iter().find(|line| line.law == law)?;
        Some((line.hundredths, basis(&line.source, &line.source_hi, line.seen)))
    }
}

fn basis(en: &str, hi: &str, seen: Seen) -> Basis {
    Basis { said: Label { en: en.to_owned(), hi: hi.to_owned() }, seen }
}

/// `66.67` as 6667.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part: i64 = format!("{part:0<2}").get(..2)?.parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part)
}
