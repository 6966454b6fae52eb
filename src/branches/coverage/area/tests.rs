//! Areas as clerks write them.

use super::*;
use crate::catalogue::Files;

fn read(text: &str) -> Area {
    area(text, &AreaWords::load(&Files::embedded()).unwrap())
}

fn names(of: &[Named]) -> Vec<&str> {
    of.iter().map(|named| named.name.as_str()).collect()
}

#[test]
fn lists_with_every_kind_of_and() {
    for text in [
        "ग्राम पंचायत शेरपुर, ब्यापुर एवं सराय",
        "ग्राम पंचायत शेरपुर / ब्यापुर तथा सराय",
        "ग्रा.पं. शेरपुर, ब्यापुर व सराय",
        "शेरपुर, ब्यापुर एवं सराय पंचायत",
        "शेरपुर, ब्यापुर और सराय ग्राम पंचायतें",
        "शेरपुर पंचायत, ब्यापुर पंचायत, सराय पंचायत",
    ] {
        let area = read(text);
        assert_eq!(names(&area.named), ["शेरपुर", "ब्यापुर", "सराय"], "{text}");
        assert!(area.named.iter().all(|named| named.said == Said::Panchayat), "{text}: {area:?}");
    }
    for text in [
        "Gram Panchayat Sherpur, Beyapur and Sarai",
        "Sherpur, Beyapur & Sarai panchayats",
        "G.P. Sherpur; G.P. Beyapur; G.P. Sarai",
    ] {
        let area = read(text);
        assert_eq!(names(&area.named), ["sherpur", "beyapur", "sarai"], "{text}");
        assert!(area.named.iter().all(|named| named.said == Said::Panchayat), "{text}: {area:?}");
    }
}

#[test]
fn block_and_district_say_where_and_are_no_names() {
    for text in [
        "ग्राम पंचायत शेरपुर, प्रखंड मनेर, जिला पटना",
        "ग्राम पंचायत शेरपुर प्रखण्ड मनेर जिला पटना",
        "शेरपुर पंचायत, मनेर प्रखंड, पटना जिला",
        "शेरपुर पंचायत मनेर प्रखंड पटना जिला",
    ] {
        let area = read(text);
        assert_eq!(
            (names(&area.named), &area.blocks[..], &area.districts[..]),
            (vec!["शेरपुर"], &["मनेर".to_owned()][..], &["पटना".to_owned()][..]),
            "{text}"
        );
        assert!(area.wholes.is_empty(), "{text}");
    }
    let villages = read("Village Sherpur, Beyapur");
    assert!(villages.named.iter().all(|named| named.said == Said::Village));
    let bare = read("शेरपुर, ब्यापुर");
    assert!(bare.named.iter().all(|named| named.said == Said::Nothing));
}

#[test]
fn wholes_and_what_is_excepted() {
    for (text, name) in [
        ("मनेर प्रखंड की सभी पंचायतें", "मनेर"),
        ("सम्पूर्ण प्रखंड मनेर", "मनेर"),
        ("सम्पूर्ण मनेर प्रखण्ड", "मनेर"),
        ("Whole of Maner Block", "maner"),
        ("Maner block all panchayats", "maner"),
        ("all panchayats of Maner block", "maner"),
        ("entire block Maner", "maner"),
    ] {
        let area = read(text);
        let wholes: Vec<_> = area.wholes.iter().map(|whole| (whole.unit, whole.name.as_str())).collect();
        assert_eq!(wholes, [(Unit::Block, name)], "{text}: {area:?}");
        assert!(area.named.is_empty() && area.excepted.is_empty(), "{text}: {area:?}");
    }
    for text in [
        "मनेर प्रखंड की सभी पंचायतें, शेरपुर एवं ब्यापुर को छोड़कर",
        "शेरपुर एवं ब्यापुर पंचायत को छोड़कर सम्पूर्ण मनेर प्रखंड",
        "सम्पूर्ण मनेर प्रखंड (ग्राम पंचायत शेरपुर तथा ब्यापुर को छोड़कर)",
        "मनेर प्रखंड की समस्त पंचायत शेरपुर, ब्यापुर के अतिरिक्त",
    ] {
        let area = read(text);
        assert_eq!(names(&area.excepted), ["शेरपुर", "ब्यापुर"], "{text}: {area:?}");
        assert_eq!(area.wholes.len(), 1, "{text}: {area:?}");
        assert_eq!(area.wholes[0].name, "मनेर", "{text}: {area:?}");
        assert!(area.named.is_empty(), "{text}: {area:?}");
    }
    for text in [
        "Whole of Maner block excluding Sherpur and Beyapur",
        "All panchayats of Maner block (except Sherpur, Beyapur)",
    ] {
        let area = read(text);
        assert_eq!(
            (names(&area.excepted), area.wholes[0].name.as_str()),
            (vec!["sherpur", "beyapur"], "maner"),
            "{text}"
        );
        assert!(area.named.is_empty(), "{text}: {area:?}");
    }
}

#[test]
fn the_whole_of_a_panchayat_is_that_panchayat() {
    for text in ["सम्पूर्ण ग्राम पंचायत क्षेत्र शेरपुर, प्रखंड मनेर", "ग्राम पंचायत शेरपुर के सभी ग्राम"]
    {
        let area = read(text);
        let all: Vec<&str> = area
            .named
            .iter()
            .map(|named| named.name.as_str())
            .chain(area.wholes.iter().map(|whole| whole.name.as_str()))
            .collect();
        assert_eq!(all, ["शेरपुर"], "{text}: {area:?}");
    }
    assert_eq!(read(""), Area::default());
    assert_eq!(read(" , ; () ।").named.len(), 0);
}
