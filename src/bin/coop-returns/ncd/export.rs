//! `ncd export`.

use super::Known;
use coop_registry::{
    branches::ncd::{
        Asked, CsvSheet, Exporter, Form, Manifest, NcdField, NcdKind, Record, Summed, Tally, XlsxSheet, account,
    },
    cli::{CommandError, Console, Exit, Format, Office, OutFile, Verdict, write_output},
    model::Language,
    register::{ReadRegister as _, Register},
};
use serde_json::json;
use std::{
    fs,
    io::Write as _,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

/// One row a society in the fields and codes of the database
#[derive(clap::Args)]
pub struct Export {
    /// Only this district: name or LGD code
    #[arg(long)]
    district: Option<String>,
    /// With names, telephone numbers and addresses of persons; needs --reason, files are for their owner only
    #[arg(long)]
    with_contacts: bool,
}

/// Files of an export.
struct Files {
    csv: Option<PathBuf>,
    xlsx: Option<PathBuf>,
    manifest: PathBuf,
}

impl Files {
    /// By the ending of -o; a folder, or none named, gets all of them.
    fn of(office: &Office) -> Result<Self, CommandError> {
        let asked = &office.globals().format;
        if asked.iter().any(|format| matches!(format, Format::Pdf | Format::Html)) {
            return Err(CommandError::new(Exit::Arguments, "error.ncd.form"));
        }
        let output = match &office.globals().output {
            Some(path) => path.clone(),
            None => office.folder()?.join("reports"),
        };
        let ending = output.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let manifest = |path: &Path| path.with_extension("manifest.json");
        Ok(match ending.as_deref().filter(|_| !output.is_dir()) {
            Some("csv") => Self { manifest: manifest(&output), csv: Some(output), xlsx: None },
            Some("xlsx") => Self { manifest: manifest(&output), csv: None, xlsx: Some(output) },
            Some(_) => {
                return Err(CommandError::new(Exit::Arguments, "error.ncd.ending").with("file", output.display()));
            }
            None => {
                let forms: Vec<Format> =
                    asked.iter().copied().filter(|form| matches!(form, Format::Csv | Format::Xlsx)).collect();
                let wants = |form| forms.is_empty() || forms.contains(&form);
                Self {
                    csv: wants(Format::Csv).then(|| output.join("ncd.csv")),
                    xlsx: wants(Format::Xlsx).then(|| output.join("ncd.xlsx")),
                    manifest: output.join("ncd.manifest.json"),
                }
            }
        })
    }
}

impl Export {
    /// Writes the files and tells what is missing.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        if self.with_contacts && office.globals().reason.as_ref().is_none_or(|reason| reason.trim().is_empty()) {
            return Err(CommandError::new(Exit::Refused, "error.ncd.contacts_reason"));
        }
        let files = Files::of(office)?;
        console.output_is_taken();
        let known = Known::load(office)?;
        let (register, moment) = (office.read_register()?, office.moment()?);
        let district = super::district(office, self.district.as_deref())?;
        let asked = Asked { fy: office.globals().fy, district, contacts: self.with_contacts };
        let dry_run = office.globals().dry_run;
        if !dry_run {
            office.begin_run("coop-returns ncd export")?;
            office.run_reads(&register)?;
        }
        let places = super::places(office, &register)?;
        let mut exporter = Exporter::new(&known.form, &register, places, moment, asked)?;
        let fields: Vec<&NcdField> = exporter.fields().collect();
        let progress = console.progress(console.pick("societies", "समितियाँ"), register.count("society", moment)?);
        let mut sheets = if dry_run { Sheets::default() } else { Sheets::begin(&files, &fields, asked.contacts)? };
        let mut manifest = Manifest::default();
        let mut failed = None;
        let tally = exporter.each(&mut |done| progress.set(done), &mut |record| {
            manifest.add(&record, fields.iter().copied(), known.form.lakh_places);
            match sheets.push(&record, &fields, &known.form) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        })?;
        drop(progress);
        if let Some(error) = failed {
            return Err(error);
        }
        let made = sheets.finish(&files, &fields, &known.form, asked.contacts)?;
        let told = manifest_json(office, &register, asked, &known.form, &fields, &tally, &manifest, &made)?;
        if !dry_run {
            let text = format!("{}\n", serde_json::to_string_pretty(&told).unwrap_or_default());
            write_output(&files.manifest, text.as_bytes())
                .map_err(|cause| CommandError::io(&files.manifest, &cause))?;
            for (path, _) in &made {
                office.run_made(json!({ "file": path.display().to_string() }));
            }
        }
        let mut data = told.clone();
        data["dry_run"] = dry_run.into();
        data["manifest"] = if dry_run { serde_json::Value::Null } else { files.manifest.display().to_string().into() };
        data["missing"] = fields
            .iter()
            .zip(&tally.missing)
            .filter(|(_, missing)| **missing > 0)
            .map(|(field, missing)| json!({ "field": field.key, "missing": missing }))
            .collect();
        console.data("ncd-export", data);
        for (path, sha256) in &made {
            console.say(format!("{}  {sha256}", path.display()));
        }
        let rows = manifest.rows;
        console.say(match (console.language(), dry_run) {
            (Language::En, false) => format!("{rows} societies; manifest {}", files.manifest.display()),
            (Language::En, true) => format!("{rows} societies would be written"),
            (Language::Hi, false) => format!("{rows} समितियाँ; विवरण {}", files.manifest.display()),
            (Language::Hi, true) => format!("{rows} समितियाँ लिखी जाएँगी; अभी नहीं लिखी गईं"),
        });
        let findings = account(&fields, &tally, &manifest, asked);
        console.findings(&findings);
        Ok(console.verdict(&findings))
    }
}

/// The sheets being written.
#[derive(Default)]
struct Sheets {
    csv: Option<(PathBuf, CsvSheet<OutFile>)>,
    xlsx: Option<XlsxSheet>,
}

pub(super) fn workbook(fault: impl std::fmt::Display) -> CommandError {
    CommandError::new(Exit::Internal, "error.form.not_made").with("fault", fault)
}

/// A CSV begun beside its place.
pub(super) fn csv_file(path: &Path, fields: &[&NcdField], private: bool) -> Result<CsvSheet<OutFile>, CommandError> {
    let lost = |cause: std::io::Error| CommandError::io(path, &cause);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(lost)?;
    }
    CsvSheet::new(OutFile::create(path, private).map_err(lost)?, fields.iter().copied()).map_err(lost)
}

impl Sheets {
    fn begin(files: &Files, fields: &[&NcdField], private: bool) -> Result<Self, CommandError> {
        let csv = match &files.csv {
            Some(path) => Some((path.clone(), csv_file(path, fields, private)?)),
            None => None,
        };
        let xlsx = files.xlsx.as_ref().map(|_| XlsxSheet::new(fields.iter().copied())).transpose().map_err(workbook)?;
        Ok(Self { csv, xlsx })
    }
    fn push(&mut self, record: &Record, fields: &[&NcdField], form: &Form) -> Result<(), CommandError> {
        if let Some((path, sheet)) = &mut self.csv {
            sheet.push(record, fields.iter().copied(), form).map_err(|cause| CommandError::io(path, &cause))?;
        }
        if let Some(sheet) = &mut self.xlsx
            && !sheet.push(record, fields.iter().copied(), form).map_err(workbook)?
        {
            return Err(CommandError::new(Exit::Arguments, "error.ncd.too_many"));
        }
        Ok(())
    }
    /// Files with their SHA-256.
    fn finish(
        self,
        files: &Files,
        fields: &[&NcdField],
        form: &Form,
        private: bool,
    ) -> Result<Vec<(PathBuf, String)>, CommandError> {
        let mut made = Vec::new();
        // The workbook is made in full before either file gets its name.
        let book = self.xlsx.map(|sheet| sheet.finish(fields.iter().copied(), form)).transpose().map_err(workbook)?;
        if let Some((path, sheet)) = self.csv {
            let sha256 = sheet.finish().and_then(OutFile::finish).map_err(|cause| CommandError::io(&path, &cause))?;
            made.push((path, sha256));
        }
        if let (Some(path), Some(book)) = (&files.xlsx, book) {
            let lost = |cause: std::io::Error| CommandError::io(path, &cause);
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                fs::create_dir_all(folder).map_err(lost)?;
            }
            let mut out = OutFile::create(path, private).map_err(lost)?;
            out.write_all(&book).map_err(lost)?;
            made.push((path.clone(), out.finish().map_err(lost)?));
        }
        Ok(made)
    }
}

/// A sum as people write it: rupees, per cent, units.
fn sum_written(summed: &Summed, kind: NcdKind) -> String {
    let places = match kind {
        NcdKind::Money | NcdKind::Percent => 2,
        NcdKind::Quantity => 3,
        _ => 0,
    };
    let scale = 10_u128.pow(places);
    let sign = if summed.sum < 0 { "-" } else { "" };
    let (whole, part) = (summed.sum.unsigned_abs() / scale, summed.sum.unsigned_abs() % scale);
    if places == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part:0width$}", width = places as usize)
    }
}

/// Is there anything to add up? Codes are no numbers.
fn is_summed(field: &NcdField) -> bool {
    let code =
        matches!(field.kind, NcdKind::State | NcdKind::District | NcdKind::Block) || field.key.ends_with("_code");
    let number = matches!(field.kind, NcdKind::Money | NcdKind::Percent | NcdKind::Quantity | NcdKind::Integer);
    number && !code
}

/// The manifest: enough to prove that two sides mean the same export, and to make it again.
#[allow(clippy::too_many_arguments, reason = "all that stands in a manifest")]
pub(super) fn manifest_json(
    office: &Office,
    register: &Register,
    asked: Asked,
    form: &Form,
    fields: &[&NcdField],
    tally: &Tally,
    manifest: &Manifest,
    made: &[(PathBuf, String)],
) -> Result<serde_json::Value, CommandError> {
    let nothing = Summed::default();
    let columns: Vec<serde_json::Value> = fields
        .iter()
        .enumerate()
        .map(|(at, field)| {
            let summed = manifest.sums.get(at).filter(|_| is_summed(field));
            let filled = tally.asked.get(at).zip(tally.missing.get(at)).map_or(0, |(asked, missing)| asked - missing);
            let mut column = json!({
                "column": field.key, "asked": tally.asked.get(at), "filled": filled,
                "sum": summed.map(|summed| sum_written(summed, field.kind)),
            });
            if field.kind == NcdKind::Money {
                let summed = summed.unwrap_or(&nothing);
                let rounding = Summed { sum: summed.rounding, ..Summed::default() };
                column["rounded"] = summed.rounded.into();
                column["rounding"] = sum_written(&rounding, NcdKind::Money).into();
            }
            column
        })
        .collect();
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(json!({
        "manifest": "coop/ncd-manifest/1",
        "office": register.office(), "as_of": office.time().as_of.to_string(),
        "known_on": office.globals().known_on.map(|day| day.to_string()),
        "day_no": register.last_day(office.moment()?)?.map_or(0, |row| row.day_no),
        "fy": asked.fy, "district": asked.district, "contacts": asked.contacts, "lakh_places": form.lakh_places,
        "catalogue": office.files().version()?, "program": env!("CARGO_PKG_VERSION"),
        "rows": manifest.rows, "cancelled_left_out": tally.cancelled.len(), "other_districts": tally.elsewhere,
        "sums": "exact, in rupees, per cent or units; amounts of the federation form are written in lakh",
        "columns": columns,
        "files": made.iter().map(|(path, sha256)| json!({ "file": name(path), "sha256": sha256 })).collect::<Vec<_>>(),
    }))
}
