//! `coop-migrate decode file`: a copy of a workbook or list with its legacy Hindi in Unicode.

use clap::Args;
use coop_registry::{
    cli::{CommandError, Console, Exit, Listing, Office, Part, Verdict, filing, write_output},
    migrate::SheetDecoded,
    model::Value,
};
use std::{fs, path::PathBuf};

/// Copy a workbook (XLSX, ODS) or list (CSV) with its Kruti Dev cells in Unicode and all else kept; name the copy with -o
#[derive(Args)]
pub struct File {
    /// Workbook or list (XLSX, ODS, CSV)
    file: PathBuf,
    /// Font of converted cells: one that every computer of the office has; a CSV keeps no fonts
    #[arg(long, value_name = "NAME", default_value = "Nirmala UI")]
    unicode_font: String,
}

impl File {
    /// Writes the copy and tells by sheet what was converted.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let globals = office.globals();
        let path =
            globals.output.clone().ok_or_else(|| CommandError::new(Exit::Arguments, "error.decode.no_output"))?;
        let real = |path: &PathBuf| fs::canonicalize(path).ok();
        if real(&self.file).is_some_and(|file| real(&path) == Some(file)) {
            return Err(CommandError::new(Exit::Arguments, "error.decode.same_file").with("file", path.display()));
        }
        let desk = filing::desk_of(office)?;
        let copy = desk.decode_file(&self.file, &office.limits()?, &self.unicode_font)?;
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if !ending.is_empty() && !copy.format.goes_with(&ending) {
            return Err(CommandError::new(Exit::Arguments, "error.decode.other_ending")
                .with("file", path.display())
                .part("found", Part::Phrase(copy.format.name().into()))
                .with("ending", copy.format));
        }
        console.output_is_taken();
        if !globals.dry_run {
            // Nothing to convert: the copy is the file as it is.
            let bytes = copy.bytes.map_or_else(|| fs::read(&self.file), Ok);
            let bytes = bytes.map_err(|cause| CommandError::io(&self.file, &cause))?;
            write_output(&path, &bytes).map_err(|cause| CommandError::io(&path, &cause))?;
        }
        console.listing("decode-file", &listing(&copy.sheets));
        console.findings(&copy.findings);
        Ok(console.verdict(&copy.findings))
    }
}

fn listing(sheets: &[SheetDecoded]) -> Listing {
    let mut listing = Listing::new([
        ("sheet", "Sheet", "शीट"),
        ("cells", "Cells with text", "पाठ वाली कोशिकाएँ"),
        ("converted", "Converted", "परिवर्तित"),
        ("kept", "Kept", "ज्यों की त्यों"),
        ("doubtful", "Doubtful", "संदिग्ध"),
        ("unknown", "Unknown signs", "अज्ञात चिह्न"),
        ("unverified", "To check", "जाँचने योग्य"),
    ]);
    for one in sheets {
        let [cells, converted, kept, doubtful, unknown, unverified] =
            [one.cells, one.converted, one.kept, one.doubtful, one.unknown, one.unverified].map(Value::count);
        listing.push([Value::text(&one.sheet), cells, converted, kept, doubtful, unknown, unverified]);
    }
    listing
}
