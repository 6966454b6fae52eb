//! A return on the form: one line for each field.

use super::{
    super::{
        grid::{Cell, Font, Grid},
        xlsx,
    },
    Return, flat,
};

/// The form as an office sends it out, filled in.
pub fn workbook(r: &Return) -> Result<Vec<u8>, String> {
    let mut grid = Grid::new("Return");
    grid.title("वार्षिक विवरणी / Annual return", Font::Mangal, 5);
    let head = |label: &str, value: String| vec![Cell::text(label).font(Font::Mangal).bold(), Cell::text(value)];
    grid.push(head("पंजीयन संख्या / Registration no.", r.registration_number.clone()));
    grid.push(head("जिला / District", r.district.clone()));
    grid.push(head("वर्ष / Year", flat::fy(r.year)));
    grid.blank();
    grid.heading(&["code", "label_hi", "label_en", "unit", "value"], Font::Calibri);
    for code in flat::codes()? {
        let value = r
            .fields
            .get(code["field"].as_str())
            .map_or(Cell::empty(), |v| v.parse().map_or_else(|_| Cell::text(v), Cell::number));
        let label = |key: &str, font: Font| Cell::text(&code[key]).font(font);
        grid.push(vec![
            label("field", Font::Calibri),
            label("label_hi", Font::Mangal),
            label("label_en", Font::Calibri),
            label("unit", Font::Calibri),
            value,
        ]);
    }
    xlsx::write(&[grid]).map_err(|e| e.to_string())
}
