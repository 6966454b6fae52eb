//! The three colours in the styles part, added where they are not there yet.

use super::COLOURS;
use crate::source::{
    Limits,
    error::Fault,
    markup::{Markup, Token, prefix},
};
use std::ops::Range;

/// The colours of a workbook.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Colours {
    /// The part with them, if any had to be added.
    pub(super) part: Option<Vec<u8>>,
    /// Their numbers from the lightest weight on; a workbook without styles gets none.
    pub(super) numbers: Option<[usize; 3]>,
}

/// Adds to the styles part the colours it lacks.
pub(super) fn added(part: &[u8], name: &str, limits: &Limits) -> Result<Colours, Fault> {
    let Found { root, list, close, items, before } = find(part, name, limits)?;
    let Some(root) = root else { return Ok(Colours::default()) };
    let prefix = prefix(&part[root]);
    let wanted = COLOURS.map(|(_, colour)| dxf(&prefix, colour));
    let mut numbers = [0; 3];
    let mut new = Vec::new();
    let mut count = items.len();
    for (number, wanted) in numbers.iter_mut().zip(&wanted) {
        match items.iter().position(|item| part[item.clone()] == *wanted.as_bytes()) {
            Some(known) => *number = known,
            None => {
                *number = count;
                count += 1;
                new.extend(wanted.bytes());
            }
        }
    }
    if new.is_empty() {
        return Ok(Colours { part: None, numbers: Some(numbers) });
    }
    let open = format!("<{prefix}dxfs count=\"{count}\">");
    let shut = format!("</{prefix}dxfs>");
    let (list, held) = match (list, close) {
        (Some(list), Some(close)) => {
            let held = list.end..close.start;
            (list.start..close.end, held)
        }
        // An empty list, or none.
        (Some(list), None) => (list.clone(), list.end..list.end),
        (None, _) => match before {
            Some(at) => (at..at, at..at),
            None => return Ok(Colours::default()),
        },
    };
    let parts = [&part[..list.start], open.as_bytes(), &part[held], &new, shut.as_bytes(), &part[list.end..]];
    Ok(Colours { part: Some(parts.concat()), numbers: Some(numbers) })
}

#[derive(Default)]
struct Found {
    root: Option<Range<usize>>,
    /// Opening tag of the list of differential formats, and its close.
    list: Option<Range<usize>>,
    close: Option<Range<usize>>,
    items: Vec<Range<usize>>,
    /// Where the list would stand.
    before: Option<usize>,
}

fn find(part: &[u8], name: &str, limits: &Limits) -> Result<Found, Fault> {
    let mut found = Found::default();
    let mut markup = Markup::new(part, name, limits);
    let (mut depth, mut within) = (0, false);
    loop {
        match markup.next()? {
            Token::Open(tag) => {
                let (kind, empty) = (tag.name.to_vec(), tag.empty);
                let span = markup.span();
                match (depth, &kind[..]) {
                    (0, _) => found.root = Some(span),
                    (1, b"dxfs") => {
                        found.list = Some(span);
                        within = !empty;
                    }
                    (1, b"cellXfs" | b"cellStyles") if empty => found.before = Some(span.end),
                    (2, b"dxf") if within => found.items.push(span),
                    _ => {}
                }
                depth += usize::from(!empty);
            }
            Token::Close(closed) => {
                depth -= 1;
                let closed = closed.to_vec();
                let span = markup.span();
                match (depth, &closed[..]) {
                    (1, b"dxfs") => {
                        found.close = Some(span);
                        within = false;
                    }
                    (1, b"cellXfs" | b"cellStyles") => found.before = Some(span.end),
                    (2, b"dxf") if within => {
                        found.items.last_mut().into_iter().for_each(|item| item.end = span.end);
                    }
                    _ => {}
                }
            }
            Token::End => return Ok(found),
            _ => {}
        }
    }
}

fn dxf(p: &str, colour: &str) -> String {
    format!(
        "<{p}dxf><{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"{colour}\"/><{p}bgColor rgb=\"{colour}\"/>\
         </{p}patternFill></{p}fill></{p}dxf>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(styles: &str) -> (String, [usize; 3]) {
        let Colours { part, numbers } = added(styles.as_bytes(), "styles", &Limits::default()).unwrap();
        (String::from_utf8(part.unwrap_or_else(|| styles.into())).unwrap(), numbers.unwrap())
    }

    #[test]
    fn colours_are_added_once_wherever_the_list_stands() {
        for (before, first) in [
            ("<styleSheet><cellXfs count=\"1\"><xf/></cellXfs></styleSheet>", 0),
            ("<styleSheet><cellXfs/><cellStyles/><dxfs count=\"0\"/></styleSheet>", 0),
            ("<x:styleSheet><x:cellXfs/><x:dxfs count=\"1\"><x:dxf><x:font/></x:dxf></x:dxfs></x:styleSheet>", 1),
        ] {
            let (once, numbers) = held(before);
            assert_eq!(numbers, [first, first + 1, first + 2], "{once}");
            assert!(once.contains(&format!("dxfs count=\"{}\">", first + 3)), "{once}");
            assert_eq!(held(&once), (once.clone(), numbers), "marked again");
        }
        assert_eq!(added(b"", "styles", &Limits::default()).unwrap(), Colours::default());
    }
}
