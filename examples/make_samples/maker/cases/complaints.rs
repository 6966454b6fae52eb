//! The complaint register of a division: what came by which way, what was found, what is still open.

use super::super::{
    dice::Dice,
    grid::{Cell, Font},
    material::{Material, Script},
    truth::{Fate, Truth},
};
use super::book::{Book, Column, column, day, nothing, societies, some_day};
use super::{Made, phone};

const COLUMNS: &[Column] = &[
    column("शिकायत सं.", "complaint_no"),
    column("प्राप्ति दिनांक", "received_on"),
    column("माध्यम", "channel"),
    column("शिकायतकर्ता का नाम", "complainant"),
    column("मोबाइल नं.", "mobile"),
    column("सदस्य है?", "is_member"),
    column("समिति का नाम", ""),
    column("पंजीयन संख्या", "society_no"),
    column("जिला", "district"),
    column("शिकायत की श्रेणी", "category"),
    column("जाँच अधिकारी", "officer"),
    column("नियत तिथि", "due_on"),
    column("वर्तमान स्थिति", "stage"),
    column("निष्कर्ष", "finding"),
    column("निराकरण तिथि", "disposed_on"),
];
const CHANNELS: [(&str, &str); 5] = [
    ("portal", "पोर्टल"),
    ("post", "डाक द्वारा"),
    ("hearing", "जनसुनवाई"),
    ("cm_helpline", "सीएम हेल्पलाइन"),
    ("person", "स्वयं"),
];
const CATEGORIES: [(&str, &str); 6] = [
    ("corruption", "भ्रष्टाचार"),
    ("membership", "सदस्यता नहीं"),
    ("bogus_members", "फर्जी सदस्य"),
    ("procurement", "धान अधिप्राप्ति"),
    ("deposit", "जमा राशि वापस नहीं"),
    ("loan", "ऋण/वसूली"),
];
const FINDINGS: [(&str, &str); 4] = [
    ("upheld", "सही पाई गई"),
    ("partly", "अंशतः सही"),
    ("rejected", "निराधार"),
    ("refer_as_dispute", "वाद दायर करने योग्य"),
];

pub fn make(material: &Material) -> Result<Made, String> {
    let mut dice = Dice::named("complaints");
    let truth = Truth::of(
        "complaint",
        "complaints",
        "complaints.xlsx",
        "a complaint register: a third of the rows still open, with days to come; one complaint entered twice",
    );
    let mut book = Book::new(truth, "शिकायत पंजी", Font::Mangal, &["शिकायत पंजी वर्ष 2025"], COLUMNS);
    for (n, (number, s)) in (1_usize..).zip(societies(material)?.iter().cycle().skip(1).step_by(3).take(90)) {
        let person = material.person(&mut dice, Script::Hindi, n % 4 == 0);
        let officer = material.person(&mut dice, Script::Hindi, false);
        let telephone = format!("60002{:05}", 50_000 + n);
        let received = some_day(2025, n);
        let due = received.saturating_add(jiff::Span::new().days(60));
        let open = n % 3 == 1;
        let complaint = format!("{n:03}/2025");
        let parts = vec![
            (Cell::text(complaint.clone()), complaint),
            day(n, received),
            book.code(CHANNELS[n % 5]),
            book.text(&person),
            (phone(&telephone), telephone.clone()),
            (book.hindi(if n % 2 == 0 { "हाँ" } else { "नहीं" }), (n % 2 == 0).to_string()),
            (book.hindi(&s.name.hi), String::new()),
            (Cell::text(number.clone()), number.clone()),
            (book.hindi(&s.district.hi), s.district_code.to_string()),
            book.code(CATEGORIES[n % 6]),
            book.text(&officer),
            day(1, due),
            if open { book.text("जाँच जारी") } else { nothing() },
            if open { nothing() } else { book.code(FINDINGS[n % 4]) },
            if open { nothing() } else { day(n, received.saturating_add(jiff::Span::new().days(3))) },
        ];
        if n == 40 {
            book.row(parts.clone());
            let row = book.row(parts);
            book.spoil(
                row,
                "शिकायत सं.",
                Cell::text("040/2025"),
                Fate::Duplicate,
                "the complaint of the row above, entered twice",
            );
            continue;
        }
        book.row(parts);
    }
    book.finish()
}
