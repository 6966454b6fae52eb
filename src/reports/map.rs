//! District maps as SVG: classes by hatching, every district with its name and value.

use super::{
    Phrase, ReportError, Words,
    atlas::Atlas,
    svg::{self, Anchor, Drawing, Lettering},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt::Write};

/// A count for each district of a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Map {
    /// State, as `BR`: the boundaries are `catalogue/maps/BR.geojson`.
    pub state: String,
    /// Title, which names what is counted.
    pub title: Phrase,
    /// LGD code of the district and its count. A district not named has none recorded.
    pub values: BTreeMap<i64, i64>,
}

const WIDTH: usize = 720;
/// Ground and hatching of the classes, light to dark, so that black letters stay readable on each.
const GROUNDS: [&str; 5] = ["#ffffff", "#f1f4f7", "#e2e9ef", "#d0dbe5", "#bccbd9"];

/// The upper bounds of at most five classes with about as many districts each.
fn bounds(values: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut sorted: Vec<i64> = values.collect();
    sorted.sort_unstable();
    let Some(last) = sorted.len().checked_sub(1) else { return Vec::new() };
    let mut bounds: Vec<i64> =
        (1..=GROUNDS.len()).filter_map(|k| sorted.get(last * k / GROUNDS.len()).copied()).collect();
    bounds.dedup();
    bounds
}

/// The hatchings: none, dots, sparse lines, dense lines, crossed lines.
fn patterns() -> String {
    let mark = |class: usize, step: usize, drawing: &str| {
        format!(
            "<pattern id=\"class{class}\" width=\"{step}\" height=\"{step}\" patternUnits=\"userSpaceOnUse\">\
             <rect width=\"{step}\" height=\"{step}\" fill=\"{}\"/>{drawing}</pattern>\n",
            GROUNDS[class]
        )
    };
    let line = |path: &str| format!("<path d=\"{path}\" stroke=\"#6d8296\" stroke-width=\"0.8\" fill=\"none\"/>");
    [
        mark(0, 8, ""),
        mark(1, 8, "<circle cx=\"4\" cy=\"4\" r=\"0.9\" fill=\"#6d8296\"/>"),
        mark(2, 10, &line("M-1,1 l2,-2 M0,10 l10,-10 M9,11 l2,-2")),
        mark(3, 5, &line("M-1,1 l2,-2 M0,5 l5,-5 M4,6 l2,-2")),
        mark(4, 6, &line("M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2 M-1,5 l2,2 M0,0 l6,6 M5,-1 l2,2")),
    ]
    .concat()
}

impl Map {
    /// The map in the reader's language, and the districts that have a count but no boundary.
    pub fn draw(&self, words: &Words) -> Result<(Drawing, Vec<i64>), ReportError> {
        let atlas = Atlas::load(words.files(), &self.state)?;
        let frame = atlas.frame(WIDTH as f64);
        // Districts beyond the map have no part in its classes: one society in each of thirty would take two of them.
        let drawn: BTreeMap<i64, i64> = atlas
            .districts
            .iter()
            .filter_map(|district| Some((district.lgd_code, *self.values.get(&district.lgd_code)?)))
            .collect();
        let bounds = bounds(drawn.values().copied());
        let class_of =
            |value: i64| bounds.iter().position(|bound| value <= *bound).unwrap_or(bounds.len().saturating_sub(1));
        // A map of few classes uses the ends of the scale, so that two classes are easily told apart.
        let shade = |class: usize| if bounds.len() < 2 { 1 } else { class * (GROUNDS.len() - 1) / (bounds.len() - 1) };
        let legend_top = frame.height.ceil() as usize + 8;
        let mut out = Drawing::new(WIDTH, legend_top + 30, words.phrase(&self.title));
        let _ = writeln!(out.shapes, "<defs>{}</defs>", patterns());
        for district in &atlas.districts {
            let fill = match drawn.get(&district.lgd_code) {
                Some(value) => format!("url(#class{})", shade(class_of(*value))),
                None => "#ffffff".into(),
            };
            let _ = writeln!(
                out.shapes,
                r##"<path d="{}" fill="{fill}" stroke="#33414e" stroke-width="0.9" stroke-linejoin="round"/>"##,
                district.path(&frame)
            );
        }
        for district in &atlas.districts {
            let (x, y) = frame.place(district.label_at(&frame));
            let value = drawn.get(&district.lgd_code).map_or("–".into(), |n| words.number(i128::from(*n)));
            let name = district.name.in_language(words.reader().language);
            out.words.push(rimmed(x, y - 2.0, 9.0, false, name));
            out.words.push(rimmed(x, y + 9.0, 10.0, true, &value));
        }
        let mut x = 8;
        let mut from = drawn.values().min().copied();
        for (class, bound) in bounds.iter().enumerate() {
            let first = from.unwrap_or(*bound);
            let (low, high) = (words.number(i128::from(first)), words.number(i128::from(*bound)));
            let label = if first == *bound { high } else { format!("{low} – {high}") };
            let _ = writeln!(
                out.shapes,
                r##"<rect x="{x}" y="{legend_top}" width="26" height="16" fill="url(#class{})" stroke="#33414e" stroke-width="0.9"/>"##,
                shade(class)
            );
            out.write((x + 32) as f64, legend_top as f64 + 12.5, 12.0, Anchor::Start, &label);
            x += 46 + svg::text_width(&label, 12);
            from = drawn.values().copied().filter(|value| value > bound).min();
        }
        Ok((out, self.values.keys().copied().filter(|code| !drawn.contains_key(code)).collect()))
    }
}

/// Text with a white rim over the middle of a district.
fn rimmed(x: f64, y: f64, size: f64, bold: bool, text: &str) -> Lettering {
    Lettering { x, y, size, anchor: Anchor::Middle, bold, rim: true, text: text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::Files,
        model::Language,
        reports::{Digits, Reader},
    };

    #[test]
    fn every_district_shows_its_count_and_one_without_boundary_is_told() {
        let map = Map {
            state: "BR".into(),
            title: Phrase::Plain("समितियाँ".into()),
            values: BTreeMap::from([(212, 1_234), (195, 7), (9_999, 3)]),
        };
        let reader = Reader { language: Language::Hi, digits: Digits::Latin };
        let (drawn, missing) = map.draw(&Words::load(&Files::embedded(), reader).unwrap()).unwrap();
        let drawn = drawn.whole();
        assert_eq!(missing, [9_999]);
        // The legend speaks of the two districts drawn alone.
        assert!(drawn.contains(">7<") && !drawn.contains(">3<"), "{drawn}");
        assert!(drawn.contains(">पटना<") && drawn.contains(">1,234<") && drawn.contains(">दरभंगा<"));
        assert_eq!(drawn.matches("<path d=").count() - 3, 38, "thirty-eight districts, and three hatchings of lines");
    }

    #[test]
    fn classes_hold_about_as_many_districts_each_and_equal_counts_share_one() {
        let same: BTreeMap<i64, i64> = (0..10).map(|code| (code, 4)).collect();
        assert_eq!(bounds(same.into_values()), [4]);
        let spread: BTreeMap<i64, i64> = (0..38).map(|code| (code, code * code)).collect();
        let classes = bounds(spread.into_values());
        assert_eq!((classes.len(), classes.last()), (5, Some(&(37 * 37))));
        assert!(bounds(std::iter::empty()).is_empty());
    }
}
