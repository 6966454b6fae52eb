//! The cells of one sheet with a column of texts, and the rules that colour.

use super::COLOURS;
use crate::{
    model::{CellRef, column_letters},
    source::{
        Limits,
        error::Fault,
        marks::SheetMarks,
        markup::{Markup, Token, ascii_number, prefix},
        xlsx::{
            copy::{Shared, texts},
            sheet_part::{area, place},
        },
    },
};
use std::{collections::BTreeMap, ops::Range};

/// Elements of a sheet that stand before its conditional formats.
const EARLIER: [&[u8]; 12] = [
    b"sheetData",
    b"sheetCalcPr",
    b"sheetProtection",
    b"protectedRanges",
    b"scenarios",
    b"autoFilter",
    b"sortState",
    b"dataConsolidate",
    b"customSheetViews",
    b"mergeCells",
    b"phoneticPr",
    b"conditionalFormatting",
];
/// Width of a column that is added.
const WIDTH: u32 = 60;

/// A cell: where it stands and in which style; its text.
struct Cell {
    column: u32,
    span: Range<usize>,
    style: Option<u32>,
    text: String,
}

/// A row: its opening tag and height in points, its cells, where more may be put.
struct Row {
    number: u32,
    tag: Range<usize>,
    height: Option<u32>,
    /// `<row/>`.
    empty: bool,
    cells: Vec<Cell>,
    close: usize,
}

/// The list of columns: its close, or where one would stand; first, last and width of those it speaks of.
#[derive(Default)]
struct Columns {
    close: Option<usize>,
    instead: Option<usize>,
    spoken: Vec<(u32, u32, u32)>,
}

#[derive(Default)]
struct Found {
    prefix: String,
    dimension: Option<(Range<usize>, CellRef, CellRef)>,
    columns: Columns,
    rows: Vec<Row>,
    /// `<sheetData/>` and its close.
    data: (Range<usize>, bool, usize),
    formats: Option<usize>,
    /// Rules of an earlier marking.
    ours: Vec<Range<usize>>,
}

/// The part with its marks.
pub(super) fn marked(
    part: &[u8],
    name: &str,
    marks: &SheetMarks,
    colours: Option<[usize; 3]>,
    shared: &Shared,
    limits: &Limits,
) -> Result<Vec<u8>, Fault> {
    let found = find(part, name, marks, shared, limits)?;
    let headed = found.rows.iter().find(|row| row.number == marks.heading_row);
    let known = headed.and_then(|row| row.cells.iter().find(|cell| cell.text == marks.heading));
    let last = found.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column).max().unwrap_or(0);
    let column = known.map_or(last + 1, |cell| cell.column);
    let mut edits: BTreeMap<(usize, usize), Vec<u8>> = BTreeMap::new();
    let mut put = |at: Range<usize>, bytes: Vec<u8>| edits.entry((at.start, at.end)).or_default().extend(bytes);
    let mut texts = marks.rows.clone();
    if known.is_none() {
        texts.insert(marks.heading_row, marks.heading.clone());
        widen(part, &found, column, &mut put);
    }
    rows(part, &found, (column, marks.heading_row), &mut texts, &mut put);
    for rule in &found.ours {
        put(rule.clone(), Vec::new());
    }
    if let (Some(at), Some(colours)) = (found.formats, colours) {
        put(at..at, rules(&found.prefix, marks, column, colours));
    }
    let mut out = Vec::with_capacity(part.len() + 4096);
    let mut done = 0;
    for ((start, end), bytes) in edits {
        out.extend(&part[done..start]);
        out.extend(bytes);
        done = end;
    }
    out.extend(&part[done..]);
    Ok(out)
}

/// Texts into their rows; what an earlier marking left in the column goes.
fn rows(
    part: &[u8],
    found: &Found,
    (column, heading_row): (u32, u32),
    texts: &mut BTreeMap<u32, String>,
    put: &mut dyn FnMut(Range<usize>, Vec<u8>),
) {
    let p = &found.prefix;
    let spoken = found.columns.spoken.iter().find(|(first, last, _)| (*first..=*last).contains(&(column + 1)));
    let width = spoken.map_or(WIDTH, |(.., width)| *width);
    for row in &found.rows {
        let here = row.cells.iter().find(|cell| cell.column == column);
        let text = texts.remove(&row.number);
        let tag = tag_of(&part[row.tag.clone()], row, text.as_deref().map(|text| height_of(text, width)));
        if !row.empty && part[row.tag.clone()] != tag {
            put(row.tag.clone(), tag.clone());
        }
        match (here, &text) {
            (Some(cell), None) if row.number != heading_row && !cell.text.is_empty() => {
                put(cell.span.clone(), written(p, row.number, column, cell.style, ""));
            }
            (Some(cell), Some(text)) => put(cell.span.clone(), written(p, row.number, column, cell.style, text)),
            (None, Some(text)) => {
                let new = written(p, row.number, column, None, text);
                if row.empty {
                    let open = tag.strip_suffix(b"/>").unwrap_or(&tag);
                    put(row.tag.clone(), [open, b">", &new, format!("</{p}row>").as_bytes()].concat());
                } else {
                    let next = row.cells.iter().find(|cell| cell.column > column);
                    let at = next.map_or(row.close, |cell| cell.span.start);
                    put(at..at, new);
                }
            }
            _ => {}
        }
    }
    // Rows the sheet does not have yet.
    let mut new: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
    let (data, empty, close) = &found.data;
    for (number, text) in std::mem::take(texts) {
        let next = found.rows.iter().find(|row| row.number > number);
        let at = next.map_or(*close, |row| row.tag.start);
        let cell = written(p, number, column, None, &text);
        let row = [format!("<{p}row r=\"{number}\">").as_bytes(), &cell, format!("</{p}row>").as_bytes()].concat();
        new.entry(at).or_default().extend(row);
    }
    for (at, bytes) in new {
        if *empty {
            let all = [format!("<{p}sheetData>").as_bytes(), &bytes, format!("</{p}sheetData>").as_bytes()].concat();
            put(data.clone(), all);
        } else {
            put(at..at, bytes);
        }
    }
}

/// Points a line of text takes; Devanagari is taller than Latin.
const LINE: u32 = 17;

/// Points a text takes in a column of a width.
fn height_of(text: &str, width: u32) -> u32 {
    let lines = text.lines().map(|line| u32::try_from(line.chars().count()).unwrap_or(u32::MAX).div_ceil(width.max(1)));
    lines.map(|lines| lines.max(1)).sum::<u32>().clamp(1, 24) * LINE
}

/// The opening tag of a row that is at least so high: a text that is cut off is not read.
fn tag_of(raw: &[u8], row: &Row, wanted: Option<u32>) -> Vec<u8> {
    let Some(wanted) = wanted.filter(|wanted| *wanted > LINE && row.height.is_none_or(|height| height < *wanted))
    else {
        return raw.to_vec();
    };
    let text = String::from_utf8_lossy(raw);
    let end = if row.empty { "/>" } else { ">" };
    let kept = text.strip_suffix(end).unwrap_or(&text).split_ascii_whitespace();
    let kept: Vec<&str> = kept.filter(|word| !word.starts_with("ht=") && !word.starts_with("customHeight=")).collect();
    format!("{} ht=\"{wanted}\" customHeight=\"1\"{end}", kept.join(" ")).into_bytes()
}

/// A column that is added is wide enough to be read, and the sheet is said to reach to it.
fn widen(part: &[u8], found: &Found, column: u32, put: &mut dyn FnMut(Range<usize>, Vec<u8>)) {
    let p = &found.prefix;
    if let Some((span, first, last)) = &found.dimension
        && last.column < column
    {
        let text = String::from_utf8_lossy(&part[span.clone()]).into_owned();
        let reach = |last: CellRef| format!("{first}:{last}");
        let new = reach(CellRef { column, ..*last });
        put(span.clone(), text.replace(&reach(*last), &new).into_bytes());
    }
    let Columns { close, instead, spoken } = &found.columns;
    if spoken.iter().any(|(first, last, _)| (*first..=*last).contains(&(column + 1))) {
        return;
    }
    let col = format!("<{p}col min=\"{0}\" max=\"{0}\" width=\"{WIDTH}\" customWidth=\"1\"/>", column + 1);
    match (close, instead) {
        // Columns stand in order; one further right would have to stay behind.
        (Some(close), _) if spoken.iter().all(|(first, ..)| *first < column + 1) => {
            put(*close..*close, col.into_bytes())
        }
        (None, Some(at)) => put(*at..*at, format!("<{p}cols>{col}</{p}cols>").into_bytes()),
        _ => {}
    }
}

/// The rules that colour, one a cell: as long as its row has a text.
fn rules(p: &str, marks: &SheetMarks, column: u32, colours: [usize; 3]) -> Vec<u8> {
    let letters = column_letters(column);
    let mut out = Vec::new();
    for (priority, (cell, weight)) in (1..).zip(&marks.cells) {
        let colour = COLOURS.iter().zip(colours).find(|((of, _), _)| of == weight).map_or(0, |(_, number)| number);
        let row = cell.row;
        let rule = format!(
            "<{p}conditionalFormatting sqref=\"{cell}\"><{p}cfRule type=\"expression\" dxfId=\"{colour}\" \
             priority=\"{priority}\"><{p}formula>LEN(${letters}${row})&gt;0</{p}formula></{p}cfRule></{p}conditionalFormatting>"
        );
        out.extend(rule.bytes());
    }
    out
}

fn written(p: &str, row: u32, column: u32, style: Option<u32>, text: &str) -> Vec<u8> {
    let at = CellRef { row, column };
    let style = style.map_or_else(String::new, |style| format!(" s=\"{style}\""));
    if text.is_empty() {
        return format!("<{p}c r=\"{at}\"{style}/>").into_bytes();
    }
    let mut out = format!("<{p}c r=\"{at}\"{style} t=\"inlineStr\"><{p}is><{p}t xml:space=\"preserve\">").into_bytes();
    texts::escape(text, &mut out);
    out.extend(format!("</{p}t></{p}is></{p}c>").bytes());
    out
}

/// Is this the condition of a rule of ours?
fn is_ours(formula: &[u8]) -> bool {
    let inner = formula.strip_prefix(b"LEN($").and_then(|rest| rest.strip_suffix(b")&gt;0"));
    inner.is_some_and(|inner| {
        let letters = inner.iter().take_while(|b| b.is_ascii_uppercase()).count();
        letters > 0 && inner[letters..].strip_prefix(b"$").is_some_and(|row| row.iter().all(u8::is_ascii_digit))
    })
}

fn find(part: &[u8], name: &str, marks: &SheetMarks, shared: &Shared, limits: &Limits) -> Result<Found, Fault> {
    let mut found = Found::default();
    let mut markup = Markup::new(part, name, limits);
    let (mut depth, mut at_row) = (0_usize, 0_u32);
    let mut format: Option<(usize, bool)> = None;
    let mut headed = None;
    // The cell being passed over: kind, value, inline text.
    let (mut open, mut kind) = (None::<Cell>, Vec::new());
    let (mut text_from, mut in_formula) = (0, 0);
    loop {
        match markup.next()? {
            Token::Open(tag) => {
                let (element, empty) = (tag.name.to_vec(), tag.empty);
                let stated = tag.attribute(b"r").and_then(place);
                let numbers = (tag.number("r"), tag.number("s"), tag.number("min"), tag.number("max"));
                let whole = |name| tag.value(name).and_then(|text| text.split('.').next()?.parse::<u32>().ok());
                let (height, width) = (whole("ht"), whole("width").unwrap_or(9));
                let reach = tag.attribute(b"ref").and_then(area);
                let of_kind = tag.attribute(b"t").unwrap_or_default().to_vec();
                let span = markup.span();
                match (depth, &element[..]) {
                    (0, _) => found.prefix = prefix(&part[span.clone()]),
                    (1, b"dimension") => {
                        found.dimension = reach.map(|all| {
                            let first = CellRef { row: all.first_row, column: all.first_column };
                            (span.clone(), first, CellRef { row: all.last_row, column: all.last_column })
                        });
                    }
                    (1, b"sheetData") => {
                        found.columns.instead = Some(span.start);
                        found.data = (span.clone(), empty, span.end);
                    }
                    (1, b"conditionalFormatting") => format = Some((span.start, false)),
                    (2, b"col") => {
                        found.columns.spoken.extend(numbers.2.zip(numbers.3).map(|(min, max)| (min, max, width)))
                    }
                    (2, b"row") => {
                        at_row = numbers.0.unwrap_or_else(|| at_row.saturating_add(1));
                        let close = span.end;
                        found.rows.push(Row {
                            number: at_row,
                            tag: span.clone(),
                            height,
                            empty,
                            cells: Vec::new(),
                            close,
                        });
                    }
                    (3, b"c") => {
                        let before = found.rows.last().and_then(|row| row.cells.last()).map(|cell| cell.column);
                        let next = before.map_or(0, |column| column + 1);
                        let column = stated.map_or(next, |(_, column)| column);
                        let cell = Cell { column, span: span.clone(), style: numbers.1, text: String::new() };
                        match found.rows.last_mut() {
                            Some(row) if empty => row.cells.push(cell),
                            _ => (open, kind) = (Some(cell), of_kind),
                        }
                    }
                    (4, b"v" | b"is") => text_from = span.end,
                    (3, b"formula") => in_formula = span.end,
                    _ => {}
                }
                if empty && depth == 1 && EARLIER.contains(&&element[..]) {
                    found.formats = Some(span.end);
                }
                depth += usize::from(!empty);
            }
            Token::Close(closed) => {
                depth = depth.saturating_sub(1);
                let closed = closed.to_vec();
                let span = markup.span();
                match (depth, &closed[..]) {
                    (1, b"cols") => found.columns.close = Some(span.start),
                    (1, b"sheetData") => found.data.2 = span.start,
                    (2, b"row") => {
                        if let Some(row) = found.rows.last_mut() {
                            row.close = span.start;
                            if row.number == marks.heading_row {
                                let ours = row.cells.iter().find(|cell| cell.text == marks.heading);
                                headed = ours.map(|cell| cell.column);
                            }
                        }
                    }
                    (3, b"c") => {
                        if let (Some(mut cell), Some(row)) = (open.take(), found.rows.last_mut()) {
                            cell.span.end = span.end;
                            row.cells.push(cell);
                        }
                    }
                    (4, b"v") if kind == b"s" => {
                        // Of shared texts only the top of the sheet is looked at, and the column a spreadsheet program saved ours in.
                        let number = ascii_number(part[text_from..span.start].trim_ascii());
                        if let (Some(number), Some(cell)) = (number, &mut open)
                            && (at_row <= marks.heading_row || headed == Some(cell.column))
                        {
                            let runs = shared.runs(number as usize, limits)?;
                            cell.text = runs.iter().map(|run| run.text.as_str()).collect();
                        }
                    }
                    (4, b"v") => {
                        let text = String::from_utf8_lossy(&part[text_from..span.start]).into_owned();
                        open.iter_mut().for_each(|cell| cell.text.clone_from(&text));
                    }
                    (4, b"is") => {
                        let runs = texts::runs(&part[text_from..span.start], name, limits)?;
                        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
                        open.iter_mut().for_each(|cell| cell.text.clone_from(&text));
                    }
                    (3, b"formula") => {
                        let ours = is_ours(part[in_formula..span.start].trim_ascii());
                        format = format.map(|(from, before)| (from, before || ours));
                    }
                    (1, b"conditionalFormatting") => {
                        if let Some((from, true)) = format.take() {
                            found.ours.push(from..span.end);
                        }
                    }
                    _ => {}
                }
                if depth == 1 && EARLIER.contains(&&closed[..]) {
                    found.formats = Some(span.end);
                }
            }
            Token::End => return Ok(found),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Weight, package::Package};
    use std::io::{Cursor, Write as _};
    use zip::{ZipWriter, write::SimpleFileOptions};

    /// The sheet with these marks, each at the value column B of a row.
    fn mark(sheet: &str, rows: &[(u32, &str)]) -> String {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("none", SimpleFileOptions::default()).unwrap();
        zip.write_all(b"").unwrap();
        let limits = Limits::default();
        let mut package = Package::open(zip.finish().unwrap().into_inner().into(), &limits).unwrap();
        let shared = Shared::read(&mut package, "xl/sharedStrings.xml", &limits).unwrap();
        let marks = SheetMarks {
            sheet: "Return".into(),
            heading_row: 2,
            heading: "findings".into(),
            rows: rows.iter().map(|(row, text)| (*row, (*text).to_owned())).collect(),
            cells: rows.iter().map(|(row, _)| (CellRef { row: *row, column: 1 }, Weight::Error)).collect(),
        };
        let new = marked(sheet.as_bytes(), "sheet", &marks, Some([0, 1, 2]), &shared, &limits).unwrap();
        String::from_utf8(new).unwrap()
    }

    #[test]
    fn texts_go_into_rows_whatever_the_sheet_has_of_them_and_are_replaced_when_marked_again() {
        let sheet = "<x:worksheet><x:dimension ref=\"A1:B4\"/><x:sheetData><x:row r=\"2\"><x:c r=\"A2\" t=\"str\"><x:v>code</x:v></x:c></x:row>\
                     <x:row r=\"4\" spans=\"1:2\"><x:c r=\"B4\" s=\"3\"/></x:row></x:sheetData><x:pageMargins/></x:worksheet>";
        let once = mark(sheet, &[(1, "of the file"), (3, "a < b"), (4, "two\nlines")]);
        for part in [
            "<x:dimension ref=\"A1:C4\"/><x:cols><x:col min=\"3\" max=\"3\" width=\"60\" customWidth=\"1\"/></x:cols><x:sheetData>",
            "<x:row r=\"1\"><x:c r=\"C1\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">of the file</x:t></x:is></x:c></x:row><x:row r=\"2\">",
            ">findings</x:t></x:is></x:c></x:row><x:row r=\"3\"><x:c r=\"C3\"",
            "a &lt; b",
            "<x:row r=\"4\" spans=\"1:2\" ht=\"34\" customHeight=\"1\"><x:c r=\"B4\" s=\"3\"/><x:c r=\"C4\"",
            "</x:sheetData><x:conditionalFormatting sqref=\"B1\">",
            "<x:formula>LEN($C4)&gt;0</x:formula>",
        ] {
            let part = part.replace("$C4", "$C$4");
            assert!(once.contains(&part), "{part}\n{once}");
        }
        let again = mark(&once, &[(3, "left")]);
        assert!(
            again.contains("<x:c r=\"C4\"/>") && !again.contains("of the file") && !again.contains("lines"),
            "{again}"
        );
        assert_eq!((again.matches("conditionalFormatting sqref").count(), again.matches("findings").count()), (1, 1));
        assert_eq!(mark(&again, &[(3, "left")]), again, "the same marks, the same sheet");
    }

    #[test]
    fn a_sheet_without_any_row_gets_the_rows_it_needs() {
        let sheet = mark("<worksheet><sheetData/></worksheet>", &[(5, "x")]);
        assert!(
            sheet.contains("<sheetData><row r=\"2\"><c r=\"B2\"") && sheet.contains("<row r=\"5\"><c r=\"B5\""),
            "{sheet}"
        );
        assert!(sheet.ends_with("</conditionalFormatting></worksheet>"), "{sheet}");
    }

    #[test]
    fn rules_of_others_are_no_rules_of_ours() {
        assert!(is_ours(b"LEN($F$25)&gt;0") && is_ours(b"LEN($AB$1)&gt;0"));
        for other in ["LEN($F25)&gt;0", "LEN($F$25)&gt;10", "LEN($F$A)&gt;0", "A1&gt;0", "LEN($$5)&gt;0"] {
            assert!(!is_ours(other.as_bytes()), "{other}");
        }
    }
}
