//! What lies under the network: land, water, borders, rivers, the names of places.
//!
//! Does not know: the network, the layers that people add (see [`super::context`]).

pub mod borders;

use std::sync::Arc;

use self::borders::{border_look, boundary_lines, boundary_look, class_in, is_chinese, is_named};
use crate::model::cartography::Borders;
use crate::model::context::{BOUNDARY, ContextLayer, Label, ShapeKind};
use crate::model::names::Names;
use crate::words::Lang;

use super::detail::{LARGE, Shapes};
use super::item::{Dash, Level, Look, Pen, WorldGeometry, WorldLayer};
use super::palette::Palette;
use super::projection::near::NearBy;
use super::projection::seam;
use super::style;
use crate::model::projection::Projection;

/// Detail of the land that ground is cut to, projected meters a page unit.
const LAND_DETAIL: f64 = 1_000.0;

/// Where along a river its first and second name may stand, as shares of its length.
const FIRST_NAME: &[f32] = &[0.33, 0.28, 0.38, 0.22, 0.44, 0.16, 0.1];
/// See [`FIRST_NAME`].
const SECOND_NAME: &[f32] = &[0.67, 0.72, 0.62, 0.78, 0.56, 0.84, 0.9];

/// What a part of the basemap is, bottom first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Ground {
    Land,
    Lakes,
    Provinces,
    Rivers,
    Coast,
    Borders,
    /// Those of a file.
    Boundary,
}

/// The kind of a named place that is not part of the network, in order of importance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A country.
    Country,
    /// A sea, gulf or strait.
    Sea,
    /// A city that is no hub.
    City,
    /// A river.
    River,
}

/// A named place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Where, projected meters.
    pub at: [f64; 2],
    /// What it is called.
    pub names: Names,
    /// What it is.
    pub kind: PlaceKind,
    /// 1 (first to be shown) to 9.
    pub rank: u8,
    /// For rivers: how long the named line is, projected meters; else 0.
    pub length: f64,
    /// For rivers: the line that is named, and where along it, as shares of its length, in order of
    /// preference; else nothing.
    pub line: Arc<Vec<[f64; 2]>>,
    /// See [`Self::line`].
    pub shares: &'static [f32],
}

/// One layer of the basemap.
#[derive(Clone, Debug)]
pub struct Part {
    ground: Ground,
    name: Arc<str>,
    /// The file that it came from.
    file: Arc<str>,
    levels: Arc<Vec<Level>>,
    /// The look of each shape in the international view of borders, and in the Chinese one.
    looks_of: [Arc<Vec<u16>>; 2],
}

/// The basemap's geometry and names.
#[derive(Clone, Debug, Default)]
pub struct Basemap {
    parts: Vec<Part>,
    places: Vec<Place>,
}

fn ground_of(name: &str) -> Option<Ground> {
    match name {
        "land" => Some(Ground::Land),
        "lakes" => Some(Ground::Lakes),
        "provinces" => Some(Ground::Provinces),
        "rivers" => Some(Ground::Rivers),
        "coast" => Some(Ground::Coast),
        "borders" => Some(Ground::Borders),
        _ => None,
    }
}

impl Basemap {
    /// Projects and simplifies the basemap's layers, and gathers their names; all other layers are
    /// left alone. The basemap's are named land, lakes, provinces, rivers, coast, borders, cities,
    /// `country_labels` and `sea_labels`, and [`BOUNDARY`] for those of files; what one shows follows from its
    /// name.
    #[must_use]
    pub fn build(layers: &[ContextLayer], projection: Projection) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        let mut places = Vec::new();
        for layer in layers.iter().filter(|layer| layer.is_basemap) {
            if layer.name == BOUNDARY {
                parts.push(boundary_part(layer, projection));
                continue;
            }
            add_places(&mut places, layer, projection);
            let Some(ground) = ground_of(&layer.name) else {
                continue;
            };
            for gathered in gathered(layer, projection) {
                if gathered.shapes.is_empty() {
                    continue;
                }
                let labels = gathered.features.iter().map(|&f| label_of(layer, f));
                parts.push(Part {
                    ground,
                    name: Arc::from(layer.name.as_str()),
                    file: Arc::clone(&layer.file),
                    looks_of: looks_of(ground, labels),
                    levels: Arc::new(gathered.shapes.levels(true)),
                });
            }
        }
        parts.sort_by_key(|part| part.ground);
        places.sort_by_key(|place| (place.rank, place.kind));
        Self { parts, places }
    }

    /// How many of the parts lie below what people add: land and lakes.
    #[must_use]
    pub fn n_below(&self) -> usize {
        self.parts
            .partition_point(|part| part.ground <= Ground::Lakes)
    }

    /// The land at a level of detail that ground is cut to; `None` without a basemap.
    #[must_use]
    pub fn land(&self) -> Option<&WorldGeometry> {
        let mut parts = self.parts.iter();
        let is_land = |part: &&Part| {
            let is_areas = |level: &Level| level.geometry.is_closed;
            part.ground == Ground::Land && part.levels.first().is_some_and(is_areas)
        };
        let levels = &parts.find(is_land)?.levels;
        let coarse = levels
            .iter()
            .rev()
            .find(|of| of.from_meters_per_unit <= LAND_DETAIL);
        coarse.map(|level| &level.geometry)
    }

    /// The named places, most important first.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The part of a file of boundaries.
    fn boundary(&self, borders: &Borders) -> Option<&Part> {
        let chosen = borders.file()?;
        let mut parts = self.parts.iter();
        parts.find(|part| part.ground == Ground::Boundary && is_named(&part.file, &chosen.name))
    }

    /// A world layer for each part, in the colors of a palette and a view of borders. Where a file that was
    /// chosen is not there, the built-in view of the language is drawn.
    #[must_use]
    pub fn layers(&self, palette: &Palette, borders: &Borders, lang: Lang) -> Vec<Arc<WorldLayer>> {
        let file = self.boundary(borders);
        let is_drawn = |part: &&Part| match part.ground {
            Ground::Boundary => file.is_some_and(|file| std::ptr::eq(file, *part)),
            Ground::Borders => file.is_none(),
            _ => true,
        };
        let is_chinese = is_chinese(borders, lang);
        let layer = |part: &Part| {
            Arc::new(WorldLayer {
                name: part.name.clone(),
                levels: part.levels.clone(),
                looks: looks(part.ground, palette),
                look_of: Arc::clone(&part.looks_of[usize::from(is_chinese)]),
                below_meters_per_unit: match part.ground {
                    Ground::Provinces => style::PROVINCES_BELOW,
                    Ground::Rivers => style::RIVERS_BELOW,
                    _ => f64::INFINITY,
                },
            })
        };
        self.parts.iter().filter(is_drawn).map(layer).collect()
    }
}

fn boundary_part(layer: &ContextLayer, projection: Projection) -> Part {
    let (shapes, features) = boundary_lines(layer, projection);
    Part {
        ground: Ground::Boundary,
        name: Arc::from(BOUNDARY),
        file: Arc::clone(&layer.file),
        looks_of: looks_of(
            Ground::Boundary,
            features.iter().map(|&f| label_of(layer, f)),
        ),
        levels: Arc::new(shapes.levels(false)),
    }
}

/// Shapes of one kind.
pub(super) struct Gathered {
    pub(super) shapes: Shapes,
    /// The feature of each shape.
    pub(super) features: Vec<u32>,
}

/// Areas and lines of a layer, in projected meters.
pub(super) fn gathered(layer: &ContextLayer, projection: Projection) -> [Gathered; 2] {
    let none = |shapes| Gathered {
        shapes,
        features: Vec::new(),
    };
    let mut areas = none(Shapes::areas());
    let mut lines = none(Shapes::lines());
    let is_large = layer.shapes.n_positions() >= LARGE;
    let mut near = NearBy::default();
    let mut points: Vec<[f64; 2]> = Vec::new();
    // Holes that came with their ring.
    let mut come = 0;
    for (index, kind) in layer.kinds.iter().enumerate() {
        let line = layer.shapes.line(index);
        if index < come {
            continue;
        }
        let feature = layer.features.get(index).copied().unwrap_or_default();
        let is_plain = projection == Projection::Mercator && !seam::crosses(projection, line);
        if is_large && is_plain {
            points.clear();
            points.extend(line.iter().map(|&at| near.project(at)));
            if *kind == ShapeKind::Line && points.len() >= 2 {
                lines.shapes.push_line(&points);
                lines.features.push(feature);
            } else if *kind != ShapeKind::Line && points.len() >= 3 {
                areas.shapes.push_ring(&points, *kind == ShapeKind::Hole);
                areas.features.push(feature);
            }
            continue;
        }
        if *kind == ShapeKind::Line {
            for part in seam::line(projection, line) {
                lines.shapes.push_line(&part);
                lines.features.push(feature);
            }
            continue;
        }
        if *kind == ShapeKind::Hole {
            // Its ring was near and whole, and was laid down as it is.
            for part in seam::ring(projection, line) {
                areas.shapes.push_ring(&part, true);
                areas.features.push(feature);
            }
            continue;
        }
        // A ring that is cut has each hole in the part where it lies.
        let behind = &layer.kinds[index + 1..];
        let n_holes = behind.iter().take_while(|kind| **kind == ShapeKind::Hole);
        come = index + 1 + n_holes.count();
        let holes = (index + 1..come).map(|hole| layer.shapes.line(hole));
        for part in seam::polygon(projection, line, &holes.collect::<Vec<_>>()) {
            for (number, ring) in part.iter().enumerate() {
                areas.shapes.push_ring(ring, number > 0);
                areas.features.push(feature);
            }
        }
    }
    [areas, lines]
}

fn label_of(layer: &ContextLayer, feature: u32) -> Label {
    let label = layer.labels.get(feature as usize);
    label.cloned().unwrap_or_default()
}

fn add_places(places: &mut Vec<Place>, layer: &ContextLayer, projection: Projection) {
    for &(at, feature) in &layer.points {
        let label = label_of(layer, feature);
        let kind = match layer.name.as_str() {
            "country_labels" if is_sea(&label.class) => PlaceKind::Sea,
            "country_labels" => PlaceKind::Country,
            "sea_labels" => PlaceKind::Sea,
            _ => PlaceKind::City,
        };
        places.push(Place {
            at: projection.project(at),
            names: label.names,
            kind,
            rank: label.rank.clamp(1, 9),
            length: 0.0,
            line: Arc::default(),
            shares: &[],
        });
    }
    if layer.name == "rivers" {
        add_rivers(places, layer, projection);
    }
}

fn is_sea(class: &str) -> bool {
    let class = class.to_lowercase();
    ["sea", "ocean", "gulf", "strait", "bay", "channel"]
        .iter()
        .any(|word| class.contains(word))
}

/// Names a river at a third and at two thirds of its longest line.
fn add_rivers(places: &mut Vec<Place>, layer: &ContextLayer, projection: Projection) {
    for (feature, label) in layer.labels.iter().enumerate() {
        let own = |&shape: &usize| layer.features.get(shape).map(|&f| f as usize) == Some(feature);
        let longest = (0..layer.kinds.len())
            .filter(own)
            .max_by_key(|&shape| layer.shapes.line(shape).len());
        let Some(line) = longest.map(|shape| layer.shapes.line(shape)) else {
            continue;
        };
        if line.len() < 2 || label.names == Names::default() {
            continue;
        }
        let line = Arc::new(seam::whole(projection, line));
        let length: f64 = line
            .windows(2)
            .map(|pair| (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1]))
            .sum();
        // The second name of a river is for pages that show much of it.
        let names = [
            (1, label.rank, length, FIRST_NAME),
            (2, 9, length / 4.0, SECOND_NAME),
        ];
        for (third, rank, length, shares) in names {
            places.push(Place {
                at: line[line.len() * third / 3],
                names: label.names.clone(),
                kind: PlaceKind::River,
                rank: rank.clamp(1, 9),
                length,
                line: Arc::clone(&line),
                shares,
            });
        }
    }
}

fn looks(ground: Ground, palette: &Palette) -> Vec<Look> {
    let area = |fill, pens| Look {
        fill: Some(fill),
        pens,
    };
    let line = |pen: Pen| Look {
        fill: None,
        pens: vec![pen],
    };
    let province = Pen::fixed(0.8, palette.province).dashed(Dash::new(5.0, 2.5));
    match ground {
        Ground::Land => vec![area(palette.land, Vec::new())],
        Ground::Lakes => vec![area(palette.water, vec![Pen::fixed(0.5, palette.coast)])],
        Ground::Provinces => vec![line(province)],
        Ground::Rivers => vec![
            line(Pen::fixed(0.8, palette.river)),
            line(Pen::fixed(1.5, palette.river)),
        ],
        Ground::Coast => vec![line(Pen::fixed(0.8, palette.coast))],
        Ground::Borders | Ground::Boundary => vec![
            line(province),
            line(Pen::fixed(1.0, palette.border).dashed(Dash::new(2.5, 2.5))),
            line(Pen::fixed(1.1, palette.border)),
        ],
    }
}

/// Looks go by what classes are called, which is looked at once and not with each change of colors.
fn looks_of(ground: Ground, labels: impl Iterator<Item = Label>) -> [Arc<Vec<u16>>; 2] {
    let labels: Vec<Label> = labels.collect();
    [false, true].map(|is_chinese| {
        let looks = labels
            .iter()
            .map(|label| look_of(ground, label, is_chinese));
        Arc::new(looks.collect())
    })
}

fn look_of(ground: Ground, label: &Label, is_chinese: bool) -> u16 {
    match ground {
        Ground::Rivers => u16::from(label.rank <= 2),
        Ground::Borders => border_look(class_in(&label.class, is_chinese)),
        Ground::Boundary => boundary_look(&label.class),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cartography::BoundaryFile;
    use crate::model::geometry::LonLat;
    use crate::scene::palette::Theme;

    #[test]
    fn parts_lie_in_order_and_added_layers_are_none() {
        let ring: Vec<LonLat> = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]
            .map(|(lon, lat)| LonLat::new(lon, lat))
            .to_vec();
        let layer = |name: &str, kind| {
            let mut layer = ContextLayer {
                is_basemap: true,
                name: name.to_owned(),
                kinds: vec![kind],
                features: vec![0],
                labels: vec![Label::default()],
                ..ContextLayer::default()
            };
            layer.shapes.push(&ring);
            layer
        };
        let mut added = layer("land", ShapeKind::Outer);
        added.is_basemap = false;
        let layers = [
            added,
            layer("borders", ShapeKind::Line),
            layer("land", ShapeKind::Outer),
        ];
        let basemap = Basemap::build(&layers, Projection::Mercator);
        let names: Vec<&str> = basemap.parts.iter().map(|p| &*p.name).collect();
        assert_eq!(names, ["land", "borders"]);
        assert_eq!(basemap.n_below(), 1);
    }

    #[test]
    fn a_file_takes_the_place_of_the_built_in_borders() {
        let line: Vec<LonLat> = [LonLat::new(0.0, 0.0), LonLat::new(2.0, 1.0)].to_vec();
        let layer = |name: &str, file: &str| {
            let mut layer = ContextLayer {
                is_basemap: true,
                name: name.to_owned(),
                file: Arc::from(file),
                kinds: vec![ShapeKind::Line],
                features: vec![0],
                labels: vec![Label::default()],
                ..ContextLayer::default()
            };
            layer.shapes.push(&line);
            layer
        };
        let layers = [
            layer("borders", "borders.geojson"),
            layer(BOUNDARY, "/maps/a.geojson"),
        ];
        let basemap = Basemap::build(&layers, Projection::Mercator);
        let names = |borders: &Borders| -> Vec<String> {
            let layers = basemap.layers(Palette::of(Theme::Light), borders, Lang::En);
            layers.iter().map(|layer| layer.name.to_string()).collect()
        };
        let file = |name: &str| {
            let (name, hash) = (name.to_owned(), String::new());
            Borders::File(Arc::new(BoundaryFile { name, hash }))
        };
        assert_eq!(names(&Borders::China), ["borders"]);
        assert_eq!(names(&file("a.geojson")), [BOUNDARY]);
        assert_eq!(names(&file("gone.geojson")), ["borders"]);
    }
}
