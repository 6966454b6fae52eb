//! What an inspecting officer looks at in a society, by its class: `catalogue/inspection/*.toml`.

use crate::{
    catalogue::{Basis, CatalogueError, Files},
    model::Label,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const FOLDER: &str = "inspection";

/// What the two figures of an item are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Rupees.
    Rupees,
    /// A number of things: members, bags, files.
    Number,
}

/// One thing to be looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Code, as `cash`.
    pub id: String,
    /// What is to hold.
    pub label: Label,
    /// What proves it.
    pub proof: Label,
    /// Where two figures are asked: what they are.
    pub unit: Option<Unit>,
    /// Why it is asked, and how sure that is.
    pub basis: Basis,
}

/// The items of a class of societies, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Checklist {
    /// Name of the file, as `pacs`.
    pub code: String,
    /// In words.
    pub label: Label,
    /// The items.
    pub items: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListFile {
    en: Option<String>,
    hi: Option<String>,
    #[serde(default)]
    classes: Vec<String>,
    #[serde(default)]
    other: bool,
    #[serde(default)]
    from: Vec<String>,
    #[serde(default)]
    item: Vec<ItemLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemLine {
    id: String,
    en: String,
    hi: String,
    proof_en: String,
    proof_hi: String,
    unit: Option<Unit>,
    basis_en: String,
    basis_hi: String,
    seen: crate::catalogue::Seen,
}

impl ItemLine {
    fn item(&self) -> Item {
        let label = |en: &str, hi: &str| Label { en: en.to_owned(), hi: hi.to_owned() };
        Item {
            id: self.id.clone(),
            label: label(&self.en, &self.hi),
            proof: label(&self.proof_en, &self.proof_hi),
            unit: self.unit,
            basis: Basis { said: label(&self.basis_en, &self.basis_hi), seen: self.seen },
        }
    }
}

/// All lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Checklists {
    lists: Vec<Checklist>,
    by_class: BTreeMap<String, usize>,
    other: usize,
}

impl Checklists {
    /// Reads every file; all faults at once.
    pub fn load(files: &Files) -> Result<Self, Vec<CatalogueError>> {
        let mut faults = Vec::new();
        let mut read: BTreeMap<String, (String, ListFile)> = BTreeMap::new();
        let paths = files.list(FOLDER).map_err(|fault| vec![fault])?;
        for path in paths.into_iter().filter(|path| path.ends_with(".toml")) {
            let file = files
                .text(&path)
                .and_then(|text| toml::from_str::<ListFile>(&text).map_err(|fault| CatalogueError::new(&path, fault)));
            match file {
                Ok(file) => {
                    let name = path.trim_start_matches("inspection/").trim_end_matches(".toml").to_owned();
                    read.insert(name, (path, file));
                }
                Err(fault) => faults.push(fault),
            }
        }
        let (mut lists, mut by_class, mut other) = (Vec::new(), BTreeMap::new(), None);
        for (name, (path, file)) in &read {
            let mut fault = |said: String| faults.push(CatalogueError::new(path, said));
            let own = file.item.iter();
            let mut items: Vec<Item> = Vec::new();
            for from in &file.from {
                match read.get(from) {
                    Some((_, taken)) => items.extend(taken.item.iter().map(ItemLine::item)),
                    None => fault(format!("from: there is no list '{from}'")),
                }
            }
            items.extend(own.map(ItemLine::item));
            let mut seen = BTreeSet::new();
            for item in items.iter().filter(|item| !seen.insert(item.id.as_str())) {
                fault(format!("item '{}' stands twice", item.id));
            }
            for item in &items {
                if item.id.is_empty()
                    || !item.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
                {
                    fault(format!("item '{}': an id has the letters a-z, 0-9 and _", item.id));
                }
            }
            let Some(label) = file.en.clone().zip(file.hi.clone()) else {
                if file.other || !file.classes.is_empty() {
                    fault("a list of a class wants its name: en and hi".into());
                }
                continue;
            };
            for class in &file.classes {
                if by_class.insert(class.clone(), lists.len()).is_some() {
                    fault(format!("class '{class}' has another list"));
                }
            }
            if file.other && other.replace(lists.len()).is_some() {
                fault("another list is that of all other classes".into());
            }
            lists.push(Checklist { code: name.clone(), label: Label { en: label.0, hi: label.1 }, items });
        }
        if other.is_none() && faults.is_empty() {
            faults
                .push(CatalogueError::new(FOLDER, "no list says `other = true`, for classes without one of their own"));
        }
        match other.filter(|_| faults.is_empty()) {
            Some(other) => Ok(Self { lists, by_class, other }),
            None => Err(faults),
        }
    }

    /// The list of a class of societies.
    pub fn of_class(&self, class: &str) -> &Checklist {
        &self.lists[self.by_class.get(class).copied().unwrap_or(self.other)]
    }

    /// The list of this name.
    pub fn named(&self, code: &str) -> Option<&Checklist> {
        self.lists.iter().find(|list| list.code == code)
    }

    /// All of them, by name.
    pub fn all(&self) -> &[Checklist] {
        &self.lists
    }
}

impl Checklist {
    /// An item.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_list_and_every_list_the_common_items_first() {
        let all = Checklists::load(&Files::embedded()).unwrap();
        let codes: Vec<&str> = all.all().iter().map(|list| list.code.as_str()).collect();
        assert_eq!(codes, ["bank", "housing", "marketing", "pacs", "primary"]);
        assert_eq!(all.of_class("vyapar_mandal").code, "marketing");
        assert_eq!(all.of_class("weavers").code, "primary");
        for list in all.all() {
            assert_eq!(list.items[0].unit, Some(Unit::Rupees), "{}: cash comes first", list.code);
            assert!(list.item("audit_compliance").is_some() && list.items.len() > 8, "{}", list.code);
        }
        assert!(all.of_class("pacs").item("day_end").is_some() && all.of_class("housing").item("day_end").is_none());
    }

    #[test]
    fn a_faulty_folder_names_every_fault_with_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let lists = folder.path().join(FOLDER);
        std::fs::create_dir(&lists).unwrap();
        let item = "[[item]]\nid = \"Cash\"\nen = \"a\"\nhi = \"a\"\nproof_en = \"a\"\nproof_hi = \"a\"\nbasis_en = \"a\"\nbasis_hi = \"a\"\nseen = \"project\"\n";
        std::fs::write(lists.join("a.toml"), format!("classes = [\"x\"]\nfrom = [\"none\"]\n{item}{item}")).unwrap();
        std::fs::write(lists.join("b.toml"), "en = 1\n").unwrap();
        let faults = Checklists::load(&Files::folder(folder.path().into())).unwrap_err();
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        for part in ["b.toml", "no list 'none'", "'Cash' stands twice", "a-z", "wants its name"] {
            assert!(said.iter().any(|fault| fault.contains(part)), "{part}: {said:?}");
        }
    }
}
