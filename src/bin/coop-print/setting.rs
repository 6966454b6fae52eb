//! Typst in process: a fixed template, the data as one virtual file, nothing read from disk, no clock.

use crate::{
    PrintError,
    fonts::{Found, book},
};
use coop_registry::reports::{
    dressed::{Dressed, SHADES},
    letter::LetterFile,
};
use serde::Serialize;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Page numbers of one part among several.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Numbers {
    /// Pages of the parts before.
    pub before: usize,
    /// Pages of all parts.
    pub all: usize,
}

/// What the template of a report reads as `data.json`.
#[derive(Serialize)]
struct Data<'a> {
    report: &'a Dressed,
    numbers: Option<Numbers>,
    /// Colours of shades 1 to 4.
    shades: [&'static str; 4],
}

/// The page of a report.
pub const REPORT: &str = include_str!("template.typ");
/// The page of a letter.
pub const LETTER: &str = include_str!("letter.typ");

/// Sets one part after another; the same two virtual paths are used again, for typst never gives a path back.
pub struct Setter {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    data_at: Option<FileId>,
    data: Bytes,
    keep: usize,
}

impl Setter {
    /// A page with these fonts, for so many parts.
    pub fn new(page: &str, found: Vec<Found>, parts: usize) -> Self {
        let data_at =
            VirtualPath::new("data.json").ok().map(|path| RootedPath::new(VirtualRoot::Project, path).intern());
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(book(&found)),
            fonts: found.into_iter().map(|found| found.font).collect(),
            template: Source::detached(page),
            data_at,
            data: Bytes::new(Vec::new()),
            // A list on paper is of few parts; a longer job gives memory back sooner and takes more time.
            keep: parts.min(3) + 1,
        }
    }

    fn set(&mut self, data: &impl Serialize) -> Result<PagedDocument, PrintError> {
        let data = serde_json::to_vec(data).map_err(|fault| PrintError::Template(format!("data: {fault}")))?;
        self.data = Bytes::new(data);
        let set = typst::compile::<PagedDocument>(&*self);
        // What was set when pages were counted is still known when the part is set for good, and then given back.
        comemo::evict(self.keep);
        set.output.map_err(|faults| PrintError::Template(said(&faults)))
    }

    /// Pages of a part.
    pub fn pages(&mut self, part: &Dressed) -> Result<usize, PrintError> {
        Ok(self.set(&Data { report: part, numbers: None, shades: SHADES })?.pages().len())
    }

    /// A part as PDF/A-2b.
    pub fn pdf(&mut self, part: &Dressed, numbers: Option<Numbers>) -> Result<Vec<u8>, PrintError> {
        let ident = format!("{} {} {}", part.key, part.date, part.title);
        self.printed(&Data { report: part, numbers, shades: SHADES }, &part.key, ident)
    }

    /// Letters, one after the other, as PDF/A-2b.
    pub fn letters(&mut self, file: &LetterFile) -> Result<Vec<u8>, PrintError> {
        let numbers: Vec<&str> = file.letters.iter().map(|letter| letter.number.as_str()).collect();
        self.printed(file, &file.name, format!("{} {}", file.name, numbers.join(" ")))
    }

    fn printed(&mut self, data: &impl Serialize, name: &str, ident: String) -> Result<Vec<u8>, PrintError> {
        let document = self.set(data)?;
        let standards = PdfStandards::new(&[PdfStandard::A_2b]).map_err(|fault| {
            let said = fault.message();
            PrintError::Template(said.to_string())
        })?;
        let options = PdfOptions {
            ident: Smart::Custom(ident),
            creator: Smart::Custom(Some(concat!("coop-registry ", env!("CARGO_PKG_VERSION")).into())),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options)
            .map_err(|faults| PrintError::Input(format!("{name}: cannot be set as PDF/A-2b: {}", said(&faults))))
    }
}

fn said(faults: &[SourceDiagnostic]) -> String {
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| {
            let hints: String = fault.hints.iter().map(|hint| format!(" ({})", hint.v)).collect();
            format!("{}{hints}", fault.message)
        })
        .collect();
    lines.join("; ")
}

impl World for Setter {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }
    fn main(&self) -> FileId {
        self.template.id()
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if Some(id) == self.data_at { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }
    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
