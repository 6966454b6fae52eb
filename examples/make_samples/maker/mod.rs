//! Everything under `samples/` that is made, as bytes by name.

mod bad;
mod biff8;
mod cases;
mod delimited;
mod dice;
mod grid;
mod krutidev;
mod material;
mod ods;
mod panel;
mod readme;
mod returns;
mod shapes;
mod society;
mod subvention;
mod truth;
mod xlsx;

use std::collections::BTreeMap;

/// Every made file, by its path below `samples/`.
pub fn all() -> Result<BTreeMap<String, Vec<u8>>, String> {
    let material = material::Material::load()?;
    let mut files = BTreeMap::new();
    let mut truths = Vec::new();
    let societies = cases::CASES.iter().map(|case| case.make(&material));
    for made in societies.chain([cases::office_bearers(&material)]).chain(cases::others(&material)) {
        let cases::Made { bytes, truth } = made?;
        files.insert(format!("legacy/{}/{}", truth.case, truth.file), bytes);
        files.insert(format!("legacy/{}/expected.toml", truth.case), truth.expected().into_bytes());
        files.insert(format!("truth/{}.csv", truth.case), truth.records()?);
        truths.push(truth);
    }
    let registered = returns::imported(truths.iter());
    files.extend(returns::make(&material, &registered)?);
    files.insert("panel/auditors.xlsx".into(), panel::auditors(&material)?);
    files.extend(bad::make()?);
    files.extend(subvention::make(&material)?);
    files.insert("README.md".into(), readme::page(&truths).into_bytes());
    Ok(files)
}
