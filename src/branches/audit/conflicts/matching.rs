//! Auditors against office bearers and addresses, by keys.

use super::{
    Conflict, Ground, Sure,
    names::{Person, address_key, guardian_key, person_key},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What of an auditor is compared.
#[derive(Clone, Debug, Default)]
pub struct Interests {
    /// Identity.
    pub auditor: String,
    /// LGD code of the home district.
    pub district: Option<i64>,
    /// His name in both languages, with his father's.
    pub own: Vec<Person>,
    /// His partners.
    pub partners: Vec<Person>,
    /// His relatives.
    pub relatives: Vec<Person>,
    /// His address as written.
    pub address: String,
}

/// An office bearer.
#[derive(Clone, Debug, Default)]
pub struct Bearer {
    /// Identity of the society.
    pub society: String,
    /// Who it is.
    pub person: Person,
}

/// Where a society is.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Identity of the society.
    pub society: String,
    /// LGD code of its district.
    pub district: Option<i64>,
    /// Its address as written.
    pub address: String,
}

/// Who bears a name in a district: more than one father means more than one person.
type Fathers = HashMap<(String, Option<i64>), BTreeSet<String>>;

/// Conflicts between auditors and societies by persons and addresses; in order of auditor, society, ground.
pub fn compare(auditors: &[Interests], bearers: &[Bearer], places: &[Place]) -> Vec<Conflict> {
    let district: HashMap<&str, Option<i64>> = places.iter().map(|one| (one.society.as_str(), one.district)).collect();
    let at = |society: &str| district.get(society).copied().flatten();
    // Only names some auditor brings are kept of the office bearers.
    let mut named: HashMap<String, Vec<(&Interests, Ground, &Person)>> = HashMap::new();
    let mut by_address: HashMap<String, Vec<&Interests>> = HashMap::new();
    for auditor in auditors {
        let groups = [
            (Ground::OnBoard, &auditor.own),
            (Ground::PartnerOnBoard, &auditor.partners),
            (Ground::RelativeOnBoard, &auditor.relatives),
        ];
        for (ground, person) in groups.into_iter().flat_map(|(ground, all)| all.iter().map(move |one| (ground, one))) {
            if let Some(key) = person_key(&person.name) {
                named.entry(key).or_default().push((auditor, ground, person));
            }
        }
        if let Some(key) = address_key(&auditor.address) {
            by_address.entry(key).or_default().push(auditor);
        }
    }
    let keyed = bearers.iter().filter_map(|bearer| Some((bearer, person_key(&bearer.person.name)?)));
    let keyed: Vec<(&Bearer, String)> = keyed.filter(|(_, key)| named.contains_key(key)).collect();
    let mut fathers: Fathers = HashMap::new();
    for (bearer, key) in &keyed {
        let father = guardian_key(&bearer.person.guardian).unwrap_or_default();
        fathers.entry((key.clone(), at(&bearer.society))).or_default().insert(father);
    }
    let mut found: BTreeMap<(String, String, Ground), Conflict> = BTreeMap::new();
    for (bearer, key) in &keyed {
        for (auditor, ground, person) in &named[key] {
            let here = at(&bearer.society);
            let one_person = fathers.get(&(key.clone(), here)).is_none_or(|fathers| fathers.len() <= 1);
            let near = here.is_some() && here == auditor.district && one_person;
            let Some(sure) = same_person(person, &bearer.person, near) else { continue };
            keep(
                &mut found,
                Conflict {
                    auditor: auditor.auditor.clone(),
                    society: bearer.society.clone(),
                    ground: *ground,
                    sure,
                    of_auditor: told(person),
                    of_society: told(&bearer.person),
                    decided: None,
                },
            );
        }
    }
    for place in places.iter().filter(|place| !place.address.is_empty()) {
        let Some(all) = address_key(&place.address).and_then(|key| by_address.get(&key)) else { continue };
        for auditor in all {
            let near = place.district.is_some() && place.district == auditor.district;
            let numbered = place.address.chars().any(|c| c.is_ascii_digit() || matches!(c, '०'..='९'));
            keep(
                &mut found,
                Conflict {
                    auditor: auditor.auditor.clone(),
                    society: place.society.clone(),
                    ground: Ground::SameAddress,
                    sure: if near && numbered { Sure::Exact } else { Sure::Likely },
                    of_auditor: auditor.address.clone(),
                    of_society: place.address.clone(),
                    decided: None,
                },
            );
        }
    }
    found.into_values().collect()
}

/// Two persons of one name: sure, likely, or not one person at all.
fn same_person(one: &Person, other: &Person, near: bool) -> Option<Sure> {
    match (guardian_key(&one.guardian), guardian_key(&other.guardian)) {
        (Some(a), Some(b)) if a == b => Some(Sure::Exact),
        (Some(_), Some(_)) => None,
        _ if near => Some(Sure::Exact),
        _ => Some(Sure::Likely),
    }
}

/// Of several on one ground the surest is kept, the first of equals.
pub(super) fn keep(found: &mut BTreeMap<(String, String, Ground), Conflict>, one: Conflict) {
    let key = (one.auditor.clone(), one.society.clone(), one.ground);
    match found.get(&key) {
        Some(known) if known.sure <= one.sure => {}
        _ => _ = found.insert(key, one),
    }
}

fn told(person: &Person) -> String {
    match person.guardian.as_str() {
        "" => person.name.clone(),
        father => format!("{} ({father})", person.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, guardian: &str) -> Person {
        Person { name: name.into(), guardian: guardian.into() }
    }
    fn auditor(id: &str, name: &str, father: &str) -> Interests {
        let own = vec![person(name, father)];
        Interests { auditor: id.into(), district: Some(212), own, ..Interests::default() }
    }
    fn bearer(society: &str, name: &str, father: &str) -> Bearer {
        Bearer { society: society.into(), person: person(name, father) }
    }
    fn places() -> Vec<Place> {
        let at = |society: &str, district| Place { society: society.into(), district, address: String::new() };
        vec![at("S-1", Some(212)), at("S-2", Some(195)), at("S-3", None)]
    }
    fn sure(auditor: &Interests, bearers: &[Bearer]) -> Vec<(String, Sure)> {
        let found = compare(std::slice::from_ref(auditor), bearers, &places());
        found.into_iter().map(|one| (one.society, one.sure)).collect()
    }

    #[test]
    fn a_full_name_in_the_other_script_is_exact_in_the_district_and_likely_elsewhere() {
        let ca = auditor("A-1", "Ramesh Kumar Sinha", "");
        let name = "श्री रमेश कुमार सिन्हा";
        let all = ["S-1", "S-2", "S-3"].map(|society| bearer(society, name, ""));
        assert_eq!(
            sure(&ca, &all),
            [("S-1".into(), Sure::Exact), ("S-2".into(), Sure::Likely), ("S-3".into(), Sure::Likely)]
        );
        assert_eq!(sure(&auditor("A-1", "Ramesh", ""), &[bearer("S-1", "रमेश", "")]), [], "one word says too little");
        assert_eq!(sure(&ca, &[bearer("S-1", "सुरेश कुमार सिन्हा", "")]), []);
    }

    #[test]
    fn fathers_decide_where_both_are_known_and_two_of_one_name_in_a_district_are_not_told_apart() {
        let ca = auditor("A-1", "राम कुमार", "मोहन लाल");
        assert_eq!(sure(&ca, &[bearer("S-2", "Ram Kumar", "Mohan Lal")]), [("S-2".into(), Sure::Exact)]);
        assert_eq!(sure(&ca, &[bearer("S-1", "Ram Kumar", "Sohan Singh")]), []);
        let unknown = auditor("A-1", "राम कुमार", "");
        let two = [bearer("S-1", "Ram Kumar", "Mohan Lal"), bearer("S-1", "राम कुमार", "सोहन सिंह")];
        assert_eq!(sure(&unknown, &two), [("S-1".into(), Sure::Likely)]);
    }

    #[test]
    fn partners_relatives_and_an_address_are_grounds_of_their_own() {
        let mut ca = auditor("A-1", "Asha Kumari Verma", "");
        ca.partners = vec![person("Dinesh Prasad Roy", "")];
        ca.relatives = vec![person("Vinod Kumar Verma", "")];
        ca.address = "12 Ashok Rajpath, Patna City".into();
        let mut places = places();
        places[0].address = "१२ अशोक राजपथ, पटना सिटी".into();
        let bearers = [bearer("S-1", "दिनेश प्रसाद राय", ""), bearer("S-2", "विनोद कुमार वर्मा", "")];
        let found = compare(&[ca], &bearers, &places);
        let told: Vec<(&str, &str, Sure)> =
            found.iter().map(|one| (one.society.as_str(), one.ground.code(), one.sure)).collect();
        assert_eq!(
            told,
            [
                ("S-1", "partner_on_board", Sure::Exact),
                ("S-1", "same_address", Sure::Exact),
                ("S-2", "relative_on_board", Sure::Likely)
            ]
        );
    }

    #[test]
    fn the_order_of_what_is_given_changes_nothing() {
        let auditors = [auditor("A-1", "Ram Kumar", ""), auditor("A-2", "Sita Devi", "")];
        let mut bearers =
            vec![bearer("S-1", "राम कुमार", ""), bearer("S-2", "सीता देवी", ""), bearer("S-1", "सीता देवी", "")];
        let first = compare(&auditors, &bearers, &places());
        bearers.reverse();
        let auditors: Vec<Interests> = auditors.into_iter().rev().collect();
        assert_eq!(compare(&auditors, &bearers, &places()), first);
        assert_eq!(first.len(), 3);
    }
}
