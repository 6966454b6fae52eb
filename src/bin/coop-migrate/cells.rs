//! `coop-migrate cells`: the cells of a file as read, before any conversion.

use clap::Args;
use coop_registry::{
    cli::{CommandError, Console, Exit, Format, Office, Part, Verdict, filing},
    migrate::Cover,
    source::{Cell, Content, DateSystem, Sheet, Workbook},
};
use serde_json::{Map, Value, json};
use std::path::PathBuf;

/// Show the cells of a file as read, before any conversion
#[derive(Args)]
pub struct Cells {
    /// Workbook or list
    file: PathBuf,
    /// Sheet, by name or by number from 1; without it the first
    #[arg(long, value_name = "NAME|N")]
    sheet: Option<String>,
    /// Put its font before every stretch of text, as {Kruti Dev 010}jkeiqj
    #[arg(long)]
    fonts: bool,
    /// Show identity numbers in clear; needs --reason, and the run ledger keeps who asked and why
    #[arg(long)]
    reveal: bool,
}

impl Cells {
    /// Reads one sheet and prints it as a CSV grid, or as JSON cell by cell.
    pub fn run(self, office: &Office, console: &mut Console) -> Result<Verdict, CommandError> {
        let mut book = Workbook::open(&self.file, &office.limits()?)?;
        let index = self.sheet.as_deref().map_or(Ok(0), |asked| book.find_sheet(asked))?;
        let sheet = book.sheet(index)?;
        let cover = if self.is_revealed(office)? { None } else { Some(filing::desk_of(office)?.cover(&sheet)) };
        for oddity in book.oddities.iter().chain(&sheet.oddities) {
            console.note(format!("{}: {}", book.file_name, console.remark(&oddity.remark())));
        }
        if self.sheet.is_none() && book.sheets.len() > 1 {
            let others = book.sheet_names()[1..].join(", ");
            console.note(console.pick("further sheets (--sheet): ", "अन्य शीट (--sheet): ").to_owned() + &others);
        }
        if console.format() == Format::Json {
            console.data("cells", described(&book, &sheet, cover.as_ref()));
        } else {
            let csv = grid(&sheet, self.fonts, cover.as_ref()).map_err(|cause| {
                CommandError::new(Exit::Internal, "error.output").part("cause", Part::Phrase(cause.to_string()))
            })?;
            console.raw(String::from_utf8_lossy(&csv));
        }
        Ok(Exit::Done)
    }
    /// In clear only for a reason, and only where the run ledger keeps it: a dry run leaves no trace and reveals nothing.
    fn is_revealed(&self, office: &Office) -> Result<bool, CommandError> {
        if !self.reveal || office.globals().dry_run {
            return Ok(false);
        }
        if office.globals().reason.is_none() {
            return Err(CommandError::new(Exit::Refused, "error.reveal.reason"));
        }
        office.begin_run("coop-migrate cells")?;
        Ok(true)
    }
}

/// The grid as CSV, identity numbers covered.
fn grid(sheet: &Sheet, fonts: bool, cover: Option<&Cover>) -> std::io::Result<Vec<u8>> {
    let mut csv = Vec::new();
    let Some(cover) = cover else {
        sheet.write_csv(fonts, &mut csv)?;
        return Ok(csv);
    };
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(&mut csv);
    for (_, line) in sheet.grid() {
        for cell in &line {
            let text = cell.as_ref().map_or_else(String::new, |cell| match cover.over(cell) {
                Some(masked) => masked,
                None if fonts && cell.text().is_some() => {
                    let piece = |p: coop_registry::source::Piece<'_>| {
                        p.font.map_or_else(String::new, |font| format!("{{{font}}}")) + p.text
                    };
                    cell.pieces().map(piece).collect()
                }
                None => cell.content.to_string(),
            });
            writer.write_field(text)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()?;
    drop(writer);
    Ok(csv)
}

fn described(book: &Workbook, sheet: &Sheet, cover: Option<&Cover>) -> Value {
    let spoken = |oddities: &[coop_registry::source::Oddity]| -> Vec<String> {
        oddities.iter().map(ToString::to_string).collect()
    };
    let remark = |text: &str| if cover.is_some() { Cover::remark(text).into_owned() } else { text.to_owned() };
    json!({
        "file": book.file_name,
        "sha256": book.sha256,
        "format": book.format.to_string(),
        "dates_from": if book.date_system == DateSystem::From1904 { 1904 } else { 1900 },
        "oddities": spoken(&book.oddities),
        "sheets": book.sheet_names(),
        "sheet": {
            "index": sheet.index,
            "name": sheet.name,
            "hidden": sheet.hidden,
            "used": sheet.used().map(|area| area.to_string()),
            "merges": sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "hidden_rows": sheet.hidden_rows,
            "hidden_columns": sheet.hidden_columns,
            "notes": sheet.notes.iter().map(|(at, text)| json!({ "cell": at.to_string(), "text": remark(text) })).collect::<Vec<_>>(),
            "oddities": spoken(&sheet.oddities),
            "cells": sheet.rows().flat_map(|row| row.cells()).map(|cell| described_cell(&cell, sheet, cover)).collect::<Vec<_>>(),
        },
    })
}

fn described_cell(cell: &Cell<'_>, sheet: &Sheet, cover: Option<&Cover>) -> Value {
    let kind = match cell.content {
        Content::Text(_) => "text",
        Content::Number(_) => "number",
        Content::Bool(_) => "bool",
        Content::Date(_) => "date",
        Content::Error(_) => "error",
        Content::Unknown => "unknown",
    };
    let mut described = Map::new();
    described.insert("cell".into(), cell.place().to_string().into());
    described.insert("kind".into(), kind.into());
    let masked = cover.and_then(|cover| cover.over(cell));
    let is_masked = masked.is_some();
    described.insert("value".into(), masked.unwrap_or_else(|| cell.content.to_string()).into());
    if is_masked {
        described.insert("masked".into(), true.into());
    }
    if !is_masked && let Content::Date(date) = cell.content {
        described.insert("serial".into(), json!(date.serial));
    }
    if let Some(font) = cell.font() {
        described.insert("font".into(), font.into());
    }
    if cell.number_format() != "General" {
        described.insert("number_format".into(), cell.number_format().into());
    }
    if cell.is_rich() && !is_masked {
        let piece = |p: coop_registry::source::Piece<'_>| json!({ "start": p.start, "text": p.text, "font": p.font, "struck": p.struck });
        described.insert("runs".into(), cell.pieces().map(piece).collect());
    }
    for (name, holds) in [("struck", cell.struck()), ("formula", cell.formula)] {
        if holds {
            described.insert(name.into(), true.into());
        }
    }
    if let Some(area) = sheet.merge_at(cell.row, cell.column) {
        described.insert("merge".into(), area.to_string().into());
    }
    Value::Object(described)
}
