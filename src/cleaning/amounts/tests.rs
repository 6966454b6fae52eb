//! What amounts are read from, shape by shape.

use super::*;
use proptest::prelude::*;

fn read(text: &str) -> Result<Value, &'static str> {
    read_amount(text, None).map(|c| c.value).map_err(|f| f.code)
}
fn rupees(n: i64) -> Result<Value, &'static str> {
    Ok(Value::Money(Paise(n * 100)))
}

#[test]
fn an_amount_is_read_in_every_usual_writing() {
    for (text, amount) in [
        ("2,74,34,048/-", rupees(27_434_048)),
        ("₹2,74,34,048", rupees(27_434_048)),
        ("₹ 54.92 लाख", rupees(5_492_000)),
        ("54.92 लाख", rupees(5_492_000)),
        ("५४.९२ करोड़", rupees(549_200_000)),
        ("32.94 crore", rupees(329_400_000)),
        ("रु. 1,000/-", rupees(1_000)),
        ("Rs. 1,00,000/-", rupees(100_000)),
        ("(2,500)", rupees(-2_500)),
        ("-2500", rupees(-2_500)),
        ("2,500 Dr", rupees(-2_500)),
        ("2,500 Cr.", rupees(2_500)),
        ("2,500.00 Cr", rupees(2_500)),
        ("2.5 Cr", rupees(25_000_000)),
        ("निरंक", rupees(0)),
        ("2512.5", Ok(Value::Money(Paise(251_250)))),
        ("2512.50", Ok(Value::Money(Paise(251_250)))),
        ("1.5E3", rupees(1_500)),
        ("0.30000000000000004", Ok(Value::Money(Paise(30)))),
        ("निल", rupees(0)),
        ("NIL", rupees(0)),
        ("-", Ok(Value::Empty)),
        ("", Ok(Value::Empty)),
        ("3 हजार रुपये", rupees(3_000)),
    ] {
        assert_eq!(read(text), amount, "{text}");
    }
}

#[test]
fn the_unit_of_the_heading_counts_unless_the_cell_has_its_own() {
    let value = |text| read_amount(text, Some(100_000)).unwrap().value;
    assert_eq!(value("54.92"), Value::Money(Paise(549_200_000)));
    assert_eq!(value("2 करोड़"), Value::Money(Paise(2_000_000_000)));
}

#[test]
fn what_is_no_amount_is_told_and_odd_grouping_is_a_doubt() {
    for (text, code) in [
        ("12,,000", "IMP-201"),
        ("बारह", "IMP-201"),
        ("12.345", "IMP-212"),
        ("1000000000001", "IMP-202"),
        ("1.2.3", "IMP-201"),
        ("12abc", "IMP-201"),
    ] {
        assert_eq!(read(text), Err(code), "{text}");
    }
    let doubted = read_amount("2,74,3,048", None).unwrap();
    assert_eq!(doubted.doubts[0].code, "IMP-211");
    assert_eq!(read_amount("2,74,34,048", None).unwrap().doubts, []);
    assert_eq!(read_amount("27,434,048", None).unwrap().doubts, []);
    assert_eq!(read_amount("2,500.00 Cr", None).unwrap().doubts, []);
    for text in ["2,500 Cr", "54.92 Cr", "2.5 Cr", "5 cr."] {
        assert_eq!(read_amount(text, None).unwrap().doubts[0].code, "IMP-220", "{text}");
    }
}

proptest! {
    #![proptest_config(crate::random_cases::cases(256))]

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC{0,24}") {
        let _ = read(&text);
    }
    #[test]
    fn what_we_print_reads_back(paise in -Paise::LIMIT..=Paise::LIMIT) {
        prop_assert_eq!(read(&Paise(paise).to_string()), Ok(Value::Money(Paise(paise))));
    }
}

#[test]
fn marks_of_rupees_signs_and_units_stand_in_any_order() {
    for (text, amount) in [
        ("रु० 500", rupees(500)),
        ("रु०500/-", rupees(500)),
        ("५०० रु०", rupees(500)),
        ("रु. 2.5 करोड़", rupees(25_000_000)),
        ("1.5 लाख", rupees(150_000)),
        ("1.5 लाख रुपये मात्र", rupees(150_000)),
        ("₹ -500", rupees(-500)),
        ("-₹ 500", rupees(-500)),
        ("(₹ 2,500/-)", rupees(-2_500)),
        ("15,000.00", rupees(15_000)),
        ("Rs 15,000 /-", rupees(15_000)),
        ("15000/- only", rupees(15_000)),
        ("500/- Dr", rupees(-500)),
        ("2, 74, 34, 048", rupees(27_434_048)),
        ("2 74 34 048", rupees(27_434_048)),
        ("५ सौ", rupees(500)),
        ("2 अरब", rupees(2_000_000_000)),
        ("Nil/-", rupees(0)),
        ("शून्य", rupees(0)),
    ] {
        assert_eq!(read(text), amount, "{text}");
    }
    for text in ["2 74", "₹", "1 2 3", "12 34 567 8", "15.000,00", "O", "OOO", "1O2x", "- -", "5 0"] {
        assert!(!matches!(read(text), Ok(Value::Money(_))), "{text}");
    }
}

#[test]
fn a_decimal_comma_and_a_letter_o_are_read_with_a_doubt() {
    for (text, paise, code) in [
        ("1234,50", 123_450, "IMP-229"),
        ("12,5", 1_250, "IMP-229"),
        ("2,5OO", 250_000, "IMP-228"),
        ("1O,000", 1_000_000, "IMP-228"),
        ("1,23,45", 1_234_500, "IMP-211"),
        ("12,34.50", 123_450, "IMP-211"),
    ] {
        let read = read_amount(text, None).unwrap();
        let codes: Vec<&str> = read.doubts.iter().map(|doubt| doubt.code).collect();
        assert_eq!((read.value, codes), (Value::Money(Paise(paise)), vec![code]), "{text}");
    }
}

#[test]
fn words_beside_the_figures_are_compared_and_words_alone_are_read() {
    let words = NumberWords::load(&crate::catalogue::Files::embedded()).unwrap();
    for (text, paise, repair, doubt) in [
        ("₹ 2,74,34,048/- (दो करोड़ चौहत्तर लाख चौतीस हजार अड़तालीस)", 2_743_404_800, Some("words_agree"), None),
        ("दो लाख (2,00,000)", 20_000_000, Some("words_agree"), None),
        ("2,00,000 (Rupees two lakh only).", 20_000_000, Some("words_agree"), None),
        ("2,00,000 (तीन लाख)", 20_000_000, None, Some("IMP-223")),
        ("2,00,000 (तीनन लाख)", 20_000_000, None, Some("IMP-224")),
        ("पाँच हजार रुपये मात्र", 500_000, Some("amount_in_words"), None),
        ("2 करोड़ 74 लाख", 2_740_000_000, Some("amount_in_words"), None),
        ("(2,500)", -250_000, None, None),
    ] {
        let read = words.read_amount(text, None).unwrap();
        assert_eq!(read.value, Value::Money(Paise(paise)), "{text}");
        assert_eq!(read.doubts.first().map(|doubt| doubt.code), doubt, "{text}");
        assert!(repair.is_none_or(|repair| read.repairs.contains(&repair)), "{text}: {:?}", read.repairs);
    }
    for text in ["बहुत", "2,000 बहुत", "रामपुर (पटना)"] {
        assert_eq!(words.read_amount(text, None).unwrap_err().code, "IMP-201", "{text}");
    }
}

#[test]
fn a_share_under_a_percent_format_is_what_the_cell_shows() {
    for (stored, shown) in
        [("0.15", "15"), ("0.085", "8.50"), ("1", "100"), ("0.07", "7"), ("0.1499999999999", "15"), ("-0.02", "-2")]
    {
        assert_eq!(of_percent_format(stored).as_deref(), Some(shown));
    }
    assert_eq!(of_percent_format("x"), None);
    assert_eq!(read_decimal("15 %", 100, Value::Percent).unwrap().value, Value::Percent(1_500));
    assert_eq!(read_decimal("१५ प्रतिशत", 100, Value::Percent).unwrap().value, Value::Percent(1_500));
}

#[test]
fn a_fraction_of_forty_digits_is_rounded_and_not_broken_off() {
    // Found by fuzzing: doubled for rounding it left 128 bits.
    for text in [
        "0.00015048000000000000000",
        "0.14999999999999999999999999999999999999",
        "5.00000000000000000000000000000000001",
    ] {
        let _ = read(text);
        let _ = read_decimal(text, 1000, Value::Quantity);
    }
    assert_eq!(read("0.30000000000000004"), rupees(0).map(|_| Value::Money(Paise(30))));
    assert_eq!(read("0.0049999999999999999999"), Ok(Value::Money(Paise(0))));
    assert_eq!(read("0.0050000000000000000001"), Ok(Value::Money(Paise(1))));
    assert_eq!(read("-0.0050000000000000000001"), Ok(Value::Money(Paise(-1))));
}
