//! Returns as a flat CSV: a row for each society, a column for each field code.

use super::Return;
use std::collections::BTreeMap;

/// Made a profit and pays a dividend.
pub fn profitable(r: &Return) -> bool {
    !r.fields["net_profit"].starts_with('-') && r.fields["approp_dividend"] != "0"
}

/// Field codes with labels, in the order of the form; activity fields are left to the programmes.
pub fn codes() -> Result<Vec<BTreeMap<String, String>>, String> {
    let mut reader =
        csv::Reader::from_reader(include_str!("../../../../catalogue/fields/return_fields.csv").as_bytes());
    let rows: Vec<BTreeMap<String, String>> =
        reader.deserialize().collect::<Result<_, _>>().map_err(|e| e.to_string())?;
    Ok(rows.into_iter().filter(|r| r["section"] != "activity" && r["field"] != "society_id").collect())
}

/// The returns of one year.
pub fn csv(returns: &[Return]) -> Result<Vec<u8>, String> {
    let codes = codes()?;
    let mut out = csv::Writer::from_writer(Vec::new());
    let heads = ["society", "district", "fy"].into_iter().chain(codes.iter().map(|c| c["field"].as_str()));
    out.write_record(heads).map_err(|e| e.to_string())?;
    for r in returns {
        let year = fy(r.year);
        let of_field = codes.iter().map(|c| r.fields.get(c["field"].as_str()).map_or("", String::as_str));
        out.write_record([r.society.as_str(), &r.district, &year].into_iter().chain(of_field))
            .map_err(|e| e.to_string())?;
    }
    out.into_inner().map_err(|e| e.to_string())
}

/// `2024-25`.
pub fn fy(year: i16) -> String {
    format!("{year}-{:02}", (year + 1) % 100)
}
