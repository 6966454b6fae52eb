//! Returns on record: the register's lines as the rules know them.

use super::{
    filed::Filed,
    life::{AcceptedReturns, Counting, State, courses_of_year},
};
use crate::{
    catalogue::ReturnFields,
    model::{CooperativeYear, Date, Entry, Line, Moment, TableDef, Tables, Value},
    register::{ReadRegister, RegisterError},
    rules::Lines,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// Register of annual returns.
pub const RETURNS: &str = "annual_return";

/// The lines of a return of the register, by their numbers in the list of return fields.
pub(super) struct LineReader {
    /// Number in the return's list for each field of the register.
    numbers: Vec<Option<u16>>,
}

impl LineReader {
    pub(super) fn new(table: &TableDef, fields: &ReturnFields) -> Self {
        Self { numbers: table.fields.iter().map(|field| fields.no(&field.key)).collect() }
    }
    fn lines(&self, line: &Line) -> Lines {
        let pairs = self.numbers.iter().zip(&line.values);
        pairs.filter(|(_, value)| !value.is_empty()).filter_map(|(no, value)| Some(((*no)?, value.clone()))).collect()
    }
    /// The same of one entry.
    pub(super) fn of_facts(&self, facts: &[(u16, Value)]) -> Lines {
        let numbered = |no: u16| self.numbers.get(usize::from(no)).copied().flatten();
        facts.iter().filter_map(|(no, value)| Some((numbered(*no)?, value.clone()))).collect()
    }
    /// The lines of last year's return that count: what was accepted. Of one that is on record and was not, none.
    fn counting(&self, accepted: &AcceptedReturns<'_>, society: &str, line: &Line) -> Result<Lines, RegisterError> {
        Ok(match accepted.counting(society, line)? {
            Counting::InForce => self.lines(line),
            Counting::Earlier(entry) => self.of_facts(&entry.facts),
            Counting::Nothing => Lines::new(),
        })
    }
    fn filed(&self, line: &Line, fields: &ReturnFields) -> Option<Filed> {
        let (society, fy) = society_and_year(&line.subject)?;
        let lines = self.lines(line);
        let act_no = fields.no("governing_act");
        let act = lines.iter().find(|(no, _)| Some(*no) == act_no).and_then(|(_, value)| value.as_text());
        let act = act.unwrap_or_default().to_owned();
        let society = society.to_owned();
        Some(Filed { known_by: society.clone(), society, number: String::new(), fy, act, lines, at: None })
    }
}

/// The lines of one entry of the register of returns, in the order of the form.
pub fn lines_of(tables: &Tables, fields: &ReturnFields, entry: &Entry) -> Lines {
    let Some(table) = tables.get(RETURNS) else { return Lines::new() };
    let mut lines = LineReader::new(table, fields).of_facts(&entry.facts);
    lines.sort_by_key(|(no, _)| *no);
    lines
}

/// `BR-PAT-S-17/2024-25` in its parts.
pub(super) fn society_and_year(subject: &str) -> Option<(&str, CooperativeYear)> {
    let (society, year) = subject.rsplit_once('/')?;
    Some((society, year.parse().ok()?))
}

/// Every return of a year on record at a moment, with last year's lines as accepted, in order of the societies. One that was
/// refused is none.
///
/// The register gives subjects in their order, in which the years of one society follow each other; so one return is
/// held at a time.
pub fn each_of_year(
    register: &dyn ReadRegister,
    fields: &ReturnFields,
    fy: CooperativeYear,
    moment: Moment,
    each: &mut dyn FnMut(Filed, Option<&Lines>) -> ControlFlow<()>,
) -> Result<(), RegisterError> {
    let Some(table) = register.tables().get(RETURNS) else { return Ok(()) };
    let reader = LineReader::new(table, fields);
    let mut last_year: Option<(String, Lines)> = None;
    let previous = fy.previous().unwrap_or(fy);
    let accepted = AcceptedReturns::of_year(register, previous, moment)?;
    let courses = courses_of_year(register, fy, moment)?;
    let mut failed = None;
    register.lines(RETURNS, moment, &mut |line| {
        let Some((society, year)) = society_and_year(&line.subject) else { return ControlFlow::Continue(()) };
        if Some(year) == fy.previous() {
            match reader.counting(&accepted, society, &line) {
                Ok(lines) => last_year = Some((society.to_owned(), lines)),
                Err(error) => {
                    failed = Some(error);
                    return ControlFlow::Break(());
                }
            }
        } else if year == fy && courses.get(society).is_none_or(|course| course.state() != State::Refused) {
            let before = last_year.take().filter(|(of, _)| of == society);
            if let Some(filed) = reader.filed(&line, fields) {
                return each(filed, before.as_ref().map(|(_, lines)| lines));
            }
        }
        ControlFlow::Continue(())
    })?;
    failed.map_or(Ok(()), Err)
}

/// One return on record, with last year's lines.
pub fn one(
    register: &dyn ReadRegister,
    fields: &ReturnFields,
    society: &str,
    fy: CooperativeYear,
    moment: Moment,
) -> Result<Option<(Filed, Option<Lines>)>, RegisterError> {
    let Some(table) = register.tables().get(RETURNS) else { return Ok(None) };
    let reader = LineReader::new(table, fields);
    let Some(line) = register.line(RETURNS, &format!("{society}/{fy}"), moment)? else { return Ok(None) };
    let before = last_year(register, &reader, society, fy, moment)?;
    Ok(reader.filed(&line, fields).map(|filed| (filed, before)))
}

/// Last year's lines of a society as accepted.
fn last_year(
    register: &dyn ReadRegister,
    reader: &LineReader,
    society: &str,
    fy: CooperativeYear,
    moment: Moment,
) -> Result<Option<Lines>, RegisterError> {
    let Some(previous) = fy.previous() else { return Ok(None) };
    let Some(line) = register.line(RETURNS, &format!("{society}/{previous}"), moment)? else { return Ok(None) };
    let accepted = AcceptedReturns::of(register, society, previous, moment)?;
    Ok(Some(reader.counting(&accepted, society, &line)?))
}

/// Last year's closing figures of a society, by line: as accepted.
pub fn closing_figures(
    register: &dyn ReadRegister,
    fields: &ReturnFields,
    society: &str,
    fy: CooperativeYear,
    moment: Moment,
) -> Result<Option<Lines>, RegisterError> {
    let Some(table) = register.tables().get(RETURNS) else { return Ok(None) };
    last_year(register, &LineReader::new(table, fields), society, fy, moment)
}

/// Last year's lines of the society that filed a return of a file: by its identity; where the register does not know that,
/// by a registration number that only one society has.
pub fn last_year_of(
    register: &dyn ReadRegister,
    fields: &ReturnFields,
    filed: &Filed,
    moment: Moment,
) -> Result<Option<Lines>, RegisterError> {
    let Some(table) = register.tables().get(RETURNS) else { return Ok(None) };
    let reader = LineReader::new(table, fields);
    if register.line("society", &filed.society, moment)?.is_some() {
        return last_year(register, &reader, &filed.society, filed.fy, moment);
    }
    let number = if filed.number.is_empty() { &filed.society } else { &filed.number };
    match society_of_number(register, number, moment)? {
        Some(society) => last_year(register, &reader, &society, filed.fy, moment),
        None => Ok(None),
    }
}

/// The one society of a registration number, as printed; nothing where none has it, or several.
pub fn society_of_number(
    register: &dyn ReadRegister,
    number: &str,
    moment: Moment,
) -> Result<Option<String>, RegisterError> {
    let mut found = register.find_by("society", "reg_no", &Value::text(number), moment)?;
    Ok(if found.len() == 1 { found.pop().map(|line| line.subject) } else { None })
}

/// Filing days by year and society: the day a return was filed, where it says.
pub type Filings = BTreeMap<CooperativeYear, BTreeMap<String, Option<Date>>>;

/// Filing days of the returns on record, of these years or of all, in one reading. One that was refused is not filed.
pub fn filings(
    register: &dyn ReadRegister,
    years: Option<&BTreeSet<CooperativeYear>>,
    moment: Moment,
) -> Result<Filings, RegisterError> {
    let mut found = Filings::new();
    let filed_on = register.tables().get(RETURNS).and_then(|table| table.field_no("return_filed_on"));
    register.lines(RETURNS, moment, &mut |line| {
        if let Some((society, year)) = society_and_year(&line.subject)
            && years.is_none_or(|years| years.contains(&year))
        {
            let day = filed_on.and_then(|no| line.values.get(usize::from(no))).and_then(Value::as_date);
            found.entry(year).or_default().insert(society.to_owned(), day);
        }
        ControlFlow::Continue(())
    })?;
    for (year, of_year) in &mut found {
        let courses = courses_of_year(register, *year, moment)?;
        of_year.retain(|society, _| courses.get(society).is_none_or(|course| course.state() != State::Refused));
    }
    Ok(found)
}
