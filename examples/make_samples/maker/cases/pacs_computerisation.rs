//! The progress of computerisation of PACS as a district keeps it: a day for each stage in place of a count.

use super::super::{
    grid::{Cell, Font},
    material::Material,
    truth::{Fate, Truth},
};
use super::Made;
use super::book::{Book, Column, Put, amount, column, day, figure, nothing, societies};
use jiff::{
    Span,
    civil::{Date, date},
};

const COLUMNS: &[Column] = &[
    column("क्र.सं.", ""),
    column("पैक्स का नाम", ""),
    column("पंजीयन संख्या", "society_no"),
    column("जिला", "district"),
    column("कार्यक्रम", "kind"),
    column("फेज", "phase"),
    column("चयन दिनांक", "selected_on"),
    figure("कुल स्वीकृत राशि", "sanctioned"),
    figure("केन्द्रांश", "centre_share"),
    figure("राज्यांश", "state_share"),
    column("डीसीटी पूर्ण तिथि", "dct_on"),
    column("गो-लाइव तिथि", "golive_on"),
    column("ऑन-सिस्टम अंकेक्षण तिथि", "audit_on"),
    column("HoC तिथि", "hoc_on"),
    column("हैंडहोल्डिंग आरंभ", "handholding_from"),
    column("ई-पैक्स तिथि", "epacs_on"),
    column("डायनेमिक डे-एंड तिथि", "day_end_on"),
];

pub fn make(material: &Material) -> Result<Made, String> {
    let truth = Truth::of(
        "computerisation",
        "pacs-computerisation",
        "pacs-computerisation.xlsx",
        "computerisation of PACS: a day for each stage reached and an empty cell for one that is not; shares of the sanction with a total for each phase",
    );
    let titles = ["पैक्स कंप्यूटरीकरण की प्रगति"];
    let mut book = Book::new(truth, "प्रगति", Font::Mangal, &titles, COLUMNS);
    let all: Vec<_> = societies(material)?.into_iter().filter(|(_, s)| s.class.code == "pacs").collect();
    let half = all.len() * 2 / 3;
    for (at, (number, s)) in all.iter().enumerate() {
        let phase = if at < half { 1 } else { 2 };
        if at == half {
            book.total("योग", false);
        }
        let selected = if phase == 1 { date(2022, 9, 1) } else { date(2023, 6, 15) };
        // Each stage some weeks after the one before; fewer and fewer have come so far.
        let reached = if phase == 1 { 1 + at * 7 % 8 } else { at * 5 % 3 };
        let stage =
            |n: usize| -> Put { if n > reached { nothing() } else { day(at + n, later(selected, 120 * n + at * 3)) } };
        // Sixty to forty of a whole number of thousands, but for one that the press would have printed.
        let thousands = 391 + i64::try_from(at % 5).unwrap_or(0);
        let centre = thousands * 600;
        let state = thousands * 400 - if at == 4 { 9_000 } else { 0 };
        let row = book.row(vec![
            (Cell::number(i64::try_from(at + 1).unwrap_or(0)), String::new()),
            (book.hindi(&s.name.hi), String::new()),
            (Cell::text(number.clone()), number.clone()),
            (book.hindi(&s.district.hi), s.district_code.to_string()),
            book.code(("pacs", "पैक्स")),
            (Cell::number(phase), phase.to_string()),
            day(at, selected),
            amount(0, thousands * 1_000),
            amount(0, centre),
            amount(0, state),
            stage(1),
            stage(2),
            stage(3),
            stage(4),
            stage(5),
            stage(6),
            stage(7),
        ]);
        if at == 9 {
            book.spoil(row, "डीसीटी पूर्ण तिथि", Cell::text("31.02.2024"), Fate::Rejected, "31 February");
        }
    }
    book.total("योग", false);
    book.total("महायोग", true);
    book.finish()
}

fn later(from: Date, days: usize) -> Date {
    from.checked_add(Span::new().days(i64::try_from(days).unwrap_or(0))).unwrap_or(from)
}
