//! Names and numbers that looks ask for: of links, of lines and areas of added layers, below the names of hubs
//! and points.
//!
//! Does not know: names that are there by themselves.

use super::{Ranked, lines};
use crate::model::ids::{LinkId, NodeId};
use crate::model::look::{Labels, Styled};
use crate::model::names::Names;
use crate::scene::context::UserLayer;
use crate::scene::item::Point;
use crate::scene::labels::{Candidate, Line, Placement};
use crate::scene::overlay::{BEYOND, Ground, middle_of};
use crate::scene::palette::Color;
use crate::scene::{map, style};
use crate::study::sentences::link_name;
use crate::words::Lang;

/// Importance of the names of links and of features, between those of hubs and of cities.
const LINKS: u16 = 66;
/// See [`LINKS`].
const FEATURES: u16 = 78;
/// Links shorter than this on the page are not named, page units.
const SHORTEST: f64 = 34.0;

/// The number below the name of a hub.
pub(super) fn hub_value(ground: &Ground, node: NodeId, size: f32) -> Option<Line> {
    let by = ground.layers.hubs_by_value()?;
    let said = by.label_of(node.index(), ground.view.lang)?;
    Some(Line::new(&said, size * style::SECOND_LANGUAGE, 0.0))
}

/// The number below the name of a feature, by the layer's place among those added.
pub(super) fn feature_value(ground: &Ground, number: usize, feature: u32) -> Option<Line> {
    let by = ground.layers.user_layers().by_value(number)?;
    let said = by.label_of(feature as usize, ground.view.lang)?;
    let size = style::CITY_LABEL * style::SECOND_LANGUAGE;
    Some(Line::new(&said, size, 0.0))
}

/// The names of links, lines and areas that looks ask for.
pub(super) fn names(ground: &Ground) -> Vec<Ranked> {
    let mut ranked = Vec::new();
    let labels = ground.view.looks.part(Styled::Lines).labels;
    if matches!(labels, Some(Labels::Names | Labels::Values)) {
        let links = ground.network.link_ids();
        ranked.extend(links.filter_map(|id| link(ground, id)));
    }
    let users = ground.layers.user_layers();
    for layer in ground.layers.users() {
        if ground.view.is_context_shown(layer.index) {
            let spots = users.anchors(layer.number).iter();
            let near = ground.view.camera.viewport.grown(BEYOND);
            ranked.extend(spots.filter_map(|spot| {
                let at = ground.view.camera.to_page(spot.at);
                near.has(at)
                    .then(|| feature(ground, layer, spot.feature, at))?
            }));
        }
    }
    ranked
}

fn link(ground: &Ground, id: LinkId) -> Option<Ranked> {
    let (view, palette) = (ground.view, ground.view.palette());
    let geometry = &ground.layers.lines().first()?.geometry;
    let [left, low, right, high] = *geometry.boxes.get(id.index())?;
    let length = (right - left).hypot(high - low) / view.camera.meters_per_unit;
    let is_drawn = map::is_drawn(ground.network, ground.outcome, view, id);
    if !is_drawn || length < SHORTEST {
        return None;
    }
    let (at, _) = middle_of(ground, id)?;
    let named = |lang| link_name(ground.network, id, lang);
    let names = Names::new(&named(Lang::En), &named(Lang::Zh));
    let by = ground.layers.links_by_value();
    let value = by.and_then(|by| by.label_of(id.index(), view.lang));
    Some(ranked(ground, LINKS, at, &names, value, palette.muted))
}

fn feature(ground: &Ground, layer: &UserLayer, feature: u32, at: Point) -> Option<Ranked> {
    let palette = ground.view.palette();
    let label = ground.layers.label(layer.index, feature)?;
    let by = ground.layers.user_layers().by_value(layer.number);
    let value = by.and_then(|by| by.label_of(feature as usize, ground.view.lang));
    if label.names == Names::default() && value.is_none() {
        return None;
    }
    let color = layer.drawn(ground.view).color.with_alpha(0xFF);
    let importance = FEATURES + u16::from(label.rank);
    let color = color.mixed(palette.ink, 0.35);
    Some(ranked(ground, importance, at, &label.names, value, color))
}

fn ranked(
    ground: &Ground,
    importance: u16,
    at: Point,
    names: &Names,
    value: Option<String>,
    color: Color,
) -> Ranked {
    let size = style::CITY_LABEL;
    let mut lines = lines(ground.view, names, size, 0.0);
    lines.retain(|line| !line.text.is_empty());
    lines.extend(value.map(|said| Line::new(&said, size * style::SECOND_LANGUAGE, 0.0)));
    Ranked {
        importance,
        candidate: Candidate {
            at,
            lines,
            placement: Placement::Around(2.0),
            color,
            halo: ground.view.palette().land,
        },
        dot: None,
        along: None,
        part: None,
    }
}
