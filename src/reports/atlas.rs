//! District boundaries of a state, from `catalogue/maps/<STATE>.geojson`.
//!
//! Boundaries of the Census of 2011: HindustanTimesLabs/shapefiles (MIT), made from DataMeet districts
//! (CC BY 2.5 IN, attribute DataMeet). A report with a map names this source.

use super::ReportError;
use crate::{
    catalogue::{CatalogueError, Files},
    model::Label,
};
use serde::Deserialize;
use std::fmt::Write;

/// Longitude and latitude in degrees.
type Position = (f64, f64);

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}
#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}
#[derive(Deserialize)]
struct Properties {
    lgd_code: i64,
    name_en: String,
    name_hi: String,
}
#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Vec<Position>>),
    MultiPolygon(Vec<Vec<Vec<Position>>>),
}

/// One district.
#[derive(Clone, Debug)]
pub struct District {
    /// LGD code.
    pub lgd_code: i64,
    /// Name.
    pub name: Label,
    /// Rings of all its parts; holes are rings as well (drawn by the even-odd rule they would be holes;
    /// no district of the shipped maps has one that is not filled by its neighbour).
    rings: Vec<Vec<Position>>,
}

/// The districts of a state.
#[derive(Clone, Debug)]
pub struct Atlas {
    /// In order of their codes.
    pub districts: Vec<District>,
}

/// Where degrees fall on the drawing.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    west: f64,
    north: f64,
    /// Pixels of a degree of latitude.
    scale: f64,
    /// A degree of longitude as a share of one of latitude, at the middle of the state.
    squeeze: f64,
    /// Height of the drawing in pixels.
    pub height: f64,
}

impl Frame {
    /// Place of a position in pixels.
    pub fn place(&self, (lon, lat): Position) -> (f64, f64) {
        ((lon - self.west) * self.squeeze * self.scale + 4.0, (self.north - lat) * self.scale + 4.0)
    }
}

impl Atlas {
    /// The districts of a state, as `BR`.
    pub fn load(files: &Files, state: &str) -> Result<Self, ReportError> {
        let path = format!("maps/{state}.geojson");
        let text = files.text(&path)?;
        let collection: Collection = serde_json::from_str(&text).map_err(|fault| CatalogueError::new(&path, fault))?;
        let mut districts: Vec<District> = collection
            .features
            .into_iter()
            .map(|feature| District {
                lgd_code: feature.properties.lgd_code,
                name: Label { en: feature.properties.name_en, hi: feature.properties.name_hi },
                rings: match feature.geometry {
                    Geometry::Polygon(rings) => rings,
                    Geometry::MultiPolygon(parts) => parts.into_iter().flatten().collect(),
                },
            })
            .collect();
        districts.sort_by_key(|district| district.lgd_code);
        if districts.iter().all(|district| district.rings.iter().all(Vec::is_empty)) {
            return Err(CatalogueError::new(&path, "holds no boundary").into());
        }
        Ok(Self { districts })
    }

    /// Is there a map of this state?
    pub fn exists(files: &Files, state: &str) -> bool {
        files.list("maps").is_ok_and(|maps| maps.contains(&format!("maps/{state}.geojson")))
    }

    /// The frame that fits all districts into a width in pixels.
    pub fn frame(&self, width: f64) -> Frame {
        let all = || self.districts.iter().flat_map(|district| district.rings.iter().flatten());
        let (west, east) = all().fold((f64::MAX, f64::MIN), |(low, high), p| (low.min(p.0), high.max(p.0)));
        let (south, north) = all().fold((f64::MAX, f64::MIN), |(low, high), p| (low.min(p.1), high.max(p.1)));
        let squeeze = f64::midpoint(south, north).to_radians().cos();
        // A state is taller than wide in places (Madhya Pradesh is not): no drawing above 1.1 times its width.
        let scale =
            ((width - 8.0) / ((east - west) * squeeze).max(1e-6)).min((width * 1.1) / (north - south).max(1e-6));
        Frame { west, north, scale, squeeze, height: (north - south) * scale + 8.0 }
    }
}

impl District {
    /// Outline as SVG path data.
    pub fn path(&self, frame: &Frame) -> String {
        let mut data = String::new();
        for ring in &self.rings {
            for (i, position) in ring.iter().enumerate() {
                let (x, y) = frame.place(*position);
                let _ = write!(data, "{}{x:.1},{y:.1}", if i == 0 { 'M' } else { 'L' });
            }
            data.push('Z');
        }
        data
    }

    /// Where its name stands: of a grid of inner points, the one farthest from the boundary, a wide place preferred
    /// to a tall one because names are wide.
    pub fn label_at(&self, frame: &Frame) -> Position {
        let Some(ring) = self.rings.iter().max_by(|a, b| area(a).total_cmp(&area(b))) else { return (0.0, 0.0) };
        let edge = |pick: fn(&Position) -> f64| {
            ring.iter().map(pick).fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)))
        };
        let ((west, east), (south, north)) = (edge(|p| p.0), edge(|p| p.1));
        let mut best = ((f64::midpoint(west, east), f64::midpoint(south, north)), f64::MIN);
        const STEPS: i32 = 24;
        for i in 1..STEPS {
            for j in 1..STEPS {
                let at = (
                    west + (east - west) * f64::from(i) / f64::from(STEPS),
                    south + (north - south) * f64::from(j) / f64::from(STEPS),
                );
                if inside(ring, at) {
                    let room = distance(ring, at, frame.squeeze / 1.8);
                    if room > best.1 {
                        best = (at, room);
                    }
                }
            }
        }
        best.0
    }
}

/// Twice the area in square degrees, without sign.
fn area(ring: &[Position]) -> f64 {
    ring.iter().zip(ring.iter().skip(1)).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs()
}

/// Is the point inside the ring (even-odd)?
fn inside(ring: &[Position], (x, y): Position) -> bool {
    ring.iter().zip(ring.iter().skip(1)).fold(false, |is_in, (a, b)| {
        let crosses = (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0;
        is_in ^ crosses
    })
}

/// Least distance to an edge, longitudes weighed by `squeeze`.
fn distance(ring: &[Position], at: Position, squeeze: f64) -> f64 {
    let flat = |p: &Position| ((p.0 - at.0) * squeeze, p.1 - at.1);
    ring.iter()
        .zip(ring.iter().skip(1))
        .map(|(a, b)| {
            let ((ax, ay), (bx, by)) = (flat(a), flat(b));
            let (dx, dy) = (bx - ax, by - ay);
            let along = (-(ax * dx + ay * dy) / (dx * dx + dy * dy).max(1e-18)).clamp(0.0, 1.0);
            (ax + along * dx).hypot(ay + along * dy)
        })
        .fold(f64::MAX, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_maps_of_three_states_read_and_every_name_stands_in_its_district() {
        for (state, count) in [("BR", 38), ("MP", 50), ("UK", 13)] {
            let atlas = Atlas::load(&Files::embedded(), state).unwrap();
            assert_eq!(atlas.districts.len(), count, "{state}");
            let frame = atlas.frame(720.0);
            for district in &atlas.districts {
                let at = district.label_at(&frame);
                assert!(district.rings.iter().any(|ring| inside(ring, at)), "{}", district.name.en);
            }
        }
        assert!(Atlas::load(&Files::embedded(), "../x").is_err());
        assert!(!Atlas::exists(&Files::embedded(), "ZZ"));
    }
}
