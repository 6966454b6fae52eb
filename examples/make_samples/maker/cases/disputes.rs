//! The dispute register of a court: cases of all years on one sheet, stages as the reader wrote them.

use super::super::{
    dice::Dice,
    grid::{Cell, Font},
    material::{Material, Script},
    truth::{Fate, Truth},
};
use super::Made;
use super::book::{Book, Column, amount, column, day, figure, nothing, societies, some_day};

const COLUMNS: &[Column] = &[
    column("क्र.सं.", ""),
    column("वाद सं./वर्ष", "case_no"),
    column("न्यायालय", "court"),
    column("प्रस्तुति तिथि", "filed_on"),
    column("धारा", "section"),
    column("वादी", "plaintiff"),
    column("प्रतिवादी", "defendant"),
    column("समिति", ""),
    column("पंजीयन संख्या", "society_no"),
    column("जिला", "district"),
    column("विषय", "subject_matter"),
    figure("दावा राशि", "claim"),
    column("वर्तमान स्थिति", "stage"),
    column("अधिनिर्णय तिथि", "award_on"),
    column("परिणाम", "result"),
    figure("अधिनिर्णीत राशि", "awarded"),
    figure("वसूल राशि", "recovered"),
];
const COURTS: [(&str, &str); 2] =
    [("assistant_registrar", "सहायक निबंधक"), ("district_officer", "जिला सहकारिता पदाधिकारी")];
const MATTERS: [(&str, &str); 4] =
    [("debt", "ऋण वसूली"), ("management", "प्रबंध"), ("election", "निर्वाचन विवाद"), ("surety", "जमानत")];
const RESULTS: [(&str, &str); 4] = [
    ("allowed", "डिक्री"),
    ("dismissed", "खारिज"),
    ("compromised", "सुलह"),
    ("dismissed_in_default", "अदम पैरवी में खारिज"),
];
const STAGES: [&str; 4] = ["नोटिस निर्गत", "साक्ष्य हेतु", "बहस", "आदेशार्थ सुरक्षित"];

pub fn make(material: &Material) -> Result<Made, String> {
    let mut dice = Dice::named("disputes");
    let truth = Truth::of(
        "dispute",
        "disputes",
        "disputes.xlsx",
        "a court's dispute register: numbers that begin again each year, stages in the reader's own words, awards only where a case has ended, a grand total",
    );
    let titles = ["न्यायालय सहायक निबंधक, सहयोग समितियाँ", "वाद पंजी"];
    let mut book = Book::new(truth, "वाद पंजी", Font::Mangal, &titles, COLUMNS);
    for (n, (number, s)) in (1_usize..).zip(societies(material)?.iter().cycle().take(120)) {
        let year = 2012 + i16::try_from(n / 10).unwrap_or(0);
        let case = format!("{}/{year}", n % 10 + 1);
        let (plaintiff, defendant) =
            (material.person(&mut dice, Script::Hindi, false), material.person(&mut dice, Script::Hindi, n % 3 == 0));
        let matter = MATTERS[n % 4];
        let claim = if matter.0 == "debt" || matter.0 == "surety" { dice.between(20, 900) * 500 } else { 0 };
        let (ended, result) = (n % 5 < 3, RESULTS[n % 7 % 4]);
        let awarded = if ended && result.0 == "allowed" { claim } else { 0 };
        let said = |figure: i64| if figure == 0 { nothing() } else { amount(n, figure) };
        let row = book.row(vec![
            (Cell::number(i64::try_from(n).unwrap_or(0)), String::new()),
            (Cell::text(case.clone()), case),
            book.code(COURTS[n % 2]),
            day(n, some_day(year, n)),
            (Cell::number(48), "48".into()),
            book.text(&plaintiff),
            book.text(&defendant),
            (book.hindi(&s.name.hi), String::new()),
            (Cell::text(number.clone()), number.clone()),
            (book.hindi(&s.district.hi), s.district_code.to_string()),
            book.code(matter),
            said(claim),
            if ended { nothing() } else { book.text(STAGES[n % 4]) },
            if ended { day(n, some_day(year + 1, n)) } else { nothing() },
            if ended { book.code(result) } else { nothing() },
            said(awarded),
            said(awarded / 1000 * 500),
        ]);
        if n == 47 {
            book.spoil(row, "वाद सं./वर्ष", nothing().0, Fate::Rejected, "the number of the case is missing");
        }
    }
    book.total("कुल योग", true);
    book.finish()
}
