//! Members of three societies, typed in Kruti Dev, with a total for each society and the numbers of identity cards.

use super::super::{
    dice::Dice,
    grid::{Cell, Font},
    material::{Material, Script, village},
    truth::{Fate, Truth},
};
use super::book::{Book, Column, amount, column, day, figure, nothing, societies, some_day};
use super::{Made, office_bearers::TEST_AADHAAR, phone};

const COLUMNS: &[Column] = &[
    column("क्र.सं.", ""),
    column("समिति का नाम", ""),
    column("पंजीयन सं.", "society_no"),
    column("", "district"),
    column("सदस्यता सं.", "member_no"),
    column("सदस्य का नाम", "name"),
    column("पिता/पति का नाम", "guardian"),
    column("लिंग", "sex"),
    column("जाति वर्ग", "category"),
    column("ग्राम", "address"),
    column("मोबाइल नं.", "phone"),
    column("आधार संख्या", ""),
    column("प्रवेश तिथि", "admitted_on"),
    column("सदस्य प्रकार", "kind"),
    figure("अंश संख्या", "shares"),
    figure("अंश राशि", "share_amount"),
];
const CASTES: [(&str, &str); 5] =
    [("SC", "अजा"), ("BC", "पिछड़ा"), ("EBC", "अति पिछड़ा"), ("GEN", "सामान्य"), ("ST", "अजजा")];
const KINDS: [(&str, &str); 3] = [("ordinary", "साधारण"), ("nominal", "नाममात्र"), ("associate", "सहयोगी")];

pub fn make(material: &Material) -> Result<Made, String> {
    let mut dice = Dice::named("members");
    let truth = Truth::of(
        "member",
        "members",
        "members.xlsx",
        "the register of members of three societies in Kruti Dev, whose district only the title names; a total for each society; a column of identity numbers that must be masked",
    );
    let titles = ["जिला गया", "सदस्य पंजी"];
    let mut book = Book::new(truth, "Members", Font::KrutiDev, &titles, COLUMNS);
    let mut n = 0;
    for (number, s) in societies(material)?.iter().filter(|(_, s)| s.district_code == 196).take(3) {
        for member in 1..=44 {
            n += 1;
            let woman = dice.chance(40);
            let person = material.person(&mut dice, Script::Hindi, woman);
            let guardian = material.person(&mut dice, Script::Hindi, false);
            let place = village(&mut dice).hi;
            let telephone = format!("60002{n:05}");
            let identity = match n % 25 {
                6 => Cell::text(TEST_AADHAAR[n / 25 % 5]),
                _ => Cell::empty(),
            };
            let shares = dice.between(1, 20);
            let row = book.row(vec![
                (Cell::number(member), String::new()),
                (book.hindi(&s.name.hi), String::new()),
                (Cell::text(number.clone()), number.clone()),
                (Cell::empty(), s.district_code.to_string()),
                (Cell::text(format!("{member}")), member.to_string()),
                book.text(&person),
                book.text(&guardian),
                book.code(if woman { ("f", "महिला") } else { ("m", "पुरुष") }),
                book.code(*dice.pick(&CASTES)),
                book.text(&place),
                (phone(&telephone), telephone.clone()),
                (identity, String::new()),
                day(n, some_day(1998 + i16::try_from(n % 24).unwrap_or(0), n)),
                book.code(KINDS[if n % 9 == 4 { 1 } else { n % 23 / 22 * 2 }]),
                amount(0, shares),
                amount(n, shares * 10),
            ]);
            match n {
                21 => {
                    let cell = Cell::text("31@02@2005").font(Font::KrutiDev);
                    book.spoil(row, "प्रवेश तिथि", cell, Fate::Rejected, "31 February 2005 does not exist");
                }
                70 => book.spoil(row, "सदस्य का नाम", nothing().0, Fate::Rejected, "the name is missing"),
                _ => {}
            }
        }
        book.total("योग", false);
    }
    book.total("महायोग", true);
    book.finish()
}
