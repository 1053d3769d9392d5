//! The layers that people add: lines, areas and points under the network, each layer in a color and
//! a line width of its own, and the outline of the feature that is selected or under the pointer.
//!
//! Does not know: the basemap, the network, names on the map.

pub mod dots;
pub mod drawn;
pub mod early;

use std::sync::Arc;

use crate::model::context::ContextLayer;

use self::drawn::looked;
use super::basemap::gathered;
use super::by_value::ByValue;
use super::by_value::kept::Kept;
use super::item::{HIDDEN, Level, Look, Pen, WorldGeometry, WorldLayer};
use super::look::Looked;
use super::packed::Packed;
use super::palette::{Color, Palette, Theme};
use super::sheet::{Thing, View};
use super::style;
use crate::model::look::Labels;
use crate::model::projection::Projection;
use crate::study::attributes::Of;

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
    /// Features by their attributes, by the layer's place among the layers added.
    by_value: Vec<Kept<Vec<ContextLayer>>>,
    /// Where lines and areas are named, where they are to be, by the same place.
    anchors: Vec<Option<Arc<Vec<Spot>>>>,
    key: Option<Key>,
}

/// What the looks depend on beside the layers.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    theme: Theme,
    styles: Vec<Option<ContextStyle>>,
    looks: Arc<Looked>,
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

    /// Features of a layer by their attributes, by the layer's place among the layers added, where they are
    /// drawn so.
    #[must_use]
    pub fn by_value(&self, number: usize) -> Option<&ByValue> {
        self.by_value.get(number)?.get().map(AsRef::as_ref)
    }

    /// Where lines and areas of a layer are named, by the same place; nowhere unless that was asked for.
    #[must_use]
    pub fn anchors(&self, number: usize) -> &[Spot] {
        let own = self.anchors.get(number).and_then(Option::as_ref);
        own.map_or(&[], |spots| spots)
    }

    /// The layers, the lowest first.
    #[must_use]
    pub fn by_height(&self, view: &View) -> Vec<&UserLayer> {
        let mut order: Vec<&UserLayer> = self.layers.iter().collect();
        order.sort_by_key(|layer| view.looks.height(layer.index));
        order
    }

    /// Brings the looks up to date, without touching geometry; `context` are all context layers. Says whether
    /// any has changed.
    pub fn update(&mut self, context: &Arc<Vec<ContextLayer>>, view: &View) -> bool {
        let of_context =
            |thing: Option<Thing>| thing.filter(|thing| matches!(thing, Thing::Context { .. }));
        let key = Some(Key {
            theme: view.drawn_theme(),
            styles: view.context_styles.clone(),
            looks: Arc::clone(&view.looks),
            marked: [view.hovered, view.selected].map(of_context),
        });
        if self.key == key {
            return false;
        }
        self.key = key;
        let layers = Arc::clone(&self.layers);
        self.by_value.resize_with(layers.len(), Kept::default);
        self.anchors.resize(layers.len(), None);
        for (layer, by) in layers.iter().zip(&mut self.by_value) {
            let look = view.looks.added(layer.index);
            if context.get(layer.index).is_some() {
                by.update(context, look, None, |all, _| {
                    Of::Features(&all[layer.index])
                });
            }
            let anchors = &mut self.anchors[layer.number];
            if !matches!(look.labels, Some(Labels::Names | Labels::Values)) {
                *anchors = None;
            } else if anchors.is_none() {
                *anchors = Some(Arc::new(layer.anchors(style::CONTEXT_NAMES)));
            }
        }
        let order = self.by_height(view);
        let looked = |part: fn(&UserLayer) -> Option<&Part>, is_area: bool| {
            let own = order.iter().filter_map(|&layer| {
                let by = self.by_value(layer.number);
                Some((layer.index, looked(layer, part(layer)?, by, view, is_area)))
            });
            own.collect::<Vec<_>>()
        };
        let areas = looked(|layer| layer.areas.as_ref(), true);
        let lines = looked(|layer| layer.lines.as_ref(), false);
        let marked = |part: fn(&UserLayer) -> Option<&Part>| {
            let own = order.iter();
            own.filter_map(|l| marked_part(l, part(l)?, view)).collect()
        };
        let marked_areas: Vec<_> = marked(|layer| layer.areas.as_ref());
        let marked_lines: Vec<_> = marked(|layer| layer.lines.as_ref());
        (self.areas, self.lines) = (areas, lines);
        (self.marked_areas, self.marked_lines) = (marked_areas, marked_lines);
        true
    }

    /// The areas of the layers that a view shows, with what is marked below them.
    pub fn shown_areas<'a>(&'a self, view: &'a View) -> impl Iterator<Item = &'a Arc<WorldLayer>> {
        below(&self.marked_areas, view).chain(below(&self.areas, view))
    }

    /// The lines of the layers that a view shows, with what is marked below them.
    pub fn shown_lines<'a>(&'a self, view: &'a View) -> impl Iterator<Item = &'a Arc<WorldLayer>> {
        below(&self.marked_lines, view).chain(below(&self.lines, view))
    }

    /// All of the layers that a view shows above the network: areas, then lines, with what is marked below
    /// each.
    pub fn shown_above<'a>(&'a self, view: &'a View) -> impl Iterator<Item = &'a Arc<WorldLayer>> {
        let all = [
            &self.marked_areas,
            &self.areas,
            &self.marked_lines,
            &self.lines,
        ];
        let above = move |(at, _): &&(usize, Arc<WorldLayer>)| {
            view.looks.is_above(*at) && view.is_context_shown(*at)
        };
        let all = all.into_iter().flatten();
        all.filter(above).map(|(_, layer)| layer)
    }
}

fn below<'a>(
    looked: &'a [(usize, Arc<WorldLayer>)],
    view: &'a View,
) -> impl Iterator<Item = &'a Arc<WorldLayer>> {
    let is_below = |at: usize| view.is_context_shown(at) && !view.looks.is_above(at);
    let shown = looked.iter().filter(move |(at, _)| is_below(*at));
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
    let width = layer.drawn(view).width + 2.0 * style::CONTEXT_SELECTION;
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
