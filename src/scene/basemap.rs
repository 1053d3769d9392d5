//! What lies under the network: land, water, borders, rivers, the names of places; and the
//! context layers that people add.
//!
//! A class may be written twice, `A|B`: `A` holds in general, `B` in the Chinese view of borders.
//! Does not know: the network, and which layers are shown.

use std::sync::Arc;

use crate::model::context::{ContextLayer, Label, ShapeKind};
use crate::model::names::Names;
use crate::words::Lang;

use super::detail::Shapes;
use super::item::{Dash, HIDDEN, Level, Look, Pen, WorldLayer};
use super::palette::Palette;
use super::projection::project;
use super::style;

/// What a part of the basemap is, bottom first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Ground {
    Land,
    Lakes,
    UserAreas,
    Provinces,
    Rivers,
    Coast,
    Borders,
    UserLines,
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
    /// A point of a layer that people added.
    User,
}

/// A named place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Where, projected meters.
    pub at: [f64; 2],
    /// What it is called; both may be empty for points of added layers.
    pub names: Names,
    /// What it is.
    pub kind: PlaceKind,
    /// 1 (first to be shown) to 9.
    pub rank: u8,
    /// For rivers: how long the named line is, projected meters; else 0.
    pub length: f64,
    /// For points of added layers: the place of their layer among all context layers.
    pub user_index: Option<usize>,
}

/// One layer of the basemap.
#[derive(Clone, Debug)]
pub struct Part {
    /// For layers that people added: their place among all context layers.
    pub user_index: Option<usize>,
    ground: Ground,
    name: Arc<str>,
    levels: Arc<Vec<Level>>,
    labels: Vec<Label>,
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

fn is_names_only(name: &str) -> bool {
    matches!(name, "cities" | "country_labels" | "sea_labels")
}

impl Basemap {
    /// Projects and simplifies context layers, and gathers their names. The layers named land,
    /// lakes, provinces, rivers, coast, borders, cities, `country_labels` and `sea_labels` are the
    /// basemap; all others were added by people and lie above it.
    #[must_use]
    pub fn build(layers: &[ContextLayer]) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        let mut places = Vec::new();
        for (index, layer) in layers.iter().enumerate() {
            let ground = ground_of(&layer.name);
            let is_user = ground.is_none() && !is_names_only(&layer.name);
            let user_index = is_user.then_some(index);
            add_places(&mut places, layer, user_index);
            let [areas, lines] = gathered(layer);
            let kinds = [
                (ground.unwrap_or(Ground::UserAreas), areas),
                (ground.unwrap_or(Ground::UserLines), lines),
            ];
            for (ground, (shapes, labels)) in kinds {
                if shapes.is_empty() || is_names_only(&layer.name) {
                    continue;
                }
                parts.push(Part {
                    user_index,
                    ground,
                    name: Arc::from(layer.name.as_str()),
                    levels: Arc::new(shapes.levels(!is_user)),
                    labels,
                });
            }
        }
        parts.sort_by_key(|part| part.ground);
        places.sort_by_key(|place| (place.rank, place.kind));
        Self { parts, places }
    }

    /// The parts, bottom first.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The named places, most important first.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// A world layer for each part, in the colors of a palette and the view of borders that readers
    /// of a language expect.
    #[must_use]
    pub fn layers(&self, palette: &Palette, lang: Lang) -> Vec<Arc<WorldLayer>> {
        let layer = |part: &Part| {
            Arc::new(WorldLayer {
                name: part.name.clone(),
                levels: part.levels.clone(),
                looks: looks(part.ground, palette),
                look_of: Arc::new(
                    part.labels
                        .iter()
                        .map(|l| look_of(part.ground, l, lang))
                        .collect(),
                ),
                below_meters_per_unit: match part.ground {
                    Ground::Provinces => style::PROVINCES_BELOW,
                    Ground::Rivers => style::RIVERS_BELOW,
                    _ => f64::INFINITY,
                },
            })
        };
        self.parts.iter().map(layer).collect()
    }
}

type Gathered = (Shapes, Vec<Label>);

/// Areas and lines of a layer, each with the label of every shape.
fn gathered(layer: &ContextLayer) -> [Gathered; 2] {
    let mut areas = (Shapes::areas(), Vec::new());
    let mut lines = (Shapes::lines(), Vec::new());
    for (index, kind) in layer.kinds.iter().enumerate() {
        let points: Vec<[f64; 2]> = layer
            .shapes
            .line(index)
            .iter()
            .copied()
            .map(project)
            .collect();
        let label = label_of(layer, index);
        if *kind == ShapeKind::Line && points.len() >= 2 {
            lines.0.push_line(&points);
            lines.1.push(label);
        } else if *kind != ShapeKind::Line && points.len() >= 3 {
            areas.0.push_ring(&points, *kind == ShapeKind::Hole);
            areas.1.push(label);
        }
    }
    [areas, lines]
}

fn label_of(layer: &ContextLayer, shape: usize) -> Label {
    let feature = layer.features.get(shape).map(|&f| f as usize);
    feature
        .and_then(|f| layer.labels.get(f))
        .cloned()
        .unwrap_or_default()
}

fn add_places(places: &mut Vec<Place>, layer: &ContextLayer, user_index: Option<usize>) {
    for &(at, feature) in &layer.points {
        let label = layer
            .labels
            .get(feature as usize)
            .cloned()
            .unwrap_or_default();
        let kind = match layer.name.as_str() {
            "country_labels" if is_sea(&label.class) => PlaceKind::Sea,
            "country_labels" => PlaceKind::Country,
            "sea_labels" => PlaceKind::Sea,
            "cities" => PlaceKind::City,
            _ => PlaceKind::User,
        };
        places.push(Place {
            at: project(at),
            names: label.names,
            kind,
            rank: label.rank.clamp(1, 9),
            length: 0.0,
            user_index,
        });
    }
    if layer.name == "rivers" {
        add_rivers(places, layer);
    }
}

fn is_sea(class: &str) -> bool {
    let class = class.to_lowercase();
    ["sea", "ocean", "gulf", "strait", "bay", "channel"]
        .iter()
        .any(|word| class.contains(word))
}

/// Names a river at a third and at two thirds of its longest line.
fn add_rivers(places: &mut Vec<Place>, layer: &ContextLayer) {
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
        let line: Vec<[f64; 2]> = line.iter().copied().map(project).collect();
        let length: f64 = line
            .windows(2)
            .map(|pair| (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1]))
            .sum();
        // The second name of a river is for pages that show much of it.
        for (third, rank, length) in [(1, label.rank, length), (2, 9, length / 4.0)] {
            places.push(Place {
                at: line[line.len() * third / 3],
                names: label.names.clone(),
                kind: PlaceKind::River,
                rank: rank.clamp(1, 9),
                length,
                user_index: None,
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
        Ground::Borders => vec![
            line(province),
            line(Pen::fixed(1.0, palette.border).dashed(Dash::new(2.5, 2.5))),
            line(Pen::fixed(1.1, palette.border)),
        ],
        Ground::UserAreas => vec![area(
            palette.accent.with_alpha(0x24),
            vec![Pen::fixed(1.0, palette.accent.with_alpha(0xA0))],
        )],
        Ground::UserLines => vec![line(Pen::fixed(1.3, palette.accent.with_alpha(0xC0)))],
    }
}

fn look_of(ground: Ground, label: &Label, lang: Lang) -> u16 {
    match ground {
        Ground::Rivers => u16::from(label.rank <= 2),
        Ground::Borders => border_look(class_in(&label.class, lang)),
        _ => 0,
    }
}

fn class_in(class: &str, lang: Lang) -> &str {
    match (class.split_once('|'), lang) {
        (Some((general, _)), Lang::En) => general,
        (Some((_, chinese)), Lang::Zh) => chinese,
        (None, _) => class,
    }
}

/// The look of a border by its class, as Natural Earth words them.
fn border_look(class: &str) -> u16 {
    let class = class.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| class.contains(word));
    if has(&["unrecognized", "overlay", "hidden"]) {
        HIDDEN
    } else if has(&["admin-1", "map unit"]) {
        0
    } else if has(&[
        "disputed",
        "indefinite",
        "indeterminant",
        "control",
        "claim",
    ]) {
        1
    } else {
        2
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::geometry::LonLat;

    #[test]
    fn borders_follow_the_reader() {
        let class = "Disputed (please verify)|International boundary (verify)";
        assert_eq!(border_look(class_in(class, Lang::En)), 1);
        assert_eq!(border_look(class_in(class, Lang::Zh)), 2);
        assert_eq!(
            border_look(class_in("Disputed|Unrecognized", Lang::Zh)),
            HIDDEN
        );
        assert_eq!(border_look(class_in("", Lang::Zh)), 2);
    }

    #[test]
    fn parts_lie_in_order_and_added_layers_on_top() {
        let ring: Vec<LonLat> = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]
            .map(|(lon, lat)| LonLat::new(lon, lat))
            .to_vec();
        let layer = |name: &str, kind| {
            let mut layer = ContextLayer {
                name: name.to_owned(),
                kinds: vec![kind],
                features: vec![0],
                labels: vec![Label::default()],
                ..ContextLayer::default()
            };
            layer.shapes.push(&ring);
            layer
        };
        let layers = [
            layer("my roads", ShapeKind::Line),
            layer("borders", ShapeKind::Line),
            layer("land", ShapeKind::Outer),
        ];
        let basemap = Basemap::build(&layers);
        let names: Vec<&str> = basemap.parts().iter().map(|p| &*p.name).collect();
        assert_eq!(names, ["land", "borders", "my roads"]);
        assert_eq!(basemap.parts()[2].user_index, Some(0));
    }
}
