//! The one way in: a path becomes a [`Workbook`], whatever the format.

use super::{
    Limits,
    biff::BiffReader,
    content::{self, Content},
    delimited::DelimitedReader,
    error::{Fault, SourceError},
    limits::Spent,
    oddity::Oddity,
    ods::OdsReader,
    package::Bytes,
    parquet::ParquetReader,
    serial::DateSystem,
    sheet::Sheet,
    xlsb::XlsbReader,
    xlsx::XlsxReader,
};
use crate::model::hex;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fmt,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

/// What the content of a file is, whatever its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Office Open XML workbook.
    Xlsx,
    /// Excel 5 to 2003, BIFF.
    Xls,
    /// Office Open XML workbook in binary parts.
    Xlsb,
    /// OpenDocument spreadsheet.
    Ods,
    /// Text with delimiters.
    Csv,
    /// A Parquet table; its columns are headed by their names in row 1.
    Parquet,
}

impl Format {
    /// The format as people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "an Excel workbook (XLSX)",
            Self::Xls => "an old Excel workbook (XLS)",
            Self::Xlsb => "a binary Excel workbook (XLSB)",
            Self::Ods => "an OpenDocument spreadsheet (ODS)",
            Self::Csv => "delimited text",
            Self::Parquet => "a Parquet file",
        }
    }

    /// Is this the format that files of this ending hold?
    pub fn goes_with(self, ending: &str) -> bool {
        match self {
            Self::Xlsx => matches!(ending, "xlsx" | "xlsm" | "xltx" | "xltm"),
            Self::Xls => matches!(ending, "xls" | "xlt"),
            Self::Xlsb => ending == "xlsb",
            Self::Ods => matches!(ending, "ods" | "ots"),
            Self::Csv => !is_workbook_ending(ending) && ending != "parquet",
            Self::Parquet => ending == "parquet",
        }
    }
}

fn is_workbook_ending(ending: &str) -> bool {
    matches!(ending, "xlsx" | "xlsm" | "xltx" | "xltm" | "xls" | "xlt" | "xlsb" | "ods" | "ots")
}

/// `xlsx`, `xls`, `xlsb`, `ods`, `csv`, `parquet`.
impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Xlsb => "xlsb",
            Self::Ods => "ods",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        })
    }
}

/// A sheet as the workbook lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetName {
    /// Name on the tab.
    pub name: String,
    /// Hidden from the person who opens the workbook?
    pub hidden: bool,
}

/// What each format's reader offers.
pub(super) trait SheetReader: Send {
    fn sheets(&self) -> Vec<SheetName>;
    fn dates(&self) -> DateSystem;
    /// Reads a sheet beside those read before.
    fn read(&mut self, index: u32, spent: Spent) -> Result<Sheet, Fault>;
    /// What was odd about the file as a whole.
    fn oddities(&self) -> Vec<Oddity> {
        Vec::new()
    }
}

/// An opened file. Its bytes are read once; sheets are read when asked for.
pub struct Workbook {
    /// Name of the file without its folder.
    pub file_name: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// What its content is.
    pub format: Format,
    /// Which day its dates count from.
    pub date_system: DateSystem,
    /// Its sheets in order; chart sheets are left out.
    pub sheets: Vec<SheetName>,
    /// What was odd about the file as a whole.
    pub oddities: Vec<Oddity>,
    path: PathBuf,
    reader: Box<dyn SheetReader>,
    /// What each sheet read so far takes of the limits.
    spent: BTreeMap<u32, Spent>,
}

impl fmt::Debug for Workbook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workbook").field("path", &self.path).field("format", &self.format).finish_non_exhaustive()
    }
}

impl Workbook {
    /// Opens a file by its content; the ending of its name only serves to notice a contradiction.
    pub fn open(path: &Path, limits: &Limits) -> Result<Self, SourceError> {
        read_file(path, limits).and_then(|bytes| Self::from_bytes(path, bytes, limits)).map_err(|fault| fault.at(path))
    }

    /// Opens a file that lies under another name than the one it came with: a sheet may be named after the file.
    pub fn open_stored(path: &Path, name: &str, limits: &Limits) -> Result<Self, SourceError> {
        let opened = read_file(path, limits).and_then(|bytes| Self::from_bytes(Path::new(name), bytes, limits));
        opened.map_err(|fault| fault.at(path))
    }

    pub(super) fn from_bytes(path: &Path, bytes: Vec<u8>, limits: &Limits) -> Result<Self, Fault> {
        let sha256 = hex(&Sha256::digest(&bytes));
        let ending = ending_of(path);
        let bytes = Bytes::from(bytes);
        let (format, reader): (Format, Box<dyn SheetReader>) = match content::recognise(&bytes, limits)? {
            Content::Xlsx => (Format::Xlsx, Box::new(XlsxReader::open(bytes, limits)?)),
            Content::Xlsb => (Format::Xlsb, Box::new(XlsbReader::open(bytes, limits)?)),
            Content::Ods => (Format::Ods, Box::new(OdsReader::open(bytes, limits)?)),
            Content::Xls => (Format::Xls, Box::new(BiffReader::open(&bytes, limits)?)),
            Content::Parquet => (Format::Parquet, Box::new(ParquetReader::open(&bytes, &stem_of(path), limits)?)),
            Content::Text if is_workbook_ending(&ending) => {
                return Err(Fault::Misnamed { ending, content: "plain text" });
            }
            Content::Text => (Format::Csv, Box::new(DelimitedReader::open(&bytes, &stem_of(path), &ending, limits)?)),
            Content::Other(content) if is_workbook_ending(&ending) => return Err(Fault::Misnamed { ending, content }),
            Content::Other(content) => return Err(Fault::NotASpreadsheet(content)),
        };
        let mut oddities = reader.oddities();
        if !ending.is_empty() && !format.goes_with(&ending) {
            oddities.insert(0, Oddity::NamedOtherwise { ending, content: format.name() });
        }
        Ok(Self {
            file_name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            sha256,
            format,
            date_system: reader.dates(),
            sheets: reader.sheets(),
            oddities,
            path: path.to_owned(),
            reader,
            spent: BTreeMap::new(),
        })
    }

    /// Names of the sheets in order.
    pub fn sheet_names(&self) -> Vec<&str> {
        self.sheets.iter().map(|sheet| sheet.name.as_str()).collect()
    }

    /// Reads one sheet, counted from 0.
    pub fn sheet(&mut self, index: u32) -> Result<Sheet, SourceError> {
        if index as usize >= self.sheets.len() {
            return Err(self.no_such_sheet(&(u64::from(index) + 1).to_string()));
        }
        let others = self.spent.iter().filter(|(other, _)| **other != index);
        let spent = others.fold(Spent::default(), |sum, (_, spent)| sum.and(*spent));
        let sheet = self.reader.read(index, spent).map_err(|fault| fault.at(&self.path))?;
        self.spent.insert(index, sheet.spent());
        Ok(sheet)
    }

    /// The place of a sheet by its name, else by its number from 1.
    pub fn find_sheet(&self, asked: &str) -> Result<u32, SourceError> {
        let named = self.sheets.iter().position(|sheet| sheet.name == asked);
        let loosely = || self.sheets.iter().position(|sheet| sheet.name.trim().eq_ignore_ascii_case(asked.trim()));
        let numbered = || asked.parse::<usize>().ok()?.checked_sub(1).filter(|index| *index < self.sheets.len());
        named
            .or_else(loosely)
            .or_else(numbered)
            .and_then(|index| u32::try_from(index).ok())
            .ok_or_else(|| self.no_such_sheet(asked))
    }

    fn no_such_sheet(&self, asked: &str) -> SourceError {
        let present = self.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        Fault::NoSuchSheet { asked: asked.to_owned(), present }.at(&self.path)
    }
}

/// SHA-256 of a file, hexadecimal, without opening it as a workbook.
pub fn sha256_of(path: &Path) -> Result<String, SourceError> {
    let fault = |cause: std::io::Error| io_fault(&cause).at(path);
    let mut file = File::open(path).map_err(fault)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer).map_err(fault)? {
            0 => return Ok(hex(&hash.finalize())),
            n => hash.update(&buffer[..n]),
        }
    }
}

/// The name of a file without its ending: what a sheet is called where the file has no other name for it.
fn stem_of(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The ending of a name in small letters, without its point; nothing where there is none.
pub(super) fn ending_of(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

pub(super) fn read_file(path: &Path, limits: &Limits) -> Result<Vec<u8>, Fault> {
    let facts = std::fs::metadata(path).map_err(|cause| io_fault(&cause))?;
    if facts.is_dir() {
        return Err(Fault::Folder);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(facts.len().min(limits.file_bytes)).unwrap_or(0));
    let mut file = File::open(path).map_err(|cause| io_fault(&cause))?;
    // A pipe has no size, so the limit is held on what comes.
    file.by_ref().take(limits.file_bytes + 1).read_to_end(&mut bytes).map_err(|cause| io_fault(&cause))?;
    match bytes.len() as u64 {
        0 => Err(Fault::Empty),
        n if n > limits.file_bytes => Err(Fault::OverLimit { what: "bytes in the file", limit: limits.file_bytes }),
        _ => Ok(bytes),
    }
}

fn io_fault(cause: &std::io::Error) -> Fault {
    match cause.kind() {
        std::io::ErrorKind::NotFound => Fault::Missing,
        std::io::ErrorKind::IsADirectory => Fault::Folder,
        _ => Fault::Unreadable(cause.to_string()),
    }
}
