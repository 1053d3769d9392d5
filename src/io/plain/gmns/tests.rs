//! Small tables with their findings.

use super::rows::STRIDE;
use super::*;
use crate::model::geometry::LonLat;
use crate::model::ids::{LinkId, NodeId};
use crate::model::plain::Measure;

fn load(nodes: &str, links: &str) -> Result<LoadedPlain, PlainError> {
    load_all(nodes, links, None, None)
}

fn load_all(
    nodes: &str,
    links: &str,
    config: Option<&str>,
    geometry: Option<&str>,
) -> Result<LoadedPlain, PlainError> {
    let names = ["node.csv", "link.csv", "config.csv", "geometry.csv"].map(Arc::from);
    let tables = Tables {
        node: (&names[0], nodes.as_bytes()),
        link: (&names[1], links.as_bytes()),
        config: config.map(|text| (&names[2], text.as_bytes())),
        geometry: geometry.map(|text| (&names[3], text.as_bytes())),
    };
    read(tables, &Task::never())
}

#[track_caller]
fn loaded(nodes: &str, links: &str) -> LoadedPlain {
    load(nodes, links).unwrap()
}

/// Code, file and line of findings.
fn told(loaded: &LoadedPlain) -> Vec<(&str, &str, usize)> {
    let told = |issue: &'_ Issue| (issue.code, issue.place.line.unwrap());
    let issues = loaded.issues.iter();
    issues
        .map(|issue| (told(issue).0, &*issue.file, told(issue).1))
        .collect()
}

#[test]
fn columns_go_by_name_with_mark_and_carriage_returns() {
    let nodes = "\u{feff}Name,node_id,y_coord,x_coord,ctrl_type\r\n\"A, north\",1,30.5,106.5,\r\nB,b-2,,,signal\r\n";
    let links = "\u{feff}toll,to_node_id,from_node_id,link_id,length,free_speed,directed,lanes\r\n1.5,b-2,1,x,2,60,0,2\r\n,1,b-2,y,1,,1,\r\n";
    let loaded = loaded(nodes, links);
    assert_eq!(told(&loaded), []);
    let network = &loaded.network;
    assert_eq!((network.n_nodes(), network.n_links()), (2, 3));
    assert_eq!(network.node_name(NodeId(0)), "A, north");
    assert_eq!(network.position(NodeId(0)), Some([106.5, 30.5]));
    assert_eq!(network.position(NodeId(1)), None);
    let ids: Vec<_> = (0..3).map(|at| network.link_id(LinkId(at))).collect();
    assert_eq!(ids, ["x", "x", "y"]);
    assert_eq!(
        (network.tails(), network.heads()),
        (&[0, 1, 1][..], &[1, 0, 0][..])
    );
    let link = network.link(LinkId(1));
    assert_eq!((link.length_m, link.seconds), (Some(2000.0), Some(120.0)));
    assert_eq!(link.toll_fen, Some(150.0));
    assert_eq!(network.link(LinkId(2)).seconds, None);
    assert_eq!(
        network.link(LinkId(2)).toll_fen,
        Some(0.0),
        "an empty cell is no toll"
    );
    assert_eq!(network.unknown(Measure::Time), (1, Some(LinkId(2))));
}

#[test]
fn a_time_counts_before_a_speed() {
    let links = "from_node_id,to_node_id,length,free_speed,travel_time\n1,2,6,60,9\n2,1,6,60,\n";
    let loaded = loaded("node_id\n1\n2\n", links);
    assert_eq!(loaded.network.values(Measure::Time), [540.0, 360.0]);
    assert_eq!(loaded.network.unknown(Measure::Money), (2, Some(LinkId(0))));
    assert_eq!(
        loaded.network.link_id(LinkId(1)),
        "2",
        "rows number links without ids"
    );
}

#[test]
fn bad_rows_are_findings_and_the_rest_is_loaded() {
    let nodes = "node_id,x_coord,y_coord\n1,0,0\n,1,1\n1,2,2\n2,x,0\n3\n";
    let links = "link_id,from_node_id,to_node_id,length,free_speed,toll,directed,capacity\n\
        ok,1,2,1,50,0,1,many\n\
        a,1,9,1,50,0,1,\n\
        b,1,2,-1,50,0,1,\n\
        c,1,2,NaN,50,0,1,\n\
        d,1,2,1,0,0,1,\n\
        e,1,2,1,50,-3,1,\n\
        f,1,2,1,50,0,2,\n\
        g,1,2,inf,50,0,1,\n\
        h,1,2,1,50\n\
        i,1,2,1,1e-320,0,1,\n\
        ok2,2,1,,,,,\n";
    let loaded = loaded(nodes, links);
    let ids: Vec<_> = (0..2)
        .map(|at| loaded.network.link_id(LinkId(at)))
        .collect();
    assert_eq!(
        (ids, loaded.network.n_links()),
        (vec!["ok".into(), "ok2".into()], 2)
    );
    let bad = |line| ("plain-bad-number", "link.csv", line);
    let expected = [
        ("plain-no-id", "node.csv", 3),
        ("plain-duplicate-node", "node.csv", 4),
        ("plain-bad-position", "node.csv", 5),
        ("bad-row", "node.csv", 6),
        ("plain-ignored-number", "link.csv", 2),
        ("plain-unknown-node", "link.csv", 3),
        bad(4),
        bad(5),
        bad(6),
        bad(7),
        bad(8),
        bad(9),
        ("bad-row", "link.csv", 10),
        bad(11),
    ];
    assert_eq!(told(&loaded), expected);
    assert_eq!(loaded.issues[6].args, ["b", "length", "-1"]);
    assert_eq!(
        loaded.network.position(NodeId(0)),
        Some([0.0, 0.0]),
        "the first is kept"
    );
}

#[test]
fn what_cannot_be_read_is_one_error() {
    #[track_caller]
    fn check(nodes: &str, links: &str, code: &str, file: &str) {
        match load(nodes, links) {
            Err(PlainError::Unreadable(issue)) => {
                assert_eq!((issue.code, &*issue.file), (code, file));
            }
            other => panic!("{other:?}"),
        }
    }
    check(
        "id\n1\n",
        "from_node_id,to_node_id\n",
        "missing-column",
        "node.csv",
    );
    check(
        "node_id\n1\n",
        "from_node_id\n",
        "missing-column",
        "link.csv",
    );
    check("", "", "empty-file", "node.csv");
    let none = loaded("node_id\n", "from_node_id,to_node_id\n");
    assert_eq!((none.network.n_nodes(), none.network.n_links()), (0, 0));
    let task = Task::new();
    task.cancel();
    let many = format!("node_id\n{}", "1\n".repeat(STRIDE + 1));
    let file = Arc::from("node.csv");
    let tables = Tables {
        node: (&file, many.as_bytes()),
        link: (&file, b"x"),
        config: None,
        geometry: None,
    };
    let cancelled = read(tables, &task);
    assert!(matches!(cancelled, Err(PlainError::Cancelled(_))));
}

#[test]
fn a_config_says_the_units() {
    let links = "from_node_id,to_node_id,length,free_speed,toll\n1,2,2,30,5\n";
    let of = |config: &str| load_all("node_id\n1\n2\n", links, Some(config), None).unwrap();
    let miles = of("long_length,speed,currency,crs\nmi,mph,USD,EPSG:4326\n");
    let link = miles.network.link(LinkId(0));
    assert_eq!((link.length_m, link.seconds), (Some(3218.688), Some(240.0)));
    assert_eq!(link.toll_fen, None, "a toll in dollars is no toll in yuan");
    assert_eq!(told(&miles), [("plain-currency", "config.csv", 2)]);
    assert!(
        miles.units.en.contains("length in mi, speed in mi/h"),
        "{}",
        miles.units.en
    );
    let meters = of("speed,long_length,currency\nm/s,meters,CNY\n");
    let link = meters.network.link(LinkId(0));
    assert_eq!((link.length_m, link.toll_fen), (Some(2.0), Some(500.0)));
    let seconds = link.seconds.unwrap();
    assert!((seconds - 2.0 / 30.0).abs() < 1e-12, "{seconds}");
    assert_eq!(told(&meters), []);
    let odd = of("long_length,speed,crs\nchains,km/h,EPSG:32648\n");
    let expected = [
        ("plain-unknown-unit", "config.csv", 2),
        ("plain-projected", "config.csv", 2),
    ];
    assert_eq!(told(&odd), expected);
    assert_eq!(odd.network.link(LinkId(0)).length_m, None);
    assert_eq!(
        told(&of("long_length\n")),
        [],
        "an empty table says nothing"
    );
}

#[test]
fn links_have_their_lines() {
    let nodes = "node_id,x_coord,y_coord,zone_id\n1,0,0,\n2,1,0,7\n";
    let links = "link_id,from_node_id,to_node_id,directed,dir_flag,geometry_id,geometry\n\
        a,1,2,0,1,,\"LINESTRING (0 0, 0.5 0.25, 1 0)\"\n\
        b,2,1,1,,,\"linestring z(0 0 9, 0.5 -0.25 9, 1 0 9)\"\n\
        c,1,2,1,-1,g1,\n\
        d,1,2,1,1,g9,\n\
        e,1,2,1,1,,\"POINT (0 0)\"\n\
        f,1,2,1,1,,\"LINESTRING (0 0, 500 0)\"\n";
    let lines = "geometry_id,geometry\ng1,\"SRID=4326;LINESTRING(1 0, 0.5 1, 0 0)\"\ng2,x\n";
    let loaded = load_all(nodes, links, None, Some(lines)).unwrap();
    let line = |link| {
        let mut line = Vec::new();
        assert!(loaded.network.append_line(LinkId(link), &mut line));
        let at = |at: &LonLat| (at.lon, at.lat);
        line.iter().map(at).collect::<Vec<_>>()
    };
    assert_eq!(line(0), [(0.0, 0.0), (0.5, 0.25), (1.0, 0.0)]);
    assert_eq!(line(1), [(1.0, 0.0), (0.5, 0.25), (0.0, 0.0)]);
    assert_eq!(
        line(2),
        [(1.0, 0.0), (0.5, -0.25), (0.0, 0.0)],
        "turned to fit"
    );
    assert_eq!(line(3), [(0.0, 0.0), (0.5, 1.0), (1.0, 0.0)]);
    for straight in 4..7 {
        assert_eq!(line(straight), [(0.0, 0.0), (1.0, 0.0)]);
    }
    let bad = |file, line| ("plain-bad-geometry", file, line);
    let expected = [
        bad("geometry.csv", 3),
        bad("link.csv", 5),
        bad("link.csv", 6),
        bad("link.csv", 7),
    ];
    assert_eq!(told(&loaded), expected);
    assert_eq!(loaded.network.zones(), [NodeId(1)]);
}
