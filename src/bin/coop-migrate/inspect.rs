//! `coop-migrate inspect`: what a file holds and how it would be read, before anything is entered.

use clap::Args;
use coop_registry::{
    cli::{CommandError, Console, Exit, Office, Verdict, filing},
    migrate::SheetLook,
    model::column_letters,
};
use std::path::PathBuf;

/// Show what files hold and how they would be read
#[derive(Args)]
pub struct Inspect {
    /// Workbooks or lists
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Look for the headings of this register only
    #[arg(long)]
    register: Option<String>,
}

impl Inspect {
    /// Inspects each; a file that cannot be read does not stop the others.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let desk = filing::desk_of(office)?;
        let mut files = Vec::new();
        let mut failed = Vec::new();
        for path in &self.files {
            let file = match filing::open(office, console, path) {
                Ok(file) => desk.lay_out(file),
                Err(error) if self.files.len() == 1 => return Err(error),
                Err(error) => {
                    failed.push(console.failed(path, &error));
                    continue;
                }
            };
            let looks = desk.look(&file, self.register.as_deref());
            console.say(format!("{} ({})", file.name, file.format));
            for oddity in &file.oddities {
                let line = console.remark(oddity);
                console.say(format!("    ! {line}"));
            }
            for look in &looks {
                show(look, console);
            }
            files.push(serde_json::json!({
                "file": file.name, "sha256": file.sha256, "format": file.format, "oddities": file.oddities, "sheets": looks,
            }));
        }
        let exit = if failed.is_empty() { Exit::Done } else { Exit::Partly };
        console.data("inspect", serde_json::json!({ "files": files, "failed": failed }));
        Ok(exit)
    }
}

fn show(look: &SheetLook, console: &mut Console) {
    let hidden = if look.hidden { console.pick(" (hidden)", " (छिपी)") } else { "" }.to_owned();
    let register = look.register.clone().unwrap_or_else(|| "–".into());
    let words = |en: &'static str, hi: &'static str, console: &Console| console.pick(en, hi).to_owned();
    let (sheet, used, heading) = (
        words("sheet", "शीट", console),
        words("used", "प्रयुक्त", console),
        words("heading rows", "शीर्षक-पंक्तियाँ", console),
    );
    let rows = look.heading.map_or_else(|| "–".into(), |(first, last)| format!("{first}–{last}"));
    let range = look.used.clone().unwrap_or_else(|| "–".into());
    let register_word = words("register", "पंजी", console);
    console.say(format!(
        "  {sheet} '{}'{hidden}: {used} {range}, {register_word} {register}, {heading} {rows}",
        look.name
    ));
    let word = |key: String| console.texts().word(&key, console.language()).to_owned();
    let kinds: Vec<String> =
        look.kinds.iter().map(|(kind, count)| format!("{} {count}", word(format!("row.{kind}")))).collect();
    console.say(format!("    {}: {}", words("rows", "पंक्तियाँ", console), kinds.join(", ")));
    if look.struck_rows > 0 || look.comments > 0 || !look.hidden_columns.is_empty() {
        console.say(format!(
            "    {}: {}; {} {}; {} {}",
            words("hidden columns", "छिपे स्तंभ", console),
            if look.hidden_columns.is_empty() { "–".to_owned() } else { look.hidden_columns.join(", ") },
            words("struck rows", "कटी पंक्तियाँ", console),
            look.struck_rows,
            words("comments", "टिप्पणियाँ", console),
            look.comments
        ));
    }
    if look.merged > 0 || look.hidden_rows > 0 {
        console.say(format!(
            "    {} {}, {} {}",
            words("merged blocks", "विलीन खंड", console),
            look.merged,
            words("hidden rows", "छिपी पंक्तियाँ", console),
            look.hidden_rows
        ));
    }
    for oddity in &look.oddities {
        let line = console.remark(oddity);
        console.say(format!("    ! {line}"));
    }
    for column in &look.columns {
        let unit = column.unit.map_or_else(String::new, |unit| format!(" ×{unit}"));
        let field = column.field.as_deref().unwrap_or("–");
        let fonts = if column.fonts.is_empty() { String::new() } else { format!(" [{}]", column.fonts.join(", ")) };
        console.say(format!(
            "    {:>3}  {} → {field}{unit}  {}{fonts}",
            column_letters(column.column),
            column.heading,
            console.texts().word(&format!("script.{}", column.script), console.language())
        ));
    }
}
