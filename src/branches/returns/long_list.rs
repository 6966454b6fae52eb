//! Returns of a long list, read and judged block by block on all cores: memory holds findings, not the list.
//!
//! What it says is what [`super::check_files`] says of the same list (a test holds them against each other). It declines what
//! needs the whole list at once: a list of several years, whose rows are each other's last year.

use super::{
    causes::Causes,
    filed::locus,
    from_files::{Who, unread, year_of},
    layout::{Layout, Shape},
    scrutiny::{Noted, Scrutineer, Scrutiny, misfits},
    value,
};
use crate::{
    catalogue::{ReturnFields, ReturnKind},
    model::{CellRef, CooperativeYear, Date, Finding, Severity, Value},
    rules::{ChunkBuilder, Rulebook},
    source::{Block, Content, Limits, PlainList, cells_of},
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    io,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
};

/// Bytes from which a list is long: shorter ones are read at once, with all that a workbook can tell.
pub const LONG: u64 = 8 << 20;
/// Spellings of a line that are remembered with what they mean.
const MOST_KNOWN: usize = 4_096;

/// Holds the returns of a long list against the rules; `None` where the file is shorter than `at_least`, or needs the other way.
/// `progress` is told bytes done.
pub fn check_long_list(
    path: &Path,
    at_least: u64,
    limits: &Limits,
    book: &Rulebook,
    only: Option<CooperativeYear>,
    progress: &mut dyn FnMut(u64),
) -> io::Result<Option<Scrutiny>> {
    let Some(mut list) = PlainList::open(path, at_least)? else { return Ok(None) };
    let Ok(head) = list.head_sheet(limits) else { return Ok(None) };
    let mut findings = Vec::new();
    let Some(layout) = Layout::find(&path.display().to_string(), &head, &book.fields, &mut findings) else {
        return Ok(None);
    };
    let Some(columns) = Columns::of(&layout, &book.fields) else { return Ok(None) };
    let layout = Arc::new(layout);
    let notes: Vec<Noted> = findings.into_iter().map(Noted::plain).collect();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let declined = AtomicBool::new(false);
    let (send_block, blocks) = mpsc::sync_channel::<(usize, Block)>(workers);
    let blocks = Mutex::new(blocks);
    let (send_judged, judged) = mpsc::channel::<(usize, Judged)>();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let (send_judged, blocks, declined, columns, layout, notes) =
                (send_judged.clone(), &blocks, &declined, &columns, &layout, &notes);
            scope.spawn(move || {
                let mut reader = Reader::new(book, columns, layout, only);
                loop {
                    let next = blocks.lock().map(|blocks| blocks.recv());
                    let Ok(Ok((no, block))) = next else { return };
                    if no == 0 {
                        reader.scrutineer.note(notes.clone());
                    }
                    if !declined.load(Ordering::Relaxed) && reader.block(&block).is_none() {
                        declined.store(true, Ordering::Relaxed);
                    }
                    if send_judged.send((no, reader.take())).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send_judged);
        let mut whole = Whole {
            causes: Causes::of(book),
            layout: &layout,
            waiting: BTreeMap::new(),
            next: 0,
            seen: HashSet::new(),
            year: None,
            several_years: false,
            scrutiny: Scrutiny::default(),
        };
        let mut done = 0;
        for no in 0.. {
            match list.next_block() {
                Ok(Some(block)) if !declined.load(Ordering::Relaxed) => {
                    done += block.bytes();
                    if send_block.send((no, block)).is_err() {
                        break;
                    }
                    progress(done);
                    judged.try_iter().for_each(|judged| whole.take(judged));
                }
                Ok(_) => break,
                Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                    declined.store(true, Ordering::Relaxed);
                    break;
                }
                Err(error) => {
                    drop(send_block);
                    return Err(error);
                }
            }
        }
        drop(send_block);
        judged.iter().for_each(|judged| whole.take(judged));
        Ok((!declined.load(Ordering::Relaxed) && !whole.several_years).then_some(whole.scrutiny))
    })
}

/// What a column of the list is.
#[derive(Clone, Copy)]
struct Column {
    line: u16,
    /// Decimal places of the small unit, for lines that are plain numbers.
    places: Option<u32>,
    /// Are its spellings few?
    few: bool,
}

/// What each column of the list is, and where the ones that name a return stand.
struct Columns {
    heading_row: u32,
    by_place: Vec<Option<Column>>,
    society: Option<usize>,
    year: Option<usize>,
    named: [Option<usize>; 4],
    fy_start: Option<u16>,
    fy_end: Option<u16>,
}

impl Columns {
    fn of(layout: &Layout, fields: &ReturnFields) -> Option<Self> {
        let Shape::Flat { columns, society, year } = &layout.shape else { return None };
        let place = |column: u32| usize::try_from(column).ok();
        let width = columns.values().chain(society).chain(year).max().copied().and_then(place)? + 1;
        let mut by_place = vec![None; width];
        for (line, column) in columns {
            let kind = fields.at(*line).kind;
            let places = match kind {
                ReturnKind::Money | ReturnKind::Percent => Some(2),
                ReturnKind::Quantity => Some(3),
                ReturnKind::Integer => Some(0),
                ReturnKind::Date | ReturnKind::Bool | ReturnKind::Code | ReturnKind::Text => None,
            };
            let few = matches!(kind, ReturnKind::Date | ReturnKind::Bool | ReturnKind::Code);
            by_place[place(*column)?] = Some(Column { line: *line, places, few });
        }
        let named = ["society_id", "registration_number", "fy_end", "governing_act"];
        let named = named.map(|key| columns.get(&fields.no(key)?).copied().and_then(place));
        Some(Self {
            heading_row: layout.heading_row,
            by_place,
            society: society.and_then(place),
            year: year.and_then(place),
            named,
            fy_start: fields.no("fy_start"),
            fy_end: fields.no("fy_end"),
        })
    }
}

/// A whole number of small units as programs write it: digits, and at most so many decimals.
fn plain_number(text: &str, places: u32) -> Option<i64> {
    let bytes = text.as_bytes();
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] if places > 0 => (true, rest),
        all => (false, all),
    };
    if digits.len() > 15 || !digits.first()?.is_ascii_digit() {
        return None;
    }
    let (mut number, mut decimals) = (0_i64, None);
    for byte in digits {
        match (byte, decimals) {
            (b'0'..=b'9', _) => {
                number = number * 10 + i64::from(byte - b'0');
                decimals = decimals.map(|seen: u32| seen + 1);
            }
            (b'.', None) => decimals = Some(0),
            _ => return None,
        }
    }
    // A full stop at the end, or a finer figure than the small unit, is judged by the reader of all writings.
    if decimals == Some(0) || decimals.is_some_and(|seen| seen > places) {
        return None;
    }
    let number = number * 10_i64.pow(places - decimals.unwrap_or(0));
    Some(if negative { -number } else { number })
}

/// What one block came to.
struct Judged {
    scrutiny: Scrutiny,
    /// What is wrong, with the number of the return in the block.
    findings: Vec<(u64, Noted)>,
    /// Who filed, as a fingerprint, with the row, return by return: a second return of a society is told wherever it stands.
    filers: Vec<(u128, u32, String)>,
    year: Option<CooperativeYear>,
}

struct Reader<'a> {
    book: &'a Rulebook,
    columns: &'a Columns,
    layout: &'a Arc<Layout>,
    scrutineer: Scrutineer<'a>,
    known: Vec<HashMap<String, Value>>,
    filers: Vec<(u128, u32, String)>,
    only: Option<CooperativeYear>,
    year: Option<CooperativeYear>,
}

impl<'a> Reader<'a> {
    fn new(book: &'a Rulebook, columns: &'a Columns, layout: &'a Arc<Layout>, only: Option<CooperativeYear>) -> Self {
        let known = vec![HashMap::new(); columns.by_place.len()];
        Self { book, columns, layout, scrutineer: Scrutineer::new(book), known, filers: Vec::new(), only, year: None }
    }
    fn take(&mut self) -> Judged {
        let (filers, year) = (std::mem::take(&mut self.filers), self.year.take());
        let (scrutiny, findings) = self.scrutineer.take();
        Judged { scrutiny, findings, filers, year }
    }
    /// Nothing where the block holds returns of several years, or is no plain list after all.
    fn block(&mut self, block: &Block) -> Option<()> {
        let mut cells: Vec<&str> = Vec::new();
        for (row, text) in block.rows().filter(|(row, _)| *row > self.columns.heading_row) {
            if !cells_of(text, &mut cells) {
                return None;
            }
            cells.iter_mut().for_each(|cell| *cell = cell.trim_ascii());
            if cells.iter().any(|cell| !cell.is_empty()) {
                self.row(row, &cells)?;
            }
        }
        Some(())
    }
    fn row(&mut self, row: u32, cells: &[&str]) -> Option<()> {
        let text = |place: Option<usize>| place.and_then(|place| cells.get(place)).copied().unwrap_or_default();
        let [id, number, fy_end, act] = self.columns.named.map(text);
        let (society, year) = (text(self.columns.society), text(self.columns.year));
        let mut notes = Vec::new();
        let who = Who::of(id, (number, ""), society);
        let fields = &self.book.fields;
        let day = || self.columns.fy_end.and_then(|no| read(fy_end, no, fields).ok()?.as_date());
        let fy = year_of(year, day);
        let act = self.act(act);
        let (Some(who), Some(fy)) = (who, fy) else {
            // Told by the reader of all writings, which names the cell.
            return None;
        };
        if *self.year.get_or_insert(self.only.unwrap_or(fy)) != fy {
            return None;
        }
        self.filers.push((fingerprint(&who.known_by, fy), row, who.society.clone()));
        let place = Some((Arc::clone(self.layout), row));
        let (columns, known, layout) = (self.columns, &mut self.known, self.layout);
        let mut refused = Vec::new();
        let mut stated = [None; 2];
        self.scrutineer.add_filled((&act, fy), who.society.clone(), place.clone(), |builder| {
            for ((at, cell), column) in cells.iter().enumerate().zip(&columns.by_place) {
                let Some(column) = column.filter(|_| !cell.is_empty()) else { continue };
                if let Some(number) = column.places.and_then(|places| plain_number(cell, places)) {
                    if !builder.put(column.line, number) {
                        refused.push(column.line);
                    }
                    continue;
                }
                match remembered(&mut known[at], column, cell, fields) {
                    Ok(value) => {
                        for (slot, no) in stated.iter_mut().zip([columns.fy_end, columns.fy_start]) {
                            if no == Some(column.line) {
                                *slot = value.as_date();
                            }
                        }
                        put(builder, column.line, &value, &mut refused);
                    }
                    Err(expected) => {
                        let cell_at = CellRef { row, column: u32::try_from(at).unwrap_or(u32::MAX) };
                        notes.push(unread(layout, cell_at, fields.at(column.line), cell, expected));
                    }
                }
            }
        });
        let misfit =
            stated.into_iter().flatten().next().is_some_and(|day| CooperativeYear::containing(day) != Some(fy));
        if misfit || !refused.is_empty() {
            let lines = [columns.fy_end, columns.fy_start].into_iter().zip(stated);
            let lines =
                lines.filter_map(|(no, day): (Option<u16>, Option<Date>)| Some((no?, Value::Date(day?)))).collect();
            let filed = who.clone().filed(fy, act, lines, place);
            notes.extend(misfits(&filed, &refused_fields(&refused), self.book));
        }
        for noted in &mut notes {
            noted.finding.place.society = Some(who.society.clone());
            noted.finding.place.fy = Some(fy.to_string());
        }
        if !notes.is_empty() {
            self.scrutineer.note(notes);
        }
        Some(())
    }
    /// The Act a cell means, as the rules call it.
    fn act(&mut self, cell: &str) -> String {
        let Some(at) = self.columns.named[3].filter(|_| !cell.is_empty()) else { return String::new() };
        let Some(column) = self.columns.by_place[at] else { return String::new() };
        let read = remembered(&mut self.known[at], column, cell, &self.book.fields);
        read.ok().and_then(|value| value.as_text().map(str::to_owned)).unwrap_or_default()
    }
}

fn refused_fields(lines: &[u16]) -> Vec<crate::rules::FieldRef> {
    lines.iter().map(|no| crate::rules::FieldRef { prev: false, no: *no }).collect()
}

fn put(builder: &mut ChunkBuilder<'_>, line: u16, value: &Value, refused: &mut Vec<u16>) {
    if !builder.put_value(line, value) {
        refused.push(line);
    }
}

fn read(text: &str, line: u16, fields: &ReturnFields) -> Result<Value, value::Expected> {
    value::read(&Content::Text(text), fields.at(line), fields)
}

/// What a cell says; of a line with few spellings each is read once.
fn remembered(
    known: &mut HashMap<String, Value>,
    column: Column,
    cell: &str,
    fields: &ReturnFields,
) -> Result<Value, value::Expected> {
    if column.few
        && let Some(value) = known.get(cell)
    {
        return Ok(value.clone());
    }
    let value = read(cell, column.line, fields)?;
    if column.few && known.len() < MOST_KNOWN {
        known.insert(cell.to_owned(), value.clone());
    }
    Ok(value)
}

/// Two independent halves: that two of a million filers share one is as good as impossible.
fn fingerprint(known_by: &str, fy: CooperativeYear) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, known_by, fy.start().year()).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(1) << 64 | half(2)
}

/// The blocks put together in their order.
struct Whole<'a> {
    causes: Causes<'a>,
    layout: &'a Arc<Layout>,
    waiting: BTreeMap<usize, Judged>,
    next: usize,
    seen: HashSet<u128>,
    year: Option<CooperativeYear>,
    several_years: bool,
    scrutiny: Scrutiny,
}

impl Whole<'_> {
    fn take(&mut self, (no, judged): (usize, Judged)) {
        self.waiting.insert(no, judged);
        while let Some(judged) = self.waiting.remove(&self.next) {
            self.next += 1;
            self.add(judged);
        }
    }
    fn add(&mut self, mut judged: Judged) {
        if let Some(year) = judged.year {
            self.several_years |= *self.year.get_or_insert(year) != year;
            for (order, (filer, row, society)) in (0..).zip(judged.filers) {
                if !self.seen.insert(filer) {
                    let place = locus(&society, year, Some(&(Arc::clone(self.layout), row)), None);
                    judged.findings.push((order, Noted::plain(Finding::new("RET-005", Severity::Error, place))));
                }
            }
        }
        judged.scrutiny.findings = self.causes.group(judged.findings);
        self.scrutiny.extend(judged.scrutiny);
    }
}
