//! Where the hubs are: cities at their GeoNames positions, terminals on their lines; and which hubs
//! have no link.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use corridor::model::geometry::LonLat;
use corridor::model::network::Network;
use corridor::model::node::NodeKind;
use serde_json::Value as Json;

use crate::{features, maps, readme, study, text};

/// Cities farther than 5 km from the position that GeoNames gives them, and why.
const FAR_FROM_GEONAMES: [(&str, &str); 3] = [
    ("almaty", "its station, on the drawn railway"),
    ("xining", "its station, on the drawn railway"),
    ("yinchuan", "its station, on the drawn railway"),
];

/// Cities that the base map is too coarse for, by key: longitude and latitude in GeoNames (CC BY 4.0).
const GEONAMES: [(&str, f64, f64); 10] = [
    ("duyun", 107.5167, 26.2667),
    ("hai-duong", 106.333, 20.941),
    ("hechi", 108.0838, 24.6928),
    ("hung-yen", 106.0511, 20.6464),
    ("lhasa", 91.1, 29.65),
    ("luang-prabang", 102.1525, 19.8933),
    ("qianjiang", 108.7748, 29.5328),
    ("tongren", 109.1853, 27.7172),
    ("xingyi", 104.9064, 25.0962),
    // Its county seat Zhonghe.
    ("xiushan", 108.989, 28.4505),
];

/// Cities that are compared with nothing, and why.
const NOT_COMPARED: [(&str, &str); 3] = [
    ("leye", "a county town that no collected list of places has"),
    ("moscow", "far outside of the places collected"),
    (
        "wangmo",
        "a county town that no collected list of places has",
    ),
];

/// Terminals and stations more than a kilometer off the drawn lines of their mode, and why. The
/// straight piece from the end of a line to its hub does not count as line.
const OFF_THEIR_LINES: [(&str, &str); 17] = [
    (
        "beihai",
        "the line ends 3.0 km before the middle of the city, joined straight",
    ),
    (
        "beihai-tieshan-port",
        "the branch is straight between points and ends 5.3 km before the quays",
    ),
    (
        "chengdu-qingbaijiang",
        "the container yard lies 3.4 km from the main lines; its sidings are not drawn",
    ),
    (
        "chongqing-yuzui",
        "placed approximately, 2.6 km from the Yu-Huai line",
    ),
    (
        "duisburg",
        "the terminals lie on the Rhine, 2.9 km from the main line",
    ),
    (
        "fangchenggang-port",
        "the station is 2.5 km from the quays, joined straight",
    ),
    (
        "guangzhou-nansha",
        "the delta is one straight line (known fault)",
    ),
    (
        "hai-phong",
        "the station is 1.1 km from the quays, joined straight",
    ),
    (
        "laem-chabang",
        "the line ends 2.3 km before the quays, joined straight",
    ),
    (
        "luzhou",
        "placed approximately; the river is 1.2 km off as drawn",
    ),
    (
        "port-klang",
        "the branch ends 4.0 km before the quays, joined straight",
    ),
    (
        "qinzhou-port",
        "the canal ends 5.3 km before the quays, joined straight",
    ),
    (
        "sanshui",
        "the end of the drawn river, where the delta begins as a straight line",
    ),
    (
        "shanghai-yangshan",
        "the islands lie 54 km from the mouth of the river",
    ),
    (
        "xuyong-north",
        "the station of the map; both lines are straight for kilometers on either side",
    ),
    (
        "yibin",
        "placed approximately; the river is 2.0 km off as drawn",
    ),
    (
        "zhanjiang",
        "the line ends 5.6 km before the quays, joined straight",
    ),
];

/// The cities of the base map by name, with their positions.
fn geonames() -> BTreeMap<String, LonLat> {
    let bytes = fs::read(maps().join("basemap/cities.geojson")).unwrap();
    let whole: Json = serde_json::from_slice(&bytes).unwrap();
    let mut cities = BTreeMap::new();
    for city in whole["features"].as_array().unwrap() {
        let at = &city["geometry"]["coordinates"];
        let at = LonLat::new(at[0].as_f64().unwrap(), at[1].as_f64().unwrap());
        let name = city["properties"]["name_en"].as_str().unwrap().to_owned();
        // The first is the greatest of its name.
        cities.entry(name).or_insert(at);
    }
    cities
}

#[test]
fn cities_lie_where_geonames_has_them() {
    let cities = geonames();
    let network = study().network;
    let mut far = BTreeSet::new();
    let mut not_compared = BTreeSet::new();
    for node in network
        .nodes()
        .iter()
        .filter(|node| node.kind == NodeKind::City)
    {
        let key = node.key.to_string();
        let listed = GEONAMES.iter().find(|(known, _, _)| *known == key);
        let listed = listed.map(|&(_, lon, lat)| LonLat::new(lon, lat));
        match listed.or_else(|| cities.get(&node.names.en).copied()) {
            Some(at) => {
                if node.at.geodesic_meters_to(at) > 5000.0 {
                    far.insert(key);
                }
            }
            None => {
                not_compared.insert(key);
            }
        }
    }
    assert_eq!(not_compared, keys(&NOT_COMPARED));
    assert_eq!(far, keys(&FAR_FROM_GEONAMES));
}

fn keys(listed: &[(&str, &str)]) -> BTreeSet<String> {
    listed.iter().map(|(key, _)| (*key).to_owned()).collect()
}

/// A line as drawn, with its ends.
struct Drawn {
    mode: String,
    ends: [String; 2],
    line: Vec<LonLat>,
}

fn position(json: &Json) -> LonLat {
    LonLat::new(json[0].as_f64().unwrap(), json[1].as_f64().unwrap())
}

fn drawn_lines() -> Vec<Drawn> {
    let drawn = |link: &Json| {
        let line = link["geometry"]["coordinates"].as_array().unwrap();
        Drawn {
            mode: text(link, "mode").to_owned(),
            ends: ["from", "to"].map(|end| text(link, end).to_owned()),
            line: line.iter().map(position).collect(),
        }
    };
    features("links").iter().map(drawn).collect()
}

/// Meters from a position to a line: to the nearest place of its pieces, each flat around the position.
fn off(at: LonLat, line: &[LonLat]) -> f64 {
    let flat = |other: LonLat| -> [f64; 2] {
        let across = at.lat.to_radians().cos();
        [
            (other.lon - at.lon) * across * 111_320.0,
            (other.lat - at.lat) * 110_950.0,
        ]
    };
    let piece = |pair: &[LonLat]| -> f64 {
        let ([ax, ay], [bx, by]) = (flat(pair[0]), flat(pair[1]));
        let (dx, dy) = (bx - ax, by - ay);
        let length2 = dx * dx + dy * dy;
        let along = if length2 > 0.0 {
            (-(ax * dx + ay * dy) / length2).clamp(0.0, 1.0)
        } else {
            0.0
        };
        (ax + along * dx).hypot(ay + along * dy)
    };
    let only = line.first().map(|&first| at.geodesic_meters_to(first));
    let pieces = line.windows(2).map(piece);
    pieces.chain(only).fold(f64::INFINITY, f64::min)
}

/// Meters from a hub to the lines of some modes. Lines that end at the hub count without their last
/// piece, which was drawn to the hub whether the line passes it or not; where two of them end, the
/// straight way between what is left of both counts instead. `None` where there is no such line.
fn off_lines(hub: &str, at: LonLat, lines: &[Drawn], modes: &[&str], own: bool) -> Option<f64> {
    let mut nearest: Option<f64> = None;
    let mut keep = |meters: f64| nearest = Some(nearest.unwrap_or(f64::INFINITY).min(meters));
    let mut rests: Vec<LonLat> = Vec::new();
    for drawn in lines
        .iter()
        .filter(|drawn| modes.contains(&drawn.mode.as_str()))
    {
        let n = drawn.line.len();
        if drawn.ends[0] == hub {
            rests.push(drawn.line[1]);
            keep(off(at, &drawn.line[1..]));
        } else if drawn.ends[1] == hub {
            rests.push(drawn.line[n - 2]);
            keep(off(at, &drawn.line[..n - 1]));
        } else if !own {
            keep(off(at, &drawn.line));
        }
    }
    for (place, &a) in rests.iter().enumerate() {
        for &b in &rests[place + 1..] {
            keep(off(at, &[a, b]));
        }
    }
    nearest
}

/// Railway terminals and stations lie on railways, river ports on rivers; at seaports the railways
/// and rivers that end there do. Sea lanes are drawn from the quays, so nothing is seen by them.
#[test]
fn terminals_lie_on_their_lines() {
    let lines = drawn_lines();
    let mut found_off = BTreeSet::new();
    let mut n_measured = 0;
    for hub in features("hubs") {
        let (modes, own): (&[&str], bool) = match text(&hub, "kind") {
            "rail_terminal" | "rail_station" | "rail_yard" => (&["rail"], false),
            "river_port" => (&["waterway"], false),
            "seaport" => (&["rail", "waterway"], true),
            _ => continue,
        };
        let (key, at) = (text(&hub, "id"), position(&hub["geometry"]["coordinates"]));
        let Some(meters) = off_lines(key, at, &lines, modes, own) else {
            continue;
        };
        n_measured += 1;
        if meters > 1000.0 {
            found_off.insert(key.to_owned());
        }
    }
    assert!(n_measured > 55, "{n_measured}");
    assert_eq!(found_off, keys(&OFF_THEIR_LINES));
}

#[test]
fn a_terminal_beside_its_line_is_seen() {
    let line = |ends: [&str; 2], line: &[[f64; 2]]| Drawn {
        mode: "rail".to_owned(),
        ends: ends.map(str::to_owned),
        line: line
            .iter()
            .map(|&[lon, lat]| LonLat::new(lon, lat))
            .collect(),
    };
    let measured = |hub: &str, at: [f64; 2], lines: &[Drawn]| {
        off_lines(hub, LonLat::new(at[0], at[1]), lines, &["rail"], false)
    };
    // Two kilometers north of the end of the line, which was drawn on to the hub.
    let joined = [line(
        ["a", "hub"],
        &[[100.0, 20.0], [100.5, 20.0], [100.5, 20.02]],
    )];
    let meters = measured("hub", [100.5, 20.02], &joined).unwrap();
    assert!((2100.0..2300.0).contains(&meters), "{meters}");
    // The line goes on: the hub lies between its pieces, or beside both.
    let mut through = vec![
        line(["a", "hub"], &[[100.0, 20.0], [100.4, 20.0], [100.5, 20.0]]),
        line(["hub", "b"], &[[100.5, 20.0], [100.6, 20.0], [101.0, 20.0]]),
    ];
    assert!(measured("hub", [100.5, 20.0], &through).unwrap() < 1.0);
    through[0].line[2] = LonLat::new(100.5, 20.02);
    through[1].line[0] = LonLat::new(100.5, 20.02);
    assert!(measured("hub", [100.5, 20.02], &through).unwrap() > 2000.0);
    // A hub without a link of its own is measured, too.
    assert!(measured("other", [100.45, 20.03], &through).unwrap() > 1500.0);
    assert!(measured("other", [100.2, 20.0], &through).unwrap() < 1.0);
    assert_eq!(measured("hub", [100.5, 20.0], &[]), None);
}

/// The hubs that no link, not even drayage, ends at, with their distance from the nearest drawn line.
fn without_link(network: &Network) -> Vec<(String, f64)> {
    let linked: BTreeSet<usize> = network
        .links()
        .iter()
        .flat_map(|link| [link.from.index(), link.to.index()])
        .collect();
    let lines = drawn_lines();
    let nearest = |at: LonLat| {
        let drawn = lines.iter().filter(|drawn| drawn.mode != "transfer");
        let meters = drawn.map(|drawn| off(at, &drawn.line));
        meters.fold(f64::INFINITY, f64::min)
    };
    let nodes = network.nodes().iter().enumerate();
    let alone = nodes.filter(|(place, _)| !linked.contains(place));
    let mut found: Vec<(String, f64)> = alone
        .map(|(_, node)| (node.names.en.clone(), nearest(node.at) / 1000.0))
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found
}

/// What `maps/README.md` says of the hubs that nothing ends at.
#[test]
fn hubs_without_a_link_are_named() {
    let alone = without_link(&study().network);
    let (far, near): (Vec<_>, Vec<_>) = alone.into_iter().partition(|(_, km)| *km > 10.0);
    let said = |hubs: &[(String, f64)], decimals: usize| -> String {
        let each = hubs
            .iter()
            .map(|(name, km)| format!("{name} {km:.decimals$}"));
        each.collect::<Vec<_>>().join(", ")
    };
    let count = format!("{} hubs have no link at all", far.len() + near.len());
    let readme = readme().replace('\n', " ");
    for said in [count, said(&far, 0), said(&near, 1)] {
        assert!(
            readme.contains(&said),
            "maps/README.md does not say: {said}"
        );
    }
}
