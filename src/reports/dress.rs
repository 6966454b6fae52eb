//! From a report to its words: every key, code, number and date in the reader's language, every figure drawn.

use super::{
    ColumnKind, Report, ReportError, Section, Table, Words,
    dressed::{Dressed, DressedColumn, DressedSection, Figure, Line},
    svg,
};
use crate::model::{Language, Paise, Value};

/// Letters an upright A4 sheet takes in a line of a table at the printed size; wider tables lie.
const UPRIGHT_LETTERS: usize = 92;

/// Dresses a report.
pub fn dress(report: &Report, words: &Words) -> Result<Dressed, ReportError> {
    report.check_shape()?;
    let sections: Vec<DressedSection> =
        report.sections.iter().map(|section| dress_section(report, section, words)).collect::<Result<_, _>>()?;
    let letters = |section: &DressedSection| section.columns.iter().map(|column| column.weight + 2).sum::<usize>();
    Ok(Dressed {
        key: report.key.clone(),
        lang: if words.reader().language == Language::Hi { "hi" } else { "en" }.into(),
        date: report.as_of.to_string(),
        office: report.origin.office.in_language(words.reader().language).to_owned(),
        title: words.phrase(&report.title),
        subtitle: format!("{} {}", words.text("word.as_on"), words.date(report.as_of)),
        landscape: sections.iter().any(|section| letters(section) > UPRIGHT_LETTERS),
        preamble: report.preamble.iter().map(|said| words.phrase(said)).collect(),
        signature: report.signature.as_ref().map(|said| words.phrase(said)),
        sections,
        notes: report.notes.iter().map(|note| words.phrase(note)).collect(),
        notes_heading: words.text("word.notes").into(),
        sources: report.sources.iter().map(|source| words.phrase(source)).collect(),
        sources_heading: words.text("word.sources").into(),
        footer: footer(report, words),
        page_word: words.text("word.page").into(),
        deva_digits: words.reader().digits == super::Digits::Deva,
    })
}

/// Date of the data, day-book row, catalogue and program: enough to make the same sheet again.
pub fn footer(report: &Report, words: &Words) -> String {
    let mut parts = vec![format!("{} {}", words.text("word.data_of"), words.date(report.as_of))];
    if let Some(known_on) = &report.origin.known_on {
        parts.push(format!("{} {known_on}", words.text("word.known_on")));
    }
    if report.origin.day_no > 0 {
        let row = words.number(i128::from(report.origin.day_no));
        parts.push(format!("{} {row}", words.text("word.day_book")));
    }
    parts.push(format!("{} {}", words.text("word.catalogue"), report.origin.catalogue));
    parts.push(format!("coop-registry {}", report.origin.program));
    parts.join(" · ")
}

/// Heading of a column in the reader's language.
pub fn heading<'a>(column: &'a super::Column, words: &'a Words) -> String {
    match &column.heading {
        Some(label) => label.in_language(words.reader().language).to_owned(),
        None => words.text(&format!("column.{}", column.key)).to_owned(),
    }
}

/// Has any amount of the column paise?
pub fn has_paise(table: &Table, column: usize) -> bool {
    table.rows.iter().any(|row| matches!(row.get(column), Some(Value::Money(Paise(paise))) if paise % 100 != 0))
}

fn dress_section(report: &Report, section: &Section, words: &Words) -> Result<DressedSection, ReportError> {
    let table = &section.table;
    let mut figures = Vec::new();
    if let Some((svg, title)) =
        section.chart.as_ref().and_then(|chart| Some((chart.draw(words)?, words.phrase(&chart.title))))
    {
        figures.push(Figure::new(svg, title, String::new()));
    }
    if let Some(map) = &section.map {
        let (svg, undrawn) = map.draw(words)?;
        let undrawn: Vec<String> = undrawn
            .iter()
            .map(|code| {
                let name = words.code(&report.names, "district", &Value::Integer(*code)).into_owned();
                format!("{name} {}", words.number(i128::from(map.values.get(code).copied().unwrap_or_default())))
            })
            .collect();
        let remark = match undrawn.is_empty() {
            true => String::new(),
            false => format!("{} {}", words.text("word.not_on_map"), undrawn.join(", ")),
        };
        figures.push(Figure::new(svg, words.phrase(&map.title), remark));
    }

    let shown: Vec<usize> = (0..table.columns.len()).filter(|column| Some(*column) != table.group_by).collect();
    let mut columns: Vec<DressedColumn> = shown
        .iter()
        .map(|column| DressedColumn {
            heading: heading(&table.columns[*column], words),
            number: table.columns[*column].kind.is_number(),
            weight: 0,
        })
        .collect();
    let lines = dress_lines(report, table, &shown, words);
    for (i, column) in columns.iter_mut().enumerate() {
        let widest = lines.iter().filter_map(|line| match line {
            Line::Row(cells, _) | Line::Total(cells) => cells.get(i).map(|cell| svg::letters(cell)),
            Line::Group(_) => None,
        });
        // A heading may break between words; a number may not break at all.
        // Headings are bold, hence wider.
        let word = column.heading.split_whitespace().map(svg::letters).max().unwrap_or_default() + 1;
        let longest = widest.max().unwrap_or_default();
        column.weight = if column.number { longest.max(word).max(3) } else { longest.max(word).clamp(4, 42) };
    }
    let instead = table.rows.is_empty().then(|| words.text("word.no_rows").to_owned());
    let heading = words.phrase(&section.heading);
    Ok(DressedSection { key: section.key.clone(), heading, figures, columns, lines, instead })
}

fn dress_lines(report: &Report, table: &Table, shown: &[usize], words: &Words) -> Vec<Line> {
    let paise: Vec<bool> = (0..table.columns.len()).map(|column| has_paise(table, column)).collect();
    let cell =
        |row: &[Value], column: usize| words.value(report, &table.columns[column].kind, &row[column], paise[column]);
    let mut lines = Vec::with_capacity(table.rows.len() + 1);
    let mut group: Option<&Value> = None;
    let has_shades = table.columns.iter().any(|column| column.shaded);
    for row in &table.rows {
        if let Some(by) = table.group_by
            && group != Some(&row[by])
        {
            group = Some(&row[by]);
            lines.push(Line::Group(format!("{}: {}", heading(&table.columns[by], words), cell(row, by))));
        }
        let shades = if has_shades {
            shown.iter().map(|column| table.columns[*column].shade(&row[*column])).collect()
        } else {
            Vec::new()
        };
        lines.push(Line::Row(shown.iter().map(|column| cell(row, *column)).collect(), shades));
    }
    if table.has_totals() {
        let mut cells: Vec<String> = shown
            .iter()
            .map(|column| match (table.total(*column), &table.columns[*column].kind) {
                (Some(sum), ColumnKind::Money) => words.amount(sum, paise[*column]),
                (Some(sum), ColumnKind::Quantity) => words.digits(super::words::decimal(sum, 3)),
                (Some(sum), _) => words.number(sum),
                (None, _) => String::new(),
            })
            .collect();
        if let Some(first) = cells.first_mut().filter(|first| first.is_empty()) {
            words.text("word.total").clone_into(first);
        }
        lines.push(Line::Total(cells));
    }
    lines
}
