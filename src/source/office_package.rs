//! What XLSX and XLSB share: a package whose workbook part lists sheets that lie in parts of their own.

use super::{
    Limits,
    builder::SheetBuilder,
    error::Fault,
    fonts::{Fonts, Style},
    limits::Spent,
    markup::{Markup, Token},
    package::{Counted, Package},
    serial::DateSystem,
    strings::Strings,
    workbook::SheetName,
};
use std::{io::Read, sync::Arc};

pub(super) struct Relation {
    pub id: String,
    /// Last part of the type, as `worksheet`.
    pub kind: String,
    /// Full name of the part.
    pub target: String,
}

#[derive(Clone, Debug)]
pub(super) struct ListedSheet {
    pub name: String,
    pub hidden: bool,
    pub part: String,
}

/// What the workbook part says.
pub(super) struct Book {
    pub sheets: Vec<ListedSheet>,
    pub dates: DateSystem,
    /// It asks for a calculation on opening: where all stored values of formulas are zero, they mean nothing.
    pub uncalculated: bool,
    pub styles: String,
    pub shared_strings: String,
    pub theme: String,
}

/// The workbook part of a package, and what it is related to.
pub(super) struct WorkbookPart {
    /// Its name.
    pub main: String,
    relations: Vec<Relation>,
}

impl WorkbookPart {
    /// Finds it; `ending` is that of the parts, `xml` or `bin`.
    pub fn of(package: &mut Package, ending: &str, limits: &Limits) -> Result<(Self, Book), Fault> {
        let main = relations(package, "", limits)?
            .into_iter()
            .find(|relation| relation.kind == "officeDocument")
            .map_or_else(|| format!("xl/workbook.{ending}"), |relation| relation.target);
        let relations = relations(package, &main, limits)?;
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let target = |kind: &str| {
            let named = relations.iter().find(|relation| relation.kind == kind);
            named.map_or_else(|| format!("{folder}/{kind}.{ending}"), |relation| relation.target.clone())
        };
        let book = Book {
            sheets: Vec::new(),
            dates: DateSystem::From1900,
            uncalculated: false,
            styles: target("styles"),
            shared_strings: target("sharedStrings"),
            theme: target("theme"),
        };
        Ok((Self { main, relations }, book))
    }
    /// The part itself, being unpacked.
    pub fn open<'p>(&self, package: &'p mut Package) -> Result<impl Read + use<'p>, Fault> {
        package.part(&self.main)?.ok_or_else(|| Fault::broken(&self.main, "it is not there"))
    }
    /// Lists a sheet by the id of its relation; chart sheets and dialogs have no cells.
    pub fn list(&self, book: &mut Book, name: String, id: &str, hidden: bool, limits: &Limits) -> Result<(), Fault> {
        let Some(relation) = self.relations.iter().find(|relation| relation.id == id) else {
            return Err(Fault::broken(&self.main, format!("the sheet '{name}' has no part")));
        };
        if relation.kind == "worksheet" {
            book.sheets.push(ListedSheet { name, hidden, part: relation.target.clone() });
        }
        if book.sheets.len() as u64 > limits.sheets {
            return Err(Fault::OverLimit { what: "sheets", limit: limits.sheets });
        }
        Ok(())
    }
    /// The book, when all of it is read.
    pub fn listed(&self, book: Book) -> Result<Book, Fault> {
        if book.sheets.is_empty() { Err(Fault::broken(&self.main, "it names no sheet")) } else { Ok(book) }
    }
}

/// An opened workbook; sheets are read when asked for.
pub(super) struct OpenBook {
    pub package: Package,
    pub limits: Limits,
    pub sheets: Vec<ListedSheet>,
    pub dates: DateSystem,
    pub styles: Arc<[Style]>,
    pub fonts: Fonts,
    pub shared: Arc<Strings>,
}

impl OpenBook {
    pub fn names(&self) -> Vec<SheetName> {
        self.sheets.iter().map(|sheet| SheetName { name: sheet.name.clone(), hidden: sheet.hidden }).collect()
    }
    /// A sheet to be filled, and its part being unpacked.
    pub fn begin(&mut self, index: u32, spent: Spent) -> Result<(ListedSheet, SheetBuilder<'_>, Counted<'_>), Fault> {
        let Self { package, limits, sheets, dates, styles, fonts, shared } = self;
        let listed = sheets.get(index as usize).ok_or_else(|| Fault::broken("workbook", "no such sheet"))?.clone();
        let builder = SheetBuilder::new(index, &listed.name, limits).beside(spent.and(shared.spent())).dressed(
            shared.clone(),
            styles.clone(),
            fonts.clone(),
            *dates,
        );
        let part = package
            .part_ahead(&listed.part)?
            .ok_or_else(|| Fault::broken(&listed.part, "it is named in the workbook but not there"))?;
        Ok((listed, builder, part))
    }
}

/// The relations of a part; of the package as a whole for an empty name.
pub(super) fn relations(package: &mut Package, of: &str, limits: &Limits) -> Result<Vec<Relation>, Fault> {
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
