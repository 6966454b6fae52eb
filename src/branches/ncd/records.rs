//! One record a society: every question answered from the registers, or left empty and counted.

use super::{
    form::{Form, NcdField, Source, Unit},
    places::PlaceCodes,
};
use crate::{
    branches::audit::life::arrears::is_of_year,
    model::{CooperativeYear, Line, Moment, TableDef, Value},
    register::{ReadRegister, RegisterError},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

/// What is exported.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// Year whose return answers the questions of figures; without one they stay empty.
    pub fy: Option<CooperativeYear>,
    /// Only societies of this district.
    pub district: Option<i64>,
    /// With names, numbers and addresses of persons.
    pub contacts: bool,
}

/// A society's answers, exact: amounts in paise whatever the unit of its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Identity.
    pub society: String,
    /// One value a column of the export.
    pub values: Vec<Value>,
    /// Unit of the amounts of its form.
    pub unit: Unit,
}

/// What was met on the way.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Records.
    pub records: u64,
    /// Societies whose registration is cancelled: the form has no such status.
    pub cancelled: BTreeSet<String>,
    /// Societies of other districts than the one asked for.
    pub elsewhere: u64,
    /// Sectors told by the class.
    pub sector_of_class: u64,
    /// Legacy sector codes told anew.
    pub legacy_sector: u64,
    /// Names of panchayats and of villages that led to no code.
    pub unplaced: [u64; 2],
    /// Societies without a return of the year.
    pub without_return: u64,
    /// By column: societies that were asked and whose answer is missing.
    pub missing: Vec<u64>,
    /// By column: societies that were asked.
    pub asked: Vec<u64>,
}

/// Latest audit on record.
#[derive(Clone, Debug)]
struct LatestAudit {
    year: CooperativeYear,
    class: Value,
}

/// Makes the records.
pub struct Exporter<'a> {
    form: &'a Form,
    register: &'a dyn ReadRegister,
    moment: Moment,
    asked: Asked,
    /// Columns of the export, by their places in the form.
    pub columns: Vec<usize>,
    codes: PlaceCodes,
    audits: BTreeMap<String, LatestAudit>,
    society: &'a TableDef,
    returns: &'a TableDef,
}

/// All that one society's answers are taken from.
struct Basis<'a> {
    line: &'a Line,
    filed: Option<&'a Line>,
    audit: Option<&'a LatestAudit>,
    sector: Value,
    form: &'a str,
    tier: &'a str,
    unit: Unit,
    places: [Option<i64>; 5],
}

impl<'a> Exporter<'a> {
    /// Reads what stands beside the societies: places and audits.
    pub fn new(
        form: &'a Form,
        register: &'a dyn ReadRegister,
        codes: PlaceCodes,
        moment: Moment,
        asked: Asked,
    ) -> Result<Self, RegisterError> {
        let wanted = |field: &NcdField| !field.contact || asked.contacts;
        let columns = (0..form.fields.len()).filter(|at| wanted(&form.fields[*at])).collect();
        let audits = audits(register, moment, asked.fy)?;
        let (society, returns) = (register.definition("society")?, register.definition("annual_return")?);
        Ok(Self { form, register, moment, asked, columns, codes, audits, society, returns })
    }
    /// The questions of the columns.
    pub fn fields(&self) -> impl Iterator<Item = &'a NcdField> + use<'a, '_> {
        let form = self.form;
        self.columns.iter().map(move |at| &form.fields[*at])
    }
    /// Every record in the order of identities, one at a time.
    pub fn each(
        &mut self,
        progress: &mut dyn FnMut(u64),
        each: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<Tally, RegisterError> {
        let zeros = vec![0; self.columns.len()];
        let mut tally = Tally { missing: zeros.clone(), asked: zeros, ..Tally::default() };
        let (mut seen, mut failed) = (0, None);
        let register = self.register;
        register.lines("society", self.moment, &mut |line| {
            seen += 1;
            progress(seen);
            match self.record(&line, &mut tally) {
                Ok(Some(record)) => each(record),
                Ok(None) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        })?;
        failed.map_or(Ok(tally), Err)
    }
    fn record(&mut self, line: &Line, tally: &mut Tally) -> Result<Option<Record>, RegisterError> {
        let said = |key: &str| line.value(self.society, key);
        let text = |key: &str| said(key).and_then(Value::as_text).unwrap_or_default();
        let number = |key: &str| said(key).and_then(Value::as_integer);
        if self.asked.district.is_some() && number("district") != self.asked.district {
            tally.elsewhere += 1;
            return Ok(None);
        }
        if text("status") == "cancelled" {
            tally.cancelled.insert(line.subject.clone());
            return Ok(None);
        }
        tally.records += 1;
        let filed = match self.asked.fy {
            Some(fy) => self.register.line("annual_return", &format!("{}/{fy}", line.subject), self.moment)?,
            None => None,
        };
        tally.without_return += u64::from(self.asked.fy.is_some() && filed.is_none());
        let class = self.form.classes.get(text("class"));
        let sector = sector(self.form, line, self.society, tally);
        let form_code = class.and_then(|class| class.form.as_deref()).unwrap_or_default();
        let tier = class.and_then(|class| class.tier.as_deref()).unwrap_or_default();
        let unit = self.form.amounts(form_code);
        let (district, block) = (number("district"), number("block"));
        let state = number("state").or_else(|| self.codes.state_of(district));
        let (panchayat_name, village_name) = (text("panchayat").to_owned(), text("village").to_owned());
        let panchayat = self.codes.panchayat(&panchayat_name, block);
        let village = self.codes.village(&village_name, panchayat);
        for (count, (name, code)) in
            tally.unplaced.iter_mut().zip([(&panchayat_name, panchayat), (&village_name, village)])
        {
            *count += u64::from(!name.is_empty() && code.is_none());
        }
        let basis = Basis {
            line,
            filed: filed.as_ref(),
            audit: self.audits.get(&line.subject),
            sector,
            form: form_code,
            tier,
            unit,
            places: [state, district, block, panchayat, village],
        };
        let sector_code = basis.sector.as_text().unwrap_or_default();
        let mut values = Vec::with_capacity(self.columns.len());
        for (column, at) in self.columns.iter().enumerate() {
            let field = &self.form.fields[*at];
            // Without a year nobody is asked for its figures.
            let asked = field.asks(sector_code) && (self.asked.fy.is_some() || !field.is_of_return());
            let value = if asked { self.answer(field, &basis) } else { Value::Empty };
            if asked {
                tally.asked[column] += 1;
                tally.missing[column] += u64::from(value.is_empty());
            }
            values.push(value);
        }
        Ok(Some(Record { society: line.subject.clone(), values, unit }))
    }
    fn answer(&self, field: &NcdField, basis: &Basis<'_>) -> Value {
        let answers = field.from.iter().map(|source| self.source(source, basis));
        answers.into_iter().find(|value| !value.is_empty()).unwrap_or_default()
    }
    fn source(&self, source: &Source, basis: &Basis<'_>) -> Value {
        let of_return =
            |key: &str| basis.filed.and_then(|filed| filed.value(self.returns, key)).cloned().unwrap_or_default();
        match source {
            Source::Society(key) if key == "id" => Value::text(&basis.line.subject),
            Source::Society(key) => basis.line.value(self.society, key).cloned().unwrap_or_default(),
            Source::Return(key) => of_return(key),
            Source::Place(level) => {
                let levels = ["state", "district", "block", "panchayat", "village"];
                let at = levels.iter().position(|known| known == level);
                at.and_then(|at| basis.places[at]).map_or(Value::Empty, Value::Integer)
            }
            Source::Audit(part) => {
                // The return of the year may tell of an audit the register of audits does not have.
                let told = of_return("audit_class");
                let in_return = !told.is_empty() || !of_return("audit_report_date").is_empty();
                let of_year = self.asked.fy.filter(|_| in_return);
                let later = basis.audit.filter(|audit| of_year.is_none_or(|fy| audit.year > fy));
                match (part.as_str(), later, of_year) {
                    (_, None, None) => Value::Empty,
                    ("done", ..) => Value::Bool(true),
                    ("year", Some(audit), _) => Value::text(audit.year.to_string()),
                    ("year", None, Some(fy)) => Value::text(fy.to_string()),
                    (_, Some(audit), _) => audit.class.clone(),
                    (_, None, Some(fy)) => {
                        let own = basis.audit.filter(|audit| audit.year == fy).map(|audit| audit.class.clone());
                        if told.is_empty() { own.unwrap_or_default() } else { told }
                    }
                }
            }
            Source::Of(part) => match part.as_str() {
                "sector" => basis.sector.clone(),
                "tier" => Value::text(basis.tier),
                "form" => Value::text(basis.form),
                _ => Value::text(basis.unit.key()),
            },
        }
    }
}

/// The sector recorded, legacy codes told anew; else the one the class tells.
pub fn sector(form: &Form, line: &Line, society: &TableDef, tally: &mut Tally) -> Value {
    let text = |key: &str| line.value(society, key).and_then(Value::as_text).unwrap_or_default();
    let recorded = text("sector");
    if let Some(now) = form.legacy.get(recorded) {
        tally.legacy_sector += 1;
        return Value::text(now);
    }
    if !recorded.is_empty() {
        return Value::text(recorded);
    }
    let told = form.classes.get(text("class")).and_then(|class| Some((class.sector.as_ref()?, &class.unless_name)));
    let Some((sector, unless)) = told else { return Value::Empty };
    let names = [text("name_hi"), text("name_en")].map(str::to_lowercase);
    if unless.iter().any(|word| names.iter().any(|name| name.contains(&word.to_lowercase()))) {
        return Value::Empty;
    }
    tally.sector_of_class += 1;
    Value::text(sector)
}

/// The latest audit of each society that was finished or classed, of no later year than asked.
fn audits(
    register: &dyn ReadRegister,
    moment: Moment,
    until: Option<CooperativeYear>,
) -> Result<BTreeMap<String, LatestAudit>, RegisterError> {
    let table = register.definition("audit")?;
    let mut latest: BTreeMap<String, LatestAudit> = BTreeMap::new();
    register.lines("audit", moment, &mut |line| {
        let value = |key: &str| line.value(table, key).cloned().unwrap_or_default();
        let done = ["finished_on", "report_on", "audit_class"].iter().any(|key| !value(key).is_empty());
        let (society, fy) = (value("society"), value("fy"));
        let year: Option<CooperativeYear> = fy.as_text().and_then(|fy| fy.parse().ok());
        // An audit beside that of the year, as a special audit, is not the audit of the year.
        let of_year =
            is_of_year(&line.subject, society.as_text().unwrap_or_default(), fy.as_text().unwrap_or_default());
        if let (true, Some(society), Some(year)) = (done && of_year, society.as_text(), year)
            && until.is_none_or(|until| year <= until)
            && latest.get(society).is_none_or(|known| known.year < year)
        {
            latest.insert(society.to_owned(), LatestAudit { year, class: value("audit_class") });
        }
        ControlFlow::Continue(())
    })?;
    Ok(latest)
}
