//! The workbook part: which sheets there are, where their parts stand, which day dates count from.

use crate::source::{
    Limits,
    error::Fault,
    markup::{Markup, Token},
    package::Package,
    serial::DateSystem,
};

#[derive(Clone, Debug)]
pub(super) struct ListedSheet {
    pub name: String,
    pub hidden: bool,
    pub part: String,
}

pub(super) struct Book {
    pub sheets: Vec<ListedSheet>,
    pub dates: DateSystem,
    pub uncalculated: bool,
    pub styles: String,
    pub shared_strings: String,
}

pub(in crate::source) struct Relation {
    pub id: String,
    /// Last part of the type, as `worksheet`.
    pub kind: String,
    /// Full name of the part.
    pub target: String,
}

pub(super) fn read(package: &mut Package, limits: &Limits) -> Result<Book, Fault> {
    let main = relations(package, "", limits)?
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
    let relations = relations(package, &main, limits)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let target = |kind: &str, usual: &str| {
        relations.iter().find(|r| r.kind == kind).map_or_else(|| format!("{folder}/{usual}"), |r| r.target.clone())
    };
    let mut book = Book {
        sheets: Vec::new(),
        dates: DateSystem::From1900,
        uncalculated: false,
        styles: target("styles", "styles.xml"),
        shared_strings: target("sharedStrings", "sharedStrings.xml"),
    };
    let part = package.part(&main)?.ok_or_else(|| Fault::broken(&main, "it is not there"))?;
    let mut markup = Markup::new(part, &main, limits);
    loop {
        match markup.next()? {
            Token::Open(tag) => match tag.name {
                b"workbookPr" if tag.flag("date1904") == Some(true) => book.dates = DateSystem::From1904,
                b"calcPr" => book.uncalculated = tag.flag("fullCalcOnLoad") == Some(true),
                b"sheet" => {
                    let id = tag.value("id").unwrap_or_default();
                    let name = tag.value("name").unwrap_or_default();
                    let hidden = tag.value("state").is_some_and(|state| state != "visible");
                    let Some(relation) = relations.iter().find(|r| r.id == id) else {
                        return Err(Fault::broken(&main, format!("the sheet '{name}' has no part")));
                    };
                    // Chart sheets and dialogs have no cells.
                    if relation.kind == "worksheet" {
                        book.sheets.push(ListedSheet { name, hidden, part: relation.target.clone() });
                    }
                    if book.sheets.len() as u64 > limits.sheets {
                        return Err(Fault::OverLimit { what: "sheets", limit: limits.sheets });
                    }
                }
                _ => {}
            },
            Token::End => break,
            _ => {}
        }
    }
    if book.sheets.is_empty() { Err(Fault::broken(&main, "it names no sheet")) } else { Ok(book) }
}

/// The relations of a part; of the package as a whole for an empty name.
pub(in crate::source) fn relations(package: &mut Package, of: &str, limits: &Limits) -> Result<Vec<Relation>, Fault> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let part = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let mut found = Vec::new();
    let Some(input) = package.part(&part)? else { return Ok(found) };
    let mut markup = Markup::new(input, &part, limits);
    loop {
        match markup.next()? {
            Token::Open(tag)
                if tag.name == b"Relationship" && tag.value("TargetMode").as_deref() != Some("External") =>
            {
                let kind = tag.value("Type").unwrap_or_default();
                found.push(Relation {
                    id: tag.value("Id").unwrap_or_default(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: resolve(folder, &tag.value("Target").unwrap_or_default()),
                });
            }
            Token::End => return Ok(found),
            _ => {}
        }
    }
}

/// A target seen from a folder: `../comments1.xml` from `xl/worksheets` is `xl/comments1.xml`.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                steps.pop();
            }
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_the_folder_of_their_part() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("", "../../a"), "a");
    }
}
