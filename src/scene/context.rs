//! The layers that people add: lines, areas and points under the network, each layer in a color and
//! a line width of its own, and the outline of the feature that is selected or under the pointer.
//!
//! Does not know: the basemap, the network, names on the map.

use std::sync::Arc;

use crate::model::context::ContextLayer;

use super::basemap::gathered;
use super::item::{HIDDEN, Level, Look, Pen, Point, WorldGeometry, WorldLayer};
use super::packed::Packed;
use super::palette::{Color, Palette, Theme};
use super::projection::Rect;
use super::sheet::{Thing, View};
use super::style;
use crate::model::projection::Projection;

/// How wide a layer's lines are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LineWeight {
    /// Hairlines.
    Thin,
    /// As a border.
    #[default]
    Medium,
    /// As a line of the network.
    Thick,
}

impl LineWeight {
    /// All, thinnest first.
    pub const ALL: [Self; 3] = [Self::Thin, Self::Medium, Self::Thick];

    fn index(self) -> usize {
        match self {
            Self::Thin => 0,
            Self::Medium => 1,
            Self::Thick => 2,
        }
    }

    /// Width of lines and outlines, page units.
    #[must_use]
    pub fn width(self) -> f32 {
        style::CONTEXT_WIDTHS[self.index()]
    }

    /// Half the width of points, page units.
    #[must_use]
    pub fn radius(self) -> f32 {
        style::CONTEXT_RADII[self.index()]
    }
}

/// How a layer is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ContextStyle {
    /// Its color, by the place in [`Palette::context`]; counted around.
    pub color: usize,
    /// Its lines.
    pub weight: LineWeight,
}

impl ContextStyle {
    /// The style that a layer has by itself, by its number among the layers added.
    #[must_use]
    pub fn of_number(number: usize) -> Self {
        Self {
            color: number,
            weight: LineWeight::default(),
        }
    }

    /// Its color in a palette.
    #[must_use]
    pub fn color(self, palette: &Palette) -> Color {
        palette.context[self.color % palette.context.len()]
    }

    /// Fill and outline of areas.
    #[must_use]
    pub fn area(self, palette: &Palette) -> Look {
        let color = self.color(palette);
        Look {
            fill: Some(color.with_alpha(style::CONTEXT_FILL)),
            pens: vec![Pen::fixed(self.weight.width(), color)],
        }
    }

    /// Lines.
    #[must_use]
    pub fn line(self, palette: &Palette) -> Look {
        Look {
            fill: None,
            pens: vec![Pen::fixed(self.weight.width(), self.color(palette))],
        }
    }
}

/// The areas or the lines of a layer.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its geometry, finest first.
    pub levels: Arc<Vec<Level>>,
    /// The feature of each shape of the finest level, ascending.
    pub features: Vec<u32>,
    /// The boxes of the finest level, by place.
    pub index: Packed,
}

impl Part {
    /// The level of detail that is drawn at a scale, projected meters per page unit.
    #[must_use]
    pub fn level_at(&self, scale: f64) -> Option<&Level> {
        let mut levels = self.levels.iter().rev();
        levels.find(|level| level.from_meters_per_unit <= scale)
    }

    /// The shapes of one of its levels that may be seen in a world box, ascending. A shape of a coarser level
    /// is never larger than it was.
    #[must_use]
    pub fn touching(&self, level: &WorldGeometry, world_box: [f64; 4]) -> Vec<usize> {
        let found = self.index.touching(world_box).into_iter();
        let places = found.filter_map(|source| level.source.binary_search(&source).ok());
        places
            .filter(|&shape| level.touches(shape, world_box))
            .collect()
    }
}

/// A point of a layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Where, projected meters.
    pub at: [f64; 2],
    /// Its feature.
    pub feature: u32,
}

/// A layer that people added.
#[derive(Clone, Debug)]
pub struct UserLayer {
    /// Its place among all context layers.
    pub index: usize,
    /// Its number among the layers added.
    pub number: usize,
    /// Its name.
    pub name: Arc<str>,
    /// Its areas.
    pub areas: Option<Part>,
    /// Its lines.
    pub lines: Option<Part>,
    /// Its points, the most important first.
    pub points: Vec<Spot>,
}

impl UserLayer {
    /// Projects and simplifies the layers that are not the basemap's.
    #[must_use]
    pub fn all(layers: &[ContextLayer], projection: Projection) -> Vec<Self> {
        let added = layers
            .iter()
            .enumerate()
            .filter(|(_, layer)| !layer.is_basemap);
        let numbered = added.enumerate();
        numbered
            .map(|(number, (index, layer))| {
                let [areas, lines] = gathered(layer, projection).map(|gathered| {
                    (!gathered.shapes.is_empty()).then(|| Part {
                        index: gathered.shapes.packed(),
                        levels: Arc::new(gathered.shapes.levels(false)),
                        features: gathered.features,
                    })
                });
                Self {
                    index,
                    number,
                    name: Arc::from(layer.name.as_str()),
                    areas,
                    lines,
                    points: spots(layer, projection),
                }
            })
            .collect()
    }

    /// Its style in a view.
    #[must_use]
    pub fn style(&self, view: &View) -> ContextStyle {
        let given = view.context_styles.get(self.index).copied().flatten();
        given.unwrap_or(ContextStyle::of_number(self.number))
    }
}

fn spots(layer: &ContextLayer, projection: Projection) -> Vec<Spot> {
    let mut spots: Vec<Spot> = layer
        .points
        .iter()
        .map(|&(at, feature)| Spot {
            at: projection.project(at),
            feature,
        })
        .collect();
    let rank = |spot: &Spot| {
        let label = layer.labels.get(spot.feature as usize);
        label.map_or(u8::MAX, |label| label.rank)
    };
    spots.sort_by_key(rank);
    spots
}

/// The layers that people added, and their looks in the view that was shown last.
#[derive(Clone, Debug, Default)]
pub struct UserLayers {
    layers: Arc<Vec<UserLayer>>,
    areas: Vec<(usize, Arc<WorldLayer>)>,
    lines: Vec<(usize, Arc<WorldLayer>)>,
    marked_areas: Vec<(usize, Arc<WorldLayer>)>,
    marked_lines: Vec<(usize, Arc<WorldLayer>)>,
    key: Option<Key>,
}

/// What the looks depend on beside the layers.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    theme: Theme,
    styles: Vec<Option<ContextStyle>>,
    marked: [Option<Thing>; 2],
}

impl UserLayers {
    /// Projects and simplifies layers; their looks follow with [`Self::update`].
    #[must_use]
    pub fn build(layers: &[ContextLayer], projection: Projection) -> Self {
        Self {
            layers: Arc::new(UserLayer::all(layers, projection)),
            ..Self::default()
        }
    }

    /// The layers, in their order.
    #[must_use]
    pub fn layers(&self) -> &[UserLayer] {
        &self.layers
    }

    /// Brings the looks up to date, without touching geometry. Says whether any has changed.
    pub fn update(&mut self, view: &View) -> bool {
        let of_context =
            |thing: Option<Thing>| thing.filter(|thing| matches!(thing, Thing::Context { .. }));
        let key = Some(Key {
            theme: view.drawn_theme(),
            styles: view.context_styles.clone(),
            marked: [view.hovered, view.selected].map(of_context),
        });
        if self.key == key {
            return false;
        }
        self.key = key;
        let palette = view.palette();
        let layers = Arc::clone(&self.layers);
        let looked = |part: &Option<Part>, layer: &UserLayer, look: Look| {
            let part = part.as_ref()?;
            Some((
                layer.index,
                world_layer(layer, part, vec![look], Vec::new()),
            ))
        };
        self.areas = layers
            .iter()
            .filter_map(|l| looked(&l.areas, l, l.style(view).area(palette)))
            .collect();
        self.lines = layers
            .iter()
            .filter_map(|l| looked(&l.lines, l, l.style(view).line(palette)))
            .collect();
        self.marked_areas = layers
            .iter()
            .filter_map(|l| marked_part(l, l.areas.as_ref()?, view))
            .collect();
        self.marked_lines = layers
            .iter()
            .filter_map(|l| marked_part(l, l.lines.as_ref()?, view))
            .collect();
        true
    }

    /// The areas of the layers that a view shows, with what is marked below them.
    pub fn shown_areas<'a>(&'a self, view: &'a View) -> impl Iterator<Item = &'a Arc<WorldLayer>> {
        shown(&self.marked_areas, view).chain(shown(&self.areas, view))
    }

    /// The lines of the layers that a view shows, with what is marked below them.
    pub fn shown_lines<'a>(&'a self, view: &'a View) -> impl Iterator<Item = &'a Arc<WorldLayer>> {
        shown(&self.marked_lines, view).chain(shown(&self.lines, view))
    }
}

fn shown<'a>(
    looked: &'a [(usize, Arc<WorldLayer>)],
    view: &'a View,
) -> impl Iterator<Item = &'a Arc<WorldLayer>> {
    let shown = looked.iter().filter(|(at, _)| view.is_context_shown(*at));
    shown.map(|(_, layer)| layer)
}

fn world_layer(
    layer: &UserLayer,
    part: &Part,
    looks: Vec<Look>,
    look_of: Vec<u16>,
) -> Arc<WorldLayer> {
    Arc::new(WorldLayer {
        name: Arc::clone(&layer.name),
        levels: Arc::clone(&part.levels),
        looks,
        look_of: Arc::new(look_of),
        below_meters_per_unit: f64::INFINITY,
    })
}

/// The features of a view that are marked, the one under the pointer first, with their color.
#[must_use]
pub fn marked(view: &View, layer: usize) -> Vec<(u32, Color)> {
    let accent = view.palette().accent;
    let things = [
        (view.hovered, accent.with_alpha(0x70)),
        (view.selected, accent),
    ];
    let own = |(thing, color)| match thing {
        Some(Thing::Context { layer: of, feature }) if of == layer => Some((feature, color)),
        _ => None,
    };
    things.into_iter().filter_map(own).collect()
}

/// Outlines around the areas or lines of a layer that are marked; `None` without any.
fn marked_part(layer: &UserLayer, part: &Part, view: &View) -> Option<(usize, Arc<WorldLayer>)> {
    let mut marked = marked(view, layer.index);
    marked.retain(|&(feature, _)| has(part, feature));
    if marked.is_empty() {
        return None;
    }
    let width = layer.style(view).weight.width() + 2.0 * style::CONTEXT_SELECTION;
    let look = |&(_, color): &(u32, Color)| Look {
        fill: None,
        pens: vec![Pen::fixed(width, color)],
    };
    let look_of = |of: &u32| {
        let places = (0u16..).zip(&marked);
        let own = places.filter(|(_, (feature, _))| feature == of);
        own.last().map_or(HIDDEN, |(place, _)| place)
    };
    let looks_of = part.features.iter().map(look_of).collect();
    let looks = marked.iter().map(look).collect();
    Some((layer.index, world_layer(layer, part, looks, looks_of)))
}

fn has(part: &Part, feature: u32) -> bool {
    part.features.binary_search(&feature).is_ok()
}

/// A point of a layer that is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Where on the page.
    pub at: Point,
    /// The layer, by its place among the layers added.
    pub number: usize,
    /// Its feature.
    pub feature: u32,
    /// Half its width.
    pub radius: f32,
    /// Its color.
    pub color: Color,
}

/// The points of the layers that a view shows within a part of the page, layer by layer and the most
/// important first; of those that would lie on each other one is left.
#[must_use]
pub fn dots(layers: &[UserLayer], view: &View, within: Rect) -> Vec<Dot> {
    let mut dots = Vec::new();
    for layer in layers.iter().filter(|l| view.is_context_shown(l.index)) {
        if layer.points.is_empty() {
            continue;
        }
        let own = layer.style(view);
        let radius = own.weight.radius();
        let mut taken = Taken::new(view, within, radius);
        for spot in &layer.points {
            let at = view.camera.to_page(spot.at);
            if within.has(at) && taken.take(spot.at) {
                dots.push(Dot {
                    at,
                    number: layer.number,
                    feature: spot.feature,
                    radius,
                    color: own.color(view.palette()),
                });
            }
        }
    }
    dots
}

/// A grid that is tied to the map, so that panning changes nothing; each cell has one dot.
struct Taken {
    cell: f64,
    first: [f64; 2],
    columns: usize,
    cells: Vec<bool>,
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page has few cells; what is off it is not found"
)]
impl Taken {
    fn new(view: &View, within: Rect, radius: f32) -> Self {
        let cell = f64::from(radius) * 1.5 * view.camera.meters_per_unit;
        let corner = Point::new(within.x, within.bottom());
        let first = view.camera.to_world(corner).map(|at| (at / cell).floor());
        let count = |length: f32| (length / (radius * 1.5)) as usize + 2;
        let (columns, rows) = (count(within.w), count(within.h));
        Self {
            cell,
            first,
            columns,
            cells: vec![false; columns * rows],
        }
    }

    /// Takes the cell of a position; false where it was taken already.
    fn take(&mut self, at: [f64; 2]) -> bool {
        let step = |axis: usize| ((at[axis] / self.cell).floor() - self.first[axis]) as usize;
        let place = step(1) * self.columns + step(0);
        let cell = self.cells.get_mut(place);
        cell.is_some_and(|cell| !std::mem::replace(cell, true))
    }
}
