//! A list in English, as typed by an office that reports to Delhi.

use super::super::{
    grid::{Cell, Font, Grid},
    material::Material,
    shapes,
    truth::{Fate, Truth},
    xlsx,
};
use super::{Case, Made, phone};

const SHEET: &str = "Societies";

pub fn make(case: &Case, material: &Material) -> Result<Made, String> {
    let mut truth = Truth::new(
        case.name,
        "english-list.xlsx",
        "English headings and names, amounts as Rs. 1,00,000/- and in lakh, month names, one society entered twice",
    );
    let mut grid = Grid::new(SHEET);
    grid.title("LIST OF CO-OPERATIVE SOCIETIES, KOSI DIVISION (as on 31.03.2024)", Font::Calibri, 15);
    grid.heading(
        &[
            "Sl. No.",
            "Name of Society",
            "Regn. No.",
            "Date of Registration",
            "District",
            "Block",
            "Gram Panchayat",
            "Type of Society",
            "No. of Members",
            "Share Capital",
            "Working Capital",
            "Chairman",
            "Mobile No.",
            "Audit Class",
            "Status",
        ],
        Font::Calibri,
    );
    let mut twice = None;
    for (n, s) in case.societies(material).iter().flatten().enumerate() {
        let mut said = case.said(s);
        said.audit_class = true;
        let share = match n % 3 {
            0 => Cell::number(s.share_capital),
            1 => Cell::text(format!("Rs. {}/-", shapes::indian(s.share_capital))),
            _ => Cell::text(shapes::indian(s.share_capital)),
        };
        let working = if n % 2 == 0 {
            Cell::text(format!("{} lakh", shapes::lakh(s.working_capital)))
        } else {
            Cell::text(format!("Rs.{}", shapes::indian(s.working_capital)))
        };
        let date = match n % 3 {
            0 => Cell::date(shapes::serial(s.registered)),
            1 => Cell::text(shapes::in_words_en(s.registered)),
            _ => Cell::text(shapes::dmy(s.registered, "/")),
        };
        let name = if n % 4 == 1 { said.name.to_uppercase() } else { said.name.clone() };
        said.name.clone_from(&name);
        let cells = vec![
            Cell::number(i64::try_from(n).unwrap_or(0) + 1),
            Cell::text(name),
            Cell::text(said.reg_no.clone()),
            date,
            Cell::text(&s.district.en),
            Cell::text(&s.block.en),
            Cell::text(&s.panchayat.en),
            Cell::text(s.class.en),
            Cell::number(s.members),
            share,
            working,
            Cell::text(&s.chairman),
            phone(&s.phone),
            Cell::text(s.audit_class),
            Cell::text(s.status.2),
        ];
        if n == 12 {
            twice = Some((cells.clone(), s.clone(), case.said(s)));
        }
        let row = grid.push(cells);
        truth.society(SHEET, row, s, &said);
        match n {
            40 => {
                if let Some((cells, society, said)) = &twice {
                    let row = grid.push(cells.clone());
                    truth.society(SHEET, row, society, said);
                    truth.plant(SHEET, row, 1, Fate::Duplicate, "the same society as in row 15, entered twice");
                }
            }
            301 => {
                grid.rows[row as usize - 1][3] = Cell::text("15-Aug-2091");
                truth.plant(SHEET, row, 3, Fate::Rejected, "15 August 2091 lies in the future");
            }
            _ => {}
        }
    }
    Ok(Made { bytes: xlsx::write(&[grid]).map_err(|e| e.to_string())?, truth })
}
