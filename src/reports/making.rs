//! The files of a report: written aside in full, then moved to their names, so that no reader sees half a report.

use super::{
    Report, ReportError, Words,
    writers::{Csv, Html, Json, Writer, Xlsx, pdf},
};
use crate::unfinished::Unfinished;
use std::{
    fs,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

/// A form a report can be made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Excel workbook.
    Xlsx,
    /// PDF/A-2b, in parts if long.
    Pdf,
    /// Self-contained page.
    Html,
    /// One CSV file a section.
    Csv,
    /// Typed tables for programs.
    Json,
}

/// Makes a report in the forms asked for and returns the files made, in name order.
///
/// `fonts` are further folders with fonts for the PDF. Files of an earlier making that this one does not
/// make again (a third part, a section no longer there) are removed, in the forms asked for.
pub fn make(
    report: &Report,
    words: &Words,
    forms: &[Form],
    fonts: &[String],
    folder: &Path,
) -> Result<Vec<PathBuf>, ReportError> {
    report.check_shape()?;
    fs::create_dir_all(folder).map_err(|cause| ReportError::output(folder, cause))?;
    // Beside the final files, so that moving them is a rename within one file system.
    let aside = tempfile::Builder::new()
        .prefix(".making-")
        .tempdir_in(folder)
        .map_err(|cause| ReportError::output(folder, cause))?;
    let _half = Unfinished::new(aside.path());
    let mut names = Vec::new();
    for form in forms {
        match form {
            Form::Xlsx => names.push(write(&Xlsx, format!("{}.xlsx", report.key), report, words, aside.path())?),
            Form::Html => names.push(write(&Html, format!("{}.html", report.key), report, words, aside.path())?),
            Form::Json => names.push(write(&Json, format!("{}.json", report.key), report, words, aside.path())?),
            Form::Csv => {
                for (i, section) in report.sections.iter().enumerate() {
                    let name = Csv::file_name(report, section);
                    names.push(write(&Csv { section: i }, name, report, words, aside.path())?);
                }
            }
            Form::Pdf => names.extend(pdf::print(&pdf::find()?, report, words, fonts.to_vec(), aside.path())?),
        }
    }
    names.sort();
    names.dedup();
    let mut made = Vec::new();
    for name in &names {
        let path = folder.join(name);
        fs::rename(aside.path().join(name), &path).map_err(|cause| ReportError::output(&path, cause))?;
        made.push(path);
    }
    for old in fs::read_dir(folder).map_err(|cause| ReportError::output(folder, cause))?.filter_map(Result::ok) {
        let name = old.file_name().to_string_lossy().into_owned();
        if !names.contains(&name) && is_of(report, &name, forms) {
            fs::remove_file(old.path()).map_err(|cause| ReportError::output(old.path(), cause))?;
        }
    }
    Ok(made)
}

/// Was a file of this name made by this report in one of the forms?
fn is_of(report: &Report, name: &str, forms: &[Form]) -> bool {
    let Some(rest) = name.strip_prefix(report.key.as_str()).and_then(|rest| rest.strip_prefix('.')) else {
        return false;
    };
    match rest.rsplit_once('.') {
        None => rest == "pdf" && forms.contains(&Form::Pdf),
        Some((part, "pdf")) => {
            let number = part.strip_prefix("part-").unwrap_or_default();
            forms.contains(&Form::Pdf) && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
        }
        Some((section, "csv")) => {
            forms.contains(&Form::Csv)
                && section.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        }
        Some(_) => false,
    }
}

fn write(
    writer: &dyn Writer,
    name: String,
    report: &Report,
    words: &Words,
    folder: &Path,
) -> Result<String, ReportError> {
    let path = folder.join(&name);
    let lost = |cause| ReportError::output(&path, cause);
    let mut out = BufWriter::new(fs::File::create(&path).map_err(lost)?);
    writer.write(report, words, &mut out)?;
    out.flush().map_err(lost)?;
    // On disk before it gets its name: a name never stands for half a file.
    out.get_ref().sync_all().map_err(lost)?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::Files,
        model::{Label, Language, Paise},
        reports::{
            Digits, Origin, Reader, ReportError,
            ground::Ground,
            society_register::{SocietyRow, build},
        },
    };
    use calamine::{Data, Reader as _};
    use jiff::civil::date;

    fn words(language: Language) -> Words {
        Words::load(&Files::embedded(), Reader { language, digits: Digits::Latin }).unwrap()
    }

    /// Three societies, one without district, one older than a spreadsheet's calendar.
    fn register() -> Report {
        let office = Label {
            en: "District Co-operative Office, Patna".into(),
            hi: "जिला सहकारिता कार्यालय, पटना".into(),
        };
        let origin =
            Origin { office, day_no: 12, known_on: None, catalogue: "c0ffee12".into(), program: "0.1.0".into() };
        let mut ground = Ground::new(&Files::embedded(), date(2026, 3, 31), origin, "BR").unwrap();
        for (class, en, hi) in [("pacs", "PACS", "पैक्स"), ("dairy", "Dairy", "दुग्ध")] {
            ground.names.add("society_class", class, Label { en: en.into(), hi: hi.into() });
        }
        let row = |no: i64, en: &str, hi: &str, district, class: &str| SocietyRow {
            society: format!("BR-PAT-S-{no}"),
            name: Label { en: en.into(), hi: hi.into() },
            reg_no: format!("{no}/1987"),
            reg_date: Some(date(1896 + 50 * i16::try_from(no).unwrap() % 150, 2, 28)),
            district,
            class: class.into(),
            status: "functional".into(),
            members: (no != 2).then_some(100_000 * no),
            share_capital: Some(Paise(2_743_404_800 * no + 50)),
        };
        let rows = vec![
            row(1, "Rampur \"PACS\", Ltd", "रामपुर क्षेत्रीय पैक्स", Some(212), "pacs"),
            row(2, "<Shri> Dugdh", "श्री दुग्ध उत्पादक", Some(195), "dairy"),
            row(3, "Krishi", "कृषि", None, ""),
        ];
        build(rows, &ground)
    }

    #[test]
    fn csv_has_english_headings_iso_dates_and_plain_rupees() {
        let folder = tempfile::tempdir().unwrap();
        let made = make(&register(), &words(Language::Hi), &[Form::Csv], &[], folder.path()).unwrap();
        assert_eq!(made.len(), 3);
        let list = fs::read_to_string(folder.path().join("society_register.societies.csv")).unwrap();
        let expected = "\
district,district_name,class,class_name,reg_no,reg_date,society,society_name,status,status_name,members,share_capital
195,Darbhanga,dairy,Dairy,2/1987,1996-02-28,BR-PAT-S-2,<Shri> Dugdh,functional,,,54868096.50
212,Patna,pacs,PACS,1/1987,1946-02-28,BR-PAT-S-1,\"Rampur \"\"PACS\"\", Ltd\",functional,,100000,27434048.50
,,,,3/1987,1896-02-28,BR-PAT-S-3,Krishi,functional,,300000,82302144.50
";
        assert_eq!(list, expected);
    }

    #[test]
    fn the_page_is_one_file_with_headings_for_readers_and_no_markup_from_names() {
        let mut page = Vec::new();
        Html.write(&register(), &words(Language::Hi), &mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        for part in [
            "<html lang=\"hi\">",
            "<th scope=\"col\">पंजीयन संख्या</th>",
            "<th class=\"group\" scope=\"colgroup\" colspan=\"7\">जिला: पटना</th>",
            "रामपुर क्षेत्रीय पैक्स",
            "2,74,34,048.50",
            "16,46,04,289.50",
            "31-03-2026",
            "DataMeet",
        ] {
            assert!(page.contains(part), "{part}");
        }
        assert_eq!(page.matches("<svg").count(), 2, "map and chart");
        assert!(!page.contains("src=") && !page.contains("href=\"http"), "it fetches nothing");
        let mut english = Vec::new();
        Html.write(&register(), &words(Language::En), &mut english).unwrap();
        let english = String::from_utf8(english).unwrap();
        assert!(english.contains("&lt;Shri&gt; Dugdh") && !english.contains("<Shri>"));
    }

    #[test]
    fn the_workbook_reads_back_as_written_and_its_totals_agree() {
        let folder = tempfile::tempdir().unwrap();
        make(&register(), &words(Language::Hi), &[Form::Xlsx], &[], folder.path()).unwrap();
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(folder.path().join("society_register.xlsx")).unwrap();
        assert_eq!(book.sheet_names(), ["जिलावार", "वर्गवार", "समितियों की सूची", "टिप्पणियाँ"]);
        let list = book.worksheet_range("समितियों की सूची").unwrap();
        let at = |row, column| list.get_value((row, column)).cloned().unwrap_or_default();
        assert_eq!(at(4, 4), Data::String("समिति".into()));
        assert_eq!(at(6, 4), Data::String("रामपुर क्षेत्रीय पैक्स".into()));
        assert_eq!(at(6, 7), Data::Float(27_434_048.5));
        assert_eq!(at(7, 3), Data::String("28-02-1896".into()), "a day before 1900 stays text");
        assert_eq!(at(5, 6), Data::Empty, "not recorded is not zero");
        assert_eq!(at(8, 6), Data::Float(400_000.0), "the value of the total for readers that do not calculate");
        let formulas = book.worksheet_formula("समितियों की सूची").unwrap();
        assert_eq!(formulas.get_value((8, 7)).map(String::as_str), Some("SUBTOTAL(109,H6:H8)"));
    }

    #[test]
    fn an_overlong_text_is_cut_and_said_to_be_and_the_csv_has_it_whole() {
        let folder = tempfile::tempdir().unwrap();
        let mut report = register();
        let long = "नाम ".repeat(20_000);
        report.names.add("society", "BR-PAT-S-1", Label { en: long.clone(), hi: long.clone() });
        report.notes.push(crate::reports::Phrase::Plain(long.clone()));
        make(&report, &words(Language::En), &[Form::Xlsx, Form::Csv], &[], folder.path()).unwrap();
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(folder.path().join("society_register.xlsx")).unwrap();
        let list = book.worksheet_range("List of societies").unwrap();
        let Some(Data::String(name)) = list.get_value((6, 4)).cloned() else { panic!("a name") };
        assert!(name.ends_with("CSV file]") && name.chars().count() == 32_767, "{}", name.chars().count());
        let csv = fs::read_to_string(folder.path().join("society_register.societies.csv")).unwrap();
        assert!(csv.contains(&long));
    }

    #[test]
    fn the_same_report_gives_the_same_bytes_and_leaves_nothing_half_made() {
        let folder = tempfile::tempdir().unwrap();
        let forms = [Form::Xlsx, Form::Html, Form::Csv, Form::Json];
        fs::write(folder.path().join("society_register.gone_1.csv"), "old").unwrap();
        fs::write(folder.path().join("society_register_2.csv"), "another's").unwrap();
        let made = make(&register(), &words(Language::En), &forms, &[], folder.path()).unwrap();
        let first: Vec<_> = made.iter().map(|path| fs::read(path).unwrap()).collect();
        let again = make(&register(), &words(Language::En), &forms, &[], folder.path()).unwrap();
        let second: Vec<_> = again.iter().map(|path| fs::read(path).unwrap()).collect();
        assert!(first == second, "bytes differ");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), made.len() + 1, "only another report's file is left");
    }

    #[test]
    fn a_table_that_is_out_of_shape_is_refused_before_anything_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut report = register();
        report.sections[0].table.rows[0].pop();
        let error = make(&report, &words(Language::En), &[Form::Csv], &[], folder.path()).unwrap_err();
        assert!(matches!(&error, ReportError::Misshapen { place, .. } if place == "society_register/by_district"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn every_word_a_report_asks_for_is_in_the_catalogue_in_both_languages() {
        let words = words(Language::Hi);
        let report = register();
        let mut keys: Vec<String> = Vec::new();
        for section in &report.sections {
            keys.push(format!("section.{}", section.key));
            let columns = section.table.columns.iter().filter(|column| column.heading.is_none());
            keys.extend(columns.map(|column| format!("column.{}", column.key)));
        }
        for phrase in report.notes.iter().chain(&report.sources).chain([&report.title]) {
            if let crate::reports::Phrase::Key(key, _) = phrase {
                keys.push(key.clone());
            }
        }
        let missing: Vec<_> = keys.iter().filter(|key| !words.knows(key)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
