//! How a change went, in one sentence: the line stood just so, would be changed, was changed.

use super::date_written;
use crate::{cli::Console, model::Date};

/// A change of one line, carried out or only tried.
pub struct Change<'a> {
    /// What the line is called.
    pub of: &'a str,
    /// Whether anything is otherwise now.
    pub changed: bool,
    /// Whether it was only tried.
    pub dry_run: bool,
}

impl Change<'_> {
    /// Of a correction.
    pub fn corrected(&self, console: &Console) -> String {
        self.said(console, ("would be corrected", "सुधार होगा"), ("corrected", "सुधारा गया"))
    }
    /// Of an entry, with a note in brackets on what would be entered and on what was; an empty note has none.
    pub fn entered(&self, console: &Console, would: &str, was: &str) -> String {
        let noted = |word: &str, note: &str| if note.is_empty() { word.to_owned() } else { format!("{word} ({note})") };
        self.said(
            console,
            (&noted("would be entered", would), &noted("दर्ज होगा", would)),
            (&noted("entered", was), &noted("दर्ज", was)),
        )
    }
    /// The sentence: each of two is in English and in Hindi.
    fn said(&self, console: &Console, would: (&str, &str), was: (&str, &str)) -> String {
        let of = self.of;
        match (self.changed, self.dry_run) {
            (false, _) => {
                let stands = ("stands just so; nothing was changed", "ऐसा ही दर्ज है; कुछ नहीं बदला");
                format!("{of}: {}", console.pick(stands.0, stands.1))
            }
            (true, true) => {
                format!(
                    "{of}: {}; {}",
                    console.pick(would.0, would.1),
                    console.pick("nothing was changed", "अभी कुछ नहीं बदला")
                )
            }
            (true, false) => format!("{of}: {}", console.pick(was.0, was.1)),
        }
    }
}

/// A figure an office sets by order from a day, or takes back; carried out or only tried.
pub struct FigureSet<'a> {
    /// What it is for: an Act, a class.
    pub of: &'a str,
    /// The figure in the reader's words; `None`: it is taken back.
    pub figure: Option<String>,
    /// The first day.
    pub from: Date,
    /// Number of the order.
    pub order_no: &'a str,
    /// Whether anything is otherwise now.
    pub changed: bool,
    /// Whether it was only tried.
    pub dry_run: bool,
}

impl FigureSet<'_> {
    /// The sentence.
    pub fn said(&self, console: &Console) -> String {
        let (of, from, order) = (self.of, date_written(self.from), self.order_no);
        let what = self.figure.as_deref().unwrap_or_else(|| console.pick("taken back", "वापस"));
        match (self.changed, self.dry_run, console.pick("en", "hi")) {
            (false, _, "hi") => format!("{of}: {what}, {from} से पहले से दर्ज (आदेश {order}); कुछ नहीं बदला"),
            (false, ..) => format!("{of}: {what}, from {from} already (order {order}); nothing was changed"),
            (true, true, "hi") => format!("{of}: {what}, {from} से होगा (आदेश {order}); अभी कुछ नहीं बदला"),
            (true, true, _) => format!("{of}: would be {what}, from {from} (order {order}); nothing was changed"),
            (true, false, "hi") => format!("{of}: {what}, {from} से, आदेश {order}"),
            (true, false, _) => format!("{of}: {what}, from {from}, order {order}"),
        }
    }
}
