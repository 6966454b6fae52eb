//! HTML: one self-contained page, readable without colour, that prints well.

use super::{Report, ReportError, Words, Writer, lost};
use crate::reports::{
    dress::dress,
    dressed::{Dressed, DressedSection, Line, shade_colour},
};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::io::Write;

/// Writes the page: style, charts and maps are inside it; it fetches nothing.
pub struct Html;

impl Writer for Html {
    fn ending(&self) -> &'static str {
        "html"
    }
    fn write(&self, report: &Report, words: &Words, out: &mut dyn Write) -> Result<(), ReportError> {
        let page = page(&dress(report, words)?);
        out.write_all(page.into_string().as_bytes()).map_err(lost("html"))
    }
}

fn page(report: &Dressed) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(report.lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (report.title) " – " (report.subtitle) }
                style { (PreEscaped(include_str!("html.css"))) @if report.landscape { "@page { size: A4 landscape; }" } }
            }
            body {
                header {
                    p { (report.office) }
                    h1 { (report.title) }
                    p { (report.subtitle) }
                }
                main {
                    @if report.sections.len() > 1 {
                        nav aria-label=(report.title) {
                            ul { @for section in &report.sections { li { a href={ "#" (section.key) } { (section.heading) } } } }
                        }
                    }
                    @for paragraph in &report.preamble { p { (paragraph) } }
                    @for part in &report.sections { (section(part)) }
                    @if let Some(signature) = &report.signature { p.signature { (signature) br; (report.office) } }
                    @if !report.notes.is_empty() {
                        h2 { (report.notes_heading) }
                        ul { @for note in &report.notes { li { (note) } } }
                    }
                    @if !report.sources.is_empty() {
                        h2 { (report.sources_heading) }
                        ul { @for source in &report.sources { li { (source) } } }
                    }
                }
                footer { (report.footer) }
            }
        }
    }
}

fn section(section: &DressedSection) -> Markup {
    let class = |column: usize| section.columns.get(column).is_some_and(|column| column.number).then_some("number");
    let fill = |shades: &[u8], column: usize| {
        let shade = shades.get(column).copied().filter(|shade| *shade > 0)?;
        Some(format!("background:{}", shade_colour(shade)))
    };
    html! {
        section {
            h2 id=(section.key) { (section.heading) }
            @for figure in &section.figures {
                figure {
                    figcaption { (figure.title) }
                    // Drawn by this program; every word in it was escaped when it was drawn.
                    (PreEscaped(figure.drawing.whole()))
                    @if !figure.remark.is_empty() { p { (figure.remark) } }
                }
            }
            @if let Some(instead) = &section.instead { p { (instead) } }
            @if section.rows() > 0 {
                div.scroll {
                    table {
                        caption hidden { (section.heading) }
                        thead {
                            tr { @for (i, column) in section.columns.iter().enumerate() { th scope="col" class=[class(i)] { (column.heading) } } }
                        }
                        tbody {
                            @for line in &section.lines {
                                @match line {
                                    Line::Group(name) => { tr { th.group scope="colgroup" colspan=(section.columns.len()) { (name) } } }
                                    Line::Row(cells, shades) => {
                                        tr { @for (i, cell) in cells.iter().enumerate() { td class=[class(i)] style=[fill(shades, i)] { (cell) } } }
                                    }
                                    Line::Total(_) => {}
                                }
                            }
                        }
                        @if let Some(Line::Total(cells)) = section.lines.last() {
                            tfoot {
                                tr {
                                    @for (i, cell) in cells.iter().enumerate() {
                                        @if i == 0 { th scope="row" class=[class(i)] { (cell) } }
                                        @else { td class=[class(i)] { (cell) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
