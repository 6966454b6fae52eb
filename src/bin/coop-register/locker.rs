//! `coop-register locker`: the locker of documents (e-Sankalan), by fingerprint.

use crate::{
    case::{day, word},
    file::known as known_file,
};
use clap::{Args, Subcommand};
use coop_registry::{
    branches::{
        cases::{Case, cases},
        files::files,
        locker::{Document, Reference, documents, faults_of, put, references, strike},
    },
    cli::{
        CommandError, Console, Exit, Listing, Office, Part, Verdict, desk,
        filing::{documents_lying, fingerprint, keep_document, kept_document},
        service_books::Shelf,
        statutory, write_output,
    },
    model::{Date, Label, Moment, Plan, Severity, Value},
    register::{ReadRegister, Register},
};
use std::{collections::BTreeMap, fs, path::PathBuf};

/// Documents of the office (e-Sankalan): kept under their fingerprints, given out unaltered or not at all
#[derive(Subcommand)]
pub enum Locker {
    /// Keep a document of a case, a society, an employee or a file
    Put(Put),
    /// Give a document out into -o FILE; one that was altered is refused
    Get(One),
    /// List documents, also those other commands kept
    List(List),
    /// Make every fingerprint anew: missing, altered and strange files; exit 8 with each one named
    Verify,
    /// Strike a document out, by order; entry and file stay
    Strike(One),
}

/// Keep a document.
#[derive(Args)]
pub struct Put {
    /// The file
    document: PathBuf,
    /// Kind: a code of the list document_kind, as order
    #[arg(long)]
    kind: String,
    /// Of this case: identity or number
    #[arg(long)]
    case: Option<String>,
    /// Service of the case, where a number is of several
    #[arg(long, requires = "case")]
    service: Option<String>,
    /// Of this society: identity, registration number or name
    #[arg(long)]
    society: Option<String>,
    /// Of this employee: code, or the whole name
    #[arg(long)]
    employee: Option<String>,
    /// Of this file of the office: its number
    #[arg(long)]
    file: Option<String>,
}

/// One document.
#[derive(Args)]
pub struct One {
    /// Identity, or the beginning of its fingerprint (8 figures or more)
    document: String,
}

/// List documents.
#[derive(Args)]
pub struct List {
    /// Only of this case, society, employee or file: as the column has it
    #[arg(long, value_name = "ID")]
    of: Option<String>,
    /// Only of this kind
    #[arg(long)]
    kind: Option<String>,
    /// Also the names of the files and whom they belong to among employees
    #[arg(long)]
    personal: bool,
}

impl Locker {
    /// Runs the verb.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::Put(verb) => verb.run(office, console),
            Self::Get(verb) => verb.get(office, console),
            Self::List(verb) => verb.run(office, console),
            Self::Verify => verify(office, console),
            Self::Strike(verb) => verb.strike(office, console),
        }
    }
}

impl Put {
    /// Kind and identity of what it belongs to, which must be there.
    fn subject(&self, office: &Office, register: &Register) -> Result<(&'static str, String), CommandError> {
        let moment = Moment::on(Date::MAX);
        Ok(match (&self.case, &self.society, &self.employee, &self.file) {
            (Some(asked), None, None, None) => ("case", self.case(office, register, asked)?),
            (None, Some(asked), None, None) => {
                ("society", desk::subject(register, desk::table(office, "society")?, asked, moment)?)
            }
            (None, None, Some(asked), None) => {
                let shelf = Shelf::of(office, register, moment)?;
                ("employee", shelf.book(register, asked, moment)?.employee)
            }
            (None, None, None, Some(asked)) => ("file", known_file(&files(register, moment)?, asked)?.file_no.clone()),
            _ => return Err(CommandError::new(Exit::Arguments, "error.locker.subject")),
        })
    }

    fn case(&self, office: &Office, register: &Register, asked: &str) -> Result<String, CommandError> {
        let moment = Moment::on(Date::MAX);
        let law = statutory::law(office, register, moment)?;
        let services = match &self.service {
            Some(code) => vec![statutory::service(office, &law.clocks, code)?],
            None => statutory::services(office, &law.clocks)?,
        };
        let mut found: Vec<Case> = Vec::new();
        for service in &services {
            let all = cases(register, service, moment)?;
            found.extend(all.into_iter().filter(|case| case.id == asked || case.number == asked));
        }
        match &found[..] {
            [only] => Ok(only.id.clone()),
            [] => Err(CommandError::not_found("error.case.none").with("asked", asked)),
            several => Err(CommandError::not_found("error.locker.case")
                .with("asked", asked)
                .with("count", several.len())
                .details(several.iter().map(|case| format!("{}  {}  {}", case.id, case.number, case.title)))),
        }
    }

    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let kinds = desk::code_words(office, "document_kind")?;
        if !kinds.contains_key(&self.kind) {
            let known: Vec<&str> = kinds.keys().map(String::as_str).collect();
            return Err(CommandError::new(Exit::Arguments, "error.locker.kind")
                .with("found", &self.kind)
                .with("known", known.join(", ")));
        }
        let found = fs::metadata(&self.document).map_err(|cause| CommandError::io(&self.document, &cause))?;
        if !found.is_file() || found.len() == 0 {
            return Err(CommandError::new(Exit::Input, "error.locker.empty").with("file", self.document.display()));
        }
        let act = office.ordered_act("coop-register locker put")?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let (of_kind, of) = self.subject(office, &register)?;
        let today = office.time().as_of;
        let unposted = coop_registry::branches::cases::unposted(&register, &act.officer, &of, today)?;
        if let Some(fault) = unposted {
            return Err(crate::case::not_entered(Exit::Refused, vec![fault]));
        }
        let name = self.document.file_name().unwrap_or_default().to_string_lossy();
        let new = Document {
            sha256: fingerprint(&self.document)?,
            kind: self.kind.clone(),
            file_name: coop_registry::cleaning::covered(&name).into_owned(),
            size: i64::try_from(found.len()).unwrap_or(i64::MAX),
            of_kind: of_kind.to_owned(),
            of: of.clone(),
            put_on: Some(today),
            login: act.officer.clone(),
            order_no: act.order_no.clone().unwrap_or_default(),
            ..Document::default()
        };
        let (dry_run, mut day_no) = (office.globals().dry_run, None);
        let made = put(&register, &new)?;
        // Kept before anything rests on it; a second time it is held against what lies there.
        keep_document(office, &self.document, &new.sha256)?;
        let (id, changed) = match made {
            Err(known) => (Some(known.id), false),
            Ok(entry) => {
                let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
                let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
                day_no = (!dry_run).then_some(applied.day_no);
                (applied.subjects.first().cloned(), true)
            }
        };
        let sha256 = &new.sha256;
        console.data(
            "locker-put",
            serde_json::json!({
                "document": id, "sha256": sha256, "of_kind": of_kind, "of": of, "changed": changed, "day_no": day_no,
                "dry_run": dry_run,
            }),
        );
        let id = id.unwrap_or_default();
        console.say(match (changed, dry_run, console.pick("en", "hi")) {
            (false, _, "hi") => format!("{id}: पहले से रखा है; कुछ नहीं बदला\n{sha256}"),
            (false, _, _) => format!("{id}: kept already; nothing was changed\n{sha256}"),
            (true, true, "hi") => format!("रखा जाएगा; अभी कुछ नहीं बदला\n{sha256}"),
            (true, true, _) => format!("would be kept; nothing was changed\n{sha256}"),
            (true, false, "hi") => format!("{id}: रखा गया\n{sha256}"),
            (true, false, _) => format!("{id}: kept\n{sha256}"),
        });
        Ok(Exit::Done)
    }
}

/// What is known of a fingerprint.
enum Known {
    Own(Document),
    Elsewhere(Reference),
}

impl Known {
    fn sha256(&self) -> &str {
        match self {
            Self::Own(document) => &document.sha256,
            Self::Elsewhere(reference) => &reference.sha256,
        }
    }
}

impl One {
    /// The document meant; exit 5 for none or several different files.
    fn known(&self, register: &Register, moment: Moment) -> Result<Known, CommandError> {
        let asked = self.document.trim().to_lowercase();
        let begins = |sha256: &str| asked.len() >= 8 && sha256.starts_with(&asked);
        let own = documents(register, moment)?;
        if let Some(document) = own.iter().find(|one| one.id == self.document.trim()) {
            return Ok(Known::Own(document.clone()));
        }
        // Of several entries of one file the one that is not struck out speaks for it.
        let mut found: Vec<Known> = own.into_iter().filter(|one| begins(&one.sha256)).map(Known::Own).collect();
        found.sort_by_key(|known| matches!(known, Known::Own(document) if document.struck_on.is_some()));
        found.extend(references(register, moment)?.into_iter().filter(|one| begins(&one.sha256)).map(Known::Elsewhere));
        let hashes: std::collections::BTreeSet<&str> = found.iter().map(Known::sha256).collect();
        if hashes.len() > 1 {
            return Err(CommandError::not_found("error.locker.several")
                .with("asked", &self.document)
                .with("count", hashes.len())
                .details(hashes.into_iter().map(str::to_owned)));
        }
        let none = || CommandError::not_found("error.locker.none").with("asked", &self.document);
        found.into_iter().next().ok_or_else(none)
    }

    fn get(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let Some(output) = office.globals().output.clone() else {
            return Err(CommandError::new(Exit::Arguments, "error.locker.output"));
        };
        console.output_is_taken();
        let (register, moment) = (office.read_register()?, office.moment()?);
        let known = self.known(&register, moment)?;
        let sha256 = known.sha256();
        let bytes = kept_document(office, sha256)?;
        let dry_run = office.globals().dry_run;
        if !dry_run {
            write_output(&output, &bytes).map_err(|cause| CommandError::io(&output, &cause))?;
        }
        let struck = matches!(&known, Known::Own(document) if document.struck_on.is_some());
        let file = output.display().to_string();
        console.data(
            "locker-get",
            serde_json::json!({ "sha256": sha256, "file": file, "struck": struck, "dry_run": dry_run }),
        );
        console.say(&file);
        if struck {
            console.note(console.pick("this document is struck out", "यह दस्तावेज़ निरस्त है").to_owned());
        }
        Ok(Exit::Done)
    }

    fn strike(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let Some(order) = office.globals().order.clone() else {
            return Err(CommandError::new(Exit::Refused, "error.locker.order"));
        };
        let act = office.act("coop-register locker strike")?;
        let mut register = office.write_register()?;
        let made_at = register.last_day_no()?;
        let document = match self.known(&register, Moment::on(Date::MAX))? {
            Known::Own(document) => document,
            Known::Elsewhere(reference) => {
                return Err(CommandError::new(Exit::Refused, "error.locker.elsewhere")
                    .with("document", &reference.sha256)
                    .with("register", &reference.register));
            }
        };
        if let Some(on) = document.struck_on {
            return Err(CommandError::new(Exit::Refused, "error.locker.struck")
                .with("document", &document.id)
                .with("on", on)
                .with("order", &document.struck_by));
        }
        let entry = strike(&register, &document, (office.time().as_of, &order))?;
        let plan = Plan { act, entries: vec![entry], made_at: Some(made_at), ..Plan::default() };
        let applied = office.carry_out(&mut register, &plan, &mut |_| {})?;
        let (dry_run, id) = (office.globals().dry_run, &document.id);
        let day_no = (!dry_run).then_some(applied.day_no);
        console.data("locker-struck", serde_json::json!({ "document": id, "day_no": day_no, "dry_run": dry_run }));
        console.say(match (dry_run, console.pick("en", "hi")) {
            (true, "hi") => format!("{id}: निरस्त होगा; अभी कुछ नहीं बदला"),
            (true, _) => format!("{id}: would be struck out; nothing was changed"),
            (false, "hi") => format!("{id}: निरस्त; प्रविष्टि एवं फ़ाइल रहेंगी"),
            (false, _) => format!("{id}: struck out; entry and file stay"),
        });
        Ok(Exit::Done)
    }
}

impl List {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let (register, moment) = (office.read_register()?, office.moment()?);
        let (kinds, nothing) = (desk::code_words(office, "document_kind")?, Label::default());
        let mut listing = Listing::new([
            ("document", "Document", "दस्तावेज़"),
            ("sha256", "Fingerprint", "अंगुलि-छाप"),
            ("kind", "Kind", "प्रकार"),
            ("register", "Register", "पंजी"),
            ("of", "Belongs to", "किससे संबंधित"),
            ("file_name", "File", "फ़ाइल"),
            ("size", "Bytes", "बाइट"),
            ("put_on", "Kept on", "जमा तिथि"),
            ("login", "Officer", "पदाधिकारी"),
            ("order_no", "Order no.", "आदेश संख्या"),
            ("struck_on", "Struck out", "निरस्त"),
        ]);
        let wanted = |of: &str| self.of.as_deref().is_none_or(|wanted| wanted == of);
        for document in documents(&register, moment)? {
            if !wanted(&document.of) || self.kind.as_ref().is_some_and(|kind| *kind != document.kind) {
                continue;
            }
            let hidden = document.of_kind == "employee" && !self.personal;
            listing.push([
                Value::text(&document.id),
                Value::text(&document.sha256),
                Value::text(word(console, &document.kind, kinds.get(&document.kind).unwrap_or(&nothing))),
                Value::text(&document.of_kind),
                if hidden { Value::Empty } else { Value::text(&document.of) },
                if self.personal { Value::text(&document.file_name) } else { Value::Empty },
                Value::Integer(document.size),
                day(document.put_on),
                Value::text(&document.login),
                Value::text(&document.order_no),
                day(document.struck_on),
            ]);
        }
        for reference in references(&register, moment)?.iter().filter(|one| wanted(&one.of) && self.kind.is_none()) {
            listing.push([
                Value::text(&reference.subject),
                Value::text(&reference.sha256),
                Value::Empty,
                Value::text(&reference.register),
                Value::text(&reference.of),
                Value::Empty,
                Value::Empty,
                day(reference.on),
                Value::text(&reference.login),
                Value::Empty,
                Value::Empty,
            ]);
        }
        console.listing("locker-list", &listing);
        Ok(Exit::Done)
    }
}

/// Exit 8 with every file that is not what the registers say it is.
fn verify(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let register = office.read_register()?;
    let moment = Moment::on(Date::MAX);
    let mut wanted: BTreeMap<String, String> = BTreeMap::new();
    for document in documents(&register, moment)? {
        wanted.entry(document.sha256).or_insert(document.id);
    }
    for reference in references(&register, moment)? {
        wanted.entry(reference.sha256).or_insert(reference.subject);
    }
    let lying = documents_lying(office)?;
    let found = faults_of(&wanted, &lying);
    if found.iter().any(|fault| fault.severity == Severity::Error) {
        return Err(CommandError::new(Exit::Integrity, "error.locker.broken")
            .with("count", found.len())
            .details(found.iter().cloned().map(Part::Finding))
            .because_of(found));
    }
    console.data("locker-verify", serde_json::json!({ "documents": wanted.len(), "files": lying.len() }));
    let count = lying.len();
    console.say(match console.pick("en", "hi") {
        "hi" => format!("{count} फ़ाइलें, सब अपनी अंगुलि-छाप के अनुसार"),
        _ => format!("{count} files, each as its fingerprint says"),
    });
    console.findings(&found);
    Ok(console.verdict(&found))
}
