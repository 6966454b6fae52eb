//! State, district and block of a row: from the row, else from the block heading, title or sheet above it.

use super::RowCleaner;
use crate::{
    catalogue::{How, Level, PlaceMatch, Places},
    cleaning::Fault,
    devanagari::skeleton,
    mapping::{ReadCell, ReadRow},
    migrate::{
        Desk,
        record::{AsWritten, Record},
    },
    model::{CellRef, Severity, Value},
};

/// Bihar, Madhya Pradesh and Uttarakhand by LGD: a name without a state is looked for here first.
pub(super) const HOME_STATES: [i64; 3] = [10, 23, 5];

/// A place that holds for the rows below it: from a title, a block heading or the sheet's name.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub(super) code: i64,
    /// Row it was read from; 0 for the sheet's name.
    pub(super) row: u32,
    /// The text it was read from.
    text: String,
    /// The cell of that text, or the sheet's name in quotation marks.
    cell: String,
}

impl Standing {
    /// From a cell of a title or block heading.
    fn read(code: i64, row: u32, cell: &ReadCell) -> Self {
        Self { code, row, text: cell.as_written(), cell: CellRef { row, column: cell.column }.to_string() }
    }
    /// The district a sheet is named after.
    pub(super) fn of_sheet(places: &Places, sheet: &str) -> Option<Self> {
        let code = find_district(places, sheet)?;
        Some(Self::named(sheet, code))
    }
    /// The blocks a sheet may be named after, where it is named after no district: exactly so named ones only.
    pub(super) fn blocks_of_sheet(places: &Places, sheet: &str) -> Vec<Self> {
        let lone_number = sheet.chars().all(|c| !c.is_alphabetic());
        if lone_number || find_district(places, sheet).is_some() {
            return Vec::new();
        }
        let codes = match places.find(Level::Block, sheet, None) {
            PlaceMatch::One(code, How::Exact) => vec![code],
            PlaceMatch::Several(codes) => codes,
            _ => Vec::new(),
        };
        codes.into_iter().map(|code| Self::named(sheet, code)).collect()
    }
    fn named(sheet: &str, code: i64) -> Self {
        Self { code, row: 0, text: sheet.to_owned(), cell: format!("'{sheet}'") }
    }
}

impl RowCleaner<'_> {
    /// A title above the table may name the district of all rows.
    pub(in crate::migrate) fn title(&mut self, row: &ReadRow) {
        self.last_data = 0;
        for cell in &row.cells {
            if let Some(code) = find_district(&self.desk.places, &cell.text()) {
                self.district = Some(Standing::read(code, row.number, cell));
            }
        }
    }
    /// A block heading names the district or block of the rows below it.
    pub(in crate::migrate) fn block(&mut self, row: &ReadRow) {
        self.last_data = 0;
        let Some(cell) = row.cells.first() else { return };
        let text = cell.text();
        let parent = self.district.as_ref().map(|standing| standing.code);
        let codes = match self.desk.places.find(Level::Block, &text, parent) {
            PlaceMatch::One(code, _) => vec![code],
            PlaceMatch::Several(codes) => codes,
            PlaceMatch::None => Vec::new(),
        };
        if codes.is_empty()
            && let Some(code) = find_district(&self.desk.places, &text)
        {
            self.district = Some(Standing::read(code, row.number, cell));
        }
        // Whatever it names, the block above it is over.
        self.blocks = codes.into_iter().map(|code| Standing::read(code, row.number, cell)).collect();
    }
    /// State, district and block: a district from the row, else from the block heading, title or sheet above it.
    pub(super) fn clean_places(&self, row: &ReadRow, record: &mut Record) {
        let mut state = None;
        if self.table.field("state").is_some()
            && let Some(cell) = self.cell_of(row, "state")
        {
            state = self.look_up(Level::State, "state", cell, row.number, &[None], record);
        }
        let district_key = if self.table.field("home_district").is_some() { "home_district" } else { "district" };
        let mut district = None;
        if self.table.field(district_key).is_some() {
            if let Some(cell) = self.cell_of(row, district_key) {
                let parents: Vec<Option<i64>> = match state {
                    Some(state) => vec![Some(state)],
                    None => HOME_STATES.iter().map(|state| Some(*state)).chain([None]).collect(),
                };
                district = self.look_up(Level::District, district_key, cell, row.number, &parents, record);
            } else if let Some(standing) = &self.district {
                district = Some(standing.code);
                self.put_standing(district_key, standing, record);
            }
        }
        if self.table.field("state").is_some()
            && state.is_none()
            && let Some(parent) =
                district.and_then(|code| self.desk.places.get(Level::District, code)).and_then(|place| place.parent)
        {
            record.put(self.table, "state", Value::Integer(parent));
            if self.column_of("state").is_some()
                && let Some(cell) = self.cell_of(row, district_key)
            {
                let at = CellRef { row: cell.stands_in.unwrap_or(row.number), column: cell.column };
                let (text, repairs) = (cell.text().into_owned(), vec!["from_district".into()]);
                record.as_written.insert("state".into(), AsWritten { text, repairs, cell: Some(at.to_string()) });
            }
        }
        if self.table.field("block").is_some() {
            if let Some(cell) = self.cell_of(row, "block") {
                if district.is_some() {
                    self.look_up(Level::Block, "block", cell, row.number, &[district], record);
                } else {
                    self.keep_written("block", cell, &Value::Empty, &[], record);
                }
            } else if let Some(standing) = self.block_within(district) {
                self.put_standing("block", standing, record);
            }
        }
    }
    /// The block of the heading above, in the row's own district when its name stands in several.
    fn block_within(&self, district: Option<i64>) -> Option<&Standing> {
        let parent =
            |standing: &Standing| self.desk.places.get(Level::Block, standing.code).and_then(|place| place.parent);
        match &self.blocks[..] {
            [only] => Some(only).filter(|only| district.is_none() || parent(only) == district),
            several => several.iter().find(|standing| district.is_some() && parent(standing) == district),
        }
    }
    fn put_standing(&self, key: &str, standing: &Standing, record: &mut Record) {
        record.put(self.table, key, Value::Integer(standing.code));
        if standing.row > 0 {
            record.block_row = Some(record.block_row.unwrap_or(0).max(standing.row));
        }
        let (text, cell) = (standing.text.clone(), Some(standing.cell.clone()));
        let written = AsWritten { text, repairs: vec!["from_heading".into()], cell };
        record.as_written.insert(key.to_owned(), written);
    }
    fn look_up(
        &self,
        level: Level,
        key: &str,
        cell: &ReadCell,
        row: u32,
        parents: &[Option<i64>],
        record: &mut Record,
    ) -> Option<i64> {
        let text = cell.text();
        let field = self.table.field(key)?;
        if text.trim_matches(['-', '–', ' ', '.']).is_empty() {
            return None;
        }
        let (found, by_sound) = self.place_named(level, &text, parents);
        match found {
            PlaceMatch::One(code, how) => {
                let repair = match how {
                    How::Exact => "place_code",
                    How::Variant => "place_variant",
                    How::Near if by_sound => "place_skeleton",
                    How::Near => "place_near",
                };
                self.keep_written(key, cell, &Value::Integer(code), &[repair], record);
                record.put(self.table, key, Value::Integer(code));
                if how == How::Near {
                    let (name, distance) = self.nearest_name(level, code, &text);
                    let (code, severity) = match by_sound {
                        true => ("IMP-239", Severity::Warning),
                        false => ("IMP-217", Severity::Info),
                    };
                    let mut fault = Fault { code, severity, args: Vec::new() }.with("read", name);
                    // Across scripts a count of letters says nothing.
                    if !by_sound {
                        fault = fault.with("distance", distance);
                    }
                    self.fault(field, cell, row, fault, record);
                }
                Some(code)
            }
            PlaceMatch::Several(codes) => {
                let names: Vec<String> = codes
                    .iter()
                    .filter_map(|code| {
                        self.desk.places.get(level, *code).map(|place| format!("{} ({code})", place.name_en))
                    })
                    .collect();
                self.keep_written(key, cell, &Value::Empty, &[], record);
                self.fault(field, cell, row, Fault::warning("IMP-216").with("candidates", names.join(", ")), record);
                None
            }
            PlaceMatch::None => {
                self.keep_written(key, cell, &Value::Empty, &[], record);
                self.fault(field, cell, row, Fault::warning("IMP-210"), record);
                None
            }
        }
    }
}

impl RowCleaner<'_> {
    /// The place a text names within the first of the parents that has one, and whether only by its sound. Lists name the same
    /// places row after row, and a misspelt name is looked for among all.
    fn place_named(&self, level: Level, text: &str, parents: &[Option<i64>]) -> (PlaceMatch, bool) {
        let within = (level, parents.first().copied().flatten());
        if let Some(known) = self.named_before.borrow().get(&within).and_then(|known| known.get(text)) {
            return known.clone();
        }
        let finds = parents.iter().map(|parent| self.desk.places.find(level, text, *parent));
        let found = match finds.into_iter().find(|found| *found != PlaceMatch::None) {
            Some(found) => (found, false),
            None => match self.place_by_skeleton(level, text, parents) {
                Some(code) => (PlaceMatch::One(code, How::Near), true),
                None => (PlaceMatch::None, false),
            },
        };
        self.named_before.borrow_mut().entry(within).or_default().insert(text.to_owned(), found.clone());
        found
    }
    /// The one place of these parents whose name sounds alike in the other script or another spelling (`Gayaa`, `गया`).
    fn place_by_skeleton(&self, level: Level, text: &str, parents: &[Option<i64>]) -> Option<i64> {
        let sound = skeleton(text);
        // Three signs are many places.
        if sound.chars().count() < LONG_ENOUGH || text.chars().any(|c| c.is_numeric()) {
            return None;
        }
        let mut alike =
            parents.iter().flatten().flat_map(|parent| self.desk.places.within(level, *parent)).filter(|place| {
                [&place.name_en, &place.name_hi].into_iter().any(|name| !name.is_empty() && skeleton(name) == sound)
            });
        let first = alike.next()?;
        alike.all(|other| other.code == first.code).then_some(first.code)
    }
    /// The name of a place that is written most like the text, and in how many letters the two differ.
    fn nearest_name(&self, level: Level, code: i64, text: &str) -> (String, usize) {
        let Some(place) = self.desk.places.get(level, code) else { return (code.to_string(), 0) };
        let hindi = text.chars().any(|c| matches!(c, '\u{0900}'..='\u{097F}'));
        let name = if hindi && !place.name_hi.is_empty() { &place.name_hi } else { &place.name_en };
        (name.clone(), strsim::levenshtein(&name.to_lowercase(), &text.trim().to_lowercase()))
    }
}

/// The shortest skeleton by which a place is known.
const LONG_ENOUGH: usize = 4;

impl Desk {
    /// Does a lone text name a district or block?
    pub(in crate::migrate) fn names_place(&self, text: &str) -> bool {
        let named = |level: Level| {
            HOME_STATES.iter().any(|state| match level {
                Level::District => {
                    matches!(self.places.find(level, text, Some(*state)), PlaceMatch::One(_, How::Exact | How::Variant))
                }
                _ => matches!(
                    self.places.find(level, text, None),
                    PlaceMatch::One(_, How::Exact) | PlaceMatch::Several(_)
                ),
            })
        };
        named(Level::District) || named(Level::Block)
    }
}

/// District named in a title, a sheet name or a block heading: the whole text, else one of its words.
pub(super) fn find_district(places: &Places, text: &str) -> Option<i64> {
    let find = |part: &str| {
        HOME_STATES.iter().find_map(|state| match places.find(Level::District, part, Some(*state)) {
            PlaceMatch::One(code, How::Exact | How::Variant) => Some(code),
            _ => None,
        })
    };
    // A lone number is no name of a district although it may be a code.
    if text.trim().chars().all(|c| !c.is_alphabetic()) {
        return None;
    }
    find(text).or_else(|| {
        // Two words make one name only where no punctuation parts them: `पटना - जिला गया`.
        let parts: Vec<Vec<&str>> = text
            .split([',', ':', '-', '–', '(', ')', ';', '|', '।'])
            .map(|part| part.split_whitespace().collect())
            .collect();
        let says_district = |word: &str| matches!(word.to_lowercase().as_str(), "जिला" | "ज़िला" | "जनपद" | "district");
        let named = parts.iter().enumerate().flat_map(|(i, words)| {
            let next = parts.get(i + 1).map_or(&[][..], Vec::as_slice);
            words.iter().enumerate().filter(|(_, word)| says_district(word)).flat_map(move |(at, _)| {
                let after = if at + 1 < words.len() { &words[at + 1..] } else { next };
                [after.get(..2), after.get(..1)].into_iter().flatten().map(|name| name.join(" "))
            })
        });
        let pairs = parts.iter().flat_map(|words| words.windows(2)).map(|pair| pair.join(" "));
        let words = parts.iter().flatten().map(|word| (*word).to_owned());
        named
            .chain(pairs)
            .chain(words)
            .filter(|part| part.chars().any(char::is_alphabetic))
            .find_map(|part| find(&part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_district_named_as_one_stands_before_other_names_in_a_title() {
        let places = Places::load(&crate::catalogue::Files::embedded()).unwrap();
        let name = |text| find_district(&places, text).and_then(|code| places.get(Level::District, code));
        for (text, district) in
            [("बिहार, पटना - जिला गया", "Gaya"), ("जिला: पटना", "Patna"), ("पटना जिला की समितियाँ", "Patna")]
        {
            assert_eq!(name(text).map(|place| place.name_en.to_lowercase()), Some(district.to_lowercase()), "{text}");
        }
    }
}
