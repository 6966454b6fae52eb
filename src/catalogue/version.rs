//! The short name of a catalogue's state, printed in reports.

use super::{CatalogueError, Files};

impl Files {
    /// The first twelve digits of [`Files::hash`], which the run ledger keeps whole.
    pub fn version(&self) -> Result<String, CatalogueError> {
        let mut hash = self.hash()?;
        hash.truncate(12);
        Ok(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_the_catalogue_has_its_version_and_a_changed_word_another() {
        let embedded = Files::embedded();
        let folder = tempfile::tempdir().unwrap();
        for (path, content) in embedded.everything().unwrap() {
            let copy = folder.path().join(&path);
            std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
            std::fs::write(copy, content).unwrap();
        }
        let copied = Files::folder(folder.path().to_owned());
        assert_eq!(copied.version().unwrap(), embedded.version().unwrap());
        std::fs::write(folder.path().join("README.md"), "changed").unwrap();
        assert_ne!(copied.version().unwrap(), embedded.version().unwrap());
        assert_eq!(embedded.version().unwrap().len(), 12);
    }
}
