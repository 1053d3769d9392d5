//! Looking nodes up, and lines of links.

use super::*;

#[test]
fn nodes_are_found_by_id_then_name_then_beginning() {
    let mut builder = PlainBuilder::written();
    for (id, name) in [
        ("7", "Ring North"),
        ("a", "7"),
        ("b", "Ring South"),
        ("c", ""),
    ] {
        assert!(builder.add_node(id, name, None));
    }
    assert!(builder.add_node("d", "ring north", Some([1.0, 2.0])));
    assert!(!builder.add_node("a", "again", None));
    let network = builder.build();
    let find = |text: &str| network.find_node(text);
    assert_eq!(find(" 7 "), Found::One(NodeId(0)), "an id before a name");
    assert_eq!(find("RING SOUTH"), Found::One(NodeId(2)));
    assert_eq!(find("ring s"), Found::One(NodeId(2)));
    assert_eq!(
        find("Ring North"),
        Found::Several(vec![NodeId(0), NodeId(4)])
    );
    let three = [0, 2, 4].map(NodeId).to_vec();
    assert_eq!(find("ring"), Found::Several(three));
    for text in ["", "x", "again", "A"] {
        assert_eq!(find(text), Found::Nothing, "{text}");
    }
    assert_eq!(network.position(NodeId(4)), Some([1.0, 2.0]));
    assert_eq!(
        (network.position(NodeId(0)), network.all_positions()),
        (None, None)
    );
}

#[test]
fn numbered_nodes_are_found_by_number() {
    let mut builder = PlainBuilder::numbered(3, 9, 3);
    assert!(!builder.add_node("4", "", None));
    let link = PlainLink {
        tail: 0,
        head: 2,
        seconds: Some(0.0),
        ..PlainLink::default()
    };
    assert!(builder.add_link("ignored", &link));
    assert!(!builder.add_link("", &PlainLink { head: 3, ..link }));
    assert!(!builder.set_position(NodeId(3), [0.0; 2]));
    assert!(builder.set_position(NodeId(0), [5.0; 2]));
    let network = builder.build();
    assert_eq!(network.find_node("3"), Found::One(NodeId(2)));
    for text in ["0", "4", "-1", "1.0"] {
        assert_eq!(network.find_node(text), Found::Nothing, "{text}");
    }
    assert_eq!((network.n_zones(), network.n_links()), (3, 1));
    assert!(!network.may_pass(NodeId(1)) && network.may_pass(NodeId(2)));
    assert_eq!(network.link_id(LinkId(0)), "1");
    assert_eq!(network.link(LinkId(0)), link);
    assert_eq!(network.unknown(Measure::Time), (0, None));
    assert_eq!(network.unknown(Measure::Money), (1, Some(LinkId(0))));
    assert_eq!(network.position(NodeId(0)), Some([5.0; 2]));
}

#[test]
fn links_have_lines_both_ways() {
    let mut builder = PlainBuilder::written();
    for (id, at) in [("a", [0.0, 0.0]), ("b", [1.0, 0.0]), ("c", [2.0, 0.0])] {
        assert!(builder.add_node(id, "", Some(at)));
    }
    builder.set_zone();
    let at = |lon: f64, lat: f64| LonLat::new(lon, lat);
    let bent = [at(0.0, 0.0), at(0.5, 0.5), at(1.0, 0.0)];
    let line = builder.add_line(&bent);
    let link = |tail, head| PlainLink {
        tail,
        head,
        ..PlainLink::default()
    };
    for (id, tail, head, reversed) in [
        ("x", 0, 1, Some(false)),
        ("x", 1, 0, Some(true)),
        ("y", 1, 2, None),
        ("z", 2, 1, None),
    ] {
        assert!(builder.add_link(id, &link(tail, head)));
        if let Some(is_reversed) = reversed {
            builder.set_line(line, is_reversed);
        }
    }
    let network = builder.clone().build();
    let mut way = Vec::new();
    assert!(network.append_line(LinkId(0), &mut way) && network.append_line(LinkId(2), &mut way));
    assert_eq!(way, [bent[0], bent[1], bent[2], at(2.0, 0.0)]);
    let mut back = Vec::new();
    assert!(network.append_line(LinkId(1), &mut back));
    assert_eq!(back, [bent[2], bent[1], bent[0]]);
    let twins = [Some(LinkId(1)), Some(LinkId(0)), None, None];
    assert_eq!(network.twins(), twins, "y and z are two links");
    assert_eq!(network.zones(), [NodeId(2)]);
    builder.set_projected();
    let network = builder.build();
    assert!(!network.append_line(LinkId(0), &mut back) && back.len() == 3);
    assert_eq!(
        (network.lon_lat(NodeId(0)), network.position(NodeId(0))),
        (None, Some([0.0; 2]))
    );
}
