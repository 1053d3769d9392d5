//! A network as the tables of a GMNS folder (General Modeling Network Specification 0.96): `node.csv`,
//! `link.csv`, `use_definition.csv` and `config.csv`.
//!
//! Names and units are those of the specification: `length` in kilometers, `free_speed` in kilometers an
//! hour, `toll` in yuan, positions in degrees, lines as WKT. What it has no place for stands in columns of
//! other names, which readers pass over: `travel_time` in minutes, as `link_performance.csv` has it, so that
//! a time is read as it was and not as a quotient. Capacities are TEU a year, which `config.csv` says: the
//! specification counts cars an hour and lane, of which a railway has none. The uses of links are modes.
//!
//! What is not open is left out, and so are hubs on nothing that is: a reader of such a folder takes every link
//! for one that is open. A link whose
//! directions are alike is one row that is not directed; else, and with results, each direction is a row, the
//! one back with `:back` behind its id. The same network is the same text. `read` gives back the nodes, links,
//! lengths, times, tolls, capacities and lines that were written.
//! Does not know: files; routes, services, transfers, provenance, which have no place there.

use std::collections::BTreeSet;

use crate::io::csv_text::csv_text;
use crate::model::geometry::LonLat;
use crate::model::ids::LinkId;
use crate::model::link::{Link, Mode};
use crate::model::network::Network;
use crate::model::results::{Results, way};

/// The tables of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Names of files, and their texts.
    pub files: Vec<(&'static str, String)>,
    /// Links that were left out, as they are not open either way.
    pub n_left_out: usize,
    /// Hubs that were left out, as no link that is open leads there.
    pub n_hubs_left_out: usize,
}

/// The files that such a folder may hold.
pub const FILES: [&str; 4] = ["config.csv", "link.csv", "node.csv", "use_definition.csv"];

/// What stands behind the id of the row of a direction back.
const BACK: &str = ":back";

/// A network as such tables. `is_open` says whether a link is open from its first hub to its second (true),
/// and back; `name` is that of the data set.
#[must_use]
pub fn folder(
    network: &Network,
    name: &str,
    is_open: impl Fn(LinkId, bool) -> bool,
    results: Option<&Results>,
) -> Folder {
    let mut rows = Vec::new();
    let mut modes = BTreeSet::new();
    let mut n_left_out = 0;
    let mut is_joined = vec![false; network.nodes().len()];
    for id in network.link_ids() {
        let link = network.link(id);
        let is_open = |is_forward| way(link, is_forward).is_some() && is_open(id, is_forward);
        let open = [true, false].map(is_open);
        let directions: &[Direction] = match open {
            [true, true] if results.is_none() && is_alike(link) => &[Direction::Both],
            [true, true] => &[Direction::There, Direction::Back],
            [true, false] => &[Direction::There],
            [false, true] => &[Direction::Back],
            [false, false] => {
                n_left_out += 1;
                continue;
            }
        };
        modes.insert(link.mode);
        for end in [link.from, link.to] {
            is_joined[end.index()] = true;
        }
        rows.extend(
            directions
                .iter()
                .map(|&of| link_row(network, id, of, results)),
        );
    }
    let mut heads = LINK.to_vec();
    if let Some(results) = results {
        heads.extend(["on_path", "bottleneck"]);
        heads.extend(["volume", "voc"].iter().filter(|_| results.has_flows));
    }
    let files = vec![
        ("config.csv", config(name)),
        ("link.csv", csv_text(&heads, rows)),
        ("node.csv", nodes(network, &is_joined, results)),
        ("use_definition.csv", uses(&modes)),
    ];
    let there = network.node_ids().filter(|&id| !network.is_removed(id));
    Folder {
        files,
        n_left_out,
        n_hubs_left_out: there.filter(|id| !is_joined[id.index()]).count(),
    }
}

/// Which way a row goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Both,
    There,
    Back,
}

const LINK: [&str; 15] = [
    "link_id",
    "name",
    "from_node_id",
    "to_node_id",
    "directed",
    "geometry",
    "dir_flag",
    "length",
    "facility_type",
    "capacity",
    "free_speed",
    "allowed_uses",
    "toll",
    "travel_time",
    "name_zh",
];

/// Whether both directions of a link cost and carry the same.
fn is_alike(link: &Link) -> bool {
    let (there, back) = (&link.forward, link.backward.as_ref());
    let bits = |of: &crate::model::link::Direction| {
        let numbers = [of.hours.value, of.money.value];
        let capacity = of.capacity.as_ref().map(|of| of.value.to_bits());
        (numbers.map(f64::to_bits), capacity)
    };
    back.is_some_and(|back| bits(there) == bits(back))
}

fn link_row(
    network: &Network,
    id: LinkId,
    direction: Direction,
    results: Option<&Results>,
) -> Vec<String> {
    let link = network.link(id);
    let is_back = direction == Direction::Back;
    let mut ends = [link.from, link.to].map(|end| network.node(end).key.to_string());
    if is_back {
        ends.reverse();
    }
    let [from, to] = ends;
    // There is such a way: it is open.
    let way = way(link, !is_back).unwrap_or(&link.forward);
    let (km, hours) = (link.length.value, way.hours.value);
    let speed = (hours > 0.0 && km > 0.0).then(|| km / hours);
    let number = |number: Option<f64>| {
        let finite = number.filter(|number| number.is_finite());
        finite.map_or(String::new(), |number| number.to_string())
    };
    let key = link.key.as_str();
    let mut row = vec![
        if is_back {
            format!("{key}{BACK}")
        } else {
            key.to_owned()
        },
        link.names.en.clone(),
        from,
        to,
        u8::from(direction != Direction::Both).to_string(),
        wkt(network.line(id)),
        if is_back { "-1" } else { "1" }.to_owned(),
        number(Some(km)),
        link.mode.word().to_owned(),
        number(way.capacity.as_ref().map(|of| of.value)),
        number(speed),
        link.mode.word().to_owned(),
        number(Some(way.money.value)),
        number(Some(hours * 60.0)),
        link.names.zh.clone(),
    ];
    if let Some(results) = results {
        let of = results.link(&link.key);
        row.extend([of.is_on_path, of.is_in_cut].map(|is| u8::from(is).to_string()));
        if results.has_flows {
            row.push(of.teu[usize::from(is_back)].to_string());
            row.push(number(results.utilization(link, !is_back)));
        }
    }
    row
}

fn wkt(line: &[LonLat]) -> String {
    if line.len() < 2 {
        return String::new();
    }
    let positions = line.iter().map(|at| format!("{} {}", at.lon, at.lat));
    let positions: Vec<String> = positions.collect();
    format!("LINESTRING ({})", positions.join(", "))
}

fn nodes(network: &Network, is_joined: &[bool], results: Option<&Results>) -> String {
    let mut heads = vec![
        "node_id",
        "name",
        "x_coord",
        "y_coord",
        "node_type",
        "name_zh",
        "capacity",
    ];
    if let Some(results) = results {
        heads.extend(["on_path", "bottleneck"]);
        heads.extend(["handled"].iter().filter(|_| results.has_flows));
    }
    let there = network.node_ids().filter(|id| is_joined[id.index()]);
    let row = |id| {
        let node = network.node(id);
        let capacity = node.capacity.as_ref().map(|of| of.value.to_string());
        let mut row = vec![
            node.key.to_string(),
            node.names.en.clone(),
            node.at.lon.to_string(),
            node.at.lat.to_string(),
            node.kind.word().to_owned(),
            node.names.zh.clone(),
            capacity.unwrap_or_default(),
        ];
        if let Some(results) = results {
            let of = results.hub(&node.key);
            row.extend([of.is_on_path, of.is_in_cut].map(|is| u8::from(is).to_string()));
            row.extend(results.has_flows.then(|| of.teu.to_string()));
        }
        row
    };
    csv_text(&heads, there.map(row))
}

fn config(name: &str) -> String {
    let pairs = [
        ("dataset_name", name),
        ("short_length", "m"),
        ("long_length", "km"),
        ("speed", "km/h"),
        ("crs", "EPSG:4326"),
        ("geometry_field_format", "WKT"),
        ("currency", "CNY"),
        ("version_number", "0.96"),
        ("id_type", "string"),
        ("capacity_unit", "TEU/year"),
        ("volume_unit", "TEU/year"),
        ("travel_time_unit", "min"),
    ];
    let heads = pairs.map(|(head, _)| head);
    csv_text(&heads, [pairs.map(|(_, value)| value.to_owned())])
}

/// The modes that the links are of: a box of 20 feet takes the place of a car, and nobody rides on it.
fn uses(modes: &BTreeSet<Mode>) -> String {
    let heads = [
        "use",
        "persons_per_vehicle",
        "pce",
        "special_conditions",
        "description",
    ];
    let row = |mode: &Mode| {
        let word = mode.word();
        let said = format!("containers by {word}; one unit is one TEU");
        [word, "0", "1", "", &said].map(str::to_owned)
    };
    csv_text(&heads, modes.iter().map(row))
}
