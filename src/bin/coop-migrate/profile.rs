//! `coop-migrate profile`: what one kind of file means, stored once and used for every file of its kind.

use clap::{Args, Subcommand};
use coop_registry::{
    cli::{CommandError, Console, Exit, Listing, Office, Part, Verdict, filing, filing::profiles},
    migrate::{ColumnWish, FONTS, ProfileWishes, Says},
    model::{Remark, Value, column_letters, column_number},
};
use std::path::PathBuf;

/// What one kind of file means: sheets, headings, columns, units, fonts
#[derive(Subcommand)]
pub enum Profile {
    /// Make a profile from a file; headings named with --map are learned for every later file
    New(New),
    /// Show a profile; without a name, the profiles there are
    Show {
        /// Its name, or a TOML file
        profile: Option<String>,
    },
    /// Say whether files are of the kind a profile describes; exit 11 with every difference where they are not
    Test {
        /// Its name, or a TOML file
        profile: String,
        /// Workbooks or lists
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// What is said of the file.
#[derive(Args)]
pub struct New {
    /// A file of the kind
    file: PathBuf,
    /// Name under which the office keeps it; the file's own name if none is given. With -o FILE it is written there
    #[arg(long)]
    name: Option<String>,
    /// Register, when the headings do not tell
    #[arg(long)]
    register: Option<String>,
    /// Sheet whose heading rows are given
    #[arg(long)]
    sheet: Option<String>,
    /// Heading rows, where no heading is recognised: 4 or 4-5
    #[arg(long, value_name = "ROW[-ROW]")]
    heading_rows: Option<String>,
    /// The headings hold for every sheet that has them, whatever its name
    #[arg(long)]
    every_sheet: bool,
    /// What a column is: E=reg_no, or 'Sheet 2!E=reg_no'; E= leaves it to the other particulars
    #[arg(long, value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// What one written unit of a column stands for: G=100000 for lakh
    #[arg(long, value_name = "COLUMN=N")]
    unit: Vec<String>,
    /// Font of the Latin letters of a column: B=kruti-dev (also walkman-chanakya, chanakya, unicode)
    #[arg(long, value_name = "COLUMN=FONT")]
    font: Vec<String>,
    /// Finding codes that do not reject a row
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    accept: Vec<String>,
    /// Value for a field without a column
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    given: Vec<String>,
    /// Put it in the place of a profile of the same name
    #[arg(long)]
    replace: bool,
}

impl Profile {
    /// Makes, shows or tests a profile.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        match self {
            Self::New(new) => new.run(office, console),
            Self::Show { profile: None } => list(office, console),
            Self::Show { profile: Some(name) } => {
                let profile = profiles::read(office, &filing::desk_of(office)?, &name)?;
                if console.is_for_people() {
                    console.raw(profile.to_text());
                } else {
                    console.data("profile", &profile);
                }
                Ok(Exit::Done)
            }
            Self::Test { profile, files } => test(office, console, &profile, &files),
        }
    }
}

impl New {
    fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        office.writes()?;
        let wishes = self.wishes()?;
        let desk = filing::desk_of(office)?;
        let file = filing::open(office, console, &self.file)?;
        let of = file.name.clone();
        let mut made = desk.profile_of(file, &wishes).map_err(|faults| {
            CommandError::new(Exit::Arguments, "error.profile.not_made")
                .with("file", &of)
                .details(faults.into_iter().map(Part::Remark))
        })?;
        made.profile.accept = self.accept;
        made.profile.set = self.given.iter().map(|text| filing::pair(text)).collect::<Result<_, _>>()?;
        let output = office.globals().output.clone();
        let name = match (&output, self.name) {
            (Some(path), _) => {
                console.output_is_taken();
                let text = path.display().to_string();
                if text.contains('/') { text } else { format!("./{text}") }
            }
            (None, Some(name)) => name,
            (None, None) => self.file.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        };
        let mut data = serde_json::json!({ "profile": made.profile, "learned": made.learned, "name": name });
        if office.globals().dry_run {
            console.raw(made.profile.to_text());
        } else {
            let path = profiles::write(office, &name, &made.profile, self.replace || output.is_some())?;
            let words = console.pick("profile", "प्रोफ़ाइल").to_owned();
            console.say(format!("{of}: {words} {}", path.display()));
            data["path"] = path.display().to_string().into();
            if !made.learned.is_empty() && office.settings_if_any()?.is_some() {
                let (path, new) = profiles::learn(office, &made.profile.register, &made.learned)?;
                let words = console.pick("headings learned", "सीखे गए शीर्षक").to_owned();
                console.say(format!("    {words}: {new} ({})", path.display()));
            }
        }
        let unknown: usize =
            made.profile.tables.iter().flat_map(|table| &table.columns).filter(|column| column.field.is_none()).count();
        if unknown > 0 {
            let words = console.pick(
                "columns that are no field; name them with --map COLUMN=FIELD where they are one",
                "स्तंभ जो कोई क्षेत्र नहीं; हों तो --map COLUMN=FIELD से बताएँ",
            );
            console.note(format!("{unknown} {words}"));
        }
        console.data("profile-new", data);
        Ok(Exit::Done)
    }
    fn wishes(&self) -> Result<ProfileWishes, CommandError> {
        let refused = |flag: &'static str, found: &str| {
            CommandError::new(Exit::Arguments, "error.profile.column").with("flag", flag).with("found", found)
        };
        let mut columns = Vec::new();
        let mut each = |flag: &'static str, texts: &[String], read: &dyn Fn(&str) -> Option<Says>| {
            for text in texts {
                let (place, value) = text.rsplit_once('=').ok_or_else(|| refused(flag, text))?;
                let (sheet, letters) = match place.rsplit_once('!') {
                    Some((sheet, letters)) => (Some(sheet.trim_matches('\'').to_owned()), letters),
                    None => (None, place),
                };
                let column = column_number(letters.trim()).ok_or_else(|| refused(flag, text))?;
                let says = read(value.trim()).ok_or_else(|| refused(flag, text))?;
                columns.push(ColumnWish { sheet, column, says });
            }
            Ok::<(), CommandError>(())
        };
        each("--map", &self.map, &|field| Some(Says::Field((!field.is_empty()).then(|| field.to_owned()))))?;
        each("--unit", &self.unit, &|unit| unit.parse().ok().filter(|unit| *unit > 0).map(Says::Unit))?;
        each("--font", &self.font, &|font| FONTS.contains(&font).then(|| Says::Font(font.to_owned())))?;
        let rows = self.heading_rows.as_deref().map(|text| {
            let (first, last) = text.split_once('-').unwrap_or((text, text));
            let rows = first.trim().parse::<u32>().ok().zip(last.trim().parse::<u32>().ok());
            rows.filter(|(first, last)| *first > 0 && first <= last).ok_or_else(|| refused("--heading-rows", text))
        });
        Ok(ProfileWishes {
            register: self.register.clone(),
            sheet: self.sheet.clone(),
            heading_rows: rows.transpose()?,
            every_sheet: self.every_sheet,
            columns,
        })
    }
}

fn list(office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
    let desk = filing::desk_of(office)?;
    let mut listing = Listing::new([
        ("profile", "Profile", "प्रोफ़ाइल"),
        ("register", "Register", "पंजी"),
        ("tables", "Tables", "तालिकाएँ"),
        ("made_from", "Made from", "जिससे बनी"),
    ]);
    for name in profiles::names(office)? {
        let profile = profiles::read(office, &desk, &name)?;
        listing.push([
            Value::text(name),
            Value::text(profile.register),
            Value::count(profile.tables.len()),
            Value::text(profile.made_from),
        ]);
    }
    console.listing("profiles", &listing);
    Ok(Exit::Done)
}

fn test(office: &Office, console: &mut Console, name: &str, files: &[PathBuf]) -> Result<Verdict, CommandError> {
    let desk = filing::desk_of(office)?;
    let profile = profiles::read(office, &desk, name)?;
    let mut tested = Vec::new();
    let (mut worst, mut failed) = (Exit::Done, Vec::new());
    for path in files {
        let file = match filing::open(office, console, path) {
            Ok(file) => file,
            Err(error) if files.len() == 1 => return Err(error),
            Err(error) => {
                failed.push(console.failed(path, &error));
                continue;
            }
        };
        let of = file.name.clone();
        let (fits, differences): (_, Vec<Remark>) = match desk.lay_out_by(file, &profile) {
            Ok(file) => (Some(file), Vec::new()),
            Err(differences) => (None, differences),
        };
        let mut tables = Vec::new();
        if let Some(file) = &fits {
            console.say(format!("{of}: {}", console.pick("fits", "मेल खाती है")));
            for look in desk.look(file, None).iter().filter(|look| look.heading.is_some()) {
                let (first, last) = look.heading.unwrap_or_default();
                let columns: Vec<String> = look
                    .columns
                    .iter()
                    .map(|column| {
                        format!("{}={}", column_letters(column.column), column.field.as_deref().unwrap_or("–"))
                    })
                    .collect();
                let words = console.pick("heading rows", "शीर्षक-पंक्तियाँ");
                console.say(format!("    '{}' {words} {first}–{last}: {}", look.name, columns.join(" ")));
                tables.push(serde_json::json!({ "sheet": look.name, "part": look.part, "heading": look.heading, "columns": look.columns }));
            }
        } else {
            worst = Exit::Stale;
            console.say(format!("{of}: {}", console.pick("does not fit", "मेल नहीं खाती")));
            for difference in &differences {
                let line = console.remark(difference);
                console.say(format!("    {line}"));
            }
        }
        tested.push(serde_json::json!({
            "file": of, "fits": differences.is_empty(), "tables": tables, "differences": differences,
        }));
    }
    if !failed.is_empty() {
        worst = Exit::Partly;
    }
    console.data("profile-test", serde_json::json!({ "profile": name, "files": tested, "failed": failed }));
    Ok(worst)
}
