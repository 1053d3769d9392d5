//! Raw files to a network and context layers, collecting every finding.
//!
//! Does not know: JSON syntax (see `io::geojson`) and what is computed from a network.

pub mod context;
pub mod hubs;
pub mod links;
pub mod pattern;
pub mod props;
pub mod routes;
pub mod snap;
#[cfg(test)]
mod tests;

use context::{Take, context_layer};
use hubs::Hubs;
use links::{Links, Site, SnapOptions, join_cities};
use snap::SnapIndex;

use std::sync::Arc;

use super::raw::{RawFile, RawShape};
use crate::model::check::{Issue, Place};
use crate::model::context::ContextLayer;
use crate::model::defaults::Defaults;
use crate::model::network::Network;

/// Line ends and passing lines join a hub within this distance, meters, unless asked otherwise.
pub const SNAP_METERS: f64 = 1000.0;

/// A file of more lines than this is context: a road or rail map, not a corridor, unless it says
/// that it is one.
pub const MAX_NETWORK_LINES: usize = 20_000;

/// What files hold.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// The network; empty where no file has a line or hub for it.
    pub network: Network,
    /// Files and polygons that are only looked at.
    pub context: Vec<ContextLayer>,
    /// Findings, in order of files.
    pub issues: Vec<Issue>,
}

/// Properties of which one is enough to say that a file speaks of a corridor.
const TELLING: [&str; 16] = [
    "mode",
    "routes",
    "route",
    "from",
    "to",
    "length_km",
    "hours",
    "capacity_teu",
    "gauge_mm",
    "tracks",
    "electrified",
    "kind",
    "transfer_hours",
    "transfer_cny",
    "city",
    "link_id",
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Its properties speak of a corridor.
    Telling,
    /// Lines or points without telling properties.
    Plain,
    /// Too many lines, or areas only.
    Context,
}

/// Builds a network and context layers from files; what they do not say is filled up from defaults. Layers
/// that large files come with are taken out of them.
#[must_use]
pub fn lower(files: &mut [RawFile], snap: SnapOptions, defaults: &Arc<Defaults>) -> Lowered {
    let mut issues = Vec::new();
    let roles: Vec<Role> = files.iter().map(|file| role(file, &mut issues)).collect();
    let is_any_telling = roles.contains(&Role::Telling);

    let mut hubs = Hubs::new(defaults);
    for (file, role) in files.iter().zip(&roles) {
        if *role == Role::Telling || (*role == Role::Plain && !is_any_telling) {
            hubs.add_file(file, &mut issues);
        }
    }
    hubs.resolve_cities(&mut issues);
    let index = SnapIndex::new(hubs.nodes.iter().map(|node| node.at));
    let mut links = Links::new(defaults);
    let mut is_network = vec![false; files.len()];
    for (number, (file, role)) in files.iter().zip(&roles).enumerate() {
        let joins = match role {
            Role::Telling => true,
            Role::Plain => !is_any_telling || touches_hubs(file, &index, snap),
            Role::Context => false,
        };
        if joins {
            is_network[number] = true;
            let mut site = Site {
                hubs: &mut hubs,
                index: &index,
                snap,
                issues: &mut issues,
            };
            links.add_file(file, &mut site);
        } else if *role == Role::Plain {
            issues.push(whole_file("unrelated", file, &[]));
        }
    }
    join_cities(&mut links, &hubs);
    say_of_areas(files, &mut issues);
    say_what_lacks(files, &is_network, &hubs, &links, &mut issues);
    let routes = routes::build_routes(files, &mut links.links, &links.route_keys, &mut issues);
    // The parts were made here with unique keys and valid ends, so this cannot fail; an empty
    // network is still better than a crash should that ever be wrong.
    let network = Network::new(
        hubs.nodes,
        links.links,
        links.lines,
        routes,
        Arc::clone(defaults),
    )
    .unwrap_or_else(|error| {
        let file = files.first().map(|f| f.file.clone()).unwrap_or_default();
        let message = error.to_string();
        issues.push(Issue::error(
            "network",
            &file,
            Place::default(),
            &[&message],
        ));
        Network::empty(Arc::clone(defaults))
    });
    Lowered {
        network,
        context: context_layers(files, &is_network),
        issues,
    }
}

fn whole_file(code: &'static str, file: &RawFile, args: &[&str]) -> Issue {
    Issue::warning(code, &file.file, Place::path("$"), args)
}

/// How many lines, points and areas a file has.
fn counts(file: &RawFile) -> [usize; 3] {
    if let Some(layer) = &file.context {
        return layer.counts();
    }
    let mut counts = [0; 3];
    for shape in file.features.iter().flat_map(|feature| &feature.shapes) {
        counts[match shape {
            RawShape::Line(_) => 0,
            RawShape::Point(_) => 1,
            RawShape::Polygon(_) => 2,
        }] += 1;
    }
    counts
}

fn role(file: &RawFile, issues: &mut Vec<Issue>) -> Role {
    let [n_lines, n_points, _] = counts(file);
    if n_lines > MAX_NETWORK_LINES && !file.members.contains_key("corridor") {
        issues.push(whole_file("big-file", file, &[&n_lines.to_string()]));
        return Role::Context;
    }
    if n_lines + n_points == 0 {
        return Role::Context;
    }
    let is_telling = file.features.iter().any(|feature| {
        TELLING
            .iter()
            .any(|name| feature.properties.contains_key(*name))
    });
    if is_telling {
        Role::Telling
    } else {
        Role::Plain
    }
}

fn touches_hubs(file: &RawFile, index: &SnapIndex, snap: SnapOptions) -> bool {
    let lines = file.features.iter().flat_map(|feature| {
        feature.shapes.iter().filter_map(|shape| match shape {
            RawShape::Line(line) => Some(file.lines.line(*line)),
            RawShape::Point(_) | RawShape::Polygon(_) => None,
        })
    });
    lines
        .flat_map(|line| line.first().into_iter().chain(line.last()))
        .any(|&at| index.nearest(at, snap.meters).is_some())
}

fn say_of_areas(files: &[RawFile], issues: &mut Vec<Issue>) {
    for file in files {
        let [_, _, n_areas] = counts(file);
        if n_areas > 0 {
            issues.push(whole_file("polygons", file, &[&n_areas.to_string()]));
        }
    }
}

fn context_layers(files: &mut [RawFile], is_network: &[bool]) -> Vec<ContextLayer> {
    let mut context = Vec::new();
    for (file, &is_network) in files.iter_mut().zip(is_network) {
        if let Some(layer) = file.context.take() {
            context.extend((!layer.labels.is_empty()).then_some(layer));
            continue;
        }
        let take = if is_network {
            Take::Polygons
        } else {
            Take::Everything
        };
        context.extend(context_layer(file, take));
    }
    context
}

fn say_what_lacks(
    files: &[RawFile],
    is_network: &[bool],
    hubs: &Hubs,
    links: &Links,
    issues: &mut Vec<Issue>,
) {
    let n_shapes: usize = files.iter().flat_map(counts).sum();
    let Some(first) = files.first() else {
        return;
    };
    if n_shapes == 0 {
        issues.push(whole_file("nothing", first, &[]));
        return;
    }
    let Some(first) = files
        .iter()
        .zip(is_network)
        .find_map(|(file, &is_network)| is_network.then_some(file))
    else {
        return;
    };
    if links.links.is_empty() {
        issues.push(whole_file("no-links", first, &[]));
    } else if links.n_ends_at_hubs == 0 {
        let n_junctions = hubs.nodes.len().to_string();
        issues.push(whole_file("no-hubs", first, &[&n_junctions]));
    }
}
