//! Rows of the legend for lines: routes, modes, conditions.
//!
//! Does not know: how samples are drawn.

use super::{Row, Sample};
use crate::model::ids::LinkId;
use crate::model::link::Mode;
use crate::model::network::Network;
use crate::scene::by_value::ByValue;
use crate::scene::layers::WorldLayers;
use crate::scene::map::{self, Condition};
use crate::scene::overlay::level_at;
use crate::scene::palette::Color;
use crate::scene::sheet::View;
use crate::scene::{clip, style};
use crate::study::outcome::Outcome;
use crate::words;

/// Whether a line lies on the map of a picture.
fn is_in_sight(layers: &WorldLayers, view: &View, id: LinkId) -> bool {
    let camera = &view.camera;
    let level = level_at(layers, camera.meters_per_unit);
    level.is_some_and(|level| {
        let geometry = &level.geometry;
        geometry.touches(id.index(), camera.world_box())
            && !clip::line_runs(geometry.shape(id.index()), camera, 0.0).is_empty()
    })
}

/// A row for each route, mode and condition of the lines that are drawn; of a picture only of those that it shows.
pub(super) fn line_rows(
    layers: &WorldLayers,
    (network, outcome, view): (&Network, Option<&Outcome>, &View),
    is_picture: bool,
) -> Vec<Row> {
    let palette = view.palette();
    let drawn: Vec<LinkId> = network
        .link_ids()
        .filter(|&id| map::is_drawn(network, outcome, view, id) && !layers.is_recolored(id))
        .filter(|&id| !is_picture || is_in_sight(layers, view, id))
        .collect();
    let mut rows = Vec::new();
    let mut add = |colors: &[Color], mode, condition, words: &str| {
        rows.push(Row {
            sample: Sample::Line(map::sample(view, colors, mode, condition)),
            words: words.to_owned(),
        });
    };
    // Lines in the color of an attribute tell nothing of routes and modes.
    let is_classed = layers.links_by_value().is_some_and(ByValue::has_colors);
    for id in network.route_ids().filter(|_| !is_classed) {
        let route = network.route(id);
        let is_used = drawn.iter().any(|&l| network.link(l).routes.contains(&id));
        if network.is_corridor_route(id) && view.is_route_shown(id) && is_used {
            let color = palette.route_color(route.key.as_str());
            let name = route.names.in_lang(view.lang);
            add(&[color], Mode::Rail, Condition::Open, name);
        }
    }
    let colors = |&id: &LinkId| map::route_colors(network, view, network.link(id));
    let shared = drawn.iter().map(colors).max_by_key(Vec::len);
    if let Some(colors) = shared.filter(|colors| colors.len() > 1 && !is_classed) {
        let words = words::text(view.lang, "picture.legend.shared");
        add(&colors, Mode::Rail, Condition::Open, words);
    }
    let other = |id: &&LinkId| map::route_colors(network, view, network.link(**id)).is_empty();
    let modes = [
        (Mode::Rail, "picture.legend.rail"),
        (Mode::Road, "picture.legend.road"),
        (Mode::Waterway, "picture.legend.waterway"),
        (Mode::Sea, "picture.legend.sea"),
        (Mode::Air, "picture.legend.air"),
        (Mode::Transfer, "picture.legend.transfer"),
    ];
    let is_near = view.camera.meters_per_unit < style::TRANSFER_BELOW;
    for (mode, key) in modes.into_iter().filter(|_| !is_classed) {
        let has = drawn
            .iter()
            .filter(other)
            .any(|&id| network.link(id).mode == mode && (mode != Mode::Transfer || is_near));
        if has {
            add(&[], mode, Condition::Open, words::text(view.lang, key));
        }
    }
    let conditions = [
        (Condition::Idle, "picture.legend.idle"),
        (Condition::Building, "picture.legend.building"),
        (Condition::Planned, "picture.legend.planned"),
        (Condition::Closed, "picture.legend.closed"),
    ];
    for (condition, key) in conditions {
        let has = drawn
            .iter()
            .any(|&id| map::condition(network, outcome, id) == condition);
        if has {
            add(
                &[palette.muted],
                Mode::Rail,
                condition,
                words::text(view.lang, key),
            );
        }
    }
    rows
}
