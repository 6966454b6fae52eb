//! What a return filed late costs under each Act: `catalogue/penalties.toml`, dated figures by section.

use super::{CatalogueError, Files, Seen, Statutes, return_fields::read_toml};
use crate::model::{Date, Label, Paise};
use serde::Deserialize;

const PENALTIES: &str = "penalties.toml";

/// What the law says a late return costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PenaltyShape {
    /// An authority imposes a sum between these two; none is computed.
    Range(Paise, Paise),
    /// This sum, once.
    Fixed(Paise),
    /// So much a day, up to a sum where there is one.
    PerDay(Paise, Option<Paise>),
    /// A sum named somewhere while the text was not seen; none is computed.
    Quoted(Paise),
}

/// A figure of the law, in force from a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PenaltyOfLaw {
    /// Codes of the governing Acts it is of.
    pub acts: Vec<String>,
    /// What it says.
    pub shape: PenaltyShape,
    /// Days past the due day that cost nothing.
    pub free_days: i64,
    /// First day it holds.
    pub from: Date,
    /// Last day it holds, where it was changed since.
    pub to: Option<Date>,
    /// Section it stands in, `mscs-2002/104(1)`.
    pub basis: String,
    /// How it was seen.
    pub seen: Seen,
    /// Who imposes it.
    pub imposed: Label,
}

/// All of them, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Penalties(pub Vec<PenaltyOfLaw>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    penalty: Vec<Line>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Range,
    Fixed,
    PerDay,
    Quoted,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    acts: Vec<String>,
    kind: Kind,
    least: Option<i64>,
    most: Option<i64>,
    amount: Option<i64>,
    cap: Option<i64>,
    #[serde(default)]
    free_days: u16,
    from: toml::value::Datetime,
    to: Option<toml::value::Datetime>,
    basis: String,
    seen: Option<Seen>,
    imposed: Label,
}

impl Penalties {
    /// Reads and checks the file; all faults at once.
    pub fn load(files: &Files, statutes: &Statutes) -> Result<Self, Vec<CatalogueError>> {
        let file: File = read_toml(files, PENALTIES).map_err(|fault| vec![fault])?;
        let mut faults = Vec::new();
        let mut all = Vec::with_capacity(file.penalty.len());
        for (no, line) in file.penalty.into_iter().enumerate() {
            match line.read(statutes) {
                Ok(read) => all.push(read),
                Err(fault) => faults.push(CatalogueError::new(PENALTIES, format!("penalty {}: {fault}", no + 1))),
            }
        }
        if faults.is_empty() { Ok(Self(all)) } else { Err(faults) }
    }
    /// The figure of an Act on a day.
    pub fn on(&self, act: &str, day: Date) -> Option<&PenaltyOfLaw> {
        let holds = |one: &&PenaltyOfLaw| one.acts.iter().any(|of| of == act) && one.holds(day);
        self.0.iter().filter(holds).max_by_key(|one| one.from)
    }
    /// Days on which the figure of an Act changes.
    pub fn changes<'p>(&'p self, act: &'p str) -> impl Iterator<Item = Date> + 'p {
        let of_act = self.0.iter().filter(move |one| one.acts.iter().any(|of| of == act));
        of_act.flat_map(|one| [Some(one.from), one.to.and_then(|to| to.tomorrow().ok())]).flatten()
    }
}

impl PenaltyOfLaw {
    fn holds(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

impl Line {
    fn read(self, statutes: &Statutes) -> Result<PenaltyOfLaw, String> {
        let rupees = |rupees: Option<i64>| rupees.filter(|sum| *sum > 0).and_then(Paise::from_rupees);
        let shape = match (self.kind, rupees(self.least), rupees(self.most), rupees(self.amount), rupees(self.cap)) {
            (Kind::Range, Some(least), Some(most), None, None) if least <= most => PenaltyShape::Range(least, most),
            (Kind::Fixed, None, None, Some(sum), None) => PenaltyShape::Fixed(sum),
            (Kind::PerDay, None, None, Some(sum), cap) => PenaltyShape::PerDay(sum, cap),
            (Kind::Quoted, None, None, Some(sum), None) => PenaltyShape::Quoted(sum),
            _ => return Err("its amounts do not fit its kind".into()),
        };
        let (_, _, section) = statutes.cited(&self.basis).ok_or_else(|| format!("no section '{}'", self.basis))?;
        let from = day(self.from).ok_or("from is no day")?;
        let to = self.to.map(|to| day(to).ok_or("to is no day")).transpose()?;
        if let Some(act) = self.acts.iter().find(|act| statutes.governing(act).is_none()) {
            return Err(format!("no Act '{act}'"));
        }
        Ok(PenaltyOfLaw {
            acts: self.acts,
            shape,
            free_days: i64::from(self.free_days),
            from,
            to,
            basis: self.basis,
            seen: self.seen.unwrap_or(section.seen),
            imposed: self.imposed,
        })
    }
}

fn day(written: toml::value::Datetime) -> Option<Date> {
    let day = written.date?;
    Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_figures_that_were_seen_stand_in_the_catalogue() {
        let files = Files::embedded();
        let penalties = Penalties::load(&files, &Statutes::load(&files).unwrap()).unwrap();
        let on = |act: &str, day| penalties.on(act, day).map(|one| (one.shape, one.seen));
        let (before, after) = (Date::constant(2023, 8, 2), Date::constant(2023, 8, 3));
        assert_eq!(on("mscs_2002", before), None);
        let range = PenaltyShape::Range(Paise(500_000), Paise(10_000_000));
        assert_eq!(on("mscs_2002", after), Some((range, Seen::Text)));
        let quoted = PenaltyShape::Quoted(Paise(5_000_000));
        assert_eq!(on("mp_1960", after), Some((quoted, Seen::Unverified)));
        for act in ["bihar_1935", "bihar_1996", "uttarakhand_2003", "other"] {
            assert_eq!(on(act, after), None, "{act}");
        }
    }
}
