//! Bar charts as SVG: horizontal bars, each with its value written out, readable without colour.

use super::{
    Phrase, Words,
    svg::{self, Anchor, Drawing},
};
use crate::model::Value;
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// What it stands for.
    pub label: Phrase,
    /// Its length; below zero it is drawn as zero and its value written.
    pub value: Value,
    /// What it is held against, as a target: a line across the bar, its figure written behind that of the bar.
    #[serde(default)]
    pub mark: Option<Value>,
}

impl Bar {
    /// A bar that is held against nothing.
    pub fn new(label: Phrase, value: Value) -> Self {
        Self { label, value, mark: None }
    }
}

/// A chart of horizontal bars, top to bottom in the order given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// Title, which names what is counted.
    pub title: Phrase,
    /// Bars.
    pub bars: Vec<Bar>,
}

const WIDTH: usize = 720;
const STEP: usize = 24;

impl Chart {
    /// The chart in the reader's language; `None` without bars.
    pub fn draw(&self, words: &Words) -> Option<Drawing> {
        let lengths = self.bars.iter().flat_map(|bar| [Some(&bar.value), bar.mark.as_ref()]).flatten();
        let longest = lengths.filter_map(Value::as_integer).max()?.max(1);
        let labels: Vec<String> = self.bars.iter().map(|bar| words.phrase(&bar.label)).collect();
        let widest = labels.iter().map(|label| svg::text_width(label, 13)).max()?;
        let left = widest.clamp(60, 320) + 10;
        let said = |bar: &Bar| match &bar.mark {
            Some(mark) => format!("{} / {}", words.alone(&bar.value), words.alone(mark)),
            None => words.alone(&bar.value),
        };
        let values: Vec<String> = self.bars.iter().map(said).collect();
        let right = values.iter().map(|value| svg::text_width(value, 13)).max()? + 14;
        let room = WIDTH.saturating_sub(left + right).max(80);
        let height = self.bars.len() * STEP + 12;

        let mut out = Drawing::new(WIDTH, height, words.phrase(&self.title));
        for (i, (bar, (label, value))) in self.bars.iter().zip(labels.iter().zip(&values)).enumerate() {
            let (top, middle) = (i * STEP + 6, i * STEP + 6 + STEP / 2);
            // i128: an amount in paise times the room may leave 64 bits.
            let drawn = |value: &Value| {
                let length = i128::from(value.as_integer().unwrap_or(0).max(0));
                usize::try_from(length * room as i128 / i128::from(longest)).unwrap_or(room)
            };
            let length = drawn(&bar.value);
            out.write((left - 8) as f64, middle as f64 + 4.5, 13.0, Anchor::End, &svg::shorten(label, 320, 13));
            // The outline keeps even a bar of length nought visible.
            let _ = writeln!(
                out.shapes,
                r##"<rect x="{left}" y="{}" width="{length}" height="{}" fill="#4a6a8a" stroke="#1c2f42" stroke-width="1"/>"##,
                top + 3,
                STEP - 6
            );
            let mark = bar.mark.as_ref().map(drawn);
            if let Some(at) = mark {
                let at = left + at;
                let (top, bottom) = (top + 1, top + STEP - 1);
                let _ = writeln!(
                    out.shapes,
                    r##"<line x1="{at}" y1="{top}" x2="{at}" y2="{bottom}" stroke="#1c2f42" stroke-width="2.5"/>"##
                );
            }
            let length = length.max(mark.unwrap_or(0));
            out.write((left + length + 6) as f64, middle as f64 + 4.5, 13.0, Anchor::Start, value);
        }
        let _ = writeln!(
            out.shapes,
            r##"<line x1="{left}" y1="2" x2="{left}" y2="{}" stroke="#1c2f42" stroke-width="1"/>"##,
            height - 2
        );
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::Files, reports::Reader};

    #[test]
    fn every_bar_says_its_value_and_markup_in_a_name_stays_text() {
        let bar = |label: &str, n| Bar::new(Phrase::Plain(label.into()), Value::Integer(n));
        let chart =
            Chart { title: Phrase::Plain("A & B".into()), bars: vec![bar("<b>", 150_000), bar("x", 0), bar("y", -3)] };
        let drawn = chart.draw(&Words::load(&Files::embedded(), Reader::default()).unwrap()).unwrap().whole();
        assert!(drawn.contains("&lt;b&gt;") && drawn.contains("1,50,000") && drawn.contains(">-3<"));
        assert!(drawn.contains("<title>A &amp; B</title>") && !drawn.contains("<b>"));
        assert_eq!(drawn.matches("<rect").count(), 3);
        let against = Bar { mark: Some(Value::Integer(400)), ..bar("z", 100) };
        let chart = Chart { title: Phrase::Plain("t".into()), bars: vec![against] };
        let drawn = chart.draw(&Words::load(&Files::embedded(), Reader::default()).unwrap()).unwrap().whole();
        assert!(drawn.contains(">100 / 400<"), "{drawn}");
        assert_eq!(drawn.matches("<line").count(), 2, "the mark and the ground line");
    }
}
