//! Loan lists at the desk: what a claim of interest subvention is computed from, and its paper.

mod paper;

pub use paper::{figures, paper, rates_written, values};

use super::{
    CommandError, Console, Exit, Office,
    filing::{self, profiles::desk_for},
    statutory,
};
use crate::{
    branches::subvention::{
        Account, CLAIM, ClaimRow, Computed, Earlier, Fields, LOANS, Line, ListSheet, Loans, Reason, Scheme, Terms,
        compute,
    },
    catalogue::{CatalogueError, load_list},
    migrate::{Desk, ListedSheet, Wishes, read_list, read_list_file},
    model::{CellRef, CooperativeYear, Date, Finding, Locus, Paise, Severity, TableDef, Tables},
};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

/// What the person at the desk said.
#[derive(Clone, Debug, Default)]
pub struct Wished {
    /// Loan lists.
    pub files: Vec<PathBuf>,
    /// Name of the scheme.
    pub scheme: String,
    /// A file of the office's own figures.
    pub rates: Option<PathBuf>,
    /// Last day counted; the day of the data where none is named.
    pub upto: Option<Date>,
    /// Days of a year.
    pub year_days: i64,
    /// Does a part repaid in time earn the incentive?
    pub share: bool,
    /// Lines in whole rupees?
    pub rupees: bool,
    /// Do due dates of the list hold against those of orders?
    pub listed_due: bool,
    /// Does a due date on a closed day mean the next open one?
    pub next_open: bool,
    /// `FIELD=VALUE` for columns the files lack.
    pub given: Vec<String>,
    /// Finding codes that do not reject a row.
    pub accepted: Vec<String>,
    /// Claims made before.
    pub earlier: Vec<PathBuf>,
}

/// Lists read and computed.
pub struct Done {
    /// The loans.
    pub loans: Loans,
    /// By what they were computed.
    pub terms: Terms,
    /// Lines by lender, account, drawal and year.
    pub lines: Vec<Line>,
    /// What was claimed before.
    pub earlier: Earlier,
    /// Everything found.
    pub findings: Vec<Finding>,
    /// Files that could not be read, as the console told them.
    pub failed: Vec<serde_json::Value>,
}

/// The scheme with the office's own figures, and what is settled about days and rounding.
pub fn terms(office: &Office, wished: &Wished) -> Result<Terms, CommandError> {
    let names = Scheme::names(office.files())?;
    if !names.contains(&wished.scheme) {
        return Err(CommandError::not_found("error.subvention.scheme")
            .with("asked", &wished.scheme)
            .with("known", names.join(", ")));
    }
    let mut scheme = Scheme::load(office.files(), &wished.scheme)?;
    let own = match office.settings_if_any()? {
        Some(_) => Some(office.folder()?.join("subvention.toml")).filter(|path| path.is_file()),
        None => None,
    };
    for path in own.iter().chain(&wished.rates) {
        let text = std::fs::read_to_string(path).map_err(|cause| CommandError::io(path, &cause))?;
        scheme.add_own(&text).map_err(|faults| {
            let fault = faults.join("; ").split_whitespace().collect::<Vec<_>>().join(" ");
            CommandError::new(Exit::Configuration, "error.subvention.figures")
                .with("file", path.display())
                .with("fault", fault)
        })?;
    }
    let as_of = office.time().as_of;
    let mut terms = Terms::new(scheme, as_of, wished.upto.unwrap_or(as_of))
        .with_basis(wished.year_days)
        .map_err(|fault| CommandError::new(Exit::Arguments, "error.subvention.basis").with("found", fault.0))?;
    (terms.share, terms.rupees, terms.due_by_order) = (wished.share, wished.rupees, !wished.listed_due);
    if wished.next_open {
        let register = office.read_register()?;
        terms.calendar = Some(statutory::law(office, &register, office.moment()?)?.calendar);
    }
    Ok(terms)
}

/// Reads loan lists; a file that cannot be read does not stop the others.
pub fn read(office: &Office, console: &mut Console, wished: &Wished) -> Result<Done, CommandError> {
    let terms = terms(office, wished)?;
    let secret = match office.settings_if_any()? {
        Some(_) => office.secret()?,
        // Without an office nothing is kept: the key tells farmers apart for this one run.
        None => LOANS.as_bytes().to_vec(),
    };
    let list = load_list(office.files(), LOANS)?;
    let fields = Fields::of(&list)
        .map_err(|fault| CommandError::from(vec![CatalogueError::new("lists/crop_loan.toml", fault)]))?;
    let reader = ListReader::of(office, wished, list, secret)?;
    let mut loans = Loans::new(&reader.wishes.secret);
    let (mut findings, mut failures) = (Vec::new(), Vec::new());
    for path in &wished.files {
        if let Err(error) = reader.loans(office, console, path, &fields, &mut loans, &mut findings) {
            failures.push((path, error));
        }
    }
    if failures.len() == wished.files.len() {
        return Err(CommandError::of_all(failures.into_iter().map(|(_, error)| error).collect()));
    }
    let failed = failures.iter().map(|(path, error)| console.failed(path, error)).collect();
    let earlier = earlier(office, console, wished, &mut findings)?;
    Ok(Done { loans, terms, lines: Vec::new(), earlier, findings, failed })
}

impl Done {
    /// Computes every line; refused where no drawal is of a year with figures.
    pub fn compute(mut self, console: &Console) -> Result<Self, CommandError> {
        let total = self.loans.accounts.len() as u64;
        let progress = console.progress(console.pick("accounts", "खाते"), total);
        let Computed { lines, findings } = compute(&mut self.loans, &self.terms, &mut |done| progress.set(done));
        self.findings.extend(findings);
        if !lines.is_empty() && lines.iter().all(|line| line.reason == Reason::NoRates) {
            let years: BTreeSet<_> = lines.iter().filter_map(|line| CooperativeYear::containing(line.on)).collect();
            let years: Vec<String> = years.iter().map(ToString::to_string).collect();
            return Err(CommandError::new(Exit::Refused, "error.subvention.no_rates")
                .with("scheme", &self.terms.scheme.key)
                .with("years", years.join(", "))
                .because_of(self.findings));
        }
        if !self.earlier.is_empty() {
            let (count, amount) = self.earlier.gone(&self.loans, &lines);
            if count > 0 {
                let finding = Finding::new("SUB-020", Severity::Warning, Locus::default());
                self.findings.push(finding.with("count", count).with("amount", Paise(amount)));
            }
        }
        self.lines = lines;
        Ok(self)
    }
    /// Lines of a year, or all, with what was claimed before.
    pub fn rows(&self, fy: Option<CooperativeYear>, of: &Of) -> Vec<ClaimRow<'_>> {
        let wanted = self.lines.iter().filter(|line| fy.is_none_or(|fy| line.fy == fy) && of.holds(&self.loans, line));
        wanted.map(|line| ClaimRow::of(&self.loans, line, &self.earlier)).collect()
    }
    /// The verdict: findings, or some files that could not be read.
    pub fn verdict(&self, console: &Console) -> Exit {
        if self.failed.is_empty() { console.verdict(&self.findings) } else { Exit::Partly }
    }
}

/// Whose lines are wanted: names as the lists have them; nothing wants all.
#[derive(Clone, Debug, Default)]
pub struct Of {
    /// Bank.
    pub bank: Option<String>,
    /// Branch.
    pub branch: Option<String>,
    /// Number or name of the PACS.
    pub pacs: Option<String>,
}

impl Of {
    /// Is a line one of them?
    pub fn holds(&self, loans: &Loans, line: &Line) -> bool {
        self.is_of(loans, &loans.accounts[line.account as usize])
    }
    /// Is an account one of theirs?
    pub fn is_of(&self, loans: &Loans, account: &Account) -> bool {
        let lender = loans.lender_of(account);
        let is = |asked: &Option<String>, names: &[&String]| {
            asked.as_ref().is_none_or(|asked| names.iter().any(|name| name.trim() == asked.trim()))
        };
        is(&self.bank, &[&lender.bank])
            && is(&self.branch, &[&lender.branch])
            && is(&self.pacs, &[&lender.pacs, &lender.pacs_no])
    }
    /// What the names asked for add to the name of a file, so that the claims of two PACS lie beside each other.
    fn in_file_name(&self) -> String {
        let names = [&self.bank, &self.branch, &self.pacs].into_iter().flatten();
        let kept = |c: char| if c.is_whitespace() || c.is_ascii_punctuation() || c.is_control() { '_' } else { c };
        names.map(|name| format!("-{}", name.trim().chars().map(kept).collect::<String>())).collect()
    }
    /// The names asked for.
    pub fn names(&self) -> String {
        [&self.pacs, &self.branch, &self.bank].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
    }
}

/// Reads files as one list.
struct ListReader {
    desk: Desk,
    list: TableDef,
    wishes: Wishes,
}

impl ListReader {
    fn of(office: &Office, wished: &Wished, list: TableDef, secret: Vec<u8>) -> Result<Self, CommandError> {
        let desk = desk_for(office, &Tables([(list.name.clone(), list.clone())].into()))?;
        let given = wished.given.iter().map(|text| filing::pair(text)).collect::<Result<Vec<_>, _>>()?;
        let wishes = Wishes {
            register: Some(list.name.clone()),
            level: None,
            accepted: wished.accepted.clone(),
            given,
            as_of: office.time().as_of,
            profile: None,
            secret,
        };
        Ok(Self { desk, list, wishes })
    }
    fn loans(
        &self,
        office: &Office,
        console: &Console,
        path: &Path,
        fields: &Fields,
        loans: &mut Loans,
        findings: &mut Vec<Finding>,
    ) -> Result<(), CommandError> {
        let file = filing::open_list(office, console, path)?;
        let file_name = file.name().to_owned();
        let progress = console.progress(&file_name, file.rows());
        let mut sheets = BTreeMap::new();
        let mut done = 0;
        let all = RefCell::new(loans);
        let found = read_list_file(
            &self.desk,
            file,
            &self.list,
            &self.wishes,
            &mut |(index, name, columns)| {
                let named = columns.iter().filter_map(|column| Some((column.field.clone()?, column.column)));
                let sheet = ListSheet { file: file_name.clone(), sheet: name.to_owned(), columns: named.collect() };
                sheets.insert(index, all.borrow_mut().add_sheet(sheet));
            },
            &mut |record| {
                done += 1;
                progress.set(done);
                all.borrow_mut().add(fields, (record.sheet, record.row), &record.facts, record.rejected);
            },
        )?;
        findings.extend(found);
        Ok(())
    }
}

/// Reads the claims made before.
fn earlier(
    office: &Office,
    console: &Console,
    wished: &Wished,
    findings: &mut Vec<Finding>,
) -> Result<Earlier, CommandError> {
    let mut earlier = Earlier::default();
    if wished.earlier.is_empty() {
        return Ok(earlier);
    }
    let plain = Wished { given: Vec::new(), ..wished.clone() };
    let reader = ListReader::of(office, &plain, load_list(office.files(), CLAIM)?, Vec::new())?;
    for path in &wished.earlier {
        let file = reader.desk.lay_out(filing::open(office, console, path)?);
        // The sheets of sums beside the lines have columns of the same names, but no keys.
        let lines = RefCell::new(BTreeMap::new());
        let mut keyed = |(index, name, columns): ListedSheet<'_>| {
            if columns.iter().any(|column| column.field.as_deref() == Some("claim_key")) {
                lines.borrow_mut().insert(index, name.to_owned());
            }
        };
        let found = read_list(&reader.desk, &file, &reader.list, &reader.wishes, &mut keyed, &mut |record| {
            let lines = lines.borrow();
            let Some(sheet) = lines.get(&record.sheet) else { return };
            if let Err(found) = earlier.add(&reader.list, &record.facts) {
                let place = Locus::cell(&file.name, sheet, CellRef { row: record.row, column: 0 });
                findings.push(Finding::new("SUB-019", Severity::Error, place).with("found", found));
            }
        })?;
        let lines = lines.into_inner();
        if lines.is_empty() {
            findings.push(Finding::new("SUB-019", Severity::Error, Locus::file(&file.name)).with("found", &file.name));
        }
        // Columns of the claim that are not read back are no news; an empty key was told above.
        let is_news = |finding: &Finding| {
            let of_lines = finding.place.sheet.as_ref().is_some_and(|sheet| lines.values().any(|name| name == sheet));
            finding.severity == Severity::Error && of_lines && finding.code != "IMP-105"
        };
        findings.extend(found.into_iter().filter(is_news));
    }
    Ok(earlier)
}
