//! `ncd diff`.

use super::{
    Known,
    export::{csv_file, manifest_json, workbook},
};
use coop_registry::{
    branches::ncd::{
        Agreement, Asked, Category, CellReader, CorrectionWords, CsvSheet, Exporter, Listing as NcdListing, Manifest,
        Matches, NcdField, Standing, cell_text, compare, correction_book,
    },
    catalogue::Places,
    cleaning::{DateColumn, DateWords},
    cli::{CommandError, Console, Exit, Format, Listing, Office, OutFile, Verdict, papers, write_output},
    model::{Finding, Findings, Label, Language, Locus, Severity, Value, hex},
    register::ReadRegister as _,
    reports::ncd::{AgreementPaper, FileLine, agreement},
};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::{
    io::Write,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

/// Hold the office's records against a downloaded listing and the last agreed export
#[derive(clap::Args)]
pub struct Diff {
    /// The listing downloaded from the database (XLSX, XLS, ODS, CSV)
    #[arg(long, value_name = "FILE")]
    theirs: PathBuf,
    /// The export both sides last agreed on
    #[arg(long, value_name = "FILE")]
    agreed: Option<PathBuf>,
    /// Only this district: name or LGD code
    #[arg(long)]
    district: Option<String>,
}

/// Where the records go on the way: a file, or the fingerprint alone.
enum Ours {
    File(CsvSheet<OutFile>),
    Fingerprint(CsvSheet<Fingerprint>),
}

/// Takes bytes in and keeps their hash.
#[derive(Default)]
struct Fingerprint(Sha256);

impl Write for Fingerprint {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Diff {
    /// Compares, lists, and with -o makes the sheet of corrections and the account of agreement; exit 1 on differences.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let known = Known::load(office)?;
        let form = &known.form;
        let limits = office.limits()?;
        let theirs = NcdListing::open(&self.theirs, &limits, form)?;
        let agreed = self.agreed.as_ref().map(|path| NcdListing::open(path, &limits, form)).transpose()?;
        let (register, moment) = (office.read_register()?, office.moment()?);
        let district = super::district(office, self.district.as_deref())?;
        let places = Places::load(office.files())?;
        let dates = DateColumn::new(&DateWords::load(office.files())?);
        let reader = CellReader { form, codes: &known.codes, places: &places, dates, latest: office.time().as_of };
        let matches = Matches::read(&register, moment)?;
        let matched = matches.of(&theirs, form, district, &reader);
        let base = agreed.as_ref().map(|listing| matches.of(listing, form, district, &reader));
        let asked = Asked { fy: office.globals().fy, district, contacts: false };
        let mut exporter = Exporter::new(form, &register, super::places(office, &register)?, moment, asked)?;
        let fields: Vec<&NcdField> = exporter.fields().collect();
        let folder = office.globals().output.clone().filter(|_| !office.globals().dry_run);
        if let Some(file) = folder.as_ref().filter(|path| path.is_file()) {
            return Err(CommandError::new(Exit::Arguments, "error.report.no_folder").with("path", file.display()));
        }
        console.output_is_taken();
        let mut ours = Ours::begin(folder.as_deref(), &fields)?;
        let (mut manifest, mut failed) = (Manifest::default(), None);
        let progress = console.progress(console.pick("societies", "समितियाँ"), register.count("society", moment)?);
        let sides = agreed.as_ref().zip(base.as_ref());
        let (made, tally) = compare(
            &mut exporter,
            form,
            (&theirs, &matched),
            sides,
            &reader,
            &mut |done| progress.set(done),
            &mut |record| {
                manifest.add(record, fields.iter().copied(), form.lakh_places);
                let pushed = match &mut ours {
                    Ours::File(sheet) => sheet.push(record, fields.iter().copied(), form),
                    Ours::Fingerprint(sheet) => sheet.push(record, fields.iter().copied(), form),
                };
                match pushed {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(cause) => {
                        failed = Some(cause);
                        ControlFlow::Break(())
                    }
                }
            },
        )?;
        drop(progress);
        if let Some(cause) = failed {
            return Err(CommandError::io(folder.as_deref().unwrap_or(Path::new("-")), &cause));
        }
        let our_file = ours.finish(folder.as_deref())?;
        let mut findings: Findings = theirs.findings.clone();
        findings.extend(agreed.iter().flat_map(|listing| listing.findings.clone()));
        findings.extend(matched.findings.iter().cloned());
        findings.extend(base.iter().flat_map(|matched| matched.findings.clone()));
        findings.extend(made.findings.iter().cloned());
        findings.extend(agreed.as_ref().and_then(proven));
        let side = |listing: &NcdListing| json!({ "file": listing.file, "sha256": listing.sha256, "rows": listing.rows().count() });
        let mut files = Vec::new();
        if let Some(folder) = &folder {
            let told = manifest_json(
                office,
                &register,
                asked,
                form,
                &fields,
                &tally,
                &manifest,
                &[(folder.join(OURS), our_file.clone())],
            )?;
            let text = format!("{}\n", serde_json::to_string_pretty(&told).unwrap_or_default());
            files.extend(self.corrections(console, &made, &known, folder)?);
            let path = folder.join("ncd.manifest.json");
            write_output(&path, text.as_bytes()).map_err(|cause| CommandError::io(&path, &cause))?;
            files.push(path.display().to_string());
            files.push(folder.join(OURS).display().to_string());
            files.extend(account_on_paper(
                office,
                console,
                &register,
                &known,
                &made,
                (&theirs, agreed.as_ref()),
                &our_file,
                asked,
            )?);
        }
        show(
            console,
            &known,
            &made,
            &files,
            json!({
                "fy": asked.fy, "as_of": office.time().as_of.to_string(),
                "ours": { "rows": made.ours, "sha256": our_file },
                "theirs": side(&theirs), "agreed": agreed.as_ref().map(side),
            }),
        );
        console.findings(&findings);
        let whole = made.is_whole() && !findings.iter().any(|finding| finding.severity == Severity::Error);
        Ok(if whole { Exit::Done } else { Exit::Findings })
    }
    fn corrections(
        &self,
        console: &Console,
        made: &Agreement,
        known: &Known,
        folder: &Path,
    ) -> Result<Option<String>, CommandError> {
        let path = folder.join("ncd_corrections.xlsx");
        if made.differences.is_empty() && made.lone.is_empty() {
            // A sheet of an earlier comparison would be taken for this one's.
            match std::fs::remove_file(&path) {
                Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
                    return Err(CommandError::io(&path, &cause));
                }
                _ => return Ok(None),
            }
        }
        let (texts, language) = (console.texts(), console.language());
        let word = |key: &str| texts.word(&format!("ncd.{key}"), language).to_owned();
        let [title, hint, choose] = ["corrections", "corrections_hint", "choose"].map(word);
        let [ours, theirs, other] = ["take_ours", "take_theirs", "take_other"].map(word);
        let words = CorrectionWords {
            title: &title,
            hint: &hint,
            decisions: [&ours, &theirs, &other],
            choose: &choose,
            word: &word,
            language,
        };
        let bytes = correction_book(made, &known.form, &words).map_err(workbook)?;
        write_output(&path, &bytes).map_err(|cause| CommandError::io(&path, &cause))?;
        Ok(Some(path.display().to_string()))
    }
}

/// Societies on one side alone that people are shown.
const MOST_LONE: usize = 20;
/// Name of the records in the folder: the file to agree on.
const OURS: &str = "ncd.csv";

impl Ours {
    fn begin(folder: Option<&Path>, fields: &[&NcdField]) -> Result<Self, CommandError> {
        Ok(match folder {
            Some(folder) => {
                let path = folder.join(OURS);
                Self::File(csv_file(&path, fields, false)?)
            }
            None => {
                let sheet = CsvSheet::new(Fingerprint::default(), fields.iter().copied());
                Self::Fingerprint(sheet.map_err(|cause| CommandError::io(Path::new("-"), &cause))?)
            }
        })
    }
    /// The SHA-256 of the records as exported.
    fn finish(self, folder: Option<&Path>) -> Result<String, CommandError> {
        let place = folder.unwrap_or(Path::new("-"));
        let done = match self {
            Self::File(sheet) => sheet.finish().and_then(OutFile::finish),
            Self::Fingerprint(sheet) => sheet.finish().map(|fingerprint| hex(&fingerprint.0.finalize())),
        };
        done.map_err(|cause| CommandError::io(place, &cause))
    }
}

/// A finding where the manifest beside an agreed file names another fingerprint than the file has.
fn proven(listing: &NcdListing) -> Option<Finding> {
    let path = Path::new(&listing.file);
    let text = std::fs::read_to_string(path.with_extension("manifest.json")).ok()?;
    let manifest: serde_json::Value = serde_json::from_str(&text).ok()?;
    let name = path.file_name()?.to_string_lossy().into_owned();
    let file = manifest["files"].as_array()?.iter().find(|file| file["file"] == name)?;
    let stated = file["sha256"].as_str()?;
    let place = Locus::file(&listing.file);
    (stated != listing.sha256).then(|| Finding::new("NCD-020", Severity::Error, place).with("stated", stated))
}

/// A word of the account in both languages.
fn both(console: &Console, key: &str) -> Label {
    let word = |language| console.texts().word(&format!("ncd.{key}"), language).to_owned();
    Label { en: word(Language::En), hi: word(Language::Hi) }
}

/// Societies by how they stand.
fn societies(made: &Agreement) -> [(&'static str, u64); 5] {
    let lone = |standing| made.lone.iter().filter(|lone| lone.standing == standing).count() as u64;
    [
        ("both", made.both),
        (Standing::OnlyHere.key(), lone(Standing::OnlyHere)),
        (Standing::OnlyThere.key(), lone(Standing::OnlyThere)),
        (Standing::CancelledHere.key(), lone(Standing::CancelledHere)),
        ("unclear", made.unclear),
    ]
}

#[allow(clippy::too_many_arguments, reason = "all that stands on the paper")]
fn account_on_paper(
    office: &Office,
    console: &mut Console,
    register: &coop_registry::register::Register,
    known: &Known,
    made: &Agreement,
    (theirs, agreed): (&NcdListing, Option<&NcdListing>),
    our_file: &str,
    asked: Asked,
) -> Result<Vec<String>, CommandError> {
    let file = |what: &str, listing: &NcdListing| FileLine {
        what: both(console, what),
        file: Path::new(&listing.file).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        rows: listing.rows().count() as u64,
        sha256: listing.sha256.clone(),
    };
    let ours =
        FileLine { what: both(console, "ours"), file: OURS.into(), rows: made.ours, sha256: our_file.to_owned() };
    let mut files = vec![ours, file("theirs", theirs)];
    files.extend(agreed.map(|listing| file("agreed", listing)));
    let questions = made.fields.iter().filter(|(_, counts)| !counts.by.is_empty()).map(|(at, counts)| {
        let sum = |agrees: bool| {
            counts.by.iter().filter(|(category, _)| category.agrees() == agrees).map(|(_, count)| count).sum()
        };
        (known.form.fields[*at].label.clone(), sum(true), sum(false))
    });
    let paper = AgreementPaper {
        fy: asked.fy,
        files,
        societies: societies(made).iter().map(|(key, count)| (both(console, key), *count)).collect(),
        answers: Category::ALL.iter().map(|category| (both(console, category.key()), made.count(*category))).collect(),
        questions: questions.collect(),
        whole: made.is_whole() && made.findings.is_empty(),
    };
    papers::made(office, console, register, ("coop-returns ncd diff", &[]), |ground| agreement(&paper, ground))
}

fn show(console: &mut Console, known: &Known, made: &Agreement, files: &[String], sides: serde_json::Value) {
    let form = &known.form;
    let mut listing = Listing::new([
        ("society", "Society", "समिति"),
        ("ncd_id", "NCD code", "एनसीडी कोड"),
        ("reg_no", "Registration no.", "पंजीयन संख्या"),
        ("name", "Name", "नाम"),
        ("field", "Field", "क्षेत्र"),
        ("category", "Who changed", "किसने बदला"),
        ("ours", "Ours", "हमारा"),
        ("theirs", "Theirs", "एनसीडी में"),
        ("agreed", "Agreed", "सहमत"),
        ("cell", "Cell", "कोष्ठ"),
        ("remark", "Remark", "टिप्पणी"),
    ]);
    let people = console.is_for_people();
    let word = |key: &str| match people {
        true => Value::text(console.texts().word(&format!("ncd.{key}"), console.language())),
        false => Value::text(key),
    };
    for difference in &made.differences {
        let field = &form.fields[difference.field];
        let value = |value: &Value| Value::text(cell_text(value, field, difference.unit, form));
        listing.push([
            Value::text(&difference.society),
            Value::text(&difference.ncd_id),
            Value::text(&difference.reg_no),
            Value::text(&difference.name),
            if people { Value::text(field.label.in_language(console.language())) } else { Value::text(&field.key) },
            word(difference.category.key()),
            value(&difference.ours),
            value(&difference.theirs),
            difference.agreed.as_ref().map_or(Value::Empty, value),
            Value::text(difference.place.cell.clone().unwrap_or_default()),
            if difference.unit_slip { word("unit_slip") } else { Value::Empty },
        ]);
    }
    // A whole district that the listing lacks would hide what differs.
    let shown = if people { MOST_LONE } else { usize::MAX };
    for lone in made.lone.iter().take(shown) {
        let cell = lone.place.as_ref().and_then(|place| place.cell.clone());
        let mut row = [const { Value::Empty }; 11];
        let told = [&lone.society, &lone.ncd_id, &lone.reg_no, &lone.name];
        for (at, text) in told.into_iter().enumerate() {
            row[at] = Value::text(text);
        }
        row[5] = word(lone.standing.key());
        row[9] = Value::text(cell.unwrap_or_default());
        listing.push(row);
    }
    let answers: serde_json::Map<_, _> =
        Category::ALL.iter().map(|category| (category.key().to_owned(), made.count(*category).into())).collect();
    let by_society: serde_json::Map<_, _> =
        societies(made).iter().map(|(key, count)| ((*key).to_owned(), (*count).into())).collect();
    if console.format() == Format::Json {
        let mut data = sides;
        data["societies"] = by_society.into();
        data["answers"] = answers.into();
        data["elsewhere"] = made.elsewhere.into();
        data["whole"] = made.is_whole().into();
        data["rows"] = listing.to_json().into();
        data["files"] = files.into();
        console.data("ncd-diff", data);
        return;
    }
    if people {
        // On a terminal the code and the number of a society stand in the file; its name is enough.
        for at in [2, 1] {
            listing.columns.remove(at);
            listing.rows.iter_mut().for_each(|row| _ = row.remove(at));
        }
    }
    if !listing.rows.is_empty() || !people {
        console.listing("ncd-diff", &listing);
    }
    if people && made.lone.len() > shown {
        let more = made.lone.len() - shown;
        console.say(match console.language() {
            Language::En => format!("… and {more} more societies on one side alone; --format csv lists them"),
            Language::Hi => format!("… और {more} समितियाँ केवल एक ओर; --format csv में सब हैं"),
        });
    }
    if people {
        let line = |console: &Console, counts: &mut dyn Iterator<Item = (&str, u64)>| {
            let texts = console.texts();
            let told = counts
                .filter(|(_, count)| *count > 0)
                .map(|(key, count)| format!("{} {count}", texts.word(&format!("ncd.{key}"), console.language())));
            told.collect::<Vec<_>>().join(" · ")
        };
        let of_societies = line(console, &mut societies(made).into_iter());
        let of_answers =
            line(console, &mut Category::ALL.iter().map(|category| (category.key(), made.count(*category))));
        let (head, answers) =
            (console.pick("societies", "समितियाँ").to_owned(), console.pick("answers", "उत्तर").to_owned());
        console.say(format!("{head}: {of_societies}"));
        console.say(format!("{answers}: {of_answers}"));
    }
    for file in files {
        console.say(file);
    }
}
