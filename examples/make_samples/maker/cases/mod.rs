//! The legacy workbooks: one difficulty each.

mod applications;
mod biff8_xls;
mod book;
mod complaints;
mod csv_krutidev;
mod dates_three_ways;
mod disputes;
mod english_list;
mod krutidev_typed;
mod members;
mod merged_headings;
mod notes_and_blanks;
mod ods_file;
mod office_bearers;
mod pacs_computerisation;
mod past_audits;
mod several_sheets;
mod share_ledger;
mod totals_as_rows;

use super::{
    grid::Cell,
    material::{Material, Script},
    shapes,
    society::{self, Society},
    truth::{Said, Truth},
};

/// A finished sample.
pub struct Made {
    pub bytes: Vec<u8>,
    pub truth: Truth,
}

/// Which districts a sample covers, how many societies of each, and how its numbers are printed.
pub struct Case {
    pub name: &'static str,
    pub script: Script,
    districts: &'static [u32],
    each: usize,
    number: fn(&Society) -> String,
    make: fn(&Case, &Material) -> Result<Made, String>,
}

/// Every society case. Together they cover the 38 districts once.
pub const CASES: &[Case] = &[
    Case {
        name: "krutidev-typed-columns",
        script: Script::Hindi,
        districts: &[212, 209, 193, 194],
        each: 88,
        number: |s| format!("{}/{}", s.number, s.registered.year()),
        make: krutidev_typed::make,
    },
    Case {
        name: "merged-headings-hindi",
        script: Script::Hindi,
        districts: &[196, 199, 611, 210],
        each: 86,
        number: |s| format!("DCO/{}/{:04}", short(s), s.number),
        make: merged_headings::make,
    },
    Case {
        name: "totals-as-rows",
        script: Script::Hindi,
        districts: &[208, 221, 220, 224],
        each: 84,
        number: |s| s.number.to_string(),
        make: totals_as_rows::make,
    },
    Case {
        name: "dates-three-ways",
        script: Script::Hindi,
        districts: &[218, 222, 197, 215],
        each: 90,
        number: |s| format!("{}-{}", short(s), s.number),
        make: dates_three_ways::make,
    },
    Case {
        name: "biff8-xls",
        script: Script::Hindi,
        districts: &[195, 206, 217, 191],
        each: 92,
        number: |s| format!("{}/{}", s.number, s.registered.year()),
        make: biff8_xls::make,
    },
    Case {
        name: "ods",
        script: Script::Hindi,
        districts: &[192, 190, 207],
        each: 88,
        number: |s| format!("{}-{}/{:04}", short(s), s.registered.year(), s.number),
        make: ods_file::make,
    },
    Case {
        name: "csv-windows-1252-krutidev",
        script: Script::Hindi,
        districts: &[214, 201, 188, 203],
        each: 86,
        number: |s| format!("{}/{}", s.number, s.registered.year()),
        make: csv_krutidev::make,
    },
    Case {
        name: "english-list",
        script: Script::English,
        districts: &[216, 223, 205, 202],
        each: 90,
        number: |s| format!("{}/{}/{}", s.number, short(s), s.registered.year()),
        make: english_list::make,
    },
    Case {
        name: "several-sheets",
        script: Script::Hindi,
        districts: &[213, 211, 200, 189],
        each: 84,
        number: |s| format!("{}/{:02}", s.number, s.registered.year() % 100),
        make: several_sheets::make,
    },
    Case {
        name: "notes-and-blanks",
        script: Script::Hindi,
        districts: &[204, 219, 198],
        each: 82,
        number: |s| s.number.to_string(),
        make: notes_and_blanks::make,
    },
];

impl Case {
    /// The societies of the case, district by district.
    pub fn societies(&self, material: &Material) -> Vec<Vec<Society>> {
        let found = self.districts.iter().filter_map(|code| material.districts.get(code));
        found.map(|d| society::of_district(material, d, self.each, self.script)).collect()
    }

    /// The registration number as the sheet prints it.
    pub fn number(&self, s: &Society) -> String {
        (self.number)(s)
    }

    /// Makes the sample.
    pub fn make(&self, material: &Material) -> Result<Made, String> {
        (self.make)(self, material)
    }

    /// What the sheet says of a society besides its figures.
    fn said(&self, s: &Society) -> Said {
        let name = if self.script == Script::Hindi { s.name.hi.clone() } else { s.name.en.clone() };
        Said { reg_no: self.number(s), name, block: true, working_capital: true, phone: true, audit_class: false }
    }
}

/// The workbook of office bearers, which refers to societies of another sample.
pub fn office_bearers(material: &Material) -> Result<Made, String> {
    office_bearers::make(material)
}

/// Workbooks of other registers, which refer to societies of another sample.
pub fn others(material: &Material) -> Vec<Result<Made, String>> {
    let makers = [
        applications::make,
        complaints::make,
        disputes::make,
        members::make,
        past_audits::make,
        share_ledger::make,
        pacs_computerisation::make,
    ];
    makers.iter().map(|make| make(material)).collect()
}

/// Three letters of the district, as offices use them.
fn short(s: &Society) -> String {
    s.district.en.chars().filter(char::is_ascii_alphabetic).take(3).collect::<String>().to_uppercase()
}

/// Rupees in one of the shapes clerks give them; each reads back to the same amount.
fn rupees(turn: usize, amount: i64) -> Cell {
    match turn % 5 {
        0 => Cell::number(amount),
        1 => Cell::text(format!("{}/-", shapes::indian(amount))),
        2 => Cell::text(format!("₹ {}", shapes::indian(amount))),
        3 => Cell::text(shapes::devanagari(&shapes::indian(amount))),
        _ => Cell::text(format!("रु. {}/-", shapes::indian(amount))),
    }
}

fn phone(text: &str) -> Cell {
    text.parse().map_or_else(|_| Cell::text(text), Cell::number)
}
