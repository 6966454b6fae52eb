//! Finding the heading rows of a sheet: which rows, over one to three lines, name the most fields of a register.

use super::{HeadingLexicon, Recognised, Strength, lexicon::unit_of_title, split_unit};
use serde::{Deserialize, Serialize};

/// One row of the upper part of a sheet as text already in Unicode; blank cells are left out.
#[derive(Clone, Debug, Default)]
pub struct TextRow {
    /// Row from 1.
    pub number: u32,
    /// Column from 0 and its text, by column.
    pub cells: Vec<(u32, String)>,
    /// It holds a number or a date too: such a row is no further line of a heading.
    pub has_figures: bool,
}

/// A merged block of cells; its text stands in the first cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergedBlock {
    /// Rows from 1, both ends within.
    pub rows: (u32, u32),
    /// Columns from 0, both ends within.
    pub columns: (u32, u32),
}

/// What one column means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMap {
    /// Column from 0.
    pub column: u32,
    /// Heading as read, the lines joined with " / ".
    pub heading: String,
    /// Field of the register or step of the reader; `None`: kept as other particulars.
    pub field: Option<String>,
    /// Rupees (or plain units) one written unit stands for.
    pub unit: Option<i64>,
    /// Font its Latin letters are in, where a profile says so: `kruti-dev`, `walkman-chanakya`, `chanakya`, `unicode`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub font: Option<String>,
}

/// Two columns that claim one field with equal right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The field.
    pub field: String,
    /// The columns.
    pub columns: (u32, u32),
}

/// The heading of a table on a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headings {
    /// First and last heading row.
    pub rows: (u32, u32),
    /// The columns from left to right.
    pub columns: Vec<ColumnMap>,
    /// Columns that claim the same field.
    pub clashes: Vec<Clash>,
    /// Fields recognised.
    pub recognised: usize,
}

/// Rows searched from the top: an old register has at most a page of titles above its table.
pub const SEARCHED_ROWS: usize = 60;
/// Lines a heading may have.
const MOST_LINES: usize = 3;
/// Fewer fields than this make no heading: one lucky word in a title is not a table.
const FEWEST_FIELDS: usize = 2;

/// Finds the heading rows that name most fields; of equals the shortest, then the highest.
pub fn find_headings(rows: &[TextRow], merges: &[MergedBlock], lexicon: &HeadingLexicon) -> Option<Headings> {
    let mut best: Option<Headings> = None;
    for first in 0..rows.len().min(SEARCHED_ROWS) {
        for lines in 1..=MOST_LINES {
            let Some(block) = rows.get(first..first + lines) else { break };
            // Heading lines follow each other without a gap.
            if block.windows(2).any(|pair| pair[1].number != pair[0].number + 1) {
                break;
            }
            // The first society below a heading may hold words a heading knows: सचिव.
            if block[1..].iter().any(|row| row.has_figures) {
                break;
            }
            // Known spellings choose the rows; only then are misspelt headings beside them worth the comparing.
            let found = read_heading(block, merges, lexicon, &|text| lexicon.recognise_known(text));
            // A further line must earn its place: a title over the heading names nothing more. It does where it tells columns
            // under one heading apart.
            let cost = |headings: &Headings| (headings.clashes.len(), headings.rows.1 - headings.rows.0);
            let better = best.as_ref().is_none_or(|best| {
                found.recognised > best.recognised || (found.recognised == best.recognised && cost(&found) < cost(best))
            });
            if found.recognised >= FEWEST_FIELDS && better {
                best = Some(found);
            }
        }
    }
    let (first, last) = best?.rows;
    let block: Vec<TextRow> = rows.iter().filter(|row| (first..=last).contains(&row.number)).cloned().collect();
    let mut headings = read_heading(&block, merges, lexicon, &|text| lexicon.recognise(text));
    let above = rows.iter().filter(|row| row.number < first).flat_map(|row| &row.cells);
    let of_title = above.rev().find_map(|(_, text)| unit_of_title(text));
    for column in &mut headings.columns {
        let is_money = column.field.as_deref().is_some_and(|field| lexicon.is_money(field));
        // A heading that says rupees is right against the title; one that says nothing follows it.
        column.unit = column.unit.or(of_title.filter(|_| is_money)).filter(|unit| *unit != 1);
    }
    name_identities(&mut headings.columns, lexicon);
    Some(headings)
}

/// The heading in rows a person names, whatever of it is recognised; `None` when they hold no text.
pub fn headings_in_rows(rows: &[TextRow], merges: &[MergedBlock], lexicon: &HeadingLexicon) -> Option<Headings> {
    if rows.iter().all(|row| row.cells.is_empty()) {
        return None;
    }
    let mut headings = read_heading(rows, merges, lexicon, &|text| lexicon.recognise(text));
    name_identities(&mut headings.columns, lexicon);
    Some(headings)
}

/// Columns that are no field, but whose headings speak of identity numbers, are masked.
fn name_identities(columns: &mut [ColumnMap], lexicon: &HeadingLexicon) {
    for column in columns.iter_mut().filter(|column| column.field.is_none()) {
        column.field = lexicon.names_identity(&column.heading).then(|| "identity".into());
    }
}

fn read_heading(
    block: &[TextRow],
    merges: &[MergedBlock],
    lexicon: &HeadingLexicon,
    known: &dyn Fn(&str) -> Option<Recognised>,
) -> Headings {
    let (first, last) = (block[0].number, block[block.len() - 1].number);
    let mut columns = Vec::new();
    let mut claims: Vec<(usize, Strength)> = Vec::new();
    for HeadedColumn { column, parts, unit } in headed_columns(block, merges) {
        let recognised = recognise(&parts, lexicon, known);
        if let Some((_, strength)) = &recognised {
            claims.push((columns.len(), *strength));
        }
        let field = recognised.map(|(field, _)| field);
        columns.push(ColumnMap { column, heading: parts.join(HEADING_LINES), field, unit, font: None });
    }
    let clashes = settle_claims(&mut columns, &claims);
    let mut fields: Vec<&String> = columns.iter().filter_map(|column| column.field.as_ref()).collect();
    fields.sort();
    fields.dedup();
    let recognised = fields.len();
    Headings { rows: (first, last), columns, clashes, recognised }
}

/// A column of a heading before it is known what it means.
pub(super) struct HeadedColumn {
    pub column: u32,
    /// Its lines from the top, without units.
    pub parts: Vec<String>,
    pub unit: Option<i64>,
}

/// A title may be merged over every column a sheet can have; no heading is.
const WIDEST: u32 = 1_023;
/// Between the lines of a heading where they are shown as one.
pub(super) const HEADING_LINES: &str = " / ";

/// The columns under the lines of a heading.
pub(super) fn headed_columns(block: &[TextRow], merges: &[MergedBlock]) -> Vec<HeadedColumn> {
    let told = block.iter().flat_map(|row| row.cells.iter().map(|(column, _)| (row.number, *column)));
    // A merged text stands over columns that hold nothing themselves.
    let reach = |(row, column): (u32, u32)| {
        let over = merges.iter().find(|m| (m.rows.0, m.columns.0) == (row, column));
        over.map_or(column, |m| m.columns.1)
    };
    let widest = told.map(reach).max().unwrap_or(0).min(WIDEST);
    let headed = |column: u32| {
        let parts = parts_above(block, merges, column);
        let (parts, units): (Vec<String>, Vec<Option<i64>>) = parts.iter().map(|part| split_unit(part)).unzip();
        let unit = units.into_iter().flatten().next();
        (!parts.is_empty()).then_some(HeadedColumn { column, parts, unit })
    };
    (0..=widest).filter_map(headed).collect()
}

/// Texts standing over a column, the upper line first; a merged text counts for every column it covers, once.
fn parts_above(block: &[TextRow], merges: &[MergedBlock], column: u32) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for row in block {
        let own = row.cells.iter().find(|(c, _)| *c == column).map(|(_, text)| text);
        let over = merges
            .iter()
            .find(|m| (m.rows.0..=m.rows.1).contains(&row.number) && (m.columns.0..=m.columns.1).contains(&column))
            .filter(|m| m.rows.0 == row.number)
            .and_then(|m| row.cells.iter().find(|(c, _)| *c == m.columns.0).map(|(_, text)| text));
        if let Some(text) = own.or(over).map(|text| text.trim()).filter(|text| !text.is_empty())
            && parts.last().is_none_or(|before| before != text)
        {
            parts.push(text.to_owned());
        }
    }
    parts
}

/// The whole heading first, then its lower lines, then its upper line. What the upper line alone says holds for all columns
/// under it, so it is weak; unless the lower line says that this is the whole (`कुल`), or that it is a part.
fn recognise(
    parts: &[String],
    lexicon: &HeadingLexicon,
    known: &dyn Fn(&str) -> Option<Recognised>,
) -> Option<(String, Strength)> {
    let mut tails = (0..parts.len()).map(|from| parts[from..].join(" "));
    if let Some(found) = tails.find_map(|text| known(&text)) {
        return Some((found.field, found.strength));
    }
    let [head, .., lower] = parts else { return None };
    let found = known(head).filter(|_| !lexicon.is_part(lower))?;
    let strength = if lexicon.is_whole(lower) { found.strength } else { found.strength.min(Strength::Weak) };
    Some((found.field, strength))
}

/// The field of a register for one identity number; further ones are masked beside the row's other particulars.
const ONE_IDENTITY: &str = "identity_no";

/// Of several columns claiming a field the strongest keeps it; equals are a clash when both are sure, else the first keeps it.
fn settle_claims(columns: &mut [ColumnMap], claims: &[(usize, Strength)]) -> Vec<Clash> {
    let mut clashes = Vec::new();
    // Several columns may be identity numbers or running numbers; they are no field of the register.
    let many = ["identity", "serial"];
    let mut losers = Vec::new();
    for (i, (at, strength)) in claims.iter().enumerate() {
        let Some(field) = columns[*at].field.clone().filter(|field| !many.contains(&field.as_str())) else { continue };
        for (other, other_strength) in &claims[i + 1..] {
            if columns[*other].field.as_ref() != Some(&field) {
                continue;
            }
            match strength.cmp(other_strength) {
                std::cmp::Ordering::Less => losers.push(*at),
                std::cmp::Ordering::Greater => losers.push(*other),
                std::cmp::Ordering::Equal if *strength == Strength::Exact && field != ONE_IDENTITY => {
                    clashes
                        .push(Clash { field: field.clone(), columns: (columns[*at].column, columns[*other].column) });
                }
                std::cmp::Ordering::Equal => losers.push(*other),
            }
        }
    }
    for loser in losers {
        let was = columns[loser].field.take();
        columns[loser].field =
            was.filter(|field| field == ONE_IDENTITY || field == "identity").map(|_| "identity".into());
    }
    // A clash with a column that lost elsewhere is none.
    clashes.retain(|clash| {
        let claims = |c: u32| columns.iter().any(|col| col.column == c && col.field.as_ref() == Some(&clash.field));
        claims(clash.columns.0) && claims(clash.columns.1)
    });
    clashes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Files, load_tables};

    fn lexicon() -> HeadingLexicon {
        let files = Files::embedded();
        HeadingLexicon::load(&files, load_tables(&files).unwrap().get("society").unwrap()).unwrap()
    }
    fn row(number: u32, cells: &[(u32, &str)]) -> TextRow {
        TextRow { number, cells: cells.iter().map(|(c, t)| (*c, (*t).to_owned())).collect(), has_figures: false }
    }
    fn fields(found: &Headings) -> Vec<Option<&str>> {
        found.columns.iter().map(|column| column.field.as_deref()).collect()
    }

    #[test]
    fn a_merged_heading_of_two_rows_is_read_with_its_upper_line() {
        let rows = [
            row(1, &[(0, "पटना जिला की सहकारी समितियों की सूची")]),
            row(
                4,
                &[(0, "क्र.सं."), (1, "समिति का नाम"), (2, "पंजीयन"), (4, "पता"), (7, "अंशपूंजी (रु. लाख में)"), (8, "अध्यक्ष")],
            ),
            row(
                5,
                &[
                    (2, "क्रमांक"),
                    (3, "दिनांक"),
                    (4, "विकासखण्ड"),
                    (5, "ग्राम पंचायत"),
                    (6, "ग्राम"),
                    (8, "नाम"),
                    (9, "मोबाइल नं."),
                ],
            ),
            row(6, &[(0, "1"), (1, "रामपुर पैक्स"), (2, "12/पट/1957")]),
        ];
        let merges = [
            MergedBlock { rows: (4, 5), columns: (0, 0) },
            MergedBlock { rows: (4, 5), columns: (1, 1) },
            MergedBlock { rows: (4, 4), columns: (2, 3) },
            MergedBlock { rows: (4, 4), columns: (4, 6) },
            MergedBlock { rows: (4, 5), columns: (7, 7) },
            MergedBlock { rows: (4, 4), columns: (8, 9) },
        ];
        let found = find_headings(&rows, &merges, &lexicon()).unwrap();
        assert_eq!(found.rows, (4, 5));
        let expected = [
            "serial",
            "name",
            "reg_no",
            "reg_date",
            "block",
            "panchayat",
            "village",
            "share_capital",
            "chairman",
            "phone",
        ];
        assert_eq!(fields(&found), expected.map(Some));
        assert_eq!(found.columns[7].unit, Some(100_000));
        assert!(found.clashes.is_empty());
    }

    #[test]
    fn two_columns_claiming_one_field_are_a_clash_and_a_weak_claim_is_not() {
        let clash = [row(1, &[(0, "Name of Society"), (1, "Reg. No."), (2, "Registration No.")])];
        let found = find_headings(&clash, &[], &lexicon()).unwrap();
        assert_eq!(found.clashes, [Clash { field: "reg_no".into(), columns: (1, 2) }]);
        let weak = [row(1, &[(0, "नाम"), (1, "समिति का नाम"), (2, "जिला")])];
        let found = find_headings(&weak, &[], &lexicon()).unwrap();
        assert_eq!(fields(&found), [None, Some("name"), Some("district")]);
        assert!(found.clashes.is_empty());
    }

    #[test]
    fn several_columns_of_identity_numbers_are_no_clash() {
        let files = Files::embedded();
        let bearers = HeadingLexicon::load(&files, load_tables(&files).unwrap().get("office_bearer").unwrap()).unwrap();
        let heading = [(0, "पदाधिकारी का नाम"), (1, "पद"), (2, "आधार संख्या"), (3, "पैन नं."), (4, "सचिव का खाता क्र.")];
        let found = find_headings(&[row(1, &heading)], &[], &bearers).unwrap();
        assert!(found.clashes.is_empty());
        assert_eq!(fields(&found)[2..], [Some("identity_no"), Some("identity"), Some("identity")]);
    }

    #[test]
    fn the_first_society_is_no_line_of_the_heading() {
        let heading =
            [(0, "क्र.सं."), (1, "समिति का नाम"), (2, "पंजीयन संख्या"), (3, "सदस्य संख्या"), (4, "संपर्क व्यक्ति"), (5, "पदनाम")];
        let society = [(1, "रामपुर पैक्स"), (2, "12/1957"), (4, "राम"), (5, "सचिव")];
        let rows = [row(1, &heading), TextRow { has_figures: true, ..row(2, &society) }];
        let found = find_headings(&rows, &[], &lexicon()).unwrap();
        assert_eq!(found.rows, (1, 1));
        assert_eq!(fields(&found)[5], None);
    }

    #[test]
    fn under_a_heading_over_parts_and_their_whole_the_whole_is_meant() {
        let rows = [
            row(1, &[(0, "राशि लाख रु. में")]),
            row(2, &[(0, "समिति का नाम"), (1, "जिला"), (2, "सदस्य संख्या"), (5, "अंशपूंजी"), (6, "कार्यशील पूंजी (रु.)")]),
            row(3, &[(2, "पुरुष"), (3, "महिला"), (4, "कुल")]),
        ];
        let found = find_headings(&rows, &[MergedBlock { rows: (2, 2), columns: (2, 4) }], &lexicon()).unwrap();
        assert!(found.clashes.is_empty());
        let expected = [Some("name"), Some("district"), None, None, Some("members"), Some("share_capital")];
        assert_eq!(fields(&found)[..6], expected);
        assert_eq!((found.columns[5].unit, found.columns[6].unit), (Some(100_000), None));
    }

    #[test]
    fn a_title_alone_is_no_heading() {
        let rows = [row(1, &[(0, "समिति का नाम")]), row(2, &[(0, "कुछ और")])];
        assert_eq!(find_headings(&rows, &[], &lexicon()), None);
    }
}
