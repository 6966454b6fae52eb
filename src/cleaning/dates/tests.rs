//! What dates are read from, shape by shape.

use super::*;
use crate::cleaning::date_words::shipped;
use jiff::civil::date;
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 23);

fn unseen() -> DateColumn {
    DateColumn::new(&shipped())
}

fn read(text: &str) -> Result<Value, &'static str> {
    read_date(text, &unseen(), TODAY, TODAY.year()).map(|c| c.value).map_err(|f| f.code)
}

#[test]
fn a_date_is_read_in_every_usual_writing() {
    for (text, day) in [
        ("१२.०३.५७", date(1957, 3, 12)),
        ("12/03/1957", date(1957, 3, 12)),
        ("12-3-57", date(1957, 3, 12)),
        ("1957-03-12", date(1957, 3, 12)),
        ("20891", date(1957, 3, 12)),
        ("12 मार्च 1957", date(1957, 3, 12)),
        ("3 सितंबर १९८५", date(1985, 9, 3)),
        ("12 Mar 1957", date(1957, 3, 12)),
        ("March 12, 1957", date(1957, 3, 12)),
        ("1st July 1999", date(1999, 7, 1)),
        ("05.06.26", date(2026, 6, 5)),
        ("05.06.27", date(1927, 6, 5)),
        ("दिनांक 12.03.1957", date(1957, 3, 12)),
        ("1957-03-12T00:00:00", date(1957, 3, 12)),
    ] {
        assert_eq!(read(text), Ok(Value::Date(day)), "{text}");
    }
    for text in ["-", "", "--", "अनुपलब्ध"] {
        assert_eq!(read(text), Ok(Value::Empty), "{text}");
    }
}

#[test]
fn a_date_that_does_not_exist_is_told_from_one_that_cannot_be_read() {
    for (text, code) in [
        ("31/2/1987", "IMP-203"),
        ("29.02.1957", "IMP-203"),
        ("00/00/0000", "IMP-203"),
        ("12/1957", "IMP-225"),
        ("अज्ञात तिथि", "IMP-204"),
        ("24/11/2026", "IMP-205"),
        ("12/03/1857", "IMP-206"),
        ("123/03/1957", "IMP-204"),
    ] {
        assert_eq!(read(text), Err(code), "{text}");
    }
}

#[test]
fn a_two_digit_year_keeps_its_century_although_the_term_may_end_later() {
    let year = |text, pivot| match read_date(text, &unseen(), date(2100, 1, 1), pivot).unwrap().value {
        Value::Date(day) => day.year(),
        other => panic!("{other:?}"),
    };
    assert_eq!((year("31.03.57", 2026), year("31.03.57", 2036), year("31.03.31", 2036)), (1957, 1957, 2031));
}

#[test]
fn the_column_decides_which_part_is_the_month() {
    let mut column = unseen();
    ["03/25/1999", "04/05/1999", "12/31/1998"].iter().for_each(|text| column.see(text));
    assert!(column.decision().unwrap().starts_with("month first"));
    let read = read_date("04/05/1999", &column, TODAY, TODAY.year()).unwrap();
    assert_eq!((read.value, read.repairs), (Value::Date(date(1999, 4, 5)), vec!["month_first"]));
    // A certain cell stays certain whatever the column says.
    assert_eq!(read_date("25/04/1999", &column, TODAY, TODAY.year()).unwrap().value, Value::Date(date(1999, 4, 25)));
}

proptest! {
    #![proptest_config(crate::random_cases::cases(256))]

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC{0,20}") {
        let _ = read(&text);
    }
    #[test]
    fn every_day_reads_back(days in 0_i64..44_000) {
        let day = EARLIEST.checked_add(jiff::Span::new().days(days)).unwrap();
        let text = format!("{:02}.{:02}.{}", day.day(), day.month(), day.year());
        prop_assert_eq!(read(&text), Ok(Value::Date(day)));
    }
}

#[test]
fn months_marks_and_words_beside_a_date_do_not_hide_it() {
    for (text, day) in [
        ("3 सित० 1985", date(1985, 9, 3)),
        ("३ सित. ८५", date(1985, 9, 3)),
        ("12-मार्च-57", date(1957, 3, 12)),
        ("12मार्च1957", date(1957, 3, 12)),
        ("5 अक्टू० 2001 ई.", date(2001, 10, 5)),
        ("दि० 12.03.1957", date(1957, 3, 12)),
        ("दिनांक: 12/03/1957 को", date(1957, 3, 12)),
        ("Dated 12th March, 1957", date(1957, 3, 12)),
        ("Dt. 12/03/1957", date(1957, 3, 12)),
        ("1957 March 12", date(1957, 3, 12)),
        ("12.03.1957 10:30 AM", date(1957, 3, 12)),
        ("1957-03-12 00:00:00", date(1957, 3, 12)),
        ("12/03/1957 00:00", date(1957, 3, 12)),
        ("20891.4375", date(1957, 3, 12)),
        ("12031957", date(1957, 3, 12)),
        ("19570312", date(1957, 3, 12)),
        ("12. 3. 1957.", date(1957, 3, 12)),
        ("12\\3\\1957", date(1957, 3, 12)),
    ] {
        assert_eq!(read(text), Ok(Value::Date(day)), "{text}");
    }
}

#[test]
fn a_year_without_a_day_and_another_era_are_kept_as_written_and_never_guessed() {
    for (text, code) in [
        ("1957", "IMP-225"),
        ("१९५७", "IMP-225"),
        ("वर्ष 1957", "IMP-225"),
        ("मार्च 1957", "IMP-225"),
        ("मार्च 57", "IMP-225"),
        ("03/1957", "IMP-225"),
        ("1956-57", "IMP-225"),
        ("1956-1957", "IMP-225"),
        ("वि.सं. 2014", "IMP-226"),
        ("विक्रम संवत् २०१४", "IMP-226"),
        ("चैत्र शुक्ल 5, वि०सं० 2014", "IMP-226"),
        ("21 फाल्गुन 1878 (शक)", "IMP-226"),
        ("चैत्र 2014", "IMP-204"),
        ("30.02.1987", "IMP-203"),
        ("31/04/1987", "IMP-203"),
        ("13.13.1957", "IMP-203"),
        ("12.03", "IMP-204"),
        ("13/1957", "IMP-204"),
        ("1.2.3.4", "IMP-204"),
        ("12.03.957", "IMP-204"),
    ] {
        assert_eq!(read(text), Err(code), "{text}");
    }
    let fault = read_date("वि.सं. 2014", &unseen(), TODAY, 2026).unwrap_err();
    assert_eq!((fault.severity, fault.args), (crate::model::Severity::Warning, vec![("years", "1957-58".to_owned())]));
}

#[test]
fn the_other_dates_of_a_column_speak_for_the_century_of_a_two_digit_year() {
    let column = |texts: &[&str]| {
        let mut column = unseen();
        texts.iter().for_each(|text| column.see(text));
        column
    };
    let read = |text: &str, column: &DateColumn| {
        let read = read_date(text, column, TODAY, 2026).unwrap();
        (read.value.as_date().unwrap().year(), read.doubts.first().map(|doubt| doubt.code))
    };
    let old = column(&["1.4.1912", "3.5.1918", "7.6.1921", "1.1.1930"]);
    assert_eq!(read("05.06.15", &old), (1915, Some("IMP-222")));
    assert_eq!(read("05.06.57", &old), (1957, None));
    let new = column(&["1.4.1998", "3.5.2008", "7.6.2011", "05.06.97"]);
    assert_eq!(read("05.06.15", &new), (2015, None));
    let both = column(&["1.4.1912", "3.5.2008", "7.6.2011"]);
    assert_eq!(read("05.06.15", &both), (2015, Some("IMP-222")));
    assert_eq!(read("05.06.15", &unseen()), (2015, None));
}

#[test]
fn a_month_first_against_the_column_is_a_doubt() {
    let mut column = unseen();
    ["25/03/1999", "14/05/1999", "04/05/1999", "04/04/1999"].iter().for_each(|text| column.see(text));
    assert_eq!((column.day_first, column.month_first, column.open), (2, 0, 1));
    let found = read_date("04/25/1999", &column, TODAY, 2026).unwrap();
    assert_eq!((found.value, found.doubts[0].code), (Value::Date(date(1999, 4, 25)), "IMP-227"));
    assert_eq!(read_date("04/05/1999", &column, TODAY, 2026).unwrap().doubts, []);
}
