//! Names of persons for comparing, and the lists of persons an auditor declares.

use crate::devanagari::skeleton;

/// Keys of words before a name that are no part of it: श्री, Shri, Smt, Dr, CA, M/s and the like, by the keys of `skeleton`.
const TITLES: [&str; 20] = [
    "श्री",
    "श्रीमती",
    "सुश्री",
    "कुमारी",
    "डॉ",
    "डॉ०",
    "सीए",
    "मेसर्स",
    "shri",
    "sri",
    "smt",
    "shrimati",
    "sushri",
    "ms",
    "mr",
    "mrs",
    "dr",
    "ca",
    "messrs",
    "m",
];

/// What stands between a name and the name of the father or husband.
const OF_FATHER: [&str; 12] = [
    " s/o ",
    " d/o ",
    " w/o ",
    " पुत्र श्री ",
    " पुत्र ",
    " पुत्री ",
    " पत्नी ",
    " पिता ",
    " पति ",
    " आत्मज ",
    " son of ",
    " वल्द ",
];

/// A person somebody names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The name as written.
    pub name: String,
    /// Father or husband as written; empty where none is.
    pub guardian: String,
}

/// Key of a person's full name; `None` where fewer than two words are left, which say too little.
///
/// Titles are dropped, both scripts and the usual spellings have one key, and words stand in their order.
pub fn person_key(name: &str) -> Option<String> {
    let bare = name.replace(['.', '०', '।', '/'], " ");
    let words = bare.split_whitespace().skip_while(|word| {
        let lower = word.to_lowercase();
        TITLES.contains(&lower.as_str())
    });
    let key = skeleton(&words.collect::<Vec<_>>().join(" "));
    (key.split(' ').filter(|word| !word.is_empty()).count() >= 2).then_some(key)
}

/// Key of a father's name: one word may do, since it stands beside a full name.
pub fn guardian_key(name: &str) -> Option<String> {
    person_key(name).or_else(|| Some(skeleton(name)).filter(|key| !key.is_empty()))
}

/// Key of an address: the whole of it, where it says as much as three words.
pub fn address_key(address: &str) -> Option<String> {
    let key = skeleton(address);
    (key.split(' ').count() >= 3).then_some(key)
}

/// Persons in a list `name s/o father (membership no.); …`.
pub fn persons(text: &str) -> Vec<Person> {
    let parts = text.split([';', '\n']).map(|part| part.split('(').next().unwrap_or_default().trim());
    let parts = parts.filter(|part| part.chars().any(char::is_alphabetic));
    parts.map(person).collect()
}

fn person(part: &str) -> Person {
    // Lower case of Latin letters alone keeps every place where it was.
    let low = part.to_ascii_lowercase();
    let found = OF_FATHER.iter().filter_map(|mark| Some((low.find(mark)?, mark.len()))).min();
    match found {
        Some((at, length)) => Person { name: part[..at].trim().into(), guardian: part[at + length..].trim().into() },
        None => Person { name: part.into(), guardian: String::new() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_scripts_have_one_key_and_one_word_has_none() {
        assert_eq!(person_key("श्री रमेश कुमार सिन्हा"), person_key("Shri Ramesh Kumar Sinha"));
        assert!(person_key("Ramesh Kumar Sinha").is_some());
        assert_ne!(person_key("Ramesh Kumar Sinha"), person_key("Suresh Kumar Sinha"));
        assert_eq!(person_key("श्री रमेश"), None);
        assert_eq!(person_key("CA Kumar"), None);
    }

    #[test]
    fn a_list_of_persons_gives_each_with_the_father_named() {
        let found = persons("Asha Kumari d/o Mohan Prasad (412345); राकेश वर्मा पुत्र सोहन वर्मा; -");
        let pairs: Vec<(&str, &str)> = found.iter().map(|one| (one.name.as_str(), one.guardian.as_str())).collect();
        assert_eq!(pairs, [("Asha Kumari", "Mohan Prasad"), ("राकेश वर्मा", "सोहन वर्मा")]);
    }
}
