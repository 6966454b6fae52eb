//! XLSB: values through calamine; fonts and merges of this format are not read.

use super::{
    Limits,
    builder::{Given, SheetBuilder},
    error::Fault,
    fonts::Style,
    guard::guarded,
    limits::Spent,
    number_format::Shows,
    package::{Bytes, Package},
    serial::DateSystem,
    sheet::Sheet,
    workbook::{SheetName, SheetReader},
};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsb, XlsbError};
use std::{io::Cursor, sync::Arc};

pub(super) struct XlsbReader {
    book: Xlsb<Cursor<Bytes>>,
    sheets: Vec<SheetName>,
    dates: DateSystem,
    limits: Limits,
}

/// Style numbers given to cells here.
const PLAIN: u32 = 0;
const DATED: u32 = 1;
const ELAPSED: u32 = 2;

impl XlsbReader {
    pub fn open(bytes: Bytes, limits: &Limits) -> Result<Self, Fault> {
        // calamine unpacks without limits: hold them first.
        Package::open(bytes.clone(), limits)?.try_all()?;
        let book: Xlsb<_> =
            guarded("workbook", || Xlsb::new(Cursor::new(bytes)))?.map_err(|cause| fault("workbook", &cause))?;
        let sheets: Vec<SheetName> = book
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| SheetName { name: sheet.name.clone(), hidden: sheet.visible != SheetVisible::Visible })
            .collect();
        if sheets.len() as u64 > limits.sheets {
            return Err(Fault::OverLimit { what: "sheets", limit: limits.sheets });
        }
        let dates = if book.has_1904_epoch() { DateSystem::From1904 } else { DateSystem::From1900 };
        Ok(Self { book, sheets, dates, limits: limits.clone() })
    }
}

fn fault(part: &str, cause: &XlsbError) -> Fault {
    match cause {
        XlsbError::Password => Fault::Encrypted("Office encryption"),
        other => Fault::broken(part, other),
    }
}

impl SheetReader for XlsbReader {
    fn sheets(&self) -> Vec<SheetName> {
        self.sheets.clone()
    }
    fn dates(&self) -> DateSystem {
        self.dates
    }
    fn read(&mut self, index: u32, spent: Spent) -> Result<Sheet, Fault> {
        let listed = self.sheets.get(index as usize).ok_or_else(|| Fault::broken("workbook", "no such sheet"))?.clone();
        let shown = |code: &str| Style { number_format: code.into(), shows: Shows::of(code), ..Style::default() };
        let styles: Arc<[Style]> = Arc::new([Style::default(), shown("dd-mm-yyyy"), shown("[h]:mm:ss")]);
        let mut builder = SheetBuilder::new(index, &listed.name, &self.limits).beside(spent).dressed(
            Arc::default(),
            styles,
            super::fonts::Fonts::default(),
            self.dates,
        );
        let book = &mut self.book;
        guarded(&listed.name, || fill(book, &listed.name, &mut builder))??;
        let mut sheet = builder.finish();
        sheet.hidden = listed.hidden;
        Ok(sheet)
    }
}

fn fill(book: &mut Xlsb<Cursor<Bytes>>, name: &str, builder: &mut SheetBuilder<'_>) -> Result<(), Fault> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|cause| fault(name, &cause))?;
    while let Some(cell) = cells.next_cell().map_err(|cause| fault(name, &cause))? {
        let (row, column) = cell.get_position();
        let error;
        let (style, given) = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::String(text) => (PLAIN, Given::Text(text)),
            DataRef::SharedString(text) => (PLAIN, Given::Text(text)),
            DataRef::DateTimeIso(text) => (PLAIN, Given::Iso(text)),
            DataRef::DurationIso(text) => (PLAIN, Given::Text(text)),
            #[allow(clippy::cast_precision_loss)] // whole numbers of this format have 30 bits
            DataRef::Int(number) => (PLAIN, Given::Number(*number as f64)),
            DataRef::Float(number) => (PLAIN, Given::Number(*number)),
            DataRef::Bool(yes) => (PLAIN, Given::Bool(*yes)),
            DataRef::DateTime(date) if date.is_datetime() => (DATED, Given::Number(date.as_f64())),
            DataRef::DateTime(time) => (ELAPSED, Given::Number(time.as_f64())),
            DataRef::Error(kind) => {
                error = kind.to_string();
                (PLAIN, Given::Error(&error))
            }
            // Kinds added by a later version of the reader.
            #[allow(unreachable_patterns)]
            _ => continue,
        };
        if matches!(given, Given::Text("")) {
            continue;
        }
        let number = row.saturating_add(1);
        if builder.row() != number {
            builder.begin_row(number, false)?;
        }
        builder.put(column, style, false, given)?;
    }
    Ok(())
}
