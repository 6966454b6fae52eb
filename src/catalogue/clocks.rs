//! Clocks of the law and its plain figures: `catalogue/clocks.csv`, one line a clock with its source and how it was seen.

use super::{CatalogueError, Files, Seen};
use crate::model::{Date, Label, Language};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file.
pub const CLOCKS: &str = "clocks.csv";
/// Relative path of the names of Acts: as `clocks.csv` has them, and in Hindi.
const ACTS: &str = "acts.csv";

/// What a duration is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// Calendar days.
    Days,
    /// Days on which the office is open.
    WorkingDays,
    /// Calendar months: a month after the 31st is the last day of a shorter month.
    Months,
    /// Calendar years.
    Years,
    /// No duration: the minutes from midnight to a time of the event's own day.
    TimeOfDay,
}

impl TimeUnit {
    /// As the catalogue and the registers write it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::WorkingDays => "working_days",
            Self::Months => "months",
            Self::Years => "years",
            Self::TimeOfDay => "time_of_day",
        }
    }
    /// Reads what [`TimeUnit::key`] writes; a ceiling (`months_max`) is a duration like any other.
    pub fn read(text: &str) -> Option<Self> {
        Some(match text {
            "days" | "days_max" => Self::Days,
            "working_days" => Self::WorkingDays,
            "months" | "months_max" => Self::Months,
            "years" => Self::Years,
            "time_of_day" => Self::TimeOfDay,
            _ => return None,
        })
    }
    /// In words.
    pub fn label(self) -> Label {
        let (en, hi) = match self {
            Self::Days => ("days", "दिन"),
            Self::WorkingDays => ("working days", "कार्य दिवस"),
            Self::Months => ("months", "माह"),
            Self::Years => ("years", "वर्ष"),
            Self::TimeOfDay => ("o'clock", "बजे"),
        };
        Label { en: en.into(), hi: hi.into() }
    }
    /// So many of it as people write them: `30`, a time of day as `18:00`.
    pub fn written(self, number: u32) -> String {
        match self {
            Self::TimeOfDay => format!("{}:{:02}", number / 60, number % 60),
            _ => number.to_string(),
        }
    }
}

/// What a line of the file gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// So long after its event.
    Duration(u32, TimeUnit),
    /// A plain figure: ten persons, three copies. Its decimal and its unit, as they stand.
    Parameter(String, String),
    /// No limit was found, or it is an event without one.
    None,
}

/// What the law makes of silence when the limit has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnExpiry {
    /// What was asked counts as granted.
    DeemedGranted,
    /// What was asked counts as refused, so that it can be appealed.
    DeemedRefused,
    /// The next officer takes the matter.
    Escalates,
    /// The right is lost.
    Lapses,
    /// Nothing: it is late.
    OverdueFlagOnly,
}

impl OnExpiry {
    /// As the catalogue writes it.
    pub fn key(self) -> &'static str {
        match self {
            Self::DeemedGranted => "deemed_granted",
            Self::DeemedRefused => "deemed_refused",
            Self::Escalates => "escalates",
            Self::Lapses => "lapses",
            Self::OverdueFlagOnly => "overdue_flag_only",
        }
    }
    /// In words.
    pub fn label(self) -> Label {
        let (en, hi) = match self {
            Self::DeemedGranted => ("deemed granted", "माना गया स्वीकृत"),
            Self::DeemedRefused => ("deemed refused", "माना गया अस्वीकृत"),
            Self::Escalates => ("goes to the next officer", "अगले अधिकारी को"),
            Self::Lapses => ("lapses", "अधिकार समाप्त"),
            Self::OverdueFlagOnly => ("overdue only", "केवल विलंब"),
        };
        Label { en: en.into(), hi: hi.into() }
    }
    /// Does silence stand for a decision?
    pub fn is_deemed(self) -> bool {
        matches!(self, Self::DeemedGranted | Self::DeemedRefused)
    }
}

/// One line.
#[derive(Clone, Debug)]
pub struct ClockDef {
    /// `BR-REG-02`.
    pub id: String,
    /// State, `IN` for all, `MS` for multi-State societies.
    pub state: String,
    /// The Act, as it is called; an office's own without a line in `acts.csv` is called the same in both languages.
    pub act: Label,
    /// Section, as it was seen.
    pub section: String,
    /// Service it belongs to.
    pub module: String,
    /// Event it runs from.
    pub event_from: String,
    /// Event that ends it.
    pub event_to: String,
    /// How long, or the figure.
    pub measure: Measure,
    /// What silence means.
    pub on_expiry: OnExpiry,
    /// A due date on a closed day moves to the next open one.
    pub next_working_day: bool,
    /// First day it is in force, where that was seen.
    pub from: Option<Date>,
    /// Last day it was in force.
    pub to: Option<Date>,
    /// What it means.
    pub effect: Label,
    /// Where it was read.
    pub source: String,
    /// How it was seen.
    pub seen: Seen,
}

impl ClockDef {
    /// Was it in force on a day, as far as is known?
    pub fn in_force(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
    /// The duration, where one was sourced: general knowledge gives none, however plausible.
    pub fn sourced(&self) -> Option<(u32, TimeUnit)> {
        match self.measure {
            Measure::Duration(number, unit) if self.seen != Seen::Unverified => Some((number, unit)),
            _ => None,
        }
    }
    /// Act and section, as they are cited.
    pub fn cited(&self, language: Language) -> String {
        let act = self.act.in_language(language);
        if matches!(self.section.as_str(), "-" | "") { act.to_owned() } else { format!("{act}, {}", self.section) }
    }
}

/// All lines by id.
#[derive(Clone, Debug, Default)]
pub struct Clocks(BTreeMap<String, ClockDef>);

#[derive(Deserialize)]
struct Row {
    id: String,
    state: String,
    act: String,
    section: String,
    module: String,
    event_from: String,
    event_to: String,
    limit: String,
    unit: String,
    on_expiry: OnExpiry,
    on_holiday: String,
    in_force_from: String,
    in_force_to: String,
    effect_en: String,
    effect_hi: String,
    source: String,
    confidence: String,
}

impl Clocks {
    /// Reads the file; every fault with its line.
    pub fn load(files: &Files) -> Result<Self, Vec<CatalogueError>> {
        let text = files.text(CLOCKS).map_err(|fault| vec![fault])?;
        let acts = files.text(ACTS).and_then(|acts| act_names(&acts)).map_err(|fault| vec![fault])?;
        let mut clocks = Self::read(&text)?;
        for clock in clocks.0.values_mut() {
            if let Some(hindi) = acts.get(&clock.act.en) {
                clock.act.hi.clone_from(hindi);
            }
        }
        Ok(clocks)
    }
    fn read(text: &str) -> Result<Self, Vec<CatalogueError>> {
        let (mut clocks, mut faults) = (BTreeMap::new(), Vec::new());
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let headings = match reader.headers() {
            Ok(headings) => headings.clone(),
            Err(fault) => return Err(vec![CatalogueError::new(CLOCKS, fault)]),
        };
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(fault) => {
                    faults.push(CatalogueError::new(CLOCKS, fault));
                    continue;
                }
            };
            let line = record.position().map_or(0, csv::Position::line);
            let row: Row = match record.deserialize(Some(&headings)) {
                Ok(row) => row,
                Err(fault) => {
                    faults.push(CatalogueError::new(CLOCKS, format!("line {line}: {fault}")));
                    continue;
                }
            };
            let (id, found) = (row.id.clone(), clock(row));
            match found {
                Err(wrong) => {
                    let told = wrong.into_iter().map(|wrong| format!("line {line}: {id}: {wrong}"));
                    faults.extend(told.map(|fault| CatalogueError::new(CLOCKS, fault)));
                }
                Ok(clock) => {
                    if clocks.insert(id.clone(), clock).is_some() {
                        faults.push(CatalogueError::new(CLOCKS, format!("line {line}: {id} stands twice")));
                    }
                }
            }
        }
        if faults.is_empty() { Ok(Self(clocks)) } else { Err(faults) }
    }
    /// One line by its id.
    pub fn get(&self, id: &str) -> Option<&ClockDef> {
        self.0.get(id)
    }
    /// All in the order of ids.
    pub fn all(&self) -> impl Iterator<Item = &ClockDef> {
        self.0.values()
    }
}

/// Hindi names of Acts by what the lines call them.
fn act_names(text: &str) -> Result<BTreeMap<String, String>, CatalogueError> {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize::<(String, String)>();
    rows.collect::<Result<_, _>>().map_err(|fault| CatalogueError::new(ACTS, fault))
}

/// A line as it is meant, or everything wrong with it.
fn clock(row: Row) -> Result<ClockDef, Vec<String>> {
    let mut wrong = Vec::new();
    let mut day = |name: &str, text: &str| match (text.is_empty(), text.parse::<Date>()) {
        (true, _) => None,
        (false, Ok(day)) => Some(day),
        (false, Err(_)) => {
            wrong.push(format!("{name} '{text}': a day was expected, as 2023-08-03"));
            None
        }
    };
    let (from, to) = (day("in_force_from", &row.in_force_from), day("in_force_to", &row.in_force_to));
    let seen = match row.confidence.as_str() {
        "seen_in_text" => Seen::Text,
        "secondary_source" => Seen::Secondary,
        "unverified" => Seen::Unverified,
        // No law: a figure this program begins with, until the office sets its own.
        "convention" => Seen::Project,
        other => {
            let known = "seen_in_text, secondary_source, unverified or convention";
            wrong.push(format!("confidence '{other}': {known} was expected"));
            Seen::Unverified
        }
    };
    let next_working_day = match row.on_holiday.as_str() {
        "stays" => false,
        "next_working_day" => true,
        other => {
            wrong.push(format!("on_holiday '{other}': stays or next_working_day was expected"));
            false
        }
    };
    let measure = match (row.limit.as_str(), TimeUnit::read(&row.unit)) {
        ("", _) => Measure::None,
        (limit, Some(unit)) => match limit.parse() {
            Ok(number) => Measure::Duration(number, unit),
            Err(_) => {
                wrong.push(format!("limit '{limit}': a whole number of {} was expected", row.unit));
                Measure::None
            }
        },
        (limit, None) if is_decimal(limit) => Measure::Parameter(limit.to_owned(), row.unit.clone()),
        (limit, None) => {
            wrong.push(format!("limit '{limit}': a number was expected"));
            Measure::None
        }
    };
    if measure == Measure::None && row.on_expiry.is_deemed() {
        wrong.push(format!("{} without a limit: nothing could ever be deemed", row.on_expiry.key()));
    }
    for (name, text) in
        [("act", &row.act), ("source", &row.source), ("effect_en", &row.effect_en), ("effect_hi", &row.effect_hi)]
    {
        if text.trim().is_empty() {
            wrong.push(format!("{name} is empty"));
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(ClockDef {
        id: row.id,
        state: row.state,
        act: Label { en: row.act.clone(), hi: row.act },
        section: row.section,
        module: row.module,
        event_from: row.event_from,
        event_to: row.event_to,
        measure,
        on_expiry: row.on_expiry,
        next_working_day,
        from,
        to,
        effect: Label { en: row.effect_en, hi: row.effect_hi },
        source: row.source,
        seen,
    })
}

fn is_decimal(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clock_loads_and_what_is_no_duration_is_a_figure() {
        let clocks = Clocks::load(&Files::embedded()).unwrap();
        let lines = Files::embedded().text(CLOCKS).unwrap().lines().count() - 1;
        assert!(lines > 150 && clocks.all().count() == lines, "one clock a line");
        let measure = |id: &str| &clocks.get(id).unwrap().measure;
        assert_eq!(*measure("MP-REG-04"), Measure::Duration(30, TimeUnit::Days));
        assert_eq!(*measure("BR-REG-01"), Measure::Parameter("10".into(), "persons".into()));
        assert_eq!(*measure("BR-REG-02"), Measure::None);
        // General knowledge is no source: it stands in the file and gives no date.
        assert_eq!(*measure("MS-REG-03"), Measure::Duration(3, TimeUnit::Months));
        assert_eq!(clocks.get("MS-REG-03").unwrap().sourced(), None);
        assert_eq!(clocks.get("MS-REG-02").unwrap().on_expiry, OnExpiry::DeemedGranted);
    }

    #[test]
    fn every_act_of_a_clock_has_a_hindi_name() {
        let clocks = Clocks::load(&Files::embedded()).unwrap();
        let unnamed: Vec<&str> =
            clocks.all().filter(|clock| clock.act.en == clock.act.hi).map(|clock| clock.act.en.as_str()).collect();
        assert_eq!(unnamed, [""; 0], "no line in acts.csv");
        let act = clocks.get("BR-REG-02").unwrap();
        assert_eq!(act.cited(Language::Hi), "बिहार सहकारी समितियां अधिनियम 1935, 11");
        assert_eq!(act.cited(Language::En), "Bihar Co-operative Societies Act 1935, 11");
    }

    #[test]
    fn everything_wrong_is_told_at_once_with_its_line() {
        let head = "id,state,act,section,module,event_from,event_to,limit,unit,on_expiry,on_holiday,in_force_from,in_force_to,effect_en,effect_hi,source,confidence\n";
        let text = format!(
            "{head}A,BR,Act,1,m,a,b,many,days,overdue_flag_only,stays,1-2-3,,e,ह,s,unverified\n\
             B,BR,Act,1,m,a,b,,event,deemed_granted,moves,,,e,ह,,text\nB,BR,Act,1,m,a,b,1,days,soon,stays,,,e,ह,s,unverified\n"
        );
        let faults: Vec<String> = Clocks::read(&text).unwrap_err().iter().map(ToString::to_string).collect();
        for (at, part) in [
            (0, "line 2: A: in_force_from"),
            (1, "line 2: A: limit 'many'"),
            (2, "line 3: B: confidence"),
            (3, "line 3: B: on_holiday"),
        ] {
            assert!(faults[at].starts_with(&format!("catalogue/clocks.csv: {part}")), "{faults:?}");
        }
        assert_eq!(faults.len(), 7, "{faults:?}");
    }
}
