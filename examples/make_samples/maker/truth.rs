//! What stands in a sample, known before anybody reads it.

use super::{grid::cell_name, society::Society};
use std::fmt::Write as _;

/// What must become of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Imported,
    Duplicate,
    Rejected,
}

impl Fate {
    fn word(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Duplicate => "duplicate",
            Self::Rejected => "rejected",
        }
    }
}

/// A fault set on purpose.
pub struct Planted {
    pub sheet: String,
    pub cell: String,
    pub what: String,
    pub fate: Fate,
}

/// One data row as it is meant.
struct Row {
    sheet: String,
    row: u32,
    fate: Fate,
    fields: Vec<String>,
    /// Figures of the summed fields.
    sums: Vec<i64>,
}

/// Everything known about one sample.
pub struct Truth {
    pub case: &'static str,
    pub file: &'static str,
    /// Register it belongs to.
    pub register: &'static str,
    pub difficulty: &'static str,
    pub planted: Vec<Planted>,
    headings: Vec<&'static str>,
    /// Fields of counts and amounts whose sums are told.
    summed: Vec<&'static str>,
    rows: Vec<Row>,
    /// Printed totals of the sheet: label, figures of the summed fields; money in rupees.
    pub printed: Vec<(String, Vec<i64>)>,
}

const SOCIETY: &[&str] = &[
    "reg_no",
    "reg_date",
    "name",
    "district",
    "block",
    "class",
    "members",
    "share_capital",
    "working_capital",
    "chairman",
    "phone",
    "status",
    "audit_class",
];
const BEARER: &[&str] = &["society_no", "district", "name", "post", "from", "to"];

impl Truth {
    pub fn new(case: &'static str, file: &'static str, difficulty: &'static str) -> Self {
        let (planted, rows, printed) = (Vec::new(), Vec::new(), Vec::new());
        let (headings, summed) = (SOCIETY.to_vec(), vec!["members", "share_capital"]);
        Self { case, file, register: "society", difficulty, planted, headings, summed, rows, printed }
    }

    /// Of another register than that of societies.
    pub fn of(register: &'static str, case: &'static str, file: &'static str, difficulty: &'static str) -> Self {
        Self { register, ..Self::new(case, file, difficulty) }
    }

    pub fn bearers(case: &'static str, file: &'static str, difficulty: &'static str) -> Self {
        Self::of("office_bearer", case, file, difficulty).columns(BEARER.to_vec(), Vec::new())
    }

    /// The same with other columns in the truth, and other fields summed.
    pub fn columns(self, headings: Vec<&'static str>, summed: Vec<&'static str>) -> Self {
        Self { headings, summed, ..self }
    }

    /// Notes a society as it stands in a row: only what the sheet holds.
    pub fn society(&mut self, sheet: &str, row: u32, s: &Society, said: &Said) {
        let working = if said.working_capital { s.working_capital.to_string() } else { String::new() };
        let block = if said.block { s.block.en.clone() } else { String::new() };
        let phone = if said.phone { s.phone.clone() } else { String::new() };
        let fields = vec![
            said.reg_no.clone(),
            s.registered.to_string(),
            said.name.clone(),
            s.district_code.to_string(),
            block,
            s.class.code.into(),
            s.members.to_string(),
            s.share_capital.to_string(),
            working,
            s.chairman.clone(),
            phone,
            s.status.0.into(),
            if said.audit_class { s.audit_class.into() } else { String::new() },
        ];
        self.rows.push(Row {
            sheet: sheet.into(),
            row,
            fate: Fate::Imported,
            fields,
            sums: vec![s.members, s.share_capital],
        });
    }

    pub fn bearer(&mut self, sheet: &str, row: u32, fields: [String; 6]) {
        self.line(sheet, row, fields.to_vec(), Vec::new());
    }

    /// Notes a row by its columns and the figures of its summed fields.
    pub fn line(&mut self, sheet: &str, row: u32, fields: Vec<String>, sums: Vec<i64>) {
        self.rows.push(Row { sheet: sheet.into(), row, fate: Fate::Imported, fields, sums });
    }

    /// Sets a fault on the row: `column` counts from 0.
    pub fn plant(&mut self, sheet: &str, row: u32, column: usize, fate: Fate, what: impl Into<String>) {
        self.planted.push(Planted { sheet: sheet.into(), cell: cell_name(row, column), what: what.into(), fate });
        if let Some(noted) = self.rows.iter_mut().find(|r| r.sheet == sheet && r.row == row) {
            noted.fate = fate;
        }
    }

    pub fn count(&self, fate: Fate) -> usize {
        self.rows.iter().filter(|r| r.fate == fate).count()
    }

    /// Registration number and district of the society rows of one fate.
    pub fn keys(&self, fate: Fate) -> Vec<(String, u32)> {
        let of_fate = self.rows.iter().filter(|r| r.fate == fate && self.register == "society");
        of_fate.filter_map(|r| Some((r.fields[0].clone(), r.fields[3].parse().ok()?))).collect()
    }

    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The counts and sums as TOML.
    pub fn expected(&self) -> String {
        let mut out = format!(
            "# Counted by the maker of the sample from what it wrote, not by any reader.\n\
             file = \"{}\"\nregister = \"{}\"\nrows = {}\nimported = {}\nduplicates = {}\nrejected = {}\n",
            self.file,
            self.register,
            self.rows(),
            self.count(Fate::Imported),
            self.count(Fate::Duplicate),
            self.count(Fate::Rejected)
        );
        if !self.summed.is_empty() {
            out.push_str("\n# Sums over the imported rows; money in rupees.\n[sums]\n");
            for (n, field) in self.summed.iter().enumerate() {
                let sum: i64 = self.rows.iter().filter(|r| r.fate == Fate::Imported).map(|r| r.sums[n]).sum();
                let _ = writeln!(out, "{field} = {sum}");
            }
        }
        for (label, figures) in &self.printed {
            let _ = write!(out, "\n[[printed]]\nlabel = \"{label}\"\n");
            for (field, figure) in self.summed.iter().zip(figures) {
                let _ = writeln!(out, "{field} = {figure}");
            }
        }
        for p in &self.planted {
            let (sheet, cell, what, fate) = (&p.sheet, &p.cell, &p.what, p.fate.word());
            let _ = write!(
                out,
                "\n[[planted]]\nsheet = \"{sheet}\"\ncell = \"{cell}\"\nwhat = \"{what}\"\nfate = \"{fate}\"\n"
            );
        }
        out
    }

    /// Every data row as it is meant, as CSV.
    pub fn records(&self) -> Result<Vec<u8>, String> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        let mut put = |row: Vec<&str>| csv.write_record(row).map_err(|e| e.to_string());
        put(["sheet", "row", "fate"].iter().chain(&self.headings).copied().collect())?;
        for r in &self.rows {
            let number = r.row.to_string();
            put([r.sheet.as_str(), number.as_str(), r.fate.word()]
                .into_iter()
                .chain(r.fields.iter().map(String::as_str))
                .collect())?;
        }
        csv.into_inner().map_err(|e| e.to_string())
    }
}

/// What of a society the sheet says, and how.
pub struct Said {
    pub reg_no: String,
    pub name: String,
    pub block: bool,
    pub working_capital: bool,
    pub phone: bool,
    pub audit_class: bool,
}
