//! Bye-laws at the desk: texts read from files and from the documents of the office, and their papers.

use super::{
    CommandError, Console, Exit, Office, Part, desk,
    shared::{make_one, report_ground},
    statutory,
};
use crate::{
    branches::byelaws::{Clause, Compared, InForce, Text, piece_text, read, texts},
    branches::cases::{Case, cases},
    catalogue::Clocks,
    cleaning::covered,
    model::{Findings, Label, Moment, Severity, Value, hex},
    register::{ReadRegister, Register},
    reports::{
        byelaws::{ClauseRow, ComparedRow, HistoryRow, compared, in_force},
        making::Form,
    },
};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

/// The service of amendments.
pub const SERVICE: &str = "byelaw";

/// A text from a file: exit 3 with every fault where it does not read; what is to be looked at stands beside it.
pub fn text_of_file(path: &Path) -> Result<(Text, Findings), CommandError> {
    let bytes = fs::read(path).map_err(|cause| CommandError::io(path, &cause))?;
    let file = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let (text, findings) = read(&bytes, &file);
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    if errors > 0 {
        return Err(CommandError::new(Exit::Input, "error.byelaw.text")
            .with("file", &file)
            .with("count", errors)
            .details(findings.iter().cloned().map(Part::Finding))
            .because_of(findings));
    }
    Ok((text, findings))
}

/// A text kept by the office; exit 8 where it is missing or no longer what its name says.
pub fn kept_text(office: &Office, sha256: &str) -> Result<Text, CommandError> {
    let path = office.folder()?.join("documents").join(sha256);
    let altered = || CommandError::new(Exit::Integrity, "error.byelaw.document").with("place", path.display());
    let bytes = fs::read(&path).map_err(|_| altered())?;
    if hex(&Sha256::digest(&bytes)) != sha256 {
        return Err(altered());
    }
    Ok(read(&bytes, sha256).0)
}

/// A society a person means, with its name.
pub fn society(
    office: &Office,
    register: &dyn ReadRegister,
    asked: &str,
    moment: Moment,
) -> Result<(String, Label), CommandError> {
    let table = desk::table(office, "society")?;
    let society = desk::subject(register, table, asked, moment)?;
    let line = register.line("society", &society, moment)?;
    let text = |key: &str| line.as_ref().and_then(|line| line.value(table, key)).and_then(Value::as_text);
    let name = Label::either(text("name_hi"), text("name_en"));
    Ok((society, name))
}

/// The amendments of a society, in the order of their identities.
pub fn amendments(
    office: &Office,
    register: &dyn ReadRegister,
    society: &str,
    moment: Moment,
) -> Result<Vec<Case>, CommandError> {
    let service = statutory::service(office, &Clocks::load(office.files())?, SERVICE)?;
    let mut all = cases(register, &service, moment)?;
    all.retain(|case| case.society.as_deref() == Some(society));
    Ok(all)
}

/// A field of an amendment, as text.
pub fn fact(office: &Office, case: &Case, key: &str) -> String {
    let no = office.tables().get("byelaw_amendment").and_then(|table| table.field_no(key));
    no.and_then(|no| case.value(no).as_text()).unwrap_or_default().to_owned()
}

/// The texts of a society with the amendments they came by.
pub fn history(
    office: &Office,
    register: &dyn ReadRegister,
    society: &str,
    moment: Moment,
) -> Result<Vec<HistoryRow>, CommandError> {
    let all = amendments(office, register, society, moment)?;
    let row = |text: InForce| {
        let case = text.amendment.as_ref().and_then(|id| all.iter().find(|case| case.id == *id));
        let fact = |key: &str| case.map_or_else(String::new, |case| fact(office, case, key));
        HistoryRow {
            from: text.from,
            amendment: case.map_or_else(String::new, |case| case.number.clone()),
            byelaw_no: fact("byelaw_no"),
            order_no: text.order_no,
            certificate_no: fact("certificate_no"),
            document: text.document,
        }
    };
    Ok(texts(register, society, moment)?.into_iter().map(row).collect())
}

/// A clause as it is printed; numbers of identity are covered wherever they stand.
pub fn clause_row(clause: &Clause) -> ClauseRow {
    let plain = |text: &str| covered(text).into_owned();
    ClauseRow { number: clause.number.clone(), title: plain(&clause.title), body: plain(&clause.body) }
}

/// Clauses for programs.
pub fn clauses_json(clauses: &[ClauseRow]) -> Vec<serde_json::Value> {
    let one = |row: &ClauseRow| serde_json::json!({ "number": row.number, "title": row.title, "text": row.body });
    clauses.iter().map(one).collect()
}

/// The texts of a society for programs.
pub fn history_json(history: &[HistoryRow]) -> Vec<serde_json::Value> {
    let one = |row: &HistoryRow| {
        serde_json::json!({
            "from": row.from.to_string(), "amendment": row.amendment, "bye_law": row.byelaw_no,
            "order_no": row.order_no, "certificate_no": row.certificate_no, "document": row.document,
        })
    };
    history.iter().map(one).collect()
}

/// A compared clause as it is printed.
pub fn compared_row(one: &Compared<'_>) -> ComparedRow {
    let number = |clause: Option<&Clause>| clause.map_or_else(String::new, |clause| clause.number.clone());
    let (en, hi) = one.became.words();
    ComparedRow {
        old_no: number(one.old),
        new_no: number(one.new),
        became: Label { en: en.into(), hi: hi.into() },
        marked: covered(&piece_text(&one.pieces)).into_owned(),
    }
}

/// Makes the paper of the text in force.
pub fn print_text(
    office: &Office,
    console: &mut Console,
    register: &Register,
    (society, name): (&str, Label),
    (clauses, history): (&[ClauseRow], &[HistoryRow]),
) -> Result<Vec<String>, CommandError> {
    office.begin_run("coop-register byelaw print")?;
    office.run_reads(register)?;
    let ground = report_ground(office, console, register)?;
    let mut report = in_force(name, clauses, history, &ground);
    report.key = format!("{}-{society}", report.key);
    let made = make_one(office, console, &report, Form::Pdf)?;
    Ok(made.iter().map(|path| path.display().to_string()).collect())
}

/// Makes the paper of two texts.
pub fn print_compared(
    office: &Office,
    console: &mut Console,
    register: &Register,
    (society, name, which): (&str, Label, Label),
    rows: &[ComparedRow],
) -> Result<Vec<String>, CommandError> {
    office.begin_run("coop-register byelaw diff")?;
    office.run_reads(register)?;
    let ground = report_ground(office, console, register)?;
    let mut report = compared(name, which, rows, &ground);
    report.key = format!("{}-{society}", report.key);
    let made = make_one(office, console, &report, Form::Pdf)?;
    Ok(made.iter().map(|path| path.display().to_string()).collect())
}
